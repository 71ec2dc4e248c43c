"""What the rules ask of a chip, which of them catches it on a day, and what nobody knows.

Thresholds and dates here are those of the Federal Register (87 FR 62186, 88 FR 2821, 88 FR 73458,
91 FR 1684) and of the letters that Nvidia and AMD reported; products are worked out by hand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chipclaims import chips, tables
from chipclaims.arithmetic import evaluate
from chipclaims.articles import load_articles
from chipclaims.chips import (
    ChipError,
    Classification,
    chip,
    classify,
    measures,
    performance_density,
    total_processing_performance,
)
from chipclaims.repair import repair
from chipclaims.script import to_simplified

ROWS = {row["chip_id"]: row for row in tables.rows("chips")}
RULES = {row["rule_id"]: row for row in tables.rows("export_rules")}
DENSE = ("fp16_dense_tflops", "fp8_dense_tflops", "int8_dense_tops", "fp4_dense_tflops")
A, B = "R2023_10_17_3A090a", "R2023_10_17_3A090b"
OCTOBER_2022, MACAU = "R2022_10_07_3A090", "R2023_01_17_Macau"
REVIEW, DUTY = "R2026_01_15_H200", "R2026_01_14_tariff"
H20_LETTER = "R2025_04_09_H20_letter"


def results(found: Classification) -> dict[str, str]:
    return {f.rule_id: f.result for f in [*found.controls, *found.review, *found.duty]}


def caught_by(chip_or_id: str | Mapping[str, Any], on: str | date) -> set[str]:
    return {finding.rule_id for finding in classify(chip_or_id, on).caught}


def card(tpp: float | None = None, area: float | None = None, **more: Any) -> dict[str, Any]:
    """A chip of one's own: processing performance by its FP16 figure, die area in mm²."""
    return {"fp16_dense_tflops": tpp / 16 if tpp else None, "die_area_mm2": area, **more}


# ---------------------------------------------------------------- the two measures


@pytest.mark.parametrize(
    ("chip_id", "tpp", "density"),
    [
        ("a100_80gb_sxm", 4992, 6.04),  # 312 x 16; over 826
        ("a800", 4992, 6.04),
        ("h100_sxm", 15831, 19.45),  # 1978.9 x 8; over 814
        ("h100_pcie", 12104, 14.87),  # 1513 x 8
        ("h800", 15831, 19.45),
        ("h200_sxm", 15831, 19.45),
        ("h20", 2368, 2.91),  # 296 x 8
        ("l20", 1912, 3.14),  # 239 x 8; over 608.5
        ("l4", 1940, 6.59),  # 242.5 x 8; over 294.5
        ("l40s", 5864, 9.64),  # 733 x 8, more than 362.05 x 16
        ("amd_mi300x", 20919, None),  # 2614.9 x 8
        ("amd_mi325x", 20919, None),
        ("b200", 36000, None),  # 2250 x 16
        ("tesla_fsd_hw3", 590, 2.27),  # 73.7 x 8; over 260
    ],
)
def test_the_measures_are_those_worked_out_by_hand(
    chip_id: str, tpp: float, density: float | None
) -> None:
    assert total_processing_performance(chip(chip_id)) == pytest.approx(tpp, abs=0.5)
    found = performance_density(chip(chip_id))
    assert found == (None if density is None else pytest.approx(density, abs=0.005))


@pytest.mark.parametrize(
    ("figures", "tpp"),
    [
        ({"fp16_dense_tflops": 100}, 1600),
        ({"fp8_dense_tflops": 100}, 800),
        ({"int8_dense_tops": 100}, 800),
        ({"fp4_dense_tflops": 100}, 400),
        ({"fp16_dense_tflops": 100, "fp8_dense_tflops": 199}, 1600),
        ({"fp16_dense_tflops": 100, "fp8_dense_tflops": 201}, 1608),
        ({"fp16_dense_tflops": 100, "int8_dense_tops": 400, "fp4_dense_tflops": 500}, 3200),
        ({"fp16_dense_tflops": 0}, 0),
        ({}, None),
    ],
)
def test_the_highest_product_of_rate_and_bits_counts(
    figures: dict[str, float], tpp: float | None
) -> None:
    assert total_processing_performance(figures) == tpp
    area = {**figures, "die_area_mm2": 800}
    assert performance_density(area) == (None if tpp is None else tpp / 800)
    assert performance_density(figures) is None


