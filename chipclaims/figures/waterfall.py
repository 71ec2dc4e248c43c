"""What Nvidia sold, could not ship, expects and charged for the H20: unlike kinds, kept apart."""

from __future__ import annotations

import math
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from chipclaims.figures.style import (
    FAINT,
    INK,
    MARGIN,
    PALETTE,
    QUIET,
    SMALL_SIZE,
    WIDTH,
    add_area,
    new_figure,
    require_columns,
    write,
)


class Part(NamedTuple):
    """An amount of the figure: its row in ``nvidia_financials``, its panel and its words.

    ``term`` is what an article calls it, in Chinese and English, with the article's number.
    ``before`` and ``after`` stand around the number at the end of the bar.
    """

    figure_id: str
    panel: str
    label: str
    term: str
    look: str
    before: str = ""
    after: str = ""


PARTS = (
    Part(
        "q1fy2026_h20_sales_made",
        "sales",
        "sold before the letter",
        "已確認收入 recognised revenue (003)",
        "done",
    ),
    Part(
        "q1fy2026_h20_unshipped",
        "sales",
        "could not be shipped",
        "未交付訂單 orders not delivered (003)",
        "missed",
    ),
    Part(
        "q2fy2026_h20_loss_expected",
        "outlook",
        "expected not to be sold",
        "in none of the five articles",
        "forecast",
        after=" expected",
    ),
    Part(
        "h20_charge_announced_2025_04_15",
        "charge",
        "announced on 15 April",
        "损失 loss (002)",
        "forecast",
        before="up to ",
    ),
    Part(
        "q1fy2026_h20_charge", "charge", "charged in the end", "庫存減值 write-down (000)", "cost"
    ),
)
# Each panel: its heading, and why it must not be added to the panel above it.
PANELS = {
    "sales": ("Sales of H20, quarter to {end}: revenue", ""),
    "outlook": (
        "Sales of H20, quarter to {end}: revenue, a forecast",
        "≠  the next quarter, and not a result",
    ),
    "charge": (
        "Charge for H20, quarter to {end}: a cost, before tax",
        "≠  a cost, not revenue: do not add it to sales",
    ),
}
# Only here may one bar begin where the other ends: one kind, one quarter, both results.
ADDABLE = "sales"
LOOKS = {
    "done": {"facecolor": PALETTE["blue"], "edgecolor": INK},
    "missed": {"facecolor": "white", "edgecolor": PALETTE["navy"], "hatch": "////"},
    "forecast": {"facecolor": "white", "edgecolor": PALETTE["navy"], "linestyle": (0, (3, 2))},
    "cost": {"facecolor": PALETTE["rust"], "edgecolor": INK},
}
COLUMNS = ("figure_id", "value", "unit", "period_end", "status")
TITLE = "Nvidia's H20 in spring 2025: amounts of unlike kinds"
SOURCE = (
    "Source: data/nvidia_financials.csv, with its sources in data/sources.csv. "
    "Hatched: not sold. Dashed: forecast, not a result."
)
FROM_MEMORY = " (from memory)"
MILLIONS_IN_A_BILLION = 1000

# Inches.
ROW, HEADING, TICKS, GAP = 0.48, 0.36, 0.32, 0.3
ABOVE, BELOW = 0.66, 0.56
BARS_FROM, BARS_TO, LABEL_AT = 4.0, 7.75, 0.35
LINE_UP, LINE_DOWN = 0.1, -0.12  # of a row's two lines from its middle


def waterfall(figures: pd.DataFrame) -> tuple[Figure, str]:
    """Draw the amounts of the H20 in spring 2025, one panel for each kind, to one scale.

    ``figures`` is ``data/nvidia_financials.csv`` or some of its rows: of them the five in
    ``PARTS`` are drawn, in billion US dollars. Inside the panel of sales the second bar begins
    where the first one ends, for these two may be added; between panels stands why not. A
    forecast is hollow and dashed. Raises ``ValueError`` when a column is missing, none of the
    five rows is there, one stands twice, or one is no amount in million US dollars.
    """
    require_columns(figures, COLUMNS, "waterfall")
    amounts = _amounts(figures)
    panels = [panel for panel in PANELS if panel in set(amounts["panel"])]
    heights = [_height(amounts, panel) for panel in panels]
    figure = new_figure(TITLE, SOURCE, ABOVE + BELOW + sum(heights) + GAP * (len(panels) - 1))
    top = figure.get_figheight() - ABOVE
    for place, (panel, height) in enumerate(zip(panels, heights, strict=True)):
        if place:
            write(figure, 0.5, (top + GAP / 2) / figure.get_figheight(), PANELS[panel][1],
                  ha="center", color=PALETTE["rust"])  # fmt: skip
        _draw_panel(figure, amounts, panel, top, height)
        top -= height + GAP
    return figure, f"{TITLE}, in billion US dollars. {_words(amounts, panels)}"


