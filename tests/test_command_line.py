"""The command line, as other programs use it: exit codes, streams, JSON, one line in and one out."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import resource
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol  # Any: a row of JSON holds values of several types

import pytest

from bot.__main__ import _parser, main
from bot.answers import AnswerService, Found
from bot.moderation.expected_answers import summarise_answer
from bot.settings import SETTING_NAMES
from bot.store import FactStore
from tests.faults import DAMAGED, FULL, READ_ONLY, Fault, failing_at
from tests.postgres_server import PostgresServer

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"

WHEN = "when is season 2 of All of Us Are Dead out?"
ARTICLE = "2024-01-29-season-2-window"
KEYS = ["status", "relation", "work", "season", "person", "values", "text", "sources"]
SOURCE_KEYS = ["article", "published_on", "publisher", "according_to", "certainty"]

GOOD = """
[article]
id = "{slug}"
published_on = 2024-01-29
[[fact]]
work = "Moon High"
relation = "genre"
value = "{genre}"
"""


def start(
    *arguments: str | bytes | Path, database: Path | None = None, **environment: str
) -> subprocess.Popen[bytes]:
    settings = {"DATABASE_PATH": str(database)} if database else {}
    return subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        # Neither a token nor other settings of whoever runs the tests may come in.
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **settings, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def run(
    *arguments: str | bytes | Path,
    stdin: bytes = b"",
    code: int = 0,
    database: Path | None = None,
    **environment: str,
) -> tuple[str, str]:
    """Standard output and error of a command that exits with a code."""
    with start(*arguments, database=database, **environment) as process:
        output, errors = process.communicate(stdin, timeout=60)
    assert process.returncode == code, errors.decode()
    assert b"Traceback" not in errors
    return output.decode(), errors.decode()


def rows_of(output: str) -> list[dict[str, Any]]:
    """One JSON object a line, and nothing else."""
    assert output.endswith("\n")
    return [json.loads(line) for line in output[:-1].split("\n")]


class Command(Protocol):
    """Runs a command; its standard output and error."""

    def __call__(
        self, *arguments: str | bytes | Path, stdin: bytes = b"", code: int = 0, **environment: str
    ) -> tuple[str, str]: ...


@pytest.fixture
def run_here(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """As ``run``, but without a process, which takes longer to start than most commands take to answer."""
    for name in SETTING_NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    def run_command(
        *arguments: str | bytes | Path, stdin: bytes = b"", code: int = 0, **environment: str
    ) -> tuple[str, str]:
        with tempfile.TemporaryFile() as given, monkeypatch.context() as patch:
            given.write(stdin)
            given.seek(0)
            patch.setattr(sys, "stdin", given)
            for name, value in environment.items():
                patch.setenv(name, value)
            try:
                status: object = main([os.fsdecode(argument) for argument in arguments])
            except SystemExit as stopped:
                status = stopped.code
        output, errors = capsys.readouterr()
        assert status == code, errors
        return output, errors

    return run_command


@pytest.fixture(scope="module")
def shipped(shipped_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the facts that come with the bot."""
    return shutil.copyfile(shipped_database, tmp_path_factory.mktemp("shipped") / "facts.db")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two facts files."""
    path = tmp_path / "facts"
    path.mkdir()
    for slug, genre in (("a", "drama"), ("b", "horror")):
        write_article(path, slug, genre)
    return path


def write_article(folder: Path, slug: str, genre: str) -> Path:
    path = folder / f"{slug}.toml"
    path.write_text(GOOD.format(slug=slug, genre=genre), encoding="utf-8")
    return path


def ask(
    run_here: Command, database: Path, *questions: str | bytes, stdin: bytes = b""
) -> list[dict[str, Any]]:
    """The rows that a database answers questions with."""
    today = ("--today", "2024-02-01")
    return rows_of(run_here("ask", "--json", *today, "--db", database, *questions, stdin=stdin)[0])


# Usage


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["ask", "--yesterday"],
        ["ask", "--today", "tomorrow", "x"],
        ["ask", "--today", "2024-02-30", "x"],
        ["backup"],
        ["backup", "a", "b"],
        ["load", "--db"],
        ["--token", "x"],
    ],
)
def test_bad_usage_exits_with_2_and_says_how_it_is_used(run_here: Command, arguments: list[str]) -> None:
    output, errors = run_here(*arguments, code=2)
    assert output == ""
    assert errors.startswith("usage: python -m bot")
    assert "error: " in errors


def commands_in_readme() -> list[str]:
    """The commands that the README documents, "" for the one without a name."""
    documented = re.findall(
        r"^python -m bot(?: +([a-z]+))?", README.read_text(encoding="utf-8"), re.MULTILINE
    )
    return list(dict.fromkeys(documented))


def test_the_readme_documents_every_command(run_here: Command) -> None:
    helped = re.findall(r"^    ([a-z]+)  ", run_here("--help")[0], re.MULTILINE)
    assert commands_in_readme() == ["", *helped]


@pytest.mark.parametrize("command", commands_in_readme())
def test_every_command_explains_itself_with_an_example_that_works(run_here: Command, command: str) -> None:
    output, errors = run_here(*command.split(), "--help")
    assert output.startswith(f"usage: python -m bot {command}".rstrip())
    assert errors == ""
    examples = re.findall(r"^  (python -m bot.*)$", output.partition("\nexamples:\n")[2], re.MULTILINE)
    assert examples
    assert all(example.startswith(f"python -m bot {command}".rstrip()) for example in examples)
    for example in examples:
        _parser().parse_args(shlex.split(example.partition(" <")[0])[3:])


def test_a_wrong_setting_is_named_before_anything_starts(run_here: Command, tmp_path: Path) -> None:
    output, errors = run_here("ask", "x", code=2, LOG_LEVEL="LOUD")
    assert output == ""
    assert "LOG_LEVEL" in errors
    assert list(tmp_path.iterdir()) == []


# load


def test_load_prints_what_was_added_changed_removed_and_left_alone(
    run_here: Command, folder: Path, tmp_path: Path
) -> None:
    database = tmp_path / "facts.db"
    names = tmp_path / "names.toml"
    names.write_text('[[name]]\nname = "Moon High"\nkind = "work"\nalso = ["MH"]\n', encoding="utf-8")
    assert run_here("load", "--db", database, folder, names)[0].splitlines() == [
        "added a (1 facts)",
        "added b (1 facts)",
        f"names from {names} (1 names)",
    ]
    write_article(folder, "a", "thriller")
    write_article(folder, "c", "comedy")
    (folder / "b.toml").unlink()
    assert run_here("load", "--db", database, folder, names)[0].splitlines() == [
        "added c (1 facts)",
        "changed a (1 facts)",
        "removed b",
        "unchanged 1",
    ]
    assert run_here("load", "--db", database, folder)[0].splitlines() == ["unchanged 2"]
    (row,) = ask(run_here, database, "what genre is MH?")
    assert sorted(row["values"]) == ["comedy", "thriller"]


def test_a_dry_run_of_a_load_prints_what_would_change_fact_by_fact_and_changes_nothing(
    run_here: Command, tmp_path: Path
) -> None:
    folder, database = tmp_path / "facts", tmp_path / "facts.db"
    folder.mkdir()
    for slug, genre in (("a", "drama"), ("b", "horror")):
        write_article(folder, slug, genre)
    output, errors = run_here("load", "--dry-run", "--db", database, folder)
    assert [json.loads(line)["what"] for line in output.splitlines()] == ["article", "fact"] * 2
    assert not database.exists(), "a dry run makes no database"

    run_here("load", "--db", database, folder)
    article = folder / "a.toml"
    article.write_text(article.read_text() + 'certainty = "official"\n')
    (folder / "b.toml").unlink()
    write_article(folder, "c", "western")
    output, errors = run_here("load", "--dry-run", "--db", database, folder)
    rows = [json.loads(line) for line in output.splitlines()]
    drama = {"work": "Moon High", "relation": "genre", "value": "drama", "certainty": "reported"}
    assert [row["article"] for row in rows] == ["a", "b", "b", "c", "c"]
    assert rows[3]["before"] is None
    assert rows[3]["after"]["id"] == "c"
    assert rows[4]["before"] is None
    assert rows[4]["after"]["value"] == "western"
    assert rows[0] == {
        "what": "fact",
        "article": "a",
        "before": drama,
        "after": {**drama, "certainty": "official"},
    }
    assert (rows[2]["before"]["value"], rows[2]["after"]) == ("horror", None)
    for said in (
        "changed a\n  ~ Moon High · genre: drama; certainty reported → official\n",
        "removed b\n  - Moon High · genre: horror; reported\n",
        "facts: 1 changed, 1 new, 1 gone",
        "This was a dry run: nothing was changed.",
    ):
        assert said in errors, said
    assert run_here("load", "--db", database, folder)[0].startswith("added c"), "nothing had been changed"
    (folder / "c.toml").write_text("[article")
    output, errors = run_here("load", "--dry-run", "--db", database, folder, code=2)
    assert output == ""
    assert "refused" in errors


def test_load_warns_of_expected_answers_that_it_changes(
    run_here: Command, folder: Path, tmp_path: Path
) -> None:
    database = tmp_path / "facts.db"
    run_here("load", "--db", database, folder)
    question = "what genre is Moon High?"

    async def expect() -> None:
        async with FactStore.open(database) as store:
            answer = await AnswerService(store, lambda: date(2024, 3, 1)).ask(question)
            await store.expected_answers.save(question, summarise_answer(answer), 7)

    asyncio.run(expect())
    write_article(folder, "c", "comedy")
    output, errors = run_here("load", "--db", database, folder)
    assert output == "added c (1 facts)\nunchanged 2\n", "what other programs read is as ever"
    assert errors.splitlines()[0].startswith(f"warning: the answer to {question!r} changes: ")
    assert "-> " in errors
    write_article(folder, "d", "comedy")
    assert "warning" not in run_here("load", "--db", database, folder)[1], "it differs already"


def test_load_refuses_bad_files_with_every_error_and_changes_nothing(
    run_here: Command, folder: Path, tmp_path: Path
) -> None:
    """One bad file in a folder, and neither what is new nor what changed is loaded, or said to be."""
    database = tmp_path / "facts.db"
    run_here("load", "--db", database, folder)
    write_article(folder, "a", "thriller")
    write_article(folder, "new", "comedy")
    bad = folder / "bad.toml"
    bad.write_text('[article]\n[[fact]]\nwork = "W"\nrelation = "gnre"\nvalue = "x"\n', encoding="utf-8")
    (folder / "worse.jsonl").write_bytes(b"\xff")
    output, errors = run_here("load", "--db", database, folder, code=2)
    assert output == ""
    assert errors.splitlines() == [
        f"refused {bad}: article: 'published_on' is missing",
        f"refused {bad}: fact 1: relation 'gnre' is unknown; did you mean 'genre'?",
        f"refused {folder / 'worse.jsonl'}: line 1: byte 0 is not UTF-8; save the file as UTF-8",
        "Nothing was changed: mend what is refused and load again.",
    ]
    (row,) = ask(run_here, database, "what genre is Moon High?")
    assert row["values"] == ["drama", "horror"]


def test_load_loads_the_shipped_facts_by_default(run_here: Command, tmp_path: Path) -> None:
    """Wherever it is called from, into the database of the settings."""
    database = tmp_path / "by-setting.db"
    output, _ = run_here("load", DATABASE_PATH=str(database))
    assert [line.split(" (")[0] for line in output.splitlines()] == [
        "added 2022-02-11-director-hopes-for-season-2",
        f"added {ARTICLE}",
        f"names from {ROOT / 'data' / 'names.toml'}",
    ]
    assert run_here("load", DATABASE_PATH=str(database))[0] == "unchanged 3\n"


def test_load_of_nothing_that_is_there_is_bad_input(run_here: Command, tmp_path: Path) -> None:
    output, errors = run_here("load", "--db", tmp_path / "facts.db", tmp_path / "gone", code=2)
    assert output == ""
    assert f"refused {tmp_path / 'gone'}: does not exist" in errors


@pytest.mark.parametrize("command", [["load"], ["ask", "x"], ["match", "x"], ["backup", "copy.db"]])
def test_a_file_that_is_no_database_is_bad_input(
    run_here: Command, tmp_path: Path, command: list[str]
) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("not a database\n" * 100, encoding="utf-8")
    output, errors = run_here(*command, "--db", notes, code=2)
    assert output == ""
    assert "cannot be used: file is not a database" in errors


@contextlib.contextmanager
def writing(database: Path) -> Iterator[None]:
    """Another process in the middle of writing to the database."""
    with contextlib.closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_load_says_what_was_done_only_once_it_is_stored(
    run_here: Command, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is added to a locked database, or said to be."""
    monkeypatch.setattr("bot.store.store._LOAD_PATIENCE_S", 0.0)
    database = tmp_path / "facts.db"
    run_here("load", "--db", database, folder)
    write_article(folder, "c", "comedy")
    with writing(database):
        output, errors = run_here("load", "--db", database, folder, code=2)
    assert output == ""
    assert errors == "another process is writing to the database; try again when it is done\n"
    assert "added c" in run_here("load", "--db", database, folder)[0]


