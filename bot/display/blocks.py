"""Answers cut into blocks of escaped text, and blocks into pages that fit a message.

Owns markup and lengths. Refuses components: those are the layouts'.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.answers import Found
from bot.answers.wording import Line, Paragraph, Wording, word_article, word_source
from bot.display.escape import clip, escape, link
from bot.store import Report

BLOCK_LIMIT = 1200
"""Characters of one block."""
PAGE_LIMIT = 2400
"""Characters of the blocks of one page; title, notes and labels find room beside them."""
BLOCKS_ON_PAGE = 12
"""Blocks of one page: with the space between them and the buttons they stay below 40 components."""
_ITEMS_IN_LINE = 4
_ITEMS_IN_BLOCK = 12


def make_blocks(wording: Wording) -> list[str]:
    """The paragraphs of an answer as Discord markdown."""
    several = len(wording.paragraphs) > 1
    return [block for paragraph in wording.paragraphs for block in _make_paragraph(paragraph, headed=several)]


def make_source_blocks(reports: Iterable[Report]) -> list[str]:
    """Every article that an answer rests on, with date, publisher, link, and what it was taken for."""
    by_article: dict[str, list[Report]] = {}
    for report in reports:
        by_article.setdefault(report.article, []).append(report)
    blocks = []
    for article in by_article.values():
        first = article[0]
        said = dict.fromkeys(word_source(report) for report in article)
        lines = [
            f"**{escape(clip(word_article(first), 300))}**",
            *(escape(clip(words, 300)) for words in said),
        ]
        lines.append(link(first.url) if first.url else "-# No link is known.")
        blocks.append(clip("\n".join(lines), BLOCK_LIMIT))
    return blocks


def make_earlier_blocks(lines: Sequence[Line]) -> list[str]:
    """Reports that were replaced since."""
    return [_make_line(line) for line in lines]


def paginate(blocks: Sequence[str]) -> list[list[str]]:
    """Blocks in pages that fit a message; at least one page."""
    pages: list[list[str]] = [[]]
    length = 0
    for block in blocks:
        if pages[-1] and (length + len(block) > PAGE_LIMIT or len(pages[-1]) == BLOCKS_ON_PAGE):
            pages.append([])
            length = 0
        pages[-1].append(block)
        length += len(block)
    return pages


def has_earlier(answer: Found) -> bool:
    """Whether the answer has earlier reports to show."""
    return any(section.earlier for section in answer.sections)


def _make_paragraph(paragraph: Paragraph, *, headed: bool) -> Iterator[str]:
    heading = f"**{escape(paragraph.heading)}**\n" if headed else ""
    for line in paragraph.lines:
        if len(line.items) > _ITEMS_IN_LINE:
            for begin in range(0, len(line.items), _ITEMS_IN_BLOCK):
                chunk = line.items[begin : begin + _ITEMS_IN_BLOCK]
                listed = "\n".join(f"- {escape(clip(item, 90))}" for item in chunk)
                yield f"{heading}{listed}\n{_make_source(line)}"
                heading = ""
        else:
            yield heading + _make_line(line)
            heading = ""
    if paragraph.notes:
        yield "\n".join(f"-# {escape(note)}" for note in paragraph.notes)


def _make_line(line: Line) -> str:
    text = escape(clip(line.text, BLOCK_LIMIT // 2))
    if line.quoted:
        text = f"> {text}"
    if line.spoiler:
        text = f"||{text.removeprefix('> ')}||"
    return f"{text}\n{_make_source(line)}"


def _make_source(line: Line) -> str:
    source = f"{line.source}. {line.note}" if line.note else line.source
    return f"-# {escape(clip(source, 400))}"
