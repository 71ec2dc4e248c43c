"""The forms of dates in folded text, as patterns; ``dates`` puts their parts together."""

from __future__ import annotations

import re

from chipclaims.quantities.numerals import NOT_INSIDE_NUMBER

ONES = "一二三四五六七八九"
_GAP = r"[ \u2009]?"
_TO = r"(?:-|–|—{1,2}|~|〜|至|到)"
_STOP = r"(?=[,，。、;；的时至到起 ]|$)"

_YEAR_DIGITS = rf"(?:(?:1[6-9]|20|21)\d\d|[一二][零〇{ONES}]{{3}})"
_YEAR_EDGE = rf"(?:年?(?:底|初|末)|年中{_STOP})?"
_RELATIVE_YEAR = (
    "(?:今年|去年|明年|前年|后年|上年|当年|同年|本年|本财年|上财年|次年|来年|隔年|翌年)"
)
_REPUBLIC_YEAR = rf"民国{_GAP}(?:\d{{1,3}}|[十百{ONES}]+){_GAP}年度?"
_FISCAL_WORD = "(?:财年|财政年度|会计年度|财务年度)"
_FISCAL_YEAR = rf"(?:FY{_GAP}(?:20)?\d\d|(?:{_YEAR_DIGITS}|\d\d){_GAP}{_FISCAL_WORD})"
_NOT_A_MONTH = "(?![球亮饼薪租供台嫂子])"
_MONTH = rf"(?:1[0-2]|0?[1-9]|十[一二]?|[{ONES}]){_GAP}月{_NOT_A_MONTH}"
_MIDDLE = "中(?![国央芯信证联石海铁金车兴间等外位大小高美欧日超原东])"
_MONTH_EDGE = f"(?:份|底|初|末|中旬|上旬|下旬|{_MIDDLE})?"
_DAY = rf"(?:[12]\d|3[01]|0?[1-9]|三十一?|[二廿]?十?[{ONES}](?<![{ONES}]{{2}})|二?十)"
_DAY_OF_YEN_OR_JAPAN = "(?![元圆均经线报常])(?!本(?![港地市报台公院月周]))"
_NUMBERED_PLACE = "(?![线楼院机店门桥矿馆厅码井文站风信货球])"
_HAO = rf"号{_NUMBERED_PLACE}(?:(?<=\d号)|(?=[,，。、上下晚早凌前后起到至将的]|$))"
_NAMED_MONTH = "(?:上月|本月|当月|下月|同月|次月|上个月|本月份)"
_QUARTER = (
    rf"(?:第{_GAP}?[一二三四1-4]{_GAP}?(?:财季|季度|季)"
    rf"|[一二三四1-4](?:财季|季度|季报?(?=[,，。、;；的净营业])|季)(?![节稻豆歌酒])"
    r"|[前首][一二三123]季度?|首季(?!度假)度?|Q[1-4](?!\d)|[1-4]Q(?![A-Za-z]))"
)
_HALF = r"(?:上半年|下半年|上半财年|下半财年|H[12](?!\d)|[12]H(?![A-Za-z0-9]))"
_WEEK = "(?:周|星期|礼拜)"
_WEEKDAY = rf"(?:上上|下下|上|本|这|下)?个?{_WEEK}[一二三四五六日天](?![年月个期周线点级])"
_NAMED_DAY = "(?:今天|昨天|明天|前天|后天|今日|昨日|明日|翌日|当日|今早|今晚|昨晚|昨夜|明早|明晚)"
_PART_OF_DAY = (
    "(?:凌晨|清晨|清早|早上|早晨|早|上午|中午|正午|午间|下午|午后|傍晚|晚上|晚间|晚"
    "|夜间|深夜|夜里|午夜)"
)
_HOUR = rf"(?:[01]?\d|零|2[0-4]|二?十[{ONES}]?|[{ONES}两])"
_COLON_CLOCK = r"(?:[01]?\d|2[0-4])[::][0-5]\d(?:[::][0-5]\d)?(?![\d:])"
_MINUTES = rf"(?:[0-5]?\d分?|[一二三四五]?十?[{ONES}]?分|半|整|一刻|三刻)"
_OCLOCK = r"(?:点(?:钟|(?=\d{1,2}分)|(?![\d.个多名家]))|时(?![间代期速段长装光尚薪候区]))"
_CLOCK = rf"(?:{_COLON_CLOCK}|{_HOUR}{_GAP}{_OCLOCK}(?:{_GAP}{_MINUTES})?)"

