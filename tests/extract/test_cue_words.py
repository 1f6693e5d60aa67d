"""Rules are tried only where one of their cue words is: that saves time and changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.extract import read_article
from bot.extract.slotted_sentences import Clause

ARTICLES = sorted((Path(__file__).parents[2] / "data" / "articles").glob("*.md"))
MADE_UP = """date 2024-03-05

"Lantern Street," the upcoming tvN thriller starring Kim Soo-min and Lee Dong-hae, will premiere on April 13.
It is directed by Park Joon-hwa, known for "Signal Fire" (2019), and was co-written by Jung Hyun-mi.
"Lantern Street" is based on the webtoon of the same name by Han Ji-won. Kim Soo-min plays Detective Seo Yu-na.
Choi Min-ho, who previously appeared in "My Lovely Ghost," takes on the role of Baek Do-jin.
The role of Oh Na-ra is played by Shin Hye-jin. Rounding out the cast are Yoon Tae-oh and Bae Su-ji.
Park Joon-hwa also helmed "Moon Harbor." The creators of "Lantern Street" are Hong Ji-ah and Ryu Seung-min.
The executive producer is Jang Woo-jin. Kwon Hee-jin will join the cast alongside Song Min-ji.
After "Signal Fire," Kim Soo-min returns as a lead. Her character, Seo Yu-na, is a blend of horror and romance.
The series stars Nam Joo-won as Ahn Byung-ho. "I loved it," he said, and the actress told reporters she did too.
The second season of "Lantern Street" was renewed last month. The showrunner is Moon So-ri.
"""


@pytest.mark.parametrize("text", [MADE_UP, *(path.read_text(encoding="utf-8") for path in ARTICLES)])
def test_cue_words_change_no_fact(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that is tried everywhere finds what it finds near its cue words, and no more."""
    with_cues = read_article("with", text).facts
    monkeypatch.setattr(Clause, "says", lambda *_: True)
    assert read_article("without", text).facts == with_cues
    assert len(with_cues) > 5