def test_sparse_and_advertised_figures_never_count() -> None:
    others = {
        "fp16_sparse_tflops": 2000,
        "fp8_sparse_tflops": 4000,
        "marketed_tops": 4000,
        "die_area_mm2": 600,
    }
    assert total_processing_performance(others) is None
    assert performance_density(others) is None
    for row in ROWS.values():
        without = row | dict.fromkeys(others, None) | {"die_area_mm2": row["die_area_mm2"]}
        doubled = row | {name: 10 * (row[name] or 1000) for name in others}
        tpp = total_processing_performance(row)
        assert total_processing_performance(without) == tpp
        assert total_processing_performance(doubled) == tpp


def test_a_stated_die_area_of_nothing_gives_no_density() -> None:
    assert performance_density(card(2000, 0)) is None


# ---------------------------------------------------------------- the cases of the issue


@pytest.mark.parametrize("day", ["2022-10-07", "2022-10-20", "2022-10-21", "2022-10-31"])
@pytest.mark.parametrize(
    ("chip_id", "verdict"),
    [
        ("a100_80gb_sxm", "needs a licence"),
        ("h100_sxm", "needs a licence"),
        ("a800", "no control found"),
        ("h800", "no control found"),
    ],
)
def test_october_2022_catches_a100_and_h100_and_not_their_slower_links(
    chip_id: str, verdict: str, day: str
) -> None:
    assert classify(chip_id, day).verdict == verdict


def test_in_october_2022_first_the_letter_catches_and_then_the_rule() -> None:
    for chip_id in ("a100_80gb_sxm", "h100_sxm"):
        assert caught_by(chip_id, "2022-10-20") == {"R2022_08_26_letter"}
        assert caught_by(chip_id, "2022-10-21") == {OCTOBER_2022}
    why = classify("a100_80gb_sxm", "2022-10-31").caught[0].why
    assert "4,992" in why
    assert "600" in why


@pytest.mark.parametrize("chip_id", ["a100_80gb_sxm", "h100_sxm", "a800", "h800"])
def test_november_2023_catches_all_four(chip_id: str) -> None:
    for day in ("2023-11-17", "2023-11-30", "2024-06-01", "2026-06-01"):
        assert caught_by(chip_id, day) == {A}
    # In the weeks before, the rule of 2022 and the letter of 23 October.
    wanted = {"R2023_10_23_letter"} | ({OCTOBER_2022, MACAU} if "00_" in chip_id[1:] else set())
    assert caught_by(chip_id, "2023-11-16") == wanted


@pytest.mark.parametrize("chip_id", ["h20", "l20"])
@pytest.mark.parametrize("day", ["2023-11-16", "2023-11-17", "2024-06-01", "2025-04-08"])
def test_h20_and_l20_stay_outside_both_arms(chip_id: str, day: str) -> None:
    found = classify(chip_id, day)
    assert found.verdict == "no control found"
    assert found.caught == []
    assert found.open == []


@pytest.mark.parametrize("day", ["2025-04-09", "2025-07-15", "2026-06-01"])
def test_h20_is_held_by_letter_and_by_no_threshold(day: str) -> None:
    found = classify("h20", day)
    assert found.verdict == "needs a licence"
    assert [f.rule_id for f in found.caught] == [H20_LETTER]
    assert results(found)[A] == results(found)[B] == "not caught"
    (letter,) = found.caught
    assert "8-K" in letter.citation
    assert "China" in letter.destinations
    assert RULES[H20_LETTER]["threshold"] is None
    # The letter names one chip: the card beside it is free.
    assert classify("l20", day).verdict == "no control found"


