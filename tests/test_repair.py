"""The repair gives back what the damage took, says how sure it is, and touches nothing else.

What must come out of the five articles was written down from reading them (and from the project's
description of their damage), never from the program's output.
"""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from chipclaims.repair import Repair, RepairedText, repair
from chipclaims.repair.forward import (
    FULL_WIDTH_TO_ASCII,
    damage,
    gbk_bytes,
    gbk_character,
    is_private_pair,
    show_bytes,
)
from chipclaims.repair.residue import HANZI, known_keys

SEEDS = Path(__file__).parents[1] / "seeds"
RAW = {path.name[:3]: path.read_bytes().decode("utf-8") for path in sorted(SEEDS.glob("*.txt"))}
ARTICLES = list(RAW)
ASCII_TO_FULL_WIDTH = {new: chr(old) for old, new in FULL_WIDTH_TO_ASCII.items()}


@cache
def repaired(article: str) -> RepairedText:
    return repair(RAW[article])


def text_behind(result: RepairedText, start: int, end: int) -> str:
    """The characters of a repaired text that stand for ``raw[start:end]``."""
    traced = result.text
    pairs = zip(traced.text, traced.starts, strict=True)
    return "".join(character for character, at in pairs if start <= at < end)


# ---------------------------------------------------------------- the five articles: residue

RESIDUE_MARKS = {"000": 181, "001": 296, "002": 0, "003": 0, "004": 140}
# Every parenthesis that a person wrote and that is not part of a dropped line.
GENUINE_PARENTHESES = {
    "000": [],
    "001": [],
    "002": ["(Jensen Huang)", "(市场份额25.1%)", "(市场份额9.4%)"],
    "003": ["(華為)", "(截至2025年4月27日)"],
    "004": [],
}


@pytest.mark.parametrize("article", ARTICLES)
def test_every_residue_mark_of_the_articles_goes(article: str) -> None:
    # A mark inside a place of byte loss goes with that place.
    toned = "[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]"
    mark = re.compile(rf"(?<=[{HANZI}€])\([a-zü]*{toned}[a-zü]*\)")
    taken = [r.before for r in repaired(article).repairs if r.rule == "pinyin_residue"]
    in_places = "".join(r.before for r in repaired(article).repairs if r.rule == "byte_loss")
    assert len(taken) == RESIDUE_MARKS[article]
    assert len(mark.findall(RAW[article])) == len(taken) + len(mark.findall(in_places))
    assert not mark.search(repaired(article).text.text)


def test_the_articles_have_617_residue_marks() -> None:
    assert sum(RESIDUE_MARKS.values()) == 617


@pytest.mark.parametrize("article", ARTICLES)
def test_genuine_parentheses_stand(article: str) -> None:
    found = re.findall(r"\([^()]*\)", repaired(article).text.text)
    assert found == GENUINE_PARENTHESES[article]


# ---------------------------------------------------------------- the five articles: byte loss


class Loss(NamedTuple):
    """A place of byte loss: where, what the page shows, what stood there, how sure that is."""

    article: str
    offset: int
    shown: str
    original: str
    certainty: str


LOSSES = [
    Loss("000", 2720, "因?yàn)橐粋€(gè)", "因為一個", "certain"),
    Loss("001", 1477, "因?yàn)闆]", "因為沒", "certain"),
    Loss("001", 2578, "鏈?zhǔn)鞘澜缂?jí)", "鏈是世界級", "certain"),
    Loss("001", 4047, "方?jīng)]", "方沒", "certain"),
    Loss("001", 1044, "因?yàn)樗l(fā)", "因為他發", "by_context"),
    Loss("001", 742, "因?yàn)椋袌鲆呀?jīng)", "因為,市場已經", "by_context"),
    Loss("001", 2840, "因?yàn)樗谥袊吹搅艘粋€(gè)", "因為他在中國看到了一個", "by_context"),
    Loss("000", 841, "了?!钡袊?guó)", "了。”但中國", "by_context"),
    Loss("000", 2248, "月?!睋Q", "月。”換", "by_context"),
    Loss("000", 241, "行?!?/p>", "行。”", "by_context"),
    Loss("000", 1428, "勞?!?,但", "勞模”,但", "by_context"),
    Loss("000", 2381, "步?!钡D(zhuǎn)", "步。”但轉", "guess"),
]


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: f"{loss.article}:{loss.offset}")
def test_byte_loss_comes_back_exactly_and_as_sure_as_it_is(loss: Loss) -> None:
    end = loss.offset + len(loss.shown)
    assert RAW[loss.article][loss.offset : end] == loss.shown
    result = repaired(loss.article)
    assert text_behind(result, loss.offset, end) == loss.original
    records = [r for r in result.repairs if r.rule == "byte_loss" and loss.offset <= r.start < end]
    assert [r.certainty for r in records] == [loss.certainty]


