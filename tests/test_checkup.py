"""The check of the machine: all well here, and each thing broken gets its own advice."""

from __future__ import annotations

import importlib.util
import shutil
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import matplotlib
import pytest

from chipclaims import articles, checkup
from chipclaims.checkup import Check, check_machine
from chipclaims.figures import style
from chipclaims.tables import package

KIT = Path(__file__).parents[1]
NAMES = [name for name, _, _ in checkup.CHECKS]
PYTHON, PACKAGES, OPENCC, FONT, ARTICLES, TABLES, WIDGETS = NAMES


def only_fault() -> Check:
    """The one check that is not ok."""
    (fault,) = (check for check in check_machine() if not check.ok)
    return fault


@pytest.fixture
def kit(tmp_path, monkeypatch):
    """A copy of the kit's files to break, in the place of the kit."""
    for folder in ("seeds", "data"):
        shutil.copytree(KIT / folder, tmp_path / folder)
    shutil.copy(KIT / "requirements.txt", tmp_path)
    monkeypatch.setattr(articles, "find_kit_folder", lambda: tmp_path)
    package._resources.cache_clear()
    yield tmp_path
    package._resources.cache_clear()


def first_article(kit: Path) -> Path:
    return next(iter(sorted((kit / "seeds").glob("003_*.txt"))))


# ---------------------------------------------------------------- all is well


def test_this_machine_passes_every_check_always_in_the_same_order():
    assert [check.name for check in check_machine()] == NAMES
    assert check_machine() == check_machine() == [Check(name, True) for name in NAMES]


def test_a_line_that_is_ok_shows_nothing_that_differs_between_machines():
    lines = [str(check) for check in check_machine()]
    assert lines == [f"\x1b[1;32mok\x1b[0m    {name}" for name in NAMES]


def test_a_copy_of_the_kit_is_well_too(kit):
    assert all(check.ok for check in check_machine())


def test_checking_leaves_the_style_of_plots_alone():
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        before = dict(matplotlib.rcParams)
        check_machine()
        assert dict(matplotlib.rcParams) == before


