"""The chip plane: every chip in its place with a label of its own, each region as its rule says."""

import warnings
from functools import cache

import pandas as pd
import pytest
from figure_checks import check_no_text_is_cut_or_covers_another
from hypothesis import assume, given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from chipclaims import tables
from chipclaims.arithmetic import FormulaError, evaluate
from chipclaims.chips import performance_density, total_processing_performance
from chipclaims.figures import chip_plane
from chipclaims.figures.chip_plane import NO_LINE, SHADES, short_name
from chipclaims.thresholds import Line, arms, in_force

CHIPS, RULES = tables.load("chips"), tables.load("export_rules")
ROWS = tables.rows("chips")
DAYS = ["2020-01-01", "2022-12-01", "2023-03-01", "2023-11-01", "2024-06-01", "2026-06-01"]
MANY = pd.concat([CHIPS.head(12).assign(name=lambda t, n=n: t["name"] + f" {n}") for n in range(3)])
ALL_FIGURES = {
    **{day: lambda day=day: chip_plane(CHIPS, RULES, day) for day in DAYS},
    "one chip": lambda: chip_plane(CHIPS.head(1), RULES),
    "no density": lambda: chip_plane(CHIPS[CHIPS["die_area_mm2"].isna()], RULES),
    "no figure": lambda: chip_plane(CHIPS[CHIPS["chip_id"] == "rtx_6000d"], RULES),
    "only a letter": lambda: chip_plane(CHIPS, RULES[RULES["kind"] == "letter"], "2025-06-01"),
    "many at one place": lambda: chip_plane(MANY, RULES),
}
every_figure = pytest.mark.parametrize("name", ALL_FIGURES)


@cache
def drawn(name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure, words = ALL_FIGURES[name]()
        FigureCanvasAgg(figure).draw()
    texts = [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]
    return figure, words, texts


@every_figure
def test_no_text_is_cut_or_covers_another(name):
    figure, _, texts = drawn(name)
    check_no_text_is_cut_or_covers_another(figure, texts)


@every_figure
def test_texts_are_large_enough_for_a_projector(name):
    assert all(text.get_size() >= 10 for text in drawn(name)[2])


@every_figure
def test_a_figure_has_a_title_a_source_and_words_that_hold_the_title(name):
    figure, words, _ = drawn(name)
    title, source = (text.get_text() for text in figure.texts)
    assert title in words
    assert source.startswith("Source: data/chips.csv")


@pytest.mark.parametrize("day", DAYS)
def test_no_label_covers_a_mark(day):
    figure, _, _ = drawn(day)
    renderer = figure.canvas.get_renderer()
    for area in figure.axes[:2]:
        spots = [area.transData.transform(xy) for xy in marks(area)]
        for text in area.texts:
            box = text.get_window_extent(renderer)
            assert not any(box.padded(-1).contains(*spot) for spot in spots), text.get_text()


def marks(area):
    return [
        (line.get_xdata()[0], line.get_ydata()[0])
        for line in area.lines
        if line.get_marker() in ("o", "s")
    ]


# ------------------------------------------------- every chip


def test_every_chip_has_its_mark_or_its_reason_and_its_words():
    edge, plane = drawn("2024-06-01")[0].axes[:2]
    shown = " ".join(text.get_text().replace("\n", " ") for text in drawn("2024-06-01")[2])
    words = drawn("2024-06-01")[1]
    for chip in ROWS:
        assert short_name(chip) in shown
        assert short_name(chip) in words
        tpp, density = total_processing_performance(chip), performance_density(chip)
        if tpp is None:
            continue
        assert f"{short_name(chip)}, TPP {tpp:,.0f}" in words
        places = marks(plane) if density else [(x, None) for x, _ in marks(edge)]
        assert any(x == pytest.approx(tpp) and y in (None, density) for x, y in places)
        if density:
            assert f"{tpp:,.0f}; {density:.2f}" in shown
            assert f", density {density:.2f}" in words
        else:
            assert f"{tpp:,.0f}" in shown


def test_chips_without_a_figure_are_named_with_the_reason():
    words = drawn("2024-06-01")[1]
    advertised = words.partition("only an advertised figure, dense or sparse not said: ")[2]
    nothing = words.partition("no dense figure is public: ")[2]
    assert "DRIVE Orin" in advertised.partition("Not drawn")[0]
    assert nothing.startswith("RTX 6000D, MLU590")


def test_estimates_are_hollow_and_keep_their_range():
    figure, words, _ = drawn("2024-06-01")
    hollow = {
        line.get_xdata()[0]
        for area in figure.axes[:2]
        for line in area.lines
        if line.get_marker() in ("o", "s") and to_hex(line.get_markerfacecolor()) == "#ffffff"
    }
    assert 5120 in hollow
    assert 2368 not in hollow
    assert 36000 not in hollow
    bars = [tuple(line.get_xdata()) for line in figure.axes[0].lines if line.get_marker() == "|"]
    assert (4096, 6400) in bars
    assert "Ascend 910B 昇腾910B, TPP 5,120 (range 4,096 to 6,400) by an estimate" in words


def test_a_chip_that_a_letter_names_is_a_square_while_the_letter_holds():
    for day, square in (("2024-06-01", False), ("2026-06-01", True)):
        figure, words, _ = drawn(day)
        shapes = {line.get_xdata()[0]: line.get_marker() for line in figure.axes[1].lines}
        assert (shapes[2368] == "s") is square
        assert ("H20, TPP 2,368, density 2.91, named by a letter" in words) is square


def test_chips_with_the_same_figures_share_a_label():
    labels = [text.get_text().replace("\n", " ") for text in drawn("2024-06-01")[2]]
    assert "A100 SXM4, A800 SXM 4,992; 6.04" in labels


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("HGX H20 96GB (China)", "H20"),
        ("Instinct MI300X", "MI300X"),
        ("B200 (HGX, 1,000 W)", "B200"),
        ("(96GB)", "x1"),
    ],
)
def test_labels_bear_the_short_name(name, short):
    assert short_name({"chip_id": "x1", "name": name, "name_zh": None}) == short
    assert short_name({"chip_id": "x1", "name": name, "name_zh": "昇腾"}) == f"{short} 昇腾"


