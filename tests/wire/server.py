"""WireDiscord: the server, its guilds and people, and the REST routes.

Everything is kept in memory and can be read: ``requests`` has each request in order, ``interactions`` what became of
each command and press, ``channels`` the messages. ``keeps`` is switched off by benchmarks, so that hours of traffic
fit into memory. Several processes of one bot are told apart by their addresses: ``url_of("one")`` is a Discord like
``url``, and what comes in there is noted as that process's.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from aiohttp import web

from tests.wire.faults import Fault
from tests.wire.gateway import Gateway
from tests.wire.payloads import (
    Channel,
    Guild,
    Payload,
    Person,
    make_attachments,
    make_message,
    make_options,
    snowflakes,
)

TOKEN: Final = "wire.token.of-nobody"
COMMAND, COMPONENT, AUTOCOMPLETE, FORM = 2, 3, 4, 5
"""Types of interactions: https://discord.com/developers/docs/interactions/receiving-and-responding"""
PONG, MESSAGE, LATER, UPDATE_LATER, UPDATE, SUGGEST, MODAL = 1, 4, 5, 6, 7, 8, 9
"""Types of replies to them."""
EPHEMERAL: Final = 64
BUTTON: Final = 2
ALREADY_ACKNOWLEDGED: Final = 40060
SESSIONS_A_DAY: Final = 1000
_NONCES_KEPT: Final = 10_000
_VERSION: Final = "/api/v10"
_JSON: Final = {"Content-Type": "application/json"}
"""Without a charset: discord.py compares the whole."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request that came in: "POST /channels/1/messages" and its JSON."""

    route: str
    body: object
    client: str = ""
    """The process it came from, as its addresses name it."""


@dataclass(slots=True)
class Interaction:
    """A command, press, form or suggestion, and what the bot made of it."""

    id: int
    token: str
    kind: int
    channel: Channel
    person: Person
    message: Payload | None
    """The message whose button was pressed."""
    began: float
    reply_type: int | None = None
    reply: Payload | None = None
    """What the bot replied: a message, choices, a form."""
    followups: list[Payload] = field(default_factory=list)
    original: Payload | None = None
    """The reply as the message it became."""
    acknowledged: asyncio.Event = field(default_factory=asyncio.Event)
    shown: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once the person sees something: a message, a form, suggestions."""

    @property
    def messages(self) -> list[Payload]:
        """Everything that the person has been shown in reply, as it is by now."""
        return [*([self.original] if self.original else []), *self.followups]


class Refusal(Exception):
    """A request that Discord refuses, with its status and code."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.body: Payload = {"code": code, "message": message}


