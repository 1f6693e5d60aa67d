"""Who is meant by a name: found, ambiguous, or unknown.

Owns the decision. Kinds of evidence are tried in order, and the first that names anybody decides: the
spelling itself (canonical or given as another name), the same words in another order or spacing, a
shortened title, the same Korean name in other letters, a title followed by a season, and last slips
of the keyboard. Refuses to believe a bare best hit: each kind of evidence has a cutoff, and a margin
by which the best must lead; short of either, the caller has to ask.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Final

from rapidfuzz.distance import OSA

from bot.facts.model import Kind
from bot.names.fold import fold, identity_key, is_hangul
from bot.names.hangul import in_latin
from bot.names.model import LONGEST_NAME, Candidate, Match
from bot.names.romanise import distance, readings, sound_keys
from bot.names.spellings import PEOPLE, SpellingForm, Spellings, orders, squash
from bot.names.title_variants import ARTICLES, with_digits, without_article, without_season
from bot.names.typos import FEWEST_LETTERS, believable, count_slips, most_slips, weigh_slips

ANYTHING_NAMED: Final = frozenset({Kind.WORK, Kind.PERSON, Kind.CHARACTER, Kind.TERM})
"""The kinds that are meant when none is asked for: a genre or a place is nobody's name."""

_WORDS: Final = re.compile(r"\w+")
_WORKS: Final = frozenset({Kind.WORK})

MOST_OFFERED: Final = 10

_SOUND_CUTOFF: Final = 0.45  # beyond it, two spellings are only possibly one hangul name
_SOUND_MARGIN: Final = 0.15
_SOUND_NEAR: Final = 1.3
_MOST_SOUNDING: Final = 400

_MOST_NEAR: Final = 64  # rows sharing the most trigrams, whose slips are counted
_SLIP_MARGIN: Final = 0.25
_NEAR_ENOUGH: Final = 0.6  # share of letters that a name must share with the text to be offered
_MOST_NAMES_OF_PART: Final = 8  # a family name that more people bear is not even offered
_FEWEST_LETTERS_OF_PART: Final = 4
_FEWEST_INITIALS: Final = 3
_FEWEST_SMALL_INITIALS: Final = 4  # "aouad" is no word, "hel" is a slip

_SCORE_PART: Final = 0.9
_SCORE_SAME_SOUND: Final = 0.93
_FEWEST_LETTERS_OF_SLIP: Final = 5
_SCORE_WORD: Final = 0.6
_SCORE_NEAR: Final = 0.45

Best = dict[int, tuple[float, int]]
"""The best evidence for each entity: (score, row)."""


def exact(spellings: Spellings, folded: str, kinds: Collection[Kind]) -> tuple[Candidate, ...]:
    """Entities with this folded spelling, a person's name in any order, a title with or without its article.

    Best first, one an entity. Initials and parts of titles are not among them.
    """
    if not spellings.holds(folded):
        return ()  # most runs of a question's words end here, where each microsecond counts
    best: Best = {}
    for score, row in _spelled(spellings, folded, kinds, SpellingForm.TITLE):
        _keep(best, spellings.entity(row), score, row)
    if not best:
        return ()
    return _ranked(spellings, best)


def initialled(spellings: Spellings, letters: str, kinds: Collection[Kind]) -> tuple[Candidate, ...]:
    """Works with these initials, in lower case."""
    best: Best = {}
    for form, row in spellings.spelled(letters):
        if form is SpellingForm.INITIALS and spellings.kind(row) in kinds:
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
    if sound:
        return _with_more(sound, by_slips(spellings, folded, kinds))
    if is_hangul(folded):
        return _by_latin(spellings, in_latin(folded), kinds)
    slip = by_slips(spellings, folded, kinds)
    short = _by_initials(spellings, text, folded, kinds, slip) or _by_season(spellings, folded, kinds, slip)
    if short:
        return short
    if slip.status != "unknown":
        return slip
    return _by_part_of_name(spellings, folded, kinds) or _with_more(slip, _nearest(spellings, folded, kinds))


def _by_latin(spellings: Spellings, text: str, kinds: Collection[Kind]) -> Match:
    """A title typed in hangul, by its romanised spelling; people are compared by sound instead."""
    titles = [kind for kind in kinds if kind not in PEOPLE]
    folded = fold(text)
    if whole := _by_spelling(spellings, text, folded, titles):
        return _scored_at_most(whole, _SCORE_PART)
    slip = by_slips(spellings, folded, titles)
    return replace(slip, status="ambiguous") if slip.status == "found" else slip


def _accented(text: str) -> list[str]:
    """The words of a text with their accents, which tell "Pokémon" from "Pokemon"."""
    return _WORDS.findall(identity_key(text))


def _scored_at_most(decided: Match, most: float) -> Match:
    lowered = [replace(each, score=min(each.score, most)) for each in decided.candidates]
    return Match(decided.status, tuple(lowered))


