"""Read text whose bytes were paired one too late, back into the characters that were meant.

After a cut every shown character holds the second byte of one original character and the first
byte of the next. Reading goes from unit to unit and carries that first byte along:

- a shown character gives both bytes; an ASCII sign or ``€`` gives one and sets the pairing right;
- ``?yàn)`` hides the second byte of a marked key;
- any other ``?`` hides a byte and the ASCII sign after it, or two bytes that no character has;
- between any two original characters a private-use pair may have vanished.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from chipclaims.repair.context import Context
from chipclaims.repair.forward import EURO_BYTE, gbk_bytes, gbk_character, is_private_pair
from chipclaims.repair.residue import PINYIN, known_keys

HIDDEN_KEY = re.compile(rf"\?({PINYIN})\)")
RESIDUE_HERE = re.compile(rf"\(({PINYIN})\)")
SHOWN_AS_ASCII = dict(zip(",:;?!()", "，：；？！（）", strict=True))
HIGH_BYTES = range(0x81, 0xFF)
TRAIL_BYTES = [byte for byte in range(0x40, 0xFF) if byte != 0x7F]
LONGEST_PLACE, MOST_HIDDEN = 40, 3
UNKNOWN_SIGN = "?"
BEAM, BRANCHES, BRANCHES_BEFORE_GAP = 24, 8, 5
UNSEEN_KEY_COST = 3.0


class Unit(NamedTuple):
    """What one shown character tells: the bytes behind it, and where the text goes on."""

    first: int | None
    second: int | None
    end: int
    reading: str = ""

    @property
    def hides_all(self) -> bool:
        """Whether it is a ``?`` that nothing is known of."""
        return self.first is None and not self.reading

    @property
    def heals(self) -> bool:
        """Whether the pairing of bytes is surely right again after it."""
        return not self.hides_all and (self.second is None or self.second < EURO_BYTE)


class Reading(NamedTuple):
    """What a place may have been, up to some unit: the text, and the byte carried along.

    The text starts with the character before the place. ``unsure`` are the indexes of characters
    that the bytes alone do not give. ``end`` is set where the pairing healed, and ``carry`` is then
    an ASCII sign, if any; ``open_gap`` says that two bytes were lost after the carried one.
    """

    text: str
    score: float
    carry: int
    unsure: tuple[int, ...] = ()
    end: int | None = None
    open_gap: bool = False


@cache
def vanished_pairs() -> dict[int, tuple[int, ...]]:
    """First byte to second bytes of the pairs that the decoder made vanish."""
    return _pairs(is_private_pair)


@cache
def hidden_pairs() -> dict[int, tuple[int, ...]]:
    """First byte to second bytes of the pairs that the decoder showed as ``?``."""
    return _pairs(lambda a, b: not is_private_pair(a, b) and not gbk_character(a, b))


def _pairs(wanted) -> dict[int, tuple[int, ...]]:
    rows = ((a, tuple(b for b in HIGH_BYTES if wanted(a, b))) for a in HIGH_BYTES)
    return {first: seconds for first, seconds in rows if seconds}


def read_units(shown: str, at: int) -> list[Unit]:
    """The units from ``at`` on, until the pairing heals or the text cannot be a shifted one."""
    units: list[Unit] = []
    hidden = 0
    while at < min(len(shown), LONGEST_PLACE):
        unit = _unit(shown, at)
        hidden += unit is not None and unit.hides_all
        if unit is None or hidden > MOST_HIDDEN:
            break
        units.append(unit)
        if unit.heals:
            break
        at = unit.end
    return units


def _unit(shown: str, at: int) -> Unit | None:
    if shown[at] == "?":
        key = HIDDEN_KEY.match(shown, at)
        return Unit(None, None, key.end(), key[1]) if key else Unit(None, None, at + 1)
    pair = gbk_bytes(SHOWN_AS_ASCII.get(shown[at], shown[at]))
    residue = RESIDUE_HERE.match(shown, at + 1)
    end = residue.end() if residue else at + 1
    if len(pair) == 2:
        return Unit(pair[0], pair[1], end)
    if pair and (pair[0] in TRAIL_BYTES or pair[0] == EURO_BYTE):
        return Unit(pair[0], None, end, residue[1] if residue else "")
    return None


class Reader:
    """Reads the shifted places of one page, in the light of its keys and its context."""

    def __init__(self, keys: Mapping[str, set[str]], context: Context):
        self.keys = keys
        self.context = context
        self._known_steps: dict[tuple, list[tuple[str, float]]] = {}
        self._known_ways: dict[tuple, dict[str, float]] = {}

    def keys_for(self, reading: str, first_byte: int) -> dict[str, float]:
        """Characters with this reading and first byte; costs where the page shows another."""
        of_page = _starting_with(first_byte, self.keys.get(reading, ()))
        known = _starting_with(first_byte, known_keys().get(reading, ()))
        cost = UNSEEN_KEY_COST if of_page else 0.0
        return dict.fromkeys(known, cost) | dict.fromkeys(of_page, 0.0)

    def read(self, beginnings: Iterable[Reading], units: list[Unit]) -> list[Reading]:
        """The most usual readings that come to an end."""
        going, ended = _best(beginnings, BEAM), []
        for unit in units:
            if unit.hides_all:
                ended += _best((new for old in going for new in self._end_in_sign(old, unit)), BEAM)
                going = [old._replace(open_gap=True) for old in going if not old.open_gap]
            else:
                going = _best((new for old in going for new in self._grow(old, unit)), BEAM)
        if units and units[-1].heals:
            ended += [reading._replace(end=units[-1].end) for reading in going]
        return ended

    def _end_in_sign(self, old: Reading, unit: Unit) -> Iterator[Reading]:
        """The ``?`` hides a second byte and an ASCII sign: what follows is in order again."""
        if old.open_gap:
            return
        unsure = (*old.unsure, len(old.text))
        for character, score in self._before_sign(old.text[-1], old.carry):
            text = old.text + character
            yield Reading(text, old.score + score, ord(UNKNOWN_SIGN), unsure, unit.end)

    def _grow(self, old: Reading, unit: Unit) -> Iterator[Reading]:
        """One more original character, or two if a pair is missing between them."""
        last, carry, here = old.text[-1], unit.second or 0, len(old.text)
        if not old.open_gap:
            ways = self._characters(unit.first, unit.reading, old.carry)
            unsure = (*old.unsure, here) if len(ways) > 1 else old.unsure
            for character, score in self._steps(last, ways):
                yield Reading(old.text + character, old.score + score, carry, unsure)
        unsure = (*old.unsure, here, here + 1)
        for characters, score in self._across_gap(last, old.carry, unit, old.open_gap):
            yield Reading(old.text + characters, old.score + score, carry, unsure)

    def _before_sign(self, last: str, carry: int) -> list[tuple[str, float]]:
        """The most usual characters that begin with the carried byte."""
        question = (last, carry)
        if question not in self._known_steps:
            characters = {c: 0.0 for byte in HIGH_BYTES if (c := gbk_character(carry, byte))}
            self._known_steps[question] = self._steps(last, characters)
        return self._known_steps[question]

    def _characters(self, first: int | None, reading: str, lead: int) -> dict[str, float]:
        """What may stand there with this first byte, each with its cost."""
        keys = self.keys_for(reading, lead) if reading else {}
        if first is None:
            return keys
        character = gbk_character(lead, first)
        return {character: 0.0} if character and (keys or not reading) else {}

    def _steps(self, last: str, ways: Mapping[str, float]) -> list[tuple[str, float]]:
        """The most usual of some characters after the last one."""
        scored = ((c, self.context.likelihood(last, c) - cost) for c, cost in ways.items())
        return sorted(scored, key=_score, reverse=True)[:BRANCHES]

    def _across_gap(
        self, last: str, carry: int, unit: Unit, was_shown: bool
    ) -> list[tuple[str, float]]:
        """The most usual two characters around a pair of bytes that is missing."""
        question = (last, carry, unit.first, unit.reading, was_shown)
        if question not in self._known_steps:
            pairs = hidden_pairs() if was_shown else vanished_pairs()
            lefts = {c: leads for byte, leads in pairs.items() if (c := gbk_character(carry, byte))}
            usual = self._steps(last, dict.fromkeys(lefts, 0.0))[:BRANCHES_BEFORE_GAP]
            found = [
                (left + right, before + after)
                for left, before in usual
                for right, after in self._after_gap(left, lefts[left], unit)
            ]
            self._known_steps[question] = sorted(found, key=_score, reverse=True)[:BRANCHES]
        return self._known_steps[question]

    def _after_gap(self, left: str, leads: tuple[int, ...], unit: Unit) -> list[tuple[str, float]]:
        question = (left, leads, unit.first, unit.reading)
        if question not in self._known_steps:
            ways = self._any_characters(leads, unit.first, unit.reading)
            self._known_steps[question] = self._steps(left, ways)
        return self._known_steps[question]

    def _any_characters(
        self, leads: tuple[int, ...], first: int | None, reading: str
    ) -> dict[str, float]:
        """What may stand there if its first byte is lost, each with its cost."""
        question = (leads, first, reading)
        if question not in self._known_ways:
            sets = (self._characters(first, reading, lead) for lead in leads)
            self._known_ways[question] = {c: cost for ways in sets for c, cost in ways.items()}
        return self._known_ways[question]


def _starting_with(first_byte: int, keys: Iterable[str]) -> list[str]:
    pairs = ((key, gbk_bytes(key)) for key in sorted(keys))
    return [key for key, pair in pairs if len(pair) == 2 and pair[0] == first_byte]


def _score(way: tuple[str, float]) -> float:
    return way[1]


def _best(readings: Iterable[Reading], most: int) -> list[Reading]:
    return sorted(readings, key=lambda r: r.score, reverse=True)[:most]
