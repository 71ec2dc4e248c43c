"""An article becomes the blocks of its report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from chipclaims import tables
from chipclaims.articles import Article
from chipclaims.claims import Claim, load_claims
from chipclaims.quantities import Quantity
from chipclaims.repair import Repair
from chipclaims.report.blocks import (
    Block,
    Card,
    Facts,
    Heading,
    Items,
    Line,
    Paragraph,
    Span,
    Table,
)
from chipclaims.report.cards import claim_card, claim_place, marked
from chipclaims.report.reading import Reading, context_of
from chipclaims.report.sourcing import Ledger, held_against, source_entry, sources_of
from chipclaims.report.words import VERDICTS, counted, quantity_in_words, shown_verdict

UNCHECKED = "cannot_be_checked"
FROM_A_PIPE = "-"
SECTIONS = {
    "verdicts": "What the verdicts mean",
    "claims": "Claims with a verdict",
    "unchecked": "What could not be checked",
    "speakers": "Who says it",
    "quantities": "All quantities found",
    "sources": "Sources",
}
YOURS = "You decide"
CERTAINTIES = {"certain": "certain", "by_context": "by context", "guess": "guessed"}
SHOWN = (
    "Each claim shows its sentence as it was written (repaired), in simplified script where that "
    "differs, and what is claimed in English. The words that the claim rests on are marked."
)
OFFSETS = (
    "Where: the line, and raw offsets, which count the characters of the file from 0; the second "
    "is that of the first character after the quantity. A date that begins with two hyphens has "
    "no year in the text."
)
NO_CLAIMS = (
    "The ledger of the kit holds claims of its own five articles and of no other text. For this "
    "text it gives no verdict: you decide. The last column of the table below is yours."
)
OTHER_TEXT = (
    "The file is called like an article of the kit, but its text is another one, so the claims of "
    "the ledger would stand in the wrong places and are left out."
)
STAKES = (
    "Everybody who gives a number may gain from it: the author of an article, the head of a firm, "
    "a regulator, a competitor. What somebody gains stands here where the kit has recorded it."
)
RIGHTS = "The articles are the work of others and are quoted for teaching and criticism."


def title_of(article: Article) -> str:
    """The title of a report."""
    from_pipe = article.name == FROM_A_PIPE
    return f"Report on {'a text from standard input' if from_pipe else article.name}"


def blocks_of(article: Article) -> list[Block]:
    """All that a report says, in order. Raises ``TableError`` when the ledger is damaged."""
    reading = Reading(article)
    claims = load_claims(reading.kit_name) if reading.kit_name else []
    sections = _with_claims(claims, reading) if claims else _without_claims(reading)
    return [Heading(1, [title_of(article)]), Facts(list(_head(reading, claims))), *sections]


def _with_claims(claims: list[Claim], reading: Reading) -> Iterator[Block]:
    ledger = Ledger()
    yield contents(SECTIONS)
    yield from claim_sections(claims, ledger, lambda claim: claim_card(claim, reading, ledger))
    yield from _quantities(reading, "Claim", _Cover(reading.kit_name, claims))
    yield from source_section(claims, ledger)


def claim_sections(
    claims: list[Claim], ledger: Ledger, card: Callable[[Claim], Card]
) -> Iterator[Block]:
    """The verdicts, the cards (what could not be checked apart), and who speaks."""
    yield section("verdicts")
    yield _verdicts_with_counts(claims)
    yield Paragraph([SHOWN])
    for place, unchecked in (("claims", False), ("unchecked", True)):
        yield section(place)
        chosen = [claim for claim in claims if (claim.verdict == UNCHECKED) is unchecked]
        yield Paragraph([f"{counted(len(chosen), 'claim')}, in reading order."])
        yield from map(card, chosen)
    yield section("speakers")
    yield Paragraph([STAKES])
    yield _speakers(claims, ledger)


def source_section(claims: list[Claim], ledger: Ledger) -> Iterator[Block]:
    """Every source behind the references of these claims, once."""
    yield section("sources")
    held = [reference for claim in claims for reference in held_against(claim)]
    used = sources_of(held, ledger)
    yield Paragraph([_kinds_of_sources(used, ledger)])
    yield Items([source_entry(source, ledger) for source in used])
    yield Paragraph([Span(RIGHTS, look="quiet")])


def _without_claims(reading: Reading) -> Iterator[Block]:
    yield Heading(2, [YOURS], "yours")
    if reading.borrows_a_name:
        yield Paragraph([OTHER_TEXT])
    yield Paragraph([NO_CLAIMS])
    rows = [[[shown_verdict(name)], [words.meaning]] for name, words in VERDICTS.items()]
    yield Table(["Verdict", "Meaning"], rows)
    yield from _quantities(reading, "Your verdict, and why", lambda quantity: [])


def section(place: str) -> Heading:
    """The heading of a section, to which the contents lead."""
    return Heading(2, [SECTIONS[place]], place)


def contents(sections: dict[str, str]) -> Paragraph:
    """A line of links to the sections of a page."""
    line: list[str | Span] = []
    for place, words in sections.items():
        line += [" · " if line else "", Span(words, to=place)]
    return Paragraph(line)


# ---------------------------------------------------------------- the head


def _head(reading: Reading, claims: list[Claim]) -> Iterator[tuple[str, Line]]:
    article = reading.article
    if reading.kit_name and reading.kit_name != article.name:
        yield "Text", [f"the same as {reading.kit_name} of the kit"]
    yield "Encoding", [f"{article.encoding} ({article.encoding_certainty})"]
    paragraphs = counted(len(article.paragraphs), "paragraph")
    yield "Length", [f"{counted(len(article.raw), 'character')}, {paragraphs}"]
    yield "Script", [article.script]
    yield "Repaired", [_repairs_in_words(reading.repaired.repairs)]
    yield "Quantities", [f"{len(reading.quantities):,}"]
    yield "Claims", [f"{len(claims)}" if claims else "none known: you decide"]


def _repairs_in_words(repairs: Iterable[Repair]) -> str:
    counts = Counter(repair.certainty for repair in repairs)
    if not counts:
        return "nothing: no damage was found"
    left = counts.pop("unresolved", 0)
    parts = [f"{counts[name]:,} {words}" for name, words in CERTAINTIES.items() if counts[name]]
    told = f"{counted(counts.total(), 'place')}" + (f" ({', '.join(parts)})" if parts else "")
    return (
        f"{told}; {left:,} more could not be told and {'stands' if left == 1 else 'stand'} as found"
    )


# ---------------------------------------------------------------- verdicts and speakers


def _verdicts_with_counts(claims: list[Claim]) -> Table:
    counts = Counter(claim.verdict for claim in claims)
    rows = [
        [[shown_verdict(name)], [str(counts[name])], [words.meaning]]
        for name, words in VERDICTS.items()
    ]
    return Table(["Verdict", "Claims", "Meaning"], rows)


def _speakers(claims: list[Claim], ledger: Ledger) -> Table:
    """Who speaks in the article, and whose estimates its claims are held against."""
    said = Counter(claim.speaker for claim in claims)
    against = Counter(who for claim in claims for who in _estimators(claim, ledger))
    rows: list[list[Line]] = []
    for who in [*(name for name, _ in said.most_common()), *sorted(against.keys() - said.keys())]:
        stake = ledger.stakes.get(who, "not recorded")
        rows.append([[who], [str(said[who])], [str(against[who])], [stake]])
    return Table(
        ["Who", "Claims made", "Claims held against their figures", "What they gain"], rows
    )


def _estimators(claim: Claim, ledger: Ledger) -> set[str]:
    rows = (ledger.row_of(reference) for reference in held_against(claim))
    return {row["who"] for row in rows if "stake" in row}


def _kinds_of_sources(used: list[str], ledger: Ledger) -> str:
    kinds = Counter(ledger.row("sources", source)["kind"] for source in used)
    second = f"{kinds['second_hand']} second-hand"
    return f"{counted(len(used), 'source')}: {kinds['primary']} primary, {second}."


# ---------------------------------------------------------------- quantities


class _Cover:
    """Which claim covers a quantity, or why none does."""

    def __init__(self, name: str, claims: list[Claim]) -> None:
        self._claims = claims
        rows = tables.rows("not_claims")
        self._reasons: list[dict[str, Any]] = [row for row in rows if row["article"] == name]

    def __call__(self, quantity: Quantity) -> Line:
        here = [c for c in self._claims if c.start < quantity.end and quantity.start < c.end]
        if here:
            return _joined(Span(c.claim_id, look="code", to=claim_place(c.claim_id)) for c in here)
        for row in self._reasons:
            if row["start"] < quantity.end and quantity.start < row["end"]:
                return [f"no claim: {row['note']}"]
        return ["no claim"]


def _joined(spans: Iterable[Span]) -> Line:
    line: list[str | Span] = []
    for span in spans:
        line += [", ", span] if line else [span]
    return line


def _quantities(reading: Reading, last: str, say) -> Iterator[Block]:
    """Every quantity, with a last column that ``say`` fills."""
    yield section("quantities")
    if not reading.quantities:
        yield Paragraph(["No quantity was found in this text."])
        return
    yield Paragraph([f"{counted(len(reading.quantities), 'quantity', 'quantities')}. {OFFSETS}"])
    header = ["No.", "Where", "As written", "In its text", "Kind and value", last]
    rows = [
        [[f"{number:,}"], *_row(quantity, reading), say(quantity)]
        for number, quantity in enumerate(reading.quantities, 1)
    ]
    yield Table(header, rows)


def _row(quantity: Quantity, reading: Reading) -> list[Line]:
    start, end, kind = quantity.start, quantity.end, quantity.kind
    around = context_of(reading.repaired.text, start, end)
    return [
        [f"line {reading.line_of(start):,}, ", Span(f"{start} to {end}", look="whole")],
        [Span(reading.article.raw[start:end], reading.language)],
        marked(around, reading.language),
        [f"{kind}: {quantity_in_words(quantity)}"],
    ]
