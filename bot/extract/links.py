"""Who did what on which show: the possible links of people and shows, and which of them the evidence bears out.

Owns the evidence for a link: what the rules say, the words around a name, and where the show stands from it. How much
each piece weighs is learnt from articles that somebody has labelled (see learn.py) and kept in link_weights.json.
Refuses to find people and shows, and what is no link between them: dates, genres, quotations.

The model is logistic regression over named evidence, as in feature-based relation extraction (Zhou et al., 2005,
Exploring Various Knowledge in Relation Extraction); a link is taken by the mention that speaks for it most.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from bot.extract.coreference import Discourse
from bot.extract.draft_fact import Draft
from bot.extract.names import Person, is_korean
from bot.extract.slotted_sentences import PEOPLE, Clause, P, PersonSlot, W, WorkSlot
from bot.extract.titles import Work

WEIGHTS: Final = Path(__file__).with_name("link_weights.json")
_RULED: Final = 1 / 3
"""How likely a link must be that a rule states."""
_UNRULED: Final = 0.6
"""How likely a link must be that only the evidence around it states."""
_NEAR: Final = 36
_FAR: Final = 140
"""Characters around a name, or a list of names, that are looked at."""
_MOST_WORKS: Final = 12
"""How many of a clause's shows, the nearest, a name may be linked to: a sentence that lists more is a catalogue."""
_MOST_NAMES: Final = 200


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that speak for or against a link where they stand beside a name."""

    name: str
    example: str
    pattern: re.Pattern[str]


def _cue(name: str, example: str, words: str) -> Cue:
    return Cue(name, example, re.compile(words, re.IGNORECASE))


CUES: Final = (
    _cue("act", "will star in the drama", r"\b(?:stars?|starr|co-?star|cast|play|portray|appear|act(?:s|ed|ing|or|ors|ress|resses)\b|roles?\b|lead(?:s|ing)?\b|led\b|join|featur|opposite|alongside|character|voic|cameo|repris|ensemble|headlin|toplin|pair|couple|part\b|comeback|return|reunit|debut)"),
    _cue("direct", "is helmed by", r"\b(?:direct|helm|filmmak|PD\b|co-direct)"),
    _cue("write", "penned by", r"\b(?:writ|wrote|penn|pens?\b|adapt(?:s|ed|ing)? |script|screenplay|screenwrit|scribe|co-wr)"),
    _cue("create", "the showrunner", r"\b(?:creat|co-creat|showrun|develop|mastermind)"),
    _cue("produce", "will executive produce", r"\b(?:produc|EPs?\b|exec)"),
    _cue("source", "the author of the webtoon", r"\b(?:novel|book|author|webtoon|manga|comic|memoir|bestsell|original)"),
    _cue("say", "she explained", r"\b(?:said|says|told|added|reveal|explain|comment|shared|wrote on|posted|announce|confirm|statement|interview)"),
    _cue("known", "best known for", r"\b(?:known|famous|such as|like|includ|previous|recent|last|after|since|following|success|fame|also|credit|earlier|former|alum|best|hit|works?\b|appeared|starred|seen)"),
    _cue("new", "the upcoming series", r"\b(?:upcoming|new|next|will|to|set|confirm|talks|offer|latest|join)"),
    _cue("other", "won an award for the song", r"\b(?:song|album|singl|sang|sung|award|win|won\b|nominat|agency|group|member|band|married|dating|born|fans?\b|music|photo|image|report)"),
    _cue("as", "as a lawyer", r"\bas\b"),
    _cue("by", "made by", r"\bby\b"),
    _cue("with", "together with", r"\b(?:with|alongside|opposite)\b"),
)  # fmt: skip
_OWN: Final = {
    "cast member": ("act", "actor"),
    "director": ("direct", "director"),
    "screenwriter": ("write", "writer"),
    "creator": ("create", "creator"),
    "producer": ("produce", "producer"),
}
"""Each relation's own cue, and what somebody is called who is in it."""
_MAKING: Final = frozenset({"direct", "write", "create", "produce"})
_BETWEEN: Final = ("known", "new", "act", "direct", "write", "create", "produce", "as", "with", "by")
_BY_NAME: Final = {each.name: each.pattern for each in CUES}
_LIST: Final = re.compile(PEOPLE)
_PERSON: Final = re.compile(P)
_WORK: Final = re.compile(W)
_BRACKETED: Final = re.compile(r"\([^()]*\)")
_IN_BRACKETS: Final = re.compile(r"[,.]?\s?\([^()]*")
# "Moonrise, to be directed by Ana Brook, has …": what is between the commas is said of the show alone.
_ASIDE: Final = re.compile(
    rf"(?<=,) [^,;.]{{0,30}}\b(?:directed|written|created|produced|penned|helmed|adapted|based|developed) (?:and \w+ )?(?:by|on|from)\b[^,;.]{{1,70}}(?=, (?:{P}|has|have|is|are|will|was|stars?|features?|follows|also|which|with|starring)\b|, {P})"
)
_OWNER: Final = re.compile(
    r"(?:['’]s?)?,? (?:(?:[a-z-]+ ){0,2}(?:star|actor|actress|director|writer|creator|producer|alum|showrunner|scribe|helmer|co-creator|co-star|fame|duo|PD)s?,? )$"
)
_OF: Final = re.compile(r"^,? (?:of|from) (?:the )?(?:[a-z-]+ ){0,4}$")