@pytest.mark.parametrize(
    ("chip_id", "inside"),
    [("h200_sxm", True), ("amd_mi300x", True), ("amd_mi325x", True), ("h100_sxm", True),
     ("b200", False)],
)  # fmt: skip
def test_the_review_window_of_january_2026(chip_id: str, inside: bool) -> None:
    assert classify(chip_id, "2026-01-14").review == []
    (review,) = classify(chip_id, "2026-01-15").review
    assert review.result == ("applies" if inside else "does not apply")
    assert review.rule_id == REVIEW
    assert "91 FR 1684" in review.citation
    # A review is no freedom: the licence is needed as before.
    assert classify(chip_id, "2026-01-15").verdict == "needs a licence"


@pytest.mark.parametrize(
    ("chip_id", "inside"),
    [("h200_sxm", True), ("amd_mi325x", True), ("amd_mi300x", False), ("h100_sxm", False),
     ("b200", False), ("h20", False)],
)  # fmt: skip
def test_the_duty_of_january_2026_has_two_narrow_zones(chip_id: str, inside: bool) -> None:
    assert classify(chip_id, "2026-01-14").duty == []
    (duty,) = classify(chip_id, "2026-01-15").duty
    assert duty.result == ("applies" if inside else "does not apply")


def test_small_cards_are_caught_by_their_density() -> None:
    assert caught_by("l4", "2023-11-17") == {A}
    assert caught_by("l40", "2023-11-17") == {B}
    assert "6.59" in classify("l4", "2023-11-17").caught[0].why


@pytest.mark.parametrize(
    ("tpp", "area", "rules"),
    [
        (4800, 4000, {A}),
        (4799, 4000, set()),
        (1600, 1600 / 5.92, {A}),
        (1599, 1600 / 5.92, set()),
        (2400, 2400 / 1.6, {B}),
        (2399, 2400 / 1.6, set()),
        (2400, 2400 / 1.59, set()),
        (1600, 1600 / 3.2, {B}),
        (1600, 1600 / 3.19, set()),
        (1600, 1600 / 5.91, {B}),
        (2368, 814, set()),
    ],
)
def test_the_edges_of_the_thresholds_of_2023(tpp: float, area: float, rules: set[str]) -> None:
    assert caught_by(card(tpp, area, datacenter=True), "2023-11-17") == rules


@pytest.mark.parametrize(
    ("tpp", "link", "rules"),
    [(4800, 600, {OCTOBER_2022}), (4799, 600, set()), (4800, 599, set()), (9000, 400, set())],
)
def test_the_edges_of_the_threshold_of_2022(tpp: float, link: float, rules: set[str]) -> None:
    for datacenter in (True, False, None):
        own = card(tpp, 800, interconnect_gbs=link, datacenter=datacenter)
        assert caught_by(own, "2022-11-01") == rules


@pytest.mark.parametrize(
    ("tpp", "bandwidth", "result"),
    [
        (20_999, 6_499, "applies"),
        (21_000, 6_499, "does not apply"),
        (20_999, 6_500, "does not apply"),
    ],
)
def test_the_edges_of_the_review_window(tpp: float, bandwidth: float, result: str) -> None:
    own = card(tpp, 800, memory_bw_gbs=bandwidth, datacenter=True)
    assert results(classify(own, "2026-02-01"))[REVIEW] == result


# ---------------------------------------------------------------- Note 2


@pytest.mark.parametrize(
    ("tpp", "datacenter", "rules"),
    [
        (4799, False, set()),  # a card for games below 4800 is left out
        (4799, True, {A}),
        (4800, False, {A}),
        (5285, False, {A}),  # 660.6 x 8, a large card for games: caught although it is one
        (2400, False, set()),
    ],
)
def test_note_2_leaves_out_what_is_not_made_for_data_centres(
    tpp: float, datacenter: bool, rules: set[str]
) -> None:
    own = card(tpp, 400, datacenter=datacenter)
    assert caught_by(own, "2023-11-17") == rules
    wanted = "needs a licence" if rules else "no control found"
    assert classify(own, "2023-11-17").verdict == wanted


