"""Hangul: the letters of a syllable, and how words sound in Latin ones.

Owns the arithmetic of syllables and the Revised Romanisation of words. Refuses to know people: their names are
spelled as they please, syllable by syllable (romanise.py). Refuses what a dictionary alone can tell, beyond the
few words named below: that two words meet in a compound, and what is heard there (첫인상 cheodinsang).

Sources: the Unicode Standard, 3.12; the Revised Romanization of Korean (Ministry of Culture and Tourism, notice
2000-8), below as RR with its sections; the Standard Pronunciation (Ministry of Education, notice 88-2), as SP
with its articles. Tense sounds are not written (RR 3.1), optional hyphens neither (RR 3.2).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final, NamedTuple

_ONSETS: Final = dict(
    zip(
        "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ",
        ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"],
        strict=True,
    )
)
_VOWELS: Final = dict(
    zip(
        "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ",
        "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(),
        strict=True,
    )
)
_CODAS: Final = {"": "", "ㄱ": "k", "ㄴ": "n", "ㄷ": "t", "ㄹ": "l", "ㅁ": "m", "ㅂ": "p", "ㅇ": "ng"}
_ALL_ONSETS: Final = "".join(_ONSETS)
_ALL_VOWELS: Final = "".join(_VOWELS)
_ALL_CODAS: Final = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")

_HEARD_AS: Final = {
    "ㄱ": "ㄱㄲㅋㄳㄺ",
    "ㄴ": "ㄴㄵㄶ",
    "ㄷ": "ㄷㅅㅆㅈㅊㅌㅎ",
    "ㄹ": "ㄹㄼㄽㄾㅀ",
    "ㅁ": "ㅁㄻ",
    "ㅂ": "ㅂㅄㄿㅍ",
    "ㅇ": "ㅇ",
}
HEARD_CODA: Final = {coda: heard for heard, alike in _HEARD_AS.items() for coda in alike} | {"": ""}
"""Each final, as one of the seven that are heard before a consonant and at the end of a word (SP 8-11)."""

_CLUSTERS: Final = {
    "ㄳ": "ㄱㅅ",
    "ㄵ": "ㄴㅈ",
    "ㄶ": "ㄴㅎ",
    "ㄺ": "ㄹㄱ",
    "ㄻ": "ㄹㅁ",
    "ㄼ": "ㄹㅂ",
    "ㄽ": "ㄹㅅ",
    "ㄾ": "ㄹㅌ",
    "ㄿ": "ㄹㅍ",
    "ㅀ": "ㄹㅎ",
    "ㅄ": "ㅂㅅ",
}
_WITH_H: Final = {"ㄱ": "ㅋ", "ㄷ": "ㅌ", "ㅂ": "ㅍ", "ㅈ": "ㅊ"}
_BEFORE_I: Final = {"ㄷ": "ㅈ", "ㅌ": "ㅊ"}
_NASAL: Final = {"ㄱ": "ㅇ", "ㄷ": "ㄴ", "ㅂ": "ㅁ"}
_NOUNS_IN_LG: Final = "닭흙칡슭삵"
"""Syllables in ㄺ that end a noun. In all others it ends the stem of a verb, and sounds otherwise before ㄱ."""

_SYLLABLE: Final = 28
_ONSET: Final = 21 * _SYLLABLE
_CLOSED: Final = "".join(
    f"{chr(bare + 1)}-{chr(bare + 27)}" for bare in range(ord("가"), ord("힣"), _SYLLABLE)
)
_HEARD_WITH_N: Final = re.compile(
    f"(?<=[{_CLOSED}])(?:여울|여름|여우|이불|잎)|(?<=알)약|(?<=^.[{_CLOSED}])[란량력론료로]$"
)
"""What begins with ㄴ although it is not written so: after a consonant the second words of some compounds (SP 29),
and a suffix to a word of two syllables (SP 20: 신문로; but 대관령)."""
_HANGUL: Final = re.compile("[가-힣]+")
_LONE: Final = str.maketrans({letter: latin for letter, latin in (_ONSETS | _VOWELS).items() if latin})


class Letters(NamedTuple):
    """The letters of one syllable: a lead consonant (ㅇ where there is none), a vowel, a final or ""."""

    onset: str
    vowel: str
    coda: str


def letters_of(syllable: str) -> Letters:
    """The letters of a precomposed syllable: 가 + (onset · 21 + vowel) · 28 + coda (Unicode 3.12)."""
    onset, rest = divmod(ord(syllable) - ord("가"), _ONSET)
    vowel, coda = divmod(rest, _SYLLABLE)
    return Letters(_ALL_ONSETS[onset], _ALL_VOWELS[vowel], _ALL_CODAS[coda])


def in_latin(text: str) -> str:
    """Hangul as it is pronounced, in small letters; for titles, whose syllables sound together.

    What is written without a space is pronounced together. Lone letters (ㅋㅋ) are spelled one by one; what is no hangul
    stays as it is.
    """
    return _HANGUL.sub(lambda found: _word_in_latin(found[0]), text).translate(_LONE)


def _word_in_latin(word: str) -> str:
    word = _HEARD_WITH_N.sub(lambda found: _with_n(found[0][0]) + found[0][1:], word)
    joints = [_join(this, after) for this, after in pairwise(word)]
    onsets = [letters_of(word[0]).onset, *(onset for _, onset in joints)]
    codas = [*(coda for coda, _ in joints), HEARD_CODA[letters_of(word[-1]).coda]]
    return "".join(map(_spell, onsets, word, codas, ["", *codas]))


def _with_n(syllable: str) -> str:
    onset = letters_of(syllable).onset
    return chr(ord(syllable) + (_ALL_ONSETS.index("ㄴ") - _ALL_ONSETS.index(onset)) * _ONSET)


def _spell(onset: str, syllable: str, coda: str, coda_before: str) -> str:
    vowel = letters_of(syllable).vowel
    if vowel == "ㅕ" and onset in "ㅈㅉㅊ":
        vowel = "ㅓ"  # SP 5
    lead = "l" if onset == coda_before == "ㄹ" else _ONSETS[onset]  # RR 2.2
    return lead + _VOWELS[vowel] + _CODAS[coda]


def _join(this: str, after: str) -> tuple[str, str]:  # noqa: C901 - the standard's rules, in their order
    """The final of one syllable and the onset of the next, as heard together."""
    coda = letters_of(this).coda
    onset, vowel, rest = letters_of(after)
    first, last = _CLUSTERS.get(coda, "")[:1], _CLUSTERS.get(coda, coda)[-1:]
    in_ending = vowel == "ㅣ" or (vowel == "ㅕ" and rest in ("", "ㅆ"))  # 이, 히; 여 and 였 are made of them

    if last == "ㅎ":
        if onset in _WITH_H:
            return first, _WITH_H[onset]  # 좋고 joko (RR 3.1.4)
        if onset == "ㅇ":
            return "", first or "ㅇ"  # 싫어 sireo (SP 12)
        if onset == "ㅅ":
            return first, "ㅅ"  # 싫소 silso (SP 12)
    elif onset == "ㅇ" and coda not in ("", "ㅇ"):
        return first, _BEFORE_I.get(
            last, last
        ) if in_ending else last  # 앉아 anja (SP 13), 같이 gachi (RR 3.1.3)
    elif onset == "ㅎ" and in_ending and last in _WITH_H:
        # 잡혀 japyeo, 닫히다 dachida; else it is a noun, which keeps its h: 묵호 Mukho (RR 3.1.4).
        return first, _BEFORE_I.get(_WITH_H[last], _WITH_H[last])

    heard = HEARD_CODA[coda]
    if coda == "ㄺ" and onset == "ㄱ" and this not in _NOUNS_IN_LG:
        heard = "ㄹ"  # 맑게 malge (SP 11)
    elif this == "밟" or this + after in ("넓죽", "넓둥"):
        heard = "ㅂ"  # 밟다 bapda (SP 10)
    if onset == "ㄹ" and heard not in ("", "ㄴ", "ㄹ"):
        onset = "ㄴ"  # 종로 Jongno, and 왕십리 Wangsimni (SP 19)
    if onset in "ㄴㅁ":
        heard = _NASAL.get(heard, heard)  # 백마 Baengma (SP 18)
    if {heard, onset} == {"ㄴ", "ㄹ"}:
        return "ㄹ", "ㄹ"  # 신라 Silla, 별내 Byeollae (SP 20)
    return heard, onset
