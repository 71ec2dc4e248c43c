"""Undo a mark that cut a character in two: ``因?yàn)闆]`` was 因為沒.

``forward`` shows how such a place comes about, and ``shifted`` reads its bytes. Here the places
are found and the readings judged: where bytes alone leave more than one, the page's own words and
a newspaper decide, or the answer is only a guess, or there is none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from chipclaims.repair.context import LINE_END
from chipclaims.repair.forward import gbk_bytes, gbk_character
from chipclaims.repair.residue import HANZI, PINYIN, RESIDUE
from chipclaims.repair.shifted import (
    HIGH_BYTES,
    SHOWN_AS_ASCII,
    UNKNOWN_SIGN,
    Reader,
    Reading,
    read_units,
)

CUT = re.compile(rf"(?<=[{HANZI}])\?!(?!!)|(?<=[^\x00-\x7f]|[,:;?!()])\?(?P<reading>{PINYIN})\)")
CUT_TAG = re.compile(r"/[a-z]{1,10}>")
QUOTATION_MARKS = ("“”", "‘’", "《》", "「」", "『』", "〈〉", "【】", "〔〕", "〖〗")
MARK = re.compile(f"[{''.join(QUOTATION_MARKS)}]")
UNKNOWN_SIGN_SCORE = -3.0
# How much better the best reading must be than the next one, in log likelihood.
CERTAIN_MARGIN, GUESS_MARGIN, CLEAR_MARGIN, GENUINE_MARGIN = 3.0, 2.0, 1.0, 1.5


@dataclass(frozen=True, slots=True)
class Restored:
    """A restored place: where it ends, the original text and how sure that is."""

    end: int
    text: str
    certainty: str
    candidates: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Finished:
    """A reading of a whole place, which ends at ``end``.

    ``text`` starts with the character before the place and ends with the one after it.
    """

    text: str
    score: float
    unsure: tuple[int, ...]
    end: int

    @property
    def original(self) -> str:
        """What stood in the place, without its two neighbours."""
        return self.text[1:-1]


def find_cuts(raw: str) -> Iterator[re.Match[str]]:
    """Every place where a cut may begin: ``?yàn)``, or ``?!`` after a Chinese character."""
    return CUT.finditer(raw)


@lru_cache(maxsize=2**12)
def place_end(shown: str) -> int:
    """Where the text after a cut is in order again, as far as can be told."""
    cut_end = shown.index("!" if shown[1] == "!" else ")") + 1
    units = read_units(shown, cut_end)
    return units[-1].end if units else cut_end


def open_marks(paragraph: str) -> str:
    """The closing marks that a paragraph still wants, such as ``”``, twice if two are open."""
    wanted = (
        closing * min(2, paragraph.count(opening) - paragraph.count(closing))
        for opening, closing in QUOTATION_MARKS
        if opening in paragraph
    )
    return "".join(wanted)


def restore(before: str, wanted: str, shown: str, reader: Reader) -> Restored | None:
    """The original of the place that begins at ``shown[0]``; ``None`` if that is no damage at all.

    ``before`` is the character before it, ``wanted`` the closing marks that its paragraph wants;
    ``end`` counts in ``shown``. An original that cannot be told comes back as ``unresolved``, with
    the text as it stands.
    """
    cut = CUT.match(before + shown, 1)
    units = read_units(shown, cut.end() - 1)
    begun = _after_mark if cut["reading"] else _after_bang
    readings = reader.read(begun(before, cut["reading"], reader), units)
    found = _finish(readings, wanted, shown, reader)
    if not cut["reading"]:
        return _judge_bang(found, wanted, shown, reader)
    return _judge(found, shown, reader) if found else _unresolved(shown, place_end(shown))


def _after_mark(before: str, reading: str, reader: Reader) -> list[Reading]:
    """A mark's key began in the character before the cut and ended in the next one's first byte."""
    pair = gbk_bytes(SHOWN_AS_ASCII.get(before, before))
    keys = reader.keys_for(reading, pair[1]) if len(pair) == 2 else {}
    carries = {gbk_bytes(key)[1]: cost for key, cost in keys.items()}
    high = {carry: cost for carry, cost in carries.items() if carry in HIGH_BYTES}
    unsure = (1,) if len(high) > 1 else ()
    return [Reading(before, -cost, carry, unsure) for carry, cost in high.items()]


def _after_bang(before: str, _: str, reader: Reader) -> list[Reading]:
    """``！`` is A3 A1: it began in a character that ends in A3 and ended in a next one's A1."""
    characters = filter(None, (gbk_character(lead, 0xA3) for lead in HIGH_BYTES))
    likelihood = reader.context.likelihood
    return [Reading(before + c, likelihood(before, c), 0xA1, (1,)) for c in characters]


