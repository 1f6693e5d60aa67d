"""Names in a question: every run of words that spells one, and those that nearly do.

Owns finding name spans and weighing how much of a question each explains. Refuses to say what is asked
about them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from bot.facts.model import Kind
from bot.facts.relations import RELATIONS, Relation
from bot.facts.report import Entity
from bot.facts.scope import WHOLE
from bot.names import Candidate, NameIndex, fold, identity_key, split_distinction
from bot.names.romanise import readings
from bot.names.title_variants import without_article
from bot.names.typos import is_one_slip
from bot.questions.classifier import is_everyday
from bot.questions.seasons import find_scope
from bot.questions.vocabulary import FUNCTION_WORDS, LANGUAGES, PLAYS, is_function_word, weigh_relations
from bot.questions.words import ASKS_FOR_PEOPLE, Words, asks_for_works

MOST_OFFERED = 5
WHOLE_NAME = 3.0
"""Topics are ordinary words, mostly; one that weighs more, of several strange words, is a name of its own."""
_TELLING_NAME = 0.9
_EVERY_KIND = frozenset(Kind)
_FEWEST_INITIALS = 4
_LONGEST_INITIALS = 2
_SURE_SLIP = 0.85
_SHORT_FORM = 0.9
"""From where on a name is all of a title, or the part of it before a colon."""
_HARMLESS = 0.89
"""The score of one dropped, doubled or swapped letter or a neighbour on the keyboard; others score less."""
_LETTERS_TO_TELL = 5
_PEOPLE = frozenset({Kind.PERSON, Kind.CHARACTER})
_OF_PEOPLE = frozenset(
    name
    for name, relation in RELATIONS.items()
    if relation.casts or relation.subjects == {Kind.PERSON} or name in {"meaning", "quote"}
)
AGES = frozenset("young younger baby kid little teen teenage child toddler older elderly".split())
"""What makes another of somebody, played by somebody else."""
_FEWEST_APART = 2
_SORTS = {"movie": "film", "show": "series", "tv": "series"}
"""What a sort of work is called as well."""
_AUXILIARIES = frozenset("does did do will".split())
_MOST_RUNS = 12
_MOST_WINDOWS = 8
_MOST_CALLED_AFTER = 4
"""Of how many names of people to look up a show that is called so: more are a list."""
_LONGEST_WINDOW = 4
_FEWEST_LETTERS_OF_WINDOW = 6
_FEWEST_LETTERS_OF_SLIP = 4
_FEWEST_LETTERS_OF_PART = 8
_ALIKE = 86.0
_ALIKE_WORD = 60.0
_MARGIN = 8.0
_LONGEST_SMALL_WORD = 3
_MOST_STRETCHED = 5
_ARTICLES = frozenset("the a an".split())
_BEFORE_TOPICS = frozenset(
    "about on with by of in for good best great list more other top me my watch recommend suggest at from to as the a an is are was were any some what which all like there and or"
    " set based".split()
)


def as_entity(candidate: Candidate) -> Entity:
    """The entity that a candidate of the names index stands for."""
    return Entity(candidate.entity, candidate.kind, candidate.name)


@dataclass(frozen=True, slots=True)
class NameSpan:
    """Tokens ``start`` to ``end`` and who they may name."""

    start: int
    end: int
    candidates: tuple[Candidate, ...]
    weight: float
    fits: bool = True

    def of_kind(self, kind: Kind) -> tuple[Entity, ...]:
        """The candidates of a kind."""
        return tuple(as_entity(candidate) for candidate in self.candidates if candidate.kind is kind)

    @property
    def tells(self) -> bool:
        """Whether it is a name however it is read: not one ordinary word that may be just that."""
        return self.weight >= _TELLING_NAME

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of the candidates, the best candidate's first."""
        return tuple(dict.fromkeys(candidate.kind for candidate in self.candidates))