def test_a_bot_that_starts_on_a_locked_database_does_not_say_that_it_loaded(
    run_here: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    monkeypatch.setattr("bot.store.store._LOAD_PATIENCE_S", 0.0)
    run_here("load", "--db", "fan-facts.db", write_article(tmp_path, "a", "drama"))
    with writing(tmp_path / "fan-facts.db"):
        errors = run_here(code=2)[1]
    assert "added" not in errors
    assert "another process is writing" in errors


@pytest.mark.parametrize(
    ("fault", "said"), [(FULL, "the disk is full"), (READ_ONLY, "cannot be written"), (DAMAGED, "is damaged")]
)
def test_a_full_disk_is_not_taken_for_a_damaged_database(
    run_here: Command, folder: Path, tmp_path: Path, fault: Fault, said: str
) -> None:
    with failing_at(0, fault, only="INSERT INTO fact"):
        output, errors = run_here("load", "--db", tmp_path / "facts.db", folder, code=2)
    assert output == ""
    assert said in errors
    assert ("restore" in errors) == (fault[2] == DAMAGED[2]), "nobody is sent to a backup without need"
    assert "new file" not in errors


# ask


def test_ask_answers_with_the_keys_and_types_of_the_contract(run_here: Command, shipped: Path) -> None:
    (row,) = ask(run_here, shipped, WHEN)
    assert list(row) == KEYS
    assert row["status"] == "found"
    assert row["relation"] == "release date"
    assert (row["work"], row["season"], row["person"]) == ("All of Us Are Dead", 2, None)
    assert row["values"] == ["2024", "2025-33"], "as stored, the best first"
    assert row["text"].startswith("All of Us Are Dead season 2")
    assert "29 January 2024" in row["text"]
    assert row["sources"] == [
        {
            "article": ARTICLE,
            "published_on": "2024-01-29",
            "publisher": None,
            "according_to": "BH Entertainment",
            "certainty": "reported",
        },
        {
            "article": ARTICLE,
            "published_on": "2024-01-29",
            "publisher": None,
            "according_to": None,
            "certainty": "estimated",
        },
    ]


def test_ask_says_who_is_meant_when_a_person_is(run_here: Command, shipped: Path) -> None:
    (row,) = ask(run_here, shipped, "who represents Park Ji-hu?")
    assert (row["status"], row["person"], row["values"]) == ("found", "Park Ji-hu", ["BH Entertainment"])


NOT_KNOWN = [
    "",
    "   ",
    "🧟🧟🧟",
    "@everyone",
    "**bold** `code` ||spoiler||",
    "'; DROP TABLE fact; --",
    "\u200b\u202e",
    "who directed the Zzyzx Chronicles?",
    "what is the rating of Hellbound?",
    "x" * 10_000,
    "🧟" * 10_000,
]


def test_ask_does_not_know_what_it_does_not_know(run_here: Command, shipped: Path) -> None:
    """Nothing found is said plainly, with the same keys and no values."""
    for row in ask(run_here, shipped, *NOT_KNOWN):
        assert list(row) == KEYS
        assert row["status"] == "unknown"
        assert (row["values"], row["sources"]) == ([], [])
        assert 0 < len(row["text"]) < 4000


def test_ask_asks_back_where_two_may_be_meant(run_here: Command, tmp_path: Path) -> None:
    """Two people of one name: candidates, and no values."""
    facts = tmp_path / "twins.toml"
    facts.write_text(
        "[article]\npublished_on = 2024-01-29\n"
        '[[fact]]\nwork = "Moon High"\nrelation = "genre"\nvalue = "drama"\n'
        '[[fact]]\nwork = "Moon Low"\nrelation = "genre"\nvalue = "horror"\n',
        encoding="utf-8",
    )
    run_here("load", "--db", tmp_path / "facts.db", facts)
    (row,) = ask(run_here, tmp_path / "facts.db", "which genre?")
    assert list(row) == [*KEYS, "candidates"]
    assert row["status"] == "ambiguous"
    assert sorted(row["candidates"]) == ["Moon High", "Moon Low"]
    assert (row["values"], row["sources"]) == ([], [])


def test_ask_answers_for_the_day_it_is_told(run_here: Command, shipped: Path) -> None:
    for day, passed in (("2024-12-31", False), ("2025-01-01", True)):
        output, _ = run_here("ask", "--db", shipped, "--today", day, WHEN)
        said = " ".join(output.split())
        assert ("was planned for 2024; nothing newer has been reported." in said) is passed
        assert ("is due in 2024." in said) is not passed


LINES = {
    "a question": WHEN.encode(),
    "blank": b"",
    "white space": b" \t ",
    "a line separator within": "who plays\u2028Nam Onjo?".encode(),
    "other separators within": "who plays\x0b\x0c\x1c\x85\u2029Nam Onjo?".encode(),
    "a carriage return within": b"who plays\rNam Onjo?",
    "a carriage return at its end": b"who plays Nam Onjo?\r",
    "bytes that are not UTF-8": b"who plays Nam Onjo? \xff\xfe\xc3",
    "a NUL": b"who plays\x00Nam Onjo?",
    "a lone surrogate": b"who plays \xed\xa0\x80 Nam Onjo?",
    "10,000 characters": b"zombie " * 1_429,
    "hangul": "온조는 누구? 박지후".encode(),
    "an option": b"--json",
    "JSON": b'{"question": "who plays Nam Onjo?"}',
    "no line end": b"who plays Nam Onjo?",
}


def test_ask_prints_one_line_for_each_line_of_input(run_here: Command, shipped: Path) -> None:
    """Whatever a line holds, its answer stands in the same place of the output."""
    rows = dict(zip(LINES, ask(run_here, shipped, stdin=b"\n".join(LINES.values())), strict=True))
    assert [list(row)[: len(KEYS)] for row in rows.values()] == [KEYS] * len(LINES)
    assert rows["a question"]["values"] == ["2024", "2025-33"]
    assert rows["blank"]["status"] == rows["white space"]["status"] == "unknown"
    for name in (
        "a line separator within",
        "other separators within",
        "a carriage return within",
        "a carriage return at its end",
        "no line end",
    ):
        assert rows[name]["values"] == ["Park Ji-hu"], name


def test_ask_prints_one_line_for_each_line_of_input_in_words_too(run_here: Command, shipped: Path) -> None:
    output, _ = run_here("ask", "--db", shipped, stdin=b"\n".join(LINES.values()) + b"\n")
    answers = output[:-1].split("\n")
    assert len(answers) == len(LINES)
    assert all(answer.splitlines() == [answer] for answer in answers)


@pytest.mark.parametrize("stdin", [b"", b"\n\n\n"])
def test_ask_prints_nothing_for_no_line(run_here: Command, shipped: Path, stdin: bytes) -> None:
    output, _ = run_here("ask", "--json", "--db", shipped, stdin=stdin)
    assert output.count("\n") == stdin.count(b"\n")


@pytest.mark.parametrize("command", [["ask", "--json"], ["ask"], ["match", "--json"]])
def test_the_first_answer_does_not_wait_for_the_last_question(shipped: Path, command: list[str]) -> None:
    """Each answer arrives while standard input is still open."""
    with start(*command, "--db", shipped) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for _ in range(3):
            process.stdin.write(b"Nam Onjo\n")
            process.stdin.flush()
            assert b"Onjo" in process.stdout.readline()
        assert process.communicate(timeout=30) == (b"", b"")
    assert process.returncode == 0


def test_who_stops_reading_answers_stops_the_command_calmly(shipped: Path) -> None:
    with start("ask", "--db", shipped) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b"Nam Onjo\n")
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write(b"Nam Onjo\n")
        process.stdin.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_ask_takes_bytes_that_are_no_text_and_prints_to_any_terminal(
    run_here: Command, shipped: Path
) -> None:
    """An argument of broken UTF-8, and a terminal that has neither hangul nor typographic quotes."""
    asked = ("ask", "--db", shipped, b"who directed \xff\xfeZzyzx\xff?", "who is 이재규?", WHEN)
    for output, errors in (run(*asked, PYTHONIOENCODING="ascii"), run_here(*asked)):
        assert "29 January 2024" in output
        assert errors == ""
    assert run("match", "--db", shipped, b"\xff\xfe", "이재규", PYTHONIOENCODING="ascii")[1] == ""


