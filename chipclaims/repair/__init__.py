"""Undo the damage of a page, and keep a record of every change.

>>> repair("超過60個(gè)").text.text
'超過60個'
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from chipclaims.repair.byteloss import Restored, find_cuts, place_end, restore
from chipclaims.repair.context import Context
from chipclaims.repair.debris import find_debris
from chipclaims.repair.forward import FULL_WIDTH_TO_ASCII
from chipclaims.repair.residue import RESIDUE, keys_of_page
from chipclaims.traced import Edit, TracedText

CERTAINTIES = ("certain", "by_context", "guess", "unresolved")
MOST_CUT_PLACES = 300


@dataclass(frozen=True, slots=True)
class Repair:
    """One change: ``raw[start:end] == before`` became ``after``.

    ``rule`` is one of pinyin_residue, byte_loss, tag_debris, image_mark, boilerplate and
    lost_beginning. ``certainty`` is ``certain`` (the bytes or the page prove it), ``by_context``
    (one reading fits both neighbours), ``guess`` (the most usual of several) or ``unresolved``
    (left as it stands). ``candidates`` are the readings that were weighed, best first.
    """

    start: int
    end: int
    before: str
    after: str
    rule: str
    certainty: str
    candidates: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class RepairedText:
    """The repaired text, traced to the raw one, and the repairs in reading order."""

    text: TracedText
    repairs: tuple[Repair, ...]


def repair(raw: str) -> RepairedText:
    """Repair a page.

    Text without damage comes back unchanged and with no repairs; repairing twice is repairing
    once. Nothing is invented: what cannot be told stays as it stands, as ``unresolved``.
    """
    character_repairs = [*_byte_losses(raw)]
    character_repairs += _residues(raw, character_repairs)
    text = TracedText.from_raw(raw).edited(map(_edit, character_repairs))
    debris = list(find_debris(text.text))
    dropped = [
        Repair(*text.raw_span(d.start, d.end), "", d.after, d.rule, "certain") for d in debris
    ]
    repairs = character_repairs + [_with_before(r, raw) for r in dropped]
    repairs.sort(key=lambda r: (r.start, r.end))
    text = text.edited(Edit(d.start, d.end, d.after) for d in debris)
    return RepairedText(text, tuple(repairs))


def _byte_losses(raw: str) -> Iterator[Repair]:
    cuts = list(find_cuts(raw))
    if not cuts:
        return
    keys = keys_of_page(raw)
    context = Context(_undamaged_parts(raw, cuts))
    done = 0
    for number, cut in enumerate(cuts):
        if cut.start() < done:
            continue
        if number < MOST_CUT_PLACES:
            restored = restore(raw, cut, keys, context)
        else:
            restored = Restored(cut.start(), cut.end(), cut[0], "unresolved")
        if restored:
            done = restored.end
            yield _byte_loss(raw, restored)


def _byte_loss(raw: str, restored: Restored) -> Repair:
    """The record of a restored place, with commas in the form that the page itself uses."""
    before, after = raw[restored.start : restored.end], restored.text
    if "，" not in raw and restored.certainty != "unresolved":
        after = after.translate(FULL_WIDTH_TO_ASCII)
    return Repair(
        restored.start,
        restored.end,
        before,
        after,
        "byte_loss",
        restored.certainty,
        restored.candidates,
    )


def _undamaged_parts(raw: str, cuts: list[re.Match[str]]) -> Iterator[str]:
    """The page without its residue and its cut places."""
    done = 0
    for cut in cuts:
        if cut.start() >= done:
            yield RESIDUE.sub("", raw[done : cut.start()])
            done = place_end(raw, cut)
    yield RESIDUE.sub("", raw[done:])


def _residues(raw: str, byte_losses: list[Repair]) -> Iterator[Repair]:
    taken = [(r.start, r.end) for r in byte_losses]
    place = 0
    for match in RESIDUE.finditer(raw):
        while place < len(taken) and taken[place][1] <= match.start():
            place += 1
        if place < len(taken) and taken[place][0] < match.end():
            continue
        yield Repair(match.start(), match.end(), match[0], "", "pinyin_residue", "certain")


def _edit(change: Repair) -> Edit:
    return Edit(change.start, change.end, change.after, joins_previous=not change.after)


def _with_before(change: Repair, raw: str) -> Repair:
    before = raw[change.start : change.end]
    return Repair(change.start, change.end, before, change.after, change.rule, change.certainty)
