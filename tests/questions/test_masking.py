"""What others may read of a question: its names and shape, no contacts, no digits, no word that only the fan knows."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.facts.model import Kind
from bot.names import NameEntry, NameIndex
from bot.questions import find_shape, leave_out_contacts, mask_contacts, mask_private
from bot.questions.masking import MASKED

WORDS = st.text(st.characters(codec="utf-8"), max_size=12)


@pytest.fixture(scope="module")
def names() -> NameIndex:
    """Two names."""
    entries = [NameEntry(1, Kind.WORK, "Moon High"), NameEntry(2, Kind.PERSON, "Nam Onjo")]
    return NameIndex.build(entries)


@pytest.mark.parametrize(
    ("question", "shape"),
    [
        (
            "does my neighbour Jane Doe, 12 Elm Street, phone 555 0100, act in moon high?",
            "does my … act in Moon High",
        ),
        ("who directed Xylophone Quarterly?", "who directed …"),
        ("what is its budget", "what is its budget"),
        (
            "when is s2 of Moon High out for Emily and Kimberly?",
            "when is season 2 of Moon High out for … and …",
        ),
        ("mail jane@mail.example whether nam onjo sings", "… Nam Onjo sings"),
        ("is it on netflix or on my uncle's tv", "is it on netflix or on my … tv"),
        ("555 0100", ""),
        ("", ""),
    ],
)
def test_a_shape_holds_known_names_and_the_words_of_the_vocabulary(
    names: NameIndex, question: str, shape: str
) -> None:
    assert find_shape(question, names) == shape


def test_a_name_that_is_a_spoiler_is_masked(names: NameIndex) -> None:
    assert find_shape("who is Nam Onjo in Moon High", names, {2}) == "who is … in Moon High"


@given(st.lists(WORDS, max_size=8))
def test_no_digit_and_no_unknown_word_is_in_any_shape(names: NameIndex, words: list[str]) -> None:
    shape = find_shape(" ".join(["who", "zyxwv", *words, "qqpq", "123"]), names)
    assert "zyxwv" not in shape
    assert "qqpq" not in shape
    assert not any(letter.isdigit() for letter in re.sub(r"(?:season|part|episode) \d+", "", shape))


@pytest.mark.parametrize(
    "private",
    [
        "555 0100",
        "+82 10-1234-5678",
        "(02) 555/0100",
        "5\u200b55 0\u200b100",
        "５５５ ０１００",
        "jane.doe@mail.example",
        "jane @ mail . example",
        "jane(at)mail(dot)example",
        "<@1500000000000000000>",
        "<@&15>",
        "<#15>",
        "@jane_doe",
        "https://me.example/jane",
    ],
)
def test_contacts_are_left_out_of_what_is_kept_and_of_what_is_shown(private: str) -> None:
    text = f"did {private} act"
    assert leave_out_contacts(text).split() == ["did", "act"]
    assert mask_private(text) == f"did {MASKED} act"


@pytest.mark.parametrize(
    "address", ["12 Elm Street", "12b Elm St. Road", "Hauptstrasse 12", "152 Teheran-ro", "7, Long Lane"]
)
def test_street_addresses_are_masked_for_others(address: str) -> None:
    for masked in (mask_private(f"from {address} it is"), mask_contacts(f"from {address} it is")):
        assert masked == f"from {MASKED} it is"


def test_what_is_wrong_keeps_its_numbers_days_and_links() -> None:
    said = "It is 2025, 16 episodes, on 2024-01-29 or 29/01/2024; see https://news.example/12/a"
    assert mask_contacts(said) == said
    assert (
        leave_out_contacts("is it out on 2024-01-29 or in 2023 2024")
        == "is it out on 2024-01-29 or in 2023 2024"
    )


@given(st.text(max_size=300))
def test_no_digit_is_ever_shown_to_others(text: str) -> None:
    assert not any(letter.isdecimal() for letter in mask_private(text))
