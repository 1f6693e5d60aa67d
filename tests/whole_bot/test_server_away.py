"""The server of the database goes away and comes back, under the whole bot: a friendly sentence each meanwhile, nothing
lost, nothing to be done by anybody."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from bot.display.refusal import UNREACHABLE
from bot.store import DatabaseUrl, FactStore
from tests.conftest import SHIPPED_PATHS, make_database
from tests.postgres_server import PostgresServer
from tests.whole_bot.stage import Stage, private, text_of

pytestmark = pytest.mark.simcord(shard_count=1)


@pytest.fixture
async def store(own_server: PostgresServer) -> AsyncIterator[FactStore]:
    """A store with the facts that ship, for the bot of the stage."""
    url: DatabaseUrl = make_database(own_server.create(), SHIPPED_PATHS)
    async with FactStore.open(url) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _expects_errors(stage: Stage) -> Iterator[None]:
    yield
    # The simulation fails a test for errors that nobody has looked at.
    assert isinstance(stage.env.errors, list)


async def test_fans_and_moderators_are_told_and_afterwards_all_goes_on(
    stage: Stage, own_server: PostgresServer, caplog: pytest.LogCaptureFixture
) -> None:
    asked, other = "who directed all of us are dead", "when is season 2 of all of us are dead out"
    known = text_of(await stage.ask(asked))
    own_server.stop()
    try:
        # What was asked before is still known.
        assert text_of(await stage.ask(asked)) == known
        assert text_of(await stage.ask(other)) == UNREACHABLE
        shown = await stage.slash("follow", title="All of Us Are Dead", about="anything")
        assert (text_of(shown), private(shown)) == (UNREACHABLE, True)
        shown = await stage.slash_as(stage.moderator, "facts status")
        assert text_of(shown) == UNREACHABLE
    finally:
        own_server.start()
    assert "is due in" in text_of(await stage.ask(other))
    shown = await stage.slash("follow", title="All of Us Are Dead", about="anything")
    assert "You follow" in text_of(shown)
    failures = [each for each in caplog.messages if each.startswith("The database failed")]
    assert len(failures) == 2, "one each ten seconds, of which twenty pass after a mention"
