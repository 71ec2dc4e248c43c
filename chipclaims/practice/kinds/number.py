"""A number as answer, with its unit, how many decimals are wanted and what passes for right."""

from __future__ import annotations

import math
import numbers
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from chipclaims.practice.formulas import worked_out
from chipclaims.practice.kinds.base import Kind, NothingYet, Reading, Unreadable, is_untouched

WRITTEN_NUMBER = re.compile(
    r"(?<![\w.,])([-+−]?[\d,]*\.?\d+(?:e[-+]?\d+)?)"
    r"\s*(thousand|million|billion|trillion|bn|percent|%)?",
    re.IGNORECASE,
)
WORDS = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}
CHINESE_MAGNITUDE = re.compile("[萬万億亿兆千百]")
A_TEXT = (
    "your answer is a text, and Python cannot calculate with a text: give the number alone, "
    "without quotation marks and unit"
)
A_LIST = "your answer is a list with one number in it: give the number itself"
BANDS = (
    (1.02, "less than 2 percent away"),
    (1.2, "less than a fifth away"),
    (2, "wrong by less than a factor of two"),
    (10, "wrong by less than a factor of ten"),
    (math.inf, "wrong by more than a factor of ten"),
)
SMALLEST = 1e-12


@dataclass(frozen=True)
class Number(Kind):
    """A number in ``unit``; ``decimals`` says how many are asked for (``None``: as they come).

    ``tolerance`` is in the unit (default: half of the last decimal asked for, or a thousandth of
    the answer). ``also`` names units in which an answer is right as well, with the factor that
    leads to ``unit``: ``{"billion US dollars": 1e9}``.
    """

    unit: str
    decimals: int | None = None
    tolerance: float | None = None
    also: Mapping[str, float] = field(default_factory=dict)

    def read(self, answer: Any) -> Reading:
        value, remarks = _number(answer, self.unit)
        if math.isnan(value):
            raise Unreadable(
                "The answer is NaN, which stands for no number: is a value missing, or is "
                "something divided by nothing?"
            )
        if math.isinf(value):
            raise Unreadable("The answer is infinite: is something divided by zero?")
        return Reading(value, remarks)

    def expected(self, expected: Any) -> float:
        return worked_out(expected) if isinstance(expected, str) else float(expected())

    def answer_of(self, mistake: Any, expected: Any) -> Any:
        return worked_out(mistake) if isinstance(mistake, str) else mistake()

    def allowed(self, expected: float) -> float:
        """How far from the expected number still is right, in the unit."""
        if self.tolerance is not None:
            return self.tolerance
        if self.decimals is not None:
            return 0.5 * 10**-self.decimals
        return abs(expected) / 1000

    def same(self, value: float, expected: float) -> bool:
        return _near(value, expected, self.allowed(expected))

    def shows(self, value: float, mistake: Any, expected: float) -> bool:
        wrong = self.answer_of(mistake, expected)
        # As strict as for the right answer, but a mistake may be rounded as well.
        allowed = max(self.allowed(wrong), abs(wrong) * 0.002)
        if _near(value, wrong, allowed):
            return True
        return not self.almost(value, expected) and any(
            _near(value * factor, wrong, allowed) for factor in self.also.values()
        )

    def almost(self, value: float, expected: float) -> str:
        for unit, factor in self.also.items():
            if _near(value * factor, expected, max(self.allowed(expected), abs(expected) * 0.002)):
                return f"it is in another unit ({unit}): give it in {self.unit}"
        if self.is_rounded_too_far(value, expected):
            return "it is rounded further than asked: keep one decimal more"
        return ""

    def is_rounded_too_far(self, value: float, expected: float) -> bool:
        """Whether the number is the expected one with fewer decimals than were asked for."""
        fewer = range(self.decimals or 0)
        close = _near(value, expected, abs(expected) * 0.05)
        return close and any(_near(value, round(expected, n), SMALLEST) for n in fewer)

    def remark_on_right(self, value: float, expected: float) -> str:
        """What to say of more decimals than were asked for."""
        if self.decimals is None or _near(value, round(value, self.decimals), SMALLEST):
            return ""
        places = "1 decimal" if self.decimals == 1 else f"{self.decimals or 'no'} decimals"
        return f"it has more decimals than asked for: round it to {places}"

    def usual_mistake(self, value: float, expected: float) -> tuple[str, str] | None:
        ratio = value / expected if expected else 0.0
        if not ratio or math.isinf(ratio):
            return None
        if _near(ratio, -1, 0.002) or self.same(-value, expected):
            return "the other sign", "The size is right. Up or down: which of the two is asked?"
        power = round(math.log10(abs(ratio)))
        if 0 < abs(power) < 300 and _near(ratio, 10.0**power, 0.002 * 10.0**power):
            return (
                "the right digits at the wrong size",
                "The digits are right, the zeros are not. Look at the unit that is asked for, "
                "and at every magnitude word (萬 ten thousand, 億 a hundred million, million, "
                "billion, percent).",
            )
        return self._other_part(value, expected)

    def _other_part(self, value: float, expected: float) -> tuple[str, str] | None:
        if self.unit.startswith("percent") and _near(value, 100 - expected, self.allowed(expected)):
            return (
                "the other part of the whole",
                "That is the other part of the whole. What is asked for: what is there, or what "
                "is gone?",
            )
        whole = 10_000 if self.unit.startswith("percent") else 1
        if _near(value * expected, whole, 0.004 * whole):
            return (
                "the fraction upside down",
                "That is the fraction upside down. Which of the two is the whole?",
            )
        return None

    def how_far(self, value: float, expected: float) -> str:
        if not value:
            return "The answer is not zero."
        if not expected:
            return f"Your number is too {'large' if value > 0 else 'small'}."
        if (value < 0) != (expected < 0):
            return "The sign is not right."
        larger, smaller = max(abs(value), abs(expected)), min(abs(value), abs(expected))
        direction = "large" if larger == abs(value) else "small"
        factor = larger / smaller
        how = next(words for most, words in BANDS if factor <= most)
        return f"Your number is too {direction}, {how}."

    def secrets(self, expected: float) -> Iterable[float]:
        return [expected]