def find_names(words: Words, names: NameIndex) -> list[NameSpan]:
    """Every run of tokens that spells a name; runs within a heavier longer one are left out.

    Runs of plain words are looked up only where no other name explains the question: there are shows
    called Her and What?, but few who write "her" and "what" mean them.
    """
    telling = [capital or not known for capital, known in zip(words.capital, words.explained, strict=True)]
    found = _look_up_runs(words, names, telling, wanted=True) if any(telling) else []
    if not found or any(tell and not _in_spans(at, found) for at, tell in enumerate(telling)):
        found += _look_up_runs(words, names, telling, wanted=False)
    shows = _find_shows_called_after(found, words, names)
    found = [
        replace(span, candidates=(shows[span.start], *span.candidates))
        if span.start in shows and span.candidates[0].kind in _PEOPLE
        else _with_age(span, words, names)
        for span in found
    ]
    found = [_tell_apart(span, words) for span in found]
    return [span for span in found if not any(_covers(other, span) for other in found)]


def _tell_apart(span: NameSpan, words: Words) -> NameSpan:
    """The one of several of a name that other words tell from the rest: "the 2019 film", "Brian Cox the physicist"."""
    told = {each.entity: split_distinction(each.name)[1] for each in span.candidates}
    apart = {entity: set(fold(words_apart or "").split()) for entity, words_apart in told.items()}
    if len(apart) < _FEWEST_APART or not any(apart.values()):
        return span
    tokens = words.tokens
    said = {_SORTS.get(token, token) for at, token in enumerate(tokens) if not span.start <= at < span.end}
    hits = {entity: len(said & {_SORTS.get(each, each) for each in own}) for entity, own in apart.items()}
    best = max(hits.values())
    if not best:
        return span
    chosen = tuple(each for each in span.candidates if hits[each.entity] == best)
    own = {_SORTS.get(each, each) for candidate in chosen for each in apart[candidate.entity]}
    start, end = span.start, span.end
    while start and _SORTS.get(tokens[start - 1], tokens[start - 1]) in own:
        start -= 1
    behind = end + (tokens[end : end + 1] == ("the",))
    while behind < len(tokens) and _SORTS.get(tokens[behind], tokens[behind]) in own:
        behind += 1
        end = behind
    return replace(span, start=start, end=end, candidates=chosen)


def _with_age(span: NameSpan, words: Words, names: NameIndex) -> NameSpan:
    """The character of that name and age, where there is one: "older Ae-sun" beside "Ae-sun"."""
    if not span.start or words.tokens[span.start - 1] not in AGES:
        return span
    for candidate in span.candidates:
        aged = names.exact_folded(f"{words.tokens[span.start - 1]} {fold(candidate.name)}", (Kind.CHARACTER,))
        if aged:
            return replace(span, start=span.start - 1, candidates=aged)
    return span


def _find_shows_called_after(
    found: Sequence[NameSpan], words: Words, names: NameIndex
) -> dict[int, Candidate]:
    """By the start of a name of somebody the show that is called so, where a show is asked about: "Frieren s2"."""
    asked = weigh_relations(words.cues, [False] * len(words.tokens))
    of_people = not asked or asked[0][0] in _OF_PEOPLE
    shows: dict[str, Candidate | None] = {}
    called: dict[int, Candidate] = {}
    for span in found:
        with_season = span.end < len(words.tokens) and words.names_scope(span.end)
        if span.candidates[0].kind not in _PEOPLE or (of_people and not with_season):
            continue
        text = " ".join(words.tokens[span.start : span.end])
        if text not in shows:
            if len(shows) == _MOST_CALLED_AFTER:
                break  # a list of people
            match = names.match(text, (Kind.WORK,))
            is_short_form = match.status == "found" and match.candidates[0].score >= _SHORT_FORM
            shows[text] = match.candidates[0] if is_short_form else None
        if (show := shows[text]) is not None:
            called[span.start] = show
    return called


def _in_spans(at: int, spans: Sequence[NameSpan]) -> bool:
    return any(span.start <= at < span.end for span in spans)


