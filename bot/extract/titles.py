"""Titles of shows and their seasons, and the show an article is about.

Owns what makes a quotation, a line of italics or a run of capitals a title: how it is written, the
noun beside it, its year, its place in a list of titles, and whether it recurs. Refuses people's names,
and any built-in list of titles: a show that came out today must read like a known one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from bot.extract import vocabulary
from bot.extract.article import ArticleText
from bot.extract.given_names import FEMALE, MALE
from bot.extract.names import (
    COMMON_SURNAMES,
    KOREAN_SURNAMES,
    NO_NAME,
    ORGANISATION,
    PLACES,
    fold_name,
    is_korean,
)
from bot.extract.quotations import Quotation
from bot.extract.sentences import SentenceSpan, words_of
from bot.names.romanise import readings

_SMALL: Final = frozenset(
    "a an the and or but nor of in on at by to from with without for as is vs is not into over under off up out my your his her its our their we you i it de la el le du das der die s t m re ve ll d".split()
)
_WORD: Final = re.compile(r"[^\W_]+(?:['’&.-][^\W_]+)*")
_TITLE_WORD: Final = r"(?:(?:Dr|Mr|Mrs|Ms|St|vs)\.|[A-Z0-9À-Þ][\w’'&.:!?-]*(?<![.,:?!])[!?]?|&)"
_LINK_WORD: Final = (
    r"(?:of|the|in|on|at|and|to|for|a|an|from|with|by|is|as|your|my|vs\.?|about|or|into|de|la|not|That|But)"
)
_RUN: Final = rf"(?<!\w)(?:The |A |An )?{_TITLE_WORD}(?:(?:: ?| & | – |, (?=the |I |The |War )| )(?:(?:{_LINK_WORD} ){{0,3}}{_TITLE_WORD})){{0,9}}"
_MOST_TITLES: Final = 200
_IN_WORD: Final = re.compile(r"[\w-]")
_NUMBER_BEHIND: Final = re.compile(r"\s([2-9])(?![\w.,]\d|\w)")
_SEASON_NUMBER: Final = rf"(?:\d{{1,2}}|{vocabulary.words(', '.join(list(vocabulary.NUMBER)[:10]))})"
_ORDINAL: Final = rf"(?:{'|'.join(vocabulary.ORDINAL)}|\d{{1,2}}(?:st|nd|rd|th))"

SEASON: Final = re.compile(
    rf"\b(?:(?:the\s)?(?:upcoming\s|all-new\s|new\s|highly[ -]anticipated\s|long-awaited\s|hit\s)?season\s(?P<number>{_SEASON_NUMBER})\b"
    rf"|(?:the\s|a\s|its\s|their\s|his\s|her\s|an?\s)?(?:[a-z-]+\s)?(?P<ordinal>{_ORDINAL})(?:\s(?:and|,)\sfinal)?[\s-](?:season|installment|instalment|series)\b"
    r"|\bS(?P<short>\d{1,2})\b(?!E)|\bseason\sone\b)",
    re.IGNORECASE,
)
_SEASON_AFTER: Final = re.compile(
    rf"[’'”\"]{{0,2}}(?:['’]s)?[\s,:–—(-]{{1,3}}(?:the\s)?(?:(?:upcoming|new)\s)?(?:season|S)\s?(?P<number>{_SEASON_NUMBER})\b\)?(?!\sof\b)",
    re.IGNORECASE,
)
_NAMED_SEASON: Final = re.compile(r",?:?\s[Ss]eason(?=\s[2-9]$)")
_SEASON_OF: Final = re.compile(r"\s(?:of|for|to)\s(?:the\s)?(?:[\w’'-]+\s){0,6}?[\"“‘']{0,2}$")
_TRAILING_NUMBER: Final = re.compile(r"\s([2-9])$")
_TITLE_CUE: Final = rf"(?:\b(?:{vocabulary.SHOW}|role[s]?|webtoon|novel|titled|entitled|called|named|of)\b)"
_BEFORE_TITLE: Final = re.compile(
    rf"\b(?=\w)(?:(?:{vocabulary.SHOW}|pilot(?= (?:called|titled|entitled|named)))(?:['’]s)?(?:\s(?:such as|like|including|titled as|titled|entitled|called|named|of|:))?|(?:titled|entitled)(?:\sas)?,?"
    r"|(?:act(?:ed|ing)|starr(?:ed|ing|s)|appear(?:ed|s|ing|ances?)?|roles?|performances?|seen|work|lead|cast|debut|character|played|star|turn)\s(?:[\w-]+\s){0,2}?in|(?:filming|working|shooting|shoot|wrapped|work|worked|works)\s(?:on|for|up)(?:\sfor)?|as well as from|success(?:es)? with|by the name(?: of)?"
    r"|(?:hits?|works?|projects?|titles?|dramas?|credits?|of|fame|behind|directed|wrote|written|penned|helmed|created|produced?|ordered|picked up|renewed|cancell?ed|greenlit|commissioned)(?:\s(?:like|such as|as|including|include|includes|on))?|(?:well-)?known for|(?:break|comeback|absence|hiatus|return|drama|film|series|project) (?:since|after)|from [\"“‘'][^\"“”]{2,40}[\"”’'] to|(?:re)?watch|binge|(?:live)?stream|premiere of|remake of|adaptation of|success of|release of|episodes? of|finale of|world of|trailer (?:for|of)|cast of)"
    r"[\s:,]{0,3}[(\"“‘']{0,2}$",
    re.IGNORECASE,
)
_OF_NETWORK: Final = re.compile(rf"\b(?:{vocabulary.PLATFORM})(?:['’]s)? [\"“‘']{{0,2}}$")
_ACTED_IN: Final = re.compile(
    r"\b(?:act(?:ed|ing)|starr(?:ed|ing|s)|appear(?:ed|s|ing)|roles?|debut|cameo)\s(?:[\w-]+\s){0,2}?in(?:\sthe)?(?:\s[\w-]+){0,3}?\s[(\"“‘']{0,2}$",
    re.IGNORECASE,
)
_AFTER_TITLE: Final = re.compile(
    r"[,.]?[’'”\"]{0,2}(?:['’]s)?,?\s?(?:\((?:(?:19|20)\d\d|also|aka|working)|(?:will|which|is|tells|follows|stars|premieres|premiered|airs|aired|revolves|depicts|features|centers|has|was|debuts|debuted|season|series|drama|film|movie|director|star|actor|actress|fame|cast|revolves|returns|portrays|creator)\b|an? (?:[\w-]+ ){0,4}(?:drama|series|film|movie|show|spin-?off|sequel|prequel|sitcom|thriller|comedy|remake|adaptation)\b|$)",
    re.IGNORECASE,
)
_NOT_A_TITLE: Final = re.compile(
    r"\b(?=\w)(?:dubbed|nicknamed(?: as)?(?: the)?|tagline|catchphrase|songs? (?:was|is|called|titled)|so-called|known as(?: the)?|the word|the term|phrase|hashtag|songs?|singles?|albums?|track|tracks|saying|says|said|motto|slogan|event|conference|exhibition|label|labeled|labelled|role of|"
    r"character|character of|as an?|being an?|feels?|nickname|the name|named|EP|chant|shouting|words?|referred to as|calling (?:him|her|it|them)|called (?:him|her|it|them)(?: a| an| the)?|mini[- ]album|ost|themes?|theme song|opening|ending|in character as|titled? track|playing|plays|part of the|universe)\s?[,:]?\s?$",
    re.IGNORECASE,
)
_SENTENCE_LIKE: Final = re.compile(
    r"(?:(?<!\b[DMS][rst])(?<!\bMrs)(?<!\bvs)\.|[?!])\s+\S|[;]|,\s(?:but|so|because|which)\s"
)
_MOST_WORDS: Final = 12
_FEW_WORDS: Final = 4
_LIST_SEPARATOR: Final = re.compile(
    r"(?:[,.]?[’'”\"“]{0,2}(?:\s\(\d{4}\))?|[,.][’'”\"]{1,2}(?=\s))(?:,?\s(?:and|or|as well as|and most recently)\s|\s?,\s?(?:and\s|the\s|&\s)?|\sand\s|\s&\s|(?<=[,.][’'”\"])\s)[’'”\"“‘]{0,2}$"
)
_SHOW_WORDS: Final = frozenset(vocabulary.SHOW_CUES.split())
# One of these words is in everything that the pattern below matches: checked first, being far cheaper.
_LISTED_CUES: Final = _SHOW_WORDS | frozenset(
    "titles credits roles role appeared starred known seen hits".split()
)
_LISTED: Final = re.compile(
    rf"\b(?:{vocabulary.SHOW}|works?|titles|credits|roles? in|appeared in|starred in|known for|seen in|hits)\b[\w\s’'-]{{0,30}}?(?:such as|like|including|include|includes|in|as|for|are|:|television|TV)?\s?:?\s?(?={_RUN}\s?(?:\(\d{{4}}\)|,| and))"
)
_ITEM: Final = re.compile(
    rf"\s*(?:and |as well as )?(?P<title>{_RUN})\s?(?P<year>\((?:19|20)\d\d\))?\s*(?:,|and\b|\.|$|;)?"
)
# Cue words as above, and the pattern.
_CUED: Final = (
    (
        _SHOW_WORDS,
        re.compile(
            rf"\b(?i:{vocabulary.SHOW})(?:\s(?:(?i:titled as|titled|entitled|called|named|such as|like|including)),?\s?:?\s?|\s)(?P<title>{_RUN})"
        ),
    ),
    (
        frozenset({"titled", "entitled"}),
        re.compile(rf"\b(?i:titled|entitled)(?:\sas)?,?\s(?P<title>{_RUN})"),
    ),
    (
        frozenset(
            "role roles part performance turn debut appearance appearances starred starring star stars appear appeared appears seen "
            "character lead acting acted cameo work".split()
        ),
        re.compile(
            rf"\b(?i:role|roles|part|performance|turn|debut|appearances?|starr(?:ed|ing)|stars?|appear(?:ed|s|ing)?|seen|character|lead|acting|acted|cameo|work)\s(?:[\w-]+\s)?in\s(?:the\s)?(?:[a-z-]+\s){{0,3}}(?P<title>{_RUN})"
        ),
    ),
    (
        frozenset(
            "filming shooting known adaptation remake directed wrote penned helmed created star director creator writer sequel of".split()
        ),
        re.compile(
            rf"\b(?i:filming|shooting|best known for|known for|adaptation of|remake of|directed|wrote|penned|helmed|created|star of|director of|creator of|writer of|sequel to|of)\s(?:for\s)?(?:the\s)?(?P<title>{_RUN})(?=\s(?:fame|series)\b|\s?\((?:19|20)\d\d\)|\s(?:alongside|with|opposite)\b)"
        ),
    ),
)
_DATED: Final = re.compile(rf"(?P<title>{_RUN})\s?\((?:19|20)\d\d\)")
# A title needs no cue if the sentence says what it is: "Moonrise, a new drama", "Moonrise is a film".
_DEFINED_CUES: Final = _SHOW_WORDS | frozenset(
    "star actor actress alum lead breakout director creator".split()
)
_DEFINED: Final = re.compile(
    rf"(?=[A-Z0-9À-Þ&])(?:(?:^|(?<=[.!?]\s)|(?<=\n)|(?<=,\s))(?P<title>{_RUN})(?:,? (?:is|was|will be) |, )(?:an? |the )(?:(?!(?:of|for|at|in|who|whose|creator|director|producer|writer|star|actor|actress|author|host|from|and|designer|composer|company|studio|publisher)\b)[\w’'-]+,? ){{0,7}}?(?i:{vocabulary.SHOW})\b"
    rf"|(?<![\w’'-])(?P<star>{_RUN}) (?:star|actor|actress|alum|lead actress|lead actor|lead|breakout|director|creator) (?=[A-Z][a-z]+ [A-Z]))"
)
_STARRING: Final = re.compile(r"\b(?:starring|featuring|with|by|alongside|stars)\s$")
_CHANNELS: Final = re.compile(r"\s?(?:TV |television )?(?:channels|networks|stations)\b")
_NATION: Final = re.compile(
    r"(?:The )?(?:(?:South|North|New|Veteran|Popular|Young|Former|Child) )?(?:K-pop|Korean?|Japanese|Chinese|American|British|Indian|Thai|Hollywood|Bollywood|French|Spanish|Italian|German|Australian|Canadian|Irish|Oscar|Emmy|Lead|Main|Male|Female|Top|Veteran|Popular|Young|Former|Rookie|Famous|Fellow|Acclaimed|Seasoned|Beloved|Hallyu|Movie|Film|Drama|Rising|Pop|TV|Action)\b"
)
# Without one of these a sentence reveals no unquoted title.
_HINT_WORDS: Final = _SHOW_WORDS | frozenset(
    "titled entitled role roles star stars starred starring appears appeared lead actor actress alum director creator "
    "known filming shooting seen debut credits cast".split()
)
_NATIONALITY: Final = r"(?:(?:South|North) )?(?:Korean?|Japanese|Chinese|Taiwanese|Thai|Indian|American|British|English|French|German|Spanish|Italian|Australian|Canadian|Irish|Turkish|Mexican|Brazilian|Argentin(?:e|ian)|Colombian|Chilean|Latin(?: American)?|European|Asian|African|Nigerian|Egyptian|Israeli|Polish|Czech|Russian|Ukrainian|Danish|Swedish|Norwegian|Finnish|Icelandic|Dutch|Belgian|Swiss|Austrian|Portuguese|Greek|Scottish|Welsh|Filipino|Indonesian|Malaysian|Singaporean|Vietnamese|Pakistani|New Zealand|Hollywood|Bollywood|Hallyu|K-pop|TV|OTT|US|UK|U\.S\.|U\.K\.)"
# Runs of capitals that only their surroundings reveal as titles.
_ANY_RUN: Final = re.compile(rf"(?<![\w’'#-]){_RUN}")
_ADJECTIVES: Final = (
    r"(?:\s(?!(?:and|or|with|character|that|which|who|by|from|to|is|are|was)\b)[a-z][a-z-]+){0,3}"
)
_BEFORE_RUN: Final = tuple(
    (sure, frozenset(cues.split()), cue)
    for sure, cues, cue in (
    # "season 2 of X", "the cast of X", "a remake of X"
    (0.9, "season seasons episode episodes finale remake sequel prequel reboot spinoff spin off adaptation trailer teaser poster posters stills premiere", re.compile(r"\b(?:seasons?|episodes?|finale|remake|sequel|prequel|reboot|spin-?off|(?:tv |film |drama |screen )?adaptation|trailer|teaser|posters?|stills|premiere)(?:\s(?:\d+|one|two|three))?\s(?:of|for|to)(?:\sthe)?(?:\s(?:hit|popular|upcoming|original|acclaimed|beloved))?\s$")),
    (0.8, "cast star stars creator creators makers writer writers director directors success release filming production lead leads fans crew world popularity episodes seasons team behind", re.compile(r"\b(?:cast|stars?|creators?|makers|writers?|directors?|success|release|filming|production|leads?|fans|crew|world|popularity|episodes|seasons|team behind|behind)\s(?:of|for|on|in|behind)(?:\sthe)?"+r"(?:\s(?:hit|popular|upcoming|original|acclaimed|beloved))?\s$")),
    # "his first drama since X", "her most recent project, X"
    (0.8, "first next last latest recent previous upcoming new comeback return", re.compile(r"\b(?:first|next|last|latest|recent|previous|upcoming|new|comeback|return)\s(?:[\w-]+\s){0,3}?(?:drama|project|role|film|series|show|movie|work|production|appearance|television|acting|small screen|screen)s?,?(?:\s(?:since|after|is|was|being|following))?(?:\sthe)?(?:\s(?:hit|popular|period))?\s$")),
    (0.8, "canceling cancelling worked works working wrapped renew renews renewed renewing cancel cancels cancelled canceled greenlit greenlights lights given ordered commissioned developing headline headlines streaming watch watched watching binge airing", re.compile(r"\b(?:renew(?:s|ed|ing)?|cancel(?:s|l?ed|l?ing)?|greenlit|green-?lights|(?:series )?order(?: has been)? given to|ordered|commissioned|developing|headlines?|streaming|binge-?watch(?:ed|ing)?|watch(?:ed|ing)?|airing|wrapped|work(?:ed|s|ing)? on)\s$")),
    # "will star in X", "her roles in X"
    (0.7, "star stars starred starring appear appears appeared appearing act acts acted acting role roles part performance performances portrayal portrayals seen debut cameo play plays played playing lead leads leading cast turn feature featured features join joins joined joining headline headlines headlined", re.compile(rf"\b(?:co-)?(?:star(?:s|red|ring)?|appear(?:s|ed|ing)?|act(?:s|ed|ing)|roles?|part|performances?|portrayals?|seen|debut|cameo|play(?:s|ed|ing)?|leads?|leading|cast|turn|featured?|join(?:s|ed|ing)?|headline[sd]?)\b[^.;]{{0,50}}?\b(?:in|on|to|through|with)(?:\s(?:the|an?|his|her))?{_ADJECTIVES}(?:\s(?:(?:19|20)\d\d(?:['’]s)?|{_NATIONALITY}|(?:{vocabulary.PLATFORM})(?:['’]s)?)){{0,3}}(?:\s(?i:{vocabulary.SHOW}))?\s$")),
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
_PERSON_OF: Final = re.compile(
    r"((?:[A-Z][\w’-]+\s){1,2}[A-Z]?[\w’-]+)\sof\s(?:the\s)?$|([A-Z]\w+\s\w+-\w+)\sof\s(?:the\s)?$"
)
_BELONGS_TO_SHOW: Final = re.compile(
    r"\s(?:fame|drama|series|film|movie)\b|\s(?:will|who|has|have|is)\b|,\s(?:who|will)\b|\sand\s[A-Z]"
)
# A title that is a whole sentence: its pronouns reveal it.
_SENTENCE_TITLE: Final = re.compile(
    r"(?:The|A|My|Your|How|What|Who|When|Where|I|We|You|It|If|She|He)\b.*\b(?:[Hh]e|[Ss]he|[Mm]e|[Yy]ou|[Ww]e|[Mm]y|[Yy]our|Is|Are|Was|Were|Not|Told|Loved|I|Us)\b"
)
# Where several shows are side by side, "A and B" is two of them.
_PLURAL_BEFORE: Final = re.compile(
    r"\b(?:known for|following|films|movies|dramas|shows|(?:popularity|fame|recognition|attention) (?:through|with|for|from|after)(?: doing| starring in)?|seasons of|fans of|success of|works? (?:like|such as|on|in)|credits include|including|like|such as|directed|wrote|penned|produced|helmed|created|both|between|hits|(?:director|writer|creator|star|producer|maker|author)s? of|writers? (?:for|on)|(?:roles?|starred|starring|appeared|seen) in)(?: (?:his|her|the|hit|popular))*\s$"
)
# "its new drama, X,": in apposition to the noun
_APPOSED: Final[tuple[float, frozenset[str], re.Pattern[str]]] = (
    0.8,
    frozenset(vocabulary.SHOW_CUES.split()),
    re.compile(
        rf"(?:['’]s|\b(?:an?|another|the|its|their|his|her|new))\s(?:[\w’'-]+\s){{1,6}}?(?i:{vocabulary.SHOW}),\s$"
    ),
)
_KNOWN_BEFORE: Final = (
    0.8,
    frozenset(
        "known famous popular recognized recognised praised acclaimed noted celebrated who having previously also has had he she".split()
    ),
    re.compile(
        r"(?:\b(?:known|famous|popular|recogni[sz]ed|praised|acclaimed|noted|celebrated) (?:for|from)(?: (?:his|her|their|the|hit))*|\b(?:who|having|previously|also|has|had|he|she)(?: (?:has|had|also|previously))* (?:directed|wrote|written|penned|produced|helmed|created|co-wrote|scripted|co-directed))(?: the)?(?:\s[a-z][a-z-]+){0,3}(?: [a-zA-Z-]*movie| thriller)?\s$"
    ),
)
# "whom you may know from X", "he was in X", "co-star Ana B from X", "after X"
_FROM: Final[tuple[float, frozenset[str], re.Pattern[str]]] = (
    0.8,
    frozenset(
        "know known recognize recognise remember was been co return comeback year years months hiatus drama series role project".split()
    ),
    re.compile(
        r"\b(?:know|recogni[sz]e|remember) (?:[A-Z][\w’-]+ ){0,3}(?:him |her |them )?from(?: the)? $|\b(?:he|she|who|actor|actress) (?:was|has been)(?: also| previously| last)? in $|\bco-star (?:[A-Z][\w’-]+ ){1,3}from $|\b(?:return|comeback|drama|series|role|years?|months|hiatus|project) (?:after|since) $"
    ),
)
_ENDS_FROM: Final = ("from ", "from the ", "was in ", "been in ", "also in ", "last in ", "after ", "since ")
_LEADS: Final[tuple[tuple[float, frozenset[str], re.Pattern[str]], ...]] = (*_BEFORE_RUN, _KNOWN_BEFORE)
_LEADS_IN: Final = (_APPOSED, *_LEADS)
_LEADS_FROM: Final = (_FROM, *_LEADS)
_ALL_CUES: Final[frozenset[str]] = frozenset().union(*(cues for _, cues, _ in _LEADS))
_ROLE_OF_TITLE: Final = re.compile(
    r"\s(?:star|stars|actor|actress|alum|alumna|alumni|director|creator|writer|showrunner|producer|scribe|helmer|cast member|castmate|co-star|lead|veteran|vet|grad)s?,?\s(?=[A-Z][\w’-]+(?:\s[A-Z]|-[a-z]|,|\sand\s))"
)
# "The Harbor Lights actress returns": somebody known only by a show.
_KNOWN_BY_TITLE: Final = re.compile(
    r"\s(?:star|actor|actress|alum|veteran|vet)\s(?:will|would|is|was|has|had|also|plays?|stars?|returns?|leads?|takes?|joins?|appears?|portrays?|recently|previously)\b"
)
_MONTH_NAMES: Final = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_SAYS_OF_SHOW: Final = re.compile(
    r"(?:,\s(?:which|set|based|about|a|an|the)\b[^.;]{0,60},)?\s(?:(?:will|all|both|to be|is|was|has|have|had|also|been|be|being|currently|officially|first|reportedly|now|originally|recently|already|set to|slated to|expected to|scheduled to|due to|going to) ){0,5}?"
    r"(?:(?:directed|written|penned|helmed|created|produced|scripted|adapted) by|based on|adapted from|revolves? around|revolved around|cent(?:er|re)s? (?:on|around)|focus(?:es)? on|tells? (?:the|a)\b|begins (?:as|with|when)|promises to|delivers|follows? (?:the|a|an|two|three|what)\b|chronicles|depicts|"
    r"(?<=has )added|(?<=has )cast\b|(?<=all )have\b|"
    r"premier(?:es?|ed|ing) (?:on|in|at|this|next|last|its)|airs? (?:on|in|every|from|its)|air (?:on|in|every|from|later)|aired (?:on|in|from)|stream(?:s|ed|ing)? (?:on|from)|(?:renewed|greenlit)(?! (?:its|the|their|an?|[A-Z]\w*)\b)|(?:co-)?starring (?=[A-Z])|takes? place|(?<=been )(?:picked up|cancell?ed|axed|extended|revived)|stars (?=[A-Z])|an? (?:upcoming|new) |(?:announced|confirmed|unveiled|picked up|chosen) as |debut(?:s)? (?:on|in) |(?:debuts?|debuted|launch(?:es|ed)|arriv(?:es|ed)|lands?|drops|comes out|goes live|hits) (?:on |in |at |this |next |exclusively )*(?:\d|(?:"
    rf"{_MONTH_NAMES})[a-z]*\b|(?:{vocabulary.PLATFORM})\b|theat|screens|digital|cinemas|[A-Z][a-z]+day)|"
    r"released? (?:on|in)|(?:is|are) (?:getting ready|gearing up|back (?:for|with|on)|filming\b)|is (?:set|slated|scheduled|due) (?:for|on|in) |is (?:set|slated|expected|scheduled|due|going) to (?:air|premiere|be released|debut|stream|release|launch|hit)|(?:air|premiere|be released|debut|stream|release|launch|hit theaters)\b)"
)
_SEASON_BEHIND: Final = re.compile(
    r"['’]?s?,? [Ss]eason (?:\d|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive)\b|, TBA\b"
)
_STOPS: Final = re.compile(
    r"\s?(?:[,.;!?)(]|$|\n)|\s(?:as|and|or|on|which|that|where|who|with|alongside|opposite|for|in (?:19|20)\d\d|from|while|but|before|after|last|earlier|this|by|at|will|has|is|was)\b"
)
_LIST_ON: Final = re.compile(
    rf"(?:\s?\((?:19|20)\d\d\))?(?P<items>(?:,\s(?:the\s)?{_RUN}(?:\s?\((?:19|20)\d\d\))?)*),?\s(?:and|&)\s(?:the\s|in\s)?(?P<last>{_RUN})(?=[.,;)]|\s\(|\s?$|\s(?:are|is|as|to|among|on|in|with)\b)"
)
_MOST_ITEMS: Final = 12
_HINT_IN_BRACKETS: Final = re.compile(r"\((?:19|20)\d\d\)|[a-z] ?\([A-Z]")
_TITLE_LINE: Final = re.compile(
    rf"^[ \t]*(?i:(?:new|upcoming|korean|k-?)?[ -]?(?:drama|movie|film|series|show|title|drama title|english title))[ \t]?:[ \t]?(?P<title>{_RUN})",
    re.MULTILINE,
)
_BRACKETED_WORKS: Final = re.compile(
    rf"(?:(?<=[a-z\]])|(?<=[a-z] PD))\s?\((?P<works>{_RUN}(?:(?:, | and |, and |; ){_RUN}){{0,6}})\s?\)"
)
_BRACKET_ITEM: Final = re.compile(r"\s*(?:and )?([^,;]+?)(?=,|;| and (?=[A-Z])|$)")
_NO_WORK: Final = re.compile(
    r"(?:[A-Z]{1,5}|[DRI]-.*|\d.*|[A-Z]\w+\.)$|(?:As|The (?:Professor|King|Queen)$)\b|.*\b(?:Inc|Ltd|University)\b"
)
_CLAUSE_HEAD: Final = re.compile(
    r"(?:Created|Directed|Written|Produced|Penned|Helmed|Based|Set|Starring|Adapted|Led|Headlined|Told|Filmed|Shot|Made|Inspired|Known|Speaking|According) (?:by|on|in|from|as|to)\b"
    r"|(?:For|With|As|At|By|According|Besides|Alongside|Like|Unlike|Meanwhile|However|Today|Yesterday) [A-Z]"
)
_PERSON_AFTER_AND: Final = re.compile(
    rf"\s(?:and|&)\s(?:{'|'.join(sorted(each.title() for each in COMMON_SURNAMES))})\s[A-Z]"
)
# What may precede a title inside a run of capitals without being part of it.
_NO_PART: Final = re.compile(
    rf"(?:(?:[A-Z]\w*-(?:winning|nominated|winner)|Breakout|Rising)\s(?=\S)|(?:19|20)\d\d(?:['’]s)?(?:\s{_NATIONALITY})?|(?:{vocabulary.PLATFORM})(?:['’]s)?(?:\s(?:[Oo]riginal|TV|[Ss]eries|[Dd]rama|[Ff]ilm)){{0,3}})\s(?=\S)|{_NATIONALITY}\s(?=(?i:{vocabulary.SHOW})\b(?! [A-Z]))"
    r"|[A-Z][a-z]+day (?:for|in|on|at|that|as) (?=[A-Z])|(?:Missing|Absent|Gone) from (?=[A-Z])"
)
_POSSESSOR: Final = re.compile(r"([A-Z][\w.-]+(?: [A-Z][\w.-]*){1,2})['’]s? (?=[A-Z0-9#])")
_TAIL: Final = re.compile(
    r"\s(as|with|by|and|&|is|from|on|at|for|to|in|opposite|alongside|Formerly|Also|Previously|Originally|Formally|Meanwhile)(?:\s|$)"
)
_NO_HEAD: Final = re.compile(
    r"(?:Season|Episode|January|February|March|April|May|June|July|August|September|October|November|December) \d|(?:Season|Episode|South Korea|Best|I)\b(?!['’:]| [A-Z])"
)
_GENERIC: Final = frozenset(
    "rpg jrpg mmo vr ar cg 3d 2d ott tv pc dvd cgi ip ips industry industries awards award festival series movie drama show film actor actress director cast world market fans lovers academy university park".split()
)
_NEVER: Final = frozenset(
    "kdrama kdramas this that these those there here they we both hindi tamil telugu malayalam kannada bengali marathi punjabi mandarin cantonese bollywood hollywood season netflix the a an i it he she korean korea south tv the series the drama director directors".split()
)


@dataclass(slots=True)
class Work:
    """One show of an article."""

    name: str
    mentions: int = 0
    current: int = 0
    """How many mentions are not just something somebody is known for."""
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class TitleMention:
    """A stretch of text that names a show, including any season beside it."""

    start: int
    end: int
    work: Work
    season: int | None = None


@dataclass(frozen=True, slots=True)
class Titles:
    """The shows in an article and where it names them, in order; ``main`` is the one it is about."""

    mentions: tuple[TitleMention, ...]
    works: tuple[Work, ...]
    main: Work | None
    speech: tuple[Quotation, ...]
    """The quotations that are not titles."""


def season_number(match: re.Match[str]) -> int | None:
    """The number of the season that SEASON matched."""
    if ordinal := match.groupdict().get("ordinal"):
        return vocabulary.ORDINAL.get(ordinal.lower()) or _to_int(ordinal)
    number = match.groupdict().get("number") or match.groupdict().get("short")
    return 1 if number is None else vocabulary.NUMBER.get(number.lower()) or _to_int(number)


def _to_int(text: str) -> int | None:
    digits = re.match(r"\d+", text)
    return int(digits[0]) if digits and 0 < int(digits[0]) <= 50 else None


def find_titles(
    article: ArticleText,
    sentences: Sequence[SentenceSpan],
    words: Sequence[frozenset[str]],
    quotations: Sequence[Quotation],
    known: Iterable[str] = (),
) -> Titles:
    """The titles in an article; ``words`` are each sentence's own, ``known`` are titles known beforehand."""
    reading = article.reading
    spans: dict[tuple[int, int], float] = {}
    quoted_titles: set[tuple[int, int]] = set()
    folds = Counter(fold_name(reading[q.start : q.end]) for q in quotations if q.end - q.start < 100)
    # What the headline quotes and the text repeats is named, however the text sets it.
    headline = sentences[0].end if sentences else 0
    folds.update(
        fold_name(reading[q.start : q.end])
        for q in quotations
        if q.end <= headline and reading.count(reading[q.start : q.end]) > 1
    )
    previous: tuple[int, int] | None = None
    for quotation in quotations:
        start, end = _trim(reading, quotation.start, quotation.end)
        sure = _judge_quoted(reading, quotation, start, end, folds, previous)
        if sure:
            spans[start, end] = sure
            quoted_titles.add((quotation.start, quotation.end))
            previous = start, end
    spans |= dict.fromkeys(_find_set_alike(reading, quotations, spans), 0.6)
    for start, end in article.emphasised:
        start, end = _trim(reading, start, end)
        text = reading[start:end]
        if (
            text
            and _is_title_case(text)
            and len(text.split()) <= _MOST_WORDS
            and not _NOT_A_TITLE.search(reading, max(0, start - 40), start)
        ):
            spans[start, end] = 1.0
    _find_unquoted(reading, sentences, words, spans)
    return _link(reading, sentences, spans, quotations, quoted_titles, known)


