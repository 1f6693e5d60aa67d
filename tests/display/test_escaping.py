"""Untrusted text: nothing in it pings, links or formats, and all its words are still there."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.display.escape import clip, escape, escape_clipped, link, plain_label
from bot.names import strip_unseen

TEXT = st.text(max_size=400) | st.text(
    alphabet="@everyon<>&#!0123456789 \\*_~|`[]()-+.:/thps\n\u200b\u202e", max_size=200
)
UNESCAPED = re.compile(r"(?<!\\)(?:\\\\)*[*_~|`<>\[\]()#@]")


def unescape(text: str) -> str:
    """What Discord shows: a backslash vanishes before punctuation, and stays before anything else."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", text)


@given(TEXT)
@example("1. first")
@example("- item")
@example("-")
@example("12. @everyone")
@example("\\")
@example("\\\\*")
@example("https://a.b/c_d_e")
@example("://://")
def test_escaped_text_reads_as_it_was_and_marks_nothing_up(text: str) -> None:
    escaped = escape(text)
    assert unescape(escaped) == " ".join(strip_unseen(text).split())
    assert not UNESCAPED.search(escaped)
    assert "://" not in escaped
    assert "\n" not in escaped
    assert not re.match(r"(?:[-+]|\d+\.)(?:\s|$)", escaped), "no list"


@given(TEXT, st.integers(2, 120))
@example("\\" * 50, 9)
@example("https://" * 20, 11)
def test_clipped_text_fits_and_ends_in_no_open_escape(text: str, limit: int) -> None:
    for clipped in (escape_clipped(text, limit), clip(text, limit), plain_label(text, limit)):
        assert len(clipped) <= limit
    clipped = escape_clipped(text, limit)
    assert not UNESCAPED.search(clipped)
    assert not re.search(r"(?<!\\)(?:\\\\)*\\…$", clipped), "the cut is shown, not escaped"
    plain = " ".join(strip_unseen(text).split())
    if clipped.endswith("…") and not plain.endswith("…"):
        assert plain.startswith(unescape(clipped.removesuffix("…").rstrip()).rstrip(":").rstrip("/").rstrip())
    elif len(text) < limit // 2:
        assert unescape(clipped) == plain


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.koreaherald.com/view.php?ud=1&x=(a)", "www.koreaherald.com"),
        ("https://bbc.co.uk@evil.example/", "evil.example"),
        ('http://user:pw@news.example:8080/a b"<>`', "news.example"),
        ("https://news.example/](https://evil.example)", "news.example"),
        ("https://news.example/\u202egnp.exe", "news.example"),
        ("https://new_s.example/", "new\\_s.example"),
    ],
)
def test_a_link_shows_where_it_leads_and_cannot_be_left(url: str, domain: str) -> None:
    written = link(url)
    match = re.fullmatch(r"\[([^]]+)\]\(<([^<>()\s\"`]+)>\)", written)
    assert match, written
    assert match[1] == domain


def test_an_address_too_long_for_a_message_is_left_out_whole() -> None:
    assert link("https://news.example/" + "x" * 3000) == "news.example"


@given(st.text(max_size=300))
def test_a_label_is_never_empty(text: str) -> None:
    assert plain_label(text, 80)