def _look_up_runs(words: Words, names: NameIndex, telling: Sequence[bool], *, wanted: bool) -> list[NameSpan]:
    """The runs of tokens that spell a name: those that hold a telling token, or those that hold none."""
    tokens, bare = words.tokens, words.bare
    found: list[NameSpan] = []
    for start in range(len(tokens)):
        phrase = ""
        tells = False
        last = min(len(tokens), start + names.longest)
        if (
            last > start + 1
            and words.explained[start]
            and len(tokens[start]) > _LONGEST_INITIALS
            and not names.may_open(f"{tokens[start]} {tokens[start + 1]}")
        ):
            # Most questions begin with words that begin no name: the longer runs need no look-up.
            last = start + 1
        for end in range(start + 1, last + 1):
            tells = tells or telling[end - 1]
            spelled = f"{phrase} {tokens[end - 1]}" if phrase else tokens[start]
            if tells is wanted:
                candidates = names.exact_folded(spelled, _EVERY_KIND)
                if not candidates and bare[end - 1] != tokens[end - 1]:
                    candidates = names.exact_folded(f"{phrase} {bare[end - 1]}".strip(), _EVERY_KIND)
                if not candidates and end == start + 1 and len(bare[start]) >= _FEWEST_INITIALS:
                    candidates = names.exact(bare[start].upper(), _EVERY_KIND)
                if not candidates and end == start + 1 and tokens[start].endswith("s"):
                    # "Shows about zombies" are of the genre "zombie".
                    candidates = names.exact_folded(tokens[start][:-1], (Kind.TOPIC,))
                if candidates:
                    found.append(
                        NameSpan(
                            start,
                            end,
                            _keep_best(candidates, words, start, end),
                            _weigh_span(words, start, end),
                        )
                    )
            phrase = spelled
    return found


def _keep_best(candidates: Sequence[Candidate], words: Words, start: int, end: int) -> tuple[Candidate, ...]:
    """The candidates that fit best: letter by letter, else in the order of the words."""
    if len(candidates) > 1:
        written = " ".join(words.raw[words.raw_at[start] : words.raw_at[end - 1] + 1])
        # "Hush!" is one film, "Hush" another; but a mark behind a title may be the question's own.
        for spelling in (written, written.rstrip("?.,;:!")):
            key = identity_key(spelling)
            literal = tuple(
                candidate
                for candidate in candidates
                if identity_key(split_distinction(candidate.name)[0]) == key
            )
            # The title of a show may be the name of the book that it is based on, too.
            of_work = any(candidate.kind is Kind.WORK for candidate in candidates)
            if literal and not (of_work and all(each.kind is Kind.TOPIC for each in literal)):
                return literal
    best = max(candidate.score for candidate in candidates)
    return tuple(candidate for candidate in candidates if candidate.score >= best)


def _covers(longer: NameSpan, shorter: NameSpan) -> bool:
    return (
        (longer.kinds != (Kind.TOPIC,) or Kind.WORK not in shorter.kinds)
        and longer.start <= shorter.start
        and shorter.end <= longer.end
        and longer.end - longer.start > shorter.end - shorter.start
        and longer.weight > shorter.weight
    )


def _weigh_span(words: Words, start: int, end: int) -> float:
    """How much a name explains: words that mean nothing else count whole, function words little."""
    weight = 0.3
    for at in range(start, end):
        if not words.explained[at]:
            weight += 1.5
        elif words.capital[at]:
            weight += 1.2
        else:
            weight += 0.7 if end - start > 1 else 0.2
    return weight


def guess_names(words: Words, names: NameIndex, spelled: Sequence[NameSpan]) -> list[NameSpan]:
    """Misspelt names: runs of words that nothing explains, with and without their small neighbours.

    A name that is spelled right may be a part of the misspelt one, or stand beside it: both are tried.
    """
    kinds = _kinds_wanted(words)
    taken = [any(span.start <= at < span.end for span in spelled) for at in range(len(words.tokens))]
    left_over = _runs([at in words.strange(taken) for at in range(len(taken))], words.explained)
    guesses: list[NameSpan] = []
    for start, end in list(dict.fromkeys([*_runs_around(words), *left_over]))[:_MOST_RUNS]:
        if any(guess.fits and guess.start <= start and end <= guess.end for guess in guesses):
            continue
        run = (start, end)
        found = _guess_name(words, names, kinds, run, " ".join(words.tokens[start:end]))
        if not found and words.bare[end - 1] != words.tokens[end - 1]:
            owner = " ".join((*words.tokens[start : end - 1], words.bare[end - 1]))
            found = _guess_name(words, names, kinds, run, owner)
        guesses += found
    for run in _windows(words, [*spelled, *guesses]):
        if not any(guess.fits and guess.start < run[1] and run[0] < guess.end for guess in guesses):
            found = _guess_name(words, names, kinds, run, " ".join(words.tokens[slice(*run)]))
            guesses += [guess for guess in found if guess.fits]
    return guesses


