"""Numbers with a unit in folded text: money, percent, multiples, specs, counts, lengths of time."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from chipclaims.quantities.found import AS_WRITTEN, Found
from chipclaims.quantities.numerals import (
    NOT_INSIDE_NUMBER,
    NUMBER,
    Number,
    read_number,
    tidy,
)
from chipclaims.quantities.vocabulary import (
    CURRENCY_SIGNS,
    Unit,
    any_of,
    table_rows,
    unit_of,
    unit_pattern,
    units,
)

_GAP = r"[ \u2009\u202f]?"
HEAD = re.compile(
    rf"(?P<sign>(?<![A-Za-z\d%)）\]])(?<![A-Za-z\d%)）\]] )[-+−±](?=[\d$¥￥]|US|NT|HK))?"
    rf"(?P<currency>(?:{any_of(CURRENCY_SIGNS)}){_GAP})?"
    rf"(?P<number>{NUMBER})"
)
SEPARATOR = re.compile(
    rf"{_GAP}(?:-|–|—{{1,2}}|~|〜|至|到){_GAP}(?=[-−+]?[\d一二三四五六七八九十百千两几$¥￥UNHR])"
)
SECOND = re.compile(rf"(?P<sign>[-−+])?(?:(?:{any_of(CURRENCY_SIGNS)}){_GAP})?(?P<number>{NUMBER})")
LISTED_NEIGHBOURS = re.compile(rf"{_GAP}、{_GAP}(?=[一二三四五六七八九十两\d])")
LATIN_TAIL = re.compile(r"[A-Za-z](?:(?!(?:19|20)\d\d年)[A-Za-z0-9.\-+])*")
MULTIPLIER_TAIL = re.compile(
    rf"(?P<letter>[KMBT]){_GAP}(?=(?:个)?(?:参数|token|Token|上下文|词元))"
)
TENTHS = re.compile(
    rf"{_GAP}成(?P<more>[一二三四五六七八九半]|\d{{1,2}}(?![\d%年月日]))?(?![立功为员本果品长熟都就交份绩像衣效语例因型套龙败家日吉心年婚见书])"
)
DISCOUNT = re.compile(r"折(?![旧叠扣让射价腾损算戟磨线返桥冲])")
HALF_MORE = re.compile(r"个(?P<more>[半多])(?P<unit>月|小时|钟头|星期|世纪|学期|季度|交易日)")
AND_A_HALF = re.compile(r"半(?![导数年月天夜个场])")
LEVEL = re.compile(r"级(?![别联])")
MONEY_NOUN = re.compile(
    r"市值|营收|收入|收益|利润|净利|毛利|亏损|成交|投资|融资|估值|金额|资金|资产|负债|贷款|债|预算|支出|开支|GDP|产值|销售额|票房|身家|财富|基金|补贴|成本|资本|价值|作价|营业额|增值|蒸发|大关|账面|现金|斥资|注资|募资|筹资|红利|股息|税收|订单额|进出口|贸易|顺差|逆差|存款|余额|总额|赔偿|罚款|销售规模|市场规模|产业规模|经济总量|合同额|岁入|岁出|交易额"
)
CURRENCY_SAID = re.compile(
    "(美元|新台币|人民币|港元|日元|欧元)(?:营收|收入|计价|计算)[^,，。;；、]{0,24}$"
)
CLAUSE_BREAK = re.compile(r"[,，。;；:：!！?？\n]")
SOON = 26
SPECIAL_UNIT_FIRST = frozenset("成折个KMBT ")
COUNTED_FIRMS = re.compile(
    r"企业|公司|厂|商(?!品|务)|银行|券商|机构|供应商|集团|车企|药企|科技|初创|巨头|运营商|电信|原厂|云|外资|投行|独角兽|房企|工厂|店家"
)
CHIPS_NEAR = re.compile(r"芯片|晶片|GPU|处理器|加速卡|显卡|H20|H100|H200|Orin|Thor|chip")
CHIP_CLASSIFIERS = ("颗", "枚", "片")
ONLY_ONE = re.compile(
    r"(?:只有|仅有|仅|只做|只|不到|数量为|仅为|逾|不足|不止|设有|各|共|另有|余下)$"
)
ZERO_COUNTED = frozenset(("元", "例", "票", "分", "%", "个百分点", "人", "宗", "个"))
BARE_COUNTED = frozenset("架字个台家人名位款辆张件套座卡片股种株吨只头户册艘")
ARTICLE_TIME = re.compile(r"[上下前后每这那同新另某哪第进统万专有随]$")
LENGTH_CONTEXT = re.compile(
    r"(?:连续|连|近|过去|最近|为期|长达|历时|逾|每隔|间隔|未来|持续|达|仅|隔|短短|约|超过|前后|共|满|每)$"
)
POINTS_BEFORE = re.compile(
    r"(?:[涨跌升降报收至于破守关达见近约高低在为站上失]|累计|反弹|下挫|上扬|跳水|个|总)$"
)
HALF_WORDS = re.compile(
    r"(?<![上下前后大小一过多参对各两三数另])半(?P<unit>成(?![品功套])|个月|个小时|个世纪|个季度|个学期|年|天|小时|日(?![收成游休])|个钟头|个交易日|月|步)(?![报刊谈板检票])"
)
COMPOUND_DURATION = re.compile(
    r"(?P<big>\d{1,3})(?:分钟?(?P<seconds>[0-5]?\d)秒|个?小时(?P<minutes>[0-5]?\d)分钟?)"
)
HALF_SHARE = re.compile(r"(?<![十])一半|(?<![\u4e00-\u9fff])半数|过半数")
FRACTION = re.compile(
    rf"(?P<below>{NUMBER})分之(?P<above>{NUMBER})(?:(?:{SEPARATOR.pattern})(?P<above2>{NUMBER}))?"
)
SLASH_FRACTION = re.compile(r"(?P<above>[1-9]\d?)/(?P<below>[1-9]\d{0,2})(?![\d/%.])")
TIMES_OF_DAY = ("点",)
MONEY_BLOCK_ENDS = re.compile(r"钱|[,，。、;；!！?？\s”\"」』）)的左上以多而就出一]|$")


class Amount(NamedTuple):
    """A number with its unit as read: offsets, value, and the unit's place and meaning."""

    end: int
    number: Number
    unit: Unit | None
    unit_start: int
    unit_end: int


