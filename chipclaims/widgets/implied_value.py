"""Implied values: of a percentage move, its amount and the value before it, two give the third.

>>> implied(percent=5, amount=200).before
4000.0

A percentage of a move is always one of the value BEFORE the move. Amounts are in billion US
dollars; a fall has a minus.
"""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Iterable
from functools import cache
from html import escape
from typing import NamedTuple

from ipywidgets import HTML, Dropdown, Layout, Text, VBox

from chipclaims.arithmetic import evaluate, names_in
from chipclaims.claims import reference, values

BILLION = 1e9
# Articles round: 5 % for 4.9 %, 590 for 593.7 billion.
MAY_DIFFER = 0.05
LARGEST = 1e6  # billion US dollars, and percent
NAMES = {"percent": "the move in percent", "amount": "the amount", "before": "the value before"}
NO_DAY = "no day"
DIGITS = r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d*\.?\d+|\d+\.)"
NUMBER = rf"(?P<sign>[+-]?){DIGITS}(?:e(?P<power>[+-]?\d{{1,3}}))?"
SCALES = {"亿": 0.1, "万亿": 1000, "million": 0.001, "m": 0.001, "mn": 0.001, "billion": 1,
          "bn": 1, "b": 1, "trillion": 1000, "tn": 1000, "": 1}  # fmt: skip
PERCENT = re.compile(rf"{NUMBER}(?:%|percent)?")
AMOUNT = re.compile(rf"\$?{NUMBER}(?P<scale>{'|'.join(SCALES)})(?:美元|usdollars|usd|dollars)?")
# What keyboards and articles write for the same sign.
SAME_SIGNS = str.maketrans("−–－＋％．，億萬", "---+%.,亿万")
LONGEST_SHOWN = 30
TEXT_WIDTH = 88  # characters; a Chinese one is wider
HEADINGS = ("", "yours", "known", "fit?")
STYLE = "line-height:1.5;max-width:60em"
CELL = "text-align:left;vertical-align:top;padding:0.2em 1.2em 0.2em 0;border-top:1px solid #999"


class Implied(NamedTuple):
    """A move: ``percent`` of ``before``, and ``amount`` (billion US dollars; a fall has a minus).

    ``worked_out`` names the one of the three that was not given.
    """

    percent: float
    amount: float
    before: float
    worked_out: str

    @property
    def after(self) -> float:
        """The value after the move, in billion US dollars."""
        return self.before + self.amount


class Day(NamedTuple):
    """What is known of a move: three formulas over the tables, and where they come from."""

    percent: str
    amount: str
    before: str
    note: str


PRICE, SHARES = "{nvidia_financials.price_", "{nvidia_financials.shares_outstanding_2025_04}"
VALUE_IN_JULY = "{nvidia_financials.market_value_2025_07_09}"
BY_SHARES = "the value before is the price times the shares of April 2025, a rounded number"
BY_JULY = "the value before is the highest one of 9 July 2025"
DAYS = {
    "27 January 2025, at the close": Day(
        "-{derived_figures.price_fall_2025_01_27}",
        "-{nvidia_financials.market_value_loss_2025_01_27}",
        f"{PRICE}close_2025_01_24}} * {SHARES}",
        f"printed losses differ a little; {BY_SHARES}",
    ),
    "7 January to 16 April 2025, from the high": Day(
        "-{derived_figures.fall_from_high_2025_04_16}",
        "-{derived_figures.value_lost_2025_04_16}",
        f"{PRICE}2025_01_07_high}} * {SHARES}",
        BY_SHARES,
    ),
    "16 April 2025, at the close": Day(
        "{nvidia_financials.price_change_2025_04_16}",
        "-{derived_figures.market_value_loss_2025_04_16}",
        f"{PRICE}close_2025_04_15}} * {SHARES}",
        BY_SHARES,
    ),
    "16 and 17 April 2025, two days": Day(
        f"100 * ({PRICE}2025_04_17_close}} / {PRICE}close_2025_04_15}} - 1)",
        "-{nvidia_financials.market_value_loss_2025_04_16_17}",
        f"{PRICE}close_2025_04_15}} * {SHARES}",
        BY_SHARES,
    ),
    "15 July 2025, before the market opened": Day(
        "{nvidia_financials.price_change_2025_07_15_premarket}",
        "{derived_figures.market_value_gain_2025_07_15_premarket}",
        VALUE_IN_JULY,
        f"{BY_JULY}; the amount is worked out from the two others",
    ),
    "15 July 2025, at the close": Day(
        "{nvidia_financials.price_change_2025_07_15}",
        "{derived_figures.market_value_gain_2025_07_15}",
        VALUE_IN_JULY,
        f"{BY_JULY}; the amount is worked out from the two others",
    ),
}


