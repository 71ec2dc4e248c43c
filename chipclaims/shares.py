"""Shares sorted by their whole: what the articles print, what reports give, what others estimate.

A share says nothing until its whole is named. :func:`whole_of` names the whole of a figure,
:func:`every_share` puts all shares of the story into one table, with their wholes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd

from chipclaims import tables
from chipclaims.arithmetic import names_in
from chipclaims.claims import Claim, Reference, bases, load_claims, reference, references, sentence
from chipclaims.repair import repair

COMMA = re.compile("[,，]")


class Whole(NamedTuple):
    """What a share is a share of: in English, as the articles word it, and that word in English."""

    words: str
    term: str
    term_en: str


WHOLES = {
    "chips_in_china": Whole(
        "all AI chips in China, or their computing power", "中國市場", "the Chinese market"
    ),
    "revenue": Whole("Nvidia's total revenue", "總營收", "total revenue"),
    "data_center_revenue": Whole("Nvidia's data centre revenue", "数据中心", "data centres"),
    "driving_chips": Whole(
        "all chips for assisted driving", "智驾芯片", "chips for assisted driving"
    ),
}
# Each basis (bases.csv) to its whole. Inside one whole the counting may still differ.
WHOLE_OF_BASIS = {
    "ai_chips_china_unstated": "chips_in_china",
    "ai_cards_china_shipped": "chips_in_china",
    "ai_cards_china_unstated": "chips_in_china",
    "ai_chips_china_value": "chips_in_china",
    "ai_server_chips_china": "chips_in_china",
    "ai_servers_china": "chips_in_china",
    "high_end_ai_chips_china": "chips_in_china",
    "ai_training_compute_china": "chips_in_china",
    "share_nvda_revenue_billing": "revenue",
    "share_nvda_revenue_hq": "revenue",
    "share_nvda_revenue_unstated": "revenue",
    "nvda_data_center_revenue": "data_center_revenue",
    "driving_chips_china": "driving_chips",
    "driving_chips_china_unstated": "driving_chips",
    "driving_chips_place_unstated": "driving_chips",
    "driving_chips_world": "driving_chips",
}
# Who counted: "reported" by the seller itself, "count" by a firm that publishes what it counted.
KINDS = ("article", "reported", "count", "estimate", "remark")
KIND_OF_EVIDENCE = {"official": "reported", "survey": "count", "remark": "remark"}
BILLED, HEADQUARTERS = "by the place that is billed", "by the headquarters of the customer"
COUNTED_BY = {
    "share_nvda_revenue_billing": BILLED,
    "share_nvda_revenue_hq": HEADQUARTERS,
    "share_nvda_revenue_unstated": "place of the customer not defined",
}
# A class of chips inside the first whole, which the speaker singles out.
NARROWER = {
    "high_end_ai_chips_china": " (high-end chips only)",
    "ai_server_chips_china": " (chips in AI servers only)",
}
METRICS = ("market_share", "revenue_share", "compute_share")
FORECAST = "forecast"
QUALIFIERS = {
    "more_than": "more than ",
    "at_least": "at least ",
    "nearly": "nearly ",
    "approx": "about ",
    "only": "only ",
}
COLUMNS = (
    *("share_id", "whole", "kind", "who", "part", "counted_in", "low", "high", "says"),
    *("period", "said_on", "stake", "words_zh", "words_en", "sure"),
)


def whole_of(figure: Claim | Reference) -> str | None:
    """The key of ``WHOLES`` that a figure is a share of, or ``None`` for any other figure.

    A claim whose number was found to be that of something else (``wrong_basis``) is taken for what
    it measures: 20 to 25 % of "total revenue" is a share of data centre revenue.
    """
    if isinstance(figure, Claim) and figure.verdict == "wrong_basis" and figure.origin_id:
        return whole_of(reference(figure.origin_id))
    return WHOLE_OF_BASIS.get(figure.basis)


def every_share() -> pd.DataFrame:
    """Every share of the story that has a number, one row each; percent, from ``low`` to ``high``.

    ``kind`` is one of ``KINDS``; ``says`` is the number as it is told, with its qualifier;
    ``sure`` is false for what rests on memory. Rows of one whole stand together.
    """
    found = [*_of_articles(), *_of_reports(), *_of_others()]
    order = {name: place for place, name in enumerate(WHOLES)}
    ranks = {name: place for place, name in enumerate(KINDS)}
    found.sort(key=lambda row: (order[row["whole"]], ranks[row["kind"]]))
    return pd.DataFrame(found, columns=COLUMNS)


def clause(claim: Claim) -> str:
    """The part of the claim's sentence, from comma to comma, in which its number stands."""
    said, number = sentence(claim), repair(claim.quote).text.text
    pieces = [piece for piece in COMMA.split(said) if number in piece]
    return (pieces or [said])[0].strip("”“。 ")


