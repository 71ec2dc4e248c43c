"""A learner's work survives: all of it is saved, nothing is overwritten, nothing foreign comes."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from pathlib import Path

import nbformat
import pytest

from chipclaims import saving
from chipclaims.making import STEPS, shipped
from chipclaims.report import places
from chipclaims.saving import (
    LIST,
    NOTHING_YET,
    ZIP_NAME,
    SavingError,
    fingerprint,
    my_work,
    restore_work,
    restored_in_words,
    save_work,
    saved_in_words,
)

KIT = Path(__file__).parents[1]
LESSON = "notebooks/04_from_numbers_to_claims.ipynb"


def notebook(*sources: str, result: str = "1") -> str:
    """A notebook as JupyterLab stores it."""
    output = nbformat.v4.new_output("stream", text=result)
    cells = [nbformat.v4.new_code_cell(source, outputs=[output]) for source in sources]
    return nbformat.writes(nbformat.v4.new_notebook(cells=cells))


def put(kit: Path, name: str, content: str | bytes) -> Path:
    path = kit / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.fixture
def fresh(tmp_path, monkeypatch):
    """Makes a fresh kit with one lesson and goes to it: as on Binder after a night."""

    def make(name: str) -> Path:
        kit = tmp_path / name
        put(kit, LESSON, notebook("print(1)"))
        put(kit, "exercises/README.md", "Exercises\n")
        rows = [f"{path}\t{fingerprint(kit / path)}" for path in (LESSON, "exercises/README.md")]
        table = put(tmp_path, f"{name}.tsv", "# a head\n" + "\n".join(rows) + "\n")
        monkeypatch.setattr(saving, "find_kit_folder", lambda: kit)
        monkeypatch.setattr(saving, "TABLE", table)
        monkeypatch.chdir(kit / "notebooks")
        return kit

    return make


@pytest.fixture
def kit(fresh):
    return fresh("kit")


def packed(path: Path, files: dict[str, str], listed: object = None) -> Path:
    """A zip with a list like that of save_work, made by hand."""
    told = {"kind": saving.KIND, "files": list(files)} if listed is None else listed
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(LIST, json.dumps(told))
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def everything(kit: Path) -> dict[str, bytes]:
    return {p.relative_to(kit).as_posix(): p.read_bytes() for p in kit.rglob("*") if p.is_file()}


# ---------------------------------------------------------------- what is the learner's


def test_a_fresh_kit_has_nothing_to_save_and_makes_no_zip(kit):
    before = everything(kit)
    assert (my_work(), save_work()) == ([], None)
    assert saved_in_words(None) == NOTHING_YET == "nothing of yours to save yet"
    assert everything(kit) == before


def test_results_are_no_work_but_a_changed_cell_is(kit):
    put(kit, LESSON, notebook("print(1)", result="another result"))
    assert my_work() == []
    put(kit, LESSON, notebook("print(2)"))
    assert my_work() == [LESSON]


def test_all_that_the_learner_made_is_saved_and_nothing_else(kit):
    made = [
        "notebooks/my_reports/text/report.html",
        "notebooks/my_notes.ipynb",
        "notebooks/文章.txt",
        "exercises/answers.csv",
        "my_reports/report.md",
        "reports/report.md",
        "Untitled.ipynb",
    ]
    left_out = [
        "notebooks/.ipynb_checkpoints/my_notes-checkpoint.ipynb",
        "notebooks/__pycache__/a.pyc",
        f"notebooks/{ZIP_NAME}",
        "notebooks/my_chip_claims (1).zip",
        "chipclaims/saving.py",
        "README.md",
    ]
    for name in [*made, *left_out]:
        put(kit, name, "x")
    assert sorted(my_work()) == sorted(made)
    with zipfile.ZipFile(save_work()) as archive:
        assert sorted(archive.namelist()) == sorted([*made, LIST])


def test_a_notebook_that_cannot_be_read_is_work_too(kit):
    put(kit, LESSON, "{ cut off")
    put(kit, "notebooks/strange.ipynb", b"\xff\xfe")
    put(kit, "notebooks/list.ipynb", "[1]")
    assert sorted(my_work()) == [LESSON, "notebooks/list.ipynb", "notebooks/strange.ipynb"]


def test_line_ends_of_windows_are_no_change(kit):
    put(kit, "exercises/README.md", "Exercises\r\n")
    assert my_work() == []


@pytest.mark.skipif(os.name == "nt", reason="links need a permission on Windows")
def test_a_link_is_not_followed(kit, tmp_path):
    put(tmp_path, "secret.txt", "x")
    (kit / "notebooks/link.txt").symlink_to(tmp_path / "secret.txt")
    (kit / "notebooks/elsewhere").symlink_to(tmp_path)
    assert my_work() == []


def test_a_damaged_table_says_so(kit):
    saving.TABLE.write_text("no tab here\n")
    with pytest.raises(SavingError, match="get the kit again"):
        my_work()


# ---------------------------------------------------------------- saving


def test_the_zip_stands_at_the_top_and_says_what_it_holds(kit):
    put(kit, "notebooks/a.txt", "a")
    path = save_work()
    assert path == kit / ZIP_NAME
    assert saved_in_words(path) == f"{ZIP_NAME} now holds 1 file of yours:\n    notebooks/a.txt"
    assert sorted(p.name for p in kit.iterdir()) == ["exercises", ZIP_NAME, "notebooks"]


def test_a_folder_can_be_chosen_and_is_made(kit, tmp_path):
    put(kit, "notebooks/a.txt", "a")
    assert save_work(tmp_path / "new" / "place") == tmp_path / "new" / "place" / ZIP_NAME
    assert not (kit / ZIP_NAME).exists()


def test_saving_again_leaves_one_zip_if_the_new_one_holds_all(kit):
    put(kit, "notebooks/a.txt", "a")
    save_work()
    put(kit, "notebooks/b.txt", "b")
    save_work()
    assert [p.name for p in kit.glob("*.zip")] == [ZIP_NAME]


@pytest.mark.parametrize("older", ["another text", "deleted", "foreign"])
def test_an_older_zip_that_holds_more_is_kept(kit, older):
    put(kit, "notebooks/a.txt", "a")
    put(kit, "notebooks/b.txt", "b")
    save_work()
    if older == "another text":
        put(kit, "notebooks/a.txt", "changed")
    elif older == "deleted":
        (kit / "notebooks/a.txt").unlink()
    else:
        (kit / ZIP_NAME).write_bytes(b"my own things")
    before = (kit / ZIP_NAME).read_bytes()
    save_work()
    assert (kit / "my_chip_claims (older).zip").read_bytes() == before
    put(kit, "notebooks/b.txt", "changed, too")
    save_work()
    assert (kit / "my_chip_claims (older).zip").read_bytes() == before
    assert (kit / "my_chip_claims (older 2).zip").exists()


def test_a_folder_that_is_a_file_is_one_line_and_nothing_is_left_behind(kit):
    put(kit, "notebooks/a.txt", "a")
    before = everything(kit)
    with pytest.raises(SavingError, match="cannot be written") as caught:
        save_work(kit / "notebooks" / "a.txt")
    assert "\n" not in str(caught.value)
    assert everything(kit) == before


def test_a_failure_while_packing_costs_no_older_zip(kit, monkeypatch):
    put(kit, "notebooks/a.txt", "a")
    save_work()
    before = everything(kit)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "write", full)
    with pytest.raises(SavingError, match="No space left on device"):
        save_work()
    assert everything(kit) == before


# ---------------------------------------------------------------- there and back


def test_work_comes_back_into_a_fresh_kit_and_nothing_is_lost(fresh, tmp_path):
    old = fresh("old")
    mine = notebook("print(2)")
    put(old, LESSON, mine)
    put(old, "notebooks/my_reports/text/report.html", "<p>報告</p>")
    put(old, "notebooks/文章.txt", "文章".encode("big5"))
    saved = shutil.copy(save_work(), tmp_path)

    new = fresh("new")
    kits_own = (new / LESSON).read_bytes()
    shutil.copy(saved, new / "notebooks")  # where an upload lands
    restored = restore_work()
    beside = "notebooks/04_from_numbers_to_claims (restored).ipynb"
    assert (new / LESSON).read_bytes() == kits_own
    assert (new / beside).read_text() == mine
    assert (new / "notebooks/文章.txt").read_bytes() == "文章".encode("big5")
    assert (new / "notebooks/my_reports/text/report.html").read_text() == "<p>報告</p>"
    words = restored_in_words(restored)
    assert words.splitlines()[0] == "3 files put back, 0 files of the zip there already"
    assert beside in words
    assert str(tmp_path) not in words


def test_restoring_twice_writes_nothing_twice(kit):
    put(kit, "notebooks/a.txt", "a")
    save_work()
    put(kit, "notebooks/a.txt", "newer")
    first, after_first = restore_work(), everything(kit)
    second = restore_work()
    assert [p.name for p in first.written] == ["a (restored).txt"]
    assert second == ([], 1)
    assert everything(kit) == after_first
    assert restored_in_words(second) == "0 files put back, 1 file of the zip there already"


def test_a_third_version_gets_a_name_of_its_own(kit):
    for text in ("one", "two"):
        put(kit, "notebooks/a.txt", text)
        save_work()
        put(kit, "notebooks/a.txt", "newest")
        restore_work()
    found = {p.name: p.read_text() for p in (kit / "notebooks").glob("a*.txt")}
    assert found == {"a.txt": "newest", "a (restored).txt": "one", "a (restored 2).txt": "two"}


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    "name",
    [
        "../outside.txt",
        "notebooks/../../outside.txt",
        "notebooks/../chipclaims/saving.py",
        "/etc/outside.txt",
        "C:/outside.txt",
        "C:outside.txt",
        "..\\outside.txt",
        "notebooks\\..\\..\\outside.txt",
        "notebooks//a.txt",
        "notebooks/./a.txt",
        "notebooks/",
        "notebooks",
        "chipclaims/extra.py",
        "sitecustomize.py",
        "notebooks/.hidden/startup.py",
        ".git/hooks/post-checkout",
        ".bashrc.ipynb",
    ],
)
def test_a_path_that_is_no_place_for_work_stops_everything(kit, name):
    path = packed(kit / "bad.zip", {"notebooks/good.txt": "good", name: "bad"})
    before = everything(kit.parent)
    with pytest.raises(SavingError, match="no place for your work") as caught:
        restore_work(path)
    assert "\n" not in str(caught.value)
    assert everything(kit.parent) == before


@pytest.mark.skipif(os.name == "nt", reason="links need a permission on Windows")
def test_a_link_in_the_kit_leads_nothing_out_of_it(kit, tmp_path):
    (tmp_path / "outside").mkdir()
    (kit / "notebooks/link").symlink_to(tmp_path / "outside")
    with pytest.raises(SavingError, match="no place for your work"):
        restore_work(packed(kit / "bad.zip", {"notebooks/link/a.txt": "bad"}))
    assert list((tmp_path / "outside").iterdir()) == []


@pytest.mark.parametrize(
    "listed", [[], "x", {}, {"kind": "other"}, {"kind": saving.KIND, "files": ["b"]}, 3]
)
def test_a_zip_whose_list_is_not_ours_is_foreign(kit, listed):
    path = packed(kit / "a.zip", {"notebooks/a.txt": "a"}, listed)
    with pytest.raises(SavingError, match="not made by this kit"):
        restore_work(path)


def test_a_zip_of_somebody_else_is_foreign(kit):
    with zipfile.ZipFile(kit / "photos.zip", "w") as archive:
        archive.writestr("notebooks/a.txt", "a")
    with pytest.raises(SavingError, match=r"photos\.zip was not made by this kit"):
        restore_work(kit / "photos.zip")


@pytest.mark.parametrize("how", ["text", "cut", "flipped", "empty"])
def test_a_damaged_zip_is_one_line_and_writes_nothing(kit, how):
    put(kit, "notebooks/a.txt", "many words " * 500)
    path = save_work()
    data = path.read_bytes()
    middle = data.index(b"notebooks/a.txt") + 20
    changed = data[:middle] + bytes([data[middle] ^ 0xFF]) + data[middle + 1 :]
    path.write_bytes({"text": b"hello", "cut": data[:-30], "flipped": changed, "empty": b""}[how])
    (kit / "notebooks/a.txt").unlink()
    with pytest.raises(SavingError, match="is damaged: upload it again") as caught:
        restore_work()
    assert "\n" not in str(caught.value)
    assert not (kit / "notebooks/a.txt").exists()


def test_a_zip_that_is_not_there_or_too_large_says_so(kit, monkeypatch):
    with pytest.raises(SavingError, match=f"there is no file {ZIP_NAME}"):
        restore_work()
    with pytest.raises(SavingError, match="there is no file notebooks"):
        restore_work(kit / "notebooks")
    put(kit, "notebooks/a.txt", "a" * 1000)
    save_work()
    monkeypatch.setattr(saving, "MOST_BYTES", 900)
    with pytest.raises(SavingError, match="too large"):
        restore_work()


# ---------------------------------------------------------------- the kit itself


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("exercises/my_progress.json", True),
        ("exercises/my_progress (restored).json", True),
        ("notebooks/my_reports/report.html", True),
        ("exercises/05_h20_versus_h100.ipynb", False),
        ("exercises/README.md", False),
    ],
)
def test_what_a_person_makes_never_becomes_a_file_of_the_kit(name, whose):
    assert shipped.is_somebodys(name) is whose


def test_the_table_of_the_kits_own_files_is_up_to_date():
    told = "a lesson has changed: python3 kit.py build shipped"
    assert saving.TABLE.read_text(encoding="utf-8") == shipped.table_text(), told


def test_the_table_is_made_before_the_lesson_that_shows_it():
    names = [step.name for step in STEPS]
    assert names.index("shipped") < names.index("notebooks")


def test_reports_go_where_they_are_saved():
    assert saving.MY_REPORTS == places.MY_REPORTS
    assert places.my_reports().parent.name in saving.SHIPPED_FOLDERS


def test_the_first_lesson_shows_what_a_fresh_kit_says():
    cells = nbformat.read(KIT / "notebooks/00_start_here.ipynb", as_version=4).cells
    shown = {
        name: cell.outputs[0].text
        for cell in cells
        for name in ("save_work()", "restore_work()")
        if cell.cell_type == "code" and name in cell.source
    }
    assert shown["save_work()"] == f"{NOTHING_YET}\n"
    assert shown["restore_work()"].startswith(f"there is no file {ZIP_NAME}: ")
