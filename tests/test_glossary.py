"""The glossary: each term stands where the table says, and no name is lost in translation."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from pypinyin import Style, pinyin

from chipclaims.articles import load_articles
from chipclaims.names import load_names
from chipclaims.repair import repair
from chipclaims.repair.residue import RESIDUE
from chipclaims.script import opencc_alone, to_simplified
from chipclaims.traced import TracedText

DATA = Path(__file__).parents[1] / "data"
ARTICLES = {article.name: article for article in load_articles()}
NAMES = ("company", "person", "product", "body", "place", "event")
KINDS = (
    *NAMES,
    "chip_term",
    "ai_term",
    "industry_term",
    "finance_term",
    "policy_term",
    "number_word",
    "time_word",
    "expression",
    "language_term",
)
CHINESE = r"[\u3400-\u9fff]"
TONE_MARKS = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
# A plain word that an article writes in Latin letters.
NO_TERMS = {"pose"}

# The kit's table of names gives these the one simplified form that mainland news uses.
ONE_FORM_FOR_ALL_SPELLINGS = {
    "nvidia_taiwan": "輝達 becomes 英伟达, so that the same company has one name",
    "bytedance_taiwan": "位元組跳動 becomes 字节跳动: only the word for byte was replaced",
    "trump_taiwan": "川普 becomes 特朗普, so that the same person has one name",
}
# Where the dictionary's first choice is another reading.
OTHER_READINGS = {
    "framework": "框 is kuàng in mainland dictionaries of today, kuāng in older ones",
    "huawei": "the company says Huáwéi",
    "server_taiwan": "伺 is sì in this word, cì in 伺候",
}
# One Chinese word, two bodies: the articles in which the word has the sense of the row.
SENSE_IN = {
    "mofcom": ("001",),
    "commerce_us": ("004",),
    "state_council": ("001",),
    "state_department": ("004",),
}
# Where the same characters are part of another word.
OTHER_WORDS = {
    "about": ("违约",),
    "byte": ("字节跳动",),
    "cluster": ("产业集群",),
    "half_year": ("下半年",),
    "yuan": ("美元", "混元"),
}
# These stand in lines that repair takes out because they are no part of the article.
OUTSIDE_THE_TEXT = {
    "home_of_large_models": "the name above article 003",
    "licence_line": "the registration below article 003",
    "netease_hao": "the notice below articles 001 and 004",
    "xu_lai": "the byline of article 001",
}
# The names that a reader of the five articles listed; in simplified script.
NAMES_IN_THE_ARTICLES = re.split(
    r"[、\n]",
    """\
英伟达、小米、阿里、阿里云、腾讯、百度、DeepSeek、月之暗面、华为、寒武纪、字节跳动、中科曙光、海光
摩尔线程、网易、米哈游、AMD、苹果、高通、辉瑞、桥水、特斯拉、比亚迪、极氪、理想、小鹏、蔚来、奇瑞汽车、吉利
宇树科技、银河通用、彭博社、金融时报、大模型之家、网易号
黄仁勋、雷军、王坚、徐来、梁文锋、王兴兴、王鹤、特朗普、拜登、库克、安蒙、布拉、达利欧、戴维·彼得斯、彼得斯
悉尼·卡姆拉格-达夫
H20、H100、H200、A100、Blackwell、RTX Pro、CUDA、AI Enterprise、Omniverse、昇腾
昇腾910B、910C、昇腾920、昇腾星云、通义千问、混元、文心一言、Kimi、Kimi K2、DeepSeek-R1、Excel
Orin、Orin-X、Thor、FSD、图灵、神玑、NX9031、ET9、YU7、玄戒、星辰一号、iPhone
美国政府、中国政府、特朗普政府、拜登政府、中国国际贸易促进委员会、商务部、国务院、国防部、能源部、国会
众议院外交事务委员会、民主党、白宫、中国算力联盟、自主算力联盟、清华、中科院、南京大学
南京大学人工智能实验室、技术标准联盟
中国、美国、大中华区、北京、上海、深圳、华盛顿、硅谷、华尔街
链博会、中国国际供应链博览会、春节、CES、AI扩散规则、AI国产芯接棒、双轨计划、一带一路""",
)


class Term(NamedTuple):
    """A row of ``glossary.csv``."""

    term_id: str
    traditional: str
    simplified: str
    pinyin: str
    english: str
    meaning: str
    kind: str
    first_article: str
    first_start: str
    first_end: str


class Paragraph(NamedTuple):
    """A paragraph of ``translations.csv``; ``number`` is the article's, as in 004."""

    number: str
    paragraph: str
    simplified: str
    english: str


