"""The five articles are as they came, and their sheets say only what the files bear out."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chipclaims.articles import Article, load_article
from chipclaims.repair import CERTAINTIES, repair

SEEDS = Path(__file__).parents[1] / "seeds"
# Taken with sha256sum from the files as they were handed over, not from the sheets.
AS_HANDED_OVER = {
    "000_0c62156a3cfc5723.txt": "04739860f8217d734afac2d16308ae82cbec883f9667b8011aaa2cc00ef80b6a",
    "001_8bf5f25b94782095.txt": "bf3b81e7d59cb593d44cf7e8c6012e0871b8ab5fa99349a65f4c4f7503a3dc1f",
    "002_920bc47fa1703ec7.txt": "c98d995a6e871407e6da621b62261a5b14018ac87ab4f03a610c925d6385fe8b",
    "003_d05b5d1eb4af2bbb.txt": "0eb84039fa62dc5405360dd4d7a6420eb883de4a33c8898f9c054505d729da6c",
    "004_c1545672bd38144b.txt": "e2377ec872fe642edd1bcbf803f67c0fd811adbb60b1998b1925f6a44329e332",
}
PARTS = {"file", "title", "outlet", "author", "date", "script", "damage", "rights"}
ISO = re.compile(r"(\d{4}|-)-(\d\d)(?:-(\d\d))?")


@pytest.fixture(params=AS_HANDED_OVER, ids=lambda name: name[:3])
def article(request: pytest.FixtureRequest) -> Article:
    return load_article(SEEDS / request.param)


def pieces_of_evidence(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        if "quote" in part:
            yield part
        part = list(part.values())
    if isinstance(part, list):
        for each in part:
            yield from pieces_of_evidence(each)


def test_there_are_five_articles_each_with_a_sheet_and_nothing_else():
    sheets = {Path(name).with_suffix(".toml").name for name in AS_HANDED_OVER}
    assert {path.name for path in SEEDS.iterdir()} == {*AS_HANDED_OVER, *sheets, "README.md"}


@pytest.mark.parametrize("name", AS_HANDED_OVER)
def test_an_article_is_byte_for_byte_as_it_was_handed_over(name):
    assert hashlib.sha256((SEEDS / name).read_bytes()).hexdigest() == AS_HANDED_OVER[name]


def test_the_sheet_describes_this_file(article):
    lines = article.raw.split("\n")
    assert article.sheet["number"] == article.name[:3]
    assert article.sheet["name"] == article.name
    assert article.sheet["file"] == {
        "sha256": AS_HANDED_OVER[article.name],
        "bytes": (SEEDS / article.name).stat().st_size,
        "characters": len(article.raw),
        "lines": len(lines),
        "paragraphs": len(article.paragraphs),
        "encoding": article.encoding,
        "line_ends": "LF, none after the last line",
    }
    assert "\r" not in article.raw
    assert lines[-1]
    assert article.sheet["damage"]["blank_lines"] == lines.count("")


def test_the_sheet_has_every_part_and_gives_a_reason_for_each(article):
    assert set(article.sheet) == PARTS | {"number", "name", "not_known"}
    assert article.sheet["not_known"]
    assert set(article.sheet["date"]) == {"from_text", "with_sources"}
    parts = ["title", "outlet", "author", "script", "rights"]
    reasoned = [article.sheet[part] for part in parts] + [*article.sheet["date"].values()]
    assert all(part["because"].strip() for part in reasoned)


def test_what_is_not_unknown_has_evidence(article):
    for part in ("title", "outlet", "author", "script"):
        sheet = article.sheet[part]
        assert sheet["value"] == "unknown" or sheet["evidence"], part
    for proof in article.sheet["date"].values():
        assert proof["evidence"]
    assert article.sheet["date"]["with_sources"]["sources"]
    assert "sources" not in article.sheet["date"]["from_text"]


def test_every_piece_of_evidence_stands_in_the_line_that_is_named(article):
    lines = article.raw.split("\n")
    evidence = list(pieces_of_evidence(article.sheet))
    assert len(evidence) >= 8
    for piece in evidence:
        assert set(piece) == {"line", "quote"}
        assert piece["quote"] in lines[piece["line"] - 1], piece


def test_a_value_that_is_text_of_the_article_is_quoted_as_evidence(article):
    for part in ("title", "outlet", "author"):
        sheet = article.sheet[part]
        if sheet["value"] != "unknown":
            quotes = [piece["quote"].replace(" ", "") for piece in sheet["evidence"]]
            assert any(sheet["value"] in quote for quote in quotes), part


def test_the_script_is_the_one_that_is_counted(article):
    assert article.sheet["script"]["value"] == article.script


def test_dates_are_well_formed_and_sources_only_narrow_them(article):
    bounds = article.sheet["date"]
    for proof in bounds.values():
        for side in ("earliest", "latest"):
            assert proof[side] == "unknown" or ISO.fullmatch(proof[side]), proof[side]
    alone, with_sources = bounds["from_text"], bounds["with_sources"]
    assert first_day(with_sources["earliest"]) >= first_day(alone["earliest"])
    if with_sources["latest"] != "unknown":
        assert first_day(with_sources["earliest"]) <= first_day(with_sources["latest"])


def first_day(iso: str) -> date:
    """The first day of a date; a date without a year counts as before all others."""
    year, month, day = ISO.fullmatch(iso).groups()
    return date(1 if year == "-" else int(year), int(month), int(day or 1))


def test_the_damage_is_counted_by_the_repair_itself(article):
    repairs = repair(article.raw).repairs
    counted = Counter((each.rule, each.certainty) for each in repairs)
    told = article.sheet["damage"]["repaired"]
    assert {(rule, sure): n for rule in told for sure, n in told[rule].items()} == counted
    assert {sure for rule in told.values() for sure in rule} <= set(CERTAINTIES)
    residue = sum(len(each.before) for each in repairs if each.rule == "pinyin_residue")
    assert article.sheet["damage"]["residue_characters"] == residue


def test_no_licence_is_claimed_for_an_article(article):
    assert article.sheet["rights"]["holder"].startswith("unknown")
    assert article.sheet["rights"]["licence"] == "none found"


def test_the_page_about_the_articles_agrees_with_the_sheets(article):
    page = (SEEDS / "README.md").read_text(encoding="utf-8")
    (row,) = re.findall(rf"^\| {article.name[:3]} \|.*$", page, re.MULTILINE)
    _, title, outlet, author, _, written, script = (cell.strip() for cell in row.split("|")[1:-1])
    assert (title == "unknown") == (article.sheet["title"]["value"] == "unknown")
    assert outlet.startswith(article.sheet["outlet"]["value"])
    assert author == article.sheet["author"]["value"]
    assert script == article.script
    bounds = article.sheet["date"]["with_sources"]
    for bound in (bounds["earliest"], bounds["latest"]):
        if bound != "unknown":
            day = date.fromisoformat(bound)
            assert f"{day.day} {day:%B}" in written or f"{day.day} to" in written
            assert str(day.year) in written


def test_sheets_and_page_name_no_place_on_a_machine():
    for path in [*SEEDS.glob("*.toml"), SEEDS / "README.md"]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?<![\w.:])/(?:home|work|tmp|Users)/|\.\./", text), path.name
