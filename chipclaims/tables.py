"""The tables of ``data/``, as ``datapackage.json`` describes them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from chipclaims.articles import kit_path

DTYPES = {
    "string": "string",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
    "any": "object",
}
ADVICE = "get it back with: git checkout data"
TRUTH = {"true": True, "false": False}


class TableError(ValueError):
    """A table that is not there or cannot be read, in one line that says what to do."""


@cache
def _package() -> dict[str, Any]:
    try:
        text = (kit_path("data") / "datapackage.json").read_text(encoding="utf-8")
        return json.loads(text)
    except (OSError, ValueError) as error:
        raise TableError(f"data/datapackage.json cannot be read: {error} ({ADVICE})") from error


def table_names() -> list[str]:
    """The names that :func:`load` knows."""
    return [resource["name"] for resource in _package()["resources"]]


def load(name: str) -> pd.DataFrame:
    """A table of the kit with the column types of its description.

    Raises ``TableError`` for an unknown name, a missing or damaged file or a missing column.
    """
    resources = {resource["name"]: resource for resource in _package()["resources"]}
    if name not in resources:
        known = ", ".join(resources)
        raise TableError(f"there is no table {name!r}; the kit has {known}")
    resource = resources[name]
    path = kit_path("data") / resource["path"]
    fields = resource["schema"]["fields"]
    try:
        table = _read(path, [field["name"] for field in fields])
        return pd.DataFrame({field["name"]: _column(table, field) for field in fields})
    except (OSError, ValueError, TypeError) as error:
        reason = str(error).splitlines()[0]
        raise TableError(f"data/{path.name} cannot be read: {reason} ({ADVICE})") from error


def _column(table: pd.DataFrame, field: dict[str, Any]) -> pd.Series:
    """One column with its type; ``ValueError`` names the first row that breaks its description."""
    name, rules = field["name"], field.get("constraints", {})
    column = _typed(table[name], field["type"])
    if rules.get("required") and column.isna().any():
        raise ValueError(f"row {_first_row(column.isna())}: {name} is empty")
    if "enum" in rules:
        strange = column.notna() & ~column.isin(rules["enum"])
        if strange.any():
            word = column[strange].iloc[0]
            raise ValueError(f"row {_first_row(strange)}: {name} cannot be {word!r}")
    return column


def _first_row(wrong: pd.Series) -> int:
    """The row of the file, counted from 1 for the first row of data."""
    return int(wrong.to_numpy().argmax()) + 1


def _typed(column: pd.Series, kind: str) -> pd.Series:
    if kind == "boolean" and pd.api.types.is_string_dtype(column):
        unknown = set(column.dropna()) - set(TRUTH)
        if unknown:
            raise ValueError(f"{column.name} holds {min(unknown)!r}, not true or false")
        column = column.map(TRUTH)
    return column.astype(DTYPES[kind])


def _read(path: Path, columns: list[str]) -> pd.DataFrame:
    if path.suffix == ".jsonl":
        lines = path.read_text(encoding="utf-8").splitlines()
        return pd.DataFrame([_record(*line) for line in enumerate(lines, 1)]).reindex(
            columns=columns
        )
    table = pd.read_csv(
        path, encoding="utf-8", dtype="string", keep_default_na=False, na_values=[""]
    )
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise ValueError(f"it has no column {missing[0]!r}")
    if (len(table) and table.iloc[-1:].isna().all(axis=None)) or not path.read_bytes().endswith(
        b"\n"
    ):
        raise ValueError("its last row is cut off")
    return table


def _record(number: int, line: str) -> dict[str, Any]:
    record = json.loads(line)
    if not isinstance(record, dict):
        raise ValueError(f"line {number} is no record")
    return record
