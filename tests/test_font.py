"""The font of the figures has all that they can need, and says what it is."""

import re
from pathlib import Path

import pytest
from matplotlib.ft2font import FT2Font

from chipclaims.figures.style import FAMILY, FONT, GLYPH_STAND_IN
from chipclaims.making import MakingError, font
from chipclaims.repair.residue import PINYIN

KIT = Path(__file__).parents[1]
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇]")


@pytest.fixture(scope="module")
def drawn() -> set[str]:
    return {chr(code) for code in FT2Font(FONT).get_charmap()}


def test_draws_every_character_of_the_articles(drawn):
    seeds = sorted((KIT / "seeds").glob("*.txt"))
    assert len(seeds) == 5
    for seed in seeds:
        assert not set(seed.read_text("utf-8")) - drawn - {"\n"}, seed.name


def test_draws_every_chinese_character_of_the_kit(drawn):
    missing = set(filter(HAN.match, font.characters_of_the_kit())) - drawn
    assert not missing, "python3 kit.py build font"


@pytest.mark.parametrize(
    ("level", "size", "members"),
    [(font.gb2312_level_1, 3755, "啊座芯达"), (font.big5_level_1, 5401, "一籲晶達")],
)
def test_draws_the_most_used_characters_of_both_scripts(drawn, level, size, members):
    characters = level()
    assert len(characters) == size
    assert set(members) <= characters <= drawn


def test_draws_pinyin_and_the_signs_of_a_plot(drawn):
    letters = set(re.sub(r"[\[\]*+]|a-z", "", PINYIN)) | set(font.PINYIN)
    assert letters <= drawn
    assert set("−×÷≤≥≈≠→←↑↓±…●■▲◆▼○□△◇✓²³½°µΩαβ％，。：；（）《》「」" + GLYPH_STAND_IN) <= drawn


def test_bears_its_own_name_and_the_licence():
    from fontTools.ttLib import TTFont

    names = TTFont(FONT, lazy=True)["name"]
    assert names.getDebugName(1) == FAMILY
    assert "Noto" not in "".join(names.getDebugName(number) for number in (1, 3, 4, 6))
    assert "Adobe" in names.getDebugName(0)
    assert "SIL Open Font License" in names.getDebugName(13)
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONT.parent / "OFL.txt").read_text("utf-8")


def test_is_small_enough_to_ship():
    assert FONT.stat().st_size < 1.8e6


def test_without_the_original_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(font, "ORIGINAL", tmp_path / "none.ttc")
    with pytest.raises(MakingError, match="apt-get install fonts-noto-cjk"):
        font.write_font(tmp_path / "font.otf")
    assert not list(tmp_path.iterdir())


needs_original = pytest.mark.skipif(
    not font.ORIGINAL.is_file(), reason="needs Debian's fonts-noto-cjk"
)


@needs_original
def test_is_made_twice_with_the_same_bytes(monkeypatch, tmp_path):
    monkeypatch.setattr(font, "wanted_characters", lambda: set("芯片 30%"))
    first, second = tmp_path / "1.otf", tmp_path / "2.otf"
    font.write_font(first)
    font.write_font(second)
    assert first.read_bytes() == second.read_bytes()
    assert {chr(code) for code in FT2Font(first).get_charmap()} == set("芯片 30%")


@needs_original
@pytest.mark.slow
def test_is_what_the_kit_and_the_original_give(tmp_path):
    font.write_font(tmp_path / "font.otf")
    assert (tmp_path / "font.otf").read_bytes() == FONT.read_bytes(), "python3 kit.py build font"
