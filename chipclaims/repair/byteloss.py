"""Undo a mark that cut a character in two: ``因?yàn)闆]`` was 因為沒.

``forward`` shows how such a place comes about. From the cut on, the page's bytes were paired one
byte too late, until an ASCII byte set them right again. So every character of the place is known
to one byte on each side, and reading backwards is a search over those bytes:

- the character before the cut ends in the first byte of the marked key, which gives the key;
- each shown character gives two bytes, the end of one original character and the start of the next;
- a ``?`` hides a byte, and between any two characters a private-use pair may have vanished.

Where bytes alone leave more than one reading, the page's own words and a dictionary decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from chipclaims.repair.context import Context
from chipclaims.repair.forward import EURO_BYTE, gbk_bytes, gbk_character, is_private_pair
from chipclaims.repair.residue import HANZI, PINYIN, known_keys

CUT = re.compile(rf"(?<=[{HANZI}])\?(?:(?P<reading>{PINYIN})\)|(?P<bang>!))")
CUT_TAG = re.compile(r"/[a-z]{1,10}>")
HIDDEN_KEY = re.compile(rf"\?({PINYIN})\)")
TRAILING_RESIDUE = re.compile(rf"(?:\({PINYIN}\))+")
QUOTATION_MARKS = ("“”", "‘’", "《》", "「」", "『』", "〈〉", "【】", "〔〕", "〖〗")
SHOWN_AS_ASCII = dict(zip(",:;?!()", "，：；？！（）", strict=True))
FIRST_HIGH = 0x81
TRAIL_BYTES = [byte for byte in range(0x40, 0xFF) if byte != 0x7F]
HIGH_BYTES = range(FIRST_HIGH, 0xFF)
PRIVATE_LEADS = [lead for lead in HIGH_BYTES if is_private_pair(lead, 0xA1)]
PRIVATE_TRAILS = range(0xA1, 0xFF)
LONGEST_PLACE, BEAM, BRANCHES = 40, 24, 4
VANISHED_PAIR_COST = 3.0
CLEAR_MARGIN, GENUINE_MARGIN = 0.7, 1.5


@dataclass(frozen=True, slots=True)
class Shown:
    """One shown unit of a cut place: the bytes behind it, and where the raw text goes on."""

    first: int | None
    second: int | None
    end: int
    reading: str | None = None
    swallowed: str = ""

    @property
    def heals(self) -> bool:
        """Whether the pairing of bytes is right again after this unit."""
        return self.second is None or self.second < EURO_BYTE


@dataclass(frozen=True, slots=True)
class Reading:
    """A possible original of a place, read up to some unit."""

    text: str
    score: float
    carry: int
    unsure: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Restored:
    """A restored place: raw offsets, the original text and how sure that is."""

    start: int
    end: int
    text: str
    certainty: str
    candidates: tuple[str, ...] = field(default=())


def find_cuts(raw: str) -> Iterator[re.Match[str]]:
    """Every place where a cut may begin: ``?yàn)`` or ``?!`` after a Chinese character."""
    return CUT.finditer(raw)


def place_end(raw: str, cut: re.Match[str]) -> int:
    """Where the text after a cut is in order again, as far as can be told."""
    return max([cut.end(), *(unit.end for unit in _units(raw, cut.end()))])


def restore(
    raw: str, cut: re.Match[str], keys: Mapping[str, set[str]], context: Context
) -> Restored | None:
    """The original of one cut place; ``None`` if the text there is no damage at all.

    ``keys`` are the page's marked characters by reading. An original that cannot be told comes
    back as certainty ``unresolved``, with the text as it stands.
    """
    units = list(_units(raw, cut.end()))
    beginnings = list(_beginnings(raw, cut, keys, context))
    if not beginnings:
        return None
    end = units[-1].end if units else cut.end()
    shown = raw[cut.start() : end]
    if not units or not units[-1].heals:
        return _unresolved(cut, end, shown) if cut["reading"] else None
    found = _search(beginnings, units, keys, context)
    finished = _finish(found, units[-1], raw, cut.start(), end, context)
    if cut["bang"]:
        finished = [r for r in finished if _beats_genuine(r, raw, cut, end, context)]
    if not finished:
        return _unresolved(cut, end, shown) if cut["reading"] else None
    return _judge(finished, raw, cut, end, shown, context)


def _units(raw: str, at: int) -> Iterator[Shown]:
    """Read shown characters as bytes, until the pairing heals or cannot go on."""
    for _ in range(LONGEST_PLACE):
        if at >= len(raw):
            return
        unit = _unit(raw, at)
        if unit is None:
            return
        yield unit
        at = unit.end
        if unit.heals:
            return


def _unit(raw: str, at: int) -> Shown | None:
    if raw[at] == "?":
        hidden_key = HIDDEN_KEY.match(raw, at)
        if hidden_key:
            return Shown(None, None, hidden_key.end(), reading=hidden_key[1])
        return Shown(None, None, at + 1, swallowed=_swallowed_sign(raw, at + 1))
    pair = gbk_bytes(SHOWN_AS_ASCII.get(raw[at], raw[at]))
    if len(pair) == 2:
        return Shown(pair[0], pair[1], at + 1)
    if pair and (pair[0] in TRAIL_BYTES or pair[0] == EURO_BYTE):
        residue = TRAILING_RESIDUE.match(raw, at + 1)
        end = residue.end() if residue else at + 1
        return Shown(pair[0], None, end, reading=residue and residue[0][1:-1])
    return None


def _swallowed_sign(raw: str, at: int) -> str:
    """``?`` where the ASCII sign that a ``?`` took with it was part of the text.

    Before a cut tag it was the tag's ``<``, and before a comma or a line's end a sign that the
    damage itself had put in.
    """
    return "" if CUT_TAG.match(raw, at) or raw[at : at + 1] in ("", ",", "\n") else "?"


def _beginnings(
    raw: str, cut: re.Match[str], keys: Mapping[str, set[str]], context: Context
) -> Iterator[Reading]:
    before = raw[cut.start() - 1]
    if cut["bang"]:
        for lead in HIGH_BYTES:
            character = gbk_character(lead, 0xA3)
            if character:
                score = context.likelihood(before, character)
                yield Reading(character, score, 0xA1, unsure=(0,))
        return
    shared = gbk_bytes(before)[-1:]
    for second in {gbk_bytes(k)[1] for k in _keys_for(cut["reading"], shared, keys)}:
        yield Reading("", 0.0, second)


def _keys_for(reading: str, first_byte: bytes, keys: Mapping[str, set[str]]) -> list[str]:
    """Keys with this reading and first byte: the page's own, or else any known one."""
    for source in (keys, known_keys()):
        fitting = [k for k in source.get(reading, ()) if gbk_bytes(k)[:1] == first_byte]
        if fitting:
            return fitting
    return []


