"""Rehearsing a load on a copy: which expected answers it would change, and who would be told what.

Owns what is looked at on the copy. Refuses to change anything, and to keep anyone from loading: what cannot be found
out is said to be so.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import msgspec

from bot.answers.answer import Found
from bot.answers.answer_service import AnswerService
from bot.answers.news import News, covers, find_news, gives_away, take_snapshots
from bot.answers.unanswered import answer_by_now
from bot.facts.report import Entity, Spoilers
from bot.moderation.expected_answers import Checked, check_expected
from bot.store import FactStore, LoadPlan, StoreError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Told:
    """News of one title that a load would bring, and how many would be told."""

    subject: Entity
    news: tuple[News, ...]
    followers: int
    servers: int
    """How many servers announce it."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a load would do to the expected answers, and to those who want to hear of what is new."""

    total: int
    """How many expected answers there are in all."""
    changed: tuple[Checked, ...] = ()
    """Those that hold now but no longer would, each beside the new answer."""
    different: int = 0
    """How many that already differ would still differ."""
    failed: bool = False
    """Whether it could not be found out."""
    told: tuple[Told, ...] = ()
    answered: int = 0
    """How many people would hear the answer that they wait for."""


def digest_seen(*seen: object, rehearsal: Rehearsal) -> str:
    """16 hexadecimal digits that differ once a load would do anything else than was seen, to the expected answers too.

    ``seen``: whatever has a JSON form.
    """
    answers = [(each.expected.question, each.expected.answer, each.now) for each in rehearsal.changed]
    return hashlib.blake2b(msgspec.json.encode([*seen, answers]), digest_size=8).hexdigest()


class Rehearsals:
    """The last rehearsal, for those who turn the pages of a plan, or press Apply, soon after it was shown."""

    def __init__(self) -> None:
        self._last: tuple[object, Rehearsal] | None = None

    async def rehearse(self, store: FactStore, plan: LoadPlan, today: Callable[[], date]) -> Rehearsal:
        """What applying a plan would do; found out anew if the facts, or who wants to hear of them, have changed."""
        of = plan.digest, await store.find_version(), today()
        if self._last is None or self._last[0] != of:
            rehearsal = await rehearse_load(store, plan, today)
            if rehearsal.failed:
                return rehearsal
            self._last = of, rehearsal
        return self._last[1]


async def rehearse_load(
    store: FactStore, plan: LoadPlan, today: Callable[[], date], *, news: bool = True
) -> Rehearsal:
    """What applying a plan would do; changes nothing. ``news``: whether to find out who would be told what."""
    if plan.refused or plan.changes_nothing:
        return Rehearsal(0)
    expected = await store.expected_answers.list_from()
    subjects = await store.follows.list_subjects() if news else []
    waited = await store.unanswered.list_waited() if news else []
    if not (expected or subjects or waited):
        return Rehearsal(0)
    before = await check_expected(AnswerService(store, today), expected)
    try:
        async with store.rehearse(plan) as rehearsed:
            answers = AnswerService(rehearsed, today)
            after = await check_expected(answers, expected)
            told = [await _find_told(store, rehearsed, subject, today()) for subject in subjects]
            answered = sum(
                [each.waits for each in waited if isinstance(await answer_by_now(answers, each), Found)]
            )
    except (StoreError, sqlite3.Error, OSError):
        # No room for the copy, or an outdated plan: the load itself will say so. Not knowing what
        # would change must not keep a moderator from mending the facts.
        log.warning("What the load would do could not be rehearsed", exc_info=True)
        return Rehearsal(len(expected), failed=True)
    changed = tuple(then for now, then in zip(before, after, strict=True) if now.holds and not then.holds)
    different = sum(not now.holds and not then.holds for now, then in zip(before, after, strict=True))
    heard = tuple(each for each in told if each.followers or each.servers)
    return Rehearsal(len(expected), changed, different, told=heard, answered=answered)


async def _find_told(store: FactStore, rehearsed: FactStore, subject: Entity, today: date) -> Told:
    known = await store.follows.find_snapshots(subject.id)
    then = take_snapshots(await rehearsed.find_reports(subject.id), subject, today)
    # Without an earlier look nobody can tell what is new.
    news = find_news(known, then) if known is not None else ()
    relations = {each.relation.name for each in news}
    followers = [
        follow
        for follow in await store.follows.list_followers(subject.id)
        if any(covers(follow.about, relation) for relation in relations)
    ]
    servers = [
        each
        for each in await store.follows.list_announcements(subject.id)
        if any(each.spoilers is not Spoilers.HIDDEN or not gives_away(news_of) for news_of in news)
    ]
    return Told(subject, news, len(followers), len(servers))
