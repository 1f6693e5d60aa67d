"""Several processes on one database: whatever one of them keeps in memory, it keeps no longer once another has changed it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.answers import AnswerService, Found
from bot.answers.wording import word_plainly
from bot.facts.model import Kind
from bot.facts.report import Spoilers
from bot.store import AskedQuestion, DatabaseUrl, FactStore, Filed, GuildSettings, Letter, WaitOutcome
from bot.store.complaints import MOST_A_DAY, Settled
from bot.store.unanswered import MOST_NEW_WAITS_A_DAY
from tests.postgres_server import PostgresServer, execute

pytestmark = pytest.mark.of_sqlite  # not once more for each engine
SECONDS = 60.0
"""How long anything may take on a busy machine before a test fails; an idle one takes milliseconds."""
GUILD, FAN, MODERATOR = 5, 7, 9
FACTS = """
[article]
published_on = 2024-01-29
[[fact]]
work = "Moon High"
relation = "director"
value = "{director}"
[[fact]]
work = "Moon High"
relation = "screenwriter"
value = "{director}"
[[fact]]
work = "Sun Low"
relation = "cast member"
value = "Hidden Guest"
spoiler = {spoiler}
"""


@pytest.fixture
def url(postgres_server: PostgresServer, empty_on_server: DatabaseUrl) -> DatabaseUrl:
    """A database of the test's own, without facts."""
    return postgres_server.create(empty_on_server)


@pytest_asyncio.fixture
async def one(url: DatabaseUrl) -> AsyncIterator[FactStore]:
    async with FactStore.open(url) as opened:
        yield opened


@pytest_asyncio.fixture
async def other(url: DatabaseUrl, one: FactStore) -> AsyncIterator[FactStore]:
    async with FactStore.open(url) as opened:
        yield opened


async def until(holds: Callable[[], object]) -> None:
    """Wait until something holds without anybody asking for it."""
    async with asyncio.timeout(SECONDS):
        while not holds():  # noqa: ASYNC110 - nobody is told of it
            await asyncio.sleep(0.005)


async def load(store: FactStore, folder: Path, director: str = "Ann Vale", *, spoiler: bool = False) -> None:
    path = folder / "facts.toml"
    path.write_text(FACTS.format(director=director, spoiler=str(spoiler).lower()))
    await store.apply(await store.plan_load([path]))


def knows(store: FactStore, name: str) -> bool:
    return bool(store.names.exact(name))


async def test_names_reports_and_answers(one: FactStore, other: FactStore, tmp_path: Path) -> None:
    """Nobody has to ask the other process anything for it to be ready."""
    await load(one, tmp_path)
    await until(lambda: knows(other, "Ann Vale"))
    answers = AnswerService(other, lambda: date(2024, 2, 1))
    assert "Ann Vale" in word_plainly(await answers.ask("who directed moon high"))
    await load(one, tmp_path, "Bo Marsh")
    await until(lambda: knows(other, "Bo Marsh"))
    answer = await answers.ask("who directed moon high")
    assert isinstance(answer, Found)
    assert answer.values == ("Bo Marsh",)


async def test_who_is_in_spoilers_only(one: FactStore, other: FactStore, tmp_path: Path) -> None:
    await load(one, tmp_path)
    await until(lambda: knows(other, "Hidden Guest"))
    (guest,) = other.names.exact("Hidden Guest", (Kind.PERSON,))
    assert guest.entity not in other.only_in_spoilers
    await load(one, tmp_path, spoiler=True)
    await until(lambda: guest.entity in other.only_in_spoilers)


async def test_what_a_server_has_chosen(one: FactStore, other: FactStore) -> None:
    """Spoilers, channels, privacy: all of its settings are one value."""
    assert await other.guilds.find(GUILD) == GuildSettings()
    chosen = GuildSettings(private=True, spoilers=Spoilers.HIDDEN, announce_channel=3)
    await one.guilds.set(GUILD, lambda _: chosen)
    kept = other.guilds._kept  # noqa: SLF001 - that it is kept shows nowhere else
    await until(lambda: GUILD not in kept)
    assert await other.guilds.find(GUILD) == chosen
    assert GUILD in kept