# ---------------------------------------------------------------- the arithmetic


def implied(
    percent: float | None = None, amount: float | None = None, before: float | None = None
) -> Implied:
    """The third of a percentage move, its amount and the value before it, from the two others.

    ``amount`` and ``before`` are in billion US dollars. A minus in front of the percentage or of
    the amount means a fall; articles often leave one of them out (17 % down, 590 billion lost).
    Raises ``ValueError`` in plain words when not two of the three are given, when one is no
    number or too large, and when no value can have moved like that.
    """
    given = {"percent": percent, "amount": amount, "before": before}
    missing = [name for name, number in given.items() if number is None]
    if len(missing) != 1:
        raise ValueError("Give two of the three: percentage, amount, value before.")
    for name, number in given.items():
        if isinstance(number, str):
            raise ValueError(
                f"{_capital(NAMES[name])} is a text: write it without quotation marks."
            )
        if number is not None and not abs(number) <= LARGEST:
            raise ValueError(f"{_capital(NAMES[name])} is too large, or no number.")
    if before is not None and before <= 0:
        raise ValueError("The value before must be more than zero.")
    sign = -1 if min(percent or 0, amount or 0) < 0 else 1
    move = _third(abs(percent or 0), abs(amount or 0), before or 0, missing[0])
    if sign < 0 and move.percent > 100:
        raise ValueError("Nothing can fall by more than 100 %: more than there was.")
    return move._replace(percent=sign * move.percent, amount=sign * move.amount)


def _third(percent: float, amount: float, before: float, missing: str) -> Implied:
    if missing == "percent":
        percent = 100 * amount / before
    elif missing == "amount":
        amount = percent / 100 * before
    elif percent == 0:
        raise ValueError("A move of 0 % says nothing about the value before.")
    else:
        before = 100 * amount / percent
    if not max(percent, amount, before) <= LARGEST:
        raise ValueError(f"{_capital(NAMES[missing])} would be too large for any company.")
    return Implied(percent, amount, before, missing)


@cache
def known(day: str) -> Implied:
    """The move that the tables give for one of ``DAYS``; ``worked_out`` is empty.

    Raises ``KeyError`` for a day that is not one of them.
    """
    formulas = DAYS[day]
    percent, amount, before = (evaluate(formula, values) for formula in formulas[:3])
    return Implied(percent, amount / BILLION, before / BILLION, "")


def is_from_memory(day: str) -> bool:
    """Whether a figure of the day rests on memory: nobody has opened a page that states it."""
    names = {name for formula in DAYS[day][:3] for name in names_in(formula)}
    return not all(reference(name).known for name in names)


def fits(move: Implied, day: str) -> dict[str, bool]:
    """Which of the three numbers are at most 5 % away from what is known of the day."""
    there = known(day)
    return {
        name: math.isclose(getattr(move, name), getattr(there, name), rel_tol=MAY_DIFFER)
        for name in NAMES
    }


# ---------------------------------------------------------------- reading what somebody types


