"""A text that remembers where each of its characters stood in the raw file."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

OFFSET = "I"


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``text[start:end]`` with ``text``.

    ``joins_previous`` counts the removed characters as part of the character before them,
    so that 個 in ``個(gè)`` keeps its residue when its place in the raw file is asked for.
    """

    start: int
    end: int
    text: str = ""
    joins_previous: bool = False


@dataclass(frozen=True, slots=True)
class TracedText:
    """A text with the raw offsets of each character (``str`` offsets, end exclusive).

    ``starts[i]`` and ``ends[i]`` enclose the raw characters behind ``text[i]``. Offsets never
    go backwards, so any slice of the text maps to one slice of the raw file.
    """

    text: str
    starts: array
    ends: array

    @classmethod
    def from_raw(cls, raw: str) -> TracedText:
        """Trace a text that is the raw file itself: character i stands at offset i."""
        return cls(raw, array(OFFSET, range(len(raw))), array(OFFSET, range(1, len(raw) + 1)))

    def __len__(self) -> int:
        return len(self.text)

    def __str__(self) -> str:
        return self.text

    def __getitem__(self, wanted: slice) -> TracedText:
        """Slice like a ``str``; steps other than 1 are refused with ``ValueError``."""
        if wanted.step not in (None, 1):
            raise ValueError("a traced text can only be cut into unbroken slices")
        return TracedText(self.text[wanted], self.starts[wanted], self.ends[wanted])

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Raw offsets ``(start, end)`` behind ``text[start:end]``.

        An empty slice maps to an empty raw span. Raises ``IndexError`` outside the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"{start}:{end} is outside a text of {len(self.text)} characters")
        if start == end:
            here = self.starts[start] if start < len(self.text) else self._raw_end()
            return here, here
        return self.starts[start], self.ends[end - 1]

    def delete(self, start: int, end: int) -> TracedText:
        """The text without ``text[start:end]``."""
        return self.edited([Edit(start, end)])

    def replace(self, start: int, end: int, text: str) -> TracedText:
        """The text with ``text[start:end]`` replaced; see :meth:`edited`."""
        return self.edited([Edit(start, end, text)])

    def edited(self, edits: Iterable[Edit]) -> TracedText:
        """Apply edits that do not overlap, in one pass.

        A replacement of the same length is traced character by character; any other replacement
        is traced as a whole, every new character pointing at all the raw characters it stands
        for; inserted characters point at the empty place between their neighbours, or inside what
        these share. Raises ``ValueError`` when edits overlap or lie outside the text.
        """
        pieces: list[str] = []
        starts, ends = array(OFFSET), array(OFFSET)
        done = 0
        for edit in sorted(edits, key=lambda e: (e.start, e.end)):
            if not done <= edit.start <= edit.end <= len(self.text):
                raise ValueError(f"edit {edit} overlaps another or lies outside the text")
            pieces += (self.text[done : edit.start], edit.text)
            starts += self.starts[done : edit.start]
            ends += self.ends[done : edit.start]
            self._trace_replacement(edit, starts, ends)
            done = edit.end
        pieces.append(self.text[done:])
        return TracedText("".join(pieces), starts + self.starts[done:], ends + self.ends[done:])

    def _trace_replacement(self, edit: Edit, starts: array, ends: array) -> None:
        raw_start, raw_end = self.raw_span(edit.start, edit.end)
        if not edit.text:
            if edit.joins_previous and ends:
                ends[-1] = max(ends[-1], raw_end)
        elif len(edit.text) == edit.end - edit.start:
            starts += self.starts[edit.start : edit.end]
            ends += self.ends[edit.start : edit.end]
        else:
            if edit.start == edit.end and edit.start > 0:
                raw_end = max(raw_end, self.ends[edit.start - 1])
            starts.extend([raw_start] * len(edit.text))
            ends.extend([raw_end] * len(edit.text))

    def _raw_end(self) -> int:
        return self.ends[-1] if self.ends else 0