def _search(
    readings: list[Reading], units: list[Shown], keys: Mapping[str, set[str]], context: Context
) -> list[Reading]:
    """The most usual readings of all units, best first; the rest is given up on the way."""
    readings = _best(readings, BEAM)
    for unit in units:
        grown = (new for old in readings for new in _grow(old, unit, keys, context))
        readings = _best(grown, BEAM)
    return readings


def _best(readings: Iterable[Reading], most: int) -> list[Reading]:
    return sorted(readings, key=lambda r: r.score, reverse=True)[:most]


def _grow(
    old: Reading, unit: Shown, keys: Mapping[str, set[str]], context: Context
) -> Iterator[Reading]:
    """Read one more original character, or two where a private-use pair vanished between."""
    yield from _read_character(old, unit, keys, context, old.carry)
    tells_nothing = unit.first is None and not unit.reading
    if old.carry < FIRST_HIGH or tells_nothing:
        return
    characters = filter(None, (gbk_character(old.carry, lead) for lead in PRIVATE_LEADS))
    halves = (_extend(old, character, context) for character in characters)
    for half in _best(halves, BRANCHES):
        paid = replace(half, score=half.score - VANISHED_PAIR_COST)
        nexts = (
            new
            for trail in PRIVATE_TRAILS
            for new in _read_character(paid, unit, keys, context, trail, unsure=True)
        )
        yield from _best(nexts, BRANCHES)


