"""A reload that the bot's end cut short: what became of it is told on the card where it was applied.

Owns the note that is kept while a reload is applied, and what is shown on the card after the next start. Discord lets
the bot change a card for fifteen minutes after its button was pressed; later, only the log says it. Refuses to apply
anything: the start has loaded the files, if they are right.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any  # discord.Interaction is generic in its client

import discord

from bot.display.components import Layout
from bot.store import FactStore

log = logging.getLogger(__name__)

UNDER_WAY_NOTE = "reload under way"


@asynccontextmanager
async def noting_reload(
    interaction: discord.Interaction[Any], store: FactStore, process: str | None
) -> AsyncIterator[None]:
    """Keep a note of whose card a reload is applied on, for the block; one that is cut short leaves it behind.

    ``process`` is what others call this process, if there may be others.
    """
    assert interaction.message is not None
    card = {
        "application": interaction.application_id,
        "token": interaction.token,
        "message": interaction.message.id,
        "process": process,
    }
    await store.set_note(UNDER_WAY_NOTE, json.dumps(card))
    try:
        yield
    except asyncio.CancelledError:
        raise
    except BaseException:
        await store.set_note(UNDER_WAY_NOTE, "")
        raise
    await store.set_note(UNDER_WAY_NOTE, "")


async def tell_interrupted(
    client: discord.Client,
    store: FactStore,
    make_layout: Callable[[], Awaitable[Layout]],
    is_running: Callable[[str | None], Awaitable[bool]],
) -> None:
    """Show a layout on the card of the reload that was cut short, if one was; raises what may pass by itself.

    ``is_running`` tells whether the process that noted it may still be at it.
    """
    note = await store.find_note(UNDER_WAY_NOTE)
    if not note:
        return
    card = json.loads(note)
    if await is_running(card.get("process")):
        return
    webhook = discord.Webhook.partial(card["application"], card["token"], client=client)
    try:
        await webhook.edit_message(card["message"], view=await make_layout())
    except discord.HTTPException as error:
        if error.status >= 500:
            raise
        log.warning(
            "The bot ended while a moderator's reload was applied, and it is too late to say so on their card; "
            "/facts reload shows whether anything of it is left"
        )
    await store.set_note(UNDER_WAY_NOTE, "")
