"""What every kind of answer can do: be read, be compared, and say how far off it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


class Unreadable(ValueError):
    """An answer that is not of the kind that was asked for, in words for the learner."""


class NothingYet(Exception):
    """An answer that holds only places to fill in."""


@dataclass(frozen=True)
class Reading:
    """An answer as its kind sees it, and what to remark even where it is right (``remarks``)."""

    value: Any
    remarks: tuple[str, ...] = ()


class Kind:
    """A kind of answer. ``value`` below is what :meth:`read` made of an answer."""

    # Whether only a person can say that an answer is good.
    is_open = False

    def read(self, answer: Any) -> Reading:
        """The answer in one form. Raises ``Unreadable`` and ``NothingYet``."""
        raise NotImplementedError

    def expected(self, expected: Any) -> Any:
        """The expected answer of a question, worked out and in the form of :meth:`read`."""
        return self.read(expected()).value

    def same(self, value: Any, expected: Any) -> bool:
        """Whether an answer is the expected one."""
        return bool(value == expected)

    def answer_of(self, mistake: Any, expected: Any) -> Any:
        """The whole answer that somebody gives who makes a mistake; ``mistake`` is its data."""
        return mistake() if callable(mistake) else mistake

    def shows(self, value: Any, mistake: Any, expected: Any) -> bool:
        """Whether an answer shows a mistake."""
        return self.same(value, self.read(self.answer_of(mistake, expected)).value)

    def remark_on_right(self, value: Any, expected: Any) -> str:
        """What to remark on a right answer beside what :meth:`read` remarked, or ``""``."""
        return ""

    def almost(self, value: Any, expected: Any) -> str:
        """What keeps a right answer from being quite right (unit, rounding), or ``""``."""
        return ""

    def usual_mistake(self, value: Any, expected: Any) -> tuple[str, str] | None:
        """Name and words of a mistake that can happen with any question of the kind."""
        return None

    def how_far(self, value: Any, expected: Any) -> str:
        """How far off, in which direction or which cases fail; never the expected value."""
        raise NotImplementedError

    def praise(self, value: Any) -> str:
        """What is said of a right answer."""
        return ""

    def secrets(self, expected: Any) -> Iterable[Any]:
        """What no text before a right answer may hold: numbers or words."""
        return [expected]


SHOWN_CHARACTERS = 40
MOST = 1000  # of what is given: a generator may never end


def shown(value: Any) -> str:
    """Something of the learner's, in a message: as much of it as says which one is meant."""
    text = str(value)
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[: SHOWN_CHARACTERS - 1]}…"


def is_untouched(answer: Any) -> bool:
    """Whether an answer still is the place to fill in: ``...``, ``None`` or an empty text."""
    if answer is None or answer is Ellipsis:
        return True
    return isinstance(answer, str) and answer.strip() in ("", "...", "…")
