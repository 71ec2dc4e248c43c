"""The share picker: a division is easy, so the words must say when it is not a share."""

from __future__ import annotations

import re
from html import unescape
from itertools import product

import pytest
from traitlets import TraitError

from chipclaims import tables
from chipclaims.claims import values
from chipclaims.widgets import share_in_words, share_picker
from chipclaims.widgets.share_picker import (
    ALL_PERIODS,
    NOTHING_CHOSEN,
    nearest_claim,
    reported_revenue,
    share_html,
    share_of_figures,
)

IDS = list(reported_revenue())
DERIVED = [
    (row["figure_id"], re.findall(r"\{nvidia_financials\.(\w+)\}", row["formula"]))
    for row in tables.rows("derived_figures")
    if row["metric"] == "revenue_share" and "nvidia_financials" in row["formula"]
]


@pytest.mark.parametrize(("figure_id", "ids"), DERIVED, ids=[name for name, _ in DERIVED])
def test_the_shares_of_the_kit_come_out_and_make_sense(figure_id: str, ids: list[str]) -> None:
    share = share_of_figures(*ids)
    assert share.percent == pytest.approx(values(f"derived_figures.{figure_id}"))
    assert share.makes_sense
    assert f"= {share.percent:.1f}%" in share_in_words(*ids)


@pytest.mark.parametrize(
    ("part", "whole", "why"),
    [
        ("fy2025_china_hq", "fy2025_china_hq", "the same figure"),
        ("fy2025_china_hq", "fy2026_revenue", "periods differ: FY2025 and FY2026."),
        ("fy2025_china_billing", "fy2026_china_hq", "count China by two rules"),
        ("fy2025_china_billing", "fy2025_china_hq", "Neither is a part of the other"),
        ("fy2025_revenue", "fy2025_china_hq", "Upside down"),
        ("fy2025_revenue", "fy2025_automotive", "Upside down"),
        ("fy2025_china_hq", "fy2025_data_center", "holds all divisions"),
        ("fy2025_data_center", "fy2025_china_hq", "comes from the whole world"),
        ("fy2025_automotive", "fy2025_data_center", "Two divisions side by side"),
        ("fy2025_revenue", "q4fy2025_revenue", "periods differ"),
        ("q1fy2026_china_hq", "fy2026_revenue", "periods differ"),
    ],
)
def test_a_pair_that_is_no_share_is_told_so_with_the_reason(
    part: str, whole: str, why: str
) -> None:
    share = share_of_figures(part, whole)
    assert not share.makes_sense
    assert why in share.why
    assert f"This is not a share. {share.why}" in share_in_words(part, whole)


def test_a_quarter_is_a_share_of_its_year() -> None:
    share = share_of_figures("q4fy2025_revenue", "fy2025_revenue")
    assert share.makes_sense
    assert "a share in time" in share.why


def test_one_quarter_has_two_answers_each_with_its_rule() -> None:
    billed = share_in_words("q1fy2026_china_billing", "q1fy2026_revenue")
    hq = share_in_words("q1fy2026_china_hq", "q1fy2026_revenue")
    assert "= 12.5%" in billed
    assert "counted by the place that is billed" in billed
    assert "= 21.9%" in hq
    assert "counted by the customer's headquarters" in hq


@pytest.mark.parametrize(("part", "whole"), list(product(IDS, IDS))[::7])
def test_every_pair_gets_an_answer_in_five_lines(part: str, whole: str) -> None:
    share, lines = share_of_figures(part, whole), share_in_words(part, whole).split("\n")
    assert len(lines) == 5
    assert share.percent >= 0
    assert lines[3].startswith("This is a share." if share.makes_sense else "This is not a share.")
    assert not (share.makes_sense and share.percent > 100)


def test_what_rests_on_memory_is_said() -> None:
    words = share_in_words("fy2020_china_billing", "fy2020_revenue")
    assert "From memory, not confirmed on a page: FY2020, China" in words
    assert "memory" not in share_in_words("fy2025_china_hq", "fy2025_revenue")


# ------------------------------------------------- the nearest claim


