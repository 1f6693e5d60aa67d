"""The vocabulary: every relation, declared once.

A declaration holds what facts files may say (value, subject, qualifiers), how people ask for the
relation (cues) and how an answer is worded (sentences). Names and properties follow Wikidata
(https://www.wikidata.org/wiki/Wikidata:List_of_properties). Adding a relation adds one declaration
here and touches nothing else.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.facts.model import Kind


class ValueType(enum.Enum):
    """What the text of a value holds."""

    TEXT = "text"
    DATE = "an EDTF date"
    COUNT = "a whole number"


class SeasonMeant(enum.Enum):
    """Which season a question means if it names none."""

    ANY = enum.auto()
    """All of them, the show as a whole included."""
    NEXT = enum.auto()
    """The newest season that anything is known of."""
    AIRED = enum.auto()
    """The newest season that has come out."""


WORK = frozenset({Kind.WORK})


def _phrases(listed: str) -> tuple[str, ...]:
    return tuple(listed.split(", "))


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One relation of the vocabulary.

    Sentences are templates: ``{subject}`` is the work (with its season), person or term;
    ``{values}`` the values joined in English; ``{when}`` a date with its preposition; ``{character}``,
    ``{speaker}``, ``{by}`` and ``{about}`` the qualifiers.
    """

    name: str
    wikidata: str | None
    heading: str
    """What an answer is about, as a noun: "Release date"."""
    sentence: str
    """How an answer is worded."""
    unknown: str
    """How to say that no report has it."""
    ahead: str | None = None
    """How to word a date that lay ahead when it was reported; None where reports only look back."""
    today: str | None = None
    """How to word it on the day, as this or, where it is official, as the next."""
    today_officially: str | None = None
    yesterday: str | None = None
    passed: str | None = None
    """How to word it once that time has passed without news; a day that was official as the next."""
    passed_officially: str | None = None
    ended: str | None = None
    """How to word the end of something that lasts."""
    backwards: str | None = None
    """How to word subjects that share a value: ``{values}`` asked for, ``{subjects}`` found."""
    cues: tuple[str, ...] = ()
    """Folded words that ask for it, most of them in either direction; longer cues outweigh shorter."""
    hints: tuple[str, ...] = ()
    """Folded words that ask for it only where no cue asks for something else: "where", "made"."""
    value: ValueType = ValueType.TEXT
    names: Kind | None = None
    """The kind of thing a value names; None where it is plain text."""
    subjects: frozenset[Kind] = WORK
    qualifiers: frozenset[str] = frozenset()
    one_value: bool = False
    """Whether a later report replaces an earlier one; otherwise values add up."""
    may_change: bool = False
    """Whether what was true may change without a report. A date may change while it lies ahead."""
    of_season: bool = False
    """Whether a fact belongs to its season alone, so that it never answers for the whole work."""
    season_meant: SeasonMeant = SeasonMeant.ANY


