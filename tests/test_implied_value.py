"""The implied-value calculator: its arithmetic, what it reads, what it says, and the widget."""

from __future__ import annotations

import json
import math
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chipclaims import tables
from chipclaims.arithmetic import names_in
from chipclaims.claims import load_claims, references
from chipclaims.widgets import implied, implied_html, implied_text, implied_value
from chipclaims.widgets.implied_value import (
    DAYS,
    LARGEST,
    NAMES,
    NO_DAY,
    answer,
    fits,
    in_words,
    is_from_memory,
    known,
    read_amount,
    read_percent,
)

BEFORE_OPENING = "15 July 2025, before the market opened"
AT_THE_CLOSE = "15 July 2025, at the close"
JANUARY = "27 January 2025, at the close"
ONE_DAY = "16 April 2025, at the close"
TWO_DAYS = "16 and 17 April 2025, two days"
FROM_THE_HIGH = "7 January to 16 April 2025, from the high"
TOO_LARGE = ["1e99", "-1e99", "9" * 5000]
UNREADABLE = [
    "abc", "-", "+", "%", "1e3000000", "nan", "inf", "--5", "5 5 x", "1,2,3", "200 yuan", "five",
    "<script>alert(1)</script>", "&lt;", "\0", "\ud800", "💥" * 5000, "億", "5; DROP",
]  # fmt: skip
WILD = TOO_LARGE + UNREADABLE
sizes = st.floats(0.01, 1e4)


# ------------------------------------------------- the arithmetic


@given(st.floats(0.01, 99), sizes)
def test_any_two_give_the_third(percent, before):
    amount = implied(percent=percent, before=before).amount
    assert implied(percent=percent, amount=amount).before == pytest.approx(before)
    assert implied(amount=amount, before=before).percent == pytest.approx(percent)


@given(st.floats(-99, 99).filter(lambda p: abs(p) > 0.01), sizes)
def test_the_percentage_is_of_the_value_before(percent, before):
    move = implied(percent=percent, before=before)
    assert move.amount == pytest.approx(percent / 100 * move.before)
    assert move.after == pytest.approx(before * (1 + percent / 100))


@pytest.mark.parametrize(("percent", "amount"), [(-17, 590), (17, -590), (-17, -590)])
def test_one_minus_is_enough_for_a_fall(percent, amount):
    move = implied(percent=percent, amount=amount)
    assert (move.percent, move.amount) == (-17, -590)
    assert move.before == pytest.approx(590 / 0.17)
    assert move.after == pytest.approx(move.before - 590)


def test_it_says_which_of_the_three_it_worked_out():
    assert implied(percent=5, amount=200).worked_out == "before"
    assert implied(percent=5, before=4000).worked_out == "amount"
    assert implied(amount=200, before=4000).worked_out == "percent"


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({}, "two of the three"),
        ({"percent": 5}, "two of the three"),
        ({"percent": 5, "amount": 200, "before": 4000}, "two of the three"),
        ({"percent": 0, "amount": 200}, "0 % says nothing"),
        ({"percent": 5, "before": 0}, "more than zero"),
        ({"amount": 5, "before": -4000}, "more than zero"),
        ({"percent": -101, "before": 4000}, "more than 100 %"),
        ({"amount": -4001, "before": 4000}, "more than 100 %"),
        ({"percent": math.nan, "amount": 200}, "The move in percent is too large, or no number"),
        ({"percent": 5, "amount": math.inf}, "The amount is too large, or no number"),
        ({"percent": 5, "before": 1e99}, "The value before is too large"),
        ({"percent": 1e-300, "amount": 200}, "The value before would be too large"),
        ({"amount": 200, "before": 1e-300}, "The move in percent would be too large"),
        ({"percent": "5", "amount": 200}, "The move in percent is a text"),
    ],
)
def test_what_cannot_be_gets_a_clear_error(given, complaint):
    with pytest.raises(ValueError, match=complaint):
        implied(**given)


# ------------------------------------------------- what is known


def test_every_day_rests_on_rows_of_the_tables():
    for day in DAYS.values():
        used = [name for formula in day[:3] for name in names_in(formula)]
        assert used
        assert set(used) <= set(references())


@pytest.mark.parametrize("day", DAYS)
def test_what_is_known_of_a_day_belongs_together(day):
    there = known(day)
    again = implied(percent=there.percent, before=there.before)
    assert again.amount == pytest.approx(there.amount, rel=0.03)
    assert all(fits(again, day).values())


