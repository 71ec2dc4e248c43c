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
TRUTH = {"true": True, "false": False}


class TableError(ValueError):
    """A table that is not there or cannot be read, in one line that says what to do."""


@cache
def _package() -> dict[str, Any]:
    return json.loads((kit_path("data") / "datapackage.json").read_text(encoding="utf-8"))


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
    fields = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    try:
        table = _read(path, fields)
        missing = [column for column in fields if column not in table.columns]
        if missing:
            raise ValueError(f"it has no column {missing[0]!r}")
        return pd.DataFrame(
            {column: _typed(table[column], kind) for column, kind in fields.items()}
        )
    except (OSError, ValueError, TypeError) as error:
        reason = str(error).splitlines()[0]
        advice = "get it back with: git checkout data"
        raise TableError(f"data/{path.name} cannot be read: {reason} ({advice})") from error


def _typed(column: pd.Series, kind: str) -> pd.Series:
    if kind == "boolean" and pd.api.types.is_string_dtype(column):
        unknown = set(column.dropna()) - set(TRUTH)
        if unknown:
            raise ValueError(f"{column.name} holds {min(unknown)!r}, not true or false")
        column = column.map(TRUTH)
    return column.astype(DTYPES[kind])


def _read(path: Path, fields: dict[str, str]) -> pd.DataFrame:
    if path.suffix == ".jsonl":
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return pd.DataFrame(rows).reindex(columns=list(fields))
    return pd.read_csv(
        path, encoding="utf-8", dtype="string", keep_default_na=False, na_values=[""]
    )
