"""The claim cards: every field told, nothing run, and a viewer that no input can stop."""

import re
from functools import cache
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ipywidgets import Text
from traitlets import TraitError

from chipclaims import tables
from chipclaims.articles import load_article
from chipclaims.claims import bases, judge, load_claims, reference
from chipclaims.claims.cards import sentence
from chipclaims.widgets import claim_card_html, claim_cards, claims_found
from chipclaims.widgets.claim_cards import EDGES, INK, MARKED, VERDICTS, found_in_words

CLAIMS = load_claims()
HOSTILE = "<script>alert('30%')</script> & \"<img src=x onerror='run()'>"
WILD = ["", "   ", "zzz", "-1", "1e99", "30%", HOSTILE, "\ud800", "芯片" * 500, "\n\t\0", "İß%s{}"]
TAGS = {"article", "p", "b", "blockquote", "mark", "dl", "div", "dt", "dd", "br"}
every_claim = pytest.mark.parametrize("claim", CLAIMS, ids=lambda c: c.claim_id)


class Page(HTMLParser):
    """What a browser would show: all text, the text that is marked, tags and attributes."""

    def __init__(self, page):
        super().__init__()
        self.text, self.marked, self.quoted, self.tags, self.attributes = "", "", "", [], []
        self.open = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data
        self.marked += data * ("mark" in self.open)
        self.quoted += data * ("blockquote" in self.open)


card_of = cache(claim_card_html)  # several tests look at the card of each claim


def claim_of(article, quote):
    (found,) = [c for c in load_claims(article) if c.quote == quote]
    return found


# ------------------------------------------------- the card


@every_claim
def test_a_card_tells_every_field_every_reference_and_the_verdict(claim):
    page = Page(card_of(claim)).text
    basis = bases()[claim.basis]
    fields = [claim.claim_id, claim.gloss_en, claim.speaker, claim.subject, claim.why, *basis[1:]]
    fields += [claim.metric.replace("_", " "), claim.verdict.replace("_", " ")]
    fields += [f"{claim.start} to {claim.end}", claim.period_note or ""]
    assert [field for field in fields if field not in page] == []
    for name in [*claim.references, *filter(None, [claim.origin_id])]:
        assert reference(name).weak in page
        plain = reference(name).statement
        assert plain in page or plain.replace("_", " ") in page
    if claim.decided_by == "arithmetic":
        assert judge(claim).arithmetic in page
    assert not re.search(r"\b(?:None|nan|NA)\b(?! of)", page)


@every_claim
def test_a_card_shows_the_sentence_with_its_words_marked(claim):
    page = Page(card_of(claim))
    assert page.marked
    assert page.marked in page.quoted
    # The quote of the ledger has the damage of the file in it; at most a word was restored.
    assert len(set(page.marked) - set(claim.quote)) <= 4
    assert page.quoted in sentence(claim) or sentence(claim) in page.quoted


@every_claim
def test_a_card_is_plain_html_in_the_language_of_its_article(claim):
    page = Page(card_of(claim))
    assert set(page.tags) <= TAGS
    assert {name for name, _ in page.attributes} <= {"style", "lang", "aria-label"}
    script = load_article(claim.article).script
    assert ("lang", {"traditional": "zh-Hant", "simplified": "zh-Hans"}[script]) in page.attributes
    assert ("aria-label", f"Claim {claim.claim_id}") in page.attributes


def test_html_in_a_card_is_shown_and_never_run():
    claim = CLAIMS[10]._replace(why=HOSTILE, gloss_en=HOSTILE, speaker=HOSTILE, period_note=HOSTILE)
    page = Page(claim_card_html(claim))
    assert page.text.count(HOSTILE) == 4
    assert not {"script", "img"} & set(page.tags)


def test_half_a_character_does_not_stop_the_page():
    claim_card_html(CLAIMS[0]._replace(why="a\ud800b")).encode()


def test_who_says_a_reference_and_how_strong_it_is_stands_beside_it():
    page = Page(claim_card_html(claim_of("000", "95%"))).text
    assert "Strength: weak: it is the remark of somebody with a stake, without a method" in page
    assert "Said by: Jensen Huang, chief executive of the seller" in page
    assert "Source: Reuters, 2025-05-21" in page
    page = Page(claim_card_html(claim_of("000", "45億美元"))).text
    assert "Strength: strong" in page
    assert "Source: NVIDIA Corporation, 2025-05-28" in page


