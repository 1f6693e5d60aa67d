"""Following from end to end: a fan follows a title, a report changes, one message says what was and what is."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import discord
import pytest
import simcord
from simcord.components import walk_components

from bot.answers import AnswerService
from bot.client import QUIET_SECONDS, FactBot
from bot.facts.model import Kind
from bot.notify.sender import PACE_SECONDS
from bot.settings import Settings
from bot.store import Due, FactStore, Letter
from cogs.background import BackgroundJobs
from tests.conftest import HOME_GUILD
from tests.reading import reports_of
from tests.whole_bot.moderating import take_back
from tests.whole_bot.stage import (
    BUTTON,
    TODAY,
    Stage,
    buttons_of,
    id_of,
    labels_of,
    private,
    raw_text_of,
    shown_by,
    text_of,
)

pytestmark = pytest.mark.simcord(shard_count=1)

ELSEWHERE = HOME_GUILD + (1 << 22)


@dataclass
class Clock:
    """What the bot takes to be the time: tomorrow at nine, until a test moves it."""

    now: datetime = field(
        default_factory=lambda: datetime.now(UTC).replace(hour=9, minute=0) + timedelta(days=1)
    )

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one article about two shows."""
    folder = tmp_path / "facts"
    folder.mkdir()
    write(
        folder,
        "first",
        "2024-01-01",
        'work = "Moon High"\nseason = 2\nrelation = "release date"\nvalue = "2024"',
    )
    write(folder, "other", "2024-01-01", 'work = "Sun Low"\nrelation = "genre"\nvalue = "drama"')
    return folder


@pytest.fixture
def facts_paths(folder: Path) -> tuple[Path, ...]:
    return (folder,)


@pytest.fixture
def quiet_seconds() -> float:
    """How long the bot waits before it looks for news: not at all, but where a test says so."""
    return 0.0


@pytest.fixture
async def simcord_bot(
    home_settings: Settings, store: FactStore, folder: Path, clock: Clock, quiet_seconds: float
) -> FactBot:
    """The bot, by the test's clock."""
    return make_bot(home_settings, store, folder, clock, quiet_seconds)


def make_bot(
    settings: Settings, store: FactStore, folder: Path, clock: Clock, quiet_seconds: float = 0.0
) -> FactBot:
    return FactBot(
        settings=settings,
        store=store,
        answers=AnswerService(store, lambda: TODAY),
        facts_paths=(folder,),
        today=lambda: TODAY,
        now=clock,
        quiet_seconds=quiet_seconds,
        always_sync=True,
    )


def write(folder: Path, slug: str, published_on: str, *facts: str) -> None:
    """A facts file."""
    head = f'[article]\nid = "{slug}"\npublished_on = {published_on}\npublisher = "The Paper"\nurl = "https://paper.example/{slug}"'
    (folder / f"{slug}.toml").write_text(
        "\n".join([head, *(f"[[fact]]\n{fact}" for fact in facts)]), encoding="utf-8"
    )


def release(value: str, *more: str) -> str:
    """A fact that says when season 2 of Moon High comes out."""
    return "\n".join(
        ['work = "Moon High"', "season = 2", 'relation = "release date"', f'value = "{value}"', *more]
    )


async def reload(stage: Stage) -> None:
    """A moderator applies the changed files."""
    shown = await stage.slash_as(stage.moderator, "facts reload")
    if "Apply" in labels_of(shown):
        await stage.press(shown, "Apply", by=stage.moderator)
    await stage.env.settle()


def inbox(member: simcord.MemberActor) -> list[discord.Message]:
    """The direct messages from the bot to somebody."""
    return member.user.dm_channel.history()


async def pass_time(stage: Stage, clock: Clock, seconds: float) -> None:
    """Let time pass for everybody."""
    clock.now += timedelta(seconds=seconds)
    await stage.env.advance_time(seconds)


async def test_a_follower_is_told_old_and_new_with_the_source_once(
    stage: Stage, folder: Path, clock: Clock
) -> None:
    shown = await stage.slash("follow", title="Moon High")
    assert private(shown)
    assert "You follow Moon High" in text_of(shown)
    assert "2024" in text_of(shown), "what is known now"
    assert "/unfollow" in text_of(shown)

    write(folder, "second", "2024-02-01", release("2025-03", 'according_to = "The Agency"'))
    await reload(stage)
    (message,) = inbox(stage.fan)
    text = text_of(message)
    assert "News: Moon High" in text
    assert "Release date, season 2" in text
    assert "2024 → **March 2025**" in text
    assert "Reported 1 February 2024, according to The Agency (The Paper)" in text
    assert "[paper.example](<https://paper.example/second>)" in text
    assert "Unfollow" in labels_of(message)
    assert inbox(stage.other) == []

    await reload(stage)
    await pass_time(stage, clock, 100)
    assert len(inbox(stage.fan)) == 1, "nothing has changed since"


