"""Fans of many servers who ask at a steady pace, and what became of each question.

Owns the questions, what counts as their answers, and the tallies. Two facts that a reload changes together stand in two
files: an answer that holds one of them as it was and the other as it is comes from half-loaded facts.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from bot.display.admission import ENDING, TOO_MANY
from bot.display.refusal import BUSY, UNREACHABLE
from tests.wire.gateway import find_shard
from tests.wire.payloads import Payload
from tests.wire.server import Interaction, WireDiscord, read_text

TITLE: Final = "Moon High"
WHO_IS_IN_IT: Final = f"who is in {TITLE}?"
HALVES: Final = (("Han Yoo-jin", "Seo Min-kyu"), ("Baek Do-hyun", "Moon Ha-eun"))
"""The cast: two people before the reload, two others after it."""
QUESTIONS: Final = (
    ("who plays Nam Onjo?", "Park Ji-hu"),
    ("who directed All of Us Are Dead?", "Lee Jae-kyoo"),
    ("when is season 2 of All of Us Are Dead out?", "2024"),
)
_SYLLABLES: Final = "ka ri mo te su na lo vi de an or el mi ra to en as ul ko pe fa gra ste bri".split()
RARE: Final = 0.5
"""The share of questions that are about one of many titles."""
APOLOGIES: Final = (UNREACHABLE, BUSY, TOO_MANY, ENDING)
GIVE_UP_SECONDS: Final = 20.0
FRESH_SECONDS: Final = 2.0
"""By when every process has to answer from the facts of a reload."""
_COMMON: Final[Sequence[tuple[str, str | None]]] = ((WHO_IS_IN_IT, None), *QUESTIONS)
_MOST_SAMPLES: Final = 5
_CUT_OFF_SECONDS: Final = 3.0
"""What was asked so shortly before a process was killed may have been in its hands."""


def write_facts(folder: Path, at: int) -> None:
    """The facts files before (0) or after (1) the reload: half of the cast in each of two files."""
    folder.mkdir(exist_ok=True)
    for number, name in enumerate(HALVES[at]):
        (folder / f"2024-03-0{number + 1}-casting.toml").write_text(
            f'[article]\nid = "2024-03-0{number + 1}-casting"\npublished_on = 2024-03-0{number + 1}\n\n'
            f'[[fact]]\nwork = "{TITLE}"\nrelation = "cast member"\nvalue = "{name}"\n',
            encoding="utf-8",
        )


def write_titles(folder: Path, count: int) -> list[tuple[str, str]]:
    """A facts file of invented titles, and the questions about them with what their answers hold.

    What was asked lately is remembered by each process; with many titles most questions go to the database.
    """
    folder.mkdir(exist_ok=True)
    random = Random(count)
    titles = {_invent(random) for _ in range(count)}
    directors = {title: _invent(random) for title in sorted(titles)}
    lines = [
        {"article": {"id": "2024-01-01-titles", "published_on": "2024-01-01"}},
        *({"work": work, "relation": "director", "value": name} for work, name in directors.items()),
    ]
    text = "".join(json.dumps(line) + "\n" for line in lines)
    (folder / "2024-01-01-titles.jsonl").write_text(text, encoding="utf-8")
    return [(f"who directed {title}?", name) for title, name in directors.items()]


def _invent(random: Random) -> str:
    return " ".join("".join(random.choices(_SYLLABLES, k=3)).capitalize() for _ in range(2))


def find_generation(text: str) -> int | None:
    """Which of the two casts a text holds; None if it is not one whole cast alone."""
    found = [sum(name in text for name in half) for half in HALVES]
    return {(2, 0): 0, (0, 2): 1}.get((found[0], found[1]))


@dataclass(slots=True)
class Asked:
    """A question, and what was shown in reply. Times are the event loop's."""

    at: float
    shard: int
    question: str
    expected: str | None
    """What the answer holds; None for the question about the cast."""
    served_by: tuple[str, ...]
    """The processes that were connected to its shard."""
    rare: bool
    """Whether it is about one of many titles, so that the answer is in the database and in no memory."""
    replies: list[tuple[float, str]] = field(default_factory=list)

    @property
    def is_answered(self) -> bool:
        """Whether what was shown is the answer."""
        if not self.replies:
            return False
        text = self.replies[0][1]
        return self.expected in text if self.expected is not None else find_generation(text) is not None

    @property
    def is_apology(self) -> bool:
        """Whether what was shown is a sentence that says why there is no answer now."""
        return bool(self.replies) and any(sentence in self.replies[0][1] for sentence in APOLOGIES)


