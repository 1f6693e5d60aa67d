"""Who made a show.

Owns directors, screenwriters, creators and producers. Refuses past work
given as a list of titles ("known for …"): see cast.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.extract import vocabulary
from bot.extract.coreference import Discourse
from bot.extract.draft_fact import Draft
from bot.extract.names import Person
from bot.extract.slotted_sentences import (
    Clause,
    P,
    PersonSlot,
    Rules,
    W,
    WorkSlot,
    pattern,
    rule,
    signs,
    without_brackets,
)
from bot.extract.sources import find_show_before, find_sources_in

_FILL: Final = r"(?:(?:the |an? |[a-z][\w’'-]* |(?-i:[A-Z][\w-]+ (?=[a-z]))|{W}(?:['’]s)? (?=(?:director|writer|screenwriter|author|creator|star|scribe|alum|helmer|producer|showrunner|PD)\b)|{W}['’]s |{O}['’]s? |{N}['’]s? ){0,6}?)"
_BY: Final = (
    (("director",), "directed direction helmed", r"(?:co-)?direct(?:ed|ion)|helmed|under the direction of"),
    (
        ("screenwriter",),
        "written penned scripted wrote adapted screenplay script teleplay",
        r"(?:co-)?written|penned|scripted|(?:co-)?wrote|adapted(?: for (?:the )?(?:small |big )?(?:screen|television|TV))?(?= by\b)|(?:screenplay|script|teleplay)(?: is| was)?(?: written| penned)?",
    ),
    (
        ("creator",),
        "created developed masterminded showrun",
        r"(?:co-)?created|(?:co-)?developed|masterminded|showrun",
    ),
    (("producer",), "produced", r"(?:executive[- ]|co-)?produced"),
    (
        ("screenwriter", "director"),
        "written penned scripted directed",
        r"(?:co-)?(?:written|penned|scripted)(?:,)? (?:and|&) (?:co-)?(?:directed|helmed)|directed and (?:written|penned|scripted)",
    ),
    (("creator", "director"), "created", r"created and directed"),
    (
        ("creator", "screenwriter"),
        "created",
        r"created and (?:written|penned)|(?:written|penned) and created|created, written",
    ),
    (("director", "producer"), "directed", r"directed and (?:executive[- ])?produced"),
    (("screenwriter", "producer"), "written", r"written and (?:executive[- ])?produced"),
)
_PASSIVE: Final = tuple(
    (
        relations,
        rule(
            cues,
            rf"(?<![\w-])(?:{verb})(?: (?:solely|again|once again|entirely|jointly))? (?:by,? )?{_FILL}(?P<people>{{Ps}})",
        ),
    )
    # Two relations at once come before either alone.
    for relations, cues, verb in sorted(_BY, key=lambda each: -len(each[0]))
)
_ACTIVE: Final = (
    (
        ("director",),
        rule(
            "direct directs directed directing director helm helms helmed helming charge camera",
            r"(?P<people>{Ps})(?:,? (?:who|whose) (?:[^.;,]|, (?=(?:and )?{W})){3,80},)?,? (?:(?:who|will|also|is|are|has|have|had|was|been|set|slated|to|tapped|attached|both|be|would|again|himself|herself|previously|who also|once again|returns?|returning|in addition|(?:co-)?(?:wrote|writes|written|created|creates|produced|produces) and|both) ){0,7}(?:direct(?:s|ed|ing)?|helm(?:s|ed|ing)?|co-direct(?:s|ed)?|in charge of (?:the )?(?:production|direction|directing)|sit in the director['’]s chair|take(?:s)? the (?:director['’]s chair|helm)|at the helm|behind the camera)(?! (?:attention|by\b))(?P<object>[^.;]{0,60})",
        ),
    ),
    (
        ("screenwriter",),
        rule(
            "wrote writes write writing written pen pens penned penning script scripts scripted screenwriting screenplay",
            r"(?P<people>{Ps})(?:,? (?:who|whose) (?:[^.;,]|, (?=(?:and )?{W})){3,80},)?,? (?:(?:who|will|also|is|are|has|have|had|was|been|set|to|tapped|attached|both|be|going|doing|do|would|again|previously|who also|once again|in charge of|handling|handles|took charge of|(?:co-)?(?:directed|directs|created|creates|produced|produces) and) ){0,7}(?:wrote|writes|write|writing|written(?! by)|pen|pens|penned|penning|scripts?|scripted|the screenwriting|the screenplay|the (?:series )?scripts?|co-wrote|co-writes)(?! (?:on|in|that|to|for the|about|via|a (?:letter|post|note|message|caption)|:|,)\b)(?P<object>[^.;]{0,60})",
        ),
    ),
    (
        ("screenwriter",),
        rule(
            "composition scripts script",
            r"(?P<people>{Ps}),? (?:(?:will|is|are|also|again|to) ){0,4}(?:take|takes|taking|in|handl(?:es?|ing)|oversee(?:s|ing)?|supervis(?:es?|ing)|writing|doing)(?: charge of)? (?:the )?(?:series )?(?:composition|scripts?)\b(?P<object>[^.;]{0,30})",
        ),
    ),
    (
        ("creator",),
        rule(
            "created creates",
            r"(?P<people>{Ps}),? (?:(?:who|also|has|have|had|previously) ){0,3}(?:created|co-created|creates)(?P<object>[^.;]{0,50})",
        ),
    ),
    (
        ("producer",),
        rule(
            "produce produces produced producing producer producers",
            r"(?P<people>{Ps}),? (?:(?:who|will|also|still|all|is|are|has|have|set|to|be|both|continue|continues|return|returns) ){0,6}(?:(?:continues? to |returns? to |also )?executive[- ]produc(?:es?|ed|ing)|(?:also )?(?:serves?|return(?:s|ing)?|act(?:s|ing)?|join(?:s|ing)?) (?:on )?as (?:an )?(?:executive )?producers?|(?:is|are) (?:all |both |also )?(?:the |serving as )?(?:co-)?(?:executive )?producers?)(?P<object>[^.;]{0,50})",
        ),
    ),
    (
        ("producer",),
        rule(
            "produce produced producing",
            r"(?P<people>{Ps}),? (?:(?:who|will|also|is|are|set|to|be|both|exec|executive) ){1,6}(?:produce|producing)\b(?P<object>[^.;]{0,50})",
        ),
    ),
    (
        ("producer",),
        rule(
            "produced produces",
            r"(?P<people>{Ps}),? (?:(?:(?:who|has|have|had|also|previously) ){1,5}(?:co-)?produced|(?:who |also )*(?:co-)?produces)\b(?! by)(?P<object>[^.;]{0,60})",
        ),
    ),
    (
        ("producer",),
        rule(
            "executive producer producers",
            r"\b(?:counts?|names?|has|have|with) (?P<people>{Ps})(?:, [^,.;]{3,60},)? (?:serving |attached |on board )?as (?:an? |its )?(?:co-)?(?:executive )?producers?(?P<object>[^.;]{0,50})",
        ),
    ),
    (
        ("producer",),
        rule(
            "executive exec",
            r"(?P<people>{Ps})[^.;:]{0,40}? (?:and|who) (?:will )?(?:also )?(?:executive|exec)[- ]produces?\b(?! by)(?P<object>[^.;]{0,50})",
        ),
    ),
    (
        ("director",),
        rule(
            "chair helm camera",
            r"(?P<people>{Ps}),?[^.;:]{0,40}? (?:be|sits?|is|are|returns?|take|takes|taking|sitting) (?:back )?(?:in|to|at|behind)? ?(?:the )?(?:director['’]s chair|helm|camera)(?P<object> (?:for|of|on) [^.;]{0,60}|)",
        ),
    ),
    (
        ("producer",),
        rule(
            "producing",
            r"\b(?:with|and) (?:{W}['’]s )?(?P<people>{Ps}) (?:also |both )?(?:executive |exec |co-)?producing\b(?P<object>[^.;]{0,50})",
        ),
    ),
    (
        ("director",),
        rule(
            "directing helming",
            r"\b(?:with|and) (?:{W}['’]s )?(?P<people>{Ps}) (?:also |both |set to |on board |attached )*(?:directing|helming)\b(?P<object>[^.;]{0,50})",
        ),
    ),
    (
        ("screenwriter",),
        rule(
            "writing penning",
            r"\b(?:with|and) (?:{W}['’]s )?(?P<people>{Ps}) (?:also |both |set to |on board )*(?:writing|penning)\b(?P<object>[^.;]{0,50})",
        ),
    ),
    (
        ("creator",),
        rule(
            "showrunner showrunners",
            r"(?P<people>{Ps}),? (?:(?:who|will|also|is|are|has|set|to|be) ){0,5}(?:serves?|act(?:s|ing)?|return(?:s|ing)?) as (?:the )?(?:co-)?showrunners?(?P<object>[^.;]{0,50})",
        ),
    ),
)
_NOT_STAFF: Final = "".join(
    f"(?<!{work} )"
    for work in ("art", "sound", "music", "animation", "casting", "photography", "arts", "technical")
)
_NOUNS: Final = (
    ("director", rule("dir dirs", r"^dirs?[.:]? (?P<people>{Ps})")),
    ("director", rule("director directors", rf"{_NOT_STAFF}\bdirectors? (?P<people>{{Ps}})")),
    (
        "director",
        rule(
            "director directed filmmaker helmer pd",
            rf"{_NOT_STAFF}\b(?:direct(?:or|ed)|filmmaker|helmer|PD) (?P<people>{{P}})",
        ),
    ),
    (
        "screenwriter",
        rule(
            "writer writers screenwriter screenwriters scriptwriter scriptwriters",
            r"\b(?:screen|script)?writers? (?P<people>{Ps})",
        ),
    ),
    (
        "creator",
        rule(
            "creator creators showrunner showrunners",
            r"\b(?:series )?(?:co-)?(?:creators?|showrunners?)(?:(?: and |/)(?:showrunner|executive producer|director|writer))? (?P<people>{Ps})",
        ),
    ),
    ("producer", rule("producer producers", r"\b(?:executive |co-)?producers? (?P<people>{Ps})")),
    (
        "producer",
        rule(
            "producers producer",
            r"\bproducers?(?: of {W}| on {W}| for {W}| (?:from|at|for) [^.;:,]{1,60}?)?(?:, [^.;:,]{3,60},)?(?: is| are| include| includes|:| will be)(?: also)? (?P<people>{Ps})",
        ),
    ),
    (
        "director",
        rule(
            "director directors",
            r"\bdirectors?(?: of {W})?(?: is| are| will be|:|,) (?:the )?(?P<people>{Ps})",
        ),
    ),
    (
        "screenwriter",
        rule(
            "writer writers screenwriter screenwriters scriptwriter scriptwriters",
            r"\b(?:screen|script)?writers?(?: of {W})?(?: is| are| will be|:) (?P<people>{Ps})",
        ),
    ),
    (
        "screenwriter",
        rule(
            "composition",
            r"\bcomposition (?:(?:falls to|goes to|comes from|is|was|by|from|in the hands of) ?){1,2} ?(?P<people>{Ps})",
        ),
    ),
    (
        "producer",
        rule(
            "producer producers",
            r"\b(?:executive |co-)?producers?(?: of {W})?,? (?:along|together )?with (?P<people>{Ps})(?! (?:starring|directing|in|as|set|attached|playing)\b)",
        ),
    ),
    (
        "producer",
        rule(
            "producers",
            r"(?P<people>{P})(?:,? (?:who|is|was|will be|remains|also|the creator of|and|{W}|creator|writer|,)){1,8} one of (?:its|the|{W}['’]s) (?:executive )?producers\b",
        ),
    ),
    (
        "screenwriter",
        rule(
            "script scripts screenplay screenplays",
            r"\b(?:scripts?|screenplays?) (?:comes?|came|will come|is|are|was|were) (?:from|by) (?P<people>{Ps})",
        ),
    ),
    (
        "creator",
        rule(
            "creative creator creators showrunner showrunners mastermind masterminds brains",
            r"\b(?:creative minds|creators?|showrunners?|creative team|masterminds?|brains)(?: behind| of)?(?: {W})?(?: is| are|:) (?P<people>{Ps})",
        ),
    ),
    (
        "screenwriter",
        rule(
            "comes is from",
            r"{W}(?: ?\([^()]{0,40}\))? (?:comes from|is from|is by) (?P<people>{P})(?=, the (?:screen)?writer\b)",
        ),
    ),
    (
        "creator",
        rule(
            "mind minds creator creators imagination brain",
            r"\b(?:from|comes from) (?:the )?(?:creative )?(?:minds?|creators?|imagination|brain) (?:of |behind )?(?P<people>{Ps})",
        ),
    ),
    (
        "director",
        rule(
            "director",
            r"(?P<people>{P}),? (?:the |who is the |who serves as (?:the )?|serves as (?:the )?|is (?:again |also )?the |will be the |will serve as (?:the )?|as )(?:[a-z]+[ -]){0,2}?director\b(?! (?:of|at|for) (?:the )?(?:{N}|{O}|(?-i:[A-Z])))",
        ),
    ),
    (
        "screenwriter",
        rule(
            "writer writers screenwriter screenwriters scriptwriter scriptwriters",
            r"(?P<people>{P}),? (?:the |who is the |serves as (?:the )?|is the |will be the |will serve as (?:the )?)(?:[a-z]+[ -]){0,2}?(?:screen|script)?writer\b",
        ),
    ),
    (
        "creator",
        rule(
            "creator showrunner",
            r"(?P<people>{P}),? (?:the |who is the |serves as (?:the )?|is the |the series |series )(?:[a-z]+[ -]){0,2}?(?:creator|showrunner)\b",
        ),
    ),
)
_PASSIVES: Final = Rules(_PASSIVE)
_ACTIVES: Final = Rules(_ACTIVE)
_BY_NOUN: Final = Rules(_NOUNS)
# "P, who directed W, will be directing W2": what introduces P is read separately.
_INTRODUCED: Final = re.compile(
    rf"({P}),? who (?:is|was|has|had|have|also|previously|recently|wrote|directed|penned|helmed|created)\b[^.;]{{3,90}}?{W}(?:(?:,| and|,? and) {W}){{0,4}},? (?=(?:will|is going|is set|is|has been|are)\b)"
)
_WHOSE: Final = re.compile(
    rf"{W}(?:['’]s)? (?=(?:director|writer|star|actor|actress|creator|producer|showrunner|alum)s?\b)"
)
_BESIDE: Final = pattern(
    r"[^.;,]{0,30}? ?\b(?:alongside|along with|together with|with) (?:{W}(?:['’]s)? )?(?:[a-z-]+ ){0,3}?(?P<people>{Ps})"
)
_OF_ANOTHER: Final = re.compile(rf"^(?:,)? (?:of|behind|known for|from) (?:the )?(?:[\w’'-]+ ){{0,4}}{W}")


# "P, Director of BBC Drama", "P, creative director at a studio"
_OFFICE: Final = pattern(
    r"(?P<who>{P}),? (?:the |its |[\w-]+['’]s? )*(?:director (?:of|at|for) (?:the )?(?:{N}|{O}|(?-i:[A-Z])|(?!(?:the|this|its?|an?|{show}|photography|season)\b)[a-z])"
    r"|(?:creative|managing|commissioning|art|artistic|musical?|casting|technical|animation|chief animation|sound|executive) director\b)"
    r"|\b(?:creative|managing|commissioning|art|artistic|musical?|casting|technical|animation|sound) directors? (?P<named>{P})"
)


def holds_office(clause: Clause, person: Person) -> bool:
    """Whether somebody is called a director of a company, or of something in a show, which makes no show theirs."""
    if "irector" not in clause.text:
        return False
    return any(
        slot.person is person
        for match in _OFFICE.finditer(clause.text)
        for slot in clause.people(match["who"] or match["named"])
    )


def read_crew(discourse: Discourse, clause: Clause) -> Iterator[Draft]:
    """Who directed, wrote, created and produced, as a clause states it."""
    text, words = clause.text, clause.words
    if not clause.has("P"):
        return
    introduced = _INTRODUCED.sub(r"\1 ", text) if "who" in words else text
    claimed: set[tuple[str, str]] = set()
    # "novel written by" is not about a screenplay; what follows "based on" belongs to the source.
    source_at = list(find_sources_in(clause))

    def in_source(at: int) -> bool:
        return any(start <= at < end for start, end in source_at)

    for relations, match in _PASSIVES.find(text, words):
        if in_source(match.start()) or re.search(
            r"\b(?:novel|webtoon|book|manga|comic|song|story|game|play) (?:of the same name )?(?:originally )?$",
            text[max(0, match.start() - 40) : match.start()],
            re.IGNORECASE,
        ):
            continue
        show = find_show_before(discourse, clause, match.start())
        for relation in relations:
            yield from _made(clause, relation, show, match["people"], claimed)
    told = [*_ACTIVES.find(text, words)]
    if introduced is not text:
        told += _ACTIVES.find(introduced, words)
    for relations, match in told:
        if in_source(match.start()):
            continue
        shows = list(clause.works(_WHOSE.sub("", match["object"])))
        if not shows and re.match(
            r" (?:his|her|their|a|an|the) (?:first|last|previous|own|debut|letter|book|novel|song)\b(?! (?:\w+ )?episodes)",
            match["object"],
        ):
            continue
        if (
            not shows
            and re.search(r"direct", match[0])
            and re.match(r" (?:at|to|toward|from)\b", match["object"])
        ):
            continue
        if relations == ("creator",) and not shows and "showrunner" not in match[0]:
            continue
        if relations == ("producer",) and not shows and re.search(r"[ -]produce[ds]\b", match[0]):
            continue
        show = shows[0] if shows else _topic(discourse, clause)
        beside = _BESIDE.match(match["object"])
        for relation in relations:
            if shows and "who" in words:
                # "directed by P, who directed W": the same is told of two shows
                claimed -= {(relation, sign) for sign in signs("P", match["people"])}
            yield from _made(clause, relation, show, match["people"], claimed)
            if beside:
                yield from _made(clause, relation, show, beside["people"], claimed)
    for match in _ROLES_OF.find(text, words):
        for noun, relation in _RELATION_OF.items():
            if noun in match["roles"].lower():
                yield from _made(
                    clause, relation, next(clause.works(match["work"])), match["people"], claimed
                )
    for match in _FILM_OF.find(text, words):
        yield from _made(clause, "director", next(clause.works(match["work"])), match["people"], claimed)
    for match in _SERVES_AS.find(text, words):
        if in_source(match.start()):
            continue
        for noun, relation in _RELATION_OF.items():
            if re.search(
                rf"\b{noun}",
                match["roles"].lower().replace("screenwriter", "writer").replace("scriptwriter", "writer"),
            ):
                yield from _made(clause, relation, _topic(discourse, clause), match["people"], claimed)
                if relation == "producer" and (beside := _BESIDE.match(text[match.end() :])):
                    yield from _made(clause, relation, _topic(discourse, clause), beside["people"], claimed)
    for relation, match in _BY_NOUN.find(text, words):
        if in_source(match.start()) or (_OF_ANOTHER.match(text[match.end() :]) and relation != "director"):
            continue
        if of := re.match(rf" of (?:the )?(?:[\w’'-]+ ){{0,4}}?({W})", text[match.end("people") :]):
            whose: WorkSlot | None = next(clause.works(of[1]))
        elif owner := re.search(rf"({W})(?:['’]s)? (?:[a-z-]+ )?$", text[: match.start()]):
            whose = next(clause.works(owner[1]))
        else:
            whose = _topic(discourse, clause)
        yield from _made(clause, relation, whose, match["people"], claimed)


_ROLES_OF: Final = rule(
    "writer writers screenwriter screenwriters scriptwriter scriptwriters director directors creator creators producer producers showrunner showrunners",
    r"\b(?P<roles>(?:(?:co-)?(?:screenwriter|scriptwriter|writer|director|creator|(?:executive )?producer|showrunner)s?(?:,? and |, | & |/)?){1,3}) (?:of|for|behind|on) (?P<work>{W}) (?:is|are|will be) (?:the )?(?:[a-z]+ ){0,2}(?P<people>{Ps})",
)
# "was last seen in P's W": whoever owns the film made it
_FILM_OF: Final = rule(
    "s",
    r"\b(?:seen|star(?:s|red|ring)?|appear(?:s|ed|ing)?|act(?:s|ed|ing)?|villain|role|debut(?:ed)?|works?|titles|lead|worked|play(?:s|ed|ing)?|served)\b[^.;]{0,40}?\b(?:in|on|as) (?:the )?(?:[a-z-]+ ){0,3}(?P<people>{P})['’]s (?:[a-z-]+ ){0,4}(?P<work>{W})",
)
_SERVES_AS: Final = rule(
    "as",
    r"(?P<people>{Ps})(?:,? (?:who|which|will|also|is|are|has|have|set|to|be|both|back|once|again|created [^.;,]{1,30}|and|on board|returning|returns?|re-set|attached|serv(?:es?|ing)|act(?:s|ing)?|join(?:s|ed)?|working|work(?:s|ed)?|doubling|doubles)){1,12} as (?:the |an? |its |{W}['’]s )?(?P<roles>(?:(?:co-)?(?:screenwriter|scriptwriter|head writer|writer|director|creator|executive producer|producer|showrunner|EP)s?(?:,? and |, | & |/)?){1,5})",
)
_RELATION_OF: Final = {
    "writer": "screenwriter",
    "director": "director",
    "creator": "creator",
    "showrunner": "creator",
    "producer": "producer",
}


_NEWS_OF: Final = re.compile(
    rf"(?:with|in|is|from|series|drama|film|to|of|on|,|^) ?{W}(?:,| is| will| comes| from|\.|$)"
)


def _topic(discourse: Discourse, clause: Clause) -> WorkSlot | None:
    works = list(clause.works(without_brackets(clause.text)))
    main = [slot for slot in works if slot.work is discourse.topic]
    if main:
        return main[0]
    if len({id(slot.work) for slot in works}) == 1 and _NEWS_OF.search(clause.text):
        return works[0]  # "a new drama, W, from creator P"
    return WorkSlot(discourse.topic) if discourse.topic else None


def _made(
    clause: Clause, relation: str, show: WorkSlot | None, people: str, claimed: set[tuple[str, str]]
) -> Iterator[Draft]:
    if show is None:
        return
    listed = without_brackets(people)
    for sign in signs("P", listed):
        if _OTHER_ROLE.search(listed[: listed.index(sign)]):
            break  # "directors P and P and writer P"
        if (relation, sign) in claimed:
            continue
        claimed.add((relation, sign))
        slot = clause.slots[sign]
        assert isinstance(slot, PersonSlot)
        if slot.person.is_character:
            continue
        role = {"screenwriter": "writer"}.get(relation, relation)
        slot.person.roles.add(role)
        yield Draft(relation, slot.person, show.work, spelled=slot.spelled)


_OTHER_ROLE: Final = re.compile(
    rf"{P}.*\b(?:{vocabulary.DIRECTOR}|{vocabulary.WRITER}|{vocabulary.CREATOR}|{vocabulary.PRODUCER}|{vocabulary.ACTOR})\b",
    re.IGNORECASE,
)
