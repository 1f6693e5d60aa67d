"""What of a question neither names nor language explain, and what that says of its readings.

A word that stands in no name, in no cue and in none of the classifier's examples is likely a name that is not
known: "who plays steve", "lost in space". Owns how much such words speak against a reading, and where a name has
to stand. Refuses to guess whose name it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from bot.facts.model import Kind
from bot.facts.relations import RELATIONS, Relation, ValueType
from bot.questions.classifier import is_everyday
from bot.questions.linking import AGES, NameSpan, may_belong_to
from bot.questions.seasons import ORDINALS
from bot.questions.vocabulary import (
    ASKS_WHICH,
    ASKS_YES_OR_NO,
    KINDS_OF_WORK,
    LANGUAGES,
    PLAYS,
    WORK_WORDS,
    is_function_word,
)
from bot.questions.words import Words

_STRANGE: Final = 1.5
_EVERYDAY: Final = 0.1
_MOST: Final = 3.0
"""A long story speaks no more against a reading than two strange names do."""
_ASIDE: Final = 0.2
"""What share of it counts in a sentence that asks nothing."""
_BESIDE: Final = 2.5
_BEFORE_A_NOUN: Final = frozenset("that this the a".split())
_VILLAINS: Final = frozenset("villain antagonist killer murderer culprit traitor mole baddie".split())
"""Parts of whom no cast says which they are."""
_ENDS_A_ROLE: Final = frozenset(
    "in on of from for and as when was is with by at or who that whose where".split()
)
_ANY_ROLE: Final = frozenset(
    "the a an who whos him her them they he she it that this main lead leads leading character characters role roles"
    " everyone everybody anyone someone part parts person girl guy one ones actor actress which what whom".split()
)
_BEFORE_A_TITLE: Final = frozenset({"in", "on", "from"})
_ASKS: Final = WORK_WORDS | ASKS_WHICH | ASKS_YES_OR_NO
_OUTRIGHT: Final = 2.0
_COUNTED: Final = frozenset({"many"})
EPISODES: Final = frozenset("episode episodes ep eps chapter finale".split())
_EPISODE: Final = frozenset({"episode", "ep"})
_MEDIA: Final = frozenset(
    "comic comics book books novel novels webtoon manga game games musical podcast merch".split()
)
_BEYOND: Final = frozenset(
    "ost soundtrack song songs sings sang singer bluray blu dvd dvds vinyl steelbook award awards"
    " nominated nominations dub dubs dubbed dating married die dies died runtime spinoffs budget merch".split()
)
"""Words of what no relation holds."""
TOPICS_BEYOND: Final = EPISODES | _MEDIA | _BEYOND
"""Words that say what a question is about which no relation answers."""
_NEWS: Final = frozenset("news info information report article source that this".split())
_ASKS_WHEN: Final = frozenset(("when", verb) for verb in ("did", "does", "do", "will"))
_SIGNS: Final = EPISODES | _COUNTED | _MEDIA | _BEYOND | {"old"}
_WORDS_OF: Final = {
    relation.name: frozenset(" ".join((*relation.cues, *relation.hints)).split())
    for relation in RELATIONS.values()
}
_PARTS_OF_SEASON: Final = frozenset("part cour volume vol half".split())
_COUNTS: Final = frozenset("one two three final last other".split())
_OF_EPISODES: Final = frozenset({"next episode", "end date"})
_OF_MAKERS: Final = frozenset({"director", "screenwriter", "creator", "producer"})
"""Relations whose words stand before the title: "who directed"."""
_FILMED: Final = frozenset("film filmed filming films shoot shooting shot shoots".split())
NOT_OF_PLACES: Final = frozenset({"narrative location", "filming date", "production company"})
"""Relations that do not say where something was filmed, though they speak of filming, places or studios."""
_PLACES: Final = frozenset(
    "house castle mansion school hotel island where town city place places location locations building country studio village street spot spots".split()
)
_OF_ONESELF: Final = frozenset("deal story thing backstory vibe".split())
"""What is somebody's and says who it is."""
_KIN: Final = frozenset(
    "mother mom mum mama father dad papa parents sister sis brother bro son daughter kid kids child wife husband"
    " boyfriend girlfriend bf gf fiance fiancee ex aunt uncle cousin twin grandma grandpa grandmother grandfather"
    " friend bestie boss roommate teacher neighbor neighbour love".split()
)
_DOING: Final = "ing"
"""How what somebody does with a show ends: "been rewatching X"."""
_DONE: Final = ("ated", "ered", "ited", "ized", "ised")
"""How what somebody is called ends: "who is registered as the director"."""
_DETERMINERS: Final = frozenset("the a an of".split())
_CARRIES_ON: Final = frozenset("in of the and on for to with from at".split())


