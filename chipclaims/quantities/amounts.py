"""Money, percent, multiples, specs, counts and lengths of time in folded text."""

from __future__ import annotations

import re

from chipclaims.quantities.found import AS_WRITTEN, Found
from chipclaims.quantities.numerals import (
    NOT_INSIDE_NUMBER,
    NUMBER,
    Number,
    read_number,
    tidy,
)
from chipclaims.quantities.units import Amount, read_unit
from chipclaims.quantities.vocabulary import CURRENCY_SIGNS, Unit, any_of, near_words, units

_GAP = r"[ \u2009\u202f]?"
_SIGN = f"(?:{any_of(CURRENCY_SIGNS)})"
HEAD = re.compile(
    r"(?P<sign>(?<![A-Za-z\d%)）\]])(?<![A-Za-z\d%)）\]] )[-+−±](?=[\d$¥￥]|US|NT|HK))?"
    rf"(?P<currency>{_SIGN}{_GAP})?(?P<number>{NUMBER})"
)
SEPARATOR = (
    rf"{_GAP}(?:-|–|—{{1,2}}|~|〜|至|到){_GAP}(?=[-−+]?[\d一二三四五六七八九十百千两几$¥￥UNHR])"
)
BETWEEN = re.compile(SEPARATOR)
LISTED = re.compile(rf"{_GAP}、{_GAP}(?=[一二三四五六七八九十两\d])")
SECOND = re.compile(rf"(?P<sign>[-−+])?(?:{_SIGN}{_GAP})?(?P<number>{NUMBER})")
CHANGE_FROM = re.compile("[从由自]$")
SPREAD = re.compile("不等|之间")
LATIN_TAIL = re.compile(r"[A-Za-z](?:(?!(?:19|20)\d\d年)[A-Za-z0-9.\-+])*")
LEVEL = re.compile("级(?![别联])")
CLAUSE_BREAK = re.compile(r"[,，。;；:：!！?？\n]")
CURRENCY_SAID = re.compile(
    "(美元|新台币|人民币|港元|日元|欧元)(?:(?:营收|收入|计价|计算)[^,，。;；、]{0,24}"
    "|约|逾|近|将近|超过|超|高达|达|仅|不到|共)[\\d.,十百千万亿兆 ]*$"
)
YEN_NEAR = re.compile("日元|日圆|日本|东京|円")
EXCEEDS = re.compile("[过超破近达逾上]$")
COUNTED_THINGS = re.compile(" ?(参数|token|Token|词元)")
HALF = re.compile(
    "(?<![上下前后大小一过多参对各两三数另])半"
    "(?P<unit>成(?![品功套])|个月|个小时|个世纪|个季度|个学期|年|天|小时|日(?![收成游休])"
    "|个钟头|个交易日|月|步)(?![报刊谈板检票])"
)
HALF_SHARE = re.compile("(?<!十)一半|半数")
HOURS_AND_MINUTES = re.compile(
    r"(?P<big>\d{1,3})(?:分钟?(?P<seconds>[0-5]?\d)秒|个?小时(?P<minutes>[0-5]?\d)分钟?)"
)
FRACTION = re.compile(
    rf"(?P<below>{NUMBER})分之(?P<above>{NUMBER})(?:{SEPARATOR}(?:(?P<below2>{NUMBER})分之)?(?P<above2>{NUMBER}))?"
)
SLASH_FRACTION = re.compile(r"(?P<above>[1-9]\d?)/(?P<below>[1-9]\d{0,2})(?![\d/%.月日号])")
SOON, NEAR, CLAUSE = 26, 12, 16
SMALLEST_BARE = 10**4
AMOUNT_START = (
    rf"{NOT_INSIDE_NUMBER}(?=[-+−±]?{_SIGN}?{_GAP}?[\d零〇一二三四五六七八九十百千万亿兆两廿卅几数])"
    "|(?=上[百千万亿])|(?<!\\d)(?=半)"
)


