"""The figure of lesson 01: nothing cut or covered, true to scale, and words that tell it all."""

import warnings
from functools import cache

import pandas as pd
import pytest
from figure_checks import check_no_text_is_cut_or_covers_another
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PolyCollection
from matplotlib.text import Text

from chipclaims.articles import load_articles
from chipclaims.figures import PALETTE, dating
from chipclaims.figures.style import GLYPH_STAND_IN

COLUMNS = ["article", "basis", "earliest", "latest", "evidence"]


def rows(*given):
    return pd.DataFrame(given, columns=COLUMNS)


@cache
def of_the_sheets():
    """What the sheets of the five articles say, as lesson 01 puts it together."""
    return rows(
        *(
            [article.name[:3], basis, bounds["earliest"], bounds["latest"], "今年4月 (April)"]
            for article in load_articles()
            for basis, bounds in article.sheet["date"].items()
        )
    )


TABLES = {
    "the sheets": of_the_sheets,
    "one row": lambda: rows(["my text", "mine", "2025-03", "2025-03", "a letter"]),
    "nothing known": lambda: rows(["x", "mine", "unknown", "unknown", "nothing"]),
    "no first day": lambda: rows(["x", "mine", "unknown", "2025-03-04", "quoted on that day"]),
    "no year": lambda: rows(["x", "mine", "--02-29", "unknown", "a leap day"]),
    "long labels": lambda: rows(
        ["long name " * 5, "a long basis " * 5, "2025-03", "unknown", "長長的證據" * 30],
        ["long name " * 5, "other", "2026-12-31", "unknown", "long evidence " * 20],
    ),
    "many years": lambda: rows(
        ["a", "mine", "1990-01", "1990-02", "old"],
        ["b", "mine", "--07-17", "unknown", "each year"],
        ["c", "mine", "2031-01", "unknown", "new"],
    ),
    "five bases": lambda: rows(*(["a", f"basis {n}", "2025-01", "2025-02", "e"] for n in range(5))),
}
every_table = pytest.mark.parametrize("name", TABLES)


@cache
def drawn(name):
    """The figure, its words and its texts; drawing any of them may not warn."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure, words = dating(TABLES[name]())
        FigureCanvasAgg(figure).draw()
    return (
        figure,
        words,
        [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()],
    )


def bars(figure):
    """Left and right edge of each bar in days, from the top of the figure down."""
    area = figure.axes[0]
    shapes = [path for c in area.collections for path in c.get_paths()]
    assert all(isinstance(c, PolyCollection) for c in area.collections)
    boxes = sorted((path.get_extents() for path in shapes), key=lambda box: box.y0)
    return [(box.x0, box.x1) for box in boxes]


def day(iso):
    return pd.Timestamp(iso).toordinal()


@every_table
def test_it_has_a_title_a_source_and_words_of_its_own(name):
    figure, words, _ = drawn(name)
    title, source = (text.get_text() for text in figure.texts)
    assert words.startswith(title)
    assert source.startswith("Source: ")
    assert ("diamond" in source) == TABLES[name]()["earliest"].str.startswith("--").any()


@every_table
def test_no_text_is_cut_or_covers_another(name):
    figure, _, texts = drawn(name)
    check_no_text_is_cut_or_covers_another(figure, texts)


@every_table
def test_every_text_is_large_enough_and_drawable(name):
    texts = drawn(name)[2]
    assert all(text.get_size() >= 10 for text in texts)
    assert not [text for text in texts if GLYPH_STAND_IN in text.get_text()]


def test_bars_are_as_long_as_the_time_they_stand_for():
    figure, _ = dating(
        rows(
            ["a", "mine", "2025-06", "2025-12-31", "a month is all its days"],
            ["b", "mine", "2025-04-17", "2025-04-30", "both days count"],
            ["c", "mine", "2025-04-28", "2025-05", "to the end of May"],
        )
    )
    assert bars(figure) == [
        (day("2025-06-01"), day("2026-01-01")),
        (day("2025-04-17"), day("2025-05-01")),
        (day("2025-04-28"), day("2025-06-01")),
    ]


def test_an_end_that_is_not_known_goes_to_the_edge_and_is_marked():
    figure, words = dating(
        rows(["a", "mine", "2025-06", "unknown", "e"], ["b", "mine", "unknown", "2025-07", "f"])
    )
    start, end = figure.axes[0].get_xlim()
    assert bars(figure) == [(day("2025-06-01"), end), (start, day("2025-08-01"))]
    assert [t.get_text().strip() for t in figure.axes[0].texts].count("?") == 2
    assert "a, mine: no earlier than 2025-06, no last day is known (e)" in words
    assert "b, mine: no first day is known, no later than 2025-07 (f)" in words


def test_a_day_without_a_year_is_no_bar_but_a_sign_in_each_year():
    figure, words, _ = drawn("many years")
    signs = [line for line in figure.axes[0].lines if line.get_marker() == "D"]
    assert len(bars(figure)) == 2
    assert [pd.Timestamp.fromordinal(int(s.get_xdata()[0])).strftime("%m-%d") for s in signs] == [
        "07-17"
    ] * len(signs)
    assert len(signs) == 41
    assert "no earlier than 07-17 of a year that is not known" in words


def test_words_and_labels_hold_every_row_of_the_sheets():
    figure, words, _ = drawn("the sheets")
    labels = " ".join(text.get_text() for text in figure.axes[0].texts)
    for row in of_the_sheets().itertuples():
        assert f"{row.article}, {row.basis}: " in words
        for date in {row.earliest, row.latest} - {"unknown"}:
            assert date.removeprefix("--") in words
            assert date.removeprefix("--") in labels


def test_each_basis_has_its_colour():
    figure, _, _ = drawn("the sheets")
    colours = {tuple(c.get_facecolor()[0]) for c in figure.axes[0].collections}
    assert len(colours) == 2 <= len(PALETTE)


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        (rows(["a", "m", "soon", "unknown", "e"]), "'soon' is not a date: write 2025-07-17"),
        (rows(["a", "m", "2025-13", "unknown", "e"]), "'2025-13' is not a date"),
        (rows(["a", "m", "2025", "unknown", "e"]), "'2025' is not a date"),
        (rows(["a", "m", "2025-05", "2025-04", "e"]), "article a: 2025-04 is before 2025-05"),
        (rows(["a", "m", "2025-05", "2025-06", "e"]).drop(columns="basis"), "the column 'basis'"),
        (rows(), "at least one row"),
    ],
)
def test_a_table_that_does_not_fit_gets_a_clear_error(table, complaint):
    with pytest.raises(ValueError, match=complaint):
        dating(table)


def test_the_table_given_is_not_changed():
    table = TABLES["one row"]()
    dating(table)
    assert list(table.columns) == COLUMNS
