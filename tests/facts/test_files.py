"""Facts and names files: both formats mean the same, and everything wrong is said at once."""

from __future__ import annotations

import contextlib
import json
import sys
from datetime import date
from pathlib import Path

import pytest

from bot.facts import files
from bot.facts.files import (
    FactsFile,
    FilesError,
    NamesFile,
    digest_of,
    find_facts_files,
    parse_facts_file,
    parse_names_file,
    read_bytes,
)
from bot.facts.model import Article, Certainty, Fact, Kind, OtherName

DATA = Path(__file__).parents[2] / "data"

ARTICLE = '[article]\nid = "an-article"\npublished_on = 2024-01-29\n'
FACT = '[[fact]]\nwork = "Moon High"\nrelation = "genre"\nvalue = "drama"\n'


def facts_from(text: str | bytes, name: str = "article.toml") -> FactsFile:
    return parse_facts_file(Path(name), text if isinstance(text, bytes) else text.encode())


def names_from(text: str | bytes) -> NamesFile:
    return parse_names_file(Path("names.toml"), text if isinstance(text, bytes) else text.encode())


def wrong_with(text: str | bytes, name: str = "article.toml") -> list[str]:
    """What is reported of a facts or names file, each as ``place: problem``."""
    with pytest.raises(FilesError) as refused:
        names_from(text) if name == "names.toml" else facts_from(text, name)
    assert {error.path for error in refused.value.errors} == {Path(name)}
    return [str(error).removeprefix(f"{name}: ") for error in refused.value.errors]


def fact_with(*lines: str, relation: str = "genre", value: str = '"drama"', subject: str = "work") -> str:
    """A facts file of one fact with further keys."""
    written = (f'{subject} = "Moon High"', f'relation = "{relation}"', f"value = {value}", *lines)
    return "\n".join((ARTICLE, "[[fact]]", *written))


# What a file may say

FULL_TOML = """
[article]
id = "2024-01-29-window"
published_on = 2024-01-29
title = "When it is due"
publisher = "The Moon Herald"
url = "https://example.org/news?id=1"

[[fact]]
work = "Moon High"
season = 2
relation = "release date"
value = "2024-40"
certainty = "rumoured"
according_to = "an insider"
evidence = 'due "in the first half of 2024"'
note = "Later than planned."
spoiler = true

[[fact]]
work = "Moon High"
relation = "number of episodes"
season = 1
value = 12

[[fact]]
work = "Moon High"
relation = "cast member"
value = "박지후"
character = "Nam Onjo"

[[fact]]
work = "Moon High"
relation = "quote"
value = "We had humanity‘s survival in mind."
speaker = "Lee Jae-kyoo"
about = "season 1"
on = "2022-06"

[[fact]]
person = "Park Ji-hu"
relation = "represented by"
value = "BH Entertainment"

[[fact]]
term = "Immortal"
relation = "meaning"
value = "a new race of zombie"
about = "Moon High"

[[fact]]
work = "Moon High"
relation = "based on"
value = "a webtoon"
by = "Joo Dong-geun"
"""

FULL_LINES = [
    {
        "article": {
            "id": "2024-01-29-window",
            "published_on": "2024-01-29",
            "title": "When it is due",
            "publisher": "The Moon Herald",
            "url": "https://example.org/news?id=1",
        }
    },
    {
        "work": "Moon High",
        "season": 2,
        "relation": "release date",
        "value": "2024-40",
        "certainty": "rumoured",
        "according_to": "an insider",
        "evidence": 'due "in the first half of 2024"',
        "note": "Later than planned.",
        "spoiler": True,
    },
    {"work": "Moon High", "relation": "number of episodes", "season": 1, "value": 12},
    {"work": "Moon High", "relation": "cast member", "value": "박지후", "character": "Nam Onjo"},
    {
        "work": "Moon High",
        "relation": "quote",
        "value": "We had humanity‘s survival in mind.",
        "speaker": "Lee Jae-kyoo",
        "about": "season 1",
        "on": "2022-06",
    },
    {"person": "Park Ji-hu", "relation": "represented by", "value": "BH Entertainment"},
    {"term": "Immortal", "relation": "meaning", "value": "a new race of zombie", "about": "Moon High"},
    {"work": "Moon High", "relation": "based on", "value": "a webtoon", "by": "Joo Dong-geun"},
]


