"""Undo the damage of a page, and keep a record of every change.

>>> repair("超過60個(gè)").text.text
'超過60個'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from chipclaims.repair.byteloss import Restored, find_cuts, open_marks, place_end, restore
from chipclaims.repair.context import Context
from chipclaims.repair.debris import find_debris
from chipclaims.repair.forward import FULL_WIDTH_TO_ASCII
from chipclaims.repair.residue import RESIDUE, keys_of_page
from chipclaims.repair.shifted import LONGEST_PLACE, Reader
from chipclaims.traced import Edit, TracedText

CERTAINTIES = ("certain", "by_context", "guess", "unresolved")
# A place is judged by this much of its paragraph before it, and by this much after it.
SEEN_BEFORE, SEEN_AFTER = 400, LONGEST_PLACE + 20
# Damaged pages have one place in some hundred characters; a page with far more is left alone.
MOST_PLACES, CHARACTERS_A_PLACE = 100, 100
# What one round restores may show more to the next; articles need one, and one to find no more.
MOST_ROUNDS = 20


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
    text, repairs, undecided = TracedText.from_raw(raw), [], []
    for number in range(MOST_ROUNDS):
        done, undecided, text_after = _round(text, raw)
        repairs += done if number == 0 else map(_found_late, done)
        text = text_after
        if not done:
            break
    ordered = sorted([*repairs, *undecided], key=lambda r: (r.start, r.end))
    return RepairedText(text, tuple(ordered))


def _round(text: TracedText, raw: str) -> tuple[list[Repair], list[Repair], TracedText]:
    """Go through the text once: what was changed, what could not be told, and the new text.

    A place that cannot be told hides no residue: that goes everywhere.
    """
    losses = list(_byte_losses(text.text))
    undecided = [loss for loss in losses if loss.certainty == "unresolved"]
    changes = [loss for loss in losses if loss.certainty != "unresolved"]
    changes += _residues(text.text, changes)
    restored = text.edited(map(_edit, changes))
    debris = [
        Repair(d.start, d.end, "", d.after, d.rule, "certain") for d in find_debris(restored.text)
    ]
    done = [_in_raw(change, text, raw) for change in changes]
    done += [_in_raw(change, restored, raw) for change in debris]
    undecided = [_in_raw(loss, text, raw) for loss in undecided]
    return done, undecided, restored.edited(map(_edit, debris))


def _byte_losses(page: str) -> Iterator[Repair]:
    """Restore the places where a mark cut a character in two, each from what stands around it."""
    cuts = list(find_cuts(page))
    if not cuts:
        return
    surroundings = [_around(page, cut) for cut in cuts]
    if len(set(map(hash, surroundings))) > MOST_PLACES + len(page) // CHARACTERS_A_PLACE:
        yield from (_left_alone(cut) for cut in cuts if cut["reading"])
        return
    reader = Reader(keys_of_page(page), Context(_undamaged_parts(page, cuts)))
    in_style_of_page = str if "，" in page else _with_half_width_marks
    answers: dict[tuple[str, str, str], Restored | None] = {}
    done = 0
    for cut, around in zip(cuts, surroundings, strict=True):
        start = cut.start()
        if start < done:
            continue
        if around not in answers:
            answers[around] = restore(*around, reader)
        if restored := answers[around]:
            done = start + restored.end
            yield _byte_loss(page, start, restored, in_style_of_page)


def _around(page: str, cut: re.Match[str]) -> tuple[str, str, str]:
    """What a place is judged by: the character before it, the open quotation marks, the text."""
    at = cut.start()
    before = page[max(0, at - SEEN_BEFORE) : at]
    paragraph = before[before.rfind("\n") + 1 :]
    return page[at - 1], open_marks(paragraph), page[at : at + SEEN_AFTER]


def _byte_loss(
    page: str, start: int, restored: Restored, in_style_of_page: Callable[[str], str]
) -> Repair:
    """The record of a place."""
    before, after = page[start : start + restored.end], restored.text
    if restored.certainty != "unresolved":
        after = in_style_of_page(after)
    certainty, candidates = restored.certainty, restored.candidates
    return Repair(start, start + restored.end, before, after, "byte_loss", certainty, candidates)


def _left_alone(cut: re.Match[str]) -> Repair:
    return Repair(*cut.span(), cut[0], cut[0], "byte_loss", "unresolved")


def _with_half_width_marks(text: str) -> str:
    return text.translate(FULL_WIDTH_TO_ASCII)


def _undamaged_parts(page: str, cuts: Iterable[re.Match[str]]) -> Iterator[str]:
    """The page without its residue and its cut places."""
    done = 0
    for cut in cuts:
        if cut.start() >= done:
            yield RESIDUE.sub("", page[done : cut.start()])
            done = cut.start() + place_end(page[cut.start() : cut.start() + SEEN_AFTER])
    yield RESIDUE.sub("", page[done:])


def _residues(page: str, restored: list[Repair]) -> Iterator[Repair]:
    """Every residue that no restored place has already taken in."""
    place = 0
    for match in RESIDUE.finditer(page):
        while place < len(restored) and restored[place].end <= match.start():
            place += 1
        if place < len(restored) and restored[place].start < match.end():
            continue
        yield Repair(match.start(), match.end(), match[0], "", "pinyin_residue", "certain")


def _edit(change: Repair) -> Edit:
    return Edit(change.start, change.end, change.after, joins_previous=not change.after)


def _in_raw(change: Repair, text: TracedText, raw: str) -> Repair:
    """The same change with its raw offsets and the raw characters there."""
    start, end = text.raw_span(change.start, change.end)
    before, after, rule = raw[start:end], change.after, change.rule
    return Repair(start, end, before, after, rule, change.certainty, change.candidates)


def _found_late(change: Repair) -> Repair:
    """What only a second reading restores, by the light of the first, is no more than a guess."""
    return replace(change, certainty="guess") if change.rule == "byte_loss" else change
