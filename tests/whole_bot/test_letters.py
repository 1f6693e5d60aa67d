"""Letters on their way: one receiver's trouble is nobody else's, and what stands there is not sent again.

The simulated Discord pays no attention to nonces: it is Discord as it is minutes later.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import discord
import pytest
import simcord

from bot.answers import AnswerService
from bot.client import FactBot
from bot.notify.sender import LONGEST_RETRY_SECONDS, PACE_SECONDS, RETRY_SECONDS
from bot.settings import Settings
from bot.store import FactStore, Letter, restore_backup
from tests.whole_bot.stage import TODAY, Stage, text_of

pytestmark = pytest.mark.simcord(shard_count=1)


@dataclass
class Clock:
    """What the bot takes to be the time: what the simulated Discord does."""

    now: datetime = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def simcord_bot(home_settings: Settings, store: FactStore, clock: Clock) -> FactBot:
    """The bot, by the test's clock."""
    return make_bot(home_settings, store, clock)


def make_bot(settings: Settings, store: FactStore, clock: Clock) -> FactBot:
    return FactBot(
        settings=settings,
        store=store,
        answers=AnswerService(store, lambda: TODAY),
        today=lambda: TODAY,
        now=clock,
        quiet_seconds=0.0,
        always_sync=True,
    )


@pytest.fixture
def killed(
    stage: Stage, store: FactStore, clock: Clock, home_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Iterable[Letter]], Awaitable[None]]:
    """Puts letters, which are sent but not recorded before the bot is gone, and starts another bot."""

    async def send_and_restart(letters: Iterable[Letter]) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(store.outbox, "note_sent", fail)
            await store.outbox.put(letters)
            await stage.env.settle()
        await stage.env.restart_bot(make_bot(home_settings, store, clock))
        await stage.env.settle()

    async def fail(*_: object) -> None:
        raise RuntimeError("killed")

    return send_and_restart


async def pass_time(stage: Stage, clock: Clock, seconds: float) -> None:
    clock.now += timedelta(seconds=seconds)
    await stage.env.advance_time(seconds)


def inbox(user: simcord.UserHandle) -> list[str]:
    """The direct messages from the bot to somebody, the first one first."""
    return [text_of(message) for message in user.dm_channel.history()]


def make_letter(
    name: str,
    clock: Clock,
    user: int | None = None,
    *,
    channel: int | None = None,
    guild: int | None = None,
    reply_to: int | None = None,
) -> Letter:
    return Letter(
        once=name,
        blocks=(name,),
        user=user,
        channel=channel,
        guild=guild,
        reply_to=reply_to,
        due_at=clock.now,
    )


async def count_unsent(store: FactStore) -> int:
    return len(await store.outbox.find_due(datetime.now(UTC) + timedelta(days=900), 1000))


async def test_one_receiver_that_discord_has_trouble_with_stops_nobody_else(
    stage: Stage, store: FactStore, clock: Clock
) -> None:
    users = [stage.env.create_user(f"user{number}") for number in range(10)]
    first, *others = users
    # Made before there is trouble with it.
    path = f"/channels/{first.dm_channel.id}/messages"
    stage.env.inject_error("POST", path, status=500, times=None)
    await store.outbox.put([make_letter(f"to {user.id}", clock, user.id) for user in users])
    await stage.env.settle()
    assert [inbox(user) for user in others] == [[f"to {user.id}"] for user in others]
    assert inbox(first) == []

    def count_tries() -> int:
        return sum(request.method == "POST" and request.path == path for request in stage.env.http_requests)

    seconds, tries = RETRY_SECONDS, [count_tries()]
    for _ in range(7):
        await pass_time(stage, clock, seconds - 1)
        tries.append(count_tries())
        await pass_time(stage, clock, 2)
        seconds = min(2 * seconds, LONGEST_RETRY_SECONDS)
    assert tries == [1, 1, 2, 3, 4, 5, 6, 7], "each time it waits for longer"

    stage.env.backend.faults.clear()
    await pass_time(stage, clock, LONGEST_RETRY_SECONDS)
    assert inbox(first) == [f"to {first.id}"]


async def test_many_letters_to_receivers_in_trouble_hold_up_no_later_one(
    stage: Stage, store: FactStore, clock: Clock
) -> None:
    channel = stage.guild.create_text_channel("news")
    stage.env.inject_error("POST", f"/channels/{channel.id}/messages", status=503, times=None)
    await store.outbox.put(
        [make_letter(f"news {number}", clock, channel=channel.id) for number in range(300)]
    )
    await store.outbox.put([make_letter("yours", clock, stage.fan.id)])
    await stage.env.settle()
    assert inbox(stage.fan.user) == ["yours"]
    assert channel.history() == []


@pytest.mark.parametrize(("status", "code"), [(401, 0), (403, 0), (404, 0), (429, 0), (403, 40003)])
async def test_what_is_not_the_letters_fault_loses_none(
    stage: Stage, store: FactStore, clock: Clock, status: int, code: int
) -> None:
    """A revoked token, a proxy's refusal, too many requests."""
    path = f"/channels/{stage.fan.user.dm_channel.id}/messages"
    stage.env.inject_error("POST", path, status=status, code=code, times=None)
    await store.outbox.put([make_letter("news", clock, stage.fan.id)])
    await stage.env.settle()
    assert inbox(stage.fan.user) == []
    stage.env.backend.faults.clear()
    await pass_time(stage, clock, RETRY_SECONDS + 1)
    assert inbox(stage.fan.user) == ["news"]


