"""The tables are what their description says, and the translations lose no paragraph."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pytest

from chipclaims.articles import load_articles
from chipclaims.repair import repair
from chipclaims.script import to_simplified
from chipclaims.tables import describe, load, problems, rows, table_names
from chipclaims.traced import TracedText

DATA = Path(__file__).parents[1] / "data"
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in PACKAGE["resources"]}
TABLES = list(RESOURCES)
RAW = {article.name: article.raw for article in load_articles()}
IS_TYPE: dict[str, Callable[[Any], bool]] = {
    "string": pd.api.types.is_string_dtype,
    "integer": pd.api.types.is_integer_dtype,
    "number": pd.api.types.is_float_dtype,
    "boolean": pd.api.types.is_bool_dtype,
    "any": pd.api.types.is_object_dtype,
}
# The tables that the issue asks for by name.
WANTED = {
    "chips", "claims", "contradictions", "export_rules", "glossary", "market_share_estimates",
    "nvidia_financials", "other_figures", "sources", "timeline", "translations",
}  # fmt: skip


def fields_of(name: str) -> list[dict[str, Any]]:
    return RESOURCES[name]["schema"]["fields"]


def columns_in_file(name: str) -> list[str]:
    path = DATA / RESOURCES[name]["path"]
    if path.suffix == ".jsonl":
        lines = path.read_text(encoding="utf-8").split("\n")
        return list(dict.fromkeys(key for line in lines if line for key in json.loads(line)))
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


# ---------------------------------------------------------------- tables and their description


def test_nothing_is_wrong_with_the_tables() -> None:
    assert [str(problem) for problem in problems()] == []


def test_every_file_of_the_folder_is_described() -> None:
    described = {resource["path"] for resource in PACKAGE["resources"]}
    files = {path.name for path in DATA.iterdir() if path.suffix in (".csv", ".jsonl", ".tsv")}
    assert files == described
    assert table_names() == TABLES
    assert set(TABLES) >= WANTED


@pytest.mark.parametrize("name", TABLES)
def test_a_table_loads_with_the_types_of_its_description(name: str) -> None:
    table = load(name)
    assert len(table)
    assert list(table.columns) == [field["name"] for field in fields_of(name)]
    wrong = [
        (field["name"], table[field["name"]].dtype)
        for field in fields_of(name)
        if not IS_TYPE[field["type"]](table[field["name"]])
    ]
    assert not wrong


@pytest.mark.parametrize("name", TABLES)
def test_plain_rows_hold_what_the_frame_holds(name: str) -> None:
    """Both ways of reading a table agree with each other and with Python's own CSV reader."""
    plain = rows(name)
    frame = load(name).astype("object")
    framed = frame.where(frame.notna(), None).to_dict("records")
    assert plain == framed
    if RESOURCES[name]["format"] == "csv":
        with (DATA / RESOURCES[name]["path"]).open(encoding="utf-8", newline="") as file:
            written = list(csv.DictReader(file, strict=True))
        texts = [f["name"] for f in fields_of(name) if f["type"] == "string"]
        assert [[row[t] or None for t in texts] for row in written] == [
            [row[t] for t in texts] for row in plain
        ]


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_described_and_none_is_invented(name: str) -> None:
    columns, described = columns_in_file(name), [field["name"] for field in fields_of(name)]
    # An optional key may be missing from every line of a JSONL file, never from a CSV header.
    assert set(columns) <= set(described)
    if RESOURCES[name]["format"] == "csv":
        assert columns == described
    assert all(field["description"].strip() for field in fields_of(name))
    assert RESOURCES[name]["description"].strip()
    assert describe(name) == RESOURCES[name]


@pytest.mark.parametrize("name", TABLES)
def test_required_columns_are_full_and_enumerations_hold(name: str) -> None:
    table = load(name)
    for field in fields_of(name):
        column, constraints = table[field["name"]], field.get("constraints", {})
        if constraints.get("required"):
            assert not column.isna().any(), field["name"]
        if "enum" in constraints:
            assert set(column.dropna()) <= set(constraints["enum"]), field["name"]
        if constraints.get("unique"):
            assert column.dropna().is_unique, field["name"]


@pytest.mark.parametrize("name", TABLES)
def test_no_cell_holds_a_stray_space_or_a_word_for_nothing(name: str) -> None:
    table = load(name)
    for column in table.columns:
        texts = [cell for cell in table[column].dropna() if isinstance(cell, str)]
        if (name, column) not in {("translations", "repaired"), ("translations", "simplified")}:
            assert [t for t in texts if t != t.strip()] == [], column
        assert not {"nan", "NaN", "None", "null", "N/A"} & set(texts), column


def test_every_column_with_sources_is_tied_to_the_table_of_sources() -> None:
    """A value without a source row cannot be written without being noticed."""
    for name in TABLES:
        keys = {
            key["fields"]: (key["reference"]["resource"], key["reference"]["fields"])
            for key in RESOURCES[name]["schema"].get("foreignKeys", [])
        }
        for field in fields_of(name):
            if field["name"] in ("source_id", "seen_in_id") and name != "sources":
                assert keys[field["name"]] == ("sources", "source_id"), name
            if field["name"] == "source_id":
                assert field["constraints"]["required"], name


def test_every_source_is_used_in_a_row_or_in_a_note() -> None:
    cells = (
        cell
        for name in TABLES
        if name != "sources"
        for row in rows(name)
        for cell in row.values()
        if isinstance(cell, str)
    )
    words = {word for cell in cells for word in re.findall(r"\w+", cell)}
    assert {row["source_id"] for row in rows("sources")} - words == set()


