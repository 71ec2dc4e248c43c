"""The claim cards, one at a time: what is said, what it is a number of, what it is held against.

>>> len(claims_found("001", "rounded"))
1
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape

from ipywidgets import HTML, Button, Dropdown, HBox, Layout, Text, VBox

from chipclaims import tables
from chipclaims.arithmetic import names_in
from chipclaims.articles import load_article, load_articles
from chipclaims.claims import Claim, Reference, bases, judge, load_claims, reference, sentence
from chipclaims.repair import repair
from chipclaims.traced import TracedText

ALL = ""
# A sign, so that a verdict is told without its colour, and what it means.
VERDICTS = {
    "agrees": ("✓", "a strong reference on the same basis says the same"),
    "rounded": ("≈", "a strong reference on the same basis says it more exactly"),
    "wrong_basis": ("⇄", "the number or event exists, but it is another one than is claimed"),
    "contradicted": ("✗", "strong references on the same basis are there, and none fits"),
    "cannot_be_checked": ("?", "there is no reference, or only weak ones"),
}
LANGUAGES = {"traditional": "zh-Hant", "simplified": "zh-Hans"}
DECIMALS = 4
STATUSES = {
    "fact": "told as a fact",
    "forecast": "told as a forecast",
    "hearsay": "told as hearsay",
    "vague": "told vaguely",
}
TESTED = {
    "fact": "Is it so?",
    "attribution": "Did the speaker say so? (A report of the words is enough.)",
}
NOT_SAID = "the article does not say"
BY_READING = "none: decided by reading, because no calculation can decide it"
NO_REFERENCE = "Nothing: the kit has no figure or event to hold it against."
STRONG = "strong"
SAID_SO = "; it still shows that the speaker said so"
CHECKED = {
    "opened": "its text was read for this kit",
    "quoted": "a page that quotes it was read for this kit",
    "notes": "only the project's notes say that somebody read it",
    "memory": "nobody has opened it for this kit",
}
KINDS = {"primary": "the document itself", "second_hand": "somebody who reports it"}
# The sign and the word tell the verdict; the line beside the card only repeats it.
EDGES = {
    "agrees": "solid 4px",
    "rounded": "dashed 4px",
    "wrong_basis": "double 8px",
    "contradicted": "solid 8px",
    "cannot_be_checked": "dotted 4px",
}
INK, MARKED, QUIET = "#1a1a1a", "#f7d774", "opacity:0.75"
ROW = "display:flex;flex-wrap:wrap;gap:0 1em;border-top:1px solid #999;padding:0.2em 0"
NAME, CELL = f"flex:0 0 9em;{QUIET}", "flex:1 1 18em;min-width:0;margin:0;overflow-wrap:anywhere"
# Without this JupyterLab takes the arrow keys for itself and goes to the next cell.
SCROLLS = 'tabindex="0" data-lm-suppress-shortcuts="true"'
HEIGHT = "max-height:36em;overflow-y:auto;padding-right:0.5em"
LONGEST_QUOTE, LONGEST_QUERY = 14, 40


# ---------------------------------------------------------------- the card


def claim_card_html(claim: Claim) -> str:
    """The card of a claim as HTML: its sentence, its fields, its references and its verdict.

    Everything that stands in a table or an article is shown and never run. Raises ``KeyError``
    for a reference that stands in no table and ``ArticleError`` for an article that is not there.
    """
    title, held = f"{claim.claim_id} {_shown_verdict(claim.verdict)}", _held(claim)
    style = f"border-left:{EDGES[claim.verdict]} currentColor;padding-left:1em;line-height:1.5"
    parts = [
        f'<p style="margin:0"><b>{_escaped(title)}</b></p>',
        _sentence(claim),
        f'<p style="margin:0.3em 0">{_escaped(claim.gloss_en)}</p>',
        _rows(_fields(claim)),
        _heading("Held against"),
        *(_reference(claim, found) for found in held),
        "" if held else f"<p>{NO_REFERENCE}</p>",
        _heading("Verdict"),
        _rows(_verdict(claim)),
    ]
    label = _escaped(f"Claim {claim.claim_id}")
    return f'<article aria-label="{label}" style="{style}">{"".join(parts)}</article>'


@cache
def _repaired(article: str) -> TracedText:
    return repair(load_article(article).raw).text


def _span(claim: Claim) -> tuple[int, int]:
    """Where the words of the claim stand in the repaired text."""
    starts = _repaired(claim.article).starts
    return bisect_left(starts, claim.start), bisect_left(starts, claim.end)


def _sentence(claim: Claim) -> str:
    """The sentence of the repaired article, the words of the claim marked."""
    text, (first, last), whole = _repaired(claim.article).text, _span(claim), sentence(claim)
    begin = text.find(whole, max(last - len(whole), 0))
    before, after = text[begin:first], text[last : begin + len(whole)]
    style = f"background:{MARKED};color:{INK};border-bottom:2px solid {INK}"
    mark = f'<mark style="{style}">{_escaped(text[first:last])}</mark>'
    language = LANGUAGES.get(load_article(claim.article).script, "zh")
    marked = f"{_escaped(before)}{mark}{_escaped(after)}"
    return f'<blockquote lang="{language}" style="margin:0.3em 0">{marked}</blockquote>'


def _fields(claim: Claim) -> Iterator[tuple[str, str]]:
    basis = bases()[claim.basis]
    yield "Speaker", claim.speaker
    yield "Subject", claim.subject
    yield "Metric", claim.metric.replace("_", " ")
    yield "Value and unit", _said(claim) or "no number"
    yield "Of what", basis.of_what
    yield "Counted in", basis.counted_in
    yield "Where", basis.where
    yield "In words", basis.meaning
    yield "Period", _period(claim)
    yield "Status", STATUSES[claim.status]
    yield "Tested", TESTED[claim.tested]
    yield "Place", f"article {claim.article[:3]}, raw offsets {claim.start} to {claim.end}"


def _period(claim: Claim) -> str:
    note = f" ({claim.period_note})" if claim.period_note else ""
    return (_time(claim.period) if claim.period else NOT_SAID) + note


def _said(claim: Claim) -> str:
    """The number with its unit, its qualifier and whether it rises or falls."""
    amount = _amount(claim, claim.means)
    direction = f"({claim.direction})" if claim.direction else ""
    qualifier = (claim.qualifier or "").replace("_", " ")
    return " ".join(filter(None, (qualifier, amount, direction))) if amount else ""


def _amount(figure: Claim | Reference, unit: str | None) -> str:
    """A value or a range with its unit; a fraction as the percentage that is calculated with."""
    ends = (figure.value_low, figure.value_high) if figure.value is None else (figure.value,)
    times, unit = (100, "percent") if unit == "fraction" else (1, unit)
    numbers = " to ".join(_number(times * end) for end in ends if end is not None)
    return f"{numbers} {(unit or '').replace('_', ' ')}".strip() if numbers else ""


def _number(value: float) -> str:
    return f"{round(value, DECIMALS):,.{DECIMALS}f}".rstrip("0").rstrip(".")


def _time(period: str) -> str:
    return period.replace("/", " to ")


def _shown_verdict(verdict: str) -> str:
    return f"{VERDICTS[verdict][0]} {verdict.replace('_', ' ')}"


def _held(claim: Claim) -> list[Reference]:
    """The references, then the figure that the number apparently is, each once."""
    names = dict.fromkeys([*claim.references, *filter(None, [claim.origin_id])])
    return [reference(name) for name in names]


def _reference(claim: Claim, found: Reference) -> str:
    statement = found.statement
    if found.reference_id.startswith("chips."):
        statement = statement.replace("_", " ")
    head = f"<b>{_escaped(statement)}</b>"
    lines = "".join(f"<br>{_escaped(line)}" for line in _about(claim, found))
    return f'<p style="margin:0.3em 0">{head}{lines}</p>'


def _about(claim: Claim, found: Reference) -> Iterator[str]:
    if found.reference_id == claim.origin_id:
        yield "The number of the claim is apparently this one, which measures something else."
    row = _row(found.reference_id)
    if found.date:
        yield f"Date: {_time(found.date)}"
    elif found.metric != "statement":
        yield f"Value: {_amount(found, found.unit) or 'no public figure'}"
        yield f"Of: {_of(found)}"
    yield f"Strength: {_strength(claim, found)}"
    if row.get("stake"):
        yield f"Said by: {row['who']}, {row['stake']}"
    yield from _sources(row)


def _of(found: Reference) -> str:
    basis = bases()[found.basis]
    parts = [basis.of_what, basis.counted_in]
    parts += [basis.where] * (basis.where != "not needed")
    parts += [_time(found.period)] if found.period else []
    return " · ".join(parts)


def _strength(claim: Claim, found: Reference) -> str:
    if not found.weak:
        return STRONG
    said_so = claim.tested == "attribution" and found.known and "stake" in found.weak
    return f"weak: {found.weak}{SAID_SO if said_so else ''}"


def _sources(row: dict) -> Iterator[str]:
    if row.get("formula"):
        yield f"Worked out: {row['formula'].replace('{', '').replace('}', '')}"
        for name in names_in(row["formula"]):
            part = reference(name)
            weak = f", weak: {part.weak}" if part.weak else ""
            value = f"{name} is {_time(part.date or '') or _amount(part, part.unit)}{weak}"
            yield f"{value}. Source: {_source(_row(name)['source_id'])}"
    if row.get("source_id"):
        yield f"Source: {_source(row['source_id'])}"
    if row.get("note"):
        yield f"Note: {row['note']}"


def _source(source_id: str) -> str:
    source = _tables("sources")[source_id]
    date = f", {source['date']}" if source["date"] else ""
    how = f"{KINDS[source['kind']]}; {CHECKED[source['checked']]}"
    return f"{source['publisher']}{date}: {source['title']} ({how})"


def _row(reference_id: str) -> dict:
    table, key = reference_id.split(".")[:2]
    return _tables(table)[key]


@cache
def _tables(name: str) -> dict[str, dict]:
    key = tables.describe(name)["schema"]["fields"][0]["name"]
    return {row[key]: row for row in tables.rows(name)}


def _verdict(claim: Claim) -> Iterator[tuple[str, str]]:
    by_arithmetic = claim.decided_by == "arithmetic"
    yield "Verdict", f"{_shown_verdict(claim.verdict)}: {VERDICTS[claim.verdict][1]}"
    yield "Arithmetic", judge(claim).arithmetic if by_arithmetic else BY_READING
    yield "Why", claim.why


def _heading(text: str) -> str:
    return f'<p style="margin:0.8em 0 0.2em"><b>{text}</b></p>'


def _rows(pairs: Iterator[tuple[str, str]]) -> str:
    rows = (
        f'<div style="{ROW}"><dt style="{NAME}">{name}</dt>'
        f'<dd style="{CELL}">{_escaped(text)}</dd></div>'
        for name, text in pairs
    )
    return f'<dl style="margin:0">{"".join(rows)}</dl>'


def _escaped(text: str) -> str:
    """Text for HTML; half a character, as some keyboards send it, would stop the page."""
    return escape(text.encode("utf-8", "replace").decode("utf-8"))


# ---------------------------------------------------------------- choosing


def claims_found(article: str = ALL, verdict: str = ALL, query: object = "") -> list[Claim]:
    """The claims of an article with a verdict whose quote, gloss or id holds the query.

    An empty string stands for all of them. The query is looked for without regard to capitals.
    Raises ``ValueError`` for an article or verdict that does not exist.
    """
    if article and article not in _articles().values():
        raise ValueError(f"{article!r} is no article; there are: {', '.join(_articles())}")
    if verdict and verdict not in VERDICTS:
        raise ValueError(f"{verdict!r} is no verdict; there are: {', '.join(VERDICTS)}")
    wanted = "" if query is None else str(query).strip().casefold()
    return [
        claim
        for claim in load_claims(article or None)
        if verdict in (ALL, claim.verdict) and wanted in _searched(claim)
    ]


@cache
def _articles() -> dict[str, str]:
    return {each.name[:3]: each.name[:3] for each in load_articles()}


def _searched(claim: Claim) -> str:
    parts = (claim.claim_id, claim.quote, _marked_words(claim), claim.gloss_en)
    return "\n".join(parts).casefold()


@cache
def _marked_words(claim: Claim) -> str:
    """The words of the claim without damage."""
    first, last = _span(claim)
    return _repaired(claim.article).text[first:last]


def found_in_words(number: int, article: str, verdict: str, query: str) -> str:
    """How many claims there are to look through, in one line."""
    where = f"article {article}" if article else "all articles"
    told = f"{number or 'No'} {'claim' if number == 1 else 'claims'} in {where}"
    told += f", verdict: {_shown_verdict(verdict)}" if verdict else ""
    query = query.strip()
    shown = query[:LONGEST_QUERY] + "…" * (len(query) > LONGEST_QUERY)
    return told + (f", with “{shown}”." if shown else ".")


def claim_cards(claim_id: str = "") -> VBox:
    """A viewer of the cards: choose an article, a verdict, a word to look for, then a claim.

    It begins with the claim of that id, or with the first one. By keyboard: Tab goes from field
    to field; Space opens a list, the arrow keys and Enter choose; Space presses a button. Raises
    ``ValueError`` for an id that no claim has.
    """
    known = [claim.claim_id for claim in load_claims()]
    if claim_id and claim_id not in known:
        raise ValueError(f"{claim_id!r} is no claim; they run from {known[0]} to {known[-1]}")
    return _Viewer(claim_id or known[0]).box


class _Viewer:
    """The controls and what they show; nothing of it outlives the widget."""

    def __init__(self, claim_id: str) -> None:
        articles = {"all articles": ALL} | _articles()
        verdicts = {"all verdicts": ALL} | {_shown_verdict(name): name for name in VERDICTS}
        self.article = Dropdown(options=articles, description="Article")
        self.verdict = Dropdown(options=verdicts, description="Verdict")
        self.search = Text(description="Search", placeholder="30%, H20, 芯片, revenue")
        wide = Layout(width="34em")
        self.claim = Dropdown(options=_options(load_claims()), description="Claim", layout=wide)
        self.claim.value = claim_id
        self.back, self.on = Button(description="← Back"), Button(description="Next →")
        self.words, self.card = HTML(), HTML()
        for control in (self.article, self.verdict, self.search):
            control.observe(self._choose, "value")
        self.claim.observe(self._show, "value")
        self.back.on_click(lambda _: self._step(-1))
        self.on.on_click(lambda _: self._step(1))
        self._show()
        wrapped = Layout(flex_flow="row wrap")
        filters = HBox([self.article, self.verdict, self.search], layout=wrapped)
        steps = HBox([self.claim, self.back, self.on], layout=wrapped)
        self.box = VBox([filters, steps, self.words, self.card])

    @property
    def _found(self) -> list[Claim]:
        return claims_found(self.article.value, self.verdict.value, self.search.value)

    def _choose(self, _change: object) -> None:
        """Keep the claim on show if it is still among those that were found."""
        before = self.claim.value
        options = _options(self._found)
        kept = before if before in options.values() else next(iter(options.values()), None)
        # New options choose the first one by themselves; nothing is to be shown in between.
        self.claim.unobserve(self._show, "value")
        self.claim.options = options
        self.claim.value = kept
        self.claim.observe(self._show, "value")
        self._show()

    def _step(self, by: int) -> None:
        ids = list(self.claim.options.values())
        if self.claim.value in ids:
            place = ids.index(self.claim.value) + by
            self.claim.value = ids[min(max(place, 0), len(ids) - 1)]

    def _show(self, _change: object = None) -> None:
        found = {claim.claim_id: claim for claim in self._found}
        ids, shown = list(found), self.claim.value
        told = found_in_words(len(ids), self.article.value, self.verdict.value, self.search.value)
        self.back.disabled = shown not in ids[1:]
        self.on.disabled = shown not in ids[:-1]
        if shown in found:
            told += f" Shown: {shown}, number {ids.index(shown) + 1}."
        self.words.value = f'<p role="status">{_escaped(told)}</p>'
        self.card.value = _region(claim_card_html(found[shown]), shown) if shown in found else ""


def _region(card: str, claim_id: str) -> str:
    label = f'role="region" aria-label="Card of claim {_escaped(claim_id)}"'
    return f'<div {label} {SCROLLS} style="{HEIGHT}">{card}</div>'


def _options(claims: Sequence[Claim]) -> dict[str, str]:
    return {_option(claim): claim.claim_id for claim in claims}


def _option(claim: Claim) -> str:
    return f"{claim.claim_id} · {_cut(_marked_words(claim))} · {_cut(claim.subject)}"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"
