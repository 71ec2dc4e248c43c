"""What the export rules look at in a chip, and which of them catches it on a day.

Total processing performance (TPP) is the highest product of dense operations a second (in
TOPS or TFLOPS) and bits a number over all formats; performance density is TPP over the applicable
die area (88 FR 73458, technical notes to 3A090). The October 2022 rule asked for the same product
and for the speed of the link (87 FR 62186). The rules themselves stand in ``export_rules.csv``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from chipclaims import tables
from chipclaims.arithmetic import Missing, evaluate, is_known

Chip = Mapping[str, Any]

BITS = {
    "fp16_dense_tflops": 16,
    "fp8_dense_tflops": 8,
    "int8_dense_tops": 8,
    "fp4_dense_tflops": 4,
}
RESULTS = {
    "control": ("caught", "not caught"),
    "review": ("applies", "does not apply"),
    "duty": ("applies", "does not apply"),
}
NOT_IN_FORCE = ("proposed", "announced_only", "event")
IN_WORDS = {
    "tpp": "a dense figure in FP16, FP8, INT8 or FP4",
    "performance_density": "the applicable die area",
    "interconnect_gbs": "the speed of the link (GB/s, both directions)",
    "memory_bw_gbs": "the memory bandwidth (GB/s)",
    "datacenter": "whether it is made for data centres",
}


class ChipError(ValueError):
    """A chip that the kit does not know, in one line."""


class Finding(NamedTuple):
    """What one row of ``export_rules.csv`` says about a chip.

    ``result`` is ``caught`` or ``not caught`` for a control, ``applies`` or ``does not apply``
    for a review window or a duty, and ``cannot say``; ``why`` gives the arithmetic.
    """

    rule_id: str
    name: str
    result: str
    why: str
    destinations: str
    country_groups: str
    citation: str


class Classification(NamedTuple):
    """All findings for a chip on a day: ``controls`` decide, ``review`` and ``duty`` follow.

    A review window changes how requests under 3A090 are judged, so ``review`` is empty for a chip
    that no such rule catches.
    """

    chip: str
    on: str
    controls: list[Finding]
    review: list[Finding]
    duty: list[Finding]

    @property
    def caught(self) -> list[Finding]:
        """The controls that catch the chip."""
        return [finding for finding in self.controls if finding.result == "caught"]

    @property
    def open(self) -> list[Finding]:
        """The controls of which the published figures decide nothing."""
        return [finding for finding in self.controls if finding.result == "cannot say"]

    @property
    def verdict(self) -> str:
        """``needs a licence``, ``no control found`` or ``cannot say: needs …``."""
        if self.caught:
            return "needs a licence"
        if self.open:
            return self.open[0].why
        return "no control found"


def chip(chip_id: str) -> dict[str, Any]:
    """A row of ``chips.csv``; ``ChipError`` names the chips there are."""
    if chip_id not in _chips():
        raise ChipError(f"there is no chip {chip_id!r}; the kit has {', '.join(_chips())}")
    return dict(_chips()[chip_id])


@cache
def _chips() -> dict[str, dict[str, Any]]:
    return {row["chip_id"]: row for row in tables.rows("chips")}


@cache
def _rules() -> list[dict[str, Any]]:
    return tables.rows("export_rules")


def total_processing_performance(chip: Chip) -> float | None:
    """TPP: the highest of dense TOPS or TFLOPS times bits; ``None`` if no dense figure is known.

    Sparse figures never count. Source: 88 FR 73458, technical notes 1 and 2 to 3A090.
    """
    products = [chip[f] * bits for f, bits in BITS.items() if is_known(chip.get(f))]
    return max(products) if products else None


def performance_density(chip: Chip) -> float | None:
    """TPP over the applicable die area in mm²; ``None`` if one of them is not known.

    The applicable area is that of all logic dies made on a non-planar process. Source: 88 FR
    73458, technical notes 3 and 4 to 3A090.
    """
    tpp, area = total_processing_performance(chip), chip.get("die_area_mm2")
    return tpp / area if tpp is not None and is_known(area) and area else None


def measures(chip: Chip) -> dict[str, Any]:
    """The names that a threshold of ``export_rules.csv`` may use, with the chip's values."""
    plain = {name: chip.get(name) for name in ("interconnect_gbs", "memory_bw_gbs", "datacenter")}
    tpp, density = total_processing_performance(chip), performance_density(chip)
    return {"tpp": tpp, "performance_density": density, **plain}


