"""Two files in a folder, and nothing overwritten that nobody asked to overwrite."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from chipclaims.report.as_html import html_page
from chipclaims.report.as_markdown import markdown_page
from chipclaims.report.blocks import Block
from chipclaims.report.words import visible

HTML_FILE, MARKDOWN_FILE = "report.html", "report.md"


class ReportError(ValueError):
    """A report that cannot be written, in one line that says what to do."""


def report_paths(folder: Path) -> list[Path]:
    """Where the two pages of a report stand in a folder."""
    return [Path(folder) / HTML_FILE, Path(folder) / MARKDOWN_FILE]


def require_free(paths: Sequence[Path]) -> None:
    """Raise ``ReportError`` for the first path at which something stands already."""
    for path in paths:
        if os.path.lexists(path):
            raise ReportError(_there_already(path))


def write_pages(folder: Path, title: str, blocks: Sequence[Block], overwrite: bool) -> list[Path]:
    """Write both pages of a report and return their paths. Raises ``ReportError``."""
    html, markdown = report_paths(folder)
    _write(html, html_page(title, blocks), overwrite)
    _write(markdown, markdown_page(blocks), overwrite)
    return [html, markdown]


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
