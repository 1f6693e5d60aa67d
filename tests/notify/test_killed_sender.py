"""Killed between sending and recording, and started again once Discord has forgotten the nonce: each letter comes once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Sends letters again and again, each time in a child process that is killed as soon as Discord has shown its n-th
# message. That Discord is a file, which knows no nonces.
_KILLED = """
import asyncio, json, os, random, signal, sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any  # components are JSON

import discord

from bot.notify.sender import LetterSender
from bot.store import FactStore, Letter

database, discord_file = map(Path, sys.argv[1:3])
letters, kills = map(int, sys.argv[3:5])
moments = random.Random(1)

def read_component(part):
    return SimpleNamespace(id=part.get("id"), children=[read_component(each) for each in part.get("components", ())])

class Channel:
    def __init__(self, client, id):
        self.client, self.id = client, id

    async def send(self, *, view, **_):
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
            sender.wake()
            await sender.finish()
        await sender.close()

asyncio.run(put())
for kill in range(kills + 1):
    child = os.fork()
    if child == 0:
        asyncio.run(send(moments.randint(1, 5) if kill < kills else 0))
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    print(os.WTERMSIG(status) if os.WIFSIGNALED(status) else status, flush=True)
"""


def send_killed(folder: Path, letters: int, kills: int) -> tuple[list[int], list[str]]:
    """How the processes ended, and every letter that was shown, as often as it was."""
    shown = folder / "discord.jsonl"
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, folder / "facts.db", shown, str(letters), str(kills)],
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
    letters, kills = 40, 8
    ends, texts = send_killed(tmp_path, letters, kills)
    assert ends == [9] * kills + [0]
    assert sorted(texts) == sorted(f"letter {number}" for number in range(letters))
