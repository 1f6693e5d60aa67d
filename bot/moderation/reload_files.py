"""Reloading the facts files: what that would change, fact by fact, and whom it would reach.

Owns the look that is taken before it, by which it is known again. Refuses to apply it.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec

from bot.moderation.fact_changes import ChangeKind, FactChange, pair_facts
from bot.moderation.rehearsal import Rehearsal, Rehearsals, digest_seen
from bot.store import ArticleChange, FactStore, LoadPlan, NamesChange, StoredArticle


@dataclass(frozen=True, slots=True)
class ArticleLook:
    """What a reload would do to one article, fact by fact."""

    before: StoredArticle | None
    """None for a new article."""
    after: StoredArticle | None
    """None for one that goes."""
    facts: Sequence[FactChange]

    @property
    def article(self) -> StoredArticle:
        """The article, as it would be if it stays."""
        article = self.after or self.before
        assert article is not None, "a change has a state before or after it"
        return article

    @property
    def head(self) -> list[tuple[str, str | None, str | None]]:
        """What would change about the article itself: what that is, old and new."""
        before, after = self.before, self.after
        if before is None or after is None:
            return []
        keys = (("published_on", "date"), ("title", "title"), ("publisher", "publisher"), ("url", "link"))
        pairs = [(what, getattr(before, key), getattr(after, key)) for key, what in keys]
        return [(what, old and str(old), new and str(new)) for what, old, new in pairs if old != new]


@dataclass(frozen=True, slots=True)
class ReloadLook:
    """What a reload would change, as a moderator looks at it."""

    plan: LoadPlan
    articles: tuple[ArticleLook, ...]
    changed: int
    """How many facts would become others."""
    new: int
    gone: int
    names: tuple[NamesChange, ...]
    rehearsal: Rehearsal
    digest: str
    """16 hexadecimal digits that differ once the reload would do anything else: the files say something else, or what
    they are compared with has changed."""


async def look_at_reload(
    store: FactStore, paths: Sequence[Path], today: Callable[[], date], rehearsals: Rehearsals
) -> ReloadLook:
    """What reloading these paths would change now; changes nothing."""
    plan = await store.plan_load(paths)
    changes, names = await store.find_changes(plan)
    rehearsal = await rehearsals.rehearse(store, plan, today)
    # In a thread: a large file may have changed from its first line to its last.
    return await asyncio.to_thread(_make_look, plan, changes, names, rehearsal)


def _make_look(
    plan: LoadPlan, changes: Sequence[ArticleChange], names: Sequence[NamesChange], rehearsal: Rehearsal
) -> ReloadLook:
    articles = tuple(
        ArticleLook(each.before, each.after, pair_facts(each.gone, each.come)) for each in changes
    )
    kinds = Counter(change.kind for article in articles for change in article.facts)
    return ReloadLook(
        plan,
        articles,
        kinds[ChangeKind.CHANGED],
        kinds[ChangeKind.NEW],
        kinds[ChangeKind.GONE],
        tuple(names),
        rehearsal,
        _digest(plan, changes, names, rehearsal),
    )


def _digest(
    plan: LoadPlan, changes: Sequence[ArticleChange], names: Sequence[NamesChange], rehearsal: Rehearsal
) -> str:
    facts = hashlib.blake2b()
    for each in changes:
        facts.update(msgspec.json.encode((each.slug, len(each.gone), len(each.come))))
        # What comes of a whole new article stands in its file, which the plan's digest holds. One by one: encoding
        # them all at once would hold up everything else.
        for fact in (*each.gone, *(each.come if each.before is not None else ())):
            facts.update(msgspec.json.encode(fact))
    declared = [(each.path, each.gone, each.come) for each in names]
    return digest_seen(plan.digest, facts.hexdigest(), declared, rehearsal=rehearsal)