@pytest.mark.parametrize("escaped", [True, False], ids=["escaped", "as it is"])
def test_both_formats_give_the_same_facts(escaped: bool) -> None:
    """TOML for people and JSON Lines for bulk have the same keys and meaning."""
    lines = "\n".join(json.dumps(row, ensure_ascii=escaped) for row in FULL_LINES)
    from_toml, from_lines = facts_from(FULL_TOML), facts_from(lines, "article.jsonl")
    assert from_toml.article == from_lines.article
    assert list(from_toml.facts) == list(from_lines.facts)
    assert from_toml.article == Article(
        id="2024-01-29-window",
        published_on=date(2024, 1, 29),
        title="When it is due",
        publisher="The Moon Herald",
        url="https://example.org/news?id=1",
    )
    assert from_toml.facts[0] == Fact(
        work="Moon High",
        season=2,
        relation="release date",
        value="2024-40",
        certainty=Certainty.RUMOURED,
        according_to="an insider",
        evidence='due "in the first half of 2024"',
        note="Later than planned.",
        spoiler=True,
    )
    assert from_toml.facts[1].value == "12", "a whole number may go without quotes"
    assert from_toml.facts[3].value == "We had humanity‘s survival in mind.", "a quote is never altered"


def test_what_is_left_out_has_its_default() -> None:
    """The id is the file's stem; a fact is reported and no spoiler."""
    file = facts_from(f"[article]\npublished_on = 2024-01-29\n{FACT}", "folder/2024-01-29-news.toml")
    assert file.article == Article(id="2024-01-29-news", published_on=date(2024, 1, 29))
    assert list(file.facts) == [Fact(work="Moon High", relation="genre", value="drama")]
    assert file.facts[0].certainty is Certainty.REPORTED


@pytest.mark.parametrize("name", ["article.toml", "article.jsonl"])
def test_windows_line_ends_and_a_byte_order_mark_are_accepted(name: str) -> None:
    text = FULL_TOML if name.endswith("toml") else "\n".join(map(json.dumps, FULL_LINES))
    windows = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    assert list(facts_from(windows, name).facts) == list(facts_from(text, name).facts)


def test_blank_lines_and_odd_line_ends_within_json_lines_count_for_nothing() -> None:
    """U+2028 is text in JSON, and ends no line."""
    lines = [
        *map(json.dumps, FULL_LINES[:2]),
        "",
        "  \r",
        '{"work":"a\u2028b","relation":"genre","value":"c"}',
    ]
    file = facts_from("\n\n" + "\n".join(lines) + "\n\n", "article.jsonl")
    assert [fact.work for fact in file.facts] == ["Moon High", "a\u2028b"]


def test_the_digest_changes_with_any_byte() -> None:
    assert facts_from(ARTICLE + FACT).digest == digest_of((ARTICLE + FACT).encode())
    assert facts_from(ARTICLE + FACT).digest != facts_from(f"{ARTICLE}{FACT}\n").digest


def test_the_shipped_files_are_valid() -> None:
    """Both articles and the other names that come with the bot."""
    shipped = [parse_facts_file(path, read_bytes(path)) for path in find_facts_files(DATA / "facts")]
    assert [file.article.id for file in shipped] == [
        "2022-02-11-director-hopes-for-season-2",
        "2024-01-29-season-2-window",
    ]
    names = parse_names_file(DATA / "names.toml", read_bytes(DATA / "names.toml"))
    assert "AOUAD" in next(name.also for name in names.names if name.name == "All of Us Are Dead")


def test_the_shipped_facts_are_read_from_the_shipped_articles() -> None:
    """Every fact's evidence is in the article's digest word for word."""
    for path in find_facts_files(DATA / "facts"):
        digest = " ".join((DATA / "articles" / f"{path.stem}.md").read_text(encoding="utf-8").split())
        missing = [
            fact.evidence
            for fact in parse_facts_file(path, read_bytes(path)).facts
            if fact.evidence is None or " ".join(fact.evidence.split()) not in digest
        ]
        assert missing == []


# What a file may not say


