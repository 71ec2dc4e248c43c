"""Shares, grouped by the whole that each is a share of: a dot or a range for every one."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ft2font import FT2Font

from chipclaims.figures.style import (
    FAINT,
    FONT,
    INK,
    MARGIN,
    PALETTE,
    QUIET,
    SMALL_SIZE,
    TEXT_SIZE,
    WIDTH,
    add_area,
    drawable,
    new_figure,
    require_columns,
    write,
)
from chipclaims.shares import KINDS, WHOLES

NEEDED = ("whole", "kind", "who", "part", "counted_in", "low", "high", "says", "period", "sure")
# Inches.
LINE, GAP, HEADING, TICKS, ABOVE, BELOW = 0.175, 0.1, 0.42, 0.24, 0.55, 0.75
SCALE_FROM, SCALE_TO, SAYS_AT = 4.55, 7.1, 7.3
LEFT, RIGHT = SCALE_FROM - MARGIN - 0.2, WIDTH - SAYS_AT - 0.1
DOT, ARTICLE_DOT, BAR = 7, 8, 7  # points
COLOURS = {
    "article": PALETTE["rust"],
    "reported": PALETTE["navy"],
    "count": PALETTE["navy"],
    "estimate": PALETTE["navy"],
    "remark": PALETTE["navy"],
}
HOLLOW = ("estimate", "remark")
SOURCE = "Source: data/claims.csv, nvidia_financials.csv, market_share_estimates.csv."
KEY = {
    "article": "Diamond: an article.",
    "solid": "Filled dot: reported or counted.",
    "hollow": "Empty dot: remark, estimate or from memory.",
    "range": "Bar: a range.",
}
NO_PERIOD = "no period given"
AXIS = "percent of the whole that stands above each group"
# Between the parts of one statement, such as a number and its period, no line is broken.
TIE = "\u2060"
LATIN = r"\u0021-\u024f\u2010-\u2026\u2060"
PIECE = re.compile(rf"[{LATIN}]+ *|.", re.DOTALL)
POINTS, SCALE = 72, 65536  # points an inch; FreeType's fixed-point numbers


class Line(NamedTuple):
    """What stands beside each other: the words on the left, the shares, the words on the right."""

    words: list[str]
    rows: pd.DataFrame

    @property
    def left(self) -> list[str]:
        """The words as lines of text."""
        return [line for words in self.words for line in _wrapped(words, LEFT)]

    @property
    def right(self) -> list[str]:
        """The shares as lines of text."""
        return _wrapped(_tied(_says(self.rows)), RIGHT)

    @property
    def height(self) -> float:
        """Inches."""
        return max(len(self.left), len(self.right)) * LINE + GAP


def shares_by_denominator(shares: pd.DataFrame) -> tuple[Figure, str]:
    """Draw every share at its place from 0 to 100 %, in one group for each whole (denominator).

    ``shares`` is :func:`chipclaims.shares.every_share` or some of its rows: ``whole`` (a key of
    ``WHOLES``), ``kind`` (one of ``KINDS``), ``who``, ``part``, ``counted_in``, ``low`` and
    ``high`` in percent, ``says``, ``period``, ``sure``, and where they are known ``said_on``,
    ``words_zh``, ``words_en``. Shares of the same part by the same speaker stand on one line. For
    a projector, draw one whole at a time. Raises ``ValueError`` when a column is missing, there
    is no row, or a whole, a kind or a percentage cannot be drawn.
    """
    require_columns(shares, NEEDED, "shares_by_denominator")
    _check(shares)
    groups = {w: _lines(shares[shares["whole"] == w]) for w in WHOLES if w in set(shares["whole"])}
    inside = sum(HEADING + TICKS + sum(line.height for line in lines) for lines in groups.values())
    number = f"{len(shares)} share" + "s" * (len(shares) != 1)
    wholes = f"{len(groups)} denominator" + "s" * (len(groups) != 1)
    title = f"Whose share of what? {number}, {wholes}"
    height = ABOVE + inside + BELOW
    figure = new_figure(title, f"{SOURCE}\n{_key(shares)}", height)
    area = add_area(figure, 0, BELOW, WIDTH, height - ABOVE)
    area.set(xlim=(0, WIDTH), ylim=(inside, 0))
    area.axis("off")
    top = 0.0
    for whole, lines in groups.items():
        _draw_heading(area, whole, top)
        start = top = top + HEADING
        for line in lines:
            _draw_line(area, line, top)
            top += line.height
        _draw_scale(area, start, top)
        top += TICKS
    middle = (SCALE_FROM + SCALE_TO) / 2
    write(area, middle, top + 0.07, AXIS, ha="center", size=SMALL_SIZE, color=QUIET)
    return figure, f"{title}.\n\n" + "\n\n".join(_group_in_words(w, ls) for w, ls in groups.items())


def _check(shares: pd.DataFrame) -> None:
    for column, allowed in (("whole", WHOLES), ("kind", KINDS)):
        unknown = sorted(set(shares[column]) - set(allowed), key=str)
        if unknown:
            raise ValueError(f"{unknown[0]!r} is no {column}; there are: {', '.join(allowed)}")
    for row in shares.itertuples():
        if not 0 <= row.low <= row.high <= 100:
            raise ValueError(
                f"{row.who}: {row.low} to {row.high} is no range from 0 to 100 percent"
            )


def _lines(rows: pd.DataFrame) -> list[Line]:
    """One line for each clause of an article, and for each part by each of the other speakers."""
    rows = rows.assign(rank=[KINDS.index(kind) for kind in rows["kind"]])
    told = rows.get("words_zh", pd.Series(pd.NA, rows.index))
    rows["line"] = told.fillna(rows["part"].astype(str) + rows["counted_in"].astype(str))
    by = ["rank", "who", "line"]
    rows = rows.sort_values("rank", kind="stable")
    return [Line(_left(found), found) for _, found in rows.groupby(by, sort=False, dropna=False)]


def _left(rows: pd.DataFrame) -> list[str]:
    """An article's own words and their English; of others, who says it and how."""
    first = rows.iloc[0]
    if first["kind"] != "article":
        return [_speaker(first)]
    english = " ".join(dict.fromkeys(_text(rows, "words_en")))
    chinese = " … ".join(dict.fromkeys(_text(rows, "words_zh")))
    said = [f"{first['who']}: {chinese}", english]
    if str(first["counted_in"]).startswith("told as"):
        said.append(f"({first['counted_in']})")
    return [words for words in said if words]


