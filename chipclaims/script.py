"""Traditional to simplified script, with names kept whole and every character still traced.

OpenCC converts; it also has habits that a reader of news must know: it writes 升腾 for Huawei's
昇腾, knows 輝達 only as 辉达, and leaves the particle 著 as it is (隨著 becomes 随著, not 随着).
``names.tsv`` lists the names; the particle is told from the 著 of 著名 and 显著 here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from chipclaims.names import load_names
from chipclaims.traced import Edit, TracedText

PARTICLE = re.compile(
    "(?<![显顯原名论論编編土昭卓巨专專译譯合拙遗遺新])著(?![名作者称稱述录錄书書文有])"
)
SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?\n]?")


class Change(NamedTuple):
    """``text[start:end] == before`` was written ``after``; ``why`` is name, OpenCC or particle."""

    start: int
    end: int
    before: str
    after: str
    why: str


@cache
def _converter():
    from opencc import OpenCC

    return OpenCC("t2s")


@cache
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    simplified = {name.written: name.simplified for name in load_names()}
    return re.compile("|".join(map(re.escape, simplified))), simplified


def opencc_alone(text: str) -> str:
    """What OpenCC's ``t2s`` makes of a text, without the kit's table of names."""
    return _converter().convert(text)


def changes(text: str) -> Iterator[Change]:
    """Every difference between a text and its simplified form, in reading order."""
    pattern, simplified = _names()
    done = 0
    for match in pattern.finditer(text):
        yield from _opencc_changes(text, done, match.start())
        if match[0] != simplified[match[0]]:
            yield Change(*match.span(), match[0], simplified[match[0]], "name")
        done = match.end()
    yield from _opencc_changes(text, done, len(text))


def _opencc_changes(text: str, start: int, end: int) -> Iterator[Change]:
    """OpenCC's changes in ``text[start:end]``, character by character where lengths allow."""
    if start == end:
        return
    converted = opencc_alone(text[start:end])
    if len(converted) == end - start:
        for at, (old, new) in enumerate(zip(text[start:end], converted, strict=True), start):
            if old != new:
                yield Change(at, at + 1, old, new, "OpenCC")
            elif old == "著" and PARTICLE.match(text, at):
                yield Change(at, at + 1, old, "着", "particle")
        return
    yield from _changes_by_sentence(text, start, end)


def _changes_by_sentence(text: str, start: int, end: int) -> Iterator[Change]:
    """Where OpenCC changed the length: only the sentence it did that in is traced as a whole."""
    for sentence in SENTENCE.finditer(text[start:end]):
        first, last = start + sentence.start(), start + sentence.end()
        converted = opencc_alone(sentence[0])
        if len(converted) == last - first and last - first < end - start:
            yield from _opencc_changes(text, first, last)
        elif converted != sentence[0]:
            yield Change(first, last, sentence[0], converted, "OpenCC")


def to_simplified(text: TracedText) -> TracedText:
    """The simplified form of a traced text; its characters still point into the raw file."""
    return text.edited(Edit(c.start, c.end, c.after) for c in changes(text.text))
