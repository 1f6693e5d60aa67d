"""The name index: who is meant, who may be meant, and what is offered while typing."""

import asyncio
import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.facts.model import Kind
from bot.names import NameEntry, NameIndex, fold

WORKS = (
    "All of Us Are Dead",
    "Squid Game",
    "Live",
    "Mine",
    "Signal",
    "Mother",
    "Tomorrow",
    "Stranger",
    "Sweet Home",
    "12 Angry Men",
    "The Squeeze",
    "Face/Off",
    "24",
    "1899",
    "Ocean's Eleven",
    "Thank God It's Friday",
    "Species",
    "Species II",
    "Saw 2",
    "Kingdom: Ashin of the North",
    "Pokémon",
    "Dokkaebi",
    "Beyond Evil (2021)",
    "!!!",
)
PEOPLE = (
    "Lee Jae-kyoo",
    "Park Ji-hoo",
    "Yoon Chan-young",
    "Lee Jae-wook",
    "F. Scott Fitzgerald",
    "Tom Roth",
    "Steven Spielberg",
    "Kim Hyun-joo",
    "Kim Joo-hyun",
    "Beyoncé",
)
CHARACTERS = ("Nam On-jo", "Lee Cheong-san")


def index_of(*named: tuple[Kind, str]) -> NameIndex:
    return NameIndex.build(
        NameEntry(number, kind, name, True) for number, (kind, name) in enumerate(named, 1)
    )


@pytest.fixture(scope="module")
def index() -> NameIndex:
    named = [(Kind.WORK, name) for name in WORKS]
    named += [(Kind.PERSON, name) for name in PEOPLE]
    named += [(Kind.CHARACTER, name) for name in CHARACTERS]
    named += [(Kind.TOPIC, "zombie"), (Kind.TERM, "Hallyu")]
    entries = [NameEntry(number, kind, name, True) for number, (kind, name) in enumerate(named, 1)]
    return NameIndex.build([*entries, NameEntry(1, Kind.WORK, "지금 우리 학교는", False)])


def names(index: NameIndex, text: str) -> list[str]:
    return [candidate.name for candidate in index.match(text).candidates]


FOUND = [
    ("Lee Jae-gyoo", "Lee Jae-kyoo"),
    ("Jae-gyu Lee", "Lee Jae-kyoo"),
    ("이재규", "Lee Jae-kyoo"),
    ("jaekyoo lee", "Lee Jae-kyoo"),
    ("박지후", "Park Ji-hoo"),
    ("beyonce", "Beyoncé"),
    ("Steven Speilberg", "Steven Spielberg"),
    ("Steven Spielberrg", "Steven Spielberg"),
    ("on-jo", "Nam On-jo"),
    ("AOUAD", "All of Us Are Dead"),
    ("aouad", "All of Us Are Dead"),
    ("TGIF", "Thank God It's Friday"),
    ("지금 우리 학교는", "All of Us Are Dead"),
    ("도깨비", "Dokkaebi"),
    ("squid-game", "Squid Game"),
    ("Squid Game 2", "Squid Game"),
    ("squid game season two", "Squid Game"),
    ("Sweet Home S3", "Sweet Home"),
    ("second season", None),
    ("twelve angry men", "12 Angry Men"),
    ("oceans 11", "Ocean's Eleven"),
    ("squeeze", "The Squeeze"),
    ("the squid game", "Squid Game"),
    ("face off", "Face/Off"),
    ("ashin of the north", "Kingdom: Ashin of the North"),
    ("beyond evil", "Beyond Evil (2021)"),
    ("pokemon", "Pokémon"),
    ("24", "24"),
    ("1899", "1899"),
    ("live!", "Live"),
    ("sigmal", "Signal"),
    ("Tomorow", "Tomorrow"),
    ("!!!", "!!!"),
    ("hallyu", "Hallyu"),
]


@pytest.mark.parametrize(("asked", "meant"), FOUND)
def test_who_is_found(index: NameIndex, asked: str, meant: str | None) -> None:
    match = index.match(asked)
    assert (match.status == "found") is (meant is not None)
    if meant:
        assert match.candidates[0].name == meant


@pytest.mark.parametrize(
    "asked",
    [
        "it",
        "he",
        "Park Ji-hoon",
        "Lee Jae-won",
        "Tim Roth",
        "lime",
        "life",
        "mind",
        "Species III",
        "Saw 3",
        "zombie",
        "other",
        "Kingdom",
        "",
        " ",
        "?",
        "Lee",
        "xyzzy",
        "\u200b",
    ],
)
def test_who_is_never_believed_to_be_meant(index: NameIndex, asked: str) -> None:
    """Another person, another word, another film: worth a question at most."""
    assert index.match(asked).status != "found"


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ("lvie", "Live"),
        ("Park Ji-hoon", "Park Ji-hoo"),
        ("Spielberg", "Steven Spielberg"),
        ("Tim Roth", "Tom Roth"),
        ("Species III", "Species II"),
        ("Kingdom", "Kingdom: Ashin of the North"),
    ],
)
def test_who_is_offered(index: NameIndex, asked: str, offered: str) -> None:
    assert offered in names(index, asked)