def weigh_leftover(words: Words, taken: Sequence[bool]) -> float:
    """How much the words speak against a reading that neither its names nor language explain."""
    asking = words.asking
    total = 0.0
    for at in words.strange(taken):
        weight = _EVERYDAY if is_everyday(words.tokens[at]) else _STRANGE
        total += weight if asking[at] else weight * _ASIDE
    return min(total, _MOST)


def find_unmet_work(words: Words, taken: Sequence[bool]) -> bool:
    """Whether a title stands behind "in" or "on" that is not known: "who played adam on blue bloods"."""
    for at, token in enumerate(words.tokens[:-1]):
        if token in _BEFORE_A_TITLE and not taken[at]:
            end = at + 1
            while end < len(words.tokens) and not taken[end] and is_function_word(words.tokens[end]):
                end += 1
            if (
                end < len(words.tokens)
                and not taken[end]
                and not words.explained[end]
                and not words.tokens[end].isdigit()
                and words.tokens[end] not in LANGUAGES
            ):
                return True
    return False


def is_somebody_elses(words: Words, span: NameSpan) -> bool:
    """Whether a name only says whose somebody is, or at what age: "nancy's boyfriend", "young nancy"."""
    if span.start and words.tokens[span.start - 1] in AGES:
        return True
    behind = span.end + (words.tokens[span.end : span.end + 1] == ("s",))
    owns = (
        behind > span.end
        or words.bare[span.end - 1] != words.tokens[span.end - 1]
        or (span.end - span.start > 1 and words.tokens[span.end - 1] == "s")
    )
    if behind >= len(words.tokens):
        return False
    # Few type the apostrophe: "ragnas mother".
    owns = owns or (words.tokens[span.end - 1].endswith("s") and words.tokens[behind] in _KIN)
    return owns and not words.explained[behind] and words.tokens[behind] not in _OF_ONESELF


def find_owned(words: Words, span: NameSpan) -> tuple[int, int]:
    """The words that say who is meant by somebody else's name."""
    if span.start and words.tokens[span.start - 1] in AGES:
        return span.start - 1, span.end
    return span.start, span.end + 1


def find_strange(words: Words, taken: Sequence[bool]) -> list[int]:
    """Where the asking sentence has words that are likely names, of which nothing is known."""
    asking = words.asking
    return [
        at
        for at in words.strange(taken)
        if asking[at]
        and not is_everyday(words.tokens[at])
        and words.tokens[at] not in KINDS_OF_WORK
        and not words.tokens[at].isdigit()
    ]


def find_beside(words: Words, spans: Sequence[NameSpan], taken: Sequence[bool]) -> list[NameSpan]:
    """A name for each word right beside it that may belong to it, which makes it another, unknown name."""
    return [
        span
        for span in spans
        for at in (span.start - 1, span.end, _behind_small_word(words, span))
        if 0 <= at < len(words.tokens)
        and not taken[at]
        and may_belong_to(span, at, words)
        and words.tokens[at] not in _ASKS
        and not (at < span.start and _begins_story(words, at))
        and (words.capital[at] or is_weak(span, words) or not is_everyday(words.tokens[at]))
    ]


def _begins_story(words: Words, at: int) -> bool:
    """Whether a word before a title is no part of it: "been rewatching X", "bruh x was filmed when"."""
    token = words.tokens[at]
    opens = at == 0 or words.parts[at - 1] < words.parts[at]
    small = words.raw[words.raw_at[at]].islower()
    return token in _DETERMINERS or token.endswith(_DOING) or (opens and small)


def is_weak(span: NameSpan, words: Words) -> bool:
    """Whether it is a title of one ordinary word, which may be the beginning of another."""
    return span.end == span.start + 1 and (
        words.explained[span.start] or is_everyday(words.tokens[span.start])
    )


def weigh_beside(beside: Sequence[NameSpan]) -> float:
    """How much they speak against a reading."""
    return sum(_BESIDE + span.weight for span in beside)


