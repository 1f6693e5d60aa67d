"""From an article's text to its facts.

Owns the order of the steps, the evidence and certainty of each fact, and what becomes of a fact stated
more than once. Refuses rules: each lives with its topic.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import msgspec

from bot.extract import dates, vocabulary
from bot.extract.agencies import read_agencies
from bot.extract.article import BYLINE, ArticleText, parse_article
from bot.extract.blocks import (
    Blocks,
    PlacedBlocks,
    block_titles,
    find_blocks,
    one_sentence_a_line,
    place_blocks,
    read_cast_line,
    without_lines,
)
from bot.extract.certainty import find_source, judge_certainty
from bot.extract.coreference import Discourse, note_genders, note_roles, resolve
from bot.extract.dates import Time
from bot.extract.draft_fact import Draft
from bot.extract.extracted import ExtractedArticle
from bot.extract.fact_sheets import read_fact_sheet, show_of_lines
from bot.extract.famous import is_famous
from bot.extract.given_names import FEMALE, MALE
from bot.extract.meanings import read_meanings
from bot.extract.mentions import KINDS, Judged, judge_mentions
from bot.extract.names import (
    NO_NAME,
    NameMention,
    Names,
    Person,
    PlainMention,
    find_korean,
    find_names,
    find_respelled,
    fold_name,
    is_korean,
    without_title,
)
from bot.extract.pairs import choose_pairs
from bot.extract.plots import read_plots
from bot.extract.quotations import Quotation, find_quotations, find_spoken_lines
from bot.extract.quote_contexts import find_occasion
from bot.extract.reception import read_reception
from bot.extract.renewals import read_renewals
from bot.extract.rumours import note_rumours
from bot.extract.seasons import choose_seasons
from bot.extract.sentences import SentenceSpan, find_paragraphs, find_sentences, words_of
from bot.extract.show_news import is_show_news
from bot.extract.slotted_sentences import Clause
from bot.extract.speakers import Attribution, Said
from bot.extract.subject import find_spelling, judge_subject, put_subject
from bot.extract.titles import TitleMention, Titles, find_introduced, find_titles
from bot.facts.model import Certainty, Fact

_FEWEST_QUOTED: Final = 3
_DASH: Final = re.compile(r"[―—–-]{1,2}\s?\w")
_HONORIFIC: Final = re.compile(r"\b(?:Ms|Mr|Mrs|Dr|Sen|Rep|Gov|Gen|Lt|Sgt|Prof|St|Rev|Hon)\.$")
_INITIAL: Final = re.compile(r"\b([A-Z][a-z]+) [A-Z]\.$")  # "Anna B. Cole"
_CLOCK: Final = re.compile(r"\d ?[ap]\.m\.$")
_GOES_ON: Final = re.compile(r"\(|(?:[A-Z]{2,4}|on|and|in|local|at|to)\b")
_ASKED: Final = re.compile(r"[?!,—–…][\"”’']{1,2}$")
_ATTRIBUTION: Final = re.compile(rf"(?:[\w.’'-]+ ){{0,6}}(?:{vocabulary.SAY})\b")
_YEAR: Final = re.compile(r"\(\d{4}\)")
_ANYTHING: Final = re.compile(r"")
_DETERMINER: Final = re.compile(r"^(?:the|its|his|her|an?) ", re.IGNORECASE)
_LONGEST_JOINED: Final = 6_000
_CAMEL_CASE: Final = re.compile(r"[A-Z][a-z]+[A-Z][a-z]+")
_FARTHEST_BACK: Final = 1_200  # characters between a person's name and what is said about "her"
_LONGEST: Final = {"value": 4000, "evidence": 8000}
_LONGEST_NAME: Final = 300
_SAME_GENRE: Final = {
    "rom-com": "romantic comedy",
    "romcom": "romantic comedy",
    "rom com": "romantic comedy",
    "romantic-comedy": "romantic comedy",
}
_DATED: Final = frozenset({"release date", "filming date", "renewal date", "number of episodes"})


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
    found = _Found(read.article, read.discourse.sentences)
    told, said = read.tell()
    chosen = choose_pairs(read.discourse, read.all_clauses, told)
    choose_seasons(read.discourse, chosen)
    note_rumours(read.discourse, chosen)
    for draft, clause in chosen:
        if isinstance(draft.value, Person) and draft.spelled is None:
            draft.spelled = read.discourse.spell(draft.value, clause.sentence)
        found.add(draft, clause)
    for speech in said:
        found.add_quote(speech, read.discourse)
    people = {id(each.person): each.person for each in read.discourse.names.people}
    return ExtractedArticle(read.article, found.facts(), tuple(_other_names(people.values())), read.subject)


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article in sentences, and what its layout tells."""

    article: ArticleText
    sentences: Sequence[SentenceSpan]
    words: Sequence[frozenset[str]]
    blocks: Blocks
    quotations: Sequence[Quotation]
    lines: Sequence[Quotation]
    times: Sequence[Time]
    known: Sequence[str]

    @property
    def korean(self) -> Iterator[tuple[int, int]]:
        return find_korean(self.article.reading)

    @property
    def quoted(self) -> list[tuple[int, int]]:
        return [(each.start, each.end) for each in self.quotations]


