"""Is everything here that the lessons need? One check a part, with what to do where it is not.

>>> [check.name for check in check_machine() if not check.ok]  # doctest: +SKIP
[]

Only the standard library is imported at the top: a package that is missing is something for a
check to tell, not a reason to stop.
"""

from __future__ import annotations

import hashlib
import importlib
import re
import sys
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

OLDEST_PYTHON = (3, 11)
# What the lessons import. The version each was tested with stands in requirements.txt.
PACKAGES = ("ipywidgets", "jupyterlab", "matplotlib", "opencc-python-reimplemented", "pandas")
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([0-9][^ ;\\]*)", re.MULTILINE)
NUMBERS = ("000", "001", "002", "003", "004")
# Traditional and simplified: Nvidia, hundred million, country.
BOTH_SCRIPTS = {"英偉達": "英伟达", "億": "亿", "國": "国"}
WIDGETS_IN_JUPYTERLAB = "@jupyter-widgets/jupyterlab-manager/package.json"

NEW_PYTHON = "install a newer Python and start the kit with it: python3 kit.py lab"
START_AGAIN = "on Binder, start the kit again from its page; on your own machine, "
INSTALL_AGAIN = (
    f"{START_AGAIN}close JupyterLab, delete the folder .venv in the kit's folder and type: "
    "python3 kit.py lab"
)
REMOVE_OPENCC = (
    f"{START_AGAIN}type: python -m pip uninstall OpenCC. If that changes nothing, close "
    "JupyterLab, delete the folder .venv and type: python3 kit.py lab"
)
GET_AGAIN = (
    f"{START_AGAIN}get the kit again; or, if you use git, type in its folder: "
    "git checkout seeds data chipclaims"
)
GREEN, RED, PLAIN = "\x1b[1;32m", "\x1b[1;31m", "\x1b[0m"


class Check(NamedTuple):
    """What one check found: ``detail`` says what is wrong and ``what_to_do`` how to mend it."""

    name: str
    ok: bool
    detail: str = ""
    what_to_do: str = ""

    def __str__(self) -> str:
        """One line in green, or what is wrong and what to do about it."""
        if self.ok:
            return f"{GREEN}ok{PLAIN}    {self.name}"
        return f"{RED}MEND{PLAIN}  {self.name}: {self.detail}\n      What to do: {self.what_to_do}"


def check_machine() -> list[Check]:
    """Check the machine, always in the same order. Changes nothing and never raises."""
    return [_check(name, find_fault, advice) for name, find_fault, advice in CHECKS]


def _check(name: str, find_fault: Callable[[], str], advice: str) -> Check:
    try:
        fault = find_fault()
    except Exception as error:  # whatever it is, the learner gets a line and not a traceback
        fault = (str(error).strip().splitlines() or [type(error).__name__])[0]
    return Check(name, False, fault, advice) if fault else Check(name, True)


# ------------------------------------------------- each says what is wrong, or nothing


def _fault_of_python() -> str:
    if sys.version_info[:2] >= OLDEST_PYTHON:
        return ""
    here, needed = (".".join(map(str, v)) for v in (sys.version_info[:3], OLDEST_PYTHON))
    return f"this is Python {here}, and the kit needs {needed} or newer"


def _fault_of_packages() -> str:
    return "; ".join(fault for name in PACKAGES for fault in _faults_of_package(name))


def _faults_of_package(name: str) -> Iterator[str]:
    """A fault if it is missing, older than the tested one, or newer in its first number."""
    tested = _locked_versions()[name]
    try:
        found = metadata.version(name)
    except metadata.PackageNotFoundError:
        yield f"{name} is not installed"
        return
    if _numbers(found) < _numbers(tested):
        yield f"{name} {found} is older than {tested}, with which the kit was tested"
    elif _numbers(found)[0] > _numbers(tested)[0]:
        yield f"{name} {found} is much newer than {tested}, with which the kit was tested"


def _locked_versions() -> dict[str, str]:
    from chipclaims.articles import kit_path

    return dict(LOCKED.findall(kit_path("requirements.txt").read_text(encoding="utf-8")))


def _numbers(version: str) -> tuple[int, ...]:
    """The first two numbers of a version: a third changes nothing for a lesson."""
    return tuple(int(number) for number in re.findall(r"\d+", version)[:2])


def _fault_of_opencc() -> str:
    """Two packages are imported as ``opencc``; beside each other both break."""
    if any(metadata.distributions(name="OpenCC")):
        return "the package OpenCC stands in the way of opencc-python-reimplemented"
    convert = importlib.import_module("opencc").OpenCC("t2s").convert
    wrong = {old: convert(old) for old, new in BOTH_SCRIPTS.items() if convert(old) != new}
    return "; ".join(f"{old} became {new}" for old, new in wrong.items())


def _fault_of_font() -> str:
    """Draw both scripts in the kit's font: a character that it lacks would be an empty box."""
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

    from chipclaims.figures import MissingGlyphError, showing, style

    figure = Figure(figsize=(3, 1))
    sample = "".join([*BOTH_SCRIPTS, *BOTH_SCRIPTS.values()])
    figure.text(0.1, 0.5, sample, fontproperties=FontProperties(fname=style.FONT))
    try:
        showing.as_png(figure)
    except FileNotFoundError:
        return f"its file {style.FONT.name} is missing"
    except MissingGlyphError as error:
        return str(error).split(";")[0].replace("The kit's font", "it", 1)
    except (OSError, RuntimeError):
        return f"its file {style.FONT.name} is damaged"
    return ""


def _fault_of_articles() -> str:
    """Every article is the file that its sheet describes, to the last byte."""
    from chipclaims.articles import kit_path, load_article

    paths = {path.name[:3]: path for path in kit_path("seeds").glob("???_*.txt")}
    for number in NUMBERS:
        if number not in paths:
            return f"article {number} is missing from seeds/"
        found = hashlib.sha256(paths[number].read_bytes()).hexdigest()
        sheet = load_article(paths[number]).sheet
        if not sheet:
            return f"the sheet on article {number} is missing from seeds/"
        if found != sheet["file"]["sha256"]:
            return f"article {number} is not as it came: at least one byte differs"
    return ""


def _fault_of_tables() -> str:
    from chipclaims import tables

    empty = [name for name in tables.table_names() if tables.load(name).empty]
    return f"the table {empty[0]} in data/ has no rows" if empty else ""


def _fault_of_widgets() -> str:
    """Look for Python's half of the widgets, and for the half that runs in the browser."""
    from jupyter_core.paths import jupyter_path

    importlib.import_module("ipywidgets")
    folders = map(Path, jupyter_path("labextensions"))
    if any((folder / WIDGETS_IN_JUPYTERLAB).is_file() for folder in folders):
        return ""
    return "the part of ipywidgets that runs in the browser is missing"


CHECKS = (
    ("Python is new enough", _fault_of_python, NEW_PYTHON),
    ("packages: the versions that the kit was tested with", _fault_of_packages, INSTALL_AGAIN),
    ("conversion from traditional to simplified script", _fault_of_opencc, REMOVE_OPENCC),
    ("a font that draws Chinese", _fault_of_font, GET_AGAIN),
    ("the five articles, byte for byte", _fault_of_articles, GET_AGAIN),
    ("the tables", _fault_of_tables, GET_AGAIN),
    ("widgets: sliders and buttons", _fault_of_widgets, INSTALL_AGAIN),
)
