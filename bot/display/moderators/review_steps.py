"""The steps of a review, from an article to facts that are served: its buttons and forms.

Owns which buttons go where. Where a review has got to is for bot/moderation, what it looks like for
review_cards.py, and how an article comes in for add_article.py.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import (
    Any,
    Self,
    cast,
)  # Any: discord.py's Interaction and Item are generic in their client

import discord
import msgspec
from discord import ui

from bot.display.client_protocol import BotClient
from bot.display.components import IdButton, Layout, StatefulButton, make_notice
from bot.display.escape import escape_clipped, plain_label
from bot.display.forms import Form
from bot.display.moderators.complaint_letters import settle_decided
from bot.display.moderators.fact_fields import FIELD_LENGTH, FactFields, ask_for_certainty, refuse_fact
from bot.display.moderators.history import UndoButton, find_last_change
from bot.display.moderators.review_cards import (
    make_card_layout,
    make_confirmations_layout,
    make_decided_layout,
    make_name_layout,
    make_subject_layout,
    make_undated_layout,
    word_listed,
    word_review,
)
from bot.display.paged_list import ENTRIES_ON_PAGE, Entry, TurnButton, find_span, make_list_layout
from bot.display.refusal import Refused, escape_problems, refusing, word_store_error
from bot.facts.model import OtherName
from bot.moderation import ModerationError
from bot.moderation.review import (
    ConfirmationsToDecide,
    Decided,
    FactToDecide,
    NameToDecide,
    ShowToTell,
    Undated,
    count_undecided,
    decide_names,
    edit_proposal,
    find_step,
    list_undecided,
    read_season,
    read_title,
    set_source,
    tell_subject,
)
from bot.moderation.typed_facts import read_article_details, read_details, read_fact, write_details
from bot.store import Change, ChangeKind, Decision, PassingError, Proposal, Review, State, Typed

GONE = "I no longer know that review."
FACTS_CHANGED = "These facts have changed since you were shown them, so none was decided. Look again:"
EDITED_SINCE = "That fact was edited after you were shown it. Look again:"
FACT_GONE = (
    "I no longer know that fact: its article was read anew, or is gone. /facts review shows what is left."
)
SUBJECT_STAYS = (
    "Nothing was changed: some facts of this article are decided already, or somebody else has said meanwhile what it "
    "is about."
)
_MOST_CANDIDATES = 4
_LABEL_LIMIT = 60
_TITLE_LENGTH = 300
_DETAIL_LENGTH = 300
_DETAIL_LABELS = {
    "according_to": (
        "According to whom?",
        "Whom the article has it from: an agency, an insider, another paper",
    ),
    "about": (
        "About whom or what?",
        "Of a quote: what it is about. Of a term: its show. Of an award: for what",
    ),
    "by": ("By whom?", "Who made the original, who sings it, who rates it"),
    "note": ("Note", "What the article adds to it"),
    "on": ("On which day?", "When it was said or happened, if not on the article's date: 29 January 2024"),
}


async def show_review(client: BotClient, review_id: int, *, at: int = 0, notice: str = "") -> Layout:
    """Where a review has got to: the first undecided fact from a proposal's id on, or what follows the facts."""
    step = await find_step(client.store, review_id, client.today(), at=at)
    match step:
        case None:
            return make_notice(GONE)
        case Undated(review=review):
            return make_undated_layout(review, [[ReviewDateButton(review.id)]], notice=notice)
        case ShowToTell(review=review):
            return make_subject_layout(review, _make_subject_rows(review), notice=notice)
        case FactToDecide():
            return make_card_layout(step, _make_card_rows(step), notice=notice)
        case ConfirmationsToDecide(review=review, reports=reports, progress=progress, seen=seen):
            buttons = [DecideAllButton(what, review.id, seen) for what in ("confirm", "leave")]
            return make_confirmations_layout(review, reports, progress, [buttons], notice=notice)
        case NameToDecide(review=review, name=name):
            answers = [SameNameButton(what, review.id, _digest(name)) for what in ("same", "apart")]
            return make_name_layout(review, name, [answers], notice=notice)
        case Decided(review=review, proposals=proposals, progress=progress):
            last = await find_last_change(client.store.history)
            undo = [UndoButton(last.id, label="Undo")] if last and _is_approval_of(last, review) else []
            return make_decided_layout(review, proposals, progress, [undo] if undo else [], notice=notice)


