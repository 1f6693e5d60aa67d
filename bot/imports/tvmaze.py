"""TVmaze: a show with its cast, crew, seasons and episodes.

Owns the form of ``GET /shows/:id?embed[]=…`` (https://www.tvmaze.com/api) and what is taken from it. Refuses ratings:
they change by the day, and each change would be news.
"""

from __future__ import annotations

from datetime import date

import msgspec

from bot.facts.model import Kind
from bot.imports.imported import (
    Collector,
    Imported,
    NotADocument,
    Source,
    decode,
    read_day,
    read_markup,
    read_title,
    word_episode,
    word_running,
)

SERVICE = "tvmaze"
PUBLISHER = "TVmaze"
EMBEDDED = ("cast", "crew", "seasons", "episodes", "nextepisode", "akas")

_CREW = {
    "Creator": "creator",
    "Executive Producer": "executive producer",
    "Producer": "producer",
    "Director": "director",
    "Writer": "screenwriter",
    "Composer": "composer",
    "Music": "composer",
    "Director of Photography": "cinematographer",
    "Showrunner": "showrunner",
    "Narrator": "narrator",
}
# "To Be Determined" says that nobody knows.
_STATUS = {"Ended": "finished", "In Development": "in production"}
_RUNNING = "Running"


class _Named(msgspec.Struct):
    name: str | None = None


class _Image(msgspec.Struct):
    medium: str | None = None


class _Channel(msgspec.Struct):
    name: str | None = None
    country: _Named | None = None


class _Season(msgspec.Struct):
    number: int | None = None
    episodeOrder: int | None = None  # noqa: N815 - TVmaze's spelling
    premiereDate: str | None = None  # noqa: N815
    endDate: str | None = None  # noqa: N815


class _Episode(msgspec.Struct):
    name: str | None = None
    season: int | None = None
    number: int | None = None
    airdate: str | None = None
    airtime: str | None = None
    airstamp: str | None = None


class _CastMember(msgspec.Struct):
    person: _Named
    character: _Named | None = None
    self: bool = False
    voice: bool = False


class _CrewMember(msgspec.Struct):
    person: _Named
    type: str | None = None


class _Embedded(msgspec.Struct):
    cast: list[_CastMember] = []
    crew: list[_CrewMember] = []
    seasons: list[_Season] = []
    episodes: list[_Episode] = []
    akas: list[_Named] = []
    nextepisode: _Episode | None = None


class _Externals(msgspec.Struct):
    imdb: str | None = None


class _Show(msgspec.Struct):
    id: int
    name: str
    language: str | None = None
    genres: list[str] = []
    status: str | None = None
    runtime: int | None = None
    averageRuntime: int | None = None  # noqa: N815
    premiered: str | None = None
    ended: str | None = None
    officialSite: str | None = None  # noqa: N815
    network: _Channel | None = None
    webChannel: _Channel | None = None  # noqa: N815
    summary: str | None = None
    image: _Image | None = None
    externals: _Externals | None = None
    embedded: _Embedded = msgspec.field(default_factory=_Embedded, name="_embedded")


def make_page(key: str) -> str:
    """The page of a show, for people."""
    return f"https://www.tvmaze.com/shows/{key}"


def read(content: bytes, day: date, name: str) -> list[Imported]:
    """The facts of one show's document, retrieved on ``day``; NotADocument if it is none."""
    show = decode(content, _Show, name)
    if not show.name.strip() or show.id < 1:
        raise NotADocument(f"{name}: the show has no name or no id")
    source = Source(SERVICE, str(show.id))
    facts = Collector(source, title=show.name, publisher=PUBLISHER, page=make_page(source.key), day=day)
    work = show.name
    facts.say("release date", read_day(show.premiered), work=work)
    facts.say("end date", read_day(show.ended), work=work)
    coming = show.embedded.nextepisode
    running = word_running(coming.number if coming else None) if show.status == _RUNNING else None
    facts.say("status", running or _STATUS.get(show.status or ""), work=work)
    facts.say("language", show.language, work=work)
    for genre in show.genres:
        facts.say("genre", genre, work=work)
    facts.say("running time", show.averageRuntime or show.runtime, work=work)
    facts.say("official site", show.officialSite, work=work)
    facts.say("plot", read_markup(show.summary), work=work)
    facts.say("poster", show.image.medium if show.image else None, work=work)
    for relation, channel in (("network", show.network), ("platform", show.webChannel)):
        if channel is not None:
            facts.say(relation, channel.name, work=work)
            facts.say("country of origin", channel.country.name if channel.country else None, work=work)
    _read_people(facts, work, show.embedded)
    _read_seasons(facts, work, show.embedded, day)
    imdb = show.externals.imdb if show.externals else None
    facts.identify(Kind.WORK, work, (str(source), f"imdb:{imdb}" if imdb else None))
    facts.call(Kind.WORK, work, (aka.name for aka in show.embedded.akas))
    return [facts.finish()]


def _read_people(facts: Collector, work: str, embedded: _Embedded) -> None:
    for member in embedded.cast:
        character = None if member.self or member.character is None else member.character.name
        relation = "voice actor" if member.voice else "cast member"
        facts.say(relation, member.person.name, work=work, character=character)
    for maker in embedded.crew:
        if maker.type in _CREW:
            facts.say(_CREW[maker.type], maker.person.name, work=work)
        else:
            facts.leave_out("people of the crew who do something else")


def _read_seasons(facts: Collector, work: str, embedded: _Embedded, day: date) -> None:
    for season in embedded.seasons:
        facts.say("release date", read_day(season.premiereDate), work=work, season=season.number)
        facts.say("end date", read_day(season.endDate), work=work, season=season.number)
        facts.say("number of episodes", season.episodeOrder or None, work=work, season=season.number)
    came = [season for season in embedded.seasons if (season.premiereDate or "9") <= day.isoformat()]
    facts.say("number of seasons", len(came) or None, work=work)
    for episode in embedded.episodes:
        # Specials have no number.
        if episode.season and episode.number:
            of_season, number = episode.season, episode.number
            facts.say("episode title", read_title(episode.name), work=work, season=of_season, episode=number)
            facts.say("release date", read_day(episode.airdate), work=work, season=of_season, episode=number)
    coming = embedded.nextepisode
    if coming is not None:
        facts.say(
            "next episode",
            # Without an air time the stamp only says noon.
            coming.airstamp if coming.airtime else read_day(coming.airdate),
            work=work,
            note=word_episode(coming.season, coming.number, coming.name),
        )