def read_amount(text: str, at: int) -> tuple[Found | None, int]:
    """The amount that begins at ``at``, and where to go on reading."""
    found = _without_unit_word(text, at)
    if found:
        return found, found.end
    head = HEAD.match(text, at)
    if not head:
        return None, at + 1
    number = read_number(head["number"])
    if number is None:
        return None, head.end()
    first = read_unit(text, head.start("number"), head.end(), number)
    found = _range(text, head, first) or _single(text, head, first)
    if found:
        return found, found.end
    # 910B and 950PR are names: what follows the digits belongs to them.
    after = text[head.end() : head.end() + 1]
    may_go_on = after.isascii() and head["number"][-1].isdigit()
    tail = LATIN_TAIL.match(text, head.end()) if may_go_on else None
    return None, tail.end() if tail else head.end()


def _without_unit_word(text: str, at: int) -> Found | None:
    """Halves, fractions and 3分13秒; a quick look tells most places that none is here."""
    found = _half(text, at) if text[at] in "半一" else None
    soon = text[at : at + SOON]
    if not found and ("分" in soon or "/" in soon or "小时" in soon):
        return _fraction(text, at) or _hours_and_minutes(text, at)
    return found


def _single(text: str, head: re.Match[str], first: Amount) -> Found | None:
    if head["currency"]:
        return _money_with_sign(text, head, first)
    start = head.start("number")
    if first.unit is None:
        return _bare(text, start, first)
    number = first.number
    if head["sign"] and first.unit.kind != "count":
        start = head.start()
        if head["sign"] in "-−":
            number = number._replace(low=-number.low, high=-number.high)
    return _found(text, start, first._replace(number=number))


def _currency(text: str, head: re.Match[str], end: int) -> str:
    """Whose money a sign means; ¥ is yuan unless the text is about yen."""
    sign = head["currency"].strip()
    if sign in ("¥", "￥") and YEN_NEAR.search(text[max(0, head.start() - 60) : end + 60]):
        return "JPY"
    return CURRENCY_SIGNS.get(sign) or CURRENCY_SIGNS[sign + " "]


def _money_with_sign(text: str, head: re.Match[str], first: Amount) -> Found:
    """``US$45亿``, ``¥3.2亿``, ``新台币13,000元``."""
    is_money = first.unit and first.unit.kind == "money"
    end = first.end if is_money else head.end()
    unit = Unit("money", _currency(text, head, end))
    return _found(text, head.start(), Amount(end, first.number, unit, end, end))


def _range(text: str, head: re.Match[str], first: Amount) -> Found | None:
    """``150億至200億美元``, ``15%-30%``, ``3到5年``: one quantity with two ends."""
    gap = BETWEEN.match(text, first.end)
    listed = None if gap or first.unit else LISTED.match(text, first.end)
    tail = SECOND.match(text, (gap or listed).end()) if gap or listed else None
    number = tail and read_number(tail["number"])
    if not number or (tail["sign"] and not head["sign"]):
        return None
    second = read_unit(text, tail.start("number"), tail.end(), number)
    if listed and not (second.unit and _next_number(first.number, number)):
        return None
    if not _same_unit(first, second, head) or _is_change(text, head, first, second, tail):
        return None
    low = _share_magnitude(text, first, second)
    ends = _ends(low, second.number, head["sign"], tail["sign"])
    if ends is None:
        return None
    both = second.number._replace(low=ends[0], high=ends[1], vague=low.vague or number.vague)
    if second.unit is None and not head["currency"]:
        bare = _bare(text, head.start("number"), second)
        return bare and bare._replace(value=None, low=both.low, high=both.high)
    unit = second.unit
    if head["currency"]:
        unit = Unit("money", _currency(text, head, second.end))
    start = head.start() if head["sign"] or head["currency"] else head.start("number")
    return _found(text, start, second._replace(number=both, unit=unit), is_range=True)


