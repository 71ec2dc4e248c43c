"""The report: all that the ledger knows, nothing more, and safe for whatever text comes in."""

from __future__ import annotations

import re
import shutil
import time
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from chipclaims import articles as articles_module
from chipclaims import tables
from chipclaims.arithmetic import names_in
from chipclaims.articles import Article, article_from_bytes, load_articles
from chipclaims.claims import bases, claim_at, judge, load_claims
from chipclaims.quantities import find_quantities
from chipclaims.repair import repair
from chipclaims.report import ReportError, report_html, report_markdown, write_report
from chipclaims.report.as_markdown import markdown_page
from chipclaims.report.blocks import Entry, Heading, Items, Paragraph, Quote, Span, Table
from chipclaims.report.reading import context_of, sentence_around
from chipclaims.report.words import VERDICTS, quantity_in_words, shown_verdict, visible
from chipclaims.traced import TracedText

KIT = Path(__file__).parents[1]
CHROMIUM = Path("/usr/bin/chromium")
ARTICLES = load_articles()
HOSTILE_NAME = "a|b <b>`*[x](y)_ #.txt"
HOSTILE = (
    "<script>alert(\"45億美元\")</script> & <img src=x onerror='run()'> 30%\n"
    "# 2025年4月15日 | *粗* _b_ `c` ~~d~~ $x$ [看](javascript:run()) https://example.org"
    " 7天 www.example.org\n"
    f"{'長' * 5000}200億美元{'x' * 5000}\n"
    "1. 30% &lt;b&gt; \\ \u202e45%\u202c反\u200b\x07\n---\n- 兩倍\n"
)
DAMAGED = "英偉達(dá)計(jì)提了45億美元,超過60個(gè)高管。\n"
TEXTS = {
    "hostile": article_from_bytes(HOSTILE.encode(), HOSTILE_NAME),
    "damaged": article_from_bytes(DAMAGED.encode(), "damaged.txt"),
    "big5": article_from_bytes("英偉達計提了45億美元庫存減值。".encode("big5") * 20, "big5.txt"),
    "no quantity": article_from_bytes("沒有數字的文章。".encode(), "none.txt"),
    "no Chinese": article_from_bytes(b"Sales of 30% and 5 <b>\r\nlines", "english.txt"),
    "from a pipe": article_from_bytes("營收45億美元".encode(), "-"),
}
VOID = {"meta", "br"}
SHOWN = "main section h1 h2 h3 p a blockquote mark code strong span dl div dt dd ul li"
ALLOWED = {*VOID, *SHOWN.split(" "), "html", "head", "title", "style", "body"}
ALLOWED |= {"table", "thead", "tbody", "tr", "th", "td"}
HAN = re.compile(r"[\u4e00-\u9fff]")
each_article = pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a.name[:3])
each_text = pytest.mark.parametrize("article", TEXTS.values(), ids=TEXTS)
each = pytest.mark.parametrize(
    "article", [*ARTICLES, *TEXTS.values()], ids=[*(a.name[:3] for a in ARTICLES), *TEXTS]
)


