"""The grid of two codings: nothing cut or covered, every count drawn and told."""

import re
import warnings
from functools import cache

import pandas as pd
import pytest
from figure_checks import check_no_text_is_cut_or_covers_another
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from chipclaims import tables
from chipclaims.figures import coding_agreement
from chipclaims.figures.agreement import NAMES, SHADES
from chipclaims.figures.style import GLYPH_STAND_IN, INK

CODINGS = tables.load("second_coding")


def codings(*pairs):
    return pd.DataFrame(pairs, columns=["first_verdict", "second_verdict"])


EVERY_PAIR = codings(*[(one, other) for one in NAMES for other in NAMES])
TABLES = {
    "kit": CODINGS,
    "merged": CODINGS.replace({"rounded": "agrees"}),
    "one claim": CODINGS.head(1),
    "never the same": codings(("agrees", "rounded"), ("contradicted", "wrong_basis")),
    "every pair": EVERY_PAIR,
    "thousands": pd.concat([CODINGS] * 80),
}
every_table = pytest.mark.parametrize("name", TABLES)


@cache
def drawn(name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure, words = coding_agreement(TABLES[name])
        FigureCanvasAgg(figure).draw()
    return figure, words, [t for t in figure.findobj(Text) if t.get_text().strip()]


def numbers(name):
    return [int(t.get_text()) for t in drawn(name)[2] if t.get_text().isdigit()]


@every_table
def test_no_text_is_cut_or_covers_another(name):
    figure, _, texts = drawn(name)
    check_no_text_is_cut_or_covers_another(figure, texts)


@every_table
def test_text_can_be_read_on_a_projector_and_needs_no_stand_in(name):
    assert all(text.get_size() >= 10 for text in drawn(name)[2])
    assert not [text for text in drawn(name)[2] if GLYPH_STAND_IN in text.get_text()]


@every_table
def test_title_counts_and_source_are_there_and_the_words_begin_with_the_title(name):
    figure, words, _ = drawn(name)
    title, source = (text.get_text() for text in figure.texts)
    table = TABLES[name]
    same = (table["first_verdict"] == table["second_verdict"]).sum()
    assert f"of {len(table)} claims: the same verdict for {same} (" in title
    assert words.startswith(title)
    assert source.startswith("Source: ")


@every_table
def test_every_count_and_every_sum_is_drawn(name):
    table = TABLES[name]
    grid = pd.crosstab(table["first_verdict"], table["second_verdict"])
    wanted = [*grid.to_numpy().ravel(), *grid.sum(axis=0), *grid.sum(axis=1)]
    assert sorted(numbers(name)) == sorted(wanted)


@every_table
def test_the_words_tell_every_pair_that_occurs(name):
    _, words, _ = drawn(name)
    table = TABLES[name]
    told = words.partition("of the same claims. ")[2].removesuffix(".")
    found = {}
    for row in told.split("; "):
        first, _, rest = row.partition(": ")
        first, _, total = first.rpartition(" ")
        parts = dict(part.rsplit(" ", 1) for part in rest.split(", "))
        assert sum(map(int, parts.values())) == int(total)
        found |= {(first, second): int(count) for second, count in parts.items()}
    plain = table[["first_verdict", "second_verdict"]].astype(str)
    counts = plain.replace("_", " ", regex=True).value_counts()
    assert found == counts.to_dict()


def frames(figure):
    return [p for p in figure.findobj(Rectangle) if p.get_linewidth() == 3]


def test_only_the_cells_in_which_both_say_the_same_have_a_thick_frame():
    assert len(frames(drawn("kit")[0])) == 5
    assert len(frames(drawn("merged")[0])) == 4
    assert frames(drawn("never the same")[0]) == []
    cells = {(p.get_x(), p.get_y()) for p in frames(drawn("every pair")[0])}
    assert cells == {(n, n) for n in range(len(NAMES))}


def luminance(colour):
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in to_rgb(colour)]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_more_claims_are_darker_also_in_grey():
    lights = [luminance(SHADES(step / 20)) for step in range(21)]
    assert lights == sorted(lights, reverse=True)
    assert len(set(lights)) == 21


@pytest.mark.parametrize("most", [1, 3, 40, 1000])
def test_every_count_stands_out_from_its_cell(most):
    names = list(NAMES)
    counts = [max(round(most * step / 5), 1) for step in range(6)]
    table = codings(
        *[("agrees", name) for name, n in zip(names, counts, strict=True) for _ in range(n)]
    )
    figure, _ = coding_agreement(table)
    area = figure.axes[0]
    cells = {(p.get_x(), p.get_y()): p.get_facecolor() for p in area.patches if p.get_fill()}
    inside = [t for t in area.texts if t.get_size() == 15]
    assert len(inside) == len(cells) == 6
    for text in inside:
        x, y = text.get_position()
        pair = luminance(text.get_color()), luminance(cells[x - 0.5, y - 0.5])
        # 4.5 to 1: level AA of the Web Content Accessibility Guidelines 2.2.
        assert (max(pair) + 0.05) / (min(pair) + 0.05) >= 4.5, text.get_text()


def test_verdicts_stand_in_one_order_whatever_the_order_of_the_rows():
    shuffled = CODINGS.sample(frac=1, random_state=1)
    assert coding_agreement(shuffled)[1] == coding_agreement(CODINGS)[1]


def test_the_learners_own_codings_can_name_their_source():
    figure, _ = coding_agreement(EVERY_PAIR, "Source: Ann and Ben")
    assert figure.texts[1].get_text() == "Source: Ann and Ben"
    assert {t.get_color() for t in drawn("kit")[2]} >= {INK}


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        (CODINGS.drop(columns="second_verdict"), "needs the column 'second_verdict'"),
        (CODINGS.drop(columns="first_verdict"), "needs the column 'first_verdict'"),
        (CODINGS.head(0), "at least one row; the table is empty"),
        (codings(("agrees", "wrong")), "second_verdict: 'wrong' is not a verdict; there are: agr"),
        (codings((1e99, "agrees")), "first_verdict: '1e[+]99' is not a verdict"),
        (codings(("agrees", "agrees"), ("agrees", None)), "second_verdict has no verdict in row 2"),
    ],
)
def test_a_table_that_does_not_fit_gets_a_clear_error(table, complaint):
    with pytest.raises(ValueError, match=complaint):
        coding_agreement(table)


def test_numbers_of_the_title_are_those_of_the_data_page():
    title = drawn("kit")[0].texts[0].get_text()
    assert re.findall(r"\d+", title) == ["158", "116", "73"]
