"""Who plays whom: the character of each person, judged by all that the article says.

Owns the choice of one character for a person, what layouts say of it, and of which show it is told; how much the
evidence weighs is learnt (see learn). Refuses to gather evidence (see part_evidence), and to say who is in a show
(see pairs).
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from bot.extract.coreference import Discourse
from bot.extract.draft_fact import Draft
from bot.extract.evidence_model import load_models
from bot.extract.find.manners import NEWS
from bot.extract.find.names import Person, fold_name
from bot.extract.link.part_evidence import Part

_CALLED: Final = (
    r"(?:(?:Old|Young|Grand|Crown|Police|First|Second) )?(?:Mrs?|Ms|Miss|Madam|Dr|Lady|Lord|Sir|King"
    r"|Queen|Prince|Princess|Captain|"
    r"Lieutenant|Sergeant|Inspector|Detective|Officer|Agent|General|Colonel|Commander|Chief|Judge"
    r"|Prosecutor|Professor|Doctor|Nurse|"
    r"Father|Mother|Sister|Uncle|Aunt)\.? "
)
"""What somebody may be called before a name."""

LIKELY: Final = -2.5
"""The least that must speak for a character: most people play nobody, so that the weights are wary."""
LIKELY_AS_USUAL: Final = -5.0
"""The same of one in brackets, where others are in brackets the same way."""
_USUAL: Final = 1.5
"""How many of those are enough."""
LIKELY_TOO: Final = 0.5
"""The same of a second character, in another show."""
LIKELY_ELSEWHERE: Final = -2.0
"""The same of one that is said to be in another show."""


def choose_parts(parts: Sequence[Part], known: Mapping[int, Collection[int]] | None = None) -> list[Part]:
    """Who plays whom, the most likely first: no two play the same, who is played plays nobody, and who plays two does so in
    different sentences or shows. Of those that are ``known`` otherwise (their ``id``) none is chosen but in another show than
    there (its ``id``)."""
    scores = load_models()["parts"].score([[tuple(each.evidence)] for each in parts])[:, 0].tolist()
    votes = _count_brackets(parts, scores)
    lost, won = sorted(votes, key=lambda each: votes[each])
    usual = won if votes[won] > _USUAL else ""
    chosen: list[Part] = []
    people: dict[int, set[tuple[int, int]]] = {}
    characters, known = set[int](), known or {}
    for score, _, part in sorted(
        zip(scores, range(len(parts)), parts, strict=True), key=lambda each: (-each[0], each[1])
    ):
        person, character = id(part.person), id(part.character)
        others, shows = people.get(person, set()), known.get(person)
        elsewhere = {show for _, show in others}.union(shows or ())
        is_elsewhere = part.show is not None and id(part.show) not in elsewhere
        least = LIKELY_TOO if others else LIKELY_AS_USUAL if usual and part.bracket == usual else LIKELY
        least = LIKELY_ELSEWHERE if elsewhere and is_elsewhere else least
        if score <= least or part.bracket == lost:
            continue
        if (
            (shows is None or is_elsewhere)
            and character not in known
            and character not in characters
            and character not in people
            and person not in characters
            and all(part.sentence != sentence or id(part.show) != show for sentence, show in others)
        ):
            chosen.append(part)
            people.setdefault(person, set()).add((part.sentence, id(part.show)))
            characters.add(character)
    return chosen


def _count_brackets(parts: Iterable[Part], scores: Iterable[float]) -> dict[str, float]:
    """How many brackets in an article likely hold a character, and how many a person: it has them one way."""
    votes = {"character": 0.0, "person": 0.0}
    for part, score in zip(parts, scores, strict=True):
        if part.bracket:
            votes[part.bracket] += 1 / (1 + math.exp(-score))
    return votes


def tell_characters(chosen: Iterable[Part]) -> None:
    """Marks those who play as people, and those who are played as characters."""
    for part in chosen:
        part.person.is_character = False
        part.character.is_character = True


def tell_laid_out(discourse: Discourse, drafts: Iterable[Draft]) -> dict[int, set[int]]:
    """Marks as people and as characters those who play and are played by what a list's layout says; their ``id``, and those
    of the shows that the lists are of."""
    is_played: dict[str, bool] = {}
    shows: dict[str, set[int]] = {}
    for draft in drafts:
        if draft.is_laid_out and draft.character:
            for name, is_part in ((_name(draft.value), False), (_name(draft.character), True)):
                is_played[fold_name(name)] = is_part
                shows.setdefault(fold_name(name), set()).add(id(draft.work))
    told: dict[int, set[int]] = {}
    for person in {id(each.person): each.person for each in discourse.names.people}.values():
        if (played := is_played.get(fold_name(person.name))) is not None:
            person.is_character = played
            told[id(person)] = shows[fold_name(person.name)]
    return told


def give_parts(discourse: Discourse, drafts: Sequence[Draft], chosen: Sequence[Part]) -> None:
    """Each cast member's character: of the show that it is said to be in, else of the one that its sentence speaks of, if
    they are in that one, else of those that are no past work. What a layout says stands unless somebody else plays it."""
    cast = [
        (draft, draft.value)
        for draft in drafts
        if draft.relation == "cast member"
        and isinstance(draft.value, Person)
        and not (draft.is_laid_out and draft.character)
    ]
    taken = {fold_name(part.character.name): id(part.person) for part in chosen}
    for draft, person in cast:
        if draft.character and taken.get(fold_name(_name(draft.character)), id(person)) != id(person):
            draft.character = None
    given: set[int] = set()
    for part in chosen:
        own = [draft for draft, person in cast if person is part.person and id(draft) not in given]
        if part.show is not None:
            own = [draft for draft in own if draft.work is part.show]
        sentence = discourse.sentences[part.sentence]
        named = [each for each in discourse.titles.mentions if sentence.start <= each.start < sentence.end]
        news = {id(each.work) for each in named if discourse.manner_of[each.start] in NEWS}
        old = {id(each.work) for each in named} - news
        topic = id(discourse.spoken_of.get(sentence.start))
        meant = news if topic in old else {*news, topic}
        new = [draft for draft in own if not draft.is_past]
        there = [draft for draft in new if id(draft.work) in meant]
        # "Moth contestant P plays C": what names somebody's old work in passing is about the main show.
        about = [draft for draft in new if draft.work is discourse.titles.main and not discourse.sections]
        others = [draft.work for draft in there if draft.work and draft not in about]
        if about and part.show is None and all(work.mentions == 1 for work in others):
            there = about
        past = [draft for draft in own if draft.is_past and id(draft.work) in {*old, topic}]
        for draft in [*(there or past or about or new), *(each for each in own if each.is_laid_out)]:
            draft.character = _call(discourse, part)
            given.add(id(draft))


def _call(discourse: Discourse, part: Part) -> Person | str:
    """A character, with what it is called where that stands before a name of one word: "Mrs. Han"."""
    name, reading = part.character.name, discourse.article.reading
    if " " in name:
        return part.character
    sentence = discourse.sentences[part.sentence]
    called = re.compile(rf"\b{_CALLED}{re.escape(name)}\b")
    here = list(called.finditer(reading, sentence.start, sentence.end)) or list(called.finditer(reading))
    actor = [each.start for each in discourse.names.people if each.person is part.person] or [0]
    nearest = min(here, key=lambda each: min(abs(each.start() - at) for at in actor), default=None)
    return " ".join(nearest[0].split()) if nearest else part.character


def _name(character: str | Person) -> str:
    return character.name if isinstance(character, Person) else character
