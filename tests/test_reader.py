"""The parallel reader: what it finds, what it shows, and that nothing in a text can run."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chipclaims.articles import ArticleError, article_from_bytes, load_article, load_articles
from chipclaims.tables import load
from chipclaims.widgets import parallel_reader, reader_html, reader_line, reader_rows, reader_text
from chipclaims.widgets.reader import NO_TEXT, _matches

NUMBERS = ("000", "001", "002", "003", "004")
each_article = pytest.mark.parametrize("number", NUMBERS)
WILD = [
    "<script>alert(1)</script>",
    "[",
    "(?:",
    "\\",
    "%",
    "\0",
    "\ud800",
    "𠀀",
    "💥" * 5000,
    "&lt;",
]


class Page(HTMLParser):
    """What a browser would make of a piece of HTML: its tags, its words by language, its marks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[tuple[str | None, str]] = []
        self.marked: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open, "a tag is not closed"

    def handle_starttag(self, tag, attrs):
        self.open.append((tag, dict(attrs)))
        self.tags.append((tag, dict(attrs)))
        if tag == "mark":
            self.marked.append("")

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        languages = [about["lang"] for _, about in self.open if "lang" in about]
        self.words.append((languages[-1] if languages else None, data))
        if any(tag == "mark" for tag, _ in self.open):
            self.marked[-1] += data

    def text(self, language: str) -> str:
        return "".join(words for said_in, words in self.words if said_in == language)


COLUMNS = reader_rows("000").columns


def rows_of(english: str, original: str = "國", simplified: str = "国", query: str = ""):
    """Rows with texts that no article of the kit holds."""
    rows = pd.DataFrame([[1, original, simplified, english]], columns=COLUMNS)
    rows.attrs = {"article": "000_made_up.txt", "query": query, "paragraphs": 1}
    return rows


# ---------------------------------------------------------------- finding


@each_article
def test_without_a_query_every_paragraph_is_there_in_order(number):
    article = load_article(number)
    rows = reader_rows(article)
    assert list(rows.columns) == ["paragraph", "original", "simplified", "english"]
    assert list(rows["paragraph"]) == [p.number for p in article.paragraphs]
    table = load("translations")
    assert list(rows["english"]) == list(table[table["article"] == article.name]["english"])


def test_an_article_can_be_named_by_number_or_file_or_given():
    article = load_article("003")
    for way in (article, "003", "3", article.name):
        assert reader_rows(way, "H20").equals(reader_rows("003", "H20"))


@pytest.mark.parametrize(
    ("number", "query", "paragraphs"),
    [
        ("002", "知情人士", [18]),  # original
        ("004", "国务院", [19, 20]),  # simplified only: the original has 國務院
        ("004", "國務院", [19, 20]),
        ("003", "goodwill", [2]),  # English
        ("003", "GOODWILL", [2]),
        ("003", "  goodwill ", [2]),
        ("003", "flying saucer", []),
        ("000", "因為一個", [7]),  # damaged in the file, repaired here
    ],
)
def test_a_query_is_found_in_any_of_the_three_columns(number, query, paragraphs):
    assert list(reader_rows(number, query)["paragraph"]) == paragraphs


def test_a_query_is_plain_text_and_no_pattern():
    assert list(reader_rows("002", ".*")["paragraph"]) == []
    assert list(reader_rows("002", "(市场份额25.1%)")["paragraph"]) == [28]


def test_no_query_at_all_finds_everything():
    for nothing in ("", "   ", "\n\t", None):
        assert len(reader_rows("000", nothing)) == 7
    assert reader_rows("000", 2000).equals(reader_rows("000", "2000"))


def test_rows_are_a_copy_that_may_be_changed():
    rows = reader_rows("000")
    rows["english"] = "spoilt"
    assert "spoilt" not in set(reader_rows("000")["english"])


def test_what_is_not_there_is_a_clear_error():
    with pytest.raises(ArticleError, match="there is no file 7"):
        reader_rows("7")
    own = article_from_bytes("我自己的文章,一共十个字以上。".encode(), "mine.txt")
    with pytest.raises(ValueError, match=r"mine\.txt has no translation.*choose 000 to 004"):
        reader_rows(own)


# ---------------------------------------------------------------- telling


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("", "003: all 34 paragraphs"),
        ("goodwill", "003: “goodwill” stands in 1 of 34 paragraphs"),
        ("saucer", "003: “saucer” stands in none of 34 paragraphs"),
        ("很" * 60, f"003: “{'很' * 40}…” stands in none of 34 paragraphs"),
    ],
)
def test_a_line_says_how_many_paragraphs_match(query, line):
    rows = reader_rows("003", query)
    assert reader_line(rows) == line
    assert Page(reader_html(rows)).words[0] == (None, line)
    assert reader_text(rows).splitlines()[0] == line


@each_article
def test_the_page_holds_every_word_of_every_column_in_its_language(number):
    rows, page = reader_rows(number), Page(reader_html(reader_rows(number)))
    for row in rows.itertuples():
        chinese = page.text("zh-Hant") + page.text("zh-Hans")
        assert row.original in chinese
        assert row.simplified in page.text("zh-Hans")
        assert row.english in page.text("en")
    is_traditional = load_article(number).script == "traditional"
    assert bool(page.text("zh-Hant")) == is_traditional


def test_a_line_that_is_no_text_says_so():
    page = Page(reader_html(reader_rows("003", "licence line")))
    assert page.text("en").count(NO_TEXT) == 1
    assert "simplified is the same" not in page.text("en")
    assert "11011402013531" in page.text("en")
    assert reader_text(reader_rows("003", "licence line")).count(NO_TEXT) == 2


