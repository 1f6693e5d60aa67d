"""Facts of a part or an episode: written, read back, retracted; what was stored before them stays what it is."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bot.facts.files import parse_facts_file
from bot.facts.model import Fact
from bot.facts.scope import Scope
from bot.store import Address, FactStore
from bot.store.facts import identity_of
from bot.store.packed_facts import pack_lines
from bot.store.sqlite_engine import MIGRATIONS

FACTS = """
[article]
published_on = 2026-03-01
[[group]]
work = "Moth Kingdom"
season = 4
part = 2
facts = { "release date" = "2026-07-01", "number of episodes" = 2 }
[[fact]]
work = "Moth Kingdom"
season = 4
episode = 5
relation = "episode title"
value = "Ashes"
[[fact]]
work = "Moth Kingdom"
season = 4
relation = "release date"
value = "2026-05-01"
"""


async def test_parts_and_episodes_are_kept_and_episodes_read_only_on_request(
    database: Address, tmp_path: Path
) -> None:
    path = tmp_path / "a.toml"
    path.write_text(FACTS, encoding="utf-8")
    async with FactStore.open(database) as store:
        await store.apply(await store.plan_load((path,)))
        assert (await store.plan_load((path,))).changes_nothing
        work = store.names.exact("moth kingdom")[0].entity
        plain = await store.find_reports(work)
        assert {(report.relation, report.scope) for report in plain} == {
            ("release date", Scope(4, 2)),
            ("number of episodes", Scope(4, 2)),
            ("release date", Scope(4)),
        }
        everything = await store.find_reports(work, of_episodes=True)
        assert {(r.scope, r.value) for r in everything if r.episode} == {(Scope(4, None, 5), "Ashes")}
        assert {r.scope for r in await store.find_released_between("2026-01-01", "2026-12-31")} == {
            Scope(4, 2),
            Scope(4),
        }


def test_what_retractions_were_stored_by_stays() -> None:
    """The identity of a fact without a part is the one it had before there were parts; a part makes another fact."""
    old = Fact(work="Moth Kingdom", season=4, relation="release date", value="2026-05-01")
    assert identity_of(old).hex() == "d43c57ede9194f02b07552aac878ef80"
    assert len({identity_of(each) for each in (old, *_pieces(old))}) == 4


def _pieces(fact: Fact) -> list[Fact]:
    return [
        Fact(work=fact.work, season=4, relation=fact.relation, value=fact.value, part=part, episode=episode)
        for part, episode in ((1, None), (None, 1), (1, 1))
    ]


def test_what_followers_were_told_survives_the_migration(tmp_path: Path) -> None:
    database = sqlite3.connect(tmp_path / "facts.db")
    database.create_function("packed", 1, pack_lines, deterministic=True)
    for migration in sorted(MIGRATIONS.glob("*.sql")):
        if migration.name.startswith("014"):
            database.execute("INSERT INTO name (id, entity, kind, name, key) VALUES (1, 1, 'work', 'M', 'm')")
            database.execute("INSERT INTO snapshot VALUES (1, 'genre', 2, '[]')")
        database.executescript(migration.read_text(encoding="utf-8"))
    rows = database.execute("SELECT subject, relation, season, part, episode, known FROM snapshot").fetchall()
    database.close()
    assert rows == [(1, "genre", 2, 0, 0, "[]")]


def test_both_forms_of_facts_files_have_parts() -> None:
    line = (
        '{"work": "Moth Kingdom", "season": 4, "part": 2, "relation": "release date", "value": "2026-07-01"}'
    )
    lines = f'{{"article": {{"published_on": "2026-03-01"}}}}\n{line}\n'
    from_toml = parse_facts_file(Path("a.toml"), FACTS.encode()).facts
    assert parse_facts_file(Path("a.jsonl"), lines.encode()).facts[0] in from_toml