def test_it_is_not_fitzgerald(index: NameIndex) -> None:
    assert "F. Scott Fitzgerald" not in names(index, "it")


def test_topics_are_meant_only_when_asked_for(index: NameIndex) -> None:
    assert index.match("zombie").status == "unknown"
    assert index.match("zombie", {Kind.TOPIC}).status == "found"
    assert not index.exact("zombie")


def test_order_within_a_given_name_is_another_person(index: NameIndex) -> None:
    assert index.match("Kim Hyun-joo").candidates[0].name == "Kim Hyun-joo"
    assert index.match("Joo-hyun Kim").candidates[0].name == "Kim Joo-hyun"


def test_two_people_of_one_spelling_are_ambiguous() -> None:
    index = index_of((Kind.PERSON, "Kim Min-ji"), (Kind.PERSON, "Kim Min Ji"))
    assert index.match("kim min ji").status == "ambiguous"
    assert len(index.match("kim min ji").candidates) == 2


def test_the_spelling_as_written_tells_two_apart() -> None:
    index = index_of((Kind.WORK, "Pokémon"), (Kind.WORK, "Pokemon"))
    assert index.match("Pokémon").candidates[0].name == "Pokémon"
    assert index.match("pokemon").candidates[0].name == "Pokemon"
    assert {index.match(each).status for each in ("Pokémon", "pokemon")} == {"found"}


def test_a_work_and_a_person_of_one_name_are_ambiguous_unless_the_kind_is_known() -> None:
    index = index_of((Kind.WORK, "Annie Hall"), (Kind.PERSON, "Annie Hall"))
    assert index.match("Annie Hall").status == "ambiguous"
    assert index.match("Annie Hall", {Kind.WORK}).status == "found"


def test_another_name_wins_over_sound_and_slips() -> None:
    """A moderator's word overrides any rule."""
    index = NameIndex.build(
        [
            NameEntry(1, Kind.PERSON, "Lee Jae-kyoo", True),
            NameEntry(2, Kind.PERSON, "Hong Gil-dong", True),
            NameEntry(2, Kind.PERSON, "Lee Jae-gyu", False),
        ]
    )
    match = index.match("lee jae gyu")
    assert (match.status, match.candidates[0].name) == ("found", "Hong Gil-dong")


def test_two_readings_of_one_sound_are_ambiguous() -> None:
    index = index_of((Kind.PERSON, "Kim Jung-hoon"), (Kind.PERSON, "Kim Jeong-hoon"))
    assert index.match("김정훈").status == "ambiguous"


def test_initials_in_capitals_are_exact_in_a_question(index: NameIndex) -> None:
    assert [each.name for each in index.exact("AOUAD")] == ["All of Us Are Dead"]
    assert not index.exact("aouad")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("par", "Park Ji-hoo"),
        ("jae-k", "Lee Jae-kyoo"),
        ("live", "Live"),
        ("sq", "Squid Game"),
        ("gam", "Squid Game"),
        ("sqiud", "Squid Game"),
        ("spielb", "Steven Spielberg"),
        ("이재규", "Lee Jae-kyoo"),
        ("aouad", "All of Us Are Dead"),
    ],
)
def test_the_obvious_completion_is_first(index: NameIndex, typed: str, first: str) -> None:
    assert index.complete(typed)[0].name == first


def test_a_name_that_begins_so_stands_before_a_later_word_that_does() -> None:
    index = index_of((Kind.WORK, "My Home"), (Kind.WORK, "Home Sweet Home"), (Kind.WORK, "Home"))
    assert [each.name for each in index.complete("home")] == ["Home", "Home Sweet Home", "My Home"]


def test_a_long_name_typed_out_is_the_first_completion() -> None:
    """Beginnings are ordered by sixteen bytes, but names do not end there."""
    named = [f"Namgoong Hyeong-{end}" for end in ("", "cheol", "cheon", "cheong")]
    index = index_of(*((Kind.PERSON, name) for name in named))
    for name in named:
        completions = index.complete(name)
        assert (completions[0].name, completions[0].score) == (name, 1)
    assert len(index.complete("namgoong hyeong c")) == 3


