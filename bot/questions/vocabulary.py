"""The words of questions: which ask for a relation, which only hold a sentence together.

Owns the cues made out of the relations' declarations and the list of function words. Refuses names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from bot.facts.relations import RELATIONS


@dataclass(frozen=True, slots=True)
class Cue:
    """A relation that words may ask for, and how much they say so."""

    relation: str
    weight: float


@dataclass(frozen=True, slots=True)
class CueSpan:
    """Cues of the words ``tokens[start:end]``."""

    start: int
    end: int
    cues: tuple[Cue, ...]


OVERVIEW = ""
"""Stands for no relation: words that ask for whatever is known."""
_OVERVIEW_PHRASES = (
    "tell me about", "tell us about", "tell me more", "tell me more about", "tell me everything about", "know about",
    "do you know about", "info on", "info about", "information about", "more about", "say about it", "who is", "whos",
)  # fmt: skip
_ASIDES = (
    "i mean", "i meant", "cant tell", "can tell", "to tell", "tell me", "tell us", "told me", "told us", "tells me", "i told", "i said", "people say",
    "people said", "people keep saying", "everyone says", "everyone keeps saying", "friend says", "friend said",
    "someone said", "somebody said", "id say", "lets say", "i say",
)  # fmt: skip
"""Phrases that hold a cue and ask for nothing."""
_QUESTION_WORDS = frozenset("when where".split())


def _declare_cues() -> Mapping[str, tuple[Cue, ...]]:
    declared: defaultdict[str, list[Cue]] = defaultdict(list)
    for relation in RELATIONS.values():
        for phrases, base, each in ((relation.cues, 1.0, 1.0), (relation.hints, 0.4, 0.2)):
            for phrase in phrases:
                weight = 0.3 if phrase in _QUESTION_WORDS else base + each * (phrase.count(" ") + 1)
                declared[phrase].append(Cue(relation.name, weight))
                if " is " in phrase:
                    declared[phrase.replace(" is ", "s ", 1)].append(Cue(relation.name, weight))
    for phrase in _OVERVIEW_PHRASES:
        declared[phrase].append(Cue(OVERVIEW, 0.0))
    declared |= {phrase: [] for phrase in _ASIDES}
    return MappingProxyType({phrase: tuple(cues) for phrase, cues in declared.items()})


CUES = _declare_cues()
CUE_WORDS = sorted({word for phrase in CUES for word in phrase.split() if len(word) > 3})
"""The longer words of cues: a slip in one of them is seen for what it is."""
_SHORTEST_ADVERB = 5
_LONGEST_CUE = max(phrase.count(" ") + 1 for phrase in CUES)

WORK_WORDS = frozenset(
    "movie movies film films show shows series serial drama dramas kdrama kdramas tv title titles picture "
    "pictures flick flicks".split()
)
"""Words for what a work is: "which films …" asks for works."""

KINDS_OF_WORK = WORK_WORDS | frozenset(
    "anime sequel prequel spinoff sitcom thriller comedy thing which horror cartoon documentary mockumentary romcom"
    " miniseries sageuk cdrama jdrama".split()
)
"""Words for what a work is, and for what kind of one."""

FUNCTION_WORDS = WORK_WORDS | frozenset(
    "a an the this that these those it its he she they him her his hers their them i me my mine we us our you "
    "your is are was were be been being am isnt arent wasnt do does did doesnt didnt dont has have had "
    "hasnt havent will would wont can could cant should shall may might must who whos whom whose what "
    "whats which when whens where wheres why how hows of in on at to for from by with about as into out "
    "up over off and or but if so than then also too else any some all each every other another more most "
    "much many few not yet still just only ever already there here now today tonight soon later ago again "
    "currently actually really finally even maybe probably please pls plz hey hi hello yo hiya yall guys "
    "bro dude lol lmao omg wtf btw tbh idk imo thanks thx ok okay tell know give name list find show say "
    "wondering wonder curious think anyone anybody someone somebody person people something anything one "
    "ones called named titled get got getting go going long take takes took taken make makes come comes "
    "like want need let see look looking mean exactly kind sort type bit time times day year years month "
    "months week weeks u ur r y im ive id ill thats theres gonna wanna gotta s t re ve ll d m new old "
    "next last latest upcoming first main official officially full whole entire same different part role "
    "roles character characters fact facts info information detail details question korean listed "
    "considered known fall falls under belong belongs apply applies run runs reach reached expect "
    "expected hope wait waiting making wat wut wen wher wich started begun began finished done ready recommend "
    "suggest recommendations good loves loved wants heard world earth kinda sorta well audience audiences "
    "viewers everyone everybody critics fans n nd".split()
)
"""Words that hold a question together and name nothing by themselves."""


ASKS_YES_OR_NO = frozenset(
    "is are was were do does did has have had will would can could isnt arent wasnt doesnt didnt hasnt wont".split()
)
ASKS_WHICH = frozenset(
    "who whos whom whose what whats which when whens where wheres why how hows tell name list".split()
)
BEFORE_A_QUESTION = frozenset(
    "yo hey hi hello so and but ok okay btw well wait um uh guys bro dude omg lol please pls anyway then also".split()
)
"""What a question opens with that is no part of it."""
PERSONAL = frozenset("he she him her his hers they them their himself herself".split())
SMALL_TALK_WORDS = frozenset(
    "hi hello hey heya hiya yo sup gm gn good morning evening night day afternoon bot thanks thank you thx ty tysm "
    "so much very cool nice great awesome love u ily bye cya goodbye welcome lol haha how are r ok okay the best "
    "is up whats doing there ah eh oh ooh aw ba po sia lah leh abeg kasi naman".split()
)
_CORRECTIONS = frozenset(
    "no nah nope mean meant sorry sry oops nvm wait actually rather instead dude guy girl lady".split()
)

RATERS = MappingProxyType(
    {
        "imdb": "imdb",
        "rotten tomatoes": "rotten tomatoes",
        "rt": "rotten tomatoes",
        "tomatometer": "rotten tomatoes",
        "metacritic": "metacritic",
        "mydramalist": "mydramalist",
        "mdl": "mydramalist",
        "myanimelist": "myanimelist",
        "mal": "myanimelist",
        "letterboxd": "letterboxd",
        "douban": "douban",
        "naver": "naver",
    }
)
"""Who rates shows, by the names that fans use."""


SERVICES = frozenset(
    "netflix hulu disney prime crunchyroll viki hbo max peacock paramount tving wavve watcha appletv amazon hidive "
    "funimation iqiyi wetv viu starz showtime amc itv bbc tvn jtbc sbs kbs mbc ena ocn youtube tubi shudder mubi britbox".split()
)
"""Where shows are watched, by the names that fans use, whether a fact names it or not."""
LANGUAGES = frozenset(
    "english korean japanese chinese mandarin cantonese spanish french german italian portuguese hindi tamil telugu "
    "malayalam thai turkish arabic russian polish swedish danish norwegian finnish dutch greek hebrew tagalog "
    "indonesian vietnamese irish welsh gaelic".split()
)


PLAYS = frozenset(
    "play plays played playing portray portrays portrayed portraying voice voices voiced voicing".split()
)
DUB = "dub"
_DUBS = frozenset("dub dubs dubbed dubbing".split())


def find_dub(tokens: Sequence[str]) -> str | None:
    """Which voices are asked for: "dub english", "dub" where no language is named, "english" where no dub is."""
    language = next((token for token in tokens if token in LANGUAGES), "")
    dubbed = "" if _DUBS.isdisjoint(tokens) else DUB
    return f"{dubbed} {language}".strip() or None


OPENING, ENDING = "opening", "ending"
_SONGS = MappingProxyType(
    {
        OPENING: frozenset("op opening openings intro".split()),
        ENDING: frozenset("ed ending endings outro credits".split()),
    }
)


def find_song(tokens: Sequence[str]) -> str | None:
    """Which theme song is asked for, "opening" or "ending"; None where neither is, or both are."""
    asked = [song for song, words in _SONGS.items() if not words.isdisjoint(tokens)]
    return asked[0] if len(asked) == 1 else None


def find_rater(tokens: Sequence[str]) -> str | None:
    """Whose rating is asked for: "what's its imdb score"."""
    said = (*tokens, *(f"{first} {second}" for first, second in pairwise(tokens)))
    return next((RATERS[phrase] for phrase in said if phrase in RATERS), None)


def is_function_word(token: str, *, adverbs: bool = True) -> bool:
    """Whether a folded token holds a sentence together and names nothing; so do adverbs in -ly."""
    return token in FUNCTION_WORDS or (adverbs and token.endswith("ly") and len(token) > _SHORTEST_ADVERB)


def is_plain(token: str) -> bool:
    """Whether a folded word tells nothing of what a question is about."""
    return is_function_word(token) or token in SMALL_TALK_WORDS or token in _CORRECTIONS


def find_cues(tokens: Sequence[str]) -> list[CueSpan]:
    """Every run of tokens that asks for a relation, overlapping ones included."""
    found = []
    for start in range(len(tokens)):
        phrase = ""
        for end in range(start + 1, min(start + _LONGEST_CUE, len(tokens)) + 1):
            phrase = f"{phrase} {tokens[end - 1]}" if phrase else tokens[start]
            cues = CUES.get(phrase)
            if cues is not None:
                found.append(CueSpan(start, end, cues))
    return found


def weigh_relations(cues: Sequence[CueSpan], taken: Sequence[bool]) -> list[tuple[str, float]]:
    """Relations that the cues outside taken tokens ask for, with their weights, the heaviest first.

    Of overlapping cues the longer one counts; what asks twice for a relation weighs more.
    """
    free = [span for span in cues if not any(taken[span.start : span.end])]
    free.sort(key=lambda span: (span.start - span.end, span.start))
    covered: set[int] = set()
    weights: defaultdict[str, float] = defaultdict(float)
    for span in free:
        if covered.isdisjoint(range(span.start, span.end)):
            covered.update(range(span.start, span.end))
            for cue in span.cues:
                if cue.relation != OVERVIEW:
                    weights[cue.relation] += cue.weight
    return sorted(weights.items(), key=lambda item: -item[1])
