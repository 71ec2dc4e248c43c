"""A threshold of ``export_rules.csv`` taken apart into its lines, and the rules of a day.

``chips.classify`` says whether a chip is caught; this says where the lines run, so that they can
be drawn, and by how much a chip misses them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from chipclaims.arithmetic import FormulaError
from chipclaims.chips import NOT_IN_FORCE

SIGNS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


class Line(NamedTuple):
    """One comparison of a threshold, for example ``tpp >= 4800``."""

    name: str
    sign: str
    limit: float

    def holds(self, value: float) -> bool:
        """Whether a value fulfils it."""
        reached = value > self.limit if self.sign in (">", "<=") else value >= self.limit
        return reached == (self.sign in (">", ">="))


def arms(threshold: str) -> list[list[Line]]:
    """The ways to fulfil a threshold; all lines of one way must hold.

    >>> [len(way) for way in arms("(tpp >= 4800) or (tpp >= 1600 and performance_density >= 5.92)")]
    [1, 2]

    Raises ``FormulaError`` for text that is not made of comparisons with a number.
    """
    try:
        tree = ast.parse(threshold.strip(), mode="eval")
    except SyntaxError as error:
        raise FormulaError(f"{threshold!r} is no threshold") from error
    return _arms(tree.body, threshold)


def _arms(node: ast.expr, threshold: str) -> list[list[Line]]:
    match node:
        case ast.BoolOp(op=ast.Or(), values=parts):
            return [way for part in parts for way in _arms(part, threshold)]
        case ast.BoolOp(op=ast.And(), values=parts):
            ways: list[list[Line]] = [[]]
            for part in parts:
                ways = [one + other for one in ways for other in _arms(part, threshold)]
            return ways
        case ast.Compare(
            left=ast.Name(id=name), ops=[sign], comparators=[ast.Constant(value=limit)]
        ) if type(sign) in SIGNS and isinstance(limit, int | float):
            return [[Line(name, SIGNS[type(sign)], float(limit))]]
    raise FormulaError(f"{threshold!r} holds {ast.unparse(node)!r}, which is no line")


def in_force(rules: Iterable[Mapping[str, Any]], on: str | date) -> list[Mapping[str, Any]]:
    """The rows of ``export_rules.csv`` that bind on a day (ISO text or a date), in file order.

    The last day of a rule does not count. Raises ``ValueError`` for a text that is no day.
    """
    day = (on if isinstance(on, date) else date.fromisoformat(on)).isoformat()
    # ISO text keeps its order, also where a table names the month only: "2025-04" < "2025-04-01".
    return [
        rule
        for rule in rules
        if rule["status"] not in NOT_IN_FORCE
        and rule["effective_from"] <= day
        and (not rule["effective_to"] or day < rule["effective_to"])
    ]