def read_percent(text: str) -> float | None:
    """A percentage as people write it (``5``, ``-17 %``); ``None`` for an empty field.

    Raises ``ValueError`` in plain words for anything else.
    """
    return _read(PERCENT, text, "a percentage: write for example 5 or -17")


def read_amount(text: str) -> float | None:
    """An amount in billion US dollars (``200``, ``590 billion``, ``2000亿``, ``4.012 trillion``).

    A number without a word is taken as billions; an empty field is ``None``. Raises
    ``ValueError`` in plain words for anything else.
    """
    return _read(AMOUNT, text, "an amount: write for example 200, 200 billion or 2000亿")


def _read(pattern: re.Pattern[str], text: str, advice: str) -> float | None:
    signs = "".join(text.translate(SAME_SIGNS).split()).lower()
    if not signs:
        return None
    found = pattern.fullmatch(signs) if signs.isprintable() else None
    if not found:
        # Half a character, as some keyboards send it, would stop the page.
        shown = text.strip().encode("utf-8", "replace").decode("utf-8")
        shown = shown if len(shown) <= LONGEST_SHOWN else shown[: LONGEST_SHOWN - 1] + "…"
        raise ValueError(f"“{shown}” is not {advice}.")
    scale = SCALES[found.groupdict().get("scale") or ""]
    number = float(found["digits"].replace(",", "") + f"e{found['power'] or 0}")
    return scale * (-number if found["sign"] == "-" else number)


# ---------------------------------------------------------------- saying it


def in_words(billions: float) -> str:
    """An amount in both ways of counting: ``200 billion US dollars (2,000亿美元)``."""
    chinese = f"{_plain(billions * 10, 0 if abs(billions) >= 100 else 1)}亿美元"
    if abs(billions) >= 1000:
        chinese += f" = {_plain(billions / 1000, 3)}万亿美元"
    return f"{_plain(billions)} billion US dollars ({chinese})"


class Answer(NamedTuple):
    """What the calculator says: a sentence, then what is known of a day beside it, and a verdict.

    A row is a title, the number of the move, the known one, and ``fits`` or ``does not fit``.
    """

    sentence: str
    source: str = ""
    rows: tuple[tuple[str, str, str, str], ...] = ()
    verdict: str = ""


def answer(percent: str, amount: str, before: str, day: str = NO_DAY) -> Answer:
    """What the calculator says to three fields as they were typed, one of them empty.

    The sentence says what was worked out, or what is wrong with the fields. The rest is there
    with one of ``DAYS``.
    """
    try:
        numbers = read_percent(percent), read_amount(amount), read_amount(before)
        if None not in numbers:
            return Answer(_together(*numbers))
        move = implied(*numbers)
    except ValueError as problem:
        return Answer(str(problem))
    if day not in DAYS:
        return Answer(_sentence(move))
    memory = " A price of this day is from memory: no page was opened." * is_from_memory(day)
    source = f"Held against {day}; {DAYS[day].note}."
    return Answer(_sentence(move), source, _rows(move, day), _verdict(fits(move, day)) + memory)


def implied_text(percent: str, amount: str, before: str, day: str = NO_DAY) -> str:
    """The answer as plain text, for a page on which widgets do not run."""
    told = answer(percent, amount, before, day)
    rows = [f"{title}: {mine}; known: {known}; {fit}." for title, mine, known, fit in told.rows]
    lines = filter(None, (told.sentence, told.source, *rows, told.verdict))
    return "\n".join(textwrap.fill(line, TEXT_WIDTH, subsequent_indent="  ") for line in lines)


def implied_html(percent: str, amount: str, before: str, day: str = NO_DAY) -> str:
    """The answer as HTML that is announced when it changes; what was typed is shown, never run."""
    told = answer(percent, amount, before, day)
    parts = [f"<p>{escape(told.sentence)}</p>"]
    if told.rows:
        parts += [f"<p>{escape(told.source)}</p>", _table(told.rows)]
        parts.append(f"<p><b>{escape(told.verdict)}</b></p>")
    return f'<div role="status" lang="en" style="{STYLE}">{"".join(parts)}</div>'