def test_a_weak_reference_for_what_was_said_is_explained():
    page = Page(claim_card_html(claim_of("000", "500億美元"))).text
    assert "it still shows that the speaker said so" in page
    assert "Did the speaker say so?" in page


def test_a_figure_that_was_worked_out_names_each_part_and_its_source():
    page = Page(claim_card_html(claim_of("002", "13.1%"))).text
    assert "nvidia_financials.fy2025_china_billing is 17,108,000,000 USD" in page
    assert "nvidia_financials.fy2025_revenue is 130,497,000,000 USD" in page
    assert page.count("Source: ") == 2


def test_the_figure_that_the_number_really_is_is_pointed_out():
    page = Page(claim_card_html(claim_of("003", "46億美元"))).text
    assert "apparently this one, which measures something else" in page
    assert "H20 sales that Nvidia made before the letter" in page


def test_a_claim_without_a_reference_or_a_number_says_so():
    page = Page(claim_card_html(claim_of("001", "訓(xùn)練速度接近H20"))).text
    assert "the kit has no figure or event to hold it against" in page
    assert "no number" in page
    assert "decided by reading" in page


def test_a_lost_reference_is_an_error_that_names_it():
    with pytest.raises(KeyError, match=r"other_figures\.none"):
        claim_card_html(CLAIMS[0]._replace(reference_id="other_figures.none"))


def test_every_verdict_has_an_edge_of_its_own_and_a_word():
    assert set(EDGES) == set(VERDICTS)
    assert len(set(EDGES.values())) == len(EDGES)


def test_the_marked_words_can_be_read():
    light, dark = (luminance(colour) for colour in (MARKED, INK))
    # 7 to 1 is the stricter level (AAA) of the Web Content Accessibility Guidelines 2.2.
    assert (light + 0.05) / (dark + 0.05) >= 7


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# ------------------------------------------------- finding


def test_without_a_wish_every_claim_is_found_in_reading_order():
    assert claims_found() == CLAIMS


@pytest.mark.parametrize("article", ["000", "001", "002", "003", "004"])
@pytest.mark.parametrize("verdict", VERDICTS)
def test_article_and_verdict_are_both_obeyed(article, verdict):
    found = claims_found(article, verdict)
    assert {(c.article[:3], c.verdict) for c in found} <= {(article, verdict)}
    assert found == [c for c in CLAIMS if c.article[:3] == article and c.verdict == verdict]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [("30%", "003-20"), ("WRITE-DOWN", "000-11"), (" 000-11 ", "000-11"), ("技術妥協", "000-15")],
)
def test_the_query_is_looked_for_in_quote_gloss_and_id(query, wanted):
    assert wanted in [c.claim_id for c in claims_found(query=query)]


def test_damage_in_the_file_hides_no_words():
    (found,) = claims_found(query="技術妥協")
    assert "技術妥協" not in found.quote


@pytest.mark.parametrize(("wish", "says"), [({"article": "005"}, "005"), ({"verdict": "x"}, "x")])
def test_an_article_or_verdict_that_does_not_exist_is_named(wish, says):
    with pytest.raises(ValueError, match=f"'{says}' is no .*there are: "):
        claims_found(**wish)


@pytest.mark.parametrize("query", [None, 30, 4.5, -1, float("nan")])
def test_a_query_need_not_be_text(query):
    assert isinstance(claims_found(query=query), list)


@given(st.text(max_size=30))
def test_any_query_finds_some_claims_or_none(query):
    assert set(claims_found(query=query)) <= set(CLAIMS)


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ((3, "", "", ""), "3 claims in all articles."),
        ((1, "001", "rounded", ""), "1 claim in article 001, verdict: ≈ rounded."),
        ((0, "", "", " zzz "), "No claims in all articles, with “zzz”."),
        ((0, "", "", "z" * 99), f"No claims in all articles, with “{'z' * 40}…”."),
    ],
)
def test_the_line_of_words_says_what_was_looked_for(wish, told):
    assert found_in_words(*wish) == told


# ------------------------------------------------- the widget


class Controls:
    """The parts of a viewer by name."""

    def __init__(self, *wish):
        filters, steps, self.words, self.card = claim_cards(*wish).children
        self.article, self.verdict, self.search = filters.children
        self.claim, self.back, self.on = steps.children

    @property
    def told(self):
        return unescape(re.sub("<[^>]+>", "", self.words.value))


