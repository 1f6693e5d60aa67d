"""News and letters as messages: below Discord's limits, escaped and veiled, whatever the facts say."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.answers.news import News
from bot.display.components import walk
from bot.display.fans.following import make_followed_layout, make_following_layout
from bot.display.fans.letter_messages import fit_letters, make_letters_layout
from bot.display.fans.news import make_follower_note, make_known_blocks, make_news_blocks
from bot.facts.model import Certainty, Kind
from bot.facts.relations import RELATIONS
from bot.facts.report import Entity, Spoilers
from bot.facts.scope import WHOLE, Scope
from bot.store import About, Follow, LeadingValue, Letter, Snapshot
from tests.hostile import HOSTILE, pooled

TEXT = HOSTILE.map(lambda text: text[:1500])
VALUES = st.lists(
    pooled(
        st.builds(
            lambda words, source, certainty, spoiler: LeadingValue(
                words=words,
                spellings=(words,),
                certainty=certainty,
                source=source,
                url="https://paper.example/" + "a" * 500,
                spoiler=spoiler,
            ),
            TEXT,
            TEXT,
            st.sampled_from(list(Certainty)),
            st.booleans(),
        )
    ),
    max_size=9,
).map(tuple)
NEWS = st.lists(
    st.builds(
        lambda relation, scope, gone, come: News(relation, scope, gone, come, gone, come),
        st.sampled_from(list(RELATIONS.values())),
        st.sampled_from([WHOLE, Scope(2), Scope(2, 1), Scope(2, None, 5)]),
        VALUES,
        VALUES,
    ),
    min_size=1,
    max_size=20,
)


def value(words: str, *, spoiler: bool = False, certainty: Certainty = Certainty.REPORTED) -> LeadingValue:
    return LeadingValue(
        words=words, spellings=(words,), certainty=certainty, source=f"Reported of {words}", spoiler=spoiler
    )


def follow_of(title: str) -> Follow:
    return Follow(
        id=10**17, user=1, subject=Entity(1, Kind.WORK, title), about=About.ANYTHING, digest=True, guild=None
    )


def assert_fits(layout: object) -> None:
    """40 components and 4,000 characters."""
    children = list(walk(layout.children))  # type: ignore[attr-defined]  # any layout
    accessories = [part.accessory for part in children if hasattr(part, "accessory")]
    assert len(children) + len(accessories) <= 40
    assert layout.content_length() <= 4000  # type: ignore[attr-defined]  # any layout


@given(TEXT, NEWS, st.integers(1, 12))
def test_letters_fit_a_message_however_much_is_news(title: str, news: list[News], letters: int) -> None:
    follow = follow_of(title)
    letter = Letter(
        once="x",
        blocks=(*make_news_blocks(title, news), make_follower_note(follow)),
        follow=follow.id,
        title=title,
        role=10**18,
    )
    queue = [letter] * letters
    fit = fit_letters(queue)
    assert 1 <= fit <= letters
    layout = make_letters_layout(queue[:fit])
    assert_fits(layout)
    text = "".join(part.content for part in walk(layout.children) if hasattr(part, "content"))
    assert "@everyone" not in text.replace("\\@", "")
    assert text.count("<@") == text.count("\\<") == 0 or text.startswith("<@&1000000000000000000>")


@given(st.lists(st.text(min_size=1, max_size=9000), min_size=1, max_size=40), st.integers(1, 40))
def test_a_letter_of_any_size_becomes_a_message(blocks: list[str], letters: int) -> None:
    queue = [Letter(once="x", blocks=tuple(blocks), user=1)] * letters
    assert_fits(make_letters_layout(queue[: fit_letters(queue)]))


@given(
    TEXT,
    st.lists(
        st.builds(Snapshot, relation=st.sampled_from(list(RELATIONS)), scope=st.just(Scope(2)), values=VALUES)
    ),
)
def test_what_is_known_fits_beside_what_was_agreed(title: str, leading: list[Snapshot]) -> None:
    assert_fits(make_followed_layout(follow_of(title), make_known_blocks(leading)))


@given(st.lists(TEXT, max_size=60), st.integers(0, 20))
def test_a_page_of_follows_fits(titles: list[str], page: int) -> None:
    assert_fits(make_following_layout([follow_of(title) for title in titles], [], page))


def test_old_and_new_stand_beside_each_other() -> None:
    news = News(
        RELATIONS["release date"],
        Scope(2),
        (value("2024"),),
        (value("2025"),),
        (value("2024"),),
        (value("2025"),),
    )
    head, block = make_news_blocks("Moon High", [news])
    assert head == "### News: Moon High"
    assert block == "**Release date, season 2**\n2024 → **2025**\n-# Reported of 2025"


def test_what_is_known_no_more_and_what_is_surer_say_so() -> None:
    gone = News(RELATIONS["release date"], WHOLE, (value("2024"),), (), (value("2024"),), ())
    before, after = value("2024", certainty=Certainty.RUMOURED), value("2024", certainty=Certainty.OFFICIAL)
    firmer = News(RELATIONS["renewal date"], WHOLE, (before,), (after,), (), (), ((before, after),))
    _, first, second = make_news_blocks("Moon High", [gone, firmer])
    assert "2024 → **not known**" in first
    assert "2024: rumoured → **official**" in second


def test_spoilers_are_veiled_hidden_or_open_as_was_chosen() -> None:
    plot = RELATIONS["plot"]
    told = value("Sora lives")
    secret = News(
        plot, Scope(2), (), (value("Sora dies", spoiler=True),), (), (value("Sora dies", spoiler=True),)
    )
    harmless = News(plot, Scope(1), (), (told,), (), (told,))
    assert "||Sora dies||" in make_news_blocks("Moon", [secret])[1]
    assert "New: Sora dies" in make_news_blocks("Moon", [secret], Spoilers.OPEN)[1]
    assert make_news_blocks("Moon", [secret], Spoilers.HIDDEN) == ()
    assert len(make_news_blocks("Moon", [secret, harmless], Spoilers.HIDDEN)) == 2


def test_who_reports_a_spoiler_and_where_is_veiled_with_it() -> None:
    secret = LeadingValue(
        words="Sora dies", spellings=("sora dies",), certainty=Certainty.REPORTED, source="Reported by Ghosts Weekly",
        url="https://sora-dies.example/", spoiler=True,
    )  # fmt: skip
    news = News(RELATIONS["plot"], Scope(2), (), (secret,), (), (secret,))
    known = Snapshot(relation="plot", scope=Scope(2), values=(secret,))
    for block in (make_news_blocks("Moon", [news])[1], make_known_blocks([known])[0]):
        outside = re.sub(r"\|\|.+?\|\|", "", block)
        assert "Ghosts" not in outside
        assert "example" not in outside
        assert "Ghosts" in block
    assert "||" not in make_news_blocks("Moon", [news], Spoilers.OPEN)[1]


def test_however_long_the_values_a_letter_tells_what_has_changed() -> None:
    def values(begin: int) -> tuple[LeadingValue, ...]:
        return tuple(
            LeadingValue(
                words=f"{at} " + "*" * 400, spellings=(str(at),), certainty=Certainty.REPORTED,
                source="_" * 400, url="https://paper.example/" + "a" * 250, spoiler=True,
            )
            for at in range(begin, begin + 9)
        )  # fmt: skip

    old, new = values(10), values(30)
    blocks = make_news_blocks("Moon High", [News(RELATIONS["release date"], Scope(2), old, new, old, new)])
    layout = make_letters_layout([Letter(once="x", blocks=blocks, user=1)])
    assert_fits(layout)
    text = "".join(part.content for part in walk(layout.children) if hasattr(part, "content"))
    assert "10 " in text
    assert "30 " in text
    assert text.count("||") % 2 == 0, "no veil is cut off"
