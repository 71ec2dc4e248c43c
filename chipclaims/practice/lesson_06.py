"""Questions of lesson 06: market share."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from chipclaims import tables
from chipclaims.practice.kinds import Classes, Function, Number, Table, Writing
from chipclaims.practice.questions import Mistake, Question

MONEY = "nvidia_financials"


def _sum(*figures: str) -> str:
    return "(" + " + ".join(f"{{{MONEY}.{figure}}}" for figure in figures) + ")"


def _percent(part: str, whole: str) -> str:
    return f"100 * {_sum(part)} / {_sum(whole)}"


# ------------------------------------------------- 06-1: six shares and their wholes

SIX = ("000-32", "002-38", "002-40", "002-51", "003-20", "004-30")
CHIPS, COMPUTE, TOTAL = (
    "AI chips in China",
    "computing power used to train AI in China",
    "Nvidia's total revenue",
)
SEGMENT, CARS, APPLE = (
    "Nvidia's data centre revenue",
    "Nvidia's automotive revenue",
    "Apple's revenue of a year",
)
WHOLES = (CHIPS, COMPUTE, TOTAL, SEGMENT, CARS, APPLE)


def wholes_of_claims() -> dict[str, str]:
    """What each of the six claims is a share of, by its basis, as its article tells it."""
    from chipclaims.claims import bases, load_claims

    found = {claim.claim_id: bases()[claim.basis].of_what for claim in load_claims()}
    return {name: found[name] for name in SIX}


# ------------------------------------------------- 06-4: a range in dollars


@cache
def _dollars() -> dict[str, float]:
    return {row["figure_id"]: row["value"] for row in tables.rows(MONEY)}


@cache
def _ends() -> tuple[float, float]:
    rows = {row["estimate_id"]: row for row in tables.rows("market_share_estimates")}
    said = rows["nvda_cfo_dc_share_2023"]
    return said["value_low"], said["value_high"]


def _range_of(figure: str, unit: float = 1000) -> list[dict[str, Any]]:
    low, high = (percent / 100 * _dollars()[figure] / unit for percent in _ends())
    return [{"end": "low", "billion": low}, {"end": "high", "billion": high}]


def _middle_twice() -> list[dict[str, Any]]:
    middle = sum(row["billion"] for row in _range_of("fy2024_data_center")) / 2
    return [{"end": end, "billion": middle} for end in ("low", "high")]


def _as_texts() -> list[dict[str, Any]]:
    rows = _range_of("fy2024_data_center")
    return [{**row, "billion": f"{row['billion']:.1f}"} for row in rows]


def gives_texts(rows: dict[str, dict[str, Any]]) -> bool:
    """Whether an amount is a number between quotation marks."""
    amounts = [cells["billion"] for cells in rows.values()]
    return any(isinstance(each, str) and re.search(r"\d", each) for each in amounts)


def _ends_swapped() -> list[dict[str, Any]]:
    low, high = _range_of("fy2024_data_center")
    return [{**low, "end": "high"}, {**high, "end": "low"}]


# ------------------------------------------------- 06-6: four pairs

TWO_WHOLES, TWO_RULES, TWO_TIMES, NOTHING = REASONS = (
    "two different wholes",
    "two rules for what counts as China",
    "two different times",
    "nothing stands against it",
)
YES, NO = "yes", "no"
PAIRS = {
    "pair 1": ("derived_figures.china_share_q1fy2026_hq", "derived_figures.china_share_fy2026_hq"),
    "pair 2": (
        "market_share_estimates.gasgoo_2024_orinx",
        "market_share_estimates.gasgoo_2024_fsd",
    ),
    "pair 3": ("market_share_estimates.bernstein_2024", "derived_figures.china_share_fy2024"),
    "pair 4": ("derived_figures.china_share_fy2025", "derived_figures.china_share_fy2025_hq"),
}
OPTIONS = {
    f"{name} {asked}": options
    for name in PAIRS
    for asked, options in (("comparable", (YES, NO)), ("because", REASONS))
}
# How the kit's comparable begins its reasons, and what the question calls them.
REASON_OF = (
    ("different metrics", TWO_WHOLES),
    ("different bases (of what)", TWO_WHOLES),
    ("different bases (where)", TWO_RULES),
    ("different periods", TWO_TIMES),
    ("both are", NOTHING),
)


def answers_of_pairs() -> dict[str, str]:
    """What the kit's ``comparable`` says of each pair: yes or no, and the reason."""
    from chipclaims.claims import comparable, reference

    found: dict[str, str] = {}
    for name, (one, other) in PAIRS.items():
        answer = comparable(reference(one), reference(other))
        found[f"{name} comparable"] = YES if answer else NO
        reason = next(label for words, label in REASON_OF if answer.reason.startswith(words))
        found[f"{name} because"] = reason
    return found


