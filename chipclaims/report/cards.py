"""The card of a claim: what is said, by whom, of what, and what it can be held against."""

from __future__ import annotations

from collections.abc import Iterator

from chipclaims.claims import Claim, Verdict, bases, judge
from chipclaims.report.blocks import (
    Block,
    Card,
    Facts,
    Heading,
    Items,
    Line,
    Paragraph,
    Quote,
    Span,
)
from chipclaims.report.reading import Around, Reading, sentence_around
from chipclaims.report.sourcing import Ledger, held_against, reference_entry
from chipclaims.report.words import (
    basis_in_words,
    claim_in_words,
    shown_verdict,
    time_in_words,
)

STATUSES = {
    "fact": "as a fact",
    "forecast": "as a forecast",
    "hearsay": "as hearsay",
    "vague": "vaguely",
}
TESTED = {
    "fact": "whether it is so",
    "attribution": "whether the speaker said so; a report of the words is enough",
}
NOTHING = ": nothing, the kit has no reference for it."
BY_READING = "none: this verdict was reached by reading, not by calculating"


def claim_place(claim_id: str) -> str:
    """Where on the page a claim stands."""
    return f"claim-{claim_id}"


def claim_card(claim: Claim, reading: Reading, ledger: Ledger) -> Card:
    """Everything that the ledger holds of a claim. Raises ``TableError`` for a lost reference."""
    held = held_against(claim)
    found = judge(claim) if claim.decided_by == "arithmetic" else None
    blocks: list[Block] = [
        Heading(3, _title(claim), claim_place(claim.claim_id)),
        *_sentences(claim, reading),
        Paragraph([claim.gloss_en]),
        Facts(list(_facts(claim, found, reading, ledger))),
        Paragraph([Span("Held against", look="strong"), "" if held else NOTHING]),
    ]
    if held:
        decides = found and found.reference_id
        entries = [reference_entry(r, claim, r.reference_id == decides, ledger) for r in held]
        blocks.append(Items(entries))
    return Card(claim.verdict, blocks)


def _title(claim: Claim) -> Line:
    verdict = Span(shown_verdict(claim.verdict), look="verdict")
    return [Span(claim.claim_id, look="code"), " ", verdict]


def _sentences(claim: Claim, reading: Reading) -> Iterator[Quote]:
    """The sentence as it was written, repaired; and simplified where that differs."""
    original = sentence_around(reading.repaired.text, claim.start, claim.end)
    simplified = sentence_around(reading.simplified, claim.start, claim.end)
    yield Quote(marked(original, reading.language))
    if simplified != original:
        yield Quote(marked(simplified, "zh-Hans"))


def marked(around: Around, language: str) -> Line:
    """A piece of Chinese with what it is about marked."""
    looks = ("", "mark", "")
    pairs = zip(around, looks, strict=True)
    return [Span(text, language, look) for text, look in pairs if text]


def _facts(
    claim: Claim, found: Verdict | None, reading: Reading, ledger: Ledger
) -> Iterator[tuple[str, Line]]:
    basis = bases()[claim.basis]
    yield "Why", [claim.why]
    yield "Arithmetic", [found.arithmetic if found else BY_READING]
    yield "Who says it", [f"{claim.speaker}, {STATUSES[claim.status]}"]
    if claim.speaker in ledger.stakes:
        yield "Stake", [ledger.stakes[claim.speaker]]
    yield "About", [f"{claim.subject}: {claim.metric.replace('_', ' ')}"]
    if number := claim_in_words(claim):
        yield "Said", [number]
    yield "It is of", [f"{basis_in_words(basis)} ({basis.meaning})"]
    if claim.period or claim.period_note:
        yield "When", [_when(claim)]
    yield "Tested", [TESTED[claim.tested]]
    yield "Stands in", _place(claim, reading)
    for case in ledger.cases_of(claim.claim_id):
        yield (
            f"Case {case['case_id']}",
            [f"{case['title']} ({case['is_real']}). {case['conclusion']}"],
        )


def _when(claim: Claim) -> str:
    if not (claim.period and claim.period_note):
        return time_in_words(claim.period or "") or claim.period_note or ""
    return f"{time_in_words(claim.period)} ({claim.period_note})"


def _place(claim: Claim, reading: Reading) -> Line:
    offsets = f"line {reading.line_of(claim.start)}, raw offsets {claim.start} to {claim.end}: "
    return [offsets, Span(claim.quote, reading.language)]