def test_every_error_is_said_at_once_with_its_place() -> None:
    text = """
    surprise = 1
    [article]
    id = "no slashes/here"
    published_on = "29.1.2024"
    url = "javascript:alert(1)"
    [[fact]]
    work = "Moon High"
    relation = "relase date"
    value = "2024"
    seson = 2
    [[fact]]
    work = "Moon High"
    person = "Park Ji-hu"
    relation = "release date"
    value = "2024-13"
    season = 0
    [[fact]]
    relation = "number of episodes"
    value = "twelve"
    [[fact]]
    work = 24
    certainty = "sure"
    relation = "genre"
    """
    assert [problem.split(";")[0] for problem in wrong_with(text)] == [
        "surprise: is unknown",
        "article: 'published_on': Invalid RFC3339 encoded date",
        "article.id: 'no slashes/here' is not an id",
        "article.url: 'javascript:alert(1)' is not a web address",
        "fact 1: 'seson' is unknown",
        "fact 1: relation 'relase date' is unknown",
        "fact 2: has work and person as its subject",
        "fact 2: season 0 is not allowed",
        "fact 2: 'value': '2024-13' is not a date in EDTF",
        "fact 3: has none as its subject",
        "fact 3: value 'twelve' is not a whole number",
        "fact 4: 'value' is missing",
        "fact 4: 'work': Expected `str | null`, got `int`",
        "fact 4: 'certainty': Invalid enum value 'sure'",
    ]


