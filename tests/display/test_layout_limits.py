"""Whatever the facts say, a layout fits a Discord message, pings nobody and links to nothing but its article."""

from __future__ import annotations

import re
from datetime import date

import hypothesis
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.answers import Answer, Found
from bot.answers.effect_of_report import Effect, EffectKind
from bot.answers.rank import make_section
from bot.answers.wording import word_answer
from bot.display.fans.answer import make_answer_layout, make_earlier_layout, make_sources_layout
from bot.display.fans.beside import Beside
from bot.display.moderators.article_facts import make_article_layout
from bot.display.moderators.fact_card import make_fact_layout
from bot.display.moderators.stale_facts import make_stale_layout
from bot.display.paged_list import ENTRIES_ON_PAGE, find_span
from bot.display.text_blocks import make_blocks, paginate
from bot.facts.model import Certainty, Kind
from bot.facts.relations import RELATIONS
from bot.facts.report import Entity, Pin, Report
from bot.facts.scope import WHOLE
from bot.moderation.single_facts import FactOverview
from bot.moderation.stale_facts import StaleFact
from bot.moderation.wiki import find_looked_up, make_wiki_link
from bot.names import strip_unseen
from bot.questions import Question
from bot.questions.question import decode
from bot.store import Change, ChangeKind, StepKind, Touch
from tests.layouts import TODAY, answers, check, questions, shown


def make_touch(reason: str) -> Touch:
    change = Change(
        id=10**6, what=ChangeKind.APPROVE, by=None, at="2024-01-01T00:00:00+00:00", reason=reason, undoes=None,
        undone=False, articles=1, added=1, removed=0,
    )  # fmt: skip
    return Touch(change=change, what=StepKind.RETRACTION, gone=False)


WIKI = "https://example.fandom.com/wiki/"


@given(answers(), st.integers(-2, 200), shown(300))
@hypothesis.settings(max_examples=120, suppress_health_check=list(hypothesis.HealthCheck))
def test_every_card_and_list_of_facts_fits_and_is_safe(answer: Answer, page: int, reason: str) -> None:
    every = (*answer.reports, *answer.earlier) if isinstance(answer, Found) else ()
    # A list has each fact once, but anything may be on it.
    many = [replace(every[number % len(every)], id=number) for number in range(1, 31) if every]
    for report in every[:3]:
        urls = {report.url} if report.url else set()
        pinned = replace(report, pin=Pin(reason, TODAY))
        disputed = FactOverview(pinned, Effect(EffectKind.DISPUTES, every), (make_touch(reason),) * 20)
        check(make_fact_layout(disputed, TODAY), urls)
        check(
            make_fact_layout(FactOverview(report, Effect(EffectKind.NEW), ()), TODAY, notice="Restored"), urls
        )
    if every:
        urls = {report.url for report in every if report.url}
        on_page = many[:ENTRIES_ON_PAGE]
        check(make_article_layout(every[0].article, on_page, 300, find_span(page, 300)), urls)
    check(make_stale_layout([StaleFact(each, passed=False, since=TODAY) for each in many], page), set())


@given(answers(), st.integers(-2, 200), st.none() | st.just(1400000000000000000))
@hypothesis.settings(max_examples=120, suppress_health_check=list(hypothesis.HealthCheck))
def test_every_page_of_every_answer_fits_and_is_safe(answer: Answer, page: int, asker: int | None) -> None:
    check(make_answer_layout(answer, page=page, asker=asker), set())
    looked_up = find_looked_up(answer)
    poster = Beside("https://static.tvmaze.com/a.jpg", "A poster")
    beside = poster if looked_up is None else Beside(wiki=make_wiki_link(WIKI, looked_up))
    check(make_answer_layout(answer, page=page, asker=asker, beside=beside), set())
    if isinstance(answer, Found):
        every = (*answer.reports, *answer.earlier)
        check(make_sources_layout(answer), {report.url for report in every if report.url})
        check(make_earlier_layout(answer), set())


@given(shown(4000), st.booleans())
@hypothesis.settings(max_examples=60)
def test_a_quote_is_shown_whole_and_unaltered_over_as_many_blocks_as_it_takes(
    said: str, spoiler: bool
) -> None:
    work = Entity(1, Kind.WORK, "A Show")
    report = Report(
        id=1, subject=work, relation="quote", season=None, value=said, named=None, window=None,
        certainty=Certainty.REPORTED, according_to=None, evidence=None, spoiler=spoiler, character=None,
        speaker=Entity(2, Kind.PERSON, "Zoe"), author=None, about=None, note=None, on=None, article="a",
        published_on=date(2024, 1, 1), title=None, publisher=None, url=None,
    )  # fmt: skip
    section = make_section(RELATIONS["quote"], work, WHOLE, [report], TODAY)
    blocks = make_blocks(word_answer(Found(Question("quote", work), (section,))))
    *before, last = blocks
    lines = [*before, last.rsplit("\n", 1)[0]]
    assert all(line.startswith("> ") for line in lines)
    texts = [line.removeprefix("> ") for line in lines]
    if spoiler:
        assert all(text.startswith("||") and text.endswith("||") for text in texts)
        texts = [text.removeprefix("||").removesuffix("||") for text in texts]
    words = re.sub(r"\\([^0-9A-Za-z\s])", r"\1", " ".join(texts))
    assert "".join(words.split()) == "".join(f"“{strip_unseen(said)}”".split())
    assert [block for page in paginate(blocks) for block in page] == blocks


@given(questions())
async def test_a_questions_code_gives_the_question_back(question: Question) -> None:
    """Except that it keeps only as many of the words it is about as there is room for."""
    known = {entity.id: entity for entity in (question.subject, question.named) if entity}
    hypothesis.assume(not (question.subject and question.named and question.subject.id == question.named.id))

    async def find_entity(entity: int) -> Entity | None:
        return known.get(entity)

    code = question.encode()
    assert len(code) <= 90
    decoded = await decode(code, find_entity)
    assert decoded is not None
    assert decoded.encode() == code
    assert (decoded.relation, decoded.subject, decoded.named, decoded.season, decoded.past) == (
        question.relation, question.subject, question.named, question.season, question.past
    )  # fmt: skip
    about, kept = question.about or "", decoded.about or ""
    assert about.startswith(kept)
    assert kept == about or len(kept) >= 16


@given(st.text(max_size=100))
async def test_a_damaged_code_is_no_question_and_no_crash(code: str) -> None:
    async def find_entity(entity: int) -> Entity | None:
        return None

    decoded = await decode(code, find_entity)
    assert decoded is None or decoded.subject is None
