"""Discord's objects as JSON, as far as discord.py reads them: https://discord.com/developers/docs/resources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any  # what goes over the wire is JSON

DISCORD_EPOCH_MS = 1_420_070_400_000
EVERYTHING = str((1 << 53) - 1)
"""All permissions."""
PLAIN_MEMBER = str(0x400 | 0x800 | 0x10000 | 1 << 31)
"""View channels, send messages, read their history, use commands."""
SUB_COMMAND, SUB_COMMAND_GROUP = 1, 2

Payload = dict[str, Any]


def snowflakes() -> Iterator[int]:
    """Ids with the time in them, each larger than the one before."""
    for number in count(1):
        milliseconds = int(datetime.now(UTC).timestamp() * 1000) - DISCORD_EPOCH_MS
        yield (milliseconds << 22) | (number & 0x3FFFFF)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who writes; ``moderates`` gives them all permissions."""

    id: int
    name: str = "fan"
    moderates: bool = False
    bot: bool = False

    @property
    def permissions(self) -> str:
        """What they may do in a channel."""
        return EVERYTHING if self.moderates else PLAIN_MEMBER

    def as_user(self) -> Payload:
        """A user object."""
        return {
            "id": str(self.id),
            "username": self.name,
            "discriminator": "0",
            "avatar": None,
            "global_name": None,
            "bot": self.bot,
        }

    def as_member(self) -> Payload:
        """A member object, without the user in it."""
        return {
            "roles": [],
            "joined_at": "2024-01-01T00:00:00+00:00",
            "deaf": False,
            "mute": False,
            "flags": 0,
        }


@dataclass(frozen=True, slots=True)
class Channel:
    """A text channel, or with a ``guild`` of None somebody's direct messages."""

    id: int
    guild: int | None
    name: str = "general"
    recipient: Person | None = None

    def as_payload(self) -> Payload:
        """A channel object."""
        if self.guild is None:
            recipients = [self.recipient.as_user()] if self.recipient else []
            return {"id": str(self.id), "type": 1, "recipients": recipients, "last_message_id": None}
        return {
            "id": str(self.id),
            "type": 0,
            "guild_id": str(self.guild),
            "name": self.name,
            "position": 0,
            "permission_overwrites": [],
            "parent_id": None,
            "nsfw": False,
            "topic": None,
            "last_message_id": None,
            "rate_limit_per_user": 0,
        }


@dataclass(slots=True)
class Guild:
    """A server, with everybody allowed what a plain member is."""

    id: int
    name: str
    bot: Person
    channels: list[Channel] = field(default_factory=list)

    def as_payload(self) -> Payload:
        """A guild as GUILD_CREATE brings it."""
        return {
            "id": str(self.id),
            "name": self.name,
            "owner_id": "1",
            "icon": None,
            "splash": None,
            "discovery_splash": None,
            "afk_channel_id": None,
            "afk_timeout": 300,
            "verification_level": 0,
            "default_message_notifications": 1,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "system_channel_id": None,
            "system_channel_flags": 0,
            "rules_channel_id": None,
            "vanity_url_code": None,
            "description": None,
            "banner": None,
            "premium_tier": 0,
            "preferred_locale": "en-US",
            "public_updates_channel_id": None,
            "nsfw_level": 0,
            "premium_progress_bar_enabled": False,
            "features": [],
            "emojis": [],
            "stickers": [],
            "large": False,
            "unavailable": False,
            "member_count": 2,
            "joined_at": "2024-01-01T00:00:00+00:00",
            "roles": [
                {
                    "id": str(self.id),
                    "name": "@everyone",
                    "color": 0,
                    "hoist": False,
                    "position": 0,
                    "permissions": PLAIN_MEMBER,
                    "managed": False,
                    "mentionable": False,
                    "flags": 0,
                }
            ],
            "members": [{"user": self.bot.as_user(), **self.bot.as_member()}],
            "channels": [channel.as_payload() for channel in self.channels],
            "threads": [],
            "presences": [],
            "voice_states": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }


def make_message(
    message_id: int, channel: Channel, author: Person, sent: Payload, *, mentions: Sequence[Person] = ()
) -> Payload:
    """A message as MESSAGE_CREATE brings it and a request for it returns it; ``sent`` is what its author sent."""
    message: Payload = {
        "id": str(message_id),
        "type": 19 if "message_reference" in sent else 0,
        "channel_id": str(channel.id),
        "author": author.as_user(),
        "content": sent.get("content") or "",
        "timestamp": datetime.now(UTC).isoformat(),
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [person.as_user() for person in mentions],
        "mention_roles": [],
        "attachments": make_attachments(sent.get("attachments") or []),
        "embeds": sent.get("embeds") or [],
        "components": sent.get("components") or [],
        "pinned": False,
        "flags": sent.get("flags") or 0,
    }
    if "nonce" in sent:
        message["nonce"] = sent["nonce"]
    if channel.guild is not None:
        message["guild_id"] = str(channel.guild)
        message["member"] = author.as_member()
    return message


def make_attachments(sent: Sequence[Payload]) -> list[Payload]:
    """The files of a message; what is in them is not kept."""
    address = "http://127.0.0.1/files"
    return [{"size": 1, "url": address, "proxy_url": address, **file, "id": str(file["id"])} for file in sent]


def make_options(command: Payload, words: Sequence[str], options: Payload) -> list[Payload]:
    """The options of an interaction that uses ``command``'s subcommand ``words`` with ``options``."""
    declared = command.get("options") or []
    if words:
        sub = next(each for each in declared if each["name"] == words[0])
        inner = make_options(sub, words[1:], options)
        return [{"name": sub["name"], "type": sub["type"], "options": inner}]
    types = {each["name"]: each["type"] for each in declared}
    return [{"name": name, "type": types[name], "value": value} for name, value in options.items()]
