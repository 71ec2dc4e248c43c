"""A fact check of the reader's own: all of it written, all faults told, nothing overwritten."""

from __future__ import annotations

import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pandas as pd
import pytest
from markdown_it import MarkdownIt

from chipclaims.claims import judge, load_claims
from chipclaims.report import (
    ReportError,
    VerdictsError,
    my_reports,
    practice_reports,
    write_fact_check,
)
from chipclaims.report.words import VERDICTS, shown_verdict

KIT = Path(__file__).parents[1]
LEDGER = {claim.claim_id: claim for claim in load_claims()}
OWN = {
    "003-27": ("cannot_be_checked", "No independent test was found."),
    "003-08": ("rounded", "1 - 78/132 is 40.9 %."),
    "003-15": ("contradicted", "Nvidia had earned these 4.6 billion."),
    "000-13": ("agrees", "He said so on the call."),
}
TITLE = "My first fact check"
HOSTILE = "<script>alert(1)</script> & [x](javascript:y) *b* | `c` \u202e\n# no heading"


def written(folder: Path, verdicts=OWN, title: str = TITLE) -> tuple[str, str]:
    paths = write_fact_check(verdicts, folder, title=title)
    html, markdown = (path.read_text(encoding="utf-8") for path in paths)
    return html, markdown


def words_of(page: str) -> str:
    """The words of an HTML page, without its style and without spaces."""
    body = re.sub(r"<(head)>.*</\1>", "", page, flags=re.DOTALL)
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]+>", "", body)))


def cards_of(markdown: str) -> dict[str, str]:
    pieces = re.split(r"^### `(00\d-\d\d)` ", markdown, flags=re.MULTILINE)[1:]
    return dict(zip(pieces[::2], pieces[1::2], strict=True))


# ---------------------------------------------------------------- what is written


def test_both_pages_are_written_into_a_folder_that_is_made(tmp_path: Path) -> None:
    paths = write_fact_check(OWN, tmp_path / "new" / "one", title=TITLE)
    assert [path.name for path in paths] == ["report.html", "report.md"]
    assert all(path.parent == tmp_path / "new" / "one" for path in paths)
    assert all(b"\r" not in path.read_bytes() for path in paths)


def test_every_claim_has_one_card_in_reading_order_with_the_readers_verdict(tmp_path: Path) -> None:
    cards = cards_of(written(tmp_path)[1])
    # What could not be checked has a part of its own, after the others.
    assert list(cards) == ["000-13", "003-08", "003-15", "003-27"]
    for claim_id, (verdict, reason) in OWN.items():
        assert cards[claim_id].startswith(f"{shown_verdict(verdict)}\n")
        assert f"- **Why:** {reason}" in cards[claim_id]


def test_a_card_holds_quote_span_gloss_arithmetic_and_reference(tmp_path: Path) -> None:
    card, claim = cards_of(written(tmp_path)[1])["003-15"], LEDGER["003-15"]
    for part in ("`46億美元`", "`46亿美元`", claim.gloss_en, judge(claim).arithmetic):
        assert part in card
    assert f"raw offsets {claim.start} to {claim.end}" in card
    assert "2,500,000,000 USD" in card
    assert "This is the figure that the number apparently is." in card
    assert "Source: " in card


def test_what_could_not_be_checked_stands_in_a_part_of_its_own(tmp_path: Path) -> None:
    markdown = written(tmp_path)[1]
    part = markdown.partition("## What could not be checked\n")[2].partition("\n## ")[0]
    assert "1 claim, in reading order." in part
    assert list(cards_of(part)) == ["003-27"]


def test_another_verdict_of_the_ledger_is_told_with_its_reason(tmp_path: Path) -> None:
    markdown = written(tmp_path)[1]
    cards = cards_of(markdown)
    told = f"another verdict, {shown_verdict('wrong_basis')}: {LEDGER['003-15'].why}"
    assert f"- **Kit's ledger:** {told}" in cards["003-15"]
    assert "- **Kit's ledger:** the same verdict" in cards["003-08"]
    assert "- **Kit's ledger:** the same verdict for 3 of 4" in markdown


def test_speakers_with_a_stake_and_sources_are_named(tmp_path: Path) -> None:
    markdown = written(tmp_path)[1]
    assert "| Jensen Huang | 1 | 0 | chief executive of the seller" in markdown
    sources = markdown.partition("## Sources\n")[2]
    assert "`nvda_h100_datasheet`" in sources
    assert "How it was checked" in sources
    assert "All quantities found" not in markdown


def test_each_article_is_named_with_how_much_was_checked(tmp_path: Path) -> None:
    head = written(tmp_path)[1].partition("##")[0]
    for number, checked in (("000", 1), ("003", 3)):
        assert f".txt: {checked} of {len(load_claims(number))} claims checked" in head
    assert head.index("000") < head.index("003")


def test_html_and_markdown_say_the_same(tmp_path: Path) -> None:
    html, markdown = written(tmp_path)
    shown = MarkdownIt("commonmark").enable("table").render(markdown)
    # The colon after the name of a fact is the mark of Markdown alone.
    assert words_of(html).replace(":", "") == words_of(shown).replace(":", "")


def test_links_within_the_page_lead_somewhere(tmp_path: Path) -> None:
    html = written(tmp_path)[0]
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(re.findall(r' id="([^"]+)"', html))
    assert "http" not in "".join(re.findall(r'(?:href|src)="([^"]*)"', html))


def test_a_table_and_a_dictionary_give_the_same_pages(tmp_path: Path) -> None:
    rows = [(claim_id, *told) for claim_id, told in OWN.items()]
    table = pd.DataFrame(rows, columns=["claim_id", "verdict", "reason"]).assign(more=1)
    assert written(tmp_path / "a", table) == written(tmp_path / "b")
    assert written(tmp_path / "c", dict(reversed(OWN.items()))) == written(tmp_path / "d")


