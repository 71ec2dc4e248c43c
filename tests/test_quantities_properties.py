"""Whatever it is given, the extractor answers, in a time that grows with the text and no faster."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chipclaims.quantities import KINDS, find_quantities

SEEDS = Path(__file__).parents[1] / "seeds"
ARTICLES = "\n".join(p.read_bytes().decode("utf-8") for p in sorted(SEEDS.glob("*.txt")))

# What numbers are made of, so that chance comes upon their grammar often.
PIECES = [
    *"0123456789０５９.,，-—~～+−%％ \n()（）?",
    *"零〇一二三四五六七八九十百千万萬亿億兆两兩几幾数數半多余餘廿上近第前首",
    *"元块塊年月日号號天周時时点點分秒个個家颗顆名位大次届成折倍级級至到、约約超逾仅只",
    "美元", "百分之", "分之", "个百分点", "基点", "个(gè)月", "億(yì)", "US$", "NT$", "¥", "民国",
    "新台币", "TFLOPS", "GB", "TB/s", "nm", "H20", "910B", "Q3", "FY", "2025年", "季度", "小时",
    "以上", "左右", "不到", "周三", "上午", "年代", "財年", "参数", "万片/月", "?/p>",
    "\u2028", "\x00",
]  # fmt: skip
NUMBERISH = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def check(raw: str) -> None:
    """What holds of every text."""
    done = 0
    for quantity in find_quantities(raw):
        assert done <= quantity.start < quantity.end
        assert raw[quantity.start : quantity.end] == quantity.text
        done = quantity.end
        assert quantity.kind in KINDS
        if quantity.kind == "date":
            assert isinstance(quantity.value, str)
            assert quantity.value
        elif quantity.value is None:
            assert quantity.value_low <= quantity.value_high, quantity
        else:
            assert isinstance(quantity.value, int | float)
            assert (quantity.value_low, quantity.value_high) == (None, None)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_string_goes_through(raw: str) -> None:
    check(raw)


@settings(deadline=None, max_examples=400)
@given(NUMBERISH)
@example("9個(gè)月,因?yàn)?/p>15%-30%")
@example("３０％至２０％")
@example("1/0分之一")
@example("零分之一")
@example("2025年13月45日25:99")
@example("百分之百分之百")
@example("9" * 400 + "万亿元")
def test_any_row_of_numbers_goes_through(raw: str) -> None:
    check(raw)


@settings(deadline=None)
@given(st.integers(0, len(ARTICLES)), st.integers(1, 400), NUMBERISH)
def test_an_article_cut_anywhere_goes_through(start: int, length: int, inserted: str) -> None:
    piece = ARTICLES[start : start + length]
    check(piece[: length // 2] + inserted + piece[length // 2 :])


@settings(deadline=None)
@given(st.text(alphabet="0123456789", max_size=5000))
def test_digits_alone_go_through(raw: str) -> None:
    check(raw)


@pytest.mark.parametrize(
    "raw",
    [
        "-5%至-10%",
        "+9%至+7%",
        "百分之九至五",
        "十分之七到三",
    ],
)
def test_the_ends_of_a_falling_range_are_in_order(raw: str) -> None:
    check(raw)


@pytest.mark.parametrize("digits", ["1", "0", "1234567890", "９", "一", "九百万亿"])
def test_a_million_digits_go_through(digits: str) -> None:
    check((digits * (1_000_000 // len(digits) + 1))[:1_000_000])


# ---------------------------------------------------------------- time

# Four times the text may take four times as long; the rest is for a busy machine.
MOST_TIMES_LONGER, TOO_SHORT_TO_MEASURE = 10, 0.02
HOSTILE = {
    "articles": ARTICLES,
    "one digit": "7",
    "parenthesis": "(",
    "question mark": "?",
    "一": "一",
    "ranges": "1-2",
    "ranges with 到": "1到",
    "ranges with 亿": "3亿至",
    "ranks": "第一",
    "percent": "百分之",
    "classifiers": "3个",
}


def seconds(text: str) -> float:
    """CPU time, so that other work on the machine counts little."""
    started = time.process_time()
    find_quantities(text)
    return time.process_time() - started


def of_length(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


def check_growth(piece: str, length: int) -> None:
    find_quantities(of_length(piece, 100))  # what is made once is made here
    # Growth that is not straight shows each time; a busy machine does not.
    assert any(grows_straight(piece, length) for _ in range(3))


def grows_straight(piece: str, length: int) -> bool:
    short = seconds(of_length(piece, length))
    long = seconds(of_length(piece, 4 * length))
    return long <= MOST_TIMES_LONGER * max(short, TOO_SHORT_TO_MEASURE)


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_grows_in_a_straight_line(piece: str) -> None:
    check_growth(piece, 25_000)


@pytest.mark.slow
@pytest.mark.parametrize("length", [50_000, 250_000])
@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_grows_in_a_straight_line_to_a_megabyte(piece: str, length: int) -> None:
    check_growth(piece, length)


@pytest.mark.slow
@pytest.mark.parametrize("length", [1_000_000, 10_000_000])
def test_articles_at_full_length(length: int, capsys: pytest.CaptureFixture[str]) -> None:
    text = of_length(ARTICLES, length)
    find_quantities(text[:1000])
    taken = seconds(text)
    with capsys.disabled():
        print(f"\n{length:,} characters: {length / taken:,.0f} a second")
    # The issue asks for 200,000; a busy machine may be half as fast.
    assert length / taken >= 100_000
