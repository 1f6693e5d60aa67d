"""The steps of a review, from an article to facts that are served: buttons, forms, and what they do.

Refuses everybody who is no moderator at every step, forged presses included. What a review looks like stands in
review.py, how an article comes in in handing_in.py.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from typing import (
    Any,
    Self,
    cast,
)  # Any: discord.py's Interaction and Item are generic in their client

import discord
import msgspec
from discord import ui

from bot.answers.effect import Effect, EffectKind, find_effect
from bot.display.components import BotClient, Form, IdButton, Layout, StatefulButton, make_notice
from bot.display.escape import escape_clipped
from bot.display.moderators.fact_fields import (
    FIELD_LENGTH,
    ask_for_fact,
    check_article,
    check_fact,
    parse_fields,
    write_fields,
)
from bot.display.moderators.review import (
    make_card_layout,
    make_confirmations_layout,
    make_decided_layout,
    make_name_layout,
    make_undated_layout,
)
from bot.display.refusal import Refused, check_moderator, not_busy
from bot.extract import read_article
from bot.facts.model import Article, Fact, Kind, OtherName
from bot.facts.report import Report
from bot.store import Decision, Proposal, Review, State, count_progress, make_slug

GONE = "I no longer know that review."
EDITED_SINCE = "That fact was edited after you were shown it. Look again:"
_MOST_PROBLEMS = 8
_MOST_TITLES = 5000
DATED_NAME = re.compile(r"\d{4}-\d\d-\d\d")


# Reading


async def propose_unread(client: BotClient, review_id: int) -> None:
    """Read a review's article and store what it says, once its date is known and unless that was done.

    Also for an article that is handed in again because reading it failed.
    """
    store = client.store
    review = await store.reviews.find(review_id)
    if review is None or review.text is None or review.published_on is None:
        return
    if await store.reviews.list_proposals(review_id):
        return
    titles = await store.list_works(_MOST_TITLES)
    facts, names = await asyncio.to_thread(_read_facts, review, titles)
    proposed = []
    for fact in facts:
        report, effect = await _find_effect(client, fact, review)
        same = [known for known in effect.known if known.article == report.article]
        # The very article was loaded from a file already: nothing to ask, nothing to confirm.
        if not (same and effect.kind is EffectKind.CONFIRMS):
            proposed.append((fact, effect.kind is EffectKind.CONFIRMS))
    await store.reviews.propose(review_id, proposed, names)


async def _find_effect(client: BotClient, fact: Fact, review: Review) -> tuple[Report, Effect]:
    report = await client.store.reviews.make_report(fact, review.article)
    known = await client.store.find_reports(report.subject.id, fact.relation) if report.subject.id > 0 else []
    return report, find_effect(report, known, client.today())


# Looking


async def make_current_layout(client: BotClient, review_id: int, *, at: int = 0, notice: str = "") -> Layout:
    """What a review is at: the first undecided fact from a proposal's id on, or what comes after all facts."""
    reviews = client.store.reviews
    review = await reviews.find(review_id)
    if review is None:
        return make_notice(GONE)
    if review.published_on is None:
        return make_undated_layout(review, [[ReviewDateButton(review.id)]], notice=notice)
    proposals = await reviews.list_proposals(review_id)
    progress = count_progress(proposals)
    asked = [each for each in proposals if not each.confirms]
    left = [each for each in asked if each.state is State.PROPOSED]
    if left:
        place = next((place for place, each in enumerate(left) if each.id >= at), 0)
        shown = left[place]
        report, effect = await _find_effect(client, shown.fact, review)
        rows = _make_card_rows(left, place)
        number = asked.index(shown) + 1
        return make_card_layout(review, shown, report, effect, progress, number, rows, notice=notice)
    if progress.confirmations_left:
        reports = [
            await reviews.make_report(each.fact, review.article)
            for each in proposals
            if each.state is State.PROPOSED
        ]
        buttons = [DecideAllButton(what, review_id, len(reports)) for what in ("confirm", "leave")]
        return make_confirmations_layout(review, reports, progress, [buttons], notice=notice)
    open_names = [name for name in review.names if _may_be_linked(client, name)]
    if open_names:
        answers = [SameNameButton(what, review_id, open_names[0].name) for what in ("same", "apart")]
        return make_name_layout(review, open_names[0], [answers], notice=notice)
    if review.names:
        await reviews.keep_names(review_id, ())
    return make_decided_layout(review, proposals, progress, notice=notice)