def test_note_2_frees_nothing_that_a_letter_names() -> None:
    at_home = chip("h20") | {"datacenter": False}
    assert caught_by(at_home, "2025-04-09") == {H20_LETTER}


def test_note_2_needs_to_be_known_only_where_it_decides() -> None:
    assert caught_by(card(4800, 400), "2023-11-17") == {A}
    assert classify(card(1000, 400), "2023-11-17").verdict == "no control found"
    assert classify(card(2000, 300), "2023-11-17").verdict == (
        "cannot say: needs whether it is made for data centres"
    )


# ---------------------------------------------------------------- what is not known


def needs(chip_or_id: str | Mapping[str, Any], on: str) -> str:
    verdict = classify(chip_or_id, on).verdict
    assert verdict.startswith("cannot say: needs ")
    return verdict.removeprefix("cannot say: needs ")


def test_a_review_is_for_chips_that_need_a_licence_by_the_rule() -> None:
    for chip_id in ("l20", "tesla_fsd_hw3"):
        assert classify(chip_id, "2026-02-01").review == []
    # The letter holds the H20; the window is one of 3A090.
    assert classify("h20", "2026-02-01").review == []


def test_a_review_is_left_open_where_the_control_is() -> None:
    """Whether the window applies cannot be said of a chip of which 3A090 says nothing."""
    found = classify("rtx_6000d", "2026-02-01")
    assert results(found)[A] == "cannot say"
    assert results(found)[REVIEW] == "cannot say"


def test_what_is_missing_is_named_and_nothing_else() -> None:
    rate, area = "a dense figure in FP16, FP8, INT8 or FP4", "the applicable die area"
    link = "the speed of the link (GB/s, both directions)"
    server = {"datacenter": True}
    assert needs(card(2000, None, **server), "2024-01-01") == area
    assert needs(card(None, 800, **server), "2024-01-01") == rate
    assert set(needs(card(None, None, **server), "2024-01-01").split(" and ")) == {rate, area}
    assert needs(card(5000, 800), "2022-11-01") == link
    assert needs(card(None, 800, interconnect_gbs=900), "2022-11-01") == rate


def test_a_review_that_needs_the_memory_bandwidth_says_so() -> None:
    (review,) = classify(card(10_000, 800, datacenter=True), "2026-02-01").review
    assert review.result == "cannot say"
    assert review.why == "cannot say: needs the memory bandwidth (GB/s)"


@pytest.mark.parametrize(
    "chip_id",
    ["rtx_6000d", "cambricon_mlu590", "hygon_dcu_k100ai", "moore_threads_mtt_s4000",
     "amd_mi308x", "ascend_610", "xiaomi_xring_o1"],
)  # fmt: skip
def test_a_chip_without_a_published_figure_is_not_judged(chip_id: str) -> None:
    assert "dense figure" in needs(chip_id, "2024-01-01")


def test_nothing_is_needed_that_the_row_already_has() -> None:
    words = {"die area": "die_area_mm2", "memory bandwidth": "memory_bw_gbs",
             "speed of the link": "interconnect_gbs", "data centres": "datacenter"}  # fmt: skip
    for chip_id, row in ROWS.items():
        for day in ("2022-11-01", "2024-01-01", "2026-02-01"):
            found = classify(chip_id, day)
            for finding in [*found.controls, *found.review, *found.duty]:
                if finding.result == "cannot say":
                    asked = {column for word, column in words.items() if word in finding.why}
                    assert {c for c in asked if row[c] is not None} == set(), (chip_id, day)


NUMBERS = st.one_of(st.none(), st.integers(1, 40_000))
OWN_CHIPS = st.builds(
    card,
    NUMBERS,
    st.one_of(st.none(), st.integers(50, 3000)),
    interconnect_gbs=st.one_of(st.none(), st.integers(0, 2000)),
    memory_bw_gbs=st.one_of(st.none(), st.integers(100, 9000)),
    datacenter=st.one_of(st.none(), st.booleans()),
)
FULL = {"fp16_dense_tflops": st.integers(1, 2500), "die_area_mm2": st.integers(50, 3000),
        "interconnect_gbs": st.integers(0, 2000), "memory_bw_gbs": st.integers(100, 9000),
        "datacenter": st.booleans()}  # fmt: skip
