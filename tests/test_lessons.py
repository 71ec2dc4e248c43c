"""What makes a lesson readable, as far as a program can tell."""

from __future__ import annotations

import re
import statistics
from pathlib import Path

import nbformat
import pytest

KIT = Path(__file__).parents[1]
LESSONS = sorted((KIT / "notebooks").glob("*.ipynb"))
LONGEST_CELL, MEDIAN_CELL, LONGEST_LINE = 12, 5, 100
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)[^)]*\)")
each_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)


def cells(path: Path, kind: str) -> list[str]:
    notebook = nbformat.read(path, as_version=4)
    return [cell.source for cell in notebook.cells if cell.cell_type == kind]


def code_lines(source: str) -> list[str]:
    return [line for line in source.splitlines() if line.strip()]


def test_the_lessons_that_the_readme_promises_exist() -> None:
    promised = re.findall(r"\(notebooks/([\w]+\.ipynb)\)", (KIT / "README.md").read_text("utf-8"))
    assert sorted(promised) == [path.name for path in LESSONS]


@each_lesson
def test_a_lesson_has_one_title_and_it_stands_first(path: Path) -> None:
    titles = [s for s in cells(path, "markdown") if re.search(r"^# ", s, re.MULTILINE)]
    assert len(titles) == 1
    assert cells(path, "markdown")[0] == titles[0]


@each_lesson
def test_code_cells_are_short_enough_to_be_read_at_once(path: Path) -> None:
    lengths = [len(code_lines(source)) for source in cells(path, "code")]
    assert max(lengths) <= LONGEST_CELL
    assert statistics.median(lengths) < MEDIAN_CELL


@each_lesson
def test_no_line_of_code_runs_out_of_its_cell(path: Path) -> None:
    lines = [line for source in cells(path, "code") for line in source.splitlines()]
    assert max(map(len, lines)) <= LONGEST_LINE


@each_lesson
def test_every_link_leads_to_a_file_of_the_kit(path: Path) -> None:
    links = [link for source in cells(path, "markdown") for link in LINK.findall(source)]
    assert links
    assert [link for link in links if not (path.parent / link).exists()] == []


@each_lesson
def test_a_lesson_installs_and_downloads_nothing(path: Path) -> None:
    code = "\n".join(cells(path, "code"))
    assert not re.search(r"^\s*[!%]|https?://|\burllib\b|\brequests\b", code, re.MULTILINE)


@each_lesson
def test_a_lesson_ends_in_key_points_questions_and_the_way_on(path: Path) -> None:
    text = "\n".join(cells(path, "markdown")[-4:])
    assert all(part in text for part in ("Key points", "Talk about it", "Next"))


@each_lesson
def test_every_picture_carries_its_content_in_words(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                assert len(output.metadata.get("image/png", {}).get("alt", "")) > 100
