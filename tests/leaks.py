"""Whether a text gives an expected answer away. Also used for the messages of checks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from chipclaims.practice.diagnosing import expected_of
from chipclaims.practice.kinds import Choice, Classes, Items, Number, Table, Text, Writing
from chipclaims.practice.questions import Question

# Ids of questions and claims and dates are no numbers.
NOT_A_NUMBER = re.compile(r"\d{4}-\d\d(?:-\d\d)?|\b\d{2,3}-\d{1,3}\b|Hint \d of \d")
NUMBER = re.compile(r"(?<![\w.])-?\d[\d,]*(?:\.\d+)?")
SENTENCE = re.compile(r"[.!?:;]\s|\n")
# "2 of 5 cases" and "1 decimal" are no answers.
SMALLEST_TELLING_WHOLE = 13


def numbers_in(text: str) -> list[float]:
    cleaned = NOT_A_NUMBER.sub(" ", text)
    return [float(token.replace(",", "")) for token in NUMBER.findall(cleaned)]


def is_telling(number: float) -> bool:
    """Whether a number on a page can only be there because it is the answer."""
    return not (float(number).is_integer() and abs(number) < SMALLEST_TELLING_WHOLE)


def leaks(asked: Question, text: str) -> list[str]:
    """What of the expected answer stands in a text, in words."""
    return [f"{asked.id}: {found}" for found in _leaks(asked, text)]


def _leaks(asked: Question, text: str) -> Iterator[str]:
    secrets = list(asked.kind.secrets(expected_of(asked.id)))
    match asked.kind:
        case Number():
            yield from _numbers(asked.kind, secrets[0], text)
        case Classes():
            yield from _pairs(secrets, text, asked.kind)
        case Items():
            (items,) = secrets
            words = re.findall(r"[\w.-]+", text.casefold())
            places = [words.index(str(item)) for item in items if str(item) in words]
            in_order = not asked.kind.ordered or places == sorted(places)
            if len(items) > 1 and len(places) == len(items) and in_order:
                yield f"all of {items}"
        case Choice() | Text() | Writing():
            yield from (word for word in secrets if _stands_in(str(word), text))
        case Table():
            yield from _close(secrets, asked.kind.relative, text)
        case _:
            yield from _close(secrets, 1e-6, text)


def _numbers(kind: Number, expected: float, text: str) -> Iterator[str]:
    factors = {1.0, *kind.also.values()} | ({100.0} if kind.unit.startswith("percent") else set())
    if not is_telling(expected):
        return
    for number in numbers_in(text):
        for factor in factors:
            if kind.same(number * factor, expected) or kind.same(-number * factor, expected):
                yield f"{number} is {expected}"


def _close(secrets: Iterable[float], relative: float, text: str) -> Iterator[str]:
    seen = numbers_in(text)
    for secret in filter(is_telling, secrets):
        if any(abs(number - secret) <= relative * abs(secret) for number in seen):
            yield f"{secret}"


def _pairs(secrets: list[tuple[Any, str]], text: str, kind: Classes) -> Iterator[str]:
    for sentence in SENTENCE.split(text):
        for key, label in secrets:
            others = [o for o in kind._options(key) if o != label and _stands_in(o, sentence)]
            if _stands_in(str(key), sentence) and _stands_in(label, sentence) and not others:
                yield f"{key} is {label}: {sentence.strip()}"


def _stands_in(word: str, text: str) -> bool:
    """Whether a word stands in a text, as a word of its own if it is of letters."""
    if re.fullmatch(r"[\w -]+", word, re.ASCII):
        return bool(re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text, re.IGNORECASE))
    return word.casefold() in text.casefold()
