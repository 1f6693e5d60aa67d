"""A question that is more than a question: its names are put into the places of what it asks for.

Slot filling (Tur & De Mori 2011, "Spoken Language Understanding", chapter 3): first what is asked, then which of the
names can stand where, whatever else is said around them. For chatter, statements and choices, of which readings.py,
which accounts for every word, makes nothing. Owns which kind of name fits which place, and when a place that asks for
a name holds only words. Refuses to decide what is asked: that is asked.py's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType

from bot.facts.model import Kind
from bot.facts.relations import RELATIONS, Relation, ValueType, find_kin
from bot.facts.report import Entity
from bot.facts.scope import WHOLE, Scope
from bot.questions.asked import OVERVIEW, SMALL_TALK, SOURCE, Asked, cover
from bot.questions.context import (
    find_carried_character,
    find_carried_person,
    find_carried_work,
    speaks_of_it,
)
from bot.questions.dates import find_date
from bot.questions.leftover import (
    NOT_OF_PLACES,
    asks_beyond_vocabulary,
    asks_where_filmed,
    asks_which_episode,
    counts_something_else,
    find_beside,
    find_owned,
    find_strange,
    find_unmet_object,
    find_unmet_role,
    find_unmet_work,
    is_of_an_episode_beyond,
    is_of_another_medium,
    is_somebody_elses,
    is_weak,
)
from bot.questions.linking import MOST_OFFERED, NameSpan, is_shared, may_be_named, stands_alone
from bot.questions.meanings import BeyondVocabulary, Meaning, SmallTalk, UnclearName, Unsure
from bot.questions.question import Question
from bot.questions.readings import (
    NARROWED,
    OFFICIAL,
    YEAR,
    ask,
    find_about,
    find_role,
    scope_beside,
    suits_question_word,
)
from bot.questions.seasons import ORDINALS, find_neighbour, find_ordinal, read_trailing_number
from bot.questions.vocabulary import KINDS_OF_WORK, LANGUAGES, SERVICES, find_dub, find_rater, is_plain
from bot.questions.words import Words, asks_for_works

Ties = Mapping[int, Collection[str]]
"""The relations by which entities are tied to the works that a question names."""

_MOST_MEANINGS = 4
_FAVOUR = 5.0
_SMALL_FAVOUR = 2.0
_OUTRIGHT = 0.85
_VERY_SURE = 0.7
_LONGEST_CLAIM = 2
_VAGUE = frozenset({"plot", "main subject", "narrative location"})
"""What wordings are taken for that ask for a detail of a story."""
_DOUBTS = frozenset("guess sure certain solid legit reliable rumour rumor rumours rumors speculation".split())
_SOURCES = frozenset({"source", "sources"})
_NO_DOUBT = frozenset("pretty im am i quite not make making kinda so be hope".split())
_OF_OTHER_MEDIA = frozenset({"based on", SOURCE, SMALL_TALK})
_DATED = frozenset({"release date", "filming date"})
_MADE_OF_SOURCE = frozenset({"screenwriter", "creator", "author"})
_PEOPLE = frozenset({Kind.PERSON, Kind.CHARACTER})
_WHEN = frozenset("when whens".split())
_STYLES = frozenset("dr mr mrs ms miss sir prof".split())
_STARTS = frozenset("start starts started starting begin begins began".split())
_OF_A_START = frozenset({"release date", "filming date"})
_WHO_IS = frozenset({"meaning", "cast member", "voice actor", OVERVIEW})
"""Classes of which each says who a character is."""
_LIKE = {"popularity": ("chart record",), "chart record": ("popularity",)}
_VIEWS = frozenset("views viewers viewership hours".split())
_MORE = frozenset("more everything overview".split())


@dataclass(frozen=True, slots=True)
class Places:
    """The names of a question by what they are, and what is said beside them."""

    works: tuple[Entity, ...]
    people: tuple[Entity, ...]
    characters: tuple[Entity, ...]
    terms: tuple[Entity, ...]
    topics: tuple[Entity, ...]
    unclear: NameSpan | None
    """A name that may be one of several."""
    words: Words
    taken: tuple[bool, ...]
    scope: Scope
    owner: tuple[int, int] | None = None
    """A name that only says whose somebody is: "nancy's boyfriend"."""
    other_medium: bool = False
    """Whether a work is named for the book or game of it."""
    described: bool = False
    """Whether the work is not named but told by what it is about."""

    @property
    def main(self) -> Entity | None:
        """Whom or what the question is about, if it asks for nothing in particular."""
        return next(iter((*self.works, *self.characters, *self.people, *self.terms)), None)

    def favours(self, ties: Ties) -> dict[str, float]:
        """How much the names, by what they are, speak for classes: a term is there to be explained."""
        favours: dict[str, float] = {}
        if self.terms:
            favours["meaning"] = _FAVOUR * 2
        if (self.characters and self.people) or (self.scope.season and not self.works):
            favours["cast member"] = _FAVOUR if self.characters or self.people else 1.0
        free = self.words.free(self.taken)
        if find_rater(free):
            favours["rating"] = _FAVOUR * 4
        if not SERVICES.isdisjoint(free):
            favours["platform"] = _FAVOUR
        favours["language"] = _FAVOUR if not LANGUAGES.isdisjoint(free) else 1.0
        for person in self.people:
            # "Holte did season 2, right?": what somebody did there is likely what is asked.
            favours |= {name: _SMALL_FAVOUR for name in ties.get(person.id, ()) if name in RELATIONS}
        for topic in self.topics:
            # "Is it Netflix or Hulu": the platform of something is what is asked for.
            favours |= {name: _FAVOUR for name in ties.get(topic.id, ()) if name in RELATIONS}
        return favours

    @property
    def explains_a_term(self) -> bool:
        """Whether a term is named, and nobody who could have to do with it."""
        return bool(self.terms) and not self.characters

    def asks_beyond(self, name: str) -> bool:
        """Whether signs speak for a question that no relation holds, whatever its class."""
        return (
            asks_which_episode(self.words, self.taken)
            or (
                asks_beyond_vocabulary(self.words, self.taken, RELATIONS.get(name))
                and name not in ("quote", SOURCE)
            )
            or (
                self.other_medium
                and name not in _OF_OTHER_MEDIA
                and not (name in RELATIONS and RELATIONS[name].of_game)
            )
        )

    @property
    def strange(self) -> list[int]:
        """Where words stand that are likely names of which nothing is known."""
        return find_strange(self.words, self.taken)


def find_places(words: Words, spans: Sequence[NameSpan]) -> Places:
    """Sort the names of a question; those in the sentence that asks come first."""
    chosen = cover(spans)
    taken = [False] * len(words.tokens)
    for span in chosen:
        taken[span.start : span.end] = [True] * (span.end - span.start)
    scope = scope_beside(words, chosen, taken)
    # A strange word beside a name makes it another one; a topic is one only where it stands alone.
    beside = {span.start for span in find_beside(words, chosen, taken)}
    clear = [
        span
        for span in chosen
        if span.fits
        and len(span.of_kind(span.kinds[0])) == 1
        and (span.start not in beside or _is_whole(words, span))
        and not (span.kinds[0] is Kind.CHARACTER and is_somebody_elses(words, span))
        and (
            span.kinds[0] is not Kind.TOPIC
            or stands_alone(span, words)
            or any(other.end == span.start and other.kinds[0] is not Kind.TOPIC for other in chosen)
        )
    ]
    clear.sort(key=lambda span: (is_weak(span, words), not words.asking[span.start], span.start))
    if any(span.kinds[0] is Kind.WORK and not is_weak(span, words) for span in clear):
        # "A friend of mine loves Signal": the film called Mine is not meant.
        clear = [span for span in clear if span.kinds[0] is not Kind.WORK or not is_weak(span, words)]

    if find_strange(words, taken):
        # "Dustfall, not Dustward": what is ruled out is not asked about.
        clear = [span for span in clear if words.tokens[max(span.start - 1, 0)] != "not"]

    def of(kind: Kind) -> tuple[Entity, ...]:
        found = (span.of_kind(kind)[0] for span in clear if span.kinds[0] is kind)
        return tuple({entity.id: entity for entity in found}.values())

    return Places(
        of(Kind.WORK),
        of(Kind.PERSON),
        of(Kind.CHARACTER),
        of(Kind.TERM),
        of(Kind.TOPIC),
        next((span for span in chosen if span not in clear and span.kinds[0] is not Kind.TOPIC), None)
        or next(
            (span for span in spans if is_shared(span, words) and not any(taken[span.start : span.end])), None
        ),
        words,
        tuple(taken),
        scope,
        next((find_owned(words, span) for span in chosen if is_somebody_elses(words, span)), None),
        any(is_of_another_medium(words, span) for span in clear),
    )


def _is_whole(words: Words, span: NameSpan) -> bool:
    """Whether a name of several words stands among small letters: what is beside it is no part of it."""
    around = (span.start - 1, span.end)
    return span.end - span.start > 1 and not any(
        words.capital[at] for at in around if 0 <= at < len(words.tokens)
    )


def fill_slots(
    words: Words,
    spans: Sequence[NameSpan],
    asked: Asked,
    ties: Ties = MappingProxyType({}),
    work: Entity | None = None,
    before: Question | None = None,
) -> tuple[Meaning, ...]:
    """What is likeliest meant, the first that has an answer; empty where no name is known that could be asked about."""
    places = find_places(words, spans)
    favours = places.favours(ties)
    if work is not None and places.main is None:
        places = replace(places, works=(work,), described=True)
    ranked = asked.rank(dict(asked.weigh(words, places.taken)), favours)
    if before is None:
        return _fill_likeliest(places, asked, ranked, ties)
    follow_up = _follow_up(places, asked, before)
    if isinstance(follow_up, tuple):
        return follow_up
    meanings = _fill_likeliest(follow_up, asked, ranked, ties)
    if places.characters and not places.works:
        # "Totally different thing, who plays Dermot": a character may be of another show than the one before.
        meanings += _fill_likeliest(places, asked, ranked, ties)
    return meanings


def _fill_likeliest(
    places: Places, asked: Asked, ranked: Sequence[tuple[str, float]], ties: Ties
) -> tuple[Meaning, ...]:
    """The meanings of the likeliest class, as far as the names and their words leave it."""
    ranked = _leave_out_other_counts(ranked, places)
    question = ask(places.words, places.taken, places.scope)
    first, likelihood = _find_likeliest(ranked, question, places)
    if first == SMALL_TALK and places.main is None:
        return () if places.strange else (SmallTalk(),)
    if not places.works and asks_for_works(places.words, places.taken, None):
        role = first if first in RELATIONS and RELATIONS[first].names is Kind.PERSON else None
        if places.people:
            return (replace(question, relation=role, named=places.people[0]),)
        if places.characters:
            return (replace(question, relation="cast member", named=places.characters[0]),)
    if places.explains_a_term and not (first in RELATIONS and likelihood >= _VERY_SURE):
        first = "meaning"
    if first == OVERVIEW and (asked.is_sure(likelihood) or not pick_content(places)):
        return _overview(places, question)
    tokens = places.words.tokens
    if first == SOURCE or asks_for_source(tokens) or (first in RELATIONS and doubts(tokens)):
        of = _find_tie(places, ties) or next(
            (name for name, _ in ranked if name in RELATIONS and name != "quote"), None
        )
        return _source(places, question, of)
    if first not in RELATIONS or places.asks_beyond(first):
        return _beyond(places, _find_nearest(ranked, question, places))
    role = find_role(asked.weigh(places.words, places.taken))
    meanings = tuple(_fill(RELATIONS[first], question, places, role))[:_MOST_MEANINGS]
    if not meanings:
        return _beyond(places, None)
    sure = _is_sure(first, ranked, places, question)
    return meanings if sure else tuple(_doubt(meaning) for meaning in meanings)


def _find_likeliest(
    ranked: Sequence[tuple[str, float]], question: Question, places: Places
) -> tuple[str, float]:
    """The likeliest class; "who wrote the Moth Kingdom manga" asks for what the show is based on."""
    first, likelihood = ranked[0]
    of_source = question.of_author and places.other_medium and first in _MADE_OF_SOURCE
    return ("based on" if of_source else first), likelihood


def _leave_out_other_counts(
    ranked: Sequence[tuple[str, float]], places: Places
) -> Sequence[tuple[str, float]]:
    """The classes without those that count something else, where another counts what is asked for."""
    counting = {name for name, relation in RELATIONS.items() if relation.value is ValueType.COUNT}
    fits = {
        name for name in counting if not counts_something_else(places.words, places.taken, RELATIONS[name])
    }
    if not fits or ("how", "many") not in pairwise(places.words.tokens):
        return ranked
    return [(name, likelihood) for name, likelihood in ranked if name not in counting - fits]


def _is_sure(first: str, ranked: Sequence[tuple[str, float]], places: Places, question: Question) -> bool:
    """Whether the likeliest relation may be claimed to be what is asked."""
    kin = find_kin(first) | (_MADE_OF_SOURCE if first == "based on" and question.of_author else frozenset())
    likelihood = sum(each for name, each in ranked if name in kin)
    if first == "meaning" and places.explains_a_term:
        return True
    if first in _OF_A_START and not places.works and find_date(places.words.tokens) is not None:
        # "What starts on 7 october 2025?"
        return True
    if "why" in places.words.tokens and RELATIONS[first].names is Kind.PERSON:
        # Who somebody is gives no reason; what happened to a date may.
        return False
    if question.yes_no and _states_more(places):
        return False
    if RELATIONS[first].casts and question.of_part:
        return True
    if places.characters and first in _WHO_IS:
        likelihood = sum(each for name, each in ranked if name in _WHO_IS)
    elif first in _OF_A_START and not _STARTS.isdisjoint(places.words.tokens):
        # "When does it start": a show starts when it comes out.
        likelihood = sum(each for name, each in ranked if name in _OF_A_START)
    return Asked.is_sure(likelihood) and (first not in _VAGUE or likelihood >= _VERY_SURE)


def _states_more(places: Places) -> bool:
    """Whether more is stated around a name than that it is so: "a special Netflix plan"."""
    claim = _find_claimed(places)
    return any(any(places.taken[at:after]) for at, after in pairwise(claim))


def _find_tie(places: Places, ties: Ties) -> str | None:
    """The relation that a topic is tied by: "is it confirmed for Netflix" is about the platform."""
    tied = (name for topic in places.topics for name in ties.get(topic.id, ()))
    return min((name for name in tied if name in RELATIONS), default=None)


def doubts(tokens: Sequence[str]) -> bool:
    """Whether it is asked how sure something is: "how solid is that", "official official?", "or just a rumour"."""
    return any(
        (second in _DOUBTS and first not in _NO_DOUBT) or (first in OFFICIAL and second in (first, "or"))
        for first, second in pairwise(tokens)
    )


def asks_for_source(tokens: Sequence[str]) -> bool:
    """Whether it says that it is the source of something that it asks for; not "what's the source material"."""
    return not _SOURCES.isdisjoint(tokens) and "material" not in tokens


def _follow_up(places: Places, asked: Asked, before: Question) -> Places | tuple[Meaning, ...]:
    """What a follow-up means that asks for nothing by itself; else its places, filled from the question before.

    | it says | work | person | relation | season |
    | a title | its own | - | its own, else the same | its own |
    | a name | the one before | its own | its own, else the same | the one before |
    | a relation, "she" | the one before | the one before | its own | its own, else the one before |
    | a season, a year | the one before | the one before | the same | its own |
    | "says who?" | the one before | the one before | the same | the one before |
    """
    tokens = places.words.tokens
    work, person = find_carried_work(before, tokens), find_carried_person(before, tokens)
    years = [token for token in tokens if YEAR.fullmatch(token)]
    asks = next((name for name, _ in asked.rank(dict(asked.weigh(places.words, places.taken)), {})), None)
    sure = asks is not None and asked.is_sure(asked.likelihoods[asks])
    if places.main is None and asks == SOURCE and not years:
        official = not OFFICIAL.isdisjoint(tokens)
        return (replace(before, source=not official, official=official, yes_no=official, about=None),)
    says_little = len(pick_content(places)) == 0
    scope = places.scope
    if scope == WHOLE:
        scope = Scope(find_neighbour(tokens, before.season))
    if scope == WHOLE and places.main is None and says_little:
        scope = Scope(find_ordinal(tokens) or next(filter(None, map(read_trailing_number, tokens)), None))
    outright = any(weight >= _OUTRIGHT for _, weight in asked.weigh(places.words, places.taken))
    if places.main is None and not outright and (says_little or not sure) and (scope != WHOLE or years):
        return (_ask_of_season(before, scope, next(iter(years), None), tokens),)
    if (
        places.main is None
        and says_little
        and work is not None
        and not _WHEN.isdisjoint(tokens)
        and not outright
    ):
        relation = before.relation if before.relation in _DATED else "release date"
        return (Question(relation, work).within(scope.after(before.scope)),)
    if says_little and work is not None and not _MORE.isdisjoint(tokens):
        return (Question(subject=work).within(before.scope),)
    if "else" in tokens:
        work = None
    elif (
        _names_one(places)
        and says_little
        and before.relation is not None
        and not outright
        and (places.works or not speaks_of_it(tokens))
    ):
        return _same_of(places, before, work)
    if not places.works:
        scope = scope.after(before.scope)
    return replace(
        places,
        works=places.works or ((work,) if work is not None else ()),
        people=places.people or ((person,) if person is not None and not places.characters else ()),
        characters=places.characters or _carry_character(places, person, before),
        scope=scope,
    )


def _ask_of_season(before: Question, scope: Scope, year: str | None, tokens: Sequence[str]) -> Question:
    """ "And s2?", "in 2023?": the same question of another season or year; of a season also when, or how many."""
    same = replace(before, past=False, yes_no=False, official=False)
    if not _WHEN.isdisjoint(tokens):
        # "Ok n s2 when", after who wrote it.
        same = replace(same, relation=before.relation if before.relation in _DATED else "release date")
    elif ("how", "many") in pairwise(tokens):
        same = replace(same, relation="number of episodes", counts=True)
    return replace(same, when=year or before.when).within(scope.after(before.scope))


def _carry_character(places: Places, person: Entity | None, before: Question) -> tuple[Entity, ...]:
    """Whom "who plays her" is about, if it is a character."""
    character = find_carried_character(before, places.words.tokens)
    return () if places.people or person is not None or character is None else (character,)


def _names_one(places: Places) -> bool:
    """Whether one work or somebody is named: two make a question of their own."""
    return len(places.works) + len(places.people) + len(places.characters) + len(places.terms) == 1


def pick_content(places: Places) -> list[str]:
    """The words that no name takes and that are more than small words."""
    return [
        token
        for at, token in enumerate(places.words.tokens)
        if not places.taken[at]
        and places.words.asking[at]
        and not is_plain(token)
        and token not in ORDINALS
        and token not in _STYLES
        and read_trailing_number(token) is None
        and not places.words.names_scope(at)
    ]


def _same_of(places: Places, before: Question, work: Entity | None) -> tuple[Meaning, ...]:
    """ "And Squid Game?", "what about Park Ji-hu?": the same question of another."""
    relation = RELATIONS[before.relation] if before.relation else None
    filled = replace(places, works=places.works or ((work,) if work is not None else ()))
    if relation is None:
        return ()
    meanings = tuple(_fill(relation, Question(yes_no=before.yes_no).within(places.scope), filled, None))
    return meanings[:_MOST_MEANINGS] or (
        (replace(before, subject=places.main, named=None),) if places.main else ()
    )


def _doubt(meaning: Meaning) -> Meaning:
    return Unsure(meaning) if isinstance(meaning, Question) else meaning


def _find_nearest(ranked: Sequence[tuple[str, float]], question: Question, places: Places) -> Question | None:
    """The likeliest relation all the same: what it finds may come closest."""
    name = next((name for name, _ in ranked if name in RELATIONS), None)
    if name is None:
        return None
    filled = next(iter(_fill(RELATIONS[name], question, places, None)), None)
    return filled if isinstance(filled, Question) else None


def _said(places: Places) -> tuple[str, ...]:
    """The words that no name takes."""
    return tuple(token for token, taken in zip(places.words.tokens, places.taken, strict=True) if not taken)


def _beyond(places: Places, nearest: Question | None) -> tuple[Meaning, ...]:
    if places.main is not None:
        return (BeyondVocabulary(places.main, places.scope, _said(places), nearest),)
    return _ask_back(places, Question().within(places.scope))


def _ask_back(places: Places, question: Question) -> tuple[Meaning, ...]:
    span = places.unclear
    if span is None:
        return ()
    entities = span.of_kind(span.kinds[0])[:MOST_OFFERED]
    text = places.words.typed(span.start, span.end)
    return (UnclearName(text, entities, question, "subject", span.fits),)


def _overview(places: Places, question: Question) -> tuple[Meaning, ...]:
    if places.main is None:
        return _ask_back(places, question)
    if places.strange:
        return (BeyondVocabulary(places.main, places.scope, _said(places)),)
    return (replace(question, subject=places.main),)


def _source(places: Places, question: Question, name: str | None) -> tuple[Meaning, ...]:
    """Who says something of a work, when, or how surely."""
    if places.main is None:
        return _ask_back(places, question)
    about = " ".join(
        token
        for at, token in enumerate(places.words.tokens)
        if not places.taken[at] and not is_plain(token) and not places.words.names_scope(at)
    )
    sourced = replace(question, source=True, about=about, yes_no=False)
    filled = tuple(_fill(RELATIONS[name], sourced, places, None)) if name else ()
    return filled or (replace(sourced, relation=name, subject=places.main),)


def _fill(relation: Relation, question: Question, places: Places, role: str | None) -> Iterator[Meaning]:
    """The ways in which the names can stand in the relation, the likeliest first."""
    question = replace(question, relation=relation.name)
    if not _suits(relation, places):
        return
    if relation.casts:
        if relation.name == "voice actor":
            question = replace(question, about=find_dub(places.words.free(places.taken)))
        yield from _fill_cast(question, places)
    elif relation.name == "quote":
        yield from _fill_quote(question, places, role)
    elif relation.name == "meaning":
        yield from _fill_meaning(question, places)
    elif relation.subjects == {Kind.PERSON}:
        yield from _fill_person(relation, question, places)
    else:
        if relation.name == "chart record" and not _VIEWS.isdisjoint(places.words.tokens):
            relation, question = RELATIONS["popularity"], replace(question, relation="popularity")
        yield from _fill_work(relation, question, places)
        # Views and hours stand in reports as a record or as popularity.
        for other in _LIKE.get(relation.name, ()):
            yield from _fill_work(RELATIONS[other], replace(question, relation=other, yes_no=False), places)


def _suits(relation: Relation, places: Places) -> bool:
    """Whether the relation can be what is asked: not of one episode, of chapters, or of where it was filmed."""
    words, taken = places.words, places.taken
    if is_of_an_episode_beyond(relation, words, taken):
        return False
    if relation.value is ValueType.COUNT and counts_something_else(words, taken, relation):
        return False
    if relation.name in NOT_OF_PLACES and asks_where_filmed(words, taken):
        return False
    return suits_question_word(relation, words.free(taken), [])


def _fill_person(relation: Relation, question: Question, places: Places) -> Iterator[Meaning]:
    """Something about somebody: whose agency it is, or whom an agency represents."""
    for person in places.people[:1]:
        topics = places.topics if relation.names is not None else ()
        yield from (replace(question, subject=person, named=topic) for topic in topics)
        yield replace(question, subject=person)
    if not places.people:
        yield from (replace(question, named=topic) for topic in places.topics if relation.names is not None)
        # "Who manages the actress who plays onjo".
        yield from (replace(question, subject=who, role="cast member") for who in places.characters)


def _fill_work(relation: Relation, question: Question, places: Places) -> Iterator[Meaning]:
    """Something about a work: whose it is, whether it is so, or which works it is true of."""
    if relation.name in NARROWED:
        free = places.words.free(places.taken)
        question = replace(question, about=find_about(relation.name, places.words, free))
    elif relation.is_dated:
        question = replace(question, when=_find_when(places))
    elif question.yes_no and (relation.value is ValueType.COUNT or relation.names is Kind.TOPIC):
        question = replace(question, claim=_find_claim(places))
    if places.works and relation.names is not None and asks_for_works(places.words, places.taken, relation):
        # "What movie did Shane Van Dyke write": the film called Shane is not what is asked about.
        return
    values = [
        entity
        for entity in (*places.people, *places.topics, *places.works[1:])
        if may_be_named(relation, entity.kind)
    ]
    unknown = None if places.described else find_unmet_object(places.words, places.taken)
    if unknown:
        text = places.words.typed(*unknown)
        yield UnclearName(text, (), question, "subject", fits=False)
        return
    for work in places.works[:1]:
        yield from (replace(question, subject=work, named=value) for value in values)
        # What was said instead: "it was directed by Bong Joon-ho, right?"
        yield replace(question, subject=work, negated=question.negated or (bool(values) and question.yes_no))
    if not places.works:
        yield from (replace(question, named=value) for value in values)
        if not values and question.when is not None:
            yield question
        if _speaks_of_a_work(places):
            # "The director of that drama with IU": from the person to the work, then to what is asked.
            yield from (
                replace(question, named=who, role="cast member")
                for who in (*places.people, *places.characters)
            )


def _find_when(places: Places) -> str | None:
    """The date that is asked about: a year, or where works are asked for as exactly as it is said."""
    dated = None if places.works else find_date(places.words.tokens)
    years = (token for token in places.words.free(places.taken) if YEAR.fullmatch(token))
    return dated.when if dated is not None else next(years, None)


def _find_claim(places: Places) -> str | None:
    """What a yes-or-no question states besides its names: "16 episodes", "a comedy"."""
    claim = _find_claimed(places)
    return " ".join(places.words.tokens[at] for at in claim) if 0 < len(claim) <= _LONGEST_CLAIM else None


def _find_claimed(places: Places) -> list[int]:
    words = places.words
    return [at for at in words.strange(places.taken) if words.asking[at] and not is_plain(words.tokens[at])]


def _speaks_of_a_work(places: Places) -> bool:
    """Whether one work is meant that is not named: "that drama with"; not where works are asked for."""
    said = _said(places)
    return not asks_for_works(places.words, places.taken, None) and not KINDS_OF_WORK.isdisjoint(said)


def _fill_cast(question: Question, places: Places) -> Iterator[Meaning]:
    """Who plays whom: a character's actor, an actor's part, or the cast."""
    work = next(iter(places.works), None)
    unmet = find_unmet_role(places.words, places.taken)
    role = unmet or places.owner
    somebody = places.characters or places.people
    if role is None and places.strange and not somebody and not places.described:
        role = places.strange[0], places.strange[-1] + 1
    unclear = places.unclear
    if unclear is not None and unclear.kinds[0] in _PEOPLE and not somebody and _may_be_either(places):
        # "Who plays Marsh in Undertow", where two are called so.
        text = places.words.typed(unclear.start, unclear.end)
        several = unclear.of_kind(unclear.kinds[0])[:MOST_OFFERED]
        yield UnclearName(text, several, replace(question, subject=work), "named", fits=True)
        return
    if role is not None and (unmet or not places.characters):
        # Somebody is asked about of whom nothing is known: not the whole cast.
        text = places.words.typed(*role)
        yield UnclearName(text, (), replace(question, subject=work), "named", fits=False)
        return
    if work is None and (places.strange or find_unmet_work(places.words, places.taken)):
        # Of a work that is not known: whoever is called so elsewhere is near at best.
        yield from (Unsure(replace(question, named=who)) for who in (*places.characters, *places.people))
        return
    if places.people and len(places.characters) > 1:
        # "Is it Gareth or Maureen that she plays": her part is asked for.
        yield from (replace(question, subject=work, named=person) for person in places.people)
    for character in places.characters:
        yield replace(question, subject=work, named=character)
    if not places.characters:
        yield from (replace(question, subject=work, named=person) for person in places.people)
    if work is not None and not places.characters and not places.people:
        yield replace(question, subject=work)


def _may_be_either(places: Places) -> bool:
    """Whether the unclear name may be any of its candidates by its spelling."""
    unclear = places.unclear
    return unclear is not None and (unclear.fits or is_shared(unclear, places.words))


def _fill_quote(question: Question, places: Places, role: str | None) -> Iterator[Meaning]:
    strange = [places.words.tokens[at] for at in places.words.strange(places.taken)]
    question = replace(question, about=" ".join((*strange, *(topic.name for topic in places.topics))) or None)
    work = next(iter(places.works), None)
    for person in places.people:
        yield replace(question, subject=work, named=person)
        yield replace(question, subject=work, named=person, about=None)
    if not places.people and work is not None:
        yield replace(question, subject=work, role=role)
        if role is not None:
            yield replace(question, subject=work, role=role, about=None)


def _fill_meaning(question: Question, places: Places) -> Iterator[Meaning]:
    question = question.within(WHOLE)
    yield from (replace(question, subject=term) for term in places.terms)
    yield from (replace(question, named=character) for character in places.characters)
    # "Who is the salesman": who plays it is told as well, where no report says what it is.
    yield from (Question(None, who).within(places.scope) for who in (*places.characters, *places.people))
