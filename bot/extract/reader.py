"""From an article's text to its facts.

Owns the order of the steps. Refuses the steps: each lives with its topic.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.extract.article import BYLINE
from bot.extract.blocks import PlacedBlocks, place_blocks, read_cast_line
from bot.extract.coreference import Discourse, note_genders, note_roles, resolve
from bot.extract.draft_fact import Draft
from bot.extract.extracted import ExtractedArticle
from bot.extract.find.mentions import Judged, judge_mentions
from bot.extract.find.names import Person, fold_name, is_korean
from bot.extract.find.namings import outside, put_mentions
from bot.extract.find.subject import judge_subject, put_subject
from bot.extract.found_facts import FoundFacts
from bot.extract.link.pairs import choose_pairs
from bot.extract.link.rumours import note_rumours
from bot.extract.link.seasons import choose_seasons
from bot.extract.prepared import prepare
from bot.extract.quotes.quotations import Quotation
from bot.extract.quotes.speakers import Attribution, Said
from bot.extract.slotted_sentences import Clause
from bot.extract.tell.agencies import read_agencies
from bot.extract.tell.fact_sheets import read_fact_sheet, show_of_lines
from bot.extract.tell.meanings import read_meanings
from bot.extract.tell.plots import read_plots
from bot.extract.tell.reception import read_reception
from bot.extract.tell.renewals import read_renewals


def read_article(
    path_or_name: str,
    text: str,
    known_titles: Iterable[str] = (),
    *,
    about: str | None = None,
    season: int | None = None,
) -> ExtractedArticle:
    """The facts of an article. Raises NotAnArticle if there is nothing to read.

    ``known_titles`` are shows known beforehand, to be found however they are set; ``about`` is the one that the
    article is about, and ``season`` its season in the news, where somebody has said so.
    """
    read = Read(path_or_name, text, known_titles, about, season)
    found = FoundFacts(read.article, read.discourse.sentences)
    told, said = read.tell()
    chosen = choose_pairs(read.discourse, read.all_clauses, told)
    chosen = choose_seasons(read.discourse, chosen)
    note_rumours(read.discourse, chosen)
    for draft, clause in chosen:
        if isinstance(draft.value, Person) and draft.spelled is None:
            draft.spelled = read.discourse.spell(draft.value, clause.sentence)
        found.add(draft, clause)
    for speech in said:
        found.add_quote(speech, read.discourse)
    people = {id(each.person): each.person for each in read.discourse.names.people}
    return ExtractedArticle(read.article, found.facts(), tuple(_other_names(people.values())), read.subject)


class Read:
    """An article with everything found in it, to be read clause by clause."""

    def __init__(
        self,
        path_or_name: str,
        text: str,
        known_titles: Iterable[str] = (),
        about: str | None = None,
        season: int | None = None,
        mentions: Sequence[Judged] | None = None,
    ) -> None:
        """``mentions`` are what the text names, where that need not be judged."""
        prepared = prepare(path_or_name, text, known_titles, about)
        self.article, sentences, words = prepared.article, prepared.sentences, prepared.words
        reading, blocks = self.article.reading, prepared.blocks
        if mentions is None:
            mentions = judge_mentions(
                reading,
                sentences,
                prepared.quoted,
                self.article.emphasised,
                prepared.korean,
            )
        titles, names = put_mentions(prepared, mentions)
        times = outside(prepared.times, titles)
        if about:
            titles = put_subject(titles, about)
        self.discourse = Discourse(
            self.article,
            sentences,
            titles,
            names,
            times,
            _outside_lines(titles.speech, prepared.lines),
            is_told=bool(about),
            season=season,
        )
        subject = judge_subject(titles, self.discourse.season, sentences)
        self.subject = replace(subject, is_sure=True) if about else subject
        self.all_clauses = list(self.discourse.clauses(words))
        self._said = [clause.text for clause in self.all_clauses]
        for clause in self.all_clauses:
            note_roles(clause)
        note_genders(self.all_clauses)
        self._placed = place_blocks(reading, blocks, names, titles)
        self.attribution = Attribution(self.discourse)

    def tell(self) -> tuple[list[tuple[Draft, Clause]], list[Said]]:
        """What layouts and set phrases tell, and what is quoted."""
        told: list[tuple[Draft, Clause]] = []
        said: list[Said] = []
        for clause, unchanged in zip(self.all_clauses, self._said, strict=True):
            if BYLINE.fullmatch(self.article.reading, clause.sentence.start, clause.sentence.end):
                continue
            resolve(self.discourse, clause)
            drafts = _read_clause(self.discourse, clause, unchanged, self._placed)
            told += [(draft, clause) for draft in drafts]
            said += self.attribution.read(clause)
        return told, said


def _outside_lines(speech: Iterable[Quotation], lines: Sequence[Quotation]) -> list[Quotation]:
    """What is quoted, whole lines of it without the marks within them."""
    return sorted(
        [
            *lines,
            *(each for each in speech if not any(line.start <= each.start < line.end for line in lines)),
        ],
        key=lambda each: each.start,
    )


def _read_clause(discourse: Discourse, clause: Clause, said: str, placed: PlacedBlocks) -> Iterator[Draft]:
    at = clause.sentence.start
    if at in placed.parts:
        yield from _laid_out(read_cast_line(placed, show_of_lines(discourse), discourse.season, at))
        return
    if sheet := list(_laid_out(read_fact_sheet(discourse, clause, placed.shows.get(at)))):
        yield from sheet
        return
    yield from read_agencies(clause)
    if discourse.topic is None:
        return
    yield from read_renewals(discourse, clause)
    yield from read_plots(discourse, clause)
    yield from read_reception(discourse, clause, said)
    yield from read_meanings(discourse, clause)


def _laid_out(drafts: Iterable[Draft]) -> Iterator[Draft]:
    for draft in drafts:
        draft.is_laid_out = True
        yield draft


def _other_names(people: Iterable[Person]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Korean names that the article spells in two ways."""
    for person in people:
        also = {fold_name(each): each for each in sorted(person.spellings) if is_korean(each)}
        also.pop(fold_name(person.name), None)
        if also and is_korean(person.name):
            yield person.name, "character" if person.is_character else "person", tuple(also.values())
