"""What a use case says when it cannot do as a moderator asked."""

from __future__ import annotations

_QUOTED_LIMIT = 100


class ModerationError(Exception):
    """It cannot be done: plain sentences that say why, for the caller to escape."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def quote_typed(text: str, limit: int = _QUOTED_LIMIT) -> str:
    """What a moderator typed, in quotation marks, as part of a sentence."""
    return f"“{text if len(text) <= limit else f'{text[: limit - 1]}…'}”"