class Page(HTMLParser):
    """A page as a browser would take it in: its words, and what could do harm."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.words, self.untold_chinese, self.marks, self.badly_closed = "", "", [], []
        self.headings: list[tuple[int, str]] = []
        self.rows: list[list[str]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attributes]
        if tag in VOID:
            return
        self.open.append((tag, dict(attributes)))
        if tag in ("h1", "h2", "h3"):
            self.headings.append((int(tag[1]), ""))
        if tag == "tr":
            self.rows.append([])
        if tag == "td":
            self.rows[-1].append("")
        if tag == "mark":
            self.marks.append("")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop()[0] != tag:
            self.badly_closed.append(tag)
        if tag == "dt":
            # In Markdown, on one line with what follows it, the name of a fact needs a colon.
            self.words += ":"

    def handle_data(self, data: str) -> None:
        inside = [tag for tag, _ in self.open]
        if "style" in inside or "title" in inside:
            return
        self.words += data
        told = any((a.get("lang") or "").startswith("zh") for _, a in self.open)
        self.untold_chinese += "" if told else "".join(HAN.findall(data))
        if inside and inside[-1] != "main" and self.headings and set(inside) & {"h1", "h2", "h3"}:
            level, words = self.headings[-1]
            self.headings[-1] = level, words + data
        if "mark" in inside:
            self.marks[-1] += data
        if "td" in inside:
            self.rows[-1][-1] += data

    def values(self, name: str) -> list[str | None]:
        """The values of an attribute in the order of the page."""
        return [value for _, attribute, value in self.attributes if attribute == name]

    def cards(self) -> dict[str, str]:
        """The claims that have a card, with the verdict that is shown."""
        told = (words.partition(" ") for level, words in self.headings if level == 3)
        return {claim: verdict for claim, _, verdict in told}

    def quantities(self) -> list[list[str]]:
        """The rows of the table of quantities."""
        return [row for row in self.rows if len(row) == 6]


# A report of an article takes a fifth of a second, and most tests look at the same ones.
html_of, markdown_of = cache(report_html), cache(report_markdown)


@cache
def page_of(article: Article) -> Page:
    return Page(html_of(article))


def without_spaces(text: str) -> str:
    return re.sub(r"\s+", "", text)


def rendered(markdown: str) -> str:
    """The words of a Markdown page, as a renderer shows them."""
    return Page(MarkdownIt("commonmark").enable("table").render(markdown)).words


def sources_behind(reference_id: str) -> set[str]:
    """The sources of a reference, found without the report's own functions."""
    table, key = reference_id.split(".")[:2]
    row = next(r for r in tables.rows(table) if next(iter(r.values())) == key)
    if "formula" in row:
        return set().union(*map(sources_behind, names_in(row["formula"])))
    return {row["source_id"], row["seen_in_id"]} - {None}


# ---------------------------------------------------------------- what the ledger knows


@each_article
def test_every_claim_of_the_article_has_one_card_with_its_verdict(article: Article) -> None:
    page = page_of(article)
    titles = [words.split()[0] for level, words in page.headings if level == 3]
    assert sorted(titles) == [
        r["claim_id"] for r in tables.rows("claims") if r["article"] == article.name
    ]
    assert page.cards() == {
        r["claim_id"]: shown_verdict(r["verdict"])
        for r in tables.rows("claims")
        if r["article"] == article.name
    }


@each_article
def test_the_counts_are_those_of_the_tables(article: Article) -> None:
    page = page_of(article)
    verdicts = Counter(c.verdict for c in load_claims(article.name))
    legend = {row[0]: int(row[1]) for row in page.rows if len(row) == 3}
    assert legend == {shown_verdict(verdict): verdicts[verdict] for verdict in VERDICTS}
    used = {
        source
        for claim in load_claims(article.name)
        for name in [*claim.references, *filter(None, [claim.origin_id])]
        for source in sources_behind(name)
    }
    listed = [v for v in page.values("id") if v and v.startswith("source-")]
    assert listed == sorted(f"source-{source}" for source in used)
    kinds = Counter(r["kind"] for r in tables.rows("sources") if r["source_id"] in used)
    told = f"{len(used)} sources: {kinds['primary']} primary, {kinds['second_hand']} second-hand."
    assert told in page.words


@each_article
def test_what_could_not_be_checked_stands_in_a_section_of_its_own(article: Article) -> None:
    headings = page_of(article).headings
    places = [place for place, (level, _) in enumerate(headings) if level == 2]
    start = next(p for p in places if headings[p][1] == "What could not be checked")
    end = next(place for place in places if place > start)
    section = {words.split()[0] for _, words in headings[start + 1 : end]}
    assert section == {
        c.claim_id for c in load_claims(article.name) if c.verdict == "cannot_be_checked"
    }


