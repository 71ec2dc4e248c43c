"""Simplified script keeps names whole, and every character still points into the raw file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chipclaims.folding import fold
from chipclaims.names import load_names
from chipclaims.repair import repair
from chipclaims.script import changes, opencc_alone, to_simplified
from chipclaims.traced import TracedText

SEEDS = Path(__file__).parents[1] / "seeds"
RAW = {path.name[:3]: path.read_bytes().decode("utf-8") for path in sorted(SEEDS.glob("*.txt"))}
ARTICLES = list(RAW)
TRADITIONAL = [name for name in ARTICLES if name != "002"]


def simplify(raw: str) -> TracedText:
    return to_simplified(TracedText.from_raw(raw))


def raw_behind(traced: TracedText, raw: str, part: str) -> str:
    start = traced.text.index(part)
    return raw[slice(*traced.raw_span(start, start + len(part)))]


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("raw", "simplified"),
    [
        ("華為昇騰910B已經量產", "华为昇腾910B已经量产"),
        ("昇腾已经量产", "昇腾已经量产"),
        ("黃仁勳與黃仁勛是同一個人", "黄仁勋与黄仁勋是同一个人"),
        ("臺積電的訂單", "台积电的订单"),
        ("位元組跳動與騰訊", "字节跳动与腾讯"),
        ("川普與拜登", "特朗普与拜登"),
        ("隨著需求回升", "随着需求回升"),
        ("這意味著風險", "这意味着风险"),
    ],
)
def test_names_come_out_in_their_one_simplified_form(raw: str, simplified: str) -> None:
    assert simplify(raw).text == simplified


def test_the_name_of_the_chip_is_never_the_verb() -> None:
    # What OpenCC alone may do with it is the reason for the table.
    for raw in ("昇騰", "華為昇騰芯片", "用昇騰920訓練", "昇騰、昇騰與昇騰"):
        assert "升腾" not in simplify(raw).text
        assert simplify(raw).text.count("昇腾") == raw.count("昇騰")
    assert simplify("熱氣升騰").text == "热气升腾"


@pytest.mark.parametrize("article", ARTICLES)
def test_the_articles_keep_the_name_of_the_chip(article: str) -> None:
    repaired = repair(RAW[article]).text
    simplified = to_simplified(repaired).text
    written = repaired.text.count("昇騰") + repaired.text.count("昇腾")
    assert "升腾" not in simplified
    assert simplified.count("昇腾") == written


def test_a_name_that_grows_points_at_the_whole_name_behind_it() -> None:
    raw = "據輝達說明"
    traced = simplify(raw)
    assert traced.text == "据英伟达说明"
    for character in "英伟达":
        assert raw_behind(traced, raw, character) == "輝達"
    assert raw_behind(traced, raw, "据") == "據"
    assert raw_behind(traced, raw, "说明") == "說明"


def test_a_name_that_shrinks_points_at_the_whole_name_behind_it() -> None:
    raw = "與位元組跳動簽約"
    traced = simplify(raw)
    assert traced.text == "与字节跳动签约"
    assert raw_behind(traced, raw, "字节跳动") == "位元組跳動"
    assert raw_behind(traced, raw, "签约") == "簽約"


def test_a_damaged_name_points_at_its_damage_too() -> None:
    raw = "輝達(dá)的芯片"
    traced = to_simplified(repair(raw).text)
    assert traced.text == "英伟达的芯片"
    assert raw_behind(traced, raw, "英伟达") == "輝達(dá)"
    assert raw_behind(traced, raw, "芯片") == "芯片"


def test_each_name_of_the_table_comes_out_as_the_table_says() -> None:
    for name in load_names():
        assert simplify(f"「{name.written}」").text == f"「{name.simplified}」"
        # The simplified form is the end of the way: it is not changed again.
        assert simplify(name.simplified).text == name.simplified


def test_the_table_holds_no_traditional_form_on_its_simplified_side() -> None:
    for name in load_names():
        odd = [c for c in name.simplified if fold(c) != c and name.simplified != "昇腾"]
        assert not odd, name


@pytest.mark.parametrize("raw", ["美超微電腦股價大漲", "超微細加工"])
def test_a_longer_name_is_not_taken_for_the_short_one_in_it(raw: str) -> None:
    assert "超微" in simplify(raw).text


# ---------------------------------------------------------------- text that needs nothing


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "英伟达在2025年卖出了多少颗芯片？",
        "Nothing Chinese here: 45 TFLOPS, 7nm.",
        "他的名字后面有一里地，干干净净。",
        "\r\n\t\x00 \u2028 emoji 🚀 \U0002a6d6",
    ],
)
def test_text_without_traditional_characters_is_unchanged(raw: str) -> None:
    traced = simplify(raw)
    assert traced.text == raw
    assert list(traced.starts) == list(range(len(raw)))
    assert list(changes(raw)) == []


@pytest.mark.parametrize("raw", ["效果显著。", "著名学者的著作。", "名著与原著。"])
def test_the_verb_to_write_is_no_particle(raw: str) -> None:
    assert simplify(raw).text == raw


@pytest.mark.parametrize("raw", ["他著有三本书。", "著书立说。", "她著文批评。"])
def test_the_verb_to_write_is_no_particle_before_its_object(raw: str) -> None:
    assert simplify(raw).text == raw


def test_the_simplified_article_changes_in_names_alone() -> None:
    assert {change.why for change in changes(RAW["002"])} <= {"name"}


@pytest.mark.parametrize("article", ARTICLES)
def test_simplifying_twice_is_simplifying_once(article: str) -> None:
    once = to_simplified(repair(RAW[article]).text).text
    assert simplify(once).text == once


# ---------------------------------------------------------------- the map


def check_map(raw: str) -> None:
    traced = simplify(raw)
    assert len(traced.starts) == len(traced.ends) == len(traced.text)
    named = {at for c in changes(raw) if c.why != "OpenCC" for at in range(c.start, c.end)}
    last = 0
    for character, start, end in zip(traced.text, traced.starts, traced.ends, strict=True):
        assert last <= start < end <= len(raw)
        last = start
        if start in named:
            continue
        assert fold(character) in fold(raw[start:end]), (character, raw[start:end])
    spans = zip(traced.starts, traced.ends, strict=True)
    assert {at for start, end in spans for at in range(start, end)} == set(range(len(raw)))


@pytest.mark.parametrize("article", TRADITIONAL)
def test_characters_of_the_articles_trace_back_to_their_own(article: str) -> None:
    check_map(repair(RAW[article]).text.text)


HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=60)
WORDS = st.lists(
    st.sampled_from([*"著後裡乾髮發幹臺台麼於與。？！\n", *(n.written for n in load_names())]),
    max_size=20,
).map("".join)


@settings(deadline=None)
@given(st.text(max_size=100))
@example("\ud800")
@example("輝達輝達\n輝達")
def test_any_string_goes_through(raw: str) -> None:
    traced = simplify(raw)
    assert len(traced.starts) == len(traced.ends) == len(traced.text)


@settings(deadline=None)
@given(st.one_of(HAN, WORDS))
def test_any_chinese_traces_back_to_its_own(raw: str) -> None:
    check_map(raw)


@settings(deadline=None)
@given(st.one_of(HAN, WORDS))
def test_the_list_of_changes_is_the_difference(raw: str) -> None:
    pieces, done = [], 0
    for change in changes(raw):
        assert done <= change.start < change.end
        assert raw[change.start : change.end] == change.before != change.after
        assert change.why in ("name", "OpenCC", "particle")
        pieces += (raw[done : change.start], change.after)
        done = change.end
    assert "".join([*pieces, raw[done:]]) == simplify(raw).text


def test_opencc_without_the_table_knows_no_aliases() -> None:
    # Lesson 02 shows this difference.
    assert opencc_alone("輝達") == "辉达"
    assert simplify("輝達").text == "英伟达"
