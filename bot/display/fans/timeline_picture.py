"""The picture of a timeline: a bar over calendar time for the time that each report named.

Made for a phone, 400 pixels wide: few words, none smaller than 13 pixels there, the bar under its words.
Owns the drawing, in colours of its own: an opaque dark card, as clear in Discord's dark theme as in the
light one. What colour says, a pattern and words say as well. Refuses markup in what articles say, formulas
included, and text that has no room; drawing takes a moment, so it belongs in a thread.
"""

from __future__ import annotations

import io
import threading
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager, get_font
from matplotlib.patches import Rectangle

from bot.answers.timeline import Row, Standing, Timeline
from bot.facts.dates import word_date
from bot.facts.model import Certainty
from bot.names import strip_unseen
from bot.names.hangul import in_latin

MOST_ROWS = 8
"""Reports in one picture: Discord would shrink a taller one too much to read."""
WIDTH = 800
"""In pixels: twice the width of a phone."""
_DPI = 100
_HEAD, _ROW, _GROUP, _FOOT = 158, 144, 62, 76
_MARGIN = 32
_LEFT, _RIGHT = _MARGIN, WIDTH - _MARGIN
"""Where the bars begin and end."""
_SAID, _BY, _BARS = 34, 74, 114
"""Where, from the top of a row, what was said stands, who said it, and the bar."""
_BAR = 30
_NARROWEST = 0.02
"""A share of the width: a single day must be visible among years."""

