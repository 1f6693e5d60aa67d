"""The fields for typing a fact, for every form that takes one: whom it is about, which kind of fact it is, what is known.

Owns their labels and lengths, and which kinds of facts a list offers. Refuses to read what was typed: that is for
bot/moderation.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any  # discord.ui's items are generic in their view

import discord
from discord import ui

from bot.display.escape import plain_label
from bot.display.forms import Form
from bot.display.refusal import Refused, escape_problems
from bot.facts.model import Certainty, Kind
from bot.facts.relations import RELATIONS, ValueType
from bot.moderation import ModerationError
from bot.moderation.fact_kinds import describe_kind_of_fact, list_kinds
from bot.moderation.typed_facts import TypedFact, write_fact
from bot.store import Typed

FIELD_LENGTH = 4000
"""Characters that a field of a form takes: https://discord.com/developers/docs/components/reference#text-input"""
NOT_LISTED = "That kind of fact is on the next list: open the form again."
CERTAINTIES = {
    Certainty.OFFICIAL: "Official: those who make it say so",
    Certainty.REPORTED: "Reported",
    Certainty.RUMOURED: "Rumoured: somebody is said to have said so",
    Certainty.ESTIMATED: "Estimated: somebody reckons",
}
_ABOUT_LENGTH = 700
"""Two names of 300 characters, and a season."""
_MOST_PROBLEMS = 6
_ON_LIST = 24
"""Kinds of facts on one list of at most 25: the last option leads to more."""
_MORE = "more:"
_VALUE_LABELS = {
    ValueType.DATE: ("When?", "As 30 June 2024, June 2024, 2024, first half of 2024, Q2 2024, today"),
    ValueType.TIME: ("When?", "As 30 June 2024 at 20:00 UTC, 30 June 2024 at 20:00 +09:00, or a day"),
    ValueType.PICTURE: ("Where is the picture?", "Its https:// address at TVmaze, AniList or TMDB"),
    ValueType.COUNT: ("How many?", "A number, as in 12"),
    ValueType.TEXT: ("What is known?", "The name, or the words, as the source has them"),
}


class FactFields:
    """Three fields in a form: whom or what a fact is about, its kind, its value."""

    def __init__(self, form: Form, fact: Mapping[str, object]) -> None:
        """``fact``: what is known beforehand."""
        typed = write_fact(fact)
        self._subject = next((kind for kind in (Kind.PERSON, Kind.TERM) if fact.get(kind.value)), None)
        text, description = _label_value(typed.relation)
        self._about = form.ask(
            "Whom or what is it about?",
            "Moon High season 2 · Kim So-hyun · a character: Na-bi (Moon High)",
            required=True,
            max_length=_ABOUT_LENGTH,
            default=typed.about[:_ABOUT_LENGTH],
            custom_id="about",
        )
        self._kind = form.offer(
            "What kind of fact is it?",
            "",
            self._list_options(typed.relation, 0),
            custom_id="kind",
        )
        self._value = form.ask(
            text,
            description,
            required=True,
            style=discord.TextStyle.paragraph,
            max_length=FIELD_LENGTH,
            default=typed.value[:FIELD_LENGTH],
            custom_id="value",
        )

    @property
    def typed(self) -> TypedFact:
        """What was typed; Refused if the kind of fact is still to be chosen, from the next list."""
        kind = next(iter(self._kind.values), "")
        if kind.startswith(_MORE):
            raise Refused(NOT_LISTED)
        return TypedFact(self._about.value, kind, self._value.value)

    def fill(self, typed: Typed) -> None:
        """Offer the list that was asked for, or one with the kind that was chosen."""
        kind = "".join(typed.get("kind", []))
        page = kind.removeprefix(_MORE)
        if kind.startswith(_MORE) and page.isdecimal() and len(page) < 3:
            self._kind.options = self._list_options("", int(page))
        elif kind:
            self._kind.options = self._list_options(kind, 0)

    def _list_options(self, chosen: str, page: int) -> list[discord.SelectOption]:
        kinds = list_kinds(chosen, self._subject)
        pages = -(-len(kinds) // _ON_LIST)
        page %= pages
        options = [
            discord.SelectOption(
                label=relation.heading,
                value=relation.name,
                description=plain_label(describe_kind_of_fact(relation), 100),
                default=relation.name == chosen,
            )
            for relation in kinds[page * _ON_LIST : (page + 1) * _ON_LIST]
        ]
        more = discord.SelectOption(
            label="Another kind …",
            value=f"{_MORE}{page + 1}",
            description="Send the form, and open it again: the list goes on"
            if page + 1 < pages
            else "Back to the first list",
        )
        return [*options, more]


def ask_for_certainty(form: Form, certainty: object) -> ui.Select[Any]:
    """Add a list of how sure a fact is."""
    options = [
        discord.SelectOption(
            label=words, value=each.value, default=each.value == (certainty or Certainty.REPORTED)
        )
        for each, words in CERTAINTIES.items()
    ]
    return form.offer("How sure is it?", "As the source puts it", options, custom_id="certainty")


def refuse_fact(error: ModerationError) -> Refused:
    """Why what was typed is no fact, point by point."""
    listed = "\n".join(f"- {problem}" for problem in escape_problems(error.problems, _MOST_PROBLEMS))
    return Refused(f"**That is no fact yet.**\n{listed}")


def _label_value(relation: str) -> tuple[str, str]:
    known = RELATIONS.get(relation)
    if known is None:
        return (
            "What is known?",
            "A name, a number, words, or a date as 30 June 2024, June 2024, first half of 2024",
        )
    if known.choices:
        return "What is known?", plain_label(f"One of: {', '.join(known.choices)}", 100)
    if known.casts:
        return "Who, and as whom?", "As in Kim So-hyun as Na-bi; without a part if it is not known"
    label, description = _VALUE_LABELS[known.value]
    return (
        ("Who?", "The name, as the source writes it") if known.names is Kind.PERSON else (label, description)
    )
