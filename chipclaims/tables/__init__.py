"""The tables of ``data/``, as ``datapackage.json`` describes them.

:func:`load` gives a table as a typed DataFrame, :func:`rows` the same as plain dictionaries
(without the second that importing pandas takes), :func:`problems` everything that is wrong with
the files, a line each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chipclaims.tables.checking import cell_problems, row_problems, table_problems
from chipclaims.tables.package import TableError, describe, path_of, table_names
from chipclaims.tables.reading import Problem, Row, read

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Problem", "TableError", "describe", "load", "problems", "rows", "table_names"]

DTYPES = {
    "string": "string",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
    "any": "object",
}
ADVICE = "get it back with: git checkout data"


def load(name: str) -> pd.DataFrame:
    """A table of the kit with the column types of its description.

    Raises ``TableError`` for an unknown name, a missing or damaged file or a missing column.
    """
    import pandas as pd

    fields = describe(name)["schema"]["fields"]
    found = rows(name)
    return pd.DataFrame(
        {
            field["name"]: pd.Series(
                [row[field["name"]] for row in found], dtype=DTYPES[field["type"]]
            )
            for field in fields
        }
    )


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of a table in file order: ``str``, ``int``, ``float``, ``bool`` or ``None`` cells.

    Raises ``TableError`` as :func:`load` does.
    """
    found, wrong = _checked(name)
    if wrong:
        raise TableError(f"{wrong[0]} ({ADVICE})")
    return [row.cells for row in found]


def problems() -> list[Problem]:
    """All that is wrong with the files of ``data/``: cells, rows, keys, spans, each with its place.

    A list without an entry means that every table is as its description says.
    """
    read_tables = {name: _checked(name) for name in table_names()}
    wrong = [problem for _, found in read_tables.values() for problem in found]
    contents = {name: found for name, (found, _) in read_tables.items()}
    for name in table_names():
        wrong += table_problems(name, describe(name), contents)
    return wrong


def _checked(name: str) -> tuple[list[Row], list[Problem]]:
    """The rows of a file, their cells converted, and what is wrong with the file and its cells."""
    description = describe(name)
    found, wrong = read(path_of(name), description)
    missing = {problem.column for problem in wrong if problem.row == 1 and problem.column}
    for row in found:
        wrong += [p for p in cell_problems(row, description) if p.column not in missing]
    return found, wrong + row_problems(found, description)
