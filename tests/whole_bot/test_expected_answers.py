"""``/facts expect|expected`` and what a reload says about the answers it would change; and ``/facts stale``."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import simcord
from simcord.components import walk_components

from bot.settings import Settings
from bot.store import FactStore
from tests.reading import reports_of
from tests.whole_bot.moderating import now, press, take_back
from tests.whole_bot.stage import (
    Shown,
    Stage,
    buttons_of,
    enabled_labels_of,
    labels_of,
    make_bot,
    private,
    raw_text_of,
    shown_by,
    text_of,
)

pytestmark = pytest.mark.simcord(shard_count=1)

RELEASE = "when is season 2 of Moon High out?"
GENRE = "what genre is Moon High?"
UNKNOWN = "who directed Moon High?"


def write(folder: Path, slug: str, day: str, *facts: str) -> None:
    """A facts file with a fact for each ``relation|value``, about season 2 if the relation has seasons."""
    lines = [f'[article]\nid = "{slug}"\npublished_on = {day}']
    for fact in facts:
        relation, value = fact.split("|")
        season = "season = 2\n" if relation == "release date" else ""
        lines.append(f'[[fact]]\nwork = "Moon High"\n{season}relation = "{relation}"\nvalue = "{value}"')
    (folder / f"{slug}.toml").write_text("\n".join(lines))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one article."""
    folder = tmp_path / "facts"
    folder.mkdir()
    write(folder, "first", "2024-01-29", "release date|2024", "genre|drama", "genre|horror")
    return folder


@pytest.fixture
def facts_paths(folder: Path) -> tuple[Path, ...]:
    """The folder alone."""
    return (folder,)


async def run(stage: Stage, command: str, /, **options: object) -> Shown:
    """What a command shows the moderator."""
    return await stage.slash_as(stage.moderator, f"facts {command}", **options)


async def expect(stage: Stage, question: str) -> None:
    """Expect the current answer."""
    shown = await press(stage, await run(stage, "expect", question=question), "Expect this answer")
    assert "Expected from now on." in text_of(shown)


# Expected answers


async def test_an_answer_is_shown_before_it_is_expected_and_listed_with_its_state(
    stage: Stage, folder: Path, home_settings: Settings, store: FactStore
) -> None:
    shown = await run(stage, "expect", question=RELEASE)
    assert private(shown)
    assert "Moon High season 2 is due in **2024**." in text_of(shown)
    assert labels_of(shown) == ["Expect this answer"]
    assert "Nothing is expected yet" in text_of(await run(stage, "expected"))
    await stage.env.restart_bot(make_bot(home_settings, store, (folder,)))
    shown = await press(stage, shown, "Expect this answer")
    assert labels_of(shown) == []
    await expect(stage, UNKNOWN)
    text = text_of(await run(stage, "expected")).replace("**", "")
    assert "2 expected answers" in text
    assert f"{RELEASE}\n✓ 2024 (Moon High season 2)" in text
    assert f"{UNKNOWN}\n✓ not known (Moon High)" in text
    # The same question again does not add one.
    await expect(stage, RELEASE)
    shown = await run(stage, "expected")
    assert "2 expected answers" in text_of(shown)
    await press_first(stage, shown, "Remove")
    await press_first(stage, now(stage, shown), "Remove")
    assert "Nothing is expected yet" in text_of(now(stage, shown))
    assert stage.env.errors == []


async def press_first(stage: Stage, shown: Shown, label: str) -> simcord.InteractionResult:
    """Press the first of several buttons with one label."""
    button = next(button for button in buttons_of(shown) if button["label"] == label)
    return await stage.moderator.click(shown, custom_id=button["custom_id"])


async def test_what_is_saved_is_what_was_seen(stage: Stage, folder: Path) -> None:
    shown = await run(stage, "expect", question=RELEASE)
    write(folder, "second", "2024-02-20", "release date|2025")
    await press(stage, await run(stage, "reload"), "Apply")
    shown = await press(stage, shown, "Expect this answer")
    assert "Not saved" in text_of(shown)
    assert "is due in **2025**" in text_of(shown)
    assert await stage.bot.store.expected_answers.count() == 0
    await press(stage, shown, "Expect this answer")
    assert "✓ 2025" in text_of(await run(stage, "expected"))


