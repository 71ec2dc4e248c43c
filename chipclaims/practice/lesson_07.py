"""Questions of lesson 07: charges, sales, profits and market values, each of its own kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from chipclaims.practice.kinds import Classes, Function, Number, Writing
from chipclaims.practice.questions import Mistake, Question

NVIDIA = "{nvidia_financials.%s}"
CHARGE, ANNOUNCED = NVIDIA % "q1fy2026_h20_charge", NVIDIA % "h20_charge_announced_2025_04_15"
MADE, NOT_SHIPPED = NVIDIA % "q1fy2026_h20_sales_made", NVIDIA % "q1fy2026_h20_unshipped"
NEXT_QUARTER = NVIDIA % "q2fy2026_h20_loss_expected"
LOST_ON_16_APRIL = "{derived_figures.market_value_loss_2025_04_16}"
SHARE_ON_16_APRIL = f"(-{NVIDIA % 'price_change_2025_04_16'} / 100)"
YEAR_AGO = NVIDIA % "q1fy2025_net_income"
WITHOUT_CHARGE = "{derived_figures.q1fy2026_income_without_charge}"
NVIDIA_YEAR, APPLE_YEAR = NVIDIA % "fy2025_revenue", "{other_figures.apple_fy2024_rev}"

ADD, MEASURES, PERIODS, OVERLAP = (
    "may be added",
    "different measures",
    "different periods",
    "they overlap",
)
# The same pairs stand on the page of the exercise.
PAIRS = {
    "pair 1": ("fy2025_data_center", "fy2025_automotive"),
    "pair 2": ("q1fy2026_china_billing", "q1fy2026_china_hq"),
    "pair 3": ("q1fy2026_h20_unshipped", "q1fy2026_h20_charge"),
    "pair 4": ("q1fy2026_revenue", "q1fy2026_h20_sales_made"),
    "pair 5": ("q1fy2026_revenue", "q1fy2026_h20_unshipped"),
    "pair 6": ("q4fy2025_data_center", "q1fy2026_data_center"),
    "pair 7": ("q1fy2026_net_income", "q1fy2026_h20_charge"),
}
TOTAL = "nvda_total_revenue"
ROUNDED = 0.2


def growth(now: str, before: str) -> str:
    """The formula of a growth in percent."""
    return f"100 * ({now} / {before} - 1)"


# ------------------------------------------------- 07-2: a charge is no sale


def has_a_charge_on_top(percent: float) -> bool:
    """Whether a part is one of the sales not made and the charge together, of either whole."""
    from chipclaims.practice.formulas import worked_out

    top, sales = f"100 * ({NOT_SHIPPED} + {CHARGE})", f"{MADE} + {NOT_SHIPPED}"
    parts = [worked_out(f"{top} / ({whole})") for whole in (sales, f"{sales} + {CHARGE}")]
    return any(abs(percent - part) < ROUNDED for part in parts)


def is_of_a_charge_and_sales(percent: float) -> bool:
    """Whether the whole is the charge and the sales not made, whichever of them is the part."""
    from chipclaims.practice.formulas import worked_out

    percent = 100 * percent if abs(percent) < 1 else percent
    whole = f"({CHARGE} + {NOT_SHIPPED})"
    parts = [worked_out(f"100 * {part} / {whole}") for part in (CHARGE, NOT_SHIPPED)]
    return any(abs(percent - part) < ROUNDED / 2 for part in parts)


# ------------------------------------------------- 07-3: which sums hold


def sums_that_hold() -> dict[str, str]:
    """For each pair: whether it may be added, or the first reason against it."""
    return {name: _may_add(*pair) for name, pair in PAIRS.items()}


def _may_add(one: str, other: str) -> str:
    from chipclaims import tables
    from chipclaims.claims import bases

    rows = {row["figure_id"]: row for row in tables.rows("nvidia_financials")}
    a, b = rows[one], rows[other]
    if bases()[a["basis"]].counted_in != bases()[b["basis"]].counted_in:
        return MEASURES
    if a["period"] != b["period"]:
        return PERIODS
    return OVERLAP if _overlap(a, b) else ADD


def _overlap(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Whether one holds the other: the same thing counted twice, or a part of the total."""
    from chipclaims.claims import bases

    if bases()[a["basis"]].of_what == bases()[b["basis"]].of_what:
        return True
    parts = [row for row in (a, b) if row["basis"] != TOTAL]
    return len(parts) == 1 and parts[0]["metric"] in ("revenue", "sales_made")


