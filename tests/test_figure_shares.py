"""The share plot: every share in its group, nothing cut or covered, and words that tell it all."""

from __future__ import annotations

import warnings
from functools import cache

import pandas as pd
import pytest
from figure_checks import check_no_text_is_cut_or_covers_another
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from chipclaims import tables
from chipclaims.articles import load_articles
from chipclaims.claims import load_claims, reference
from chipclaims.figures import shares_by_denominator, showing
from chipclaims.figures.shares import COLOURS, SCALE_FROM, SCALE_TO
from chipclaims.figures.style import GLYPH_STAND_IN
from chipclaims.repair import repair
from chipclaims.shares import KINDS, WHOLES, clause, ends, every_share, whole_of

SHARES = every_share()
LONG = "a speaker with a very long name, who sells research to investors and to others " * 2


def made_up(**changes: object) -> pd.DataFrame:
    row = {"whole": "revenue", "kind": "estimate", "who": "somebody", "part": "China"}
    row |= {"counted_in": "not stated", "low": 10, "high": 20, "says": "10 to 20"}
    return pd.DataFrame([row | {"period": "2024", "sure": True} | changes])


ALL_FIGURES = {
    "everything": lambda: shares_by_denominator(SHARES),
    "articles": lambda: shares_by_denominator(SHARES[SHARES["kind"] == "article"]),
    **{
        whole: lambda whole=whole: shares_by_denominator(SHARES[SHARES["whole"] == whole])
        for whole in WHOLES
    },
    "one": lambda: shares_by_denominator(SHARES.head(1)),
    "made up": lambda: shares_by_denominator(made_up()),
    "long": lambda: shares_by_denominator(made_up(who=LONG, part="芯片" * 40, says="9" * 90)),
    "edges": lambda: shares_by_denominator(
        pd.concat([made_up(low=0, high=0), made_up(low=100, high=100), made_up(low=0, high=100)])
    ),
    "dollars": lambda: shares_by_denominator(made_up(who="$a$ _b_", period=None)),
}
every_figure = pytest.mark.parametrize("name", ALL_FIGURES)


