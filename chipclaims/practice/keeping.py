"""Remember what a learner has solved, in one small file, so that a restart loses nothing.

The file is ``exercises/my_progress.json``: "save my work" of lesson 00 takes it along. The
variable ``CHIPCLAIMS_PROGRESS`` names another file, or says ``off``. In the folder ``solutions``
and while a class is graded nothing is written.
"""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from glob import escape
from pathlib import Path
from typing import Any

from chipclaims.articles import ArticleError, find_kit_folder

VARIABLE, GRADING = "CHIPCLAIMS_PROGRESS", "CHIPCLAIMS_GRADING"
NBGRADER = "NBGRADER_EXECUTION"  # set by nbgrader while it grades or validates
FILE = "my_progress.json"
OFF = "off"
Record = dict[str, Any]

_in_memory: dict[str, Record] = {}


def new_record() -> Record:
    """What is known of a question before anybody has tried it."""
    return {"solved": False, "tries": 0, "hints": 0, "asked": 0}


def is_graded() -> bool:
    """Whether checks are to fail with an ``AssertionError``: asked for, or nbgrader runs them."""
    asked = os.environ.get(GRADING, os.environ.get(NBGRADER, ""))
    return asked not in ("", "0")


def place() -> Path | None:
    """The file to keep things in, or ``None`` where nothing is to be kept."""
    named = os.environ.get(VARIABLE, "")
    if named == OFF or is_graded():
        return None
    if named:
        return Path(named)
    with suppress(ArticleError, OSError):
        if Path.cwd().name == "solutions":
            return None
        return find_kit_folder() / "exercises" / FILE
    return None


def all_records() -> dict[str, Record]:
    """Every record by question: those of the file, of restored copies beside it, and of now."""
    found = {key: dict(record) for key, record in _in_memory.items()}
    path = place()
    if path is not None:
        for copy in sorted(path.parent.glob(f"{escape(path.stem)}*{escape(path.suffix)}")):
            for key, record in _read(copy).items():
                found[key] = _joined(found.get(key, new_record()), record)
    return found


def record_of(question_id: str) -> Record:
    """What is known of one question."""
    return all_records().get(question_id, new_record())


def keep(question_id: str, **changes: Any) -> None:
    """Change a record; where the file cannot be written, it stays in memory until the restart."""
    records = all_records()
    records[question_id] = {**records.get(question_id, new_record()), **changes}
    _in_memory[question_id] = records[question_id]
    path = place()
    if path is not None:
        with suppress(OSError):
            _write(path, records)


def forget() -> None:
    """Forget what stands in memory (for tests)."""
    _in_memory.clear()


def _joined(one: Record, other: Record) -> Record:
    """The further of two records, part by part."""
    return {key: max(one[key], other[key]) for key in new_record()}


def _read(path: Path) -> dict[str, Record]:
    """The records of a file; what is damaged in it counts for nothing."""
    try:
        written = json.loads(path.read_text(encoding="utf-8"))["questions"]
        return {str(key): _clean(record) for key, record in written.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _clean(record: Record) -> Record:
    return {
        "solved": record.get("solved") is True,
        **{key: _count(record.get(key)) for key in ("tries", "hints", "asked")},
    }


def _count(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0


def _write(path: Path, records: dict[str, Record]) -> None:
    """In one move, so that half a file never exists; a damaged older one is kept aside."""
    if path.is_file() and not _read(path) and path.stat().st_size > 2:
        with suppress(OSError):
            path.rename(path.with_name(f"{path.stem}.damaged"))
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"version": 1, "questions": dict(sorted(records.items()))}, indent=1)
    handle, made = tempfile.mkstemp(prefix=".", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text + "\n")
        os.replace(made, path)
    finally:
        Path(made).unlink(missing_ok=True)