def test_there_are_twelve_places_and_no_other_guesses() -> None:
    records = [r for name in ARTICLES for r in repaired(name).repairs if r.rule == "byte_loss"]
    assert len(records) == len(LOSSES) == 12
    assert Counter(r.certainty for r in records) == {"certain": 4, "by_context": 7, "guess": 1}
    others = [r for name in ARTICLES for r in repaired(name).repairs if r.rule != "byte_loss"]
    assert {r.certainty for r in others} == {"certain"}


def test_quotation_marks_balance_again() -> None:
    assert (RAW["000"].count("“"), RAW["000"].count("”")) == (37, 32)
    assert repaired("000").text.text.count("”") == 37


@pytest.mark.parametrize("article", ARTICLES)
def test_restored_marks_take_the_form_of_the_page(article: str) -> None:
    assert not set("，：；？！（）") & set(repaired(article).text.text)


# ---------------------------------------------------------------- the five articles: the rest

GENUINE_QUESTIONS = {
    "000": ["黃仁勛有多拼?", "對中國市場這么上心?", "但這條路能走多遠?"],
    "001": ["為什么不信了?", "英偉達未來的位置還穩得住嗎?", "你以為芯片只是硬件?"],
    "002": ["黄仁勋访华能“救火”吗?"],
    "003": ["這顆“降級炸彈”的代價,是否值得?"],
    "004": ["已有多少H200芯片獲批對華銷售?", "這個消息的沖擊力有多大?"],
}
DROPPED_LINES = {
    "000": [],
    "001": ["文|徐 來 編輯|徐 來", "特別聲明:", "Notice:"],
    "002": ["500", "500", "500", "500", "站务", "全部专栏"],
    "003": ["大模型之家", "京公網安備 11011402013531號"],
    "004": ["![]()"] * 9 + ["特別聲明:", "Notice:"],
}


@pytest.mark.parametrize("article", ARTICLES)
def test_every_genuine_question_mark_stands(article: str) -> None:
    text = repaired(article).text.text
    assert text.count("?") == len(GENUINE_QUESTIONS[article])
    assert all(question in text for question in GENUINE_QUESTIONS[article])


@pytest.mark.parametrize("article", ARTICLES)
def test_lines_that_are_no_text_go_and_only_those(article: str) -> None:
    gone = [r for r in repaired(article).repairs if r.rule in ("boilerplate", "image_mark")]
    lines = [r.before.rstrip("\n") for r in gone]
    expected = DROPPED_LINES[article]
    assert len(lines) == len(expected)
    assert all(line.startswith(start) for line, start in zip(lines, expected, strict=True))
    assert not {"500", "![]()", "站务", "全部专栏"} & set(repaired(article).text.text.split("\n"))


def test_the_cut_tag_goes() -> None:
    assert [r.before for r in repaired("000").repairs if r.rule == "tag_debris"] == ["/p>"]
    assert repaired("000").text.text.split("\n")[0].endswith("連雷軍看了都直呼內行。”")


def test_numbers_that_look_like_debris_stand() -> None:
    assert "5000亿美元的AI基础设施" in repaired("002").text.text
    assert "中國500億美元的AI芯片市場" in repaired("000").text.text


def test_the_lost_first_character_comes_back() -> None:
    assert RAW["004"].startswith("朗普宣布")
    assert repaired("004").text.text.startswith('特朗普宣布"批準"英偉達')
    (lost,) = [r for r in repaired("004").repairs if r.rule == "lost_beginning"]
    assert (lost.start, lost.end, lost.before, lost.after) == (0, 0, "", "特")


# ---------------------------------------------------------------- the five articles: traced


@pytest.mark.parametrize("article", ARTICLES)
def test_every_record_can_be_read_again_in_the_raw_file(article: str) -> None:
    for record in repaired(article).repairs:
        assert RAW[article][record.start : record.end] == record.before


