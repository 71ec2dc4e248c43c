"""Formulas of the tables are worked out as written; what is not known stays so; code is refused."""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from chipclaims.arithmetic import (
    FormulaError,
    Missing,
    days_between,
    evaluate,
    months_between,
    names_in,
)

NOTHING: dict[str, Any] = {}


def missing(*names: str) -> Missing:
    return Missing(frozenset(names))


# ---------------------------------------------------------------- formulas


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("10 - 4 - 3", 3),
        ("100 / 10 / 5", 2),
        ("-2 - -3", 1),
        ("  7\n", 7),
        ("1e3 * 1.5", 1500),
        ("max(3, 9, 4) - min(3, 9, 4)", 6),
        ("round(26.4449)", 26),
        ("18.775 + 4.5", 23.275),
        ("100 * 17108 / 130497", 13.11),
        ("3 < 4", True),
        ("3 >= 4", False),
        ("4 == 4 and 4 != 5", True),
        ("not 3 < 4", False),
        ("1 < 2 or 2 < 1", True),
        ("'in' == 'in'", True),
    ],
)
def test_a_formula_is_worked_out_as_written(formula: str, value: float | bool) -> None:
    found = evaluate(formula, NOTHING)
    assert found == pytest.approx(value, abs=0.005)
    assert isinstance(found, bool) == isinstance(value, bool)


def test_names_in_braces_and_plain_names_stand_for_their_values() -> None:
    values = {"chips.h20.fp16_dense_tflops": 148, "chips.h100_sxm.fp16_dense_tflops": 989.4}
    share = "100 * {chips.h20.fp16_dense_tflops} / {chips.h100_sxm.fp16_dense_tflops}"
    assert evaluate(share, values) == pytest.approx(14.96, abs=0.005)
    assert evaluate("tpp / area", {"tpp": 2368, "area": 814}.get) == pytest.approx(2.909, abs=5e-4)
    assert evaluate("{000-12} - {000-12}", {"000-12": 5}) == 0
    assert evaluate("{a} + b", {"a": 1, "b": 10}) == 11


def test_a_name_in_braces_is_never_taken_for_a_plain_one() -> None:
    """Whatever the plain names are called, braces stand for themselves."""
    for plain in ("place0", "place1", "x0", "name0", "_0"):
        assert evaluate(f"{{a}} + {plain}", {"a": 1, plain: 10}) == 11


def test_names_in_a_formula_are_listed_once_and_in_order() -> None:
    formula = "{b.two} + max({a.one}, {b.two}) / days('2025-01-01', {c})"
    assert names_in(formula) == ["b.two", "a.one", "c"]
    assert names_in("1 + 2") == []


def test_an_unknown_name_is_an_error_and_not_a_missing_value() -> None:
    with pytest.raises(KeyError, match="no_such_name"):
        evaluate("1 + {no_such_name}", NOTHING)
    with pytest.raises(KeyError, match="density"):
        evaluate("tpp > 1 or density > 1", {"tpp": 5})


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        ("2025-04-09", "2025-04-17", 8),
        ("2025-04-09", "2025-07-15", 97),
        ("2024-02-28", "2024-03-01", 2),
        ("2025-12-08", "2026-02-24", 78),
        ("2025-04-17", "2025-04-09", -8),
        ("2025-04-09", "2025-04-09", 0),
    ],
)
def test_days_are_counted_on_the_calendar(first: str, second: str, days: int) -> None:
    assert days_between(first, second) == days
    assert evaluate("days({a}, {b})", {"a": first, "b": second}) == days
    # A year has 365.25 days in the mean, a month a twelfth of it.
    assert months_between(first, second) == pytest.approx(days / 30.4375)
    assert evaluate(f"months('{first}', '{second}')", NOTHING) == pytest.approx(days / 30.4375)


@pytest.mark.parametrize("text", ["2025-04", "2025", "April", "2025-02-30", "15/04/2025", ""])
def test_days_need_dates_that_are_known_to_the_day(text: str) -> None:
    with pytest.raises(ValueError, match=r"isoformat|day"):
        days_between(text, "2025-04-17")
    with pytest.raises(ValueError, match=r"isoformat|day"):
        evaluate("days({a}, '2025-04-17')", {"a": text})