def _said(name: str, answer: str, reason: str) -> dict[str, str]:
    return {f"{name} comparable": answer, f"{name} because": reason}


def skips_the_first_reason(said: dict[str, str]) -> bool:
    """Whether the pair of two wholes is refused for a reason that comes later in the list."""
    refused = said.get("pair 3 comparable") == NO
    return refused and said.get("pair 3 because") in (TWO_RULES, TWO_TIMES)


def says_no_for_nothing(said: dict[str, str]) -> bool:
    """Whether a pair is refused although nothing is said to stand against it."""
    return any(
        said.get(f"{name} comparable") == NO and said.get(f"{name} because") == NOTHING
        for name in PAIRS
    )


# ------------------------------------------------- 06-7: a share, or none

WHOLE_BASIS = "nvda_total_revenue"
KEYS = ("figure_id", "period", "basis", "value")
CASES = (
    ("fy2025_china_hq", "fy2025_revenue"),
    ("fy2024_data_center", "fy2024_revenue"),
    ("q3fy2025_china_billing", "q3fy2025_revenue"),
    ("q4fy2026_china_hq", "q4fy2026_revenue"),
    ("q3fy2025_china_hq", "fy2025_revenue"),
    ("q1fy2026_china_billing", "fy2026_revenue"),
    ("fy2025_china_billing", "fy2024_revenue"),
    ("fy2025_china_hq", "fy2025_data_center"),
    ("q1fy2026_china_hq", "q1fy2026_data_center"),
    ("q1fy2026_china_hq", "fy2025_data_center"),
)


@cache
def cases_of_shares() -> list[tuple[dict, dict]]:
    """Pairs of reported figures: some are a share, some are not."""
    found = {row["figure_id"]: {key: row[key] for key in KEYS} for row in tables.rows(MONEY)}
    return [(found[part], found[whole]) for part, whole in CASES]


def share(part: dict, whole: dict) -> float | None:
    """The part of the whole in percent, if the whole is the company's revenue of that period."""
    if part["period"] != whole["period"] or whole["basis"] != WHOLE_BASIS:
        return None
    return 100 * part["value"] / whole["value"]


def wrong_any_period(part: dict, whole: dict) -> float | None:
    if whole["basis"] != "nvda_total_revenue":
        return None
    return 100 * part["value"] / whole["value"]


def wrong_any_whole(part: dict, whole: dict) -> float | None:
    if part["period"] != whole["period"]:
        return None
    return 100 * part["value"] / whole["value"]


def wrong_no_question(part: dict, whole: dict) -> float | None:
    return 100 * part["value"] / whole["value"]


def wrong_year_inside(part: dict, whole: dict) -> float | None:
    if whole["period"] not in part["period"] or whole["basis"] != "nvda_total_revenue":
        return None
    return 100 * part["value"] / whole["value"]


def wrong_fraction(part: dict, whole: dict) -> float | None:
    if part["period"] != whole["period"] or whole["basis"] != "nvda_total_revenue":
        return None
    return part["value"] / whole["value"]


def wrong_upside_down(part: dict, whole: dict) -> float | None:
    if part["period"] != whole["period"] or whole["basis"] != "nvda_total_revenue":
        return None
    return 100 * whole["value"] / part["value"]


def wrong_zero(part: dict, whole: dict) -> float | None:
    if part["period"] != whole["period"] or whole["basis"] != "nvda_total_revenue":
        return 0
    return 100 * part["value"] / whole["value"]


def wrong_both_must_fail(part: dict, whole: dict) -> float | None:
    if part["period"] != whole["period"] and whole["basis"] != "nvda_total_revenue":
        return None
    return 100 * part["value"] / whole["value"]


def wrong_text(part: dict, whole: dict) -> float | str:
    if part["period"] != whole["period"] or whole["basis"] != "nvda_total_revenue":
        return "None"
    return 100 * part["value"] / whole["value"]


def wrong_with_sign(part: dict, whole: dict) -> str | None:
    if part["period"] != whole["period"] or whole["basis"] != "nvda_total_revenue":
        return None
    return f"{100 * part['value'] / whole['value']:.1f}%"


def wrong_rounded(part: dict, whole: dict) -> float | None:
    if part["period"] != whole["period"] or whole["basis"] != "nvda_total_revenue":
        return None
    return round(100 * part["value"] / whole["value"], 1)


# ------------------------------------------------- 06-8: a short text

