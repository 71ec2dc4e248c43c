"""The teacher's room keeps to the lessons: minutes, cells, claims, figures and links are there."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import nbformat
import pytest

from chipclaims import tables
from chipclaims.practice.questions import LESSONS as PRACTISED
from chipclaims.practice.questions import questions_of

KIT = Path(__file__).parents[1]
ROOM = KIT / "docs" / "teaching"
LESSONS = sorted((KIT / "notebooks").glob("[0-9]*.ipynb"))
STEMS = [path.stem for path in LESSONS]
OTHERS = [
    "README",
    "syllabus_six_weeks",
    "syllabus_one_day",
    "rubric_report",
    "self_study",
    "rights",
]
PAGES = [ROOM / f"{name}.md" for name in [*STEMS, *OTHERS]]
PLANS = (45, 90)
WITHOUT_EXERCISES = {"00_start_here", "10_your_own_article"}
WITH_EXERCISES = [stem for stem in STEMS if stem not in WITHOUT_EXERCISES]
FIVE_MINUTES = 1250  # words, at 250 a minute
# Raised from 1,250 for the pages with notes on exercises: split() also counts the rules of the
# tables and the pieces of the board sketch, about 200 a page, which nobody reads word by word.
FIVE_MINUTES_WITH_EXERCISES = 1400

CELL = re.compile(r"(?<![\w-])\d{2}-\d{3}(?![\w-])")
RANGE = re.compile(r"(\d{2}-\d{3}) to (\d{2}-\d{3})")
CLAIM = re.compile(r"(?<![\w-])\d{3}-\d{2}(?![\w-])")
QUESTION = re.compile(r"(?<![\w-])\d{2}-\d(?![\w-])")
MISTAKE = re.compile(r'"([^"]+)"')
CASE = re.compile(r"\bK\d{2}\b")
ROW = re.compile(r"`([a-z_]+)\.(\w+)`")
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)[^)]*\)")
PART = re.compile(r"^## ((?:Part \d+:|\d+\.) .+)$", re.MULTILINE)
HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
NUMBER = re.compile(r"(?<![\w.])\d[\d,]*\d(?:\.\d+)?|(?<![\w.])\d\.\d+")
MADE_LATER = ("likely_mistakes/", "nbgrader.md", "../../exercises/")

each_lesson = pytest.mark.parametrize("stem", STEMS)
each_practised = pytest.mark.parametrize("stem", WITH_EXERCISES)
each_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def page_of(stem: str) -> str:
    return text_of(ROOM / f"{stem}.md")


@cache
def lesson(stem: str) -> list[dict]:
    return nbformat.read(KIT / "notebooks" / f"{stem}.ipynb", as_version=4).cells


@cache
def cell_ids() -> dict[str, int]:
    """Each cell of each lesson, with its place in the lesson."""
    return {cell["id"]: at for stem in STEMS for at, cell in enumerate(lesson(stem))}


def section(text: str, heading: str) -> str:
    found = re.search(
        rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL
    )
    assert found, f"no section {heading!r}"
    return found[1]


def table_rows(text: str) -> list[list[str]]:
    """The cells of each row of the tables of a text, without headers and rules."""
    rows = [line for line in text.splitlines() if line.startswith("|")]
    kept: list[list[str]] = []
    for line, after in zip(rows, [*rows[1:], ""], strict=True):
        is_rule = set(line) <= set("|- ")
        if not is_rule and not (after and set(after) <= set("|- ")):
            kept.append([cell.strip() for cell in line.strip("|").split("|")])
    return kept


def plan(stem: str, minutes: int) -> list[list[str]]:
    return table_rows(section(page_of(stem), f"{minutes} minutes"))


def parts_of_cells(stem: str) -> dict[str, set[str]]:
    """For each cell the titles of the parts in which it stands: two, where one begins inside it."""
    found: dict[str, set[str]] = {}
    here = ""
    for cell in lesson(stem):
        begins = PART.findall(cell["source"]) if cell["cell_type"] == "markdown" else []
        starts_the_cell = bool(begins) and cell["source"].startswith(f"## {begins[0]}")
        found[cell["id"]] = {*([] if starts_the_cell else [here]), *begins} - {""}
        here = begins[-1] if begins else here
    return found


def header_of(stem: str) -> tuple[str, str]:
    """The minutes for a learner and the seconds of code, as the lesson's header prints them."""
    header = " ".join(lesson(stem)[0]["source"].split())
    minutes = re.search(r"[Aa]bout (\d+) minutes", header)
    seconds = re.search(r"(?:code runs in about|cells alone:) (\d+) seconds", header)
    assert minutes, f"{stem}: no minutes in the header"
    assert seconds, f"{stem}: no seconds in the header"
    return minutes[1], seconds[1]


