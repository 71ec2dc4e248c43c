"""A mistake as the lines that a learner who makes it would write."""

from __future__ import annotations

import inspect
import re

from chipclaims.practice.diagnosing import example_of
from chipclaims.practice.kinds import Function
from chipclaims.practice.questions import Mistake, Question

CHECK = re.compile(r'^check\("(\d\d-\d+)", (\w+)\)$')


def answer_in_code(asked: Question, mistake: Mistake, name: str) -> str:
    """The cell of a learner who makes a mistake."""
    if isinstance(asked.kind, Function):
        source = inspect.getsource(mistake.answer)
        return source.replace(f"def {mistake.answer.__name__}(", f"def {name}(", 1)
    return f"{name} = {example_of(asked, mistake)!r}"
