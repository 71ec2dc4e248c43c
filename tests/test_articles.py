"""Bytes become the right text with its encoding named, or one clear line: never a wrong text."""

from __future__ import annotations

import codecs
import os
import random
import shutil
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chipclaims import articles
from chipclaims.articles import (
    MOST_BYTES,
    ArticleError,
    article_from_bytes,
    find_kit_folder,
    kit_path,
    load_article,
    load_articles,
    read_text,
    script_of,
)

KIT = Path(__file__).parents[1]
SEEDS = sorted((KIT / "seeds").glob("*.txt"))
RAW = {path.name: path.read_bytes().decode("utf-8") for path in SEEDS}
NAMES = list(RAW)
# Not from the kit: one sentence in each script.
SIMPLIFIED = "去年第四季度，这家公司的营业收入增长了百分之十五，达到三亿二千万元。"
TRADITIONAL = "去年第四季，這家公司的營業收入成長了百分之十五，達到三億二千萬元。"


def refusal(data: bytes, name: str = "notes.txt") -> str:
    with pytest.raises(ArticleError) as caught:
        read_text(data, name)
    return one_line(caught)


def refusal_of_file(wanted: object) -> str:
    with pytest.raises(ArticleError) as caught:
        load_article(wanted)
    return one_line(caught)


def one_line(caught: pytest.ExceptionInfo[ArticleError]) -> str:
    message = str(caught.value)
    assert message
    assert message.splitlines() == [message]
    assert message.isprintable()
    # "raise … from None": nothing else is told with it.
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None or caught.value.__suppress_context__
    return message


# ---------------------------------------------------------------- the kit's own articles


@pytest.mark.parametrize("path", SEEDS, ids=NAMES)
def test_a_kit_article_is_its_file_and_nothing_else(path):
    article = load_article(path)
    assert article.name == path.name
    assert article.raw == RAW[path.name]
    assert (article.encoding, article.encoding_certainty) == ("utf-8", "certain")
    assert article.sheet["name"] == path.name


@pytest.mark.parametrize("path", SEEDS, ids=NAMES)
def test_a_kit_article_is_found_by_every_name_it_goes_by(path):
    number = path.name[:3]
    wanted = load_article(path)
    for name in (number, str(int(number)), int(number), path.name, path.stem, str(path)):
        assert load_article(name) == wanted
        assert load_article(name).sheet == wanted.sheet


def test_all_five_come_in_the_order_of_their_numbers():
    assert [article.name for article in load_articles()] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_paragraphs_are_the_lines_that_are_not_empty(name):
    article = load_article(name)
    lines = RAW[name].split("\n")
    assert [p.text for p in article.paragraphs] == [line for line in lines if line]
    assert [p.number for p in article.paragraphs] == list(range(1, len(article.paragraphs) + 1))
    for paragraph in article.paragraphs:
        assert RAW[name][paragraph.start : paragraph.end] == paragraph.text
        assert lines[paragraph.line - 1] == paragraph.text


def test_scripts_of_the_kit_articles():
    scripts = [article.script for article in load_articles()]
    assert scripts == ["traditional", "traditional", "simplified", "traditional", "traditional"]


def test_a_copy_elsewhere_has_no_sheet(tmp_path):
    copy = shutil.copy(SEEDS[0], tmp_path)
    assert load_article(copy).sheet == {}


def test_a_file_comes_before_a_kit_article_of_that_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("000").write_text("别的文章", encoding="utf-8")
    assert load_article("000").raw == "别的文章"


