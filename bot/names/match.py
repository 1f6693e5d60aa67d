"""Who is meant by a name: found, ambiguous, or unknown.

Owns the decision. Evidence is asked for in order, and the first that names anybody decides: the
spelling itself (canonical or given as another name), the same words in another order or spacing, a
shortened title, the same Korean name in other letters, a title with a season behind it, and last
slips of the keyboard. Refuses to believe a bare best hit: each kind of evidence has a cutoff, and a
margin by which the best must lead; short of either, the answer is a question back.

Slips are counted by optimal string alignment (Damerau 1964; Boytsov 2011), spaces aside. Which slips
are believed follows what is known of them: the first letter is seldom hit (Yannakoudakis and Fawthrop
1983: 1.4 %), most are one letter dropped, doubled, swapped or replaced by its neighbour (Damerau: 80 %).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from rapidfuzz.distance import OSA

from bot.facts.model import Kind
from bot.names.fold import fold, identity_key
from bot.names.model import Candidate, Match
from bot.names.romanise import Reading, distance, readings, sound_keys
from bot.names.spellings import PEOPLE, Form, Spellings, squash
from bot.names.titles import with_digits, without_article, without_season

ANYTHING_NAMED: Final = frozenset({Kind.WORK, Kind.PERSON, Kind.CHARACTER, Kind.TERM})
"""The kinds that are meant when none is asked for: a genre or a place is nobody's name."""

LONGEST_NAME: Final = 100  # characters of a name that are looked at
MOST_OFFERED: Final = 10

_SOUND_CUTOFF: Final = 0.45  # beyond it, two spellings of one hangul name are only possible
_SOUND_MARGIN: Final = 0.15
_SOUND_NEAR: Final = 1.3
_MOST_SOUNDING: Final = 400

_FEWEST_LETTERS: Final = 4  # fewer say too little for any slip to be seen
_LETTERS_FOR_TWO_SLIPS: Final = 9
_LETTERS_FOR_THREE_SLIPS: Final = 16
_LETTERS_TO_CHANGE_ONE: Final = 6  # in fewer a changed letter makes another word: Live, Life, Like
_MOST_NEAR: Final = 64

_SCORE_PART: Final = 0.9
_KEYBOARD: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def exact(spellings: Spellings, folded: str, kinds: Collection[Kind]) -> tuple[Candidate, ...]:
    """Entities with this folded spelling, in any order of a person's name, or as a title without article.

    Best first, one an entity. Initials and parts of titles are not among them.
    """
    best: dict[int, tuple[float, int]] = {}
    for score, row in _spelled(spellings, folded, kinds, Form.TITLE):
        _keep(best, spellings.entity(row), score, row)
    if not best:
        return ()
    return _ranked(spellings, best)


def initialled(spellings: Spellings, letters: str, kinds: Collection[Kind]) -> tuple[Candidate, ...]:
    """Works with these initials, in lower case."""
    best: dict[int, tuple[float, int]] = {}
    for form, row in spellings.spelled(letters):
        if form is Form.INITIALS and spellings.kind(row) in kinds:
            _keep(best, spellings.entity(row), _SCORE_PART, row)
    return _ranked(spellings, best)


def match(spellings: Spellings, text: str, kinds: Collection[Kind]) -> Match:
    """Who is meant by the text; see the module's docstring."""
    text = text[:LONGEST_NAME]
    folded = fold(text)
    if not folded:
        return Match("unknown")
    if whole := _by_spelling(spellings, text, folded, kinds):
        return whole
    sound = _by_sound(spellings, folded, kinds)
    if sound and sound.status == "found":
        return sound
    title = without_season(folded)
    if title != folded and Kind.WORK in kinds and (work := _by_spelling(spellings, title, title, {Kind.WORK})):
        return _scored_as_part(work)
    slip = _by_slips(spellings, folded, kinds)
    if slip.status == "unknown" and title != folded and Kind.WORK in kinds:
        work = _by_slips(spellings, title, {Kind.WORK})
        slip = work if work.status != "unknown" else slip
    if sound:
        seen = {candidate.entity for candidate in sound.candidates}
        more = [candidate for candidate in slip.candidates if candidate.entity not in seen]
        return Match(sound.status, (*sound.candidates, *more)[:MOST_OFFERED])
    return slip


def _keep(best: dict[int, tuple[float, int]], entity: int, score: float, row: int) -> None:
    if entity not in best or best[entity][0] < score:
        best[entity] = score, row


def _ranked(spellings: Spellings, best: dict[int, tuple[float, int]]) -> tuple[Candidate, ...]:
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[1][1]))
    return tuple(
        Candidate(entity, spellings.kind(row), spellings.names[spellings.canonical_row(row)], round(score, 3))
        for entity, (score, row) in ranked[:MOST_OFFERED]
    )


def _rotations(folded: str) -> list[str]:
    """A name with its first word last, and with its last word first; nothing else is another order."""
    words = folded.split(" ")
    if len(words) == 1:
        return []
    return [" ".join((*words[1:], words[0])), " ".join((words[-1], *words[:-1]))]


