"""The lanes: nothing cut or covered, true to scale, and words that tell every version."""

import warnings
from datetime import date
from functools import cache

import matplotlib
import pandas as pd
import pytest
from figure_checks import check_no_text_is_cut_or_covers_another
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from test_figures import lightness

from chipclaims import tables
from chipclaims.claims.periods import interval
from chipclaims.figures import PALETTE, lanes, versions
from chipclaims.figures.lanes import (
    IN_ENGLISH,
    KEY_EVENTS,
    NOTHING,
    SAME_EVENT,
    gap_in_words,
    key_words,
    when,
)
from chipclaims.figures.style import GLYPH_STAND_IN

CLAIMS, EVENTS = tables.load("claims"), tables.load("timeline")


def claims_of(*given):
    """Made-up claims: number, article, words, period, event, verdict."""
    columns = ["claim_id", "article", "quote", "period", "reference_id", "verdict"]
    rows = pd.DataFrame(given, columns=columns)
    return rows.assign(
        metric="event_date", reference_id=[f"timeline.{event}" for event in rows["reference_id"]]
    )


def events_of(*given):
    """Made-up events: name, first and last day, status."""
    rows = pd.DataFrame(given, columns=["event_id", "date", "date_end", "status"])
    return rows.assign(label=[f"the {event}" for event in rows["event_id"]])


SMALL = events_of(["stop", "2025-04-09", None, "verified"])
LONG = events_of(*([f"event {n} " * 9, f"20{n:02}-03", None, "memory"] for n in range(1, 30)))
TABLES = {
    "the kit": lambda: (CLAIMS, EVENTS),
    "one claim": lambda: (
        claims_of(["1", "my.txt", "今年4月", "2025-04", "stop", "agrees"]),
        SMALL,
        ["stop"],
    ),
    "every verdict": lambda: (
        claims_of(
            *(
                [
                    f"{n}",
                    f"article {n}",
                    "二〇二四年底" * 4,
                    "2023-11-30/2024-02-01",
                    "stop",
                    verdict,
                ]
                for n, verdict in enumerate(
                    ["agrees", "rounded", "wrong_basis", "contradicted", "cannot_be_checked"]
                )
            )
        ),
        SMALL,
        ["stop"],
    ),
    "many years and long names": lambda: (
        claims_of(
            *(
                [f"{n}", "an article with a long name", "W" * 40, "1990", event, "contradicted"]
                for n, event in enumerate(LONG["event_id"])
            )
        ),
        LONG,
        list(LONG["event_id"]),
    ),
    "at the last day": lambda: (
        claims_of(["1", "a", "word " * 30, "2025-04-09/2025-06-30", "stop", "contradicted"]),
        SMALL,
        ["stop"],
    ),
    "visits": lambda: (
        CLAIMS,
        EVENTS,
        ["huang_beijing_april", "h20_letter", "nio_et9_deliveries", "huang_visit_january_2025"],
    ),
}
every_table = pytest.mark.parametrize("name", TABLES)