def _make_card_rows(left: Sequence[Proposal], place: int) -> list[list[ui.Item[Any]]]:
    shown = left[place]
    rows: list[list[ui.Item[Any]]] = [
        [
            DecideButton("approve", shown.id, shown.version),
            EditProposalButton(shown.id),
            DecideButton("reject", shown.id, shown.version),
        ]
    ]
    if len(left) > 1:
        before, after = left[place - 1], left[(place + 1) % len(left)]
        rows.append(
            [
                ReviewTurnButton("back", shown.review, before.id),
                ReviewTurnButton("next", shown.review, after.id),
                DecideAllButton("all", shown.review, len(left)),
            ]
        )
    return rows


# Buttons


class DecideButton(
    StatefulButton, template=r"review:(?P<what>approve|reject):(?P<id>\d{1,18}):(?P<version>\d{1,9})"
):
    """Approves or rejects a fact, as it was shown, and goes on to the next."""

    def __init__(self, what: str, proposal: int, version: int) -> None:
        approves = what == "approve"
        super().__init__(
            ui.Button(
                label="Approve" if approves else "Reject",
                style=discord.ButtonStyle.success if approves else discord.ButtonStyle.danger,
                custom_id=f"review:{what}:{proposal}:{version}",
            )
        )
        self._state = State.APPROVED if approves else State.REJECTED
        self._proposal = proposal
        self._version = version

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(match["what"], int(match["id"]), int(match["version"]))

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        reviewing = check_moderator(interaction)
        await interaction.response.defer()
        async with not_busy():
            decision = await reviewing.store.reviews.decide(
                self._proposal, self._version, self._state, interaction.user.id
            )
        await _show_after(interaction, self._proposal, decision)


class EditProposalButton(IdButton, prefix="review:edit", label="Edit"):
    """Opens a form with the fact's fields."""

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        reviewing = check_moderator(interaction)
        proposal = await reviewing.store.reviews.find_proposal(self.of)
        if proposal is None or proposal.state is not State.PROPOSED:
            await interaction.response.defer()
            decision = Decision.GONE if proposal is None else Decision.DECIDED_ALREADY
            await _show_after(interaction, self.of, decision)
        else:
            await interaction.response.send_modal(EditProposalForm(proposal))


class ReviewTurnButton(
    StatefulButton, template=r"review:(?P<where>back|next):(?P<review>\d{1,18}):(?P<id>\d{1,18})"
):
    """Shows another undecided fact."""

    def __init__(self, where: str, review: int, proposal: int) -> None:
        label = "Back" if where == "back" else "Later"
        super().__init__(ui.Button(label=label, custom_id=f"review:{where}:{review}:{proposal}"))
        self._review = review
        self._proposal = proposal

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(match["where"], int(match["review"]), int(match["id"]))

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        reviewing = check_moderator(interaction)
        layout = await make_current_layout(reviewing, self._review, at=self._proposal)
        await interaction.response.edit_message(view=layout)


class DecideAllButton(
    StatefulButton,
    template=r"review:(?P<what>all|confirm|leave):(?P<review>\d{1,18})(?::(?P<count>\d{1,9}))?",
):
    """Decides at once about all new facts that are left, or about all confirmations."""

    def __init__(self, what: str, review: int, count: int) -> None:
        label, style = {
            "all": (f"Approve all {count}", discord.ButtonStyle.secondary),
            "confirm": ("Add this source", discord.ButtonStyle.success),
            "leave": ("Leave out", discord.ButtonStyle.secondary),
        }[what]
        super().__init__(ui.Button(label=label, style=style, custom_id=f"review:{what}:{review}:{count}"))
        self._what = what
        self._review = review

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(match["what"], int(match["review"]), int(match["count"] or 0))

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        reviewing = check_moderator(interaction)
        await interaction.response.defer()
        async with not_busy():
            await reviewing.store.reviews.decide_all(
                self._review,
                State.REJECTED if self._what == "leave" else State.APPROVED,
                interaction.user.id,
                confirming=self._what != "all",
            )
        await interaction.edit_original_response(view=await make_current_layout(reviewing, self._review))


