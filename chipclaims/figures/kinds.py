"""How many quantities of each kind an article holds."""

from __future__ import annotations

import math
import re

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from chipclaims.figures.style import (
    HEIGHT,
    PALETTE,
    SMALL_SIZE,
    WIDTH,
    add_area,
    new_figure,
    require_columns,
    shortened,
    write,
)

# Each kind with an example from the articles.
EXAMPLES = {
    "money": "45億美元, 4.5 billion dollars",
    "percent": "13.1%",
    "multiple": "三分之一, one third",
    "spec": "148 TFLOPS",
    "count": "14亿人口, 1.4 billion people",
    "duration": "9個月, nine months",
    "date": "今年4月, April this year",
    "rank": "第三屆, the third",
}
PANELS_IN_A_ROW = 5
LONGEST_NAME = 14  # columns
NUMBER_OF_SEED = re.compile(r"^(\d{3})_.*")
NAMES_END_AT, GAP, ABOVE, BELOW = 2.5, 0.15, 1.15, 0.45


def kinds_by_article(
    table: pd.DataFrame, source: str = "the articles in seeds/, counted by the kit"
) -> tuple[Figure, str]:
    """Draw one panel of bars an article, one bar a kind, all to the same scale.

    ``table`` has the columns ``article``, ``kind`` and ``count``; a kind without a row counts
    as 0. ``source`` says who counted, for the line under the plot. Raises ``ValueError`` when a
    column is missing or a kind is not one of the eight.
    """
    require_columns(table, ("article", "kind", "count"), "kinds_by_article")
    unknown = set(table["kind"]) - set(EXAMPLES)
    if unknown:
        raise ValueError(f"{min(unknown)!r} is not a kind; there are: {', '.join(EXAMPLES)}")
    counts = table.pivot_table("count", "kind", "article", aggfunc="sum", fill_value=0)
    counts = counts.reindex(list(EXAMPLES), fill_value=0).astype(int)
    lines = math.ceil(counts.shape[1] / PANELS_IN_A_ROW)
    title = f"Quantities by article and kind: {counts.to_numpy().sum()} in all"
    figure = new_figure(title, f"Source: {source}. Unit: number of quantities.", HEIGHT * lines)
    for place, article in enumerate(counts):
        area = _panel(figure, place, lines)
        _draw_bars(area, counts[article], counts.to_numpy().max())
        heading = f"{_short(article)}\n{counts[article].sum()} in all"
        write(area, 0, -0.75, heading, va="bottom")
        if place % PANELS_IN_A_ROW == 0:
            _name_the_kinds(area)
    return figure, f"{title}. {_words(counts)}."


def _panel(figure: Figure, place: int, lines: int) -> Axes:
    line, column = divmod(place, PANELS_IN_A_ROW)
    width = (WIDTH - NAMES_END_AT - 0.1) / PANELS_IN_A_ROW
    left = NAMES_END_AT + column * width
    bottom = HEIGHT * (lines - 1 - line) + BELOW
    return add_area(figure, left, bottom, left + width - GAP, bottom + HEIGHT - ABOVE - BELOW)


def _draw_bars(area: Axes, counts: pd.Series, largest: int) -> None:
    places = range(len(counts))
    area.barh(places, counts, height=0.66, color=PALETTE["blue"], edgecolor=PALETTE["navy"])
    for place, count in zip(places, counts, strict=True):
        write(area, count + largest * 0.04, place, str(count))
    # Room to the right of the longest bar for its number.
    area.set(xlim=(0, max(largest, 1) * 1.35), ylim=(len(counts) - 0.4, -0.6), xticks=[], yticks=[])
    area.spines["bottom"].set_visible(False)


def _name_the_kinds(area: Axes) -> None:
    for place, (kind, example) in enumerate(EXAMPLES.items()):
        near = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points"}
        area.annotate(kind, (0, place), (-8, 7), ha="right", va="center", **near)
        area.annotate(
            example, (0, place), (-8, -8), ha="right", va="center", size=SMALL_SIZE, **near
        )


def _short(article: str) -> str:
    """``000`` for ``000_0c62156a3cfc5723.txt``, and any other name as it is."""
    return NUMBER_OF_SEED.sub(r"\1", shortened(str(article), LONGEST_NAME))


def _words(counts: pd.DataFrame) -> str:
    return "; ".join(
        f"{_short(article)}: "
        + ", ".join(f"{kind} {count}" for kind, count in counts[article].items())
        + f", {counts[article].sum()} in all"
        for article in counts
    )
