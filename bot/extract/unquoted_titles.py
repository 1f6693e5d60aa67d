"""Titles without marks: runs of capitals that the words around them tell.

Owns the cues, and where a title begins and ends within its run. Refuses titles in quotation marks and italics.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.extract import vocabulary
from bot.extract.bracketed_titles import names_work_in_brackets, read_brackets
from bot.extract.given_names import FEMALE, MALE
from bot.extract.headline_titles import (
    find_foreign_titles,
    find_headline_title,
    find_numbered_titles,
    find_section_titles,
)
from bot.extract.names import COMMON_SURNAMES, NO_NAME, ORGANISATION, PLACES, fold_name, is_korean
from bot.extract.sentences import SentenceSpan, words_of
from bot.extract.title_shapes import (
    BEFORE_RUN,
    BEGINS_TITLE,
    CLAUSE_HEAD,
    COMMON_SUBJECT,
    GIVEN_NAMES,
    IS_SHOW_BEHIND,
    NATIONALITY,
    NOUN_BEFORE,
    ROLE_OF_TITLE,
    RUN,
    SAYS_OF_SHOW,
    SEASON_BEHIND,
    SHOW_WORDS,
    SMALL,
    begins_person,
    follows_noun,
    given_name,
    in_country,
    is_credited,
    is_name_like,
    is_no_title,
    is_place,
    is_somebody,
    named_as_person,
    parted,
    reads_as_person,
)

# One of these words is in everything that the pattern below matches: checked first, being far cheaper.
_LISTED_CUES: Final = SHOW_WORDS | frozenset(
    "titles credits roles role appeared starred known seen hits".split()
)
_LISTED: Final = re.compile(
    rf"\b(?:{vocabulary.SHOW}|works?|titles|credits|roles? in|appeared in|starred in|known for|seen in|hits)\b[\w\s’'-]{{0,30}}?(?:such as|like|including|include|includes|in|as|for|are|:|television|TV)?\s?:?\s?(?={RUN}\s?(?:\(\d{{4}}\)|,| and))"
)
_ITEM: Final = re.compile(
    rf"\s*(?:and |as well as )?(?P<title>{RUN})\s?(?P<year>\((?:19|20)\d\d\))?\s*(?:,|and\b|\.|$|;)?"
)
# Cue words as above, and the pattern.
_CUED: Final = (
    (
        SHOW_WORDS,
        re.compile(
            rf"\b(?i:{vocabulary.SHOW})(?:\s(?:(?i:titled as|titled|entitled|called|named|such as|like|including)),?\s?:?\s?|\s)(?P<title>{RUN})"
        ),
    ),
    (
        frozenset({"titled", "entitled"}),
        re.compile(rf"\b(?i:titled|entitled)(?:\sas)?,?\s(?P<title>{RUN})"),
    ),
    (
        frozenset(
            "role roles part performance turn debut appearance appearances starred starring star stars appear appeared appears seen "
            "character lead acting acted cameo work".split()
        ),
        re.compile(
            rf"\b(?i:role|roles|part|performance|turn|debut|appearances?|starr(?:ed|ing)|stars?|appear(?:ed|s|ing)?|seen|character|lead|acting|acted|cameo|work)\s(?:[\w-]+\s)?in\s(?:the\s)?(?:[a-z-]+\s){{0,3}}(?P<title>{RUN})"
        ),
    ),
    (
        frozenset(
            "filming shooting known adaptation remake directed wrote penned helmed created star director creator writer sequel of".split()
        ),
        re.compile(
            rf"\b(?i:filming|shooting|best known for|known for|adaptation of|remake of|directed|wrote|penned|helmed|created|star of|director of|creator of|writer of|sequel to|of)\s(?:for\s)?(?:the\s)?(?P<title>{RUN})(?=\s(?:fame|series)\b|\s?\((?:19|20)\d\d\)|\s(?:alongside|with|opposite)\b)"
        ),
    ),
)
_DATED: Final = re.compile(rf"(?P<title>{RUN})\s?\((?:19|20)\d\d\)")
# A title needs no cue if the sentence says what it is: "Moonrise, a new drama", "Moonrise is a film".
_DEFINED_CUES: Final = SHOW_WORDS | frozenset(
    "star actor actress alum lead breakout director creator".split()
)
_DEFINED: Final = re.compile(
    rf"(?=[A-Z0-9À-Þ&])(?:(?:^|(?<=[.!?]\s)|(?<=\n)|(?<=,\s)|(?<= in )|(?<= for )|(?<= lead )|(?<= on ))(?P<title>{RUN})(?:,? (?:is|was|will be) |, )(?:an? |the )(?:(?!(?:of|for|at|in|who|whose|where|which|that|when|city|town|capital|region|band|group|label|creator|director|producer|writer|star|actor|actress|author|host|from|and|designer|composer|company|studio|publisher)\b)[\w’'-]+,? ){{0,7}}?(?i:{vocabulary.SHOW})\b(?! (?:actor|actress|star|director|writer|producer|maker|legend|icon|veteran)s?\b)"
    rf"|(?<![\w’'-])(?P<star>{RUN}) (?:star|actor|actress|alum|lead actress|lead actor|lead|breakout|director|creator) (?=[A-Z][a-z]+ [A-Z]))"
)
_STARRING: Final = re.compile(r"\b(?:starring|featuring|with|by|alongside|stars)\s$")
_CHANNELS: Final = re.compile(r"\s?(?:TV |television )?(?:channels|networks|stations)\b")
_NATION: Final = re.compile(
    r"(?:The )?(?:(?:South|North|New|Veteran|Popular|Young|Former|Child) )?(?:K-pop|Korean?|Japanese|Chinese|American|British|Indian|Thai|Hollywood|Bollywood|French|Spanish|Italian|German|Australian|Canadian|Irish|Oscar|Emmy|Lead|Main|Male|Female|Top|Veteran|Popular|Young|Former|Rookie|Famous|Fellow|Acclaimed|Seasoned|Beloved|Hallyu|Movie|Film|Drama|Rising|Pop|TV|Action)\b"
)
# Without one of these a sentence reveals no unquoted title.
_HINT_WORDS: Final = SHOW_WORDS | frozenset(
    "titled entitled role roles star stars starred starring appears appeared lead actor actress alum director creator "
    "known filming shooting seen debut credits cast".split()
)
# Runs of capitals that only their surroundings reveal as titles.
_ANY_RUN: Final = re.compile(rf"(?<![\w’'#-]){RUN}")
_PERSON_OF: Final = re.compile(
    r"((?:[A-Z][\w’-]+\s){1,2}[A-Z]?[\w’-]+)\sof\s(?:the\s)?$|([A-Z]\w+\s\w+-\w+)\sof\s(?:the\s)?$"
)
_BELONGS_TO_SHOW: Final = re.compile(
    r"\s(?:fame|drama|series|film|movie)\b|\s(?:will|who|has|have|is)\b|,\s(?:who|will)\b|\sand\s[A-Z]"
)
# A title that is a whole sentence: its pronouns reveal it.
_SENTENCE_TITLE: Final = re.compile(
    r"(?:The|A|My|Your|How|What|Who|When|Where|I|We|You|It|If|She|He)\b.*\b(?:[Hh]e|[Ss]he|[Mm]e|[Yy]ou|[Ww]e|[Mm]y|[Yy]our|Is|Are|Was|Were|Not|Told|Loved|I|Us)\b"
)
# "its new drama, X,": in apposition to the noun
_APPOSED: Final[tuple[float, frozenset[str], re.Pattern[str]]] = (
    0.8,
    frozenset(vocabulary.SHOW_CUES.split()),
    re.compile(
        rf"(?:['’]s|\b(?:an?|another|the|its|their|his|her|new))\s(?:[\w’'-]+\s){{1,6}}?(?i:{vocabulary.SHOW}),\s$"
    ),
)
_KNOWN_BEFORE: Final = (
    0.8,
    frozenset(
        "known famous popular recognized recognised praised acclaimed noted celebrated who having previously also has had he she".split()
    ),
    re.compile(
        r"(?:\b(?:known|famous|popular|recogni[sz]ed|praised|acclaimed|noted|celebrated) (?:for|from)(?: (?:his|her|their|the|hit))*|\b(?:who|having|previously|also|has|had|he|she)(?: (?:has|had|also|previously))* (?:directed|wrote|written|penned|produced|helmed|created|co-wrote|scripted|co-directed))(?: the)?(?:\s[a-z][a-z-]+){0,3}(?: [a-zA-Z-]*movie| thriller)?\s$"
    ),
)
# "whom you may know from X", "he was in X", "co-star Ana B from X", "after X"
_FROM: Final[tuple[float, frozenset[str], re.Pattern[str]]] = (
    0.8,
    frozenset(
        "know known recognize recognise remember was been co return comeback year years months hiatus drama series role project".split()
    ),
    re.compile(
        r"\b(?:know|recogni[sz]e|remember) (?:[A-Z][\w’-]+ ){0,3}(?:him |her |them )?from(?: the)? $|\b(?:he|she|who|actor|actress) (?:was|has been)(?: also| previously| last)? in $|\bco-star (?:[A-Z][\w’-]+ ){1,3}from $|\b(?:return|comeback|drama|series|role|years?|months|hiatus|project) (?:after|since) $"
    ),
)
_ENDS_FROM: Final = ("from ", "from the ", "was in ", "been in ", "also in ", "last in ", "after ", "since ")
_LEADS: Final[tuple[tuple[float, frozenset[str], re.Pattern[str]], ...]] = (*BEFORE_RUN, _KNOWN_BEFORE)
_LEADS_IN: Final = (_APPOSED, *_LEADS)
_LEADS_FROM: Final = (_FROM, *_LEADS)
_ALL_CUES: Final[frozenset[str]] = frozenset().union(*(cues for _, cues, _ in _LEADS))
# "The Harbor Lights actress returns": somebody known only by a show.
_KNOWN_BY_TITLE: Final = re.compile(
    r"\s(?:star|actor|actress|alum|veteran|vet)\s(?:will|would|is|was|has|had|also|plays?|stars?|returns?|leads?|takes?|joins?|appears?|portrays?|recently|previously)\b"
)
_STOPS: Final = re.compile(
    r"\s?(?:[,.;!?)(]|$|\n)|\s(?:as|and|or|on|which|that|where|who|with|alongside|opposite|for|in (?:19|20)\d\d|from|while|but|before|after|last|earlier|this|by|at|will|has|is|was)\b"
)
_LIST_ON: Final = re.compile(
    rf"(?:\s?\((?:19|20)\d\d\))?(?P<items>(?:,\s(?:the\s)?{RUN}(?:\s?\((?:19|20)\d\d\))?)*),?\s(?:and|&)\s(?:the\s|in\s)?(?P<last>{RUN})(?=[.,;)]|\s\(|\s?$|\s(?:are|is|as|to|among|on|in|with)\b)"
)
_MOST_ITEMS: Final = 12
_HINT_IN_BRACKETS: Final = re.compile(r"\((?:19|20)\d\d\)|[a-z] ?\([A-Z]")
_TITLE_LINE: Final = re.compile(
    rf"^[ \t]*(?i:(?:new|upcoming|korean|k-?)?[ -]?(?:drama|movie|film|series|show|title|drama title|english title))[ \t]?:[ \t]?(?P<title>{RUN})",
    re.MULTILINE,
)
_BRACKETED_WORKS: Final = re.compile(
    rf"(?:(?<=[a-z\]])|(?<=[a-z] PD))\s?\(\s?(?P<works>{RUN}(?:\s?(?:, | and |, and |; )(?:the )?{RUN}){{0,6}})(?: (?:revival|series|films?|franchise|reboot))?\s?\)"
)
# What may precede a title inside a run of capitals without being part of it.
_NO_PART: Final = re.compile(
    rf"(?:(?:[A-Z]\w*-(?:winning|nominated|winner)|Breakout|Rising)\s(?=\S)|(?:19|20)\d\d(?:['’]s)?(?:\s{NATIONALITY})?|(?:{vocabulary.PLATFORM})(?:['’]s)?(?:\s(?:[Oo]riginal|TV|[Ss]eries|[Dd]rama|[Ff]ilm)){{0,3}})\s(?=\S)|{NATIONALITY}\s(?=(?i:{vocabulary.SHOW})\b(?! [A-Z]))"
    r"|[A-Z][a-z]+day (?:for|in|on|at|that|as) (?=[A-Z])|(?:Missing|Absent|Gone) from (?=[A-Z])"
)
_POSSESSOR: Final = re.compile(r"([A-Z][\w.-]+(?: [A-Z][\w.-]*){1,2})['’]s? (?=[A-Z0-9#])")
_TAIL: Final = re.compile(
    r"\s(as|with|by|and|&|is|from|on|at|for|to|in|opposite|alongside|Formerly|Also|Previously|Originally|Formally|Meanwhile)(?:\s|$)"
)


def find_unquoted(
    reading: str,
    sentences: Sequence[SentenceSpan],
    spoken: Sequence[frozenset[str]],
    spans: dict[tuple[int, int], float],
) -> None:
    taken = {at for start, end in spans for at in range(start, end)}
    usual = names_work_in_brackets(reading)

    def claim(start: int, end: int, sure: float) -> bool:
        lead, end = _cut(reading, start, end)
        start, text = lead, reading[lead:end]
        bare = re.sub(r"(?:['’]s)$", "", text).rstrip(".,:;!?-– " if not text.endswith("!") else ".,:; ")
        end = start + len(bare)
        if len(bare) < 2 or not taken.isdisjoint(range(start, end)) or is_no_title(bare):
            return False
        if (CLAUSE_HEAD.match(bare) and not follows_noun(reading[max(0, start - 20) : start])) or (
            sure < _IN_BRACKETS and re.fullmatch(r"(?:Mr|Mrs|Ms|Sen|Rep|Gov)\.? [\w’'-]+", bare)
        ):
            return False
        if (
            " " in bare
            and _OWNS_MORE.match(reading, end)
            and reading.count(bare) == 1
            and not bare.startswith("The ")
        ):
            return False
        if " " not in bare and (
            ORGANISATION.search(bare)
            or _INITIALS.fullmatch(bare)
            or bare.lower() in COMMON_SURNAMES
            or (_OPENING.fullmatch(bare) and reading.count(bare) == 1)
        ):
            return False
        if sure < 0.9 and " " in bare and _COMPANY.search(bare):
            return False
        if sure < 0.9 and all(fold_name(part) in PLACES for part in re.split(r", | and ", bare)):
            return False
        if _BRAND.search(reading, max(0, start - 20), start):
            return False
        if _RELEASE_OF.match(reading, end):
            return False  # "the Lark Press edition of"
        if _OF_A_GROUP.search(reading, max(0, start - 24), start):
            return False  # "the boy band NOVA"
        if sure < 0.9 and (_PUBLIC_BODY.search(bare) or in_country(reading, end)):
            return False
        if _MIXED_CASE.fullmatch(bare) and is_korean(f"Kim {bare}"):
            return False  # "MinSeo": a given name in one word
        if sure < 0.9 and is_somebody(reading, start, bare):
            return False
        if " " in bare and is_credited(reading, bare):
            return False
        if " " not in bare and sure < 0.9 and is_place(reading, bare):
            return False
        first = bare.split()[0]
        if len(bare.split()) == 2 and first.lower() in COMMON_SURNAMES and sure < 0.9:
            return False  # a person's name, although its given part is not made of syllables
        spans[start, end] = sure
        taken.update(range(start, end))
        return True

    find_foreign_titles(reading, claim)
    for sentence, words in zip(sentences, spoken, strict=True):
        text_end = sentence.end
        if sentence.is_heading:
            continue
        bracketed = reading.find("(", sentence.start, text_end) >= 0
        if words.isdisjoint(_HINT_WORDS) and not (
            bracketed and _HINT_IN_BRACKETS.search(reading, sentence.start, text_end)
        ):
            continue
        for match in _DATED.finditer(reading, sentence.start, text_end) if bracketed else ():
            start = match.start("title")
            text = match["title"]
            # The run may begin with an ordinary word, or a name before a cue.
            cue = re.search(rf"^(?:.*\b(?i:{vocabulary.SHOW}|in|like|as|last film)\s)(?=[A-Z0-9])", text)
            claim(start + (cue.end() if cue else 0), match.end("title"), 0.9)
        listed = not words.isdisjoint(_LISTED_CUES)
        for match in _LISTED.finditer(reading, sentence.start, text_end) if listed else ():
            at = match.end()
            items: list[tuple[int, int]] = []
            while item := _ITEM.match(reading, at, text_end):
                if item.end() <= at or len(items) > 30:
                    break
                items.append(item.span("title"))
                at = item.end()
                if not re.search(r"(?:,|and)\s*$", item[0]):
                    break
            if _STARRING.search(reading, sentence.start, match.end()):
                continue
            if re.search(
                r"\b(?:actors?|actress(?:es)?|stars|cast|talents?|casts|names|members|newcomers|singers|idols)\b",
                reading[max(sentence.start, match.start() - 40) : match.end()],
            ):
                continue
            # "hits including A, B and C, Kim D returns": the list ends where a person begins.
            somebody = next(
                (at for at, (start, end) in enumerate(items) if begins_person(reading[start:end])), None
            )
            if somebody is not None:
                items = items[:somebody]
            if _CHANNELS.match(reading, at):
                continue
            if len(items) > 1:
                last_start, last_end = items.pop()
                if joint := re.search(r" and (?=[A-Z0-9])", reading[last_start:last_end]):
                    items += [(last_start, last_start + joint.start()), (last_start + joint.end(), last_end)]
                else:
                    items.append((last_start, last_end))
                for start, end in items:
                    if reading[start:end].lower() not in COMMON_SURNAMES:
                        claim(start, end, 0.7)
        defined = not words.isdisjoint(_DEFINED_CUES)
        for match in _DEFINED.finditer(reading, sentence.start, text_end) if defined else ():
            which = "title" if match["title"] else "star"
            if _cut(reading, *match.span(which))[1] < match.end(which):
                continue  # "Kim A and South Korean actress B": no title right before the noun
            if which == "title" or (" " in match["star"] and not _NATION.match(match["star"])):
                start, end = match.span(which)
                if which == "star" and (both := parted(reading, start, end)):
                    claim(both[1], end, 0.9)
                    end = both[0]
                claim(start, end, 0.9)
        for number, (cues, pattern) in enumerate(_CUED):
            if words.isdisjoint(cues):
                continue
            for match in pattern.finditer(reading, sentence.start, text_end):
                single = " " not in match["title"].strip()
                if number >= 2 and single:
                    continue  # "a part in Harlow's campaign"
                if (
                    number == 0
                    and single
                    and not re.match(
                        r"\s?(?:\(|,|\.|and\b|$|is\b|will\b|on\b|as\b|\w+ is)",
                        reading[match.end() : match.end() + 12],
                    )
                ):
                    continue
                start, end = match.span("title")
                if _MAKES_IT.match(reading, end):
                    continue  # "the series Ana Brook is making"
                if both := parted(reading, start, end):
                    claim(both[1], end, 0.7)
                    end = both[0]
                claim(start, end, 0.7)
        for match in _BRACKETED_WORKS.finditer(reading, sentence.start, text_end) if bracketed else ():
            for start, end in read_brackets(reading, match, usual=usual):
                claim(start, end, _IN_BRACKETS)
    for line in _TITLE_LINE.finditer(reading):
        claim(*line.span("title"), 1.0)
    for sentence, words in zip(sentences, spoken, strict=True):
        if sentence.is_heading:
            continue
        cued = not words.isdisjoint(_ALL_CUES)
        for match in _ANY_RUN.finditer(reading, sentence.start, sentence.end):
            start, end = match.span()
            if start in taken and end - 1 in taken:
                continue
            start = _skip_opening(reading, start, end, sentence)
            season = _SEASON_IN_RUN.search(reading, start, end)
            start, end = _cut(reading, start, season.start() if season else end)
            if start >= end or any(at in taken for at in (start, end - 1)):
                continue
            sure = _judge_run(reading, start, end, sentence, cued=cued)
            if sure and (both := parted(reading, start, end)):
                claim(both[1], end, sure)
                end = both[0]
            if sure and claim(start, end, sure):
                for more in _listed_before(reading, sentence.start, start):
                    claim(*more, sure)
                for more in _listed_behind(reading, end, sentence.end):
                    claim(*more, sure)
    find_numbered_titles(reading, claim)
    find_section_titles(reading, sentences, claim)
    find_headline_title(reading, sentences, claim)


_INITIALS: Final = re.compile(r"(?:[A-Z]\.)+[A-Z]?")
_OPENING: Final = re.compile(r"[A-Z][a-z]+(?:ed|ly)|Original")
"""Words that begin a sentence far more often than they are a title: "Edited by", "Currently"."""
_COMPANY: Final = re.compile(
    r"(?<!^The) (?:Studios?|Media|Pictures|Entertainment|Productions?|Weekly|Films|Agency)$"
)
_PUBLIC_BODY: Final = re.compile(
    r" (?:University|Assembly|Parliament|Ministry|Committee|Department|Association|Council|Institute|Agency)$"
)
_MIXED_CASE: Final = re.compile(r"[A-Z][a-z]+[A-Z][a-z]+")
_BRAND: Final = re.compile(r"\b(?:brand|company|platform|service|website|app|channel|outlet|studio)s? $")
_RELEASE_OF: Final = re.compile(r" (?:release|edition|translation|publication)s? of\b")
_OF_A_GROUP: Final = re.compile(
    r"\b(?:band|group|duo|trio|unit|member|members|leader|vocalist|rapper|agency|label)(?: of| from| named| called)? $"
)


def _skip_opening(reading: str, start: int, end: int, sentence: SentenceSpan) -> int:
    """Where a run of capitals begins, less the words capitalised only because they open the sentence."""
    if start != sentence.start:
        return start
    if drawn := _DRAWN_FROM_FIRST.match(reading, start, end):
        return drawn.end()
    first = start
    while word := _FIRST_WORD.match(reading, start, end):
        if word[1].lower() not in NO_NAME or word[1].lower() in BEGINS_TITLE:
            break
        start = word.end()
    return first if reading[start : start + 1].islower() else start  # "Seasons of Rain" keeps its beginning


_SEASON_IN_RUN: Final = re.compile(r"(?<=\w)[,:]? (?:Season|Part) (?:\d{1,2}|One|Two|Three|Four|Five)\b")
_FIRST_WORD: Final = re.compile(r"([A-Z][\w’']*),? (?=\S)")


def _judge_run(reading: str, start: int, end: int, sentence: SentenceSpan, *, cued: bool) -> float:
    """How likely a run of capitals without any marks is to be a title, judging by its surroundings;
    ``cued`` is whether its sentence has a word that introduces titles."""
    text = reading[start:end].rstrip(".,:;!?")
    words = text.split()
    if text.isupper() and len(words) == 1 and 1 < len(text) < 4 and not text.isdigit() and "." not in text:
        return 0
    before = reading[max(sentence.start, start - 90) : start]
    after = reading[end : end + 110]
    single = len(words) == 1
    if before.endswith(_BEFORE_PEOPLE):
        return 0
    if single and text.lower() in NO_NAME and not (follows_noun(before) or _IS_A_SHOW.match(after)):
        return 0
    if before.endswith((*_GIVEN_TO, "at the ")) or _SET_IN.search(before):
        return 0
    if single and text.isupper() and before.endswith(" the "):
        return 0  # "with the NYPD"
    if _DRAWN_FROM.search(before) and _IS_A_SOURCE.match(after) and is_name_like(text):
        return 0.9
    stops = single and bool(_STOPS.match(after)) and not text.endswith(("’s", "'s"))
    person = not single and begins_person(text) and not re.search(r" (?:of|the|in|is|to) ", text)
    if person and " and " in text:
        person = all(begins_person(part) for part in text.split(" and "))
    if person and len(words) < 4:
        # "season 2 of Kim A", "the drama Kim A": nothing less makes a title of a name.
        sure_of = cued and (
            (BEFORE_RUN[0][2].search(before) and not _PICTURES_OF.search(before)) or follows_noun(before)
        )
        if not sure_of:
            return 0
    if (
        cued
        and not person
        and (credited := _CREDITED_TO.match(after))
        and credited[1].lower() in GIVEN_NAMES
        and _CASTS.search(before + after)
        and not text.isupper()
        and is_name_like(text)
        and text.lower() not in NO_NAME
    ):
        return 0.7  # "played by Moonrise's Ana Brook"
    acts = not person and bool(
        ROLE_OF_TITLE.match(after)
        or (
            (text.startswith("The ") or before.lower().endswith("the "))
            and _KNOWN_BY_TITLE.match(after)
            and not re.match(NATIONALITY, text)
        )
    )
    tells = not acts and not person and (bool(SEASON_BEHIND.match(after)) or bool(SAYS_OF_SHOW.match(after)))
    if before.endswith((" in the ", " in ")) and _PLACE_OF_YEAR.fullmatch(text):
        return 0  # "in the Bombay of 1947"
    if before.endswith("with ") and _IN_ROLE.match(after):
        return 0  # "with Ana Brook as Maria"
    if not (acts or tells) and single and (not stops or not cued):
        return 0  # most names end here
    spoken = words_of(before) if cued else frozenset[str]()
    if (
        _OF_WHOM.match(after)
        and not single
        and not person
        and is_name_like(text)
        and (
            begins_person(reading[end + 1 : end + 40].lstrip("s’' "))
            or re.match(r"The ", text)
            or re.search(r" (?:of|the|on|in|and|Of) ", text)
        )
    ):
        return 0.8  # "The Harbour's Kim A"
    if _OWNS_MORE.match(after) and reading.count(text) == 1:
        return 0  # "an adaptation of Ana Brook's novel"
    if acts and not _NATION.match(text) and not person and is_name_like(text):
        return 0.8
    if tells and not person and is_name_like(text):
        if SEASON_BEHIND.match(after):
            return 0.9
        if not COMMON_SUBJECT.match(text) and SAYS_OF_SHOW.match(after):
            return 0.8
    if not (single or person or given_name(text)) and IS_SHOW_BEHIND.match(after) and is_name_like(text):
        return 0.8
    if before.endswith("fficial ") and _OFFICIAL.match(after) and not person and is_name_like(text):
        return 0.8
    if len(words) > 3 and _SENTENCE_TITLE.match(text) and is_name_like(text) and not text.isupper():
        return 0.7
    if (
        not single
        and before.endswith((" of ", " of the "))
        and (owner := _PERSON_OF.search(before))
        and begins_person(owner[1] or owner[2])
        and (_BELONGS_TO_SHOW.match(after) or (_STOPS.match(after) and len(words) > 2))
        and not text.isupper()
        and not person
        and is_name_like(text)
        and not re.search(r"\b(?:singer|idol|member|rapper|vocalist|leader)\s", before)
    ):
        return 0.8
    leads = _LEADS
    if before.endswith(", "):
        leads = _LEADS_IN
    elif before.endswith(_ENDS_FROM):
        leads = _LEADS_FROM
    for sure, cues, cue in leads:
        if cues.isdisjoint(spoken):
            continue
        found = cue.search(before)
        if found is None:
            continue
        if person and sure < 0.9 and not re.search(rf"\b(?i:{vocabulary.SHOW})\s$", before):
            return 0
        if not is_name_like(text) or named_as_person(reading, text):
            return 0
        if single and not stops:
            return 0
        if single and sure < 0.8 and re.match(r"(?:19|20)\d\d$", text):
            return 0
        return sure
    return 0


_PLACE_OF_YEAR: Final = re.compile(r"\w+ of (?:the )?(?:18|19|20)\d\ds?")
_IN_ROLE: Final = re.compile(r" (?:as|playing) [A-Z]")
_SET_IN: Final = re.compile(r"\bset (?:\w+ )?(?:in|at|on) (?:the )?$")
_MAKES_IT: Final = re.compile(
    r" (?:is|was|has|had|will) (?:also |now |been )?(?:mak|made|writ|wrote|direct|develop|produc|creat|work)"
)
_CREDITED_TO: Final = re.compile(r"['’]s? ([A-Z][a-zà-ÿ]+) [A-Z]")
_CASTS: Final = re.compile(r"\b(?:play|star|cast|join|voiced|led by|with)", re.IGNORECASE)
_PICTURES_OF: Final = re.compile(r"\b(?:posters?|stills|teasers?|trailers?|photos|pictures) (?:of|for) $")
# "based on The Dinner, a novel by", "adapts The Innocent, the best-seller by"
_DRAWN_FROM: Final = re.compile(r"\b(?:[Bb]ased on|[Aa]dapted from|[Aa]dapts|adaptation of|[Ii]nspired by) $")
_DRAWN_FROM_FIRST: Final = re.compile(r"(?:Based on|Adapted from|Inspired by) (?=[A-Z0-9])")
_IS_A_SOURCE: Final = re.compile(
    rf",? (?:an?|the|his|her|by)\b[^.;,]{{0,40}}?(?:\b(?:{vocabulary.SOURCE})\b|by [A-Z])"
)
_GIVEN_TO: Final = ("goes to ", "went to ", "given to ", "falls to ", "belongs to ")
# "the cast of Press, a drama about papers"
_IS_A_SHOW: Final = re.compile(rf", an? (?:[a-z-]+ ){{0,4}}(?:{vocabulary.SHOW})\b")
_OFFICIAL: Final = re.compile(r" (?:TV |anime )?(?:website|site|account|page|channel)\b")
_BEFORE_PEOPLE: Final = (
    "along with ",
    "together with ",
    "alongside ",
    "opposite ",
    "joined by ",
    "starring ",
)
_OF_WHOM: Final = re.compile(r"['’]s? (?=[A-Z][\w-]+ [A-Z])")
_OWNS_MORE: Final = re.compile(
    r"['’]s? (?:[a-z-]+ |(?:19|20)\d\d ){0,3}(?:novel|book|webtoon|manga|memoir|comic|story|play|hero|heroine|film|best-?seller|series|podcast|article)s?\b"
)


def _listed_behind(reading: str, at: int, end: int) -> list[tuple[int, int]]:
    """The other titles in a list that continues after one: ", B and C"."""
    match = _LIST_ON.match(reading, at, end)
    if match is None:
        return []
    spans = [
        (match.start("items") + item.start("title"), match.start("items") + item.end("title"))
        for item in re.finditer(rf",\s(?:the\s)?(?P<title>{RUN})", match["items"])
    ]
    spans.append(match.span("last"))
    texts = [reading[start:stop] for start, stop in spans]
    if len(spans) > _MOST_ITEMS or any(
        begins_person(text)
        or reads_as_person(text)
        or not is_name_like(text)
        or named_as_person(reading, text)
        for text in texts
    ):
        return []
    return spans


_LIST_UP_TO: Final = re.compile(rf"(?:(?<=: )|(?<=[a-z] )|^)(?P<items>{RUN}(?:, {RUN})*),? and $")


def _listed_before(reading: str, begin: int, at: int) -> list[tuple[int, int]]:
    """The other titles in a list that ends with one: "A, B and" before C."""
    if reading[at - 5 : at] != " and ":
        return []
    low = max(begin, at - 120)
    match = _LIST_UP_TO.search(reading, low, at)
    if match is None or (match.start() == low and low != begin):
        return []
    spans = [
        (match.start("items") + item.start(1), match.start("items") + item.end(1))
        for item in re.finditer(r"(?:^|, )(.+?)(?=, |$)", match["items"])
    ]
    texts = [reading[start:stop] for start, stop in spans]
    doubtful = any(
        begins_person(text)
        or reads_as_person(text)
        or not is_name_like(text)
        or named_as_person(reading, text)
        or text.lower() in NO_NAME
        for text in texts
    )
    return [] if doubtful or not (len(spans) > 1 or " " in texts[0]) else spans


def _cut(reading: str, start: int, end: int) -> tuple[int, int]:
    """A run of capitals without what surrounds the title: "2019's X", "Kim A's X", "X as Kim B", "X with Kim C"."""
    text = reading[start:end]
    if vocabulary.is_platform(text.removesuffix("’s").removesuffix("'s")):
        return start, start
    if " " not in text:
        return start, end
    if (
        " of " in text
        and begins_person(text)
        and (joint := re.match(r"[A-Z][\w’-]+ [\w’ -]{2,20}? of (?:the )?(?=[A-Z0-9])", text))
    ):
        start += joint.end()  # "Kim A of X"
    if (played := _PLAYED_IN.match(reading, start, end)) and played[1].lower() in GIVEN_NAMES:
        start = played.end()  # "played young Kevin on X"
    while head := _NO_PART.match(reading, start, end):
        start = head.end()
        if reading[start : start + 1].islower():
            return start, start  # "Netflix on May 3"
    if (owner := _POSSESSOR.match(reading, start, end)) and _owns(reading, owner):
        start = owner.end()
    owns = "’" in text or "'" in text
    if owns and (lone := _LONE_OWNER.match(reading, start, end)) and is_somebody(reading, start, lone[1]):
        start = lone.end()  # "Harlow's Night Ferry", where the text has "Ana Harlow"
    for owned in _OWNED.finditer(reading, start + 1, end) if owns else ():
        show = reading[start : owned.start()]
        if " " in show and is_name_like(show) and given_name(reading[owned.end() : end]):
            return start, owned.start()  # "The Harbour Light's Ana B"
    for tail in _TAIL.finditer(reading, start + 1, end):
        rest = reading[tail.end() : end]
        if (
            tail[1]
            in (
                "as",
                "opposite",
                "alongside",
                "Formerly",
                "Also",
                "Previously",
                "Originally",
                "Formally",
                "Meanwhile",
            )
            or (
                tail[1] == "by"
                and re.fullmatch(r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){1,2}", rest)
                and rest.split()[0].lower() not in SMALL
            )
            or (tail[1] in ("with", "by", "and", "&", "from", "is") and begins_person(rest))
            or (
                tail[1] in ("on", "at", "for", "by", "from", "to", "and")
                and re.match(vocabulary.PLATFORM, rest)
            )
            or (
                tail[1] in ("in", "on")
                and re.match(r"(?:the )?(?:(?:19|20)\d\d\b|[A-Z]\w+ (?:19|20)\d\d)", rest)
            )
            or (tail[1] == "is" and re.match(rf"(?:on|at|from) (?:{vocabulary.PLATFORM})", rest))
            or (tail[1] == "and" and re.fullmatch(NATIONALITY, rest))
        ):
            return start, tail.start()
    return start, end


def _owns(reading: str, owner: re.Match[str]) -> bool:
    """Whether "Name Name's" before a run of capitals is a person, not the beginning of the title."""
    name = owner[1]
    if reads_as_person(name) and not NOUN_BEFORE.search(reading, max(0, owner.start() - 20), owner.start()):
        return True
    if vocabulary.is_platform(name):
        return True
    if name.split()[0].lower() in FEMALE | MALE:
        return True
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!['’]s|\w)", reading)) or not (
        reads_as_person(name) or re.match(r"(?:The|My|Our|Your|No|One|A|An)\b", name)
    )


_PLAYED_IN: Final = re.compile(r"([A-Z][\w-]+)(?: [A-Z][\w-]+)? (?:on|in) (?=[A-Z])")
_LONE_OWNER: Final = re.compile(r"([A-Z][\w-]+)['’]s (?=[A-Z0-9])")
_OWNED: Final = re.compile(r"['’]s? (?=[A-Z])")
_IN_BRACKETS: Final = 0.85
