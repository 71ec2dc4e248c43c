"""Several things, in any order or in one: claim ids, chips, dates, characters."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from chipclaims.practice.kinds.base import (
    MOST,
    Kind,
    NothingYet,
    Reading,
    Unreadable,
    is_untouched,
    shown,
)
from chipclaims.practice.kinds.words import plain

TWICE = "something stands in it twice"
SHOWN = 4


class Changed(NamedTuple):
    """A mistake's data: what stands in the answer too much, and what it lacks."""

    extra: tuple[Any, ...] = ()
    lacking: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Items(Kind):
    """Things (``of``: "claim ids"), as a list, tuple, set or column; ``ordered`` if order counts.

    A mistake's data are a :class:`Changed`, or the whole wrong list.
    """

    of: str
    ordered: bool = False

    def read(self, answer: Any) -> Reading:
        if isinstance(answer, str | bytes) or not isinstance(answer, Iterable):
            raise Unreadable(
                f"A list of {self.of} is asked for, in square brackets; yours is of the type "
                f"{type(answer).__name__}."
            )
        if hasattr(answer, "columns") and hasattr(answer, "iloc"):
            raise Unreadable("That is a whole table: choose one column, in square brackets.")
        found = [_item(each) for each in itertools.islice(answer, MOST)]
        if not found or all(is_untouched(each) for each in found):
            raise NothingYet
        if self.ordered and isinstance(answer, set | frozenset):
            raise Unreadable("A set has no order, and here the order counts: use a list.")
        if any(is_untouched(each) for each in found):
            raise Unreadable("One place of your list is still to be filled in.")
        once = tuple(dict.fromkeys(found))
        return Reading(once, () if len(once) == len(found) else (TWICE,))

    def same(self, value: Sequence[Any], expected: Sequence[Any]) -> bool:
        return list(value) == list(expected) if self.ordered else set(value) == set(expected)

    def answer_of(self, mistake: Any, expected: Sequence[Any]) -> list[Any]:
        mistake = mistake() if callable(mistake) else mistake
        if not isinstance(mistake, Changed):
            return list(mistake)
        lacking = {_item(each) for each in mistake.lacking}
        return [each for each in expected if each not in lacking] + list(mistake.extra)

    def shows(self, value: Sequence[Any], mistake: Any, expected: Sequence[Any]) -> bool:
        changed = mistake() if callable(mistake) else mistake
        if not isinstance(changed, Changed):
            return self.same(value, self.read(changed).value)
        extra = {_item(each) for each in changed.extra}
        return extra <= set(value) and not {_item(e) for e in changed.lacking} & set(value)

    def how_far(self, value: Sequence[Any], expected: Sequence[Any]) -> str:
        extra = [each for each in value if each not in set(expected)]
        lacking = len(set(expected) - set(value))
        if not extra and not lacking:
            at = next(
                n for n, pair in enumerate(zip(value, expected, strict=True)) if len({*pair}) > 1
            )
            return f"All are there, but not in order: look at place {at + 1}."
        told = []
        if extra:
            first = ", ".join(shown(each) for each in extra[:SHOWN])
            told.append(f"Not part of it: {first}{_dots(extra)} ({len(extra)} in all).")
        if lacking:
            told.append(f"Still missing: {lacking}.")
        return " ".join(told)

    def secrets(self, expected: Sequence[Any]) -> Iterable[Any]:
        return [tuple(expected)]


def _dots(items: Sequence[Any]) -> str:
    return " …" if len(items) > SHOWN else ""


def _item(value: Any) -> Any:
    """One thing in one form. Raises ``Unreadable`` for what cannot stand in a list of things."""
    if isinstance(value, str):
        return plain(value)
    if hasattr(value, "item") and getattr(value, "ndim", None) == 0:
        value = value.item()
    if isinstance(value, list | tuple):
        value = tuple(_item(each) for each in value)
    if isinstance(value, float | Decimal) and value != value:
        raise Unreadable("One of your things is NaN, which stands for nothing.")
    try:
        Counter([value])
    except TypeError:
        raise Unreadable(
            f"One of your things is of the type {type(value).__name__}: give plain ones."
        ) from None
    return value
