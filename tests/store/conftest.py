"""The store's tests run on each engine, unless they are about SQLite's files alone."""

from __future__ import annotations

import pytest

from tests.conftest import run_on_each_engine


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Have them run so."""
    run_on_each_engine(metafunc)
