"""A file of ``data/`` as rows of cells, with what is wrong with the file as a whole."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Problem(NamedTuple):
    """What is wrong, and where.

    ``row`` is the row that a spreadsheet shows (the header is row 1) or the line of a JSONL file;
    ``None`` when the whole file is meant, as is ``column``.
    """

    file: str
    row: int | None
    column: str | None
    says: str

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row else ""
        column = f", column {self.column}" if self.column else ""
        return f"data/{self.file}{row}{column}: {self.says}"


@dataclass
class Row:
    """A row of a table: its number in the file and its cells, ``None`` where a cell is empty."""

    number: int
    cells: dict[str, Any]


def read(path: Path, description: dict[str, Any]) -> tuple[list[Row], list[Problem]]:
    """The rows of a table that can be told apart, and what is wrong with the file."""
    columns = [field["name"] for field in description["schema"]["fields"]]
    try:
        data = path.read_bytes()
        text = data.removeprefix(BYTE_ORDER_MARK).decode("utf-8")
    except OSError as error:
        return [], [Problem(path.name, None, None, f"cannot be read: {error.strerror}")]
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        return [], [Problem(path.name, row, None, "is not UTF-8: save it as UTF-8 text")]
    wrong = [Problem(path.name, None, None, says) for says in _faults_of_the_file(data)]
    reader = _from_jsonl if path.suffix == ".jsonl" else _from_csv
    found, more = reader(path.name, text.replace("\r\n", "\n"), columns)
    return found, wrong + more


def _faults_of_the_file(data: bytes) -> list[str]:
    faults = []
    if data.startswith(BYTE_ORDER_MARK):
        faults.append("begins with a byte-order mark: save it as UTF-8 without one")
    if b"\r" in data:
        faults.append("has Windows line ends: save it with Unix ones (LF)")
    if not data.endswith(b"\n"):
        faults.append("is cut off: its last line has no end")
    return faults


def _from_csv(name: str, text: str, columns: list[str]) -> tuple[list[Row], list[Problem]]:
    # Not splitlines(): a control character inside a cell ends no row.
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    found, wrong = [], []
    try:
        header = next(lines, [])
        wrong += _faults_of_the_header(name, header, columns)
        for number, cells in enumerate(lines, 2):
            if len(cells) != len(header):
                says = f"has {len(cells)} cells where the header has {len(header)}"
                wrong.append(Problem(name, number, None, says))
            named = dict(zip(header, cells, strict=False))
            found.append(Row(number, {column: named.get(column) or None for column in columns}))
    except csv.Error as error:
        wrong.append(Problem(name, lines.line_num, None, f"is no CSV from here on: {error}"))
    return found, wrong


def _faults_of_the_header(name: str, header: list[str], columns: list[str]) -> list[Problem]:
    missing = [Problem(name, 1, c, "is missing") for c in columns if c not in header]
    unknown = [Problem(name, 1, c, "is not described") for c in header if c not in columns]
    twice = [Problem(name, 1, c, "stands twice") for c in set(header) if header.count(c) > 1]
    return missing + unknown + twice


def _from_jsonl(name: str, text: str, columns: list[str]) -> tuple[list[Row], list[Problem]]:
    found, wrong = [], []
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        try:
            record = json.loads(line)
            found.append(Row(number, {column: record.get(column) for column in columns}))
        except (ValueError, AttributeError):
            wrong.append(Problem(name, number, None, "is no JSON object"))
            continue
        unknown = [key for key in record if key not in columns]
        wrong += [Problem(name, number, key, "is not described") for key in unknown]
    return found, wrong
