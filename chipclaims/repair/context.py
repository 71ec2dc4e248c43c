"""What usually stands beside what: the evidence that decides where bytes cannot."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from chipclaims.folding import fold
from chipclaims.repair.forward import FULL_WIDTH_TO_ASCII

CLOSING_MARKS = "”’》）)」』"
SENTENCE_MARKS = "。！？，、；：…,!?;:"
MARKS = frozenset(CLOSING_MARKS + SENTENCE_MARKS)
LINE_END = "\n"
# How much the page itself, the newspaper corpus and plain frequency count.
PAGE, CORPUS, FREQUENCY, FLOOR = 0.5, 0.4, 0.1, 1e-7
ORDINARY_MARKS, OTHER_FORM_COST, NO_FORM = 0.03, 3.0, "\0"
FULL_WIDTH = range(0xFF01, 0xFF5F)


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


@cache
def traditional_forms() -> dict[str, list[str]]:
    """OpenCC's character table: each simplified character and its traditional forms."""
    import opencc

    table = Path(opencc.__file__).parent / "dictionary" / "STCharacters.txt"
    rows = (line.split() for line in table.read_text(encoding="utf-8").splitlines())
    return {row[0]: row[1:] for row in rows if row}


def one_form(text: str) -> str:
    """Fold both scripts, and both commas, into one."""
    return fold(text).replace("，", ",")


def ordinary_marks(left: str, right: str) -> bool:
    """Whether two neighbours are an ordinary use of punctuation, such as ``”,`` or ``。”``."""
    if left in CLOSING_MARKS:
        return right in SENTENCE_MARKS + LINE_END
    return left in SENTENCE_MARKS and right in LINE_END + CLOSING_MARKS


def foreign_to_pages(character: str) -> bool:
    """Whether damaged pages do not write a character: they are traditional and half-width."""
    if ord(character) in FULL_WIDTH:
        return ord(character) not in FULL_WIDTH_TO_ASCII
    return character not in traditional_forms().get(character, [character])


class Left(NamedTuple):
    """A character as the left one of a pair: its form, and what a pair's counts then weigh."""

    form: str
    page_weight: float
    news_weight: float


class Right(NamedTuple):
    """A character as the right one of a pair: its form, its own likelihood, and a cost."""

    form: str
    alone: float
    cost: float = 0.0


class Context:
    """Evidence from one page, its damaged places cut out, and from a newspaper corpus.

    Both scripts count as one: characters are folded before they are looked up.
    """

    def __init__(self, undamaged_parts: Iterable[str]):
        self._written: set[str] = set()
        self._pairs: Counter[str] = Counter()
        self._singles: Counter[str] = Counter()
        for part in undamaged_parts:
            self._written.update(part)
            plain = one_form(part)
            self._pairs.update(map("".join, pairwise(plain)))
            self._singles.update(plain)
        self._size = max(1, self._singles.total())
        self._lefts: dict[str, Left] = {}
        self._rights: dict[str, Right] = {}

    def seen_together(self, left: str, right: str) -> bool:
        """Whether the pair stands on the page or in the newspaper, or is ordinary punctuation."""
        pair = one_form(left + right)
        return pair in self._pairs or pair in newspaper().pairs or ordinary_marks(left, right)

    def likelihood(self, left: str, right: str) -> float:
        """Log likelihood of the character ``right`` after ``left``; higher is more usual.

        With nothing on the left it is the plain frequency of ``right``.
        """
        before = self._lefts.get(left) or self._new_left(left)
        after = self._rights.get(right) or self._new_right(right)
        pair = before.form + after.form
        on_page = self._pairs.get(pair, 0) * before.page_weight
        if left in MARKS and ordinary_marks(left, right):
            on_page = max(on_page, ORDINARY_MARKS)
        in_news = newspaper().pairs.get(pair, 0) * before.news_weight
        return math.log(on_page + in_news + after.alone) - after.cost

    def _new_left(self, character: str) -> Left:
        form = one_form(character)
        page_weight = PAGE / max(1, self._singles.get(form, 0)) if form else 0.0
        news_weight = CORPUS / max(1, newspaper().singles.get(form, 0)) if form else 0.0
        left = self._lefts[character] = Left(form, page_weight, news_weight)
        return left

    def _new_right(self, character: str) -> Right:
        form = one_form(character)
        of_page = self._singles.get(form, 0) / self._size
        of_news = newspaper().singles.get(form, 0) / newspaper().size
        right = Right(form, FREQUENCY * (of_page + of_news) / 2 + FLOOR)
        if character not in self._written:
            if foreign_to_pages(character):
                right = Right(NO_FORM, FLOOR)
            elif self._page_prefers_another(character, form):
                right = right._replace(cost=OTHER_FORM_COST)
        self._rights[character] = right
        return right

    def _page_prefers_another(self, character: str, simplified: str) -> bool:
        """Whether a page, which turns each simplified character into one form, has another form."""
        forms = traditional_forms().get(simplified)
        return bool(forms) and (simplified in self._singles or forms[0] != character)
