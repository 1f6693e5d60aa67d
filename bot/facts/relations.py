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
    TIME = "an EDTF date, or a time with its zone"
    COUNT = "a whole number"
    PICTURE = "the address of a picture on a known host"


_DATED = frozenset({ValueType.DATE, ValueType.TIME})


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
    former: str | None = None
    """How to word a time that a later report has replaced."""
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
    choices: tuple[str, ...] = ()
    """The only values that it has; empty where any will do."""
    near: tuple[str, ...] = ()
    """Relations that answer for it where no report has it: whoever created a show for its showrunner."""
    inverse: str | None = None
    """The relation that says the same the other way round: the sequel of a work has it for its prequel."""
    counted: frozenset[str] = frozenset()
    """Folded nouns whose number it is: "how many episodes"."""
    of_game: bool = False
    """Whether it is asked of games: "the Moon High game"."""

    @property
    def is_dated(self) -> bool:
        """Whether its values say when."""
        return self.value in _DATED

    @property
    def casts(self) -> bool:
        """Whether it says who plays whom."""
        return self.names is Kind.PERSON and "character" in self.qualifiers


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
        former="Before, {subject} was due {when}.",
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
            "출연진, 출연, cast, casting, cast member, cast members, cast list, star, stars, starred, starring, actor, "
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
        near=("voice actor",),
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
            "written by, writing, script, screenplay, scripted, penned, "
            "writing credits"
        ),
        hints=_phrases("by, scenario, author, authors, authored"),
        names=Kind.PERSON,
        near=("author",),
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
            "makers, came up with"
        ),
        hints=_phrases("made, made by, who makes, behind"),
        names=Kind.PERSON,
        near=("showrunner",),
    ),
    Relation(
        name="producer",
        wikidata="P162",
        heading="Producers",
        sentence="{subject} was produced by {values}.",
        unknown="I don't know who produced {subject}.",
        backwards="{values} produced {subjects}.",
        cues=_phrases("producer, producers, produced, produce, produces, produced by"),
        names=Kind.PERSON,
        near=("executive producer", "production company"),
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
        counted=frozenset("episode episodes ep eps chapter finale".split()),
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
            "can i watch, where to watch, which service, what service, what is it on, what app, where does it "
            "air, where is it airing, what channel"
        ),
        hints=_phrases("available, channel, watch it, on"),
        names=Kind.TOPIC,
        may_change=True,
        near=("network",),
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
        near=("status",),
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
        near=("record label",),
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
        near=("review score",),
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
    Relation(
        name="status",
        wikidata=None,
        heading="Status",
        sentence="{subject} is {values}.",
        unknown="I don't know how things stand with {subject}.",
        cues=_phrases(
            "status, current status, hiatus, on hiatus, ongoing, still airing, still running, still going, still on air, "
            "in the works, on hold, on a break, shelved, in limbo, tba, to be announced"
        ),
        hints=_phrases("cancelled, canceled, axed, scrapped, finished, over, ended, in production"),
        choices=(
            "in production",
            "airing",
            "finished",
            "cancelled",
            "postponed",
            "on hiatus",
            "returning",
            "renewed",
            "to be announced",
        ),
        one_value=True,
        may_change=True,
        of_season=True,
        near=("renewal date", "end date"),
    ),
    Relation(
        name="end date",
        wikidata="P582",
        heading="End",
        sentence="{subject} ended {when}.",
        unknown="I don't know when {subject} ended.",
        ahead="{subject} ends {when}.",
        passed="{subject} was to end {when}; nothing newer has been reported.",
        cues=_phrases(
            "end date, finale date, last aired, final episode air, when did it end, when does it end"
        ),
        hints=_phrases("end, ends, ended, finish, finished, conclude, concluded, finale"),
        value=ValueType.DATE,
        one_value=True,
        may_change=True,
        of_season=True,
    ),
    Relation(
        name="next episode",
        wikidata=None,
        heading="Next episode",
        sentence="An episode of {subject} aired {when}.",
        unknown="I don't know when the next episode of {subject} airs.",
        ahead="The next episode of {subject} airs {when}.",
        today="The next episode of {subject} airs today.",
        today_officially="The next episode of {subject} airs today.",
        yesterday="The next episode of {subject} was due yesterday.",
        passed="The last episode of {subject} that I know of was due {when}.",
        cues=_phrases(
            "next episode, next ep, next eps, new episode, new ep, new episodes, new eps, upcoming episode, "
            "what day does it air, which day does it air, what time does it air, air time, airtime, next airing"
        ),
        value=ValueType.TIME,
        one_value=True,
        may_change=True,
        of_season=True,
        season_meant=SeasonMeant.NEXT,
    ),
    Relation(
        name="trailer date",
        wikidata=None,
        heading="Trailer",
        sentence="The trailer of {subject} came out {when}.",
        unknown="I don't know when the trailer of {subject} comes out.",
        ahead="The trailer of {subject} is due {when}.",
        passed="The trailer of {subject} was due {when}; nothing newer has been reported.",
        cues=_phrases(
            "trailer, trailers, teaser, teasers, first look, trailer date, trailer drop, trailer release"
        ),
        value=ValueType.DATE,
        one_value=True,
        may_change=True,
        of_season=True,
        season_meant=SeasonMeant.NEXT,
    ),
    Relation(
        name="number of seasons",
        wikidata="P2437",
        heading="Number of seasons",
        sentence="{subject} has {values} seasons.",
        unknown="I don't know how many seasons {subject} has.",
        cues=_phrases("number of seasons, how many seasons, how many series, season count, how many cours"),
        value=ValueType.COUNT,
        one_value=True,
        may_change=True,
        counted=frozenset("season seasons series cours".split()),
    ),
    Relation(
        name="running time",
        wikidata="P2047",
        heading="Running time",
        sentence="{subject} runs {values} minutes.",
        unknown="I don't know how long {subject} runs.",
        cues=_phrases(
            "running time, runtime, run time, how many minutes, episode length, length of an episode, how long is an "
            "episode, how long is each episode, how long are the episodes, how long are the eps, how long is each ep, "
            "how long is the movie, how long is the film, length of the movie, duration"
        ),
        hints=_phrases("how long is, how long are, length, minutes, mins, hours long"),
        value=ValueType.COUNT,
        one_value=True,
        counted=frozenset("minute minutes mins min hours".split()),
    ),
    Relation(
        name="voice actor",
        wikidata="P725",
        heading="Voice cast",
        sentence="{values} in {subject}.",
        unknown="I don't know who lends a voice to {subject}.",
        backwards="{values} is a voice in {subjects}.",
        cues=_phrases(
            "voice, voices, voiced, voiced by, voicing, voice actor, voice actors, voice actress, voice cast, va, vas, "
            "seiyuu, seiyuus, dub voice, dubs, dub cast, dubbed by, english voice, japanese voice"
        ),
        hints=_phrases("dub, dubbed"),
        names=Kind.PERSON,
        qualifiers=frozenset({"character"}),
        of_season=True,
        near=("cast member",),
    ),
    Relation(
        name="author",
        wikidata="P50",
        heading="Author",
        sentence="{values} is the author of {subject}.",
        unknown="I don't know who the author of {subject} is.",
        backwards="{values} is the author of {subjects}.",
        cues=_phrases("author, authors, authored, mangaka, novelist"),
        names=Kind.PERSON,
        near=("screenwriter", "creator", "based on"),
    ),
    Relation(
        name="narrator",
        wikidata="P2438",
        heading="Narrator",
        sentence="{subject} is narrated by {values}.",
        unknown="I don't know who narrates {subject}.",
        backwards="{values} narrates {subjects}.",
        cues=_phrases(
            "narrator, narrators, narrates, narrated, narrated by, narrating, narration, voice over"
        ),
        names=Kind.PERSON,
    ),
    Relation(
        name="showrunner",
        wikidata=None,
        heading="Showrunner",
        sentence="{values} runs {subject}.",
        unknown="I don't know who the showrunner of {subject} is.",
        backwards="{values} runs {subjects}.",
        cues=_phrases("showrunner, showrunners, head writer, runs the show, running the show"),
        names=Kind.PERSON,
        near=("creator",),
    ),
    Relation(
        name="executive producer",
        wikidata="P1431",
        heading="Executive producers",
        sentence="{values} is an executive producer of {subject}.",
        unknown="I don't know who the executive producers of {subject} are.",
        backwards="{values} is an executive producer of {subjects}.",
        cues=_phrases(
            "executive producer, executive producers, exec producer, exec producers, executive produced"
        ),
        names=Kind.PERSON,
        near=("producer",),
    ),
    Relation(
        name="production company",
        wikidata="P272",
        heading="Production",
        sentence="{subject} is made by {values}.",
        unknown="I don't know which company makes {subject}.",
        backwards="{values} makes {subjects}.",
        cues=_phrases(
            "production company, production companies, studio, studios, animation studio, what studio, which studio, "
            "animated by, animated, animates, animation by, production house, what company makes, which company made"
        ),
        hints=_phrases("company, companies, animation, production"),
        names=Kind.TOPIC,
        near=("producer",),
    ),
    Relation(
        name="network",
        wikidata="P3301",
        heading="Network",
        sentence="{subject} is broadcast by {values}.",
        unknown="I don't know which network broadcasts {subject}.",
        backwards="Broadcast by {values}: {subjects}.",
        cues=_phrases(
            "network, networks, tv network, broadcast, broadcaster, broadcasters, broadcast by, broadcasts, tv channel"
        ),
        names=Kind.TOPIC,
        near=("platform",),
    ),
    Relation(
        name="distributor",
        wikidata="P750",
        heading="Distributor",
        sentence="{subject} is distributed by {values}.",
        unknown="I don't know who distributes {subject}.",
        backwards="Distributed by {values}: {subjects}.",
        cues=_phrases(
            "distributor, distributors, distributed, distributed by, distributes, distribution, distribution rights"
        ),
        names=Kind.TOPIC,
    ),
    Relation(
        name="composer",
        wikidata="P86",
        heading="Music",
        sentence="{values} composed the music of {subject}.",
        unknown="I don't know who composed the music of {subject}.",
        backwards="{values} composed the music of {subjects}.",
        cues=_phrases(
            "composer, composers, composed, composed by, composes, composing, the score, film score, music by, "
            "did the music, does the music, made the music, wrote the music, the music of, music for, did the soundtrack, "
            "made the soundtrack, did the ost, made the ost, behind the soundtrack"
        ),
        hints=_phrases("soundtrack, ost, music"),
        names=Kind.PERSON,
    ),
    Relation(
        name="theme song",
        wikidata="P942",
        heading="Theme song",
        sentence="The theme song of {subject} is {values}.",
        unknown="I don't know the theme song of {subject}.",
        cues=_phrases(
            "theme song, theme songs, theme tune, theme music, opening song, opening theme, ending song, ending theme, "
            "op song, ed song, title song, title track, intro song, outro song, credits song, main theme, sings the opening, "
            "sings the ending, sang the opening, sings the theme, sang the theme, opening sung by"
        ),
        hints=_phrases("sings, sang, sing, sung, singer, opening"),
        qualifiers=frozenset({"by"}),
    ),
    Relation(
        name="cinematographer",
        wikidata="P344",
        heading="Camera",
        sentence="{values} was behind the camera of {subject}.",
        unknown="I don't know who was behind the camera of {subject}.",
        backwards="{values} was behind the camera of {subjects}.",
        cues=_phrases(
            "cinematographer, cinematographers, cinematography, director of photography, cameraman, camera work"
        ),
        names=Kind.PERSON,
    ),
    Relation(
        name="filming location",
        wikidata="P915",
        heading="Filming locations",
        sentence="{subject} was filmed in {values}.",
        unknown="I don't know where {subject} was filmed.",
        backwards="Filmed in {values}: {subjects}.",
        cues=_phrases(
            "filming location, filming locations, where was it filmed, where is it filmed, where did they film, "
            "where do they film, where was it shot, shooting location, shooting locations, location of filming, filmed in, "
            "shot in, filmed on location, filming spots, filming spot, filming sites"
        ),
        hints=_phrases("filmed, filming, shot, locations"),
        names=Kind.TOPIC,
    ),
    Relation(
        name="country of origin",
        wikidata="P495",
        heading="Country",
        sentence="{subject} comes from {values}.",
        unknown="I don't know which country {subject} comes from.",
        backwards="From {values}: {subjects}.",
        cues=_phrases(
            "country of origin, origin country, what country is it from, which country is it from, which country made, "
            "what country made"
        ),
        hints=_phrases("country, what country, which country, nationality"),
        names=Kind.TOPIC,
    ),
    Relation(
        name="budget",
        wikidata="P2130",
        heading="Budget",
        sentence="{subject} cost {values} to make.",
        unknown="I don't know what {subject} cost to make.",
        cues=_phrases(
            "budget, production budget, production cost, production costs, cost to make, cost to produce, "
            "cost to film, how much did it cost, how expensive"
        ),
        hints=_phrases("how much did, spend, spent, cost, costs"),
        one_value=True,
    ),
    Relation(
        name="box office",
        wikidata="P2142",
        heading="Box office",
        sentence="{subject} took {values} at the box office.",
        unknown="I don't know what {subject} took at the box office.",
        cues=_phrases(
            "box office, gross, grossed, grosses, make at the box office, made at the box office, earn, earned, earnings, "
            "how much money, box office total, worldwide gross"
        ),
        hints=_phrases("how much did, flop"),
        one_value=True,
        may_change=True,
    ),
    Relation(
        name="award",
        wikidata="P166",
        heading="Awards",
        sentence="{subject}: {values}.",
        unknown="I don't know of any award for {subject}.",
        cues=_phrases(
            "award, awards, awarded, oscar, oscars, emmy, emmys, golden globe, golden globes, bafta, baftas, baeksang, "
            "nominated, nomination, nominations, noms, prize, prizes, win any, won any, win anything, won anything"
        ),
        hints=_phrases("win, won, wins"),
        subjects=frozenset({Kind.WORK, Kind.PERSON}),
        qualifiers=frozenset({"about"}),
    ),
    Relation(
        name="review score",
        wikidata="P444",
        heading="Review scores",
        sentence="{subject} scored {values}.",
        unknown="I don't know how {subject} was reviewed.",
        cues=_phrases(
            "review score, review scores, critic score, critics score, critic scores, metascore, tomatometer, opencritic, "
            "anilist score, tmdb score, tvmaze score"
        ),
        qualifiers=frozenset({"by"}),
        may_change=True,
        near=("rating",),
    ),
    Relation(
        name="age rating",
        wikidata="P1657",
        heading="Age rating",
        sentence="{subject} has the age rating {values}.",
        unknown="I don't know the age rating of {subject}.",
        cues=_phrases(
            "age rating, age ratings, age limit, age restriction, age restricted, what age, pg 13, rated r, r rated, pegi, esrb, "
            "suitable for kids, suitable for children, for kids, kid friendly, how old do you have to be, certificate, old enough"
        ),
        qualifiers=frozenset({"by"}),
    ),
    Relation(
        name="sequel",
        wikidata="P156",
        heading="Sequel",
        sentence="{subject} is followed by {values}.",
        unknown="I don't know what follows {subject}.",
        backwards="{subjects} is followed by {values}.",
        cues=_phrases(
            "sequel, sequels, follow up, followed by, comes after, what comes next, next in the series"
        ),
        names=Kind.WORK,
        inverse="prequel",
    ),
    Relation(
        name="prequel",
        wikidata="P155",
        heading="Prequel",
        sentence="{subject} follows {values}.",
        unknown="I don't know what came before {subject}.",
        backwards="{subjects} follows {values}.",
        cues=_phrases("prequel, prequels, comes before, came before, predecessor"),
        names=Kind.WORK,
        inverse="sequel",
    ),
    Relation(
        name="spin-off",
        wikidata="P2512",
        heading="Spin-offs",
        sentence="{subject} has the spin-off {values}.",
        unknown="I don't know of any spin-off of {subject}.",
        backwards="{values} is a spin-off of {subjects}.",
        cues=_phrases("spin off, spin offs, spinoff, spinoffs, spun off, side story"),
        names=Kind.WORK,
    ),
    Relation(
        name="part of",
        wikidata="P179",
        heading="Part of",
        sentence="{subject} is part of {values}.",
        unknown="I don't know what {subject} is part of.",
        backwards="Part of {values}: {subjects}.",
        cues=_phrases(
            "universe, same universe, cinematic universe, franchise, part of a series, part of a franchise, trilogy, saga, "
            "set in the same world"
        ),
        names=Kind.TOPIC,
    ),
    Relation(
        name="developer",
        wikidata="P178",
        heading="Developer",
        sentence="{subject} was developed by {values}.",
        unknown="I don't know who developed {subject}.",
        backwards="{values} developed {subjects}.",
        cues=_phrases(
            "developer, developers, developed, developed by, develops, develop, developing, dev team, devs, game studio"
        ),
        names=Kind.TOPIC,
        of_game=True,
        near=("production company",),
    ),
    Relation(
        name="publisher",
        wikidata="P123",
        heading="Publisher",
        sentence="{subject} is published by {values}.",
        unknown="I don't know who published {subject}.",
        backwards="Published by {values}: {subjects}.",
        cues=_phrases(
            "publisher, publishers, published by, who published, who publishes, publishes, publishing"
        ),
        names=Kind.TOPIC,
        of_game=True,
    ),
    Relation(
        name="game platform",
        wikidata="P400",
        heading="Runs on",
        sentence="{subject} runs on {values}.",
        unknown="I don't know what {subject} runs on.",
        backwards="On {values}: {subjects}.",
        cues=_phrases(
            "what consoles, which consoles, console, consoles, on pc, on ps5, on ps4, on xbox, on switch, on steam, on mac, "
            "on mobile, playable on, play it on, what platforms can i play, what can i play it on, system requirements"
        ),
        hints=_phrases("ps5, ps4, xbox, steam, switch, pc, playstation, nintendo"),
        names=Kind.TOPIC,
        of_game=True,
        near=("platform",),
    ),
    Relation(
        name="price",
        wikidata="P2284",
        heading="Price",
        sentence="{subject} costs {values}.",
        unknown="I don't know what {subject} costs.",
        cues=_phrases(
            "price, prices, priced, how much is, how much does it cost, how much does, cost to buy, pricing"
        ),
        hints=_phrases("cost, costs, how much"),
        one_value=True,
        may_change=True,
        of_game=True,
    ),
    Relation(
        name="episode title",
        wikidata="P1476",
        heading="Episode titles",
        sentence="{subject}: {values}.",
        unknown="I don't know the episode titles of {subject}.",
        cues=_phrases(
            "episode title, episode titles, episode name, episode names, titles of the episodes, names of the episodes, "
            "title of the episode, name of the episode, title of episode, name of episode, episode called, ep called, ep title"
        ),
        of_season=True,
    ),
    Relation(
        name="official site",
        wikidata="P856",
        heading="Official site",
        sentence="The official site of {subject} is {values}.",
        unknown="I don't know an official site of {subject}.",
        cues=_phrases(
            "official site, official website, official page, website, web site, homepage, web page"
        ),
        subjects=frozenset({Kind.WORK, Kind.PERSON}),
    ),
    # Nobody asks for it: it stands beside what else is answered.
    Relation(
        name="poster",
        wikidata=None,
        heading="Poster",
        sentence="The poster of {subject} is at {values}.",
        unknown="I have no poster of {subject}.",
        value=ValueType.PICTURE,
        one_value=True,
        of_season=True,
    ),
    Relation(
        name="date of birth",
        wikidata="P569",
        heading="Born",
        sentence="{subject} was born {when}.",
        unknown="I don't know when {subject} was born.",
        cues=_phrases(
            "date of birth, birth date, birthdate, birthday, bday, dob, born, how old is, how old, birth year, age of, zodiac"
        ),
        hints=_phrases("age, old"),
        value=ValueType.DATE,
        one_value=True,
        subjects=frozenset({Kind.PERSON}),
    ),
    Relation(
        name="place of birth",
        wikidata="P19",
        heading="Birthplace",
        sentence="{subject} was born in {values}.",
        unknown="I don't know where {subject} was born.",
        backwards="Born in {values}: {subjects}.",
        cues=_phrases(
            "place of birth, birthplace, birth place, hometown, home town, where was he born, where was she born, born in, grew up"
        ),
        hints=_phrases("from, where, born, come from, comes from"),
        names=Kind.TOPIC,
        subjects=frozenset({Kind.PERSON}),
    ),
    Relation(
        name="nationality",
        wikidata="P27",
        heading="Nationality",
        sentence="{subject} is a citizen of {values}.",
        unknown="I don't know the nationality of {subject}.",
        backwards="Citizens of {values}: {subjects}.",
        cues=_phrases("nationality, citizenship, citizen, citizen of, passport, ethnicity"),
        names=Kind.TOPIC,
        subjects=frozenset({Kind.PERSON}),
        near=("place of birth",),
    ),
    Relation(
        name="height",
        wikidata="P2048",
        heading="Height",
        sentence="{subject} is {values} tall.",
        unknown="I don't know how tall {subject} is.",
        cues=_phrases("height, how tall, tall is, how many cm, how many feet, in cm"),
        one_value=True,
        subjects=frozenset({Kind.PERSON}),
    ),
    Relation(
        name="member of",
        wikidata="P463",
        heading="Group",
        sentence="{subject} is a member of {values}.",
        unknown="I don't know which group {subject} is in.",
        backwards="{values} has the members {subjects}.",
        cues=_phrases(
            "member of, members of, boy group, girl group, idol group, what group, which group, which band"
        ),
        hints=_phrases("group, band, members, idol"),
        names=Kind.TOPIC,
        subjects=frozenset({Kind.PERSON}),
    ),
    Relation(
        name="record label",
        wikidata="P264",
        heading="Record label",
        sentence="{subject} is with the label {values}.",
        unknown="I don't know which label {subject} is with.",
        backwards="With the label {values}: {subjects}.",
        cues=_phrases("record label, record labels, music label, record company, label"),
        names=Kind.TOPIC,
        subjects=frozenset({Kind.PERSON}),
        may_change=True,
        near=("represented by",),
    ),
)

RELATIONS: Mapping[str, Relation] = MappingProxyType({relation.name: relation for relation in _DECLARED})
"""Every relation by its name, in the order in which an overview of a work shows them."""


ASKED_FOR = tuple(relation.name for relation in _DECLARED if relation.cues)
"""Those that questions ask for."""
PICTURES = tuple(relation.name for relation in _DECLARED if relation.value is ValueType.PICTURE)
"""Those that are shown, not told."""


def find_kin(name: str) -> frozenset[str]:
    """A relation with those that come near to it, either way round: who plays somebody, and whose voice it is."""
    return frozenset(
        {name, *RELATIONS[name].near, *(other.name for other in _DECLARED if name in other.near)}
    )
