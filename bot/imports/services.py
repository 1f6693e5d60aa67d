"""The services that facts are imported from: how each is called, what its documents look like, where they stand.

Owns the list of services and what people may write for one of its titles: ``tvmaze:82``, or the address of its page.
Refuses to fetch anything: requests are values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from urllib.parse import urlencode

import msgspec

from bot.imports import anilist, tmdb, tvmaze, wikidata
from bot.imports.imported import Imported, NotADocument, Source

Reader = Callable[[bytes, date, str], list[Imported]]


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask a service for. ``body`` is JSON to be posted; without it the request is a GET."""

    url: str
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """One service."""

    name: str
    host: str
    """The only host that it is asked on, over HTTPS."""
    seconds_apart: float
    """How long to wait between two requests, so that its limit is kept."""
    key: re.Pattern[str]
    """What its ids look like."""
    page: re.Pattern[str]
    """The addresses of its titles' pages, from which ``key`` is read."""
    example: str
    needs_token: bool
    read: Reader
    make_request: Callable[[str], Request]


def _ask_tvmaze(key: str) -> Request:
    embedded = urlencode([("embed[]", each) for each in tvmaze.EMBEDDED])
    return Request(f"https://api.tvmaze.com/shows/{key}?{embedded}")


def _ask_anilist(key: str) -> Request:
    body = {"query": anilist.QUERY, "variables": {"id": int(key)}}
    return Request("https://graphql.anilist.co/", msgspec.json.encode(body))


def _ask_tmdb(key: str) -> Request:
    kind, number = key.split("-")
    appended = urlencode({"append_to_response": ",".join(tmdb.APPENDED[kind]), "language": "en-US"})
    return Request(f"https://api.themoviedb.org/3/{kind}/{number}?{appended}")


def _ask_wikidata(key: str) -> Request:
    return ask_wikidata_for([key], ("labels", "aliases", "claims"))


def ask_wikidata_for(ids: list[str], properties: tuple[str, ...]) -> Request:
    """A request for at most 50 entities: https://www.wikidata.org/w/api.php?action=help&modules=wbgetentities."""
    asked = {
        "action": "wbgetentities",
        "format": "json",
        "ids": "|".join(ids),
        "props": "|".join(properties),
        "languages": "|".join(wikidata.LANGUAGES),
    }
    return Request(f"https://www.wikidata.org/w/api.php?{urlencode(asked)}")


_NUMBER = r"[1-9]\d{0,9}"
_LISTED = (
    # At least 20 calls in 10 seconds: https://www.tvmaze.com/api#rate-limiting
    Service(
        name=tvmaze.SERVICE,
        host="api.tvmaze.com",
        seconds_apart=0.6,
        key=re.compile(_NUMBER, re.ASCII),
        page=re.compile(rf"https?://(?:www\.)?tvmaze\.com/shows/(?P<key>{_NUMBER})(?:[/?#].*)?", re.ASCII),
        example="tvmaze:82",
        needs_token=False,
        read=tvmaze.read,
        make_request=_ask_tvmaze,
    ),
    # 30 to 90 requests a minute: https://docs.anilist.co/guide/rate-limiting
    Service(
        name=anilist.SERVICE,
        host="graphql.anilist.co",
        seconds_apart=2.1,
        key=re.compile(_NUMBER, re.ASCII),
        page=re.compile(rf"https?://anilist\.co/(?:anime|manga)/(?P<key>{_NUMBER})(?:[/?#].*)?", re.ASCII),
        example="anilist:16498",
        needs_token=False,
        read=anilist.read,
        make_request=_ask_anilist,
    ),
    # About 40 requests a second: https://developer.themoviedb.org/docs/rate-limiting
    Service(
        name=tmdb.SERVICE,
        host="api.themoviedb.org",
        seconds_apart=0.1,
        key=re.compile(rf"(?:tv|movie)-{_NUMBER}", re.ASCII),
        page=re.compile(
            rf"https?://(?:www\.)?themoviedb\.org/(?P<kind>tv|movie)/(?P<key>{_NUMBER})(?:[-/?#].*)?",
            re.ASCII,
        ),
        example="tmdb:tv-1399",
        needs_token=True,
        read=tmdb.read,
        make_request=_ask_tmdb,
    ),
    # One at a time, and a User-Agent: https://www.mediawiki.org/wiki/API:Etiquette
    Service(
        name=wikidata.SERVICE,
        host="www.wikidata.org",
        seconds_apart=1.0,
        key=wikidata.IS_ID,
        page=re.compile(
            r"https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/(?P<key>Q[1-9]\d{0,11})(?:[/?#].*)?", re.ASCII
        ),
        example="wikidata:Q23572",
        needs_token=False,
        read=wikidata.read,
        make_request=_ask_wikidata,
    ),
)
SERVICES: Mapping[str, Service] = MappingProxyType({service.name: service for service in _LISTED})
"""Every service by its name."""

_HEADS = {"entities": wikidata.read, "data": anilist.read, "_links": tvmaze.read, "_embedded": tvmaze.read}
_TMDB_HEADS = frozenset({"original_name", "original_title"})


def find_source(text: str) -> Source | None:
    """What somebody means by ``tvmaze:82`` or by the address of a page; None if it is neither."""
    text = text.strip()
    for service in SERVICES.values():
        page = service.page.fullmatch(text)
        if page:
            kind = page.groupdict().get("kind")
            return Source(service.name, f"{kind}-{page['key']}" if kind else page["key"])
    name, colon, key = text.partition(":")
    service_named = SERVICES.get(name.lower())
    if colon and service_named is not None and service_named.key.fullmatch(key):
        return Source(service_named.name, key)
    return None


def word_sources() -> str:
    """What is allowed as a source, in words."""
    return ", ".join(service.example for service in SERVICES.values())


def is_document(content: bytes) -> bool:
    """Whether it is a document of one of the services, as far as its outermost keys tell."""
    try:
        head = msgspec.json.decode(content, type=dict[str, msgspec.Raw])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    if "data" in head and b'"Media"' not in bytes(head["data"]):
        # A table of one's own may stand under the same key as AniList's answers.
        return False
    return bool((_HEADS.keys() | _TMDB_HEADS) & head.keys())


def read_document(content: bytes, day: date, name: str) -> list[Imported]:
    """The facts of a document of any service, retrieved on ``day``, whichever it is one of.

    ``name`` is what to call it. Raises NotADocument for what none of the services has documented.
    """
    try:
        head = msgspec.json.decode(content, type=dict[str, msgspec.Raw])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise NotADocument(f"{name}: is not a JSON object: {str(error)[:200]}") from error
    for key, read in _HEADS.items():
        if key in head:
            return read(content, day, name)
    if _TMDB_HEADS & head.keys():
        return tmdb.read(content, day, name)
    raise NotADocument(
        f"{name}: is no document of TVmaze, AniList, TMDB or Wikidata; for a table of your own, CSV or JSON, give its "
        "mapping file too"
    )