def test_a_folder_does_not_hide_a_kit_article(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("000").mkdir()
    assert load_article("000").name == NAMES[0]


def test_a_damaged_sheet_is_told_in_one_line(tmp_path, monkeypatch):
    shutil.copytree(KIT / "seeds", tmp_path / "seeds")
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(articles, "find_kit_folder", lambda: tmp_path)
    sheet = (tmp_path / "seeds" / NAMES[0]).with_suffix(".toml")
    sheet.write_text("number = ", encoding="utf-8")
    assert sheet.name in refusal_of_file("000")


# ---------------------------------------------------------------- where the kit is


def test_the_kit_is_found_from_any_working_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert find_kit_folder() == KIT
    assert kit_path("seeds", NAMES[0]).is_file()


def test_the_kit_is_found_above_the_working_folder_when_installed_elsewhere(tmp_path, monkeypatch):
    shutil.copytree(KIT / "seeds", tmp_path / "kit" / "seeds")
    (tmp_path / "kit" / "data").mkdir()
    (tmp_path / "kit" / "notebooks").mkdir()
    monkeypatch.setattr(articles, "__file__", str(tmp_path / "site" / "chipclaims" / "articles.py"))
    monkeypatch.chdir(tmp_path / "kit" / "notebooks")
    assert find_kit_folder() == tmp_path / "kit"


def test_without_a_kit_one_line_says_so_and_other_files_are_still_read(tmp_path, monkeypatch):
    monkeypatch.setattr(articles, "__file__", str(tmp_path / "site" / "chipclaims" / "articles.py"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ArticleError) as caught:
        find_kit_folder()
    assert "cannot be found" in one_line(caught)
    assert "kit's folder" in refusal_of_file("000")
    assert "there is no file" in refusal_of_file("missing.txt")
    Path("mine.txt").write_text(TRADITIONAL, encoding="utf-8")
    assert load_article("mine.txt").raw == TRADITIONAL


# ---------------------------------------------------------------- the raw text is not touched


def test_line_ends_stay_as_they_are():
    raw = "第一段\r\n\r\n第二段\r第三段\n　\n第四段"
    article = article_from_bytes(raw.encode(), "ends.txt")
    assert article.raw == raw
    assert [(p.number, p.line, p.text) for p in article.paragraphs] == [
        (1, 1, "第一段"),
        (2, 3, "第二段"),
        (3, 4, "第三段"),
        (4, 6, "第四段"),
    ]
    assert all(raw[p.start : p.end] == p.text for p in article.paragraphs)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_offsets_count_from_the_first_character_after_a_byte_order_mark(encoding):
    article = article_from_bytes(SIMPLIFIED.encode(encoding), "marked.txt")
    assert article.raw == SIMPLIFIED
    assert article.paragraphs[0].start == 0
    assert article.encoding == encoding


def test_a_replacement_character_inside_a_text_is_kept():
    assert read_text("价格是\ufffd元".encode(), "x").text == "价格是\ufffd元"


def test_html_is_read_as_it_stands():
    page = f"<html><script>alert(1)</script><p>{SIMPLIFIED}</p></html>"
    assert read_text(page.encode("gb18030"), "page.html") == (page, "gb18030", "likely")
    assert read_text(page.encode(), "page.html") == (page, "utf-8", "certain")


# ---------------------------------------------------------------- encodings

MARKED = {
    "utf-8-sig": (codecs.BOM_UTF8, "utf-8"),
    "utf-16": (codecs.BOM_UTF16_LE, "utf-16-le"),
    "utf-16 BE": (codecs.BOM_UTF16_BE, "utf-16-be"),
    "utf-32": (codecs.BOM_UTF32_LE, "utf-32-le"),
    "utf-32 BE": (codecs.BOM_UTF32_BE, "utf-32-be"),
    "gb18030": ("\ufeff".encode("gb18030"), "gb18030"),
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("marked", MARKED)
def test_a_byte_order_mark_makes_the_encoding_certain(name, marked):
    mark, codec = MARKED[marked]
    decoded = read_text(mark + RAW[name].encode(codec), name)
    assert decoded == (RAW[name], marked.split(" ")[0], "certain")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("codec", ["gb18030", "utf-16-le", "utf-16-be"])
def test_kit_articles_read_back_from_other_encodings(name, codec):
    assert read_text(RAW[name].encode(codec), name) == (RAW[name], codec, "likely")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("codec", ["big5", "cp950", "big5hkscs"])
def test_kit_articles_read_back_from_big5_without_the_characters_it_lacks(name, codec):
    data = RAW[name].encode(codec, "ignore")
    decoded = read_text(data, name)
    assert decoded.text == data.decode(codec)
    assert decoded.certainty == "likely"
    # Named after the narrowest table that gives this text.
    assert decoded.encoding in ("big5", codec)
    assert data.decode(decoded.encoding) == decoded.text


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (SIMPLIFIED, "gb18030"),
        (TRADITIONAL, "gb18030"),
        (TRADITIONAL, "big5"),
        (SIMPLIFIED, "utf-16-le"),
        (TRADITIONAL, "utf-16-be"),
    ],
)
def test_a_single_sentence_is_enough_to_tell(text, codec):
    assert read_text(text.encode(codec), "x") == (text, codec, "likely")


def test_big5_signs_are_those_of_windows_and_kana_those_of_hong_kong():
    price = TRADITIONAL + "￥３～５萬"
    assert read_text(price.encode("cp950"), "x") == (price, "cp950", "likely")
    kana = TRADITIONAL + "の"
    assert read_text(kana.encode("big5hkscs"), "x") == (kana, "big5hkscs", "likely")


@pytest.mark.parametrize("text", ["H20", "The H20 is a chip.\n" * 9, "café", "Nǐ hǎo", "résumé"])
def test_a_text_without_chinese_is_read_as_utf8(text):
    assert read_text(text.encode(), "x")[:2] == (text, "utf-8")


@pytest.mark.parametrize("length", [1, 2, 3, 5, 8, 13, 20])
def test_a_short_text_is_read_rightly_or_called_likely_or_refused(length):
    """Cut at random (with a fixed seed) from the articles: never wrong AND called certain."""
    dice = random.Random(length)
    wrong = 0
    for _ in range(150):
        raw = dice.choice([RAW[NAMES[2]], RAW[NAMES[3]]])
        start = dice.randrange(len(raw) - length)
        codec = dice.choice(["gb18030", "big5", "utf-16-le", "utf-16-be", "utf-8"])
        data = raw[start : start + length].encode(codec, "ignore")
        try:
            decoded = read_text(data, "short.txt")
        except ArticleError:
            continue
        if decoded.text != data.decode(codec):
            assert decoded.certainty == "likely", (data, codec, decoded)
            wrong += 1
    assert length < 20 or not wrong


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("euc_kr", "회사는 지난해 매출이 크게 늘었다고 밝혔다"),
        ("euc_jp", "昨年の売上高は大きく伸びたと発表しました"),
        ("shift_jis", "昨年の売上高は大きく伸びたと発表しました"),
        ("cp1251", "В прошлом году выручка компании выросла"),
        ("latin-1", "L'année dernière, les bénéfices étaient élevés"),
    ],
)
def test_another_encoding_is_refused_rather_than_read_as_chinese(codec, text):
    assert "cannot be told for sure" in refusal((text * 5).encode(codec))


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    "data", [b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, b" \r\n\t", "　".encode()]
)
def test_an_empty_text_is_refused(data):
    assert "is empty" in refusal(data)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"PK\x03\x04" + b"word/document.xml", "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"{\\rtf1\\ansi hello}", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (bytes(range(256)) * 4, "binary"),
        (b"\x7fELF" + bytes(100), "binary"),
        (b"price\0less", "binary"),
        (SIMPLIFIED.encode() + b"\0", "binary"),
        (SIMPLIFIED.encode() + b"\x01\x02\x03\x04" * 9, "binary"),
        (codecs.BOM_UTF16_LE + "价\0格".encode("utf-16-le"), "binary"),
        (TRADITIONAL.encode("iso2022_jp", "ignore"), "binary"),
    ],
)
def test_what_is_no_text_is_refused(data, what):
    message = refusal(data)
    assert what in message
    assert "UTF-8" in message