def _may_be_linked(client: BotClient, name: OtherName) -> bool:
    """Whether a name is known by now, and its other spellings are not known to be the same."""
    names = client.store.names
    main = {found.entity for found in names.exact(name.name, (name.kind,))}
    return bool(main) and any(
        {found.entity for found in names.exact(spelling, (name.kind,))} != main for spelling in name.also
    )


class SameNameButton(
    StatefulButton, template=r"review:(?P<what>same|apart):(?P<review>\d{1,18}):(?P<name>.{1,60})"
):
    """Says whether two spellings are one name."""

    def __init__(self, what: str, review: int, name: str) -> None:
        same = what == "same"
        super().__init__(
            ui.Button(
                label="The same" if same else "Not the same",
                style=discord.ButtonStyle.success if same else discord.ButtonStyle.secondary,
                custom_id=f"review:{what}:{review}:{name[:60]}",
            )
        )
        self._same = same
        self._review = review
        self._name = name[:60]

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(match["what"], int(match["review"]), match["name"])

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        check_moderator(interaction)
        await interaction.response.defer()
        review = await client.store.reviews.find(self._review)
        asked = [name for name in review.names if name.name[:60] == self._name] if review else []
        problems: list[str] = []
        async with not_busy():
            for name in asked if self._same else ():
                for spelling in name.also:
                    problem = await client.store.history.add_name(
                        name.kind, name.name, spelling, interaction.user.id
                    )
                    problems += [escape_clipped(problem, 200)] if problem else []
            if review is not None and asked:
                await client.store.reviews.keep_names(
                    review.id, [name for name in review.names if name not in asked]
                )
        layout = await make_current_layout(client, self._review, notice="\n".join(problems))
        await interaction.edit_original_response(view=layout)


class ReviewDateButton(IdButton, prefix="review:date", label="Say when", style=discord.ButtonStyle.primary):
    """Opens a form for when an article was published, and by whom."""

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        reviewing = check_moderator(interaction)
        review = await reviewing.store.reviews.find(self.of)
        if review is None or review.published_on is not None:
            layout = await make_current_layout(reviewing, self.of)
            await interaction.response.edit_message(view=layout)
        else:
            await interaction.response.send_modal(ReviewDateForm(review))


REVIEW_BUTTONS = (
    DecideButton,
    EditProposalButton,
    ReviewTurnButton,
    DecideAllButton,
    SameNameButton,
    ReviewDateButton,
)
"""The buttons that the review cog registers when it starts."""


# Forms


class ReviewDateForm(Form):
    """When an article was published, and what else is known of it."""

    def __init__(self, review: Review) -> None:
        super().__init__("Where is this from?")
        self._review = review
        self._fields = {
            "published_on": self.ask(
                "Published on", "As 2024-01-29", required=True, max_length=10, custom_id="published_on"
            ),
            "title": self.ask(
                "Title", "In your own words", max_length=300, default=review.title, custom_id="title"
            ),
            "publisher": self.ask(
                "Publisher",
                "The paper or site",
                max_length=300,
                default=review.publisher,
                custom_id="publisher",
            ),
            "url": self.ask("Link", "https://…", max_length=300, default=review.url, custom_id="url"),
        }

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        client = check_moderator(interaction)
        said = {key: field.value.strip() for key, field in self._fields.items() if field.value.strip()}
        problems = check_article(said)
        if problems:
            raise Refused("\n".join([*problems, "Nothing was saved: press the button again."]))
        await interaction.response.defer()
        async with not_busy():
            slug = self._review.slug
            if not DATED_NAME.match(slug):
                slug = make_slug(said["published_on"], slug)
            await client.store.reviews.set_source(
                self._review.id,
                msgspec.convert({"id": slug, **said}, Article, strict=False),
            )
            await propose_unread(client, self._review.id)
        layout = await make_current_layout(client, self._review.id)
        await interaction.edit_original_response(view=layout)