@pytest.mark.parametrize("article", ARTICLES)
def test_what_no_record_covers_is_there_once_and_points_at_itself(article: str) -> None:
    raw, result = RAW[article], repaired(article)
    covered = {at for record in result.repairs for at in range(record.start, record.end)}
    inserted = {r.start for r in result.repairs if r.start == r.end}
    traced = result.text
    kept = [
        (at, character)
        for at, end, character in zip(traced.starts, traced.ends, traced.text, strict=True)
        if at not in covered and not (at == end and at in inserted)
    ]
    assert kept == [(at, character) for at, character in enumerate(raw) if at not in covered]


@pytest.mark.parametrize("article", ARTICLES)
def test_every_repaired_character_points_into_the_raw_file_in_order(article: str) -> None:
    traced = repaired(article).text
    assert list(traced.starts) == sorted(traced.starts)
    assert list(traced.ends) == sorted(traced.ends)
    assert all(
        0 <= a <= b <= len(RAW[article]) for a, b in zip(traced.starts, traced.ends, strict=True)
    )


@pytest.mark.parametrize("article", ARTICLES)
def test_repairing_an_article_again_changes_nothing(article: str) -> None:
    again = repair(repaired(article).text.text)
    assert again.text.text == repaired(article).text.text
    assert again.repairs == ()


# ---------------------------------------------------------------- proof by going forward

# 驗 of 000 stands nowhere intact on the page: it is inferred from the damage it did.
INFERRED_KEYS = {"000": {"驗": "yàn"}}
KEYS_OF_PAGE = {"000": 61, "001": 64, "004": 53}
NOT_PLAYED_FORWARD = ("boilerplate", "image_mark", "tag_debris")


def keys_of(article: str) -> dict[str, str]:
    """The page's key characters with their readings, from its intact marks."""
    toned = "[a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]*"
    shown = dict(re.findall(rf"([{HANZI}])\(({toned})\)", RAW[article]))
    return shown | INFERRED_KEYS.get(article, {})


def left_out(article: str) -> list[tuple[int, int]]:
    """Raw spans that are not played forward, and why.

    Dropped lines and the cut tag: their text is gone. The five ``?!`` places of 000: what made
    them is not known well enough to be played forward, six bytes there would have to be fitted.
    Line breaks: the proof goes paragraph by paragraph.
    """
    records = repaired(article).repairs
    spans = {(r.start, r.end) for r in records if r.rule in NOT_PLAYED_FORWARD}
    spans |= {(r.start, r.end) for r in records if r.before.startswith("?!")}
    breaks = ((m.start(), m.end()) for m in re.finditer("\n", RAW[article]))
    spans |= {at for at in breaks if not any(a <= at[0] < b for a, b in spans)}
    return sorted(spans)


def pieces(article: str) -> Iterator[tuple[int, int]]:
    """The raw spans between the spans that are left out."""
    start = 0
    for left_start, left_end in [*left_out(article), (len(RAW[article]),) * 2]:
        if start < left_start:
            yield start, left_start
        start = left_end


@pytest.mark.parametrize("article", KEYS_OF_PAGE)
def test_damaging_the_repaired_page_again_gives_back_the_raw_file(article: str) -> None:
    keys = keys_of(article)
    assert len(keys) == KEYS_OF_PAGE[article]
    for start, end in pieces(article):
        original = text_behind(repaired(article), start, end)
        if (article, start) == ("004", 0):
            original = original.removeprefix("特")
        assert damage(original.translate(ASCII_TO_FULL_WIDTH), keys) == RAW[article][start:end]


@pytest.mark.parametrize("article", KEYS_OF_PAGE)
def test_the_proof_covers_the_page(article: str) -> None:
    assert len([r for r in repaired(article).repairs if r.before.startswith("?!")]) == (
        5 if article == "000" else 0
    )
    proved = sum(end - start for start, end in pieces(article))
    boilerplate = sum(r.end - r.start for r in repaired(article).repairs if r.rule == "boilerplate")
    assert proved > 0.95 * (len(RAW[article]) - boilerplate)


# ---------------------------------------------------------------- clean text of the tests' own

