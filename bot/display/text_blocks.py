"""Cutting answers into blocks of escaped text, and blocks into pages that fit a message.

Owns markup and lengths. Refuses components: those are for the layouts.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from bot.answers.lines import Line, Paragraph, Wording
from bot.answers.report_words import word_article, word_source
from bot.display.escape import clip, escape, escape_clipped, link
from bot.facts.dates import word_date, write_time
from bot.facts.report import Report

PAGE_LIMIT = 2400
"""Characters of the blocks of one page, and so of one block, which leaves room for title, notes and labels."""
BLOCKS_ON_PAGE = 12
"""Blocks of one page: with the gaps and the buttons they stay below 40 components."""
_MOST_SAID = 5
_MOST_NOTES = 8
_NOTE_LIMIT = 250
_MOST_LISTED = 10
_LISTED_LIMIT = 300
_MORE_LIMIT = 100
_ITEMS_IN_BLOCK = 12
_ITEM_LIMIT = 100
_HEADING_LIMIT = 200
_SOURCE_LIMIT = 450
_NOTES_LIMIT = 500
_PIECE = 700
"""Characters of a text before it continues in another block: escaped, it may be twice as long."""


def make_blocks(wording: Wording, *, headed: bool = False) -> list[str]:
    """The paragraphs of an answer as Discord markdown, under their headings where many relations are told of."""
    headed = headed and len(wording.paragraphs) > 1
    return [block for paragraph in wording.paragraphs for block in _make_paragraph(paragraph, headed=headed)]


def make_opening(wording: Wording, limit: int) -> str:
    """The sentences that open an answer."""
    return cover(escape_clipped(wording.opening, limit), wording.veiled_opening)


def make_source_blocks(reports: Iterable[Report]) -> list[str]:
    """Every article that an answer rests on, with date, publisher, link, and what it was used for."""
    by_article: dict[str, list[Report]] = {}
    for report in reports:
        by_article.setdefault(report.article, []).append(report)
    blocks = []
    for article in by_article.values():
        first = article[0]
        # An article's title and address may give away what it is about.
        spoiler = any(report.spoiler for report in article)
        said = dict.fromkeys(cover(escape_clipped(word_source(report), 200), spoiler) for report in article)
        notes = dict.fromkeys(report.note for report in article if report.note)
        lines = [
            f"**{cover(escape_clipped(word_article(first), 300), spoiler)}**",
            *list(said)[:_MOST_SAID],
        ]
        if len(said) > _MOST_SAID:
            lines.append(f"-# and {len(said) - _MOST_SAID} more")
        told = [f"-# {cover(escape_clipped(note, _NOTE_LIMIT), spoiler)}" for note in notes if note]
        lines += told[:_MOST_NOTES]
        if len(told) > _MOST_NOTES:
            lines.append(f"-# and {count_of(len(told) - _MOST_NOTES, 'more note')}")
        lines.append(cover(link(first.url), spoiler) if first.url else "-# No link is known.")
        blocks.append("\n".join(lines))
    return blocks


def make_earlier_blocks(lines: Sequence[Line]) -> list[str]:
    """Reports that have since been replaced."""
    return [block for line in lines for block in _make_line(line)]


def paginate(blocks: Sequence[str], most: int | None = None) -> list[list[str]]:
    """Blocks as pages that fit a message, of so many at most; at least one page."""
    most = most or BLOCKS_ON_PAGE
    pages: list[list[str]] = [[]]
    length = 0
    for block in blocks:
        if pages[-1] and (length + len(block) > PAGE_LIMIT or len(pages[-1]) == most):
            pages.append([])
            length = 0
        pages[-1].append(block)
        length += len(block)
    return pages


def cover(text: str, spoiler: bool) -> str:
    """Escaped text, behind a veil if it is a spoiler."""
    return f"||{text}||" if text and spoiler else text


def make_list_block(heading: str, listed: Sequence[str], room: int) -> str:
    """A list with a heading, as much as ``room`` characters hold and how many more there are; empty for nothing."""
    if not listed:
        return ""
    block = f"**{heading}: {len(listed)}**"
    for shown, line in enumerate(listed):
        bullet = f"\n- {escape_clipped(line, _LISTED_LIMIT)}"
        if shown == _MOST_LISTED or len(block) + len(bullet) > room - _MORE_LIMIT:
            return f"{block}\n- and {len(listed) - shown} more"
        block += bullet
    return block


def count_of(number: int, what: str) -> str:
    """A number with its noun: "1 fact", "2,000 facts"."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _make_paragraph(paragraph: Paragraph, *, headed: bool) -> Iterator[str]:
    named = cover(escape_clipped(paragraph.heading, _HEADING_LIMIT), paragraph.veiled_heading)
    begin = f"**{named}**\n" if headed else ""
    blocks: list[str] = []
    for line in paragraph.lines:
        if line.minor and blocks and len(blocks[-1]) < _PIECE:
            blocks[-1] += f"\n{_make_minor(line)}"
        elif line.items:
            blocks += _make_list(line)
        else:
            blocks += [_make_minor(line)] if line.minor else _make_line(line)
    remarks = clip("\n".join(f"-# {escape(note)}" for note in paragraph.notes), _NOTES_LIMIT)
    if remarks and blocks and len(blocks[-1]) < _PIECE:
        blocks[-1] += f"\n{remarks}"
    elif remarks:
        blocks.append(remarks)
    for block in blocks:
        yield begin + block
        begin = ""


