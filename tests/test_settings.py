"""Settings: where they come from, what is refused and how that is worded, and that the token stays secret."""

from __future__ import annotations

import dataclasses
import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.settings import SETTING_NAMES, Settings, SettingsError, load_settings, setup_logging
from bot.store import DatabaseUrl

ROOT = Path(__file__).parent.parent
TOKEN = (
    "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs"  # the example of Discord's own reference
)


@pytest.fixture
def no_dotenv(tmp_path: Path) -> Path:
    return tmp_path / "absent.env"


def write_dotenv(tmp_path: Path, text: str) -> Path:
    path = tmp_path / ".env"
    path.write_text(text, encoding="utf-8")
    return path


def test_nothing_set_gives_the_defaults(no_dotenv: Path) -> None:
    assert load_settings({}, no_dotenv) == Settings(None, (), Path("fan-facts.db"), "INFO")


def test_every_setting_is_read_from_a_dotenv_file(tmp_path: Path) -> None:
    path = write_dotenv(
        tmp_path,
        f"DISCORD_TOKEN={TOKEN}\nHOME_GUILD_IDS=197038439483310086, 41771983423143937,\n"
        f"DATABASE_PATH={tmp_path}/a.db\nLOG_LEVEL=debug\n",
    )
    assert load_settings({}, path) == Settings(
        TOKEN, (197038439483310086, 41771983423143937), tmp_path / "a.db", "DEBUG"
    )


@pytest.mark.parametrize("name", ["DISCORD_TOKN", "discord_token", "DISCORD_BOT_TOKEN", "LOGLEVEL"])
def test_a_mistyped_setting_in_a_dotenv_file_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError, match=f"sets {name}, which is no setting; did you mean"):
        load_settings({}, write_dotenv(tmp_path, f"{name}=x\n"))


URL = "postgresql://fan:s3cret@db.example:5432/facts"


def test_a_database_on_a_server_is_named_by_its_url_and_its_password_is_not_shown(no_dotenv: Path) -> None:
    settings = load_settings({"DATABASE_URL": URL}, no_dotenv)
    assert settings.database_url == URL
    assert "s3cret" not in repr(settings)
    assert "s3cret" not in f"{DatabaseUrl(URL)} {DatabaseUrl(URL)!r}"
    assert str(DatabaseUrl(URL)) == "db.example:5432/facts"


def test_a_file_and_a_server_at_once_are_refused(no_dotenv: Path) -> None:
    with pytest.raises(SettingsError, match=r"DATABASE_URL and DATABASE_PATH are both set.*one of them"):
        load_settings({"DATABASE_URL": URL, "DATABASE_PATH": "a.db"}, no_dotenv)


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("mysql://fan:s3cret@db/facts", "no URL of a PostgreSQL database"),
        ("s3cret.db", "no URL of a PostgreSQL database"),
        ("postgresql://fan:s3cret@db.example", "without the name of a database"),
        ("postgresql:///facts", "without the server"),
        ("postgresql://fan:s3cret@db.example:x/facts", "no URL that can be read"),
    ],
)
def test_a_wrong_url_is_refused_and_not_repeated(no_dotenv: Path, url: str, problem: str) -> None:
    with pytest.raises(SettingsError, match=problem) as raised:
        load_settings({"DATABASE_URL": url}, no_dotenv)
    assert "s3cret" not in str(raised.value)
    assert "postgresql://USER:PASSWORD@HOST:PORT/NAME" in str(raised.value)


def test_shards_are_for_processes_that_share_a_server(no_dotenv: Path) -> None:
    settings = load_settings({"DATABASE_URL": URL, "SHARDS": "16", "SHARDS_AT_MOST": "6"}, no_dotenv)
    assert (settings.shards, settings.shards_at_most) == (16, 6)
    assert load_settings({"DATABASE_URL": URL}, no_dotenv).shards is None
    for wrong in ("0", "-1", "many", "1.5", "²", "9" * 5000):
        with pytest.raises(SettingsError, match=r"SHARDS is .*a whole number from 1 to 10000") as raised:
            load_settings({"DATABASE_URL": URL, "SHARDS": wrong}, no_dotenv)
        assert len(str(raised.value)) < 300
    with pytest.raises(SettingsError, match="SHARDS_AT_MOST is set without DATABASE_URL"):
        load_settings({"SHARDS_AT_MOST": "6"}, no_dotenv)


def test_other_programs_settings_in_a_dotenv_file_are_left_alone(tmp_path: Path) -> None:
    assert load_settings({}, write_dotenv(tmp_path, "PATH=/bin\nTOKEN=x\nPORT=80\n")) == Settings()


