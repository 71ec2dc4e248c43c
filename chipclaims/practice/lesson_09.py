"""Questions of lesson 09: what may be printed about a claim."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from chipclaims import tables
from chipclaims.practice.kinds import Classes, Function, Items, Table, Writing
from chipclaims.practice.kinds.function import Result
from chipclaims.practice.questions import Mistake, Question


@cache
def _cards() -> dict[str, dict[str, Any]]:
    return {row["claim_id"]: row for row in tables.rows("claims")}


# ------------------------------------------------- 09-1: what the printed sentence lost

NOTHING = "nothing"
LOST = {
    "qualifier": "a qualifier",
    "value_low": "a range",
    "speaker": "who says it",
    "status": "that it is a plan",
    "basis": "of what it is a part",
}
# The sentences stand on the page; here is what each of them says otherwise than the claim's card.
PRINTED: dict[str, tuple[str, dict[str, Any]]] = {
    "sentence 1": ("002-06", {"qualifier": None}),
    "sentence 2": ("004-09", {"value_low": None}),
    "sentence 3": ("004-26", {}),
    "sentence 4": ("004-06", {"speaker": "the article"}),
    "sentence 5": ("002-36", {"status": "fact"}),
    "sentence 6": ("002-48", {"basis": "ai_chips_china_unstated"}),
}


def what_was_lost() -> dict[str, str]:
    """For each sentence: the field of the card that it does not keep, in words."""
    return {name: _lost(_cards()[claim_id], said) for name, (claim_id, said) in PRINTED.items()}


def _lost(card: dict[str, Any], said: dict[str, Any]) -> str:
    changed = [field for field in LOST if field in said and said[field] != card[field]]
    return LOST[changed[0]] if changed else NOTHING


def _called(label: str, field: str) -> dict[str, str]:
    """The sentences that lost a field, called something else."""
    return {name: label for name, right in what_was_lost().items() if right == LOST[field]}


def _kept_called(label: str) -> dict[str, str]:
    return {name: label for name, right in what_was_lost().items() if right == NOTHING}


# ------------------------------------------------- 09-2: six verdicts

VERDICTS = ("agrees", "rounded", "wrong_basis", "contradicted", "cannot_be_checked")
SIX = ("002-14", "002-31", "002-37", "002-40", "002-45", "002-51")


@cache
def six_verdicts() -> dict[str, str]:
    """The verdicts that the arithmetic of the kit gives."""
    from chipclaims.claims import judge, load_claims

    cards = {claim.claim_id: claim for claim in load_claims("002")}
    return {claim_id: judge(cards[claim_id]).verdict for claim_id in SIX}


def overlooks_a_strong_figure(given: Mapping[str, str | None]) -> bool:
    """Whether a claim that a strong figure decides is said to be one that cannot be checked."""
    right = six_verdicts()
    return any(given.get(i) == VERDICTS[-1] != verdict for i, verdict in right.items())


# ------------------------------------------------- 09-3: real, apparent, open

KINDS_OF_CASES = ("real", "apparent", "open")
CASES = ("K14", "K20", "K28", "K44", "K53", "K59")


def six_cases() -> dict[str, str]:
    """What the table of contradictions says of each case."""
    rows = {row["case_id"]: row["is_real"] for row in tables.rows("contradictions")}
    return {case_id: rows[case_id] for case_id in CASES}


# ------------------------------------------------- 09-4: a verdict as a function

BILLION = 1_000_000_000
# Claims, the worth of one of their units, and the room of rounding: half of the last digit that
# they print, at most 5 %.
OF_THE_LEDGER = (
    ("003-21", BILLION, 0.05),
    ("000-17", 1, 0.5),
    ("002-49", BILLION, 0.05),
    ("003-13", 1, 0.1),
    ("000-29", 1, 0.1),
    ("003-09", 1, 0.5),
    ("003-15", BILLION, 0.05),
    ("002-43", 1, 0.5),
    ("002-23", 1, 0.05),
    ("003-20", 1, 1.5),
    ("003-23", BILLION, 0.0005),
    ("002-38", 1, 0.05),
    ("003-25", BILLION, 0.0005),
    ("001-13", 1, 1.5),
)
# Figures that nobody printed, for what the ledger has no claim for: several strong figures of
# which one fits, an origin beside a strong figure that fits, an origin that does not fit.
INVENTED = (
    (21.9, 0.05, [12.5, 21.87], None),
    (21.9, 0.05, [21.87, 12.5], None),
    (15.0, 0.5, [14.9, 15.0], None),
    (60.0, 0.5, [60.2], 60.0),
    (8.0, 0.5, [8.0], 8.3),
    (5.0, 0.25, [], 6.5),
    (5.0, 0.25, [4.5, 7.0], 6.5),
    # At the very edge of the room, on either side.
    (60.5, 0.5, [60.0], None),
    (60.0, 0.5, [48.0, 60.5], None),
    (5.0, 0.25, [], 5.25),
    (5.5, 0.25, [9.0], 5.25),
    # Far above the other basis.
    (9.5, 0.25, [7.0], 5.25),
)


@cache
def cases_of_verdicts() -> list[tuple[float, float, list[float], float | None]]:
    """What some claims of the ledger say, with what they can be held against."""
    return [*(_case(*of_it) for of_it in OF_THE_LEDGER), *INVENTED]


def _case(claim_id: str, unit: float, room: float) -> tuple[float, float, list[float], Any]:
    from chipclaims.claims import reference

    card = _cards()[claim_id]
    held = [reference(name) for name in (card["reference_id"] or "").split(";") if name]
    origin = reference(card["origin_id"]) if card["origin_id"] else None
    return (
        card["value"] / unit,
        room,
        [round(each.value / unit, 4) for each in held if not each.weak],
        round(origin.value / unit, 4) if origin else None,
    )


def verdict_of(said: float, room: float, strong: list[float], origin: float | None) -> str:
    """The verdict on a number, from strong figures on its basis and one on another basis."""
    if said in strong:
        return "agrees"
    if any(abs(said - known) <= room for known in strong):
        return "rounded"
    if origin is not None and abs(said - origin) <= room:
        return "wrong_basis"
    return "contradicted" if strong else "cannot_be_checked"


def wrong_absence_contradicts(said, room, strong, origin):
    """Says contradicted where no strong figure was found."""
    if said in strong:
        return "agrees"
    if any(abs(said - known) <= room for known in strong):
        return "rounded"
    if origin is not None and abs(said - origin) <= room:
        return "wrong_basis"
    return "contradicted"


def wrong_contradicted_before_origin(said, room, strong, origin):
    """Says contradicted before it looks at the figure on another basis."""
    if said in strong:
        return "agrees"
    if any(abs(said - known) <= room for known in strong):
        return "rounded"
    if strong:
        return "contradicted"
    if origin is not None and abs(said - origin) <= room:
        return "wrong_basis"
    return "cannot_be_checked"


def wrong_origin_first(said, room, strong, origin):
    """Asks for the figure on another basis before those on the same basis."""
    if origin is not None and abs(said - origin) <= room:
        return "wrong_basis"
    if said in strong:
        return "agrees"
    if any(abs(said - known) <= room for known in strong):
        return "rounded"
    return "contradicted" if strong else "cannot_be_checked"


def wrong_no_rounding(said, room, strong, origin):
    """Lets only the very same number count."""
    if said in strong:
        return "agrees"
    if origin is not None and said == origin:
        return "wrong_basis"
    return "contradicted" if strong else "cannot_be_checked"


def wrong_rounded_is_the_same(said, room, strong, origin):
    """Says agrees for whatever is within the room of rounding."""
    if any(abs(said - known) <= room for known in strong):
        return "agrees"
    if origin is not None and abs(said - origin) <= room:
        return "wrong_basis"
    return "contradicted" if strong else "cannot_be_checked"


def wrong_first_figure_only(said, room, strong, origin):
    """Looks at the first strong figure and at no other."""
    if strong and said == strong[0]:
        return "agrees"
    if strong and abs(said - strong[0]) <= room:
        return "rounded"
    if origin is not None and abs(said - origin) <= room:
        return "wrong_basis"
    return "contradicted" if strong else "cannot_be_checked"


def wrong_every_figure_must_fit(said, room, strong, origin):
    """Asks that all strong figures fit, where one is enough."""
    if strong and all(said == known for known in strong):
        return "agrees"
    if strong and all(abs(said - known) <= room for known in strong):
        return "rounded"
    if origin is not None and abs(said - origin) <= room:
        return "wrong_basis"
    return "contradicted" if strong else "cannot_be_checked"


def wrong_origin_not_there(said, room, strong, origin):
    """Calculates with the figure on another basis where there is none."""
    if said in strong:
        return "agrees"
    if any(abs(said - known) <= room for known in strong):
        return "rounded"
    if abs(said - origin) <= room:
        return "wrong_basis"
    return "contradicted" if strong else "cannot_be_checked"


def wrong_one_side(said, room, strong, origin):
    """Leaves out abs, so that every larger figure fits."""
    if said in strong:
        return "agrees"
    if any(said - known <= room for known in strong):
        return "rounded"
    if origin is not None and said - origin <= room:
        return "wrong_basis"
    return "contradicted" if strong else "cannot_be_checked"


def wrong_loop_ends_early(said, room, strong, origin):
    """Gives rounded back inside the loop, before a figure that is the same is reached."""
    for known in strong:
        if said == known:
            return "agrees"
        if abs(said - known) <= room:
            return "rounded"
    if origin is not None and abs(said - origin) <= room:
        return "wrong_basis"
    return "contradicted" if strong else "cannot_be_checked"


def wrong_empty_list_ends_it(said, room, strong, origin):
    """Gives cannot_be_checked back as soon as there are no strong figures, before the origin."""
    if not strong:
        return "cannot_be_checked"
    if said in strong:
        return "agrees"
    if any(abs(said - known) <= room for known in strong):
        return "rounded"
    if origin is not None and abs(said - origin) <= room:
        return "wrong_basis"
    return "contradicted"


def wrong_else_in_the_loop(said, room, strong, origin):
    """Gives contradicted back inside the loop, at the first figure that does not fit."""
    if said in strong:
        return "agrees"
    for known in strong:
        if abs(said - known) <= room:
            return "rounded"
        else:
            return "contradicted"
    if origin is not None and abs(said - origin) <= room:
        return "wrong_basis"
    return "cannot_be_checked"


def wrong_list_is_never_empty(said, room, strong, origin):
    """Takes the nearest of the strong figures, also where there are none."""
    nearest = min(strong, key=lambda known: abs(said - known))
    if said == nearest:
        return "agrees"
    if abs(said - nearest) <= room:
        return "rounded"
    if origin is not None and abs(said - origin) <= room:
        return "wrong_basis"
    return "contradicted"


def wrong_words_with_spaces(said, room, strong, origin):
    """Writes two of the verdicts with spaces."""
    if said in strong:
        return "agrees"
    if any(abs(said - known) <= room for known in strong):
        return "rounded"
    if origin is not None and abs(said - origin) <= room:
        return "wrong basis"
    return "contradicted" if strong else "cannot be checked"


def wrong_edge_left_out(said, room, strong, origin):
    """Writes < where 'not farther than' needs <=."""
    if said in strong:
        return "agrees"
    if any(abs(said - known) < room for known in strong):
        return "rounded"
    if origin is not None and abs(said - origin) < room:
        return "wrong_basis"
    return "contradicted" if strong else "cannot_be_checked"


def wrong_all_in_the_loop(said, room, strong, origin):
    """Puts the whole chain of ifs into the loop, so that the first strong figure decides."""
    for known in strong:
        if said == known:
            return "agrees"
        elif abs(said - known) <= room:
            return "rounded"
        elif origin is not None and abs(said - origin) <= room:
            return "wrong_basis"
        else:
            return "contradicted"
    return "cannot_be_checked"


@cache
def _verdicts_with(near_strong: str, near_origin: str) -> tuple[str, ...]:
    """The verdicts on all cases if 'near' is asked for in one of the ways of ``NEAR``."""

    def one(said: float, room: float, strong: list[float], origin: float | None) -> str:
        if said in strong:
            return "agrees"
        if any(NEAR[near_strong](said - known, room) for known in strong):
            return "rounded"
        if origin is not None and NEAR[near_origin](said - origin, room):
            return "wrong_basis"
        return "contradicted" if strong else "cannot_be_checked"

    return tuple(one(*case) for case in cases_of_verdicts())


NEAR: dict[str, Callable[[float, float], bool]] = {
    "on both sides": lambda apart, room: abs(apart) <= room,
    "if smaller": lambda apart, room: apart <= room,
    "if larger": lambda apart, room: -apart <= room,
    "inside the edge": lambda apart, room: abs(apart) < room,
}


def _asks(results: Sequence[Result], *ways: str) -> bool:
    """Whether results come about if one of the ways is taken, once or twice, for 'near'."""
    given = tuple(result.value for result in results)
    pairs = itertools.product(("on both sides", *ways), repeat=2)
    wrong = [_verdicts_with(*pair) for pair in pairs if set(pair) & set(ways)]
    return given != _verdicts_with("on both sides", "on both sides") and given in wrong


def asks_on_one_side(results: Sequence[Result]) -> bool:
    """Whether a distance is taken without its abs, in whichever direction."""
    return _asks(results, "if smaller", "if larger")


def leaves_out_the_edge(results: Sequence[Result]) -> bool:
    """Whether a figure just as far away as the room is does not count."""
    return _asks(results, "inside the edge")


def first_figure_ends_the_loop(results: Sequence[Result]) -> bool:
    """Whether the chain stands in the loop, with or without its first question."""
    return _ends_in_the_loop(results, wrong_all_in_the_loop)


def else_ends_the_loop(results: Sequence[Result]) -> bool:
    """Whether an else in the loop says contradicted, with or without the first question in it."""
    return _ends_in_the_loop(results, wrong_else_in_the_loop)


def _ends_in_the_loop(results: Sequence[Result], function: Callable[..., str]) -> bool:
    """Whether results are those of a function that asks for the same number in or before a loop."""
    given, cases = [result.value for result in results], cases_of_verdicts()
    as_it_is = [function(*case) for case in cases]
    before = ["agrees" if c[0] in c[2] else v for c, v in zip(cases, as_it_is, strict=True)]
    inside = [
        v if v != "agrees" or c[0] == c[2][0] else _on_the_first(*c)
        for c, v in zip(cases, before, strict=True)
    ]
    return given in (as_it_is, before, inside)


def _on_the_first(said: float, room: float, strong: list[float], origin: float | None) -> str:
    """The verdict of the first round of a loop that holds both questions and an else."""
    return "rounded" if abs(said - strong[0]) <= room else "contradicted"


def _stops_with(results: Sequence[Result], *errors: str) -> bool:
    """Whether some of the calls, and not all of them, stop with one of the errors."""
    stopped = [result.raised in errors for result in results]
    return any(stopped) and not all(stopped)


# ------------------------------------------------- 09-5: facts that rest on a remark

STAKE = "stake"


@cache
def _weaknesses(claim_id: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    """Why each figure that a claim can be held against is weak; an empty text if it is not."""
    from chipclaims.claims import reference

    card = _cards()[claim_id]
    names = [name for column in columns for name in (card[column] or "").split(";") if name]
    return tuple(reference(name).weak for name in names)


BOTH = ("reference_id", "origin_id")


def told_as_facts() -> list[str]:
    return [claim_id for claim_id, card in _cards().items() if card["tested"] == "fact"]


def on_one_voice() -> list[str]:
    """Claims told as facts for which only remarks of somebody with a stake were found."""
    return [claim_id for claim_id in told_as_facts() if _only_remarks(claim_id)]


def _only_remarks(claim_id: str, columns: tuple[str, ...] = BOTH) -> bool:
    weak = _weaknesses(claim_id, columns)
    return bool(weak) and all(STAKE in why for why in weak)


def with_quotations() -> list[str]:
    return [claim_id for claim_id in _cards() if _only_remarks(claim_id)]


def with_nothing_found() -> list[str]:
    found = told_as_facts()
    return [i for i in found if all(STAKE in why for why in _weaknesses(i, BOTH))]


def with_one_remark() -> list[str]:
    found = told_as_facts()
    return [i for i in found if any(STAKE in why for why in _weaknesses(i, BOTH))]


def with_any_weakness() -> list[str]:
    weak = {claim_id: _weaknesses(claim_id, BOTH) for claim_id in told_as_facts()}
    return [claim_id for claim_id, why in weak.items() if why and all(why)]


def without_origins() -> list[str]:
    return [i for i in told_as_facts() if _only_remarks(i, ("reference_id",))]


# ------------------------------------------------- 09-6: a part of those checked


@cache
def _counts() -> dict[str, Counter[str]]:
    counted: dict[str, Counter[str]] = {}
    for claim_id, card in _cards().items():
        counted.setdefault(claim_id[:3], Counter())[card["verdict"]] += 1
    return counted


def _parts(of: tuple[str, ...], among: tuple[str, ...]) -> dict[str, dict[str, float]]:
    """By article: some verdicts as a part of others, in percent."""
    return {
        article: {"percent": 100 * sum(n[v] for v in of) / sum(n[v] for v in among)}
        for article, n in _counts().items()
    }


CHECKED = VERDICTS[:-1]
CONTRADICTED = ("contradicted",)


def part_of_those_checked() -> list[dict[str, Any]]:
    """The part of the claims that are contradicted, among those that could be checked."""
    parts = _parts(CONTRADICTED, CHECKED)
    return [{"article": article, **cells} for article, cells in parts.items()]


def with_numbers_as_articles() -> list[dict[str, Any]]:
    """The right parts, beside articles that have lost their zeros."""
    return [{**row, "article": int(row["article"])} for row in part_of_those_checked()]


def has_numbers_as_articles(rows: dict[Any, dict[str, Any]]) -> bool:
    """Whether an article is a number and no text."""
    return any(isinstance(article, int | float) for article in rows)


def part_of_all_contradicted() -> dict[str, dict[str, float]]:
    every = sum(n["contradicted"] for n in _counts().values())
    return {a: {"percent": 100 * n["contradicted"] / every} for a, n in _counts().items()}


def how_many_contradicted() -> dict[str, dict[str, float]]:
    return {article: {"percent": n["contradicted"]} for article, n in _counts().items()}


def whole_percent() -> dict[str, dict[str, float]]:
    parts = _parts(CONTRADICTED, CHECKED)
    return {article: {"percent": round(cells["percent"])} for article, cells in parts.items()}


def fraction_of_those_checked() -> dict[str, dict[str, float]]:
    parts = _parts(CONTRADICTED, CHECKED)
    return {article: {"percent": cells["percent"] / 100} for article, cells in parts.items()}


# ------------------------------------------------- 09-7: an entry of a fact check

VERDICT = r"\b(?:agrees|rounded|wrong[ _-]basis|contradicted|cannot[ _]be[ _]checked)\b"
# A number "lies between" two others; that is no blame.
BLAME = (
    r"\b(?:lied|liars?|(?:lies?|lying)(?!(?: \w+){0,2} (?:between|outside|inside|within|in|above|"
    r"below|under|over|near|on|at|beyond|close)\b)|fake[sd]?|nonsense|propaganda|dishonest\w*|"
    r"deceiv\w*|invent(?:s|ed)?|made (?:it|this|that|them) up|on purpose|careless\w*|ignoran\w*|"
    r"stupid)\b"
)
SOURCE = (
    r"\b(?:Kress|chief financial|CFO|finance chief|Huang|filings?|annual reports?|accounts|"
    r"according to|shareholders|source|from Nvidia|reported by|reports of Nvidia)\b|"
    r"\bNvidia(?:'s|’s)? (?:own )?(?:reports?|results)\b|\([^)]*\bNvidia\b[^)]*\)|"
    r"\b(?:Nvidia|company|maker|seller)\b(?: \w+)? (?:says|said|told|gave|gives|stated|states|"
    r"reported|published|wrote|writes)\b"
)
UNKNOWN = (
    r"(?:\bnot|n't|n’t|\bnever)\b(?: \w+)? (?:know|sa[iy]|state|tell|told|f[io][nu]+d|clear|give|"
    r"name|explain|define|mean|see|check|specif|mention|indicat|identif|confirm|determin|decide)|"
    r"\b(?:isn|don|doesn|didn|couldn)['’]t \w+|"
    r"\b(?:unknown|unclear|uncertain|unconfirmed|cannot|nobody|unsaid|missing|remains open|"
    r"leaves? (?:it )?open|without (?:saying|naming)|"
    r"no (?:\w+ )?(?:years?|dates?|period|documents?|sources?|figures?|information))\b"
)
SURE = re.compile(
    r"\b(?:prove[sdn]?|proof|certainly|undoubtedly|no doubt|without (?:a )?doubt|obvious\w*|"
    r"never(?! (?:say|said|state|name|tell|told|give|gave|define|specif|mention|explain))|always|"
    r"the truth(?! (?:is|was|remains|stays) (?:still )?(?:not|un\w+|open))|of course|definitely|"
    r"clearly)\b",
    re.IGNORECASE,
)
DENIED = re.compile(r"(?:\bno|\bnot|n't|n’t|nothing|cannot|nobody)(?: \w+){0,2} $", re.IGNORECASE)


def _has(pattern: str, text: str) -> bool:
    return bool(re.search(pattern, _on_one_line(text), re.IGNORECASE))


def _on_one_line(text: str) -> str:
    """Words that belong together may stand on two lines."""
    return " ".join(text.split())


def blames(text: str) -> bool:
    """Whether a text speaks of what somebody knew or wanted."""
    return _has(BLAME, text)


def averages_the_range(text: str) -> bool:
    """Whether the middle of the printed range stands in a text."""
    card = _cards()["004-10"]
    middle = (card["value_low"] + card["value_high"]) / 2
    return _has(rf"(?<![\d.]){re.escape(f'{middle:g}')}(?!\d)", text.replace("½", ".5"))


def names_no_basis(text: str) -> bool:
    """Whether a text does not name both wholes."""
    return not (_has(r"data[ -]?cent(?:re|er)", text) and _has(r"\b(?:total|all|whole)\b", text))


def names_no_source(text: str) -> bool:
    """Whether a text names nobody who said or published a figure."""
    return not _has(SOURCE, text)


def gives_no_verdict(text: str) -> bool:
    """Whether none of the five verdicts stands in a text."""
    return not _has(VERDICT, text)


def gives_two_verdicts(text: str) -> bool:
    """Whether two different verdicts stand side by side behind the word verdict."""
    # "Rounded numbers" and "contradicted by the reports" are no second verdict.
    one = rf"{VERDICT}(?! (?:by|numbers?|figures?|values?)\b)"
    joined = r"\W{0,3}(?:(?:and|or|but|also|partly|and also|as well as)\W{1,2})?"
    side_by_side = rf"\bverdict\b\W{{0,3}}(?:is |are )?\W{{0,2}}({one}){joined}({one})"
    found = re.search(side_by_side, _on_one_line(text), re.IGNORECASE)
    return bool(found) and _letters(found.group(1)) != _letters(found.group(2))


def _letters(words: str) -> str:
    return re.sub(r"[\W_]", "", words).casefold()


def is_too_sure(text: str) -> bool:
    """Whether a text claims more than the references know."""
    line = _on_one_line(text)
    return any(not DENIED.search(line[: each.start()]) for each in SURE.finditer(line))


def leaves_out_the_unknown(text: str) -> bool:
    """Whether a text says nothing of what is not known."""
    return not _has(UNKNOWN, text)


WORDS = {
    "claim": "Article 004 prints that at its peak China made up 20% to 25% of Nvidia's total "
    "revenue.",
    "verdict": "Verdict: wrong basis.",
    "two verdicts": "Verdict: wrong basis and contradicted.",
    "of what": "In November 2023 Nvidia's chief financial officer gave approximately 20% to 25% "
    "as the part of China and other countries under the rule in data centre revenue.",
    "middle": "In November 2023 Nvidia's chief financial officer gave about 22.5% as the part of "
    "China and other countries under the rule in data centre revenue.",
    "no whole": "In November 2023 Nvidia's chief financial officer gave approximately 20% to 25% "
    "for China and other countries under the rule, but of something else.",
    "no source": "The numbers 20% to 25% are those of data centre revenue in 2023, for China and "
    "other countries under the rule, and they are approximate.",
    "held": "Of total revenue, by the place that is billed, the highest part in the annual reports "
    "that we hold is {part:.1f}%, in fiscal 2022.",
    "held, no source": "Of total revenue, by the place that is billed, the highest part is "
    "{part:.1f}%, in fiscal 2022.",
    "unknown": "Which years it calls the peak, the article does not say.",
    "too sure": "The part was never between the two ends.",
    "blame": "The author lies about the company.",
}
WHOLE = ("claim", "verdict", "of what", "held", "unknown")


def entry(*parts: str) -> str:
    """An entry put together from its parts."""
    from chipclaims.practice.formulas import worked_out

    part = worked_out("{derived_figures.china_share_fy2022}")
    return " ".join(WORDS[name] for name in parts or WHOLE).format(part=part)


QUESTIONS = (
    Question(
        "09-1",
        "What was lost on the way to the printer?",
        Classes((NOTHING, *LOST.values())),
        what_was_lost,
        hints=(
            "Put the two sentences beside each other and cross out every word that stands in both. "
            "What is left over on the side of the article?",
            "Ask five things of each pair: who says it, of what is it a number, is there a word "
            "beside the number (about, as much as), is it one number or two, has it happened?",
        ),
        mistakes=(
            Mistake(
                "a qualifier dropped",
                "The number is the same, so the small word in front of it is not missed.",
                "One sentence that you call complete has the right number. Which small word stood "
                "in front of it in the article?",
                lambda: _called(NOTHING, "qualifier"),
                listed="qualifier_dropped",
            ),
            Mistake(
                "a range averaged",
                "The middle of the range is taken as a fair summary.",
                "One sentence that you call complete has a number that nobody gave. From which two "
                "numbers was it made?",
                lambda: _called(NOTHING, "value_low"),
                listed="range_averaged",
            ),
            Mistake(
                "a share of the market for a share of revenue",
                "Both are percentages with Nvidia and China in them.",
                "In one sentence that you call complete, ask: a part of WHAT? Who is divided by "
                "whom in the article, and who in the paper?",
                lambda: _called(NOTHING, "basis"),
                listed="market_as_revenue",
            ),
            Mistake(
                "a remark told as a fact",
                "What the head of a company says of it is taken as known.",
                "In one sentence that you call complete, something is so. In the article, somebody "
                "says that it is so. What was left out?",
                lambda: _called(NOTHING, "speaker"),
            ),
            Mistake(
                "a plan told as a fact",
                "The year and the chip are right, so the verb is not compared.",
                "Compare the verbs of a sentence that you call complete. Has it happened in the "
                "article, or is it meant to happen?",
                lambda: _called(NOTHING, "status"),
            ),
            Mistake(
                "other words taken for a loss",
                "The sentence is worded in another way, so something must be missing.",
                "One sentence has other words and yet says the same. The article tells it as its "
                "own statement: is there a speaker to be lost?",
                lambda: _kept_called(LOST["speaker"]),
            ),
            Mistake(
                "one word of caution for another, taken for a loss",
                "The word beside the number is not the same as in the article.",
                "In one sentence you miss a qualifier. Read it again: is there a word beside the "
                "number that says the same?",
                lambda: _kept_called(LOST["qualifier"]),
            ),
            Mistake(
                "a range taken for a qualifier",
                "The word between the two ends is read as a word of caution.",
                "A qualifier is a word beside one number. How many numbers does the article give "
                "in the sentence where you miss a qualifier?",
                lambda: _called(LOST["qualifier"], "value_low"),
            ),
        ),
    ),
    Question(
        "09-2",
        "Six verdicts",
        Classes(VERDICTS),
        six_verdicts,
        hints=(
            "Go through the table of verdicts from top to bottom for each claim. Begin with: is "
            "there a figure without the word WEAK?",
            "Then: is it of the same thing and the same time as in the article's sentence? Read "
            "the words beside each figure, not the numbers alone.",
            "Then the number. Work out the lowest and the highest value that the printed words "
            "allow (the rule stands above the figures), and see which strong figure lies between.",
        ),
        mistakes=(
            Mistake(
                "absence taken for contradiction",
                "Nothing was found for the claim, so it is called contradicted.",
                "For one claim that you call contradicted nothing at all was found. Does a missing "
                "reference say that the claim is false?",
                {"002-37": "contradicted"},
                listed="absence_as_contradiction",
            ),
            Mistake(
                "a weak figure counted",
                "The month fits, so the word WEAK beside it is not read.",
                "One of your claims agrees with a figure that nobody has seen on a page. What can "
                "a weak figure decide?",
                {"002-31": "agrees"},
                when=lambda given: given.get("002-31") in ("agrees", "rounded"),
            ),
            Mistake(
                "a quarter called contradicted",
                "The figure of the year does not fit, and the second figure is not looked at.",
                "One claim that you call contradicted has a number that does exist. Of which time "
                "is it?",
                {"002-51": "contradicted"},
            ),
            Mistake(
                "a quarter taken for a year",
                "A figure fits the number, and its time is not read.",
                "For one claim you found the number, more exactly. Does that figure cover as many "
                "months as the article's sentence?",
                {"002-51": "rounded"},
                when=lambda given: given.get("002-51") in ("agrees", "rounded"),
                listed="quarter_as_year",
            ),
            Mistake(
                "'about' not read",
                "88.3 is not 90, and the article's 'about' is passed over.",
                "One claim that you call contradicted has a word of caution beside its number. How "
                "much room does it give?",
                {"002-40": "contradicted"},
            ),
            Mistake(
                "the nearest figure chosen",
                "Three figures are there, the highest comes nearest to 40, and 'nearly' is "
                "stretched over all of it.",
                "For one claim you let 'nearly' reach very far. Work out nine tenths of the "
                "printed number. Which of the figures is strong?",
                {"002-14": "rounded"},
                when=lambda given: given.get("002-14") in ("agrees", "rounded"),
            ),
            Mistake(
                "room for rounding taken for the same number",
                "Whatever lies in the room that 'about' gives is said to agree.",
                "One of your claims agrees with a figure that says it more exactly. Which row of "
                "the table is for that?",
                {"002-40": "agrees"},
            ),
            Mistake(
                "a shifted year taken for another basis",
                "2024 is not fiscal 2025, so the number is called one of something else.",
                "One claim says 2024, and the article itself says which year it means. Does the "
                "figure cover that year?",
                {"002-45": "wrong_basis"},
            ),
            Mistake(
                "a strong figure overlooked",
                "Two of three figures are weak, or the figures do not fit, so nothing is said to "
                "be there.",
                "You say of one claim that nothing strong was found. Does WEAK stand before every "
                "figure below its id?",
                {"002-14": "cannot_be_checked"},
                when=overlooks_a_strong_figure,
            ),
        ),
    ),
    Question(
        "09-3",
        "Can both stand?",
        Classes(KINDS_OF_CASES),
        six_cases,
        hints=(
            "First ask of each case: do the two measure the same thing, at the same time, as parts "
            "of the same whole? If not, there is nothing to settle.",
            "If they do mean the same thing: is there enough on the page to say that one of them "
            "falls? If the page cannot tell what a figure is of, or who is right, what is left?",
        ),
        mistakes=(
            Mistake(
                "two wholes set against each other",
                "Both are percentages of Nvidia's business in China, so one of them must be wrong.",
                "In a case of percentages that you call real: is China the whole in both of them, "
                "or is it once the part?",
                {"K14": "real"},
                listed="market_as_revenue",
            ),
            Mistake(
                "two lengths of time set against each other",
                "590 billion and more than a trillion are both losses of market value.",
                "In a case of lost market value that you call real: from which day to which day "
                "does each of the two amounts run?",
                {"K53": "real"},
            ),
            Mistake(
                "undefined taken for undecided",
                "Since the whole of one share is not defined, nothing can be said.",
                "In one case of percentages you say that nobody can tell. Must you know exactly "
                "which chips are counted to see who is a part of whom?",
                {"K14": "open"},
            ),
            Mistake(
                "an unnamed figure called false",
                "Nobody has confirmed the higher amount, so the two exclude each other.",
                "In one case that you call real, the second amount has no name and no kind. Do you "
                "know enough of it to say that it falls?",
                {"K28": "real"},
                listed="absence_as_contradiction",
            ),
            Mistake(
                "what is not said filled in",
                "The learner supplies what the higher amount adds up, and it fits.",
                "In one case you say that both can stand, because they count different things. "
                "Where is it written what the second amount counts?",
                {"K28": "apparent"},
            ),
            Mistake(
                "somebody must be wrong",
                "Two officials say different things within a day.",
                "In one case that you call real: one speaks of an understanding, and the two words "
                "are approved and sold. Does the page say who is right?",
                {"K44": "real"},
            ),
            Mistake(
                "good will in place of counting",
                "As a count of 2025 the number holds, and the article's own list is not counted.",
                "In one case it is enough to count on the fingers what the same article lists. "
                "Which visit is it?",
                {"K20": "apparent"},
            ),
            Mistake(
                "two articles taken for two opinions",
                "Each article has its own account of how the chip came about.",
                "In one case two articles date the making of the same chip. Can an answer come "
                "before its question? Look at the days on the page.",
                {"K59": "apparent"},
            ),
        ),
    ),
    Question(
        "09-4",
        "A function that judges",
        Function(cases_of_verdicts),
        verdict_of,
        hints=(
            "Write the rows of the table as ifs, in the same order. The first that fits gives its "
            "verdict back, so the later ones need not ask again.",
            "How far two numbers are apart is abs(a - b). Go through all of strong for the first "
            "verdict, and only then through all of it for the second.",
            "Before you calculate with origin, ask whether it is there: origin is not None. The "
            "last two verdicts differ in one thing: is the list strong empty?",
        ),
        mistakes=(
            Mistake(
                "absence taken for contradiction",
                "The last line gives contradicted back for whatever is left.",
                "Your function judges where nothing was found. What should it say when the list "
                "strong is empty?",
                wrong_absence_contradicts,
                listed="absence_as_contradiction",
            ),
            Mistake(
                "contradicted asked too early",
                "As soon as there are strong figures and none fits, the verdict is given.",
                "Some numbers exist as numbers of something else. Which of your ifs keeps the "
                "function from ever looking there?",
                wrong_contradicted_before_origin,
            ),
            Mistake(
                "the other basis asked first",
                "The if for origin comes before those for the strong figures.",
                "Sometimes a number fits on its own basis AND on another one. Which of the two "
                "should be asked first?",
                wrong_origin_first,
            ),
            Mistake(
                "no room for rounding",
                "Only == is used, and room never.",
                "Your function never uses room. May a newspaper print 44 for 43.8?",
                wrong_no_rounding,
            ),
            Mistake(
                "the same and nearly the same confused",
                "One if with room answers for both of the first verdicts.",
                "Two of the verdicts come out as one. What is the difference between the very same "
                "number and one within the room?",
                wrong_rounded_is_the_same,
            ),
            Mistake(
                "only the first figure looked at",
                "strong[0] in place of a loop over strong.",
                "Your function looks at one figure of the list. What if the second one fits?",
                wrong_first_figure_only,
            ),
            Mistake(
                "every figure must fit",
                "all(…) where one figure that fits is enough.",
                "Two strong figures may be counted by two rules. Must a number fit both, or is one "
                "of them enough?",
                wrong_every_figure_must_fit,
            ),
            Mistake(
                "no origin not thought of",
                "abs(said - origin) without a look whether origin is None.",
                "Python stops at some cases: it cannot take None away from a number. Which "
                "question belongs before that line?",
                wrong_origin_not_there,
                when=lambda results: _stops_with(results, "TypeError"),
            ),
            Mistake(
                "only one direction measured",
                "said - known without abs: whatever lies on one side fits.",
                "In your function a figure fits that is far away. What makes a difference count in "
                "both directions?",
                wrong_one_side,
                when=asks_on_one_side,
            ),
            Mistake(
                "the edge of the room left out",
                "< is written where 'not farther than' needs <=.",
                "Some figures lie exactly as far away as the room is. Is that farther than the "
                "room?",
                wrong_edge_left_out,
                when=leaves_out_the_edge,
            ),
            Mistake(
                "the whole chain inside the loop",
                "if, elif and else all stand under the for: every way ends in the first round.",
                "Your ifs stand inside the loop, down to the last else. How many figures does it "
                "look at, and what becomes of the origin if the list is empty?",
                wrong_all_in_the_loop,
                when=first_figure_ends_the_loop,
            ),
            Mistake(
                "the loop decides too early",
                "One loop gives a verdict at the first figure that is near enough.",
                "In a list with a near figure before the very same one, your loop stops at the "
                "near one. Which verdict should be looked for in the whole list first?",
                wrong_loop_ends_early,
            ),
            Mistake(
                "an empty list ends it too early",
                "if not strong stands at the top, before origin is looked at.",
                "Where no strong figure is there, your function gives up at once. Could the number "
                "still be one of something else?",
                wrong_empty_list_ends_it,
            ),
            Mistake(
                "contradicted inside the loop",
                "else in the loop: the first figure that does not fit decides.",
                "Your loop never comes to its second round. When do you know that NONE of the "
                "figures fits: inside the loop, or after it?",
                wrong_else_in_the_loop,
                when=else_ends_the_loop,
            ),
            Mistake(
                "an empty list not thought of",
                "min(strong) or strong[0] of an empty list.",
                "Python stops where nothing was found: an empty list has no nearest and no first "
                "entry. Which question comes before?",
                wrong_list_is_never_empty,
                when=lambda results: _stops_with(results, "IndexError", "ValueError"),
            ),
            Mistake(
                "verdicts in other words",
                "The words are written with spaces.",
                "Your function judges well, but a program compares letter by letter. How are the "
                "two long verdicts written?",
                wrong_words_with_spaces,
                when=lambda results: any(" " in str(result.value) for result in results),
            ),
        ),
    ),
    Question(
        "09-5",
        "On whose word?",
        Items("claim ids"),
        on_one_voice,
        hints=(
            "For each claim collect the reasons: [fact.weak for fact in facts_for(claim)]. Look at "
            "some of these lists: one with several entries, one that is empty.",
            "Three conditions with and: the claim is tested as a fact, its list is not empty, and "
            "every entry holds the word. Python's all([]) is True: that is why the second one is "
            "needed.",
        ),
        mistakes=(
            Mistake(
                "nothing found taken for a remark",
                "all(…) of an empty list is True, so claims without any figure get in.",
                "Most of your claims have no figure at all. What does all([]) give in Python, and "
                "is that what you mean?",
                with_nothing_found,
            ),
            Mistake(
                "one remark is enough",
                "any(…) where every figure should be a remark.",
                "Some of your claims can be held against a strong figure too. Do they rest on a "
                "remark ONLY?",
                with_one_remark,
            ),
            Mistake(
                "quotations not left out",
                "The column tested is not asked.",
                "Some of your claims already name who says it: they are tested as quotations. "
                "Which column tells the two apart?",
                with_quotations,
            ),
            Mistake(
                "every weakness taken for a stake",
                "The text weak is asked for being there, not for what it says.",
                "Weak has several reasons: a rumour, an estimate, memory. Which word of weak tells "
                "you that somebody gains?",
                with_any_weakness,
            ),
            Mistake(
                "the origin not looked at",
                "Only reference_id is read.",
                "One claim took its number from a remark about something else. Which column holds "
                "the figure on another basis?",
                without_origins,
            ),
        ),
    ),
    Question(
        "09-6",
        "A part of what?",
        Table(columns=("article", "percent"), key="article", relative=0.0025),
        part_of_those_checked,
        hints=(
            "Two counts for each article: how many are contradicted, and how many of the claims "
            "have any verdict other than cannot_be_checked.",
            "Take out the rows that could not be checked first, then group by the three digits "
            "and take the mean of (verdict == 'contradicted'): True counts as 1.",
        ),
        mistakes=(
            Mistake(
                "all claims as the whole",
                "The table of the lesson: parts of all claims.",
                "Those are parts of ALL claims, as in the lesson. Which claims should not be in "
                "the whole here?",
                lambda: _parts(CONTRADICTED, VERDICTS),
            ),
            Mistake(
                "absence counted as contradiction",
                "cannot_be_checked is counted with contradicted, as 'not confirmed'.",
                "You counted the claims that nobody could check as if they were refuted. Is "
                "'nothing found' the same as 'found to be otherwise'?",
                lambda: _parts(("contradicted", "cannot_be_checked"), VERDICTS),
                listed="absence_as_contradiction",
            ),
            Mistake(
                "a wrong basis counted as contradicted",
                "Both are read as 'wrong' and added.",
                "You added two verdicts. Is a number of something else the same as a number that "
                "no figure fits?",
                lambda: _parts(("contradicted", "wrong_basis"), CHECKED),
            ),
            Mistake(
                "a part of all that is contradicted",
                "The counts of the articles are divided by their sum.",
                "Your column adds up to 100 over the articles. What is asked is a part within each "
                "article: what is the whole of that?",
                part_of_all_contradicted,
            ),
            Mistake(
                "numbers in place of percent",
                "The claims are counted and not divided.",
                "Those are numbers of claims. How many claims of the article is each of them to be "
                "divided by?",
                how_many_contradicted,
            ),
            Mistake(
                "a fraction in place of percent",
                "The mean, without the factor 100.",
                "Your parts are fractions of 1. What makes percent of them?",
                fraction_of_those_checked,
            ),
            Mistake(
                "articles as numbers",
                "int() of the digits, or the place in the list: 000 becomes 0.",
                "Your articles are numbers. How does the question write the three digits of one?",
                with_numbers_as_articles,
                when=has_numbers_as_articles,
            ),
            Mistake(
                "cut to whole percent",
                "round(…) without the number of decimals.",
                "Your parts are rounded to whole percent. How many decimals are asked for?",
                whole_percent,
            ),
        ),
    ),
    Question(
        "09-7",
        "One entry of a fact check",
        Writing(
            words=50,
            checklist=(
                "The claim stands there as it is printed, with its article and with one verdict.",
                "Each figure is as it stands above, and says of what it is a part, for which time "
                "and for which countries.",
                "A reader could find each source: who, when, in what kind of document.",
                "It says what those who gave the figures gain from them.",
                "It says what is not known, and states no more than the references do.",
                "Somebody whom it displeases could read it without being insulted.",
            ),
        ),
        entry,
        hints=(
            "Five sentences: what is printed; your verdict; what the number is a number of, and "
            "who gave it; what the printed whole gives; what nobody told us.",
            "Read it once as the author of the article, and once as a reader who asks after each "
            "number: of what, when, who says so?",
        ),
        mistakes=(
            Mistake(
                "a verdict on a person",
                "A sentence says what the author knew or wanted.",
                "One of your words (such as lie, invented, careless) is about a person, even "
                "beside a not. What can you say of the figure itself?",
                lambda: entry("blame", *WHOLE),
                when=blames,
            ),
            Mistake(
                "a range averaged",
                "The middle of the printed range is used as if somebody had given it.",
                "One of your numbers stands in no source. From which two was it made, and who gave "
                "those?",
                lambda: entry("claim", "verdict", "middle", "held", "unknown"),
                when=averages_the_range,
                listed="range_averaged",
            ),
            Mistake(
                "no verdict",
                "Everything is told, and no verdict is given.",
                "A reader wants to know in two or three words how the claim stands. Which of the "
                "five verdicts do you give?",
                lambda: entry("claim", "of what", "held", "unknown"),
                when=gives_no_verdict,
            ),
            Mistake(
                "more verdicts than one",
                "Each verdict fits some part of the claim, so that several are given.",
                "You give several verdicts for one claim. Which ONE comes first in the order of "
                "question 09-2?",
                lambda: entry("claim", "two verdicts", "of what", "held", "unknown"),
                when=gives_two_verdicts,
            ),
            Mistake(
                "no basis named",
                "Only one whole is named, or none.",
                "Two different wholes are in play. Does your entry name both, so that a reader can "
                "tell them apart?",
                lambda: entry("claim", "verdict", "no whole", "held", "unknown"),
                when=names_no_basis,
            ),
            Mistake(
                "no source named",
                "The figures stand there as if they came from nowhere.",
                "Who gave the figures that you hold against the article? Name at least one, as the "
                "cell above does.",
                lambda: entry("claim", "verdict", "no source", "held, no source", "unknown"),
                when=names_no_source,
            ),
            Mistake(
                "more than the references know",
                "never, proves, obviously: the figures cover some years and one rule of counting.",
                "One of your words (such as never, always, proves, the truth) is stronger than the "
                "figures. Do they cover every year and every way of counting?",
                lambda: entry(*WHOLE, "too sure"),
                when=is_too_sure,
            ),
            Mistake(
                "nothing said of what is not known",
                "The entry ends with the figures.",
                "The third part of a reason is missing: what could you not find out, or what does "
                "the article itself leave open?",
                lambda: entry("claim", "verdict", "of what", "held"),
                when=leaves_out_the_unknown,
            ),
        ),
    ),
)
