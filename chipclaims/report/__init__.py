"""A report on a text: its quantities, its claims where the kit knows them, as HTML and Markdown.

The same text gives the same pages, byte for byte, until the tables of ``data/`` change.
"""

from __future__ import annotations

import os
from pathlib import Path

from chipclaims.articles import Article, ArticleError
from chipclaims.report.as_html import html_page
from chipclaims.report.as_markdown import markdown_page
from chipclaims.report.page import blocks_of, title_of
from chipclaims.report.words import visible
from chipclaims.tables import TableError

__all__ = ["ReportError", "report_html", "report_markdown", "write_report"]

HTML_FILE, MARKDOWN_FILE = "report.html", "report.md"


class ReportError(ValueError):
    """A report that cannot be written, in one line that says what to do."""


def report_html(article: Article) -> str:
    """The report as one HTML page without scripts, which asks no server for anything.

    Raises ``TableError`` when the tables of the kit are damaged.
    """
    return html_page(title_of(article), blocks_of(article))


def report_markdown(article: Article) -> str:
    """The report as Markdown, with the same content. Raises as :func:`report_html` does."""
    return markdown_page(blocks_of(article))


def write_report(article: Article, folder: Path, *, overwrite: bool = False) -> list[Path]:
    """Write ``report.html`` and ``report.md`` into a folder, which is made if it is missing.

    Returns their paths. Raises ``ReportError`` if one of them is there already and ``overwrite``
    is false, if the folder cannot be written, or if the kit's tables are damaged; then nothing
    that stood there before is changed.
    """
    html, markdown = Path(folder) / HTML_FILE, Path(folder) / MARKDOWN_FILE
    if not overwrite:
        _require_free([html, markdown])
    try:
        blocks = blocks_of(article)
    except (ArticleError, TableError) as error:
        raise ReportError(str(error)) from None
    _write(html, html_page(title_of(article), blocks), overwrite)
    _write(markdown, markdown_page(blocks), overwrite)
    return [html, markdown]


def _require_free(paths: list[Path]) -> None:
    for path in paths:
        if os.path.lexists(path):
            raise ReportError(_there_already(path))


def _write(path: Path, text: str, overwrite: bool) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w" if overwrite else "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        # mkdir says the same of a file that stands where the folder should be.
        raise ReportError(_there_already(path if path.parent.is_dir() else path.parent)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not usable here"
        raise ReportError(f"{visible(str(path))} cannot be written: {reason}") from None


def _there_already(path: Path) -> str:
    return f"{visible(str(path))} is there already: choose another folder or ask to overwrite it"
