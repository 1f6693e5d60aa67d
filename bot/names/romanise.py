"""Korean names in Latin letters: which spellings can be one hangul name, and how likely.

Owns the spelling rules and nothing of the index: a spelling goes in, its possible readings come
out, and two names are compared syllable by syllable. Refuses to guess about names that are not
shaped like Korean ones (a family name of the table and one to three given syllables), so that names
of other languages are never folded by these rules.

How it works. A syllable is onset + vowel + coda. The tables below say how each jamo is spelled:
first the spellings of the Revised Romanization and what is as common, then those that are common
among people who chose their own, then rare ones; each tier costs more. A spelling is a possible
reading of every jamo whose row holds it, so "jung" may be 정 or 중. The distance of two spellings is
the cheapest jamo that both can be, and none if they share none: "kyoo" and "gyu" meet in 규,
"hu" and "hoon" meet nowhere. Nothing else is compared, hence "Jae-wook" is far from "Jae-won" although
they differ in two letters.

Sources: Revised Romanization of Korean (Ministry of Culture and Tourism, notice 2000-8);
McCune–Reischauer (1939), with its breves lost or turned into plain letters; Yale (Martin 1992);
the spellings that people commonly put into passports (National Institute of Korean Language, surveys of
surnames in Latin letters, 2009 and 2015); the law of initials (두음 법칙), by which 이/리, 임/림, 유/류,
노/로, 나/라 are one family name.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, product
from typing import Final, NamedTuple, TypeVar

from bot.names.fold import is_hangul
from bot.names.hangul import HEARD_CODA, letters_of

# Tiers are parted by "|": standard, common, rare. "-" is the empty spelling.
ONSETS: Final = {
    "ㄱ": "g k || gh kh c",
    "ㄲ": "kk | gg | k g",
    "ㄴ": "n",
    "ㄷ": "d || t dh",
    "ㄸ": "tt | dd | d t",
    "ㄹ": "r l | rh",
    "ㅁ": "m",
    "ㅂ": "b || p v bh",
    "ㅃ": "pp | bb | b p",
    "ㅅ": "s sh",
    "ㅆ": "ss | s | sh",
    "ㅇ": "-",
    "ㅈ": "j || ch z zh jh",
    "ㅉ": "jj || j ch",
    "ㅊ": "ch || tch",
    "ㅋ": "k | kh | c q",
    "ㅌ": "t | th",
    "ㅍ": "p | ph | f",
    "ㅎ": "h || wh",
}
# "w" and "y" are spelled with the vowel. A spelling marked "°" is for syllables without an onset,
# "+" for those with one, "." for those without a coda, "~" for those with one.
_CONDITIONS: Final = "°+.~"
VOWELS: Final = {
    "ㅏ": "a ah. | ah~ | aa ar",
    "ㅐ": "ae | ai e | ay ea",
    "ㅑ": "ya yah.",
    "ㅒ": "yae | ye",
    "ㅓ": "eo | u~ uh | u. o ou eu",
    "ㅔ": "e | ae eh. | ey ei",
    "ㅕ": "yeo | yu+ you yuh. | yu° yo yeu",
    "ㅖ": "ye | yeh. | yae yea e+",
    "ㅗ": "o oh. || ou oo",
    "ㅘ": "wa | oa | wah ua",
    "ㅙ": "wae | weh | we wai oe",
    "ㅚ": "oe oi | we | oy wae",
    "ㅛ": "yo yoh.",
    "ㅜ": "u oo woo° | wu° ou | uh uu",
    "ㅝ": "wo | weo | wu wou woo",
    "ㅞ": "we",
    "ㅟ": "wi | wee | ui uy",
    "ㅠ": "yu yoo | you | yuh yuu yew ue+",
    "ㅡ": "eu || u oo ue+ ew",
    "ㅢ": "ui eui | ee+ i | yi ee uy",
    "ㅣ": "i ee yi° || ie ih",
}
CODAS: Final = {
    "": "-",
    "ㄱ": "k | g ck | c gk",
    "ㄴ": "n | nn",
    "ㄷ": "t | d s",
    "ㄹ": "l | r ll | hl",
    "ㅁ": "m | mm hm",
    "ㅂ": "p b | bp",
    "ㅇ": "ng",
}

# Family names: the hangul (several where the law of initials makes one name of them), then its
# spellings in the same tiers. McCune–Reischauer stands with its breve; see _surname_spellings.
SURNAMES: Final = {
    "가": "ga ka || kah gah",
    "간": "gan || kan kahn",
    "갈": "gal kal",
    "감": "gam kam",
    "강": "gang kang | khang kahng | ghang kaing gahng",
    "견": "gyeon kyŏn | kyun kyeon gyun",
    "경": "gyeong kyŏng kyung | kyoung kyeong gyung | geong",
    "계": "gye kye | kae gae kay | key",
    "고": "go ko koh | goh | kho gho",
    "공": "gong kong || kohng gohng",
    "곽": "gwak kwak | kwag gwag kwack | koak",
    "구": "gu ku koo goo || kou gou khoo",
    "국": "guk kuk kook | gook | kug cook",
    "궁": "gung kung | koong goong",
    "권": "gwon kwŏn kwon | kweon gweon | kwun kwan",
    "금": "geum kŭm keum | kum gum | guem kuem",
    "기": "gi ki | kee gee | key",
    "길": "gil kil | gill kill | keel",
    "김": "gim kim || ghim gym kym",
    "나 라": "na ra la | nah rah || rha lah",
    "남": "nam | nahm || nham",
    "남궁": "namgung namkung namkoong namgoong | namkoung namgoung",
    "노 로": "no noh ro roh | rho nho || loh lo",
    "단": "dan || tan dahn",
    "당": "dang || tang",
    "도": "do doh || to toh doe",
    "독고": "dokgo tokko dokko | dokgoh dockko",
    "동": "dong || tong",
    "두": "du doo || tu",
    "류 유": "ryu yu yoo | ryoo you lyu rhyu | yoou lew liu riu",
    "마": "ma mah || mar",
    "맹": "maeng || meang mang maing",
    "명": "myeong myŏng myung | myoung myong",
    "모": "mo moh",
    "목": "mok | mock || mog",
    "문": "mun moon || muhn moun mon",
    "민": "min || minn meen",
    "박": "bak pak park | bark pack | bahk pahk paak",
    "반": "ban pan bahn | van",
    "방": "bang pang | bahng bhang | pahng",
    "배": "bae pae | bai pai bay | bea be",
    "백": "baek paek paik | baik back | beak baeck pack",
    "범": "beom pŏm bum | beum buhm | bom",
    "변": "byeon pyŏn byun | byon pyun byoun",
    "복": "bok pok | bock",
    "봉": "bong pong",
    "부": "bu pu boo | poo",
    "빈": "bin pin | been",
    "사": "sa | sah || sha",
    "사공": "sagong sakong",
    "서": "seo sŏ suh | su sur suhr | sŭ so shu",
    "서문": "seomun sŏmun seomoon | suhmoon",
    "석": "seok sŏk suk | seuk suck | sok",
    "선": "seon sŏn sun | son sen",
    "선우": "seonu sŏnu sunwoo seonwoo | sunu sunoo",
    "설": "seol sŏl sul | seul sol",
    "성": "seong sŏng sung | soung | seung",
    "소": "so soh || sho",
    "손": "son sohn | shon",
    "송": "song || soung sohng",
    "승": "seung sŭng",
    "시": "si shi || see",
    "신": "sin shin | shinn sihn || sheen synn",
    "심": "sim shim | sym shym || seem",
    "안": "an ahn | ann || aan arn",
    "양 량": "yang ryang | lyang yahng",
    "어": "eo ŏ uh | eoh",
    "엄": "eom ŏm um uhm | eum | aum oum",
    "여 려": "yeo yŏ | yuh yo ryeo ryŏ | yea yu",
    "연": "yeon yŏn youn | yun yuen | yeun",
    "염 렴": "yeom yŏm yum | youm yeum",
    "예": "ye | yea yeh || yae",
    "오": "o oh | oe || ou owe",
    "옥": "ok | ock ohk oak",
    "온": "on ohn | onn",
    "옹": "ong || ohng",
    "왕": "wang | whang",
    "용 룡": "yong | ryong || young",
    "우": "u woo wu | ou | uh",
    "원": "won wŏn weon | woon",
    "위": "wi wee | wie",
    "육 륙": "yuk yook | youk yug ryuk",
    "윤": "yun yoon youn | yune | yeun",
    "은": "eun ŭn | un en",
    "이 리": "i lee yi rhee | ri li yee rhie ree rhi | ee lie",
    "인": "in ihn | yin inn",
    "임 림": "im lim yim | rim leem rhim | ihm lym yim",
    "장": "jang chang | jahng || zhang chahng",
    "전": "jeon chŏn jun chun | jeun cheon | chon",
    "정": "jeong chŏng jung chung | joung cheong jeung | chong jong choung",
    "제": "je che | jae jeh",
    "제갈": "jegal chegal | jekal jaegal",
    "조": "jo cho | joe joh | jho zo",
    "좌": "jwa chwa | joa",
    "주": "ju chu joo choo | jou | zoo zhu",
    "지": "ji chi jee | chee | gi jhi",
    "진": "jin chin | jean jhin || chen gin",
    "차": "cha ch'a | char chah | tcha",
    "채": "chae ch'ae | chai che | chea",
    "천": "cheon ch'ŏn chun | choun cheun | chon chen",
    "최": "choe ch'oe choi | choy | che chwe choei choie",
    "추": "chu ch'u choo | chou | chue",
    "탁": "tak t'ak | tark tack || tag",
    "태": "tae t'ae | tai tea",
    "팽": "paeng p'aeng || paing pang",
    "편": "pyeon p'yŏn pyun || pyon pyoun",
    "표": "pyo p'yo | phyo || pyoh",
    "피": "pi p'i | pee phee",
    "하": "ha hah || har",
    "한": "han hahn | haan hann",
    "함": "ham hahm | hamm haam",
    "허": "heo hŏ huh hur | her hu ho | heoh",
    "현": "hyeon hyŏn hyun | hyon hyoun | hyeun",
    "형": "hyeong hyŏng hyung | hyoung",
    "호": "ho hoh",
    "홍": "hong | hohng houng",
    "황": "hwang whang | hoang",
    "황보": "hwangbo whangbo hwangpo",
}

_TIER_COST: Final = (0.0, 0.1, 0.5)
_SURNAME_TIER_COST: Final = (0.0, 0.1, 0.3)  # there are few family names, so a rare spelling misleads less
# A writer who keeps to the Revised Romanization ("Gim Seong-hui") does so throughout; one who chooses
# spellings writes "Sun" for 선 and doubles the o for 순. The signs of either, and what it costs to read
# a spelling against its writer's habit:
_AGAINST_REVISED: Final = 0.3
_AGAINST_CHOSEN: Final = 0.4
_REVISED_SURNAMES: Final = frozenset("gim bak i choe u".split())
_REVISED_VOWELS: Final = frozenset({"eo", "yeo"})  # before a coda alone, because all write Seo, Yeo
_CHOSEN_VOWELS: Final = frozenset({"oo", "ee", "you", "yoo", "woo", "uh", "ou", "ah", "oh", "eui"})
_CHOSEN_FOR_EO: Final = frozenset("sun suk sung jung".split())
_HARDLY_REVISED: Final = frozenset("sung jung chul".split())  # 숭, 중, 출 are in next to no given names
_LONGEST_VOWEL: Final = 3
_CONSONANTS: Final = "bcdfghjklmnpqrstvwxyz"
_THREE_VOWELS: Final = re.compile("(?:[^aeiou]*[aeiou]){3}")
_TWO_VOWELS: Final = re.compile("[^aeiou]*[aeiou]+([^aeiou]+)[aeiou]+[^aeiou]*")
"""A word of two syllables or more, and the consonants between: with "h", "w" and "y", where they belong to
a vowel ("ah", "ya")."""
_LONGEST_SYLLABLE: Final = 7  # "chaeng" and one more
_MOST_GIVEN: Final = 3  # syllables of a given name
_MOST_READINGS: Final = 6  # ways to part one word into syllables
FAR: Final = math.inf


T = TypeVar("T")


class Syllable(NamedTuple):
    """A spelled syllable, in the letters of its writer; or a hangul one, its jamo as ``=jamo``."""

    onset: str
    vowel: str
    coda: str


class Reading(NamedTuple):
    """One way to read a spelling as a Korean name."""

    surname: str
    given: tuple[Syllable, ...]
    revised: bool
    """Whether its writer keeps to the Revised Romanization, by which "u" is never ㅓ."""


def _tiers(row: str, costs: tuple[float, ...]) -> Iterator[tuple[str, float]]:
    for tier, cost in zip(row.split("|"), costs, strict=False):
        for spelling in tier.split():
            yield spelling, cost


def _surname_spellings(spelling: str) -> set[str]:
    """A McCune–Reischauer spelling as it survives: its breve gone, or the whole letter lost on the way."""
    plain = spelling.replace("'", "")
    if plain.isascii():
        return {plain}
    lost = plain.replace("ŏ", "").replace("ŭ", "")
    # A single letter left over would be an initial, which names nobody.
    return {plain.replace("ŏ", "o").replace("ŭ", "u"), *([lost] if len(lost) > 1 else [])}


def _read_surnames() -> dict[str, dict[str, float]]:
    known: dict[str, dict[str, float]] = {}
    for hangul, row in SURNAMES.items():
        first = hangul.split()[0]
        for written in hangul.split():
            known.setdefault(written, {})[first] = 0.0
        for spelling, cost in _tiers(row, _SURNAME_TIER_COST):
            for plain in _surname_spellings(spelling):
                costs = known.setdefault(plain, {})
                costs[first] = min(cost, costs.get(first, cost))
    return known


def _read_jamo(table: dict[str, str], unmet: str = "") -> dict[str, dict[str, float]]:
    """Spelling → what it may stand for and at which cost; without spellings that need an unmet condition."""
    known: dict[str, dict[str, float]] = {}
    for jamo, row in table.items():
        known["=" + jamo] = {jamo: 0.0}
        for marked, cost in _tiers(row, _TIER_COST):
            spelling = "" if marked == "-" else marked.rstrip(_CONDITIONS)
            if not (set(marked[len(spelling) :]) & set(unmet)):
                costs = known.setdefault(spelling, {})
                costs[jamo] = min(cost, costs.get(jamo, cost))
    return known


_SURNAME_OF: Final = _read_surnames()
_ONSET_OF: Final = _read_jamo(ONSETS)
_CODA_OF: Final = _read_jamo(CODAS)
_VOWEL_OF: Final = {
    (begun, closed): _read_jamo(VOWELS, ("°" if begun else "+") + ("." if closed else "~"))
    for begun in (False, True)
    for closed in (False, True)
}
"""By whether the syllable has an onset and a coda."""
_SHAPE: Final = re.compile(
    "".join(f"(?:{'|'.join(table)})" for table in (_ONSET_OF, _read_jamo(VOWELS), _CODA_OF))
)
"""Any onset, vowel and coda: most letters are no syllable, and this says so in one call."""

# Sound classes: all jamo that one spelling may stand for fall into one class, so that any two
# spellings of one hangul name have one class key. Finer distinctions are left to distance().
SOUND_CLASS: Final = dict(
    zip("ㄱㄲㅋㄴㄷㄸㅌㄹㅁㅂㅃㅍㅅㅆㅇㅈㅉㅊㅎ", "GGGNDDDLMBBBSS-JJJH", strict=True)
) | dict(zip("ㅏㅑㅘㅐㅒㅔㅖㅙㅚㅞㅓㅕㅗㅛㅜㅝㅠㅡㅟㅢㅣ", "aaaeeeeeeeuuuuuuuuiii", strict=True))


def _jamo(hangul: str) -> Syllable:
    """A hangul syllable, its final as it is heard."""
    onset, vowel, coda = letters_of(hangul)
    return Syllable("=" + onset, "=" + vowel, "=" + HEARD_CODA[coda])


def _part(word: str, read: Callable[[str], tuple[T, ...]]) -> list[tuple[T, ...]]:
    """The ways to part one folded word into syllables that ``read`` can read, fewest first; empty if none.

    "daeun" is da-eun or dae-un. A word that can be one syllable may be two as well ("sea": se-a).
    """
    if not word.isascii():
        return list(product(*map(read, word))) if len(word) <= _MOST_GIVEN else []
    if apart := _TWO_VOWELS.fullmatch(word):
        between = apart.start(1)
        cuts: Sequence[int] = [between + at for at in _ends_of_syllable(apart[1])]
        found: list[tuple[T, ...]] = []
    else:
        cuts = range(_first_vowel(word) + 1, len(word.rstrip(_CONSONANTS)))
        found = [(one,) for one in read(word)] if len(word) <= _LONGEST_SYLLABLE else []
    for cut in cuts:
        if ends := read(word[cut:]):
            found += [(one, two) for one in read(word[:cut]) for two in ends]
    if not found and _THREE_VOWELS.match(word) and len(word) <= _MOST_GIVEN * _LONGEST_SYLLABLE:
        for cut in range(_first_vowel(word) + 1, min(len(word) - 1, _LONGEST_SYLLABLE + 1)):
            if begins := read(word[:cut]):
                rest = [parts for parts in _part(word[cut:], read) if len(parts) == _MOST_GIVEN - 1]
                found += [(one, *parts) for one in begins for parts in rest]
    return found[:_MOST_READINGS]


def _first_vowel(word: str) -> int:
    return len(word) - len(word.lstrip(_CONSONANTS))


@lru_cache(maxsize=1024)
def _ends_of_syllable(consonants: str) -> tuple[int, ...]:
    """Where one syllable may end and the next begin in the consonants between two vowels."""
    return tuple(
        at
        for at in range(len(consonants) + 1)
        if (consonants[:at] in _CODA_OF or consonants[1:at] in _CODA_OF)
        and (consonants[at:] in _ONSET_OF or consonants[at:-1] in _ONSET_OF)
    )


@lru_cache(maxsize=8192)
def _as_syllable(letters: str) -> tuple[Syllable, ...]:
    """The ways to read a few letters, or one of hangul, as one syllable."""
    if "가" <= letters <= "힣" and len(letters) == 1:
        return (_jamo(letters),)
    if not _SHAPE.fullmatch(letters):
        return ()
    return tuple(
        Syllable(letters[:o], letters[o:v], letters[v:])
        for o in range(min(3, len(letters)))
        if letters[:o] in _ONSET_OF
        for v in range(min(len(letters), o + _LONGEST_VOWEL), o, -1)
        if letters[v:] in _CODA_OF and letters[o:v] in _VOWEL_OF[o > 0, v < len(letters)]
    )


def _costs(syllable: Syllable) -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
    """What onset, vowel and coda may stand for, each with its cost."""
    onset, vowel, coda = syllable
    vowels = _VOWEL_OF[onset not in ("", "=ㅇ"), coda not in ("", "=")]
    return _ONSET_OF[onset], vowels[vowel], _CODA_OF[coda]


@lru_cache(maxsize=16384)
def _sound_classes(letters: str) -> tuple[str, ...]:
    """Onset class, vowel class and coda of a syllable: any two spellings of one hangul syllable share one."""
    read = [tuple(next(iter(part)) for part in _costs(syllable)) for syllable in _as_syllable(letters)]
    return tuple({SOUND_CLASS[onset] + SOUND_CLASS[vowel] + coda for onset, vowel, coda in read})


@lru_cache(maxsize=4096)
def _vowels(syllable: Syllable, revised: bool) -> dict[str, float]:
    """What the vowel may stand for, by its writer's habit."""
    vowels = _costs(syllable)[1]
    if revised:
        return {jamo: cost + _AGAINST_REVISED * (cost > 0) for jamo, cost in vowels.items()}
    if "".join(syllable) in _CHOSEN_FOR_EO:
        return {jamo: cost + _AGAINST_CHOSEN * (jamo != "ㅓ") for jamo, cost in vowels.items()}
    return vowels


