"""What is wrong with a table is said in one line with its file, row and column, and all of it."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from chipclaims.claims import ledger_problems
from chipclaims.tables import TableError, load, package, problems, rows, table_names

DATA = Path(__file__).parents[1] / "data"
RESOURCES: dict[str, dict[str, Any]] = {
    resource["name"]: resource
    for resource in json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))["resources"]
}
TABLES = list(RESOURCES)
WITH_SOURCES = [
    name
    for name in TABLES
    if name != "sources"
    and "source_id" in [field["name"] for field in RESOURCES[name]["schema"]["fields"]]
]
READERS = ("chipclaims.tables", "chipclaims.claims", "chipclaims.chips")


def forget_tables() -> None:
    """Empty every cache that may hold something of ``data/``, also one that is written later."""
    for name, module in list(sys.modules.items()):
        if name.startswith(READERS):
            for thing in vars(module).values():
                if hasattr(thing, "cache_clear"):
                    thing.cache_clear()


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of ``data/`` that may be damaged."""
    shutil.copytree(DATA, tmp_path / "data")
    monkeypatch.setattr(package, "kit_path", tmp_path.joinpath)
    forget_tables()
    yield tmp_path / "data"
    forget_tables()


class Sheet:
    """A CSV file as a spreadsheet shows it: the header is row 1."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open(encoding="utf-8", newline="") as file:
            self.lines = list(csv.reader(file))

    def column(self, name: str) -> int:
        return self.lines[0].index(name)

    def cell(self, row: int, column: str) -> str:
        return self.lines[row - 1][self.column(column)]

    def put(self, row: int, column: str, value: str) -> Sheet:
        assert self.cell(row, column) != value
        self.lines[row - 1][self.column(column)] = value
        return self

    def row_with(self, column: str, value: str) -> int:
        return [line[self.column(column)] for line in self.lines].index(value) + 1

    def row_where(self, fits: Callable[[dict[str, str]], bool]) -> int:
        header = self.lines[0]
        return next(
            number
            for number, line in enumerate(self.lines[1:], 2)
            if fits(dict(zip(header, line, strict=True)))
        )

    def save(self, line_end: str = "\n") -> None:
        text = io.StringIO()
        csv.writer(text, lineterminator=line_end).writerows(self.lines)
        self.path.write_bytes(text.getvalue().encode("utf-8"))


def lines_of(found: list[Any]) -> list[str]:
    lines = [str(problem) for problem in found]
    assert all(line.splitlines() == [line] for line in lines)
    return lines


def test_the_kits_own_tables_have_no_problem() -> None:
    assert lines_of(problems()) == []
    assert lines_of(ledger_problems()) == []


def test_a_copy_that_only_changed_its_quotes_has_none(copied: Path) -> None:
    """What the tests below find comes from the damage, not from writing the file again."""
    for name in TABLES:
        if RESOURCES[name]["format"] == "csv":
            Sheet(copied / f"{name}.csv").save()
    assert lines_of(problems()) == []
    assert lines_of(ledger_problems()) == []


# ---------------------------------------------------------------- one cell


class Cell(NamedTuple):
    """One cell that is overwritten, and what its line must hold beside file, row and column."""

    table: str
    row: int
    column: str
    new: str
    says: str


CELLS = {
    "a source is missing": Cell("chips", 4, "source_id", "", "empty"),
    "a source is missing in the financials": Cell(
        "nvidia_financials", 9, "source_id", "", "empty"
    ),
    "a source is not in sources.csv": Cell("timeline", 6, "source_id", "hearsay", "sources"),
    "a second source is not there": Cell("other_figures", 3, "seen_in_id", "nobody", "sources"),
    "an unknown verdict": Cell("claims", 10, "verdict", "plausible", "'plausible'"),
    "an unknown status": Cell("claims", 11, "status", "rumour", "'rumour'"),
    "an unknown kind of contradiction": Cell("contradictions", 2, "kind", "lie", "'lie'"),
    "a basis that is not described": Cell("claims", 8, "basis", "share_of_all", "bases"),
    "an id of another form": Cell("contradictions", 3, "case_id", "two", "'two'"),
    "a unit that claims may not have": Cell("claims", 7, "unit", "kilograms", "'kilograms'"),
    "a unit of another table": Cell("nvidia_financials", 7, "unit", "TFLOPS", "'TFLOPS'"),
    "a share in another unit": Cell("market_share_estimates", 5, "unit", "times", "'times'"),
    "a word for a number": Cell("claims", 3, "value", "many", "'many'"),
    "a decimal comma": Cell("nvidia_financials", 5, "value", "26,914", "'26,914'"),
    "a number with its unit": Cell("chips", 6, "memory_gb", "80 GB", "'80 GB'"),
    "a number under nothing": Cell("chips", 5, "fp16_dense_tflops", "-1", "-1"),
    "half an offset": Cell("claims", 6, "end", "500.5", "'500.5'"),
    "no truth value": Cell("timeline", 3, "in_overview", "yes", "'yes'"),
    "a day that is in no calendar": Cell("sources", 9, "date", "2025-02-30", "'2025-02-30'"),
    "a day before its month": Cell("sources", 9, "date", "15/04/2025", "'15/04/2025'"),
    "a month rewritten by a spreadsheet": Cell("timeline", 20, "date", "Apr-25", "'Apr-25'"),
    "a month rewritten as a day": Cell("timeline", 20, "date", "2025/4/1", "'2025/4/1'"),
    "a thirteenth month": Cell("export_rules", 4, "effective_from", "2023-13", "'2023-13'"),
    "a month without its zero": Cell("chips", 7, "announced", "2023-4", "'2023-4'"),
    "a day without hyphens": Cell("timeline", 5, "date", "20220920", "'20220920'"),
    "a period whose end is no date": Cell(
        "claims", 5, "period", "2025-07-14/2025-07-32", "2025-07-32"
    ),
    "a period without its end": Cell("claims", 5, "period", "2025-07/", "'2025-07/'"),
    "a period without its beginning": Cell("claims", 5, "period", "/2025-07", "'/2025-07'"),
    "a period of three": Cell("claims", 5, "period", "2025-05/2025-06/2025-07", "2025-06"),
    "a period rewritten by a spreadsheet": Cell("claims", 5, "period", "Jul-25", "'Jul-25'"),
    "a period that ends before it begins": Cell(
        "claims", 5, "period", "2025-07-14/2025-06-30", "2025-06-30"
    ),
    "a date in full-width digits": Cell(
        "sources", 9, "date", "２０２５-０４-１５", "２０２５-０４-１５"
    ),
    "a span outside its article": Cell("claims", 4, "end", "900000", "900000"),
    "a span that begins before the article": Cell("claims", 4, "start", "-3", "-3"),
    "a span that ends before it begins": Cell("claims", 4, "end", "1", "1"),
    "a quote that does not re-read": Cell("claims", 4, "quote", "8天", "8天"),
    "a reason whose text does not re-read": Cell("not_claims", 3, "text", "两天", "两天"),
    "a reason for a claim that is not there": Cell("not_claims", 3, "claim_id", "000-99", "claims"),
    "a required cell is empty": Cell("export_rules", 3, "citation", "", "empty"),
}  # fmt: skip


@pytest.mark.parametrize("cell", CELLS.values(), ids=list(CELLS))
def test_a_wrong_cell_gets_one_line_with_file_row_and_column(copied: Path, cell: Cell) -> None:
    Sheet(copied / f"{cell.table}.csv").put(cell.row, cell.column, cell.new).save()
    found = problems()
    # No line about a sound row or another table.
    assert {(p.file, p.row) for p in found} == {(f"{cell.table}.csv", cell.row)}
    lines = lines_of(found)
    where = f"data/{cell.table}.csv, row {cell.row}, column "
    assert all(line.startswith(where) for line in lines)
    column, says = lines[0].removeprefix(where).split(": ", 1)
    assert cell.says in says
    # A span is two offsets and a text: the line may name any of those that do not fit.
    span = {"start", "end", "quote", "text"}
    assert column == cell.column or {column, cell.column} <= span
    assert len(lines) == 1 or cell.column in span


@pytest.mark.parametrize("name", ["claims", "sources", "timeline", "chips", "glossary"])
def test_a_row_that_stands_twice_is_named_with_the_first(copied: Path, name: str) -> None:
    sheet = Sheet(copied / f"{name}.csv")
    sheet.lines.append(sheet.lines[4])
    sheet.save()
    key = RESOURCES[name]["schema"]["primaryKey"]
    (line,) = lines_of(problems())
    assert line.startswith(f"data/{name}.csv, row {len(sheet.lines)}, column {key}: ")
    assert line.endswith("row 5")
    assert repr(sheet.cell(5, key)) in line


@pytest.mark.parametrize("name", WITH_SOURCES)
def test_no_table_with_sources_may_leave_one_out(copied: Path, name: str) -> None:
    last = len(Sheet(copied / f"{name}.csv").lines)
    Sheet(copied / f"{name}.csv").put(last, "source_id", "").save()
    assert lines_of(problems()) == [f"data/{name}.csv, row {last}, column source_id: is empty"]


# ---------------------------------------------------------------- a whole file


class File(NamedTuple):
    """What is done to the bytes of a file, where the line must point, and what it must hold."""

    table: str
    change: Callable[[bytes], bytes | None]
    where: str
    says: str


def second_line_longer(data: bytes) -> bytes:
    return re.sub(rb"\A([^\n]*\n[^\n]*)", rb"\1,one,two", data)


def second_line_shorter(data: bytes) -> bytes:
    return re.sub(rb"\A([^\n]*\n[^\n]*),[^,\n]*\n", rb"\1\n", data)


def last_column_renamed(data: bytes) -> bytes:
    return data.replace(b",note\n", b",remark\n", 1)


def with_one_more_column(data: bytes) -> bytes:
    first, *rest = data.decode("utf-8").splitlines(keepends=True)
    more = [first.rstrip("\n") + ",colour\n", *(line.rstrip("\n") + ",red\n" for line in rest)]
    return "".join(more).encode("utf-8")


def with_one_column_twice(data: bytes) -> bytes:
    first, *rest = data.decode("utf-8").splitlines(keepends=True)
    more = [first.rstrip("\n") + ",note\n", *(line.rstrip("\n") + ",x\n" for line in rest)]
    return "".join(more).encode("utf-8")


BOM = b"\xef\xbb\xbf"
FILES = {
    "a byte-order mark": File("claims", lambda d: BOM + d, "", "byte-order mark"),
    "Windows line ends": File("claims", lambda d: d.replace(b"\n", b"\r\n"), "", "Windows"),
    "one Windows line end": File("sources", lambda d: d.replace(b"\n", b"\r\n", 1), "", "Windows"),
    "old line ends": File("sources", lambda d: d.replace(b"\n", b"\r"), "", "line ends"),
    "too many cells": File("bases", second_line_longer, ", row 2", "7 cells"),
    "too few cells": File("bases", second_line_shorter, ", row 2", "4 cells"),
    "an empty line": File("bases", lambda d: d.replace(b"\n", b"\n\n", 1), ", row 2", "0 cells"),
    "a missing column": File("timeline", lambda d: d.replace(b",note,", b",", 1), "", ""),
    "a renamed column": File("sources", last_column_renamed, ", row 1, column note", "missing"),
    "an unknown column": File(
        "not_claims", with_one_more_column, ", row 1, column colour", "not described"
    ),
    "a column that stands twice": File(
        "not_claims", with_one_column_twice, ", row 1, column note", "twice"
    ),
    "gone": File("claims", lambda d: None, "", "read"),
    "empty": File("bases", lambda d: b"", "", ""),
    "without its last line end": File("bases", lambda d: d[:-1], "", "cut off"),
    "not UTF-8": File("bases", lambda d: d.replace(b"Nvidia", b"\xff\xfe", 1), ", row ", "UTF-8"),
    "cut inside a quoted cell": File(
        "chips", lambda d: d[: d.rindex(b'"') - 20] + b"\n", ", row ", "CSV"
    ),
    "a label that is no JSON": File("hand_labels", lambda d: b"<html>\n" + d, ", row 1", "JSON"),
    "a label that is no object": File("hand_labels", lambda d: b"[1]\n" + d, ", row 1", "JSON"),
    "a label with an unknown key": File(
        "hand_labels", lambda d: d.replace(b'"kind"', b'"sort"', 1), ", row 1, column sort", ""
    ),
    "text for an offset of a label": File(
        "hand_labels", lambda d: d.replace(b'"start": 97', b'"start": "x"', 1),
        ", row 1, column start", "'x'"
    ),
}  # fmt: skip


@pytest.mark.parametrize("damage", FILES.values(), ids=list(FILES))
def test_a_damaged_file_is_named_with_the_place(copied: Path, damage: File) -> None:
    path = copied / RESOURCES[damage.table]["path"]
    before = path.read_bytes()
    after = damage.change(before)
    assert after != before
    if after is None:
        path.unlink()
    else:
        path.write_bytes(after)
    lines = [line for line in lines_of(problems()) if path.name in line]
    assert any(line.startswith(f"data/{path.name}{damage.where}") for line in lines)
    assert any(damage.says in line for line in lines)
    with pytest.raises(TableError, match=re.escape(path.name)):
        rows(damage.table)


@pytest.mark.parametrize("name", ["a byte-order mark", "Windows line ends", "a renamed column"])
def test_a_fault_of_the_file_is_not_told_again_for_each_row(copied: Path, name: str) -> None:
    damage = FILES[name]
    path = copied / RESOURCES[damage.table]["path"]
    path.write_bytes(damage.change(path.read_bytes()) or b"")
    assert len(problems()) <= 2


def test_a_missing_column_is_told_once_and_not_for_each_row(copied: Path) -> None:
    sheet = Sheet(copied / "claims.csv")
    at = sheet.column("verdict")
    for line in sheet.lines:
        del line[at]
    sheet.save()
    assert lines_of(problems()) == ["data/claims.csv, row 1, column verdict: is missing"]


@pytest.mark.parametrize("separator", ["\u2028", "\u0085", "\u000b", "\u000c"])
def test_characters_that_only_python_takes_for_line_ends_may_stand_in_a_cell(
    copied: Path, separator: str
) -> None:
    """Damaged text is full of control characters; no other reader of CSV ends a row there."""
    Sheet(copied / "timeline.csv").put(4, "note", f"one{separator}two").save()
    assert lines_of(problems()) == []
    assert rows("timeline")[2]["note"] == f"one{separator}two"


def test_a_cell_may_hold_a_line_end_in_quotes(copied: Path) -> None:
    """The row after it keeps the number that a spreadsheet shows."""
    sheet = Sheet(copied / "timeline.csv").put(4, "note", "one\ntwo")
    sheet.put(8, "status", "certain").save()
    (line,) = lines_of(problems())
    assert line.startswith("data/timeline.csv, row 8, column status: ")


# ---------------------------------------------------------------- all of it, not the first


def test_all_that_is_wrong_is_said_at_once(copied: Path) -> None:
    cells = [
        Cell("claims", 3, "verdict", "true", ""),
        Cell("claims", 9, "unit", "furlongs", ""),
        Cell("claims", 17, "period", "Apr-25", ""),
        Cell("chips", 5, "source_id", "", ""),
        Cell("timeline", 9, "seen_in_id", "nowhere", ""),
        Cell("timeline", 12, "date", "2025/4/1", ""),
        Cell("sources", 30, "kind", "rumour", ""),
        Cell("not_claims", 7, "end", "99999999", ""),
        Cell("derived_figures", 4, "basis", "guess", ""),
    ]
    for cell in cells:
        Sheet(copied / f"{cell.table}.csv").put(cell.row, cell.column, cell.new).save()
    marked = copied / "bases.csv"
    marked.write_bytes(BOM + marked.read_bytes().replace(b"\n", b"\r\n"))
    found = problems()
    assert {(p.file, p.row) for p in found} == {(f"{c.table}.csv", c.row) for c in cells} | {
        ("bases.csv", None)
    }
    assert len(lines_of(found)) == len(cells) + 2


def test_several_faults_of_one_row_are_all_said(copied: Path) -> None:
    sheet = Sheet(copied / "claims.csv")
    sheet.put(6, "verdict", "true").put(6, "unit", "ells").put(6, "value", "much").save()
    assert {p.column for p in problems()} == {"verdict", "unit", "value"}


# ---------------------------------------------------------------- what only the ledger can see


def the_line(file: str, row: int, column: str) -> str:
    """What the ledger's check says of a file: one line, and it must point there."""
    assert lines_of(problems()) == []
    (line,) = [line for line in lines_of(ledger_problems()) if line.startswith(f"data/{file}")]
    where = f"data/{file}, row {row}, column {column}: "
    assert line.startswith(where)
    return line.removeprefix(where)


