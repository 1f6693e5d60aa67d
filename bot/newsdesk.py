"""The news desk: compares what is known of followed titles with what was last told, and writes letters.

Owns when that is done and who is told what. It runs after every change to the facts, beside the questions, and
re-asks what fans wait for an answer to. Refuses to send: letters go into the outbox, together with the headlines
that they tell of, and the courier takes them from there.
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from bot.answers import AnswerService, Found
from bot.answers.headlines import News, covers, find_news, make_headlines
from bot.answers.in_vain import answer_in_vain, word_kept
from bot.display.fans.news import make_follower_note, make_news_blocks, make_told_blocks
from bot.errand import Errand
from bot.facts.report import Entity
from bot.store import Announcement, FactStore, Follow, InVain, Letter

log = logging.getLogger(__name__)

DIGEST_AT = time(18, tzinfo=UTC)


class NewsDesk:
    """Makes letters out of changed facts, when woken.

    ``quiet_seconds`` go by from a change to the look at it: a slip that is taken back in that time is told nobody.
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
        self._errand = Errand("looking for news", self._look)

    def wake(self) -> None:
        """Have it look for news, in the background."""
        self._errand.wake()

    def note_change(self) -> None:
        """Have it look for news once moderators have had time to take a slip back."""
        self._errand.wake_in(self._quiet_seconds)

    async def finish(self) -> None:
        """Wait until it has looked."""
        await self._errand.finish()

    async def close(self) -> None:
        """Stop looking."""
        await self._errand.close()

    async def _look(self) -> float | None:
        """One look at everything that is followed or waited for; the seconds until a pin ends."""
        for subject in await self._store.follows.list_subjects():
            await self._compare(subject)
        for question in await self._store.unanswered.list_waited():
            await self._ask_again(question)
            # Understanding a question takes milliseconds without a pause: fans' own come first.
            await asyncio.sleep(0)
        until = await self._store.follows.find_next_expiry(self._today())
        if until is None or until == date.max:
            return None
        ends = datetime.combine(until + timedelta(days=1), time(tzinfo=UTC))
        return max(60.0, (ends - self._now()).total_seconds())

    async def _compare(self, subject: Entity) -> None:
        follows = self._store.follows
        known = await follows.find_headlines(subject.id)
        headlines = make_headlines(
            await self._store.find_reports(subject.id), subject, self._today()
        )  # fmt: skip
        if headlines == known:
            return
        # Without a first look nobody can tell what is new; from now on there is one.
        news = find_news(known, headlines) if known is not None else ()
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
        if not await follows.record(subject.id, known, headlines, told):
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
            # The role that everybody has goes by the server's id: it stays unpinged, whatever was chosen.
            role=announcement.role if announcement.role != announcement.guild else None,
            due_at=self._now(),
        )

    async def _ask_again(self, question: InVain) -> None:
        answer = await answer_in_vain(self._answers, question)
        if isinstance(answer, Found):
            secrets = self._store.secrets
            asked = await word_kept(self._answers, question, secrets)
            told = await self._store.unanswered.tell(question.id, make_told_blocks(asked, answer, secrets))
            log.info("A question that was asked in vain is answered; %s told of it", told)


def next_digest(now: datetime) -> datetime:
    """When news of this moment is told to those who want it once a day."""
    today = datetime.combine(now.astimezone(UTC).date(), DIGEST_AT)
    return today if now < today else today + timedelta(days=1)