def _near(value: float, wanted: float, allowed: float) -> bool:
    # A little more than allowed, since 0.05 is no exact number for a computer.
    return abs(value - wanted) <= allowed * (1 + 1e-9) + SMALLEST * abs(wanted)


def _number(answer: Any, unit: str) -> tuple[float, tuple[str, ...]]:
    """The one number in an answer, and what to remark. Raises ``Unreadable``, ``NothingYet``."""
    if is_untouched(answer):
        raise NothingYet
    if isinstance(answer, bool):
        raise Unreadable("Your answer is True or False, and a number is asked for.")
    if isinstance(answer, numbers.Real | Decimal):
        return _float(answer), ()
    if isinstance(answer, str):
        return _from_text(answer, unit), (A_TEXT,)
    if callable(answer):
        raise Unreadable("Your answer is a function: call it, with round brackets behind it.")
    if hasattr(answer, "item") and getattr(answer, "size", 0) == 1:
        value, remarks = _number(answer.item(), unit)
        return value, remarks if getattr(answer, "ndim", 0) == 0 else (*remarks, A_LIST)
    if isinstance(answer, list | tuple | set) and len(answer) == 1:
        value, remarks = _number(next(iter(answer)), unit)
        return value, remarks if A_LIST in remarks else (*remarks, A_LIST)
    if type(answer).__name__ in ("NAType", "NaTType"):
        return math.nan, ()
    count = len(answer) if hasattr(answer, "__len__") else None
    held = "something else" if count is None else f"{count} thing{'s' * (count != 1)}"
    kind = type(answer).__name__
    raise Unreadable(f"One number is asked for, and your answer ({kind}) holds {held}.")


def _float(number: Any) -> float:
    # A short float of numpy says 12.3 and is 12.300000190734863.
    if getattr(number, "itemsize", 8) < 8:
        return float(str(number))
    try:
        return float(number)
    except OverflowError:
        return sys.float_info.max if number > 0 else -sys.float_info.max


def _from_text(text: str, unit: str) -> float:
    """The number that a text names, in the unit if the text has its magnitude or percent sign."""
    whole = WORDS.get(unit.split()[0].lower(), 1)
    if CHINESE_MAGNITUDE.search(text):
        from chipclaims.quantities import find_quantities

        found = [q.value for q in find_quantities(text) if isinstance(q.value, float | int)]
        if len(found) == 1:
            return float(found[0]) / whole
    written = WRITTEN_NUMBER.findall(text.replace("$", "").replace("US", ""))
    if len(written) != 1:
        how_many = "without a number" if not written else "with more than one"
        raise Unreadable(f"A number is asked for, and your answer is a text {how_many}.")
    digits, word = written[0]
    number = float(digits.replace(",", "").replace("−", "-"))
    if word.lower() in ("%", "percent"):
        return number / 100 if unit.startswith("a fraction") else number
    return number * WORDS[word.lower()] / whole if word else number
