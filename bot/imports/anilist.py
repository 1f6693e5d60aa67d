"""AniList: an anime or a manga with its studios, staff, characters and voices.

Owns the query, the form of its answer (``{"data": {"Media": {…}}}``, https://docs.anilist.co) and what is taken from
it. A title such as "Name Season 2 Part 2" is part 2 of season 2 of Name; a cour is a part, and a part is no season. AniList
keeps each season by itself: a title that "Name Season 2" follows is season 1, and "Name II" is a season where it says
that it follows Name. Refuses scores and popularity, which change by the day.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import msgspec

from bot.facts.dates import write_time
from bot.facts.model import Kind
from bot.facts.scope import WHOLE, Scope
from bot.imports.imported import Collector, Imported, NotADocument, Source, decode, read_markup, word_episode

SERVICE = "anilist"
PUBLISHER = "AniList"
QUERY = """
query ($id: Int) {
  Media(id: $id) {
    id type format status source episodes duration countryOfOrigin genres synonyms description(asHtml: false)
    coverImage { large }
    title { romaji english native }
    startDate { year month day }
    endDate { year month day }
    studios(isMain: true) { nodes { name isAnimationStudio } }
    staff(perPage: 25) { edges { role node { name { full } } } }
    characters(sort: [ROLE, RELEVANCE], perPage: 25) {
      edges {
        node { name { full } }
        voiceActors { name { full } languageV2 }
      }
    }
    relations { edges { relationType(version: 2) node { type format title { romaji english } } } }
    externalLinks { url site type }
    nextAiringEpisode { episode airingAt }
  }
}
"""

_STATUS = {
    "FINISHED": "finished",
    "RELEASING": "airing",
    "CANCELLED": "cancelled",
    "HIATUS": "on hiatus",
}
_ROLES = {
    "Director": "director",
    "Chief Director": "director",
    "Series Composition": "screenwriter",
    "Screenplay": "screenwriter",
    "Script": "screenwriter",
    "Original Creator": "author",
    "Original Story": "author",
    "Story": "author",
    "Story & Art": "author",
    "Music": "composer",
    "Director of Photography": "cinematographer",
    "Producer": "producer",
    "Executive Producer": "executive producer",
}
_RELATED = {"SEQUEL": "sequel", "PREQUEL": "prequel", "SPIN_OFF": "spin-off"}
# ISO 3166-1 codes of the countries that AniList lists works of.
_COUNTRIES = {"JP": "Japan", "KR": "South Korea", "CN": "China", "TW": "Taiwan"}
_OF_SEASON = re.compile(
    r"(?P<work>\S.*?)(?::? (?:Season (?P<number>\d{1,2})|(?P<ordinal>\d{1,2})(?:st|nd|rd|th) Season))?"
    r"(?::? (?:(?:Part|Cour) (?P<part>\d{1,2})|(?P<nth_part>\d{1,2})(?:st|nd|rd|th) (?:Part|Cour)))?",
    re.IGNORECASE | re.ASCII,
)
_NUMBERED = re.compile(r"(?P<work>\S.*?) (?P<number>[2-9]|II|III|IV|V|VI)", re.ASCII)
_ROMAN = {"II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
_MEDIA = {"MANGA": "manga", "ONE_SHOT": "manga", "NOVEL": "novel"}
_SERIES = frozenset({None, "TV", "TV_SHORT", "ONA"})
_OF_ITS_OWN = frozenset({None, "ORIGINAL"})
_SPOILER = re.compile(r"~!.*?!~", re.DOTALL)
_SOURCE_NOTE = re.compile(r"\((?:Source|Note): [^()]*\)")


class _Title(msgspec.Struct):
    romaji: str | None = None
    english: str | None = None
    native: str | None = None


class _Date(msgspec.Struct):
    year: int | None = None
    month: int | None = None
    day: int | None = None


class _Name(msgspec.Struct):
    full: str | None = None


class _Person(msgspec.Struct):
    name: _Name
    languageV2: str | None = None  # noqa: N815 - AniList's spelling


class _Studio(msgspec.Struct):
    name: str
    isAnimationStudio: bool = True  # noqa: N815


class _Studios(msgspec.Struct):
    nodes: list[_Studio] = []


class _StaffMember(msgspec.Struct):
    node: _Person
    role: str | None = None


class _Staff(msgspec.Struct):
    edges: list[_StaffMember] = []


class _Character(msgspec.Struct):
    node: _Person
    voiceActors: list[_Person] | None = None  # noqa: N815


class _Characters(msgspec.Struct):
    edges: list[_Character] = []


class _RelatedMedia(msgspec.Struct):
    title: _Title
    type: str | None = None
    format: str | None = None

    @property
    def name(self) -> str | None:
        return self.title.english or self.title.romaji


class _Relation(msgspec.Struct):
    node: _RelatedMedia
    relationType: str | None = None  # noqa: N815


class _Relations(msgspec.Struct):
    edges: list[_Relation] = []


class _Link(msgspec.Struct):
    url: str | None = None
    site: str | None = None
    type: str | None = None


class _Cover(msgspec.Struct):
    large: str | None = None


class _Airing(msgspec.Struct):
    episode: int | None = None
    airingAt: int | None = None  # noqa: N815


class _Media(msgspec.Struct):
    id: int
    title: _Title
    type: str | None = None
    status: str | None = None
    source: str | None = None
    episodes: int | None = None
    duration: int | None = None
    countryOfOrigin: str | None = None  # noqa: N815
    genres: list[str] | None = None
    synonyms: list[str] | None = None
    description: str | None = None
    coverImage: _Cover | None = None  # noqa: N815
    startDate: _Date | None = None  # noqa: N815
    endDate: _Date | None = None  # noqa: N815
    studios: _Studios | None = None
    staff: _Staff | None = None
    characters: _Characters | None = None
    relations: _Relations | None = None
    externalLinks: list[_Link] | None = None  # noqa: N815
    nextAiringEpisode: _Airing | None = None  # noqa: N815


class _Found(msgspec.Struct):
    Media: _Media | None = None


class _Problem(msgspec.Struct):
    message: str = ""


class _Answer(msgspec.Struct):
    data: _Found | None = None
    errors: list[_Problem] = []


def make_page(key: str) -> str:
    """The page of a title, for people; AniList leads on from there if it is a manga."""
    return f"https://anilist.co/anime/{key}"


def read(content: bytes, day: date, name: str) -> list[Imported]:
    """The facts of one title's document, retrieved on ``day``; NotADocument if it is none."""
    answer = decode(content, _Answer, name)
    media = answer.data.Media if answer.data else None
    if media is None:
        why = f": {answer.errors[0].message[:200]}" if answer.errors else ""
        raise NotADocument(f"{name}: AniList found no such title{why}")
    title = media.title.english or media.title.romaji or media.title.native
    if not title or not title.strip():
        raise NotADocument(f"{name}: the title has no name")
    named, said = _split_scope(title)
    work, scope = _find_scope(media, title)
    source = Source(SERVICE, str(media.id))
    page = make_page(source.key) if media.type != "MANGA" else f"https://anilist.co/manga/{source.key}"
    facts = Collector(source, title=title, publisher=PUBLISHER, page=page, day=day)
    _read_media(facts, media, work, scope)
    _read_people(facts, media, work, scope)
    _read_related(facts, media, work, scope)
    if said == WHOLE and named == work:
        facts.identify(Kind.WORK, work, (str(source),))
        spellings = (media.title.romaji, media.title.native, *(media.synonyms or ()))
        facts.call(Kind.WORK, work, (each for each in spellings if each and _split_scope(each)[1] == WHOLE))
    return [facts.finish()]


