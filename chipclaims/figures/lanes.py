"""Each article's version of the same events, a lane each, under a lane for the reference."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from unicodedata import east_asian_width

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ft2font import FT2Font

from chipclaims.arithmetic import DAYS_PER_MONTH
from chipclaims.claims.periods import Interval, interval
from chipclaims.figures.style import (
    FAINT,
    FONT,
    INK,
    MARGIN,
    PALETTE,
    QUIET,
    SMALL_SIZE,
    add_area,
    drawable,
    new_figure,
    require_columns,
    shortened,
    write,
)
from chipclaims.repair import repair

CLAIM_COLUMNS = ("claim_id", "article", "quote", "metric", "period", "reference_id", "verdict")
EVENT_COLUMNS = ("event_id", "date", "date_end", "label", "status")
DATING_METRICS = ("event_date", "order_of_events")
# The filing of 15 April made the letter of 9 April public: who dates one of them dates the stop.
SAME_EVENT = {"h20_8k": "h20_letter"}
KEY_EVENTS = (
    "h20_reported", "deepseek_r1", "h20_letter", "h20_assurance", "huang_china_january_2026",
)  # fmt: skip

# What stands in the articles where no date does.
IN_ENGLISH = {
    "技術妥協": "a compromise",
    "春节之后": "after the Spring Festival",
    "他隨即趕赴中國": "right after, he hurried to China",
}

SOURCE = (
    "Source: data/claims.csv; data/timeline.csv, which names its sources. To scale; 3+: 3 or more."
)
LOOKS = (
    "\n● fits the reference   × contradicted   ◇ another verdict   Bar: all days that are meant."
)
HOLLOW = "   ○ from memory."
FITS, WRONG = ("agrees", "rounded"), "contradicted"
SHAPES = {True: ("o", "navy", "navy"), False: ("X", "rust", "rust"), None: ("D", "navy", None)}
REFERENCE = "reference"
NOTHING = "dates none of these events"

# Inches, unless said otherwise.
ROW, GAP, ABOVE, BELOW = 0.262, 0.16, 0.62, 0.98
LINE_STARTS, LINE_ENDS, EDGE = 1.2, 9.72, 9.86
BESIDE, LABEL_SIZE = 0.11, SMALL_SIZE  # inches between mark and label, points
MARK_SIZE, BAR_WIDTH = 7, 4  # points
LONGEST_NAME, LONGEST_QUOTE = 11, 16  # columns
LONGEST_IN_DAYS, MOST_TICKS, DOTS = 61, 9, 100
FIRST_PIECE = re.compile(r"[^,，。;；:：\n]+")


def versions(claims: pd.DataFrame, timeline: pd.DataFrame) -> pd.DataFrame:
    """Every claim that dates an event of the timeline, one row each, in the order of the events.

    ``claims`` is ``data/claims.csv``, ``timeline`` is ``data/timeline.csv``. A claim dates the
    event that its ``reference_id`` names first; ``held_against`` is that event, ``event_id`` the
    one that stands for it (a letter and the filing that made it public are one stop). ``gap`` says
    how far the claim's period lies from the event, in words, or is empty. A claim without a period
    gives an order only and is left out. Raises ``ValueError`` when a column is missing or a date
    is none.
    """
    require_columns(claims, CLAIM_COLUMNS, "lanes")
    require_columns(timeline, EVENT_COLUMNS, "lanes")
    events = {event.event_id: _days_of(event) for event in timeline.itertuples()}
    rows = [_version(claim, events) for claim in claims.itertuples()]
    columns = ["event_id", "held_against", "article", "claim_id", "quote", "period", "verdict"]
    found = pd.DataFrame(filter(None, rows), columns=[*columns, "gap", "says", "first", "last"])
    place = {event: number for number, event in enumerate(sorted(events, key=events.get))}
    return found.sort_values("event_id", key=lambda ids: ids.map(place), kind="stable").reset_index(
        drop=True
    )


def lanes(
    claims: pd.DataFrame, timeline: pd.DataFrame, events: Sequence[str] = KEY_EVENTS
) -> tuple[Figure, str]:
    """Draw when each article says that the same events happened, under what the reference says.

    ``claims`` and ``timeline`` as for :func:`versions`; ``events`` are ids of the timeline. A line
    goes down from each event of the reference, so that one sees who is beside it; a letter joins
    the versions of one event. A date that is contradicted is a cross and says so. Raises
    ``ValueError`` when a column is missing, an event is unknown, or no claim dates any of them.
    """
    found = versions(claims, timeline)
    wanted = _wanted(timeline, events)
    found = found[found["event_id"].isin(wanted["event_id"])]
    if found.empty:
        raise ValueError(f"lanes found no claim that dates any of: {', '.join(events)}")
    letters = {event: _letter(number) for number, event in enumerate(wanted["event_id"])}
    per_article = {name: found[found["article"] == name] for name in claims["article"].unique()}
    counts = [len(wanted), *(max(len(rows), 1) for rows in per_article.values())]
    height = sum(counts) * ROW + len(counts) * GAP + ABOVE + BELOW
    from_memory = HOLLOW * bool((wanted["status"] != "verified").any())
    title = _title(wanted)
    figure = new_figure(title, SOURCE + LOOKS + from_memory, height)
    area = add_area(figure, LINE_STARTS, BELOW, LINE_ENDS, height - ABOVE)
    _draw_months(area, found, wanted, height - ABOVE - BELOW)
    _draw_lanes(figure, area, wanted, per_article, letters)
    return figure, _words(title, wanted, per_article, letters)


# ---------------------------------------------------------------- the table


def _days_of(event) -> Interval:
    end = "" if pd.isna(event.date_end) else f"/{event.date_end}"
    return _interval(f"{event.date}{end}", event.event_id)


def _interval(text: str, whose: str) -> Interval:
    try:
        found = interval(str(text))
    except ValueError:
        found = None
    if found is None:
        message = f"{whose}: {text!r} is not a date: write 2025-04-09, 2025-04 or 2025"
        raise ValueError(message)
    if found.last < found.first:
        raise ValueError(f"{whose}: {text} ends before it begins")
    return found


def _version(claim, events: dict[str, Interval]) -> tuple | None:
    """The row of a claim, or nothing if it dates no event of the timeline."""
    if claim.metric not in DATING_METRICS or pd.isna(claim.period) or pd.isna(claim.reference_id):
        return None
    table, _, event = str(claim.reference_id).split(";")[0].partition(".")
    if table != "timeline" or event not in events:
        return None
    says = _interval(claim.period, claim.claim_id)
    gap = gap_in_words(says, events[event])
    one = SAME_EVENT.get(event, event)
    one = one if one in events else event
    row = (one, event, claim.article, claim.claim_id, key_words(claim.quote), claim.period)
    return (*row, claim.verdict, gap, when(says), says.first, says.last)


def key_words(quote: str) -> str:
    """The words of a quotation up to its first comma, repaired, so that they can be shown."""
    text = repair(str(quote)).text.text
    piece = FIRST_PIECE.search(text)
    return shortened(piece[0] if piece else text, LONGEST_QUOTE)


def gap_in_words(says: Interval, event: Interval) -> str:
    """How much too early or too late a period is at least: ``11 months early``, or nothing."""
    early, late = (event.first - says.last).days, (says.first - event.last).days
    days = max(early, late)
    if days <= 0:
        return ""
    side = "early" if early > 0 else "late"
    if days <= LONGEST_IN_DAYS:
        return f"{days} day{'s' * (days != 1)} {side}"
    return f"{int(days / DAYS_PER_MONTH)} months {side}"


def when(days: Interval) -> str:
    """A period as a reader says it: ``Apr 2024``, ``Nov to Dec 2024``, ``11 to 20 Apr 2025``.

    >>> when(interval("2024-11/2024-12"))
    'Nov to Dec 2024'
    """
    first, last = days
    if first == last:
        return _day(first)
    next_day = last + timedelta(days=1)
    if first.day == next_day.day == 1:
        if first.month == next_day.month == 1:
            years = range(first.year, next_day.year)
            return f"{years[0]}" if len(years) == 1 else f"{years[0]} to {years[-1]}"
        start, end = f"{first:%b}", f"{last:%b} {last.year}"
        if first.year != last.year:
            return f"{start} {first.year} to {end}"
        return end if first.month == last.month else f"{start} to {end}"
    if first.year != last.year:
        return f"{_day(first)} to {_day(last)}"
    same = first.month == last.month
    return f"{first.day if same else f'{first.day} {first:%b}'} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"


# ---------------------------------------------------------------- the figure


def _wanted(timeline: pd.DataFrame, events: Sequence[str]) -> pd.DataFrame:
    """The events to draw, by date, each with its first and last day."""
    known = set(timeline["event_id"])
    unknown = [event for event in events if event not in known]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is not an event of the timeline")
    wanted = timeline[timeline["event_id"].isin(list(events))]
    days = [_days_of(event) for event in wanted.itertuples()]
    wanted = wanted.assign(first=[d.first for d in days], last=[d.last for d in days])
    return wanted.sort_values("first", kind="stable")


def _letter(number: int) -> str:
    return chr(ord("A") + number) if number < 26 else f"{number + 1}"


def _title(wanted: pd.DataFrame) -> str:
    number = len(wanted)
    what = f"the same {number} events" if number > 1 else "the same event"
    return f"When did it happen? {what.capitalize()}, as each article dates them"


def _draw_months(area: Axes, found: pd.DataFrame, wanted: pd.DataFrame, height: float) -> None:
    """Time to scale, in whole quarters; the height of the area is in inches from the top."""
    days = [*found["first"], *found["last"], *wanted["first"], *wanted["last"]]
    start = pd.Timestamp(min(days)).to_period("Q").start_time
    end = pd.Timestamp(max(days)).to_period("Q").end_time
    starts = pd.date_range(start, end, freq="QS")
    area.set(xlim=(start.toordinal(), end.toordinal() + 1), ylim=(height, 0), yticks=[])
    shown = starts[:: -(-len(starts) // MOST_TICKS)]
    area.set_xticks([day.toordinal() for day in shown])
    area.set_xticklabels([f"{day:%b}\n{day.year}" for day in shown], ha="left")
    area.tick_params(length=4, color=QUIET)
    area.spines["left"].set_visible(False)


def _draw_lanes(
    figure: Figure,
    area: Axes,
    wanted: pd.DataFrame,
    per_article: dict[str, pd.DataFrame],
    letters: dict[str, str],
) -> None:
    bottom, left = area.get_ylim()[0], _day_at(area, MARGIN)
    right = _day_at(area, EDGE)
    top = len(wanted) * ROW + GAP
    area.fill_between([left, right], 0, top, color=FAINT, linewidth=0, clip_on=False, zorder=0)
    write(area, left, top / 2, f" {REFERENCE}", color=INK)
    for row, event in enumerate(wanted.itertuples()):
        at, known = GAP / 2 + (row + 0.5) * ROW, event.status == "verified"
        line = [_middle(event)] * 2
        area.plot(line, [at, bottom], color=QUIET, linewidth=1, linestyle=(0, (4, 3)), zorder=1)
        _draw_mark(area, at, event, ("o", "navy", "navy" if known else None))
        told = f"{letters[event.event_id]}  {when(Interval(event.first, event.last))}: "
        memory = " (from memory)" * (not known)
        _write_label(area, at, event, told + event.label, FAINT, memory)
    for name, rows in per_article.items():
        deep = max(len(rows), 1) * ROW + GAP
        area.plot([left, right], [top, top], color=QUIET, linewidth=0.6, clip_on=False)
        shown = shortened(_lane_name(name), LONGEST_NAME)
        write(area, left, top + deep / 2, f" {shown}", color=PALETTE["rust"])
        if rows.empty:
            write(area, area.get_xlim()[0], top + deep / 2, NOTHING, size=LABEL_SIZE, color=QUIET)
        for row, version in enumerate(rows.itertuples()):
            at = top + GAP / 2 + (row + 0.5) * ROW
            _draw_mark(area, at, version, SHAPES[_fits(version.verdict)])
            _write_label(area, at, version, _label(version, letters), "white")
        top += deep


def _lane_name(article: str) -> str:
    number = str(article).partition("_")[0]
    return f"article {number}" if number.isdigit() and len(number) == 3 else str(article)


def _fits(verdict: str) -> bool | None:
    return True if verdict in FITS else False if verdict == WRONG else None


def _label(version, letters: dict[str, str]) -> str:
    """The letter, the article's words, what they come to, and the verdict unless it fits."""
    meant = IN_ENGLISH.get(version.quote, f"= {version.says}")
    told = f"{letters[version.event_id]}  {version.quote} {meant}"
    if _fits(version.verdict):
        return told
    number, _, rest = version.gap.partition(" ")
    gap = f", {number}+ {rest}" if number and version.verdict == WRONG else ""
    return f"{told}: {version.verdict.replace('_', ' ')}{gap}"