@dataclass(frozen=True, slots=True)
class Link:
    """A person, a relation and a show that a clause may link."""

    person: Person
    relation: str
    work: Work
    clause: Clause
    slot: PersonSlot
    evidence: frozenset[str]
    season: int | None = None
    """The season beside the show, where the clause names it."""
    drafts: tuple[Draft, ...] = ()
    """What the rules say of exactly this link."""


def is_link(draft: Draft) -> bool:
    """Whether a draft links a person and a show, and is to be judged here."""
    return (
        draft.relation in _OWN
        and isinstance(draft.value, Person)
        and draft.work is not None
        and bool(draft.work.name)
    )


def choose_links(links: Iterable[Link], told: Work | None) -> Iterator[tuple[Draft, Clause]]:
    """The drafts of the links that the evidence bears out, with their clauses; of the show that somebody has told the
    article is about, if any, everything that a rule states."""
    best: dict[tuple[int, str, int], tuple[float, Link]] = {}
    stated: dict[tuple[int, str, int], list[tuple[Draft, Clause]]] = {}
    for link in links:
        key = id(link.person), link.relation, id(link.work)
        likely = judge(link.evidence)
        if likely > best.get(key, (-1.0, link))[0]:
            best[key] = likely, link
        stated.setdefault(key, []).extend((draft, link.clause) for draft in link.drafts)
    for key, (likely, link) in best.items():
        if stated[key]:
            if likely >= _RULED or link.work is told:
                yield from stated[key]
        elif likely >= _UNRULED:
            yield (
                Draft(
                    link.relation,
                    link.person,
                    link.work,
                    season=link.season,
                    spelled=link.slot.spelled,
                    is_past=not link.work.current,
                ),
                link.clause,
            )


def judge(evidence: Iterable[str]) -> float:
    """How likely a link is, from 0 to 1."""
    weights = load_weights()
    total = weights["bias"] + sum(weights.get(name, 0.0) for name in evidence)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@lru_cache(maxsize=1)
