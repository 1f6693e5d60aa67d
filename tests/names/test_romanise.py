"""Romanisation: which spellings can be one Korean name, and which cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.names.fold import fold
from bot.names.romanise import (
    CODAS,
    FAR,
    ONSETS,
    SOUND_CLASS,
    SURNAMES,
    VOWELS,
    distance,
    readings,
    sound_keys,
)

SURE = 0.45


def apart(one: str, other: str) -> float:
    return min(
        (distance(mine, theirs) for mine in readings(fold(one)) for theirs in readings(fold(other))),
        default=FAR,
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lee Jae-kyoo", "Lee Jae-gyoo"),
        ("Lee Jae-kyoo", "Jae-gyu Lee"),
        ("이재규", "Jae-gyu Lee"),
        ("I Do-hyeon", "Lee Do-hyun"),
        ("Cho Jung-seok", "Jo Jung Suk"),
        ("Ko Kyoung-pyo", "Go Kyung Pyo"),
        ("Choi Woo-shik", "Choe U-sik"),
        ("Yoon Chan-young", "Yun Chanyeong"),
        ("Ryu Seung-ryong", "Yoo Seung-ryong"),
        ("Im Siwan", "Yim Si-wan"),
        ("Noh Min-woo", "Ro Min-u"),
        ("Bae Su-ji", "Bae Soo-jee"),
        ("Seong Dong-il", "Sung Dong-il"),
        ("Kim Jung-eun", "Gim Jeong-eun"),
        ("남궁민", "Namkoong Min"),
        ("박은빈", "Eunbin Park"),
        ("Ch\u014fng Hae-in", "Jung Hae-in"),
        ("Chng Hae-in", "Jung Hae-in"),
        ("Kim Da-eun", "Kim Daeun"),
    ],
)
def test_two_spellings_of_one_person(one: str, other: str) -> None:
    assert apart(one, other) <= SURE
    assert apart(other, one) == apart(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Park Ji-hu", "Park Ji-hoon"),
        ("Lee Jae-wook", "Lee Jae-won"),
        ("Kim Tae-hee", "Kim Dae-hee"),
        ("Kim Min-jun", "Kim Min-ju"),
        ("Choi Soo-bin", "Chae Soo-bin"),
        ("Jeong Ho-yeon", "Jeong Ho-yeol"),
        ("김선영", "김순영"),
        ("Son Ye-jin", "Song Ye-jin"),
        ("Kim Hyun-joo", "Kim Joo-hyun"),
    ],
)
def test_two_people_however_alike(one: str, other: str) -> None:
    assert apart(one, other) > SURE


@pytest.mark.parametrize(
    "name",
    [
        "Steven Spielberg",
        "Akira Kurosawa",
        "Pedro Almodóvar",
        "Zhang Yimou",
        "François Truffaut",
        "Tom Hanks",
        "Gong Li Wei Chen Yu",
        "Madonna",
        "Lee Majors",
    ],
)
def test_names_of_other_languages_have_no_korean_reading(name: str) -> None:
    assert not readings(fold(name))
    assert not sound_keys(fold(name))


def _spell(draw: st.DrawFn, row: str) -> str:
    standard = row.partition("|")[0].split()
    plain = [each.rstrip("°+.~") for each in standard if each[-1:] not in {"°", "+", ".", "~"} or each == "-"]
    return draw(st.sampled_from(plain)).replace("-", "")


@st.composite
def spelled_twice(draw: st.DrawFn) -> tuple[str, str]:
    """One hangul name, each jamo spelled twice by one of its standard spellings."""
    family = draw(st.sampled_from(sorted(SURNAMES)))
    surnames = [
        each for each in SURNAMES[family].partition("|")[0].split() if each.isascii() and each.isalpha()
    ]
    syllables = [
        [
            ONSETS[draw(st.sampled_from(sorted(ONSETS)))],
            VOWELS[draw(st.sampled_from(sorted(VOWELS)))],
            CODAS[draw(st.sampled_from(sorted(CODAS)))],
        ]
        for _ in range(2)
    ]
    one, other = (
        " ".join(
            (
                draw(st.sampled_from(surnames)),
                *("".join(_spell(draw, row) for row in each) for each in syllables),
            )
        )
        for _ in range(2)
    )
    return one, other


@given(spelled_twice())
def test_any_two_standard_spellings_share_a_sound_key(names: tuple[str, str]) -> None:
    """The key only narrows the search, so it may never part what distance() would join."""
    one, other = names
    if readings(one) and readings(other) and apart(one, other) < FAR:
        assert set(sound_keys(one)) & set(sound_keys(other))


def test_no_spelling_falls_into_two_sound_classes() -> None:
    """A spelling of two classes would miss the key of the other one."""
    for table in (ONSETS, VOWELS):
        classes: dict[str, set[str]] = {}
        for jamo, row in table.items():
            for spelling in row.replace("|", " ").split():
                classes.setdefault(spelling.rstrip("°+.~"), set()).add(SOUND_CLASS[jamo])
        assert {spelling for spelling, heard in classes.items() if len(heard) > 1} == set()
