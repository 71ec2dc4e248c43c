"""Write the pages of likely wrong answers from the named mistakes, for the teacher's room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from chipclaims.making.answers import wrong_answer
from chipclaims.practice.questions import LESSONS, Question, questions_of

KIT = Path(__file__).parents[2]
FOLDER = KIT / "docs" / "teaching" / "likely_mistakes"
NOT_IN_A_TABLE = str.maketrans({"|": "\\|", "\n": " ", "*": "\\*", "<": "&lt;"})
INTRODUCTION = (
    "Made by `python3 kit.py build teaching` from the mistakes that the checks recognise, so it is "
    "what learners are told. The last column is the question to ask back. None of these has been "
    "counted in a real class yet."
)


def write_teaching() -> None:
    """Write a page for each lesson with questions."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")


def pages() -> dict[str, str]:
    """The text of every page by file name."""
    stems = {lesson: stem_of(lesson) for lesson in LESSONS}
    return {f"{stem}.md": "\n".join(_page(lesson, stem)) for lesson, stem in stems.items()}


def stem_of(lesson: str) -> str:
    """The name that a lesson, its exercises and its solutions share."""
    (path,) = (KIT / "solutions").glob(f"{lesson}_*.ipynb")
    return path.stem


def _page(lesson: str, stem: str) -> Iterator[str]:
    yield f"# Likely wrong answers: exercises {lesson}\n"
    yield f"{INTRODUCTION}\n"
    yield f"[The exercises](../../../exercises/{stem}.ipynb), [the plan](../{stem}.md)\n"
    for asked in questions_of(lesson):
        yield from _section(asked)


def _section(asked: Question) -> Iterator[str]:
    yield f"## {asked.id}: {asked.title}\n"
    yield "| mistake | for example | how it arises | ask back |"
    yield "| --- | --- | --- | --- |"
    for mistake in asked.mistakes:
        cells = (mistake.name, wrong_answer(asked, mistake), mistake.arises, mistake.says)
        yield f"| {' | '.join(cell.translate(NOT_IN_A_TABLE) for cell in cells)} |"
    hints = " ".join(f"({n}) {text}" for n, text in enumerate(asked.hints, start=1))
    yield f"\nHints: {hints}\n"
