"""Looking into feeds: which entries wait for a moderator, each once, and when a feed is asked again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.imports.feeds import FeedError, FetchedFeed
from bot.moderation.feeds import EVERY, LONGEST_BACK_OFF, describe_article, look_into_feeds
from bot.store import EntryState, FactStore
from bot.store.feeds import MOST_WAITING, SEEN_FOR

ADDRESS = "https://news.example.com/feed"
OTHER = "https://other.example.com/rss"
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
ITEM = "<item><title>{title}</title><link>https://news.example.com/{at}</link><description>{summary}</description></item>"


def make_feed(*items: tuple[str, str]) -> bytes:
    """A feed with these titles and summaries."""
    body = "".join(
        ITEM.format(title=title, summary=summary, at=title.replace(" ", "-")) for title, summary in items
    )
    return f'<rss version="2.0"><channel>{body}</channel></rss>'.encode()


class Web:
    """The feeds as they are now; remembers what was asked, and how."""

    def __init__(self) -> None:
        self.feeds: dict[str, bytes | FeedError] = {}
        self.asked: list[tuple[str, str | None]] = []
        self.now = NOW

    async def fetch(self, address: str, etag: str | None, modified: str | None) -> FetchedFeed:
        self.asked.append((address, etag))
        feed = self.feeds[address]
        if isinstance(feed, FeedError):
            raise feed
        tag = str(hash(feed))
        return FetchedFeed(content=None if etag == tag else feed, etag=tag, modified=None)

    async def look(self, store: FactStore, addresses: Sequence[str] = (ADDRESS,)) -> float:
        """Look into the feeds that are due; the seconds until the next is."""
        return await look_into_feeds(store, self.fetch, addresses, lambda: self.now)


@pytest.fixture
async def known(store: FactStore, write: Callable[..., Path]) -> FactStore:
    """A store that knows two titles."""
    folder = write("a", "2026-01-01", "Lanterns of Oros|genre|drama", "Saltmarsh|genre|drama")
    await store.apply(await store.plan_load([folder]))
    return store


async def titles(store: FactStore) -> list[str]:
    """What waits."""
    return [entry.title for entry in await store.feeds.list_waiting(0, 1000)]


async def test_an_entry_waits_if_it_names_a_title_that_is_known(known: FactStore) -> None:
    web = Web()
    web.feeds[ADDRESS] = make_feed(
        ("Lanterns of Oros returns", "In March."),
        ("Weather", "Rain."),
        ("A show ends", "Saltmarsh is over."),
    )
    assert await web.look(known) == EVERY.total_seconds()
    assert await titles(known) == ["A show ends", "Lanterns of Oros returns"]
    _, entry = await known.feeds.list_waiting(0, 9)
    assert entry.names == ("Lanterns of Oros",)
    assert describe_article(entry) == {
        "published_on": None,
        "title": "Lanterns of Oros returns",
        "publisher": "news.example.com",
        "url": "https://news.example.com/Lanterns-of-Oros-returns",
    }


async def test_nothing_of_a_feed_becomes_a_fact_by_itself(known: FactStore) -> None:
    before = (await known.get_status()).facts
    web = Web()
    web.feeds[ADDRESS] = make_feed(
        ("Lanterns of Oros has 900 episodes", "Lanterns of Oros has 900 episodes.")
    )
    await web.look(known)
    assert (await known.get_status()).facts == before
    assert await known.reviews.find_open("", 9) == []


async def test_each_entry_is_offered_once_across_feeds_decisions_and_restarts(known: FactStore) -> None:
    web = Web()
    web.feeds[ADDRESS] = web.feeds[OTHER] = make_feed(("Lanterns of Oros returns", "In March."))
    await web.look(known, [ADDRESS, OTHER])
    (entry,) = await known.feeds.list_waiting(0, 9)
    assert await known.feeds.settle(entry.id, EntryState.DISMISSED)
    assert not await known.feeds.settle(entry.id, EntryState.HANDED_IN), "it is decided once"
    web.feeds[ADDRESS] = make_feed(("Lanterns of Oros returns", "In March, we hear."), ("Saltmarsh ends", ""))
    web.now += EVERY
    async with FactStore.open(known.path) as restarted:
        await web.look(restarted, [ADDRESS, OTHER])
        assert await titles(restarted) == ["Saltmarsh ends"]


async def test_a_feed_that_has_not_changed_is_not_read_again(known: FactStore) -> None:
    web = Web()
    web.feeds[ADDRESS] = make_feed(("Lanterns of Oros returns", ""))
    await web.look(known)
    await web.look(known)
    assert len(web.asked) == 1, "not before it is due"
    web.now += EVERY
    await web.look(known)
    (_, first), (_, again) = web.asked
    assert first is None
    assert again is not None


async def test_a_feed_that_cannot_be_had_is_asked_ever_less_and_the_others_go_on(
    known: FactStore, caplog: pytest.LogCaptureFixture
) -> None:
    web = Web()
    web.feeds[ADDRESS] = FeedError(f"{ADDRESS}: answers with an error (500)")
    web.feeds[OTHER] = make_feed(("Saltmarsh ends", ""))
    waits = []
    for _ in range(9):
        asked = len(web.asked)
        await web.look(known, [ADDRESS, OTHER])
        next_at = await known.feeds.find_next([ADDRESS])
        assert next_at is not None
        if len(web.asked) > asked and web.asked[asked][0] == ADDRESS:
            waits.append(next_at - web.now)
        web.now = next_at
    assert waits[:3] == [2 * EVERY, 4 * EVERY, 8 * EVERY]
    assert max(waits) == LONGEST_BACK_OFF
    assert await titles(known) == ["Saltmarsh ends"]
    assert "answers with an error (500)" in caplog.text
    web.feeds[ADDRESS] = make_feed(("Lanterns of Oros returns", ""))
    await web.look(known, [ADDRESS, OTHER])
    assert await known.feeds.find_next([ADDRESS]) == web.now + EVERY, "once it is there again, as before"


async def test_a_site_that_wants_to_be_left_alone_is(known: FactStore) -> None:
    web = Web()
    web.feeds[ADDRESS] = FeedError("busy", 5 * 3600)
    assert await web.look(known) == 5 * 3600
    web.feeds[OTHER] = FeedError("busy", 1e9)
    assert await web.look(known, [OTHER]) == LONGEST_BACK_OFF.total_seconds()


async def test_what_is_no_feed_is_named_in_the_log(
    known: FactStore, caplog: pytest.LogCaptureFixture
) -> None:
    web = Web()
    web.feeds[ADDRESS] = b"<html>sign in</html>"
    await web.look(known)
    assert f"{ADDRESS}: that is neither RSS nor Atom" in caplog.text


async def test_old_news_of_a_new_feed_is_passed_over(known: FactStore) -> None:
    web = Web()
    old = "<item><title>Saltmarsh begins</title><pubDate>Fri, 27 Nov 2020 09:00:00 GMT</pubDate></item>"
    web.feeds[ADDRESS] = f'<rss version="2.0"><channel>{old}</channel></rss>'.encode()
    await web.look(known)
    assert await titles(known) == []


async def test_only_so_many_wait_and_what_left_its_feed_long_ago_is_forgotten(known: FactStore) -> None:
    web = Web()
    for batch in range(3):
        web.feeds[ADDRESS] = make_feed(*((f"Saltmarsh {batch} {at}", "") for at in range(150)))
        await web.look(known)
        web.now += EVERY
    assert await known.feeds.count_waiting() == MOST_WAITING
    assert (await titles(known))[-1].startswith("Saltmarsh 1")
    for _ in range(2):
        web.now += SEEN_FOR + timedelta(days=1)
        web.feeds[ADDRESS] = make_feed((f"Weather {web.now}", ""))
        await web.look(known)
    gone = make_feed(("Saltmarsh 0 1", ""))
    web.feeds[ADDRESS], web.now = gone, web.now + EVERY
    await web.look(known)
    assert "Saltmarsh 0 1" in await titles(known), "forgotten, it is new"
