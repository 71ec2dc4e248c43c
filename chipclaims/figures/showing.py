"""Show a figure in a notebook, with its words beside it."""

from __future__ import annotations

import base64
import io
import re
import warnings
from html import escape

from IPython.display import display
from matplotlib import pyplot
from matplotlib.figure import Figure

MISSING = re.compile(r"Glyph (\d+) .*missing from font")
MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|$~])")
LONGEST_OPEN = 300  # characters of a caption that a reader meets without opening it
SUMMARY = "The figure in words"


class MissingGlyphError(ValueError):
    """A figure would show an empty box in place of a character."""


def show(figure: Figure, words: str) -> None:
    """Show the picture, then its words as a caption, and close the figure.

    The words stand twice, as the picture's alt text and as an output of their own, because
    JupyterLab does not pass alt text on. Long words are folded: a click opens them, or Tab and
    Enter. Raises ``MissingGlyphError`` when the font lacks a character and ``ValueError`` when
    there are no words.
    """
    if not words.strip():
        raise ValueError("show(figure, words) needs words that say what the figure shows")
    try:
        picture = as_png(figure)
    finally:
        pyplot.close(figure)
    display(
        {"image/png": base64.b64encode(picture).decode("ascii"), "text/plain": "[figure]"},
        metadata={"image/png": {"alt": words}},
        raw=True,
    )
    display(_caption(words), raw=True)


def as_png(figure: Figure, dpi: float | str = "figure") -> bytes:
    """The figure as PNG, the same bytes for the same figure.

    Raises ``MissingGlyphError`` when the font lacks a character.
    """
    stream = io.BytesIO()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        figure.savefig(stream, format="png", dpi=dpi, metadata={"Software": None})
    missing = {int(found[1]) for w in caught if (found := MISSING.match(str(w.message)))}
    if missing:
        raise MissingGlyphError(_what_is_missing(missing))
    for warning in caught:
        warnings.warn_explicit(warning.message, warning.category, warning.filename, warning.lineno)
    return stream.getvalue()


def _caption(words: str) -> dict[str, str]:
    if len(words) <= LONGEST_OPEN:
        return {"text/markdown": as_markdown(words), "text/plain": words}
    return {"text/html": as_folded_html(words), "text/plain": words}


def as_folded_html(words: str) -> str:
    """The words behind a line that opens them, with every part of a list on a line of its own."""
    paragraphs = [paragraph.split("; ") for paragraph in words.split("\n\n")]
    told = "".join(f"<p>{';<br>'.join(map(escape, parts))}</p>" for parts in paragraphs)
    return f"<details><summary>{SUMMARY}</summary>{told}</details>"


def as_markdown(words: str) -> str:
    """The words as Markdown that reads as it stands: ``$4.5`` must not begin a formula."""
    return MARKDOWN_SIGNS.sub(r"\\\1", words)


def _what_is_missing(codes: set[int]) -> str:
    signs = ", ".join(f"{chr(code)} (U+{code:04X})" for code in sorted(codes))
    return (
        f"The kit's font has no {signs}; the figure would show an empty box. "
        "Leave the character out, or pass the text through chipclaims.figures.drawable()."
    )
