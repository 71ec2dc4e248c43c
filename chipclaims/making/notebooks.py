"""Run every stored notebook from top to bottom and keep what it shows."""

from __future__ import annotations

from pathlib import Path

from chipclaims.making import MakingError

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

    notebook = nbformat.read(path, as_version=4)
    give_ids(notebook, path.stem)
    notebook.metadata = nbformat.from_dict(METADATA)
    client = NotebookClient(
        notebook,
        timeout=LONGEST_CELL_SECONDS,
        kernel_name="python3",
        store_widget_state=False,
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute()
    except CellExecutionError as error:
        raise MakingError(f"{path.name} stopped: {error.ename}: {error.evalue}") from error
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    text = nbformat.writes(notebook, version=nbformat.NO_CONVERT)
    path.write_text(text.rstrip("\n") + "\n", encoding="utf-8", newline="\n")


def give_ids(notebook, stem: str) -> None:
    """Give cells without a readable id one that stays: the lesson's number and a count."""
    taken = {cell.id for cell in notebook.cells if cell.id.startswith(stem[:2])}
    count = 0
    for cell in notebook.cells:
        while not cell.id.startswith(stem[:2]):
            count += 1
            wanted = f"{stem[:2]}-{count:03d}"
            if wanted not in taken:
                cell.id = wanted
                taken.add(wanted)
