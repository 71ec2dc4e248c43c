"""The documents say what the program does, and lead where they point."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from chipclaims.quantities import find_quantities
from chipclaims.widgets.highlighter import value_in_words

KIT = Path(__file__).parents[1]
DOCUMENTS = [*KIT.glob("*.md"), *(KIT / "docs").glob("*.md"), KIT / "seeds" / "README.md"]
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)[^)]*\)")


def rows_that_show_marks() -> Iterator[tuple[str, str]]:
    """(text, what is marked) of each table row in docs/quantities.md that shows both."""
    header: list[str] = []
    for line in (KIT / "docs" / "quantities.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            header = []
        elif not header:
            header = cells
        elif "marked" in header and not set(line) <= set("|- "):
            row = dict(zip(header, cells, strict=True))
            yield row["text"].strip("`"), row["marked"]


ROWS = list(rows_that_show_marks())


def test_the_conventions_show_examples_of_their_rules() -> None:
    assert len(ROWS) > 50


@pytest.mark.parametrize(("text", "marked"), ROWS)
def test_an_example_in_the_conventions_is_what_the_extractor_marks(text: str, marked: str) -> None:
    found = [f"`{q.text}` {q.kind}: {value_in_words(q)}" for q in find_quantities(text)]
    assert ("; ".join(found) or "–") == marked


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_of_a_document_leads_to_a_file(path: Path) -> None:
    links = LINK.findall(path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []
