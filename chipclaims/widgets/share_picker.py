"""Choose a part and a whole from Nvidia's reported revenue; see the share, and if it is one.

Any two numbers can be divided. The words say whether the part lies inside the whole, for the same
period and counted by the same rule, and which share in the articles comes nearest.
"""

from __future__ import annotations

from functools import cache
from html import escape
from typing import Any, NamedTuple

from ipywidgets import HTML, Dropdown, Layout, VBox

from chipclaims import tables
from chipclaims.claims import Claim, bases, load_claims, reference
from chipclaims.claims.periods import interval
from chipclaims.shares import clause, ends, whole_of

TOTAL, BILLED, HEADQUARTERS = "nvda_total_revenue", "nvda_china_billing", "nvda_china_hq"
NAMES = {
    BILLED: "China, by the place that is billed",
    HEADQUARTERS: "China, by the customer's headquarters",
    "nvda_data_center": "data centre revenue",
    "nvda_automotive": "automotive revenue",
    TOTAL: "total revenue",
}
CHINA = (BILLED, HEADQUARTERS)
METRICS = ("market_share", "revenue_share")
DIVISIONS = {
    "nvda_automotive_share": "nvda_automotive",
    "nvda_data_center_share": "nvda_data_center",
}
ALL_PERIODS, FIRST_PERIOD, FIRST_WHOLE = "all periods", "FY2025", "fy2025_revenue"
NOTHING_CHOSEN = "Choose a part and a whole."
SAME_NUMBER = 0.05  # percentage points: no difference in the first decimal


class Share(NamedTuple):
    """A part divided by a whole: ``percent``, whether that ``makes_sense``, and why or why not."""

    percent: float
    makes_sense: bool
    why: str


@cache
def reported_revenue() -> dict[str, dict[str, Any]]:
    """The rows of ``nvidia_financials.csv`` that can be a part or a whole, by ``figure_id``."""
    rows = tables.rows("nvidia_financials")
    return {r["figure_id"]: r for r in rows if r["metric"] == "revenue" and r["basis"] in NAMES}


def share_of_figures(numerator_id: str, denominator_id: str) -> Share:
    """Divide two reported figures and say whether the result is a share.

    The ids are those of ``nvidia_financials.csv``. Raises ``ValueError`` for an id that is no
    reported revenue.
    """
    part, whole = _row(numerator_id), _row(denominator_id)
    makes_sense, why = _judged(part, whole)
    return Share(100 * part["value"] / whole["value"], makes_sense, why)


def share_in_words(numerator_id: str, denominator_id: str) -> str:
    """The share of two reported figures in words: the sum, whether it makes sense, what is near.

    One line each for the part, the whole, the division, the judgement and the articles.
    Raises ``ValueError`` for an id that is no reported revenue.
    """
    part, whole = _row(numerator_id), _row(denominator_id)
    share = share_of_figures(numerator_id, denominator_id)
    answer = "This is a share." if share.makes_sense else "This is not a share."
    lines = [
        f"{_name(part)}: {part['value']:,.0f} million US dollars.",
        f"{_name(whole)}: {whole['value']:,.0f} million US dollars.",
        f"{part['value']:,.0f} / {whole['value']:,.0f} = {share.percent:.1f}%.",
        f"{answer} {share.why}{_from_memory(part, whole)}",
        nearest_in_words(numerator_id, denominator_id),
    ]
    return "\n".join(lines)


def nearest_in_words(numerator_id: str, denominator_id: str) -> str:
    """Which share of the articles is nearest in number, and whether it is one of the same thing."""
    share = share_of_figures(numerator_id, denominator_id)
    if share.percent > 100:
        return "No share is above 100%, so no number of the articles is set beside it."
    claim = nearest_claim(numerator_id, denominator_id)
    away = _distance(claim, share.percent)
    far = "the same number" if away < SAME_NUMBER else f"{away:.1f} percentage points away"
    said = f"article {claim.article[:3]}, {clause(claim)}, “{claim.gloss_en}” ({far})"
    return f"Nearest number in the articles: {said}. {_about(claim, numerator_id, denominator_id)}"


