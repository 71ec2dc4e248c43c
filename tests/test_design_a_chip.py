"""Design a chip: every statement from the arithmetic, nothing typed can break it."""

from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chipclaims import tables
from chipclaims.chips import classify
from chipclaims.widgets import chip_html, chip_in_words, design_a_chip

H20 = (148, 296, 814, 900, 4000, True)
WILD = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.floats(),
    st.integers(),
    st.sampled_from(
        ["", " ", "-5", "1e99", "1e-99", "nan", "inf", "1,480", "1.480,5", "１４８", "<b>"]
    ),
)


def lines(*chip: object) -> list[str]:
    return chip_in_words(*chip).splitlines()


# ------------------------------------------------- the words


def test_the_h20_is_told_with_its_arithmetic_and_its_distances() -> None:
    assert lines(*H20, "2024-06-01") == [
        "TPP: FP16 148 × 16 = 2,368; FP8 296 × 8 = 2,368. The highest counts: 2,368.",
        "Performance density: 2,368 / 814 mm² = 2.91.",
        "On 2024-06-01: NOT CAUGHT by any rule with a line.",
        "October 2023 chip rule, higher tier (3A090.a): asks for TPP from 4,800: TPP is too low "
        "by 2,432 (50.7 %); or for TPP from 1,600, density from 5.92: density is too low by 3.01 "
        "(50.9 %).",
        "October 2023 chip rule, lower tier (3A090.b): asks for TPP from 2,400 and below 4,800, "
        "density from 1.6 and below 5.92: TPP is too low by 32 (1.3 %); or for TPP from 1,600, "
        "density from 3.2 and below 5.92: density is too low by 0.29 (9.1 %).",
    ]


def test_a_chip_at_the_line_is_caught_with_the_places_and_the_source() -> None:
    words = chip_in_words(150, 300, 814, 900, 4000, True, "2024-06-01")
    assert "On 2024-06-01: CAUGHT by the October 2023 chip rule, lower tier (3A090.b)" in words
    assert "TPP is exactly at 2,400 and density is above 1.6 by 1.35 (84.3 %)" in words
    assert "Where: China (with Hong Kong), Macau" in words
    assert "88 FR 73458" in words
    assert "Licence exception NAC (notice first): may be used." in words
    assert "higher tier" not in words


def test_just_below_the_line_is_not_rounded_into_it() -> None:
    words = chip_in_words("149.9999", "", 814, 900, 4000, True, "2024-06-01")
    assert "149.9999 × 16 = 2,399.9984" in words
    assert "TPP is too low by 0.0016 (less than 0.1 %)" in words


def test_the_slower_link_escapes_the_rule_of_2022_only() -> None:
    h800 = ("989.4", "1,978.9", 814, 400, 3350, True)
    assert "link is too low by 200 GB/s (33.3 %)" in chip_in_words(*h800, "2022-12-01")
    assert "CAUGHT by the October 2023 chip rule" in chip_in_words(*h800, "2023-12-01")


def test_the_window_of_2026_says_by_how_much_a_chip_is_inside() -> None:
    mi300x = chip_in_words(1307.4, 2614.9, "", 896, 5300, True, "2026-06-01")
    assert "applies; TPP is below 21,000 by 80.8 (0.4 %)" in mi300x
    assert "A licence is still needed." in mi300x
    b200 = chip_in_words(2250, 4500, "", 1800, 8000, True, "2026-06-01")
    assert "does not apply; TPP is too high by 15,000 (71.4 %)" in b200
    open_ = chip_in_words(400, 800, 814, "", "", True, "2026-06-01")
    assert "January 2026 review rule (H200): cannot say: needs the memory bandwidth" in open_


def test_a_letter_is_named_as_something_that_no_arithmetic_decides() -> None:
    words = chip_in_words(*H20, "2025-06-01")
    assert "On 2025-06-01: NOT CAUGHT by any rule with a line." in words
    assert "Letter of April 2025 (H20)" in words
    assert "No arithmetic says whether one would name yours." in words
    assert "Letter" not in chip_in_words(*H20, "2024-06-01")


def test_a_chip_that_is_not_for_data_centres_is_left_out_with_the_note() -> None:
    words = chip_in_words(290, 580, 750, 64, 1000, False, "2024-06-01")
    assert "NOT CAUGHT" in words
    assert "reached (TPP from 1,600, density from 5.92), but left out. Note 2" in words


def test_what_is_missing_is_named_and_not_guessed() -> None:
    assert lines(200, "", "", "", "", True, "2024-06-01") == [
        "TPP: FP16 200 × 16 = 3,200.",
        "Performance density: not known. It needs the die area.",
        "On 2024-06-01: cannot say: needs the applicable die area.",
    ]
    assert "TPP: not known" in chip_in_words()


def test_before_the_first_rule_there_is_nothing_to_reach() -> None:
    assert lines(*H20, "2020-01-01")[-1] == "On 2020-01-01: no rule with a line is in force."


def test_while_two_rules_hold_both_are_named() -> None:
    words = chip_in_words(312, 624, 826, 600, 2039, True, "2023-06-01")
    assert "CAUGHT by the October 2022 chip rule (3A090) and the Macau added" in words
    assert words.count("Where: ") == 2


