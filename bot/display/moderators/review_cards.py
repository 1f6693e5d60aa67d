"""What moderators see of a review: a card for each proposed fact, the confirmations, and the end of it.

Owns the words for what approving a fact would change, and these layouts. Refuses to decide anything: buttons come
from the caller.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any  # discord.py's items are generic in their view

import discord
from discord import ui

from bot.answers.effect_of_report import Effect, EffectKind
from bot.answers.report_words import word_fact, word_reported, word_source
from bot.display.components import ACCENTS, TEXT_LIMIT, UNKNOWN_ACCENT, Layout, make_layout
from bot.display.escape import clip, escape, escape_clipped, link
from bot.display.text_blocks import count_of
from bot.facts.dates import word_date, word_day
from bot.facts.model import OtherName
from bot.facts.relations import RELATIONS
from bot.facts.report import Report
from bot.moderation.effect_words import word_effect
from bot.moderation.review import FactToDecide
from bot.store import Progress, Proposal, Review, State

_NAME_LIMIT = 200
_FACT_LIMIT = 600
_EVIDENCE_LIMITS = (800, 400, 200, 100)
"""Characters of evidence before escaping, which may double them: the first that keeps the card within limits."""
_NOTE_LIMIT = 200
_KNOWN_LIMIT = 150
NOTICE_LIMIT = 1000
"""Characters of the notice above a card; with it, all but the evidence stays below 4,000."""
_MOST_BESIDE = 3
_MOST_CONFIRMED = 15
_CONFIRMED_LIMIT = 150
_LISTED_LIMIT = 150
_APPROVED_ACCENT = discord.Colour(0x2D7D46)

Rows = Sequence[Sequence[ui.Item[Any]]]
"""Buttons, row by row."""


def make_card_layout(
    step: FactToDecide,
    rows: Rows,
    *,
    notice: str = "",
) -> Layout:
    """One proposed fact: what it says, the words behind it, what it would change."""
    report = step.report
    relation = RELATIONS[report.relation]
    blocks = _open(step.review, f"Fact {step.number} · {_word_progress(step.progress)}", notice)
    facts = [relation.heading, report.certainty.value]
    facts += [f"according to {report.according_to}"] if report.according_to else []
    facts += [f"about {report.about}"] if report.about else []
    facts += [f"on {word_date(report.on)}"] if report.on else []
    facts += ["spoiler"] if report.spoiler else []
    said = f"**{escape_clipped(word_fact(report), _FACT_LIMIT)}**"
    said += f"\n{escape_clipped(' · '.join(facts), _NOTE_LIMIT)}"
    if report.note:
        said += f"\n-# {escape_clipped(report.note, _NOTE_LIMIT)}"
    after = ["\n".join(_word_effect(report, step.effect))]
    blocks.append(said)
    room = (
        TEXT_LIMIT
        - sum(map(len, (*blocks, *after)))
        - sum(len(str(getattr(button, "label", ""))) for row in rows for button in row)
    )
    blocks.append(quote_evidence(report, room))
    return make_layout([*blocks, *after], rows, ACCENTS[report.certainty])


def word_listed(report: Report, effect: Effect) -> str:
    """A proposed fact in brief, as an entry of a list: what it says, how surely, and what it would change."""
    details = [RELATIONS[report.relation].heading, report.certainty.value, word_effect(effect)]
    details += ["spoiler"] if report.spoiler else []
    return (
        f"**{escape_clipped(word_fact(report), _LISTED_LIMIT)}**\n"
        f"-# {escape_clipped(' · '.join(details), _LISTED_LIMIT)}"
    )


def word_review(review: Review, progress: Progress, notice: str = "") -> str:
    """What is being reviewed, and how far that has come."""
    return "\n".join(_open(review, _word_progress(progress), notice))


def quote_evidence(report: Report, room: int) -> str:
    """As much of the evidence as fits."""
    if not report.evidence:
        return "-# No words of the article are given for it."
    for limit in _EVIDENCE_LIMITS:
        quoted = f"> {highlight(report.evidence, _words_of(report), limit)}"
        if len(quoted) <= room:
            return quoted
    return "-# Its evidence is too long to show here."


def make_confirmations_layout(
    review: Review, reports: Sequence[Report], progress: Progress, rows: Rows, *, notice: str = ""
) -> Layout:
    """Facts that were known already, to be decided all together."""
    blocks = _open(review, _word_progress(progress), notice)
    blocks.append(
        f"**{count_of(len(reports), 'fact')} confirmed:** I know this from other articles already. Add this article as "
        "one more source, or leave it out."
    )
    lines = [
        f"- {escape_clipped(word_fact(report), _CONFIRMED_LIMIT)}" for report in reports[:_MOST_CONFIRMED]
    ]
    if len(reports) > _MOST_CONFIRMED:
        lines.append(f"- and {len(reports) - _MOST_CONFIRMED} more")
    blocks.append("\n".join(lines))
    return make_layout(blocks, rows, UNKNOWN_ACCENT)


def make_decided_layout(
    review: Review, proposals: Sequence[Proposal], progress: Progress, rows: Rows, *, notice: str = ""
) -> Layout:
    """The end of a review."""
    if not proposals:
        blocks = _open(review, "Read", notice)
        blocks.append("I found nothing in this article that I do not know from it already.")
        return make_layout(blocks, (), UNKNOWN_ACCENT)
    approved = sum(proposal.state is State.APPROVED for proposal in proposals)
    blocks = _open(review, _word_progress(progress), notice)
    blocks.append(
        f"All is decided: **{approved} approved, {len(proposals) - approved} left out.**"
        + (f" I answer from {'it' if approved == 1 else 'them'} from now on." if approved else "")
    )
    if approved:
        blocks.append(f"-# As a facts file: /facts export article:{escape(review.slug)}")
    return make_layout(blocks, rows, _APPROVED_ACCENT if approved else UNKNOWN_ACCENT)


def make_name_layout(review: Review, name: OtherName, rows: Rows, *, notice: str = "") -> Layout:
    """Two spellings that may be one name: facts under the one would be found by the other."""
    blocks = _open(review, "All facts are decided", notice)
    spelled = " and ".join(f"**{escape_clipped(spelling, 100)}**" for spelling in (name.name, *name.also))
    blocks.append(
        f"This article writes {spelled}. Are they the same {name.kind.value}? If so, each is found by the other "
        "name as well."
    )
    return make_layout(blocks, rows, UNKNOWN_ACCENT)


def make_undated_layout(review: Review, rows: Rows, *, notice: str = "") -> Layout:
    """An article that does not say when it was published."""
    blocks = _open(review, "Not read yet", notice)
    blocks.append(
        "**When was this published?** The text does not say, and without a date neither “later this year” nor who "
        "was right last can be told."
    )
    return make_layout(blocks, rows, UNKNOWN_ACCENT)


def make_subject_layout(review: Review, rows: Rows, *, notice: str = "") -> Layout:
    """An article of which the reader cannot tell which show it is about."""
    blocks = _open(review, "Not read yet", notice)
    if review.guess is None:
        blocks.append("**I can't tell which show this is about.**")
    else:
        season = f", season {review.season}" if review.season else ""
        blocks.append(
            f"This seems to be about **{escape_clipped(review.guess, _NAME_LIMIT)}**{season}. Right?"
        )
    blocks.append("-# What is said of “the series” and its season goes to that show.")
    return make_layout(blocks, rows, UNKNOWN_ACCENT)


def highlight(evidence: str, words: Iterable[str], limit: int) -> str:
    """Evidence escaped, with these words in bold; if it is longer than
    ``limit`` characters, the stretch around the first of them."""
    flat = " ".join(evidence.split())
    spans = list(_find_words(flat, words))
    if len(flat) > limit:
        begin = max(0, min(spans[0][0] - limit // 4, len(flat) - limit)) if spans else 0
        end = begin + limit
        spans = [(at - begin, min(to, end) - begin) for at, to in spans if begin <= at < end]
        flat = flat[begin:end]
        before, after = "…" if begin else "", "…"
    else:
        before = after = ""
    pieces: list[str] = []
    at = 0
    for start, stop in spans:
        pieces += [_escape_piece(flat[at:start]), f"**{_escape_piece(flat[start:stop])}**"]
        at = stop
    pieces.append(_escape_piece(flat[at:]))
    return before + "".join(pieces) + after


def _find_words(text: str, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where the words occur in a text, from left to right, none inside another."""
    wanted = sorted({" ".join(word.split()) for word in words if word.strip()}, key=len, reverse=True)
    if not wanted:
        return
    pattern = "|".join(re.escape(word) for word in wanted)
    # "first half of 2024" reads better in bold than "first", "half" and "2024" each.
    run = rf"(?<!\w)(?:{pattern})(?!\w)"
    for found in re.finditer(rf"{run}(?:(?:,? | of | of the ){run})*", text, re.IGNORECASE):
        yield found.span()


