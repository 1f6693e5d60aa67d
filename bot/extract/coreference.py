"""What a sentence can take for granted: which show and which person are spoken of.

Owns building clauses: slots for what was found, noun phrases cut down to what they stand for
("the upcoming tvN drama" → the show, "veteran actor Kim A" → Kim A), and what "it", "she", "the
series" and "the director" refer to. Refuses to state facts.

References follow recency and agreement, the two strongest cues of anaphora in news (Lappin and Leass,
1994; Mitkov, 2002): a pronoun means the last person in subject position whose gender agrees; a noun for
a show means the show the article is about, unless another one is the subject of the sentence before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.extract import vocabulary
from bot.extract.article import ArticleText
from bot.extract.dates import Time
from bot.extract.find.manners import NEWS, tell_manners
from bot.extract.find.names import NameMention, Names, Person
from bot.extract.find.titles import SEASON, TitleMention, Titles, Work, season_number
from bot.extract.link.topics import TopicEvidence, find_topics
from bot.extract.quotes.quotations import Quotation
from bot.extract.sentences import SentenceSpan
from bot.extract.slotted_sentences import (
    Clause,
    NameSlot,
    P,
    PersonSlot,
    Slot,
    W,
    WorkSlot,
    pattern,
)

_ROLE: Final = {
    "actor": vocabulary.ACTOR,
    "director": vocabulary.DIRECTOR,
    "writer": vocabulary.WRITER,
    "creator": vocabulary.CREATOR,
    "showrunner": vocabulary.SHOWRUNNER,
    "producer": vocabulary.PRODUCER,
    "author": vocabulary.AUTHOR,
    "singer": vocabulary.SINGER,
    "staff": vocabulary.STAFF,
}
_ROLE_BEFORE: Final = pattern(
    rf"\b(?P<role>(?:(?:{vocabulary.ROLE})(?:,? and |-turned-|/"
    rf"| )?){{1,3}})(?:,)? (?=(?:{P})(?:[\s,.;:’'()!?]|$))"
)
_ROLE_AFTER: Final = pattern(
    rf"(?P<who>{{P}})(?: \([^()]{{0,60}}\))?,? (?:who is |who's |is |was )?(?:an? |the |one of the "
    r"|also |of )?(?:(?!(?:in|with|by|to|from|for|and|will|has|had|have|at|on|as|after|opposite"
    rf"|alongside|that|who|said|told|says)\b)[\w’'-]+ ){{0,4}}?(?P<role>(?:{vocabulary.ROLE})(?:,? and "
    rf"(?:{vocabulary.ROLE}))?)\b"
)
# Words that are in no modifier of a noun: the trade's verbs, and closed classes.
_NO_MODIFIER: Final = (
    r"(?!(?:the|a|an|this|that|these|those|his|her|its|their|our|my|of|in|on|at|to|by|with|for|from|as"
    r"|like|and|or|but|than|into|about|after|before|during|"
    r"is|are|was|were|be|been|being|has|have|had|will|would|can|could|may|who|which|whose|where|when"
    r"|while|if|not|also|such|including|includes?|"
    r"stars?|starred|plays?|played|features?|featured|leads?|led|directs?|directed|wrote|writes?"
    r"|written|penned|helmed|created|joins?|joined|says|said|says|titled|entitled|called|named|"
    r"(?!(?:upcoming|long-running|award-winning|ongoing|coming-of-age|thrilling|heartwarming|charming"
    r"|gripping|existing|following)\b)[a-z]+ing)\b)"
)
_SHOW_WORDS: Final = frozenset(vocabulary.SHOW_CUES.split())
_ROLE_WORDS: Final = frozenset(vocabulary.ROLE_CUES.split())
_ALIAS: Final = pattern(
    r"(?P<one>{P}),? (?:\()?(?:who is )?(?:better|professionally|best) known (?:by (?:his"
    r"|her) stage name |simply |professionally )?as (?P<other>{P})"
)
_REAL_NAME: Final = pattern(
    r"(?P<one>{P}),? (?:\()?(?:whose (?:full|real|birth|legal) name is|also (?:known|spelled"
    r"|romani[sz]ed) as|born) (?P<other>{P})"
)
_REAL_NAME_WORDS: Final = frozenset({"name", "known", "spelled", "romanised", "romanized", "born"})
_BARE_SHOW: Final = pattern(
    rf"\b(?:the|this|its|their)(?: new| upcoming)? ((?:{_NO_MODIFIER}[a-zA-Z0-9’'+-]+ |{{N}}(?:['’]s)? "
    rf"|{{O}}(?:['’]s)? ){{0,5}}?)(?!(?:shows|[ck]?-?dramas|films|movies|works|hits|projects|originals"
    rf"|offerings|titles|productions|thrillers|features)\b)(?P<noun>(?:[a-z]+-)?{{show}})"
    rf"\b(?!['’]s? ?{{P}}|-| (?:roles?|character|track|song|house|company|team|crew|industry|community"
    rf"|scene|maker|makers|stars?(?! (?:[a-z-]+ ){{0,4}}{{P}})|fans|world|market|career|of the year"
    rf"|based on|adaptation|version|critics?|studio|festival|awards?)\b| {{show}}\b| {{W}})"
)
_NOT_THE_SHOW: Final = re.compile(
    r"\b(?:first|last|previous|other|another|same|original(?! series)|hit|most|best|popular (?:web"
    r"|american|british|spanish|japanese)|past|earlier|award|famous|debut|web)\b",
    re.IGNORECASE,
)
# Without one of these words there is no reference of that kind.
_POINTS_AT_SHOW: Final = frozenset({"the", "this", "its", "their"})
_IT_ALONE: Final = frozenset({"it"})
_POINTS_AT_PERSON: Final = frozenset({"he", "she", "the", "this"})
_OWNER: Final = frozenset({"his", "her"})
_IT: Final = re.compile(
    r"(?:^|(?<=[,;:–—] )|(?<=\band )|(?<=\bbut )|(?<=\bthat )|(?<=\bas ))(?:it|It)(?= (?:will|is|was"
    r"|has|had|also|stars|tells|follows|premieres|premiered|aired|airs|features|revolves|takes|debuted"
    r"|consists|comprises|comprised|streams|launches|centers|depicts|marks|ran|comes|came|would|can"
    r"|may|needed|took|reached|topped|ranked|recorded|scored|earned|became|drew|surpassed|returns"
    r"|returned|begins|began|opens|opened|hit|achieved|garnered|set|landed|remained|follows|centres"
    r"|explores|centers))|(?:^|(?<=[,;:–—] ))(?:it|It)(?=['’]s (?:set|expected|slated|scheduled|due"
    r"|going|based|directed|written))"
)
_NOT_IT: Final = re.compile(
    r"(?:It|it) (?:is|was|has been|had been|will be|would be) (?:not |also |still |yet |being |widely "
    r"|previously |recently )*(?:reported|confirmed|believed|said|expected that|known that"
    r"|revealed that|announced that|revealed|announced|excited|clear|unclear|true|hard|difficult|time"
    r"|possible|likely that|unknown|rumou?red)"
)
_PRONOUN: Final = re.compile(
    r"(?:^|(?<=[\s“\"(,]))(?:(?P<he>[Hh]e)|(?P<she>[Ss]he)|(?P<role>(?:[Tt]he|[Tt]his"
    r"|[Tt]he \d\d-year-old|[Tt]he (?:veteran|acclaimed|popular|young|rising|South Korean|Korean"
    r"|Hollywood|Oscar-winning|award-winning)) (?P<noun>actress|actor|director|filmmaker"
    r"|singer-actress|singer-actor|singer|screenwriter|writer|star|showrunner|creator|producer|helmer"
    r"|idol|rapper|comedian|model|author|webtoonist|\d\d-year-old(?: (?:actor|actress|star|singer|idol"
    rf"|performer))?)))(?=[\s,.’']|$)(?!['’]s (?:chair|seat)\b| (?:of|behind|for) [“‘\"' ]{{0,2}}{W})"
)
_HIS: Final = re.compile(
    r"\b(?<!repris)(?<!reprise )(?<!reprises )(?<!reprised )(?<!reprising )(?P<his>[Hh]is"
    r"|[Hh]er) (?=(?:character|role|agency|label|management|previous|past|last|latest|co-star"
    r"|filmography|credits|works))"
)


_ANY_WORK: Final = re.compile(W)
_MARKED_WORK: Final = re.compile(rf"[\"“”‘’']{{1,2}}({W}(?: and {W})?)([,.]?)[\"“”‘’']{{1,2}}")
_MARK_BEFORE_WORK: Final = re.compile(rf"[\"“”‘]({W})")
_MARK_BEHIND_WORK: Final = re.compile(rf"({W})([,.]?)[\"”’](?!s)")
_MARKS: Final = frozenset("\"“”‘’'")
_SPACE_BEFORE_STOP: Final = re.compile(r" +([,.;:)])")
_JUNIOR: Final = re.compile(rf"({P})\.,(?= )")  # "Sam Hale Jr., Ann Bell"
_GLUED_BRACKET: Final = re.compile(rf"({P}|{W})\(")
_SEASONED: Final = re.compile(r"eason|EASON|nstall?ment|NSTALL?MENT|eries|ERIES|\bS\d")


# Nouns that begin a sentence, and so have a capital.
_NO_NAMES: Final = frozenset(
    {"Production", "Productions", "Network", "Agency", "Broadcasting", "Films", "Film"}
)


_LONGEST_NUMBER: Final = 6  # "12. " and a quotation mark before the title that is a heading
_LONGEST_BESIDE_TITLE: Final = 28
_FEWEST_TITLES: Final = 2


@dataclass(slots=True)
class Discourse:
    """An article with everything found in it, read sentence by sentence."""

    article: ArticleText
    sentences: Sequence[SentenceSpan]
    titles: Titles
    names: Names
    times: Sequence[Time]
    speech: Sequence[Quotation]
    topic: Work | None = None
    """The show that "the series" means here."""
    section: Work | None = None
    """The show whose title is the heading above."""
    season: int | None = None
    """The season that the article is news of, if its head names one."""
    is_season_told: bool = False
    """Whether somebody has said which season that is."""
    recent: list[Person] = field(default_factory=list)
    """Who was named last, the last of them first."""
    alone: Person | None = None
    """The only person of the sentence before."""
    is_told: bool = False
    """Whether somebody has said which show the article is about."""
    is_on_several: bool = False
    is_round_up: bool = False
    """If such an article has no main show: "the series" means the last one named."""
    main: Work | None = None
    """The show the article is about; one without a name if it has none yet."""
    sections: Mapping[int, Work] = field(default_factory=dict)
    """The shows of headings that name one each, by where the heading begins."""
    section_of: Mapping[int, Work] = field(default_factory=dict)
    """The show of the last such heading before each sentence, by where the sentence begins."""
    manner_of: Mapping[int, str] = field(default_factory=dict)
    """How each mention of a show names it (see manners), by where it begins."""
    spoken_of: Mapping[int, Work | None] = field(default_factory=dict)
    """The show that each sentence speaks of where it does not say, by where the sentence begins."""

    def __post_init__(self) -> None:
        spans = [(each.start, each.end) for each in self.titles.mentions]
        self.manner_of = tell_manners(self.article.reading, spans)
        # News of a show without a title yet: what is said of it belongs to none of those named.
        self.main = self.titles.main or (Work("") if self.titles.works else None)
        self.topic = self.main
        self.is_on_several = self.topic is not None and 2 * self.topic.mentions <= len(self.titles.mentions)
        self.is_round_up = not self.is_told and self.is_on_several and self._has_no_lead()
        if self.is_round_up:
            self.topic = self.main = Work("")
        self.is_season_told = bool(self.season)
        self.season = self.season or self._find_season()
        self.sections = self._find_sections()
        self.section_of = dict(self._spread_sections())
        self.spoken_of = self._find_topics()

    def _find_topics(self) -> dict[int, Work | None]:
        if self.is_told or self.main is None:
            return {each.start: self.main for each in self.sentences}
        unnamed = Work("") if self.main.name else self.main
        topics = find_topics(self.find_topic_evidence())
        found = {each.start: work or unnamed for each, work in zip(self.sentences, topics, strict=True)}
        return {**found, **self._find_headed()}

    def _find_headed(self) -> dict[int, Work]:
        """The show of the title that stands alone above each sentence that names no other as news, where an article has
        several such headings."""
        titles = {
            sentence.start: work
            for sentence in self.sentences
            if (work := self.sections.get(sentence.start)) and self._is_title(sentence, work)
        }
        if len({id(work) for work in titles.values()}) < _FEWEST_TITLES:
            return {}
        found: dict[int, Work] = {}
        work = None
        for sentence in self.sentences:
            work = titles.get(sentence.start, work)
            if work is not None and not any(
                self.manner_of[each.start] in NEWS and each.work is not work
                for each in self._titles_in(sentence)
            ):
                found[sentence.start] = work
        return found

    def _named_above(self, number: int) -> list[Work]:
        """The shows of the paragraph before a sentence's own."""
        above = self.sentences[number].paragraph - 1
        found: list[Work] = []
        for at in range(number - 1, -1, -1):
            sentence = self.sentences[at]
            if sentence.paragraph < above:
                break
            if sentence.paragraph == above:
                found += [each.work for each in self._titles_in(sentence)]
        return found

    def _titles_in(self, sentence: SentenceSpan) -> Sequence[TitleMention]:
        mentions = self.titles.mentions
        first = bisect_left(mentions, sentence.start, key=lambda each: each.start)
        last = bisect_left(mentions, sentence.end, key=lambda each: each.start)
        return mentions[first:last]

    def _is_title(self, heading: SentenceSpan, work: Work) -> bool:
        """Whether a heading is hardly more than the title of a show: "4. “Moonrise” (tvN)"."""
        named = [each for each in self._titles_in(heading) if each.work is work]
        size = heading.end - heading.start - (named[0].end - named[0].start)
        return named[0].start < heading.start + _LONGEST_NUMBER and size <= _LONGEST_BESIDE_TITLE

    def find_topic_evidence(self) -> TopicEvidence:
        """What speaks for each show at each sentence."""
        return TopicEvidence(
            self.article.reading,
            self.sentences,
            self.titles,
            self.manner_of,
            self.names,
            self.section_of,
            is_round_up=self.is_round_up,
        )

    def _find_sections(self) -> dict[int, Work]:
        """The shows of the headings below the first, where several name one show each, and not the same."""
        found: dict[int, Work] = {}
        for number, sentence in enumerate(self.sentences[1:], 1):
            if not sentence.is_heading:
                continue
            named = {
                id(each.work): each.work
                for each in self._titles_in(sentence)
                if each.work.current and ":" not in self.article.reading[sentence.start : each.start]
            }
            work = next(iter(named.values())) if len(named) == 1 else None
            if work and work not in self._named_above(number):  # else it is a caption
                found[sentence.start] = work
        return found if len({id(work) for work in found.values()}) > 1 else {}

    def _spread_sections(self) -> Iterator[tuple[int, Work]]:
        section = None
        for sentence in self.sentences if self.sections else ():
            section = self.sections.get(sentence.start, section)
            if section is not None:
                yield sentence.start, section

    def spell(self, person: Person, sentence: SentenceSpan) -> str | None:
        """Somebody as a sentence spells them; None if it does not name them."""
        first = bisect_left(self.names.people, sentence.start, key=lambda each: each.start)
        for each in self.names.people[first:]:
            if each.start >= sentence.end:
                break
            if each.person is person:
                return " ".join(self.article.reading[each.start : each.end].split())
        return None

    def _has_no_lead(self) -> bool:
        """Whether no show stands out in news of several: then whatever is said belongs to the last one named."""
        counts = sorted((each.current for each in self.titles.works if each.current), reverse=True)
        if len(counts) < 3 or counts[0] >= sum(counts[1:]):
            return False
        headed: set[int] = set()
        opening: set[int] = set()
        paragraph = -1
        at = 0
        for sentence in self.sentences:
            opens = sentence.paragraph != paragraph
            paragraph = sentence.paragraph
            first = True
            while at < len(self.titles.mentions) and self.titles.mentions[at].start < sentence.end:
                mention = self.titles.mentions[at]
                at += 1
                if not mention.work.current or not opens or not first:
                    continue
                first = False
                if not sentence.is_heading:
                    opening.add(id(mention.work))
                elif mention.start < sentence.start + _LONGEST_NUMBER:
                    headed.add(id(mention.work))
        if len(headed) > 1:
            return True
        # The one show in the headline, or in both the headline and the first sentence.
        for head in self.sentences[:2]:
            named = {id(each.work): each.work for each in self.titles.mentions if each.start < head.end}
            leads = [work for work in named.values() if work.current]
            if len(leads) == 1 and leads[0].current > 1:
                return False
        return counts[1] > 1 or len(opening) > 2

    def _find_season(self) -> int | None:
        """The latest season of the main show that the first sentences name."""
        if not self.sentences:
            return None
        head = self.sentences[min(2, len(self.sentences) - 1)].end
        spelled_out = _SEASONED.search(self.article.reading, 0, head)
        named = [
            each.season
            for each in self.titles.mentions
            if each.start < head and each.season and each.work is self.topic
        ]
        named += [
            number
            for match in (SEASON.finditer(self.article.reading, 0, head) if spelled_out else ())
            if (number := season_number(match)) and not self._is_of_another(match.start())
        ]
        return max(named, default=None)

    def _is_of_another(self, at: int) -> bool:
        """Whether a season at this place belongs to a show other than the main one: only others are in its sentence."""
        sentence = next((each for each in self.sentences if each.start <= at < each.end), None)
        if sentence is None:
            return False
        here = [each.work for each in self.titles.mentions if sentence.start <= each.start < sentence.end]
        return bool(here) and all(work is not self.topic for work in here)

    def clauses(self, words: Sequence[frozenset[str]]) -> Iterator[Clause]:
        """Every sentence as a clause with its slots, before any reference is resolved; ``words`` are each
        sentence's own."""
        found = _Placed(self)
        for sentence, spoken in zip(self.sentences, words, strict=True):
            yield found.clause(sentence, spoken)