def _finish(readings: list[Reading], wanted: str, shown: str, reader: Reader) -> list[Finished]:
    """Compare readings up to where the last one ends; drop what quotation marks rule out."""
    last = max((reading.end for reading in readings), default=0)
    found = [_finished(one, shown, last, reader) for one in readings]
    fitting = [one for one in found if _marks_fit(one, wanted, shown)]
    return sorted(fitting, key=lambda one: one.score, reverse=True)


def _finished(reading: Reading, shown: str, last: int, reader: Reader) -> Finished:
    """Add the sign that the damage swallowed, and count how well the text goes on."""
    sign = _swallowed_sign(reading, shown)
    after = RESIDUE.sub("", shown[reading.end : last]) + _next_character(shown, last)
    score = reading.score
    if sign == UNKNOWN_SIGN:
        score += UNKNOWN_SIGN_SCORE + _score("", after, reader)
    else:
        score += _score(reading.text[-1], sign + after, reader)
    text = reading.text + sign + _next_character(shown, reading.end)
    return Finished(text, score, reading.unsure, reading.end)


def _swallowed_sign(reading: Reading, shown: str) -> str:
    """The ASCII sign after the last character, ``?`` if there was one that cannot be told.

    Before a cut tag that sign was the tag's ``<``, and before a comma or a line's end one that
    the damage itself had put in.
    """
    sign = chr(reading.carry) if reading.carry else ""
    belongs_elsewhere = _next_character(shown, reading.end) in (LINE_END, ",")
    return "" if sign == UNKNOWN_SIGN and belongs_elsewhere else sign


def _next_character(shown: str, at: int) -> str:
    return LINE_END if CUT_TAG.match(shown, at) else shown[at : at + 1] or LINE_END


def _score(before: str, text: str, reader: Reader) -> float:
    return sum(reader.context.likelihood(a, b) for a, b in zip(before + text, text, strict=False))


def _marks_fit(reading: Finished, wanted: str, shown: str) -> bool:
    """Whether every closing mark in a reading closes one that its paragraph has open."""
    if not MARK.search(reading.original):
        return True
    for opening, closing in QUOTATION_MARKS:
        closed = reading.original.count(closing) - reading.original.count(opening)
        if closed > wanted.count(closing):
            return False
        if closed > 0 and shown.startswith(closing, reading.end):
            return False
    return True


def _judge_bang(found: list[Finished], wanted: str, shown: str, reader: Reader) -> Restored | None:
    """``?!`` may be genuine: bytes must speak against that, or a quotation that it would end."""
    found = [one for one in found if _beats_genuine(one, shown, reader)]
    if not found or not (_any_known(found[0]) or _closes_a_quotation(found[0], wanted)):
        return None
    restored = _judge(found, shown, reader)
    if restored.certainty == "guess" and not _closes_a_quotation(found[0], wanted):
        return _unresolved(shown, restored.end, restored.candidates)
    return restored


def _beats_genuine(reading: Finished, shown: str, reader: Reader) -> bool:
    """Whether a restored ``?!`` reads better than the ``?!`` that stands there."""
    stands = shown[: reading.end] + reading.text[-1]
    as_it_stands = _score(reading.text[0], stands, reader) / len(stands)
    return reading.score / (len(reading.text) - 1) > as_it_stands + GENUINE_MARGIN


def _closes_a_quotation(reading: Finished, wanted: str) -> bool:
    return UNKNOWN_SIGN not in reading.original and any(c in wanted for c in reading.original)


def _any_known(reading: Finished) -> bool:
    """Whether the bytes alone give any of its Chinese characters or marks."""
    places = range(1, len(reading.text) - 1)
    return any(at not in reading.unsure and not reading.text[at].isascii() for at in places)


def _judge(found: list[Finished], shown: str, reader: Reader) -> Restored:
    best = found[0]
    originals = tuple(dict.fromkeys(one.original for one in found))
    rival = next((one for one in found if one.original != best.original), None)
    margin = best.score - rival.score if rival else math.inf
    certainty = _certainty(best, margin, reader)
    if certainty == "unresolved":
        return _unresolved(shown, place_end(shown), originals)
    return Restored(best.end, best.original, certainty, originals)


def _certainty(best: Finished, margin: float, reader: Reader) -> str:
    if margin <= CLEAR_MARGIN:
        return "unresolved"
    if not best.unsure and margin > CERTAIN_MARGIN:
        return "certain"
    seen = reader.context.seen_together
    beside = {i for at in best.unsure for i in (at - 1, at)}
    if all(seen(*best.text[i : i + 2]) for i in beside):
        return "guess" if UNKNOWN_SIGN in best.original else "by_context"
    return "guess" if margin > GUESS_MARGIN else "unresolved"


def _unresolved(shown: str, end: int, candidates: tuple[str, ...] = ()) -> Restored:
    return Restored(end, shown[:end], "unresolved", candidates)
