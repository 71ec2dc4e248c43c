"""Words beside a quantity that bend it: 約 30%, 超過 60 位, 40% 以上."""

from __future__ import annotations

import re

BEFORE = {
    "约": "approx", "大约": "approx", "约为": "approx", "大概": "approx", "约合": "approx", "约有": "approx",
    "约占": "approx", "大致": "approx", "估计": "approx", "约达": "approx", "约在": "approx", "大约有": "approx", "大约为": "approx",
    "约莫": "approx", "料约": "approx", "合约": "", "预约": "", "签约": "", "节约": "", "契约": "", "公约": "", "条约": "", "纽约": "", "违约": "", "制约": "", "解约": "", "履约": "", "北约": "", "邀约": "", "集约": "",
    "超过": "more_than", "超": "more_than", "逾": "more_than", "突破": "more_than", "超出": "more_than", "超越": "", "高超": "",
    "已超": "more_than", "多于": "more_than", "破": "more_than", "已破": "more_than", "跌破": "", "大过": "more_than", "过": "more_than", "通过": "", "经过": "", "打过": "", "不过": "", "去过": "", "越过": "more_than", "冲破": "more_than", "超逾": "more_than", "远超": "more_than",
    "近": "nearly", "将近": "nearly", "接近": "nearly", "附近": "", "最近": "", "靠近": "", "临近": "", "逼近": "nearly", "迫近": "nearly", "贴近": "nearly", "亲近": "",
    "不到": "less_than", "不足": "less_than", "低于": "less_than", "不满": "less_than", "少于": "less_than", "未满": "less_than", "未达": "less_than", "不及": "less_than", "小于": "less_than", "未到": "less_than",
    "至少": "at_least", "最少": "at_least", "起码": "at_least", "不低于": "at_least", "不少于": "at_least", "不下": "at_least", "不小于": "at_least", "最低": "at_least", "折合约": "approx", "折合": "",
    "至多": "at_most", "最多": "at_most", "不超过": "at_most", "不得超过": "at_most", "不能超过": "at_most", "不会超过": "at_most", "买超": "", "卖超": "", "不高于": "at_most", "不多于": "at_most", "不大于": "at_most", "未超过": "at_most", "不逾": "at_most",
    "高达": "as_high_as", "多达": "as_high_as", "达到": "", "高至": "as_high_as", "最高达": "as_high_as",
    "仅": "only", "只": "only", "仅为": "only", "只有": "only", "仅有": "only", "仅仅": "only", "只需": "only", "只剩": "only", "仅剩": "only", "只要": "only", "仅占": "only", "只占": "only", "不仅": "", "不只": "", "只是": "only", "仅需": "only", "仅约": "approx", "仅用": "only", "只用": "only", "仅隔": "only", "只花": "only", "仅花": "only", "只吃": "only", "只保留": "only", "仅录得": "only", "区区": "only", "仅达": "only", "仅仅为": "only", "不过是": "",
}  # fmt: skip
AFTER = {
    "左右": "approx", "上下": "approx", "前后": "approx", "许": "approx",
    "以上": "at_least", "期以上": "at_least", "期及以上": "at_least", "或以上": "at_least", "及以上": "at_least", "以上的": "at_least", "起": "at_least", "之上": "at_least",
    "以下": "at_most", "以内": "at_most", "之内": "at_most", "内": "at_most", "或以下": "at_most", "及以下": "at_most", "之下": "at_most",
    "多": "more_than", "余": "more_than", "有余": "more_than", "开外": "more_than", "出头": "more_than",
    "不到": "less_than", "不足": "less_than",
}  # fmt: skip
AFTER_ONLY_LENGTHS = {"内"}
AFTER_ONLY_MONEY = {"起"}
NOT_AFTER = re.compile(
    r"内(?:部|容|地|存|外|阁|需|核|资|生|饰|置)|多(?:家|个|名|位|数|年|样|次|种|元|头|方|地|项)|起(?:诉|来|码|步|初|源|价)|许(?:多|可|诺)|以上[市赛]"
)
BINDING = (
    "at_most",
    "at_least",
    "less_than",
    "more_than",
    "nearly",
    "as_high_as",
    "approx",
    "only",
)
LAST_CHARACTERS = frozenset(word[-1] for word in BEFORE) | frozenset("了有为在是约")
_LONGEST = 8
RECENT = re.compile("(?:以)?来|内|间|里|新高|新低|最|[(（]")
ABOUT_SHARE_OF = re.compile("约(?:为|占|等于|相当于)?[^,，。;；、约]{1,10}的 ?$")
AT_A_DISTANCE = re.compile(
    "(?<!不)(?<!不仅)(至少|最少|起码|至多|最多|仅|只)(?!是|不|能|会|要)[\u4e00-\u9fff]{1,3}?[了得被]? ?$"
)


def find_qualifier(text: str, start: int, end: int, kind: str, more_than: bool) -> str | None:
    """The qualifier of ``text[start:end]``; of two at once, the more binding one."""
    if kind in ("date", "rank"):
        return None
    found = {_before(text, start, end), _after(text, end, kind)}
    if more_than:
        found.add("more_than")
    return next((q for q in BINDING if q in found), None)


def _before(text: str, start: int, end: int) -> str:
    window = text[max(0, start - _LONGEST) : start]
    nearest = BEFORE.get(_longest_ending(window), "")
    if nearest:
        in_recent_years = nearest == "nearly" and RECENT.match(text, end)
        return "" if in_recent_years else nearest
    if ABOUT_SHARE_OF.search(text[max(0, start - 16) : start]):
        return "approx"
    at_distance = AT_A_DISTANCE.search(window)
    return BEFORE[at_distance[1]] if at_distance else ""


def _longest_ending(window: str) -> str:
    window = window.rstrip()
    if window[-1:] not in LAST_CHARACTERS:
        return ""
    for tail in ("", "了", "有", "为", "在", "是", "约"):
        stem = window.removesuffix(tail) if tail else window
        for length in range(min(4, len(stem)), 0, -1):
            if stem[-length:] in BEFORE:
                return stem[-length:]
    return ""


def _after(text: str, end: int, kind: str) -> str:
    window = text[end : end + 4].lstrip(" ")
    if NOT_AFTER.match(window):
        return ""
    for length in range(min(4, len(window)), 0, -1):
        word = window[:length]
        if word in AFTER:
            if word in AFTER_ONLY_LENGTHS and kind != "duration":
                return ""
            if word in AFTER_ONLY_MONEY and kind != "money":
                return ""
            return AFTER[word]
    return ""