def by_spelling_or_sound(spellings: Spellings, text: str, kinds: Collection[Kind]) -> tuple[Candidate, ...]:
    """Whom the text names as it stands, in any of the ways a name is written, slips aside."""
    folded = fold(text[:LONGEST_NAME])
    whole = _by_spelling(spellings, text, folded, kinds) or _by_sound(spellings, folded, kinds)
    return whole.candidates if whole else ()


def _with_more(first: Match, second: Match) -> Match:
    """The first decision, its candidates followed by the second's."""
    seen = {candidate.entity for candidate in first.candidates}
    more = [candidate for candidate in second.candidates if candidate.entity not in seen]
    return Match(first.status, (*first.candidates, *more)[:MOST_OFFERED])


def _keep(best: Best, entity: int, score: float, row: int) -> None:
    if entity not in best or best[entity][0] < score:
        best[entity] = score, row


def _ranked(spellings: Spellings, best: Best) -> tuple[Candidate, ...]:
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[1][1]))
    return tuple(
        Candidate(entity, spellings.kind(row), spellings.names[spellings.canonical_row(row)], round(score, 3))
        for entity, (score, row) in ranked[:MOST_OFFERED]
    )


def _spelled(
    spellings: Spellings, folded: str, kinds: Collection[Kind], worst: SpellingForm
) -> Iterable[tuple[float, int]]:
    """(score, row) of rows that this text spells, in forms no worse than ``worst``."""
    for form, row in spellings.spelled(squash(folded)):
        if form > worst or spellings.kind(row) not in kinds:
            continue
        if form is SpellingForm.SPELLING:
            yield (1.0 if spellings.folded[row] == folded else 0.98), row
        else:
            yield (0.97 if form is SpellingForm.TITLE else _SCORE_PART), row
    for turned in spellings.turned(folded):
        for form, row in spellings.spelled(squash(turned)):
            if (
                form is SpellingForm.SPELLING
                and spellings.kind(row) in PEOPLE
                and spellings.kind(row) in kinds
            ):
                yield (0.99 if spellings.folded[row] == turned else 0.975), row
    if folded.startswith(ARTICLES) and Kind.WORK in kinds:
        for form, row in spellings.spelled(squash(without_article(folded))):
            if form is SpellingForm.SPELLING and spellings.kind(row) is Kind.WORK:
                yield 0.97, row


def _by_spelling(spellings: Spellings, text: str, folded: str, kinds: Collection[Kind]) -> Match | None:
    best: Best = {}
    written: dict[int, int] = {}
    key = _accented(text)
    for score, row in _spelled(spellings, folded, kinds, SpellingForm.PART):
        _keep(best, spellings.entity(row), score, row)
        if score == 1.0:
            name = spellings.names[row]
            as_written = 2 if name == text else int(_accented(name) == key)
            entity = spellings.entity(row)
            written[entity] = max(as_written, written.get(entity, 0))
    if not best and (digits := with_digits(folded)) != folded:
        for score, row in _spelled(spellings, digits, kinds, SpellingForm.TITLE):
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
    # One word of a title is too little to be sure: "Love", of "Love: The Long Way Home".
    sure = len(leaders) == 1 and (top > _SCORE_PART or " " in folded)
    return Match("found" if sure else "ambiguous", ranked)


def _by_initials(
    spellings: Spellings, text: str, folded: str, kinds: Collection[Kind], slip: Match
) -> Match | None:
    letters = squash(folded)
    capitals = text.isupper()
    if (" " in folded and not capitals) or len(letters) < (
        _FEWEST_INITIALS if capitals else _FEWEST_SMALL_INITIALS
    ):
        return None
    works = initialled(spellings, letters, kinds)
    if not works:
        return None
    found = Match("found" if len(works) == 1 else "ambiguous", works)
    if capitals:
        return found
    return found if slip.status == "unknown" else _with_more(Match("ambiguous", slip.candidates), found)


def _by_season(spellings: Spellings, folded: str, kinds: Collection[Kind], slip: Match) -> Match | None:
    """The work before a season's number; ``slip`` is what the whole text may be a misspelling of."""
    title = without_season(folded)
    if title == folded or Kind.WORK not in kinds:
        return None
    work = _by_spelling(spellings, title, title, _WORKS)
    if not work:
        work = by_slips(spellings, title, _WORKS) if slip.status == "unknown" else slip
    if work.status == "unknown" or work is slip:
        return None
    work = _scored_at_most(work, _SCORE_PART)
    # "Species III" may be a season of Species or a misspelt "Species II".
    return work if slip.status == "unknown" else _with_more(Match("ambiguous", slip.candidates), work)


