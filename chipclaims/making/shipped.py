"""Write ``chipclaims/shipped.tsv``: by it a learner's files are told from the kit's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from chipclaims.practice.keeping import FILE as PROGRESS
from chipclaims.saving import MY_REPORTS, SHIPPED_FOLDERS, TABLE, files_below, fingerprint

KIT = Path(__file__).parents[2]
HEADER = "# file, SHA-256 of a notebook's cells or of another file's bytes (line ends aside)"


def shipped_files() -> Iterator[str]:
    """Every file of the kit where learners work, but nothing of whoever makes the kit."""
    for folder in SHIPPED_FOLDERS:
        yield from (name for name in files_below(KIT, folder) if not is_somebodys(name))


def is_somebodys(name: str) -> bool:
    """Whether a file is a report or the progress of a person."""
    *folders, last = name.split("/")
    return MY_REPORTS in folders or last.startswith(Path(PROGRESS).stem)


def table_text() -> str:
    """One line a file, in reading order."""
    lines = [f"{name}\t{fingerprint(KIT / name)}" for name in shipped_files()]
    return "\n".join([HEADER, *lines]) + "\n"


def write_shipped() -> None:
    """Write the table where the package reads it."""
    TABLE.write_text(table_text(), encoding="utf-8", newline="\n")
