"""Names that a fact ties to a work the question names: a slip or a part of one is believed sooner there.

"Onjo" in a question about All of Us Are Dead is Nam On-jo, though nobody would be found by that part alone. Owns the
comparison of the words left over with the few names of one work. Refuses words that spell somebody else: those are
names already, and a different known person is never taken for the one in the cast.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rapidfuzz import fuzz

from bot.facts.model import Kind
from bot.facts.report import Entity
from bot.names import Candidate, fold
from bot.names.title_variants import with_digits
from bot.questions.classifier import is_everyday
from bot.questions.linking import NameSpan
from bot.questions.vocabulary import PLAYS
from bot.questions.words import Words

_LONGEST: Final = 4
_CUTOFF: Final = 82.0
_MARGIN: Final = 5.0
_EXACT: Final = 100.0
_FEWEST_LETTERS: Final = 3
_FEWEST_FOR_SLIPS: Final = 5
_MOST_TIED: Final = 400
_SMALL_WORDS: Final = frozenset("the a an of and de la von van el al mr mrs ms dr".split())


def link_tied(words: Words, spans: Sequence[NameSpan], tied: Iterable[Entity]) -> list[NameSpan]:
    """A span for each run of left-over words that is nearly a tied name, or a part of one that no other has."""
    taken = [
        any(span.start <= at < span.end and span.tells and span.fits for span in spans)
        for at in range(len(words.tokens))
    ]
    unclear = [span for span in spans if not span.fits]
    # "Park Ji-hoon" is nobody known: "is Park Ji" in front of it is no slip of Park Ji-hu.
    runs = [run for run in _list_runs(words, taken) if not any(_halves(span, run) for span in unclear)]
    if not runs:
        return []
    forms = [(form, entity) for entity in list(tied)[:_MOST_TIED] for form in _list_forms(entity)]
    found: list[NameSpan] = []
    for start, end in runs:
        if any(span.start < end and start < span.end for span in found):
            continue
        run = words.tokens[start:end]
        best = _find_best("".join(run), forms, exactly=all(map(is_everyday, run)))
        best = _keep_meant(best, words, start, end)
        if best:
            candidates = tuple(Candidate(each.id, each.kind, each.name, score) for each, score in best)
            found.append(NameSpan(start, end, candidates, 1.0 + 0.7 * (end - start)))
    return found


def _keep_meant(
    best: Sequence[tuple[Entity, float]], words: Words, start: int, end: int
) -> list[tuple[Entity, float]]:
    """Those of several that stand in the place of the name: whom "who plays Marsh" asks for, or "who does Marsh play"."""
    before, after = words.tokens[max(0, start - 2) : start], words.tokens[end : end + 1]
    wanted = (
        Kind.CHARACTER
        if not PLAYS.isdisjoint(before)
        else Kind.PERSON
        if not PLAYS.isdisjoint(after)
        else None
    )
    meant = [each for each in best if each[0].kind is wanted] or list(best)
    return meant if len({each[0].kind for each in meant}) == 1 else []


def _halves(span: NameSpan, run: tuple[int, int]) -> bool:
    """Whether a run takes a part of a name and leaves the rest."""
    start, end = run
    return span.start < end and start < span.end and not (start <= span.start and span.end <= end)


def _list_runs(words: Words, taken: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Runs of words that are not taken and hold one that language does not explain, the longest first."""
    for length in range(_LONGEST, 0, -1):
        for start in range(len(words.tokens) - length + 1):
            run = range(start, start + length)
            if any(taken[at] for at in run) or words.tokens[start] in _SMALL_WORDS:
                continue
            if any(_may_name(words, at) for at in (start, start + length - 1)):
                yield start, start + length


def _may_name(words: Words, at: int) -> bool:
    return not words.explained[at] and (
        words.capital[at] or not is_everyday(words.tokens[at]) or len(words.tokens[at]) > _FEWEST_LETTERS
    )


def _list_forms(entity: Entity) -> Iterator[str]:
    """The ways in which one is called: all words, first ones, last ones, each of some length."""
    parts = fold(entity.name).split()
    yield "".join(parts)
    yield with_digits(" ".join(parts)).replace(" ", "")
    if entity.kind in (Kind.PERSON, Kind.CHARACTER):
        for at in range(1, len(parts)):
            yield "".join(parts[at:])
            yield "".join(parts[:at])
        if len(parts) > 2:
            yield from (part for part in parts if part not in _SMALL_WORDS)
        yield "".join(parts[1:] + parts[:1])


def _find_best(
    text: str, forms: Sequence[tuple[str, Entity]], *, exactly: bool
) -> list[tuple[Entity, float]]:
    """The one entity that the text is nearest to, or those that share the form; none where others are as near."""
    if len(text) < _FEWEST_LETTERS and not text.isdigit():
        return []
    cutoff = 100.0 if exactly or len(text) < _FEWEST_FOR_SLIPS else _CUTOFF
    best: dict[int, tuple[float, Entity]] = {}
    for form, entity in forms:
        score = fuzz.ratio(text, form, score_cutoff=cutoff)
        if score and score > best.get(entity.id, (0.0, entity))[0]:
            best[entity.id] = score, entity
    ranked = sorted(best.values(), key=lambda item: -item[0])
    exact = [(entity, 1.0) for score, entity in ranked if score == _EXACT]
    if len(exact) > 1:
        return exact
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN):
        return []
    return [(ranked[0][1], round(ranked[0][0] / 100, 3))]
