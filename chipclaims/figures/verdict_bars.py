"""The verdicts on the claims of each article, counted."""

from __future__ import annotations

import re

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from chipclaims.figures.style import (
    INK,
    MARGIN,
    PALETTE,
    QUIET,
    SMALL_SIZE,
    WIDTH,
    add_area,
    drawable,
    new_figure,
    require_columns,
    shortened,
    write,
)

COLUMNS = ("article", "verdict")
UNCHECKED = "cannot_be_checked"
# Each verdict: its name above its column, and a line that says what it means.
NAMES = {
    "agrees": ("agrees", "the same"),
    "rounded": ("rounded", "fewer digits"),
    "wrong_basis": ("wrong basis", "of something else"),
    "contradicted": ("contradicted", "does not fit"),
    UNCHECKED: ("cannot be checked", "no strong reference"),
}
# Full, striped and crossed can be told apart without colour; what nobody can check is hollow.
LOOKS = {
    "agrees": {"facecolor": PALETTE["navy"]},
    "rounded": {"facecolor": "white", "hatch": "////", "edgecolor": PALETTE["navy"]},
    "wrong_basis": {"facecolor": PALETTE["yellow"]},
    "contradicted": {"facecolor": PALETTE["rust"]},
    UNCHECKED: {"facecolor": "white", "linestyle": (0, (3, 2))},
}
SOURCE = "Source: data/claims.csv, the ledger of the kit. Unit: claims."
NUMBER_OF_SEED = re.compile(r"^(\d{3})_.*")
LONGEST_NAME = 14  # columns
# Inches.
NAMES_END_AT, GAP, APART = 1.75, 0.2, 0.55
ROW, ABOVE, BELOW = 0.62, 1.4, 0.6
# Room to the right of the longest bar for its number, as a part of the bar.
FOR_NUMBERS = 1.4


def verdict_bars(claims: pd.DataFrame, source: str = SOURCE) -> tuple[Figure, str]:
    """Draw a line of bars an article, one bar a verdict, all to the same scale.

    ``claims`` has the columns ``article`` and ``verdict``, one row a claim: the kit's ledger, or
    the reader's own verdicts. The bars of what cannot be checked stand apart and are hollow.
    ``source`` is the line under the plot. Raises ``ValueError`` when a column, an article or a
    verdict is missing, or a verdict is not one of the five.
    """
    require_columns(claims, COLUMNS, "verdict_bars")
    _require_cells(claims)
    counts = _counts(claims)
    unchecked = int(counts[UNCHECKED].sum())
    title = f"Verdicts on {_counted(len(claims))}: {unchecked} cannot be checked"
    height = ABOVE + BELOW + ROW * (len(counts) + 1)
    figure = new_figure(title, source, height)
    largest = max(int(counts.to_numpy().max()), 1)
    for verdict, (left, right) in _columns().items():
        area = add_area(figure, left, BELOW, right, height - ABOVE)
        _draw_column(area, counts[verdict], verdict, largest * FOR_NUMBERS)
        if verdict == "agrees":
            _name_the_rows(area, counts)
    return figure, f"{title}. {_words(counts)}"


def _require_cells(claims: pd.DataFrame) -> None:
    for column in COLUMNS:
        if claims[column].isna().any():
            row = claims[column].isna().to_numpy().argmax() + 1
            raise ValueError(f"the column {column!r} is empty in row {row} of the table")
    unknown = sorted(set(claims["verdict"].astype(str)) - set(NAMES))
    if unknown:
        raise ValueError(f"verdict: {unknown[0]!r} is none; there are: {', '.join(NAMES)}")


def _counts(claims: pd.DataFrame) -> pd.DataFrame:
    """A row an article, a column a verdict, zeros where there is none."""
    plain = claims[list(COLUMNS)].astype(str)
    counts = pd.crosstab(plain["article"], plain["verdict"])
    return counts.reindex(columns=list(NAMES), fill_value=0).astype(int).sort_index()


def _columns() -> dict[str, tuple[float, float]]:
    """Left and right edge of each column in inches; the last one stands apart."""
    room = WIDTH - NAMES_END_AT - MARGIN - APART - GAP * (len(NAMES) - 2)
    width = room / len(NAMES)
    lefts = [NAMES_END_AT + n * (width + GAP) for n in range(len(NAMES))]
    lefts[-1] += APART - GAP
    return {name: (left, left + width) for name, left in zip(NAMES, lefts, strict=True)}


def _draw_column(area: Axes, counts: pd.Series, verdict: str, longest: float) -> None:
    bars = {"edgecolor": INK, "linewidth": 1.2, "height": 0.6} | LOOKS[verdict]
    area.barh(range(len(counts)), counts, **bars)
    last = len(counts)
    area.set(xlim=(0, longest), ylim=(last + 0.5, -0.5), xticks=[], yticks=[])
    area.spines["bottom"].set_visible(False)
    area.spines["left"].set_bounds(-0.5, last - 0.5)
    for place, count in enumerate(counts):
        write(area, count + longest * 0.03, place, str(count))
    write(area, longest * 0.03, last, str(counts.sum()), color=QUIET)
    name, meaning = NAMES[verdict]
    above = {"xycoords": "axes fraction", "textcoords": "offset points", "va": "baseline"}
    area.annotate(name, (0, 1), (0, 26), **above)
    area.annotate(meaning, (0, 1), (0, 9), size=SMALL_SIZE, color=QUIET, **above)


def _name_the_rows(area: Axes, counts: pd.DataFrame) -> None:
    near = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points"}
    for place, (article, row) in enumerate(counts.iterrows()):
        _name(area, place, _short(article), row.sum(), INK, near)
    _name(area, len(counts), "all", counts.to_numpy().sum(), QUIET, near)


def _name(area: Axes, place: int, name: str, count: int, color: str, near: dict) -> None:
    how = {"ha": "right", "va": "center", "parse_math": False}
    area.annotate(name, (0, place), (-8, 8), color=color, **how, **near)
    area.annotate(
        _counted(count), (0, place), (-8, -8), color=QUIET, size=SMALL_SIZE, **how, **near
    )


def _counted(count: int) -> str:
    return f"{count} claim" if count == 1 else f"{count} claims"


def _short(article: object) -> str:
    """``000`` for ``000_0c62156a3cfc5723.txt``, and any other name as it is."""
    return NUMBER_OF_SEED.sub(r"\1", shortened(drawable(str(article)), LONGEST_NAME))


def _words(counts: pd.DataFrame) -> str:
    rows = [(_short(article), row) for article, row in counts.iterrows()]
    told = [f"{name}, {row.sum()} in all: {_parts(row)}" for name, row in rows]
    return f"Article by article. {'; '.join(told)}. All articles together: {_parts(counts.sum())}."


def _parts(row: pd.Series) -> str:
    return ", ".join(f"{NAMES[verdict][0]} {count}" for verdict, count in row.items())
