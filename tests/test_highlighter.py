"""The highlighter: every mark says its kind without its colour, and text is never run as HTML."""

from html.parser import HTMLParser
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chipclaims.articles import Article, article_from_bytes, load_article, load_articles
from chipclaims.quantities import KINDS, Quantity, find_quantities
from chipclaims.repair import repair
from chipclaims.widgets import highlight_html, highlighter, quantities_shown
from chipclaims.widgets.highlighter import INK, LOOKS, counts_in_words, value_in_words

ARTICLES = load_articles()
HOSTILE = "<script>alert(\"45億美元\")</script> & <img src=x onerror='run()'> 30%"


class Reader(HTMLParser):
    """What a browser would show: the text apart from signs, the marks, and every tag."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.signs, self.marks, self.tags, self.regions = "", [], [], [], []
        self.in_sign = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attributes: list) -> None:
        self.tags.append(tag)
        self.in_sign = tag == "sup"
        if tag == "mark":
            self.marks.append(dict(attributes))
        if ("role", "region") in attributes:
            self.regions.append(dict(attributes))

    def handle_endtag(self, tag: str) -> None:
        self.in_sign = self.in_sign and tag != "sup"

    def handle_data(self, data: str) -> None:
        if self.in_sign:
            self.signs.append(data)
        else:
            self.text += data


def quantity(start: int = 0, end: int = 1, kind: str = "count", **more: object) -> Quantity:
    """A quantity of which only what is named matters."""
    rest = {"value": 1, "value_low": None, "value_high": None, "unit": None} | more
    return Quantity(start, end, "", kind, **({"qualifier": None, "vague": False} | rest))


# ------------------------------------------------- the page


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a.name[:3])
def test_the_page_shows_the_text_as_it_is_and_marks_every_quantity(
    article: Article,
) -> None:
    text = repair(article.raw).text.text
    found = find_quantities(text)
    page = Reader(highlight_html(text, found))
    assert page.text == text
    assert len(page.marks) == len(found) > 0
    assert page.signs == [LOOKS[q.kind].sign for q in found]


def test_html_in_the_text_is_shown_and_never_run() -> None:
    page = Reader(highlight_html(HOSTILE, find_quantities(HOSTILE)))
    assert page.text == HOSTILE
    assert set(page.tags) == {"div", "mark", "sup"}
    assert {name for mark in page.marks for name in mark} == {
        "role",
        "title",
        "aria-label",
        "style",
    }


def test_html_inside_a_quantity_or_its_unit_is_shown_and_never_run() -> None:
    text = '"><b>1</b>'
    page = Reader(highlight_html(text, [quantity(0, len(text), unit='"><i onclick="run()">')]))
    assert page.text == text
    assert page.tags == ["div", "mark", "sup"]
    assert page.marks[0]["title"] == 'count: 1 "><i onclick="run()">'


@given(
    st.text(alphabet="億45%<>&\"'年 \na", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(KINDS))),
)
def test_any_text_comes_back_whole_or_the_quantities_are_refused(text: str, spans: list) -> None:
    places = [span[:2] for span in sorted(spans)]
    edges = [0, *(edge for place in places for edge in place), len(text)]
    fitting = edges == sorted(edges) and all(start < end for start, end in places)
    quantities = [quantity(*span) for span in spans]
    if fitting:
        assert Reader(highlight_html(text, quantities)).text == text
    else:
        with pytest.raises(ValueError, match="overlaps another or is outside"):
            highlight_html(text, quantities)


def test_quantities_may_come_in_any_order() -> None:
    article = ARTICLES[0]
    found = find_quantities(article.raw)
    assert highlight_html(article.raw, found[::-1]) == highlight_html(article.raw, found)


@pytest.mark.parametrize("kind", KINDS)
def test_only_the_wanted_kinds_are_marked(kind: str) -> None:
    article = ARTICLES[2]
    found = find_quantities(article.raw)
    page = Reader(highlight_html(article.raw, found, [kind]))
    assert len(page.marks) == sum(q.kind == kind for q in found)
    assert all(mark["title"].startswith(f"{kind}: ") for mark in page.marks)


def test_without_a_kind_the_bare_text_is_left() -> None:
    page = Reader(highlight_html("45億美元", find_quantities("45億美元"), []))
    assert (page.text, page.marks) == ("45億美元", [])


def test_an_unknown_kind_is_named_beside_those_that_exist() -> None:
    with pytest.raises(ValueError, match="'price' is not a kind; there are: money, percent"):
        highlight_html("45億", [], ["money", "price"])
    with pytest.raises(ValueError, match="'price' is not a kind"):
        quantities_shown(ARTICLES[0], "price")


@pytest.mark.parametrize(
    ("text", "language"), [("億個國", "zh-Hant"), ("亿个国", "zh-Hans"), ("45%", "zh")]
)
def test_the_page_names_the_script_so_that_the_right_glyphs_are_drawn(
    text: str, language: str
) -> None:
    assert f'lang="{language}"' in highlight_html(text, [])


# ------------------------------------------------- what a mark says


def test_every_kind_has_a_look_of_its_own() -> None:
    assert tuple(LOOKS) == KINDS
    for one, other in combinations(LOOKS.values(), 2):
        assert one.sign != other.sign
        assert one.colour != other.colour
        assert one.line != other.line


def test_dark_letters_can_be_read_on_every_colour() -> None:
    # 7 to 1 is the stricter level (AAA) of the Web Content Accessibility Guidelines 2.2.
    assert all(contrast(INK, look.colour) >= 7 for look in LOOKS.values())


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_mark_has_a_name_with_its_text_kind_and_value() -> None:
    text = "可能超过 100 亿美元"
    (mark,) = Reader(highlight_html(text, find_quantities(text))).marks
    assert mark["role"] == "group"
    assert mark["title"] == "money: more than 10,000,000,000 USD"
    assert mark["aria-label"] == f"100 亿美元, {mark['title']}"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("接近40%", "nearly 40 percent"),
        ("150億至200億美元", "15,000,000,000 to 20,000,000,000 USD"),
        ("三分之一", "0.3333 fraction"),
        ("3.5个百分点", "3.5 percentage points"),
        ("2025年4月", "2025-04"),
        ("幾十倍", "20 to 90 times (vague)"),
        ("股價153.1元", "153.1"),
        ("高達46億美元", "as high as 4,600,000,000 USD"),
    ],
)
def test_a_value_is_said_with_its_unit_and_its_qualifier(text: str, says: str) -> None:
    (found,) = find_quantities(text)
    assert value_in_words(found) == says


def test_the_line_of_words_counts_what_is_shown_and_names_what_is_hidden() -> None:
    found = [quantity(kind="money"), quantity(kind="money"), quantity(kind="date")]
    assert counts_in_words(found, ["date", "money"]) == (
        "Shown: 3 of 3 quantities (money $ 2, date @ 1). "
        "Hidden: percent 0, multiple 0, spec 0, count 0, duration 0, rank 0."
    )
    assert counts_in_words(found, []).startswith("Shown: 0 of 3 quantities. Hidden: money 2,")
    assert "Hidden" not in counts_in_words(found)


# ------------------------------------------------- the table


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a.name[:3])
def test_the_table_holds_what_the_page_marks_and_leads_back_to_the_file(article: Article) -> None:
    table = quantities_shown(article)
    assert [article.raw[r.start : r.end] for r in table.itertuples()] == list(table["text"])
    text = repair(article.raw).text.text
    titles = [mark["title"] for mark in Reader(highlight_html(text, find_quantities(text))).marks]
    assert [f"{r.kind}: {r.says}" for r in table.itertuples()] == titles


def test_the_table_holds_only_the_wanted_kinds_and_may_be_empty() -> None:
    assert set(quantities_shown(ARTICLES[0], ["spec"])["kind"]) == {"spec"}
    empty = quantities_shown(article_from_bytes("沒有".encode(), "none.txt"))
    assert empty.empty
    assert list(empty.columns) == ["start", "end", "text", "kind", "says"]


# ------------------------------------------------- the widget


def controls(widget) -> tuple:
    choice, boxes, words, text = widget.children
    return choice, {box.description.split()[0]: box for box in boxes.children}, words, text


def test_the_widget_begins_with_the_article_and_all_kinds() -> None:
    choice, boxes, words, text = controls(highlighter(load_article("002")))
    assert choice.value == ARTICLES[2].name
    assert list(choice.options) == [a.name for a in ARTICLES]
    assert list(boxes) == list(KINDS)
    assert all(box.value for box in boxes.values())
    found = find_quantities(ARTICLES[2].raw)
    assert f"Shown: {len(found)} of {len(found)} quantities" in words.value
    assert len(Reader(text.value).marks) == len(found)


def test_a_box_switches_its_kind_off_and_on_again() -> None:
    _, boxes, words, text = controls(highlighter(ARTICLES[0]))
    before = words.value, text.value
    boxes["money"].value = False
    assert "Hidden: money 4." in words.value
    assert not any(mark["title"].startswith("money") for mark in Reader(text.value).marks)
    boxes["money"].value = True
    assert (words.value, text.value) == before


def test_another_article_can_be_chosen_and_the_boxes_stay_as_they_are() -> None:
    choice, boxes, words, text = controls(highlighter())
    assert choice.value == ARTICLES[0].name
    boxes["date"].value = False
    choice.value = ARTICLES[3].name
    assert "大模型" in Reader(text.value).text
    assert "Hidden: date" in words.value


def test_the_learners_own_text_comes_first_and_cannot_be_run() -> None:
    own = article_from_bytes(HOSTILE.encode(), '<b>"mine".txt')
    choice, _, _, text = controls(highlighter(own))
    assert choice.options[0] == choice.value == own.name
    assert set(Reader(text.value).tags) == {"div", "mark", "sup"}
    assert HOSTILE in Reader(text.value).text


def test_a_text_with_the_name_of_a_kit_article_takes_its_place() -> None:
    own = article_from_bytes("只有30%".encode(), ARTICLES[0].name)
    choice, _, _, text = controls(highlighter(own))
    assert list(choice.options) == [a.name for a in ARTICLES]
    assert Reader(text.value).text == "只有30%"


def test_the_line_of_words_is_announced_and_the_text_is_within_reach_of_the_keyboard() -> None:
    *_, words, text = controls(highlighter())
    assert 'role="status"' in words.value
    region = Reader(text.value).regions[0]
    assert region["tabindex"] == "0"
    assert region["data-lm-suppress-shortcuts"] == "true"
    assert region["aria-label"] == f"Text of {ARTICLES[0].name}"