def test_the_oldest_python_is_that_of_the_package():
    project = tomllib.loads((KIT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=" + ".".join(map(str, checkup.OLDEST_PYTHON))
    assert set(checkup.PACKAGES) == set(project["dependencies"]) - {"nbval"}


def test_every_advice_names_binder_or_a_command():
    for _, _, advice in checkup.CHECKS:
        assert "python3 kit.py lab" in advice or "git checkout" in advice
        assert not advice.endswith(".")


# ---------------------------------------------------------------- each thing broken


def test_a_python_that_is_too_old(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    found = only_fault()
    assert found.name == PYTHON
    assert found.detail == "this is Python 3.10.4, and the kit needs 3.11 or newer"
    assert "install a newer Python" in found.what_to_do


@pytest.mark.parametrize(
    ("version", "told"),
    [
        ("2.2.3", "pandas 2.2.3 is older than"),
        ("99.0.0", "pandas 99.0.0 is much newer than"),
        (None, "pandas is not installed"),
    ],
)
def test_a_package_of_another_version(monkeypatch, version, told):
    real = metadata.version

    def answer(name):
        if name != "pandas":
            return real(name)
        if version is None:
            raise metadata.PackageNotFoundError(name)
        return version

    monkeypatch.setattr(metadata, "version", answer)
    found = only_fault()
    assert found.name == PACKAGES
    assert found.detail.startswith(told)
    assert "delete the folder .venv" in found.what_to_do


def test_a_newer_third_number_is_no_fault():
    assert checkup._numbers("3.11.2") == checkup._numbers("3.11.9") > checkup._numbers("3.9")


def test_a_lock_that_is_missing(kit):
    (kit / "requirements.txt").unlink()
    found = only_fault()
    assert found.name == PACKAGES
    assert "requirements.txt" in found.detail


def test_the_other_package_of_the_name_opencc(monkeypatch):
    monkeypatch.setattr(metadata, "distributions", lambda name: [name])
    found = only_fault()
    assert found.name == OPENCC
    assert "stands in the way" in found.detail
    assert "pip uninstall OpenCC" in found.what_to_do


def test_a_conversion_that_does_nothing(monkeypatch):
    import opencc

    monkeypatch.setattr(opencc.OpenCC, "convert", lambda self, text: text)
    found = only_fault()
    assert found.name == OPENCC
    assert found.detail.startswith("英偉達 became 英偉達")


def use_font(monkeypatch, path: Path) -> Check:
    monkeypatch.setattr(style, "FONT", path)
    found = only_fault()
    assert found.name == FONT
    assert "git checkout" in found.what_to_do
    return found


def test_a_font_without_chinese_would_draw_boxes(monkeypatch):
    dejavu = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
    detail = use_font(monkeypatch, dejavu).detail
    assert detail.startswith("it has no 亿 (U+4EBF)")
    assert "億 (U+5104)" in detail


def test_a_font_that_is_missing(monkeypatch, tmp_path):
    assert use_font(monkeypatch, tmp_path / "f.otf").detail == "its file f.otf is missing"


def test_a_font_that_is_damaged(monkeypatch, tmp_path):
    (tmp_path / "f.otf").write_bytes(b"no font")
    assert use_font(monkeypatch, tmp_path / "f.otf").detail == "its file f.otf is damaged"


def test_an_article_with_one_byte_changed(kit):
    path = first_article(kit)
    path.write_bytes(path.read_bytes().replace(b"H20", b"H21", 1))
    found = only_fault()
    assert found.name == ARTICLES
    assert found.detail == "article 003 is not as it came: at least one byte differs"
    assert "get the kit again" in found.what_to_do


def test_line_ends_changed_on_the_way(kit):
    path = first_article(kit)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert only_fault().detail.startswith("article 003 is not as it came")


def test_an_article_cut_in_the_middle_of_a_character(kit):
    path = first_article(kit)
    path.write_bytes(path.read_bytes()[:-1])
    assert "breaks off" in only_fault().detail


def test_an_article_that_is_missing(kit):
    first_article(kit).unlink()
    assert only_fault().detail == "article 003 is missing from seeds/"


def test_a_sheet_that_is_missing(kit):
    first_article(kit).with_suffix(".toml").unlink()
    assert only_fault().detail == "the sheet on article 003 is missing from seeds/"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "data/timeline.csv: cannot be read"),
        ("a,b\n1,2\n", "data/timeline.csv, row 1, column event_id: is missing"),
        ("HEADER", "the table timeline in data/ has no rows"),
    ],
)
def test_a_table_that_is_missing_damaged_or_empty(kit, content, told):
    path = kit / "data" / "timeline.csv"
    header = path.read_text(encoding="utf-8").splitlines()[0] + "\n"
    path.unlink()
    if content:
        path.write_text(header if content == "HEADER" else content, encoding="utf-8")
    found = only_fault()
    assert found.name == TABLES
    assert told in found.detail


def test_the_description_of_the_tables_is_missing(kit):
    (kit / "data" / "datapackage.json").unlink()
    assert only_fault().name == TABLES


def test_widgets_without_their_half_in_the_browser(monkeypatch, tmp_path):
    import jupyter_core.paths

    monkeypatch.setattr(jupyter_core.paths, "jupyter_path", lambda *_: [str(tmp_path)])
    found = only_fault()
    assert found.name == WIDGETS
    assert "runs in the browser is missing" in found.detail
    assert "start the kit again" in found.what_to_do


def test_widgets_without_their_half_in_python(monkeypatch):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    assert only_fault().name == WIDGETS


def test_a_kit_that_cannot_be_found_is_told_and_not_raised(monkeypatch):
    def find():
        raise articles.ArticleError("the kit's folder cannot be found")

    monkeypatch.setattr(articles, "find_kit_folder", find)
    wrong = {check.name: check.detail for check in check_machine() if not check.ok}
    assert {ARTICLES, TABLES} <= set(wrong)
    assert wrong[ARTICLES] == "the kit's folder cannot be found"


def test_an_error_without_words_is_named_by_its_kind(monkeypatch):
    def fails():
        raise ZeroDivisionError

    check = checkup._check("sums", fails, "rest")
    assert check == Check("sums", False, "ZeroDivisionError", "rest")
    assert str(check) == "\x1b[1;31mMEND\x1b[0m  sums: ZeroDivisionError\n      What to do: rest"


def test_importing_the_check_needs_no_package(monkeypatch):
    for name in ("pandas", "matplotlib", "ipywidgets", "opencc"):
        monkeypatch.setitem(sys.modules, name, None)
    spec = importlib.util.spec_from_file_location("checkup_alone", checkup.__file__)
    spec.loader.exec_module(importlib.util.module_from_spec(spec))
