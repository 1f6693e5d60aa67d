"""What one more report does to what is known, in a few plain words.

Owns these words. Refuses markup, escaping and lengths, which are display's job.
"""

from __future__ import annotations

from bot.answers.effect_of_report import Effect, EffectKind
from bot.answers.report_words import word_reported, word_source

_WORDS = {
    EffectKind.NEW: "new",
    EffectKind.ADDS: "adds",
    EffectKind.CONFIRMS: "confirms",
    EffectKind.STRENGTHENS: "makes surer",
    EffectKind.DETAILS: "details",
    EffectKind.REPLACES: "replaces",
    EffectKind.BENEATH: "stands beneath",
    EffectKind.EARLIER: "is older than",
    EffectKind.DISPUTES: "contradicts",
}
_BESIDE = frozenset({EffectKind.NEW, EffectKind.ADDS, EffectKind.CONFIRMS, EffectKind.DETAILS})
"""What leaves standing whatever is known."""


def changes_known(effect: Effect) -> bool:
    """Whether it bears on what is known already, rather than standing beside it."""
    return effect.kind not in _BESIDE


def word_effect(effect: Effect) -> str:
    """An effect, with what it bears on: "stands beneath 2027 (Official 29 January 2024)", "new"."""
    words = _WORDS[effect.kind]
    if changes_known(effect) and effect.known:
        against = effect.known[0]
        words += f" {word_reported(against)} ({word_source(against)})"
    return words
