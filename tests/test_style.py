"""Code and lessons keep to one form, so that a change shows only what it changes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

KIT = Path(__file__).parents[1]


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]], ids=["linted", "formatted"])
def test_code_and_lessons_are(command: list[str]) -> None:
    ruff = [sys.executable, "-m", "ruff", *command, "."]
    done = subprocess.run(ruff, cwd=KIT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