def classify(chip_or_id: str | Chip, on: str | date) -> Classification:
    """Which rule catches a chip on a day, for which destinations, why, and with what citation.

    ``chip_or_id`` is a ``chip_id`` of ``chips.csv`` or a mapping with its columns (missing ones
    count as unknown). ``on`` is a day, as a date or as ISO text (``ValueError`` if it is none).
    An unknown input gives ``cannot say: needs …``, never a guess.
    """
    a_chip = chip(chip_or_id) if isinstance(chip_or_id, str) else chip_or_id
    day = date.fromisoformat(on) if isinstance(on, str) else date(on.year, on.month, on.day)
    in_force = [rule for rule in _rules() if _binds(rule, day)]
    found: dict[str, list[Finding]] = {"control": [], "review": [], "duty": []}
    for rule in in_force:
        if rule["role"] in found and (rule["threshold"] or rule["role"] == "control"):
            found[rule["role"]].append(_finding(a_chip, rule, in_force))
    found["review"] = _reviews(found["review"], found["control"])
    name = a_chip.get("name") or a_chip.get("chip_id") or "this chip"
    return Classification(name, day.isoformat(), *found.values())


def _binds(rule: Mapping[str, Any], day: date) -> bool:
    """Whether a row of the table is in force on a day; the last day does not count."""
    if rule["status"] in NOT_IN_FORCE:
        return False
    ends = rule["effective_to"]
    return _first_day(rule["effective_from"]) <= day and (not ends or day < _first_day(ends))


def _first_day(text: str) -> date:
    year, month, day = ([int(part) for part in text.split("-")] + [1, 1])[:3]
    return date(year, month, day)


def _finding(chip: Chip, rule: Mapping[str, Any], in_force: list[dict[str, Any]]) -> Finding:
    result, why = _named(chip, rule) if not rule["threshold"] else _measured(chip, rule, in_force)
    places = (rule["destinations"] or "", rule["country_groups"] or "", rule["citation"])
    return Finding(rule["rule_id"], rule["name"], result, why, *places)


def _reviews(reviews: list[Finding], controls: list[Finding]) -> list[Finding]:
    """The review windows as far as a rule of 3A090 catches the chip, or may catch it."""
    results = {finding.result for finding in controls if "3A090" in finding.rule_id}
    if "caught" in results:
        return reviews
    if "cannot say" not in results:
        return []
    why = next(f.why for f in controls if f.result == "cannot say")
    return [finding._replace(result="cannot say", why=why) for finding in reviews]


def _named(chip: Chip, rule: Mapping[str, Any]) -> tuple[str, str]:
    names = (rule["chips_named"] or "").split(";")
    if chip.get("chip_id") in names:
        return "caught", "the letter names it; no threshold is published"
    return "not caught", "the letter names other chips"


def _measured(
    chip: Chip, rule: Mapping[str, Any], in_force: list[dict[str, Any]]
) -> tuple[str, str]:
    values = measures(chip)
    outcome = evaluate(rule["threshold"], values)
    if outcome is not False and rule["role"] == "control" and "3A090" in rule["rule_id"]:
        for note in in_force:
            if note["role"] == "exclusion":
                outcome = _unless(outcome, evaluate(note["threshold"], values))
    if isinstance(outcome, Missing):
        return "cannot say", f"cannot say: needs {' and '.join(_needed(chip, outcome))}"
    yes, no = RESULTS[rule["role"]]
    return (yes if outcome else no), _arithmetic(chip, rule["threshold"], values)


def _needed(chip: Chip, outcome: Missing) -> list[str]:
    """The inputs that are missing, each once; a density lacks a dense figure, an area, or both."""
    names = set(outcome.names)
    if "performance_density" in names:
        if is_known(chip.get("die_area_mm2")):
            names.remove("performance_density")
        if total_processing_performance(chip) is None:
            names.add("tpp")
    return sorted(IN_WORDS.get(name, name) for name in names)


def _unless(outcome: bool | Missing, excluded: bool | Missing) -> bool | Missing:
    if excluded is True:
        return False
    if excluded is False:
        return outcome
    return excluded if outcome is True else outcome | excluded


def _arithmetic(chip: Chip, threshold: str, values: Mapping[str, Any]) -> str:
    used = [name for name in values if name in threshold and is_known(values[name])]
    shown = ", ".join(f"{name} {_rounded(values[name])}" for name in used)
    columns = chip.get("estimated_columns")
    guessed = set(columns.split(";")) & set(BITS) if is_known(columns) else set()
    return f"{shown} against {threshold}" + (" (from an estimate)" if guessed else "")


def _rounded(value: Any) -> str:
    if isinstance(value, bool):
        return str(value)
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"
