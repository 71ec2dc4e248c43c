"""Ordinals in folded text: 第三届, 第二大, 首次, 前五大, 三期."""

from __future__ import annotations

import re

from chipclaims.quantities.found import AS_WRITTEN, Found
from chipclaims.quantities.numerals import NUMBER, read_number
from chipclaims.quantities.vocabulary import near_words

_CLASSIFIER = near_words("ordinals")
_NO_CLASSIFIER_BEFORE = "[市额面字牌公国学都]"
ORDINAL = re.compile(
    rf"第 ?(?P<number>{NUMBER})(?:[-–—~至到]第?(?P<last>{NUMBER}))? ?"
    rf"(?:(?P<length>个?小时|分钟|秒|天|日(?!本))"
    rf"|(?P<unit>{_CLASSIFIER}(?!{_NO_CLASSIFIER_BEFORE})|大(?=都市|国|公司|市场))?)"
)
FIRST = re.compile(
    "首(?P<unit>次|款|个|家|批|位|届|例|座|架|艘|台|度|条|部|颗|轮|期|支|枚|项|张|份|场|站|班|只|套|宗|间|所|波"
    "|阶段|件|辆|列|笔|名|组|户|块|栋|幅|发(?!表|布|现|展|行)|片(?!区)|篇|单|回)(?![席都选要])"
)
LENGTHS = {"小": "hours", "分": "minutes", "秒": "seconds", "天": "days", "日": "days"}
NOT_A_FIRST = tuple("榜为元岸斩自部")
TOP = re.compile(
    r"前 ?(?P<number>\d{1,4}|[二两三四五六七八九十百]+) ?(?P<unit>大|名|位|强)"
    r"|前(?P<bare>三|五|十|\d{1,3})(?=[,，。、的;；)）]|$)"
)
PHASE = re.compile("(?P<number>[一二三四五])(?P<unit>期)")
NOT_A_PHASE = tuple("分第两每上下本前后长短近同定首共满连了为")
RANK_START = r"(?=第 ?[\d零一二三四五六七八九十百千万两几]|首[^\W\d]|前[ \d二两三四五六七八九十百])"


def read_rank(text: str, at: int) -> Found | None:
    """The ordinal that begins at ``at``."""
    before = text[max(0, at - 1) : at]
    first = FIRST.match(text, at)
    if first and (before not in NOT_A_FIRST or first["unit"] == "次"):
        return Found(at, first.end(), "rank", 1, unit=AS_WRITTEN, unit_at=first.span("unit"))
    ordinal = ORDINAL.match(text, at)
    if ordinal:
        return _ordinal(ordinal)
    top = TOP.match(text, at)
    if top:
        return _rank(top, top["number"] or top["bare"])
    phase = PHASE.match(text, at)
    return _rank(phase, phase["number"]) if phase and before not in NOT_A_PHASE else None


def _ordinal(match: re.Match[str]) -> Found | None:
    if not match["length"]:
        return _rank(match, match["number"], match["last"])
    number = read_number(match["number"])
    unit = LENGTHS[match["length"].lstrip("个")[0]]
    return number and Found(
        *match.span(), "duration", number.low, unit=unit, unit_at=match.span("length")
    )


def _rank(match: re.Match[str], written: str, last_written: str | None = None) -> Found | None:
    """A rank, or with ``last_written`` a range of ranks (第1-3名)."""
    number = read_number(written)
    unit = AS_WRITTEN if match["unit"] else None
    last = read_number(last_written) if last_written else None
    if number and last and last.low > number.low:
        ends = {"low": number.low, "high": last.low}
        return Found(*match.span(), "rank", **ends, unit=unit, unit_at=match.span("unit"))
    return number and Found(
        *match.span(), "rank", number.low, unit=unit, unit_at=match.span("unit")
    )
