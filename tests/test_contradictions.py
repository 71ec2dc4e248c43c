"""Cases where claims disagree or seem to: enough of them, tied to claims, with sums that close.

The sums are worked out here by a small reader of formulas of their own, straight from the files,
so that a slip of ``chipclaims.arithmetic`` or of its references cannot hide one of the tables.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

DATA = Path(__file__).parents[1] / "data"
KINDS = {
    "different_denominators", "different_definition", "different_date", "arithmetic", "sign",
    "status", "different_period", "different_unit", "who_did_it",
}  # fmt: skip
Value = float | str


@cache
def table(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def by_id(name: str) -> dict[str, dict[str, str]]:
    key = table(name)[0]
    first = next(column for column in key if column.endswith("_id"))
    return {row[first]: row for row in table(name)}


CASES = table("contradictions")
IDS = [row["case_id"] for row in CASES]


# ---------------------------------------------------------------- a reader of formulas of its own

TOKEN = re.compile(
    r"\s*(?:(?P<name>\{[^{}]+\})|(?P<text>'[^']*')|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<word>[a-z]+)|(?P<sign>[-+*/(),]))"
)
TIMES = {
    "USD_million": 10**6,
    "USD_billion": 10**9,
    "CNY_100_million": 10**8,
    "ten_thousand_chips": 10**4,
    "million_shares": 10**6,
}
BITS = {"fp16_dense_tflops": 16, "fp8_dense_tflops": 8, "int8_dense_tops": 8,
        "fp4_dense_tflops": 4}  # fmt: skip


def days(one: Value, other: Value) -> float:
    return (date.fromisoformat(str(other)) - date.fromisoformat(str(one))).days


def months(one: Value, other: Value) -> float:
    return days(one, other) * 12 / 365.25


FUNCTIONS: dict[str, Callable[..., float]] = {"days": days, "months": months}


class Sum:
    """A formula, read from left to right: a sum of products of what can stand in brackets."""

    def __init__(self, text: str) -> None:
        self.left = [m.group(0).strip() for m in TOKEN.finditer(text)]
        assert "".join(self.left) == re.sub(r"\s(?=(?:[^']*'[^']*')*[^']*$)", "", text), text

    def take(self, *wanted: str) -> str:
        return self.left.pop(0) if self.left and self.left[0] in wanted else ""

    def value(self) -> Value:
        found = self.terms()
        assert not self.left
        return found

    def terms(self) -> Value:
        found = self.products()
        while sign := self.take("+", "-"):
            other = self.products()
            found = found + other if sign == "+" else found - other
        return found

    def products(self) -> Value:
        found = self.single()
        while sign := self.take("*", "/"):
            other = self.single()
            found = found * other if sign == "*" else found / other
        return found

    def single(self) -> Value:
        if self.take("-"):
            return -self.single()
        token = self.left.pop(0)
        if token == "(":
            found = self.terms()
            assert self.take(")")
            return found
        if token in FUNCTIONS:
            return FUNCTIONS[token](*self.arguments())
        if token.startswith("{"):
            return look_up(token[1:-1])
        return token[1:-1] if token.startswith("'") else float(token)

    def arguments(self) -> list[Value]:
        assert self.take("(")
        found = [self.terms()]
        while self.take(","):
            found.append(self.terms())
        assert self.take(")")
        return found


def look_up(name: str) -> Value:
    """The value of a claim or of a row of a table, in base units; ``KeyError`` if there is none."""
    if re.fullmatch(r"\d{3}-\d+", name):
        row = by_id("claims")[name]
        return float(row["value"]) if row["value"] else row["period"]
    resource, key, *column = name.split(".")
    if resource not in {"chips", "timeline", "export_rules", "nvidia_financials", "other_figures",
                        "market_share_estimates", "derived_figures"}:  # fmt: skip
        raise KeyError(name)
    row = by_id(resource)[key]
    if resource == "chips":
        return of_chip(row, column[0])
    if column:
        raise KeyError(name)
    if resource == "timeline":
        return "/".join(part for part in (row["date"], row["date_end"]) if part)
    if resource == "export_rules":
        return row["effective_from"]
    if resource == "derived_figures":
        return Sum(row["formula"]).value()
    return float(row["value"]) * TIMES.get(row["unit"], 1) if row["value"] else row["value_low"]


def of_chip(row: dict[str, str], column: str) -> Value:
    if column not in ("tpp", "performance_density"):
        return float(row[column]) if row[column] else ""
    products = [float(row[c]) * bits for c, bits in BITS.items() if row[c]]
    if not products or (column != "tpp" and not row["die_area_mm2"]):
        return ""
    return max(products) / (1 if column == "tpp" else float(row["die_area_mm2"]))


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3 - -4 / 2", 11),
        ("100 * (1 - 78 / 132)", 40.909),
        ("days('2025-04-09', '2025-07-15')", 97),
        ("24 * days('2025-04-09', '2025-04-17')", 192),
        ("months('2025-04-09', '2025-07-15')", 3.187),
        ("{nvidia_financials.fy2025_revenue} / 1000000", 130497),
        ("{chips.h20.tpp}", 2368),
        ("days({timeline.h20_letter}, '2025-04-10')", 1),
    ],
)
def test_the_reader_of_formulas_reads(formula: str, value: float) -> None:
    assert Sum(formula).value() == pytest.approx(value, abs=5e-4)


def fits(value: Value, printed: str) -> bool:
    """Whether a printed number is the value, rounded to the digits that it shows."""
    decimals = len(printed.partition(".")[2])
    return abs(float(value) - float(printed)) <= 0.5 * 10**-decimals * (1 + 1e-9)


@pytest.mark.parametrize(
    ("value", "printed", "yes"),
    [
        (3.187, "3.2", True),
        (3.25, "3.2", True),
        (3.26, "3.2", False),
        (99, "99", True),
        (99.6, "99", False),
        (-21.43, "-21.4", True),
        (21.43, "-21.4", False),
        (23.275, "23.275", True),
        (23.276, "23.275", False),
    ],
)
def test_a_printed_sum_is_the_value_to_its_last_digit(
    value: float, printed: str, yes: bool
) -> None:
    assert fits(value, printed) is yes


# ---------------------------------------------------------------- the cases


def test_there_are_at_least_twenty_five_real_cases() -> None:
    assert len([row for row in CASES if row["is_real"] == "real"]) >= 25


def test_every_kind_that_the_issue_names_occurs() -> None:
    assert {row["kind"] for row in CASES} <= KINDS
    for kind in ("different_denominators", "different_definition", "different_date",
                 "arithmetic", "sign", "status"):  # fmt: skip
        assert Counter(row["kind"] for row in CASES)[kind], kind


def test_seeming_and_real_cases_are_told_apart() -> None:
    assert {row["is_real"] for row in CASES} == {"real", "apparent", "open"}


def test_no_case_stands_twice() -> None:
    assert len(set(IDS)) == len(IDS)
    titles = Counter(row["title"].lower() for row in CASES)
    assert [title for title, count in titles.items() if count > 1] == []
    cases = Counter((frozenset(row["claims"].split(";")), row["kind"]) for row in CASES)
    many = [case for case, count in cases.items() if count > 1 and len(case[0]) > 1]
    assert many == []


@pytest.mark.parametrize("row", CASES, ids=IDS)
def test_the_claims_and_references_of_a_case_exist(row: dict[str, str]) -> None:
    claims = row["claims"].split(";")
    assert len(set(claims)) == len(claims)
    assert [claim for claim in claims if claim not in by_id("claims")] == []
    for name in filter(None, row["references"].split(";")):
        assert not re.fullmatch(r"\d{3}-\d+", name), name
        look_up(name)


# Cases of one claim that nothing outside its article contradicts, with what does.
WITHIN_ONE_SENTENCE = {
    "Less computing power, three to four times as much": "the two halves of one sentence",
}


def test_a_case_of_one_claim_has_something_to_disagree_with() -> None:
    """A reference, or a verdict against the words around the number."""
    alone = {
        row["title"]
        for row in CASES
        if ";" not in row["claims"]
        and not row["references"]
        and by_id("claims")[row["claims"]]["verdict"] not in ("wrong_basis", "contradicted")
    }
    assert alone == set(WITHIN_ONE_SENTENCE)


@pytest.mark.parametrize("row", CASES, ids=IDS)
def test_a_case_says_how_to_see_it_and_what_to_conclude(row: dict[str, str]) -> None:
    for column in ("title", "how_to_see_it", "conclusion"):
        assert row[column].strip() == row[column] != "", column
    for column in ("how_to_see_it", "conclusion"):
        assert row[column][-1] in ".?'", column
        assert 4 <= len(row[column].split()) <= 60, column
    assert row["how_to_see_it"] != row["conclusion"]


@pytest.mark.parametrize("row", CASES, ids=IDS)
def test_the_sum_of_a_case_closes(row: dict[str, str]) -> None:
    assert bool(row["arithmetic"]) == bool(row["result"])
    if row["arithmetic"]:
        assert fits(Sum(row["arithmetic"]).value(), row["result"])


def test_most_cases_show_a_sum() -> None:
    real = [row for row in CASES if row["is_real"] == "real"]
    assert len([row for row in real if row["arithmetic"]]) >= 25
    # What is said not to close must show where.
    shown = [row["case_id"] for row in real if row["kind"] == "arithmetic" and row["arithmetic"]]
    assert len(shown) >= 3


@pytest.mark.parametrize(
    "row", table("derived_figures"), ids=[row["figure_id"] for row in table("derived_figures")]
)
def test_a_derived_figure_is_what_its_formula_gives(row: dict[str, str]) -> None:
    assert fits(Sum(row["formula"]).value(), row["value"])


LOADED = re.compile(
    r"\b(lie[sd]?|liars?|lying|fake\w*|propaganda|mislead\w*|nonsense|absurd\w*|shame\w*|stupid\w*|"
    r"ridiculous\w*|deceiv\w*|deception|wrongly claims?|falsely|hoax|fabricat\w*|disinformation|"
    r"dishonest\w*|manipulat\w*|trick\w*|cheat\w*|hype\w*|brainwash\w*|so-called|obviously)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("row", CASES, ids=IDS)
def test_a_case_takes_no_side(row: dict[str, str]) -> None:
    for column in ("title", "how_to_see_it", "conclusion"):
        assert not LOADED.search(row[column]), column