def _find_set_alike(
    reading: str, quotations: Sequence[Quotation], titles: Mapping[tuple[int, int], float]
) -> list[tuple[int, int]]:
    """Names between the marks in which an article sets its titles, and hardly anything else: 'Lanternfish'."""
    found: list[tuple[int, int]] = []
    for single in (False, True):
        alike = [
            (start, end)
            for each in quotations
            if each.single == single and not (each.nested or each.open_end or each.continues)
            for start, end in [_trim(reading, each.start, each.end)]
            if 1 < end - start < 60 and len(reading[start:end].split()) <= _FEW_WORDS
        ]
        left = [each for each in alike if each not in titles]
        names = [each for each in left if _may_be_set_title(reading, *each)]
        if len(alike) - len(left) > max(1, len(left) - len(names)):
            found += names
    return found


def _may_be_set_title(reading: str, start: int, end: int) -> bool:
    text = reading[start:end]
    return (
        text[:1].isupper()
        and text[-1:] not in ".,!?"
        and _is_title_case(text)
        and not (_reads_as_name(reading, text) or _is_no_title(text) or text.lower() in NO_NAME)
        and not _NOT_A_TITLE.search(reading, max(0, start - 40), start - 1)
        and not _NICKNAME.search(reading, max(0, start - 40), start)
    )


