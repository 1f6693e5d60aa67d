"""The words of entertainment news: kinds of show, genres, networks, roles, verbs of saying.

Owns only word lists, each part of a regular expression; refuses rules. Lists are closed classes of the
trade (networks, crew roles) or general English (reporting verbs); none is drawn from a single paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final


def words(listed: str) -> str:
    """An alternation of the listed words, longest first, where spaces and hyphens are interchangeable."""
    return either(
        word.replace(".", r"\.").replace("+", r"\+").replace("-", "[- ]?").replace(" ", r"[\s-]")
        for word in sorted({word.strip() for word in listed.split(",")}, key=len, reverse=True)
    )


def cues(listed: str) -> str:
    """Cue words for the listed ones: the first word of each, separated by spaces."""
    spellings = (spelling for word in listed.split(",") for spelling in (word, word.replace("-", "")))
    return " ".join(sorted({re.split(r"[\s-]", spelling.strip())[0].lower() for spelling in spellings}))


def either(alternatives: Iterable[str]) -> str:
    """An alternation in the given order, whose alternatives begin with a letter or digit.

    Grouped by first letter: the engine tries every alternative at every word of a text, and so tries some
    twenty letters instead of hundreds of words.
    """
    by_letter: dict[str, list[str]] = {}
    for each in alternatives:
        by_letter.setdefault(each[0], []).append(each[1:])
    return "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())


_SHOW: Final = (
    "drama, dramas, k-drama, k-dramas, kdrama, kdramas, c-drama, j-drama, dramedy, melodrama, series, tv series, television series, "
    "web series, limited series, mini-series, docuseries, docu-series, docudrama, travel show, concert film, game show, competition series, cooking show, show, shows, sitcom, film, films, movie, movies, feature, "
    "feature film, flick, project, production, saga, anthology, remake, adaptation, sequel, prequel, spinoff, spin-off, "
    "reboot, revival, thriller, comedy, rom-com, romance, whodunit, mystery, procedural, soap opera, telenovela, biopic, epic, "
    "blockbuster, picture, anime, documentary, musical, title, program, programme, commission, original, originals, variety show, "
    "reality show, special, short film, hit, work, works, serial, noir, horror, offering, fantasy, romcom, sageuk"
)
SHOW: Final = words(_SHOW)
"""Nouns for a show."""
SHOW_CUES: Final = cues(_SHOW)


_GENRE: Final = (
    "action, adventure, animation, animated, anthology, biographical, biopic, black comedy, body-horror, business, caper, "
    "comedy, coming-of-age, costume, courtroom, crime, cyberpunk, dark comedy, detective, disaster, documentary, dystopian, "
    "erotic, espionage, fairy-tale, family, fantasy, fusion, gangster, gothic, healing, heist, historical, history, "
    "horror, investigation, investigative, legal, makjang, martial arts, medical, melodrama, melo, military, "
    "monster, musical, mystery, noir, occult, omnibus, period, police, political, post-apocalyptic, "
    "procedural, psychological, revenge, romance, romantic, romantic comedy, romantic-comedy, rom-com, romcom, sageuk, satire, school, sci-fi, "
    "science fiction, slasher, slice-of-life, space opera, sports, spy, superhero, supernatural, survival, suspense, "
    "swashbuckler, teen, thriller, time-travel, time-slip, tragedy, tragicomedy, true crime, vampire, war, western, "
    "whodunit, workplace, youth, zombie, campus, noir, satirical, sitcom, reality, variety, apocalyptic, serial-killer, "
    "dramedy, docuseries, docu-series, docudrama, mockumentary, game show, soap opera, true-crime, isekai, "
    "BL, boys love, boys' love, boys’ love, GL, girls' love, girls’ love, wuxia, xianxia, mecha, yuri, yaoi, human drama, dating show, "
    "talk show, survival show, magical girl, neo-noir, swordplay, steampunk, tokusatsu, kaiju, shojo, shoujo, shonen, shounen, josei, "
    "seinen, quiz show, cooking show, sketch comedy, telenovela, buddy comedy, buddy-cop, folk horror, found-footage, police procedural"
)
GENRE: Final = words(_GENRE)

_PLATFORM: Final = (
    "Netflix, Disney+, Disney Plus, Disney+ Hotstar, Hotstar, Prime Video, Amazon Prime Video, Amazon Prime, Apple TV+, Apple TV Plus, Apple TV, "
    "HBO Max, HBO, Max, Hulu, Peacock, Paramount+, Paramount Plus, Viki, Rakuten Viki, Viu, iQIYI, iQiyi, WeTV, TVING, Tving, Wavve, "
    "Coupang Play, Watcha, Kakao TV, KakaoTV, KBS2, KBS 2TV, KBS1, KBS, MBC, SBS, tvN, TVN, JTBC, Jtbc, OCN, ENA, Channel A, TV Chosun, "
    "TV CHOSUN, MBN, Genie TV, Kocowa, BBC One, BBC Two, BBC Three, BBC iPlayer, BBC, ITV, ITV1, ITVX, Channel 4, Channel 5, Sky Atlantic, "
    "Sky Max, Sky, ABC, NBC, CBS, FOX, Fox, The CW, FXX, FX on Hulu, FX, AMC+, AMC, Showtime, Starz, STARZ, Syfy, SYFY, USA Network, Freeform, TNT, Bravo, BritBox, "
    "Acorn TV, Shudder, Lifetime, Hallmark Channel, Crunchyroll, YouTube, YouTube Premium, NHK, Fuji TV, TV Asahi, TV Tokyo, "
    "Nippon TV, WOWOW, Tencent Video, Youku, Mango TV, Bilibili, Stan, Binge, Zee5, ZEE5, JioCinema, SonyLIV, Roku Channel, "
    "Tubi, Adult Swim, Cartoon Network, Nickelodeon, Canal+, RAI, ZDF, ARD, TF1, Movistar+, Globoplay, Comedy Central, MGM+, Epix, PBS, Masterpiece, "
    "TvN, Mnet, BBC1, BBC2, BBC Scotland, Britbox, ITV Hub, All4, My5, Disney+Hotstar, JioHotstar, Apple TV +, Amazon miniTV, MX Player, ALTBalaji, Alt Balaji, Sony LIV, Aha Video, Hoichoi, Sun NXT, Lionsgate Play, Star Plus, Zee TV, "
    "Funimation, HIDIVE, Abema, AbemaTV, U-NEXT, Hulu Japan, TVer, TBS, MBS, Tokyo MX, Sun TV, TV Aichi, BS NTV, BS Nippon TV, BS Fuji, BS Asahi, BS TV Tokyo, BS-TBS, Kansai TV, TV Osaka, Yomiuri TV, Chukyo TV, KBS Kyoto, Animax, BS11, AT-X, TVB, Hunan TV, CCTV-8, Dragon TV, Zhejiang TV, GMM25, Channel 3, ABS-CBN, GMA, Vivamax, Vidio, "
    "BBC Four, BBC America, ITV2, ITV4, Sky One, Sky Comedy, Sky Witness, NOW TV, U&Drama, U&Alibi, E4, More4, S4C, RTÉ One, RTÉ, Virgin Media One, CBC, CTV, Crave TV, ABC iview, Network 10, Seven Network, "
    "SVT, NRK, DR1, TV2, RTL, RTL+, ProSieben, Arte, France 2, M6, Canal Plus, Rai 1, Rai 2, Mediaset Infinity, Antena 3, Atresplayer, TVNZ, SkyShowtime, "
    "Cinemax, SundanceTV, Sundance Now, Discovery+, National Geographic, A&E, BET, BET+, MTV, VH1, TLC, Disney Channel, Disney XD, Disney Junior, Paramount Network, Kanopy, Plex, Hallmark+, "
    "MBC Every1, KBS World, Naver TV, StarzPlay, Lionsgate+, Viaplay, Joyn, Magenta TV, Showmax, Canela TV, ViX, Univision, Telemundo, "
    "Sky Arts, Sky Documentaries, Sky Crime, Sky History, Sky Nature, Sky Kids, Sky Cinema, Sky Showcase, Sky Mix, Sky Go, Sky Italia, Sky Deutschland, Sky Open, "
    "ITV3, ITVBe, UKTV, U&Dave, U&W, U&Yesterday, 5Star, CBBC, CBeebies, BBC Alba, BBC Sounds, BBC Wales, BBC Northern Ireland, BBC Radio 4, S4C Clic, STV, Virgin Media Two, Virgin Media Television, TG4, RTÉ Player, RTÉ2, "
    "Foxtel, BINGE, SBS On Demand, SBS Australia, NITV, Nine Network, Channel Nine, 9Now, Network Ten, 10 Play, Paramount+ Australia, 7plus, ABC TV, ABC Kids, "
    "TVNZ 1, TVNZ 2, TVNZ+, ThreeNow, Three NZ, Whakaata Māori, CBC Gem, APTN, Crave, Citytv, Global TV, Corus, TVO, Radio-Canada, ICI Télé, TV5, Super Channel, Teletoon, YTV, Treehouse, "
    "France Télévisions, France 3, France 4, France 5, france.tv, Canal+ Series, OCS, 6play, RTBF, RTS, SRF, ORF, VRT, VRT MAX, VTM, Streamz, NPO, NPO 1, NPO 3, NPO Start, Videoland, "
    "Das Erste, ZDFneo, ZDF Mediathek, ARD Mediathek, Sat.1, RTL Zwei, RTL Television, ServusTV, KiKA, DR2, TV 2, TV 2 Play, NRK1, SVT1, SVT Play, TV4, TV4 Play, C More, Yle, Yle Areena, MTV3, Elisa Viihde, RÚV, TVP, Polsat, "
    "HBO Europe, HBO Nordic, HBO España, RTP, SIC, TVI, RTVE, RTVE Play, TVE, La 1, Telecinco, Cuatro, La Sexta, Antena 3, Movistar Plus+, Movistar Plus, Filmin, TV3, 3Cat, ETB, Rai, Rai 3, RaiPlay, Canale 5, Italia 1, Mediaset, La7, "
    "TV Globo, Globo, Star+, TV Azteca, Televisa, TelevisaUnivision, Las Estrellas, Caracol, RCN, Kan 11, Keshet 12, Channel 12, Shahid, OSN+, Kanal D, Show TV, ATV, TRT 1, Tabii, BluTV, Kinopoisk, M-Net, SABC, DStv, "
    "Pluto TV, Amazon Freevee, Freevee, IMDb TV, Quibi, Facebook Watch, YouTube Originals, Bounce TV, UPtv, Hallmark Mystery, Great American Family, TV Land, truTV, TBS, HGTV, Food Network, Discovery Channel, Animal Planet, Investigation Discovery, "
    "WE tv, IFC, SundanceTV, Ovation, Reelz, BBC America, Nick Jr., Nick at Nite, TeenNick, Nicktoons, PBS Kids, PBS Masterpiece, Boomerang, Cartoonito, Toonami, VRV, CNN, MSNBC, ESPN, CW, CW Seed, Pop TV, TV One, OWN, AXS TV, Angel Studios, "
    "NHK General, NHK E, NHK Educational, BS Premium, BS12, tvk, Chiba TV, TV Saitama, TV Kanagawa, Gunma TV, Tochigi TV, GYT, Hokkaido Broadcasting, d Anime Store, ABEMA, DMM TV, Lemino, Niconico, Bandai Channel, Anime Limited, Muse Asia, Muse Communication, Ani-One, Kids Station, "
    "KBS Joy, KBS Drama, SBS Plus, SBS FiL, SBS M, MBC Drama, E Channel, ENA Play, EBS, EBS1, OnStyle, XtvN, tvN Story, tvN Show, JTBC2, JTBC4, Naver NOW, Naver TV Cast, Naver TVCast, Seezn, Olleh TV, Genie TV, U+ Mobile TV, Studio X+U, "
    "Aniplus, Laftel, Dropout, GagaOOLala, KKTV, Rakuten TV, Naver Series On, LINE TV, iflix, Hooq, Catchplay+, Paravi, FOD, GYAO!, Telasa, "
    "NHK World, Fuji Television, NTV, Sohu TV, Anhui TV, Jiangsu Satellite TV, Hunan Television, Zhejiang Television, PTS, TVBS, Set TV, iWant, iWantTFC, "
    "GMA Network, meWATCH, Astro, RCTI, SCTV, VTV3, Workpoint, PPTV, One 31, Amarin TV, Colors, SAB TV, Sony SAB, Star Bharat, Star Jalsha, Star Plus, "
    "Eros Now, Voot, TVF, Ullu, DC Universe, CBS All Access, Crackle, Spectrum Originals, Audience Network, Nat Geo, History Channel, Hallmark Movies & Mysteries, "
    "ABC Family, Spike TV, WGN America, Logo TV, Oxygen, The WB, UPN, Sky Sci-Fi, Sky Living, 5USA, PBS America, Canal+ Poland, HBO Latin America, HBO Max Latin America, "
    "HBO Asia, HBO GO, HBO Go, HBO Family, BS-TBS 4K, NHK BS, NHK BS4K, Hikari TV, "
    "Jiangsu TV, Beijing TV, CCTV-1, CCTV, TVB Jade, ViuTV, One31, GMMTV, Channel 7, TrueID, Thai PBS, Doordarshan, Colors TV, Zee5 Global, Sony TV"
)
PLATFORM: Final = words(_PLATFORM)
"""Networks and streaming services, matched with their capitals."""


def _joined(text: str) -> str:
    return text.replace(" ", "").replace("-", "")


PLATFORMS: Final = frozenset(each.strip() for each in _PLATFORM.split(","))
_PLATFORM_NAMES: Final = frozenset(_joined(each) for each in _PLATFORM.split(","))


def is_platform(text: str) -> bool:
    """Whether a text is exactly the name of a network or a streaming service."""
    return _joined(text) in _PLATFORM_NAMES


_ACTOR: Final = (
    "actor, actors, actress, actresses, star, stars, co-star, co-stars, co-lead, lead, leads, lead actor, lead actress, leading man, leading lady, "
    "newcomer, newcomers, heartthrob, thespian, singer-actor, actor-singer, singer-actress, actress-singer, idol-actor, performer, comedian, "
    "singer-turned-actor, singer-turned-actress, model-turned-actor, idol-turned-actor, idol-turned-actress, child actor, protagonist, cast member, cast members, talents"
)
ACTOR: Final = words(_ACTOR)
_DIRECTOR: Final = "director, directors, co-director, co-directors, filmmaker, filmmakers, helmer, series director, writer-director, director-writer, auteur, producing director, pd"
DIRECTOR: Final = words(_DIRECTOR)
_WRITER: Final = (
    "screenwriter, screenwriters, writer, writers, scriptwriter, scriptwriters, scribe, co-writer, co-writers, head writer, writer-director, director-writer, "
    "playwright, screenplay writer"
)
WRITER: Final = words(_WRITER)
_CREATOR: Final = "creator, creators, co-creator, co-creators, series creator, mastermind, creator-showrunner"
CREATOR: Final = words(_CREATOR)
_SHOWRUNNER: Final = "showrunner, showrunners, co-showrunner, co-showrunners, creator-showrunner"
SHOWRUNNER: Final = words(_SHOWRUNNER)
_PRODUCER: Final = "producer, producers, executive producer, executive producers, co-producer, exec producer, producer-director, chief producer"
PRODUCER: Final = words(_PRODUCER)
_AUTHOR: Final = "author, novelist, webtoonist, webtoon artist, cartoonist, webtoon writer, comic artist, illustrator, manga artist, mangaka, webtoon author, writer-illustrator"
AUTHOR: Final = words(_AUTHOR)
_SINGER: Final = (
    "singer, singers, rapper, idol, k-pop star, pop star, musician, singer-songwriter, boy band member, girl group member, model, host, mc, "
    "vocalist, artist, fashion designer, dancer, composer, entertainer, influencer, athlete, golfer"
)
SINGER: Final = words(_SINGER)

_STAFF: Final = (
    "art director, sound director, music director, animation director, chief animation director, casting director, director of photography, "
    "character designer, color designer, costume designer, production designer, cinematographer, editor, stunt coordinator, choreographer, art designer, "
    "martial arts director, series composer, story editor, color designers, character designers, assistant director, sub-director, "
    "dubbing director, animator"
)
STAFF: Final = words(_STAFF)
"""Work on a show that no relation holds."""

_ROLE: Final = f"{_ACTOR}, {_DIRECTOR}, {_WRITER}, {_CREATOR}, {_SHOWRUNNER}, {_PRODUCER}, {_AUTHOR}, {_SINGER}, {_STAFF}"
ROLE: Final = words(_ROLE)
"""What a person does on a show, or is known as."""
ROLE_CUES: Final = cues(_ROLE)

_ROLE_NAMES: Final = frozenset(_joined(each) for each in _ROLE.split(","))


def is_role(text: str) -> bool:
    """Whether a text, in whatever case, is exactly a word for a role."""
    return _joined(text.lower()) in _ROLE_NAMES


AGENCY_NOUN: Final = words(
    "agency, agencies, management agency, label, management label, management company, representative, representatives, rep, reps, management"
)

SOURCE: Final = words(
    "webtoon, web-toon, web novel, webnovel, web comic, webcomic, novel, novels, novella, short story, book, books, book series, memoir, comic, comics, comic book, comic book series, "
    "comic series, graphic novel, manga, manhwa, manhua, play, stage play, video game, game, video game series, videogame, podcast, musical, stage musical, "
    "true story, true events, real events, real-life events, light novel, visual novel, article, fairy tale, folk tale, trilogy, best-seller, "
    "comic strip, one-shot, opera, symphony, ballet, radio drama, radio play, board game, card game, telenovela, web series, legend, "
    "bestseller, film, movie, series, drama, anime, k-drama, universe, poem, toy line, k-webtoon, cartoon, historical events, life"
)
"""What a show may be based on."""

_SAY: Final = (
    "said, says, say, saying, report, reports, reported, reporting, sings, sang, singing, chanted, chanting, chants, chant, added, adds, adding, told, tells, telling, stated, states, stating, explained, explains, explaining, revealed, reveals, revealing, "
    "shared, shares, sharing, commented, comments, commenting, remarked, remarks, noted, notes, noting, continued, continues, asserted, asserts, "
    "recalled, recalls, recalling, confessed, confesses, admitted, admits, joked, jokes, joking, quipped, quips, wrote, writes, writing, tweeted, posted, posting, "
    "declared, declares, declaring, announced, announces, announcing, argued, argues, arguing, insisted, insists, insisting, claimed, claims, claiming, replied, replies, answered, "
    "responded, responds, asked, asks, asking, warned, warns, warning, expressed, expresses, emphasized, emphasised, emphasizes, stressed, stresses, "
    "mentioned, mentions, teased, teases, hinted, hints, described, describes, describing, called, calls, calling, concluded, concludes, concluding, "
    "reflected, reflects, mused, muses, laughed, suggested, suggests, observed, observes, acknowledged, acknowledges, "
    "opined, elaborated, reiterated, repeated, repeats, repeating, vowed, pledged, promised, complained, lamented, exclaimed, shouted, yelled, cried, "
    "thought, thinks, wondered, countered, retorted, gushed, enthused, gushes, pointed out, points out, went on, goes on, chimed in, confirmed, confirms, "
    "clarified, cautioned, urged, urges, predicted, denied, proclaimed, quoted, referred, begins, began, offered, "
    "labeled, labelled, dubbed, accused, criticized, criticised, blasted, slammed, mocked, praised, dismissed, hailed, "
    "characterized, deemed, testified, maintained, maintains, conceded, concedes, contended, contends, charged, agreed, agrees, demanded, "
    "apologized, advised, conveyed, disclosed, talked, spoke, speaking, speaks, read, reads, reading, believes, believed, feels, felt, hopes, hoped, considers, considered, calling for, "
    "answers, chided, whispered, boasted, bragged, fumed, scoffed, joined in, weighed in, opened up, remembered, remembers, raved, echoed, wrapped up, introduced, introduces, reassured, cites, cited, tweeting, "
    "recounted, recounts, recounting, divulged, divulges, detailed, affirmed, affirms, assured, assures, voiced, voicing, jested, underscored, underlined, "
    "highlighted, highlights, highlighting, marveled, marvelled, sighed, swore, swears, penned, captioned, interjected, professed, professes, ventured, "
    "pleaded, begged, instructed, summed up, sums up, specified, proposed, speculated, speculates, theorized, cautions, reckons, reckoned, stipulated, "
    "narrated, retorts, counters, countering, confides, confided, commends, commended, lauded, lauds, thanked, thanks, thanking, tells us, reasoned, "
    "opines, shouts, snapped, snarled, mutters, muttered, murmured, grumbled, groused, blurted, croaked, deadpanned, chuckled, smiled, grinned, beamed, "
    "cracked, volunteered, enthuses, reveling, noting that, remarking, admitting, confessing, conceding, insists that, warns that, joking that, hinting, teasing, recalling"
)
SAY: Final = words(_SAY)
"""Verbs that report speech. Sources: the reporting verbs of Quirk et al., A Comprehensive Grammar of the
English Language (1985), 14.29; those of journalism handbooks."""
SAY_CUES: Final = cues(_SAY)

NUMBER: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "twenty-two": 22, "twenty-four": 24, "thirty": 30, "thirty-two": 32, "fifty": 50, "hundred": 100,
}  # fmt: skip
ORDINAL: Final = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "debut": 1, "inaugural": 1, "freshman": 1, "sophomore": 2,
}  # fmt: skip


COUNTRIES: Final = frozenset(
    """us, u.s., u.s, usa, uk, u.k., united states, united kingdom, south korea, north korea, korea, japan, china,
    taiwan, hong kong, thailand, vietnam, singapore, malaysia, philippines, the philippines, indonesia, cambodia,
    myanmar, laos, mongolia, brunei, india, pakistan, bangladesh, nepal, sri lanka, australia, new zealand, canada,
    mexico, brazil, argentina, chile, colombia, peru, venezuela, uruguay, bolivia, ecuador, france, germany, spain,
    italy, portugal, sweden, norway, denmark, finland, iceland, ireland, scotland, wales, england, netherlands,
    belgium, luxembourg, switzerland, austria, poland, czech republic, slovakia, slovenia, hungary, romania,
    bulgaria, greece, croatia, serbia, ukraine, russia, belarus, lithuania, latvia, estonia, turkey, egypt, morocco,
    tunisia, algeria, nigeria, ghana, kenya, ethiopia, south africa, saudi arabia, qatar, kuwait, iran, iraq, syria,
    lebanon, europe, asia""".replace("\n    ", " ").split(", ")
)
"""Countries that are nobody's name."""
NATIONALITIES: Final = frozenset(
    "korean japanese chinese taiwanese thai indian american british english french german spanish italian "
    "australian canadian irish turkish mexican brazilian european asian african nigerian israeli polish russian "
    "danish swedish norwegian finnish dutch scottish welsh filipino indonesian colombian greek métis cuban "
    "iranian malaysian singaporean vietnamese pakistani bangladeshi argentine argentinian chilean peruvian "
    "venezuelan portuguese swiss austrian belgian czech hungarian romanian bulgarian ukrainian icelandic estonian "
    "latvian lithuanian egyptian moroccan lebanese syrian iraqi kenyan ghanaian ethiopian jamaican mongolian "
    "cambodian burmese nepali latino latina hispanic nordic scandinavian".split()
)
INDUSTRIES: Final = frozenset(
    "hollywood bollywood nollywood tollywood kollywood mollywood lollywood sandalwood hallyu chungmuro".split()
)
