"""Questions in chat: whoever mentions the bot gets a reply to that message."""

from __future__ import annotations

import logging

import aiohttp
import discord
from discord.ext import commands

from bot.answers import Answer
from bot.answers.report_words import join_words
from bot.client import FactBot
from bot.discord_errors import DISCORD_ERRORS, word_trouble
from bot.display.admission import TooMany
from bot.display.components import Layout, make_notice
from bot.display.escape import escape_clipped, read_mention
from bot.display.fans.answer import find_context, make_answer_layout
from bot.display.fans.beside import find_beside
from bot.display.fans.unanswered import record_unanswered
from bot.display.pace import Pace
from bot.display.shows_here import find_shows_here
from bot.display.visibility import answering_channels, answers_here, find_veil

log = logging.getLogger(__name__)

QUESTIONS_PER_PERSON = 4
WINDOW_SECONDS = 15.0
HOW_TO_ASK = "Mention me with a question. Or type `/` to see my commands, `/help` for more."
HOW_TO_ASK_FOR_EXAMPLE = (
    "Mention me with a question, for example: {mention} {example}\n"
    "Or type `/` to see my commands, `/help` for more."
)
HOW_TO_GO_ON = "To go on from that answer, write your question into the reply and mention me: {mention} and who is in it?"
NOT_HERE = (
    "I answer in {channels}. Commands work here too: type `/ask`, and the answer is shown to you alone."
)
TOO_MANY_SECONDS = 15.0
MENTION = "{mention}"
MOST_NAMED = 3
NOT_HERE_SECONDS = 60.0
NOT_HERE_STAYS_SECONDS = 30.0
"""How long the hint stays: the server does not want the bot in that channel."""
SLOWLY = "One moment, please: that is many questions at once. I answer again in {seconds} s."


class Mentions(commands.Cog):
    """Answers messages that mention the bot."""

    def __init__(self, bot: FactBot) -> None:
        self._bot = bot
        self._pace = Pace(QUESTIONS_PER_PERSON, WINDOW_SECONDS)
        # One "slowly, please" per window: a flood of questions must not become a flood of replies.
        self._notices = Pace(1, WINDOW_SECONDS)
        self._hints = Pace(1, NOT_HERE_SECONDS)
        self._refusals = Pace(1, TOO_MANY_SECONDS)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        bot_user = self._bot.user
        if bot_user is None or message.author.bot or message.webhook_id is not None:
            return
        # A reply that pings the bot is in message.mentions too, and brings its text.
        if bot_user not in message.mentions:
            return
        try:
            async with self._bot.admission.waiting():
                await self._reply(message, bot_user)
        except TooMany as refused:
            # Once in each channel: those who wait there see it too.
            if not self._refusals.count(message.channel.id, message.created_at.timestamp()):
                await _send(message, make_notice(str(refused)))

    async def _reply(self, message: discord.Message, bot_user: discord.ClientUser) -> None:
        answer = None
        try:
            async with self._bot.admission.turn():
                if not await self._answers_there(message):
                    await self._hint(message)
                    return
                layout, answer = await self._make_reply(message, bot_user)
        except Exception as error:  # noqa: BLE001 - a listener has no other error handler
            layout = make_notice(self._bot.log_failure(error, "answering a mention"))
        # Not in its turn: Discord takes few messages a second in one channel, and all turns would wait for it.
        if layout is not None:
            await _send(message, layout)
        if answer is not None:
            question = read_mention(message.content, bot_user)
            record_unanswered(self._bot, answer, question, message.author.id)

    async def _make_reply(
        self, message: discord.Message, bot_user: discord.ClientUser
    ) -> tuple[Layout | None, Answer | None]:
        """The reply to a mention, if any, and the answer in it, if any."""
        # By Discord's clock, not by when the message happened to arrive.
        sent = message.created_at.timestamp()
        retry_after = self._pace.count(message.author.id, sent)
        if retry_after:
            if self._notices.count(message.author.id, sent):
                return None, None
            return make_notice(SLOWLY.format(seconds=max(1, round(retry_after)))), None
        question = read_mention(message.content, bot_user)
        replied_to = await _find_replied_to(message, bot_user)
        if not question:
            how = HOW_TO_GO_ON if replied_to is not None else await self._word_how_to_ask()
            return make_notice(how.replace(MENTION, bot_user.mention)), None
        await self._bot.store.refresh()
        code = find_context(replied_to) if replied_to is not None else None
        before = await self._bot.answers.decode(code) if code is not None else None
        about = await find_shows_here(self._bot, message.guild, message.channel)
        answer = await self._bot.answers.ask(question, before, about)
        veil = await find_veil(self._bot, message.guild, message.channel, private=False)
        beside = await find_beside(self._bot, message.guild, answer, veil)
        layout = make_answer_layout(answer, asker=message.author.id, veil=veil, beside=beside)
        return layout, answer

    async def _word_how_to_ask(self) -> str:
        examples = await self._bot.answers.find_examples()
        if not examples:
            return HOW_TO_ASK
        return HOW_TO_ASK_FOR_EXAMPLE.replace("{example}", escape_clipped(examples[0], 200))

    async def _answers_there(self, message: discord.Message) -> bool:
        if message.guild is None:
            return True
        settings = await self._bot.store.guilds.find(message.guild.id)
        return answers_here(settings, message.guild, message.channel)

    async def _hint(self, message: discord.Message) -> None:
        """Say where the bot answers, at most once a minute per channel, and delete that soon."""
        guild, author = message.guild, message.author
        if guild is None or not isinstance(author, discord.Member):
            return
        chosen = answering_channels(await self._bot.store.guilds.find(guild.id), guild)
        seen = [channel.mention for channel in chosen if channel.permissions_for(author).view_channel]
        # A channel that the fan cannot see is no help, and none of their business.
        if seen and not self._hints.count(message.channel.id, message.created_at.timestamp()):
            hint = make_notice(NOT_HERE.format(channels=join_words(seen[:MOST_NAMED], "or")))
            await _send(message, hint, stays=NOT_HERE_STAYS_SECONDS)


async def _find_replied_to(message: discord.Message, bot_user: discord.ClientUser) -> discord.Message | None:
    """The bot's own message that this one replies to. Discord sends it along; it may be gone."""
    replied_to = message.reference.resolved if message.reference is not None else None
    if isinstance(replied_to, discord.Message) and replied_to.author.id == bot_user.id:
        return replied_to
    return None


async def _send(message: discord.Message, layout: Layout, *, stays: float | None = None) -> None:
    try:
        sent = await _reply_once(message, layout)
        if stays is not None:
            await sent.delete(delay=stays)
    except DISCORD_ERRORS as error:
        # No permission to write, a deleted message, a channel that is gone: nothing can be done.
        log.warning("Could not reply in channel %s: %s", message.channel.id, word_trouble(error))


async def _reply_once(message: discord.Message, layout: Layout) -> discord.Message:
    # Discord shows one message for a nonce, however often it is sent within minutes.
    nonce = message.id
    try:
        return await message.reply(view=layout, mention_author=False, nonce=nonce)
    except (aiohttp.ClientError, ConnectionError):
        # The connection was cut: whether it had arrived, nobody knows.
        return await message.reply(view=layout, mention_author=False, nonce=nonce)


async def setup(bot: FactBot) -> None:
    await bot.add_cog(Mentions(bot))