# ---------------------------------------------------------------- the pages and their plans


def test_the_room_has_a_page_for_each_lesson_and_no_page_for_another() -> None:
    pages = {path.stem for path in ROOM.glob("[0-9]*.md")}
    assert pages == set(STEMS)
    assert len(pages) == 11


@each_page
def test_a_page_is_read_in_five_minutes(path: Path) -> None:
    most = FIVE_MINUTES_WITH_EXERCISES if path.stem in WITH_EXERCISES else FIVE_MINUTES
    assert len(text_of(path).split()) <= most


@pytest.mark.parametrize("minutes", PLANS)
@each_lesson
def test_the_minutes_of_a_plan_add_up(stem: str, minutes: int) -> None:
    rows = plan(stem, minutes)
    assert all(len(row) == 4 for row in rows)
    assert min(int(row[0]) for row in rows) > 0
    assert sum(int(row[0]) for row in rows) == minutes


@pytest.mark.parametrize("minutes", PLANS)
@each_lesson
def test_each_line_of_a_plan_names_cells_of_the_parts_that_it_names(
    stem: str, minutes: int
) -> None:
    parts = parts_of_cells(stem)
    titles = {title for each in parts.values() for title in each}
    for _, what, where, _ in plan(stem, minutes):
        named = {title for title in titles if f"{title} (" in where}
        cells = CELL.findall(where)
        in_parts = all(parts[cell] & named for cell in cells) and bool(cells)
        is_talk = '"Talk about it"' in where and cells == [lesson(stem)[-1]["id"]]
        opening = where == f"cell {lesson(stem)[0]['id']}"
        other = (what, where) in {("Break", ""), ("First exercises", "the exercise notebook")}
        assert (named and in_parts) or is_talk or opening or other, where


@each_lesson
def test_the_plan_of_90_minutes_leaves_out_no_part(stem: str) -> None:
    titles = {title for each in parts_of_cells(stem).values() for title in each}
    told = " ".join(row[2] for row in plan(stem, 90))
    listed_only = {"7. The lessons"}
    assert not {title for title in titles - listed_only if f"{title} (" not in told}


@each_lesson
def test_a_page_tells_the_same_times_as_the_header_of_its_lesson(stem: str) -> None:
    page = page_of(stem)
    told = (
        re.search(r"about (\d+) for a learner alone", page),
        re.search(r"\*\*Code:\*\* about (\d+) seconds, measured", page),
    )
    assert told[0]
    assert told[1]
    assert (told[0][1], told[1][1]) == header_of(stem)


def test_the_door_tells_the_same_times_as_the_headers() -> None:
    told = {}
    for row in table_rows(text_of(ROOM / "README.md")):
        link = LINK.search(row[0])
        if link and len(row) == 5:
            told[link[1].removesuffix(".md")] = (row[1], row[2])
    assert told == {stem: header_of(stem) for stem in STEMS}


def test_the_page_for_self_study_tells_the_minutes_of_the_headers() -> None:
    rows = table_rows(section(text_of(ROOM / "self_study.md"), "Order and time"))
    told = {Path(LINK.search(row[1])[1]).stem: row[2] for row in rows}
    alone = {stem: exercise_minutes(stem) if stem in WITH_EXERCISES else "0" for stem in STEMS}
    assert told == {stem: f"{header_of(stem)[0]} + {alone[stem]}" for stem in STEMS}


@pytest.mark.parametrize(
    "heading",
    ["Prepare", "On the board", "Talk about it", "Likely to be hard (expected, not observed)"],
)
@each_lesson
def test_a_page_has_every_section_that_a_teacher_looks_for(stem: str, heading: str) -> None:
    assert section(page_of(stem), heading).strip()


@each_lesson
def test_the_board_sketch_is_plain_text_of_a_board_s_width(stem: str) -> None:
    sketch = section(page_of(stem), "On the board").split("```")[1]
    assert all(len(line) <= 110 for line in sketch.splitlines())


@each_lesson
def test_the_discussion_has_two_questions_each_with_two_readings(stem: str) -> None:
    talk = section(page_of(stem), "Talk about it")
    questions = re.split(r"^\*\*\d\. ", talk, flags=re.MULTILINE)[1:]
    assert len(questions) == 2
    for question in questions:
        assert len(re.findall(r"^- \*", question, re.MULTILINE)) >= 2
        assert "- Ask back:" in question


# ---------------------------------------------------------------- the exercises


@cache
def exercises(stem: str) -> str:
    """The text of a lesson's exercise notebook, without outputs."""
    cells = nbformat.read(KIT / "exercises" / f"{stem}.ipynb", as_version=4).cells
    return "\n\n".join(cell["source"] for cell in cells)