def _text(rows: pd.DataFrame, column: str) -> list[str]:
    return [str(cell) for cell in rows.get(column, pd.Series(dtype=str)) if not pd.isna(cell)]


def _speaker(row: pd.Series) -> str:
    """Who says it, how it comes about, and whose part it is."""
    way = {"reported": "", "count": "count", "estimate": "estimate", "remark": "remark"}
    counted = str(row["counted_in"])
    how = " ".join(filter(None, (way[row["kind"]], "" if "not stated" in counted else counted)))
    how = how.replace("count cards", "count of cards").replace("count chips", "count of chips")
    how = how.replace("estimate value", "estimate by value").replace("remark revenue", "remark")
    return f"{row['who']}" + f", {how}" * bool(how) + f": {row['part']}"


def _says(rows: pd.DataFrame) -> str:
    """The shares of a line with their periods, and when they were said."""
    periods = [NO_PERIOD if pd.isna(period) else period for period in rows["period"]]
    if len(set(periods)) == 1:
        told = f"{', '.join(rows['says'])} ({periods[0]})"
    else:
        told = ", ".join(f"{s} ({p})" for s, p in zip(rows["says"], periods, strict=True))
    said = list(dict.fromkeys(_text(rows, "said_on")))
    return told + (f"; said {', '.join(said)}" if said else "")


def _tied(says: str) -> str:
    """Ties inside brackets, in front of them and behind "said": no line is broken there."""
    return re.sub(r" \(([^()]*)\)|said ", lambda found: found[0].replace(" ", TIE), says)


@cache
def _font() -> FT2Font:
    font = FT2Font(FONT)
    font.set_size(SMALL_SIZE, POINTS)
    return font


@cache
def _wide(text: str) -> float:
    """Inches that a text takes in the size of the labels."""
    signs = drawable(text).replace(TIE, " ")
    return sum(_font().load_char(ord(sign)).linearHoriAdvance / SCALE / POINTS for sign in signs)


