"""Has three people act in the preview at once, in a browser, and counts what fails.

``python tools/drive_preview.py`` (``--help``) opens the preview with a database of its own and drives three pages of it in
headless Chromium: questions, commands, buttons, menus and forms, by chance. An action fails if the page says that it
was not completed or that its outcome is uncertain, if it takes too long, or if the bot logs an error; not if somebody
else has removed the message just before, which is counted apart. Needs Playwright, which nothing else here does: install it into an environment of your own; the preview runs in ``.venv/``.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any  # Playwright is not installed with the rest

ROOT = Path(__file__).resolve().parents[1]
PYTHON = ROOT / ".venv" / "bin" / "python"
PEOPLE = ("Theo (fan)", "Mina (moderator)", "June (fan)")
QUESTIONS = (
    "when is season 2 of All of Us Are Dead out?",
    "who plays Nam Onjo?",
    "who directed AOUAD?",
    "what is it based on?",
    "what did the director say about season 2?",
    "who plays the dragon?",
    "지금 우리 학교는 시즌 2 언제?",
    "is Yoon Chan-young in it?",
)
COMMANDS = ("/help", "/following", "/privacy", "/preview")
MODERATORS_COMMANDS = (
    *COMMANDS,
    "/facts status",
    "/facts stale",
    "/facts history",
    "/facts unanswered",
    "/facts complaints",
    "/facts reload",
    "/facts expected",
    "/facts review",
    "/settings",
)
FAILED = ("uncertain", "was not completed", "awaiting a confirmed", "Connection interrupted", "session ended")
SETTLES_WITHIN_S = 60.0
NOT_PRESSED = "End preview session"


@dataclass
class Tally:
    """What has been done so far."""

    wanted: int
    begun: int = 0
    done: Counter[str] = field(default_factory=Counter)
    removed: int = 0
    """Buttons pressed beneath a message that somebody else had just removed."""
    failures: list[str] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)

    def note(self, person: str, deed: str, status: str, seconds: float) -> None:
        """Write one line of the log."""
        number = sum(self.done.values()) + 1
        kind = deed.partition(" ")[0]
        self.done[kind] += 1
        self.milliseconds.append(seconds * 1000)
        failed = any(words in status for words in FAILED) or seconds >= SETTLES_WITHIN_S
        line = f"{number:4} {person:18} {seconds * 1000:6.0f} ms  {deed[:70]:70} {status}"
        print(f"{line}{'   FAILED' if failed else ''}", flush=True)
        if failed:
            self.failures.append(line)


async def act_as(page: Any, person: str, seed: int, tally: Tally) -> None:
    """One person's actions, until enough have been begun by all."""
    chance = random.Random(seed)
    while tally.begun < tally.wanted:
        tally.begun += 1
        began = time.monotonic()
        deed, message = await _do(page, person, chance)
        status = await _wait_until_settled(page)
        if any(words in status for words in FAILED) and message and not await _is_there(page, message):
            status = "the message has been removed"
            tally.removed += 1
        tally.note(person, deed, status, time.monotonic() - began)


async def _do(page: Any, person: str, chance: random.Random) -> tuple[str, str | None]:
    """One action by chance; returns what it was, and the id of the message that it was done to, if any."""
    form = page.locator("#modal-root input[type=text], #modal-root textarea")
    if await page.locator("#modal-root [role=dialog]").count():
        return await _answer_form(page, form, chance), None
    await _leave_command(page)
    kind = chance.choices(("ask", "command", "press", "choose", "refresh"), (3, 2, 6, 2, 1))[0]
    if kind == "press":
        buttons = page.locator("#channel-message-list button.component-button:not([disabled])")
        count = await buttons.count()
        if count:
            # The newest are in sight, and those of a removed message are not pressed twice.
            button = buttons.nth(chance.randrange(max(0, count - 30), count))
            try:
                message = await button.evaluate("each => each.closest('[data-message-id]').dataset.messageId")
                label = (await button.inner_text(timeout=2000)).strip()
                if label != NOT_PRESSED:
                    await button.click(timeout=5000)
                    return f"press {label}", str(message)
            except Exception as gone:  # noqa: BLE001 - Playwright's errors; somebody else's action took it away
                return f"press (gone: {type(gone).__name__})", None
    if kind == "choose":
        menus = page.locator("#channel-message-list .select-trigger:not([disabled])")
        count = await menus.count()
        if count:
            return await _choose(page, menus.nth(count - 1), chance), None
    if kind == "refresh":
        await page.locator("#refresh").click()
        return "refresh", None
    if kind == "command":
        commands = MODERATORS_COMMANDS if "moderator" in person else COMMANDS
        return await _command(page, chance.choice(commands)), None
    question = chance.choice(QUESTIONS)
    composer = page.locator("#channel-composer-input")
    await composer.fill(f"@FanFacts {question}")
    await composer.press("Enter")
    return f"ask {question}", None


async def _leave_command(page: Any) -> None:
    """Give up a command that wants more than was typed: the composer is another one meanwhile."""
    for _ in range(5):
        composer = page.locator("#channel-composer-input")
        if await composer.count() and await composer.is_visible():
            await composer.fill("")
            return
        await page.keyboard.press("Escape")
        leave = page.locator(".command-context-close")
        if await leave.count():
            await leave.first.click(timeout=5000)
        await page.wait_for_timeout(100)


