"""A traced text never loses the way back: whatever was cut, every character knows its raw place."""

from __future__ import annotations

from array import array
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chipclaims.traced import Edit, TracedText

RAW_TEXTS = st.text(min_size=0, max_size=40)


def never_backwards(traced: TracedText) -> bool:
    offsets = (traced.starts, traced.ends)
    return all(before <= after for line in offsets for before, after in pairwise(line))


@st.composite
def edited_texts(draw: st.DrawFn) -> tuple[str, TracedText]:
    """A raw text and what slices, deletions and replacements made of it.

    The raw text holds no character twice, and new text only characters that it does not hold.
    """
    raw = "".join(chr(0x4E00 + at) for at in range(draw(st.integers(0, 30))))
    traced = TracedText.from_raw(raw)
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(traced)))
        end = draw(st.integers(start, len(traced)))
        change = draw(st.sampled_from(["slice", "delete", "join", "replace"]))
        if change == "slice":
            traced = traced[start:end] if end > start else traced
        elif change == "delete":
            traced = traced.delete(start, end)
        elif change == "join":
            traced = traced.edited([Edit(start, end, joins_previous=True)])
        else:
            traced = traced.replace(start, end, draw(st.text("abc", max_size=4)))
    return raw, traced


@given(RAW_TEXTS)
def test_a_raw_text_points_at_itself(raw: str) -> None:
    traced = TracedText.from_raw(raw)
    assert str(traced) == traced.text == raw
    assert len(traced) == len(raw)
    assert [traced.raw_span(at, at + 1) for at in range(len(raw))] == [
        (at, at + 1) for at in range(len(raw))
    ]


@given(edited_texts())
def test_kept_characters_still_point_at_raw_characters_that_hold_them(
    made: tuple[str, TracedText],
) -> None:
    raw, traced = made
    for index, character in enumerate(traced.text):
        start, end = traced.raw_span(index, index + 1)
        assert 0 <= start <= end <= len(raw)
        if character in raw:
            assert raw[start] == character


@given(edited_texts(), st.data())
def test_every_slice_maps_to_a_raw_slice_that_holds_its_kept_characters(
    made: tuple[str, TracedText], data: st.DataObject
) -> None:
    raw, traced = made
    start = data.draw(st.integers(0, len(traced)))
    end = data.draw(st.integers(start, len(traced)))
    raw_start, raw_end = traced.raw_span(start, end)
    kept = [character for character in traced.text[start:end] if character in raw]
    held = raw[raw_start:raw_end]
    assert all(character in held for character in kept)
    assert traced[start:end].text == traced.text[start:end]
    if start < end:
        assert traced[start:end].raw_span(0, end - start) == (raw_start, raw_end)


@given(edited_texts())
def test_offsets_never_go_backwards(made: tuple[str, TracedText]) -> None:
    assert never_backwards(made[1])


@given(RAW_TEXTS, st.data())
def test_many_edits_at_once_do_what_one_at_a_time_from_the_back_do(
    raw: str, data: st.DataObject
) -> None:
    places = sorted(data.draw(st.lists(st.integers(0, len(raw)), max_size=8)))
    edits = [
        Edit(start, end, data.draw(st.text("abc", max_size=3)))
        for start, end in zip(places[::2], places[1::2], strict=False)
        if start < end
    ]
    one_by_one = TracedText.from_raw(raw)
    for edit in reversed(edits):
        one_by_one = one_by_one.edited([edit])
    at_once = TracedText.from_raw(raw).edited(reversed(edits))
    assert at_once.text == one_by_one.text
    assert (list(at_once.starts), list(at_once.ends)) == (
        list(one_by_one.starts),
        list(one_by_one.ends),
    )


def test_a_replacement_of_the_same_length_is_traced_character_by_character() -> None:
    traced = TracedText.from_raw("美國人").replace(0, 2, "英国")
    assert [traced.raw_span(at, at + 1) for at in range(3)] == [(0, 1), (1, 2), (2, 3)]


def test_a_replacement_of_another_length_is_traced_as_a_whole() -> None:
    traced = TracedText.from_raw("因?yàn)闆]了").replace(1, 8, "為沒")
    assert traced.text == "因為沒了"
    assert traced.raw_span(1, 2) == traced.raw_span(2, 3) == (1, 8)
    assert traced.raw_span(3, 4) == (8, 9)


def test_residue_joins_the_character_before_it() -> None:
    traced = TracedText.from_raw("23個(gè)人").edited([Edit(3, 7, joins_previous=True)])
    assert traced.text == "23個人"
    assert traced.raw_span(2, 3) == (2, 7)
    assert traced.raw_span(3, 4) == (7, 8)
    assert traced.raw_span(0, 3) == (0, 7)


def test_what_is_deleted_joins_nothing_else() -> None:
    traced = TracedText.from_raw("一二三").delete(1, 2)
    assert (traced.text, traced.raw_span(0, 1), traced.raw_span(1, 2)) == ("一三", (0, 1), (2, 3))
    assert traced.raw_span(0, 2) == (0, 3)


def test_inserted_characters_stand_between_their_neighbours() -> None:
    traced = TracedText.from_raw("朗普").replace(0, 0, "特").replace(3, 3, "說")
    assert traced.text == "特朗普說"
    assert [traced.raw_span(at, at + 1) for at in range(4)] == [(0, 0), (0, 1), (1, 2), (2, 2)]


def test_an_insertion_into_characters_that_share_a_place_shares_it() -> None:
    traced = TracedText.from_raw("甲").replace(0, 1, "xyz").replace(1, 1, "q")
    assert traced.text == "xqyz"
    assert {traced.raw_span(at, at + 1) for at in range(4)} == {(0, 1)}


def test_an_empty_slice_is_empty_in_the_raw_text_too() -> None:
    traced = TracedText.from_raw("一二三").delete(0, 1)
    assert [traced.raw_span(at, at) for at in range(3)] == [(1, 1), (2, 2), (3, 3)]
    assert TracedText.from_raw("").raw_span(0, 0) == (0, 0)
    assert TracedText.from_raw("一").delete(0, 1).text == ""


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (0, 4), (2, 1), (4, 4)])
def test_a_span_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(IndexError, match="outside a text of 3"):
        TracedText.from_raw("一二三").raw_span(start, end)


@pytest.mark.parametrize(
    "edits", [[Edit(0, 2), Edit(1, 3)], [Edit(2, 9)], [Edit(-1, 1)], [Edit(2, 1)]]
)
def test_edits_that_overlap_or_lie_outside_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="overlaps another or lies outside"):
        TracedText.from_raw("一二三").edited(edits)


def test_only_unbroken_slices_can_be_traced() -> None:
    traced = TracedText.from_raw("一二三")
    assert traced[::1].text == traced[:].text == "一二三"
    assert traced[-2:].raw_span(0, 2) == (1, 3)
    with pytest.raises(ValueError, match="unbroken"):
        traced[::2]


def test_an_edit_leaves_the_text_it_was_made_from_alone() -> None:
    traced = TracedText.from_raw("一二三")
    traced.edited([Edit(0, 1), Edit(1, 2, "abc"), Edit(2, 3, joins_previous=True)])
    assert (traced.text, traced.starts, traced.ends) == (
        "一二三",
        array("I", [0, 1, 2]),
        array("I", [1, 2, 3]),
    )
