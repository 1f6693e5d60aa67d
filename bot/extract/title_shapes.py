"""What a title, a person's name and a place look like: the words they are made of.

Owns the patterns and the checks that every kind of title is judged by. Refuses to find titles.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from bot.extract import vocabulary
from bot.extract.given_names import FEMALE, MALE
from bot.extract.names import KOREAN_SURNAMES, NO_NAME, ORGANISATION, PLACES, fold_name, is_korean
from bot.names.romanise import readings

SMALL: Final = frozenset(
    "a an the and or but nor of in on at by to from with without for as is vs is not into over under off up out my your his her its our their we you i it de la el le du das der die s t m re ve ll d".split()
)
WORD: Final = re.compile(r"[^\W_]+(?:['’&.-][^\W_]+)*")
_TITLE_WORD: Final = r"(?:(?:Dr|Mr|Mrs|Ms|St|vs)\.|[A-Z0-9À-Þ][\w’'&.:!?-]*(?<![.,:?!])[!?]?|&|#\d+)"
_LINK_WORD: Final = (
    r"(?:of|the|in|on|at|and|to|for|a|an|from|with|by|is|as|your|my|vs\.?|about|or|into|de|la|not|That|But)"
)
RUN: Final = rf"(?<!\w)(?:The |A |An )?{_TITLE_WORD}(?:(?:: ?| & | – |, (?=the |I |The |War )| )(?:(?:{_LINK_WORD} ){{0,3}}{_TITLE_WORD})){{0,9}}"
MOST_TITLES: Final = 200
IN_WORD: Final = re.compile(r"[\w-]")
NOT_A_TITLE: Final = re.compile(
    r"\b(?=\w)(?:dubbed|nicknamed(?: as)?(?: the)?|call(?:s|ed|ing)? (?:him|her|it|them)|tagline|catchphrase|songs? (?:was|is|called|titled)|so-called|known as(?: the)?|the word|the term|phrase|hashtag|songs?|singles?|albums?|track|tracks|saying|says|said|motto|slogan|event|conference|exhibition|label|labeled|labelled|role of|"
    r"character|character of|as an?|being an?|feels?|nickname|the name|named|EP|chant|shouting|words?|referred to as|calling (?:him|her|it|them)|called (?:him|her|it|them)(?: a| an| the)?|mini[- ]album|ost|themes?|theme song|opening|ending|in character as|titled? track|playing|plays|part of the|universe)\s?[,:]?\s?$",
    re.IGNORECASE,
)
MOST_WORDS: Final = 12
SHOW_WORDS: Final = frozenset(vocabulary.SHOW_CUES.split())
NATIONALITY: Final = r"(?:(?:South|North) )?(?:Korean?|Japanese|Chinese|Taiwanese|Thai|Indian|American|British|English|French|German|Spanish|Italian|Australian|Canadian|Irish|Turkish|Mexican|Brazilian|Argentin(?:e|ian)|Colombian|Chilean|Latin(?: American)?|European|Asian|African|Nigerian|Egyptian|Israeli|Polish|Czech|Russian|Ukrainian|Danish|Swedish|Norwegian|Finnish|Icelandic|Dutch|Belgian|Swiss|Austrian|Portuguese|Greek|Scottish|Welsh|Filipino|Indonesian|Malaysian|Singaporean|Vietnamese|Pakistani|New Zealand|Hollywood|Bollywood|Hallyu|K-pop|TV|OTT|US|UK|U\.S\.|U\.K\.)"
_ADJECTIVES: Final = (
    r"(?:\s(?!(?:and|or|with|character|that|which|who|by|from|to|is|are|was)\b)[a-z][a-z-]+){0,3}"
)
BEFORE_RUN: Final = tuple(
    (sure, frozenset(cues.split()), cue)
    for sure, cues, cue in (
    # "season 2 of X", "the cast of X", "a remake of X"
    (0.9, "season seasons episode episodes finale remake sequel prequel reboot spinoff spin off adaptation trailer teaser poster posters stills premiere", re.compile(r"\b(?:seasons?|episodes?|finale|remake|sequel|prequel|reboot|spin-?off|(?:tv |film |drama |screen )?adaptation|trailer|teaser|posters?|stills|premiere)(?:\s(?:\d+|one|two|three))?\s(?:of|for|to)(?:\sthe)?(?:\s(?:hit|popular|upcoming|original|acclaimed|beloved))?\s$")),
    (0.8, "cast star stars creator creators makers writer writers director directors producer producers showrunner showrunners success release filming production lead leads fans crew world popularity episodes seasons team behind", re.compile(r"\b(?:cast|stars?|creators?|makers|writers?|directors?|producers?|showrunners?|success|release|filming|production|leads?|fans|crew|world|popularity|episodes|seasons|team behind|behind)\s(?:of|for|on|in|behind)(?:\sthe)?"+r"(?:\s(?:hit|popular|upcoming|original|acclaimed|beloved))?\s$")),
    # "the first script reading for X", "is in talks for X", "goes ahead with X"
    (0.8, "reading readings talks ahead forward audition auditions attached landed over", re.compile(r"\b(?:readings? (?:for|of)|in (?:\w+ )?talks (?:for|to (?:star|appear|lead) in)|(?:ahead|forward) with|auditions? for|attached to|landed [^.;]{3,60} for|[Oo]ver at [A-Z]\w+,)\s$")),
    # "his first drama since X", "her most recent project, X"
    (0.8, "first next last latest recent previous upcoming new comeback return", re.compile(r"\b(?:first|next|last|latest|recent|previous|upcoming|new|comeback|return)\s(?:[\w-]+\s){0,3}?(?:drama|project|role|film|series|show|movie|work|production|appearance|television|acting|small screen|screen)s?,?(?:\s(?:since|after|is|was|being|following))?(?:\sthe)?(?:\s(?:hit|popular|period))?\s$")),
    (0.8, "canceling cancelling worked works working wrapped renew renews renewed renewing cancel cancels cancelled canceled greenlit greenlights lights given ordered commissioned developing headline headlines streaming watch watched watching binge airing", re.compile(r"\b(?:renew(?:s|ed|ing)?|cancel(?:s|l?ed|l?ing)?|greenlit|green-?lights|(?:series )?order(?: has been)? given to|ordered|commissioned|developing|headlines?|streaming|binge-?watch(?:ed|ing)?|watch(?:ed|ing)?|airing|wrapped|work(?:ed|s|ing)? on)\s$")),
    # "will star in X", "her roles in X"
    (0.7, "star stars starred starring appear appears appeared appearing act acts acted acting role roles part performance performances portrayal portrayals seen debut cameo play plays played playing lead leads leading cast turn feature featured features join joins joined joining headline headlines headlined", re.compile(rf"\b(?:co-)?(?:star(?:s|red|ring)?|appear(?:s|ed|ing)?|act(?:s|ed|ing)|roles?|part|performances?|portrayals?|seen|debut|cameo|play(?:s|ed|ing)?|leads?|leading|cast|turn|featured?|join(?:s|ed|ing)?|headline[sd]?)\b[^.;]{{0,50}}?\b(?:in|on|to|through|with)(?:\s(?:the|an?|his|her))?{_ADJECTIVES}(?:\s(?:(?:19|20)\d\d(?:['’]s)?|{NATIONALITY}|(?:{vocabulary.PLATFORM})(?:['’]s)?)){{0,3}}(?:\s(?i:{vocabulary.SHOW}))?\s$")),
    (0.7, "s", re.compile(rf"\b(?:{vocabulary.PLATFORM})['’]s{_ADJECTIVES}\s$")),
    # "a series that is known as X"
    (0.8, "known called titled entitled named", re.compile(rf"\b(?i:{vocabulary.SHOW}|pilot)\b[^.;()“”\"]{{0,40}}?\b(?:known as|called|titled|entitled|named)\s$")),
    (0.8, "upcoming new latest next", re.compile(rf"\b(?:upcoming|new|latest|next)\s(?:[\w-]+\s){{0,4}}(?i:{vocabulary.SHOW}),\s$")),
    (0.8, "episode part", re.compile(rf"\b\d+-(?:episode|part)\s(?:[\w-]+\s){{0,4}}(?i:{vocabulary.SHOW}),?\s$")),
    # "gained recognition through X"
    (0.7, "popularity fame recognition prominence stardom acclaim attention", re.compile(r"\b(?:popularity|fame|recognition|prominence|stardom|acclaim|attention) (?:with|through|for|from|after|in)(?: (?:his|her|their|the|hit|roles?|performances?|in|of|as|popular|doing|starring|appearing|playing|[a-z]+ (?:drama|series|film|movie)|drama|series|film|movie))*\s$")),
    (0.8, "premiered launched debuted released", re.compile(r"\b(?:recently|just|also|has|had|already)\s(?:premiered|launched|debuted|released)\s$")),
    (0.8, "credits", re.compile(r"\bcredits (?:also )?(?:include|are|in)(?: [a-z]+ in)?\s$")),
    (0.8, "delay delays delayed postpone postpones postponed pushed", re.compile(r"\b(?:delay(?:s|ed)|postpone[sd]?|pushed(?: back)?)\s$")),
    # "2013's X"
    (0.8, "s", re.compile(r"\b(?:19|20)\d\d['’]s\s$")),
    # what it is based on
    (0.8, "novel webtoon manga manhwa webcomic comic book memoir", re.compile(r"\b(?:novel|webtoon|web novel|manga|manhwa|webcomic|web comic|comic|book|memoir)(?:\s(?:called|titled|named|entitled))?,?\s$")),
))  # fmt: skip
# Where several shows are side by side, "A and B" is two of them.
_PLURAL_BEFORE: Final = re.compile(
    r"\b(?:known for|following|films|movies|dramas|shows|(?:popularity|fame|recognition|attention) (?:through|with|for|from|after)(?: doing| starring in)?|seasons of|fans of|success of|works? (?:like|such as|on|in)|credits include|including|like|such as|directed|wrote|penned|produced|helmed|created|both|between|hits|(?:director|writer|creator|star|producer|maker|author)s? of|writers? (?:for|on)|(?:roles?|starred|starring|appeared|seen) in)(?: (?:his|her|the|hit|popular))*\s$"
)
ROLE_OF_TITLE: Final = re.compile(
    r"\s(?:star|stars|actor|actress|alum|alumna|alumni|director|creator|writer|showrunner|producer|scribe|helmer|cast member|castmate|co-star|lead|veteran|vet|grad)s?,?\s(?=[A-Z][\w’-]+(?:\s[A-Z]|-[a-z]|,|\sand\s))"
)
_MONTH_NAMES: Final = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
SAYS_OF_SHOW: Final = re.compile(
    r"(?:,\s(?:which|set|based|about|a|an|the)\b[^.;]{0,60},)?\s(?:(?:will|all|both|to be|is|was|has|have|had|also|been|be|being|currently|officially|first|reportedly|now|originally|recently|already|set to|slated to|expected to|scheduled to|due to|going to) ){0,5}?"
    r"(?:(?:directed|written|penned|helmed|created|produced|scripted|adapted) by|based on|adapted from|revolves? around|revolved around|cent(?:er|re)s? (?:on|around)|focus(?:es)? on|tells? (?:the|a)\b|begins (?:as|with|when)|promises to|delivers|follows? (?:the|a|an|two|three|what)\b|chronicles|depicts|"
    r"(?<=has )added|(?<=has )cast\b|(?<=all )have\b|"
    r"premier(?:es?|ed|ing) (?:on|in|at|this|next|last|its)|airs? (?:on|in|every|from|its)|air (?:on|in|every|from|later)|aired (?:on|in|from)|stream(?:s|ed|ing)? (?:on|from)|(?:renewed|greenlit)(?! (?:its|the|their|an?|[A-Z]\w*)\b)|(?:co-)?starring (?=[A-Z])|takes? place|(?<=been )(?:picked up|cancell?ed|axed|extended|revived)|stars (?=[A-Z])|an? (?:upcoming|new) |(?:announced|confirmed|unveiled|picked up|chosen) as |debut(?:s)? (?:on|in) |(?:debuts?|debuted|launch(?:es|ed)|arriv(?:es|ed)|lands?|drops|comes out|goes live|hits) (?:on |in |at |this |next |exclusively )*(?:\d|(?:"
    rf"{_MONTH_NAMES})[a-z]*\b|(?:{vocabulary.PLATFORM})\b|theat|screens|digital|cinemas|[A-Z][a-z]+day)|"
    r"released? (?:on|in)|(?:is|are) (?:getting ready|gearing up|back (?:for|with|on)|filming\b)|is (?:set|slated|scheduled|due) (?:for|on|in) |is (?:set|slated|expected|scheduled|due|going) to (?:air|premiere|be released|debut|stream|release|launch|hit)|(?:air|premiere|be released|debut|stream|release|launch|hit theaters)\b)"
)
SEASON_BEHIND: Final = re.compile(
    r"['’]?s?,? [Ss]eason (?:\d|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive)\b|, TBA\b"
)
CLAUSE_HEAD: Final = re.compile(
    r"(?:Created|Directed|Written|Produced|Penned|Helmed|Based|Set|Starring|Adapted|Led|Headlined|Told|Filmed|Shot|Made|Inspired|Known|Speaking|According) (?:by|on|in|from|as|to)\b"
    r"|(?:For|With|As|At|By|According|Besides|Alongside|Like|Unlike|Meanwhile|However|Today|Yesterday) [A-Z]"
)
_NO_HEAD: Final = re.compile(
    r"(?:Season|Episode|January|February|March|April|May|June|July|August|September|October|November|December) \d|(?:Season|Episode|South Korea|Best|I)\b(?!['’:]| [A-Z])"
)
_GENERIC: Final = frozenset(
    "rpg jrpg mmo vr ar cg 3d 2d ott tv pc dvd cgi ip ips industry industries awards award festival series movie drama show film actor actress director cast world market fans lovers academy university park".split()
)
NEVER: Final = frozenset(
    "kdrama kdramas this that these those there here they we both what who which how why apple amazon disney marvel pixar sony universal hindi tamil telugu malayalam kannada bengali marathi punjabi mandarin cantonese bollywood hollywood season netflix the a an i it he she korean korea south tv the series the drama director directors".split()
)


def trim(reading: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (reading[start].isspace() or reading[start] in "'\"‘’“”"):
        start += 1
    while start < end and (reading[end - 1].isspace() or reading[end - 1] in ",.'\"‘’“”"):
        end -= 1
    return start, end


def is_title_case(text: str) -> bool:
    found = WORD.findall(text)
    if not found or len(found) > MOST_WORDS:
        return False
    large = [word for word in found if word.lower() not in SMALL]
    if not large:
        return len(found) <= 3 and found[0][0].isupper()
    return (found[0][0].isupper() or found[0][0].isdigit() or not text[0].isascii()) and all(
        not word[0].islower() for word in large
    )


def reads_as_person(text: str) -> bool:

    words = text.replace("-", " ").split()
    return (
        2 <= len(words) <= 3
        and text[:1].isupper()
        and (len(words) == 3 or "-" in text)
        and bool(readings(fold_name(text)))
    )


def reads_as_name(reading: str, text: str) -> bool:
    return (
        begins_person(text)
        or reads_as_person(text)
        or given_name(text)
        or named_as_person(reading, text)
        or bool(ORGANISATION.search(text))
    )


def is_somebody(reading: str, start: int, text: str) -> bool:
    """Whether a title without marks is the name of a person whom the article names in full or with a role."""
    words = text.split()
    if len(words) == 2 and words[1] in _who_speaks(reading):
        return True  # "Cruz posted", where the text has "Alan Cruz"
    if len(words) == 1:
        return _has_first_name(reading, text)
    if (
        len(words) == 2
        and words[0].lower() not in BEGINS_TITLE
        and reading[max(0, start - 4) : start] != " of "  # "Kim A of Moon Castle will play"
        and named_as_person(reading, text)
    ):
        return True
    return (
        given_name(text)
        and not re.search(rf"[^\w’']{re.escape(text)} \(?(?:is (?:an?|the) |19|20)", reading)
        and bool(_ROLE_NEAR.search(reading, max(0, start - 50), start) or named_as_person(reading, text))
    )


@lru_cache(maxsize=4096)
def _has_first_name(reading: str, text: str) -> bool:
    """Whether a word ever comes right after what may be somebody's first name."""
    at = reading.find(text)
    while at >= 0:
        before = _FIRST_NAME.search(reading, max(0, at - 16), at)
        if before and (before[1].lower() in GIVEN_NAMES or _may_be_first_name(before[1])):
            return True
        at = reading.find(text, at + len(text))
    return False


