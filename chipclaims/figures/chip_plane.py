"""Chips as the export rules see them: TPP against performance density, and the rules' regions."""

from __future__ import annotations

import math
import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby, pairwise, product
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator
from matplotlib.transforms import Bbox

from chipclaims.arithmetic import Missing, evaluate
from chipclaims.chips import BITS, measures
from chipclaims.figures.style import (
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
    use_house_style,
    write,
)
from chipclaims.thresholds import arms, in_force

CHIP_COLUMNS = ("chip_id", "name", "die_area_mm2", "datacenter", "estimated_columns", *BITS)
RULE_COLUMNS = ("rule_id", "name", "role", "threshold", "chips_named", "status")
RULE_COLUMNS += ("effective_from", "effective_to")
# Light enough for dark letters, and apart from each other and from white in grey.
SHADES = ("#e3b9a6", "#fae3ae", "#cfe2f3")
HATCH = "////"
# Inches, from the lower edge; the list of chips without a figure stands under the plane.
LEFT, RIGHT, ABOVE, LIST_LINE, LIST_AT = 0.95, WIDTH - 0.2, 0.6, 0.19, 0.45
AXIS, PLANE = 0.75, 4.6
EDGE_DOT, EDGE_TOP, EDGE_ROW = 0.15, 0.32, 0.2
LIST_COLUMNS = 128
ROOM = 1.5, 2.2  # how far the axes go beyond the outermost chip to each side, as a factor
DOT = 8  # points
DOTS_AN_INCH, SPACING = 100, 1.1
STEP = 6  # dots
DISTANCES = (9, 16, 26, 40, 58, 80, 105, 135, 180, 240, 320)  # dots between a chip and its label
NEAR = 40  # dots up to which a label looks for a place that no line runs through
DIRECTIONS = (0, 180, 90, 270, 45, 315, 135, 225, 20, 340, 160, 200, 70, 290, 110, 250)  # degrees
LABEL_WIDTHS = (44, 30, 22, 18, 14)  # characters in a line of a region's label
NAMES_COLUMNS, NARROW, NO_BREAK = 26, 16, "\u00a0"
SOURCE = "Source: data/chips.csv and data/export_rules.csv, with their sources in data/sources.csv."
NO_LINE = "no line of a rule reached"
ALSO_ASKED = {
    "interconnect_gbs": "the link",
    "memory_bw_gbs": "the memory bandwidth",
    "datacenter": "the purpose",
}
CHINESE = re.compile("[\u4e00-\u9fff]")
NO_PLACE = "no dense figure is public"
ADVERTISED = "only an advertised figure, dense or sparse not said"


class Mark(NamedTuple):
    """What is drawn at one place: chips with the same figures share a mark and a label."""

    names: tuple[str, ...]
    tpp: float
    density: float | None
    ends: tuple[float, float]  # of the TPP, the same twice where nobody gives a range
    estimate: bool
    named: bool

    @property
    def figures(self) -> str:
        """Both figures as the label prints them."""
        low, high = self.ends
        spread = f" ({low:,.0f} to {high:,.0f})" if low < high else ""
        return f"{self.tpp:,.0f}{spread}" + (f"; {self.density:.2f}" if self.density else "")


class EdgeLabel(NamedTuple):
    """The label of a chip whose density is not known, below the plane."""

    lines: tuple[str, ...]
    left: bool  # of its mark
    row: int  # of the first line


