"""``numbers`` and ``repair`` from the shell: what they print, and what bad input gets."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from chipclaims.__main__ import main

KIT = Path(__file__).parents[1]
SEEDS = sorted((KIT / "seeds").glob("*.txt"))
RAW = {path.name: path.read_bytes().decode("utf-8") for path in SEEDS}
FIRST = SEEDS[0]
EXAMPLE_LINE = (
    '{"file": "000_0c62156a3cfc5723.txt", "start": 742, "end": 747, "text": "45億美元", '
    '"kind": "money", "value": 4500000000, "unit": "USD", "qualifier": null}'
)
TEXT = "去年第四季度，这家公司的营业收入增长了百分之十五，达到三亿二千万元，市场份额为15%-30%。\n"


class Outcome(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process."""

    def run_here(*arguments: object) -> Outcome:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        return Outcome(code, *capsys.readouterr())

    return run_here


def rows_of(jsonl: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in jsonl.split("\n")[:-1]]


# ---------------------------------------------------------------- numbers


def test_the_line_of_the_conventions_comes_out_character_for_character(run: Run) -> None:
    outcome = run("numbers", FIRST, "--format", "jsonl")
    assert (outcome.code, outcome.err) == (0, "")
    assert EXAMPLE_LINE in outcome.out.split("\n")


def test_every_line_can_be_read_again_in_its_file_in_reading_order(run: Run) -> None:
    rows = rows_of(run("numbers", *SEEDS, "--format", "jsonl").out)
    assert list(dict.fromkeys(row["file"] for row in rows)) == list(RAW)
    for row in rows:
        assert RAW[row["file"]][row["start"] : row["end"]] == row["text"]
    for name in RAW:
        starts = [row["start"] for row in rows if row["file"] == name]
        assert starts == sorted(starts)


def test_a_range_has_two_ends_and_no_value(run: Run) -> None:
    rows = rows_of(run("numbers", SEEDS[3], "--format", "jsonl").out)
    (row,) = [row for row in rows if row["text"] == "15%-30%"]
    assert (row["value_low"], row["value_high"]) == (15, 30)
    assert "value" not in row
    for row in rows:
        assert ("value" in row) != ("value_low" in row)
        assert ("value_low" in row) == ("value_high" in row)


def test_vague_amounts_say_so_and_others_do_not(run: Run) -> None:
    rows = rows_of(run("numbers", SEEDS[1], "--format", "jsonl").out)
    vague = [row for row in rows if "vague" in row]
    assert {row["text"] for row in vague} == {"幾個(gè)月", "幾天"}
    assert all(row["vague"] is True for row in vague)


def test_the_formats_show_the_same(run: Run) -> None:
    rows = rows_of(run("numbers", *SEEDS, "--format", "jsonl").out)
    table = run("numbers", *SEEDS).out
    assert table == run("numbers", *SEEDS, "--format", "table").out
    lines = table.split("\n")[1:-1]
    sheet = list(csv.DictReader(io.StringIO(run("numbers", *SEEDS, "--format", "csv").out)))
    assert len(rows) == len(lines) == len(sheet) > 100
    for row, line, cells in zip(rows, lines, sheet, strict=True):
        for column, cell in cells.items():
            value = row.get(column)
            assert cell == ("" if value is None else str(value)), (row, column)
        assert f"{row['start']}-{row['end']} " in line
        assert line.endswith(row["text"])
        assert row["kind"] in line
        assert (row["unit"] or "") in line
        for column in ("value", "value_low", "value_high"):
            value = row.get(column)
            assert value is None or str(value) in line.replace(",", "")


