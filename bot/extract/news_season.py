"""The season that an article is news of, for what it says of its show without naming one.

Owns which facts belong to the season in the news: who joins it or comes back, and who makes it. Refuses
dates and numbers of episodes (see releases), and what is so of every season: a genre, a creator, a network.
"""

from __future__ import annotations

import re
from typing import Final

from bot.extract.coreference import Discourse
from bot.extract.draft_fact import Draft
from bot.extract.slotted_sentences import Clause
from bot.extract.titles import SEASON

_OF_A_SEASON: Final = frozenset({"cast member", "director", "screenwriter", "producer"})
_NEWS: Final = re.compile(
    r"\b(?:will|new|newcomers?|join\w*|return\w*|(?<!was )(?<!were )back|repris\w*|add(?:s|ed|itions?)?|cast|casting|tapped|confirm\w*|set to|upcoming|also"
    r"|officially|on board|aboard|announced|promoted|alongside|continues?)\b",
    re.IGNORECASE,
)
# What was before: "which premiered in 2021", "the original series".
_BEFORE: Final = re.compile(
    r"\b(?:first season|original(?:ly)?|previous(?:ly)?|last season|so far|was (?:released|first)|premiered|aired|debuted"
    r"|became|won|hit series|best known|success)\b",
    re.IGNORECASE,
)


_LEAVES: Final = re.compile(
    r"\b(?:(?:not|n['’]t) (?:be )?(?:return|back)\w*|leav(?:es|ing) the|left the|exit(?:s|ed|ing)?|depart(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)


def is_leaving(text: str) -> bool:
    """Whether somebody is said not to be there any more."""
    return bool(_LEAVES.search(text))


_RENEWED: Final = re.compile(
    r"\b(?:renew|pick(?:s|ed) up|order|greenl|confirm|announc|get(?:s|ting)?|return(?:s|ing)? for)",
    re.IGNORECASE,
)


def _is_on_now(discourse: Discourse) -> bool:
    """Whether the headline says that the season is there, and not only that there will be one."""
    if not discourse.sentences:
        return False
    head = discourse.sentences[0]
    headline = discourse.article.reading[head.start : head.end]
    return bool(SEASON.search(headline) or _NUMBERED.search(headline)) and not _RENEWED.search(headline)


_NUMBERED: Final = re.compile(r"[A-Za-z] [2-9](?:['’”\"]|$|[:,])")


def give_season(discourse: Discourse, clause: Clause, draft: Draft) -> None:
    """Puts a fact of the main show that names no season into the one that the article is news of."""
    if (
        draft.season is None
        and not draft.is_past
        and discourse.season is not None
        and draft.work is discourse.titles.main
        and draft.relation in _OF_A_SEASON
        and (_NEWS.search(clause.text) or _is_on_now(discourse))
        and not _BEFORE.search(clause.text)
        and not is_leaving(clause.text)
    ):
        draft.season = discourse.season