def _trim(reading: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (reading[start].isspace() or reading[start] in "'\"‘’“”"):
        start += 1
    while start < end and (reading[end - 1].isspace() or reading[end - 1] in ",.'\"‘’“”"):
        end -= 1
    return start, end


def _is_title_case(text: str) -> bool:
    found = _WORD.findall(text)
    if not found or len(found) > _MOST_WORDS:
        return False
    large = [word for word in found if word.lower() not in _SMALL]
    if not large:
        return len(found) <= 3 and found[0][0].isupper()
    return (found[0][0].isupper() or found[0][0].isdigit() or not text[0].isascii()) and all(
        not word[0].islower() for word in large
    )


def _reads_as_person(text: str) -> bool:

    words = text.replace("-", " ").split()
    return (
        2 <= len(words) <= 3
        and text[:1].isupper()
        and (len(words) == 3 or "-" in text)
        and bool(readings(fold_name(text)))
    )


_GOES_ON_IN_BRACKETS: Final = re.compile(r"[),;]| [\"“‘']")
_BESIDE_NAME: Final = re.compile(r"[A-Z][\w’'-]+ \([\"“‘']$")  # "Kim A (“Moonrise”)"
_NICKNAME: Final = re.compile(r"[A-Z][a-z]+ [\"“‘']$")  # 'Anna "The Cook" Bell'
_PAPER: Final = re.compile(r" (?:Weekly|Daily|News|Times|Herald|Reporter|Magazine|Journal|Tribune|Chosun)$")


def _judge_quoted(
    reading: str,
    quotation: Quotation,
    start: int,
    end: int,
    folds: Counter[str],
    previous: tuple[int, int] | None,
) -> float:
    """How likely a quotation is to be a title: 0 for speech and terms."""
    text = reading[start:end]
    count = len(text.split())
    if not text or count > _MOST_WORDS or end - start > 90 or quotation.open_end or quotation.continues:
        return 0
    before = reading[max(0, start - 60) : start]
    if _SENTENCE_LIKE.search(text) and not (
        count <= 3 and _is_title_case(text) and _BEFORE_TITLE.search(before)
    ):
        return 0
    if _NOT_A_TITLE.search(reading[max(0, start - 40) : start - 1]) and not _BEFORE_TITLE.search(before):
        return 0
    title_case = _is_title_case(text)
    if _NICKNAME.search(before) and reading[quotation.end : quotation.end + 2].strip()[:1].isupper():
        return 0
    if _PAPER.search(text) and not _NOUN_BEFORE.search(before.rstrip("\"“‘'")):
        return 0
    if _reads_as_person(text) and not re.search(
        rf"\b(?:{vocabulary.SHOW})\s[\"“”‘']{{0,2}}$", before, re.IGNORECASE
    ):
        return 0
    cue = bool(_BEFORE_TITLE.search(before)) or (title_case and bool(_OF_NETWORK.search(before)))
    listed = (
        previous is not None
        and start - previous[1] < 40
        and bool(_LIST_SEPARATOR.fullmatch(reading, previous[1], start))
    )
    if not title_case:
        if text[0].islower() and _follows_noun(f" {text} "):
            return 0  # a kind of show, not a show
        large = [word for word in _WORD.findall(text) if word.lower() not in _SMALL]
        mostly = 2 * sum(word[0].isupper() for word in large) >= len(large)
        if cue and count <= 8 and text[0].isupper() and mostly and not text.endswith("!"):
            return 0.6
        if count <= 6 and _ACTED_IN.search(before):
            return 0.6
        if text[-1:] in "?!" or not (cue or listed) or count > 6:
            return 0
        if listed:
            return 0.6
        return (
            0.6
            if re.search(
                rf"\b(?:{vocabulary.SHOW})(?:\s(?:such as|like|titled|called))?\s?[(\"“”‘']{{0,2}}$",
                before,
                re.IGNORECASE,
            )
            else 0
        )
    if _BESIDE_NAME.search(before) and _GOES_ON_IN_BRACKETS.match(reading, quotation.end):
        return 0.9
    if reading[end : end + 1] == "." and count > 3 and not cue:
        return 0
    follows = bool(_AFTER_TITLE.match(reading, end))
    if cue or listed:
        return 1.0
    if follows and count > 1:
        return 0.9
    if folds[fold_name(text)] > 1 and (
        1 < count <= 8
        or (count == 1 and end - start > 3 and not text.isupper() and not ORGANISATION.search(text))
    ):
        return 0.7
    if count > 1 and all(
        word[0].isupper() or word.lower() in _SMALL for word in text.split() if word[0].isalpha()
    ):
        return 0.6 if count >= 2 and reading[end - 1 : end] != "!" else 0
    return 0.5 if follows else 0


def _find_unquoted(
    reading: str,
    sentences: Sequence[SentenceSpan],
    spoken: Sequence[frozenset[str]],
    spans: dict[tuple[int, int], float],
) -> None:
    taken = {at for start, end in spans for at in range(start, end)}
    usual = _names_work_in_brackets(reading)

    def claim(start: int, end: int, sure: float) -> bool:
        lead, end = _cut(reading, start, end)
        start, text = lead, reading[lead:end]
        bare = re.sub(r"(?:['’]s)$", "", text).rstrip(".,:;!?-– " if not text.endswith("!") else ".,:; ")
        end = start + len(bare)
        if len(bare) < 2 or not taken.isdisjoint(range(start, end)) or _is_no_title(bare):
            return False
        if (_CLAUSE_HEAD.match(bare) and not _follows_noun(reading[max(0, start - 20) : start])) or (
            sure < _IN_BRACKETS and re.fullmatch(r"(?:Mr|Mrs|Ms|Sen|Rep|Gov)\.? [\w’'-]+", bare)
        ):
            return False
        if (
            " " in bare
            and _OWNS_MORE.match(reading, end)
            and reading.count(bare) == 1
            and not bare.startswith("The ")
        ):
            return False
        if " " not in bare and (
            ORGANISATION.search(bare)
            or _INITIALS.fullmatch(bare)
            or bare.lower() in COMMON_SURNAMES
            or (_OPENING.fullmatch(bare) and reading.count(bare) == 1)
        ):
            return False
        if sure < 0.9 and " " in bare and _COMPANY.search(bare):
            return False
        if sure < 0.9 and all(fold_name(part) in PLACES for part in re.split(r", | and ", bare)):
            return False
        if _BRAND.search(reading, max(0, start - 20), start):
            return False
        if _RELEASE_OF.match(reading, end):
            return False  # "the Lark Press edition of"
        if _OF_A_GROUP.search(reading, max(0, start - 24), start):
            return False  # "the boy band NOVA"
        if sure < 0.9 and (_PUBLIC_BODY.search(bare) or _in_country(reading, end)):
            return False
        if _MIXED_CASE.fullmatch(bare) and is_korean(f"Kim {bare}"):
            return False  # "MinSeo": a given name in one word
        if sure < 0.9 and _is_somebody(reading, start, bare):
            return False
        if " " in bare and _is_credited(reading, bare):
            return False
        if " " not in bare and sure < 0.9 and _is_place(reading, bare):
            return False
        first = bare.split()[0]
        if len(bare.split()) == 2 and first.lower() in COMMON_SURNAMES and sure < 0.9:
            return False  # a person's name, although its given part is not made of syllables
        spans[start, end] = sure
        taken.update(range(start, end))
        return True

    _find_foreign_titles(reading, claim)
    for sentence, words in zip(sentences, spoken, strict=True):
        text_end = sentence.end
        if sentence.is_heading:
            continue
        bracketed = reading.find("(", sentence.start, text_end) >= 0
        if words.isdisjoint(_HINT_WORDS) and not (
            bracketed and _HINT_IN_BRACKETS.search(reading, sentence.start, text_end)
        ):
            continue
        for match in _DATED.finditer(reading, sentence.start, text_end) if bracketed else ():
            start = match.start("title")
            text = match["title"]
            # The run may begin with an ordinary word, or a name before a cue.
            cue = re.search(rf"^(?:.*\b(?i:{vocabulary.SHOW}|in|like|as|last film)\s)(?=[A-Z0-9])", text)
            claim(start + (cue.end() if cue else 0), match.end("title"), 0.9)
        listed = not words.isdisjoint(_LISTED_CUES)
        for match in _LISTED.finditer(reading, sentence.start, text_end) if listed else ():
            at = match.end()
            items: list[tuple[int, int]] = []
            while item := _ITEM.match(reading, at, text_end):
                if item.end() <= at or len(items) > 30:
                    break
                items.append(item.span("title"))
                at = item.end()
                if not re.search(r"(?:,|and)\s*$", item[0]):
                    break
            if _STARRING.search(reading, sentence.start, match.end()):
                continue
            if re.search(
                r"\b(?:actors?|actress(?:es)?|stars|cast|talents?|casts|names|members|newcomers|singers|idols)\b",
                reading[max(sentence.start, match.start() - 40) : match.end()],
            ):
                continue
            # "hits including A, B and C, Kim D returns": the list ends where a person begins.
            somebody = next(
                (at for at, (start, end) in enumerate(items) if _begins_person(reading[start:end])), None
            )
            if somebody is not None:
                items = items[:somebody]
            if _CHANNELS.match(reading, at):
                continue
            if len(items) > 1:
                last_start, last_end = items.pop()
                if joint := re.search(r" and (?=[A-Z0-9])", reading[last_start:last_end]):
                    items += [(last_start, last_start + joint.start()), (last_start + joint.end(), last_end)]
                else:
                    items.append((last_start, last_end))
                for start, end in items:
                    if reading[start:end].lower() not in COMMON_SURNAMES:
                        claim(start, end, 0.7)
        defined = not words.isdisjoint(_DEFINED_CUES)
        for match in _DEFINED.finditer(reading, sentence.start, text_end) if defined else ():
            which = "title" if match["title"] else "star"
            if _cut(reading, *match.span(which))[1] < match.end(which):
                continue  # "Kim A and South Korean actress B": no title right before the noun
            if which == "title" or (" " in match["star"] and not _NATION.match(match["star"])):
                start, end = match.span(which)
                if which == "star" and (both := _parted(reading, start, end)):
                    claim(both[1], end, 0.9)
                    end = both[0]
                claim(start, end, 0.9)
        for number, (cues, pattern) in enumerate(_CUED):
            if words.isdisjoint(cues):
                continue
            for match in pattern.finditer(reading, sentence.start, text_end):
                single = " " not in match["title"].strip()
                if number >= 2 and single:
                    continue  # "a part in Harlow's campaign"
                if (
                    number == 0
                    and single
                    and not re.match(
                        r"\s?(?:\(|,|\.|and\b|$|is\b|will\b|on\b|as\b|\w+ is)",
                        reading[match.end() : match.end() + 12],
                    )
                ):
                    continue
                start, end = match.span("title")
                if both := _parted(reading, start, end):
                    claim(both[1], end, 0.7)
                    end = both[0]
                claim(start, end, 0.7)
        for match in _BRACKETED_WORKS.finditer(reading, sentence.start, text_end) if bracketed else ():
            for start, end in _bracketed(reading, match, usual=usual):
                claim(start, end, _IN_BRACKETS)
    for line in _TITLE_LINE.finditer(reading):
        claim(*line.span("title"), 1.0)
    for sentence, words in zip(sentences, spoken, strict=True):
        if sentence.is_heading:
            continue
        cued = not words.isdisjoint(_ALL_CUES)
        for match in _ANY_RUN.finditer(reading, sentence.start, sentence.end):
            start, end = match.span()
            if start in taken and end - 1 in taken:
                continue
            start = _skip_opening(reading, start, end, sentence)
            season = _SEASON_IN_RUN.search(reading, start, end)
            start, end = _cut(reading, start, season.start() if season else end)
            if start >= end or any(at in taken for at in (start, end - 1)):
                continue
            sure = _judge_run(reading, start, end, sentence, cued=cued)
            if sure and (both := _parted(reading, start, end)):
                claim(both[1], end, sure)
                end = both[0]
            if sure and claim(start, end, sure):
                for more in _listed_before(reading, sentence.start, start):
                    claim(*more, sure)
                for more in _listed_behind(reading, end, sentence.end):
                    claim(*more, sure)
    _find_numbered_titles(reading, claim)
    _find_section_titles(reading, sentences, claim)
    _find_headline_title(reading, sentences, claim)


_FOREIGN_ARTICLE: Final = re.compile(
    r"(?<![\w’'-])(?:El|La|Los|Las|Un|Una|Le|Les|L['’]|Il|Lo|Gli|Der|Die|Das|Ein|Eine|O|Os|As|Um|Uma) (?=[^\W\d_])"
)
_MOST_FOREIGN: Final = 6  # words
_FOREIGN_WORD: Final = re.compile(r"[\w’'-]+ ?")


def _find_foreign_titles(reading: str, claim: Callable[[int, int, float], bool]) -> None:
    """Titles of languages that write them in small letters: what stands behind their article each time."""
    begins = list(_FOREIGN_ARTICLE.finditer(reading))[:_MOST_TITLES]
    for begin in begins:
        words = [0]
        at = begin.end()
        while len(words) <= _MOST_FOREIGN and (word := _FOREIGN_WORD.match(reading, at)):
            at = word.end()
            words.append(at - (word[0][-1] == " "))
            if word[0][-1] != " ":
                break
        ends = [
            end
            for end in words[1:]
            if any(
                other.start() != begin.start()
                and reading.startswith(reading[begin.start() : end], other.start())
                and not _IN_WORD.match(reading, other.start() + end - begin.start())
                for other in begins
            )
        ]
        if ends and any(word[0].islower() for word in reading[begin.end() : ends[-1]].split()):
            claim(begin.start(), ends[-1], 0.9)


def _find_headline_title(
    reading: str, sentences: Sequence[SentenceSpan], claim: Callable[[int, int, float], bool]
) -> None:
    """The words that the headline and the text below both have with capitals, and that are nobody's name."""
    if len(sentences) < 2:
        return
    # Its first line, for a title may end with a mark that ends a sentence.
    begin, stop = sentences[0].start, max(sentences[0].end, reading.find("\n", sentences[0].start))
    named = next((m for each in _HEADLINES if (m := each.match(reading, begin, stop))), None)
    if named and re.match(vocabulary.PLATFORM, named["title"]):
        named = None  # "NBC sets season three"
    if named and re.search(rf"\b{re.escape(named['title'].split()[-1])}: ", reading[stop:]):
        named = None  # "What to know of Moonrise: The Lake"
    if named and not (_is_no_title(named["title"]) or _reads_as_name(reading, named["title"])):
        claim(*named.span("title"), 0.8)
    words = list(_HEAD_WORD.finditer(reading, begin, stop))[:_MOST_HEAD_WORDS]
    spans = sorted(
        (
            (first.start(), last.end())
            for at, first in enumerate(words)
            for last in words[at : at + _MOST_WORDS]
        ),
        key=lambda each: each[0] - each[1],
    )
    taken: set[int] = set()
    for start, end in spans:
        text = reading[start:end]
        if not _begins_person(
            reading[end + 1 : end + _LONGEST_NAME]
        ):  # "Moonrise's Kim A" is of a show or a group
            text = re.sub(r"['’]s$", "", text)
        text = text.rstrip(".,:;?’'")
        if not taken.isdisjoint(range(start, end)) or reading.find(text, stop) < 0:
            continue
        if not _may_be_headline_title(text):
            continue
        places = _places_below(reading, text, stop)
        if not places or _reads_as_name(reading, text) or _parted(reading, start, start + len(text)):
            continue
        taken.update(range(start, end))
        often = " " in text and len(places) >= _OFTEN
        if often or any(_shows_title(reading, at, at + len(text)) for at in (start, *places)):
            for at in places:
                claim(at, at + len(text), 0.8)
            claim(start, start + len(text), 0.8)


_ASKING: Final = r"(?:(?:When|What|Will|Is|Does|How|Where|Why|Who)(?:[’']s)? (?:(?:will|is|does|to|can you|the) )*)?[\"“‘']?"
# A question about a season, or a title with what the article tells of it behind a colon.
_HEADLINES: Final = (
    re.compile(
        rf"{_ASKING}(?P<title>{_RUN}?)[\"”’']?[,:]? [Ss]eason (?:\d|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive)\b"
    ),
    re.compile(
        rf"{_ASKING}(?P<title>{_RUN}?)[\"”’']?: (?=.*\b(?:[Ss]eason|[Rr]elease|[Cc]ast|[Tt]railer|[Pp]lot|[Pp]remiere|[Ee]pisodes?|[Ee]verything)\b)"
    ),
)
_OFTEN: Final = 3
_HEAD_WORD: Final = re.compile(r"\S*\w\S*")
_MOST_HEAD_WORDS: Final = 20
_LONGEST_NAME: Final = 40


def _may_be_headline_title(text: str) -> bool:
    words = text.split()
    return (
        bool(words)
        and (words[0][0].isupper() or words[0][0].isdigit())
        and words[-1].lower() not in _SMALL
        and not any(word[0].islower() and len(word) > 3 and word.lower() not in _SMALL for word in words)
        and (len(words) > 1 or (len(text) > 3 and text.lower() not in NO_NAME))
        and _is_name_like(text)
        and not (text.isupper() and len(words) == 1)
        and not _CLAUSE_HEAD.match(text)
    )


def _places_below(reading: str, text: str, begin: int) -> list[int]:
    """Where a text recurs inside a sentence below the headline."""
    places = []
    at = reading.find(text, begin)
    while at >= 0:
        end = at + len(text)
        if (
            _NO_WORD_BEFORE.match(reading, at)
            and _NO_WORD_BEHIND.match(reading, end)
            and not _GOES_ON.match(reading, end)
            and not _CAPITAL_BEFORE.search(reading, max(begin, at - 40), at)
        ):
            places.append(at)
        at = reading.find(text, end)
    return places


_NO_WORD_BEFORE: Final = re.compile(r"(?<![\w’'-])")
_NO_WORD_BEHIND: Final = re.compile(r"(?![\w-])")


# A run of capitals that a stretch is only part of.
_GOES_ON: Final = re.compile(
    r" (?:(?:of|the|a|an|to|in|and|for|with) ){0,2}[A-Z](?!['’]s)[\w’'-]*\b(?<!Season)(?<!TV)(?<!Anime)(?<!Part)"
)
_CAPITAL_BEFORE: Final = re.compile(
    rf"(?!(?:{vocabulary.PLATFORM})(?:['’]s)? $)(?!(?:In|On|At|For|With|From|The|But|And|As|To|After|Like|[A-Z]\w+day|Season) (?:[a-z]+ )?$)\b[A-Z][\w’'-]*(?<!['’]s) (?:(?:of|the|a|an|to|in|for|with) ){{0,2}}$"
)


def _reads_as_name(reading: str, text: str) -> bool:
    return (
        _begins_person(text)
        or _reads_as_person(text)
        or _given_name(text)
        or _named_as_person(reading, text)
        or bool(ORGANISATION.search(text))
    )


def _shows_title(reading: str, start: int, end: int) -> bool:
    """Whether what is around a stretch says that it is a show."""
    before, after = reading[max(0, start - 90) : start], reading[end : end + 110]
    return bool(
        _SEASON_BEHIND.match(after)
        or _SHOW_BEHIND.match(after)
        or _SAYS_OF_SHOW.match(after)
        or _NAMES_ITS_CAST.match(after)
        or _IS_SHOW_BEHIND.match(after)
        or _NOUN_BEFORE.search(before)
        or any(cue.search(before) for _, _, cue in _BEFORE_RUN)
    )


# "Moonrise 2 reveals its cast"
_NAMES_ITS_CAST: Final = re.compile(
    r"(?: \d)? (?:names|reveals|announces|adds|unveils|confirms|casts|has (?:named|revealed|announced|added|confirmed|told))\b[^.;:]{0,30}?\b(?:cast|staff|actors|season|premiere|trailer|sequel|fans|date)\b",
    re.IGNORECASE,
)
_SHOW_BEHIND: Final = re.compile(
    rf"(?i:['’]?s? (?:tv |television |live-action |special ){{0,2}}(?:{vocabulary.SHOW})\b)"
)


def _is_somebody(reading: str, start: int, text: str) -> bool:
    """Whether a title without marks is the name of a person whom the article names in full or with a role."""
    words = text.split()
    if len(words) == 2 and words[1] in _who_speaks(reading):
        return True  # "Cruz posted", where the text has "Alan Cruz"
    if len(words) == 1:
        return _has_first_name(reading, text)
    if (
        len(words) == 2
        and words[0].lower() not in _BEGINS_TITLE
        and reading[max(0, start - 4) : start] != " of "  # "Kim A of Moon Castle will play"
        and _named_as_person(reading, text)
    ):
        return True
    return (
        _given_name(text)
        and not re.search(rf"[^\w’']{re.escape(text)} \(?(?:is (?:an?|the) |19|20)", reading)
        and bool(_ROLE_NEAR.search(reading, max(0, start - 50), start) or _named_as_person(reading, text))
    )


@lru_cache(maxsize=4096)
def _has_first_name(reading: str, text: str) -> bool:
    """Whether a word ever comes right after what may be somebody's first name."""
    at = reading.find(text)
    while at >= 0:
        before = _FIRST_NAME.search(reading, max(0, at - 16), at)
        if before and (before[1].lower() in _GIVEN_NAMES or _may_be_first_name(before[1])):
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


def _is_credited(reading: str, text: str) -> bool:
    """Whether the text names this among those who made or played something."""
    return _occurs_behind(reading, text, _CREDITED)


def _is_place(reading: str, text: str) -> bool:
    """Whether the text uses this word as the place where something is."""
    return _occurs_behind(reading, text, _LOCATED)


def _may_be_first_name(word: str) -> bool:
    """Whether a capitalised word may be somebody's name: not a common word, role or network."""
    return word.lower() not in NO_NAME | _SMALL and not (
        vocabulary.is_role(word) or vocabulary.is_platform(word) or re.fullmatch(_NATIONALITY, word)
    )


_INITIALS: Final = re.compile(r"(?:[A-Z]\.)+[A-Z]?")
_OPENING: Final = re.compile(r"[A-Z][a-z]+(?:ed|ly)|Original")
"""Words that begin a sentence far more often than they are a title: "Edited by", "Currently"."""
_COMPANY: Final = re.compile(
    r"(?<!^The) (?:Studios?|Media|Pictures|Entertainment|Productions?|Weekly|Films|Agency)$"
)
_CREDITED: Final = re.compile(
    r"\b(?:written|created|directed|penned|produced|helmed|scripted|played|portrayed)(?: and [a-z]+)? by (?:[a-z-]+ ){0,2}$"
)
_LOCATED: Final = re.compile(
    r"\b(?:[Ff]ilming|[Ss]hooting|filmed|shot|located|based|born|lives?|living|held|castle|city|town|island|village|place) (?:in|of|at) $"
)
_FIRST_NAME: Final = re.compile(r"\b([A-Z][a-z]+) $")
_GIVEN_NAMES: Final = FEMALE | MALE
_ROLE_NEAR: Final = re.compile(
    r"\b(?:controller|head|chief|president|director|boss|executive|commissioner|editor|manager|ceo)s? (?:of|for) (?:[\w&]+ ){1,3}$",
    re.IGNORECASE,
)
_PUBLIC_BODY: Final = re.compile(
    r" (?:University|Assembly|Parliament|Ministry|Committee|Department|Association|Council|Institute|Agency)$"
)
_MIXED_CASE: Final = re.compile(r"[A-Z][a-z]+[A-Z][a-z]+")
_PLACE_BEHIND: Final = re.compile(r", ((?:[A-Z]\w+ )?[A-Z]\w+)")


def _in_country(reading: str, end: int) -> bool:
    """Whether a country follows a run of capitals: "in Granada, Spain"."""
    place = _PLACE_BEHIND.match(reading, end)
    return place is not None and (fold_name(place[1]) in PLACES or fold_name(place[1].split()[0]) in PLACES)


_BRAND: Final = re.compile(r"\b(?:brand|company|platform|service|website|app|channel|outlet|studio)s? $")
_RELEASE_OF: Final = re.compile(r" (?:release|edition|translation|publication)s? of\b")
_OF_A_GROUP: Final = re.compile(
    r"\b(?:band|group|duo|trio|unit|member|members|leader|vocalist|rapper|agency|label)(?: of| from| named| called)? $"
)


# Words that are in no name but may begin a title.
_BEGINS_TITLE: Final = frozenset(
    "the a an my our your his her their its no one two three four five six seven eight nine ten king queen prince princess doctor dr mr ms mrs miss first last new old best "
    "all love what when who why how where if i we you it yes please here not never always once only black white golden top global little secret good missing".split()
)


def _skip_opening(reading: str, start: int, end: int, sentence: SentenceSpan) -> int:
    """Where a run of capitals begins, less the words capitalised only because they open the sentence."""
    if start != sentence.start:
        return start
    first = start
    while word := _FIRST_WORD.match(reading, start, end):
        if word[1].lower() not in NO_NAME or word[1].lower() in _BEGINS_TITLE:
            break
        start = word.end()
    return first if reading[start : start + 1].islower() else start  # "Seasons of Rain" keeps its beginning


_SEASON_IN_RUN: Final = re.compile(r"(?<=\w)[,:]? (?:Season|Part) (?:\d{1,2}|One|Two|Three|Four|Five)\b")
_FIRST_WORD: Final = re.compile(r"([A-Z][\w’']*),? (?=\S)")


def _judge_run(reading: str, start: int, end: int, sentence: SentenceSpan, *, cued: bool) -> float:
    """How likely a run of capitals without any marks is to be a title, judging by its surroundings;
    ``cued`` is whether its sentence has a word that introduces titles."""
    text = reading[start:end].rstrip(".,:;!?")
    words = text.split()
    if text.isupper() and len(words) == 1 and 1 < len(text) < 4 and not text.isdigit() and "." not in text:
        return 0
    before = reading[max(sentence.start, start - 90) : start]
    after = reading[end : end + 110]
    single = len(words) == 1
    if before.endswith(_BEFORE_PEOPLE):
        return 0
    if single and text.lower() in NO_NAME and not _follows_noun(before):
        return 0
    stops = single and bool(_STOPS.match(after)) and not text.endswith(("’s", "'s"))
    person = not single and _begins_person(text) and not re.search(r" (?:of|the|in|is|to) ", text)
    if person and " and " in text:
        person = all(_begins_person(part) for part in text.split(" and "))
    if person and len(words) < 4:
        # "season 2 of Kim A", "the drama Kim A": nothing less makes a title of a name.
        sure_of = cued and (_BEFORE_RUN[0][2].search(before) or _follows_noun(before))
        if not sure_of:
            return 0
    acts = not person and bool(
        _ROLE_OF_TITLE.match(after)
        or (
            (text.startswith("The ") or before.lower().endswith("the "))
            and _KNOWN_BY_TITLE.match(after)
            and not re.match(_NATIONALITY, text)
        )
    )
    tells = (
        not acts and not person and (bool(_SEASON_BEHIND.match(after)) or bool(_SAYS_OF_SHOW.match(after)))
    )
    if before.endswith((" in the ", " in ")) and _PLACE_OF_YEAR.fullmatch(text):
        return 0  # "in the Bombay of 1947"
    if before.endswith("with ") and _IN_ROLE.match(after):
        return 0  # "with Ana Brook as Maria"
    if not (acts or tells) and single and (not stops or not cued):
        return 0  # most names end here
    spoken = words_of(before) if cued else frozenset[str]()
    if (
        _OF_WHOM.match(after)
        and not single
        and not person
        and _is_name_like(text)
        and (
            _begins_person(reading[end + 1 : end + 40].lstrip("s’' "))
            or re.match(r"The ", text)
            or re.search(r" (?:of|the|on|in|and|Of) ", text)
        )
    ):
        return 0.8  # "The Harbour's Kim A"
    if _OWNS_MORE.match(after) and reading.count(text) == 1:
        return 0  # "an adaptation of Ana Brook's novel"
    if acts and not _NATION.match(text) and not person and _is_name_like(text):
        return 0.8
    if tells and not person and _is_name_like(text):
        if _SEASON_BEHIND.match(after):
            return 0.9
        if not _COMMON_SUBJECT.match(text) and _SAYS_OF_SHOW.match(after):
            return 0.8
    if not (single or person or _given_name(text)) and _IS_SHOW_BEHIND.match(after) and _is_name_like(text):
        return 0.8
    if before.endswith("fficial ") and _OFFICIAL.match(after) and not person and _is_name_like(text):
        return 0.8
    if len(words) > 3 and _SENTENCE_TITLE.match(text) and _is_name_like(text) and not text.isupper():
        return 0.7
    if (
        not single
        and before.endswith((" of ", " of the "))
        and (owner := _PERSON_OF.search(before))
        and _begins_person(owner[1] or owner[2])
        and (_BELONGS_TO_SHOW.match(after) or (_STOPS.match(after) and len(words) > 2))
        and not text.isupper()
        and not person
        and _is_name_like(text)
        and not re.search(r"\b(?:singer|idol|member|rapper|vocalist|leader)\s", before)
    ):
        return 0.8
    leads = _LEADS
    if before.endswith(", "):
        leads = _LEADS_IN
    elif before.endswith(_ENDS_FROM):
        leads = _LEADS_FROM
    for sure, cues, cue in leads:
        if cues.isdisjoint(spoken):
            continue
        found = cue.search(before)
        if found is None:
            continue
        if person and sure < 0.9 and not re.search(rf"\b(?i:{vocabulary.SHOW})\s$", before):
            return 0
        if not _is_name_like(text) or _named_as_person(reading, text):
            return 0
        if single and not stops:
            return 0
        if single and sure < 0.8 and re.match(r"(?:19|20)\d\d$", text):
            return 0
        return sure
    return 0


_PLACE_OF_YEAR: Final = re.compile(r"\w+ of (?:18|19|20)\d\d")
_IN_ROLE: Final = re.compile(r" (?:as|playing) [A-Z]")
_OFFICIAL: Final = re.compile(r" (?:TV |anime )?(?:website|site|account|page|channel)\b")
# "Moonrise Road, a live-action drama", "Moonrise Road fans"
_IS_SHOW_BEHIND: Final = re.compile(
    rf",? (?:which is )?(?:an?|the|his|her) (?:(?!(?:of|who|whose|from|and|in|by|for|company|studio)\b)[\w’'-]+,? ){{0,6}}?(?:{vocabulary.SHOW})\b(?!['’]|[ -](?:production|company|studio|producers?|directors?|writers?|screenwriters?|stars?|actors?|actress|maker|makers|industry|world|business|festival|awards?|channel)\b)| (?:fans|viewers|franchise|finale)\b"
)
_BEFORE_PEOPLE: Final = (
    "along with ",
    "together with ",
    "alongside ",
    "opposite ",
    "joined by ",
    "starring ",
)
_OF_WHOM: Final = re.compile(r"['’]s? (?=[A-Z][\w-]+ [A-Z])")
_OWNS_MORE: Final = re.compile(
    r"['’]s? (?:[a-z-]+ |(?:19|20)\d\d ){0,3}(?:novel|book|webtoon|manga|memoir|comic|story|play|hero|heroine|film|best-?seller|series|podcast|article)s?\b"
)


def _follows_noun(before: str) -> bool:
    """Whether a noun for a show comes right before."""
    words = before[-16:].split()
    return (
        bool(words)
        and words[-1].lower().rpartition("-")[2] in _SHOW_WORDS
        and bool(_NOUN_BEFORE.search(before))
    )


_NOUN_BEFORE: Final = re.compile(rf"\b(?i:{vocabulary.SHOW})\s$")
_COMMON_SUBJECT: Final = re.compile(
    r"(?:It|He|She|They|This|That|There|The (?:Series|Drama|Film|Movie|Show|Story|First|Second|Third|New|Upcoming|Cast|Season)|Production|Filming|What|Who|Which|Everything|Season|Episode|Part)\b(?! of\b)"
)


def _is_name_like(text: str) -> bool:
    """Whether a run of capitals may be a title at all: not a place, a company or a paper."""
    bare = text.rstrip(".,:;!?")
    return not (
        all(fold_name(part) in PLACES for part in bare.split(" and "))
        or _is_no_title(bare)
        or (ORGANISATION.search(bare) and not re.match(r"The ", bare))
        or re.match(rf"(?:{vocabulary.PLATFORM})(?![\w+])", bare)
        or re.match(
            r"(?:\d+(?:st|nd|rd|th)(?! Century [A-Z])|K-[a-z]+)\b|(?:[A-Z][a-z]+days?)(?:(?: and | to | & |-)[A-Z][a-z]+days?)?$",
            bare,
        )
    )


def _parted(reading: str, start: int, end: int) -> tuple[int, int] | None:
    """Where "A and B" splits into two titles: the end of the one, the start of the other."""
    text = reading[start:end]
    joint = re.search(r",? and (?=[A-Z0-9])", text)
    if joint is None:
        return None
    parts = text[: joint.start()], text[joint.end() :]
    if all(reading.count(each) > reading.count(text) for each in parts):
        return start + joint.start(), start + joint.end()
    beside = _PLURAL_BEFORE.search(reading, max(0, start - 40), start) or _ROLE_OF_TITLE.match(reading, end)
    if not beside and reading.count(text) > 1:
        return None
    if re.match(r"(?:The|A|An) ", text[joint.end() :]) or (beside and len(text.split()) > 3):
        return start + joint.start(), start + joint.end()
    return None


@lru_cache(maxsize=4096)
def _named_as_person(reading: str, text: str) -> bool:
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


def _listed_behind(reading: str, at: int, end: int) -> list[tuple[int, int]]:
    """The other titles in a list that continues after one: ", B and C"."""
    match = _LIST_ON.match(reading, at, end)
    if match is None:
        return []
    spans = [
        (match.start("items") + item.start("title"), match.start("items") + item.end("title"))
        for item in re.finditer(rf",\s(?:the\s)?(?P<title>{_RUN})", match["items"])
    ]
    spans.append(match.span("last"))
    texts = [reading[start:stop] for start, stop in spans]
    if len(spans) > _MOST_ITEMS or any(
        _begins_person(text)
        or _reads_as_person(text)
        or not _is_name_like(text)
        or _named_as_person(reading, text)
        for text in texts
    ):
        return []
    return spans


_LIST_UP_TO: Final = re.compile(rf"(?:(?<=: )|(?<=[a-z] )|^)(?P<items>{_RUN}(?:, {_RUN})*),? and $")


def _listed_before(reading: str, begin: int, at: int) -> list[tuple[int, int]]:
    """The other titles in a list that ends with one: "A, B and" before C."""
    if reading[at - 5 : at] != " and ":
        return []
    low = max(begin, at - 120)
    match = _LIST_UP_TO.search(reading, low, at)
    if match is None or (match.start() == low and low != begin):
        return []
    spans = [
        (match.start("items") + item.start(1), match.start("items") + item.end(1))
        for item in re.finditer(r"(?:^|, )(.+?)(?=, |$)", match["items"])
    ]
    texts = [reading[start:stop] for start, stop in spans]
    doubtful = any(
        _begins_person(text)
        or _reads_as_person(text)
        or not _is_name_like(text)
        or _named_as_person(reading, text)
        or text.lower() in NO_NAME
        for text in texts
    )
    return [] if doubtful or not (len(spans) > 1 or " " in texts[0]) else spans


def _find_numbered_titles(reading: str, claim: Callable[[int, int, float], bool]) -> None:
    """Lines that count shows: "1. Moonrise", and further on "2. The Lake"."""
    counted = [
        line
        for line in _NUMBERED_LINE.finditer(reading)
        if not (_is_headword(line["title"]) or _begins_person(line["title"]) or _given_name(line["title"]))
    ]
    numbers = [int(line["number"]) for line in counted]
    if any(after - before in (1, -1) for before, after in pairwise(numbers)):
        for line in counted:
            claim(*line.span("title"), 0.7)


_NUMBERED_LINE: Final = re.compile(
    r"^#?(?P<number>\d{1,2})[.):] ?[\"“‘']?(?P<title>(?=[A-Z0-9])(?:[^\s.!?]+[!?]? ?){1,8}?)[\"”’']?(?: ?\([^()\n]*\))?:?$",
    re.MULTILINE,
)


def _find_section_titles(
    reading: str, sentences: Sequence[SentenceSpan], claim: Callable[[int, int, float], bool]
) -> None:
    """Headings that are the title of the show in the section below: they recur in its text."""
    body = [(each.start, each.end) for each in sentences if not each.is_heading]
    heads = [
        head["title"]
        for each in sentences
        if each.is_heading
        and each.end - each.start <= 60
        and (head := _SECTION_HEAD.match(reading, each.start, each.end))
    ]
    people = sum(is_korean(head) for head in heads)
    if people > 1 and 2 * people >= len(heads):
        return  # a list of people
    others: list[tuple[int, re.Match[str]]] = []
    found: list[tuple[int, re.Match[str]]] = []
    for number, sentence in enumerate(sentences):
        if not sentence.is_heading or sentence.end - sentence.start > 60:
            continue
        head = _SECTION_HEAD.match(reading, sentence.start, sentence.end)
        if head is None:
            continue
        text = head["title"]
        if _begins_person(text) or not _is_name_like(text) or _COMMON_SUBJECT.match(text):
            continue
        at = reading.find(re.sub(r"^The ", "", text), sentence.end)
        if at < 0 or not any(start < at < end for start, end in body):
            # A title recurs inside a sentence, a headword does not; what a sentence above says is a caption.
            if reading.find(text, 0, sentence.start) < 0:
                others.append((number, head))
        else:
            claim(*head.span("title"), 0.6)
            found.append((number, head))
    if len(found) + len(others) < 2:
        return
    # In a list of shows, the other headings like theirs are titles as well: numbered alike, or with
    # lines of the same kind below them.
    numbered = all(head["number"] for _, head in (*found, *others))
    for number, head in others:
        if number == 0 or _is_headword(head["title"]):
            continue
        if (
            len({head["title"] for _, head in found}) > 1
            or (found and numbered)
            or _presents_show(reading, sentences, number)
        ):
            claim(*head.span("title"), 0.6)


_KEY_LINE: Final = re.compile(
    r"[-*•]?\s?(?:[\w’']+ ){0,2}(?:cast|starring|stars|premieres?|release|released|director|directed by|writer|network|channel|platform|genres?|episodes|air|airs|airing|where)(?: [\w]+){0,2}\s?:",
    re.IGNORECASE,
)
_PRESENTS: Final = re.compile(
    rf"(?:[Tt]he|[Tt]his|[Tt]his upcoming) (?:[\w’'-]+ ){{0,6}}?(?i:{vocabulary.SHOW})\b|[Tt]he story\b|(?:Directed|Written|Created|Starring|Based|Set|Adapted|Helmed) (?:by|on|in|from|[A-Z])"
)


def _presents_show(reading: str, sentences: Sequence[SentenceSpan], number: int) -> bool:
    """Whether the text below a heading presents a show: key and value, or "the drama follows …"."""
    if number + 1 >= len(sentences):
        return False
    below = sentences[number + 1]
    if _KEY_LINE.match(reading, below.start, below.end):
        return True
    return not below.is_heading and bool(
        _PRESENTS.search(reading, below.start, min(below.end, below.start + 120))
    )


_HEADWORD: Final = re.compile(
    r"\b(?:Cast|Casting|Plot|Release|Story|Synopsis|Directors?|Writers?|Watch|Conclusion|Trailer|About|Dates?|Final|More|Related|Read|Photos?|Credits?|Source|Roles?|"
    r"Episodes?|Drama|Dramas|Movie|Movies|Series|Film|Films|Shows?|Filming|News|Comments?|Share|Tags|Rating|Characters?|Details|Genre|Review|Update|Updates)\b"
)


def _is_headword(text: str) -> bool:
    """Whether a heading says what is below it, not which show: "Cast", "Release Date"; not "The Morning Show"."""
    words = text.split()
    return bool(_HEADWORD.search(text)) and (len(words) < 3 or ":" in text or bool(_HEADWORD.match(words[0])))


_SECTION_HEAD: Final = re.compile(
    rf"(?P<number>\d{{1,2}}[.)] ?)?[\"“‘']?(?P<title>{_RUN})[\"”’']?(?: \([^()]{{2,30}}\)| [Ss]eason \w+)?:?$"
)


_KIND_OF_SHOW: Final = re.compile(
    r"[KCJT]-[Dd]ramas?|\d{1,3}-[a-z]+|[A-Z][a-z]+days?(?:(?:-|/| and | & | to | through )[A-Z][a-z]+days?)*|(?:[A-Z]\w+ )?[A-Z]\w*-(?:themed|led|starring|set|centred|centered|only|wide|inspired)"
)


def _is_no_title(text: str) -> bool:
    """Whether a run of capitals is a network, a nation, a month or a common noun."""
    folded = fold_name(text)
    return bool(
        folded in _NEVER
        or _KIND_OF_SHOW.fullmatch(text)
        or folded in _GENERIC
        or text.isdigit()
        or (re.fullmatch(r"[A-Z][a-z]+-[A-Za-z]+", text) and is_korean(f"Kim {text}"))  # a Korean given name
        or re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)? (?:" + _MONTH_NAMES + r")\w*", text)
        or re.fullmatch(rf"{_NATIONALITY}(?: {_NATIONALITY})*", text)
        or vocabulary.is_platform(text)
        or "-year-old" in text
        or re.fullmatch(r"[A-Z]\w*-(?:winning|nominated|based|born|produced|backed)", text)
        or _NO_HEAD.match(text)
    )