def _escape_piece(text: str) -> str:
    # Escaping strips the space from both ends, which separates a piece from its neighbours.
    inner = escape(text)
    if not inner:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{inner}{' ' if text[-1].isspace() else ''}"


def _words_of(report: Report) -> list[str]:
    """The words that say the fact: its value, and who is in it; for a date, its possible wordings."""
    if report.window is None:
        words = [report.value]
    else:
        day, month = report.window.lower.day, calendar.month_name[report.window.lower.month]
        words = [word for word in re.findall(r"\w+", word_date(report.value)) if word not in _SMALL_WORDS]
        words += [f"{month} {day}", f"{day} {month}"]
    entities = (report.character, report.speaker, report.author)
    return [*words, *(entity.name for entity in entities if entity is not None)]


_SMALL_WORDS = frozenset("the of to and between about possibly northern southern hemisphere".split()) | {
    str(day) for day in range(32)
}


def _word_effect(report: Report, effect: Effect) -> Iterator[str]:  # noqa: C901 - a list of kinds and words
    known = effect.known
    beside = [word_known(each) for each in known[:_MOST_BESIDE]]
    more = f" and {len(known) - _MOST_BESIDE} more" if len(known) > _MOST_BESIDE else ""
    match effect.kind:
        case EffectKind.NEW:
            yield "**New:** nothing is known of this yet"
        case EffectKind.ADDS if RELATIONS[report.relation].names is None:
            yield f"**Adds to** what I know: {len(known)} of this kind so far"
        case EffectKind.ADDS:
            values = [escape_clipped(word_reported(each), 60) for each in known[:_MOST_BESIDE]]
            yield f"**Adds to:** {', '.join(values)}{more}"
        case EffectKind.CONFIRMS:
            yield f"**Confirms:** {beside[0]}"
        case EffectKind.STRENGTHENS:
            yield f"**Makes more certain:** {beside[0]}"
        case EffectKind.DETAILS:
            yield f"**Adds a detail to:** {beside[0]}"
        case EffectKind.REPLACES:
            yield f"**Replaces:** {'; '.join(beside)}"
        case EffectKind.BENEATH:
            yield f"**Stands beneath,** because it is less certain: {'; '.join(beside)}"
        case EffectKind.EARLIER:
            yield f"**Older:** it would stand among the earlier reports; still answered: {'; '.join(beside)}"
        case EffectKind.DISPUTES:
            yield "**Contradicts what I know.** If you approve it, both are shown."
            for words in beside:
                yield f"- Known: {words}"
            yield f"- Here: {word_known(report)}"


def word_known(report: Report) -> str:
    """A report as set against another: "2024, reported 29 January 2024"."""
    source = word_source(report)
    return escape_clipped(f"{clip(word_reported(report), 80)}, {source[0].lower()}{source[1:]}", _KNOWN_LIMIT)


def _open(review: Review, progress: str, notice: str) -> list[str]:
    title = escape_clipped(review.title or review.slug or review.name, _NAME_LIMIT)
    source = [word_day(review.published_on)] if review.published_on else []
    # A link shows its domain, which is all that is known of the publisher of a pasted address.
    if review.publisher and review.publisher not in (review.url or ""):
        source.append(escape_clipped(review.publisher, 60))
    source += [link(review.url)] if review.url else []
    lines = [f"### {title}"]
    lines += [f"-# {' · '.join(source)}"] if source else []
    lines.append(f"-# {progress}")
    return [*([clip(notice, NOTICE_LIMIT)] if notice else []), "\n".join(lines)]


def _word_progress(progress: Progress) -> str:
    decided = progress.approved + progress.rejected
    words = f"{decided} of {progress.total} decided"
    if progress.confirmations:
        verb = "confirms" if progress.confirmations == 1 else "confirm"
        words += f" · {progress.confirmations} {verb} what I know"
    return words
