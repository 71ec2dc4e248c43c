"""The figure of lesson 07: to scale, unlike kinds apart, forecasts hollow, words that tell it."""

import warnings
from functools import cache

import matplotlib
import pandas as pd
import pytest
from figure_checks import check_no_text_is_cut_or_covers_another
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from chipclaims import tables
from chipclaims.articles import load_articles
from chipclaims.figures import waterfall
from chipclaims.figures.style import GLYPH_STAND_IN, HEIGHT
from chipclaims.figures.waterfall import FROM_MEMORY, LOOKS, PANELS, PARTS
from chipclaims.repair import repair

FIGURES = tables.load("nvidia_financials")
IDS = [part.figure_id for part in PARTS]
FIVE = FIGURES[FIGURES["figure_id"].isin(IDS)].reset_index(drop=True)


def with_value(figure_id, value):
    values = FIVE["value"].astype(object).where(FIVE["figure_id"] != figure_id, value)
    return FIVE.assign(value=values)


TABLES = {
    "the whole table": lambda: FIGURES,
    "one row": lambda: FIVE[FIVE["figure_id"] == IDS[-1]],
    "no sales made": lambda: FIVE[FIVE["figure_id"] != IDS[0]],
    "from memory": lambda: FIVE.assign(status="memory"),
    "a very long bar": lambda: with_value(IDS[2], 812345.6),
    "nothing at all": lambda: FIVE.assign(value=0.0),
    "upside down": lambda: FIVE[::-1],
}
every_table = pytest.mark.parametrize("name", TABLES)


@cache
def drawn(name):
    """The figure, its words and its texts; drawing any of them may not warn."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure, words = waterfall(TABLES[name]())
        FigureCanvasAgg(figure).draw()
    texts = [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]
    return figure, words, texts


def bars(figure):
    """Each bar's start and length in billions, with its look, from the top of the figure down."""
    patches = [(area, patch) for area in figure.axes for patch in area.patches]
    return [(round(p.get_x(), 6), round(p.get_width(), 6), p) for _, p in patches]


def value_of(figure_id):
    return FIVE.set_index("figure_id")["value"][figure_id] / 1000


@every_table
def test_it_has_a_title_a_source_and_words_of_its_own(name):
    figure, words, _ = drawn(name)
    title, source = (text.get_text() for text in figure.texts[:2])
    assert words.startswith(title)
    assert source.startswith("Source: data/nvidia_financials.csv")
    assert "data/sources.csv" in source
    assert "billion US dollars" in words


@every_table
def test_no_text_is_cut_or_covers_another(name):
    figure, _, texts = drawn(name)
    check_no_text_is_cut_or_covers_another(figure, texts)


@every_table
def test_no_text_lies_on_a_bar(name):
    figure, _, texts = drawn(name)
    renderer = figure.canvas.get_renderer()
    for _, _, bar in bars(figure):
        area = bar.get_window_extent(renderer).padded(-1.5)
        if area.width > 0:
            assert not [t.get_text() for t in texts if area.overlaps(t.get_window_extent(renderer))]


@every_table
def test_every_text_is_large_enough_and_drawable(name):
    texts = drawn(name)[2]
    assert all(text.get_size() >= 10 for text in texts)
    assert not [text for text in texts if GLYPH_STAND_IN in text.get_text()]


def test_bars_are_the_amounts_of_the_table_and_only_sales_begin_where_sales_end():
    figure, _, _ = drawn("the whole table")
    lengths = [length for _, length, _ in bars(figure)]
    assert lengths == [value_of(figure_id) for figure_id in IDS]
    starts = [start for start, _, _ in bars(figure)]
    assert starts == [0, value_of(IDS[0]), 0, 0, 0]


def test_all_panels_are_drawn_to_one_scale():
    figure, _, _ = drawn("the whole table")
    with_bars = [area for area in figure.axes if area.patches]
    assert len(with_bars) == len(PANELS) == 3
    assert len({area.get_xlim() for area in with_bars}) == 1
    assert len({round(area.get_position().width, 6) for area in with_bars}) == 1