class _Placed:
    """Everything that was found, walked through in text order."""

    def __init__(self, discourse: Discourse) -> None:
        stretches: list[tuple[int, int, str, Slot | NameMention]] = [
            (title.start, title.end, "W", WorkSlot(title.work, title.season))
            for title in discourse.titles.mentions
        ]
        stretches += [(name.start, name.end, "P", name) for name in discourse.names.people]
        for kind, plain in (("O", discourse.names.organisations), ("N", discourse.names.platforms)):
            stretches += [
                (each.start, each.end, kind, NameSlot(each.name))
                for each in plain
                if each.name not in _NO_NAMES
            ]
        stretches += [(time.start, time.end, "D", time) for time in discourse.times]
        starts = sorted(start for start, _, _, _ in stretches)
        for quotation in discourse.speech:
            if not quotation.nested and (
                quotation.end - quotation.start > 25 or not _holds(starts, quotation)
            ):
                stretches.append((quotation.start, quotation.end, "Q", quotation))
        # What begins first wins; of two that begin together, the longer one.
        self._stretches = sorted(stretches, key=lambda each: (each[0], -each[1]))
        self._at = 0
        self._reading = discourse.article.reading

    def clause(self, sentence: SentenceSpan, words: frozenset[str]) -> Clause:
        clause = Clause(sentence, "", words=words)
        pieces: list[str] = []
        at = sentence.start
        while self._at < len(self._stretches) and self._stretches[self._at][0] < sentence.end:
            start, end, kind, slot = self._stretches[self._at]
            self._at += 1
            if end <= at:
                continue
            if start < at:
                continue
            pieces.append(self._reading[at:start])
            if isinstance(slot, NameMention):
                pieces.append(
                    clause.new("P", PersonSlot(slot.person, " ".join(self._reading[start:end].split())))
                )
            else:
                pieces.append(clause.new(kind, slot))
            at = end
        if at < sentence.end:
            pieces.append(self._reading[at : sentence.end])
        text = " ".join("".join(pieces).split())
        if _ANY_WORK.search(text) and not _MARKS.isdisjoint(text):
            # A title's own marks mean nothing once it is a slot, and a comma inside them belongs outside.
            text = _MARKED_WORK.sub(r"\1\2", text)
            text = _MARK_BEFORE_WORK.sub(r"\1", text)
            text = _MARK_BEHIND_WORK.sub(r"\1\2", text)
        text = _SPACE_BEFORE_STOP.sub(r"\1", text)
        text = _GLUED_BRACKET.sub(r"\1 (", text)
        if "., " in text:
            text = _JUNIOR.sub(r"\1,", text)
        clause.text = text.replace("( ", "(").strip()
        return clause


