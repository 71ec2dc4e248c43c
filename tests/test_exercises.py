"""Exercises and solutions as notebooks: one source, three states, and no answer in sight."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from leaks import leaks
from wrong_answers import CHECK, answer_in_code

from chipclaims.making.exercises import exercise_text, without_outputs
from chipclaims.making.notebooks import read, text_of
from chipclaims.practice import outcomes
from chipclaims.practice.outcomes import Outcome
from chipclaims.practice.questions import LESSONS, questions_of
from chipclaims.practice.regions import BEGIN, END

KIT = Path(__file__).parents[1]
SOLUTIONS = sorted((KIT / "solutions").glob("*.ipynb"))
each_solution = pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)


def exercise_of(path: Path) -> Path:
    return KIT / "exercises" / path.name


def cells(path: Path) -> list[Any]:
    return read(path).cells


def checks(path: Path) -> dict[str, tuple[str, str]]:
    """By question: the name of the variable that is checked, and what the check showed."""
    found = {}
    for cell in cells(path):
        match = CHECK.search(cell.source)
        if match and cell.cell_type == "code":
            (output,) = cell.outputs
            found[match[1]] = (match[2], output["data"]["text/plain"])
    return found


# ------------------------------------------------- one source


def test_every_lesson_with_questions_has_its_two_notebooks() -> None:
    lessons = [path.name for path in sorted((KIT / "notebooks").glob("0[1-9]*.ipynb"))]
    assert [path.name for path in SOLUTIONS] == lessons
    assert sorted(p.name for p in (KIT / "exercises").glob("0*.ipynb")) == lessons


@each_solution
def test_an_exercise_is_byte_for_byte_what_its_solution_makes(path: Path) -> None:
    stored = text_of(without_outputs(read(exercise_of(path))))
    assert stored.encode() == exercise_text(path).encode()


@each_solution
def test_exercise_and_solution_have_the_same_cells_in_the_same_order(path: Path) -> None:
    both = [[(c.id, c.cell_type, c.metadata) for c in cells(p)] for p in (path, exercise_of(path))]
    assert both[0] == both[1]


@each_solution
def test_nothing_of_an_answer_is_left_in_an_exercise(path: Path) -> None:
    exercise = exercise_of(path).read_text(encoding="utf-8")
    assert BEGIN not in exercise
    assert END not in exercise
    for cell in cells(path):
        if BEGIN in cell.source:
            inside = cell.source.split(BEGIN)[1].split(END)[0].strip()
            assert json.dumps(inside)[1:-1] not in exercise


@each_solution
def test_a_notebook_asks_the_questions_of_its_lesson_under_their_titles(path: Path) -> None:
    asked = questions_of(path.stem[:2])
    text = "\n".join(c.source for c in cells(path) if c.cell_type == "markdown")
    titles = re.findall(r"^## Question (\d\d-\d+): (.+)$", text, re.MULTILINE)
    assert titles == [(each.id, each.title) for each in asked]
    assert list(checks(path)) == [each.id for each in asked]


@each_solution
def test_a_notebook_carries_what_nbgrader_wants(path: Path) -> None:
    marked = [c.metadata["nbgrader"] for c in cells(path) if "nbgrader" in c.metadata]
    ids = [each["grade_id"] for each in marked]
    wanted = [f"{role}-{q.id}" for q in questions_of(path.stem[:2]) for role in ("answer", "check")]
    assert ids == wanted
    assert all(each["grade"] != each["solution"] for each in marked)
    assert all(each["points"] == 1 for each in marked if each["grade"])


@each_solution
def test_an_exercise_ends_in_two_questions_to_discuss_and_the_progress(path: Path) -> None:
    text = "\n".join(c.source for c in cells(path)[-4:])
    discussion = text.split("## Talk about it")[1]
    assert len(re.findall(r"^\d\. ", discussion, re.MULTILINE)) == 2
    assert f'progress("{path.stem[:2]}")' in text


@each_solution
def test_cells_are_short_and_every_question_has_its_cell_for_help(path: Path) -> None:
    code = [c.source for c in cells(path) if c.cell_type == "code"]
    # An answer stands below its place to fill in, between two marks.
    answers = [source for source in code if BEGIN in source]
    assert max(map(lines_of, answers)) <= 15
    assert max(lines_of(source) for source in code if source not in answers) <= 12
    assert max(len(line) for s in code for line in s.splitlines()) <= 100
    for each in questions_of(path.stem[:2]):
        assert sum(f'# hint("{each.id}")' in source for source in code) == 1


def lines_of(source: str) -> int:
    return len([line for line in source.splitlines() if line.strip()])


# ------------------------------------------------- no answer in sight


@each_solution
def test_no_expected_value_stands_in_an_exercise(path: Path) -> None:
    page = exercise_of(path)
    told = list(texts(page))
    found = [leak for q in questions_of(path.stem[:2]) for text in told for leak in leaks(q, text)]
    assert found == []


def texts(path: Path) -> list[str]:
    """Sources, outputs and metadata, a cell each."""
    told = []
    for cell in cells(path):
        outputs = [
            str(data)
            for output in cell.get("outputs", [])
            for kind, data in {"text": output.get("text", ""), **output.get("data", {})}.items()
            if not kind.startswith("image/")
        ]
        told += [cell.source, *outputs, json.dumps(cell.metadata)]
    return told


# ------------------------------------------------- three states


@each_solution
def test_an_untouched_exercise_says_not_attempted_at_every_check(path: Path) -> None:
    for question_id, (_, shown) in checks(exercise_of(path)).items():
        assert shown.startswith(f"○ {question_id} Not attempted yet")


@each_solution
def test_a_solution_says_right_at_every_check(path: Path) -> None:
    for question_id, (_, shown) in checks(path).items():
        words = "(Right|Nothing is missing that a program can see)"
        assert re.match(rf"✓ {question_id} {words}($|\n)", shown), shown


def wrong_notebook(path: Path) -> Any:
    """An exercise in which every mistake of every question is made, one after the other."""
    book = without_outputs(read(exercise_of(path)))
    asked = {each.id: each for each in questions_of(path.stem[:2])}
    made = []
    for cell in book.cells:
        made.append(cell)
        match = CHECK.search(cell.source)
        if not match:
            continue
        made.pop()
        for mistake in asked[match[1]].mistakes:
            told = Outcome(match[1], outcomes.RECOGNISED, mistake.says, mistake.name)
            made.append(new_cell(answer_in_code(asked[match[1]], mistake, match[2])))
            made.append(new_cell(cell.source, told))
    book.cells = [cell for cell in made if not cell.source.startswith("progress(")]
    for number, cell in enumerate(book.cells):
        cell.id = f"wrong-{number}"
    return book


def new_cell(source: str, told: Outcome | None = None) -> Any:
    cell = nbformat.v4.new_code_cell(source)
    if told:
        data = {"text/plain": str(told), "text/html": told._repr_html_()}
        cell.outputs = [nbformat.v4.new_output("execute_result", data, execution_count=1)]
        cell.execution_count = 1
    return cell


def test_wrong_answers_run_under_nbval_and_every_check_gives_its_diagnosis(tmp_path: Path) -> None:
    for path in SOLUTIONS:
        book = wrong_notebook(path)
        # Only what the checks say is compared: the rest is the exercise, which has its own test.
        for cell in book.cells:
            if cell.cell_type == "code" and not cell.outputs:
                cell.source = f"# NBVAL_IGNORE_OUTPUT\n{cell.source}"
        (tmp_path / path.name).write_text(nbformat.writes(book), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval"]
    command += ["--nbval-current-env", "-n", "0", "-c", os.devnull, "--rootdir", str(tmp_path)]
    seen = {**os.environ, "PYTHONPATH": str(KIT / "tests" / "offline")}
    done = subprocess.run(
        [*command, str(tmp_path)],
        cwd=KIT,
        env=seen,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    mistakes = sum(len(q.mistakes) for lesson in LESSONS for q in questions_of(lesson))
    passed = int(re.search(r"(\d+) passed", done.stdout)[1])
    assert passed >= 2 * mistakes


def test_a_wrong_diagnosis_would_fail_under_nbval(tmp_path: Path) -> None:
    """The test above can fail: one word changed in what a check should say is noticed."""
    book = wrong_notebook(SOLUTIONS[0])
    checked = [cell for cell in book.cells if cell.cell_type == "code" and cell.outputs]
    for cell in book.cells:
        if cell.cell_type == "code" and cell is not checked[0]:
            cell.outputs = []
            cell.source = f"# NBVAL_IGNORE_OUTPUT\n{cell.source}"
    data = checked[0].outputs[0]["data"]
    data["text/plain"] = data["text/plain"].replace("Not yet", "Not now")
    first = book.cells.index(checked[0])
    book.cells = book.cells[: first + 1]
    (tmp_path / "one.ipynb").write_text(nbformat.writes(book), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval"]
    command += ["--nbval-current-env", "-n", "0", "-c", os.devnull, "--rootdir", str(tmp_path)]
    done = subprocess.run(
        [*command, str(tmp_path)], cwd=KIT, capture_output=True, text=True, timeout=120, check=False
    )
    assert "1 failed" in done.stdout
