"""The command line, and the only place that wires the parts together.

Machine output is JSON on standard output, one object a line in the order of the input; everything
else goes to standard error. Exits 0 on success, 2 on bad usage or bad input.
"""

from __future__ import annotations

import os
import signal

INTERRUPTED = 130
if __name__ == "__main__":
    # Whatever follows takes half a second to load: Ctrl-C ends that without a traceback, as it does later on.
    signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))

import argparse
import asyncio
import gc
import io
import itertools
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from inspect import cleandoc
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, TextIO

from bot import __version__
from bot.answers import Ambiguous, Answer, AnswerService, Found, NoFact, context_of
from bot.answers.wording import word_plainly
from bot.facts.clean_text import clean_text
from bot.facts.model import Kind
from bot.facts.regular_files import UnreadableError, read_regular_file
from bot.facts.scope import WHOLE, Scope
from bot.moderation.expected_answers import word_answer_summary
from bot.moderation.rehearsal import Rehearsal, Rehearsals, rehearse_load
from bot.names import Match, NameIndex
from bot.questions import Question
from bot.settings import (
    Settings,
    SettingsError,
    is_database_url,
    load_settings,
    read_database_path,
    read_database_url,
    setup_logging,
)
from bot.store import (
    Address,
    DatabaseUrl,
    FactStore,
    LoadPlan,
    StoreError,
    exists,
    make_backup,
    move_database,
    remove_left_folders,
    restore_backup,
    scratch_folder,
)

if TYPE_CHECKING:
    from bot.client import FactBot
    from bot.imports.imported import Imported
    from bot.sharding.keeper import ShardKeeper

SHIPPED = Path(__file__).resolve().parents[1] / "data"
DEFAULT_PATHS = (SHIPPED / "facts", SHIPPED / "names.toml")
BAD_INPUT = 2
_CHUNK_BYTES = 65536
_ASKED_TOGETHER = 64
_MOST_SHOWN_FACTS = 1000
_MOST_REMARKS = 20
_REFRESHED_TOGETHER = 50

HOW_TO_GET_A_TOKEN = (
    "DISCORD_TOKEN is not set: this is the preview, the real bot on a simulated Discord.\n"
    "To connect to Discord: make an application at https://discord.com/developers/applications, copy its\n"
    "token (Bot, Reset Token) into .env as DISCORD_TOKEN=…, and start again. The README has the steps."
)