PERCENT = r"\s*(?:%|percent\b|per cent)"
# China's parts of Nvidia's revenue that the lesson works out or the articles print.
OF_REVENUE = (
    rf"\b(?:13\.1|12\.5|21\.9|19\.2|9\.1|16\.9|26\.4|28\.5|20 ?(?:to|-|–|%? ?and) ?25){PERCENT}"
)
SENTENCE = re.compile(r"(?<=[.!?;])\s+")
COUNTED_BY = (
    r"report|IDC|Bernstein|Morgan|TrendForce|Huang|Kress|according to|estimate|article|"
    r"by the place|headquarters|count|\bsaid\b|\bsays\b"
)


TAKES_ONE = (
    r"\b(?:took|take|takes|taking|used?|print|choose|chose|calculated?|worked out) the "
    r"(?:average|middle|mean)\b|"
    r"\b(?:middle|mean|average) of (?:both|the two|these|those|them|all)\b|\baveraged\b"
)
REFUSES = r"(?:\b(?:not|never|no|nobody|cannot|wrong|mistake|without|refuse)\b|n[’']t\b)"
NO_USE = r"averag[^.]{0,60}(?:of nothing|wrong|meaningless|nonsense|makes no sense|mislead)"
RULE = (
    r"headquarter|head office|\bbill(?:ed|ing|s)?\b|invoice|\brules?\b|method|way of counting|"
    r"count(?:ed|ing)? (?:in (?:two|another|different)|differently)"
)
MOVES = r"\b(?:rose|grew|climbed|jumped|increased|went up|fell|dropped|sank|went down)"


def _has(pattern: str, text: str) -> bool:
    return bool(re.search(pattern, text, re.IGNORECASE))


def averages_shares(text: str) -> bool:
    """Whether a text gives the average of the lesson's two shares, or speaks of one as found."""
    speaks = rf"\b31\.(?:5|55|6)\b|\bon average\b|\baverage (?:is|share|of)\b|{TAKES_ONE}"
    return any(
        _has(speaks, said) and not _has(rf"{REFUSES}[^.]{{0,60}}\b(?:averag|middle|mean)", said)
        for said in SENTENCE.split(text)
        if not _has(NO_USE, said)
    )


@cache
def _by_rule() -> tuple[frozenset[str], frozenset[str]]:
    """China's shares by the place that is billed and by headquarters, with one decimal."""
    shares = [r for r in tables.rows("derived_figures") if r["figure_id"].startswith("china_share")]
    of_rule: tuple[set[str], set[str]] = (set(), set())
    for row in shares:
        of_rule[row["figure_id"].endswith("_hq")].add(f"{row['value']:.1f}")
    both = of_rule[0] & of_rule[1]
    return frozenset(of_rule[0] - both), frozenset(of_rule[1] - both)


def mixes_two_rules(text: str) -> bool:
    """Whether shares by two rules stand there and no rule, or one is said to become the other."""
    billed, headquarters = _by_rule()
    given = {*re.findall(rf"(?<![\d.])(\d+\.\d){PERCENT}", text)}
    if not given & billed or not given & headquarters:
        return False
    if not _has(RULE, text):
        return True
    moves = re.finditer(
        rf"{MOVES} from (\d+\.\d)(?:{PERCENT})?[^.;]{{0,60}}? to (\d+\.\d){PERCENT}", text
    )
    ends = [{*move.groups()} for move in moves]
    return any(pair & billed and pair & headquarters for pair in ends)


def takes_the_middle(text: str) -> bool:
    """Whether a text replaces the range of 20 to 25 percent by its middle."""
    return _has(r"\b22[.,]5\b|\b(?:about|around|roughly|some) 22" + PERCENT, text)


def calls_revenue_a_market(text: str) -> bool:
    """Whether a sentence calls China's part of Nvidia's revenue a share of a market."""
    market = r"market share|share of (?:the|China's|the Chinese) market|of the (?:Chinese )?market"
    return any(
        _has(OF_REVENUE, said) and _has(market, said) and not _has("revenue", said)
        for said in SENTENCE.split(text)
    )


@cache
def _of_markets() -> str:
    """A pattern for shares of markets above all that China ever was of Nvidia's revenue."""
    estimates = [r for r in tables.rows("market_share_estimates") if "Nvidia" not in r["share_of"]]
    parts = [r for r in tables.rows("derived_figures") if r["figure_id"].startswith("china_share")]
    most = max(row["value"] for row in parts)
    shares = {f"{row['value']:g}" for row in estimates if row["value"] and row["value"] > most}
    return rf"(?<![\d.])(?:{'|'.join(sorted(map(re.escape, shares)))}){PERCENT}"


