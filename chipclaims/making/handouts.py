"""Make printable pages of the exercises: a handout to write on, and its key.

They stand in ``handouts/``, which git does not keep: they are made from ``exercises/``,
``solutions/`` and the named mistakes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from chipclaims.making.answers import right_answer, wrong_answer
from chipclaims.making.exercises import CHECK
from chipclaims.making.notebooks import read
from chipclaims.practice.questions import Question, questions_of
from chipclaims.practice.solved import answer_alone

if TYPE_CHECKING:
    from nbformat import NotebookNode

KIT = Path(__file__).parents[2]
FOLDER = KIT / "handouts"
ONLY_ON_A_SCREEN = re.compile(r"^progress\(|^# hint\(|^# For help")
PRACTICE = re.compile(r"^from chipclaims\.practice import .*\n?", re.MULTILINE)
LINK = re.compile(r"\[([^\]]+)\]\((?!https?:)[^)]*\)")
ANCHOR = re.compile(r'<a class="anchor-link".*?</a>')
LINES_TO_WRITE_ON = {"Function": 9, "Writing": 9, "Table": 7, "Classes": 7}
STYLE = """
@page { size: A4; margin: 18mm }
body { font: 11pt/1.45 "Noto Serif", Georgia, "Noto Serif CJK SC", "Songti SC", SimSun, serif;
  color: #000; max-width: 44em; margin: 2em auto; padding: 0 1em }
h1 { font-size: 17pt } h2 { font-size: 13pt; margin-top: 1.8em; break-after: avoid }
pre { font: 9pt/1.35 "DejaVu Sans Mono", Menlo, Consolas, "Noto Sans Mono CJK SC", monospace;
  white-space: pre-wrap; overflow-wrap: anywhere; border-left: 2px solid #999; padding-left: 0.8em }
table { border-collapse: collapse; font-size: 9.5pt; margin: 0.6em 0 }
th, td { border: 1px solid #777; padding: 2px 6px; text-align: left; vertical-align: top }
tr, pre, .lines { break-inside: avoid }
.lines div { border-bottom: 1px solid #888; height: 2.1em }
.key { border: 1px solid #000; padding: 0 0.8em; margin: 0.8em 0 }
.name { margin: 1em 0 2em }
footer { margin-top: 2em; font-size: 9pt; border-top: 1px solid #777 }
"""


def write_handouts() -> None:
    """Write a handout and a key for every notebook of exercises."""
    FOLDER.mkdir(exist_ok=True)
    for path in sorted((KIT / "solutions").glob("*.ipynb")):
        for name, text in (
            (f"{path.stem}.html", handout(path.stem)),
            (f"{path.stem}_key.html", key(path.stem)),
        ):
            (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")


def handout(stem: str) -> str:
    """The page that learners write on."""
    parts = ['<p class="name">Name: ______________________ Date: ______________</p>']
    parts += _cells("exercises", stem, _place_to_write)
    return _page(f"Handout {stem[:2]}", parts)


def key(stem: str) -> str:
    """The page for the teacher: answers, a way to them, and the likely mistakes."""
    return _page(f"Key {stem[:2]}", list(_cells("solutions", stem, _answer)))


def _cells(folder: str, stem: str, answered: Callable[[Question, str], str]) -> Iterator[str]:
    """The cells as HTML; at every check stands what ``answered`` makes of the question."""
    asked = {each.id: each for each in questions_of(stem[:2])}
    waiting = ""
    for cell in read(KIT / folder / f"{stem}.ipynb").cells:
        if cell.cell_type == "markdown":
            yield _markdown(cell.source)
        elif match := CHECK.search(cell.source):
            yield answered(asked[match[1]], waiting)
        elif cell.metadata.get("nbgrader", {}).get("solution"):
            waiting = cell.source
        elif not ONLY_ON_A_SCREEN.search(cell.source):
            yield from _code_and_outputs(cell)


def _markdown(source: str) -> str:
    from nbconvert.filters import markdown2html

    # On paper a link leads nowhere: its words stay.
    return ANCHOR.sub("", markdown2html(LINK.sub(r"\1", source)))


def _code_and_outputs(cell: NotebookNode) -> Iterator[str]:
    yield f"<pre>{escape(PRACTICE.sub('', cell.source))}</pre>"
    yield from _outputs(cell)


def _outputs(cell: NotebookNode) -> Iterator[str]:
    for output in cell.outputs:
        data = output.get("data", {})
        if "text/html" in data:
            yield re.sub(r"<style.*?</style>", "", data["text/html"], flags=re.DOTALL)
        else:
            yield f"<pre>{escape(output.get('text', data.get('text/plain', '')))}</pre>"


def _place_to_write(asked: Question, source: str) -> str:
    count = LINES_TO_WRITE_ON.get(type(asked.kind).__name__, 3)
    shown = re.sub(r"^\s*# your code here\n?", "", source, flags=re.MULTILINE)
    return f'<pre>{escape(shown)}</pre><div class="lines">{"<div></div>" * count}</div>'


def _answer(asked: Question, source: str) -> str:
    rows = "".join(
        f"<tr><td>{escape(m.name)}</td><td>{escape(wrong_answer(asked, m))}</td>"
        f"<td>{escape(m.says)}</td></tr>"
        for m in asked.mistakes
    )
    head = "<tr><th>mistake</th><th>for example</th><th>ask back</th></tr>"
    return (
        f'<div class="key"><p><strong>Answer:</strong> {escape(right_answer(asked))}</p>'
        f"<pre>{escape(answer_alone(source))}</pre>"
        f"<table>{head}{rows}</table></div>"
    )


def _page(title: str, parts: list[str]) -> str:
    body = "\n".join(parts)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE}</style></head>\n<body>\n{body}\n"
        "<footer>Chip Claims. The quoted articles belong to their publishers: "
        "see docs/teaching/rights.md of the kit.</footer>\n</body></html>\n"
    )
