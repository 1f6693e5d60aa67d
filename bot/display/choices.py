"""Autocomplete choices: names that fit what has been typed, with ids as their values.

Discord takes at most 25, labels of at most 100 characters, and forces nobody to pick one:
https://discord.com/developers/docs/interactions/application-commands#autocomplete
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from discord import app_commands

from bot.answers.wording import describe_kind
from bot.display.escape import CHOICE_LIMIT, plain_label
from bot.facts.model import Kind

if TYPE_CHECKING:
    from bot.names import Candidate, NameIndex

MOST_CHOICES = 25


def choose_titles(names: NameIndex, typed: str) -> list[app_commands.Choice[str]]:
    """Works for what has been typed so far."""
    return _make_choices(names.complete(typed, (Kind.WORK,), MOST_CHOICES))


def choose_people(names: NameIndex, typed: str, kinds: Collection[Kind]) -> list[app_commands.Choice[str]]:
    """People, characters or terms for what has been typed so far."""
    return _make_choices(names.complete(typed, kinds, MOST_CHOICES))


def _make_choices(candidates: list[Candidate]) -> list[app_commands.Choice[str]]:
    spelled = [candidate.name for candidate in candidates]
    choices = []
    for candidate in candidates[:MOST_CHOICES]:
        label = candidate.name
        if candidate.kind is not Kind.WORK and (
            candidate.kind is not Kind.PERSON or spelled.count(label) > 1
        ):
            label = f"{label} ({describe_kind(candidate.kind)})"
        value = f"{candidate.kind.value}:{candidate.entity}"
        choices.append(app_commands.Choice(name=plain_label(label, CHOICE_LIMIT), value=value))
    return choices
