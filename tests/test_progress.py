"""What a learner has solved survives a restart, a damaged file and a full disk."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType

import pytest

from chipclaims import articles
from chipclaims.practice import check, hint, keeping, progress, questions, solution
from chipclaims.practice.diagnosing import expected_of
from chipclaims.practice.kinds import Number
from chipclaims.practice.questions import Mistake, Question

TWO = (
    Question(
        "03-1",
        "first",
        Number("percent", decimals=1),
        lambda: 15.0,
        ("look", "look closer"),
        (Mistake("half", "halved", "Is that half of it?", lambda: 7.5),),
    ),
    Question("03-2", "second", Number("percent"), lambda: 40.0, ("look", "closer"), ()),
)


@pytest.fixture(autouse=True)
def kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A kit of two questions in a folder of its own, where progress is kept as for a learner."""
    for name in ("exercises", "solutions", "seeds"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(keeping, "find_kit_folder", lambda: tmp_path)
    monkeypatch.delenv(keeping.VARIABLE, raising=False)
    monkeypatch.delenv(keeping.GRADING, raising=False)
    monkeypatch.setattr(questions, "LESSONS", ("03",))
    monkeypatch.chdir(tmp_path / "exercises")
    module = ModuleType("chipclaims.practice.lesson_03")
    module.QUESTIONS = TWO
    monkeypatch.setattr(questions.importlib, "import_module", lambda name: module)
    questions.questions_of.cache_clear()
    expected_of.cache_clear()
    keeping.forget()
    yield tmp_path
    questions.questions_of.cache_clear()
    expected_of.cache_clear()
    keeping.forget()


def kept(kit: Path) -> dict[str, keeping.Record]:
    text = (kit / "exercises" / keeping.FILE).read_text(encoding="utf-8")
    return json.loads(text)["questions"]


def restart() -> None:
    """What a restart of the kernel does to the memory of this module."""
    keeping.forget()


def test_a_solved_question_stays_solved_after_a_restart(kit: Path) -> None:
    check("03-1", 15.0)
    restart()
    assert "1 of 2 solved" in str(progress("03"))
    check("03-1", 7.5)
    assert "1 of 2 solved" in str(progress("03"))


def test_tries_and_hints_are_counted_over_restarts(kit: Path) -> None:
    check("03-1", 7.5)
    hint("03-1")
    restart()
    check("03-1", 8)
    assert "closer" in str(hint("03-1"))
    assert kept(kit)["03-1"]["tries"] == 2
    assert "→ tried" in str(progress("03"))


def test_what_was_not_attempted_counts_as_no_try(kit: Path) -> None:
    check("03-1", ...)
    assert not (kit / "exercises" / keeping.FILE).exists()
    assert "0 of 2 solved, 0 tried, 2 open" in str(progress("03"))


def test_the_bar_and_the_table_show_the_same_in_words_and_in_html(kit: Path) -> None:
    check("03-2", 40)
    shown = progress("03")
    assert str(shown).splitlines()[0].count("█") == str(shown).splitlines()[0].count("░") == 12
    page = shown._repr_html_()
    assert 'max="2" value="1"' in page
    assert "✓ solved" in page
    assert "○ open" in page


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", '{"questions": 3}', '{"questions": {"03-1": 1}}']
)
def test_a_damaged_file_costs_nothing_but_its_own_content(kit: Path, damage: str) -> None:
    path = kit / "exercises" / keeping.FILE
    path.write_text(damage, encoding="utf-8")
    assert "0 of 2 solved" in str(progress("03"))
    check("03-1", 15.0)
    restart()
    assert "1 of 2 solved" in str(progress("03"))
    if len(damage) > 2:
        assert (kit / "exercises" / "my_progress.damaged").read_text(encoding="utf-8") == damage


def test_counts_that_make_no_sense_are_taken_for_none(kit: Path) -> None:
    odd = {"questions": {"03-1": {"solved": "yes", "tries": -4, "hints": 1e9, "asked": True}}}
    (kit / "exercises" / keeping.FILE).write_text(json.dumps(odd), encoding="utf-8")
    assert keeping.record_of("03-1") == keeping.new_record()
    assert "Hint 1 of 2" in str(hint("03-1"))


def test_a_restored_copy_beside_the_file_counts_as_well(kit: Path) -> None:
    """Lesson 00 restores under another name where a file stands already."""
    check("03-1", 15.0)
    path = kit / "exercises" / keeping.FILE
    path.rename(path.with_name("my_progress (restored).json"))
    restart()
    check("03-2", 40.0)
    restart()
    assert "2 of 2 solved" in str(progress("03"))


def test_a_file_in_the_way_of_the_folder_raises_nothing(
    kit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(keeping.VARIABLE, str(kit / "no folder" / "x.json"))
    (kit / "no folder").write_text("a file", encoding="utf-8")
    check("03-1", 15.0)
    assert "1 of 2 solved" in str(progress("03"))


def test_running_the_solutions_leaves_no_mark_on_the_learners_progress(
    kit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(kit / "solutions")
    check("03-1", 15.0)
    assert not list(kit.rglob("my_progress*"))
    assert "1 of 2 solved" in str(progress("03"))


@pytest.mark.parametrize("variable", [keeping.GRADING, keeping.NBGRADER])
def test_grading_leaves_no_mark_either(
    kit: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "autograde")
    check("03-1", 15.0)
    assert not list(kit.rglob("my_progress*"))


def test_saving_my_work_takes_the_progress_along(
    kit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from chipclaims import saving

    monkeypatch.setattr(saving, "find_kit_folder", lambda: kit)
    check("03-1", 15.0)
    assert f"exercises/{keeping.FILE}" in saving.my_work()


def test_no_file_is_left_half_written(kit: Path) -> None:
    for answer in (1, 2, 15.0):
        check("03-1", answer)
        solution("03-1")
    assert [path.name for path in (kit / "exercises").iterdir()] == [keeping.FILE]


def test_the_kit_is_found_from_the_folder_of_the_exercises() -> None:
    assert (articles.find_kit_folder() / "exercises").is_dir()