# ------------------------------------------------- the regions


def region_at(area, x, y):
    """The shades and hatches of the rectangles that hold a place."""
    return [
        (to_hex(box.get_facecolor()), box.get_hatch())
        for box in area.patches
        if isinstance(box, Rectangle)
        and box.get_x() < x < box.get_x() + box.get_width()
        and box.get_y() < y < box.get_y() + box.get_height()
    ]


@given(x=st.floats(450, 70000), y=st.floats(1.2, 25))
def test_a_place_is_shaded_as_its_rule_says(x, y):
    assume(x not in (1600, 2400, 4800) and y not in (1.6, 3.2, 5.92))
    plane = drawn("2024-06-01")[0].axes[1]
    outcome = [
        evaluate(rule["threshold"], {"tpp": x, "performance_density": y})
        for rule in in_force(tables.rows("export_rules"), "2024-06-01")
        if rule["role"] == "control"
    ]
    first = next((shade for caught, shade in zip(outcome, SHADES, strict=False) if caught), None)
    assert region_at(plane, x, y) == ([(first, None)] if first else [])


def test_a_region_that_asks_for_more_is_hatched():
    plane = drawn("2022-12-01")[0].axes[1]
    ((colour, hatch),) = region_at(plane, 6000, 6)
    assert colour == "#ffffff"
    assert hatch
    assert region_at(plane, 4000, 6) == []
    labels = " ".join(text.get_text().replace("\n", " ") for text in plane.texts)
    assert "October 2022 chip rule (3A090); the link also counts" in labels


def test_where_only_the_density_is_missing_the_edge_is_hatched():
    edge = drawn("2024-06-01")[0].axes[0]
    assert [hatch for _, hatch in region_at(edge, 2000, 0.5)] == ["////"]
    assert region_at(edge, 6000, 0.5) == [(SHADES[0], None)]
    assert region_at(edge, 1000, 0.5) == []


@pytest.mark.parametrize("day", ["2024-06-01", "2026-06-01"])
def test_every_region_bears_its_name_and_stands_in_the_words(day):
    figure, words, _ = drawn(day)
    labels = " ".join(text.get_text().replace("\n", " ") for text in figure.axes[1].texts)
    for tier in ("higher tier (3A090.a)", "lower tier (3A090.b)"):
        assert f"October 2023 chip rule, {tier}" in labels
        assert f"October 2023 chip rule, {tier}: (TPP >= " in words
    assert NO_LINE in labels


def test_before_the_rules_nothing_is_shaded():
    figure, words, _ = drawn("2020-01-01")
    assert not figure.axes[1].patches
    assert "Regions: none on that day" in words