def test_every_error_of_json_lines_is_said_with_its_line() -> None:
    lines = [
        '{"article": {"published_on": "2024-01-29", "titel": "x"}, "version": 2}',
        '{"work": "Moon High", "relation": "genre"}',
        "",
        '{"work": "Moon High", "relation": "genre", "value": "drama"',
        "[]",
        '{"work": "Moon High", "relation": "gnre", "value": "drama"}',
        '{"work": " ", "relation": "genre", "value": ""}',
    ]
    assert [problem.split(";")[0] for problem in wrong_with("\n".join(lines), "article.jsonl")] == [
        "line 1: 'version' is unknown",
        "article: 'titel' is unknown",
        "line 2: 'value' is missing",
        "line 4: is not valid JSON: Input data was truncated",
        "line 5: expected a table of keys, got list",
        "line 6: relation 'gnre' is unknown",
        "line 7: 'value' has 0 characters",
        "line 7: 'work' has 1 characters",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (fact_with(relation="relase date"), "relation 'relase date' is unknown; did you mean 'release date'?"),
        (fact_with(relation="xxxx"), "relation 'xxxx' is unknown; allowed are release date, cast member, "),
        (fact_with("seson = 1"), "'seson' is unknown; did you mean 'season'?"),
        (fact_with("zzzz = 1"), "'zzzz' is unknown; allowed are relation, value, work, person, term, season,"),
        (fact_with('certainty = "sure"'), "allowed are official, reported, rumoured, estimated"),
        (fact_with("season = 0"), "season 0 is not allowed; seasons count from 1 to"),
        (fact_with("part = 0"), "part 0 is not allowed; parts count from 1 to 100"),
        (fact_with("episode = 20001"), "episode 20001 is not allowed; episodes count from 1 to 20,000"),
        (fact_with("episode = 1", relation="represented by", subject="person"), "'episode' belongs to a work"),
        (fact_with("season = 1000"), "season 1000 is not allowed; seasons count from 1 to"),
        (fact_with("season = 1.5"), "'season': Expected `int | null`, got `float`"),
        (fact_with("season = true"), "'season': Expected `int | null`, got `bool`"),
        (fact_with('season = "2"'), "'season': Expected `int | null`, got `str`"),
        (fact_with('spoiler = "no"'), "'spoiler': Expected `bool`, got `str`"),
        (fact_with("according_to = 1"), "'according_to': Expected `str | null`, got `int`; put it in quotes"),
        (fact_with(value="1"), "'value': Expected `str`, got `int`; put it in quotes"),
        (fact_with(value='""'), "'value' has 0 characters; 1 to 4000 are allowed, not all blank"),
        (fact_with(value='" \\t "'), "'value' has 3 characters; 1 to 4000 are allowed, not all blank"),
        (fact_with(value='"\\u200b\\u2060"'), "'value' has 2 characters; 1 to 4000 are allowed, not all blank"),
        (fact_with(value=f'"{"x" * 4001}"'), "'value' has 4001 characters; 1 to 4000 are allowed"),
        (fact_with(f'evidence = "{"x" * 8001}"'), "'evidence' has 8001 characters; 1 to 8000 are allowed"),
        (fact_with(f'according_to = "{"x" * 301}"'), "'according_to' has 301 characters; 1 to 300"),
        (fact_with('note = " "'), "'note' has 1 characters; 1 to 2000 are allowed, not all blank"),
        (fact_with('person = "x"'), "has work and person as its subject; exactly one of work, person and term"),
        (fact_with('person = "x"', 'term = "y"'), "has work and person and term as its subject"),
        (fact_with(subject="note"), "has none as its subject; exactly one of work, person and term"),
        (fact_with(subject="person"), "'genre' is said of a work, not of a person"),
        (fact_with(relation="represented by"), "'represented by' is said of a person, not of a work"),
        (fact_with('speaker = "x"', relation="quote", subject="term"), "'quote' is said of a person or work, not of a term"),
        (fact_with("season = 1", relation="represented by", subject="person"), "'season' belongs to a work"),
        (fact_with('character = "x"'), "'genre' has no 'character'; it goes with cast member, meaning"),
        (fact_with('speaker = "x"'), "'genre' has no 'speaker'; it goes with quote"),
        (fact_with('by = "x"'), "'genre' has no 'by'; it goes with based on"),
        (fact_with('about = "x"'), "'genre' has no 'about'; it goes with quote, meaning"),
        (fact_with(relation="quote"), "a quote names its speaker"),
        (fact_with(relation="meaning"), "a character of a work: 'character' is missing"),
        (fact_with('on = "last week"'), "'on': 'last week' is not a date in EDTF; allowed are"),
        (fact_with(relation="release date", value='"28 January"'), "'value': '28 January' is not a date in EDTF"),
        (fact_with(relation="release date", value='"2024-02-30"'), "'2024-02-30' is not a day of the calendar"),
        (fact_with(relation="release date", value="2024-02-20"), "got `date`; put it in quotes"),
        (fact_with(relation="release date", value='"2025-08-16T00:30:00+09:00"'), "'value': '2025-08-16T00:30:00+09:00' holds a time, of which a date keeps nothing; allowed are, for example, 2024, "),
        (fact_with(relation="next episode", value='"2025-08-16T00:30:00"'), "'value': '2025-08-16T00:30:00' is a time without its zone; allowed are, for example, 2024-06-30T20:00+09:00"),
        (fact_with(relation="release date", value="2025-08-16T00:30:00+09:00"), "got `datetime`; a date is written as \"2024-01-29\", and a time goes into 'note'"),
        (fact_with('on = "2025-08-16T00:30:00Z"'), "'on': '2025-08-16T00:30:00Z' holds a time, of which"),
        (fact_with("on = 00:30:00"), "got `time`; a date is written as"),
        (fact_with("note = 2025-08-16T00:30:00Z"), "got `datetime`; put it in quotes"),
        (fact_with(relation="number of episodes", value='"-3"'), "value '-3' is not a whole number"),
        (fact_with(relation="number of episodes", value='"12.5"'), "value '12.5' is not a whole number"),
        (fact_with(relation="number of episodes", value='"１２"'), "value '１２' is not a whole number"),
        (fact_with(relation="number of episodes", value="true"), "'value': Expected `str`, got `bool`"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_fact_is_said_with_what_is_allowed(text: str, problem: str) -> None:
    (said,) = wrong_with(text)
    assert said.startswith("fact 1: ")
    assert problem in said


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (FACT, "article: is missing; a facts file begins with [article] and its published_on date"),
        (f"[article]\n{FACT}", "article: 'published_on' is missing"),
        (f"[article]\npublished_on = 2024\n{FACT}", "article: 'published_on': Expected `date`, got `int`"),
        (f'[article]\npublished_on = "soon"\n{FACT}', "a date is written as 2024-01-29"),
        (f'[article]\npublished_on = "2024-02-30"\n{FACT}', "a date is written as 2024-01-29"),
        (f"[article]\npublished_on = 2024-01-29T10:00:00Z\n{FACT}", "Expected `date`, got `datetime`"),
        (f"article = 1\n{FACT}", "article: expected a table of keys, got int"),
        (f"[[article]]\npublished_on = 2024-01-29\n{FACT}", "article: expected a table of keys, got list"),
        (f'{ARTICLE}titel = "x"\n{FACT}', "article: 'titel' is unknown; did you mean 'title'?"),
        (f'{ARTICLE}title = ""\n{FACT}', "article.title: has 0 characters; 1 to 300 are allowed"),
        (f'{ARTICLE}publisher = "{"x" * 301}"\n{FACT}', "article.publisher: has 301 characters; 1 to 300"),
        (f"{ARTICLE}publisher = 3\n{FACT}", "article: 'publisher': Expected `str | null`, got `int`"),
        (ARTICLE, "holds no fact; a facts file has at least one"),
        (f"fact = 1\n{ARTICLE}", "fact: is written as [[fact]], one table each"),
        (f"{ARTICLE}[fact]\nvalue = 1", "fact: is written as [[fact]], one table each"),
        (f"fact = [1]\n{ARTICLE}", "fact 1: expected a table of keys, got int"),
        (f"facts = []\n{ARTICLE}{FACT}", "facts: is unknown; a facts file holds one [article], and [[fact]]"),
    ],
)
def test_what_is_wrong_with_an_article_is_said_with_what_is_allowed(text: str, problem: str) -> None:
    (said,) = wrong_with(text)
    assert problem in said


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "ftp://example.org/x",
        "data:text/html,x",
        "file:///etc/passwd",
        "example.org/news",
        "//example.org/news",
        "https://",
        "https:///news",
        "https://exam ple.org",
        "https://example.org/<script>",
        "https://example.org/\\u202ex",
        "https://example.org/\\u0007",
        "https://[::1",
    ],
)
def test_only_web_addresses_are_links(url: str) -> None:
    (said,) = wrong_with(f'{ARTICLE}url = "{url}"\n{FACT}')
    assert said.startswith("article.url: ")
    assert said.endswith("only http:// and https:// are allowed")


