"""A timeline shows every report once, oldest first, and says what has become of each."""

from __future__ import annotations

from datetime import date

import msgspec

from bot.answers.rank import make_section
from bot.answers.timeline import Standing, Timeline, keep_foremost, make_timeline
from bot.facts.dates import get_window
from bot.facts.model import Certainty, Kind
from bot.facts.relations import RELATIONS
from bot.facts.report import Entity, Report
from bot.facts.scope import Scope
from bot.questions import Question

MOON = Entity(1, Kind.WORK, "Moon High")
TODAY = date(2025, 12, 1)
OFFICIAL, REPORTED, RUMOURED, ESTIMATED = Certainty


def report(number: int, day: date, value: str, certainty: Certainty = REPORTED) -> Report:
    return Report(
        id=number,
        subject=MOON,
        relation="release date",
        season=None,
        value=value,
        named=None,
        window=get_window(value),
        certainty=certainty,
        according_to=None,
        evidence=None,
        spoiler=False,
        character=None,
        speaker=None,
        author=None,
        about=None,
        note=None,
        on=None,
        article=f"article-{number}",
        published_on=day,
        title=None,
        publisher=None,
        url=None,
    )


def timeline_of(reports: dict[int | None, list[Report]], today: date = TODAY) -> Timeline:
    relation = RELATIONS["release date"]
    sections = [
        make_section(
            relation,
            MOON,
            Scope(season),
            [msgspec.structs.replace(each, season=season) for each in said],
            today,
        )
        for season, said in reports.items()
    ]
    return make_timeline(Question(relation.name, MOON), MOON.name, sections)


def test_reports_stand_in_the_order_of_their_dates_with_what_became_of_each() -> None:
    timeline = timeline_of(
        {
            2: [
                report(4, date(2024, 9, 1), "2025"),
                report(1, date(2022, 6, 6), "2024"),
                report(2, date(2023, 3, 1), "2025"),
                report(5, date(2024, 9, 1), "2026-33", ESTIMATED),
            ]
        }
    )
    assert [(row.report.id, row.standing) for row in timeline.rows] == [
        (1, Standing.REPLACED),
        (2, Standing.AGREES),
        (5, Standing.BENEATH),
        (4, Standing.LEADS),
    ]


def test_what_leads_still_though_its_time_is_over_is_said_to_have_passed() -> None:
    (row,) = timeline_of({2: [report(1, date(2024, 1, 29), "2024")]}).rows
    assert row.passed
    (row,) = timeline_of({2: [report(1, date(2024, 1, 29), "2024")]}, date(2024, 12, 31)).rows
    assert not row.passed
    (row,) = timeline_of({1: [report(1, date(2022, 2, 11), "2022-01-28")]}).rows
    assert not row.passed


def test_reports_that_disagree_all_lead() -> None:
    timeline = timeline_of(
        {2: [report(1, date(2024, 1, 1), "2024"), report(2, date(2024, 1, 1), "2025")]}, date(2024, 2, 1)
    )
    assert {row.standing for row in timeline.rows} == {Standing.LEADS}


def test_seasons_follow_one_another_and_the_newest_reports_are_kept() -> None:
    day = date(2024, 1, 1)
    timeline = timeline_of(
        {
            3: [report(3, day, "2027")],
            None: [report(1, day, "2022")],
            2: [report(2, date(2023, 1, 1), "2025")],
        }
    )
    assert [group.scope.season for group in timeline.groups] == [None, 2, 3]
    foremost = keep_foremost(timeline, 2)
    assert [row.report.id for row in foremost.rows] == [1, 3]
    assert [group.scope.season for group in foremost.groups] == [None, 3]
    assert foremost.left_out == 1
    assert keep_foremost(timeline, 3) == timeline


def test_what_leads_is_kept_however_many_rumours_are_newer() -> None:
    official = report(1, date(2023, 1, 1), "2026", OFFICIAL)
    rumours = [report(number, date(2024, number, 1), str(2026 + number), RUMOURED) for number in range(2, 9)]
    foremost = keep_foremost(timeline_of({2: [official, *rumours]}), 3)
    assert [row.report.id for row in foremost.rows] == [1, 7, 8]
    assert foremost.left_out == 5