# Written for these tests, in traditional characters that GBK has.
NEWS = (
    (
        "今年第七號颱風“海棠”昨天晚間在東部沿海登陸，中心附近最大風力達到12級，多個縣市的學校"
        "停課一天。氣象部門說，因為颱風移動緩慢，未來兩天還會有大雨，山區居民應當盡早離開。截至今"
        "天上午8時，全省已經轉移37萬人，超過260條道路中斷，電力公司正在搶修線路。一位在當地"
        "開了二十年雜貨店的老人說：“這樣的雨，我這輩子只見過三次。”目前沒有人員死亡的報告，但農"
        "田的損失預計將超過4億元。"
    ),
    (
        "女子排球聯賽總決賽昨晚結束，北方隊以3比2戰勝衛冕冠軍，時隔九年再次捧起獎盃。比賽打了兩"
        "個半小時，現場觀眾超過1.2萬人。第五局雙方一直打到18比16，隊長李曉梅連得四分，決定"
        "了勝負。“我們等這一天等得太久了！”她在賽後流著眼淚說。教練則認為，勝利的關鍵是發球，全"
        "隊一共發出11個直接得分的球。下個賽季，球隊的主力中將有三人轉會到國外，接下來的陣容還沒"
        "有確定。"
    ),
    (
        "由於北方連續三個月沒有下雨，小麥的價格從年初以來上漲了18%，麵粉廠和麵包店都感到壓力。"
        "農業部門的負責人表示，國家的儲備糧足夠全國吃一年以上，不會出現短缺。經濟學家卻提醒，如果"
        "春天還是乾旱，夏收的產量可能減少500萬噸，屆時進口將達到歷史最高水平。“老百姓不必擔心"
        "，”一家糧油企業的經理說，“我們的倉庫是滿的。”"
    ),
    (
        "經過六年的修復，市立博物館的東樓下週重新開放。館長介紹說，這次展出的320件文物中，有一"
        "半是第一次與觀眾見面，其中最引人注目的是一幅長達7米的山水畫。為了保護紙張，展廳的燈光調"
        "得很暗，溫度一年四季都是20度。門票仍然是30元，學生和老人免費。“博物館不是倉庫，它應"
        "該是一所學校。”館長說。開放的第一個月，每天只接待2000人，觀眾需要提前在網上預約。"
    ),
    (
        "連接兩省的高速鐵路昨天開始試運行，全長416公里，設計時速350公里，沿線共有九個車站。"
        "通車以後，從省會到海邊只要一小時四十分，比現在縮短一半。為了穿過西部的山區，工人們用了五"
        "年時間打通27條隧道，最長的一條超過12公里。鐵路公司的工程師認為，最難的不是隧道，而是"
        "跨越大江的那座橋：水深流急，橋墩的位置改了三次。票價還沒有公布，但有關人員說，二等座不會"
        "超過200元。"
    ),
    (
        "省人民醫院昨天宣布，一種治療兒童白血病的新藥已經完成第二期試驗，參加的86名患者中有61"
        "名病情明顯好轉。研究小組的負責人陳教授說，這個結果讓人高興，但現在還不能說成功了，因為第"
        "三期試驗至少需要兩年。目前國外的同類藥品每年要花費大約90萬元，大多數家庭負擔不起。如果"
        "國產藥能夠上市，價格可能只有十分之一。“我們最怕的是給家長太大的希望。”他說，“科學要一"
        "步一步地走。”"
    ),
    (
        "新學期開始，全市中小學的午餐改由學校自己的廚房提供，菜單每週在網上公開。教育局說，過去由"
        "三家公司送餐，飯菜到學校時往往已經涼了，家長的意見很大。現在每個學校都要有一名營養師，每"
        "餐的費用是15元，其中政府補助6元。記者昨天在一所小學看到，孩子們排著隊打飯，四個菜裡有"
        "魚有肉。“比我媽媽做的好吃！”一個二年級的男孩笑著說。不過，也有校長擔心廚房的人手不夠，"
        "準備工作還要再做一個月。"
    ),
    (
        "中央銀行昨日決定，從下月起將存款準備金率下調0.5個百分點，預計將釋放長期資金約8000"
        "億元。這是今年以來的第二次下調。分析人士認為，當前企業貸款的需求不足，物價漲幅連續五個月"
        "低於1%，貨幣政策還有空間。受消息影響，股市早盤上漲2.3%，銀行和房地產板塊領漲。但也"
        "有學者指出，問題的根源不在資金，而在信心：“水已經很多了，只是不肯流到田裡去。”他建議政"
        "府增加對低收入家庭的補貼。"
    ),
)
SENTENCES = (
    "因為他們沒有時間，會議推遲到星期四舉行。",
    "公司去年的營業收入為38.6億元，比上年增長了12%。",
    "“這個問題不是一天形成的，也不可能一天解決。”他說。",
    "經過三年的努力，當地農民的年收入從8000元提高到1.5萬元。",
    "國際油價在兩個星期內下跌了9%，航空公司的股票紛紛上漲。",
    "據說，工廠將在明年三月重新開工，首批招收600名工人。",
    "記者問他是否後悔，他搖搖頭，什麼也沒有說。",
    "這座城市的地鐵每天運送乘客450萬人次，居全國第三位。",
    "有關部門應當對此進行調查，並且公布調查的結果。",
    "雙方就邊境貿易、漁業合作等問題交換了意見，氣氛很好。",
    "專家認為，湖水變綠是因為氮和磷太多，與氣溫的關係不大。",
    "“孩子們需要的不是更多的作業，而是更多的睡眠！”一位校長表示。",
    "今年夏天，到海島旅遊的人數比往年多了兩成，旅館的房間早就訂滿了。",
    "法院昨天開庭審理此案，被告的律師要求改期，法官沒有同意。",
    "新機場的第二條跑道長3800米，可以起降最大的飛機。",
    "他從小喜歡畫畫，二十歲的時候到法國留學，三十歲回國教書。",
    "這項計劃需要資金27億元，其中一半由地方政府承擔。",
    "警方說，兩名男子因為在網上出售假藥被捕，涉案金額達到460萬元。",
    "由於河水上漲，下游的三個村莊已經把老人和孩子送到了高處。",
    "目前沒有證據表明，這種病會從動物傳給人。",
    "在過去的十年裡，全球的森林面積減少了大約1%。",
    "“我們還會再來的。”離開球場的時候，老教練對球迷說。",
    "調查顯示，超過六成的年輕人願意在離家近的地方工作。",
    "他是這個領域的權威，發表過120多篇論文，得過三次國家獎。",
    "經理說，價格不會變，質量也不會降低，只是包裝換了。",
    "為了節約用水，農場改用滴灌，每畝地一年可以省下200噸水。",
    "這條消息發布以後，許多人在網上留言，有的支持，有的反對。",
    "外交部發言人表示，中國對此感到遺憾，希望雙方回到談判桌上。",
    "火車站附近的商店晚上十點以前都開門，遊客說很方便。",
    "學生們用了一個學期的時間，把村裡的老房子一間一間地畫了下來。",
)