@pytest.mark.parametrize("slug", ["a/b", "../a", "a b", ".hidden", "-a", "x" * 101, "a\\nb", "a:b"])
def test_an_id_is_a_slug(slug: str) -> None:
    (said,) = wrong_with(f'[article]\nid = "{slug}"\npublished_on = 2024-01-29\n{FACT}')
    assert said.startswith("article.id: ")
    assert "letters, digits, '-', '_' and '.' are allowed, at most 100" in said


def test_an_id_taken_from_the_file_is_checked_as_well() -> None:
    (said,) = wrong_with(f"[article]\npublished_on = 2024-01-29\n{FACT}", "my article.toml")
    assert said.startswith("article.id: 'my article' is not an id")


@pytest.mark.parametrize("name", ["article.toml", "article.jsonl", "names.toml"])
class TestUnreadable:
    """Files that cannot be parsed at all say so in one error, and raise nothing else."""

    def test_not_utf_8(self, name: str) -> None:
        (said,) = wrong_with(b'[article]\n# caf\xe9\n{"a": 1}', name)
        assert said == "line 2: byte 15 is not UTF-8; save the file as UTF-8"

    def test_utf_16(self, name: str) -> None:
        (said,) = wrong_with(ARTICLE.encode("utf-16"), name)
        assert said == "line 1: byte 0 is not UTF-8; save the file as UTF-8"

    @pytest.mark.parametrize("content", [b"", b" \r\n\t\n", b"\xef\xbb\xbf"])
    def test_empty(self, name: str, content: bytes) -> None:
        (said,) = wrong_with(content, name)
        assert said.startswith("is empty; ")

    def test_truncated_anywhere(self, name: str) -> None:
        """Cut off at any byte, a file is refused, or is a shorter valid one."""
        if name.endswith("jsonl"):
            whole = "\n".join(json.dumps(row, ensure_ascii=False) for row in FULL_LINES).encode()
        elif name == "names.toml":
            whole = '[[name]]\nname = "Moon High"\nkind = "work"\nalso = ["달 학교"]\n'.encode()
        else:
            whole = FULL_TOML.encode()
        parse = parse_names_file if name == "names.toml" else parse_facts_file
        for end in range(0, len(whole), 7):
            with contextlib.suppress(FilesError):
                parse(Path(name), whole[:end])

    def test_nested_too_deeply(self, name: str) -> None:
        first = '{"article": {"published_on": "2024-01-29"}}\n' if name.endswith("jsonl") else "x = "
        (said,) = wrong_with(first + "[" * 100_000, name)
        assert "is nested too deeply to be a fact" in said

    def test_binary(self, name: str) -> None:
        assert len(wrong_with(b"SQLite format 3\x00\x10\x00\x01\x01", name)) == 1


