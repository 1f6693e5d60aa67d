"""What a first judgement of an article's pairs says about each of them: what the others in its list belong to, which show
is likelier for the same value, and what else the show has.

Owns the evidence for judging once more. Refuses to decide (see pairs).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from bot.extract.find.names import Person
from bot.extract.link.cues import CREW
from bot.extract.link.pair_evidence import KIND_OF, RELATIONS, Pair
from bot.extract.link.units import Row

Scores = Mapping[tuple[str, object, int], float]
"""How much speaks for each pair, in logits: by relation, key of the value and ``id`` of the show."""
_STEPS: Final = (-4.0, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5)
_COUNTS: Final = (0, 1, 2, 4, 8, 1000)
_LIKELY: Final = 0.0
_HOPELESS: Final = -3.0
"""A first score below which no company helps."""
_NEAR: Final = 60
"""Units from a value to the members of its list, and values of a sentence, that are looked at."""


def look_at_pair_company(
    pairs: Sequence[Pair], row: Row, scores: Scores
) -> dict[tuple[str, object, int], list[str]]:
    """The evidence about each of the pairs that ``scores`` has, but for the hopeless ones."""
    return dict(_Company(pairs, row, scores).describe())


class _Company:
    def __init__(self, pairs: Sequence[Pair], row: Row, scores: Scores) -> None:
        self._scores = scores
        self._is_news = {id(each.work): each.work.current > 0 for each in pairs}
        self._values = {(each.value.kind, each.value.key): each.value for each in pairs}
        self._row = row
        self._shows: dict[tuple[str, object], dict[int, float]] = defaultdict(dict)
        self._of_show: dict[tuple[str, int], list[float]] = defaultdict(list)
        self._of_pair: dict[tuple[object, int], dict[str, float]] = defaultdict(dict)
        self._facts: dict[int, int] = defaultdict(int)
        self._belong: dict[tuple[object, bool], set[int]] = defaultdict(set)
        self._best: dict[tuple[str, object, bool], int] = {}
        """The likeliest show of a value, among the new or the old ones."""
        self._around: dict[tuple[object, int], list[tuple[int, int]]] = {}
        for (relation, value, work), score in scores.items():
            is_news = self._is_news[work]
            best = self._best.setdefault((relation, value, is_news), work)
            if score > scores[relation, value, best]:
                self._best[relation, value, is_news] = work
            self._shows[relation, value][work] = score
            self._of_show[relation, work].append(score)
            self._of_pair[value, work][relation] = score
            self._facts[work] += score > _LIKELY
            if score > _LIKELY:
                self._belong[value, is_news].add(work)
        for each in self._of_show.values():
            each.sort()
        self._most = max(self._facts.values(), default=0)
        self._sentences: dict[object, set[int]] = defaultdict(set)
        self._said_in: dict[int, set[object]] = defaultdict(set)
        for (_, value), named in self._values.items():
            for place in named.places:
                self._sentences[value].add(row.units[place].sentence)
                if len(said := self._said_in[row.units[place].sentence]) < _NEAR:
                    said.add(value)

    def describe(self) -> Iterator[tuple[tuple[str, object, int], list[str]]]:
        mates: dict[tuple[str, object], list[object]] = {}
        for key, score in self._scores.items():
            if score < _HOPELESS:
                continue
            relation, value, _ = key
            kind = KIND_OF[relation]
            if (kind, value) not in mates:
                mates[kind, value] = self._find_mates(kind, value)
            group = "crew" if relation in CREW else relation
            found = list(self._describe(key, mates[kind, value]))
            alike = [f"{kind}: {each}" for each in found] if len(RELATIONS[kind]) > 1 else []
            yield key, [f"{group}: {each}" for each in found] + alike

    def _describe(self, key: tuple[str, object, int], mates: Sequence[object]) -> Iterator[str]:
        relation, value, work = key
        own = self._scores[key]
        mine = _step(own)
        yield f"own {mine}"
        # Whoever was in an old show may be in a new one: only shows of a kind are rivals.
        is_news = self._is_news[work]
        shows = [
            (self._is_news[other], score)
            for other, score in self._shows[relation, value].items()
            if other != work
        ]
        rivals = [score for alike, score in shows if alike == is_news]
        rival = max(rivals, default=None)
        yield f"other kind {_step(max((score for alike, score in shows if alike != is_news), default=None))} {is_news}"
        yield f"rival {_step(rival)}"
        yield f"rival {_step(rival)} own {mine}"
        yield f"best show {rival is None or own >= rival}"
        yield f"rivals {min(3, sum(score > _LIKELY for score in rivals))} own {own > _LIKELY}"
        others = [(score, other) for other, score in self._of_pair[value, work].items() if other != relation]
        if others:
            best = max(others)
            yield f"other relation {_step(best[0])} {best[0] > own}"
            yield f"other {best[1]} {_step(best[0])} own {mine}"
        elsewhere = max(
            (
                score
                for other in _RELATIONS_OF[KIND_OF[relation]]
                if other != relation
                for show, score in self._shows.get((other, value), {}).items()
                if show != work
            ),
            default=None,
        )
        yield f"other relation elsewhere {_step(elsewhere)}"
        alike = self._of_show[relation, work]
        higher = len(alike) - bisect_right(alike, own)
        yield f"above {min(4, higher)}"
        yield f"above {min(4, higher)} own {mine}"
        yield f"likely alike {min(4, sum(score > _LIKELY for score in alike) - (own > _LIKELY))}"
        facts = self._facts[work] - (own > _LIKELY)
        yield f"facts {next(str(most) for most in _COUNTS if min(facts, _COUNTS[-1]) <= most)}"
        yield f"most facts {self._facts[work] == self._most} own {mine}"
        yield from self._look_around(value, work, mine)
        if mates:
            theirs = [self._scores.get((relation, mate, work), -6.0) for mate in mates]
            mean = sum(theirs) / len(theirs)
            yield f"mates {_step(mean)}"
            yield f"mates {_step(mean)} own {mine}"
            yield f"mates {_step(min(theirs))} {_step(max(theirs))}"
            best_of_theirs = [self._best.get((relation, mate, is_news)) == work for mate in mates]
            yield f"mates' best {sum(best_of_theirs) / len(best_of_theirs) > 0.5} own {mine}"

    def _look_around(self, value: object, work: int, mine: str) -> Iterator[str]:
        """What else in the same sentences, and in those beside them, belongs to the show, and what to others of its kind."""
        if (value, work) not in self._around:
            here = self._sentences[value]
            beside = {at + step for at in here for step in (-1, 1)} - here
            self._around[value, work] = [self._count(each, value, work) for each in (here, beside)]
        for name, (belong, astray) in zip(("here", "beside"), self._around[value, work], strict=True):
            yield f"{name} {min(3, belong)} {min(3, astray)}"
            yield f"{name} {min(3, belong)} {min(3, astray)} own {mine}"
            yield f"{name} {(belong > astray) - (belong < astray)} own {mine}"

    def _count(self, sentences: Iterable[int], value: object, work: int) -> tuple[int, int]:
        """How much else in some sentences belongs to a show, and how much to others of its kind."""
        others = set[object]().union(*[self._said_in.get(at, ()) for at in sentences]) - {value}
        is_news = self._is_news[work]
        shows = [each for other in others if (each := self._belong.get((other, is_news)))]
        return sum([work in each for each in shows]), sum([len(each) > (work in each) for each in shows])

    def _find_mates(self, kind: str, value: object) -> list[object]:
        """The values that are in a list with this one somewhere."""
        units = self._row.units
        found: dict[object, None] = {}
        for place in self._values[kind, value].places:
            first, last = self._row.list_around(place)
            for at in range(max(first, place - _NEAR), min(last, place + _NEAR) + 1):
                what = units[at].what
                key = (
                    id(what) if isinstance(what, Person) else what.lower() if isinstance(what, str) else None
                )
                if units[at].kind == units[place].kind and key != value and (kind, key) in self._values:
                    found[key] = None
        return list(found)


_RELATIONS_OF: Final = {
    kind: [relation for relation, of in KIND_OF.items() if of == kind] for kind in set(KIND_OF.values())
}


def _step(score: float | None) -> str:
    return "-" if score is None else str(bisect_right(_STEPS, score))
