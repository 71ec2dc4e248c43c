"""The kit from the shell: ``python -m chipclaims`` numbers, repair, claims, report or check."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import sys
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from chipclaims.articles import Article, ArticleError, article_from_bytes, load_article
from chipclaims.claims import Claim, ledger_problems, load_claims
from chipclaims.quantities import Quantity, find_quantities
from chipclaims.repair import Repair, repair
from chipclaims.tables import TableError, problems

STANDARD_INPUT = "-"
NUMBER_COLUMNS = (
    "file", "start", "end", "text", "kind",
    "value", "value_low", "value_high", "unit", "qualifier", "vague",
)  # fmt: skip
BAD_INPUT = 2
FAULTS_FOUND = 1
VERDICTS = ("agrees", "rounded", "wrong_basis", "contradicted", "cannot_be_checked")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0, or 2 after one line about bad input, or 1 if ``check`` finds faults."""
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.stderr.reconfigure(encoding="utf-8")
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except TableError as error:
        print(f"chipclaims: {error}", file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        # The reader (head, less) has seen enough: that is no failure.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m chipclaims", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    numbers = commands.add_parser("numbers", help="find every quantity of one or more texts")
    numbers.add_argument("files", nargs="+", metavar="FILE", help="a file, 000 to 004, or -")
    numbers.add_argument("--format", choices=FORMATS, default="table")
    numbers.set_defaults(run=_numbers)
    repairs = commands.add_parser("repair", help="print the repaired text, or a report on it")
    repairs.add_argument("file", metavar="FILE", help="a file, 000 to 004, or -")
    repairs.add_argument("--report", choices=("jsonl",), help="one record a repair instead")
    repairs.set_defaults(run=_repair)
    claims = commands.add_parser("claims", help="the claim cards of the five articles")
    claims.add_argument("--article", help="000 to 004, or the name of its file")
    claims.add_argument("--metric", help="for example revenue_share")
    claims.add_argument("--verdict", choices=VERDICTS)
    claims.add_argument("--format", choices=("table", "csv", "jsonl"), default="table")
    claims.set_defaults(run=_claims)
    report = commands.add_parser("report", help="one page on a text: numbers, claims, sources")
    report.add_argument("file", metavar="FILE", help="a file, 000 to 004, or -")
    report.add_argument("--folder", type=Path, default=Path("reports"), help="where to write it")
    report.add_argument("--overwrite", action="store_true", help="replace an older report")
    report.set_defaults(run=_report)
    check = commands.add_parser("check", help="look for faults in the tables of data/")
    check.set_defaults(run=_check)
    return parser


def _read(name: str) -> Article:
    if name == STANDARD_INPUT:
        return article_from_bytes(sys.stdin.buffer.read(), STANDARD_INPUT)
    return load_article(name)


def _read_all(names: Sequence[str]) -> tuple[list[Article], int]:
    """The articles that can be read; each of the others gets one line on stderr."""
    articles, code = [], 0
    for name in names:
        try:
            article = _read(name)
        except ArticleError as error:
            print(f"chipclaims: {error}", file=sys.stderr)
            code = BAD_INPUT
            continue
        if article.encoding != "utf-8":
            found = f"read as {article.encoding} ({article.encoding_certainty})"
            print(f"chipclaims: {article.name}: {found}", file=sys.stderr)
        articles.append(article)
    return articles, code


def _numbers(options: argparse.Namespace) -> int:
    articles, code = _read_all(options.files)
    if not articles:
        return code
    rows = [_row(a.name, q) for a in articles for q in find_quantities(a.raw)]
    sys.stdout.write(FORMATS[options.format](rows))
    return code


def _row(file: str, quantity: Quantity) -> dict[str, object]:
    row = {"file": file, **quantity._asdict()}
    is_range = quantity.value is None and quantity.value_low is not None
    for unused in ("value",) if is_range else ("value_low", "value_high"):
        del row[unused]
    if not quantity.vague:
        del row["vague"]
    return {column: row[column] for column in NUMBER_COLUMNS if column in row}


def _as_jsonl(rows: list[dict[str, object]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _as_csv(rows: list[dict[str, object]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, NUMBER_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _as_table(rows: list[dict[str, object]]) -> str:
    lines = [
        f"{'file':12} {'span':>11}  {'kind':9} {'value':>24} {'unit':18} {'qualifier':11} text"
    ]
    for row in rows:
        value = row.get("value", f"{row.get('value_low')} to {row.get('value_high')}")
        text = str(row["text"]).replace("\n", "⏎")
        lines.append(
            f"{str(row['file'])[:12]:12} {row['start']:>5}-{row['end']:<5}  {row['kind']:9} "
            f"{_plain(value):>24} {row['unit'] or '':18} {row['qualifier'] or '':11} {text}"
        )
    return "\n".join(lines) + "\n"


def _plain(value: object) -> str:
    return f"{value:,}" if isinstance(value, int | float) else str(value or "")


def _repair(options: argparse.Namespace) -> int:
    articles, code = _read_all([options.file])
    for article in articles:
        repaired = repair(article.raw)
        if options.report:
            sys.stdout.write("".join(_record(r) for r in repaired.repairs))
        else:
            sys.stdout.write(repaired.text.text)
    return code


def _record(change: Repair) -> str:
    fields = ("start", "end", "before", "after", "rule", "certainty")
    return json.dumps({f: getattr(change, f) for f in fields}, ensure_ascii=False) + "\n"


def _claims(options: argparse.Namespace) -> int:
    cards = load_claims()
    for part in ("article", "metric"):
        wanted, known = getattr(options, part), sorted({getattr(c, part) for c in cards})
        chosen = [value for value in known if value == wanted or value[:3] == wanted]
        if wanted and not chosen:
            names = ", ".join(value[:3] if part == "article" else value for value in known)
            print(f"chipclaims: no {part} {wanted!r} in the claims; {names}", file=sys.stderr)
            return BAD_INPUT
        cards = [c for c in cards if not wanted or getattr(c, part) in chosen]
    cards = [c for c in cards if options.verdict in (None, c.verdict)]
    sys.stdout.write(CLAIM_FORMATS[options.format](cards))
    return 0


def _claims_as_table(cards: list[Claim]) -> str:
    lines = [f"{'claim':7} {'span':>11}  {'verdict':18} {'metric':19} {'quote':22} what is claimed"]
    for card in cards:
        quote = shortened(card.quote.replace("\n", "⏎"), 22)
        lines.append(
            f"{card.claim_id:7} {card.start:>5}-{card.end:<5}  {card.verdict:18} "
            f"{card.metric:19} {quote} {card.gloss_en}"
        )
    return "\n".join(lines) + "\n"


def shortened(text: str, columns: int) -> str:
    """A text cut or filled to so many columns of a terminal; a Chinese character takes two."""
    widths = [2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text]
    if sum(widths) > columns:
        kept = next(n for n in range(len(text), -1, -1) if sum(widths[:n]) < columns)
        text, widths = text[:kept] + "…", [*widths[:kept], 1]
    return text + " " * (columns - sum(widths))


def _claims_as_csv(cards: list[Claim]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(Claim._fields)
    writer.writerows(cards)
    return text.getvalue()


def _claims_as_jsonl(cards: list[Claim]) -> str:
    return "".join(json.dumps(card._asdict(), ensure_ascii=False) + "\n" for card in cards)


def _report(options: argparse.Namespace) -> int:
    # The other commands answer sooner without it.
    from chipclaims.report import ReportError, write_report

    articles, code = _read_all([options.file])
    for article in articles:
        try:
            written = write_report(article, options.folder, overwrite=options.overwrite)
        except ReportError as error:
            print(f"chipclaims: {error}", file=sys.stderr)
            return BAD_INPUT
        print("\n".join(path.as_posix() for path in written))
    return code


def _check(options: argparse.Namespace) -> int:
    found = problems()
    found = found or ledger_problems()
    for problem in found:
        print(problem)
    if not found:
        print("The tables are sound: every cell, key, span, sum and verdict was worked out again.")
    return FAULTS_FOUND if found else 0


CLAIM_FORMATS: dict[str, Callable[[list[Claim]], str]] = {
    "table": _claims_as_table,
    "csv": _claims_as_csv,
    "jsonl": _claims_as_jsonl,
}
FORMATS: dict[str, Callable[[list[dict[str, object]]], str]] = {
    "table": _as_table,
    "csv": _as_csv,
    "jsonl": _as_jsonl,
}

if __name__ == "__main__":
    sys.exit(main())
