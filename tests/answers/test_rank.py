"""Which report leads: later equals replace, less certain ones stand beneath, equals of one day disagree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers import Section
from bot.answers.answer import Time
from bot.answers.rank import find_time, make_section, rank_reports
from bot.facts.dates import get_window
from bot.facts.model import Certainty, Kind
from bot.facts.relations import RELATIONS
from bot.facts.report import Entity, Pin, Report
from bot.facts.scope import WHOLE

MOON = Entity(1, Kind.WORK, "Moon High")
FAR_OFF = date(2020, 1, 1)
"""A day before any time named here has passed."""

OFFICIAL, REPORTED, RUMOURED, ESTIMATED = Certainty


@dataclass(frozen=True)
class Said:
    """A report as the tables below write it: a day in January 2024, how certain, and what."""

    day: int
    certainty: Certainty
    value: str


def report(said: Said, number: int, relation: str = "release date", named: Entity | None = None) -> Report:
    is_date = RELATIONS[relation].is_dated
    return Report(
        id=number,
        subject=MOON,
        relation=relation,
        season=None,
        value=said.value,
        named=named,
        window=get_window(said.value) if is_date else None,
        certainty=said.certainty,
        according_to=None,
        evidence=None,
        spoiler=False,
        character=None,
        speaker=None,
        author=None,
        about=None,
        note=None,
        on=None,
        article=f"article-{said.day}-{number}",
        published_on=date(2024, 1, said.day),
        title=None,
        publisher=None,
        url=None,
    )


def section_of(*said: Said, relation: str = "release date", today: date = FAR_OFF) -> Section:
    reports = [report(each, number, relation) for number, each in enumerate(said, 1)]
    return make_section(RELATIONS[relation], MOON, WHOLE, reports, today)


TABLE = {
    "one report leads": ([Said(1, REPORTED, "2025")], ["2025"], [], [], False),
    # A later report replaces an earlier one of equal or lower certainty
    "a later equal replaces": (
        [Said(1, REPORTED, "2025"), Said(2, REPORTED, "2026")],
        ["2026"], [], ["2025"], False,
    ),
    "a later one that is surer replaces": (
        [Said(1, RUMOURED, "2025"), Said(2, OFFICIAL, "2026")],
        ["2026"], [], ["2025"], False,
    ),
    "the order of reading does not matter": (
        [Said(2, OFFICIAL, "2026"), Said(1, RUMOURED, "2025")],
        ["2026"], [], ["2025"], False,
    ),
    "what was replaced is listed newest first": (
        [Said(1, RUMOURED, "2025"), Said(3, REPORTED, "2026"), Said(2, REPORTED, "2027"), Said(9, OFFICIAL, "2028")],
        ["2028"], [], ["2026", "2027", "2025"], False,
    ),
    # A less certain one never displaces a more certain one: it stands beneath
    "a later rumour stands beneath": (
        [Said(1, REPORTED, "2025"), Said(2, RUMOURED, "2026")],
        ["2025"], ["2026"], [], False,
    ),
    "a later report stands beneath what is official": (
        [Said(1, OFFICIAL, "2025"), Said(2, REPORTED, "2026")],
        ["2025"], ["2026"], [], False,
    ),
    "a later estimate stands beneath a rumour": (
        [Said(1, RUMOURED, "2025"), Said(2, ESTIMATED, "2026")],
        ["2025"], ["2026"], [], False,
    ),
    "beneath, too, the later replaces": (
        [Said(1, OFFICIAL, "2025"), Said(2, RUMOURED, "2026"), Said(3, RUMOURED, "2027")],
        ["2025"], ["2027"], ["2026"], False,
    ),
    "beneath, the surest comes first": (
        [Said(1, OFFICIAL, "2025"), Said(2, REPORTED, "2026"), Said(3, RUMOURED, "2027"), Said(4, ESTIMATED, "2028")],
        ["2025"], ["2026", "2027", "2028"], [], False,
    ),
    "the later official one clears everything earlier away": (
        [Said(1, OFFICIAL, "2025"), Said(2, RUMOURED, "2026"), Said(3, OFFICIAL, "2027")],
        ["2027"], [], ["2026", "2025"], False,
    ),
    # On the same date certainty decides
    "of one day the surer leads": (
        [Said(1, ESTIMATED, "2026"), Said(1, REPORTED, "2025")],
        ["2025"], ["2026"], [], False,
    ),
    # Equals of one day disagree, and all of them are shown
    "equals of one day disagree": (
        [Said(1, REPORTED, "2025"), Said(1, REPORTED, "2026")],
        ["2025", "2026"], [], [], True,
    ),
    "a later equal ends a dispute": (
        [Said(1, REPORTED, "2025"), Said(1, REPORTED, "2026"), Said(2, REPORTED, "2027")],
        ["2027"], [], ["2025", "2026"], False,
    ),
    "a rumour beneath is no dispute": (
        [Said(1, REPORTED, "2025"), Said(1, RUMOURED, "2026"), Said(1, RUMOURED, "2027")],
        ["2025"], ["2026", "2027"], [], False,
    ),
    # Reports that say the same confirm each other
    "a confirmation is neither a dispute nor an earlier report": (
        [Said(1, REPORTED, "2025"), Said(1, REPORTED, "2025"), Said(2, REPORTED, "2025")],
        ["2025"], [], [], False,
    ),
    "a less certain confirmation stands with what it confirms": (
        [Said(1, OFFICIAL, "2025"), Said(2, RUMOURED, "2025")],
        ["2025"], [], [], False,
    ),
    "back to an earlier value, only the other one is an earlier report": (
        [Said(1, REPORTED, "2025"), Said(2, REPORTED, "2026"), Said(3, REPORTED, "2025")],
        ["2025"], [], ["2026"], False,
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("said", "leading", "beneath", "earlier", "disputed"), TABLE.values(), ids=list(TABLE)
)
def test_reports_change(
    said: list[Said], leading: list[str], beneath: list[str], earlier: list[str], disputed: bool
) -> None:
    section = section_of(*said)
    assert [statement.value for statement in section.statements if statement.leads] == leading
    assert [statement.value for statement in section.statements if not statement.leads] == beneath
    assert [statement.leads for statement in section.statements] == [True] * len(leading) + [False] * len(
        beneath
    )
    assert [replaced.value for replaced in section.earlier] == earlier
    assert section.disputed is disputed


def test_confirmations_are_merged_with_the_surest_first() -> None:
    """One statement with every current report of it, the most certain and newest first."""
    section = section_of(
        Said(1, OFFICIAL, "2025"),
        Said(3, RUMOURED, "2025"),
        Said(2, REPORTED, "2025"),
        Said(2, REPORTED, "2025"),
    )
    (statement,) = section.statements
    assert [each.certainty for each in statement.reports] == [OFFICIAL, REPORTED, REPORTED, RUMOURED]
    assert statement.best.published_on == date(2024, 1, 1)


def test_two_spellings_of_one_name_are_one_value() -> None:
    """Values that name somebody are told apart by whom they name, other values by their letters."""
    agency = Entity(7, Kind.TOPIC, "BH Entertainment")
    reports = [
        report(Said(1, REPORTED, "BH"), 1, "represented by", agency),
        report(Said(1, REPORTED, "BH Entertainment"), 2, "represented by", agency),
    ]
    section = make_section(RELATIONS["represented by"], MOON, WHOLE, reports, FAR_OFF)
    assert [statement.value for statement in section.statements] == ["BH"]
    assert len(section.statements[0].reports) == 2
    assert not section.disputed
    rating = section_of(Said(1, REPORTED, "Good"), Said(1, REPORTED, "good"), relation="rating")
    assert [statement.value for statement in rating.statements] == ["Good"]


def test_values_of_other_relations_add_up() -> None:
    """A later cast list replaces nobody; each name occurs once, the surest and newest report first."""
    said = [Said(1, REPORTED, "A"), Said(2, REPORTED, "B"), Said(3, RUMOURED, "C"), Said(3, REPORTED, "a")]
    section = section_of(*said, relation="cast member")
    assert [statement.value for statement in section.statements] == ["a", "B", "C"]
    assert [len(statement.reports) for statement in section.statements] == [2, 1, 1]
    assert section.earlier == ()
    assert not section.disputed


@pytest.mark.parametrize(
    ("value", "today", "passed"),
    [
        ("2024", date(2024, 12, 31), False),
        ("2024", date(2025, 1, 1), True),
        ("2024-40", date(2024, 6, 30), False),
        ("2024-40", date(2024, 7, 1), True),
        ("2024-03-01", date(2024, 3, 1), False),
        ("2024-03-01", date(2024, 3, 2), True),
        # A time already past when reported has not passed without news: it was the news.
        ("2022-01-28", date(2025, 1, 1), False),
        ("2023", date(2025, 1, 1), False),
        ("2024-01-01", date(2025, 1, 1), False),
    ],
)
def test_a_window_that_lay_ahead_has_passed_on_the_day_after_it(
    value: str, today: date, passed: bool
) -> None:
    section = section_of(Said(1, REPORTED, value), today=today)
    assert section.statements[0].passed is passed


def test_what_is_no_date_never_passes() -> None:
    section = section_of(Said(1, REPORTED, "12"), relation="number of episodes", today=date(9999, 1, 1))
    assert not section.statements[0].passed


_SAID = st.lists(
    st.builds(
        Said, st.integers(1, 5), st.sampled_from(Certainty), st.sampled_from(["2024", "2025", "2026-40"])
    ),
    min_size=1,
    max_size=8,
)


@given(_SAID)
def test_nothing_said_is_lost_and_nothing_is_shown_twice(said: list[Said]) -> None:
    """Every value is among the statements or the earlier reports, never both."""
    section = section_of(*said)
    stated = [statement.value for statement in section.statements]
    assert len(set(stated)) == len(stated)
    earlier = {replaced.value for replaced in section.earlier}
    assert set(stated) | earlier == {each.value for each in said}
    assert not set(stated) & earlier


@given(_SAID)
def test_nothing_less_certain_displaces_and_the_newest_of_the_surest_leads(said: list[Said]) -> None:
    section = section_of(*said)
    surest = min(each.certainty.rank for each in said)
    newest = max(each.day for each in said if each.certainty.rank == surest)
    lead = section.statements[0].best
    assert (lead.certainty.rank, lead.published_on.day) == (surest, newest)
    for statement in section.statements:
        assert statement.leads == (
            (statement.best.certainty, statement.best.published_on) == (lead.certainty, lead.published_on)
        )


@given(_SAID)
def test_the_order_in_which_reports_are_read_decides_nothing(said: list[Said]) -> None:
    reports = [report(each, number) for number, each in enumerate(said, 1)]
    backwards = make_section(RELATIONS["release date"], MOON, WHOLE, reports[::-1], FAR_OFF)
    assert backwards == make_section(RELATIONS["release date"], MOON, WHOLE, reports, FAR_OFF)


def test_reports_are_ranked_by_certainty_then_date_then_place() -> None:
    said = [
        Said(1, RUMOURED, "2025"),
        Said(1, OFFICIAL, "2025"),
        Said(2, OFFICIAL, "2025"),
        Said(2, OFFICIAL, "2026"),
    ]
    ranked = rank_reports([report(each, number) for number, each in enumerate(said, 1)])
    assert [each.id for each in ranked] == [3, 4, 2, 1]
    assert ranked[0].published_on - ranked[2].published_on == timedelta(days=1)


def test_a_pinned_report_leads_until_its_day_is_over() -> None:
    old, new = report(Said(1, ESTIMATED, "2025"), 1), report(Said(9, OFFICIAL, "2026"), 2)
    pinned = msgspec.structs.replace(old, pin=Pin("the studio says so", date(2024, 3, 1)))
    relation = RELATIONS["release date"]
    section = make_section(relation, MOON, WHOLE, [new, pinned], date(2024, 3, 1))
    assert [(statement.value, statement.leads) for statement in section.statements] == [
        ("2025", True),
        ("2026", False),
    ]
    assert section.pin == pinned.pin
    after = make_section(relation, MOON, WHOLE, [new, pinned], date(2024, 3, 2))
    assert [statement.value for statement in after.statements] == ["2026"]
    assert after.pin is None


@pytest.mark.parametrize("days", [(1, 1), (1, 2), (2, 1)])
def test_a_finer_date_is_no_disagreement_and_leads_whichever_came_first(days: tuple[int, int]) -> None:
    coarse, fine = days
    section = section_of(Said(coarse, REPORTED, "2027-03"), Said(fine, REPORTED, "2027-03-12"))
    assert [statement.value for statement in section.statements] == ["2027-03-12"]
    assert [report.value for report in section.earlier] == ["2027-03"]
    assert not section.disputed


def test_a_finer_date_that_is_less_certain_stands_beneath() -> None:
    section = section_of(Said(1, OFFICIAL, "2027-03"), Said(2, RUMOURED, "2027-03-12"))
    assert [statement.value for statement in section.statements] == ["2027-03", "2027-03-12"]
    assert [statement.leads for statement in section.statements] == [True, False]


def test_another_date_of_the_same_day_is_a_disagreement() -> None:
    assert section_of(Said(1, REPORTED, "2027-03"), Said(1, REPORTED, "2027-04-12")).disputed


def test_when_filming_began_and_when_it_ended_are_two_facts() -> None:
    began = report(Said(1, REPORTED, "2023-05"), 1, "filming date")
    ended = msgspec.structs.replace(
        report(Said(2, REPORTED, "2023-09"), 2, "filming date"), note="Filming wrapped that month."
    )
    section = make_section(RELATIONS["filming date"], MOON, WHOLE, [began, ended], FAR_OFF)
    assert {statement.value for statement in section.statements if statement.leads} == {"2023-05", "2023-09"}
    assert not section.disputed
    assert section.earlier == ()


@pytest.mark.parametrize(
    ("value", "today", "came", "time"),
    [
        ("2024-03-01", date(2024, 2, 1), False, Time.AHEAD),
        ("2024-03-01", date(2024, 3, 1), False, Time.TODAY),
        ("2024-03-01", date(2024, 3, 2), False, Time.YESTERDAY),
        ("2024-03-01", date(2024, 3, 3), False, Time.OVER),
        ("2024-03-01", date(2024, 3, 3), True, Time.CAME),
        ("2024-03", date(2024, 3, 15), False, Time.AHEAD),
        ("2024-03", date(2024, 4, 1), False, Time.OVER),
        ("2023", date(2024, 4, 1), False, Time.PAST),
    ],
)
def test_how_a_date_lies_to_today(value: str, today: date, came: bool, time: Time) -> None:
    assert find_time(report(Said(2, REPORTED, value), 1), today, came=came) is time


def test_days_are_counted_to_what_is_known_to_the_day() -> None:
    exact = section_of(Said(1, REPORTED, "2024-03-01"), today=date(2024, 2, 28)).statements[0]
    assert exact.days_ahead == 2
    assert section_of(Said(1, REPORTED, "2024-03"), today=date(2024, 2, 28)).statements[0].days_ahead is None


def test_dates_that_replace_one_another_in_a_circle_are_answered() -> None:
    """March 2026 is finer than 2026, 2026 is newer than 2027, and 2027 newer than March 2026."""
    section = section_of(Said(1, REPORTED, "2026-03"), Said(2, REPORTED, "2027"), Said(3, REPORTED, "2026"))
    assert [statement.value for statement in section.statements if statement.leads] == ["2026"]
    assert {each.value for each in section.earlier} == {"2026-03", "2027"}
