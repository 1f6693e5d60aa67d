"""Which addresses of pictures may be shown."""

from __future__ import annotations

import pytest

from bot.facts.files import list_problems
from bot.facts.model import Fact
from bot.facts.pictures import is_picture


@pytest.mark.parametrize(
    "address",
    [
        "https://static.tvmaze.com/uploads/images/medium_portrait/81/202627.jpg",
        "https://s4.anilist.co/file/anilistcdn/media/anime/cover/medium/bx16498-buvcRTBx4NSm.jpg",
        "https://image.tmdb.org/t/p/w342/1XS1oqL89opfnbLl8WnZY1O1uJx.png",
    ],
)
def test_a_picture_of_a_known_host_may_be_shown(address: str) -> None:
    assert is_picture(address)
    assert not list_problems(Fact(relation="poster", work="Moon High", value=address))


@pytest.mark.parametrize(
    "address",
    [
        "http://static.tvmaze.com/a.jpg",
        "https://static.tvmaze.com.evil.example/a.jpg",
        "https://evil.example/static.tvmaze.com/a.jpg",
        "https://static.tvmaze.com@evil.example/a.jpg",
        "https://user:word@static.tvmaze.com/a.jpg",
        "https://static.tvmaze.com:8443/a.jpg",
        "https://STATIC.tvmaze.com/a.jpg",
        "https://static.tvmaze.com/../a.jpg",
        "https://static.tvmaze.com/a.jpg?to=https://evil.example",
        "https://static.tvmaze.com/a.jpg#b.jpg",
        "https://static.tvmaze.com/a.svg",
        "https://static.tvmaze.com/a.jpg\nhttps://evil.example",
        "https://static.tvmaze.com//evil.example/a.jpg",
        "https://static.tvmaze.com/%2e%2e/a.jpg",
        "https://static.tvmaze.com/ä.jpg",
        "https://static.tvmaze.com/" + "a" * 300 + ".jpg",
        "data:image/png;base64,AAAA",
        "",
    ],
)
def test_any_other_address_is_refused(address: str) -> None:
    assert not is_picture(address)
    assert list_problems(Fact(relation="poster", work="Moon High", value=address))
