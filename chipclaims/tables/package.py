"""``data/datapackage.json``: which tables there are, and what each column holds."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from chipclaims.articles import kit_path


class TableError(ValueError):
    """A table that is not there or cannot be read, in one line that says what to do."""


@cache
def _resources() -> dict[str, dict[str, Any]]:
    try:
        text = (kit_path("data") / "datapackage.json").read_text(encoding="utf-8")
        return {resource["name"]: resource for resource in json.loads(text)["resources"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = f"{error} (get it back with: git checkout data)"
        raise TableError(f"data/datapackage.json cannot be read: {reason}") from error


def table_names() -> list[str]:
    """The names that ``load`` knows."""
    return list(_resources())


def describe(name: str) -> dict[str, Any]:
    """The description of a table; ``TableError`` names the tables there are."""
    if name not in _resources():
        known = ", ".join(_resources())
        raise TableError(f"there is no table {name!r}; the kit has {known}")
    return _resources()[name]


def path_of(name: str) -> Path:
    """Where the file of a table is."""
    return kit_path("data") / describe(name)["path"]
