"""The blocks of a report as Markdown that can be read as it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from chipclaims.report.blocks import (
    Block,
    Card,
    Entry,
    Facts,
    Heading,
    Items,
    Line,
    Paragraph,
    Quote,
    Span,
    Table,
)
from chipclaims.report.words import visible

SPECIAL = re.compile(r"[\\`*_\[\]<>&|~$#]")
# What would begin a list or underline a heading at the start of a line, and an address anywhere.
AT_START = re.compile(r"[+=-]|[0-9]+(?=[.)])")
ADDRESS = re.compile(r"(?<=[a-z])(:)(?=//)|(?<=www)(\.)", re.IGNORECASE)
BACKTICKS = re.compile("`+")


def markdown_page(blocks: Iterable[Block]) -> str:
    """A whole page; what Markdown would take for its own signs is escaped."""
    return "\n".join(filter(None, map(_block, blocks)))


def _block(block: Block) -> str:
    return WRITERS[type(block)](block)


def _heading(block: Heading) -> str:
    return f"{'#' * block.level} {_line(block.line)}\n"


def _paragraph(block: Paragraph) -> str:
    return f"{_first(_line(block.line))}\n"


def _quote(block: Quote) -> str:
    return f"> {_first(_line(block.line))}\n"


def _facts(block: Facts) -> str:
    return "".join(f"- **{name}:** {_line(line)}\n" for name, line in block.rows)


def _items(block: Items) -> str:
    return "".join(map(_entry, block.entries))


def _entry(entry: Entry) -> str:
    more = "".join(f"  - {_first(_line(line))}\n" for line in entry.more)
    return f"- {_first(_line(entry.head))}\n{more}"


def _table(block: Table) -> str:
    rule = "|" + " --- |" * len(block.header) + "\n"
    rows = ([_line(cell, in_table=True) for cell in row] for row in block.rows)
    return _cells(block.header) + rule + "".join(map(_cells, rows))


def _cells(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _card(block: Card) -> str:
    return markdown_page(block.blocks)


def _line(line: Line, *, in_table: bool = False) -> str:
    pieces = (piece if isinstance(piece, Span) else Span(piece) for piece in line)
    return "".join(_span(piece, in_table) for piece in pieces)


def _span(span: Span, in_table: bool) -> str:
    """Marked words become code: bold fails where Chinese marks stand beside the asterisks."""
    text = visible(span.text)
    if span.look in ("mark", "code"):
        return _code(text, in_table)
    if span.look == "strong":
        return f"**{_escaped(text.strip())}**{' ' if text.endswith(' ') else ''}"
    return _escaped(text)


def _code(text: str, in_table: bool) -> str:
    fence = "`" * (1 + max(map(len, BACKTICKS.findall(text)), default=0))
    room = " " if text.startswith("`") or text.endswith("`") else ""
    # A table ends its cell at a bar, also within code.
    text = text.replace("|", "\\|") if in_table else text
    return f"{fence}{room}{text}{room}{fence}"


def _escaped(text: str) -> str:
    text = SPECIAL.sub(r"\\\g<0>", text)
    return ADDRESS.sub(r"\\\g<0>", text)


def _first(line: str) -> str:
    """A line that Markdown does not take for an item of a list."""
    line = line.lstrip()
    sign = AT_START.match(line)
    if not sign:
        return line
    at = sign.end() if sign[0].isdigit() else 0
    return f"{line[:at]}\\{line[at:]}"


WRITERS: dict[type, Callable[[Block], str]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Quote: _quote,
    Facts: _facts,
    Items: _items,
    Table: _table,
    Card: _card,
}
