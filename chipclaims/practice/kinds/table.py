"""A small table as answer: a DataFrame or a list of dictionaries, columns and rows in any order."""

from __future__ import annotations

import math
import numbers
import warnings
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from chipclaims.practice.kinds.base import (
    Kind,
    NothingYet,
    Reading,
    Unreadable,
    is_untouched,
    shown,
)

Rows = dict[Any, dict[str, Any]]


@dataclass(frozen=True)
class Table(Kind):
    """Rows with the ``columns``; the column ``key`` tells the rows apart.

    ``relative`` is how far a number in a cell may be off, as a part of it. A mistake's data are
    ``{key: {column: wrong value}}`` or the whole wrong table, or a function that gives one.
    """

    columns: tuple[str, ...]
    key: str
    relative: float = 0.001

    def read(self, answer: Any) -> Reading:
        rows = _as_rows(answer)
        if all(is_untouched(row[c]) for row in rows for c in row if c != self.key):
            raise NothingYet
        for column in self.columns:
            if any(column not in row for row in rows):
                raise Unreadable(f"Your table has no column {column!r}: keep the names as given.")
        keys = [_cell(row[self.key]) for row in rows]
        if len(set(keys)) < len(keys):
            raise Unreadable(f"Two rows of your table have the same {self.key!r}.")
        return Reading(
            {
                key: {c: _cell(row[c]) for c in self.columns}
                for key, row in zip(keys, rows, strict=True)
            }
        )

    def same(self, value: Rows, expected: Rows) -> bool:
        return value.keys() == expected.keys() and not self._wrong(value, expected)

    def _wrong(self, value: Rows, expected: Rows) -> list[tuple[Any, str]]:
        return [
            (key, column)
            for key in expected
            for column in self.columns
            if key in value and not self._equal(value[key][column], expected[key][column])
        ]

    def _equal(self, one: Any, other: Any) -> bool:
        if isinstance(one, int | float) and isinstance(other, int | float):
            with suppress(OverflowError):
                return math.isclose(one, other, rel_tol=self.relative, abs_tol=1e-12)
        return bool(one == other)

    def answer_of(self, mistake: Any, expected: Rows) -> list[dict[str, Any]]:
        mistake = mistake() if callable(mistake) else mistake
        if not isinstance(mistake, Mapping):
            return mistake
        return [{**row, **mistake.get(key, {})} for key, row in expected.items()]

    def shows(self, value: Rows, mistake: Any, expected: Rows) -> bool:
        mistake = mistake() if callable(mistake) else mistake
        if not isinstance(mistake, Mapping):
            return self.same(value, self.read(mistake).value)
        return all(
            key in value and self._equal(value[key][column], _cell(wrong))
            for key, cells in mistake.items()
            for column, wrong in cells.items()
        )

    def how_far(self, value: Rows, expected: Rows) -> str:
        extra = [key for key in value if key not in expected]
        if extra:
            return f"The row {shown(extra[0])} does not belong in the table."
        lacking = len(expected) - len(value)
        if lacking:
            return f"Rows still missing: {lacking}."
        wrong = self._wrong(value, expected)
        places = ", ".join(f"{key} ({column})" for key, column in wrong[:4])
        return f"Cells that do not fit: {len(wrong)}. Look again at: {places}."

    def secrets(self, expected: Rows) -> Iterable[Any]:
        cells = [row[c] for row in expected.values() for c in self.columns if c != self.key]
        return [cell for cell in cells if isinstance(cell, int | float)]


def _as_rows(answer: Any) -> list[Mapping[str, Any]]:
    if hasattr(answer, "to_dict") and hasattr(answer, "columns"):
        index = [name for name in answer.index.names if name and name not in answer.columns]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of two columns of the same name
            return (answer.reset_index(level=index) if index else answer).to_dict("records")
    if isinstance(answer, list | tuple) and all(isinstance(row, Mapping) for row in answer):
        return list(answer)
    raise Unreadable(
        "A table is asked for (a DataFrame, or a list of dictionaries); your answer is of the type "
        f"{type(answer).__name__}."
    )


def _cell(value: Any) -> Any:
    if hasattr(value, "item") and getattr(value, "ndim", None) == 0:
        value = value.item()
    if isinstance(value, str):
        return value.strip()
    try:
        missing = value is None or bool(value != value)
    except TypeError:
        missing = True
    if missing:
        return None
    if isinstance(value, numbers.Real | Decimal) and not isinstance(value, int | float):
        return float(value)
    return value