def _next_number(first: Number, second: Number) -> bool:
    """Whether 三、四年 and 15、16万元 name neighbours, and not 3、8、5年 a list."""
    last = second.low / second.magnitude
    return first.magnitude == 1 and last == first.high + 1 and last < 100


def _ends(
    low: Number, high: Number, low_sign: str | None, high_sign: str | None
) -> tuple[float, float] | None:
    """The two ends with their signs; ``None`` where they fall: that is no range."""
    signs = [-1 if sign and sign in "-−" else 1 for sign in (low_sign, high_sign)]
    if low_sign is None and low.low > high.high:
        return None
    first, last = low.low * signs[0], high.high * signs[1]
    return min(first, last), max(first, last)


def _is_change(
    text: str, head: re.Match[str], first: Amount, second: Amount, tail: re.Match[str]
) -> bool:
    """从5%到8% is a change, two quantities; 从5%到8%不等 is a spread, one."""
    from_there = CHANGE_FROM.search(text[max(0, head.start() - 1) : head.start()])
    says_to = "到" in text[first.end : tail.start()]
    return bool(from_there and says_to) and not SPREAD.match(text, second.end)


def _share_magnitude(text: str, first: Amount, second: Amount) -> Number:
    """In ``150—200亿`` the first number shares the second's magnitude, in 一到两成 its unit."""
    low, magnitude = first.number, second.number.magnitude
    factor = 1.0
    if first.unit is None and text[second.unit_start : second.unit_end][:1] in ("成", "折"):
        factor = 10
    elif first.unit is None and low.magnitude == 1 < magnitude:
        factor = magnitude if low.high < second.number.high / magnitude else 1
    return low._replace(low=tidy(low.low * factor), high=tidy(low.high * factor))


def _same_unit(first: Amount, second: Amount, head: re.Match[str]) -> bool:
    if first.unit is None:
        large = second.number.magnitude >= SMALLEST_BARE
        return second.unit is not None or bool(head["currency"]) or large
    if second.unit is None:
        return bool(head["currency"]) and first.unit.kind == "money"
    same_word = first.unit.unit == second.unit.unit
    return first.unit.kind == second.unit.kind and (same_word or first.unit.kind == "money")


def _bare(text: str, start: int, amount: Amount) -> Found | None:
    """A large number without a unit: 市值破5000亿, 销量达10万, 百亿级."""
    if amount.unit or amount.number.magnitude < SMALLEST_BARE:
        return None
    level = LEVEL.match(text, amount.end)
    if not _is_large(text, start, amount, bool(level)):
        return None
    end = level.end() if level else amount.end
    return _found(text, start, Amount(end, amount.number, _bare_unit(text, start, end), end, end))


def _is_large(text: str, start: int, amount: Amount, level: bool) -> bool:
    written = text[start : amount.end]
    if not re.search("[万亿兆]", written):
        return False
    if text[amount.end : amount.end + 1].isascii() and text[amount.end : amount.end + 1].isalpha():
        return False
    bare_magnitude = not re.search(r"[\d一二三四五六七八九两几数]", written)
    if bare_magnitude and (len(written) == 1 or written in ("千万", "百万", "十万", "万亿")):
        counts_parameters = text.startswith(("参数", "个参数"), amount.end)
        exceeds = EXCEEDS.search(text[max(0, start - 1) : start])
        return level or counts_parameters or bool(exceeds)
    return True


def _bare_unit(text: str, start: int, end: int) -> Unit:
    if text.startswith(("参数", "个参数"), end):
        return Unit("count", "parameters")
    before = CLAUSE_BREAK.split(text[max(0, start - CLAUSE) : start])[-1]
    after = CLAUSE_BREAK.split(text[end : end + NEAR])[0]
    is_money = re.search(near_words("money"), before + "\n" + after)
    if is_money or "票房" in text[max(0, start - 30) : start]:
        return Unit("money", None)
    return Unit("count", "parameters" if "参数" in before else None)