def _amounts(figures: pd.DataFrame) -> pd.DataFrame:
    """The parts that the table holds, in drawing order, with value, start and end of each bar."""
    wanted = {part.figure_id: part for part in PARTS}
    rows = figures[figures["figure_id"].isin(list(wanted))]
    if rows.empty:
        raise ValueError(f"waterfall draws the rows {', '.join(wanted)}; the table has none")
    for row in rows[rows["figure_id"].duplicated()].itertuples():
        raise ValueError(f"{row.figure_id} stands twice in the table")
    found = []
    for part in PARTS:
        for row in rows[rows["figure_id"] == part.figure_id].itertuples():
            value = _billions(row)
            memory = "" if row.status == "verified" else FROM_MEMORY
            found.append({**part._asdict(), "value": value, "end": _day(row), "memory": memory})
    amounts = pd.DataFrame(found)
    amounts["start"] = 0.0
    sales = amounts["panel"] == ADDABLE
    amounts.loc[sales, "start"] = amounts[sales]["value"].cumsum() - amounts[sales]["value"]
    return amounts


def _billions(row) -> float:
    if row.unit != "USD_million":
        raise ValueError(f"{row.figure_id}: the unit is {row.unit!r}, but must be USD_million")
    try:
        value = float(row.value) / MILLIONS_IN_A_BILLION
    except (TypeError, ValueError):
        value = math.nan
    if not 0 <= value < math.inf:
        raise ValueError(f"{row.figure_id}: the value is {row.value!r}, which is no amount")
    return value


def _day(row) -> str:
    """The last day of the period in words: ``27 April 2025``."""
    day = pd.to_datetime(row.period_end, format="ISO8601", errors="coerce")
    if pd.isna(day):
        raise ValueError(f"{row.figure_id}: period_end is {row.period_end!r}, which is no date")
    return f"{day.day} {day:%B %Y}"


def _height(amounts: pd.DataFrame, panel: str) -> float:
    return HEADING + TICKS + ROW * (amounts["panel"] == panel).sum()


def _heading(amounts: pd.DataFrame, panel: str) -> str:
    inside = amounts[amounts["panel"] == panel]
    return PANELS[panel][0].format(end=inside["end"].iloc[0])


def _draw_panel(
    figure: Figure, amounts: pd.DataFrame, panel: str, top: float, height: float
) -> None:
    rows = amounts[amounts["panel"] == panel]
    card = add_area(figure, MARGIN, top - height, WIDTH - MARGIN, top)
    card.set(xticks=[], yticks=[], facecolor="#f6f6f6")
    for spine in card.spines.values():
        spine.set(visible=True, color=QUIET, linewidth=0.8)
    names = add_area(figure, MARGIN, top - height, BARS_FROM, top)
    names.set(xlim=(MARGIN, BARS_FROM), ylim=(-height, 0))
    names.axis("off")
    write(names, MARGIN + 0.12, -HEADING / 2 - 0.02, _heading(amounts, panel))
    bars = add_area(figure, BARS_FROM, top - height + TICKS, BARS_TO, top - HEADING)
    _set_scale(bars, len(rows), _longest(amounts))
    for place, row in enumerate(rows.itertuples()):
        middle = -HEADING - (place + 0.5) * ROW
        write(names, LABEL_AT, middle + LINE_UP, row.label + row.memory)
        write(names, LABEL_AT, middle + LINE_DOWN, row.term, size=SMALL_SIZE, color=QUIET)
        _draw_bar(bars, place, row)
    _draw_steps(bars, rows)


def _longest(amounts: pd.DataFrame) -> float:
    return max((amounts["start"] + amounts["value"]).max(), 0.1)


def _set_scale(bars: Axes, rows: int, longest: float) -> None:
    bars.set(xlim=(0, longest), ylim=(rows, 0), yticks=[], facecolor="none")
    inside = [tick for tick in MaxNLocator(5).tick_values(0, longest) if tick <= longest]
    bars.set_xticks(inside, [f"{tick:g}" for tick in inside])
    bars.tick_params(axis="x", labelsize=SMALL_SIZE, length=3)
    bars.grid(axis="x", color=FAINT)
    bars.set_axisbelow(True)
    bars.annotate("billion US dollars", (1, 0), (14, -7), xycoords="axes fraction", va="top",
                  textcoords="offset points", size=SMALL_SIZE, color=QUIET)  # fmt: skip


def _draw_bar(bars: Axes, place: int, row) -> None:
    bars.barh(place + 0.5, row.value, left=row.start, height=0.56, clip_on=False, **LOOKS[row.look])
    told = f"{row.before}{row.value:.1f}{row.after}"
    if row.start:
        told += f"   together {row.start + row.value:.1f}"
    bars.annotate(told, (row.start + row.value, place + 0.5), (7, 0), va="center",
                  textcoords="offset points")  # fmt: skip


def _draw_steps(bars: Axes, rows: pd.DataFrame) -> None:
    """A line from the end of each bar down to the next one that begins there."""
    for place, start in enumerate(rows["start"]):
        if start:
            bars.plot([start, start], [place - 0.22, place + 0.22], color=QUIET, linewidth=1)


def _words(amounts: pd.DataFrame, panels: list[str]) -> str:
    told = []
    for panel in panels:
        rows = amounts[amounts["panel"] == panel]
        parts = "; ".join(
            f"{row.label}{row.memory} {row.before}{row.value:.1f}, {row.term}"
            for row in rows.itertuples()
        )
        both = f". These may be added: {rows['value'].sum():.1f}" * bool(rows["start"].any())
        apart = f" Another kind than the panel above: {PANELS[panel][1].removeprefix('≠  ')}."
        told.append(f"{_heading(amounts, panel)}: {parts}{both}.{apart * bool(told)}")
    return " ".join(told)
