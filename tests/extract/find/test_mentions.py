"""What a text names: stretches that may be names, and the judgement of them together."""

from __future__ import annotations

import numpy as np

from bot.extract.find.mention_evidence import Candidate, find_candidates, find_tokens
from bot.extract.find.mentions import KINDS, agree_headings, agree_titles, choose, judge_mentions
from bot.extract.find.names import find_korean
from bot.extract.prepared import prepare
from bot.extract.sentences import find_paragraphs, find_sentences

SHOW, PERSON = KINDS.index("show"), KINDS.index("person")


def list_candidates(text: str, korean: list[tuple[int, int]] | None = None) -> list[Candidate]:
    sentences = find_sentences(text, find_paragraphs(text))
    return find_candidates(sentences, find_tokens(text, sentences), [], [], korean or [], frozenset())


def candidates_of(text: str, korean: list[tuple[int, int]] | None = None) -> dict[str, Candidate]:
    return {text[each.start : each.end]: each for each in list_candidates(text, korean)}


def test_runs_of_capitals_with_small_words_in_them_and_their_parts_may_be_names() -> None:
    found = candidates_of("We saw Salt and Rain, the film, with Ana Brook.")
    assert {"Salt and Rain", "Salt", "Rain", "Ana Brook"} <= set(found)
    assert not any("film" in each for each in found)


def test_no_stretch_runs_into_the_next_sentence() -> None:
    assert "Rain Ana" not in {each.replace(". ", " ") for each in candidates_of("It is Rain. Ana came.")}


def test_what_reads_as_a_korean_name_may_be_one_in_whatever_case() -> None:
    text = "We saw kim min-su there."
    assert "kim min-su" not in candidates_of(text)
    assert "kim min-su" in candidates_of(text, list(find_korean(text)))


def test_stretches_are_judged_together_and_never_overlap() -> None:
    listed = [Candidate(0, 1, 0, 4, []), Candidate(0, 3, 0, 12, []), Candidate(2, 3, 9, 12, [])]
    scores = np.full((3, len(KINDS)), -5.0, dtype=np.float32)
    scores[0, PERSON], scores[1, SHOW], scores[2, PERSON] = 2, 3, 2
    assert sorted(choose(3, listed, scores)) == [(0, PERSON), (2, PERSON)]
    scores[1, SHOW] = 5
    assert choose(3, listed, scores) == [(1, SHOW)]


def test_an_article_far_longer_than_any_is_judged_in_parts() -> None:
    day = "It was a day in May. " * 1_050
    text = f"Tom Lake is in a new drama\n\n{day}\n\nThe drama “Quiet Harbor” stars Ana Brook.\n\n{day}{day}"
    read = prepare("a.txt", text)
    judged = judge_mentions(
        read.article.reading,
        read.sentences,
        read.quoted,
        read.article.emphasised,
        read.korean,
    )
    kinds = {read.article.reading[each.start : each.end]: each.kind for each in judged}
    assert kinds["Quiet Harbor"] == "show"
    assert kinds["Ana Brook"] == "person"
    assert kinds["Tom Lake"] == "person"


LISTED = (
    "Five shows for the spring\n\nGlass Garden\n\nA baker moves to the sea.\n\nNight Ferry\n\nA pilot comes home.\n\n"
    "Starring: Ana Brook\n\nPaper Lantern\n\nTwo clerks quarrel."
)


def test_where_a_heading_would_have_its_title_is_told_by_its_layout() -> None:
    layouts = {name: each.layout for name, each in candidates_of(LISTED).items() if each.layout}
    assert layouts == {
        "Glass Garden": "alone text",
        "Night Ferry": "alone text",
        "Starring": ": lines",
        "Paper Lantern": "alone text",
    }
    numbered = candidates_of("Two shows\n\n1. Glass Garden (Hulu)\n\nA baker moves to the sea.")
    assert numbered["Glass Garden"].layout == "numbered ( text"


def test_a_line_of_a_calendar_has_its_title_behind_the_hour() -> None:
    lines = "What to watch\n\nMonday, May 5\n8 pm Glass Garden season premiere\n9:30 p.m. Night Ferry (Hulu)\n\nTuesday, May 6:\n8 pm Moth"
    layouts = {name: each.layout for name, each in candidates_of(lines).items() if each.layout}
    assert layouts["Glass Garden"] == "timed season lines"
    assert layouts["Night Ferry"] == "timed ( lines"
    assert layouts["Moth"] == "timed alone lines"


def test_the_same_words_are_the_same_title_unless_they_are_more_often_something_else() -> None:
    text = "Glass Garden is back.\n\nFans of Glass Garden cheer.\n\nThe cast of Glass Garden waves."
    found = list_candidates(text)
    first, second, third = (
        at for at, each in enumerate(found) if text[each.start : each.end] == "Glass Garden"
    )
    assert dict(agree_titles(text, found, [(first, "show")])) == dict.fromkeys((first, second, third), "show")
    agreed = dict(agree_titles(text, found, [(first, "show"), (second, "place"), (third, "show")]))
    assert agreed == dict.fromkeys((first, second, third), "show")
    places = [(first, "show"), (second, "place"), (third, "place")]
    assert agree_titles(text, found, places) == places


def test_a_heading_set_like_the_titles_of_others_is_a_title() -> None:
    names = list(found := candidates_of(LISTED))
    judged = [(names.index("Glass Garden"), "show"), (names.index("Night Ferry"), "person")]
    assert agree_headings(list(found.values()), judged) == judged
    judged.append((names.index("Paper Lantern"), "show"))
    agreed = dict(agree_headings(list(found.values()), judged))
    assert agreed == {names.index(each): "show" for each in ("Glass Garden", "Night Ferry", "Paper Lantern")}
