"""A show's story: its plot in the article's words, and its subjects in a few.

Owns plot and main subject. Refuses to summarise: a plot is a stretch of the article as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.extract import vocabulary
from bot.extract.coreference import Discourse
from bot.extract.draft_fact import Draft
from bot.extract.slotted_sentences import Clause, W, WorkSlot, pattern

_VERBS: Final = vocabulary.words(
    "follows, tells, depicts, revolves around, centers on, centres on, centers around, centres around, is about, chronicles, narrates, "
    "unfolds, explores, focuses on, deals with, traces, unravels, recounts, details, shows the story, will follow, will tell, "
    "will depict, will revolve around, will center on, will centre on, will explore, will chronicle, will narrate, sees, captures, charts, "
    "outlines, documents, dramatizes, dramatises, portrays, tackles, examines, imagines"
)
_CUES: Final = frozenset(
    "follows tells depicts revolves centers centres about chronicles narrates unfolds explores focuses deals traces unravels recounts details "
    "shows follow tell depict revolve center centre explore chronicle narrate sees captures charts outlines documents dramatizes dramatises "
    "portrays tackles examines imagines".split()
)
_STORY: Final = r"(?:the|its|this|whose) (?:[a-z-]+ ){0,2}?(?:story|plot|storyline|narrative|tale|synopsis)"
_TELLS: Final = pattern(
    rf"(?P<subject>{{W}}|\b{_STORY}\b)(?:,? (?:also|which|that|a [^,.;]{{0,60}}|an [^,.;]{{0,60}}"
    rf"|is a [^,.;]{{3,80}} that|is an? [^,.;]{{3,80}} (?:that|which)|mainly"
    rf"|primarily)){{0,3}},? (?P<verb>{_VERBS})(?P<rest> [^;]{{15,400}})"
)
# "W, which was filmed in Busan, is based on a webtoon and follows a diver".
_ALSO_TELLS: Final = pattern(
    r"(?P<subject>{W})[^.;]{4,240}? and (?P<verb>follows|tells the story|centers on|centres on"
    r"|revolves around|chronicles|depicts|explores)(?P<rest> [^;]{15,400})"
)
_TELLS_NO_MORE: Final = re.compile(r",? and (?:is|was|stars|premieres|airs|will|has)\b.*$")
# "Follows" in the sense of coming after, and what a paper "sees".
_NO_STORY: Final = re.compile(
    rf" (?:{W}|up\b|in the footsteps|its (?:success|first)|(?:with )?(?:the )?(?:themes?|issues?"
    r"|topics?|subjects?)\b|the (?:success|release|news|end|recent)\b)"
)
_ABOUT: Final = pattern(
    r"(?:{show}|{W})(?: (?:that is|which is|is|all))?,? about (?:the "
    r"|an? )?(?P<subjects>[a-z][a-z’' -]{3,48}?)(?=[.;)]|,|$| (?:set|starring|directed|written|created"
    r"|on|for|with|from|in|at|premi)\b)"
)
_THEMES: Final = pattern(
    r"\b(?:themes?|issues?|topics?|subjects?) (?:of|such as|like"
    r"|including) (?P<subjects>[a-z][a-z’' -]{2,30}(?:, (?:and )?[a-z][a-z’' -]{2,30}"
    r"| and [a-z][a-z’' -]{2,30}){0,6})(?=[.;,)]|$)"
)
_THEME_WORDS: Final = frozenset("theme themes issue issues topic topics subject subjects".split())
_ABOUT_WORD: Final = frozenset({"about"})
_LISTED: Final = re.compile(r",? and |, ")
_NO_SUBJECT: Final = re.compile(
    r"\b(?:who|that|which|whose|it|him|her|them|this|that|these|those|how|what|whether|why|being|his"
    r"|their|its|our|to|is|are|was|were|one|two|ready|release|year|same|time|last|first)\b"
)
_MOST_WORDS: Final = 3


def read_plots(discourse: Discourse, clause: Clause) -> Iterator[Draft]:
    """The plot and the subjects that a clause states."""
    if clause.says(_CUES):
        yield from _read_plot(discourse, clause)
    if clause.says(_ABOUT_WORD):
        for match in _ABOUT.finditer(clause.text):
            yield from _read_subjects(discourse, clause, match)
    if clause.says(_THEME_WORDS):
        for match in _THEMES.finditer(clause.text):
            yield from _read_subjects(discourse, clause, match)


def _read_plot(discourse: Discourse, clause: Clause) -> Iterator[Draft]:
    for match in (found for rule in (_TELLS, _ALSO_TELLS) for found in rule.finditer(clause.text)):
        show = next(clause.works(match["subject"]), None) or _topic(discourse)
        if show is None or _NO_STORY.match(match["rest"]):
            continue
        sentence = discourse.article.reading[clause.sentence.start : clause.sentence.end]
        told = re.search(
            rf"\b{re.escape(match['verb'])}\s(?P<rest>[^;]{{15,400}})", " ".join(sentence.split())
        )
        words = _TELLS_NO_MORE.sub("", told["rest"]).strip(' .,"”') if told else ""
        if len(words.split()) >= 4:
            yield Draft("plot", words, show.work, season=show.season)
            return


def _read_subjects(discourse: Discourse, clause: Clause, match: re.Match[str]) -> Iterator[Draft]:
    before = list(clause.works(clause.text[: match.end()]))
    show = before[-1] if before else _topic(discourse)
    if show is None:
        return
    for subject in _LISTED.split(match["subjects"]):
        words = subject.strip()
        if words and len(words.split()) <= _MOST_WORDS and not _NO_SUBJECT.search(words):
            yield Draft("main subject", words, show.work)


def _topic(discourse: Discourse) -> WorkSlot | None:
    return WorkSlot(discourse.topic) if discourse.topic else None