def _found(text: str, start: int, amount: Amount, is_range: bool = False) -> Found:
    unit, number = amount.unit, amount.number
    low, high = number.low, number.high
    if unit.factor != 1:
        low, high = tidy(low * unit.factor), tidy(high * unit.factor)
    one = low == high and not is_range
    return Found(
        start,
        amount.end,
        unit.kind,
        value=low if one else None,
        low=None if one else low,
        high=None if one else high,
        unit=_unit_name(text, amount),
        unit_at=(amount.unit_start, amount.unit_end),
        vague=number.vague,
        more_than=number.more_than,
    )


def _unit_name(text: str, amount: Amount) -> str | None:
    """The unit in English where the words beside it tell, else as the table has it."""
    unit = amount.unit
    if unit.kind == "money" and unit.unit is None:
        said = CURRENCY_SAID.search(text[max(0, amount.unit_start - 40) : amount.unit_start])
        return units()[said[1]].unit if said else None
    if unit.unit != AS_WRITTEN:
        return unit.unit
    word = text[amount.unit_start : amount.unit_end]
    return _counted(word, text, amount.end) or AS_WRITTEN


def _counted(word: str, text: str, end: int) -> str | None:
    after = text[end : end + NEAR]
    around = text[max(0, end - 30) : end + NEAR]
    things = COUNTED_THINGS.match(after) if word == "个" else None
    if things:
        return "parameters" if things[1] == "参数" else "tokens"
    if word in ("家", "大") and re.search(near_words("firms"), CLAUSE_BREAK.split(after)[0]):
        return "companies"
    if word in ("颗", "枚") and re.search(near_words("chips"), around):
        return "chips"
    return "wafers" if word == "片" and re.search(near_words("wafers"), around) else None


def _hours_and_minutes(text: str, at: int) -> Found | None:
    """``3分13秒`` is 193 seconds, ``1小时20分钟`` 80 minutes: the smaller unit counts."""
    match = HOURS_AND_MINUTES.match(text, at)
    if not match:
        return None
    total = int(match["big"]) * 60 + int(match["seconds"] or match["minutes"])
    unit = "seconds" if match["seconds"] else "minutes"
    return Found(at, match.end(), "duration", total, unit=unit)


def _half(text: str, at: int) -> Found | None:
    """半年 is 0.5 years, 半成 5 percent, 一半 a half."""
    match = HALF.match(text, at)
    if not match:
        share = HALF_SHARE.match(text, at)
        return share and Found(at, share.end(), "multiple", 0.5, unit="fraction")
    word = match["unit"]
    if word == "成":
        return Found(at, match.end(), "percent", 5, unit="percent")
    unit = units().get(word) or units()["个" + word]
    return Found(at, match.end(), unit.kind, 0.5, unit=unit.unit, unit_at=match.span("unit"))


def _fraction(text: str, at: int) -> Found | None:
    match = FRACTION.match(text, at)
    if match:
        return _written_fraction(match)
    match = SLASH_FRACTION.match(text, at)
    if match and int(match["above"]) < int(match["below"]) and text[at - 1 : at] not in "./-":
        value = int(match["above"]) / int(match["below"])
        return Found(at, match.end(), "multiple", value, unit="fraction")
    return None


def _written_fraction(match: re.Match[str]) -> Found | None:
    """三分之一 is a fraction; 百分之十五至二十 is a percentage."""
    below, above = read_number(match["below"]), read_number(match["above"])
    last = read_number(match["above2"]) if match["above2"] else above
    if not (below and above and last) or not below.high:
        return None
    if match["below"] == "百":
        kind, unit, low, high = "percent", "percent", above.low, last.high
    else:
        kind, unit = "multiple", "fraction"
        last_below = read_number(match["below2"]) if match["below2"] else below
        low, high = above.low / below.low, last.high / last_below.low
    low, high = min(low, high), max(low, high)
    one = low == high
    return Found(
        match.start(),
        match.end(),
        kind,
        value=low if one else None,
        low=None if one else low,
        high=None if one else high,
        unit=unit,
        vague=above.vague,
        more_than=above.more_than,
    )