def calls_a_market_revenue(text: str) -> bool:
    """Whether a sentence calls a share of a market a part of what Nvidia takes in."""
    revenue = (
        r" of (?:Nvidia[’']?s?|its|the company[’']s|all|the|total|data cent(?:er|re)|whole|\s)*"
        r" ?(?:revenue|sales|turnover)\b(?! (?:from|of|with|in China)\b)"
    )
    return any(
        _has(_of_markets() + revenue, said)
        and _has("Chin", said)
        and not _has(rf"{REFUSES}|market|chips|\bcards\b|\bchip\b", said)
        for said in SENTENCE.split(text)
    )


def names_no_whole(text: str) -> bool:
    """Whether there is no word in the text that could be the whole of a share."""
    return not _has(r"revenue|sales|market|chips|\bcards\b|computing power", text)


def names_no_time(text: str) -> bool:
    """Whether a text does not say of which time its shares are."""
    return not _has(r"\b(?:19|20)\d\d\b|FY ?\d|fiscal|\bquarter|\bpeak|month", text)


def names_nobody(text: str) -> bool:
    """Whether a text does not say who counted, or how."""
    return not _has(COUNTED_BY, text)


WORDS = {
    "revenue": "In fiscal 2026 China made up {new:.1f} % of Nvidia's total revenue, by the "
    "headquarters of the customer, as its reports give it.",
    "cards": "IDC counted the cards shipped in China in 2025: {cards:.0f} % of them were "
    "Nvidia's, which is a share of another whole.",
    "range": "For 2023 its finance chief told shareholders that it was 20 to 25 % of the data "
    "centre revenue.",
    "middle": "For 2023 its finance chief told shareholders that it was 22.5 % of the data "
    "centre revenue.",
    "average": "On average the Chinese share is 31.55 %.",
    "two rules": "In fiscal 2025 China made up 13.1 % of Nvidia's total revenue, and in the first "
    "quarter of fiscal 2026 already 21.9 %, so it rises.",
    "market": "In fiscal 2025 China's market share was 13.1 %, by the reports of Nvidia.",
    "as revenue": "In 2025 China made up {cards:.0f} % of Nvidia's total revenue, as IDC counted.",
    "bare": "In fiscal 2024 China was 16.9 % for Nvidia, by its reports, and in fiscal 2025 only "
    "13.1 %.",
    "no time": "China makes up {new:.1f} % of Nvidia's total revenue by the headquarters of the "
    "customer, as Nvidia reports it.",
    "nobody": "In 2025 China made up {new:.1f} % of Nvidia's total revenue, and Nvidia {cards:.0f} "
    "% of the cards in China.",
}


def _text(*parts: str) -> Callable[[], str]:
    def written() -> str:
        from chipclaims.practice.formulas import worked_out

        numbers = {
            "new": worked_out("{derived_figures.china_share_fy2026_hq}"),
            "cards": worked_out("{market_share_estimates.idc_2025_nvidia}"),
        }
        return " ".join(WORDS[name] for name in parts).format(**numbers)

    return written