async def test_a_reload_says_first_which_expected_answers_would_change(
    stage: Stage, folder: Path, home_settings: Settings, store: FactStore
) -> None:
    for question in (RELEASE, GENRE, UNKNOWN):
        await expect(stage, question)
    write(folder, "second", "2024-02-20", "release date|2025-33")
    shown = await run(stage, "reload")
    text = text_of(shown)
    assert "1 expected answer would change" in text
    assert f"{RELEASE} 2024 (Moon High season 2) → early 2025" in text.replace("**", "")
    assert text.index("would change:") < text.index("New: second")
    assert "**1 expected answer would change:**" in raw_text_of(shown)
    assert labels_of(shown) == ["Apply all the same", "Cancel"]
    # Nothing has been applied: fans get the same answers as before.
    assert "in **2024**" in text_of(await stage.ask(RELEASE))

    await stage.env.restart_bot(make_bot(home_settings, store, (folder,)))
    await press(stage, shown, "Apply all the same")
    assert "early 2025" in text_of(await stage.ask(RELEASE))
    text = text_of(await run(stage, "expected")).replace("**", "")
    assert "✗ differs now: early 2025" in text
    assert "expected: 2024 (Moon High season 2)" in text
    assert "✓ drama and horror (Moon High)" in text
    assert "/facts expect with the same question" in text.replace("`", "")
    await expect(stage, RELEASE)
    text = text_of(await run(stage, "expected"))
    assert "differs now" not in text
    assert "same question" not in text
    assert stage.env.errors == []


async def test_a_reload_that_changes_no_expected_answer_says_so_too(stage: Stage, folder: Path) -> None:
    await expect(stage, GENRE)
    # One more source for the same, in another order.
    write(folder, "second", "2024-02-20", "genre|horror", "genre|drama", "platform|Netflix")
    shown = await run(stage, "reload")
    assert "Expected answers: 1 of 1 stay as they are expected." in text_of(shown)
    assert labels_of(shown) == ["Apply", "Cancel"]
    await press(stage, shown, "Apply")
    assert "✓" in text_of(await run(stage, "expected"))


async def test_what_differs_already_is_counted_apart(stage: Stage, folder: Path) -> None:
    await expect(stage, RELEASE)
    write(folder, "second", "2024-02-20", "release date|2025")
    await press(stage, await run(stage, "reload"), "Apply all the same")
    write(folder, "third", "2024-02-21", "platform|Netflix")
    shown = await run(stage, "reload")
    assert "Expected answers: 0 of 1 stay as they are expected. 1 differs already" in text_of(shown)
    assert labels_of(shown) == ["Apply", "Cancel"]


async def test_a_plan_that_changed_since_is_rehearsed_anew(stage: Stage, folder: Path) -> None:
    await expect(stage, RELEASE)
    write(folder, "second", "2024-02-20", "platform|Netflix")
    shown = await run(stage, "reload")
    assert labels_of(shown) == ["Apply", "Cancel"]
    write(folder, "third", "2024-02-21", "release date|2026")
    shown = await press(stage, shown, "Apply")
    assert "1 expected answer would change" in text_of(shown)
    assert labels_of(shown) == ["Apply all the same", "Cancel"]


async def test_refused_and_unchanged_files_are_not_rehearsed(stage: Stage, folder: Path) -> None:
    await expect(stage, RELEASE)
    assert "expected" not in text_of(await run(stage, "reload")).lower()
    write(folder, "second", "2024-02-20", "release date|soon")
    assert "expected answer" not in text_of(await run(stage, "reload")).lower()


