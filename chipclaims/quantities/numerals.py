"""Written numbers to values: ``45億``, ``1兆2,345億``, ``三千五百``, ``两三``, ``数百万``.

All patterns expect folded text (simplified, half-width): see ``chipclaims.folding``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
SECTIONS = {"万": 10**4, "亿": 10**8, "兆": 10**12}
DIGIT = "零〇一二三四五六七八九两"
WRITTEN = f"{DIGIT}十百千万亿兆廿卅"
THREE_TO_FIVE = "三五"
LONGEST_NUMERAL = 24
FEW_LOW, FEW_HIGH = 2, 9

# 兆 before these words is "mega", a part of the unit.
ENGLISH = {"million": 10**6, "billion": 10**9, "trillion": 10**12, "mn": 10**6, "bn": 10**9}
_ENGLISH = rf"(?:{'|'.join(ENGLISH)})(?![A-Za-z])"
_MEGA = "(?!瓦|赫|字节|比特|帕|位|焦|欧)"
MAGNITUDE = rf"(?:[十百千]?(?:万亿|亿|万|兆{_MEGA})|[百千](?![瓦米克卡赫字伏帕])|{_ENGLISH})"
ARABIC = r"(?:\d{1,3}(?:,\d{3})++(?!\d)(?:\.\d++)?|\d++(?:\.\d++)?)"
_SPACE = r"(?:[ \u2009\u202f]{0,2}\n?[ ]?)"
_THIN = r"[ \u2009\u202f]?"
ARABIC_NUMBER = (
    rf"{ARABIC}(?:[多余几]?{_SPACE}{MAGNITUDE}(?:{_THIN}{ARABIC}{_THIN}{MAGNITUDE}(?!\d)){{0,3}}+"
    rf"(?:零?(?:\d{{1,3}},\d{{3}}|\d{{3,4}})(?![\d,.]))?)?(?:{_THIN}[多余](?![少样]))?"
)
# 数 is a numeral only before a magnitude, and not at the end of a word such as 人数 or 指数.
_SOME = (
    "(?:几|(?<![人总次指倍函分个点参负岁基多少半无])数(?=[十百千万亿]"
    "|[人天年周家名位次](?![据字值量额码目类以报])|个?月|个?小时|分钟|秒|日[内前后来间]))"
)
# Newspapers in Taiwan write figures digit by digit: 五四五○億元, 七.六四%.
_DIGIT_BY_DIGIT = "[零〇一二三四五六七八九]++\\.[零〇一二三四五六七八九]++[百千万亿兆]*+"
# 上 belongs to 上千台; in 网上百货 it ends the word before.
_ENDS_IN_UP = "以网线早晚身加路街桌会台市手头船车纸面月周世史地海天马基实际本表总大之"
_GOES_UP = "迈登踏站跃升冲赶攀爬走送搭踩"
_UP_TO = f"(?:(?<![{_ENDS_IN_UP}{_GOES_UP}])上(?=[百千万亿]))?"
CHINESE_NUMBER = (
    rf"(?:{_DIGIT_BY_DIGIT}|{_SOME}[十百千万亿]*+|{_UP_TO}[{WRITTEN}]++(?:(?:几|数(?=[天年个人家名亿万岁]))[十百千万亿]*+|点[{DIGIT}]++[百千万亿]*+)?+)"
    r"(?:[多余](?:[十百千万亿]++|(?![少样余])))?"
)
NUMBER = rf"(?:{ARABIC_NUMBER}|{CHINESE_NUMBER})"
NOT_INSIDE_NUMBER = rf"(?<![\d{WRITTEN}几])(?<!\d[.,])"

_ARABIC_PART = re.compile(rf"({ARABIC})[多余几]?\s*({MAGNITUDE})?零?")
_DIGIT_STRING = re.compile(
    r"(?P<digits>[零〇一二三四五六七八九]{2,}|[零〇一二三四五六七八九]+\.[零〇一二三四五六七八九]+)(?P<magnitude>[百千万亿兆]*)"
)
_NEIGHBOURS = re.compile(r"([一二两三四五六七八])([二两三四五六七八九])")


class Number(NamedTuple):
    """A number as written: ``low == high`` unless it is vague or names two neighbours (两三)."""

    low: float
    high: float
    vague: bool = False
    more_than: bool = False
    magnitude: float = 1
    """The last magnitude word as a factor (亿 is 1e8), 1 without one."""


def tidy(value: float) -> float | int:
    """A whole number as ``int``, free of the tail that decimal fractions leave in binary."""
    value = round(value, 6) if abs(value) < 10**9 else round(value, 2)
    return int(value) if value == int(value) else value


@lru_cache(maxsize=10_000)
def read_number(written: str) -> Number | None:
    """The value of a folded number, ``None`` for a numeral that says nothing sensible.

    >>> read_number("1.2万")
    Number(low=12000, high=12000, vague=False, more_than=False, magnitude=10000)
    """
    if len(written) > LONGEST_NUMERAL:
        return None
    return _read_arabic(written) if written[0].isdigit() else _read_chinese(written)


def _factor(magnitude: str) -> int:
    if magnitude in ENGLISH:
        return ENGLISH[magnitude]
    factor = 1
    for character in magnitude:
        factor *= TENS.get(character) or SECTIONS[character]
    return factor


def _read_arabic(written: str) -> Number:
    total, factor = 0.0, 1
    for digits, magnitude in _ARABIC_PART.findall(written):
        factor = _factor(magnitude)
        total += round(float(digits.replace(",", "")) * factor, 6)
    more_than = "多" in written or "余" in written
    return Number(tidy(total), tidy(total), more_than=more_than, magnitude=factor)


def _read_chinese(written: str) -> Number | None:
    more_than = "多" in written or "余" in written
    plain = written.replace("多", "").replace("余", "").removeprefix("上")
    if not plain:
        return None
    if "几" in plain or "数" in plain:
        return _read_vague(plain.replace("数", "几"), more_than)
    pair = _NEIGHBOURS.search(plain)
    neighbours = pair and (DIGITS[pair[2]] == DIGITS[pair[1]] + 1 or pair[0] == THREE_TO_FIVE)
    string = _DIGIT_STRING.fullmatch(plain)
    if string and not (neighbours and len(string["digits"]) == 2):
        return _read_digit_string(string["digits"], string["magnitude"], more_than)
    if neighbours:
        low = _plain_value(plain[: pair.end(1)] + plain[pair.end() :])
        high = _plain_value(plain[: pair.start(1)] + plain[pair.start(2) :])
    else:
        low = high = _plain_value(plain)
    if low is None or high is None:
        return None
    return Number(tidy(low), tidy(high), False, more_than, _last_magnitude(plain))


def _read_digit_string(digits: str, magnitude: str, more_than: bool) -> Number:
    factor = _factor(magnitude)
    plain = "".join("." if c == "." else str(DIGITS[c]) for c in digits)
    value = tidy(round(float(plain) * factor, 6))
    return Number(value, value, False, more_than, factor)


def _read_vague(plain: str, more_than: bool) -> Number | None:
    """``几`` stands for 2 to 9; after 十 for 1 to 9 (十几 is 11 to 19)."""
    first = 1 if plain[max(0, plain.index("几") - 1)] == "十" else FEW_LOW
    low = _plain_value(plain.replace("几", "零一二"[first]))
    high = _plain_value(plain.replace("几", "九"))
    if low is None or high is None:
        return None
    return Number(tidy(low), tidy(high), True, more_than, _last_magnitude(plain))


def _last_magnitude(plain: str) -> int:
    magnitude = re.search(r"[百千万亿兆]+$", plain)
    return _factor(magnitude[0]) if magnitude else 1


def _plain_value(plain: str) -> float | None:
    """Read 三千五百, 一亿五千万, 万亿, 三点五亿, 廿五; ``None`` if the order makes no sense."""
    if "点" in plain:
        return _decimal_value(plain)
    plain = plain.replace("廿", "二十").replace("卅", "三十")
    total = section = digit = 0.0
    has_digit = False
    for at, character in enumerate(plain):
        if character in DIGITS:
            if has_digit and digit:
                return None
            digit, has_digit = DIGITS[character], True
        elif character in TENS:
            section += (digit if has_digit and digit else 1) * TENS[character]
            digit, has_digit = 0, False
        else:
            section += digit
            if section == 0 and total == 0:
                section = 1
            total = (total + section) * SECTIONS[character]
            if at and plain[at - 1] not in SECTIONS and total > SECTIONS[character] * 10**4:
                total = _add_sections(plain[: at + 1])
            section = digit = 0
            has_digit = False
    return total + section + _elliptic_digit(plain, digit)


def _add_sections(plain: str) -> float:
    """Read sections of falling size apart: 一亿五千万 is 1e8 + 5e7, not (1e8 + 5000) x 1e4."""
    last = max(plain[:-1].rfind(c) for c in SECTIONS)
    head = _plain_value(plain[: last + 1]) or 0
    tail = (_plain_value(plain[last + 1 : -1]) or 1) * SECTIONS[plain[-1]]
    return head + tail


def _elliptic_digit(plain: str, digit: float) -> float:
    """The last digit of 一千二 counts hundreds: the next smaller unit is left unsaid."""
    before = plain[-2:-1]
    if digit and before in ("百", "千", "万", "亿"):
        return digit * (TENS | SECTIONS)[before] / 10
    return digit


def _decimal_value(plain: str) -> float | None:
    whole, _, rest = plain.partition("点")
    digits = re.match(f"[{DIGIT}]+", rest)
    value = _plain_value(whole)
    if digits is None or value is None:
        return None
    fraction = int("".join(str(DIGITS[c]) for c in digits[0])) / 10 ** len(digits[0])
    magnitude = rest[digits.end() :]
    return (value + fraction) * (_factor(magnitude) if magnitude else 1)