class EditProposalForm(Form):
    """A fact's fields as text; what is wrong with them is said, and what was typed is kept."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__("Edit the fact")
        self._proposal = proposal
        typed = _read_draft(proposal)
        self._value, self._fields = ask_for_fact(
            self,
            typed["value"],
            typed["fields"],
            keys="Also: season, certainty, according_to, character, speaker, about, by, note, on, spoiler",
        )
        self._evidence = self.ask(
            "Evidence",
            "Words of the article, as they stand there",
            style=discord.TextStyle.paragraph,
            max_length=FIELD_LENGTH,
            default=typed["evidence"],
            custom_id="evidence",
        )

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        client = check_moderator(interaction)
        await interaction.response.defer()
        reviews = client.store.reviews
        proposal = self._proposal
        review = await reviews.find(proposal.review)
        if review is None:
            raise Refused(GONE)
        typed = {"value": self._value.value, "fields": self._fields.value, "evidence": self._evidence.value}
        raw, problems = parse_fields(typed["fields"])
        raw["value"] = typed["value"].strip()
        raw["evidence"] = typed["evidence"].strip() or None
        if raw["evidence"] and review.text and str(raw["evidence"]) not in review.text:
            problems.append("The evidence does not stand in the article like that; copy it from there.")
        raw |= {key: getattr(proposal.fact, key) for key in _left_out(proposal) if not raw.get(key)}
        fact, wrong = check_fact(raw, review.article)
        async with not_busy():
            if fact is None or problems:
                await reviews.keep_draft(proposal.id, msgspec.json.encode(typed).decode())
                shown = [
                    f"- {escape_clipped(problem, 300)}" for problem in (problems + wrong)[:_MOST_PROBLEMS]
                ]
                notice = "\n".join(
                    ["**That is no fact yet.** Press Edit to go on with what you typed.", *shown]
                )
                layout = await make_current_layout(client, review.id, at=proposal.id, notice=notice)
                await interaction.edit_original_response(view=layout)
                return
            decision = await reviews.edit(proposal.id, proposal.version, fact, interaction.user.id)
        await _show_after(interaction, proposal.id, decision)


def _read_draft(proposal: Proposal) -> dict[str, str]:
    """What the form starts with: what was typed last, or else the fact."""
    if proposal.draft:
        return msgspec.json.decode(proposal.draft, type=dict[str, str])
    evidence = proposal.fact.evidence or ""
    return {
        "value": proposal.fact.value,
        "fields": write_fields(msgspec.structs.asdict(proposal.fact), without=_left_out(proposal)),
        "evidence": "" if "evidence" in _left_out(proposal) else evidence,
    }


def _left_out(proposal: Proposal) -> frozenset[str]:
    """What is longer than a form holds beside the rest: it is kept as it is."""
    limits = (("note", FIELD_LENGTH // 4), ("evidence", FIELD_LENGTH))
    return frozenset(key for key, limit in limits if len(getattr(proposal.fact, key) or "") > limit)


async def _show_after(interaction: discord.Interaction[Any], proposal_id: int, decision: Decision) -> None:
    """Go on after a fact was decided or edited, and say so where somebody else was faster."""
    client = cast(BotClient, interaction.client)
    proposal = await client.store.reviews.find_proposal(proposal_id)
    if proposal is None:
        await interaction.edit_original_response(view=make_notice(GONE))
        return
    match decision:
        case Decision.DECIDED_ALREADY:
            by = proposal.decided_by
            # Who decided may have had their data deleted since.
            who = "somebody" if by is None else f"<@{by}>" if by != interaction.user.id else "you"
            notice = f"That fact is decided already: {proposal.state.value} by {who}."
        case Decision.EDITED_SINCE:
            notice = EDITED_SINCE
        case _:
            notice = ""
    layout = await make_current_layout(client, proposal.review, at=proposal_id, notice=notice)
    await interaction.edit_original_response(view=layout)


def _read_facts(review: Review, titles: Sequence[str]) -> tuple[list[Fact], list[OtherName]]:
    """What an article says, each fact once, and the names that it spells in more than one way; what would not pass the checks of a facts file is left out."""
    assert review.text is not None
    # The words alone: what stood before them has been read, and a moderator may have set it right.
    # A known title of one word may be any word ("Her"): in quotation marks the reader finds it by itself.
    known = [title for title in titles if " " in title.strip() and title in review.text]
    read = read_article(review.name, f"date {review.published_on}\n{review.text}", known)
    checked = (check_fact(msgspec.to_builtins(fact), review.article)[0] for fact in read.facts)
    names = [OtherName(name=name, kind=Kind(kind), also=also) for name, kind, also in read.other_names]
    return [fact for fact in checked if fact is not None], names
