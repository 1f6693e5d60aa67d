"""What goes wrong between the bot and Discord, on purpose: which requests, how, and how often."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Final

HTML: Final = "<!DOCTYPE html>\n<html><head><title>Discord</title></head><body>" + "<p>Trouble</p>\n" * 50


@dataclass(slots=True)
class Fault:
    """One kind of failure: requests that match get this reply, or none at all.

    ``route`` is a method and a path without the API's version, ``*`` for anything: "POST /channels/*/messages".
    """

    route: str
    status: int = 500
    body: object = field(default_factory=lambda: {"code": 0, "message": "broken on purpose"})
    """JSON, or text such as HTML."""
    headers: Mapping[str, str] = field(default_factory=dict)
    times: int | None = 1
    """How many requests meet it; None for all."""
    too_late: bool = False
    """Whether what was asked for is done all the same: only the reply is lost."""
    drops: bool = False
    """Whether the connection is cut instead of a reply."""
    until: asyncio.Event | None = None
    """What to wait for before replying."""
    met: int = 0
    """How many requests have met it."""

    def meets(self, route: str) -> bool:
        """Whether a request meets it; counts it if so."""
        if (self.times is not None and self.met >= self.times) or not fnmatchcase(route, self.route):
            return False
        self.met += 1
        return True


def too_many_requests(
    route: str, *, retry_after: float, times: int | None = 1, everywhere: bool = False, by_proxy: bool = False
) -> Fault:
    """A 429: of one bucket, of the whole bot (``everywhere``), or of the proxy before Discord, which bans addresses.

    https://discord.com/developers/docs/topics/rate-limits
    """
    if by_proxy:
        return Fault(route, 429, HTML, {"Retry-After": str(round(retry_after))}, times)
    body = {"message": "You are being rate limited.", "retry_after": retry_after, "global": everywhere}
    headers = {"Via": "1.1 wire", "Retry-After": str(max(1, round(retry_after)))}
    return Fault(route, 429, body, headers, times)
