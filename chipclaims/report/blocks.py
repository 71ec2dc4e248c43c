"""What a report is made of, before it becomes HTML or Markdown.

Both pages are written from the same blocks, so that neither says what the other leaves out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """A piece of a line.

    ``lang`` is the language of a text that is not English (``zh-Hant``). ``look`` is one of mark
    (the words that a claim or quantity rests on), strong, code (ids), whole (kept on one
    line), quiet and verdict.
    ``to`` is the place on the page that it leads to.
    """

    text: str
    lang: str = ""
    look: str = ""
    to: str = ""


Line = Sequence[str | Span]


class Heading(NamedTuple):
    """A heading of level 1 to 3; ``place`` is what a :class:`Span` leads to."""

    level: int
    line: Line
    place: str = ""


class Paragraph(NamedTuple):
    """A line of its own."""

    line: Line


class Quote(NamedTuple):
    """Words of the article."""

    line: Line


class Facts(NamedTuple):
    """Pairs of a name and what is known under it."""

    rows: Sequence[tuple[str, Line]]


class Entry(NamedTuple):
    """One item of a list: what it is, and lines about it."""

    head: Line
    more: Sequence[Line]
    place: str = ""


class Items(NamedTuple):
    """A list."""

    entries: Sequence[Entry]


class Table(NamedTuple):
    """Rows of cells under a header."""

    header: Sequence[str]
    rows: Sequence[Sequence[Line]]


class Card(NamedTuple):
    """Blocks that belong together; ``look`` is the verdict of a claim."""

    look: str
    blocks: Sequence[Block]


Block = Heading | Paragraph | Quote | Facts | Items | Table | Card