@cache
def glossary() -> tuple[Term, ...]:
    with (DATA / "glossary.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Term(**row) for row in csv.DictReader(file))


@cache
def paragraphs() -> tuple[Paragraph, ...]:
    with (DATA / "translations.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Paragraph(row["article"][:3], row["paragraph"], row["simplified"], row["english"])
            for row in csv.DictReader(file)
        )


@cache
def simplified(article: str) -> TracedText:
    return to_simplified(repair(ARTICLES[article].raw).text)


@cache
def whole(term: str) -> re.Pattern[str]:
    """Finds a term: GB in 96GB, and never H20 in H200 or US in USB."""
    before = r"(?<![A-Za-z])" if re.match(r"[A-Za-z]", term) else ""
    before = r"(?<![A-Za-z0-9])" if re.match(r"\d", term) else before
    after = r"(?![A-Za-z0-9])" if re.search(r"[A-Za-z0-9]$", term) else ""
    return re.compile(before + re.escape(term) + after)


def places(term: Term, number: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the term stands in a simplified text of the article with that number."""
    if number not in SENSE_IN.get(term.term_id, (number,)):
        return
    others = [m.span() for w in OTHER_WORDS.get(term.term_id, ()) for m in whole(w).finditer(text)]
    for match in whole(term.simplified).finditer(text):
        start, end = match.span()
        if not any(first <= start and end <= last for first, last in others):
            yield start, end


def first_place(term: Term) -> tuple[str, str, str]:
    """The cells of the first occurrence: article, start and end, or three empty ones."""
    for article in ARTICLES:
        text = simplified(article)
        for place in places(term, article[:3], text.text):
            start, end = text.raw_span(*place)
            return article, str(start), str(end)
    return "", "", ""


def terms_in_the_text() -> list[Term]:
    return [t for t in glossary() if t.first_article and t.term_id not in OUTSIDE_THE_TEXT]


def by_id(term_id: str) -> Term:
    return next(term for term in glossary() if term.term_id == term_id)


# ---------------------------------------------------------------- the table


def test_the_file_is_plain_csv() -> None:
    data = (DATA / "glossary.csv").read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    assert data.endswith(b"\n")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"))))
    assert tuple(rows[0]) == Term._fields
    assert {len(row) for row in rows} == {len(Term._fields)}


def test_there_are_many_terms_and_each_id_stands_once() -> None:
    assert len(glossary()) >= 100
    assert [i for i, count in Counter(t.term_id for t in glossary()).items() if count > 1] == []
    assert [t.term_id for t in glossary() if not re.fullmatch(r"[a-z0-9_]+", t.term_id)] == []


def test_two_rows_with_one_word_mean_two_things() -> None:
    words = Counter((t.traditional, t.english) for t in glossary())
    assert [word for word, count in words.items() if count > 1] == []


def test_every_kind_is_of_the_closed_list_and_all_are_used() -> None:
    assert {term.kind for term in glossary()} == set(KINDS)


@pytest.mark.parametrize("column", ["traditional", "simplified", "english", "meaning"])
def test_no_cell_is_empty_or_holds_stray_space(column: str) -> None:
    for term in glossary():
        cell = getattr(term, column)
        assert cell, term.term_id
        assert cell == " ".join(cell.split()), term.term_id


def test_a_meaning_is_one_short_sentence_or_two() -> None:
    for term in glossary():
        assert len(term.meaning.split()) < 25, term.term_id
        assert term.meaning.endswith((".", "?")), term.term_id


def test_english_is_english_and_alternatives_are_parted_by_a_semicolon() -> None:
    for term in glossary():
        assert term.english.isascii(), term.term_id
        names = term.english.split(";")
        # trillion and mega- explain the two senses of one word; they are no two names.
        assert term.term_id == "zhao" or all(n and n == n.strip() for n in names), term.term_id


# ---------------------------------------------------------------- scripts and sounds


def test_simplified_is_what_the_kit_makes_of_traditional() -> None:
    different = {
        term.term_id
        for term in glossary()
        if to_simplified(TracedText.from_raw(term.traditional)).text != term.simplified
    }
    assert different == set(ONE_FORM_FOR_ALL_SPELLINGS)


def test_a_spelling_of_its_own_is_simplified_character_by_character() -> None:
    for term_id in ONE_FORM_FOR_ALL_SPELLINGS:
        assert by_id(term_id).simplified == opencc_alone(by_id(term_id).traditional)


def test_latin_names_are_the_same_in_both_scripts_and_need_no_pinyin() -> None:
    for term in glossary():
        if not re.search(CHINESE, term.traditional):
            assert term.simplified == term.traditional, term.term_id
            assert term.pinyin == "", term.term_id


def test_pinyin_has_tone_marks_and_no_digits() -> None:
    for term in glossary():
        if re.search(CHINESE, term.simplified):
            latin = re.findall(r"[A-Za-z0-9]+", term.simplified)
            sounds = re.sub("|".join(latin) or "(?!)", "", term.pinyin)
            assert re.search(f"[{TONE_MARKS}]", sounds.lower()), term.term_id
            assert not re.search(r"\d", sounds), term.term_id


def without_marks(sounds: str) -> str:
    return re.sub("[-' ·]", "", sounds).lower()


def usual_reading(text: str) -> str:
    """What a dictionary of phrases reads, one choice for each character."""
    return without_marks("".join(reading for [reading] in pinyin(text, style=Style.TONE)))


def test_pinyin_is_the_usual_reading() -> None:
    different = {
        term.term_id
        for term in glossary()
        if term.pinyin and usual_reading(term.simplified) != without_marks(term.pinyin)
    }
    assert different == set(OTHER_READINGS)


def test_an_apostrophe_parts_a_syllable_that_begins_with_a_vowel() -> None:
    """Xī'ān is two syllables, xiān is one."""
    assert by_id("dalio").pinyin == "Dálì'ōu"
    for term in glossary():
        if term.pinyin:
            for [reading] in pinyin(term.simplified, style=Style.TONE)[1:]:
                if reading[0] in "aāáǎàeēéěèoōóǒò":
                    parted = (f"{mark}{reading}" for mark in "' -")
                    assert any(p in term.pinyin.lower() for p in parted), term.term_id


def test_names_of_people_companies_and_places_begin_with_a_capital() -> None:
    for term in glossary():
        if term.pinyin and term.kind in ("company", "person", "place"):
            assert term.pinyin[0].isupper(), term.term_id


# ---------------------------------------------------------------- where a term first stands


def test_the_span_holds_the_term_when_it_is_read_again() -> None:
    for term in terms_in_the_text():
        text = simplified(term.first_article)
        spans = zip(text.starts, text.ends, strict=True)
        first, last = int(term.first_start), int(term.first_end)
        inside = [at for at, (start, end) in enumerate(spans) if first <= start and end <= last]
        assert text[inside[0] : inside[-1] + 1].text == term.simplified, term.term_id


def test_the_span_is_the_first_place_and_empty_only_where_there_is_none() -> None:
    for term in glossary():
        if term.term_id not in OUTSIDE_THE_TEXT:
            assert term[-3:] == first_place(term), term.term_id


def test_what_stands_outside_the_text_stands_in_the_file() -> None:
    for term_id in OUTSIDE_THE_TEXT:
        term = by_id(term_id)
        raw = ARTICLES[term.first_article].raw[int(term.first_start) : int(term.first_end)]
        plain = RESIDUE.sub("", raw).replace(" ", "")
        assert to_simplified(TracedText.from_raw(plain)).text == term.simplified
        assert first_place(term) == ("", "", "")


def test_an_exception_is_still_needed() -> None:
    for term_id, others in OTHER_WORDS.items():
        texts = [simplified(article).text for article in ARTICLES]
        assert all(any(other in text for text in texts) for other in others), term_id
    for term_id in (*SENSE_IN, *OTHER_WORDS, *OUTSIDE_THE_TEXT, *ONE_FORM_FOR_ALL_SPELLINGS):
        assert by_id(term_id)


@pytest.mark.parametrize("word", ["商务部", "国务院"])
def test_a_word_for_two_bodies_has_one_sense_in_each_article(word: str) -> None:
    senses = [SENSE_IN[term.term_id] for term in glossary() if term.simplified == word]
    claimed = [number for numbers in senses for number in numbers]
    found = [article[:3] for article in ARTICLES if word in simplified(article).text]
    assert sorted(claimed) == sorted(found)


# ---------------------------------------------------------------- no name is missing


@pytest.mark.parametrize("name", NAMES_IN_THE_ARTICLES)
def test_every_name_of_the_articles_is_a_term(name: str) -> None:
    assert any(term.simplified == name and term.first_article for term in glossary())


def test_the_list_of_names_holds_every_name_of_the_glossary() -> None:
    for term in glossary():
        if term.kind in NAMES and term.first_article:
            assert term.simplified in NAMES_IN_THE_ARTICLES, term.term_id


def latin_words(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z][A-Za-z0-9]*|\d+[A-Z](?![A-Za-z0-9])", text))


def test_every_latin_word_of_the_articles_is_in_a_term() -> None:
    known = {word for term in glossary() for word in latin_words(term.traditional)}
    english = {word for term in glossary() for word in latin_words(term.english)}
    for article in ARTICLES:
        missing = latin_words(simplified(article).text) - known - english - NO_TERMS
        assert not missing, article


def test_every_name_that_the_kit_protects_is_a_term_in_the_spelling_of_the_articles() -> None:
    known = {spelling for term in glossary() for spelling in (term.traditional, term.simplified)}
    texts = [repair(article.raw).text.text for article in ARTICLES.values()]
    for name in load_names():
        if any(name.written in text for text in texts):
            assert {name.written, name.simplified} <= known


# ---------------------------------------------------------------- names in the translations


def is_a_name(term: Term) -> bool:
    """Also a plan or a rule with a name of its own."""
    return term.kind in NAMES or term.simplified in NAMES_IN_THE_ARTICLES


def names_asked_for() -> Iterator[tuple[Term, Paragraph]]:
    """Every name with every paragraph in which it stands."""
    for term in glossary():
        if is_a_name(term):
            for row in paragraphs():
                if any(places(term, row.number, row.simplified)):
                    yield term, row


def english_names(term: Term) -> list[re.Pattern[str]]:
    return [whole(name) for name in term.english.split(";")]


def is_named(term: Term, english: str) -> bool:
    return any(name.search(english) for name in english_names(term))


def test_no_name_is_lost_in_translation() -> None:
    lost = [
        (row.number, row.paragraph, term.simplified, term.english)
        for term, row in names_asked_for()
        if not is_named(term, row.english)
    ]
    assert lost == []


def test_a_dropped_name_would_be_seen() -> None:
    for term, row in names_asked_for():
        english = row.english
        for name in english_names(term):
            english = name.sub("it", english)
        assert not is_named(term, english), (row.number, row.paragraph, term.term_id)


def test_one_chip_is_not_taken_for_another() -> None:
    h20, ascend_910b = by_id("h20"), by_id("ascend_910b")
    assert not is_named(h20, "The H200 is sold.")
    assert not is_named(h20, "The H100 is sold.")
    assert is_named(h20, "Nvidia's H20, the chip")
    assert not is_named(ascend_910b, "Ascend 910C")


def test_every_name_of_the_text_is_asked_for_in_the_english() -> None:
    asked = Counter(term.term_id for term, _ in names_asked_for())
    for term in terms_in_the_text():
        if is_a_name(term):
            assert asked[term.term_id], term.term_id
    assert asked.total() > 500


def test_names_outside_the_text_stand_in_the_english_of_their_line() -> None:
    with (DATA / "translations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for term_id in OUTSIDE_THE_TEXT:
        term = by_id(term_id)
        [english] = [
            row["english"]
            for row in rows
            if row["article"] == term.first_article
            and int(row["start"]) <= int(term.first_start) < int(row["end"])
        ]
        assert is_named(term, english), term_id
