"""Read an article in three columns: as it was written (repaired), simplified, English.

>>> rows = reader_rows("002", "知情人士")  # people who know about the matter
>>> list(rows["paragraph"])
[18]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

import pandas as pd
from ipywidgets import HTML, Dropdown, Text, VBox

from chipclaims.articles import Article, load_article, load_articles
from chipclaims.tables import load

COLUMNS = ["paragraph", "original", "simplified", "english"]
HEADINGS = {"original": "Original, repaired", "simplified": "Simplified", "english": "English"}
ONE_SCRIPT = "Original, repaired; simplified is the same"
NO_TEXT = "(no text of the article: the repair leaves this line out)"
LONGEST_QUERY_SHOWN = 40
KIT_NAME = re.compile(r"\d{3}_")
# The columns stand side by side where there is room, and below each other on a phone.
FEW = 3  # paragraphs that are shown whole; more of them scroll
COLUMNS_THAT_WRAP = "display:flex;flex-wrap:wrap;gap:0.3em 1.5em"
ONE_COLUMN = "flex:1 1 15em;min-width:0;overflow-wrap:anywhere;line-height:1.6;text-align:left"
QUIET = "opacity:0.75"  # of whatever colour the page's theme has
PARAGRAPH = f"{COLUMNS_THAT_WRAP};border-top:1px solid #999;padding:0.5em 0"
# Without this JupyterLab takes the arrow keys for itself and goes to the next cell.
OWN_KEYS = 'data-lm-suppress-shortcuts="true"'
SCROLLS = "max-height:45em;overflow-y:auto;border:1px solid #999;padding:0 0.5em"


def reader_rows(article: Article | str, query: object = "") -> pd.DataFrame:
    """The paragraphs of a kit article that hold the query, in all three columns.

    ``article`` is an article, or its number or file name. ``query`` is looked for as it stands
    in every column, without regard to capitals and to spaces around it; an empty one is in every
    paragraph. A line that is no text of the article has an empty original. ``rows.attrs`` keeps
    the article's name, the query and the number of all paragraphs. Raises ``ArticleError`` for an
    article that is not there and ``ValueError`` for one without a translation.
    """
    name = article.name if isinstance(article, Article) else load_article(article).name
    table = load("translations")
    rows = table[table["article"] == name].rename(columns={"repaired": "original"})[COLUMNS]
    if rows.empty:
        raise ValueError(f"{name} has no translation in data/translations.csv: choose 000 to 004")
    rows = rows.fillna("").astype({"paragraph": int}).reset_index(drop=True)
    wanted = "" if query is None else str(query).strip()
    found = [any(_holds(text, wanted) for text in row[1:]) for row in rows.itertuples(index=False)]
    found_rows = rows[found].reset_index(drop=True)
    found_rows.attrs = {"article": name, "query": wanted, "paragraphs": len(rows)}
    return found_rows


def reader_line(rows: pd.DataFrame) -> str:
    """How many paragraphs the search found, in one line."""
    number, query, total = _short(rows), rows.attrs["query"], rows.attrs["paragraphs"]
    if not query:
        return f"{number}: all {total} paragraphs"
    if len(query) > LONGEST_QUERY_SHOWN:
        query = query[:LONGEST_QUERY_SHOWN] + "…"
    return f"{number}: “{query}” stands in {len(rows) or 'none'} of {total} paragraphs"


def _short(rows: pd.DataFrame) -> str:
    """The number of an article of the kit; the whole name of a reader's own text."""
    name = str(rows.attrs["article"])
    return name[:3] if KIT_NAME.match(name) else name


def reader_html(rows: pd.DataFrame) -> str:
    """The rows of :func:`reader_rows` as HTML, with every match marked.

    All text is escaped: tags in an article are shown and not obeyed. Each column says its
    language, so that a screen reader speaks it as it should.
    """
    paragraphs = "".join(
        _paragraph_html(row._asdict(), rows.attrs["query"]) for row in rows.itertuples(index=False)
    )
    line = f'<p role="status"><b>{_escaped(reader_line(rows))}</b></p>'
    label = _escaped(f"Paragraphs of {_short(rows)}")
    scrolls = f'tabindex="0" {OWN_KEYS} style="{SCROLLS}"' if len(rows) > FEW else ""
    return f'{line}<div role="region" aria-label="{label}" {scrolls}>{paragraphs}</div>'