def test_a_reference_that_does_not_exist_is_named(copied: Path) -> None:
    sheet = Sheet(copied / "claims.csv")
    row = sheet.row_where(lambda cells: cells["reference_id"].count(";") == 1)
    first, second = sheet.cell(row, "reference_id").split(";")
    sheet.put(row, "reference_id", f"{first};{second}x").save()
    assert f"'{second}x'" in the_line("claims.csv", row, "reference_id")


def test_an_origin_that_does_not_exist_is_named(copied: Path) -> None:
    sheet = Sheet(copied / "claims.csv")
    row = sheet.row_where(lambda cells: cells["verdict"] == "wrong_basis" and cells["origin_id"])
    sheet.put(row, "origin_id", "chips.h100_sxm.no_such_column").save()
    assert "'chips.h100_sxm.no_such_column'" in the_line("claims.csv", row, "origin_id")


@pytest.mark.parametrize("verdict", ["agrees", "rounded", "contradicted", "cannot_be_checked"])
def test_a_changed_verdict_is_named_with_the_arithmetic(copied: Path, verdict: str) -> None:
    sheet = Sheet(copied / "claims.csv")
    other = "agrees" if verdict != "agrees" else "contradicted"
    row = sheet.row_where(
        lambda cells: cells["decided_by"] == "arithmetic" and cells["verdict"] == verdict
    )
    sheet.put(row, "verdict", other).save()
    says = the_line("claims.csv", row, "verdict")
    assert other in says
    assert verdict in says


