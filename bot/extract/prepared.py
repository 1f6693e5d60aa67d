"""An article in parts, before anything in it is judged: sentences, quotations, blocks, days.

Owns the order of parting it, and sentences that go on in a quotation. Refuses names and titles (see namings).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.extract import dates, vocabulary
from bot.extract.article import ArticleText, parse_article
from bot.extract.blocks import Blocks, block_titles, find_blocks, one_sentence_a_line
from bot.extract.dates import Time
from bot.extract.find.given_names import FEMALE, MALE
from bot.extract.find.names import find_korean
from bot.extract.find.subject import find_spelling
from bot.extract.quotes.quotations import Quotation, find_quotations, find_spoken_lines
from bot.extract.sentences import SentenceSpan, find_paragraphs, find_sentences, words_of

_DASH: Final = re.compile(r"[―—–-]{1,2}\s?\w")
_HONORIFIC: Final = re.compile(r"\b(?:Ms|Mr|Mrs|Dr|Sen|Rep|Gov|Gen|Lt|Sgt|Prof|St|Rev|Hon)\.$")
_INITIAL: Final = re.compile(r"\b([A-Z][a-z]+) [A-Z]\.$")  # "Anna B. Cole"
_CLOCK: Final = re.compile(r"\d ?[ap]\.m\.$")
_GOES_ON: Final = re.compile(r"\(|(?:[A-Z]{2,4}|on|and|in|local|at|to)\b")
_ASKED: Final = re.compile(r"[?!,—–…][\"”’']{1,2}$")
_EXCLAIMED: Final = re.compile(r"[?!…][\"”’'»)]{0,2}$")
_ATTRIBUTION: Final = re.compile(rf"(?:[\w.’'-]+ ){{0,6}}(?:{vocabulary.SAY})\b")
_YEAR: Final = re.compile(r"\(\d{4}\)")
_ANYTHING: Final = re.compile(r"")
_LONGEST_JOINED: Final = 6_000


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article in sentences, and what its layout tells."""

    article: ArticleText
    sentences: Sequence[SentenceSpan]
    words: Sequence[frozenset[str]]
    blocks: Blocks
    quotations: Sequence[Quotation]
    lines: Sequence[Quotation]
    times: Sequence[Time]
    known: Sequence[str]

    @property
    def korean(self) -> Iterator[tuple[int, int]]:
        return find_korean(self.article.reading)

    @property
    def quoted(self) -> list[tuple[int, int]]:
        return [(each.start, each.end) for each in self.quotations]


def prepare(
    path_or_name: str, text: str, known_titles: Iterable[str] = (), about: str | None = None
) -> Prepared:
    """An article, parted. Raises NotAnArticle."""
    article = parse_article(path_or_name, text)
    reading = article.reading
    paragraphs = find_paragraphs(reading)
    quotations = find_quotations(reading, paragraphs)
    blocks = find_blocks(reading)
    sentences = one_sentence_a_line(find_sentences(reading, paragraphs), blocks)
    lines = find_spoken_lines(reading, paragraphs)
    sentences = _join_quoted(reading, sentences, [*quotations, *lines])
    words = [words_of(reading[each.start : each.end]) for each in sentences]
    known = [
        *([find_spelling(reading, about)] if about else []),
        *known_titles,
        *block_titles(reading, blocks),
    ]
    times = [
        time
        for each, spoken in zip(sentences, words, strict=True)
        for time in dates.find_times(reading, article.published_on, each.start, each.end, spoken)
    ]
    return Prepared(article, sentences, words, blocks, quotations, lines, times, known)


def _join_quoted(
    reading: str, sentences: list[SentenceSpan], quotations: Iterable[Quotation]
) -> list[SentenceSpan]:
    """Sentences joined so that none ends inside a quotation."""
    joined: list[SentenceSpan] = []
    ends = sorted(
        ((each.start, each.end) for each in quotations if not each.nested and not each.single),
        key=lambda each: each[0],
    )
    at = 0
    for sentence in sentences:
        previous = joined[-1] if joined else None
        while at < len(ends) and ends[at][1] <= sentence.start:
            at += 1
        inside = at < len(ends) and ends[at][0] < sentence.start <= ends[at][1]
        # “Quoted.” ― Who said it; and "What Next? (2020)"
        dashed = _DASH.match(reading, sentence.start) or _YEAR.match(reading, sentence.start)
        if previous and _HONORIFIC.search(reading, max(previous.start, previous.end - 6), previous.end):
            dashed = _ANYTHING.match(reading, sentence.start)
        if previous and (
            initial := _INITIAL.search(reading, max(previous.start, previous.end - 20), previous.end)
        ):
            dashed = dashed or (
                _ANYTHING.match(reading, sentence.start) if initial[1].lower() in FEMALE | MALE else None
            )
        if previous and _CLOCK.search(reading, max(previous.start, previous.end - 6), previous.end):
            dashed = dashed or _GOES_ON.match(reading, sentence.start)
        if previous and _ASKED.search(reading, max(previous.start, previous.end - 3), previous.end):
            dashed = dashed or _ATTRIBUTION.match(
                reading, sentence.start, sentence.end
            )  # “Why?” Kim A asked.
        if (
            previous
            and reading[sentence.start].islower()
            and _EXCLAIMED.search(reading, max(previous.start, previous.end - 3), previous.end)
        ):
            dashed = dashed or _ANYTHING.match(reading, sentence.start)  # “Moonrise!” will be out in May.
        if (
            previous
            and (inside or dashed)
            and sentence.end - previous.start <= _LONGEST_JOINED
            and previous.paragraph == sentence.paragraph
        ):
            joined[-1] = replace(previous, end=sentence.end)
        else:
            joined.append(sentence)
    return joined
