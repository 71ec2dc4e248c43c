"""One written form for each character, so that patterns and counts need only one.

Folding never changes the length of a text: offsets in the folded text are offsets in the text.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

FULL_WIDTH_FIRST, FULL_WIDTH_LAST, FULL_WIDTH_SHIFT = 0xFF01, 0xFF5E, 0xFEE0


@cache
def traditional_to_simplified() -> dict[str, str]:
    """OpenCC's character table: each traditional character and its first simplified form."""
    import opencc

    table = Path(opencc.__file__).parent / "dictionary" / "TSCharacters.txt"
    rows = (line.split() for line in table.read_text(encoding="utf-8").splitlines())
    return {row[0]: row[1] for row in rows if len(row) > 1 and len(row[0]) == len(row[1]) == 1}


@cache
def _folds() -> dict[int, str]:
    folds = {ord(old): new for old, new in traditional_to_simplified().items()}
    for code in range(FULL_WIDTH_FIRST, FULL_WIDTH_LAST + 1):
        folds[code] = chr(code - FULL_WIDTH_SHIFT)
    # A full-width comma never stands inside a number, a half-width one may: keep them apart.
    del folds[ord("，")]
    folds[ord("○")] = "〇"
    folds[ord("\u3000")] = folds[ord("\u00a0")] = " "
    return folds


def fold(text: str) -> str:
    """Simplified characters and half-width signs, one for one; ``３０％`` becomes ``30%``."""
    return text.translate(_folds())
