"""``/facts history`` from end to end: who changed what, its steps, and undoing the last change."""

from __future__ import annotations

from pathlib import Path

import pytest
import simcord

from bot.settings import Settings
from bot.store import FactStore
from tests.reading import reports_of
from tests.whole_bot.moderating import add_moderator, now, press
from tests.whole_bot.stage import (
    Shown,
    Stage,
    enabled_labels_of,
    labels_of,
    make_bot,
    private,
    raw_text_of,
    text_of,
)

pytestmark = pytest.mark.simcord(shard_count=1)


def write(folder: Path, slug: str, *genres: str) -> None:
    """A facts file with some genres of one show."""
    facts = [f'[[fact]]\nwork = "Moon High"\nrelation = "genre"\nvalue = "{genre}"' for genre in genres]
    (folder / f"{slug}.toml").write_text("\n".join(["[article]\npublished_on = 2024-01-29", *facts]))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one article."""
    folder = tmp_path / "facts"
    folder.mkdir()
    write(folder, "first", "drama", "western")
    return folder


@pytest.fixture
def facts_paths(folder: Path) -> tuple[Path, ...]:
    """The folder alone."""
    return (folder,)


async def history(stage: Stage, by: simcord.MemberActor | None = None) -> Shown:
    """The first page, as a moderator sees it."""
    return await stage.slash_as(by or stage.moderator, "facts history")


async def press_undo(stage: Stage, shown: Shown, by: simcord.MemberActor | None = None) -> Shown:
    """Press the one undo button; its label says which change."""
    (label,) = [label for label in labels_of(shown) if label.startswith("Undo the last change")]
    return await press(stage, shown, label, by)


async def show(stage: Stage, shown: Shown, change: int, page: int = 0) -> Shown:
    """Press the button beside a change."""
    await stage.moderator.click(shown, custom_id=f"change:show:{change}:{page}")
    return now(stage, shown)


async def reload(stage: Stage) -> None:
    """The moderator applies what the files say."""
    shown = await stage.slash_as(stage.moderator, "facts reload")
    await stage.press(shown, "Apply", by=stage.moderator)


async def genres(stage: Stage) -> list[str]:
    """The genres that are answered from."""
    return sorted(report.value for report in await reports_of(stage.bot.store, "genre"))


async def test_the_history_tells_who_changed_what_when_and_why(stage: Stage, folder: Path) -> None:
    write(folder, "first", "drama", "horror", "comedy")
    write(folder, "second", "thriller")
    await reload(stage)
    await stage.slash_as(stage.moderator, "facts retract", fact="thriller", reason="<@&1> says @everyone")
    await stage.slash_as(stage.moderator, "facts alias add", kind="work", name="Moon High", also="MH")
    shown = await history(stage)
    assert private(shown)
    text = text_of(shown).replace("**", "")
    assert "History: 4 changes" in text
    assert text.index("#4 + name MH for Moon High") < text.index("#3 Retracted: Moon High · genre · thriller")
    assert text.index("#3") < text.index("#2 Reloaded: 2 articles, +2 −1 facts") < text.index("#1 Reloaded")
    assert f"<@{stage.moderator.id}>" in text
    assert "the command line" in text
    assert "<t:" in text
    assert "\\<\\@&1\\>" in raw_text_of(shown), "nobody is pinged"
    assert labels_of(shown) == ["Show"] * 4 + ["Undo the last change (#4)"]


async def test_a_change_is_shown_step_by_step(stage: Stage, folder: Path) -> None:
    write(folder, "first", "drama", "horror", "comedy")
    write(folder, "second", *(f"genre {number}" for number in range(14)))
    await reload(stage)
    write(folder, "second", "thriller")
    await reload(stage)
    shown = await show(stage, await history(stage), 2)
    text = text_of(shown)
    for said in (
        "− Moon High · genre · western",
        "+ Moon High · genre · horror",
        "+ article second",
        "± article first: read again",
    ):
        assert said in text, said
    shown = await press(stage, shown, "Back to the history")
    assert "History: 3 changes" in text_of(shown)
    shown = await show(stage, shown, 3)
    text = text_of(shown)
    assert text.count("genre ·") == 9
    assert "Page 1 of 2" in text
    shown = await press(stage, now(stage, shown), "More")
    text = text_of(shown)
    assert text.count("genre ·") == 6
    assert "+ Moon High · genre · thriller" in text
    assert "History: 3 changes" in text_of(await press(stage, shown, "Back to the history"))


async def test_a_change_that_is_the_last_is_undone_where_it_is_shown(stage: Stage, folder: Path) -> None:
    write(folder, "first", "drama", "horror")
    await reload(stage)
    assert "Undo this" not in labels_of(await show(stage, await history(stage), 1))
    shown = await press(stage, await show(stage, await history(stage), 2), "Undo this")
    assert "Take this back?" in text_of(shown)
    await press(stage, shown, "Take it back")
    assert await genres(stage) == ["drama", "western"]


async def test_undo_asks_first_shows_what_it_takes_back_and_works_after_a_restart(
    stage: Stage, folder: Path, home_settings: Settings, store: FactStore
) -> None:
    write(folder, "first", "drama", "horror")
    await reload(stage)
    shown = await press_undo(stage, await history(stage))
    text = text_of(shown)
    assert "Take this back?" in text
    assert "− Moon High · genre · western" in text
    assert "Files on disk are not touched" in text
    assert labels_of(shown) == ["Take it back", "Keep it"]
    assert await genres(stage) == ["drama", "horror"]

    await stage.env.restart_bot(make_bot(home_settings, store, (folder,)))
    shown = await press(stage, shown, "Take it back")
    text = text_of(shown)
    assert "#2 is taken back." in text.replace("**", "")
    assert "next /facts reload" in text
    assert "#3 Took back #2: first, +1 −1 facts" in text.replace("*", "")
    assert "· taken back" in text.replace("**", "")
    assert await genres(stage) == ["drama", "western"]
    again = text_of(await stage.slash_as(stage.moderator, "facts reload"))
    assert "Changed: first" in again
    assert stage.env.errors == []


async def test_files_are_spoken_of_only_where_they_were_read(stage: Stage) -> None:
    await stage.slash_as(stage.moderator, "facts retract", fact="western", reason="wrong")
    shown = await press_undo(stage, await history(stage))
    text = text_of(shown)
    assert text.count("Moon High · genre · western") == 1, "said once"
    assert "Files" not in text
    assert "Files" not in text_of(await press(stage, shown, "Take it back"))


async def test_keeping_it_changes_nothing(stage: Stage) -> None:
    shown = await press_undo(stage, await history(stage))
    shown = await press(stage, shown, "Keep it")
    assert "History: 1 change" in text_of(shown)
    assert await genres(stage) == ["drama", "western"]


async def test_of_two_moderators_the_second_takes_nothing_back(stage: Stage, folder: Path) -> None:
    other = add_moderator(stage)
    write(folder, "first", "drama", "horror")
    await reload(stage)
    mine = await press_undo(stage, await history(stage))
    theirs = await press_undo(stage, await history(stage, other), other)
    idle = await history(stage, other)
    await press(stage, mine, "Take it back")
    theirs = await press(stage, theirs, "Take it back", other)
    assert "taken back already" in text_of(theirs)
    idle = await press_undo(stage, idle, other)
    assert "taken back already" in text_of(idle)
    assert await genres(stage) == ["drama", "western"]
    # Now the change before is offered.
    assert "#1" in text_of(await press_undo(stage, idle, other))
    assert stage.env.errors == []


async def test_a_retraction_meanwhile_is_not_undone_for_the_reload_that_was_shown(stage: Stage) -> None:
    shown = await press_undo(stage, await history(stage))
    await stage.slash_as(stage.moderator, "facts retract", fact="western", reason="wrong")
    shown = await press(stage, shown, "Take it back")
    assert "Nothing was taken back" in text_of(shown)
    assert await genres(stage) == ["drama"]
    shown = await press(stage, await press_undo(stage, shown), "Take it back")
    assert await genres(stage) == ["drama", "western"]


async def test_everything_can_be_undone_and_then_there_is_nothing_to_undo(stage: Stage) -> None:
    shown = await press_undo(stage, await history(stage))
    shown = await press(stage, shown, "Take it back")
    assert await genres(stage) == []
    assert not any(label.startswith("Undo") for label in labels_of(shown))


async def test_a_long_history_is_paged(
    stage: Stage, home_settings: Settings, store: FactStore, folder: Path
) -> None:
    for number in range(12):
        fact = (await store.single_facts.find_facts("drama", 1))[0].id
        retraction = await store.single_facts.retract(
            fact, f"reason {number} " + "x*" * 140, stage.moderator.id
        )
        assert retraction is not None
        await store.single_facts.restore(retraction, stage.moderator.id)
    shown = await history(stage)
    assert "Page 1 of 3" in text_of(shown)
    await stage.env.restart_bot(make_bot(home_settings, store, (folder,)))
    shown = await press(stage, await press(stage, shown, "More"), "More")
    assert "Page 3 of 3" in text_of(shown)
    assert "#1 Reloaded" in text_of(shown).replace("**", "")
    assert "More" not in enabled_labels_of(shown)
    # A change leads back to its page.
    shown = await press(stage, await show(stage, shown, 2, page=2), "Back to the history")
    assert "Page 3 of 3" in text_of(shown)
    assert stage.env.errors == []


async def test_without_any_change_there_is_nothing_to_show(
    stage: Stage, home_settings: Settings, tmp_path: Path
) -> None:
    async with FactStore.open(tmp_path / "empty.db") as empty:
        await stage.env.restart_bot(make_bot(home_settings, empty, ()))
        shown = await history(stage)
        assert "Nothing has changed yet" in text_of(shown)
        assert labels_of(shown) == []
        assert "Nothing is stale" in text_of(await stage.slash_as(stage.moderator, "facts stale"))
        assert "Nothing is expected yet" in text_of(await stage.slash_as(stage.moderator, "facts expected"))