def _by_part_of_name(spellings: Spellings, folded: str, kinds: Collection[Kind]) -> Match | None:
    """People with these words in their names. Characters are often called that; for a person, ask."""
    if len(squash(folded)) < _FEWEST_LETTERS_OF_PART:
        return None
    best: Best = {}
    for rows in spellings.word_starts.beginning(folded):
        for row in rows[: 4 * _MOST_NAMES_OF_PART]:
            kind = spellings.kind(row)
            if kind in PEOPLE and kind in kinds and f" {folded} " in f" {spellings.folded[row]} ":
                _keep(best, spellings.entity(row), _SCORE_WORD, row)
    if not 0 < len(best) <= _MOST_NAMES_OF_PART:
        return None
    ranked = _ranked(spellings, best)
    return Match("found" if len(ranked) == 1 and ranked[0].kind is Kind.CHARACTER else "ambiguous", ranked)


def _by_sound(spellings: Spellings, folded: str, kinds: Collection[Kind]) -> Match | None:
    asked = readings(folded)
    if not asked:
        return None
    rows = {row for key in sound_keys(folded) for row in spellings.sounding(key)[:_MOST_SOUNDING]}
    best: Best = {}
    for row in rows:
        if spellings.kind(row) in kinds:
            theirs = readings(spellings.folded[row])
            apart = min((distance(one, other) for one in asked for other in theirs), default=_SOUND_NEAR)
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


def near(spellings: Spellings, folded: str, kinds: Collection[Kind]) -> tuple[Candidate, ...]:
    """Whoever else a name may be: of the same sound in hangul, or a letter of one word away."""
    sound = _by_sound(spellings, folded, kinds) if not PEOPLE.isdisjoint(kinds) else None
    if sound is not None:
        alike = [each for each in sound.candidates if each.score >= _SCORE_SAME_SOUND]
    else:
        slips = by_slips(spellings, folded, kinds).candidates
        alike = [each for each in slips if _differ_in_a_letter(folded, fold(each.name))]
    return tuple(each for each in alike if fold(each.name) != folded)


def _differ_in_a_letter(one: str, other: str) -> bool:
    """Whether two names have one long word of which one of them drops, doubles or swaps a letter: "Whitcomb(e)".

    Another letter in its place is another name more often than not: John Wayne, John Payne.
    """
    if one.count(" ") != other.count(" "):
        return False
    different = [pair for pair in zip(one.split(), other.split(), strict=True) if pair[0] != pair[1]]
    if len(different) != 1:
        return False
    short, long = sorted(different[0], key=len)
    if len(short) < _FEWEST_LETTERS_OF_SLIP:
        return False
    if len(long) == len(short):
        return sorted(long) == sorted(short)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def by_slips(spellings: Spellings, folded: str, kinds: Collection[Kind]) -> Match:
    """Who may be meant, slips of the keyboard allowed for; unknown, with the nearest, for a very short text."""
    letters = squash(folded)
    most = most_slips(len(letters))
    orders_of_person = (letters, *map(squash, orders(folded)))
    rows = spellings.one_slip_short(letters)
    if most:
        rows.update(spellings.near(folded, _MOST_NEAR))
    best: Best = {}
    counted: dict[int, int] = {}
    for row in rows:
        kind = spellings.kind(row)
        if kind not in kinds:
            continue
        name = squash(spellings.folded[row])
        written = orders_of_person if kind in PEOPLE else (letters,)
        slips, order = min((count_slips(each, name, most or 1), each) for each in written)
        if slips <= (most or 1):
            counted[row] = slips
            _keep(best, spellings.entity(row), -weigh_slips(order, name, slips), row)
    if not best:
        return Match("unknown")
    ranked = _ranked(spellings, {e: (0.98 + 0.1 * score, row) for e, (score, row) in best.items()})
    if not most:
        return Match("unknown", ranked[:5])
    weights = sorted(-score for score, _ in best.values())
    if len(weights) > 1 and weights[1] - weights[0] < _SLIP_MARGIN:
        return Match("ambiguous", ranked)
    _, row = max(best.values())
    name = spellings.folded[row]
    # Two well-spelled Korean names that differ in sound are two people, however near their letters.
    sure = believable(folded, name, counted[row], person=spellings.kind(row) in PEOPLE) and not (
        readings(folded) and readings(name)
    )
    return Match("found" if sure else "ambiguous", ranked)


def _nearest(spellings: Spellings, folded: str, kinds: Collection[Kind]) -> Match:
    """The nearest names by letters, too far away to be slips."""
    if len(squash(folded)) < FEWEST_LETTERS:
        return Match("unknown")
    best: Best = {}
    for row in spellings.near(folded, _MOST_NEAR):
        if spellings.kind(row) in kinds:
            share = OSA.normalized_similarity(folded, spellings.folded[row])
            if share >= _NEAR_ENOUGH:
                _keep(best, spellings.entity(row), share * _SCORE_NEAR, row)
    return Match("unknown", _ranked(spellings, best)[:5])
