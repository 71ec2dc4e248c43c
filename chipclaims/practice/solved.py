"""Find the lines that answer a question in the notebook of solutions."""

from __future__ import annotations

import ast
import json
from contextlib import suppress
from typing import Any

from chipclaims.articles import ArticleError, kit_path
from chipclaims.practice.regions import BEGIN, END

NONE_HERE = "the notebook of solutions is not here: ask your teacher"


def lines_of_solution(question_id: str) -> str:
    """The answer cell of a question as code that runs, or ``""`` if there is none."""
    with suppress(ArticleError, OSError, ValueError, KeyError):
        for path in sorted(kit_path("solutions").glob(f"{question_id[:2]}_*.ipynb")):
            for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
                if _grade_id(cell) == f"answer-{question_id}":
                    return answer_alone("".join(cell["source"]))
    return ""


def answer_alone(source: str) -> str:
    """An answer cell without its marks, and without places to fill in that it fills later."""
    lines = [line for line in source.splitlines() if line.strip() not in (BEGIN, END)]
    nodes = list(ast.walk(ast.parse("\n".join(lines))))
    statements = [node for node in nodes if isinstance(node, ast.stmt)]
    last = {_name(statement): statement.lineno for statement in statements}
    # Keys that are given may be read on the way; three dots alone may not.
    read = {node.id for node in nodes if isinstance(node, ast.Name) and _is_read(node)}
    empty = {
        number
        for statement in statements
        if _is_place(statement) and statement.lineno < last[_name(statement)]
        if not (isinstance(statement.value, ast.Dict) and _name(statement) in read)
        for number in range(statement.lineno, statement.end_lineno + 1)
    }
    kept = [line for number, line in enumerate(lines, start=1) if number not in empty]
    return "\n".join(line for line in kept if line.strip() != "...").strip()


def _is_read(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Load)


def _name(statement: ast.stmt) -> str:
    """The name that a statement assigns to, or ``""``."""
    target = statement.targets[0] if isinstance(statement, ast.Assign) else None
    return target.id if isinstance(target, ast.Name) else ""


def _is_place(statement: ast.stmt) -> bool:
    """Whether a statement only keeps a place: ``name = ...`` or a dictionary of such."""
    if not isinstance(statement, ast.Assign):
        return False
    value = statement.value
    parts = value.values if isinstance(value, ast.Dict) else [value]
    return all(isinstance(p, ast.Constant) and p.value in (..., "...", "") for p in parts)


def _grade_id(cell: dict[str, Any]) -> str:
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")