def _draw_mark(area: Axes, at: float, days, look: tuple[str, str, str | None]) -> None:
    """A bar over the days that are meant, and a sign in its middle."""
    shape, colour, fill = look
    first, last = days.first.toordinal(), days.last.toordinal() + 1
    if last - first > 1:
        bar = {"color": PALETTE[colour], "linewidth": BAR_WIDTH, "solid_capstyle": "butt"}
        area.plot([first, last], [at, at], **bar, alpha=0.55, zorder=3)
    sign = {"markersize": MARK_SIZE + 3 * (shape == "X"), "markeredgewidth": 1.2}
    sign["markerfacecolor"] = PALETTE[fill] if fill else "white"
    sign["markeredgecolor"] = PALETTE[colour] if shape != "X" else "white"
    sign["markeredgewidth"] = 1.2 if shape != "X" else 0.6
    area.plot(_middle(days), at, shape, **sign, zorder=4, clip_on=False)


def _middle(days) -> float:
    """The day itself, or the middle of several."""
    return (days.first.toordinal() + days.last.toordinal()) / 2


def _write_label(area: Axes, at: float, days, label: str, behind: str, tail: str = "") -> None:
    """To the right of the mark if it fits there, else to the left, else cut before its tail."""
    first, last = _inch(area, days.first), _inch(area, days.last + timedelta(days=1))
    right, left = max(last, first + 0.07) + BESIDE, first - BESIDE
    room_right, room_left = EDGE - right, left - LINE_STARTS
    to_the_right = _inches_of(label + tail) <= room_right or room_right >= room_left
    room = room_right if to_the_right else room_left
    while _inches_of(label + tail) > room and len(label) > 1:
        label = shortened(label, _columns(label) - 1)
    box = {"facecolor": behind, "edgecolor": "none", "pad": 1}
    side = {"ha": "left"} if to_the_right else {"ha": "right"}
    place = _day_at(area, right if to_the_right else left)
    write(area, place, at, label + tail, size=LABEL_SIZE, bbox=box, zorder=2, **side)