def chip_plane(
    chips: pd.DataFrame, rules: pd.DataFrame, on: str | date = "2024-06-01"
) -> tuple[Figure, str]:
    """Draw chips by TPP and performance density, and shade what the rules of a day catch.

    ``chips`` is ``data/chips.csv`` or some of its rows, ``rules`` is ``data/export_rules.csv``,
    ``on`` a day (ISO text or a date). A region is hatched where the rule asks for something else
    as well (the link). A chip whose die area nobody published stands on the lower edge, one
    without a dense figure in a list. Estimates are hollow, with their range where there is one.
    Raises ``ValueError`` when a column is missing, a table is empty or ``on`` is no day, and
    ``FormulaError`` for a threshold that cannot be read.
    """
    require_columns(chips, CHIP_COLUMNS, "chip_plane")
    require_columns(rules, RULE_COLUMNS, "chip_plane")
    day = (on if isinstance(on, date) else date.fromisoformat(on)).isoformat()
    controls = [rule for rule in in_force(_rows(rules), day) if rule["role"] == "control"]
    lines = [rule for rule in controls if rule["threshold"] and _can_be_drawn(rule)]
    named = {chip for rule in controls for chip in (rule["chips_named"] or "").split(";")}
    found = _rows(chips)
    marks, without = _marks(found, named), _without_a_figure(found)
    below = [_how_to_read(marks, lines), *without]
    listed = [line for text in below for line in textwrap.wrap(text, LIST_COLUMNS)]
    ends = _with_room([end for mark in marks for end in (*mark.ends, mark.tpp)], lines, "tpp")
    on_edge = _labels_of_the_edge(
        [mark for mark in marks if not mark.density], ends, _limits(lines, "tpp")
    )
    deepest = max((label.row + len(label.lines) for label in on_edge.values()), default=1)
    edge_height = EDGE_TOP + EDGE_ROW * deepest
    bottom = LIST_AT + LIST_LINE * len(listed) + AXIS
    title = f"Chips and the export rules on {day}: TPP and performance density"
    figure = new_figure(title, SOURCE, bottom + edge_height + PLANE + ABOVE)
    edge = add_area(figure, LEFT, bottom, RIGHT, bottom + edge_height)
    plane = add_area(figure, LEFT, bottom + edge_height, RIGHT, bottom + edge_height + PLANE)
    _scale(plane, edge, ends, marks, lines)
    for area in (plane, edge):
        _shade(area, lines, with_density=area is plane)
    _label_the_edge(edge, on_edge, edge_height)
    _label(plane, marks, lines)
    _list_the_others(figure, listed)
    return figure, _words(title, found, lines, without, named)


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as plain dictionaries, ``None`` where a cell is empty."""
    return [
        {name: None if pd.isna(cell) else cell for name, cell in row.items()}
        for row in table.to_dict("records")
    ]


def _can_be_drawn(rule: Mapping[str, Any]) -> bool:
    return bool({"tpp", "performance_density"} & _asks_for(rule))


def _asks_for(rule: Mapping[str, Any]) -> set[str]:
    return {line.name for way in arms(rule["threshold"]) for line in way}


# ------------------------------------------------- the chips


def short_name(chip: Mapping[str, Any]) -> str:
    """The name of a chip as a label bears it: ``H20`` for ``HGX H20 96GB (China)``."""
    words = re.sub(r"\(.*?\)|\b\d+ ?GB\b|\bHGX\b|\bInstinct\b|\bfamily\b", " ", str(chip["name"]))
    name = " ".join(words.split()) or str(chip["chip_id"])
    chinese = str(chip.get("name_zh") or "")
    return f"{name} {chinese}" if CHINESE.search(chinese) else name


def _marks(chips: list[dict[str, Any]], named: set[str]) -> list[Mark]:
    """A mark for each place, from the left to the right."""
    places = sorted(
        ((*_place(chip), _is_estimate(chip), chip["chip_id"] in named, short_name(chip))
         for chip in chips if measures(chip)["tpp"] is not None),
        key=lambda place: (place[0], place[1] or 0, *place[2:5]),
    )  # fmt: skip
    return [
        Mark(tuple(dict.fromkeys(one[5] for one in group)), *same)
        for same, group in groupby(places, key=lambda place: place[:5])
    ]


def _place(chip: Mapping[str, Any]) -> tuple[float, float | None, tuple[float, float]]:
    found = measures(chip)
    low, high = (chip.get(f"fp16_dense_{end}_tflops") for end in ("low", "high"))
    bits = BITS["fp16_dense_tflops"]
    ends = (low * bits, high * bits) if low and high else (found["tpp"], found["tpp"])
    return found["tpp"], found["performance_density"], ends


def _is_estimate(chip: Mapping[str, Any]) -> bool:
    guessed = set((chip["estimated_columns"] or "").split(";"))
    return any(chip[column] is not None for column in guessed & set(BITS))


def _without_a_figure(chips: list[dict[str, Any]]) -> list[str]:
    """Chips that have no place on the plane, with the reason, one sentence a reason."""
    reasons: dict[str, list[str]] = {ADVERTISED: [], NO_PLACE: []}
    for chip in chips:
        if measures(chip)["tpp"] is None:
            reason = ADVERTISED if chip.get("marketed_tops") is not None else NO_PLACE
            reasons[reason].append(short_name(chip))
    return [f"Not drawn, {why}: {', '.join(names)}." for why, names in reasons.items() if names]


# ------------------------------------------------- the plane


def _scale(
    plane: Axes, edge: Axes, ends: tuple[float, float], marks: list[Mark], lines: list
) -> None:
    """Give the plane and the edge below it their logarithmic axes."""
    for area in (plane, edge):
        area.set_xscale("log")
        area.set_xlim(*ends)
        area.xaxis.set_minor_locator(NullLocator())
    plane.set_yscale("log")
    densities = [mark.density for mark in marks if mark.density]
    plane.set_ylim(*_with_room(densities, lines, "performance_density"))
    plane.yaxis.set_minor_locator(NullLocator())
    _tick(plane.yaxis, _ticks(_limits(lines, "performance_density"), plane.get_ylim(), 0.09))
    _tick(edge.xaxis, _ticks(_limits(lines, "tpp"), ends, 0.17))
    plane.tick_params(bottom=False, labelbottom=False, labelsize=SMALL_SIZE)
    edge.tick_params(labelsize=SMALL_SIZE)
    edge.set(ylim=(0, 1), yticks=[])
    plane.set_ylabel("performance density 性能密度 (TPP a mm²)")
    edge.set_ylabel("density\nnot known", size=SMALL_SIZE)
    edge.set_xlabel("TPP 总处理性能 (dense TFLOPS or TOPS × bits of the format)")


def _limits(lines: list[Mapping[str, Any]], name: str) -> list[float]:
    """Where the rules' lines cross an axis, each once."""
    every = (line for rule in lines for way in arms(rule["threshold"]) for line in way)
    return sorted({line.limit for line in every if line.name == name and line.limit > 0})


