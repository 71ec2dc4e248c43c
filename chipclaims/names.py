"""The names that the news writes in more than one way: one row of ``names.tsv`` each."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import NamedTuple


class Name(NamedTuple):
    """A name as written, its one simplified form, its English, and what it names."""

    written: str
    simplified: str
    english: str
    kind: str


@cache
def load_names() -> tuple[Name, ...]:
    """All rows of ``names.tsv``, longest written form first."""
    table = resources.files(__package__).joinpath("names.tsv").read_text(encoding="utf-8")
    rows = [Name(*line.split("\t")) for line in table.splitlines()[1:]]
    return tuple(sorted(rows, key=lambda name: len(name.written), reverse=True))