@each_article
def test_a_card_says_what_is_claimed_by_whom_of_what_and_why(article: Article) -> None:
    page = html_of(article)
    parts = re.split(r'(?=<section class="card )', page)[1:]
    repaired = repair(article.raw).text
    for part, claim in zip(parts, in_order_of_page(article), strict=True):
        card = Page(part.partition("</section>")[0])
        inside = [
            character
            for character, start in zip(repaired.text, repaired.starts, strict=True)
            if claim.start <= start < claim.end
        ]
        assert card.marks[0] == "".join(inside)
        for words in (claim.gloss_en, claim.why, claim.speaker, claim.subject, claim.quote):
            assert words in card.words
        assert bases()[claim.basis].of_what in card.words
        assert f"{claim.start} to {claim.end}" in card.words
        if claim.decided_by == "arithmetic":
            assert judge(claim).arithmetic in card.words


def in_order_of_page(article: Article) -> list:
    claims = load_claims(article.name)
    return sorted(claims, key=lambda c: c.verdict == "cannot_be_checked")


@each_article
def test_references_tell_what_they_rest_on_and_why_they_are_weak(article: Article) -> None:
    page = html_of(article)
    weak = [c for c in load_claims(article.name) if any(map(is_remark, c.references))]
    for claim in weak:
        card = page.partition(f'id="claim-{claim.claim_id}"')[2].partition("</section>")[0]
        assert "it is the remark of somebody with a stake" in card


def is_remark(reference_id: str) -> bool:
    table, key = reference_id.split(".")[:2]
    rows = {next(iter(row.values())): row for row in tables.rows(table)}
    return rows[key].get("evidence") == "remark" and rows[key].get("status") == "verified"


def test_the_stake_of_an_estimator_stands_beside_the_estimate() -> None:
    estimate = next(
        row
        for row in tables.rows("market_share_estimates")
        if row["estimate_id"] == "huang_2021_95"
    )
    page = page_of(ARTICLES[0])
    assert f"Said by {estimate['who']}. Stake: {estimate['stake']}" in page.words


@each_article
def test_contradictions_stand_on_the_cards_of_their_claims(article: Article) -> None:
    page = html_of(article)
    for case in tables.rows("contradictions"):
        here = [c for c in case["claims"].split(";") if c.startswith(article.name[:3])]
        assert page.count(f"<dt>Case {case['case_id']}</dt>") == len(here)


# ---------------------------------------------------------------- quantities


@each
def test_every_quantity_stands_in_the_table_with_its_place(article: Article) -> None:
    found = find_quantities(article.raw)
    rows = page_of(article).quantities()
    assert len(rows) == len(found)
    for number, (row, quantity) in enumerate(zip(rows, found, strict=True), 1):
        line = article.raw[: quantity.start].count("\n") + 1
        assert row[0] == f"{number:,}"
        assert row[1] == f"line {line:,}, {quantity.start} to {quantity.end}"
        assert row[2] == visible(article.raw[quantity.start : quantity.end])
        assert row[4].startswith(f"{quantity.kind}: ")


@each_article
def test_the_claims_that_cover_a_quantity_stand_beside_it_or_the_reason(article: Article) -> None:
    reasons = [row for row in tables.rows("not_claims") if row["article"] == article.name]
    rows = page_of(article).quantities()
    for row, quantity in zip(rows, find_quantities(article.raw), strict=True):
        covering = [c.claim_id for c in claim_at(article.name, quantity.start, quantity.end)]
        if covering:
            assert row[5] == ", ".join(covering)
            continue
        near = [r for r in reasons if r["start"] < quantity.end and quantity.start < r["end"]]
        assert row[5] in [f"no claim: {reason['note']}" for reason in near]