def _with_room(values: list[float], lines: list, name: str) -> tuple[float, float]:
    """The ends of an axis: all values and all lines of the rules, and room around them."""
    every = [*values, *_limits(lines, name)] or [10.0]
    return min(every) / ROOM[0], max(every) * ROOM[1]


def _ticks(lines: list[float], ends: tuple[float, float], apart: float) -> list[float]:
    """The rules' lines, and round numbers where they leave room."""
    places = [math.log10(line) for line in lines]
    for power in range(math.floor(math.log10(ends[0])), math.ceil(math.log10(ends[1])) + 1):
        for digit in (1, 2, 5):
            place = math.log10(digit) + power
            inside = math.log10(ends[0]) <= place <= math.log10(ends[1])
            if inside and all(abs(place - other) >= apart for other in places):
                places.append(place)
    return [10**place for place in sorted(places)]


def _tick(axis: Any, places: list[float]) -> None:
    axis.set_major_locator(FixedLocator(places))
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.4g}" if value < 1000
                                           else f"{value:,.0f}"))  # fmt: skip


# ------------------------------------------------- the regions


def _cells(area: Axes, lines: list[Mapping[str, Any]], with_density: bool) -> Iterator[tuple]:
    """The rectangles between the rules' lines, each with the place of its middle."""
    columns = [area.get_xlim()[0], *_limits(lines, "tpp"), area.get_xlim()[1]]
    rows = [area.get_ylim()[0], area.get_ylim()[1]]
    if with_density:
        rows[1:1] = _limits(lines, "performance_density")
    for left, right in pairwise(columns):
        for low, high in pairwise(rows):
            density = math.sqrt(low * high) if with_density else None
            yield (left, right, low, high), (math.sqrt(left * right), density)


def _outcome(rule: Mapping[str, Any], tpp: float, density: float | None) -> bool | Missing:
    values = {"tpp": tpp, "performance_density": density, "datacenter": True}
    return evaluate(rule["threshold"], dict.fromkeys(_asks_for(rule)) | values)


def _shade(area: Axes, lines: list[Mapping[str, Any]], with_density: bool) -> None:
    """Each rectangle in the shade of the first rule that catches it, hatched where it may."""
    for (left, right, low, high), place in _cells(area, lines, with_density):
        outcomes = [_outcome(rule, *place) for rule in lines]
        for number, outcome in enumerate(outcomes):
            if outcome is False:
                continue
            shade = SHADES[number % len(SHADES)]
            open_ = isinstance(outcome, Missing)
            if open_ and any(other is True for other in outcomes):
                continue
            look = {"facecolor": "white", "edgecolor": shade, "hatch": HATCH}
            look = look if open_ else {"facecolor": shade, "edgecolor": shade}
            box = Rectangle((left, low), right - left, high - low, linewidth=0, zorder=0, **look)
            area.add_patch(box)
            break
    for limit in _limits(lines, "tpp"):
        area.axvline(limit, color=QUIET, linewidth=0.8, zorder=1)
    for limit in _limits(lines, "performance_density") if with_density else ():
        area.axhline(limit, color=QUIET, linewidth=0.8, zorder=1)