def some_earlier_reason(sums: dict[str, str]) -> bool:
    """Whether an overlap is seen in a pair that an earlier condition already rules out."""
    right = sums_that_hold()
    return any(sums.get(p) == OVERLAP and right[p] in (MEASURES, PERIODS) for p in right)


# ------------------------------------------------- 07-5: a function

MOVES = ((8, 46), (-12, 93), (-40, 122), (2.5, 17), (-6, 51), (7, 38), (-2.4, 45.5))


def value_before(percent: float, amount: float) -> float:
    """The value before a move of so many percent, which was so large an amount."""
    return amount / (abs(percent) / 100)


def wrong_percent_of_later(percent, amount):
    value_after = amount / (abs(percent) / 100)
    return value_after - amount if percent > 0 else value_after + amount


def wrong_value_after(percent, amount):
    before = amount / (abs(percent) / 100)
    return before + amount if percent > 0 else before - amount


def wrong_sign_kept(percent, amount):
    return amount / (percent / 100)


def wrong_hundred_forgotten(percent, amount):
    return amount / abs(percent)


def wrong_percent_taken(percent, amount):
    return amount * abs(percent) / 100


def wrong_amount_as_value_after(percent, amount):
    return amount / (1 + percent / 100)


def is_below_zero(results: Sequence[Any]) -> bool:
    """Whether a call of the function gave a value below zero."""
    values = [result.value for result in results]
    return any(isinstance(value, int | float) and value < 0 for value in values)


def wrong_rounded(percent, amount):
    return round(amount / (abs(percent) / 100))


def wrong_fall_from_what_is_left(percent, amount):
    if percent > 0:
        return amount / (percent / 100)
    return amount / (1 + percent / 100)


def are_rounded(results: Sequence[Any]) -> bool:
    """Whether all values are right but for their decimals, and some are not right."""
    right = [value_before(*case) for case in MOVES]
    pairs = [(abs(each.value - value), value) for each, value in zip(results, right, strict=True)]
    return all(off < 1 for off, _ in pairs) and any(off > 1e-6 * value for off, value in pairs)


# ------------------------------------------------- 07-6: what rounding leaves open

CENT = 0.01


def _growth_with(cents: int) -> float:
    """The growth if the earnings per share are off by rounding: -1 the lower end, 1 the upper."""
    from chipclaims.practice.formulas import worked_out

    profit, all_costs, adjusted, without = (
        worked_out(NVIDIA % f"q1fy2026_{name}")
        for name in ("net_income", "eps_gaap", "eps_non_gaap", "eps_non_gaap_ex_charge")
    )
    added = (without - adjusted + cents * CENT) * profit / (all_costs - cents * CENT / 2)
    return 100 * ((profit + added) / worked_out(YEAR_AGO) - 1)


def growth_of_the_lower_end() -> float:
    """The growth to the lowest profit that the rounded earnings allow."""
    return _growth_with(-1)


def lies_in_the_room_for_rounding(percent: float) -> bool:
    """Whether a growth is allowed by rounded earnings and is not that of the printed ones."""
    percent = 100 * percent if abs(percent) < 1 else percent
    low, printed, high = (_growth_with(cents) for cents in (-1, 0, 1))
    return low - 0.5 <= percent <= high + 0.5 and abs(percent - printed) > 0.501


# ------------------------------------------------- 07-8: a correction in words

SENTENCE = re.compile(r"(?<=[.!?])\s+")
# Sentences that tell what the article says, or deny it, are no mistake.
TELLS = re.compile(
    r"\b(?:article|says?|said|writes|wrote|calls?|called|prints?|wrong|none|nothing"
    r"|(?:not|never|cannot|n't)\s+(?:be\s+)?(?:lose|lost|losing|a loss|added|add))\b",
    re.IGNORECASE,
)
# No other number between the word and the amount: "lost 2.5 and made 4.6 billion" is right.
LOST_BEFORE = r"\b(?:lost|loses?|losing|loss(?:es)?)\b[^\d;]{0,50}"
LOST_BEHIND = r"[^\d;]{0,60}\b(?:was|were|is|are|as|got)\s+(?:a\s+)?(?:lost|loss)\b"
TIME = re.compile(r"quarter|\bQ1\b|January|April|three months", re.IGNORECASE)
BLAME = re.compile(
    r"\b(?:lie|lies|lied|liar|lying|fake|propaganda|deceiv\w*|mislead\w*|on purpose)\b",
    re.IGNORECASE,
)