def _behind_small_word(words: Words, span: NameSpan) -> int:
    """Where a title may go on: "Squid Game: The Challenge", "Lost in Space"; -1 if it does not."""
    raw = words.raw[words.raw_at[span.end - 1]]
    if raw.endswith((",", "?", ".", "!")):
        return -1
    following = words.tokens[span.end : span.end + 1]
    if following in (("the",), ("a",)) and span.kinds[0] is Kind.WORK:
        return span.end + 1
    if following and following[0] in _CARRIES_ON and is_weak(span, words):
        return span.end + 1
    return -1


_ORDINALS: Final = frozenset(
    "first second third fourth fifth last final next pilot each every one per single".split()
)


def is_of_one_episode(words: Words, taken: Sequence[bool]) -> bool:
    """Whether one episode is spoken of: "episode 5", "the last ep", "each episode"."""
    for at, token in enumerate(words.tokens):
        numbered = any(each.isdigit() for each in words.tokens[at + 1 : at + 2])
        titled = at > 0 and (taken[at - 1] or (words.season is not None and words.season.end == at))
        if (
            taken[at]
            or words.names_scope(at)
            or token not in EPISODES
            or not (words.asking[at] or (numbered and titled))
        ):
            continue
        beside = words.tokens[at + 1 : at + 2] + words.tokens[max(0, at - 1) : at]
        if (
            token == "finale"
            or any(each in _ORDINALS for each in beside[-1:])
            or numbered
            or (token in _EPISODE and at + 1 < len(taken) and at + 1 in find_strange(words, taken))
        ):
            return True
    return False


def is_of_an_episode_beyond(relation: Relation, words: Words, taken: Sequence[bool]) -> bool:
    """Whether one episode, or one part of a season, is spoken of, and the relation tells nothing of single ones."""
    if not relation.of_season or relation.names is not None:
        return False
    if relation.name not in _OF_EPISODES and is_of_one_episode(words, taken):
        return True
    return relation.value is not ValueType.TEXT and is_of_a_part(words, taken)


def is_of_a_part(words: Words, taken: Sequence[bool]) -> bool:
    """Whether a part of a season is spoken of: "season 2 part 2", "the second half of season 4"."""
    if words.season is None:
        return False
    for at, token in enumerate(words.tokens):
        if token in _PARTS_OF_SEASON and not taken[at] and not words.names_scope(at):
            beside = words.tokens[at + 1 : at + 2] + words.tokens[max(0, at - 1) : at]
            if any(each.isdigit() or each in ORDINALS or each in _COUNTS for each in beside):
                return True
    return False


def asks_which_episode(words: Words, taken: Sequence[bool]) -> bool:
    """Whether an episode is asked for: "what episode does negan appear in"."""
    return not words.called and any(
        token in EPISODES and not taken[at] and words.asking[at] and words.tokens[at - 1] in {"what", "which"}
        for at, token in enumerate(words.tokens)
        if at
    )


def is_of_another_medium(words: Words, span: NameSpan) -> bool:
    """Whether what is asked about is no show: "the walking dead comics", "in the Saltwake game"."""
    if span.kinds[0] not in (Kind.WORK, Kind.TOPIC):
        return False
    return words.tokens[span.start - 2 : span.start] == ("live", "action") or (
        span.end < len(words.tokens) and words.tokens[span.end] in _MEDIA
    )


def is_something_else(words: Words, names: Sequence[NameSpan], relation: Relation | None = None) -> bool:
    """Whether signs speak for a question that a relation does not hold, however well its words explain it."""
    if _SIGNS.isdisjoint(words.tokens):
        return False
    taken = [any(span.start <= at < span.end for span in names) for at in range(len(words.tokens))]
    return (
        asks_which_episode(words, taken)
        or counts_something_else(words, taken, relation)
        or asks_beyond_vocabulary(words, taken, relation)
        or (
            not (relation is not None and relation.of_game)
            and any(is_of_another_medium(words, span) for span in names)
        )
    )


def asks_beyond_vocabulary(words: Words, taken: Sequence[bool], relation: Relation | None = None) -> bool:
    """Whether a word of what is asked is of something that the relation does not hold: a song, an award, a disc."""
    free = [token for at, token in enumerate(words.tokens) if not taken[at] and words.asking[at]]
    # "How old is it? Like when did the first season air" says itself what is meant.
    asks_age = (
        ("how", "old") in pairwise(free)
        and _NEWS.isdisjoint(free)
        and _ASKS_WHEN.isdisjoint(pairwise(words.tokens))
    )
    own = _WORDS_OF[relation.name] if relation is not None else frozenset[str]()
    return (asks_age and "old" not in own) or not (_BEYOND - own).isdisjoint(free)