def test_broken_toml_says_where() -> None:
    (said,) = wrong_with(f'{ARTICLE}[[fact]]\nwork = "Moon')
    assert said.startswith("is not valid TOML: ")
    assert "line 5" in said or "end of document" in said
    (said,) = wrong_with(f"{ARTICLE}{ARTICLE}{FACT}")
    assert "Cannot declare ('article',) twice" in said


def test_json_lines_begin_with_the_article() -> None:
    for first in ('{"work": "x", "relation": "genre", "value": "y"}', "[]", '"article"', "1"):
        (said,) = wrong_with(first, "article.jsonl")
        assert said.startswith("line 1: the first line holds the article: ")
    (said,) = wrong_with('{"article": {"published_on": "2024-01-29"}}', "article.jsonl")
    assert said == "holds no fact; a facts file has at least one"


def test_a_file_of_many_bad_lines_stays_readable_and_stops_being_read() -> None:
    """A hundred errors are listed; the lines after them are not even checked."""
    lines = ['{"article": {"published_on": "2024-01-29"}}']
    bad = '{"work": "x", "relation": "release date", "value": "2024-13-'
    lines += [f'{bad}{number}"}}' for number in range(50_000)]
    said = wrong_with("\n".join(lines), "article.jsonl")
    assert len(said) == 101
    assert said[-1] == "has more than 100 errors; the rest is not listed"


@pytest.mark.parametrize(("suffix", "hint"), [(".toml", "; use JSON Lines"), (".jsonl", "")])
def test_an_enormous_file_is_not_even_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, hint: str
) -> None:
    monkeypatch.setattr(files, "_MAX_BYTES", {suffix: 1000})
    path = tmp_path / f"enormous{suffix}"
    path.write_bytes(b"x" * 1000)
    assert read_bytes(path) == b"x" * 1000
    path.write_bytes(b"x" * 1001)
    with pytest.raises(FilesError, match="1,001 bytes; at most 1,000 are allowed") as refused:
        read_bytes(path)
    assert hint in str(refused.value)


def test_what_is_no_file_of_ours_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    for name, problem in [
        ("missing.toml", "cannot be read: No such file or directory"),
        ("folder.toml", "is a folder; only regular files are read"),
        ("article.json", "a facts file ends in .toml or .jsonl"),
        ("article", "a facts file ends in .toml or .jsonl"),
    ]:
        with pytest.raises(FilesError, match=problem) as refused:
            read_bytes(tmp_path / name)
        assert refused.value.errors[0].path == tmp_path / name


