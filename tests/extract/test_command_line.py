"""``python -m bot extract``: a facts file that load takes, or a fact a line."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from bot.__main__ import BAD_INPUT, main
from bot.extract import MAX_BYTES
from bot.facts.files import parse_facts_file

TEXT = 'date 2024-01-29\nThe drama “Moon\'s "Rise"” is on Netflix. Directed by Lee Jae-kyoo, it has 12 episodes.\n'


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a moon.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_facts_file_is_printed_that_load_takes(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(article)]) == 0
    printed = capsys.readouterr().out
    file = parse_facts_file(article.with_suffix(".toml"), printed.encode())
    assert file.article.id == "a-moon"
    assert {fact.relation for fact in file.facts} >= {"platform", "director", "number of episodes"}


def test_json_is_a_fact_a_line_with_its_file(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "--json", str(article)]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows
    assert all(row["file"] == str(article) and row["evidence"] in TEXT and row["certainty"] for row in rows)


def test_a_missing_date_is_marked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The drama “Moonrise” is on Netflix.", encoding="utf-8")
    assert main(["extract", str(path)]) == 0
    assert "published_on is missing" in capsys.readouterr().out


def test_the_good_articles_are_read_and_the_bad_one_is_named(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    binary = tmp_path / "b.bin"
    binary.write_bytes(b"\xff\x00\x01")
    assert main(["extract", "--json", str(binary), str(tmp_path / "none.txt"), str(article)]) == BAD_INPUT
    captured = capsys.readouterr()
    assert captured.out
    assert "b.bin: byte 0 is not UTF-8" in captured.err
    assert "none.txt: cannot be read" in captured.err


def test_the_show_and_season_can_be_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = tmp_path / "news.txt"
    article.write_text("date 2024-03-05\nThe series will be directed by Seo Min-gi.", encoding="utf-8")
    assert main(["extract", "--json", "--work", " Silver Bridge ", "--season", "3", str(article)]) == 0
    fact = json.loads(capsys.readouterr().out)
    assert (fact["work"], fact["season"], fact["value"]) == ("Silver Bridge", 3, "Seo Min-gi")


@pytest.mark.parametrize("wrong", [["--work", " "], ["--season", "0"], ["--season", "101"]])
def test_no_title_and_no_season_are_refused_with_what_is_allowed(
    wrong: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = tmp_path / "news.txt"
    article.write_text("date 2024-03-05\n“Moon High” is out.", encoding="utf-8")
    assert main(["extract", *wrong, str(article)]) == BAD_INPUT
    assert "give" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="there are none of these")
def test_what_never_ends_is_refused_and_the_others_are_read(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "pipe")
    large = tmp_path / "large.txt"
    large.write_bytes(b"x" * (MAX_BYTES + 1))
    paths = [str(tmp_path / "pipe"), "/dev/zero", str(large), str(tmp_path), str(article)]
    assert main(["extract", "--json", *paths]) == BAD_INPUT
    captured = capsys.readouterr()
    assert captured.out
    assert [line.partition(": ")[2] for line in captured.err.splitlines()] == [
        "is a named pipe; only regular files are read",
        "is a device; only regular files are read",
        "1,048,577 bytes; at most 1,048,576 are allowed",
        "is a folder; only regular files are read",
    ]


def test_control_characters_of_an_article_are_spaces_in_its_facts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("date 2024-01-29\nThe drama “Moon\x1brise”\x07 is on\x85Netflix.", encoding="utf-8")
    assert main(["extract", "--json", str(path)]) == 0
    (row,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (row["work"], row["value"]) == ("Moon rise", "Netflix")
    assert row["evidence"] == "The drama “Moon rise”  is on Netflix."