def test_a_changed_figure_of_a_claim_is_named(copied: Path) -> None:
    """The charge of 4.5 billion against the 4.538 that Nvidia reports."""
    sheet = Sheet(copied / "claims.csv")
    row = sheet.row_where(
        lambda cells: (
            cells["quote"] == "45億美元"
            and cells["reference_id"] == "nvidia_financials.q1fy2026_h20_charge"
        )
    )
    sheet.put(row, "value", "5400000000").save()
    assert "contradicted" in the_line("claims.csv", row, "verdict")


@pytest.mark.parametrize(
    ("figure", "printed"),
    [
        ("china_share_fy2023", "22.4"),
        ("china_share_fy2023", "21.5"),  # one too much in its last digit
        ("china_share_fy2023", "21.3"),
        ("china_change_fy2026_hq", "21.4"),  # it fell
        ("letter_to_visit_hours", "193"),
        ("market_value_loss_2025_04_16", "188124000001"),
    ],
)
def test_a_changed_printed_sum_is_named(copied: Path, figure: str, printed: str) -> None:
    sheet = Sheet(copied / "derived_figures.csv")
    row = sheet.row_with("figure_id", figure)
    sheet.put(row, "value", printed).save()
    assert "prints" in the_line("derived_figures.csv", row, "formula")


