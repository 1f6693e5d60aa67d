"""An article as it was handed in: its words, its date, its title.

Owns the head of a text (a ``date`` line, front matter), HTML, and the reading copy: the same text,
equally long, with everything blanked that is markup rather than language. Rules read the copy and cut
their evidence out of the original at the same place, which makes evidence verbatim. Refuses what is no
text, and to know what an article says.
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from bot.extract.find.given_names import FEMALE, MALE
from bot.facts.clean_text import clean_text

MAX_BYTES: Final = 2**20
_MOST_LETTERS: Final = 200_000
"""Characters of an article's words: forty times a long one."""
_MAX_HEAD: Final = 20_000  # characters within which front matter must end
_BOILERPLATE: Final = (
    "script, style, noscript, template, svg, nav, aside, footer, form, iframe, button, figcaption"
)
# Innermost: what they hold is read once, however deep they stand in each other.
_INNERMOST_EMPHASIS: Final = ", ".join(f"{tag}:not(:has(em, i, cite))" for tag in ("em", "i", "cite"))
_SAID_BY_PAGES: Final = (
    ("date", 'meta[property="article:published_time"]', "content"),
    ("date", 'meta[name="date"], meta[itemprop="datePublished"]', "content"),
    ("date", "time[datetime]", "datetime"),
    ("title", 'meta[property="og:title"]', "content"),
    ("publisher", 'meta[property="og:site_name"]', "content"),
    ("url", 'link[rel="canonical"]', "href"),
)
_PARAGRAPHS: Final = "h1, h2, h3, h4, h5, h6, p, li, blockquote, tr, dt, dd, div, section, br"

