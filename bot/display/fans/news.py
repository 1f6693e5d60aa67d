"""News in Discord's markdown: what has changed, old → new, with its source.

Owns how long a letter's news may be. Refuses components: those are the layouts'.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from bot.answers import Found, Veil, show_answer
from bot.answers.news import News, gives_away
from bot.answers.wording import word_answer
from bot.display.escape import escape, escape_clipped, link
from bot.display.text_blocks import PAGE_LIMIT, make_blocks, make_opening, paginate
from bot.facts.relations import RELATIONS, Relation
from bot.facts.report import Spoilers
from bot.facts.scope import WHOLE, Scope, word_scope
from bot.store import Follow, LeadingValue, Snapshot

_TITLE_LIMIT = 250
_VALUE_LIMIT = 300
_SOURCE_LIMIT = 225
_LINK_LIMIT = 200
_SHORTENED = ((6, 300), (6, 100), (3, 60))
"""How many values are told, and characters of each: the first that keeps a block within a page, as it must not be cut
off later, in the middle of a veil."""
_MOST_SOURCES = 3
_MOST_NEWS = 8
"""Changes to one subject that are told one by one; the rest are counted."""
_MOST_KNOWN = 4


def make_news_blocks(
    title: str, news: Sequence[News], spoilers: Spoilers = Spoilers.VEILED
) -> tuple[str, ...]:
    """The news of one subject, for one letter. Empty if all of it is hidden spoilers."""
    told = [each for each in news if spoilers is not Spoilers.HIDDEN or not gives_away(each)]
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
    """Why somebody gets this, and how to end it: the last block of their letter."""
    return f"-# You follow {escape_clipped(follow.subject.name, _TITLE_LIMIT)}. `/following` shows all that you follow."


def make_told_blocks(question: str, answer: Found, only_in_spoilers: Collection[int] = ()) -> tuple[str, ...]:
    """The awaited answer, for one letter; ``only_in_spoilers``: entities that only spoilers mention."""
    wording = word_answer(show_answer(answer, Veil(only_in_spoilers=only_in_spoilers)).answer or answer)
    pages = paginate(make_blocks(wording))
    blocks = [f"### Now I know\n-# You asked: {escape_clipped(question, _TITLE_LIMIT)}"]
    opening = make_opening(wording, _VALUE_LIMIT)
    blocks += [*([opening] if opening else []), *pages[0]]
    links = list(dict.fromkeys(report.url for report in answer.reports if report.url and not report.spoiler))
    if links:
        blocks.append("-# " + " · ".join(map(link, links[:_MOST_SOURCES])))
    if len(pages) > 1:
        blocks.append("-# There is more: ask me again.")
    return tuple(blocks)


def make_known_blocks(known: Sequence[Snapshot]) -> tuple[str, ...]:
    """What leads now, for somebody who begins to follow: only a few relations, for `/show` has them all."""
    blocks = []
    length = 0
    for at, each in enumerate(known):
        block = _make_known(each)
        length += len(block)
        if at and (at == _MOST_KNOWN or length > PAGE_LIMIT):
            blocks.append(f"-# And {len(known) - at} more: `/show` has all of it.")
            break
        blocks.append(block)
    return tuple(blocks) or ("-# Nothing is known of that yet.",)


def _make_known(snapshot: Snapshot) -> str:
    relation = RELATIONS[snapshot.relation]
    conjunction = "or" if relation.one_value else "and"
    head, sources = f"**{_head(relation, snapshot.scope)}**", word_sources(snapshot.values)

    def word(most: int, limit: int) -> str:
        return "\n".join([head, word_values(snapshot.values, conjunction, most=most, limit=limit), sources])

    return _fit(word)


def word_values(
    values: Iterable[LeadingValue], conjunction: str = "and", *, most: int, limit: int, veil: bool = True
) -> str:
    """Values in a row, escaped, spoilers veiled: "A, B and C"; limited in number and length."""
    listed = list(values)
    shown = [_cover(escape_clipped(value.words, limit), veil and value.spoiler) for value in listed[:most]]
    if len(listed) > most:
        return f"{', '.join(shown)} and {len(listed) - most} more"
    return f"{', '.join(shown[:-1])} {conjunction} {shown[-1]}" if len(shown) > 1 else "".join(shown)


def word_sources(values: Iterable[LeadingValue], *, veil: bool = True) -> str:
    """Who says so, one line each, with the article's link; either may give a spoiler away."""
    sources = list(dict.fromkeys((value.source, value.url, veil and value.spoiler) for value in values))
    lines = [
        f"-# {_cover(f'{escape_clipped(source, _SOURCE_LIMIT)}{_word_link(url)}', spoiler)}"
        for source, url, spoiler in sources[:_MOST_SOURCES]
    ]
    if len(sources) > _MOST_SOURCES:
        lines.append(f"-# and {len(sources) - _MOST_SOURCES} more reports")
    return "\n".join(lines)


def _word_link(url: str | None) -> str:
    address = link(url) if url else ""
    return f" · {address}" if 0 < len(address) <= _LINK_LIMIT else ""


def _fit(make: Callable[[int, int], str]) -> str:
    return next(
        (block for most, limit in _SHORTENED[:-1] if len(block := make(most, limit)) <= PAGE_LIMIT),
        make(*_SHORTENED[-1]),
    )


def _make_block(news: News, *, veil: bool) -> str:
    return _fit(lambda most, limit: _word_news(news, most, limit, veil=veil))


def _word_news(news: News, most: int, limit: int, *, veil: bool) -> str:
    def word(values: Sequence[LeadingValue], conjunction: str = "and") -> str:
        return word_values(values, conjunction, most=most, limit=limit, veil=veil) or "not known"

    lines = [f"**{_head(news.relation, news.scope)}**"]
    if news.relation.one_value and (news.gone or news.come):
        lines.append(f"{word(news.before, 'or')} → **{word(news.after, 'or')}**")
    else:
        if news.come:
            lines.append(f"New: {word(news.come)}")
        if news.gone:
            lines.append(f"No longer reported: {word(news.gone)}")
    for before, after in news.firmer[:most]:
        lines.append(f"{word([after])}: {before.certainty.value} → **{after.certainty.value}**")
    if len(news.firmer) > most:
        lines.append(f"and {len(news.firmer) - most} more that are more certain now")
    sources = word_sources([*news.come, *(after for _, after in news.firmer)], veil=veil)
    return "\n".join([*lines, sources] if sources else lines)


def _head(relation: Relation, scope: Scope) -> str:
    return escape(relation.heading if scope == WHOLE else f"{relation.heading}, {word_scope(scope)}")


def _cover(text: str, spoiler: bool) -> str:
    return f"||{text}||" if spoiler else text