@given(st.lists(st.sampled_from(["the", "lee", "jae", "gyu", "live", "a", "2"]), min_size=1, max_size=4))
def test_a_quick_no_is_a_no(words: list[str]) -> None:
    """What names nobody is rejected early, but never anything that the full comparison would find."""
    index = index_of((Kind.PERSON, "Lee Jae-gyu"), (Kind.WORK, "The Live 2"), (Kind.WORK, "Live"))
    text = " ".join(words)
    sure = [each for each in index.match(text).candidates if each.score >= 0.975]
    assert bool(index.exact_folded(text)) or not sure


def test_completions_keep_to_limit_and_kinds(index: NameIndex) -> None:
    assert len(index.complete("", limit=5)) == 5
    assert {each.kind for each in index.complete("", {Kind.PERSON})} == {Kind.PERSON}
    assert len({each.entity for each in index.complete("")}) == len(index.complete(""))


@pytest.mark.parametrize(
    "typed", ["", "L", "lee", "lee jae", "Lee Jae-gyu", "jae gyu", "이재규", "Lee Jae-gyv"]
)
def test_completions_do_without_whom_they_are_told_to(index: NameIndex, typed: str) -> None:
    offered = {each.entity for each in index.complete(typed)}
    without = set(list(offered)[:3])
    left = index.complete(typed, without=without)
    assert left or offered == without
    assert not without & {each.entity for each in left}
    assert offered - without <= {each.entity for each in left}


NAMES = st.text(min_size=1, max_size=30).filter(lambda text: bool(fold(text)))


@given(st.lists(NAMES, min_size=1, max_size=12, unique_by=fold))
def test_a_name_always_finds_itself(spellings: list[str]) -> None:
    index = index_of(*((Kind.PERSON, name) for name in spellings))
    for name in spellings:
        match = index.match(name)
        assert match.candidates[0].name == name
        assert name in [each.name for each in index.exact(name)]
        assert name in [each.name for each in index.complete(name)]


WORD = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=8)


@given(st.lists(WORD, min_size=2, max_size=4))
def test_order_never_matters(words: list[str]) -> None:
    """Family name first or last, it is the same person."""
    index = index_of((Kind.PERSON, " ".join(words)))
    for turned in ([*words[1:], words[0]], [words[-1], *words[:-1]]):
        match = index.match(" ".join(turned))
        assert (match.status, match.candidates[0].entity) == ("found", 1)


@given(NAMES)
def test_two_of_one_spelling_are_never_told_apart(name: str) -> None:
    index = index_of((Kind.PERSON, name), (Kind.PERSON, name))
    assume(len(fold(name)) > 0)
    assert index.match(name).status == "ambiguous"


@given(st.text(max_size=400))
def test_any_text_gets_an_answer_within_bounds(text: str) -> None:
    index = index_of((Kind.WORK, "Squid Game"), (Kind.PERSON, "Lee Jae-kyoo"))
    match = index.match(text)
    assert len(match.candidates) <= 10
    assert all(0 <= each.score <= 1 for each in (*match.candidates, *index.complete(text)))


def test_nothing_is_found_in_nothing() -> None:
    index = NameIndex.build([])
    assert index.match("Squid Game").status == "unknown"
    assert not index.complete("squid")
    assert not index.complete("")
    assert not index.exact_folded("squid game")


def test_a_very_long_name_finds_itself() -> None:
    index = index_of((Kind.WORK, "The " + "Very " * 200 + "Long Title"), (Kind.WORK, "Live"))
    match = index.match("The " + "Very " * 200 + "Long Title")
    assert (match.status, match.candidates[0].entity) == ("found", 1)


def test_the_loop_goes_on_while_an_index_is_built() -> None:
    """The loop gets its own work done meanwhile; the benchmark measures the stall."""

    async def build() -> int:
        turns = 0
        building = asyncio.create_task(
            asyncio.to_thread(
                NameIndex.build_beside,
                [NameEntry(number, Kind.PERSON, f"Lee Jae{number:05d}", True) for number in range(20_000)],
            )
        )
        while not building.done():
            turns += 1
            await asyncio.sleep(0)
        assert (await building).match("Lee Jae00007").status == "found"
        return turns

    assert asyncio.run(build()) > 10


def test_a_repetitive_text_is_no_slower_than_an_ordinary_one() -> None:
    """Within a wide margin, as a clock proves little; the benchmark has the figure."""
    index = index_of(
        *(
            (Kind.PERSON, f"Kim {one}{two}-{three}")
            for one in "abcdefgh"
            for two in "aeiou"
            for three in ("min", "jun", "ho", "woo", "hyun")
        )
    )

    def seconds(text: str) -> float:
        # Of this thread's own: what else the computer does meanwhile counts for neither.
        began = time.thread_time()
        for _ in range(20):
            index.match(text)
        return time.thread_time() - began

    assert seconds("kim " * 100) < 20 * seconds("Kim haa-mni")