def test_the_environment_wins_over_the_dotenv_file(tmp_path: Path) -> None:
    path = write_dotenv(tmp_path, "LOG_LEVEL=ERROR\nHOME_GUILD_IDS=197038439483310086\n")
    settings = load_settings({"LOG_LEVEL": "WARNING"}, path)
    assert (settings.log_level, settings.home_guild_ids) == ("WARNING", (197038439483310086,))


def test_blank_settings_keep_their_defaults(tmp_path: Path) -> None:
    path = write_dotenv(tmp_path, "DISCORD_TOKEN=\nHOME_GUILD_IDS=  \nLOG_LEVEL\n")
    assert load_settings({"DATABASE_PATH": " "}, path) == Settings()


def test_a_byte_order_mark_does_not_hide_the_first_setting(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_bytes(b"\xef\xbb\xbfLOG_LEVEL=ERROR\r\n")
    assert load_settings({}, path).log_level == "ERROR"


def test_every_wrong_value_is_named_at_once_with_what_is_allowed(tmp_path: Path, no_dotenv: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(
            {
                "DISCORD_TOKEN": f"Bot {TOKEN}",
                "HOME_GUILD_IDS": "197038439483310086,my server,99999999999999999999,-1",
                "DATABASE_PATH": str(tmp_path / "absent" / "facts.db"),
                "LOG_LEVEL": "loud",
            },
            no_dotenv,
        )
    token, guilds, database, level = caught.value.messages
    assert token.startswith("DISCORD_TOKEN ")
    assert "'my server', '99999999999999999999', '-1'" in guilds
    assert str(tmp_path / "absent") in database
    assert "'loud'" in level
    assert "DEBUG, INFO, WARNING, ERROR, CRITICAL" in level
    assert all("Allowed: " in message for message in caught.value.messages)
    assert TOKEN not in str(caught.value)


@pytest.mark.parametrize("path", [":memory:", "."])
def test_a_database_that_is_no_file_is_refused(path: str, no_dotenv: Path) -> None:
    with pytest.raises(SettingsError, match="DATABASE_PATH"):
        load_settings({"DATABASE_PATH": path}, no_dotenv)


@pytest.mark.skipif(sys.platform == "win32", reason="there are none of these")
@pytest.mark.parametrize(
    "path", ["pipe", "/dev/null", "round", "a\0b", "~nobody-of-that-name/a.db", "x" * 300]
)
def test_a_database_path_that_no_file_can_have_is_refused_in_a_sentence(
    path: str, tmp_path: Path, no_dotenv: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    Path("round").symlink_to("round")
    with pytest.raises(SettingsError, match=r"DATABASE_PATH is .*Allowed: the path of a file") as refused:
        load_settings({"DATABASE_PATH": path}, no_dotenv)
    assert len(str(refused.value)) < 300


def test_a_link_to_where_a_database_is_to_be_made_is_allowed(tmp_path: Path, no_dotenv: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(tmp_path / "new.db")
    assert load_settings({"DATABASE_PATH": str(link)}, no_dotenv).database_path == link


def test_a_wrong_value_is_repeated_in_part_only(no_dotenv: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings({"HOME_GUILD_IDS": "9" * 5000 + ",1" * 5000, "LOG_LEVEL": "x" * 5000}, no_dotenv)
    ids, level = refused.value.messages
    assert len(ids) < 400
    assert "and 4996 more" in ids
    assert len(level) < 200


def test_a_dotenv_file_that_is_not_text_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_bytes("LOG_LEVEL=INFO".encode("utf-16"))
    with pytest.raises(SettingsError, match="not UTF-8"):
        load_settings({}, path)


def test_the_example_file_names_the_settings_there_are_and_loads_as_it_stands() -> None:
    example = ROOT / ".env.example"
    fields = {field.name.upper() for field in dataclasses.fields(Settings)}
    assert set(dotenv_values(example)) == set(SETTING_NAMES) == fields
    assert load_settings({}, example) == Settings()


def test_the_tokens_are_left_out_of_the_repr() -> None:
    assert TOKEN not in repr(Settings(discord_token=TOKEN, tmdb_token=TOKEN))


def test_the_key_of_tmdb_is_its_long_token_and_never_the_short_one(no_dotenv: Path) -> None:
    """The short one would have to stand in addresses."""
    token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl"
    assert load_settings({"TMDB_TOKEN": token}, no_dotenv).tmdb_token == token
    short = "0123456789abcdef0123456789abcdef"
    with pytest.raises(SettingsError, match="TMDB_TOKEN is no API Read Access Token") as caught:
        load_settings({"TMDB_TOKEN": short}, no_dotenv)
    assert short not in str(caught.value)


def test_feeds_are_https_addresses_each_once(no_dotenv: Path) -> None:
    two = ("https://news.example.com/feed?a=1,2", "https://other.example.com/rss")
    assert load_settings({"FEEDS": f" {two[0]}\n{two[1]} {two[0]}"}, no_dotenv).feeds == two
    assert load_settings({}, no_dotenv).feeds == ()


@pytest.mark.parametrize(
    "address",
    [
        "http://news.example.com/feed",
        "news.example.com/feed",
        "file:///etc/passwd",
        "https://user:secret@news.example.com/",
        "https://news.example.com:8443/",
        "https://news.example.com/#top",
        "https://[/",
        "https://",
        "https://news.example.com:x/",
        f"https://news.example.com/{'a' * 500}",
    ],
)
def test_what_is_no_feeds_address_is_named(no_dotenv: Path, address: str) -> None:
    with pytest.raises(
        SettingsError, match=r"FEEDS holds '.*Allowed: up to 50 addresses of RSS or Atom feeds"
    ):
        load_settings({"FEEDS": f"https://news.example.com/feed {address}"}, no_dotenv)


def test_more_feeds_than_a_bot_can_look_into_are_refused(no_dotenv: Path) -> None:
    many = " ".join(f"https://news{number}.example.com/" for number in range(51))
    with pytest.raises(SettingsError, match="FEEDS holds 51 addresses"):
        load_settings({"FEEDS": many}, no_dotenv)


@pytest.fixture
def logging_put_back() -> Iterator[None]:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in ("discord", "bot", "cogs")}
    yield
    root.handlers[:], root.level = before
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.usefixtures("logging_put_back")
def test_the_token_is_struck_out_of_log_lines_and_tracebacks(capsys: pytest.CaptureFixture[str]) -> None:
    setup_logging("DEBUG", token=TOKEN, database_url=URL)
    log = logging.getLogger("bot.anything")
    log.debug("connecting with %s", TOKEN)
    log.debug("opening %s", URL)
    try:
        raise RuntimeError(f"refused {TOKEN}")
    except RuntimeError:
        log.exception("failed")
    shown = capsys.readouterr().err
    assert "connecting with [token]" in shown
    assert "RuntimeError: refused [token]" in shown
    assert TOKEN not in shown
    assert "opening postgresql://fan:[password]@db.example" in shown


@pytest.mark.usefixtures("logging_put_back")
@pytest.mark.parametrize("name", ["discord", "discord.gateway", "aiosqlite"])
def test_libraries_never_log_below_info_and_follow_upwards(name: str) -> None:
    setup_logging("DEBUG")
    assert logging.getLogger(name).getEffectiveLevel() == logging.INFO
    assert logging.getLogger("cogs.ask").getEffectiveLevel() == logging.DEBUG
    setup_logging("ERROR")
    assert logging.getLogger(name).getEffectiveLevel() == logging.ERROR


def test_backups_go_to_a_folder_that_is_there(no_dotenv: Path, tmp_path: Path) -> None:
    assert load_settings({}, no_dotenv).backup_dir is None
    assert load_settings({"BACKUP_DIR": str(tmp_path)}, no_dotenv).backup_dir == tmp_path
    with pytest.raises(SettingsError, match=r"BACKUP_DIR is .*Allowed: a folder that exists"):
        load_settings({"BACKUP_DIR": str(tmp_path / "gone")}, no_dotenv)


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "a year", "36501", "9" * 5000, "١"])
def test_the_history_is_kept_for_a_whole_number_of_days(no_dotenv: Path, text: str) -> None:
    assert load_settings({}, no_dotenv).history_days == 365
    assert load_settings({"HISTORY_DAYS": " 30 "}, no_dotenv).history_days == 30
    with pytest.raises(
        SettingsError, match=r"HISTORY_DAYS is .*Allowed: a whole number of days from 1 to 36500"
    ):
        load_settings({"HISTORY_DAYS": text}, no_dotenv)


@pytest.mark.parametrize(("text", "shown"), [("on", True), ("OFF", False), ("", True)])
def test_posters_are_shown_unless_switched_off(text: str, shown: bool, no_dotenv: Path) -> None:
    assert load_settings({"PICTURES": text}, no_dotenv).pictures is shown


def test_posters_are_either_on_or_off(no_dotenv: Path) -> None:
    with pytest.raises(SettingsError, match="PICTURES is 'maybe'"):
        load_settings({"PICTURES": "maybe"}, no_dotenv)
