"""Articles from feeds, as moderators see them: they wait, are handed in with a form, or passed over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
import simcord

from bot.client import FactBot
from bot.display.moderators.feeds import DECIDED, NOTHING_WAITS, make_feeds_layout
from bot.imports.feeds import LONGEST_TITLE, FetchedFeed
from bot.settings import Settings
from bot.store import FactStore, WaitingEntry
from tests.whole_bot.moderating import offered_by
from tests.whole_bot.stage import TODAY, Stage, labels_of, make_bot, raw_text_of, shown_by, text_of

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=30.0)

ADDRESS = "https://news.example.com/feed"
ITEM = (
    "<item><title>Season 2 of All of Us Are Dead set for June {at}</title><link>https://news.example.com/{at}</link>"
    "<pubDate>Fri, 01 Mar 2024 09:00:00 GMT</pubDate>"
    "<description>Netflix will release season 2 of All of Us Are Dead in June 2024. @everyone **now**</description></item>"
)
FEED = (
    f'<rss version="2.0"><channel>{"".join(ITEM.format(at=at) for at in range(6))}</channel></rss>'.encode()
)


async def fetch(address: str, etag: str | None, modified: str | None) -> FetchedFeed:
    """Every feed is the same, once."""
    return FetchedFeed(content=None if etag else FEED, etag="1", modified=None)


@pytest.fixture
async def simcord_bot(home_settings: Settings, store: FactStore) -> FactBot:
    """A bot with a feed."""
    bot = make_bot(replace(home_settings, feeds=(ADDRESS,)), store)
    bot.fetch_feed = fetch
    bot.now = lambda: datetime.combine(TODAY, time(12), UTC)
    return bot


@pytest.fixture
async def waiting(simcord_env: simcord.Env, stage: Stage) -> Stage:
    """The home server, once the feed has been read."""
    job = stage.bot.get_cog("BackgroundJobs")
    assert job is not None
    await job.feeds.finish()  # type: ignore[attr-defined]  # the cog is not imported here
    return stage


async def test_articles_wait_page_by_page_and_name_their_titles(waiting: Stage) -> None:
    shown = await waiting.slash_as(waiting.moderator, "facts feeds")
    text = text_of(shown)
    assert "Waiting: 6 articles from feeds" in text
    assert "names All of Us Are Dead" in text
    assert "[news.example.com](<https://news.example.com/5>)" in text
    assert "\\*\\*now\\*\\*" in raw_text_of(shown), "a feed writes no markup"
    assert labels_of(shown).count("Hand in") == 3
    await waiting.moderator.click(shown, label="More")
    shown = next(each for each in waiting.channel.history(viewer=waiting.moderator) if each.id == shown.id)
    assert labels_of(shown) == ["Hand in", "Not interesting"] * 3 + ["Back"]
    review = await waiting.slash_as(waiting.moderator, "facts review")
    assert "Waiting: 6 articles from feeds" in text_of(review)


async def test_an_article_is_handed_in_with_a_form_that_is_filled_in(waiting: Stage) -> None:
    shown = await waiting.slash_as(waiting.moderator, "facts feeds")
    form = await waiting.moderator.click(shown, custom_id="feed:take:6")
    offered = offered_by(form)
    assert offered["text1"].startswith("Season 2 of All of Us Are Dead set for June 5.")
    refused = shown_by(await waiting.moderator.submit_modal(form, {"text1": " "}))
    assert "empty" in text_of(refused)
    assert await waiting.bot.store.feeds.count_waiting() == 6, "what cannot be taken waits on"
    form = await waiting.moderator.click(shown, custom_id="feed:take:6")
    review = shown_by(await waiting.moderator.submit_modal(form, {"text1": offered["text1"]}))
    assert "June 2024" in text_of(review)
    (opened,) = await waiting.bot.store.reviews.find_open("", 9)
    assert opened.url == "https://news.example.com/5"
    assert opened.title is not None
    assert "set for June" in opened.title
    assert await waiting.bot.store.feeds.count_waiting() == 5
    again = shown_by(await waiting.moderator.click(shown, custom_id="feed:take:6"))
    assert DECIDED in text_of(again)


async def test_what_is_not_interesting_is_gone(waiting: Stage) -> None:
    shown = await waiting.slash_as(waiting.moderator, "facts feeds")
    for left in range(5, -1, -1):
        await waiting.moderator.click(shown, custom_id=f"feed:drop:{left + 1}:0")
        shown = next(
            each for each in waiting.channel.history(viewer=waiting.moderator) if each.id == shown.id
        )
        assert labels_of(shown).count("Not interesting") == min(3, left)
    assert NOTHING_WAITS in text_of(shown)


async def test_a_fan_cannot_decide(waiting: Stage) -> None:
    assert "facts feeds" not in waiting.fan.available_commands(waiting.channel)


def test_the_longest_entries_fit_into_one_message() -> None:
    text = "*" * 2000
    entries = [
        WaitingEntry(
            id=10**17 + at,
            title=text[:LONGEST_TITLE],
            link=f"https://{'a' * 60}.example/{'é' * 230}",
            summary=text,
            published_on=TODAY,
            names=("_" * 300,) * 3,
        )
        for at in range(3)
    ]
    layout = make_feeds_layout(entries, 300, 50)
    assert layout.content_length() <= 4000
    assert layout.total_children_count <= 40