def test_values_are_worded_as_the_highlighter_words_them() -> None:
    from chipclaims.widgets.highlighter import value_in_words

    texts = [article.raw for article in (*ARTICLES, *TEXTS.values())]
    for quantity in (q for text in texts for q in find_quantities(text)):
        assert quantity_in_words(quantity) == value_in_words(quantity)


# ---------------------------------------------------------------- texts from elsewhere


@each_text
def test_a_text_of_the_readers_own_has_no_verdict_but_a_place_for_one(article: Article) -> None:
    page = page_of(article)
    assert page.cards() == {}
    assert "you decide" in page.words
    assert all(row[5] == "" for row in page.quantities())
    assert not re.search(r"\d{3}-\d{2}\b", re.sub(r"\d{4}-\d\d(-\d\d)?", "", page.words))


def test_a_text_without_quantities_is_told_so() -> None:
    assert "No quantity was found" in html_of(TEXTS["no quantity"])
    assert "No quantity was found" in markdown_of(TEXTS["no quantity"])


def test_encoding_and_repairs_are_told() -> None:
    assert "big5 (likely)" in page_of(TEXTS["big5"]).words
    assert "3 places (3 certain)" in page_of(TEXTS["damaged"]).words
    assert "no damage was found" in page_of(TEXTS["big5"]).words
    certain = Counter(r.certainty for r in repair(ARTICLES[0].raw).repairs)
    told = f"({certain['certain']} certain, {certain['by_context']} by context, "
    assert told in page_of(ARTICLES[0]).words


def test_a_kit_article_under_another_name_is_known_by_its_text() -> None:
    copy = article_from_bytes(ARTICLES[3].raw.encode("utf-8-sig"), "copy.txt")
    page = Page(report_html(copy))
    assert f"the same as {ARTICLES[3].name} of the kit" in page.words
    assert len(page.cards()) == len(load_claims("003"))


def test_another_text_under_the_name_of_a_kit_article_gets_no_claims() -> None:
    changed = article_from_bytes(f" {ARTICLES[3].raw}".encode(), ARTICLES[3].name)
    page = Page(report_html(changed))
    assert page.cards() == {}
    assert "its text is another one" in page.words


# ---------------------------------------------------------------- the form of the page


@each
def test_the_page_holds_nothing_that_runs_or_leads_away(article: Article) -> None:
    page = page_of(article)
    assert set(page.tags) <= ALLOWED
    assert page.badly_closed == []
    assert page.open == []
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]
    assert page.values("src") == []
    places = page.values("id")
    assert len(places) == len(set(places))
    assert all(link[0] == "#" and link[1:] in places for link in page.values("href"))
    style = html_of(article).partition("<style>")[2].partition("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style


@each
def test_headings_go_down_one_step_at_a_time(article: Article) -> None:
    levels = [level for level, _ in page_of(article).headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


@each
def test_chinese_says_its_language_wherever_it_stands(article: Article) -> None:
    page = page_of(article)
    assert page.untold_chinese == ""
    assert set(page.values("lang")) <= {"en", "zh", "zh-Hant", "zh-Hans"}


@each
def test_both_pages_say_the_same(article: Article) -> None:
    from_html = page_of(article).words
    assert without_spaces(rendered(markdown_of(article))) == without_spaces(from_html)


def test_hostile_text_is_shown_as_it_is() -> None:
    for words in (
        page_of(TEXTS["hostile"]).words,
        rendered(markdown_of(TEXTS["hostile"])),
    ):
        for piece in (
            HOSTILE_NAME,
            '<script>alert("45億美元")',
            "&lt;b&gt; \\ \\u202e45%",
            "# 2025年4月15日 | *粗* _b_ `",
            "\\u200b\\x07",
        ):
            assert without_spaces(piece) in without_spaces(words)


@settings(deadline=None, max_examples=50)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=60))
def test_any_context_of_a_quantity_survives_both_pages(text: str) -> None:
    article = article_from_bytes(f"{text} 30% {text}。".encode(), "any.txt")
    page = Page(report_html(article))
    assert set(page.tags) <= ALLOWED
    assert page.badly_closed == []
    assert without_spaces(rendered(report_markdown(article))) == without_spaces(page.words)


