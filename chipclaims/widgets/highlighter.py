"""The quantities of an article, marked in its text; every kind can be switched on and off.

What a mark says without its colour: its sign, its underline, and its title in words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from html import escape
from typing import NamedTuple

import pandas as pd
from ipywidgets import HTML, Checkbox, Dropdown, HBox, Layout, VBox

from chipclaims.articles import Article, load_articles, script_of
from chipclaims.quantities import KINDS, Quantity, find_quantities
from chipclaims.repair import repair


class Look(NamedTuple):
    """How a kind is marked: its sign, the colour behind the text and the line under it."""

    sign: str
    colour: str
    line: str


# No two kinds share a sign, or both the style and the strength of the line. The colours are light
# enough for dark letters.
LOOKS = {
    "money": Look("$", "#f7d774", "solid 2px"),
    "percent": Look("%", "#a8d8f0", "dashed 2px"),
    "multiple": Look("×", "#f4b183", "dotted 2px"),
    "spec": Look("◆", "#d9c2ec", "double 4px"),
    "count": Look("#", "#b5dfa8", "solid 4px"),
    "duration": Look("↔", "#f3b8c6", "dashed 4px"),
    "date": Look("@", "#d6d6d6", "dotted 4px"),
    "rank": Look("№", "#8fd6cb", "double 6px"),
}
INK = "#1a1a1a"
LANGUAGES = {"traditional": "zh-Hant", "simplified": "zh-Hans"}
# A sign never stands on the next line, away from its text.
UNBROKEN = "white-space: pre"
DECIMALS = 4
TEXT_HEIGHT = "26em"


def highlight_html(text: str, quantities: Iterable[Quantity], kinds: Iterable[str] = KINDS) -> str:
    """The text as HTML, with every quantity of the wanted kinds marked.

    The quantities' offsets are offsets into ``text``. HTML in the text is shown, never run. A
    mark has the colour, the line and the sign of its kind, and a title such as
    ``money: more than 10,000,000,000 USD``. Raises ``ValueError`` for a kind that does not exist,
    for quantities that overlap and for offsets outside the text.
    """
    pieces, done = [], 0
    for quantity in _of_kinds(quantities, kinds):
        if not done <= quantity.start < quantity.end <= len(text):
            place = f"{quantity.start} to {quantity.end}"
            raise ValueError(f"the quantity at {place} overlaps another or is outside the text")
        pieces += (escape(text[done : quantity.start]), _mark(text, quantity))
        done = quantity.end
    pieces.append(escape(text[done:]))
    language = LANGUAGES.get(script_of(text), "zh")
    style = "white-space: pre-wrap; line-height: 2"
    return f'<div lang="{language}" style="{style}">{"".join(pieces)}</div>'


def quantities_shown(article: Article, kinds: Iterable[str] = KINDS) -> pd.DataFrame:
    """What the widget marks, as a table: one row a quantity, in reading order.

    ``start`` and ``end`` are raw offsets: ``article.raw[start:end] == text``. ``says`` is the
    value in words, with its unit and qualifier. Raises ``ValueError`` for an unknown kind.
    """
    rows = [
        (q.start, q.end, q.text, q.kind, value_in_words(q))
        for q in _of_kinds(find_quantities(article.raw), kinds)
    ]
    return pd.DataFrame(rows, columns=["start", "end", "text", "kind", "says"])


def value_in_words(quantity: Quantity) -> str:
    """Value, unit and qualifier, for example ``nearly 40 percent`` or ``15 to 30 percent``."""
    if quantity.value_low is None:
        value = _plain(quantity.value)
    else:
        value = f"{_plain(quantity.value_low)} to {_plain(quantity.value_high)}"
    qualifier = (quantity.qualifier or "").replace("_", " ")
    unit = (quantity.unit or "").replace("_", " ")
    vague = "(vague)" if quantity.vague else ""
    return " ".join(filter(None, (qualifier, value, unit, vague)))


def counts_in_words(quantities: Iterable[Quantity], kinds: Iterable[str] = KINDS) -> str:
    """How many quantities of each wanted kind there are, and which kinds are not wanted."""
    wanted, counts = _checked(kinds), Counter(q.kind for q in quantities)
    shown = [f"{kind} {LOOKS[kind].sign} {counts[kind]}" for kind in KINDS if kind in wanted]
    hidden = [f"{kind} {counts[kind]}" for kind in KINDS if kind not in wanted]
    number = sum(counts[kind] for kind in wanted)
    told = f"Shown: {number} of {counts.total()} quantities"
    told += f" ({', '.join(shown)})." if shown else "."
    return told + (f" Hidden: {', '.join(hidden)}." if hidden else "")


def highlighter(article: Article | None = None) -> VBox:
    """A widget that marks the quantities of a repaired article; a box to tick for every kind.

    It begins with ``article``, or with the first of the kit; the others can be chosen in it. Tab
    moves from one control to the next. The space bar ticks a box and opens the list of articles,
    where the arrow keys choose and Enter confirms (JupyterLab takes the arrow keys of a closed
    list for itself).
    """
    articles = _to_choose_from(article)
    choice = Dropdown(options=list(articles), description="Article:", layout=Layout(width="24em"))
    choice.value = article.name if article else choice.options[0]
    ticks = {kind: _tick(f"{kind} {LOOKS[kind].sign}") for kind in KINDS}
    words, text = HTML(), HTML()

    def show(_=None) -> None:
        kinds = [kind for kind, tick in ticks.items() if tick.value]
        words.value, text.value = _page(articles[choice.value], kinds)

    for control in (choice, *ticks.values()):
        control.observe(show, names="value")
    show()
    boxes = HBox([*ticks.values()], layout=Layout(flex_flow="row wrap"))
    return VBox([choice, boxes, words, text])


def _tick(description: str) -> Checkbox:
    return Checkbox(True, description=description, indent=False, layout=Layout(width="8em"))


def _to_choose_from(article: Article | None) -> dict[str, Article]:
    """The kit's articles by name; a text from elsewhere stands before them."""
    kit = {each.name: each for each in load_articles()}
    own = {article.name: article} if article else {}
    return kit | own if own.keys() <= kit.keys() else own | kit