def _of_articles() -> Iterator[dict[str, Any]]:
    for claim in load_claims():
        low, high = ends(claim)
        if claim.metric in METRICS and whole_of(claim) and low is not None:
            yield {
                "share_id": claim.claim_id,
                "whole": whole_of(claim),
                "kind": "article",
                "who": f"article {claim.article[:3]}",
                "part": "China" if claim.metric == "revenue_share" else claim.subject,
                "counted_in": _where_told(claim),
                "low": low,
                "high": high,
                "says": _told(claim),
                "period": _period_label(claim.period),
                "words_zh": clause(claim),
                "words_en": claim.gloss_en,
                "sure": True,
            }


def _where_told(claim: Claim) -> str:
    """How the article counts; where it names another whole than was found, that is said."""
    told = bases()[claim.basis]
    if claim.verdict == "wrong_basis" and WHOLE_OF_BASIS.get(claim.basis) != whole_of(claim):
        return f"told as a share of {told.of_what}"
    return COUNTED_BY.get(claim.basis, told.counted_in)


def ends(figure: Claim | Reference) -> tuple[float | None, float | None]:
    """The lower and the upper end of a share in percent; a fraction counts as a percentage."""
    low, high = figure.value_low, figure.value_high
    if figure.value is not None:
        low = high = figure.value
    factor = 100 if figure.unit == "fraction" and low is not None else 1
    return (low, high) if factor == 1 else (factor * low, factor * high)


def _told(claim: Claim) -> str:
    if claim.status == "vague":
        return "single digits"
    if claim.unit == "fraction":
        return "one third" if abs(3 * claim.value - 1) < 1e-6 else f"{100 * claim.value:.3g}"
    return QUALIFIERS.get(claim.qualifier, "") + _range(*ends(claim))


def _range(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def _of_reports() -> Iterator[dict[str, Any]]:
    """China's part of Nvidia's revenue, worked out from its reports."""
    periods = {f"nvidia_financials.{r['figure_id']}": r for r in tables.rows("nvidia_financials")}
    for row in tables.rows("derived_figures"):
        if row["basis"] in COUNTED_BY and row["metric"] == "revenue_share":
            found = references()[f"derived_figures.{row['figure_id']}"]
            period = periods[names_in(row["formula"])[0]]["period"]
            yield {
                "share_id": found.reference_id,
                "whole": whole_of(found),
                "kind": "reported",
                "who": "Nvidia's reports",
                "part": "China, one quarter" if period.startswith("Q") else "China, years",
                "counted_in": COUNTED_BY[row["basis"]],
                "low": found.value,
                "high": found.value,
                "says": f"{found.value:.1f}",
                "period": period,
                "stake": "the seller, informing its shareholders",
                "sure": found.known,
            }


def _of_others() -> Iterator[dict[str, Any]]:
    for row in tables.rows("market_share_estimates"):
        found = reference(f"market_share_estimates.{row['estimate_id']}")
        low, high = ends(found)
        if whole_of(found) and low is not None:
            yield {
                "share_id": found.reference_id,
                "whole": whole_of(found),
                "kind": KIND_OF_EVIDENCE.get(row["evidence"], "estimate"),
                "who": row["who"],
                "part": row["subject"] + NARROWER.get(row["basis"], ""),
                "counted_in": row["counted_in"],
                "low": low,
                "high": high,
                "says": _range(low, high),
                "period": _with_forecast(row),
                "said_on": row["said_on"],
                "stake": row["stake"],
                "sure": found.known,
            }


def _with_forecast(row: dict[str, Any]) -> str | None:
    if row["period"] and (row["note"] or "").startswith(FORECAST):
        return f"{row['period']}, {FORECAST}"
    return row["period"]


def _period_label(period: str | None) -> str | None:
    """``FY2025`` for the days of that fiscal year of Nvidia, else the period as it stands."""
    for row in tables.rows("nvidia_financials"):
        if period and period == f"{row['period_start']}/{row['period_end']}":
            return row["period"]
    return period
