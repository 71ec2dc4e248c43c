"""Ordinals in folded text: 第三届, 第二大, 首次, 前五大, 三期."""

from __future__ import annotations

import re

from chipclaims.quantities.found import AS_WRITTEN, Found
from chipclaims.quantities.numerals import NUMBER, read_number

_LENGTHS = "个?小时|分钟|秒"
_CLASSIFIER = "大|名|位|次|届|代|个|家|款|批|轮|期|版|章|条|季|天|年|周|月|步|场|局|节|号|座|架|台|辆|艘|颗|支|项|份|件|阶段|梯队|回合|回|任|等|级|类|种|组|阵|集|部|名次|高|强|人|度|样|例|站|棒|城|枚|层|道|篇|卷|行|列|排|股|线|弹|把|声|杆|人称|宗|间|套|本|张|幅|只|块|片|笔|单|段|梯次|点|面(?!向|积|对|临)|盘|胜|败|波|户|题|关|幕|栋|球|趟|重|班|副|首|胎|道|封|桌|天王|桩|根|粒|颗粒|座|届次|排|列|席|审|读|垒|学期|财季|赛季|车道|航厦|核电厂|条路线"
ORDINAL = re.compile(
    rf"第[ ]?(?P<number>{NUMBER})[ ]?(?:(?P<length>{_LENGTHS})|(?P<unit>(?:{_CLASSIFIER})(?![市额面字牌公国学都市])|大(?=都市|国|公司|市场))?)"
)
FIRST = re.compile(
    "首(?P<unit>次|款|个|家|批|位|届|例|座|架|艘|台|度|条|部|颗|轮|期|支|枚|项|张|份|场|站|班|只|套|宗|间|所|波|阶段|件|辆|列|笔|名|组|户|块|栋|幅|发(?!表|布|现|展|行)|片(?!区)|篇|单|回)(?![席都选要])"
)
TOP = re.compile(
    rf"前[ ]?(?P<number>\d{{1,4}}|[二两三四五六七八九十百]+)[ ]?(?P<unit>大|名|位|强)|前(?P<bare>三|五|十|\d{{1,3}})(?=[,，。、的;；)）]|$)"
)
PHASE = re.compile(r"(?P<number>[一二三四五])(?P<unit>期)")
HEAD_NUMBER = re.compile(r"(?:No\.|NO\.|TOP|Top)[ ]?(?P<number>\d{1,4})(?!\d)")
RANK_START = (
    "(?=第[ ]?[\\d零一二三四五六七八九十百千万两几]|首[^\\W\\d]|前[ \\d二两三四五六七八九十百])"
)


def read_rank(text: str, at: int) -> Found | None:
    """The ordinal that begins at ``at``."""
    first = FIRST.match(text, at)
    if (
        first
        and text[max(0, at - 1) : at] not in ("榜", "为", "元", "岸", "斩", "自", "部")
        or (first and first["unit"] == "次")
    ):
        return Found(at, first.end(), "rank", 1, unit=AS_WRITTEN, unit_at=first.span("unit"))
    ordinal = ORDINAL.match(text, at)
    if ordinal:
        return _ordinal(ordinal)
    top = TOP.match(text, at)
    if top:
        number = read_number(top["number"] or top["bare"])
        return number and _rank(top, number.low)
    phase = PHASE.match(text, at)
    if phase and text[max(0, at - 1) : at] not in tuple("分第两每上下本前后长短近同定首共满连了为"):
        return _rank(phase, read_number(phase["number"]).low)
    return None


def _ordinal(match: re.Match[str]) -> Found | None:
    number = read_number(match["number"])
    if number is None:
        return None
    if match["length"]:
        unit = {"小": "hours", "分": "minutes", "秒": "seconds"}[match["length"].lstrip("个")[0]]
        span = match.span("length")
        return Found(match.start(), match.end(), "duration", number.low, unit=unit, unit_at=span)
    return _rank(match, number.low)


def _rank(match: re.Match[str], value: float) -> Found:
    unit = AS_WRITTEN if match["unit"] else None
    return Found(match.start(), match.end(), "rank", value, unit=unit, unit_at=match.span("unit"))