_CARD, _BAND, _GRID = "#1e1f22", "#26282c", "#3d4047"
_TEXT, _MUTED, _TODAY = "#f2f3f5", "#b5bac1", "#ff7b7b"
_COLOURS = {
    Certainty.OFFICIAL: "#4cc374",
    Certainty.REPORTED: "#8c97ff",
    Certainty.RUMOURED: "#f2ab3c",
    Certainty.ESTIMATED: "#c3c8d0",
}
_HATCHES = {
    Certainty.OFFICIAL: "",
    Certainty.REPORTED: "//",
    Certainty.RUMOURED: "..",
    Certainty.ESTIMATED: "xx",
}
_FADED = 0.45
_EDGE = 60
_OTHER_SCRIPTS = (
    "Noto Sans CJK KR", "Noto Sans CJK JP", "Noto Sans KR", "NanumGothic", "Malgun Gothic", "Apple SD Gothic Neo",
)  # fmt: skip
"""Fonts with hangul that a computer may have; matplotlib's own lacks it."""
_NO_GLYPH = "□"
_SMALL, _PLAIN, _LARGE = 19.0, 22.0, 27.0
_DRAWING = threading.Lock()
"""matplotlib is not made for threads, so only one in the whole process draws at a time:
https://matplotlib.org/stable/users/faq.html#work-with-threads"""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG and its size in pixels."""

    png: bytes
    width: int
    height: int


def draw_timeline(timeline: Timeline, today: date) -> Picture:
    """The picture of a timeline of at most MOST_ROWS reports. Blocks for some tenths of a second."""
    with _DRAWING:
        return _draw(timeline, today)


def _draw(timeline: Timeline, today: date) -> Picture:
    groups = timeline.groups
    headed = len(groups) > 1
    body = _ROW * len(timeline.rows) + (_GROUP * len(groups) if headed else 0)
    height = _HEAD + body + _FOOT
    figure = Figure(figsize=(WIDTH / _DPI, height / _DPI), dpi=_DPI, facecolor=_CARD)
    canvas = FigureCanvasAgg(figure)
    pen = _Pen(figure, canvas, height)
    season = f" season {groups[0].season}" if not headed and groups[0].season is not None else ""
    pen.write(f"{timeline.title}{season}", _MARGIN, 40, WIDTH - 2 * _MARGIN, _LARGE, bold=True)
    pen.write(_KEY, _MARGIN, 84, WIDTH - 2 * _MARGIN, _SMALL, colour=_MUTED)
    axes = figure.add_axes((_LEFT / WIDTH, _FOOT / height, (_RIGHT - _LEFT) / WIDTH, body / height))
    axes.set_ylim(_HEAD + body, _HEAD)
    first, last = _range_of(timeline.rows, today)
    axes.set_xlim(_number(first), _number(last))
    _dress(axes)
    top = _HEAD
    tops: list[float] = []
    for group in groups:
        if headed:
            name = f"Season {group.season}" if group.season is not None else "The show as a whole"
            pen.write(name, _MARGIN, top + _GROUP * 0.6, _RIGHT - _LEFT, _PLAIN, bold=True)
            top += _GROUP
        for number, row in enumerate(group.rows):
            if number % 2 == 0:
                pen.band(top, _ROW)
            _draw_row(axes, pen, row, top)
            tops.append(top)
            top += _ROW
    _mark_today(axes, pen, today, tops)
    output = io.BytesIO()
    canvas.print_png(output)
    return Picture(output.getvalue(), WIDTH, height)


_KEY = "When it is due · ○ the day it was said · ★ what stands"


class _Pen:
    """Writes on the figure, in pixels from its upper left corner."""

    def __init__(self, figure: Figure, canvas: FigureCanvasAgg, height: int) -> None:
        self._figure = figure
        self._renderer = canvas.get_renderer()
        self._height = height

    def write(
        self,
        text: str,
        x: float,
        y: float,
        room: float,
        size: float,
        *,
        bold: bool = False,
        colour: str = _TEXT,
        align: str = "left",
    ) -> None:
        """Write one line, clipped to fit."""
        font = FontProperties(family=list(_find_fonts()), size=size, weight="bold" if bold else "normal")
        self._figure.text(
            x / WIDTH,
            1 - y / self._height,
            self._clip(_print(text), room, font),
            fontproperties=font,
            color=colour,
            ha=align,
            va="center",
            # What an article says is not a formula, however many dollar signs it has.
            parse_math=False,
        )

    def band(self, top: float, height: float) -> None:
        """Set a row apart from its neighbours."""
        self._figure.add_artist(
            Rectangle(
                (0, 1 - (top + height) / self._height),
                1,
                height / self._height,
                transform=self._figure.transFigure,
                facecolor=_BAND,
                zorder=-1,
            )
        )

    def _clip(self, text: str, room: float, font: FontProperties) -> str:
        def cut(kept: int) -> str:
            return f"{text[:kept].rstrip()}…"

        if self._measure(text, font) <= room:
            return text
        # By halves: measured letter by letter, a long title takes seconds.
        too_long = bisect_right(range(len(text)), room, key=lambda kept: self._measure(cut(kept), font))
        return cut(max(0, too_long - 1))

    def _measure(self, text: str, font: FontProperties) -> float:
        width, _, _ = self._renderer.get_text_width_height_descent(text, font, ismath=False)
        return float(width)


def _draw_row(axes: Axes, pen: _Pen, row: Row, top: float) -> None:
    report, colour = row.report, _COLOURS[row.report.certainty]
    middle = top + _BARS
    day = report.published_on
    leads = row.standing is Standing.LEADS
    replaced = row.standing is Standing.REPLACED
    # "early 2025 (January to March)": the bar shows what is in brackets.
    value = word_date(report.value).partition(" (")[0]
    room = _RIGHT - _LEFT
    said_colour = _MUTED if replaced else _TEXT
    pen.write(
        f"★ {value}" if leads else value, _LEFT, top + _SAID, room, _PLAIN, bold=leads, colour=said_colour
    )
    pen.write(_word_standing(row), _RIGHT, top + _SAID, room / 2, _SMALL, colour=colour, align="right")
    by = f"{day.day} {day:%b %Y} · {name_source(row)}"
    pen.write(by, _LEFT, top + _BY, room, _SMALL, colour=_MUTED)
    lower, upper = _number(row.window.lower), _number(row.window.upper) + 1
    low, high = axes.get_xlim()
    narrowest = (high - low) * _NARROWEST
    if upper - lower < narrowest:
        lower, upper = (lower + upper - narrowest) / 2, (lower + upper + narrowest) / 2
    said = _number(day) + 0.5
    axes.plot(axes.get_xlim(), [middle, middle], color=_GRID, linewidth=2, zorder=1)
    axes.plot(
        [said, (lower + upper) / 2], [middle, middle], color=_MUTED, linewidth=1.2, linestyle=":", zorder=2
    )
    bar = Rectangle(
        (lower, middle - _BAR / 2),
        upper - lower,
        _BAR,
        facecolor=colour,
        # The pattern is drawn in the colour of the edge.
        edgecolor=_CARD,
        hatch=_HATCHES[report.certainty],
        linewidth=0,
        zorder=3,
    )
    axes.add_patch(bar)
    if replaced:
        # Paler by an overlay: a bar that lets the grid through would look like another pattern.
        axes.add_patch(
            Rectangle(
                (lower, middle - _BAR / 2), upper - lower, _BAR, facecolor=_CARD, alpha=1 - _FADED, zorder=4
            )
        )
    axes.add_patch(
        Rectangle(
            (lower, middle - _BAR / 2),
            upper - lower,
            _BAR,
            fill=False,
            edgecolor=_TEXT if leads else colour,
            linewidth=2.4 if leads else 1.2,
            linestyle="--" if replaced else "-",
            zorder=5,
        )
    )
    axes.plot(
        [said], [middle], "o", color=_CARD, markersize=9, markeredgecolor=_TEXT, markeredgewidth=2, zorder=6
    )


def _word_standing(row: Row) -> str:
    words = [row.report.certainty.value]
    # A star shows that it leads; its certainty says that it is less certain.
    words += [row.standing.value] if row.standing in (Standing.AGREES, Standing.REPLACED) else []
    words += ["passed"] if row.passed else []
    return " · ".join(words)


def name_source(row: Row) -> str:
    """Who reported it, or failing that the article's title or id."""
    report = row.report
    return report.publisher or report.according_to or report.title or report.article