@pytest.mark.parametrize(
    ("codec", "cut"),
    [
        ("utf-8", 1),
        ("utf-8", 2),
        ("utf-8-sig", 1),
        ("utf-16", 1),
        ("utf-16-le", 1),
        ("utf-16-be", 1),
        ("utf-32", 3),
        ("gb18030", 1),
        ("big5", 1),
    ],
)
def test_a_file_cut_at_its_end_is_refused_with_the_byte(codec, cut):
    text = TRADITIONAL.rstrip("。")
    data = text.encode(codec)
    whole = len(text[:-1].encode(codec))
    message = refusal(data[:-cut])
    assert "breaks off in the middle of a character" in message
    assert f"at byte {whole} " in message
    assert f"({codec})" in message


@pytest.mark.parametrize(
    ("codec", "cut"), [("utf-8", 1), ("utf-8", 2), ("gb18030", 1), ("big5", 1)]
)
def test_a_file_cut_at_its_beginning_is_refused_with_the_byte(codec, cut):
    # From 百 on, several second bytes are no ASCII. Where the first one is, it stands there as a
    # letter, and nothing can tell it from a letter that was written.
    data = TRADITIONAL[TRADITIONAL.index("百") :].encode(codec)
    assert "begins in the middle of a character, at byte 0" in refusal(data[cut:])


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_file_that_breaks_the_promise_of_its_mark_is_refused(codec):
    data = SIMPLIFIED.encode(codec)
    broken = data[:20] + b"\xff\xdb\xff\xdb" + data[20:]
    assert "damaged at byte" in refusal(broken)


