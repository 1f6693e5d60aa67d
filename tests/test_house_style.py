"""House style that no linter checks: regular expressions in lines that can be read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
LONGEST_LINE = 120

_LOOKS_LIKE_A_PATTERN = re.compile(r"\(\?[:=!<P]|\\[bdsw]")


def find_long_patterns(source: str) -> Iterator[str]:
    """The overlong lines of every string in a source that looks like a regular expression."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Constant(value=str(text)) if _LOOKS_LIKE_A_PATTERN.search(text):
                of_text = lines[node.lineno - 1 : node.end_lineno]
                yield from (line for line in of_text if len(line) > LONGEST_LINE)


def test_regular_expressions_have_short_lines() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for folder in ("bot", "cogs", "bench", "tests")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for line in find_long_patterns(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_a_long_line_is_found() -> None:
    assert list(find_long_patterns('WORDS = (\n    r"(?:' + "one|" * 30 + 'two)"\n)\n'))
    assert list(find_long_patterns('WORDS = f"' + "{one} " * 30 + '\\\\b"\n'))