def _dress(axes: Axes) -> None:
    axes.set_facecolor("none")
    for side in axes.spines.values():
        side.set_visible(False)
    axes.set_yticks([])
    locator = AutoDateLocator(minticks=2, maxticks=5)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator, show_offset=False))
    axes.tick_params(axis="x", colors=_MUTED, labelsize=_SMALL, length=0, pad=12)


def _mark_today(axes: Axes, pen: _Pen, today: date, tops: Sequence[float]) -> None:
    at = _number(today) + 0.5
    for top in tops:
        # Beside the bars alone: through the words it would be in the way.
        ends = [top + _BARS - _BAR, top + _BARS + _BAR]
        axes.plot([at, at], ends, color=_TODAY, linewidth=2.4, linestyle=(0, (3, 2)), zorder=7)
    low, high = axes.get_xlim()
    x = _LEFT + (at - low) / (high - low) * (_RIGHT - _LEFT)
    # Near an edge the word would be cut: it ends, or begins, there.
    align = "left" if x < _LEFT + _EDGE else "right" if x > _RIGHT - _EDGE else "center"
    pen.write("today", x, _HEAD - 24, _RIGHT - _LEFT, _SMALL, colour=_TODAY, align=align)


def _range_of(rows: Sequence[Row], today: date) -> tuple[date, date]:
    """The first and the last day of the picture, with some margin on both sides."""
    days = [today, *(row.report.published_on for row in rows)]
    first = min(*days, *(row.window.lower for row in rows))
    last = max(*days, *(row.window.upper for row in rows))
    room = max(20, (last - first).days // 18)
    # A window may begin in the calendar's first year, or end in its last.
    return (
        first - timedelta(days=min(room, (first - date.min).days)),
        last + timedelta(days=min(room, (date.max - last).days)),
    )


def _number(day: date) -> float:
    return float(date2num(day))


@cache
def _find_fonts() -> tuple[str, ...]:
    """The font that comes with matplotlib, and one with hangul if the computer has any."""
    installed = set(fontManager.get_font_names())
    return ("DejaVu Sans", *[name for name in _OTHER_SCRIPTS if name in installed][:1])


def _print(text: str) -> str:
    """Text in letters that the fonts have: hangul as it is pronounced where no font has it."""
    flat = " ".join(strip_unseen(text).split())
    if all(map(_has_glyph, flat)):
        return flat
    return "".join(letter if _has_glyph(letter) else _NO_GLYPH for letter in in_latin(flat))


@cache
def _load_charmaps() -> frozenset[int]:
    paths = (fontManager.findfont(FontProperties(family=name)) for name in _find_fonts())
    return frozenset(code for path in paths for code in get_font(path).get_charmap())


def _has_glyph(letter: str) -> bool:
    return ord(letter) in _load_charmaps()
