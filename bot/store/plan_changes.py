"""What applying a plan of a load would change, fact by fact, before it is applied.

Owns the comparison of each article of a plan with what is stored of it. Refuses to change anything.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bot.facts.model import Fact
from bot.store.articles import StoredArticle, find_article, find_retracted
from bot.store.database import Database
from bot.store.facts import identity_of, read_facts
from bot.store.load_files import LoadPlan
from bot.store.names import find_names

Spelling = tuple[str, str]
"""A name, and another way to write it."""


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """What a load would do to one article: the facts that it would lose, and those that it would gain."""

    before: StoredArticle | None
    """None for a new article."""
    after: StoredArticle | None
    """None for one that goes."""
    gone: Sequence[Fact] = ()
    come: Sequence[Fact] = ()

    @property
    def slug(self) -> str:
        """The article's id."""
        article = self.after or self.before
        assert article is not None, "a change has a state before or after it"
        return article.slug


@dataclass(frozen=True, slots=True)
class NamesChange:
    """What a load would do to the other names that one file declares."""

    path: str
    gone: tuple[Spelling, ...]
    come: tuple[Spelling, ...]


async def find_changes(database: Database, plan: LoadPlan) -> tuple[list[ArticleChange], list[NamesChange]]:
    """What a plan would change: changed articles first, then removed and added ones."""
    retracted = await find_retracted(database)
    changes = []
    for file in (*plan.changed, *plan.added):
        article = StoredArticle.of(file.article, str(file.path), file.digest)
        out = retracted.get(article.slug, frozenset())
        found = await find_article(database, article.slug)
        if found is None and not out:
            changes.append(ArticleChange(None, article, (), file.facts))
            continue
        stored = [] if found is None else [fact for _, fact in await read_facts(database, found[0])]
        # In a thread: for a large file this takes long enough to delay questions.
        gone, come = await asyncio.to_thread(_compare, stored, file.facts, out)
        changes.append(ArticleChange(None if found is None else found[1], article, gone, come))
    for removed in plan.removed:
        found = await find_article(database, removed.slug)
        stored = [] if found is None else [fact for _, fact in await read_facts(database, found[0])]
        changes.append(ArticleChange(removed, None, stored))
    # What is known already is looked at first.
    changes.sort(key=lambda each: (each.before is None, each.after is None))
    return changes, [await _find_names_change(database, str(file.path), plan) for file in plan.names]


def _compare(
    stored: Sequence[Fact], facts: Sequence[Fact], retracted: frozenset[bytes]
) -> tuple[list[Fact], list[Fact]]:
    """The facts that go, and those that come."""
    wanted = {identity_of(fact): fact for fact in facts}
    here = {identity_of(fact): fact for fact in stored}
    gone = [fact for identity, fact in here.items() if identity not in wanted]
    come = [fact for identity, fact in wanted.items() if identity not in here and identity not in retracted]
    return gone, come


async def _find_names_change(database: Database, path: str, plan: LoadPlan) -> NamesChange:
    stored = await find_names(database, path)
    before = {(name.full, also) for name in (stored.names if stored else ()) for also in name.also}
    (file,) = (each for each in plan.names if str(each.path) == path)
    after = {(name.full, also) for name in file.names for also in name.also}
    return NamesChange(path, tuple(sorted(before - after)), tuple(sorted(after - before)))
