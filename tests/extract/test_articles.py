"""Handing articles in: heads, Markdown, HTML, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from bot.extract import NotAnArticle, decode_article, read_article
from bot.extract.article import MAX_BYTES, parse_article
from bot.extract.sentences import find_paragraphs, find_sentences

BODY = "The drama “Moonrise” will premiere on May 1."


@pytest.mark.parametrize(
    "text",
    [
        f"date 2024-01-29\n{BODY}",
        f" date 2024-01-29 {BODY}",
        f"---\ndate: 2024-01-29\ntitle: Moon\n---\n{BODY}",
        f'---\r\npublished_on: "2024-01-29"\r\n---\r\n{BODY}',
        f"+++\ndate = 2024-01-29\n+++\n{BODY}",
        f'<html><head><meta property="article:published_time" content="2024-01-29T10:00:00Z"></head><body><nav>Menu</nav><article><p>{BODY}</p></article></body></html>',
        f'<html><head><script type="application/ld+json">{{"datePublished": "2024-01-29"}}</script></head><body><p>{BODY}</p></body></html>',
    ],
)
def test_every_head_gives_the_date_and_leaves_the_body(text: str) -> None:
    article = parse_article("a", text)
    assert article.published_on == date(2024, 1, 29)
    assert article.body.strip() == BODY


def test_markup_is_blanked_in_the_reading_copy_alone() -> None:
    article = parse_article("a", "# Moon\n\nThe **drama** *Moonrise* is [on Netflix](https://example.org/x).")
    assert len(article.reading) == len(article.body)
    assert article.reading.split() == "Moon The drama Moonrise is on Netflix .".split()
    facts = read_article("a", article.body).facts
    assert [(fact.relation, fact.work, fact.value) for fact in facts] == [("platform", "Moonrise", "Netflix")]
    assert all(fact.evidence and fact.evidence in article.body for fact in facts)


def test_a_page_leaves_its_furniture_behind() -> None:
    page = "<body><nav>Home</nav><main><h1>Moon</h1><p>One.</p><script>x()</script><p>Two.</p></main><footer>©</footer></body>"
    assert parse_article("a", page).body.split() == ["Moon", "One.", "Two."]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\xff\xfe\x00\x01", "not UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not UTF-8"),
        (b"text\x00text", "NUL"),
        (b"x" * (MAX_BYTES + 1), "at most"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(content: bytes, problem: str) -> None:
    with pytest.raises(NotAnArticle, match=problem):
        decode_article("a", content)


@pytest.mark.parametrize("text", ["", " \n ", '"' * 1000, "date 2024-01-29\n", "<html></html>"])
def test_what_holds_no_words_is_refused_with_the_reason(text: str) -> None:
    with pytest.raises(NotAnArticle, match="no words"):
        read_article("a", text)


def test_an_abbreviation_ends_no_sentence_and_a_missing_space_does() -> None:
    text = "Dr. Kim of the U.S. team left.She came back. It airs on Dec. 26 at 9 p.m. in Seoul."
    sentences = [text[each.start : each.end] for each in find_sentences(text, find_paragraphs(text))]
    assert sentences == [
        "Dr. Kim of the U.S. team left.",
        "She came back.",
        "It airs on Dec. 26 at 9 p.m. in Seoul.",
    ]


def test_lines_wrapped_by_hand_are_one_paragraph() -> None:
    text = "The drama tells of a keeper who lights the old lamp each night\nand of the chef who will not leave.\n\nNext."
    assert len(find_paragraphs(text)) == 2


def test_no_sentence_is_longer_than_rules_can_bear() -> None:
    text = "word " * 50_000
    assert max(each.end - each.start for each in find_sentences(text, find_paragraphs(text))) < 2_000


@pytest.mark.parametrize(
    ("pasted", "title", "day", "publisher"),
    [
        (
            "Han Ji-soo joins “Glass Harbor”\n\nBy Anna Cole | March 5, 2024\n\nHan Ji-soo will star in it.\n\nSource: The Harbour Post",
            "Han Ji-soo joins “Glass Harbor”",
            date(2024, 3, 5),
            "The Harbour Post",
        ),
        (
            "Published on 5 March 2024, 10:30 am KST\nGlass Harbor returns\nIt begins on March 9, 2024 on tvN.",
            "Glass Harbor returns",
            date(2024, 3, 5),
            None,
        ),
        ("Glass Harbor begins on March 9, 2024.\nIt is on tvN.", None, None, None),
        ("date 2024-02-20\nWill it return?\nNobody knows.", "Will it return?", date(2024, 2, 20), None),
        ("Glass Harbor returns", None, None, None),
        ("“It is over.”\nHan Ji-soo said so.", None, None, None),
        (
            "By Anna Cole and Jon Berg\nGlass Harbor returns\nIt begins.",
            "Glass Harbor returns",
            None,
            None,
        ),
        ("By the Sea returns in May\nIt begins.", "By the Sea returns in May", None, None),
        (
            "Harbour Post – 5 March 2024\n\nGlass Harbor returns\n\nIt begins.",
            "Glass Harbor returns",
            date(2024, 3, 5),
            "Harbour Post",
        ),
        (
            "Glass Harbor returns\nHarbour Post | By Anna Cole | Updated March 6, 2024 | Published March 5, 2024\nIt begins.",
            "Glass Harbor returns",
            date(2024, 3, 5),
            "Harbour Post",
        ),
        (
            "Glass Harbor returns\nAnna Cole | March 5, 2024\nIt begins.",
            "Glass Harbor returns",
            date(2024, 3, 5),
            None,
        ),
        # A title with its day is no outlet, and no day at the end of a list is the article's.
        (
            "Dramas in March\nGlass Harbor – March 9, 2024\n“Glass Harbor” begins.\nMarch 16, 2024",
            "Dramas in March",
            None,
            None,
        ),
        ("Glass Harbor returns\nSources say he will return\nIt begins.", "Glass Harbor returns", None, None),
        (
            "---\npublished: 2024-01-29\n---\nGlass Harbor returns\nMarch 5, 2024\nIt begins.",
            "Glass Harbor returns",
            date(2024, 1, 29),
            None,
        ),
        ("date 2024-01-29\nPhoto Source: MBC\nIt begins in May.", None, date(2024, 1, 29), None),
    ],
)
def test_a_pasted_article_says_its_headline_day_and_outlet(
    pasted: str, title: str | None, day: date | None, publisher: str | None
) -> None:
    article = parse_article("a.txt", pasted)
    assert (article.title, article.published_on, article.publisher) == (title, day, publisher)
    assert article.body in pasted


@pytest.mark.parametrize(
    ("pasted", "publisher", "url"),
    [
        (
            "https://www.harbour-post.example/news/1\nGlass Harbor returns\nIt begins.",
            "harbour-post.example",
            "https://www.harbour-post.example/news/1",
        ),
        (
            "Glass Harbor returns\n\nIt begins.\n\nSource: https://harbour-post.example/1",
            "harbour-post.example",
            None,
        ),
        ("Glass Harbor returns\n\nIt begins.\n\nhttps://video.example/watch", None, None),
        ("http://[::1\nGlass Harbor returns\nIt begins.", None, None),
    ],
)
def test_only_an_address_at_the_top_is_the_articles_own(
    pasted: str, publisher: str | None, url: str | None
) -> None:
    article = parse_article("a.txt", pasted)
    assert (article.publisher, article.url, article.body) == (publisher, url, pasted)


def test_emphasis_however_deep_is_read_once() -> None:
    """Each level read with all below it would never end."""
    article = parse_article(
        "a", "<p>" + "<em>" * 200_000 + "Moonrise</em> is a <i>drama by <cite>Kim A</cite></i>"
    )
    assert article.body == "*Moonrise* is a drama by *Kim A*"


def test_more_words_than_any_article_has_are_refused() -> None:
    with pytest.raises(NotAnArticle, match=r"250,000 characters of words; one article has at most 200,000"):
        parse_article("a", "word " * 50_000)
    assert parse_article("a", "<p>word</p>" + " " * 250_000).body == "word"
