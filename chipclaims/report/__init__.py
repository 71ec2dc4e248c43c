"""A report on a text: its quantities, its claims where the kit knows them, as HTML and Markdown.

The same text gives the same pages, byte for byte, until the tables of ``data/`` change.
:func:`write_fact_check` writes the same kind of pages from verdicts of the reader's own.
"""

from __future__ import annotations

from pathlib import Path

from chipclaims.articles import Article, ArticleError
from chipclaims.report.as_html import html_page
from chipclaims.report.as_markdown import markdown_page
from chipclaims.report.own_verdicts import VerdictsError, write_fact_check
from chipclaims.report.page import blocks_of, title_of
from chipclaims.report.places import my_reports, practice_reports
from chipclaims.report.writing import ReportError, report_paths, require_free, write_pages
from chipclaims.tables import TableError

__all__ = [
    "ReportError",
    "VerdictsError",
    "my_reports",
    "practice_reports",
    "report_html",
    "report_markdown",
    "write_fact_check",
    "write_report",
]


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
    if not overwrite:
        require_free(report_paths(folder))
    try:
        blocks = blocks_of(article)
    except (ArticleError, TableError) as error:
        raise ReportError(str(error)) from None
    return write_pages(folder, title_of(article), blocks, overwrite)
