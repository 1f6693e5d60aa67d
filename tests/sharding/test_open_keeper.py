"""A process's name, and its keeper on a database."""

from __future__ import annotations

import os

import pytest

from bot.sharding.open_keeper import name_process, open_keeper
from bot.store import DatabaseUrl


def test_a_process_is_called_by_its_machine_and_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "Mina's café" + "x" * 300)

    assert name_process().startswith("Mina-s-caf-x")
    assert name_process().endswith(f"x:{os.getpid()}")
    assert len(name_process()) < 40


async def test_a_keeper_ends_with_its_block(empty_on_server: DatabaseUrl) -> None:
    async with open_keeper(empty_on_server) as keeper:
        assert await keeper.try_to_lead()
        async with open_keeper(empty_on_server) as other:
            assert not await other.try_to_lead()
    async with open_keeper(empty_on_server) as keeper:
        assert await keeper.try_to_lead()
