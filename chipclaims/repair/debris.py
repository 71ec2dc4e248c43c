"""What a page holds beside its text: image marks, cut tags, notices; and a lost first letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

from chipclaims.folding import fold
from chipclaims.names import load_names

IMAGE_WIDTH = "500"
IMAGE_MARK = "![]()"
TAGS = "p|div|span|a|b|i|li|ul|em|strong|section"
CUT_TAGS = re.compile(rf"(?<![</\w])(?:/(?:{TAGS})>)+", re.ASCII)


class Debris(NamedTuple):
    """Characters ``start:end`` that are no text, or a lost beginning, and the rule behind it."""

    start: int
    end: int
    after: str
    rule: str


class Line(NamedTuple):
    """A line of a text without its line break, and where it starts."""

    start: int
    text: str


@cache
def _boilerplate() -> re.Pattern[str]:
    table = resources.files(__package__).joinpath("boilerplate.tsv").read_text(encoding="utf-8")
    patterns = [line.split("\t")[0] for line in table.splitlines()[1:]]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def find_debris(text: str) -> Iterator[Debris]:
    """All debris of a page whose characters are already restored, in reading order."""
    lost = find_lost_beginning(text)
    if lost:
        yield lost
    lines = _lines(text)
    rules = [_line_rule(line.text) for line in lines]
    for number, line in enumerate(lines):
        rule = rules[number]
        if line.text.strip() == IMAGE_WIDTH and _stands_apart(number, lines, rules):
            rule = "image_mark"
        end = line.start + len(line.text)
        if rule:
            yield Debris(line.start, min(end + 1, len(text)), "", rule)
        else:
            yield from (tags for tags in _cut_tags(line) if tags.end == end)


def _cut_tags(line: Line) -> Iterator[Debris]:
    for tags in CUT_TAGS.finditer(line.text):
        yield Debris(line.start + tags.start(), line.start + tags.end(), "", "tag_debris")


def find_lost_beginning(text: str) -> Debris | None:
    """The first character of a known name, if the page begins in the middle of that name.

    The name must stand in full elsewhere on the page.
    """
    for name in load_names():
        rest = name.written[1:]
        if len(rest) > 1 and text.startswith(rest) and name.written in text:
            return Debris(0, 0, name.written[0], "lost_beginning")
    return None


def _lines(text: str) -> list[Line]:
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append(Line(start, line))
        start += len(line) + 1
    return lines


def _line_rule(line: str) -> str:
    if line.strip() == IMAGE_MARK:
        return "image_mark"
    return "boilerplate" if _boilerplate().fullmatch(fold(line.strip())) else ""


def _stands_apart(number: int, lines: list[Line], rules: list[str]) -> bool:
    """Whether a line has no text directly above or below it."""
    beside = [n for n in (number - 1, number + 1) if 0 <= n < len(lines)]
    return len(lines) > 1 and all(rules[n] or not lines[n].text.strip() for n in beside)
