"""The widgets of the kit: each is a thin shell over functions that are tested without it."""

from chipclaims.widgets.claim_cards import claim_card_html, claim_cards, claims_found
from chipclaims.widgets.design_a_chip import chip_html, chip_in_words, design_a_chip
from chipclaims.widgets.event_lanes import event_in_words, event_lanes, event_table
from chipclaims.widgets.highlighter import highlight_html, highlighter, quantities_shown
from chipclaims.widgets.implied_value import implied, implied_html, implied_text, implied_value
from chipclaims.widgets.reader import (
    parallel_reader,
    reader_html,
    reader_line,
    reader_rows,
    reader_text,
)
from chipclaims.widgets.share_picker import share_html, share_in_words, share_picker

__all__ = [
    "chip_html",
    "chip_in_words",
    "claim_card_html",
    "claim_cards",
    "claims_found",
    "design_a_chip",
    "event_in_words",
    "event_lanes",
    "event_table",
    "highlight_html",
    "highlighter",
    "implied",
    "implied_html",
    "implied_text",
    "implied_value",
    "parallel_reader",
    "quantities_shown",
    "reader_html",
    "reader_line",
    "reader_rows",
    "reader_text",
    "share_html",
    "share_in_words",
    "share_picker",
]