def _holds(starts: Sequence[int], quotation: Quotation) -> bool:
    """Whether a short quotation holds something that was found: a date, a name."""
    at = bisect_left(starts, quotation.start)
    return at < len(starts) and starts[at] < quotation.end


def note_roles(clause: Clause) -> None:
    """Keeps roles and other names that are beside a name with that person."""
    if not clause.has("P"):
        return
    _note_other_names(clause)
    if not clause.says(_ROLE_WORDS):
        return
    for match in _ROLE_BEFORE.finditer(clause.text):
        for slot in clause.people(clause.text[match.end() : match.end() + 1]):
            _give_roles(slot.person, match["role"])
    for match in _ROLE_AFTER.finditer(clause.text):
        for slot in clause.people(match["who"]):
            _give_roles(slot.person, match["role"])


def _note_other_names(clause: Clause) -> None:
    """Puts the one person wherever a clause says two names of somebody."""
    for match in _ALIAS.finditer(clause.text) if "known" in clause.words else ():
        slot, other = clause.slots[match["one"]], clause.slots[match["other"]]
        if isinstance(slot, PersonSlot) and isinstance(other, PersonSlot) and slot.person is not other.person:
            clause.slots[match["one"]] = PersonSlot(other.person, slot.spelled)
    for match in () if clause.words.isdisjoint(_REAL_NAME_WORDS) else _REAL_NAME.finditer(clause.text):
        slot = clause.slots[match["one"]]
        if isinstance(slot, PersonSlot):
            clause.slots[match["other"]] = slot