@pytest.mark.parametrize(
    "chip",
    [row for row in tables.rows("chips") if row["fp16_dense_tflops"]],
    ids=lambda c: c["chip_id"],
)
@pytest.mark.parametrize("day", ["2022-12-01", "2024-06-01", "2026-06-01"])
def test_the_words_agree_with_the_kits_verdict(chip: dict, day: str) -> None:
    columns = ("fp16_dense_tflops", "fp8_dense_tflops", "die_area_mm2", "interconnect_gbs")
    own = {column: chip[column] for column in (*columns, "memory_bw_gbs", "datacenter")}
    words = chip_in_words(*own.values(), day)
    verdict = classify(own, day).verdict
    assert ("CAUGHT by the" in words) is (verdict == "needs a licence")
    assert ("NOT CAUGHT" in words) is (verdict == "no control found")
    if verdict.startswith("cannot say"):
        assert verdict in words


# ------------------------------------------------- wild input


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("fast", "FP16, dense: 'fast' is no number (write 1480 or 2.5); it counts as not known."),
        ("-5", "'-5' is not above zero"),
        ("0", "'0' is not above zero"),
        ("1e99", "'1e99' is beyond any chip"),
        ("inf", "'inf' is beyond any chip"),
        ("nan", "'nan' is beyond any chip"),
        ("1e-9", "'1e-9' is too small for any chip"),
        ("3,2", "'3,2' is no number"),
        ("x" * 500, "'xxxxxxxxxxxxxxxxxxxx…' is no number"),
    ],
)
def test_what_is_no_figure_is_named_and_counts_as_not_known(typed: str, says: str) -> None:
    words = chip_in_words(typed, "", 814, 900, 4000, True, "2024-06-01")
    assert says in words
    assert "TPP: not known" in words


def test_thousands_and_spaces_are_read() -> None:
    assert "FP16 1,480.5 × 16 = 23,688" in chip_in_words(" 1,480.5 ", on="2024-06-01")


@pytest.mark.parametrize("day", [None, "", "yesterday", "2024-13-01", "2024", 7])
def test_what_is_no_day_is_asked_for(day: object) -> None:
    assert lines(*H20, day)[-1].startswith("Choose a day")


@given(st.lists(WILD, min_size=5, max_size=5), st.booleans(), st.one_of(WILD, st.dates()))
def test_nothing_typed_can_break_it(typed: list, datacenter: bool, day: object) -> None:
    words = chip_in_words(*typed, datacenter, day)
    assert words
    assert all(line.strip() for line in words.split("\n"))


class Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list) -> None:
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_shows_what_was_typed_and_never_runs_it() -> None:
    page = Tags(chip_html(chip_in_words("<script>alert(1)</script>", on="2024-06-01")))
    assert {tag for tag, _ in page.tags} == {"ul", "li"}
    assert "'<script>alert(1)</sc" in page.text
    assert page.tags[0][1]["role"] == "status"
    assert page.tags[0][1]["aria-live"] == "polite"


# ------------------------------------------------- the widget


def parts(widget) -> tuple:
    *rows, last, answer = widget.children
    texts = [row.children[0] for row in rows]
    sliders = [row.children[1] for row in rows if len(row.children) > 1]
    day, purpose = last.children
    return texts, sliders, purpose, day, answer


def told(answer) -> list[str]:
    return Tags(answer.value).text


def test_the_widget_begins_with_the_h20() -> None:
    texts, sliders, purpose, day, answer = parts(design_a_chip())
    assert [text.value for text in texts] == ["148", "296", "814", "900", "4000"]
    assert [slider.value for slider in sliders] == [148, 814]
    assert answer.value == chip_html(chip_in_words(*H20, "2024-06-01"))
    assert purpose.value is True
    assert day.value == date(2024, 6, 1)


def test_moving_the_slider_of_fp16_over_the_line_changes_the_answer() -> None:
    texts, (fp16, _), _, _, answer = parts(design_a_chip())
    fp16.value = 149
    assert texts[0].value == "149"
    assert "NOT CAUGHT" in told(answer)
    fp16.value = 150
    assert "CAUGHT by the October 2023 chip rule, lower tier" in told(answer)


def test_a_number_in_the_field_moves_the_slider_and_nonsense_does_not() -> None:
    texts, (fp16, die), _, _, answer = parts(design_a_chip())
    texts[0].value = "1,000"
    assert fp16.value == 1000
    assert texts[0].value == "1,000"
    for wild in ("", "letters", "-5", "1e99", "5000", "0.5"):
        texts[0].value = wild
        assert texts[0].value == wild
        assert fp16.value == 1000
    texts[2].value = "826.5"
    assert die.value == 826.5
    assert texts[2].value == "826.5"
    assert "826.5" in told(answer)


@pytest.mark.parametrize("which", range(5))
@pytest.mark.parametrize("typed", ["", "letters", "-5", "1e99", "12"])
def test_every_field_reaches_the_answer(which: int, typed: str) -> None:
    texts, _, _, day, answer = parts(design_a_chip())
    day.value = date(2026, 6, 1)
    texts[which].value = typed
    values = [text.value for text in texts]
    assert answer.value == chip_html(chip_in_words(*values, True, "2026-06-01"))


def test_the_tick_and_the_day_reach_the_answer() -> None:
    texts, _, purpose, day, answer = parts(design_a_chip())
    texts[0].value = "290"
    purpose.value = False
    assert "left out" in told(answer) or "NOT CAUGHT" in told(answer)
    purpose.value = True
    assert "On 2024-06-01: CAUGHT" in told(answer)
    day.value = date(2022, 12, 1)
    assert "On 2022-12-01: NOT CAUGHT" in told(answer)
    day.value = None
    assert "Choose a day" in told(answer)


def test_two_widgets_do_not_know_each_other() -> None:
    one, other = design_a_chip(), design_a_chip()
    parts(one)[0][0].value = "999"
    assert parts(other)[0][0].value == "148"