# ---------------------------------------------------------------- what is not known


@pytest.mark.parametrize(
    "formula",
    ["{a} + 1", "1 - {a}", "{a} * 0", "{a} / 2", "-{a}", "max(1, {a})", "{a} < 3", "not {a}",
     "{a} == {a}", "2 * (3 + {a}) > 1"],
)  # fmt: skip
def test_what_is_not_known_makes_every_sum_unknown_and_is_named(formula: str) -> None:
    assert evaluate(formula, {"a": None}) == missing("a")


def test_all_that_is_missing_is_named_by_its_own_name() -> None:
    values = {"chips.b200.die_area_mm2": None, "tpp": None, "c": 1}
    formula = "{chips.b200.die_area_mm2} * tpp + {c}"
    assert evaluate(formula, values) == missing("chips.b200.die_area_mm2", "tpp")


T, F, U = True, False, None
# Strong logic of three values after Kleene: the result is known as soon as what is known decides.
OR = {(T, T): T, (T, F): T, (T, U): T, (F, F): F, (F, U): U, (U, U): U}
AND = {(T, T): T, (T, F): F, (T, U): U, (F, F): F, (F, U): F, (U, U): U}


@pytest.mark.parametrize(("word", "table"), [("or", OR), ("and", AND)])
def test_what_is_missing_only_matters_where_the_rest_does_not_decide(
    word: str, table: dict[tuple[bool | None, bool | None], bool | None]
) -> None:
    for (one, other), wanted in table.items():
        for a, b in ((one, other), (other, one)):
            found = evaluate(f"{{a}} {word} {{b}}", {"a": a, "b": b})
            if wanted is None:
                assert found == missing(*(n for n, v in (("a", a), ("b", b)) if v is None))
            else:
                assert found is wanted


def test_not_of_what_is_missing_is_missing() -> None:
    assert evaluate("not {a}", {"a": True}) is False
    assert evaluate("not {a}", {"a": False}) is True
    assert evaluate("not {a}", {"a": None}) == missing("a")


@pytest.mark.parametrize(
    ("tpp", "density", "wanted"),
    [
        (5000, None, True),
        (4800, None, True),
        (4799, None, missing("density")),
        (1600, None, missing("density")),
        (1599, None, False),
        (None, 9.0, missing("tpp")),
        (None, 1.0, missing("tpp")),
        (None, None, missing("tpp", "density")),
        (2000, 5.92, True),
        (2000, 5.91, False),
    ],
)
def test_a_threshold_of_two_arms_is_decided_by_what_is_known(
    tpp: float | None, density: float | None, wanted: bool | Missing
) -> None:
    threshold = "tpp >= 4800 or (tpp >= 1600 and density >= 5.92)"
    assert evaluate(threshold, {"tpp": tpp, "density": density}) == wanted


CONDITION = st.recursive(
    st.sampled_from(["a", "b", "c", "True", "False"]),
    lambda inner: st.one_of(
        st.builds("(not {})".format, inner),
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
    ),
    max_leaves=8,
)


@settings(deadline=None)
@given(CONDITION, st.fixed_dictionaries({n: st.sampled_from([T, F, U]) for n in "abc"}))
def test_an_answer_holds_however_the_missing_values_turn_out(
    condition: str, values: dict[str, bool | None]
) -> None:
    """Nothing is guessed: filling in a missing value never changes a definite answer."""
    found = evaluate(condition, values)
    full = [{}]
    for name, value in values.items():
        choices = [True, False] if value is None else [value]
        full = [{**one, name: choice} for one in full for choice in choices]
    # Python's own logic is the judge where everything is known.
    answers = {eval(condition, {}, one) for one in full}
    if isinstance(found, Missing):
        assert found.names <= {name for name, value in values.items() if value is None}
        assert found.names
    else:
        assert answers == {found}


# ---------------------------------------------------------------- sums, as a property

SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
}  # fmt: skip
Sum = tuple[str, Fraction]


