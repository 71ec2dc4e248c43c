"""Formulas and conditions that stand in the tables of ``data/``, worked out and nothing more.

A formula is written as a person would: ``100 * {nvidia_financials.fy2025_china_billing} /
{nvidia_financials.fy2025_revenue}``, ``days({timeline.h20_letter}, {timeline.h20_8k})``. A
condition uses plain names: ``tpp >= 1600 and performance_density >= 5.92``. What is not known is
:class:`Missing` and stays so, unless the rest decides: ``tpp >= 4800 or density >= 5.92`` is true
for a chip of TPP 5000 whose density nobody has published.
"""

from __future__ import annotations

import ast
import operator
import re
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

DAYS_PER_MONTH = 365.25 / 12
PLACE = re.compile(r"\{([^{}]+)\}")
OPERATORS: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
    ast.Div: operator.truediv, ast.Lt: operator.lt, ast.LtE: operator.le,
    ast.Gt: operator.gt, ast.GtE: operator.ge, ast.Eq: operator.eq, ast.NotEq: operator.ne,
}  # fmt: skip


class FormulaError(ValueError):
    """A formula that cannot be read, in one line."""


@dataclass(frozen=True)
class Missing:
    """A result that cannot be worked out: ``names`` are the inputs that nobody has given."""

    names: frozenset[str]

    def __or__(self, other: Missing) -> Missing:
        return Missing(self.names | other.names)


def is_known(value: Any) -> bool:
    """Whether a cell holds something: neither ``None`` nor what pandas puts for an empty cell."""
    try:
        return value is not None and bool(value == value)
    except TypeError:
        return False


def days_between(first: str, second: str) -> int:
    """Days from one ISO date to another; both must be known to the day (``ValueError``)."""
    return (date.fromisoformat(second) - date.fromisoformat(first)).days


def months_between(first: str, second: str) -> float:
    """Months of 30.44 days from one ISO date to another."""
    return days_between(first, second) / DAYS_PER_MONTH


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "days": days_between,
    "months": months_between,
    "max": max,
    "min": min,
    "round": round,
}


def names_in(formula: str) -> list[str]:
    """The names in braces, each once, in order."""
    return list(dict.fromkeys(PLACE.findall(formula)))


def evaluate(formula: str, value_of: Callable[[str], Any] | Mapping[str, Any]) -> Any:
    """The value of a formula or condition: a number, ``True``, ``False`` or :class:`Missing`.

    ``value_of`` gives the value of a name; ``None`` means that it is not known. Raises
    ``FormulaError`` for text that is no formula, ``KeyError`` for a name that does not exist.
    """
    look_up = value_of.__getitem__ if isinstance(value_of, Mapping) else value_of
    # A stand-in that the formula itself does not use.
    stem = "place"
    while stem in formula:
        stem += "_"
    names = names_in(formula)
    written = {f"{stem}{number}": name for number, name in enumerate(names)}
    stands_for = {name: stand for stand, name in written.items()}
    try:
        plain = PLACE.sub(lambda match: stands_for[match[1]], formula).strip()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            tree = ast.parse(plain, mode="eval")
    except (SyntaxError, ValueError) as error:
        raise FormulaError(f"{formula!r} is no formula") from error

    def value_by_stand_in(name: str) -> Any:
        value = look_up(written.get(name, name))
        return value if is_known(value) else Missing(frozenset([written.get(name, name)]))

    try:
        return _value(tree.body, value_by_stand_in, formula)
    except ZeroDivisionError as error:
        raise FormulaError(f"{formula!r} divides by zero") from error
    except (TypeError, ValueError) as error:
        if isinstance(error, FormulaError):
            raise
        raise FormulaError(f"{formula!r} cannot be worked out: {error}") from error


def _value(node: ast.expr, look_up: Callable[[str], Any], formula: str) -> Any:
    match node:
        case ast.Constant(value=int() | float() | bool() | str() as value):
            return value
        case ast.Name(id=name):
            return look_up(name)
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return _applied(operator.neg, [_value(inner, look_up, formula)])
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            return _applied(operator.not_, [_value(inner, look_up, formula)])
        case ast.BoolOp(op=op, values=parts):
            return _joined([_value(p, look_up, formula) for p in parts], isinstance(op, ast.Or))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            sides = [_value(side, look_up, formula) for side in (left, right)]
            return _applied(OPERATORS[type(op)], sides)
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in OPERATORS:
            sides = [_value(side, look_up, formula) for side in (left, right)]
            return _applied(OPERATORS[type(op)], sides)
        case ast.Call(func=ast.Name(id=name), args=inner, keywords=[]) if name in FUNCTIONS:
            return _applied(FUNCTIONS[name], [_value(i, look_up, formula) for i in inner])
    raise FormulaError(f"{formula!r} holds {ast.unparse(node)!r}, which is no arithmetic")


def _applied(function: Callable[..., Any], values: list[Any]) -> Any:
    missing = [value for value in values if isinstance(value, Missing)]
    if missing:
        return _all_missing(missing)
    return function(*values)


def _joined(values: list[Any], any_is_enough: bool) -> Any:
    """``or`` (any is enough) and ``and``, with inputs that may be missing."""
    if any(not isinstance(v, Missing) and bool(v) is any_is_enough for v in values):
        return any_is_enough
    missing = [value for value in values if isinstance(value, Missing)]
    return _all_missing(missing) if missing else not any_is_enough


def _all_missing(parts: list[Missing]) -> Missing:
    return Missing(frozenset().union(*(part.names for part in parts)))
