"""Numbers, times and names in words."""

from __future__ import annotations

import re
from typing import NamedTuple

from chipclaims.articles import script_of
from chipclaims.claims import Claim, Reference
from chipclaims.claims.cards import Basis
from chipclaims.quantities import Quantity

DECIMALS = 4
LANGUAGES = {"traditional": "zh-Hant", "simplified": "zh-Hans"}
HAN = re.compile(
    r"[\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)


class VerdictWords(NamedTuple):
    """A verdict as it is shown: a sign, a word, and what it means."""

    sign: str
    word: str
    meaning: str


VERDICTS = {
    "agrees": VerdictWords("✓", "agrees", "A reference on the same basis says the same."),
    "rounded": VerdictWords("≈", "rounded", "A reference on the same basis says it more exactly."),
    "wrong_basis": VerdictWords(
        "⇄", "wrong basis", "The number or event exists, but it is another one than is claimed."
    ),
    "contradicted": VerdictWords(
        "✗", "contradicted", "Strong references on the same basis are there, and none fits."
    ),
    "cannot_be_checked": VerdictWords(
        "?", "cannot be checked", "There is no reference, or only weak ones."
    ),
}


def shown_verdict(verdict: str) -> str:
    """A verdict with its sign, so that it can be told without its colour."""
    words = VERDICTS[verdict]
    return f"{words.sign} {words.word}"


def visible(text: str) -> str:
    """A text on one line whose invisible characters can be seen: ``\\u202e`` for a hidden mark."""
    return "".join(c if c.isprintable() else _visible_sign(c) for c in text)


def _visible_sign(character: str) -> str:
    if character.isspace():
        return "\u3000" if character == "\u3000" else " "
    return ascii(character)[1:-1]


def language_of(text: str, default: str = "zh") -> str:
    """The language tag of a text by its script; nothing for a text without Chinese characters."""
    if not HAN.search(text):
        return ""
    return LANGUAGES.get(script_of(text), default)


def number_in_words(value: float) -> str:
    """A number with commas, to four decimals: ``4,500,000,000``."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return f"{round(value, DECIMALS):,}"


def quantity_in_words(quantity: Quantity) -> str:
    """Value, unit and qualifier, as the highlighter says them: ``nearly 40 percent``."""
    words = _plain(quantity.value)
    if quantity.value_low is not None:
        words = f"{_plain(quantity.value_low)} to {_plain(quantity.value_high)}"
    return _beside_its_words(quantity, words, quantity.unit, "(vague)" if quantity.vague else "")


def claim_in_words(claim: Claim) -> str:
    """The number of a claim with unit, qualifier and direction; empty for one without a number."""
    direction = f"({claim.direction})" if claim.direction else ""
    return _beside_its_words(claim, _amount(claim), _unit(claim.means), direction)


def reference_in_words(reference: Reference) -> str:
    """The number or date of a reference, or that there is none."""
    if reference.date:
        return time_in_words(reference.date)
    amount = _amount(reference)
    return f"{amount} {_unit(reference.unit) or ''}".strip() if amount else "no public figure"


def basis_in_words(basis: Basis) -> str:
    """What a number is of, how it was counted and where."""
    if basis.where == "not needed":
        return basis.of_what
    return f"{basis.of_what}, counted in: {basis.counted_in}, where: {basis.where}"


def time_in_words(period: str) -> str:
    """``2025-04/2025-06`` is ``2025-04 to 2025-06``."""
    return period.replace("/", " to ")


def counted(number: int, thing: str, things: str = "") -> str:
    """``1 claim``, ``2 claims``."""
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"


def _amount(figure: Claim | Reference) -> str:
    """``320 (256 to 400)``: a value with its range. A fraction is shown as a percentage."""
    times = 100 if figure.unit == "fraction" else 1
    ends = [end for end in (figure.value_low, figure.value_high) if end is not None]
    span = " to ".join(number_in_words(times * end) for end in ends)
    if figure.value is None:
        return span
    value = number_in_words(times * figure.value)
    return f"{value} ({span})" if span else value


def _unit(unit: str | None) -> str | None:
    return "percent" if unit == "fraction" else unit


def _beside_its_words(figure: Claim | Quantity, value: str, unit: str | None, end: str) -> str:
    if not value and isinstance(figure, Claim):
        return ""
    qualifier = (figure.qualifier or "").replace("_", " ")
    return " ".join(filter(None, (qualifier, value, (unit or "").replace("_", " "), end)))


def _plain(value: float | str | None) -> str:
    if isinstance(value, str) or value is None:
        return value or ""
    return f"{round(value, DECIMALS):,}"