DAYS = st.dates(date(2022, 8, 1), date(2026, 12, 31))


@settings(deadline=None, max_examples=300)
@given(OWN_CHIPS, st.fixed_dictionaries(FULL), DAYS)
def test_nothing_is_guessed(own: dict[str, Any], rest: dict[str, Any], day: date) -> None:
    """A definite answer stays the same, whatever the missing figures turn out to be."""
    known = {name: value for name, value in own.items() if value is not None}
    before, after = results(classify(own, day)), results(classify({**rest, **known}, day))
    assert "cannot say" not in after.values()
    for rule in before | after:
        # Without a word on the review, no licence is needed: that must be known as well.
        assert before.get(rule) in ("cannot say", after.get(rule))


def test_a_finding_that_rests_on_an_estimate_says_so() -> None:
    """The estimates for the 910B run from 4,096 to 6,400: on both sides of the threshold."""
    estimated = [
        chip_id
        for chip_id, row in ROWS.items()
        if set(DENSE) & set((row["estimated_columns"] or "").split(";"))
    ]
    assert "ascend_910b" in estimated
    for chip_id in estimated:
        for finding in classify(chip_id, "2024-01-01").controls:
            if finding.result == "caught":
                assert "estimate" in finding.why, chip_id


# ---------------------------------------------------------------- days

FIRST_DAYS = [
    # rule, first day, a chip that it catches
    ("R2022_08_26_letter", "2022-08-26", "a100_80gb_sxm"),
    (OCTOBER_2022, "2022-10-21", "a100_80gb_sxm"),
    (MACAU, "2023-01-17", "h100_sxm"),
    ("R2023_10_23_letter", "2023-10-23", "a800"),
    (A, "2023-11-17", "h800"),
    (B, "2023-11-17", "l40"),
    (H20_LETTER, "2025-04-09", "h20"),
    ("R2025_04_AMD_letter", "2025-04-15", "amd_mi308x"),
    (REVIEW, "2026-01-15", "h200_sxm"),
    (DUTY, "2026-01-15", "h200_sxm"),
]
LAST_DAYS = [
    # rule, the day from which it no longer counts, a chip that it caught
    ("R2022_08_26_letter", "2022-10-21", "h100_sxm"),
    (OCTOBER_2022, "2023-11-17", "a100_80gb_sxm"),
    (MACAU, "2023-11-17", "a100_80gb_sxm"),
    ("R2023_10_23_letter", "2023-11-17", "l40s"),
]


def day_before(day: str) -> date:
    return date.fromisoformat(day) - timedelta(days=1)


@pytest.mark.parametrize(("rule", "day", "chip_id"), FIRST_DAYS)
def test_a_rule_begins_on_its_day_and_not_before(rule: str, day: str, chip_id: str) -> None:
    assert rule not in results(classify(chip_id, day_before(day)))
    assert results(classify(chip_id, day))[rule] in ("caught", "applies")


@pytest.mark.parametrize(("rule", "day", "chip_id"), LAST_DAYS)
def test_a_rule_ends_with_the_day_before(rule: str, day: str, chip_id: str) -> None:
    assert results(classify(chip_id, day_before(day)))[rule] == "caught"
    assert rule not in results(classify(chip_id, day))


def test_every_rule_that_decides_has_its_first_day_in_the_list_above() -> None:
    deciding = {
        name
        for name, rule in RULES.items()
        if rule["role"] == "control" or (rule["role"] in ("review", "duty") and rule["threshold"])
    }
    assert deciding == {rule for rule, _, _ in FIRST_DAYS}


def test_before_the_first_letter_nothing_is_controlled() -> None:
    for chip_id in ROWS:
        found = classify(chip_id, "2022-08-25")
        assert (found.controls, found.review, found.duty) == ([], [], [])
        assert found.verdict == "no control found"