def _table(rows: Iterable[tuple[str, str, str, str]]) -> str:
    head = "".join(f'<th scope="col" style="{CELL}">{title}</th>' for title in HEADINGS)
    body = ""
    for title, *cells in rows:
        row = "".join(f'<td style="{CELL}">{escape(cell)}</td>' for cell in cells)
        body += (
            f'<tr><th scope="row" style="{CELL};white-space:nowrap">{escape(title)}</th>{row}</tr>'
        )
    return f'<table style="border-collapse:collapse"><tr>{head}</tr>{body}</table>'


def _sentence(move: Implied) -> str:
    word = "fall" if min(move.percent, move.amount) < 0 else "rise"
    return (
        f"Worked out: {NAMES[move.worked_out]}. A {word} of {_plain(abs(move.percent), 2)} % "
        f"from {in_words(move.before)} is {in_words(abs(move.amount))}. "
        f"After it: {in_words(move.after)}."
    )


def _rows(move: Implied, day: str) -> tuple[tuple[str, str, str, str], ...]:
    fitting = fits(move, day)
    return tuple(
        (
            _capital(title),
            _said(name, getattr(move, name)),
            _said(name, getattr(known(day), name)),
            "fits" if fitting[name] else "does not fit",
        )
        for name, title in NAMES.items()
    )


def _verdict(fitting: dict[str, bool]) -> str:
    wrong = [NAMES[name] for name, fit in fitting.items() if not fit]
    room = f"{100 * MAY_DIFFER:.0f} %"
    if not wrong:
        return f"All three fit; {room} are allowed for rounding."
    return f"More than {room} away from what is known: {', '.join(wrong)}."


def _together(percent: float, amount: float, before: float) -> str:
    """What to say when nothing is left to work out: whether the three belong together."""
    move = implied(percent=percent, before=before)
    belong = math.isclose(abs(move.amount), abs(amount), rel_tol=MAY_DIFFER)
    told = "fit together" if belong else "do not fit together"
    return (
        f"The three {told}: {_plain(percent, 2)} % of {in_words(before)} is "
        f"{in_words(move.amount)}. Empty one field, and it is worked out."
    )


def _said(name: str, number: float) -> str:
    return f"{_plain(number, 2)} %" if name == "percent" else in_words(number)


def _plain(number: float, decimals: int = 1) -> str:
    """A number without needless zeros; a very small one with two digits."""
    if number and abs(number) < 10**-decimals:
        return f"{number:.2g}"
    shown = f"{number:,.{decimals}f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# ---------------------------------------------------------------- the widget


def implied_value(percent: str = "5", amount: str = "2000亿", before: str = "") -> VBox:
    """A calculator with three fields, two of them to fill, and a day to hold the result against.

    By keyboard: Tab goes from field to field; Space opens the list of days, the arrow keys and
    Enter choose (JupyterLab takes the arrow keys of a closed list for itself).
    """
    wide, labels = Layout(width="30em"), {"description_width": "9em"}
    fields = [
        Text(value, description=title, placeholder=example, layout=wide, style=labels)
        for value, title, example in (
            (percent, "Move in percent", "5 or -17"),
            (amount, "Amount", "200 billion or 2000亿"),
            (before, "Value before", "4000 billion or 4万亿"),
        )
    ]
    days = [NO_DAY, *DAYS]
    choice = Dropdown(options=days, description="Hold against", layout=wide, style=labels)
    result = HTML()

    def show(_change: object = None) -> None:
        result.value = implied_html(*(field.value for field in fields), choice.value)

    for control in (*fields, choice):
        control.observe(show, "value")
    show()
    return VBox([*fields, choice, result])