async def test_where_it_cannot_be_rehearsed_the_plan_is_shown_all_the_same(
    stage: Stage, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await expect(stage, RELEASE)
    write(folder, "second", "2024-02-20", "release date|2025")

    def full(*_args: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bot.store.scratch.tempfile.TemporaryDirectory", full)
    shown = await run(stage, "reload")
    assert "could not be checked" in text_of(shown)
    assert labels_of(shown) == ["Apply", "Cancel"]
    await press(stage, shown, "Apply")
    assert "2025" in text_of(await stage.ask(RELEASE))


async def test_many_expected_answers_fit_a_plan_and_are_paged(stage: Stage, folder: Path) -> None:
    for number in range(13):
        await expect(stage, f"when is season 2 of Moon High out, *please* {number} {'!?' * 16}")
    write(folder, "second", "2024-02-20", "release date|2025")
    shown = await run(stage, "reload")
    assert "13 expected answers would change" in text_of(shown)
    assert "and 5 more" in text_of(shown)
    shown = await press(stage, await run(stage, "expected"), "More")
    assert "Page 2 of 2" in text_of(shown)
    assert labels_of(shown).count("Remove") == 3
    assert stage.env.errors == []


# Stale facts


async def test_stale_facts_are_listed_passed_times_first_each_with_its_card(
    stage: Stage, folder: Path, home_settings: Settings, store: FactStore
) -> None:
    write(folder, "second", "2023-01-05", *(f"platform|Service {number}" for number in range(12)))
    write(folder, "third", "2022-05-05", "filming date|2022-09")
    await press(stage, await run(stage, "reload"), "Apply")
    shown = await run(stage, "stale")
    assert private(shown)
    text = text_of(shown).replace("**", "")
    assert "13 stale facts\n1 date passed without news; 12 not confirmed for 180 days or more." in text
    first = "Moon High is to be filmed in September 2022."
    assert text.index(first) < text.index("passed on 30 September 2022") < text.index("Service 0")
    assert "last confirmed 5 January 2023" in text
    assert "is due in" not in text, "reported five weeks ago"
    assert "drama" not in text, "a genre does not change"
    await stage.env.restart_bot(make_bot(home_settings, store, (folder,)))
    shown = await press(stage, await press(stage, shown, "More"), "More")
    assert "Page 3 of 3" in text_of(shown)
    assert "More" not in enabled_labels_of(shown)
    card = shown_by(await press_first(stage, shown, "Show"))
    assert private(card)
    assert re.search(r"Moon High is on Service \d+", text_of(card))
    assert stage.env.errors == []


async def test_what_is_still_true_is_confirmed_and_answers_say_so(
    stage: Stage, folder: Path, home_settings: Settings, store: FactStore
) -> None:
    write(folder, "second", "2023-01-05", "platform|Netflix")
    write(folder, "third", "2022-05-05", "filming date|2022-09")
    await press(stage, await run(stage, "reload"), "Apply")
    shown = await run(stage, "stale")
    assert labels_of(shown) == [
        "It came true", "Ask again in a month", "Show", "Still true", "Ask again in a month", "Show",
    ]  # fmt: skip
    await stage.env.restart_bot(make_bot(home_settings, store, (folder,)))
    assert "nothing newer has been reported" in text_of(await stage.ask("when was Moon High filmed?"))
    shown = await press(stage, shown, "It came true")
    assert "takes it back): Moon High was filmed in September 2022." in text_of(shown).replace("**", "")
    answer = text_of(await stage.ask("when was Moon High filmed?"))
    assert "was filmed in September 2022" in answer.replace("**", "")
    assert "confirmed by moderators 1 March 2024" in answer
    shown = await press(stage, shown, "Still true")
    assert "Nothing is stale" in text_of(shown)
    (report,) = await reports_of(store, "platform")
    card = await run(stage, "show", fact=f"fact:{report.id}")
    assert "was confirmed to be still true · <t:" in raw_text_of(card)
    assert f"<@{stage.moderator.id}>" in raw_text_of(card)
    changes = text_of(await run(stage, "history")).replace("**", "")
    assert "Still true on 1 March 2024: Moon High · platform · Netflix" in changes
    await take_back(stage)
    assert "Moon High is on Netflix" in text_of(await run(stage, "stale"))
    assert "confirmed by" not in text_of(await stage.ask("where can I watch Moon High?"))
    assert stage.env.errors == []


async def test_what_is_put_off_leaves_the_list_and_a_fact_that_went_is_said_to_be_gone(
    stage: Stage, folder: Path, store: FactStore
) -> None:
    write(folder, "second", "2023-01-05", "platform|Netflix", "platform|Hulu")
    await press(stage, await run(stage, "reload"), "Apply")
    shown = await run(stage, "stale")
    theirs = await run(stage, "stale")
    first, second = await reports_of(store, "platform")
    await stage.moderator.click(shown, custom_id=f"stale:later:{first.id}:0")
    shown = now(stage, shown)
    assert "Asked again on 31 March 2024" in text_of(shown)
    assert "1 stale fact" in text_of(shown)
    await store.single_facts.retract(second.id, "wrong", stage.moderator.id)
    await stage.moderator.click(theirs, custom_id=f"stale:true:{second.id}:0")
    assert "not there any more" in text_of(now(stage, theirs))
    assert stage.env.errors == []


# Everybody else


async def test_a_forged_press_expects_and_removes_nothing(stage: Stage) -> None:
    await expect(stage, RELEASE)
    shown = await stage.slash("show", title="Moon High")
    stored = stage.env.backend.get_message(stage.channel.id, shown.id)
    button = next(part for part in walk_components(stored.components) if part.get("label") == "Sources")
    for custom_id in ("expected:remove:1:0", f"expect:00000000:{GENRE}"):
        button["custom_id"] = custom_id
        refusal = shown_by(await stage.fan.click(shown, custom_id=custom_id))
        assert "Only moderators of my home server" in text_of(refusal)
    assert [each.question for each in await stage.bot.store.expected_answers.list_from()] == [RELEASE]