def nearest_claim(numerator_id: str, denominator_id: str) -> Claim:
    """The market or revenue share in the articles that is nearest to the share of two figures.

    Inside a range the distance is 0. Among equals, a share of the same thing comes first, then a
    single number before a range.
    """
    percent = share_of_figures(numerator_id, denominator_id).percent
    part, whole = _row(numerator_id), _row(denominator_id)

    def order(claim: Claim) -> tuple[float, bool, float]:
        low, high = ends(claim)
        away = round(_distance(claim, percent), 1)
        return away, not _same_thing(claim, part, whole), high - low

    shares = [c for c in load_claims() if c.metric in METRICS and ends(c)[0] is not None]
    return min(shares, key=order)


def share_picker() -> VBox:
    """A widget with a list of periods, a list of parts and a list of wholes.

    Tab moves from one list to the next; the space bar opens a list, the arrow keys choose and
    Enter confirms. A change of the period keeps part and whole where the new period has them.
    """
    period = _list("Period:", [*_periods(), ALL_PERIODS], FIRST_PERIOD)
    part, whole = _list("Part:", _options(FIRST_PERIOD)), _list("Whole:", _options(FIRST_PERIOD))
    whole.value = FIRST_WHOLE
    words = HTML()

    def show(_=None) -> None:
        words.value = share_html(part.value, whole.value)

    def change_period(_) -> None:
        for choice in (part, whole):
            before = choice.value
            choice.options = _options(period.value)
            choice.value = _like(before, choice)
        show()

    period.observe(change_period, names="value")
    part.observe(show, names="value")
    whole.observe(show, names="value")
    show()
    return VBox([period, part, whole, words])


def share_html(numerator_id: str | None, denominator_id: str | None) -> str:
    """What the widget shows for two ids, as HTML; ``None`` is nothing chosen yet."""
    if not numerator_id or not denominator_id:
        return f'<p role="status">{NOTHING_CHOSEN}</p>'
    share = share_of_figures(numerator_id, denominator_id)
    lines = share_in_words(numerator_id, denominator_id).split("\n")
    told = "<br>".join(escape(line) for line in lines)
    return f'{_bar(share)}<div role="status" style="line-height: 1.6">{told}</div>'


def _bar(share: Share) -> str:
    """The share as a bar in its whole; striped where it is none. The words say the same."""
    wide = min(share.percent, 100)
    stripes = "repeating-linear-gradient(45deg, #b8431a 0 6px, #f7e3da 6px 12px)"
    fill = "#12305a" if share.makes_sense else stripes
    return (
        '<div aria-hidden="true" style="border: 1px solid #5c5c5c; width: 32em; max-width: 100%;'
        f' height: 1.2em; margin: 0.6em 0"><div style="width: {wide:.1f}%; height: 100%;'
        f' background: {fill}"></div></div>'
    )


def _row(figure_id: str) -> dict[str, Any]:
    rows = reported_revenue()
    name = str(figure_id).removeprefix("nvidia_financials.")
    if name not in rows:
        raise ValueError(f"{figure_id!r} is no reported revenue; there are: {', '.join(rows)}")
    return rows[name]


def _name(row: dict[str, Any]) -> str:
    return f"{row['period']}, {NAMES[row['basis']]}"


def _judged(part: dict[str, Any], whole: dict[str, Any]) -> tuple[bool, str]:
    """Whether the part lies in the whole, with the reason."""
    if part["figure_id"] == whole["figure_id"]:
        return False, "Part and whole are the same figure, so it is always 100%."
    if part["period"] != whole["period"]:
        return _of_two_periods(part, whole)
    if whole["basis"] == TOTAL:
        return True, "Same period, and the part lies inside the whole." + _rule(part)
    return False, _not_inside(part, whole)


def _of_two_periods(part: dict[str, Any], whole: dict[str, Any]) -> tuple[bool, str]:
    same_kind, (inner, outer) = part["basis"] == whole["basis"], map(_days, (part, whole))
    if same_kind and outer.contains(inner):
        return True, f"{part['period']} is a part of {whole['period']}: a share in time."
    why = f"The periods differ: {part['period']} and {whole['period']}."
    if not same_kind and {part["basis"], whole["basis"]} <= set(CHINA):
        why += " And the two figures count China by two rules."
    return False, why


