"""Amounts without a number of their own: 個位數, 双位数, and 零 as an answer."""

from __future__ import annotations

import re

from chipclaims.quantities.found import Found

DIGIT_COUNT = re.compile("(?P<digits>个|单|双|两|三)位数(?P<percent>百分比)?")
BOUNDS = {"个": (1, 9), "单": (1, 9), "双": (10, 99), "两": (10, 99), "三": (100, 999)}
SHARE = re.compile(
    "份额|占比|比例|比重|市占|%|营收|增长|增速|增幅|成长|下滑|百分|跌幅|涨幅|率|年增|季增|衰退"
)
ZERO_ANSWER = re.compile('(?<=[:：是“"—])零(?=[。.,，!！”"…]|$)')
VAGUE_START = '(?=[个单双两三]位数)|(?<=[:：是“"—])(?=零)'
CONTEXT, ASKED = 40, 60


def read_vague(text: str, at: int) -> Found | None:
    """個位數 after a share keeps the share's kind; elsewhere it is a count."""
    zero = ZERO_ANSWER.match(text, at)
    if zero:
        asked_about = text[max(0, at - ASKED) : at]
        return Found(at, at + 1, "count", 0, unit="chips" if "芯片" in asked_about else None)
    match = DIGIT_COUNT.match(text, at)
    if not match:
        return None
    low, high = BOUNDS[match["digits"]]
    is_share = match["percent"] or SHARE.search(text[max(0, at - CONTEXT) : match.end() + 6])
    kind, unit = ("percent", "percent") if is_share else ("count", None)
    return Found(at, match.end(), kind, low=low, high=high, unit=unit, vague=True)
