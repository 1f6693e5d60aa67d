"""How likely one spelling is a slip of the keyboard for another.

Owns the counting and weighing of slips between two texts. Refuses to know which names exist.

Slips are counted by optimal string alignment (Damerau 1964; Boytsov 2011, "Indexing methods for
approximate dictionary searching"), spaces aside. Which are believed follows the research: four in five are
one letter dropped, added or changed, or two swapped (Damerau), and the first letter is seldom hit
(Yannakoudakis and Fawthrop 1983: 1.4 %).
"""

from __future__ import annotations

from itertools import pairwise, takewhile
from typing import Final

from rapidfuzz.distance import OSA

FEWEST_LETTERS: Final = 4
"""With fewer letters no slip can be told."""

_LETTERS_FOR_TWO: Final = 9
_LETTERS_FOR_THREE: Final = 16
_LETTERS_TO_CHANGE_ONE: Final = 6  # with fewer, a changed letter makes another word: Live, Life, Like
_SHORT_WORD: Final = 3  # a word of a person's name where any changed letter makes another name: Tim, Tom, Jim
_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS: Final = frozenset(
    pair for row in _ROWS for one, two in pairwise(row) for pair in (one + two, two + one)
)


def most_slips(letters: int) -> int:
    """How many slips to look for in a text of this many letters."""
    if letters < FEWEST_LETTERS:
        return 0
    return 1 + (letters >= _LETTERS_FOR_TWO) + (letters >= _LETTERS_FOR_THREE)


def count_slips(text: str, name: str, most: int) -> int:
    """Slips between two texts without spaces; most + 1 if there are more. Digits never slip: "Saw 2" is not a
    misspelt "Saw 3"."""
    slips = OSA.distance(text, name, score_cutoff=most)
    if slips <= most and _digits(text) != _digits(name):
        return most + 1
    return slips


def weigh_slips(text: str, name: str, slips: int) -> float:
    """The slips weighed: a common one a little less, one at the first letter a little more."""
    if not slips:
        return 0.0
    at = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(text, name, strict=False)))
    first = 0.3 if at == 0 else 0.0
    if slips > 1:
        return slips + first
    if len(text) != len(name):
        longer = max(text, name, key=len)
        doubled = at > 0 and longer[at] == longer[at - 1]
        return (0.8 if doubled else 0.9) + first
    if at + 1 < len(text) and text[at] == name[at + 1] and text[at + 1] == name[at]:
        return 0.8 + first
    return (0.9 if text[at] + name[at] in _NEIGHBOURS else 1.0) + first


def believable(asked: str, name: str, slips: int, *, person: bool) -> bool:
    """Whether someone who wrote ``asked`` (folded) plausibly meant ``name`` (folded), this many slips away."""
    text, letters = asked.replace(" ", ""), name.replace(" ", "")
    if text[0] != letters[0]:
        return False
    if slips > 1:
        return True
    changed = len(text) == len(letters) and sorted(text) != sorted(letters)
    if changed and len(letters) < _LETTERS_TO_CHANGE_ONE:
        return False
    if not (person and changed):
        return True
    words = zip(asked.split(), name.split(), strict=False)
    return all(len(word) > _SHORT_WORD or word == other for word, other in words)


def is_one_slip(typed: str, word: str) -> bool:
    """Whether a word is typed with one plausible slip."""
    return count_slips(typed, word, 1) == 1 and believable(typed, word, 1, person=False)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
