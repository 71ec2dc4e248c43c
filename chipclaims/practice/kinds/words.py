"""One word out of a list, or a short text that can be right or wrong."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from chipclaims.practice.kinds.base import Kind, Reading, Unreadable


def plain(text: str) -> str:
    """A text without what does not count: letter case, width, spaces at the ends."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


@dataclass(frozen=True)
class Choice(Kind):
    """One of a few ``options``."""

    options: tuple[str, ...]

    def read(self, answer: Any) -> Reading:
        known = {plain(option): option for option in self.options}
        if not isinstance(answer, str) or plain(answer) not in known:
            written = ", ".join(f'"{option}"' for option in self.options)
            raise Unreadable(f"Choose one of these words: {written}.")
        return Reading(known[plain(answer)])

    def how_far(self, value: str, expected: str) -> str:
        return "That is one of the choices, but not the one that fits here."


@dataclass(frozen=True)
class Text(Kind):
    """A short text; ``what`` names it. Letter case, width and outer spaces do not count."""

    what: str
    also: tuple[str, ...] = ()

    def read(self, answer: Any) -> Reading:
        if isinstance(answer, bytes):
            raise Unreadable("Your answer is bytes: decode them into a text.")
        if not isinstance(answer, str):
            kind = type(answer).__name__
            raise Unreadable(
                f"A text is asked for ({self.what}), between quotation marks; yours is of the "
                f"type {kind}."
            )
        return Reading(plain(answer))

    def same(self, value: str, expected: str) -> bool:
        return value in {expected, *map(plain, self.also)}

    def how_far(self, value: str, expected: str) -> str:
        if len(value) != len(expected):
            longer = "long" if len(value) > len(expected) else "short"
            return f"Your text is too {longer}. Asked for: {self.what}."
        fits = sum(a == b for a, b in zip(value, expected, strict=True))
        return f"{fits} of its {len(expected)} characters stand where they should."

    def secrets(self, expected: str) -> Iterable[Any]:
        return [expected, *self.also]
