"""What all figures share: the font, the colours, the sizes, a title and a source line."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from unicodedata import east_asian_width

import matplotlib
import pandas as pd
from cycler import cycler
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from matplotlib.ft2font import FT2Font

FAMILY = "Chip Claims Sans"
FONT = Path(__file__).parents[1] / "fonts" / "ChipClaimsSans-Regular.otf"
GLYPH_STAND_IN = "〓"

# From dark to light, so that they stay apart in grey; blues against orange and yellow, so that
# they stay apart for every kind of colour blindness.
PALETTE = {"navy": "#12305a", "rust": "#b8431a", "blue": "#4a97d6", "yellow": "#f2bd3a"}
INK, QUIET, FAINT = "#1a1a1a", "#5c5c5c", "#e9e9e9"
MARKERS = ("o", "^", "D", "X")

# Inches. At 100 dots an inch a figure is 1000 wide, as a notebook shows it; at 128 it fills a
# projector of 1280 x 720.
WIDTH, HEIGHT = 10.0, 5.625
MARGIN = 0.2
TITLE_SIZE, TEXT_SIZE, SMALL_SIZE = 16, 12, 10.5

STYLE = {
    "font.family": [FAMILY],
    "font.size": TEXT_SIZE,
    "mathtext.fontset": "custom",
    **{f"mathtext.{face}": FAMILY for face in ("rm", "it", "bf", "sf", "tt", "cal", "bfit")},
    # The kit's font has one weight.
    "axes.titleweight": "normal",
    "axes.titlesize": TEXT_SIZE,
    "axes.labelsize": TEXT_SIZE,
    "axes.labelcolor": INK,
    "axes.edgecolor": QUIET,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.unicode_minus": False,
    "axes.prop_cycle": cycler(color=list(PALETTE.values())),
    "text.color": INK,
    "xtick.labelsize": TEXT_SIZE,
    "ytick.labelsize": TEXT_SIZE,
    "xtick.color": INK,
    "ytick.color": INK,
    "lines.linewidth": 2,
    "figure.figsize": (WIDTH, HEIGHT),
    "figure.dpi": 100,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
}


def use_house_style() -> None:
    """Let matplotlib draw in the kit's font, colours and sizes, in this session from now on."""
    if FAMILY not in fontManager.get_font_names():
        fontManager.addfont(FONT)
    matplotlib.rcParams.update(STYLE)


@cache
def _drawable_codes() -> frozenset[int]:
    return frozenset(FT2Font(FONT).get_charmap()) | {ord("\n")}


def drawable(text: str) -> str:
    """The text with 〓 for each character that the kit's font cannot draw."""
    return "".join(sign if ord(sign) in _drawable_codes() else GLYPH_STAND_IN for sign in text)


def shortened(text: str, columns: int) -> str:
    """The text cut to so many columns, with … at the cut; a Chinese character takes two."""
    while sum(1 + (east_asian_width(sign) in "WF") for sign in text) > columns:
        text = text.removesuffix("…")[:-1] + "…"
    return text


def new_figure(title: str, source: str, height: float = HEIGHT) -> Figure:
    """A figure in house style with its title above and its source below; height in inches.

    It is made without pyplot, which would show it a second time at the end of a cell.
    """
    use_house_style()
    figure = Figure(figsize=(WIDTH, height))
    left = MARGIN / WIDTH
    write(figure, left, 1 - MARGIN / height, title, size=TITLE_SIZE, va="top")
    write(figure, left, MARGIN / height, source, size=SMALL_SIZE, color=QUIET)
    return figure


def write(where: Axes | Figure, x: float, y: float, text: str, **how: object) -> None:
    """Write a text as it stands: no empty boxes, and ``$`` begins no formula."""
    where.text(x, y, drawable(text), parse_math=False, **{"va": "center"} | how)


def add_area(figure: Figure, left: float, bottom: float, right: float, top: float) -> Axes:
    """Axes whose edges stand so many inches from the figure's left and lower edge."""
    width, height = figure.get_size_inches()
    return figure.add_axes(
        (left / width, bottom / height, (right - left) / width, (top - bottom) / height)
    )


def require_columns(table: pd.DataFrame, wanted: Iterable[str], figure: str) -> None:
    """Raise ``ValueError`` when the table lacks rows, or a column that the figure draws."""
    missing = [column for column in wanted if column not in table.columns]
    if missing:
        has = ", ".join(map(str, table.columns))
        raise ValueError(f"{figure} needs the column {missing[0]!r}; the table has: {has}")
    if table.empty:
        raise ValueError(f"{figure} needs at least one row; the table is empty")