@cache
def drawn(name: str):
    """The figure, its words and its texts; drawing any of them may not warn."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure, words = ALL_FIGURES[name]()
        FigureCanvasAgg(figure).draw()
    texts = [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]
    return figure, words, texts


# ------------------------------------------------- how it looks


@every_figure
def test_no_text_is_cut_or_covers_another(name: str) -> None:
    figure, _, texts = drawn(name)
    check_no_text_is_cut_or_covers_another(figure, texts)


@every_figure
def test_text_keeps_away_from_the_marks(name: str) -> None:
    figure, _, texts = drawn(name)
    area, renderer = figure.axes[0], figure.canvas.get_renderer()
    left, right = (area.transData.transform((x, 0))[0] for x in (SCALE_FROM, SCALE_TO))
    beside = [t for t in texts if t.axes is area and t.get_ha() == "left"]
    for text in beside[1:]:
        box = text.get_window_extent(renderer)
        if text.get_size() == beside[-1].get_size():
            assert box.x1 < left or box.x0 > right, text.get_text()


@every_figure
def test_title_source_and_text_are_as_in_every_figure(name: str) -> None:
    figure, words, texts = drawn(name)
    title, source = (text.get_text() for text in figure.texts)
    assert title in words
    assert source.startswith("Source: ")
    assert all(text.get_size() >= 10 for text in texts)
    assert not [t for t in texts if GLYPH_STAND_IN in t.get_text()]


def test_it_can_be_shown_twice_with_the_same_bytes() -> None:
    once, again = (showing.as_png(shares_by_denominator(SHARES)[0]) for _ in range(2))
    assert once == again


# ------------------------------------------------- what it shows


def marks(figure) -> list:
    return [line for line in figure.axes[0].lines if line.get_marker() in ("o", "D")]


def bars(figure) -> list:
    return [line for line in figure.axes[0].lines if line.get_marker() == "|"]


def test_every_share_is_drawn_once_at_its_place() -> None:
    figure, _, _ = drawn("everything")
    scale = SCALE_TO - SCALE_FROM
    places = [100 * (line.get_xdata()[0] - SCALE_FROM) / scale for line in marks(figure)]
    single = SHARES["low"] == SHARES["high"]
    assert sorted(places) == pytest.approx(sorted(SHARES.loc[single, "low"]))
    found = [[100 * (x - SCALE_FROM) / scale for x in line.get_xdata()] for line in bars(figure)]
    ranges = SHARES.loc[~single, ["low", "high"]].values.tolist()
    assert sorted(found) == [pytest.approx(each) for each in sorted(ranges)]


@pytest.mark.parametrize(
    ("kind", "sure", "marker", "hollow"),
    [
        ("article", True, "D", False),
        ("reported", True, "o", False),
        ("reported", False, "o", True),
        ("count", True, "o", False),
        ("estimate", True, "o", True),
        ("remark", True, "o", True),
    ],
)
def test_what_is_weak_is_empty_and_articles_have_a_mark_of_their_own(
    kind: str, sure: bool, marker: str, hollow: bool
) -> None:
    figure, _ = shares_by_denominator(made_up(kind=kind, sure=sure, high=10))
    (mark,) = marks(figure)
    assert mark.get_marker() == marker
    assert mark.get_markerfacecolor() == ("white" if hollow else COLOURS[kind])
    key = figure.texts[1].get_text()
    assert ("Empty dot" in key) == hollow
    assert ("Diamond" in key) == (kind == "article")


def test_words_tell_every_share_with_speaker_period_and_date() -> None:
    _, words, _ = drawn("everything")
    assert f"{len(SHARES)} shares, {len(WHOLES)} denominators" in words
    for row in SHARES.itertuples():
        assert row.who in words
        assert row.says in words
        for told in (row.period, row.said_on):
            assert pd.isna(told) or told in words
    for whole in WHOLES.values():
        assert whole.words in words
        assert whole.term in words
    assert "from memory" in words


def test_articles_stand_in_their_own_words_and_in_english() -> None:
    _, _, texts = drawn("articles")
    # A line may break at any space.
    shown = " ".join(text.get_text() for text in texts)
    assert "英偉達在中國市場的份額從95%暴跌到50%" in shown
    for claim in (c for c in load_claims() if c.claim_id in set(SHARES["share_id"])):
        assert claim.gloss_en in shown
    assert "(told as a share of Nvidia's total revenue)" in shown


# ------------------------------------------------- what it refuses


@pytest.mark.parametrize("column", ["whole", "kind", "who", "low", "says", "sure"])
def test_a_missing_column_is_named(column: str) -> None:
    with pytest.raises(ValueError, match=f"needs the column '{column}'"):
        shares_by_denominator(SHARES.drop(columns=column))


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (SHARES.head(0), "at least one row"),
        (made_up(whole="the moon"), "'the moon' is no whole; there are: chips_in_china"),
        (made_up(kind="rumour"), "'rumour' is no kind"),
        (made_up(low=-1), "somebody: -1 to 20 is no range from 0 to 100"),
        (made_up(high=1e99), "is no range from 0 to 100"),
        (made_up(low=30), "30 to 20 is no range"),
        (made_up(low=float("nan")), "nan to 20 is no range"),
    ],
)
def test_a_table_that_cannot_be_drawn_gets_a_clear_answer(table: pd.DataFrame, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        shares_by_denominator(table)


# ------------------------------------------------- the table behind it


def test_every_estimate_with_a_number_is_in_the_table() -> None:
    rows = tables.load("market_share_estimates")
    numbers = rows["value"].notna() | rows["value_low"].notna()
    wanted = {f"market_share_estimates.{name}" for name in rows.loc[numbers, "estimate_id"]}
    assert wanted <= set(SHARES["share_id"])


def test_every_share_says_how_much_of_what_and_by_whom() -> None:
    assert SHARES["share_id"].is_unique
    assert set(SHARES["whole"]) == set(WHOLES)
    assert set(SHARES["kind"]) == set(KINDS)
    assert SHARES[["who", "part", "counted_in", "says"]].notna().all(axis=None)
    assert (SHARES["low"] <= SHARES["high"]).all()


def test_a_claim_is_taken_for_what_it_measures() -> None:
    (peak,) = [c for c in load_claims("004") if (c.value_low, c.value_high) == (20, 25)]
    assert peak.basis == "share_nvda_revenue_unstated"
    assert whole_of(peak) == "data_center_revenue"
    assert whole_of(reference("derived_figures.china_share_fy2025")) == "revenue"
    assert whole_of(reference("nvidia_financials.fy2025_revenue")) is None


def test_a_clause_is_a_piece_of_the_repaired_article_around_the_number() -> None:
    pages = {a.name: repair(a.raw).text.text for a in load_articles()}
    ids = set(SHARES["share_id"])
    for claim in (c for c in load_claims() if c.claim_id in ids):
        found = clause(claim)
        assert found in pages[claim.article]
        assert repair(claim.quote).text.text in found


def test_the_term_of_each_whole_stands_in_an_article() -> None:
    pages = "".join(repair(a.raw).text.text for a in load_articles())
    assert all(whole.term in pages for whole in WHOLES.values())


def test_a_fraction_is_a_percentage() -> None:
    (third,) = [c for c in load_claims("000") if c.unit == "fraction"]
    assert ends(third) == pytest.approx((100 / 3, 100 / 3))