@lru_cache(maxsize=2)
def _who_speaks(reading: str) -> frozenset[str]:
    """The capitalised words that a text lets say something."""
    return frozenset(match[1] for match in _SPEAKER.finditer(reading))


_SPEAKER: Final = re.compile(rf"(?<![\w’'-])([A-Z][\w-]+) (?:{vocabulary.SAY}|posted|tweeted)\b")


@lru_cache(maxsize=4096)
def _occurs_behind(reading: str, text: str, before: re.Pattern[str]) -> bool:
    """Whether a text ever comes right after what a pattern ends with."""
    at = reading.find(text)
    while at >= 0:
        if before.search(reading, max(0, at - 40), at):
            return True
        at = reading.find(text, at + len(text))
    return False


def is_credited(reading: str, text: str) -> bool:
    """Whether the text names this among those who made or played something."""
    return _occurs_behind(reading, text, _CREDITED)


def is_role(reading: str, text: str) -> bool:
    """Whether the text names this as somebody's part."""
    return _occurs_behind(reading, text, _PLAYED_AS)


_PLAYED_AS: Final = re.compile(
    r"\b(?:(?<!such )as|plays?|playing|portrays?|portraying|voices?|voicing)(?: the)? $"
)


def is_place(reading: str, text: str) -> bool:
    """Whether the text uses this word as the place where something is."""
    return _occurs_behind(reading, text, _LOCATED)


