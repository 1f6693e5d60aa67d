"""What layouts, buttons and forms need of the bot that shows them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol  # Any: discord.Interaction is generic in its client

import discord

from bot.answers import AnswerService
from bot.answers.own_words import OwnWords
from bot.moderation.import_shows import Fetch
from bot.moderation.rehearsal import Rehearsals
from bot.store import FactStore

if TYPE_CHECKING:
    from bot.display.admission import Admission


class Later(Protocol):
    """Writes that nobody waits for."""

    def add(self, write: Callable[[], Awaitable[None]]) -> None:
        """Write something soon. Returns at once."""


class BotClient(Protocol):
    """The bot."""

    answers: AnswerService
    store: FactStore
    admission: Admission
    own_words: OwnWords
    today: Callable[[], date]
    now: Callable[[], datetime]
    shows_pictures: bool
    """Whether whoever runs the bot lets posters stand beside answers."""
    facts_paths: Sequence[Path]
    """The files and folders that moderators reload."""
    fetch_shows: Fetch
    """Fetches what is to be imported."""
    rehearsals: Rehearsals

    @property
    def process_name(self) -> str | None:
        """What other processes of the same bot call this one; None if there are no others."""

    @property
    def later(self) -> Later:
        """Writes in the background."""

    async def report_error(self, interaction: discord.Interaction[Any], error: Exception) -> None:
        """Tell the user once that something failed."""

    def may_moderate(self, interaction: discord.Interaction[Any]) -> bool:
        """Whether whoever acts may change the facts."""