def test_a_changed_printed_sum_of_a_contradiction_is_named(copied: Path) -> None:
    sheet = Sheet(copied / "contradictions.csv")
    row = sheet.row_where(lambda cells: cells["result"] not in ("", "1"))
    sheet.put(row, "result", "1").save()
    assert "prints 1" in the_line("contradictions.csv", row, "arithmetic")


@pytest.mark.parametrize(
    ("formula", "says"),
    [
        ("100 * {nvidia_financials.no_such_row} / {nvidia_financials.fy2023_revenue}", "no_such"),
        ("100 * ({nvidia_financials.fy2023_revenue}", "formula"),
        ("{nvidia_financials.fy2023_revenue} / 0", "zero"),
        ("__import__('os')", "arithmetic"),
        ("days({timeline.h20_letter}, {timeline.cook_iphone_2023})", "2023-08"),
        ("{chips.b200.performance_density}", "needs"),
    ],
)
def test_a_formula_that_cannot_be_worked_out_is_named(
    copied: Path, formula: str, says: str
) -> None:
    sheet = Sheet(copied / "derived_figures.csv")
    # The last row of a table of formulas that no claim and no contradiction needs.
    row = sheet.row_with("figure_id", "china_growth_fy2025")
    sheet.put(row, "formula", formula).save()
    lines = lines_of(ledger_problems())
    where = f"data/derived_figures.csv, row {row}, column formula: "
    (line,) = [line for line in lines if line.startswith(where)]
    assert says in line


