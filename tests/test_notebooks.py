"""What strict nbval does not look at in a notebook, and that its kernels really are offline."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

KIT = Path(__file__).parents[1]
FOLDERS = ("notebooks", "exercises", "solutions")
NOTEBOOKS = sorted(path for folder in FOLDERS for path in (KIT / folder).glob("*.ipynb"))
# Where people's files begin on Linux, macOS, Windows and in containers.
PLACE_ON_A_MACHINE = re.compile(
    r"(?<![\w.:/])/(home|root|Users|tmp|work|srv|opt|mnt|var/folders|workspace)/"
    r"|\b[A-Za-z]:\\{1,2}\w|file:///"
)

Cell = dict[str, Any]


def code_cells(notebook: Cell) -> list[Cell]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def wrong_counts(notebook: Cell) -> list[object]:
    """The execution counts, if they are not 1, 2, 3 …: nbval compares no cell without one."""
    counts = [cell["execution_count"] for cell in code_cells(notebook) if cell["source"].strip()]
    return [] if counts == list(range(1, len(counts) + 1)) else counts


def complaints(notebook: Cell) -> list[str]:
    """What cells say on stderr, and errors that no tag announces as part of the lesson."""
    found = []
    for cell in code_cells(notebook):
        expected = "raises-exception" in cell["metadata"].get("tags", [])
        for output in cell["outputs"]:
            if output.get("name") == "stderr":
                found.append(f"stderr: {output['text']}")
            elif output["output_type"] == "error" and not expected:
                found.append(f"{output['ename']}: {output['evalue']}")
    return found


def texts(notebook: Cell) -> Iterator[str]:
    """Every source, and every output that is text."""
    for cell in notebook["cells"]:
        yield cell["source"]
        for output in cell.get("outputs", []):
            yield output.get("text", "")
            yield "\n".join(output.get("traceback", []))
            yield from (str(data) for kind, data in output.get("data", {}).items() if is_text(kind))


def is_text(kind: str) -> bool:
    return kind.startswith("text/") or kind.endswith(("json", "svg+xml"))


def places(notebook: Cell) -> list[str]:
    """Lines that hold a path which exists on one machine only."""
    lines = (line for text in texts(notebook) for line in text.splitlines())
    return [line for line in lines if PLACE_ON_A_MACHINE.search(line)]


def wrong_ids(notebook: Cell) -> list[object]:
    """Cell ids that are absent or stand twice."""
    ids = [cell.get("id") for cell in notebook["cells"]]
    return [each for each in ids if not each or ids.count(each) > 1]


CHECKS = {
    "execution counts are not 1..n": wrong_counts,
    "the stored outputs complain": complaints,
    "a path of one machine": places,
    "cell ids are absent or stand twice": wrong_ids,
}


def faults(notebook: Cell) -> list[str]:
    found = ((title, check(notebook)) for title, check in CHECKS.items())
    return [f"{title}: {what}" for title, what in found if what]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_stored_notebook_is_whole_clean_and_of_no_machine(path: Path) -> None:
    assert faults(stored(path)) == []


def stored(path: Path) -> Cell:
    # Not nbformat.read, which gives a cell the id that it lacks.
    return nbformat.reader.reads(path.read_text(encoding="utf-8"))


# ------------------------------------------------- the checks above can fail


def output_cell(source: str, count: int | None, *outputs: Cell, **changes: Any) -> Cell:
    cell = nbformat.v4.new_code_cell(source, execution_count=count, outputs=list(outputs))
    return nbformat.from_dict({**cell, **changes})


def book(*cells: Cell) -> Cell:
    # Not nbformat's own maker, which mends the faults that are wanted here.
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    whole = {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": list(cells)}
    return nbformat.from_dict(whole)


def printed(text: str, name: str = "stdout") -> Cell:
    return nbformat.v4.new_output("stream", name=name, text=text)


ERROR = nbformat.v4.new_output("error", ename="KeyError", evalue="'億'", traceback=[])
TAGGED = {"metadata": {"tags": ["raises-exception"]}}


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (book(output_cell("1", None)), "counts"),
        (book(output_cell("1", 1), output_cell("2", 3)), "counts"),
        (book(output_cell("1", 2), output_cell("2", 1)), "counts"),
        (book(output_cell("1", 1, printed("Warning!", "stderr"))), "complain"),
        (book(output_cell("1", 1, ERROR)), "complain"),
        (book(output_cell("open('/home/ada/kit/a.txt')", 1)), "one machine"),
        (book(output_cell("1", 1, printed("C:\\Users\\ada\\kit"))), "one machine"),
        (book(output_cell("1", 1, id="twin"), output_cell("2", 2, id="twin")), "ids"),
        (book(output_cell("1", 1, id=None)), "ids"),
    ],
)
def test_each_fault_of_a_notebook_is_found_and_named(bad: Cell, told: str) -> None:
    (only,) = faults(bad)
    assert told in only


def test_reading_a_notebook_does_not_mend_its_ids(tmp_path: Path) -> None:
    cells = [output_cell("1", 1, id="twin"), output_cell("2", 2, id="twin")]
    (tmp_path / "lesson.ipynb").write_text(json.dumps(book(*cells)), encoding="utf-8")
    assert wrong_ids(stored(tmp_path / "lesson.ipynb")) == ["twin", "twin"]


def test_a_good_notebook_has_no_fault() -> None:
    good = book(
        nbformat.v4.new_markdown_cell("The file seeds/a.txt, 3/4 of it, at 12:30/13:00, GB/s."),
        output_cell("print('ok')", 1, printed("ok")),
        output_cell("{}['億']", 2, ERROR, **TAGGED),
        output_cell("", None),
    )
    assert faults(good) == []


# ------------------------------------------------- kernels are offline, and no learner's affair

HIDES_TROUBLE = """\
import urllib.request
try:
    urllib.request.urlopen("http://chips.example")
