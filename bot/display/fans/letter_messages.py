"""Letters as messages: several to one receiver become one, within the limits of a message.

Owns those limits, the marks by which letters are found again, and the ping of the one role that a letter names.
Refuses to word anything: letters arrive as markdown.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any  # discord.ui's items are generic in their view

from discord import ui

from bot.display.components import TEXT_LIMIT, Layout, make_layout
from bot.display.fans.following import FollowButton, UnfollowButton
from bot.store import About, Letter

_MESSAGE_TEXT = TEXT_LIMIT - 300
"""Characters of the letters in one message, which leaves room for a role's ping and the buttons."""
_MESSAGE_BLOCKS = 14
"""Blocks of the letters in one message: with the gaps and the buttons they stay below 40 components."""
_MESSAGE_LETTERS = 5


def fit_letters(letters: Sequence[Letter]) -> int:
    """How many letters, from the first on, fit into one message; at least one."""
    length = blocks = 0
    for at, letter in enumerate(letters[:_MESSAGE_LETTERS]):
        length += sum(map(len, letter.blocks))
        blocks += len(letter.blocks)
        if at and (length > _MESSAGE_TEXT or blocks > _MESSAGE_BLOCKS):
            return at
    return min(len(letters), _MESSAGE_LETTERS)


def make_letters_layout(letters: Sequence[Letter], marks: Sequence[int] = ()) -> Layout:
    """Letters to one receiver as one message. A letter too long for any message loses its end.

    ``marks`` are the letters' own: each becomes the id of the component that its letter begins with.
    """
    begins = accumulate((len(letter.blocks) for letter in letters), initial=0)
    blocks: list[str] = []
    length = 0
    for block in (block for letter in letters for block in letter.blocks):
        length += len(block)
        if blocks and (length > _MESSAGE_TEXT or len(blocks) == _MESSAGE_BLOCKS):
            blocks.append("…")
            break
        blocks.append(block[:_MESSAGE_TEXT])
    role = next((letter.role for letter in letters if letter.role is not None), None)
    if role is not None:
        blocks[0] = f"<@&{role}>\n{blocks[0]}"
    follows = {letter.follow: letter.title for letter in letters if letter.follow is not None}
    subjects = {letter.subject: letter.title for letter in letters if letter.subject is not None}
    several = len(follows) + len(subjects) > 1
    buttons: list[ui.Item[Any]] = [
        *(UnfollowButton(follow, title if several else "") for follow, title in follows.items()),
        *(
            FollowButton(
                subject, About.ANYTHING, digest=False, label=f"Follow {title}" if several else "Follow"
            )
            for subject, title in subjects.items()
        ),
    ]
    layout = make_layout(blocks, [buttons] if buttons else ())
    texts = [item for item in layout.walk_children() if isinstance(item, ui.TextDisplay)]
    for begin, mark in zip(begins, marks, strict=False):
        if begin < len(texts):
            texts[begin].id = mark
    return layout