_DATE_LINE: Final = re.compile(r"\s*date:?[ \t]+(\d{4}-\d\d-\d\d)\b[ \t]*", re.IGNORECASE)
_FENCE: Final = re.compile(r"\s*(---|\+\+\+)[ \t]*\r?\n")
_KEY_LINE: Final = re.compile(r"^([A-Za-z_][\w-]*)[ \t]*[:=][ \t]*(.*?)[ \t]*$", re.MULTILINE)
_ISO_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_DATE_KEYS: Final = ("published_on", "date", "published", "pubdate", "publishdate", "updated")
_LOOKS_LIKE_HTML: Final = re.compile(
    r"\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body|article|main|div|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)

# What markup looks like, and which group of it is language. The rest of a match is blanked.
_MARKUP: Final = re.compile(
    r"!\[[^\]\n]{0,300}\]\([^)\s]{0,500}\)"  # a picture has no words
    r"|\[(?P<link>[^\[\]\n]{1,300})\]\([^)\s]{0,500}\)"
    r"|^[ \t]{0,3}(?:\#{1,6}|>|[-*+•])[ \t]+"
    r"|<https?://[^>\s]{1,500}>|https?://\S{1,500}"
    r"|[*_]{2,3}|`",
    re.MULTILINE,
)
_EMPHASIS: Final = re.compile(
    r"\*(?<![\w*].)(?=\S)([^*\n]{1,200}?)(?<=\S)\*(?![\w*])"
    r"|_(?<![\w_].)(?=\S)([^_\n]{1,200}?)(?<=\S)_(?![\w_])"
)
# Private-use characters stand for names in the rules, so none may come in from outside.
# No word is this long; anything that is would only make rules read it again and again.
_NO_WORDS: Final = re.compile(r"[!-~—–…“”‘’]{120,}")
_BLANKED: Final = re.compile(
    r"[\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ue000-\uf8ff\ufeff\x00-\x08\x0b-\x1f\x7f]"
)


class NotAnArticle(ValueError):
    """This cannot be read as an article; the message says why."""


@dataclass(frozen=True, slots=True)
class ArticleText:
    """One article: what it says about itself, its body verbatim, and the reading copy of that."""

    name: str
    """The path or name that it was handed in under."""
    body: str
    reading: str
    """Just as long as ``body``, with markup and unseen characters blanked."""
    emphasised: tuple[tuple[int, int], ...]
    """Where the body has italics, in which Markdown and HTML often set titles."""
    published_on: date | None = None
    id: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None


def decode_article(name: str, content: bytes) -> str:
    """The text of an article's bytes, clean of control characters. Raises NotAnArticle if they are too many or not
    UTF-8 text."""
    if len(content) > MAX_BYTES:
        raise NotAnArticle(f"{name}: {len(content):,} bytes; an article has at most {MAX_BYTES:,}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotAnArticle(
            f"{name}: byte {error.start} is not UTF-8; save the article as UTF-8 text"
        ) from error
    if "\0" in text:
        raise NotAnArticle(f"{name}: holds NUL bytes, so it is no text; hand in the article as UTF-8 text")
    return clean_text(text)


def parse_article(name: str, text: str) -> ArticleText:
    """The parts of a text; raises NotAnArticle if it holds no words."""
    if len(text) > MAX_BYTES:
        raise NotAnArticle(f"{name}: {len(text):,} characters; an article has at most {MAX_BYTES:,}")
    head, start = _read_head(text)
    body = text[start:]
    if _LOOKS_LIKE_HTML.match(body):
        page, body = _read_page(body)
        head = {**page, **head}
    if not any(letter.isalpha() for letter in body):
        raise NotAnArticle(f"{name}: holds no words to read")
    if len(body) > _MOST_LETTERS:
        raise NotAnArticle(
            f"{name}: {len(body):,} characters of words; one article has at most {_MOST_LETTERS:,}. "
            "Hand in its part about the show"
        )
    reading, emphasised = _reading_copy(body)
    opening = _read_opening(body, reading)
    # A head may call its day otherwise than the opening does, and goes before it.
    published_on = _find_day(head) or _find_day(opening)
    head = {**opening, **head}
    return ArticleText(
        name=name,
        body=body,
        reading=reading,
        emphasised=emphasised,
        published_on=published_on,
        id=head.get("id"),
        title=head.get("title"),
        publisher=head.get("publisher"),
        url=head.get("url"),
    )


def _find_day(head: dict[str, str]) -> date | None:
    for key in _DATE_KEYS:
        if found := _ISO_DAY.search(head.get(key, "")):
            try:
                return date.fromisoformat(found[0])
            except ValueError:
                continue
    return None


def _read_head(text: str) -> tuple[dict[str, str], int]:
    """What the text says about itself before it begins, and where it begins."""
    if line := _DATE_LINE.match(text):
        return {"date": line[1]}, line.end()
    fence = _FENCE.match(text)
    if not fence:
        return {}, 0
    end = text.find(f"\n{fence[1]}", fence.end() - 1, _MAX_HEAD)
    if end < 0:
        return {}, 0
    block = text[fence.end() : end + 1]
    after = text.find("\n", end + 1)
    start = len(text) if after < 0 else after + 1
    if fence[1] == "+++":
        try:
            return {key.lower(): str(value) for key, value in tomllib.loads(block).items()}, start
        except (tomllib.TOMLDecodeError, RecursionError):
            return {}, start
    pairs = ((key.lower(), value.strip("\"'")) for key, value in _KEY_LINE.findall(block))
    return {key: value for key, value in pairs if value}, start


_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH: Final = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_DAY: Final = re.compile(
    rf"(?P<iso>20\d\d-\d\d-\d\d)|{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>20\d\d)"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH.replace('month', 'month2')},? (?P<year2>20\d\d)",
    re.IGNORECASE,
)
# What stands beside a day in a line that says nothing but when, and by whom: "By Anna Cole, ", ", 10:30 am KST".
# Possessive: the ways to part such a line are many, and one is enough.
_BESIDE_DAY: Final = re.compile(
    r"(?:published|updated|posted|written|reported|date|by [^|•,\d]{2,40}|on|at|by|[a-z]{3,9}day"
    r"|\d{1,2}[:.]\d\d"
    r"|[ap]\.?m\.?|[a-z]{2,4}t|[\s·,:–—-])*+",
    re.IGNORECASE,
)
_SAYS_WHEN: Final = re.compile(r"\b(?:published|posted|written|reported|by)\b", re.IGNORECASE)
_UPDATED: Final = re.compile(r"\bupdated\b", re.IGNORECASE)
BYLINE: Final = re.compile(
    r"(?:(?:[Ww]ritten|[Rr]eported|[Pp]osted|[Ww]ords) )?[Bb][Yy]:? [A-Z][\w.’'-]*(?:,? (?:(?:and"
    r"|&) )?[A-Z][\w.’'-]*){0,7}"
)
_BETWEEN: Final = re.compile(r"\s*[|•]\s*|\s+[·–—-]\s+")
_OUTLET_BEFORE: Final = re.compile(
    r"(?:(?i:source)s?(?: ?\(\d\))?:|(?i:via):?|(?i:originally published (?:by|in|on)):?)(?!\w)"
)
_OUTLET: Final = re.compile(rf"{_OUTLET_BEFORE.pattern} (?P<name>[A-Z0-9][\w .&’'+-]{{1,40}})")
_NAME_OF_OUTLET: Final = re.compile(
    r"[A-Z][\w.&’'+]*(?: (?:of |the |and |& )?[A-Z][\w.&’'+]*){0,3}|[\w-]+(?:\.[\w-]{2,})+"
)
_ADDRESS: Final = re.compile(
    rf"(?:(?:{_OUTLET_BEFORE.pattern}|(?i:link|url):)\s+)?"
    r"<?(?P<url>https?://(?P<site>[\w-]+(?:\.[\w-]+)+)(?::\d+)?(?:[/?#][^\s<>]{0,500})?)>?"
)
_LONGEST_HEADLINE: Final = 160
_OPENING: Final = 8
"""Lines at the top of a pasted article that may say when and where it was published; and as many at its end."""


