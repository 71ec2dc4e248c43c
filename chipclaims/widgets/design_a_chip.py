"""Design a chip of your own: which export rule catches it, and by how much it misses a line.

>>> print(chip_in_words(148, 296, 814, 900, 4000, True, "2024-06-01").splitlines()[0])
TPP: FP16 148 × 16 = 2,368; FP8 296 × 8 = 2,368. The highest counts: 2,368.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Any, NamedTuple

from ipywidgets import HTML, Checkbox, DatePicker, FloatSlider, HBox, Layout, Text, VBox

from chipclaims import tables
from chipclaims.arithmetic import Missing, evaluate
from chipclaims.chips import (
    BITS,
    Finding,
    classify,
    measures,
    performance_density,
    total_processing_performance,
)
from chipclaims.thresholds import Line, arms, in_force

START = {"fp16": "148", "fp8": "296", "die_area": "814", "link": "900", "memory": "4000"}
START_DAY = date(2024, 6, 1)
SLIDES = {"fp16": (1, 1200), "die_area": (100, 2500)}
LABEL = {"description_width": "15em"}
SMALLEST, LARGEST = 0.01, 1e6  # no chip comes near them, in any of the units
LONGEST_SHOWN = 20
THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")


class Field(NamedTuple):
    """A field of the widget: its label, its unit and the column of ``chips.csv`` it fills."""

    label: str
    unit: str
    column: str


FIELDS = {
    "fp16": Field("FP16, dense", "TFLOPS", "fp16_dense_tflops"),
    "fp8": Field("FP8, dense", "TFLOPS", "fp8_dense_tflops"),
    "die_area": Field("Die area", "mm²", "die_area_mm2"),
    "link": Field("Link", "GB/s", "interconnect_gbs"),
    "memory": Field("Memory bandwidth", "GB/s", "memory_bw_gbs"),
}
SHOWN = {
    "tpp": "TPP",
    "performance_density": "density",
    "interconnect_gbs": "link",
    "memory_bw_gbs": "memory bandwidth",
}
UNITS = {"interconnect_gbs": " GB/s", "memory_bw_gbs": " GB/s"}


def chip_in_words(
    fp16: object = None,
    fp8: object = None,
    die_area: object = None,
    link: object = None,
    memory: object = None,
    datacenter: bool = True,
    on: str | date | None = "2024-06-01",
) -> str:
    """What the export rules of a day say about a chip, one statement a line.

    ``fp16`` and ``fp8`` are dense TFLOPS, ``die_area`` is in mm², ``link`` (both directions) and
    ``memory`` are in GB/s; each may be a number or text. Empty means not known. What is no number
    above zero is named and counts as not known, so nothing typed can raise an error. ``on`` is a
    day, as a date or as ISO text.
    """
    given = {"fp16": fp16, "fp8": fp8, "die_area": die_area, "link": link, "memory": memory}
    chip: dict[str, Any] = {"name": "this chip", "datacenter": bool(datacenter)}
    lines = []
    for name, value in given.items():
        chip[FIELDS[name].column], fault = _read(value)
        lines += [f"{FIELDS[name].label}: {fault}; it counts as not known."] if fault else []
    lines += _figures(chip)
    day = _day(on)
    if day is None:
        return "\n".join(
            [*lines, "Choose a day (year-month-day): the rules change from day to day."]
        )
    return "\n".join(lines + _rules_in_words(chip, day))


def _read(value: object) -> tuple[float | None, str]:
    """A number above zero, or ``None`` with what is wrong; an empty field has no fault."""
    text = "" if value is None else str(value).strip()
    if not text:
        return None, ""
    shown = repr(text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…")
    plain = text.replace(",", "") if THOUSANDS.fullmatch(text) else text
    try:
        number = float(plain)
    except ValueError:
        return None, f"{shown} is no number (write 1480 or 2.5)"
    if math.isnan(number) or number > LARGEST:
        return None, f"{shown} is beyond any chip"
    if number <= 0:
        return None, f"{shown} is not above zero"
    if number < SMALLEST:
        return None, f"{shown} is too small for any chip"
    return number, ""


def _day(on: str | date | None) -> date | None:
    if isinstance(on, date):
        return on
    try:
        return date.fromisoformat(str(on).strip())
    except ValueError:
        return None


# ------------------------------------------------- the words


def _figures(chip: Mapping[str, Any]) -> list[str]:
    """TPP and performance density, with their arithmetic."""
    tpp, density = total_processing_performance(chip), performance_density(chip)
    if tpp is None:
        return ["TPP: not known. It needs a dense figure in FP16 or FP8."]
    products = []
    for name, column in (("FP16", "fp16_dense_tflops"), ("FP8", "fp8_dense_tflops")):
        if (rate := chip[column]) is not None:
            products.append(f"{name} {_full(rate)} × {BITS[column]} = {_full(rate * BITS[column])}")
    highest = f" The highest counts: {_full(tpp)}." if len(products) > 1 else ""
    lines = [f"TPP: {'; '.join(products)}.{highest}"]
    if density is None:
        return [*lines, "Performance density: not known. It needs the die area."]
    area = _full(chip["die_area_mm2"])
    return [*lines, f"Performance density: {_full(tpp)} / {area} mm² = {_shown(density)}."]


def _rules_in_words(chip: Mapping[str, Any], day: date) -> list[str]:
    rules = in_force(tables.rows("export_rules"), day)
    threshold = {rule["rule_id"]: rule["threshold"] for rule in rules if rule["threshold"]}
    found = classify(chip, day)
    controls = [each for each in found.controls if each.rule_id in threshold]
    caught = [each for each in controls if each.result == "caught"]
    lines = [f"On {day.isoformat()}: {_verdict(controls)}"]
    told = lines[-1]
    for finding in caught or [each for each in controls if each.why not in told]:
        lines += _control(chip, finding, threshold[finding.rule_id], rules)
    if caught:
        lines += _exceptions(chip, rules)
    lines += [_review(chip, each, threshold[each.rule_id]) for each in found.review]
    lines += [f"{d.name}: applies ({d.destinations})." for d in found.duty if d.result == "applies"]
    letters = [each.name for each in found.controls if each.rule_id not in threshold]
    if letters:
        lines.append(
            f"Letters name chips one by one, without a line: {'; '.join(letters)}. "
            "No arithmetic says whether one would name yours."
        )
    return lines


def _verdict(controls: list[Finding]) -> str:
    if not controls:
        return "no rule with a line is in force."
    caught = [finding.name for finding in controls if finding.result == "caught"]
    if caught:
        return f"CAUGHT by the {' and the '.join(caught)}: an export needs a licence."
    unknown = [finding.why for finding in controls if finding.result == "cannot say"]
    return f"{unknown[0]}." if unknown else "NOT CAUGHT by any rule with a line."


def _control(
    chip: Mapping[str, Any], finding: Finding, threshold: str, rules: list[Mapping[str, Any]]
) -> list[str]:
    """What one rule says: where it holds if it catches, else how far each of its ways is."""
    ways, values = arms(threshold), measures(chip)
    met = next((way for way in ways if not _missed(way, values)), None)
    if finding.result == "cannot say":
        return [f"{finding.name}: {finding.why}."]
    if finding.result == "caught" and met:
        return [
            f"{finding.name} asks for {_asked(met)}: {_margins(met, values)}.",
            f"Where: {finding.destinations}. Source: {finding.citation}.",
        ]
    if met:
        notes = [rule["name"] for rule in rules if rule["role"] == "exclusion"]
        return [f"{finding.name}: reached ({_asked(met)}), but left out. {'; '.join(notes)}."]
    told = [f"{_asked(way)}: {_distances(way, values)}" for way in ways]
    return [f"{finding.name}: asks for {'; or for '.join(told)}."]


def _missed(way: list[Line], values: Mapping[str, Any]) -> list[Line]:
    """The lines of a way that do not hold; what is not known holds nothing."""
    return [line for line in way if values[line.name] is None or not line.holds(values[line.name])]


def _asked(way: list[Line]) -> str:
    """A way in words: ``TPP from 2,400 and below 4,800, density from 1.6 and below 5.92``."""
    words = {">=": "from", ">": "above", "<": "below", "<=": "up to"}
    asked: dict[str, list[str]] = {}
    for line in way:
        limit = f"{words[line.sign]} {_full(line.limit)}{UNITS.get(line.name, '')}"
        asked.setdefault(SHOWN[line.name], []).append(limit)
    return ", ".join(f"{name} {' and '.join(limits)}" for name, limits in asked.items())


def _distances(way: list[Line], values: Mapping[str, Any]) -> str:
    """By how much a chip misses each line: ``TPP is too low by 32 (1.3 %)``."""
    told = []
    for line in _missed(way, values):
        value = values[line.name]
        if value is None:
            told.append(f"{SHOWN[line.name]} is not known")
        elif value == line.limit:
            told.append(f"{SHOWN[line.name]} is exactly at the line")
        else:
            side = "low" if value < line.limit else "high"
            told.append(f"{SHOWN[line.name]} is too {side} by {_gap(line, value)}")
    return " and ".join(told)


def _margins(way: list[Line], values: Mapping[str, Any], under: bool = False) -> str:
    """By how much a chip is over the lines of a way, or under them."""
    told = []
    for line in way:
        value = values[line.name]
        if (line.sign in ("<", "<=")) == under:
            limit, side = _full(line.limit), "below" if under else "above"
            at = f"exactly at {limit}"
            at = at if value == line.limit else f"{side} {limit} by {_gap(line, value)}"
            told.append(f"{SHOWN[line.name]} is {at}")
    return " and ".join(told)


def _gap(line: Line, value: float) -> str:
    gap = abs(value - line.limit)
    part = gap / line.limit
    share = f"{100 * part:.1f} %" if 0.0005 <= part < 10 else "less than 0.1 %"
    share = f"{_shown(part + 1)} times the line" if part >= 10 else share
    return f"{_shown(gap)}{UNITS.get(line.name, '')} ({share})"


def _review(chip: Mapping[str, Any], finding: Finding, threshold: str) -> str:
    if finding.result == "cannot say":
        return f"{finding.name}: {finding.why}."
    ways, values = arms(threshold), measures(chip)
    if finding.result == "applies":
        met = next(way for way in ways if not _missed(way, values))
        margins = _margins(met, values, under=True)
        where = f"It holds for {finding.destinations}. A licence is still needed."
        return f"{finding.name}: applies; {margins}. {where}"
    nearest = min(ways, key=lambda way: len(_missed(way, values)))
    return f"{finding.name}: does not apply; {_distances(nearest, values)}."


def _exceptions(chip: Mapping[str, Any], rules: list[Mapping[str, Any]]) -> list[str]:
    lines = []
    for rule in rules:
        if rule["role"] == "exception" and rule["threshold"]:
            outcome = evaluate(rule["threshold"], measures(chip))
            if outcome is True:
                lines.append(f"{rule['name']}: may be used. {rule['summary']}")
            elif isinstance(outcome, Missing):
                lines.append(f"{rule['name']}: cannot say.")
    return lines


def _full(number: float) -> str:
    """A number as it was given: 149.9999 is not 150."""
    return f"{number:,.10g}"


def _shown(number: float) -> str:
    """A number with two decimals at most, or with its first two digits where it is tiny."""
    text = f"{number:,.2f}".rstrip("0").rstrip(".")
    return text if number >= 0.01 else f"{number:.2g}"


# ------------------------------------------------- the widget


def chip_html(words: str) -> str:
    """The words as a list that a screen reader announces; text is shown, never obeyed."""
    lines = "".join(f"<li>{escape(line)}</li>" for line in words.splitlines())
    style = "line-height:1.5;max-width:60em"
    return f'<ul role="status" aria-live="polite" style="{style}">{lines}</ul>'


def design_a_chip() -> VBox:
    """A widget: fields for a chip and a day, and in words what the export rules say.

    It begins with the figures of the H20. A field takes effect with Enter or when it is left; an
    empty one means "not known". The sliders move the fields of FP16 and die area: Tab leads to
    them, the arrow keys move them by one.
    """
    texts = {name: _text(field, START[name]) for name, field in FIELDS.items()}
    sliders = {name: _slider(float(START[name]), *ends) for name, ends in SLIDES.items()}
    purpose = Checkbox(True, description="made for data centres", indent=False)
    day = DatePicker(value=START_DAY, description="Day:", layout=_wide(), style=LABEL)
    answer = HTML()

    def show(_=None) -> None:
        values = {name: text.value for name, text in texts.items()}
        words = chip_in_words(**values, datacenter=purpose.value, on=day.value)
        answer.value = chip_html(words)

    for name, slider in sliders.items():
        _keep_together(texts[name], slider)
    for control in (*texts.values(), purpose, day):
        control.observe(show, names="value")
    show()
    rows = [HBox([texts[name], sliders[name]] if name in sliders else [texts[name]])
            for name in FIELDS]  # fmt: skip
    return VBox([*rows, HBox([day, purpose]), answer])


def _wide() -> Layout:
    return Layout(width="25em")


def _text(field: Field, value: str) -> Text:
    label = f"{field.label} ({field.unit}):"
    return Text(value, description=label, layout=_wide(), style=LABEL, continuous_update=False)


def _slider(value: float, low: float, high: float) -> FloatSlider:
    return FloatSlider(
        value, min=low, max=high, step=1, description="or slide:", readout=False, layout=_wide()
    )


def _keep_together(text: Text, slider: FloatSlider) -> None:
    """Let a slider write into its field, and a number in the field move the slider."""

    def to_text(change: Mapping[str, Any]) -> None:
        if _read(text.value)[0] != change["new"]:
            text.value = f"{change['new']:g}"

    def to_slider(change: Mapping[str, Any]) -> None:
        number, _ = _read(change["new"])
        if number is not None and slider.min <= number <= slider.max:
            slider.value = number

    slider.observe(to_text, names="value")
    text.observe(to_slider, names="value")
