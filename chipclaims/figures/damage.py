"""Where in a file the damage stood, and how sure each repair is."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from chipclaims.figures.style import (
    FAINT,
    HEIGHT,
    INK,
    MARGIN,
    MARKERS,
    PALETTE,
    QUIET,
    WIDTH,
    add_area,
    drawable,
    new_figure,
    shortened,
    write,
)
from chipclaims.repair import CERTAINTIES, Repair

ROW = 100  # characters
FEWEST_ROWS, MOST_ROWS = 12, 60
MOST_LABELS = 14
LONGEST_PART, LONGEST_NAME = 26, 40  # columns; a Chinese character takes two
LABEL_SIZE = 11
STRIP_LEFT, STRIP_RIGHT, LABELS_AT = 1.05, 5.35, 5.6
ABOVE, BELOW = 1.15, 0.55
COLOUR_OF = dict(zip(CERTAINTIES, ("blue", "yellow", "rust", "navy"), strict=True))
MARKER_OF = dict(zip(CERTAINTIES, MARKERS, strict=True))
IN_WORDS = {
    "certain": "certain",
    "by_context": "by context",
    "guess": "a guess",
    "unresolved": "left as it is",
}


def damage_map(raw: str, repairs: Iterable[Repair], name: str = "this file") -> tuple[Figure, str]:
    """Draw the file as rows of characters, with each repair at its place.

    ``raw`` is the damaged text and ``repairs`` what ``chipclaims.repair.repair(raw).repairs``
    gives. A pinyin mark is a bar; every other repair also has a sign, one shape and colour a
    certainty, and a label with the text before and after.
    """
    repairs = sorted(repairs, key=lambda r: (r.start, r.end))
    marks = [r for r in repairs if r.rule == "pinyin_residue"]
    others = [r for r in repairs if r.rule != "pinyin_residue"]
    labelled = _most_doubtful(others)
    row = ROW * math.ceil(max(len(raw), 1) / (ROW * MOST_ROWS))
    title = f"Repairs in {shortened(name, LONGEST_NAME)}: {len(repairs)} in {len(raw)} characters"
    figure = new_figure(title, _source(row, len(others) - len(labelled)))
    strip = add_area(figure, STRIP_LEFT, BELOW, STRIP_RIGHT, HEIGHT - ABOVE)
    _draw_rows(strip, len(raw), row)
    for certainty in CERTAINTIES:
        _draw_bars(strip, [r for r in repairs if r.certainty == certainty], certainty, row)
        _draw_signs(strip, [r for r in others if r.certainty == certainty], certainty, row)
    _draw_labels(figure, strip, raw, labelled, row)
    _draw_key(figure, len(marks), Counter(r.certainty for r in others))
    return figure, f"{title}. {_words(raw, len(marks), others, labelled)}"


def _most_doubtful(repairs: Sequence[Repair]) -> list[Repair]:
    """As many repairs as there is room to label, the most doubtful, in reading order."""
    doubtful_first = sorted(repairs, key=lambda r: -CERTAINTIES.index(r.certainty))
    return sorted(doubtful_first[:MOST_LABELS], key=lambda r: r.start)


def _source(row: int, without_label: int) -> str:
    left_out = f" Without a label: {without_label}." * bool(without_label)
    return f"Source: the file itself and chipclaims.repair. Each row: {row} characters.{left_out}"


def _draw_rows(strip: Axes, length: int, row: int) -> None:
    lines = math.ceil(length / row)
    for line in range(lines):
        _draw_bar(strip, line, [(0, min(row, length - line * row))], FAINT)
    step = row * (5 if lines <= 35 else 10)
    starts = range(0, length, step)
    strip.set(
        xlim=(0, row),
        ylim=(max(lines, FEWEST_ROWS), 0),
        xticks=[],
        yticks=[s / row + 0.5 for s in starts],
    )
    strip.set_yticklabels([str(start) for start in starts])
    strip.set_ylabel("characters from the start")
    strip.tick_params(length=0)
    strip.spines[["left", "bottom"]].set_visible(False)


def _pieces(repair: Repair, row: int) -> Iterator[tuple[int, int, int]]:
    """The rows that a repair crosses: row number, first column, length."""
    start, end = repair.start, max(repair.end, repair.start + 1)
    while start < end:
        line, column = divmod(start, row)
        length = min(end - start, row - column)
        yield line, column, length
        start += length


def _draw_bars(strip: Axes, repairs: Sequence[Repair], certainty: str, row: int) -> None:
    on_line = defaultdict(list)
    for line, column, length in (piece for repair in repairs for piece in _pieces(repair, row)):
        on_line[line].append((column, length))
    for line, pieces in on_line.items():
        _draw_bar(strip, line, pieces, PALETTE[COLOUR_OF[certainty]])


def _draw_bar(strip: Axes, line: int, pieces: Sequence[tuple[int, int]], colour: str) -> None:
    # Without snapping to pixels the gaps between the rows are all alike.
    strip.broken_barh(pieces, (line + 0.1, 0.8), color=colour, linewidth=0, snap=False)


def _draw_signs(strip: Axes, repairs: Sequence[Repair], certainty: str, row: int) -> None:
    """A sign in the middle of each repair."""
    middles = [divmod((r.start + max(r.end - 1, r.start)) // 2, row) for r in repairs]
    columns = [column + 0.5 for _, column in middles]
    _draw_sign(strip, columns, [line + 0.5 for line, _ in middles], certainty)


def _draw_sign(area: Axes, x: ArrayLike, y: ArrayLike, certainty: str) -> None:
    look = {"marker": MARKER_OF[certainty], "markersize": 9, "linestyle": ""}
    colours = {"color": PALETTE[COLOUR_OF[certainty]], "markeredgecolor": INK}
    area.plot(x, y, **look, **colours, clip_on=False, zorder=3)


def _draw_labels(
    figure: Figure, strip: Axes, raw: str, repairs: Sequence[Repair], row: int
) -> None:
    """Before and after of each repair, level with its row as far as there is room."""
    lines = strip.get_ylim()[0]
    area = add_area(figure, STRIP_RIGHT, BELOW, WIDTH, HEIGHT - ABOVE)
    area.set(xlim=(STRIP_RIGHT, WIDTH), ylim=(lines, 0))
    area.axis("off")
    places = [repair.start // row + 0.5 for repair in repairs]
    for repair, place, at in zip(repairs, places, _spread(places, lines), strict=True):
        area.plot([STRIP_RIGHT, LABELS_AT - 0.1], [place, at], color=QUIET, linewidth=0.8)
        _draw_sign(area, LABELS_AT, at, repair.certainty)
        write(area, LABELS_AT + 0.15, at, _label(raw, repair), size=LABEL_SIZE)


def _spread(places: Sequence[float], lines: float) -> list[float]:
    """Move labels apart so that none covers another, each as near to its place as may be."""
    least = lines / MOST_LABELS
    down = []
    for place in places:
        down.append(max(place, down[-1] + least) if down else max(place, least / 2))
    limit = lines - least / 2
    spread = []
    for place in reversed(down):
        limit = min(place, limit)
        spread.append(limit)
        limit -= least
    return spread[::-1]


def _label(raw: str, repair: Repair) -> str:
    before, after = repair.before.strip(), repair.after
    if repair.rule == "byte_loss":
        neighbour = raw[max(repair.start - 1, 0) : repair.start].strip()
        before, after = neighbour + before, neighbour + after
    if repair.certainty == "unresolved":
        return f"{_part(before)} ({IN_WORDS['unresolved']})"
    return f"{_part(before) or '(lost)'} → {_part(after) or '(dropped)'}"


def _part(text: str) -> str:
    return shortened(drawable(" ".join(text.split())), LONGEST_PART)


def _draw_key(figure: Figure, marks: int, others: Counter[str]) -> None:
    """The counts, in one line under the title, each beside its sign."""
    area = add_area(figure, MARGIN, HEIGHT - ABOVE + 0.1, WIDTH, HEIGHT - 0.6)
    area.set(xlim=(MARGIN, WIDTH), ylim=(0, 1))
    area.axis("off")
    area.broken_barh([(0.3, 0.14)], (0.35, 0.3), color=PALETTE[COLOUR_OF["certain"]])
    write(area, 0.55, 0.5, _count_marks(marks))
    write(area, 3.1, 0.5, "other damage:", color=QUIET)
    for x, certainty in zip((4.55, 5.95, 7.5, 8.6), CERTAINTIES, strict=True):
        _draw_sign(area, x, 0.5, certainty)
        text = f"{others[certainty]} {certainty.replace('_', ' ')}"
        write(area, x + 0.15, 0.5, text)


def _count_marks(marks: int) -> str:
    return f"pinyin marks: {marks}" + ", certain" * bool(marks)


def _words(raw: str, marks: int, others: Sequence[Repair], labelled: Sequence[Repair]) -> str:
    counts = Counter(r.certainty for r in others)
    sure = ", ".join(f"{counts[c]} {c.replace('_', ' ')}" for c in CERTAINTIES)
    told = "; ".join(f"at {r.start}: {_label(raw, r)}, {IN_WORDS[r.certainty]}" for r in labelled)
    return (
        f"{_count_marks(marks).capitalize()}. Other damage: {sure}."
        + f" In order: {told}." * bool(told)
    )
