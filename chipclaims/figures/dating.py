"""Between which days an article can have been written, and what shows it."""

from __future__ import annotations

import re
from itertools import cycle
from unicodedata import east_asian_width

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from chipclaims.figures.style import (
    FAINT,
    INK,
    MARGIN,
    PALETTE,
    QUIET,
    WIDTH,
    add_area,
    new_figure,
    require_columns,
    shortened,
    write,
)

COLUMNS = ("article", "basis", "earliest", "latest", "evidence")
TITLE = "Between which days can each article have been written?"
SOURCE = "Source: the articles in seeds/ and their sheets. A bar that ends in ? has no known end."
NO_YEAR_IN_WORDS = " Empty diamond: the year is not known."
UNKNOWN, NO_YEAR = "unknown", "--"
ISO_DATE = re.compile(r"(?:\d{4}|-)-\d\d(?:-\d\d)?")

# Inches.
ROW_HEIGHT, ABOVE, BELOW = 0.46, 0.62, 0.78
BASIS_AT, LINE_STARTS, LINE_ENDS = 0.8, 2.25, 9.55
LABEL_SIZE, COLUMN_WIDTH = 11, 0.079  # points; inches that one column of a label takes
LONGEST_ARTICLE, LONGEST_BASIS, LONGEST_LABEL = 6, 15, 86  # columns
LABEL_AT, BAR_AT, BAR_HEIGHT = 0.33, 0.62, 0.24  # of a row
COLOURS = ("blue", "navy", "yellow", "rust")


def dating(table: pd.DataFrame) -> tuple[Figure, str]:
    """Draw a bar a row, from the earliest to the latest day, with the evidence above it.

    ``table`` has the columns ``article``, ``basis`` (what the dates rest on), ``earliest``,
    ``latest`` and ``evidence``. A date is ISO to the day or the month, ``--07-17`` where the year
    is not known, or ``unknown``. Raises ``ValueError`` when a column is missing, a date is none
    of these, or the latest is before the earliest.
    """
    require_columns(table, COLUMNS, "dating")
    table = table[list(COLUMNS)].astype(str).reset_index(drop=True)
    table["first"] = pd.to_datetime([_days(date)[0] for date in table["earliest"]])
    table["last"] = pd.to_datetime([_days(date)[1] for date in table["latest"]])
    for row in table[table["first"] > table["last"]].itertuples():
        raise ValueError(f"article {row.article}: {row.latest} is before {row.earliest}")
    without_year = table["earliest"].str.startswith(NO_YEAR).any()
    height = len(table) * ROW_HEIGHT + ABOVE + BELOW
    figure = new_figure(TITLE, SOURCE + NO_YEAR_IN_WORDS * bool(without_year), height)
    area = add_area(figure, LINE_STARTS, BELOW, LINE_ENDS, height - ABOVE)
    _draw_months(area, table)
    _name_rows(figure, table, height)
    colours = dict(zip(table["basis"].unique(), cycle(COLOURS), strict=False))
    for place, row in enumerate(table.itertuples()):
        _draw_row(area, place, row, PALETTE[colours[row.basis]])
    return figure, f"{TITLE} {_words(table)}."


