"""Questions and their named mistakes; every lesson has a file of them beside this one."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from chipclaims.practice.kinds.base import Kind

LESSONS = tuple(sorted(path.stem[-2:] for path in Path(__file__).parent.glob("lesson_??.py")))


class NoQuestion(ValueError):
    """There is no question of that id, in one line that says which there are."""


@dataclass(frozen=True)
class Mistake:
    """A way of going wrong that has a name.

    ``arises`` says for teachers how one gets there, ``says`` what the learner is told: a question
    or a pointer, never the answer. ``answer`` is the answer that one then gives, in the form that
    the question's kind describes (a formula over the tables for a number, a function for a
    function …). ``when`` decides for kinds in which many answers show the same mistake.
    ``listed`` is its key in ``course_mistakes.tsv``, if the course promises to catch it.
    """

    name: str
    arises: str
    says: str
    answer: Any
    when: Callable[[Any], bool] | None = None
    listed: str = ""


@dataclass(frozen=True)
class Question:
    """One checked question: ``id`` is lesson and number, ``"05-3"``.

    ``expected`` is worked out from the tables: a formula for a number, a function without
    arguments that gives the answer for the rest, and for the kinds ``Function`` and ``Pattern``
    the function or a function that gives the pattern.
    """

    id: str
    title: str
    kind: Kind
    expected: Any
    hints: tuple[str, ...]
    mistakes: tuple[Mistake, ...]

    @property
    def lesson(self) -> str:
        """The two digits of the lesson."""
        return self.id[:2]


@cache
def questions_of(lesson: str) -> tuple[Question, ...]:
    """The questions of a lesson (``"05"``) in their order. Raises ``NoQuestion``."""
    if lesson not in LESSONS:
        raise NoQuestion(
            f"There are no questions of a lesson {_shown(lesson)}: write "
            f"{LESSONS[0]!r} to {LESSONS[-1]!r}, with quotation marks."
        )
    return importlib.import_module(f"chipclaims.practice.lesson_{lesson}").QUESTIONS


def question(question_id: str) -> Question:
    """The question of an id. Raises ``NoQuestion``."""
    lesson = question_id[:2] if isinstance(question_id, str) else ""
    if lesson not in LESSONS:
        raise NoQuestion(
            f"There is no question {_shown(question_id)}: an id is the lesson and the number, "
            'in quotation marks, as in "03-2".'
        )
    found = {each.id: each for each in questions_of(lesson)}
    if question_id not in found:
        known = list(found)
        raise NoQuestion(
            f"There is no question {_shown(question_id)}: those of lesson {lesson} are "
            f"{known[0]} to {known[-1]}."
        )
    return found[question_id]


def _shown(value: object) -> str:
    if isinstance(value, int) and abs(value) > 10**40:  # Python refuses to write the longest
        return "of that kind"
    return repr(value)[:40] if isinstance(value, str | int | float) else "of that kind"
