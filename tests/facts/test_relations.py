"""The vocabulary: complete, declared once, and usable in every word and sentence."""

from __future__ import annotations

import string
from collections import Counter

import pytest

from bot.facts import relations
from bot.facts.model import Certainty, Fact, Kind
from bot.facts.relations import PICTURES, RELATIONS, Relation, ValueType
from bot.names import fold

WIKIDATA = {
    "release date": "P577",
    "cast member": "P161",
    "director": "P57",
    "screenwriter": "P58",
    "creator": "P170",
    "producer": "P162",
    "based on": "P144",
    "number of episodes": "P1113",
    "platform": "P449",
    "genre": "P136",
    "language": "P364",
    "narrative location": "P840",
    "main subject": "P921",
    "plot": None,
    "renewal date": None,
    "filming date": None,
    "chart record": None,
    "quote": None,
    "represented by": "P1875",
    "meaning": None,
    "rating": None,
    "popularity": None,
    "status": None,
    "end date": "P582",
    "next episode": None,
    "trailer date": None,
    "number of seasons": "P2437",
    "running time": "P2047",
    "voice actor": "P725",
    "author": "P50",
    "narrator": "P2438",
    "showrunner": None,
    "executive producer": "P1431",
    "production company": "P272",
    "network": "P3301",
    "distributor": "P750",
    "composer": "P86",
    "theme song": "P942",
    "cinematographer": "P344",
    "filming location": "P915",
    "country of origin": "P495",
    "budget": "P2130",
    "box office": "P2142",
    "award": "P166",
    "review score": "P444",
    "age rating": "P1657",
    "sequel": "P156",
    "prequel": "P155",
    "spin-off": "P2512",
    "part of": "P179",
    "developer": "P178",
    "publisher": "P123",
    "game platform": "P400",
    "price": "P2284",
    "episode title": "P1476",
    "official site": "P856",
    "poster": None,
    "date of birth": "P569",
    "place of birth": "P19",
    "nationality": "P27",
    "height": "P2048",
    "member of": "P463",
    "record label": "P264",
}
QUALIFIERS = {
    "cast member": {"character"},
    "voice actor": {"character"},
    "theme song": {"by"},
    "review score": {"by"},
    "age rating": {"by"},
    "award": {"about"},
    "based on": {"by"},
    "quote": {"speaker", "about"},
    "meaning": {"character", "about"},
}
IN_SENTENCES = {"subject", "values", "when", "speaker", "character", "by", "about"}

each_relation = pytest.mark.parametrize("relation", RELATIONS.values(), ids=list(RELATIONS))


def fields_of(template: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(template) if field is not None}


def test_the_vocabulary_is_complete_with_its_properties() -> None:
    """The names that facts files may use, and Wikidata's numbers for them."""
    assert {relation.name: relation.wikidata for relation in RELATIONS.values()} == WIKIDATA


def test_each_relation_is_declared_once() -> None:
    declared = [value for value in vars(relations)["_DECLARED"] if isinstance(value, Relation)]
    assert [relation.name for relation in declared] == list(RELATIONS)
    properties = Counter(relation.wikidata for relation in declared if relation.wikidata)
    assert set(properties.values()) == {1}


def test_the_qualifiers_are_those_of_facts_files() -> None:
    having = {relation.name: set(relation.qualifiers) for relation in RELATIONS.values()}
    assert {name: qualifiers for name, qualifiers in having.items() if qualifiers} == QUALIFIERS
    assert set().union(*having.values()) <= set(Fact.__struct_fields__)


def test_dates_and_counts_are_the_ones_meant() -> None:
    by_type = {kind: {r.name for r in RELATIONS.values() if r.value is kind} for kind in ValueType}
    assert by_type[ValueType.DATE] == {
        "release date", "renewal date", "filming date", "end date", "trailer date", "date of birth",
    }  # fmt: skip
    assert by_type[ValueType.TIME] == {"next episode"}
    assert by_type[ValueType.COUNT] == {"number of episodes", "number of seasons", "running time"}


def test_who_may_be_the_subject() -> None:
    """All facts are about works, except for those of people, and explained terms."""
    others = {r.name: set(r.subjects) for r in RELATIONS.values() if r.subjects != {Kind.WORK}}
    of_people = (
        "represented by", "date of birth", "place of birth", "nationality", "height", "member of", "record label",
    )  # fmt: skip
    assert others == {
        "quote": {Kind.WORK, Kind.PERSON},
        "award": {Kind.WORK, Kind.PERSON},
        "official site": {Kind.WORK, Kind.PERSON},
        **{name: {Kind.PERSON} for name in of_people},
        "meaning": {Kind.TERM, Kind.WORK},
    }


@each_relation
def test_each_relation_has_a_plain_name_and_a_heading(relation: Relation) -> None:
    assert relation.name.replace("-", " ") == fold(relation.name)
    assert relation.heading[0].isupper()
    assert relation.heading == relation.heading.strip()


@each_relation
def test_each_sentence_can_be_filled_in(relation: Relation) -> None:
    """Templates name only what an answer has: dates use ``when``, everything else values."""
    for template in (relation.sentence, relation.ahead):
        if template is None:
            continue
        fields = fields_of(template)
        assert fields <= IN_SENTENCES
        assert "when" in fields if relation.is_dated else "values" in fields
        worded = template.format_map(dict.fromkeys(IN_SENTENCES, "x"))
        assert "{" not in worded
    if relation.ahead is not None:
        assert relation.is_dated, "only dates lie ahead"
    if relation.names is not None:
        assert relation.backwards is not None, "a value that is a name can be asked about"
    if relation.backwards is not None:
        asked = "when" if relation.is_dated else "values"
        assert fields_of(relation.backwards) == {asked, "subjects"}


@each_relation
def test_each_cue_is_folded_and_listed_once(relation: Relation) -> None:
    """Cues are looked up in folded questions: one that is not folded would never match."""
    phrases = (*relation.cues, *relation.hints)
    assert relation.cues or relation.name in PICTURES
    assert [phrase for phrase in phrases if fold(phrase) != phrase] == []
    assert [phrase for phrase, count in Counter(phrases).items() if count > 1] == []


def test_no_cue_asks_for_two_relations() -> None:
    """A cue decides; words that leave it open are hints."""
    owners: dict[str, list[str]] = {}
    for relation in RELATIONS.values():
        for cue in relation.cues:
            owners.setdefault(cue, []).append(relation.name)
    assert {cue: names for cue, names in owners.items() if len(names) > 1} == {}


def test_the_vocabulary_cannot_be_changed_at_run_time() -> None:
    with pytest.raises(TypeError):
        RELATIONS["new"] = RELATIONS["quote"]  # type: ignore[index]


def test_certainties_are_ranked_from_official_down() -> None:
    assert [certainty.value for certainty in sorted(Certainty, key=lambda certainty: certainty.rank)] == [
        "official",
        "reported",
        "rumoured",
        "estimated",
    ]