@cache
def _exceptions() -> dict[str, str]:
    return dict(table_rows("unit_exceptions.tsv"))


def read_amount(text: str, at: int) -> tuple[Found | None, int]:
    """The amount that begins at ``at``, and where to go on reading."""
    found = _without_head(text, at)
    if found:
        return found, found.end
    head = HEAD.match(text, at)
    if not head:
        return None, at + 1
    number = read_number(head["number"])
    if number is None:
        return None, head.end()
    first = _with_unit(text, head.start("number"), head.end(), number)
    found = _range(text, head, first) or _single(text, head, first)
    if found:
        return found, found.end
    tail = LATIN_TAIL.match(text, head.end()) if head["number"][-1].isdigit() else None
    return None, tail.end() if tail else head.end()


def _without_head(text: str, at: int) -> Found | None:
    """Amounts that are no number followed by a unit; most texts hold few of them."""
    if text[at] in "半一过":
        found = _half(text, at)
        if found:
            return found
    soon = text[at : at + SOON]
    if "分" in soon or "/" in soon or "小时" in soon:
        return _fraction(text, at) or _compound_duration(text, at)
    return None


def _with_unit(text: str, start: int, end: int, number: Number) -> Amount:
    """Read the unit after a number; ``unit`` is ``None`` where there is none."""
    if text[end : end + 1] in SPECIAL_UNIT_FIRST:
        for reader in (_tenths, _discount, _more_than_a_half, _lettered):
            amount = reader(text, start, end, number)
            if amount:
                return amount
    gap = end
    while gap < len(text) and text[gap] in " \u2009\u202f" and gap < end + 2:
        gap += 1
    if text[gap : gap + 1] == "\n" and text[start].isdigit():
        gap += 1
        broken = True
    else:
        broken = False
    match = unit_pattern().match(text, gap)
    if not match:
        return Amount(end, number, None, end, end)
    word = match[0]
    unit = unit_of(word)
    if broken and unit.kind not in ("money", "percent", "spec", "multiple"):
        return Amount(end, number, None, end, end)
    while not _unit_stands(text, start, gap, word, number, unit):
        shorter = _shorter_unit(word)
        if shorter is None:
            return Amount(end, number, None, end, end)
        word, unit = shorter, unit_of(shorter)
    end = gap + len(word)
    if word == "块" and not _is_money_block(text, start, end):
        unit = Unit("count", AS_WRITTEN, 1)
    if unit.kind == "duration" and word in ("年", "个月", "周", "天"):
        half = AND_A_HALF.match(text, end)
        if half and not number.vague:
            more = number._replace(low=tidy(number.low + 0.5), high=tidy(number.high + 0.5))
            return Amount(half.end(), more, unit, gap, end)
    return Amount(end, number, unit, gap, end)


