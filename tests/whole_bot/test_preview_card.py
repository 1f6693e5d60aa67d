"""The preview's card: each of its buttons does what a command, or a message's menu, does on Discord."""

from __future__ import annotations

from dataclasses import replace

import pytest
import simcord

from bot.client import FactBot
from bot.preview import CLAIM, PREVIEW_GUILD_ID, PreviewServer, furnish, make_up_news, welcome
from bot.preview_card import NO_LETTERS, PreviewCard, add_preview_card
from bot.settings import Settings
from bot.store import FactStore
from tests.whole_bot.stage import TODAY, Shown, labels_of, make_bot, shown_by, text_of

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=30.0)


@pytest.fixture
async def simcord_bot(home_settings: Settings, store: FactStore) -> FactBot:
    """The preview's bot."""
    bot = make_bot(replace(home_settings, home_guild_ids=(PREVIEW_GUILD_ID,)), store)
    await add_preview_card(bot)
    return bot


@pytest.fixture
async def server(simcord_env: simcord.Env) -> PreviewServer:
    """The preview's server, with its card as the last message but two."""
    bot = simcord_env.bot
    assert isinstance(bot, FactBot)
    card = bot.get_cog("PreviewCard")
    assert isinstance(card, PreviewCard)
    card.env = simcord_env
    server = await furnish(simcord_env)
    await server.other.send(server.channel, CLAIM)
    await server.moderator.send(server.channel, make_up_news(TODAY))
    await welcome(simcord_env, server.channel)
    return server


@pytest.fixture
def card(server: PreviewServer) -> Shown:
    """The card."""
    card = server.channel.last_message
    assert card is not None
    return card


async def press(server: PreviewServer, by: simcord.MemberActor, message: Shown, label: str) -> Shown:
    """What somebody is shown after a button."""
    return shown_by(await by.click(message, label=label))


async def right_click(server: PreviewServer, by: simcord.MemberActor, card: Shown, words: str) -> Shown:
    """The menu of a message."""
    chooser = await press(server, by, card, "Right-click a message")
    message = next(each for each in server.channel.history() if words in each.content)
    await by.select(chooser, [str(message.id)])
    return next(each for each in server.channel.history(viewer=by) if each.id == chooser.id)


@pytest.mark.parametrize(
    ("label", "says"),
    [
        ("When is season 2 out?", "Season 2"),
        ("How that date has changed", "2024"),
        ("What did the director say?", "Lee Jae-kyoo"),
        ("Follow All of Us Are Dead", "You follow All of Us Are Dead"),
    ],
)
async def test_each_thing_to_try_does_what_it_says(
    server: PreviewServer, card: Shown, label: str, says: str
) -> None:
    shown = await press(server, server.fan, card, label)
    assert says.casefold() in text_of(shown).casefold()


async def test_a_message_can_be_asked_about(server: PreviewServer, card: Shown) -> None:
    menu = await right_click(server, server.fan, card, "plays Nam Onjo")
    assert labels_of(menu) == ["Ask about this message"], "reading facts is for moderators"
    shown = await press(server, server.fan, menu, "Ask about this message")
    assert "2024" in text_of(shown)
    assert "Park Ji-hu" in text_of(shown)


async def test_a_moderator_reads_facts_from_a_message(server: PreviewServer, card: Shown) -> None:
    menu = await right_click(server, server.moderator, card, "I made this up")
    assert labels_of(menu) == ["Ask about this message", "Read facts from this message"]
    shown = await press(server, server.moderator, menu, "Read facts from this message")
    assert "9 June 2024" in text_of(shown)


async def test_direct_messages_are_shown_to_whoever_got_them_with_their_buttons(
    simcord_env: simcord.Env, server: PreviewServer, card: Shown
) -> None:
    assert NO_LETTERS in text_of(await press(server, server.fan, card, "My direct messages"))
    await press(server, server.fan, card, "Follow All of Us Are Dead")
    menu = await right_click(server, server.moderator, card, "I made this up")
    review = await press(server, server.moderator, menu, "Read facts from this message")
    while "Approve" in labels_of(review):
        await server.moderator.click(review, label="Approve")
        mine = server.channel.history(viewer=server.moderator)
        review = next(each for each in mine if each.id == review.id)
    await simcord_env.advance_time(30)
    await server.fan.click(card, label="My direct messages")
    *earlier, letter = server.channel.history(viewer=server.fan)
    assert "9 June 2024" in "".join(map(text_of, [*earlier[-2:], letter]))
    assert "You no longer follow" in text_of(await press(server, server.fan, letter, "Unfollow"))
    assert NO_LETTERS in text_of(await press(server, server.other, card, "My direct messages"))


async def test_preview_shows_the_card_again(server: PreviewServer, card: Shown) -> None:
    shown = shown_by(await server.fan.slash(server.channel, "preview"))
    assert labels_of(shown) == labels_of(card)
