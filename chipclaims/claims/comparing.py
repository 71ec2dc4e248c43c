"""Do two figures disagree, or do they measure different things?

Rounding is told from disagreement by what the claim prints: half a unit of its last digit, at
most 5 % of the value (so that "2000億" does not allow 1500), twice that beside a word for "about".
A fraction in words (one third) has no last digit and is given the 5 %.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from chipclaims.claims.cards import Basis, Claim, bases
from chipclaims.claims.periods import interval, same_period
from chipclaims.claims.references import Reference, references

MOST = 0.05
NEAR = 0.01
NEARLY = 0.9
# A reference may be printed with fewer digits than the claim (210 for 210.02).
REFERENCE_ROUNDING = 0.005
SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
NOT_SAID = re.compile(r"\bnot (stated|said|defined|named)\b")
ONE_SIDED = ("more_than", "at_least", "less_than", "at_most")
LENGTHS_OF_TIME = ("hours", "days", "weeks", "months", "quarters", "years")
PARTS = (("of_what", "of what"), ("counted_in", "counted in"), ("where", "where"))


class Comparison(NamedTuple):
    """Whether two figures may be set side by side, and why or why not."""

    comparable: bool
    reason: str

    def __bool__(self) -> bool:
        return self.comparable


class Verdict(NamedTuple):
    """A verdict, the arithmetic behind it and the reference that decided (or ``None``)."""

    verdict: str
    arithmetic: str
    reference_id: str | None


Figure = Claim | Reference
Bounds = tuple[float, float]


def comparable(a: Figure, b: Figure) -> Comparison:
    """May two figures be set side by side? Yes or no, with the reason in words.

    Asked in this order: the same metric, the same unit, the same basis (of what, counted in what,
    where), the same period, both reported or both forecast. What one of them does not say is a
    reason for no. A claim whose number was found to measure something else (``wrong_basis``) is
    taken for what it measures: 1974 TFLOPS counts as the sparse figure that it is.
    """
    a, b = _as_found(a), _as_found(b)
    for question in (_metrics, _units, _bases, _periods, _statuses):
        reason = question(a, b)
        if reason:
            return Comparison(False, reason)
    return Comparison(True, f"both are {_of(a.basis)}, in {_unit(a) or 'words'}, for the same time")


def _as_found(figure: Figure) -> Figure:
    if isinstance(figure, Claim) and figure.verdict == "wrong_basis" and figure.origin_id:
        origin = references()[figure.origin_id]
        return figure._replace(basis=origin.basis, unit=origin.unit, unit_implied=None)
    return figure


def _metrics(a: Figure, b: Figure) -> str:
    if a.metric != b.metric:
        return f"different metrics: {_plain(a.metric)} and {_plain(b.metric)}"
    return ""


def _units(a: Figure, b: Figure) -> str:
    if _unit(a) != _unit(b):
        return f"different units: {_unit(a) or 'none given'} and {_unit(b) or 'none given'}"
    return ""


def _bases(a: Figure, b: Figure) -> str:
    one, other = bases().get(a.basis), bases().get(b.basis)
    if one is None or other is None:
        return "no basis is given"
    for part, words in PARTS:
        mine, theirs = getattr(one, part), getattr(other, part)
        for side in (mine, theirs):
            if NOT_SAID.search(side):
                return f"one of them does not say {words}: {_shown(one)}; {_shown(other)}"
        if mine != theirs:
            return f"different bases ({words}): {mine}; {theirs}"
    return ""


def _periods(a: Figure, b: Figure) -> str:
    if a.metric == "event_date" or (a.period is None and b.period is None):
        return ""
    if a.period is None or b.period is None:
        return "one of them does not say for which period"
    return (
        "" if same_period(a.period, b.period) else f"different periods: {a.period} and {b.period}"
    )


def _statuses(a: Figure, b: Figure) -> str:
    statuses = {getattr(figure, "status", "fact") for figure in (a, b)}
    if len(statuses) > 1 and "forecast" in statuses:
        return "one is a forecast, the other is not"
    if "vague" in statuses:
        return "one is too vague to calculate with"
    return ""


def compare(claim: Claim, reference: Reference, origin: Reference | None = None) -> Verdict:
    """The verdict on a claim held against one reference; see :func:`judge`."""
    return _judged(claim, [reference], origin)


def judge(claim: Claim) -> Verdict:
    """The verdict that the claim's own references give.

    ``agrees`` or ``rounded`` if a strong reference on the claim's basis fits; ``wrong_basis`` if
    the number is that of ``origin_id``, which measures something else; ``contradicted`` if strong
    references are there and none fits; otherwise ``cannot_be_checked``. For a claim about what
    somebody said (``tested`` is ``attribution``), a report of the words is a strong reference.
    """
    table = references()
    return _judged(
        claim,
        [table[name] for name in claim.references],
        table[claim.origin_id] if claim.origin_id else None,
    )


def _judged(claim: Claim, held: list[Reference], origin: Reference | None) -> Verdict:
    if claim.metric == "event_date" and claim.period is None:
        return Verdict("cannot_be_checked", "the claim does not say when", None)
    if claim.metric != "event_date" and _bounds(claim)[0] is None:
        return Verdict("cannot_be_checked", "a statement without a number: it was judged", None)
    there = [r for r in held if r.date or _bounds(r)[0] is not None]
    usable = [r for r in there if _on_its_basis(claim, r) and not _weak_for(claim, r)]
    tried = [_fit(claim, r) for r in usable]
    for verdict in ("agrees", "rounded"):
        for found in tried:
            if found.verdict == verdict:
                return found
    if origin and origin.known and _is_origin(claim, origin):
        words = f"{_number(claim)} is the figure of: {origin.statement.rstrip('.')}"
        return Verdict("wrong_basis", words, origin.reference_id)
    if tried:
        return min(zip(tried, usable, strict=True), key=lambda pair: _distance(claim, pair[1]))[0]
    return Verdict("cannot_be_checked", _why_not(claim, held), None)


def _distance(claim: Claim, reference: Reference) -> float:
    """How far a reference is from the claim, so that the nearest one is named."""
    if reference.date:
        return 0.0
    return abs(_bounds(claim)[0] - _bounds(reference)[0])


def _why_not(claim: Claim, held: list[Reference]) -> str:
    if not held:
        return "there is no reference"
    weak = next((r.weak for r in held if r.weak), "")
    return f"the reference is weak: {weak}" if weak else "the reference is on another basis"


def _weak_for(claim: Claim, reference: Reference) -> bool:
    if not reference.weak or not reference.known:
        return bool(reference.weak)
    return claim.tested != "attribution" or "stake" not in reference.weak


def _on_its_basis(claim: Claim, reference: Reference) -> bool:
    """The same metric on the same basis, or on one that fits what the claim does say."""
    if claim.metric != reference.metric:
        return False
    mine, theirs = bases().get(claim.basis), bases().get(reference.basis)
    if mine is None or theirs is None:
        return False
    same = all(_same_or_unsaid(getattr(mine, p), getattr(theirs, p)) for p, _ in PARTS)
    in_time = claim.metric == "event_date" or same_period(claim.period, reference.period)
    return same and in_time and (_unit(claim) is None or _unit(claim) == _unit(reference))


def _same_or_unsaid(mine: str, theirs: str) -> bool:
    return mine == theirs or bool(NOT_SAID.search(mine))


def _fit(claim: Claim, reference: Reference) -> Verdict:
    """agrees, rounded or contradicted, by arithmetic alone."""
    if reference.date:
        return _fit_of_date(claim, reference)
    said, known = _bounds(claim), _bounds(reference)
    if claim.direction == "down" and known[1] < 0:
        known = -known[1], -known[0]
    low, high = (said[0] - _slack(claim, said[0]), said[1] + _slack(claim, said[1]))
    words = f"{_number(claim)} against {_number(reference)}"
    if _same(said, known) or _covered(claim, said, known):
        return Verdict("agrees", words, reference.reference_id)
    if claim.qualifier in ONE_SIDED:
        return Verdict("contradicted", words, reference.reference_id)
    if claim.qualifier == "nearly":
        words += f" (nearly allows {_shown_number(NEARLY * said[0])} and more)"
    inside = low <= known[0] and known[1] <= high
    between = all(
        known[0] - _half_digit(known[0]) <= end <= known[1] + _half_digit(known[1]) for end in said
    )
    verdict = "rounded" if inside or between or _cut_down(claim, known[0]) else "contradicted"
    words += f" (rounding allows {_shown_number(low)} to {_shown_number(high)})"
    return Verdict(verdict, words, reference.reference_id)


def _fit_of_date(claim: Claim, reference: Reference) -> Verdict:
    said, known = interval(claim.period), interval(reference.date)
    fits = said is not None and (said.contains(known) or known.contains(said))
    words = f"{claim.period} against {reference.date}"
    return Verdict("agrees" if fits else "contradicted", words, reference.reference_id)


def _covered(claim: Claim, said: Bounds, known: Bounds) -> bool:
    """Whether a qualifier, or a range, covers the reference."""
    match claim.qualifier:
        case "more_than" | "at_least":
            return known[0] >= said[0]
        case "less_than" | "at_most":
            return known[1] <= said[1]
        case "nearly":
            return NEARLY * said[0] <= known[0] and known[1] <= said[1]
    return said[0] < said[1] and said[0] <= known[0] and known[1] <= said[1]


def _cut_down(claim: Claim, value: float) -> bool:
    """Lengths of time are counted in full units: two months and a half are "two months"."""
    return claim.unit in LENGTHS_OF_TIME and claim.value == math.floor(value)


def _slack(claim: Claim, number: float) -> float:
    digit = math.inf if claim.unit == "fraction" else _last_digit(number)
    slack = min(digit / 2, MOST * abs(number)) if number else 0.0
    return slack * (2 if claim.qualifier == "approx" else 1)


def _half_digit(number: float) -> float:
    """What a reference's own rounding hides."""
    return min(_last_digit(number) / 2, REFERENCE_ROUNDING * abs(number)) if number else 0.0