@cache
def _font() -> FT2Font:
    font = FT2Font(FONT)
    font.set_size(LABEL_SIZE, DOTS)
    return font


@lru_cache(maxsize=1024)
def _inches_of(label: str) -> float:
    """How wide a label is drawn, with a little to spare."""
    font = _font()
    font.set_text(drawable(label))
    return font.get_width_height()[0] / 64 / DOTS + 0.04


def _inch(area: Axes, day: date) -> float:
    start, end = area.get_xlim()
    return LINE_STARTS + (day.toordinal() - start) / (end - start) * (LINE_ENDS - LINE_STARTS)


def _day_at(area: Axes, inch: float) -> float:
    start, end = area.get_xlim()
    return start + (inch - LINE_STARTS) / (LINE_ENDS - LINE_STARTS) * (end - start)


def _columns(text: str) -> int:
    return sum(1 + (east_asian_width(sign) in "WF") for sign in text)


def _words(
    title: str,
    wanted: pd.DataFrame,
    per_article: dict[str, pd.DataFrame],
    letters: dict[str, str],
) -> str:
    events = "; ".join(
        f"{letters[event.event_id]} {when(Interval(event.first, event.last))}: {event.label}"
        + " (from memory)" * (event.status != "verified")
        for event in wanted.itertuples()
    )
    told = [f"{title}. The reference: {events}."]
    for name, rows in per_article.items():
        said = "; ".join(_told(version, letters) for version in rows.itertuples())
        told.append(f"{_lane_name(name).capitalize()}: {said or NOTHING}.")
    return " ".join(told)


def _told(version, letters: dict[str, str]) -> str:
    """A version in full, for those who do not see the figure."""
    meant = IN_ENGLISH.get(version.quote, "")
    told = f"{letters[version.event_id]} {version.quote}{f' ({meant})' if meant else ''}"
    gap = f", at least {version.gap}" if version.gap and version.verdict == WRONG else ""
    return f"{told} = {version.says}: {version.verdict.replace('_', ' ')}{gap}"