def _paragraph_html(row: dict[str, object], query: str) -> str:
    number = f'<div style="flex:0 0 2em;{QUIET}">{row["paragraph"]}</div>'
    headings = HEADINGS
    if row["original"] == row["simplified"] != "":
        headings = {"original": ONE_SCRIPT, "english": HEADINGS["english"]}
    elif not row["original"]:
        headings = {column: HEADINGS[column] for column in ("original", "english")}
    columns = "".join(
        _column_html(heading, str(row[column]), _language(row, column), query)
        for column, heading in headings.items()
    )
    return f'<div style="{PARAGRAPH}">{number}{columns}</div>'


def _column_html(heading: str, text: str, language: str, query: str) -> str:
    above = f'<div lang="en" style="{QUIET};font-size:0.8em">{heading}</div>'
    if not text:
        return f'<div lang="en" style="{ONE_COLUMN};{QUIET}">{above}{NO_TEXT}</div>'
    return f'<div lang="{language}" style="{ONE_COLUMN}">{above}{_marked(text, query)}</div>'


def _language(row: dict[str, object], column: str) -> str:
    """A text that conversion leaves as it is stands in simplified script already."""
    if column == "english":
        return "en"
    return "zh-Hans" if row[column] == row["simplified"] else "zh-Hant"


def reader_text(rows: pd.DataFrame) -> str:
    """The same as plain text, for a screen reader or a page on which widgets do not run."""
    lines = [reader_line(rows)]
    for row in rows.itertuples(index=False):
        lines += ["", f"Paragraph {row.paragraph}"]
        lines += [getattr(row, column) or NO_TEXT for column in HEADINGS]
    return "\n".join(lines)


# ---------------------------------------------------------------- searching


def _holds(text: str, query: str) -> bool:
    return query.casefold() in text.casefold()


def _matches(text: str, query: str) -> Iterator[tuple[int, int]]:
    """Where the query stands: ``(start, end)``, one after the other.

    Casefolding can make a text longer (ß is ss), so each folded character keeps its place.
    """
    folded, wanted = text.casefold(), query.casefold()
    places = [place for place, sign in enumerate(text) for _ in sign.casefold()]
    at = folded.find(wanted) if wanted else -1
    while at >= 0:
        end = at + len(wanted)
        yield places[at], places[end - 1] + 1
        at = folded.find(wanted, end)


def _marked(text: str, query: str) -> str:
    pieces, done = [], 0
    for start, end in _matches(text, query):
        pieces.append(_escaped(text[done:start]))
        pieces.append(f"<mark>{_escaped(text[max(start, done) : end])}</mark>")
        done = end
    return "".join([*pieces, _escaped(text[done:])])


def _escaped(text: str) -> str:
    """Text for HTML; half a character, as some keyboards send it, would stop the page."""
    return escape(text.encode("utf-8", "replace").decode("utf-8"))


# ---------------------------------------------------------------- the widget


def parallel_reader(article: Article | str = "000") -> VBox:
    """A reader to choose an article in and to search.

    By keyboard: Tab goes from field to field; Space opens the list of articles, the arrow keys
    and Enter choose; in the text the arrow keys scroll.

    Raises as :func:`reader_rows` does.
    """
    result = HTML(reader_html(reader_rows(article)))
    names = {f"{kit.name[:3]} ({kit.script})": kit.name for kit in load_articles()}
    chosen = article.name if isinstance(article, Article) else load_article(article).name
    choice = Dropdown(options=names, value=chosen, description="Article")
    search = Text(description="Search", placeholder="H20, 英偉達, 英伟达, Nvidia")

    def show_matches(_change: object) -> None:
        result.value = reader_html(reader_rows(choice.value, search.value))

    choice.observe(show_matches, "value")
    search.observe(show_matches, "value")
    return VBox([choice, search, result])
