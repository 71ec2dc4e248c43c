"""A label for each of several things: ``{"003-20": "contradicted", ...}``."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

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


@dataclass(frozen=True)
class Classes(Kind):
    """A dictionary from things to one of the ``options`` each.

    ``options`` may also be a dictionary from each thing to its own options. A mistake's data are
    the entries that differ from the right answer; it shows when all of them are there.
    """

    options: tuple[str, ...] | Mapping[str, tuple[str, ...]]

    def read(self, answer: Any) -> Reading:
        if hasattr(answer, "to_dict") and not isinstance(answer, Mapping):
            answer = answer.to_dict()
        if not isinstance(answer, Mapping):
            raise Unreadable(
                "A dictionary is asked for, in the form {key: label, ...}; yours is of the type "
                f"{type(answer).__name__}."
            )
        pairs = list(itertools.islice(answer.items(), MOST))
        if all(is_untouched(label) for _, label in pairs):
            raise NothingYet
        return Reading({str(key).strip(): self._label(key, label) for key, label in pairs})

    def _options(self, key: str) -> tuple[str, ...]:
        if isinstance(self.options, Mapping):
            return self.options.get(key, ())
        return self.options

    def _label(self, key: Any, label: Any) -> str | None:
        if is_untouched(label):
            return None
        known = {plain(option): option for option in self._options(str(key).strip())}
        if not known:
            raise Unreadable(f"The key {shown(key)!r} is not asked for: keep the keys as given.")
        if not isinstance(label, str) or plain(label) not in known:
            written = ", ".join(f'"{option}"' for option in known.values())
            raise Unreadable(f"{shown(key)}: choose one of these words: {written}.")
        return known[plain(label)]

    def answer_of(self, mistake: Any, expected: Mapping[str, str]) -> dict[str, str]:
        changes = mistake() if callable(mistake) else mistake
        return {**expected, **changes}

    def shows(self, value: Mapping[str, Any], mistake: Any, expected: Mapping[str, str]) -> bool:
        changes = mistake() if callable(mistake) else mistake
        return all(value.get(key) == label for key, label in changes.items())

    def how_far(self, value: Mapping[str, Any], expected: Mapping[str, str]) -> str:
        unknown = [key for key in value if key not in expected]
        if unknown:
            return f"The key {shown(unknown[0])!r} is not asked for: keep the keys as given."
        empty = [key for key in expected if value.get(key) is None]
        wrong = [key for key in expected if key not in empty and value[key] != expected[key]]
        told = [f"{len(expected) - len(wrong) - len(empty)} of {len(expected)} fit."]
        told += [f"Look again at: {', '.join(wrong)}."] if wrong else []
        told += [f"Still open: {', '.join(empty)}."] if empty else []
        return " ".join(told)

    def secrets(self, expected: Mapping[str, str]) -> Iterable[Any]:
        # A key and its label in one sentence would give it away; a label alone is an option.
        return [tuple(pair) for pair in expected.items()]
