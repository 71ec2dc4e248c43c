"""Write ``chipclaims/fonts/ChipClaimsSans-Regular.otf``: the font of every figure.

It is a subset of Noto Sans CJK SC, cut down to what the kit can need to draw. The whole font is
16 MB a weight; it comes from Debian's package fonts-noto-cjk and is needed for this step only.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from chipclaims.figures.style import FAMILY, FONT
from chipclaims.making import MakingError

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

KIT = Path(__file__).parents[2]
ORIGINAL = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
ORIGINAL_FACE = "NotoSansCJKsc-Regular"
POSTSCRIPT_NAME = "ChipClaimsSans-Regular"

TEXTS_OF_THE_KIT = (
    "seeds/*.txt",
    "data/*.csv",
    "data/*.jsonl",
    "chipclaims/*.tsv",
    "notebooks/*.ipynb",
    "exercises/*.ipynb",
    "solutions/*.ipynb",
)
BLOCKS = (
    (0x0020, 0x007E, "ASCII"),
    (0x00A0, 0x00FF, "Latin-1"),
    (0x0391, 0x03C9, "Greek"),
    (0x2010, 0x205E, "general punctuation"),
    (0x2070, 0x209F, "superscripts and subscripts"),
    (0x20A0, 0x20BF, "currency signs"),
    (0x2100, 0x214F, "letter-like signs"),
    (0x2190, 0x21FF, "arrows"),
    (0x2200, 0x22FF, "mathematics"),
    (0x2460, 0x2473, "circled numbers"),
    (0x25A0, 0x25FF, "geometric shapes"),
    (0x3000, 0x303F, "Chinese punctuation"),
    (0xFF01, 0xFF5E, "full-width forms"),
    (0xFFE0, 0xFFE6, "full-width currency signs"),
)
PINYIN = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêếềńňǹḿĀÁǍÀĒÉĚÈĪÍǏÌŌÓǑÒŪÚǓÙǕǗǙǛÜ"
EXTRA_SIGNS = "✓★☆"


def gb2312_level_1() -> set[str]:
    """The 3,755 most used simplified characters: rows 16 to 55 of GB2312."""
    return set(_decoded("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF)))


def big5_level_1() -> set[str]:
    """The 5,401 most used traditional characters: A440 to C67E of Big5."""
    trails = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    return set(_decoded("big5", range(0xA4, 0xC6), trails)) | set(
        _decoded("big5", [0xC6], range(0x40, 0x7F))
    )


def _decoded(encoding: str, leads: Iterable[int], trails: Iterable[int]) -> Iterator[str]:
    for lead in leads:
        for trail in trails:
            yield from bytes([lead, trail]).decode(encoding, "ignore")


def characters_of_the_kit() -> set[str]:
    """Every character of the articles, the tables and the lessons."""
    files = sorted(path for pattern in TEXTS_OF_THE_KIT for path in KIT.glob(pattern))
    return set().union(*(path.read_text(encoding="utf-8") for path in files))


def wanted_characters() -> set[str]:
    """All that the font should draw, as far as the original has it."""
    blocks = {chr(code) for first, last, _ in BLOCKS for code in range(first, last + 1)}
    levels = gb2312_level_1() | big5_level_1()
    return blocks | set(PINYIN) | set(EXTRA_SIGNS) | levels | characters_of_the_kit()


@contextmanager
def open_original() -> Iterator[TTFont]:
    """The simplified Chinese face of the installed collection, open as long as it is needed.

    Raises ``MakingError`` with what to do when Debian's package is not there.
    """
    from fontTools.ttLib import TTCollection

    if not ORIGINAL.is_file():
        raise MakingError(f"{ORIGINAL} is missing; to get it: apt-get install fonts-noto-cjk")
    with TTCollection(ORIGINAL, lazy=True) as faces:
        yield next(face for face in faces if face["name"].getDebugName(6) == ORIGINAL_FACE)


def subset(font: TTFont, characters: set[str]) -> None:
    """Cut the font down to the characters, with kerning as its only layout feature."""
    from fontTools.subset import Options, Subsetter

    options = Options(layout_features=["kern"], hinting=False, notdef_outline=True)
    options.name_IDs = ["*"]
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx"]
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(sorted(characters)))
    subsetter.subset(font)


def rename(font: TTFont) -> None:
    """Give the font a name of its own and keep its copyright and licence."""
    names = font["name"]
    version = names.getDebugName(5).split(";")[0]
    copyright_and_licence = {number: names.getDebugName(number) for number in (0, 13, 14)}
    own_names = {
        1: FAMILY,
        2: "Regular",
        3: f"{version};{POSTSCRIPT_NAME}",
        4: FAMILY,
        5: version,
        6: POSTSCRIPT_NAME,
        10: "A subset of Noto Sans CJK SC for the figures of the Chip Claims kit.",
    }
    names.names = []
    for number, text in sorted((own_names | copyright_and_licence).items()):
        names.setName(text, number, 3, 1, 0x409)
    _rename_outlines(font["CFF "].cff)


def _rename_outlines(outlines: object) -> None:
    top = outlines.topDictIndex[0]
    old = outlines.fontNames[0]
    outlines.fontNames[0] = POSTSCRIPT_NAME
    top.FullName = top.FamilyName = FAMILY
    for part in top.FDArray:
        part.FontName = part.FontName.replace(old, POSTSCRIPT_NAME)


def write_font(target: Path = FONT) -> None:
    """Make the font; the same original, kit and fonttools give the same bytes."""
    made = io.BytesIO()
    with open_original() as font:
        font.recalcTimestamp = False
        subset(font, wanted_characters())
        rename(font)
        font.save(made)
    target.write_bytes(made.getvalue())