def _cut(reading: str, start: int, end: int) -> tuple[int, int]:
    """A run of capitals without what surrounds the title: "2019's X", "Kim A's X", "X as Kim B", "X with Kim C"."""
    text = reading[start:end]
    if vocabulary.is_platform(text.removesuffix("’s").removesuffix("'s")):
        return start, start
    if " " not in text:
        return start, end
    if (
        " of " in text
        and _begins_person(text)
        and (joint := re.match(r"[A-Z][\w’-]+ [\w’ -]{2,20}? of (?:the )?(?=[A-Z0-9])", text))
    ):
        start += joint.end()  # "Kim A of X"
    if (played := _PLAYED_IN.match(reading, start, end)) and played[1].lower() in _GIVEN_NAMES:
        start = played.end()  # "played young Kevin on X"
    while head := _NO_PART.match(reading, start, end):
        start = head.end()
        if reading[start : start + 1].islower():
            return start, start  # "Netflix on May 3"
    if (owner := _POSSESSOR.match(reading, start, end)) and _owns(reading, owner):
        start = owner.end()
    owns = "’" in text or "'" in text
    if owns and (lone := _LONE_OWNER.match(reading, start, end)) and _is_somebody(reading, start, lone[1]):
        start = lone.end()  # "Harlow's Night Ferry", where the text has "Ana Harlow"
    for owned in _OWNED.finditer(reading, start + 1, end) if owns else ():
        show = reading[start : owned.start()]
        if " " in show and _is_name_like(show) and _given_name(reading[owned.end() : end]):
            return start, owned.start()  # "The Harbour Light's Ana B"
    for tail in _TAIL.finditer(reading, start + 1, end):
        rest = reading[tail.end() : end]
        if (
            tail[1]
            in (
                "as",
                "opposite",
                "alongside",
                "Formerly",
                "Also",
                "Previously",
                "Originally",
                "Formally",
                "Meanwhile",
            )
            or (
                tail[1] == "by"
                and re.fullmatch(r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){1,2}", rest)
                and rest.split()[0].lower() not in _SMALL
            )
            or (tail[1] in ("with", "by", "and", "&", "from", "is") and _begins_person(rest))
            or (
                tail[1] in ("on", "at", "for", "by", "from", "to", "and")
                and re.match(vocabulary.PLATFORM, rest)
            )
            or (
                tail[1] in ("in", "on")
                and re.match(r"(?:the )?(?:(?:19|20)\d\d\b|[A-Z]\w+ (?:19|20)\d\d)", rest)
            )
            or (tail[1] == "and" and re.fullmatch(_NATIONALITY, rest))
        ):
            return start, tail.start()
    return start, end


