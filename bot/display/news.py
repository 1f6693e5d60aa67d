"""News in Discord's markdown: what has changed, old and new, with its source.

Owns how long a letter's news may be. Refuses components: those are the layouts'.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.answers import Found
from bot.answers.headlines import News
from bot.answers.wording import word_answer
from bot.display.blocks import PAGE_LIMIT, make_blocks, make_opening, paginate
from bot.display.escape import escape, escape_clipped, link
from bot.facts.relations import RELATIONS, Relation
from bot.store import Follow, Headline, Leading, Spoilers

_TITLE_LIMIT = 250
_VALUE_LIMIT = 300
_SOURCE_LIMIT = 225
_MOST_VALUES = 6
_MOST_SOURCES = 3
_MOST_NEWS = 8
"""Changes of one subject that are told one by one; the rest is counted."""


def make_news_blocks(
    title: str, news: Sequence[News], spoilers: Spoilers = Spoilers.VEILED
) -> tuple[str, ...]:
    """The news of one subject, for one letter. Empty where all of it are spoilers, and those are hidden."""
    told = [each for each in news if spoilers is not Spoilers.HIDDEN or not _gives_away(each)]
    veil = spoilers is not Spoilers.OPEN
    blocks = [f"### {escape_clipped(f'News: {title}', _TITLE_LIMIT)}"]
    length = 0
    for at, each in enumerate(told):
        block = _make_block(each, veil=veil)
        length += len(block)
        if at and (at == _MOST_NEWS or length > PAGE_LIMIT):
            left = len(told) - at
            blocks.append(
                f"-# And {left} more {'change' if left == 1 else 'changes'}: ask me, or use `/show`."
            )
            break
        blocks.append(block)
    return tuple(blocks) if told else ()


def make_follower_note(follow: Follow) -> str:
    """Why somebody is told, and how it ends: the last block of their letter."""
    return f"-# You follow {escape_clipped(follow.subject.name, _TITLE_LIMIT)}. `/following` shows all that you follow."


def make_told_blocks(question: str, answer: Found) -> tuple[str, ...]:
    """The answer that somebody waited for, for one letter."""
    wording = word_answer(answer)
    pages = paginate(make_blocks(wording))
    blocks = [f"### Now I know\n-# You asked: {escape_clipped(question, _TITLE_LIMIT)}"]
    title = f"**{escape_clipped(wording.title, _TITLE_LIMIT)}**"
    opening = make_opening(wording, _VALUE_LIMIT)
    blocks += [f"{title}\n{opening}" if opening else title, *pages[0]]
    if len(pages) > 1:
        blocks.append("-# There is more: ask me again.")
    return tuple(blocks)


def make_known_blocks(headlines: Sequence[Headline]) -> tuple[str, ...]:
    """What leads at the moment, for who begins to follow; the first few relations of many."""
    blocks = []
    length = 0
    for at, headline in enumerate(headlines):
        relation = RELATIONS[headline.relation]
        words = word_values(headline.values, "or" if relation.one_value else "and")
        block = f"**{_head(relation, headline.season)}**\n{words}\n{word_sources(headline.values)}"
        length += len(block)
        if at and (at == _MOST_NEWS or length > PAGE_LIMIT):
            blocks.append(f"-# And {len(headlines) - at} more: `/show` has all of it.")
            break
        blocks.append(block)
    return tuple(blocks) or ("-# Nothing is known of that yet.",)


def word_values(values: Iterable[Leading], conjunction: str = "and", *, veil: bool = True) -> str:
    """Values in a row, escaped, spoilers veiled: "A, B and C"."""
    listed = list(values)
    shown = [
        _cover(escape_clipped(value.words, _VALUE_LIMIT), veil and value.spoiler)
        for value in listed[:_MOST_VALUES]
    ]
    if len(listed) > _MOST_VALUES:
        return f"{', '.join(shown)} and {len(listed) - _MOST_VALUES} more"
    return f"{', '.join(shown[:-1])} {conjunction} {shown[-1]}" if len(shown) > 1 else "".join(shown)


def word_sources(values: Iterable[Leading]) -> str:
    """Who says so, one line each, with the article's link."""
    sources = list(dict.fromkeys((value.source, value.url) for value in values))
    lines = [
        f"-# {escape_clipped(source, _SOURCE_LIMIT)}{f' · {link(url)}' if url else ''}"
        for source, url in sources[:_MOST_SOURCES]
    ]
    if len(sources) > _MOST_SOURCES:
        lines.append(f"-# and {len(sources) - _MOST_SOURCES} more reports")
    return "\n".join(lines)


def _make_block(news: News, *, veil: bool) -> str:
    lines = [f"**{_head(news.relation, news.season)}**"]
    if news.relation.one_value and (news.gone or news.come):
        lines.append(f"{_word_side(news.before, veil=veil)} → **{_word_side(news.after, veil=veil)}**")
    else:
        if news.come:
            lines.append(f"New: {word_values(news.come, veil=veil)}")
        if news.gone:
            lines.append(f"No longer reported: {word_values(news.gone, veil=veil)}")
    for before, after in news.firmer:
        lines.append(
            f"{word_values([after], veil=veil)}: {before.certainty.value} → **{after.certainty.value}**"
        )  # fmt: skip
    sources = word_sources([*news.come, *(after for _, after in news.firmer)])
    return "\n".join([*lines, sources] if sources else lines)


def _head(relation: Relation, season: int | None) -> str:
    return escape(relation.heading if season is None else f"{relation.heading}, season {season}")


def _word_side(values: Sequence[Leading], *, veil: bool) -> str:
    return word_values(values, "or", veil=veil) if values else "not known"


def _gives_away(news: News) -> bool:
    told = (*news.before, *news.after) if news.relation.one_value else (*news.come, *news.gone)
    return any(value.spoiler for value in (*told, *(after for _, after in news.firmer)))


def _cover(text: str, spoiler: bool) -> str:
    return f"||{text}||" if spoiler else text
