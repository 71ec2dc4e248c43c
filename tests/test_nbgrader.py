"""A class with nbgrader: the release is the kit's own exercise, and the points are the right ones.

nbgrader lives in an environment of its own, because it adds buttons to everybody's JupyterLab.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import nbformat
import pytest
from wrong_answers import CHECK, answer_in_code

from chipclaims.making.notebooks import read, write
from chipclaims.practice.questions import questions_of

KIT = Path(__file__).parents[1]
LESSON = "03"
CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = "chip_claims"
c.ClearSolutions.code_stub = {"python": "# your code here"}
"""
pytestmark = pytest.mark.classroom


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment made from requirements-grading.txt."""
    from uv import find_uv_bin

    place = tmp_path_factory.mktemp("grading") / "env"
    venv.create(place, with_pip=False)
    folder = place / ("Scripts" if os.name == "nt" else "bin")
    install = [find_uv_bin(), "pip", "install", "--quiet", "--python", str(folder / "python")]
    for what in (
        ["--require-hashes", "-r", str(KIT / "requirements-grading.txt")],
        ["--no-deps", "--no-build-isolation", "-e", str(KIT)],
    ):
        subprocess.run([*install, *what], check=True, timeout=300)
    return folder


@pytest.fixture(scope="module")
def course(scripts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course folder after generate_assignment, three submissions and autograde."""
    folder = tmp_path_factory.mktemp("course")
    (folder / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    source = folder / "source" / LESSON
    source.mkdir(parents=True)
    shutil.copy(solution(), source)
    run(scripts, folder, "generate_assignment", LESSON)
    for student in ("right", "wrong", "empty"):
        shutil.copytree(folder / "release" / LESSON, folder / "submitted" / student / LESSON)
    shutil.copy(solution(), folder / "submitted" / "right" / LESSON)
    answer_wrongly(folder / "submitted" / "wrong" / LESSON / solution().name)
    run(scripts, folder, "autograde", LESSON)
    run(scripts, folder, "export")
    return folder


def solution() -> Path:
    (path,) = (KIT / "solutions").glob(f"{LESSON}_*.ipynb")
    return path


def run(scripts: Path, folder: Path, *arguments: str) -> None:
    places = os.pathsep.join([str(scripts), os.environ["PATH"]])
    seen = {**os.environ, "PATH": places, "JUPYTER_PREFER_ENV_PATH": "1"}
    seen.pop("PYTHONPATH", None)
    command = [str(scripts / "python"), "-m", "nbgrader", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=seen, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]


def answer_wrongly(path: Path) -> None:
    """Answer the first question as in the solution and make a mistake in every other."""
    notebook, model = read(path), read(solution())
    questions = {each.id: each for each in questions_of(LESSON)}
    for number, cell in enumerate(notebook.cells):
        match = CHECK.search(cell.source)
        if match:
            asked = questions[match[1]]
            at = next(
                n
                for n in range(number, -1, -1)
                if notebook.cells[n].metadata.get("nbgrader", {}).get("solution")
            )
            first = asked.id == f"{LESSON}-1"
            wrong = answer_in_code(asked, asked.mistakes[0], match[2])
            notebook.cells[at].source = model.cells[at].source if first else wrong
    write(notebook, path)


def test_what_nbgrader_releases_is_the_exercise_of_the_kit(course: Path) -> None:
    released = read(course / "release" / LESSON / solution().name)
    ours = read(KIT / "exercises" / solution().name)
    assert [(c.id, c.source) for c in released.cells] == [(c.id, c.source) for c in ours.cells]


@pytest.mark.parametrize(
    ("student", "points"),
    [("right", len(questions_of(LESSON))), ("wrong", 1), ("empty", 0)],
)
def test_a_submission_gets_its_points(course: Path, student: str, points: int) -> None:
    with (course / "grades.csv").open(encoding="utf-8") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert float(rows[student]["score"]) == points
    assert float(rows[student]["max_score"]) == len(questions_of(LESSON))


def test_a_wrong_submission_comes_back_with_the_names_of_its_mistakes(course: Path) -> None:
    path = course / "autograded" / "wrong" / LESSON / solution().name
    graded = nbformat.read(path, as_version=4)
    told = [
        "\n".join(output.get("traceback", []))
        for cell in graded.cells
        for output in cell.get("outputs", [])
        if output.output_type == "error"
    ]
    for asked, text in zip(questions_of(LESSON)[1:], told, strict=True):
        assert asked.mistakes[0].name in text
    assert sys.executable not in "".join(told)
