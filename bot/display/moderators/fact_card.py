"""One fact for moderators: a card with rival reports, what has happened to it, and what can be done.

Owns the card, its buttons and forms: retract, restore, pin, unpin. Refuses to decide what may be done: that is for
bot/moderation.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import date
from typing import Any  # Any: discord.py's Interaction and Item are generic in their client

import discord
from discord import ui

from bot.answers.effect_of_report import Effect, EffectKind
from bot.answers.report_words import name_subject, word_article, word_fact
from bot.display.client_protocol import BotClient
from bot.display.components import (
    ACCENTS,
    TEXT_LIMIT,
    UNKNOWN_ACCENT,
    IdButton,
    Layout,
    make_layout,
    make_notice,
)
from bot.display.escape import escape_clipped, link
from bot.display.forms import Form
from bot.display.moderators.history import word_timestamp, word_who
from bot.display.moderators.review_cards import quote_evidence, word_known
from bot.display.refusal import refusing
from bot.display.text_blocks import count_of, cover
from bot.facts.dates import word_date, word_day
from bot.facts.relations import RELATIONS, ValueType
from bot.facts.report import Report
from bot.facts.scope import word_scope
from bot.moderation.single_facts import (
    GONE,
    RESTORED_ALREADY,
    FactOverview,
    RetractionOverview,
    look_up_fact,
    look_up_retraction,
    pin_fact,
    read_reason,
    read_until,
)
from bot.store import ChangeKind, Retraction, StepKind, Touch

NOT_PINNED = "That fact is not pinned any more."
MOST_REASON = 300
_FACT_LIMIT = 600
_NOTE_LIMIT = 200
_REASON_LIMIT = 350
_MOST_BESIDE = 4
_MOST_TOUCHES = 6
_LABEL_VALUE = 45
_BUTTON_LABELS = 60
"""Characters of a card's buttons, at most."""


# Words


def label_fact(report: Report) -> str:
    """A fact as a choice: "Moon High season 2 · release date · 2024 · the article", without a spoiler's value."""
    return _label(name_subject(report.subject, report.scope), report)


def label_retraction(retraction: Retraction) -> str:
    """A retracted fact as a choice."""
    fact = retraction.fact
    subject = fact.work or fact.person or fact.term or ""
    dated = fact.relation in RELATIONS and RELATIONS[fact.relation].value is ValueType.DATE
    value = word_date(fact.value) if dated else fact.value
    value = "(spoiler)" if fact.spoiler else value[:_LABEL_VALUE]
    of_what = f"{subject} {word_scope(fact.scope)}".rstrip()
    return f"{of_what} · {fact.relation} · {value} · {retraction.article}"


def _label(subject: str, report: Report) -> str:
    value = word_date(report.value) if report.window else report.value
    value = "(spoiler)" if report.spoiler else value[:_LABEL_VALUE]
    return f"{subject} · {report.relation} · {value} · {report.article}"


def _word_standing(effect: Effect) -> Iterator[str]:
    """The other reports beside a fact, and whether it is what the bot answers."""
    beside = [word_known(each) for each in effect.known[:_MOST_BESIDE] if not each.spoiler]
    more = len(effect.known) - len(beside)
    match effect.kind:
        case EffectKind.NEW:
            yield "Nothing else is known of this."
            return
        case EffectKind.ADDS | EffectKind.DETAILS:
            yield f"**Beside it:** {count_of(len(effect.known), 'more fact')} of this kind. They add up."
            return
        case EffectKind.CONFIRMS:
            yield "**Said by others as well:**"
        case EffectKind.STRENGTHENS:
            yield "**Said by others as well, less surely:**"
        case EffectKind.REPLACES:
            yield "**It is what I answer,** ahead of:"
        case EffectKind.BENEATH:
            yield "**It stands beneath,** because it is less certain than:"
        case EffectKind.EARLIER:
            yield "**Replaced since,** it stands among the earlier reports. What I answer:"
        case EffectKind.DISPUTES:
            yield "**Contradicted,** and both are shown:"
    yield from (f"- {words}" for words in beside)
    if more:
        yield f"- and {more} more"


_TOUCHED = {
    (StepKind.ARTICLE, False): "came with its article",
    (StepKind.FACT, False): "came",
    (StepKind.FACT, True): "went",
    (StepKind.RETRACTION, False): "was retracted",
    (StepKind.RETRACTION, True): "was served again",
    (StepKind.PIN, False): "was pinned",
    (StepKind.PIN, True): "was unpinned",
    (StepKind.CONFIRMATION, False): "was confirmed to be still true",
    (StepKind.CONFIRMATION, True): "is not confirmed any more",
}


