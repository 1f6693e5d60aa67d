"""Reading our own digests, compared with the facts that people took from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.extract import read_article
from bot.facts.files import parse_facts_file
from bot.facts.model import Fact

SHIPPED = Path(__file__).parents[2] / "data"
DIGESTS = sorted((SHIPPED / "articles").glob("*.md"))


def key_of(fact: Fact) -> tuple[str | None, int, str, str]:
    """What a fact says, as far as two readers of one article would agree.

    An article about a first season need not call it that.
    """
    return (fact.work or fact.person or fact.term, fact.season or 1, fact.relation, fact.value.casefold())


@pytest.mark.parametrize("digest", DIGESTS, ids=lambda path: path.stem)
def test_what_is_read_from_a_digest_beside_what_people_keep(digest: Path) -> None:
    """Prints the difference from the shipped files, with which most of what is read must agree."""
    kept_file = SHIPPED / "facts" / f"{digest.stem}.toml"
    kept = {key_of(fact) for fact in parse_facts_file(kept_file, kept_file.read_bytes()).facts}
    article = read_article(digest.name, digest.read_text(encoding="utf-8"))
    read = {key_of(fact) for fact in article.facts}
    for title, facts in (("kept only", kept - read), ("read only", read - kept)):
        print(f"{digest.stem}: {title}: {len(facts)}")  # noqa: T201 - the difference is what it is for
        for fact in sorted(facts, key=repr):
            print("   ", fact)  # noqa: T201
    assert len(read & kept) >= len(read) // 2
    assert len(read & kept) >= len(kept) // 4
