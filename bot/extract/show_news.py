"""Whether a text is news of shows at all, by how often it speaks the words of the trade.

Owns those words, and how dense they are. Refuses to find shows (see mentions).
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

_OF_THE_TRADE: Final = re.compile(
    r"\b(?:season|episode|drama|series|film|movie|cast|casting|star|stars|starring|actor|actress|premiere|anime|director|show|game|teaser|trailer|webtoon|comedy|thriller|romance|streaming|actors)s?\b",
    re.IGNORECASE,
)
_FEWEST: Final = 2.3
"""Such words in 1,000 characters: political news has 2.2 at most, and news of shows hardly ever less than 2.5."""
_SHORTEST: Final = 1_500
"""Characters of a text in which one may count."""


def is_show_news(reading: str) -> bool:
    """Whether a text is news of shows; a short one is taken for it."""
    if len(reading) < _SHORTEST:
        return True
    fewest = int(len(reading) * _FEWEST / 1_000)
    return sum(1 for _ in islice(_OF_THE_TRADE.finditer(reading), fewest)) == fewest
