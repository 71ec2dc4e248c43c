"""The blocks of a report as one HTML page that asks nobody for anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from importlib import resources

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
from chipclaims.report.words import HAN, language_of, visible

# The first line forbids a browser to load or run anything, whatever a text may hold.
HEAD = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no, date=no, address=no">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
"""
FOOT = "</main>\n</body>\n</html>\n"
ELEMENTS = {"mark": "mark", "strong": "strong", "code": "code"}


def html_page(title: str, blocks: Iterable[Block]) -> str:
    """A whole page; every text in it is shown and never obeyed."""
    style = resources.files(__package__).joinpath("style.css").read_text(encoding="utf-8")
    head = HEAD.format(title=escape(visible(title)), style=style)
    return f"{head}{_blocks(blocks)}{FOOT}"


def _blocks(blocks: Iterable[Block]) -> str:
    return "".join(WRITERS[type(block)](block) for block in blocks)


def _heading(block: Heading) -> str:
    return f"<h{block.level}{_id(block.place)}>{_line(block.line)}</h{block.level}>\n"


def _paragraph(block: Paragraph) -> str:
    return f"<p>{_line(block.line)}</p>\n"


def _quote(block: Quote) -> str:
    return f"<blockquote>{_line(block.line)}</blockquote>\n"


def _facts(block: Facts) -> str:
    rows = (
        f"<div><dt>{escape(name)}</dt><dd>{_line(line)}</dd></div>\n" for name, line in block.rows
    )
    return f"<dl>\n{''.join(rows)}</dl>\n"


def _items(block: Items) -> str:
    return f"<ul>\n{''.join(map(_entry, block.entries))}</ul>\n"


def _entry(entry: Entry) -> str:
    more = "".join(f"<li>{_line(line)}</li>\n" for line in entry.more)
    more = f"<ul>\n{more}</ul>\n" if more else ""
    return f"<li{_id(entry.place)}>{_line(entry.head)}\n{more}</li>\n"


def _table(block: Table) -> str:
    """The roles stay when a narrow page turns rows and cells into blocks."""
    header = "".join(f'<th role="columnheader" scope="col">{escape(h)}</th>' for h in block.header)
    rows = "".join(_row(block.header, row) for row in block.rows)
    return (
        f'<table role="table">\n<thead role="rowgroup"><tr role="row">{header}</tr></thead>\n'
        f'<tbody role="rowgroup">\n{rows}</tbody>\n</table>\n'
    )


def _row(header: Iterable[str], row: Iterable[Line]) -> str:
    cells = (
        f'<td role="cell" data-label="{escape(name)}">{_line(line)}</td>'
        for name, line in zip(header, row, strict=True)
    )
    return f'<tr role="row">{"".join(cells)}</tr>\n'


def _card(block: Card) -> str:
    return f'<section class="card {escape(block.look)}">\n{_blocks(block.blocks)}</section>\n'


def _line(line: Line) -> str:
    return "".join(_span(piece if isinstance(piece, Span) else Span(piece)) for piece in line)


def _span(span: Span) -> str:
    """Chinese says its language everywhere, also in the middle of an English sentence."""
    text = visible(span.text)
    if span.lang:
        written = f'<span lang="{escape(span.lang)}">{escape(text)}</span>'
    else:
        written = _with_languages(text)
    if span.look in ELEMENTS:
        written = f"<{ELEMENTS[span.look]}>{written}</{ELEMENTS[span.look]}>"
    elif span.look:
        written = f'<span class="{escape(span.look)}">{written}</span>'
    return f'<a href="#{escape(span.to)}">{written}</a>' if span.to else written


def _with_languages(text: str) -> str:
    pieces, done = [], 0
    for match in HAN.finditer(text):
        pieces.append(escape(text[done : match.start()]))
        pieces.append(f'<span lang="{language_of(match[0])}">{escape(match[0])}</span>')
        done = match.end()
    return "".join([*pieces, escape(text[done:])])


def _id(place: str) -> str:
    return f' id="{escape(place)}"' if place else ""


WRITERS: dict[type, Callable[[Block], str]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Quote: _quote,
    Facts: _facts,
    Items: _items,
    Table: _table,
    Card: _card,
}
