"""Replies to interactions that arrive once, whatever becomes of the request.

Owns what discord.py leaves open: it sends a reply again when Discord's confirmation is lost, is told that the interaction
has been replied to already, and takes that for a failure; and it gives up when the connection is cut. Refuses replies
of any other kind: those carry a nonce, or change a message that is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final  # what Discord answers is JSON

import aiohttp
import discord
from discord.http import Route
from discord.webhook.async_ import AsyncWebhookAdapter, async_context

_CALLBACK: Final = "/interactions/"
_REPLIED_ALREADY: Final = 40060
"""https://discord.com/developers/docs/topics/opcodes-and-status-codes#json"""
_APPLICATION_COMMAND: Final = 2


class OnceAdapter(AsyncWebhookAdapter):
    """Sends requests about interactions."""

    async def request(self, route: Route, session: aiohttp.ClientSession, **options: Any) -> Any:
        if not route.path.startswith(_CALLBACK):
            return await super().request(route, session, **options)
        try:
            try:
                return await super().request(route, session, **options)
            except (aiohttp.ClientError, ConnectionError):
                return await super().request(route, session, **options)
        except discord.HTTPException as error:
            if error.code != _REPLIED_ALREADY:
                raise
            # An earlier try arrived: only Discord's answer to it was lost.
            return {"interaction": {"id": route.webhook_id, "type": _APPLICATION_COMMAND}}


@contextmanager
def replying_once() -> Iterator[None]:
    """Has replies to interactions arrive once, in the tasks that are begun in the block."""
    before = async_context.set(OnceAdapter())  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        async_context.reset(before)
