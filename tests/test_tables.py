"""The tables are what their description says, and the translations lose no paragraph or number."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pytest

from chipclaims import tables
from chipclaims.articles import load_articles
from chipclaims.quantities import Quantity, find_quantities
from chipclaims.repair import repair
from chipclaims.script import to_simplified
from chipclaims.tables import TableError, load, table_names
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


def fields_of(name: str) -> list[dict[str, Any]]:
    return RESOURCES[name]["schema"]["fields"]


def columns_in_file(name: str) -> list[str]:
    path = DATA / RESOURCES[name]["path"]
    if path.suffix == ".jsonl":
        lines = path.read_text(encoding="utf-8").splitlines()
        return list(dict.fromkeys(key for line in lines for key in json.loads(line)))
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


# ---------------------------------------------------------------- tables and their description


def test_every_file_of_the_folder_is_described() -> None:
    described = {resource["path"] for resource in PACKAGE["resources"]}
    files = {path.name for path in DATA.iterdir() if path.suffix in (".csv", ".jsonl", ".tsv")}
    assert files == described
    assert table_names() == TABLES


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
def test_every_column_is_described_and_none_is_invented(name: str) -> None:
    columns, described = columns_in_file(name), [field["name"] for field in fields_of(name)]
    # An optional key may be missing from every line of a JSONL file, never from a CSV header.
    assert set(columns) <= set(described)
    if RESOURCES[name]["format"] == "csv":
        assert columns == described
    assert all(field["description"].strip() for field in fields_of(name))
    assert RESOURCES[name]["description"].strip()


@pytest.mark.parametrize("name", TABLES)
def test_required_columns_are_full_and_enumerations_hold(name: str) -> None:
    table = load(name)
    for field in fields_of(name):
        column, constraints = table[field["name"]], field.get("constraints", {})
        if constraints.get("required"):
            assert not column.isna().any(), field["name"]
        if "enum" in constraints:
            assert set(column.dropna()) <= set(constraints["enum"]), field["name"]


@pytest.mark.parametrize("name", TABLES)
def test_no_cell_holds_a_stray_space_or_a_word_for_nothing(name: str) -> None:
    table = load(name)
    for column in table.columns:
        texts = [cell for cell in table[column].dropna() if isinstance(cell, str)]
        if (name, column) not in {("translations", "repaired"), ("translations", "simplified")}:
            assert [t for t in texts if t != t.strip()] == [], column
        assert not {"nan", "NaN", "None", "null", "N/A"} & set(texts), column


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
    dates = load("timeline")["date"].tolist()
    assert all(re.fullmatch(r"20\d\d(-[01]\d(-[0-3]\d)?)?", date) for date in dates)
    assert dates == sorted(dates)


# ---------------------------------------------------------------- what is wrong is said


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of ``data/`` that may be damaged."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    tables._package.cache_clear()
    monkeypatch.setattr(tables, "kit_path", tmp_path.joinpath)
    yield folder
    tables._package.cache_clear()


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


class Damage(NamedTuple):
    """What is done to a file, and what the message must name beside the file."""

    table: str
    change: Callable[[bytes], bytes | None]
    says: str


def without_last_column(data: bytes) -> bytes:
    return data.replace(b",in_overview\n", b"\n", 1)


DAMAGES = {
    "gone": Damage("timeline", lambda data: None, "timeline.csv"),
    "empty": Damage("timeline", lambda data: b"", "timeline.csv"),
    "no column": Damage("timeline", without_last_column, "in_overview"),
    "no truth": Damage("timeline", lambda d: d.replace(b",true\n", b",maybe\n", 1), "maybe"),
    "not UTF-8": Damage("timeline", lambda d: d.replace(b"NVIDIA", b"\xff\xfe", 1), "timeline.csv"),
    "no number": Damage(
        "translations", lambda d: d.replace(b".txt,1,0,", b".txt,one,0,", 1), "translations.csv"
    ),
    "cut": Damage("hand_labels", lambda d: d[: len(d) // 2], "hand_labels.jsonl"),
    "no JSON": Damage("hand_labels", lambda d: b"<html>" + d, "hand_labels.jsonl"),
    "text for an offset": Damage(
        "hand_labels", lambda d: d.replace(b'"start": 97', b'"start": "x"', 1), "hand_labels.jsonl"
    ),
    "cut inside a quoted cell": Damage("translations", lambda d: d[:3000], "translations.csv"),
    "no object": Damage("hand_labels", lambda d: b"[1]\n" + d, "hand_labels.jsonl"),
    "a required cell empty": Damage(
        "timeline", lambda d: d.replace(b"\n2022-08-26,", b"\n,", 1), "timeline.csv"
    ),
    "a word outside the list": Damage(
        "timeline", lambda d: d.replace(b",verified,", b",verfied,", 1), "timeline.csv"
    ),
    "cut in the middle of a row": Damage("timeline", lambda d: d[: d.rindex(b",")], "timeline.csv"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=list(DAMAGES))
def test_a_damaged_file_gets_one_line_with_what_to_do(copied: Path, damage: Damage) -> None:
    path = copied / RESOURCES[damage.table]["path"]
    before = path.read_bytes()
    after = damage.change(before)
    assert after != before
    if after is None:
        path.unlink()
    else:
        path.write_bytes(after)
    message = refusal(damage.table)
    assert path.name in message
    assert damage.says in message
    assert "git checkout data" in message


def test_a_damaged_description_gets_one_line(copied: Path) -> None:
    (copied / "datapackage.json").write_text("{", encoding="utf-8")
    assert "datapackage.json" in refusal("timeline")


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
    table = load("translations").astype("object")
    table = table.where(table.notna(), "")
    return [Translation(*row) for row in table.itertuples(index=False)]


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


# ---------------------------------------------------------------- numbers in the English

MAGNITUDES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
WORDS |= {"twice": 2, "double": 2, "doubled": 2, "a hundred": 100}
PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
# H20 and 910B are names, 96GB is not.
NAME = re.compile(r"\b(?:[A-Za-z]+-?\d\w*|\d+[A-Z])\b")
FIGURE = rf"(?<![\w.])(?:\d[\d,]*(?:\.\d+)?|{'|'.join(WORDS)})"
NUMBER = re.compile(
    rf"(?P<figure>{FIGURE})(?:[ -](?P<magnitude>{'|'.join(MAGNITUDES)}))?"
    rf"(?: to (?P<to>{FIGURE})(?:[ -](?P<magnitude2>{'|'.join(MAGNITUDES)}))?)?"
    r"[ -]?(?P<sense>%|percent|per cent|times|fold)?"
)
PART = re.compile(rf"(?P<above>one|two|three|a|an)[ -](?P<below>{'|'.join(PARTS)})s?\b")
TENS_OF_TIMES = re.compile(r"(?:tens|dozens) of times")
SINGLE_DIGITS = re.compile(r"single[ -]digits?")


class English(NamedTuple):
    """A number of an English text and what it measures: percent, times, fraction or plain."""

    value: float
    sense: str


def plain_value(figure: str, magnitude: str | None) -> float:
    value = WORDS.get(figure) or float(figure.replace(",", ""))
    return value * MAGNITUDES.get(magnitude, 1)


def english_numbers(text: str) -> set[English]:
    """Every number of an English text by value.

    >>> english_numbers("4.5 billion")
    {English(value=4500000000.0, sense='plain')}
    """
    found = set()
    lowered = NAME.sub(" ", text).lower()
    for match in NUMBER.finditer(lowered):
        sense = {"%": "percent", "times": "times", "fold": "times"}.get(
            match["sense"], "percent" if match["sense"] else "plain"
        )
        if match["figure"] in ("twice", "double", "doubled"):
            sense = "times"
        found.add(English(plain_value(match["figure"], match["magnitude"]), sense))
        if match["to"]:
            shared = match["magnitude"] or match["magnitude2"]
            found.add(English(plain_value(match["figure"], shared), sense))
            found.add(English(plain_value(match["to"], match["magnitude2"]), sense))
    for match in PART.finditer(lowered):
        above = 1 if match["above"] in ("a", "an") else WORDS[match["above"]]
        found.add(English(above / PARTS[match["below"]], "fraction"))
    if TENS_OF_TIMES.search(lowered):
        found |= {English(20, "times"), English(90, "times")}
    if SINGLE_DIGITS.search(lowered):
        found |= {English(1, "percent"), English(9, "percent")}
    return found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("4.5 billion US dollars", {English(4.5e9, "plain")}),
        ("15% to 30% of it", {English(15, "percent"), English(30, "percent")}),
        ("one third of revenue", {English(1, "plain"), English(1 / 3, "fraction")}),
        ("1974 TFLOPS, 96GB", {English(1974, "plain"), English(96, "plain")}),
        ("3 to 4 times that", {English(3, "times"), English(4, "times")}),
        ("15 billion to 20 billion", {English(1.5e10, "plain"), English(2e10, "plain")}),
        ("200,000 characters", {English(200000, "plain")}),
        ("H20, 910B, A100", set()),
    ],
)
def test_the_reader_of_english_numbers_reads(text: str, wanted: set[English]) -> None:
    assert english_numbers(text) == wanted


# Quantities that the English says in a way that no reader of numbers can see: with the reason.
NOT_READ: dict[tuple[str, str], str] = {}

SENSES = {"percent": "percent", "money": "plain", "spec": "plain"}


def missing_numbers(row: Translation) -> Iterator[tuple[str, str]]:
    read = english_numbers(row.english)
    for quantity in find_quantities(repaired_paragraph(row).text):
        if quantity.kind not in ("money", "percent", "spec", "multiple"):
            continue
        values = [quantity.value, quantity.value_low, quantity.value_high]
        for value in values:
            if value is not None and not any(same(value, quantity, n) for n in read):
                yield ids(row), quantity.text


def same(value: float, quantity: Quantity, number: English) -> bool:
    sense = SENSES.get(quantity.kind) or ("fraction" if quantity.unit == "fraction" else "times")
    return number.sense == sense and number.value == pytest.approx(value)


def test_no_quantity_is_lost_in_translation() -> None:
    missing = {lost for row in translations() for lost in missing_numbers(row)}
    assert missing == set(NOT_READ)


def test_most_quantities_are_asked_for() -> None:
    kinds = ("money", "percent", "spec", "multiple")
    asked = [
        quantity
        for row in translations()
        for quantity in find_quantities(repaired_paragraph(row).text)
        if quantity.kind in kinds
    ]
    labels = load("hand_labels")
    wanted = labels[labels["kind"].isin(kinds) & ~labels["optional"].astype(bool)]
    assert len(asked) >= len(wanted)
