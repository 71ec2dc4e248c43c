"""Make the exercises from the solutions: the same cells, with the answers taken out.

In ``solutions/`` an answer stands between ``### BEGIN SOLUTION`` and ``### END SOLUTION``, in the
last such cell before the cell that checks it. From that alone follow the metadata that nbgrader
wants, so nobody has to type them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chipclaims.making import MakingError
from chipclaims.making.notebooks import METADATA, give_ids, read, text_of, write
from chipclaims.practice.regions import BEGIN, has_loose_marks, without_solutions

if TYPE_CHECKING:
    from nbformat import NotebookNode

KIT = Path(__file__).parents[2]
SOLUTIONS, EXERCISES = KIT / "solutions", KIT / "exercises"
CHECK = re.compile(r'^check\("(\d\d-\d+)", ', re.MULTILINE)
POINTS = 1
SCHEMA = 3


def write_exercises() -> None:
    """Complete the metadata of every solution and write its exercise, keeping outputs that hold."""
    for path in sorted(SOLUTIONS.glob("*.ipynb")):
        write_exercise(path)


def write_exercise(path: Path) -> None:
    """The same for one notebook of solutions."""
    solution = read(path)
    give_metadata(solution, path.stem)
    write(solution, path)
    target, text = EXERCISES / path.name, exercise_text(path)
    if not target.is_file() or text_of(without_outputs(read(target))) != text:
        target.write_text(text, encoding="utf-8", newline="\n")


def exercise_text(solution: Path) -> str:
    """The exercise of a notebook of solutions, without outputs, as it stands in its file.

    Raises ``MakingError`` where an answer is not properly marked.
    """
    notebook = without_outputs(read(solution))
    for cell in notebook.cells:
        if has_loose_marks(cell.source) or (cell.cell_type != "code" and BEGIN in cell.source):
            # Else the answer would stand in the exercise.
            raise MakingError(
                f"{solution.stem}, cell {cell.id}: marks of a solution that do not fit"
            )
        if cell.cell_type == "code":
            cell.source = without_solutions(cell.source)
    return text_of(notebook)


def without_outputs(notebook: NotebookNode) -> NotebookNode:
    """The notebook with nothing run yet."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def give_metadata(notebook: NotebookNode, stem: str) -> None:
    """Give the notebook ids and the kit's metadata, and its questions what nbgrader wants.

    Raises ``MakingError`` for a check without an answer before it.
    """
    import nbformat

    give_ids(notebook, stem)
    notebook.metadata = nbformat.from_dict(METADATA)
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({"tags": t} if (t := cell.metadata.get("tags")) else {})
    for question_id, answer, check in questions_in(notebook, stem):
        answer.metadata["nbgrader"] = _metadata(f"answer-{question_id}", "solution")
        check.metadata["nbgrader"] = {
            **_metadata(f"check-{question_id}", "grade"),
            "points": POINTS,
        }


def questions_in(notebook: NotebookNode, stem: str) -> Iterator[tuple[str, Any, Any]]:
    """Id, answer cell and check cell of every question, in order."""
    answer = None
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        if BEGIN in cell.source:
            answer = cell
        match = CHECK.search(cell.source)
        if match and answer is None:
            raise MakingError(f"{stem}: question {match[1]} has no answer before its check")
        if match:
            yield match[1], answer, cell
            answer = None


def _metadata(grade_id: str, role: str) -> dict[str, Any]:
    roles = {name: name == role for name in ("grade", "solution", "task")}
    return {"grade_id": grade_id, "locked": role == "grade", "schema_version": SCHEMA, **roles}