@lru_cache(maxsize=16384)
def _apart(one: Syllable, one_revised: bool, other: Syllable, other_revised: bool) -> float:
    onsets, _, codas = _costs(one)
    their_onsets, _, their_codas = _costs(other)
    total = _cheapest(onsets, their_onsets) + _cheapest(codas, their_codas)
    if total == FAR:
        return FAR
    if one == other and one_revised == other_revised:
        return 0.0
    return total + _cheapest(_vowels(one, one_revised), _vowels(other, other_revised))


def _cheapest(one: dict[str, float], other: dict[str, float]) -> float:
    return min((cost + other[name] for name, cost in one.items() if name in other), default=FAR)


def _is_revised(surname: str, given: tuple[Syllable, ...]) -> bool:
    """Whether something is spelled as the Revised Romanization alone does, and nothing against it."""
    sign = surname in _REVISED_SURNAMES
    for onset, vowel, coda in given:
        if vowel in _CHOSEN_VOWELS or onset == "sh" or (vowel == "yu" and onset and coda):
            return False
        if onset + vowel + coda in _HARDLY_REVISED and surname not in _REVISED_SURNAMES:
            return False
        sign = (
            sign
            or vowel == "ui"
            or (vowel in _REVISED_VOWELS and coda != "" and (onset, vowel) != ("", "yeo"))
        )
    return sign