async def _command(page: Any, command: str) -> str:
    composer = page.locator("#channel-composer-input")
    await composer.click()
    await composer.press_sequentially(command, delay=5)
    try:
        await page.locator(".command-entry").first.wait_for(timeout=10_000)
        await page.keyboard.press("Enter")
        await page.locator(".command-context-close").wait_for(timeout=10_000)
    except Exception as missing:  # noqa: BLE001 - Playwright's errors; without a list of commands there is none to choose
        await composer.fill("")
        return f"command {command} (not offered: {type(missing).__name__})"
    await page.keyboard.press("Enter")
    return f"command {command}"


async def _choose(page: Any, menu: Any, chance: random.Random) -> str:
    try:
        await menu.click(timeout=5000)
        options = page.locator(".select-option:visible")
        await options.first.wait_for(timeout=3000)
        option = options.nth(chance.randrange(await options.count()))
        label = (await option.inner_text()).strip().replace("\n", " ")
        await option.click(timeout=3000)
    except Exception as gone:  # noqa: BLE001 - Playwright's errors; somebody else's action took it away
        return f"choose (gone: {type(gone).__name__})"
    await page.keyboard.press("Escape")
    return f"choose {label}"


async def _answer_form(page: Any, fields: Any, chance: random.Random) -> str:
    if chance.random() < 0.4:
        await page.keyboard.press("Escape")
        if not await page.locator("#modal-root [role=dialog]").count():
            return "form closed"
    for at in range(await fields.count()):
        await fields.nth(at).fill(chance.choice(("Lee Yoo-mi", "2026-01-02", "12", "https://example.com/a")))
    await page.locator("#modal-root button.button-primary, #modal-root button[type=submit]").last.click(
        timeout=5000
    )
    status = await _wait_until_settled(page)
    if await page.locator("#modal-root [role=dialog]").count():
        await page.keyboard.press("Escape")
    return f"form sent ({status})"


async def _is_there(page: Any, message: str) -> bool:
    await page.locator("#refresh").click()
    await _wait_until_settled(page)
    return bool(await page.locator(f'[data-message-id="{message}"]').count())


async def _wait_until_settled(page: Any) -> str:
    """What the page says once nothing is under way."""
    status = page.locator("#action-status")
    began = time.monotonic()
    said = ""
    await page.wait_for_timeout(60)
    while time.monotonic() - began < SETTLES_WITHIN_S:
        said = (await status.inner_text()).strip()
        if said and not said.endswith("…"):
            return str(said)
        await page.wait_for_timeout(40)
    return f"{said} (for too long)"


async def drive(actions: int, seed: int, chromium: str) -> Tally:
    """Open the preview, have three people act, and close it."""
    from playwright.async_api import async_playwright  # type: ignore[import-not-found]  # nothing else needs it

    tally = Tally(actions)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log")
        with log.open("w") as errors:  # noqa: ASYNC230 - nothing else is running yet
            preview = await asyncio.create_subprocess_exec(
                str(PYTHON),
                "-m",
                "bot",
                "preview",
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=errors,
                env={**os.environ, "DISCORD_TOKEN": "", "DATABASE_PATH": str(Path(folder, "preview.db"))},
            )
        assert preview.stdout is not None
        address = (await preview.stdout.readline()).decode().strip()
        if not address:
            sys.exit(f"the preview did not open:\n{log.read_text(encoding='utf-8')}")
        try:
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                pages = [await browser.new_page() for _ in PEOPLE]
                for page, person in zip(pages, PEOPLE, strict=True):
                    page.on("pageerror", lambda error: tally.failures.append(f"page error: {error}"))
                    await page.goto(address)
                    await page.locator("#channel-composer-input").wait_for()
                    await page.locator(".viewer-control select").select_option(label=person)
                    await _wait_until_settled(page)
                await asyncio.gather(
                    *(
                        act_as(page, person, seed + at, tally)
                        for at, (page, person) in enumerate(zip(pages, PEOPLE, strict=True))
                    )
                )
                await browser.close()
        finally:
            preview.terminate()
            await preview.wait()
        lines = log.read_text(encoding="utf-8").splitlines()
        tally.failures += [
            f"log: {line}" for line in lines if " ERROR " in line or line.startswith("Traceback")
        ]
    return tally


def main() -> int:
    """0 if nothing failed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--actions", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--chromium", default="/usr/bin/chromium", metavar="FILE")
    options = parser.parse_args()
    tally = asyncio.run(drive(options.actions, options.seed, options.chromium))
    times = sorted(tally.milliseconds)
    print(f"\n{sum(tally.done.values())} actions of {len(PEOPLE)} people: {dict(tally.done)}")
    print(f"milliseconds: median {statistics.median(times):.0f}, longest {times[-1]:.0f}")
    print(f"beneath a message that somebody else had removed: {tally.removed}")
    print(f"failures: {len(tally.failures)}")
    for line in tally.failures[:40]:
        print(f"  {line}")
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main())