def _give_roles(person: Person, words: str) -> None:
    for role, nouns in _ROLE.items():
        if role != "staff" and _STAFF.search(words):
            continue  # "art director"
        if re.search(rf"(?<![\w-])(?:{nouns})(?![\w])|-(?:{nouns})$", words, re.IGNORECASE):
            person.roles.add(role)
    if re.search(r"actress|leading lady", words, re.IGNORECASE):
        person.gender = "f"
    elif (
        re.search(r"\bactor\b|leading man", words, re.IGNORECASE)
        and person.gender is None
        and "actress" not in words
    ):
        person.gender = "m"


_STAFF: Final = re.compile(rf"\b(?:{vocabulary.STAFF})\b", re.IGNORECASE)
_GENDERED_WORDS: Final = frozenset("he his him himself she her herself hers".split())
_SPOKEN_OF: Final = re.compile(
    r"\b(?:(?P<m>he|his|him|himself)|(?P<f>she|her|herself|hers))\b", re.IGNORECASE
)


def note_genders(clauses: Sequence[Clause]) -> None:
    """Tells a person's gender from a clause with one person and one kind of pronoun."""
    votes: dict[int, list[int]] = {}
    people: dict[int, Person] = {}
    for clause in clauses:
        here = {id(slot.person): slot.person for slot in clause.people(clause.text)}
        if len(here) != 1 or not clause.says(_GENDERED_WORDS):
            continue
        said = {"m" if match["m"] else "f" for match in _SPOKEN_OF.finditer(clause.text)}
        if len(said) != 1:
            continue
        ((key, person),) = here.items()
        pronoun = _SPOKEN_OF.search(clause.text)
        name_at = re.search(P, clause.text)
        if pronoun and name_at and pronoun.start() > name_at.start():
            people[key] = person
            votes.setdefault(key, [0, 0])["m" in said] += 1
    for key, (female, male) in votes.items():
        if people[key].gender is None and female != male:
            people[key].gender = "m" if male > female else "f"


