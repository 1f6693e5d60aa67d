"""Articles that moderators hand in: pasted, as files, or as somebody's message.

Owns what may be handed in: UTF-8 text of at most 1 MB. Refuses everything else with the reason, and whatever lies
elsewhere than in Discord: links are not followed.
"""

from __future__ import annotations

import asyncio
import re
from datetime import date
from pathlib import Path
from typing import Any, cast  # Any: discord.py's Interaction and Item are generic in their client

import discord
from discord import ui

from bot.display.components import BotClient, Form
from bot.display.escape import escape_clipped
from bot.display.moderators.fact_fields import FIELD_LENGTH, check_article
from bot.display.moderators.reviewing import DATED_NAME, make_current_layout, propose_unread
from bot.display.refusal import Refused, check_moderator, not_busy
from bot.extract import NotAnArticle, decode_article
from bot.extract.article import parse_article
from bot.store import make_slug

MOST_BYTES = 1_000_000
TEXT_SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm")
BARE_LINK = (
    "That is a link, and I do not follow links. Paste the article's text with /facts add, or attach it there "
    "as a .txt or .md file."
)
NOTHING_THERE = "There is no text in that message. Paste the article with /facts add, or attach it there."
_LINK = re.compile(r"<?https?://\S+")


def check_upload(file: discord.Attachment) -> None:
    """Refuse a file by its name and size, before a byte of it is read."""
    name = escape_clipped(file.filename, 100)
    if not file.filename.lower().endswith(TEXT_SUFFIXES):
        raise Refused(
            f"I cannot read {name}: I read text only ({', '.join(TEXT_SUFFIXES)}), no archives, documents or pictures."
        )
    if file.size > MOST_BYTES:
        raise Refused(
            f"{name} has {file.size / 1e6:.1f} MB; I read at most {MOST_BYTES // 1_000_000} MB. Is it one article?"
        )


async def read_upload(file: discord.Attachment) -> str:
    """The text of a file; Refused, with the reason, for what is too large, no text or not UTF-8."""
    check_upload(file)
    content = await file.read()
    try:
        if len(content) > MOST_BYTES:
            raise NotAnArticle(f"more than {MOST_BYTES // 1_000_000} MB")
        return decode_article(file.filename, content)
    except NotAnArticle as problem:
        raise Refused(f"I cannot read that: {escape_clipped(str(problem), 300)}") from problem


async def gather_text(message: discord.Message) -> str:
    """A message's text, its embeds' text and its text files; Refused where that is nothing or a link."""
    texts = [message.content]
    for embed in message.embeds:
        texts += [embed.title or "", embed.description or ""]
        texts += [f"{field.name}\n{field.value}" for field in embed.fields]
    for file in message.attachments:
        if file.filename.lower().endswith(TEXT_SUFFIXES):
            texts.append(await read_upload(file))
    words = [text for text in texts if _LINK.sub("", text).strip()]
    if not words:
        for file in message.attachments:
            check_upload(file)
        raise Refused(BARE_LINK if message.content.strip() else NOTHING_THERE)
    return "\n\n".join(words)


async def take_in(
    interaction: discord.Interaction[Any], name: str, text: str, given: dict[str, str | None]
) -> None:
    """Read an article and show the first card. ``given``: what the moderator said of the article.

    The interaction has been deferred. Refused, with the reason, for what cannot be read.
    """
    client = cast(BotClient, interaction.client)
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise Refused(f"That is more than {MOST_BYTES // 1_000_000} MB of text. Is it one article?")
    said = {key: value for key, value in given.items() if value}
    problems = check_article(said) if said else []
    if problems:
        raise Refused("\n".join(problems))
    try:
        head, body = await asyncio.to_thread(_read_head, name, text)
    except NotAnArticle as problem:
        raise Refused(f"I cannot read that: {escape_clipped(str(problem), 300)}") from problem
    # What the text says of itself is taken where it is right; what a moderator said goes before it.
    about = {key: value for key, value in head.items() if not check_article({key: value})} | said
    day = about.get("published_on")
    async with not_busy():
        review, new = await client.store.reviews.open(
            name=name,
            text=body,
            opened_by=interaction.user.id,
            published_on=date.fromisoformat(day) if day else None,
            slug=about.get("id") or _make_slug(name, body, day),
            title=about.get("title"),
            publisher=about.get("publisher"),
            url=about.get("url"),
        )
        await propose_unread(client, review)
    notice = "" if new else "That text was handed in before: this is how far its review has come."
    await interaction.edit_original_response(view=await make_current_layout(client, review, notice=notice))


class PasteForm(Form):
    """Takes an article as text, in up to four pieces, or as a file."""

    def __init__(self, given: dict[str, str | None]) -> None:
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

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        check_moderator(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        pieces = [piece.value for piece in self._pieces if piece.value.strip()]
        name = "pasted text"
        for file in self._upload.values:
            name = file.filename
            pieces.append(await read_upload(file))
        if not pieces:
            raise Refused("That form was empty. Paste the article's text into it, or attach a file.")
        await take_in(interaction, name, "\n\n".join(pieces), self._given)


def _read_head(name: str, text: str) -> tuple[dict[str, str], str]:
    """What an article says of itself, and its words. Raises NotAnArticle."""
    article = parse_article(name, text)
    said = {
        "published_on": article.published_on and article.published_on.isoformat(),
        "id": article.id and make_slug(article.id),
        "title": article.title,
        "publisher": article.publisher,
        "url": article.url,
    }
    return {key: value for key, value in said.items() if value}, article.body


def _make_slug(name: str, body: str, day: str | None) -> str:
    stem = Path(name).stem
    if DATED_NAME.match(stem):
        return make_slug(stem)
    return make_slug(day, " ".join(re.findall(r"\w+", body[:200])[:6]))