def _windows(words: Words, found: Sequence[NameSpan]) -> list[tuple[int, int]]:
    """Runs of a few words that hold a strange one which no name explains yet, the longest first.

    Where two names are misspelt in one question, a run of strange words holds both: "enid sinclare in wendsday".
    """
    taken = [
        any(span.start <= at < span.end and span.fits and span.tells for span in found)
        for at in range(len(words.tokens))
    ]
    lost = [at for at in words.strange(taken) if not is_everyday(words.tokens[at])]
    windows = [
        (start, start + length)
        for length in range(_LONGEST_WINDOW, 0, -1)
        for start in range(len(words.tokens) - length + 1)
        if any(start <= at < start + length for at in lost)
        and not any(taken[start : start + length])
        and not is_function_word(words.tokens[start + length - 1])
        and (not words.explained[start] or words.tokens[start] in _ARTICLES)
        and len("".join(words.tokens[start : start + length])) >= _FEWEST_LETTERS_OF_WINDOW
    ]
    return windows[:_MOST_WINDOWS]


def _guess_name(
    words: Words, names: NameIndex, kinds: Collection[Kind], run: tuple[int, int], text: str
) -> list[NameSpan]:
    """Who a run of words may be meant to name; a name of each kind that fits, where several do."""
    match = names.match(text, kinds)
    if match.status == "unknown" or not match.candidates:
        return []
    present = dict.fromkeys(candidate.kind for candidate in match.candidates)
    if match.status == "ambiguous" and len(present) > 1:
        return [guess for kind in present for guess in _guess_name(words, names, (kind,), run, text)]
    first = match.candidates[0]
    # One alone, a harmless slip away, of the very kind that the question asks about. Not so a Korean
    # name: a letter away from Park Ji-hoo there is Park Ji-hoon.
    rivals = [other for other in match.candidates[1:] if other.score >= first.score]
    alone = len(match.candidates) == 1 or (
        not rivals and first.score >= _HARMLESS and len(text) >= _LETTERS_TO_TELL
    )
    sure = alone and not (first.kind in _PEOPLE and readings(fold(text)))
    fits = first.score >= _SURE_SLIP and (sure or match.status == "found")
    # "Who plays onjo": one character alone has that part of a name.
    fits = fits or (match.status == "found" and first.kind is Kind.CHARACTER)
    fits = fits or (match.status == "found" and _is_asked_for_a_part(text, first, words, run[1]))
    fits = fits or (len(match.candidates) == 1 and _is_shortened(text, first))
    fits = fits or _is_rare_part(text, match.candidates)
    fits = fits or _is_clearly_nearest(text, match.candidates) or _is_slipped(text, match.candidates)
    fits = fits and not (_is_word_of(text, first) and _goes_on(words, run[1]))
    candidates = (first,) if fits else match.candidates[:MOST_OFFERED]
    run = _with_neighbours(words, run, first.name) if fits else run
    run = _without_season(words, run, first.name)
    weight = _weigh_span(words, *run) * first.score - 0.2
    if fits and not any(words.explained[at] or is_everyday(words.tokens[at]) for at in range(*run)):
        # A part of one name alone that is no word is that name, whatever else is said.
        weight = max(weight, _TELLING_NAME)
    return [NameSpan(*run, candidates, weight, fits)]


def _is_asked_for_a_part(text: str, person: Candidate, words: Words, end: int) -> bool:
    """Whether it is somebody's first or last name in "who does Celia play"."""
    plays = not PLAYS.isdisjoint(words.tokens[end : end + 1])
    return plays and person.kind is Kind.PERSON and f" {text} " in f" {fold(person.name)} "


def _with_neighbours(words: Words, run: tuple[int, int], name: str) -> tuple[int, int]:
    """The run with what stands beside it of the same name: "Wren", of Marshal Wren Halloran, behind "Marshal"."""
    start, end = run
    parts = {part for part in fold(name).split() if not is_function_word(part)}
    while start and words.tokens[start - 1] in parts:
        start -= 1
    while end < len(words.tokens) and words.tokens[end] in parts:
        end += 1
    return start, end


def _is_rare_part(text: str, candidates: Sequence[Candidate]) -> bool:
    """Whether the text is a word of one title alone, and no word of everyday: "Mulvihill" of a longer one."""
    title = candidates[0]
    return (
        len(candidates) == 1
        and title.kind is Kind.WORK
        and len(text) >= _FEWEST_LETTERS_OF_PART
        and not is_everyday(text)
        and text in fold(title.name).split()
    )


