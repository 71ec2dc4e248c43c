"""``claims``, ``report`` and ``check`` from the shell: what they print, and what bad input gets."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from chipclaims import tables
from chipclaims.__main__ import main
from chipclaims.claims import load_claims

KIT = Path(__file__).parents[1]
COLUMNS = [f["name"] for f in tables.describe("claims")["schema"]["fields"]]


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(list(arguments)) == 0
    out = capsys.readouterr()
    assert out.err == ""
    return out.out


def test_jsonl_gives_every_card_with_the_columns_of_the_table(capsys) -> None:
    records = [
        json.loads(line) for line in printed(capsys, "claims", "--format", "jsonl").splitlines()
    ]
    assert [list(record) for record in records] == [COLUMNS] * len(load_claims())
    assert [record["claim_id"] for record in records] == [
        row["claim_id"] for row in tables.rows("claims")
    ]


def test_csv_and_table_hold_the_same_cards(capsys) -> None:
    from_csv = list(csv.DictReader(io.StringIO(printed(capsys, "claims", "--format", "csv"))))
    from_table = printed(capsys, "claims").splitlines()[1:]
    assert [row["claim_id"] for row in from_csv] == [line.split()[0] for line in from_table]


@pytest.mark.parametrize(
    ("arguments", "keeps"),
    [
        (["--article", "003"], lambda c: c.article.startswith("003")),
        (["--article", "003_d05b5d1eb4af2bbb.txt"], lambda c: c.article.startswith("003")),
        (["--verdict", "wrong_basis"], lambda c: c.verdict == "wrong_basis"),
        (["--metric", "revenue_share"], lambda c: c.metric == "revenue_share"),
        (
            ["--article", "002", "--metric", "event_date", "--verdict", "agrees"],
            lambda c: (c.article[:3], c.metric, c.verdict) == ("002", "event_date", "agrees"),
        ),
    ],
)
def test_filters_keep_what_they_say_and_nothing_else(capsys, arguments, keeps) -> None:
    lines = printed(capsys, "claims", *arguments, "--format", "jsonl").splitlines()
    wanted = [claim.claim_id for claim in load_claims() if keeps(claim)]
    assert wanted
    assert [json.loads(line)["claim_id"] for line in lines] == wanted


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["--article", "007"], "000, 001"), (["--metric", "speed"], "revenue_share")],
)
def test_a_filter_that_nothing_has_gets_one_line_with_what_there_is(
    capsys, arguments, says
) -> None:
    assert main(["claims", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert says in err


def test_a_chinese_quote_keeps_the_columns_in_line(capsys) -> None:
    lines = printed(capsys, "claims").splitlines()
    assert all(line[8:13].strip().isdigit() for line in lines[1:])


def test_claims_answers_within_a_second() -> None:
    best = min(_seconds("claims") for _ in range(3))
    assert best < 1.0


def _seconds(*arguments: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "chipclaims", *arguments], cwd=KIT, check=True, stdout=-3)
    return time.perf_counter() - began


def test_check_finds_the_tables_sound(capsys) -> None:
    assert printed(capsys, "check").startswith("The tables are sound")


def test_report_writes_both_pages_and_does_not_replace_them_unasked(capsys, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    wanted = {folder / "report.html", folder / "report.md"}
    out = printed(capsys, "report", "000", "--folder", str(folder))
    assert {Path(line) for line in out.splitlines()} == wanted
    before = {path: path.read_bytes() for path in wanted}
    assert main(["report", "001", "--folder", str(folder)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert {path: path.read_bytes() for path in wanted} == before
    printed(capsys, "report", "001", "--folder", str(folder), "--overwrite")
    assert {path: path.read_bytes() for path in wanted} != before


def test_report_of_a_file_that_is_not_there_gets_one_line(capsys, tmp_path: Path) -> None:
    assert main(["report", str(tmp_path / "no.txt"), "--folder", str(tmp_path)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
