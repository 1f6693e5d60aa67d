"""Which old fact becomes which new one, and how that is put."""

from __future__ import annotations

import msgspec

from bot.facts.model import Certainty, Fact
from bot.moderation.fact_changes import ChangeKind, pair_facts, word_change_plainly


def cast(value: str, character: str | None = None, **more: object) -> Fact:
    """Who plays whom."""
    said = {"work": "Moon High", "relation": "cast member", "value": value, "character": character}
    return msgspec.convert({**said, **more}, Fact)


def date(value: str, season: int = 2, **more: object) -> Fact:
    """When a season comes out."""
    said = {"work": "Moon High", "relation": "release date", "value": value, "season": season}
    return msgspec.convert({**said, **more}, Fact)


def words(gone: list[Fact], come: list[Fact]) -> list[str]:
    return [word_change_plainly(change) for change in pair_facts(gone, come)]


def test_a_value_that_takes_the_place_of_another_is_put_as_old_and_new() -> None:
    assert words([date("2024")], [date("2024-40", certainty=Certainty.OFFICIAL)]) == [
        "~ Moon High season 2 · release date: 2024 → the first half of 2024; certainty reported → official"
    ]


def test_whoever_takes_over_a_part_takes_the_place_of_who_had_it() -> None:
    assert words(
        [cast("Ana Bell", "Io"), cast("Cy Dean", "Wu")], [cast("Eve Fox", "Io"), cast("Gil Hart")]
    ) == [
        "~ Moon High · cast member: Ana Bell (as Io) → Eve Fox (as Io)",
        "+ Moon High · cast member: Gil Hart; reported",
        "- Moon High · cast member: Cy Dean (as Wu); reported",
    ]


def test_what_says_the_same_is_paired_before_what_merely_stands_in_its_place() -> None:
    gone = [date("2024"), date("2025", certainty=Certainty.ESTIMATED)]
    come = [date("2025", certainty=Certainty.OFFICIAL), date("2026")]
    assert words(gone, come) == [
        "~ Moon High season 2 · release date: 2025; certainty estimated → official",
        "~ Moon High season 2 · release date: 2024 → 2026",
    ]


def test_a_fact_of_another_season_is_paired_where_it_says_the_same() -> None:
    (change,) = pair_facts([date("2024", season=1)], [date("2024")])
    assert change.kind is ChangeKind.CHANGED
    assert word_change_plainly(change).endswith("release date: 2024; season 1 → 2")


def test_every_fact_stands_once_whatever_is_paired() -> None:
    gone = [cast(f"Name {number % 3}", f"Part {number % 2}") for number in range(7)]
    come = [cast(f"Name {number % 4}", f"Part {number % 3}") for number in range(5)]
    changes = pair_facts(gone, come)
    assert [change.after for change in changes if change.after is not None] == come
    befores = [change.before for change in changes if change.before is not None]
    assert sorted(map(str, befores)) == sorted(map(str, gone))