@pytest.mark.parametrize(
    ("quiet_seconds", "told"), [(QUIET_SECONDS, False), (QUIET_SECONDS / 2, True)], ids=["soon", "too late"]
)
async def test_a_slip_that_is_taken_back_soon_is_told_nobody(stage: Stage, clock: Clock, told: bool) -> None:
    """And would be told with half of the time that there is for it."""
    await stage.slash("follow", title="Moon High")
    await stage.slash_as(stage.moderator, "facts retract", fact="moon high release", reason="a slip")
    await pass_time(stage, clock, QUIET_SECONDS * 0.75)
    await take_back(stage)
    await pass_time(stage, clock, QUIET_SECONDS * 3)
    assert bool(inbox(stage.fan)) is told


@pytest.mark.parametrize("quiet_seconds", [QUIET_SECONDS])
async def test_news_is_told_once_the_time_for_taking_it_back_is_over(
    stage: Stage, folder: Path, clock: Clock
) -> None:
    await stage.slash("follow", title="Moon High")
    await pass_time(stage, clock, QUIET_SECONDS + 1)
    write(folder, "second", "2024-02-01", release("2025"))
    await reload(stage)
    await pass_time(stage, clock, QUIET_SECONDS - 1)
    assert inbox(stage.fan) == [], "not before the time is over"
    await pass_time(stage, clock, 2)
    assert len(inbox(stage.fan)) == 1


