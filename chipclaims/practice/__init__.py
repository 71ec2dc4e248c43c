"""Exercises that know what went wrong.

``check("03-2", answer)`` says whether an answer is right and, if it is not, which mistake it
looks like; it never says the answer. ``hint("03-2")`` helps one step further each time,
``solution("03-2")`` shows the lines after two tries or when asked twice, ``progress("03")`` what
is solved.

Nothing here raises, with one exception: while nbgrader runs a notebook, or with
``CHIPCLAIMS_GRADING=1`` in the environment, a check that is not right raises ``AssertionError``
with the same words, so that it can be graded.
"""

from __future__ import annotations

from typing import Any

from chipclaims.practice import keeping, outcomes
from chipclaims.practice.diagnosing import diagnose
from chipclaims.practice.outcomes import Code, Outcome
from chipclaims.practice.questions import LESSONS, NoQuestion, question, questions_of
from chipclaims.practice.showing import Progress, state_of

__all__ = ["check", "hint", "progress", "solution"]

TRIES_BEFORE_SOLUTION = 2


def check(question_id: str, answer: Any = ...) -> Outcome | None:
    """What there is to say about an answer. Never raises, except when a class is graded."""
    try:
        asked = question(question_id)
    except NoQuestion as error:
        return Outcome("", outcomes.NOTE, str(error))
    outcome = diagnose(asked, answer)
    if outcome.state in outcomes.SOLVED:
        keeping.keep(question_id, solved=True)
    elif outcome.state in outcomes.WRONG:
        keeping.keep(question_id, tries=keeping.record_of(question_id)["tries"] + 1)
    return _graded(outcome) if keeping.is_graded() else outcome


def _graded(outcome: Outcome) -> None:
    """Fail with the words of an outcome that is not right; print those of a right one."""
    assert outcome.state in outcomes.SOLVED, str(outcome)
    # nbgrader wants a cell to return points or nothing.
    print(outcome)


def hint(question_id: str) -> Outcome:
    """The next hint of a question; after the last one, the last one again."""
    try:
        hints = question(question_id).hints
    except NoQuestion as error:
        return Outcome("", outcomes.NOTE, str(error))
    number = min(keeping.record_of(question_id)["hints"] + 1, len(hints))
    keeping.keep(question_id, hints=number)
    which = f"Hint {number} of {len(hints)}"
    return Outcome(question_id, outcomes.NOTE, f"{which}: {hints[number - 1]}")


def solution(question_id: str) -> Outcome | Code:
    """The lines that answer a question: after two tries, or when asked a second time."""
    from chipclaims.practice.solved import NONE_HERE, lines_of_solution

    try:
        question(question_id)
    except NoQuestion as error:
        return Outcome("", outcomes.NOTE, str(error))
    record = keeping.record_of(question_id)
    keeping.keep(question_id, asked=record["asked"] + 1)
    if not (record["solved"] or record["asked"] or record["tries"] >= TRIES_BEFORE_SOLUTION):
        words = "Try it first, or take a hint. To see the answer all the same, ask once more."
        return Outcome(question_id, outcomes.NOTE, words)
    lines = lines_of_solution(question_id)
    if not lines:
        return Outcome(question_id, outcomes.NOTE, f"No solution: {NONE_HERE}.")
    return Code(question_id, "One way to do it:", lines)


def progress(lesson: str | None = None) -> Progress | Outcome:
    """A bar and a table of what is solved, tried and open in a lesson (``"03"``), or in all."""
    try:
        lessons = LESSONS if lesson is None else [lesson if isinstance(lesson, str) else "?"]
        asked = [each for number in lessons for each in questions_of(number)]
    except NoQuestion as error:
        return Outcome("", outcomes.NOTE, str(error))
    records = keeping.all_records()
    new = keeping.new_record()
    return Progress(tuple((each, state_of(records.get(each.id, new))) for each in asked))
