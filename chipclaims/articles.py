"""From bytes to an article: find the encoding, say how sure that is, number the paragraphs.

>>> load_article("000").encoding
'utf-8'
"""

from __future__ import annotations

import codecs
import math
import os
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from chipclaims.folding import traditional_to_simplified

ARTICLE_FILES = "[0-9][0-9][0-9]_*.txt"
MOST_BYTES = 32 * 1024 * 1024
SAVE_AS_UTF8 = "save it as plain text in UTF-8 and try again"

# The longer mark comes first where one begins like another.
BYTE_ORDER_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    b"\x84\x31\x95\x33": "gb18030",
}
FIRST_BYTES = {
    b"PK\x03\x04": "a Word file or another zip archive",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"%PDF-": "a PDF file",
    b"{\\rtf": "a rich-text (RTF) file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}

# So many continuation bytes in the right places, or so many bytes of ASCII and nothing else,
# do not come about by chance.
PROOF_OF_UTF8, PROOF_OF_ASCII = 24, 64
CONTINUATION_BYTES, LONGEST_CHARACTER = bytes(range(0x80, 0xC0)), 4
CONTROLS = [chr(code) for code in (*range(0x20), 0x7F) if chr(code) not in "\t\r\n"]
NEVER_IN_TEXT, MOST_CONTROLS = "\0\x1b", 0.05
# Hong Kong's and Taiwan's kana and list numbers, which Windows' Big5 table shows as other signs.
ETEN_SIGNS = re.compile("[々ゝゞぁ-んァ-ヶА-яЁё①-⑩⑴-⑽]")

# The 300 most frequent characters of a newspaper (People's Daily, January 1998). Measured on the
# kit's articles: 52 to 67 of 100 characters, and at most 3 of 100 where the encoding is wrong.
EVERYDAY = (
    "的国一在中人了和是有年大不为会业上地发出作要工行民这经家新个日部以来到市成生对进"
    "全我们政多主时他产本展长实者学方建开理同动月高关重力电现于公社下报区加分济制自化定"
    "文体过前合等场就天与说面后记机事法员用能美得资华也外十务之而设总好北平利金农各子元"
    "小从将企明万问提当心两其表种委党品可里度强改着军代起内目京通科入三系活水第位都导次"
    "题特道所世向去省领增还已基海使管最今名术统立南结并技些正应持交安点性西东任共由联解"
    "界教组治保院司队决意程及门期情调取达村义间量团干张此局如战据广议书收革府因把际路步"
    "计山然二集比育相放江志价办先举信亚众物口项更克近老节职话风无看规指五族认但形拉求困"
    "商手论斯"
)
SIGNS = "，。、：；？！（）“”‘’—…《》「」『』·％－～\u3000"
# How likely a character of each class is in Chinese text; rounded, only the order matters.
LIKELIHOOD = {"ascii": 5e-3, "everyday": 2e-3, "ordinary": 1e-4, "odd": 1e-6}
LEAST_EVERYDAY, MOST_ODD = 0.25, 0.25
CLEAR_MARGIN = math.log(1000)

MIXED_FROM = 0.1
LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")


class ArticleError(ValueError):
    """A text that cannot be read; the message is one line: what is wrong and what to do."""


class Paragraph(NamedTuple):
    """A line of an article that is not empty: ``raw[start:end] == text``.

    ``number`` counts paragraphs from 1, ``line`` counts all lines of the file from 1.
    """

    number: int
    start: int
    end: int
    text: str
    line: int


class Decoded(NamedTuple):
    """A text, the encoding that gave it, and whether that is ``certain`` or ``likely``."""

    text: str
    encoding: str
    certainty: str


@dataclass(frozen=True)
class Article:
    """An article as it stands in its file.

    ``name`` is the file's name without a folder. ``raw`` is the whole text with its line ends as
    they are; a byte order mark is not part of it, so offsets count from the first character after
    the mark. ``encoding`` is a Python codec, ``encoding_certainty`` is ``certain`` (a byte order
    mark or well-formed UTF-8 proves it) or ``likely`` (its characters are the most ordinary).
    ``sheet`` holds what ``seeds/`` records of a kit article and is empty for any other text.
    """

    name: str
    raw: str
    encoding: str
    encoding_certainty: str
    paragraphs: tuple[Paragraph, ...]
    sheet: dict[str, Any] = field(default_factory=dict, compare=False)

    @property
    def script(self) -> str:
        """``traditional``, ``simplified``, ``mixed`` or ``unknown``; see :func:`script_of`."""
        return script_of(self.raw)


# ---------------------------------------------------------------- finding and reading files


def load_article(path_or_name: str | os.PathLike[str] | int) -> Article:
    """Read a file, or a kit article by its number (``"000"``, ``"0"``), file name or stem.

    A file at that path comes before a kit article of that name. Raises :class:`ArticleError`.
    """
    wanted = os.fsdecode(path_or_name) if isinstance(path_or_name, os.PathLike) else path_or_name
    path = Path(str(wanted))
    if not os.path.isfile(path):
        path = _kit_article(str(wanted)) or path
    article = article_from_bytes(_read_bytes(path), path.name)
    return replace(article, sheet=_load_sheet(path))


def load_articles() -> tuple[Article, ...]:
    """All articles of the kit, by number. Raises :class:`ArticleError`."""
    return tuple(load_article(path) for path in _kit_articles())


def article_from_bytes(data: bytes, name: str) -> Article:
    """Make an article of bytes from anywhere, for example from a pipe; it has no sheet.

    Raises :class:`ArticleError`.
    """
    text, encoding, certainty = read_text(data, name)
    return Article(name, text, encoding, certainty, tuple(_paragraphs(text)))


def kit_path(*parts: str) -> Path:
    """A place inside the kit: ``kit_path("seeds")``. Raises :class:`ArticleError`."""
    return find_kit_folder().joinpath(*parts)


def find_kit_folder() -> Path:
    """The folder that holds ``seeds/`` and ``data/``.

    Looked for where the package was installed from, then from the current folder upwards.
    Raises :class:`ArticleError` if it is in neither place.
    """
    places = [Path(__file__).resolve().parent.parent]
    with suppress(OSError):
        places += [Path.cwd(), *Path.cwd().parents]
    for place in places:
        if any(place.glob(f"seeds/{ARTICLE_FILES}")) and (place / "data").is_dir():
            return place
    raise ArticleError(
        "the kit's folder, which holds seeds/ and data/, cannot be found: go to it and try again"
    )


def _kit_articles() -> list[Path]:
    return sorted(kit_path("seeds").glob(ARTICLE_FILES))


def _kit_article(name: str) -> Path | None:
    looks_like_number = name.isascii() and name.isdigit() and len(name) <= 3
    try:
        articles = _kit_articles()
    except ArticleError:
        if looks_like_number:
            raise
        return None
    for path in articles:
        number = path.name.split("_")[0]
        if name in (path.name, path.stem) or (looks_like_number and name.zfill(3) == number):
            return path
    return None


def _read_bytes(path: Path) -> bytes:
    """The bytes of a file, its size checked first and again while reading."""
    shown = _shown(str(path))
    if os.path.isdir(path):
        raise ArticleError(f"{shown} is a folder: name one file in it")
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            data = b"" if size > MOST_BYTES else file.read(MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise ArticleError(_missing(path, shown)) from None
    except PermissionError:
        message = f"{shown} may not be read (no permission): copy it to a folder of your own"
        raise ArticleError(message) from None
    except (OSError, UnicodeError) as error:
        raise ArticleError(f"{shown} cannot be read: {_reason(error)}") from None
    except ValueError:
        raise ArticleError(f"{shown} is not the name of a file: check the name") from None
    _check_size(max(size, len(data)), shown)
    return data


def _reason(error: Exception) -> str:
    return _shown(getattr(error, "strerror", None) or "its name is not usable here")


def _missing(path: Path, shown: str) -> str:
    names: list[str] = []
    with suppress(OSError, ValueError):
        names += os.listdir(path.parent)
    with suppress(ArticleError):
        names += [article.name for article in _kit_articles()]
    near = get_close_matches(path.name, sorted(set(names)), n=3)
    if near:
        return f"there is no file {shown}: did you mean {' or '.join(map(_shown, near))}?"
    return f"there is no file {shown}: check the name and the folder; 000 to 004 are the kit's own"


def _shown(name: str) -> str:
    """A name that stays on one line and can be printed, whatever characters it holds."""
    clean = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name)
    return clean if len(clean) <= 200 else f"{clean[:100]}…{clean[-60:]}"


def _load_sheet(path: Path) -> dict[str, Any]:
    """The facts that stand beside a kit article, or nothing for a file from elsewhere."""
    try:
        if path.resolve().parent != kit_path("seeds").resolve():
            return {}
    except (ArticleError, OSError):
        return {}
    sheet = path.with_suffix(".toml")
    try:
        return tomllib.loads(sheet.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        message = f"the sheet {_shown(sheet.name)} in seeds/ is damaged: get the kit again"
        raise ArticleError(message) from None


def _paragraphs(raw: str) -> Iterator[Paragraph]:
    number = 0
    for line_number, line in enumerate(LINE.finditer(raw), 1):
        if line[1].strip():
            number += 1
            yield Paragraph(number, line.start(1), line.end(1), line[1], line_number)


# ---------------------------------------------------------------- which script


def script_of(text: str) -> str:
    """Which script a text is in: ``traditional``, ``simplified``, ``mixed`` or ``unknown``.

    Only characters that one script alone uses are counted: 后, 里 and 干 belong to both. ``mixed``
    means that at least a tenth of them are of the other script, ``unknown`` that there are none.
    """
    counts = Counter(text)
    traditional, simplified = (sum(counts[c] for c in only) for only in _only_in_one_script())
    if not traditional + simplified:
        return "unknown"
    if min(traditional, simplified) >= MIXED_FROM * (traditional + simplified):
        return "mixed"
    return "traditional" if traditional > simplified else "simplified"


@cache
def _only_in_one_script() -> tuple[frozenset[str], frozenset[str]]:
    """Characters of traditional script alone, and of simplified script alone.

    GB2312 lists what simplified script uses and Big5 what traditional script uses, so a character
    in both lists tells nothing.
    """
    pairs = [pair for pair in traditional_to_simplified().items() if pair[0] != pair[1]]
    traditional = frozenset(old for old, _ in pairs if not _has(old, "gb2312"))
    simplified = frozenset(new for _, new in pairs if not _has(new, "big5"))
    return traditional, simplified


def _has(character: str, encoding: str) -> bool:
    return bool(character.encode(encoding, "ignore"))


# ---------------------------------------------------------------- which encoding


@dataclass(frozen=True)
class Reading:
    """What one encoding makes of the bytes; ``cut_at`` is the byte where the last one breaks off.

    A reading is only as good as its characters are ordinary: a wrong encoding gives rare ones.
    """

    encoding: str
    text: str
    cut_at: int | None = None

    @cached_property
    def classes(self) -> Counter[str]:
        """How many characters of each class of ``LIKELIHOOD`` the reading has."""
        classes: Counter[str] = Counter()
        for character, count in Counter(self.text).items():
            classes[_class_of(character)] += count
        return classes

    @cached_property
    def score(self) -> float:
        """Log likelihood as Chinese text; readings of the same bytes can be compared."""
        return sum(count * math.log(LIKELIHOOD[kind]) for kind, count in self.classes.items())

    @cached_property
    def is_text(self) -> bool:
        """Whether it holds no NUL, no escape codes and few other control characters."""
        controls = sum(map(self.text.count, CONTROLS))
        never = any(control in self.text for control in NEVER_IN_TEXT)
        return not never and controls <= MOST_CONTROLS * len(self.text)

    @cached_property
    def is_ordinary(self) -> bool:
        """Whether the characters are those of ordinary Chinese text (or all ASCII)."""
        if not self.text or not self.is_text:
            return False
        beyond_ascii = len(self.text) - self.classes["ascii"]
        return (
            self.classes["everyday"] >= LEAST_EVERYDAY * beyond_ascii
            and self.classes["odd"] <= MOST_ODD * beyond_ascii
        )


@lru_cache(maxsize=2**16)
def _class_of(character: str) -> str:
    if character.isascii():
        return "odd" if character in CONTROLS else "ascii"
    simplified = traditional_to_simplified().get(character, character)
    if simplified in EVERYDAY or character in SIGNS:
        return "everyday"
    if "\u00c0" <= character <= "\u00ff":
        return "ordinary"  # é in a name: as UTF-8 it must not lose against a Chinese reading
    # Level 1 of GB2312 holds the 3,755 characters of ordinary use.
    lead = simplified.encode("gb2312", "ignore")[:1]
    return "ordinary" if b"\xb0" <= lead <= b"\xd7" else "odd"


def read_text(data: bytes, name: str) -> Decoded:
    """Decode bytes strictly: the text without its byte order mark, the encoding, how sure it is.

    ``name`` is only used in messages. A byte order mark or well-formed UTF-8 decides; otherwise
    GB18030, Big5 and UTF-16 are compared by how ordinary their characters are, and the answer is
    ``likely``. Line ends are never changed. Raises :class:`ArticleError` for what is empty,
    larger than 32 MB, binary, cut in the middle of a character, or cannot be told for sure.
    """
    shown = _shown(name)
    _check_size(len(data), shown)
    _check_first_bytes(data, shown)
    decoded = _read_marked(data, shown) or _read_utf8(data, shown) or _read_by_look(data, shown)
    if not decoded.text.strip():
        raise ArticleError(f"{shown} is empty: choose a file with text in it")
    return decoded


def _check_size(size: int, shown: str) -> None:
    if size > MOST_BYTES:
        raise ArticleError(
            f"{shown} is too large ({size / 1e6:.0f} MB, the kit reads up to 32 MB): "
            "cut it into parts"
        )


def _check_first_bytes(data: bytes, shown: str) -> None:
    for first, what in FIRST_BYTES.items():
        if data.startswith(first):
            raise ArticleError(f"{shown} is {what}, not a plain text: {SAVE_AS_UTF8}")


def _read_marked(data: bytes, shown: str) -> Decoded | None:
    """The text after a byte order mark, if there is one."""
    mark = next(filter(data.startswith, BYTE_ORDER_MARKS), None)
    if mark is None:
        return None
    encoding = BYTE_ORDER_MARKS[mark]
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        # utf-8-sig counts from behind the mark.
        at = error.start + len(data) - len(error.object)
        if _is_cut(error):
            raise ArticleError(_breaks_off(shown, encoding, at)) from None
        raise ArticleError(
            f"{shown} is marked as {encoding} but damaged at byte {at}: get it again"
        ) from None
    if not Reading(encoding, text).is_text:
        raise ArticleError(_binary(shown))
    # Only gb18030 keeps its mark: the other codecs take it off.
    return Decoded(
        text.removeprefix("\ufeff") if encoding == "gb18030" else text, encoding, "certain"
    )


def _read_utf8(data: bytes, shown: str) -> Decoded | None:
    """The text as UTF-8, unless it is not well-formed or too short to tell."""
    utf8 = _read_as("utf-8", data)
    if not utf8 or not utf8.is_text:
        return None
    proven = len(data) - len(utf8.text) >= PROOF_OF_UTF8
    if utf8.cut_at is not None:
        if proven:
            raise ArticleError(_breaks_off(shown, "utf-8", utf8.cut_at))
        return None
    if proven or (data.isascii() and len(data) >= PROOF_OF_ASCII):
        return Decoded(utf8.text, "utf-8", "certain")
    rivals = [r for r in _readings(data) if r.is_text and r.cut_at is None and r.text != utf8.text]
    best_rival = max((r.score for r in rivals), default=-math.inf)
    if best_rival > utf8.score + CLEAR_MARGIN and not data.isascii():
        return None
    certain = utf8.score > best_rival + CLEAR_MARGIN
    return Decoded(utf8.text, "utf-8", "certain" if certain else "likely")


def _read_by_look(data: bytes, shown: str) -> Decoded:
    """The most ordinary reading, if it is so by a clear margin."""
    best = _clearly_best(data)
    if best and best.cut_at is None and not _begins_cut(data.split(b"\n", 1)[0], best.encoding):
        return Decoded(best.text, best.encoding, "likely")
    raise ArticleError(_why_unreadable(data, shown, best))


def _clearly_best(data: bytes) -> Reading | None:
    readings = [_read_as("utf-8", data), *_readings(data)]
    ordinary = sorted(
        (r for r in readings if r and r.is_ordinary), key=lambda r: r.score, reverse=True
    )
    if not ordinary or any(r.score > ordinary[0].score - CLEAR_MARGIN for r in ordinary[1:]):
        return None
    return ordinary[0]


def _readings(data: bytes) -> list[Reading]:
    """What each encoding without proof of its own makes of the bytes."""
    found = [_read_as(encoding, data) for encoding in ("gb18030", "utf-16-le", "utf-16-be")]
    return [reading for reading in (*found, _read_as_big5(data)) if reading]


def _read_as(encoding: str, data: bytes) -> Reading | None:
    try:
        return Reading(encoding, data.decode(encoding))
    except UnicodeDecodeError as error:
        if not _is_cut(error):
            return None
        return Reading(encoding, data[: error.start].decode(encoding), error.start)


def _is_cut(error: UnicodeDecodeError) -> bool:
    """Whether the bytes end before their last character does."""
    return error.end == len(error.object) and any(
        word in error.reason for word in ("incomplete", "unexpected end", "truncated")
    )


def _read_as_big5(data: bytes) -> Reading | None:
    """Windows' table gives ～ and ￥ as they were meant, Hong Kong's has more characters."""
    windows = _read_as("cp950", data)
    if windows and not ETEN_SIGNS.search(windows.text):
        plain = windows.text.encode("big5", "replace").decode("big5") == windows.text
        return Reading("big5" if plain else "cp950", windows.text, windows.cut_at)
    return _read_as("big5hkscs", data) or windows


def _begins_cut(data: bytes, encoding: str) -> bool:
    """Whether the bytes begin with the end of a character and read far better without it.

    Not to be seen where that end is an ASCII byte, as in half of Big5: it looks like a letter.
    """
    skip = 1
    if encoding == "utf-8":
        skip = len(data) - len(data.lstrip(CONTINUATION_BYTES))
    if data[:1].isascii() or not 0 < skip < LONGEST_CHARACTER:
        return False
    whole, rest = _read_as(encoding, data), _read_as(encoding, data[skip:])
    least = whole.score + 2 * CLEAR_MARGIN if whole else -math.inf
    return bool(rest and rest.is_ordinary and rest.score > least)


def _why_unreadable(data: bytes, shown: str, best: Reading | None) -> str:
    if best and best.cut_at is not None:
        return _breaks_off(shown, best.encoding, best.cut_at)
    if best or any(_begins_cut(data, encoding) for encoding in ("utf-8", "gb18030", "cp950")):
        return f"{shown} begins in the middle of a character, at byte 0: get the whole file again"
    if not Reading("latin-1", data.decode("latin-1")).is_text:
        return _binary(shown)
    return f"the encoding of {shown} cannot be told for sure: {SAVE_AS_UTF8}"


def _breaks_off(shown: str, encoding: str, at: int) -> str:
    return (
        f"{shown} breaks off in the middle of a character at byte {at} ({encoding}): "
        "get the whole file again"
    )


def _binary(shown: str) -> str:
    return f"{shown} is not a text but binary data (it holds control characters): {SAVE_AS_UTF8}"
