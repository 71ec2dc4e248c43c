"""Write ``environment.yml``, what conda and Binder install, from the lock."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

KIT = Path(__file__).parents[2]
# The middle one of the Pythons that the kit is tested with.
PYTHON = "3.12"

HEAD = f"""\
# Generated from requirements.txt by `python3 kit.py build lock`: do not edit.
# To change a package, change pyproject.toml and build again.
name: chip-claims
channels:
  - conda-forge
dependencies:
  - python={PYTHON}
  - pip
  - pip:
"""


def pins(lock: str) -> list[str]:
    """Every ``name==version ; marker`` of a lock, without the hashes, in the lock's order."""
    starts = (line.removesuffix("\\").strip() for line in lock.splitlines())
    return [line for line in starts if re.match(r"[A-Za-z0-9]", line)]


def package_name(requirement: str) -> str:
    """The normalised name at the start of a requirement: ``Foo_Bar >=1`` is ``foo-bar``."""
    name = re.match(r"[A-Za-z0-9._-]+", requirement.strip())
    if not name:
        raise ValueError(f"not a requirement: {requirement!r}")
    return re.sub(r"[-_.]+", "-", name[0]).lower()


def named_packages(pyproject: str) -> list[str]:
    """The names of the packages that pyproject.toml itself asks for."""
    return [package_name(each) for each in tomllib.loads(pyproject)["project"]["dependencies"]]


def environment_text(lock: str, pyproject: str) -> str:
    """The whole file: what the lessons use, then what that needs, then the kit itself."""
    named = named_packages(pyproject)
    groups = {
        "What the lessons use.": [pin for pin in pins(lock) if package_name(pin) in named],
        "What that needs.": [pin for pin in pins(lock) if package_name(pin) not in named],
        "The kit itself.": ["-e ."],
    }
    return HEAD + "".join(f"      # {title}\n{entries(group)}" for title, group in groups.items())


def entries(requirements: list[str]) -> str:
    """YAML list entries; a marker is quoted, since it holds characters that YAML reads."""
    quoted = (f'"{each}"' if ";" in each else each for each in requirements)
    return "".join(f"      - {each}\n" for each in quoted)
