"""How far somebody is: a bar and a table, in words and in HTML."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from chipclaims.practice.keeping import Record
from chipclaims.practice.questions import Question

SOLVED, TRIED, OPEN = "solved", "tried", "open"
SIGNS = {SOLVED: "✓", TRIED: "→", OPEN: "○"}
BAR = 24


def state_of(record: Record) -> str:
    """``solved``, ``tried`` or ``open``."""
    return SOLVED if record["solved"] else TRIED if record["tries"] else OPEN


@dataclass(frozen=True)
class Progress:
    """The questions of one or more lessons, each with its state."""

    rows: tuple[tuple[Question, str], ...]

    @property
    def solved(self) -> int:
        """How many are solved."""
        return sum(state == SOLVED for _, state in self.rows)

    @property
    def heading(self) -> str:
        """How many of how many, and what is open."""
        counts = {state: sum(s == state for _, s in self.rows) for state in SIGNS}
        rest = f"{counts[TRIED]} tried, {counts[OPEN]} open"
        return f"{self.solved} of {len(self.rows)} solved, {rest}"

    def __str__(self) -> str:
        full = round(BAR * self.solved / max(len(self.rows), 1))
        bar = "█" * full + "░" * (BAR - full)
        lines = [f"{q.id}  {SIGNS[state]} {state:6}  {q.title}" for q, state in self.rows]
        return "\n".join([f"{bar} {self.heading}", *lines])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        cells = "".join(
            f"<tr><td>{q.id}</td><td>{SIGNS[state]} {state}</td>"
            f'<td style="text-align:left">{escape(q.title)}</td></tr>'
            for q, state in self.rows
        )
        return (
            f'<progress max="{len(self.rows)}" value="{self.solved}" style="width:16em" '
            f'aria-label="{self.heading}"></progress> {self.heading}'
            "<table><thead><tr><th>question</th><th>state</th>"
            f"<th>about</th></tr></thead><tbody>{cells}</tbody></table>"
        )
