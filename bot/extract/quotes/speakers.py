"""Who said what is in quotation marks.

Owns the attribution of speech, in sieves from the surest to the least sure: a reporting verb beside the
quotation, "according to", a reporting verb before it in the sentence, a colon or a dash, the speaker of
the sentence or paragraph before. Sources: O'Keefe et al., A Sequence Labelling Approach to Quote
Attribution (2012), for the patterns of news; Muzny et al., A Two-stage Sieve Approach for Quote
Attribution (2017), for the order of sieves. Refuses a quotation that nobody can be named for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.extract import vocabulary
from bot.extract.coreference import Discourse
from bot.extract.find.names import Person, is_korean
from bot.extract.quotes.quotations import Quotation
from bot.extract.slotted_sentences import Clause, D, N, NameSlot, O, P, PersonSlot, Q, W, signs

_NOUN: Final = (
    r"spokes(?:man|woman|person|people)|officials?|sources?|insiders?|representatives?|reps?|aides?"
    r"|advisers?|advisors?|campaign|agency|director|writer|screenwriter|producer|creator|"
    r"actor|actress|star|singer|president|candidate|nominee|senator|governor|mogul|billionaire"
    r"|businessman|lawmakers?|experts?|analysts?|statement|report|article|critics?|fans?|"
    r"reporter|anchor|host|moderator|judge|attorney|lawyer|professor|strategist|pollster|voter"
    r"|supporter|man|woman|congressman|congresswoman|leader|chairman|executive|manager|network|"
    r"studio|company|paper|newspaper|editorial|network|group|organization|team|crew|officer|executive"
    r"|ceo|founder|author|historian|student|teacher|doctor|mother|father|wife|husband|"
    r"duo|pair|couple|production team|production company|showrunner|filmmaker|comedian|rapper|idol"
    r"|candidates|democrat|republican|vice president|secretary|mayor|minister|operative|activist|"
    r"post|tweet|letter|memo|email|e-mail|release|book|song|ad|poll|survey|court|ruling|department"
    r"|committee|viewers?|netizens?|users?|commenters?|person|member|members|staff|staffer|newcomer"
    r"|veteran|lead|singer-actor|singer-actress|headline|caption|sign|poster"
)
_DESCRIBED: Final = (
    r"(?:(?:[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Ss]ome|[Aa] senior|[Tt]wo"
    rf"|[Mm]any|[Ss]everal|[Ff]ormer) (?:[\w’'-]+ |{O}(?:['’]s)? |{P}['’]s "
    rf"|{N}(?:['’]s)? ){{0,4}}?(?:{_NOUN})|[Ss]ources?|[Oo]fficials|[Oo]rganizers|[Cc]ritics|[Ff]ans"
    r"|[Oo]ne)\b"
)
_PRONOUN: Final = r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ww]ho)\b"
_WHO: Final = (
    r"(?:(?:[Dd]irector|[Aa]ctor|[Aa]ctress|[Pp]resident|Sen\.|Rep\.|Gov\.|Mr\.|Mrs\.|Ms\.|Dr\."
    rf"|[A-Z][\w.’'-]*|[a-z][\w-]+) ){{0,6}}?(?P<name>{P}|{O}|{N})|(?P<described>{_DESCRIBED})"
    rf"|(?P<pronoun>{_PRONOUN})"
)
_ADVERB: Final = (
    r"(?:(?:also|later|then|further|recently|once|previously|reportedly|has|have|had|would|will|is|was"
    r"|were|being|quoted as|[a-z]+ly|just|even|went on to|goes on to|continued to|joked and|famously"
    r"|never|again|first|jokingly|immediately) ){0,4}"
)
_CLOSED: Final = r"[,.?!;:…—–-]{0,3}[\"“”‘’']{0,4}[,.;]?\s?"
_APPOSITION: Final = r"(?:,? ?\([^()]{0,40}\))?(?:(?:, [^,“\"]{1,90}){1,3},| who [^,]{1,60},|, \d{2},)?"

# A noun phrase, slots and all. Its head is what comes before the first preposition, read from its last word.
_MOST_VERBS: Final = 4  # before a quotation; one farther away belongs to another statement
_PIECE: Final = rf"(?:{P}(?:['’]s)?|{O}(?:['’]s)?|{N}(?:['’]s)?|{W}|[\w./&’'“”-]+)"
_NO_SUBJECT: Final = (
    r"(?!(?:when|while|but|after|before|if|because|although|though|since|until|which|that|where|to|in"
    r"|on|at|for|with|from|by|about|of|so|then|how|what|is|was|were|are|said)\b)"
)
_SAID_WHO: Final = re.compile(
    rf"{_CLOSED}(?P<verb>(?:{vocabulary.SAY}))(?![\w-]) (?:{_ADVERB})(?P<np>{_NO_SUBJECT}{_PIECE}(?: "
    rf"{_PIECE}){{0,9}}?)"
    r"(?=[,.;:!?()—–“\"]| (?:who|whose|in|at|on|during|after|before|when|while|as|of|for|from|with|to"
    rf"|about|via|and|late|early|this|last|here|by|inside|outside|through|following|{D})\b| {D}| {Q}|$)"
)
_WHO_SAID: Final = re.compile(
    rf"{_CLOSED}(?:as |and |but )?(?P<np>{_NO_SUBJECT}{_PIECE}(?: {_PIECE}){{0,9}}?){_APPOSITION} "
    rf"{_ADVERB}(?P<verb>(?:{vocabulary.SAY}))(?![\w-])"
)
_HEAD_ENDS: Final = re.compile(r"\s(?:of|in|for|from|with|at|on|who|whose|by|to|about|during|after)\s")
_PLAIN_SUBJECT: Final = re.compile(
    r"(?:^|[,;:—–] |\b(?:and|but|as|that|while|when) )(?P<np>(?:[Tt]he|[Aa]n?|[Mm]y|[Oo]ur|[Hh]is"
    rf"|[Hh]er|[Tt]heir|[Oo]ne|[Aa]nother|[Ss]ome)(?: [\w’'-]+){{1,6}}) {_ADVERB}$"
)
_NO_SPEAKER: Final = re.compile(
    r"(?:[\w’'-]+ )*?(?:that|which|who|when|if|because|was|were|is|are|has|had|have|would|will|for"
    r"|with|from|by|to)\b|(?:first|second|same|way|time|day|idea|fact)\b",
    re.IGNORECASE,
)
_ROLE_ALONE: Final = re.compile(
    r"[Tt]he (?:\w+ )?(actor|actress|director|filmmaker|screenwriter|writer|creator|showrunner"
    r"|producer|singer)"
)
_ROLE_OF: Final = {
    "actress": "actor",
    "filmmaker": "director",
    "screenwriter": "writer",
}
# "N director of local content P", "Head of O P": such a title extends to the name.
_TITLE_WITH_OF: Final = re.compile(
    rf"(?:(?:{N}|{O}|[\w’'-]+)(?:['’]s)? ){{0,3}}?(?:[\w-]*[Hh]ead|[Dd]irector|[Pp]resident|[Cc]hief"
    r"|[Mm]inister|[Ss]ecretary|[Pp]rofessor|[Cc]hair\w*|[Mm]anager|[Ee]xecutive|VP|SVP|EVP|CEO|COO"
    r"|[Ll]eader|[Ee]ditor|[Cc]aptain) (?:of|for) "
    rf"(?:(?:{N}|{O}|[\w&-]+) ){{1,5}}?(?<!Sen )(?<!Rep )(?<!Mr )(?<!Mayor )(?<!Governor )"
    rf"(?<!President )(?<!Prince )(?<!King )(?P<name>{P})"
)
# "read a statement from O"
_WRITTEN_BY: Final = re.compile(
    r"(?:an?|the) (?:[a-z]+ )?(?:statement|release|post|letter|tweet|message|email|memo|caption"
    rf"|note) (?:from|by|of) (?:the )?(?P<name>{O}|{N}|{P})(?!['’]s)"
)
# "the studio's head, P, said"
_NAMED_BEHIND: Final = re.compile(rf", (?P<name>{P}), ?(?:{_ADVERB})")
_DETERMINED: Final = re.compile(
    r"^(?:the|an?|my|one|another|his|her|its|their|our|some|two|three|many|several|most|both|other"
    rf"|former|senior|a few)\s|^(?:{_NOUN})$|['’]s\s",
    re.IGNORECASE,
)
_ACCORDING: Final = re.compile(rf"{_CLOSED}(?:[\w ,]{{0,40}} )?[Aa]ccording to (?:{_WHO})")
_DASH: Final = re.compile(rf"[.,!?]?[\"”’']{{0,2}}\s?[―—–-]{{1,2}}\s?(?:{_WHO})")

_VERB: Final = re.compile(rf"(?<![\w-])(?:{vocabulary.SAY})(?![\w-])")
_VERBS: Final = frozenset(vocabulary.SAY_CUES.split())
_SUBJECT: Final = re.compile(
    rf"(?P<name>{P}|{O}|{N})(?P<owner>['’]s? (?:[a-z-]+ ){{0,3}}(?:{_NOUN}))?"
    rf"|(?P<described>{_DESCRIBED})|(?<![\w’'])(?P<pronoun>{_PRONOUN})"
)
_ACCORDING_BEFORE: Final = re.compile(
    rf"[Aa]ccording to (?:{_WHO})|[Ii]n the words of (?P<name2>{P})|[Aa]s (?P<name3>{P}|{O}) (?:put it"
    rf"|noted|said|explained)|\bper (?P<name4>{P}|{O})"
)
_COLON: Final = re.compile(rf"(?:^|[.,;] )(?:{_WHO})[^.]{{0,120}}:\s?[\"“”‘’']{{0,2}}$")
_OUTSIDE: Final = re.compile(rf"[^\s\"“”‘’'.,!?…*—{Q[1:-1]}-]")  # words beside the quotations of a clause
# "P, Controller, O, says"
_WITH_OFFICE: Final = re.compile(
    rf"({P})(?: \([^()]*\))?, (?:[A-Z]|{P}|{O})[^“\":;{Q[1:-1]}]{{0,100}}, {_ADVERB}$"
)
_PREPOSITION: Final = re.compile(
    r"\b(?:of|with|to|for|from|by|at|in|on|about|against|than|like|alongside|between|told"
    r"|interview with|including|as|into|over"
    r"|under|after|before) (?:the |a |an |his |her |their |[A-Z]\w+ |[a-z-]+ ){0,3}$"
)
_APPOSED: Final = re.compile(rf"{_APPOSITION}\s?(?:{_ADVERB})")
# "Their agency O", "O, which represents P": who "the agency" is
_AGENCY: Final = re.compile(
    rf"\b[Aa]gency,? ({O})|({O}),? (?:which|who|that) (?:manages|represents)|({O}), (?:his|her"
    r"|their) agency\b"
)
_OF_AGENCY: Final = re.compile(
    r"(?:agency|representative|rep|(?:agency|company) (?:representative|official|rep)|source from the agency)"
)
_GOES_ON: Final = re.compile(r"add|continu|went|goes|conclud|explain")
_PASSIVE_BY: Final = re.compile(
    r"\b(?:called|described as|labeled|dubbed|hailed as|praised as|quoted|written|posted|statement"
    rf"|tweet|letter|comments?|remarks|words|interview|post) (?:[\w ]{{0,30}} )?by (?:{_WHO})"
)


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation and who said it."""

    quotation: Quotation
    speaker: str
    person: Person | None
    clause: Clause
    at: int = 0
    """Where the quotation is in its clause."""