def resolve(discourse: Discourse, clause: Clause) -> None:
    """Puts slots in place of "it", "she" or "the series"; remembers what the clause is about."""
    text = clause.text
    discourse.topic = discourse.spoken_of[clause.sentence.start]

    if discourse.topic is not None:
        topic = discourse.topic

        def show_slot(match: re.Match[str]) -> str:
            return (
                match[0]
                if _NOT_THE_SHOW.search(match[0])
                else clause.new("W", WorkSlot(topic, is_meant=True))
            )

        if clause.says(_POINTS_AT_SHOW) and clause.says(_SHOW_WORDS):
            text = _BARE_SHOW.sub(show_slot, text)
        if clause.says(_IT_ALONE) and not _NOT_IT.search(text):
            text = _IT.sub(lambda _: clause.new("W", WorkSlot(topic, is_meant=True)), text)
    if clause.says(_POINTS_AT_PERSON):
        text = _PRONOUN.sub(lambda match: _person_slot(discourse, clause, match), text)
    if clause.says(_OWNER):
        text = _HIS.sub(lambda match: _possessive_slot(discourse, clause, match), text)
    clause.text = " ".join(text.split())
    _remember(discourse, clause)


def _person_slot(discourse: Discourse, clause: Clause, match: re.Match[str]) -> str:
    here = list(clause.people(clause.text[: match.start()]))
    person = find_person(discourse, match, [slot.person for slot in here])
    if person and person.gender is None and (match["he"] or match["she"]):
        person.gender = "m" if match["he"] else "f"
    return clause.new("P", PersonSlot(person, person.name)) if person else match[0]


