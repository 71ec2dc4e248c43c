"""How a page gets damaged: the process that ``byteloss`` undoes, and that proves its answers.

A site converted its pages to traditional characters and then marked some of them, the *keys*,
with their reading: 個 became ``個(gè)``. The marking ran on the GBK bytes of the page instead of
on its characters. A key's two bytes also match where the second byte of one character meets the
first byte of the next, and there the mark cuts a character in two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

GBK = "gbk"
EURO_BYTE = 0x80
FULL_WIDTH_TO_ASCII = str.maketrans("，：；？！（）", ",:;?!()")


def gbk_bytes(character: str) -> bytes:
    """The one or two GBK (code page 936) bytes of a character, ``b""`` if it has none."""
    if character == "€":
        return bytes([EURO_BYTE])
    return character.encode(GBK, "ignore")


def is_private_pair(lead: int, trail: int) -> bool:
    """Whether the decoder turns this byte pair into a private-use character, later deleted."""
    return (0xAA <= lead <= 0xAF or 0xF8 <= lead <= 0xFE) and 0xA1 <= trail <= 0xFE


@cache
def gbk_character(lead: int, trail: int) -> str:
    """The character of a byte pair, ``""`` where GBK has none."""
    try:
        return bytes((lead, trail)).decode(GBK)
    except UnicodeDecodeError:
        return ""


def mark_keys(clean: str, readings: Mapping[str, str]) -> bytes:
    """GBK bytes of ``clean`` with ``(reading)`` inserted after each match of a key's bytes.

    ``readings`` maps a key character to its pinyin, e.g. ``{"個": "gè"}``. Raises
    ``UnicodeEncodeError`` for a character outside GBK.
    """
    marks = {
        key.encode(GBK): key.encode(GBK) + f"({pinyin})".encode(GBK)
        for key, pinyin in readings.items()
    }
    page = b"".join(gbk_bytes(c) or c.encode(GBK) for c in clean)
    if not marks:
        return page
    pattern = re.compile(b"|".join(map(re.escape, marks)))
    return pattern.sub(lambda match: marks[match[0]], page)


def show_bytes(page: bytes) -> str:
    """Decode bytes as the damaged pages were decoded.

    A lead byte always takes the next byte with it. A pair without a character becomes ``?``, a
    private-use character vanishes, a lone 0x80 is ``€``.
    """
    shown: list[str] = []
    at = 0
    while at < len(page):
        lead = page[at]
        if lead <= EURO_BYTE:
            shown.append("€" if lead == EURO_BYTE else chr(lead))
            at += 1
            continue
        trail = page[at + 1] if at + 1 < len(page) else 0
        if not is_private_pair(lead, trail):
            shown.append(gbk_character(lead, trail) or "?")
        at += 2
    return "".join(shown)


def damage(clean: str, readings: Mapping[str, str]) -> str:
    """Damage a clean text as the pages of the kit were damaged, punctuation included."""
    return show_bytes(mark_keys(clean, readings)).translate(FULL_WIDTH_TO_ASCII)