def _is_money_block(text: str, start: int, end: int) -> bool:
    """Whether 块 counts money, and not pieces: 25块 against 3块电池."""
    produced = re.search("产量|出货|销量", text[max(0, start - 14) : start])
    return bool(MONEY_BLOCK_ENDS.match(text, end)) and not produced


def _shorter_unit(word: str) -> str | None:
    for length in range(len(word) - 1, 0, -1):
        if word[:length] in units() and not word.isascii():
            return word[:length]
    return None


def _tenths(text: str, start: int, end: int, number: Number) -> Amount | None:
    """三成 is 30 percent, 三成五 is 35."""
    match = TENTHS.match(text, end)
    if not match or number.high > 12 or number.magnitude > 1:
        return None
    more = {None: 0, "半": 5}.get(match["more"])
    if more is None:
        after = text[match.end() : match.end() + 1]
        if re.match("[万亿千百个家人]", after):
            return None
        digits = match["more"]
        more = read_number(digits).low / 10 ** (len(digits) - 1)
    scaled = number._replace(low=tidy(number.low * 10 + more), high=tidy(number.high * 10 + more))
    return Amount(match.end(), scaled, Unit("percent", "percent", 1), end, match.end())


def _discount(text: str, start: int, end: int, number: Number) -> Amount | None:
    """七折 is 70 percent of the price, 八五折 is 85."""
    match = DISCOUNT.match(text, end)
    if not match or number.high >= 100 or number.vague:
        return None
    digits = text[start:end]
    if len(digits) == 2 and re.fullmatch("[一二三四五六七八九]{2}", digits):
        tens = [read_number(c).low for c in digits]
        low = high = tens[0] * 10 + tens[1]
    else:
        low, high = (tidy(v * 10 if v < 10 else v) for v in (number.low, number.high))
    scaled = number._replace(low=low, high=high)
    return Amount(match.end(), scaled, Unit("percent", "percent", 1), end, match.end())


def _more_than_a_half(text: str, start: int, end: int, number: Number) -> Amount | None:
    """两个半月 is 2.5 months, 九个多月 more than 9."""
    match = HALF_MORE.match(text, end)
    if not match or "个" + match["unit"] not in units():
        return None
    unit = units()["个" + match["unit"]]
    half = 0.5 if match["more"] == "半" else 0
    more = number._replace(low=tidy(number.low + half), high=tidy(number.high + half))
    more = more._replace(more_than=number.more_than or not half)
    return Amount(match.end(), more, unit, end, match.end())