def test_a_line_break_inside_an_amount_breaks_no_format(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "broken.txt"
    path.write_bytes("公司今年的库存价值达到了45\n亿美元。\n".encode())
    (row,) = rows_of(run("numbers", path, "--format", "jsonl").out)
    assert row["text"] == "45\n亿美元"
    assert len(run("numbers", path).out.split("\n")) == 3
    (cells,) = csv.DictReader(io.StringIO(run("numbers", path, "--format", "csv").out))
    assert cells["text"] == "45\n亿美元"


def test_offsets_count_the_carriage_returns_of_the_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "windows.txt"
    raw = f"第一行没有数字。\r\n\r\n{TEXT}"
    path.write_bytes(raw.encode())
    rows = rows_of(run("numbers", path, "--format", "jsonl").out)
    assert rows
    assert all(raw[row["start"] : row["end"]] == row["text"] for row in rows)


def test_a_kit_article_goes_by_its_number(run: Run) -> None:
    assert run("numbers", "000") == run("numbers", FIRST)


def test_a_text_without_numbers_gives_no_rows_and_no_error(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("这篇文章里没有任何数字，因为作者不喜欢它们。", encoding="utf-8")
    assert run("numbers", path, "--format", "jsonl") == (0, "", "")
    code, out, err = run("numbers", path)
    assert (code, out.count("\n"), err) == (0, 1, "")


@pytest.mark.parametrize("command", ["numbers", "repair"])
def test_a_hyphen_reads_standard_input(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    wanted = run(command, FIRST)
    given = io.TextIOWrapper(io.BytesIO(FIRST.read_bytes()), encoding="ascii")
    monkeypatch.setattr(sys, "stdin", given)
    outcome = run(command, "-")
    assert outcome.code == 0
    if command == "numbers":
        cut = [line[12:] for line in wanted.out.split("\n")]
        assert [line[12:] for line in outcome.out.split("\n")] == cut
    else:
        assert outcome == wanted


# ---------------------------------------------------------------- repair


def test_repair_prints_the_repaired_text_and_nothing_else(run: Run) -> None:
    code, out, err = run("repair", FIRST)
    assert (code, err) == (0, "")
    assert "超過60位高管直接向他匯報工作" in out
    assert "gè" not in out


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_the_report_can_be_read_again_in_the_raw_file(run: Run, path: Path) -> None:
    raw, rows = RAW[path.name], rows_of(run("repair", path, "--report", "jsonl").out)
    assert rows
    for row in rows:
        assert list(row) == ["start", "end", "before", "after", "rule", "certainty"]
        assert raw[row["start"] : row["end"]] == row["before"]
        assert row["certainty"] in ("certain", "by_context", "guess", "unresolved")
    starts = [row["start"] for row in rows]
    assert starts == sorted(starts)


def test_the_reports_hold_all_residue_and_the_one_guess(run: Run) -> None:
    rows = [r for path in SEEDS for r in rows_of(run("repair", path, "--report", "jsonl").out)]
    rules = Counter(row["rule"] for row in rows)
    assert (rules["pinyin_residue"], rules["byte_loss"]) == (617, 12)
    assert [row["before"] for row in rows if row["certainty"] == "guess"] == ["?!钡D(zhuǎn)"]


# ---------------------------------------------------------------- what bad input gets

BIG = 50_000_000


def make_bad(folder: Path, kind: str) -> Path:
    path = folder / f"{kind}.txt"
    utf8 = (TEXT * 3).encode()
    contents = {
        "empty": b"",
        "blank": b" \n\t\n",
        "binary": bytes(range(256)) * 40,
        "cut": utf8[: -len("。\n")],
        "controls": b"\x01\x02\x03\x04\x05\x06" * 200,
        "picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
    }
    if kind == "folder":
        path.mkdir()
    elif kind == "big":
        with path.open("wb") as file:
            file.truncate(BIG)
    elif kind != "missing":
        path.write_bytes(contents[kind])
    return path


BAD = ["missing", "empty", "blank", "folder", "binary", "cut", "controls", "picture", "big"]


@pytest.mark.parametrize("kind", BAD)
def test_what_cannot_be_read_gets_one_line_and_the_other_files_are_done(
    run: Run, tmp_path: Path, kind: str
) -> None:
    bad, good = make_bad(tmp_path, kind), tmp_path / "good.txt"
    good.write_text(TEXT, encoding="utf-8")
    wanted = run("numbers", good, good, "--format", "jsonl")
    assert (wanted.code, wanted.err) == (0, "")
    assert wanted.out
    code, out, err = run("numbers", good, bad, good, "--format", "jsonl")
    assert (code, out) == (2, wanted.out)
    assert err.count("\n") == 1
    assert err.endswith("\n")
    assert f"{kind}.txt" in err
    assert "Traceback" not in err
    alone = run("repair", bad)
    assert (alone.code, alone.out, alone.err) == (2, "", err)


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("gb18030", "gb18030"),
        ("big5", "big5"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-8-sig", "utf-8-sig"),
    ],
)
def test_another_encoding_is_read_rightly_and_said(
    run: Run, tmp_path: Path, encoding: str, named: str
) -> None:
    text = "去年第四季，這家公司的營業收入成長了百分之十五，達到三億二千萬元。\n" * 3
    path, plain = tmp_path / "other.txt", tmp_path / "plain" / "other.txt"
    plain.parent.mkdir()
    path.write_bytes(text.encode(encoding))
    plain.write_bytes(text.encode())
    outcome, wanted = (run("numbers", p, "--format", "jsonl") for p in (path, plain))
    assert (outcome.code, outcome.out) == (0, wanted.out)
    assert [row["text"] for row in rows_of(outcome.out)][:2] == ["去年第四季", "百分之十五"]
    assert outcome.err.count("\n") == 1
    assert named in outcome.err
    assert "certain" in outcome.err or "likely" in outcome.err


def test_html_is_text_like_any_other(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(f"<script>alert(1)</script><b>{TEXT}</b>", encoding="utf-8")
    rows = rows_of(run("numbers", path, "--format", "jsonl").out)
    assert [row["text"] for row in rows] == [
        "去年第四季度",
        "百分之十五",
        "三亿二千万元",
        "15%-30%",
    ]
    assert "<script>alert(1)</script>" in run("repair", path).out


def test_a_strange_file_name_stays_on_one_line(run: Run, tmp_path: Path) -> None:
    code, out, err = run("numbers", tmp_path / "no\nsuch\x1b[31m.txt")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "\x1b" not in err


# ---------------------------------------------------------------- as a process of its own


def process(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "chipclaims", *map(str, arguments)]


def test_a_terminal_that_is_not_utf8_still_gets_utf8(run: Run, tmp_path: Path) -> None:
    ascii_only = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    missing = tmp_path / "missing.txt"
    done = subprocess.run(
        process("numbers", FIRST, missing, "--format", "jsonl"),
        capture_output=True,
        env=ascii_only,
        cwd=KIT,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout.decode("utf-8") == run("numbers", FIRST, "--format", "jsonl").out
    (line,) = done.stderr.decode("utf-8").splitlines()
    assert "missing.txt" in line


@pytest.mark.skipif(sys.platform == "win32", reason="a closed pipe is a matter of POSIX")
@pytest.mark.parametrize(
    "arguments", [("numbers", *SEEDS), ("numbers", "-")], ids=["long", "short"]
)
def test_a_reader_who_has_seen_enough_hears_no_complaint(arguments: tuple[object, ...]) -> None:
    # A short answer is written only when the process ends: that is a way of its own to fail.
    running = subprocess.Popen(
        process(*arguments),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=KIT,
    )
    running.stdout.close()
    running.stdin.write(TEXT.encode())
    running.stdin.close()
    complaint = running.stderr.read()
    running.stderr.close()
    code = running.wait(timeout=60)
    assert (complaint.decode(), code) == ("", 0)