def _read_character(
    old: Reading,
    unit: Shown,
    keys: Mapping[str, set[str]],
    context: Context,
    carry: int,
    unsure: bool = False,
) -> Iterator[Reading]:
    if unit.first is None and unit.reading:
        characters = _keys_for(unit.reading, bytes([carry]), keys)
        unsure = unsure or len(characters) > 1
    elif unit.first is None:
        characters = [c for byte in TRAIL_BYTES if (c := gbk_character(carry, byte))]
        unsure = True
    else:
        characters = [gbk_character(carry, unit.first)]
        if unit.reading and characters[0] not in _keys_for(unit.reading, bytes([carry]), keys):
            return
    for character in filter(None, characters):
        yield replace(_extend(old, character, context, unsure), carry=unit.second or 0)


def _extend(old: Reading, character: str, context: Context, unsure: bool = True) -> Reading:
    step = context.likelihood(old.text[-1:], character)
    unsures = (*old.unsure, len(old.text)) if unsure else old.unsure
    return Reading(old.text + character, old.score + step, old.carry, unsures)


def _finish(
    readings: list[Reading], last: Shown, raw: str, start: int, end: int, context: Context
) -> list[Reading]:
    """Add what follows the place, and drop readings whose quotation marks cannot be right."""
    sign = last.swallowed
    if last.second is not None and last.second < EURO_BYTE:
        sign = chr(last.second)
    after = "\n" if CUT_TAG.match(raw, end) else sign or raw[end : end + 1]
    finished = [
        replace(r, text=r.text + sign, score=r.score + context.likelihood(r.text[-1], after))
        for r in readings
        if _quotes_fit(r.text, raw, start, end)
    ]
    return _best(finished, BEAM)


def _quotes_fit(text: str, raw: str, start: int, end: int) -> bool:
    """Whether every closing mark in ``text`` closes one that its paragraph has open."""
    paragraph = raw[raw.rfind("\n", 0, start) + 1 : start]
    for opening, closing in QUOTATION_MARKS:
        still_open = paragraph.count(opening) - paragraph.count(closing)
        closed = text.count(closing) - text.count(opening)
        if closed > max(0, still_open) or (closed and raw.startswith(closing, end)):
            return False
    return True


def _beats_genuine(
    reading: Reading, raw: str, cut: re.Match[str], end: int, context: Context
) -> bool:
    """Whether a restored ``?!`` reads better than the ``?!`` that stands there."""
    shown = raw[cut.start() : end + 1]
    as_it_stands = sum(map(context.likelihood, raw[cut.start() - 1 : end], shown)) / len(shown)
    return reading.score / len(reading.text) > as_it_stands + GENUINE_MARGIN


def _judge(
    finished: list[Reading], raw: str, cut: re.Match[str], end: int, shown: str, context: Context
) -> Restored:
    best = finished[0]
    rivals = tuple(r.text for r in finished[1:])
    clear = len(finished) == 1 or best.score - finished[1].score > CLEAR_MARGIN
    if not clear:
        return _unresolved(cut, end, shown, (best.text, *rivals))
    if not best.unsure:
        certainty = "certain"
    else:
        certainty = "by_context" if _both_sides_seen(best, raw, cut, end, context) else "guess"
    return Restored(cut.start(), end, best.text, certainty, (best.text, *rivals))


def _both_sides_seen(
    best: Reading, raw: str, cut: re.Match[str], end: int, context: Context
) -> bool:
    after = "\n" if CUT_TAG.match(raw, end) else raw[end : end + 1]
    line = raw[cut.start() - 1] + best.text + after
    return all(
        context.seen_together(line[i], line[i + 1])
        and context.seen_together(line[i + 1], line[i + 2 : i + 3])
        for i in best.unsure
    )


def _unresolved(
    cut: re.Match[str], end: int, shown: str, candidates: tuple[str, ...] = ()
) -> Restored:
    return Restored(cut.start(), end, shown, "unresolved", candidates)