def _owns(reading: str, owner: re.Match[str]) -> bool:
    """Whether "Name Name's" before a run of capitals is a person, not the beginning of the title."""
    name = owner[1]
    if _reads_as_person(name) and not _NOUN_BEFORE.search(reading, max(0, owner.start() - 20), owner.start()):
        return True
    if vocabulary.is_platform(name):
        return True
    if name.split()[0].lower() in FEMALE | MALE:
        return True
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!['’]s|\w)", reading)) or not (
        _reads_as_person(name) or re.match(r"(?:The|My|Our|Your|No|One|A|An)\b", name)
    )


_PLAYED_IN: Final = re.compile(r"([A-Z][\w-]+)(?: [A-Z][\w-]+)? (?:on|in) (?=[A-Z])")
_LONE_OWNER: Final = re.compile(r"([A-Z][\w-]+)['’]s (?=[A-Z0-9])")
_OWNED: Final = re.compile(r"['’]s? (?=[A-Z])")


def _given_name(text: str) -> bool:
    """Whether a text is a first name and a family name, or a list that begins with them."""
    words = re.split(r",| and ", text)[0].split()
    return len(words) == 2 and words[0].lower() in _GIVEN_NAMES and words[1][:1].isupper()


_OF_GROUP: Final = re.compile(r"[A-Z0-9]{2,}['’]s [A-Z]")