def _days(row: dict[str, Any]):
    return interval(f"{row['period_start']}/{row['period_end']}")


def _rule(part: dict[str, Any]) -> str:
    if part["basis"] not in CHINA:
        return ""
    return f" China is counted {NAMES[part['basis']].removeprefix('China, ')}: print that, too."


def _not_inside(part: dict[str, Any], whole: dict[str, Any]) -> str:
    """Why a figure of the same period is no part of another that is not the total."""
    names = NAMES[part["basis"]], NAMES[whole["basis"]]
    if part["basis"] == TOTAL:
        return "Upside down: the total is the whole, not the part."
    if part["basis"] in CHINA and whole["basis"] in CHINA:
        return "Both are China's revenue, counted by two rules. Neither is a part of the other."
    if part["basis"] in CHINA:
        return (
            f"The part is not inside the whole: China's figure holds all divisions. How much of the"
            f" {names[1]} came from China does not stand in the table."
        )
    if whole["basis"] in CHINA:
        return f"The part is not inside the whole: the {names[0]} comes from the whole world."
    return f"Two divisions side by side: no part of the {names[0]} is {names[1]}."


def _from_memory(*rows: dict[str, Any]) -> str:
    named = dict.fromkeys(_name(row) for row in rows if row["status"] == "memory")
    return "".join(f" From memory, not confirmed on a page: {name}." for name in named)


def _about(claim: Claim, numerator_id: str, denominator_id: str) -> str:
    part, whole = _row(numerator_id), _row(denominator_id)
    if not _same_thing(claim, part, whole):
        found = bases()[_basis_found(claim)]
        told = f"{found.of_what} ({found.meaning})"
        return f"That one is a share of something else: {told}. A near number proves nothing."
    if claim.period is None:
        return "It is the same part of the same whole; the article gives no period."
    same = interval(claim.period) == _days(whole)
    return f"It is the same part of the same whole, for {'the same' if same else 'another'} period."


def _same_thing(claim: Claim, part: dict[str, Any], whole: dict[str, Any]) -> bool:
    """Whether a claim is about this part of this whole; how China is counted may differ."""
    if whole["basis"] != TOTAL or part["period"] != whole["period"]:
        return False
    if part["basis"] in CHINA:
        return whole_of(claim) == "revenue"
    return DIVISIONS.get(claim.basis) == part["basis"]


def _basis_found(claim: Claim) -> str:
    found = claim.verdict == "wrong_basis" and claim.origin_id
    return reference(claim.origin_id).basis if found else claim.basis


def _distance(claim: Claim, percent: float) -> float:
    low, high = ends(claim)
    return max(low - percent, percent - high, 0.0)


def _list(name: str, options: list, value: str | None = None) -> Dropdown:
    choice = Dropdown(options=options, description=name, layout=Layout(width="36em"))
    if value:
        choice.value = value
    return choice


def _periods() -> list[str]:
    """The periods with two figures or more, in the order of the table."""
    found = [row["period"] for row in reported_revenue().values()]
    return [period for period in dict.fromkeys(found) if found.count(period) > 1]


def _options(period: str) -> list[tuple[str, str]]:
    """What can be chosen for a period: the words and the id, parts before totals."""
    rows = [r for r in reported_revenue().values() if period in (r["period"], ALL_PERIODS)]
    if period == ALL_PERIODS:
        return [(_name(row), row["figure_id"]) for row in rows]
    rows.sort(key=lambda row: list(NAMES).index(row["basis"]))
    return [(NAMES[row["basis"]], row["figure_id"]) for row in rows]


def _like(figure_id: str | None, choice: Dropdown) -> str:
    """The same figure if it can be chosen, else one of its kind, else the first."""
    ids = [name for _, name in choice.options]
    if figure_id is None or figure_id in ids:
        return figure_id or ids[0]
    basis = reported_revenue()[figure_id]["basis"]
    return next((name for name in ids if reported_revenue()[name]["basis"] == basis), ids[0])