def test_damaged_utf8_is_refused():
    data = SIMPLIFIED.encode()
    assert "cannot be told for sure" in refusal(data[:30] + b"\xff" + data[30:])


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path, monkeypatch):
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(50_000_000)
    monkeypatch.setattr(articles, "read_text", pytest.fail)
    message = refusal_of_file(large)
    assert "50 MB" in message
    assert "32 MB" in message
    assert "too large" in refusal(bytes(MOST_BYTES + 1))


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(articles, "MOST_BYTES", 10)
    monkeypatch.setattr(os, "fstat", lambda _: os.stat_result([0] * 10))
    (tmp_path / "grows.txt").write_bytes(b"more than ten")
    assert "too large" in refusal_of_file(tmp_path / "grows.txt")


def test_a_missing_file_is_refused_with_names_like_it(tmp_path):
    (tmp_path / "article_one.txt").write_text("x", encoding="utf-8")
    assert "did you mean article_one.txt?" in refusal_of_file(tmp_path / "artcle_one.txt")
    assert NAMES[0] in refusal_of_file("000_0c62156a3cfc5732.txt")
    assert "000 to 004" in refusal_of_file("7")
    assert "there is no file" in refusal_of_file(tmp_path / "article_one.txt" / "inside.txt")


def test_a_folder_is_refused(tmp_path):
    assert "is a folder" in refusal_of_file(tmp_path)
    assert "is a folder" in refusal_of_file("")


def test_a_file_without_permission_is_refused(tmp_path, monkeypatch):
    (tmp_path / "secret.txt").write_text("x", encoding="utf-8")

    def no_permission(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", no_permission)
    assert "no permission" in refusal_of_file(tmp_path / "secret.txt")


def test_a_file_that_the_computer_cannot_read_is_refused(tmp_path, monkeypatch):
    (tmp_path / "bad.txt").write_text("x", encoding="utf-8")

    def broken_disk(*_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", broken_disk)
    assert "Input/output error" in refusal_of_file(tmp_path / "bad.txt")


@pytest.mark.parametrize(
    "name",
    ["a\0b", "two\nlines.txt", "x" * 5000, "\ud800.txt", "²", "٣", None, -1, 7.5],
)
def test_a_name_that_no_file_can_have_is_refused_in_one_line(name):
    assert len(refusal_of_file(name)) < 700


# ---------------------------------------------------------------- scripts


@pytest.mark.parametrize(
    ("text", "script"),
    [
        (SIMPLIFIED, "simplified"),
        (TRADITIONAL, "traditional"),
        (SIMPLIFIED + TRADITIONAL, "mixed"),
        ("后里干面只台云", "unknown"),
        ("H20, 30%", "unknown"),
        ("", "unknown"),
        ("皇后和公里", "unknown"),
    ],
)
def test_only_characters_of_one_script_tell_the_script(text, script):
    assert script_of(text) == script


# ---------------------------------------------------------------- any bytes at all


@given(st.one_of(st.binary(max_size=300), st.text(max_size=100).map(str.encode)))
@example(b"\xfe")
@example(b"\xff\xfe\x00")
@example(b"\x84\x31\x95\x33")
@example(b"\x80")
def test_any_bytes_are_read_as_their_encoding_says_or_refused(data):
    try:
        article = article_from_bytes(data, "any")
    except ArticleError as error:
        article = None
        message = str(error)
    if article is None:
        assert message.splitlines() == [message]
        return
    whole = data.decode(article.encoding)
    assert article.raw in (whole, whole.removeprefix("\ufeff"))
    assert article.encoding_certainty in ("certain", "likely")
    assert article.script in ("traditional", "simplified", "mixed", "unknown")
    for paragraph in article.paragraphs:
        assert article.raw[paragraph.start : paragraph.end] == paragraph.text
        assert paragraph.text.strip()
        assert not set(paragraph.text) & {"\r", "\n"}


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=12))
def test_utf8_of_a_dozen_characters_is_certain(text):
    assert read_text(text.encode(), "x") == (text, "utf-8", "certain")
