"""Reviewing an article: its facts are read and proposed, then decided one by one.

Owns where a review has got to, and each step on from there. Refuses to judge: a moderator decides, and the store says
who was faster.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from bot.answers.effect_of_report import Effect, EffectKind, find_effect
from bot.extract import MOST_SEASONS, NotAnArticle, Subject
from bot.extract.apart import call_apart
from bot.facts.model import Article, Fact, Kind, OtherName
from bot.facts.report import Report
from bot.moderation.errors import ModerationError
from bot.moderation.typed_facts import check_article, check_fact
from bot.names import NameIndex
from bot.store import (
    Decision,
    FactStore,
    Progress,
    Proposal,
    Review,
    State,
    count_progress,
    digest_undecided,
    make_slug,
)

NOT_IN_ARTICLE = "The evidence does not stand in the article like that; copy it from there."
_MOST_TITLES = 5000
_DATED_NAME = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Undated:
    """Nothing is read until somebody says when the article was published."""

    review: Review


@dataclass(frozen=True, slots=True)
class ShowToTell:
    """Nothing is read until somebody says which show the article is about."""

    review: Review


@dataclass(frozen=True, slots=True)
class FactToDecide:
    """One fact that is undecided."""

    review: Review
    progress: Progress
    proposal: Proposal
    report: Report
    """The report that approving it would make."""
    effect: Effect
    number: int
    """Which of the new facts it is, from 1."""
    left: int
    """How many are undecided."""
    before: int
    """The undecided proposal before it, in a circle."""
    after: int
    seen: str
    """What deciding all of them at once has to find unchanged."""


@dataclass(frozen=True, slots=True)
class FactsToDecide:
    """Some of a review's undecided facts, each with the report that approving it would make, and its effect."""

    review: Review
    progress: Progress
    facts: tuple[tuple[Proposal, Report, Effect], ...]
    seen: str
    """What deciding all of them at once has to find unchanged."""


@dataclass(frozen=True, slots=True)
class ConfirmationsToDecide:
    """Facts that were known already, to be decided all together."""

    review: Review
    progress: Progress
    reports: tuple[Report, ...]
    seen: str
    """What deciding them has to find unchanged."""


@dataclass(frozen=True, slots=True)
class NameToDecide:
    """Spellings in the article that may be one name."""

    review: Review
    name: OtherName


@dataclass(frozen=True, slots=True)
class Decided:
    """Nothing is left to decide."""

    review: Review
    progress: Progress
    proposals: tuple[Proposal, ...]


ReviewStep = Undated | ShowToTell | FactToDecide | ConfirmationsToDecide | NameToDecide | Decided


async def find_step(store: FactStore, review_id: int, today: date, *, at: int = 0) -> ReviewStep | None:
    """Where a review has got to: the first undecided fact from a proposal's id on, or what follows the facts.

    None if the review is gone.
    """
    review = await store.reviews.find(review_id)
    if review is None:
        return None
    if review.published_on is None:
        return Undated(review)
    if review.candidates is not None and review.about is None:
        return ShowToTell(review)
    proposals = await store.reviews.list_proposals(review_id)
    progress = count_progress(proposals)
    asked = [each for each in proposals if not each.confirms]
    left = [each for each in asked if each.state is State.PROPOSED]
    if left:
        place = next((place for place, each in enumerate(left) if each.id >= at), 0)
        shown = left[place]
        report, effect = await _find_effect(store, shown.fact, review, today)
        return FactToDecide(
            review,
            progress,
            shown,
            report,
            effect,
            number=asked.index(shown) + 1,
            left=len(left),
            before=left[place - 1].id,
            after=left[(place + 1) % len(left)].id,
            seen=digest_undecided(proposals, confirming=False),
        )
    if progress.confirmations_left:
        confirming = [each.fact for each in proposals if each.state is State.PROPOSED]
        reports = [await store.reviews.make_report(fact, review.article) for fact in confirming]
        seen = digest_undecided(proposals, confirming=True)
        return ConfirmationsToDecide(review, progress, tuple(reports), seen)
    for name in review.names:
        if _may_be_linked(store.names, name):
            return NameToDecide(review, name)
    if review.names:
        await store.reviews.keep_names(review_id, ())
    return Decided(review, progress, tuple(proposals))


async def count_undecided(store: FactStore, review_id: int) -> int:
    """How many new facts of a review are undecided."""
    return count_progress(await store.reviews.list_proposals(review_id)).left


async def list_undecided(
    store: FactStore, review_id: int, today: date, *, offset: int, limit: int
) -> FactsToDecide | None:
    """Some of a review's undecided facts, in the order of the text; None if the review is gone."""
    review = await store.reviews.find(review_id)
    if review is None:
        return None
    proposals = await store.reviews.list_proposals(review_id)
    left = [each for each in proposals if each.state is State.PROPOSED and not each.confirms]
    facts = [
        (each, *await _find_effect(store, each.fact, review, today)) for each in left[offset : offset + limit]
    ]
    seen = digest_undecided(proposals, confirming=False)
    return FactsToDecide(review, count_progress(proposals), tuple(facts), seen)


