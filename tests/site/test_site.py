"""The exported site: what stands on it, that nothing on it is markup but its own, and what it leaves alone."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
import pytest_asyncio

from bot.__main__ import main
from bot.site.export import export_site
from bot.store import FactStore
from tests.hostile import PIECES

TODAY = date(2027, 3, 1)
ARTICLE = """
[article]
id = "oros-1"
published_on = 2026-05-01
title = "Oros, dated"
publisher = "The Courier"
url = "https://example.com/oros?a=1&b=2"

[[fact]]
work = "Lanterns of Oros"
season = 2
relation = "release date"
value = "2027"

[[fact]]
work = "Lanterns of Oros"
relation = "cast member"
value = "Mara Venn"
character = "Tilda"

[[fact]]
work = "Lanterns of Oros"
relation = "cast member"
value = "Ivo Late"
character = "The Ghost"
spoiler = true
"""
LATER = """
[article]
id = "oros-2"
published_on = 2026-11-01
title = "Oros, later"

[[fact]]
work = "Lanterns of Oros"
season = 2
relation = "release date"
value = "2028"

[[fact]]
work = "Saltmarsh"
relation = "genre"
value = "drama"
"""
VOID = {"meta", "link", "img", "br"}


class Checker(HTMLParser):
    """Every element is closed where it was opened, and none is a script."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.texts: list[tuple[bool, str]] = []
        """Each with whether it is folded away."""
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not any(name.startswith("on") for name, _ in attrs)
        self.seen.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip() and "title" not in self.open:
            self.texts.append(("details" in self.open and "summary" not in self.open, data.strip()))


def check(path: Path) -> Checker:
    """A page, once it is found to be sound."""
    checker = Checker()
    checker.feed(path.read_text(encoding="utf-8"))
    assert checker.open == []
    assert not checker.seen & {"script", "style", "iframe", "form"}
    return checker


@pytest_asyncio.fixture
async def store(tmp_path: Path) -> AsyncIterator[FactStore]:
    """An empty store."""
    async with FactStore.open(tmp_path / "other.db") as opened:
        yield opened


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    folder = tmp_path / "facts"
    folder.mkdir()
    (folder / "oros-1.toml").write_text(ARTICLE, encoding="utf-8")
    (folder / "oros-2.toml").write_text(LATER, encoding="utf-8")
    return folder


@pytest.fixture
def export(tmp_path: Path, facts: Path) -> Callable[[], object]:
    """Loads the facts as they are now, and exports them to ``site``."""

    def load_and_export() -> object:
        database = str(tmp_path / "facts.db")
        assert main(["load", "--db", database, str(facts)]) == 0
        return main(["export", "--db", database, "--site", str(tmp_path / "site")])

    return load_and_export


def test_a_title_has_a_page_with_what_is_known_from_whom_and_when(
    tmp_path: Path, export: Callable[[], object], capsys: pytest.CaptureFixture[str]
) -> None:
    assert export() == 0
    said = capsys.readouterr()
    assert "files written, 0 unchanged, 0 removed" in said.err
    site = tmp_path / "site"
    page = check(site / "titles/lanterns-of-oros.html")
    texts = [text for _, text in page.texts]
    assert "Season 2" in texts
    assert "2028" in texts
    assert any("1 May 2026" in text for folded, text in page.texts if folded), (
        "the earlier report is folded away"
    )
    assert "Oros, dated" in texts
    assert "https://example.com/oros?a=1&b=2" in page.links
    assert "../pictures/lanterns-of-oros.png" in page.links
    assert (site / "pictures/lanterns-of-oros.png").read_bytes().startswith(b"\x89PNG")
    assert "../people/mara-venn.html" in page.links
    assert "Mara Venn (as Tilda)" in [text for _, text in check(site / "people/mara-venn.html").texts]
    listed = check(site / "index.html").links
    assert {"titles/lanterns-of-oros.html", "titles/saltmarsh.html"} <= set(listed)