def _region(plane: Axes, lines: list[Mapping[str, Any]], number: int | None) -> list[Bbox]:
    """The rectangles in a rule's shade, or with ``None`` those in none, in dots."""
    own = []
    for (left, right, low, high), place in _cells(plane, lines, with_density=True):
        outcomes = [_outcome(rule, *place) for rule in lines]
        first = next((n for n, outcome in enumerate(outcomes) if outcome is not False), None)
        if first == number:
            own.append(Bbox(plane.transData.transform([(left, low), (right, high)])))
    return own


# ------------------------------------------------- labels that keep clear of each other


def _labels_of_the_edge(
    marks: list[Mark], ends: tuple[float, float], limits: list[float]
) -> dict[Mark, EdgeLabel]:
    """The labels below the plane, each deep enough that no line runs over another label."""
    dots = (RIGHT - LEFT) * DOTS_AN_INCH / math.log(ends[1] / ends[0])
    walls = [math.log(limit) * dots for limit in (ends[0], *limits)]
    labels: dict[Mark, EdgeLabel] = {}
    begins: dict[Mark, float] = {}
    for mark in reversed(marks):
        x = math.log(mark.tpp) * dots
        others = [math.log(other.tpp) * dots for other in marks if other is not mark]
        lines, left = _edge_lines(mark, x, [*walls, *others], walls)
        wide = max(_size(line)[0] for line in lines)
        begin, end = (x - wide - DOT, x + DOT) if left else (x, x + wide + 2 * DOT)
        below = [labels[m].row + len(labels[m].lines) for m in labels if begins[m] < end]
        labels[mark], begins[mark] = EdgeLabel(lines, left, max(below, default=0)), begin
    return labels


def _edge_lines(
    mark: Mark, x: float, left_of_it: list[float], walls: list[float]
) -> tuple[tuple[str, ...], bool]:
    """The lines of a label, and whether it stands left of its mark.

    It does where it would run over a rule's line on the right and is free of lines on the left.
    """
    text = _edge_text(mark)
    wrapped = tuple(textwrap.wrap(text, NARROW))
    begin = x - max(_size(line)[0] for line in wrapped) - 2 * DOT
    crosses = any(x < wall < x + _size(text)[0] for wall in walls)
    if crosses and not any(begin < each < x for each in left_of_it):
        return wrapped, True
    return (text,), False


def _edge_text(mark: Mark) -> str:
    return f"{', '.join(mark.names)}: {mark.figures}" + ", by letter" * mark.named


def _label_the_edge(edge: Axes, labels: dict[Mark, EdgeLabel], height: float) -> None:
    """Draw each mark on the edge of the plane, and a line down to its label."""
    dot = 1 - EDGE_DOT / height
    back = edge.transData.inverted()
    for mark, label in labels.items():
        rows = [label.row + number for number in range(len(label.lines))]
        heights = [1 - (EDGE_TOP + EDGE_ROW * (row + 0.3)) / height for row in rows]
        edge.plot([mark.tpp] * 2, [dot, heights[-1]], color=QUIET, linewidth=0.8, zorder=2)
        _draw_mark(edge, mark, dot)
        at = edge.transData.transform((mark.tpp, 0))[0]
        for text, y in zip(label.lines, heights, strict=True):
            wide = _size(text)[0]
            right = min(at + 4, edge.get_window_extent().x1 - wide - 2)
            x = back.transform((at - 4 - wide if label.left else right, 0))[0]
            write(edge, x, y, text, size=SMALL_SIZE, zorder=4, path_effects=_halo())