def _find_scope(media: _Media, title: str) -> tuple[str, Scope]:
    """The same with what related titles tell: "Name" is season 1 where "Name Season 2" follows, "Name II" is season 2."""
    work, scope = _split_scope(title)
    if scope != WHOLE:
        return work, scope
    before = [_split_scope(each)[0] for each in _list_related(media, "PREQUEL")]
    numbered = _NUMBERED.fullmatch(title)
    if numbered and any(numbered["work"].casefold() == each.casefold() for each in before):
        return numbered["work"], Scope(_ROMAN.get(numbered["number"]) or int(numbered["number"]))
    for other in _list_related(media, "SEQUEL"):
        of_work, following = _split_scope(other)
        later = _NUMBERED.fullmatch(other)
        if of_work.casefold() == work.casefold() and following != WHOLE:
            return work, Scope(1) if following.season else Scope(None, 1)
        if later and later["work"].casefold() == work.casefold():
            return work, Scope(1)
    return work, WHOLE


def _list_related(media: _Media, relation: str) -> list[str]:
    """The titles of the same medium, films and specials aside, that follow it or that it follows."""
    edges = media.relations.edges if media.relations else []
    return [
        edge.node.name
        for edge in edges
        if edge.relationType == relation
        and edge.node.name
        and edge.node.type == media.type
        and edge.node.format in _SERIES
    ]


def _split_scope(title: str) -> tuple[str, Scope]:
    """The work that a title is a season or a part of, and which; the title itself if it is none."""
    found = _OF_SEASON.fullmatch(" ".join(title.split()))
    if found is None:
        return title, WHOLE
    season, part = found["number"] or found["ordinal"], found["part"] or found["nth_part"]
    return found["work"], Scope(int(season) if season else None, int(part) if part else None)