def _sentences(text: str, mentions: re.Pattern[str]) -> Iterator[str]:
    return (part for part in SENTENCE.split(text) if mentions.search(part))


def _printed(*billions: float) -> str:
    """A pattern for amounts as people print them: 7, 7.0 or 23.275."""
    forms = {form for n in billions for form in (f"{n:g}", f"{n:.1f}")}
    either = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return rf"(?<![\d.])(?:{either})(?!\.?\d)"


def _amounts() -> dict[str, float]:
    """The three amounts of the quarter, in billion US dollars."""
    from chipclaims.practice.formulas import worked_out

    named = {"made": MADE, "not shipped": NOT_SHIPPED, "charge": CHARGE}
    return {name: worked_out(formula) / 1e9 for name, formula in named.items()}


def calls_made_lost(text: str) -> bool:
    """Whether a sentence calls the sales that were made, or their sum with the rest, lost."""
    amounts = _amounts()
    made = _printed(amounts["made"], amounts["made"] + amounts["not shipped"])
    lost = re.compile(f"{LOST_BEFORE}{made}|{made}{LOST_BEHIND}", re.IGNORECASE)
    return any(not TELLS.search(sentence) for sentence in _sentences(text, lost))


def adds_charge_to_sales(text: str) -> bool:
    """Whether a sum of the charge and sales stands in the text as if it held."""
    amounts = _amounts()
    charge, made, not_shipped = amounts["charge"], amounts["made"], amounts["not shipped"]
    sums = _printed(charge + not_shipped, charge + made, charge + made + not_shipped)
    amount = re.compile(rf"{sums}\s*(?:billion|bn)", re.IGNORECASE)
    return any(not TELLS.search(sentence) for sentence in _sentences(text, amount))


def forgets_tax(text: str) -> bool:
    """Whether the sum of profit and charge stands there and the word tax does not."""
    from chipclaims.practice.formulas import worked_out

    mixed = worked_out("{derived_figures.q1fy2026_income_plus_pretax_charge}") / 1e9
    return bool(re.search(_printed(mixed), text)) and "tax" not in text.lower()


def names_no_time(text: str) -> bool:
    """Whether nothing says of which time the amounts are."""
    return not TIME.search(text)


def blames(text: str) -> bool:
    """Whether the text says what the writer had in mind."""
    return bool(BLAME.search(text))


def correction() -> str:
    """A text that passes."""
    return (
        "By Nvidia's own report, in the quarter to 27 April 2025 it sold H20 for 4.6 billion US "
        "dollars before the letter: these sales were made. Sales of a further 2.5 billion could "
        "not be shipped. The charge for stock was 4.5 billion, a cost before tax. So it must not "
        "be added to a profit after tax; without it the profit would be about 22.5 billion."
    )


CORRECTION_MADE_AS_LOST = (
    "In the quarter to 27 April 2025 Nvidia lost 4.6 billion dollars of H20 revenue and could not "
    "ship another 2.5 billion. There was a charge of 4.5 billion before tax as well, for stock "
    "and for goods it had promised to buy. Without this charge, and after tax, the profit would "
    "be about 22.5 billion."
)
CORRECTION_WITH_A_SUM = (
    "In the quarter to 27 April 2025 the H20 stop cost Nvidia 7 billion dollars in all: a charge "
    "of 4.5 billion before tax and 2.5 billion of sales that could not be shipped. Sales of 4.6 "
    "billion were made before the letter. Without the charge, and after tax, the profit would be "
    "about 22.5 billion."
)
CORRECTION_WITHOUT_TAX = (
    "In the quarter to 27 April 2025 Nvidia made H20 sales of 4.6 billion dollars before the "
    "letter came, and could not ship a further 2.5 billion. It booked a charge of 4.5 billion for "
    "stock and purchase obligations. Without the charge its net profit would have been 23.275 "
    "billion dollars, which is more than was reported."
)
CORRECTION_WITHOUT_TIME = (
    "Nvidia itself reports H20 sales of 4.6 billion dollars that were made before the letter, and "
    "2.5 billion that could not be shipped after it. The charge of 4.5 billion is a cost before "
    "tax and is another kind of amount. Without the charge, and after tax, the profit would be "
    "about 22.5 billion."
)
CORRECTION_WITH_BLAME = (
    "The article lies about the quarter to 27 April 2025: Nvidia made H20 sales of 4.6 billion "
    "dollars before the letter, and could not ship a further 2.5 billion. The charge of 4.5 "
    "billion is a cost before tax. Without it, and after tax, the profit would be about 22.5 "
    "billion, and everybody who can read a report knows it."
)