async def test_what_was_sent_but_not_recorded_is_not_sent_again(
    stage: Stage,
    store: FactStore,
    clock: Clock,
    killed: Callable[[Iterable[Letter]], Awaitable[None]],
) -> None:
    """To a person, several letters in one message, to a channel, and as a reply."""
    await stage.fan.send(stage.channel, "What now?")
    asked = stage.channel.last_message
    assert asked is not None
    guild = stage.guild.id
    channel = stage.guild.create_text_channel("news")
    await killed([
        make_letter("one", clock, stage.fan.id),
        make_letter("two", clock, stage.fan.id),
        make_letter("three", clock, stage.other.id),
        make_letter("announced", clock, channel=channel.id, guild=guild),
        make_letter("reply", clock, channel=stage.channel.id, guild=guild, reply_to=asked.id),
    ])  # fmt: skip
    await pass_time(stage, clock, LONGEST_RETRY_SECONDS)
    assert inbox(stage.fan.user) == ["one\ntwo"]
    assert inbox(stage.other.user) == ["three"]
    assert [text_of(message) for message in channel.history()] == ["announced"]
    assert sum("reply" in text_of(message) for message in stage.channel.history()) == 1
    assert await count_unsent(store) == 0


async def test_what_went_to_the_channel_because_direct_messages_are_closed_is_found_there(
    stage: Stage, store: FactStore, clock: Clock, killed: Callable[[Iterable[Letter]], Awaitable[None]]
) -> None:
    asked = await stage.fan.send(stage.channel, "What now?")
    stage.env.inject_error(
        "POST", f"/channels/{stage.fan.user.dm_channel.id}/messages", status=403, code=50007, times=None
    )
    await killed([
        make_letter(
            "settled", clock, stage.fan.id, channel=stage.channel.id, guild=stage.guild.id, reply_to=asked.id
        )
    ])  # fmt: skip
    assert sum("settled" in text_of(message) for message in stage.channel.history()) == 1
    assert await count_unsent(store) == 0


async def test_what_never_arrived_is_sent_again_though_it_was_tried(
    stage: Stage, store: FactStore, clock: Clock
) -> None:
    """The letter before it in the same conversation is not taken for it."""
    await store.outbox.put([make_letter("before", clock, stage.fan.id)])
    await stage.env.settle()
    await pass_time(stage, clock, PACE_SECONDS + 1)
    stage.env.inject_error("POST", "/channels/*/messages", status=503, times=1)
    await store.outbox.put([make_letter("after", clock, stage.fan.id)])
    await stage.env.settle()
    await pass_time(stage, clock, RETRY_SECONDS + 1)
    assert inbox(stage.fan.user) == ["before", "after"]


async def test_while_it_cannot_be_looked_for_it_is_not_sent_again(
    stage: Stage, store: FactStore, clock: Clock, killed: Callable[[Iterable[Letter]], Awaitable[None]]
) -> None:
    stage.env.inject_error("GET", "/channels/*/messages", status=503, times=None)
    await killed([make_letter("news", clock, stage.fan.id)])
    assert inbox(stage.fan.user) == ["news"]
    assert await count_unsent(store) == 1
    stage.env.backend.faults.clear()
    await pass_time(stage, clock, RETRY_SECONDS + 1)
    assert inbox(stage.fan.user) == ["news"]
    assert await count_unsent(store) == 0


async def test_where_the_bot_may_not_read_it_is_sent_again_and_the_log_says_so(
    stage: Stage,
    store: FactStore,
    clock: Clock,
    killed: Callable[[Iterable[Letter]], Awaitable[None]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert stage.guild.me is not None
    unread = discord.PermissionOverwrite(read_message_history=False)
    channel = stage.guild.create_text_channel("news", overwrites={stage.guild.me: unread})
    await killed([make_letter("announced", clock, channel=channel.id, guild=stage.guild.id)])
    assert [text_of(message) for message in channel.history()] == ["announced", "announced"]
    assert f"may stand twice in channel {channel.id}" in caplog.text
    assert "Read Message History" in caplog.text
    assert await count_unsent(store) == 0


async def test_letters_that_a_backup_holds_and_that_were_sent_since_are_not_sent_again(
    stage: Stage, store: FactStore, clock: Clock, home_settings: Settings, tmp_path: Path
) -> None:
    backup = tmp_path / "backup.db"
    stage.env.inject_error("POST", "/channels/*/messages", status=503, times=None)
    await store.outbox.put([make_letter("one", clock, stage.fan.id)])
    await stage.env.settle()
    later = Letter(once="later", blocks=("later",), user=stage.fan.id, due_at=clock.now + timedelta(hours=1))
    await store.outbox.put([make_letter("two", clock, stage.fan.id), later])
    await store.backup(backup)
    stage.env.backend.faults.clear()
    await pass_time(stage, clock, RETRY_SECONDS + 1)
    await pass_time(stage, clock, PACE_SECONDS + 1)
    assert inbox(stage.fan.user) == ["one", "two"]

    restored = tmp_path / "restored.db"
    restore_backup(backup, restored, clock.now)
    async with FactStore.open(restored) as old:
        await stage.env.restart_bot(make_bot(home_settings, old, clock))
        await stage.env.settle()
        await pass_time(stage, clock, PACE_SECONDS + 1)
        assert inbox(stage.fan.user) == ["one", "two"]
        await pass_time(stage, clock, 3600)
        assert inbox(stage.fan.user) == ["one", "two", "later"]
        await stage.env.restart_bot(make_bot(home_settings, store, clock))