def _spelled(spellings: Spellings, folded: str, kinds: Collection[Kind], worst: Form) -> Iterable[tuple[float, int]]:
    """(score, row) of rows that this text spells, by forms up to the worst."""
    for form, row in spellings.spelled(squash(folded)):
        if form > worst or spellings.kind(row) not in kinds:
            continue
        if form is Form.SPELLING:
            yield (1.0 if spellings.folded[row] == folded else 0.98), row
        else:
            yield (0.97 if form is Form.TITLE else _SCORE_PART), row
    if " " not in folded:
        return
    for turned in _rotations(folded):
        for form, row in spellings.spelled(squash(turned)):
            if form is Form.SPELLING and spellings.kind(row) in PEOPLE and spellings.kind(row) in kinds:
                yield (0.99 if spellings.folded[row] == turned else 0.975), row
    plain = without_article(folded)
    if plain != folded:
        for form, row in spellings.spelled(squash(plain)):
            if form is Form.SPELLING and spellings.kind(row) is Kind.WORK and Kind.WORK in kinds:
                yield 0.97, row


def _by_spelling(spellings: Spellings, text: str, folded: str, kinds: Collection[Kind]) -> Match | None:
    best: dict[int, tuple[float, int]] = {}
    written: dict[int, int] = {}
    key = identity_key(text)
    for score, row in _spelled(spellings, folded, kinds, Form.INITIALS):
        _keep(best, spellings.entity(row), score, row)
        if score == 1.0:
            name = spellings.names[row]
            as_written = 2 if name == text else int(identity_key(name) == key)
            entity = spellings.entity(row)
            written[entity] = max(as_written, written.get(entity, 0))
    if not best and (digits := with_digits(folded)) != folded:
        for score, row in _spelled(spellings, digits, kinds, Form.TITLE):
            if spellings.kind(row) is Kind.WORK:
                _keep(best, spellings.entity(row), min(score, 0.97), row)
    if not best:
        return None
    ranked = _ranked(spellings, best)
    top = ranked[0].score
    leaders = [candidate for candidate in ranked if candidate.score == top]
    if len(leaders) > 1 and written:
        closest = max(written.values())
        closer = [candidate for candidate in leaders if written.get(candidate.entity) == closest]
        if len(closer) == 1:
            leaders = closer
            ranked = (closer[0], *(candidate for candidate in ranked if candidate is not closer[0]))
    return Match("found" if len(leaders) == 1 else "ambiguous", ranked)


def _scored_as_part(work: Match) -> Match:
    return Match(
        work.status,
        tuple(
            Candidate(each.entity, each.kind, each.name, min(each.score, _SCORE_PART)) for each in work.candidates
        ),
    )


def _by_sound(spellings: Spellings, folded: str, kinds: Collection[Kind]) -> Match | None:
    asked = readings(folded)
    if not asked:
        return None
    rows: dict[int, list[Reading]] = {}
    for reading in asked:
        for key in sound_keys(reading):
            for row in spellings.sounding(key)[:_MOST_SOUNDING]:
                if spellings.kind(row) in kinds:
                    rows.setdefault(row, []).append(reading)
    best: dict[int, tuple[float, int]] = {}
    for row, mine in rows.items():
        theirs = readings(spellings.folded[row])
        apart = min((distance(one, other) for one in mine for other in theirs), default=_SOUND_NEAR)
        if apart < _SOUND_NEAR:
            _keep(best, spellings.entity(row), -apart, row)
    if not best:
        return None
    costs = sorted(-score for score, _ in best.values())
    ranked = _ranked(spellings, {e: (0.96 - 0.1 * -score, row) for e, (score, row) in best.items()})
    if costs[0] > _SOUND_CUTOFF:
        return Match("ambiguous", ranked)
    if len(costs) > 1 and costs[1] - costs[0] < _SOUND_MARGIN:
        return Match("ambiguous", ranked)
    return Match("found", ranked)


def _by_slips(spellings: Spellings, folded: str, kinds: Collection[Kind]) -> Match:
    letters = squash(folded)
    if len(letters) < _FEWEST_LETTERS:
        return Match("unknown")
    most = 1 + (len(letters) >= _LETTERS_FOR_TWO_SLIPS) + (len(letters) >= _LETTERS_FOR_THREE_SLIPS)
    turned = [squash(each) for each in _rotations(folded)]
    rows = spellings.one_slip_short(letters)
    rows.update(spellings.near(folded, _MOST_NEAR))
    digits = [letter for letter in letters if letter.isdigit()]
    best: dict[int, tuple[float, int]] = {}
    for row in rows:
        kind = spellings.kind(row)
        if kind not in kinds:
            continue
        theirs = squash(spellings.folded[row])
        slips = OSA.distance(letters, theirs, score_cutoff=most)
        if slips > most and kind in PEOPLE:
            slips = min((OSA.distance(each, theirs, score_cutoff=most) for each in turned), default=slips)
        if slips > most or [letter for letter in theirs if letter.isdigit()] != digits:
            continue
        _keep(best, spellings.entity(row), -slips, row)
    if not best:
        return Match("unknown")
    counts = sorted(-score for score, _ in best.values())
    ranked = _ranked(spellings, {e: (0.99 + 0.1 * score, row) for e, (score, row) in best.items()})
    if len(counts) > 1 and counts[1] <= counts[0]:
        return Match("ambiguous", ranked)
    row = max(best.values())[1]
    return Match("found" if _believable(spellings.folded[row], folded, int(counts[0])) else "ambiguous", ranked)


def _believable(name: str, asked: str, slips: int) -> bool:
    """Whether the name is plausibly what was meant by the text so many slips away from it."""
    if readings(asked) and readings(name):
        return False  # both are Korean names, each well spelled: another letter is another person
    mine, theirs = squash(asked), squash(name)
    if slips > 1:
        return len(mine) >= _LETTERS_FOR_TWO_SLIPS and mine[0] == theirs[0]
    return mine[0] == theirs[0] and (len(theirs) >= _LETTERS_TO_CHANGE_ONE or len(mine) != len(theirs) or sorted(mine) == sorted(theirs))
