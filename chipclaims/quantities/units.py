"""The unit after a number, if the word there is one: 三家公司 has one, 三家庭 has none."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from chipclaims.quantities.found import AS_WRITTEN
from chipclaims.quantities.numerals import Number, read_number, tidy
from chipclaims.quantities.vocabulary import (
    Unit,
    match_word,
    near_words,
    unit_of,
    unit_patterns,
    units,
)

GAPS = " \u2009\u202f"
MAY_BE_GAP = GAPS + "\n"
BEFORE = 6
TENTHS = re.compile(
    r" ?成(?P<more>[一二三四五六七八九半](?![万亿千百个家人])|\d{1,2}(?![\d%年月日]))?"
    "(?![立功为员本果品长熟都就交份绩像衣效语例因型套龙败家日吉心年婚见书])"
)
DISCOUNT = re.compile("折(?![旧叠扣让射价腾损算戟磨线返桥冲])")
HALF_OR_MORE = re.compile("个(?P<more>[半多])(?P<unit>月|小时|钟头|星期|世纪|学期|季度|交易日)")
AND_A_HALF = re.compile("半(?![导数年月天夜个场])")
LETTERED = re.compile(r"(?P<letter>[KMBT]) ?(?=个?(?P<what>参数|token|Token|上下文|词元))")
LETTERS = {"K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}
SPECIAL_FIRST = frozenset("成折个KMBT ")
MAY_BREAK_THE_LINE = ("money", "percent", "spec", "multiple")
ZERO_COUNTED = frozenset(("元", "例", "票", "分", "%", "个百分点", "人", "宗", "个"))
BARE_MAGNITUDES = ("百", "千", "万", "十万", "百万", "千万")
BARE_COUNTED = frozenset("架字个台家人名位款辆张件套座卡片股种株吨只头户册艘")
MOST_OF_THE_GREAT = 100
NO_CONTRAST = frozenset("大点分线路边")
# 这一年, 上一年 name a year, they measure none.
POINTING = re.compile("[上下前后每这那同新另某哪第进统万专有随]$")
FIRST_YEAR_AS_DATE, LAST_YEAR_AS_DATE = 1500, 2200
TENTHS_OF_MONEY = re.compile(r"[一二三四五六七八九](?=[,，。、;；!！?？\s”\"」』）)的左上]|$)")
MONEY_BLOCK = re.compile(r"钱|[,，。、;；!！?？\s”\"」』）)的左上以多而就出一]|$")


class Amount(NamedTuple):
    """A number with its unit as read: where it ends, its value, the unit and its place."""

    end: int
    number: Number
    unit: Unit | None
    unit_start: int
    unit_end: int


def read_unit(text: str, start: int, end: int, number: Number) -> Amount:
    """The number ``text[start:end]`` with the unit after it; ``unit`` is ``None`` without one."""
    if text[end : end + 1] in SPECIAL_FIRST:
        for reader in (_tenths, _discount, _half_or_more, _lettered):
            amount = reader(text, start, end, number)
            if amount:
                return amount
    gap = _skip_gap(text, start, end)
    match = match_word(unit_patterns(), text, gap)
    word = match and _standing_word(text, start, gap, match[0], number)
    if not word:
        return Amount(end, number, None, end, end)
    unit, unit_end = unit_of(word), gap + len(word)
    if "\n" in text[end:gap] and unit.kind not in MAY_BREAK_THE_LINE:
        return Amount(end, number, None, end, end)
    tenths = TENTHS_OF_MONEY.match(text, unit_end) if word in ("块", "毛") else None
    if tenths:
        more = read_number(tenths[0]).low / 10
        return Amount(tenths.end(), _plus(number, more), unit, gap, unit_end)
    if word == "块" and not _is_money_block(text, start, unit_end):
        unit = Unit("count", AS_WRITTEN)
    half = AND_A_HALF.match(text, unit_end) if unit.kind == "duration" else None
    if half and not number.vague and word in ("年", "个月", "周", "天"):
        return Amount(half.end(), _plus(number, 0.5), unit, gap, unit_end)
    return Amount(unit_end, number, unit, gap, unit_end)


def _skip_gap(text: str, start: int, end: int) -> int:
    if text[end : end + 1] not in MAY_BE_GAP:
        return end
    gap = end
    while text[gap : gap + 1] and text[gap] in GAPS and gap < end + 2:
        gap += 1
    broken = text[gap : gap + 1] == "\n" and text[start].isdigit()
    return gap + broken


def _standing_word(text: str, start: int, gap: int, word: str, number: Number) -> str | None:
    """The longest beginning of ``word`` that is a unit here."""
    while not _stands(text, start, gap, word, number):
        if word.isascii():
            return None
        word = next((word[:n] for n in range(len(word) - 1, 0, -1) if word[:n] in units()), "")
        if not word:
            return None
    return word


def _stands(text: str, start: int, gap: int, word: str, number: Number) -> bool:
    """Whether a unit word is a unit here, and not the start of another word."""
    unit, written = unit_of(word), text[start:gap].strip()
    after = text[gap + len(word) : gap + len(word) + 1]
    if after and after in unit.not_before:
        return False
    if unit.only_before and after not in unit.only_before:
        return False
    if written in ("零", "〇") and word not in ZERO_COUNTED:
        return False
    if unit.needs == "digits" and not written[0].isdigit():
        near = text[max(0, start - BEFORE) : start] + text[gap + 1 : gap + 3]
        return any(character in near for character in unit.or_near)
    if word.isascii() and len(word) == 1 and word.isalpha():
        return written[0].isdigit()
    if unit.kind == "duration":
        return _duration_stands(text, start, gap, word, written)
    if unit.kind == "count":
        return _count_stands(text, start, word, written, number)
    return not (written == "一" and unit.kind == "spec" and len(word) == 1)


@cache
def _told_before(what: str) -> re.Pattern[str]:
    return re.compile(near_words(what) + "$")


def _duration_stands(text: str, start: int, gap: int, word: str, written: str) -> bool:
    before = text[max(0, start - BEFORE) : start]
    if written == "一" and POINTING.search(before):
        return word[0] == "个" and before[-1] in "前后"
    if unit_of(word).needs == "length":
        alone = written in ("两", "几", "数") or (written == "一" and word == "日")
        inside = word == "日" and re.match("内|之内|以内|均线|游|线", text[gap + 1 : gap + 3])
        return bool(alone or inside or _told_before("length").search(before))
    if word == "年" and len(written) == 4 and written.isdigit():
        return not FIRST_YEAR_AS_DATE <= int(written) <= LAST_YEAR_AS_DATE
    return written[0].isdigit() or not word.isascii()


def _count_stands(text: str, start: int, word: str, written: str, number: Number) -> bool:
    if written in BARE_MAGNITUDES and word not in BARE_COUNTED and not word.isascii():
        return False
    if written == "一":
        contrast = _told_before("contrast").search(text[max(0, start - BEFORE) : start])
        return bool(contrast) and word not in NO_CONTRAST
    if word == "点":
        return written not in ("零", "十")
    if word == "大" and number.high > MOST_OF_THE_GREAT:
        return False
    return number.low >= unit_of(word).least


def _is_money_block(text: str, start: int, end: int) -> bool:
    """Whether 块 counts money, and not pieces: 25块 against 3块电池."""
    produced = re.search(near_words("produced"), text[max(0, start - 14) : start])
    return bool(MONEY_BLOCK.match(text, end)) and not produced


def _plus(number: Number, more: float) -> Number:
    return number._replace(low=tidy(number.low + more), high=tidy(number.high + more))


def _times(number: Number, factor: float) -> Number:
    return number._replace(low=tidy(number.low * factor), high=tidy(number.high * factor))


def _tenths(text: str, start: int, end: int, number: Number) -> Amount | None:
    """三成 is 30 percent, 三成五 is 35, 3成25 is 32.5."""
    match = TENTHS.match(text, end)
    if not match or number.high > 12 or number.magnitude > 1:
        return None
    digits = match["more"] or "零"
    more = 5 if digits == "半" else read_number(digits).low / 10 ** (len(digits) - 1)
    percent = Unit("percent", "percent")
    return Amount(match.end(), _plus(_times(number, 10), more), percent, end, match.end())


def _discount(text: str, start: int, end: int, number: Number) -> Amount | None:
    """七折 is 70 percent of the price, 八五折 and 8.5折 are 85."""
    match = DISCOUNT.match(text, end)
    if not match or number.high >= 100 or number.vague:
        return None
    if re.fullmatch("[一二三四五六七八九]{2}", text[start:end]):
        tens, ones = (read_number(c).low for c in text[start:end])
        number = number._replace(low=tens * 10 + ones, high=tens * 10 + ones)
    elif number.high < 10:
        number = _times(number, 10)
    return Amount(match.end(), number, Unit("percent", "percent"), end, match.end())


def _half_or_more(text: str, start: int, end: int, number: Number) -> Amount | None:
    """两个半月 is 2.5 months, 九个多月 more than 9."""
    match = HALF_OR_MORE.match(text, end)
    unit = match and units().get("个" + match["unit"])
    if not unit:
        return None
    number = _plus(number, 0.5) if match["more"] == "半" else number._replace(more_than=True)
    return Amount(match.end(), number, unit, end, match.end())


def _lettered(text: str, start: int, end: int, number: Number) -> Amount | None:
    """7B参数 is 7e9 parameters."""
    match = LETTERED.match(text, end)
    if not match or not text[end - 1].isdigit():
        return None
    unit = Unit("count", "parameters" if match["what"] == "参数" else "tokens")
    after = match.end("letter")
    return Amount(after, _times(number, LETTERS[match["letter"]]), unit, end, after)
