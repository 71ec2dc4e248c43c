"""A fact check of the reader's own: their verdicts and reasons, with what the kit knows beside."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from chipclaims.articles import ArticleError, load_article
from chipclaims.claims import Claim, load_claims
from chipclaims.report.blocks import Block, Card, Facts, Heading, Line, Paragraph
from chipclaims.report.cards import claim_card
from chipclaims.report.page import SECTIONS, claim_sections, contents, source_section
from chipclaims.report.reading import Reading
from chipclaims.report.sourcing import Ledger
from chipclaims.report.words import VERDICTS, shown_verdict, visible
from chipclaims.report.writing import ReportError, report_paths, write_pages
from chipclaims.tables import TableError

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("claim_id", "verdict", "reason")
WHOSE = (
    "The verdicts and their reasons are those of the author of this fact check. Quotations, "
    "references, sources and arithmetic are the kit's; where its ledger comes to another verdict, "
    "the card says so."
)
LONGEST_SHOWN = 60


class VerdictsError(ReportError):
    """Verdicts that cannot become a report: one line for each fault, in ``problems``."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class _Own(NamedTuple):
    """A verdict as it was given: anything may stand in its fields until it is checked."""

    claim_id: Any
    verdict: Any
    reason: Any


def write_fact_check(
    verdicts: Mapping[str, tuple[str, str]] | pd.DataFrame,
    folder: Path,
    *,
    title: str,
    overwrite: bool = False,
) -> list[Path]:
    """Write the reader's verdicts as ``report.html`` and ``report.md``; returns their paths.

    ``verdicts`` gives a verdict and a reason for each claim: a dictionary
    ``{"003-08": ("rounded", "1 - 78/132 is 40.9 %")}`` or a table with the columns ``claim_id``,
    ``verdict`` and ``reason``. The folder is made if it is missing.

    Raises ``VerdictsError`` with a line for each fault: a claim that is not in the ledger or stands
    twice, a verdict that is none of the five, a reason or title that is empty. Raises
    ``ReportError`` if a report is there already and ``overwrite`` is false, or if the folder
    cannot be written. Then nothing is written.
    """
    given = list(_given(verdicts))
    problems = [*_problems_of_title(title), *_problems(given)]
    if problems:
        raise VerdictsError(problems)
    if not overwrite:
        _require_free(Path(folder))
    try:
        blocks = _blocks(title.strip(), given)
    except (ArticleError, TableError) as error:
        raise ReportError(str(error)) from None
    return write_pages(folder, title.strip(), blocks, overwrite)


# ---------------------------------------------------------------- what was given


def _given(verdicts: Any) -> Iterator[_Own]:
    if isinstance(verdicts, Mapping):
        for claim_id, told in verdicts.items():
            is_pair = isinstance(told, (tuple, list)) and len(told) == 2
            yield _Own(claim_id, *(told if is_pair else (told, None)))
    elif hasattr(verdicts, "columns"):
        missing = [column for column in COLUMNS if column not in verdicts.columns]
        if missing:
            has = ", ".join(map(str, verdicts.columns)) or "none"
            raise VerdictsError([f"the table needs the column {missing[0]!r}; it has: {has}"])
        yield from (_Own(*cells) for cells in zip(*(verdicts[c] for c in COLUMNS), strict=True))
    else:
        raise VerdictsError(
            [
                "verdicts must be a dictionary or a table, for example "
                '{"003-08": ("rounded", "your reason")}'
            ]
        )


def _problems_of_title(title: Any) -> Iterator[str]:
    if not _is_text(title):
        yield "the title is empty: say what the fact check is about"


def _problems(given: list[_Own]) -> Iterator[str]:
    if not given:
        yield "there is no verdict yet: give at least one"
    known, seen = {claim.claim_id for claim in load_claims()}, set()
    for own in given:
        name = _shown(own.claim_id)
        if not isinstance(own.claim_id, str) or own.claim_id not in known:
            yield f"{name}: no claim has this id; look it up in tables.load('claims')"
        elif own.claim_id in seen:
            yield f"{name}: stands twice; keep one verdict"
        seen.add(name)
        if not isinstance(own.verdict, str) or own.verdict not in VERDICTS:
            yield f"{name}: {_shown(own.verdict)} is no verdict; there are: {', '.join(VERDICTS)}"
        if not _is_text(own.reason):
            yield f"{name}: the reason is empty; say in one sentence what led you to the verdict"


def _is_text(given: Any) -> bool:
    return isinstance(given, str) and bool(given.strip())


def _shown(given: Any) -> str:
    """Whatever was given, on one line and not too long."""
    words = visible(given if isinstance(given, str) else repr(given))
    return (words if len(words) <= LONGEST_SHOWN else words[: LONGEST_SHOWN - 1] + "…") or "''"


def _require_free(folder: Path) -> None:
    """Names the folder by its last part alone: a notebook is no place for a machine's paths."""
    for path in report_paths(folder):
        if os.path.lexists(path):
            place = visible(f"{folder.absolute().name}/{path.name}")
            raise ReportError(
                f"{place} is there already: choose another folder, or overwrite it with "
                "overwrite=True"
            )


# ---------------------------------------------------------------- what is written


def _blocks(title: str, given: list[_Own]) -> list[Block]:
    own = {each.claim_id: each for each in given}
    ledgers = {claim.claim_id: claim for claim in load_claims() if claim.claim_id in own}
    claims = [
        claim._replace(verdict=own[name].verdict, why=own[name].reason.strip())
        for name, claim in ledgers.items()
    ]
    readings = {name: Reading(load_article(name)) for name in {c.article for c in claims}}
    ledger = Ledger()

    def card(claim: Claim) -> Card:
        made = claim_card(claim, readings[claim.article], ledger)
        return _with_the_ledgers_verdict(made, claim, ledgers[claim.claim_id])

    places = {place: words for place, words in SECTIONS.items() if place != "quantities"}
    return [
        Heading(1, [title]),
        Facts(list(_head(claims, ledgers))),
        Paragraph([WHOSE]),
        contents(places),
        *claim_sections(claims, ledger, card),
        *source_section(claims, ledger),
    ]


def _head(claims: list[Claim], ledgers: dict[str, Claim]) -> Iterator[tuple[str, Line]]:
    for article in dict.fromkeys(claim.article for claim in claims):
        checked = sum(claim.article == article for claim in claims)
        yield "Article", [f"{article}: {checked} of {len(load_claims(article))} claims checked"]
    same = sum(claim.verdict == ledgers[claim.claim_id].verdict for claim in claims)
    yield "Kit's ledger", [f"the same verdict for {same} of {len(claims)}"]


def _with_the_ledgers_verdict(card: Card, claim: Claim, ledgers: Claim) -> Card:
    """The card with a line that says whether the kit's ledger comes to the same verdict."""
    told = "the same verdict"
    if claim.verdict != ledgers.verdict:
        told = f"another verdict, {shown_verdict(ledgers.verdict)}: {ledgers.why}"

    def extended(block: Block) -> Block:
        if not isinstance(block, Facts):
            return block
        why, *others = block.rows
        return Facts([why, ("Kit's ledger", [told]), *others])

    return card._replace(blocks=[extended(block) for block in card.blocks])