except OSError:
    print("no network, and nobody is told")"""
# On Linux this address is the machine itself, so that nothing goes out should the block be broken.
CALLS_AN_ADDRESS = """\
import socket
call = socket.socket()
print(call.connect_ex(("0.0.0.0", 9)) > 0)"""
STAYS_AT_HOME = """\
import socket
server = socket.create_server(("127.0.0.1", 0))
call = socket.create_connection(server.getsockname(), timeout=5)
print(socket.getaddrinfo("localhost", 80)[0][4][1])"""
DRAWS = """\
import matplotlib.pyplot as plt
figure, axes = plt.subplots()
title = axes.set_title("{}")
plt.show()"""
FIGURE = nbformat.v4.new_output(
    "display_data", {"image/png": "", "text/plain": "<Figure size 640x480 with 1 Axes>"}
)
PROGRESS = "CHIPCLAIMS_PROGRESS"
# Each notebook writes into its file, so that one which saw the file of another would say True.
NOTES_PROGRESS = f"""\
import os, pathlib
noted = pathlib.Path(os.environ["{PROGRESS}"])
print(noted.exists())
size = noted.write_text("tried")"""
SHOWS_MORE = output_cell("print('what the learner added')", 8, printed("what was stored\n"))
MISBEHAVING = book(
    output_cell(STAYS_AT_HOME, 1, printed("80\n")),
    output_cell("import os; print(os.environ['NEIGHBOUR'])", 2, printed("had its turn\n")),
    output_cell(HIDES_TROUBLE, 3, printed("no network, and nobody is told\n")),
    output_cell(CALLS_AN_ADDRESS, 4, printed("True\n")),
    output_cell(DRAWS.format("chips"), 5, FIGURE),
    output_cell(DRAWS.format("芯片"), 6, FIGURE),
    output_cell(NOTES_PROGRESS, 7, printed("False\n")),
    SHOWS_MORE,
)
EXERCISE = book(
    SHOWS_MORE,
    output_cell(NOTES_PROGRESS.replace("print(noted.exists())", "assert not noted.exists()"), 2),
    output_cell("1 / 0", 3),
)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What pytest, set up as it is for the kit, says about a notebook that misbehaves."""
    kit = tmp_path_factory.mktemp("kit")
    for name in ("conftest.py", "pyproject.toml"):
        shutil.copy(KIT / name, kit)
    shutil.copytree(KIT / "tests" / "offline", kit / "tests" / "offline")
    shutil.copy(KIT / "tests" / "nbval_sanitize.cfg", kit / "tests")
    neighbour = kit / "neighbour" / "sitecustomize.py"
    neighbour.parent.mkdir()
    neighbour.write_text("import os\nos.environ['NEIGHBOUR'] = 'had its turn'\n")
    (kit / "lesson.ipynb").write_text(json.dumps(MISBEHAVING), encoding="utf-8")
    exercise = kit / "exercises" / "lesson.ipynb"
    exercise.parent.mkdir()
    exercise.write_text(json.dumps(EXERCISE), encoding="utf-8")
    mine = exercise.with_name("my_progress.json")
    mine.write_text("the learner's own")
    command = [sys.executable, "-m", "pytest", "-rA", "-n", "0", "lesson.ipynb", "exercises"]
    seen = {**os.environ, "PYTHONPATH": str(neighbour.parent), PROGRESS: str(mine)}
    done = subprocess.run(
        command, cwd=kit, env=seen, capture_output=True, text=True, timeout=120, check=False
    )
    assert mine.read_text() == "the learner's own"
    return re.sub(r"\x1b\[[0-9;]*m", "", done.stdout)


def test_a_kernel_still_reaches_its_own_machine(said: str) -> None:
    assert "PASSED lesson.ipynb::Cell 0" in said


def test_a_sitecustomize_that_the_block_hides_still_runs(said: str) -> None:
    assert "PASSED lesson.ipynb::Cell 1" in said


def test_a_name_look_up_fails_the_notebook_even_where_it_expects_trouble(said: str) -> None:
    assert "FAILED lesson.ipynb::Cell 2" in said
    assert "NetworkBlockedError: a notebook of the kit must run without a network" in said
    assert "asked for 'chips.example'" in said


def test_a_connection_fails_the_notebook(said: str) -> None:
    assert "FAILED lesson.ipynb::Cell 3" in said
    assert "asked for ('0.0.0.0', 9)" in said


def test_a_figure_without_its_glyphs_fails_and_one_with_them_passes(said: str) -> None:
    assert "PASSED lesson.ipynb::Cell 4" in said
    assert "FAILED lesson.ipynb::Cell 5" in said
    assert "missing from font" in said


def test_an_exercise_fails_by_an_exception_only_and_every_other_notebook_by_its_output(
    said: str,
) -> None:
    assert "PASSED exercises/lesson.ipynb::Cell 0" in said
    assert "FAILED exercises/lesson.ipynb::Cell 2" in said
    assert "ZeroDivisionError" in said
    assert "FAILED lesson.ipynb::Cell 7" in said


def test_every_notebook_begins_with_a_progress_of_its_own(said: str) -> None:
    assert "PASSED lesson.ipynb::Cell 6" in said
    assert "PASSED exercises/lesson.ipynb::Cell 1" in said


def test_no_test_touches_the_progress_of_a_learner() -> None:
    noted = Path(os.environ[PROGRESS])
    assert noted.parent.is_dir()
    assert KIT not in noted.parents