class WireDiscord:
    """A Discord. Make one with ``serve``."""

    def __init__(self) -> None:
        self._ids = snowflakes()
        self.bot = Person(next(self._ids), "FanFacts", bot=True)
        self.application: Payload = self._make_application()
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.messages: dict[int, dict[int, Payload]] = defaultdict(dict)
        """By channel and message."""
        self.commands: dict[int | None, list[Payload]] = {}
        """What is registered, by guild; None for everywhere."""
        self.interactions: dict[int, Interaction] = {}
        self.requests: list[Request] = []
        self.faults: list[Fault] = []
        self.shards = 1
        """How many ``/gateway/bot`` recommends."""
        self.keeps = True
        """Whether requests and messages are kept; direct messages always are."""
        self.direct_from: Counter[str] = Counter()
        """How many direct messages each process has sent."""
        self.refused: Counter[int] = Counter()
        """How many requests were refused, by the code in the reply."""
        self.repeated = 0
        """How many messages were sent again with a nonce, and shown only once."""
        self.interaction_seconds = 3.0
        """How long an interaction waits for its first reply."""
        self.on_message: Callable[[Payload], None] | None = None
        """Called with each message that the bot sends."""
        self.url = ""
        self.gateway = Gateway(TOKEN, self.bot, self.application, lambda: self.guilds.values())
        self._by_token: dict[str, Interaction] = {}
        self._nonces: dict[tuple[int, str], Payload] = {}
        """The newest messages that had one, by channel and nonce."""
        self._direct: dict[int, Channel] = {}
        self._tokens = count(1)
        self._replied: set[int] = set()
        """Interactions that were replied to, and are no longer kept."""
        self._arrived = asyncio.Condition()

    @classmethod
    @asynccontextmanager
    async def serve(cls, port: int = 0) -> AsyncIterator[WireDiscord]:
        """A Discord on a port of its own, until the block ends."""
        discord = cls()
        app = web.Application(client_max_size=1 << 25)
        for start in ("", r"/{client:\w+}"):
            app.router.add_route("*", start + _VERSION + "/{path:.*}", discord._answer)
            app.router.add_get(start + "/gateway", discord.gateway.connect)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        try:
            site = web.TCPSite(runner, "127.0.0.1", port)
            await site.start()
            host, bound, *_ = runner.addresses[0]
            discord.url = f"http://{host}:{bound}"
            discord.gateway.url = f"ws://{host}:{bound}/gateway"
            yield discord
        finally:
            await discord.gateway.drop(code=1001)
            await runner.cleanup()

    # What a test or a benchmark does

    def url_of(self, client: str) -> str:
        """Where this Discord listens for one of several processes."""
        return f"{self.url}/{client}"

    def make_person(self, name: str = "fan", *, moderates: bool = False) -> Person:
        """Somebody new."""
        return Person(next(self._ids), name, moderates)

    def add_guild(self, guild_id: int | None = None, *, channels: int = 1) -> Guild:
        """A server with the bot in it, before the bot connects."""
        guild = Guild(guild_id or next(self._ids), "Fans", self.bot)
        self.guilds[guild.id] = guild
        for at in range(channels):
            channel = Channel(next(self._ids), guild.id, f"channel-{at}")
            self.channels[channel.id] = channel
            guild.channels.append(channel)
        return guild

    def open_direct(self, person: Person) -> Channel:
        """Somebody's direct messages with the bot."""
        if person.id not in self._direct:
            channel = Channel(next(self._ids), None, recipient=person)
            self._direct[person.id] = self.channels[channel.id] = channel
        return self._direct[person.id]

    async def say(
        self, channel: Channel, person: Person, text: str, *, reply_to: Payload | None = None
    ) -> Payload:
        """Have somebody write a message; "@bot" mentions the bot."""
        message = self.prepare(channel, person, text, reply_to=reply_to)
        await self.deliver(message)
        return message

    def prepare(
        self, channel: Channel, person: Person, text: str, *, reply_to: Payload | None = None
    ) -> Payload:
        """A message that somebody is about to write, for ``deliver``."""
        mentions = [self.bot] if "@bot" in text else []
        sent: Payload = {"content": text.replace("@bot", f"<@{self.bot.id}>")}
        message = make_message(next(self._ids), channel, person, sent, mentions=mentions)
        if reply_to is not None:
            message |= {"type": 19, "message_reference": _refer_to(reply_to), "referenced_message": reply_to}
        return message

    async def deliver(self, message: Payload) -> None:
        """Have a prepared message written."""
        self._keep(message)
        channel = self.channels[int(message["channel_id"])]
        seen = message if message["mentions"] or channel.guild is None else message | {"content": ""}
        await self.gateway.dispatch("MESSAGE_CREATE", seen, guild=channel.guild)

    async def delete(self, message: Payload) -> None:
        """Delete a message."""
        channel = self.channels[int(message["channel_id"])]
        self.messages[channel.id].pop(int(message["id"]), None)
        gone = {"id": message["id"], "channel_id": message["channel_id"]}
        if channel.guild is not None:
            gone["guild_id"] = str(channel.guild)
        await self.gateway.dispatch("MESSAGE_DELETE", gone, guild=channel.guild)

    async def use(self, channel: Channel, person: Person, command: str, **options: object) -> Interaction:
        """Have somebody use a registered command: ``use(channel, fan, "ask", question="…")``."""
        return await self._use(COMMAND, channel, person, command, options)

    async def type(
        self, channel: Channel, person: Person, command: str, focused: str, **options: object
    ) -> Interaction:
        """Have somebody type into an option of a command, for suggestions."""
        return await self._use(AUTOCOMPLETE, channel, person, command, options, focused)

    async def press(
        self, message: Payload, person: Person, custom_id: str, *, values: Sequence[str] = ()
    ) -> Interaction:
        """Have somebody press the button, or choose from the menu, with a custom_id on a message."""
        part = next(
            (each for each in walk(message["components"]) if each.get("custom_id") == custom_id), None
        )
        content: Payload = {"custom_id": custom_id, "component_type": part["type"] if part else 2}
        if values:
            content["values"] = list(values)
        return await self._interact(
            COMPONENT, self.channels[int(message["channel_id"])], person, content, message=message
        )

    async def submit(self, form: Interaction, **fields: str) -> Interaction:
        """Have whoever was shown a form fill in its text fields, by custom_id, and send it."""
        assert form.reply is not None
        content = {
            "custom_id": form.reply["custom_id"],
            "components": [
                {"type": 18, "id": 1, "component": {"type": 4, "id": 2, "custom_id": name, "value": value}}
                for name, value in fields.items()
            ],
        }
        return await self._interact(FORM, form.channel, form.person, content, message=form.message)

    def forget(self, interaction: Interaction) -> None:
        """Forget an interaction that nobody waits for any more."""
        self.interactions.pop(interaction.id, None)
        self._by_token.pop(interaction.token, None)

    def buttons(self, message: Payload) -> list[Payload]:
        """The buttons of a message."""
        return [each for each in walk(message["components"]) if each["type"] == BUTTON]

    def replies_to(self, message: Payload) -> list[Payload]:
        """The bot's replies to a message, in order."""
        return [
            each
            for each in self.messages[int(message["channel_id"])].values()
            if each.get("message_reference", {}).get("message_id") == message["id"]
            and each["author"]["id"] == str(self.bot.id)
        ]

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for something to be so; it looks whenever a request comes in and has been dealt with."""
        async with self._arrived:
            await self._arrived.wait_for(holds)

    async def until_requested(self, route: str) -> None:
        """Wait for a request for a route, which may still be unanswered."""
        await self.until(lambda: self.count_requests(route) > 0)

    def count_requests(self, route: str) -> int:
        """How many requests there were for a route."""
        counted = Fault(route, times=None)
        return sum(counted.meets(request.route) for request in self.requests)

    # The people's side

    async def _use(
        self,
        kind: int,
        channel: Channel,
        person: Person,
        name: str,
        options: Payload,
        focused: str | None = None,
    ) -> Interaction:
        root, *words = name.split()
        for scope in (channel.guild, None):
            for command in self.commands.get(scope, ()):
                if command["name"] == root and command.get("type", 1) == 1:
                    break
            else:
                continue
            break
        else:
            raise LookupError(f"no command {root!r} is registered here")
        made = make_options(command, words, options)
        for option in _innermost(made):
            if option["name"] == focused:
                option["focused"] = True
        content: Payload = {"id": command["id"], "name": root, "type": 1, "options": made}
        if scope is not None:
            content["guild_id"] = str(scope)
        return await self._interact(kind, channel, person, content)

    async def _interact(
        self, kind: int, channel: Channel, person: Person, content: Payload, *, message: Payload | None = None
    ) -> Interaction:
        number = next(self._ids)
        interaction = Interaction(
            number,
            f"token-{next(self._tokens)}",
            kind,
            channel,
            person,
            message,
            asyncio.get_running_loop().time(),
        )
        self.interactions[number] = interaction
        self._by_token[interaction.token] = interaction
        payload: Payload = {
            "id": str(number),
            "application_id": self.application["id"],
            "type": kind,
            "token": interaction.token,
            "version": 1,
            "data": content,
            "channel_id": str(channel.id),
            "channel": {**channel.as_payload(), "permissions": person.permissions},
            "locale": "en-US",
            "app_permissions": person.permissions,
            "entitlements": [],
            "authorizing_integration_owners": {},
            "context": 1 if channel.guild is None else 0,
            "attachment_size_limit": 10_485_760,
        }
        if channel.guild is None:
            payload["user"] = person.as_user()
        else:
            payload["guild_id"] = str(channel.guild)
            payload["guild_locale"] = "en-US"
            payload["member"] = {
                **person.as_member(), "user": person.as_user(), "permissions": person.permissions
            }  # fmt: skip
        if message is not None:
            payload["message"] = message
        await self.gateway.dispatch("INTERACTION_CREATE", payload, guild=channel.guild)
        return interaction

    # The bot's side

    async def _answer(self, http: web.Request) -> web.StreamResponse:
        client, path = http.match_info.get("client", ""), http.match_info["path"]
        route = f"{http.method} /{path}"
        body = await _read_body(http)
        if self.keeps:
            self.requests.append(Request(route, body, client))
            async with self._arrived:
                self._arrived.notify_all()
        fault = next((each for each in self.faults if each.meets(route)), None)
        reply: object = None
        status = 200
        if fault is None or fault.too_late:
            try:
                reply = await self._do(http, path.split("/"), body)
                status = 200 if reply is not None else 204
            except Refusal as refusal:
                status, reply = refusal.status, refusal.body
                self.refused[refusal.body["code"]] += 1
        async with self._arrived:
            self._arrived.notify_all()
        if fault is not None:
            return await _fail(http, fault)
        if reply is None:
            return web.Response(status=status)
        return web.Response(status=status, body=json.dumps(reply).encode(), headers=_JSON)

    async def _do(self, http: web.Request, path: Sequence[str], body: object) -> object:  # noqa: C901, PLR0912 - a flat list of routes
        content = body if isinstance(body, dict) else {}
        match (http.method, *path):
            # Those of an interaction know whom they are for by its token.
            case "POST", "interactions", number, _token, "callback":
                return await self._acknowledge(int(number), content, with_reply="with_response" in http.query)
            case "POST", "webhooks", _application, token:
                return await self._follow_up(self._find_interaction(token), content)
            case "PATCH", "webhooks", _application, token, "messages", which:
                return await self._edit_reply(self._find_interaction(token), which, content)
            case "GET", "webhooks", _application, token, "messages", which:
                return self._find_reply(self._find_interaction(token), which)
            case "DELETE", "webhooks", _application, token, "messages", which:
                self._delete_reply(self._find_interaction(token), which)
                return None
        if http.headers.get("Authorization") != f"Bot {TOKEN}":
            raise Refusal(401, 0, "401: Unauthorized")
        match (http.method, *path):
            case "GET", "users", "@me":
                return self.bot.as_user()
            case "GET", "oauth2", "applications", "@me":
                return self.application
            case "GET", "gateway", "bot":
                return {
                    "url": self.gateway.url_of(http.match_info.get("client", "")),
                    "shards": self.shards,
                    "session_start_limit": {
                        "total": SESSIONS_A_DAY,
                        "remaining": max(0, SESSIONS_A_DAY - self.gateway.identified),
                        "reset_after": 86_400_000,
                        "max_concurrency": self.gateway.max_concurrency,
                    },
                }
            case "PUT", "applications", _application, "commands":
                return self._register(None, body)
            case "PUT", "applications", _application, "guilds", guild, "commands":
                if int(guild) not in self.guilds:
                    raise Refusal(403, 50001, "Missing Access")
                return self._register(int(guild), body)
            case "POST", "users", "@me", "channels":
                return self.open_direct(Person(int(content["recipient_id"]))).as_payload()
            case "POST", "channels", channel, "messages":
                if self._find_channel(channel).guild is None:
                    self.direct_from[http.match_info.get("client", "")] += 1
                return await self._send(self._find_channel(channel), content)
            case "GET", "channels", channel, "messages":
                newest = list(reversed(self.messages[self._find_channel(channel).id].values()))
                if "before" in http.query:
                    newest = [each for each in newest if int(each["id"]) < int(http.query["before"])]
                return newest[: int(http.query.get("limit", 50))]
            case "GET", "channels", channel, "messages", message:
                return self._find_message(channel, message)
            case "PATCH", "channels", channel, "messages", message:
                return await self._edit(self._find_message(channel, message), content)
            case "DELETE", "channels", channel, "messages", message:
                await self.delete(self._find_message(channel, message))
                return None
            case "GET", "channels", channel:
                return self._find_channel(channel).as_payload()
        raise Refusal(404, 0, "404: Not Found")

    def _register(self, scope: int | None, body: object) -> list[Payload]:
        assert isinstance(body, list)
        known = {(each["name"], each["type"]): each["id"] for each in self.commands.get(scope, ())}
        registered = []
        for command in body:
            kind = command.get("type", 1)
            registered.append(
                {
                    "description": "",
                    **command,
                    "type": kind,
                    "id": known.get((command["name"], kind)) or str(next(self._ids)),
                    "application_id": self.application["id"],
                    "version": "1",
                    "default_member_permissions": command.get("default_member_permissions"),
                    **({"guild_id": str(scope)} if scope is not None else {}),
                }
            )
        self.commands[scope] = registered
        return registered

    async def _send(self, channel: Channel, content: Payload) -> Payload:
        nonce = content.get("nonce") if content.get("enforce_nonce") else None
        if nonce is not None and (before := self._nonces.get((channel.id, str(nonce)))):
            self.repeated += 1
            return before
        reference = content.get("message_reference")
        if reference is not None and self.keeps:
            replied_to = self.messages[channel.id].get(int(reference["message_id"]))
            if replied_to is None and reference.get("fail_if_not_exists", True):
                raise Refusal(400, 50035, "Invalid Form Body\nIn message_reference: Unknown message")
        message = make_message(next(self._ids), channel, self.bot, content)
        if reference is not None:
            message["message_reference"] = {
                "type": 0, "channel_id": str(channel.id), "message_id": str(reference["message_id"])
            }  # fmt: skip
        if nonce is not None:
            self._nonces[channel.id, str(nonce)] = message
            if len(self._nonces) > _NONCES_KEPT:
                del self._nonces[next(iter(self._nonces))]
        await self._show(channel, message)
        return message

    async def _show(self, channel: Channel, message: Payload) -> None:
        self._keep(message)
        if self.on_message is not None:
            self.on_message(message)
        await self.gateway.dispatch("MESSAGE_CREATE", message, guild=channel.guild)

    async def _edit(self, message: Payload, content: Payload) -> Payload:
        message.update({key: value for key, value in content.items() if key in message})
        message["attachments"] = make_attachments(message["attachments"])
        channel = self.channels[int(message["channel_id"])]
        await self.gateway.dispatch("MESSAGE_UPDATE", message, guild=channel.guild)
        return message

    async def _acknowledge(self, number: int, content: Payload, *, with_reply: bool) -> Payload | None:
        interaction = self._find_waiting(number)
        interaction.reply_type = content["type"]
        interaction.reply = content.get("data")
        interaction.acknowledged.set()
        message: Payload | None = None
        match interaction.reply_type:
            case 4:
                message = interaction.original = self._make_reply(interaction, interaction.reply or {})
            case 7:
                assert interaction.message is not None
                message = await self._edit(interaction.message, interaction.reply or {})
        if interaction.reply_type not in {LATER, UPDATE_LATER}:
            interaction.shown.set()
        if interaction.original is not None:
            await self._show_reply(interaction, interaction.original)
        if not self.keeps and interaction.reply_type not in {LATER, UPDATE_LATER}:
            self._replied.add(number)
            self.forget(interaction)
        if not with_reply:
            return None
        told: Payload = {"id": str(number), "type": interaction.kind}
        if message is not None:
            told["response_message_id"] = message["id"]
            return {"interaction": told, "resource": {"type": interaction.reply_type, "message": message}}
        return {"interaction": told}

    def _find_waiting(self, number: int) -> Interaction:
        """An interaction that waits for its first reply."""
        interaction = self.interactions.get(number)
        if number in self._replied or (interaction is not None and interaction.reply_type is not None):
            raise Refusal(400, ALREADY_ACKNOWLEDGED, "Interaction has already been acknowledged.")
        if (
            interaction is None
            or asyncio.get_running_loop().time() - interaction.began > self.interaction_seconds
        ):
            raise Refusal(404, 10062, "Unknown interaction")
        return interaction

    def _make_reply(self, interaction: Interaction, content: Payload) -> Payload:
        return make_message(next(self._ids), interaction.channel, self.bot, content)

    async def _show_reply(self, interaction: Interaction, message: Payload) -> None:
        # What only one person sees is no message of the channel.
        if not message["flags"] & EPHEMERAL:
            await self._show(interaction.channel, message)

    async def _follow_up(self, interaction: Interaction, content: Payload) -> Payload:
        if interaction.reply_type is None:
            raise Refusal(404, 10015, "Unknown Webhook")
        message = self._make_reply(interaction, content)
        if interaction.reply_type == LATER and interaction.original is None:
            # The first one takes the place of "is thinking".
            interaction.original = message
        else:
            interaction.followups.append(message)
        interaction.shown.set()
        await self._show_reply(interaction, message)
        return message

    def _find_interaction(self, token: str) -> Interaction:
        if token not in self._by_token:
            raise Refusal(404, 10015, "Unknown Webhook")
        return self._by_token[token]

    def _find_reply(self, interaction: Interaction, which: str) -> Payload:
        if which == "@original":
            message = interaction.original or interaction.message
        else:
            # A press may also change the message of its button.
            own = [*interaction.messages, *([interaction.message] if interaction.message else [])]
            message = next((each for each in own if each["id"] == which), None)
        if message is None:
            raise Refusal(404, 10008, "Unknown Message")
        return message

    async def _edit_reply(self, interaction: Interaction, which: str, content: Payload) -> Payload:
        if which == "@original" and interaction.reply_type == LATER and interaction.original is None:
            return await self._follow_up(interaction, content)
        return await self._edit(self._find_reply(interaction, which), content)

    def _delete_reply(self, interaction: Interaction, which: str) -> None:
        message = self._find_reply(interaction, which)
        self.messages[int(message["channel_id"])].pop(int(message["id"]), None)
        if message is interaction.original:
            interaction.original = None
        interaction.followups = [each for each in interaction.followups if each is not message]

    def _find_channel(self, channel: str) -> Channel:
        if int(channel) not in self.channels:
            raise Refusal(404, 10003, "Unknown Channel")
        return self.channels[int(channel)]

    def _find_message(self, channel: str, message: str) -> Payload:
        found = self.messages[self._find_channel(channel).id].get(int(message))
        if found is None:
            raise Refusal(404, 10008, "Unknown Message")
        return found

    def _keep(self, message: Payload) -> None:
        if self._keeps_in(int(message["channel_id"])):
            self.messages[int(message["channel_id"])][int(message["id"])] = message

    def _keeps_in(self, channel: int) -> bool:
        return self.keeps or self.channels[channel].guild is None

    def _make_application(self) -> Payload:
        return {
            "id": str(self.bot.id),
            "name": "Fan Facts",
            "icon": None,
            "description": "",
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "",
            "flags": 0,
            "owner": {"id": "1", "username": "owner", "discriminator": "0", "avatar": None},
            "team": None,
        }


def walk(components: Sequence[Payload]) -> list[Payload]:
    """Every component of a message, those inside others too."""
    found: list[Payload] = []
    for part in components:
        inner = [*part.get("components", ()), *([part["accessory"]] if part.get("accessory") else [])]
        found += [part, *walk(inner)]
    return found


def read_text(message: Payload) -> str:
    """All text of a message."""
    parts = [
        message["content"],
        *(each["content"] for each in walk(message["components"]) if "content" in each),
    ]
    return "\n".join(filter(None, parts))


def _refer_to(message: Payload) -> Payload:
    return {"message_id": message["id"], "channel_id": message["channel_id"], "type": 0}


def _innermost(options: Sequence[Payload]) -> Sequence[Payload]:
    return _innermost(options[0]["options"]) if options and "options" in options[0] else options


async def _read_body(http: web.Request) -> object:
    if not http.can_read_body:
        return None
    if http.content_type == "application/json":
        return await http.json()
    if http.content_type == "multipart/form-data":
        fields = await http.post()
        content = fields.get("payload_json")
        return json.loads(content) if isinstance(content, str) else None
    return await http.text()


async def _fail(http: web.Request, fault: Fault) -> web.StreamResponse:
    if fault.until is not None:
        await fault.until.wait()
    if fault.drops:
        if http.transport is not None:
            http.transport.abort()
        return web.Response()
    if isinstance(fault.body, str):
        return web.Response(
            status=fault.status, text=fault.body, content_type="text/html", headers=fault.headers
        )
    return web.Response(
        status=fault.status, body=json.dumps(fault.body).encode(), headers={**_JSON, **fault.headers}
    )