YEAR = re.compile(
    rf"(?P<fiscal>{_FISCAL_YEAR})|(?P<republic>{_REPUBLIC_YEAR})"
    rf"|(?:公元{_GAP})?(?P<year>{_YEAR_DIGITS}){_GAP}年(?:度(?!假))?(?P<edge>{_YEAR_EDGE})"
    rf"|(?P<relative>{_RELATIVE_YEAR})"
)
# 114年 is a year of the Republic of China (Taiwan); 25年 is 2025 only before a part of a year.
SHORT_YEAR = re.compile(
    r"(?P<republic>1[0-3]\d)学?年(?:度|底|初|末)?(?![来后前内间之的历多半])"
    rf"|(?P<short>\d{{2,3}})年度?(?={_GAP}"
    r"(?:第?[一二三四1-4]季|Q[1-4]|[上下]半年|[1-9]|1[0-2]|全年|底|初|年?度))"
)
LENGTH_BEFORE = re.compile("(?:近|逾|超|超过|约|长达|历时|成立|有|过去|满|达|隔|共|未来|第)$")
BARE_YEAR = re.compile(
    rf"(?P<year>20\d\d){_GAP}-?{_GAP}(?=[QH][1-4](?!\d)|[上下]半年)|(?P<short>\d\d)(?=[QH][1-4](?!\d))"
)
QUARTER_THEN_YEAR = re.compile(
    r"(?:(?P<q>[1-4])Q|Q(?P<q2>[1-4])|(?P<h>[12])H)[' ]?(?P<year>(?:20)?\d\d)(?!\d)"
)
MONTH = re.compile(rf"(?P<month>{_MONTH})(?P<edge>{_MONTH_EDGE})")
MONTHS = re.compile(
    rf"(?P<first>1[0-2]|0?[1-9]|[{ONES}])(?:-|–|—|~|至|到|、)(?P<last>{_MONTH})(?!{_DAY}日)份?"
)
FIRST_MONTHS = re.compile(rf"[前首](?P<count>[二三四五六七八九十两]|十一|\d{{1,2}}){_GAP}个?月")
DAY = re.compile(rf"(?P<day>{_DAY}){_GAP}(?:日{_DAY_OF_YEN_OR_JAPAN}|{_HAO})")
DAYS = re.compile(
    rf"(?P<first>{_DAY})(?:-|–|—|~|至|到)(?P<last>{_DAY}){_GAP}日{_DAY_OF_YEN_OR_JAPAN}"
)
DAYS_OF_MONTH = re.compile(
    rf"(?P<first>{_DAY})(?P<between>、|-|–|—|~|至|到)(?P<last>{_DAY}){_GAP}日{_DAY_OF_YEN_OR_JAPAN}"
)
QUARTER = re.compile(_QUARTER)
HALF = re.compile(_HALF)
WEEKDAY = re.compile(_WEEKDAY)
NAMED_DAY = re.compile(_NAMED_DAY)
NAMED_MONTH = re.compile(_NAMED_MONTH)
CLOCK = re.compile(rf"(?:{_GAP}(?P<part>{_PART_OF_DAY}))?{_GAP}(?P<clock>{_CLOCK})")
ISO = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:"
    r"(?P<sign>[-/.])(?P<month>1[0-2]|0?[1-9])(?P=sign)(?P<day>3[01]|[12]\d|0?[1-9])(?![\d.])"
    r"|[-/](?P<only_month>1[0-2]|0[1-9])(?![\d%]))"
)
SLASH_DAY = re.compile(
    r"(?:(?P<month>1[0-2]|0?[1-9])/(?P<day>3[01]|[12]\d|0?[1-9])"
    r"|(?P<day_first>3[01]|2\d|1[3-9])/(?P<month_last>1[0-2]|0?[1-9]))"
    r"(?![\d/])(?P<weekday>\([一二三四五六日]\))?"
)
DECADE = re.compile(
    rf"(?:(?:上个?世纪|本世纪|(?P<of>\d{{2}}|[二十一九]+)世纪){_GAP})?"
    rf"(?P<decade>(?:1[89]|20)?\d0|[{ONES}]十){_GAP}年代[初末中]?期?"
    rf"|(?P<century>2[01]|1\d|二十一?|十[{ONES}]?)世纪[初末中]?(?:叶|期)?(?!华)"
)
SEASON = re.compile(
    r"(?P<first>20\d\d)(?:[-/]|至|到|—)(?P<last>(?:20)?\d\d)年?(?:赛季|学年|财年|年度|榨季|雪季|球季)"
)
YEARS = re.compile(
    rf"(?P<first>(?:19|20)\d\d)年?{_GAP}{_TO}{_GAP}(?P<last>(?:19|20)\d\d)年(?:度|底|初|末)?(?!\d)"
)
RANGE = re.compile(rf"{_GAP}{_TO}{_GAP}")

DATE_START = (
    rf"{NOT_INSIDE_NUMBER}(?=[\d零〇{ONES}十廿两QF])|(?={_RELATIVE_YEAR}|民国|公元|[上下]半年|上半财年"
    rf"|首季|首[\d三二四五六七八九]|前[{ONES}十\d]|第[一二三四1-4 ]|上个?世纪|本世纪"
    rf"|{_NAMED_MONTH}|{_NAMED_DAY}(?=[\d零十{ONES}凌清早上中正午下傍晚夜深])"
    rf"|{_WEEKDAY}|{_PART_OF_DAY}{_HOUR}|H[12])"
)
# Most numbers are no dates: one quick look decides that, before the readers of dates try.
MAY_BE_DATE = re.compile(
    rf"[\d零〇{ONES}十廿两]{{1,4}} ?(?:[年月日号点时季世QH财会前学上下]|个月"
    rf"|[-–—~至到、]{{1,2}} ?[\d{ONES}十]{{1,4}} ?[年月日号]|[/::]\d|(?<=\d{{4}})[-.]\d)"
    "|[今去明前后上下当同本这次来隔翌民公首第周星礼昨清凌早中正午傍晚夜深FQH]"
)