def _read_opening(body: str, reading: str) -> dict[str, str]:
    """What a pasted article says about itself in its first and last lines: its headline, its day, its outlet."""
    lines = list(_find_lines(body, reading))
    said: dict[str, str] = {}
    words = 0
    for number, (raw, line) in enumerate(lines):
        if _OPENING <= number < len(lines) - _OPENING:
            continue
        told = _read_source_line(raw, line, reading)
        if told is None:
            words += 1
            # One line alone is the article, and a sentence is no headline.
            if words == 1 and len(lines) > 1 and _is_headline(line):
                said["title"] = " ".join(line.split())
            continue
        if words > 1 and "url" in told:
            # Below the first paragraph an address leads elsewhere, and only what is called a source is one.
            told = {"publisher": told["publisher"]} if _OUTLET_BEFORE.match(line) else {}
        if words > 1 and not _SAYS_WHEN.search(line):
            told.pop("date", None)  # a day by itself may be one of a list
        said = {**told, **said}
    return said


def _find_lines(body: str, reading: str) -> Iterator[tuple[str, str]]:
    """The lines with something in them, as they stand and as they are read."""
    at = 0
    for line in reading.split("\n"):
        raw = body[at : at + len(line)].strip()
        at += len(line) + 1
        if raw:
            yield raw, line.strip()


_CREDIT: Final = re.compile(
    r"(?:(?:photo|image|picture|still)s? ?(?:sources?|credits?|courtesy|by|from|via)|credits?"
    r"|source) ?(?:of )?:?\s",
    re.IGNORECASE,
)
"""What a line begins with that says where a picture is from."""
_LONGEST_CREDIT: Final = 50


def _is_headline(line: str) -> bool:
    end = line.rstrip("\"'”’")[-1:]
    if len(line) <= _LONGEST_CREDIT and _CREDIT.match(line):
        return False
    return len(line) <= _LONGEST_HEADLINE and " " in line and bool(end) and end not in ".,:;"


