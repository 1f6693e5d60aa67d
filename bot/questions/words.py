"""A question as words: folded tokens, with what the typed words still knew, and what they mean.

Owns splitting a question, telling plain words from strange ones, and the signs of what is asked for:
works, people, yes or no. Refuses names: those are found in linking.py; and sentences: sentences.py's.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.facts.model import Kind
from bot.facts.relations import RELATIONS, Relation
from bot.facts.scope import Scope
from bot.names import fold
from bot.questions.classifier import is_everyday
from bot.questions.question import MAX_QUESTION
from bot.questions.seasons import PieceSpan, SeasonSpan, find_episodes, find_parts_of, find_seasons
from bot.questions.sentences import find_asking, find_parts
from bot.questions.vocabulary import (
    ASKS_WHICH,
    ASKS_YES_OR_NO,
    BEFORE_A_QUESTION,
    CUE_WORDS,
    CUES,
    FUNCTION_WORDS,
    SERVICES,
    SMALL_TALK_WORDS,
    WORK_WORDS,
    Cue,
    CueSpan,
    find_cues,
    is_function_word,
    weigh_relations,
)

ASKS_FOR_PEOPLE = frozenset("who whos whom whose person people".split())
_ASKS_FOR_WORKS = frozenset("what which list name any other all some more else".split())
_AUXILIARIES = frozenset("do does did has have had".split())
_WORKS = frozenset("films movies shows series dramas kdramas titles".split())
_DISCORD_MARKUP = re.compile(r"<(?:@[!&]?|#|a?:\w+:|t:|/[^:>]+:)\d*[^>]*>|https?://\S+")
_POSSESSIVE = re.compile(r"['’]s?$")
_SHORTEST_MENDED = 4
_SHORTEST_SWAPPED = 3
_SHOUTED = 2
_FEWEST_IN_TITLE_CASE = 3
_LONGEST_SMALL_WORD = 3
_FEWEST_PLAIN = 4
# "Mr." and "vs." end no sentence.
_FULL_STOP = re.compile(r"(?:[?!…]|\w{4,}\.)[)\"'’”]*$")
_MARKS = " .,;:!?…\"'’“”()[]"
_CUE = 2.0
_TITLE_CUE = 3.0
_WATCHES = frozenset(
    "i im ive id we were weve watching watched finished finish seen started saw reached".split()
)
_SHORTLY_BEFORE = 5
_CALLED = frozenset("called titled title named name".split())
_EPISODES = frozenset("episode ep".split())
_ALL_EPISODES = frozenset("episodes eps".split())
_ASKS_WHAT = frozenset("what whats".split())
_ENDS_A_TITLE = frozenset({"in", "from"})
_PAST_IT = frozenset("after since".split())
_COMPARES = frozenset("after since like than unlike as before".split())
"""What the season that a question is not about stands behind: "a season 3, or is it done after s2"."""


@dataclass(frozen=True, slots=True)
class Words:
    """A question as folded tokens, with what its typed words still knew."""

    tokens: tuple[str, ...]
    bare: tuple[str, ...]
    """The tokens without a possessive s."""
    capital: tuple[bool, ...]
    """Which tokens were typed with a capital, the first word aside."""
    raw: tuple[str, ...]
    """The words as they were typed."""
    raw_at: tuple[int, ...]
    """Which typed word each token is of."""
    cues: tuple[CueSpan, ...]
    season: SeasonSpan | None
    part: PieceSpan | None
    episode: PieceSpan | None
    in_scope: tuple[bool, ...]
    """Which tokens name one of them."""
    called: tuple[int, ...]
    """Where the words stand that are said to be the title of an episode."""
    explained: tuple[bool, ...]
    """Which tokens make sense without being part of a name."""
    parts: tuple[int, ...]
    """Which sentence, or part of one, each token stands in."""
    asking: tuple[bool, ...]
    """Which tokens stand in one that asks something."""

    @property
    def asks_yes_or_no(self) -> bool:
        """Whether it is put so that "yes" or "no" would answer it."""
        opening = next((token for token in self.tokens if token not in BEFORE_A_QUESTION), None)
        return opening in ASKS_YES_OR_NO and ASKS_WHICH.isdisjoint(self.tokens)

    @property
    def scope(self) -> Scope:
        """The season, part and episode that it names."""
        return self.scope_in(0, None)

    def scope_in(self, start: int, end: int | None) -> Scope:
        """What of it is named from a token on, up to another."""
        within = range(start, len(self.tokens) if end is None else end)
        return Scope(
            self.season.season if self.season and self.season.start in within else None,
            self.part.number if self.part and self.part.start in within else None,
            self.episode.number if self.episode and self.episode.start in within else None,
        )

    def names_scope(self, at: int) -> bool:
        """Whether a token is one of those that name the season, part or episode."""
        return self.in_scope[at]

    @property
    def called_so(self) -> str | None:
        """The title that an episode is said to have."""
        return " ".join(self.tokens[at] for at in self.called) or None

    def free(self, taken: Sequence[bool]) -> list[str]:
        """The tokens that the names taken leave."""
        return [token for token, is_taken in zip(self.tokens, taken, strict=True) if not is_taken]

    def typed(self, start: int, end: int) -> str:
        """Tokens as they were typed, without the marks around them."""
        return " ".join(self.raw[self.raw_at[start] : self.raw_at[end - 1] + 1]).strip(_MARKS)

    def strange(self, taken: Sequence[bool]) -> list[int]:
        """Where tokens stand that neither the names taken nor the language explains."""
        return [at for at, known in enumerate(self.explained) if not known and not taken[at]]


def is_small_talk(text: str) -> bool:
    """Whether a message only greets or thanks."""
    tokens = [token for token in fold(text[:MAX_QUESTION]).split() if token.isalpha()]
    return bool(tokens) and SMALL_TALK_WORDS.issuperset(tokens)


def split_words(text: str) -> Words:
    """The words of a question, its first 400 characters."""
    tokens: list[str] = []
    bare: list[str] = []
    capital: list[bool] = []
    raw_at: list[int] = []
    raw_words = tuple(_DISCORD_MARKUP.sub(" ", html.unescape(text[:MAX_QUESTION])).split())
    flat = _has_flat_capitals(raw_words)
    for at, raw in enumerate(raw_words):
        # Most words are plain letters, which need no folding but their case.
        parts = [raw.lower()] if raw.isascii() and raw.isalnum() else fold(raw).split()
        if not any(part[0].isalnum() for part in parts):
            continue
        owner = fold(_POSSESSIVE.sub("", raw)).split() if "'" in raw or "’" in raw else parts
        tokens += parts
        bare += owner if len(owner) == len(parts) else parts
        begins = at == 0 or bool(_FULL_STOP.search(raw_words[at - 1]))
        capital += [raw[0].isupper() and not flat and not begins] * len(parts)
        raw_at += [at] * len(parts)
    return _explain(tuple(tokens), tuple(bare), tuple(capital), raw_words, tuple(raw_at))


def _has_flat_capitals(raw: Sequence[str]) -> bool:
    """Whether capitals say nothing: EVERY WORD IS SHOUTED, or Every Word of Some Length Has One."""
    lettered = [word for word in raw if word[0].isalpha() and word[0].lower() != word[0].upper()]
    if len(lettered) > _SHOUTED and all(word.upper() == word for word in lettered):
        return True
    if len(lettered) <= _FEWEST_IN_TITLE_CASE or any(
        word[0].islower() and len(word) > _LONGEST_SMALL_WORD for word in lettered
    ):
        return False
    # A list of names has capitals throughout, too.
    plain = [word.lower().strip("?!.,") for word in lettered]
    return _FEWEST_PLAIN * sum(is_function_word(word) or word in CUES for word in plain) >= len(plain)


def _explain(
    tokens: tuple[str, ...],
    bare: tuple[str, ...],
    capital: tuple[bool, ...],
    raw: tuple[str, ...],
    raw_at: tuple[int, ...],
) -> Words:
    cues = tuple(find_cues(tokens))
    parts = tuple(find_parts(raw, raw_at, tokens))
    asking = tuple(find_asking(parts, raw, raw_at, tokens, cues))
    # "Finished s1, when is season 2 out?": the one that is asked about.

    def is_meant(span: SeasonSpan | PieceSpan) -> tuple[bool, bool, int]:
        return asking[span.start], tokens[span.start - 1] not in _COMPARES, span.start

    season = max(find_seasons(tokens), key=is_meant, default=None)
    part = max(find_parts_of(tokens), key=is_meant, default=None)
    watched = [span for span in find_episodes(tokens) if not _is_watched(tokens, span, asking)]
    episode = max(watched, key=is_meant, default=None)
    cues = (*_find_title_cues(tokens, episode), *(span for span in cues if not _lies_in(span, episode)))
    known = [is_function_word(token, adverbs=not capital[at]) for at, token in enumerate(tokens)]
    for at, token in enumerate(tokens):
        # "Cool. And who directs it?"
        known[at] = known[at] or (not asking[at] and token in SMALL_TALK_WORDS)
    for span in cues:
        known[span.start : span.end] = [True] * (span.end - span.start)
    if season is not None and tokens[season.start - 1] in _PAST_IT:
        # "Will there be more after s4": another season is asked about.
        known[season.start : season.end] = [True] * (season.end - season.start)
        season = None
    called = _find_called(tokens)
    for at in called:
        known[at] = True
    in_scope = [False] * len(tokens)
    for named in (season, part, episode):
        if named is not None:
            known[named.start : named.end] = [True] * (named.end - named.start)
            in_scope[named.start : named.end] = [True] * (named.end - named.start)
    return Words(
        tokens,
        bare,
        capital,
        raw,
        raw_at,
        cues,
        season,
        part,
        episode,
        tuple(in_scope),
        called,
        tuple(known),
        parts,
        asking,
    )


def _is_watched(tokens: Sequence[str], span: PieceSpan, asking: Sequence[bool]) -> bool:
    """Whether it is only how far somebody has come: "I'm on ep 2 of", "just finished episode 8"."""
    before = tokens[max(0, span.start - _SHORTLY_BEFORE) : span.start]
    return not asking[span.start] or (not _WATCHES.isdisjoint(before) and ASKS_WHICH.isdisjoint(before))


def _lies_in(cue: CueSpan, piece: PieceSpan | None) -> bool:
    """Whether words that would ask for something only name an episode: "episode 5" asks for no number of episodes."""
    return piece is not None and piece.start == cue.start and cue.end <= piece.end


def _find_title_cues(tokens: Sequence[str], episode: PieceSpan | None) -> list[CueSpan]:
    """What asks for the title of an episode: "what is episode 5 called", "which episode is called Ashes"."""
    of_all = not _ALL_EPISODES.isdisjoint(tokens) and not _ASKS_WHAT.isdisjoint(tokens)
    if episode is None and not _asks_which_episode(tokens) and not of_all:
        return []
    cue = (Cue("episode title", _TITLE_CUE),)
    return [CueSpan(at, at + 1, cue) for at, token in enumerate(tokens) if token in _CALLED]


def _asks_which_episode(tokens: Sequence[str]) -> bool:
    return any(first in ASKS_WHICH and second in _EPISODES for first, second in pairwise(tokens))


def _find_called(tokens: Sequence[str]) -> tuple[int, ...]:
    """Where a title stands that an episode is said to have: "which episode is called the long night"."""
    begins = [at for at, token in enumerate(tokens) if token in _CALLED]
    if not begins or not _asks_which_episode(tokens):
        return ()
    end = next((at for at in range(begins[0] + 2, len(tokens)) if tokens[at] in _ENDS_A_TITLE), len(tokens))
    return tuple(range(begins[0] + 1, end))


def mend_cues(words: Words, taken: Sequence[bool]) -> Words:
    """The words with slips in cues mended, outside of names: "dircted" is "directed"."""
    tokens = list(words.tokens)
    relations = weigh_relations(words.cues, [False] * len(tokens))
    is_asked = bool(relations) and relations[0][1] >= _CUE
    for at in words.strange(taken):
        if (
            len(tokens[at]) >= _SHORTEST_SWAPPED
            and not is_everyday(tokens[at])
            and (meant := _find_swapped(tokens[at]))
        ):
            tokens[at] = meant
        elif (
            len(tokens[at]) > _SHORTEST_MENDED
            and not words.capital[at]
            and not is_everyday(tokens[at])
            and tokens[at] not in SERVICES
        ):
            near = process.extractOne(tokens[at], CUE_WORDS, scorer=OSA.distance, score_cutoff=1)
            # Beside a word that asks, only one that asks for the same: "whos fern voiec actress".
            if near is not None and (not is_asked or _asks_for(near[0], relations[0][0])):
                tokens[at] = near[0]
    if tuple(tokens) == words.tokens:
        return words
    return _explain(tuple(tokens), words.bare, words.capital, words.raw, words.raw_at)


def find_ruled_out(tokens: Sequence[str]) -> list[str]:
    """The words that are said not to be meant: "(not the webtoon)"."""
    return [
        token for at, token in enumerate(tokens) if at and tokens[at - 1 - (tokens[at - 1] == "the")] == "not"
    ]


def _asks_for(cue: str, name: str) -> bool:
    """Whether a word by itself asks for a relation, or for one that comes near to it."""
    relations = _find_relations(cue)
    return name in relations or not relations.isdisjoint(RELATIONS[name].near)


def _find_relations(cue: str) -> set[str]:
    """The relations that a word by itself asks for."""
    return {each.relation for span in find_cues((cue,)) for each in span.cues}


@lru_cache(maxsize=4096)
def _find_swapped(token: str) -> str | None:
    """The small word of which two neighbouring letters were swapped: "teh", "waht"."""
    swaps = (token[:at] + token[at + 1] + token[at] + token[at + 2 :] for at in range(len(token) - 1))
    return next((swapped for swapped in swaps if swapped != token and swapped in FUNCTION_WORDS), None)


def asks_for_works(words: Words, taken: Sequence[bool], relation: Relation | None) -> bool:
    """Whether the question is "which films …", or "what did somebody direct"."""
    free = words.free(taken)
    if not taken[0] and words.tokens[0] in _WORKS:
        return True
    for at, token in enumerate(free):
        if token in _ASKS_FOR_WORKS:
            for noun in (at + 1, at + 2):
                if noun < len(free) and free[noun] in WORK_WORDS and not _is_modifier(free, noun, relation):
                    return True
    return (
        relation is not None
        and relation.names is Kind.PERSON
        and "what" in free
        and not _AUXILIARIES.isdisjoint(free)
    )


def _is_modifier(tokens: Sequence[str], noun: int, relation: Relation | None) -> bool:
    """Whether the noun only tells which sort the next word is of: "what film genre"."""
    return (
        relation is not None
        and relation.names is not Kind.PERSON
        and noun + 1 < len(tokens)
        and tokens[noun + 1] in relation.cues
    )
