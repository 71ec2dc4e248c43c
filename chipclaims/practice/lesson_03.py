"""Questions of lesson 03: extracting numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from math import isclose
from typing import Any

from chipclaims import tables
from chipclaims.practice.kinds import Classes, Function, Number, Pattern, Table, Writing
from chipclaims.practice.kinds.function import Result
from chipclaims.practice.kinds.pattern import Score, Task
from chipclaims.practice.questions import Mistake, Question

Row = dict[str, Any]
Changes = dict[str, dict[str, float]]

# ------------------------------------------------- what the answer sheet and the texts say


@cache
def labels() -> dict[tuple[str, str], Row]:
    """The first row of the answer sheet for each article and text."""
    rows = reversed(tables.rows("hand_labels"))
    return {(row["article"][:3], row["text"]): row for row in rows}


def label_of(article: str, text: str) -> Row | None:
    """The row of the answer sheet for a text of an article, or ``None``."""
    return labels().get((article, text))


@cache
def repaired(article: str) -> Any:
    """The repaired text of an article, which knows its places in the file."""
    from chipclaims.articles import load_article
    from chipclaims.repair import repair

    return repair(load_article(article).raw).text


def all_texts() -> list[str]:
    """The repaired texts of the five articles."""
    return [repaired(f"00{number}").text for number in range(5)]


# ------------------------------------------------- 03-1: which kind

PIECES = {
    "153.1元": "002",
    "10年": "004",
    "第48小时": "002",
    "第三次": "001",
    "60倍": "002",
    "14亿人口": "002",
    "H200": "004",
    "500": "002",
    "一刀切": "001",
}
KINDS = ("money", "percent", "multiple", "spec", "count", "duration", "date", "rank", "none")


def kinds_of_pieces() -> dict[str, str]:
    """The kind of each piece on the answer sheet; what does not stand there is none."""
    labels = {piece: label_of(article, piece) for piece, article in PIECES.items()}
    return {piece: label["kind"] if label else "none" for piece, label in labels.items()}


def is_counted(piece: str) -> Callable[[dict[str, str]], bool]:
    """Whether a piece is called a quantity, of whatever kind."""
    return lambda answer: answer.get(piece) not in (None, "none")


# ------------------------------------------------- 03-2: H20 in H200


def places_of_h20() -> tuple[int, int]:
    """How many places of the five articles fit ``H20``, and how many of them are the H20."""
    text = "\n".join(all_texts())
    return len(re.findall("H20", text)), len(re.findall(r"H20(?!\d)", text))


def precision_of_h20() -> float:
    found, right = places_of_h20()
    return right / found


def places_of_another_chip() -> int:
    """How often the name stands in the five articles that the page counts as an example."""
    return "\n".join(all_texts()).count("H100")


def average_precision_of_h20() -> float:
    """The precision of each article, and then the average: articles in place of finds."""
    parts = []
    for text in all_texts():
        found = re.findall(r"H20\d?", text)
        parts.append(found.count("H20") / len(found))
    return sum(parts) / len(parts)


# ------------------------------------------------- 03-3: amounts

A_RANGE = "150億至200億美元"
AMOUNTS = {
    "5900億美元": "004",
    "185.13亿美元": "002",
    "100 亿美元": "002",
    A_RANGE: "004",
}


def amounts() -> list[dict[str, Any]]:
    """Lower and upper end of each amount in US dollars; a single number is both."""
    rows = []
    for text, article in AMOUNTS.items():
        label = label_of(article, text)
        low, high = (label.get(end) or label["value"] for end in ("value_low", "value_high"))
        rows.append({"text": text, "low": low, "high": high})
    return rows


def ends(text: str) -> tuple[float, float]:
    row = next(row for row in amounts() if row["text"] == text)
    return row["low"], row["high"]


def both_ends(text: str, worked_out: Callable[[float, float], float]) -> Callable[[], Changes]:
    """A row in which both ends are what is worked out of the right ones."""

    def changes() -> Changes:
        wrong = worked_out(*ends(text))
        return {text: {"low": wrong, "high": wrong}}

    return changes


def in_cells(rows: Callable[[], list[Row]], key: str, changes: Callable[[], Changes]) -> Row:
    """A mistake of a table that shows in a few cells, whatever the others are."""

    def answer() -> list[Row]:
        return [{**row, **changes().get(row[key], {})} for row in rows()]

    def when(found: dict[Any, Row]) -> bool:
        wanted = [(found.get(k, {}).get(c), w) for k, r in changes().items() for c, w in r.items()]
        return all(isinstance(o, int | float) and isclose(o, w, rel_tol=1e-4) for o, w in wanted)

    return {"answer": answer, "when": when}


def exchanged() -> Changes:
    low, high = ends(A_RANGE)
    return {A_RANGE: {"low": high, "high": low}}


def pairs_of_ends(found: dict[Any, Row]) -> dict[Any, tuple[Any, Any]]:
    return {text: (row.get("low"), row.get("high")) for text, row in found.items()}


def in_other_rows() -> list[Row]:
    """The right amounts, each one row further down than its text."""
    rows = amounts()
    moved = [rows[-1], *rows]
    return [{**row, "text": right["text"]} for row, right in zip(moved, rows, strict=False)]


def mixes_up_rows(found: dict[Any, Row]) -> bool:
    """Whether all amounts are right, but stand beside other texts."""
    given, right = pairs_of_ends(found), pairs_of_ends({row["text"]: row for row in amounts()})
    return given != right and sorted(given.values()) == sorted(right.values())


def as_texts() -> list[Row]:
    return [{**row, **{end: str(row[end]) for end in ("low", "high")}} for row in amounts()]


def gives_texts_for_numbers(found: dict[Any, Row]) -> bool:
    ends_given = [end for pair in pairs_of_ends(found).values() for end in pair]
    return any(isinstance(end, str) and re.fullmatch(r"[\d.,e+]+", end) for end in ends_given)


def keeps_one_end(found: dict[Any, Row]) -> bool:
    row = found.get(A_RANGE, {})
    return row.get("low") == row.get("high") and row.get("low") in ends(A_RANGE)


# ------------------------------------------------- 03-4: a function for magnitude words

CASES = (
    "187.75億美元",
    "20萬字",
    "210.02万颗",
    "14亿人口",
    "3兆元",
    "600兆赫",
    "1,243亿美元",
    "7天",
)


def value_of(text: str) -> float:
    """The number at the beginning of a text, times the magnitude words that follow it."""
    words = {"萬": 1e4, "万": 1e4, "億": 1e8, "亿": 1e8, "兆": 1e12}
    value = float(re.match(r"[\d.,]+", text).group().replace(",", ""))
    if re.search("兆[瓦赫]", text):
        return value * 1e6
    for character in text:
        value = value * words.get(character, 1)
    return value


def wrong_zhao_is_mega(text):
    import re

    words = {"萬": 1e4, "万": 1e4, "億": 1e8, "亿": 1e8, "兆": 1e6}
    value = float(re.match(r"[\d.,]+", text).group().replace(",", ""))
    for character in text:
        value = value * words.get(character, 1)
    return value


def wrong_zhao_is_a_trillion(text):
    import re

    words = {"萬": 1e4, "万": 1e4, "億": 1e8, "亿": 1e8, "兆": 1e12}
    value = float(re.match(r"[\d.,]+", text).group().replace(",", ""))
    for character in text:
        value = value * words.get(character, 1)
    return value


def wrong_yi_is_a_billion(text):
    import re

    words = {"萬": 1e4, "万": 1e4, "億": 1e9, "亿": 1e9, "兆": 1e12}
    value = float(re.match(r"[\d.,]+", text).group().replace(",", ""))
    if "兆赫" in text or "兆瓦" in text:
        return value * 1e6
    for character in text:
        value = value * words.get(character, 1)
    return value


def wrong_one_script(text):
    import re

    words = {"萬": 1e4, "億": 1e8, "兆": 1e12}
    value = float(re.match(r"[\d.,]+", text).group().replace(",", ""))
    if "兆赫" in text or "兆瓦" in text:
        return value * 1e6
    for character in text:
        value = value * words.get(character, 1)
    return value


def wrong_no_commas(text):
    import re

    words = {"萬": 1e4, "万": 1e4, "億": 1e8, "亿": 1e8, "兆": 1e12}
    value = float(re.match(r"[\d.]+", text).group())
    if "兆赫" in text or "兆瓦" in text:
        return value * 1e6
    for character in text:
        value = value * words.get(character, 1)
    return value


def wrong_no_decimals(text):
    import re

    words = {"萬": 1e4, "万": 1e4, "億": 1e8, "亿": 1e8, "兆": 1e12}
    value = int(re.match(r"[\d,]+", text).group().replace(",", ""))
    if "兆赫" in text or "兆瓦" in text:
        return value * 1e6
    for character in text:
        value = value * words.get(character, 1)
    return value


def wrong_digits_alone(text):
    import re

    return float(re.match(r"[\d.,]+", text).group().replace(",", ""))


def wrong_as_a_text(text):
    import re

    words = {"萬": 1e4, "万": 1e4, "億": 1e8, "亿": 1e8, "兆": 1e12}
    value = float(re.match(r"[\d.,]+", text).group().replace(",", ""))
    if "兆赫" in text or "兆瓦" in text:
        return str(value * 1e6)
    for character in text:
        value = value * words.get(character, 1)
    return str(value)


def cuts_decimals(results: Sequence[Result]) -> bool:
    """Whether the digits behind the point are lost, with or without the magnitude word."""
    cases = ("187.75億美元", "210.02万颗")
    given = [results[CASES.index(case)].value for case in cases]
    cut = [(wrong_no_decimals(case), int(wrong_digits_alone(case))) for case in cases]
    return all(value in known for value, known in zip(given, cut, strict=True))


def gives_texts(results: Sequence[Result]) -> bool:
    return any(isinstance(each.value, str) for each in results)


def gives(wrong: Callable[[str], float], *cases: str) -> Callable[[Sequence[Result]], bool]:
    """Whether a function gives what a wrong one gives, for some of the cases."""

    def shows(results: Sequence[Result]) -> bool:
        pairs = [(results[CASES.index(case)].value, wrong(case)) for case in cases]
        return all(isinstance(o, int | float) and isclose(o, w, rel_tol=1e-6) for o, w in pairs)

    return shows


def reads_one_script(results: Sequence[Result]) -> bool:
    """Whether the magnitude word is lost in one script and not in the other."""
    lost = [gives(wrong_digits_alone, case)(results) for case in ("14亿人口", "20萬字")]
    return lost[0] != lost[1]


# ------------------------------------------------- 03-5: qualifiers

PHRASES = {
    "暴跌約17%": ("004", "17%"),
    "超60倍": ("002", "60倍"),
    "近332亿美元": ("002", "332亿美元"),
    "仅为1.3%": ("002", "1.3%"),
    "四倍以上": ("004", "四倍"),
    "短短幾天內": ("003", "幾天"),
    "高達187.75億美元": ("003", "187.75億美元"),
    "過去三分之一": ("000", "三分之一"),
}
QUALIFIERS = (
    "approx",
    "more_than",
    "less_than",
    "nearly",
    "at_least",
    "at_most",
    "as_high_as",
    "only",
    "none",
)


def qualifiers() -> dict[str, str]:
    """The qualifier of each phrase on the answer sheet."""
    return {phrase: label_of(*place)["qualifier"] or "none" for phrase, place in PHRASES.items()}


def drops_a_qualifier(answer: dict[str, str]) -> bool:
    return any(answer.get(p) == "none" and q != "none" for p, q in qualifiers().items())


# ------------------------------------------------- 03-6: grew by, grew to

A_RISE = "比上一年增长66%"
GROWTH = ("增长了两倍", "增至两倍", "出貨量翻倍", A_RISE, "價格下降40%")


def growth() -> list[dict[str, Any]]:
    """By what the old amount is multiplied, phrase by phrase."""
    return [{"phrase": phrase, "times": factor_of(phrase)} for phrase in GROWTH]


def factor_of(phrase: str) -> float:
    from chipclaims.practice.formulas import worked_out

    if "翻倍" in phrase:
        return worked_out("{claims.001-14}")
    number = number_in(phrase)
    if "至" in phrase:
        return number
    return 1 - number if "下降" in phrase else 1 + number


def number_in(phrase: str) -> float:
    """The number that is written in a phrase, 66% as 0.66."""
    from chipclaims.quantities import find_quantities

    (found,) = find_quantities(phrase)
    return found.value / (100 if found.unit == "percent" else 1)


def factor(phrase: str, worked_out: Callable[[float], float]) -> Callable[[], Changes]:
    """A row with what is worked out of the number in its phrase."""
    return lambda: {phrase: {"times": worked_out(number_in(phrase))}}


def doubled(more: float) -> Callable[[], Changes]:
    """The row of the phrase "doubled", with a factor that is so much too large."""
    return lambda: {"出貨量翻倍": {"times": factor_of("出貨量翻倍") + more}}


# ------------------------------------------------- 03-7: a pattern

LINES = (9, 11, 15)
PRECISION, RECALL = 0.9, 0.8


@cache
def passage() -> Task:
    """Three paragraphs of article 003, with the places that the answer sheet has in them."""
    text = repaired("003")
    lines = text.text.split("\n")
    parts, places = [], {}
    for number in LINES:
        begin = sum(len(line) + 1 for line in lines[:number])
        shift = sum(len(part) + 1 for part in parts)
        for at in range(len(lines[number])):
            start, end = text.raw_span(begin + at, begin + at + 1)
            places[start] = places[-end] = shift + at
        parts.append(lines[number])
    rows = [r for r in tables.rows("hand_labels") if r["article"].startswith("003")]
    inside = [r for r in rows if r["start"] in places and -r["end"] in places]
    wanted, optional = (
        frozenset((places[r["start"]], places[-r["end"]] + 1) for r in inside if r["optional"] is o)
        for o in (False, True)
    )
    return Task("\n".join(parts), wanted, optional)


AMOUNT = r"\d+(?:\.\d+)?(?:億美元|%)"
RANGE = r"\d+%-\d+%"
YEAR = r"\d+年底|\d+財年第一季度"
DATE = r"\d+年\d+月\d+日"


def pattern() -> str:
    return "|".join([DATE, YEAR, RANGE, AMOUNT])


def finds(*words: str) -> Callable[[Score], bool]:
    """Whether a pattern that does not pass yet finds one of some words as a whole."""
    return lambda score: not passes(score) and bool(score.words_found & {*words})


def passes(score: Score) -> bool:
    return score.precision >= PRECISION and score.recall >= RECALL


def finds_bare_digits(score: Score) -> bool:
    return not passes(score) and any(word.isdigit() for word in score.words_found)


def finds_too_much(score: Score) -> bool:
    longest = max((end - start for start, end in score.task.wanted), default=0)
    return not passes(score) and any(len(word) > longest + 4 for word in score.words_found)


def finds_without_unit(score: Score) -> bool:
    return not passes(score) and any(word.endswith("億") for word in score.words_found)


def finds_qualifiers(score: Score) -> bool:
    begins = ("約", "近", "高達", "達")
    return not passes(score) and any(word.startswith(begins) for word in score.words_found)


def finds_no_date(score: Score) -> bool:
    """Whether all money and percentages are found, and no date."""
    found = score.words_found
    kinds = [any(unit in word for word in found) for unit in ("億美元", "%", "年", "月")]
    return not passes(score) and score.precision == 1 and kinds == [True, True, False, False]


def finds_only_money(score: Score) -> bool:
    text = score.task.text
    return score.found == {(s, e) for s, e in score.task.wanted if "美元" in text[s:e]}


# ------------------------------------------------- 03-8: in English

ENOUGH = 30
EXPECTED = r"expect|forecast|predict|estimat|project|anticipat|hope|thought"
EXACT = r"(?<![\w.])(?:[1-9]|one|five|nine)\s?(?:%|percent)"
AVERAGE = r"\b17\.5|\b22\.5|average"
WRONG_SIZE = r"\b(?:150|200)\b[^.]*billion|\b(?:1\.5|2) billion|(?<![\d,])(?:15|20) ?million"
OF_THE_MARKET = (
    r"market share|share (?:of|in) the (?:Chinese )?market|of (?:the Chinese|China's)[\w ]* market"
)
OF_REVENUE = r"revenue|sales|turnover|income|earn"
SINGLE = r"single|\bdigit|(?:below|under|less than) (?:10|ten)|one-digit"


def is_long_enough(text: str) -> bool:
    return len(re.findall(r"[A-Za-z0-9][\w.,%'-]*", text)) >= ENOUGH


def has(words: str) -> Callable[[str], bool]:
    return lambda text: bool(re.search(words, text, re.IGNORECASE))


def lacks(words: str) -> Callable[[str], bool]:
    """Whether a text that is long enough has nothing that fits."""
    return lambda text: is_long_enough(text) and not has(words)(text)


def drops_an_end(text: str) -> bool:
    """Whether one of the four ends of the two ranges is not there."""
    numbers = in_billions(text)
    other = has(AVERAGE)(text) or has(WRONG_SIZE)(text) or not is_long_enough(text)
    return not other and not ({15, 25} <= {*numbers} and numbers.count(20) >= 2)


def in_billions(text: str) -> list[float]:
    """The numbers of a text; those of many digits (15000 million, 15,000,000,000) in billions."""
    numbers = [float(each.replace(",", "")) for each in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]
    sizes = ((1e9, 1e9), (1e4, 1e3), (0, 1))
    return [next(each / unit for least, unit in sizes if each >= least) for each in numbers]


def is_of_the_market(text: str) -> bool:
    """Whether the percentages are told as parts of the market and not of revenue."""
    sentences = [each for each in re.split(r"[.;]\s", text) if re.search("%|percent", each)]
    return any(has(OF_THE_MARKET)(each) and not has(OF_REVENUE)(each) for each in sentences)


def report(money: str = "15 to 20 billion", share: str = "20% to 25%") -> str:
    return (
        f"Nvidia had earlier expected that China would bring it {money} US dollars of revenue a "
        f"year. At its peak, the article says, China made up {share} of Nvidia's total revenue; "
        "by now that share has fallen to single digits."
    )


QUESTIONS = (
    Question(
        "03-1",
        "Nine pieces of text",
        Classes(KINDS),
        kinds_of_pieces,
        hints=(
            "Ask of each piece: does it measure or count something, here, in its sentence? If "
            "not, it is no quantity.",
            "Then ask what the unit or the counting word says: a length of time, a point on the "
            "calendar, a place in an order, people, an amount to pay? The sentence decides, and "
            "not the look of the piece.",
        ),
        mistakes=(
            Mistake(
                "the width of a picture taken for a quantity",
                "A bare number on a line of its own is read as an amount of money or of things.",
                "One of your pieces is a number without any unit, alone on its line. What does the "
                "list above say about that line?",
                {"500": "money"},
                when=is_counted("500"),
                listed="width_as_money",
            ),
            Mistake(
                "the name of a chip taken for a quantity",
                "The digits in a product name are read as a measure or as a number of pieces.",
                "In one of your pieces the digits belong to a name. Would twice the digits be "
                "twice of anything?",
                {"H200": "spec"},
                when=is_counted("H200"),
            ),
            Mistake(
                "a length taken for a place in an order",
                "第 in front of a number usually makes it a place in an order, so one stops there.",
                "第 is there, but what stands behind the number? Does the sentence put hours in "
                "order, or does it say how much time had passed?",
                {"第48小时": "rank"},
            ),
            Mistake(
                "a length taken for a point in time",
                "年 after a number is read as a year on the calendar.",
                "年 can mean a year on the calendar or years that pass. Which of the two is a time "
                "limit?",
                {"10年": "date"},
            ),
            Mistake(
                "a figure of speech counted",
                "一 is the digit one, so the phrase is taken as one of something.",
                "One of your pieces is a fixed phrase. Has anybody counted anything in it?",
                {"一刀切": "count"},
                when=is_counted("一刀切"),
            ),
            Mistake(
                "億 taken for money",
                "億 mostly stands in front of a currency, so a number with it is called money.",
                "億 and 亿 say how large a number is, not of what. What stands behind it here: a "
                "currency, or people?",
                {"14亿人口": "money"},
            ),
            Mistake(
                "a factor taken for something else",
                "倍 stands in a sentence about growth, and growth is mostly told in percent; or "
                "倍 is taken for a counting word.",
                '倍 means "times". Which kind is for "so many times as much"?',
                {"60倍": "percent"},
                when=lambda kinds: kinds.get("60倍") in ("percent", "count"),
            ),
            Mistake(
                "a place in an order taken for a number of things",
                "三 is three, so one thinks of three visits that were counted.",
                '第 makes a number into "-th". Does 第三次 say how many visits there were, or '
                "which one of them this is?",
                {"第三次": "count"},
            ),
        ),
    ),
    Question(
        "03-2",
        "A short name inside a longer one",
        Number("a fraction of 1", decimals=2, also={"percent": 0.01}),
        precision_of_h20,
        hints=(
            "Precision asks: of all places that were found, which part is right? Here a place is "
            "right if it really names the H20.",
            'Count the places that fit "H20" in the five texts, and those that fit "H200". The '
            "second ones are among the first ones. So how many are left that are right?",
        ),
        mistakes=(
            Mistake(
                "H20 counted inside H200",
                "Every place that fits the pattern is taken as right, also the first three "
                "characters of H200.",
                "That would mean that the pattern is never wrong. Print a few characters behind "
                "each place that it finds in article 004. Is it always this chip?",
                lambda: places_of_h20()[0] / places_of_h20()[0],
                listed="h20_in_h200",
            ),
            Mistake(
                "the false alarms counted",
                "The places in H200 are divided by all places.",
                "That is the part that is found by mistake. Which part does precision ask for?",
                lambda: 1 - precision_of_h20(),
            ),
            Mistake(
                "the right ones divided by the false alarms",
                "Right divided by wrong, in place of right divided by all that was found.",
                "Your fraction compares right with wrong. What does precision divide by?",
                lambda: places_of_h20()[1] / (places_of_h20()[0] - places_of_h20()[1]),
            ),
            Mistake(
                "an average of five precisions",
                "The precision of each article is worked out, and then the average is taken, so "
                "that a short list weighs as much as a long one.",
                "You gave each article the same weight. Put all places of the five articles "
                "together first, and divide once.",
                average_precision_of_h20,
            ),
            Mistake(
                "a count in place of a fraction",
                "The number of right places is given.",
                "You counted the right places. Which part are they of all that was found?",
                lambda: places_of_h20()[1],
            ),
            Mistake(
                "everything that was found",
                "The number of places that fit the pattern is given.",
                "That is how many places were found, right or wrong. Precision is a part of them.",
                lambda: places_of_h20()[0],
            ),
            Mistake(
                "the false alarms divided by the right ones",
                "Wrong divided by right, in place of right divided by all that was found.",
                "You set the false alarms against the right ones. What does precision set against "
                "what?",
                lambda: 1 / precision_of_h20() - 1,
            ),
            Mistake(
                "the false alarms taken as places of their own",
                "The places of H20 and of H200 are added up, though the second ones are among the "
                "first.",
                "You counted some places twice. Does the search for the short name also stop at "
                "the long one?",
                lambda: places_of_h20()[0] / (2 * places_of_h20()[0] - places_of_h20()[1]),
            ),
            Mistake(
                "a third chip taken off",
                "The places of H100 are subtracted as well, since the page counts them.",
                "You also took off the places of H100. Would the search find those three "
                "characters in that name?",
                lambda: (places_of_h20()[1] - places_of_another_chip()) / places_of_h20()[0],
            ),
        ),
    ),
    Question(
        "03-3",
        "Four amounts in plain dollars",
        Table(("text", "low", "high"), "text", relative=1e-4),
        amounts,
        hints=(
            "Look up 億 in the table of magnitude words above. Python can multiply for you: "
            "10**8 is a one with eight zeros.",
            "For a single number write the same in both columns. For a range write what stands "
            "before 至 (to) in one column and what stands behind it in the other.",
        ),
        mistakes=(
            Mistake(
                "億 read as a thousand million",
                "億 is the large number word that one meets first, and the one known from English "
                "is the billion.",
                "Your 5900億美元 is ten times too large. How many zeros has 億, and how many has a "
                "billion?",
                **in_cells(amounts, "text", both_ends("5900億美元", lambda low, _: 10 * low)),
                listed="yi_as_billion",
            ),
            Mistake(
                "billions in place of dollars",
                "The amounts are right, but they are told in billions.",
                "Your numbers are in billions. What is asked for: how many billions, or how many "
                "dollars?",
                **in_cells(amounts, "text", both_ends("5900億美元", lambda low, _: low / 1e9)),
            ),
            Mistake(
                "no magnitude word at all",
                "The digits are copied.",
                "Your 5900億美元 is as many dollars as its digits say. What does 億 do to them?",
                **in_cells(amounts, "text", both_ends("5900億美元", lambda low, _: low / 1e8)),
            ),
            Mistake(
                "億 read as a million",
                "億 is taken for the next English step after a thousand.",
                "Your 5900億美元 is a hundred times too small. Which magnitude word has how many "
                "zeros?",
                **in_cells(amounts, "text", both_ends("5900億美元", lambda low, _: low / 100)),
            ),
            Mistake(
                "億 read as 萬",
                "The two magnitude words are mixed up.",
                "You multiplied 5900 as if it were 萬. Compare the two characters, and the zeros "
                "beside them in the table.",
                **in_cells(amounts, "text", both_ends("5900億美元", lambda low, _: low / 1e4)),
                listed="yi_as_billion",
            ),
            Mistake(
                "a range averaged",
                "A table cell holds one number, so the middle is taken for both ends.",
                "Who said the number that you give for the range? Two columns are there, so that "
                "nobody has to choose.",
                **in_cells(amounts, "text", both_ends(A_RANGE, lambda a, b: (a + b) / 2)),
                listed="range_averaged",
            ),
            Mistake(
                "one end of the range left out",
                "Only one of the two numbers is kept, mostly the one beside the currency.",
                "Both your ends of the range are the same number. What stands on the other side of "
                "至 (to)?",
                in_cells(amounts, "text", both_ends(A_RANGE, lambda _, high: high))["answer"],
                when=keeps_one_end,
            ),
            Mistake(
                "the magnitude word lost at a space",
                "In 100 亿美元 a space stands before the magnitude word, and reading stops there.",
                "In one text a space stands between the digits and 亿. Does 亿 belong to the "
                "number or not?",
                **in_cells(amounts, "text", both_ends("100 亿美元", lambda low, _: low / 1e8)),
            ),
            Mistake(
                "decimals cut off",
                "Only the digits before the point are multiplied.",
                "In 185.13亿美元, what has become of the digits behind the point? They are worth "
                "millions.",
                **in_cells(
                    amounts, "text", both_ends("185.13亿美元", lambda low, _: low // 1e8 * 1e8)
                ),
            ),
            Mistake(
                "億 with a zero too few",
                "Eight zeros are counted as seven.",
                "Your 5900億美元 is ten times too small. Count the zeros of 億 in the table again.",
                **in_cells(amounts, "text", both_ends("5900億美元", lambda low, _: low / 10)),
            ),
            Mistake(
                "the ends of the range exchanged",
                "The two columns are filled the wrong way round.",
                "Which end of your range is the lower one?",
                **in_cells(amounts, "text", exchanged),
            ),
            Mistake(
                "the point lost",
                "185.13 is multiplied as 18513.",
                "Your 185.13亿美元 is a hundred times too large. Is there a point between its "
                "digits?",
                **in_cells(amounts, "text", both_ends("185.13亿美元", lambda low, _: 100 * low)),
            ),
            Mistake(
                "amounts beside other texts",
                "The amounts are written in another order than the texts.",
                "All your amounts are there, but not all beside their texts. In which order are "
                "the texts, and in which are your numbers?",
                in_other_rows,
                when=mixes_up_rows,
            ),
            Mistake(
                "numbers in quotation marks",
                "The digits are written as texts, as the articles have them.",
                "In quotation marks digits are a text, and nobody can calculate with it. Leave "
                "the quotation marks out.",
                as_texts,
                when=gives_texts_for_numbers,
            ),
        ),
    ),
    Question(
        "03-4",
        "A function that reads magnitude words",
        Function(CASES),
        value_of,
        hints=(
            're.match(r"[\\d.,]+", text).group() is the number in front, as a text. A comma in it '
            "must go before float can read the rest.",
            "Go through the characters of the text and multiply by the value of each magnitude "
            "word: a dictionary from word to value helps. One case must be asked for before "
            "that: is 瓦 or 赫 the next character after 兆?",
        ),
        mistakes=(
            Mistake(
                "兆 read as mega",
                "兆 is known from megawatt and megahertz and is always taken as a million.",
                "Your function makes 3兆元 too small. What is 兆 when no 瓦 or 赫 follows?",
                wrong_zhao_is_mega,
                when=gives(wrong_zhao_is_mega, "3兆元"),
                listed="zhao_as_mega",
            ),
            Mistake(
                "兆 read as a trillion everywhere",
                "The rule for physical units is left out.",
                "600兆赫 is a frequency: 赫 is hertz. Is 兆 the same there as in an amount of "
                "money?",
                wrong_zhao_is_a_trillion,
                when=gives(wrong_zhao_is_a_trillion, "600兆赫"),
            ),
            Mistake(
                "億 read as a thousand million",
                "億 is given nine zeros, like a billion.",
                "Your function is ten times too large wherever 億 or 亿 stands. How many zeros has "
                "that word?",
                wrong_yi_is_a_billion,
                when=gives(wrong_yi_is_a_billion, "187.75億美元"),
                listed="yi_as_billion",
            ),
            Mistake(
                "only one script",
                "The magnitude words are written down in traditional or in simplified script only.",
                "Some of the articles are in traditional script, one is in simplified. Which "
                "characters does your function know?",
                wrong_one_script,
                when=reads_one_script,
            ),
            Mistake(
                "reading stops at the comma",
                "The pattern takes digits and points, so 1,243 ends after the 1.",
                "In 1,243亿美元 there is a comma. How far does your pattern read?",
                wrong_no_commas,
                when=gives(wrong_no_commas, "1,243亿美元"),
            ),
            Mistake(
                "decimals cut off",
                "The pattern takes digits only, so 210.02 ends before the point. The next sign "
                "is then no longer 万, and some lose that, too.",
                "What does your function do with the digits behind a decimal point, as in "
                "210.02万颗?",
                wrong_no_decimals,
                when=cuts_decimals,
            ),
            Mistake(
                "no magnitude word at all",
                "The digits are read, and what follows is not looked at.",
                "Your function gives back the digits as they stand. What do 萬 and 億 behind them "
                "do to the number?",
                wrong_digits_alone,
                when=gives(wrong_digits_alone, "20萬字", "14亿人口", "3兆元"),
            ),
            Mistake(
                "a text is given back",
                "The value is turned into a text, or digits are cut out of the text and put "
                "together.",
                "Your function gives back a text. What makes a number of a text that holds digits?",
                wrong_as_a_text,
                when=gives_texts,
            ),
        ),
    ),
    Question(
        "03-5",
        "Eight phrases and their small words",
        Classes(QUALIFIERS),
        qualifiers,
        hints=(
            "Look right in front of the number and right behind it. Is there a word of the table "
            "above?",
            'Two questions for each word: does it let the number itself in, as "and above" '
            "does, or only what lies beyond it? And does it bend the number at all, or does it "
            "belong to the words before it?",
        ),
        mistakes=(
            Mistake(
                "a qualifier dropped",
                "The number is taken and the small word beside it is overlooked.",
                "In a phrase that you left without one, a word still bends the number. Look at "
                "the characters on both sides of it.",
                {"近332亿美元": "none"},
                when=drops_a_qualifier,
                listed="qualifier_dropped",
            ),
            Mistake(
                "過去 read as 超過",
                "過 is part of 超過 (above), so 過去 is taken for the same word.",
                "過去 is a word of its own. What does the table say that it means: a size, or a "
                "time?",
                {"過去三分之一": "more_than"},
            ),
            Mistake(
                "the number itself shut out",
                '以上 is put into English as "more than", or 內 as "less than".',
                '以上 is "and above", 內 is "within". Would exactly this number be allowed by '
                "these words, and by yours?",
                {"四倍以上": "more_than"},
                when=lambda answer: (
                    answer.get("四倍以上") == "more_than" or answer.get("短短幾天內") == "less_than"
                ),
            ),
            Mistake(
                "the number itself let in",
                '超 is taken as "this much or more".',
                '超 is "above". Would exactly 60 times be above 60 times?',
                {"超60倍": "at_least"},
            ),
            Mistake(
                "an emphasis read as a limit",
                '高達, "as high as", is read as a highest possible value, or as "more than".',
                "高達 says that the writer finds a number large. Does it set a limit, above or "
                "below?",
                {"高達187.75億美元": "at_most"},
                when=lambda answer: (
                    answer.get("高達187.75億美元") in ("at_most", "more_than", "at_least")
                ),
            ),
            Mistake(
                "one side taken for both sides",
                '近 is taken for "roughly", which may also lie above the number.',
                '近 is "close to", and the number is not quite reached. Which word says that it '
                "may be missed on one side only?",
                {"近332亿美元": "approx"},
            ),
            Mistake(
                "how close it is, lost",
                "近 means that the number is not reached, and that is all that is kept.",
                "Half of the number would not reach it either. What does 近 say besides?",
                {"近332亿美元": "less_than"},
            ),
            Mistake(
                "the word behind the number overlooked",
                "短短 in front of the number makes it small, and one stops there.",
                "短短 (short) is how the writer feels about the days. Which word behind the number "
                "says how long it took?",
                {"短短幾天內": "only"},
            ),
            Mistake(
                "about read as nearly",
                "Both words say that a number is not exact.",
                '約 is "about". May the true number lie above 17 percent as well?',
                {"暴跌約17%": "nearly"},
            ),
        ),
    ),
    Question(
        "03-6",
        "What the old amount is multiplied by",
        Table(("phrase", "times"), "phrase"),
        growth,
        hints=(
            "Begin with 100 chips. How many are there afterwards? Divide that by 100.",
            "After a rise BY something, the old amount is still there, and the rise comes on top "
            "of it. After a rise TO something, only the new amount counts. A percentage of a fall "
            "is taken away from the whole.",
        ),
        mistakes=(
            Mistake(
                "grew by taken for grew to",
                "The number in the phrase is taken as the factor; the 了 is overlooked.",
                '增长了 is "grew BY". If two times as much is added, where has the old amount '
                "gone?",
                **in_cells(growth, "phrase", factor("增长了两倍", lambda number: number)),
                listed="twice_as_thrice",
            ),
            Mistake(
                "grew to taken for grew by",
                "The number in the phrase is added to the old amount; the 至 is overlooked.",
                '增至 is "grew TO". Does the old amount come on top, or is it part of the new one?',
                **in_cells(growth, "phrase", factor("增至两倍", lambda number: 1 + number)),
                listed="twice_as_thrice",
            ),
            Mistake(
                "only what was added",
                "The growth is given, without the amount that was there before.",
                "With your factor, growth would make the amount smaller. What was there before "
                "the growth?",
                **in_cells(growth, "phrase", factor(A_RISE, lambda number: number)),
            ),
            Mistake(
                "a percentage read as a factor",
                "The digits of the percentage are used as they stand.",
                "66% is 66 of every hundred. With your factor, what would become of 100 dollars?",
                **in_cells(growth, "phrase", factor(A_RISE, lambda number: 100 * number)),
            ),
            Mistake(
                "fell by taken for fell to",
                "下降40% is read as a fall to 40%.",
                '下降 without 到 is "fell BY". Is the number in the phrase what is gone, or what '
                "is left?",
                **in_cells(growth, "phrase", factor("價格下降40%", lambda number: number)),
                listed="fell_to_as_fell_by",
            ),
            Mistake(
                "a fall added",
                "Each percentage is put on top, whatever the verb says.",
                "下降 is a fall. With your factor, is the price higher or lower than before?",
                **in_cells(growth, "phrase", factor("價格下降40%", lambda number: 1 + number)),
            ),
            Mistake(
                "a fall written as a negative factor",
                "The change is given with its sign.",
                "Multiply 100 dollars by your factor. Can a price be below zero?",
                **in_cells(growth, "phrase", factor("價格下降40%", lambda number: -number)),
            ),
            Mistake(
                "to double, misread",
                "倍 is taken as one more time, or as two more.",
                "出貨量翻倍: shipments doubled. Begin with 100 chips. How many is that afterwards, "
                "and what is it divided by 100?",
                in_cells(growth, "phrase", doubled(1))["answer"],
                when=lambda found: any(
                    in_cells(growth, "phrase", doubled(more))["when"](found) for more in (1, -1)
                ),
            ),
            Mistake(
                "percent in place of a factor",
                "What there is afterwards is given in percent of what was there before.",
                "You say how many there are of every hundred. What is the old amount multiplied "
                "by, if it is one?",
                **in_cells(growth, "phrase", factor(A_RISE, lambda number: 100 * (1 + number))),
            ),
        ),
    ),
    Question(
        "03-7",
        "Let a pattern grow",
        Pattern(passage, PRECISION, RECALL),
        pattern,
        hints=(
            "Go in this order: first the decimals, then the percentages, then the "
            "range, then the dates. Check after each step.",
            "Give each part a name and join them with |. A pattern takes the "
            "first choice that fits, so what is longer must stand in front: a range before a "
            "percentage, a whole date before a year.",
            "(?:\\.\\d+)? is a decimal point with digits, or nothing. For the dates write down "
            "what you see, with \\d+ for each number: year, month, day in one piece; a year with "
            "底; a 財年 with its quarter.",
        ),
        mistakes=(
            Mistake(
                "digits without a unit",
                "The pattern asks for digits and nothing more.",
                "Your pattern finds bare digits, also those in names of chips. What must follow "
                "the digits of a quantity?",
                r"\d+",
                when=finds_bare_digits,
            ),
            Mistake(
                "decimals cut off",
                "A point is no digit, so only what stands behind it is found.",
                "Your pattern finds 75億美元. Did the article write that number? Look at the "
                "characters before it.",
                rf"{RANGE}|\d+億美元|\d+%",
                when=finds("75億美元"),
            ),
            Mistake(
                "the ends of a range found apart",
                "The choice for a percentage stands before the one for a range, or there is none "
                "for ranges.",
                "Your pattern finds two percentages where the article has one range. Which choice "
                "must come first?",
                AMOUNT,
                when=finds("15%", "30%", "15%-"),
            ),
            Mistake(
                "a date cut into pieces",
                "There is a rule for months and days, but not for a year with them.",
                "A date with year, month and day is one quantity. Which part of it does your "
                "pattern leave behind?",
                rf"{RANGE}|{AMOUNT}|\d+月\d+日",
                when=finds("4月27日", "4月", "27日", "2025年", "2025年4月"),
            ),
            Mistake(
                "a date that ends too early",
                "The pattern stops at 年, though 底 or a quarter belongs to the date.",
                "One of your dates stops at 年. Which characters behind it still say when?",
                rf"{DATE}|{RANGE}|{AMOUNT}|\d+財?年",
                when=finds("2023年", "2026財年"),
            ),
            Mistake(
                "too much in one piece",
                ".* or .+ reads to the end of the line and then back to the last unit.",
                "Your pattern finds a piece that is far longer than a quantity. Which part of it "
                "fits any character, as often as it likes?",
                r"\d.*億美元",
                when=finds_too_much,
            ),
            Mistake(
                "only the money",
                "Money is found in full, and the other kinds are not looked for.",
                "All the money is there. Which other kinds of quantity does the English text "
                "show you?",
                r"\d+(?:\.\d+)?億美元",
                when=finds_only_money,
            ),
            Mistake(
                "the unit cut off",
                "億 is taken for the unit.",
                "Some of what you find ends in 億. How large is said, but of what?",
                r"\d+%-\d+%|\d+%|\d+(?:\.\d+)?億",
                when=finds_without_unit,
            ),
            Mistake(
                "the qualifier taken into the quantity",
                "約, 近 or 高達 in front of the number is made part of the pattern.",
                "A qualifier bends the number but stands outside the quantity. Where does the "
                "quantity itself begin?",
                rf"{RANGE}|(?:約|近|高達)?{AMOUNT}",
                when=finds_qualifiers,
            ),
            Mistake(
                "no date",
                "Money and percentages are found, and dates are not looked for.",
                "Money and percentages are there. Which quantities of the passage say when "
                "something happened?",
                rf"{RANGE}|{AMOUNT}",
                when=finds_no_date,
            ),
        ),
    ),
    Question(
        "03-8",
        "Three numbers for a reader who cannot check",
        Writing(
            ENOUGH,
            (
                "Each of the three numbers stands there, with its unit.",
                "It is clear of what each one is a part or an amount: a year's revenue, total "
                "revenue.",
                "The reader knows whose words these are: what Nvidia expected, and what the "
                "article says.",
                "Nothing is more exact than in the Chinese text.",
                "A person who has not seen the Chinese would work out the same amounts.",
            ),
        ),
        report,
        hints=(
            "There are two ranges and one number that is told only by its length. Work out the "
            "money in billions first: 億 is a hundred million.",
            "Then go through the small words: which one tells that the money was a hope, which one "
            'tells that the second number is past, and which one stands for "now"?',
        ),
        mistakes=(
            Mistake(
                "a range averaged",
                "One number is easier to read than two, so the middle is printed.",
                "One of your numbers stands nowhere in the sentence. Who said it?",
                lambda: report("17.5 billion", "22.5%"),
                when=has(AVERAGE),
                listed="range_averaged",
            ),
            Mistake(
                "億 read as a thousand million",
                "150億 is put into English as 150 billion.",
                "Check the money: 億 is a hundred million. How many of them make a billion?",
                lambda: report("150 to 200 billion"),
                when=has(WRONG_SIZE),
                listed="yi_as_billion",
            ),
            Mistake(
                "an end of a range left out",
                "Only one of the two ends is printed, mostly the larger one.",
                "Each of the two ranges has two ends. Which one would your reader miss?",
                lambda: report("20 billion", "25%"),
                when=drops_an_end,
            ),
            Mistake(
                "a hope told as a fact",
                "預計 is left out, so that the amount reads like money that came in.",
                "Did this money come in, or did somebody look ahead? Look at the first verb of the "
                "sentence.",
                lambda: report().replace("expected that China would bring it", "received"),
                when=lacks(EXPECTED),
                listed="qualifier_dropped",
            ),
            Mistake(
                "a vague number made exact",
                '個位數, "single digits", is turned into one percentage.',
                "個位數 only says how many digits the number has. Does your text say more than the "
                "article knows?",
                lambda: report().replace("single digits", "9%"),
                when=has(EXACT),
            ),
            Mistake(
                "a share of revenue told as a share of the market",
                '市場份額, "market share", stands in the sentence, and the whole behind it is '
                "overlooked.",
                "A part of what? 總營收 stands right before the two percentages. What does it "
                "mean?",
                lambda: report().replace("of Nvidia's total revenue", "of the Chinese market"),
                when=is_of_the_market,
                listed="market_as_revenue",
            ),
            Mistake(
                "the last number left out",
                "個位數 holds no digit, so it is not seen as a number.",
                "The sentence ends with a third number, which has no digits. What has become of "
                "the share by now?",
                lambda: report().replace("fallen to single digits", "changed very much"),
                when=lambda text: lacks(SINGLE)(text) and not has(EXACT)(text),
            ),
        ),
    ),
)