def _read_media(facts: Collector, media: _Media, work: str, scope: Scope) -> None:
    facts.say("release date", _read_date(media.startDate), work=work, season=scope.season, part=scope.part)
    facts.say("end date", _read_date(media.endDate), work=work, season=scope.season, part=scope.part)
    facts.say("status", _STATUS.get(media.status or ""), work=work, season=scope.season, part=scope.part)
    facts.say("number of episodes", media.episodes, work=work, season=scope.season, part=scope.part)
    facts.say("running time", media.duration, work=work)
    facts.say("country of origin", _COUNTRIES.get(media.countryOfOrigin or ""), work=work)
    for genre in media.genres or ():
        facts.say("genre", genre, work=work)
    told = _SOURCE_NOTE.sub("", _SPOILER.sub("", media.description or ""))
    facts.say("plot", read_markup(told), work=work, season=scope.season, part=scope.part)
    facts.say(
        "poster",
        media.coverImage.large if media.coverImage else None,
        work=work,
        season=scope.season,
        part=scope.part,
    )
    for link in media.externalLinks or ():
        if link.type == "STREAMING":
            facts.say("platform", link.site, work=work)
        elif link.site == "Official Site":
            facts.say("official site", link.url, work=work)
    coming = media.nextAiringEpisode
    if coming is not None and coming.airingAt is not None:
        try:
            at = datetime.fromtimestamp(coming.airingAt, UTC)
        except (ValueError, OverflowError, OSError):
            facts.leave_out("next episode: its time is no time")
            return
        said = word_episode(scope.season, coming.episode, None)
        facts.say("next episode", write_time(at), work=work, season=scope.season, part=scope.part, note=said)


def _read_people(facts: Collector, media: _Media, work: str, scope: Scope) -> None:
    for studio in media.studios.nodes if media.studios else ():
        if studio.isAnimationStudio:
            facts.say("production company", studio.name, work=work)
    for member in media.staff.edges if media.staff else ():
        # "Script (eps 1-3)" is said of episodes, not of the work.
        relation = _ROLES.get(member.role or "")
        if relation is None:
            facts.leave_out("people of the staff who do something else")
        else:
            facts.say(relation, member.node.name.full, work=work)
    for character in media.characters.edges if media.characters else ():
        for voice in character.voiceActors or ():
            facts.say(
                "voice actor",
                voice.name.full,
                work=work,
                season=scope.season,
                part=scope.part,
                character=character.node.name.full,
                note=voice.languageV2,
            )


def _read_related(facts: Collector, media: _Media, work: str, scope: Scope) -> None:
    authors = [
        member.node.name.full
        for member in (media.staff.edges if media.staff else ())
        if _ROLES.get(member.role or "") == "author"
    ]
    edges = media.relations.edges if media.relations else []
    # Without a version AniList calls the source an adaptation, as it does what was adapted from the title.
    says_source = any(each.relationType == "SOURCE" for each in edges)
    is_adapted = media.type == "ANIME" and media.source not in _OF_ITS_OWN and not says_source
    for related in edges:
        other = related.node.name
        relation = _RELATED.get(related.relationType or "")
        if related.relationType == "SOURCE" or (
            is_adapted and related.relationType == "ADAPTATION" and related.node.type == "MANGA"
        ):
            by = authors[0] if len(authors) == 1 else None
            facts.say("based on", _name_source(related.node), work=work, by=by)
        # The next season of a work is no sequel of its own.
        elif (
            relation
            and other
            and related.node.type == media.type
            and not _is_of(other, work, related.node.format)
        ):
            # What follows the first season, or stands beside it, does so of the show.
            season = scope.season if scope != Scope(1) else None
            facts.say(relation, other, work=work, season=season, part=scope.part)


def _name_source(source: _RelatedMedia) -> str | None:
    """What a title is based on, by the name that tells it from the show: "manga Kazeori no Tabibito"."""
    name = source.title.romaji or source.title.english
    medium = _MEDIA.get(source.format or "")
    return f"{medium} {name}" if medium and name else name


def _is_of(title: str, work: str, medium: str | None) -> bool:
    """Whether a title is a season of a work; the film "Name 2" is none."""
    numbered = _NUMBERED.fullmatch(title) if medium in _SERIES else None
    of_work = {_split_scope(title)[0].casefold(), numbered["work"].casefold() if numbered else ""}
    return work.casefold() in of_work


def _read_date(fuzzy: _Date | None) -> str | None:
    """A date of which the day, or the month and the day, may be missing, as EDTF."""
    if fuzzy is None or fuzzy.year is None:
        return None
    parts = [f"{fuzzy.year:04}"]
    if fuzzy.month is not None:
        parts.append(f"{fuzzy.month:02}")
        if fuzzy.day is not None:
            parts.append(f"{fuzzy.day:02}")
    return "-".join(parts)
