"""The verdict bars: nothing cut or covered, every count drawn and told, the unchecked apart."""

import re
import warnings
from functools import cache
from itertools import combinations, pairwise

import pandas as pd
import pytest
from figure_checks import check_no_text_is_cut_or_covers_another
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.text import Text

from chipclaims import tables
from chipclaims.figures import verdict_bars
from chipclaims.figures.style import GLYPH_STAND_IN
from chipclaims.figures.verdict_bars import NAMES, SOURCE, UNCHECKED

CLAIMS = tables.load("claims")


def verdicts(*pairs):
    return pd.DataFrame(pairs, columns=["article", "verdict"])


TABLES = {
    "kit": CLAIMS,
    "one article": CLAIMS[CLAIMS["article"].str.startswith("003")],
    "one claim": CLAIMS.head(1),
    "all unchecked": verdicts(*[("mine.txt", UNCHECKED)] * 7),
    "thousands": pd.concat([CLAIMS] * 60),
    "twelve articles": verdicts(*[(f"{n:03d}_x.txt", v) for n in range(12) for v in NAMES]),
    "odd names": verdicts(
        ("我的文章 $4.5$ a_b", "agrees"), ("long name " * 20, "rounded"), (7, "agrees")
    ),
}
every_table = pytest.mark.parametrize("name", TABLES)


@cache
def drawn(name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure, words = verdict_bars(TABLES[name])
        FigureCanvasAgg(figure).draw()
    return figure, words, [t for t in figure.findobj(Text) if t.get_text().strip()]


@every_table
def test_no_text_is_cut_or_covers_another(name):
    figure, _, texts = drawn(name)
    check_no_text_is_cut_or_covers_another(figure, texts)


@every_table
def test_no_number_touches_a_bar_of_the_next_column(name):
    figure, _, _ = drawn(name)
    renderer = figure.canvas.get_renderer()
    bars = [p.get_window_extent(renderer) for a in figure.axes for p in a.patches if p.get_width()]
    for area in figure.axes:
        for text in area.texts[:-2]:
            box = text.get_window_extent(renderer).padded(-1)
            assert not any(box.overlaps(bar) for bar in bars), text.get_text()


@every_table
def test_text_can_be_read_on_a_projector(name):
    assert all(text.get_size() >= 10 for text in drawn(name)[2])


def test_no_character_of_the_kit_needs_a_stand_in():
    assert not [text for text in drawn("kit")[2] if GLYPH_STAND_IN in text.get_text()]


@every_table
def test_title_and_source_are_there_and_the_words_begin_with_the_title(name):
    figure, words, _ = drawn(name)
    title, source = (text.get_text() for text in figure.texts)
    table = TABLES[name]
    unchecked = (table["verdict"] == UNCHECKED).sum()
    plural = "" if len(table) == 1 else "s"
    assert title == f"Verdicts on {len(table)} claim{plural}: {unchecked} cannot be checked"
    assert words.startswith(title)
    assert source == SOURCE
    assert "Unit: claims" in source


@every_table
def test_every_count_is_a_bar_with_its_number_and_so_is_every_sum(name):
    figure, _, _ = drawn(name)
    table = TABLES[name].astype({"article": str, "verdict": str})
    articles = sorted(set(table["article"]))
    assert len(figure.axes) == len(NAMES)
    for area, verdict in zip(figure.axes, NAMES, strict=True):
        own = table[table["verdict"] == verdict]
        counts = [int((own["article"] == article).sum()) for article in articles]
        assert [round(bar.get_width()) for bar in area.patches] == counts
        numbers = [int(t.get_text()) for t in area.texts if t.get_text().isdigit()]
        assert numbers[: len(counts) + 1] == [*counts, sum(counts)]


@every_table
def test_all_columns_have_one_scale(name):
    limits = {area.get_xlim() for area in drawn(name)[0].axes}
    widths = {round(area.get_position().width, 6) for area in drawn(name)[0].axes}
    assert len(limits) == len(widths) == 1


def test_the_words_tell_every_count_and_the_sums():
    words = drawn("kit")[1]
    for article, own in CLAIMS.groupby("article"):
        told = re.search(rf"{article[:3]}, {len(own)} in all: ([^;.]+)", words)[1]
        found = {part.rsplit(" ", 1)[0]: int(part.rsplit(" ", 1)[1]) for part in told.split(", ")}
        assert found == {NAMES[v][0]: int((own["verdict"] == v).sum()) for v in NAMES}
    assert "All articles together: agrees " in words


def test_the_unchecked_stand_apart_hollow_and_dashed():
    areas = dict(zip(NAMES, drawn("kit")[0].axes, strict=True))
    edges = [area.get_position() for area in areas.values()]
    gaps = [b.x0 - a.x1 for a, b in pairwise(edges)]
    assert gaps[-1] > 2 * max(gaps[:-1])
    bar = areas[UNCHECKED].patches[0]
    assert to_rgb(bar.get_facecolor()) == (1, 1, 1)
    assert bar.get_linestyle() != "-"
    assert not bar.get_hatch()


def test_the_four_other_looks_differ_without_colour():
    def look(area):
        bar = area.patches[0]
        grey = sum(
            w * part
            for w, part in zip((0.2126, 0.7152, 0.0722), to_rgb(bar.get_facecolor()), strict=True)
        )
        return grey, bool(bar.get_hatch())

    looks = [look(area) for area in drawn("kit")[0].axes[:-1]]
    for (grey, hatched), (other, other_hatched) in combinations(looks, 2):
        assert abs(grey - other) > 0.1 or hatched != other_hatched


def test_the_order_of_the_rows_changes_nothing():
    assert verdict_bars(CLAIMS.sample(frac=1, random_state=1))[1] == verdict_bars(CLAIMS)[1]


def test_readers_can_name_their_own_source():
    figure, _ = verdict_bars(CLAIMS.head(3), "Source: my verdicts. Unit: claims.")
    assert figure.texts[1].get_text() == "Source: my verdicts. Unit: claims."


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        (CLAIMS.drop(columns="verdict"), "needs the column 'verdict'"),
        (CLAIMS.drop(columns="article"), "needs the column 'article'"),
        (CLAIMS.head(0), "at least one row; the table is empty"),
        (verdicts(("a", "false")), "verdict: 'false' is none; there are: agrees, "),
        (verdicts(("a", 1e99)), "verdict: '1e[+]99' is none"),
        (verdicts(("a", "agrees"), ("a", None)), "column 'verdict' is empty in row 2"),
        (verdicts((None, "agrees")), "column 'article' is empty in row 1"),
    ],
)
def test_a_table_that_does_not_fit_gets_a_clear_error(table, complaint):
    with pytest.raises(ValueError, match=complaint):
        verdict_bars(table)
