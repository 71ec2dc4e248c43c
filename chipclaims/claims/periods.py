"""Times as tables write them (2025, 2025-04, 2025-04-15, two with a slash): first and last day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import NamedTuple

# A fiscal year that is named after a calendar year ends some weeks before or after it.
SHIFT = 45
POINT = 31


class Interval(NamedTuple):
    """First and last day, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Length in days; a single day is 1."""
        return (self.last - self.first).days + 1

    def contains(self, other: Interval) -> bool:
        """Whether the other lies wholly inside."""
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: Interval) -> bool:
        """Whether the two share a day."""
        return self.first <= other.last and other.first <= self.last


def interval(text: str | None) -> Interval | None:
    """The days that a date or period covers; ``None`` for an empty one.

    >>> interval("2025-04").last.isoformat()
    '2025-04-30'
    """
    if not text:
        return None
    first, _, last = text.partition("/")
    return Interval(_edges(first)[0], _edges(last or first)[1])


def _edges(text: str) -> tuple[date, date]:
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else None
    if len(parts) == 3:
        day = date(*parts)
        return day, day
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def same_period(one: str | None, other: str | None) -> bool:
    """Whether two periods mean the same time, up to the shift of a fiscal year.

    A day inside a month counts as that month: a share price of 16 April belongs to a claim about
    April.
    """
    a, b = interval(one), interval(other)
    if a is None or b is None:
        return True
    if max(a.days, b.days) <= POINT:
        return a.contains(b) or b.contains(a)
    if abs((a.first - b.first).days) <= SHIFT and abs((a.last - b.last).days) <= SHIFT:
        return min(a.days, b.days) * 2 >= max(a.days, b.days)
    return False