def crossing_keys(clean: str) -> list[str]:
    """Characters whose two bytes stand in ``clean`` across the boundary of two characters."""
    pairs = ((gbk_bytes(left), gbk_bytes(right)) for left, right in pairwise(clean))
    crossing = {gbk_character(a[1], b[0]) for a, b in pairs if len(a) == len(b) == 2}
    return sorted(crossing & set(readings()))


@cache
def readings() -> dict[str, str]:
    """One toned reading for each character that may be a key."""
    rows = ((key, reading) for reading, keys in known_keys().items() for key in keys)
    return {key: reading for key, reading in sorted(rows) if not reading.isascii()}


def in_half_width(text: str) -> str:
    return text.translate(FULL_WIDTH_TO_ASCII)


@dataclass(frozen=True)
class DamagedPage:
    """A clean text, what damage made of it, and where each shown character comes from."""

    clean: str
    raw: str
    origins: list[int]
    vanished: list[int]

    def original(self, record: Repair) -> str:
        """What stood in the clean text where a record says that something was lost."""
        start, end = self.origins[record.start], self.origins[record.end]
        return in_half_width(self.clean[start:end])

    def kind(self, record: Repair) -> str:
        """What the damage took in a place: a whole pair, an unknown byte, or nothing."""
        if any(record.start < at <= record.end for at in self.vanished):
            return "a pair vanished"
        return "a byte hidden" if "?" in record.before[1:] else "all bytes known"


def damaged_page(clean: str, keys: Mapping[str, str]) -> DamagedPage:
    """Damage a text as ``forward`` does, but keep account; written apart from it on purpose."""
    page, owners = marked_bytes(clean, keys)
    raw, origins, vanished = "", [], []
    at = 0
    while at < len(page):
        size = 1 if page[at] <= 0x80 else 2
        if size == 2 and at + 1 < len(page) and is_private_pair(page[at], page[at + 1]):
            vanished.append(len(raw))
        else:
            raw += show_bytes(page[at : at + size])
            origins.append(owners[at])
        at += size
    assert in_half_width(raw) == damage(clean, keys)
    return DamagedPage(clean, in_half_width(raw), [*origins, len(clean)], vanished)