@pytest.mark.parametrize("command", ["ask", "match"])
def test_control_characters_in_what_is_asked_are_gone_from_what_is_said(
    run_here: Command, shipped: Path, command: str
) -> None:
    """NUL and escape sequences from standard input, and what a shell lets through in arguments."""
    typed = b"who is \x00Zzy\x1b[31mzyx\x85\x7f?"
    for arguments, stdin in (((typed.replace(b"\0", b""),), b""), ((), typed + b"\n" + typed)):
        for json_too in ((), ("--json",)):
            output, _ = run_here(command, "--db", shipped, *json_too, *arguments, stdin=stdin)
            said = "".join(str(row) for row in rows_of(output)) if json_too else output
            assert not any(unicodedata.category(letter) == "Cc" for letter in said.replace("\n", ""))


@pytest.mark.skipif(sys.platform == "win32", reason="there are none of these")
@pytest.mark.parametrize("command", ["ask", "load", "match", "backup", "restore"])
def test_a_database_that_is_a_device_or_a_pipe_is_bad_usage(
    run_here: Command, tmp_path: Path, command: str
) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in ("/dev/null", tmp_path / "pipe"):
        _, errors = run_here(command, "--db", path, "x", code=2)
        assert "which is a device, a pipe or a link to itself" in errors