def _page(article: Article, kinds: Collection[str]) -> tuple[str, str]:
    """The line of words and the marked text, repaired so that it can be read, both as HTML."""
    repaired = repair(article.raw).text.text
    quantities = find_quantities(repaired)
    words = f'<p role="status">{escape(counts_in_words(quantities, kinds))}</p>'
    # The keyboard can scroll only what it can reach, and JupyterLab must leave it the arrow keys.
    keys = 'tabindex="0" data-lm-suppress-shortcuts="true"'
    region = f'role="region" {keys} aria-label="Text of {escape(article.name)}"'
    style = f"max-height: {TEXT_HEIGHT}; overflow-y: auto; padding: 0 0.5em"
    text = f'<div {region} style="{style}">{highlight_html(repaired, quantities, kinds)}</div>'
    return words, text


def _of_kinds(quantities: Iterable[Quantity], kinds: Iterable[str]) -> list[Quantity]:
    wanted = _checked(kinds)
    return sorted((q for q in quantities if q.kind in wanted), key=lambda q: q.start)


def _checked(kinds: Iterable[str]) -> set[str]:
    wanted = {kinds} if isinstance(kinds, str) else set(kinds)
    unknown = wanted.difference(KINDS)
    if unknown:
        raise ValueError(f"{min(unknown)!r} is not a kind; there are: {', '.join(KINDS)}")
    return wanted


def _mark(text: str, quantity: Quantity) -> str:
    """One quantity: a group with a name, so that a screen reader says what it is."""
    look, written = LOOKS[quantity.kind], text[quantity.start : quantity.end]
    says = f"{quantity.kind}: {value_in_words(quantity)}"
    style = f"background: {look.colour}; color: {INK}; border-bottom: {look.line} {INK}; {UNBROKEN}"
    return (
        f'<mark role="group" title="{escape(says)}" aria-label="{escape(f"{written}, {says}")}"'
        f' style="{style}">{escape(written)}<sup aria-hidden="true">{look.sign}</sup></mark>'
    )


def _plain(value: float | str | None) -> str:
    if isinstance(value, str) or value is None:
        return value or ""
    return f"{round(value, DECIMALS):,}"
