"""Whatever is repaired: the records are true, clean text stands, a second repair finds nothing."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from chipclaims.repair import CERTAINTIES, RepairedText, repair

RULES = {
    "pinyin_residue",
    "byte_loss",
    "tag_debris",
    "image_mark",
    "boilerplate",
    "lost_beginning",
}
# Pieces of damage, whole and broken, and what only looks like it.
PIECES = [
    *["字", "因", "為", "國", "们", "個", "方", "鏈", "步", "月", "€", "“", "”", "。", "，", ","],
    *[
        "(gè)",
        "(gè",
        "gè)",
        "((gè))",
        "(g(gè)è)",
        "(yàn)(jīng)",
        "(lǎoshī)",
        "(men)",
        "(華為)",
        "()",
    ],
    *["?yàn)", "?jīng)", "?zhǔn)", "?xx)", "?", "!", "?!", "?!?", "??", "？", "！", "（gè）"],
    *[
        "因?yàn)闆]",
        "因?yàn)橐粋€(gè)",
        "?yàn)椋袌鲆呀?jīng)",
        "?!钡袊?guó)",
        "月?!睋Q",
        "行。?!?/p>",
    ],
    *[
        "闆",
        "]",
        "椋",
        "袌",
        "樗",
        "l(fā)",
        "钡",
        "D",
        "Q",
        "囌(sū)",
        "驗(yàn)",
        "經(jīng)",
        "準(zhǔn)",
    ],
    *["/p>", "</p>", "/div>", "/p>/p>", "a/p>", "字/p>", "<", "![]()", "![](a)", "500", "5000亿"],
    *["\n", "\n\n", "\n500\n", "\n\n500\n\n", "\n![]()\n", "\r\n", "\u2028", "\t", " ", "\u3000"],
    *[
        "站务",
        "全部专栏",
        "大模型之家",
        "文|徐 來 編輯|徐 來",
        "文|徐編輯|徐/p>",
        "京公網安備 11011402013531號",
    ],
    *[
        "特別聲明:以上內容(如有)仅提供信息存储服务。",
        "Notice: The content above information storage services.",
    ],
    *["朗普", "特朗普", "特", "偉達", "英偉達", "朗普…特朗普", "仁勳", "黃仁勳"],
    *[
        "\ue000",
        "\uf8ff",
        "\ud800",
        "\udfff",
        "\x00",
        "\x1b",
        "\x7f",
        "\x80",
        "\ufeff",
        "\U0001f600",
    ],
    *["H20", "25%", "2025年4月27日", "1.5萬元", "é", "yàn", "-", "|"],
]
DAMAGE_LIKE = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=24).map(
    "".join
)
# No piece of these can be part of any damage.
CLEAN_CHARACTERS = (
    "天地人大小上下中口日月水火山石田土木金工力家門戶手足目心。，、：；“”《》—…abcXYZ0123 \n"
)
CLEAN = st.text(CLEAN_CHARACTERS, max_size=60)
FEW = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def records_are_true(raw: str, result: RepairedText) -> bool:
    return all(
        raw[r.start : r.end] == r.before
        and r.rule in RULES
        and r.certainty in CERTAINTIES
        and (r.certainty != "unresolved" or r.rule == "byte_loss")
        for r in result.repairs
    )


@FEW
@given(DAMAGE_LIKE)
@example("“因?yàn)闆]” ?!?/p>\n朗普\n站务\n特朗普")
@example("字?" + "a" * 90 + "é)")
@example("文|徐 編輯|徐/p>\n")
@example("字?yàn)")
@example("字?!")
@example("字?yàn)?yàn)?yàn)?yàn)")
def test_any_text_is_repaired_with_true_records(raw: str) -> None:
    result = repair(raw)
    assert records_are_true(raw, result)
    order = [(record.start, record.end) for record in result.repairs]
    assert order == sorted(order)


@FEW
@given(DAMAGE_LIKE)
@example("朗普…特朗普")
@example("大模型之家\n朗普說,特朗普")
@example("大模型之家\n500\n朗普說,特朗普\n/p>\n500\n")
@example("字(gè)?yàn)闆](gè)")
@example("因?yàn)?yàn)闆]\n因?yàn)?yàn)闆]")
@example("500\n站务")
@example("字((gè)(gè)gè)")
def test_repairing_twice_is_repairing_once(raw: str) -> None:
    once = repair(raw)
    twice = repair(once.text.text)
    assert twice.text.text == once.text.text
    assert all(record.certainty == "unresolved" for record in twice.repairs)


@FEW
@given(DAMAGE_LIKE)
def test_every_repaired_character_points_into_the_raw_text(raw: str) -> None:
    result = repair(raw)
    traced = result.text
    assert len(traced.text) == len(traced.starts) == len(traced.ends)
    for line in (traced.starts, traced.ends):
        assert all(before <= after for before, after in pairwise(line))
    changed = {at for record in result.repairs for at in range(record.start, record.end)}
    for character, start, end in zip(traced.text, traced.starts, traced.ends, strict=True):
        assert 0 <= start <= end <= len(raw)
        if start < end and start not in changed:
            assert raw[start] == character


@FEW
@given(DAMAGE_LIKE)
def test_what_no_record_covers_is_kept_as_it_is(raw: str) -> None:
    result = repair(raw)
    changed = {at for record in result.repairs for at in range(record.start, record.end)}
    kept = {
        start: character
        for character, start, end in zip(
            result.text.text, result.text.starts, result.text.ends, strict=True
        )
        if start < end and start not in changed
    }
    assert kept == {at: character for at, character in enumerate(raw) if at not in changed}


@FEW
@given(CLEAN)
def test_clean_text_stands_and_has_no_records(raw: str) -> None:
    assume(not re.search(r"^ *500 *$", raw, re.MULTILINE))
    result = repair(raw)
    assert result.text.text == raw
    assert result.repairs == ()


@FEW
@given(st.lists(st.tuples(st.sampled_from("個國門發經"), CLEAN), max_size=8))
def test_residue_goes_and_nothing_else(parts: list[tuple[str, str]]) -> None:
    marks = {"個": "(gè)", "國": "(guó)", "門": "(mén)", "發": "(fā)", "經": "(jīng)"}
    clean = "".join(key + text for key, text in parts)
    assume(not re.search(r"^ *500 *$", clean, re.MULTILINE))
    result = repair("".join(character + marks.get(character, "") for character in clean))
    assert result.text.text == clean
    assert len(result.repairs) == sum(clean.count(key) for key in marks)
    assert all(record.rule == "pinyin_residue" for record in result.repairs)


@pytest.mark.parametrize("piece", PIECES)
def test_every_piece_alone_and_repeated_is_stable(piece: str) -> None:
    for raw in (piece, piece * 3, f"字{piece}", f"{piece}字\n{piece}"):
        once = repair(raw)
        assert records_are_true(raw, once)
        assert repair(once.text.text).text.text == once.text.text


def test_an_empty_text_is_repaired_to_an_empty_text() -> None:
    assert (repair("").text.text, repair("").repairs) == ("", ())