def _begins_person(text: str) -> bool:
    """Whether a run of capitals begins with a person: a Korean name, a given name, a member of a group."""
    words = text.split()
    if not words:
        return False
    if len(words) > 1 and words[0].lower() in FEMALE | MALE:
        return True
    if len(words) > 1 and words[0].lower() in _SMALL and words[1].islower():
        return False  # "In the Rain"
    if ("’s " in text or "'s " in text) and _OF_GROUP.match(text):
        return True
    return any(
        is_korean(" ".join(words[:count]).strip(".,!'’")) and words[0].lower() in KOREAN_SURNAMES
        for count in (3, 2)
        if len(words) >= count
    )


_IN_BRACKETS: Final = 0.85
_PLAYED_BY: Final = re.compile(r"\( ?(?:played|portrayed|voiced) by\b|\( ?(?:as|actor|actress|who plays) ")
_SURELY_WORKS: Final = re.compile(
    rf"[a-z\]]\s?\((?:{_RUN}(?:, | and |; ){_RUN}|The [A-Z]{_IN_WORD.pattern}+ (?:of |in )?[A-Z]|{_RUN} \d)[^()]{{0,80}}\)"
)


def _names_work_in_brackets(reading: str) -> bool:
    """Whether brackets after a name give what somebody was in, rather than their roles, in this article."""
    return "(" in reading and not _PLAYED_BY.search(reading) and bool(_SURELY_WORKS.search(reading))