def exercise_minutes(stem: str) -> str:
    told = re.search(r"\*\*Time:\*\* about (\d+) minutes", exercises(stem))
    assert told, f"{stem}: no minutes in the header of the exercises"
    return told[1]


def entry(stem: str, label: str) -> str:
    """One entry of the section on the exercises, by its label in bold."""
    found = re.search(
        rf"^- \*\*{label}\b.*?(?=^- |\Z)",
        section(page_of(stem), "Exercises"),
        re.MULTILINE | re.DOTALL,
    )
    assert found, f"{stem}: no entry {label!r}"
    return found[0]


@each_page
def test_each_question_that_a_page_names_exists(path: Path) -> None:
    known = {question.id for lesson in PRACTISED for question in questions_of(lesson)}
    named = set(QUESTION.findall(text_of(path)))
    assert named - known == set()
    if path.stem in STEMS:
        assert {question_id[:2] for question_id in named} <= {path.stem[:2]}


@each_practised
def test_a_page_tells_the_minutes_of_the_header_of_the_exercises_as_an_estimate(stem: str) -> None:
    told = re.findall(
        r"about (\d+) minutes alone, an estimate", section(page_of(stem), "Exercises")
    )
    assert told == [exercise_minutes(stem)]


@each_practised
def test_each_question_has_a_place_in_the_hour_or_at_home(stem: str) -> None:
    in_the_hour = QUESTION.findall(entry(stem, "In the hour"))
    at_home = QUESTION.findall(entry(stem, "At home"))
    assert 2 <= len(in_the_hour) <= 3
    assert {*in_the_hour, *at_home} == {question.id for question in questions_of(stem[:2])}


@each_practised
def test_each_question_but_the_open_one_stands_after_a_part_that_exists(stem: str) -> None:
    after = entry(stem, "Which after what")
    asked = [question.id for question in questions_of(stem[:2])]
    assert set(asked[:-1]) <= set(QUESTION.findall(after))
    titles = {title for each in parts_of_cells(stem).values() for title in each}
    numbers = {found[0] for title in titles if (found := re.search(r"\d+", title))}
    assert set(re.findall(r"(?:after|Part|section) (\d+)", after)) <= numbers


@each_practised
def test_the_minutes_in_the_hour_are_those_of_the_plan(stem: str) -> None:
    planned = [row[0] for row in plan(stem, 90) if row[1] == "First exercises"]
    told = re.findall(r"the plan's (\d+) minutes", entry(stem, "In the hour"))
    assert told == planned


@each_practised
def test_what_to_watch_for_are_mistakes_that_the_checks_of_these_questions_know(stem: str) -> None:
    known = {
        question.id: {mistake.name for mistake in question.mistakes}
        for question in questions_of(stem[:2])
    }
    watched = " ".join(entry(stem, "Watch for").split())
    pieces = re.split(rf"({QUESTION.pattern})", watched)[1:]
    named = list(zip(pieces[::2], map(MISTAKE.findall, pieces[1::2]), strict=True))
    assert len(named) >= 3
    assert [pair for pair in named if not pair[1] or not known[pair[0]].issuperset(pair[1])] == []


@each_practised
def test_each_question_to_talk_about_in_the_exercises_has_two_readings(stem: str) -> None:
    asked = re.findall(r"^\d\. ", exercises(stem).split("## Talk about it")[1], re.MULTILINE)
    notes = section(page_of(stem), "Talk about the exercises")
    questions = re.split(r"^\*\*\d\. ", notes, flags=re.MULTILINE)[1:]
    assert len(questions) == len(asked) == 2
    assert all(len(re.findall(r"^- \*", each, re.MULTILINE)) == 2 for each in questions)


# ---------------------------------------------------------------- what the pages name


@each_page
def test_each_cell_that_a_page_names_stands_in_its_lesson(path: Path) -> None:
    text = text_of(path)
    named = set(CELL.findall(text))
    assert named <= cell_ids().keys()
    if path.stem in STEMS:
        assert {cell[:2] for cell in named} == {path.stem[:2]}
    places = cell_ids()
    assert [pair for pair in RANGE.findall(text) if places[pair[0]] >= places[pair[1]]] == []


@each_page
def test_each_claim_case_and_row_that_a_page_names_stands_in_the_tables(path: Path) -> None:
    text = text_of(path)
    assert set(CLAIM.findall(text)) <= {row["claim_id"] for row in tables.rows("claims")}
    assert set(CASE.findall(text)) <= {row["case_id"] for row in tables.rows("contradictions")}
    for table, key in ROW.findall(text):
        if (KIT / "data" / f"{table}.csv").exists():
            assert key in {next(iter(row.values())) for row in tables.rows(table)}, f"{table}.{key}"


