"""Two codings of the same claims, one against the other: where they agree and where they part."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from chipclaims.figures.style import (
    HEIGHT,
    INK,
    MARGIN,
    PALETTE,
    QUIET,
    SMALL_SIZE,
    add_area,
    new_figure,
    require_columns,
    write,
)

COLUMNS = ("first_verdict", "second_verdict")
# In the order in which the kit tries them; the last one only a second reader can give.
NAMES = {
    "agrees": "agrees",
    "rounded": "rounded",
    "wrong_basis": "wrong\nbasis",
    "contradicted": "contradicted",
    "cannot_be_checked": "cannot be\nchecked",
    "not_a_claim": "not a\nclaim",
}
SOURCE = (
    "Source: data/second_coding.csv, two readings by language models, made apart. Unit: claims."
)
KEY = "Thick frame: both say the same"
# No darker than blue, so that the same dark numbers can be read on every shade.
SHADES = LinearSegmentedColormap.from_list("shades", ["#ffffff", PALETTE["blue"]])
COUNT_SIZE = 15
# Inches.
GRID_LEFT, GRID_RIGHT, GRID_BOTTOM, GRID_TOP = 2.0, 9.0, 0.95, HEIGHT - 1.6
HEADING_AT, KEY_AT = GRID_TOP + 0.72, 5.5
NAMES_AT, SUM_RIGHT, SUM_BELOW = 0.12, 0.5, 0.22  # away from the grid


def coding_agreement(table: pd.DataFrame, source: str = SOURCE) -> tuple[Figure, str]:
    """Draw a grid: a row for each verdict of the first coding, a column for each of the second.

    ``table`` has the columns ``first_verdict`` and ``second_verdict``, one row a claim; a verdict
    that a coding never gives has no row or column. ``source`` is the line under the plot. Raises
    ``ValueError`` when a column or a verdict is missing, or a verdict is not one of the kit's.
    """
    require_columns(table, COLUMNS, "coding_agreement")
    for column in COLUMNS:
        _require_verdicts(table[column], column)
    counts = _counts(table)
    total, same = len(table), _on_both(counts)
    title = f"Two readings of {total} claims: the same verdict for {same} ({same / total:.0%})"
    figure = new_figure(title, source)
    area = add_area(figure, GRID_LEFT, GRID_BOTTOM, GRID_RIGHT, GRID_TOP)
    rows, columns = counts.shape
    area.set(xlim=(0, columns), ylim=(rows, 0), xticks=[], yticks=[])
    area.spines[:].set_visible(False)
    _draw_cells(area, counts)
    _name_cells(area, counts)
    _write_sums(area, counts)
    return figure, f"{title}. {_words(counts)}"


def _require_verdicts(verdicts: pd.Series, column: str) -> None:
    if verdicts.isna().any():
        row = verdicts.isna().to_numpy().argmax() + 1
        raise ValueError(f"{column} has no verdict in row {row} of the table")
    unknown = sorted(set(verdicts.astype(str)) - set(NAMES))
    if unknown:
        raise ValueError(
            f"{column}: {unknown[0]!r} is not a verdict; there are: {', '.join(NAMES)}"
        )


def _counts(table: pd.DataFrame) -> pd.DataFrame:
    """How often each pair of verdicts occurs, both sides in the kit's order."""
    pairs = table[list(COLUMNS)].astype(str)
    grid = pd.crosstab(pairs["first_verdict"], pairs["second_verdict"])
    in_order = [[name for name in NAMES if name in side] for side in (grid.index, grid.columns)]
    return grid.loc[in_order[0], in_order[1]].astype(int)


def _on_both(counts: pd.DataFrame) -> int:
    return sum(int(counts.at[name, name]) for name in counts.index if name in counts.columns)


def _draw_cells(area: Axes, counts: pd.DataFrame) -> None:
    most = counts.to_numpy().max()
    for y, first in enumerate(counts.index):
        for x, second in enumerate(counts.columns):
            part = counts.at[first, second] / most
            shade = {
                "facecolor": SHADES(part),
                "edgecolor": QUIET,
                "linewidth": 0.6,
                "clip_on": False,
            }
            area.add_patch(Rectangle((x, y), 1, 1, **shade))
            how = {"size": COUNT_SIZE, "color": INK if part else QUIET, "ha": "center"}
            write(area, x + 0.5, y + 0.5, str(counts.at[first, second]), **how)
            if first == second:
                frame = {"fill": False, "edgecolor": INK, "linewidth": 3, "clip_on": False}
                area.add_patch(Rectangle((x, y), 1, 1, zorder=3, **frame))


def _name_cells(area: Axes, counts: pd.DataFrame) -> None:
    left, above = _in_cells(counts, NAMES_AT)
    for y, name in enumerate(counts.index):
        write(area, -left, y + 0.5, NAMES[name], ha="right")
    for x, name in enumerate(counts.columns):
        write(area, x + 0.5, -above, NAMES[name], ha="center", va="bottom", size=SMALL_SIZE)
    in_inches = {"transform": area.figure.dpi_scale_trans}
    write(area, GRID_LEFT, HEADING_AT, "Second reading →", color=PALETTE["rust"], **in_inches)
    write(area, MARGIN, GRID_TOP + 0.2, "First reading ↓", color=PALETTE["rust"], **in_inches)
    write(area, KEY_AT, HEADING_AT, KEY, **in_inches)


def _write_sums(area: Axes, counts: pd.DataFrame) -> None:
    """The sums of the rows and of the columns, outside the grid."""
    rows, columns = counts.shape
    right, below = columns + _in_cells(counts, SUM_RIGHT)[0], rows + _in_cells(counts, SUM_BELOW)[1]
    left, above = _in_cells(counts, NAMES_AT)
    for y, count in enumerate(counts.sum(axis=1)):
        write(area, right, y + 0.5, str(count), ha="center", color=QUIET)
    for x, count in enumerate(counts.sum(axis=0)):
        write(area, x + 0.5, below, str(count), ha="center", color=QUIET)
    write(area, right, -above, "sum", ha="center", va="bottom", color=QUIET)
    write(area, -left, below, "sum", ha="right", color=QUIET)


def _in_cells(counts: pd.DataFrame, inches: float) -> tuple[float, float]:
    """A distance as parts of a cell's width and of its height."""
    rows, columns = counts.shape
    width, height = GRID_RIGHT - GRID_LEFT, GRID_TOP - GRID_BOTTOM
    return inches * columns / width, inches * rows / height


def _words(counts: pd.DataFrame) -> str:
    """Every pair that occurs, row by row."""
    told = []
    for first, row in counts.iterrows():
        parts = ", ".join(f"{_plain(second)} {n}" for second, n in row.items() if n)
        told.append(f"{_plain(first)} {row.sum()}: {parts}")
    return f"First reading, then what the second says of the same claims. {'; '.join(told)}."


def _plain(verdict: str) -> str:
    return verdict.replace("_", " ")
