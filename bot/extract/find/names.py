"""Names in running text: whom and what the capitals stand for.

Owns finding people, organisations and networks, and which mentions mean one person. A name is a run of
capitalised words, or words in any case that read as a Korean name (bot.names knows how those are
spelled). Refuses titles of shows, which are found first, and what sentences say about a person.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice, zip_longest
from typing import Final

from bot.extract import vocabulary
from bot.extract.find.given_names import FEMALE, MALE
from bot.extract.sentences import SentenceSpan
from bot.names import fold
from bot.names.romanise import Reading, distance, readings, sound_keys

KOREAN_SURNAMES: Final = tuple(
    """kim lee park choi choe jung jeong chung kang gang cho jo yoon yun jang chang lim im rim han oh seo shin sin kwon gwon
    hwang ahn an song ryu yoo you yu hong jeon jun chun cheon ko go moon mun son sohn yang bae baek paik heo hur nam noh roh no ha
    joo ju woo koo gu min jin na um uhm eom won wang bang byun byeon cha chae do eun gil ho hyun ji jin joo ki kong gong
    so mo maeng ma myung ok pyo seol sung seong suh sul tak wi yeo yeom yum yook ye lee rhee ra in ban bong kwak gwak shim sim sol pyun pyeon chu choo seok ku yim ryoo zo bak pak ong geum keum tang youn doh kil shon jee kook hahm tae pi ham bok yeon ahn cheon jegal namgoong namkoong hwangbo seonwoo sunwoo dokgo sagong""".split()
)
_SURNAMES: Final = vocabulary.either(dict.fromkeys(KOREAN_SURNAMES))
COMMON_SURNAMES: Final = frozenset(
    "kim lee park choi jung jeong kang cho jo yoon yun jang lim im han oh seo shin kwon hwang ahn song ryu yoo hong jeon moon son "
    "yang bae baek heo nam noh ha joo ko chun wang uhm gong cha eun woo".split()
)
_KOREAN: Final = re.compile(
    rf"(?<![\w’'-])(?:{_SURNAMES})[ \t][a-z]{{1,8}}(?:(?:-[ ]?|[ \t])[a-z]{{1,6}})?(?![\w-]|['’](?!s\b)\w)",
    re.IGNORECASE,
)
NO_NAME: Final = frozenset(
    """dir dirs prod scr the a an this that these those it its he she they we me us him them i you his her their our my your who what when where why how which
    and or but nor so yet for of in on at by to from with without as than then there here if while although though because since until
    unless after before during over under above below between among through about against into onto upon within across along around
    also another other others each every all both some any many much more most few several no not only just even still already
    always never ever once again soon later now today yesterday tomorrow first second third last next new old
    is are was were be been being am do does did has have had having can could will would shall should may might must let
    yes no oh well okay please thanks thank meanwhile however moreover furthermore additionally instead otherwise therefore thus hence
    despite per via amid like unlike such according based set starring directed written produced created known best following
    speaking talking asked addressing regarding meanwhile earlier recently finally lastly previously currently originally
    january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec
    monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays spring summer autumn fall winter
    season seasons episode episodes part chapter volume series drama dramas k-drama k-dramas kdrama show film movie cast casting synopsis
    genre genres network screenwriter screenwriters directors writers director writer producer producers release date story plot trailer teaser poster
    fans viewers audiences critics netizens watch read image photo photos source sources credit credits courtesy via updated published
    south korean korea north american british japanese chinese thai french spanish german italian indian australian canadian irish english european asian
    hollywood hallyu ott tv ceo vip dvd pd mc k-pop kpop k-content rom-com us u.s uk u.k eu usa hbo bbc
    american's actor actress actors actresses star stars singer rapper idol model comedian president senator governor rep sen gov dr mr mrs ms miss sir dame lord lady prof
    professor judge justice chairman chairwoman secretary attorney general mayor officer captain detective king queen prince princess
    breaking exclusive official officially popular upcoming highly two three four five six seven eight nine ten one top global oscar oscars emmy emmys grammy golden globe bafta tony a24 academy award awards
    christmas halloween thanksgiving easter god internet covid covid-19 republican republicans democrat democrats democratic gop congress senate house
    white rt http https www read more related see click subscribe follow facebook twitter instagram tiktok
    i'm i’m i've i’ve i'll i’ll i'd i’d it's it’s we're we’re we've we’ve we'll we’ll that's that’s there's there’s he's he’s she's she’s you're you’re they're they’re let's let’s
    don't don’t didn't didn’t can't can’t won't won’t isn't isn’t what's what’s who's who’s here's here’s doesn't doesn’t wasn't wasn’t you'll you’ll you've you’ve
    commissioner chief spokesman spokeswoman spokesperson chancellor minister premier pope ambassador deputy vice superintendent sheriff pastor reverend rabbi bishop cardinal coach
    head co-head opposition mp mps principal manager oversight speaker majority minority leader congressman congresswoman lawyer attorney press editor reporter correspondent columnist analyst strategist adviser advisor aide
    police state federal national international department former ex-president co-chair chairwoman founder co-founder executive editor-in-chief anchor strategist pollster
    something nothing everything someone everyone anyone people things nobody anybody somebody
    joseon goryeo silla era dynasty
    did does born having being ahead because alongside beside besides playing rounding joining written joined led""".split()
)
ORGANISATION: Final = re.compile(
    r"(?:\b(?:Entertainment|Studios?|Pictures|Media|Inc|Corp|Agency|Company|Productions?|Group|Herald"
    r"|Times|Post|Journal|News|Newspaper|Magazine|"
    r"University|College|School|Academy|Awards?|Festival|Ministry|Committee|Commission|Department"
    r"|Association|Foundation|Institute|Council|Party|Campaign|"
    r"Court|Bureau|Agencies|Labels?|Films?|Animation|Broadcasting|Television|Network|Channel|Bank"
    r"|Church|Hospital|Police|Army|Navy|Labs?|Press|Books|Sports|Ilbo|Kyunghyang|"
    r"Publishing|Records|Artists|Management|Enterprises|Holdings|Partners|Center|Centre|Tower|Street"
    r"|Avenue|Hotel|Hall|Theatre|Theater|Museum|Stadium|"
    r"Deadline|Variety|Soompi|Reporter|Reuters|Yonhap|Dispatch|Tribune|Gazette|Guardian|Telegraph"
    r"|Weekly|Daily|Chosun|JoongAng|OSEN|YTN|Newsen|Xportsnews|XportsNews|Newsis|Naver|TenAsia"
    r"|Koreaboo|Allkpop|AllKpop|allkpop|AsianWiki|Pinkvilla|Collider|TVLine|Rappler|Hungama|IMDb|Globe"
    r"|Trust|Amazon|Searchlight|Disney|Marvel|Pixar|Lucasfilm|Warner|Lionsgate|Paramount"
    r"|Administration|Team|Fund|Caucus|Assembly|Parliament|Union|PAC|Poll)\b|^(?:ENM|CJ|HYBE|SM|YG|JYP"
    r"|CAA|WME|UTA|ICM|APA)\b)"
)
PLACES: Final = frozenset(
    fold(place)
    for place in """South Korea, North Korea, Korea, Seoul, Busan, Incheon, Jeju, Jeju Island, Daegu, Daejeon, Gwangju, Japan, Tokyo, Osaka, China, Beijing,
    Shanghai, Hong Kong, Taiwan, Taipei, Thailand, Bangkok, Vietnam, Singapore, Malaysia, Philippines, Manila, Indonesia, Bali, India, Mumbai, Australia, Sydney, Melbourne,
    New Zealand, United States, America, New York, New York City, Los Angeles, Hollywood, Chicago, Boston, Texas, California, Florida, Washington, Miami, Atlanta,
    San Francisco, Las Vegas, Canada, Toronto, Vancouver, Mexico, Brazil, Argentina, United Kingdom, Britain, Great Britain, England, London, Scotland, Edinburgh, Wales, Ireland,
    Dublin, Belfast, France, Paris, Cannes, Germany, Berlin, Spain, Madrid, Barcelona, Italy, Rome, Venice, Milan, Portugal, Sweden, Norway, Denmark, Iceland, Russia, Moscow, Ukraine,
    Turkey, Istanbul, Israel, Egypt, Morocco, South Africa, Iran, Iraq, Syria, Europe, Asia, Africa, Ohio, Pennsylvania, Virginia, North Carolina, Iowa, Michigan, Nevada, Georgia, Gangnam, Brooklyn, Manhattan, New Jersey, Dubai, Afghanistan, Pakistan, Middle East, Libya, Benghazi""".split(
        ","
    )
)
_PLATFORM: Final = re.compile(
    rf"(?<![\w-])(?:{vocabulary.PLATFORM})(?![\w+-])(?!\s(?:News|Entertainment|Studios|Sports"
    r"|Searchlight|Television))(?<!Century Fox)(?<!Century FOX)"
)
# A group, a board, a title: all capitals, followed by a member, a number or a person's name.
_GROUP_BEFORE: Final = re.compile(r"\b(?:members? of|leader of|group|band|duo|unit) (?:the )?$")
_GROUP_BEHIND: Final = re.compile(
    r"\d|['’]s? (?:[a-z]+ )?[A-Z]|(?:['’‘]s)? (?:[a-z]+ ){0,2}(?:members?|maknae|leader|vocalist"
    r"|rapper|visual)\b|\s?\)"
)
_ALSO_GIVEN: Final = frozenset(
    "april may june jun tony august summer king prince judge mark major autumn dame golden".split()
)
_AGENCY_NAMED: Final = re.compile(
    r"\b(?:agency|label|management company)(?:,| called"
    r"| named)? (?P<name>(?:\d+ )?[A-Z][\w&.-]*(?: (?:of |by |& )?[A-Z][\w&.-]*){0,3})(?!['’]s)"
)
_FEMALE_TITLE: Final = re.compile(r"\b(?:Mrs|Ms|Miss|Dame|Lady|actress|Congresswoman)\.?\s$")
_MALE_TITLE: Final = re.compile(r"\b(?:Mr|Sir|Lord|Congressman)\.?\s$")


@dataclass(slots=True)
class Person:
    """A person or character in an article, under its fullest spelling."""

    name: str
    spellings: set[str] = field(default_factory=set)
    gender: str | None = None
    """``f`` or ``m``; None if neither the article nor the given name tells."""
    roles: set[str] = field(default_factory=set)
    is_character: bool = False
    mentions: int = 0

    def is_a(self, role: str) -> bool:
        return role in self.roles


@dataclass(frozen=True, slots=True)
class NameMention:
    """A stretch of text that names a person."""

    start: int
    end: int
    person: Person


@dataclass(frozen=True, slots=True)
class PlainMention:
    """A stretch of text that names an organisation, a network or a place."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Names:
    """Every name of an article, each list in the order of the text."""

    people: tuple[NameMention, ...]
    organisations: tuple[PlainMention, ...]
    platforms: tuple[PlainMention, ...]
    places: tuple[PlainMention, ...] = ()