def test_a_forecast_is_hollow_and_dashed_and_what_was_not_sold_is_hatched():
    figure, _, _ = drawn("the whole table")
    for (_, _, bar), part in zip(bars(figure), PARTS, strict=True):
        hollow = matplotlib.colors.to_hex(bar.get_facecolor()) == "#ffffff"
        assert hollow == (part.look in ("forecast", "missed"))
        assert (bar.get_linestyle() not in ("-", "solid")) == (part.look == "forecast")
        assert bool(bar.get_hatch()) == (part.look == "missed")
    of_forecasts = {p.figure_id for p in PARTS if p.look == "forecast"}
    assert of_forecasts == {"q2fy2026_h20_loss_expected", "h20_charge_announced_2025_04_15"}
    assert {part.look for part in PARTS} == set(LOOKS)


def test_every_axis_names_its_unit_and_every_gap_says_why_not_to_add():
    texts = [text.get_text() for text in drawn("the whole table")[2]]
    assert texts.count("billion US dollars") == len(PANELS)
    assert [text for text in texts if text.startswith("≠")] == [
        reason for _, reason in PANELS.values() if reason
    ]


def test_words_hold_every_amount_its_kind_and_the_one_sum_that_is_allowed():
    _, words, texts = drawn("the whole table")
    for part in PARTS:
        told = f"{part.label} {part.before}{value_of(part.figure_id):.1f}, {part.term}"
        assert told in words
    together = value_of(IDS[0]) + value_of(IDS[1])
    assert f"These may be added: {together:.1f}." in words
    assert words.count("may be added") == 1
    assert words.count("Another kind than the panel above") == 2
    for quarter in ("27 April 2025", "27 July 2025"):
        assert quarter in words
        assert any(quarter in text.get_text() for text in texts)


def test_words_and_bars_follow_the_table():
    figure, words = waterfall(with_value(IDS[2], 6543.2))
    assert "expected not to be sold 6.5" in words
    assert bars(figure)[2][1] == 6.5432


def test_what_is_from_memory_is_called_so():
    _, words, texts = drawn("from memory")
    assert words.count(FROM_MEMORY) == len(PARTS)
    assert sum(FROM_MEMORY in text.get_text() for text in texts) == len(PARTS)
    assert "memory" not in drawn("the whole table")[1]


def test_a_part_of_the_rows_gives_a_smaller_figure():
    figure, words, _ = drawn("one row")
    assert len(bars(figure)) == 1
    assert figure.get_figheight() < HEIGHT
    assert "Sales" not in words
    assert "added" not in words


def test_the_order_of_the_rows_does_not_matter():
    assert drawn("upside down")[1] == drawn("the whole table")[1]


def test_chinese_terms_stand_in_the_articles_that_are_named():
    texts = {a.name[:3]: repair(a.raw).text.text for a in load_articles()}
    for part in PARTS:
        if "(" in part.term:
            term, article = part.term.split()[0], part.term[-4:-1]
            assert term in texts[article]


def test_no_article_prints_what_the_figure_says_none_does():
    (silent,) = [part for part in PARTS if "none of the five" in part.term]
    claims = tables.load("claims")
    money = claims[claims["metric"].isin(["sales_not_made", "charge"])]
    assert value_of(silent.figure_id) * 1e9 not in set(money["value"])


@pytest.mark.parametrize("column", ["figure_id", "value", "unit", "period_end", "status"])
def test_a_missing_column_is_named(column):
    with pytest.raises(ValueError, match=f"the column '{column}'"):
        waterfall(FIVE.drop(columns=column))


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        (FIVE.head(0), "at least one row"),
        (
            FIGURES.head(3),
            "waterfall draws the rows q1fy2026_h20_sales_made, .*; the table has none",
        ),
        (pd.concat([FIVE, FIVE.head(1)]), "q1fy2026_h20_charge stands twice"),
        (FIVE.assign(unit="USD_billion"), "'USD_billion', but must be USD_million"),
        (with_value(IDS[1], None), f"{IDS[1]}: the value is None, which is no amount"),
        (with_value(IDS[1], "much"), "'much', which is no amount"),
        (with_value(IDS[1], -4500), "-4500, which is no amount"),
        (with_value(IDS[1], float("inf")), "inf, which is no amount"),
        (FIVE.assign(period_end="soon"), "period_end is 'soon', which is no date"),
    ],
)
def test_a_table_that_does_not_fit_gets_a_clear_error(table, complaint):
    with pytest.raises(ValueError, match=complaint):
        waterfall(table)


def test_the_table_given_is_not_changed():
    table = FIVE.copy()
    waterfall(table)
    pd.testing.assert_frame_equal(table, FIVE)
