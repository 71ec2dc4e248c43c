"""A text as a report needs it: repaired, simplified, its quantities, and where they stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from chipclaims.articles import Article, load_articles
from chipclaims.claims.cards import END_OF_SENTENCE
from chipclaims.quantities import Quantity, find_quantities
from chipclaims.repair import RepairedText, repair
from chipclaims.report.words import language_of
from chipclaims.script import to_simplified
from chipclaims.traced import TracedText

# A mark that closes a quotation belongs to the sentence before it.
AROUND = 16
CUT = "…"


class Around(NamedTuple):
    """A piece of a text and what stands before and after it."""

    before: str
    marked: str
    after: str


@dataclass(frozen=True)
class Reading:
    """What the stations of the kit make of a text."""

    article: Article

    @cached_property
    def kit_name(self) -> str | None:
        """The file name of the kit's article that has this very text, if there is one."""
        return next((kit.name for kit in load_articles() if kit.raw == self.article.raw), None)

    @cached_property
    def borrows_a_name(self) -> bool:
        """Whether the file is called like an article of the kit but holds another text."""
        return not self.kit_name and self.article.name in {kit.name for kit in load_articles()}

    @cached_property
    def language(self) -> str:
        """The language tag of its Chinese."""
        return language_of(self.article.raw)

    @cached_property
    def repaired(self) -> RepairedText:
        """The text without its damage."""
        return repair(self.article.raw)

    @cached_property
    def simplified(self) -> TracedText:
        """The repaired text in simplified script."""
        return to_simplified(self.repaired.text)

    @cached_property
    def quantities(self) -> list[Quantity]:
        """Every quantity, in raw offsets."""
        return find_quantities(self.repaired)

    @cached_property
    def _starts(self) -> list[int]:
        return [paragraph.start for paragraph in self.article.paragraphs]

    def line_of(self, start: int) -> int:
        """The line, counted from 1, in which a raw offset lies."""
        place = bisect_right(self._starts, start) - 1
        return self.article.paragraphs[max(place, 0)].line


def sentence_around(text: TracedText, start: int, end: int) -> Around:
    """The sentence in which ``raw[start:end]`` stands, with the part before and after it."""
    first, last = _inside(text, start, end)
    begin = max((m.end() for m in END_OF_SENTENCE.finditer(text.text, 0, first)), default=0)
    closed = END_OF_SENTENCE.search(text.text, max(last - 1, first))
    stop = closed.end() if closed else len(text)
    return Around(
        text.text[begin:first].lstrip(), text.text[first:last], text.text[last:stop].rstrip()
    )


def context_of(text: TracedText, start: int, end: int, around: int = AROUND) -> Around:
    """What stands beside ``raw[start:end]`` in its line, at most so many characters a side."""
    first, last = _inside(text, start, end)
    begin = max(text.text.rfind("\n", 0, first) + 1, first - around)
    stop = text.text.find("\n", last)
    stop = min(len(text) if stop < 0 else stop, last + around)
    left = CUT if begin and text.text[begin - 1] != "\n" else ""
    right = CUT if stop < len(text) and text.text[stop] != "\n" else ""
    return Around(
        left + text.text[begin:first], text.text[first:last], text.text[last:stop] + right
    )


def _inside(text: TracedText, start: int, end: int) -> tuple[int, int]:
    """Where the characters stand that come from ``raw[start:end]``."""
    return bisect_left(text.starts, start), bisect_left(text.starts, end)
