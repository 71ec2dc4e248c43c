"""Words beside a quantity that bend it: 約 30%, 超過 60 位, 40% 以上."""

from __future__ import annotations

import re
from functools import cache

from chipclaims.quantities.vocabulary import table_rows

# Of two qualifiers at once the more binding one counts, in this order.
BINDING = (
    "at_most", "at_least", "less_than", "more_than", "nearly", "as_high_as", "approx", "only",
)  # fmt: skip
NOT_QUALIFIED = ("date", "rank")
LINKS = ("", "了", "有", "为", "在", "是", "约")
WINDOW, SHARE_WINDOW, LONGEST_WORD = 8, 16, 4
ABOUT_A_SHARE_OF = re.compile("约(?:为|占|等于|相当于)?[^,，。;；、约]{1,10}的 ?$")
AT_A_DISTANCE = re.compile(
    "(?<!不)(?<!不仅)(至少|最少|起码|至多|最多|仅|只)(?!是|不|能|会|要)"
    "[\u4e00-\u9fff]{1,3}?[了得被]? ?$"
)
# 近三年来 means "in recent years": no number is approached.
RECENT = re.compile("(?:以)?来|内|间|里|新高|新低|最|[(（]")
ANOTHER_WORD = re.compile(
    "内(?:部|容|地|存|外|阁|需|核|资|生|饰|置)|多(?:家|个|名|位|数|年|样|次|种|元|头|方|地|项)"
    "|起(?:诉|来|码|步|初|源|价)|许(?:多|可|诺)|以上[市赛]|上下[文游班]"
)
ONLY_AFTER = {"内": "duration", "起": "money"}


@cache
def _words(side: str) -> dict[str, str]:
    """Qualifier by word; an empty one for words such as 合约 that only end like 约."""
    rows = (row if len(row) == 3 else [*row, ""] for row in table_rows("qualifiers.tsv"))
    return {word: qualifier for where, word, qualifier in rows if where == side}


@cache
def _last_characters() -> frozenset[str]:
    return frozenset(word[-1] for word in [*_words("before"), *filter(None, LINKS)])


def find_qualifier(text: str, start: int, end: int, kind: str, more_than: bool) -> str | None:
    """The qualifier of ``text[start:end]``; of two at once, the more binding one."""
    if kind in NOT_QUALIFIED:
        return None
    found = {_before(text, start, end), _after(text, end, kind)}
    if more_than:
        found.add("more_than")
    return next((qualifier for qualifier in BINDING if qualifier in found), None)


def _before(text: str, start: int, end: int) -> str:
    window = text[max(0, start - WINDOW) : start].rstrip()
    nearest = _words("before").get(_longest_ending(window), "")
    if nearest:
        return "" if nearest == "nearly" and RECENT.match(text, end) else nearest
    if ABOUT_A_SHARE_OF.search(text[max(0, start - SHARE_WINDOW) : start]):
        return "approx"
    at_distance = AT_A_DISTANCE.search(window)
    return _words("before")[at_distance[1]] if at_distance else ""


def _longest_ending(window: str) -> str:
    """The longest qualifier that the window ends in, a linking 了 or 有 passed over."""
    if window[-1:] not in _last_characters():
        return ""
    words = _words("before")
    for link in LINKS:
        if not window.endswith(link):
            continue
        stem = window[: len(window) - len(link)]
        for length in range(min(LONGEST_WORD, len(stem)), 0, -1):
            if stem[-length:] in words:
                return stem[-length:]
    return ""


def _after(text: str, end: int, kind: str) -> str:
    window = text[end : end + LONGEST_WORD].lstrip(" ")
    if ANOTHER_WORD.match(window):
        return ""
    words = _words("after")
    for length in range(min(LONGEST_WORD, len(window)), 0, -1):
        word = window[:length]
        if word in words:
            return words[word] if ONLY_AFTER.get(word, kind) == kind else ""
    return ""
