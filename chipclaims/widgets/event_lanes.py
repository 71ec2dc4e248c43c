"""Who dates an event how: the versions of the articles beside the reference, in words and a table.

What the widget shows is made by two functions that work without it: :func:`event_in_words` and
:func:`event_table`. Both take the id of an event of ``timeline.csv`` or the number of an article.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape

import pandas as pd
from ipywidgets import HTML, Button, Dropdown, HBox, Layout, VBox

from chipclaims import tables
from chipclaims.claims.periods import interval
from chipclaims.claims.references import reference
from chipclaims.figures.lanes import DATING_METRICS, SAME_EVENT, key_words, versions, when

BUTTONS = (("Previous", "the event before this one"), ("Next", "the event after this one"))
FIRST_SHOWN = "h20_letter"
SIGNS = {"agrees": "●", "rounded": "●", "contradicted": "×"}
NOTHING = '<p role="status">Choose an event or an article in the list.</p>'
NO_DATE = "an order, no date"
REFERENCE, NO_REFERENCE = "reference", "none was found"
COLUMNS = ["who", "what", "in the article", "when", "verdict"]
HOW_READ = {
    "opened": "its text was read",
    "quoted": "a page that quotes it was read",
    "notes": "only the notes of the kit say so",
    "memory": "from memory",
}


def events_and_articles() -> list[tuple[str, str]]:
    """What can be chosen, as pairs of label and id: events by date, then the articles."""
    events = [(_event_label(event), event) for event in _events()]
    articles = sorted({version["article"][:3] for version in _versions()})
    return [*events, *((f"everything that article {number} dates", number) for number in articles)]


def event_in_words(event_id: str) -> str:
    """Who dates an event how, against what reference; or all that one article (``"003"``) dates.

    ``event_id`` is an id of ``timeline.csv`` that a claim dates. Raises ``ValueError`` for any
    other.
    """
    chosen = _checked(event_id)
    rows = _rows_of(chosen)
    told = "; ".join(_version_in_words(row, by_article=chosen.isdigit()) for row in rows)
    number = f"{len(rows)} claim" + "s" * (len(rows) != 1)
    if chosen.isdigit():
        return f"Article {chosen} dates events in {number}: {told}."
    return f"{_reference_in_words(chosen)} The articles date it in {number}: {told}."


def event_table(event_id: str) -> pd.DataFrame:
    """The same as a table: a row for each reference and each claim that is held against it.

    Columns: ``who``, ``what``, ``in the article`` (its words), ``when``, ``verdict``. Raises
    ``ValueError`` as :func:`event_in_words` does.
    """
    chosen = _checked(event_id)
    rows = _rows_of(chosen)
    held_against = list(dict.fromkeys(row["held_against"] for row in rows))
    if not chosen.isdigit():
        held_against = list(dict.fromkeys([chosen, *held_against]))
    table = []
    for event in held_against:
        table.append([REFERENCE, *_reference_cells(event, in_full=not chosen.isdigit()), ""])
        for row in rows:
            if row["held_against"] == event:
                who = f"article {row['article'][:3]}, claim {row['claim_id']}"
                verdict = f"{SIGNS.get(row['verdict'], '◇')} {_verdict(row)}"
                table.append([who, row["gloss"], row["quote"], row["says"], verdict])
    return pd.DataFrame(table, columns=COLUMNS)


def event_lanes() -> VBox:
    """A widget to choose an event or an article, and to go to the one before or after it.

    Tab moves from the list to the buttons. The space bar presses a button, and it opens the list,
    where the arrow keys choose and Enter confirms (JupyterLab takes the keys of any other list for
    itself). After the last entry "Next" begins at the first.
    """
    choices = events_and_articles()
    layout = Layout(width="44em", max_width="100%")
    chosen = Dropdown(options=choices, description="Event:", layout=layout)
    chosen.value = FIRST_SHOWN
    before, after = (Button(description=text, tooltip=tip) for text, tip in BUTTONS)
    words, table = HTML(), HTML()

    def show(_=None) -> None:
        words.value, table.value = event_html(chosen.value) if chosen.value else (NOTHING, "")

    def step(by: int) -> None:
        chosen.index = ((chosen.index or 0) + by) % len(choices)

    before.on_click(lambda _: step(-1))
    after.on_click(lambda _: step(1))
    chosen.observe(show, names="value")
    show()
    return VBox([chosen, HBox([before, after]), words, table])


def event_html(event_id: str) -> tuple[str, str]:
    """The words and the table as HTML; a screen reader is told when the words change."""
    words = f'<p role="status" style="line-height: 1.5">{escape(event_in_words(event_id))}</p>'
    rows = event_table(event_id)
    head = "".join(f'<th scope="col" style="{CELL}">{escape(name)}</th>' for name in COLUMNS)
    body = "".join(_row_html(row) for row in rows.itertuples(index=False))
    caption = f"<caption>{escape(_event_label(event_id))}</caption>"
    table = f'<table style="line-height: 1.4">{caption}<tr>{head}</tr>{body}</table>'
    return words, table


CELL = "text-align: left; vertical-align: top; padding: 0.2em 0.6em; white-space: normal"
SHADE = "; background: #e9e9e9; color: #1a1a1a"
MORE = {
    "who": "; white-space: nowrap; font-weight: normal",
    "when": "; white-space: nowrap",
    "verdict": "; min-width: 8em",
}
CHINESE = ' lang="zh"'


def _row_html(cells: Sequence[str]) -> str:
    """A row; that of a reference is shaded, and its first cell says so in a word."""
    shade = SHADE * (cells[0] == REFERENCE)
    row = ""
    for name, cell in zip(COLUMNS, cells, strict=True):
        tag, scope = ("th", ' scope="row"') if name == "who" else ("td", "")
        language = CHINESE * (name == "in the article")
        style = f"{CELL}{MORE.get(name, '')}{shade}"
        row += f'<{tag}{scope}{language} style="{style}">{escape(cell)}</{tag}>'
    return f"<tr>{row}</tr>"


# ---------------------------------------------------------------- what is in the tables


@cache
def _timeline() -> dict[str, dict]:
    return {row["event_id"]: row for row in tables.rows("timeline")}


@cache
def _versions() -> list[dict]:
    """Every claim that dates an event or sets it in an order, with its reference."""
    cards = {row["claim_id"]: row for row in tables.rows("claims")}
    found = versions(tables.load("claims"), tables.load("timeline")).to_dict("records")
    dated = {row["claim_id"] for row in found}
    for claim_id, card in cards.items():
        if card["metric"] in DATING_METRICS and claim_id not in dated:
            found.append(_without_date_or_reference(card))
    return [{**row, "gloss": cards[row["claim_id"]]["gloss_en"]} for row in found]


def _without_date_or_reference(card: dict) -> dict:
    """A claim that gives an order and no date, or a date that nothing can be held against."""
    event = (card["reference_id"] or "").split(";")[0].removeprefix("timeline.")
    days = interval(card["period"])
    return {
        "event_id": SAME_EVENT.get(event, event),
        "held_against": event,
        "article": card["article"],
        "claim_id": card["claim_id"],
        "quote": key_words(card["quote"]),
        "verdict": card["verdict"],
        "gap": "",
        "says": when(days) if days else NO_DATE,
        "first": days.first if days else None,
    }


def _reference_cells(event: str, in_full: bool) -> list[str]:
    if not event:
        return [NO_REFERENCE, "", ""]
    days = interval(reference(f"timeline.{event}").date)
    return [_timeline()[event]["event" if in_full else "label"], "", when(days)]


def _events() -> list[str]:
    found = {row["event_id"] for row in _versions()}
    return [event for event in _timeline() if event in found]


def _checked(event_id: object) -> str:
    chosen = str(event_id)
    chosen = SAME_EVENT.get(chosen, chosen)
    known = [choice for _, choice in events_and_articles()]
    if chosen not in known:
        shown = chosen if len(chosen) <= 40 else f"{chosen[:40]}…"
        raise ValueError(f"no claim dates {shown!r}; there are: {', '.join(known)}")
    return chosen


def _rows_of(chosen: str) -> list[dict]:
    """The claims on an event in reading order, or those of an article by what they say."""
    if not chosen.isdigit():
        rows = [row for row in _versions() if row["event_id"] == chosen]
        return sorted(rows, key=lambda row: row["claim_id"])
    rows = [row for row in _versions() if row["article"].startswith(chosen)]
    return sorted(rows, key=lambda row: (row["first"] is None, row["first"], row["claim_id"]))


def _event_label(event_id: str) -> str:
    if event_id.isdigit():
        return f"Everything that article {event_id} dates"
    event = _timeline()[event_id]
    return f"{event['date']}  {event['label']}"


def _reference_in_words(event_id: str) -> str:
    """What the reference says, how strong it is, and which document stands behind it."""
    found, event = reference(f"timeline.{event_id}"), _timeline()[event_id]
    sources = {row["source_id"]: row for row in tables.rows("sources")}
    source = sources[event["source_id"]]
    weak = f"; {found.weak}" if found.weak else ""
    document, publisher = source["document"], source["publisher"]
    document = document if document.startswith(publisher) else f"{publisher}, {document}"
    return (
        f"Reference: {when(interval(found.date))}. {event['event']} "
        f"Evidence: {event['evidence'].replace('_', ' ')}{weak}. "
        f"Source: {document} ({HOW_READ[source['checked']]})."
    )


def _version_in_words(row: dict, by_article: bool) -> str:
    who = f"claim {row['claim_id']}" if by_article else f"article {row['article'][:3]}"
    told = f"{who} says {row['quote']} ({row['says']}): {_verdict(row)}"
    if not row["held_against"]:
        return f"{told}, no reference was found"
    if not by_article and row["held_against"] == row["event_id"]:
        return told
    label, _, days = _reference_cells(row["held_against"], in_full=not by_article)
    return f"{told}, held against {days}: {label.removesuffix('.')}"


def _verdict(row: dict) -> str:
    gap = f", at least {row['gap']}" if row["gap"] and row["verdict"] == "contradicted" else ""
    return row["verdict"].replace("_", " ") + gap
