"""What the readers of this folder hand to one another."""

from __future__ import annotations

from typing import NamedTuple

AS_WRITTEN = "as written"


class Found(NamedTuple):
    """A quantity in folded text; offsets are those of the folded text.

    ``value`` is an ISO string for dates. A range has ``low`` and ``high`` and no ``value``.
    ``unit`` is :data:`AS_WRITTEN` where the classifier itself is the unit.
    """

    start: int
    end: int
    kind: str
    value: float | str | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    unit_at: tuple[int, int] = (0, 0)
    vague: bool = False
    more_than: bool = False
