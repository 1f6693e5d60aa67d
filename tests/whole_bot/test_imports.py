"""``/facts import`` from end to end: looked at, applied, told to who follows, taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import simcord

from bot.client import FactBot
from bot.imports.fetch import FetchError
from bot.imports.imported import Imported, Source
from bot.imports.services import SERVICES
from bot.moderation.import_shows import MOST_BYTES, MOST_FACTS, MOST_MAPPING_BYTES
from bot.settings import Settings
from bot.store import FactStore
from tests.reading import reports_of
from tests.whole_bot.moderating import now, press, take_back
from tests.whole_bot.stage import Shown, Stage, labels_of, make_bot, private, raw_text_of, text_of

pytestmark = pytest.mark.simcord(shard_count=1)

DOCUMENTS = Path(__file__).parents[1] / "imports" / "documents"


class Services:
    """Stands in for the network: the documents that services have now, by source."""

    def __init__(self) -> None:
        self.documents = {"tvmaze:90210": (DOCUMENTS / "tvmaze.json").read_bytes()}

    async def fetch_shows(self, source: Source, day: date) -> list[Imported]:
        if str(source) not in self.documents:
            raise FetchError(f"{source}: it has no such title")
        return SERVICES[source.service].read(self.documents[str(source)], day, str(source))

    def change(self, old: str, new: str) -> None:
        """What the service states from now on."""
        self.documents = {
            source: text.decode().replace(old, new).encode() for source, text in self.documents.items()
        }


@pytest.fixture
def services() -> Services:
    return Services()


@pytest.fixture
async def simcord_bot(
    home_settings: Settings, store: FactStore, facts_paths: tuple[Path, ...], services: Services
) -> FactBot:
    """The bot, which fetches from no network."""
    bot = make_bot(home_settings, store, facts_paths)
    bot.fetch_shows = services.fetch_shows
    return bot


async def look(stage: Stage, source: str = "tvmaze:90210") -> Shown:
    return await stage.slash_as(stage.moderator, "facts import", source=source)


async def creators(stage: Stage) -> set[str]:
    return {each.value for each in await reports_of(stage.bot.store, "creator")}


def inbox(member: simcord.MemberActor) -> list[str]:
    return [text_of(message) for message in member.user.dm_channel.history()]


async def test_an_import_is_looked_at_before_it_is_applied(stage: Stage) -> None:
    before = await creators(stage)
    shown = await look(stage, "https://www.tvmaze.com/shows/90210/the-cinder-court")
    text = text_of(shown)
    assert private(shown)
    for said in (
        "Import The Cinder Court on TVmaze",
        "www.tvmaze.com",
        "The Cinder Court season 2 is due on 7 January 2027.",
        "Other names: 1",
        "Left out: ",
        "Nothing has been changed yet.",
    ):
        assert said in text, said
    assert labels_of(shown) == ["Apply", "Cancel"]
    assert await creators(stage) == before

    shown = await press(stage, shown, "Apply")
    assert "The Cinder Court on TVmaze: " in text_of(shown)
    assert await creators(stage) == {*before, "Ines Halloran"}
    answer = text_of(await stage.ask("who plays Queen Ysolt?"))
    assert "Maeve Corrigan" in answer
    assert "(TVmaze)" in answer.replace("\\", "")

    assert "Nothing would change" in text_of(await look(stage))
    await take_back(stage)
    assert await creators(stage) == before


async def test_only_what_was_seen_is_applied(stage: Stage, services: Services) -> None:
    before = await creators(stage)
    shown = await look(stage)
    services.change("Ines Halloran", "Someone Else")
    shown = await press(stage, shown, "Apply")
    assert "has changed since you looked, so nothing was applied" in text_of(shown)
    assert await creators(stage) == before
    await press(stage, shown, "Apply")
    assert await creators(stage) == {*before, "Someone Else"}


async def test_an_answer_that_is_expected_since_is_shown_before_an_import_changes_it(stage: Stage) -> None:
    before = await creators(stage)
    shown = await look(stage)
    question = "who created The Cinder Court?"
    seen = await stage.slash_as(stage.moderator, "facts expect", question=question)
    await press(stage, seen, "Expect this answer")
    shown = await press(stage, shown, "Apply")
    assert "what I know, has changed since you looked, so nothing was applied" in text_of(shown)
    assert "1 expected answer would change" in text_of(shown)
    assert await creators(stage) == before
    await press(stage, shown, "Apply all the same")
    assert "Ines Halloran" in await creators(stage)


async def test_the_button_works_after_a_restart(
    stage: Stage, services: Services, home_settings: Settings, store: FactStore, facts_paths: tuple[Path, ...]
) -> None:
    shown = await look(stage)
    bot = make_bot(home_settings, store, facts_paths)
    bot.fetch_shows = services.fetch_shows
    await stage.env.restart_bot(bot)
    await press(stage, shown, "Apply")
    assert "Ines Halloran" in await creators(stage)


async def test_a_second_import_tells_followers_what_has_changed(stage: Stage, services: Services) -> None:
    await press(stage, await look(stage), "Apply")
    await stage.slash("follow", title="The Cinder Court")
    services.change("2027-01-07", "2027-03-04")
    shown = await look(stage)
    assert "season 2 is due on 4 March 2027" in text_of(shown)
    assert "The Cinder Court season 2: release date 2027-01-07" in text_of(shown)
    assert "1 follower would be told." in text_of(shown)
    await press(stage, shown, "Apply")
    await stage.env.settle()
    (message,) = inbox(stage.fan)
    assert "7 January 2027 → **4 March 2027**" in message
    assert "TVmaze" in message


async def test_a_moderator_is_asked_whether_a_known_title_is_the_same(
    stage: Stage, services: Services
) -> None:
    services.change("The Cinder Court", "Squid Game")
    assert "Is it the same? 'Squid Game' is known already" in text_of(await look(stage)).replace("**", "")


async def test_what_is_gone_there_goes_here(stage: Stage, services: Services) -> None:
    await press(stage, await look(stage), "Apply")
    services.change("Maeve Corrigan", "Nuala Keane")
    shown = await look(stage)
    assert "The Cinder Court: cast member Maeve Corrigan" in text_of(shown)
    await press(stage, shown, "Apply")
    cast = {each.value for each in await reports_of(stage.bot.store, "cast member")}
    assert "Nuala Keane" in cast
    assert "Maeve Corrigan" not in cast


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("tvmaze:1", "it has no such title"),
        ("https://evil.example/**shows**/1", "is no title that I can import: give the address of its page"),
        ("@everyone", "is no title that I can import"),
    ],
)
async def test_what_cannot_be_had_is_told_in_a_sentence(stage: Stage, source: str, problem: str) -> None:
    shown = await look(stage, source)
    assert private(shown)
    assert problem in text_of(shown)
    assert labels_of(shown) == []
    stage.env.errors.clear()


async def test_a_source_that_is_gone_by_the_time_of_apply_changes_nothing(
    stage: Stage, services: Services
) -> None:
    before = await creators(stage)
    shown = await look(stage)
    services.documents = {}
    result = await stage.press(shown, "Apply", by=stage.moderator)
    assert "it has no such title" in text_of(result.followups[-1])
    assert await creators(stage) == before
    assert labels_of(now(stage, shown)) == ["Apply", "Cancel"]


async def test_a_hostile_document_is_shown_letter_by_letter(stage: Stage, services: Services) -> None:
    services.change("The Cinder Court", "@everyone **[x](https://evil.example)** ||y||")
    services.change("Maeve Corrigan", "<@1> `z`")
    text = raw_text_of(await look(stage))
    assert "\\@everyone" in text
    assert "](https://evil" not in text
    assert "\\<\\@1\\>" in text


MAPPING = b"""
id = "my-list"
publisher = "My list"
work = "Title"
[[fact]]
relation = "creator"
value = "Maker"
"""
TABLE = b"Title,Maker\nHarbour Nine,Tove Lind\nSalt & Iron,Tove Lind\n"
DOCUMENT = (DOCUMENTS / "tvmaze.json").read_bytes()


async def hand_in(
    stage: Stage, name: str, content: bytes, mapping: bytes | None = None, **options: object
) -> Shown:
    """Import a file that is attached to the command."""
    given = {} if mapping is None else {"mapping": ("map.toml", mapping)}
    return await stage.slash_as(stage.moderator, "facts import", file=(name, content), **given, **options)


async def test_a_saved_document_is_looked_at_and_applied_like_its_source(
    stage: Stage, services: Services, home_settings: Settings, store: FactStore, facts_paths: tuple[Path, ...]
) -> None:
    services.documents = {}
    shown = await hand_in(stage, "show.json", DOCUMENT)
    assert private(shown)
    assert "Import The Cinder Court on TVmaze" in text_of(shown)
    assert "www.tvmaze.com" in text_of(shown)
    assert "Ines Halloran" not in await creators(stage)
    await stage.env.restart_bot(make_bot(home_settings, store, facts_paths))
    await press(stage, shown, "Apply")
    assert "Ines Halloran" in await creators(stage)
    assert await stage.bot.store.list_imported() == ["tvmaze:90210"]
    await take_back(stage)
    assert "Ines Halloran" not in await creators(stage)


async def test_a_table_comes_in_with_its_mapping(stage: Stage) -> None:
    shown = await hand_in(stage, "**list**.csv", TABLE, MAPPING)
    assert "Import my-list on My list" in text_of(shown)
    assert "New: 2" in text_of(shown)
    shown = await press(stage, shown, "Apply")
    assert "2 facts new" in text_of(shown)
    assert "Tove Lind" in await creators(stage)
    # What was applied is kept no longer.
    assert await stage.bot.store.import_files.find(1) is None


async def test_what_was_handed_in_is_kept_for_the_last_ten_alone(stage: Stage) -> None:
    first = await hand_in(stage, "list.csv", TABLE, MAPPING)
    for number in range(10):
        await hand_in(stage, "list.csv", TABLE + f"Show {number},X\n".encode(), MAPPING)
    result = await stage.press(first, "Apply", by=stage.moderator)
    assert "I no longer have that file" in text_of(result.followups[-1])
    stage.env.errors.clear()


@pytest.mark.parametrize(
    ("name", "content", "mapping", "problem"),
    [
        ("a.csv", TABLE, None, "a.csv is a table: attach its mapping file too"),
        ("a.zip", TABLE, None, "I cannot import a.zip: I take a saved document of a service (.json)"),
        ("a.json", b"[" + b" " * MOST_BYTES, None, "has 4.0 MB; I take at most 4 MB here"),
        ("a.csv", TABLE, b"#" * (MOST_MAPPING_BYTES + 1), "The mapping has 16 kB; I take at most 16 kB"),
        ("a.csv", TABLE, b"id = 3", "the mapping: is no mapping file"),
        ("a.csv", b"Title\nX\n", MAPPING, "a.csv: has no column 'Maker'"),
        ("a.csv", b"Title,Maker\n" + b"X,Y\n" * (MOST_FACTS + 1), MAPPING, "holds more than 20,000 rows"),
        ("a.json", b"[1]", None, "a.json: is not a JSON object"),
        ("a.json", b'{"@everyone": 1}', None, "a.json: is no document of TVmaze, AniList, TMDB or Wikidata"),
        ("a.json", b"\xff\xfe", None, "a.json: is not a JSON object"),
    ],
)
async def test_what_cannot_be_imported_is_told_in_a_sentence_and_not_kept(
    stage: Stage, name: str, content: bytes, mapping: bytes | None, problem: str
) -> None:
    shown = await hand_in(stage, name, content, mapping)
    assert private(shown)
    assert problem in text_of(shown)
    assert labels_of(shown) == []
    assert await stage.bot.store.import_files.find(1) is None
    stage.env.errors.clear()


async def test_either_a_source_or_a_file_is_given(stage: Stage) -> None:
    for shown in (
        await stage.slash_as(stage.moderator, "facts import"),
        await hand_in(stage, "a.json", DOCUMENT, source="tvmaze:82"),
        await stage.slash_as(
            stage.moderator, "facts import", mapping=("map.toml", MAPPING), source="tvmaze:82"
        ),
    ):
        assert "Give either a source, or a file" in text_of(shown)
    stage.env.errors.clear()