async def propose_facts(store: FactStore, review_id: int, today: date) -> None:
    """Read a review's article and store what it says, if its date is known and it has not been read yet; or ask
    what it is about, if the reader cannot tell and nobody has said it.

    Also for an article handed in again because reading it failed. Raises ModerationError where it takes too much.
    """
    review = await store.reviews.find(review_id)
    if review is None or review.text is None or review.published_on is None:
        return
    if await store.reviews.list_proposals(review_id):
        return
    titles = await store.list_works(_MOST_TITLES)
    try:
        facts, names, subject = await call_apart(_read_facts, review, titles)
    except NotAnArticle as problem:
        raise ModerationError(f"I cannot read that: {problem}") from problem
    if review.about is None and not subject.is_sure:
        await store.reviews.ask_subject(review_id, subject.candidates, subject.title, subject.season)
        return
    proposed = []
    for fact in facts:
        report, effect = await _find_effect(store, fact, review, today)
        same = [known for known in effect.known if known.article == report.article]
        # This very article has been loaded from a file: nothing to ask, nothing to confirm.
        if not (same and effect.kind is EffectKind.CONFIRMS):
            proposed.append((fact, effect.kind is EffectKind.CONFIRMS))
    about, season = (
        (review.about, review.season) if review.about is not None else (subject.title or "", subject.season)
    )
    await store.reviews.propose_read(review, proposed, names, about, season)


async def set_source(store: FactStore, review: Review, said: Mapping[str, str], today: date) -> None:
    """Record when a review's article was published, and what else is known of it; then read it.

    ``said``: ``published_on``, and ``title``, ``publisher`` and ``url`` if known.
    """
    problems = check_article(said)
    if problems:
        raise ModerationError(*problems)
    slug = review.slug if is_dated(review.slug) else make_slug(said["published_on"], review.slug)
    await store.reviews.set_source(review.id, msgspec.convert({"id": slug, **said}, Article, strict=False))
    await propose_facts(store, review.id, today)


async def tell_subject(store: FactStore, seen: Review, about: str, season: int | None, today: date) -> bool:
    """Record which show, and season, an article is about, ``about`` being empty for several, and read it anew; False
    if some of its facts are decided already, or somebody else has said it since the review was ``seen``."""
    if not await store.reviews.tell_subject(seen, about, season):
        return False
    await propose_facts(store, seen.id, today)
    return True


def read_title(typed: str) -> str:
    """A show's title as typed; ModerationError if there are no words in it."""
    if not any(letter.isalnum() for letter in typed):
        raise ModerationError("That is no title: give the show's, as the article writes it.")
    return " ".join(typed.split())


def read_season(typed: str) -> int | None:
    """The number of a season as typed, None if that is empty; ModerationError if it is no season."""
    if not typed.strip():
        return None
    season = int(typed) if typed.strip().isdecimal() else 0
    if not 1 <= season <= MOST_SEASONS:
        raise ModerationError(
            f"{typed.strip()[:50]} is no season: give a number from 1 to {MOST_SEASONS}, or leave it out."
        )
    return season


async def edit_proposal(
    store: FactStore, proposal: Proposal, raw: Mapping[str, object], problems: Sequence[str] = (), *, by: int
) -> Decision:
    """Replace a proposed fact with a typed one; ModerationError, with every reason, if that is no valid fact.

    ``raw``: the fact, by the keys of a facts file; ``problems``: what was wrong with the words.
    """
    review = await store.reviews.find(proposal.review)
    if review is None:
        return Decision.GONE
    problems = list(problems)
    evidence = raw.get("evidence")
    if evidence != proposal.fact.evidence and evidence and review.text and str(evidence) not in review.text:
        problems.append(NOT_IN_ARTICLE)
    fact, wrong = check_fact(raw, review.article) if raw.get("relation") else (None, [])
    if fact is None or problems:
        raise ModerationError(*problems, *wrong)
    return await store.reviews.edit(proposal.id, proposal.version, fact, by)


async def decide_names(
    store: FactStore, review_id: int, names: Sequence[OtherName], *, same: bool, by: int
) -> list[str]:
    """Link a review's spellings of names, or leave them apart; returns what could not be linked, and why."""
    review = await store.reviews.find(review_id)
    if review is None or not names:
        return []
    problems = []
    for name in names if same else ():
        for spelling in name.also:
            problem = await store.aliases.add(name.kind, name.name, spelling, by)
            problems += [problem] if problem else []
    await store.reviews.keep_names(review.id, [name for name in review.names if name not in names])
    return problems


def is_dated(name: str) -> bool:
    """Whether a name begins with a date, as articles' ids do."""
    return _DATED_NAME.match(name) is not None


async def _find_effect(store: FactStore, fact: Fact, review: Review, today: date) -> tuple[Report, Effect]:
    report = await store.reviews.make_report(fact, review.article)
    known = await store.find_reports(report.subject.id, fact.relation) if report.subject.id > 0 else []
    return report, find_effect(report, known, today)


def _may_be_linked(names: NameIndex, name: OtherName) -> bool:
    """Whether a name is known by now, but not yet that its other spellings are the same."""
    main = {found.entity for found in names.exact(name.name, (name.kind,))}
    return bool(main) and any(
        {found.entity for found in names.exact(spelling, (name.kind,))} != main for spelling in name.also
    )


def _read_facts(review: Review, titles: Sequence[str]) -> tuple[list[Fact], list[OtherName], Subject]:
    """What an article says, each fact once, the names it spells in more than one way, and what it is about.

    Whatever would not pass the checks of a facts file is left out.
    """
    from bot.extract.reader import read_article  # loads the rules, in the process that reads

    assert review.text is not None
    # Only the words: their head has been read before, and a moderator may have corrected it.
    # A known title of one word may be any word ("Her"): in quotation marks the reader finds it by itself.
    known = [title for title in titles if " " in title.strip() and title in review.text]
    text = f"date {review.published_on}\n{review.text}"
    told = review.season if review.about is not None else None
    read = read_article(review.name, text, known, about=review.about or None, season=told)
    checked = (check_fact(msgspec.to_builtins(fact), review.article)[0] for fact in read.facts)
    names = [OtherName(name=name, kind=Kind(kind), also=also) for name, kind, also in read.other_names]
    return [fact for fact in checked if fact is not None], names, read.subject
