"""Killed between sending and recording, and started again once Discord has forgotten the nonce: each letter comes once,
whether one process sends them or several on one database do."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.store import Address, DatabaseUrl
from tests.postgres_server import PostgresServer

ROOT = Path(__file__).parents[2]

# Sends letters again and again, each time in child processes that are killed as soon as Discord has shown their n-th
# message. That Discord is a file, which knows no nonces.
_KILLED = """
import asyncio, json, os, random, signal, sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any  # components are JSON

import discord

from bot.notify.sender import LetterSender
from bot.store import DatabaseUrl, FactStore, Letter

database = DatabaseUrl(sys.argv[1]) if "://" in sys.argv[1] else Path(sys.argv[1])
discord_file = Path(sys.argv[2])
letters, kills, at_once = map(int, sys.argv[3:6])
moments = random.Random(1)

def read_component(part):
    return SimpleNamespace(id=part.get("id"), children=[read_component(each) for each in part.get("components", ())])

class Channel:
    def __init__(self, client, id):
        self.client, self.id = client, id

    async def send(self, *, view, **_):
        # Long enough for another process to come by.
        await asyncio.sleep(0.02 * (at_once - 1))
        line = json.dumps({"channel": self.id, "components": view.to_components()})
        with discord_file.open("a") as messages:
            print(line, file=messages, flush=True)
        self.client.until -= 1
        if not self.client.until:
            os.kill(os.getpid(), signal.SIGKILL)

    async def history(self, *, limit):
        lines = discord_file.read_text().splitlines() if discord_file.exists() else []
        for message in reversed([json.loads(line) for line in lines]):
            if message["channel"] == self.id:
                yield SimpleNamespace(
                    created_at=datetime.now(UTC), author=self.client.user, components=[*map(read_component, message["components"])]
                )

class Client:
    user = object()

    def __init__(self, until):
        self.until = until

    def is_ready(self):
        return True

    async def create_dm(self, user):
        return Channel(self, user.id)

    def get_partial_messageable(self, channel, **_):
        return Channel(self, channel)

    def get_channel(self, channel):
        return None

async def put():
    async with FactStore.open(database) as store:
        await store.outbox.put(
            Letter(once=f"{at}", blocks=(f"letter {at}",), **{"channel" if at % 5 == 0 else "user": 1 + at % (letters // 2)})
            for at in range(letters)
        )

async def send(until):
    now = datetime.now(UTC)
    async with FactStore.open(database) as store:
        sender = LetterSender(Client(until), store, now=lambda: now)
        while await store.outbox.find_due(now, 1):
            now += timedelta(seconds=11)
            await asyncio.sleep(0.002 * (at_once - 1))
            sender.wake()
            await sender.finish()
        await sender.close()

asyncio.run(put())
def start(until):
    child = os.fork()
    if child == 0:
        asyncio.run(send(until))
        os._exit(0)
    return child

running = {start(moments.randint(1, 5)) for _ in range(at_once)}
kills -= at_once
while running:
    child, status = os.wait()
    running.remove(child)
    print(os.WTERMSIG(status) if os.WIFSIGNALED(status) else status, flush=True)
    if os.WIFSIGNALED(status):
        running.add(start(moments.randint(1, 5) if kills > 0 else 0))
        kills -= 1
"""


def send_killed(
    address: Address, folder: Path, letters: int, kills: int, at_once: int = 1
) -> tuple[list[int], list[str]]:
    """How the processes ended, and every letter that was shown, as often as it was."""
    shown = folder / "discord.jsonl"
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            _KILLED,
            address if isinstance(address, Path) else address.url,
            shown,
            str(letters),
            str(kills),
            str(at_once),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    texts = [
        part["content"]
        for line in shown.read_text(encoding="utf-8").splitlines()
        for container in json.loads(line)["components"]
        for part in container["components"]
        if "content" in part
    ]
    return [int(line) for line in done.stdout.splitlines()], texts


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is killed that way there")
def test_killed_between_sending_and_recording_each_letter_comes_once(tmp_path: Path) -> None:
    letters, kills = 100, 8
    ends, texts = send_killed(tmp_path / "facts.db", tmp_path, letters, kills)
    assert ends == [9] * kills + [0]
    assert sorted(texts) == sorted(f"letter {number}" for number in range(letters))


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is killed that way there")
def test_several_processes_of_which_some_are_killed_send_each_letter_once(
    postgres_server: PostgresServer, empty_on_server: DatabaseUrl, tmp_path: Path
) -> None:
    letters, kills, at_once = 140, 9, 3
    url = postgres_server.create(empty_on_server)
    ends, texts = send_killed(url, tmp_path, letters, kills, at_once)
    # The last ones may find all letters sent before it is their turn to be killed.
    assert ends.count(0) == at_once
    assert kills - at_once <= ends.count(9) <= kills
    assert sorted(texts) == sorted(f"letter {number}" for number in range(letters))