_WORD_IN_BRACKETS: Final = re.compile(r"[A-ZÀ-Þ][\w’'-]+ [A-ZÀ-Þ][\w’'-]+ \([A-ZÀ-Þ][a-zà-ÿ’'-]+\)")


@lru_cache(maxsize=2)
def _names_parts_in_brackets(reading: str) -> bool:
    """Whether brackets after a name give the part that somebody plays: one says so, two hold people's names, or three
    a word each."""
    if _PLAYED_BY.search(reading):
        return True
    if len(_WORD_IN_BRACKETS.findall(reading)) > 2:
        return True
    named = re.findall(r"\w \(([A-Z][a-z]+) [A-Z][\w’'-]+\)", reading)
    return sum(name.lower() in FEMALE | MALE for name in named) > 1


_PART_PLAYED: Final = re.compile(r"(?:[A-ZÀ-Þ][\w’'.-]* ){1,4}(?:in|on|from) (?:the )?(?=[A-ZÀ-Þ0-9])")
_PARTS_PLAYED: Final = re.compile(rf"\({_PART_PLAYED.pattern}")


def _part_played(reading: str, start: int, end: int) -> int:
    """Where a title begins behind the part that somebody played in it; "Murder in Moonrise" is one title."""
    part = _PART_PLAYED.match(reading, start, end)
    if part is None:
        return start
    words = part[0].split()[:-1]
    is_name = len(words) > 1 and (_given_name(" ".join(words)) or _begins_person(" ".join(words)))
    return part.end() if is_name or len(_PARTS_PLAYED.findall(reading)) > 1 else start