def test_the_whole_ledger_can_be_written(tmp_path: Path) -> None:
    every = {claim_id: (claim.verdict, claim.why) for claim_id, claim in LEDGER.items()}
    markdown = written(tmp_path, every)[1]
    assert set(cards_of(markdown)) == set(LEDGER)
    assert f"the same verdict for {len(LEDGER)} of {len(LEDGER)}" in markdown


def test_only_what_can_be_checked_or_only_what_cannot(tmp_path: Path) -> None:
    for number, verdict in enumerate(VERDICTS):
        markdown = written(tmp_path / str(number), {"003-08": (verdict, "Because.")})[1]
        assert list(cards_of(markdown)) == ["003-08"]


def test_whatever_is_written_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    html, markdown = written(tmp_path, {"003-08": ("rounded", HOSTILE)}, title=HOSTILE)
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "\u202e" not in html + markdown
    shown = MarkdownIt("commonmark").enable("table").render(markdown)
    assert "<script" not in shown
    assert 'href="javascript' not in shown
    assert shown.count("<h1>") == 1


# ---------------------------------------------------------------- what is refused


def test_every_fault_is_told_in_a_line_of_its_own_and_nothing_is_written(tmp_path: Path) -> None:
    broken = {
        "003-99": ("agrees", "Found."),
        "003-11": ("false", "Another date."),
        "003-16": ("agrees", "  "),
        "003-08": ("rounded", "A good one."),
    }
    with pytest.raises(VerdictsError) as error:
        write_fact_check(broken, tmp_path / "folder", title="\n")
    assert str(error.value).splitlines() == error.value.problems
    assert [line.partition(":")[0] for line in error.value.problems] == [
        "the title is empty",
        "003-99",
        "003-11",
        "003-16",
    ]
    assert "no claim has this id" in error.value.problems[1]
    assert "false is no verdict; there are: agrees, rounded" in error.value.problems[2]
    assert "the reason is empty" in error.value.problems[3]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("verdicts", "told"),
    [
        ({}, "no verdict yet"),
        (None, "must be a dictionary or a table"),
        ("003-08", "must be a dictionary or a table"),
        ([("003-08", "rounded", "x")], "must be a dictionary or a table"),
        ({"003-08": "rounded"}, "003-08: the reason is empty"),
        ({"003-08": ("rounded",)}, "003-08: ('rounded',) is no verdict"),
        ({"003-08": None}, "003-08: None is no verdict"),
        ({"003-08": ("wrong basis", "x")}, "003-08: wrong basis is no verdict"),
        ({3: ("rounded", "x")}, "3: no claim has this id"),
        ({"": ("rounded", "x")}, "'': no claim has this id"),
        ({"x" * 900: ("rounded", "x")}, "…: no claim has this id"),
        ({"003-08\n": ("rounded", "x")}, "003-08 : no claim has this id"),
        ({"003-08": ("rounded", float("nan"))}, "003-08: the reason is empty"),
        ({"003-08": (["rounded"], "x")}, "003-08: ['rounded'] is no verdict"),
        (pd.DataFrame(), "needs the column 'claim_id'; it has: none"),
        (pd.DataFrame({"claim_id": ["003-08"], "verdict": ["rounded"]}), "needs the column 'reas"),
        (
            pd.DataFrame({"claim_id": ["003-08"] * 2, "verdict": "rounded", "reason": "x"}),
            "003-08: stands twice",
        ),
        (
            pd.DataFrame({"claim_id": [None], "verdict": [pd.NA], "reason": [pd.NA]}),
            "None: no claim has this id",
        ),
    ],
)
def test_a_fault_is_told_in_short_lines(verdicts, told: str, tmp_path: Path) -> None:
    with pytest.raises(VerdictsError) as error:
        write_fact_check(verdicts, tmp_path / "folder", title=TITLE)
    assert told in str(error.value)
    assert all(len(line) < 200 for line in str(error.value).splitlines())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["report.html", "report.md"])
def test_an_older_report_stays_unless_one_asks_and_no_machine_is_named(
    name: str, tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / name).write_text("an hour of work")
    with pytest.raises(ReportError) as error:
        write_fact_check(OWN, folder, title=TITLE)
    assert str(error.value) == (
        f"mine/{name} is there already: choose another folder, or overwrite it with overwrite=True"
    )
    assert [path.name for path in folder.iterdir()] == [name]
    assert (folder / name).read_text() == "an hour of work"
    write_fact_check(OWN, folder, title=TITLE, overwrite=True)
    assert "an hour of work" not in (folder / name).read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_made_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ReportError, match=r"there already|cannot be written"):
        write_fact_check(OWN, tmp_path / "file" / "folder", title=TITLE)
    assert (tmp_path / "file").read_text() == "x"


# ---------------------------------------------------------------- where reports go


def test_my_reports_stand_beside_the_lessons_and_are_not_made_by_asking() -> None:
    before = (KIT / "notebooks" / "my_reports").exists()
    assert my_reports() == KIT / "notebooks" / "my_reports"
    assert my_reports().exists() == before


def test_practice_reports_are_new_each_time_and_gone_afterwards() -> None:
    assert practice_reports() != practice_reports()
    code = (
        "from chipclaims.report import practice_reports as p; f = p(); "
        "(f / 'a').mkdir(); print(f, list(f.iterdir()) == [f / 'a'], sep='\\n')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=KIT, capture_output=True, text=True, check=True
    )
    place, was_there = done.stdout.splitlines()
    assert was_there == "True"
    assert not Path(place).exists()
