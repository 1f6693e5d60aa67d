"""The licences of what a list of requirements installs: ``python -m tools.licences LIST…``.

Owns what counts as permissive, where a package says its licence, and the exceptions, each with its reason. Refuses
to guess: what says nothing, or says it in words that are not known here, is for a person to look at. Prints every
package of the lists that belongs on this machine; exits 1 when one of them is refused.

Metadata does not mention the libraries bundled in a wheel, so their names are checked as well.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement

# Identifiers of https://spdx.org/licenses/, and BSD where a package does not say which.
PERMISSIVE: Final = frozenset(
    "0BSD Apache-2.0 BSD BSD-2-Clause BSD-3-Clause BSL-1.0 CC0-1.0 CNRI-Python HPND ISC MIT MIT-0 MIT-CMU MPL-2.0"
    " PSF-2.0 Python-2.0 Unlicense Zlib".split()
)
WORDED: Final = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "CMU License (MIT-CMU)": "MIT-CMU",
    "Historical Permission Notice and Disclaimer (HPND)": "HPND",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
    "zlib/libpng License": "Zlib",
}
"""What packages without an SPDX expression say, in a classifier or a line of their own."""
EXCEPTIONS: Final = {
    "numpy: libgfortran": "GPL with the GCC Runtime Library Exception, which allows it in any program",
    "numpy: libquadmath": "LGPL; belongs to the same compiler, and lies beside numpy as a file that can be exchanged",
}
"""Why a package ("name"), or a library bundled in its wheels ("name: library"), is accepted all the same."""
COPYLEFT_LIBRARIES: Final = frozenset(
    "libavcodec libavfilter libavformat libfribidi libgfortran libgmp libgnutls libmp3lame libmpg123 libquadmath"
    " libreadline libsndfile libx264 libx265 libxvidcore".split()
)
"""Libraries under the GPL or the LGPL that wheels are known to bundle."""
_CLASSIFIER: Final = "License ::"
_SHARED_LIBRARY: Final = re.compile(r"\.(?:so|dylib|dll)\b")


def find_fault(package: Distribution) -> str | None:
    """Why a package is refused; None for one that is permissive or excepted."""
    name = package.name.lower()
    said = licences_of(package)
    refused = [licence for licence in said if not is_permissive(licence)]
    if (refused or not said) and name not in EXCEPTIONS:
        return f"is under {', '.join(refused)}" if refused else "does not say its licence"
    brought = [library for library in libraries_in(package) if f"{name}: {library}" not in EXCEPTIONS]
    return f"brings {', '.join(brought)} along" if brought else None


def licences_of(package: Distribution) -> list[str]:
    """What a package says of its licence: an SPDX expression, else classifiers and a line of its own."""
    metadata = package.metadata
    if expressions := metadata.get_all("License-Expression"):
        return expressions
    classifiers = metadata.get_all("Classifier") or []
    said = [text.rpartition("::")[2].strip() for text in classifiers if text.startswith(_CLASSIFIER)]
    said = [
        text for text in said if text != "OSI Approved"
    ]  # the heading of the classifiers names no licence
    # If it has several lines, it is the whole text of the licence.
    said += [
        own for own in metadata.get_all("License") or [] if own not in ("", "UNKNOWN") and "\n" not in own
    ]
    return list(dict.fromkeys(WORDED.get(text, text) for text in said))


def is_permissive(expression: str) -> bool:
    """Whether an SPDX expression allows choosing only permissive licences.

    With parentheses in it, all licences have to be permissive.
    """
    choices = [re.sub("[()]", "", expression)] if "(" in expression else re.split(r"\s+OR\s+", expression)
    return any(PERMISSIVE.issuperset(re.split(r"\s+(?:AND|OR)\s+", choice)) for choice in choices)


def libraries_in(package: Distribution) -> list[str]:
    """Names of copyleft libraries among a package's files: ``av.libs/libx264-0b814221.so.165`` is libx264."""
    names = {
        "lib" + re.split("[-.]", file.name)[0].removeprefix("lib")
        for file in package.files or ()
        if _SHARED_LIBRARY.search(file.name)
    }
    return sorted(names & COPYLEFT_LIBRARIES)


def requirements_in(lines: Iterable[str]) -> list[Requirement]:
    """The packages of a list that belong on this machine: those whose markers hold."""
    pinned = [Requirement(line.rstrip(" \\\n")) for line in lines if re.match(r"[\w.-]+==", line)]
    return [each for each in pinned if each.marker is None or each.marker.evaluate()]


def main(lists: Sequence[str]) -> int:
    """Print the packages of the lists with their licences, and what is wrong; returns the exit status."""
    wanted: dict[str, None] = {}
    for path in lists:
        wanted |= {
            each.name: None for each in requirements_in(Path(path).read_text(encoding="utf-8").splitlines())
        }
    faults: list[str] = []
    for name in sorted(wanted):
        try:
            package = distribution(name)
        except PackageNotFoundError:
            faults.append(f"{name} is not installed")
            continue
        print(f"{package.name:<20} {package.version:<12} {' / '.join(licences_of(package))}")
        for library in libraries_in(package):
            print(
                f"{'':<20} {'':<12} with {library}: {EXCEPTIONS.get(f'{package.name.lower()}: {library}', '?')}"
            )
        if fault := find_fault(package):
            faults.append(f"{package.name} {fault}")
    for fault in faults:
        print(f"refused: {fault}", file=sys.stderr)
    if faults:
        print(
            "Only permissive licences are installed. Find another package, or give the reason for an exception in "
            "tools/licences.py.",
            file=sys.stderr,
        )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
