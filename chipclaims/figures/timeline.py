"""Events down a line of time that is drawn to scale."""

from __future__ import annotations

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

# Inches. Sixteen events fill a figure of the usual height.
ROW_HEIGHT, ABOVE, BELOW = 0.281, 0.66, 0.47
LINE_AT, BEND_AT, FAN_ENDS_AT, DATE_AT, LABEL_AT = 1.0, 2.0, 2.3, 2.4, 3.6
LABEL_SIZE, LONGEST_LABEL = 13, 66  # points, columns
SOURCE = "Source: data/timeline.csv, where each row names its document. The line is to scale."
FROM_MEMORY = " Empty dot: from memory, not confirmed on a public page."
DOT_OF = {"verified": PALETTE["navy"], "memory": "white"}


def timeline(events: pd.DataFrame) -> tuple[Figure, str]:
    """Draw each event at its place in time, with its date and label.

    ``events`` is ``data/timeline.csv`` or some of its rows; the columns ``date`` (ISO, to the day
    or the month), ``label`` and ``status`` are used. An event from memory, which no public page
    confirms, gets an empty dot. Raises ``ValueError`` when a column is missing.
    """
    require_columns(events, ("date", "label", "status"), "timeline")
    events = events.assign(day=pd.to_datetime(events["date"], format="ISO8601"))
    events = events.sort_values("day", kind="stable")
    rows = len(events)
    height = max(rows, 4) * ROW_HEIGHT + ABOVE + BELOW
    from_memory = FROM_MEMORY if (events["status"] != "verified").any() else ""
    figure = new_figure(_title(events), SOURCE + from_memory, height)
    area = add_area(figure, 0, BELOW, WIDTH, height - ABOVE)
    area.set(xlim=(0, WIDTH), ylim=(max(rows, 4), 0))
    area.axis("off")
    _draw_years(area, events["day"])
    _draw_events(area, events)
    return figure, _words(events)


def _title(events: pd.DataFrame) -> str:
    first, last = (day.strftime("%B %Y") for day in (events["day"].min(), events["day"].max()))
    number = f"{len(events)} event" + "s" * (len(events) != 1)
    span = first if first == last else f"{first} to {last}"
    return f"Chips, the US and China: {number}, {span}"


def _heights(days: pd.Series, of: pd.Series, rows: float) -> pd.Series:
    """How far down the line each day stands, in rows; the days ``of`` the events fill it."""
    length = max((of.max() - of.min()).days, 1)
    return 0.5 + (rows - 1) * (days - of.min()).dt.days / length


def _draw_years(area: Axes, days: pd.Series) -> None:
    rows = area.get_ylim()[0]
    years = range(days.min().year, days.max().year + 2)
    starts = pd.Series(pd.to_datetime([f"{year}-01-01" for year in years]))
    edges = _heights(starts, days, rows).clip(0, rows)
    for year, top, bottom in zip(years, edges, edges[1:], strict=False):
        shade = FAINT if year % 2 else "white"
        area.fill_between([MARGIN, LINE_AT], top, bottom, color=shade, linewidth=0)
        if bottom - top > 0.8:
            write(area, MARGIN + 0.1, (top + bottom) / 2, str(year), color=QUIET)
    area.plot([LINE_AT, LINE_AT], [0, rows], color=INK, linewidth=1.5)


def _draw_events(area: Axes, events: pd.DataFrame) -> None:
    places = _heights(events["day"], events["day"], area.get_ylim()[0])
    for row, (event, place) in enumerate(zip(events.itertuples(), places, strict=True)):
        middle = row + 0.5
        fan = [LINE_AT, BEND_AT, FAN_ENDS_AT]
        area.plot(fan, [place, middle, middle], color=QUIET, linewidth=0.8)
        dot = DOT_OF.get(event.status, "white")
        area.plot(LINE_AT, place, "o", color=INK, markerfacecolor=dot, markersize=7, zorder=3)
        write(area, DATE_AT, middle, event.date, color=PALETTE["rust"], size=LABEL_SIZE)
        write(area, LABEL_AT, middle, shortened(event.label, LONGEST_LABEL), size=LABEL_SIZE)


def _words(events: pd.DataFrame) -> str:
    told = "; ".join(
        f"{event.date}: {event.label}" + (" (from memory)" * (event.status != "verified"))
        for event in events.itertuples()
    )
    return f"Timeline. {_title(events)}. {told}."
