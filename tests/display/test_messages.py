"""What is said about a message fits a Discord message and pings nobody, whatever the facts and the message say."""

from __future__ import annotations

import re

from discord import ui
from hypothesis import given
from hypothesis import strategies as st

from bot.answers import Section
from bot.answers.about_message import MOST_CLAIMS, MOST_NAMED, AboutMessage, Claim, Named, Unclear, Verdict
from bot.display.components import TEXT_LIMIT
from bot.display.fans.about_message import make_message_layout
from bot.facts.relations import RELATIONS
from bot.questions import Question
from tests.layouts import ENTITIES, MOST_COMPONENTS, NAMES, WORKS, reports, sections

RELEASE, CAST = RELATIONS["release date"], RELATIONS["cast member"]


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    relation = draw(st.sampled_from([RELEASE, CAST]))
    subject = draw(WORKS)
    known = draw(st.lists(reports(relation, subject), min_size=1, max_size=4))
    return Claim(draw(reports(relation, subject)), draw(st.sampled_from(Verdict)), tuple(known))


@st.composite
def named(draw: st.DrawFn) -> Named:
    entity = draw(ENTITIES)
    leading: list[Section] = draw(st.lists(sections(), max_size=3))
    question = Question(subject=entity, season=draw(st.none() | st.integers(1, 60)))
    return Named(question, entity, tuple(leading))


@st.composite
def unclear(draw: st.DrawFn) -> Unclear:
    choices = draw(st.lists(ENTITIES, min_size=2, max_size=MOST_NAMED))
    return Unclear(draw(NAMES | st.just("")), tuple(Question(subject=entity) for entity in choices))


@given(
    st.builds(
        AboutMessage,
        st.lists(named(), max_size=MOST_NAMED).map(tuple),
        st.lists(unclear(), max_size=MOST_NAMED).map(tuple),
        st.lists(claims(), max_size=MOST_CLAIMS).map(tuple),
        st.integers(0, 50),
    )
)
def test_it_fits_and_pings_nobody(about: AboutMessage) -> None:
    layout = make_message_layout(about)
    assert layout.content_length() <= TEXT_LIMIT
    assert layout.total_children_count <= MOST_COMPONENTS
    ids = [part.custom_id for part in layout.walk_children() if isinstance(part, ui.Button)]
    assert len(set(ids)) == len(ids)
    assert all(len(custom_id or "") <= 100 for custom_id in ids)
    for part in layout.walk_children():
        if isinstance(part, ui.TextDisplay):
            assert not re.search(r"(?<!\\)@|(?<!\\)<", part.content)