def _last_digit(number: float) -> float:
    """The worth of the last digit that is not zero: 100 million for 4.5 billion."""
    digits = f"{abs(number):.12e}"
    mantissa, exponent = digits.split("e")
    decimals = len(mantissa.rstrip("0").partition(".")[2])
    return 10.0 ** (int(exponent) - decimals)


def _is_origin(claim: Claim, origin: Reference) -> bool:
    """Whether the number is the origin's, up to a slip of 1 % or what the qualifier covers."""
    if origin.date or _bounds(origin)[0] is None:
        return False
    if origin.basis == claim.basis and _unit(origin) == _unit(claim):
        return False
    pairs = zip(_bounds(claim), _bounds(origin), strict=True)
    near = all(abs(said - known) <= NEAR * abs(known) for said, known in pairs)
    return near or _fit(claim, origin).verdict != "contradicted"


def _bounds(figure: Figure) -> Bounds:
    """Lower and upper end, the same for a plain value; a fraction as a percentage."""
    ends = (figure.value_low, figure.value_high)
    if figure.value is not None:
        ends = (figure.value, figure.value)
    if figure.unit == "fraction" and ends[0] is not None:
        return 100 * ends[0], 100 * ends[1]
    return ends


def _same(one: Bounds, other: Bounds) -> bool:
    return all(math.isclose(*pair, rel_tol=1e-9) for pair in zip(one, other, strict=True))


def _unit(figure: Figure) -> str | None:
    unit = figure.means if isinstance(figure, Claim) else figure.unit
    return "percent" if unit == "fraction" else unit


def _number(figure: Figure) -> str:
    low, high = _bounds(figure)
    number = _shown_number(low)
    if low != high:
        number += f" to {_shown_number(high)}"
    return f"{number} {_unit(figure) or ''}".strip()


def _shown_number(number: float) -> str:
    for scale, word in SCALES:
        if abs(number) >= scale:
            return f"{number / scale:,.5g} {word}"
    return f"{number:,.5g}"


def _of(basis: str | None) -> str:
    found = bases().get(basis)
    return found.of_what if found else ""


def _shown(basis: Basis) -> str:
    return f"{basis.of_what}, counted in {basis.counted_in}, {basis.where}"


def _plain(metric: str | None) -> str:
    return (metric or "none").replace("_", " ")