def _may_be_first_name(word: str) -> bool:
    """Whether a capitalised word may be somebody's name: not a common word, role or network."""
    return word.lower() not in NO_NAME | SMALL and not (
        vocabulary.is_role(word) or vocabulary.is_platform(word) or re.fullmatch(NATIONALITY, word)
    )


_CREDITED: Final = re.compile(
    r"\b(?:written|created|directed|penned|produced|helmed|scripted|played|portrayed)(?: and [a-z]+)? by (?:[a-z-]+ ){0,2}$"
)
_LOCATED: Final = re.compile(
    r"\b(?:[Ff]ilming|[Ss]hooting|filmed|shot|located|based|born|lives?|living|held|castle|city|town|island|village|place) (?:in|of|at) $"
)
_FIRST_NAME: Final = re.compile(r"\b([A-Z][a-z]+) $")
GIVEN_NAMES: Final = FEMALE | MALE
_ROLE_NEAR: Final = re.compile(
    r"\b(?:controller|head|chief|president|director|boss|executive|commissioner|editor|manager|ceo)s? (?:of|for) (?:[\w&]+ ){1,3}$",
    re.IGNORECASE,
)
_PLACE_BEHIND: Final = re.compile(r", ((?:[A-Z]\w+ )?[A-Z]\w+)")


