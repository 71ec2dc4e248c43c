"""Answers in words for teachers: the right one, and the one that somebody gives by mistake."""

from __future__ import annotations

from typing import Any

from chipclaims.practice.diagnosing import example_of, expected_of
from chipclaims.practice.kinds import (
    Changed,
    Classes,
    Function,
    Items,
    Number,
    Pattern,
    Table,
    Writing,
)
from chipclaims.practice.kinds.function import call_in_words
from chipclaims.practice.questions import Mistake, Question

LONGEST = 140


def right_answer(asked: Question) -> str:
    """The expected answer of a question, in words."""
    match asked.kind:
        case Number():
            return _number(asked.kind, expected_of(asked.id))
        case Function():
            return "a function, as in the notebook of solutions"
        case Pattern() as kind:
            return f"{asked.expected()} (or another that reaches {_aims(kind)})"
        case Writing():
            return f"for example: {asked.expected()}"
        case Classes() | Table():
            return _pairs(expected_of(asked.id))
        case Items():
            return _listed(asked.expected())
    return str(asked.expected())


def wrong_answer(asked: Question, mistake: Mistake) -> str:
    """What somebody gives who makes the mistake, in words."""
    if isinstance(asked.kind, Function):
        return _wrong_call(asked, mistake)
    if isinstance(asked.kind, Number):
        return _number(asked.kind, example_of(asked, mistake))
    given = mistake.answer() if callable(mistake.answer) else mistake.answer
    match asked.kind:
        case Classes():
            return _pairs(given)
        case Table():
            return _pairs(given) if isinstance(given, dict) else "a whole table"
        case Items() if isinstance(given, Changed):
            return _change(given)
        case Items():
            return _listed(given)
    return _short(str(given))


def _wrong_call(asked: Question, mistake: Mistake) -> str:
    """The shortest call that a wrong function gets wrong, and what it gives."""
    results = asked.kind.read(mistake.answer).value
    failing = asked.kind.failing(results, expected_of(asked.id))
    cases = asked.kind.all_cases()
    return min((call_in_words(cases[n], results[n]) for n in failing), key=len)


def _aims(kind: Pattern) -> str:
    return f"precision {kind.precision:.2f} and recall {kind.recall:.2f}"


def _number(kind: Number, value: float) -> str:
    if kind.decimals is not None:
        return f"{value:,.{kind.decimals}f} {kind.unit}"
    return f"{value:,.0f} {kind.unit}" if abs(value) >= 1000 else f"{value:.4g} {kind.unit}"


def _pairs(pairs: dict[Any, Any]) -> str:
    return "; ".join(f"{key}: {_cells(label)}" for key, label in pairs.items())


def _cells(label: Any) -> str:
    """One label, or the cells of one row of a table."""
    if not isinstance(label, dict):
        return f"{label:.6g}" if isinstance(label, float) else str(label)
    return ", ".join(f"{column} {_cells(cell)}" for column, cell in label.items())


def _listed(items: Any) -> str:
    return ", ".join(str(item) for item in items)


def _change(changed: Changed) -> str:
    told = [f"with {_listed(changed.extra)}"] if changed.extra else []
    told += [f"without {_listed(changed.lacking)}"] if changed.lacking else []
    return ", ".join(told)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
