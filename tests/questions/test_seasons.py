"""Seasons as fans write them: every common form is read, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.facts.scope import WHOLE, Scope
from bot.names import fold
from bot.questions.seasons import find_scope, find_season, read_trailing_number, split_scope

WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()


def season_of(text: str) -> int | None:
    span = find_season(fold(text).split())
    return None if span is None else span.season


@pytest.mark.parametrize(
    "text",
    [
        "season 2", "Season 2", "SEASON 2", "season two", "second season", "2nd season", "s2", "S2", "S02", "s 2",
        "season2", "szn 2", "szn2", "2nd szn", "ssn 2", "seson 2", "season 02", "season-2", "season: 2", "s2?",
        "(season 2)", "series 2", "is season 2 out", "the second season of it",
        "season ２", "s2e4", "S02E04", "season ii", "시즌 2",
    ],
)  # fmt: skip
def test_every_common_form_is_read(text: str) -> None:
    """Two is two, in figures or words, before the word or behind it, short or misspelt."""
    assert season_of(text) == 2


@pytest.mark.xfail(strict=True, reason="a plain number before the word is not read")
def test_a_plain_number_may_stand_before_the_word() -> None:
    assert season_of("aouad 2 season when") == 2


@pytest.mark.parametrize(
    "text",
    [
        "", "season", "s", "seasons", "how many seasons", "2 seasons", "two seasons", "the series", "part of it", "2", "two", "24", "1971", "2024", "season 0", "s0", "season 2024", "s2024", "us 2", "u2", "two of them", "1st place",
        "part 2", "second part", "vol 2", "season finale", "a series of 3 murders", "episodes 1 to 12", "ss2",
    ],
)  # fmt: skip
def test_nothing_else_is_a_season(text: str) -> None:
    """Numbers, years and the bare words name none."""
    assert season_of(text) is None


def test_the_first_of_two_seasons_is_taken() -> None:
    assert season_of("s1 and s2") == 1


@given(
    st.integers(1, 60),
    st.sampled_from(["season {}", "s{}", "s{:02}", "szn {}", "season{}", "is season {} out"]),
)
def test_any_number_of_season_is_read(number: int, form: str) -> None:
    assert season_of(form.format(number)) == number


@given(st.integers(1, 12), st.sampled_from(["season {}", "series {}", "szn {}"]))
def test_numbers_may_be_words(number: int, form: str) -> None:
    assert season_of(form.format(WORDS[number - 1])) == number


@given(st.integers(1, 12), st.sampled_from(["{} season", "the {} season of it"]))
def test_ordinals_may_be_words(number: int, form: str) -> None:
    assert season_of(form.format(ORDINALS[number - 1])) == number


@given(st.integers(61, 10**30))
def test_no_show_has_had_so_many(number: int) -> None:
    """A number beyond any show's seasons, a year above all, is none."""
    assert season_of(f"season {number}") is None
    assert read_trailing_number(str(number)) is None


@given(
    st.lists(st.text(max_size=8) | st.sampled_from(["season", "s2", "2nd", "two"]), max_size=8).map(" ".join)
)
def test_a_season_lies_within_what_was_asked(text: str) -> None:
    """Whatever the words, what is found are some of them, and a season that there can be."""
    tokens = fold(text).split()
    span = find_season(tokens)
    if span is not None:
        assert 0 <= span.start < span.end <= len(tokens)
        assert 1 <= span.season <= 60


@pytest.mark.parametrize(
    ("title", "bare", "season"),
    [
        ("Squid Game 2", "squid game", 2),
        ("Squid Game s2", "squid game", 2),
        ("Squid Game season two", "squid game", 2),
        ("Squid Game: Season 2", "squid game", 2),
        ("2nd season Squid Game", "squid game", 2),
        # A title stays as it was written where it names no season
        ("Squid Game", "Squid Game", None),
        ("Blade Runner 2049", "Blade Runner 2049", None),
        # A number by itself is a title
        ("24", "24", None),
        ("1971", "1971", None),
        ("S2", "S2", None),
        ("", "", None),
    ],
)
def test_a_title_loses_the_season_it_ends_in(title: str, bare: str, season: int | None) -> None:
    assert split_scope(title) == (bare, Scope(season))


@pytest.mark.xfail(strict=True, reason="what is a season from end to end is cut like a title with a number")
def test_a_season_alone_is_no_title_with_a_number() -> None:
    assert split_scope("season 2") == ("season 2", WHOLE)


@given(st.text(max_size=60))
def test_a_title_never_becomes_empty(title: str) -> None:
    """Something is left to look up wherever there was something to begin with."""
    bare, scope = split_scope(title)
    assert bool(bare.strip()) == bool(title.strip()) or scope == WHOLE
    assert scope.season is None or 1 <= scope.season <= 60


@given(st.sampled_from(["Squid Game", "Her", "지우학", "1971 Again", "Mr. Sunshine"]), st.integers(1, 60))
def test_title_and_season_come_apart_as_they_were_put_together(title: str, season: int) -> None:
    for form in ("{} season {}", "{} s{}", "{} {}"):
        assert split_scope(form.format(title, season)) == (fold(title), Scope(season))


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("season 1 part 2", Scope(1, 2)),
        ("part 2 of season 1", Scope(1, 2)),
        ("s1 part two", Scope(1, 2)),
        ("part 2", Scope(None, 2)),
        ("pt 2", Scope(None, 2)),
        ("vol. 2", Scope(None, 2)),
        ("Volume II", Scope(None, 2)),
        ("cour 2", Scope(None, 2)),
        ("the 2nd cour", Scope(None, 2)),
        ("the second half of season 4", Scope(4, 2)),
        ("season 4 second half", Scope(4, 2)),
        ("s2e5", Scope(2, None, 5)),
        ("S02E05", Scope(2, None, 5)),
        ("s2 e5", Scope(2, None, 5)),
        ("s2 ep 5", Scope(2, None, 5)),
        ("2x05", Scope(2, None, 5)),
        ("episode 5 of season 2", Scope(2, None, 5)),
        ("ep. 5", Scope(None, None, 5)),
        ("ep5", Scope(None, None, 5)),
        ("the fifth episode of the second season", Scope(2, None, 5)),
        ("episode 1071", Scope(None, None, 1071)),
        ("season 4 part 2 episode 3", Scope(4, 2, 3)),
    ],
)
def test_parts_and_episodes_are_read(text: str, scope: Scope) -> None:
    """A part is no season, and the number of an episode neither."""
    assert find_scope(fold(text).split()) == scope


@pytest.mark.parametrize(
    "text",
    [
        "in the second half of 2025", "coming in the first half", "the first half of next year", "part of it", "e5",
        "10 episodes", "episodes", "the lead part", "how many episodes", "halfway through", "half of the cast",
    ],
)  # fmt: skip
def test_nothing_else_is_a_part_or_an_episode(text: str) -> None:
    assert find_scope(fold(text).split()) == WHOLE
