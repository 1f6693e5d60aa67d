"""Adding an article: pasted, as a file, or as somebody's message.

Owns how it comes out of Discord. Refuses to follow links: nothing is fetched from outside Discord.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Self, cast  # Any: discord.py's Interaction and Item are generic in their client

import discord
from discord import ui

from bot.display.client_protocol import BotClient
from bot.display.components import StatefulButton
from bot.display.forms import Form
from bot.display.moderators.fact_fields import FIELD_LENGTH
from bot.display.moderators.review_steps import show_review
from bot.display.refusal import Refused, escape_problems, refusing
from bot.facts.clean_text import clean_text
from bot.moderation.submit_article import (
    TEXT_SUFFIXES,
    check_file,
    decode_file,
    is_text_file,
    join_texts,
    submit_article,
)
from bot.moderation.typed_facts import read_article_details
from bot.store import Typed

BARE_LINK = (
    "That is a link, and I do not follow links. Paste the article's text with /facts add, or attach it there "
    "as a .txt or .md file."
)
NOTHING_THERE = "There is no text in that message. Paste the article with /facts add, or attach it there."
_GIVEN = "given:"
HANDED_IN_BEFORE = "That text was handed in before: this is how far its review has come."


def check_upload(file: discord.Attachment) -> None:
    """Refuse a file by its name and size, before a byte of it is read."""
    with refusing():
        check_file(clean_text(file.filename), file.size)


async def read_upload(file: discord.Attachment) -> str:
    """The text of a file; Refused, with the reason, if it is too large, no text or not UTF-8."""
    check_upload(file)
    content = await file.read()
    with refusing():
        return decode_file(clean_text(file.filename), content)


async def gather_text(message: discord.Message) -> str:
    """The text of a message, its embeds and its text files; Refused if that is nothing or a link."""
    texts = [message.content]
    for embed in message.embeds:
        texts += [embed.title or "", embed.description or ""]
        texts += [f"{field.name}\n{field.value}" for field in embed.fields]
    for file in message.attachments:
        if is_text_file(file.filename):
            texts.append(await read_upload(file))
    text = join_texts(texts)
    if not text:
        for file in message.attachments:
            check_upload(file)
        raise Refused(BARE_LINK if message.content.strip() else NOTHING_THERE)
    return text


async def take_in(
    interaction: discord.Interaction[Any], name: str, text: str, given: dict[str, str | None]
) -> None:
    """Hand an article in and show the first card. ``given``: what the moderator said about the article.

    Expects a deferred interaction. Refused, with the reason, if the article cannot be read.
    """
    client = cast(BotClient, interaction.client)
    with refusing():
        submitted = await submit_article(
            client.store, client.today(), name=name, text=text, given=given, by=interaction.user.id
        )
    notice = "" if submitted.new else HANDED_IN_BEFORE
    layout = await show_review(client, submitted.review, notice=notice)
    await interaction.edit_original_response(view=layout)


def read_given(
    published_on: str | None, title: str | None, publisher: str | None, url: str | None, today: date
) -> dict[str, str | None]:
    """What a moderator says of an article; Refused, with the reasons, before anybody pastes its text in vain."""
    given = {"published_on": published_on, "title": title, "publisher": publisher, "url": url}
    said, problems = read_article_details({key: text or "" for key, text in given.items()}, today)
    if problems:
        raise Refused("\n".join(escape_problems(problems)))
    return {key: said.get(key) for key in given}


class PasteAgainButton(StatefulButton, template=r"article:paste"):
    """Opens the form again with the text that could not be taken."""

    def __init__(self) -> None:
        super().__init__(ui.Button(label="Paste an article", custom_id="article:paste"))

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls()

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await PasteForm({}).open(interaction, client, self)


class PasteForm(Form):
    """Takes an article as text, in up to four pieces, or as a file."""

    def __init__(self, given: dict[str, str | None], text: str = "") -> None:
        """``given``: what the moderator has said of the article. ``text``: what stands in the form."""
        super().__init__("Read an article")
        self._given = given
        self._pieces = [
            self.ask(
                "The article's text" if number == 1 else f"Its text goes on ({number})",
                "It may begin with a line such as: date 2024-01-29"
                if number == 1
                else f"Where {FIELD_LENGTH:,} characters are not enough",
                style=discord.TextStyle.paragraph,
                max_length=FIELD_LENGTH,
                default=text[:FIELD_LENGTH] if text and number == 1 else None,
                custom_id=f"text{number}",
            )
            for number in range(1, 5)
        ]
        self._upload: ui.FileUpload[Any] = ui.FileUpload(required=False, max_values=1, custom_id="file")
        self.add_item(
            ui.Label(
                text="Or a file",
                description=f"{', '.join(TEXT_SUFFIXES)}; at most 1 MB",
                component=self._upload,
            )
        )

    def read(self) -> Typed:
        """What was typed, and what was said of the article."""
        said = {f"{_GIVEN}{key}": [text] for key, text in self._given.items() if text is not None}
        return {**super().read(), **said}

    def fill(self, typed: Typed) -> None:
        """Fill the fields in; what is said of the article anew counts."""
        super().fill(typed)
        before: dict[str, str | None] = {
            key.removeprefix(_GIVEN): "".join(text) for key, text in typed.items() if key.startswith(_GIVEN)
        }
        self._given = before | {key: text for key, text in self._given.items() if text is not None}

    async def submit(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        pieces = [piece.value for piece in self._pieces if piece.value.strip()]
        name = "pasted text"
        for file in self._upload.values:
            name = clean_text(file.filename)
            pieces.append(await read_upload(file))
        if not pieces:
            raise Refused("That form was empty. Paste the article's text into it, or attach a file.")
        await take_in(interaction, name, "\n\n".join(pieces), self._given)