def _is_word_of(text: str, title: Candidate) -> bool:
    """Whether the text is one word of a longer title, its article aside."""
    word, words = without_article(text), without_article(fold(title.name)).split()
    return title.kind is Kind.WORK and len(words) > 1 and word in words


def _goes_on(words: Words, end: int) -> bool:
    """Whether a word of content follows in the same part of the sentence: "the saltmarsh papers"."""
    return end < len(words.tokens) and words.parts[end] == words.parts[end - 1] and not words.explained[end]


def _is_clearly_nearest(text: str, candidates: Sequence[Candidate]) -> bool:
    """Whether a long title was typed with several slips and no other comes close: "saltmrsh genral"."""
    first, *others = candidates
    if first.kind is not Kind.WORK or len(text) < _FEWEST_LETTERS_OF_PART or " " not in text:
        return False
    parts, named = text.split(), without_article(fold(first.name)).split()
    alike = [fuzz.ratio(*pair) for pair in zip(without_article(text).split(), named, strict=False)]
    if len(parts) < len(named) or min(alike) < _ALIKE_WORD:
        # "The Clock Keeper" is not "The Tide Keeper": another word is no slip.
        return False
    likeness = fuzz.ratio(text, fold(first.name))
    nearest = max((fuzz.ratio(text, fold(other.name)) for other in others), default=0.0)
    return likeness >= _ALIKE and likeness - nearest >= _MARGIN


def _is_slipped(text: str, candidates: Sequence[Candidate]) -> bool:
    """Whether each word of a name was typed, some with a slip, and no other name comes as near: "moht regimant"."""
    first, *others = candidates
    named, typed = without_article(fold(first.name)).split(), without_article(text).split()
    if (first.kind is Kind.PERSON and readings(fold(text))) or any(
        other.score >= first.score for other in others
    ):
        return False
    return len(named) == len(typed) > 1 and all(map(_is_word_slipped, typed, named))


def _is_word_slipped(typed: str, word: str) -> bool:
    """Whether a word is another with a slip in it, at most, and none of its own: "time" is not a misspelt "term"."""
    return typed == word or (
        not is_everyday(typed) and len(typed) >= _FEWEST_LETTERS_OF_SLIP and is_one_slip(typed, word)
    )


def _is_shortened(text: str, title: Candidate) -> bool:
    """Whether the text is some words of a title in a row, enough of them: "Quiet Daughters" of a longer one."""
    return (
        title.kind is Kind.WORK
        and " " in text
        and len(text) >= _FEWEST_LETTERS_OF_PART
        and f" {text} " in f" {fold(title.name)} "
    )


def _without_season(words: Words, run: tuple[int, int], name: str) -> tuple[int, int]:
    """The run without the season behind a title: matching a title leaves it out, but it is asked about."""
    start, end = run
    ends_in_number = fold(name).split()[-1:] and fold(name).split()[-1].isdigit()
    if end - start > 1 and words.tokens[end - 1].isdigit() and not ends_in_number:
        return start, end - 1
    named = [at for at in range(start + 1, end) if words.names_scope(at)]
    if not named or find_scope(fold(name).split()) != WHOLE:
        return run
    return start, named[0]


def _kinds_wanted(words: Words) -> frozenset[Kind]:
    """The kinds of names that the question's relation has room for."""
    nothing_taken = [False] * len(words.tokens)
    relations = weigh_relations(words.cues, nothing_taken)
    kinds: set[Kind] = set()
    for name, weight in relations:
        relation = RELATIONS[name]
        if weight < relations[0][1]:
            break
        named = {kind for kind in Kind if may_be_named(relation, kind)}
        if not (named and asks_for_works(words, nothing_taken, relation)):
            kinds |= relation.subjects
        if not (relation.subjects and not ASKS_FOR_PEOPLE.isdisjoint(words.tokens)):
            kinds |= named
        elif Kind.CHARACTER in named:
            kinds.add(Kind.CHARACTER)
            if not _AUXILIARIES.isdisjoint(words.tokens):
                # "Who does Vanterpool play".
                kinds.add(Kind.PERSON)
    return frozenset(kinds) or _EVERY_KIND - {Kind.TOPIC}


