"""Every lesson opens in JupyterLab, runs without an error and asks nothing from outside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.lab import CHROMIUM, KIT, REQUIRED, Lab, open_lab

LESSONS = sorted(path.stem for path in (KIT / "notebooks").glob("*.ipynb"))
HAS_BROWSER = Path(CHROMIUM).exists()
pytestmark = pytest.mark.skipif(
    not HAS_BROWSER and not REQUIRED, reason=f"there is no browser at {CHROMIUM}"
)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with open_lab(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


def planned_errors(stem: str) -> int:
    """How many cells of a lesson fail on purpose: their tag says so."""
    import nbformat

    cells = nbformat.read(KIT / "notebooks" / f"{stem}.ipynb", as_version=4).cells
    return sum("raises-exception" in cell.metadata.get("tags", []) for cell in cells)


@pytest.mark.parametrize("stem", LESSONS)
def test_a_lesson_runs_in_the_browser_and_nothing_leaves_the_machine(lab: Lab, stem: str) -> None:
    lab.outside.clear()
    lab.open(f"notebooks/{stem}.ipynb")
    lab.run_all()
    pictures = lab.screenshots(stem)
    assert len(lab.errors()) <= planned_errors(stem), lab.errors()
    assert lab.outside == []
    assert pictures > 3