def test_every_link_within_the_site_leads_to_one_of_its_files(
    tmp_path: Path, export: Callable[[], object]
) -> None:
    export()
    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) == 5
    for page in pages:
        for link in check(page).links:
            assert "://" in link or (page.parent / link).is_file(), f"{page.name}: {link}"


def test_spoilers_are_folded_away_and_who_only_they_name_has_no_page(
    tmp_path: Path, export: Callable[[], object]
) -> None:
    export()
    site = tmp_path / "site"
    page = check(site / "titles/lanterns-of-oros.html")
    assert [folded for folded, text in page.texts if "Ivo Late" in text] == [True]
    assert not any("Ivo Late" in text for _, text in check(site / "people.html").texts)
    assert not (site / "people/ivo-late.html").exists()


def test_what_is_gone_is_removed_and_nothing_else_in_the_folder_is_touched(
    tmp_path: Path, facts: Path, export: Callable[[], object], capsys: pytest.CaptureFixture[str]
) -> None:
    export()
    site = tmp_path / "site"
    (site / "robots.txt").write_text("mine", encoding="utf-8")
    (site / "titles/notes.html").write_text("mine", encoding="utf-8")
    (facts / "oros-2.toml").unlink()
    capsys.readouterr()
    assert export() == 0
    # Saltmarsh, and the picture of a date that has not changed any more.
    assert "2 removed" in capsys.readouterr().err
    assert not (site / "titles/saltmarsh.html").exists()
    assert (site / "robots.txt").read_text(encoding="utf-8") == "mine"
    assert (site / "titles/notes.html").read_text(encoding="utf-8") == "mine"
    export()
    assert "0 files written" in capsys.readouterr().err, "what has not changed is not written anew"


@pytest.mark.parametrize("own", ["index.html", "style.css", "titles/saltmarsh.html"])
def test_a_file_of_somebody_elses_is_not_written_over(
    tmp_path: Path, export: Callable[[], object], capsys: pytest.CaptureFixture[str], own: str
) -> None:
    path = tmp_path / "site" / own
    path.parent.mkdir(parents=True)
    path.write_text("mine", encoding="utf-8")
    assert export() == 2
    assert "is not from an earlier export" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == "mine"


async def test_a_list_that_was_changed_removes_nothing_outside_the_site(
    tmp_path: Path, store: FactStore
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    outside = tmp_path / "letter.html"
    outside.write_text("mine", encoding="utf-8")
    (site / "mine.html").write_text("mine", encoding="utf-8")
    (site / ".fan-facts-site").write_text(f"../letter.html\nmine.html\n{outside}\n", encoding="utf-8")
    await export_site(store, site, TODAY)
    assert outside.exists()
    assert (site / "mine.html").exists()


def test_a_folder_of_the_site_that_leads_elsewhere_is_refused(
    tmp_path: Path, export: Callable[[], object], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site/people").symlink_to(tmp_path / "elsewhere")
    assert export() == 2
    assert "is no folder of the site" in capsys.readouterr().err
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_folder_that_cannot_be_made_is_named(
    tmp_path: Path, facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = str(tmp_path / "facts.db")
    main(["load", "--db", database, str(facts)])
    assert main(["export", "--db", database, "--site", str(tmp_path / "no/such/folder")]) == 2
    assert "there is no folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "".join(PIECES[:60])[:300]],
)
async def test_what_articles_say_is_never_markup(
    tmp_path: Path, facts: Path, store: FactStore, text: str
) -> None:
    fact = {"work": text, "relation": "plot", "value": text, "note": text, "according_to": text}
    lines = [{"article": {"id": "bad", "published_on": "2026-01-01", "title": text, "publisher": text}}, fact]
    (facts / "bad.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    plan = await store.plan_load([facts])
    assert not plan.refused
    await store.apply(plan)
    await export_site(store, tmp_path / "site", TODAY)
    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) == 6
    for page in pages:
        checker = check(page)
        assert checker.seen.isdisjoint(
            {"script", "img"} if "pictures/" not in "".join(checker.links) else {"script"}
        )
        assert "49" not in [text for _, text in checker.texts]
