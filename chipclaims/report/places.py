"""Where a learner's reports go: one folder that stays, and one that is for trying things out."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

from chipclaims.articles import kit_path

MY_REPORTS = "my_reports"


def my_reports() -> Path:
    """The folder ``my_reports`` beside the lessons: what is written there stays.

    Git leaves it out. It is not made before something is written. Raises ``ArticleError`` where
    there is no kit.
    """
    return kit_path("notebooks", MY_REPORTS)


def practice_reports() -> Path:
    """A new, empty folder that disappears when Python, or the notebook's kernel, stops."""
    folder = Path(tempfile.mkdtemp(prefix="chipclaims_"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
