"""What the environment and `.env` may hold, checked once, and how loudly the process logs.

Owns the names, defaults and limits of the settings, and the rule that the token reaches no log.
Refuses to read anything on import, and to guess at a wrong value: each is named, with what is allowed.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values
from rapidfuzz import fuzz, process
from rich.console import Console
from rich.logging import RichHandler

DEFAULT_DATABASE = "fan-facts.db"
DEFAULT_LOG_LEVEL = "INFO"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
_MISTYPED = 85
"""How alike, out of 100, a name must be to a setting's to count as a slip."""
_SHOWN = 80
"""Characters of a wrong value that are repeated."""
_MOST_SHOWN = 5
MOST_FEEDS = 50
_LONGEST_ADDRESS = 500
DEFAULT_HISTORY_DAYS = 365
MOST_HISTORY_DAYS = 36500
MOST_SHARDS = 10000
SETTING_NAMES = (
    "DISCORD_TOKEN",
    "HOME_GUILD_IDS",
    "DATABASE_PATH",
    "DATABASE_URL",
    "SHARDS",
    "SHARDS_AT_MOST",
    "BACKUP_DIR",
    "HISTORY_DAYS",
    "LOG_LEVEL",
    "TMDB_TOKEN",
    "PICTURES",
    "FEEDS",
)
_ON_OFF = {"on": True, "off": False}
_TMDB_TOKEN = re.compile(r"[\w-]{8,1000}\.[\w-]{8,2000}\.[\w-]{8,1000}", re.ASCII)
"""A JSON Web Token: https://developer.themoviedb.org/docs/authentication-application"""


class SettingsError(Exception):
    """Unusable settings. ``messages`` holds one sentence for each, ready to print."""

    def __init__(self, messages: Sequence[str]) -> None:
        super().__init__("\n".join(messages))
        self.messages = tuple(messages)


@dataclass(frozen=True, slots=True)
class Settings:
    """Checked settings. ``repr`` leaves the tokens out, so that logging a ``Settings`` is safe."""

    discord_token: str | None = field(default=None, repr=False)
    home_guild_ids: tuple[int, ...] = ()
    database_path: Path = Path(DEFAULT_DATABASE)
    log_level: str = DEFAULT_LOG_LEVEL
    backup_dir: Path | None = None
    """Where the database is backed up each night; None for not at all."""
    history_days: int = DEFAULT_HISTORY_DAYS
    """How long the history of changes is kept."""
    tmdb_token: str | None = field(default=None, repr=False)
    pictures: bool = True
    """Whether posters stand beside answers, where a server has not switched them off."""
    feeds: tuple[str, ...] = ()
    """The addresses of feeds of news to look into."""
    database_url: str | None = field(default=None, repr=False)
    """Of a PostgreSQL database, in the place of the file; it may hold a password."""
    shards: int | None = None
    """Among all processes on that database; None for as many as Discord recommends."""
    shards_at_most: int | None = None
    """In one process; None for its fair share."""


def load_settings(env: Mapping[str, str] | None = None, dotenv_path: Path | None = None) -> Settings:
    """Reads ``.env`` (or ``dotenv_path``), then the environment (or ``env``), which wins.

    A setting that is missing or blank keeps its default.
    Raises SettingsError with every wrong value at once.
    """
    found = _load_dotenv(Path(".env") if dotenv_path is None else dotenv_path)
    found.update(os.environ if env is None else env)
    given = {name: text for name in SETTING_NAMES if (text := found.get(name, "").strip())}

    wrong: list[str] = []
    settings = Settings(
        discord_token=_token(given, wrong),
        home_guild_ids=_home_guild_ids(given, wrong),
        database_path=_database_path(given, wrong),
        backup_dir=_backup_dir(given, wrong),
        history_days=_history_days(given, wrong),
        log_level=_log_level(given, wrong),
        tmdb_token=_tmdb_token(given, wrong),
        pictures=_pictures(given, wrong),
        feeds=_feeds(given, wrong),
        database_url=_database_url(given, wrong),
        shards=_shards(given, wrong, "SHARDS", "for as many as Discord recommends"),
        shards_at_most=_shards(given, wrong, "SHARDS_AT_MOST", "for a fair share of them"),
    )
    if wrong:
        raise SettingsError(wrong)
    return settings


