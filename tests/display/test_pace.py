"""How often one person may do something, and that counting it stays cheap with many people."""

from __future__ import annotations

from bot.display.pace import Pace


def test_so_many_are_free_and_the_next_one_is_told_how_long_to_wait() -> None:
    pace = Pace(3, 10.0)
    assert [pace.count("ana", at) for at in (0.0, 1.0, 2.0)] == [0.0, 0.0, 0.0]
    assert pace.count("ana", 4.0) == 6.0
    assert pace.count("theo", 4.0) == 0.0


def test_a_new_window_begins_when_the_old_one_has_passed() -> None:
    pace = Pace(1, 10.0)
    assert pace.count("ana", 0.0) == 0.0
    assert pace.count("ana", 9.0) == 1.0
    assert pace.count("ana", 10.0) == 0.0
    assert pace.count("ana", 11.0) == 9.0


def test_whose_window_has_passed_is_forgotten() -> None:
    pace = Pace(1, 10.0)
    for person in range(1000):
        pace.count(person, 0.0)
    assert len(pace) == 1000
    pace.count("ana", 10.0)
    assert len(pace) == 1


def test_clocks_that_differ_hold_nobody_back_for_longer() -> None:
    pace = Pace(1, 10.0)
    assert pace.count("late", 100.0) == 0.0
    assert pace.count("early", 95.0) == 0.0
    assert pace.count("early", 106.0) == 0.0
    assert pace.count("late", 106.0) == 4.0
