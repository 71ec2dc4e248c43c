"""Find the quantities of a Chinese text, damaged or not, in raw offsets.

The conventions (what a quantity is, where it begins and ends) are in ``docs/quantities.md``.

>>> [q.text for q in find_quantities("英偉達計提了45億美元庫存減值")]
['45億美元']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from chipclaims.folding import fold
from chipclaims.quantities.amounts import AMOUNT_START, read_amount
from chipclaims.quantities.date_patterns import DATE_START
from chipclaims.quantities.dates import read_date
from chipclaims.quantities.found import AS_WRITTEN, Found
from chipclaims.quantities.numerals import WRITTEN
from chipclaims.quantities.qualifiers import find_qualifier
from chipclaims.quantities.ranks import RANK_START, read_rank
from chipclaims.quantities.vague import VAGUE_START, read_vague
from chipclaims.quantities.vocabulary import false_friend_around
from chipclaims.repair import RepairedText, repair

KINDS = ("money", "percent", "multiple", "spec", "count", "duration", "date", "rank")
VAGUE_FIRST = frozenset("个单双两三零")
RANK_FIRST = frozenset("第首前一二三四五")
WRITTEN_FIRST = frozenset(f"{WRITTEN}几上半")
ADDRESS = r"https?://[!-~]+"
_MONEY_CODES = "(?:US|NT|HK|A|C|S|CN|JP)[$¥]|(?:RMB|CNY|USD|HKD|TWD|NTD|EUR|GBP|JPY|MOP|RM)[ ]?\\d"
_DATE_CODES = r"(?:Q[1-4]|H[12])(?!\d|[A-Za-z])|FY[ ]?\d\d|Q[1-4][' ]?(?:20)?\d\d(?!\d)"
_INDICATORS = "(?:GDP|CPI|PPI|PMI|EPS|ROE|APP|ETF|IPO|LPR|VIX|AI)\\d"
NAME = (
    rf"(?<![A-Za-z0-9])(?!{_MONEY_CODES}|[A-Za-z]+(?:19|20)\d\d年|{_DATE_CODES}|{_INDICATORS})"
    r"[A-Za-z][A-Za-z.&]*(?:[-·]?\d[A-Za-z0-9]*(?:[-.][A-Za-z0-9]+)*\+?)"
)


class Quantity(NamedTuple):
    """One quantity of a text.

    ``raw[start:end] == text``. ``value`` is in base units (45億美元 is 4500000000 USD), a fraction
    of 1 for fractions, an ISO string for dates; a range has ``value_low`` and ``value_high``
    instead. ``unit`` is English where the conventions name one, else the classifier as written.
    """

    start: int
    end: int
    text: str
    kind: str
    value: float | str | None
    value_low: float | None
    value_high: float | None
    unit: str | None
    qualifier: str | None
    vague: bool


@cache
def _start() -> re.Pattern[str]:
    """A place where a name, a date, a rank or an amount may begin."""
    return re.compile(
        rf"(?P<skip>{ADDRESS}|{NAME})|(?P<start>{VAGUE_START}|{DATE_START}|{RANK_START}|{AMOUNT_START})"
    )


def find_in_folded(text: str) -> Iterator[Found]:
    """Quantities of a repaired and folded text, in reading order, never overlapping."""
    at, start = 0, _start()
    while True:
        match = start.search(text, at)
        if not match:
            return
        if match.lastgroup == "skip":
            at = match.end()
            if text[at : at + 1] not in WRITTEN_FIRST:
                continue
        else:
            at = match.start()
        found, at = _read(text, at)
        if found:
            yield found


def _read(text: str, at: int) -> tuple[Found | None, int]:
    friend_end = false_friend_around(text, at)
    if friend_end and not _goes_on_as_unit(text, friend_end):
        return None, friend_end
    first = text[at]
    if first in VAGUE_FIRST:
        found = read_vague(text, at)
        if found:
            return found, found.end
    found = read_date(text, at) or (first in RANK_FIRST and read_rank(text, at))
    if found:
        return found, found.end
    found, end = read_amount(text, at)
    return found, max(end, at + 1)


def _goes_on_as_unit(text: str, friend_end: int) -> bool:
    """十分 is "very", but 十分钟 is ten minutes."""
    return text[friend_end - 1 : friend_end + 1] in ("分钟", "分之")


def find_quantities(text: str | RepairedText) -> list[Quantity]:
    """All quantities of a raw text (repaired on the way) or of a repaired one.

    Offsets and ``text`` are those of the raw text, damage inside included.
    """
    repaired = repair(text) if isinstance(text, str) else text
    raw = text if isinstance(text, str) else None
    return list(_quantities(repaired, raw))


def _quantities(repaired: RepairedText, raw: str | None) -> Iterator[Quantity]:
    traced = repaired.text
    folded = fold(traced.text)
    for found in find_in_folded(folded):
        start, end = traced.raw_span(found.start, found.end)
        unit, text = found.unit, traced.text[found.start : found.end]
        if unit == AS_WRITTEN:
            unit = traced.text[slice(*found.unit_at)].strip()
        qualifier = find_qualifier(folded, found.start, found.end, found.kind, found.more_than)
        yield Quantity(
            start,
            end,
            text if raw is None else raw[start:end],
            found.kind,
            found.value,
            found.low,
            found.high,
            unit,
            qualifier,
            found.vague,
        )
