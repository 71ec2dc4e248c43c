"""Dates and periods in folded text: ``2025年4月15日``, ``今年第二季度``, ``2Q25``, ``上周四``.

Values are ISO at the precision written; a year that is not written is ``--``. See
``docs/quantities.md`` for the forms.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from chipclaims.quantities import date_patterns as forms
from chipclaims.quantities.found import Found
from chipclaims.quantities.numerals import read_number

LENGTH_AFTER = ("内", "游", "之内", "以内", "之后", "均线")
LENGTH_TOLD = ("连续", "为期", "过去", "最近", "长达", "历时", "第", "近", "逾", "达", "每")
PRICE_MOVES = re.compile("[涨跌升降报收挫弹]$")
SCORES = re.compile("[以比胜负输赢分]$")
EXACT_CLOCK = re.compile(r"[点时].*[\d分半整刻]|点钟")
DATE_BEFORE = re.compile("(?:^|[于在至到自从起,，。(（;、周])$")
DATE_AFTER = re.compile("[起前后召开晚早日止上下当的,，~至—–-]")
YEAR_OF_REPUBLIC = 1911


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


def _full_year(digits: str) -> str:
    return digits if len(digits) == 4 else f"20{digits}"


def read_date(text: str, at: int) -> Found | None:
    """The date or period that begins at ``at``, the longest that can be read."""
    if not forms.MAY_BE_DATE.match(text, at):
        return None
    for reader in (_season, _years, _decade, _iso_date, _quarter_then_year, _slash_day):
        found = reader(text, at)
        if found:
            return found
    first = _point(text, at)
    if first is None:
        return None
    return _range(text, at, first) or Found(at, first.end, "date", first.iso())


def _range(text: str, at: int, first: Point) -> Found | None:
    gap = forms.RANGE.match(text, first.end)
    clock = gap and first.clock and forms.CLOCK.match(text, gap.end())
    if clock:
        return Found(at, clock.end(), "date", f"{first.iso()}/T{_clock_iso(clock)}")
    second = gap and _point(text, gap.end())
    if not second or (second.clock and not first.clock):
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
    match = forms.YEAR.match(text, at)
    if match:
        return _year_point(match)
    match = forms.SHORT_YEAR.match(text, at)
    if match and (match["short"] or not _length_told(text, at)):
        number = int(match["republic"] or match["short"])
        year = number + YEAR_OF_REPUBLIC if number > 99 else 2000 + number
        return Point(match.end(), str(year))
    match = forms.BARE_YEAR.match(text, at)
    return match and Point(match.end(), match["year"] or f"20{match['short']}")


def _length_told(text: str, at: int) -> bool:
    return bool(forms.LENGTH_BEFORE.search(text[max(0, at - 3) : at]))


def _year_point(match: re.Match[str]) -> Point:
    if match["relative"]:
        return Point(match.end(), rest="relative")
    if match["fiscal"]:
        digits = re.search(r"\d+", match["fiscal"])
        year = digits[0] if digits else str(_number(match["fiscal"][:4]))
        return Point(match.end(), f"FY{_full_year(year)}")
    if match["republic"]:
        number = _number(match["republic"][2:].strip("年度 "))
        return Point(match.end(), str(number + YEAR_OF_REPUBLIC))
    return Point(match.end(), str(_number(match["year"])))


def _month_day(text: str, at: int, year: Point | None) -> Point | None:
    known = year.year if year else ""
    months = _months(text, at, year)
    if months:
        return months
    month = forms.MONTH.match(text, at)
    if not month:
        return None if year else _day_alone(text, at)
    number = _number(month["month"].replace("月", ""))
    day = None if month["edge"] else forms.DAY.match(text, _skip_space(text, month.end()))
    days = None if month["edge"] else _days_of_month(text, month.end(), known, number)
    if days:
        return days
    if not day:
        return Point(month.end(), known, number)
    return _with_clock(text, Point(day.end(), known, number, _number(day["day"])))


def _days_of_month(text: str, at: int, year: str, month: int) -> Point | None:
    """9月3-5日 and 7月14、15日: an interval of days."""
    match = forms.DAYS_OF_MONTH.match(text, at)
    if not match:
        return None
    first, last = _number(match["first"]), _number(match["last"])
    if first >= last or (match["between"] == "、" and last > first + 1):
        return None
    prefix = f"{year or '-'}-{month:02d}"
    return Point(match.end(), rest=f"{prefix}-{first:02d}/{prefix}-{last:02d}")


def _months(text: str, at: int, year: Point | None) -> Point | None:
    """1-9月, 前五个月: an interval of months."""
    prefix = f"{year.year}-" if year and year.year else "--"
    counted = forms.FIRST_MONTHS.match(text, at)
    if counted and _number(counted["count"]) <= 12:
        return Point(counted.end(), rest=f"{prefix}01/{prefix}{_number(counted['count']):02d}")
    span = forms.MONTHS.match(text, at)
    if not span:
        return None
    first, last = _number(span["first"]), _number(span["last"].replace("月", ""))
    rest = f"{prefix}{first:02d}/{prefix}{last:02d}"
    return Point(span.end(), rest=rest) if first < last else None


def _skip_space(text: str, at: int) -> int:
    return at + (text[at : at + 1] == " ")


def _day_alone(text: str, at: int) -> Point | None:
    days = forms.DAYS.match(text, at)
    if days and _number(days["first"]) < _number(days["last"]):
        interval = f"---{_number(days['first']):02d}/---{_number(days['last']):02d}"
        return Point(days.end(), rest=interval)
    day = forms.DAY.match(text, at)
    if not day or day["day"] in forms.ONES:
        return None
    after, before = text[day.end() : day.end() + 2], text[max(0, at - 2) : at]
    if after.startswith(LENGTH_AFTER) or before.endswith(LENGTH_TOLD):
        return None
    return _with_clock(text, Point(day.end(), day=_number(day["day"])))


def _with_clock(text: str, point: Point) -> Point:
    clock = forms.CLOCK.match(text, point.end)
    if not clock:
        return point
    return point._replace(end=clock.end(), clock=_clock_iso(clock))


def _clock_iso(match: re.Match[str]) -> str:
    numbers = re.findall(r"\d+|[零一二三四五六七八九十两]+|半|整|刻", match["clock"])
    hour = _number(numbers[0])
    if (match["part"] or "")[:1] in ("下", "傍", "晚", "夜", "午", "深") and 0 < hour < 12:
        hour += 12
    if len(numbers) == 1:
        return f"{hour:02d}"
    minute = {"半": 30, "整": 0, "刻": 15}.get(numbers[1])
    return f"{hour:02d}:{_number(numbers[1]) if minute is None else minute:02d}"


def _clock_alone(text: str, at: int, year: Point | None) -> Point | None:
    named = forms.NAMED_DAY.match(text, at)
    clock = forms.CLOCK.match(text, named.end() if named else at)
    if not clock or year:
        return None
    before = text[max(0, at - 3) : at]
    if ":" in clock["clock"] and SCORES.search(before):
        return None
    bare = not named and not clock["part"] and ":" not in clock["clock"]
    if bare and (PRICE_MOVES.search(before) or not _is_exact(text, clock)):
        return None
    return Point(clock.end(), clock=_clock_iso(clock))


def _is_exact(text: str, clock: re.Match[str]) -> bool:
    """Whether 5点 tells the time, and not points of an index or of a list."""
    after = text[clock.end() : clock.end() + 2]
    return bool(EXACT_CLOCK.search(clock["clock"])) or after[:1] in "前起许" or after == "左右"


def _quarter_or_half(text: str, at: int, year: Point | None) -> Point | None:
    known = year.year if year else ""
    quarter = forms.QUARTER.match(text, at)
    if quarter:
        return _quarter(quarter, known, bool(year))
    half = forms.HALF.match(text, at)
    if half and (half[0][0] in "上下" or year):
        number = 1 if half[0][0] == "上" or "1" in half[0] else 2
        return Point(half.end(), known, rest=f"H{number}")
    return None


def _quarter(match: re.Match[str], year: str, has_year: bool) -> Point | None:
    digit = re.search("[一二三四1-4]", match[0])
    number = _number(digit[0]) if digit else 1
    if not has_year and re.match("[1-4一二三四]季(?![度报])", match[0]):
        return None
    if match[0][0] in "前首" and digit:
        prefix = f"{year}-" if year else "--"
        return Point(match.end(), rest=f"{prefix}Q1/{prefix}Q{number}")
    return Point(match.end(), year, rest=f"Q{number}")


def _named_month_day(text: str, at: int, year: Point | None) -> Point | None:
    named = forms.NAMED_MONTH.match(text, at)
    day = named and forms.DAY.match(text, named.end())
    if not day:
        return None
    return _with_clock(text, Point(day.end(), "", 0, _number(day["day"])))


def _weekday(text: str, at: int, year: Point | None) -> Point | None:
    match = None if year else forms.WEEKDAY.match(text, at)
    if not match:
        return None
    if re.search(r"[每逢]$", text[max(0, at - 1) : at]):
        return None
    day = "一二三四五六日天".index(match[0][-1]) + 1
    return _with_clock(text, Point(match.end(), rest=f"-W-{min(day, 7)}"))


def _season(text: str, at: int) -> Found | None:
    match = forms.SEASON.match(text, at)
    if not match:
        return None
    return Found(at, match.end(), "date", f"{match['first']}/{_full_year(match['last'])}")


def _years(text: str, at: int) -> Found | None:
    match = forms.YEARS.match(text, at)
    if not match or re.match(r"第|Q|[上下]半|\d{1,2}月", text[match.end() : match.end() + 3]):
        return None
    return Found(at, match.end(), "date", f"{match['first']}/{match['last']}")


def _decade(text: str, at: int) -> Found | None:
    match = forms.DECADE.match(text, at)
    if not match:
        return None
    if match["century"]:
        century = _number(match["century"])
        return Found(at, match.end(), "date", f"{century - 1}01/{century}00")
    decade = _number(match["decade"])
    if decade < 100:
        of_this_century = match["of"] in ("21", "二十一") or "本世纪" in match[0]
        decade += 2000 if of_this_century else 1900
    return Found(at, match.end(), "date", f"{decade}/{decade + 9}")


def _iso_date(text: str, at: int) -> Found | None:
    match = forms.ISO.match(text, at)
    if not match:
        return None
    if match["only_month"]:
        month = int(match["only_month"])
        return Found(at, match.end(), "date", f"{match['year']}-{month:02d}")
    day = Point(match.end(), match["year"], int(match["month"]), int(match["day"]))
    point = _with_clock(text, day)
    return Found(at, point.end, "date", point.iso())


def _quarter_then_year(text: str, at: int) -> Found | None:
    match = forms.QUARTER_THEN_YEAR.match(text, at)
    if not match:
        return None
    part = f"H{match['h']}" if match["h"] else f"Q{match['q'] or match['q2']}"
    return Found(at, match.end(), "date", f"{_full_year(match['year'])}-{part}")


def _slash_day(text: str, at: int) -> Found | None:
    """7/15 is a day where the words around it say so; 1/3 is a third."""
    match = forms.SLASH_DAY.match(text, at)
    if not match:
        return None
    before = DATE_BEFORE.search(text[max(0, at - 1) : at])
    after = DATE_AFTER.match(text, match.end())
    may_be_fraction = (
        not match["weekday"] and int(match["month"] or 0) < int(match["day"] or 0) <= 10
    )
    said = (before and after) if may_be_fraction else (before or after or match["weekday"])
    if not said:
        return None
    gap = forms.RANGE.match(text, match.end())
    second = gap and forms.SLASH_DAY.match(text, gap.end())
    if second:
        day_first = bool(match["day_first"] or second["day_first"])
        value = f"{_slash_iso(match, day_first)}/{_slash_iso(second, day_first)}"
        return Found(at, second.end(), "date", value)
    return Found(at, match.end(), "date", _slash_iso(match, bool(match["day_first"])))


def _slash_iso(match: re.Match[str], day_first: bool) -> str:
    """In 17/11—23/11 and 10/11—16/11 one number over 12 tells the order of both dates."""
    first, second = re.findall(r"\d+", match[0])[:2]
    month, day = (second, first) if day_first else (first, second)
    return f"--{int(month):02d}-{int(day):02d}"
