"""``python -m bot import`` and ``refresh``: from documents to answers, without a network."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Protocol

import msgspec
import pytest

from bot import __main__ as command_line
from bot.__main__ import BAD_INPUT, main
from bot.imports.fetch import FetchError
from bot.imports.imported import Imported, Source
from bot.imports.services import SERVICES
from bot.settings import SETTING_NAMES

DOCUMENTS = Path(__file__).with_name("documents")
DAY = date(2026, 11, 28)


class Command(Protocol):
    def __call__(self, *arguments: str | Path, code: int = 0) -> tuple[str, str]: ...


class Services:
    """Stands in for the network: the documents that services have now, by source."""

    def __init__(self) -> None:
        self.documents: dict[str, bytes] = {}
        self.asked: list[str] = []

    async def fetch_shows(self, source: Source, day: date) -> list[Imported]:
        self.asked.append(str(source))
        if str(source) not in self.documents:
            raise FetchError(f"{source}: it has no such title")
        return SERVICES[source.service].read(self.documents[str(source)], day, str(source))


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Services:
    stand_in = Services()

    @asynccontextmanager
    async def open_stand_in(_token: str | None) -> AsyncIterator[Services]:
        yield stand_in

    monkeypatch.setattr("bot.imports.fetch.open_fetcher", open_stand_in)
    return stand_in


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    database: Path,
    services: Services,
    tmp_path: Path,
) -> Command:
    """Runs a command on a database of the test's own, on one day."""
    for name in SETTING_NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATABASE_PATH", str(database))
    monkeypatch.setattr(command_line, "_utc_today", lambda: DAY)
    monkeypatch.chdir(tmp_path)

    def run_command(*arguments: str | Path, code: int = 0) -> tuple[str, str]:
        status = main(list(map(str, arguments)))
        output, errors = capsys.readouterr()
        assert status == code, errors
        return output, errors

    return run_command


def document(name: str) -> bytes:
    return (DOCUMENTS / f"{name}.json").read_bytes()


def changed(name: str, old: str, new: str) -> bytes:
    text = document(name).decode()
    assert old in text
    return text.replace(old, new).encode()


def test_a_document_becomes_answers_with_the_service_as_their_source(run: Command) -> None:
    output, errors = run("import", DOCUMENTS / "tvmaze.json")
    assert output.startswith("added 2026-11-28-tvmaze-90210 (")
    assert "left out: 1 × people of the crew who do something else" in errors
    answer, _ = run("ask", "--today", "2026-11-28", "who plays Queen Ysolt?")
    assert (
        answer.strip()
        == "Maeve Corrigan plays Queen Ysolt in The Cinder Court. [Reported 28 November 2026 (TVmaze)]"
    )


def test_every_service_comes_in_with_one_command_and_a_second_time_changes_nothing(run: Command) -> None:
    output, _ = run("import", DOCUMENTS)
    assert output.count("added ") == 7
    output, _ = run("import", DOCUMENTS)
    assert output == "unchanged 7\n"
    for question, answer in (
        ("who directed Kazeori?", "Rei Amakusa directed Wayfarer of Folded Wind."),
        ("who directed Ashfall Station?", "Noh Eun-bi directed Ashfall Station."),
        ("who is Sparrow?", "Ada Quill"),
        ("who plays Captain Sable?", "Orla Fenwick plays Captain Sable in Marrow & Tide."),
        ("who represents Orla Fenwick?", "Orla Fenwick is represented by Finch Artists."),
    ):
        assert answer in run("ask", question)[0]


def test_a_dry_run_says_what_each_fact_would_do_and_changes_nothing(run: Command, tmp_path: Path) -> None:
    facts = tmp_path / "2026-01-01-official.toml"
    facts.write_text(
        '[article]\npublished_on = 2026-01-01\npublisher = "Harrow One"\n[[fact]]\nwork = "The Cinder Court"\n'
        'season = 2\nrelation = "release date"\nvalue = "2027-01-14"\ncertainty = "official"\n'
    )
    run("load", facts)
    output, errors = run("import", "--dry-run", DOCUMENTS / "tvmaze.json")
    # What bears on something known comes first.
    assert output.splitlines()[0] == (
        "stands beneath 14 January 2027 (Official 1 January 2026 (Harrow One)): "
        "The Cinder Court season 2 is due on 7 January 2027."
    )
    assert "new: Maeve Corrigan (as Queen Ysolt) in The Cinder Court." in output.splitlines()
    assert errors.endswith("This was a dry run: nothing was changed.\n")
    assert "don't know" in run("ask", "who created The Cinder Court?")[0]