def marked_bytes(clean: str, keys: Mapping[str, str]) -> tuple[bytes, list[int]]:
    """The page's bytes with the keys marked, and the character that each byte belongs to."""
    page = b"".join(map(gbk_bytes, clean))
    owners = [at for at, character in enumerate(clean) for _ in gbk_bytes(character)]
    marks = {gbk_bytes(key): f"({reading})".encode("gbk") for key, reading in keys.items()}
    marked, marked_owners, at = b"", [], 0
    while at < len(page):
        mark = marks.get(page[at : at + 2])
        size = 2 if mark else 1
        marked += page[at : at + size] + (mark or b"")
        marked_owners += owners[at : at + size]
        at += size
        marked_owners += [owners[at] if at < len(page) else len(clean)] * len(mark or b"")
    return marked, marked_owners


def clean_page(seed: int) -> str:
    """Some of the paragraphs, and some made of sentences, in random order; nothing twice."""
    chance = random.Random(seed)
    sentences = chance.sample(SENTENCES, 24)
    made = ["".join(sentences[at : at + 6]) for at in range(0, 24, 6)]
    return "\n".join(chance.sample([*chance.sample(NEWS, 5), *made], 9))


def random_keys(clean: str, seed: int, crossing: int) -> dict[str, str]:
    """Thirty keys of the page and some that match across boundaries; no more cross than that."""
    chance = random.Random(seed)
    across = crossing_keys(clean)
    intact = sorted(set(clean) & set(readings()) - set(across))
    keys = chance.sample(intact, 30) + chance.sample(across, min(crossing, len(across)))
    return {key: readings()[key] for key in keys}


def test_the_tests_own_text_is_clean_and_long_enough() -> None:
    assert len("".join(NEWS)) > 1400
    assert all(gbk_bytes(character) for character in "".join(NEWS + SENTENCES))
    for text in (*NEWS, *SENTENCES):
        result = repair(text)
        assert (result.text.text, result.repairs) == (text, ())


@pytest.mark.parametrize("seed", range(8))
def test_marked_text_without_a_cut_comes_back_exactly_and_for_certain(seed: int) -> None:
    clean = clean_page(seed)
    keys = random_keys(clean, seed, crossing=0)
    result = repair(damage(clean, keys))
    assert result.text.text == in_half_width(clean)
    assert len(result.repairs) == sum(clean.count(key) for key in keys)
    assert {r.certainty for r in result.repairs} == {"certain"}


@dataclass(frozen=True)
class Outcome:
    """One damaged place: what kind it is, what was said of it, and whether that was right."""

    kind: str
    certainty: str
    right: bool


@cache
def outcomes() -> list[Outcome]:
    """What came of some hundred places where a key's bytes matched across a boundary."""
    found = []
    for seed in range(36):
        clean = clean_page(seed)
        page = damaged_page(clean, random_keys(clean, seed, crossing=6))
        records = [r for r in repair(page.raw).repairs if r.rule == "byte_loss"]
        found += [Outcome(page.kind(r), r.certainty, r.after == page.original(r)) for r in records]
    return found


def share_right(wanted: list[Outcome]) -> float:
    assert wanted
    return sum(outcome.right for outcome in wanted) / len(wanted)


def test_places_whose_bytes_are_all_known_come_back_exactly() -> None:
    known = [outcome for outcome in outcomes() if outcome.kind == "all bytes known"]
    assert len(known) > 100
    # Measured on 1,576 other places made the same way: 932 of 932.
    assert share_right(known) == 1.0


def test_where_a_pair_vanished_nothing_wrong_is_called_certain() -> None:
    vanished = [outcome for outcome in outcomes() if outcome.kind == "a pair vanished"]
    assert len(vanished) > 50
    assert all(outcome.right for outcome in vanished if outcome.certainty == "certain")
    # Measured on other places: 328 of 512 right, 158 left untold, 26 wrong and called no more
    # than a guess or likely by context.
    assert share_right(vanished) > 0.5


