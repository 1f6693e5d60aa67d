"""Who is let in, and when: the pace that each person is held to, how much is worked on at once, and what waits.

Every command, button, menu and form passes here before it begins, by the classes they are made of, and so does every
mention: a new one needs nothing of its own. Moderators are neither slowed nor made to wait. Refuses what is too much
in one sentence; what has been acknowledged is always answered.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Literal, cast  # Any: discord.Interaction is generic in its client

import discord

from bot.display.client_protocol import BotClient
from bot.display.pace import Pace
from bot.display.refusal import Refused

log = logging.getLogger(__name__)

ACTS_PER_PERSON = 10
ACTS_SECONDS = 10.0
"""Commands, buttons, menus and forms that one person gets in so many seconds."""
KEYSTROKES_PER_PERSON = 40
KEYSTROKES_SECONDS = 10.0
"""Suggestions while somebody types; Discord asks for them at each pause."""
MOST_AT_ONCE = 32
MOST_HEAVY = 4
MOST_HEAVY_WAITING = 8
"""What takes seconds: pictures, articles. With those that wait for it, it leaves most turns to the others."""
MOST_WAITING = 500
MOST_REFUSALS = 4000
"""Sentences under way to whoever could not be let in; beyond, Discord says that the bot does not respond."""
ACKNOWLEDGE_AFTER_SECONDS = 1.0
SOON_IN_TURN = 64
"""Whoever comes behind so many is acknowledged at once: with thousands coming in, a second becomes three."""
MOST_ACKNOWLEDGING = 64
MOST_REFUSING = 8
"""Requests to Discord under way at once; refusals are the fewer, so that promises can be made in time."""
GIVE_UP_SECONDS = 2.0
"""How long a button or form waits for its turn: it cannot be acknowledged, because it may open a form, and Discord
gives up on it after three seconds."""
TOO_MANY = "So many people are asking at this moment that I can't keep up. Ask me again in a minute."

ENDING = "I am being restarted. Ask me again in a minute."
_CUT_OFF_SECONDS = 1.0
"""What is cut off has that long to clean up."""

_Interaction = discord.Interaction[Any]


class TooMany(Refused):
    """More is waiting than can be answered in time."""

    def __init__(self, text: str = TOO_MANY) -> None:
        super().__init__(text)


class Admission:
    """The door: each bot has one. ``acts``: what one person gets in ACTS_SECONDS; the times are in seconds."""

    def __init__(
        self,
        *,
        acts: int = ACTS_PER_PERSON,
        at_once: int = MOST_AT_ONCE,
        waiting: int = MOST_WAITING,
        acknowledge_after: float = ACKNOWLEDGE_AFTER_SECONDS,
        give_up_after: float = GIVE_UP_SECONDS,
    ) -> None:
        self._acts = Pace(acts, ACTS_SECONDS)
        self._keystrokes = Pace(KEYSTROKES_PER_PERSON, KEYSTROKES_SECONDS)
        self._turns = asyncio.Semaphore(at_once)
        self._heavy = asyncio.Semaphore(MOST_HEAVY)
        self._heavy_waiting = 0
        self._acknowledging = asyncio.Semaphore(MOST_ACKNOWLEDGING)
        self._telling = asyncio.Semaphore(MOST_REFUSING)
        self._most_waiting = waiting
        self._waiting = 0
        self._refusing = 0
        self._acknowledge_after = acknowledge_after
        self._give_up_after = give_up_after
        self.ending = False
        self._under_way: set[asyncio.Task[Any]] = set()

    async def close(self, within: float) -> None:
        """Let nobody in any more, and wait so many seconds for what is under way; the rest is cut off."""
        self.ending = True
        if self._under_way:
            _, left = await asyncio.wait(self._under_way, timeout=within)
            for task in left:
                task.cancel()
            if left:
                await asyncio.wait(left, timeout=_CUT_OFF_SECONDS)

    async def finish(self) -> None:
        """Wait until nothing is under way."""
        while self._under_way:
            await asyncio.wait(self._under_way)

    def _note(self) -> asyncio.Task[Any]:
        """Take the running task for under way, until it ends."""
        if self.ending:
            raise TooMany(ENDING)
        task = asyncio.current_task()
        assert task is not None
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    async def let_in(self, interaction: _Interaction) -> bool:
        """Whether an interaction may begin; if not, whoever acts has been told.

        Call it in the task that goes on with the interaction: its turn lasts until that task ends.
        """
        client = cast(BotClient, interaction.client)
        try:
            task = self._note()
            if client.may_moderate(interaction):
                return True
            if interaction.type is discord.InteractionType.autocomplete:
                self._keystrokes.check(interaction)
            else:
                self._acts.check(interaction)
            await self._wait_for_turn(interaction)
        except discord.app_commands.AppCommandError as refused:
            await self._refuse(interaction, refused)
            return False
        except discord.HTTPException as unsent:
            # Nobody waits any more: it took longer than the three seconds that Discord allows.
            log.warning("Could not tell somebody that the answer will take a while: %s", unsent)
            return False
        task.add_done_callback(lambda _: self._turns.release())
        return True

    @asynccontextmanager
    async def waiting(self) -> AsyncIterator[None]:
        """A place among those who wait, for as long as the block; TooMany if there is none."""
        if self._waiting >= self._most_waiting:
            raise TooMany
        self._note()
        self._waiting += 1
        try:
            yield
        finally:
            self._waiting -= 1

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """A turn for what is no interaction, for as long as the block."""
        async with self._turns:
            yield

    @asynccontextmanager
    async def heavy(self) -> AsyncIterator[None]:
        """A turn for what takes seconds, for as long as the block; TooMany if enough wait for one."""
        if self._heavy_waiting >= MOST_HEAVY_WAITING:
            raise TooMany
        self._heavy_waiting += 1
        try:
            await self._heavy.acquire()
        finally:
            self._heavy_waiting -= 1
        try:
            yield
        finally:
            self._heavy.release()

    async def _wait_for_turn(self, interaction: _Interaction) -> None:
        if not self._turns.locked():
            await self._turns.acquire()
            return
        is_command = interaction.type is discord.InteractionType.application_command
        async with self.waiting():
            if is_command and self._waiting > SOON_IN_TURN:
                # Before it is given a turn: nobody keeps one while Discord is told.
                async with self._acknowledging:
                    await self._acknowledge(interaction)
                await self._turns.acquire()
                return
            turn = asyncio.create_task(self._turns.acquire())
            try:
                if is_command:
                    if not await _is_done(turn, self._acknowledge_after):
                        await self._acknowledge(interaction)
                    await turn
                elif not await _is_done(turn, self._give_up_after):
                    raise TooMany
            except BaseException:
                self._give_back(turn)
                raise

    async def _acknowledge(self, interaction: _Interaction) -> None:
        """Tells Discord that an answer will come. Only the asker will see it: whether it may be shown to all is not
        known yet."""
        await interaction.response.defer(ephemeral=True, thinking=True)

    def _give_back(self, turn: asyncio.Task[Literal[True]]) -> None:
        if turn.done() and not turn.cancelled():
            self._turns.release()
        turn.cancel()

    async def _refuse(self, interaction: _Interaction, refused: discord.app_commands.AppCommandError) -> None:
        if self._refusing >= MOST_REFUSALS:
            return
        self._refusing += 1
        clock = asyncio.get_running_loop().time
        since = clock()
        try:
            async with self._telling:
                if clock() - since > GIVE_UP_SECONDS:
                    return  # By the time it arrived, Discord would have said that the bot does not respond.
                if interaction.type is discord.InteractionType.autocomplete:
                    await interaction.response.autocomplete([])
                else:
                    await cast(BotClient, interaction.client).report_error(interaction, refused)
        except discord.HTTPException as unsent:
            log.warning("Could not tell somebody to slow down: %s", unsent)
        finally:
            self._refusing -= 1


async def _is_done(turn: asyncio.Task[Literal[True]], within: float) -> bool:
    """Whether a turn has come within so many seconds."""
    if within:
        await asyncio.wait({turn}, timeout=within)
    return turn.done()