def _label(plane: Axes, marks: list[Mark], lines: list) -> None:
    """Draw every mark with its label; then the names of the regions where room is left."""
    marks = [mark for mark in reversed(marks) if mark.density]
    taken = [_draw_mark(plane, mark, mark.density) for mark in marks]
    taken.append(_die_line(plane, marks))
    strokes = _strokes(plane)
    for mark, own in zip(marks, taken, strict=False):
        at = plane.transData.transform((mark.tpp, mark.density))
        names = ", ".join(map(_together, mark.names))
        columns = NARROW if max(map(len, mark.names)) > NAMES_COLUMNS else NAMES_COLUMNS
        text = "\n".join([*textwrap.wrap(names, columns, break_long_words=False), mark.figures])
        text = text.replace(NO_BREAK, " ") + ", by letter" * mark.named
        _beside(plane, at, text, taken, own, _home(plane, lines, at), strokes)
    for number, rule in enumerate(lines):
        _name_the_region(plane, _called(rule), _region(plane, lines, number), taken, strokes)
    _name_the_region(plane, NO_LINE, _region(plane, lines, None), taken, strokes)


def _together(name: str) -> str:
    """A name that is not broken between its words, unless it is longer than a line."""
    return name if len(name) > NAMES_COLUMNS else name.replace(" ", NO_BREAK)


def _strokes(area: Axes) -> np.ndarray:
    """Points on every line that is drawn on the plane, in dots."""
    lines = [line for line in area.lines if len(line.get_xdata()) == 2]
    ends = [line.get_transform().transform(line.get_xydata()) for line in lines]
    along = np.linspace(0, 1, 400)[:, None]
    return np.concatenate([np.empty((0, 2)), *(one + (two - one) * along for one, two in ends)])


def _home(plane: Axes, lines: list, at: tuple[float, float]) -> list[Bbox]:
    """The rectangles of the region in which a mark stands, in dots."""
    for number in (*range(len(lines)), None):
        boxes = _region(plane, lines, number)
        if any(box.contains(*at) for box in boxes):
            return boxes
    return [plane.get_window_extent()]


def _draw_mark(area: Axes, mark: Mark, y: float) -> Bbox:
    """A dot (a square for a chip that a letter names), hollow for an estimate; its box in dots."""
    low, high = mark.ends
    if low < high:
        heights = [end / mark.tpp * y if mark.density else y for end in mark.ends]
        area.plot(mark.ends, heights, color=INK, linewidth=2, marker="|", zorder=2)
    colour = "white" if mark.estimate else PALETTE["navy"]
    shape = "s" if mark.named else "o"
    edge = {"markeredgecolor": PALETTE["navy"], "markeredgewidth": 1.5, "markersize": DOT}
    area.plot([mark.tpp], [y], shape, color=colour, zorder=3, **edge)
    (left, _), (right, _) = (area.transData.transform((end, y)) for end in mark.ends)
    x, up = area.transData.transform((mark.tpp, y))
    return Bbox.from_extents(min(left, x - DOT), up - DOT, max(right, x + DOT), up + DOT)


def _beside(
    area: Axes,
    at: tuple[float, float],
    text: str,
    taken: list[Bbox],
    own: Bbox,
    home: list[Bbox],
    strokes: np.ndarray,
) -> None:
    """Write a label as near to its mark as it fits, with a thin line where it is not beside it.

    ``home`` is the region of the mark: a label in another region would say what is not so.
    ``strokes`` are the lines that a label near its mark should not lie on.
    """
    width, height = _size(text)
    everywhere = area.get_window_extent().padded(-3)
    tries = [(home, d, 6, strokes) for d in DISTANCES if d <= NEAR]
    tries += [(room, d, 3, strokes[:0]) for room in (home, [everywhere]) for d in DISTANCES]
    for room, distance, gap, lines in tries:
        for angle in DIRECTIONS:
            box = _box_at(at, angle, distance, width, height)
            clear = not any(box.padded(gap).overlaps(one) for one in taken if one is not own)
            clear = clear and _inside(box, room) and _inside(box, [everywhere])
            clear = clear and not _holds_any(box, lines)
            if clear and not box.overlaps(own) and not _crossed(at, box, taken, own):
                _put(area, at, box, text, line=distance > DISTANCES[1])
                taken.append(box)
                return
    raise ValueError(
        f"chip_plane has no room for the label of {text.splitlines()[0]!r}: give it fewer chips"
    )


def _holds_any(box: Bbox, points: np.ndarray) -> bool:
    return bool(((points > box.min) & (points < box.max)).all(axis=1).any())


def _inside(box: Bbox, room: list[Bbox]) -> bool:
    """Whether a label stands in the rectangles of a region, which may be more than one."""
    across = [box.x0 - 2, *(box.x0 + box.width * n / 8 for n in range(9)), box.x1 + 2]
    up = [box.y0 - 2, (box.y0 + box.y1) / 2, box.y1 + 2]
    return all(any(each.contains(x, y) for each in room) for x in across for y in up)