def test_the_viewer_begins_with_the_claim_that_is_asked_for():
    viewer = Controls("000-11")
    assert viewer.claim.value == "000-11"
    assert claim_card_html(claim_of("000", "45億美元")) in viewer.card.value
    assert viewer.told == f"{len(CLAIMS)} claims in all articles. Shown: 000-11, number 11."
    assert Controls().claim.value == CLAIMS[0].claim_id


@pytest.mark.parametrize("wish", ["999-99", "000", "<b>"])
def test_a_claim_that_does_not_exist_is_named(wish):
    with pytest.raises(ValueError, match="is no claim; they run from 000-01 to 004-"):
        claim_cards(wish)


def test_every_claim_can_be_chosen():
    viewer = Controls()
    for claim in CLAIMS:
        viewer.claim.value = claim.claim_id
        assert card_of(claim) in viewer.card.value
        assert f"Shown: {claim.claim_id}, " in viewer.told


def test_article_verdict_and_search_narrow_the_list():
    viewer = Controls("000-11")
    viewer.article.value = "002"
    assert set(viewer.claim.options.values()) == {c.claim_id for c in load_claims("002")}
    assert viewer.claim.value == load_claims("002")[0].claim_id
    viewer.verdict.value = "rounded"
    found = claims_found("002", "rounded")
    assert list(viewer.claim.options.values()) == [c.claim_id for c in found]
    assert viewer.told.startswith(f"{len(found)} claims in article 002, verdict: ≈ rounded.")
    viewer.search.value = "13.1%"
    assert viewer.claim.value == claim_of("002", "13.1%").claim_id
    assert "1 claim in article 002" in viewer.told


def test_the_claim_on_show_stays_while_it_is_among_those_found():
    viewer = Controls("003-20")
    viewer.search.value = "30%"
    viewer.article.value = "003"
    assert viewer.claim.value == "003-20"
    viewer.article.value = ""
    viewer.search.value = ""
    assert viewer.claim.value == "003-20"


def test_the_buttons_go_through_what_was_found_and_stop_at_its_ends():
    viewer = Controls("000-01")
    viewer.search.value = "30%"
    ids = [c.claim_id for c in claims_found(query="30%")]
    seen = [viewer.claim.value]
    assert (viewer.back.disabled, viewer.on.disabled) == (True, False)
    for _ in range(len(ids) + 2):
        viewer.on.click()
        seen.append(viewer.claim.value)
    assert seen == [*ids, ids[-1], ids[-1], ids[-1]]
    assert (viewer.back.disabled, viewer.on.disabled) == (False, True)
    viewer.back.click()
    assert viewer.claim.value == ids[-2]


@pytest.mark.parametrize("wild", WILD)
def test_wild_input_shows_cards_or_none_and_is_never_run(wild):
    viewer = Controls("000-11")
    viewer.search.value = wild
    found = claims_found(query=wild)
    assert list(viewer.claim.options.values()) == [c.claim_id for c in found]
    assert viewer.told.startswith(f"{len(found) or 'No'} claim")
    assert bool(viewer.card.value) == bool(found)
    assert "<script" not in viewer.words.value + viewer.card.value
    viewer.words.value.encode()
    viewer.on.click()
    viewer.back.click()
    viewer.search.value = ""
    assert viewer.card.value


@pytest.mark.parametrize("wild", ["005", "-1", "1e99", HOSTILE])
def test_a_list_refuses_what_it_does_not_hold_and_stays_as_it_is(wild):
    viewer = Controls("000-11")
    before = viewer.words.value, viewer.card.value
    for control in (viewer.article, viewer.verdict, viewer.claim):
        with pytest.raises(TraitError):
            control.value = wild
    assert (viewer.words.value, viewer.card.value) == before


def test_the_line_of_words_is_announced_and_the_card_is_within_reach_of_the_keyboard():
    viewer = Controls("000-11")
    assert 'role="status"' in viewer.words.value
    for part in ('role="region"', 'tabindex="0"', 'data-lm-suppress-shortcuts="true"'):
        assert part in viewer.card.value
    assert 'aria-label="Card of claim 000-11"' in viewer.card.value


def test_two_viewers_do_not_disturb_each_other():
    one, other = Controls("000-11"), Controls("000-12")
    one.search.value = "zzz"
    assert (other.claim.value, isinstance(other.search, Text)) == ("000-12", True)
    assert other.card.value


def test_every_source_that_a_card_can_name_is_in_the_table():
    known = {row["source_id"] for row in tables.rows("sources")}
    used = {reference(n).source_id for c in CLAIMS for n in c.references}
    assert used - {None} <= known