@pytest.mark.parametrize(
    ("certainty", "floor"),
    # Measured on 1,576 other places (seeds 1000 to 1249): 930 of 930, 269 of 277, 131 of 171; on
    # an article that nothing here was tuned on: 340 of 340, 111 of 113, 47 of 103. The floors
    # are put below the first line.
    [("certain", 0.99), ("by_context", 0.85), ("guess", 0.5)],
)
def test_what_is_said_of_a_place_is_honest(certainty: str, floor: float) -> None:
    assert share_right([o for o in outcomes() if o.certainty == certainty]) >= floor


def test_certain_is_said_often_enough_to_be_of_use() -> None:
    certain = [outcome for outcome in outcomes() if outcome.certainty == "certain"]
    assert len(certain) > 0.5 * len(outcomes())


@pytest.mark.parametrize(
    ("clean", "crossing"),
    [
        ("他因為沒有錢，沒有去。", "驗"),
        ("電影院的老闆說，因為我們沒有宣傳，觀眾很少。", "驗"),
        ("縣長說，地方沒有多餘的預算。", "經"),
        ("這家工廠的產業鏈是世界級的。", "準"),
        ("鄉下的醫生能夠實時看到病人的記錄。", "驅"),
        # The key's first byte is the second one of the comma before.
        ("雙方交換了意見，氣氛一直很好，沒有爭吵。", "瑲"),
        # A second key matches in what the first has shifted: 囈 is shown, and marked.
        ("這條鐵路共有九個車站。通車以後，票價不變。", "囌囈"),
    ],
)
def test_a_key_that_matches_across_two_characters_is_undone(clean: str, crossing: str) -> None:
    assert set(crossing) <= set(crossing_keys(clean))
    raw = damage(clean, {key: readings()[key] for key in [*crossing, "說"]})
    assert "?" in raw
    assert repair(raw).text.text == in_half_width(clean)


def test_full_width_marks_come_back_where_the_page_uses_them() -> None:
    clean = "“不行，”他說，因為，市場沒有錢，我們也沒有錢。"
    raw = show_bytes(marked_bytes(clean, {"驗": "yàn"})[0])
    assert "?yàn)" in raw
    assert repair(raw).text.text == clean


def test_a_place_that_cannot_be_told_stays_and_is_reported() -> None:
    # No key that reads lóng fits the bytes of 的.
    raw = "他說的?lóng)袌鲆很大。"
    result = repair(raw)
    assert result.text.text == raw
    (record,) = result.repairs
    assert (record.rule, record.certainty) == ("byte_loss", "unresolved")
    assert record.before == record.after == raw[record.start : record.end]


def test_a_sign_that_nobody_can_know_is_never_passed_off_as_known() -> None:
    clean = "參加新藥試驗，參加的86名患者都好。"
    keys = {key: readings()[key] for key in crossing_keys(clean)}
    for key, reading in keys.items():
        page = damaged_page(clean, {key: reading})
        for record in repair(page.raw).repairs:
            if record.after != page.original(record):
                assert record.certainty in ("guess", "unresolved")