def _lettered(text: str, start: int, end: int, number: Number) -> Amount | None:
    """7B参数 is 7e9 parameters."""
    match = MULTIPLIER_TAIL.match(text, end)
    if not match or not text[end - 1].isdigit():
        return None
    factor = {"K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}[match["letter"]]
    scaled = number._replace(low=tidy(number.low * factor), high=tidy(number.high * factor))
    word = "parameters" if text.startswith("参数", match.end()) else "tokens"
    return Amount(match.end("letter"), scaled, Unit("count", word, 1), end, match.end("letter"))


def _unit_stands(text: str, start: int, gap: int, word: str, number: Number, unit: Unit) -> bool:
    """Whether a unit word is a unit here, and not the start of another word."""
    after = text[gap + len(word) : gap + len(word) + 1]
    written = text[start:gap].strip()
    if written in ("零", "〇") and word not in ZERO_COUNTED:
        return False
    if after and after in _exceptions().get(word, ""):
        return False
    if word.isascii() and len(word) == 1 and word.isalpha():
        return written[0].isdigit() and not re.match(r"[A-Za-z0-9]", after)
    if unit.kind == "duration":
        return _duration_stands(text, start, gap, word, written)
    if unit.kind == "count":
        return _count_stands(text, start, gap, word, written, number)
    if word == "块":
        return True
    if word == "级" and re.search(
        "风|震|级", text[max(0, start - 6) : start] + text[gap + 1 : gap + 3]
    ):
        return True
    if word == "度" and re.search("[温热烧冷寒高低升降]", text[max(0, start - 8) : start]):
        return True
    if word in ("级", "度", "节", "里", "安", "伏", "丝", "赫", "帕", "升", "克"):
        return written[0].isdigit()
    return not (written == "一" and unit.kind == "spec" and len(word) == 1)


def _duration_stands(text: str, start: int, gap: int, word: str, written: str) -> bool:
    before = text[max(0, start - 4) : start]
    if written == "一" and ARTICLE_TIME.search(before):
        return word[0] == "个" and before[-1] in "前后"
    if word in ("季", "月"):
        return bool(LENGTH_CONTEXT.search(before)) or written in ("两", "几", "数")
    if word == "日":
        inside = re.match("内|之内|以内|均线|游|线", text[gap + 1 : gap + 3])
        alone = written in ("一", "两", "几", "数")
        return bool(inside or LENGTH_CONTEXT.search(before)) or alone
    if word == "年" and len(written) == 4 and written.isdigit():
        return int(written) > 2200 or int(written) < 1500
    return not (word in ("s", "h", "min") and not written[0].isdigit())


def _count_stands(text: str, start: int, gap: int, word: str, written: str, number: Number) -> bool:
    before = text[max(0, start - 4) : start]
    if written in ("百", "千", "万", "十万", "百万", "千万") and word not in BARE_COUNTED:
        return False
    if written == "一":
        return bool(ONLY_ONE.search(before)) and word not in (
            "大",
            "点",
            "分",
            "线",
            "路",
            "下",
            "面",
            "边",
            "地",
        )
    if word in ("片/月", "片月"):
        return True
    if word == "则":
        return bool(re.match("[公新消短故广声通留报推]", text[gap + 1 : gap + 2]))
    if word == "大":
        return number.high <= 30 and number.low >= 2
    if word == "点":
        return written[0].isdigit() or written not in "零十"
    if word in (
        "分",
        "号",
        "级",
        "强",
        "地",
        "下",
        "面",
        "重",
        "成员",
        "进",
        "出",
        "回",
        "连",
        "夜",
        "晚",
        "关",
        "方",
        "系",
        "派",
        "界",
        "边",
        "国",
        "市",
        "县",
        "省",
        "区",
        "州",
        "城",
        "岸",
        "厂",
        "校",
        "院",
        "队",
        "线",
        "路",
        "端",
        "极",
        "维",
        "核",
        "芯",
        "卡",
        "冠",
        "胜",
        "败",
        "和",
        "记",
        "注",
        "趴",
        "响",
        "发",
        "通",
    ):
        return _short_unit_stands(text, gap, word, written, number)
    return True


def _short_unit_stands(text: str, gap: int, word: str, written: str, number: Number) -> bool:
    if word in ("卡", "核", "芯", "路"):
        return number.low >= 2
    if word in (
        "地",
        "下",
        "面",
        "重",
        "方",
        "系",
        "派",
        "关",
        "号",
        "极",
        "维",
        "进",
        "出",
        "连",
        "回",
        "记",
        "注",
        "响",
        "发",
        "通",
        "端",
        "趴",
        "强",
        "岸",
    ):
        return False
    return number.low >= 2


def _single(text: str, head: re.Match[str], first: Amount) -> Found | None:
    start = head.start()
    if head["currency"]:
        return _money_with_sign(text, head, first)
    if first.unit is None:
        return _bare(text, head.start("number"), first)
    number = first.number
    if head["sign"] and head["sign"] in "-−":
        number = number._replace(low=-number.low, high=-number.high)
    elif head["sign"] and first.unit.kind == "count":
        start = head.start("number")
    return _found(text, start, first._replace(number=number))


def _money_with_sign(text: str, head: re.Match[str], first: Amount) -> Found | None:
    """``US$45亿``, ``¥3.2亿``, ``新台币13,000元``: the sign says whose money it is."""
    sign = head["currency"].strip()
    currency = CURRENCY_SIGNS.get(sign) or CURRENCY_SIGNS[sign + " "]
    end = first.end if first.unit and first.unit.kind == "money" else head.end()
    if first.unit and first.unit.kind not in ("money", "count"):
        end = head.end()
    if sign in ("¥", "￥") and re.search(
        "日元|日圆|日本|东京|円", text[max(0, head.start() - 60) : end + 60]
    ):
        currency = "JPY"
    return _found(
        text, head.start(), Amount(end, first.number, Unit("money", currency, 1), end, end)
    )


def _range(text: str, head: re.Match[str], first: Amount) -> Found | None:
    """``150億至200億美元``, ``15%-30%``, ``3到5年``: one quantity with two ends."""
    gap = SEPARATOR.match(text, first.end)
    listed = None
    if not gap and first.unit is None:
        listed = LISTED_NEIGHBOURS.match(text, first.end)
    second_head = SECOND.match(text, (gap or listed).end()) if (gap or listed) else None
    number = second_head and read_number(second_head["number"])
    if not number:
        return None
    if second_head["sign"] and not head["sign"]:
        return None
    second = _with_unit(text, second_head.start("number"), second_head.end(), number)
    low = _share_magnitude(text, head, first, second)
    if listed and not (second.unit and number.low == first.number.high + 1 and number.low < 10):
        return None
    number = second.number
    falling = low.low > number.high and not head["sign"]
    if not _same_unit(first, second, head) or falling:
        return None
    if second.unit is None and not head["currency"]:
        return _bare_range(text, head, low, second)
    if (
        re.search("[从由自]$", text[max(0, head.start() - 1) : head.start()])
        and "到" in text[first.end : second_head.start()]
    ):
        if not re.match("不等|之间", text[second.end : second.end + 2]):
            return None
    unit = second.unit
    if head["currency"]:
        sign = head["currency"].strip()
        unit = Unit("money", CURRENCY_SIGNS.get(sign) or CURRENCY_SIGNS[sign + " "], 1)
    both = number._replace(low=low.low, high=number.high, vague=low.vague or number.vague)
    if head["sign"] and head["sign"] in "-−":
        second_sign = -1 if second_head["sign"] in ("-", "−") else 1
        both = both._replace(low=-low.low, high=second_sign * number.high)
    return _found(text, head.start(), second._replace(number=both, unit=unit), is_range=True)


def _share_magnitude(text: str, head: re.Match[str], first: Amount, second: Amount) -> Number:
    """In ``150—200亿`` the first number shares the magnitude of the second."""
    low, magnitude = first.number, second.number.magnitude
    bare = magnitude > 1 and low.magnitude == 1 and first.unit is None
    if bare and low.high < second.number.high / magnitude:
        return low._replace(low=tidy(low.low * magnitude), high=tidy(low.high * magnitude))
    unit = second.unit
    if (
        unit
        and unit.kind == "percent"
        and first.unit is None
        and text[second.unit_start : second.unit_end][:1] in ("成", "折")
    ):
        return low._replace(low=tidy(low.low * 10), high=tidy(low.high * 10))
    return low


def _same_unit(first: Amount, second: Amount, head: re.Match[str]) -> bool:
    if first.unit is None:
        return second.unit is not None or bool(head["currency"]) or second.number.magnitude >= 10**4
    if second.unit is None:
        return bool(head["currency"]) and first.unit.kind == "money"
    same_word = first.unit.unit == second.unit.unit
    return first.unit.kind == second.unit.kind and (same_word or first.unit.kind == "money")


def _bare_range(text: str, head: re.Match[str], low: Number, second: Amount) -> Found | None:
    bare = _bare(text, head.start("number"), second)
    if bare is None:
        return None
    return bare._replace(value=None, low=low.low, high=second.number.high)


def _bare(text: str, start: int, amount: Amount) -> Found | None:
    """A large number without a unit: 市值破5000亿, 销量达10万, 百亿级."""
    written = text[start : amount.end]
    if amount.number.magnitude < 10**4 or amount.unit or not re.search("[万亿兆]", written):
        return None
    level = LEVEL.match(text, amount.end)
    if not re.search(r"[\d一二三四五六七八九两几数十百千]", written) and not (
        level or re.search(r"[过超破近达逾上]$", text[max(0, start - 1) : start])
    ):
        return None
    if written in ("千万", "百万", "万", "十万", "万亿") and not level:
        if not re.search(r"[过超破近达逾上]$", text[max(0, start - 1) : start]):
            return None
    if re.match(r"[A-Za-z]", text[amount.end : amount.end + 1]):
        return None
    end = level.end() if level else amount.end
    before = CLAUSE_BREAK.split(text[max(0, start - 16) : start])[-1]
    after = CLAUSE_BREAK.split(text[end : end + (10 if level else 8)])[0]
    if text.startswith(("参数", "个参数"), end):
        return _found(
            text, start, Amount(end, amount.number, Unit("count", "parameters", 1), end, end)
        )
    is_money = (
        "票房" in text[max(0, start - 30) : start]
        or MONEY_NOUN.search(before)
        or MONEY_NOUN.search(after)
    )
    counted = "parameters" if "参数" in before else None
    unit = Unit("money", None, 1) if is_money else Unit("count", counted, 1)
    return _found(text, start, Amount(end, amount.number, unit, end, end))


def _found(text: str, start: int, amount: Amount, is_range: bool = False) -> Found:
    unit, number = amount.unit, amount.number
    low, high = (tidy(v * unit.factor) for v in (number.low, number.high))
    one = low == high and not is_range
    return Found(
        start,
        amount.end,
        unit.kind,
        value=low if one else None,
        low=None if one else low,
        high=None if one else high,
        unit=_english_unit(text, amount),
        unit_at=(amount.unit_start, amount.unit_end),
        vague=number.vague,
        more_than=number.more_than,
    )


def _english_unit(text: str, amount: Amount) -> str | None:
    if amount.unit.kind == "money" and amount.unit.unit is None:
        said = CURRENCY_SAID.search(text[max(0, amount.unit_start - 40) : amount.unit_start])
        return units()[said[1]].unit if said else None
    if amount.unit.unit != AS_WRITTEN:
        return amount.unit.unit
    word = text[amount.unit_start : amount.unit_end]
    near = text[amount.end : amount.end + 12]
    if word == "个":
        counted = re.match(r" ?(参数|token|Token|词元)", near)
        if counted:
            return "parameters" if counted[1] == "参数" else "tokens"
    if word in ("家", "大") and COUNTED_FIRMS.search(CLAUSE_BREAK.split(near)[0]):
        return "companies"
    if (
        word in CHIP_CLASSIFIERS
        and word != "片"
        and CHIPS_NEAR.search(text[max(0, amount.end - 30) : amount.end + 12])
    ):
        return "chips"
    if word == "片" and re.search(
        "晶圆|产能|投片", text[max(0, amount.end - 30) : amount.end + 12]
    ):
        return "wafers"
    return AS_WRITTEN


def _compound_duration(text: str, at: int) -> Found | None:
    """``3分13秒`` is 193 seconds, ``1小时20分钟`` 80 minutes: the smaller unit counts."""
    match = COMPOUND_DURATION.match(text, at)
    if not match:
        return None
    total = int(match["big"]) * 60 + int(match["seconds"] or match["minutes"])
    unit = "seconds" if match["seconds"] else "minutes"
    return Found(at, match.end(), "duration", total, unit=unit)


def _half(text: str, at: int) -> Found | None:
    match = HALF_WORDS.match(text, at)
    if match:
        word = match["unit"]
        if word == "成":
            return Found(at, match.end(), "percent", 5, unit="percent")
        unit = units().get(word) or units().get("个" + word) or units()["日"]
        start = match.start("unit")
        name = AS_WRITTEN if unit.unit == AS_WRITTEN else unit.unit
        return Found(at, match.end(), unit.kind, 0.5, unit=name, unit_at=(start, match.end()))
    match = HALF_SHARE.match(text, at)
    if match:
        return Found(at, match.end(), "multiple", 0.5, unit="fraction")
    return None


def _fraction(text: str, at: int) -> Found | None:
    match = FRACTION.match(text, at)
    if match:
        return _written_fraction(match)
    match = SLASH_FRACTION.match(text, at)
    if match and int(match["above"]) < int(match["below"]):
        if text[at - 1 : at] in (".", "/", "-") or re.match(
            "[月日号]", text[match.end() : match.end() + 1]
        ):
            return None
        value = int(match["above"]) / int(match["below"])
        return Found(at, match.end(), "multiple", value, unit="fraction")
    return None


def _written_fraction(match: re.Match[str]) -> Found | None:
    """三分之一 is a fraction; 百分之十五至二十 is a percentage."""
    below, above = read_number(match["below"]), read_number(match["above"])
    above2 = read_number(match["above2"]) if match["above2"] else above
    if not (below and above and above2) or not below.high:
        return None
    percent = match["below"] == "百"
    kind, unit = ("percent", "percent") if percent else ("multiple", "fraction")
    scale = 1 if percent else below.low
    low, high = above.low / scale, above2.high / scale
    if percent:
        low, high = tidy(low), tidy(high)
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


AMOUNT_START = rf"{NOT_INSIDE_NUMBER}(?=[-+−±]?(?:{any_of(CURRENCY_SIGNS)})?{_GAP}?[\d零〇一二三四五六七八九十百千万亿兆两廿卅几数])|(?=上[百千万亿])|(?<!\d)(?=半|过半数)"
