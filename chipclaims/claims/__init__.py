"""Claim cards: what an article says, held against what can be known.

:func:`load_claims` gives the cards of ``data/claims.csv``, :func:`references` everything they can
be held against. :func:`comparable` answers whether two figures may be set side by side, with the
reason; :func:`compare` gives a verdict with its arithmetic.
"""

from chipclaims.claims.cards import Claim, bases, claim_at, load_claims, sentence
from chipclaims.claims.checking import ledger_problems
from chipclaims.claims.comparing import Comparison, Verdict, comparable, compare, judge
from chipclaims.claims.references import Reference, reference, references, values

__all__ = [
    "Claim",
    "Comparison",
    "Reference",
    "Verdict",
    "bases",
    "claim_at",
    "comparable",
    "compare",
    "judge",
    "ledger_problems",
    "load_claims",
    "reference",
    "references",
    "sentence",
    "values",
]
