"""Sends discord.py to another Discord than the real one.

discord.py has no setting for it: its addresses are two class attributes. The gateway for a fixed number of shards, and
after a session was invalidated, is not the one that ``/gateway/bot`` names, so both have to be set.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route


@contextmanager
def pointed_at(url: str) -> Iterator[None]:
    """Has discord.py use the Discord at ``url``, such as http://127.0.0.1:8080, until the block ends."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE = f"{url}/api/v10"
    DiscordWebSocket.DEFAULT_GATEWAY = gateway_url(url)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


def gateway_url(url: str) -> yarl.URL:
    """Where the gateway of the Discord at ``url`` listens."""
    return yarl.URL(url).with_scheme("ws") / "gateway"
