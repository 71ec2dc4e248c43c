"""Run every stored notebook from top to bottom and keep what it shows."""

from __future__ import annotations

import itertools
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from chipclaims.making import MakingError
from chipclaims.practice.keeping import OFF, VARIABLE

if TYPE_CHECKING:
    from nbformat import NotebookNode

KIT = Path(__file__).parents[2]
FOLDERS = ("notebooks", "exercises", "solutions")
LONGEST_CELL_SECONDS = 120
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def stored_notebooks() -> list[Path]:
    """Every notebook of the kit, in reading order."""
    return sorted(path for folder in FOLDERS for path in (KIT / folder).glob("*.ipynb"))


def write_notebooks() -> None:
    """Execute all notebooks and write them back in the kit's one form."""
    for path in stored_notebooks():
        execute(path)


def execute(path: Path) -> None:
    """Run one notebook in its own folder; raises ``MakingError`` with the cell that failed."""
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    notebook = read(path)
    give_ids(notebook, path.stem)
    notebook.metadata = nbformat.from_dict(METADATA)
    # No run of a builder counts as a learner's try.
    os.environ[VARIABLE] = OFF
    client = NotebookClient(
        notebook,
        timeout=LONGEST_CELL_SECONDS,
        kernel_name="python3",
        store_widget_state=False,
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute()
    except CellExecutionError as error:
        raise MakingError(f"{path.name} stopped: {error.ename}: {error.evalue}") from error
    # The run has added which Python it was, and no other machine has the same.
    notebook.metadata = nbformat.from_dict(METADATA)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs = joined_streams(cell.outputs)
    write(notebook, path)


def read(path: Path) -> NotebookNode:
    """A notebook as it stands in its file."""
    import nbformat

    return nbformat.read(path, as_version=4)


def text_of(notebook: NotebookNode) -> str:
    """The notebook as the kit stores it."""
    import nbformat

    return nbformat.writes(notebook, version=nbformat.NO_CONVERT).rstrip("\n") + "\n"


def write(notebook: NotebookNode, path: Path) -> None:
    """Store a notebook."""
    path.write_text(text_of(notebook), encoding="utf-8", newline="\n")


def joined_streams(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Outputs with what was printed in one piece: how it arrives in parts is chance."""
    joined: list[NotebookNode] = []
    for output in outputs:
        last = joined[-1] if joined else None
        is_stream = output.output_type == "stream"
        if last and is_stream and last.get("name") == output.name:
            last.text += output.text
        else:
            joined.append(output)
    return joined


def give_ids(notebook: NotebookNode, stem: str) -> None:
    """Give cells without a readable id one that stays: the lesson's number and a count."""
    readable = re.compile(rf"{stem[:2]}-\d{{3}}")
    taken = {cell.id for cell in notebook.cells if readable.fullmatch(cell.id)}
    free = (i for n in itertools.count(1) if (i := f"{stem[:2]}-{n:03d}") not in taken)
    for cell in notebook.cells:
        if not readable.fullmatch(cell.id):
            cell.id = next(free)
