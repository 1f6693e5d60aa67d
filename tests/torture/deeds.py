"""What is done with adversarial input, and what must hold: no error, no more than so many steps, nothing unsafe shown.

Owns the deeds, each one seed's worth. Steps are calls of functions, Python's and C's, in the thread of the event loop:
a processor takes eight or nine of them in a microsecond, so that the most there may be are fifty milliseconds.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from types import FrameType

import hypothesis
from hypothesis import HealthCheck, Phase

from bot.answers import Answer, AnswerService, Found, context_of
from bot.answers.about_message import Messages
from bot.display.autocomplete import choose_people, choose_titles
from bot.display.fans.about_message import make_message_layout
from bot.display.fans.answer import make_answer_layout, make_earlier_layout, make_sources_layout
from bot.extract import NotAnArticle, read_article
from bot.facts.model import Article, Kind
from bot.facts.relations import RELATIONS
from bot.moderation import ModerationError
from bot.moderation.aliases import find_known_name
from bot.moderation.fact_kinds import find_kinds
from bot.moderation.review import read_season, read_title
from bot.moderation.single_facts import read_reason, read_until, suggest_facts
from bot.moderation.typed_facts import TypedFact, check_article, check_fact, read_fact, read_source
from bot.store import FactStore
from tests.layouts import answers, check
from tests.torture.generators import make_article, make_code, make_name, make_page, make_question, make_text

TODAY = date(2025, 9, 1)
MOST_STEPS = 400_000
MOST_STEPS_OF_A_LETTER = 800
"""Of an article's: those are read beside the event loop, but whatever is not linear ends up far above."""
STEPS_OF_ANY_ARTICLE = 100_000
MOST_LETTERS = 5_000
ARTICLE = Article(id="a", published_on=TODAY)
SOMEBODY = (Kind.PERSON, Kind.CHARACTER, Kind.TERM)
FACTS = Path(__file__).parents[1] / "questions" / "fandoms"


@dataclass(frozen=True, slots=True)
class Victim:
    """What the deeds are done to: a store with the facts of several fandoms."""

    store: FactStore
    service: AnswerService
    names: Sequence[str]
    """Names in it, in every spelling, in a fixed order."""


Deed = Callable[[Victim, Random], Awaitable[None]]


class TooManySteps(AssertionError):
    """Something takes longer than anybody may have the event loop for."""


@asynccontextmanager
async def open_victim(database: Path) -> AsyncIterator[Victim]:
    """Load the facts into a new file."""
    async with FactStore.open(database) as store:
        # Two hands may have given an article the same id.
        files = {path.stem: path for path in sorted(FACTS.glob("*/facts/*.toml"))}
        await store.apply(await store.plan_load([*files.values()]))
        rows = await store._reader.execute_fetchall("SELECT name FROM name ORDER BY key, kind")  # noqa: SLF001 - all of them
        names = [str(name) for (name,) in rows]
        yield Victim(store, AnswerService(store, lambda: TODAY), names)


class Steps:
    """Counts the steps of this thread, for as long as the block."""

    def __init__(self, most: int, what: str) -> None:
        self.count = 0
        self._most = most
        self._what = what

    def __enter__(self) -> Steps:
        sys.setprofile(self._note)
        return self

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        sys.setprofile(None)
        if error is None and self.count > self._most:
            raise TooManySteps(f"{self.count:,} steps instead of {self._most:,}: {self._what[:2000]!r}")

    def _note(self, _frame: FrameType, event: str, _argument: object) -> None:
        if event in ("call", "c_call"):
            self.count += 1


async def ask(victim: Victim, rng: Random) -> None:
    """A question and two that follow it up, shown in every way there is."""
    before = None
    for _ in range(3):
        question = make_question(rng, victim.names)
        with Steps(MOST_STEPS, question):
            answer = await victim.service.ask(question, before)
            _show(answer)
        before = context_of(answer)


def _show(answer: Answer) -> None:
    check(make_answer_layout(answer, asker=1), set())
    if isinstance(answer, Found):
        check(make_earlier_layout(answer), set())
        check(
            make_sources_layout(answer), {each.url for each in (*answer.reports, *answer.earlier) if each.url}
        )