def counts_something_else(words: Words, taken: Sequence[bool], relation: Relation | None = None) -> bool:
    """Whether it is not what the relation counts: "how many chapters", "how long are the episodes"."""
    counted = relation.counted if relation is not None and relation.counted else EPISODES
    lasts = EPISODES.isdisjoint(counted)
    if (
        not lasts
        and "long" in words.tokens
        and "many" not in words.tokens
        and not EPISODES.isdisjoint(words.tokens)
    ):
        return True
    for at in range(len(words.tokens) - 2):
        if words.tokens[at : at + 2] == ("how", "many") and not taken[at + 2] and words.asking[at]:
            return words.tokens[at + 2] not in counted and not is_function_word(words.tokens[at + 2])
    return False


def asks_where_filmed(words: Words, taken: Sequence[bool]) -> bool:
    """Whether the place of the filming is asked for."""
    tokens = [token for at, token in enumerate(words.tokens) if words.asking[at] and not taken[at]]
    return not _FILMED.isdisjoint(tokens) and (not _PLACES.isdisjoint(tokens) or _is_filmed_in(words, taken))


def _is_filmed_in(words: Words, taken: Sequence[bool]) -> bool:
    """Whether a place is named of which nothing is known: "is it filming in Iceland"."""
    strange = set(find_strange(words, taken))
    return any(
        words.tokens[at - 1] in {"in", "at"} and words.tokens[at - 2] in _FILMED for at in strange if at > 1
    )


def find_unmet_role(words: Words, taken: Sequence[bool]) -> tuple[int, int] | None:
    """The words that say whom somebody plays, where no name that is known is among them: "who plays the chief"."""
    for at, token in enumerate(words.tokens):
        if token in _VILLAINS and not taken[at] and words.asking[at]:
            return at, at + 1
        if token not in PLAYS or taken[at] or (at and words.tokens[at - 1] in _BEFORE_A_NOUN):
            continue
        end = at + 1
        while (
            end < len(words.tokens)
            and words.tokens[end] not in _ENDS_A_ROLE
            and not taken[end]
            and words.parts[end] == words.parts[at]
        ):
            end += 1
        if end < len(words.tokens) and taken[end]:
            # "who plays nam on-jo", or "who plays in it": a name stands there.
            continue
        role = [
            each
            for each in range(at + 1, end)
            if words.tokens[each] not in _ANY_ROLE and not words.names_scope(each)
        ]
        if any(not is_function_word(words.tokens[each]) for each in role):
            return at + 1, end
    return None


def find_unmet_object(words: Words, taken: Sequence[bool]) -> tuple[int, int] | None:
    """Words in the place of a name that is not known, though another name stands elsewhere.

    "Who directed descendants of the sun, same guy as the glory?", "bit off topic from verrun but when is severance s3"
    """
    strange = set(find_strange(words, taken))
    if not strange or not any(taken):
        return None
    named = {words.parts[at] for at, is_taken in enumerate(taken) if is_taken}
    cued = {words.parts[span.start] for span in words.cues if not taken[span.start]}
    for scope in (words.season, words.part, words.episode):
        if scope is not None:
            # A season is one of the show that is named.
            cued.discard(words.parts[scope.start])
    for part in cued - named if not cued & named else ():
        lost = [at for at in sorted(strange) if words.parts[at] == part]
        if lost:
            return lost[0], lost[-1] + 1
    ends = [
        span.end
        for span in words.cues
        if not taken[span.start]
        and any(cue.weight >= _OUTRIGHT and cue.relation in _OF_MAKERS for cue in span.cues)
    ]
    ends += [
        at + 2
        for at, token in enumerate(words.tokens[:-1])
        if token in ASKS_WHICH and words.tokens[at + 1] in ASKS_YES_OR_NO and not taken[at]
    ]
    for end in ends:
        at = end
        while at < len(words.tokens) and words.tokens[at] in _DETERMINERS:
            at += 1
        if at in strange and at > 0 and not words.tokens[at].endswith(_DONE):
            return at, at + 1
    return None