def _word_touches(touches: Sequence[Touch]) -> Iterator[str]:
    for touch in touches[:_MOST_TOUCHES]:
        change = touch.change
        line = f"- #{change.id} {_TOUCHED.get((touch.what, touch.gone), 'changed')}"
        if change.what is ChangeKind.UNDO:
            line += f", as #{change.undoes} was taken back"
        elif change.what is ChangeKind.APPROVE:
            line += ", approved in Discord"
        line += f" · {word_timestamp(change.at)} · {word_who(change)}"
        yield line + (f" · {escape_clipped(change.reason, 100)}" if change.reason else "")
    if len(touches) > _MOST_TOUCHES:
        yield f"- and {len(touches) - _MOST_TOUCHES} more before"


# Cards


async def show_fact(client: BotClient, fact: int, *, notice: str = "") -> Layout:
    """The card of a fact."""
    found = await look_up_fact(client.store, fact, client.today())
    if found is None:
        return make_notice(notice or GONE)
    return make_fact_layout(found, client.today(), notice=notice)


def make_fact_layout(found: FactOverview, today: date, *, notice: str = "") -> Layout:
    """A fact, the other reports beside it, what has happened to it, and what can be done."""
    report = found.report
    blocks = [notice] if notice else []
    blocks.append(_word_head(report))
    after = ["\n".join(_word_standing(found.effect))]
    if report.pin is not None:
        state = "Pinned until" if report.pin.until >= today else "Its pin ended on"
        reason = escape_clipped(report.pin.reason, _REASON_LIMIT)
        after.append(f"**{state} {word_day(report.pin.until)}:** {reason}")
    if found.touches:
        after.append("\n".join(("**What has happened to it**", *_word_touches(found.touches))))
    after.append(f"-# Fact {report.id}")
    buttons: list[ui.Item[Any]] = [RetractButton(report.id)]
    if report.pin is not None and report.pin.until >= today:
        buttons.append(UnpinButton(report.id))
    elif RELATIONS[report.relation].one_value:
        buttons.append(PinButton(report.id))
    return _make_card(blocks, report, after, buttons, ACCENTS[report.certainty])


async def show_retraction(client: BotClient, retraction: int, *, notice: str = "") -> Layout:
    """The card of a retracted fact."""
    found = await look_up_retraction(client.store, retraction)
    return (
        make_notice(notice or RESTORED_ALREADY)
        if found is None
        else make_retraction_layout(found, notice=notice)
    )


def make_retraction_layout(overview: RetractionOverview, *, notice: str = "") -> Layout:
    """A retracted fact: by whom, and why."""
    found, report, touches = overview.retraction, overview.report, overview.touches
    who = f"<@{found.by}>" if found.by is not None else "somebody who is not known any more"
    blocks = [notice] if notice else []
    blocks += [
        f"**Retracted** · {word_timestamp(found.at)} · {who}\n{escape_clipped(found.reason, _REASON_LIMIT)}",
        _word_head(report),
    ]
    after = ["\n".join(("**What has happened to it**", *_word_touches(touches)))] if touches else []
    after.append("-# It stays out when its file is loaded again, as long as the file says the same.")
    return _make_card(blocks, report, after, [RestoreButton(found.id)], UNKNOWN_ACCENT)


def _word_head(report: Report) -> str:
    """What a fact says, and where it is from."""
    relation = RELATIONS[report.relation]
    words = escape_clipped(word_fact(report), _FACT_LIMIT)
    facts = [relation.heading, report.certainty.value]
    facts += [f"according to {report.according_to}"] if report.according_to else []
    facts += [f"about {report.about}"] if report.about else []
    facts += [f"on {word_date(report.on)}"] if report.on else []
    facts += ["spoiler"] if report.spoiler else []
    lines = [
        f"### {cover(words, report.spoiler)}",
        escape_clipped(" · ".join(facts), _NOTE_LIMIT),
    ]
    if report.note:
        note = escape_clipped(report.note, _NOTE_LIMIT)
        lines.append(f"-# {cover(note, report.spoiler)}")
    source = [escape_clipped(word_article(report), _NOTE_LIMIT), word_day(report.published_on)]
    source += [escape_clipped(report.publisher, 60)] if report.publisher else []
    source += [link(report.url)] if report.url else []
    lines.append(f"-# {' · '.join(source)}")
    if report.title:
        lines.append(f"-# Article {escape_clipped(report.article, 120)}")
    return "\n".join(lines)


def _make_card(
    before: Sequence[str],
    report: Report,
    after: Sequence[str],
    buttons: Sequence[ui.Item[Any]],
    accent: discord.Colour,
) -> Layout:
    room = TEXT_LIMIT - sum(map(len, (*before, *after))) - _BUTTON_LABELS
    evidence = quote_evidence(report, room - len("||||"))
    if report.spoiler and report.evidence:
        evidence = f"> {cover(evidence.removeprefix('> '), True)}"
    return make_layout([*before, evidence, *after], [buttons], accent)