async def ask_by_options(victim: Victim, rng: Random) -> None:
    """``/who``, ``/quotes`` and ``/show`` with any name."""
    title, name = make_name(rng, victim.names), make_name(rng, victim.names)
    with Steps(MOST_STEPS, f"{title} {name}"):
        _show(await victim.service.ask_about(None, name=name, name_kinds=SOMEBODY))
        _show(await victim.service.ask_about("quote", title=title, name=name))
        _show(await victim.service.ask_about(None, title=title, season=rng.choice((None, 1, 99))))


async def press(victim: Victim, rng: Random) -> None:
    """A button with any code."""
    code = make_code(rng)
    with Steps(MOST_STEPS, code):
        question = await victim.service.decode(code)
        if question is not None:
            _show(await victim.service.answer(question))


async def type_names(victim: Victim, rng: Random) -> None:
    """Suggestions for any beginning."""
    typed = make_name(rng, victim.names)
    names = victim.store.names
    with Steps(MOST_STEPS, typed):
        offered = [
            *choose_titles(names, typed, frozenset()),
            *choose_people(names, typed, SOMEBODY, frozenset()),
        ]
    assert all(1 <= len(choice.name) <= 100 and 1 <= len(str(choice.value)) <= 100 for choice in offered)
    with Steps(MOST_STEPS, typed):
        names.match(typed)


async def type_facts(victim: Victim, rng: Random) -> None:
    """A keystroke of ``/facts show``, and searches for articles."""
    typed = make_name(rng, victim.names)
    with Steps(MOST_STEPS, typed):
        await suggest_facts(victim.store, typed, 25)
        await victim.store.articles_like(typed, 25)


async def fill_in(victim: Victim, rng: Random) -> None:
    """Every field of every form that is read."""
    typed = make_text(rng, 4000) if rng.random() < 0.5 else make_name(rng, victim.names)
    with Steps(MOST_STEPS, typed):
        for read in (
            lambda: read_until(typed, TODAY),
            lambda: read_reason(typed),
            lambda: read_title(typed),
            lambda: read_season(typed),
            lambda: find_known_name(victim.store.names, typed),
        ):
            with suppress(ModerationError):
                read()
        kind = rng.choice(tuple(RELATIONS))
        for about, value in ((typed, "2024"), ("Moon High", typed), (typed, typed)):
            raw, _ = read_fact(TypedFact(about, kind, value), {}, victim.store.names, TODAY)
            check_fact(raw, ARTICLE)
        read_source(typed, typed, TODAY)
        find_kinds(typed)
        check_article({"published_on": typed, "title": typed, "url": typed})


async def read_message(victim: Victim, rng: Random) -> None:
    """ "Ask about this message"."""
    text = make_article(rng, victim.names, 4000)
    about = await Messages(victim.store, victim.service).read(text, TODAY, TODAY)
    check(make_message_layout(about), set())


async def read_pasted(victim: Victim, rng: Random) -> None:
    """An article, or a page, as moderators paste or attach them."""
    make = rng.choice((make_article, make_page))
    text = make(rng, victim.names, MOST_LETTERS)
    with Steps(STEPS_OF_ANY_ARTICLE + MOST_STEPS_OF_A_LETTER * len(text), text):
        try:
            read = read_article("pasted", text)
        except NotAnArticle:
            return
    assert all(not fact.evidence or len(fact.evidence) <= len(text) for fact in read.facts)


async def lay_out(victim: Victim, rng: Random) -> None:
    """Whatever facts may say, in every layout for fans."""

    @hypothesis.seed(rng.getrandbits(64))
    @hypothesis.settings(
        max_examples=5,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @hypothesis.given(answers())
    def show(answer: Answer) -> None:
        _show(answer)

    await asyncio.to_thread(show)


DEEDS: dict[str, Deed] = {
    "questions": ask,
    "commands": ask_by_options,
    "buttons": press,
    "names": type_names,
    "facts": type_facts,
    "forms": fill_in,
    "messages": read_message,
    "articles": read_pasted,
    "layouts": lay_out,
}
