"""Makes everything in the kit that is derived from something else.

``python3 kit.py build`` runs all steps in order, ``python3 kit.py build lock font`` only these.
A step is a function without arguments that writes its files, or raises `MakingError` and leaves
them as they were.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import NamedTuple


class MakingError(Exception):
    """Why a step could not be made, and what to do, in one line."""


class Step(NamedTuple):
    """One thing that can be made: where its function stands, and what it is for."""

    name: str
    function: str
    makes: str
    by_default: bool = True

    def load(self) -> Callable[[], object]:
        """Import the step's function; only then are the packages needed that it works with."""
        module, name = self.function.split(":")
        return getattr(importlib.import_module(f"{__name__}.{module}"), name)


STEPS = (
    Step("lock", "lock:write_lock", "requirements*.txt and environment.yml from pyproject.toml"),
    Step("upgrade", "lock:write_newest_lock", "the lock, with the newest packages", False),
    Step("readings", "readings:write_readings", "chipclaims/repair/readings.tsv"),
    Step("pairs", "pairs:write_pairs", "chipclaims/repair/pairs.tsv (downloads a corpus)", False),
    Step("font", "font:write_font", "the font (needs Debian's fonts-noto-cjk)", False),
    Step("exercises", "exercises:write_exercises", "exercises/ from solutions/"),
    Step("teaching", "teaching:write_teaching", "docs/teaching/likely_mistakes/"),
    # Before the notebooks: lesson 00 shows what is the learner's own.
    Step("shipped", "shipped:write_shipped", "chipclaims/shipped.tsv"),
    Step("notebooks", "notebooks:write_notebooks", "the outputs stored in every notebook"),
    # After the notebooks, whose outputs they print.
    Step("handouts", "handouts:write_handouts", "handouts/, printable (not kept by git)"),
)
