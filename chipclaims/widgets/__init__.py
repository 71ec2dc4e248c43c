"""The widgets of the kit: each is a thin shell over functions that are tested without it."""

from chipclaims.widgets.highlighter import highlight_html, highlighter, quantities_shown
from chipclaims.widgets.reader import (
    parallel_reader,
    reader_html,
    reader_line,
    reader_rows,
    reader_text,
)

__all__ = [
    "highlight_html",
    "highlighter",
    "parallel_reader",
    "quantities_shown",
    "reader_html",
    "reader_line",
    "reader_rows",
    "reader_text",
]
