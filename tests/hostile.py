"""Hostile text: what strangers, articles and facts files may hold to break a message, a label or a veil.

Owns a fixed pool of such texts. To draw one of them costs hypothesis a single choice, free text dozens: most texts
come from the pool, one in eight is free, so that what nobody thought of is still tried.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

import hypothesis
from hypothesis import strategies as st

PIECES = (
    # Mentions, and what reads like one
    "@everyone", "@here", "@\u200beveryone", "＠everyone", "<@1400000000000000000>", "<@!1400000000000000000>", "<@&14>",
    "<#14>", "<@", "<@>", "</ask:14>", "<id:customize>", "<:zombie:1400000000000000000>", "<a:zombie:14>", ":zombie:",
    "<t:1700000000:R>", "<t:0>", "<t:", "@silent", "#general", "@", "<", ">", "&lt;@14&gt;",
    # Links, shown and masked
    "https://evil.example", "http://a.b/](https://evil.example)<>@everyone", "<https://evil.example>", "discord.gg/evil",
    "[x](https://evil.example)", "[x](<https://evil.example> 'y')", "](", "[", "]", "(", ")", "![x](y)", "://", "mailto:a@b.c",
    "javascript:alert(1)", "www.evil.example", "https://еvil.example", "https://evil.example\u202e//moc.doog",
    # Markup that opens and does not close, or closes what another opened
    "*", "**", "***", "_", "__", "_*", "~~", "~", "`", "``", "```", "```py\n", "||", "|", "|| ||", "||||", "\\", "\\\\", "\\|",
    "\\||", "\\*", "|\\|", "> ", ">>> ", "# ", "\n# big", "## big", "-# small", "\n- ", "- ", "+ ", "* ", "1. ", "99. ", "\n1. ",
    "_*" * 60, "||" * 40, "\\" * 60, "`" * 40, "#" * 60, "~~||**__*`", "`*__**||~~",
    # What is unseen, turns round or piles up
    "\u202e", "\u202d", "\u2066", "\u2069", "\u200b", "\u200d", "\u200e", "\u200f", "\u2060", "\ufeff", "\u00ad", "\u034f",
    "\u115f", "\u3164", "\u2800", "\ufe0f", "\u180e", "a\u0301\u0302\u0303" * 8, "Z̷̢͠a̶̡l̸̛g̵͜o̴͝", "\u0e49" * 20,
    # White space and the ends of lines; controls; what is no letter at all
    " ", "   ", "\n", "\n\n\n", "\r\n", "\r", "\t", "\x0b", "\x0c", "\x1c", "\x85", "\xa0", "\u2028", "\u2029", "\u3000",
    "\x00", "\x07", "\x08", "\x1b[31m", "\x7f", "\ue001", "\ufffd", "\uffff", "\U000e0041", "\U0010ffff",
    # Other scripts, look-alikes, and letters that change their number when folded
    "العربية", "עברית", "한국어", "ㅎㅏㄴ", "이재규", "日本語", "ไทย", "हिन्दी", "Ωμέγα", "Аdmin", "раураl", "ﬁ", "ß", "İ", "ŉ", "ǅ",
    "ℌ𝔢𝔩𝔩𝔬", "①②③", "½", "ⓐ", "ｆｕｌｌ", "é", "e\u0301", "ſ", "K", "Å",
    # Emoji, alone and in sequences
    "😀", "👩‍👩‍👧‍👦", "🏳️‍🌈", "🇰🇷", "👍🏽", "1️⃣", "🧟" * 20, "❤️", "☠", "\U0001f3fb",
    # Text of other kinds
    "'; DROP TABLE fact; --", "<script>alert(1)</script>", "{0}", "{x!r}", "%s", "%n%n", "${x}", "$x^2$", "\\frac{", "$", "\\n",
    "../../etc/passwd", "NaN", "null", "-1", "1e999", "0", "٣", "…", "“", "”", "‘", "’", "—", "·", "x", "word ", "Nam Onjo",
    # Much of it
    "word " * 30, "x" * 300, "word " * 900, "x" * 4000, "가" * 500, "@everyone " * 50, "a b " * 100, "\n" * 100, "🧟" * 1000,
)  # fmt: skip
"""The smallest hostile things, each once."""


def _mix(count: int) -> tuple[str, ...]:
    """Texts of two to twelve pieces: the same ones in every run."""
    chosen = Random(1)
    return tuple("".join(chosen.choices(PIECES, k=chosen.randint(2, 12))) for _ in range(count))


TEXTS = (*PIECES, *_mix(300))
"""The pool."""

T = TypeVar("T")


def mostly(pool: Sequence[T], free: st.SearchStrategy[T]) -> st.SearchStrategy[T]:
    """One of the pool, or one time in eight a free one."""
    chosen = st.sampled_from([*pool, *[None] * (len(pool) // 7)])

    @st.composite
    def one(draw: st.DrawFn) -> T:
        value = draw(chosen)
        return draw(free) if value is None else value

    return one()


def pooled(free: st.SearchStrategy[T], count: int = 60) -> st.SearchStrategy[T]:
    """What a strategy draws, but mostly from a pool of what it has drawn before: of the same things in every run."""
    pool: list[T] = []

    @hypothesis.seed(1)
    @hypothesis.settings(max_examples=count, database=None, phases=[hypothesis.Phase.generate])
    @hypothesis.given(free)
    def fill(value: T) -> None:
        pool.append(value)

    fill()
    return mostly(pool, free)


_FREE_PIECES = st.sampled_from(PIECES) | st.text(min_size=1, max_size=30)
HOSTILE = mostly(TEXTS, st.lists(_FREE_PIECES, min_size=1, max_size=12).map("".join))
"""Draws a hostile text of one character or more."""