@dataclass(slots=True)
class _Voice:
    """Somebody found to be speaking."""

    name: str
    person: Person | None = None


def _full_name(slot: PersonSlot) -> str:
    """The full name; given and family name only, where this mention shortens a long one."""
    words = slot.person.name.split()
    if len(words) < 3 or len(slot.spelled.split()) > 1 or is_korean(slot.person.name):
        return slot.person.name
    return f"{words[0]} {words[-1]}" if len(words[0].rstrip(".")) > 1 else words[-1]


def _may_speak(lead: str, subject: re.Match[str]) -> bool:
    """Whether what stands before a reporting verb may be its subject: behind a preposition only with an apposition."""
    between = lead[subject.end() :]
    if _PREPOSITION.search(lead[: subject.start()]) and not _APPOSED.fullmatch(between):
        return False
    is_who = subject["pronoun"] and subject["pronoun"].lower() == "who"
    return not is_who and not re.search(Q, between)


class Attribution:
    """An article's speakers, sentence by sentence; each step looks at its own sentence and at what the one
    before left."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse
        self._last: _Voice | None = None
        self._last_paragraph = -1
        self._ended_with_quote = False
        self._ended_with_colon = False
        self._waiting: list[tuple[Quotation, Clause]] = []
        self._agency: str | None = None
        self._opened: tuple[_Voice, int] | None = None
        """Whom the last sentence without a quotation is about, and its paragraph."""

    def read(self, clause: Clause) -> Iterator[Said]:
        """What is said in the next clause of the article."""
        text = clause.text
        quoted = signs("Q", text)
        paragraph = clause.sentence.paragraph
        speaker_here: _Voice | None = None
        if (agency := _AGENCY.search(text)) and isinstance(
            slot := clause.slots.get(next(filter(None, agency.groups()))), NameSlot
        ):
            self._agency = slot.name
        for sign in quoted:
            quotation = clause.slots[sign]
            assert isinstance(quotation, Quotation)
            at = text.index(sign)
            voice = self._find_voice(clause, quotation, at, speaker_here)
            if voice is None:
                if quotation.open_end and not quotation.is_line:
                    self._waiting.append((quotation, clause))
                continue
            if quotation.continues:
                # Whoever is named at the end of a quotation also said its first paragraphs.
                yield from (
                    Said(earlier, voice.name, voice.person, there) for earlier, there in self._waiting
                )
            self._waiting.clear()
            speaker_here = voice
            self._last, self._last_paragraph = voice, paragraph
            yield Said(quotation, voice.name, voice.person, clause, at)
        if quoted:
            self._ended_with_quote = bool(re.search(rf"{Q}[\s\"“”‘’'.,!?…]*$", text))
        elif _OUTSIDE.search(text):
            self._note_speech(clause)
        self._ended_with_colon = text.rstrip(' "“').endswith(":")

    def _find_voice(
        self, clause: Clause, quotation: Quotation, at: int, speaker_here: _Voice | None
    ) -> _Voice | None:
        """Whose words a quotation has; ``speaker_here`` said the one before it in the sentence."""
        if quotation.is_line:
            voice = self._before_line(clause, at) or self._before(clause, at)
            return voice if voice and voice.person else None
        voice = self._beside(clause, at) or self._before(clause, at)
        if voice is None and quotation.continues:
            voice = self._last
        return voice or speaker_here or self._carried(clause, at, clause.sentence.paragraph)

    def _note_speech(self, clause: Clause) -> None:
        """Notes whose words the next sentence may quote, from a sentence without a quotation."""
        self._ended_with_quote = False
        verb = _VERB.search(clause.text) if clause.says(_VERBS) else None
        if verb is None and clause.text.rstrip().endswith(":"):
            named = re.search(rf"{P}|{O}", clause.text)
            if named and (voice := self._of(clause, named[0])):
                self._last, self._last_paragraph = voice, clause.sentence.paragraph
            return
        if verb is None:
            # "P was a reader of the book. “I loved it.”"
            opening = re.match(rf"(?:[A-Z]?[\w’'-]+,? ){{0,2}}?({P})(?!['’]s)", clause.text)
            if opening and (voice := self._of(clause, opening[1])):
                self._opened = voice, clause.sentence.paragraph
            if clause.sentence.paragraph - self._last_paragraph > 1:
                self._last = None
            return
        if voice := self._subject_of(clause, verb.start(), 0):
            self._last, self._last_paragraph = voice, clause.sentence.paragraph

    def _before_line(self, clause: Clause, at: int) -> _Voice | None:
        named = re.search(rf"({P}):\s$", clause.text[:at])
        return self._of(clause, named[1]) if named else None

    def _beside(self, clause: Clause, at: int) -> _Voice | None:
        rest = clause.text[at + 1 : at + 300]
        for rule in (_SAID_WHO, _WHO_SAID):
            match = rule.match(rest)
            if match and (entitled := _TITLE_WITH_OF.match(rest, match.start("np"))):
                return self._of(clause, entitled["name"])
            if match and (written := _WRITTEN_BY.match(rest, match.start("np"))):
                return self._of(clause, written["name"])
            if rule is _WHO_SAID and match:
                behind = _NAMED_BEHIND.fullmatch(rest, match.end("np"), match.start("verb"))
                if behind:
                    return self._of(clause, behind["name"])
            if match and (voice := self._head_of(clause, match["np"], match["verb"])):
                return voice
        for rule in (_ACCORDING, _DASH):
            if match := rule.match(rest):
                return self._voice(clause, match)
        return None

    def _head_of(self, clause: Clause, phrase: str, verb: str) -> _Voice | None:
        """Whom a noun phrase names: "city police chief P", "P of the O", "the union"."""
        head = _HEAD_ENDS.split(phrase)[0].strip(' "“”,')
        if head.lower() == "it":
            return self._last if self._last and self._last.person is None else None
        if re.fullmatch(_PRONOUN, head):
            goes_on = _GOES_ON.match(verb.lower()) and self._last and self._last.person
            return self._last if goes_on and self._may_be(head) else self._pronoun(head)
        for kind in (P, O, N):
            named = re.findall(rf"{kind}(?!['’]s)", head)
            if named:
                return self._of(clause, named[-1])
        words = clause.plain(head)
        if not _DETERMINED.search(words) or len(words) > 80 or re.search(Q, head):
            return None
        if behind := re.match(
            rf"\s(?:from|of|at|for|with) (?:the )?(?:{O}|{N}|{P}['’]s [a-z]+)",
            phrase[phrase.find(head) + len(head) :],
        ):
            words += clause.plain(behind[0])
        return self._from_plain(words, re.sub(r"^(?:the|an?) ", "", words, flags=re.IGNORECASE))

    def _before(self, clause: Clause, at: int) -> _Voice | None:
        text = clause.text
        start = max(0, at - 400)
        lead = text[start:at]
        for match in _ACCORDING_BEFORE.finditer(lead):
            named = match["name2"] or match["name3"] or match["name4"]
            return self._of(clause, named) if named else self._voice(clause, match)
        verbs = list(_VERB.finditer(lead)) if clause.says(_VERBS) else []
        for verb in reversed(verbs[-_MOST_VERBS:]):
            if re.match(r"[\w\s]*\bby\s", lead[verb.end() : verb.end() + 12]):
                continue
            # "had shared his hopes, stating": a participle takes its sentence's subject.
            participle = lead[verb.start() : verb.end()].endswith("ing")
            if voice := self._subject_of(clause, start + verb.start(), start, first=participle):
                return voice
        named_after = _PASSIVE_BY.search(lead) or _COLON.search(lead)
        return self._voice(clause, named_after) if named_after else None

    def _subject_of(self, clause: Clause, verb: int, start: int, *, first: bool = False) -> _Voice | None:
        """The subject of a reporting verb: the nearest name before it without a preposition."""
        lead = clause.text[start:verb]
        if office := _WITH_OFFICE.search(lead):
            return self._of(clause, office[1])
        if plain := _PLAIN_SUBJECT.search(lead):
            words = re.sub(r"^(?:the|an?) ", "", plain["np"], flags=re.IGNORECASE)
            if not _NO_SPEAKER.match(words):
                return self._from_plain(plain["np"], words)
        if touching := re.search(rf"({P}|(?<!\bat )(?<!\bof )(?<!\bfor )(?<!\bwith ){O})\s$", lead):
            return self._of(clause, touching[1])  # "footage of P saying"
        subjects = [each for each in _SUBJECT.finditer(lead) if _may_speak(lead, each)]
        if not subjects:
            return None
        best = subjects[0 if first else -1]
        # "A, a producer of B, said": an apposition says who somebody is.
        if best["described"] and (beside := re.search(rf"({P})(?: \([^()]*\))?, $", lead[: best.start()])):
            return self._of(clause, beside[1])
        # "A, who plays B, said": the subject comes before the relative clause.
        if (
            relative := re.search(rf"({P}|{O}),? (?:who|whose)\b[^{Q[1:-1]}]*$", lead[: best.end()])
        ) and relative.start() < best.start():
            return self._of(clause, relative[1])
        return self._voice(clause, best)

    def _from_plain(self, phrase: str, words: str) -> _Voice:
        """Whom a noun phrase without a name means; "the actress" is whoever was called one."""
        if role := _ROLE_ALONE.fullmatch(phrase):
            person = next(
                (
                    each
                    for each in self._discourse.recent
                    if each.is_a(_ROLE_OF.get(role[1].lower(), role[1].lower()))
                ),
                None,
            )
            if person:
                return _Voice(person.name, person)
        if self._agency and _OF_AGENCY.fullmatch(words.lower()):
            return _Voice(self._agency)
        return _Voice(words)

    def _voice(self, clause: Clause, match: re.Match[str]) -> _Voice | None:
        groups = match.groupdict()
        if name := groups.get("name"):
            if groups.get("owner"):
                return _Voice(clause.plain(match[0]))
            return self._of(clause, name)
        if described := groups.get("described"):
            words = re.sub(r"^(?:the|an?) ", "", clause.plain(described), flags=re.IGNORECASE)
            return _Voice(words)
        if groups.get("pronoun"):
            return self._pronoun(groups["pronoun"])
        return None

    def _may_be(self, pronoun: str) -> bool:
        """Whether a pronoun may mean whoever spoke last."""
        gender = {"he": "m", "she": "f"}.get(pronoun.lower())
        person = self._last.person if self._last else None
        return person is not None and (gender is None or person.gender in (gender, None))

    def _pronoun(self, pronoun: str) -> _Voice | None:
        person = self._person(pronoun.lower())
        return _Voice(person.name, person) if person else self._last

    def _person(self, pronoun: str) -> Person | None:
        gender = {"he": "m", "she": "f"}.get(pronoun)
        if gender is None:
            return None
        return next((each for each in self._discourse.recent if each.gender in (gender, None)), None)

    def _of(self, clause: Clause, sign: str) -> _Voice | None:
        slot = clause.slots.get(sign)
        if isinstance(slot, PersonSlot):
            return _Voice(_full_name(slot), slot.person)
        if isinstance(slot, NameSlot):
            return _Voice(slot.name)
        return None

    def _carried(self, clause: Clause, at: int, paragraph: int) -> _Voice | None:
        """The speaker that earlier text suggests for a quotation without any cue of its own."""
        stands_alone = not _OUTSIDE.search(clause.text)
        if stands_alone and self._opened and self._opened[1] == paragraph != self._last_paragraph:
            return self._opened[0]
        if self._last is None:
            return None
        if stands_alone and paragraph == self._last_paragraph:
            return self._last
        if stands_alone and paragraph - self._last_paragraph == 1:
            return self._last
        if self._ended_with_colon and at < 3:
            return self._last
        return None
