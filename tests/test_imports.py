"""The floors of the house: imports only run down, the lower floors know no Discord, and a cog knows no other cog."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# Which parts each one may import besides itself. A part that is not listed has no floor yet.
MAY_IMPORT = {
    "bot.facts": set[str](),
    "bot.names": {"bot.facts"},
    "bot.store": {"bot.facts", "bot.names"},
    "bot.extract": {"bot.facts", "bot.names"},
    "bot.imports": {"bot.facts"},
    "bot.questions": {"bot.facts", "bot.names"},
    "bot.answers": {"bot.facts", "bot.names", "bot.store", "bot.extract", "bot.questions"},
    "bot.settings": set[str](),
    "bot.discord_errors": set[str](),
    "bot.interaction_replies": set[str](),
    "bot.sharding": {"bot.store", "bot.discord_errors"},
}
MAY_IMPORT["bot.moderation"] = {*MAY_IMPORT["bot.answers"], "bot.answers", "bot.imports"}
MAY_IMPORT["bot.display"] = {*MAY_IMPORT["bot.moderation"], "bot.moderation"}
MAY_IMPORT["bot.notify"] = {*MAY_IMPORT["bot.display"], "bot.display", "bot.discord_errors"}
MAY_IMPORT["bot.site"] = {*MAY_IMPORT["bot.display"], "bot.display"}
MAY_IMPORT["bot.client"] = {
    *MAY_IMPORT["bot.notify"],
    "bot.notify",
    "bot.settings",
    "bot.interaction_replies",
    "bot.sharding",
}
MAY_IMPORT["bot.preview_card"] = {*MAY_IMPORT["bot.client"], "bot.client"}
MAY_IMPORT["bot.preview"] = {*MAY_IMPORT["bot.preview_card"], "bot.preview_card"}
MAY_IMPORT["cogs"] = {*MAY_IMPORT["bot.client"], "bot.client", "bot.notify"}
MAY_IMPORT["bot.__main__"] = {*MAY_IMPORT["bot.preview"], "bot.preview", "bot.site", "cogs"}

KNOW_NO_DISCORD = {"bot.settings", "bot.site", "bot.moderation", *MAY_IMPORT["bot.moderation"]}
DISCORD = {"discord", "simcord"}


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def part_of(module: str) -> str:
    """``bot.store.schema`` → ``bot.store``; every cog is part of ``cogs``."""
    return "cogs" if module.split(".")[0] == "cogs" else ".".join(module.split(".")[:2])


def imports_of(tree: ast.AST, module: str, *, is_package: bool) -> Iterator[str]:
    """The modules that a source file imports, including those under ``if TYPE_CHECKING`` and in functions.

    ``from bot import store`` counts as ``bot.store``, whether or not that is a module.
    """
    package = module if is_package else module.rpartition(".")[0]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, base] if base else above)
            yield from (
                (f"{base}.{alias.name}" for alias in node.names) if base in ("bot", "cogs") else (base,)
            )


SOURCES = sorted(path for folder in ("bot", "cogs") for path in (ROOT / folder).rglob("*.py"))


@cache
def imported_by(path: Path) -> tuple[str, ...]:
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    return tuple(sorted(set(imports_of(tree, module_of(path), is_package=path.name == "__init__.py"))))


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_imports_run_down_only(path: Path) -> None:
    part = part_of(module_of(path))
    ours = {part_of(name) for name in imported_by(path) if name.split(".")[0] in ("bot", "cogs")}
    # "bot" itself holds only the version, so any floor may import it.
    ours -= {part, "bot", "bot.__version__"}
    assert part in MAY_IMPORT or part == "bot", f"{part} needs a floor in MAY_IMPORT"
    assert ours <= MAY_IMPORT.get(part, set()), f"{part} may not import {ours - MAY_IMPORT.get(part, set())}"


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_the_floors_below_display_know_no_discord(path: Path) -> None:
    if part_of(module_of(path)) in KNOW_NO_DISCORD:
        assert not DISCORD & {name.split(".")[0] for name in imported_by(path)}


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_no_cog_imports_another_cog_and_only_the_command_line_may_load_one(path: Path) -> None:
    module = module_of(path)
    if module != "bot.__main__":
        cogs = {".".join(name.split(".")[:2]) for name in imported_by(path) if name.split(".")[0] == "cogs"}
        # A cog with several modules is a folder, and assembled there.
        assert not cogs - {"cogs", ".".join(module.split(".")[:2])}


# Rooms of the reader, and those that each must not know.
STRANGERS = {
    "find": {"link", "tell", "learn"},
    "link": {"tell", "learn"},
    "tell": {"link", "learn"},
    "": {"learn"},
}


@pytest.mark.parametrize("room", STRANGERS)
def test_what_is_found_in_articles_knows_no_later_step(room: str) -> None:
    folder = ROOT / "bot/extract" / room
    known = {
        name.split(".")[2]
        for path in folder.glob("*.py")
        for name in imported_by(path)
        if name.count(".") > 2
    }
    assert not known & STRANGERS[room]


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_nobody_imports_the_command_line(path: Path) -> None:
    assert not [name for name in imported_by(path) if name.startswith("bot.__main__")]


def test_what_fans_see_does_not_rest_on_what_moderators_see() -> None:
    fans = [path for path in SOURCES if module_of(path).startswith("bot.display.fans")]
    assert fans
    for path in fans:
        assert not [name for name in imported_by(path) if name.startswith("bot.display.moderators")]


def test_what_all_see_rests_on_neither() -> None:
    shared = [
        path
        for path in SOURCES
        if re.fullmatch(r"bot\.display\.\w+", module_of(path)) and path.name != "__init__.py"
    ]
    assert shared
    for path in shared:
        above = [
            name
            for name in imported_by(path)
            if name.startswith(("bot.display.fans", "bot.display.moderators"))
        ]
        assert not above


def test_only_the_preview_needs_a_simulated_discord() -> None:
    assert [module_of(path) for path in SOURCES if "simcord" in imported_by(path)] == [
        "bot.preview",
        "bot.preview_card",
    ]


@pytest.mark.parametrize(
    ("source", "module", "expected"),
    [
        ("import bot.store.schema", "bot.facts.model", {"bot.store.schema"}),
        ("from bot import store", "bot.facts.model", {"bot.store"}),
        ("from ..store import schema", "bot.facts.model", {"bot.store"}),
        ("from .. import store", "bot.facts.model", {"bot.store"}),
        ("from . import ask", "cogs.help", {"cogs.ask"}),
        ("def f():\n    import discord.ui", "bot.facts.model", {"discord.ui"}),
        ("if TYPE_CHECKING:\n    from discord import ui", "bot.facts.model", {"discord"}),
    ],
)
def test_every_way_to_write_an_import_is_seen(source: str, module: str, expected: set[str]) -> None:
    assert set(imports_of(ast.parse(source), module, is_package=False)) == expected


def test_the_bot_starts_without_what_only_some_commands_need() -> None:
    """matplotlib and the rules that read articles take most of a second and forty megabytes to load."""
    loads = (
        "import sys, bot.__main__, bot.client, cogs, importlib, pkgutil\n"
        "for each in pkgutil.iter_modules(cogs.__path__, 'cogs.'): importlib.import_module(each.name)\n"
        "print(*sys.modules)"
    )
    listed = subprocess.run(
        [sys.executable, "-c", loads], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(listed.stdout.split())
    assert "bot.client" in loaded
    assert not loaded & {
        "matplotlib",
        "bot.extract.reader",
        "edtf",
        "simcord",
        "jinja2",
        "feedparser",
    }