class InputError(Exception):
    """What was given on the command line is of no use; the message says why."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the process's exit status."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        # Names hold letters that a terminal's encoding may lack, and arguments bytes that no encoding has.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        settings = load_settings()
        asyncio.run(options.run(options, settings))
    except (InputError, SettingsError, StoreError) as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Nobody reads the answers any more; the interpreter must not fail on its last flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot",
        description="Fan Facts answers fans' questions about shows from dated, sourced facts. Without a command it\n"
        "connects to Discord where DISCORD_TOKEN is set, in the environment or in .env, and opens the\n"
        "preview where it is not.",
        epilog="examples:\n"
        "  python -m bot\n"
        "  python -m bot ask 'who plays Nam Onjo?'\n"
        "\n"
        "python -m bot COMMAND --help explains a command. The settings are explained in .env.example.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.set_defaults(run=_serve)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def add(
        name: str, run: Callable[..., Awaitable[None]], purpose: str, more: str, examples: str
    ) -> argparse.ArgumentParser:
        command = commands.add_parser(
            name,
            help=purpose,
            description=f"{purpose[0].upper()}{purpose[1:]}.\n\n{cleandoc(more)}",
            epilog=f"examples:\n{indent(cleandoc(examples), '  ')}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.set_defaults(run=run)
        return command

    add(
        "preview",
        _preview,
        "open the real bot on a simulated Discord in the browser",
        """
        Prints an address; open it and talk to the bot as a fan or as a moderator. Needs no token, and
        leaves one that is set alone. Ctrl-C ends it.
        """,
        "python -m bot preview",
    )

    load = add(
        "load",
        _load,
        "load facts files into the database",
        """
        Prints what was added, changed and removed, once it is stored. A wrong file is refused with every
        error in it, and then nothing is changed. A folder stands for its files: articles that are gone
        from it are removed. What was approved in Discord is never touched. With --dry-run it prints what
        would change, old and new, fact by fact, and who would be told: JSON lines on standard output,
        and in words on standard error.
        """,
        """
        python -m bot load
        python -m bot load --dry-run
        python -m bot load data/facts/2024-01-29-season-2-window.toml
        python -m bot load --db test.db my-facts/ my-names.toml
        """,
    )
    load.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="files or folders (default: data/facts and data/names.toml)",
    )
    load.add_argument(
        "--dry-run", action="store_true", help="change nothing: print what would change, fact by fact"
    )

    ask = add(
        "ask",
        _ask,
        "answer questions, or each line of standard input",
        """
        Each answer says who reported it and when. From standard input one line is one question, and
        gets one line as soon as it is read.
        """,
        """
        python -m bot ask 'when is season 2 of All of Us Are Dead out?'
        python -m bot ask --today 2024-02-01 'when is season 2 of All of Us Are Dead out?'
        python -m bot ask --json < questions.txt
        python -m bot ask --follow 'who directed AOUAD?' 'and who wrote it?'
        """,
    )
    ask.add_argument("questions", nargs="*", type=clean_text, metavar="QUESTION")
    ask.add_argument(
        "--follow",
        action="store_true",
        help="each question goes on from the one before; a blank line begins anew",
    )
    ask.add_argument("--today", type=_day, metavar="DATE", help="the day to answer for (default: today, UTC)")

    match = add(
        "match",
        _match,
        "say who is meant by names, or by each line of standard input",
        """
        People, works, characters and terms, however they are spelled, the best first with a score.
        """,
        """
        python -m bot match 'Jae-gyu Lee' AOUAD
        python -m bot match --json < names.txt
        """,
    )
    match.add_argument("names", nargs="*", type=clean_text, metavar="NAME")

    extract = add(
        "extract",
        _extract,
        "read articles and print the facts in them",
        """
        Prints a facts file for you to check, each fact with the words it was read from. The text may
        begin with a line such as: date 2024-01-29
        """,
        """
        python -m bot extract article.txt
        python -m bot extract --json data/articles/*.md
        """,
    )
    extract.add_argument("--json", action="store_true", help="one JSON object a line")
    extract.add_argument(
        "--work", type=clean_text, metavar="TITLE", help="the show that the articles are about"
    )
    extract.add_argument("--season", type=int, metavar="N", help="the season that they are news of, from 1")
    extract.add_argument("articles", nargs="+", type=Path, metavar="ARTICLE")

    bring_in = add(
        "import",
        _import,
        "bring in whole shows from TVmaze, AniList, TMDB, Wikidata or a table",
        """
        A source is tvmaze:82, anilist:16498, tmdb:tv-1399 or wikidata:Q23572, the address of such a page, or a
        file: a document of these services, or with --map a table (CSV or JSON); a folder holds such files. What comes in is "reported" by
        the service, on the day it is retrieved, and never displaces what is official. Prints what has changed,
        and on standard error what was left out and why.
        """,
        """
        python -m bot import tvmaze:82
        python -m bot import --dry-run https://anilist.co/anime/16498
        python -m bot import shows/tvmaze-82.json
        python -m bot import --map my-list.toml my-list.csv
        """,
    )
    bring_in.add_argument("sources", nargs="+", type=clean_text, metavar="SOURCE")
    bring_in.add_argument(
        "--map",
        type=Path,
        metavar="FILE",
        help="what the columns of a table are; bot/imports/tables.py has an example",
    )

    refresh = add(
        "refresh",
        _refresh,
        "bring imported shows up to date",
        """
        Asks the services again for what was imported from them; tables are imported again from their files. Who
        follows a show is told what has changed. A source that cannot be had stays as it is, and is named.
        """,
        """
        python -m bot refresh
        python -m bot refresh --dry-run
        python -m bot refresh tvmaze:82
        """,
    )
    refresh.add_argument(
        "sources", nargs="*", type=clean_text, metavar="SOURCE", help="which ones (default: all)"
    )
    for command in (bring_in, refresh):
        command.add_argument(
            "--dry-run", action="store_true", help="change nothing: print what each fact would do"
        )

    backup = add(
        "backup",
        _backup,
        "copy the live database",
        """
        The bot may go on running. The copy is whole and sound, or it is not there; no file is written over,
        and a damaged database is refused.
        """,
        """
        python -m bot backup fan-facts-backup.db
        python -m bot backup --db other.db backups/other.db
        """,
    )
    backup.add_argument("file", type=Path, metavar="FILE")

    restore = add(
        "restore",
        _restore,
        "go back to a backup",
        """
        Puts a copy of the backup in the place of the database, once it is found to be sound. What stood there
        is kept beside it, under another name. A running bot notices, and goes on from the backup.
        """,
        """
        python -m bot restore backups/fan-facts-2026-03-01.db
        python -m bot restore --db other.db other-backup.db
        """,
    )
    restore.add_argument("file", type=Path, metavar="FILE")

    export = add(
        "export",
        _export,
        "write the facts as a small website",
        """
        A page a title and a page a person, to be put on any web server: what is known, from whom, since when, and how
        a release date has changed. Spoilers are folded away. Pages of titles that are gone are removed; nothing
        else in the folder is touched.
        """,
        """
        python -m bot export --site public/
        python -m bot export --db other.db --site /var/www/facts
        """,
    )
    export.add_argument("--site", type=Path, metavar="DIR", required=True, help="the folder to write it to")

    carry = add(
        "move",
        _move,
        "carry everything over to another database",
        """
        From the SQLite file to a PostgreSQL server, or back; ids stay as they are, so that the buttons under old
        messages go on working. The other database has to be empty, or not there yet; what was there stays there.
        Stop the bot first: what it writes meanwhile stays behind. Prints how many rows each table has: one JSON
        object a line.
        """,
        """
        python -m bot move --to postgresql://fanfacts:secret@db.example/fanfacts
        python -m bot move --db postgresql://fanfacts:secret@db.example/fanfacts --to fan-facts.db
        """,
    )
    carry.add_argument("--to", type=_database, metavar="DB", required=True, help="a file or a URL")

    for command in (load, ask, match, bring_in, refresh, backup, restore, export, carry):
        command.add_argument(
            "--db",
            type=_database,
            metavar="DB",
            help="the database, a file or a URL (default: DATABASE_URL or DATABASE_PATH)",
        )
    for command in (ask, match):
        command.add_argument("--json", action="store_true", help="one JSON object a line")
    return parser


def _database(text: str) -> Address:
    try:
        return DatabaseUrl(read_database_url(text)) if is_database_url(text) else read_database_path(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; allowed is YYYY-MM-DD") from error


def _utc_today() -> date:
    return datetime.now(UTC).date()


async def _serve(options: argparse.Namespace, settings: Settings) -> None:
    if settings.discord_token is None:
        print(HOW_TO_GET_A_TOKEN, file=sys.stderr)
        await _preview(options, settings)
        return
    from bot.client import CannotConnect, StartInterrupted, run

    print(
        "DISCORD_TOKEN is set: connecting to Discord. Without it this command opens the preview.",
        file=sys.stderr,
    )
    setup_logging(settings.log_level, token=settings.discord_token, database_url=settings.database_url)
    async with _serving_store(settings) as store, _keeping_shards(settings) as keeper:
        bot = _make_bot(settings, store, keeper=keeper)
        # What is loaded by now stays: looking through it for garbage would hold up answers again and again.
        gc.collect()
        gc.freeze()
        try:
            await run(bot, settings.discord_token)
        except CannotConnect as error:
            raise InputError(str(error)) from error
        except StartInterrupted:
            raise KeyboardInterrupt from None


async def _preview(_options: argparse.Namespace, settings: Settings) -> None:
    # The simulated Discord is an extra: a bot on the real one does without it.
    try:
        from bot.preview import QUIET_SECONDS, run_preview
    except ModuleNotFoundError as error:
        if error.name != "simcord":
            raise
        raise InputError(
            "The preview needs simcord, which is not installed. `make preview` installs it and opens the preview; "
            "by hand: python -m pip install --require-hashes -r requirements-preview.txt"
        ) from error
    from dataclasses import replace

    setup_logging(settings.log_level, database_url=settings.database_url)
    async with _serving_store(settings) as store:
        await run_preview(
            lambda guilds: _make_bot(
                replace(settings, home_guild_ids=guilds),
                store,
                quiet_seconds=QUIET_SECONDS,
                always_sync=True,
            ),
            announce=lambda line: print(line, flush=True),
        )


def _make_bot(
    settings: Settings,
    store: FactStore,
    *,
    quiet_seconds: float | None = None,
    always_sync: bool = False,
    keeper: ShardKeeper | None = None,
) -> FactBot:
    # discord.py takes a quarter of a second to import: only what connects pays for it.
    from bot.client import QUIET_SECONDS, FactBot

    return FactBot(
        settings=settings,
        store=store,
        answers=AnswerService(store, _utc_today),
        facts_paths=DEFAULT_PATHS,
        quiet_seconds=QUIET_SECONDS if quiet_seconds is None else quiet_seconds,
        always_sync=always_sync,
        keeper=keeper,
    )


@asynccontextmanager
async def _keeping_shards(settings: Settings) -> AsyncIterator[ShardKeeper | None]:
    """Who keeps this process's shards, if it may be one of several: on a database's server."""
    if settings.database_url is None:
        yield None
        return
    from bot.sharding.open_keeper import open_keeper

    async with open_keeper(DatabaseUrl(settings.database_url)) as keeper:
        yield keeper


@asynccontextmanager
async def _serving_store(settings: Settings) -> AsyncIterator[FactStore]:
    """The store, with the shipped facts loaded; files that are wrong leave the facts as they were."""
    remove_left_folders()
    async with FactStore.open(_address(settings)) as store:
        plan = await store.plan_load(DEFAULT_PATHS)
        if plan.refused:
            _print_refused(plan)
            print(
                "The facts files were not loaded; answering from the facts of the last load.", file=sys.stderr
            )
        else:
            await _warn_of_changed(store, plan)
            await store.apply(plan)
            _print_applied(plan, sys.stderr)
        yield store


async def _load(options: argparse.Namespace, settings: Settings) -> None:
    database, paths = options.db or _address(settings), options.paths or DEFAULT_PATHS
    if not options.dry_run:
        await _load_paths(database, paths, report_to=sys.stdout)
    elif exists(database):
        await _try_loading(database, paths)
    else:
        # A dry run makes no database either.
        with scratch_folder() as folder:
            await _try_loading(folder / "empty.db", paths)


async def _try_loading(database: Address, paths: Sequence[Path]) -> None:
    """Print what loading these paths would change: JSON on stdout, words on stderr."""
    from bot.moderation.describe_reload import describe_reload
    from bot.moderation.reload_files import look_at_reload

    async with FactStore.open(database) as store:
        look = await look_at_reload(store, paths, _utc_today, Rehearsals())
    if look.plan.refused:
        _print_refused(look.plan)
        raise InputError("Nothing would be changed: mend what is refused.")
    for row, words in describe_reload(look):
        print(words, file=sys.stderr)
        if row is not None:
            _print_json(row)
    _print_changed_answers(look.rehearsal)
    print("This was a dry run: nothing was changed.", file=sys.stderr)


async def _load_paths(database: Address, paths: Sequence[Path], *, report_to: TextIO) -> None:
    async with FactStore.open(database) as store:
        plan = await store.plan_load(paths)
        if plan.refused:
            _print_refused(plan)
            raise InputError("Nothing was changed: mend what is refused and load again.")
        await _warn_of_changed(store, plan)
        before = store.names
        seconds = await store.apply(plan)
        _print_applied(plan, report_to)
        await _warn_of_names(store, plan, before)
        print(f"loaded in {seconds:.2f} s", file=sys.stderr)


async def _warn_of_names(store: FactStore, plan: LoadPlan, before: NameIndex) -> None:
    from bot.moderation.name_warnings import find_name_warnings

    for line in await find_name_warnings(store, plan, before):
        print(f"note: {line}", file=sys.stderr)


async def _import(options: argparse.Namespace, settings: Settings) -> None:
    from bot.imports.fetch import FetchError, open_fetcher
    from bot.imports.imported import NotADocument
    from bot.imports.read_files import read_files
    from bot.imports.services import find_source, word_sources

    named = [(text, find_source(text)) for text in options.sources]
    paths = [Path(text) for text, source in named if source is None]
    absent = [path for path in paths if not path.exists()]
    if absent:
        raise InputError(
            "\n".join(
                f"{path}: is neither a file nor a source; sources are {word_sources()}" for path in absent
            )
        )
    day = _utc_today()
    try:
        shows = await asyncio.to_thread(read_files, paths, options.map, day) if paths else []
        async with open_fetcher(settings.tmdb_token) as fetcher:
            for source in dict.fromkeys(source for _, source in named if source is not None):
                shows += await fetcher.fetch_shows(source, day)
    except (NotADocument, FetchError) as problem:
        raise InputError(f"{problem}\nNothing was changed.") from problem
    async with FactStore.open(options.db or _address(settings)) as store:
        await _take_in(store, shows, dry_run=options.dry_run)


async def _refresh(options: argparse.Namespace, settings: Settings) -> None:
    from bot.imports.fetch import FetchError, open_fetcher
    from bot.imports.imported import NotADocument
    from bot.imports.services import find_source

    async with FactStore.open(options.db or _address(settings)) as store:
        imported = await store.list_imported()
        known = {text: source for text in imported if (source := find_source(text)) is not None}
        asked = [str(find_source(text) or text) for text in options.sources]
        strange = [text for text in asked if text not in known]
        if strange:
            raise InputError(
                f"{', '.join(strange)}: not imported from a service; imported are {', '.join(known) or 'none'}"
            )
        problems = []
        sources = [known[text] for text in asked] or list(known.values())
        async with open_fetcher(settings.tmdb_token) as fetcher:
            # Each few are stored before the next are asked for, however many there are.
            for begin in range(0, len(sources), _REFRESHED_TOGETHER):
                shows = []
                for source in sources[begin : begin + _REFRESHED_TOGETHER]:
                    try:
                        shows += await fetcher.fetch_shows(source, _utc_today())
                    except (FetchError, NotADocument) as problem:
                        problems.append(str(problem))
                try:
                    await _take_in(store, shows, dry_run=options.dry_run)
                except InputError as problem:
                    problems.append(str(problem))
    for text in imported if not asked else ():
        if text not in known:
            print(f"{text}: a table; import its file again", file=sys.stderr)
    if problems:
        raise InputError("\n".join(problems))


async def _take_in(store: FactStore, shows: Sequence[Imported], *, dry_run: bool) -> None:
    """Import what sources state, or print what that would do."""
    from bot.moderation.import_shows import (
        find_imported_facts,
        plan_shows,
        word_imported_fact,
        word_left_out,
    )

    plan = await plan_shows(store, shows)
    if plan.load.refused:
        _print_refused(plan.load)
        raise InputError("Nothing was changed.")
    for line in word_left_out(shows, plan):
        print(f"left out: {line}", file=sys.stderr)
    for line in plan.taken_for[:_MOST_REMARKS]:
        print(f"note: {line}", file=sys.stderr)
    if len(plan.taken_for) > _MOST_REMARKS:
        print(f"note: and {len(plan.taken_for) - _MOST_REMARKS} more are known already", file=sys.stderr)
    await _warn_of_changed(store, plan.load)
    if dry_run:
        facts = await find_imported_facts(store, plan, _utc_today(), _MOST_SHOWN_FACTS)
        for each in facts:
            print(word_imported_fact(each))
        if len(plan.new) > len(facts):
            print(f"and {len(plan.new) - len(facts)} more facts")
        for article, fact in plan.gone:
            print(f"goes, no longer stated by {article.publisher}: {fact.relation} {fact.value}")
        print("This was a dry run: nothing was changed.", file=sys.stderr)
        return
    before = store.names
    seconds = await store.apply(plan.load)
    _print_applied(plan.load, sys.stdout)
    await _warn_of_names(store, plan.load, before)
    print(f"imported in {seconds:.2f} s", file=sys.stderr)


async def _warn_of_changed(store: FactStore, plan: LoadPlan) -> None:
    """Says on stderr which expected answers a load changes; the load is applied all the same."""
    rehearsal = await rehearse_load(store, plan, _utc_today, news=False)
    _print_changed_answers(rehearsal)


def _print_changed_answers(rehearsal: Rehearsal) -> None:
    if rehearsal.failed:
        print("warning: the expected answers could not be checked", file=sys.stderr)
    for each in rehearsal.changed:
        old, new = word_answer_summary(each.expected.answer), word_answer_summary(each.now)
        question = " ".join(each.expected.question.split())
        print(f"warning: the answer to {question!r} changes: {old} -> {new}", file=sys.stderr)


def _print_refused(plan: LoadPlan) -> None:
    for error in plan.refused:
        print(f"refused {error}", file=sys.stderr)


def _print_applied(plan: LoadPlan, stream: TextIO) -> None:
    """What a load has done; say so only once it is committed."""
    for word, files in (("added", plan.added), ("changed", plan.changed)):
        for file in files:
            print(f"{word} {file.article.id} ({len(file.facts)} facts)", file=stream)
    for article in plan.removed:
        print(f"removed {article.slug}", file=stream)
    for article, path in plan.moved:
        print(f"moved {article.slug} to {path}", file=stream)
    for names in plan.names:
        print(f"names from {names.path} ({len(names.names)} names)", file=stream)
    if plan.unchanged:
        print(f"unchanged {plan.unchanged}", file=stream)


@asynccontextmanager
async def _asked_store(options: argparse.Namespace, settings: Settings) -> AsyncIterator[FactStore]:
    """The store to ask; the default one is made from the shipped facts if it does not exist yet."""
    path: Address = options.db or _address(settings)
    if not exists(path):
        if options.db is not None:
            raise InputError(f"there is no database {path}; make it with: python -m bot load --db {path}")
        await _load_paths(path, DEFAULT_PATHS, report_to=sys.stderr)
    async with FactStore.open(path) as store:
        yield store


async def _ask(options: argparse.Namespace, settings: Settings) -> None:
    async with _asked_store(options, settings) as store:
        day: date | None = options.today
        service = AnswerService(store, _utc_today if day is None else lambda: day)
        before: Question | None = None
        for batch in [options.questions] if options.questions else _read_batches():
            if options.follow:
                for question in batch:
                    # A blank line begins anew; what was not understood leaves what was spoken of before.
                    before = before if question.strip() else None
                    answer = await service.ask(question, before)
                    before = context_of(answer) or before
                    _print_answer(answer, options)
            else:
                # Asked together, one question is understood while another waits for its facts.
                for answer in await asyncio.gather(*map(service.ask, batch)):
                    _print_answer(answer, options)


def _print_answer(answer: Answer, options: argparse.Namespace) -> None:
    if options.json:
        _print_json(_describe(answer))
    else:
        _print_text(word_plainly(answer), one_line=not options.questions)


async def _match(options: argparse.Namespace, settings: Settings) -> None:
    async with _asked_store(options, settings) as store:
        for name in options.names or itertools.chain.from_iterable(_read_batches()):
            match = store.names.match(name)
            if options.json:
                _print_json(_describe_match(match))
            else:
                names = ", ".join(
                    f"{candidate.name} ({candidate.score:.2f})" for candidate in match.candidates
                )
                _print_text(f"{match.status}: {names}" if names else match.status, one_line=True)


async def _extract(options: argparse.Namespace, _settings: Settings) -> None:
    from bot.extract import (
        MAX_BYTES,
        MOST_SEASONS,
        NotAnArticle,
        decode_article,
        read_article,
        render_facts_file,
        render_json_line,
    )

    if options.work is not None and not options.work.strip():
        raise InputError("--work is empty: give the title of the show, or leave it out")
    if options.season is not None and not 1 <= options.season <= MOST_SEASONS:
        raise InputError(f"--season {options.season} is no season: give a number from 1 to {MOST_SEASONS}")
    about = options.work.strip() if options.work else None
    refused: list[str] = []
    for path in options.articles:
        try:
            text = decode_article(str(path), read_regular_file(path, MAX_BYTES))
            extracted = read_article(str(path), text, about=about, season=options.season)
        except UnreadableError as error:
            refused.append(f"{path}: {error}")
        except NotAnArticle as error:
            refused.append(str(error))
        else:
            if options.json:
                for fact in extracted.facts:
                    print(render_json_line(fact, str(path)), flush=True)
            else:
                print(render_facts_file(extracted), flush=True)
    if refused:
        raise InputError("\n".join(refused))


async def _backup(options: argparse.Namespace, settings: Settings) -> None:
    path: Address = options.db or _address(settings)
    if not exists(path):
        raise InputError(f"there is no database {path} to copy")
    if isinstance(path, Path):
        # Without opening it, which would bring an old one's tables up to date.
        make_backup(path, options.file)
    else:
        async with FactStore.open(path) as store:
            await store.backup(options.file)
    print(f"copied {path} to {options.file}", file=sys.stderr)


async def _restore(options: argparse.Namespace, settings: Settings) -> None:
    path: Address = options.db or _address(settings)
    if not isinstance(path, Path):
        raise InputError(
            f"{path} is on a server. A backup goes into an empty database there: python -m bot move --db "
            f"{options.file} --to postgresql://…"
        )
    kept = restore_backup(options.file, path, datetime.now(UTC))
    print(f"copied {options.file} to {path}", file=sys.stderr)
    if kept is not None:
        print(f"what stood there is kept as {kept}: delete it once all is well", file=sys.stderr)


async def _export(options: argparse.Namespace, settings: Settings) -> None:
    from bot.site.export import SiteError, export_site

    async with _asked_store(options, settings) as store:
        try:
            done = await export_site(store, options.site, _utc_today())
        except (SiteError, OSError) as problem:
            raise InputError(f"The site was not written: {problem}") from problem
    print(
        f"{done.written} files written, {done.unchanged} unchanged, {done.removed} removed", file=sys.stderr
    )


async def _move(options: argparse.Namespace, settings: Settings) -> None:
    source: Address = options.db or _address(settings)
    copied = await move_database(source, options.to)
    for table, rows in copied.items():
        _print_json({"table": table, "rows": rows})
    print(f"moved {sum(copied.values())} rows from {source} to {options.to}", file=sys.stderr)


def _address(settings: Settings) -> Address:
    """Where the settings say that the database is."""
    return settings.database_path if settings.database_url is None else DatabaseUrl(settings.database_url)


def _read_batches() -> Iterator[list[str]]:
    """The lines of standard input as they come, a few at a time where several are waiting."""
    unfinished = b""
    while chunk := os.read(sys.stdin.fileno(), _CHUNK_BYTES):
        # A carriage return inside a question must not make two lines of it: one line in, one out.
        *lines, unfinished = (unfinished + chunk).split(b"\n")
        # No end of the line in sight: nothing after this much text is read anyway.
        unfinished = unfinished[:_CHUNK_BYTES]
        texts = [clean_text(line.decode(errors="replace")) for line in lines]
        for begin in range(0, len(texts), _ASKED_TOGETHER):
            yield texts[begin : begin + _ASKED_TOGETHER]
    if unfinished:
        yield [clean_text(unfinished.decode(errors="replace"))]


def _print_json(row: dict[str, object]) -> None:
    print(json.dumps(row), flush=True)


def _print_text(text: str, *, one_line: bool) -> None:
    print(" ".join(text.split()) if one_line else f"{text}\n", flush=True)


def _describe_scope(scope: Scope) -> dict[str, object]:
    pieces = {"part": scope.part, "episode": scope.episode}
    return {"season": scope.season, **{key: number for key, number in pieces.items() if number is not None}}


def _describe(answer: Answer) -> dict[str, object]:
    row: dict[str, object] = {
        "status": "unknown",
        "relation": None,
        "work": None,
        "season": None,
        "person": None,
        "values": [],
        "text": word_plainly(answer),
        "sources": [],
    }
    match answer:
        case Found(question=question, sections=sections):
            works = {section.subject.name for section in sections if section.subject.kind is Kind.WORK}
            scopes = {section.scope for section in sections}
            # Several parts of one season are of that season.
            scopes = scopes if len(scopes) == 1 else {scope.without_pieces() for scope in scopes}
            scope = scopes.pop() if len(scopes) == 1 else WHOLE
            row |= {
                "status": "found",
                "work": works.pop() if len(works) == 1 else None,
                **_describe_scope(scope),
                "values": list(answer.values),
                "sources": _describe_sources(answer),
            }
        case NoFact(question=question):
            row |= {
                "work": question.subject.name
                if question.subject and question.subject.kind is Kind.WORK
                else None,
                **_describe_scope(question.scope),
            }
        case Ambiguous(candidates=candidates, choices=choices):
            row |= {"status": "ambiguous", "candidates": [candidate.name for candidate in candidates]}
            question = choices[0]
        case _:
            return row
    row["relation"] = question.relation
    people = (
        entity for entity in (question.named, question.subject) if entity and entity.kind is Kind.PERSON
    )
    row["person"] = next((entity.name for entity in people), None)
    return row


def _describe_sources(answer: Found) -> list[dict[str, object]]:
    sources = (
        (
            ("article", report.article),
            ("published_on", report.published_on.isoformat()),
            ("publisher", report.publisher),
            ("according_to", report.according_to),
            ("certainty", report.certainty.value),
        )
        for report in answer.reports
    )
    return [dict(source) for source in dict.fromkeys(sources)]


def _describe_match(match: Match) -> dict[str, object]:
    best: dict[str, float] = {}
    for candidate in match.candidates:
        best.setdefault(candidate.name, candidate.score)
    return {
        "status": match.status,
        "names": list(best),
        "scores": [round(score, 4) for score in best.values()],
    }


if __name__ == "__main__":
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        status = main()
    except KeyboardInterrupt:
        status = INTERRUPTED
    sys.exit(status)