@pytest.mark.parametrize(
    ("chip_id", "announced"),
    [
        ("a800", "2023-10-17"),  # released, in force a month later
        ("h20", "2025-04-08"),
        ("b200", "2022-10-07"),  # released, in force two weeks later
    ],
)
def test_what_is_only_announced_catches_nothing(chip_id: str, announced: str) -> None:
    assert classify(chip_id, announced).verdict == "no control found"


def test_proposals_announcements_and_what_was_rescinded_decide_nothing() -> None:
    for day in ("2025-02-01", "2025-05-14", "2025-12-09", "2026-07-15"):
        for finding in classify("h200_sxm", day).controls:
            assert RULES[finding.rule_id]["status"] in ("in_force", "superseded")


@pytest.mark.parametrize(
    ("status", "counts"),
    [
        ("in_force", True),
        ("superseded", True),
        ("proposed", False),
        ("announced_only", False),
        ("event", False),
    ],
)
def test_a_threshold_that_is_only_proposed_would_catch_nothing(
    monkeypatch: pytest.MonkeyPatch, status: str, counts: bool
) -> None:
    monkeypatch.setattr(chips, "_rules", lambda: [RULES[A] | {"status": status}])
    assert caught_by("h100_sxm", "2024-01-01") == ({A} if counts else set())


def test_a_day_may_be_a_date_a_text_or_a_moment() -> None:
    wanted = classify("h20", "2025-04-09")
    assert classify("h20", date(2025, 4, 9)) == wanted
    assert classify("h20", datetime(2025, 4, 9, 17, 30)) == wanted
    assert wanted.on == "2025-04-09"


@pytest.mark.parametrize("day", ["2025-02-30", "15/04/2025", "Apr-25", "2025-04", "2025", "", "?"])
def test_what_is_no_day_is_refused(day: str) -> None:
    with pytest.raises(ValueError, match=r"isoformat|day"):
        classify("h20", day)


# ---------------------------------------------------------------- chips, known and own


@pytest.mark.parametrize("name", ["H20", "h21", "", "nvidia h100"])
def test_an_unknown_chip_gets_the_chips_there_are(name: str) -> None:
    for ask in (lambda: chip(name), lambda: classify(name, "2024-01-01")):
        with pytest.raises(ChipError) as caught:
            ask()
        message = str(caught.value)
        assert message.splitlines() == [message]
        assert repr(name) in message
        assert all(chip_id in message for chip_id in ROWS)


def test_a_chip_of_ones_own_is_judged_like_a_row() -> None:
    own = {
        "name": "My card",
        "fp8_dense_tflops": 296.0,
        "die_area_mm2": 814,
        "interconnect_gbs": 900,
        "memory_bw_gbs": 4000,
        "datacenter": True,
    }
    for day in ("2022-11-01", "2023-11-17", "2026-02-01"):
        # The letters name the H20 and not a chip with its figures.
        mine, theirs = results(classify(own, day)), results(classify("h20", day))
        theirs |= {H20_LETTER: "not caught"} if H20_LETTER in theirs else {}
        assert mine == theirs
    assert classify(own, "2024-01-01").chip == "My card"
    assert classify({}, "2024-01-01").chip == "this chip"


def test_a_row_that_is_handed_out_may_be_changed() -> None:
    mine = chip("h20")
    mine["fp8_dense_tflops"] = 10_000
    assert total_processing_performance(chip("h20")) == 2368


def test_every_finding_says_where_and_by_what() -> None:
    for chip_id in ROWS:
        for day in ("2022-09-01", "2022-11-01", "2023-11-01", "2024-01-01", "2026-02-01"):
            found = classify(chip_id, day)
            for finding in [*found.controls, *found.review, *found.duty]:
                assert finding.destinations
                assert finding.citation == RULES[finding.rule_id]["citation"]
                assert finding.why
            assert {f.result for f in found.controls} <= {"caught", "not caught", "cannot say"}
            further = {f.result for f in [*found.review, *found.duty]}
            assert further <= {"applies", "does not apply", "cannot say"}


