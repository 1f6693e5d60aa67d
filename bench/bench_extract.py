"""Reading articles: articles of 500 words a second on one core, and what hostile texts cost.

ARTICLES=FOLDER names a folder of ``.txt`` articles; without it one made-up article is read over and
over. Hostile texts are read in two sizes: twice the text should take about twice the time.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.extract import NotAnArticle, read_article

ROUNDS = 3
WORDS = 500
MADE_UP = """date 2024-03-05
"Lantern Street," the upcoming tvN drama starring Kim Soo-min and Lee Dong-hae, will premiere on April 13.
The 16-episode romantic comedy is directed by Park Joon-hwa and written by Jung Hyun-mi.
"I fell in love with the script the moment I read it," Kim said at a press conference in Seoul.
Kim, best known for her roles in "Signal Fire" and "My Lovely Ghost," returns after two years.
"""
HOSTILE = {
    "quotation marks with words": '"a ',
    "quotations with speakers": "“I am here now,” said Kim Bo. ",
    "nested marks": "“‘a ",
    "capitals": "Kim ",
    "brackets": "[a](",
    "years": "2024 a ",
    "titles": '"Moon Rise" is a drama. ',
    "titles alone": '"Moon Rise" ',
    "two kinds of marks": "“a” ‘b’ ",
    "possessives": "Moon's ",
    "names with brackets": "Kim Bo (Moon Rise) ",
    "letters in lines": "a\n",
    "headings": "# A b\n",
    "italics in italics": "<p><em>a ",
}
SIZES = (90_000, 180_000)


def main() -> None:
    """Measure, and print two tables."""
    folder = os.environ.get("ARTICLES")
    texts = (
        [path.read_text(encoding="utf-8") for path in sorted(Path(folder).glob("*.txt"))] if folder else []
    )
    texts = texts or [MADE_UP] * 200
    words = sum(len(text.split()) for text in texts)
    best = min(seconds_for(texts) for _ in range(ROUNDS))
    console = Console()
    console.print(
        f"{words / WORDS / best:.0f} articles of {WORDS} words a second ({len(texts)} texts, {words:,} words)"
    )
    table = Table(title="Hostile texts (seconds)")
    for heading in ("what", *(f"{size:,} characters" for size in SIZES)):
        table.add_column(heading)
    for what, piece in HOSTILE.items():
        table.add_row(what, *(f"{seconds_for([piece * (size // len(piece))]):.2f}" for size in SIZES))
    console.print(table)


def seconds_for(texts: list[str]) -> float:
    """Processor seconds to read some texts."""
    began = time.process_time()
    for text in texts:
        try:
            read_article("bench", text)
        except NotAnArticle:
            continue
    return time.process_time() - began


if __name__ == "__main__":
    main()