def test_a_folder_stands_for_the_facts_files_below_it(tmp_path: Path) -> None:
    for name in (
        "b.toml",
        "a.jsonl",
        "names.toml",
        "notes.md",
        "deep/er/c.toml",
        "deep/names.toml",
        ".x.toml~",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = [str(path.relative_to(tmp_path)) for path in find_facts_files(tmp_path)]
    assert found == ["a.jsonl", "b.toml", "deep/er/c.toml"]
    assert find_facts_files(tmp_path / "b.toml") == [tmp_path / "b.toml"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_that_leave_their_folder_are_refused_and_those_inside_are_followed(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "facts", tmp_path / "elsewhere"
    (folder / "deep").mkdir(parents=True)
    elsewhere.mkdir()
    for path in (folder / "deep" / "a.toml", elsewhere / "b.toml"):
        path.touch()
    (folder / "again.toml").symlink_to("deep/a.toml")
    (folder / "round").symlink_to(".")
    assert find_facts_files(folder) == [folder / "again.toml", folder / "deep" / "a.toml"]
    (folder / "b.toml").symlink_to("../elsewhere/b.toml")
    (folder / "more").symlink_to(elsewhere)
    (folder / "zero.jsonl").symlink_to("/dev/zero")
    (folder / "notes.md").symlink_to("/dev/zero")
    with pytest.raises(FilesError) as refused:
        find_facts_files(folder)
    assert [error.path.name for error in refused.value.errors] == ["b.toml", "more", "zero.jsonl"]
    assert {error.problem for error in refused.value.errors} == {
        "is a link that leads out of its folder; name what it leads to"
    }
    assert find_facts_files(folder / "b.toml") == [folder / "b.toml"], "named itself"
    assert find_facts_files(folder / "more") == [folder / "more" / "b.toml"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (".".join("a" * 100_000) + " = 1", "line 1"),
        ("\n[" + ". ".join("a" * 1000) + "]", "line 2"),
        ('x = """\n\n"""\ny = {' + ".".join(["'a'"] * 1000) + " = 1}", "line 4"),
    ],
)
def test_a_key_of_many_parts_is_refused_before_it_is_decoded(text: str, place: str) -> None:
    """The decoder takes a minute and 6 GB for the first."""
    assert wrong_with(text) == [f"{place}: holds a key of more than 8 parts, which no facts file has"]
    assert wrong_with(text, "names.toml") == [
        f"{place}: holds a key of more than 8 parts, which no facts file has"
    ]


@pytest.mark.parametrize(
    "value", ['"' + "a." * 20 + '"', "'" + "." * 20 + "'", '"""\n..........\n\\"""" # ..........', "'''\n" + ". " * 20 + "'''"]
)  # fmt: skip
def test_dots_in_texts_and_comments_are_no_key(value: str) -> None:
    assert facts_from(fact_with(relation="plot", value=value)).facts[0].value


@pytest.mark.parametrize(
    ("season", "said"),
    [
        ("9" * 4300, "fact 1: season of dozens of digits is not allowed; seasons count from 1 to 200"),
        ("9" * 4301, "holds a number of thousands of digits, which no facts file has"),
        ("0x" + "f" * 5000, "fact 1: season of dozens of digits is not allowed; seasons count from 1 to 200"),
        ("-1", "fact 1: season -1 is not allowed; seasons count from 1 to 200"),
    ],
)
def test_numbers_of_thousands_of_digits_are_refused_in_a_sentence(season: str, said: str) -> None:
    assert wrong_with(fact_with(f"season = {season}")) == [said]


def test_counts_and_names_of_thousands_of_digits_are_refused_in_a_sentence() -> None:
    huge = "0x" + "f" * 5000
    (said,) = wrong_with(fact_with(relation="number of episodes", value=huge))
    assert said.startswith("fact 1: value 'too large a number' is not a whole number")
    (said,) = wrong_with(f'[[name]]\nname = {huge}\nkind = "work"\nalso = ["b"]\n', "names.toml")
    assert said == "name 1: 'name': Expected `str`, got `int`; put it in quotes"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"work": ' + "[" * 100_000, "is nested too deeply to be a fact"),
        ('{"work": ' + "[" * 900 + "]" * 900 + ', "relation": "genre", "value": "x"}', "'work': Expected `str | null`, got `array`"),
        ('{"season": ' + "9" * 5000 + "}", "is not valid JSON: Integer value out of range"),
        ('{"season": 1e99999}', "is not valid JSON: Number out of range"),
        ('{"' + "x" * 300_000 + '": 1}', "has 300,007 characters; at most 262,144 are allowed"),
        ('{"work": "\\ud800"}', "is not valid JSON: "),
    ],
)  # fmt: skip
def test_hostile_lines_are_refused_in_a_sentence(line: str, said: str) -> None:
    text = f'{{"article": {{"published_on": "2024-01-29"}}}}\n{line}\n'
    assert wrong_with(text, "article.jsonl")[-1].startswith(f"line 2: {said}")


def test_an_id_of_another_type_is_refused_in_a_sentence() -> None:
    for text, name in (
        ("[article]\nid = 3\npublished_on = 2024-01-29\n" + FACT, "article.toml"),
        ('{"article": {"id": 3, "published_on": "2024-01-29"}}\n{}', "article.jsonl"),
    ):
        assert wrong_with(text, name)[0] == "article: 'id': Expected `str`, got `int`; put it in quotes"


def test_blank_lines_count_for_the_numbers_of_the_others() -> None:
    text = '\n \n{"article": {"published_on": "2024-01-29"}}\r\n\n\t\n  {}\n\n'
    assert {said.partition(":")[0] for said in wrong_with(text, "article.jsonl")} == {"line 6"}


def test_what_is_wrong_is_repeated_in_part_only() -> None:
    long = "x" * 5000
    for text in (
        fact_with(relation=long),
        fact_with(f'certainty = "{long}"'),
        fact_with(f'{long} = "a"'),
        fact_with(relation="number of episodes", value=f'"{long[:3000]}"'),
        ARTICLE.replace("an-article", long) + FACT,
    ):
        assert all(len(said) < 1200 for said in wrong_with(text))


