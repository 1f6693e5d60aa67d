"""Readers of services' documents, in the form that each service documents, about titles that do not exist."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.facts.files import list_problems
from bot.facts.model import Certainty, Fact, Kind
from bot.facts.relations import RELATIONS
from bot.facts.scope import WHOLE, Scope
from bot.imports import wikidata
from bot.imports.imported import Collector, Imported, NotADocument, Source
from bot.imports.read_files import read_files
from bot.imports.services import SERVICES, find_source, read_document
from bot.imports.tables import read as read_table
from bot.imports.tables import read_mapping

DOCUMENTS = Path(__file__).with_name("documents")
NAMES = ("anilist", "tmdb_movie", "tmdb_tv", "tvmaze", "wikidata")
DAY = date(2026, 11, 28)


def read(name: str) -> list[Imported]:
    return read_document((DOCUMENTS / f"{name}.json").read_bytes(), DAY, name)


def said(imported: Imported) -> set[tuple[object, ...]]:
    """Facts as (season, relation, value), with whatever qualifies them."""
    return {
        (fact.season, fact.relation, fact.value, *filter(None, (fact.character, fact.by)))
        for fact in imported.file.facts
    }


def test_a_tvmaze_show_brings_its_seasons_cast_and_crew() -> None:
    (show,) = read("tvmaze")
    assert said(show) >= {
        (None, "release date", "2025-03-06"),
        (1, "number of episodes", "8"),
        (2, "release date", "2027-01-07"),
        (None, "cast member", "Maeve Corrigan", "Queen Ysolt"),
        (None, "creator", "Ines Halloran"),
        (None, "platform", "Lanternbox"),
        (None, "plot", "A queen without heirs & three houses. All of them burn."),
    }
    assert {fact.work for fact in show.file.facts} == {"The Cinder Court"}
    # Somebody who plays nobody but themselves has no part.
    assert (None, "cast member", "Una Farrell") in said(show)
    assert show.file.article.url == "https://www.tvmaze.com/shows/90210"


def test_the_episodes_of_a_tvmaze_show_come_with_their_titles_and_days() -> None:
    """A special has no number, and a title that only counts is none."""
    (show,) = read("tvmaze")
    episodes = {(f.scope, f.relation, f.value) for f in show.file.facts if f.episode is not None}
    assert episodes == {
        (Scope(1, None, 1), "episode title", "Ash Wednesday"),
        (Scope(1, None, 1), "release date", "2025-03-06"),
        (Scope(1, None, 2), "release date", "2025-03-13"),
    }


def test_the_episodes_that_tmdb_names_come_with_it() -> None:
    (show,) = read("tmdb_tv")
    told = [(fact.scope, fact.value) for fact in show.file.facts if fact.relation == "episode title"]
    assert told == [(Scope(2, None, 8), "The Long Platform")]


def test_a_voice_is_no_cast_member() -> None:
    (show,) = read("tvmaze")
    assert not [
        fact for fact in show.file.facts if fact.relation == "cast member" and fact.value == "Tobias Renn"
    ]


@pytest.mark.parametrize(
    ("status", "coming", "said_to_be"),
    [
        ("Running", {"season": 2, "number": 5}, "airing"),
        ("Running", {"season": 3, "number": 1}, "returning"),
        ("Running", None, "returning"),
        ("In Development", None, "in production"),
        ("To Be Determined", None, None),
    ],
)
def test_a_running_show_is_on_air_only_while_its_season_is(
    status: str, coming: dict[str, int] | None, said_to_be: str | None
) -> None:
    raw = {"id": 7, "name": "Emberlight", "language": "English", "status": status, "_links": {}}
    raw["_embedded"] = {"nextepisode": coming}
    (show,) = read_document(msgspec.json.encode(raw), DAY, "show")
    said_so = [fact.value for fact in show.file.facts if fact.relation == "status"]
    assert said_so == ([said_to_be] if said_to_be else [])


@pytest.mark.parametrize(("coming", "said_to_be"), [(None, "returning"), ({"episode_number": 4}, "airing")])
def test_a_returning_series_of_tmdb_is_returning_or_on_air(
    coming: dict[str, int] | None, said_to_be: str
) -> None:
    raw = {
        "id": 7,
        "name": "Emberlight",
        "original_name": "Emberlight",
        "status": "Returning Series",
        "next_episode_to_air": coming,
    }
    (show,) = read_document(msgspec.json.encode(raw), DAY, "show")
    assert [fact.value for fact in show.file.facts if fact.relation == "status"] == [said_to_be]


def test_an_anilist_title_brings_its_makers_and_every_name_it_has() -> None:
    (title,) = read("anilist")
    assert said(title) >= {
        # A second season follows, so that this is the first.
        (1, "release date", "2026-10-04"),
        (1, "number of episodes", "24"),
        (None, "director", "Rei Amakusa"),
        (None, "based on", "manga Kazeori no Tabibito", "Mio Tachibana"),
        (1, "plot", "A courier folds wind into paper."),
    }
    assert title.names is not None
    (name,) = title.names.names
    assert name.kind is Kind.WORK
    assert set(name.also) == {"Kazeori no Tabibito", "風折りの旅人", "Kazeori", "Wind Folder"}


def test_the_spoilers_and_the_episodes_of_anilist_are_left_out() -> None:
    (title,) = read("anilist")
    assert not [fact for fact in title.file.facts if "storm" in fact.value or "Odagiri" in fact.value]
    assert not [fact for fact in title.file.facts if fact.relation == "sequel"]


@pytest.mark.parametrize(
    ("title", "work", "scope"),
    [
        ("Emberlight Season 2", "Emberlight", Scope(2)),
        ("Emberlight: Season 3", "Emberlight", Scope(3)),
        ("Emberlight 2nd Season", "Emberlight", Scope(2)),
        ("Emberlight Season 2 Part 2", "Emberlight", Scope(2, 2)),
        ("Emberlight 2nd Season: 2nd Cour", "Emberlight", Scope(2, 2)),
        ("Emberlight Part 2", "Emberlight", Scope(None, 2)),
        ("Emberlight Cour 2", "Emberlight", Scope(None, 2)),
        ("Emberlight 2", "Emberlight 2", WHOLE),
        ("Season 2", "Season 2", WHOLE),
        ("Part 2", "Part 2", WHOLE),
    ],
)
def test_a_part_is_never_a_season(title: str, work: str, scope: Scope) -> None:
    raw = {"data": {"Media": {"id": 7, "title": {"english": title}, "startDate": {"year": 2027}}}}
    (imported,) = read_document(msgspec.json.encode(raw), DAY, "title")
    assert [(fact.work, fact.scope, fact.value) for fact in imported.file.facts] == [(work, scope, "2027")]


def test_a_tmdb_series_brings_its_seasons_but_no_specials() -> None:
    (show,) = read("tmdb_tv")
    assert said(show) >= {
        (1, "release date", "2024-09-01"),
        (2, "number of episodes", "8"),
        (None, "cast member", "Bae Do-jin", "Conductor Min"),
        (None, "director", "Noh Eun-bi"),
        (None, "creator", "Seo Ha-yul"),
    }
    assert 0 not in {fact.season for fact in show.file.facts}
    assert show.file.article.url == "https://www.themoviedb.org/tv/431"


def test_a_tmdb_film_brings_its_credits_and_nothing_for_zeros() -> None:
    (film,) = read("tmdb_movie")
    assert said(film) >= {
        (None, "release date", "2027-05-14"),
        (None, "cast member", "Ada Quill", "Sparrow"),
        (None, "director", "Greta Sund"),
    }
    assert not {"running time", "box office"} & {fact.relation for fact in film.file.facts}


def test_a_wikidata_document_brings_each_entity_with_statements() -> None:
    series, season, person = read("wikidata")
    assert said(series) >= {
        # The first day of several; the start of the series stands back behind it.
        (None, "release date", "2023-10-05"),
        (None, "cast member", "Orla Fenwick", "Captain Sable"),
        (None, "number of episodes", "16"),
        # A preferred statement outdoes normal ones.
        (None, "platform", "Lanternbox"),
        (None, "director", "Len Abara"),
    }
    values = {fact.value for fact in series.file.facts}
    assert not {"Old Channel", "Wrong Person"} & values
    assert {(fact.work, fact.season) for fact in season.file.facts} == {("Marrow & Tide", 2)}
    assert (2, "release date", "2026") in said(season)
    assert {fact.person for fact in person.file.facts} == {"Orla Fenwick"}
    assert (None, "represented by", "Finch Artists") in said(person)


def test_a_value_without_a_name_is_left_out_and_can_be_asked_for() -> None:
    series = read("wikidata")[0]
    assert ("cast member: its value has no name in the document", 1) in series.left_out
    wanted = wikidata.find_unlabelled((DOCUMENTS / "wikidata.json").read_bytes(), "wikidata")
    assert "Q900099" in wanted
    # Neither what has its name there nor what kind of thing it is.
    assert not {"Q900010", "Q5", "Q5398426"} & set(wanted)


def test_what_the_vocabulary_has_for_anime_games_and_people_is_taken_too() -> None:
    assert said(read("tvmaze")[0]) >= {
        (None, "voice actor", "Tobias Renn", "The Ember"),
        (None, "composer", "Piotr Wend"),
        (None, "network", "Harrow One"),
        (None, "country of origin", "Ireland"),
        (None, "running time", "58"),
        (None, "number of seasons", "1"),
        (None, "next episode", "2027-01-07T21:00Z"),
        (1, "end date", "2025-04-24"),
    }
    assert said(read("anilist")[0]) >= {
        (1, "status", "airing"),
        (1, "end date", "2027-03"),
        (None, "production company", "Studio Hibari Lane"),
        (None, "author", "Mio Tachibana"),
        (1, "voice actor", "Carla Bright", "Hana Orime"),
        (None, "spin-off", "Paper Breeze"),
        (None, "country of origin", "Japan"),
    }
    assert said(read("tmdb_tv")[0]) >= {
        (None, "status", "cancelled"),
        (None, "end date", "2026-09-20"),
        (None, "age rating", "TV-14"),
        (None, "number of seasons", "2"),
    }
    assert said(read("tmdb_movie")[0]) >= {
        (None, "status", "in production"),
        (None, "budget", "$42,000,000"),
        (None, "part of", "Orbit Collection"),
        (None, "voice actor", "Milo Penn", "The Ship"),
    }
    series, _, person = read("wikidata")
    # 2,700 seconds, as the statement has it.
    assert (None, "running time", "45") in said(series)
    assert (None, "date of birth", "1990-02-03") in said(person)


def test_posters_come_in_from_the_hosts_that_are_known() -> None:
    posters = {
        fact.value
        for name in NAMES
        for each in read(name)
        for fact in each.file.facts
        if fact.relation == "poster"
    }
    assert posters == {
        "https://static.tvmaze.com/m.jpg",
        "https://s4.anilist.co/file/anilistcdn/media/anime/cover/medium/bx777001-Kz1.jpg",
        "https://image.tmdb.org/t/p/w342/p.jpg",
    }
    elsewhere = (
        (DOCUMENTS / "tvmaze.json").read_bytes().replace(b"static.tvmaze.com/m", b"pictures.example/m")
    )
    (show,) = read_document(elsewhere, DAY, "tvmaze")
    assert "poster" not in {fact.relation for fact in show.file.facts}
    assert any(why.startswith("poster: ") for why, _ in show.left_out)


def test_the_language_of_a_dub_and_the_number_of_an_episode_are_noted() -> None:
    notes = {
        (fact.relation, fact.value): fact.note
        for name in NAMES
        for each in read(name)
        for fact in each.file.facts
    }
    assert notes["voice actor", "Carla Bright"] == "English"
    assert notes["next episode", "2027-01-07T21:00Z"] == "season 2, episode 1, “Kindling”"
    assert notes["next episode", "2026-11-30T15:30Z"] == "season 1, episode 9"
    assert notes["age rating", "TV-14"] == "in the United States"


@pytest.mark.parametrize("name", NAMES)
def test_every_fact_is_reported_sourced_and_valid(name: str) -> None:
    for imported in read(name):
        article = imported.file.article
        assert article.published_on == DAY
        assert article.publisher in {"AniList", "TMDB", "TVmaze", "Wikidata"}
        assert article.url is not None
        assert article.url.startswith("https://")
        for fact in imported.file.facts:
            assert fact.certainty is Certainty.REPORTED
            assert list_problems(fact) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_same_document_gives_the_same_facts(name: str) -> None:
    assert [each.file.digest for each in read(name)] == [each.file.digest for each in read(name)]


def test_what_the_vocabulary_cannot_say_is_left_out_with_a_line_that_says_so() -> None:
    facts = Collector(Source("tvmaze", "1"), title="Emberlight", publisher="TVmaze", page=None, day=DAY)
    facts.say("director", "Rei Amakusa", work="Emberlight")
    facts.say("favourite soup", "leek", work="Emberlight")
    facts.say("favourite soup", "onion", work="Emberlight")
    facts.say("release date", "tomorrow", work="Emberlight")
    imported = facts.finish()
    assert [fact.value for fact in imported.file.facts] == ["Rei Amakusa"]
    soup, day = imported.left_out
    assert soup == ("favourite soup: there is no such relation yet", 2)
    assert day[0].startswith("release date: 'value': 'tomorrow' is not a date")


def test_a_relation_that_names_its_property_is_read_from_wikidata() -> None:
    """Nothing has to be done here when the vocabulary grows."""
    for relation in RELATIONS.values():
        if relation.wikidata is None or relation.names is None or Kind.WORK not in relation.subjects:
            continue
        snak = {
            "snaktype": "value",
            "property": relation.wikidata,
            "datavalue": {"type": "wikibase-entityid", "value": {"id": "Q2"}},
        }
        raw = {
            "entities": {
                "Q1": {
                    "id": "Q1",
                    "labels": {"en": {"value": "Emberlight"}},
                    "claims": {relation.wikidata: [{"mainsnak": snak}]},
                },
                "Q2": {"id": "Q2", "labels": {"en": {"value": "Something"}}},
            }
        }
        (imported,) = read_document(msgspec.json.encode(raw), DAY, "x")
        assert (None, relation.name, "Something") in said(imported)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is not a JSON object"),
        (b"[1]", "is not a JSON object"),
        (b"\xff\xfe", "is not a JSON object"),
        (b"[" * 100_000, "is not a JSON object"),
        (b'{"a": 1}', "is no document of TVmaze, AniList, TMDB or Wikidata"),
        (
            b'{"_links": {}, "id": "x", "name": "y"}',
            "is not as documented: Expected `int`, got `str` - at `$.id`",
        ),
        (b'{"_links": {}, "id": 1, "name": " "}', "has no name"),
        (
            b'{"data": {"Media": null}, "errors": [{"message": "Not Found."}]}',
            "found no such title: Not Found.",
        ),
        (b'{"original_name": "x", "id": 1}', "has no name"),
        (b'{"entities": {"Q1": {"id": "Q1", "missing": ""}}}', "holds no entity with statements"),
        (
            b'{"entities": {"Q1": {"id": "Q1", "claims": {"P57": [{"mainsnak": {"property": "P57"}}]}}}}',
            "no English",
        ),
    ],
)
def test_what_is_no_document_is_refused_in_a_sentence(content: bytes, problem: str) -> None:
    with pytest.raises(NotADocument, match=r"^thing: .*") as raised:
        read_document(content, DAY, "thing")
    assert problem in str(raised.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(NAMES), st.lists(st.integers(0, 60), max_size=4), JSON)
def test_a_document_that_is_bent_is_read_or_refused(name: str, path: list[int], bent: object) -> None:
    """Whatever stands anywhere in a document, reading it gives valid facts or one sentence."""
    raw = msgspec.json.decode((DOCUMENTS / f"{name}.json").read_bytes())
    spot = raw
    for at, step in enumerate(path):
        keys = (
            list(spot) if isinstance(spot, dict) else list(range(len(spot))) if isinstance(spot, list) else []
        )
        if not keys:
            break
        key = keys[step % len(keys)]
        if at == len(path) - 1:
            spot[key] = bent
        else:
            spot = spot[key]
    try:
        imported = read_document(msgspec.json.encode(raw), DAY, name)
    except NotADocument:
        return
    for each in imported:
        assert all(list_problems(fact) == [] for fact in each.file.facts)


@pytest.mark.parametrize("service", SERVICES.values(), ids=lambda service: service.name)
def test_a_title_is_named_by_its_id_and_nothing_else_is_asked_for(service: object) -> None:
    for each in SERVICES.values():
        source = find_source(each.example)
        assert source is not None
        assert str(source) == each.example
        assert each.make_request(source.key).url.startswith(f"https://{each.host}/")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("https://www.tvmaze.com/shows/82/game-of-thrones", "tvmaze:82"),
        ("https://anilist.co/anime/16498/Shingeki/", "anilist:16498"),
        ("https://anilist.co/manga/53390", "anilist:53390"),
        ("https://www.themoviedb.org/tv/1399-game-of-thrones?language=de", "tmdb:tv-1399"),
        ("https://www.wikidata.org/wiki/Q23572", "wikidata:Q23572"),
        ("TVmaze:82", "tvmaze:82"),
        ("tvmaze:082", None),
        ("tvmaze:82/../83", None),
        ("tmdb:1399", None),
        ("wikidata:P31", None),
        ("https://tvmaze.com.evil.example/shows/82", None),
        ("https://evil.example/?https://www.tvmaze.com/shows/82", None),
        ("show.json", None),
        ("", None),
    ],
)
def test_a_source_is_an_id_or_a_page_of_a_known_service(text: str, source: str | None) -> None:
    found = find_source(text)
    assert (found and str(found)) == source


MAPPING = """
id = "my-list"
publisher = "My list"
url = "https://list.example"
retrieved_on = 2026-10-01
work = "Title"
season = "Season"
[[fact]]
relation = "cast member"
value = "Actors"
split = ";"
[[fact]]
relation = "release date"
value = "Out"
note = "Remark"
"""


def test_a_csv_table_is_read_as_its_mapping_says() -> None:
    table = "Title,Season,Actors,Out,Remark\nEmberlight,2,Ana Orr; Ben Ash,2027-03,in Europe\nHush,,,2025,\n,,X,2020,\n"
    mapping = read_mapping(MAPPING.encode(), "map.toml")
    (imported,) = read_table(table.encode(), mapping, DAY, "list.csv")
    assert {(fact.work, fact.season, fact.value, fact.note) for fact in imported.file.facts} == {
        ("Emberlight", 2, "Ana Orr", None),
        ("Emberlight", 2, "Ben Ash", None),
        ("Emberlight", 2, "2027-03", "in Europe"),
        ("Hush", None, "2025", None),
    }
    assert imported.left_out == (("row without a subject", 1),)
    article = imported.file.article
    assert (article.id, article.publisher, article.url) == (
        "2026-10-01-table-my-list",
        "My list",
        "https://list.example",
    )


def test_a_table_may_have_columns_of_parts_and_episodes() -> None:
    mapping = read_mapping(
        b'id = "x"\npublisher = "X"\nwork = "T"\nseason = "S"\npart = "P"\nepisode = "E"\n'
        b'[[fact]]\nrelation = "episode title"\nvalue = "N"',
        "map.toml",
    )
    (imported,) = read_table(
        b"T,S,P,E,N\nEmberlight,2,1,5,Ashes\nEmberlight,,,x,Hush\n", mapping, DAY, "list.csv"
    )
    assert [(fact.scope, fact.value) for fact in imported.file.facts] == [(Scope(2, 1, 5), "Ashes")]
    assert imported.left_out == (("episode title: an episode that is no whole number", 1),)


def test_a_json_table_is_read_as_its_mapping_says() -> None:
    mapping = read_mapping(
        b'id = "x"\npublisher = "X"\nrecords = "data.shows"\nperson = "name"\n'
        b'[[fact]]\nrelation = "represented by"\nvalue = "agency.names"',
        "map.toml",
    )
    raw = {
        "data": {"shows": [{"name": "Ana Orr", "agency": {"names": ["Finch Artists"]}}, {"name": "Ben Ash"}]}
    }
    (imported,) = read_table(msgspec.json.encode(raw), mapping, DAY, "list.json")
    assert [(fact.person, fact.value) for fact in imported.file.facts] == [("Ana Orr", "Finch Artists")]
    assert imported.file.article.published_on == DAY


@pytest.mark.parametrize(
    ("mapping", "problem"),
    [
        ("id = 3", "is no mapping file: Expected `str`, got `int` - at `$.id`"),
        ("id = ", "is no mapping file"),
        (MAPPING.replace("my-list", "My List"), "id 'My List' is not allowed"),
        (MAPPING.replace("https://", "ftp://"), "is not a web address"),
        (MAPPING.replace("cast member", "cats member"), "relation 'cats member' is unknown; allowed are"),
        (MAPPING.replace('work = "Title"', ""), "exactly one of work and person"),
        ('id = "x"\npublisher = "X"\nwork = "T"\nfact = []', "has no [[fact]]"),
    ],
)
def test_a_wrong_mapping_is_refused_with_what_is_allowed(mapping: str, problem: str) -> None:
    with pytest.raises(NotADocument) as raised:
        read_mapping(mapping.encode(), "map.toml")
    assert problem in str(raised.value)


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ("Title,Season\nX,1\n", "has no column 'Actors'; its columns are Season, Title"),
        ('Title,Season,Actors,Out,Remark\n"X,1\n', "is not valid CSV"),
        ("", "has no column"),
        ("{}", "holds no list at its top"),
        ("[1]", "allowed are records"),
        ("[", "is not valid JSON"),
        ("Title,Season,Actors,Out,Remark\n", "states nothing that can be imported"),
    ],
)
def test_a_table_that_does_not_fit_its_mapping_is_refused(table: str, problem: str) -> None:
    mapping = read_mapping(MAPPING.encode(), "map.toml")
    with pytest.raises(NotADocument) as raised:
        read_table(table.encode(), mapping, DAY, "list.csv")
    assert problem in str(raised.value)


def test_wikidata_says_which_of_its_properties_no_relation_has() -> None:
    statement = {
        "mainsnak": {
            "property": "P1",
            "datatype": "string",
            "datavalue": {"type": "string", "value": "x"},
        }
    }
    released = {
        "mainsnak": {
            "property": "P577",
            "datatype": "time",
            "datavalue": {"type": "time", "value": {"time": "+2027-00-00T00:00:00Z", "precision": 9}},
        }
    }
    raw = {
        "entities": {
            "Q7": {
                "id": "Q7",
                "labels": {"en": {"value": "Emberlight"}},
                "claims": {"P577": [released], "P1000": [statement], "P999": [statement]},
            }
        }
    }
    (imported,) = read_document(msgspec.json.encode(raw), DAY, "entity")
    assert imported.left_out == (("property that no relation has (P999, P1000)", 2),)


def test_a_folder_may_hold_tables_beside_documents(tmp_path: Path) -> None:
    mapping = tmp_path / "map.toml"
    mapping.write_text(
        'id = "x"\npublisher = "X"\nwork = "Title"\n[[fact]]\nrelation = "genre"\nvalue = "Genre"\n'
    )
    shows = tmp_path / "shows"
    shows.mkdir()
    (shows / "list.csv").write_text("Title,Genre\nEmberlight,drama\n")
    show = {"id": 7, "name": "Emberlight", "language": "English", "_links": {}}
    (shows / "show.json").write_bytes(msgspec.json.encode(show))
    said_so = {
        (fact.relation, fact.value)
        for imported in read_files([shows], mapping, DAY)
        for fact in imported.file.facts
    }
    assert said_so == {("genre", "drama"), ("language", "English")}
    (alone,) = read_files([shows], None, DAY)
    assert {fact.relation for fact in alone.file.facts} == {"language"}


def _relate(title: str, related: dict[str, tuple[str, str]], **more: object) -> list[Fact]:
    """The facts of an anime with related titles: the relation, the title and its format."""
    edges = [
        {
            "relationType": relation,
            "node": {
                "type": "MANGA" if form == "MANGA" else "ANIME",
                "format": form,
                "title": {"english": other},
            },
        }
        for other, (relation, form) in related.items()
    ]
    media = {
        "id": 7,
        "type": "ANIME",
        "title": {"english": title},
        "startDate": {"year": 2027},
        "relations": {"edges": edges},
        **more,
    }
    (imported,) = read_document(msgspec.json.encode({"data": {"Media": media}}), DAY, "title")
    return list(imported.file.facts)


@pytest.mark.parametrize(
    ("title", "related", "work", "scope"),
    [
        ("Emberlight", {"Emberlight Season 2": ("SEQUEL", "TV")}, "Emberlight", Scope(1)),
        ("Emberlight", {"Emberlight II": ("SEQUEL", "TV")}, "Emberlight", Scope(1)),
        ("Emberlight", {"Emberlight Part 2": ("SEQUEL", "TV")}, "Emberlight", Scope(None, 1)),
        ("Emberlight", {"Emberlight 2": ("SEQUEL", "MOVIE")}, "Emberlight", WHOLE),
        ("Emberlight", {"Ashlight": ("SEQUEL", "TV")}, "Emberlight", WHOLE),
        ("Emberlight II", {"Emberlight": ("PREQUEL", "TV")}, "Emberlight", Scope(2)),
        ("Emberlight 3", {"Emberlight Season 2": ("PREQUEL", "TV")}, "Emberlight", Scope(3)),
        ("Emberlight II", {}, "Emberlight II", WHOLE),
        ("Apollo 13", {"Emberlight": ("PREQUEL", "TV")}, "Apollo 13", WHOLE),
    ],
)
def test_what_anilist_relates_tells_the_seasons_of_one_show(
    title: str, related: dict[str, tuple[str, str]], work: str, scope: Scope
) -> None:
    facts = _relate(title, related)
    release = next(fact for fact in facts if fact.relation == "release date")
    assert (release.work, release.scope) == (work, scope)


def test_the_season_that_follows_is_no_sequel_but_another_show_is_and_so_is_a_film() -> None:
    facts = _relate(
        "Emberlight",
        {
            "Emberlight II": ("SEQUEL", "TV"),
            "Emberlight 2": ("SEQUEL", "MOVIE"),
            "Ashlight": ("SEQUEL", "TV"),
        },
    )
    assert [fact.value for fact in facts if fact.relation == "sequel"] == ["Emberlight 2", "Ashlight"]


@pytest.mark.parametrize(
    ("source", "relation", "based_on"),
    [
        ("MANGA", "ADAPTATION", ["manga Emberlight"]),
        ("MANGA", "SOURCE", ["manga Emberlight"]),
        ("ORIGINAL", "ADAPTATION", []),
    ],
)
def test_a_show_is_based_on_its_source_and_not_on_what_was_made_of_it(
    source: str, relation: str, based_on: list[str]
) -> None:
    facts = _relate("Emberlight", {"Emberlight": (relation, "MANGA")}, source=source)
    assert [fact.value for fact in facts if fact.relation == "based on"] == based_on
