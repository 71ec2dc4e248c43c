"""The widget of lesson 08: it says in words what it shows, and goes on from event to event."""

from html.parser import HTMLParser
from importlib import import_module

import pytest

from chipclaims import tables
from chipclaims.figures import versions
from chipclaims.widgets import event_in_words, event_lanes, event_table
from chipclaims.widgets.event_lanes import (
    COLUMNS,
    HOW_READ,
    NO_DATE,
    NO_REFERENCE,
    REFERENCE,
    event_html,
    events_and_articles,
)

CLAIMS, EVENTS = tables.load("claims"), tables.load("timeline")
CHOICES = events_and_articles()
IDS = [choice for _, choice in CHOICES]
DATING = CLAIMS[CLAIMS["metric"].isin(["event_date", "order_of_events"])]
every_choice = pytest.mark.parametrize("chosen", IDS)


class Page(HTMLParser):
    """Every tag of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags, self.text, self.attributes = [], "", []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attributes: list) -> None:
        self.tags.append(tag)
        self.attributes += attributes

    def handle_data(self, data: str) -> None:
        self.text += data


# ------------------------------------------------- what can be chosen


def test_events_stand_by_date_and_before_the_articles() -> None:
    events = [choice for choice in IDS if not choice.isdigit()]
    assert [*events, "000", "001", "002", "003", "004"] == IDS
    by_date = EVENTS[EVENTS["event_id"].isin(events)]
    assert list(by_date["event_id"]) == events
    assert {"h20_letter", "h20_assurance", "deepseek_r1"} <= set(events)


def test_every_choice_has_a_label_of_its_own() -> None:
    assert len({label for label, _ in CHOICES}) == len(CHOICES) == len(set(IDS))


# ------------------------------------------------- the words


@every_choice
def test_the_words_hold_every_row_of_the_table(chosen: str) -> None:
    words = event_in_words(chosen)
    for row in event_table(chosen).itertuples(index=False):
        cells = dict(zip(COLUMNS, row, strict=True))
        assert cells["when"] in words
        if cells["who"] != REFERENCE:
            verdict = cells["verdict"].split(" ", 1)[1]
            assert f"says {cells['in the article']} ({cells['when']}): {verdict}" in words


def test_the_stop_is_told_with_its_reference_and_all_four_versions() -> None:
    words = event_in_words("h20_letter")
    assert words.startswith("Reference: 9 Apr 2025. The US government tells NVIDIA by letter")
    assert "Evidence: official. Source: NVIDIA Form 8-K filed 15 April 2025" in words
    assert "a page that quotes it was read" in words
    assert "The articles date it in 4 claims: article 000 says 今年4月 (Apr 2025): agrees" in words
    assert "article 001 says 2024年底 (Nov to Dec 2024): contradicted, at least 3 months" in words
    assert "article 003 says 2024年4月 (Apr 2024): contradicted, at least 11 months early." in words


def test_a_version_that_is_held_against_another_day_says_against_which() -> None:
    words = event_in_words("h20_letter")
    assert "4月15日 (15 Apr 2025): agrees, held against 15 Apr 2025: NVIDIA makes the" in words
    assert event_in_words("h20_8k") == words


def test_an_article_tells_its_dates_in_its_own_order() -> None:
    words = event_in_words("003")
    places = [words.index(period) for period in ("2023年底", "2024年4月", "2024年6月")]
    assert places == sorted(places)
    assert "held against 9 Apr 2025: US letter to NVIDIA: H20 needs a licence" in words


def test_every_claim_that_dates_something_is_told_by_its_article() -> None:
    for number in ("000", "001", "002", "003", "004"):
        claims = DATING[DATING["article"].str.startswith(number)]["claim_id"]
        words = event_in_words(number)
        assert f"in {len(claims)} claims:" in words
        assert all(f"claim {claim_id} says" in words for claim_id in claims)


def test_a_date_without_a_reference_and_an_order_without_a_date_are_called_so() -> None:
    assert "去年5月 (May 2024): cannot be checked, no reference was found" in event_in_words("001")
    assert NO_REFERENCE in list(event_table("001")["what"])
    assert f"({NO_DATE}): contradicted" in event_in_words("a100_announced")


def test_weak_and_remembered_references_are_called_so() -> None:
    assert "Evidence: rumour; it is a rumour." in event_in_words("ascend_920_reports")
    assert "it rests on memory" in event_in_words("nio_et9_deliveries")
    assert set(HOW_READ) == set(tables.load("sources")["checked"])


# ------------------------------------------------- the table


def test_events_of_the_table_are_those_of_the_figure() -> None:
    found = versions(CLAIMS, EVENTS)
    for event, rows in found.groupby("event_id"):
        table = event_table(event)
        shown = table[table["who"] != REFERENCE]["who"].str[-6:]
        assert set(rows["claim_id"]) <= set(shown)


def test_a_verdict_has_a_sign_and_its_word() -> None:
    verdicts = set(event_table("h20_letter")["verdict"]) | set(event_table("001")["verdict"])
    assert {verdict[:1] for verdict in verdicts} == {"", "●", "×", "◇"}
    assert "× contradicted, at least 3 months early" in verdicts


@pytest.mark.parametrize(
    "wild", ["", " ", "stop", "-1", "9", -1, 0, 1e99, None, "004x", "<script>", "零", "a" * 5000]
)
def test_a_name_that_does_not_exist_gets_a_list_of_those_that_do(wild: object) -> None:
    for function in (event_in_words, event_table, event_html):
        with pytest.raises(ValueError, match=r"no claim dates '.*there are: .*h20_letter") as error:
            function(wild)
        assert len(str(error.value)) < 1200


# ------------------------------------------------- the page and the widget


@every_choice
def test_the_page_is_words_that_are_announced_and_a_table_with_headings(chosen: str) -> None:
    words, table = (Page(part) for part in event_html(chosen))
    assert words.text == event_in_words(chosen)
    assert ("role", "status") in words.attributes
    rows = event_table(chosen)
    assert table.tags.count("tr") == len(rows) + 1
    assert table.attributes.count(("scope", "col")) == len(COLUMNS)
    assert table.attributes.count(("scope", "row")) == len(rows)
    assert set(words.tags + table.tags) == {"p", "table", "caption", "tr", "th", "td"}


def test_html_in_a_claim_is_shown_and_never_run(monkeypatch: pytest.MonkeyPatch) -> None:
    module = import_module("chipclaims.widgets.event_lanes")
    hostile = '<script>alert("45")</script>'
    rows = [{**row, "gloss": hostile, "quote": hostile} for row in module._versions()]
    monkeypatch.setattr(module, "_versions", lambda: rows)
    words, table = (Page(part) for part in event_html("h20_letter"))
    assert hostile in words.text
    assert hostile in table.text
    assert "script" not in words.tags + table.tags


def parts(widget) -> tuple:
    chosen, buttons, words, table = widget.children
    return chosen, *buttons.children, words, table


def test_the_widget_begins_with_the_stop() -> None:
    chosen, _, _, words, table = parts(event_lanes())
    assert chosen.value == "h20_letter"
    assert list(chosen.options) == CHOICES
    assert (words.value, table.value) == event_html("h20_letter")


def test_another_event_or_article_can_be_chosen() -> None:
    chosen, _, _, words, table = parts(event_lanes())
    for choice in ("deepseek_r1", "003", "a100_announced"):
        chosen.value = choice
        assert (words.value, table.value) == event_html(choice)


def test_the_buttons_go_through_all_events_and_begin_again() -> None:
    chosen, before, after, words, _ = parts(event_lanes())
    assert (before.description, after.description) == ("Previous", "Next")
    start, seen = chosen.index, []
    for _ in CHOICES:
        after.click()
        seen.append(chosen.value)
    assert sorted(seen) == sorted(IDS)
    assert chosen.index == start
    before.click()
    assert chosen.index == start - 1
    assert words.value == event_html(IDS[start - 1])[0]
    chosen.index = 0
    before.click()
    assert chosen.value == "004"


def test_a_choice_that_is_taken_away_does_no_harm() -> None:
    chosen, _, after, words, table = parts(event_lanes())
    chosen.index = None
    assert "Choose" in words.value
    assert table.value == ""
    after.click()
    assert chosen.value in IDS


def test_two_widgets_do_not_move_each_other() -> None:
    one, other = parts(event_lanes()), parts(event_lanes())
    one[0].value = "deepseek_r1"
    assert other[0].value == "h20_letter"
    assert one[3].value != other[3].value
