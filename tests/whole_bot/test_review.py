"""Reviews from end to end."""

from __future__ import annotations

import pytest
import simcord

from tests.whole_bot.stage import Shown, Stage, labels_of, shown_by, text_of, SHIPPED

pytestmark = pytest.mark.simcord(shard_count=1)

def now(stage: Stage, shown: Shown) -> Shown:
    (message,) = [other for other in stage.channel.history(viewer=stage.moderator) if other.id == shown.id]
    return message

ARTICLE = b"""date 2024-02-20

Netflix announced that "Moon High" will premiere in the first half of 2024. The drama stars Park Ji-hu, who plays Han Sol. Director Kim Do-yoon said, "I hope that viewers will love it."
"""

async def test_flow(stage: Stage) -> None:
    result = await stage.moderator.slash(stage.channel, "facts add", file=("a.md", ARTICLE))
    shown = shown_by(result)
    print(text_of(shown), labels_of(shown))
    for _ in range(8):
        shown = now(stage, shown)
        print("-----"); print(text_of(shown), labels_of(shown))
        if "Approve" not in labels_of(shown): break
        await stage.press(shown, "Approve", by=stage.moderator)
    print(text_of(await stage.ask("when is Moon High out?")))
