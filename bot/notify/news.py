"""News: compares what leads now with what was last told, and turns what differs into letters.

Owns who is told what, and when to look for it. Refuses to send: letters go into the outbox.
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from bot.answers import AnswerService, Found
from bot.answers.news import News, covers, find_news, take_snapshots
from bot.answers.unanswered import answer_by_now, word_unanswered
from bot.display.fans.news import make_follower_note, make_news_blocks, make_told_blocks
from bot.facts.report import Entity
from bot.notify.background import BackgroundJob
from bot.store import Announcement, FactStore, Follow, Letter, UnansweredQuestion

log = logging.getLogger(__name__)

DIGEST_AT = time(18, tzinfo=UTC)


class NewsWriter:
    """Writes letters about changed facts, when woken.

    ``quiet_seconds`` pass between a change and the look at it: nobody hears of a slip that is taken back in time.
    """

    def __init__(
        self,
        store: FactStore,
        answers: AnswerService,
        *,
        today: Callable[[], date],
        now: Callable[[], datetime],
        quiet_seconds: float,
    ) -> None:
        self._store = store
        self._answers = answers
        self._today = today
        self._now = now
        self._quiet_seconds = quiet_seconds
        self._job = BackgroundJob("looking for news", self._look)

    def wake(self) -> None:
        """Look for news now, in the background."""
        self._job.wake()

    def note_change(self) -> None:
        """Look for news once moderators have had time to take back a slip."""
        self._job.wake_in(self._quiet_seconds)

    async def finish(self) -> None:
        """Wait until it has finished looking."""
        await self._job.finish()

    async def close(self) -> None:
        """Stop looking."""
        await self._job.close()

    async def _look(self) -> float | None:
        """Look once at everything that is followed or waited for; returns the seconds until a pin ends."""
        for subject in await self._store.follows.list_subjects():
            await self._compare(subject)
        for question in await self._store.unanswered.list_waited():
            await self._ask_again(question)
            # Understanding a question blocks for milliseconds: fans' own questions come first.
            await asyncio.sleep(0)
        until = await self._store.follows.find_next_expiry(self._today())
        if until is None or until == date.max:
            return None
        ends = datetime.combine(until + timedelta(days=1), time(tzinfo=UTC))
        return max(60.0, (ends - self._now()).total_seconds())

    async def _compare(self, subject: Entity) -> None:
        follows = self._store.follows
        known = await follows.find_snapshots(subject.id)
        snapshots = take_snapshots(
            await self._store.find_reports(subject.id), subject, self._today()
        )  # fmt: skip
        if snapshots == known:
            return
        # Without an earlier look nobody can tell what is new; this is the first one.
        news = find_news(known, snapshots) if known is not None else ()
        letters: list[Letter] = []
        if news:
            what = uuid.uuid4().hex
            letters += (
                self._write(follow, news, what) for follow in await follows.list_followers(subject.id)
            )
            letters += (
                self._announce(announcement, subject, news, what)
                for announcement in await follows.list_announcements(subject.id)
            )
        told = [letter for letter in letters if letter.blocks]
        if not await follows.record(subject.id, known, snapshots, told):
            self.wake()

    def _write(self, follow: Follow, news: Sequence[News], what: str) -> Letter:
        told = [each for each in news if covers(follow.about, each.relation.name)]
        blocks = make_news_blocks(follow.subject.name, told)
        now = self._now()
        return Letter(
            once=f"news:{what}:user:{follow.user}",
            blocks=(*blocks, make_follower_note(follow)) if blocks else (),
            user=follow.user,
            due_at=next_digest(now) if follow.digest else now,
            follow=follow.id,
            title=follow.subject.name,
        )

    def _announce(
        self, announcement: Announcement, subject: Entity, news: Sequence[News], what: str
    ) -> Letter:
        return Letter(
            once=f"news:{what}:guild:{announcement.guild}",
            blocks=make_news_blocks(subject.name, news, announcement.spoilers),
            channel=announcement.channel,
            subject=subject.id,
            title=subject.name,
            guild=announcement.guild,
            # @everyone's role has the server's id: it is never pinged, whatever was chosen.
            role=announcement.role if announcement.role != announcement.guild else None,
            due_at=self._now(),
        )

    async def _ask_again(self, question: UnansweredQuestion) -> None:
        answer = await answer_by_now(self._answers, question)
        if isinstance(answer, Found):
            only_in_spoilers = self._store.only_in_spoilers
            asked = await word_unanswered(self._answers, question, only_in_spoilers)
            told = await self._store.unanswered.tell(
                question.id, lambda own: make_told_blocks(own or asked, answer, only_in_spoilers)
            )
            log.info("A question that was unanswered is answered; %s told of it", told)


def next_digest(now: datetime) -> datetime:
    """When those who want news once a day will hear of this moment's."""
    today = datetime.combine(now.astimezone(UTC).date(), DIGEST_AT)
    return today if now < today else today + timedelta(days=1)