@pytest.mark.parametrize(
    ("rule", "place", "groups"),
    [
        (OCTOBER_2022, "China", ""),
        (MACAU, "Macau", ""),
        (A, "Macau", "D:1;D:4;D:5"),
        (B, "Macau", "D:1;D:4;D:5"),
        (H20_LETTER, "China", "D:5"),
        (REVIEW, "China", ""),
    ],
)
def test_the_destinations_are_those_of_the_rule(rule: str, place: str, groups: str) -> None:
    assert place in RULES[rule]["destinations"]
    assert (RULES[rule]["country_groups"] or "") == groups


# ---------------------------------------------------------------- more is never less


@settings(deadline=None, max_examples=300)
@given(OWN_CHIPS, st.integers(1, 40_000), DAYS)
def test_more_performance_never_leaves_a_control(own: dict[str, Any], more: int, day: date) -> None:
    larger = own | {"fp16_dense_tflops": (own["fp16_dense_tflops"] or 0) + more}
    caught = caught_by(own, day)
    # From the lower arm (.b) it may move to the higher one (.a).
    assert caught - {B} <= caught_by(larger, day)
    if B in caught and own["die_area_mm2"]:
        assert caught_by(larger, day) & {A, B}


@settings(deadline=None)
@given(OWN_CHIPS, st.integers(1, 2000), DAYS)
def test_a_faster_link_and_a_smaller_die_never_leave_a_control(
    own: dict[str, Any], change: int, day: date
) -> None:
    faster = own | {"interconnect_gbs": (own["interconnect_gbs"] or 0) + change}
    if own["interconnect_gbs"] is not None:
        assert caught_by(own, day) <= caught_by(faster, day)
    if own["die_area_mm2"]:
        smaller = own | {"die_area_mm2": own["die_area_mm2"] * 1000 / (1000 + change)}
        assert caught_by(own, day) - {B} <= caught_by(smaller, day)


@settings(deadline=None)
@given(st.integers(4800, 40_000), st.integers(1, 40_000), st.integers(100, 9000))
def test_more_performance_or_bandwidth_never_enters_the_review_window(
    tpp: int, more: int, bandwidth: int
) -> None:
    own = card(tpp, 800, memory_bw_gbs=bandwidth)
    for larger in (
        own | {"fp16_dense_tflops": own["fp16_dense_tflops"] + more},
        own | {"memory_bw_gbs": bandwidth + more},
    ):
        if results(classify(larger, "2026-02-01"))[REVIEW] == "applies":
            assert results(classify(own, "2026-02-01"))[REVIEW] == "applies"


# ---------------------------------------------------------------- the tables

# The chips that the issue asks for, by a word that names them.
ASKED = [
    "H20", "A100", "H100", "H100 PCIe", "H200", "910B", "910C", "920", "B200", "RTX PRO", "Orin",
    "Thor", "FSD", "Turing", "NX9031", "XRING", "Xingchen", "A800", "H800", "L20", "L40S",
    "MI300X", "MI308",
]  # fmt: skip


def test_every_chip_that_was_asked_for_has_a_row() -> None:
    names = [row["name"] for row in ROWS.values()]
    missing = [word for word in ASKED if not any(word.lower() in n.lower() for n in names)]
    assert missing == []
    assert {"Cambricon", "Hygon", "Moore Threads"} <= {row["vendor"] for row in ROWS.values()}


PAIRS = [("fp16_dense_tflops", "fp16_sparse_tflops"), ("fp8_dense_tflops", "fp8_sparse_tflops")]
# NVIDIA's own table prints 362.05 | 733 for this card, which do not fit each other.
NOT_TWICE = {("l40s", "fp16_dense_tflops")}


def test_sparse_is_twice_dense_and_never_the_same() -> None:
    odd = set()
    for chip_id, row in ROWS.items():
        for dense, sparse in PAIRS:
            if row[dense] is not None and row[sparse] is not None:
                assert row[dense] != row[sparse], chip_id
                if abs(row[sparse] / row[dense] - 2) > 0.002:
                    odd.add((chip_id, dense))
    assert odd == NOT_TWICE