_DECLARED = (
    Relation(
        name="release date",
        wikidata="P577",
        heading="Release date",
        sentence="{subject} came out {when}.",
        unknown="I don't know when {subject} comes out.",
        ahead="{subject} is due {when}.",
        today="{subject} is due today.",
        today_officially="{subject} is out today.",
        yesterday="{subject} was due yesterday.",
        passed="{subject} was planned for {date}; nothing newer has been reported.",
        passed_officially="{subject} was due {when}.",
        backwards="Out {when}: {subjects}.",
        cues=_phrases(
            "release, releases, released, releasing, release date, release window, release year, released "
            "in what year, date of release, year of release, what year, which year, come out, comes out, "
            "came out, coming out, out yet, drops, dropped, dropping, premiere, premieres, premiered, "
            "premiering, air, airs, aired, air date, airing, debut, debuts, debuted, launches, launched, "
            "how long until, delayed, delay, postponed, pushed back, moved up, rescheduled, supposed to come, "
            "supposed to be out, supposed to air, supposed to premiere, supposed to release, supposed to drop, "
            "supposed to start, supposed to launch"
        ),
        hints=_phrases(
            "confirmed, return, returns, returning, come back, coming back, news, confirm, official, announced, when, out, coming, date, start, starts, arrive, arrives, launch, drop, published"
        ),
        value=ValueType.DATE,
        one_value=True,
        of_season=True,
        season_meant=SeasonMeant.NEXT,
        may_change=True,
    ),
    Relation(
        name="cast member",
        wikidata="P161",
        heading="Cast",
        sentence="{values} in {subject}.",
        unknown="I don't know who is in {subject}.",
        backwards="{values} is in {subjects}.",
        cues=_phrases(
            "출연진, 출연, voice, voices, voiced, voiced by, cast, casting, cast member, cast members, cast list, star, stars, starred, starring, actor, "
            "actors, actress, actresses, act, acts, acted, acting, appear, appears, appeared, appearing, "
            "appearance, plays, played, playing, portray, portrays, portrayed, lead role, main role, lead "
            "actor, lead actress, performers, lineup"
        ),
        hints=_phrases(
            "in it, who is in, who else is in, who was in, who are in, been in, seen in, was he in, was she in, is he in, is she in, were they in, play, players"
        ),
        names=Kind.PERSON,
        qualifiers=frozenset({"character"}),
        of_season=True,
    ),
    Relation(
        name="director",
        wikidata="P57",
        heading="Director",
        sentence="{values} directed {subject}.",
        unknown="I don't know who directed {subject}.",
        backwards="{values} directed {subjects}.",
        cues=_phrases(
            "감독, behind the camera, director, directors, directed, direct, directs, directing, directed by, helmed, helms, filmmaker"
        ),
        hints=_phrases("led by, headed by, helm, led, leads, headed, heads, made, made by, make, makes, by"),
        names=Kind.PERSON,
    ),
    Relation(
        name="screenwriter",
        wikidata="P58",
        heading="Screenwriter",
        sentence="{values} wrote {subject}.",
        unknown="I don't know who wrote {subject}.",
        backwards="{values} wrote {subjects}.",
        cues=_phrases(
            "작가, screenwriter, screenwriters, scriptwriter, film script, movie script, script for, script of, writer, writers, wrote, write, writes, written, "
            "written by, writing, script, screenplay, scripted, penned, author, authors, authored, "
            "writing credits"
        ),
        hints=_phrases("by, scenario"),
        names=Kind.PERSON,
    ),
    Relation(
        name="creator",
        wikidata="P170",
        heading="Creators",
        sentence="{subject} was created by {values}.",
        unknown="I don't know who created {subject}.",
        backwards="{values} created {subjects}.",
        cues=_phrases(
            "creator, creators, created, create, creates, creating, created by, creative team, creative minds, "
            "makers, came up with, showrunner, showrunners"
        ),
        hints=_phrases("made, made by, who makes, behind"),
        names=Kind.PERSON,
    ),
    Relation(
        name="producer",
        wikidata="P162",
        heading="Producers",
        sentence="{subject} was produced by {values}.",
        unknown="I don't know who produced {subject}.",
        backwards="{values} produced {subjects}.",
        cues=_phrases("producer, producers, produced, produce, produces, produced by, executive producer"),
        names=Kind.PERSON,
    ),
    Relation(
        name="based on",
        wikidata="P144",
        heading="Based on",
        sentence="{subject} is based on {values}.",
        unknown="I don't know what {subject} is based on.",
        backwards="Based on {values}: {subjects}.",
        cues=_phrases(
            "based on, base on, based off, made from, taken from, based, adapted from, adapted, adaptation, adaptation of, source material, original "
            "story, original work, original author, webtoon, the webtoon, manhwa, inspired by, wrote the "
            "webtoon, author of the webtoon, webtoon author, created the webtoon, made the webtoon, "
            "webtoon by, who drew"
        ),
        hints=_phrases("wrote, write, author, written, book, novel, comic"),
        names=Kind.TOPIC,
        qualifiers=frozenset({"by"}),
    ),
    Relation(
        name="number of episodes",
        wikidata="P1113",
        heading="Number of episodes",
        sentence="{subject} has {values} episodes.",
        unknown="I don't know how many episodes {subject} has.",
        cues=_phrases(
            "number of episodes, how many episodes, how many eps, how many parts, episodes, episode, eps, episode count, "
            "how long is the season"
        ),
        value=ValueType.COUNT,
        one_value=True,
        of_season=True,
        season_meant=SeasonMeant.AIRED,
    ),
    Relation(
        name="platform",
        wikidata="P449",
        heading="Platform",
        sentence="{subject} is on {values}.",
        unknown="I don't know where to watch {subject}.",
        backwards="On {values}: {subjects}.",
        cues=_phrases(
            "platform, platforms, streaming, stream, streams, streamed, streaming service, watch, where "
            "can i watch, where to watch, network, which service, what service, what is it on, what app, where does it "
            "air, where is it airing, what channel"
        ),
        hints=_phrases("available, channel, watch it, on"),
        names=Kind.TOPIC,
        may_change=True,
    ),
    Relation(
        name="genre",
        wikidata="P136",
        heading="Genre",
        sentence="{subject} is {values}.",
        unknown="I don't know what genre {subject} is.",
        backwards="{values}: {subjects}.",
        cues=_phrases(
            "genre, genres, kind of film, kind of movie, kind of show, kind of series, kind of drama, "
            "type of film, type of movie, type of show, type of series, type of drama, sort of film, sort "
            "of movie, sort of show, sort of series, sort of drama, style of film, style of movie, what "
            "kind, what type, what sort, category"
        ),
        hints=_phrases("kind of, type of, sort of, nature, nature of, kind"),
        names=Kind.TOPIC,
    ),
    Relation(
        name="language",
        wikidata="P364",
        heading="Language",
        sentence="{subject} is in {values}.",
        unknown="I don't know what language {subject} is in.",
        backwards="In {values}: {subjects}.",
        cues=_phrases(
            "language, languages, primary language, main language, original language, spoken, speak, speaks, speaking, tongue, talk in, dialect"
        ),
        names=Kind.TOPIC,
    ),
    Relation(
        name="narrative location",
        wikidata="P840",
        heading="Setting",
        sentence="{subject} is set in {values}.",
        unknown="I don't know where {subject} is set.",
        backwards="Set in {values}: {subjects}.",
        cues=_phrases(
            "set in, set where, setting, take place, takes place, took place, taking place, location, where is it set"
        ),
        hints=_phrases("set, country, place, where, where does, happen, happens, town, city"),
        names=Kind.TOPIC,
    ),
    Relation(
        name="main subject",
        wikidata="P921",
        heading="What it is about",
        sentence="{subject} is about {values}.",
        unknown="I don't know what {subject} is about.",
        backwards="About {values}: {subjects}.",
        cues=_phrases(
            "main subject, subjects, theme, themes, topic, topics, deal with, deals with, tag, tags, "
            "keyword, keywords, describe, describes, described, described by, describing, description, in "
            "a few words, few words, applicable, explores, relevant"
        ),
        hints=_phrases("about, what about, words, terms, term, message, subject, on"),
        names=Kind.TOPIC,
    ),
    Relation(
        name="plot",
        wikidata=None,
        heading="Plot",
        sentence="{values}",
        unknown="I don't know what happens in {subject}.",
        cues=_phrases(
            "plot, premise, storyline, synopsis, summary, what happens, what happened, what is it about, "
            "the story about, outline"
        ),
        hints=_phrases("about, story"),
        of_season=True,
    ),
    Relation(
        name="renewal date",
        wikidata=None,
        heading="Renewal",
        sentence="{subject} was renewed {when}.",
        unknown="I don't know whether {subject} was renewed.",
        cues=_phrases(
            "renewed, renew, renewal, renewal date, greenlit, greenlight, green light, green lit, "
            "greenlighted, picked up, ordered, given the go ahead, go ahead, commissioned, confirmed, happening, cancelled, canceled, axed, scrapped"
        ),
        hints=_phrases("confirm, official, announced"),
        value=ValueType.DATE,
        one_value=True,
        of_season=True,
        season_meant=SeasonMeant.NEXT,
        may_change=True,
    ),
    Relation(
        name="filming date",
        wikidata=None,
        heading="Filming",
        sentence="{subject} was filmed {when}.",
        ended="The filming of {subject} ended {when}.",
        unknown="I don't know when {subject} was filmed.",
        ahead="{subject} is to be filmed {when}.",
        passed="{subject} was to be filmed {when}; nothing newer has been reported.",
        cues=_phrases(
            "did they film, they film, filming, filmed, filming date, film start, start filming, shoot, shooting, in production, "
            "production start, start shooting, begin filming, wrap, wrapped, being filmed, finish filming"
        ),
        hints=_phrases("shot, production, cameras"),
        value=ValueType.DATE,
        one_value=True,
        of_season=True,
        season_meant=SeasonMeant.NEXT,
        may_change=True,
    ),
    Relation(
        name="chart record",
        wikidata=None,
        heading="Chart records",
        sentence="{subject}: {values}",
        unknown="I don't know how {subject} did in the charts.",
        cues=_phrases(
            "chart, charts, chart record, charted, top 10, top ten, top of the chart, rank, ranks, "
            "ranked, ranking, number one, no 1, number 1, first place, how many days, how long did it "
            "take, viewership, most watched, hit number one"
        ),
        hints=_phrases("record, records, how fast, how long did, how many days did, top, topped"),
    ),
    Relation(
        name="quote",
        wikidata=None,
        heading="Quotes",
        sentence="{speaker} said: {values}",
        unknown="I don't know what anybody said about {subject}.",
        cues=_phrases(
            "quote, quotes, quoted, say, says, said, saying, tell, tells, told, talked about, comment, "
            "comments, commented, statement, statements, explained, reveal, revealed, hint, hinted, words "
            "of"
        ),
        hints=_phrases(
            "think, thinks, thought, think about, talk about, mention, mentioned, opinion, according to, interview, "
            "interviews, explain, explains"
        ),
        subjects=frozenset({Kind.WORK, Kind.PERSON}),
        qualifiers=frozenset({"speaker", "about"}),
    ),
    Relation(
        name="represented by",
        wikidata="P1875",
        heading="Agency",
        sentence="{subject} is represented by {values}.",
        unknown="I don't know which agency represents {subject}.",
        backwards="{values} represents {subjects}.",
        cues=_phrases(
            "represented by, represented, represents, represent, reps, repped by, agency, agencies, agent, signed to, "
            "signed with, manages, talent agency"
        ),
        hints=_phrases("company, label, management"),
        names=Kind.TOPIC,
        subjects=frozenset({Kind.PERSON}),
        one_value=True,
        may_change=True,
    ),
    Relation(
        name="meaning",
        wikidata=None,
        heading="Meaning",
        sentence="{subject}: {values}",
        unknown="I don't know what {subject} means.",
        cues=_phrases("mean, means, meaning, meant, definition, define, who is the character"),
        hints=_phrases(
            "what is a, what is an, what is the, what are the, what are, what is, who is, who are, explain"
        ),
        subjects=frozenset({Kind.TERM, Kind.WORK}),
        qualifiers=frozenset({"character", "about"}),
    ),
    Relation(
        name="rating",
        wikidata=None,
        heading="Rating",
        sentence="{subject} is rated {values}.",
        unknown="I don't know how {subject} is rated.",
        cues=_phrases(
            "worth watching, should i watch, rating, ratings, rated, rate, imdb, imdb rating, rotten tomatoes, mdl, mydramalist, metacritic, letterboxd, myanimelist, score, scored, review, reviews, reviewed, how "
            "good, any good, how well"
        ),
        hints=_phrases(
            "good, opinion, opinion of, opinion about, popular opinion, think of, people think of"
        ),
        one_value=True,
        may_change=True,
    ),
    Relation(
        name="popularity",
        wikidata=None,
        heading="Popularity",
        sentence="{subject}: {values}.",
        unknown="I don't know how popular {subject} is.",
        cues=_phrases(
            "popular, popularity, how popular, votes, imdb votes, famous, how famous, well known, widely "
            "known, fans think"
        ),
        one_value=True,
        may_change=True,
    ),
)

RELATIONS: Mapping[str, Relation] = MappingProxyType({relation.name: relation for relation in _DECLARED})
"""Every relation by its name, in the order in which an overview of a work shows them."""
