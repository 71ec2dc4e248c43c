"""Bounded time leaves nothing behind, and exercises are made without the answers."""

from __future__ import annotations

import builtins
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from chipclaims.making import MakingError
from chipclaims.making.exercises import exercise_text, give_metadata
from chipclaims.practice.bounded import TooSlow, at_most, quietly
from chipclaims.practice.regions import has_loose_marks, solution_in, without_solutions


def loops() -> None:
    while True:
        time.monotonic()


def loops_and_catches_everything() -> None:
    while True:
        try:
            loops()
        except:  # noqa: E722
            continue


def loops_and_catches() -> None:
    while True:
        try:
            while True:
                time.monotonic()
        except:  # noqa: E722
            time.monotonic()


def catches_what_catches() -> None:
    while True:
        try:
            loops_and_catches_everything()
        except:  # noqa: E722
            time.monotonic()


def catches_twice_over() -> None:
    while True:
        try:
            while True:
                try:
                    loops()
                except:  # noqa: E722
                    continue
        except:  # noqa: E722
            continue


def does_not_end_at_the_end() -> None:
    try:
        loops()
    finally:
        loops()


def changes_what_bounds_it() -> None:
    sys.settrace(None)
    sys.stdout, sys.stdin = None, None
    builtins.input = None
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
        signal.setitimer(signal.ITIMER_REAL, 0)


def state() -> tuple[Any, ...]:
    alarm = signal.getsignal(signal.SIGALRM), signal.getitimer(signal.ITIMER_REAL)
    return sys.stdout, sys.stderr, sys.stdin, builtins.input, sys.gettrace(), *alarm


def bounded(work: Callable[[], Any], seconds: float = 0.05) -> str:
    try:
        with quietly():
            at_most(seconds, work)
    except TooSlow:
        return "stopped"
    return "done"


def in_thread(work: Callable[[], Any]) -> Any:
    found: list[Any] = []
    worker = threading.Thread(target=lambda: found.append(work()), daemon=True)
    worker.start()
    worker.join(5)
    assert found, "the thread goes on for ever"
    return found[0]


def here(work: Callable[[], Any]) -> Any:
    return work()


each_place = pytest.mark.parametrize("place", [here, in_thread])
STUBBORN = (
    loops_and_catches_everything,
    loops_and_catches,
    catches_what_catches,
    catches_twice_over,
    does_not_end_at_the_end,
)


def check_end(place: Callable[..., Any], work: Callable[[], Any], end: str) -> None:
    before, began = state(), time.monotonic()
    assert place(lambda: bounded(work)) == end
    assert state() == before
    assert time.monotonic() - began < 2


@each_place
def test_work_that_does_not_end_is_stopped_and_leaves_nothing_behind(
    place: Callable[..., Any],
) -> None:
    check_end(place, loops, "stopped")


@each_place
@pytest.mark.parametrize("work", [changes_what_bounds_it, list])
def test_work_that_ends_leaves_nothing_behind(
    place: Callable[..., Any], work: Callable[[], Any]
) -> None:
    check_end(place, work, "done")


@pytest.mark.parametrize("work", STUBBORN)
def test_work_that_catches_everything_is_stopped_where_there_are_signals(
    work: Callable[[], Any],
) -> None:
    check_end(here, work, "stopped")
    # What is being handled would stand above every error that comes after.
    assert sys.exc_info() == (None, None, None)


def test_stopping_at_any_moment_leaves_nothing_behind() -> None:
    before = state()
    for turn in range(60):
        bounded(loops_and_catches_everything, 0.0005 + turn * 0.00003)
    assert state() == before
    assert sys.exc_info() == (None, None, None)
    time.sleep(0.01)  # a timer that was forgotten would ring now


def test_the_alarm_of_somebody_else_still_rings() -> None:
    rung: list[int] = []
    before = signal.signal(signal.SIGALRM, lambda *_: rung.append(1))
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.08)
        assert bounded(loops, 0.03) == "stopped"
        assert not rung
        time.sleep(0.1)
        assert rung == [1]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_one_limit_inside_another_leaves_the_outer_one_at_work() -> None:
    def inner_then_on() -> None:
        bounded(loops, 0.03)
        loops()

    assert bounded(inner_then_on, 0.08) == "stopped"
    assert in_thread(lambda: bounded(inner_then_on, 0.08)) == "stopped"


# ------------------------------------------------- marks around answers

MARKED = "x = ...\n### BEGIN SOLUTION\nx = 1\n### END SOLUTION"


@pytest.mark.parametrize(
    ("source", "made", "inside"),
    [
        (MARKED, "x = ...\n# your code here", "x = 1\n"),
        (f"{MARKED}\nx", "x = ...\n# your code here\nx", "x = 1\n"),
        (f"{MARKED}\n{MARKED}", "x = ...\n# your code here\n" * 2, "x = 1\n" * 2),
        (MARKED.replace("\n", "\r\n"), "x = ...\r\n# your code here", "x = 1\r\n"),
        (
            "def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION  \n",
            "def f():\n    # your code here\n",
            "    return 1\n",
        ),
        ("### BEGIN SOLUTION\n### END SOLUTION", "# your code here", ""),
        ("x = 1", "x = 1", ""),
    ],
)
def test_one_line_stands_in_the_place_of_each_answer(source: str, made: str, inside: str) -> None:
    assert without_solutions(source).rstrip("\n") == made.rstrip("\n")
    assert solution_in(source) == inside
    assert not has_loose_marks(source)


@pytest.mark.parametrize(
    "source",
    [
        "### BEGIN SOLUTION\nx = 41",
        "x = 41\n### END SOLUTION",
        "### BEGIN SOLUTION\n### BEGIN SOLUTION\nx = 41\n### END SOLUTION",
        "### BEGIN SOLUTION\nx\n### END SOLUTION\nx = 41\n### END SOLUTION",
        "x = 41 ### BEGIN SOLUTION\nx\n### END SOLUTION",
        "###BEGIN SOLUTION\nx = 41\n###END SOLUTION",
    ],
)
def test_an_answer_whose_marks_do_not_fit_never_gets_into_an_exercise(
    source: str, tmp_path: Path
) -> None:
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    path = tmp_path / "01_x.ipynb"
    nbformat.write(book, path)
    with pytest.raises(MakingError, match=r"01_x, cell \S+: marks of a solution that do not fit"):
        exercise_text(path)


def test_ids_that_are_there_stay_and_metadata_follow_from_the_checks() -> None:
    cell = nbformat.v4.new_code_cell
    cells = [cell(MARKED), cell('check("01-1", x)'), cell("later")]
    cells[0].id, cells[2].id = "01-007", "01-002"
    cells[2].metadata = {"tags": ["keep"], "scrolled": True}
    book = nbformat.v4.new_notebook(cells=cells)
    for _ in range(2):
        give_metadata(book, "01_x")
        assert [each.id for each in book.cells] == ["01-007", "01-001", "01-002"]
    answer, checked = (each.metadata["nbgrader"] for each in book.cells[:2])
    assert (answer["grade_id"], answer["solution"], answer["grade"]) == ("answer-01-1", True, False)
    assert (checked["grade_id"], checked["points"], checked["locked"]) == ("check-01-1", 1, True)
    assert book.cells[2].metadata == {"tags": ["keep"]}
    book.cells[0].source = "x = 1"
    with pytest.raises(MakingError, match="01-1 has no answer"):
        give_metadata(book, "01_x")
