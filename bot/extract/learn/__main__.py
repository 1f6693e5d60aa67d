"""Learns to read articles from ones that somebody has marked: ``python -m bot.extract.learn FOLDER …`` reads the
folders (see marked_articles) and writes reading_weights.npz; ``FOLDER=4`` lets its articles count four times for what
belongs to which show.

Owns the order of learning: each judgement is learnt with the weights of those before it. All go on from the weights that are
kept (see fitting), so that articles learnt from once need not be kept. The articles are other people's and no part of the
project.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from bot.extract.evidence_model import load_models, load_small_words, save_models
from bot.extract.learn.links import Told, learn_links
from bot.extract.learn.marked_articles import (
    find_small_words,
    fold_facts,
    read_folder,
    read_labels,
    read_marked,
)
from bot.extract.learn.mentions import find_example, judge_again, learn_company, learn_mentions, score_apart


def main(arguments: Sequence[str]) -> None:
    """Learn from the folders that are named."""
    folders = [read_folder(each) for each in arguments]
    if unlabelled := [str(folder) for folder, _ in folders if not (folder / "gold.jsonl").is_file()]:
        sys.exit(
            f"no gold.jsonl in {', '.join(unlabelled)}: a folder of marked articles has their facts in one"
        )
    if not folders:
        sys.exit("which folders of marked articles? python -m bot.extract.learn FOLDER …")
    articles = [
        (read_marked(path), weight) for folder, weight in folders for path in sorted(folder.glob("*.txt"))
    ]
    labels = {folder: read_labels(folder / "gold.jsonl") for folder, _ in folders}
    small_words = load_small_words() | find_small_words(each.text for each, _ in articles)
    examples = [find_example(each, small_words) for each, _ in articles]
    scored = score_apart(examples)
    company = learn_company(examples, scored)
    save_models({**load_models(), "mentions": learn_mentions(examples), "company": company}, small_words)
    told = [
        Told(article, labels[path.parent].get(path.stem, []), judge_again(example, first, company), weight)
        for (article, weight), example, first in zip(articles, examples, scored, strict=True)
        for path in [Path(article.name)]
    ]
    learn_links([each for each in told if fold_facts(each.labels)], small_words)


if __name__ == "__main__":
    main(sys.argv[1:])