def _read_source_line(raw: str, line: str, reading: str) -> dict[str, str] | None:
    """What is said by a line that says nothing but when, where or by whom something was published; None of others."""
    if address := _ADDRESS.fullmatch(raw):
        return {"url": address["url"], "publisher": address["site"].lower().removeprefix("www.")}
    if len(line) > _LONGEST_HEADLINE:
        return None
    if outlet := _OUTLET.fullmatch(line):
        return {"publisher": outlet["name"].strip()}
    said: dict[str, str] = {}
    names = []
    is_signed = False
    for part in _BETWEEN.split(line):
        day = _DAY.search(part)
        if day and _BESIDE_DAY.fullmatch(part[: day.start()] + part[day.end() :]):
            said["updated" if _UPDATED.search(part) else "date"] = day["iso"] or _write_day(day)
        elif BYLINE.fullmatch(part):
            is_signed = True
        elif not _BESIDE_DAY.fullmatch(part):
            names.append(part)
    if not (said or is_signed) or not all(map(_NAME_OF_OUTLET.fullmatch, names)):
        return None
    # A title beside its day is named again below; somebody's name is no outlet.
    if any(reading.count(name) > 1 for name in names):
        return None
    outlets = [name for name in names if name.split()[0].lower() not in FEMALE | MALE]
    return {**said, "publisher": outlets[0]} if len(outlets) == 1 else said


def _write_day(found: re.Match[str]) -> str:
    month = _MONTHS.index((found["month"] or found["month2"]).lower()) + 1
    return f"{found['year'] or found['year2']}-{month:02}-{int(found['day'] or found['day2']):02}"


def _read_page(html: str) -> tuple[dict[str, str], str]:
    """What a web page says about itself, and the words of its article, one paragraph a line."""
    try:
        page = LexborHTMLParser(html)
    except SelectolaxError as problem:
        raise NotAnArticle("as a web page it cannot be read; hand in the words of one article") from problem
    root = page.css_first("article") or page.css_first("main") or page.body
    return _read_page_head(page), _read_paragraphs(root) if root else ""


def _read_page_head(page: LexborHTMLParser) -> dict[str, str]:
    said: dict[str, str] = {}
    for key, selector, attribute in _SAID_BY_PAGES:
        node = page.css_first(selector)
        if node is not None and key not in said and (value := node.attributes.get(attribute)):
            said[key] = value
    for node in page.css('script[type="application/ld+json"]'):
        if "date" not in said and (found := _linked_date(node.text())):
            said["date"] = found
    if not said.get("url", "https://").startswith(("http://", "https://")):
        del said["url"]
    return said


def _read_paragraphs(root: LexborNode) -> str:
    for node in root.css(_BOILERPLATE):
        node.decompose()
    for node in root.css(_INNERMOST_EMPHASIS):
        words = node.text().strip()
        if words and "*" not in words and len(words) < 100:
            node.replace_with(f"*{words}*")
    for node in root.css(_PARAGRAPHS):
        node.insert_before("\n")
        node.insert_after("\n")
    lines = (" ".join(line.split()) for line in root.text().splitlines())
    return "\n".join(line for line in lines if line)


def _linked_date(text: str) -> str | None:
    try:
        linked = json.loads(text)
    except (ValueError, RecursionError):
        return None
    for each in linked if isinstance(linked, list) else [linked]:
        if isinstance(each, dict) and isinstance(each.get("datePublished"), str):
            return str(each["datePublished"])
    return None


_IN_PICTURE: Final = re.compile(
    r"\[(?:pictured|left|right|centre|center|above|below|l-r)\b[^\]\n]{0,30}\]", re.IGNORECASE
)


def _reading_copy(body: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    emphasised: list[tuple[int, int]] = []

    def blank_markup(match: re.Match[str]) -> str:
        if match["link"] is None:
            return " " * len(match[0])
        return f" {match['link']}".ljust(len(match[0]))

    def blank_emphasis(match: re.Match[str]) -> str:
        emphasised.append((match.start() + 1, match.end() - 1))
        return f" {match[1] or match[2]} "

    # A double prime that a word processor made of a closing mark; somebody's position in a picture.
    reading = _BLANKED.sub(" ", body).replace("″", "”")
    if "[" in reading:
        reading = _IN_PICTURE.sub(lambda run: " " * len(run[0]), reading)
    if not reading.isascii() and len(unicodedata.normalize("NFC", reading)) == len(reading):
        reading = unicodedata.normalize("NFC", reading)
    reading = _NO_WORDS.sub(lambda run: " " * len(run[0]), reading)
    reading = _EMPHASIS.sub(blank_emphasis, _MARKUP.sub(blank_markup, reading))
    return reading, tuple(emphasised)