def prepare(
    path_or_name: str, text: str, known_titles: Iterable[str] = (), about: str | None = None
) -> Prepared:
    """An article, parted, with what rules find. Raises NotAnArticle."""
    article = parse_article(path_or_name, text)
    reading = article.reading
    paragraphs = find_paragraphs(reading)
    quotations = find_quotations(reading, paragraphs)
    blocks = find_blocks(reading)
    sentences = one_sentence_a_line(find_sentences(reading, paragraphs), blocks)
    lines = find_spoken_lines(reading, paragraphs)
    sentences = _join_quoted(reading, sentences, [*quotations, *lines])
    words = [words_of(reading[each.start : each.end]) for each in sentences]
    known = [
        *([find_spelling(reading, about)] if about else []),
        *known_titles,
        *block_titles(reading, blocks),
        *find_introduced(reading),
    ]
    times = [
        time
        for each, spoken in zip(sentences, words, strict=True)
        for time in dates.find_times(reading, article.published_on, each.start, each.end, spoken)
    ]
    return Prepared(article, sentences, words, blocks, quotations, lines, times, known)


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
        if mentions is None and (about or is_show_news(reading)):
            mentions = judge_mentions(
                reading,
                sentences,
                prepared.quoted,
                self.article.emphasised,
                prepared.korean,
            )
        titles, names = _put_mentions(prepared, mentions) if mentions is not None else _put_none(prepared)
        times = _outside(prepared.times, titles)
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
        """What the rules state, and what is quoted."""
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


def _put_none(prepared: Prepared) -> tuple[Titles, Names]:
    """The titles and names of news of something else, which the judgement was not learnt from."""
    reading, sentences, blocks = prepared.article.reading, prepared.sentences, prepared.blocks
    titles = without_lines(find_titles(reading, sentences, (), prepared.quotations, prepared.known), blocks)
    taken = [*_spans(titles.mentions), *_spans(prepared.times)]
    return titles, find_names(reading, sentences, taken, blocks.names())


def _put_mentions(prepared: Prepared, judged: Sequence[Judged]) -> tuple[Titles, Names]:
    """The titles and names of an article as they are judged, beside what its layout tells."""
    reading, sentences, blocks = prepared.article.reading, prepared.sentences, prepared.blocks
    spans: dict[str, list[tuple[int, int]]] = {kind: [] for kind in KINDS}
    surnames = {
        reading[each.start : each.end].split()[-1]
        for each in judged
        if each.kind == "person" and " " in reading[each.start : each.end]
    }
    for each in judged:
        kind = _kind_beside(reading, each)
        if kind == "show" and reading[each.start : each.end] in surnames and not _is_marked(reading, each):
            kind = "person"  # a family name alone
        spans[kind].append((each.start, each.end))
    works = spans["show"] + spans["other work"]
    titles = find_titles(reading, sentences, works, prepared.quotations, prepared.known)
    titles = _without_days(without_lines(titles, blocks), prepared.times)
    people = [
        without_title(reading, *each)
        for each in spans["person"]
        # "Lastly, he said …"
        if not (reading[slice(*each)].lower() in NO_NAME and reading.startswith(",", each[1]))
    ]
    characters = [without_title(reading, *each) for each in spans["character"]]
    listed = blocks.names()
    _add_respelled(reading, people, characters, [*works, *spans["organisation"], *listed])
    names = find_names(
        reading,
        sentences,
        [
            *_spans(titles.mentions),
            *_spans(_outside(prepared.times, titles)),
            *spans["place"],
        ],
        [*listed, *_apart_from([*people, *characters], listed)],
        spans["organisation"],
        are_all_listed=True,
    )
    _tell_characters(names, set(people), set(characters))
    places = tuple(PlainMention(*each, reading[slice(*each)]) for each in spans["place"])
    return titles, replace(names, places=places)