@pytest.mark.parametrize("command", ["ask", "match"])
def test_a_database_that_is_named_but_missing_is_bad_input(
    run_here: Command, tmp_path: Path, command: str
) -> None:
    output, errors = run_here(command, "--db", tmp_path / "gone.db", "x", code=2)
    assert output == ""
    assert f"there is no database {tmp_path / 'gone.db'}" in errors
    assert "load --db" in errors
    assert not (tmp_path / "gone.db").exists()


def test_the_first_question_of_all_makes_the_database_and_prints_its_answer_alone(tmp_path: Path) -> None:
    """In a fresh checkout: what was loaded goes to standard error, standard output is JSON."""
    output, errors = run("ask", "--json", WHEN, database=tmp_path / "facts.db")
    (row,) = rows_of(output)
    assert row["values"] == ["2024", "2025-33"]
    assert f"added {ARTICLE}" in errors


# match


def test_match_says_who_is_meant_with_the_keys_and_types_of_the_contract(
    run_here: Command, shipped: Path
) -> None:
    output, errors = run_here("match", "--json", "--db", shipped, "이재규", "Onjo", "Zzyzx", "")
    lee, onjo, nobody, blank = rows_of(output)
    assert errors == ""
    assert lee == {"status": "found", "names": ["Lee Jae-kyoo"], "scores": [1.0]}
    assert onjo == {"status": "found", "names": ["Nam Onjo"], "scores": [1.0]}
    for row in (nobody, blank):
        assert list(row) == ["status", "names", "scores"]
        assert row["status"] == "unknown"


