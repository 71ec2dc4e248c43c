"""Events down a line of time that is drawn to scale."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from pandas.tseries.offsets import MonthEnd

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

# Inches. Sixteen events fill a figure of the usual height.
ROW_HEIGHT, ABOVE, BELOW = 0.281, 0.66, 0.47
LINE_AT, BEND_AT, FAN_ENDS_AT, DATE_AT, LABEL_AT = 1.0, 2.0, 2.3, 2.4, 3.6
LABEL_SIZE, LONGEST_LABEL = 13, 66  # points, columns
DOT_SIZE, DOT_EDGE = 7, 1  # points
SOURCE = "Source: data/timeline.csv, with its sources in data/sources.csv. To scale."
LASTING = " Bar: a month or several days."
FROM_MEMORY = " Empty: from memory."
DOT_OF = {"verified": PALETTE["navy"], "memory": "white"}
ISO_MONTH, YEAR_ENDS = len("2024-02"), len("2024-")


def timeline(events: pd.DataFrame) -> tuple[Figure, str]:
    """Draw each event at its place in time, with its date and label.

    ``events`` is ``data/timeline.csv`` or some of its rows; the columns ``date`` (ISO, to the day
    or the month), ``label``, ``status`` and, where there is one, ``date_end`` are used. A month
    whose day is not sure and an event that lasts get a bar instead of a dot. What is from memory,
    which no public page confirms, is left empty. Raises ``ValueError`` when a column is missing
    or an event ends before it begins.
    """
    require_columns(events, ("date", "label", "status"), "timeline")
    events = _with_days(events).sort_values("first", kind="stable")
    rows = len(events)
    height = max(rows, 4) * ROW_HEIGHT + ABOVE + BELOW
    lasting = LASTING * bool((events["first"] < events["last"]).any())
    from_memory = FROM_MEMORY * bool((events["status"] != "verified").any())
    figure = new_figure(_title(events), SOURCE + lasting + from_memory, height)
    area = add_area(figure, 0, BELOW, WIDTH, height - ABOVE)
    area.set(xlim=(0, WIDTH), ylim=(max(rows, 4), 0))
    area.axis("off")
    _draw_years(area, events)
    _draw_events(area, events)
    return figure, _words(events)


def _with_days(events: pd.DataFrame) -> pd.DataFrame:
    """The events with their ``first`` and ``last`` day; a month takes all its days."""
    events = events.assign(date_end=events.get("date_end"))
    ends = events["date_end"].fillna(events["date"]).astype(str)
    first = pd.to_datetime(events["date"], format="ISO8601")
    last = pd.to_datetime(ends, format="ISO8601")
    last = last.where(ends.str.len() > ISO_MONTH, last + MonthEnd(0))
    for row in events[last < first].itertuples():
        raise ValueError(f"{row.label}: {row.date_end} is before {row.date}")
    return events.assign(first=first, last=last)


def _title(events: pd.DataFrame) -> str:
    first, last = (f"{day:%B %Y}" for day in (events["first"].min(), events["last"].max()))
    number = f"{len(events)} event" + "s" * (len(events) != 1)
    span = first if first == last else f"{first} to {last}"
    return f"Chips, the US and China: {number}, {span}"


def _heights(days: pd.Series, events: pd.DataFrame, rows: float) -> pd.Series:
    """How far down the line each day stands, in rows; the days of the events fill it."""
    start, end = events["first"].min(), events["last"].max()
    return 0.5 + (rows - 1) * (days - start).dt.days / max((end - start).days, 1)


def _draw_years(area: Axes, events: pd.DataFrame) -> None:
    rows = area.get_ylim()[0]
    years = range(events["first"].min().year, events["last"].max().year + 2)
    starts = pd.Series(pd.to_datetime([f"{year}-01-01" for year in years]))
    edges = _heights(starts, events, rows).clip(0, rows)
    for year, top, bottom in zip(years, edges, edges[1:], strict=False):
        shade = FAINT if year % 2 else "white"
        area.fill_between([MARGIN, LINE_AT], top, bottom, color=shade, linewidth=0)
        if bottom - top > 0.8:
            write(area, MARGIN + 0.1, (top + bottom) / 2, str(year), color=QUIET)
    area.plot([LINE_AT, LINE_AT], [0, rows], color=INK, linewidth=1.5)


def _draw_events(area: Axes, events: pd.DataFrame) -> None:
    tops, bottoms = (_heights(events[day], events, area.get_ylim()[0]) for day in ("first", "last"))
    for row, event in enumerate(events.itertuples()):
        top, bottom, middle = tops.iloc[row], bottoms.iloc[row], row + 0.5
        fan = [LINE_AT, BEND_AT, FAN_ENDS_AT]
        area.plot(fan, [top, middle, middle], color=QUIET, linewidth=0.8)
        _draw_mark(area, top, bottom, DOT_OF.get(event.status, "white"))
        write(area, DATE_AT, middle, event.date, color=PALETTE["rust"], size=LABEL_SIZE)
        write(area, LABEL_AT, middle, _label(event), size=LABEL_SIZE)


def _label(event) -> str:
    """The label with what the mark on the line says, for marks can cover each other."""
    notes = []
    if not pd.isna(event.date_end):
        same_year = event.first.year == event.last.year
        notes.append(f"to {event.date_end[YEAR_ENDS:] if same_year else event.date_end}")
    if event.status != "verified":
        notes.append("from memory")
    told = f" ({', '.join(notes)})" if notes else ""
    return shortened(event.label, LONGEST_LABEL - len(told)) + told


def _draw_mark(area: Axes, top: float, bottom: float, colour: str) -> None:
    """A dot or, from the first day to the last, a bar as wide; dots lie above bars."""
    if top == bottom:
        look = {"color": INK, "markerfacecolor": colour, "markersize": DOT_SIZE}
        area.plot(LINE_AT, top, "o", **look, zorder=4)
        return
    for wide, fill in ((DOT_SIZE + DOT_EDGE, INK), (DOT_SIZE - DOT_EDGE, colour)):
        look = {"color": fill, "linewidth": wide, "solid_capstyle": "round"}
        area.plot([LINE_AT, LINE_AT], [top, bottom], **look, zorder=3)


def _words(events: pd.DataFrame) -> str:
    told = "; ".join(
        f"{_when(event)}: {event.label}" + " (from memory)" * (event.status != "verified")
        for event in events.itertuples()
    )
    return f"Timeline. {_title(events)}. {told}."


def _when(event) -> str:
    if not pd.isna(event.date_end):
        return f"{event.date} to {event.date_end}"
    return f"{event.first:%B %Y}" if len(event.date) == ISO_MONTH else event.date
