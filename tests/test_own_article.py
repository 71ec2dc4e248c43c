"""A text of the reader's own: every encoding, damaged or clean, and one line for what fails."""

from __future__ import annotations

import pytest

from chipclaims.articles import MOST_BYTES, ArticleError, load_article
from chipclaims.own_article import NO_ENGLISH_YET, YOUR_TEXT, own_article, own_rows
from chipclaims.repair.forward import damage
from chipclaims.tables import load
from chipclaims.widgets import highlighter, reader_html

TEXT = (
    "【練習】這是編造的。\n\n"
    "青石上個月借了8000萬元,市場份額約15%至20%。\n"
    "這不是因為沒得選,而是為了等待下一代產品。\n"
)


def message(*given: object) -> str:
    with pytest.raises(ArticleError) as caught:
        own_article(*given)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_pasted_text_keeps_every_character():
    article = own_article(TEXT)
    assert (article.raw, article.name, article.script) == (TEXT, YOUR_TEXT, "traditional")
    assert len(article.paragraphs) == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16"])
def test_a_file_is_read_in_its_encoding(tmp_path, encoding):
    path = tmp_path / "mine.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert own_article(file=path).raw == own_article(file=str(path)).raw == TEXT
    assert own_article("  \n", path).name == "mine.txt"


def test_half_a_character_from_a_keyboard_does_not_stop_the_page():
    assert own_article("青石\ud83d宣布").raw == "青石?宣布"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("",), "your text is empty"),
        ((" \n\t ",), "your text is empty"),
        (("Chips for all",), "no Chinese character"),
        (("かな",), "no Chinese character"),
        (("晶片", "000"), "a text and also a file name"),
        (("", "no_such_file.txt"), "there is no file no_such_file.txt"),
        (("晶片\0\0\0\0",), "control characters"),
        ((None,), "between quotation marks"),
        ((b"\xaa",), "between quotation marks"),
        (("字" * (MOST_BYTES // 3 + 1),), "too large"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_cannot_be_read_is_told_in_one_line(given, told):
    assert told in message(*given)


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"\0\1\2", b"", b"caf\xe9 tr\xe8s bon"])
def test_a_file_is_refused_with_the_words_of_the_commands(tmp_path, data):
    path = tmp_path / "mine.txt"
    path.write_bytes(data)
    with pytest.raises(ArticleError) as of_commands:
        load_article(path)
    assert message("", path) == str(of_commands.value)


# ---------------------------------------------------------------- the reader


def test_the_reader_shows_each_paragraph_repaired_simplified_and_in_own_words():
    damaged = damage(TEXT, {"個": "gè", "驗": "yàn", "場": "chǎng"})
    rows = own_rows(own_article(damaged), {2: "Qingshi borrowed <much>."})
    assert list(rows["paragraph"]) == [1, 2, 3]
    assert list(rows["original"]) == [line for line in TEXT.splitlines() if line]
    assert rows["simplified"][2].startswith("这不是因为没得选")
    assert list(rows["english"]) == [NO_ENGLISH_YET, "Qingshi borrowed <much>.", NO_ENGLISH_YET]
    assert "Qingshi borrowed &lt;much&gt;." in reader_html(rows)
    assert "<b>your text: all 3 paragraphs</b>" in reader_html(rows)


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_for_an_article_of_the_kit_it_shows_what_the_kits_reader_shows(number):
    article = load_article(number)
    kits = load("translations").fillna("")
    kits = kits[kits["article"] == article.name].reset_index(drop=True)
    rows = own_rows(article)
    assert list(rows["paragraph"]) == list(kits["paragraph"].astype(int))
    assert list(rows["original"]) == [text.strip() for text in kits["repaired"]]
    assert list(rows["simplified"]) == [text.strip() for text in kits["simplified"]]


@pytest.mark.parametrize("number", [0, 4, "1", None])
def test_english_for_a_paragraph_that_is_not_there_is_told(number):
    with pytest.raises(ValueError, match="numbered 1 to 3"):
        own_rows(own_article(TEXT), {number: "English"})


def test_the_highlighter_begins_with_the_own_text():
    widget = highlighter(own_article(TEXT))
    assert widget.children[0].value == YOUR_TEXT
    assert "8000萬元" in widget.children[3].value