QUESTIONS = (
    Question(
        "06-1",
        "Six shares, and the whole of each",
        Classes(WHOLES),
        wholes_of_claims,
        hints=(
            "Put the words of what behind every percent sign, and look for the answer in the "
            "sentence. The part (whose share it is) is not the whole.",
            "Ask of each sentence: what would be 100 %? All chips that a country buys, all the "
            "money that a company takes in, or something else?",
        ),
        mistakes=(
            Mistake(
                "a market taken for revenue",
                "份額 (share) is read as a share of what Nvidia sells.",
                "One sentence speaks of the Chinese market (中國市場的份額). Who else sells "
                "there, and what would be the whole of it?",
                lambda: {"000-32": TOTAL},
                listed="market_as_revenue",
            ),
            Mistake(
                "revenue taken for a market",
                "The sentence begins with 中國市場 (the Chinese market), and the rest is not read.",
                "One sentence names the Chinese market, but what did that market contribute to? "
                "Read on to 收入 (revenue).",
                lambda: {"003-20": CHIPS},
                listed="market_as_revenue",
            ),
            Mistake(
                "the division taken for the company",
                "Data centres bring 90 %, so the whole is thought to be the data centre revenue.",
                "Data centres are the part there. Of whose money are they a part?",
                lambda: {"002-40": SEGMENT},
                listed="segment_as_company",
            ),
            Mistake(
                "the cars taken for the whole",
                "Cars made up 1.3 %, so the whole is thought to be the car business.",
                "Cars are the part there. What is the whole that they made up so little of?",
                lambda: {"002-38": CARS},
                listed="segment_as_company",
            ),
            Mistake(
                "another company",
                "The sentence with Apple is read as one of Nvidia, as the others are.",
                "One of the sentences is not about Nvidia's money. Whose revenue is it?",
                lambda: {"002-51": TOTAL},
            ),
            Mistake(
                "chips taken for computing power",
                "A share of computing power is read as a share of the chips.",
                "One sentence counts how much can be calculated, not how many pieces there are. "
                "Which one?",
                lambda: {"004-30": CHIPS},
            ),
        ),
    ),
    Question(
        "06-2",
        "China in one autumn",
        Number("percent", decimals=1, also={"a fraction of 1": 100}),
        _percent("q3fy2026_china_hq", "q3fy2026_revenue"),
        hints=(
            "Do not go by the name of a period. Look for the day on which the three months end: "
            "the column period_end has it.",
            "Two rows end on that day: one is China's part, the other all revenue. Divide the one "
            "by the other.",
        ),
        mistakes=(
            Mistake(
                "the fiscal year taken for the calendar year",
                "The autumn of 2025 is looked for under FY2025.",
                "The period that you took has 2025 in its name. In which year did it end?",
                _percent("q3fy2025_china_hq", "q3fy2025_revenue"),
                listed="fiscal_as_calendar",
            ),
            Mistake(
                "a quarter in a year",
                "China's part of the quarter, divided by the revenue of the whole fiscal year.",
                "Three months of China, but how many months of revenue? Compare the two rows.",
                _percent("q3fy2026_china_hq", "fy2026_revenue"),
                listed="quarter_as_year",
            ),
            Mistake(
                "the year in place of the quarter",
                "Both figures are those of the whole fiscal year.",
                "That is the share of twelve months. Which three months are asked for?",
                _percent("fy2026_china_hq", "fy2026_revenue"),
                listed="quarter_as_year",
            ),
            Mistake(
                "the year with the name of the calendar year",
                "Both figures are those of FY2025.",
                "That is a whole year, and it ended before the autumn of 2025. Look at "
                "period_start and period_end.",
                _percent("fy2025_china_hq", "fy2025_revenue"),
                listed="fiscal_as_calendar",
            ),
            Mistake(
                "the quarter that begins then",
                "The quarter that begins after that day, and not the one that ends on it.",
                "Your quarter begins in October. Which one ends there?",
                _percent("q4fy2026_china_hq", "q4fy2026_revenue"),
            ),
            Mistake(
                "two different quarters",
                "China's part of one quarter, divided by the revenue of another.",
                "Your two amounts do not belong to the same three months. Look at period_end of "
                "both rows.",
                _percent("q3fy2026_china_hq", "q3fy2025_revenue"),
            ),
        ),
    ),
    Question(
        "06-3",
        "How far did it fall?",
        Number("percentage points", decimals=1),
        f"{_percent('q1fy2026_china_hq', 'q1fy2026_revenue')}"
        f" - {_percent('q2fy2026_china_hq', 'q2fy2026_revenue')}",
        hints=(
            "First work out the two shares, one for each quarter, both by the headquarters of the "
            "customer.",
            "Percentage points are a difference: the one share less the other, and nothing is "
            "divided after that.",
        ),
        mistakes=(
            Mistake(
                "percent taken for percentage points",
                "The fall of the share in relation to the first share.",
                "That says which part of the share was lost. What is the difference of the two "
                "shares themselves?",
                "100 * (1 - ({nvidia_financials.q2fy2026_china_hq} / "
                "{nvidia_financials.q2fy2026_revenue}) / ({nvidia_financials.q1fy2026_china_hq} / "
                "{nvidia_financials.q1fy2026_revenue}))",
                listed="percent_as_points",
            ),
            Mistake(
                "the amount in place of the share",
                "By how many percent the dollars from China fell.",
                "That is the fall of an amount of money. What did all revenue do in the same time?",
                "100 * (1 - {nvidia_financials.q2fy2026_china_hq} / "
                "{nvidia_financials.q1fy2026_china_hq})",
            ),
            Mistake(
                "fell to, not fell by",
                "The share of the second quarter itself.",
                "To this it fell. By how many points did it fall?",
                _percent("q2fy2026_china_hq", "q2fy2026_revenue"),
            ),
            Mistake(
                "the share before",
                "The share of the first quarter itself.",
                "From this it fell. By how many points did it fall?",
                _percent("q1fy2026_china_hq", "q1fy2026_revenue"),
            ),
            Mistake(
                "dollars in place of points",
                "The difference of the two amounts from China, in billion dollars.",
                "That is a difference of dollars. Points are a difference of shares: what has "
                "each amount to be divided by first?",
                "({nvidia_financials.q1fy2026_china_hq} - {nvidia_financials.q2fy2026_china_hq})"
                " / 1000000000",
            ),
            Mistake(
                "the other rule for China",
                "Both shares by the place that is billed.",
                "Your two shares follow one rule, but which rule is asked for?",
                f"{_percent('q1fy2026_china_billing', 'q1fy2026_revenue')}"
                f" - {_percent('q2fy2026_china_billing', 'q2fy2026_revenue')}",
            ),
            Mistake(
                "the rule changed between the two",
                "Headquarters for the first quarter, place that is billed for the second.",
                "A part of that fall comes from somewhere else. Do both shares follow one rule?",
                f"{_percent('q1fy2026_china_hq', 'q1fy2026_revenue')}"
                f" - {_percent('q2fy2026_china_billing', 'q2fy2026_revenue')}",
            ),
        ),
    ),
    Question(
        "06-4",
        "A range in dollars",
        Table(columns=("end", "billion"), key="end", relative=0.008),
        lambda: _range_of("fy2024_data_center"),
        hints=(
            "First find the fiscal year: on which line does 21 November 2023 lie between "
            "period_start and period_end? Then: a share of which revenue was it?",
            "A range in, a range out: work out the lower end and the upper end, each by itself. "
            "The values are in million dollars.",
        ),
        mistakes=(
            Mistake(
                "the range replaced by its middle",
                "22.5 percent is used for both ends.",
                "Nobody said one number there. What becomes of the lower and of the upper end?",
                _middle_twice,
                listed="range_averaged",
            ),
            Mistake(
                "the company taken for the division",
                "20 to 25 percent of the total revenue, as article 004 has it.",
                "Your whole is all that the company sold. Of which part of it did she speak?",
                lambda: _range_of("fy2024_revenue"),
                listed="segment_as_company",
            ),
            Mistake(
                "the fiscal year taken for the calendar year",
                "2023 is looked for under FY2023, for which only the total stands in the table.",
                "You took the year with 2023 in its name. When did that year end?",
                lambda: _range_of("fy2023_revenue"),
                listed="fiscal_as_calendar",
            ),
            Mistake(
                "one year too late",
                "FY2025, because it is the last row of the division.",
                "That year began after she had spoken. Which one was it at that time?",
                lambda: _range_of("fy2025_data_center"),
            ),
            Mistake(
                "millions in place of billions",
                "The values of the table are in million dollars.",
                "The digits are right. What is the unit of the table, and which one is asked for?",
                lambda: _range_of("fy2024_data_center", 1),
            ),
            Mistake(
                "the ends swapped",
                "low and high are mixed up.",
                "Both numbers are right. Which of them is the lower one?",
                _ends_swapped,
            ),
            Mistake(
                "amounts as texts",
                "The amounts are put in with quotation marks, or made by an f-string.",
                "Your amounts are texts, and nobody can calculate with a text. Can you give them "
                "without quotation marks?",
                _as_texts,
                when=gives_texts,
            ),
        ),
    ),
    Question(
        "06-5",
        "Two years together",
        Number("percent", decimals=1, also={"a fraction of 1": 100}),
        f"100 * {_sum('fy2024_china_billing', 'fy2025_china_billing')}"
        f" / {_sum('fy2024_revenue', 'fy2025_revenue')}",
        hints=(
            "One share of two years has one part and one whole. Which amount of dollars is the "
            "part, which the whole?",
            "Add first, divide later: dollars may be added up, shares of different wholes may not.",
        ),
        mistakes=(
            Mistake(
                "two shares averaged",
                "The shares of the two years added and halved.",
                "Your two shares have different wholes: one year was more than twice as large as "
                "the other. What can be added without that trouble?",
                f"({_percent('fy2024_china_billing', 'fy2024_revenue')}"
                f" + {_percent('fy2025_china_billing', 'fy2025_revenue')}) / 2",
                listed="denominators_averaged",
            ),
            Mistake(
                "two shares added",
                "The shares of the two years added.",
                "You added two shares. If each year had 60 %, would both together have 120 %?",
                f"{_percent('fy2024_china_billing', 'fy2024_revenue')}"
                f" + {_percent('fy2025_china_billing', 'fy2025_revenue')}",
            ),
            Mistake(
                "two years over one",
                "China's part of both years, divided by the revenue of the second.",
                "Two years stand above the line. How many stand below it?",
                f"100 * {_sum('fy2024_china_billing', 'fy2025_china_billing')}"
                f" / {_sum('fy2025_revenue')}",
            ),
            Mistake(
                "the rule changed between the two years",
                "The place that is billed for the first year, the headquarters for the second.",
                "Your part mixes two rules for what counts as China. Which rule is asked for?",
                f"100 * {_sum('fy2024_china_billing', 'fy2025_china_hq')}"
                f" / {_sum('fy2024_revenue', 'fy2025_revenue')}",
            ),
            Mistake(
                "the second year alone",
                "The share of FY2025, which article 002 prints.",
                "That is one of the two years. What becomes of the other one?",
                _percent("fy2025_china_billing", "fy2025_revenue"),
            ),
            Mistake(
                "the first year alone",
                "The share of FY2024.",
                "That is the share of the first of the two years. Where is the second?",
                _percent("fy2024_china_billing", "fy2024_revenue"),
            ),
        ),
    ),
    Question(
        "06-6",
        "Do these two shares disagree?",
        Classes(OPTIONS),
        answers_of_pairs,
        hints=(
            "Read the line of each share slowly: of what, how counted, when. Where two lines are "
            "the same, go on to the next word.",
            "Two parts may differ (two sellers are allowed to have different numbers). What has "
            "to be the same is the whole, the way of counting and the time.",
        ),
        mistakes=(
            Mistake(
                "a market set beside revenue",
                "Both are percentages about Nvidia and China in 2024.",
                "In one pair the first share is of all chips that somebody sold. And the second "
                "one: of chips, or of money?",
                lambda: {"pair 3 comparable": YES},
                listed="market_as_revenue",
            ),
            Mistake(
                "a quarter set beside its year",
                "Both are by headquarters, in fiscal 2026.",
                "In one pair the two lines differ in a single place. How many months has each?",
                lambda: {"pair 1 comparable": YES},
                listed="quarter_as_year",
            ),
            Mistake(
                "one country, two rules",
                "Both are China's part of Nvidia's revenue in fiscal 2025.",
                "In one pair the same year and the same revenue give two numbers. What decides "
                "whether a sale belongs to China?",
                lambda: {"pair 4 comparable": YES},
            ),
            Mistake(
                "two parts taken for two wholes",
                "The two sellers are not the same, so the shares are refused.",
                "In one pair the sellers differ. Are the sellers the parts, or the whole?",
                lambda: _said("pair 2", NO, TWO_WHOLES),
            ),
            Mistake(
                "a rule taken for a whole",
                "Two rules for China are called two wholes.",
                "In one pair both shares divide by the same revenue. So which of its two numbers "
                "changes with the rule: the part or the whole?",
                lambda: _said("pair 4", NO, TWO_WHOLES),
            ),
            Mistake(
                "a time taken for a whole",
                "The revenue of three months and of twelve are called two wholes, though both "
                "lines name the same whole.",
                "In one pair both lines name the same whole, word for word. Which word in the "
                "brackets differs?",
                lambda: _said("pair 1", NO, TWO_WHOLES),
            ),
            Mistake(
                "a later reason than the first",
                "The reason is looked for in the brackets, and not in the line above them.",
                "In one pair a reason further up in the list fits, too. Put the question of what "
                "behind both percent signs.",
                lambda: _said("pair 3", NO, TWO_RULES),
                when=skips_the_first_reason,
            ),
            Mistake(
                "a no without a reason",
                "no, and nothing stands against it.",
                "In one pair you say no, and that nothing stands against it. Which of the two do "
                "you mean?",
                lambda: _said("pair 2", NO, NOTHING),
                when=says_no_for_nothing,
            ),
        ),
    ),
    Question(
        "06-7",
        "A share, or no share",
        Function(cases_of_shares),
        share,
        hints=(
            "Two questions come before the division: are both figures of the same period, and is "
            "the whole the revenue of the whole company?",
            "Compare part['period'] with whole['period'] (==, the full text), and look whether "
            "whole['basis'] is 'nvda_total_revenue'. Where one of them is not so, give back None.",
        ),
        mistakes=(
            Mistake(
                "a quarter over a year",
                "The periods are not compared.",
                "Your function divides three months by twelve, too. Which two texts should it "
                "compare first?",
                wrong_any_period,
                listed="quarter_as_year",
            ),
            Mistake(
                "a division as the whole",
                "The basis of the whole is not looked at.",
                "Your function takes any whole. Does China's figure, which holds all divisions, "
                "lie inside one division?",
                wrong_any_whole,
                listed="segment_as_company",
            ),
            Mistake(
                "nothing asked before the division",
                "100 * part / whole, whatever the two are.",
                "Your function divides whatever it gets. When is the result not a share?",
                wrong_no_question,
            ),
            Mistake(
                "a name inside a name",
                "in is used for the periods: FY2025 stands inside Q3 FY2025.",
                "A short name can stand inside a longer one. Is Q3 of a year the same as the year?",
                wrong_year_inside,
            ),
            Mistake(
                "a fraction of 1",
                "The division without the factor of 100.",
                "Your shares are fractions of 1. What is asked for?",
                wrong_fraction,
            ),
            Mistake(
                "the whole over the part",
                "The fraction is upside down.",
                "Some of your shares are above 100. Which of the two goes below the line?",
                wrong_upside_down,
            ),
            Mistake(
                "zero for no share",
                "0 is given back where it is no share.",
                "Zero percent would be a share, too. What does Python have for no answer?",
                wrong_zero,
            ),
            Mistake(
                "and in place of or",
                "None is given back only where both conditions fail.",
                "Some pairs fail one condition only and are still divided. Is one of the two "
                "faults enough to be no share?",
                wrong_both_must_fail,
            ),
            Mistake(
                "a text in place of None",
                '"None" with quotation marks.',
                "Almost: in quotation marks it is a word with four letters. How does Python write "
                "that nothing is there?",
                wrong_text,
            ),
            Mistake(
                "a text in place of a number",
                "The share is given back with one decimal and a percent sign, by an f-string.",
                "Your function gives back texts, and nobody can calculate with them. Leave out "
                "the sign and the quotation marks.",
                wrong_with_sign,
            ),
            Mistake(
                "rounded inside the function",
                "round(…, 1) as in the print lines of the lesson.",
                "The values are right, but cut off. Who should round: the one who calculates, or "
                "the one who prints?",
                wrong_rounded,
            ),
        ),
    ),
    Question(
        "06-8",
        "How important is China for Nvidia?",
        Writing(
            words=45,
            checklist=(
                "Each number stands in the lesson or on this page, with the whole that I give it.",
                "Each share has its time, the one that it has there: a year, a fiscal year …",
                "It says who counted, and how; a remark is called a remark.",
                "Shares of two wholes are set beside each other only with a warning.",
                "A change is told in points or in percent, and it says which.",
                "A reader could find out where each number comes from.",
            ),
        ),
        _text("revenue", "cards", "range"),
        hints=(
            "Take two or three shares that you trust, and write one sentence for each: the part, "
            "the whole, the time, and who counted.",
            "Read it aloud and put the question of what after every percent sign. A range stays a "
            "range, and shares of two wholes stay two shares.",
        ),
        mistakes=(
            Mistake(
                "an average of two wholes",
                "The editor's wish for one number: 50 and 13.1 averaged.",
                "You give one number for shares of different wholes. Of which whole would it be a "
                "share?",
                _text("average", "revenue", "cards"),
                when=averages_shares,
                listed="denominators_averaged",
            ),
            Mistake(
                "two rules told as a change",
                "A share by the place that is billed is followed by one by headquarters, as if "
                "the second had grown out of the first.",
                "Two of your shares are not counted by the same rule. Which rule has each, and "
                "did China's part change between them, or only the rule?",
                _text("two rules", "cards", "range"),
                when=mixes_two_rules,
            ),
            Mistake(
                "a range replaced by its middle",
                "20 to 25 percent becomes 22.5.",
                "Nobody said that number: it is the middle of a range. What did the speaker say?",
                _text("revenue", "cards", "middle"),
                when=takes_the_middle,
                listed="range_averaged",
            ),
            Mistake(
                "revenue called a market",
                "China's part of Nvidia's revenue is called a market share.",
                "One of your sentences speaks of a market, but its number is a part of what "
                "Nvidia takes in. Which word belongs there?",
                _text("market", "cards", "range"),
                when=calls_revenue_a_market,
                listed="market_as_revenue",
            ),
            Mistake(
                "a share of a market called one of revenue",
                "Nvidia's share of the chips sold in China is turned round into China's part of "
                "what Nvidia takes in.",
                "One of your numbers is a share of chips, and you call it a part of revenue. What "
                "was counted, and by whom?",
                _text("as revenue", "range"),
                when=calls_a_market_revenue,
            ),
            Mistake(
                "a share of nothing",
                "Percentages about China, and no word on the whole.",
                "There are percentages, but of what? Name the whole of each of them.",
                _text("bare"),
                when=names_no_whole,
            ),
            Mistake(
                "no time",
                "The shares stand there as if they held at all times.",
                "When was that? A share of a year ago may be another one today.",
                _text("no time"),
                when=names_no_time,
            ),
            Mistake(
                "nobody counted",
                "The shares stand there as facts, without a name or a rule.",
                "Who counted that, and by which rule? Give each share its source.",
                _text("nobody"),
                when=names_nobody,
            ),
        ),
    ),
)