QUESTIONS = (
    Question(
        "07-1",
        "Announced, then booked",
        Number("percent", decimals=1, also={"a fraction of 1": 100}),
        f"100 * (1 - {CHARGE} / {ANNOUNCED})",
        hints=(
            "You need two rows: the charge as it was announced, and the charge of the quarter. "
            "Which of the two came first?",
            "Take the difference of the two. It is a part of the amount that came first: divide "
            "by that one, and multiply by 100.",
        ),
        mistakes=(
            Mistake(
                "a part of the later amount",
                "The difference is divided by the charge of the quarter, so the percentage is one "
                "of the value after the fall.",
                "You divided by the amount at the end. Of which amount is a change always a part?",
                growth(ANNOUNCED, CHARGE),
                listed="percent_of_later",
            ),
            Mistake(
                "dollars in place of percent",
                "The difference of the two rows, in million US dollars.",
                "That is the difference in million dollars. What part is it of the amount before?",
                f"({ANNOUNCED} - {CHARGE}) / 1e6",
            ),
            Mistake(
                "a difference in place of a part",
                "The difference of 5.5 and 4.5, in billion US dollars.",
                "That is the difference in billion dollars. What part is it of the amount before?",
                f"({ANNOUNCED} - {CHARGE}) / 1e9",
            ),
            Mistake(
                "the forecast of something else",
                "The charge is held against the sales that Nvidia expected to lose in the next "
                "quarter, which is a forecast too.",
                "Two forecasts stand in the table. Is yours one of a cost or one of sales?",
                f"100 * (1 - {CHARGE} / {NEXT_QUARTER})",
            ),
            Mistake(
                "sales not made taken for the charge",
                "The sales that could not be shipped are held against the announced charge.",
                "One of your two amounts is of sales. Which row of the table is a cost, booked?",
                f"100 * (1 - {NOT_SHIPPED} / {ANNOUNCED})",
            ),
            Mistake(
                "sales made taken for the charge",
                "The 4.6 billion of article 003 stand near 4.5 and are read as the charge; they "
                "are sales that were made.",
                "Two rows lie close together, and one of them is of sales. Read the statement of "
                "the row that you took.",
                f"100 * (1 - {MADE} / {ANNOUNCED})",
            ),
        ),
    ),
    Question(
        "07-2",
        "What part could not be shipped?",
        Number("percent", decimals=1, also={"a fraction of 1": 100}),
        f"100 * {NOT_SHIPPED} / ({MADE} + {NOT_SHIPPED})",
        hints=(
            "Two amounts are H20 sales of this one quarter. Which of them was earned, and which "
            "was not?",
            "The whole is what would have been sold if everything had been shipped: both amounts "
            "of sales together, and nothing else.",
        ),
        mistakes=(
            Mistake(
                "sales that were made, counted as lost",
                "As article 003 words it: the 4.6 billion of recognised revenue are taken for what "
                "was lost.",
                "Look at the amount that you put on top. Did Nvidia get this money, or not?",
                f"100 * {MADE} / ({MADE} + {NOT_SHIPPED})",
                listed="made_as_lost",
            ),
            Mistake(
                "both amounts called lost",
                "Article 003 calls both amounts lost, so all of it seems to be gone.",
                "By your number nothing was sold. Which of the two amounts has Nvidia earned?",
                f"100 * ({MADE} + {NOT_SHIPPED}) / ({MADE} + {NOT_SHIPPED})",
                listed="made_as_lost",
            ),
            Mistake(
                "a charge among the sales",
                "The charge is added to the sales that were not made, as if both were one loss.",
                "One of your amounts is a cost of goods. What would the baker of the lesson say?",
                f"100 * ({NOT_SHIPPED} + {CHARGE}) / ({MADE} + {NOT_SHIPPED})",
                when=has_a_charge_on_top,
                listed="charge_plus_sales",
            ),
            Mistake(
                "a cost counted as sales",
                "The booked charge is taken for the sales that were made.",
                "Your whole holds a cost in the place of sales. Which two rows are sales of H20 in "
                "this quarter?",
                f"100 * {NOT_SHIPPED} / ({CHARGE} + {NOT_SHIPPED})",
                when=is_of_a_charge_and_sales,
                listed="charge_plus_sales",
            ),
            Mistake(
                "a charge in the whole",
                "All three rows of the quarter are added up as the whole.",
                "Your whole holds an amount that is not of sales. Which one would you take out?",
                f"100 * {NOT_SHIPPED} / ({MADE} + {NOT_SHIPPED} + {CHARGE})",
                listed="charge_plus_sales",
            ),
            Mistake(
                "a forecast in the whole",
                "The 8 billion that Nvidia expected to lose in the next quarter are added to the "
                "sales of this one.",
                "Your whole holds an amount of another quarter. Which of your rows has not "
                "happened yet?",
                f"100 * {NOT_SHIPPED} / ({MADE} + {NOT_SHIPPED} + {NEXT_QUARTER})",
            ),
            Mistake(
                "one part over the other part",
                "Not shipped over shipped: the whole is forgotten.",
                "You divided one part by the other part. What is the whole of which it is a part?",
                f"100 * {NOT_SHIPPED} / {MADE}",
            ),
            Mistake(
                "a forecast for another quarter counted in",
                "The 8 billion that Nvidia expected to lose in the next quarter are added.",
                "One of your amounts is of another quarter, and only expected. Which one?",
                f"100 * ({NOT_SHIPPED} + {NEXT_QUARTER}) / ({MADE} + {NOT_SHIPPED} + "
                f"{NEXT_QUARTER})",
            ),
            Mistake(
                "all of Nvidia's revenue as the whole",
                "The revenue of the quarter from all chips and all countries is the divisor.",
                "Your whole counts all chips and all countries. Which chip does the question name?",
                f"100 * {NOT_SHIPPED} / {NVIDIA % 'q1fy2026_revenue'}",
            ),
        ),
    ),
    Question(
        "07-3",
        "Seven sums",
        Classes((ADD, MEASURES, PERIODS, OVERLAP)),
        sums_that_hold,
        hints=(
            "Go through the three conditions of the lesson in the order given, and stop at the "
            "first one that fails. The first two stand in columns; for the third read the "
            "statements.",
            "For the last condition ask: is there one dollar that is counted in both amounts? A "
            "dollar that nobody paid cannot stand in a revenue.",
        ),
        mistakes=(
            Mistake(
                "a charge added to sales that were not made",
                "Both were caused by the same stop, so they look like parts of one loss.",
                "One of your sums holds a cost and sales that were not made. What did the baker "
                "of the lesson count twice?",
                {"pair 3": ADD},
                listed="charge_plus_sales",
            ),
            Mistake(
                "before tax added to after tax",
                "As in article 003: the charge is added back to the net profit.",
                "One of your sums holds a profit after tax. Is the other amount after tax as well?",
                {"pair 7": ADD},
                listed="pretax_plus_aftertax",
            ),
            Mistake(
                "one thing counted in two ways, added",
                "Two counts of the revenue from China, by billing and by headquarters, are added.",
                "In one of your sums both amounts are revenue from one country. Can the same sale "
                "stand in both?",
                {"pair 2": ADD},
            ),
            Mistake(
                "two counts called two measures",
                "Billing location and headquarters are taken for the measure; the measure of both "
                "is dollars of revenue.",
                "Two counts of one country differ in how they find the customer. Are both of "
                "them dollars of revenue?",
                {"pair 2": MEASURES},
            ),
            Mistake(
                "a part added to its whole",
                "The H20 sales that were made are added to a revenue in which they stand already.",
                "In one of your sums the smaller amount was earned. Where do the accounts put "
                "money that was earned?",
                {"pair 4": ADD},
            ),
            Mistake(
                "sales not made, looked for in the revenue",
                "All H20 amounts are thought to stand in Nvidia's revenue.",
                "You found an overlap with sales that were never made. Does a revenue hold them?",
                {"pair 5": OVERLAP},
            ),
            Mistake(
                "two quarters taken for one time",
                "Both are data centre revenue, so the time is not looked at.",
                "Two amounts are of one kind, and one of your sums forgets when. Which quarters "
                "do their names say?",
                {"pair 6": ADD},
            ),
            Mistake(
                "a later reason than the first",
                "The baker of the lesson counts bread twice, so an overlap is seen; that the two "
                "are counted in different ways comes first.",
                "You found an overlap in a sum that fails earlier. Which two conditions stand "
                "before that one? Look at counted_in, then at period.",
                {"pair 3": OVERLAP},
                when=some_earlier_reason,
            ),
        ),
    ),
    Question(
        "07-4",
        "A value that nobody printed",
        Number(
            "billion US dollars",
            decimals=0,
            tolerance=5,
            also={"US dollars": 1e-9, "million US dollars": 1e-3, "trillion US dollars": 1e3},
        ),
        f"{LOST_ON_16_APRIL} / {SHARE_ON_16_APRIL} / 1e9",
        hints=(
            "The amount is so many percent of one value. Is that the value of the evening before, "
            "or of the evening after?",
            "Write the percentage as a fraction of 1 and without its sign. What times this "
            "fraction gives the amount?",
        ),
        mistakes=(
            Mistake(
                "a percentage of the value after the fall",
                "The amount over the fraction is taken for the value after; the amount is added.",
                "You took the percentage as one of the value after the fall. Which value does a "
                "change of a price start from?",
                f"({LOST_ON_16_APRIL} / {SHARE_ON_16_APRIL} + {LOST_ON_16_APRIL}) / 1e9",
                listed="percent_of_later",
            ),
            Mistake(
                "the value after the fall",
                "The amount is taken off in the end.",
                "That is what was left in the evening. Which of the two values is asked for?",
                f"({LOST_ON_16_APRIL} / {SHARE_ON_16_APRIL} - {LOST_ON_16_APRIL}) / 1e9",
            ),
            Mistake(
                "a percentage of the amount",
                "The amount is multiplied by the fraction.",
                "You took a part of the amount. But the amount is itself the part: of what?",
                f"{LOST_ON_16_APRIL} * {SHARE_ON_16_APRIL} / 1e9",
            ),
            Mistake(
                "'nearly' left out",
                "The round 2000億 of article 003, which says 'nearly', in the place of the loss.",
                "Your amount is the round one of the article. Which small word stands before it?",
                f"{{claims.003-17}} / {SHARE_ON_16_APRIL} / 1e9",
                listed="qualifier_dropped",
            ),
            Mistake(
                "the amount of two days, the percentage of one",
                "The loss of 16 and 17 April is divided by the fall of 16 April.",
                "Your amount and your percentage are not of the same time. How many days has each?",
                f"{NVIDIA % 'market_value_loss_2025_04_16_17'} / {SHARE_ON_16_APRIL} / 1e9",
            ),
            Mistake(
                "percent not turned into a fraction",
                "The amount is divided by the percentage as it stands in the table.",
                "You divided by the number before the percent sign. What does the word percent "
                "mean?",
                f"{LOST_ON_16_APRIL} / (100 * {SHARE_ON_16_APRIL}) / 1e9",
            ),
        ),
    ),
    Question(
        "07-5",
        "A function for the value before",
        Function(MOVES),
        value_before,
        hints=(
            "A value is never below zero. What does your function do with the sign of the "
            "percentage?",
            "For a rise and for a fall the amount is the same part of the value before. So one "
            "line is enough, with abs(percent).",
        ),
        mistakes=(
            Mistake(
                "a percentage of the later value",
                "The amount over the fraction is taken for the value after the move, and the "
                "amount is then added or taken off.",
                "Your function takes the percentage as one of the value after the move. Try "
                "-50 and 30: after the fall 30 are left, so what was there before?",
                wrong_percent_of_later,
                listed="percent_of_later",
            ),
            Mistake(
                "the value after the move",
                "The value before is found, and then the move is made once more.",
                "Your function goes one step too far: it gives the value at the end. Which one is "
                "asked for?",
                wrong_value_after,
            ),
            Mistake(
                "a value below zero",
                "The minus of a fall is divided along with the percentage.",
                "Your function gives values below zero. Can all shares together be worth less "
                "than nothing?",
                wrong_sign_kept,
                when=is_below_zero,
            ),
            Mistake(
                "the amount taken for the value after",
                "One goes back from a price after the move in this way; here the amount of the "
                "move is given.",
                "You go back as if the amount were the value after the move. What is the amount?",
                wrong_amount_as_value_after,
            ),
            Mistake(
                "percent not turned into a fraction",
                "The amount is divided by 5 where 0.05 is meant.",
                "Your values are a hundred times too small. What does the word percent mean?",
                wrong_hundred_forgotten,
            ),
            Mistake(
                "a part of the amount",
                "The percentage is applied to the amount.",
                "Your function takes a part of the amount. Is the amount the whole, or the part?",
                wrong_percent_taken,
            ),
            Mistake(
                "only a fall taken from what is left",
                "A rise is divided by its part, and for a fall one goes back from a price after "
                "the move.",
                "Your function does one thing for a rise and another for a fall. Of which value "
                "is the percentage a part, in both?",
                wrong_fall_from_what_is_left,
            ),
            Mistake(
                "rounded inside the function",
                "The question before asked for a whole number, so this one is rounded as well.",
                "Your function takes the decimals away. Who should decide how many are shown: the "
                "function, or the one who calls it?",
                wrong_rounded,
                when=are_rounded,
            ),
        ),
    ),
    Question(
        "07-6",
        "How much would profit have grown?",
        Number("percent", decimals=0, also={"a fraction of 1": 100}),
        growth(WITHOUT_CHARGE, YEAR_AGO),
        hints=(
            "Part 5 of the lesson: first find the charge after tax. Two figures of earnings per "
            "share differ by nothing else.",
            "Difference of the two earnings per share, times the number of shares (profit over "
            "GAAP earnings per share): add it to the profit. Then the growth from a year before.",
        ),
        mistakes=(
            Mistake(
                "an amount before tax added to a profit after tax",
                "The whole charge is added back, as article 003 does.",
                "You added the charge as it was booked. Would all of it be left after tax?",
                growth("{derived_figures.q1fy2026_income_plus_pretax_charge}", YEAR_AGO),
                listed="pretax_plus_aftertax",
            ),
            Mistake(
                "an end of the room for rounding",
                "The lesson gives a range for the profit without the charge, since the earnings "
                "per share are rounded; one of its ends is taken, or a number is rounded early.",
                "So far the rounding of the earnings per share may reach, but no end of that room "
                "is asked for. What do you get with the earnings as they are printed, if you round "
                "only once, last of all?",
                growth_of_the_lower_end,
                when=lies_in_the_room_for_rounding,
            ),
            Mistake(
                "the charge is still in it",
                "The growth of the profit as it was reported.",
                "That is the growth of the profit as reported. What is to be taken out of it?",
                growth(NVIDIA % "q1fy2026_net_income", YEAR_AGO),
            ),
            Mistake(
                "the later profit as the whole",
                "The difference is divided by the later of the two profits.",
                "You divided by the later profit. From which year does a growth start?",
                f"100 * (1 - {YEAR_AGO} / {WITHOUT_CHARGE})",
                listed="percent_of_later",
            ),
            Mistake(
                "the multiple in place of the growth",
                "The one profit over the other, without taking off what was there.",
                "That says how many percent of the old profit the new one is. How much of it is "
                "new?",
                f"100 * {WITHOUT_CHARGE} / {YEAR_AGO}",
            ),
            Mistake(
                "revenue in place of profit",
                "The growth that article 003 prints is one of revenue.",
                "That is the growth of revenue. Which rows hold what is left after all costs?",
                growth(NVIDIA % "q1fy2026_revenue", NVIDIA % "q1fy2025_revenue"),
            ),
            Mistake(
                "two pairs of earnings per share mixed",
                "The adjusted earnings without the charge are held against the GAAP ones, which "
                "differ in other costs as well.",
                "Two of your earnings per share differ by more than the charge. Which pair of "
                "rows is adjusted in both?",
                growth(
                    f"({NVIDIA % 'q1fy2026_net_income'} * "
                    f"{NVIDIA % 'q1fy2026_eps_non_gaap_ex_charge'} / "
                    f"{NVIDIA % 'q1fy2026_eps_gaap'})",
                    YEAR_AGO,
                ),
            ),
            Mistake(
                "against the profit of the same quarter",
                "The profit without the charge is held against the one with it.",
                "You compared the quarter with itself, once without the charge. Which quarter is "
                "the growth counted from?",
                growth(WITHOUT_CHARGE, NVIDIA % "q1fy2026_net_income"),
            ),
        ),
    ),
    Question(
        "07-7",
        "Is Nvidia larger than Apple?",
        Number("percent", decimals=1, also={"a fraction of 1": 100}),
        f"100 * {NVIDIA_YEAR} / {APPLE_YEAR}",
        hints=(
            "Look at the statement and the period of every row that you use: is it a year or a "
            "quarter, of the company or of a part of it?",
            "Nvidia's row is the one with the amount of the article (130.5 billion). Its fiscal "
            "year ends in January, so its name is one year ahead. Mind the units of both tables.",
        ),
        mistakes=(
            Mistake(
                "a quarter taken for a year",
                "Apple's 124.3 billion are taken for the year, as article 002 does.",
                "By your number Nvidia is the larger one. How many months has each of your rows?",
                f"100 * {NVIDIA_YEAR} / {{other_figures.apple_fq1_2025_rev}}",
                listed="quarter_as_year",
            ),
            Mistake(
                "a quarter, four times",
                "The quarter that article 002 prints, times four. It holds Christmas.",
                "You made a year out of one quarter. Are all quarters of this company alike, and "
                "does the table not have the year?",
                f"100 * {NVIDIA_YEAR} / (4 * {{other_figures.apple_fq1_2025_rev}})",
                listed="quarter_as_year",
            ),
            Mistake(
                "the fiscal year taken for the calendar year",
                "The row fy2024 is taken for 2024; it ends in January 2024.",
                "Your row of Nvidia has 2024 in its name. From when to when does it run?",
                f"100 * {NVIDIA % 'fy2024_revenue'} / {APPLE_YEAR}",
                listed="fiscal_as_calendar",
            ),
            Mistake(
                "a division taken for the company",
                "Nvidia's data centre revenue in the place of its whole revenue.",
                "Your row of Nvidia is of one division. Does the article speak of a division?",
                f"100 * {NVIDIA % 'fy2025_data_center'} / {APPLE_YEAR}",
                listed="segment_as_company",
            ),
            Mistake(
                "one region taken for the world",
                "Apple's sales in Greater China in the place of all its sales.",
                "Your row of Apple is of one region. Which one counts the whole world?",
                f"100 * {NVIDIA_YEAR} / {{other_figures.apple_fy2024_china}}",
            ),
        ),
    ),
    Question(
        "07-8",
        "A correction for the readers",
        Writing(
            words=50,
            checklist=(
                "Each amount has the kind that its row in the table of question 07-1 gives it: a "
                "cost, sales made, sales not made; and net profit is told as after tax.",
                "The quarter is named once, with its first or last day.",
                "Nothing is added that may not be added.",
                "A reader sees who reports the amounts: Nvidia, in its own report.",
                "I say what the article prints and what is reported, and do not guess why.",
                "Somebody who has not read the article can follow.",
            ),
        ),
        correction,
        hints=(
            "One sentence for each of the three statements. Begin with the kind of the amount: "
            "'sales that were made …', 'a charge, before tax, …'.",
            "Check four things: is made called lost? is a cost added to sales? is tax named where "
            "a profit is? is the quarter named?",
        ),
        mistakes=(
            Mistake(
                "sales that were made, called lost",
                "The wording of the article is taken over.",
                "Read your sentence about the recognised revenue again. Did Nvidia get that money?",
                CORRECTION_MADE_AS_LOST,
                when=calls_made_lost,
                listed="made_as_lost",
            ),
            Mistake(
                "a charge and sales in one sum",
                "One round number is wanted for the reader.",
                "One of your amounts is a sum of a cost and of sales. What is counted twice in it?",
                CORRECTION_WITH_A_SUM,
                when=adds_charge_to_sales,
                listed="charge_plus_sales",
            ),
            Mistake(
                "a profit without a word on tax",
                "The sum of article 003 is taken over, since its arithmetic is correct.",
                "You print the profit of the article. Are both of its parts counted after tax?",
                CORRECTION_WITHOUT_TAX,
                when=forgets_tax,
                listed="pretax_plus_aftertax",
            ),
            Mistake(
                "amounts without their time",
                "Kinds are named, the quarter is not.",
                "A reader cannot see of which time your amounts are. Which months are they?",
                CORRECTION_WITHOUT_TIME,
                when=names_no_time,
            ),
            Mistake(
                "a guess about the writer",
                "From a wrong word to a bad intention.",
                "One word of yours says what the writer wanted. Which of your sources shows that?",
                CORRECTION_WITH_BLAME,
                when=blames,
            ),
        ),
    ),
)
