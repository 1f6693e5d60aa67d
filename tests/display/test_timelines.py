"""The picture of a timeline opens, stays bounded, and is put into words beneath it and for those who cannot see it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any  # components are JSON

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.image import imread

from bot.answers.timeline import Timeline, keep_foremost
from bot.display.components import TEXT_LIMIT
from bot.display.fans import timeline_picture as picture
from bot.display.fans.timeline import DESCRIPTION_LIMIT, FILE_NAME, MOST_ROWS, describe, make_timeline_layout
from bot.display.fans.timeline_picture import WIDTH, draw_timeline
from bot.facts.model import Certainty
from tests.answers.test_timeline import TODAY, report, timeline_of

MOST_BYTES = 1_000_000
HOSTILE = [
    "$x^2$",
    "\\frac{",
    "$",
    "한국일보",
    "\u202e@everyone",
    "[x](https://evil.example)",
    "😀",
    "||",
    "x" * 300,
]


def many(count: int, publisher: str = "The Paper") -> Timeline:
    """A timeline of this many reports, each replaced by the next."""
    first = date(2020, 1, 1)
    said = [
        msgspec.structs.replace(
            report(number, first + timedelta(days=7 * number), str(2021 + number % 9)),
            publisher=publisher,
            url="https://news.example/a",
        )
        for number in range(1, count + 1)
    ]
    return timeline_of({2: said})


def parts_of(timeline: Timeline) -> tuple[list[str], dict[str, Any]]:
    """The texts of a message, and its picture."""
    layout = make_timeline_layout(timeline, asker=1)
    assert layout.content_length() <= TEXT_LIMIT
    container: Any = layout.children[0].to_component_dict()
    texts = [part["content"] for part in container["components"] if "content" in part]
    ((picture,),) = [part["items"] for part in container["components"] if "items" in part]
    return texts, picture


def test_a_picture_opens_and_has_the_size_that_it_says() -> None:
    picture = draw_timeline(many(3), TODAY)
    height, width, _ = imread(io.BytesIO(picture.png)).shape
    assert (width, height) == (picture.width, picture.height)
    assert width == WIDTH


def test_a_hundred_reports_make_a_picture_of_bounded_size_and_a_message_that_fits() -> None:
    timeline = many(100)
    picture = draw_timeline(keep_foremost(timeline, MOST_ROWS), TODAY)
    assert len(picture.png) < MOST_BYTES
    assert picture.height < 4 * WIDTH
    texts, shown = parts_of(timeline)
    assert "The picture shows 8 reports of 100: what stands now, then the newest. 20 are listed." in texts[-1]
    assert texts[1].count("\n- ") == 19
    assert len(shown["description"]) <= DESCRIPTION_LIMIT
    assert shown["description"].startswith("Chart of 8 reports on")


def test_the_picture_is_opaque_and_reads_on_dark_and_on_light() -> None:
    pixels = imread(io.BytesIO(draw_timeline(many(3), TODAY).png))
    assert (pixels[:, :, 3] == 1.0).all()
    assert _luminance(pixels[0, 0, :3]) == pytest.approx(_luminance_of(picture._CARD))  # noqa: SLF001 - its own colours
    inks = (*picture._COLOURS.values(), picture._TEXT, picture._MUTED, picture._TODAY)  # noqa: SLF001
    on_lit = [(ink, picture._LIT) for ink in inks]  # noqa: SLF001
    for ink, paper in [*on_lit, *((ink, picture._CARD) for ink in (*inks, picture._FAINT))]:  # noqa: SLF001
        assert (_luminance_of(ink) + 0.05) / (_luminance_of(paper) + 0.05) >= 4.5, (ink, paper)


def _luminance_of(colour: str) -> float:
    return _luminance([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])


def _luminance(rgb: Any) -> float:
    """Relative luminance, 0 to 1: https://www.w3.org/TR/WCAG21/#dfn-relative-luminance"""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in map(float, rgb)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_certainty_has_a_colour_and_a_pattern_of_its_own() -> None:
    for kinds in (picture._COLOURS, picture._HATCHES):  # noqa: SLF001 - what the picture is drawn with
        assert len(set(kinds.values())) == len(Certainty)


def test_alt_text_and_list_say_what_the_picture_says() -> None:
    timeline = timeline_of(
        {
            1: [report(1, date(2022, 2, 11), "2022-01-28", Certainty.OFFICIAL)],
            2: [
                msgspec.structs.replace(report(2, date(2022, 6, 6), "2024"), publisher="The *Paper*"),
                report(3, date(2024, 9, 1), "2025-33", Certainty.REPORTED),
            ],
        }
    )
    texts, shown = parts_of(timeline)
    assert shown["media"]["url"] == f"attachment://{FILE_NAME}"
    assert shown["description"] == describe(timeline)
    for said in (
        "Season 1, 11 February 2022: 28 January 2022, official, what stands now.",
        "Season 2, 6 June 2022: 2024, reported, The *Paper*, replaced.",
        "Season 2, 1 September 2024: early 2025 (January to March), reported, what stands now, that time has passed.",
    ):
        assert said in shown["description"]
    listed = texts[1].replace("\n\n", "\n").splitlines()
    assert listed[0] == "**Season 1**"
    assert listed[2] == "**Season 2**"
    assert listed[3] == "- **2024** · reported 6 June 2022 \\(The \\*Paper\\*\\) · replaced"
    assert listed[4].startswith("- ★ **early 2025")


