"""What each kind of answer promises, on small questions of its own."""

from __future__ import annotations

import functools
import itertools
import math
import re
import threading
import warnings
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from chipclaims.practice import check, diagnosing, keeping, outcomes, progress, questions
from chipclaims.practice.diagnosing import diagnose, expected_of
from chipclaims.practice.kinds import (
    Changed,
    Choice,
    Classes,
    Function,
    Items,
    Kind,
    Number,
    Pattern,
    Table,
    Text,
    Writing,
)
from chipclaims.practice.kinds.pattern import Task
from chipclaims.practice.outcomes import Outcome
from chipclaims.practice.questions import Mistake, Question

NOT_YET, RIGHT, BUT = outcomes.NOT_ATTEMPTED, outcomes.RIGHT, outcomes.RIGHT_BUT
NAMED, FAR = outcomes.RECOGNISED, outcomes.NOT_RECOGNISED
QUICK = settings(deadline=None, max_examples=60)

asked_now: dict[str, Question] = {}


@pytest.fixture(autouse=True)
def _own_questions(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Lesson 01 consists of what a test asks; nothing is kept."""
    monkeypatch.setenv(keeping.VARIABLE, keeping.OFF)
    monkeypatch.delenv(keeping.GRADING, raising=False)
    monkeypatch.delenv(keeping.NBGRADER, raising=False)
    monkeypatch.setattr(diagnosing, "question", asked_now.__getitem__)
    expected_of.cache_clear()
    yield
    asked_now.clear()
    expected_of.cache_clear()
    keeping.forget()


def ask(kind: Kind, expected: Any, *mistakes: Mistake) -> Callable[[Any], Outcome]:
    """A check of one question; ``expected`` as a value, or as the question has it."""
    name = f"01-{len(asked_now) + 1}"
    is_made = callable(expected) or (isinstance(expected, str) and "{" in expected)
    made = expected if is_made else lambda: expected
    asked_now[name] = Question(name, "a question", kind, made, ("look", "closer"), mistakes)
    return functools.partial(diagnose, asked_now[name])


def mistake(name: str, answer: Any, when: Any = None) -> Mistake:
    return Mistake(name, "somehow", f"Think of {name}.", answer, when)


def is_told(number: float, text: str, within: float) -> bool:
    """Whether a text holds a number that close to another one."""
    written = re.findall(r"-?\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?", text)
    return any(abs(abs(float(w.replace(",", ""))) - abs(number)) <= within for w in written)


# ------------------------------------------------- numbers

SHARE = Number("percent", decimals=1, also={"a fraction of 1": 100})
BILLIONS = Number("billion US dollars", decimals=1, also={"US dollars": 1e-9})


@pytest.mark.parametrize(
    "given_as",
    [
        15.3,
        15.34,
        Decimal("15.3"),
        Fraction(153, 10),
        np.float64(15.3),
        np.float32(15.3),
        np.array(15.3),
        np.int64(15),
    ],
    ids=repr,
)
def test_a_number_is_read_whatever_python_calls_it(given_as: Any) -> None:
    whole = isinstance(given_as, np.int64)
    asked = ask(Number("percent", decimals=0 if whole else 1), 15 if whole else 15.34)
    assert asked(given_as).state == (BUT if given_as == 15.34 else RIGHT)


@pytest.mark.parametrize(
    ("kind", "right", "text"),
    [
        (SHARE, 15.0, "15"),
        (SHARE, 15.0, "15 %"),
        (SHARE, 15.0, "15.0 percent"),
        (SHARE, 15.0, "about 15 %"),
        (SHARE, 15.0, "１５"),
        (SHARE, -3.0, "-3"),
        (SHARE, -3.0, "−3.0"),
        (Number("times"), 1234.5, "1,234.5"),
        (BILLIONS, 4.5, "4.5"),
        (BILLIONS, 4.5, "4.5 billion"),
        (BILLIONS, 4.5, "$4.5bn"),
        (BILLIONS, 4.5, "US$ 4,500 million"),
        (BILLIONS, 4.5, "45億美元"),
        (BILLIONS, 4.5, "45亿美元"),
        (Number("US dollars"), 4.5e9, "45億美元"),
        (Number("US dollars"), 4.5e9, "4.5 Billion"),
        (Number("million US dollars", decimals=0), 4500, "$4.5bn"),
        (Number("a fraction of 1", decimals=2), 0.15, "15 %"),
    ],
)
def test_a_right_number_with_quotation_marks_or_a_unit_is_right_but_for_its_type(
    kind: Number, right: float, text: str
) -> None:
    outcome = ask(kind, right)(text)
    assert outcome.state == BUT
    assert "your answer is a text" in outcome.text


@pytest.mark.parametrize("given_as", [[15.0], (15.0,), {15.0}, np.array([15.0]), pd.Series([15.0])])
def test_one_number_in_a_list_is_right_but_for_its_type(given_as: Any) -> None:
    outcome = ask(SHARE, 15.0)(given_as)
    assert outcome.state == BUT
    assert "list" in outcome.text


@pytest.mark.parametrize("nothing", [..., None, "", " ", "...", "…", [...], [None]], ids=repr)
def test_a_place_to_fill_in_is_not_attempted(nothing: Any) -> None:
    assert ask(SHARE, 15.0)(nothing).state == NOT_YET


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (math.nan, "NaN"),
        (np.nan, "NaN"),
        (pd.NA, "NaN"),
        (pd.NaT, "NaN"),
        (Decimal("NaN"), "NaN"),
        (math.inf, "infinite"),
        (-math.inf, "infinite"),
        (True, "True or False"),
        (np.True_, "True or False"),
        (np.array([True]), "True or False"),
        ([1, 2], "2 things"),
        ([], "0 things"),
        ({"a": 1}, "1 thing."),
        (3 + 4j, "complex"),
        (b"15", "bytes"),
        (lambda: 15, "call it"),
        (len, "call it"),
        ("fifteen", "without a number"),
        ("15 to 30", "more than one"),
        ("\ud800", "without a number"),
        ("FY2025", "without a number"),
        (itertools.count(), "One number"),
        (pd.Series([1.0, 2.0]), "2 things"),
        (10**400, "too large"),
        (-(10**400), "sign"),
        (1e308, "too large"),
        (5e-324, "too small"),
        (0, "not zero"),
        (-15.3, "Up or down"),
    ],
    ids=lambda value: str(type(value).__name__),
)
def test_what_is_no_such_number_is_told_in_words(answer: Any, words: str) -> None:
    outcome = ask(SHARE, 15.3)(answer)
    assert outcome.state in outcomes.WRONG
    assert words in str(outcome)
    assert "cannot read" not in outcome.text


@pytest.mark.parametrize(
    ("answer", "state", "words"),
    [
        (15.34, BUT, "more decimals than asked"),
        (15, BUT, "rounded further than asked"),
        (0.153, BUT, "another unit (a fraction of 1)"),
        ("0.153", BUT, "another unit"),
        (153.4, NAMED, "the right digits at the wrong size"),
        (-15.3, NAMED, "the other sign"),
        (84.7, NAMED, "the other part of the whole"),
        (100 * 100 / 15.34, NAMED, "the fraction upside down"),
        (15.5, FAR, "too large, less than 2 percent away"),
        (13.0, FAR, "too small, less than a fifth away"),
        (9.0, FAR, "too small, wrong by less than a factor of two"),
        (120, FAR, "too large, wrong by less than a factor of ten"),
        (9999, FAR, "too large, wrong by more than a factor of ten"),
    ],
)
def test_a_number_that_is_not_quite_right_is_told_what_is_the_matter(
    answer: Any, state: str, words: str
) -> None:
    outcome = ask(SHARE, 15.34)(answer)
    assert outcome.state == state
    assert words in str(outcome)


@pytest.mark.parametrize("answer", [5, -5, 1e-9, 1e300])
def test_with_zero_expected_the_direction_is_told_and_no_wrong_talk_of_signs(answer: float) -> None:
    outcome = ask(Number("percentage points", decimals=1), 0.0)(answer)
    if abs(answer) > 0.05:
        assert outcome.text.startswith(f"Your number is too {'large' if answer > 0 else 'small'}.")
    else:
        assert outcome.state in (RIGHT, BUT)


def test_a_named_mistake_comes_before_the_usual_ones_and_may_be_rounded() -> None:
    asked = ask(SHARE, 15.34, mistake("half of it", lambda: 7.67))
    for wrong in (7.67, 7.7, 7.68):
        assert asked(wrong).mistake == "half of it"
    assert asked(7.6).state == FAR


NUMBERS = st.floats(0.01, 1e6)


@QUICK
@given(NUMBERS, st.integers(0, 4), st.floats(-3, 3), st.sampled_from([1, -1]))
def test_a_number_is_right_inside_the_allowed_interval_and_never_outside(
    size: float, decimals: int, away: float, sign: int
) -> None:
    expected, half = sign * size, 0.5 * 10**-decimals
    assume(abs(abs(away) - 1) > 1e-3)
    value = expected + away * half
    state = ask(Number("units", decimals=decimals), expected)(value).state
    # Rounded further than asked counts as almost right, and only that.
    rounded = {round(expected, n) for n in range(decimals)}
    if abs(away) < 1:
        assert state in (RIGHT, BUT)
    elif not any(math.isclose(value, r, rel_tol=1e-9) for r in rounded):
        assert state not in (RIGHT, BUT)
    asked_now.clear()
    expected_of.cache_clear()


@QUICK
@given(NUMBERS, st.integers(0, 5), st.sampled_from([ROUND_HALF_EVEN, ROUND_HALF_UP]))
def test_every_way_of_rounding_to_the_decimals_asked_is_right_without_but(
    expected: float, decimals: int, way: str
) -> None:
    rounded = Decimal(expected).quantize(Decimal(1).scaleb(-decimals), rounding=way)
    asked = ask(Number("units", decimals=decimals), expected)
    assert asked(float(rounded)).state == asked(rounded).state == RIGHT
    assert asked(str(rounded)).state == BUT
    asked_now.clear()
    expected_of.cache_clear()


@QUICK
@given(
    st.floats(13.001, 1e7),
    st.one_of(st.floats(), st.floats(-1e8, 1e8), st.integers(), st.text(max_size=12)),
)
def test_no_message_about_a_wrong_number_holds_the_right_one(expected: float, answer: Any) -> None:
    expected = round(expected, 3)
    assume(float(expected) not in (20.0, 100.0))
    outcome = ask(Number("dollars", decimals=2), expected)(answer)
    if outcome.state in outcomes.WRONG:
        assert not is_told(expected, str(outcome).replace("01-1", ""), 0.005)
    asked_now.clear()
    expected_of.cache_clear()


# ------------------------------------------------- one word, a text


def test_a_choice_is_read_without_regard_to_case_and_width_and_lists_its_options() -> None:
    asked = ask(Choice(("agrees", "contradicted")), "agrees")
    assert asked(" ＡGREES ").state == RIGHT
    for wrong in ("maybe", True, 3, ["agrees"], b"agrees", "\ud800", object()):
        assert asked(wrong).text == 'Choose one of these words: "agrees", "contradicted".'
    assert asked("contradicted").state == FAR
    assert "agrees" not in asked("contradicted").text


def test_a_text_tells_its_length_and_the_characters_that_stand_right_and_never_itself() -> None:
    asked = ask(Text("four characters", also=("abce",)), "abcd")
    assert asked("ＡBCD ").state == asked("abce").state == RIGHT
    assert "too short" in asked("abc").text
    assert "too long" in asked("abcdd").text
    assert "2 of its 4 characters" in asked("abxx").text
    assert "decode" in asked(b"abcd").text
    assert "type list" in asked(["abcd"]).text
    assert "abcd" not in "".join(asked(w).text for w in ("abc", "abcdd", "abxx", b"abcd", 3))


# ------------------------------------------------- classes

VERDICTS = ("agrees", "contradicted", "unchecked")
LABELS = {"a": "agrees", "b": "contradicted", "c": "unchecked"}


@given(st.permutations(list(LABELS.items())))
@QUICK
def test_the_order_of_keys_never_matters(pairs: list[tuple[str, str]]) -> None:
    asked = ask(Classes(VERDICTS), LABELS)
    assert asked(dict(pairs)).state == RIGHT
    assert asked(pd.Series(dict(pairs))).state == RIGHT
    asked_now.clear()
    expected_of.cache_clear()


def test_classes_tell_which_things_to_look_at_and_which_are_open_and_never_the_label() -> None:
    asked = ask(Classes(VERDICTS), LABELS, mistake("b too soon", {"b": "agrees", "c": "agrees"}))
    assert asked({"a": ..., "b": None}).state == asked({}).state == NOT_YET
    told = asked({"a": "agrees", "b": "agrees", "c": ...})
    assert (told.state, told.text.splitlines()[0]) == (
        FAR,
        "1 of 3 fit. Look again at: b. Still open: c.",
    )
    assert asked({**LABELS, "b": "agrees", "c": "agrees"}).mistake == "b too soon"
    assert "'d' is not asked for" in asked({**LABELS, "d": "agrees"}).text
    assert "choose one of these words" in asked({**LABELS, "b": "no"}).text
    assert "choose one" in asked({"a": 1, math.nan: "agrees"}).text
    assert "A dictionary is asked for" in asked([("a", "agrees")]).text


def test_classes_with_options_of_their_own_take_each_its_own() -> None:
    asked = ask(
        Classes({"same": ("yes", "no"), "why": ("unit", "date")}), {"same": "no", "why": "unit"}
    )
    assert asked({"why": "Unit", " same": "NO"}).state == RIGHT
    assert '"yes", "no"' in asked({"same": "unit", "why": "unit"}).text
    assert "keep the keys" in asked({"same": "no", "because": "unit"}).text


def test_a_long_key_is_cut_in_the_message() -> None:
    for kind in (Classes(VERDICTS), Classes({"a": VERDICTS})):
        asked = ask(kind, {"a": "agrees"})
        for label in ("agrees", "nonsense"):
            assert len(asked({"x" * 5000: label}).text) < 300


# ------------------------------------------------- several things


@QUICK
@given(
    st.permutations(["c-1", "c-2", "c-3", "c-4"]), st.sampled_from([list, tuple, set, pd.Series])
)
def test_the_order_and_the_kind_of_list_of_things_never_matter(
    things: list[str], form: Callable[[Any], Any]
) -> None:
    asked = ask(Items("ids"), ["c-1", "c-2", "c-3", "c-4"])
    assert asked(form(things)).state == asked(iter(things)).state == RIGHT
    assert asked(np.array([t.upper() for t in things])).state == RIGHT
    asked_now.clear()
    expected_of.cache_clear()


def test_things_tell_what_does_not_belong_and_how_many_are_missing_and_never_which() -> None:
    both = mistake("the last one", Changed(extra=("c-9",), lacking=("c-4",)))
    asked = ask(Items("ids"), ["c-1", "c-2", "c-3", "c-4"], both)
    assert asked(["c-1", "c-2", "c-3", "c-9"]).mistake == "the last one"
    told = asked(["c-1", "c-5"])
    assert told.state == FAR
    assert "c-5" in told.text
    assert "3" in told.text
    assert not {"c-2", "c-3", "c-4"} & set(re.findall(r"c-\d", told.text))
    assert asked(["c-1", "c-2", "c-3", "c-4", "c-4"]).state == BUT
    assert asked([..., None]).state == asked([]).state == NOT_YET
    assert "to be filled in" in asked(["c-1", ...]).text


def test_things_in_order_tell_the_first_place_that_is_wrong() -> None:
    asked = ask(Items("ids", ordered=True), ["a", "b", "c"])
    assert asked(("a", "b", "c")).state == RIGHT
    assert "place 2" in asked(["a", "c", "b"]).text
    assert "no order" in asked({"a", "b", "c"}).text


def test_pairs_are_things_too_as_lists_or_tuples_and_in_any_case() -> None:
    asked = ask(Items("pairs"), [("a", 1), ("b", 2)])
    assert asked([["B", np.int64(2)], ("A", 1)]).state == RIGHT


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("c-1", "A list of ids"),
        (b"c-1", "A list of ids"),
        (5, "A list of ids"),
        ([math.nan], "NaN"),
        ([Decimal("NaN")], "NaN"),
        ([[{}]], "give plain ones"),
        ([np.array([1, 2])], "give plain ones"),
        (pd.DataFrame({"c": ["c-1"]}), "choose one column"),
        (itertools.count(), "999"),
        (["\ud800" * 9], "?"),
        (["x" * 9000], "…"),
    ],
    ids=str,
)
def test_what_is_no_such_list_is_told_in_few_words(answer: Any, words: str) -> None:
    outcome = ask(Items("ids"), ["c-1", 7])(answer)
    assert outcome.state == FAR
    assert words in outcome.text
    assert len(outcome.text) < 300


# ------------------------------------------------- tables

ROWS = [{"chip": "A", "tflops": 100.0, "year": 2020}, {"chip": "B", "tflops": 31.5, "year": 2023}]
CHIPS = Table(("chip", "tflops", "year"), "chip")


@QUICK
@given(st.permutations(ROWS), st.permutations(["chip", "tflops", "year", "more"]))
def test_the_order_of_rows_and_columns_and_an_index_never_matter(
    rows: list[dict[str, Any]], columns: list[str]
) -> None:
    asked = ask(CHIPS, ROWS)
    frame = pd.DataFrame(rows).assign(more="x")[columns]
    frame.index = [7, 7]
    assert asked(frame).state == asked(rows).state == asked(tuple(rows)).state == RIGHT
    for index in ("chip", ["year", "chip"]):
        for drop in (True, False):
            assert asked(frame.set_index(index, drop=drop)).state == RIGHT
    asked_now.clear()
    expected_of.cache_clear()


@QUICK
@given(st.floats(0.9, 1.1))
def test_a_cell_is_right_within_its_tolerance_and_never_beyond(factor: float) -> None:
    assume(abs(abs(factor - 1) - 0.001) > 1e-5)
    asked = ask(CHIPS, ROWS)
    one = [{**ROWS[0], "tflops": 100.0 * factor}, ROWS[1]]
    close = abs(factor - 1) < 0.001
    outcome = asked(one)
    assert outcome.state == (RIGHT if close else FAR)
    if not close:
        assert "A (tflops)" in outcome.text
        assert not is_told(31.5, outcome.text, 0.04)
    asked_now.clear()
    expected_of.cache_clear()


@pytest.mark.parametrize("cell", [Decimal("31.5"), Fraction(63, 2), np.float32(31.5), 31.5])
def test_a_cell_may_hold_any_kind_of_number(cell: Any) -> None:
    assert ask(CHIPS, ROWS)([ROWS[0], {**ROWS[1], "tflops": cell}]).state == RIGHT


@pytest.mark.parametrize(
    "cell", [10**400, math.nan, math.inf, pd.NA, pd.NaT, None, "31.5 ", 3j, ...]
)
def test_a_cell_that_holds_anything_else_is_pointed_at(cell: Any) -> None:
    outcome = ask(CHIPS, ROWS)([ROWS[0], {**ROWS[1], "tflops": cell}])
    assert outcome.state == FAR
    assert "B (tflops)" in outcome.text


def test_a_table_tells_its_gaps_and_named_mistakes() -> None:
    wrong = mistake("sparse for dense", {"B": {"tflops": 63.0}})
    asked = ask(CHIPS, ROWS, wrong)
    assert asked([ROWS[0], {**ROWS[1], "tflops": 63}]).mistake == "sparse for dense"
    assert "no column 'year'" in asked(pd.DataFrame(ROWS).drop(columns="year")).text
    assert "same 'chip'" in asked([ROWS[0], ROWS[0]]).text
    assert "does not belong" in asked([*ROWS, {**ROWS[0], "chip": "x" * 900}]).text
    assert "missing" in asked(ROWS[:1]).text
    assert asked([]).state == asked(pd.DataFrame(ROWS).iloc[:0]).state == NOT_YET
    open_rows = [{"chip": row["chip"], "tflops": ..., "year": None} for row in ROWS]
    assert asked(open_rows).state == NOT_YET
    for other in (pd.Series([1]), {"chip": ["A"]}, 5, "A", np.eye(2)):
        assert "A table is asked for" in asked(other).text


def test_a_table_with_two_columns_of_one_name_warns_nobody() -> None:
    frame = pd.DataFrame([[1, 2], [3, 4]], columns=["chip", "chip"])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert ask(CHIPS, ROWS)(frame).state in (FAR, NOT_YET)


# ------------------------------------------------- functions


def double(value: Any) -> Any:
    return 2 * value


def answers(*results: Any) -> Callable[[Any], Any]:
    """A function that gives these, one for each of the cases 0, 1, 2 …"""
    return lambda case: results[case]


def of_results(*results: Any) -> Callable[[Any], Outcome]:
    return ask(Function(tuple(range(len(results))), seconds=0.2), answers(*results))


@pytest.mark.parametrize(
    "right",
    [
        lambda value: value + value,
        lambda value: np.float64(2 * value),
        lambda value: np.int64(2 * value),
        lambda value: np.array(2 * value),
        lambda value: Decimal(2 * value),
        lambda value: Fraction(2 * value),
        functools.partial(lambda factor, value: factor * value, 2),
        (2).__mul__,
    ],
)
def test_a_function_is_right_by_what_it_gives_back_and_not_by_how(right: Any) -> None:
    assert ask(Function((1, 2, 30)), double)(right).state == RIGHT


@pytest.mark.parametrize(
    ("expected", "given_back", "state"),
    [
        (True, np.True_, RIGHT),
        (True, 1, FAR),
        (1, True, FAR),
        ([1, 2], (1, 2), RIGHT),
        ([0.3], [0.1 + 0.2], RIGHT),
        ({"a": 0.3}, {"a": 0.1 + 0.2}, RIGHT),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, RIGHT),
        ({"a": 1}, {"a": 1, "b": 2}, FAR),
        (1.0, 1.00001, FAR),
        (1.0, math.nan, FAR),
        (1.0, 10**400, FAR),
        (10**400, 10**400, RIGHT),
        ("a", "A", FAR),
        ("1", 1, FAR),
        ([1], (n for n in [1]), FAR),
        ([1], np.array([[1]]), FAR),
        (1.0, pd.NA, FAR),
        (1.0, pd.Series([1.0, 2.0]), FAR),
        (1.0, [], FAR),
    ],
)
def test_what_a_function_gives_back_is_compared_by_value(
    expected: Any, given_back: Any, state: str
) -> None:
    asked = of_results(expected, "other")
    assert asked(answers(given_back, "other")).state == state
    # All of one kind, as with a function that gives back a column each time.
    assert ask(Function((0, 0)), answers(expected))(answers(given_back)).state == state


def test_a_function_is_told_which_cases_fail_and_what_it_gave_never_what_it_should_give() -> None:
    asked = ask(Function((15, 4000, 7)), lambda value: value * 1234.5)
    told = asked(lambda value: value * 1234.5 if value == 7 else 0)
    assert told.state == FAR
    assert "1 of 3 cases come out right. Not yet: 15 (gave 0); 4000 (gave 0)." in told.text
    assert not any(is_told(n * 1234.5, told.text, 1) for n in (15, 4000, 7))


def fails(value: Any) -> Any:
    raise ZeroDivisionError


class OwnExit(BaseException):
    pass


def leaves(value: Any) -> Any:
    raise OwnExit


async def waits(value: Any) -> Any:
    return 2 * value


def needs_more(value: Any, other: Any) -> Any:
    return 2 * value


def asks_back(value: Any) -> Any:
    return input("what is it?")


def recurses(value: Any) -> Any:
    return recurses(value)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (fails, "stops with ZeroDivisionError"),
        (leaves, "stops with OwnExit"),
        (exit, "stops with"),
        (waits, "async"),
        (needs_more, "stops with TypeError"),
        (asks_back, "stops with EOFError"),
        (recurses, "stops with RecursionError"),
        (str, "0 of 2"),
        (print, "nothing is given back"),
        (lambda value: None, "Not attempted"),
        (lambda value: ..., "Not attempted"),
        (double(1), "give its name alone"),
        ("double", "give its name alone"),
        (type, "0 of 2"),
        (object, "stops with TypeError"),
    ],
    ids=lambda each: getattr(each, "__name__", str(each)),
)
def test_a_function_that_misbehaves_is_told(
    wrong: Any, words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    asked = ask(Function((3, 4), seconds=0.2), double)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # as of a coroutine that nobody awaits
        assert words in str(asked(wrong))
    assert capfd.readouterr() == ("", "")


def test_a_function_without_a_body_is_not_attempted_with_or_without_a_description() -> None:
    def untouched(value: Any) -> Any:
        """Say what it does."""
        ...

    def passes(value: Any) -> Any:
        pass

    asked = ask(Function((3, 4)), double)
    assert asked(untouched).state == asked(passes).state == NOT_YET


def test_a_function_may_change_its_argument_without_harm_to_the_cases() -> None:
    cases = ([3, 1, 2], [5, 4])
    asked = ask(Function(lambda: [(case,) for case in cases]), sorted)

    def sorts_in_place(values: list[int]) -> list[int]:
        values.sort()
        return values

    for _ in range(2):
        assert asked(sorts_in_place).state == RIGHT
    assert cases == ([3, 1, 2], [5, 4])


def test_a_function_that_never_ends_in_one_case_is_right_in_the_cases_before() -> None:
    def stops_at_two(value: int) -> int:
        while value == 2:
            value = 2
        return 2 * value

    told = ask(Function((0, 1, 2, 3), seconds=0.1), double)(stops_at_two)
    assert "2 of 4 cases come out right. Not yet: 2 (takes too long)" in told.text


def test_not_to_end_is_never_as_good_as_to_raise() -> None:
    def right(value: int) -> int:
        if value:
            raise ValueError
        return 1

    def loops(value: int) -> int:
        while value:
            value = 1
        return 1

    def raises_otherwise(value: int) -> int:
        return 1 // (1 - value)

    asked = ask(Function((0, 1), seconds=0.1), right)
    assert asked(raises_otherwise).state == RIGHT
    assert asked(loops).state == FAR


def test_the_cases_are_made_outside_the_time_of_the_learner() -> None:
    import time

    def slow_cases() -> list[int]:
        time.sleep(0.15)
        return [1, 2]

    assert ask(Function(slow_cases, seconds=0.1), double)(double).state == RIGHT


# ------------------------------------------------- patterns

TEXT = "H20, H200 and A100 in 2025; h20"


def task() -> Task:
    spans = [m.span() for m in re.finditer("H200|H20|A100", TEXT)]
    return Task(TEXT, frozenset(spans), frozenset({(28, 31)}))


CHIP_NAMES = Pattern(task, precision=1.0, recall=1.0, seconds=0.2)
NAMES = r"[HA]\d+"


@pytest.mark.parametrize(
    "pattern",
    [
        NAMES,
        r"([HA])(\d+)",
        r"(?P<letter>[HA])(?:\d+)|x*",
        re.compile(NAMES),
        re.compile(r"[ha]\d+", re.IGNORECASE),
        re.compile("[HA]  # letter\n \\d+", re.VERBOSE),
        r"(?i)[ha]\d+",
    ],
    ids=str,
)
def test_a_pattern_is_right_by_the_places_of_its_whole_matches(pattern: Any) -> None:
    outcome = ask(CHIP_NAMES, NAMES.format)(pattern)
    assert outcome.state == RIGHT
    assert outcome.text == "Precision 1.00, recall 1.00."


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"H\d+", "Precision 1.00 (asked: 1.00), recall 0.67 (asked: 1.00).\nNot found: A100."),
        (r"[A-Z]?\d+", "Found by mistake: 2025"),
        ("x*", "recall 0.00"),
        ("(", "cannot read the pattern: missing ), unterminated subpattern, at place 1"),
        (r"(?<=a+)b", "cannot read the pattern"),
        ("(" * 5000, "cannot read the pattern"),
        (re.compile(b"H"), "A pattern is asked for"),
        (b"H", "A pattern is asked for"),
        (3, "A pattern is asked for"),
        ("\ud800", "recall 0.00"),
    ],
    ids=lambda each: str(each)[:20],
)
def test_a_wrong_pattern_is_told_its_score_or_its_fault(pattern: Any, words: str) -> None:
    outcome = ask(CHIP_NAMES, NAMES.format)(pattern)
    assert outcome.state == FAR
    assert words in outcome.text


def test_a_mistake_of_a_pattern_shows_by_what_is_found() -> None:
    asked = ask(
        CHIP_NAMES,
        NAMES.format,
        mistake("only H", r"H\d+"),
        mistake("years too", None, lambda score: "2025" in score.words_found),
    )
    assert asked("H20?0?|H200").mistake == "only H"
    assert asked(r"[A-Z]?\d+").mistake == "years too"


def endless_task() -> Task:
    return Task("a" * 60 + "b", frozenset({(0, 60)}))


@pytest.mark.parametrize("in_thread", [False, True])
def test_a_search_that_never_ends_is_stopped_everywhere(
    in_thread: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from chipclaims.practice.kinds import pattern

    monkeypatch.setattr(pattern, "STARTING_SECONDS", 0.6)
    asked = ask(Pattern(endless_task, 1.0, 1.0, seconds=0.2), "a+".format)
    found: list[Outcome] = []

    def run() -> None:
        found.append(asked("(a+)+$"))
        found.append(asked("a{60}"))

    if in_thread:
        worker = threading.Thread(target=run, daemon=True)
        worker.start()
        worker.join(20)
    else:
        run()
    assert "repeats inside a repetition" in found[0].text
    assert found[1].state == RIGHT


# ------------------------------------------------- sentences


def test_writing_is_right_when_long_enough_and_without_a_named_mistake() -> None:
    sure = mistake("too sure", "It is proven.", lambda text: "proven" in text)
    kind = Writing(4, ("A source for each claim.", "No word too strong."))
    asked = ask(kind, "One two three four five.", sure)
    right = asked("Four good words here.")
    assert right.state == outcomes.COMPLETE
    assert right.text.count("☐") == 2
    assert asked(["Four good", "words here."]).state == outcomes.COMPLETE
    assert asked("這是四字").state == outcomes.COMPLETE
    assert asked("It is proven for ever.").mistake == "too sure"
    assert "4 words or more" in asked("Too short.").text
    assert "type int" in asked(5).text
    for nothing in ([], [...], ["", "..."], "  "):
        assert asked(nothing).state == NOT_YET


# ------------------------------------------------- whatever the answer is


class Hostile:
    def _refuse(self, *_: Any) -> Any:
        raise OwnExit

    __eq__ = __len__ = __iter__ = __float__ = __bool__ = __repr__ = __str__ = _refuse
    __hash__ = None


class NeverEnds:
    def __eq__(self, other: object) -> bool:
        while True:
            other = other

    def __hash__(self) -> int:
        return hash("a")

    def __iter__(self) -> Iterator[Any]:
        while self:
            yield from ()

    __float__ = __index__ = __eq__


def deep(levels: int) -> list[Any]:
    nested: list[Any] = []
    for _ in range(levels):
        nested = [nested]
    return nested


def of_itself() -> list[Any]:
    loop: list[Any] = []
    loop.append(loop)
    return loop


KINDS: dict[str, tuple[Kind, Any]] = {
    "number": (SHARE, 15.3),
    "choice": (Choice(("yes", "no")), "yes"),
    "text": (Text("a word"), "abcd"),
    "classes": (Classes(("yes", "no")), {"a": "yes"}),
    "items": (Items("ids"), ["a", "b"]),
    "table": (CHIPS, ROWS),
    "function": (Function((1, 2), seconds=0.1), double),
    "pattern": (CHIP_NAMES, NAMES.format),
    "writing": (Writing(3, ("A source.",)), "One two three."),
}
STRANGE: list[Any] = [
    Hostile(), [Hostile()], {"a": Hostile()}, {math.nan: 1, float("nan"): 2}, deep(3000),
    of_itself(), [[[]]], 10**5000, 3j, b"\xff", "\ud800", "\x00", [pd.NA], {pd.NA: pd.NA},
    pd.DataFrame({"chip": [pd.NA], "tflops": [1], "year": [Hostile]}), pd.DataFrame, pd.Series,
    np.array([None]), np.array(["x"]), np.zeros((2, 2)), np.datetime64("2025-01-01"), range(10**9),
    itertools.repeat("a"), Exception("x"), Ellipsis.__class__, memoryview(b"x"), Hostile, Decimal,
    [{"chip": [], "tflops": {}, "year": set()}], [{}], frozenset({"a"}), Outcome("01-1", RIGHT),
]  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_whatever_is_given_something_is_said_and_nothing_is_raised(
    name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    asked = ask(*KINDS[name])
    for answer in STRANGE:
        outcome = asked(answer)
        for said in (str(outcome), outcome._repr_html_()):
            assert said.strip()
            said.encode("utf-8")
            assert "Traceback" not in said
            assert len(said) < 1500
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("number", NeverEnds),
        ("items", NeverEnds),
        ("items", lambda: ["a", NeverEnds()]),
        ("table", lambda: [{**ROWS[0], "year": NeverEnds()}, ROWS[1]]),
    ],
)
def test_an_answer_whose_parts_never_end_is_left_after_a_while(
    name: str, answer: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diagnosing, "SECONDS", 0.15)
    assert ask(*KINDS[name])(answer()).state in outcomes.WRONG


def test_a_rule_that_was_not_made_for_an_answer_does_not_hide_what_there_is_to_say() -> None:
    rule = mistake("negative", -1.0, lambda value: value["x"] < 0)
    assert "too large" in ask(SHARE, 15.3, rule)(16.9).text


ANYTHING = st.recursive(
    st.none() | st.text() | st.floats() | st.booleans() | st.integers(),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=3), part),
    max_leaves=6,
)


@QUICK
@given(ANYTHING)
def test_no_answer_made_by_chance_raises_or_breaks_the_page(answer: Any) -> None:
    for name in ("number", "choice", "text", "classes", "items", "table", "writing"):
        outcome = ask(*KINDS[name])(answer)
        str(outcome).encode("utf-8")
        outcome._repr_html_().encode("utf-8")
    asked_now.clear()
    expected_of.cache_clear()


EVIL = "<script>alert('\"&')</script>"


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("classes", {EVIL: "yes"}),
        ("items", [EVIL]),
        ("table", [*ROWS, {**ROWS[0], "chip": EVIL}]),
    ],
)
def test_what_the_learner_typed_is_escaped_on_the_page(name: str, answer: Any) -> None:
    outcome = ask(*KINDS[name])(answer)
    assert "<script>" in str(outcome)
    assert "<script" not in outcome._repr_html_()
    assert "&lt;script&gt;" in outcome._repr_html_()


def test_the_name_of_an_error_of_the_learners_own_is_escaped_too() -> None:
    def breaks(value: Any) -> Any:
        raise type("<b>Bad</b>", (Exception,), {})

    assert "<b>Bad" not in ask(*KINDS["function"])(breaks)._repr_html_()


@pytest.mark.parametrize("wrong", [["03"], {}, 10**40, b"03", "\ud800", ""], ids=repr)
def test_what_is_no_question_or_lesson_is_told_and_raises_nothing(wrong: Any) -> None:
    assert "no question" in str(check(wrong, 1))
    assert "no questions of a lesson" in str(progress(wrong))


def test_own_questions_are_no_questions_of_the_course() -> None:
    """The tests above prove nothing of a lesson, and no lesson can make them pass."""
    assert isinstance(questions, ModuleType)
    assert "a question" not in {each.title for each in questions.questions_of("01")}