def test_a_page_full_of_cuts_is_left_alone_and_reported() -> None:
    chance = random.Random(5)
    characters = [gbk_character(0xB0 + at // 94, 0xA1 + at % 94) for at in range(3000)]
    raw = "".join("".join(chance.sample(characters, 4)) + "?yàn)" for _ in range(1500))
    result = repair(raw)
    assert result.text.text == raw
    assert {record.certainty for record in result.repairs} == {"unresolved"}


@pytest.mark.parametrize(
    "text",
    [
        "老師(lǎoshī)說，中國人(zhōngguórén)很多。",
        "這個詞(noun)的意思是(meaning)家。",
        "He said (gè) and left.",
        "增長9% (gè)。",
        "公司(ABC)、工廠(甲)、學校（乙）和店(1)。",
        "第一(a)、第二(b)。",
    ],
)
def test_parentheses_that_are_no_residue_stand(text: str) -> None:
    assert repair(text).text.text == text
    assert repair(text).repairs == ()


# ---------------------------------------------------------------- ?! : damage, or a real one


@pytest.mark.parametrize(
    "text",
    [
        "什么?!他说",
        "“什么?!”",
        "真的?!?",
        "真的?!",
        "“你說什麼?!”他站了起來。",
        "怎麼會這樣?!大家都不相信。",
        "難道他不知道?!這太奇怪了,我們再等一天。",
        "一天賣出兩萬台?!記者不信,又問了一遍。",
        "你瘋了?!!誰讓你來的?",
        "他來了?!,我走了。",
        "這是誰的主意?!“是我的。”她說。",
        "為什么不信了?\n因為沒有證據。",
        "他問:“是嗎?”然後走了。",
        "價格是多少? 沒有人知道。",
        "“你是說真的?!?他問。”",
        "要提前在網上?!!預約。",
    ],
)
def test_a_genuine_question_is_never_repaired(text: str) -> None:
    result = repair(text)
    assert (result.text.text, result.repairs) == (text, ())


@pytest.mark.parametrize("seed", range(3))
def test_genuine_marks_all_over_a_page_stand(seed: int) -> None:
    chance = random.Random(seed)
    page = re.sub(
        "[。，；]", lambda mark: chance.choice(["?!", "?", mark[0], mark[0]]), clean_page(seed)
    )
    assert page.count("?!") > 15
    result = repair(page)
    assert (result.text.text, result.repairs) == (page, ())


def cut_at_bang(clean: str, at: int) -> str:
    """Put one ASCII byte before the ！ that the characters ``at`` and ``at + 1`` share."""
    page = b"".join(map(gbk_bytes, clean))
    place = len(b"".join(map(gbk_bytes, clean[: at + 1]))) - 1
    assert page[place : place + 2] == gbk_bytes("！")
    return in_half_width(show_bytes(page[:place] + b"<" + page[place:]))


@pytest.mark.parametrize(
    ("clean", "certainty"),
    [
        ("“公司沒有錢。”經理說，“公司不會倒。”記者問他為什麼。", "by_context"),
        ("他表示：“水已經很多了。”但中國的城市還是缺水。", "by_context"),
        ("館長說：“這不是倉庫。”他建議政府增加補貼。", None),
        ("教練說：“我們還會再來。”她笑了。", None),
    ],
)
def test_a_bang_that_two_characters_share_is_undone(clean: str, certainty: str | None) -> None:
    at = clean.rindex("。”")
    raw = cut_at_bang(clean, at)
    assert "?!" in raw
    (record,) = repair(raw).repairs
    assert record.certainty != "certain"
    if certainty:
        assert (repair(raw).text.text, record.certainty) == (in_half_width(clean), certainty)


# ---------------------------------------------------------------- time grows in a straight line

HOSTILE = ["?", "(", "?!", "字?!", "字(gè)", "字?yàn)", "“字?!?", "/p>", "一", "500\n\n"]
HOSTILE += ["因?yàn)闆]", "因?yàn)橐粋€(gè)", "/p>x", "字(a", "站务\n", "朗普", "文|徐編輯|", "\n"]
# The aim on the machine these were written on is 200,000 characters a second for hostile text and
# 400,000 for articles; measured there: 300,000 and 600,000 at the least. Half is asked for, since
# machines differ.
LEAST_HOSTILE, LEAST_ARTICLES = 100_000, 200_000


def characters_a_second(text: str) -> float:
    began = time.process_time()
    repair(text)
    return len(text) / max(time.process_time() - began, 1e-6)


def repeated(piece: str, size: int) -> str:
    return (piece * (size // len(piece) + 1))[:size]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_no_more_than_its_share_of_time(piece: str) -> None:
    repair("因?yàn)闆]")
    small, large = repeated(piece, 3_000), repeated(piece, 24_000)
    # Time that grows with the square shows each time; a busy machine does not.
    assert any(grows_straight(small, large) for _ in range(3))


def grows_straight(small: str, large: str) -> bool:
    began = time.process_time()
    repair(small)
    between = time.process_time()
    repair(large)
    # A fixed cost a page is allowed for; time that grows with the square is not.
    return time.process_time() - between < 16 * (between - began) + 0.4


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE)
def test_a_megabyte_of_hostile_text_is_read_fast(piece: str) -> None:
    assert characters_a_second(repeated(piece, 1_000_000)) > LEAST_HOSTILE


@pytest.mark.slow
@pytest.mark.parametrize("article", ARTICLES)
def test_articles_over_and_over_are_read_fast_and_in_a_straight_line(article: str) -> None:
    one = characters_a_second(repeated(RAW[article] + "\n", 1_000_000))
    four = characters_a_second(repeated(RAW[article] + "\n", 4_000_000))
    assert min(one, four) > LEAST_ARTICLES
    assert four > one / 2