def test_spoilers_stay_behind_a_veil_in_the_picture_in_its_words_and_in_the_list() -> None:
    hidden = msgspec.structs.replace(report(1, date(2024, 9, 1), "2031"), spoiler=True)
    texts, shown = parts_of(timeline_of({2: [hidden]}))
    assert shown["spoiler"]
    assert "2031" not in shown["description"]
    assert "||2031||" in texts[1]
    assert "2031" not in texts[1].replace("||2031||", "")
    _, open_picture = parts_of(many(2))
    assert not open_picture["spoiler"]


@pytest.fixture(scope="module", params=["no hangul", "fonts of this computer"])
def _fonts(request: pytest.FixtureRequest) -> Iterator[None]:
    """The fonts that pictures are drawn with."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "no hangul":
            patch.setattr(picture, "_OTHER_SCRIPTS", ())
        for cached in (picture._find_fonts, picture._load_charmaps):  # noqa: SLF001 - they remember the fonts
            cached.cache_clear()
        yield
    for cached in (picture._find_fonts, picture._load_charmaps):  # noqa: SLF001 - and must forget these
        cached.cache_clear()


@pytest.mark.usefixtures("_fonts")
@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_an_article_is_called_the_picture_is_drawn_without_a_warning(text: str) -> None:
    draw_timeline(retitle(many(2, text), text), TODAY)


def words_of(*timelines: Timeline) -> list[str]:
    """What pictures say, text by text."""
    written: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Figure, "text", lambda _figure, _x, _y, text, **_: written.append(text))
        for timeline in timelines:
            draw_timeline(timeline, TODAY)
    return written


def test_a_long_title_has_two_lines_and_is_cut_where_its_room_ends() -> None:
    first, second, *_ = words_of(retitle(many(1), "word " * 100))
    assert first.startswith("word word")
    assert not first.endswith("…")
    assert second.endswith("…")
    wide, *_ = words_of(retitle(many(1), "W" * 500))
    assert wide.endswith("…")
    assert 10 < len(wide) < len(second) < 100, "as much as there is room for"


def test_the_words_of_a_picture_are_few_and_its_season_heads_it() -> None:
    said = report(1, date(2024, 9, 1), "2025-33/2026-06")
    title, _, *words = words_of(timeline_of({2: [msgspec.structs.replace(said, title="A long headline")]}))
    assert title == "Moon High"
    assert {"Season 2", "reported", "★ early 2025 – Jun 2026", "○ 1 Sep 2024", "today"} <= set(words)
    assert not any("headline" in text for text in words), "the list beneath has it"


def test_what_was_said_ends_where_its_certainty_begins() -> None:
    """Neither is written over the other, however long a window is in words."""
    window = "2025-09-28%/2026-11-29%"
    timeline = timeline_of({2: [report(1, date(2024, 9, 1), window), report(2, date(2024, 10, 1), window)]})
    assert "reported · same" in words_of(timeline)
    cut, whole = [text for text in words_of(timeline) if "possibly" in text]
    assert cut.startswith("possibly about 28 Sep 20")
    assert cut.endswith("…")
    assert len(cut) < len(whole)


def test_the_smallest_letters_are_13_pixels_on_a_phone() -> None:
    points = 72 / picture._DPI  # noqa: SLF001
    assert min(picture._SMALL, picture._PLAIN, picture._LARGE) / points * 400 / WIDTH >= 13  # noqa: SLF001


def retitle(timeline: Timeline, title: str) -> Timeline:
    return Timeline(timeline.question, title, timeline.groups)


DAYS = st.dates() | st.sampled_from([date.min, date.max])


@settings(max_examples=25)
@given(
    st.lists(st.tuples(DAYS, st.sampled_from(["0001", "9999", "2024", "1968-07-01", "2024?"])), min_size=1),
    DAYS,
)
def test_any_days_of_the_calendar_make_a_picture(said: list[tuple[date, str]], today: date) -> None:
    reports = [report(number, day, value) for number, (day, value) in enumerate(said)]
    timeline = keep_foremost(timeline_of({None: reports}, today), 4)
    assert draw_timeline(timeline, today).png
    assert len(describe(timeline)) <= DESCRIPTION_LIMIT