def test_a_source_can_be_found_without_its_address() -> None:
    for row in rows("sources"):
        assert not re.search(r"https?:|www\.", row["title"] + row["document"]), row
        assert row["address"] is None or re.match(r"https?://\S+$", row["address"]), row


def test_labels_keep_numbers_as_numbers_and_dates_as_text() -> None:
    table = load("hand_labels")
    for row in table.itertuples():
        has_value = not pd.isna(row.value)
        assert has_value == (pd.isna(row.value_low) and pd.isna(row.value_high)), row
        if has_value:
            assert isinstance(row.value, str) == (row.kind == "date"), row
        else:
            assert row.value_low < row.value_high


def test_dates_of_the_timeline_are_dates_in_order() -> None:
    events = rows("timeline")
    assert all(re.fullmatch(r"20\d\d(-[01]\d(-[0-3]\d)?)?", row["date"]) for row in events)
    assert all(a["date"] <= b["date"] for a, b in pairwise(events))
    assert all(row["date"] < row["date_end"] for row in events if row["date_end"])


# ---------------------------------------------------------------- the standard's own reader


def faults_by_frictionless(folder: Path) -> list[tuple[str, int | None, str]]:
    """What the reference reader of the Data Package standard finds: file, row, type of fault."""
    # Imported here because it takes half a second, which the other tests need not wait for.
    from frictionless import FrictionlessException, Package
    from frictionless.formats import JsonControl

    try:
        package = Package(str(folder / "datapackage.json"))
    except FrictionlessException as refusal:
        return [("datapackage.json", None, str(refusal))]
    for resource in package.resources:
        if resource.format == "jsonl":
            # The lines of a JSONL file name only the keys that they have.
            keys = [field.name for field in resource.schema.fields]
            resource.dialect.add_control(JsonControl(keyed=True, keys=keys))
    report = package.validate()
    found = [("datapackage.json", None, error.message) for error in report.errors]
    for task in report.tasks:
        for error in task.errors:
            found.append((task.place, getattr(error, "row_number", None), error.type))
    return found


def test_the_data_package_is_valid_by_the_standards_own_reader() -> None:
    assert faults_by_frictionless(DATA) == []


class Break(NamedTuple):
    """A cell to overwrite and the fault that the standard's reader must find in that row."""

    table: str
    row: int
    column: str
    new: str
    fault: str


BREAKS = [
    Break("chips", 5, "source_id", "no_such_source", "foreign-key"),
    Break("claims", 9, "basis", "no_such_basis", "foreign-key"),
    Break("claims", 12, "verdict", "perhaps", "constraint-error"),
    Break("claims", 7, "start", "many", "type-error"),
    Break("timeline", 4, "event_id", "h100_announced", "unique-error"),
]


@pytest.mark.parametrize("broken", BREAKS, ids=[f"{b.table}-{b.fault}" for b in BREAKS])
def test_the_standards_own_reader_would_see_a_fault(tmp_path: Path, broken: Break) -> None:
    """The keys of the kit (``kit:…``) leave its checks of keys, types and lists in force."""
    shutil.copytree(DATA, tmp_path / "data")
    path = tmp_path / "data" / RESOURCES[broken.table]["path"]
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    lines[broken.row - 1][lines[0].index(broken.column)] = broken.new
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)
    found = faults_by_frictionless(tmp_path / "data")
    assert (path.name, broken.row, broken.fault) in found


def test_the_standards_own_reader_looks_at_every_key_of_a_label(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    path = tmp_path / "data" / "hand_labels.jsonl"
    before = path.read_text(encoding="utf-8")
    path.write_text(re.sub('"value_low": [0-9.]+', '"value_low": "few"', before), encoding="utf-8")
    found = faults_by_frictionless(tmp_path / "data")
    assert len(found) == before.count('"value_low"') > 0
    assert {(file, fault) for file, _, fault in found} == {(path.name, "type-error")}


# ---------------------------------------------------------------- the translations


class Translation(NamedTuple):
    """A row of ``translations.csv``."""

    article: str
    paragraph: int
    start: int
    end: int
    repaired: str
    simplified: str
    english: str


@cache
def translations() -> list[Translation]:
    return [
        Translation(**{column: "" if cell is None else cell for column, cell in row.items()})
        for row in rows("translations")
    ]


def ids(row: Translation) -> str:
    return f"{row.article[:3]}-{row.paragraph}"


@cache
def repaired(article: str) -> TracedText:
    return repair(RAW[article]).text


def repaired_paragraph(row: Translation) -> TracedText:
    """The part of the repaired article that stands for the row's raw span."""
    traced = repaired(row.article)
    inside = [
        at
        for at, (start, end) in enumerate(zip(traced.starts, traced.ends, strict=True))
        if row.start <= start and end <= row.end
    ]
    return traced[inside[0] : inside[-1] + 1] if inside else traced[0:0]


def test_every_paragraph_of_every_article_is_there_once() -> None:
    wanted = [(a.name, p.number, p.start, p.end) for a in load_articles() for p in a.paragraphs]
    assert [row[:4] for row in translations()] == wanted


def test_the_repaired_and_simplified_texts_have_not_drifted() -> None:
    for row in translations():
        traced = repaired_paragraph(row)
        assert row.repaired == traced.text.strip("\n"), ids(row)
        assert row.simplified == to_simplified(traced).text.strip("\n"), ids(row)


def test_the_english_is_there_and_is_english() -> None:
    for row in translations():
        assert row.english.strip(), ids(row)
        assert not re.search(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]", row.english), ids(row)
        # A translation is about as long as what it translates; half a paragraph is not.
        if len(row.repaired) > 40:
            assert 1.5 < len(row.english) / len(row.repaired) < 8, ids(row)