def _is_approval_of(change: Change, review: Review) -> bool:
    return change.what is ChangeKind.APPROVE and change.article == review.slug


async def show_undecided(client: BotClient, review_id: int, page: int) -> Layout:
    """A page of a review's undecided facts, to be approved all at once after a look; its next step if none is left."""
    left = await count_undecided(client.store, review_id)
    span = find_span(page, left)
    listed = await list_undecided(
        client.store, review_id, client.today(), offset=span.offset, limit=ENTRIES_ON_PAGE
    )
    if listed is None or not listed.facts:
        return await show_review(client, review_id)
    entries = [
        Entry(word_listed(report, effect), ReviewTurnButton("next", review_id, each.id, "Open"))
        for each, report, effect in listed.facts
    ]
    buttons = [
        DecideAllButton("all", review_id, listed.seen, left),
        ReviewTurnButton("back", review_id, 0, "One by one"),
    ]
    heading = word_review(listed.review, listed.progress)
    return make_list_layout(heading, entries, span, UndecidedTurn, of=str(review_id), buttons=buttons)


def _make_subject_rows(review: Review) -> list[list[ui.Item[Any]]]:
    shows = [
        ShowButton(review.id, _digest(title), title, is_guess=title == review.guess)
        for title in _list_candidates(review)
    ]
    several = SeveralShowsButton(review.id, label="" if shows else "Several shows, or none")
    return [[*shows], [OtherShowButton(review.id, label="" if shows else "Say which …"), several]]


def _digest(seen: str | OtherName) -> str:
    """16 hexadecimal digits by which a button knows again what was shown with it."""
    return hashlib.blake2b(msgspec.json.encode(seen), digest_size=8).hexdigest()


def _list_candidates(review: Review) -> tuple[str, ...]:
    return (review.candidates or ())[:_MOST_CANDIDATES]


def _make_card_rows(step: FactToDecide) -> list[list[ui.Item[Any]]]:
    shown = step.proposal
    rows: list[list[ui.Item[Any]]] = [
        [
            DecideButton("approve", shown.id, shown.version),
            EditProposalButton(shown.id),
            DetailsButton(shown.id),
            DecideButton("reject", shown.id, shown.version),
        ]
    ]
    if step.left > 1:
        rows.append(
            [
                ReviewTurnButton("back", shown.review, step.before),
                ReviewTurnButton("next", shown.review, step.after),
                UndecidedTurn(0, str(shown.review), f"See all {step.left}"),
            ]
        )
    if step.review.about is not None and not (step.progress.approved or step.progress.rejected):
        rows[-1].append(OtherShowButton(shown.review, label="Wrong show?"))
    return rows


# Buttons


class DecideButton(
    StatefulButton, template=r"review:(?P<what>approve|reject):(?P<id>\d{1,18}):(?P<version>\d{1,9})"
):
    """Approves or rejects a fact as it was shown, and goes on to the next."""

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
        await interaction.response.defer()
        with refusing():
            decision = await client.store.reviews.decide(
                self._proposal, self._version, self._state, interaction.user.id
            )
        await _show_after(interaction, self._proposal, decision)


class EditProposalButton(IdButton, prefix="review:edit", label="Edit"):
    """Opens a form with the fact's fields."""

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await _open_form(interaction, client, self, EditProposalForm)


class DetailsButton(IdButton, prefix="review:details", label="Details"):
    """Opens a form with what may be said of the fact besides."""

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await _open_form(interaction, client, self, DetailsForm)


async def _open_form(
    interaction: discord.Interaction[Any],
    client: BotClient,
    opener: IdButton,
    make: Callable[[Proposal], Form],
) -> None:
    proposal = await client.store.reviews.find_proposal(opener.of)
    if proposal is None or proposal.state is not State.PROPOSED:
        await interaction.response.defer()
        decision = Decision.GONE if proposal is None else Decision.DECIDED_ALREADY
        await _show_after(interaction, opener.of, decision)
    else:
        await make(proposal).open(interaction, client, opener)