@pytest.mark.parametrize(
    ("part", "whole", "article", "quote", "same"),
    [
        ("fy2025_china_billing", "fy2025_revenue", "002", "13.1%", "for the same period"),
        ("fy2025_automotive", "fy2025_revenue", "002", "1.3%", "for the same period"),
        ("fy2025_data_center", "fy2025_revenue", "002", "90%", "for the same period"),
        ("q3fy2022_china_billing", "q3fy2022_revenue", "003", "30%", "gives no period"),
        ("fy2025_china_billing", "fy2025_data_center", "002", "14.9%", "something else: Apple"),
        ("q1fy2026_china_hq", "q1fy2026_revenue", "004", "20%", "something else: Nvidia's data"),
        ("q4fy2025_revenue", "fy2025_revenue", "003", "30%", "something else"),
    ],
)
def test_the_nearest_claim_is_named_and_whether_it_is_of_the_same_thing(
    part: str, whole: str, article: str, quote: str, same: str
) -> None:
    claim = nearest_claim(part, whole)
    assert (claim.article[:3], claim.quote[: len(quote)]) == (article, quote)
    last = share_in_words(part, whole).split("\n")[-1]
    assert f"article {article}" in last
    assert claim.gloss_en in last
    assert same in last


def test_above_100_percent_nothing_is_compared() -> None:
    words = share_in_words("fy2025_revenue", "fy2025_automotive")
    assert "No share is above 100%" in words


# ------------------------------------------------- wild input


@pytest.mark.parametrize("wild", ["", "abc", "-1", None, 1e99, "fy2025_eps", "<script>"])
def test_an_unknown_id_is_named_beside_those_that_exist(wild: object) -> None:
    for pair in ((wild, "fy2025_revenue"), ("fy2025_revenue", wild)):
        with pytest.raises(ValueError, match="is no reported revenue; there are: fy2020_revenue"):
            share_in_words(*pair)


def test_an_id_may_carry_the_name_of_its_table() -> None:
    long = [f"nvidia_financials.{name}" for name in ("fy2025_china_hq", "fy2025_revenue")]
    assert share_in_words(*long) == share_in_words("fy2025_china_hq", "fy2025_revenue")


@pytest.mark.parametrize("pair", [(None, None), (None, "fy2025_revenue"), ("", "")])
def test_nothing_chosen_is_said(pair: tuple) -> None:
    assert NOTHING_CHOSEN in share_html(*pair)


# ------------------------------------------------- the widget


def text_of(words) -> str:
    return unescape(re.sub(r"<[^>]+>", "\n", words.value))


def assert_shows(widget) -> None:
    _, part, whole, words = widget.children
    for line in share_in_words(part.value, whole.value).split("\n"):
        assert line in text_of(words)


def test_the_widget_begins_with_the_share_of_article_002() -> None:
    widget = share_picker()
    period, part, whole, words = widget.children
    chosen = (period.value, part.value, whole.value)
    assert chosen == ("FY2025", "fy2025_china_billing", "fy2025_revenue")
    assert 'role="status"' in words.value
    assert_shows(widget)


def test_each_list_changes_what_is_shown() -> None:
    widget = share_picker()
    period, part, whole, words = widget.children
    before = words.value
    part.value = "fy2025_china_hq"
    assert words.value != before
    assert_shows(widget)
    whole.value = "fy2025_data_center"
    assert "This is not a share." in text_of(words)
    assert_shows(widget)
    period.value = "Q1 FY2026"
    assert (part.value, whole.value) == ("q1fy2026_china_hq", "q1fy2026_data_center")
    assert_shows(widget)
    period.value = ALL_PERIODS
    assert (part.value, whole.value) == ("q1fy2026_china_hq", "q1fy2026_data_center")


def test_every_period_can_be_chosen_and_all_of_them_together() -> None:
    widget = share_picker()
    period, part, whole, _ = widget.children
    for choice in period.options:
        period.value = choice
        assert_shows(widget)
        offered = {reported_revenue()[figure_id]["period"] for _, figure_id in part.options}
        assert offered == {choice} or choice == ALL_PERIODS
        assert part.options == whole.options
    assert len(part.options) == len(IDS)
    part.value, whole.value = "fy2025_china_billing", "fy2026_china_hq"
    assert_shows(widget)


def test_lists_refuse_what_they_do_not_offer_and_can_be_emptied() -> None:
    widget = share_picker()
    period, part, _, words = widget.children
    before = words.value
    for wild in ("", "abc", "-1", 1e99):
        with pytest.raises(TraitError):
            part.value = wild
    assert words.value == before
    part.value = None
    assert NOTHING_CHOSEN in words.value
    period.value = "FY2024"
    assert_shows(widget)


def test_two_widgets_do_not_move_each_other() -> None:
    one, other = share_picker(), share_picker()
    before = other.children[3].value
    one.children[1].value = "fy2025_automotive"
    assert other.children[3].value == before


def test_every_list_has_a_name_for_a_screen_reader() -> None:
    lists = share_picker().children[:3]
    assert [each.description for each in lists] == ["Period:", "Part:", "Whole:"]