_AWARD: Final = re.compile(
    r"(?:the )?(?:oscar|emmy|golden globe|bafta|grammy|tony|goya|césar|academy award|daesang)s?",
    re.IGNORECASE,
)
_WHOSE_AWARD: Final = re.compile(
    r"['’]?s?[ -](?:nomin|winn|award|nod\b|buzz|race|contend|season|campaign|voter|speech)"
)
_ACTOR_OF: Final = re.compile(
    r"(?:['’]s?)? (?:star|actor|actress|alum|alumna|alumnus|veteran|vet|helmer|co-creator|showrunner|co-star)s? [A-Z]"
)


def _is_marked(reading: str, judged: Judged) -> bool:
    return bool(judged.start) and reading[judged.start - 1] in "'\"‘’“”"


def _kind_beside(reading: str, judged: Judged) -> str:
    """What a stretch names, unless what stands behind it tells better: an award ("Oscar nominee"), and the show that
    somebody is the star of, which are no people."""
    if judged.kind not in ("person", "show", "character"):
        return judged.kind
    text = reading[judged.start : judged.end]
    if _AWARD.fullmatch(text) and _WHOSE_AWARD.match(reading, judged.end):
        return "nothing"
    if judged.kind == "person" and _ACTOR_OF.match(reading, judged.end) and is_famous(text):
        return "show"
    return judged.kind


def _add_respelled(
    reading: str,
    people: list[tuple[int, int]],
    characters: list[tuple[int, int]],
    taken: Sequence[tuple[int, int]],
) -> None:
    """Adds where those who are found stand in other letters, in place of what is only a part of them there."""
    named = {each: into for into in (people, characters) for each in into}
    spelled = {" ".join(reading[slice(*each)].split()): into for each, into in named.items()}
    for start, end, name in list(find_respelled(reading, spelled, taken)):
        inside = [span for span in named if span[0] < end and start < span[1]]
        if all(span[1] - span[0] < end - start for span in inside):
            for span in inside:
                named.pop(span).remove(span)
            spelled[name].append((start, end))
            named[start, end] = spelled[name]


def _spans(mentions: Iterable[NameMention | TitleMention | Time]) -> list[tuple[int, int]]:
    return [(each.start, each.end) for each in mentions]


def _outside(times: Iterable[Time], titles: Titles) -> list[Time]:
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


def _outside_lines(speech: Iterable[Quotation], lines: Sequence[Quotation]) -> list[Quotation]:
    """What is quoted, whole lines of it without the marks within them."""
    return sorted(
        [
            *lines,
            *(each for each in speech if not any(line.start <= each.start < line.end for line in lines)),
        ],
        key=lambda each: each.start,
    )


def _join_quoted(
    reading: str, sentences: list[SentenceSpan], quotations: Iterable[Quotation]
) -> list[SentenceSpan]:
    """Sentences joined so that none ends inside a quotation."""
    joined: list[SentenceSpan] = []
    ends = sorted(
        ((each.start, each.end) for each in quotations if not each.nested and not each.single),
        key=lambda each: each[0],
    )
    at = 0
    for sentence in sentences:
        previous = joined[-1] if joined else None
        while at < len(ends) and ends[at][1] <= sentence.start:
            at += 1
        inside = at < len(ends) and ends[at][0] < sentence.start <= ends[at][1]
        # “Quoted.” ― Who said it; and "What Next? (2020)"
        dashed = _DASH.match(reading, sentence.start) or _YEAR.match(reading, sentence.start)
        if previous and _HONORIFIC.search(reading, max(previous.start, previous.end - 6), previous.end):
            dashed = _ANYTHING.match(reading, sentence.start)
        if previous and (
            initial := _INITIAL.search(reading, max(previous.start, previous.end - 20), previous.end)
        ):
            dashed = dashed or (
                _ANYTHING.match(reading, sentence.start) if initial[1].lower() in FEMALE | MALE else None
            )
        if previous and _CLOCK.search(reading, max(previous.start, previous.end - 6), previous.end):
            dashed = dashed or _GOES_ON.match(reading, sentence.start)
        if previous and _ASKED.search(reading, max(previous.start, previous.end - 3), previous.end):
            dashed = dashed or _ATTRIBUTION.match(
                reading, sentence.start, sentence.end
            )  # “Why?” Kim A asked.
        if (
            previous
            and (inside or dashed)
            and sentence.end - previous.start <= _LONGEST_JOINED
            and previous.paragraph == sentence.paragraph
        ):
            joined[-1] = replace(previous, end=sentence.end)
        else:
            joined.append(sentence)
    return joined


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