def test_the_words_say_where_a_chip_stands():
    words = drawn("2022-12-01")[1]
    caught, unclear, free = (
        words.index("In the region of October 2022"),
        *(words.index(start) for start in ("Cannot say for October 2022", "In no region")),
    )
    assert caught < words.index("A100 SXM4, TPP 4,992") < free
    assert unclear < words.index("Ascend 920 / 920C 昇腾920, TPP 14,400")
    assert free < words.index("A800 SXM, TPP 4,992, density 6.04")
    assert len(words) < 2500


def test_shades_stay_apart_in_grey():
    def grey(colour):
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    assert grey(SHADES[1]) - grey(SHADES[0]) > 25
    assert 255 - grey(SHADES[1]) > 20


# ------------------------------------------------- tables that do not fit


@pytest.mark.parametrize(
    ("chips", "rules", "on", "complaint"),
    [
        (
            CHIPS.drop(columns="die_area_mm2"),
            RULES,
            "2024-06-01",
            "needs the column 'die_area_mm2'",
        ),
        (CHIPS, RULES.drop(columns="threshold"), "2024-06-01", "needs the column 'threshold'"),
        (CHIPS.head(0), RULES, "2024-06-01", "at least one row"),
        (CHIPS, RULES.head(0), "2024-06-01", "at least one row"),
        (CHIPS, RULES, "next week", "isoformat"),
    ],
)
def test_a_table_that_does_not_fit_gets_a_clear_error(chips, rules, on, complaint):
    with pytest.raises(ValueError, match=complaint):
        chip_plane(chips, rules, on)


def test_a_threshold_that_cannot_be_read_is_named():
    broken = RULES.assign(threshold=RULES["threshold"].where(RULES["threshold"].isna(), "tpp !"))
    with pytest.raises(FormulaError, match="tpp !"):
        chip_plane(CHIPS, broken)


def test_more_chips_than_there_is_room_for_are_refused_in_words():
    crowd = pd.concat(
        [
            CHIPS.head(1).assign(name=f"a chip with a long name {n}", die_area_mm2=800.0 + n / 9)
            for n in range(60)
        ]
    )
    with pytest.raises(ValueError, match="no room for the label"):
        chip_plane(crowd, RULES)


def test_a_table_from_a_csv_is_drawn_alike(tmp_path):
    CHIPS.to_csv(tmp_path / "chips.csv", index=False)
    RULES.to_csv(tmp_path / "rules.csv", index=False)
    again = chip_plane(pd.read_csv(tmp_path / "chips.csv"), pd.read_csv(tmp_path / "rules.csv"))
    assert again[1] == drawn("2024-06-01")[1]


# ------------------------------------------------- thresholds


def test_a_threshold_is_taken_apart_into_its_ways():
    assert arms("(tpp >= 4800) or (tpp >= 1600 and performance_density >= 5.92)") == [
        [Line("tpp", ">=", 4800)],
        [Line("tpp", ">=", 1600), Line("performance_density", ">=", 5.92)],
    ]
    nested = arms("(tpp > 1 or tpp < 2) and memory_bw_gbs <= 3")
    assert [[line.sign for line in way] for way in nested] == [[">", "<="], ["<", "<="]]


@pytest.mark.parametrize(
    "bad", ["", "tpp", "not datacenter", "1 < tpp < 2", "tpp >= limit", "tpp +"]
)
def test_what_is_no_line_is_refused(bad):
    with pytest.raises(FormulaError):
        arms(bad)


@given(
    value=st.floats(0, 1e5),
    limit=st.floats(0, 1e5),
    sign=st.sampled_from(["<", "<=", ">", ">="]),
)
def test_a_line_holds_as_its_sign_says(value, limit, sign):
    expected = evaluate(f"tpp {sign} {limit!r}", {"tpp": value})
    assert Line("tpp", sign, limit).holds(value) is expected


@pytest.mark.parametrize(
    ("day", "holds"),
    [("2022-10-20", False), ("2022-10-21", True), ("2023-11-16", True), ("2023-11-17", False)],
)
def test_a_rule_holds_from_its_first_day_and_not_on_its_last(day, holds):
    ids = {rule["rule_id"] for rule in in_force(tables.rows("export_rules"), day)}
    assert ("R2022_10_07_3A090" in ids) is holds
    assert "R2025_05_15_chip_security" not in ids