def test_half_as_many_bits_give_twice_the_rate() -> None:
    """A figure of one format that stands in the column of another would show here.

    Printed figures are rounded, down to two digits (1,100 for the 1,125 of the B200).
    """
    for chip_id, row in ROWS.items():
        tf32, fp16, fp8 = (row[f"{f}_dense_tflops"] for f in ("tf32", "fp16", "fp8"))
        if tf32 and fp16:
            assert fp16 / tf32 == pytest.approx(2, rel=0.03), chip_id
        if fp16 and fp8:
            assert fp8 / fp16 == pytest.approx(2, rel=0.03), chip_id


def columns(text: str | None) -> list[str]:
    return text.split(";") if text else []


def test_an_estimate_says_whose_it_is_and_lies_in_its_range() -> None:
    for chip_id, row in ROWS.items():
        estimated = columns(row["estimated_columns"])
        assert bool(estimated) == bool(row["estimate_by"]), chip_id
        assert all(row[column] is not None for column in estimated), chip_id
        low, high = row["fp16_dense_low_tflops"], row["fp16_dense_high_tflops"]
        if low is not None or high is not None:
            assert "fp16_dense_low_tflops" in estimated, chip_id
            assert (low or 0) <= row["fp16_dense_tflops"] <= (high or float("inf")), chip_id
            assert low is None or high is None or low < high
        if row["evidence"] in ("estimate", "rumour"):
            assert estimated, chip_id


def test_a_row_without_a_public_figure_says_so() -> None:
    figures = (*DENSE, "tf32_dense_tflops", "memory_gb", "memory_bw_gbs", "tdp_w")
    for chip_id, row in ROWS.items():
        if row["evidence"] == "none":
            assert [name for name in figures if row[name] is not None] == [], chip_id
        if all(row[name] is None for name in figures):
            assert row["note"], chip_id


def test_what_rests_on_memory_is_named_by_column() -> None:
    for chip_id, row in ROWS.items():
        for column in columns(row["memory_columns"]):
            assert row[column] is not None, (chip_id, column)


@cache
def simplified(article: str) -> str:
    raw = next(a.raw for a in load_articles() if a.name.startswith(article))
    return to_simplified(repair(raw).text).text


def test_the_articles_that_a_row_names_do_name_the_chip() -> None:
    for chip_id, row in ROWS.items():
        if row["name_zh"] is None:
            assert row["named_in"] is None, chip_id
            continue
        # 昇腾910B、910C: the second of a list goes without the family's name.
        name = re.escape(row["name_zh"]).replace("昇腾", "昇腾(?:[0-9A-Z]+、)*")
        whole = re.compile(rf"(?<![A-Za-z0-9]){name}(?![A-Za-z0-9])")
        articles = ("000", "001", "002", "003", "004")
        found = [number for number in articles if whole.search(simplified(number))]
        assert found == columns(row["named_in"]), chip_id


def test_every_threshold_uses_only_what_is_measured() -> None:
    for name, rule in RULES.items():
        if rule["threshold"]:
            assert isinstance(evaluate(rule["threshold"], measures(chip("h20"))), bool), name


def test_every_chip_that_a_rule_names_has_a_row() -> None:
    named = {name for rule in RULES.values() for name in columns(rule["chips_named"])}
    assert named - set(ROWS) == set()


def test_a_control_has_a_threshold_or_names_its_chips() -> None:
    for name, rule in RULES.items():
        if rule["role"] == "control":
            assert bool(rule["threshold"]) != bool(rule["chips_named"]), name
        if rule["role"] in ("control", "review", "duty", "exclusion"):
            assert len(rule["effective_from"]) == len("2025-04-09"), name
        if rule["effective_to"]:
            assert rule["effective_from"] < rule["effective_to"], name
        assert (rule["status"] in ("superseded", "rescinded")) == bool(rule["effective_to"]), name