VERDICT_NAMED = re.compile(
    r"(?<![\w-])(\d{3}-\d{2})[^.;:]{0,60}?`(agrees|rounded|wrong_basis|contradicted|cannot_be_checked)`"
)


@each_lesson
def test_a_verdict_beside_a_claim_is_the_ledger_s(stem: str) -> None:
    ledger = {row["claim_id"]: row["verdict"] for row in tables.rows("claims")}
    named = VERDICT_NAMED.findall(page_of(stem))
    was_once = {("001-21", "cannot_be_checked")}
    assert [pair for pair in named if ledger[pair[0]] != pair[1] and pair not in was_once] == []


@cache
def numbers_in_the_tables() -> set[str]:
    return {n for path in (KIT / "data").glob("*.csv") for n in numbers_of(text_of(path))}


def numbers_of(text: str) -> set[str]:
    return {number.replace(",", "") for number in NUMBER.findall(text)}


def everything_in(stem: str) -> str:
    """Sources and outputs of a lesson as one text."""
    return "\n".join(
        [cell["source"] + json.dumps(cell.get("outputs", "")) for cell in lesson(stem)]
    )


@each_lesson
def test_each_figure_on_a_page_stands_in_its_lesson_or_in_a_table(stem: str) -> None:
    text = page_of(stem)
    for minutes in PLANS:
        text = text.replace(section(text, f"{minutes} minutes"), "")
    for not_a_figure in (
        CELL,
        CLAIM,
        QUESTION,
        re.compile(r"\(\.\./[^)]*\)|^# .*$|\[.*?\]", re.MULTILINE),
    ):
        text = not_a_figure.sub("", text)
    times = {"45", "90", *header_of(stem)}
    known = numbers_of(everything_in(stem)) | numbers_in_the_tables() | times
    if stem in WITH_EXERCISES:  # the minutes in the hour and alone have tests of their own
        text = re.sub(r"the plan's \d+ minutes", "", text)
        known |= numbers_of(exercises(stem))
    assert numbers_of(text) - known == set()


@each_page
def test_each_chinese_word_has_its_english_at_its_first_place(path: Path) -> None:
    text = text_of(path)
    without = []
    for word in dict.fromkeys(HAN.findall(text)):
        around = text[max(0, text.index(word) - 60) : text.index(word) + len(word) + 60]
        if not re.search(r'[("“][^"”)]*[A-Za-z]{2}', around):
            without.append(word)
    assert without == []


# ---------------------------------------------------------------- the two syllabi


def test_the_meetings_of_six_weeks_are_twelve_of_90_minutes() -> None:
    text = text_of(ROOM / "syllabus_six_weeks.md")
    meetings = table_rows(text.split("\n## ")[0])
    assert [row[0] for row in meetings] == [str(n) for n in range(1, 13)]
    assert {row[1] for row in meetings} == {"90"}
    workshop = table_rows(section(text, "Meeting 11: the workshop"))
    assert sum(int(row[0]) for row in workshop) == 90


def test_each_hour_of_the_one_day_begins_when_the_one_before_ends() -> None:
    text = text_of(ROOM / "syllabus_one_day.md")
    rows = table_rows(text.split("\n## ")[0])
    clock, work, pause = 9 * 60, 0, 0
    for row in rows:
        assert row[0] == f"{clock // 60:02d}:{clock % 60:02d}"
        clock += int(row[1])
        is_pause = row[2] in ("Break", "Lunch")
        work, pause = work + int(row[1]) * (not is_pause), pause + int(row[1]) * is_pause
    assert f"{clock // 60:02d}:{clock % 60:02d}" in text.splitlines()[2]
    assert f"{work} minutes of work, {pause} of breaks" in text


# ---------------------------------------------------------------- links


def broken_links(path: Path, made_later: bool) -> list[str]:
    links = LINK.findall(text_of(path))
    chosen = [link for link in links if link.startswith(MADE_LATER) == made_later]
    return [link for link in chosen if not (ROOM / link).exists()]


@each_page
def test_each_link_leads_to_a_file(path: Path) -> None:
    assert broken_links(path, made_later=False) == []


@each_page
def test_each_link_to_exercises_likely_mistakes_and_nbgrader_leads_to_a_file(path: Path) -> None:
    assert broken_links(path, made_later=True) == []


@each_practised
def test_a_lesson_with_exercises_leads_to_them_and_to_its_likely_mistakes(stem: str) -> None:
    links = LINK.findall(page_of(stem))
    assert f"../../exercises/{stem}.ipynb" in links
    assert f"likely_mistakes/{stem}.md" in links


@pytest.mark.parametrize("path", PAGES[len(STEMS) :], ids=lambda path: path.stem)
def test_the_door_leads_to_each_page(path: Path) -> None:
    if path.stem != "README":
        assert path.name in LINK.findall(text_of(ROOM / "README.md"))
