"""The word tables of the extractor: units, currency signs, context words, false friends.

All words are folded (simplified, half-width).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from importlib import resources
from typing import NamedTuple

from chipclaims.folding import fold
from chipclaims.quantities.found import AS_WRITTEN
from chipclaims.quantities.numerals import WRITTEN

FRIEND_LOOKS_BACK = 6
WordPatterns = dict[str, re.Pattern[str]]
NUMERAL_STARTS = f"{WRITTEN}第首前半几数上"
CURRENCY_SIGNS = {
    "US$": "USD", "USD": "USD", "US ": "USD", "$": "USD",
    "NT$": "TWD", "NTD": "TWD", "TWD": "TWD", "新台币": "TWD", "新臺币": "TWD", "台币": "TWD",
    "HK$": "HKD", "HKD": "HKD", "港币": "HKD",
    "RMB": "CNY", "CNY": "CNY", "CN¥": "CNY", "人民币": "CNY", "¥": "CNY", "￥": "CNY",
    "€": "EUR", "EUR": "EUR", "£": "GBP", "GBP": "GBP", "JP¥": "JPY", "JPY": "JPY",
    "A$": "AUD", "C$": "CAD", "S$": "SGD", "₩": "KRW", "₹": "INR", "MOP": "MOP", "RM": "MYR",
}  # fmt: skip


class Unit(NamedTuple):
    """A row of ``units.tsv``, and with it where the word is a unit and where it is not."""

    kind: str
    unit: str | None
    factor: float = 1
    least: float = 0
    """Only numbers from here on are counted with it: 两国 is two countries, 一国 is a country."""
    needs: str = ""
    """``digits``: only after Arabic digits; ``length``: only where a length is told."""
    or_near: str = ""
    not_before: str = ""
    only_before: str = ""


def table_rows(name: str) -> list[list[str]]:
    """The rows of a tab-separated table beside this file, without its header."""
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]


@cache
def units() -> dict[str, Unit]:
    """Every unit by its folded written form."""
    return {fold(row[0]): _unit(*row) for row in table_rows("units.tsv")}


def _unit(
    written: str, kind: str, unit: str = "", factor: str = "", least: str = "", *where: str
) -> Unit:
    as_written = unit == written and not written.isascii()
    name = AS_WRITTEN if as_written else unit or None
    return Unit(kind, name, float(factor or 1), float(least or 0), *where)


def unit_of(word: str) -> Unit:
    """The unit of a folded word that :func:`unit_pattern` found; Wh/kg is its own unit."""
    return units().get(word) or Unit("spec", word)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest that fits."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def by_first_character(words: Iterable[str], pattern: Callable[[list[str]], str]) -> WordPatterns:
    """A pattern for the words of each first character: quicker than one for all words."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        groups[word[0]].append(word)
    return {first: re.compile(pattern(group)) for first, group in groups.items()}


def match_word(patterns: WordPatterns, text: str, at: int) -> re.Match[str] | None:
    """The longest word of the patterns that stands at ``at``."""
    pattern = patterns.get(text[at : at + 1])
    return pattern.match(text, at) if pattern else None


@cache
def unit_patterns() -> WordPatterns:
    """Units as they stand after a number."""
    return by_first_character(units(), _unit_pattern)


def _unit_pattern(words: list[str]) -> str:
    """A Latin unit must not go on as a longer word, except as in Wh/kg."""
    latin = [word for word in words if word[-1].isascii() and word[-1].isalpha()]
    other = any_of(word for word in words if word not in latin)
    if not latin:
        return other
    per = "/(?:kg|L|l|s|h|W|m2|m²|mm2|mm²|秒|天|日|月|年)"
    ends = "(?=HBM|G?DDR|LPDDR)|(?![A-Za-z0-9²³])"
    whole = rf"(?:{any_of(latin)})(?:{per})?(?:{ends})"
    return f"{whole}|{other}" if other else whole


@cache
def near_words(what: str) -> str:
    """A pattern for the context words of ``context_words.tsv`` in the row that begins so."""
    row = next(row for row in table_rows("context_words.tsv") if row[0].split()[0] == what)
    return f"(?:{any_of(row[1].split())})"


def _false_friends(from_numeral: bool) -> list[str]:
    """Words that hold a numeral but no quantity, as the table has them."""
    words = [fold(row[0]) for row in table_rows("false_friends.tsv")]
    return [w for w in words if (w[0].isdigit() or w[0] in NUMERAL_STARTS) == from_numeral]


@cache
def false_friends_at_numeral() -> WordPatterns:
    """False friends such as 三元锂, looked for where a number may begin."""
    return by_first_character(_false_friends(from_numeral=True), any_of)


@cache
def _false_friends_before_numeral() -> WordPatterns:
    return by_first_character(_false_friends(from_numeral=False), any_of)


def false_friend_around(text: str, at: int) -> int:
    """Where a false friend ends that begins at ``at`` or has it inside, as 伤敌一万; else 0."""
    here = match_word(false_friends_at_numeral(), text, at)
    if here:
        return here.end()
    # No such word holds Arabic digits after its beginning.
    if text[at].isascii():
        return 0
    patterns = _false_friends_before_numeral()
    for start in range(max(0, at - FRIEND_LOOKS_BACK), at):
        if text[start] in patterns:
            match = match_word(patterns, text, start)
            if match and match.end() > at:
                return match.end()
    return 0
