"""What a check says: one of five outcomes, in words, and the same as a small box in a notebook."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from html import escape

NOT_ATTEMPTED = "not attempted"
RIGHT = "right"
RIGHT_BUT = "right but"
COMPLETE = "complete"  # an open question, of which a program sees only what is absent
RECOGNISED = "wrong, recognised"
NOT_RECOGNISED = "wrong, not recognised"
NOTE = "note"
SOLVED = (RIGHT, RIGHT_BUT, COMPLETE)
WRONG = (RECOGNISED, NOT_RECOGNISED)

# A sign and a word beside each colour: nobody has to tell colours apart.
SIGNS = {
    NOT_ATTEMPTED: ("○", "Not attempted yet", "#6b6b6b"),
    RIGHT: ("✓", "Right", "#0b6e3b"),
    RIGHT_BUT: ("✓", "Right, but …", "#0b6e3b"),
    COMPLETE: ("✓", "Nothing is missing that a program can see", "#0b6e3b"),
    RECOGNISED: ("→", "Not yet", "#9a4a00"),
    NOT_RECOGNISED: ("→", "Not yet", "#9a4a00"),
    NOTE: ("·", "", "#3a4a6b"),
}
LINE = 90


@dataclass(frozen=True)
class Outcome:
    """What came of one check: its ``state`` (a constant above), the words, the mistake's name."""

    question_id: str
    state: str
    text: str = ""
    mistake: str = ""

    @property
    def heading(self) -> str:
        """The first words: the question, the outcome and the name of a recognised mistake."""
        sign, words, _ = SIGNS[self.state]
        named = f"{words}: {self.mistake}" if self.mistake else words
        return " ".join(part for part in (sign, self.question_id, named) if part)

    def __post_init__(self) -> None:
        # What a learner typed may hold half a character, which no notebook can store.
        object.__setattr__(self, "text", self.text.encode("utf-8", "replace").decode("utf-8"))

    def __str__(self) -> str:
        paragraphs = f"{self.heading}\n{self.text}".splitlines()
        lines = [textwrap.fill(part, LINE, break_long_words=False) for part in paragraphs if part]
        return "\n".join(lines)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        colour = SIGNS[self.state][2]
        told = "<br>".join(escape(line) for line in self.text.splitlines() if line)
        return (
            f'<div style="border-left:4px solid {colour};padding:0.2em 0.8em;max-width:46em">'
            f"<strong>{escape(self.heading)}</strong>"
            f"{'<br>' if told else ''}{told}</div>"
        )


@dataclass(frozen=True)
class Code:
    """Lines of code with a sentence before them, for ``solution``."""

    question_id: str
    text: str
    code: str

    def __str__(self) -> str:
        return f"{self.question_id} {self.text}\n\n{self.code}"

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return (
            f"<p>{escape(self.question_id)} {escape(self.text)}</p><pre>{escape(self.code)}</pre>"
        )