def load_weights() -> Mapping[str, float]:
    """How much each piece of evidence weighs."""
    weights: dict[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return weights


def find_links(discourse: Discourse, clause: Clause, text: str, drafts: Sequence[Draft]) -> Iterator[Link]:
    """Every possible link in a clause; ``text`` is the clause before past work was taken out of it, ``drafts``
    what the rules read from it."""
    people = [(match.start(), clause.slots[match[0]]) for match in _PERSON.finditer(text)][:_MOST_NAMES]
    if not people:
        return
    asides = [match.span() for match in _ASIDE.finditer(text)]
    whole = text
    for start, end in asides:
        text = text[:start] + " " * (end - start) + text[end:]
    lists = [match.span() for match in _LIST.finditer(text) if len(_PERSON.findall(match[0])) > 1]
    named = [
        (match.start(), slot)
        for match in _WORK.finditer(text)
        if isinstance(slot := clause.slots[match[0]], WorkSlot)
    ]
    # What stands in brackets is of the name before them, and does not part what is around them.
    bare = _BRACKETED.sub(lambda match: " " * len(match[0]), text)
    whole_bare = _BRACKETED.sub(lambda match: " " * len(match[0]), whole)
    shows = {id(slot.work) for where, slot in named if bare[where] != " "}
    said = [each for each in CUES if each.pattern.search(text)]
    stated: dict[tuple[int, str], list[Draft]] = {}
    for draft in drafts:
        if is_link(draft):
            stated.setdefault((id(draft.value), draft.relation), []).append(draft)
    for at, slot in people:
        if not isinstance(slot, PersonSlot):
            continue
        start, end = next(((a, b) for a, b in lists if a <= at < b), (at, at + 1))
        is_aside = text[at] == " "
        around = _look_around(whole if is_aside else text, start, end, said)
        about = _describe(clause, slot, in_list=end - start > 1)
        near = sorted(named, key=lambda each: abs(each[0] - at))[:_MOST_WORKS]
        of_name = [draft.work for draft in drafts if draft.value is slot.person and draft.work is not None]
        places = [
            (
                work,
                *_place(
                    discourse,
                    *((whole, whole_bare) if is_aside else (text, bare)),
                    at,
                    work,
                    near,
                    len(shows),
                ),
            )
            for work in _may_be_meant(discourse, near, of_name)
        ]
        for relation, (own, _) in _OWN.items():
            mine = stated.get((id(slot.person), relation), [])
            if relation != "cast member" and not mine and own not in around:
                continue
            base, cue = _weigh_person(slot.person, relation, around, about, stated)
            for work, place, traits, between, season in places:
                beside = [*traits, *(f"{place}, {_call(cue, own)} between" for cue in between)]
                here = tuple(draft for draft in mine if draft.work is work)
                rule = (
                    ("rule of the past" if here[0].is_past else "rule")
                    if here
                    else "rule elsewhere"
                    if mine
                    else "no rule"
                )
                if rule == "no rule" and place == "absent" and cue == "no cue":
                    continue
                evidence = [place, rule, f"{place}, {rule}", f"{place}, {cue}", f"{rule}, {cue}", *beside]
                evidence += [f"{rule}, {each}" for each in beside]
                group = "cast" if relation == "cast member" else "crew"
                found = frozenset((relation, *(f"{group}: {each}" for each in (*base, *evidence))))
                yield Link(slot.person, relation, work, clause, slot, found, season, here)


def _may_be_meant(
    discourse: Discourse, named: Sequence[tuple[int, WorkSlot]], stated: Iterable[Work]
) -> list[Work]:
    """The shows that a clause may speak of: those it names, and those that go without saying."""
    works = [slot.work for _, slot in named]
    works += [each for each in (discourse.topic, discourse.main, discourse.section) if each is not None]
    works += discourse.named
    works += stated
    return list({id(work): work for work in works if work.name}.values())


def _look_around(text: str, start: int, end: int, said: Iterable[Cue]) -> dict[str, list[str]]:
    """Where each cue stands from a name, or from the list that it is in."""
    lead, tail = text[max(0, start - _FAR) : start], text[end : end + _FAR]
    around: dict[str, list[str]] = {}
    for cue in said:
        found = around.setdefault(cue.name, [])
        if cue.pattern.search(lead[-_NEAR:]):
            found.append("near before")
        elif cue.pattern.search(lead):
            found.append("before")
        if cue.pattern.search(tail[:_NEAR]):
            found.append("near behind")
        elif cue.pattern.search(tail):
            found.append("behind")
    return around


def _describe(clause: Clause, slot: PersonSlot, *, in_list: bool) -> list[str]:
    """What the mention of a person is like."""
    traits = {
        "in a list": in_list,
        "alone": not in_list,
        "in a heading": clause.sentence.is_heading,
        "a character": slot.person.is_character,
        "one word": " " not in slot.person.name,
        "a Korean name": is_korean(slot.person.name),
        "named often": slot.person.mentions > 2,
        "in short": slot.spelled != slot.person.name,
    }
    return [name for name, holds in traits.items() if holds]


def _weigh_person(
    person: Person,
    relation: str,
    around: Mapping[str, Sequence[str]],
    about: Iterable[str],
    stated: Mapping[tuple[int, str], Sequence[Draft]],
) -> tuple[list[str], str]:
    """What speaks for a person being in a relation to any show, and how near its own cue is."""
    own, called = _OWN[relation]
    evidence = list(about)
    for name, places in around.items():
        evidence += [f"{_call(name, own)} {place}" for place in places]
    if person.roles:
        evidence.append("called so" if called in person.roles else "called otherwise")
    if any(who == id(person) and other != relation for who, other in stated):
        evidence.append("rule for another relation")
    nearest = around.get(own, ())
    cue = "near cue" if any(place.startswith("near") for place in nearest) else "cue" if nearest else "no cue"
    return evidence, cue


def _place(
    discourse: Discourse,
    text: str,
    bare: str,
    at: int,
    work: Work,
    named: Sequence[tuple[int, WorkSlot]],
    shows: int,
) -> tuple[str, list[str], list[str], int | None]:
    """Where a show stands from a name, what else there speaks for it, the cues between, and its season."""
    traits = {
        "the topic": work is discourse.topic,
        "the main show": work is discourse.main,
        "the section's show": work is discourse.section,
        "named last": bool(discourse.named) and discourse.named[-1] is work,
        "never news": work.current == 0,
        "in the headline": work is discourse.headline,
        "among several": discourse.is_on_several,
        "in a round-up": discourse.is_round_up,
    }
    beside = [name for name, holds in traits.items() if holds]
    inside = [(place, slot) for place, slot in named if slot.work is work]
    if not inside:
        return "absent", [*beside, "others named" if shows else "none named"], [], None
    if shows == 1:
        beside.append("the only one")
    where, slot = min(inside, key=lambda each: abs(each[0] - at))
    first, last = sorted((where, at))
    between = text[first + 1 : last]
    others = any(
        first < place < last and each.work is not work and bare[place] != " " for place, each in named
    )
    meant = " meant" if slot.is_meant else ""
    if where > at:
        name = "behind"
        if _IN_BRACKETS.fullmatch(between):
            return "in brackets", beside, _find_between(between), slot.season
        if _OF.match(between):
            name = "of"
    else:
        name = "before"
        if between.count("(") > between.count(")"):
            return "before brackets", beside, [], slot.season
        if _OWNER.search(between) and len(between) < _NEAR:
            name = "owner"
    if between.count("(") != between.count(")"):
        beside.append("in other brackets")
    between = bare[first + 1 : last]
    if _PERSON.search(between):
        beside.append(f"{name}, people between")
    beside += [
        f"{cue} before the show"
        for cue in ("known", "new")
        if _BY_NAME[cue].search(text[max(0, where - 40) : where])
    ]
    if len(between) > 2 * _NEAR:
        beside.append("far")
    return f"{'farther ' if others else ''}{name}{meant}", beside, _find_between(between), slot.season


def _find_between(text: str) -> list[str]:
    return [cue for cue in _BETWEEN if _BY_NAME[cue].search(text)]


def _call(cue: str, own: str) -> str:
    """A cue by what it is to a relation whose own cue is given."""
    return "own cue" if cue == own else "rival cue" if cue in _MAKING else cue
