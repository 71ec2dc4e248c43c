"""The word tables of the extractor, as patterns: units, currencies before a number, false friends.

All words are folded (simplified, half-width).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import NamedTuple

from chipclaims.folding import fold
from chipclaims.quantities.found import AS_WRITTEN
from chipclaims.quantities.numerals import WRITTEN

CURRENCY_SIGNS = {
    "US$": "USD", "USD": "USD", "US ": "USD", "$": "USD", "美元": "USD",
    "NT$": "TWD", "NTD": "TWD", "TWD": "TWD", "新台币": "TWD", "新臺币": "TWD", "台币": "TWD",
    "HK$": "HKD", "HKD": "HKD", "港币": "HKD",
    "RMB": "CNY", "CNY": "CNY", "CN¥": "CNY", "人民币": "CNY", "¥": "CNY", "￥": "CNY",
    "€": "EUR", "EUR": "EUR", "£": "GBP", "GBP": "GBP", "JP¥": "JPY", "JPY": "JPY",
    "A$": "AUD", "C$": "CAD", "S$": "SGD", "₩": "KRW", "₹": "INR", "MOP": "MOP", "RM": "MYR",
}  # fmt: skip

NUMERAL_STARTS = f"{WRITTEN}第首前半几数上"


class Unit(NamedTuple):
    """A row of ``units.tsv``; ``factor`` turns the written number into the unit."""

    kind: str
    unit: str | None
    factor: float


def table_rows(name: str) -> list[list[str]]:
    """The rows of a tab-separated table beside this file, without its header."""
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]


@cache
def units() -> dict[str, Unit]:
    """Every unit by its folded written form."""
    return {
        fold(written): Unit(kind, _unit_name(written, kind, unit), float(factor))
        for written, kind, unit, factor in table_rows("units.tsv")
    }


def _unit_name(written: str, kind: str, unit: str) -> str | None:
    if unit == written and not written.isascii():
        return AS_WRITTEN
    return unit or None


def unit_of(word: str) -> Unit:
    """The unit of a folded word that :func:`unit_pattern` found; Wh/kg is its own unit."""
    return units().get(word) or Unit("spec", word, 1)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest that fits."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def unit_pattern() -> re.Pattern[str]:
    """A unit right after a number; a Latin unit must not go on as a longer word."""
    latin = any_of(w for w in units() if w[-1].isascii() and w[-1].isalpha())
    other = any_of(w for w in units() if not (w[-1].isascii() and w[-1].isalpha()))
    return re.compile(
        rf"(?:(?:{latin})(?:/(?:kg|L|l|s|h|W|m2|m²|mm2|mm²|秒|天|日|月|年))?(?:(?=HBM|G?DDR|LPDDR)|(?![A-Za-z0-9²³]))|{other})"
    )


@cache
def false_friends(from_numeral: bool) -> re.Pattern[str]:
    """Words that hold a numeral but no quantity, as the table has them.

    Those that begin with a numeral (三元锂) are looked for where a number may begin, the others
    (伤敌一万) everywhere.
    """
    words = [fold(row[0]) for row in table_rows("false_friends.tsv")]
    wanted = [w for w in words if (w[0].isdigit() or w[0] in NUMERAL_STARTS) == from_numeral]
    return re.compile(any_of(wanted))