def _size(text: str, points: float = SMALL_SIZE) -> tuple[float, float]:
    """Width and height of a label, in dots."""
    use_house_style()
    scratch = Figure(dpi=DOTS_AN_INCH)
    how = {"size": points, "parse_math": False, "linespacing": SPACING}
    written = scratch.text(0, 0, drawable(text), **how)
    box = written.get_window_extent(FigureCanvasAgg(scratch).get_renderer())
    return box.width, box.height


def _box_at(
    at: tuple[float, float], angle: float, distance: float, width: float, height: float
) -> Bbox:
    """The box of a label whose nearest side stands so far from the mark, in a direction."""
    across, up = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    x = at[0] + across * distance + (across - 1) / 2 * width
    y = at[1] + up * distance + (up - 1) / 2 * height
    return Bbox.from_bounds(x, y, width, height)


def _crossed(at: tuple[float, float], box: Bbox, taken: list[Bbox], own: Bbox) -> bool:
    """Whether the line from a mark to its label would run over another label or mark."""
    x, y = _nearest(at, box)
    points = [(at[0] + (x - at[0]) * n / 12, at[1] + (y - at[1]) * n / 12) for n in range(1, 13)]
    return any(other.contains(*p) for other in taken if other is not own for p in points)


def _nearest(at: tuple[float, float], box: Bbox) -> tuple[float, float]:
    return min(max(at[0], box.x0), box.x1), min(max(at[1], box.y0), box.y1)


def _put(
    area: Axes,
    at: tuple[float, float],
    box: Bbox,
    text: str,
    line: bool,
    points: float = SMALL_SIZE,
) -> None:
    back = area.transData.inverted()
    if line:
        (x, y), (to_x, to_y) = back.transform(at), back.transform(_nearest(at, box))
        area.plot([x, to_x], [y, to_y], color=QUIET, linewidth=0.8, zorder=2)
    x, y = back.transform((box.x0, box.y0))
    how = {"va": "bottom", "size": points, "linespacing": SPACING, "zorder": 4}
    write(area, x, y, text, path_effects=_halo(), **how)


def _halo() -> list[withStroke]:
    """A white edge around letters, so that they can be read where they cross a line."""
    return [withStroke(linewidth=2, foreground="white", alpha=0.8)]


def _name_the_region(
    plane: Axes, name: str, home: list[Bbox], taken: list[Bbox], strokes: np.ndarray
) -> None:
    """Write a rule's name at the emptiest place of its region, in as few lines as it can.

    A place that a line runs through is taken only where there is no other.
    """
    largest_first = sorted(home, key=lambda box: -box.width * box.height)
    ways = product((strokes, strokes[:0]), (TEXT_SIZE, SMALL_SIZE), LABEL_WIDTHS, largest_first)
    for lines, points, columns, room in ways:
        text = "\n".join(textwrap.wrap(name, columns))
        box = _emptiest(room, _size(text, points), taken, lines)
        if box:
            _put(plane, box.p0, box, text, line=False, points=points)
            taken.append(box)
            return
    # A learner's own rule may have a region too small for its name; the words still tell it.


def _emptiest(
    room: Bbox, size: tuple[float, float], taken: list[Bbox], lines: np.ndarray
) -> Bbox | None:
    """The place for a text in a rectangle, clear of lines, that is farthest from other texts."""
    places = [
        Bbox.from_bounds(x, y, *size)
        for y in range(int(room.y0 + STEP), int(room.y1 - size[1] - STEP) + 1, STEP)
        for x in range(int(room.x0 + STEP), int(room.x1 - size[0] - STEP) + 1, STEP)
    ]
    free = [place for place in places if _gap(place, taken) > STEP]
    clear = [place for place in free if not _holds_any(place.padded(STEP / 2), lines)]
    return max(clear, key=lambda place: _gap(place, taken), default=None)


def _gap(box: Bbox, taken: list[Bbox]) -> float:
    """Dots between a box and the nearest other one."""
    return min(
        (
            max(other.x0 - box.x1, box.x0 - other.x1, other.y0 - box.y1, box.y0 - other.y1)
            for other in taken
        ),
        default=math.inf,
    )


