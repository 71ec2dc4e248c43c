"""Dates and periods in folded text: ``2025年4月15日``, ``今年第二季度``, ``2Q25``, ``上周四``.

Values are ISO at the precision written; a year that is not written is ``--``. See
``docs/quantities.md`` for the forms.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from chipclaims.quantities.found import Found
from chipclaims.quantities.numerals import NOT_INSIDE_NUMBER, read_number

_CN = "一二三四五六七八九"
_SPACE = r"[ \u2009]?"
_YEAR_DIGITS = rf"(?:(?:1[6-9]|20|21)\d\d|[一二][零〇{_CN}]{{3}})"
_YEAR_EDGE = r"(?:年?(?:底|初|末)|年中(?=[,，。、;；的时至到起 ]|$))?"
_RELATIVE = "(?:今年|去年|明年|前年|后年|上年|当年|同年|本年|本财年|上财年|次年|来年|隔年|翌年)"
_ROC = rf"民国{_SPACE}(?:\d{{1,3}}|[十百{_CN}]+){_SPACE}年度?"
_FISCAL = rf"(?:FY{_SPACE}(?:20)?\d\d|{_YEAR_DIGITS}{_SPACE}(?:财年|财政年度|会计年度|财务年度))"
_MONTH = rf"(?:1[0-2]|0?[1-9]|十[一二]?|[{_CN}]){_SPACE}月(?!球|亮|饼|薪|租|供|台|嫂|子)"
_MONTH_EDGE = "(?:份|底|初|末|中旬|上旬|下旬|中(?!国|央|芯|信|证|联|石|海|铁|金|车|兴|间|等|外|位|大|小|高|美|欧|日|超|原|东))?"
_DAY = rf"(?:[12]\d|3[01]|0?[1-9]|三十一?|[二廿]?十?[{_CN}](?<![{_CN}]{{2}})|二?十)"
_DAY_WORD = rf"{_DAY}{_SPACE}(?:日(?![元圆均本元经线元])|号(?![线楼院机店门桥矿馆厅码井文站风信]))"
_QUARTER = (
    rf"(?:第{_SPACE}?[一二三四1-4]{_SPACE}?(?:财季|季度|季)|[一二三四1-4](?:财季|季度|季报?(?=[,，。、;；的净营业])|季)(?!节|稻|豆|歌|酒)"
    rf"|前[一二三123]季度?|首季(?!度假)|Q[1-4](?!\d)|[1-4]Q(?![A-Za-z]))"
)
_HALF = "(?:上半年|下半年|上半财年|下半财年|H[12](?!\\d)|[12]H(?![A-Za-z0-9]))"
_WEEKDAY = "(?:(?:上上|上|本|这|下|下下)?(?:个)?(?:周|星期|礼拜)[一二三四五六日天](?![年月个期周线点级级]))"
_PART_OF_DAY = "(?:凌晨|清晨|清早|早上|早晨|早|上午|中午|正午|午间|下午|午后|傍晚|晚上|晚间|晚|夜间|深夜|夜里|午夜)"
_HOUR = "(?:[01]?\\d|零|2[0-4]|二?十[一二三四五六七八九]?|[一二三四五六七八九两])"
_CLOCK_COLON = r"(?:[01]?\d|2[0-4])[::][0-5]\d(?:[::][0-5]\d)?(?![\d:])"
_MINUTES = r"(?:[0-5]?\d分?|[一二三四五]?十?[一二三四五六七八九]?分|半|整|一刻|三刻)"
_CLOCK = rf"(?:{_CLOCK_COLON}|{_HOUR}{_SPACE}(?:点(?:钟|(?=\d{{1,2}}分)|(?![\d.个多名家]))|时(?![间代期速段长装光尚薪候区]))(?:{_SPACE}{_MINUTES})?)"
_MONTH_NAMED = "(?:上月|本月|当月|下月|同月|次月|上个月|本月份)"

YEAR = re.compile(
    rf"(?P<fiscal>{_FISCAL})|(?P<roc>{_ROC})|(?:公元{_SPACE})?(?P<year>{_YEAR_DIGITS}){_SPACE}年(?:度(?!假))?(?P<edge>{_YEAR_EDGE})"
    rf"|(?P<relative>{_RELATIVE})"
)
SHORT_YEAR = re.compile(
    rf"(?P<short>1[0-3]\d)年(?:度|底|初|末)?(?![来后前内间之的历多半])|(?P<two>\d{{2,3}})年度?(?={_SPACE}(?:第?[一二三四1-4]季|Q[1-4]|[上下]半年|[1-9]|1[0-2]|全年|底|初|年?度))"
)
LENGTH_BEFORE = re.compile("(?:近|逾|超|超过|约|长达|历时|成立|有|过去|满|达|隔|共|未来|第)$")
BARE_YEAR_QUARTER = re.compile(
    rf"(?P<year>20\d\d){_SPACE}[-]?{_SPACE}(?=Q[1-4](?!\d)|H[12](?!\d))|(?P<short>\d\d)(?=Q[1-4](?!\d)|H[12](?!\d))"
)
QUARTER_YEAR = re.compile(
    r"(?:(?P<q>[1-4])Q|Q(?P<q2>[1-4])|(?P<h>[12])H)[' ]?(?P<yy>(?:20)?\d\d)(?!\d)"
)
MONTH = re.compile(rf"(?P<month>{_MONTH})(?P<edge>{_MONTH_EDGE})")
MONTH_RANGE = re.compile(
    rf"(?P<a>1[0-2]|0?[1-9]|[{_CN}])(?:-|–|—|~|至|到|、)(?P<b>{_MONTH})(?!{_DAY}日)(?:份)?"
)
MONTHS_OF_YEAR = re.compile(rf"(?:前|首)(?P<n>[二三四五六七八九十两]|十一|\d{{1,2}}){_SPACE}个?月")
DAY = re.compile(
    rf"(?P<day>{_DAY}){_SPACE}(?:日(?![元圆均经线报常]|本(?![港地市报台公院月周]))|号(?![线楼院机店门桥矿馆厅码井文站风信货球])(?:(?<=[\d]号)|(?=[,，。、上下晚早凌前后起到至将的]|$)))"
)
QUARTER = re.compile(_QUARTER)
HALF = re.compile(_HALF)
DAY_NAMED = "(?:今天|昨天|明天|前天|后天|今日|昨日|明日|翌日|当日|今早|今晚|昨晚|昨夜|明早|明晚)"
CLOCK = re.compile(rf"(?:{_SPACE}(?P<part>{_PART_OF_DAY}))?{_SPACE}(?P<clock>{_CLOCK})")
DAY_NAMED_AT = re.compile(DAY_NAMED)
WEEKDAY = re.compile(rf"(?P<weekday>{_WEEKDAY})")
NAMED_MONTH = re.compile(_MONTH_NAMED)
ISO = re.compile(
    r"(?P<y>(?:19|20)\d\d)(?P<s>[-/.])(?P<m>1[0-2]|0?[1-9])(?P=s)(?P<d>3[01]|[12]\d|0?[1-9])(?![\d.])"
    r"|(?P<y2>(?:19|20)\d\d)[-/](?P<m2>1[0-2]|0[1-9])(?![\d%])"
)
SLASH_DAY = re.compile(
    r"(?:(?P<m>1[0-2]|0?[1-9])/(?P<d>3[01]|[12]\d|0?[1-9])|(?P<d2>3[01]|2\d|1[3-9])/(?P<m2>1[0-2]|0?[1-9]))(?![\d/])(?P<w>\([一二三四五六日]\))?"
)
DECADE = re.compile(
    rf"(?:(?:上个?世纪|本世纪|(?P<c>\d{{2}}|[二十一九]+)世纪){_SPACE})?(?P<d>(?:1[89]|20)?\d0|[{_CN}]十){_SPACE}年代[初末中]?期?"
    rf"|(?P<century>(?:2[01]|1\d)|二十一?|十[{_CN}]?)世纪[初末中]?(?:叶|期)?(?!华)"
)
SEASON = re.compile(
    r"(?P<a>20\d\d)[-/](?P<b>(?:20)?\d\d)(?:年?(?:赛季|学年|财年|年度|榨季|雪季|球季))"
)
YEAR_RANGE = re.compile(
    rf"(?P<a>(?:19|20)\d\d)年?{_SPACE}(?:-|–|—{{1,2}}|~|至|到){_SPACE}(?P<b>(?:19|20)\d\d)年(?:度|底|初|末)?(?!\d)"
)
RANGE = re.compile(rf"{_SPACE}(?:-|–|—{{1,2}}|~|〜|至|到){_SPACE}")
DATE_START = (
    rf"{NOT_INSIDE_NUMBER}(?=[\d零〇{_CN}十廿两QF])|(?={_RELATIVE}|民国|公元|[上下]半年|上半财年|首季|首\d|首[二三四五六七八九]个?月|前[一二三四五六七八九十\d]|第[一二三四1-4 ]"
    rf"|上个?世纪|本世纪|{_MONTH_NAMED}|{DAY_NAMED}(?=[\d零一二三四五六七八九十凌清早上中正午下傍晚夜深])|{_WEEKDAY}|{_PART_OF_DAY}{_HOUR}|H[12])"
)


# Most numbers are no dates: one quick look decides that, before nine readers try.
MAY_BE_DATE = re.compile(
    r"[\d零〇一二三四五六七八九十廿两]{1,4}(?:[ ]?(?:[年月日号点时季世QH财会前]|个月"
    r"|[-–—~至到、]{1,2}[ ]?[\d一二三四五六七八九十]{1,4}[ ]?[年月日号]|[-/.::][\d]))"
    r"|[^\d零〇一二三四五六七八九十廿两]"
)


class Point(NamedTuple):
    """One date: where it ends, and its parts as far as they are written."""

    end: int
    year: str = ""
    month: int = 0
    day: int = 0
    rest: str = ""
    clock: str = ""

    def iso(self) -> str:
        """ISO at the precision written; ``--`` for a year and ``---`` for a month unsaid."""
        if self.day and not self.month:
            text = f"---{self.day:02d}"
        else:
            text = self.year or ("--" if self.month or self.rest[:1] in ("Q", "H") else "")
            if self.month:
                text += ("-" if self.year else "") + f"{self.month:02d}"
                text += f"-{self.day:02d}" if self.day else ""
            elif self.rest:
                text += ("-" if self.year else "") + self.rest
        return text + (f"T{self.clock}" if self.clock else "")


def _number(written: str) -> int:
    number = read_number(written.strip().lstrip("0") or "0")
    return int(number.low) if number else 0


def _short_year(digits: str) -> str:
    return digits if len(digits) == 4 else f"20{digits}"


def read_date(text: str, at: int) -> Found | None:
    """The date or period that begins at ``at``, the longest that can be read."""
    if not MAY_BE_DATE.match(text, at):
        return None
    for reader in (_season, _year_range, _decade, _iso_date, _quarter_then_year, _slash_day):
        found = reader(text, at)
        if found:
            return found
    first = _point(text, at)
    if first is None:
        return None
    return _range(text, at, first) or Found(at, first.end, "date", first.iso())


def _range(text: str, at: int, first: Point) -> Found | None:
    gap = RANGE.match(text, first.end)
    clock = gap and first.clock and CLOCK.match(text, gap.end())
    if clock:
        return Found(at, clock.end(), "date", f"{first.iso()}/T{_clock_iso(clock)}")
    second = gap and _point(text, gap.end())
    if not second or second.clock and not first.clock:
        return None
    same_level = bool(first.day) == bool(second.day) or second.month
    if second.rest[:1] != first.rest[:1] or not same_level:
        return None
    filled = second._replace(
        year=second.year or first.year,
        month=second.month or (first.month if second.day else 0),
    )
    return Found(at, second.end, "date", f"{first.iso()}/{filled.iso()}")


def _point(text: str, at: int) -> Point | None:
    year = _year(text, at)
    end = year.end if year else at
    gap = end + (text[end : end + 1] == " ") if year else end
    for reader in (_month_day, _quarter_or_half, _named_month_day, _weekday, _clock_alone):
        point = reader(text, gap, year)
        if point:
            return point
    if year and not year.rest.startswith("relative"):
        return year
    return None


def _year(text: str, at: int) -> Point | None:
    match = YEAR.match(text, at)
    if match:
        return _year_point(match)
    match = SHORT_YEAR.match(text, at)
    if match and (match["two"] or not LENGTH_BEFORE.search(text[max(0, at - 3) : at])):
        number = int(match["short"] or match["two"])
        year = str(number + 1911) if number > 99 else f"20{number}"
        return Point(match.end(), year)
    match = BARE_YEAR_QUARTER.match(text, at)
    if match:
        return Point(match.end(), match["year"] or f"20{match['short']}")
    return None


def _year_point(match: re.Match[str]) -> Point:
    if match["relative"]:
        return Point(match.end(), "", rest="relative")
    if match["fiscal"]:
        digits = re.search(r"\d+", match["fiscal"])
        year = digits[0] if digits else str(_number(match["fiscal"][:4]))
        return Point(match.end(), f"FY{_short_year(year)}")
    if match["roc"]:
        digits = re.search(r"[\d十百一二三四五六七八九]+", match["roc"][2:])
        return Point(match.end(), str(_number(digits[0]) + 1911 if digits else ""))
    return Point(match.end(), str(_number(match["year"])))


def _month_day(text: str, at: int, year: Point | None) -> Point | None:
    known = year.year if year else ""
    months = MONTHS_OF_YEAR.match(text, at)
    if months and (year or months[0][0] == "首" or text[at : at + 1] == "前"):
        last = _number(months["n"])
        prefix = f"{known}-" if known else "--"
        return Point(months.end(), rest=f"{prefix}01/{prefix}{last:02d}") if last <= 12 else None
    span = MONTH_RANGE.match(text, at)
    if span:
        prefix = f"{known}-" if known else "--"
        first, last = _number(span["a"]), _number(span["b"].replace("月", ""))
        if first < last:
            return Point(span.end(), rest=f"{prefix}{first:02d}/{prefix}{last:02d}")
    month = MONTH.match(text, at)
    if not month:
        return _day_alone(text, at, year)
    number = _number(month["month"].replace("月", ""))
    day = None if month["edge"] else DAY.match(text, _skip_space(text, month.end()))
    if not day:
        return Point(month.end(), known, number)
    point = Point(day.end(), known, number, _number(day["day"]))
    return _with_clock(text, point)


def _skip_space(text: str, at: int) -> int:
    return at + (text[at : at + 1] == " ")


def _day_alone(text: str, at: int, year: Point | None) -> Point | None:
    if year:
        return None
    day = DAY.match(text, at)
    if not day or (day["day"][0] in _CN and len(day["day"]) == 1):
        return None
    after = text[day.end() : day.end() + 2]
    before = text[max(0, at - 2) : at]
    length = after[:1] in ("内", "游") or after in ("之内", "以内", "之后", "均线")
    if length or before.endswith(
        ("连续", "为期", "过去", "最近", "长达", "历时", "第", "近", "逾", "达", "每")
    ):
        return None
    return _with_clock(text, Point(day.end(), "", 0, _number(day["day"])))


def _with_clock(text: str, point: Point) -> Point:
    clock = CLOCK.match(text, point.end)
    if not clock:
        return point
    return point._replace(end=clock.end(), clock=_clock_iso(clock))


def _clock_iso(match: re.Match[str]) -> str:
    numbers = re.findall(r"\d+|[零一二三四五六七八九十两]+|半|整|刻", match["clock"])
    hour = _number(numbers[0])
    if (match["part"] or "")[:1] in ("下", "傍", "晚", "夜", "午") and 0 < hour < 12:
        hour += 12
    if len(numbers) == 1:
        return f"{hour:02d}"
    minute = {"半": 30, "整": 0, "刻": 15}.get(numbers[1])
    return f"{hour:02d}:{_number(numbers[1]) if minute is None else minute:02d}"


def _clock_alone(text: str, at: int, year: Point | None) -> Point | None:
    if year:
        return None
    named = DAY_NAMED_AT.match(text, at)
    clock = CLOCK.match(text, named.end() if named else at)
    if not clock:
        return None
    bare = not named and not clock["part"] and ":" not in clock["clock"]
    exact = re.search(r"[点时].*[\d分半整刻]|点钟", clock["clock"])
    after = text[clock.end() : clock.end() + 2]
    before = text[max(0, at - 3) : at]
    if bare and not (exact or after[:1] in ("前", "起", "许") or after == "左右"):
        return None
    if bare and re.search(r"[涨跌升降报收挫弹]$", before):
        return None
    if ":" in clock["clock"] and re.search(r"[以比胜负输赢分]$", before):
        return None
    return Point(clock.end(), clock=_clock_iso(clock))


def _quarter_or_half(text: str, at: int, year: Point | None) -> Point | None:
    known = year.year if year else ""
    quarter = QUARTER.match(text, at)
    if quarter:
        digit = re.search(r"[一二三四1-4]", quarter[0])
        number = _number(digit[0]) if digit else 1
        if not year and re.match(r"[1-4一二三四]季(?!度|报)", quarter[0]):
            return None
        rest = f"Q{number}"
        if quarter[0].startswith("前"):
            prefix = f"{known}-" if known else "--"
            rest = f"{prefix}Q1/{prefix}Q{number}"
            return Point(quarter.end(), rest=rest)
        return Point(quarter.end(), known, rest=rest)
    half = HALF.match(text, at)
    if half and (half[0][0] in "上下" or year):
        number = 1 if half[0][0] == "上" or "1" in half[0] else 2
        return Point(half.end(), known, rest=f"H{number}")
    return None


def _named_month_day(text: str, at: int, year: Point | None) -> Point | None:
    named = NAMED_MONTH.match(text, at)
    day = named and DAY.match(text, named.end())
    if not day:
        return None
    return _with_clock(text, Point(day.end(), "", 0, _number(day["day"])))


def _weekday(text: str, at: int, year: Point | None) -> Point | None:
    match = None if year else WEEKDAY.match(text, at)
    if not match:
        return None
    if re.search(r"[每逢]$", text[max(0, at - 1) : at]):
        return None
    day = "一二三四五六日天".index(match[0][-1]) + 1
    return _with_clock(text, Point(match.end(), rest=f"-W-{min(day, 7)}"))


def _season(text: str, at: int) -> Found | None:
    match = SEASON.match(text, at)
    if not match:
        return None
    return Found(at, match.end(), "date", f"{match['a']}/{_short_year(match['b'])}")


def _year_range(text: str, at: int) -> Found | None:
    match = YEAR_RANGE.match(text, at)
    after = match and text[match.end() : match.end() + 2]
    if not match or re.match(r"第|Q|[上下]半", after):
        return None
    if re.match(r"\d{1,2}月|\d月", text[match.end() : match.end() + 3]):
        return None
    return Found(at, match.end(), "date", f"{match['a']}/{match['b']}")


def _decade(text: str, at: int) -> Found | None:
    match = DECADE.match(text, at)
    if not match:
        return None
    if match["century"]:
        century = _number(match["century"])
        return Found(at, match.end(), "date", f"{century - 1}01/{century}00")
    decade = _number(match["d"])
    if decade < 100:
        century = 2000 if match["c"] in ("21", "二十一") or "本世纪" in match[0] else 1900
        decade += century
    return Found(at, match.end(), "date", f"{decade}/{decade + 9}")


def _iso_date(text: str, at: int) -> Found | None:
    match = ISO.match(text, at)
    if not match:
        return None
    if match["y2"]:
        return Found(at, match.end(), "date", f"{match['y2']}-{int(match['m2']):02d}")
    point = Point(match.end(), match["y"], int(match["m"]), int(match["d"]))
    point = _with_clock(text, point)
    return Found(at, point.end, "date", point.iso())


def _quarter_then_year(text: str, at: int) -> Found | None:
    match = QUARTER_YEAR.match(text, at)
    if not match:
        return None
    part = f"H{match['h']}" if match["h"] else f"Q{match['q'] or match['q2']}"
    return Found(at, match.end(), "date", f"{_short_year(match['yy'])}-{part}")


def _slash_day(text: str, at: int) -> Found | None:
    match = SLASH_DAY.match(text, at)
    if not match:
        return None
    month, day = int(match["m"] or match["m2"]), int(match["d"] or match["d2"])
    looks_like_fraction = month < day <= 10 and not match["w"]
    placed = re.search(r"(?:^|[于在至到自从起,，。(（;、周])$", text[max(0, at - 1) : at])
    followed = re.match(
        r"[起前后召开晚早日止上下当的,，~至—–-]", text[match.end() : match.end() + 1]
    )
    if looks_like_fraction and not (placed and followed):
        return None
    if not (placed or followed or match["w"]):
        return None
    gap = RANGE.match(text, match.end())
    second = gap and SLASH_DAY.match(text, gap.end())
    value = f"--{month:02d}-{day:02d}"
    if second:
        month, day = int(second["m"] or second["m2"]), int(second["d"] or second["d2"])
        return Found(at, second.end(), "date", f"{value}/--{month:02d}-{day:02d}")
    return Found(at, match.end(), "date", value)
