"""What usually stands beside what: the evidence that decides where bytes cannot."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import NamedTuple

from chipclaims.folding import fold

CLOSING_MARKS = "”’》）)」』"
SENTENCE_MARKS = "。！？，、；：…,!?;:"
LINE_END = "\n"
# How much the page itself, the newspaper corpus and plain frequency count.
PAGE, CORPUS, FREQUENCY, FLOOR = 0.3, 0.6, 0.1, 1e-7
FOLLOWER = re.compile(r"(\D)(\d+)")


class Newspaper(NamedTuple):
    """Counts from the newspaper corpus of ``pairs.tsv``."""

    pairs: dict[str, int]
    singles: dict[str, int]
    size: int


@cache
def newspaper() -> Newspaper:
    """Pairs and characters of the People's Daily of January 1998; see ``making/pairs.py``."""
    pairs: dict[str, int] = {}
    singles: dict[str, int] = {}
    table = resources.files(__package__).joinpath("pairs.tsv").read_text(encoding="utf-8")
    for line in table.splitlines()[1:]:
        left, total, followers = line.split("\t")
        singles[left] = int(total)
        for follower in followers.split(" "):
            pairs[left + follower[0]] = int(follower[1:])
    return Newspaper(pairs, singles, sum(singles.values()))


def count_pairs(text: str) -> Counter[str]:
    """Count each two neighbouring characters."""
    return Counter(map("".join, pairwise(text)))


def ordinary_marks(left: str, right: str) -> bool:
    """Whether two neighbours are an ordinary use of punctuation, such as ``”,`` or ``。”``."""
    if left in CLOSING_MARKS:
        return right in SENTENCE_MARKS + LINE_END
    return left in SENTENCE_MARKS and right in LINE_END + CLOSING_MARKS


class Context:
    """Evidence from one page, its damaged places cut out, and from a newspaper corpus.

    Both scripts count as one: characters are folded before they are looked up.
    """

    def __init__(self, undamaged_parts: Iterable[str]):
        self._pairs: Counter[str] = Counter()
        self._singles: Counter[str] = Counter()
        for part in map(fold, undamaged_parts):
            self._pairs += count_pairs(part)
            self._singles += Counter(part)
        self._size = max(1, self._singles.total())
        self._known: dict[tuple[str, str], float] = {}

    def seen_together(self, left: str, right: str) -> bool:
        """Whether the pair stands on the page or in the newspaper, or is ordinary punctuation."""
        pair = fold(left + right)
        return pair in self._pairs or pair in newspaper().pairs or ordinary_marks(left, right)

    def likelihood(self, left: str, right: str) -> float:
        """Log likelihood of ``right`` after ``left``; higher is more usual.

        With nothing on the left it is the plain frequency of ``right``.
        """
        known = self._known.get((left, right))
        if known is None:
            known = self._known[left, right] = self._work_out(left, right)
        return known

    def _work_out(self, left: str, right: str) -> float:
        news = newspaper()
        before, pair = fold(left), fold(left + right)
        of_page = self._pairs[pair] / max(1, self._singles[before])
        of_news = news.pairs.get(pair, 0) / max(1, news.singles.get(before, 0))
        if ordinary_marks(left, right):
            of_page = max(of_page, 0.1)
        usual = PAGE * of_page + CORPUS * of_news if left else 0.0
        return math.log(usual + FREQUENCY * self._share(fold(right)) + FLOOR)

    def _share(self, character: str) -> float:
        of_page = self._singles[character] / self._size
        return (of_page + newspaper().singles.get(character, 0) / newspaper().size) / 2
