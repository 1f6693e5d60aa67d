"""Learning from marked articles: marks, weights, and the file that keeps them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.extract.evidence_model import EvidenceModel, load_models
from bot.extract.find.mentions import KINDS
from bot.extract.learn.fitting import Numbers, fit
from bot.extract.learn.links import find_plays, find_spoken, learn_choices, learn_parts
from bot.extract.learn.marked_articles import as_judged, fold_facts, read_folder, read_marked
from bot.extract.learn.mentions import find_example, judge_again, learn_company, learn_mentions, score_apart
from bot.extract.link.pairs import pool_scores

TEXT = "date 2024-03-05\n<p>Ana Brook</p> stars in <s>Salt and Rain</s> on <g>Hulu</g>.\n"


def test_marks_say_what_an_article_names(tmp_path: Path) -> None:
    path = tmp_path / "001.txt"
    path.write_text(TEXT, encoding="utf-8")
    article = read_marked(path)
    assert "<" not in article.text
    assert {article.text[start:end]: kind for (start, end), kind in article.kinds.items()} == {
        "Ana Brook": "person",
        "Salt and Rain": "show",
        "Hulu": "organisation",
    }


def test_what_is_marked_again_and_again_is_learnt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.extract.learn.mentions.load_models", dict)
    path = tmp_path / "001.txt"
    path.write_text(TEXT, encoding="utf-8")
    example = find_example(read_marked(path), frozenset())
    model = learn_mentions([example] * 4)
    scores = model.score([each.evidence for each in example.candidates])
    for row, kind in enumerate(example.kinds):
        if kind:
            assert KINDS[int(scores[row].argmax())] == KINDS[kind]


SEVERAL = (
    "date 2024-03-05\n<p>Ana Brook</p>, the star of <s>Moth</s>, leads <s>Salt and Rain</s>.\n\n"
    "The series is set for <g>Hulu</g>. <s>Moth</s> was made by <p>Tom Lake</p>.\n"
)
LABELS: tuple[dict[str, object], ...] = (
    {"work": "Salt and Rain", "relation": "cast member", "value": "Ana Brook"},
    {"work": "Salt and Rain", "relation": "platform", "value": "Hulu"},
    {"work": "Moth", "relation": "director", "value": "Tom Lake"},
)


def test_the_show_that_a_sentence_speaks_of_is_learnt_from_what_it_states(tmp_path: Path) -> None:
    path = tmp_path / "001.txt"
    path.write_text(SEVERAL, encoding="utf-8")
    choices = list(find_spoken(read_marked(path), fold_facts(LABELS)))
    assert len(choices) == 3
    model = learn_choices("none", choices * 4, 2.0)
    for choice in choices:
        assert int(model.score(choice.evidence)[:, 0].argmax()) == choice.right


def test_one_place_that_tells_is_enough_for_a_pair() -> None:
    model = EvidenceModel({"tells": 1, "silent": 2}, np.array([[-1.0], [4.0], [-3.0]], dtype=np.float32))
    tells, silent = (("tells",),), (("silent",),)
    alone, both, neither = pool_scores(model, [[tells], [tells, silent], [silent, silent]])[1][:, 0]
    assert both >= alone > 0 > neither


def test_who_plays_whom_is_learnt_from_what_the_facts_say(tmp_path: Path) -> None:
    path = tmp_path / "001.txt"
    path.write_text(
        "date 2024-03-05\n<p>Ana Brook</p> plays <c>Eva Vale</c>, and <p>Tom Lake</p> met <c>Eva Vale</c>.\n",
        encoding="utf-8",
    )
    article = read_marked(path)
    labels: list[dict[str, object]] = [
        {"work": "Moth", "relation": "cast member", "value": "Ana Brook", "character": "Eva Vale"}
    ]
    plays = list(find_plays(article, labels, as_judged(article)))
    assert [each.holds for each in plays].count(True) == 1
    model = learn_parts(plays * 4)
    scores = model.score([each.evidence for each in plays])[:, 0]
    assert plays[int(scores.argmax())].holds


def test_a_source_labelled_with_its_author_teaches_who_wrote_it() -> None:
    label: dict[str, object] = {"work": "Moth", "relation": "based on", "value": "webtoon", "by": "Eva Hill"}
    assert fold_facts([label]) == [("moth", "based on", "webtoon"), ("moth", "author", "evahill")]


def test_an_article_is_judged_again_by_weights_learnt_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.extract.learn.mentions.load_models", dict)
    path = tmp_path / "001.txt"
    path.write_text(TEXT, encoding="utf-8")
    examples = [find_example(read_marked(path), frozenset())] * 8
    scored = score_apart(examples)
    company = learn_company(examples, scored)
    article = read_marked(path)
    assert judge_again(examples[0], scored[0], company) == as_judged(article)


def test_a_folder_may_be_told_how_much_its_articles_count() -> None:
    assert read_folder("marked/mine=4") == (Path("marked/mine"), 4.0)
    assert read_folder("marked") == (Path("marked"), 1.0)


def test_fitting_finds_what_tells_and_gives_the_same_weights_each_time() -> None:
    evidence = [[["red", "round"]], [["red"]], [["green"], ["round"]], [["green"]]] * 3
    wanted = np.array([[1.0], [1.0], [0.0], [0.0]] * 3)

    def loss(scores: Numbers) -> tuple[float, Numbers]:
        likely = 1 / (1 + np.exp(-scores))
        return float((np.logaddexp(0, scores) - wanted * scores).sum()), likely - wanted

    model, again = (fit(evidence, 1, loss, ridge=1.0, fewest=2) for _ in range(2))
    weights = {each: float(model.weights[row, 0]) for each, row in model.rows.items()}
    assert weights["red"] > 0.5 > abs(weights["round"])
    assert weights["green"] < -0.5
    assert np.array_equal(model.weights, again.weights)


def test_what_was_learnt_from_many_cases_is_not_outweighed_by_a_few() -> None:
    wanted = np.ones((40, 1))

    def loss(scores: Numbers) -> tuple[float, Numbers]:
        likely = 1 / (1 + np.exp(-scores))
        return float((np.logaddexp(0, scores) - wanted * scores).sum()), likely - wanted

    weights = np.array([[0.0], [-2.0]], dtype=np.float32)
    few, many = (
        fit(
            [[["red"]]] * 40,
            1,
            loss,
            ridge=0.1,
            fewest=1,
            kept=EvidenceModel({"red": 1}, weights, cases),
        )
        for cases in (4, 40_000)
    )
    assert few.score([[["red"]]])[0, 0] > 0 > many.score([[["red"]]])[0, 0]
    assert (few.cases, many.cases) == (44, 40_040)


def test_what_is_kept_is_gone_on_from_and_not_forgotten() -> None:
    wanted = np.array([[1.0], [0.0]] * 6)

    def loss(scores: Numbers) -> tuple[float, Numbers]:
        likely = 1 / (1 + np.exp(-scores))
        return float((np.logaddexp(0, scores) - wanted * scores).sum()), likely - wanted

    kept = fit([[["red"]], [["green"]]] * 6, 1, loss, ridge=1.0, fewest=2)
    again = fit([[["blue", "red"]], [["gray"]]] * 6, 1, loss, ridge=1.0, fewest=2, kept=kept)
    weights = {each: float(again.weights[row, 0]) for each, row in again.rows.items()}
    assert weights["green"] == kept.weights[kept.rows["green"], 0]
    assert weights["red"] > 0.9 * kept.weights[kept.rows["red"], 0]
    assert weights["gray"] < weights["blue"]


def test_scores_add_up_the_weights_and_what_always_holds() -> None:
    model = EvidenceModel({"red": 1, "round": 2}, np.array([[1.0], [2.0], [4.0]], dtype=np.float32))
    assert model.score([[["red", "round", "new"], []], []]).tolist() == [[7.0], [1.0]]
    assert model.score([]).shape == (0, 1)


def test_the_kept_weights_hold_every_model() -> None:
    assert set(load_models()) == {
        "mentions",
        "company",
        "parts",
        "pairs",
        "topics",
        "people",
        "crew",
        "networks",
        "days",
        "episodes",
        "genres",
        "sources",
        "places",
        "seasons",
        "rumours",
    }
    assert load_models()["mentions"].weights.shape[1] == len(KINDS)
