"""Mentions from end to end: who is answered, how, and that nobody is ever pinged."""

from __future__ import annotations

import logging
import re

import discord
import pytest
import simcord

from tests.reading import reports_of
from tests.whole_bot.stage import Stage, labels_of, raw_text_of, text_of

pytestmark = pytest.mark.simcord(shard_count=1)

QUESTION = "who plays Nam Onjo?"
PING = re.compile(r"(?<!\\)(?:@everyone|@here|<@[!&]?\d+>)")


def written(stage: Stage) -> list[discord.Message]:
    """What the bot has written in the channel, oldest first."""
    return [message for message in stage.channel.history() if message.author.id == stage.bot_id]


async def mention(stage: Stage, text: str, by: simcord.MemberActor | None = None) -> None:
    """Mention the bot regardless of the cooldown."""
    await (by or stage.fan).send(stage.channel, f"<@{stage.bot_id}> {text}")


async def test_a_mention_is_answered_by_a_reply_that_pings_nobody(stage: Stage) -> None:
    answer = await stage.ask(QUESTION)
    assert "Park Ji-hu" in text_of(answer)
    assert labels_of(answer) == ["Sources", "Ask more", "Not right?", "Remove"]
    (sent,) = [request.json for request in stage.env.http_requests if request.path.endswith("/messages")]
    assert sent is not None
    assert sent["allowed_mentions"] == {"parse": [], "replied_user": False}


@pytest.mark.parametrize("text", ["{bot} " + QUESTION, QUESTION + " {bot}", "hey {bot}, " + QUESTION])
async def test_the_mention_may_stand_anywhere(stage: Stage, text: str) -> None:
    for mentioned in (f"<@{stage.bot_id}>", f"<@!{stage.bot_id}>"):
        await stage.fan.send(stage.channel, text.format(bot=mentioned))
        assert "Park Ji-hu" in text_of(written(stage)[-1])


@pytest.mark.parametrize("text", ["", " ", "\n", "<@{bot}>"])
async def test_a_mention_without_a_question_gets_a_short_help(stage: Stage, text: str) -> None:
    await mention(stage, text.format(bot=stage.bot_id))
    (reply,) = written(stage)
    assert "Mention me with a question" in text_of(reply)
    assert "/help" in text_of(reply)


async def test_messages_that_do_not_mention_the_bot_are_left_alone(stage: Stage) -> None:
    for text in (QUESTION, "@everyone " + QUESTION, f"<@{stage.other.id}> {QUESTION}", f"<@&{stage.bot_id}>"):
        await stage.fan.send(stage.channel, text)
    assert written(stage) == []


async def test_bots_webhooks_and_the_bot_itself_are_ignored(stage: Stage) -> None:
    robot = stage.guild.add_member(stage.env.create_user("robot", bot=True))
    await mention(stage, QUESTION, robot)
    await stage.guild.create_webhook(stage.channel).send(f"<@{stage.bot_id}> {QUESTION}")
    assert written(stage) == []
    own = stage.bot.get_channel(stage.channel.id)
    assert isinstance(own, discord.TextChannel)
    await own.send(f"<@{stage.bot_id}> {QUESTION}")
    await stage.env.settle()
    assert len(written(stage)) == 1, "its own message, and no answer to it"


async def test_a_flood_gets_one_friendly_notice_then_silence_then_answers_again(stage: Stage) -> None:
    for _ in range(8):
        await mention(stage, QUESTION)
    texts = [text_of(message) for message in written(stage)]
    assert len(texts) == 5
    assert all("Park Ji-hu" in text for text in texts[:4])
    assert "One moment, please" in texts[4]
    assert re.search(r"again in 1?\d s", texts[4])

    await mention(stage, QUESTION, stage.other)
    assert "Park Ji-hu" in text_of(written(stage)[-1]), "one person's flood is nobody else's"

    await stage.env.advance_time(16)
    await mention(stage, QUESTION)
    assert "Park Ji-hu" in text_of(written(stage)[-1])


