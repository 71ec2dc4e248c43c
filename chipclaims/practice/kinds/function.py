"""A function that the learner writes, tried on cases."""

from __future__ import annotations

import copy
import dis
import inspect
import math
import numbers
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from chipclaims.practice.bounded import TooSlow, at_most, quietly
from chipclaims.practice.kinds.base import Kind, NothingYet, Reading, Unreadable

SHOWN, LONGEST = 3, 120
TAKES_TOO_LONG = "takes too long"


class Result(NamedTuple):
    """What a call gave: a value, or why it gave none (``raised``)."""

    value: Any = None
    raised: str = ""


@dataclass(frozen=True)
class Function(Kind):
    """A function, called with each of the ``cases`` (a tuple of arguments, or one argument).

    ``cases`` may be a function that gives them. ``expected`` of the question is a function that
    does it right, and a mistake's data is one that does it wrong. All calls together may take
    ``seconds``.
    """

    cases: Sequence[Any] | Callable[[], Sequence[Any]]
    seconds: float = 1.0
    relative: float = 1e-6

    def all_cases(self) -> list[tuple[Any, ...]]:
        """The arguments of each call."""
        cases = self.cases() if callable(self.cases) else self.cases
        return [case if isinstance(case, tuple) else (case,) for case in cases]

    def read(self, answer: Any) -> Reading:
        if not callable(answer):
            raise Unreadable(
                "A function is asked for: give its name alone, without round brackets behind it."
            )
        if _is_empty(answer):
            raise NothingYet
        results = tuple(self._results(answer))
        if all(result.value is Ellipsis for result in results):
            raise NothingYet
        return Reading(results)

    def _results(self, function: Callable[..., Any]) -> list[Result]:
        results: list[Result] = []
        cases = self.all_cases()

        def call_each() -> None:
            for case in cases:
                results.append(_call(function, case))

        with quietly(), suppress(TooSlow):
            at_most(self.seconds, call_each)
        missing = len(cases) - len(results)
        return results + [Result(raised=TAKES_TOO_LONG)] * missing

    def expected(self, expected: Any) -> tuple[Result, ...]:
        return self.read(expected).value

    def same(self, value: Sequence[Result], expected: Sequence[Result]) -> bool:
        return not self.failing(value, expected)

    def failing(self, value: Sequence[Result], expected: Sequence[Result]) -> list[int]:
        """The numbers of the cases that do not come out right."""
        pairs = enumerate(zip(value, expected, strict=True))
        return [n for n, (one, other) in pairs if not self._equal(one, other)]

    def _equal(self, one: Result, other: Result) -> bool:
        if TAKES_TOO_LONG in (one.raised, other.raised):
            return False
        return bool(one.raised) == bool(other.raised) and _equal(
            one.value, other.value, self.relative
        )

    def answer_of(self, mistake: Any, expected: Any) -> Callable[..., Any]:
        return mistake

    def usual_mistake(self, value: Sequence[Result], expected: Any) -> tuple[str, str] | None:
        if all(result.value is None and not result.raised for result in value):
            return (
                "nothing is given back",
                "Your function runs and gives back None each time. print shows a value; which "
                "word hands it back to the caller?",
            )
        if value[0].raised == TAKES_TOO_LONG:
            return (
                "it does not end",
                "Your function was stopped because it did not finish. Which line should end the "
                "loop, and does it ever come about?",
            )
        return None

    def how_far(self, value: Sequence[Result], expected: Sequence[Result]) -> str:
        failing, cases = self.failing(value, expected), self.all_cases()
        shown = "; ".join(call_in_words(cases[n], value[n]) for n in failing[:SHOWN])
        more = " …" if len(failing) > SHOWN else ""
        right = len(cases) - len(failing)
        return f"{right} of {len(cases)} cases come out right. Not yet: {shown}{more}."

    def secrets(self, expected: Sequence[Result]) -> Iterable[Any]:
        values = [result.value for result in expected]
        return [v for v in values if isinstance(v, int | float) and not isinstance(v, bool)]


def _call(function: Callable[..., Any], case: tuple[Any, ...]) -> Result:
    try:
        value = function(*copy.deepcopy(case))
        if inspect.iscoroutine(value):
            value.close()
            return Result(raised="async: leave that word away")
        return Result(value)
    except TooSlow:
        raise
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # exit() and what else a learner's code can do
        return Result(raised=type(error).__name__)


def _is_empty(function: Callable[..., Any]) -> bool:
    """Whether nothing has been written below the line with ``def`` (``...`` or ``pass``)."""
    return hasattr(function, "__code__") and _steps(function) == _steps(_nothing)


def _nothing() -> None: ...


def _steps(function: Callable[..., Any]) -> list[tuple[str, Any]]:
    return [(step.opname, step.argval) for step in dis.get_instructions(function.__code__)][1:]


def _equal(one: Any, other: Any, relative: float) -> bool:
    try:
        one, other = _plain(one), _plain(other)
        if isinstance(one, bool) or isinstance(other, bool):
            return isinstance(one, bool) and isinstance(other, bool) and one == other
        if isinstance(one, int | float) and isinstance(other, int | float):
            return one == other or math.isclose(one, other, rel_tol=relative, abs_tol=1e-12)
        if isinstance(one, list | tuple) and isinstance(other, list | tuple):
            pairs = zip(one, other, strict=False)
            return len(one) == len(other) and all(_equal(a, b, relative) for a, b in pairs)
        if isinstance(one, Mapping) and isinstance(other, Mapping):
            return one.keys() == other.keys() and all(
                _equal(one[key], other[key], relative) for key in other
            )
        return type(one) is type(other) and bool(one == other)
    except Exception:  # a comparison of the learner's own making, or a whole number without end
        return False


def _plain(value: Any) -> Any:
    """A number of numpy, a fraction or a decimal as one of Python's own."""
    if hasattr(value, "item") and getattr(value, "ndim", None) == 0:
        value = value.item()
    if isinstance(value, numbers.Real | Decimal) and not isinstance(value, int | float):
        return float(value)
    return value


def call_in_words(arguments: tuple[Any, ...], result: Result) -> str:
    """The arguments of a call, and what the learner's own function made of them."""
    shown = ", ".join(_short(argument) for argument in arguments)
    if result.raised == TAKES_TOO_LONG:
        return f"{shown} ({result.raised})"
    if result.raised:
        return f"{shown} (stops with {result.raised})"
    return f"{shown} (gave {_short(result.value)})"


def _short(argument: Any) -> str:
    text = repr(argument)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
