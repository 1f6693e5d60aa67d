"""The picture of a timeline: a bar over calendar time for the time that each report named.

Made for a phone, 400 pixels wide: few words, none smaller than 13 pixels there, the bar under its words. What
stands now has a lit row; what was replaced is faint and struck out.
Owns the drawing, in colours of its own: an opaque dark card, as clear in Discord's dark theme as in the
light one. What colour says, a pattern and words say as well. Refuses markup in what articles say, formulas
included, and text that has no room; drawing takes a moment, so it belongs in a thread.
"""

from __future__ import annotations

import calendar
import io
import re
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

from bot.answers.timeline import Group, Row, Standing, Timeline
from bot.facts.dates import word_date
from bot.facts.model import Certainty
from bot.facts.scope import WHOLE, word_scope
from bot.names import strip_unseen
from bot.names.hangul import in_latin

WIDTH = 800
"""In pixels: twice the width of a phone."""
_DPI = 100
_TITLE, _KEY_LINE, _ROW, _GROUP, _FOOT = 48, 46, 130, 64, 108
"""Heights: a line of the title, the key, a row, the heading of a season, the scale."""
_MARGIN = 32
_LEFT, _RIGHT = _MARGIN, WIDTH - _MARGIN
"""Where the bars begin and end."""
_SAID, _BY, _BARS = 30, 66, 103
"""Where, from the top of a row, what was said stands, who said it, and the bar."""
_BAR = 30
_TICK = 7
_STRIP = 10
"""The strip at the edge of the card that marks what stands now."""
_GAP = 24
_NARROWEST = 0.02
"""A share of the width: a single day must be visible among years."""

_CARD, _LIT, _GRID = "#1e1f22", "#2f3238", "#44474f"
_TEXT, _MUTED, _FAINT, _TODAY = "#f2f3f5", "#b5bac1", "#969ba3", "#ff7b7b"
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
_FADED = 0.4
_OTHER_SCRIPTS = (
    "Noto Sans CJK KR", "Noto Sans CJK JP", "Noto Sans KR", "NanumGothic", "Malgun Gothic", "Apple SD Gothic Neo",
)  # fmt: skip
"""Fonts with hangul that a computer may have; matplotlib's own lacks it."""
_NO_GLYPH = "□"
_MONTH = re.compile("|".join(calendar.month_name[1:]))
_SMALL, _PLAIN, _LARGE = 20.0, 23.0, 27.0
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
    """The picture of a timeline of at most eight reports. Blocks for some tenths of a second."""
    with _DRAWING:
        return _draw(timeline, today)