async def test_where_it_may_not_write_it_logs_and_carries_on(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
    with caplog.at_level(logging.WARNING):
        await mention(stage, QUESTION)
    assert written(stage) == []
    assert "Could not reply in channel" in caplog.text
    await mention(stage, QUESTION)
    assert "Park Ji-hu" in text_of(written(stage)[-1])


@pytest.mark.parametrize("status", [404, 500])
async def test_a_message_that_is_gone_or_a_discord_that_fails_is_logged(
    stage: Stage, caplog: pytest.LogCaptureFixture, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.env.inject_error("POST", "/channels/*/messages", status=status, times=None)
    await mention(stage, QUESTION)
    assert "Could not reply in channel" in caplog.text
    assert stage.env.errors == []


async def test_a_failure_is_told_in_one_friendly_sentence_with_a_code_and_logged_with_its_cause(
    stage: Stage, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise RuntimeError("the cause")

    monkeypatch.setattr(stage.bot.answers, "ask", fail)
    await mention(stage, QUESTION)
    (reply,) = written(stage)
    code = re.search(r"`([0-9a-f]{6})`", raw_text_of(reply))
    assert code
    assert "Sorry" in text_of(reply)
    assert "the cause" not in text_of(reply)
    (logged,) = [record for record in caplog.records if record.exc_info]
    assert code[1] in logged.getMessage()
    assert logged.exc_info is not None
    assert str(logged.exc_info[1]) == "the cause"


@pytest.mark.parametrize(
    "question",
    [
        "a" * 1_900,
        "who plays " + "Nam Onjo " * 200,
        "😀🎉👻" * 10,
        "@everyone @here when is season 2 out?",
        "<@&1400000000000000000> <@1400000000000000001> <#1400000000000000002>",
        "**bold** __under__ ~~struck~~ ||spoiler|| `code` ```block``` > quote\n# heading\n- list",
        "[click me](https://evil.example/phish) <https://evil.example> https://evil.example",
        "Xylophone'; DROP TABLE fact; --",
        '" OR 1=1 --',
        "who plays N\u200ba\u200bm\u200d O\u2060njo?",
        "\u202ewho plays Nam Onjo?\u202c \u2066\u2069",
        "\u200b\u200b\u200b",
        "a\u0301" * 300,
        "who is \x00\x01\x02?",
        "when is " + "(((((" * 100,
        "who directed [" + "x](http://a.b) [" * 40,
    ],
    ids=lambda question: repr(question[:20]),
)
async def test_whatever_is_asked_the_answer_is_calm_and_pings_nobody(stage: Stage, question: str) -> None:
    await mention(stage, question)
    (reply,) = written(stage)
    check_calm(stage, reply)
    assert stage.env.errors == []
    assert await reports_of(stage.bot.store, "quote"), "the facts are all there"


def check_calm(stage: Stage, reply: discord.Message) -> None:
    """Check that a reply says something, pings nobody, links to nothing and reports no failure."""
    said = raw_text_of(reply).replace(f"<@{stage.bot_id}>", "")
    assert said
    assert not PING.search(said)
    assert "](" not in said, "no link, masked or not"
    assert "://" not in said
    assert "Sorry" not in said
    assert reply.mentions == []
    assert not reply.mention_everyone


@pytest.mark.parametrize(
    "question", ["a" * 10_000, "who plays " + "Nam Onjo " * 1_200, "?" * 10_000, "[](" * 3_000]
)
async def test_ten_thousand_characters_are_answered_calmly(stage: Stage, question: str) -> None:
    """Discord lets nobody write that many, but the bot does not rely on it."""
    asked = await stage.fan.send(stage.channel, f"<@{stage.bot_id}>")
    asked.content = f"<@{stage.bot_id}> {question}"
    mentions = stage.bot.get_cog("Mentions")
    assert mentions is not None
    for name, listener in mentions.get_listeners():
        assert name == "on_message"
        await listener(asked)
    check_calm(stage, written(stage)[-1])


@pytest.mark.parametrize("question", ["a" * 6_000, "?" * 6_000, "who plays Nam Onjo? " * 300])
async def test_the_longest_question_that_a_command_takes_is_answered_calmly(
    stage: Stage, question: str
) -> None:
    await stage.fan.slash(stage.channel, "ask", question=question)
    check_calm(stage, written(stage)[-1])
    assert stage.env.errors == []


@pytest.mark.parametrize(
    "question", ["who plays N\u200ba\u200bm\u200d O\u2060njo?", "\u202ewho plays Nam Onjo?\u202c"]
)
async def test_characters_that_nobody_sees_change_nothing(stage: Stage, question: str) -> None:
    assert "Park Ji-hu" in text_of(await stage.ask(question))


async def test_a_mention_in_a_direct_message_is_answered(stage: Stage) -> None:
    somebody = stage.env.create_user("somebody")
    await somebody.send_dm(f"<@{stage.bot_id}> {QUESTION}")
    answer = somebody.dm_channel.last_message
    assert answer is not None
    assert "Park Ji-hu" in text_of(answer)


async def test_a_fan_who_asks_for_several_at_once_chooses_by_a_button(stage: Stage) -> None:
    asked = await stage.ask("release date")
    assert "Which one do you mean?" in text_of(asked)
    assert {"All of Us Are Dead", "Squid Game"} <= set(labels_of(asked))
    await stage.press(asked, "Squid Game")
    assert "Squid Game season 2" in text_of(stage.now(asked))


async def test_a_reply_to_an_answer_with_another_question_is_answered(stage: Stage) -> None:
    answer = await stage.ask(QUESTION)
    await stage.fan.send(stage.channel, f"<@{stage.bot_id}> who represents Park Ji-hu?", reply_to=answer)
    assert "BH Entertainment" in text_of(written(stage)[-1])
