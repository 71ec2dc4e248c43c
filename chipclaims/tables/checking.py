"""What a description asks of cells, rows and whole tables.

Beside the constraints of the Data Package standard, a description of this kit may say:
``kit:kind`` of a column: ``date`` (2025, 2025-04, 2025-04-15) or ``period`` (a date, or two with
a slash); ``kit:spans`` of a table: which columns hold an article, two raw offsets and the text
between them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from chipclaims.articles import ArticleError, load_articles
from chipclaims.tables.reading import Problem, Row

Contents = dict[str, list[Row]]

TRUTH = {"true": True, "false": False}
DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
SPAN = ("article", "start", "end", "text")
HINT = "write 2025, 2025-04 or 2025-04-15; a spreadsheet may have rewritten it"


def _boolean(text: str) -> bool:
    if text not in TRUTH:
        raise ValueError
    return TRUTH[text]


def _number(text: str) -> float:
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?", text):
        raise ValueError
    return float(text)


def _integer(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]+", text):
        raise ValueError
    return int(text)


CONVERT: dict[str, tuple[Callable[[str], Any], str]] = {
    "string": (str, "text"),
    "integer": (_integer, "a whole number"),
    "number": (_number, "a number"),
    "boolean": (_boolean, "true or false"),
}
IS_ALREADY: dict[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "any": lambda value: True,
}


def cell_problems(row: Row, description: dict[str, Any]) -> list[Problem]:
    """What is wrong with the cells of a row; those that are right are converted in place."""
    wrong = []
    for field in description["schema"]["fields"]:
        name = field["name"]
        fault = _fault_of_cell(row, field, description["format"])
        if fault:
            wrong.append(Problem(description["path"], row.number, name, fault))
    return wrong


def _fault_of_cell(row: Row, field: dict[str, Any], file_format: str) -> str | None:
    value, rules = row.cells[field["name"]], field.get("constraints", {})
    if value is None:
        return "is empty" if rules.get("required") else None
    if file_format == "jsonl":
        if not IS_ALREADY[field["type"]](value):
            return f"{value!r} is not {CONVERT[field['type']][1]}"
    else:
        convert, wanted = CONVERT[field["type"]]
        try:
            value = row.cells[field["name"]] = convert(value)
        except ValueError:
            return f"{value!r} is not {wanted}"
    return _fault_of_value(value, rules) or _fault_of_kind(value, field.get("kit:kind"))


def _fault_of_value(value: Any, rules: dict[str, Any]) -> str | None:
    if "enum" in rules and value not in rules["enum"]:
        return f"{value!r} is not one of {', '.join(map(str, rules['enum']))}"
    if "pattern" in rules and not re.fullmatch(rules["pattern"], str(value)):
        return f"{value!r} is not of the form {rules['pattern']}"
    if "minimum" in rules and value < rules["minimum"]:
        return f"{value!r} is under {rules['minimum']}"
    return None


def _fault_of_kind(value: Any, kind: str | None) -> str | None:
    if kind == "date" and not _is_date(value):
        return f"{value!r} is not a date ({HINT})"
    if kind == "period":
        first, slash, last = value.partition("/")
        if not (_is_date(first) and (_is_date(last) or not slash)):
            return f"{value!r} is not a date or two with a slash between ({HINT})"
        if last and last < first[: len(last)]:
            return f"{value!r} ends before it begins"
    return None


def _is_date(text: str) -> bool:
    match = DATE.fullmatch(text)
    if not match:
        return False
    try:
        date(*(int(part or 1) for part in match.groups()))
    except ValueError:
        return False
    return True


def row_problems(rows: list[Row], description: dict[str, Any]) -> list[Problem]:
    """Values that a column holds twice although it may not."""
    wrong = []
    for field in description["schema"]["fields"]:
        if not field.get("constraints", {}).get("unique"):
            continue
        first: dict[Any, int] = {}
        for row in rows:
            value = row.cells[field["name"]]
            if value is not None and first.setdefault(value, row.number) != row.number:
                says = f"{value!r} stands already in row {first[value]}"
                wrong.append(Problem(description["path"], row.number, field["name"], says))
    return wrong


def table_problems(name: str, description: dict[str, Any], contents: Contents) -> Iterator[Problem]:
    """Keys that lead nowhere, and spans that do not read what the row says."""
    for key in description["schema"].get("foreignKeys", []):
        yield from _lost_keys(name, description, key, contents)
    for span in description.get("kit:spans", []):
        yield from _wrong_spans(contents[name], description["path"], span)


def _lost_keys(
    name: str, description: dict[str, Any], key: dict[str, Any], contents: Contents
) -> Iterator[Problem]:
    column, target = key["fields"], key["reference"]
    resource = target["resource"] or name
    known = {row.cells[target["fields"]] for row in contents[resource]}
    for row in contents[name]:
        value = row.cells[column]
        if value is not None and value not in known:
            says = f"{value!r} is no {target['fields']} of {resource}"
            yield Problem(description["path"], row.number, column, says)


def _wrong_spans(rows: list[Row], path: str, span: dict[str, str]) -> Iterator[Problem]:
    try:
        raw = {article.name: article.raw for article in load_articles()}
    except ArticleError as error:
        yield Problem(path, None, span["article"], f"the articles cannot be read: {error}")
        return
    for row in rows:
        article, start, end, text = (
            row.cells[span[k]] for k in ("article", "start", "end", "text")
        )
        if start is None and end is None:
            continue
        if article not in raw:
            yield Problem(path, row.number, span["article"], f"{article!r} is no article")
        elif not (isinstance(start, int) and isinstance(end, int)):
            yield Problem(path, row.number, span["start"], "start and end are not both there")
        elif not 0 <= start < end <= len(raw[article]):
            says = f"{start} to {end} is outside the article (0 to {len(raw[article])})"
            yield Problem(path, row.number, span["start"], says)
        elif raw[article][start:end] != text:
            says = f"the article reads {raw[article][start:end]!r} there, the row {text!r}"
            yield Problem(path, row.number, span["text"], says)