def _days(date: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First and last day of a date; ``NaT`` where it is unknown or has no year."""
    if date == UNKNOWN:
        return pd.NaT, pd.NaT
    has_year = not date.startswith(NO_YEAR)
    try:
        if not ISO_DATE.fullmatch(date):
            raise ValueError
        # A leap year, so that a 29 February without its year is a date.
        days = pd.Period(date if has_year else date.replace(NO_YEAR, "2000-", 1))
    except ValueError:
        known = "2025-07-17, 2025-07, --07-17 or unknown"
        raise ValueError(f"{date!r} is not a date: write {known}") from None
    return (days.start_time, days.end_time.normalize()) if has_year else (pd.NaT, pd.NaT)


def _draw_months(area: Axes, table: pd.DataFrame) -> None:
    """The line of time, from the quarter of the first day to half a year after the last one."""
    known = pd.concat([table["first"], table["last"]]).dropna()
    if known.empty:
        known = pd.Series(pd.to_datetime(["2025-01-01"]))
    start = known.min().to_period("Q").start_time
    end = (known.max() + pd.DateOffset(months=4)).to_period("Q").end_time
    starts = pd.date_range(start, end, freq="QS")
    step = -(-len(starts) // 9)  # at most nine names fit
    area.set(xlim=(start.toordinal(), end.toordinal()), ylim=(len(table), 0), yticks=[])
    area.set_xticks([day.toordinal() for day in starts[::step]])
    area.set_xticklabels([f"{day:%b}\n{day.year}" for day in starts[::step]], ha="left")
    area.tick_params(length=0)
    area.grid(axis="x", color=FAINT)
    area.set_axisbelow(True)
    area.spines["left"].set_visible(False)


def _name_rows(figure: Figure, table: pd.DataFrame, height: float) -> None:
    area = add_area(figure, 0, BELOW, WIDTH, height - ABOVE)
    area.set(xlim=(0, WIDTH), ylim=(len(table), 0))
    area.axis("off")
    before = None
    for place, row in enumerate(table.itertuples()):
        if row.article != before:
            area.plot([MARGIN, LINE_ENDS], [place, place], color=QUIET, linewidth=0.6)
            article = shortened(row.article, LONGEST_ARTICLE)
            write(area, MARGIN, place + BAR_AT, article, color=PALETTE["rust"])
        write(area, BASIS_AT, place + BAR_AT, shortened(row.basis, LONGEST_BASIS))
        before = row.article


def _draw_row(area: Axes, place: int, row, colour: str) -> None:
    start, end = area.get_xlim()
    if row.earliest.startswith(NO_YEAR):
        _draw_each_year(area, place, row)
    else:
        left = start if pd.isna(row.first) else row.first.toordinal()
        right = end if pd.isna(row.last) else row.last.toordinal() + 1
        top = place + BAR_AT - BAR_HEIGHT / 2
        area.broken_barh([(left, right - left)], (top, BAR_HEIGHT), color=colour)
        for is_open, edge, side in ((row.first, left, "right"), (row.last, right, "left")):
            if pd.isna(is_open):
                write(area, edge, place + BAR_AT, " ? ", ha=side)
    _write_label(area, place, row)


def _draw_each_year(area: Axes, place: int, row) -> None:
    """An empty diamond on that day of every year, for it may be any of them."""
    start, end = (pd.Timestamp.fromordinal(int(edge)) for edge in area.get_xlim())
    day = row.earliest.removeprefix(NO_YEAR)
    for year in range(start.year, end.year + 1):
        each = pd.to_datetime(f"{year}-{day}", errors="coerce")
        if start <= each <= end:
            look = {"color": INK, "markerfacecolor": "white", "markersize": 9}
            area.plot(each.toordinal(), place + BAR_AT, "D", **look)


def _write_label(area: Axes, place: int, row) -> None:
    """Above its bar, from where that starts or, where that leaves no room, up to the end."""
    label = shortened(f"{_range(row)}: {row.evidence}", LONGEST_LABEL)
    start, end = area.get_xlim()
    left = start if pd.isna(row.first) else row.first.toordinal()
    inches = (end - left) / (end - start) * (LINE_ENDS - LINE_STARTS)
    if inches >= _columns(label) * COLUMN_WIDTH:
        write(area, left, place + LABEL_AT - 0.05, label, size=LABEL_SIZE)
    else:
        write(area, end, place + LABEL_AT - 0.05, label, size=LABEL_SIZE, ha="right")


def _columns(text: str) -> int:
    return sum(1 + (east_asian_width(sign) in "WF") for sign in text)


def _range(row) -> str:
    """The dates as a reader says them."""
    earliest = row.earliest.replace(NO_YEAR, "????-", 1) if row.earliest[0] == "-" else row.earliest
    if row.earliest == row.latest == UNKNOWN:
        return UNKNOWN
    if row.latest == UNKNOWN:
        return f"from {earliest}"
    if row.earliest == UNKNOWN:
        return f"up to {row.latest}"
    return f"{earliest} to {row.latest}"


def _words(table: pd.DataFrame) -> str:
    return "; ".join(
        f"{row.article}, {row.basis}: {_in_words(row)} ({row.evidence})"
        for row in table.itertuples()
    )


def _in_words(row) -> str:
    earliest = f"no earlier than {row.earliest}"
    if row.earliest == UNKNOWN:
        earliest = "no first day is known"
    elif row.earliest.startswith(NO_YEAR):
        day = row.earliest.removeprefix(NO_YEAR)
        earliest = f"no earlier than {day} of a year that is not known"
    latest = "no last day is known" if row.latest == UNKNOWN else f"no later than {row.latest}"
    return f"{earliest}, {latest}"
