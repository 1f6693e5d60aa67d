"""News: what leads in each relation and season, and what counts as news between two looks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.news import News, covers, find_news, sort_snapshots, take_snapshots
from bot.facts.dates import get_window
from bot.facts.model import Certainty, Kind
from bot.facts.relations import RELATIONS
from bot.facts.report import Entity, Pin, Report
from bot.store import About, Snapshot

MOON = Entity(1, Kind.WORK, "Moon High")
TODAY = date(2024, 6, 1)


def report(
    value: str,
    relation: str = "release date",
    *,
    day: int = 1,
    season: int | None = None,
    certainty: Certainty = Certainty.REPORTED,
    named: Entity | None = None,
    spoiler: bool = False,
) -> Report:
    is_date = RELATIONS[relation].is_dated
    return Report(
        id=day,
        subject=MOON,
        relation=relation,
        season=season,
        value=value,
        named=named,
        window=get_window(value) if is_date else None,
        certainty=certainty,
        according_to=None,
        evidence=None,
        spoiler=spoiler,
        character=None,
        speaker=None,
        author=None,
        about=None,
        note=None,
        on=None,
        article=f"article-{day}",
        published_on=date(2024, 1, day),
        title=None,
        publisher="The Paper",
        url=None,
    )


def look(*reports: Report, today: date = TODAY) -> frozenset[Snapshot]:
    return take_snapshots(reports, MOON, today)


def news_of(before: Iterable[Report], after: Iterable[Report]) -> tuple[News, ...]:
    return find_news(look(*before), look(*after))


def changes(news: News) -> tuple[list[str], list[str]]:
    """What has gone and what has come, in words."""
    return [value.words for value in news.gone], [value.words for value in news.come]


def test_a_later_report_is_news_with_its_source() -> None:
    (news,) = news_of(
        [report("2024", season=2)], [report("2024", season=2), report("2025-03", day=9, season=2)]
    )
    assert (news.relation.name, news.scope.season) == ("release date", 2)
    assert changes(news) == (["2024"], ["March 2025"])
    assert news.come[0].source == "Reported 9 January 2024 (The Paper)"


@pytest.mark.parametrize(
    "more",
    [
        pytest.param(report("2025", day=9, certainty=Certainty.RUMOURED), id="less certain"),
        pytest.param(report("2024", day=9), id="one more source"),
        pytest.param(report("2023", day=1, certainty=Certainty.ESTIMATED), id="beneath"),
    ],
)
def test_what_leads_as_before_is_no_news(more: Report) -> None:
    assert news_of([report("2024", day=5)], [report("2024", day=5), more]) == ()


def test_a_value_that_becomes_more_certain_is_news_once() -> None:
    rumour, official = (
        report("2024", certainty=Certainty.RUMOURED),
        report("2024", day=9, certainty=Certainty.OFFICIAL),
    )
    (news,) = news_of([rumour], [rumour, official])
    assert changes(news) == ([], [])
    ((before, after),) = news.firmer
    assert (before.certainty, after.certainty) == (Certainty.RUMOURED, Certainty.OFFICIAL)
    assert news_of([rumour, official], [rumour, official]) == ()
    assert news_of([rumour, official], [rumour]) == (), "less certain than it was is no better known"


def test_values_that_add_up_are_told_one_by_one() -> None:
    lee, kim = Entity(7, Kind.PERSON, "Lee Min"), Entity(8, Kind.PERSON, "Kim Ha")
    before = [report("Lee Min", "director", named=lee)]
    (added,) = news_of(before, [*before, report("Kim Ha", "director", day=2, named=kim)])
    assert changes(added) == ([], ["Kim Ha"])
    (gone,) = news_of(before, [])
    assert changes(gone) == (["Lee Min"], [])


def test_two_spellings_that_turn_out_to_be_one_person_are_no_news() -> None:
    kyoo, gyoo = Entity(7, Kind.PERSON, "Lee Jae-kyoo"), Entity(8, Kind.PERSON, "Lee Jae-gyoo")
    before = [
        report("Lee Jae-kyoo", "director", named=kyoo),
        report("Lee Jae-gyoo", "director", day=2, named=gyoo),
    ]
    after = [msgspec.structs.replace(each, named=kyoo) for each in before]
    assert news_of(before, after) == ()


def test_reports_of_one_day_that_disagree_lead_together() -> None:
    other = report("2025", day=5)
    (news,) = news_of([report("2024", day=5)], [report("2024", day=5), other])
    assert changes(news) == ([], ["2025"])
    assert [value.words for value in news.after] == ["2024", "2025"]


def test_a_pin_changes_what_leads_until_it_ends() -> None:
    old, new = report("2024"), report("2025", day=9)
    pinned = msgspec.structs.replace(old, pin=Pin("the agency says so", date(2024, 7, 1)))
    (news,) = news_of([old, new], [pinned, new])
    assert changes(news) == (["2025"], ["2024"])
    assert find_news(look(pinned, new), look(pinned, new, today=date(2024, 7, 2)))


def test_a_time_that_has_passed_is_no_news() -> None:
    ahead = report("2024-03")
    assert find_news(look(ahead, today=date(2024, 1, 2)), look(ahead, today=date(2024, 9, 1))) == ()


def test_spoilers_are_marked() -> None:
    (snapshot,) = look(report("Sora dies", "plot", spoiler=True))
    assert snapshot.values[0].spoiler


def test_each_choice_covers_its_relations() -> None:
    assert {name for name in RELATIONS if covers(About.RELEASE, name)} == {
        "release date",
        "renewal date",
        "filming date",
    }
    assert {name for name in RELATIONS if covers(About.CAST, name)} == {"cast member"}
    assert all(covers(About.ANYTHING, name) for name in RELATIONS)
    snapshots = look(report("drama", "genre"), report("2025", season=2), report("2024", season=1))
    assert [(each.relation, each.scope.season) for each in sort_snapshots(snapshots, About.ANYTHING)] == [
        ("release date", 1),
        ("release date", 2),
        ("genre", None),
    ]
    assert len(sort_snapshots(snapshots, About.RELEASE)) == 2


REPORTS = st.lists(
    st.builds(
        report,
        st.sampled_from(["2023", "2024", "2025-03"]),
        st.sampled_from(["release date", "plot", "renewal date"]),
        day=st.integers(1, 28),
        season=st.sampled_from([None, 1, 2]),
        certainty=st.sampled_from(list(Certainty)),
    ),
    max_size=8,
)


@given(REPORTS, REPORTS)
def test_news_names_exactly_what_differs(before: list[Report], after: list[Report]) -> None:
    """Whatever was reported: nothing is news compared with itself, and what comes one way goes the other."""
    assert news_of(before, before) == ()
    there, back = news_of(before, after), news_of(after, before)
    come = {(each.relation.name, each.scope.season, value.words) for each in there for value in each.come}
    gone = {(each.relation.name, each.scope.season, value.words) for each in back for value in each.gone}
    assert come == gone
