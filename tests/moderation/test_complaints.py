"""Complaints: what a correction starts from, and that the doubted fact goes before the complaint is settled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from bot.answers import AnswerService, Found
from bot.answers.unanswered import refer_to_question
from bot.moderation.complaints import Retracted, begin_correction, retract_doubted_fact
from bot.moderation.unanswered import drop_answered
from bot.store import AskedQuestion, Complaint, FactStore, Settled

FAN, MODERATOR = 5, 7
TODAY = date(2024, 3, 1)
Write = Callable[..., Path]


async def load(store: FactStore, write: Write) -> AnswerService:
    folder = write("first", "2024-01-29", "Moon High|genre|drama")
    await store.apply(await store.plan_load([folder]))
    return AnswerService(store, lambda: TODAY)


async def complain(
    store: FactStore, answers: AnswerService, question: str, *, link: str | None = None
) -> Complaint:
    answer = await answers.ask(question)
    code = refer_to_question(answer)
    assert code is not None
    leading = answer.reports[0].id if isinstance(answer, Found) else None
    await store.complaints.file(
        code=code, answer="", leading=leading, wrong="No!", link=link, tell=False, user=FAN
    )
    found = await store.complaints.find_next()
    assert found is not None
    return found[0]


async def test_a_correction_starts_from_the_doubted_fact_and_its_source(
    store: FactStore, write: Write
) -> None:
    answers = await load(store, write)
    begun = await begin_correction(store, answers, await complain(store, answers, "genre of Moon High?"))
    assert (begun.fact["work"], begun.fact["value"]) == ("Moon High", "drama")
    assert begun.source["published_on"] == "2024-01-29"


async def test_a_correction_of_a_dont_know_starts_from_its_question(store: FactStore, write: Write) -> None:
    answers = await load(store, write)
    complaint = await complain(store, answers, "who directed Moon High?", link="https://paper.example/1")
    begun = await begin_correction(store, answers, complaint)
    assert (begun.fact["relation"], begun.fact["work"]) == ("director", "Moon High")
    assert begun.source == {"url": "https://paper.example/1"}


async def test_the_doubted_fact_is_taken_out_once(store: FactStore, write: Write) -> None:
    answers = await load(store, write)
    complaint = await complain(store, answers, "genre of Moon High?")
    assert await retract_doubted_fact(store, complaint.id, "wrong", MODERATOR) is Retracted.DONE
    assert await store.single_facts.find_facts("drama", 5) == []
    assert await retract_doubted_fact(store, complaint.id, "wrong", MODERATOR) is Retracted.FACT_GONE
    await store.complaints.settle(complaint.id, Settled.ACCEPTED, MODERATOR, blocks=[])
    assert await retract_doubted_fact(store, complaint.id, "wrong", MODERATOR) is Retracted.SETTLED_BEFORE
    assert await retract_doubted_fact(store, 424242, "wrong", MODERATOR) is Retracted.SETTLED_BEFORE


async def test_what_can_be_answered_by_now_comes_off_the_list_unless_somebody_waits(
    store: FactStore, write: Write
) -> None:
    answers = await load(store, write)
    for number, question in enumerate(("genre of Moon High?", "is Moon High a drama?")):
        answer = await answers.ask(question)
        assert isinstance(answer, Found)
        code = answer.question.encode()
        asked = AskedQuestion(meaning=f"{number}", shape="", code=code)
        await store.unanswered.record(asked, FAN)
        if number:
            await store.unanswered.wait(asked, FAN, None)
    # Nothing can ask this one again, until somebody who waits has their words kept.
    await store.unanswered.record(AskedQuestion(meaning="2", shape="who", code=None), FAN)
    await drop_answered(store, answers, 0)
    assert {kept.meaning for kept in await store.unanswered.list_open(0, 9)} == {"1", "2"}
