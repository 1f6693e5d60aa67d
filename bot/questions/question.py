"""What can be asked: a question as a value, and its short code for buttons.

Owns the form that slash commands, plain English and buttons all come to. Refuses text: reading it is
understand.py's.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.facts.relations import RELATIONS
from bot.facts.report import Entity
from bot.facts.scope import Scope

MAX_QUESTION = 400
"""Characters of a question that are read."""

_MAX_ABOUT = 16
_SEPARATOR = "|"
# Anybody can forge a custom_id: ids have no more digits than SQLite's integers.
_CODE = re.compile(
    r"(?P<relation>[^|]*)\|(?P<subject>\d{0,18})\|(?P<named>\d{0,18})\|(?P<season>\d{0,3})"
    r"(?:p(?P<part>\d{1,3}))?(?:e(?P<episode>\d{1,5}))?"
    r"\|(?P<role>[^|]*)\|(?P<when>(?:(?:\d{4}|XXXX)(?:-\d\d){0,2})?)"
    r"\|(?P<flags>[pynoasmlf]{0,9})\|(?P<mentioned>\d{0,18})\|(?P<about>[^|]*)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question that is understood.

    With a ``subject`` alone it asks for the values of its relation; with ``named`` alone for the
    subjects that have this value; with both whether, and how, the two go together; with neither for
    whatever is known of the relation. Without a relation it asks for everything.
    """

    relation: str | None = None
    subject: Entity | None = None
    named: Entity | None = None
    season: int | None = None
    part: int | None = None
    """The part of the season, or of the work: "season 4 part 2"."""
    episode: int | None = None
    role: str | None = None
    """The relation that a first step takes: the speaker's to the work in "what did the director say",
    the one from the person to the works in "who else is in the show that X is in"."""
    when: str | None = None
    """The year, month or day on which a date should lie, as EDTF: "which shows come out in 2024". ``XXXX`` stands for
    any year."""
    about: str | None = None
    """Folded words that a quote should be about; of a rating, whose it should be."""
    past: bool = False
    """Whether it asks for what has happened: "when did it come out"."""
    yes_no: bool = False
    """Whether it is put so that yes or no would answer it."""
    negated: bool = False
    """Whether it asks for the opposite: "is it cancelled"."""
    claim: str | None = None
    """Folded words that a yes-or-no question states and no name explains: "hulu", "16"."""
    mentioned: Entity | None = None
    """The one person that the answer named: whom a follow-up calls she."""
    of_author: bool = False
    """Whether it asks who made what a work is based on: "who wrote the webtoon"."""
    official: bool = False
    """Whether it asks for what is official: "is season 2 confirmed"."""
    counts: bool = False
    """Whether it asks for a number: "how many views"."""
    moved: bool = False
    """Whether it asks if a date was moved: "was it delayed"."""
    newest: bool = False
    """Whether it asks for what was reported last: "any news"."""
    first: bool = False
    """Whether it asks about how it began: "when did it first air"."""
    of_film: bool = False
    """Whether it asks about the film of that title: a series is another work."""
    of_sequel: bool = False
    """Whether it asks about what came of that title, another work: "a Moon High sequel"."""
    carried: bool = False
    """Whether its season is that of the question before: nobody has said it."""
    of_part: bool = False
    """Whether it asks whom somebody plays: an actor without a part is no answer."""
    source: bool = False
    """Whether it asks who says so, when, or how surely: "says who?"."""
    made: bool = False
    """Whether it asks who made it, which of a game is its developer."""
    rated: bool = False
    """Whether it asks what it is rated, which may be by critics or by age."""
    former: bool = False
    """Whether it asks for what was reported before: "what was the old release date"."""

    @property
    def scope(self) -> Scope:
        """What of its work it asks about."""
        return Scope(self.season, self.part, self.episode)

    def within(self, scope: Scope) -> Question:
        """The same of another season, part or episode."""
        return replace(self, season=scope.season, part=scope.part, episode=scope.episode)

    def encode(self) -> str:
        """At most 90 characters that ``decode`` reads again, for a button's custom_id."""
        parts = (
            self.relation or "",
            str(self.subject.id) if self.subject else "",
            str(self.named.id) if self.named else "",
            _encode_scope(self.scope),
            self.role or "",
            self.when or "",
            "p" * self.past
            + "y" * self.yes_no
            + "n" * self.negated
            + "o" * self.official
            + "a" * self.of_author
            + "s" * self.source
            + "m" * self.moved
            + "l" * self.newest
            + "f" * self.first,
            str(self.mentioned.id) if self.mentioned else "",
            (self.about or "").replace(_SEPARATOR, " ")[:_MAX_ABOUT],
        )
        return _SEPARATOR.join(parts)


def _encode_scope(scope: Scope) -> str:
    """Season 4 part 2 is 4p2, episode 5 of season 2 is 2e5."""
    part = f"p{scope.part}" if scope.part else ""
    episode = f"e{scope.episode}" if scope.episode else ""
    return f"{scope.season or ''}{part}{episode}"


async def decode(code: str, find_entity: Callable[[int], Awaitable[Entity | None]]) -> Question | None:
    """The question of a code; None when the code is damaged or names something that is gone."""
    read = _CODE.fullmatch(code)
    if read is None or any(name and name not in RELATIONS for name in (read["relation"], read["role"])):
        return None
    subject_id, named_id, season = read["subject"], read["named"], read["season"]
    subject = await find_entity(int(subject_id)) if subject_id else None
    named = await find_entity(int(named_id)) if named_id else None
    if (subject_id and subject is None) or (named_id and named is None):
        return None
    mentioned = await find_entity(int(read["mentioned"])) if read["mentioned"] else None
    return Question(
        relation=read["relation"] or None,
        subject=subject,
        named=named,
        season=int(season) if season else None,
        part=int(read["part"]) if read["part"] else None,
        episode=int(read["episode"]) if read["episode"] else None,
        role=read["role"] or None,
        about=read["about"] or None,
        when=read["when"] or None,
        past="p" in read["flags"],
        yes_no="y" in read["flags"],
        negated="n" in read["flags"],
        mentioned=mentioned,
        of_author="a" in read["flags"],
        official="o" in read["flags"],
        source="s" in read["flags"],
        moved="m" in read["flags"],
        newest="l" in read["flags"],
        first="f" in read["flags"],
    )