def _make_list(line: Line) -> Iterator[str]:
    """A list with what it is of, a block for every dozen of its items."""
    begin = f"{cover(escape_clipped(line.text, _ITEM_LIMIT), line.spoiler)}\n" if line.text else ""
    for at in range(0, len(line.items), _ITEMS_IN_BLOCK):
        chunk = line.items[at : at + _ITEMS_IN_BLOCK]
        listed = "\n".join(f"- {cover(escape_clipped(item, _ITEM_LIMIT), line.spoiler)}" for item in chunk)
        yield f"{begin}{listed}\n{_make_source(line)}"
        begin = ""


def _make_minor(line: Line) -> str:
    return f"-# {cover(_embolden(clip(line.text, _SOURCE_LIMIT), line.strong), line.spoiler)}"


def _make_line(line: Line) -> Iterator[str]:
    """What is said, in full, in as many blocks as it takes; the source is in the last."""
    if len(line.text) <= _PIECE:
        before: list[str] = []
        last = cover(
            put_moment(
                _embolden(line.text.removesuffix("." if line.ahead else ""), line.strong)
                + _make_countdown(line),
                line.at,
            ),
            line.spoiler,
        )
    else:
        *before, last = (cover(escape(piece), line.spoiler) for piece in _cut(line.text))
    mark = "> " if line.quoted else ""
    yield from (f"{mark}{piece}" for piece in before)
    yield f"{mark}{last}\n{_make_source(line)}"


def _embolden(text: str, strong: Sequence[str]) -> str:
    """Escaped text, the parts that answer in bold."""
    done: list[str] = []
    for part in strong:
        before, found, after = text.partition(part)
        if found and part.strip():
            done += [
                escape(before),
                " " * before.endswith(" "),
                f"**{escape(part)}**",
                " " * after.startswith(" "),
            ]
            text = after
    return "".join(done) + escape(text)


def _make_countdown(line: Line) -> str:
    """How long it is still, in the reader's own language: https://discord.com/developers/docs/reference#message-formatting"""
    if line.ahead is None:
        return ""
    day = line.ahead[1]
    return f", <t:{calendar.timegm(day.timetuple())}:R>."


def put_moment(text: str, at: datetime | None) -> str:
    """Escaped text in which a moment stands in UTC, with that moment in the reader's own zone and language."""
    if at is None:
        return text
    words = re.escape(escape(word_date(write_time(at))))
    return re.sub(rf"(?:on )?(?:\*\*{words}\*\*|{words})", word_moment(at), text, count=1)


def word_moment(at: datetime) -> str:
    """A moment as Discord shows it to each reader: day, time, and how long it is until then."""
    seconds = calendar.timegm(at.utctimetuple())
    return f"<t:{seconds}:F> (<t:{seconds}:R>)"


def _make_source(line: Line) -> str:
    # A note may give away what the veil covers, and so may the source.
    dated = line.dated if line.spoiler else ""
    said = [escape_clipped(line.source.removeprefix(dated).lstrip(" ,"), _SOURCE_LIMIT // 2)]
    said += [escape_clipped(line.note, _SOURCE_LIMIT // 2)] if line.note else []
    words = [escape(dated), cover(". ".join(filter(None, said)), line.spoiler)]
    return f"-# {' '.join(filter(None, words))}"


def _cut(text: str) -> Iterator[str]:
    """Pieces of a long text, cut between words if possible."""
    while len(text) > _PIECE:
        at = text.rfind(" ", _PIECE // 2, _PIECE)
        at = _PIECE if at < 0 else at
        yield text[:at]
        text = text[at:]
    yield text