def test_a_label_that_nobody_reaches_is_named(copied: Path) -> None:
    sheet = Sheet(copied / "not_claims.csv")
    gone = dict(zip(sheet.lines[0], sheet.lines.pop(), strict=True))
    sheet.save()
    labels = (copied / "hand_labels.jsonl").read_text(encoding="utf-8").splitlines()
    row = next(
        number
        for number, label in enumerate(map(json.loads, labels), 1)
        if (label["article"], label["start"]) == (gone["article"], int(gone["start"]))
    )
    assert gone["text"] in the_line("hand_labels.jsonl", row, "start")


def test_a_contradiction_of_claims_that_are_not_there_is_named(copied: Path) -> None:
    Sheet(copied / "contradictions.csv").put(3, "claims", "000-99;001-01").save()
    assert "'000-99'" in the_line("contradictions.csv", 3, "claims")


def test_a_contradiction_of_references_that_are_not_there_is_named(copied: Path) -> None:
    Sheet(copied / "contradictions.csv").put(4, "references", "timeline.never").save()
    assert "'timeline.never'" in the_line("contradictions.csv", 4, "references")


def test_all_that_is_wrong_with_the_ledger_is_said_at_once(copied: Path) -> None:
    claims = Sheet(copied / "claims.csv")
    verdicts = [
        number
        for number in range(2, len(claims.lines) + 1)
        if claims.cell(number, "decided_by") == "arithmetic"
        and claims.cell(number, "verdict") == "agrees"
    ][:4]
    for row in verdicts:
        claims.put(row, "verdict", "contradicted")
    claims.save()
    Sheet(copied / "derived_figures.csv").put(2, "value", "1.0").put(4, "value", "1.0").save()
    reasons = Sheet(copied / "not_claims.csv")
    del reasons.lines[-2:]
    reasons.save()
    found = ledger_problems()
    assert {(p.file, p.row) for p in found if p.file != "hand_labels.jsonl"} == {
        *(("claims.csv", row) for row in verdicts),
        ("derived_figures.csv", 2),
        ("derived_figures.csv", 4),
    }
    assert len([p for p in found if p.file == "hand_labels.jsonl"]) == 2


# ---------------------------------------------------------------- loading refuses


def refusal(name: str) -> str:
    with pytest.raises(TableError) as caught:
        load(name)
    message = str(caught.value)
    assert message.splitlines() == [message]
    return message


@pytest.mark.parametrize("name", ["no_such_table", "", "../timeline", "timeline.csv"])
def test_an_unknown_name_gets_the_names_there_are(name: str) -> None:
    message = refusal(name)
    assert repr(name) in message
    assert all(known in message for known in TABLES)


def test_a_damaged_table_is_refused_in_one_line_with_what_to_do(copied: Path) -> None:
    Sheet(copied / "timeline.csv").put(3, "in_overview", "maybe").save()
    message = refusal("timeline")
    assert "data/timeline.csv, row 3, column in_overview" in message
    assert "'maybe'" in message
    assert "git checkout data" in message
    # The other tables stay of use.
    assert len(load("chips"))


def test_a_damaged_description_gets_one_line(copied: Path) -> None:
    (copied / "datapackage.json").write_text("{", encoding="utf-8")
    assert "datapackage.json" in refusal("timeline")
    forget_tables()
    with pytest.raises(TableError, match=r"datapackage\.json"):
        table_names()
