"""Every lesson opens in JupyterLab, runs without an error and asks nothing from outside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from browser.lab import ARTEFACTS, CHROMIUM, KIT, REQUIRED, Lab, open_lab

from chipclaims.practice.diagnosing import example_of, expected_of
from chipclaims.practice.questions import questions_of

EXERCISES = sorted(path.stem for path in (KIT / "exercises").glob("0*.ipynb"))
LESSONS = sorted(path.stem for path in (KIT / "notebooks").glob("*.ipynb"))
HAS_BROWSER = Path(CHROMIUM).exists()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not HAS_BROWSER and not REQUIRED, reason=f"there is no browser at {CHROMIUM}"
    ),
]


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with open_lab(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


def planned_errors(stem: str) -> int:
    """How many cells of a lesson fail on purpose: their tag says so."""
    import nbformat

    cells = nbformat.read(KIT / "notebooks" / f"{stem}.ipynb", as_version=4).cells
    return sum("raises-exception" in cell.metadata.get("tags", []) for cell in cells)


class Keys(NamedTuple):
    """Keys for one control of a lesson's widget, and words that it must say afterwards."""

    control: str
    keys: tuple[str, ...]
    says: str
    number: int = 0


NEXT_OF_A_LIST = ("Space", "ArrowDown", "Enter")
# What each widget must say is known from the function behind it, or from the tables.
BY_KEYBOARD = {
    "00_start_here": Keys(".noUi-handle", ("ArrowRight",), "51% of 1000 chips is 510 chips"),
    "01_reading_the_articles": Keys("select", NEXT_OF_A_LIST, "public network security"),
    "03_extracting_numbers": Keys("input[type=checkbox]", ("Space",), ""),
    "04_from_numbers_to_claims": Keys("select", NEXT_OF_A_LIST, "", 1),
    "05_h20_versus_h100": Keys("input[type=text]", ("Control+a", "1", "5", "0", "Enter"), "CAUGHT"),
    "06_market_share": Keys("select", NEXT_OF_A_LIST, ""),
    "07_following_the_money": Keys("input[type=text]", ("Control+a", "1", "0", "Enter"), "10"),
    "08_ordering_the_events": Keys("button", ("Enter",), "", 1),
    "10_your_own_article": Keys("input[type=checkbox]", ("Space",), ""),
}


def move_by_keyboard(lab: Lab, stem: str) -> None:
    """Move one control of the widget with keys alone: what the widget says must change."""
    widget, move = lab.show_widget(), BY_KEYBOARD[stem]
    before = widget.inner_html()
    widget.locator(move.control).nth(move.number).focus()
    for key in move.keys:
        lab.page.keyboard.press(key)
    lab.page.wait_for_timeout(1500)
    after = widget.inner_html()
    lab.page.screenshot(path=ARTEFACTS / stem / "widget.png")
    assert after != before
    assert move.says in widget.inner_text()


@pytest.mark.parametrize("stem", LESSONS)
def test_a_lesson_runs_in_the_browser_and_nothing_leaves_the_machine(lab: Lab, stem: str) -> None:
    lab.outside.clear()
    lab.open(f"notebooks/{stem}.ipynb")
    lab.run_all()
    pictures = lab.screenshots(stem)
    assert len(lab.errors()) <= planned_errors(stem), lab.errors()
    assert lab.outside == []
    assert pictures > 3
    if stem in BY_KEYBOARD:
        move_by_keyboard(lab, stem)


@pytest.mark.parametrize("stem", EXERCISES)
def test_an_exercise_opens_untouched_and_runs_without_an_error(lab: Lab, stem: str) -> None:
    lab.outside.clear()
    lab.open(f"exercises/{stem}.ipynb")
    lab.run_all()
    lab.screenshots(f"exercise_{stem}")
    assert lab.errors() == []
    assert lab.outside == []


def test_a_learner_answers_wrongly_asks_for_help_and_then_answers_rightly(lab: Lab) -> None:
    """By keyboard alone: the named mistake, the first hint, the solution held back, right."""
    asked = questions_of("05")[0]
    wrong, right = asked.mistakes[0], round(expected_of(asked.id), asked.kind.decimals)
    lab.open("exercises/05_h20_versus_h100.ipynb")
    lab.run_all()
    name = checked_name("05_h20_versus_h100", asked.id)
    lab.type_into(f"{name} = ...", f"{name} = {example_of(asked, wrong)!r}")
    assert wrong.name in lab.run_cell(f'check("{asked.id}"')
    lab.page.screenshot(path=ARTEFACTS / "exercise_05_h20_versus_h100" / "wrong.png")
    helped = lab.type_into(f'# hint("{asked.id}")', f'hint("{asked.id}")')
    assert asked.hints[0][:40] in helped.replace("\n", " ")
    lab.type_into(f"{name} = ", f"{name} = {right!r}")
    assert lab.run_cell(f'check("{asked.id}"').endswith("Right")
    assert "1 of 8 solved" in lab.run_cell("progress(")
    lab.page.screenshot(path=ARTEFACTS / "exercise_05_h20_versus_h100" / "progress.png")


def checked_name(stem: str, question_id: str) -> str:
    text = (KIT / "exercises" / f"{stem}.ipynb").read_text(encoding="utf-8")
    return re.search(rf'check\(\\"{question_id}\\", (\w+)\)', text)[1]


def test_every_lesson_with_a_widget_is_moved_by_keyboard() -> None:
    kind = "application/vnd.jupyter.widget-view+json"
    with_widget = {
        s for s in LESSONS if kind in (KIT / "notebooks" / f"{s}.ipynb").read_text("utf-8")
    }
    assert with_widget == set(BY_KEYBOARD)
