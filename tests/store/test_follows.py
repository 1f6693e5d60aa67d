"""Follows in the store: one per person and title, limited; news and what is known are stored together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.facts.model import Certainty
from bot.facts.report import Spoilers
from bot.facts.scope import WHOLE
from bot.store import MOST_FOLLOWS, About, Address, FactStore, GuildSettings, LeadingValue, Letter, Snapshot
from bot.store.left_guilds import KEPT

FAN, OTHER = 1, 2
NOW = datetime(2024, 5, 1, tzinfo=UTC)


@pytest.fixture
async def store(database: Address, tmp_path: Path) -> AsyncIterator[FactStore]:
    """A store with three titles, two of which are one by another name later on."""
    write(tmp_path, "Moon High", "Moon Academy", "Sun Low")
    async with FactStore.open(database) as opened:
        await opened.apply(await opened.plan_load((tmp_path / "facts",)))
        yield opened


def write(folder: Path, *works: str) -> None:
    """One article with a fact of each work."""
    (folder / "facts").mkdir(exist_ok=True)
    facts = [f'[[fact]]\nwork = "{work}"\nrelation = "genre"\nvalue = "drama"' for work in works]
    (folder / "facts" / "all.toml").write_text("\n".join(["[article]\npublished_on = 2024-01-01", *facts]))


def work(store: FactStore, title: str) -> int:
    """The id of a title."""
    (found,) = store.names.exact(title)
    return found.entity


def snapshot_of(value: str) -> Snapshot:
    """A snapshot in which a value leads."""
    leading = LeadingValue(words=value, spellings=(value,), certainty=Certainty.REPORTED, source="Reported")
    return Snapshot(relation="genre", scope=WHOLE, values=(leading,))


def letter(follow: int | None = None, once: str = "x") -> Letter:
    return Letter(once=once, blocks=("News",), user=FAN, follow=follow, due_at=NOW)


async def waiting(store: FactStore) -> list[str]:
    """The letters that are still to be sent."""
    return [due.letter.once for due in await store.outbox.find_due(NOW + timedelta(days=9), 99)]


async def test_following_again_changes_the_follow(store: FactStore) -> None:
    moon = work(store, "Moon High")
    first = await store.follows.follow(FAN, moon, About.CAST, guild=5)
    second = await store.follows.follow(FAN, moon, About.ANYTHING, digest=True)
    assert first is not None
    assert second is not None
    assert first.id == second.id
    assert await store.follows.list_of(FAN) == [second]
    assert (second.about, second.digest, second.guild) == (About.ANYTHING, True, None)


async def test_a_person_follows_so_many_titles_and_no_more(store: FactStore, tmp_path: Path) -> None:
    titles = [f"Show number {number}" for number in range(MOST_FOLLOWS + 1)]
    write(tmp_path, *titles)
    await store.apply(await store.plan_load((tmp_path / "facts",)))
    for title in titles[:-1]:
        assert await store.follows.follow(FAN, work(store, title), About.CAST)
    assert await store.follows.follow(FAN, work(store, titles[-1]), About.CAST) is None
    assert await store.follows.follow(FAN, work(store, titles[0]), About.RELEASE), "one of those may change"
    assert await store.follows.follow(OTHER, work(store, titles[-1]), About.CAST), "others may follow it"


async def test_nobody_ends_the_follow_of_another(store: FactStore) -> None:
    follow = await store.follows.follow(FAN, work(store, "Moon High"), About.CAST)
    assert follow is not None
    assert await store.follows.unfollow(OTHER, follow.id) is None
    assert await store.follows.unfollow(FAN, follow.id) == follow
    assert await store.follows.unfollow(FAN, follow.id) is None


async def test_news_is_kept_with_its_letters_or_not_at_all(store: FactStore) -> None:
    moon = work(store, "Moon High")
    drama, comedy = frozenset({snapshot_of("drama")}), frozenset({snapshot_of("comedy")})
    follow = await store.follows.follow(FAN, moon, About.ANYTHING, snapshots=drama)
    assert follow is not None
    bad = Letter(once="y", blocks=("\ud800",), user=FAN, follow=follow.id)
    with pytest.raises(UnicodeEncodeError):
        await store.follows.record(moon, drama, comedy, [letter(follow.id), bad])
    assert await store.follows.find_snapshots(moon) == drama
    assert await waiting(store) == []

    assert await store.follows.record(moon, drama, comedy, [letter(follow.id)])
    assert await store.follows.find_snapshots(moon) == comedy
    assert await waiting(store) == ["x"]
    assert not await store.follows.record(moon, drama, comedy, [letter(follow.id, "late")]), "told already"
    assert await waiting(store) == ["x"]


async def test_whoever_unfollowed_meanwhile_is_told_nothing_not_even_what_was_gathered(
    store: FactStore,
) -> None:
    moon = work(store, "Moon High")
    drama, comedy = frozenset({snapshot_of("drama")}), frozenset({snapshot_of("comedy")})
    follow = await store.follows.follow(FAN, moon, About.ANYTHING, snapshots=drama)
    await store.follows.follow(OTHER, moon, About.ANYTHING)
    assert follow is not None
    await store.follows.record(moon, drama, comedy, [letter(follow.id)])
    await store.follows.unfollow(FAN, follow.id)
    assert await waiting(store) == []
    await store.follows.record(moon, comedy, drama, [letter(follow.id, "late"), letter(None, "announced")])
    assert await waiting(store) == ["announced"]


async def test_a_title_that_nobody_follows_is_forgotten_and_looked_at_anew(
    store: FactStore, tmp_path: Path
) -> None:
    moon = work(store, "Moon High")
    follow = await store.follows.follow(FAN, moon, About.CAST, snapshots=[snapshot_of("drama")])
    write(tmp_path, "Sun Low")
    await store.apply(await store.plan_load((tmp_path / "facts",)))
    assert work(store, "Moon High") == moon, "who follows it waits for its next facts"
    assert follow is not None
    await store.follows.unfollow(FAN, follow.id)
    assert await store.follows.find_snapshots(moon) is None
    write(tmp_path, "Sun Low", "Sun High")
    await store.apply(await store.plan_load((tmp_path / "facts",)))
    assert store.names.exact("Moon High") == ()


async def test_two_titles_that_turn_out_to_be_one_are_followed_as_one(
    store: FactStore, tmp_path: Path
) -> None:
    moon, academy = work(store, "Moon High"), work(store, "Moon Academy")
    await store.follows.follow(FAN, moon, About.CAST, snapshots=[snapshot_of("drama")])
    await store.follows.follow(FAN, academy, About.ANYTHING, snapshots=[snapshot_of("comedy")])
    names = tmp_path / "names.toml"
    names.write_text('[[name]]\nname = "Moon High"\nkind = "work"\nalso = ["Moon Academy"]')
    await store.apply(await store.plan_load((tmp_path / "facts", names)))
    assert await store.follows.find_snapshots(moon) == frozenset(
        {snapshot_of("drama"), snapshot_of("comedy")}
    )
    assert [subject.id for subject in await store.follows.list_subjects()] == [moon]
    assert len(await store.follows.list_followers(moon)) == 2
    follow = await store.follows.follow(FAN, moon, About.RELEASE)
    assert await store.follows.list_of(FAN) == [follow]


async def test_servers_are_told_of_what_is_followed_from_them(store: FactStore) -> None:
    moon, sun = work(store, "Moon High"), work(store, "Sun Low")
    for guild in (5, 6, 7):
        await store.guilds.set(guild, lambda _: GuildSettings(announce_channel=50, announce_role=51))
    await store.guilds.set(
        6,
        lambda _: GuildSettings(announce_channel=60, channel_spoilers={60: Spoilers.HIDDEN}),
    )
    await store.follows.follow(FAN, moon, About.CAST, guild=5)
    await store.follows.follow(OTHER, moon, About.CAST, guild=6)
    await store.follows.follow(FAN, sun, About.CAST, guild=8)
    told = {
        (each.guild, each.channel, each.role, each.spoilers)
        for each in await store.follows.list_announcements(moon)
    }
    assert told == {(5, 50, 51, Spoilers.VEILED), (6, 60, None, Spoilers.HIDDEN)}
    assert await store.follows.list_announcements(sun) == [], "a server that chose no channel"
    await store.left_guilds.note([6, 7, 8], NOW)
    assert {each.guild for each in await store.follows.list_announcements(moon)} == {6}, "one that was left"


async def test_a_server_that_takes_the_bot_back_in_time_finds_what_it_chose(store: FactStore) -> None:
    await store.guilds.set(5, lambda _: GuildSettings(announce_channel=50))
    await store.left_guilds.note([], NOW)
    assert await store.left_guilds.find_next() == NOW + KEPT
    await store.left_guilds.note([5], NOW + timedelta(days=29))
    assert await store.left_guilds.find_next() is None
    assert await store.left_guilds.note([], NOW + timedelta(days=40)) == [], "its time begins anew"
    assert await store.left_guilds.note([], NOW + timedelta(days=71)) == [5]
    store.guilds.forget_kept(5)
    assert await store.guilds.find(5) == GuildSettings()


async def test_of_servers_that_another_process_knows_nothing_is_noted(store: FactStore) -> None:
    for guild in (5, 6):
        await store.guilds.set(guild, lambda _: GuildSettings(announce_channel=50))
    late = NOW + timedelta(days=40)

    def is_ours(guild: int) -> bool:
        return guild == 5

    assert await store.left_guilds.note([], NOW, is_ours) == []
    assert await store.left_guilds.find_next() == NOW + KEPT
    assert await store.left_guilds.find_next(lambda guild: guild == 6) is None
    assert await store.left_guilds.note([], late, lambda guild: guild == 6) == []
    assert await store.left_guilds.note([], late, is_ours) == [5], "6 was noted 40 days later only"


async def test_watchers_are_told_of_changed_facts_and_of_letters_alone(
    store: FactStore, tmp_path: Path
) -> None:
    told: list[str] = []
    await store.set_note("warm", "up")
    store.watch(facts=lambda: told.append("facts"), letters=lambda: told.append("letters"))
    await store.set_note("key", "value")
    told.clear()
    await store.set_note("key", "other")
    assert told == []
    await store.outbox.put([letter()])
    assert told == ["letters"]
    told.clear()
    write(tmp_path, "Sun Low")
    await store.apply(await store.plan_load((tmp_path / "facts",)))
    assert set(told) == {"facts"}
    told.clear()
    async with FactStore.open(store.address) as other:
        write(tmp_path, "Sun High")
        await other.apply(await other.plan_load((tmp_path / "facts",)))
    await store.refresh()
    assert set(told) == {"facts"}


async def test_watchers_are_called_in_the_context_of_who_watches(store: FactStore) -> None:
    """Whoever writes: what they set off goes on in the bot's own."""
    whose = ContextVar("whose", default="nobody's")
    told: list[str] = []
    whose.set("the bot's")
    store.watch(facts=lambda: None, letters=lambda: told.append(whose.get()))
    whose.set("somebody else's")
    await store.outbox.put([letter()])
    assert told == ["the bot's"]


async def test_the_day_that_a_pin_ends_is_known(store: FactStore) -> None:
    assert await store.follows.find_next_expiry(date(2024, 1, 1)) is None
    (report,) = await store.find_reports(work(store, "Moon High"))
    await store.single_facts.pin(report.id, "sure", date(2024, 6, 1), by=1)
    assert await store.follows.find_next_expiry(date(2024, 1, 1)) == date(2024, 6, 1)
    assert await store.follows.find_next_expiry(date(2024, 6, 2)) is None