def test_what_is_known_stands_in_the_tables():
    figures = tables.load("nvidia_financials").set_index("figure_id")["value"]
    assert known(AT_THE_CLOSE).percent == figures["price_change_2025_07_15"]
    assert known(AT_THE_CLOSE).before == figures["market_value_2025_07_09"] / 1000
    assert known(TWO_DAYS).amount == -figures["market_value_loss_2025_04_16_17"] / 1000
    one_day = figures["price_close_2025_04_15"] - figures["price_close_2025_04_16"]
    shares = figures["shares_outstanding_2025_04"] / 1000
    assert known(ONE_DAY).amount == pytest.approx(-one_day * shares)


def test_a_day_that_uses_a_figure_from_memory_is_called_so():
    assert [day for day in DAYS if is_from_memory(day)] == [TWO_DAYS]
    assert "from memory" in implied_text("-10", "266", "", TWO_DAYS)
    assert "from memory" not in implied_text("-17", "590", "", JANUARY)


def test_the_numbers_of_the_articles_against_their_days():
    value = {claim.claim_id: claim.value for claim in load_claims()}
    july = implied(percent=value["000-21"], amount=value["000-22"] / 1e9)
    assert all(fits(july, BEFORE_OPENING).values())
    assert fits(july, AT_THE_CLOSE) == {"percent": False, "amount": False, "before": True}
    january = implied(percent=-value["004-26"], amount=value["004-27"] / 1e9)
    assert all(fits(january, JANUARY).values())
    spring = implied(percent=-value["002-14"], before=known(FROM_THE_HIGH).before)
    assert not fits(spring, FROM_THE_HIGH)["percent"]


def test_a_rise_never_fits_a_fall():
    assert not any(list(fits(implied(percent=17, amount=590), JANUARY).values())[:2])


# ------------------------------------------------- reading


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5), ("5%", 5), (" +5 % ", 5), ("-17", -17), ("−17%", -17), ("１７％", 17),
        ("4.04 percent", 4.04), (".5", 0.5), ("5.", 5), ("1,200%", 1200), ("1e1", 10), ("", None),
        ("  ", None),
    ],
)  # fmt: skip
def test_it_reads_percentages_as_people_write_them(text, value):
    assert read_percent(text) == value


@pytest.mark.parametrize(
    ("text", "billions"),
    [
        ("200", 200), ("200 billion", 200), ("$200bn", 200), ("200 Billion US dollars", 200),
        ("2000亿", 200), ("2000億美元", 200), ("2,000 亿美元", 200), ("4.012万亿", 4012),
        ("4萬億", 4000), ("4.012 trillion", 4012), ("4.5 tn", 4500), ("900 million", 0.9),
        ("-590", -590), ("−5900亿美元", -590), ("", None),
    ],
)  # fmt: skip
def test_it_reads_amounts_in_both_ways_of_counting(text, billions):
    assert read_amount(text) == pytest.approx(billions) if billions else read_amount(text) is None


def test_it_reads_every_amount_of_market_value_as_the_articles_print_it():
    claims = [c for c in load_claims() if c.metric == "market_value_change" and c.unit]
    assert len(claims) >= 3
    for claim in claims:
        assert read_amount(claim.quote) == pytest.approx(claim.value / 1e9)


@pytest.mark.parametrize("text", UNREADABLE)
@pytest.mark.parametrize("read", [read_percent, read_amount])
def test_what_it_cannot_read_is_an_error_that_shows_how_to_write_it(read, text):
    with pytest.raises(ValueError, match="write for example") as error:
        read(text)
    assert len(str(error.value)) < 140


@pytest.mark.parametrize("text", TOO_LARGE)
def test_what_is_too_large_is_read_and_refused(text):
    assert abs(read_amount(text)) > LARGEST
    assert implied_text("5", text, "") == "The amount is too large, or no number."


# ------------------------------------------------- saying it


@pytest.mark.parametrize(
    ("billions", "words"),
    [
        (200, "200 billion US dollars (2,000亿美元)"),
        (4.5, "4.5 billion US dollars (45亿美元)"),
        (0.25, "0.2 billion US dollars (2.5亿美元)"),
        (4012, "4,012 billion US dollars (40,120亿美元 = 4.012万亿美元)"),
        (-588.97, "-589 billion US dollars (-5,890亿美元)"),
        (100, "100 billion US dollars (1,000亿美元)"),
        (0, "0 billion US dollars (0亿美元)"),
        (0.001, "0.001 billion US dollars (0.01亿美元)"),
    ],
)
def test_an_amount_is_said_in_billions_and_in_yi(billions, words):
    assert in_words(billions) == words


def test_the_text_says_what_was_worked_out_and_holds_it_against_the_day():
    text = implied_text("5", "2000亿", "", AT_THE_CLOSE)
    assert max(map(len, text.splitlines())) <= 88
    first, source, *rows, last = text.replace("\n  ", " ").splitlines()
    assert first == (
        "Worked out: the value before. A rise of 5 % from 4,000 billion US dollars "
        "(40,000亿美元 = 4万亿美元) is 200 billion US dollars (2,000亿美元). "
        "After it: 4,200 billion US dollars (42,000亿美元 = 4.2万亿美元)."
    )
    assert AT_THE_CLOSE in source
    assert rows[0] == "The move in percent: 5 %; known: 4.04 %; does not fit."
    assert rows[2].endswith("fits.")
    assert last == "More than 5 % away from what is known: the move in percent, the amount."


