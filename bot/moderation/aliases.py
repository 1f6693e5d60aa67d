"""Other names, added in Discord: which known name a moderator means, and which added one.

Owns reading what was typed. Refuses to guess between several names.
"""

from __future__ import annotations

import re

from bot.answers.report_words import describe_kind
from bot.facts.model import Kind
from bot.moderation.errors import ModerationError, quote_typed
from bot.names import NameIndex, identity_key
from bot.store import FactStore

_SUGGESTED = re.compile(rf"(?P<kind>{'|'.join(Kind)}):(?P<name>.+)", re.ASCII)
_MOST_NAMED = 5


def find_known_name(names: NameIndex, typed: str) -> tuple[Kind, str]:
    """The one thing that a moderator names, as "work: Moon High" if need be; ModerationError for none or several."""
    kinds = tuple(Kind)
    kind, colon, rest = (part.strip() for part in typed.partition(":"))
    if colon and kind.lower() in {each.value for each in Kind} and not names.exact(typed, kinds):
        kinds, typed = (Kind(kind.lower()),), rest
    found = names.exact(typed, kinds)
    if not found:
        raise ModerationError(f"I know nobody and nothing called {quote_typed(typed)}.")
    if len(found) > 1:
        fitting = ", ".join(f"{describe_kind(each.kind)} {each.name[:60]}" for each in found[:_MOST_NAMED])
        raise ModerationError(f"That name fits several: {fitting}.")
    return found[0].kind, found[0].name


async def read_name(store: FactStore, typed: str) -> str:
    """The name that a suggestion stands for, or what was typed; ModerationError for a name that is gone."""
    suggested = _SUGGESTED.fullmatch(typed)
    number = suggested["name"] if suggested else ""
    if number.isascii() and number.isdecimal() and len(number) < 19:
        entity = await store.find_entity(int(number))
        if entity is None:
            raise ModerationError("I no longer know that name. Pick another of the suggestions.")
        return entity.name
    return typed


async def add_alias(store: FactStore, kind: Kind, name: str, also: str, by: int) -> None:
    """Let another spelling stand for a name; ModerationError if it cannot."""
    problem = await store.aliases.add(kind, name, also, by)
    if problem is not None:
        raise ModerationError(problem)


async def find_added(store: FactStore, typed: str) -> tuple[Kind, str]:
    """The kind and spelling of a name that was added in Discord; ModerationError if none or several may be meant."""
    suggested = _SUGGESTED.fullmatch(typed)
    words = suggested["name"] if suggested else typed
    wanted = identity_key(words)
    found = [
        (name.kind, also)
        for name in await store.aliases.list_all()
        for also in name.also
        if identity_key(also) == wanted and (suggested is None or name.kind.value == suggested["kind"])
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise ModerationError(
            f"{quote_typed(words)} stands for more than one name. Pick one of the suggestions."
        )
    raise ModerationError(f"{quote_typed(words)} was not added in Discord. /facts alias list shows what was.")