async def test_of_several_processes_the_leading_one_looks_for_news_and_the_next_misses_none(
    stage: Stage, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = stage.bot.get_cog("BackgroundJobs")
    assert isinstance(jobs, BackgroundJobs)
    await stage.slash("follow", title="Moon High")
    with monkeypatch.context() as beside:
        beside.setattr(FactBot, "leads", False)
        write(folder, "second", "2024-02-01", release("2025"))
        await reload(stage)
        await jobs.news.finish()
        assert inbox(stage.fan) == []
    # The other process is gone, before it has looked.
    await jobs.on_leading()
    await jobs.news.finish()
    await jobs.sender.finish()
    assert len(inbox(stage.fan)) == 1


async def test_what_does_not_lead_and_what_was_not_asked_for_is_no_news(
    stage: Stage, folder: Path, clock: Clock
) -> None:
    await stage.slash("follow", title="Moon High", about="cast")
    await stage.slash_as(stage.other, "follow", title="Moon High", about="release")
    write(
        folder,
        "rumour",
        "2024-02-01",
        release("2027", 'certainty = "rumoured"'),
        'work = "Moon High"\nrelation = "cast member"\nvalue = "Lee Min"\ncharacter = "Sora"',
    )
    await reload(stage)
    (message,) = inbox(stage.fan)
    assert "New: Lee Min (as Sora)" in text_of(message)
    assert "2027" not in text_of(message)
    assert inbox(stage.other) == [], "a rumour stands beneath a report"


async def test_a_letter_that_was_written_before_a_restart_is_sent_once_after_it(
    stage: Stage, folder: Path, clock: Clock, home_settings: Settings, store: FactStore
) -> None:
    await stage.slash("follow", title="Moon High")
    stage.env.inject_error("POST", "/channels/*/messages", status=503, times=None)
    write(folder, "second", "2024-02-01", release("2025"))
    # The moderator's answer goes through the interaction's webhook, which the fault does not affect.
    await reload(stage)
    assert inbox(stage.fan) == []
    stage.env.backend.faults.clear()

    await stage.env.restart_bot(make_bot(home_settings, store, folder, clock))
    await stage.env.settle()
    assert len(inbox(stage.fan)) == 1
    await stage.env.restart_bot(make_bot(home_settings, store, folder, clock))
    await stage.env.settle()
    assert len(inbox(stage.fan)) == 1


async def test_what_changed_while_the_bot_was_away_is_told_when_it_is_back(
    stage: Stage, folder: Path, clock: Clock, home_settings: Settings, store: FactStore
) -> None:
    await stage.slash("follow", title="Moon High")
    async with FactStore.open(store.address) as other:
        write(folder, "second", "2024-02-01", release("2025"))
        await other.apply(await other.plan_load((folder,)))
    await stage.env.restart_bot(make_bot(home_settings, store, folder, clock))
    await stage.env.settle()
    (message,) = inbox(stage.fan)
    assert "2024 → **2025**" in text_of(message)


async def test_news_that_another_process_loaded_is_told_with_the_next_command(
    stage: Stage, folder: Path, clock: Clock, store: FactStore
) -> None:
    await stage.slash("follow", title="Moon High")
    async with FactStore.open(store.address) as other:
        write(folder, "second", "2024-02-01", release("2025"))
        await other.apply(await other.plan_load((folder,)))
    await stage.slash_as(stage.other, "help")
    await stage.env.settle()
    assert len(inbox(stage.fan)) == 1


async def test_a_digest_comes_once_a_day_in_one_message(stage: Stage, folder: Path, clock: Clock) -> None:
    await stage.slash("follow", title="Moon High", how="once a day")
    await stage.slash("follow", title="Sun Low", how="once a day")
    write(folder, "second", "2024-02-01", release("2025"))
    await reload(stage)
    write(folder, "other", "2024-01-01", 'work = "Sun Low"\nrelation = "genre"\nvalue = "comedy"')
    await reload(stage)
    assert inbox(stage.fan) == []
    await pass_time(stage, clock, 8 * 3600)
    assert inbox(stage.fan) == [], "not before 18:00 UTC"
    await pass_time(stage, clock, 3600)
    (message,) = inbox(stage.fan)
    text = text_of(message)
    assert "2024 → **2025**" in text
    assert "New: comedy" in text
    assert "No longer reported: drama" in text
    assert labels_of(message) == ["Unfollow Moon High", "Unfollow Sun Low"]


async def test_what_comes_shortly_after_is_gathered_into_one_message(
    stage: Stage, folder: Path, clock: Clock
) -> None:
    await stage.slash("follow", title="Moon High")
    for year in (2025, 2026, 2027):
        write(folder, f"of-{year}", f"{year}-01-01", release(str(year)))
        await reload(stage)
    assert len(inbox(stage.fan)) == 1
    await pass_time(stage, clock, PACE_SECONDS + 1)
    _, second = inbox(stage.fan)
    assert "2025 → **2026**" in text_of(second)
    assert "2026 → **2027**" in text_of(second)
    assert labels_of(second) == ["Unfollow"]


async def test_spoilers_are_veiled_and_articles_words_are_no_markup(
    stage: Stage, folder: Path, clock: Clock
) -> None:
    await stage.slash("follow", title="Moon High")
    write(
        folder,
        "leak",
        "2024-02-01",
        'work = "Moon High"\nrelation = "plot"\nvalue = "Sora **dies** @everyone"\nspoiler = true',
    )
    await reload(stage)
    (message,) = inbox(stage.fan)
    assert "||Sora \\*\\*dies\\*\\* \\@everyone||" in raw_text_of(message)


async def test_servers_that_follow_are_told_where_and_with_the_role_that_they_chose(
    stage: Stage, folder: Path, clock: Clock, store: FactStore
) -> None:
    env = stage.env
    guild = env.create_guild("Elsewhere", id=ELSEWHERE)
    channel, silent = guild.create_text_channel("news"), guild.create_text_channel("talk")
    member = guild.add_member(env.create_user("lou"))
    role = guild.create_role("Newshounds")
    home_channel = stage.guild.create_text_channel("announcements")
    third = env.create_guild("Third", id=ELSEWHERE + (1 << 22))
    third_channel = third.create_text_channel("news")
    await env.settle()
    await announce_in(store, stage.guild.id, home_channel.id)
    await announce_in(store, guild.id, channel.id, role.id, "hidden")
    await announce_in(store, third.id, third_channel.id)
    await stage.slash("follow", title="Moon High")
    await member.slash(silent, "follow", title="Moon High")

    write(
        folder,
        "second",
        "2024-02-01",
        release("2025"),
        'work = "Moon High"\nrelation = "plot"\nvalue = "Sora dies"\nspoiler = true',
    )
    await reload(stage)
    (home,), (elsewhere,) = home_channel.history(), channel.history()
    assert "2024 → **2025**" in text_of(home)
    assert "||Sora dies||" in raw_text_of(home)
    assert "<@&" not in raw_text_of(home)
    followed = shown_by(await stage.press(home, "Follow", by=stage.other))
    assert private(followed)
    assert "You follow Moon High" in text_of(followed)
    assert f"<@&{role.id}>" in raw_text_of(elsewhere)
    assert "Sora" not in text_of(elsewhere), "a server that wants no spoilers"
    assert third_channel.history() == [], "nobody follows it from there"
    (sent,) = [
        request.json
        for request in env.http_requests
        if request.method == "POST" and request.path == f"/channels/{channel.id}/messages"
    ]
    assert sent is not None
    assert sent["allowed_mentions"] == {"parse": [], "roles": [role.id]}
    assert sent["enforce_nonce"]


async def announce_in(
    store: FactStore, guild: int, channel: int, role: int | None = None, spoilers: str = "veiled"
) -> None:
    """Write a server's settings."""
    async with store._write() as database:  # noqa: SLF001 - the settings panel is another test's
        await database.execute(
            "INSERT INTO guild (id, announce_channel, announce_role, spoilers) VALUES (?, ?, ?, ?)",
            (guild, channel, role, spoilers),
        )


async def test_closed_direct_messages_are_given_up_or_answered_where_it_was_asked(
    stage: Stage, folder: Path, clock: Clock, store: FactStore
) -> None:
    await stage.slash("follow", title="Moon High")
    asked = await stage.fan.send(stage.channel, "what now?")
    dm = stage.fan.user.dm_channel
    stage.env.inject_error(
        "POST", f"/channels/{dm.id}/messages", status=403, code=50007, message="Cannot send", times=None
    )
    write(folder, "second", "2024-02-01", release("2025"))
    await reload(stage)
    assert inbox(stage.fan) == []
    assert await unsent(store) == [], "nobody tries for ever"

    await pass_time(stage, clock, PACE_SECONDS + 1)
    reply = Letter(
        once="x", blocks=("It is settled.",), user=stage.fan.id, channel=stage.channel.id, guild=stage.guild.id,
        reply_to=asked.id, due_at=clock.now,
    )  # fmt: skip
    await store.outbox.put([reply])
    await stage.env.settle()
    last = stage.channel.last_message
    assert last is not None
    assert text_of(last) == "It is settled."
    assert last.reference is not None
    assert last.reference.message_id == asked.id


async def test_who_has_their_data_deleted_while_letters_go_out_is_sent_nothing_any_more(
    stage: Stage, store: FactStore, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    cog = stage.bot.get_cog("BackgroundJobs")
    assert isinstance(cog, BackgroundJobs)
    sender = cog.sender
    send = sender._send  # noqa: SLF001 - the deletion must fall between two letters of one round

    async def send_and_delete(letters: Sequence[Due], nonce: str) -> None:
        await send(letters, nonce)
        await store.personal_data.forget(stage.fan.id)

    monkeypatch.setattr(sender, "_send", send_and_delete)
    # More than one message may be under way; here none is claimed before another is sent.
    monkeypatch.setattr(sender, "_slots", asyncio.Semaphore(1))
    for_both = [
        Letter(once=f"to {user}", blocks=("News.",), user=user, due_at=clock.now)
        for user in (stage.other.id, stage.fan.id)
    ]
    await store.outbox.put(for_both)
    await stage.env.settle()
    assert len(inbox(stage.other)) == 1
    assert inbox(stage.fan) == []


async def test_a_busy_database_is_said_plainly_to_fans_as_well(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, store: FactStore
) -> None:
    shown = await stage.slash("follow", title="Moon High")
    listed = await stage.slash("following")
    monkeypatch.setattr("bot.store.store._PATIENCE_S", 0.0)
    async with FactStore.open(store.address) as other, other._write():  # noqa: SLF001 - for as long as that
        for result in (
            await stage.fan.slash(stage.channel, "follow", title="Sun Low"),
            await stage.fan.slash(stage.channel, "unfollow", title="Moon High"),
            await stage.press(shown, "Unfollow"),
            await stage.press(listed, "Unfollow"),
        ):
            said = result.followups[-1] if result.followups else shown_by(result)
            assert "Another process is writing" in text_of(said)
    assert stage.env.errors, "which the simulation would fail the test for"
    assert len(await store.follows.list_of(stage.fan.id)) == 1


async def test_a_pin_until_the_last_day_there_is_stops_no_news(
    stage: Stage, folder: Path, store: FactStore, caplog: pytest.LogCaptureFixture
) -> None:
    await stage.slash("follow", title="Moon High")
    (fact,) = await store.single_facts.find_facts("Moon High release", 5)
    assert await store.single_facts.pin(fact.id, "right", date.max, stage.moderator.id)
    await stage.env.settle()
    assert "failed" not in caplog.text


async def unsent(store: FactStore) -> list[str]:
    """What is still waiting to be sent."""
    due = await store.outbox.find_due(datetime.now(UTC) + timedelta(days=900), 100)
    return [letter.letter.once for letter in due]


async def test_the_list_of_follows_ends_them_one_by_one(stage: Stage, folder: Path, clock: Clock) -> None:
    assert "You follow nothing" in text_of(await stage.slash("following"))
    await stage.slash("follow", title="Moon High", about="release")
    await stage.slash("follow", title="Sun Low", how="once a day")
    shown = await stage.slash("following")
    assert private(shown)
    assert "Moon High" in text_of(shown)
    assert "once a day" in text_of(shown)
    first, _second = buttons_of(shown)
    await stage.fan.click(shown, custom_id=first["custom_id"])
    assert "Moon High" not in text_of(stage.now(shown))
    assert "Sun Low" in text_of(stage.now(shown))
    write(folder, "second", "2024-02-01", release("2025"))
    await reload(stage)
    assert inbox(stage.fan) == []


async def test_nobody_can_end_somebody_elses_follow(stage: Stage, store: FactStore) -> None:
    shown = await stage.slash("follow", title="Moon High")
    (follow,) = await store.follows.list_of(stage.fan.id)
    theirs = await stage.slash_as(stage.other, "follow", title="Sun Low")
    assert id_of(shown, "Unfollow") == f"unfollow:{follow.id}"
    refused = shown_by(await stage.press(shown, "Unfollow", by=stage.fan))
    assert "no longer follow Moon High" in text_of(refused).replace("**", "")
    assert await store.follows.list_of(stage.other.id) != []
    (other,) = await store.follows.list_of(stage.other.id)
    assert await store.follows.unfollow(stage.fan.id, other.id) is None
    assert "You do not follow that" in text_of(await stage.slash("unfollow", title=f"follow:{other.id}"))
    assert "Unfollow" in labels_of(theirs)


@pytest.mark.parametrize(
    "forged", ["unfollow:{follow}", "following:follow:{follow}:0", "unfollow:999999999999999999"]
)
async def test_a_forged_button_ends_nothing_of_somebody_else(
    stage: Stage, store: FactStore, forged: str
) -> None:
    await stage.slash_as(stage.other, "follow", title="Moon High")
    (theirs,) = await store.follows.list_of(stage.other.id)
    answer = await stage.ask("what genre is Sun Low?")
    stored = stage.env.backend.messages[stage.channel.id][answer.id]
    button = next(part for part in walk_components(stored.components) if part["type"] == BUTTON)
    custom_id = button["custom_id"] = forged.format(follow=theirs.id)
    result = await stage.fan.click(stage.now(answer), custom_id=custom_id)
    refused = result.followups[-1] if result.followups else shown_by(result)
    assert private(refused)
    assert "You do not follow that" in text_of(refused)
    assert await store.follows.list_of(stage.other.id) == [theirs]


async def test_a_forged_title_is_refused(stage: Stage, store: FactStore) -> None:
    (person,) = store.names.exact("Kim Ha") or store.names.exact("drama", (Kind.TOPIC,))
    answer = await stage.ask("what genre is Sun Low?")
    stored = stage.env.backend.messages[stage.channel.id][answer.id]
    button = next(part for part in walk_components(stored.components) if part["type"] == BUTTON)
    for subject in (person.entity, 999999999999):
        custom_id = button["custom_id"] = f"follow:{subject}:anything:0"
        refused = shown_by(await stage.fan.click(stage.now(answer), custom_id=custom_id))
        assert "no longer know that title" in text_of(refused)
    assert await store.follows.list_of(stage.fan.id) == []


async def test_what_moderators_do_to_facts_is_told_as_well(
    stage: Stage, folder: Path, store: FactStore, clock: Clock
) -> None:
    await stage.slash("follow", title="Moon High")
    read: list[int] = []

    async def told() -> str:
        """The one message that came since."""
        await pass_time(stage, clock, PACE_SECONDS + 1)
        (message,) = [message for message in inbox(stage.fan) if message.id not in read]
        read.append(message.id)
        return text_of(message)

    await stage.slash_as(stage.moderator, "facts retract", fact="moon high release", reason="a mistake")
    assert "2024 → **not known**" in await told()
    await take_back(stage)
    assert "not known → **2024**" in await told()
    write(folder, "second", "2024-02-01", release("2025"))
    await reload(stage)
    assert "2024 → **2025**" in await told()
    (older,) = [each for each in await reports_of(store, "release date") if each.value == "2024"]
    await stage.slash_as(stage.moderator, "facts pin", fact=f"fact:{older.id}", reason="sure")
    assert "2025 → **2024**" in await told()


async def test_unfollow_offers_and_takes_ones_own_follows_only(stage: Stage) -> None:
    await stage.slash("follow", title="Moon High")
    await stage.slash_as(stage.other, "follow", title="Sun Low")
    choices = await stage.fan.autocomplete(stage.channel, "unfollow", "title", "")
    assert [choice["name"] for choice in choices] == ["Moon High"]
    assert "You do not follow that" in text_of(await stage.slash("unfollow", title="Sun Low"))
    assert "no longer follow" in text_of(await stage.slash("unfollow", title="moon high"))
    assert await stage.fan.autocomplete(stage.channel, "unfollow", "title", "") == []


async def test_following_works_in_direct_messages(stage: Stage, folder: Path, store: FactStore) -> None:
    shown = shown_by(await stage.fan.user.slash("follow", title="Moon High"))
    assert "You follow Moon High" in text_of(shown)
    (follow,) = await store.follows.list_of(stage.fan.id)
    assert follow.guild is None
    write(folder, "second", "2024-02-01", release("2025"))
    await reload(stage)
    news = inbox(stage.fan)[-1]
    ended = shown_by(await stage.fan.user.click(news, label="Unfollow"))
    assert "no longer follow" in text_of(ended)
    assert await store.follows.list_of(stage.fan.id) == []


async def test_a_title_that_is_not_clear_becomes_buttons(
    stage: Stage, store: FactStore, folder: Path
) -> None:
    assert "I know no title" in text_of(await stage.slash("follow", title="Qwertz"))
    write(
        folder, "third", "2024-01-01", *(
            f'work = "{work}"\nrelation = "genre"\nvalue = "drama"' for work in ("Night Walk", "Night Talk")
        )
    )  # fmt: skip
    await reload(stage)
    shown = await stage.slash("follow", title="Night Balk", about="cast", how="once a day")
    assert set(labels_of(shown)) >= {"Night Walk", "Night Talk"}
    followed = shown_by(await stage.press(shown, "Night Talk"))
    assert "You follow Night Talk" in text_of(followed)
    (follow,) = await store.follows.list_of(stage.fan.id)
    assert (follow.about, follow.digest) == ("cast", True)


async def test_an_answer_that_was_waited_for_comes_with_the_facts(
    stage: Stage, folder: Path, store: FactStore
) -> None:
    asked = await stage.ask("who directed Moon High?")
    await stage.press(asked, "Tell me when you know", by=stage.fan)
    assert "you wait for the answer" in text_of(await stage.slash("following"))
    write(folder, "second", "2024-02-01", 'work = "Moon High"\nrelation = "director"\nvalue = "Kim Ha"')
    await reload(stage)
    (message,) = inbox(stage.fan)
    assert "Now I know" in text_of(message)
    assert "**Kim Ha** directed Moon High" in text_of(message)
    assert await store.unanswered.list_waited() == []


async def test_the_state_of_a_server_goes_thirty_days_after_the_bot_has_left_it(
    stage: Stage, store: FactStore, clock: Clock, home_settings: Settings, folder: Path
) -> None:
    env = stage.env
    guild = env.create_guild("Elsewhere", id=ELSEWHERE)
    channel = guild.create_text_channel("news")
    member = guild.add_member(env.create_user("lou"))
    await env.settle()
    await announce_in(store, guild.id, channel.id)
    await announce_in(store, stage.guild.id, stage.channel.id)
    await member.slash(channel, "follow", title="Moon High")
    env.backend.remove_guild(guild.id)
    await env.settle()
    (follow,) = await store.follows.list_of(member.id)
    assert follow.guild == guild.id, "not yet"
    await pass_time(stage, clock, 29 * 86400)
    await env.restart_bot(make_bot(home_settings, store, folder, clock))
    assert await guilds_of(store) == {stage.guild.id, guild.id}
    await pass_time(stage, clock, 86400)
    assert await guilds_of(store) == {stage.guild.id}
    (follow,) = await store.follows.list_of(member.id)
    assert follow.guild is None, "what somebody follows stays theirs"


async def guilds_of(store: FactStore) -> set[int]:
    """The servers about which anything is kept."""
    rows = await store._reader.execute_fetchall("SELECT id FROM guild")  # noqa: SLF001
    return {row[0] for row in rows}
