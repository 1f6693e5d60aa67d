"""The wiki that a server points to: which addresses are taken, and where a link leads."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given

from bot.moderation.errors import ModerationError
from bot.moderation.wiki import make_wiki_link, read_wiki
from tests.hostile import HOSTILE


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://squid-game.fandom.com", "https://squid-game.fandom.com/wiki/"),
        (" https://Squid-Game.fandom.com/wiki/Main_Page ", "https://squid-game.fandom.com/wiki/"),
        ("https://onepiece.fandom.com/de/wiki/Ruffy", "https://onepiece.fandom.com/de/wiki/"),
        ("https://example.org/w/", "https://example.org/w/index.php"),
        ("https://example.org/w/index.php?title=Main_Page#top", "https://example.org/w/index.php"),
        ("https://example.org/w/api.php", "https://example.org/w/index.php"),
        ("https://example.org/index.php/Main_Page", "https://example.org/index.php"),
        ("https://xn--bcher-kva.example/wiki/", "https://xn--bcher-kva.example/wiki/"),
    ],
)
def test_an_address_in_mediawikis_shapes_is_taken(typed: str, kept: str) -> None:
    assert read_wiki(typed) == kept
    assert read_wiki(kept) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "http://example.org/wiki/",
        "example.org/wiki/",
        "javascript:alert(1)",
        "https://user:word@example.org/wiki/",
        "https://user@example.org/wiki/",
        "https://example.org:8080/wiki/",
        "https://example.org:/wiki/:x@evil.example",
        "https://localhost/wiki/",
        "https://127.0.0.1/wiki/",
        "https://[::1]/wiki/",
        "https://[/wiki/",
        "https:///wiki/",
        "https://-a.example/wiki/",
        "https://example.org\\@evil.example/wiki/",
        "https://example.org/wi ki/",
        "https://exämple.org/wiki/",
        "https://example.org/blog/",
        "https://example.org/wiki/" + "a" * 300,
        "https://" + "a." * 90 + "example/wiki/",
        "",
    ],
)
def test_any_other_address_is_refused_with_what_is_allowed(typed: str) -> None:
    with pytest.raises(ModerationError, match="Allowed is the https:// address of a MediaWiki wiki"):
        read_wiki(typed)


def test_a_link_lets_the_wiki_find_the_page_or_search_for_it() -> None:
    assert (
        make_wiki_link("https://squid-game.fandom.com/wiki/", "Nam On-jo & Co?")
        == "https://squid-game.fandom.com/wiki/Special:Search?search=Nam%20On-jo%20%26%20Co%3F&go=Go"
    )
    assert (
        make_wiki_link("https://example.org/w/index.php", "A/B#C")
        == "https://example.org/w/index.php?title=Special:Search&search=A%2FB%23C&go=Go"
    )


@given(HOSTILE)
def test_whatever_a_title_holds_it_stays_within_the_search(title: str) -> None:
    link = make_wiki_link("https://example.org/w/index.php", title)
    assert link.isascii()
    parts = urlsplit(link)
    assert (parts.hostname, parts.path, parts.fragment) == ("example.org", "/w/index.php", "")
    asked = parse_qs(parts.query, keep_blank_values=True)
    assert asked.keys() == {"title", "search", "go"}
    assert asked["title"] == ["Special:Search"]
