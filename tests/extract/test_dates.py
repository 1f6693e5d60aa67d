"""Times in news: every form, resolved against the article's day, or left unresolved without one."""

from __future__ import annotations

from datetime import date

import pytest

from bot.extract.dates import find_times
from bot.facts.dates import get_window

DAY = date(2024, 3, 5)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It premieres on 2024-05-01.", "2024-05-01"),
        ("It premieres on May 1, 2025.", "2025-05-01"),
        ("It premieres on 1st May, 2025.", "2025-05-01"),
        ("It will premiere on April 13.", "2024-04-13"),
        ("It will premiere on January 28.", "2025-01-28"),
        ("It premiered on January 28.", "2024-01-28"),
        ("It premiered on Nov. 28.", "2023-11-28"),
        ("It opens in May 2025.", "2025-05"),
        ("It opens in the first half of 2025.", "2025-40"),
        ("It opens in the second half of this year.", "2024-41"),
        ("It opens in the third quarter of 2024.", "2024-35"),
        ("It opens in Q4 2024.", "2024-36"),
        ("It opens in early 2025.", "2025-33"),
        ("It opens in late 2025.", "2025-36"),
        ("It opens in early next year.", "2025-33"),
        ("It opens at the end of the year.", "2024-36"),
        ("It opens later this year.", "2024"),
        ("It opens next year.", "2025"),
        ("It opened last year.", "2023"),
        ("It opens next month.", "2024-04"),
        ("It opens this summer.", "2024-22"),
        ("It opens in fall 2025.", "2025-23"),
        ("It opens this Friday.", "2024-03-08"),
        ("The network said on Monday.", "2024-03-04"),
        ("The film of 2019 was a hit.", "2019"),
        ("It is slated for an April release.", "2024-04"),
        ("It will premiere on the 23rd.", "2024-03-23"),
        ("It will premiere on the 1st, after “Moonrise.”", "2024-04-01"),
        ("The first episode aired on the 28th.", "2024-02-28"),
    ],
)
def test_each_form_of_a_time_is_read(text: str, expected: str) -> None:
    times = find_times(text, DAY)
    assert [time.edtf for time in times] == [expected]
    assert get_window(expected).lower <= get_window(expected).upper


@pytest.mark.parametrize(
    "text", ["later this year", "on April 13", "next month", "this Friday", "early next year"]
)
def test_without_the_articles_day_a_relative_time_stays_unresolved(text: str) -> None:
    assert [time.edtf for time in find_times(text, None)] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "It cost $2024.",
        "She lives on the 4th floor.",
        "They may march in.",
        "on June 31, 2024",
        "no time at all",
    ],
)
def test_what_is_no_time_is_not_taken_for_one(text: str) -> None:
    assert find_times(text, DAY) == []
