"""A pattern (regular expression) that the learner extends, scored on precision and recall."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from chipclaims.practice.bounded import TooSlow, at_most, has_signals
from chipclaims.practice.kinds.base import Kind, Reading, Unreadable

SHOWN = 3
STARTING_SECONDS = 1.0  # what another Python may need to begin
SEARCH = """
import json, re, sys
pattern, flags, text = json.load(sys.stdin)
print([list(match.span()) for match in re.finditer(pattern, text, flags)])
"""
NEIGHBOURS = 4
Place = tuple[int, int]


class Task(NamedTuple):
    """A text to search, the places to find, and those that may be found or left."""

    text: str
    wanted: frozenset[Place]
    optional: frozenset[Place] = frozenset()


class Score(NamedTuple):
    """What a pattern found in a task, as places ``(start, end)``."""

    found: frozenset[Place]
    task: Task

    @property
    def right(self) -> frozenset[Place]:
        return self.found & self.task.wanted

    @property
    def precision(self) -> float:
        """Of all that was found, the part that is right (1 if nothing was found)."""
        return len(self.right) / len(self.found) if self.found else 1.0

    @property
    def recall(self) -> float:
        """Of all that should be found, the part that was."""
        return len(self.right) / len(self.task.wanted)

    @property
    def words_found(self) -> set[str]:
        return {self.task.text[start:end] for start, end in self.found}

    @property
    def false_alarms(self) -> list[str]:
        return self._words(self.found - self.task.wanted)

    @property
    def gaps(self) -> list[str]:
        return self._words(self.task.wanted - self.found)

    def _words(self, places: Iterable[Place]) -> list[str]:
        return list(dict.fromkeys(self._shown(*place) for place in sorted(places)))

    def _shown(self, start: int, end: int) -> str:
        """A hit, with its neighbours where it is a single sign."""
        if end - start > 1:
            return self.task.text[start:end]
        around = self.task.text[max(0, start - NEIGHBOURS) : end + NEIGHBOURS]
        return f"{self.task.text[start:end]} in {' '.join(around.split())}"


@dataclass(frozen=True)
class Pattern(Kind):
    """A pattern that must reach ``precision`` and ``recall`` on a task.

    A mistake's data is a pattern that shows it; its ``when`` looks at a :class:`Score`.
    """

    task: Callable[[], Task]
    precision: float
    recall: float
    seconds: float = 0.5

    def read(self, answer: Any) -> Reading:
        written = getattr(answer, "pattern", answer)
        if not isinstance(written, str):
            raise Unreadable(
                "A pattern is asked for: a text that re.findall understands; yours is of the "
                f"type {type(answer).__name__}."
            )
        pattern = _compiled(written, getattr(answer, "flags", 0) & ~re.DEBUG)
        task = self.task()
        try:
            found = _places(pattern, task.text, self.seconds)
        except TooSlow:
            raise Unreadable(
                "Your pattern was stopped because the search did not finish: something like "
                "(a+)+ repeats inside a repetition. Say it once."
            ) from None
        return Reading(Score(found - task.optional, task))

    def same(self, value: Score, expected: Score) -> bool:
        return value.precision >= self.precision and value.recall >= self.recall

    def shows(self, value: Score, mistake: Any, expected: Score) -> bool:
        return value.found == self.read(self.answer_of(mistake, expected)).value.found

    def how_far(self, value: Score, expected: Score) -> str:
        told = [
            f"Precision {value.precision:.2f} (asked: {self.precision:.2f}), "
            f"recall {value.recall:.2f} (asked: {self.recall:.2f})."
        ]
        told += _named("Found by mistake", value.false_alarms)
        told += _named("Not found", value.gaps)
        return "\n".join(told)

    def praise(self, value: Score) -> str:
        return f"Precision {value.precision:.2f}, recall {value.recall:.2f}."

    def secrets(self, expected: Score) -> Iterable[Any]:
        return []


def _places(pattern: re.Pattern[str], text: str, seconds: float) -> frozenset[Place]:
    """Where a pattern finds something. Raises ``TooSlow``."""
    if has_signals():
        found = at_most(seconds, lambda: [match.span() for match in pattern.finditer(text)])
        return frozenset(place for place in found if place[0] < place[1])
    return _places_by_another_python(pattern.pattern, pattern.flags, text, seconds)


@lru_cache(maxsize=64)
def _places_by_another_python(
    pattern: str, flags: int, text: str, seconds: float
) -> frozenset[Place]:
    """The same where only the end of a whole process stops a search."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", SEARCH],
            input=json.dumps([pattern, flags, text]),
            capture_output=True,
            text=True,
            check=True,
            timeout=seconds + STARTING_SECONDS,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        raise TooSlow from None
    return frozenset((start, end) for start, end in json.loads(done.stdout) if start < end)


def _named(what: str, words: list[str]) -> list[str]:
    shown = ", ".join(words[:SHOWN])
    more = f" and {len(words) - SHOWN} more" if len(words) > SHOWN else ""
    return [f"{what}: {shown}{more}."] if words else []


def _compiled(written: str, flags: int) -> re.Pattern[str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(written, flags)
    except (re.error, RecursionError, OverflowError) as error:
        what = getattr(error, "msg", "it is too long")
        at = getattr(error, "pos", None)
        place = f", at place {at + 1}" if isinstance(at, int) else ""
        raise Unreadable(f"Python cannot read the pattern: {what}{place}.") from None