def setup_logging(level: str, *, token: str | None = None, database_url: str | None = None) -> None:
    """Sends the log to standard error, replacing earlier set-ups; ``token`` and a URL's password are struck out wherever
    they occur.

    ``level`` is one of LOG_LEVELS and governs ``bot`` and ``cogs``. Libraries log at INFO or above: at
    DEBUG discord.py logs what it receives, and aiosqlite every statement with its values.
    """
    on_screen = sys.stderr.isatty()
    # Rich wraps at 80 columns where there is no terminal, which would break a log file's lines.
    handler: logging.Handler = (
        RichHandler(console=Console(stderr=True), show_path=False) if on_screen else logging.StreamHandler()
    )
    layout = "%(message)s" if on_screen else "%(asctime)s %(levelname)s %(name)s: %(message)s"
    struck = {token: "[token]", find_password(database_url): "[password]"}
    handler.setFormatter(
        _SecretFreeFormatter(layout, {secret: name for secret, name in struck.items() if secret})
    )

    chosen = logging.getLevelNamesMapping()[level]
    logging.basicConfig(level=max(chosen, logging.INFO), handlers=[handler], force=True)
    logging.getLogger("discord").setLevel(max(chosen, logging.INFO))
    for ours in ("bot", "cogs"):
        logging.getLogger(ours).setLevel(chosen)


class _SecretFreeFormatter(logging.Formatter):
    """Strikes secrets out of the finished line, tracebacks included; a logging.Filter never sees those."""

    def __init__(self, layout: str, struck: Mapping[str, str]) -> None:
        super().__init__(layout)
        self._struck = struck

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for secret, name in self._struck.items():
            line = line.replace(secret, name)
        return line


def find_password(url: str | None) -> str | None:
    """The password in a database's URL, as it stands there."""
    return urlsplit(url).password if url else None