def joined(one: Sum, sign: str, other: Sum) -> Sum:
    assume(sign != "/" or other[1])
    value = SIGNS[sign](one[1], other[1])
    assume(abs(value) < 10**12)
    return f"({one[0]} {sign} {other[0]})", value


SUMS = st.recursive(
    st.integers(0, 10**6).map(lambda n: (str(n), Fraction(n))),
    lambda inner: st.builds(joined, inner, st.sampled_from("+-*/"), inner),
    max_leaves=6,
)


@settings(deadline=None)
@given(SUMS)
def test_any_sum_comes_out_as_exact_arithmetic_has_it(one: Sum) -> None:
    formula, exact = one
    try:
        found = evaluate(formula, NOTHING)
    except ZeroDivisionError:
        # A difference of floats can vanish where the exact one is tiny.
        assert "/" in formula
        return
    assert found == pytest.approx(float(exact), rel=1e-6, abs=1e-3)


@settings(deadline=None)
@given(SUMS, st.sampled_from(["{hole} + ({})", "({}) * {hole}", "({}) - {hole}", "{hole} / ({})"]))
def test_a_hole_anywhere_in_a_sum_is_reported(one: Sum, shape: str) -> None:
    assert evaluate(shape.replace("{}", one[0]), {"hole": None}) == missing("hole")


# ---------------------------------------------------------------- no code

NO_FORMULA = [
    "", "   ", "1 +", "(1", "1)", "1 2", "a b", "= 3", "{a", "100 %", "1; 2", "a = 1", "lambda: 1",
    "import os", "def f(): pass", "1\n2", "１ ＋", "１０％", "{a b} +",
]  # fmt: skip

CODE = [
    "__import__('os').system('echo 1')",
    "__import__('os')",
    "open('seeds')",
    "eval('1')",
    "exec('1')",
    "print(1)",
    "getattr(1, 'real')",
    "(1).real",
    "a.real",
    "''.join(['a'])",
    "().__class__.__bases__",
    "[1, 2]",
    "(1, 2)",
    "[x for x in (1, 2)]",
    "a[0]",
    "f'{a}'",
    "1 if a else 2",
    "(lambda: 1)()",
    "(x := 1)",
    "2 ** 99",
    "7 // 2",
    "7 % 2",
    "1 << 99",
    "1 | 2",
    "~1",
    "+1",
    "1 in (1, 2)",
    "a is a",
    "1 < 2 < 3",
    "max(*a)",
    "max(1, 2, key=abs)",
    "round(1, ndigits=1)",
    "days.__class__",
    "None",
    "...",
    "b'1'",
    "1j",
    "await a",
    "yield",
]


@pytest.mark.parametrize("text", NO_FORMULA)
def test_what_is_no_formula_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(FormulaError) as caught:
        evaluate(text, {"a": 1, "b": 2})
    assert str(caught.value).splitlines() == [str(caught.value)]


@pytest.mark.parametrize("text", CODE)
def test_code_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        evaluate(text, {"a": 1, "b": 2})


@pytest.mark.parametrize("text", [f"1 + ({code})" for code in CODE[:12]])
def test_code_inside_a_sum_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        evaluate(text, {"a": 1})


def test_a_function_is_no_value() -> None:
    """The names of functions are not names of inputs."""
    with pytest.raises(KeyError):
        evaluate("max", NOTHING)


PIECES = [*"0123456789.+-*/()<>=! {}'\",:[]\n\x00_", "and", " or ", "not ", "max", "days", "a", "b",
          "__class__", "lambda", "import", "２", "%", "**", "if", "for", "in"]  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_any_text_is_worked_out_or_refused_and_never_run(text: str) -> None:
    try:
        found = evaluate(text, {"a": 4, "b": None}.__getitem__)
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return
    assert isinstance(found, bool | int | float | str | Missing)


@pytest.mark.parametrize("text", ["(" * 500 + "1" + ")" * 500, "1\x00"])
def test_a_text_that_the_parser_itself_refuses_is_no_formula(text: str) -> None:
    with pytest.raises(FormulaError):
        evaluate(text, NOTHING)
