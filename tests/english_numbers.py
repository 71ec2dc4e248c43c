"""Read the numbers of a plain English text by value: for the tests of the translations.

It knows the forms that careful translations use, not all of English. A bare number is one of its
readings too, and a name that holds digits (H20, 910B, CES 2025) is none.

>>> [(r.text, r.low, r.unit) for r in read_numbers("about 4.5 billion US dollars in May 2025")]
[('4.5 billion US dollars', 4500000000.0, 'USD'), ('May 2025', '2025-05', 'date')]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple


class Reading(NamedTuple):
    """A number of an English text: its bounds (equal unless it is a range) and what it measures.

    A date's bounds are its ISO form, followed by the words that place it (``2024 end``,
    ``--05 last year``). ``qualifiers`` are those that stand beside it.
    """

    text: str
    start: int
    low: float | str
    high: float | str
    unit: str | None
    qualifiers: frozenset[str] = frozenset()

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Measure(NamedTuple):
    """What a rule makes of its match."""

    low: float | str
    high: float | str
    unit: str | None


# ---------------------------------------------------------------- words


def words(line: str) -> list[str]:
    return line.split()


ONES = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
TENS = words("twenty thirty forty fifty sixty seventy eighty ninety")
CARDINALS = {word: value for value, word in enumerate(ONES)}
CARDINALS |= {word: 10 * value for value, word in enumerate(TENS, 2)}
ORDER = words("first second third fourth fifth sixth seventh eighth ninth tenth")
ORDINALS = {word: value for value, word in enumerate(ORDER, 1)}
SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9}
SCALES["trillion"] = 10**12
PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
FACTORS = {"twice": 2, "double": 2, "doubled": 2, "triple": 3, "tripled": 3, "quadrupled": 4}
CROWDS = {"tens": 10, "dozens": 10, "hundreds": 100, "thousands": 1000, "millions": 10**6}
FEW = (2, 9)  # what the kit's conventions make of 幾, "several", "a few"
MONTHS = words(
    "January February March April May June July August September October November December"
)
WEEKDAYS = words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
EDGES = {"end": "end", "late": "end", "beginning": "start", "start": "start", "early": "start"}
EDGES |= {"middle": "mid", "mid": "mid"}

TIMES = words("second minute hour day week month quarter year")
SPECS = words("TFLOPS PFLOPS EFLOPS TOPS GB/s TB/s GB TB GHz nm W mm2")
UNITS = {"%": "percent", "percent": "percent", "per cent": "percent", "basis points": "bp"}
UNITS |= {"percentage points": "percentage_points", "times": "times", "fold": "times"}
UNITS |= {"US dollars": "USD", "yuan": "CNY", "euros": "EUR", "yen": "JPY"}
# Dollars alone do not say whose they are.
UNITS |= {"dollars": "dollars", "Hong Kong dollars": "HKD", "New Taiwan dollars": "TWD"}
UNITS |= {word: word for word in SPECS}
UNITS |= {word: f"{time}s" for time in TIMES for word in (time, f"{time}s")}
SIGNS = {"US$": "USD", "$": "dollars", "€": "EUR", "¥": "¥"}

QUALIFIERS_BEFORE = {
    "approx": ["about", "around", "approximately", "roughly"],
    "nearly": ["nearly", "almost", "close to"],
    "more_than": ["more than", "over", "above", "exceeded", "exceeds", "exceeding"],
    "less_than": ["less than", "fewer than", "under", "below"],
    "at_least": ["at least", "no less than"],
    "at_most": ["within", "at most", "no more than"],
    "as_high_as": ["as much as", "as high as", "as many as"],
    "only": ["only", "merely"],
}
QUALIFIERS_AFTER = {
    "approx": ["or so"],
    "at_least": ["or more"],
    "at_most": ["or less", "or fewer"],
}


def any_of(known: Iterable[str]) -> str:
    """A pattern for one of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(known, key=len, reverse=True))


# ---------------------------------------------------------------- patterns

DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
CARDINAL = rf"(?i:(?:{any_of(TENS)})-(?:{any_of(ONES[1:10])})|{any_of(CARDINALS)})\b"
SCALE = rf"(?:[ -](?:{any_of(SCALES)})\b)"
VALUE = rf"(?:{DIGITS}|{CARDINAL}|(?i:an?)(?={SCALE})){SCALE}*"
UNIT = rf"(?:[ -]?(?:%|(?:{any_of(w for w in UNITS if w != '%')})\b))"
AMOUNT = rf"(?<![\w.$])(?P<sign>US\$|[$€¥])?(?P<low>{VALUE})(?P<unit>{UNIT})?(?!\w)"
RANGE = (
    rf"(?<!from )(?<![\w.$])(?P<low>{VALUE})(?P<unit_low>{UNIT})?"
    rf"(?: to |[-–])(?P<high>{VALUE})(?P<unit>{UNIT})?(?!\w)"
)
YEAR = r"(?:19|20)\d\d(?![\d%]|[.,]\d)"
WHOSE = r"(?:this|last|next) year"
PERIOD = rf"(?P<fiscal>fiscal year |FY ?)?(?P<year>{YEAR})|(?P<whose>{WHOSE})"
MONTH = rf"(?P<month>{any_of(MONTHS)})\b"
DAY = r"(?<![\d.,])(?P<day>[1-3]?\d)(?:st|nd|rd|th)?(?![.,]?\d)"
END = r"(?![A-Za-z0-9])"  # a Chinese character may follow a name without a space
# Letters before the digits, or behind them without being a unit.
SOLID_NAME = (
    r"(?<![A-Za-z0-9])(?:[A-Za-z]+(?:-[A-Za-z]+)*-?\d[A-Za-z0-9-]*(?:\.\d+)*(?![,.]?\d)"
    rf"|\d+(?!(?:{any_of(SPECS)}|st|nd|rd|th){END})[A-Za-z][A-Za-z0-9]*)"
)
SPACED_NAME = r"(?<![A-Za-z0-9])(?:Ascend|CES|RTX|GPT) (?P<number>\d+[A-Za-z]*)(?![.,]\d)" + END


def value_of(written: str) -> float:
    """The value of digits or words with their scales.

    >>> value_of("4.5 billion"), value_of("Twenty-five thousand"), value_of("a million")
    (4500000000.0, 25000, 1000000)
    """
    figure, *scales = re.split(rf"[ -](?=(?:{any_of(SCALES)})\b)", written)
    if figure[0].isdigit():
        value: float = float(figure.replace(",", ""))
    else:
        value = sum(CARDINALS.get(word, 1) for word in figure.lower().split("-"))
    for scale in scales:
        value *= SCALES[scale]
    return value


# ---------------------------------------------------------------- rules: what a match means


def amount(match: re.Match[str]) -> Measure:
    unit = unit_of(match["unit"]) or SIGNS.get(match["sign"] or "")
    if unit is None and re.fullmatch(YEAR, match["low"]):
        return exactly(match["low"], "date")
    return exactly(value_of(match["low"]), unit)


def amount_range(match: re.Match[str]) -> Measure | None:
    """A range, whose ends share the unit and the scale; none if they cannot."""
    low, high, unit = match["low"], match["high"], unit_of(match["unit"])
    scale = re.search(rf"{SCALE}+$", high)
    if scale and not re.search(SCALE, low):
        low += scale[0]
    shared = unit_of(match["unit_low"]) in (None, unit)
    bounds = value_of(low), value_of(high)
    return Measure(*bounds, unit) if shared and bounds[0] < bounds[1] else None


def unit_of(written: str | None) -> str | None:
    return UNITS[written.lstrip(" -")] if written else None


def fraction(match: re.Match[str]) -> Measure:
    above = value_of(match["above"]) if match["above"].lower() != "a" else 1
    return exactly(above / PARTS[match["below"].lower()], "fraction")


def exactly(value: float | str, unit: str | None) -> Measure:
    return Measure(value, value, unit)


def month(match: re.Match[str]) -> Measure:
    found = match.groupdict()
    iso = f"{found.get('year') or '-'}-{MONTHS.index(match['month']) + 1:02}"
    if found.get("day"):
        iso += f"-{int(match['day']):02}"
    return placed(iso, found.get("edge"), found.get("whose"))


def part_of_year(match: re.Match[str]) -> Measure:
    letter = match["part"][0].upper()
    fiscal = "FY" if match["fiscal"] else ""
    iso = f"{fiscal}{match['year'] or '-'}-{letter}{ORDINALS[match['which'].lower()]}"
    return placed(iso, None, match["whose"])


def year(match: re.Match[str]) -> Measure:
    found = match.groupdict()
    return placed(("FY" if found.get("fiscal") else "") + match["year"], found.get("edge"), None)


def placed(iso: str, edge: str | None, whose: str | None) -> Measure:
    details = [iso, EDGES[edge.lower()] if edge else "", whose or ""]
    return exactly(" ".join(filter(None, details)), "date")


def crowd(match: re.Match[str]) -> Measure:
    scale = CROWDS[match["crowd"].lower()]
    return Measure(2 * scale, 9 * scale, unit_of(match["unit"]))


def ordinal(match: re.Match[str]) -> Measure:
    written = match["ordinal"].lower()
    value = ORDINALS.get(written) or int(written[:-2])
    # The 48th hour measures a length; the third visit is a rank.
    return exactly(value, "hours" if match["hour"] else "rank")


def no_number(match: re.Match[str]) -> None:
    """A name takes its characters and measures nothing."""


