"""TMDB: a film or a series with its credits.

Owns the form of ``GET /3/movie/:id`` and ``GET /3/tv/:id`` with what is appended to each
(https://developer.themoviedb.org/reference), and what is taken from it. Refuses votes and popularity, which change by
the day.
"""

from __future__ import annotations

from datetime import date

import msgspec

from bot.facts.model import Kind
from bot.imports.imported import (
    Collector,
    Imported,
    NotADocument,
    Source,
    decode,
    read_day,
    read_title,
    word_episode,
    word_running,
)

SERVICE = "tmdb"
PUBLISHER = "TMDB"
APPENDED = {
    "movie": ("credits", "alternative_titles", "external_ids"),
    "tv": ("aggregate_credits", "content_ratings", "alternative_titles", "external_ids"),
}
"""What to ask for beside the details themselves."""

_JOBS = {
    "Director": "director",
    "Screenplay": "screenwriter",
    "Writer": "screenwriter",
    "Teleplay": "screenwriter",
    "Novel": "author",
    "Author": "author",
    "Producer": "producer",
    "Executive Producer": "executive producer",
    "Original Music Composer": "composer",
    "Director of Photography": "cinematographer",
}
# What is planned or a pilot is none of the vocabulary's.
_STATUS = {"Ended": "finished", "Canceled": "cancelled", "In Production": "in production"}
_RUNNING = "Returning Series"
_MOST_CAST = 60
_PICTURES = "https://image.tmdb.org/t/p/w342"
"""Of a size that TMDB keeps: https://developer.themoviedb.org/docs/image-basics"""
_MOST_TITLES = 30


class _Named(msgspec.Struct):
    name: str | None = None


class _Language(msgspec.Struct):
    english_name: str | None = None
    name: str | None = None


class _Role(msgspec.Struct):
    character: str | None = None


class _Job(msgspec.Struct):
    job: str | None = None


class _CastMember(msgspec.Struct):
    name: str | None = None
    character: str | None = None
    roles: list[_Role] = []


class _CrewMember(msgspec.Struct):
    name: str | None = None
    job: str | None = None
    jobs: list[_Job] = []


class _Credits(msgspec.Struct):
    cast: list[_CastMember] = []
    crew: list[_CrewMember] = []


class _Season(msgspec.Struct):
    season_number: int | None = None
    air_date: str | None = None
    episode_count: int | None = None


class _Episode(msgspec.Struct):
    air_date: str | None = None
    season_number: int | None = None
    episode_number: int | None = None
    name: str | None = None


class _Rating(msgspec.Struct):
    iso_3166_1: str | None = None
    rating: str | None = None


class _Ratings(msgspec.Struct):
    results: list[_Rating] = []


class _ExternalIds(msgspec.Struct):
    imdb_id: str | None = None
    wikidata_id: str | None = None


class _OtherTitle(msgspec.Struct):
    title: str | None = None


class _OtherTitles(msgspec.Struct):
    titles: list[_OtherTitle] = []
    results: list[_OtherTitle] = []


class _Details(msgspec.Struct):
    """A film has ``title`` and ``release_date``, a series ``name`` and ``first_air_date``."""

    id: int
    title: str | None = None
    original_title: str | None = None
    name: str | None = None
    original_name: str | None = None
    overview: str | None = None
    poster_path: str | None = None
    release_date: str | None = None
    first_air_date: str | None = None
    last_air_date: str | None = None
    status: str | None = None
    runtime: int | None = None
    episode_run_time: list[int] = []
    number_of_seasons: int | None = None
    budget: int | None = None
    revenue: int | None = None
    homepage: str | None = None
    genres: list[_Named] = []
    created_by: list[_Named] | None = None
    networks: list[_Named] = []
    production_companies: list[_Named] = []
    production_countries: list[_Named] = []
    spoken_languages: list[_Language] = []
    belongs_to_collection: _Named | None = None
    seasons: list[_Season] = []
    last_episode_to_air: _Episode | None = None
    next_episode_to_air: _Episode | None = None
    credits: _Credits | None = None
    aggregate_credits: _Credits | None = None
    content_ratings: _Ratings | None = None
    alternative_titles: _OtherTitles | None = None
    external_ids: _ExternalIds | None = None


def make_page(key: str) -> str:
    """The page of a title, for people; ``key`` is as in "tv-1399"."""
    return f"https://www.themoviedb.org/{key.replace('-', '/', 1)}"


