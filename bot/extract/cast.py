"""Who is in a show, and as whom.

Owns casts as lists, "stars as", "plays", roles in brackets and actors in brackets, headlines, and past work
("known for …"). Refuses those who made the show: see crew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.extract.coreference import Discourse
from bot.extract.draft_fact import Draft
from bot.extract.slotted_sentences import (
    PEOPLE,
    Clause,
    P,
    PersonSlot,
    Rules,
    W,
    WorkSlot,
    pattern,
    rule,
    signs,
    without_brackets,
)
from bot.extract.titles import Work
from bot.extract.vocabulary import PLAY_CUES, STAFF

_FILL: Final = r"(?:[\w’'%-]+,? ){0,6}?"
# A role need not have a person's name: "as the Professor", "plays Berlin".
_ROLE_NAME: Final = rf"(?:{P}|(?-i:(?:[Tt]he )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){{0,3}}))"
_NAME_THEN_ROLE: Final = (
    rule(
        f"{PLAY_CUES} offered reprise received role part character",
        r"(?P<actor>{P})(?: \([^()]{0,80}\))?,?(?: (?:who|has|have|had|is|are|was|were|been|being|will|would|also|once again|again|set|slated|tapped|confirmed|expected|reportedly|in talks|known to|said to|going|cast|offered|likely|to|both|back|returns?|returning|reprises?|reprising|reprise|recently|previously|officially|seen|now|currently|roped in|in|be)){0,7}"
        r"(?:, [^,]{3,60},(?: (?:is|are|has|have|will|would|been|be|also|set|to|slated|confirmed|expected|cast)){0,5})?(?: (?:in|for) (?:the )?(?:[a-z-]+ ){0,3}{W} to)? (?:{play}(?! by\b)|offered the role of|reprise (?:his|her|their) role|received an offer to play|(?:considering |mulling |weighing )?(?:taking on |take on |for |in )?(?:the )?(?:lead )?(?:role|part|character) of)(?: the)?(?: role of| roles of| part of| character of| lead role of| lead role as| as)?,?(?: (?:the |an? |her |his )?(?!(?:opposite|alongside|against|with|who|while)\b)[\w’',“”\"-]+(?: (?!(?:opposite|alongside|against|with|who|while)\b)[\w’',“”\"-]+){0,12}?)? (?<!\band )(?:{P}['’]s (?:[a-z]+,? ){1,4})?(?P<character>{P})(?!['’]s)",
    ),
    rule(
        "as",
        r"(?P<actor>{P})(?: \([^()]{0,80}\))?,? (?:is |was |will be |has been |also |has |have |will )?(?:starring |stars |star |cast |featured |seen |appears? |returns? |back |starred |features |joins? |joined |joining )?(?:on board |the cast |leads? the (?:cast|series|show|drama) |leading the cast )?(?:in {W} )?as (?:the |an? |her |his |that |(?:{P}|{W})['’]s )?(?:(?!(?:opposite|alongside|against|with|who|while)\b)[\w’',“”\"-]+ ){0,12}?(?<!\band )(?P<character>{P})(?!['’]s)",
    ),
    rule(
        f"{PLAY_CUES} cast",
        rf"(?P<actor>{{P}})(?: \([^()]{{0,80}}\))?,?(?: (?:who|will|also|is|set|to|has|been|cast|confirmed|reportedly|would)){{0,5}} (?:{{play}}|cast as)(?: the role of)? (?P<character>{_ROLE_NAME})(?=[,.;)]| (?:in|and|who|opposite|alongside|from|the|a)\b|$)",
    ),
    rule(
        "as",
        rf"(?P<actor>{{P}})(?: \([^()]{{0,80}}\))? as (?P<character>{_ROLE_NAME})(?=[,.;)]| (?:in|and|who|opposite|alongside)\b|$)",
    ),
    rule(
        "playing portraying starring voicing reprising",
        r"(?P<actor>{P})[^.;"
        + P[1:-1]
        + r"]{0,110}, (?:and )?(?:playing|portraying|starring as|voicing|reprising)(?: the roles? of)? (?:[a-z’'-]+ ){0,6}?(?P<character>{P})",
    ),
    # "P, long the voice of C in W", "P's best-known part is C in W"
    rule(
        "voice part role linked associated synonymous",
        rf"(?P<actor>{{P}})(?:['’]s)?[^.;{P[1:-1]}{W[1:-1]}]{{0,60}}? (?:(?:the )?voice of|(?:part|role) (?:is|was)(?: probably| perhaps| surely)?|(?:linked|associated|synonymous) with) (?P<character>{_ROLE_NAME})(?= (?:in|of|from|on) (?:the )?(?:[\w’'-]+ ){{0,3}}{{W}})",
    ),
    rule(
        "s",
        r"(?P<actor>{P})['’]s (?:character (?:name )?is (?:named |called )?|role is |character,? |role,? |role as |portrayal of |turn as |character of )?(?:the )?(?P<character>{P})",
    ),
)
# "The part of Mina goes to P, and Hana to P"
_GOES_TO: Final = rule(
    "goes went falls given",
    r"(?P<character>(?!(?:Best|Grand|Top|Special|Rookie|Excellence|Outstanding|Season|Credit)\b)(?-i:{P}(?:['’]s [A-Z]\w+)?|(?:[A-Z][\w’'-]+ ?){1,4}?)) (?:goes|went|has gone|falls|is given|was given) to (?P<actor>{P})(?:,? and (?P<character2>(?-i:{P}(?:['’]s [A-Z]\w+)?|(?:[A-Z][\w’'-]+ ?){1,4}?)) to (?P<actor2>{P}))?",
)
# "Kim A is Han B, a baker": one name is another only on a stage.
_IS_ROLE: Final = rule(
    "is be are",
    rf"(?P<actor>{{P}})(?: ?\([^()]{{0,60}}\))?(?:, [^,.;]{{3,60}},)? (?:is|will be|are) (?:(?:the )?(?!(?:{STAFF}|director|writer|producer|actor|actress|star|creator|author|fellow|co-star|newcomer)\b)[a-z]+ )?(?P<character>{{P}})(?=,| and\b|\.|$)",
)
_ROLE_THEN_NAME: Final = (
    rule(
        "by",
        r"(?P<character>{P})(?:,| \()? ?(?:who (?:is|was|will be) |(?:is|are|was|will be|to be) )?(?:to be )?(?:played|portrayed|voiced|essayed|brought to life) (?:\w+ )?by (?:the )?(?:[a-z-]+ ){0,4}(?P<actor>{P})",
    ),
    rule(
        "role character part",
        r"(?:role|character|part) of (?:the )?(?:[a-z’'-]+ ){0,6}(?P<character>{P})[^.]{0,40}? (?:goes to|went to|was given to|has gone to|will be played by|is played by|filled by) (?P<actor>{P})",
    ),
)
_BRACKET: Final = pattern(
    r"(?P<left>{P}) ?\((?:(?:a |the )?(?:role )?(?:to be )?(?:played|portrayed|voiced) by |played by |portrayed by |actor |actress |by )?(?P<right>{P})\)"
)
# Whoever stands before the brackets acts: "the series regulars A (X) and B (Y)".
_ACTORS_BEFORE: Final = re.compile(
    rf"\b(?:regulars|actors?|actress(?:es)?|stars?|cast(?: members)?|newcomers|co-stars?)(?: of {W}| are| is| includes?|:)? $",
    re.IGNORECASE,
)
_BRACKET_ROLE: Final = rule(
    "as who playing", r"(?P<actor>{P}) ?\((?:as |who plays |playing )(?:the )?(?P<character>{P})\)"
)
_DASHED: Final = pattern(
    r"^(?:[-*•] ?)?(?P<actor>{P}) ?(?:-|–|—|:|as|\.{2,}) ?(?:the )?(?P<character>{P}|[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3})[.,]?(?:$| ?[-–—,(])"
)
# The heading of a section about a show and its cast: "W (P, P)", "2. P – W".
_HEADED: Final = re.compile(
    rf"^(?:\d{{1,2}}[.)] ?)?(?:(?P<work>{W}) ?\((?P<cast>{P}(?:(?:, | and | & |/){P}){{0,5}})\)|(?P<cast2>{P}) ?[-–—:] ?(?P<work2>{W}))[.,]?$"
)

_PLAYS_SOMEBODY: Final = (
    rule(
        f"{PLAY_CUES} take takes took offered",
        r"(?P<cast>{Ps}),? (?:(?:will|is|are|has|have|been|reportedly|to|set|also|confirmed|who|would|going|cast|expected|slated|both|tapped) ){0,6}(?:{play}|take on|takes on|took on|offered)(?: the)?(?: role of| male lead| female lead| lead role| lead)?,? (?:as )?(?:an?|the|his|her|their|one of) (?!{P})[a-z]",
    ),
    rule(
        "character",
        r"(?P<cast>{P})['’‘]s (?:\([^()]{0,60}\) )?character\b(?!,? (?:name|is named|called|in (?:the )?{W}))",
    ),
    rule("playing", r"\bplaying (?:an?|the|his|her) [^,.;]{3,60}, (?P<cast>{Ps})"),
)
_PAST_ROLE: Final = re.compile(rf"^[^,.;]{{0,60}}\b(?:in|on) (?:the )?(?:[\w’'-]+ ){{0,4}}{W}")

_STARS: Final = r"(?:stars?|starring|starred|co-stars?|co-starring|features?|featuring|featured|headlin(?:ed by|es|ing)|toplin(?:ed by|es)|top-lin(?:ed by|es)|fronted by|led by|lead by|starred by|anchored by|leads|boasts|includes?|including|comprises|consists of|is joined by|are joined by|joined by|rounded out by|welcomes|welcomed)"
_VERB_THEN_CAST: Final = (
    rule(
        "star stars starring starred co features feature featuring featured headlined headlines headlining toplined toplines lined lines fronted led lead leads anchored boasts include includes including comprises consists joined rounded welcomes welcomed",
        rf"(?P<work>{{W}})[^.;]{{0,120}}?\b(?:also |will |is |was |to |that |which |be )*{_STARS}(?: also)? (?P<fill>(?:[a-z’'-]+ ){{0,8}}?)(?P<cast>{{Ps}})",
    ),
    rule(
        "starring headlined toplined lined fronted",
        r"\b(?P<verb>starring|co-starring|headlined by|toplined by|top-lined by|fronted by)(?: also)? (?P<fill>(?:[a-z’'-]+ ){0,6}?)(?P<cast>{Ps})",
    ),
    rule(
        "cast casting ensemble line lineup lead leads stars main",
        rf"\b(?:cast|casting|ensemble|line-up|lineup|cast list|leads?|main leads?|lead roles?|stars|main cast|main characters)(?: members)?(?: (?:of|for|in) {{W}}| (?:of|for) the [a-z]+)?(?:,)? (?:also |will |that |which |currently |so far |now )*(?:{_STARS}|are|is|have|has|sees|goes to|went to|played by|such as|like|boasting|names?|be|:)(?: also)?(?: (?:actors?|actresses|newcomers|the likes of|names like|names such as|such as|talents? like|seasoned|veteran|well-known|stars?|played by|[a-z]+)){{0,5}}:? (?P<cast>{{Ps}})",
    ),
    rule(
        "cast starring stars leads", r"\b(?:cast|starring|stars|leads)(?: members)? ?[:–—-] ?(?P<cast>{Ps})"
    ),
    rule(
        "cast ensemble lineup line",
        r"\b(?:confirmed for|starring in|set for|rounding out|also in|joining|completing|leading|heading|filling out|also joining|heading up) (?:the )?(?:[a-z]+ ){0,3}(?:cast|ensemble|lineup|line-up)(?: (?:of|for) {W})?,? (?:is|are|will be|include|includes) (?P<cast>{Ps})",
    ),
    rule(
        "cast stars roles leads castmates faces actors performers",
        r"\b(?:other|additional|supporting|new|main|fellow|returning|remaining|more) (?:[a-z]+ )?(?:cast(?: members)?|stars|roles|leads|co-stars|castmates|cast additions|faces|actors|performers)(?: of {W})? (?:is|are|will be|were|was|include|includes|included|announced include) (?:played by |taken by )?(?P<cast>{Ps})",
    ),
    rule(
        "by",
        r"\b(?:roles?|parts?|characters|leads) (?:in {W} |of {W} )?(?:is|are|were|was|will be|being) (?:\w+ )?(?:played|taken|portrayed|filled) by (?P<cast>{Ps})",
    ),
    rule(
        "with",
        r"(?P<work>{W})[^.;]{0,60}?, with (?P<cast>{Ps}),? (?:also |all |both )?(?:starring|co-starring|in (?:the )?(?:lead|main|leading|supporting|starring|key)|rounding out|playing|leading|headlining|among|set to|heading)",
    ),
    rule(
        "alongside opposite along together reunite reunites reuniting joins joined against hands teaming teams team pairing pairs",
        r"\b(?:join(?:s|ed|ing)? hands with|team(?:s|ing|ed)? up with|pair(?:s|ing|ed)? up with|alongside|opposite|along with|together with|reunites? with|reuniting with|joins|joining|joined by|against(?: very)?(?: beautiful)?) (?:(?:his|her|their) )?(?:co-stars? |(?:[a-z-]+ ){0,4})?(?P<cast>{Ps})",
    ),
    # "with actress P also in talks", "with P confirmed for the lead"
    rule(
        "with",
        r"\bwith (?:the )?(?:[a-z-]+ ){0,3}?(?P<cast>{Ps}),? (?:(?:also|both|all|now|currently|officially|being|been|in) ){0,3}(?:talks|confirmed|starring|co-starring|cast|set to (?:star|play|join)|on board|attached|taking (?:on )?the|playing the|reprising|returning|rounding)",
    ),
    rule(
        "played portrayed voiced",
        r"(?<!['’]s )(?:who is|(?!(?:song|music|piano|guitar|match|game|are|was|were|been|being|originally|previously|formerly|roles?|parts?|characters|and|also)\b)[a-z]{2,})(?:,)? (?:played|portrayed|voiced) by (?P<cast>{Ps})",
    ),
    rule(
        "performers actors talents talent names players",
        r"\b(?:performers|actors|talents?|names|players)(?: (?:in|of) {W})? includ(?:e|es|ed|ing) (?P<cast>{Ps})",
    ),
    rule(
        "joining alongside opposite",
        r"\b(?:joining|alongside|opposite) {P}(?: and {P})?(?: (?:in|on) (?:the )?[a-z]+)? (?:is|are|will be) (?P<cast>{Ps})",
    ),
    rule(
        "joining join joins joined",
        r"\bjoin(?:ing|s|ed)? (?:the )?previously[- ]announced (?:cast members |cast |co-stars |stars )?(?P<cast>{Ps})",
    ),
    rule(
        "starrer",
        r"(?P<cast>{P}) starrer\b",
    ),
    rule(
        "joining",
        r"\bjoining (?:new |fellow |returning |series |existing ){0,2}(?:cast additions|cast members|co-stars|castmates|regulars|stars|leads?) (?P<cast>{Ps})",
    ),
    rule(
        "newcomers faces returnees returning joining back",
        r"\b(?:(?:the )?(?:newcomers|returnees|new faces|familiar faces)|(?:returning|joining|back|coming back)(?: (?:for|in|to) (?:it|{W}))?) (?:are|were|is|was|include|included) (?:the )?(?:(?:original |main |lead )?(?:cast members?|stars?|leads?|actors?) )?(?P<cast>{Ps})",
    ),
    rule("voices", r"\b(?:additional|other|new) voices (?:include|are|will be):? (?P<cast>{Ps})"),
    rule(
        "following board returning",
        r"\b(?:the following|these) (?:[a-z]+ )?(?:actors|cast members|stars|names)\b[^.;:]{0,40}: ?(?P<cast>{Ps})",
    ),
    rule(
        "actors cast stars ensemble",
        r"\b(?:actors|cast|stars|cast members|ensemble),? (?:including|among them|such as) (?P<cast>{Ps})",
    ),
    rule(
        "joining join joins",
        r"\bjoin(?:ing|s)? the (?:[a-z]+ )?(?:cast|ensemble|lineup)[^.;]{0,60}? are (?P<cast>{Ps})",
    ),
    rule("joined", r"\bjoined (?:in the cast |on screen )?by (?:the )?(?:[\w’'-]+ ){0,6}?(?P<cast>{Ps})"),
    rule(
        "leading heading headlining fronting",
        r"\b(?:leading|heading|headlining|fronting) (?:the (?:cast|series|drama|show|film)|{W}) (?:is|are|will be) (?:none other than )?(?:[a-z-]+ ){0,4}(?P<cast>{Ps})",
    ),
    rule("which", r"(?P<work>{W}),? in which (?P<cast>{Ps}) (?:also )?(?:appear|star|play|act|led|lead)"),
    rule(
        "originally previously formerly",
        r"\broles? (?:originally|previously|formerly) (?:played|portrayed|taken) by (?P<cast>{Ps})",
    ),
    rule(
        "replacing lead leads",
        r"\b(?:previous|original|former|replacing)(?: (?:male|female))? (?:leads?|star|actress|actor) (?P<cast>{P})",
    ),
    rule(
        "confirmed confirms cast casts tapped named names selected roped announced added adds enlisted recruited",
        r"(?:(?P<work>{W}) )?(?:has |have |had )?(?:officially |also )?(?:confirm(?:ed|s)|casts?|tapped|nam(?:ed|es)|selected|roped in|announced|add(?:ed|s)|enlisted|recruited) (?:actors? |actress(?:es)? )?(?P<cast>{Ps}) (?:as (?:its|the|their|an?) (?:[a-z-]+ ){0,3}(?:leads?|stars?|cast|couple|duo|regulars?|guests?)|(?:for|in) (?:its|the|their) (?:[a-z-]+ ){0,2}(?:leads?|roles?|parts?))\b",
    ),
    rule("casting cast", r"\b(?:casting|cast) (?:of )?(?P<cast>{Ps})(?: (?:and [a-z]+ )?(?:as|in|for|to)\b)"),
)
_CAST_THEN_VERB: Final = (
    rule(
        "back coming finalised finalized star stars starring starred stared appear appears appearing appeared lead leads leading headline headlines headlining topline toplines cast casting casted join joins joined joining feature features featured co costar costars make return returns returning play plays played see work act acts seen paired pairing reunite reunited team teaming be confirmed main round rounds",
        rf"(?P<cast>{PEOPLE})(?:,? (?:who|both|all|also|have|has|had|is|are|was|were|been|being|be|will|would|again|set|slated|tapped|confirmed|considering|preparing|planning|roped in|all|reportedly|in talks|currently|now|recently|last|most recently|in [a-z]+ talks|in final talks|going|cast|officially|likely|to|together|each|recently|once again|already|expected|ready|gearing up|offered|announced|starring|returning|the|as)){{0,9}} "
        rf"(?:stars?|starring|starred|appears?|appearing|appeared|leads?|leading|headlines?|headlining|headline|topline|toplines|cast|join|joins|joined|joining|features?|featured|feature|co-stars?|co-star|casting|casted|stared|make (?:a|his|her)(?: [a-z-]+){{1,2}}|(?:coming |come |comes )?back(?= (?:with|in|for)\b)|coming(?= with\b)|finali[sz]ed(?= for\b)|returns?|returning|play(?:s|ed)?|plays the [a-z]+|see|work|act|acts|seen|paired|pairing up|reunite|team up|teaming up|be a couple|star opposite|confirmed(?! the (?:renewal|news|reports?|release|return|cancel|order|date))|lead couple|main leads?|main lead|leads|lead roles?|rounds? out|round out|reunited)"
        rf"(?: together| {{P}}(?:,? and {{P}})?| opposite {{P}}| alongside {{P}}| with {{P}}| against (?:[a-z]+ )*{{P}}| as [^.;{P[1:-1]}{W[1:-1]}]{{0,60}})?(?: (?:and [a-z]+ )?(?:in|to|on|of|for|(?:(?<=back )|(?<=coming )|(?<=debut )|(?<=return )|(?<=returns )|(?<=returning )|(?<=comeback ))(?:with|through|via)|(?:the|its season)(?: [a-z]+)? cast(?: of)?|as)| the [a-z-]+(?: [a-z-]+)?(?: of| in| for)?|(?<=join)|(?<=joins)|(?<=joined)|(?<=joining))(?P<between>[^.;{P[1:-1]}{W[1:-1]}]{{0,90}}?) ?(?P<work>{{W}})",
    ),
    rule(
        "co costar costars star stars starred round rounds rounded rounding join joins joined joining lead leads head heads front fronts headline topline make makes role roles part parts confirmed chosen tapped cast selected set announced take takes took taking play plays played playing portray portrays portraying paired appear appears feature",
        rf"(?P<cast>{PEOPLE})(?:,? (?:also|will|are|is|were|was|have|has|been|set to|slated to|to|be|both|all|who|confirmed|reportedly|officially|would)){{0,6}} (?:co-?stars?|co-star|round(?:s|ed|ing)? out the (?:[a-z]+ )?(?:cast|ensemble)|join(?:s|ed|ing)? the (?:[a-z]+ )?(?:cast|ensemble|lineup)|(?:lead|head|front)s? the (?:cast|ensemble|series|drama|show|film|movie)|headline|topline|star|star(?:s|red)?|make(?:s)? (?:special|cameo) appearances?|(?:be |play |appear |seen )*in (?:the |an? )?(?:lead|leading|main|starring|supporting|title|important|key|pivotal|prominent|major|special|crucial|significant|other)(?: [a-z]+)? roles?|(?:confirmed|chosen|tapped|cast|selected|set|announced) (?:for|as|in) (?:the |an? )?(?:lead|leading|main|key|supporting|title|male|female)[a-z ]{{0,20}}|(?:paired|cast) (?:opposite|against)|(?:take|takes|took|taking|play|plays|played|playing|portray|portrays|portraying) (?:on )?(?:the )?(?:lead|leading|main|key|supporting|title|starring|pivotal|male|female)[a-z ]{{0,20}}(?:roles?|parts?|leads?)|will (?:also )?(?:star|appear|feature)|also appears?)\b",
    ),
    rule(
        "cast lineup line ensemble",
        rf"(?P<cast>{PEOPLE}) (?:is|are|form|forms|make up|makes up|complete|completes) (?:an? |the )?(?:[a-z-]+ ){{0,3}}(?:cast|line-?up|ensemble)\b",
    ),
    rule(
        "has have had with",
        r"(?:(?P<work>{W})[^.;]{0,60}? )?\b(?:has|have|had|with) (?P<cast>{Ps}) (?:together )?in (?:the |its |their )?(?:[a-z]+ ){0,2}(?:leads?|leading|main|title|starring|central|supporting)\b",
    ),
    rule(
        "it cast film movie series drama show",
        rf"(?P<cast>{PEOPLE}) (?:is|are) (?:also |both |all )?in (?:it|the (?:cast|film|movie|series|drama|show))\b(?! [a-z]*(?:industry|business|world))",
    ),
    rule(
        "reading read table",
        rf"(?P<cast>{PEOPLE})[^.;{P[1:-1]}{W[1:-1]}]{{0,40}} (?:attended|took part in|participated in|gathered for|met for|came to|sat down for|(?:was|were) (?:present )?at) (?:the |their |its )?(?:[a-z]+ ){{0,2}}(?:script reading|table read|read-through|reading)\b",
    ),
    # "P is in talks for the lead", "P has been offered the role", "P is the male lead"
    rule(
        "signs signed signing tapped attached talks offer offered offers considering reviewing confirmed mulling lead leads negotiating",
        rf"(?P<cast>{PEOPLE})(?:,? (?:who|both|all|also|have|has|had|is|are|was|were|been|being|will|would|currently|reportedly|now|each|be|the|recently|each|officially|allegedly)){{0,6}} (?:in (?:final |early |advanced )?talks (?:for|to|with)|positively (?:considering|reviewing)|(?:considering|reviewing|mulling)(?: over)? (?:an?|the|his|her|their) (?:offer|role|lead)|received (?:an?|the|casting)[a-z ]{{0,12}} offers?|negotiating|sign(?:s|ed|ing) (?:on|up) (?:for|to)|tapped (?:to|for|as)|attached to|confirmed (?:their|his|her|to (?:join|star|lead|appear|play))|offered (?:an?|the) (?:[a-z]+ ){{0,2}}(?:roles?|parts?|leads?)|(?:male|female|main) leads?\b)[^.;{W[1:-1]}{P[1:-1]}]{{0,80}}(?P<work>{W})?",
    ),
    rule(
        "reprise reprising reprises return returns returning back",
        rf"(?P<cast>{PEOPLE}),? (?:(?:who|will|are|is|both|all|also|set to|expected to|to|slated to) ){{0,5}}(?:repris(?:e|es|ing) (?:his|her|their)|return(?:s|ing)? as (?:well|the|his|her)|return(?:s|ing)?(?: for| in| to|(?=[.,]|$))|(?:set|expected|slated|confirmed) to return)",
    ),
    rule(
        "part in",
        rf"(?P<cast>{PEOPLE})(?:,? (?:was|is|are|were|also|has been|have been|currently)){{1,3}} (?:part of|in) (?:the )?(?:[a-z-]+ ){{0,4}}(?P<work>{{W}})",
    ),
    rule(
        "starring stars star executive",
        rf"(?:starring|to star|stars?|headlined)(?: in)? and (?:to )?(?:be )?(?:executive |co-)*produced? (?:by )?(?P<cast>{PEOPLE})",
    ),
    rule("with", r"(?P<work>{W})[^.;]{0,80}? with (?P<cast>{Ps})(?=[.,]|$)"),
    # "P was also named as a new regular"
    rule(
        "regular regulars",
        rf"(?P<cast>{PEOPLE})[^.;:{P[1:-1]}{W[1:-1]}]{{0,60}} (?:named|added|promoted|upped|bumped|cast|tapped|joins?|joined|confirmed|set) [^.;:{P[1:-1]}{W[1:-1]}]{{0,40}}\bregulars?\b",
    ),
    rule("next beside", r"\b(?:next to|beside) {P} (?:is|are|will be) (?P<cast>{Ps})"),
    rule("company", r"\bkeep(?:ing)? company with (?P<cast>{Ps})"),
    rule(
        "offered offer",
        r"(?P<cast>{P})[^.;:]{0,60}? (?:(?:has |have )?been|was|were|is) offered (?:{N}['’]s? )?(?P<work>{W})",
    ),
    rule("star stars lead leads", r"\bwhose (?:lead )?(?:stars?|leads?)(?: is| are|:) (?P<cast>{Ps})"),
    # "W, to be directed by P, has P, P and others in its cast"
    rule(
        "cast ensemble lineup line",
        r"(?:(?P<work>{W})[^.;]{0,90}? )?\b(?:has|have|had|counts?|lists?|brings|features?|with) (?P<cast>{Ps})(?:,? and (?:many |several )?(?:others|more))? (?:in|among|as part of) (?:its|the|their) (?:[a-z-]+ ){0,2}(?:cast|ensemble|line-?up)\b",
    ),
    rule(
        "directs directing",
        r"{P},? (?:is |will be )?(?:directs|directing|direct) (?P<cast>{Ps}) in (?:the )?(?:[a-z-]+ ){0,4}(?P<work>{W})",
    ),
    rule(
        "headline headlines headlining lead leads front fronts topline toplines anchor anchors",
        rf"(?P<cast>{PEOPLE})(?:,? (?:who|will|is|are|set|to|also|both|again)){{0,4}} (?:headlin(?:es?|ing)|leads?|fronts?|toplines?|anchors?) (?:the )?(?:[a-z0-9-]+ ){{0,4}}(?:of )?(?P<work>{{W}})",
    ),
    rule(
        "sharing share shares",
        r"\bshar(?:e|es|ing) (?:the |a )?screen(?: space)? with (?:[a-z-]+ ){0,3}(?P<cast>{Ps})",
    ),
    rule(
        "together",
        rf"(?P<cast>{PEOPLE})[^.;{P[1:-1]}]{{0,80}}\b(?:starr(?:ed|ing)|work(?:ed|ing)|appear(?:ed|ing)|act(?:ed|ing)) together (?:[a-z]+ )?(?:in|on|for) (?:the )?(?:[a-z-]+ |{{D}}(?:['’]s)? ){{0,4}}(?P<work>{{W}})",
    ),
    rule(
        "reunion reunite reunites reuniting reunited",
        r"\breun(?:ion|it(?:es?|ing|ed))\b(?: of| between| for)? (?P<cast>{Ps})[^.;]{0,40}? (?:after|since|following) (?:[a-z-]+ ){0,4}(?P<work>{W})",
    ),
    rule(
        "first next new upcoming latest",
        r"(?:first|next|new|upcoming|latest) (?:[a-z]+ ){0,3}(?:together|pairing|project)[^.]{0,20} (?P<cast>{Ps})",
    ),
)

_KNOWN_FOR: Final = (
    rule(
        "known famous recognized recognised remembered celebrated beloved popular loved renowned acclaimed noted famed praised lauded",
        r"(?:(?:best|well|widely|perhaps|internationally|also|mostly|better|already|most) )*(?:known|famous|recogni[sz]ed|remembered|celebrated|beloved|popular|loved|renowned|acclaimed|noted|famed|praised|lauded)(?: [a-z]+)? (?:for|from|as|with|through|thanks to|to|by)(?: (?:his|her|their|the|such|works?|roles?|starring|leading|playing|appearing|performances?|being|hit|hits|series|dramas?|films?|movies?|shows?|work|appearances?|portrayal|many|several|other|like|in|on|as|of|including|and|popular|various|directing|writing|creating|helming|penning|projects?|titles|award-winning|[a-z-]+|{D}(?:['’]s)?|{N}(?:['’]s)?)){0,10}(?:,? (?:such as|including|like|namely))?:? ?(?P<works>{Ws})",
    ),
    rule(
        "appear appeared appearing appears starred starring seen acted acting work worked working works featured credit credits credited filmography repertoire portfolio role roles debut debuted cameo cameoed performance performances rose gained recognition fame popularity attention breakthrough success acclaim made shot broke impressed done did turn turns stint resume character lead leads filming part wrapped",
        r"\b(?P<verb>appear(?:ed|ing|s)?|starr(?:ed|ing)|seen|acted|acting|work(?:ed|ing|s)?|featured|credits?|credited|filmography|repertoire|portfolio|roles?|debut(?:ed)?|cameo(?:ed)?|performances?|rose to (?:fame|stardom|prominence)|gained (?:recognition|fame|popularity|attention)|(?:recognition|fame|popularity|breakthrough|success|acclaim)|made (?:his|her|their)(?: acting| television| tv| screen| film| big[- ]screen)? debut|shot to (?:fame|stardom)|broke out|impressed|(?:has|have|had) done|turns?|turn|stint|resume|character|lead|filming|leads?|part|wrapped)"
        r"(?:, (?:meanwhile|however|so far|to date),)?(?: (?:is|are|was|were|has|have|also|include[sd]?|including|recently|most recently|previously|for|with|as|an? [a-z]+|in|on|through|from|after|up|his|her|their|the|other|several|many|various|numerous|such|popular|hit|roles?|range|different|of|dramas?|series|shows?|films?|movies?|projects?|works?|like|titles|television|tv|and|great|[a-z-]+|{D}(?:['’]s)?|{N}(?:['’]s)?|{O}['’]s?|{P}['’]s)){0,12}(?:,? (?:such as|including|like|namely))?:? ?(?P<works>{Ws})",
    ),
    rule(
        "of from",
        r"(?P<who>{P}),? (?:of|from) (?:the )?(?:[a-z-]+ ){0,4}(?P<works>{Ws})(?: (?:fame|series|drama|film))?",
    ),
    # "P, who had shown his hand in dramas like W and W"
    rule(
        "who whose",
        r"(?P<who>{P}),? (?:who|whose) [^.;,]{3,100}? (?:like|such as|including|on|in|of|for|behind|directed|wrote|helmed|penned|created) (?:(?:the|his|her|[a-z-]+) ){0,4}(?P<works>{Ws})",
    ),
    rule(
        "veteran vet grad star stars cast castmate co actor actors actress actress alum alumna alums lead leads breakout breakouts fame fames producer producers director directors writer writers creator creators",
        r"(?P<works>{Ws})(?:['’]s)? (?:(?:lead|breakout|fellow|main|former) )?(?:star|actor|actress|alum|alumna|veteran|vet|grad|lead|breakout|fame|director|writer|creator|producer|cast member|castmate|co-star)s?,? (?P<who>{P})",
    ),
    rule(
        "filming shooting shoot",
        r"(?P<who>{P}) (?:(?:is|was|has|currently|now|also|just|recently|finished|wrapped|up|completed) ){1,4}(?:filming|shooting|shoot)(?: for)? (?:the )?(?:[a-z-]+ ){0,5}(?P<works>{Ws})",
    ),
    rule("after", r"\bafter (?:[a-z-]+ ){0,8}(?P<works>{Ws}),? (?P<who>{P})"),
    rule(
        "writer screenwriter scribe wrote",
        r"(?P<who>{P}) (?:is|was|has been|had been)(?: once| also| previously| formerly)? (?:an? |the )?(?:[a-z-]+ ){0,2}(?:writer|screenwriter|scribe) (?:for|on|of|behind) (?P<works>{Ws})",
    ),
    # "his first drama since W"
    rule(
        "since after following",
        r"\b(?:first|next|return|comeback|back|hiatus|works?)\b[^.;]{0,60}?\b(?:since|after|following) (?:(?:the|his|her|starring|appearing|in|[a-z-]+) ){0,5}(?P<works>{Ws})",
    ),
    rule(
        "s",
        r"(?P<who>{P})(?:['’]s) (?:(?!novel|book|webtoon|manga|manhwa|comic|memoir|story)[a-z-]+ ){0,5}(?:(?:project|drama|film|series|movie|show|work|role), )?(?P<works>{Ws})",
    ),
)
_PART_IN_SHOW: Final = pattern(
    r"(?P<who>{P}) ?\((?P<character>(?-i:{P}|[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3})) (?:in|on|from) (?:the )?(?:[a-z-]+ ){0,3}(?P<works>{W})\)"
)
_BESIDE_NAME: Final = (
    pattern(
        r"(?P<works>{W})(?:['’]s?|['’]?s? (?:(?:lead|breakout) )?(?:star|actor|actress|alum|alumna|veteran|vet|grad)) (?P<who>{P})"
    ),
    pattern(r"(?P<role>{P} ?\()(?P<who>{P}), (?P<works>{Ws})(?=\))"),
    _PART_IN_SHOW,
    pattern(r"(?P<who>{P}) ?\((?P<as>(?:[a-z-]+ ){0,3})(?P<works>{Ws})(?:,? (?:and|among) [a-z ]+)?[,.]?\)"),
    pattern(
        r"(?P<who>{P}),? (?:of|from) (?:the )?(?:[a-z-]+ ){0,4}(?P<works>{Ws})(?: (?:fame|series|drama|film))?"
    ),
    # "P, who recently appeared in W, and P, best known for W, round out the cast"
    pattern(
        r"(?P<who>{P}), (?P<as>(?:who (?:is |was |has |had )?(?:recently |previously |also |last |earlier )?(?:appeared|starred|acted|impressed|known|best known|famous|directed|wrote|penned|helmed|worked)|(?:best |well |also |mostly )?known|famous)\b[^.;,]{0,50}? )(?P<works>{Ws})(?=,),?(?= (?:and {P}|will|is|are|has|round|{P}))"
    ),
)
_STAFF_BEHIND: Final = re.compile(
    rf",? (?:will |also )*(?:serves?|serving|works?|working|acts?) as (?:the )?(?:{STAFF})\b|"
    r",? (?:is |was |will be |again )*(?:leading|adapting|designing|composing|handling|providing|drawing|suppl(?:ies|ied|ying)|provid(?:es|ed)|designs|designed|draws|drew|adapts|adapted|composes|composed|handles|handled|in charge of)\b[^.;()]{0,50}\b(?:designs?|designing|characters|music|colou?r|animation|sound|art)\b"
)
# "the composer is P", "music by P"
_STAFF_BEFORE: Final = re.compile(
    rf"\b(?:{STAFF}|composers?|music|designs?)(?: is| are| will be| was| were| comes? from| falls? to| by|:){{1,2}} (?:the )?$",
    re.IGNORECASE,
)
# "Kim A 'W', 'W', Lee B": in a list of newcomers
_TITLES_BEHIND: Final = pattern(r"(?P<who>{P}) (?P<works>{W}(?:, {W})*)(?=,? (?:and )?{P}|, |\.|$)")
_DIRECTS: Final = re.compile(r"\bdirect(?:ed|ing|s|or)?\b|\bhelm", re.IGNORECASE)
_WRITES: Final = re.compile(
    r"\bwr(?:ote|itten|iting|ites|iter)\b|\bpenn|\bscreen(?:play|writer)\b|\bscript", re.IGNORECASE
)


def read_listed_past(clause: Clause) -> Iterator[Draft]:
    """What stands in brackets behind the actor of a line of a cast: "P (C in W) as C"."""
    for match in _PART_IN_SHOW.finditer(clause.text):
        actor, show = next(clause.people(match["who"])), next(clause.works(match["works"]))
        yield _cast(show.work, show.season, actor, clause.plain(match["character"]), past=True)


def read_cast(discourse: Discourse, clause: Clause) -> Iterator[Draft]:
    """The cast members that a clause states."""
    text = clause.text
    if clause.sentence.is_heading and (dashed := _DASHED.match(text)):
        actor = next(clause.people(dashed["actor"]))
        character = next(clause.people(dashed["character"]), None)
        if discourse.titles.main:
            yield _cast(
                discourse.titles.main, None, actor, character.spelled if character else dashed["character"]
            )
        return
    if clause.sentence.is_heading and (listed := _HEADED.match(text)):
        show = next(clause.works(listed["work"] or listed["work2"]))
        for actor in clause.people(listed["cast"] or listed["cast2"]):
            yield _cast(show.work, show.season, actor)
        return
    if clause.has("P"):
        yield from _read_roles(discourse, clause)
        yield from _read_lists(discourse, clause)
    if clause.has("W"):
        yield from _read_past(discourse, clause)


def _cast(
    work: Work, season: int | None, actor: PersonSlot, character: str | None = None, *, past: bool = False
) -> Draft:
    return Draft(
        "cast member",
        actor.person,
        work,
        season=season,
        spelled=actor.spelled,
        character=character,
        is_past=past,
    )


def _show_of(discourse: Discourse, clause: Clause, start: int, end: int) -> WorkSlot | None:
    """The show that a statement at this place is about: one named in it, else the one before it, else the topic."""
    text = clause.text
    inside = list(clause.works(text[start:end]))
    if inside:
        return inside[-1]
    after = re.match(rf"[^.;]{{0,40}}?\b(?:in|of|for|on) (?:the )?(?:[\w’'-]+ ){{0,6}}?({W})", text[end:])
    if after:
        return next(clause.works(after[1]))
    head = without_brackets(text[:start])
    for sign in reversed(signs("W", head)):
        slot = clause.slots[sign]
        assert isinstance(slot, WorkSlot)
        if slot.work is discourse.topic or not _OF_THE_PAST.search(head[: head.index(sign)]):
            return slot
    return WorkSlot(discourse.topic) if discourse.topic else None


# "P, known for W, will play": the rest of the sentence is not about W.
_OF_THE_PAST: Final = re.compile(
    r"\b(?:known|famous|popular|recognized|famed|previously|seen|appeared|starred|acted|debuted|debut|after(?! (?:[a-z-]+ ){0,3}(?:years?|months|hiatus|absence|break)\b)|since|formerly|last|impressed|star of|success of|works? (?:include|like))\b[^.;]{0,70}$",
    re.IGNORECASE,
)


def _read_roles(discourse: Discourse, clause: Clause) -> Iterator[Draft]:
    whole = clause.text
    if "who" in clause.words:
        clause.text = _KNOWN_CLAUSE.sub(r"\1 ", whole)
    yield from _played_roles(discourse, clause)
    clause.text = whole


def _played_roles(discourse: Discourse, clause: Clause) -> Iterator[Draft]:
    text, words = clause.text, clause.words
    paired: set[str] = set()
    yield from _respective_roles(discourse, clause, paired)
    yield from _given_parts(discourse, clause, paired)
    for _, match in _ROLES.find(text, words):
        if match["actor"] in paired or match["character"] in paired:
            continue
        actor, character = (
            next(clause.people(match["actor"])),
            next(clause.people(match["character"]), None),
        )
        if character is None:
            show = _show_of(discourse, clause, match.start(), match.end())
            if (
                show
                and not actor.person.is_character
                and match["actor"] not in paired
                and not re.search(W, match["character"])
            ):
                paired.add(match["actor"])
                yield _cast(show.work, show.season, actor, match["character"])
            continue
        if actor.person is character.person:
            continue
        show = _show_of(discourse, clause, match.start(), match.end())
        if show is None:
            continue
        paired |= {match["actor"], match["character"]}
        if actor.person.is_character:
            continue
        character.person.is_character = True
        if re.search(r"\brepris|\breturn", match[0], re.IGNORECASE) and show.work is discourse.titles.main:
            # Whoever returns in this season was in the one before.
            season = show.season if show.season != _season_behind(clause, match.end()) else None
            yield _cast(show.work, season or discourse.season, actor, character.spelled)
            if before := _season_behind(clause, match.end()):
                yield _cast(show.work, before, actor, character.spelled)
            continue
        yield _cast(show.work, show.season, actor, character.spelled)
    for _, match in _SOMEBODY.find(text, words):
        if discourse.topic and not _PAST_ROLE.search(text[match.end() :]):
            show = _show_of(discourse, clause, match.start(), match.end()) or WorkSlot(discourse.topic)
            for actor in clause.people(match["cast"]):
                if not actor.person.is_character and actor.spelled not in {
                    slot.spelled for slot in clause.people("".join(paired))
                }:
                    yield _cast(show.work, show.season, actor)
    bracketed = list(_BRACKET.finditer(text))
    actors_lead = bool(bracketed and _ACTORS_BEFORE.search(text[: bracketed[0].start()]))
    for match in bracketed:
        left, right = next(clause.people(match["left"])), next(clause.people(match["right"]))
        if left.person is right.person or discourse.topic is None:
            continue
        # "Ki-tae (Hyun Bin)" in a synopsis, "Hyun Bin (Ki-tae)" in a cast: whoever acts elsewhere is the actor.
        swapped = (_acts(left) or actors_lead) and not _acts(right)
        actor, character = (left, right) if swapped else (right, left)
        character.person.is_character = True
        show = _show_of(discourse, clause, match.start(), match.end())
        yield _cast(
            discourse.topic,
            show.season if show and show.work is discourse.topic else None,
            actor,
            character.spelled,
        )


def _respective_roles(discourse: Discourse, clause: Clause, paired: set[str]) -> Iterator[Draft]:
    pairs = [
        (match, ((match[1], match[3]), (match[2], match[4]))) for match in _RESPECTIVELY.finditer(clause.text)
    ]
    pairs += [
        (match, ((match[3], match[1]), (match[4], match[2])))
        for match in _RESPECTIVELY_BY.finditer(clause.text)
    ]
    for match, parts in pairs:
        show = _show_of(discourse, clause, match.start(), match.end())
        for acts, plays in parts:
            actor, character = next(clause.people(acts)), next(clause.people(plays))
            paired |= {acts, plays}
            if show is not None:
                character.person.is_character = True
                yield _cast(show.work, show.season, actor, character.spelled)


def _given_parts(discourse: Discourse, clause: Clause, paired: set[str]) -> Iterator[Draft]:
    for match in _GOES_TO.find(clause.text, clause.words):
        show = _show_of(discourse, clause, match.start(), match.end())
        for number in ("", "2"):
            acts, plays = match[f"actor{number}"], match[f"character{number}"]
            if show is None or acts is None:
                continue
            actor = next(clause.people(acts))
            if actor.person.is_character:
                continue
            for character in clause.people(plays):
                character.person.is_character = True
            paired |= {acts, plays}
            yield _cast(show.work, show.season, actor, clause.plain(plays))


# "Kim A and Lee B will star as Han C and Yoon D", "Han C and Yoon D are played by Kim A and Lee B, respectively"
_RESPECTIVELY_BY: Final = re.compile(
    rf"({P}) and ({P}),? (?:[a-z]+ ){{0,3}}(?:played|portrayed|voiced) by ({P}) and ({P})"
)
_RESPECTIVELY: Final = re.compile(
    rf"({P}) and ({P}),? [^.;,{P[1:-1]}]{{0,40}}\b(?:as|play|plays|playing|portray|portraying) ({P}) and ({P})"
)


def _season_behind(clause: Clause, at: int) -> int | None:
    """The season that a role is said to come from."""
    found = re.search(rf"\bfrom (?:the )?(?:[\w’'-]+ ){{0,3}}({W})", clause.text[at:])
    return next(clause.works(found[1])).season if found else None


def _acts(slot: PersonSlot) -> bool:
    return "actor" in slot.person.roles


_IN_SHOW: Final = re.compile(rf"[^.;]{{0,25}}?\b(?:in|for) (?:the )?(?:[\w’'-]+ ){{0,6}}?{W}")
_STARS_AND_MAKES: Final = re.compile(r"(?:starring|to star|stars?|headlined)(?: in)? and ", re.IGNORECASE)
_AS_MAKER: Final = re.compile(
    r"\bas (?:an? |the |its )?(?:co-)?(?:showrunners?|directors?|writers?|(?:executive )?producers?|creators?|screenwriters?)\b",
    re.IGNORECASE,
)
_ROLES: Final = Rules(
    [(None, each) for each in (*_ROLE_THEN_NAME, *_NAME_THEN_ROLE, _BRACKET_ROLE, _IS_ROLE)]
)
_SOMEBODY: Final = Rules([(None, each) for each in _PLAYS_SOMEBODY])
_LISTS: Final = Rules(list(enumerate((*_VERB_THEN_CAST, *_CAST_THEN_VERB))))
_PAST: Final = Rules([(None, each) for each in _KNOWN_FOR])
_BESIDE: Final = next(number for number, each in enumerate(_VERB_THEN_CAST) if "alongside" in each.cues)
_WITH: Final = len(_VERB_THEN_CAST) + next(
    number for number, each in enumerate(_CAST_THEN_VERB) if each.cues == frozenset({"with"})
)
_DIRECTED: Final = len(_VERB_THEN_CAST) + next(
    number for number, each in enumerate(_CAST_THEN_VERB) if "directs" in each.cues
)
_WHO_ALONE: Final = re.compile(
    r",? (?:who|whose) (?!(?:both|all|each|together)\b|(?:\w+ ){1,4}together\b)(?=(?:\w+ ){0,4}(?:star|appear|act|play|featur|led|join))"
)
_DIRECTING: Final = re.compile(
    r"\b(?:direct(?:ed|ing|s|or)?|helm\w*)(?: by)?(?: [\w-]+){0,3} $", re.IGNORECASE
)
# "P, who hails from …, will star": the clause between is no part of the statement
_WHO_CLAUSE: Final = re.compile(
    rf"({P}), (?:who|whose) [^,.;]{{3,90}}, (?=(?:is|are|has|have|had|will|was|were|would|plays?|stars?|also|both|joins?|leads?)\b)"
)
# "P, who is known for W as P2, will play": what introduces somebody is no part of the statement either
_KNOWN_CLAUSE: Final = re.compile(
    rf"({P}),? who (?:is|was|has|had|have|made|rose|gained)\b[^.;]{{3,90}}?{W}(?: ?\([^()]{{0,20}}\))?(?: as {P})?,? (?=(?:is|will|has been|would|plays?|takes?|also)\b)"
)
_COMES_BACK: Final = re.compile(r"\b(?:returns?|returning|back|comeback|coming)\b", re.IGNORECASE)
_OF_MAKER: Final = re.compile(rf"(?<= in ){P}['’]s (?:[a-z-]+ ){{0,4}}(?={W})")
# "P as a rookie lawyer, and P as her boss": anything that is not a name leaves the list.
_DESCRIBED: Final = re.compile(
    rf"({P}) as (?:an?|the|his|her|{P}['’]s) [^.;,{P[1:-1]}{W[1:-1]}]{{3,90}}(?=,|\.|;|$| and {P})"
)
_MADE_BY: Final = re.compile(r"produc|\bdirect(?:ed|ing|s)?\b|\bwrit|\bhelm|\bpen", re.IGNORECASE)


def _read_lists(discourse: Discourse, clause: Clause) -> Iterator[Draft]:
    text = whole = clause.text
    if " as " in whole:
        text = clause.text = _DESCRIBED.sub(r"\1", text)
    if ", who" in whole:
        text = clause.text = _WHO_CLAUSE.sub(r"\1 ", text)
    text = clause.text = _OF_MAKER.sub("", text)
    yield from _list_members(discourse, clause, text)
    clause.text = whole


def _list_members(discourse: Discourse, clause: Clause, text: str) -> Iterator[Draft]:
    words = clause.words
    for number, match in _LISTS.find(text, words):
        work = match.groupdict().get("work")
        show = next(clause.works(work)) if work else _show_of(discourse, clause, match.start(), match.end())
        near = text[max(0, match.start() - 70) : match.start("cast")]
        if number == 0:
            between = without_brackets(text[match.end("work") : match.start("cast")])
            if nearer := signs("W", between):
                slot = clause.slots[nearer[-1]]
                assert isinstance(slot, WorkSlot)
                show = slot  # "after W, W2, a thriller starring P"
        if match[0][:4].lower() in ("with", "alon", "oppo", "toge") or number == _WITH:
            if _MADE_BY.search(near[-60:]) and not re.search(
                r"star|cast|lead|role|play", near[-60:], re.IGNORECASE
            ):
                continue
            named = signs("W", without_brackets(near))
            if _IN_SHOW.match(text[match.end("cast") :]):
                named = []
            if named and (work or match[0][:4].lower() != "with"):
                slot = clause.slots[named[-1]]
                assert isinstance(slot, WorkSlot)
                show = slot
        if number == _BESIDE and _MADE_BY.search(text[max(0, match.start() - 45) : match.start()]):
            continue  # "will produce alongside P"
        if show is None or (
            number == _BESIDE
            and not re.search(
                rf"\b(?:star|cast|lead|role|film|play|appear|drama|season)|\bin {W}", text, re.IGNORECASE
            )
        ):
            continue
        cast = match["cast"]
        if _AS_MAKER.search(match[0]):
            continue
        if _WHO_ALONE.match(text, match.end("cast")):
            cast = signs("P", cast)[-1]  # in "A, B and C, who starred in W" this is said of C
        if (number != _DIRECTED and _DIRECTING.search(text[match.start() : match.start("cast")])) or (
            not _STARS_AND_MAKES.match(match[0])
            and re.search(
                r"\b(?:directed|written|created|produced|penned)(?: and \w+)? by (?:[\w-]+ ){0,3}$",
                text[: match.start("cast")],
                re.IGNORECASE,
            )
        ):
            continue
        yield from _members(clause, show, cast, comes_back=bool(_COMES_BACK.search(match[0])))


def _makes(slot: PersonSlot) -> bool:
    """Whether a person is known to make shows, not to act in them."""
    return bool(slot.person.roles & {"director", "writer", "creator", "producer"}) and not _acts(slot)


def _members(clause: Clause, show: WorkSlot, cast: str, *, comes_back: bool) -> Iterator[Draft]:
    bare = without_brackets(cast)
    for item in re.finditer(rf"({P})(?:,? (?:as|in the role of) (?:[\w’'-]+,? ){{0,8}}?({P}))?", bare):
        actor = next(clause.people(item[1]))
        if actor.person.is_character or (comes_back and _makes(actor)):
            continue
        character = next(clause.people(item[2])) if item[2] else None
        if character:
            character.person.is_character = True
        yield _cast(show.work, show.season, actor, character.spelled if character else None)


@dataclass(frozen=True, slots=True)
class PastWork:
    """What somebody did before, as it stands beside the name."""

    slot: PersonSlot
    works: list[WorkSlot]
    near: str
    """The words between."""
    character: str | None = None


def take_past_work(discourse: Discourse, clause: Clause) -> list[PastWork]:
    """Takes past work beside a name out of the clause: "P (W, W)", "P (C in W)", "P of W fame".

    What is left reads like a plain name, so that lists of people stay lists."""
    taken: list[PastWork] = []
    if not clause.has("PW"):
        return taken

    def take(match: re.Match[str]) -> str:
        works = list(clause.works(match["works"]))
        if any(slot.work is discourse.titles.main for slot in works) and "(" not in match[0]:
            return match[0]
        said = match.groupdict()
        if _STAFF_BEHIND.match(clause.text, match.end()) or _STAFF_BEFORE.search(
            clause.text[: match.start()]
        ):
            next(clause.people(match["who"])).person.roles.add("staff")
        played = said.get("character")
        taken.append(
            PastWork(
                next(clause.people(match["who"])),
                works,
                said.get("as") or "",
                clause.plain(played) if played else None,
            )
        )
        for character in clause.people(played or ""):
            character.person.is_character = True
        return (said.get("role") or "") + match["who"]

    if re.search(r"\b(?:cast|include|joining|newcomers|alongside)", clause.text):
        clause.text = _TITLES_BEHIND.sub(take, clause.text)
    for each in _BESIDE_NAME:
        clause.text = each.sub(take, clause.text)
    return taken


def read_past_work(taken: list[PastWork]) -> Iterator[Draft]:
    """What was taken out, by the kind of work that the person does."""
    for past in taken:
        slot = past.slot
        relation = "cast member" if past.character else _kind_of_work(slot, past.near)
        if relation and not slot.person.is_character:
            for show in past.works:
                yield Draft(
                    relation,
                    slot.person,
                    show.work,
                    season=show.season,
                    spelled=slot.spelled,
                    character=past.character,
                    is_past=True,
                )


def _kind_of_work(slot: PersonSlot, near: str) -> str | None:
    roles = slot.person.roles
    if "staff" in roles and not roles & {"actor", "director", "writer"}:
        return None
    if _WRITES.search(near) and not _DIRECTS.search(near):
        return "screenwriter"
    if _DIRECTS.search(near) or (roles & {"director"} and not roles & {"actor"}):
        return "director"
    if roles & {"writer"} and not roles & {"actor"}:
        return "screenwriter"
    if roles & {"creator"} and not roles & {"actor"}:
        return "creator"
    if roles & {"producer"} and not roles & {"actor"}:
        return "producer"
    return None if roles & {"author"} and not roles & {"actor"} else "cast member"


def _read_past(discourse: Discourse, clause: Clause) -> Iterator[Draft]:
    text, words = clause.text, clause.words
    for _, match in _PAST.find(text, words):
        who = match.groupdict().get("who")
        slot = next(clause.people(who)) if who else _subject(discourse, clause, match.start("works"))
        if slot is None or slot.person.is_character:
            continue
        near = text[max(0, match.start() - 25) : match.start("works")]
        relation = _kind_of_work(slot, near)
        if relation is None:
            continue
        for sign in signs("W", match["works"]):
            show = clause.slots[sign]
            assert isinstance(show, WorkSlot)
            character = None
            if relation == "cast member" and (
                role := _PAST_AS.match(text, text.index(sign, match.start("works")) + 1)
            ):
                character = next(clause.people(role[1]))
                character.person.is_character = True
            yield Draft(
                relation,
                slot.person,
                show.work,
                season=show.season,
                spelled=slot.spelled,
                character=character.spelled if character else None,
                is_past=True,
            )


_PAST_AS: Final = re.compile(rf"(?: ?\([^()]{{0,20}}\))? as (?:the )?(?:[\w’'-]+ ){{0,4}}?({P})")


def _subject(discourse: Discourse, clause: Clause, before: int) -> PersonSlot | None:
    """Whom a statement of past work is about: the nearest person before it, brackets aside."""
    people = [
        slot for slot in clause.people(without_brackets(clause.text[:before])) if not slot.person.is_character
    ]
    if people:
        return people[-1]
    after = next((slot for slot in clause.people(clause.text[before:]) if not slot.person.is_character), None)
    if after:
        return after
    return PersonSlot(discourse.recent[0], discourse.recent[0].name) if discourse.recent else None