def test_match_gives_each_name_once_with_its_score_the_best_first(run_here: Command, shipped: Path) -> None:
    output, _ = run_here("match", "--json", "--db", shipped, stdin=b"Park\nLee\nKim\nAOUAD\nlee jae gyu\n")
    for row in rows_of(output):
        assert row["status"] in {"found", "ambiguous", "unknown"}
        assert len(row["names"]) == len(row["scores"]) == len(set(row["names"]))
        assert row["scores"] == sorted(row["scores"], reverse=True)
        assert all(type(score) is float and 0 <= score <= 1 for score in row["scores"])
        if row["status"] != "unknown":
            assert row["names"]


def test_match_prints_one_line_for_each_line_of_input(run_here: Command, shipped: Path) -> None:
    for options in (["--json"], []):
        output, _ = run_here("match", *options, "--db", shipped, stdin=b"\n".join(LINES.values()) + b"\n")
        assert output.count("\n") == len(LINES)
        assert all(line.splitlines() == [line] for line in output[:-1].split("\n"))


def test_match_in_words_gives_names_and_scores(run_here: Command, shipped: Path) -> None:
    output, _ = run_here("match", "--db", shipped, "Onjo", "Zzyzx")
    assert re.fullmatch(r"found: Nam Onjo \(1\.00\)\nunknown.*\n", output)