class ReviewTurnButton(
    StatefulButton, template=r"review:(?P<where>back|next):(?P<review>\d{1,18}):(?P<id>\d{1,18})"
):
    """Shows another undecided fact."""

    def __init__(self, where: str, review: int, proposal: int, label: str = "") -> None:
        label = label or ("Back" if where == "back" else "Later")
        super().__init__(ui.Button(label=label, custom_id=f"review:{where}:{review}:{proposal}"))
        self._review = review
        self._proposal = proposal

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(match["where"], int(match["review"]), int(match["id"]))

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        layout = await show_review(client, self._review, at=self._proposal)
        await interaction.response.edit_message(view=layout)


class UndecidedTurn(TurnButton, turns="undecided"):
    """Turns the pages of a review's undecided facts. ``of``: the review."""

    @classmethod
    async def make_page(cls, client: BotClient, user: int, page: int, of: str) -> Layout:
        return (
            await show_undecided(client, int(of), page)
            if re.fullmatch(r"\d{1,18}", of)
            else make_notice(GONE)
        )


class DecideAllButton(
    StatefulButton,
    template=r"review:(?P<what>all|confirm|leave):(?P<review>\d{1,18})(?::(?P<seen>[0-9a-f]{1,16}))?",
):
    """Decides all remaining new facts at once, or all confirmations, if they still are those that were seen."""

    def __init__(self, what: str, review: int, seen: str, count: int = 0) -> None:
        label, style = {
            "all": (f"Approve all {count}", discord.ButtonStyle.success),
            "confirm": ("Add this source", discord.ButtonStyle.success),
            "leave": ("Leave out", discord.ButtonStyle.secondary),
        }[what]
        super().__init__(ui.Button(label=label, style=style, custom_id=f"review:{what}:{review}:{seen}"))
        self._what = what
        self._review = review
        self._seen = seen

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(match["what"], int(match["review"]), match["seen"] or "")

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.defer()
        with refusing():
            decision = await client.store.reviews.decide_all(
                self._review,
                self._seen,
                State.REJECTED if self._what == "leave" else State.APPROVED,
                interaction.user.id,
                confirming=self._what != "all",
            )
        if decision is Decision.DONE:
            await settle_decided(client, self._review, interaction.user.id)
        notice = FACTS_CHANGED if decision is Decision.EDITED_SINCE else ""
        layout = await show_review(client, self._review, notice=notice)
        await interaction.edit_original_response(view=layout)


class SameNameButton(
    StatefulButton, template=r"review:(?P<what>same|apart):(?P<review>\d{1,18}):(?P<seen>.{1,60})"
):
    """Says whether the spellings that were seen are one name."""

    def __init__(self, what: str, review: int, seen: str) -> None:
        same = what == "same"
        super().__init__(
            ui.Button(
                label="The same" if same else "Not the same",
                style=discord.ButtonStyle.success if same else discord.ButtonStyle.secondary,
                custom_id=f"review:{what}:{review}:{seen}",
            )
        )
        self._same = same
        self._review = review
        self._seen = seen

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(match["what"], int(match["review"]), match["seen"])

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.defer()
        review = await client.store.reviews.find(self._review)
        asked = [name for name in review.names if _digest(name) == self._seen] if review else []
        with refusing():
            problems = await decide_names(
                client.store, self._review, asked, same=self._same, by=interaction.user.id
            )
        notice = "\n".join(escape_clipped(problem, 200) for problem in problems)
        layout = await show_review(client, self._review, notice=notice)
        await interaction.edit_original_response(view=layout)


class ShowButton(StatefulButton, template=r"review:show:(?P<review>\d{1,18}):(?P<seen>[0-9a-f]{1,16})"):
    """Says that an article is about one of the shows that it may be about."""

    def __init__(self, review: int, seen: str, title: str, *, is_guess: bool = False) -> None:
        style = discord.ButtonStyle.success if is_guess else discord.ButtonStyle.secondary
        label = "Yes" if is_guess else plain_label(title, _LABEL_LIMIT)
        super().__init__(ui.Button(label=label, style=style, custom_id=f"review:show:{review}:{seen}"))
        self._review = review
        self._seen = seen

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(int(match["review"]), match["seen"], label)

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.defer()
        review = await client.store.reviews.find(self._review)
        candidates = _list_candidates(review) if review else ()
        title = next((each for each in candidates if _digest(each) == self._seen), None)
        if review is not None and review.about is None and title is not None:
            # The season was read for the show that it seems to be about; of another nothing is known.
            season = review.season if title == review.guess else None
            with refusing():
                await tell_subject(client.store, review, title, season, client.today())
        await interaction.edit_original_response(view=await show_review(client, self._review))


