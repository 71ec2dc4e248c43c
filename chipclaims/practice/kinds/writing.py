"""A few sentences of the learner's own: a program sees what is absent, a person judges the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from chipclaims.practice.kinds.base import Kind, NothingYet, Reading, Unreadable, is_untouched

WORD = re.compile(r"[A-Za-z0-9][\w.,%'-]*|[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Writing(Kind):
    """A text of at least ``words`` words, a third of them different, in which no mistake shows.

    Each mistake needs a ``when``, which gets the text. ``checklist`` is what only the writer or a
    reader can tick off.
    """

    is_open = True
    words: int
    checklist: tuple[str, ...]

    def read(self, answer: Any) -> Reading:
        if isinstance(answer, list | tuple) and all(is_untouched(part) for part in answer):
            raise NothingYet
        if isinstance(answer, list | tuple) and all(isinstance(part, str) for part in answer):
            answer = "\n".join(answer)
        if not isinstance(answer, str):
            raise Unreadable(
                "Sentences are asked for, between quotation marks; your answer is of the type "
                f"{type(answer).__name__}."
            )
        if is_untouched(answer):
            raise NothingYet
        # Where a line ends says nothing, and rules look for words that stand side by side.
        return Reading(" ".join(answer.split()))

    def same(self, value: str, expected: str) -> bool:
        # The question's mistakes were looked for before: see ``diagnosing``.
        written = [word.casefold() for word in WORD.findall(value)]
        return len(written) >= self.words and len(set(written)) >= self.words / 3

    def shows(self, value: str, mistake: Any, expected: str) -> bool:
        return value == " ".join(mistake.split())

    def how_far(self, value: str, expected: str) -> str:
        return (
            f"Write {self.words} words or more, in sentences of your own, so that a reader can "
            "follow."
        )

    def praise(self, value: str) -> str:
        ticks = "\n".join(f"☐ {point}" for point in self.checklist)
        return f"Now tick off the rest yourself:\n{ticks}"

    def secrets(self, expected: str) -> Iterable[Any]:
        return [expected]
