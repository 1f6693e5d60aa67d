"""What an article names, put together from what is judged and what its layout tells.

Owns the titles and names that the rest reads. Refuses the judgement (see mentions).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.extract.blocks import without_lines
from bot.extract.dates import Time
from bot.extract.find.kinds import is_marked, tell_kind
from bot.extract.find.mentions import KINDS, Judged
from bot.extract.find.names import (
    NO_NAME,
    NameMention,
    Names,
    PlainMention,
    find_names,
    find_respelled,
    without_title,
)
from bot.extract.find.titles import TitleMention, Titles, find_titles
from bot.extract.prepared import Prepared


def put_mentions(prepared: Prepared, judged: Sequence[Judged]) -> tuple[Titles, Names]:
    """The titles and names of an article as they are judged, beside what its layout tells."""
    reading, sentences, blocks = prepared.article.reading, prepared.sentences, prepared.blocks
    spans: dict[str, list[tuple[int, int]]] = {kind: [] for kind in KINDS}
    surnames = {
        reading[each.start : each.end].split()[-1]
        for each in judged
        if each.kind == "person" and " " in reading[each.start : each.end]
    }
    for each in judged:
        kind = tell_kind(reading, each)
        if kind == "show" and reading[each.start : each.end] in surnames and not is_marked(reading, each):
            kind = "person"  # a family name alone
        spans[kind].append((each.start, each.end))
    works = spans["show"] + spans["other work"]
    titles = find_titles(reading, sentences, works, prepared.quotations, prepared.known)
    titles = _without_days(without_lines(titles, blocks), prepared.times)
    people = [
        without_title(reading, *each)
        for each in spans["person"]
        # "Lastly, he said …", "Rep. Harlow"
        if not (reading[slice(*each)].lower() in NO_NAME and reading.startswith((",", "."), each[1]))
    ]
    characters = [without_title(reading, *each) for each in spans["character"]]
    listed = blocks.names()
    _add_respelled(reading, people, characters, [*works, *spans["organisation"], *listed])
    names = find_names(
        reading,
        sentences,
        [
            *_spans(titles.mentions),
            *_spans(outside(prepared.times, titles)),
            *spans["place"],
        ],
        [*listed, *_apart_from([*people, *characters], listed)],
        spans["organisation"],
    )
    _tell_characters(names, set(people), set(characters))
    places = tuple(PlainMention(*each, reading[slice(*each)]) for each in spans["place"])
    return titles, replace(names, places=places)


def _add_respelled(
    reading: str,
    people: list[tuple[int, int]],
    characters: list[tuple[int, int]],
    taken: Sequence[tuple[int, int]],
) -> None:
    """Adds where those who are found stand in other letters, in place of what is only a part of them there."""
    named = {each: into for into in (people, characters) for each in into}
    spelled = {" ".join(reading[slice(*each)].split()): into for each, into in named.items()}
    holder = {at: span for span in named for at in range(*span)}
    for start, end, name in list(find_respelled(reading, spelled, taken)):
        inside = {holder[at] for at in range(start, end) if at in holder}
        if all(span[1] - span[0] < end - start for span in inside):
            for span in inside:
                named.pop(span).remove(span)
            spelled[name].append((start, end))
            named[start, end] = spelled[name]
            holder.update(dict.fromkeys(range(start, end), (start, end)))


def _spans(mentions: Iterable[NameMention | TitleMention | Time]) -> list[tuple[int, int]]:
    return [(each.start, each.end) for each in mentions]


def outside(times: Iterable[Time], titles: Titles) -> list[Time]:
    """The times that are no part of a title."""
    held = {at for each in titles.mentions for at in range(each.start, each.end)}
    return [each for each in times if each.start not in held]


def _apart_from(
    stretches: Iterable[tuple[int, int]], others: Iterable[tuple[int, int]]
) -> list[tuple[int, int]]:
    held = {at for start, end in others for at in range(start, end)}
    return [each for each in stretches if held.isdisjoint(range(*each))]


def _tell_characters(names: Names, people: set[tuple[int, int]], characters: set[tuple[int, int]]) -> None:
    """Marks those as characters who are judged to be one more often than to be a person."""
    votes: dict[int, list[int]] = {}
    for each in names.people:
        tally = votes.setdefault(id(each.person), [0, 0])
        tally[0] += (each.start, each.end) in people
        tally[1] += (each.start, each.end) in characters
    for each in names.people:
        real, made_up = votes[id(each.person)]
        each.person.is_character = made_up > real


def _without_days(titles: Titles, times: Iterable[Time]) -> Titles:
    """The titles without those that are part of a date: "Friday, Oct" in "Friday, Oct. 9"."""
    days = {
        at: each for each in times if each.edtf and len(each.edtf) == 10 for at in range(each.start, each.end)
    }
    inside = {
        mention.start
        for mention in titles.mentions
        if (day := days.get(mention.start))
        and mention.end <= day.end
        and mention.end - mention.start < day.end - day.start
    }
    if not inside:
        return titles
    return replace(titles, mentions=tuple(each for each in titles.mentions if each.start not in inside))