@lru_cache(maxsize=2048)
def fold_name(name: str) -> str:
    """``fold`` of a name or title, cached: the same few recur all through an article."""
    return fold(name)


@lru_cache(maxsize=8192)
def is_korean(name: str) -> bool:
    """Whether a name of two or three words reads as a Korean one."""
    folded = fold_name(name)
    return len(folded) <= 30 and bool(readings(folded))


def find_names(
    reading: str,
    sentences: Sequence[SentenceSpan],
    taken: Sequence[tuple[int, int]],
    people: Sequence[tuple[int, int]],
    companies: Iterable[tuple[int, int]],
) -> Names:
    """The names in a text, linked; ``people`` are the stretches that are somebody's name, ``companies`` those of
    organisations, and ``taken`` those of titles, days and places, which are none."""
    covered = _Covered(taken)
    people = [each for each in people if not covered.any(*each)]
    covered.add(people)
    organisations: list[PlainMention] = []
    platforms = [
        PlainMention(match.start(), match.end(), match[0])
        for match in _PLATFORM.finditer(reading)
        if not covered.any(match.start(), match.end())
    ]
    covered.add((each.start, each.end) for each in platforms)
    agencies = _AGENCY_NAMED.finditer(reading) if "agency" in reading or "label" in reading else ()
    for start, end in (*companies, *(match.span("name") for match in agencies)):
        name = " ".join(reading[start:end].split())
        if not covered.any(start, end) and not is_korean(name):
            organisations.append(PlainMention(start, end, name))
            covered.add([(start, end)])
    organisations.sort(key=lambda each: each.start)
    runs = sorted(_in_sentences(people, sentences), key=lambda each: each[:2])
    return Names(tuple(_link(reading, runs)), tuple(organisations), tuple(platforms))