def test_controls_in_files_become_spaces_and_are_nothing_on_their_own() -> None:
    line = '{"work": "Moon\\u0000High", "relation": "quote", "value": "a\\u001b[31m\\nb\x7f", "speaker": "B\\u0007"}'
    of_lines = facts_from(
        f'{{"article": {{"published_on": "2024-01-29", "title": "A\\u0085"}}}}\n{line}', "a.jsonl"
    )
    assert of_lines.article.title == "A "
    (fact,) = of_lines.facts
    assert (fact.work, fact.value, fact.speaker) == ("Moon High", "a [31m\nb ", "B ")
    (fact,) = facts_from(fact_with(value='"dr\\u0000ama"')).facts
    assert fact.value == "dr ama"
    (name,) = names_from('[[name]]\nname = "A\\u0000B"\nkind = "work"\nalso = ["C\\u009bD"]\n').names
    assert (name.name, name.also) == ("A B", ("C D",))
    (said,) = wrong_with(fact_with(value='"\\u0000\\u0007\ufffd"'))
    assert "not all blank" in said


# Other names


def test_other_names_are_read() -> None:
    text = '\ufeff[[name]]\r\nname = "Moon High"\r\nkind = "work"\r\nalso = ["달", "MH"]\r\n'
    assert names_from(text).names == (OtherName(name="Moon High", kind=Kind.WORK, also=("달", "MH")),)
    assert names_from("# none yet").names == ()


@pytest.mark.parametrize(
    ("tables", "problem"),
    [
        ('name = "A"\nkind = "topic"\nalso = ["a"]', "name 1: kind 'topic' is not allowed; allowed are work, person"),
        ('name = "A"\nkind = "film"\nalso = ["a"]', "name 1: 'kind': Invalid enum value 'film'; allowed are work, person, character, term"),
        ('name = "A"\nalso = ["a"]', "name 1: 'kind' is missing"),
        ('kind = "work"\nalso = ["a"]', "name 1: 'name' is missing"),
        ('name = "A"\nkind = "work"', "name 1: 'A' has no other name; 'also' lists at least one, unless"),
        ('name = "A"\nkind = "work"\nalso = []', "name 1: 'A' has no other name; 'also' lists at least one"),
        ('name = "A"\nkind = "work"\nalso = "a"', "name 1: 'also': Expected `array`, got `str`"),
        ('name = "A"\nkind = "work"\nalso = [""]', "name 1: a name has 0 characters; 1 to 300 are allowed"),
        ('name = "A"\nkind = "work"\nalso = ["\\u200b"]', "name 1: a name has 1 characters; 1 to 300 are allowed"),
        ('name = " "\nkind = "work"\nalso = ["a"]', "name 1: a name has 1 characters; 1 to 300 are allowed"),
        (f'name = "A"\nkind = "work"\nalso = ["{"x" * 301}"]', "name 1: a name has 301 characters"),
        ('name = "A"\nkind = "work"\nalso = ["a"]\nzzz = 1', "name 1: 'zzz' is unknown; allowed are name, kind, also"),
        (
            'name = "A"\nkind = "work"\nalso = ["B"]\n[[name]]\nname = "C"\nkind = "work"\nalso = ["b"]',
            "name 2: 'b' already belongs to 'A'; a spelling has one owner",
        ),
        (
            'name = "A"\nkind = "work"\nalso = ["B"]\n[[name]]\nname = "B"\nkind = "work"\nalso = ["C"]',
            "name 2: 'B' already belongs to 'A'; a spelling has one owner",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_names_file_is_said(tables: str, problem: str) -> None:
    (said,) = wrong_with(f"[[name]]\n{tables}\n", "names.toml")
    assert said.startswith(problem)


def test_a_names_file_holds_names_only() -> None:
    assert wrong_with("[[names]]\n", "names.toml") == [
        "names: is unknown; a names file holds [[name]] tables only"
    ]
    assert wrong_with("name = 3\n", "names.toml") == ["name: is written as [[name]], one table each"]


def test_two_kinds_may_share_a_spelling() -> None:
    """A show and a person may both be called "Moon"."""
    person, show = (
        f'[[name]]\nname = "A"\nkind = "{kind}"\nalso = ["Moon"]\n' for kind in ("person", "work")
    )
    assert len(names_from(person + show).names) == 2
