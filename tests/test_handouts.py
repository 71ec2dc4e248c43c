"""Pages for teachers that are made from the exercises: they hold all of it, and no more."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from leaks import leaks

from chipclaims.making import handouts, teaching
from chipclaims.making.answers import right_answer, wrong_answer
from chipclaims.practice.questions import LESSONS, questions_of

STEMS = [teaching.stem_of(lesson) for lesson in LESSONS]
each_stem = pytest.mark.parametrize("stem", STEMS)
VOID = {"br", "meta", "hr", "img", "input", "col", "link"}


class Tags(HTMLParser):
    """Which tags stay open, or close what was never opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def words(page: str) -> str:
    without = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", without))


def test_the_pages_of_likely_mistakes_are_what_the_mistakes_make_them() -> None:
    stored = {p.name: p.read_text(encoding="utf-8") for p in teaching.FOLDER.glob("*.md")}
    assert stored == teaching.pages()


@each_stem
def test_a_page_of_likely_mistakes_asks_back_every_mistake(stem: str) -> None:
    page = teaching.pages()[f"{stem}.md"]
    for asked in questions_of(stem[:2]):
        for mistake in asked.mistakes:
            assert mistake.says.translate(teaching.NOT_IN_A_TABLE) in page
    rows = [line for line in page.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5}


@each_stem
def test_a_handout_asks_every_question_and_answers_none(stem: str) -> None:
    page = words(handouts.handout(stem))
    for asked in questions_of(stem[:2]):
        assert f"Question {asked.id}: {asked.title}" in page
        assert [leak for line in page.splitlines() for leak in leaks(asked, line)] == []
    assert "BEGIN SOLUTION" not in page
    assert "check(" not in page


@each_stem
def test_a_key_has_every_answer_and_every_mistake(stem: str) -> None:
    page = words(handouts.key(stem))
    for asked in questions_of(stem[:2]):
        assert right_answer(asked) in page
        for mistake in asked.mistakes:
            assert mistake.says in page
            assert wrong_answer(asked, mistake) in page


@each_stem
def test_both_pages_are_whole_and_of_no_machine(stem: str) -> None:
    for page in (handouts.handout(stem), handouts.key(stem)):
        tags = Tags()
        tags.feed(page)
        assert (tags.open, tags.wrong) == ([], [])
        assert not re.search(r"<(img|a|link|script)\b", page)
        assert "/home/" not in page


def test_building_writes_two_files_a_lesson(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handouts, "FOLDER", tmp_path / "handouts")
    handouts.write_handouts()
    names = sorted(path.name for path in (tmp_path / "handouts").iterdir())
    assert names == sorted([f"{s}.html" for s in STEMS] + [f"{s}_key.html" for s in STEMS])