def in_country(reading: str, end: int) -> bool:
    """Whether a country follows a run of capitals: "in Granada, Spain"."""
    place = _PLACE_BEHIND.match(reading, end)
    return place is not None and (fold_name(place[1]) in PLACES or fold_name(place[1].split()[0]) in PLACES)


# Words that are in no name but may begin a title.
BEGINS_TITLE: Final = frozenset(
    "the a an my our your his her their its no one two three four five six seven eight nine ten king queen prince princess doctor dr mr ms mrs miss first last new old best "
    "all love what when who why how where if i we you it yes please here not never always once only black white golden top global little secret good missing".split()
)
# "Moonrise Road, a live-action drama", "Moonrise Road fans"
IS_SHOW_BEHIND: Final = re.compile(
    rf",? (?:which is )?(?:an?|the|his|her|its|their) (?:(?!(?:of|who|whose|where|which|that|when|from|and|in|by|for|company|studio|city|town|capital|region|band|group|label)\b)[\w’'-]+,? ){{0,6}}?(?:{vocabulary.SHOW})\b(?!['’]|[ -](?:production|company|studio|producers?|directors?|writers?|screenwriters?|stars?|actors?|actress|maker|makers|industry|world|business|festival|awards?|channel)\b)| (?:fans|viewers|franchise|finale)\b"
)