def test_signs_of_markdown_stay_text_in_tables_lists_and_headings() -> None:
    signs = "a|b ``c`` *d* _e_ # ~f~ \\ <g> &amp; [h](i) $j$"
    lines = [[signs], [Span(signs, look="mark")], [Span(signs, look="strong")]]
    starts = ["1. one", "12) two", "- three", "+ four", "=== five", "# six", "> seven", "--- eight"]
    blocks = [
        Heading(2, [signs]),
        Table(["Head"], [[line] for line in lines]),
        Items([Entry([start], [[start]]) for start in starts]),
        *(block for start in starts for block in (Paragraph([start]), Quote([start]))),
    ]
    shown = Page(MarkdownIt("commonmark").enable("table").render(markdown_page(blocks)))
    words = [signs, "Head", *[signs] * 3]
    words += [start for start in starts for _ in range(2)] * 2
    assert without_spaces(shown.words) == without_spaces("".join(words))
    assert len(shown.headings) == 1


def test_addresses_are_no_links_in_markdown_that_makes_links_of_them() -> None:
    page = markdown_of(TEXTS["hostile"]) + markdown_of(ARTICLES[0])
    outside_code = re.sub(r"(`+).+?\1", "", page)
    assert "https://" in page
    assert not re.search(r"https?://|www\.", outside_code)


def test_letters_have_contrast_enough_to_be_read() -> None:
    style = html_of(ARTICLES[0]).partition("<style>")[2].partition("</style>")[0]
    for ink in re.findall(r"(?:[{ ;]color|--ink|--quiet): (#[0-9a-f]{3,6})", style):
        assert contrast_with_white(ink) >= 7, ink
    assert contrast_with_white("#1a1a1a") / contrast_with_white("#ffe28a") >= 7


def contrast_with_white(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 1.05 / (sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True)) + 0.05)


def test_verdicts_are_told_by_a_sign_and_a_word() -> None:
    allowed = tables.describe("claims")["schema"]["fields"]
    verdicts = next(f for f in allowed if f["name"] == "verdict")["constraints"]["enum"]
    assert sorted(VERDICTS) == sorted(verdicts)
    assert len({words.sign for words in VERDICTS.values()}) == len(VERDICTS)
    assert len({words.word for words in VERDICTS.values()}) == len(VERDICTS)


@each_article
def test_the_same_text_gives_the_same_bytes_and_no_path_of_this_machine(article: Article) -> None:
    pages = report_html(article), report_markdown(article)
    assert pages == (report_html(article), report_markdown(article))
    for page in pages:
        assert "\r" not in page
        assert page.endswith("\n")
        assert str(KIT) not in page


@each_article
def test_a_report_takes_less_than_two_seconds(article: Article, tmp_path: Path) -> None:
    start = time.perf_counter()
    write_report(article, tmp_path)
    assert time.perf_counter() - start < 2


# ---------------------------------------------------------------- sentences


def test_a_closing_quotation_mark_belongs_to_its_sentence() -> None:
    text = TracedText.from_raw("他说:“要9个月。”份额从95%跌到50%。")
    assert sentence_around(text, 5, 8) == ("他说:“要", "9个月", "。”")
    start = text.text.index("95%")
    assert sentence_around(text, start, start + 3) == ("份额从", "95%", "跌到50%。")


def test_sentences_and_contexts_end_with_the_text_and_with_its_lines() -> None:
    text = TracedText.from_raw("一行5%\n30%")
    assert sentence_around(text, 5, 8) == ("", "30%", "")
    assert context_of(text, 2, 4) == ("一行", "5%", "")
    assert context_of(text, 5, 8) == ("", "30%", "")
    assert context_of(TracedText.from_raw("ab5%cd"), 2, 4, around=1) == ("…b", "5%", "c…")