def test_a_few_paragraphs_are_shown_whole_and_many_scroll():
    few, many = (reader_html(reader_rows("002", query)) for query in ("知情人士", "H20"))
    assert "overflow-y" not in few
    assert "overflow-y" in many


def test_a_paragraph_that_is_the_same_in_both_scripts_is_shown_once():
    same, two = rows_of("one", "国", "国"), rows_of("one", "國", "国")
    assert Page(reader_html(same)).text("zh-Hans") == "国"
    assert Page(reader_html(same)).text("zh-Hant") == ""
    assert "simplified is the same" in reader_html(same)
    assert "simplified is the same" not in reader_html(two)


def test_the_text_twin_holds_the_same_words():
    rows = reader_rows("004", "H200")
    text = reader_text(rows)
    for row in rows.itertuples():
        assert f"Paragraph {row.paragraph}\n{row.original}\n{row.simplified}\n{row.english}" in text


@pytest.mark.parametrize(
    ("number", "query", "marked"),
    [
        ("002", "知情人士", ["知情人士"]),
        ("004", "國務院", ["國務院", "國務院", "國務院"]),
        ("003", "GOODWILL", ["goodwill"]),
        ("003", "saucer", []),
    ],
)
def test_matches_are_marked_as_they_are_written(number, query, marked):
    assert Page(reader_html(reader_rows(number, query))).marked == marked


def test_matches_stand_where_they_are_said_to():
    assert list(_matches("H20, h20 and H200", "h20")) == [(0, 3), (5, 8), (13, 16)]
    assert list(_matches("aaaa", "aa")) == [(0, 2), (2, 4)]
    assert list(_matches("abc", "")) == []
    assert list(_matches("die Straße", "strasse")) == [(4, 10)]
    assert list(_matches("ß", "s")) == [(0, 1), (0, 1)]
    assert Page(reader_html(rows_of("aß!", query="s"))).text("en").endswith("aß!")


# ---------------------------------------------------------------- safety


@pytest.mark.parametrize("column", ["english", "original", "simplified"])
@pytest.mark.parametrize("query", ["", "img", "onerror=", "<"])
def test_tags_in_an_article_are_shown_and_never_run(column, query):
    evil = '<img src=x onerror="alert(1)"></div><script>alert("2")</script>&amp;'
    rows = rows_of(**{"english": "fine", column: evil}, query=query)
    page = Page(reader_html(rows))
    assert {tag for tag, _ in page.tags} <= {"p", "b", "div", "mark"}
    assert not [name for _, about in page.tags for name in about if name.startswith("on")]
    assert evil in "".join(words for _, words in page.words)


@each_article
def test_only_these_tags_are_ever_written(number):
    page = Page(reader_html(reader_rows(number, "<b>")))
    assert {tag for tag, _ in page.tags} <= {"p", "b", "div", "mark"}
    assert "“<b>”" in "".join(words for _, words in page.words)


@pytest.mark.parametrize("query", WILD, ids=range(len(WILD)))
def test_any_query_is_survived(query):
    rows = reader_rows("001", query)
    html = reader_html(rows)
    Page(html)
    html.encode("utf-8")
    reader_text(rows)


@settings(max_examples=60, deadline=None)
@given(st.text())
def test_whatever_is_typed_the_page_stays_whole(query):
    rows = reader_rows("003", query)
    page = Page(reader_html(rows))
    assert len(page.marked) >= len(rows) or not query.strip()


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="aAßİiſs國 <&"), st.text(alphabet="aAßİiſs國<&", min_size=1, max_size=3))
def test_marking_adds_marks_and_changes_no_letter(text, query):
    page = Page(reader_html(rows_of(text or "-", query=query)))
    assert (text or "-") in "".join(words for _, words in page.words)
    if query.casefold() in text.casefold():
        assert page.marked


def test_it_reads_on_a_phone_and_by_keyboard():
    page = Page(reader_html(reader_rows("000")))
    styles = [about.get("style") or "" for _, about in page.tags]
    assert any("flex-wrap:wrap" in style for style in styles)
    assert not any(re.search(r"(?<!min-)(?<!max-)width:\d+(px|em)", style) for style in styles)
    (area,) = [about for _, about in page.tags if about.get("role") == "region"]
    assert area["tabindex"] == "0"
    assert area["data-lm-suppress-shortcuts"] == "true"
    assert area["aria-label"] == "Paragraphs of 000"
    assert [about for _, about in page.tags if about.get("role") == "status"]


# ---------------------------------------------------------------- the widget


def test_the_widget_shows_what_the_functions_say():
    widget = parallel_reader("002")
    choice, search, result = widget.children
    assert result.value == reader_html(reader_rows("002"))
    search.value = "知情人士"
    assert result.value == reader_html(reader_rows("002", "知情人士"))
    choice.value = load_article("004").name
    assert result.value == reader_html(reader_rows("004", "知情人士"))
    search.value = ""
    assert result.value == reader_html(reader_rows("004"))


def test_the_widget_offers_every_article_and_starts_with_the_one_asked_for():
    choice = parallel_reader(load_article("003")).children[0]
    names = {f"{article.name[:3]} ({article.script})": article.name for article in load_articles()}
    assert choice.options == names
    assert choice.value == load_article("003").name
    assert parallel_reader().children[0].value.startswith("000")


@pytest.mark.parametrize("query", WILD, ids=range(len(WILD)))
def test_the_widget_survives_any_query(query):
    _, search, result = parallel_reader("000").children
    search.value = query
    assert result.value == reader_html(reader_rows("000", query))


def test_a_widget_for_an_article_that_is_not_there_is_an_error():
    with pytest.raises(ArticleError):
        parallel_reader("7")
