"""No number of a lesson's prose comes from nowhere: a cell shows it, or a claim that is cited."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest

from chipclaims.claims import load_claims
from chipclaims.tables import rows

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
NUMBER = re.compile(r"(?<![\w.,-])\d[\d,]*(?:\.\d+)?(?!\w)")
QUOTE = re.compile(r"[\u4e00-\u9fff][\w.%,，]*[\u4e00-\u9fff]")
CLAIM = re.compile(r"\b00\d-\d\d\b")
# Not prose: code, addresses and titles of links, tags, list numbers, Chinese quotations (a number
# that touches a Chinese character), and where to look.
NO_PROSE = re.compile(
    r"```.*?```|`[^`]*`|\]\([^)]*\)|<[^>]+>|^\s*\d+\.\s|^#+[^\n]*$|\[\d\d [^\]]*\]"
    r"|\b[Ll]essons? \d\d(?: (?:and|to) \d\d)?|\b00\d\b"
    r"|\d[\d.,]*[\u4e00-\u9fff]+|[\u4e00-\u9fff]+\s?\d[\d.,]*"
    r"|\blines? \d+(?:(?:, | and | to )\d+)*|\bCES 2025\b",
    re.DOTALL | re.MULTILINE,
)
HEADER = re.compile(r"\bminutes\b|\bseconds to run\b")
# Numbers that no cell shows, each with its reason.
ALLOWED: dict[str, dict[str, str]] = {
    "01_reading_the_articles": {"255": "what a byte can hold"},
    "02_repairing_the_text": {
        "11": "counts by hand what the cell below prints as brackets",
        "255": "what a byte can hold",
        "128": "half of what a byte can hold",
        "1998": "the year of the newspaper behind pairs.tsv",
    },
    "03_extracting_numbers": {
        "0.02": "an invented example of two scores",
        "0.51": "their plain average",
        "0.04": "their F1",
    },
}


@cache
def notebook(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def numbers(text: str) -> set[float]:
    return {float(found.replace(",", "")) for found in NUMBER.findall(text)}


def shown_numbers(path: Path) -> set[float]:
    """Every number in code or in an output of a notebook, rounded ones too."""
    found: set[float] = set()
    for cell in notebook(path).cells:
        if cell.cell_type != "code":
            continue
        texts = [cell.source]
        for output in cell.outputs:
            texts.append(output.get("text", ""))
            texts += [str(v) for k, v in output.get("data", {}).items() if k.startswith("text/")]
            texts += output.get("traceback", [])
        for text in texts:
            # In code and outputs a number may touch letters: 96GB, 13.1%, x2.
            loose = re.findall(r"\d[\d,]*(?:\.\d+)?", text)
            found |= {float(n.replace(",", "")) for n in loose if n.replace(",", "")}
    return found


def cited_numbers(text: str) -> set[float]:
    cited = set(CLAIM.findall(text))
    cards = [claim for claim in load_claims() if claim.claim_id in cited]
    texts = " ".join(f"{card.quote} {card.gloss_en} {card.why}" for card in cards)
    return {float(n.replace(",", "")) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", texts)}


@cache
def translations() -> list[tuple[str, set[float]]]:
    """The simplified paragraphs of the articles with the numbers of their English."""
    found = []
    for row in rows("translations"):
        english = re.findall(r"\d[\d,]*(?:\.\d+)?", row["english"])
        numbers_of_it = {float(n.replace(",", "")) for n in english}
        found.append(((row["repaired"] or "") + (row["simplified"] or ""), numbers_of_it))
    return found


def quoted_numbers(text: str) -> set[float]:
    """The numbers of the English of each paragraph that a cell quotes in Chinese."""
    quotes = QUOTE.findall(text)
    known = [n for paragraph, n in translations() if any(q in paragraph for q in quotes)]
    return set().union(*known)


def unexplained(path: Path) -> list[tuple[str, str]]:
    known = shown_numbers(path)
    lost = []
    for cell in notebook(path).cells:
        if cell.cell_type != "markdown" or HEADER.search(cell.source):
            continue
        prose = NO_PROSE.sub(" ", cell.source)
        # What a cell has explained stays explained further down.
        known |= cited_numbers(cell.source) | quoted_numbers(cell.source)
        for text in NUMBER.findall(CLAIM.sub(" ", prose)):
            value = float(text.replace(",", ""))
            if not any(abs(value - other) < 1e-9 for other in known):
                lost.append((text, " ".join(cell.source.split())[:80]))
    return lost


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_number_in_prose_is_shown_by_a_cell_or_stands_in_a_cited_claim(path: Path) -> None:
    allowed = ALLOWED.get(path.stem, {})
    lost = [(number, where) for number, where in unexplained(path) if number not in allowed]
    assert lost == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_cited_claim_exists(path: Path) -> None:
    known = {claim.claim_id for claim in load_claims()}
    cells = [cell.source for cell in notebook(path).cells if cell.cell_type == "markdown"]
    assert {claim for text in cells for claim in CLAIM.findall(text)} <= known


def test_the_allowed_numbers_are_still_needed() -> None:
    by_stem = {path.stem: {number for number, _ in unexplained(path)} for path in NOTEBOOKS}
    for stem, allowed in ALLOWED.items():
        assert set(allowed) <= by_stem[stem], stem