# ---------------------------------------------------------------- writing it


def test_both_files_are_written_as_utf_8_into_a_folder_that_is_made(tmp_path: Path) -> None:
    written = write_report(ARTICLES[1], tmp_path / "new" / "folder")
    assert [path.name for path in written] == ["report.html", "report.md"]
    assert written[0].read_bytes() == report_html(ARTICLES[1]).encode("utf-8")
    assert written[1].read_bytes() == report_markdown(ARTICLES[1]).encode("utf-8")


@pytest.mark.parametrize("name", ["report.html", "report.md"])
def test_a_file_that_is_there_is_replaced_only_when_asked(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    with pytest.raises(ReportError, match="is there already") as error:
        write_report(ARTICLES[1], tmp_path)
    assert "\n" not in str(error.value)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["mine"]
    assert len(write_report(ARTICLES[1], tmp_path, overwrite=True)) == 2
    assert "mine" not in (tmp_path / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_folder_that_cannot_be_written_gets_one_line(tmp_path: Path, overwrite: bool) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    (tmp_path / "taken" / "report.html").mkdir(parents=True)
    for folder in (file, file / "below", tmp_path / "taken", tmp_path / ("x" * 300), "a\0b"):
        with pytest.raises(ReportError) as error:
            write_report(ARTICLES[1], folder, overwrite=overwrite)
        assert len(str(error.value).splitlines()) == 1
    assert file.read_text() == "mine"


@pytest.fixture
def kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A copy of the kit's files to break, in the place of the kit."""
    for folder in ("seeds", "data"):
        shutil.copytree(KIT / folder, tmp_path / folder)
    clear_caches()
    monkeypatch.setattr(articles_module, "find_kit_folder", lambda: tmp_path)
    yield tmp_path
    monkeypatch.undo()
    clear_caches()


def clear_caches() -> None:
    from chipclaims.claims import cards, references
    from chipclaims.tables import package

    for module in (cards, references, package):
        for thing in vars(module).values():
            if hasattr(thing, "cache_clear"):
                thing.cache_clear()


@pytest.mark.parametrize(
    ("table", "before", "after"),
    [
        ("claims", "timeline.huang_lei_jun", "timeline.nobody"),
        ("timeline", "chinanews_lei_jun_2025", "no_such_source"),
        ("claims", "cannot_be_checked", "cannot be read"),
    ],
    ids=["a lost reference", "a lost source", "an unknown verdict"],
)
def test_a_damaged_ledger_gets_one_line_and_no_page(
    kit: Path, tmp_path: Path, table: str, before: str, after: str
) -> None:
    path = kit / "data" / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8", newline="\n")
    with pytest.raises(ReportError) as error:
        write_report(ARTICLES[0], tmp_path / "out")
    assert len(str(error.value).splitlines()) == 1
    assert not (tmp_path / "out").exists()


# ---------------------------------------------------------------- in a real browser


@pytest.fixture(scope="module")
def browser():
    if not CHROMIUM.exists():
        pytest.skip(f"there is no browser at {CHROMIUM}")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened
        opened.close()


@pytest.mark.browser
@each
def test_on_a_phone_nothing_runs_off_the_page_and_nothing_is_asked_for(
    browser, article: Article, tmp_path: Path
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    address = write_report(article, tmp_path)[0].as_uri()
    page.goto(address)
    widths = page.evaluate("[document.documentElement.scrollWidth, document.body.scrollWidth]")
    outside = page.evaluate(
        "[...document.querySelectorAll('main *')].filter(e => !e.closest('thead')"
        " && e.getBoundingClientRect().right > 360.5).map(e => e.outerHTML.slice(0, 80))"
    )
    page.close()
    assert max(widths) <= 360
    assert outside == []
    assert asked == [address]
