"""The numbers printed in docs/data.md are those of the tables."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from chipclaims import tables
from chipclaims.claims import load_claims

PAGE = (Path(__file__).parents[1] / "docs" / "data.md").read_text(encoding="utf-8")
COUNTED = re.compile(r"^\| `(\w+)` \| .+ \| (\d+) \|$", re.MULTILINE)
VERDICTS = ("agrees", "rounded", "wrong_basis", "contradicted", "cannot_be_checked")
BY_ARTICLE = re.compile(r"^\| (00\d|all) ((?:\| \d+ ){6})\|$", re.MULTILINE)


def test_every_table_is_on_the_page() -> None:
    assert {name for name, _ in COUNTED.findall(PAGE)} == set(tables.table_names())


@pytest.mark.parametrize(("name", "rows"), COUNTED.findall(PAGE))
def test_the_page_prints_how_many_rows_a_table_has(name: str, rows: str) -> None:
    assert len(tables.rows(name)) == int(rows)


@pytest.mark.parametrize(("article", "cells"), BY_ARTICLE.findall(PAGE))
def test_the_page_prints_the_verdicts_by_article(article: str, cells: str) -> None:
    claims = load_claims(None if article == "all" else article)
    counts = Counter(claim.verdict for claim in claims)
    printed = [int(number) for number in re.findall(r"\d+", cells)]
    assert printed == [*(counts[verdict] for verdict in VERDICTS), len(claims)]


def test_the_page_has_a_row_for_each_article_and_one_for_all() -> None:
    assert len(BY_ARTICLE.findall(PAGE)) == 6
