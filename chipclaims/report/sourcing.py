"""What a claim is held against: its references, what they rest on, and their sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from chipclaims import tables
from chipclaims.arithmetic import names_in
from chipclaims.claims import Claim, Reference, bases, references
from chipclaims.report.blocks import Entry, Line, Span
from chipclaims.report.words import basis_in_words, reference_in_words, time_in_words
from chipclaims.tables import TableError

ADVICE = "get it back with: git checkout data"
KINDS = {
    "primary": "primary: the document itself",
    "second_hand": "second-hand: somebody who reports it",
}
CHECKED = {
    "opened": "opened: its text was read in stored public material",
    "quoted": "quoted: a page that quotes it was read",
    "notes": "notes: research notes say that somebody read it",
    "memory": "memory: nobody has opened it",
}


class Ledger:
    """The tables that a report looks things up in, each read once."""

    def __init__(self) -> None:
        self._tables: dict[str, dict[str, dict[str, Any]]] = {}

    def row(self, table: str, key: str) -> dict[str, Any]:
        """The row of that id, the first column. Raises ``TableError`` if there is none."""
        if table not in self._tables:
            name = tables.describe(table)["schema"]["fields"][0]["name"]
            self._tables[table] = {row[name]: row for row in tables.rows(table)}
        if key not in self._tables[table]:
            raise TableError(f"{key!r} is no row of {table} ({ADVICE})")
        return self._tables[table][key]

    @cached_property
    def stakes(self) -> dict[str, str]:
        """What each person or body whose share estimates the kit holds gains from them."""
        return {row["who"]: row["stake"] for row in tables.rows("market_share_estimates")}

    def cases_of(self, claim_id: str) -> Iterator[dict[str, Any]]:
        """The contradictions, real or apparent, in which a claim takes part."""
        for row in tables.rows("contradictions"):
            if claim_id in row["claims"].split(";"):
                yield row

    def row_of(self, reference: Reference) -> dict[str, Any]:
        """The row in which a reference stands."""
        table, key = reference.reference_id.split(".")[:2]
        return self.row(table, key)


def held_against(claim: Claim) -> list[Reference]:
    """The references of a claim, then the figure that it apparently is, each once.

    Raises ``TableError`` for one that stands in no table.
    """
    wanted = dict.fromkeys([*claim.references, *filter(None, [claim.origin_id])])
    return [find_reference(name, claim.claim_id) for name in wanted]


def find_reference(name: str, used_by: str) -> Reference:
    """A reference. Raises ``TableError`` that names who asked for it."""
    try:
        return references()[name]
    except KeyError:
        raise TableError(f"{used_by} refers to {name!r}, which is in no table ({ADVICE})") from None


def parts_of(reference: Reference, ledger: Ledger) -> list[Reference]:
    """The figures that a derived one was worked out from; none for any other."""
    formula = ledger.row_of(reference).get("formula")
    return [find_reference(n, reference.reference_id) for n in names_in(formula or "")]


def reference_entry(reference: Reference, claim: Claim, decides: bool, ledger: Ledger) -> Entry:
    """A reference as an item of a list: statement, value, strength and source."""
    statement = reference.statement
    if reference.reference_id.startswith("chips."):
        statement = statement.replace("_", " ")
    lines: list[Line] = []
    if reference.date or reference.metric != "statement":
        name = "Date" if reference.date else "Value"
        lines.append([f"{name}: ", Span(reference_in_words(reference), look="strong")])
    if reference.reference_id == claim.origin_id:
        lines.append(["This is the figure that the number apparently is."])
    if decides:
        lines.append(["This one decides."])
    lines += _about(reference, claim)
    lines += _strength(reference, ledger)
    lines += _rests_on(reference, ledger)
    return Entry([statement], lines)


def _about(reference: Reference, claim: Claim) -> Iterator[Line]:
    basis = bases().get(reference.basis)
    if basis and reference.basis != claim.basis and reference.metric != "event_date":
        yield [f"It is of: {basis_in_words(basis)}"]
    if reference.period and not reference.date:
        yield [f"Time: {time_in_words(reference.period)}"]


def _strength(reference: Reference, ledger: Ledger) -> Iterator[Line]:
    row = ledger.row_of(reference)
    if reference.weak:
        yield [Span("Weak: ", look="strong"), reference.weak]
    if row.get("stake"):
        yield [f"Said by {row['who']}. Stake: {row['stake']}"]
    if row.get("note"):
        yield [f"Note: {row['note']}"]


def _rests_on(reference: Reference, ledger: Ledger) -> Iterator[Line]:
    row = ledger.row_of(reference)
    if row.get("formula"):
        formula = row["formula"].replace("{", "").replace("}", "")
        yield ["Worked out as ", Span(formula, look="code")]
        for part in parts_of(reference, ledger):
            weak = f" Weak: {part.weak}." if part.weak else ""
            words = f" is {reference_in_words(part)}.{weak} "
            yield [Span(part.reference_id, look="code"), words, *_source_line(part, ledger)]
        return
    if row.get("citation"):
        yield [f"{row['name']}: {row['citation']} (status: {row['status'].replace('_', ' ')})"]
    yield _source_line(reference, ledger)


def _source_line(reference: Reference, ledger: Ledger) -> Line:
    row = ledger.row_of(reference)
    line = ["Source: ", *_source(row["source_id"], ledger)]
    if row.get("seen_in_id"):
        line += [" Read in: ", *_source(row["seen_in_id"], ledger)]
    return line


def _source(source_id: str, ledger: Ledger) -> Line:
    source = ledger.row("sources", source_id)
    date = f", {source['date']}" if source["date"] else ""
    kind = source["kind"].replace("_", "-")
    words = f"{_ended(source['title'])} {source['publisher']}{date} ({kind}, "
    return [words, Span(source_id, look="code", to=source_place(source_id)), ")."]


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def source_place(source_id: str) -> str:
    """Where on the page a source stands."""
    return f"source-{source_id}"


def sources_of(found: Iterable[Reference], ledger: Ledger) -> list[str]:
    """The ids of all sources behind these references, in the order of the alphabet."""
    used = set()
    for reference in found:
        for part in parts_of(reference, ledger) or [reference]:
            row = ledger.row_of(part)
            used |= {row.get("source_id"), row.get("seen_in_id")} - {None}
    return sorted(used)


def source_entry(source_id: str, ledger: Ledger) -> Entry:
    """A source as an item of a list: how to find it, and how well it was checked."""
    source = ledger.row("sources", source_id)
    date = source["date"] or "no date"
    head = [Span(source_id, look="code"), f" {_ended(source['title'])}"]
    lines: list[Line] = [
        [f"{source['publisher']}, {date}. {KINDS[source['kind']].capitalize()}"],
        [f"How to find it: {source['document']}"],
    ]
    if source["address"]:
        # Printed and not linked: an address may rot, or be somebody else's by now.
        lines.append(["Address when it was read: ", Span(source["address"], look="code")])
    lines.append([f"How it was checked: {CHECKED[source['checked']]}"])
    if source["note"]:
        lines.append([f"Note: {source['note']}"])
    return Entry(head, lines, source_place(source_id))
