"""Sentences of a message, and which of them ask.

Owns the ways in which fans end a sentence, by marks, emoji or a turn of phrase, and the signs of a question: a mark,
a question word, a verb in front; where there is none of these, words that ask for a relation. Refuses to say what is
asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from bot.questions.vocabulary import ASKS_WHICH, ASKS_YES_OR_NO, BEFORE_A_QUESTION, CueSpan, is_plain

_SWEARS = frozenset("wtf wth tf".split())
_TAGS = frozenset("right yes yeah innit huh diba confirm verify check correct wrong true".split())
_PRONOUNS = {(word,) for word in "it that this she he they".split()}
_TURNS = frozenset(
    "pls please plz anyway anyways btw but also so and anyone anybody someone somebody lol lmao omg can".split()
)
_REASONS = frozenset("before because bc cuz coz cause since cos".split())
_SPEAKERS = {(word,) for word in "i im ive id my we our".split()}
_LONG_STORY = 5
_NEAR = 5
_ENDS_A_SENTENCE = re.compile(r"[.,;:!?…]+[)\"'’”]*$|\)$")
_TELLING_CUE = 1.0


def find_parts(raw: Sequence[str], raw_at: Sequence[int], tokens: Sequence[str]) -> list[int]:
    """The sentence, or the part of one between commas, that each token stands in."""
    # An emoji stands between sentences, where others put a full stop.
    ends = [
        bool(_ENDS_A_SENTENCE.search(word)) or _is_emoji(word) or following.startswith("(")
        for word, following in zip_longest(raw, raw[1:], fillvalue="")
    ]
    parts: list[int] = []
    begun = 0
    for at, of in enumerate(raw_at):
        begins = at > 0 and of != raw_at[at - 1] and any(ends[raw_at[at - 1] : of])
        begins = begins or (at - begun >= _LONG_STORY and _turns_to_ask(tokens, at))
        begun = at if begins else begun
        parts.append(parts[-1] + begins if parts else 0)
    return parts


def _turns_to_ask(tokens: Sequence[str], at: int) -> bool:
    """Whether a story ends here and a question begins, though no mark says so: "… in 3 hours pls tell me when"; or
    the other way about: "what is it about before I make my dorm watch it"."""
    if tokens[at] in _REASONS and tokens[at + 1 : at + 2] in _SPEAKERS:
        return True
    return tokens[at] in _TURNS and not ASKS_WHICH.isdisjoint(tokens[at + 1 : at + _NEAR])


def _is_emoji(word: str) -> bool:
    return not word.isascii() and not any(map(str.isalnum, word))


def find_asking(
    parts: Sequence[int],
    raw: Sequence[str],
    raw_at: Sequence[int],
    tokens: Sequence[str],
    cues: Sequence[CueSpan],
) -> list[bool]:
    """Which tokens stand in a part that asks; all of them where none does."""
    asks = _find_marked(parts, raw, raw_at, tokens)
    cued = {parts[span.start] for span in cues if any(cue.weight >= _TELLING_CUE for cue in span.cues)}
    telling = cued | {parts[at] for at, token in enumerate(tokens) if not (is_plain(token) or token in _TAGS)}
    goes_on = {
        parts[at]
        for at, token in enumerate(tokens)
        if at and parts[at - 1] < parts[at] and (token == "or" or tokens[at + 1 : at + 2] in _PRONOUNS)
    }
    # "… is on Netflix, right? Or Hulu?", "…, is that so?": what is asked stands before.
    for part in sorted(asks - telling | asks & goes_on, reverse=True):
        before = (each for each in cued if each < part and part not in goes_on)
        asks.add(max(before, default=max(part - 1, 0)))
    asks = asks or cued
    return [not asks or part in asks for part in parts]


def _find_marked(
    parts: Sequence[int], raw: Sequence[str], raw_at: Sequence[int], tokens: Sequence[str]
) -> set[int]:
    """The parts with a question mark, a question word, or a verb in front."""
    asks = {parts[at] for at, of in enumerate(raw_at) if "?" in raw[of]}
    # Beside a mark, "who" in the middle of a sentence is no question: "got a mate who does catering".
    marked = bool(asks)
    for at, token in enumerate(tokens):
        opens = at == 0 or parts[at - 1] < parts[at] or tokens[at - 1] in BEFORE_A_QUESTION
        swears = at > 0 and tokens[at - 1] in _SWEARS
        which = token in ASKS_WHICH and (opens or not marked)
        if which or (token in ASKS_YES_OR_NO and (opens or swears)):
            asks.add(parts[at])
    return asks