def readings(folded: str) -> list[Reading]:
    """The ways to read a folded name as a Korean one, family name first or last; empty if none."""
    return [
        Reading(surname, syllables, _is_revised(surname, syllables))
        for surname, given in _surname_and_given(folded)
        for syllables in _given(given, _as_syllable)
    ]


def _surname_and_given(folded: str) -> list[tuple[str, str]]:
    """The ways to part a name into a family name and a given one.

    Two or more words: the family name is one word, first or last. One word: only hangul is parted.
    """
    first, _, rest = folded.partition(" ")
    if not rest:
        cuts = (2, 1) if is_hangul(folded) else ()
        return [(folded[:cut], folded[cut:]) for cut in cuts if folded[:cut] in _SURNAME_OF and folded[cut:]]
    ways: list[tuple[str, str]] = []
    if first in _SURNAME_OF:
        ways.append((first, rest))
    most, _, last = folded.rpartition(" ")
    if last in _SURNAME_OF:
        ways.append((last, most))
    return ways


def _given(name: str, read: Callable[[str], tuple[T, ...]]) -> list[tuple[T, ...]]:
    """The ways to part a given name, one or several folded words, into one to three syllables."""
    words = name.split(" ")
    if len(words) == 1:
        return _part(name, read)
    if len(words) > _MOST_GIVEN:
        return []
    if len(words) == 2 and (ones := read(words[0])) and (twos := read(words[1])):  # as most are
        pairs: list[tuple[T, ...]] = [(one, two) for one in ones for two in twos]
        return pairs[:_MOST_READINGS]
    # A word of several is one syllable where it can be: it was parted by its writer.
    whole = [read(word) for word in words]
    if all(whole):
        return list(product(*whole))[:_MOST_READINGS]
    ways: list[list[tuple[T, ...]]] = [
        [(one,) for one in ones] or _part(word, read) for word, ones in zip(words, whole, strict=True)
    ]
    joined = [tuple(chain.from_iterable(parts)) for parts in product(*ways)]
    return [parts for parts in joined if len(parts) <= _MOST_GIVEN][:_MOST_READINGS]


def distance(one: Reading, other: Reading) -> float:
    """How far two readings are from one hangul name: 0 spelled by one rule, under about 0.5 by two
    common ones, above it only by rare ones; infinite if they share no hangul name."""
    if len(one.given) != len(other.given):
        return FAR
    total = 0.0
    if one.surname != other.surname:
        total = _cheapest(_SURNAME_OF[one.surname], _SURNAME_OF[other.surname])
    for left, right in zip(one.given, other.given, strict=True):
        if total == FAR:
            break
        total += _apart(left, one.revised, right, other.revised)
    return total


def sound_keys(folded: str) -> list[str]:
    """Keys of a folded name, of which any two spellings of one hangul name share at least one; none if the
    name cannot be Korean."""
    return [
        hangul + "".join(sounds)
        for surname, given in _surname_and_given(folded)
        for sounds in _given(given, _sound_classes)
        for hangul in _SURNAME_OF[surname]
    ]