async def test_what_a_server_chose_that_was_left_long_ago(one: FactStore, other: FactStore) -> None:
    await one.guilds.set(GUILD, lambda _: GuildSettings(private=True))
    await other.guilds.find(GUILD)
    now = datetime(2100, 1, 1, tzinfo=UTC)
    await one.left_guilds.note([], now)
    assert await one.left_guilds.note([], now + timedelta(days=31)) == [GUILD]
    await until(lambda: GUILD not in other.guilds._kept)  # noqa: SLF001


async def test_how_much_somebody_has_done_today(one: FactStore, other: FactStore) -> None:
    """The limits of a day hold for all processes together."""
    for _ in range(MOST_A_DAY):
        filed = await one.complaints.file(
            code="c", answer="a", leading=None, wrong="w", link=None, tell=False, user=FAN
        )
        assert filed is Filed.DONE
        open_one = await one.complaints.find_next()
        assert open_one is not None
        await one.complaints.settle(open_one[0].id, Settled.DISMISSED, MODERATOR, blocks=["x"])
    for number in range(MOST_NEW_WAITS_A_DAY):
        asked = AskedQuestion(meaning=f"m{number}", shape="q", code=None)
        assert await one.unanswered.wait(asked, FAN, None) is WaitOutcome.ADDED
        (waited,) = await one.unanswered.list_waited()
        await one.unanswered.remove_wait(waited.id, FAN)
    asked = AskedQuestion(meaning="one more", shape="q", code=None)
    assert await other.unanswered.wait(asked, FAN, None) is WaitOutcome.TOO_MANY_TODAY
    assert await other.complaints.find_limit(FAN) is Filed.TOO_MANY_TODAY


async def test_own_words_and_watchers(one: FactStore, other: FactStore, tmp_path: Path) -> None:
    """A bot hears in another process of facts, of letters, and of whose words are to be forgotten; not of its own."""
    heard: list[object] = []
    other.watch(
        facts=lambda: heard.append("facts"), letters=lambda: heard.append("letters"), person=heard.append
    )
    await one.outbox.put([Letter(once="a", blocks=("News",), user=FAN)])
    await until(lambda: heard == ["letters"])
    heard.clear()
    await one.personal_data.forget(FAN)
    await until(lambda: heard == [FAN])
    heard.clear()
    await load(one, tmp_path)
    await until(lambda: "facts" in heard)
    assert set(heard) == {"facts"}


async def test_after_a_lost_connection_everything_is_looked_at_again(
    one: FactStore, other: FactStore, url: DatabaseUrl
) -> None:
    heard: list[str] = []
    other.watch(facts=lambda: heard.append("facts"), letters=lambda: heard.append("letters"))
    await other.guilds.find(GUILD)
    execute(
        url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
    await until(lambda: set(heard) == {"facts", "letters"})
    assert GUILD not in other.guilds._kept  # noqa: SLF001


# Letters


async def test_one_process_at_a_time_sends_to_a_receiver(one: FactStore, other: FactStore) -> None:
    async with one.outbox.serving("[1]") as mine, other.outbox.serving("[1]") as theirs:
        assert (mine, theirs) == (True, False)
        async with other.outbox.serving("[2]") as second:
            assert second
    async with other.outbox.serving("[1]") as theirs:
        assert theirs


async def test_what_a_dead_process_was_sending_is_free_at_once(other: FactStore, url: DatabaseUrl) -> None:
    async with FactStore.open(url) as dying, dying.outbox.serving("[1]") as its:
        assert its
        execute(
            url,
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
        )
        async with other.outbox.serving("[1]") as mine:
            assert mine


async def test_what_another_process_has_tried_since_it_was_read_is_not_sent(
    one: FactStore, other: FactStore
) -> None:
    """It may stand in its conversation by now: that is looked at first."""
    now = datetime(2100, 1, 1, tzinfo=UTC)
    await one.outbox.put([Letter(once="a", blocks=("News",), user=FAN)])
    due = await other.outbox.find_due(now, 9)
    batch, ids = await one.outbox.claim(await one.outbox.find_due(now, 9), now)
    assert ids == [due[0].id]
    assert await other.outbox.claim(due, now) == (0, [])
    again = await other.outbox.find_due(now, 9)
    assert again[0].tried_at == now
    assert await other.outbox.claim(again, now) == (batch, ids)