def follows_noun(before: str) -> bool:
    """Whether a noun for a show comes right before."""
    words = before[-16:].split()
    return (
        bool(words)
        and words[-1].lower().rpartition("-")[2] in SHOW_WORDS
        and bool(NOUN_BEFORE.search(before))
    )


NOUN_BEFORE: Final = re.compile(rf"\b(?i:{vocabulary.SHOW})\s$")
COMMON_SUBJECT: Final = re.compile(
    r"(?:It|He|She|They|This|That|There|The (?:Series|Drama|Film|Movie|Show|Story|First|Second|Third|New|Upcoming|Cast|Season)|Production|Filming|What|Who|Which|Everything|Season|Episode|Part)\b(?! of\b)"
)


def is_name_like(text: str) -> bool:
    """Whether a run of capitals may be a title at all: not a place, a company or a paper."""
    bare = text.rstrip(".,:;!?")
    return not (
        all(fold_name(part) in PLACES for part in bare.split(" and "))
        or is_no_title(bare)
        or (ORGANISATION.search(bare) and not re.match(r"The ", bare))
        or re.match(rf"(?:{vocabulary.PLATFORM})(?![\w+])", bare)
        or re.match(
            r"(?:\d+(?:st|nd|rd|th)(?! Century [A-Z])|K-[a-z]+)\b|(?:[A-Z][a-z]+days?)(?:(?: and | to | & |-)[A-Z][a-z]+days?)?$",
            bare,
        )
    )


