"""From an answer to an outcome. Whatever the answer is, nothing is raised."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import Any

from chipclaims.practice import outcomes
from chipclaims.practice.bounded import TooSlow, at_most
from chipclaims.practice.kinds.base import NothingYet, Reading, Unreadable, is_untouched
from chipclaims.practice.outcomes import Outcome
from chipclaims.practice.questions import Mistake, Question, question

WHERE_TO_BEGIN = "Put your answer in the place of the three dots, run that cell, then this one."
HINT = 'For help: hint("{}").'
CANNOT_READ = "This check cannot read your answer (it says {}). Give a plain number, text or list."

NEVER_ENDS = "Reading your answer took too long and was stopped: does something in it never end?"
SECONDS = 10.0  # for all of a check; kinds that run a learner's code have shorter ones of their own


def diagnose(asked: Question, answer: Any) -> Outcome:
    """What there is to say about an answer; never raises."""
    try:
        return _diagnose(asked, answer)
    except NothingYet:
        return Outcome(asked.id, outcomes.NOT_ATTEMPTED, WHERE_TO_BEGIN)
    except Unreadable as error:
        return Outcome(asked.id, outcomes.NOT_RECOGNISED, str(error))
    except TooSlow:
        return Outcome(asked.id, outcomes.NOT_RECOGNISED, NEVER_ENDS)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # an answer may be an object that raises whatever one asks it
        return Outcome(asked.id, outcomes.NOT_RECOGNISED, CANNOT_READ.format(type(error).__name__))


def _diagnose(asked: Question, answer: Any) -> Outcome:
    if is_untouched(answer):
        raise NothingYet
    expected = expected_of(asked.id)
    return at_most(SECONDS, lambda: _compared(asked, answer, expected))


def _compared(asked: Question, answer: Any, expected: Any) -> Outcome:
    reading = asked.kind.read(answer)
    mistake = mistake_in(asked, reading.value, expected)
    if mistake:
        return Outcome(asked.id, outcomes.RECOGNISED, mistake.says, mistake.name)
    if asked.kind.same(reading.value, expected):
        return _right(asked, reading, expected)
    return _wrong(asked, reading, expected)


@cache
def expected_of(question_id: str) -> Any:
    """The expected answer of a question, as its kind sees answers."""
    asked = question(question_id)
    return asked.kind.expected(asked.expected)


def mistake_in(asked: Question, value: Any, expected: Any) -> Mistake | None:
    """The first named mistake of the question that an answer shows."""
    is_right = asked.kind.same(value, expected)
    for mistake in asked.mistakes:
        # A mistake that is told by a rule may show in an answer that would otherwise do.
        if mistake.when is not None:
            if _applies(mistake.when, value):
                return mistake
        elif not is_right and asked.kind.shows(value, mistake.answer, expected):
            return mistake
    return None


def _applies(rule: Callable[[Any], bool], value: Any) -> bool:
    """Whether a rule holds of an answer; of one for which it was not made it does not."""
    try:
        return bool(rule(value))
    except Exception:
        return False


def _right(asked: Question, reading: Reading, expected: Any) -> Outcome:
    remark = asked.kind.remark_on_right(reading.value, expected)
    remarks = [*reading.remarks, *([remark] if remark else [])]
    praise = asked.kind.praise(reading.value)
    if remarks:
        told = "; ".join(remarks)
        return Outcome(asked.id, outcomes.RIGHT_BUT, f"{told}.\n{praise}".strip())
    return Outcome(asked.id, outcomes.COMPLETE if asked.kind.is_open else outcomes.RIGHT, praise)


def _wrong(asked: Question, reading: Reading, expected: Any) -> Outcome:
    almost = asked.kind.almost(reading.value, expected)
    if almost:
        return Outcome(asked.id, outcomes.RIGHT_BUT, f"{almost}.")
    usual = asked.kind.usual_mistake(reading.value, expected)
    if usual:
        return Outcome(asked.id, outcomes.RECOGNISED, usual[1], usual[0])
    how_far = asked.kind.how_far(reading.value, expected)
    return Outcome(asked.id, outcomes.NOT_RECOGNISED, f"{how_far}\n{HINT.format(asked.id)}")


def example_of(asked: Question, mistake: Mistake) -> Any:
    """The whole answer of somebody who makes the mistake, as that person would give it."""
    expected = None
    with suppress(Unreadable):
        expected = expected_of(asked.id)
    return asked.kind.answer_of(mistake.answer, expected)