@dataclass(slots=True)
class Tally:
    """What became of the questions."""

    asked: int = 0
    answered: int = 0
    apologies: int = 0
    unserved: int = 0
    """Asked while no process was connected to the shard, and not replied to."""
    cut_off: int = 0
    """In the hands of a process when it was killed, or while it stood still."""
    silent: int = 0
    """Not replied to for no such reason."""
    wrong: int = 0
    """Replied to with something else: half-loaded facts are counted apart."""
    half: int = 0
    """Answered from half-loaded facts."""
    stale: int = 0
    """Answered from the old facts although the new ones had been there for FRESH_SECONDS."""
    twice: int = 0
    longest_gap: float = 0.0
    """The longest that the fans of a shard went without an answer about one of many titles, in seconds."""
    longest_silence: float = 0.0
    """The longest that they went without any reply."""
    samples: list[str] = field(default_factory=list)
    """Replies that are neither answers nor apologies, and questions without a reply."""
    seconds: list[float] = field(default_factory=list)
    """How long each answer took."""


class Crowd:
    """Fans of every server of a Discord, which must be keeping no messages."""

    def __init__(
        self, discord: WireDiscord, titles: Sequence[tuple[str, str]], *, mentions: float, seed: int = 0
    ) -> None:
        """``titles``: questions about many titles, with what their answers hold. ``mentions``: the share of questions that
        are asked in a message; the others use /ask.
        """
        self._since = asyncio.get_running_loop().time()
        self._discord = discord
        self._titles = titles
        self._mentions = mentions
        self._random = Random(seed)
        self._guilds = list(discord.guilds.values())
        self._mentioned: dict[str, Asked] = {}
        """Those asked in a message, by its id."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._asking: asyncio.Task[None] | None = None
        self.asked: list[Asked] = []
        self.killed_at: dict[str, float] = {}
        """When each process was killed."""
        self.still: list[tuple[str, float, float]] = []
        """Processes that stood still, from when until when."""
        self.reloaded_at: float | None = None
        discord.on_message = self._take_message

    def begin(self, a_second: float) -> None:
        """Ask so many questions a second from now on."""
        self._asking = asyncio.create_task(self._ask_on(a_second))

    async def end(self) -> None:
        """Ask no more, and wait for what is still to be answered."""
        if self._asking is not None:
            self._asking.cancel()
            with suppress(asyncio.CancelledError):
                await self._asking
        until = asyncio.get_running_loop().time() + GIVE_UP_SECONDS
        last = [each for each in self.asked if each.at > until - 2 * GIVE_UP_SECONDS]
        while asyncio.get_running_loop().time() < until and not all(each.replies for each in last):  # noqa: ASYNC110 - looked at by thousands of replies
            await asyncio.sleep(0.1)
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def _ask_on(self, a_second: float) -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        for number in itertools.count():
            # One that is late is not made up for: a machine that stood still must not ask hundreds at once.
            await asyncio.sleep(max(0.0, began + number / a_second - loop.time()))
            if loop.time() - began - number / a_second > 1:
                began = loop.time() - number / a_second
            task = asyncio.create_task(self._ask())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _ask(self) -> None:
        guild = self._random.choice(self._guilds)
        shard = find_shard(guild.id, self._discord.shards)
        rare = self._random.random() < RARE
        question, expected = self._random.choice(self._titles if rare else _COMMON)
        served = tuple(self._discord.gateway.find_served().get(shard, ()))
        asked = Asked(asyncio.get_running_loop().time(), shard, question, expected, served, rare)
        self.asked.append(asked)
        fan, channel = self._discord.make_person(), guild.channels[0]
        if self._random.random() < self._mentions:
            message = self._discord.prepare(channel, fan, f"@bot {question}")
            self._mentioned[message["id"]] = asked
            await self._discord.deliver(message)
        else:
            interaction = await self._discord.use(channel, fan, "ask", question=question)
            await self._wait_for(interaction, asked)

    async def _wait_for(self, interaction: Interaction, asked: Asked) -> None:
        try:
            await asyncio.wait_for(interaction.shown.wait(), GIVE_UP_SECONDS)
        except TimeoutError:
            if interaction.reply_type is not None:
                # What was promised may still come.
                return
        else:
            self._note(asked, interaction.messages[0])
        self._discord.forget(interaction)

    def _take_message(self, message: Payload) -> None:
        reference = message.get("message_reference")
        if reference and (asked := self._mentioned.get(reference["message_id"])) is not None:
            self._note(asked, message)

    def _note(self, asked: Asked, message: Payload) -> None:
        asked.replies.append((asyncio.get_running_loop().time(), read_text(message)))

    def count(self) -> Tally:
        """What became of all questions so far."""
        tally = Tally(asked=len(self.asked))
        for asked in self.asked:
            self._count(asked, tally)
        rare = [each for each in self.asked if each.rare]
        tally.longest_gap = _find_longest_gap([each for each in rare if each.is_answered])
        tally.longest_silence = _find_longest_gap([each for each in self.asked if each.replies])
        return tally

    def _count(self, asked: Asked, tally: Tally) -> None:
        tally.twice += len(asked.replies) > 1
        sample = None
        if asked.is_answered:
            tally.answered += 1
            tally.seconds.append(asked.replies[0][0] - asked.at)
            tally.stale += self._is_stale(asked)
        elif asked.is_apology:
            tally.apologies += 1
        elif asked.replies:
            text = asked.replies[0][1]
            is_half = asked.expected is None and any(name in text for half in HALVES for name in half)
            tally.half += is_half
            tally.wrong += not is_half
            sample = f"{asked.question} after {asked.at - self._since:.1f} s: {text}"
        elif self._was_cut_off(asked):
            tally.cut_off += 1
        elif not asked.served_by:
            tally.unserved += 1
        else:
            tally.silent += 1
            who = " and ".join(asked.served_by)
            sample = f"{asked.question} after {asked.at - self._since:.1f} s, of shard {asked.shard} of {who}: silence"
        if sample is not None and len(tally.samples) < _MOST_SAMPLES:
            tally.samples.append(sample)

    def _is_stale(self, asked: Asked) -> bool:
        return (
            self.reloaded_at is not None
            and asked.expected is None
            and asked.at > self.reloaded_at + FRESH_SECONDS
            and find_generation(asked.replies[0][1]) == 0
        )

    def _was_cut_off(self, asked: Asked) -> bool:
        killed = any(
            # Its connections are seen to be closed a moment after it is killed.
            self.killed_at[process] - asked.at < _CUT_OFF_SECONDS
            for process in asked.served_by
            if process in self.killed_at
        )
        return killed or any(
            process in asked.served_by and began - _CUT_OFF_SECONDS < asked.at < ended
            for process, began, ended in self.still
        )


def _find_longest_gap(good: Sequence[Asked]) -> float:
    """The longest time, among all shards, from a question that went well to the next that did."""
    by_shard: dict[int, list[float]] = {}
    for each in good:
        by_shard.setdefault(each.shard, []).append(each.at)
    return max(
        (later - earlier for times in by_shard.values() for earlier, later in itertools.pairwise(times)),
        default=0.0,
    )


def count_letters(discord: WireDiscord, followers: Sequence[int]) -> Counter[str]:
    """How many followers were told of the new cast "once", "twice" or "never", and how often by "half" of it."""
    found: Counter[str] = Counter()
    for person in followers:
        texts = [text for text in _read_direct(discord, person) if any(name in text for name in HALVES[1])]
        found["half"] += sum(not all(name in text for name in HALVES[1]) for text in texts)
        found[("never", "once")[len(texts)] if len(texts) < 2 else "twice"] += 1
    return found


def _read_direct(discord: WireDiscord, person: int) -> Iterator[str]:
    for channel in discord.channels.values():
        if channel.guild is None and channel.recipient is not None and channel.recipient.id == person:
            yield from map(read_text, discord.messages[channel.id].values())