def parted(reading: str, start: int, end: int) -> tuple[int, int] | None:
    """Where "A and B" splits into two titles: the end of the one, the start of the other."""
    text = reading[start:end]
    joint = re.search(r",? and (?=[A-Z0-9])", text)
    if joint is None:
        return None
    parts = text[: joint.start()], text[joint.end() :]
    if all(reading.count(each) > reading.count(text) for each in parts):
        return start + joint.start(), start + joint.end()
    beside = _PLURAL_BEFORE.search(reading, max(0, start - 40), start) or ROLE_OF_TITLE.match(reading, end)
    if not beside and reading.count(text) > 1:
        return None
    if re.match(r"(?:The|A|An) ", text[joint.end() :]) or (beside and len(text.split()) > 3):
        return start + joint.start(), start + joint.end()
    return None


@lru_cache(maxsize=4096)
def named_as_person(reading: str, text: str) -> bool:
    """Whether the text treats these words as somebody's name elsewhere."""
    if text.startswith("The ") and text.count(" ") > 1:
        return False
    at = reading.find(text)
    while at >= 0:
        if _PERSON_BEFORE.search(reading, max(0, at - 24), at) or _PERSON_BEHIND.match(
            reading, at + len(text)
        ):
            return True
        at = reading.find(text, at + len(text))
    return False