def test_a_fall_is_called_one():
    assert "A fall of 17 % from" in implied_text("-17", "590", "")
    assert "All three fit" in implied_text("-17", "590", "", JANUARY)


def test_without_a_day_nothing_is_held_against_anything():
    told = answer("5", "200", "")
    assert told.rows == ()
    assert implied_text("5", "200", "").replace("\n  ", " ") == told.sentence
    assert answer("5", "200", "", "a day of mine") == told


def test_three_numbers_are_held_against_each_other():
    assert implied_text("5", "200", "4012").startswith("The three fit together: 5 % of 4,012")
    assert implied_text("4.04", "2000亿", "4012").startswith("The three do not fit together")
    assert implied_text("-17", "590", "3480").startswith("The three fit together")
    assert "Empty one field" in answer("5", "200", "4012").sentence


@pytest.mark.parametrize("fields", [("", "", ""), ("5", "", ""), ("", "", "4000")])
def test_too_few_numbers_get_a_hint(fields):
    assert implied_text(*fields) == "Give two of the three: percentage, amount, value before."


@given(st.text(max_size=12), st.text(max_size=12), st.sampled_from(["", "4000", "0"]))
def test_no_text_stops_it(percent, amount, before):
    assert implied_text(percent, amount, before, JANUARY).strip()


# ------------------------------------------------- the page


class Page(HTMLParser):
    """What a browser would make of the answer: its tags and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags, self.words, self.attributes = [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.words.append(data)


@pytest.mark.parametrize("day", [NO_DAY, *DAYS])
def test_the_page_says_what_the_text_says(day):
    told = answer("-17", "590", "", day)
    page = Page(implied_html("-17", "590", "", day))
    parts = [told.sentence, told.source, *(cell for row in told.rows for cell in row), told.verdict]
    assert {part for part in parts if part} <= set(page.words)
    assert ("role", "status") in page.attributes
    assert page.tags.count("tr") == (4 if told.rows else 0)
    assert [value for name, value in page.attributes if name == "scope"].count("row") == len(
        told.rows
    )


@pytest.mark.parametrize("text", WILD)
def test_what_was_typed_is_shown_and_never_run(text):
    for fields in ((text, "200", ""), ("5", text, ""), ("5", "", text), (text, text, text)):
        html = implied_html(*fields, JANUARY)
        assert not set(Page(html).tags) - {"div", "p", "b", "table", "tr", "th", "td"}
        html.encode("utf-8")


# ------------------------------------------------- the widget


def controls(widget):
    *fields, choice, result = widget.children
    return fields, choice, result


def test_the_widget_begins_with_the_numbers_of_article_000():
    fields, choice, result = controls(implied_value())
    assert [field.value for field in fields] == ["5", "2000亿", ""]
    assert list(choice.options) == [NO_DAY, *DAYS]
    assert result.value == implied_html("5", "2000亿", "", NO_DAY)
    assert all(field.description for field in (*fields, choice))


def test_it_shows_what_its_function_says_after_every_change():
    fields, choice, result = controls(implied_value())
    choice.value = BEFORE_OPENING
    assert result.value == implied_html("5", "2000亿", "", BEFORE_OPENING)
    assert "All three fit" in result.value
    choice.value = AT_THE_CLOSE
    assert "does not fit" in result.value
    fields[0].value = "4.04"
    fields[1].value = ""
    fields[2].value = "4.012万亿"
    assert result.value == implied_html("4.04", "", "4.012万亿", AT_THE_CLOSE)
    assert "All three fit" in result.value


@pytest.mark.parametrize("text", WILD)
def test_wild_input_leaves_words_and_the_next_good_input_works_again(text):
    fields, _, result = controls(implied_value())
    good = result.value
    for field, before in zip(fields, ("5", "2000亿", ""), strict=True):
        field.value = text
        assert Page(result.value).words
        field.value = before
        assert result.value == good


def test_two_widgets_do_not_disturb_each_other():
    one, other = implied_value(), implied_value("-17", "590")
    before = other.children[-1].value
    one.children[0].value = "9"
    assert other.children[-1].value == before


def test_its_state_can_be_sent_to_a_page():
    for child in implied_value().children:
        json.dumps({key: str(value) for key, value in child.get_state().items()})


def test_every_title_is_one_of_the_three_numbers():
    assert set(NAMES) == {"percent", "amount", "before"}
