"""Autocomplete choices: names that fit what has been typed, with ids as their values.

Discord takes at most 25, with labels of at most 100 characters, and forces nobody to pick one:
https://discord.com/developers/docs/interactions/application-commands#autocomplete
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Coroutine, Iterable
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Any, cast  # Any: discord.Interaction is generic in its client

import discord
from discord import app_commands

from bot.answers.report_words import describe_kind
from bot.answers.spoilers import UNNAMED
from bot.display.client_protocol import BotClient
from bot.display.escape import CHOICE_LIMIT, plain_label
from bot.display.refusal import NOT_A_MODERATOR
from bot.facts.model import Kind
from bot.facts.report import Entity
from bot.names import fold

_Complete = Callable[
    [Any, discord.Interaction[Any], str], Coroutine[Any, Any, list[app_commands.Choice[str]]]
]

if TYPE_CHECKING:
    from bot.names import Candidate, NameIndex

MOST_CHOICES = 25
# Autocomplete can show a sentence only as a choice.
REFUSED_CHOICE = app_commands.Choice(
    name=NOT_A_MODERATOR[:CHOICE_LIMIT], value=NOT_A_MODERATOR[:CHOICE_LIMIT]
)


def reporting(complete: _Complete) -> _Complete:
    """Has what a cog's method for suggestions raises reported as all errors are: discord.py would show nothing."""

    @wraps(complete)
    async def complete_or_report(
        cog: Any, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        try:
            return await complete(cog, interaction, typed)
        except Exception as error:  # noqa: BLE001 - the one error handler sorts them
            await cast(BotClient, interaction.client).report_error(interaction, error)
            return []

    return complete_or_report


def choose_titles(
    names: NameIndex, typed: str, unsuggested: Collection[int], first: Collection[Entity] = ()
) -> list[app_commands.Choice[str]]:
    """Works for what has been typed so far, except the ``unsuggested``: names that only spoilers mention.

    ``first``: works to suggest before others, where they fit.
    """
    fitting = [work for work in first if fold(typed) in fold(work.name) and work.id not in unsuggested]
    choices = choose((work.name, f"{work.kind.value}:{work.id}") for work in fitting)
    others = choose_people(names, typed, (Kind.WORK,), unsuggested)
    chosen = {choice.value for choice in choices}
    return [*choices, *(choice for choice in others if choice.value not in chosen)][:MOST_CHOICES]


def choose_people(
    names: NameIndex,
    typed: str,
    kinds: Collection[Kind],
    unsuggested: Collection[int] = (),
    *,
    masked: Collection[int] = (),
) -> list[app_commands.Choice[str]]:
    """People, characters or terms for what has been typed so far, except the ``unsuggested``.

    ``masked``: those whose names moderators see only once they have typed them out.
    """
    candidates = names.complete(typed, kinds, MOST_CHOICES, unsuggested)
    return _make_choices(
        [
            replace(each, name=UNNAMED) if each.entity in masked and each.score < 1 else each
            for each in candidates
        ]
    )


def choose(labelled: Iterable[tuple[str, str]]) -> list[app_commands.Choice[str]]:
    """Choices from labels and values; labels are clipped, choices with too long a value left out."""
    return [
        app_commands.Choice(name=plain_label(label, CHOICE_LIMIT), value=value)
        for label, value in labelled
        if len(value) <= CHOICE_LIMIT
    ][:MOST_CHOICES]


def _make_choices(candidates: list[Candidate]) -> list[app_commands.Choice[str]]:
    spelled = [candidate.name for candidate in candidates]
    labelled = []
    for candidate in candidates:
        label = candidate.name
        if candidate.kind is not Kind.WORK and (
            candidate.kind is not Kind.PERSON or spelled.count(label) > 1
        ):
            label = f"{label} ({describe_kind(candidate.kind)})"
        labelled.append((label, f"{candidate.kind.value}:{candidate.entity}"))
    return choose(labelled)