def _share_a_word(value: str, evidence: str) -> bool:
    return bool(_words(value) & _words(evidence))


@lru_cache(maxsize=512)
def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", unicodedata.normalize("NFKD", text).casefold()))


class _Found:
    """The facts found so far; of repeated statements the one that says more is kept."""

    def __init__(self, article: ArticleText, sentences: Sequence[SentenceSpan]) -> None:
        self._article = article
        self._sentences = sentences
        self._judged: dict[int, tuple[Certainty, str | None]] = {}
        self._facts: dict[tuple[str, ...], tuple[int, Fact, int]] = {}

    def add(self, draft: Draft, clause: Clause) -> None:
        """Adds a draft as a fact, if it is coherent and its show has a name."""
        if draft.work is not None and not draft.work.name:
            return
        start, end = draft.evidence or (clause.sentence.start, clause.sentence.end)
        evidence = self._article.body[start:end].strip()
        value = draft.value if isinstance(draft.value, str) else self._spell(draft.value, draft.spelled)
        if draft.relation == "chart record" and not value:
            value = " ".join(evidence.split())
        value = " ".join(value.split())
        if isinstance(draft.value, Person) and len(value) < 2:
            return  # a letter is not a name
        if not value or len(value) > _LONGEST["value"] or len(evidence) > _LONGEST["evidence"]:
            return
        folded = fold_name(value)
        if draft.work is not None and (
            len(draft.work.name) > _LONGEST_NAME
            or (folded == fold_name(draft.work.name) and draft.relation != "based on")
        ):
            return
        if draft.relation not in _DATED and not _share_a_word(value, evidence):
            earlier = self._reach_back(draft, value, start)
            if earlier is None:
                return
            start, evidence = earlier, self._article.body[earlier:end].strip()
        certainty = Certainty.REPORTED
        source: str | None = None
        if not draft.is_past:
            certainty, source = self._judge_all([clause, *([] if draft.is_rumour else draft.also)])
            if draft.is_rumour and certainty is Certainty.REPORTED:
                certainty = Certainty.RUMOURED
            # Whoever comments on a show is not the source for its genre or platform.
            source = None if draft.relation in ("genre", "platform") else source
        character = draft.character.name if isinstance(draft.character, Person) else draft.character
        fact = Fact(
            relation=draft.relation,
            value=value,
            work=draft.work.name if draft.work else None,
            person=draft.person.name if draft.person else None,
            term=draft.term,
            season=draft.season if draft.work else None,
            certainty=certainty,
            according_to=source or None,
            evidence=evidence,
            character=character,
            by=draft.by,
            about=draft.about,
            note=draft.note,
        )
        same = _SAME_GENRE.get(value.lower()) if draft.relation == "genre" else None
        if isinstance(draft.value, Person):
            same = fold_name(draft.value.name)  # however the sentence spells them
        key = (
            fact.relation,
            fold_name(fact.work or fact.person or fact.term or ""),
            str(fact.season or ""),
            (same or folded).replace(" ", ""),
        )
        self._keep(key, fact, clause.sentence)

    def _judge_all(self, clauses: Sequence[Clause]) -> tuple[Certainty, str | None]:
        """The certainty of a fact by the first clause that states it, or an official one; and the first source given."""
        judged = [self._judge(each) for each in clauses]
        is_official = any(certainty is Certainty.OFFICIAL for certainty, _ in judged)
        source = next((source for _, source in judged if source), None)
        return Certainty.OFFICIAL if is_official else judged[0][0], source

    def _judge(self, clause: Clause) -> tuple[Certainty, str | None]:
        """The certainty and the source of a clause, worked out once for all its facts."""
        if clause.sentence.start not in self._judged:
            sentence = self._article.reading[clause.sentence.start : clause.sentence.end]
            words = find_source(clause.text)
            source = _DETERMINER.sub("", clause.plain(words).strip())[:_LONGEST_NAME] if words else None
            self._judged[clause.sentence.start] = judge_certainty(" ".join(sentence.split())), source
        return self._judged[clause.sentence.start]

    def _reach_back(self, draft: Draft, value: str, start: int) -> int | None:
        """Where evidence must begin to include the name of a person whom the sentence calls "she"."""
        if not isinstance(draft.value, Person) and draft.relation != "platform":
            return None
        low = max(0, start - _FARTHEST_BACK)
        for sentence in reversed(self._before(start)):
            if sentence.start < low:
                return None
            if _share_a_word(value, self._article.reading[sentence.start : sentence.end]):
                return sentence.start
        return None

    def _before(self, start: int) -> list[SentenceSpan]:
        at = bisect_left(self._sentences, start, key=lambda each: each.start)
        return list(self._sentences[max(0, at - 8) : at])

    def _keep(self, key: tuple[str, ...], fact: Fact, sentence: SentenceSpan) -> None:
        worth = (
            4 * (fact.character is not None)
            + 2 * (fact.by is not None)
            + 2 * (fact.according_to is not None)
            + 2 * (fact.certainty is Certainty.OFFICIAL)
            + (not sentence.is_heading)
            + (fact.value.lower() not in _SAME_GENRE)
        )
        known = self._facts.get(key)
        if known is None:
            self._facts[key] = worth, fact, sentence.start
            return
        better, other = (fact, known[1]) if worth > known[0] else (known[1], fact)
        official = Certainty.OFFICIAL in (better.certainty, other.certainty)
        better = msgspec.structs.replace(
            better,
            character=better.character or other.character,
            by=better.by or other.by,
            certainty=Certainty.OFFICIAL if official else better.certainty,
        )
        self._facts[key] = max(worth, known[0]), better, min(known[2], sentence.start)

    def _spell(self, person: Person, spelled: str | None) -> str:
        """A person as this mention spells them, unless it is only part of the name."""
        if spelled and _CAMEL_CASE.fullmatch(spelled) and is_korean(f"Kim {spelled}"):
            return spelled  # "HaNeul": a given name in one word may stand alone
        if spelled and (
            (is_korean(spelled) and len(fold_name(spelled).split()) > 2)
            or len(fold_name(spelled).split()) >= len(fold_name(person.name).split())
        ):
            return spelled
        return person.name

    def add_quote(self, said: Said, discourse: Discourse) -> None:
        """Adds a quotation as a fact about its show, or failing that about its speaker."""
        start, end = said.quotation.start, said.quotation.end
        value = " ".join(self._article.reading[start:end].split()).rstrip(",")
        if len(value.split()) < _FEWEST_QUOTED or len(value) > _LONGEST["value"]:
            return
        sentence = said.clause.sentence
        begin, stop = min(start, sentence.start), max(end, sentence.end)
        evidence = self._article.body[begin:stop].strip()
        if len(evidence) > _LONGEST["evidence"]:
            evidence = self._article.body[start:end]
        work = discourse.topic if discourse.is_on_several else discourse.titles.main
        work = work if work and work.name else None
        occasion = find_occasion(discourse, said.clause, value, said.at)
        fact = Fact(
            relation="quote",
            value=value,
            work=work.name if work else None,
            person=None if work else said.speaker[:_LONGEST_NAME],
            speaker=said.speaker[:_LONGEST_NAME],
            season=occasion.season if work else None,
            about=occasion.about,
            on=occasion.on,
            evidence=evidence,
        )
        self._facts.setdefault(("quote", str(start)), (0, fact, sentence.start))

    def facts(self) -> tuple[Fact, ...]:
        """Every fact, in the order first stated."""
        facts = [fact for _, fact, _ in sorted(self._facts.values(), key=lambda each: each[2])]
        # If nothing else is said about a show, the article is not about it: its quotations belong to their speakers.
        told_of = {fact.work for fact in facts if fact.relation != "quote"}
        return tuple(
            msgspec.structs.replace(fact, work=None, season=None, person=fact.speaker)
            if fact.relation == "quote" and fact.work is not None and fact.work not in told_of
            else fact
            for fact in facts
        )


def _other_names(people: Iterable[Person]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Korean names that the article spells in two ways."""
    for person in people:
        also = {fold_name(each): each for each in sorted(person.spellings) if is_korean(each)}
        also.pop(fold_name(person.name), None)
        if also and is_korean(person.name):
            yield person.name, "character" if person.is_character else "person", tuple(also.values())
