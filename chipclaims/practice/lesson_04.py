"""Questions of lesson 04: from numbers to claims."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from math import isclose
from typing import Any

from chipclaims import tables
from chipclaims.practice.kinds import Classes, Function, Items, Number, Table, Writing
from chipclaims.practice.kinds.function import Result
from chipclaims.practice.questions import Mistake, Question

Row = dict[str, Any]

# ------------------------------------------------- cards


@cache
def claims() -> dict[str, Any]:
    """Every claim by its id."""
    from chipclaims.claims import load_claims

    return {claim.claim_id: claim for claim in load_claims()}


@cache
def card(claim_id: str) -> Row:
    """A claim as the exercise shows it: a dictionary with the parts of its basis."""
    from chipclaims.claims import bases

    claim = claims()[claim_id]
    basis = bases()[claim.basis]
    return {
        "claim": claim_id,
        "value": claim.value,
        "metric": claim.metric,
        "unit": claim.unit,
        "of_what": basis.of_what,
        "counted_in": basis.counted_in,
        "where": basis.where,
        "period": claim.period,
    }


# ------------------------------------------------- 04-1: a card from a sentence

INSIDERS = "002-17"
NOT_SAID = "not said"
FIELDS = {
    "speaker": ("the article", "Nvidia", "anonymous", "US government"),
    "status": ("fact", "forecast", "hearsay"),
    "qualifier": ("none", "approx", "nearly", "more_than", "at_most"),
    "kind of money": ("revenue", "profit", "charge", "market value", NOT_SAID),
    "period": ("a month", "a quarter", "a year", NOT_SAID),
}


def card_of_insiders() -> dict[str, str]:
    """The fields of the card; what the ledger leaves open is not said."""
    claim, shown = claims()[INSIDERS], card(INSIDERS)
    return {
        "speaker": claim.speaker,
        "status": claim.status,
        "qualifier": claim.qualifier or "none",
        "kind of money": NOT_SAID if "not stated" in shown["counted_in"] else claim.metric,
        "period": claim.period or NOT_SAID,
    }


# ------------------------------------------------- 04-2: what is left open

DIGITS = ("40%", "50%")


def cards_with(*digits: str) -> list[str]:
    return [c.claim_id for c in claims().values() if any(each in c.quote for each in digits)]


def is_open(claim_id: str, words: str = "not stated|not defined") -> bool:
    shown = card(claim_id)
    return any(re.search(words, shown[part]) for part in ("of_what", "counted_in", "where"))


def open_cards(*digits: str, words: str = "not stated|not defined") -> list[str]:
    return [each for each in cards_with(*(digits or DIGITS)) if is_open(each, words)]


def closed_cards() -> list[str]:
    return [each for each in cards_with(*DIGITS) if not is_open(each)]


# ------------------------------------------------- 04-3: fell by, fell to

FALLS = {
    "價格下降40%": "001-18",
    "從95%暴跌到50%": "000-33",
    "單日暴跌約17%": "004-26",
}
BEFORE = "000-32"


def what_is_left() -> list[Row]:
    """What is left after each fall, in percent of what was there before."""
    return [{"phrase": phrase, "left": left(phrase)} for phrase in FALLS]


def left(phrase: str) -> float:
    number = claims()[FALLS[phrase]].value
    return 100 * number / claims()[BEFORE].value if "到" in phrase else 100 - number


def row_with(phrase: str, worked_out: Callable[[float], float]) -> dict[str, Callable[..., Any]]:
    """A mistake that shows in one row: what is worked out of the number in its phrase."""

    def wrong() -> float:
        return worked_out(claims()[FALLS[phrase]].value)

    def answer() -> list[Row]:
        return [{**r, "left": wrong()} if r["phrase"] == phrase else r for r in what_is_left()]

    def when(found: Mapping[Any, Row]) -> bool:
        given = found.get(phrase, {}).get("left")
        return isinstance(given, int | float) and isclose(given, wrong(), rel_tol=1e-3)

    return {"answer": answer, "when": when}


# ------------------------------------------------- 04-4: comparable or not, and why

PAIRS = {
    "A": ("003-22", "002-46"),
    "B": ("000-11", "003-24"),
    "C": ("002-48", "003-20"),
    "D": ("000-21", "004-26"),
}
ANSWERS = {
    "comparable": ("yes", "no"),
    "because": (
        "nothing",
        "metric",
        "unit",
        "of what",
        "counted in",
        "where",
        "period",
        "a gap",
    ),
}


def verdicts_on_pairs() -> dict[str, str]:
    """Comparable or not, and the first thing that stands in the way, as the kit judges."""
    from chipclaims.claims import comparable

    answer = {}
    for name, (one, other) in PAIRS.items():
        found = comparable(claims()[one], claims()[other])
        answer[f"{name} comparable"] = "yes" if found.comparable else "no"
        answer[f"{name} because"] = reason_in(found.reason)
    return answer


def reason_in(words: str) -> str:
    """The reason of ``comparable`` as one of the words to choose from."""
    if words.startswith("both are"):
        return "nothing"
    if words.startswith("one of them does not say"):
        return "a gap"
    if words.startswith("different bases"):
        return words.partition("(")[2].partition(")")[0]
    return words.removeprefix("different ").partition(":")[0].removesuffix("s")


# ------------------------------------------------- 04-5: a function that gives the reason

# Nothing is missing on these two cards: events have neither a unit nor a period here.
NOTHING_TO_FILL_IN = ("000-27", "000-28")
CASES = (
    ("000-11", "003-24"),
    ("000-12", "003-24"),
    ("002-23", "002-24"),
    ("002-15", "004-27"),
    ("002-44", "003-21"),
    ("000-32", "000-33"),
    ("002-43", "002-43"),
    ("002-46", "003-22"),
    ("002-48", "003-20"),
    ("000-21", "004-26"),
    NOTHING_TO_FILL_IN,
)


def cases() -> list[tuple[Row, Row]]:
    return [(card(one), card(other)) for one, other in CASES]


def obstacle(a: Row, b: Row) -> str:
    """The first field that forbids a comparison, or ``"none"``."""
    for field in ("metric", "unit", "of_what", "counted_in", "where", "period"):
        if a[field] != b[field] or re.search("not stated|not defined", str(a[field])):
            return field
    return "none"


def wrong_gaps_agree(a, b):
    for field in ("metric", "unit", "of_what", "counted_in", "where", "period"):
        if a[field] != b[field]:
            return field
    return "none"


def wrong_whole_cell(a, b):
    for field in ("metric", "unit", "of_what", "counted_in", "where", "period"):
        if a[field] != b[field] or a[field] in ("not stated", "not defined"):
            return field
    return "none"


def wrong_last_field(a, b):
    found = "none"
    for field in ("metric", "unit", "of_what", "counted_in", "where", "period"):
        gap = "not stated" in str(a[field]) or "not defined" in str(a[field])
        if a[field] != b[field] or gap:
            found = field
    return found


def wrong_values_too(a, b):
    for field in ("value", "metric", "unit", "of_what", "counted_in", "where", "period"):
        gap = "not stated" in str(a[field]) or "not defined" in str(a[field])
        if a[field] != b[field] or gap:
            return field
    return "none"


def wrong_true_or_false(a, b):
    for field in ("metric", "unit", "of_what", "counted_in", "where", "period"):
        gap = "not stated" in str(a[field]) or "not defined" in str(a[field])
        if a[field] != b[field] or gap:
            return False
    return True


def wrong_first_field_only(a, b):
    for field in ("metric", "unit", "of_what", "counted_in", "where", "period"):
        gap = "not stated" in str(a[field]) or "not defined" in str(a[field])
        if a[field] != b[field] or gap:
            return field
        else:
            return "none"


def wrong_always_true(a, b):
    for field in ("metric", "unit", "of_what", "counted_in", "where", "period"):
        if a[field] != b[field] or "not stated" or "not defined" in str(a[field]):  # noqa: SIM222
            return field
    return "none"


def wrong_list(a, b):
    found = []
    for field in ("metric", "unit", "of_what", "counted_in", "where", "period"):
        gap = "not stated" in str(a[field]) or "not defined" in str(a[field])
        if a[field] != b[field] or gap:
            found.append(field)
    return found


def wrong_nothing_at_the_end(a, b):
    for field in ("metric", "unit", "of_what", "counted_in", "where", "period"):
        gap = "not stated" in str(a[field]) or "not defined" in str(a[field])
        if a[field] != b[field] or gap:
            return field


def wrong_none_is_a_gap(a, b):
    """Treats None on both cards like the words for a gap."""
    for field in ("metric", "unit", "of_what", "counted_in", "where", "period"):
        gap = "not stated" in str(a[field]) or "not defined" in str(a[field])
        if a[field] != b[field] or gap or a[field] is None:
            return field
    return "none"


def wrong_search_in_none(a, b):
    """Searches in the field itself, also where it is None."""
    for field in ("metric", "unit", "of_what", "counted_in", "where", "period"):
        if a[field] != b[field] or "not stated" in a[field] or "not defined" in a[field]:
            return field
    return "none"


def stops_at_none(results: Sequence[Result]) -> bool:
    """Whether only the cards on which both fields are None stop a function."""
    stopped = [pair for pair, each in zip(CASES, results, strict=True) if each.raised]
    return stopped == [NOTHING_TO_FILL_IN]


def compares_too_much(results: Sequence[Result]) -> bool:
    return results[CASES.index(("002-23", "002-24"))].value in ("value", "claim")


def gave(*pairs: tuple[str, str, Any]) -> Callable[[Sequence[Result]], bool]:
    """Whether a function gave something for each of some pairs of claims."""
    return lambda results: all(
        results[CASES.index((one, other))].value == value for one, other, value in pairs
    )


def gave_true_or_false(results: Sequence[Result]) -> bool:
    return any(isinstance(each.value, bool) for each in results)


# ------------------------------------------------- 04-6: what a printed number allows

SAID = "{claims.004-27} / 1e9"
DIGIT = "10"  # billion US dollars: 5900億 is 59 of them

# ------------------------------------------------- 04-7: Cohen's kappa

CODED = "001"


@cache
def codings(article: str) -> list[tuple[str, str]]:
    """The verdicts of both readers on the claims of an article (``""``: of all)."""
    rows = [r for r in tables.rows("second_coding") if r["claim_id"].startswith(article)]
    return [(row["first_verdict"], row["second_verdict"]) for row in rows]


def agreement(article: str = CODED) -> float:
    pairs = codings(article)
    return sum(one == other for one, other in pairs) / len(pairs)


def chance(article: str = CODED) -> float:
    pairs = codings(article)
    first, second = (Counter(verdicts) for verdicts in zip(*pairs, strict=True))
    return sum(first[verdict] * second[verdict] for verdict in first) / len(pairs) ** 2


def kappa(article: str = CODED) -> float:
    return above(chance(article), article)


def above(by_chance: float, article: str = CODED) -> float:
    """Which part of the room above chance was used."""
    return (agreement(article) - by_chance) / (1 - by_chance)


def kappa_of(pairs: list[tuple[str, str]]) -> float:
    """Kappa of a list of pairs of verdicts."""
    both = sum(one == other for one, other in pairs) / len(pairs)
    first, second = (Counter(verdicts) for verdicts in zip(*pairs, strict=True))
    by_chance = sum(first[verdict] * second[verdict] for verdict in first) / len(pairs) ** 2
    return (both - by_chance) / (1 - by_chance)


def kappa_of_what_both_call_a_claim() -> float:
    return kappa_of([pair for pair in codings(CODED) if "not_a_claim" not in pair])


def one_in(verdicts: int) -> float:
    """Chance as if each of so many verdicts were as likely as the others."""
    return 1 / verdicts


# ------------------------------------------------- 04-8: what may be printed

ENOUGH = 30
ABOUT = r"\babout\b|\baround\b|roughly|approximately|up to|as much as|\bnearly\b"
OPEN = r"\bmay\b|might|could|expect|announce|forecast|warn|would|estimat|ahead|anticipat"
SOURCE = (
    r"Nvidia (?:itself )?(?:sa|announc|report|told|wr|warn|expect|put|disclos|estimat)"
    r"|filing|8-K|according|report to"
)
KIND = r"charge|account|written|write|cost"
TOO_LARGE = r"\b55(?:\.0)? ?(?:billion|bn)|\b5\.5 trillion"
AMOUNT = r"\b5\.5\b"


def is_long_enough(text: str) -> bool:
    return len(re.findall(r"[A-Za-z0-9][\w.,%'-]*", text)) >= ENOUGH


def has(words: str) -> Callable[[str], bool]:
    return lambda text: bool(re.search(words, text, re.IGNORECASE))


def lacks(words: str) -> Callable[[str], bool]:
    """Whether a text that is long enough has nothing that fits."""
    return lambda text: is_long_enough(text) and not has(words)(text)


REPEATED = (
    r"\bdamages\b|compensation|\bpenalt|\bfines?\b|is (?:a )?revenue|lost (?:revenue|sales|income)"
    r"|(?:revenue|sales|income) (?:that |which )?(?:it |Nvidia |the company )?(?:has |had )?lost"
)
DISTANCED = r"\bnot\b|\bno\b|n't\b|\bnever\b|\barticle\b|rather than|instead of|without"


def repeats_the_article(text: str) -> bool:
    """Whether a sentence tells as the writer's own what only the article says."""
    sentences = re.split(r"(?<=[.!?;])\s+", text)
    return any(has(REPEATED)(each) and not has(DISTANCED)(each) for each in sentences)


