"""What tests of the moderators' side do over and over: press, fill in, look again, and count refusals."""

from __future__ import annotations

from typing import Any  # a row of SQLite holds values of several types

import discord
import simcord
from simcord.components import walk_components

from tests import databases
from tests.whole_bot.stage import Shown, Stage, labels_of

TEXT_INPUT, CHOICE = 4, 3


def now(stage: Stage, shown: Shown, by: simcord.MemberActor | None = None) -> Shown:
    """A message that only one person sees, by default the moderator, as it is now."""
    viewer = by or stage.moderator
    (message,) = [other for other in stage.channel.history(viewer=viewer) if other.id == shown.id]
    return message


async def press(stage: Stage, shown: Shown, label: str, by: simcord.MemberActor | None = None) -> Shown:
    """Press a button; returns the message as it is then."""
    await stage.press(shown, label, by=by or stage.moderator)
    return now(stage, shown, by)


async def fill_in(
    stage: Stage, shown: Shown, label: str, by: simcord.MemberActor | None = None, **typed: Any
) -> Shown:
    """Press a button that opens a form, and fill that in over what it offers; returns the message afterwards."""
    moderator = by or stage.moderator
    form = await stage.press(shown, label, by=moderator)
    await moderator.submit_modal(form, {**offered_by(form), **typed})
    return now(stage, shown, by)


def offered_by(form: simcord.InteractionResult) -> dict[str, Any]:
    """What a form's text fields hold when it opens, and what is chosen in its lists."""
    assert form.modal is not None
    offered: dict[str, Any] = {}
    for part in walk_components(form.modal["components"]):
        if part["type"] == TEXT_INPUT:
            offered[part["custom_id"]] = part.get("value") or ""
        elif part["type"] == CHOICE:
            offered[part["custom_id"]] = [
                option["value"] for option in part["options"] if option.get("default")
            ]
    return offered


def listed_by(form: simcord.InteractionResult, custom_id: str) -> list[str]:
    """The options of one of a form's lists, as they are labelled."""
    assert form.modal is not None
    (part,) = [
        each for each in walk_components(form.modal["components"]) if each.get("custom_id") == custom_id
    ]
    return [option["label"] for option in part["options"]]


async def take_back(stage: Stage) -> None:
    """Undo the last change to the facts."""
    shown = await stage.slash_as(stage.moderator, "facts history")
    (label,) = [label for label in labels_of(shown) if label.startswith("Undo the last change")]
    await press(stage, await press(stage, shown, label), "Take it back")


def add_moderator(stage: Stage, name: str = "max") -> simcord.MemberActor:
    """Add one more moderator."""
    role = stage.guild.create_role("More", permissions=discord.Permissions(manage_guild=True))
    return stage.guild.add_member(stage.env.create_user(name), roles=[role])


def only_refusals(stage: Stage) -> None:
    """Check that nothing failed except on purpose: simcord counts refusals as errors."""
    assert {type(error).__name__ for error in stage.env.errors} == {"Refused"}
    stage.env.errors.clear()


def rows_of(stage: Stage, query: str) -> list[tuple[Any, ...]]:
    """What stands in the database."""
    return databases.run(stage.bot.store.address, query)