def find_korean(reading: str) -> Iterator[tuple[int, int]]:
    """The stretches that read as Korean names, in whatever case."""
    # A name that has its capitals once is recognised without them elsewhere.
    found = list(_KOREAN.finditer(reading))
    spelled = frozenset(fold_name(match[0]) for match in found if match[0].istitle())
    for match in found:
        end = _korean_end(match[0], match.start(), spelled)
        if end and not _is_middle_name(reading, match):
            yield match.start(), end


def without_title(reading: str, start: int, end: int) -> tuple[int, int]:
    """A stretch that names somebody without what they are called before it: "Mayor", "Mr.", a group's name; and without
    the word of a headline behind it that is none of a name: "Will", "To"."""
    if behind := _BEHIND_NAME.search(reading, start, end):
        end = behind.start()
    if not is_korean(reading[start:end]) and (group := _GROUP_OF_NAME.match(reading, start, end)):
        start = group.end()
    if nationality := _NATIONALITY.match(reading, start, end):
        start = nationality.end()
    while (
        (word := _FIRST_OF_NAME.match(reading, start, end))
        and not is_korean(reading[start:end])
        and word[1].rstrip(".").lower() in _RANKS
    ):
        start = word.end()
    return start, end


_NATIONALITY: Final = re.compile(
    rf"(?:(?:South|North) )?(?:(?:{'|'.join(sorted(vocabulary.NATIONALITIES))})[- ]){{1,2}}(?=[^\W\d_]{{2}})",
    re.IGNORECASE,
)
_RANKS: Final = (NO_NAME - _ALSO_GIVEN) | frozenset(
    "capt sgt lt col emperor empress corporal sergeant private lieutenant colonel inspector prosecutor nurse chef agent nun doctor".split()
)
_BEHIND_NAME: Final = re.compile(r"\s(?:Will|Is|Are|Was|To|Has|Have|And|In|As|Of|For|With)$")
_GROUP_OF_NAME: Final = re.compile(
    r"(?:EXO|BTS|AOA|NCT|[A-Z]{4,}|(?=\w*\d)(?=\w*[A-Za-z])\w{2,6})(?:['’]s)?\s+(?=[A-Z][a-z])"
)
_FIRST_OF_NAME: Final = re.compile(r"([^\W\d_]+\.?)\s+(?=[^\W\d_]{2})")