_PERSON_BEFORE: Final = re.compile(
    r"\b(?:actor|actress|singer|idol|rapper|director|writer|author|screenwriter|novelist|producer|showrunner|filmmaker|creator|by|Mr\.|Ms\.|Mrs\.|played by|member)\s$",
    re.IGNORECASE,
)
_PERSON_BEHIND: Final = re.compile(
    rf"(?:: [A-Z“\"]|['’]s (?:agency|character|role|label|management|performance|portrayal)|\s(?:will |is set to |has been cast|as the |is slated to )?(?:said|says|told|plays|play|portrays?|reprise|stars? (?:in|as|opposite|alongside)|starred|{vocabulary.SAY}|is an? (?:[a-z-]+ )?(?:actor|actress|singer)))\b"
)
_KIND_OF_SHOW: Final = re.compile(
    r"[KCJT]-[Dd]ramas?|\d{1,3}-[a-z]+|[A-Z][a-z]+days?(?:(?:-|/| and | & | to | through )[A-Z][a-z]+days?)*|(?:[A-Z]\w+ )?[A-Z]\w*-(?:themed|led|starring|set|centred|centered|only|wide|inspired)"
)


_DECADE: Final = re.compile(r"(?:the )?\d+s?")
_OFFICE: Final = re.compile(
    r"(?:PHOTO|Photo|Image|Dir\.?|Prod\.?)\b|(?:Director|Head|President|Chief|Vice|Chair|Editor|Manager) of [A-Z]"
)


def is_no_title(text: str) -> bool:
    """Whether a run of capitals is a network, a nation, a month or a common noun."""
    folded = fold_name(text)
    return bool(
        folded in NEVER
        or _KIND_OF_SHOW.fullmatch(text)
        or folded in _GENERIC
        or _DECADE.fullmatch(text)
        or _OFFICE.match(text)
        or (re.fullmatch(r"[A-Z][a-z]+-[A-Za-z]+", text) and is_korean(f"Kim {text}"))  # a Korean given name
        or re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)? (?:" + _MONTH_NAMES + r")\w*", text)
        or re.fullmatch(rf"{NATIONALITY}(?: {NATIONALITY})*", text)
        or vocabulary.is_platform(text)
        or "-year-old" in text
        or re.fullmatch(r"[A-Z]\w*-(?:winning|nominated|based|born|produced|backed)", text)
        or _NO_HEAD.match(text)
    )


def given_name(text: str) -> bool:
    """Whether a text is a first name and a family name, or a list that begins with them."""
    words = re.split(r",| and ", text)[0].split()
    return len(words) == 2 and words[0].lower() in GIVEN_NAMES and words[1][:1].isupper()


_OF_GROUP: Final = re.compile(r"[A-Z0-9]{2,}['’]s [A-Z]")


def begins_person(text: str) -> bool:
    """Whether a run of capitals begins with a person: a Korean name, a given name, a member of a group."""
    words = text.split()
    if not words:
        return False
    if len(words) > 1 and words[0].lower() in FEMALE | MALE:
        return True
    if len(words) > 1 and words[0].lower() in SMALL and words[1].islower():
        return False  # "In the Rain"
    if ("’s " in text or "'s " in text) and _OF_GROUP.match(text):
        return True
    return any(
        is_korean(" ".join(words[:count]).strip(".,!'’")) and words[0].lower() in KOREAN_SURNAMES
        for count in (3, 2)
        if len(words) >= count
    )