# Actions, for commands, buttons and forms alike


async def retract(client: BotClient, fact: int, reason: str, by: int) -> Layout:
    """Take a fact out; returns the card of the retraction."""
    with refusing():
        retraction = await client.store.single_facts.retract(fact, reason, by)
    if retraction is None:
        return make_notice(GONE)
    return await show_retraction(client, retraction, notice="I do not answer from this any more.")


async def restore(client: BotClient, retraction: int, by: int) -> Layout:
    """Serve a retracted fact again; returns its card."""
    with refusing():
        fact = await client.store.single_facts.restore(retraction, by)
    if fact is None:
        return make_notice(RESTORED_ALREADY)
    return await show_fact(client, fact, notice="Restored: I answer from this again.")


async def pin(client: BotClient, fact: int, reason: str, until: date, by: int) -> Layout:
    """Have a fact lead until a day; returns its card."""
    with refusing():
        done = await pin_fact(client.store, fact, reason, until, by)
    notice = f"Pinned: it leads until {word_day(until)}." if done else GONE
    return await show_fact(client, fact, notice=notice)


async def unpin(client: BotClient, fact: int, by: int) -> Layout:
    """Let the usual rule decide again; returns the fact's card."""
    with refusing():
        done = await client.store.single_facts.unpin(fact, by)
    notice = "Unpinned: reports lead as they are again." if done else NOT_PINNED
    return await show_fact(client, fact, notice=notice)


# Buttons


class ShowFactButton(IdButton, prefix="fact:show", label="Show"):
    """Shows a fact's card in a message of its own, so that the list stays."""

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.send_message(view=await show_fact(client, self.of), ephemeral=True)


class RetractButton(IdButton, prefix="fact:retract", label="Retract", style=discord.ButtonStyle.danger):
    """Asks why to take a fact out."""

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await _open_form(interaction, client, self, RetractForm)


class PinButton(IdButton, prefix="fact:pin", label="Pin"):
    """Asks why a fact is to lead, and for how long."""

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await _open_form(
            interaction, client, self, lambda fact: PinForm(fact, read_until(None, client.today()))
        )


class UnpinButton(IdButton, prefix="fact:unpin", label="Unpin"):
    """Lets the usual rule decide again."""

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await _do_in_place(interaction, unpin(client, self.of, interaction.user.id))


class RestoreButton(IdButton, prefix="fact:restore", label="Restore", style=discord.ButtonStyle.success):
    """Serves a retracted fact again."""

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await _do_in_place(interaction, restore(client, self.of, interaction.user.id))


CARD_BUTTONS = (ShowFactButton, RetractButton, PinButton, UnpinButton, RestoreButton)


async def _open_form(
    interaction: discord.Interaction[Any], client: BotClient, opener: IdButton, make: Callable[[int], Form]
) -> None:
    if await client.store.single_facts.find_report(opener.of) is None:
        await interaction.response.edit_message(view=make_notice(GONE))
    else:
        await make(opener.of).open(interaction, client, opener)


async def _do_in_place(interaction: discord.Interaction[Any], done: Awaitable[Layout]) -> None:
    """Do something that may take a while, and show the outcome in place of the card."""
    await interaction.response.defer()
    await interaction.edit_original_response(view=await done)


# Forms


class _FactForm(Form):
    """A form about a fact, whose card says what is wrong with what was typed."""

    def __init__(self, title: str, fact: int) -> None:
        super().__init__(title)
        self._fact = fact

    async def show_again(self, client: BotClient, problems: str) -> Layout | None:
        """The fact's card."""
        return await show_fact(client, self._fact, notice=problems)


class RetractForm(_FactForm):
    """Why a fact is taken out."""

    def __init__(self, fact: int) -> None:
        super().__init__("Retract the fact", fact)
        self._reason = self.ask(
            "Why?",
            "Kept in the history; moderators see it",
            required=True,
            max_length=MOST_REASON,
            custom_id="reason",
        )

    async def submit(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        with refusing():
            reason = read_reason(self._reason.value)
        await _do_in_place(interaction, retract(client, self._fact, reason, interaction.user.id))


class PinForm(_FactForm):
    """Why a fact is to lead, and for how long."""

    def __init__(self, fact: int, until: date) -> None:
        super().__init__("Pin the fact", fact)
        self._reason = self.ask(
            "Why?",
            "Shown below the answer, to everybody",
            required=True,
            max_length=MOST_REASON,
            custom_id="reason",
        )
        self._until = self.ask(
            "Until",
            "The last day of it",
            required=True,
            max_length=40,
            default=word_day(until),
            custom_id="until",
        )

    async def submit(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        with refusing():
            reason = read_reason(self._reason.value)
            until = read_until(self._until.value, client.today())
        await _do_in_place(interaction, pin(client, self._fact, reason, until, interaction.user.id))
