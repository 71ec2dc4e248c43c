"""The widgets of the kit: each a thin shell over functions that work and are tested without it."""

from chipclaims.widgets.highlighter import highlight_html, highlighter, quantities_shown

__all__ = [
    "highlight_html",
    "highlighter",
    "quantities_shown",
]
