"""Pinyin residue: ``個(gè)`` is 個 with its reading left behind."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from importlib import resources

HANZI = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇"
TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
# One syllable: a genuine (lǎoshī) is longer, and has a tone mark for each.
PINYIN = f"[a-zü]{{0,4}}[{TONED}][a-zü]{{0,3}}"
RESIDUE = re.compile(rf"(?<=[{HANZI}])(?:\({PINYIN}\))+")
MARKED_CHARACTER = re.compile(rf"([{HANZI}])\(({PINYIN})\)")


def keys_of_page(page: str) -> dict[str, set[str]]:
    """The characters that a page marks, by the reading it gives them: ``{"gè": {"個"}}``."""
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for character, reading in MARKED_CHARACTER.findall(page):
        keys[reading].add(character)
    return dict(keys)


@cache
def known_keys() -> dict[str, set[str]]:
    """Traditional characters by reading, for marks that a page shows nowhere intact.

    Source: ``readings.tsv`` beside this file, made by ``kit.py build readings`` from pypinyin.
    """
    keys: defaultdict[str, set[str]] = defaultdict(set)
    table = resources.files(__package__).joinpath("readings.tsv").read_text(encoding="utf-8")
    for line in table.splitlines()[1:]:
        character, readings = line.split("\t")
        for reading in readings.split():
            keys[reading].add(character)
    return dict(keys)
