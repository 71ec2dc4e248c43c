"""The marks around an answer in a cell, as nbgrader wants them."""

from __future__ import annotations

import re

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
STUB = "# your code here"
REGION = re.compile(
    rf"^(?P<indent>[ \t]*){BEGIN}[ \t]*\r?\n(?P<inside>.*?)^[ \t]*{END}[ \t]*(?P<end>\r?)$",
    re.MULTILINE | re.DOTALL,
)
MARK = re.compile(r"(?:BEGIN|END) SOLUTION")


def without_solutions(source: str) -> str:
    """A cell's source with one line in the place of every answer."""
    return REGION.sub(lambda region: f"{region['indent']}{STUB}{region['end']}", source)


def solution_in(source: str) -> str:
    """What stands between the marks, or ``""`` if there are none."""
    return "".join(region["inside"] for region in REGION.finditer(source))


def has_loose_marks(source: str) -> bool:
    """Whether a mark has no partner, stands inside a region or is not alone on its line."""
    rest = REGION.sub("", source) + solution_in(source)
    return MARK.search(rest) is not None