def test_a_source_is_fetched(run: Command, services: Services) -> None:
    services.documents["tvmaze:90210"] = document("tvmaze")
    output, _ = run("import", "https://www.tvmaze.com/shows/90210/the-cinder-court", "tvmaze:90210")
    assert output.startswith("added 2026-11-28-tvmaze-90210")
    assert services.asked == ["tvmaze:90210"]


def test_a_table_comes_in_with_its_mapping(run: Command, tmp_path: Path) -> None:
    mapping = tmp_path / "map.toml"
    mapping.write_text(
        'id = "list"\npublisher = "My list"\nwork = "Title"\n[[fact]]\nrelation = "genre"\nvalue = "Kind"\n'
    )
    table = tmp_path / "list.csv"
    table.write_text("Title,Kind\nEmberlight,drama\nHush,horror\n")
    assert run("import", "--map", mapping, table)[0] == "added 2026-11-28-table-list (2 facts)\n"
    assert "Hush is horror. [Reported 28 November 2026 (My list)]" in run("ask", "what genre is Hush?")[0]
    assert "table:list: a table; import its file again" in run("refresh")[1]


def test_what_is_wrong_is_all_told_and_nothing_is_changed(run: Command, tmp_path: Path) -> None:
    shutil.copyfile(DOCUMENTS / "tvmaze.json", tmp_path / "good.json")
    (tmp_path / "bad.json").write_text('{"a": 1}')
    (tmp_path / "worse.json").write_text("[")
    output, errors = run("import", tmp_path, code=BAD_INPUT)
    assert output == ""
    assert "bad.json: is no document of" in errors
    assert "worse.json: is not a JSON object" in errors
    assert "Nothing was changed." in errors
    assert "I know nothing about" in run("ask", "who created The Cinder Court?")[0]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["import", "tvmaze:90210"], "tvmaze:90210: it has no such title"),
        (
            ["import", "nowhere"],
            "nowhere: is neither a file nor a source; sources are tvmaze:82, anilist:16498",
        ),
        (["import", "https://evil.example/shows/1"], "is neither a file nor a source"),
        (["import", "--map", "nowhere", str(DOCUMENTS)], "nowhere: cannot be read"),
        (["import", "/dev/zero"], "/dev/zero: is a device; only regular files are read"),
        (["refresh", "tvmaze:1"], "tvmaze:1: not imported from a service; imported are none"),
    ],
)
def test_what_is_no_source_is_bad_input(run: Command, arguments: list[str], problem: str) -> None:
    output, errors = run(*arguments, code=BAD_INPUT)
    assert output == ""
    assert problem in errors


def test_a_refresh_asks_again_and_leaves_what_cannot_be_had(run: Command, services: Services) -> None:
    run("import", DOCUMENTS / "tvmaze.json", DOCUMENTS / "tmdb_movie.json")
    services.documents["tvmaze:90210"] = changed("tvmaze", "2027-01-07", "2027-03-04")
    output, errors = run("refresh", code=BAD_INPUT)
    assert services.asked == ["tmdb:movie-99", "tvmaze:90210"]
    assert output.startswith("changed 2026-11-28-tvmaze-90210")
    assert "tmdb:movie-99: it has no such title" in errors
    answer, _ = run("ask", "--today", "2026-11-28", "when is season 2 of The Cinder Court out?")
    assert "4 March 2027" in answer
    assert "Ada Quill" in run("ask", "who is Sparrow?")[0]


def test_a_refresh_of_what_has_not_changed_changes_nothing(run: Command, services: Services) -> None:
    run("import", DOCUMENTS / "tvmaze.json")
    services.documents["tvmaze:90210"] = document("tvmaze")
    assert run("refresh", "tvmaze:90210")[0] == "unchanged 1\n"


def test_a_refresh_can_be_tried_first(run: Command, services: Services) -> None:
    run("import", DOCUMENTS / "tvmaze.json")
    services.documents["tvmaze:90210"] = changed("tvmaze", "Maeve Corrigan", "Nuala Keane")
    output, _ = run("refresh", "--dry-run")
    assert "Nuala Keane (as Queen Ysolt) in The Cinder Court." in output
    assert "goes, no longer stated by TVmaze: cast member Maeve Corrigan" in output
    assert "Maeve Corrigan" in run("ask", "who plays Queen Ysolt?")[0]


def test_many_shows_come_in_at_once(run: Command, tmp_path: Path) -> None:
    folder = tmp_path / "shows"
    folder.mkdir()
    show = msgspec.json.decode(document("tvmaze"))
    for number in range(1, 61):
        show |= {"id": number, "name": f"Show {number}"}
        (folder / f"{number}.json").write_bytes(msgspec.json.encode(show))
    assert run("import", folder)[0].count("added ") == 60
