"""Everything a claim can be held against, from all tables, in one shape.

An id is ``table.row``, or ``chips.row.column`` for one figure of a chip. Amounts are turned into
base units (million US dollars into US dollars), so that they can be set beside a claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from chipclaims import tables
from chipclaims.arithmetic import FormulaError, Missing, evaluate, names_in
from chipclaims.chips import BITS, performance_density, total_processing_performance

BASE_UNITS = {
    "USD_million": ("USD", 1e6),
    "USD_billion": ("USD", 1e9),
    "CNY_100_million": ("CNY", 1e8),
    "ten_thousand_chips": ("chips", 1e4),
    "million_shares": ("shares", 1e6),
}
TPP = {
    "description": "total processing performance",
    "unit": "TPP",
    "kit:metric": "tpp",
    "kit:basis": "chip_tpp",
}
DENSITY = {
    "description": "performance density",
    "unit": "TPP/mm2",
    "kit:metric": "density",
    "kit:basis": "chip_density",
}
WORKED_OUT_OF = {"tpp": set(BITS), "performance_density": {*BITS, "die_area_mm2"}}
# Somebody with a stake, an estimate or a rumour may be quoted, but proves nothing.
WEAK_EVIDENCE = ("remark", "estimate", "rumour", "none")


class Reference(NamedTuple):
    """A figure or event of a table that a claim can be held against.

    ``value`` is a number in ``unit``, or ``None``; ``date`` is the ISO date of an event.
    ``weak`` says in words why it proves nothing about a fact, or is empty; ``known`` is false for
    a figure that rests on memory.
    """

    reference_id: str
    statement: str
    metric: str | None
    value: float | None
    value_low: float | None
    value_high: float | None
    unit: str | None
    basis: str | None
    period: str | None
    date: str | None
    weak: str
    known: bool
    source_id: str | None


@cache
def references() -> dict[str, Reference]:
    """Every reference by its id."""
    found = {r.reference_id: r for table in READERS for r in READERS[table](table)}
    return found | {r.reference_id: r for r in _derived(found)}


def reference(reference_id: str) -> Reference:
    """One reference; ``KeyError`` if there is none of that id."""
    return references()[reference_id]


def values(reference_id: str) -> float | str | None:
    """What a formula reads for an id: the date of an event, otherwise the value in base units."""
    found = reference(reference_id)
    return found.date or found.value


def _weakness(evidence: str | None, known: bool) -> str:
    if not known:
        return "it rests on memory: nobody has seen a page that states it"
    if evidence in WEAK_EVIDENCE:
        return {
            "remark": "it is the remark of somebody with a stake, without a method",
            "estimate": "it is an estimate",
            "rumour": "it is a rumour",
            "none": "no public figure exists",
        }[evidence]
    return ""


def _scaled(number: float | None, unit: str | None) -> float | None:
    return None if number is None else number * BASE_UNITS.get(unit, (unit, 1))[1]


def _from_figures(table: str) -> Iterator[Reference]:
    """Rows that hold one figure each: financials, other figures, share estimates."""
    key = "estimate_id" if table == "market_share_estimates" else "figure_id"
    for row in tables.rows(table):
        unit, known = row["unit"], row["status"] == "verified"
        period = row.get("period")
        if "period_start" in row:
            period = "/".join(part for part in (row["period_start"], row["period_end"]) if part)
        yield Reference(
            f"{table}.{row[key]}",
            row.get("statement") or f"{row['who']}: {row['share_of']}",
            row.get("metric") or "market_share",
            _scaled(row["value"], unit),
            _scaled(row.get("value_low"), unit),
            _scaled(row.get("value_high"), unit),
            BASE_UNITS.get(unit, (unit, 1))[0],
            row["basis"],
            period,
            None,
            _weakness(row["evidence"], known),
            known,
            row["source_id"],
        )


def _from_timeline(table: str) -> Iterator[Reference]:
    for row in tables.rows(table):
        known = row["status"] == "verified"
        weak = _weakness(row["evidence"], known)
        date = "/".join(part for part in (row["date"], row["date_end"]) if part)
        rest = ("event_date", None, None, None, None, "event", date, date, weak, known)
        yield Reference(f"{table}.{row['event_id']}", row["event"], *rest, row["source_id"])


def _from_rules(table: str) -> Iterator[Reference]:
    for row in tables.rows(table):
        weak = _weakness(row["evidence"], row["verified"])
        date = row["effective_from"]
        rest = ("statement", None, None, None, None, "statement", date, date, weak)
        yield Reference(
            f"{table}.{row['rule_id']}", row["summary"], *rest, row["verified"], row["source_id"]
        )


def _from_chips(table: str) -> Iterator[Reference]:
    fields = [f for f in tables.describe(table)["schema"]["fields"] if "kit:basis" in f]
    for row in tables.rows(table):
        for field in fields:
            yield _cell(row, field["name"], row[field["name"]], field)
        yield _cell(row, "tpp", total_processing_performance(row), TPP)
        yield _cell(row, "performance_density", performance_density(row), DENSITY)


def _cell(
    row: dict[str, Any], column: str, value: float | None, field: dict[str, Any]
) -> Reference:
    inputs = WORKED_OUT_OF.get(column, {column})
    known = row["status"] == "verified" and not inputs & _columns(row["memory_columns"])
    guessed = bool(inputs & _columns(row["estimated_columns"]))
    evidence = "none" if value is None else "estimate" if guessed else row["evidence"]
    return Reference(
        f"chips.{row['chip_id']}.{column}",
        f"{row['name']}: {field['description']}",
        field["kit:metric"],
        value,
        row.get(column.replace("_tflops", "_low_tflops")) if guessed else None,
        row.get(column.replace("_tflops", "_high_tflops")) if guessed else None,
        field.get("unit"),
        field["kit:basis"],
        None,
        None,
        _weakness(evidence, known),
        known,
        row["source_id"],
    )


def _columns(text: str | None) -> set[str]:
    return set((text or "").split(";"))


def _derived(found: dict[str, Reference]) -> Iterator[Reference]:
    """Figures that are worked out from others; as weak as the weakest of them."""
    for row in tables.rows("derived_figures"):
        used = [found[name] for name in names_in(row["formula"]) if name in found]
        yield Reference(
            f"derived_figures.{row['figure_id']}",
            row["statement"],
            row["metric"],
            _worked_out(row["formula"], found),
            None,
            None,
            row["unit"],
            row["basis"],
            row["period"],
            None,
            next((part.weak for part in used if part.weak), ""),
            all(part.known for part in used),
            None,
        )


def _worked_out(formula: str, found: dict[str, Reference]) -> float | None:
    """The value of a formula; ``None`` if it has none, which :mod:`.checking` reports."""
    try:
        value = evaluate(formula, lambda name: found[name].date or found[name].value)
    except (FormulaError, KeyError):
        return None
    return None if isinstance(value, Missing) else float(value)


READERS = {
    "chips": _from_chips,
    "export_rules": _from_rules,
    "nvidia_financials": _from_figures,
    "other_figures": _from_figures,
    "market_share_estimates": _from_figures,
    "timeline": _from_timeline,
}
