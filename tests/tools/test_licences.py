"""The check of licences: it reads every place where a package may state its own, and lets only permissive ones pass."""

from __future__ import annotations

from importlib.metadata import Distribution, PathDistribution
from pathlib import Path

import pytest

from tools.licences import EXCEPTIONS, find_fault, is_permissive, licences_of, main, requirements_in

GPL = "License :: OSI Approved :: GNU General Public License v3 or later (GPLv3+)"
HASH = "    --hash=sha256:" + "0" * 64


def make_package(
    folder: Path, *said: str, name: str = "made-up", files: tuple[str, ...] = ()
) -> Distribution:
    """An installed package with only the metadata given."""
    path = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    path.mkdir()
    head = ["Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0"]
    (path / "METADATA").write_text("\n".join([*head, *said, "", ""]), encoding="utf-8")
    (path / "RECORD").write_text("".join(f"{file},,\n" for file in files), encoding="utf-8")
    for file in files:
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).touch()
    return PathDistribution(path)


@pytest.mark.parametrize(
    ("said", "licences"),
    [
        (["License-Expression: Apache-2.0 AND MIT"], ["Apache-2.0 AND MIT"]),
        (["License-Expression: MIT", f"Classifier: {GPL}"], ["MIT"]),
        (["Classifier: License :: OSI Approved :: BSD License"], ["BSD"]),
        (["Classifier: License :: OSI Approved", "License: MIT"], ["MIT"]),
        (["Classifier: License :: OSI Approved :: MIT License", "License: MIT License"], ["MIT"]),
        (["Classifier: License :: OSI Approved :: MIT License", "License: UNKNOWN"], ["MIT"]),
        (["License: Apache 2.0"], ["Apache-2.0"]),
        (
            ["Classifier: License :: OSI Approved :: MIT License", "License: The text", "        of it"],
            ["MIT"],
        ),
    ],
)
def test_a_licence_is_read_wherever_a_package_says_it(
    tmp_path: Path, said: list[str], licences: list[str]
) -> None:
    package = make_package(tmp_path, *said)
    assert licences_of(package) == licences
    assert find_fault(package) is None


@pytest.mark.parametrize(
    "said",
    [
        ["License-Expression: GPL-3.0-or-later"],
        ["License-Expression: MIT AND LGPL-2.1-only"],
        [f"Classifier: {GPL}"],
        [f"Classifier: {GPL}", "Classifier: License :: OSI Approved :: MIT License"],
        ["License: GNU GPLv3"],
        ["Classifier: License :: OSI Approved :: MIT License", "License: AGPL-3.0"],
        ["License: Proprietary"],
        ["Classifier: License :: Other/Proprietary License"],
        [],
        ["License: UNKNOWN"],
        ["License: A text of several", "        lines and no classifier"],
    ],
)
def test_what_is_not_permissive_or_says_nothing_is_refused(tmp_path: Path, said: list[str]) -> None:
    assert find_fault(make_package(tmp_path, *said)) is not None


@pytest.mark.parametrize(
    ("expression", "permissive"),
    [
        ("MIT", True),
        ("MIT OR GPL-2.0-only", True),
        ("GPL-2.0-only OR Apache-2.0 AND MIT", True),
        ("Apache-2.0 AND GPL-2.0-only OR GPL-3.0-only", False),
        ("(MIT OR BSD-3-Clause) AND ISC", True),
        ("(MIT OR GPL-2.0-only) AND ISC", False),
        ("GPL-2.0-only WITH Classpath-exception-2.0", False),
        ("", False),
    ],
)
def test_an_expression_is_permissive_where_it_leaves_a_permissive_choice(
    expression: str, permissive: bool
) -> None:
    assert is_permissive(expression) is permissive


@pytest.mark.parametrize("library", ["libx264-0b814221.so.165", "libx264.165.dylib", "x264-165.dll"])
def test_a_library_that_a_permissive_wheel_brings_along_is_seen(tmp_path: Path, library: str) -> None:
    package = make_package(tmp_path, "License-Expression: MIT", files=(f"made_up.libs/{library}",))
    assert find_fault(package) == "brings libx264 along"


def test_a_module_of_a_library_s_name_is_no_library(tmp_path: Path) -> None:
    package = make_package(tmp_path, "License-Expression: MIT", files=("made_up/x264.py", "made_up/core.so"))
    assert find_fault(package) is None


def test_an_exception_has_a_reason_and_holds_for_what_it_names_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert all(EXCEPTIONS.values())
    package = make_package(tmp_path, "License-Expression: GPL-3.0-only", files=("made_up.libs/libx265.so",))
    monkeypatch.setitem(EXCEPTIONS, "made-up", "a reason")
    assert find_fault(package) == "brings libx265 along"
    monkeypatch.setitem(EXCEPTIONS, "made-up: libx265", "a reason")
    assert find_fault(package) is None


def test_only_what_belongs_on_this_machine_is_looked_at() -> None:
    lines = [
        "# comment",
        "here==1.0 \\",
        HASH,
        "    # via x",
        "now==2 ; python_full_version >= '3.11' \\",
        HASH,
        "gone==3 ; python_full_version < '3' \\",
        HASH,
    ]
    assert [each.name for each in requirements_in(lines)] == ["here", "now"]


def test_the_check_lists_every_package_and_fails_for_the_one_that_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make_package(tmp_path, "License-Expression: MIT", name="permissive-one")
    make_package(tmp_path, f"Classifier: {GPL}", name="copyleft-one")
    monkeypatch.syspath_prepend(tmp_path)
    both, one = tmp_path / "both.txt", tmp_path / "one.txt"
    both.write_text(f"copyleft-one==1.0 \\\n{HASH}\nmissing-one==1.0 \\\n{HASH}\n", encoding="utf-8")
    one.write_text(f"permissive-one==1.0 \\\n{HASH}\n", encoding="utf-8")

    assert main([str(one), str(both)]) == 1
    output, errors = capsys.readouterr()
    assert [line.split()[0] for line in output.splitlines()] == ["copyleft-one", "permissive-one"]
    assert errors.splitlines()[:2] == [
        "refused: copyleft-one is under GNU General Public License v3 or later (GPLv3+)",
        "refused: missing-one is not installed",
    ]
    assert main([str(one)]) == 0