@cache
def drawn(name):
    """The figure, its words and its texts; drawing any of them may not warn."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure, words = lanes(*TABLES[name]())
        FigureCanvasAgg(figure).draw()
    texts = [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]
    return figure, words, texts


# ---------------------------------------------------------------- the page


@every_table
def test_it_has_a_title_a_source_and_words_of_its_own(name):
    figure, words, _ = drawn(name)
    title, source = (text.get_text() for text in figure.texts)
    assert words.startswith(title)
    assert len(words) > len(title) + 20
    assert source.startswith("Source: ")


@every_table
def test_no_text_is_cut_or_covers_another(name):
    figure, _, texts = drawn(name)
    check_no_text_is_cut_or_covers_another(figure, texts)


@every_table
def test_no_mark_is_covered_by_a_text(name):
    figure, _, texts = drawn(name)
    renderer, area = figure.canvas.get_renderer(), figure.axes[0]
    boxes = [text.get_window_extent(renderer) for text in texts]
    for line in area.lines:
        if line.get_marker() != "None":
            x, y = area.transData.transform([line.get_xdata()[0], line.get_ydata()[0]])
            assert not [box for box in boxes if box.x0 < x < box.x1 and box.y0 < y < box.y1]


@every_table
def test_every_text_is_large_enough_and_drawable(name):
    texts = drawn(name)[2]
    assert all(text.get_size() >= 10 for text in texts)
    assert not [text for text in texts if GLYPH_STAND_IN in text.get_text()]


def test_no_label_of_the_kits_own_figure_is_shortened():
    assert not [text for text in drawn("the kit")[2] if "…" in text.get_text()]


# ---------------------------------------------------------------- what it says


def marks(figure):
    """The signs on the lanes: shape, place in days, height from the top, what fills them."""
    return [
        (line.get_marker(), line.get_xdata()[0], line.get_ydata()[0], line.get_markerfacecolor())
        for line in figure.axes[0].lines
        if line.get_marker() != "None"
    ]


def test_every_version_has_its_mark_in_the_lane_of_its_article():
    figure, _, _ = drawn("the kit")
    found = versions(CLAIMS, EVENTS)
    wanted = found[found["event_id"].isin(KEY_EVENTS)]
    assert len(marks(figure)) == len(wanted) + len(KEY_EVENTS)
    shapes = [shape for shape, *_ in marks(figure)]
    assert shapes.count("X") == (wanted["verdict"] == "contradicted").sum() > 3


def test_what_is_contradicted_is_told_by_shape_and_by_word():
    figure, words, texts = drawn("every verdict")
    shapes = [shape for shape, *_ in sorted(marks(figure), key=lambda mark: mark[2])]
    assert shapes == ["o", "o", "o", "D", "X", "D"]
    labels = [t.get_text() for t in texts if t.get_text().startswith("A  二")]
    told = [label.partition("2024: ")[2] for label in labels]
    late = "14+ months early"
    assert told == ["", "", "wrong basis", f"contradicted, {late}", "cannot be checked"]
    assert "contradicted, at least 14 months early" in words
    assert words.count(": agrees") == words.count(": rounded") == 1


def test_marks_and_bars_stand_where_their_days_are():
    figure, _, _ = drawn("one claim")
    area = figure.axes[0]
    (_, event, _, _), (_, april, _, _) = sorted(marks(figure), key=lambda mark: mark[2])
    assert event == date(2025, 4, 9).toordinal()
    assert april == (date(2025, 4, 1).toordinal() + date(2025, 4, 30).toordinal()) / 2
    bars = [tuple(line.get_xdata()) for line in area.lines if line.get_linewidth() == 4]
    assert bars == [(date(2025, 4, 1).toordinal(), date(2025, 5, 1).toordinal())]


def test_a_line_goes_down_from_each_event_through_all_lanes():
    figure, _, _ = drawn("the kit")
    area = figure.axes[0]
    bottom = area.get_ylim()[0]
    down = [line for line in area.lines if line.get_ydata()[-1] == bottom]
    reference = sorted(marks(figure), key=lambda mark: mark[2])[: len(KEY_EVENTS)]
    assert [line.get_xdata()[0] for line in down] == [place for _, place, _, _ in reference]


def test_a_letter_joins_the_versions_of_one_event():
    _, words, texts = drawn("the kit")
    of_the_stop = [t.get_text() for t in texts if t.get_text().startswith("C  ")]
    assert len(of_the_stop) == 5
    assert of_the_stop[0].startswith("C  9 Apr 2025: US letter")
    assert {label[3:].split(" = ")[0] for label in of_the_stop[1:]} == {
        "今年4月", "2024年底", "4月15日", "2024年4月",
    }  # fmt: skip
    assert words.count("C ") == 5


def test_words_hold_every_event_and_every_version():
    _, words, _ = drawn("the kit")
    found = versions(CLAIMS, EVENTS)
    for event in EVENTS[EVENTS["event_id"].isin(KEY_EVENTS)].itertuples():
        assert event.label in words
    for version in found[found["event_id"].isin(KEY_EVENTS)].itertuples():
        assert version.quote in words
        assert f"= {version.says}: {version.verdict}" in words
    for number in range(5):
        assert f"Article 00{number}: " in words


def test_what_rests_on_memory_is_empty_and_says_so():
    figure, words, texts = drawn("visits")
    by_height = sorted(marks(figure), key=lambda mark: mark[2])[:4]
    assert [fill == "white" for *_, fill in by_height] == [False, True, False, False]
    assert "NIO begins to deliver the ET9 (from memory)" in words
    assert "○ from memory" in figure.texts[1].get_text()
    assert [t for t in texts if t.get_text().endswith("(from memory)")]
    assert "memory" not in drawn("the kit")[0].texts[1].get_text()


def test_an_article_that_dates_none_of_the_events_keeps_its_lane():
    _, words, texts = drawn("visits")
    assert f"Article 004: {NOTHING}." in words
    assert [t.get_text() for t in texts].count(NOTHING) == 1


def test_shapes_stay_apart_in_grey():
    shades = [lightness(matplotlib.colors.to_hex(PALETTE[name])) for name in ("navy", "rust")]
    assert abs(shades[0] - shades[1]) > 12


# ---------------------------------------------------------------- the table


def test_versions_hold_every_dated_claim_with_a_reference_once():
    found = versions(CLAIMS, EVENTS)
    assert found["claim_id"].is_unique
    metric = CLAIMS["metric"].isin(["event_date", "order_of_events"])
    has = CLAIMS["period"].notna() & CLAIMS["reference_id"].str.startswith("timeline.")
    assert set(found["claim_id"]) == set(CLAIMS[metric & has.fillna(False)]["claim_id"])


def test_the_four_versions_of_the_stop():
    found = versions(CLAIMS, EVENTS)
    stop = found[found["event_id"] == "h20_letter"].set_index("article")
    assert {article[:3]: (row.says, row.verdict, row.gap) for article, row in stop.iterrows()} == {
        "000": ("Apr 2025", "agrees", ""),
        "001": ("Nov to Dec 2024", "contradicted", "3 months early"),
        "002": ("15 Apr 2025", "agrees", ""),
        "003": ("Apr 2024", "contradicted", "11 months early"),
    }


def test_a_date_that_agrees_is_never_far_from_its_event():
    found = versions(CLAIMS, EVENTS)
    assert set(found[found["verdict"] == "agrees"]["gap"]) == {""}


def test_events_that_stand_for_one_are_events_of_the_kit():
    assert set(SAME_EVENT) | set(SAME_EVENT.values()) | set(KEY_EVENTS) <= set(EVENTS["event_id"])


def test_every_word_with_an_english_one_is_shown():
    found = versions(CLAIMS, EVENTS)
    assert set(IN_ENGLISH) <= set(found[found["event_id"].isin(KEY_EVENTS)]["quote"])


@pytest.mark.parametrize(
    ("period", "says"),
    [
        ("2025-04-09", "9 Apr 2025"),
        ("2024-04", "Apr 2024"),
        ("2025", "2025"),
        ("2024/2025", "2024 to 2025"),
        ("2024-11/2024-12", "Nov to Dec 2024"),
        ("2024-11/2025-02", "Nov 2024 to Feb 2025"),
        ("2025-04-11/2025-04-20", "11 to 20 Apr 2025"),
        ("2025-01-29/2025-03", "29 Jan to 31 Mar 2025"),
        ("2024-12-30/2025-01-02", "30 Dec 2024 to 2 Jan 2025"),
    ],
)
def test_a_period_is_said_as_a_reader_says_it(period, says):
    assert when(interval(period)) == says


@pytest.mark.parametrize(
    ("says", "event", "gap"),
    [
        ("2024-04", "2025-04-09", "11 months early"),
        ("2025-04", "2025-04-09", ""),
        ("2025-04-10", "2025-04-09", "1 day late"),
        ("2025-06-30", "2025-04-30", "61 days late"),
        ("2025-07-01", "2025-04-30", "2 months late"),
    ],
)
def test_a_gap_is_measured_from_the_nearest_edge(says, event, gap):
    assert gap_in_words(interval(says), interval(event)) == gap


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("春节之后,大模型", "春节之后"),
        ("技術(shù)妥協(xié),把H20", "技術妥協"),
        (",。", ",。"),
        ("長" * 20, "長" * 7 + "…"),
    ],
)
def test_of_a_long_quotation_the_first_piece_is_shown(quote, shown):
    assert key_words(quote) == shown


# ---------------------------------------------------------------- wrong tables


def one(**changes):
    return claims_of(["1", "a", "q", "2025-04", "stop", "agrees"]).assign(**changes)


@pytest.mark.parametrize(
    ("draw", "complaint"),
    [
        (lambda: lanes(one().drop(columns="verdict"), SMALL, ["stop"]), "the column 'verdict'"),
        (lambda: lanes(one(), SMALL.drop(columns="label"), ["stop"]), "the column 'label'"),
        (lambda: lanes(one().head(0), SMALL, ["stop"]), "at least one row"),
        (lambda: lanes(one(), SMALL.head(0), ["stop"]), "at least one row"),
        (lambda: lanes(one(), SMALL, ["other"]), "'other' is not an event of the timeline"),
        (lambda: lanes(one(), SMALL, []), "no claim that dates any of"),
        (lambda: lanes(one(metric="revenue"), SMALL, ["stop"]), "no claim that dates any of: stop"),
        (lambda: lanes(one(period="soon"), SMALL, ["stop"]), "1: 'soon' is not a date: write"),
        (lambda: lanes(one(period="2025-13"), SMALL, ["stop"]), "'2025-13' is not a date"),
        (lambda: lanes(one(), SMALL.assign(date="?"), ["stop"]), "stop: '\\?' is not a date"),
        (
            lambda: lanes(one(), SMALL.assign(date_end="2025-04-01"), ["stop"]),
            "stop: 2025-04-09/2025-04-01 ends before it begins",
        ),
    ],
)
def test_a_table_that_does_not_fit_gets_a_clear_error(draw, complaint):
    with pytest.raises(ValueError, match=complaint):
        draw()


def test_the_tables_given_are_not_changed():
    claims, events = one(), SMALL.copy()
    before = claims.copy(), events.copy()
    lanes(claims, events, ["stop"])
    pd.testing.assert_frame_equal(claims, before[0])
    pd.testing.assert_frame_equal(events, before[1])
