"""Which show each sentence speaks of where it does not say: what "the series" and a bare statement belong to.

Owns the evidence for each show at each sentence, and the choice among them: a conditional logit (McFadden, 1974) whose
weights are learnt (see learn). Refuses to find shows (see titles), and to state facts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final

from bot.extract import vocabulary
from bot.extract.evidence_model import Evidence, EvidenceModel, load_models
from bot.extract.find.famous import is_famous
from bot.extract.find.manners import NEWS
from bot.extract.find.names import Names
from bot.extract.find.titles import TitleMention, Titles, Work
from bot.extract.link.cues import find_cues
from bot.extract.sentences import SentenceSpan

_STANDS_FOR_SHOW: Final = re.compile(
    rf"\b(?:the|this|its|their)(?: [\w’'-]+){{0,4}}? (?:{vocabulary.SHOW})s?\b", re.IGNORECASE
)
_SOME_SHOW: Final = re.compile(
    rf"\b(?:an?|new|upcoming|another|his|her)(?: [\w’'-]+){{0,4}}? (?:{vocabulary.SHOW})\b", re.IGNORECASE
)
_OPENING: Final = re.compile(r"[\s\"“‘'•*-]*(?:\d{1,2}[.)] )?(\w+)")
_OPENING_WORDS: Final = frozenset(
    "it the this that he she they his her in on at as a an also other another with for while when and but meanwhile both alongside joining "
    "who what directed written based starring according".split()
)
_LISTED: Final = re.compile(r"\s*(?:[•*–—-] |\d{1,2}[.)] )")
_WORD: Final = re.compile(r"[^\W_][\w’'-]*|[,;:(.]")
_NEAR: Final = 5
"""Words before a title that may say what it is named for."""
_REACH: Final = 80
"""Characters that they are looked for in."""
_MANNERS: Final = ("new", "plain", "past", "bracket")
_FARTHEST: Final = 4
"""Sentences since a show was named; more count as this many."""
_LAST_NAMED: Final = 8
"""How many of the shows that were named last a sentence may speak of, beside its own and the main ones."""

Listed = list[tuple[Work | None, Evidence]]
"""Shows, and none of them, with what speaks for each."""
Named = Sequence[tuple[TitleMention, str]]
"""Where a sentence names shows, and how."""


@dataclass(slots=True)
class _Known:
    """Where a show was named last."""

    sentence: int
    manner: str
    news: int
    """The number of the sentence that named it last as news, -1 if none did."""


class _Course:
    """What the sentences before one have named."""

    def __init__(self, leads: Mapping[int, Work]) -> None:
        self._works = dict(leads)
        self._leads = frozenset(leads)
        self._company: dict[int, tuple[set[int], str]] = {}
        """Beside which shows people were named last, and whether it was one alone."""
        self._paragraph = -1
        self.latest = -1
        """The number of the last sentence that named one as news."""
        self.known: dict[int, _Known] = {}
        self.last: list[int] = []
        self.opener: tuple[int, str] | None = None
        """The show that the paragraph named first as news, and how."""
        self.so_far: set[int] = set()
        """Those that it has named as news."""
        self.above: set[int] = set()
        """Those of the heading above."""

    def begin(self, paragraph: int, named: Named) -> None:
        if paragraph != self._paragraph:
            self._paragraph, self.opener, self.so_far = paragraph, None, set()
        for mention, _ in named:
            self._works.setdefault(id(mention.work), mention.work)

    def spoken_of(self, named: Named) -> list[Work]:
        """The shows that a sentence may speak of, in the order in which the article has them."""
        mine = {*self._leads, *self.last, *self.above, *(id(mention.work) for mention, _ in named)}
        return [work for key, work in self._works.items() if key in mine]

    def company_of(self, people: Iterable[int]) -> dict[int, str]:
        """The shows beside which people were named last, and whether each was alone."""
        met = [self._company[each] for each in people if each in self._company]
        return {key: alone for shows, alone in met for key in shows}

    def note(self, number: int, named: Named, people: Iterable[int]) -> None:
        """Goes on to the next sentence."""
        for mention, manner in named:
            key = id(mention.work)
            before, is_news = self.known.get(key), manner in NEWS
            self.known[key] = _Known(number, manner, number if is_news else before.news if before else -1)
            self.last = [*(each for each in self.last if each != key), key][-_LAST_NAMED:]
            if is_news:
                self.latest = number
                self.so_far.add(key)
                self.opener = self.opener or (key, manner)
        if news := {id(mention.work) for mention, manner in named if manner in NEWS}:
            for person in people:
                self._company[person] = news, "alone" if len(news) == 1 else "of several"


class TopicEvidence:
    """What speaks for each show of an article at each of its sentences."""

    def __init__(
        self,
        reading: str,
        sentences: Sequence[SentenceSpan],
        titles: Titles,
        manner_of: Mapping[int, str],
        names: Names,
        section_of: Mapping[int, Work],
        *,
        is_round_up: bool,
    ) -> None:
        self._reading = reading
        self._sentences = sentences
        self.paragraphs = [each.paragraph for each in sentences]
        self._main = titles.main
        self._section_of = section_of
        self._works = titles.works
        self._is_round_up = is_round_up
        self._shows = min(4, sum(bool(each.name) for each in titles.works))
        starts = [each.start for each in sentences]
        self._named: list[list[tuple[TitleMention, str]]] = [[] for _ in sentences]
        self._people: list[dict[int, None]] = [{} for _ in sentences]
        for mention in titles.mentions:
            is_show = mention.work.name and not mention.work.is_source
            if is_show and (at := bisect_right(starts, mention.start)):
                self._named[at - 1].append((mention, manner_of[mention.start]))
        for name in names.people:
            if at := bisect_right(starts, name.start):
                self._people[at - 1][id(name.person)] = None
        self._headline = {id(mention.work) for mention, _ in self._named[0]} if sentences else set()
        self._counts = Counter(
            id(mention.work) for named in self._named for mention, manner in named if manner in NEWS
        )
        self._most = max(self._counts.values(), default=0)
        self._turns = min(3, self._count_turns())

    def _count_turns(self) -> int:
        """How many paragraphs turn to another show: they name one as news, and never the main one."""
        news: dict[int, set[int]] = {}
        for sentence, named in zip(self._sentences[1:], self._named[1:], strict=True):
            here = {id(mention.work) for mention, manner in named if manner in NEWS}
            news.setdefault(sentence.paragraph, set()).update(here)
        return sum(bool(shows) and id(self._main) not in shows for shows in news.values())

    def __iter__(self) -> Iterator[Listed]:
        """The shows that each sentence may speak of, sentence by sentence."""
        course = _Course(self._find_leads())
        weights = {id(work): tuple(self._weigh(work)) for work in self._works}
        for number, sentence in enumerate(self._sentences):
            named = self._named[number]
            course.begin(sentence.paragraph, named)
            if sentence.is_heading and number:
                headed = {
                    id(mention.work)
                    for mention, _ in named
                    if ":" not in self._reading[sentence.start : mention.start]
                }
                course.above = headed if headed or not self._section_of else course.above
            said = _describe(self._reading[sentence.start : sentence.end], sentence.is_heading)
            news = {id(mention.work) for mention, manner in named if manner in NEWS}
            company = course.company_of(self._people[number])
            listed: Listed = []
            for work in course.spoken_of(named):
                key = id(work)
                place = self._place(work, number, named, news)
                told = (*place[1], *self._remember(course, number, key), *self._stand(course, number, key))
                if key in company:
                    told = *told, f"company {company[key]}"
                weight = weights[key]
                crossed = [_cross(cue, group) for cue in (place[0], *said) for group in (told, weight)]
                around = {
                    each
                    for mention, _ in named
                    if mention.work is work
                    for each in self._look_around(mention, number)
                }
                evidence = [_cross_place(place[0], said), told, weight, *crossed, tuple(sorted(around))]
                listed.append((work, evidence))
            others = "others" if news else "past here" if named else "none here"
            listed.append((None, [self._doubt(said, others, is_first=course.latest < 0)]))
            yield listed
            course.note(number, named, self._people[number])

    def _find_leads(self) -> dict[int, Work]:
        """The main show, and those of the headline."""
        return {
            id(mention.work): mention.work
            for mention, _ in chain.from_iterable(self._named)
            if mention.work is self._main or id(mention.work) in self._headline
        }

    def _stand(self, course: _Course, number: int, key: int) -> Iterator[str]:
        """What the paragraph and the headings above say of a show."""
        if course.opener is not None:
            opens = "opens paragraph" if course.opener[0] == key else "another opens paragraph"
            yield from (f"{opens} {course.opener[1]}", f"{opens}, turns {self._turns}")
        if course.so_far:
            yield f"in paragraph so far {key in course.so_far} of {min(2, len(course.so_far))}"
        section = self._section_of.get(self._sentences[number].start)
        if section is not None:
            yield f"section {id(section) == key}"
        if key in course.above:
            yield f"above {'alone' if len(course.above) == 1 else 'of several'}"
        elif course.above:
            yield "others above"

    def _place(self, work: Work, number: int, named: Named, news: set[int]) -> tuple[str, list[str]]:
        """How a sentence names a show, in short and at length."""
        own = [(mention, manner) for mention, manner in named if mention.work is work]
        if not own:
            return f"absent, {'others' if news else 'past here' if named else 'none here'}", []
        manner = min((manner for _, manner in own), key=_MANNERS.index)
        return f"here {manner}", [
            f"here {manner} {'first' if own[0][0] is named[0][0] else 'later'}",
            f"here {manner} {'only' if len(news | {id(work)}) == 1 else 'of several'}",
            f"here {manner} {'with others' if news - {id(work)} else 'alone'}",
        ]

    def _look_around(self, mention: TitleMention, number: int) -> Iterator[str]:
        """The words beside a title, and what those before it are about."""
        span = self._sentences[number]
        first, last = max(span.start, mention.start - _REACH), min(span.end, mention.end + _REACH)
        before = _WORD.findall(self._reading[first : mention.start].lower())[-_NEAR:]
        behind = _WORD.findall(self._reading[mention.end : last].lower())[:2]
        yield f"before {' '.join(before[-1:])}"
        yield f"before {' '.join(before[-2:])}"
        yield f"before {' '.join(before[-3:])}"
        yield f"behind {' '.join(behind[:1])}"
        yield f"behind {' '.join(behind)}"
        yield from {f"near {word}" for word in before}
        yield from {f"near {cue}" for word in before for cue in find_cues(word)}

    def _remember(self, course: _Course, number: int, key: int) -> Iterator[str]:
        """How the sentences before named a show."""
        known = course.known.get(key)
        if known is None:
            yield "never before"
            return
        far = min(_FARTHEST, number - known.sentence)
        yield from (f"last {known.manner}", f"last {far}", f"last {known.manner} {far}")
        if course.last[-1] == key:
            yield f"named last {known.manner} {far}"
        if known.news >= 0 and known.news == course.latest:
            yield f"news last {min(_FARTHEST, number - known.news)}"
        same = self._sentences[known.sentence].paragraph == self._sentences[number].paragraph
        yield f"same paragraph {same} {known.manner}"
        yield f"before as news {known.news >= 0}"

    def _weigh(self, work: Work) -> Iterator[str]:
        """What a show is to the whole article."""
        count, is_main = self._counts[id(work)], work is self._main
        yield f"main {is_main}"
        yield f"headline {id(work) in self._headline} {is_main}"
        yield f"weight {'none' if not count else 'most' if count == self._most else 'less'} {min(count, 3)}"
        yield f"current {min(work.current, 2)}"
        yield f"round-up {self._is_round_up} {is_main}"
        yield f"famous {is_famous(work.name)} {is_main}"

    def _doubt(self, said: Sequence[str], others: str, *, is_first: bool) -> list[str]:
        """What speaks for a sentence being of none of the shows that were found."""
        return [
            "no show",
            f"no show {others}",
            f"no show round-up {self._is_round_up}",
            f"no show main {self._main is not None}",
            f"no show yet {is_first}",
            f"no show works {self._shows}",
            *(f"no show {cue}" for cue in said),
            *(f"no show {cue} {others}" for cue in said),
        ]


def find_topics(evidence: TopicEvidence) -> list[Work | None]:
    """The show that each sentence most likely speaks of; None where it is none of those that were found."""
    listed = list(evidence)
    scores = score_shows(listed, load_models()["topics"])
    return [
        max(zip(shows, own, strict=True), key=lambda each: each[1])[0][0]
        for shows, own in zip(listed, scores, strict=True)
    ]


def score_shows(listed: Sequence[Listed], model: EvidenceModel) -> list[list[float]]:
    """How much speaks for each show that a sentence may speak of."""
    scores = iter(model.score([evidence for shows in listed for _, evidence in shows])[:, 0].tolist())
    return [[next(scores) for _ in shows] for shows in listed]


@lru_cache(maxsize=4096)
def _cross(cue: str, evidence: tuple[str, ...]) -> tuple[str, ...]:
    """What evidence tells where something else holds as well."""
    return tuple([f"{cue} | {each}" for each in evidence])


@lru_cache(maxsize=256)
def _cross_place(place: str, said: tuple[str, ...]) -> tuple[str, ...]:
    """How a sentence names a show, and what it is like."""
    return place, *(f"{cue} | {place}" for cue in said)


@lru_cache(maxsize=256)
def _describe(text: str, is_heading: bool) -> tuple[str, ...]:
    """What a sentence is like."""
    opening = _OPENING.match(text)
    word = opening[1].lower() if opening else ""
    holds = {
        f"opens {word if word in _OPENING_WORDS else '…'}": True,
        "the show": bool(_STANDS_FOR_SHOW.search(text)),
        "a show": bool(_SOME_SHOW.search(text)),
        "list item": bool(_LISTED.match(text)),
        "heading": is_heading,
    }
    return tuple(name for name, is_so in holds.items() if is_so)
