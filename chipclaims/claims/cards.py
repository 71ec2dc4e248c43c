"""The cards of ``data/claims.csv``: one number or statement of an article, and what it is of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from chipclaims import tables
from chipclaims.articles import load_article
from chipclaims.repair import repair
from chipclaims.traced import TracedText

# A closing quotation mark belongs to the sentence that it ends.
END_OF_SENTENCE = re.compile(r"[。!?；;！？\n]+[”’」』）)》\"]*")


class Claim(NamedTuple):
    """A row of ``claims.csv``; ``data/datapackage.json`` says what each column means.

    ``value``, ``value_low`` and ``value_high`` are in base units (US dollars, chips, percent);
    ``period`` is ISO, or two ISO dates with a slash. ``None`` stands for what is not said.
    """

    claim_id: str
    article: str
    start: int
    end: int
    quote: str
    gloss_en: str
    speaker: str
    subject: str
    metric: str
    value: float | None
    value_low: float | None
    value_high: float | None
    unit: str | None
    unit_implied: str | None
    qualifier: str | None
    direction: str | None
    basis: str
    period: str | None
    period_note: str | None
    status: str
    tested: str
    reference_id: str | None
    origin_id: str | None
    decided_by: str
    verdict: str
    why: str

    @property
    def references(self) -> list[str]:
        """The ids of the figures on the claim's own basis that it is held against."""
        return self.reference_id.split(";") if self.reference_id else []

    @property
    def means(self) -> str | None:
        """The unit that the context gives (153.1元: yuan, 第三次: visits), else the written one."""
        return self.unit_implied or self.unit


class Basis(NamedTuple):
    """What a number is a number OF: a row of ``bases.csv``."""

    basis_id: str
    of_what: str
    counted_in: str
    where: str
    meaning: str


@cache
def _claims() -> tuple[Claim, ...]:
    return tuple(Claim(**row) for row in tables.rows("claims"))


def load_claims(article: str | None = None) -> list[Claim]:
    """Every claim in reading order, or those of one article (``"000"`` or its file name).

    Raises ``ValueError`` for an article that has no claims.
    """
    if article is None:
        return list(_claims())
    found = [claim for claim in _claims() if article in (claim.article, claim.article[:3])]
    if not found:
        raise ValueError(f"there are no claims of an article {article!r}; write 000 to 004")
    return found


@cache
def bases() -> dict[str, Basis]:
    """The rows of ``bases.csv`` by id."""
    return {row["basis_id"]: Basis(**row) for row in tables.rows("bases")}


def claim_at(article: str, start: int, end: int) -> Iterable[Claim]:
    """The claims whose span touches ``raw[start:end]`` of an article."""
    return [c for c in load_claims(article) if c.start < end and start < c.end]


@cache
def _repaired(article: str) -> TracedText:
    return repair(load_article(article).raw).text


def sentence(claim: Claim) -> str:
    """The sentence of the repaired article in which the claim stands."""
    traced = _repaired(claim.article)
    inside = [i for i, s in enumerate(traced.starts) if claim.start <= s < claim.end]
    first, last = (inside[0], inside[-1] + 1) if inside else (0, 0)
    ends = [match.end() for match in END_OF_SENTENCE.finditer(traced.text)]
    begin = max((end for end in ends if end <= first), default=0)
    stop = min((end for end in ends if end >= last), default=len(traced.text))
    return traced.text[begin:stop].strip()
