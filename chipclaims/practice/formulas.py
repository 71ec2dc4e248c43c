"""Expected answers as formulas over the tables: ``{chips.h20.cores} / {chips.h100_sxm.cores}``."""

from __future__ import annotations

from functools import cache

from chipclaims.arithmetic import Missing, evaluate


@cache
def worked_out(formula: str) -> float:
    """The value of a formula; a name is ``table.row``, ``chips.row.column`` or ``claims.id``.

    Values are in base units (US dollars, not millions). Raises ``FormulaError``, ``KeyError`` for
    an unknown name, and ``ValueError`` where a figure is not known.
    """
    value = evaluate(formula, value_of)
    if isinstance(value, Missing):
        raise ValueError(f"{formula!r} needs what nobody knows: {', '.join(sorted(value.names))}")
    return float(value)


def value_of(name: str) -> float | str | None:
    """The figure, the date of an event, or the number of a claim, by its id."""
    from chipclaims.claims import load_claims, values

    table, _, row = name.partition(".")
    if table == "claims":
        claim = next((c for c in load_claims() if c.claim_id == row), None)
        if claim is None:
            raise KeyError(name)
        return claim.value
    return values(name)