class SeveralShowsButton(IdButton, prefix="review:several", label="Several shows"):
    """Says that an article is about no show more than about others."""

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.defer()
        review = await client.store.reviews.find(self.of)
        if review is not None and review.about is None:
            with refusing():
                await tell_subject(client.store, review, "", None, client.today())
        await interaction.edit_original_response(view=await show_review(client, self.of))


class OtherShowButton(IdButton, prefix="review:other", label="Another show …"):
    """Opens a form for the show that an article is about."""

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        review = await client.store.reviews.find(self.of)
        if review is None or review.text is None:
            layout = await show_review(client, self.of)
            await interaction.response.edit_message(view=layout)
        else:
            await ShowForm(review).open(interaction, client, self)


class ReviewDateButton(IdButton, prefix="review:date", label="Say when", style=discord.ButtonStyle.primary):
    """Opens a form for when an article was published, and by whom."""

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        review = await client.store.reviews.find(self.of)
        if review is None or review.published_on is not None:
            layout = await show_review(client, self.of)
            await interaction.response.edit_message(view=layout)
        else:
            await ReviewDateForm(review).open(interaction, client, self)


REVIEW_BUTTONS = (
    DecideButton,
    EditProposalButton,
    DetailsButton,
    ReviewTurnButton,
    UndecidedTurn,
    DecideAllButton,
    SameNameButton,
    ReviewDateButton,
    ShowButton,
    SeveralShowsButton,
    OtherShowButton,
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
                "Published on",
                "29 January 2024, 2024-01-29, yesterday",
                required=True,
                max_length=40,
                custom_id="published_on",
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

    async def show_again(self, client: BotClient, problems: str) -> Layout | None:
        """The card that it was opened from."""
        return await show_review(client, self._review.id, notice=problems)

    async def submit(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        typed = {key: field.value for key, field in self._fields.items()}
        said, problems = read_article_details(typed, client.today())
        if "published_on" not in said:
            problems.append("Say when it was published.")
        if problems:
            raise Refused("\n".join(f"- {problem}" for problem in escape_problems(problems)))
        await interaction.response.defer()
        with refusing():
            await set_source(client.store, self._review, said, client.today())
        layout = await show_review(client, self._review.id)
        await interaction.edit_original_response(view=layout)


class ShowForm(Form):
    """Which show, and season, an article is about."""

    def __init__(self, review: Review) -> None:
        super().__init__("Which show is this about?")
        self._review = review
        self._title = self.ask(
            "Title",
            "As the article writes it",
            required=True,
            max_length=_TITLE_LENGTH,
            default=(review.about or review.guess or "")[:_TITLE_LENGTH],
            custom_id="title",
        )
        self._season = self.ask(
            "Season",
            "A number, if it is about one season",
            max_length=3,
            default=str(review.season) if review.season else None,
            custom_id="season",
        )

    async def show_again(self, client: BotClient, problems: str) -> Layout | None:
        """The card that it was opened from."""
        return await show_review(client, self._review.id, notice=problems)

    async def submit(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        with refusing():
            title, season = read_title(self._title.value), read_season(self._season.value)
        await interaction.response.defer()
        with refusing():
            told = await tell_subject(client.store, self._review, title, season, client.today())
        layout = await show_review(client, self._review.id, notice="" if told else SUBJECT_STAYS)
        await interaction.edit_original_response(view=layout)


class EditProposalForm(Form):
    """What a proposed fact says, how sure it is, and the words it was read from."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__("Edit the fact")
        self._proposal = proposal
        fact = proposal.fact
        self._fact = FactFields(self, msgspec.structs.asdict(fact))
        self._certainty = ask_for_certainty(self, fact.certainty)
        evidence = fact.evidence or ""
        # What is too long to fit in is kept as it is.
        self._evidence = (
            self.ask(
                "Evidence",
                "Words of the article, as they stand there",
                style=discord.TextStyle.paragraph,
                max_length=FIELD_LENGTH,
                default=evidence,
                custom_id="evidence",
            )
            if len(evidence) <= FIELD_LENGTH
            else None
        )

    def fill(self, typed: Typed) -> None:
        """Fill the fields in."""
        self._fact.fill(typed)
        super().fill(typed)

    async def show_again(self, client: BotClient, problems: str) -> Layout | None:
        """The fact's card."""
        return await show_review(client, self._proposal.review, at=self._proposal.id, notice=problems)

    async def submit(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        base = msgspec.structs.asdict(self._proposal.fact)
        raw, problems = read_fact(self._fact.typed, base, client.store.names, client.today())
        raw["certainty"] = next(iter(self._certainty.values), None)
        if self._evidence is not None:
            raw["evidence"] = self._evidence.value.strip() or None
        await _edit(interaction, client, self._proposal, raw, problems)


class DetailsForm(Form):
    """What may be said of a proposed fact besides, as far as facts of its kind have it."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__("Details of the fact")
        self._proposal = proposal
        fact = msgspec.structs.asdict(proposal.fact)
        self._details = {
            key: self.ask(
                *_DETAIL_LABELS[key],
                style=discord.TextStyle.paragraph if key == "note" else discord.TextStyle.short,
                max_length=FIELD_LENGTH if key == "note" else _DETAIL_LENGTH,
                default=text,
                custom_id=key,
            )
            for key, text in write_details(fact).items()
            # What is too long to fit in is kept as it is.
            if len(text) <= (FIELD_LENGTH if key == "note" else _DETAIL_LENGTH)
        }
        self._spoiler: ui.Checkbox[Any] = ui.Checkbox(custom_id="spoiler", default=proposal.fact.spoiler)
        self.add_item(
            ui.Label(
                text="It is a spoiler",
                description="Fans see it behind a veil, or not at all, as their server chose",
                component=self._spoiler,
            )
        )

    async def show_again(self, client: BotClient, problems: str) -> Layout | None:
        """The fact's card."""
        return await show_review(client, self._proposal.review, at=self._proposal.id, notice=problems)

    async def submit(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        typed = {key: field.value for key, field in self._details.items()}
        base = msgspec.structs.asdict(self._proposal.fact)
        raw, problems = read_details(typed, self._spoiler.value, base, client.today())
        await _edit(interaction, client, self._proposal, raw, problems)


async def _edit(
    interaction: discord.Interaction[Any],
    client: BotClient,
    proposal: Proposal,
    raw: Mapping[str, object],
    problems: Sequence[str],
) -> None:
    await interaction.response.defer()
    try:
        decision = await edit_proposal(client.store, proposal, raw, problems, by=interaction.user.id)
    except ModerationError as error:
        raise refuse_fact(error) from error
    except PassingError as error:
        raise Refused(word_store_error(error)) from error
    await _show_after(interaction, proposal.id, decision)


async def _show_after(interaction: discord.Interaction[Any], proposal_id: int, decision: Decision) -> None:
    """Go on after a decision or an edit, and say so if somebody else was faster."""
    client = cast(BotClient, interaction.client)
    proposal = await client.store.reviews.find_proposal(proposal_id)
    if proposal is None:
        await interaction.edit_original_response(view=make_notice(FACT_GONE))
        return
    match decision:
        case Decision.DECIDED_ALREADY:
            by = proposal.decided_by
            # Whoever decided may have had their data deleted since.
            who = "somebody" if by is None else f"<@{by}>" if by != interaction.user.id else "you"
            notice = f"That fact is decided already: {proposal.state.value} by {who}."
        case Decision.EDITED_SINCE:
            notice = EDITED_SINCE
        case _:
            notice = ""
            await settle_decided(client, proposal.review, interaction.user.id)
    layout = await show_review(client, proposal.review, at=proposal_id, notice=notice)
    await interaction.edit_original_response(view=layout)