# backup


async def test_backup_copies_the_live_database(shipped: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    async with FactStore.open(shipped) as live:
        await live.set_note("opened by", "another process")
        output, errors = run("backup", "--db", shipped, copy)
        assert output == ""
        assert str(copy) in errors
    async with FactStore.open(copy) as copied:
        assert await copied.find_note("opened by") == "another process"
        answer = await AnswerService(copied, lambda: date(2024, 2, 1)).ask(WHEN)
    assert isinstance(answer, Found)
    assert answer.values == ("2024", "2025-33")


def test_backup_overwrites_nothing_and_makes_nothing_up(
    run_here: Command, shipped: Path, tmp_path: Path
) -> None:
    taken = tmp_path / "taken.db"
    taken.write_bytes(b"precious")
    refused: Sequence[tuple[list[str | Path], str]] = [
        (["--db", shipped, taken], "exists already"),
        (["--db", shipped, tmp_path / "gone" / "copy.db"], "cannot be written"),
        (["--db", tmp_path / "gone.db", tmp_path / "copy.db"], "there is no database"),
    ]
    for arguments, reason in refused:
        output, errors = run_here("backup", *arguments, code=2)
        assert output == ""
        assert reason in errors
    assert taken.read_bytes() == b"precious"
    assert list(tmp_path.iterdir()) == [taken]


def test_a_backup_that_is_cut_short_leaves_nothing_and_is_not_said_to_be_done(
    shipped: Path, tmp_path: Path
) -> None:
    def leave_no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    copy = tmp_path / "copy.db"
    done = subprocess.run(
        [sys.executable, "-m", "bot", "backup", "--db", shipped, copy],
        cwd=ROOT,
        preexec_fn=leave_no_room,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(f"{copy} cannot be written: ")
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_database_is_not_backed_up_and_restoring_makes_it_whole_again(
    run_here: Command, shipped: Path, tmp_path: Path
) -> None:
    database, backup = shutil.copyfile(shipped, tmp_path / "facts.db"), tmp_path / "backup.db"
    run_here("backup", "--db", database, backup)
    damage(database)

    errors = run_here("backup", "--db", database, tmp_path / "second.db", code=2)[1]
    assert "is damaged, so it was not copied" in errors
    assert "python -m bot restore FILE" in errors
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.db", "facts.db"]

    errors = run_here("restore", "--db", database, backup)[1]
    assert f"copied {backup} to {database}" in errors
    (kept,) = tmp_path.glob("facts.db.before-*")
    assert str(kept) in errors
    assert ask(run_here, database, WHEN)[0]["status"] == "found"


def test_only_a_sound_backup_of_the_bots_own_is_restored(
    run_here: Command, shipped: Path, tmp_path: Path
) -> None:
    database = shutil.copyfile(shipped, tmp_path / "facts.db")
    before = database.read_bytes()
    foreign, notes, empty = tmp_path / "foreign.db", tmp_path / "notes.txt", tmp_path / "empty.db"
    with contextlib.closing(sqlite3.connect(foreign)) as other:
        other.execute("CREATE TABLE own (thing)")
    notes.write_text("not a database\n" * 100, encoding="utf-8")
    empty.write_bytes(b"")
    broken = damage(shutil.copyfile(shipped, tmp_path / "broken.db"))
    for backup, reason in (
        (foreign, "is no database of Fan Facts"),
        (empty, "is no database of Fan Facts"),
        (notes, "file is not a database"),
        (broken, "is damaged"),
        (tmp_path / "gone.db", "there is no backup"),
        (tmp_path, "there is no backup"),
        (database, "is the database itself"),
    ):
        assert reason in run_here("restore", "--db", database, backup, code=2)[1]
        assert database.read_bytes() == before
        assert not list(tmp_path.glob("facts.db.*"))


def test_a_server_answers_what_a_file_did_once_all_was_moved_there(
    run_here: Command, shipped: Path, tmp_path: Path, postgres_server: PostgresServer
) -> None:
    url, back, copy = postgres_server.create().url, tmp_path / "back.db", tmp_path / "copy.db"
    output, errors = run_here("move", "--db", shipped, "--to", url)
    moved = {row["table"]: row["rows"] for row in map(json.loads, output.splitlines())}
    assert moved["fact"] > 50
    assert f"moved {sum(moved.values())} rows from {shipped} to localhost/" in errors
    answered = run_here("ask", "--json", "--db", shipped, WHEN)[0]
    assert run_here("ask", "--json", "--db", url, WHEN)[0] == answered
    assert run_here("ask", "--json", WHEN, DATABASE_URL=url)[0] == answered
    assert "is not empty" in run_here("move", "--db", shipped, "--to", url, code=2)[1]
    assert run_here("move", "--to", back, DATABASE_URL=url)[0] == output
    assert run_here("ask", "--json", "--db", back, WHEN)[0] == answered
    assert "is on a server" in run_here("restore", back, code=2, DATABASE_URL=url)[1]
    run_here("backup", copy, DATABASE_URL=url)
    assert run_here("ask", "--json", "--db", copy, WHEN)[0] == answered


def damage(database: Path) -> Path:
    """Overwrite a page in the middle, as a failing disk does."""
    with database.open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(size // 2 // 4096 * 4096)
        file.write(b"\xff" * 4096)
    return database


def test_ask_follow_goes_on_from_the_question_before_until_a_blank_line(
    run_here: Command, shipped: Path
) -> None:
    """Every line gets its line, the blank one too, and what follows it begins anew."""
    lines = [
        "who directed All of Us Are Dead?",
        "and when is season 2 out?",
        "says who?",
        "",
        "and who wrote it?",
    ]
    output, _ = run_here(
        "ask", "--db", shipped, "--json", "--follow", "--today", "2024-02-01", stdin="\n".join(lines).encode()
    )
    rows = rows_of(output)
    assert [row["status"] for row in rows] == ["found", "found", "found", "unknown", "unknown"]
    assert [row["relation"] for row in rows[:3]] == ["director", "release date", "release date"]
    assert "BH Entertainment" in rows[2]["text"]