Rule = tuple[str, Callable[[re.Match[str]], Measure | None]]
RULES: list[Rule] = [
    (SPACED_NAME, no_number),
    (SOLID_NAME, no_number),
    (rf"\b{MONTH} {DAY}(?!\d)(?:, (?P<year>{YEAR}))?", month),
    (rf"\b{DAY} {MONTH}(?: (?P<year>{YEAR}))?", month),
    (
        rf"\b(?:(?P<edge>(?i:early|late|mid))[- ])?{MONTH}"
        rf"(?:,? (?:(?P<year>{YEAR})|(?P<whose>{WHOSE})))?",
        month,
    ),
    (
        r"\b(?P<which>(?i:first|second|third|fourth)) (?P<part>half|quarter) of (?:the )?"
        rf"(?:{PERIOD})\b",
        part_of_year,
    ),
    (
        rf"\b(?P<edge>(?i:{any_of(EDGES)}))(?: of |[ -])(?P<fiscal>fiscal year )?"
        rf"(?P<year>{YEAR})\b",
        year,
    ),
    (
        rf"\b(?:from )?(?P<low>{YEAR})(?: to |[-–])(?P<high>{YEAR})(?!\w)",
        lambda m: exactly(f"{m['low']}/{m['high']}", "date"),
    ),
    (rf"\b(?P<fiscal>fiscal year |FY ?)(?P<year>{YEAR})\b", year),
    (
        rf"\b(?P<day>{any_of(WEEKDAYS)})\b",
        lambda m: exactly(f"-W-{WEEKDAYS.index(m['day']) + 1}", "date"),
    ),
    (r"\b(?i:single)[ -]digits?\b", lambda m: Measure(1, 9, "digits")),
    (r"\b(?i:double)[ -]digits?\b", lambda m: Measure(10, 99, "digits")),
    (rf"\b(?P<crowd>(?i:{any_of(CROWDS)})) of(?P<unit> times)?\b", crowd),
    (rf"\b(?i:several|a few)(?P<unit>{UNIT})?(?!\w)", lambda m: Measure(*FEW, unit_of(m["unit"]))),
    (rf"\b(?i:half an?)(?P<unit>{UNIT})?(?!\w)", lambda m: exactly(0.5, unit_of(m["unit"]))),
    # "One quarter" alone is a length of time, "a third" alone a rank.
    (rf"\b(?P<above>{CARDINAL})[ -](?P<below>third|fifth|tenth)s?\b", fraction),
    (rf"\b(?P<above>{CARDINAL}|(?i:a))[ -](?P<below>{any_of(PARTS)})s?(?= of\b)", fraction),
    (r"\b(?i:half)\b", lambda m: exactly(0.5, "fraction")),
    (
        rf"\b(?P<factor>(?i:{any_of(FACTORS)}))\b",
        lambda m: exactly(FACTORS[m["factor"].lower()], "times"),
    ),
    (
        rf"\b(?P<ordinal>\d+(?:st|nd|rd|th)|(?i:{any_of(ORDINALS)}))\b(?P<hour>[ -]hour\b)?",
        ordinal,
    ),
    (RANGE, amount_range),
    (AMOUNT, amount),
]
COMPILED = [(re.compile(pattern), rule) for pattern, rule in RULES]


# ---------------------------------------------------------------- reading


def read_numbers(text: str) -> list[Reading]:
    """Every number of an English text, in reading order; an earlier rule takes its characters."""
    taken: list[tuple[int, int]] = []
    readings = []
    for pattern, rule in COMPILED:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            measure = rule(match)
            if measure or rule is no_number:
                taken.append(match.span())
            if measure:
                readings.append(Reading(match[0], match.start(), *measure))
    readings.sort(key=lambda reading: reading.start)
    return [r._replace(qualifiers=frozenset(qualifiers(text, r))) for r in readings]


def qualifiers(text: str, reading: Reading) -> Iterator[str]:
    """The qualifiers beside a number: before it, at most one word away, or right behind it."""
    if reading.unit in ("date", "rank"):
        return
    before, after = text[: reading.start].lower(), text[reading.end :].lower()
    for name, known in QUALIFIERS_BEFORE.items():
        if re.search(rf"\b(?:{any_of(known)})(?: [a-z']+)? $", before):
            yield name
    for name, known in QUALIFIERS_AFTER.items():
        if re.match(rf" (?:{any_of(known)})\b", after):
            yield name


def model_names(text: str) -> set[str]:
    """The names with digits in a text, English or Chinese.

    >>> sorted(model_names("the H20 has 96GB, DeepSeek-R1 ran on the Ascend 920"))
    ['920', 'DeepSeek-R1', 'H20']
    """
    spaced = {match["number"] for match in re.finditer(SPACED_NAME, text)}
    return spaced | {match[0] for match in re.finditer(SOLID_NAME, text)}
