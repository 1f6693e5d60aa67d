"""How sure an article is of what it says, and who told it.

Owns the wording of certainty: official (confirmed, announced), rumoured (in talks, an insider), estimated
(can expect if), else reported; and the source that a sentence names. Sources: the markers of
evidentiality and hedging in news (Saurí and Pustejovsky, FactBank, 2009; Hyland, Hedging, 1998). Refuses
to weigh one source against another.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from bot.extract.slotted_sentences import holds_any, pattern
from bot.facts.model import Certainty

_ESTIMATED: Final = re.compile(
    r"\bcan (?:anticipate|expect|look forward)|\bif (?:production|filming|all goes|everything|the"
    r"|it)\b.*\b(?:could|can|may|might|would|expect|likely)\b|"
    r"\b(?:we|i) (?:expect|predict|estimate|guess|think)\b|\b(?:could|might|may|should)(?: (?:not|even"
    r"|well|also|then|theoretically|possibly|potentially|conceivably|easily))? (?:arrive|premiere"
    r"|be released|be out|be back|be available|hit|land|drop|come|debut|air|return|see|happen"
    r"|be expected|begin|start|launch|release)|"
    r"\b(?:is|are|seems?|looks?|will|would|'s|’s|very|most|more) (?:most |more than )?likely\b"
    r"|\blikely (?:to|in|be|come|around)\b|\bhopefully\b|\bfingers crossed\b|\bin all likelihood\b"
    r"|\b(?:fair|safe|reasonable) to (?:assume|expect|say|guess)\b|\b(?:we|i) (?:would |can )?assume\b"
    r"|\bmy guess\b|\b(?:educated|safe) (?:guess|bet)|\bwouldn['’]t be (?:shocked|surprised)"
    r"|\bestimat(?:e|ed|es)\b|\bprobably\b|\bpredict|\bassuming\b|\bbest guess\b|\bpresumably\b"
    r"|\bprojected\b",
    re.IGNORECASE,
)
_RUMOURED: Final = re.compile(
    r"\bin (?:\w+ )?talks\b|\binsiders?\b|\brumou?r|\ballegedly\b|\breceived (?:an|the) (?:\w+ )?offer"
    r"|\b(?:has|have|had) been offered\b|\bpositively (?:considering|reviewing)|"
    r"\b(?:considering|reviewing|mulling|weighing) (?:the|an|his|her|whether|to (?:star|appear|join)"
    r"|starring|appearing|joining)\b|\boffered (?:the|a) (?:lead|role|male|female|part)"
    r"|\bin discussions?\b|\bunconfirmed\b|\bspeculat|"
    r"\bit is (?:said|believed|thought|being said)\b|\bis (?:said|believed|thought|rumou?red) to\b"
    r"|\breportedly in\b|\bnot (?:yet )?(?:been )?confirmed\b|\bcourting\b|\bbeing eyed\b|\beyeing\b"
    r"|\bnegotiat|"
    r"\bleak(?:s|ed|er|ers)?\b|\bsupposedly\b|\bpurported|\bhearsay\b|\bunverified\b|\bword (?:is"
    r"|has it)\b|\b(?:chatter|whispers?)\b|\bapparently (?:also )?(?:close|in|set|being)\b"
    r"|\bclose to (?:renewing|signing|joining|a deal)\b|\bmay be (?:working|starring|joining|returning"
    r"|teaming)\b|\bconsidering an? (?:role|part|offer)\b|\breviewing (?:it|the offer)\b|"
    r"\b(?:are|were) (?:said|believed|thought|rumou?red) to\b|\bbeing (?:discussed|considered|courted"
    r"|wooed) (?:for|as|to)\b|\bclose to (?:locking|landing|boarding|closing)\b|\b(?:are|is|was|were"
    r"|be) (?:(?:still|both|also|all|now|currently|reportedly|seriously|carefully) )*(?:considering"
    r"|mulling|weighing|reviewing)\b|\b(?:was|were|been) (?:asked|approached|courted) to (?:play|star"
    r"|join|appear)\b|\bup for (?:a|the) (?:\w+ )?(?:role|part|lead)\b|\bhas an offer\b"
    r"|\bpositively (?:discussing|looking)\b|\bironing out\b",
    re.IGNORECASE,
)
_OFFICIAL: Final = re.compile(
    r"\bofficial(?:ly)?\b(?! (?:instagram|account|website|social|page|trailer|poster))|\bconfirm(?:s"
    r"|ed|ing)?\b|\bannounc(?:e|es|ed|ing|ement)\b|\bunveil(?:s|ed)\b|\b(?:has|have) set\b"
    r"|\bsets? (?:an? |the |its )?(?:[a-z]+ )?(?:premiere|release|air|launch|return) date"
    r"|\bdate (?:has been |was |is )?set\b|\b(?:has|have|been|was|officially|is) renewed\b|\brenews\b"
    r"|\bgreen-?li(?:t|ght)|\b(?:a|the) (?:press release|statement)\b|\brevealed on\b",
    re.IGNORECASE,
)
_NOT_CONFIRMED: Final = re.compile(
    r"\b(?:not|no|yet to|without|neither|never)\b[^.]{0,30}\b(?:official(?:ly)?|confirm|announc)",
    re.IGNORECASE,
)
_REPORTED: Final = re.compile(
    r"\breportedly\b|\baccording to (?:sources?|reports?|\w+ sources)|\breports? (?:say|claim|suggest"
    r"|that)|\bsuggests?\b|\bit (?:has been|was|is) reported\b|\bis reported\b",
    re.IGNORECASE,
)

_SOURCE: Final = (
    pattern(
        r"\b(?:according to|as per|per) (?:an? (?:update|report|article|statement|announcement|exclusive"
        r"|insider|source) (?:from|by|in) )?(?:the |an? )?(?:(?:[a-z]+ ){0,3}(?=[\ue000-\uf8ff])"
        r")?(?P<source>(?:{O}|{N}|{P}(?:['’]s {agency})?)(?: (?:Korea|Japan|India|America|Asia|UK|China))?"
        r"|(?:an? )?(?:\w+ ){0,2}(?:insiders?|sources?|reports?|industry (?:insiders?|officials?|sources?)"
        r"|media outlets?))"
    ),
    pattern(
        r"\b(?:update|statement|announcement|confirmation|reports?) (?:from|by|of"
        r"|in) (?:the )?(?:[a-z]+ ){0,3}(?:{P}['’]s {agency}, )?(?P<source>{O}|{N})"
    ),
    pattern(
        r"(?P<source>{O}|{N})(?:, [^,]{0,60},)? (?:also |has |have |had |officially |recently "
        r"|exclusively |first )*(?:said|says|confirm(?:ed|s)|announce[ds]|reveal(?:ed|s)|stated|reports?"
        r"|reported|told|shared|unveiled|disclosed)\b"
    ),
    pattern(
        r"\b(?P<source>an? (?:\w+ )?(?:insider|source|industry insider|representative|official|rep)"
        r"|insiders|(?:\w+ )?sources)\b[^.]{0,40}? (?:said|says|say|told|claims?|claimed|reveals?|revealed"
        r"|confirmed|reported)\b"
    ),
    pattern(
        r"\b(?:as )?(?:first )?(?:reported|confirmed|announced|revealed) by (?:the )?(?P<source>{O}|{N})"
    ),
)


# None of the wordings below applies without one of these.
_MARKS: Final = tuple(
    "can ,if ,leak,suppos,purport,hearsay,unverif,word ,chatter,whisper,apparent,close to,should,hope,finger,bet,shock,surpris,set,renew,green,expect,predict,estimat,guess,think,could,might,may ,likely,probabl,assum,presum,project,talk,insider,rumo,alleg,offer,consider,review,mull,weigh,"
    "discuss,confirm,speculat,believ,thought,said,report,court,ey,negotiat,official,announc,unveil,set the,press release,statement,reveal,accord,suggest".split(
        ","
    )
)


@lru_cache(maxsize=256)
def judge_certainty(text: str) -> Certainty:
    """How sure a sentence is of what it says, from its wording."""
    if not holds_any(text, _MARKS):
        return Certainty.REPORTED
    if _ESTIMATED.search(text):
        return Certainty.ESTIMATED
    if _RUMOURED.search(text):
        return Certainty.RUMOURED
    if _REPORTED.search(text):
        return Certainty.REPORTED
    if _OFFICIAL.search(text) and not _NOT_CONFIRMED.search(text):
        return Certainty.OFFICIAL
    return Certainty.REPORTED


def find_source(text: str) -> str | None:
    """The words of a clause that name its source, slots and all; None if it names none."""
    for each in _SOURCE:
        if found := each.search(text):
            return found["source"]
    return None