def _in_sentences(
    stretches: Iterable[tuple[int, int]], sentences: Sequence[SentenceSpan]
) -> Iterator[tuple[int, int, SentenceSpan]]:
    starts = [each.start for each in sentences]
    for start, end in stretches:
        yield start, end, sentences[max(0, bisect_right(starts, start) - 1)]


class _Covered:
    """Stretches that are taken, queried in no particular order."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        self._at: set[int] = set()
        self.add(stretches)

    def add(self, stretches: Iterable[tuple[int, int]]) -> None:
        for start, end in stretches:
            self._at.update(range(start, end))

    def any(self, start: int, end: int) -> bool:
        return not self._at.isdisjoint(range(start, end))


def _is_middle_name(reading: str, match: re.Match[str]) -> bool:
    """Whether what reads as a Korean name is the rest of one that begins with a given name."""
    before = _WORD_BEFORE.search(reading, max(0, match.start() - 16), match.start())
    return (
        before is not None
        and before[1].lower() in FEMALE | MALE
        and match[0].count(" ") == 1
        and "-" not in match[0]
    )


def _korean_end(text: str, start: int, spelled: frozenset[str]) -> int | None:
    """Where a Korean name that begins here ends, or None. It need not have capitals, but in small letters it
    must be a common family name followed by two syllables."""
    placed = list(_LETTERS.finditer(text))
    words = [word[0] for word in placed]
    small = [word.lower() for word in words]
    hyphened = "-" in text
    for count in (3, 2) if len(words) > 2 else (2,):
        if hyphened and count == 2 and len(words) > 2:
            continue  # never half of a hyphenated name
        capitals = sum(word[0].isupper() for word in words[:count])
        if hyphened and words[0][0].isupper() and words[1][0].isupper():
            capitals = count
        # "Han In Sung" is a name, "Han in" and "Han In Talks" are not.
        given_capitals = all(word[0].isupper() for word in words[1:count])
        whole = hyphened or (count == 3 and (given_capitals or " ".join(small) in spelled))
        if not whole and any(word in NO_NAME or word in _ENGLISH for word in small[1:count]):
            continue
        if capitals < count and not _may_be_small(small[0], capitals, count, hyphened=hyphened):
            continue
        if small[0] in _PREPOSED and not (hyphened or (count == 3 and capitals == 3)):
            continue
        end = placed[count - 1].end()
        if is_korean(text[:end].replace("- ", "-")):
            return start + end
    return None


def _may_be_small(surname: str, capitals: int, count: int, *, hyphened: bool) -> bool:
    """Whether to believe in a name that lacks some of its capitals."""
    if surname in NO_NAME or surname in _ENGLISH:
        return False
    if surname in COMMON_SURNAMES and count == 3:
        return True
    return hyphened and (capitals >= 1 or surname not in _SMALL_WORDS)


_MOST_RESPELLED: Final = 200
"""Names that are looked for in other letters."""
_SAME_SOUND: Final = 0.45
"""How far the sounds of two names may be apart in one article, of one person."""
_LETTERS: Final = re.compile(r"[^\s-]+")
_PREPOSED: Final = frozenset({"in", "do", "no", "you", "an", "go", "so", "na", "on"})
_SMALL_WORDS: Final = frozenset({"ban", "won", "tak", "pi", "na"})
_ENGLISH: Final = frozenset(
    "do so go no in on an am me we us he she the see sun one you your son song man men ten win won war two too now how new own use was way who why out our "
    "her has had his him get got did day can car big bad all ago age add act yes yet run red say set sit six son tie top try put per pop old off odd nor not "
    "may met mix mom more most much must my name near next none once only open over own page paid part pass past plan play real".split()
)


def _link(reading: str, runs: Sequence[tuple[int, int, SentenceSpan]]) -> Iterator[NameMention]:
    """Names as mentions of people: full names first, then parts of them."""
    full: dict[str, Person] = {}
    parts: dict[str, list[Person]] = {}
    heard: dict[str, list[tuple[Reading, Person]]] = {}
    before: NameMention | None = None
    near: dict[int, int] = {}
    paragraph = -1
    for number, ((start, end, sentence), behind) in enumerate(zip_longest(runs, runs[1:])):
        if sentence.paragraph != paragraph:
            paragraph, near = sentence.paragraph, {}
        text = " ".join(reading[start:end].split())
        if _is_group(reading, text, start, end):
            continue
        if behind and text.lower() in FEMALE | MALE:
            text = _with_family(reading, text, end, behind)
        folded = fold_name(text)
        key = folded.replace(" ", "")
        if not key:
            continue
        person = full.get(key)
        if person is None and key in parts:
            person = _likeliest(parts[key], near)
        elif person is None:
            short = before and _is_short_for(reading, key, start, before)
            person = (
                before.person if before and short else _hear(folded, heard) or _named(text, folded, parts)
            )
            full[key] = person
        if not person.mentions:
            _note_sound(person, folded, heard)
        person.spellings.add(text)
        person.mentions += 1
        near[id(person)] = number
        _tell_gender(person, reading[max(0, start - 14) : start], folded)
        before = NameMention(start, end, person)
        yield before


def _is_group(reading: str, text: str, start: int, end: int) -> bool:
    """Whether a word names a group, a board or a title: "ZE members", "the group ZE"."""
    if " " in text or not text[:2].isupper():
        return False
    behind = len(text) > 1 and text.isupper() and _GROUP_BEHIND.match(reading, end)
    return bool(behind or _GROUP_BEFORE.search(reading, max(0, start - 16), start))


def _named(text: str, folded: str, parts: dict[str, list[Person]]) -> Person:
    """A new person, to be found again by parts of the name."""
    person = Person(text)
    if "-" in text and " " not in text and not is_korean(text):
        folded = folded.replace(" ", "")  # "Harlow-style" is not a name of two words
    for part in _parts(folded):
        parts.setdefault(part, []).append(person)
    return person


def _hear(folded: str, heard: Mapping[str, Sequence[tuple[Reading, Person]]]) -> Person | None:
    """Somebody with the same Korean name spelled otherwise: "Kim Seon Ho" and "Kim Sun-ho"."""
    return next(
        (
            person
            for own in readings(folded)
            if len(own.given) > 1
            for key in sound_keys(folded)
            for other, person in heard.get(key, ())
            if distance(own, other) <= _SAME_SOUND
        ),
        None,
    )


def _note_sound(person: Person, folded: str, heard: dict[str, list[tuple[Reading, Person]]]) -> None:
    for own in readings(folded):
        for key in sound_keys(folded):
            heard.setdefault(key, []).append((own, person))


def find_respelled(
    reading: str, names: Iterable[str], taken: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int, str]]:
    """Where Korean names stand in small letters or in other pieces ("kim bora", "Bo ra", "Jang kiyong"), and the name that
    each is; ``taken`` are stretches that are something else."""
    spelled: dict[str, str] = {}
    patterns: list[str] = []
    for name in islice(names, _MOST_RESPELLED):
        words = fold_name(name).split()
        if not is_korean(name) or len(words) not in (2, 3) or "".join(words) in spelled:
            continue
        spelled["".join(words)] = name
        patterns.append(f"{words[0]} {'[ -]?'.join(words[1:])}")
        if len(words) == 3 and spelled.setdefault("".join(words[1:]), name) is name:
            patterns.append(f"(?-i:{words[1][0].upper()}){words[1][1:]}[ -]?{words[2]}")
    if not patterns:
        return
    covered = _Covered(taken)
    for match in re.finditer(rf"(?<![\w’'-])(?:{'|'.join(patterns)})(?![\w-])", reading, re.IGNORECASE):
        if not covered.any(*match.span()):
            yield *match.span(), spelled[fold_name(match[0]).replace(" ", "")]


def _is_short_for(reading: str, key: str, start: int, before: NameMention) -> bool:
    """Whether a name in brackets is cut from the one before them: "Park Solomon (Lomon)"."""
    return (
        len(key) > 3
        and reading[before.end : start] == " ("
        and key in fold_name(reading[before.start : before.end]).replace(" ", "")
    )


_WORD_BEFORE: Final = re.compile(r"([A-Z][\w]*)['’]? $")


def _with_family(reading: str, given: str, end: int, behind: tuple[int, int, SentenceSpan]) -> str:
    """ "Jonas" of "Jonas and Peter Harlow" in full."""
    start, stop, _ = behind
    words = reading[start:stop].split()
    if (
        len(words) == 2
        and re.fullmatch(r" (?:and|&) ", reading[end:start])
        and not is_korean(" ".join(words))
    ):
        return f"{given} {words[1]}"
    return given


def _likeliest(holders: Sequence[Person], near: Mapping[int, int]) -> Person:
    """Whom a shared part of a name means: the one who was named last in its paragraph, else the one named most, or among
    equals the last."""
    return max(reversed(holders), key=lambda each: (near.get(id(each), -1), each.mentions))


def _parts(folded: str) -> Iterator[str]:
    """The parts by which a person may be called: family name, given name."""
    words = folded.split(" ")
    if len(words) < 2:
        return
    yield words[0]
    yield words[-1]
    yield "".join(words[1:])
    if len(words) > 2:
        yield "".join(words[-2:])
        yield words[0] + words[-1]


def _tell_gender(person: Person, before: str, folded: str) -> None:
    if _FEMALE_TITLE.search(before):
        person.gender = "f"
    elif _MALE_TITLE.search(before):
        person.gender = "m"
    elif person.gender is None:
        given = folded.split(" ")[0]
        if not is_korean(person.name):
            person.gender = "f" if given in FEMALE else "m" if given in MALE else None