def _runs_around(words: Words) -> Iterator[tuple[int, int]]:
    """The runs of tokens that a misspelt name may be, the likeliest first."""
    # "Who voices Nagi in English": the language is no part of a misspelt name.
    foreign = [
        not known and not (token in LANGUAGES and words.tokens[at - 1] == "in")
        for at, (token, known) in enumerate(zip(words.tokens, words.explained, strict=True))
    ]
    strange = [
        is_foreign and not is_everyday(token) for token, is_foreign in zip(words.tokens, foreign, strict=True)
    ]
    if strange != foreign:
        yield from _strange_runs(words, strange)
    yield from _marked_runs(words)
    foreign_runs = _runs(foreign, words.explained)
    for start, end in foreign_runs:
        if start and words.tokens[start - 1] in _ARTICLES:
            yield start - 1, end
        yield start, end
    for start, end in foreign_runs:
        yield from _stretch(words, start, end)


def _strange_runs(words: Words, strange: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Runs of words of no example, each alone and with what stands around it."""
    for start, end in _runs(strange, [False] * len(strange)):
        yield start, end
        if start and words.tokens[start - 1] not in ASKS_FOR_PEOPLE:
            yield start - 1, end
        # "Crash landng on you": a slip in the middle of a title.
        yield max(0, start - 1), min(len(words.tokens), end + 2)


def _marked_runs(words: Words) -> Iterator[tuple[int, int]]:
    """Runs with capitals: a slip inside a title leaves a small letter or a strange word among them."""
    marked = [capital or not known for capital, known in zip(words.capital, words.explained, strict=True)]
    asking = {at for span in words.cues for at in range(span.start, span.end)}
    for runs in (
        _runs(marked, [known and at not in asking for at, known in enumerate(words.explained)]),
        _runs(marked, words.explained),
        _runs(words.capital, words.explained),
    ):
        for start, end in runs:
            if end < len(words.tokens) and words.tokens[end].isdigit():
                yield start, end + 1
            yield start, end


def _stretch(words: Words, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A run with the small words before it, and with its neighbours."""
    stretched = start
    while stretched and start - stretched < _MOST_STRETCHED and is_function_word(words.tokens[stretched - 1]):
        stretched -= 1
    if start - stretched > 1:
        yield stretched, end
    if start:
        yield start - 1, end
    if end < len(words.tokens):
        yield start, end + 1
    if start > 1:
        yield start - 2, end


def _runs(marked: Sequence[bool], plain: Sequence[bool]) -> list[tuple[int, int]]:
    """Runs of marked tokens, with up to two plain words between them, the longest first."""
    runs: list[tuple[int, int]] = []
    for at, is_marked in enumerate(marked):
        if not is_marked:
            continue
        if runs and at - runs[-1][1] <= 2 and all(plain[runs[-1][1] : at]):
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return sorted(runs, key=lambda run: run[0] - run[1])


def may_belong_to(span: NameSpan, at: int, words: Words) -> bool:
    """Whether a word beside a name looks like more of it. A small letter beside capitals does not."""
    if words.names_scope(at):
        return False
    if words.capital[at]:
        return True
    return not words.explained[at] and not (words.capital[span.start] and words.capital[span.end - 1])


def is_shared(span: NameSpan, words: Words) -> bool:
    """Whether it is a part that the names of several people have, a surname perhaps."""
    text = " ".join(words.tokens[span.start : span.end])
    people = [each for each in span.candidates if each.kind in _PEOPLE]
    return len(people) > 1 and all(f" {text} " in f" {fold(each.name)} " for each in people)


def stands_alone(span: NameSpan, words: Words) -> bool:
    """Whether a topic is the whole of what is asked about: in "films about stupid fun", "fun" is not."""
    if span.weight > WHOLE_NAME:
        return True
    before = words.tokens[span.start - 1] if span.start else "about"
    after = words.tokens[span.end] if span.end < len(words.tokens) else "in"
    return before in _BEFORE_TOPICS and (after in FUNCTION_WORDS)


def may_be_named(relation: Relation, kind: Kind) -> bool:
    """Whether a fact of the relation can name such a thing elsewhere than in its subject."""
    return (
        relation.names is kind
        or (kind is Kind.CHARACTER and "character" in relation.qualifiers)
        or (kind is Kind.PERSON and bool(relation.qualifiers & {"speaker", "by"}))
    )