def drops_about(text: str) -> bool:
    return has(AMOUNT)(text) and lacks(ABOUT)(text)


def note(
    source: str = "In a filing of April 2025 Nvidia said that it expected",
    amount: str = "charges of up to about 5.5 billion US dollars",
    kind: str = "That is an accounting cost for goods in store and on order",
) -> str:
    return (
        f"{source} {amount} because of the new licence for its H20 chip. {kind}. Article 002 "
        "calls it a loss for contracts that are not kept; the document does not say that."
    )


QUESTIONS = (
    Question(
        "04-1",
        "What the insiders say",
        Classes(FIELDS),
        card_of_insiders,
        hints=(
            "Read only the second half of the sentence. Who knows this, and what word stands "
            "right before the amount?",
            "For each field put your finger on the word that says it. If you find none, the "
            "sentence leaves that field open. An open field is an answer, too.",
        ),
        mistakes=(
            Mistake(
                "a qualifier dropped",
                "The amount is taken, and 超过 in front of it is overlooked.",
                "A word stands right before the amount and bends it. What does 超过 mean?",
                {"qualifier": "none"},
                listed="qualifier_dropped",
            ),
            Mistake(
                "the qualifier of the other amount",
                "约, which stands before 55亿, is taken for the qualifier of both amounts.",
                "The sentence has two amounts, and each has a word of its own. Which one stands "
                "before the second?",
                {"qualifier": "approx"},
            ),
            Mistake(
                "a qualifier on the other side of the number",
                "超过 is taken for a word that sets an upper limit.",
                "The English of 超过 is given under the sentence. With your word, may the amount "
                "be larger than the number?",
                {"qualifier": "at_most"},
                when=lambda answer: answer.get("qualifier") in ("at_most", "nearly"),
            ),
            Mistake(
                "the one who prints it taken for the one who says it",
                "The words stand in the article, so the article is given as the speaker.",
                "The article prints this amount, but does it say it in its own name? Who are "
                "the people it points to?",
                {"speaker": "the article"},
            ),
            Mistake(
                "the subject taken for the speaker",
                "The sentence is about Nvidia, so Nvidia is given as the speaker.",
                "The amount is about Nvidia. Does Nvidia tell it?",
                {"speaker": "Nvidia"},
            ),
            Mistake(
                "told by others, taken as a fact",
                "The amount is printed, so it is taken as told by the article for sure.",
                "The article passes on what it was told by people whom it does not name. Which "
                "status is that?",
                {"status": "fact"},
            ),
            Mistake(
                "a gap filled by a guess",
                "The first amount is a loss, so the second is taken to be the same kind.",
                '"The amount that is really affected": does any word say what kind of money '
                "that is?",
                {"kind of money": "charge"},
                when=lambda answer: answer.get("kind of money") not in (None, NOT_SAID),
            ),
            Mistake(
                "a period filled by a guess",
                "Money of firms is mostly told by the quarter or the year, so one of them is "
                "written down.",
                "Which word of the sentence names a length of time? If there is none, who "
                "decided on yours?",
                {"period": "a quarter"},
                when=lambda answer: answer.get("period") not in (None, NOT_SAID),
            ),
            Mistake(
                "possible taken for a forecast",
                '可能, "may", looks like a look ahead.',
                '"May" says that it is not sure. But is it told by people who look ahead, or '
                "passed on from people who claim to know?",
                {"status": "forecast"},
            ),
        ),
    ),
    Question(
        "04-2",
        "Wholes that are left open",
        Items("claim ids"),
        open_cards,
        hints=(
            "First find the cards whose quote holds one of the two texts. Then look at the three "
            "parts of the basis of each: of_what, counted_in, where.",
            "Join the table bases to your cards, as in Part 2 of the lesson. Put the three parts "
            "into one text and search it for both phrases that mark a gap.",
        ),
        mistakes=(
            Mistake(
                "every card with these digits",
                "The cards are found by their digits, and the bases are not looked at.",
                "These are all cards with the digits. Which of them leave nothing open in the "
                "three parts?",
                lambda: cards_with(*DIGITS),
            ),
            Mistake(
                "the complete cards",
                "The condition is turned round: the cards without a gap are given.",
                "Read one of the bases in your list aloud. Is there a gap in it?",
                closed_cards,
            ),
            Mistake(
                "only one of the two phrases for a gap",
                'The search is for "not stated" alone.',
                "One gap stands at the end of a longer text. Did you search for both phrases, and "
                "also inside a text?",
                lambda: open_cards(words="not stated"),
            ),
            Mistake(
                "only 40%",
                "The second text is forgotten.",
                "You have the cards of one of the two percentages. Where are those of the other?",
                lambda: open_cards("40%"),
            ),
            Mistake(
                "only 50%",
                "The first text is forgotten.",
                "You have the cards of one of the two percentages. Where are those of the other?",
                lambda: open_cards("50%"),
            ),
            Mistake(
                "a qualifier taken for a gap",
                "The number of the card is not exact, so the card looks open.",
                "002-14 has a word that bends its number. But look at its basis: which of the "
                "three parts is left open?",
                lambda: [*open_cards(), "002-14"],
                when=lambda found: "002-14" in found and "003-28" not in found,
            ),
            Mistake(
                "a forecast taken for a gap",
                "The card is about a time to come, so it looks open.",
                "003-28 is a forecast. But look at its basis: which of the three parts is left "
                "open?",
                lambda: [*open_cards(), "003-28"],
                when=lambda found: "003-28" in found and "002-14" not in found,
            ),
        ),
    ),
    Question(
        "04-3",
        "What is left after the fall",
        Table(("phrase", "left"), "phrase"),
        what_is_left,
        hints=(
            "Say each phrase in English first. Is its last number what is gone, or what there is "
            "afterwards?",
            "Begin each row with 100. Where the phrase has 到, both of its numbers are parts of "
            "the market. Divide the share afterwards by the share before.",
        ),
        mistakes=(
            Mistake(
                "fell by taken for fell to",
                "下降40% is read as a fall to 40%.",
                "There is no 到 in 下降40%. Is the number what is gone, or what is left?",
                **row_with("價格下降40%", lambda number: number),
                listed="fell_to_as_fell_by",
            ),
            Mistake(
                "the fall in place of the rest",
                "The number of the phrase is copied into the table.",
                "About 17% of the share price is gone. What is asked for: what is gone or what is "
                "left?",
                **row_with("單日暴跌約17%", lambda number: number),
                listed="fell_to_as_fell_by",
            ),
            Mistake(
                "a share of the market taken for a part of the old share",
                "暴跌到50% is read as a fall by a half: the number behind 到 is copied, as if the "
                "old share had been 100%.",
                "Half of the market is left. But the old share was not the whole market. Which "
                "part of the old share is that?",
                **row_with("從95%暴跌到50%", lambda number: number),
                listed="fell_to_as_fell_by",
            ),
            Mistake(
                "percentage points taken for percent",
                "The difference of the two percentages is taken away from 100.",
                "You took a difference of percentage points. They are parts of the market. What "
                "is the difference a part of, if the old share counts as 100?",
                **row_with(
                    "從95%暴跌到50%",
                    lambda number: 100 - (claims()[BEFORE].value - number),
                ),
                listed="percent_as_points",
            ),
            Mistake(
                "the part that is gone",
                "The loss is divided by the old share.",
                "That part of the old share is gone. Which part is still there?",
                **row_with(
                    "從95%暴跌到50%",
                    lambda number: 100 - 100 * number / claims()[BEFORE].value,
                ),
            ),
            Mistake(
                "divided by the share after the fall",
                "The two shares are divided the wrong way round.",
                "After a fall less is left, and you have more than 100. Which share is the whole "
                "here: the one before or the one after?",
                **row_with(
                    "從95%暴跌到50%",
                    lambda number: 100 * claims()[BEFORE].value / number,
                ),
            ),
            Mistake(
                "the difference of the two shares",
                "One percentage is taken from the other.",
                "That is the gap between the two shares. What is asked for: what is gone, or what "
                "is left, and in parts of what?",
                **row_with("從95%暴跌到50%", lambda number: claims()[BEFORE].value - number),
            ),
            Mistake(
                "fractions in place of percent",
                "What is left is given as a part of 1.",
                "Your numbers are parts of 1. In which unit does the example above give what is "
                "left?",
                **row_with("價格下降40%", lambda number: 1 - number / 100),
            ),
            Mistake(
                "a fall added",
                "The percentage is put on top, whatever the verb says.",
                "下降 is a fall. With your number, is the price higher or lower than before?",
                **row_with("價格下降40%", lambda number: 100 + number),
            ),
            Mistake(
                "the change with its sign",
                "The fall itself is given as a negative number.",
                "You give the change. What is left of a price is never below zero: how much is it?",
                **row_with("價格下降40%", lambda number: -number),
            ),
        ),
    ),
    Question(
        "04-4",
        "Four pairs, and a reason for each",
        Classes({f"{n} {w}": o for n in PAIRS for w, o in ANSWERS.items()}),
        verdicts_on_pairs,
        hints=(
            "Print the two cards of a pair side by side and go down the rows in the order given. "
            "Stop at the first row that stands in the way.",
            "Two questions for each row: do both say the same? And do both say anything at all? "
            "If one card is silent there, you cannot know whether they differ.",
        ),
        mistakes=(
            Mistake(
                "two wholes, one verdict",
                "Two growth rates of one company that are nearly the same are set side by side.",
                "Both rates of pair A are about Nvidia. But what is it that has grown, in the one "
                "and in the other?",
                {"A comparable": "yes"},
            ),
            Mistake(
                "other words taken for another number",
                "The two articles use different words for the same cost, so it looks like two.",
                "The articles word pair B differently. Go down the rows of the two cards: does "
                "any row differ?",
                {"B comparable": "no"},
            ),
            Mistake(
                "a gap taken for the same answer",
                "Both cards of the pair are shares of Nvidia's revenue, so they are compared.",
                "One card of pair C does not say how China is counted. Can you know that both "
                "mean the same?",
                {"C comparable": "yes"},
            ),
            Mistake(
                "a gap taken for a difference",
                "The two cells differ, so the name of the row is given.",
                "Pair C: does the second card say something else than the first, or does it say "
                "nothing?",
                {"C because": "where"},
            ),
            Mistake(
                "a later row named",
                "The dates differ most clearly, so they are named, though another row comes first.",
                "Pair D: even if that row differs, is there a row above it that differs already?",
                {"D because": "period"},
                when=lambda answer: answer.get("D because") in ("period", "where"),
            ),
            Mistake(
                "a later row named for pair A",
                "A row further down differs as well and is named.",
                "That row of pair A may differ. Is there a row above it that differs already?",
                {"A because": "counted in"},
                when=lambda answer: answer.get("A because") in ("counted in", "where", "period"),
            ),
            Mistake(
                "two changes of one price, compared",
                "Both numbers of the pair are changes of one share price, in percent.",
                "Both numbers of pair D are changes of the same price. From when to when is each "
                "one measured?",
                {"D comparable": "yes"},
            ),
            Mistake(
                "a rise and a fall taken as the difference",
                "One price rises and the other falls, and that is taken for another kind of "
                "quantity.",
                "Up or down, both numbers of pair D are a change of the same thing. Do the rows "
                "that you name really differ?",
                {"D because": "metric"},
                when=lambda answer: answer.get("D because") in ("metric", "unit", "of what"),
            ),
            Mistake(
                "a row that does not differ",
                "The first row of the list is named, because the two look like different "
                "quantities.",
                "Pair A: print the two cards. Do they differ in the row that you name?",
                {"A because": "metric"},
                when=lambda answer: answer.get("A because") in ("metric", "unit"),
            ),
        ),
    ),
    Question(
        "04-5",
        "A function that names the obstacle",
        Function(cases),
        obstacle,
        hints=(
            "Begin with small_comparable from Part 4 of the lesson: a loop over the fields that "
            "returns as soon as something stands in the way. What comes after the loop?",
            'A gap is a piece of a longer text: "not stated" in str(a[field]) is True or False. '
            "Ask for a difference and for both kinds of gap in the same if.",
        ),
        mistakes=(
            Mistake(
                "two gaps taken for the same answer",
                "Only differences are looked for, as in the small test of the lesson.",
                "Two cards can say the same because neither of them says anything. What does "
                "your function do with two gaps?",
                wrong_gaps_agree,
                when=gave(("000-32", "000-33", "none"), ("002-48", "003-20", "where")),
            ),
            Mistake(
                "a gap only where it fills the cell",
                "The cell is compared with the phrase by ==, or looked up in a list of phrases.",
                "A gap may be one part of a longer text. How do you ask whether a phrase stands "
                "inside a text?",
                wrong_whole_cell,
                when=gave(("000-32", "000-33", "counted_in"), ("002-43", "002-43", "none")),
            ),
            Mistake(
                "the last obstacle in place of the first",
                "The field is kept in a variable, and the loop goes on.",
                "Your function goes on after it has found something, and gives the last one. "
                "Which word leaves a function at once?",
                wrong_last_field,
                when=gave(("002-46", "003-22", "period")),
            ),
            Mistake(
                "the values compared as well",
                "All fields of the card are compared, value or the claim id among them.",
                "Two numbers may be compared because only the number itself may differ. Which "
                "field should your function leave out?",
                wrong_values_too,
                when=compares_too_much,
            ),
            Mistake(
                "yes or no without the reason",
                "The function gives True or False.",
                "Your function says whether there is an obstacle. What should it give back, so "
                "that one also knows which?",
                wrong_true_or_false,
                when=gave_true_or_false,
            ),
            Mistake(
                "only the first field is looked at",
                "The last return stands inside the loop (or in an else), so that the loop ends "
                "after one round.",
                "Your function decides after the first field. How far to the left must the last "
                "return stand, so that it comes after the whole loop?",
                wrong_first_field_only,
                when=gave(("002-44", "003-21", "none"), ("000-12", "003-24", "metric")),
            ),
            Mistake(
                "a condition that is always true",
                'Python reads `x != y or "not stated" or …` as a list of conditions, and a text '
                "that is not empty counts as true.",
                "Your function stops at the first field of every pair. After each `or` a whole "
                "condition must stand: does your text alone count as one?",
                wrong_always_true,
                when=gave(("000-11", "003-24", "metric"), ("002-44", "003-21", "metric")),
            ),
            Mistake(
                "all obstacles in place of the first",
                "The fields are collected in a list.",
                "Your function gives a list. Which of the fields in it is asked for?",
                wrong_list,
                when=lambda results: any(isinstance(each.value, list) for each in results),
            ),
            Mistake(
                "nothing where there is no obstacle",
                "There is no line after the loop.",
                "If no field stands in the way, your function gives back None. What should it "
                "give, and where must that line stand?",
                wrong_nothing_at_the_end,
                when=gave(("000-11", "003-24", None), ("000-12", "003-24", "metric")),
            ),
            Mistake(
                "None taken for a gap",
                "What is empty on both cards is treated like the words for a gap.",
                "Two cards have None in the same field, and your function stops there. What does "
                "the question say of two None?",
                wrong_none_is_a_gap,
                when=lambda results: (
                    results[CASES.index(NOTHING_TO_FILL_IN)].value in ("unit", "period")
                ),
            ),
            Mistake(
                "a search in None",
                "`in` is used on the field itself, which may be None.",
                "Your function stops with an error where both cards have None: one cannot search "
                "in None. What makes a text of it?",
                wrong_search_in_none,
                when=stops_at_none,
            ),
        ),
    ),
    Question(
        "04-6",
        "How low may it be",
        Number("billion US dollars", decimals=0, also={"US dollars": 1e-9}),
        f"{SAID} - 2 * {DIGIT} / 2",
        hints=(
            "First write the amount in billions, with its digits. Which of them is the last one "
            "that is not zero, and what is one step of that digit worth?",
            "Half of that step is what a plain number allows. Compare it with 5% of the value and "
            "keep the smaller one. Then look at the word beside the number, and go down.",
        ),
        mistakes=(
            Mistake(
                "a qualifier dropped",
                "約 is overlooked, and only half a unit is allowed.",
                "You gave what a plain number allows. What does 約 in front of it change?",
                f"{SAID} - {DIGIT} / 2",
                listed="qualifier_dropped",
            ),
            Mistake(
                "the upper limit",
                "The room is added.",
                "That is as high as it may be. Which end is asked for?",
                f"{SAID} + {DIGIT}",
            ),
            Mistake(
                "a whole unit in place of a half",
                "The whole unit of the last digit is doubled.",
                "Rounding goes to the nearest step. How far from a number can an amount be that is "
                "rounded to it: a whole step, or less?",
                f"{SAID} - 2 * {DIGIT}",
            ),
            Mistake(
                "the larger room taken",
                "5% of the value is taken, although half a unit of the digit is less.",
                "5% is the most that is ever allowed. Is half a unit of the last digit more or "
                "less than that?",
                f"{SAID} - 0.05 * {SAID}",
            ),
            Mistake(
                "the larger room taken, and twice",
                "5% of the value is taken and doubled for 約.",
                "You thought of 約. But which of the two rooms is the smaller: 5% of the value, or "
                "half a unit of the last digit?",
                f"{SAID} - 2 * 0.05 * {SAID}",
            ),
            Mistake(
                "a zero taken for the last digit",
                "The last zero of 5900 is taken as the last digit that was printed.",
                "Your room is very small. Which digit of 5900億 is the last one that is not zero?",
                f"{SAID} - {DIGIT} / 100",
            ),
        ),
    ),
    Question(
        "04-7",
        "Two readers of one article",
        Number("kappa", decimals=2),
        kappa,
        hints=(
            "Three steps, with the rows of this article alone: how often the two agree; how often "
            "they would by chance; which part of the room above chance they used.",
            "Chance: for each verdict, the part in which the first reader gives it times the part "
            "in which the second gives it. Add these products up. Then kappa is (agreement "
            "- chance) / (1 - chance).",
        ),
        mistakes=(
            Mistake(
                "raw agreement",
                "The part of equal verdicts is given as it is.",
                "So often do they give the same verdict. How much of that would chance give to "
                "these two, with their habits?",
                agreement,
            ),
            Mistake(
                "chance alone",
                "The sum of the products is given.",
                "That is what chance would give. What did the readers reach above that?",
                chance,
            ),
            Mistake(
                "not divided by the room",
                "Agreement minus chance is given.",
                "That is what they reached above chance. Which part is it of all that they could "
                "have reached?",
                lambda: agreement() - chance(),
            ),
            Mistake(
                "divided by chance",
                "What is above chance is divided by chance, and not by the room.",
                "The room goes from chance up to perfect agreement. What did you divide by?",
                lambda: (agreement() - chance()) / chance(),
            ),
            Mistake(
                "all five articles",
                "The rows are not filtered.",
                "That is for all claims of the table. Which rows belong to this article?",
                lambda: kappa(""),
            ),
            Mistake(
                "rows left out before counting",
                "What one reader calls no claim is dropped, as if it were no verdict.",
                "You worked with fewer rows than the article has. Is not_a_claim a verdict, too?",
                kappa_of_what_both_call_a_claim,
            ),
            Mistake(
                "every verdict equally likely by chance",
                "Chance is taken as one divided by the number of verdicts.",
                "You gave every verdict the same chance. Do these two readers give all verdicts "
                "equally often?",
                lambda: above(one_in(6)),
                when=lambda value: any(
                    isclose(value, above(one_in(n)), abs_tol=5e-3) for n in (5, 6)
                ),
            ),
        ),
    ),
    Question(
        "04-8",
        "As it may be printed",
        Writing(
            ENOUGH,
            (
                "The reader knows who named the amount, and in what document.",
                "It is clear what the amount is: not money that was paid to somebody.",
                "It is clear that it was a look ahead at that time.",
                "The article's own wording is told as the article's, and not repeated as a fact.",
                "Nothing stands there that neither the sentence nor the ledger says.",
            ),
        ),
        note,
        hints=(
            "Four things besides the amount: who named it, what kind of money it is, whether it "
            "had happened yet, and the small word before it.",
            "Take the note of the ledger as your source and say it in your own words. Then tell in "
            "what point the sentence of the article differs.",
        ),
        mistakes=(
            Mistake(
                "億 read as a thousand million",
                "55亿 is put into English as 55 billion.",
                "Check the amount: 亿 is a hundred million. How many billions are 55 of them?",
                lambda: note(amount="charges of up to about 55 billion US dollars"),
                when=has(TOO_LARGE),
                listed="yi_as_billion",
            ),
            Mistake(
                "a qualifier dropped",
                '约 and "up to" are left out.',
                "Your amount looks exact. Which small words stand before it, in the article and in "
                "the ledger?",
                lambda: note(amount="charges of 5.5 billion US dollars"),
                when=drops_about,
                listed="qualifier_dropped",
            ),
            Mistake(
                "a look ahead told as done",
                '或会, "may", is left out.',
                "When the article was written, had this happened already? Look at the word before "
                "the loss.",
                lambda: note(source="In a filing of April 2025 Nvidia said that it had"),
                when=lacks(OPEN),
            ),
            Mistake(
                "nobody says it",
                "The amount is told without the one who named it.",
                "Whose number is it? Your reader would like to know who named it, and where.",
                lambda: note(source="In April 2025 it was expected that there would be"),
                when=lacks(SOURCE),
            ),
            Mistake(
                "a number of what",
                'The article\'s "loss" is repeated, and the kind of money is not named.',
                "What is this amount, in the words of the ledger? Say what kind of money it is.",
                lambda: note(
                    amount="a loss of up to about 5.5 billion US dollars",
                    kind="That is a large part of what it earns",
                ),
                when=lacks(KIND),
            ),
            Mistake(
                "the article's wording repeated as a fact",
                "The amount is called damages or lost revenue, as the article makes one think.",
                "One sentence of yours says that somebody is paid, or that revenue was lost. Who "
                "says so: the document or the article?",
                lambda: note(kind="This accounting cost is damages for broken contracts"),
                when=repeats_the_article,
            ),
        ),
    ),
)