def _called(rule: Mapping[str, Any]) -> str:
    also = [words for name, words in ALSO_ASKED.items() if name in _asks_for(rule)]
    return rule["name"] + (f"; {' and '.join(also)} also counts" if also else "")


def _die_line(plane: Axes, marks: list[Mark]) -> Bbox:
    """The line on which the chips of the most frequent die area stand; the box of its label."""
    areas = Counter[float]()
    for mark in marks:
        areas[round(mark.tpp / mark.density, 1)] += len(mark.names)
    area, number = areas.most_common(1)[0] if areas else (0.0, 0)
    if number < 2:
        return Bbox.from_bounds(-1, -1, 0, 0)  # nothing is drawn
    limits = plane.axis()
    plane.plot(limits[:2], [end / area for end in limits[:2]], ":", color=INK, linewidth=1.2)
    plane.axis(limits)
    text = f"dotted: a die of {area:,.0f} mm²"
    width, height = _size(text)
    right, top = plane.transData.transform((min(limits[1], limits[3] * area), limits[3]))
    box = Bbox.from_bounds(right - width - 30, top - height - 6, width, height)
    _put(plane, (0, 0), box, text, line=False)
    return box


def _list_the_others(figure: Figure, listed: list[str]) -> None:
    if not listed:
        return
    area = add_area(figure, 0, LIST_AT, WIDTH, LIST_AT + LIST_LINE * len(listed))
    area.set(xlim=(0, WIDTH), ylim=(len(listed), 0))
    area.axis("off")
    for row, text in enumerate(listed):
        write(area, MARGIN, row + 0.5, text, size=SMALL_SIZE)


# ------------------------------------------------- the words


def _how_to_read(marks: list[Mark], lines: list[Mapping[str, Any]]) -> str:
    hints = [
        (any(mark.density for mark in marks), "Under a name: TPP; density."),
        (any(mark.estimate for mark in marks), "Hollow: estimate."),
        (any(mark.named for mark in marks), "Square: named by a letter."),
        (bool(lines), "Shaded: caught. Hatched: another figure decides."),
        (bool(lines), "Regions: for data-centre chips."),
    ]
    return " ".join(hint for wanted, hint in hints if wanted)


def _words(
    title: str,
    chips: list[dict[str, Any]],
    lines: list[Mapping[str, Any]],
    without: list[str],
    named: set[str],
) -> str:
    regions = "; ".join(f"{rule['name']}: {_plainly(rule['threshold'])}" for rule in lines)
    told = [f"{title}. Both axes are logarithmic. Regions: {regions or 'none on that day'}."]
    drawn = [chip for chip in chips if measures(chip)["tpp"] is not None]
    groups: dict[str, list[str]] = {}
    for chip in sorted(drawn, key=lambda chip: measures(chip)["tpp"], reverse=True):
        groups.setdefault(_where(chip, lines), []).append(_chip_in_words(chip, named))
    told += [f"{where}: {'; '.join(found)}." for where, found in groups.items()]
    return " ".join([*told, *without])


def _plainly(threshold: str) -> str:
    plain = threshold.replace("performance_density", "density").replace("tpp", "TPP")
    return plain.replace("interconnect_gbs", "link in GB/s").replace("_", " ")


def _where(chip: Mapping[str, Any], lines: list[Mapping[str, Any]]) -> str:
    """The region of a chip, worked out from all its figures, the link too."""
    outcomes = {rule["name"]: _settled(rule, measures(chip)) for rule in lines}
    inside = [name for name, outcome in outcomes.items() if outcome is True]
    unclear = [name for name, outcome in outcomes.items() if isinstance(outcome, Missing)]
    if inside:
        return f"In the region of {' and '.join(inside)}"
    return f"Cannot say for {' and '.join(unclear)}" if unclear else "In no region"


def _chip_in_words(chip: Mapping[str, Any], named: set[str]) -> str:
    tpp, density, (low, high) = _place(chip)
    told = f"{short_name(chip)}, TPP {tpp:,.0f}"
    told += f" (range {low:,.0f} to {high:,.0f})" if low < high else ""
    told += " by an estimate" if _is_estimate(chip) else ""
    told += f", density {density:.2f}" if density else ", density not known"
    return told + (", named by a letter" if chip["chip_id"] in named else "")


def _settled(rule: Mapping[str, Any], found: Mapping[str, Any]) -> bool | Missing:
    return evaluate(rule["threshold"], dict.fromkeys(_asks_for(rule)) | dict(found))