def _wrapped(text: str, width: float) -> list[str]:
    """The text in lines of so many inches, broken at spaces or between Chinese characters."""
    lines = [""]
    for piece in PIECE.findall(text):
        # A word that is longer than a line is broken where the line ends.
        parts = [piece] if _wide(piece.strip()) <= width else list(piece)
        for part in parts:
            if _wide(lines[-1] + part.rstrip()) > width:
                lines.append("")
            lines[-1] += part
    return [line.strip().replace(TIE, " ") for line in lines if line.strip()]


def _key(shares: pd.DataFrame) -> str:
    """What the marks of this figure mean, and no others."""
    of_others = shares["kind"] != "article"
    hollow = shares["kind"].isin(HOLLOW) | ~shares["sure"].astype(bool)
    shown = {
        "article": (~of_others).any(),
        "solid": (of_others & ~hollow).any(),
        "hollow": (of_others & hollow).any(),
        "range": (shares["low"] < shares["high"]).any(),
    }
    return " ".join(KEY[mark] for mark in KEY if shown[mark])


def _at(percent: float) -> float:
    return SCALE_FROM + (SCALE_TO - SCALE_FROM) * percent / 100


def _draw_scale(area: Axes, top: float, bottom: float) -> None:
    for percent in (0, 25, 50, 75, 100):
        x = _at(percent)
        area.plot([x, x], [top, bottom], color=FAINT, linewidth=1.2, zorder=1)
        write(area, x, bottom + 0.1, f"{percent}%", ha="center", size=SMALL_SIZE)


def _draw_heading(area: Axes, whole: str, top: float) -> None:
    band = [top + 0.12, top + HEADING - 0.06]
    area.fill_between([MARGIN, WIDTH - MARGIN], *band, color=FAINT, linewidth=0, zorder=2)
    about = WHOLES[whole]
    words = f"Share of {about.words} ({about.term}, {about.term_en})"
    write(area, MARGIN + 0.08, sum(band) / 2, words, size=TEXT_SIZE, zorder=3)


def _draw_line(area: Axes, line: Line, top: float) -> None:
    middle = top + line.height / 2
    _draw_text(area, MARGIN, line.left, middle, line.rows["kind"].iloc[0])
    _draw_text(area, SAYS_AT, line.right, middle, line.rows["kind"].iloc[0])
    ends = [_at(line.rows["low"].min()), _at(line.rows["high"].max())]
    if len(line.rows) > 1 and line.rows["part"].nunique() == 1:
        area.plot(ends, [middle, middle], color=QUIET, linewidth=0.8, linestyle=":", zorder=2)
    for row in line.rows.itertuples():
        _draw_share(area, row, middle)


def _draw_text(area: Axes, x: float, lines: list[str], middle: float, kind: str) -> None:
    colour = INK if kind != "article" else COLOURS["article"]
    for number, words in enumerate(lines):
        y = middle + (number - (len(lines) - 1) / 2) * LINE
        write(area, x, y, words, size=SMALL_SIZE, color=colour)


def _draw_share(area: Axes, row, middle: float) -> None:
    """A dot, or a bar from end to end; empty for what is weak."""
    colour, article = COLOURS[row.kind], row.kind == "article"
    inside = "white" if row.kind in HOLLOW or not row.sure else colour
    if row.low < row.high:
        ends = [_at(row.low), _at(row.high)]
        for wide, fill in ((BAR + 2, colour), (BAR - 1, inside)):
            area.plot(ends, [middle] * 2, color=fill, linewidth=wide, solid_capstyle="butt")
        # The empty inside would stay open at its ends.
        area.plot(ends, [middle] * 2, "|", color=colour, markersize=BAR + 2, markeredgewidth=2)
        return
    look = {"marker": "D" if article else "o", "markersize": ARTICLE_DOT if article else DOT}
    edge = {"markeredgecolor": "white" if inside == colour else colour, "markeredgewidth": 1.2}
    above = 5 if inside == "white" else 4
    area.plot(_at(row.low), middle, markerfacecolor=inside, zorder=above, **look, **edge)


def _group_in_words(whole: str, lines: list[Line]) -> str:
    about = WHOLES[whole]
    told = "; ".join(_line_in_words(line) for line in lines)
    return f"Share of {about.words} ({about.term}): {told}."


def _line_in_words(line: Line) -> str:
    memory = " (some from memory)" * bool((~line.rows["sure"].astype(bool)).any())
    return f"{' – '.join(line.words).rstrip('.')}: {_says(line.rows)}{memory}"