def _draw(timeline: Timeline, today: date) -> Picture:
    groups = [(_head(group, timeline), group.rows) for group in timeline.groups]
    body = _ROW * len(timeline.rows) + _GROUP * sum(1 for heading, _ in groups if heading)
    # How many lines a title takes is known once it is measured, so there is room for two until then.
    figure = Figure(dpi=_DPI, facecolor=_CARD)
    canvas = FigureCanvasAgg(figure)
    pen = _Pen(figure, canvas)
    title = pen.wrap(timeline.title, _RIGHT - _LEFT, _LARGE)
    head = _MARGIN // 2 + _TITLE * len(title) + _KEY_LINE + _MARGIN // 2
    height = pen.height = head + body + _FOOT
    figure.set_size_inches(WIDTH / _DPI, height / _DPI)
    for number, line in enumerate(title):
        pen.write(line, _LEFT, _MARGIN // 2 + _TITLE * (number + 0.5), _RIGHT - _LEFT, _LARGE, bold=True)
    pen.write(_KEY, _LEFT, head - _MARGIN // 2 - _KEY_LINE / 2, _RIGHT - _LEFT, _SMALL, colour=_MUTED)
    axes = figure.add_axes((_LEFT / WIDTH, _FOOT / height, (_RIGHT - _LEFT) / WIDTH, body / height))
    axes.set_ylim(head + body, head)
    axes.set_axis_off()
    first, last = _range_of(timeline.rows, today)
    axes.set_xlim(_number(first), _number(last))
    ticks = _mark_scale(axes, pen, head + body)
    top = head
    lanes: list[int] = []
    for heading, rows in groups:
        if heading:
            pen.write(heading, _LEFT, top + _GROUP * 0.55, _RIGHT - _LEFT, _PLAIN, bold=True)
            top += _GROUP
        for row in rows:
            _draw_row(axes, pen, row, top, ticks)
            lanes.append(top + _BARS)
            top += _ROW
    _mark_today(axes, pen, today, lanes, head + body)
    output = io.BytesIO()
    canvas.print_png(output)
    return Picture(output.getvalue(), WIDTH, height)


_KEY = "○ said on · ▬ due · ★ stands now"


def _head(group: Group, timeline: Timeline) -> str | None:
    """The heading of a season; the work as a whole needs one only beside seasons."""
    if group.scope != WHOLE:
        return word_scope(group.scope).capitalize()
    return "The show as a whole" if len(timeline.groups) > 1 else None


class _Pen:
    """Writes on the figure, in pixels from its upper left corner."""

    def __init__(self, figure: Figure, canvas: FigureCanvasAgg) -> None:
        self._figure = figure
        self._renderer = canvas.get_renderer()
        self.height = WIDTH

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
    ) -> float:
        """Write one line, clipped to fit; returns how wide it is."""
        font = _font(size, bold=bold)
        written = self._clip(_print(text), room, font)
        self._figure.text(
            x / WIDTH,
            1 - y / self.height,
            written,
            fontproperties=font,
            color=colour,
            ha=align,
            va="center",
            # What an article says is not a formula, however many dollar signs it has.
            parse_math=False,
        )
        return self._measure(written, font)

    def fill(self, x: float, top: float, width: float, height: float, colour: str) -> None:
        """Fill a part of the card, beneath what is written there."""
        self._figure.add_artist(
            Rectangle(
                (x / WIDTH, 1 - (top + height) / self.height),
                width / WIDTH,
                height / self.height,
                transform=self._figure.transFigure,
                facecolor=colour,
                zorder=-1,
            )
        )

    def wrap(self, text: str, room: float, size: float) -> list[str]:
        """Bold text as one line, or as two if it needs them; write clips the second."""
        words = _print(text).split(" ")
        font = _font(size, bold=True)
        fit = bisect_right(
            range(1, len(words) + 1), room, key=lambda kept: self._measure(" ".join(words[:kept]), font)
        )
        return [line for line in (" ".join(words[: max(1, fit)]), " ".join(words[max(1, fit) :])) if line]

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


def _draw_row(axes: Axes, pen: _Pen, row: Row, top: int, ticks: Sequence[float]) -> None:
    report, colour = row.report, _COLOURS[row.report.certainty]
    middle = top + _BARS
    leads = row.standing is Standing.LEADS
    replaced = row.standing is Standing.REPLACED
    if leads:
        pen.fill(0, top, WIDTH, _ROW, _LIT)
        pen.fill(0, top, _STRIP, _ROW, colour)
    standing = _word_standing(row)
    room = _RIGHT - _LEFT
    used = pen.write(
        standing, _RIGHT, top + _SAID, room, _SMALL, colour=_FAINT if replaced else colour, align="right"
    )
    value = f"★ {_word_value(report.value)}" if leads else _word_value(report.value)
    ink = _FAINT if replaced else _TEXT
    width = pen.write(value, _LEFT, top + _SAID, room - used - _GAP, _PLAIN, bold=leads, colour=ink)
    if replaced:
        pen.fill(_LEFT, top + _SAID, width, 2, _FAINT)
    by = " · ".join(filter(None, [_word_day(report.published_on), report.publisher or report.according_to]))
    pen.write(f"○ {by}", _LEFT, top + _BY, room, _SMALL, colour=_FAINT if replaced else _MUTED)
    lower, upper = _number(row.window.lower), _number(row.window.upper) + 1
    low, high = axes.get_xlim()
    narrowest = (high - low) * _NARROWEST
    if upper - lower < narrowest:
        lower, upper = (lower + upper - narrowest) / 2, (lower + upper + narrowest) / 2
    said = _number(report.published_on) + 0.5
    axes.plot([low, high], [middle, middle], color=_GRID, linewidth=2, zorder=1)
    axes.vlines(ticks, middle - _TICK, middle + _TICK, color=_GRID, linewidth=2, zorder=1)
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
    # A star shows that it leads, a stroke that it was replaced; its certainty says that it is less certain.
    words = [row.report.certainty.value]
    words += ["same"] if row.standing is Standing.AGREES else []
    words += ["passed"] if row.passed else []
    return " · ".join(words)


def _word_day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _word_value(edtf: str) -> str:
    """A date in as few words as a narrow picture has room for: "3 Mar 2027 – Jun 2028"."""
    # "early 2025 (January to March)": the bar shows what is in brackets.
    words = re.sub(r" \([^)]*\)", "", word_date(edtf))
    words = re.sub(r"\bthe (?=\D)", "", words)
    if words.startswith("between "):
        words = words.removeprefix("between ").replace(" and ", " – ")
    return _MONTH.sub(lambda month: month[0][:3], words)


def _mark_scale(axes: Axes, pen: _Pen, bottom: int) -> list[float]:
    """Write the years, or the months, beneath the rows; returns where they are."""
    locator = AutoDateLocator(minticks=2, maxticks=5)
    axes.xaxis.set_major_locator(locator)
    low, high = axes.get_xlim()
    ticks = [float(tick) for tick in locator() if low <= tick <= high]
    for tick, label in zip(ticks, ConciseDateFormatter(locator).format_ticks(ticks), strict=True):
        _write_below(axes, pen, tick, label, bottom + _FOOT - 36, _MUTED)
    return ticks


def _mark_today(axes: Axes, pen: _Pen, today: date, lanes: Sequence[int], bottom: int) -> None:
    at = _number(today) + 0.5
    for middle in lanes:
        # Beside the bars alone: through the words it would be in the way.
        axes.vlines(at, middle - _BAR * 0.8, middle + _BAR * 0.8, color=_TODAY, linewidth=3, zorder=7)
    _write_below(axes, pen, at, "today", bottom + 28, _TODAY)


def _write_below(axes: Axes, pen: _Pen, at: float, text: str, y: float, colour: str) -> None:
    low, high = axes.get_xlim()
    x = _LEFT + (at - low) / (high - low) * (_RIGHT - _LEFT)
    # At an edge a word in the middle of its place would be cut.
    align = "left" if x < _LEFT + _MARGIN else "right" if x > _RIGHT - _MARGIN else "center"
    pen.write(text, x, y, _RIGHT - _LEFT, _SMALL, colour=colour, align=align)


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


def _font(size: float, *, bold: bool) -> FontProperties:
    return FontProperties(family=list(_find_fonts()), size=size, weight="bold" if bold else "normal")


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
