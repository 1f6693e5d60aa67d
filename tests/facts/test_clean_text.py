"""Text that comes in loses what no text has, and nothing else; it stays as long as it was."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.facts.clean_text import clean_text
from tests.hostile import HOSTILE

# Lone surrogates as well, which hypothesis leaves out of what it takes for text.
ANY = st.text(st.characters(codec=None, categories=None, exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Moon\0High", "Moon High"),
        ("\x1b[31mred\x07", " [31mred "),
        ("a\x7f\x85\x9fb", "a   b"),
        ("\ud800\udfff", "\ufffd\ufffd"),
        ("tab\t and\r\n lines", "tab\t and\r\n lines"),
        (
            "이재규 👩‍👩‍👧 \u200b\u202e\ufeff\ufffd\uffff\U0010ffff",
            "이재규 👩‍👩‍👧 \u200b\u202e\ufeff\ufffd\uffff\U0010ffff",
        ),
        ("", ""),
    ],
)
def test_controls_become_spaces_and_lone_surrogates_are_replaced(text: str, clean: str) -> None:
    assert clean_text(text) == clean


@given(ANY | HOSTILE)
def test_clean_text_can_be_stored_and_sent_and_stays_clean(text: str) -> None:
    clean = clean_text(text)
    clean.encode()
    assert all(unicodedata.category(letter) != "Cc" or letter in "\t\r\n" for letter in clean)
    assert len(clean) == len(text)
    assert clean_text(clean) == clean
