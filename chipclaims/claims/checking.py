"""What is wrong with the ledger beyond single cells: lost references, drifted verdicts and sums."""

from __future__ import annotations

from collections.abc import Iterator

from chipclaims import tables
from chipclaims.arithmetic import FormulaError, Missing, evaluate
from chipclaims.claims.cards import load_claims
from chipclaims.claims.comparing import judge
from chipclaims.claims.references import references, values
from chipclaims.tables import Problem


def ledger_problems() -> list[Problem]:
    """Every reference that leads nowhere, verdict that the arithmetic does not give, wrong sum.

    The tables themselves must be sound: see :func:`chipclaims.tables.problems`.
    """
    return [*_of_claims(), *_of_derived_figures(), *_of_contradictions(), *_of_labels()]


def _of_claims() -> Iterator[Problem]:
    for row, claim in enumerate(load_claims(), 2):
        held = [("reference_id", name) for name in claim.references]
        held += [("origin_id", claim.origin_id)] if claim.origin_id else []
        lost = [(column, name) for column, name in held if name not in references()]
        for column, name in lost:
            yield Problem("claims.csv", row, column, f"{name!r} is in no table")
        if not lost and claim.decided_by == "arithmetic":
            found = judge(claim)
            if found.verdict != claim.verdict:
                says = f"{claim.verdict}, but the arithmetic gives {found.verdict}: "
                yield Problem("claims.csv", row, "verdict", says + found.arithmetic)


def _of_derived_figures() -> Iterator[Problem]:
    for number, row in enumerate(tables.rows("derived_figures"), 2):
        place = "derived_figures.csv", number, "formula"
        yield from _wrong_sum(place, row["formula"], row["value"], _value_of)


def _of_contradictions() -> Iterator[Problem]:
    for number, row in enumerate(tables.rows("contradictions"), 2):
        place = "contradictions.csv", number
        known = {claim.claim_id for claim in load_claims()}
        for name in row["claims"].split(";"):
            if name not in known:
                yield Problem(*place, "claims", f"{name!r} is no claim")
        for name in (row["references"] or "").split(";"):
            if name and name not in references():
                yield Problem(*place, "references", f"{name!r} is in no table")
        if row["arithmetic"]:
            yield from _wrong_sum(
                (*place, "arithmetic"), row["arithmetic"], row["result"], _value_of
            )


def _value_of(name: str) -> float | str | None:
    """A name in a formula: a claim (``000-12``) or a reference."""
    by_id = {claim.claim_id: claim for claim in load_claims()}
    if name in by_id:
        claim = by_id[name]
        return claim.value if claim.value is not None else claim.period
    return values(name)


def _wrong_sum(place, formula: str, printed: float | None, value_of) -> Iterator[Problem]:
    try:
        value = evaluate(formula, value_of)
    except KeyError as error:
        yield Problem(*place, f"{error.args[0]!r} is in no table")
        return
    except FormulaError as error:
        yield Problem(*place, str(error).splitlines()[0])
        return
    if isinstance(value, Missing):
        yield Problem(*place, f"cannot be worked out: needs {', '.join(sorted(value.names))}")
    elif printed is None or not _as_printed(float(value), printed):
        yield Problem(*place, f"gives {value:,.6g}, the row prints {printed:,.6g}")


def _as_printed(value: float, printed: float) -> bool:
    """Whether a printed number is the value, rounded to the digits that it shows."""
    decimals = len(f"{printed:.6f}".rstrip("0").partition(".")[2])
    return abs(value - printed) <= 0.5 * 10 ** -max(decimals, 1 if printed < 1000 else 0) * 1.0001


def _of_labels() -> Iterator[Problem]:
    """Labels of numbers and dates that neither a claim nor a reason reaches."""
    reached = {(c.article, c.start, c.end) for c in load_claims()}
    reached |= {(r["article"], r["start"], r["end"]) for r in tables.rows("not_claims")}
    for line, label in enumerate(tables.rows("hand_labels"), 1):
        if (label["article"], label["start"], label["end"]) not in reached:
            says = f"{label['text']!r} is reached by no claim and no reason"
            yield Problem("hand_labels.jsonl", line, "start", says)
