"""``/timeline``: the picture of a release's reports, and the way to it where a title is unclear."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.whole_bot.stage import Shown, Stage, components_of, labels_of, private, shown_by, text_of

pytestmark = pytest.mark.simcord(shard_count=1)

PNG = b"\x89PNG\r\n"
MEDIA_GALLERY = 12
ARTICLE = """
[article]
id = "{id}"
published_on = {day}
publisher = "{publisher}"

[[fact]]
work = "{work}"
season = {season}
relation = "release date"
value = "{value}"
"""


@pytest.fixture
def facts_paths(tmp_path: Path) -> tuple[Path, ...]:
    """A show whose release was postponed, and two that a fan may mistake for each other."""
    folder = tmp_path / "facts"
    folder.mkdir()
    for number, (day, publisher, work, season, value) in enumerate(
        [
            ("2022-06-06", "Early Paper", "Moon High", 2, "2023"),
            ("2024-01-29", "Late Paper", "Moon High", 2, "2025"),
            ("2022-02-11", "Early Paper", "Moon High", 1, "2022-01-28"),
            ("2024-01-29", "Late Paper", "Hush", 1, "2024"),
            ("2024-01-29", "Late Paper", "Hush!", 1, "2025"),
        ]
    ):
        text = ARTICLE.format(
            id=f"article-{number}", day=day, publisher=publisher, work=work, season=season, value=value
        )
        (folder / f"article-{number}.toml").write_text(text, encoding="utf-8")
    return (folder,)


def picture_of(message: Shown) -> dict[str, object]:
    """The one picture of a message."""
    ((picture,),) = [part["items"] for part in components_of(message) if part["type"] == MEDIA_GALLERY]
    assert isinstance(picture, dict)
    return picture


async def test_a_timeline_is_a_picture_with_its_words(stage: Stage) -> None:
    shown = await stage.slash("timeline", title="Moon High")
    assert not private(shown)
    text = text_of(shown).replace("**", "")
    assert "Season 1" in text
    assert "- 2023 · reported 6 June 2022 (Early Paper) · replaced" in text
    assert "- ★ 2025 · reported 29 January 2024 (Late Paper)" in text
    assert "Early Paper" in str(picture_of(shown)["description"])
    (file,) = shown.attachments
    assert file.filename == "timeline.png"
    assert "Remove" in labels_of(shown)


async def test_one_season_alone_and_privately(stage: Stage) -> None:
    shown = await stage.slash("timeline", title="Moon High", season=2, private=True)
    assert private(shown)
    assert text_of(shown).startswith("### Moon High season 2: how the release date was reported")
    assert "28 January 2022" not in text_of(shown)
    assert "Remove" not in labels_of(shown)


async def test_a_timeline_can_be_doubted_and_one_that_is_not_known_waited_for(stage: Stage) -> None:
    known = await stage.slash("timeline", title="Moon High", season=2)
    assert labels_of(known) == ["Sources", "Ask more", "Not right?", "Remove"]
    unknown = await stage.slash("timeline", title="Xylophone Quarterly")
    assert labels_of(unknown) == ["Tell me when you know", "Not right?", "Remove"]
    told = shown_by(await stage.press(unknown, "Tell me when you know"))
    assert "once I know it" in text_of(told)


async def test_what_nobody_reported_is_said_as_release_says_it(stage: Stage) -> None:
    shown = await stage.slash("timeline", title="Moon High", season=5)
    assert "I don't know when Moon High season 5 comes out." in text_of(shown)
    assert not shown.attachments
    assert "I know nothing about “Zzyzx”." in text_of(await stage.slash("timeline", title="Zzyzx"))


async def test_where_a_title_is_unclear_a_button_leads_to_the_picture(stage: Stage) -> None:
    shown = await stage.slash("timeline", title="hushh")
    assert "Hush" in text_of(shown)
    label = next(label for label in labels_of(shown) if label.startswith("Hush"))
    await stage.press(shown, label)
    shown = stage.now(shown)
    assert "how the release date was reported" in text_of(shown)
    assert picture_of(shown)["description"]
    # A press by somebody else leaves the message alone.
    shown = await stage.slash("timeline", title="hushh")
    beside = shown_by(await stage.press(shown, label, by=stage.other))
    assert private(beside)
    assert picture_of(beside)["description"]
    assert text_of(stage.now(shown)) == text_of(shown)


async def test_a_button_about_what_is_gone_says_so(stage: Stage) -> None:
    shown = await stage.slash("timeline", title="hushh")
    label = next(label for label in labels_of(shown) if label.startswith("Hush"))
    stage.bot.answers.decode = _find_nothing  # type: ignore[method-assign]
    assert "no longer know" in text_of(shown_by(await stage.press(shown, label)))


async def _find_nothing(code: str) -> None:
    return None


async def test_a_flood_of_pictures_is_held_back_for_who_asks_for_them(stage: Stage) -> None:
    for _ in range(5):
        await stage.slash("timeline", title="Moon High", season=1)
    assert "One moment" in (await stage.slash("timeline", title="Moon High", season=1)).content
    stage.env.errors.clear()
    assert picture_of(await stage.slash_as(stage.other, "timeline", title="Moon High", season=1))


async def test_a_follow_up_goes_on_from_a_timeline(stage: Stage) -> None:
    shown = await stage.slash("timeline", title="Moon High", season=2)
    (form,) = [button for button in labels_of(shown) if button == "Ask more"]
    result = await stage.press(shown, form)
    answer = shown_by(await stage.fan.submit_modal(result, {"question": "what about season 1?"}))
    assert "28 January 2022" in text_of(answer)
