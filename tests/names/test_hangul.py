"""Hangul in Latin letters: the examples of the two standards, and a spelling for all that can be written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.names.hangul import in_latin, letters_of

SYLLABLES = [chr(code) for code in range(ord("가"), ord("힣") + 1)]

# Examples of the Revised Romanization of Korean, by section, without hyphens and capitals.
EXAMPLES = {
    "2.1 광희문": "gwanghuimun",
    "2.2 구미": "gumi",
    "2.2 영동": "yeongdong",
    "2.2 백암": "baegam",
    "2.2 옥천": "okcheon",
    "2.2 합덕": "hapdeok",
    "2.2 호법": "hobeop",
    "2.2 월곶": "wolgot",
    "2.2 벚꽃": "beotkkot",
    "2.2 한밭": "hanbat",
    "2.2 구리": "guri",
    "2.2 설악": "seorak",
    "2.2 칠곡": "chilgok",
    "2.2 임실": "imsil",
    "2.2 울릉": "ulleung",
    "2.2 대관령": "daegwallyeong",
    "3.1.1 백마": "baengma",
    "3.1.1 신문로": "sinmunno",
    "3.1.1 종로": "jongno",
    "3.1.1 왕십리": "wangsimni",
    "3.1.1 별내": "byeollae",
    "3.1.1 신라": "silla",
    "3.1.2 학여울": "hangnyeoul",
    "3.1.2 알약": "allyak",
    "3.1.3 해돋이": "haedoji",
    "3.1.3 같이": "gachi",
    "3.1.3 맞히다": "machida",
    "3.1.4 좋고": "joko",
    "3.1.4 놓다": "nota",
    "3.1.4 잡혀": "japyeo",
    "3.1.4 낳지": "nachi",
    "3.1.4 묵호": "mukho",
    "3.1.4 집현전": "jiphyeonjeon",
    "3.1 압구정": "apgujeong",
    "3.1 낙동강": "nakdonggang",
    "3.1 죽변": "jukbyeon",
    "3.1 낙성대": "nakseongdae",
    "3.1 합정": "hapjeong",
    "3.1 팔당": "paldang",
    "3.1 샛별": "saetbyeol",
    "3.1 울산": "ulsan",
    "3.2 중앙": "jungang",
    "3.2 반구대": "bangudae",
    "3.2 세운": "seun",
    "3.2 해운대": "haeundae",
    "3.3 부산": "busan",
    "3.3 세종": "sejong",
    "3.6 남산": "namsan",
    "3.6 속리산": "songnisan",
    "3.6 금강": "geumgang",
    "3.6 독도": "dokdo",
    "3.6 경복궁": "gyeongbokgung",
    "3.6 무량수전": "muryangsujeon",
    "3.6 연화교": "yeonhwagyo",
    "3.6 극락전": "geungnakjeon",
    "3.6 안압지": "anapji",
    "3.6 남한산성": "namhansanseong",
    "3.6 화랑대": "hwarangdae",
    "3.6 불국사": "bulguksa",
    "3.6 현충사": "hyeonchungsa",
    "3.6 독립문": "dongnimmun",
    "3.6 오죽헌": "ojukheon",
    "3.6 촉석루": "chokseongnu",
    "3.6 종묘": "jongmyo",
    "3.6 다보탑": "dabotap",
}

# Words of the Standard Pronunciation, by article, as its sounds are spelled in Latin letters.
PRONOUNCED = {
    "5 가져": "gajeo",
    "5 다쳐": "dacheo",
    "9 닦다": "dakda",
    "9 덮다": "deopda",
    "10 넋": "neok",
    "10 여덟": "yeodeol",
    "10 외곬": "oegol",
    "10 밟는": "bamneun",
    "10 밟지": "bapji",
    "10 넓죽하다": "neopjukhada",
    "11 닭": "dak",
    "11 젊다": "jeomda",
    "11 읊고": "eupgo",
    "11 맑게": "malge",
    "11 닭과": "dakgwa",
    "12 많고": "manko",
    "12 닳지": "dalchi",
    "12 밝히다": "balkida",
    "12 넓히다": "neolpida",
    "12 앉히다": "anchida",
    "12 닿소": "daso",
    "12 많소": "manso",
    "12 놓는": "nonneun",
    "12 않네": "anne",
    "12 뚫네": "ttulle",
    "12 낳은": "naeun",
    "12 많아": "mana",
    "12 싫어도": "sireodo",
    "13 옷이": "osi",
    "13 있어": "isseo",
    "13 꽃을": "kkocheul",
    "14 넋이": "neoksi",
    "14 앉아": "anja",
    "14 닭을": "dalgeul",
    "14 값을": "gapseul",
    "17 굳이": "guji",
    "17 밭이": "bachi",
    "17 벼훑이": "byeohulchi",
    "17 묻혀": "mucheo",
    "17 붙여": "bucheo",
    "18 국물": "gungmul",
    "18 있는": "inneun",
    "18 꽃망울": "kkonmangul",
    "18 값매다": "gammaeda",
    "18 읽는": "ingneun",
    "19 침략": "chimnyak",
    "19 막론": "mangnon",
    "19 협력": "hyeomnyeok",
    "20 난로": "nallo",
    "20 칼날": "kallal",
    "20 뚫는": "ttulleun",
    "20 의견란": "uigyeonnan",
    "20 생산량": "saengsannyang",
    "20 이원론": "iwonnon",
    "29 꽃잎": "kkonnip",
    "29 한여름": "hannyeoreum",
    "29 솜이불": "somnibul",
}


@pytest.mark.parametrize(("example", "latin"), [*EXAMPLES.items(), *PRONOUNCED.items()])
def test_the_examples_of_the_standards(example: str, latin: str) -> None:
    assert in_latin(example.split()[1]) == latin


def test_words_sound_apart_and_what_is_no_hangul_stays() -> None:
    assert in_latin("신라 면, 옷 안 (1988)") == "silla myeon, ot an (1988)"
    assert in_latin("Kingdom: 아신전 ㅋㅋ ㄳ 新羅") == "Kingdom: asinjeon kk ㄳ 新羅"
    assert in_latin("") == ""


def test_every_syllable_has_a_spelling() -> None:
    assert len(SYLLABLES) == 11_172
    for syllable in SYLLABLES:
        latin = in_latin(syllable)
        assert latin.isascii()
        assert latin.isalpha()


def test_every_syllable_has_the_letters_that_unicode_gives_it() -> None:
    """The decomposed letters are other characters, of the same names: HANGUL CHOSEONG KIYEOK, HANGUL LETTER KIYEOK."""
    for syllable in SYLLABLES:
        decomposed = unicodedata.normalize("NFD", syllable)
        assert list(map(name_of, "".join(letters_of(syllable)))) == list(map(name_of, decomposed))


def name_of(letter: str) -> str:
    return unicodedata.name(letter).split()[-1]


@given(st.text(st.sampled_from(SYLLABLES), min_size=1, max_size=12))
def test_any_word_is_spelled_in_small_letters_alone(word: str) -> None:
    latin = in_latin(word)
    assert latin.isascii()
    assert latin.isalpha()
    assert latin.islower()


@given(st.text())
def test_any_text_is_spelled_and_nothing_of_it_is_hangul_after_that(text: str) -> None:
    assert not any("가" <= letter <= "힣" for letter in in_latin(text))


@given(st.text(st.sampled_from(SYLLABLES)), st.text(st.sampled_from(SYLLABLES)))
def test_a_space_keeps_words_from_sounding_together(one: str, other: str) -> None:
    assert in_latin(f"{one} {other}") == f"{in_latin(one)} {in_latin(other)}"