def read(content: bytes, day: date, name: str) -> list[Imported]:
    """The facts of one title's document, retrieved on ``day``; NotADocument if it is none."""
    details = decode(content, _Details, name)
    work = details.name or details.title
    if not work or not work.strip():
        raise NotADocument(f"{name}: the title has no name")
    source = Source(SERVICE, f"{'tv' if details.name else 'movie'}-{details.id}")
    facts = Collector(source, title=work, publisher=PUBLISHER, page=make_page(source.key), day=day)
    _read_details(facts, work, details)
    _read_series(facts, work, details)
    _read_credits(facts, work, details.aggregate_credits or details.credits)
    others = details.alternative_titles or _OtherTitles()
    titles = [each.title for each in (*others.titles, *others.results)][:_MOST_TITLES]
    others_ids = details.external_ids or _ExternalIds()
    facts.identify(
        Kind.WORK,
        work,
        (
            str(source),
            f"imdb:{others_ids.imdb_id}" if others_ids.imdb_id else None,
            f"wikidata:{others_ids.wikidata_id}" if others_ids.wikidata_id else None,
        ),
    )
    facts.call(Kind.WORK, work, (details.original_name, details.original_title, *titles))
    return [facts.finish()]


def _read_details(facts: Collector, work: str, details: _Details) -> None:
    facts.say("release date", read_day(details.release_date or details.first_air_date), work=work)
    coming = details.next_episode_to_air
    running = word_running(coming.episode_number if coming else None) if details.status == _RUNNING else None
    facts.say("status", running or _STATUS.get(details.status or ""), work=work)
    facts.say("running time", details.runtime or next(iter(details.episode_run_time), 0) or None, work=work)
    facts.say("plot", details.overview, work=work)
    facts.say("official site", details.homepage, work=work)
    facts.say("poster", f"{_PICTURES}{details.poster_path}" if details.poster_path else None, work=work)
    # TMDB counts in US dollars, and 0 stands for unknown.
    for relation, dollars in (("budget", details.budget), ("box office", details.revenue)):
        facts.say(relation, f"${dollars:,}" if dollars else None, work=work)
    listed = (
        ("genre", details.genres),
        ("network", details.networks),
        ("production company", details.production_companies),
        ("country of origin", details.production_countries),
        ("creator", details.created_by or ()),
    )
    for relation, values in listed:
        for value in values:
            facts.say(relation, value.name, work=work)
    for language in details.spoken_languages:
        facts.say("language", language.english_name or language.name, work=work)
    if details.belongs_to_collection is not None:
        facts.say("part of", details.belongs_to_collection.name, work=work)


def _read_series(facts: Collector, work: str, details: _Details) -> None:
    if details.status in {"Ended", "Canceled"}:
        facts.say("end date", read_day(details.last_air_date), work=work)
    facts.say("number of seasons", details.number_of_seasons or None, work=work)
    for season in details.seasons:
        # Season 0 holds specials.
        if season.season_number:
            facts.say("release date", read_day(season.air_date), work=work, season=season.season_number)
            facts.say(
                "number of episodes", season.episode_count or None, work=work, season=season.season_number
            )
    for rating in details.content_ratings.results if details.content_ratings else ():
        if rating.iso_3166_1 == "US":
            facts.say("age rating", rating.rating, work=work, note="in the United States")
    for episode in (details.last_episode_to_air, details.next_episode_to_air):
        if episode is not None and episode.season_number and episode.episode_number:
            of_season, number = episode.season_number, episode.episode_number
            facts.say("episode title", read_title(episode.name), work=work, season=of_season, episode=number)
            facts.say("release date", read_day(episode.air_date), work=work, season=of_season, episode=number)
    coming = details.next_episode_to_air
    if coming is not None:
        said = word_episode(coming.season_number, coming.episode_number, coming.name)
        facts.say("next episode", read_day(coming.air_date), work=work, note=said)


def _read_credits(facts: Collector, work: str, people: _Credits | None) -> None:
    if people is None:
        return
    for member in people.cast[:_MOST_CAST]:
        characters = [role.character for role in member.roles] or [member.character]
        for character in characters:
            voiced = "(voice)" in (character or "")
            played = (character or "").replace("(voice)", "")
            relation = "voice actor" if voiced else "cast member"
            facts.say(relation, member.name, work=work, character=played)
    if len(people.cast) > _MOST_CAST:
        facts.leave_out("members of the cast beyond the first 60", len(people.cast) - _MOST_CAST)
    for maker in people.crew:
        for job in [each.job for each in maker.jobs] or [maker.job]:
            if job in _JOBS:
                facts.say(_JOBS[job], maker.name, work=work)
            else:
                facts.leave_out("people of the crew who do something else")