def _bracketed(reading: str, match: re.Match[str], *, usual: bool) -> list[tuple[int, int]]:
    """The titles in brackets after a person: "Kim A (Moonrise, The Lake)"; none if they name a role.
    ``usual`` is whether the article's other brackets are of this kind."""
    items = [
        (match.start("works") + item.start(1), match.start("works") + item.end(1))
        for item in _BRACKET_ITEM.finditer(match["works"])
    ]
    items = [(_part_played(reading, start, end), end) for start, end in items]
    if "," not in match["works"] and len(items) == 2 and not _ARTICLE.match(reading, items[1][0]):
        items = [match.span("works")]  # "Salt and Rain" is one title
    texts = [reading[start:end] for start, end in items]
    if len(items) > 1 and (_reads_as_person(texts[0]) or _given_name(texts[0])):
        items, texts = items[1:], texts[1:]  # "a lawyer (Kim A, Moonrise)"
    makes = bool(_MAKER_BEFORE.search(reading, max(0, match.start() - 60), match.start()))
    if not items or any(_NO_WORK.match(text) or (_reads_as_person(text) and not makes) for text in texts):
        return []
    if makes:
        items = [(start, end) for start, end in items if not _reads_as_person(reading[start:end])]
    if not makes and not usual and any(text.lower() in FEMALE | MALE for text in texts):
        return []
    if len(items) == 1 and not makes:
        text = texts[0]
        name = _NAME_BEFORE.search(reading, max(0, match.start() - 40), match.start())
        words = texts[0].split()
        if name is None or (len(words) == 1 and _is_nickname(reading, text)):
            return []
        if len(words) > 2 and is_korean(" ".join(words[-2:])) and "-" in words[-1]:
            return []  # "(Police Officer Hwang Jun-ho)"
        called = [word for word in name[1].split() if word.lower().rstrip(".") not in NO_NAME]
        full = len(called) > 1 or "-" in name[1]
        if usual and full and _is_name_like(text) and reading.count(text) == 1:
            return items
        if len(words) == 1 and not (full and len(words[0]) > 3 and _is_name_like(texts[0])):
            return []  # one word is just as likely a role
        if len(words) < 3 and not usual and _names_parts_in_brackets(reading):
            return []  # the brackets of this article hold roles
        if words[0].lower() in FEMALE | MALE or (
            len(words) in (2, 3) and not full and all(word[0].isupper() for word in words)
        ):
            return []  # "President Harlow (Piers Wren)"
        if len(words) == 1 and (
            re.fullmatch(r"[A-Z][a-z]+-[a-z]+|[A-Z][a-z]{1,3}", words[0]) and reading.count(words[0]) > 1
        ):
            return []
    return items


def _is_nickname(reading: str, text: str) -> bool:
    """Whether a word stands in brackets behind a name that it is cut from: "Park Solomon (Lomon)"."""
    before = f" ({text})"
    at = reading.find(before)
    while at >= 0 and len(text) > 2:
        name = reading[max(0, at - 24) : at].rpartition(" ")[2]
        if text.lower() in name.lower():
            return True
        at = reading.find(before, at + len(before))
    return False


_ARTICLE: Final = re.compile(r"(?:The|A|An|My) ")
_MAKER_BEFORE: Final = re.compile(
    r"\b(?:directed|written|penned|helmed|created|scripted|produced|director|writer|screenwriter|creator|PD)\b[^.;()]{0,45}$"
)
_NAME_BEFORE: Final = re.compile(r"((?:[A-ZÀ-Þ][\w’'.-]*\s){0,2}[A-ZÀ-Þ][\w’'.-]*)\s?(?:\[[^\]]*\])?$")


def _link(
    reading: str,
    sentences: Sequence[SentenceSpan],
    spans: dict[tuple[int, int], float],
    quotations: Sequence[Quotation],
    quoted_titles: set[tuple[int, int]],
    known: Iterable[str],
) -> Titles:

    title_folds = {fold_name(reading[start:end]) for start, end in spans}
    for quotation in quotations:
        start, end = _trim(reading, quotation.start, quotation.end)
        if (start, end) not in spans and end - start < 90 and fold_name(reading[start:end]) in title_folds:
            spans[start, end] = 0.5
            quoted_titles.add((quotation.start, quotation.end))
    works: dict[str, Work] = {}
    has_seasons = bool(
        re.search(r"\bseasons?\b|\bepisodes?\b|\bseries\b|\bdramas?\b", reading, re.IGNORECASE)
    )
    placed: list[tuple[int, int, Work, int | None]] = []
    taken: set[int] = set()
    for (start, end), sure in sorted(spans.items()):
        name = " ".join(reading[start:end].split())
        if sure < 0.9 and " " in name and _reads_korean(name) and not _is_quoted(reading, start, end):
            continue  # a person's name
        season = None
        name = _NAMED_SEASON.sub("", name) if has_seasons else name
        if (
            has_seasons
            and (number := _TRAILING_NUMBER.search(name))
            and not re.search(r"\b(?:film|movie)\s[\"“‘']{0,2}$", reading[max(0, start - 12) : start])
        ):
            name, season = name[: number.start()], int(number[1])
        name = re.sub(r",?\s(?:Season\s\w+|\(\d{4}\))$", "", name)
        key = key_of_title(name)
        if not key:
            continue
        work = works.setdefault(key, Work(name))
        work.weight += sure
        placed.append((start, end, work, season))
        taken.update(range(start, end))
    for name in known:
        if key_of_title(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", reading):
            works.setdefault(key_of_title(name), Work(name))
    placed += _find_again(reading, works, taken)
    speech = tuple(each for each in quotations if (each.start, each.end) not in quoted_titles)
    mentions = [_with_season(reading, *each) for each in sorted(placed, key=lambda each: each[:2])]
    for mention in mentions:
        mention.work.mentions += 1
    return Titles(tuple(mentions), tuple(works.values()), _choose_main(reading, sentences, mentions), speech)


def _reads_korean(name: str) -> bool:
    words = name.lower().split()
    if words[0] in _SMALL:
        return False
    family = words[0] in KOREAN_SURNAMES or "-" in name or (len(words) == 3 and words[-1] in KOREAN_SURNAMES)
    return family and bool(readings(fold_name(name)))


def _is_quoted(reading: str, start: int, end: int) -> bool:
    return reading[max(0, start - 1) : start] in ("'", '"', "‘", "“", "”", "’") and start > 0


def key_of_title(name: str) -> str:
    """What a title is known by, however it is spelled and with or without its article."""
    return re.sub(r"^the ", "", fold_name(name)).replace(" ", "")


def _find_again(
    reading: str, works: dict[str, Work], taken: set[int]
) -> list[tuple[int, int, Work, int | None]]:
    """Every other place that names a found show, whatever the case if the title has several words."""
    if not works:
        return []
    found: list[tuple[int, int, Work, int | None]] = []
    # Searched for as text: a pattern for each title would cost more to compile than to run.
    lowered = reading.lower().replace("-", " ")
    if len(lowered) != len(reading):
        lowered = reading.replace("-", " ")
    wanted = [
        (work.name, work)
        for work in works.values()
        if len(work.name) > 2 and fold_name(work.name) not in _NEVER
    ]
    wanted += [
        (name.title(), work) for name, work in wanted if " " not in name and name.isupper() and len(name) > 3
    ]
    wanted += [
        (form, work)
        for name, work in wanted
        if "-" in name and " " not in name
        for form in (name.replace("-", ""), name.replace("-", "").capitalize())
    ]
    for name, work in sorted(wanted, key=lambda each: -len(each[0]))[:_MOST_TITLES]:
        several = " " in name
        text, needle = (lowered, name.lower().replace("-", " ")) if several else (reading, name)
        at = text.find(needle)
        while at >= 0:
            end = at + len(needle)
            alone = not (_IN_WORD.match(reading, at - 1) if at else False) and not _IN_WORD.match(
                reading, end
            )
            small = several and reading[at:end].islower() and len(name.split()) < 3
            if alone and not small and at not in taken and end - 1 not in taken:
                number = _NUMBER_BEHIND.match(reading, end)
                found.append((at, end + 2 if number else end, work, int(number[1]) if number else None))
                taken.update(range(at, end + 2 if number else end))
            at = text.find(needle, end)
    return found


# "Moonrise 2 names its cast"
_SEQUEL_NUMBER: Final = re.compile(
    r" ([2-9])(?= (?:names|reveals|announces|adds|unveils|confirms|casts|gets|drops|releases|premieres|will|is|to)\b|:|’s? |['’]$)"
)


def _with_season(reading: str, start: int, end: int, work: Work, season: int | None) -> TitleMention:
    if season is None and (after := _SEASON_AFTER.match(reading, end)):
        return TitleMention(start, after.end(), work, season_number(after))
    if season is None and (number := _SEQUEL_NUMBER.match(reading, end)):
        return TitleMention(start, number.end(), work, int(number[1]))
    return TitleMention(start, end, work, season)


# What somebody does now ends what they are known for.
_THEN: Final = r"(?:(?!\b(?:will|(?:is|are) (?:set|playing|starring|now|also|back|joining|in talks)|(?:has|have) (?:joined|been)|joins?)\b)[^.]){0,80}$"
_OF_PAST: Final = re.compile(
    r"\b(?:known for|such as|like|including|appeared in|starred in|after|following|before|success of|footsteps|last|previous|creator of|director of|hit|fame|was in|behind|previously|had also|last seen|last starred|last acted|since|episode)\b"
    + _THEN,
    re.IGNORECASE,
)
_SOURCE_BEFORE: Final = re.compile(
    r"\b(?:webtoon|web ?novel|novel|manga|manhwa|book|comic)s?,?(?: (?:titled|entitled|called|named))?,? [\"“‘']?$"
)
# Where a show only says who somebody is.
_OF_SOMEBODY: Final = re.compile(
    r"\b(?:known for|appeared in|(?:last|previously|also|and|who|having|had|has) (?:\w+ )?starred in|success of|(?:creator|director|writer|star|actor|actress) of|from (?:the )?(?:creators?|makers?|directors?|writers?|producers?|team|minds?) (?:of|behind)|fame|previously|had also|last seen|last starred|last acted|made (?:his|her|their) debut)\b"
    + _THEN
    + r"|\bwho (?:\w+ )?(?:created|directed|wrote|penned|developed|produced|made|adapted|helmed) (?:[a-z’'-]+ ){0,3}[\"“‘']?$"
    + r"|\b(?:since|after|following) (?:[\w’'-]+ ){0,3}[\"“‘']?$|(?-i:\b[A-Z][\w’]*-[\w’]+ (?:of|from)) (?:the )?[\"“‘']?$",
    re.IGNORECASE,
)
_BRACKET_BEFORE: Final = re.compile(r"\([^()\n]*$")
_SOMEBODY_BEHIND: Final = re.compile(
    r"[\"”’']{0,2}(?:(?:['’]s)? (?:star|actor|actress|director|writer|creator|fame|alum|producer|PD)\b|,? \((?:[\w ]{2,14}, )?(?:19|20)\d\d)"
)
_TO_COME: Final = re.compile(
    r"\b(?:upcoming|newest|new|next)\s(?:[\w-]+,?\s){0,4}[\"“‘']{0,2}$", re.IGNORECASE
)


def _choose_main(
    reading: str, sentences: Sequence[SentenceSpan], mentions: Sequence[TitleMention]
) -> Work | None:
    """The show with the most mentions, those at the head of the article counting more; none if all its
    mentions only say who somebody is."""
    if not mentions:
        return None
    head = sentences[min(len(sentences) - 1, 2)].end if sentences else 0
    score: dict[int, float] = {}
    works = {id(mention.work): mention.work for mention in mentions}
    to_come: set[int] = set()
    for number, mention in enumerate(mentions):
        worth = 1.0 + mention.work.weight / 100
        if mention.start < head:
            worth += 1.5
        if _OF_PAST.search(reading, max(0, mention.start - 90), mention.start):
            worth -= 0.8
        past = bool(
            _SOURCE_BEFORE.search(reading, max(0, mention.start - 26), mention.start)
            or _OF_SOMEBODY.search(reading, max(0, mention.start - 90), mention.start)
            or _SOMEBODY_BEHIND.match(reading, mention.end)
        )
        if _BRACKET_BEFORE.search(reading, max(0, mention.start - 80), mention.start):
            worth -= 1.5  # past work beside a name
            past = True
        if not past:
            mention.work.current += 1
        if _TO_COME.search(reading, max(0, mention.start - 60), mention.start):
            worth += 1.5
            to_come.add(id(mention.work))
        score[id(mention.work)] = score.get(id(mention.work), 0.0) + worth - number * 1e-6
    main = max(score, key=lambda each: score[each])
    best = works[main]
    named_once = best.mentions == 1 and best.weight < 0.9 and main not in to_come
    if not best.current or (named_once and all(each.start >= head for each in mentions if each.work is best)):
        return None
    return best
