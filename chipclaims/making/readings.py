"""Write ``chipclaims/repair/readings.tsv``: the readings of traditional GBK characters."""

from __future__ import annotations

from pathlib import Path

from chipclaims.folding import traditional_to_simplified

TABLE = Path(__file__).parent.parent / "repair" / "readings.tsv"
HEADER = "character\treadings"


def in_gbk(character: str) -> bool:
    """Whether GBK (code page 936) has the character."""
    return len(character.encode("gbk", "ignore")) == 2


def table_text() -> str:
    """The whole table: a header, then one character and its toned readings a line."""
    from pypinyin import Style, pinyin

    lines = [HEADER]
    for character in sorted(filter(in_gbk, traditional_to_simplified())):
        readings = pinyin(character, style=Style.TONE, heteronym=True)[0]
        lines.append(f"{character}\t{' '.join(readings)}")
    return "\n".join(lines) + "\n"


def write_readings() -> None:
    """Write the table where the package reads it."""
    TABLE.write_text(table_text(), encoding="utf-8", newline="\n")