def _possessive_slot(discourse: Discourse, clause: Clause, match: re.Match[str]) -> str:
    gender = "m" if match["his"].lower() == "his" else "f"
    here = [slot.person for slot in clause.people(clause.text[: match.start()])]
    for person in [*reversed(here[:3]), *discourse.recent]:
        if not person.is_character and person.gender in (gender, None):
            clause.words |= {"s"}
            return clause.new("P", PersonSlot(person, person.name)) + "'s "
    return match[0]


def find_person(discourse: Discourse, match: re.Match[str], here: Sequence[Person]) -> Person | None:
    """The person that a pronoun or "the actress" means."""
    gender = "m" if match["he"] else "f" if match["she"] else None
    role: str | None = None
    if noun := match["noun"]:
        noun = noun.lower()
        role = next((key for key, nouns in _ROLE.items() if re.fullmatch(nouns, noun, re.IGNORECASE)), None)
        gender = "f" if "actress" in noun else None
        if noun == "star" or noun[0].isdigit():
            role = None
    candidates = [*(person for person in here if match["noun"] is None), *discourse.recent]
    agreeing = [
        each
        for each in candidates
        if (gender is None or each.gender in (gender, None)) and not each.is_character
    ]
    if role in ("actor", "singer"):
        # In casting news, somebody of whom nothing else is said may well be an actor.
        return next(
            (
                each
                for each in agreeing
                if each.is_a(role)
                or not (each.roles or (" " not in each.name and each is not discourse.alone))
            ),
            None,
        )
    if role:
        return next((each for each in agreeing if each.is_a(role)), None)
    if agreeing and agreeing[0] is discourse.alone:
        return agreeing[0]
    # A known gender outweighs a little recency.
    return next(
        (each for each in agreeing[:3] if gender and each.gender == gender), agreeing[0] if agreeing else None
    )


def _remember(discourse: Discourse, clause: Clause) -> None:
    people = list(clause.people(clause.text))
    discourse.alone = people[0].person if len({id(slot.person) for slot in people}) == 1 else None
    for slot in reversed(people):
        if slot.person in discourse.recent:
            discourse.recent.remove(slot.person)
        discourse.recent.insert(0, slot.person)
    del discourse.recent[8:]
    if section := _SECTION.match(clause.text):
        discourse.section = next(clause.works(section[1])).work
    elif clause.sentence.start in discourse.sections:
        discourse.section = discourse.sections[clause.sentence.start]


_SECTION: Final = re.compile(rf"^(?:The )?(?:\d{{1,2}}[.)]? ?)?({W})(?: ?\([^()]{{0,30}}\))?:?$")