def _load_dotenv(path: Path) -> dict[str, str]:
    try:
        # "utf-8-sig", because Windows editors put a byte order mark in front of the first name.
        found = dotenv_values(path, interpolate=False, encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError([f"{path} is not UTF-8 text (byte {error.start}): save it as UTF-8."]) from None
    except OSError as error:
        raise SettingsError([f"{path} cannot be read: {error.strerror}."]) from None
    mistyped = []
    for name in found.keys() - set(SETTING_NAMES):
        # The file may hold other programs' settings too; a name that is nearly one of ours is a slip.
        near = process.extractOne(name.upper(), SETTING_NAMES, scorer=fuzz.ratio, score_cutoff=_MISTYPED)
        if near:
            mistyped.append(f"{path} sets {name}, which is no setting; did you mean {near[0]}?")
    if mistyped:
        raise SettingsError(sorted(mistyped))
    return {name: text for name, text in found.items() if text is not None}


def _token(given: Mapping[str, str], wrong: list[str]) -> str | None:
    token = given.get("DISCORD_TOKEN")
    if token is not None and (not token.isascii() or not token.isprintable() or " " in token):
        wrong.append(
            "DISCORD_TOKEN holds spaces or characters that no token has. Allowed: the token alone, as the "
            'Developer Portal shows it under Bot, without "Bot" in front; or nothing, for the preview.'
        )
        return None
    return token


def _tmdb_token(given: Mapping[str, str], wrong: list[str]) -> str | None:
    token = given.get("TMDB_TOKEN")
    # The shorter API key would have to stand in addresses, which end up in logs.
    if token is not None and not _TMDB_TOKEN.fullmatch(token):
        wrong.append(
            "TMDB_TOKEN is no API Read Access Token. Allowed: that long token, with two dots in it, as TMDB's settings "
            "show it under API; or nothing, where nothing is imported from TMDB."
        )
        return None
    return token


def _pictures(given: Mapping[str, str], wrong: list[str]) -> bool:
    text = given.get("PICTURES", "on").lower()
    if text not in _ON_OFF:
        wrong.append(f"PICTURES is {_show(text)}. Allowed: on or off.")
    return _ON_OFF.get(text, True)


def _feeds(given: Mapping[str, str], wrong: list[str]) -> tuple[str, ...]:
    addresses = tuple(dict.fromkeys(given.get("FEEDS", "").split()))
    bad = [address for address in addresses if not _is_feed_address(address)]
    if bad or len(addresses) > MOST_FEEDS:
        what = (
            f"{', '.join(map(_show, bad[:_MOST_SHOWN]))}{f' and {len(bad) - _MOST_SHOWN} more' if len(bad) > _MOST_SHOWN else ''}"
            if bad
            else f"{len(addresses)} addresses"
        )
        wrong.append(
            f"FEEDS holds {what}. Allowed: up to {MOST_FEEDS} addresses of RSS or Atom feeds, separated by spaces, each "
            "beginning with https:// and without a user, a port or a #; or nothing, for no feeds."
        )
        return ()
    return addresses


def _is_feed_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        # What is not in it cannot end up in a log, a database or a request.
        return (
            parts.scheme == "https"
            and bool(parts.hostname)
            and parts.port is None
            and parts.username is None
            and not parts.fragment
            and address.isascii()
            and address.isprintable()
            and len(address) <= _LONGEST_ADDRESS
        )
    except ValueError:
        return False


def _home_guild_ids(given: Mapping[str, str], wrong: list[str]) -> tuple[int, ...]:
    # A trailing comma is not worth stopping for; an id given twice counts once.
    parts = [part.strip() for part in given.get("HOME_GUILD_IDS", "").split(",") if part.strip()]
    bad = [part for part in parts if not _is_snowflake(part)]
    if bad:
        more = f" and {len(bad) - _MOST_SHOWN} more" if len(bad) > _MOST_SHOWN else ""
        wrong.append(
            f"HOME_GUILD_IDS holds {', '.join(map(_show, bad[:_MOST_SHOWN]))}{more}. Allowed: server ids of 17 to 20 digits, "
            "separated by commas (in Discord: Settings, Advanced, Developer Mode; then right-click the "
            "server, Copy Server ID)."
        )
        return ()
    return tuple(dict.fromkeys(map(int, parts)))


def _is_snowflake(text: str) -> bool:
    """https://discord.com/developers/docs/reference#snowflakes: 64 bits, 17 digits since mid-2015."""
    return text.isascii() and text.isdigit() and 17 <= len(text) <= 20 and int(text) < 1 << 64


def read_database_path(text: str) -> Path:
    """Where a database may stand; raises ValueError, which says what is wrong with the path."""
    allowed = "Allowed: the path of a file, in a folder that exists."
    if text.startswith(":"):
        raise ValueError(f"{_show(text)}, which no second connection could share. {allowed}")
    try:
        path = Path(text).expanduser()
        in_folder, is_folder = path.parent.is_dir(), path.is_dir()
        is_file = path.is_file() or not path.exists()
        goes_round = Path(os.path.realpath(path)).is_symlink()
    # Nobody of that name, too long a name, a NUL in it, a folder that may not be looked into.
    except (OSError, RuntimeError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or str(error).rstrip(".")
        raise ValueError(f"{_show(text)}, which is no path that can be used: {why}. {allowed}") from error
    if is_folder:
        raise ValueError(f"{_show(str(path))}, which is a folder. {allowed}")
    if not in_folder:
        raise ValueError(f"{_show(str(path))}, but there is no folder {_show(str(path.parent))}. {allowed}")
    if goes_round or not is_file:
        raise ValueError(f"{_show(str(path))}, which is a device, a pipe or a link to itself. {allowed}")
    return path


def is_database_url(text: str) -> bool:
    """Whether somebody means a database on a server rather than a file."""
    return text.startswith(("postgresql:", "postgres:"))


def read_database_url(text: str) -> str:
    """A database's URL; raises ValueError, which says what is wrong with it and repeats nothing of it."""
    allowed = "Allowed: postgresql://USER:PASSWORD@HOST:PORT/NAME"
    try:
        parts = urlsplit(text)
        named, server = len(parts.path) > 1, parts.hostname or "host=" in parts.query
        _ = parts.port
    except ValueError:
        raise ValueError(f"no URL that can be read. {allowed}") from None
    if parts.scheme not in ("postgresql", "postgres"):
        raise ValueError(f"no URL of a PostgreSQL database. {allowed}")
    if not named or not server:
        raise ValueError(f"without the {'server' if named else 'name of a database'}. {allowed}")
    return text


def _database_url(given: Mapping[str, str], wrong: list[str]) -> str | None:
    text = given.get("DATABASE_URL")
    if text is None:
        return None
    if "DATABASE_PATH" in given:
        wrong.append(
            "DATABASE_URL and DATABASE_PATH are both set. Allowed: one of them; python -m bot move carries what a file "
            "holds to a server, and back."
        )
        return None
    try:
        return read_database_url(text)
    except ValueError as error:
        wrong.append(f"DATABASE_URL is {error}; or nothing, for a SQLite file.")
        return None


def _shards(given: Mapping[str, str], wrong: list[str], name: str, otherwise: str) -> int | None:
    text = given.get(name)
    if text is None:
        return None
    if "DATABASE_URL" not in given:
        wrong.append(
            f"{name} is set without DATABASE_URL. Allowed: both, for processes that share a database on a server; or "
            "neither."
        )
        return None
    if text.isascii() and text.isdigit() and len(text) <= 6 and 1 <= int(text) <= MOST_SHARDS:
        return int(text)
    wrong.append(
        f"{name} is {_show(text)}. Allowed: a whole number from 1 to {MOST_SHARDS}; or nothing, {otherwise}."
    )
    return None


def _database_path(given: Mapping[str, str], wrong: list[str]) -> Path:
    try:
        return read_database_path(given.get("DATABASE_PATH", DEFAULT_DATABASE))
    except ValueError as error:
        wrong.append(f"DATABASE_PATH is {error}")
        return Path(DEFAULT_DATABASE)


def _show(text: str) -> str:
    """What was given, as far as it helps to find it."""
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")


def _backup_dir(given: Mapping[str, str], wrong: list[str]) -> Path | None:
    if "BACKUP_DIR" not in given:
        return None
    path = Path(given["BACKUP_DIR"]).expanduser()
    if not path.is_dir() or not os.access(path, os.W_OK | os.X_OK):
        wrong.append(
            f"BACKUP_DIR is {_show(str(path))}. Allowed: a folder that exists and that the bot may write to; or nothing, "
            "for no backups."
        )
    return path


def _history_days(given: Mapping[str, str], wrong: list[str]) -> int:
    text = given.get("HISTORY_DAYS", str(DEFAULT_HISTORY_DAYS))
    if text.isascii() and text.isdigit() and len(text) <= 6 and 1 <= int(text) <= MOST_HISTORY_DAYS:
        return int(text)
    wrong.append(
        f"HISTORY_DAYS is {_show(text)}. Allowed: a whole number of days from 1 to {MOST_HISTORY_DAYS}."
    )
    return DEFAULT_HISTORY_DAYS


def _log_level(given: Mapping[str, str], wrong: list[str]) -> str:
    level = given.get("LOG_LEVEL", DEFAULT_LOG_LEVEL)
    if level.upper() not in LOG_LEVELS:
        wrong.append(f"LOG_LEVEL is {_show(level)}. Allowed: {', '.join(LOG_LEVELS)}.")
    return level.upper()
