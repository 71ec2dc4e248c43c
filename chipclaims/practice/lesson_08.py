"""Questions of lesson 08: which day is meant, in what order, and what was in force."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any

from chipclaims.practice.kinds import Classes, Function, Items, Number, Writing
from chipclaims.practice.questions import Mistake, Question

LETTER_2022, RULE_2022 = "{timeline.letter_a100_2022}", "{timeline.rule_2022}"

# ------------------------------------------------- 08-2: six events

# Each event with the claim of article 004 that tells it.
TOLD_IN = {
    "h200_announced": "004-01",
    "huang_china_january_2026": "004-02",
    "peters_hearing": "004-03",
    "huang_no_h200_orders": "004-06",
    "h200_rule_released": "004-12",
    "hr8202": "004-18",
}


def in_order() -> list[str]:
    """The events from the oldest to the newest."""
    dates = _dates()
    return sorted(TOLD_IN, key=lambda event: dates[event])


@cache
def _dates() -> dict[str, str]:
    from chipclaims import tables

    return {row["event_id"]: row["date"] for row in tables.rows("timeline")}


def as_told() -> list[str]:
    """The events as article 004 comes to speak of them."""
    from chipclaims.claims import load_claims

    place = {claim.claim_id: claim.start for claim in load_claims("004")}
    return sorted(TOLD_IN, key=lambda event: place[TOLD_IN[event]])


def newest_first() -> list[str]:
    """The right order, turned round."""
    return in_order()[::-1]


def by_name() -> list[str]:
    """The events as their names stand in an alphabet."""
    return sorted(TOLD_IN)


def visit_at_once() -> list[str]:
    """The visit right behind the announcement, as the word 隨即 says."""
    return _moved("huang_china_january_2026", behind="h200_announced")


def bill_at_the_hearing() -> list[str]:
    """The bill before the hearing at which, says the article, its content was announced."""
    order = in_order()
    before = order[order.index("peters_hearing") - 1]
    return _moved("hr8202", behind=before)


def _moved(event: str, behind: str) -> list[str]:
    order = [each for each in in_order() if each != event]
    place = order.index(behind) + 1
    return [*order[:place], event, *order[place:]]


# ------------------------------------------------- 08-3: a resolver


def resolve(words: str, written: str, told: str) -> str:
    """The month that words mean, in an article written on a day, after a month told before."""
    counted = {"一": 1, "两": 2, "兩": 2, "三": 3}
    later = re.search("([一两兩三])[个個]月[后後]", words)
    if later:
        month = int(told[5:7]) + counted[later.group(1)] - 1
        return f"{int(told[:4]) + month // 12}-{month % 12 + 1:02d}"
    found = re.search(r"20\d\d", words)
    year = int(found.group()) if found else int(written[:4]) - ("去年" in words)
    return f"{year}-{int(re.search(r'([0-9]+)月', words).group(1)):02d}"


def wrong_year_of_today(words, written, told):
    import re
    from datetime import date

    later = re.search("([一两兩三])[个個]月[后後]", words)
    if later:
        month = int(told[5:7]) + {"一": 1, "两": 2, "兩": 2, "三": 3}[later.group(1)] - 1
        return f"{int(told[:4]) + month // 12}-{month % 12 + 1:02d}"
    year = date.today().year
    if "去年" in words:
        year = year - 1
    if re.search(r"20\d\d", words):
        year = re.search(r"20\d\d", words).group()
    return f"{year}-{int(re.search(r'([0-9]+)月', words).group(1)):02d}"


def wrong_counts_from_the_article(words, written, told):
    import re

    later = re.search("([一两兩三])[个個]月[后後]", words)
    if later:
        month = int(written[5:7]) + {"一": 1, "两": 2, "兩": 2, "三": 3}[later.group(1)] - 1
        return f"{int(written[:4]) + month // 12}-{month % 12 + 1:02d}"
    year = int(written[:4])
    if "去年" in words:
        year = year - 1
    if re.search(r"20\d\d", words):
        year = re.search(r"20\d\d", words).group()
    return f"{year}-{int(re.search(r'([0-9]+)月', words).group(1)):02d}"


def wrong_month_of_the_article(words, written, told):
    return written[:7]


def wrong_last_year_ignored(words, written, told):
    import re

    later = re.search("([一两兩三])[个個]月[后後]", words)
    if later:
        month = int(told[5:7]) + {"一": 1, "两": 2, "兩": 2, "三": 3}[later.group(1)] - 1
        return f"{int(told[:4]) + month // 12}-{month % 12 + 1:02d}"
    year = written[:4]
    if re.search(r"20\d\d", words):
        year = re.search(r"20\d\d", words).group()
    return f"{year}-{int(re.search(r'([0-9]+)月', words).group(1)):02d}"


def wrong_thirteenth_month(words, written, told):
    import re

    later = re.search("([一两兩三])[个個]月[后後]", words)
    if later:
        month = int(told[5:7]) + {"一": 1, "两": 2, "兩": 2, "三": 3}[later.group(1)]
        return f"{told[:4]}-{month:02d}"
    year = int(written[:4])
    if "去年" in words:
        year = year - 1
    if re.search(r"20\d\d", words):
        year = re.search(r"20\d\d", words).group()
    return f"{year}-{int(re.search(r'([0-9]+)月', words).group(1)):02d}"


def wrong_written_year_ignored(words, written, told):
    import re

    later = re.search("([一两兩三])[个個]月[后後]", words)
    if later:
        month = int(told[5:7]) + {"一": 1, "两": 2, "兩": 2, "三": 3}[later.group(1)] - 1
        return f"{int(told[:4]) + month // 12}-{month % 12 + 1:02d}"
    year = int(written[:4])
    if "去年" in words:
        year = year - 1
    return f"{year}-{int(re.search(r'([0-9]+)月', words).group(1)):02d}"


def wrong_months_later_ignored(words, written, told):
    import re

    year = int(written[:4])
    if "去年" in words:
        year = year - 1
    if re.search(r"20\d\d", words):
        year = int(re.search(r"20\d\d", words).group())
    month = re.search(r"(\d+)月", words)
    return f"{year}-{int(month.group(1)):02d}" if month else str(year)


def wrong_one_digit(words, written, told):
    import re

    later = re.search("([一两兩三])[个個]月[后後]", words)
    if later:
        month = int(told[5:7]) + {"一": 1, "两": 2, "兩": 2, "三": 3}[later.group(1)] - 1
        return f"{int(told[:4]) + month // 12}-{month % 12 + 1}"
    year = int(written[:4])
    if "去年" in words:
        year = year - 1
    if re.search(r"20\d\d", words):
        year = re.search(r"20\d\d", words).group()
    return f"{year}-{int(re.search(r'([0-9]+)月', words).group(1))}"


def wrong_december_lost(words, written, told):
    import re

    later = re.search("([一两兩三])[个個]月[后後]", words)
    if later:
        month = int(told[5:7]) + {"一": 1, "两": 2, "兩": 2, "三": 3}[later.group(1)]
        return f"{int(told[:4]) + month // 12}-{month % 12:02d}"
    year = int(written[:4])
    if "去年" in words:
        year = year - 1
    if re.search(r"20\d\d", words):
        year = re.search(r"20\d\d", words).group()
    return f"{year}-{int(re.search(r'([0-9]+)月', words).group(1)):02d}"


# Words of the articles, with days and months that make the ways of counting fall apart.
CASES = (
    ("今年3月", "2024-06-02", "2023-11"),
    ("去年11月", "2025-01-20", "2024-12"),
    ("2022年10月", "2025-07-20", "2023-05"),
    ("兩個月后", "2026-02-24", "2025-11"),
    ("三个月后", "2025-09-01", "2024-04"),
    ("6月", "2025-07-16", "2024-12"),
    ("一个月后", "2024-06-02", "2023-11"),
    ("三個月后", "2026-02-24", "2025-08"),
)
ONE_DIGIT = re.compile(r"\d{4}-\d")


def stays_in_the_year(results: Sequence[Any]) -> bool:
    """Whether months later than December stay in the year of the event told before."""
    told_and_given = [
        (told[:4], result.value)
        for (words, written, told), result in zip(CASES, results, strict=True)
        if resolve(words, written, told)[:4] > told[:4] and "月后" in words
    ]
    return any(str(given).startswith(f"{year}-") for year, given in told_and_given)


def loses_december(results: Sequence[Any]) -> bool:
    """Whether months later that end in December come out as month 0, or a year too late."""
    ends = [
        (resolve(*case), str(result.value))
        for case, result in zip(CASES, results, strict=True)
        if "月后" in case[0] and resolve(*case).endswith("-12")
    ]
    return any(
        re.fullmatch(r"\d{4}-0?0", given) or given == f"{int(right[:4]) + 1}{right[4:]}"
        for right, given in ends
    )


def has_one_digit(results: Sequence[Any]) -> bool:
    """Whether a month has one digit."""
    return any(ONE_DIGIT.fullmatch(str(result.value)) for result in results)


# ------------------------------------------------- 08-4: from the nearest edge


def days_early() -> int:
    """Days from the last day of the article's month to the reference."""
    return (_day("h20_assurance") - _edge("003-14").last).days


def days_from_the_first() -> int:
    """Days from the first day of the article's month."""
    return (_day("h20_assurance") - _edge("003-14").first).days


def days_with_the_year_mended() -> int:
    """Days left if the year of the article is read as that of the reference."""
    last, day = _edge("003-14").last, _day("h20_assurance")
    return (day - last.replace(year=day.year)).days


def days_with_both_ends() -> int:
    """The days between, with the first and the last one counted."""
    return days_early() + 1


def days_to_the_us_date() -> int:
    """The days to the date in the US, where it was still the day before."""
    return days_early() - 1


def days_to_the_article() -> int:
    """Days to the first day on which article 003 can have been written."""
    from chipclaims.articles import load_article

    written = load_article("003").sheet["date"]["with_sources"]["earliest"]
    return (date.fromisoformat(written) - _edge("003-14").last).days


def days_to_the_licences() -> int:
    """Days to the first licences, which came after the assurance."""
    return (_day("h20_licences_issued") - _edge("003-14").last).days


def days_to_the_letter() -> int:
    """Days to the letter that stopped the chip."""
    return (_day("h20_letter") - _edge("003-14").last).days


def _day(event: str) -> date:
    return date.fromisoformat(_dates()[event])


def _edge(claim_id: str) -> Any:
    from chipclaims.claims import load_claims
    from chipclaims.claims.periods import interval

    return interval(next(c.period for c in load_claims() if c.claim_id == claim_id))


# ------------------------------------------------- 08-5: what was in force

ANNOUNCED, PROPOSED, IN_FORCE, REPLACED = "announced", "proposed", "in force", "replaced"
LABELS = {
    "announced_only": ANNOUNCED,
    "proposed": PROPOSED,
    "in_force": IN_FORCE,
    "superseded": REPLACED,
}
RULES = (
    "R2023_10_23_letter",
    "R2025_04_09_H20_letter",
    "R2025_05_15_chip_security",
    "R2025_08_11_15pct",
    "R2025_12_18_overwatch",
    "R2026_01_14_tariff",
)


def statuses() -> dict[str, str]:
    """The status of each of the rules, in the words of the question."""
    from chipclaims import tables

    rows = {row["rule_id"]: row for row in tables.rows("export_rules")}
    return {rule: LABELS[rows[rule]["status"]] for rule in RULES}


# ------------------------------------------------- 08-6: two fines

YES, NO = "yes", "no"
STATUS, UNITS, TIMES, BOTH_LAW = (
    "different status",
    "different units",
    "different times",
    "both are law",
)


def two_fines() -> dict[str, str]:
    """Whether the fine in force and the one that was spoken of can be compared, and why."""
    from chipclaims.claims import comparable, reference

    law, idea = (reference(f"other_figures.penalty_{name}") for name in ("in_force", "proposed"))
    found = comparable(law, idea)
    because = {
        "different units": UNITS,
        "different bases (where)": STATUS if "proposed" in found.reason else "",
        "different periods": TIMES,
    }
    kind = found.reason.partition(":")[0]
    return {
        "comparable": YES if found else NO,
        "because": BOTH_LAW if found else because[kind],
    }


# ------------------------------------------------- 08-7: found, ruled out, or neither

AGREES, CONTRADICTED, OPEN = "agrees", "contradicted", "cannot be checked"
HELD = ("001-01", "001-09", "001-10", "002-28", "002-52", "003-07", "003-14")


def verdicts() -> dict[str, str]:
    """The ledger's verdicts on seven claims."""
    from chipclaims.claims import load_claims

    return {c.claim_id: c.verdict.replace("_", " ") for c in load_claims() if c.claim_id in HELD}


# ------------------------------------------------- 08-8: a note in words

SENTENCE = re.compile(r"(?<=[.!?])\s+")
QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|「[^」]*」|‘[^’]*’|(?<!\w)'[^']*'(?!\w)")
RELATIVE = re.compile(
    r"\b(?:(?:this|last|next|past|coming) (?:year|month|week|spring|summer|autumn|winter)"
    r"|recent(?:ly)?|ago|today|yesterday|nowadays)\b",
    re.IGNORECASE,
)
NO_VISIT = re.compile(
    r"(?:\b(?:never|not|no)\b|n't\b)[^.;]*\b"
    r"(?:visit\w*|came|come|comes|travel\w*|went|go|journey\w*|trip\w*|there|in China)\b"
    r"|\bvisits?\b[^.;]*\b(?:wrong|false|invented|untrue|contradicted|refuted)\b",
    re.IGNORECASE,
)
SEARCHED = re.compile(
    r"\b(?:f[io]u?nds?|know\w*|pro[vo]\w*|records?|check\w*|evidence|timeline|sources?|show\w*"
    r"|seen|confirm\w*|whether)\b",
    re.IGNORECASE,
)
# "Last year, which means 2024": only such words may stand between the word and its year.
GLOSS = (
    r"which|that|this|here|it|so|mean(?:s|t|ing)?|is|was|in|i\.?e|refer(?:s|ring)? to|stands? for|"
    r"namely|the|year|of|its|May|November|December|article|must be|therefore|seen from|as|says?|"
    r"calls?|written|去年|20\d\d"
)
YEAR_BEHIND = re.compile(rf"(?:[^\w.;]*\b(?:{GLOSS})\b\.?)*?[^\w.;]*\b20\d\d\b", re.IGNORECASE)
YEAR_BEFORE = re.compile(rf"\b20\d\d\b(?:[^\w.;]*\b(?:{GLOSS})\b)*[^\w.;]*$", re.IGNORECASE)
JOURNEY = r"(?:visits?|trips?|journeys?)"
FALSE = (
    r"(?:false|wrong|untrue|invented|an? invention|invention|fiction|fabricated|made up|"
    r"refuted|contradicted|disproved)"
)
DENIED = re.compile(
    r"\b(?:he|huang|jensen)\b(?!['’])"
    r"(?:(?!\b(?:letter|stop|h20|chips?|words?|sources?|date|claim)\b)[^.;]){0,40}?"
    r"(?:\b(?:not|never)|n[’']t)\s+(?:\w+\s+){0,2}?"
    r"(?:come|came|visit(?:ed)?|travel\w*|went|gone?|there|in (?:mainland )?China)\b"
    r"|\b(?:so|therefore|and|then)\s+(?:was|has|did)\s+(?:not|never)\s+(?:been )?"
    r"(?:there|come|visit|in China)\b"
    rf"|\bthere (?:was|were) no (?:such |first |second |real )?{JOURNEY}\b"
    rf"|\b(?:no|neither(?: of the)?(?: two)?)\s+(?:such )?{JOURNEY}\b[^.;]{{0,40}}?"
    r"\b(?:took place|happened|occurred|(?:was|were) (?:made|paid))\b"
    rf"|\b{JOURNEY}\b[^.;]{{0,40}}?(?:\b(?:not|never)|n[’']t)\s+(?:take place|taken? place|happen|"
    r"occur|exist)"
    r"|\b(?:not|never) (?:been )?visited\b"
    rf"|\b{JOURNEY}\b(?:(?!\b(?:stop|date|letter|h20|ban|no|nor|not|neither|never|only)\b)[^.;])*?"
    rf"\b(?:is|are|was|were)\s+(?:(?!not|never|no)\w+ )?{FALSE}\b"
    rf"|\b(?:article|author|writer)\b[^.;]{{0,20}}\binvent(?:s|ed)\b[^.;]*\b{JOURNEY}\b",
    re.IGNORECASE,
)
# What keeps a "not" from being said of the journey itself.
CAREFUL = re.compile(
    # The month of May is no "may".
    r"\b(?:whether|if|unless|(?-i:may)|might|perhaps|possibl[ey]|maybe|same|as far as|"
    r"nobody|no one|cannot|can not|could not|impossible|wrong to|would|must not|should not|"
    r"neither(?![^.;]*\b(?:took place|happened|occurred)))\b"
    r"|(?:\b(?:not|never)|n[’']t)\s+(?:\w+ ){0,2}?(?:say|said|mean|prove|claim|conclude|show|know|"
    r"known|follow|state|tell|decide|find|found|report|record|imply|infer|assume|equal|the same)"
    r"|\bn(?:o|either|ot an?)\s+(?:\w+ ){0,3}?(?:list|diary|calendar|record|register|source|proof|"
    r"evidence|report|trace|sign|entry|mention|word|log|information|account)s?\b"
    r"|\b(?:in|from|within) (?:our|the|this|its|that) (?:\w+ )?(?:timeline|kit|table|tables|list|"
    r"records?|sources?|data)\b|\b(?:to be|was|were|be|been|could|can|we|i) (?:find|found)\b",
    re.IGNORECASE,
)
NOT_FOUND_SO_WRONG = re.compile(
    r"\b(?:no|not|none|nothing|never)\b[^.;]{0,80}\bfound\b[^.;]{0,80}\b(?:so|therefore|thus|hence)\b"
    r"(?:(?!\b(?:no|nor|not|neither|never|cannot|nobody|whether|if|stop|date|letter|h20)\b)[^.;]){0,60}"
    rf"\b(?:article|claim|sentence|it|author|that)\b[^.;]{{0,25}}\b(?:is|was|are) {FALSE}\b",
    re.IGNORECASE,
)
CLAUSE = re.compile(
    r"\s*[,;:–—()]\s*|\s+(?=(?:so|therefore|thus|hence|because|since|while|but|although)\b)"
    r"|\s+and\s+(?=(?:so|he|huang|there|the|it|that is why|his)\b)",
    re.IGNORECASE,
)
HANGS = re.compile(r"(?:that|whether|if|or|nor|however|of course|though)\b", re.IGNORECASE)
OF_THE_STOP = re.compile(
    r"\b(?:letter|date|claim|stop\w*|ban\w*|h20|chips?|licen[cs]e\w*)\b", re.IGNORECASE
)
OF_A_VISIT = re.compile(rf"\b(?:{JOURNEY}|he|huang|came|visited)\b", re.IGNORECASE)
DATE_RIGHT = re.compile(
    r"(?:\b(?:stop\w*|ban\w*|h20)\b[^.;]*?\b(?:end of|late) 2024|\bdate)\b"
    rf"(?:(?!\b(?:letter|april|2025|{JOURNEY})\b)[^.;]){{0,30}}?\b(?:is|was|seems|proves) "
    r"(?:\w+ )?(?:right|correct|true|confirmed|accurate|borne out|proved|proven)\b",
    re.IGNORECASE,
)
UNSURE = re.compile(
    r"\b(?:no|not|never|neither|nor|cannot|nobody|whether|if|hardly|nothing|only if)\b|n[’']t\b",
    re.IGNORECASE,
)
LETTER_DAY = re.compile(r"\b(?:9(?:th)? (?:of )?April|April 9(?:th)?\b|2025-04-09)", re.IGNORECASE)
OTHER_DAY = re.compile(
    r"\b(?:1[45](?:th)? (?:of )?April|April 1[45](?:th)?\b|2025-04-1[45])", re.IGNORECASE
)
STOP = re.compile(r"\b(?:stop\w*|bann?\w*|letter|licen[cs]e\w*)\b", re.IGNORECASE)
OF_THE_ARTICLE = re.compile(
    r"\b(?:(?:1[67]|1[67]th)(?: of)? July|July 1[67](?:th)?|July 2025|2025-07(?:-\d\d)?)\b",
    re.IGNORECASE,
)
WRITTEN = re.compile(r"\b(?:writ\w*|wrote|article\w*|publish\w*)\b", re.IGNORECASE)


def _sentences(text: str) -> Iterator[str]:
    return (part for part in SENTENCE.split(_on_one_line(text)) if part)


def _on_one_line(text: str) -> str:
    """Words that belong together may stand on two lines."""
    return " ".join(text.split())


def points_at_today(text: str) -> bool:
    """Whether a word outside of quotation marks counts from the day of reading, with no year."""
    line = QUOTED.sub(" ", _on_one_line(text))
    return any(
        not YEAR_BEHIND.match(line[found.end() :]) and not YEAR_BEFORE.search(line[: found.start()])
        for found in RELATIVE.finditer(line)
    )


def denies_a_visit(text: str) -> bool:
    """Whether a text says that a visit did not happen, beside or instead of what was found."""
    sentences = list(_sentences(QUOTED.sub(" ", _on_one_line(text))))
    return any(_says_no_visit(s) or NOT_FOUND_SO_WRONG.search(s) for s in sentences) or any(
        DENIED.search(part) and not CAREFUL.search(part) for s in sentences for part in _parts(s)
    )


def _says_no_visit(sentence: str) -> bool:
    """Whether a sentence has a no beside a journey, with no word about a search."""
    if OF_THE_STOP.search(sentence) and not OF_A_VISIT.search(sentence):
        return False
    careful = SEARCHED.search(sentence) or CAREFUL.search(sentence)
    return bool(NO_VISIT.search(sentence)) and not careful


def _parts(sentence: str) -> list[str]:
    """What stands between commas; what hangs on words before it is put behind them."""
    parts: list[str] = []
    for part in CLAUSE.split(sentence):
        hangs = parts and HANGS.match(part)
        parts = [" ".join([*parts, part])] if hangs else [*parts, part]
    return parts


def calls_the_date_right(text: str) -> bool:
    """Whether the stop at the end of 2024 is called right."""
    parts = CLAUSE.split(QUOTED.sub(" ", _on_one_line(text)))
    return any(DATE_RIGHT.search(part) and not UNSURE.search(part) for part in parts)


def takes_the_filing(text: str) -> bool:
    """Whether the day of the filing, or the day before it, stands there without the letter's."""
    line = _on_one_line(text)
    return bool(OTHER_DAY.search(line)) and not LETTER_DAY.search(line)


def puts_the_stop_on_the_article(text: str) -> bool:
    """Whether a sentence dates the stop to the days in which the article was written."""
    return any(
        STOP.search(s) and OF_THE_ARTICLE.search(s) and not WRITTEN.search(s)
        for s in _sentences(text)
    )


def leaves_out_the_year(text: str) -> bool:
    """Whether the year of the letter stands nowhere."""
    return _dates()["h20_letter"][:4] not in text


def note() -> str:
    """A text that passes."""
    return (
        "Article 001 gives the end of 2024 for the stop of the H20. Nvidia reports a letter of 9 "
        "April 2025 by which the chip needs a licence, so this date is ruled out. Of a visit in "
        "May 2024 our timeline has no record; it is no full list of journeys, so the claim cannot "
        "be checked. For the end of 2024 one visit was found, to Hong Kong."
    )


NOTE_RELATIVE = (
    "The article says that Huang came in May last year and again at its end; neither could be "
    "checked, since our timeline is no full list of his journeys. It puts the stop of the H20 at "
    "the end of 2024. Nvidia reports a letter of 9 April 2025 by which the chip needs a licence, "
    "so this date is ruled out."
)
NOTE_DENIES = (
    "Huang did not visit China in May 2024. At the end of 2024 he was in Hong Kong to receive a "
    "degree. The article also puts the stop of the H20 at the end of 2024. Nvidia reports a letter "
    "of 9 April 2025 by which the chip needs a licence, so this date is ruled out by the company's "
    "own report."
)
NOTE_RIGHT = (
    "The stop of the H20 at the end of 2024 is right: Nvidia reports a letter of 9 April 2025 by "
    "which the chip needs a licence. The two visits of 2024 that the article tells cannot be "
    "checked, since our timeline is no full list of journeys; for the end of the year a visit to "
    "Hong Kong was found, and for May nothing."
)
NOTE_FILING = (
    "Article 001 puts the stop of the H20 at the end of 2024. In truth the licence was asked for "
    "on 15 April 2025, as Nvidia reported on that day, so the date of the article is ruled out. "
    "The two visits of 2024 cannot be checked: our timeline is no full list of journeys, and one "
    "visit to Hong Kong was found."
)
NOTE_ARTICLE_DAY = (
    "The stop of the H20 was in July 2025 and not at the end of 2024, so the date is ruled out. "
    "The two visits of 2024 that are told cannot be checked: our timeline is no full list of "
    "Huang's journeys, and for the end of 2024 only one visit was found, to Hong Kong, where he "
    "was given a degree."
)
NOTE_NO_YEAR = (
    "Article 001 dates the stop of the H20 wrongly: Nvidia reports a letter of 9 April by which "
    "the chip needs a licence. The two visits that it tells, in May and at the end of the year, "
    "cannot be checked. Our timeline is no full list of journeys; a visit to Hong Kong in "
    "November was found, and nothing for May."
)

QUESTIONS = (
    Question(
        "08-1",
        "The letter and the rule",
        Number("days", decimals=0, tolerance=0.1),
        f"days({LETTER_2022}, {RULE_2022})",
        hints=(
            "Each row of the timeline has one date. Read in its text what happened on that day: "
            "is it the letter itself, and is it the announcement?",
            "date.fromisoformat turns each of the two dates into a day; the later one minus the "
            "earlier one has .days.",
        ),
        mistakes=(
            Mistake(
                "both ends counted",
                "The first and the last day are both counted, as on fingers.",
                "You counted the first day as well. How many days is it from Monday to Tuesday?",
                f"days({LETTER_2022}, {RULE_2022}) + 1",
            ),
            Mistake(
                "the day of the report, for the day of the letter",
                "Nvidia made the letter public in an 8-K of 31 August; that day is in the text.",
                "You began with the day on which Nvidia told the public. When did Nvidia itself "
                "hear of it?",
                f"days('2022-08-31', {RULE_2022})",
            ),
            Mistake(
                "in force, for announced",
                "The rule of the table export_rules has a column effective_from.",
                "You went on to the day from which the rule binds. Which day does the question "
                "name?",
                f"days({LETTER_2022}, {{export_rules.R2022_10_07_3A090}})",
            ),
            Mistake(
                "the letter of another year",
                "There was a letter in October 2023 too, and a rule before it.",
                "Your two days are of another year. Which chips does article 003 name, and when?",
                "days({timeline.rule_2023_released}, {timeline.letter_2023})",
            ),
        ),
    ),
    Question(
        "08-2",
        "Six events in a row",
        Items("event ids", ordered=True),
        in_order,
        hints=(
            "The order in which an article tells is its own. Which column of the timeline does "
            "not depend on any article?",
            "Dates written as year-month-day sort as plain text: timeline.loc[ids] and then "
            "sort_values; .index is the list.",
        ),
        mistakes=(
            Mistake(
                "the order of telling",
                "The events are listed as the article comes to speak of them.",
                "That is the order in which the article tells them. Does it tell one after the "
                "other?",
                as_told,
            ),
            Mistake(
                "the newest first",
                "sort_values with ascending=False, or the list read from its end.",
                "All in a row, but from which end? Which of them comes first?",
                newest_first,
            ),
            Mistake(
                "sorted by name",
                "sorted() on the ids, or sort_index on the table.",
                "Your order is that of the alphabet. By which column should you sort?",
                by_name,
            ),
            Mistake(
                "'right after' taken at its word",
                "隨即, right after, puts the visit behind the announcement at once.",
                "You put the visit right behind the announcement, as the article does. What do "
                "the days say?",
                visit_at_once,
            ),
            Mistake(
                "a proposal put on the day on which it was told",
                "Ten years were spoken of at the hearing, so the bill is put there or before.",
                "Somebody speaks of an idea, and somebody brings in a bill. On which day was "
                "which?",
                bill_at_the_hearing,
            ),
        ),
    ),
    Question(
        "08-3",
        "A resolver that knows where to count from",
        Function(CASES),
        resolve,
        hints=(
            "Three kinds of words: a number of months later, a year in digits, and the rest. From "
            "which argument does each of them count?",
            "For months later: take the month of told, add, and when the sum is more than 12, one "
            "year more and 12 months less. For the others start with int(written[:4]).",
        ),
        mistakes=(
            Mistake(
                "counted from today",
                "date.today().year in the place of the year of writing.",
                "Your function gives another answer next year. On which day was the text written?",
                wrong_year_of_today,
                listed="relative_to_today",
            ),
            Mistake(
                "the day of writing, for the event told before",
                "'Two months later' is counted from the day of writing.",
                "You count 'months later' from the day of writing. After which event is it later?",
                wrong_counts_from_the_article,
                listed="article_date_as_event",
            ),
            Mistake(
                "the month of the article for every event",
                "written[:7] is given back, whatever the words are.",
                "Each event of yours is in the month of the article. Do the words not name "
                "another?",
                wrong_month_of_the_article,
                listed="article_date_as_event",
            ),
            Mistake(
                "'last year' not read",
                "There is no line for 去年.",
                "One word takes a year off. Do you look for it?",
                wrong_last_year_ignored,
            ),
            Mistake(
                "a month after December",
                "The number of months is added to the month, and the year stays.",
                "Two months after November, your function is still in the same year. What comes "
                "after December?",
                wrong_thirteenth_month,
                when=stays_in_the_year,
            ),
            Mistake(
                "December lost",
                "// 12 and % 12 of the sum itself: the twelfth month is taken for the beginning "
                "of a new year.",
                "Try one month after November. Which month does your function give, and of "
                "which year?",
                wrong_december_lost,
                when=loses_december,
            ),
            Mistake(
                "'months later' not read",
                "The resolver of the lesson as it is: without a month in digits it gives a year.",
                "For some words your function gives no month. Does it ask months_later?",
                wrong_months_later_ignored,
            ),
            Mistake(
                "a month of one digit",
                "The month is put in as it is, without :02d.",
                "Your months are written with one digit or with two. How many does the form ask "
                "for?",
                wrong_one_digit,
                when=has_one_digit,
            ),
            Mistake(
                "a year in digits not read",
                "Every year is worked out from the day of writing.",
                "Some words say their year in digits. Which counts more, they or the day of "
                "writing?",
                wrong_written_year_ignored,
            ),
        ),
    ),
    Question(
        "08-4",
        "How early, at least?",
        Number("days", decimals=0, tolerance=0.1),
        days_early,
        hints=(
            "The article names a month, so its date has a first and a last day: interval(...) "
            "gives both. Which of them is nearer to the reference?",
            "The reference is one day in the timeline, the day of the assurance. Take the last "
            "day of the article's month off it.",
        ),
        mistakes=(
            Mistake(
                "from the far edge",
                "2024-06 is read as 1 June.",
                "You began on the first of the month. Which day of it would be kindest to the "
                "article?",
                days_from_the_first,
            ),
            Mistake(
                "both ends counted",
                "The last day of the month and the day of the reference are both counted.",
                "You counted one end too many. How many days is it from Monday to Tuesday?",
                days_with_both_ends,
            ),
            Mistake(
                "the day in the words of the event",
                "The text of the event also tells the date in the US, where the day begins later.",
                "The timeline puts each event on one day, in its column date. Did you take that "
                "day, or the one in the words of the event?",
                days_to_the_us_date,
            ),
            Mistake(
                "the day of the article for the day of the event",
                "The first possible day of article 003 is taken for the day of the release.",
                "You measured to the day on which the article was written. On which day was the "
                "event?",
                days_to_the_article,
                listed="article_date_as_event",
            ),
            Mistake(
                "the licences for the promise",
                "The first licences were given some weeks after the assurance.",
                "You measured to the first licences. Which event does the question name?",
                days_to_the_licences,
            ),
            Mistake(
                "the year mended first",
                "2025 is read for 2024, as the lesson tried.",
                "You changed the year of the article first. Which year does the question take?",
                days_with_the_year_mended,
            ),
            Mistake(
                "the stop for the release",
                "The letter of April 2025 is taken for the reference.",
                "Your reference is the day of the stop. Does the sentence tell of the stop or of "
                "its end?",
                days_to_the_letter,
            ),
        ),
    ),
    Question(
        "08-5",
        "Announced, proposed, in force, replaced",
        Classes((ANNOUNCED, PROPOSED, IN_FORCE, REPLACED)),
        statuses,
        hints=(
            "Ask of each row: is there a text that binds somebody? The column citation says where "
            "such a text stands, and effective_to until when it held.",
            "Look at the verb of the summary (would, is to, is), then at the citation: is it that "
            "of a bill, of a text that binds, or of no text? Last: is there a last day?",
        ),
        mistakes=(
            Mistake(
                "words taken for law",
                "The president said it and newspapers wrote 'must pay', so it is read as binding.",
                "You say that something binds of which nobody has published a text. Look at the "
                "citations again.",
                {"R2025_08_11_15pct": IN_FORCE},
            ),
            Mistake(
                "words taken for a bill",
                "'Are to pay' sounds like a plan, and a plan like a proposal.",
                "Somebody has said that others will pay. Has any parliament a text of it?",
                {"R2025_08_11_15pct": PROPOSED},
            ),
            Mistake(
                "a bill taken for a law",
                "A committee agreed, so it is read as passed.",
                "You take a bill for law because a committee said yes. Who else must agree?",
                {"R2025_05_15_chip_security": IN_FORCE},
            ),
            Mistake(
                "a bill taken for an announcement",
                "A bill is public and has not been passed, so it is called announced.",
                "A member of parliament has put a text on the table. Is that more than words?",
                {"R2025_12_18_overwatch": ANNOUNCED},
            ),
            Mistake(
                "a promise taken for the end of a rule",
                "Article 000 says that the ban on the H20 was lifted, so the letter is thought "
                "to be gone.",
                "A promise of licences was given later. Who needs a licence, if nothing asks for "
                "one?",
                {"R2025_04_09_H20_letter": REPLACED},
            ),
            Mistake(
                "a letter taken for words",
                "A letter is no rule in the Federal Register, so it is thought not to bind.",
                "A government writes to one firm that it needs a licence. May this firm go on as "
                "before?",
                {"R2025_04_09_H20_letter": ANNOUNCED},
            ),
            Mistake(
                "the end date not read",
                "The letter held at once; that a rule took its place is overlooked.",
                "One of your texts has a last day. Have you looked at effective_to?",
                {"R2023_10_23_letter": IN_FORCE},
            ),
            Mistake(
                "a signed text taken for words",
                "The announcement of December 2025 with its 25% and the duty of January 2026 with "
                "the same number are mixed up.",
                "The same number was first only said, and later signed and numbered for customs. "
                "Which of the two is in this list?",
                {"R2026_01_14_tariff": ANNOUNCED},
            ),
        ),
    ),
    Question(
        "08-6",
        "From twice to four times?",
        Classes({"comparable": (YES, NO), "because": (UNITS, STATUS, TIMES, BOTH_LAW)}),
        two_fines,
        hints=(
            "Compare the two rows part by part: the unit, the day for which each holds, and what "
            "the statement says that it is.",
            "Read the last words of the first statement, and the last words of the second. Could "
            "a judge use both numbers on that day?",
        ),
        mistakes=(
            Mistake(
                "an idea taken for law",
                "Article 004 says 'announced' and 'will be', so both numbers are read as fines.",
                "You take both numbers for fines that somebody can be made to pay. What did the "
                "official do with the second one?",
                {"comparable": YES, "because": BOTH_LAW},
            ),
            Mistake(
                "a yes with a reason against it",
                "The difference is seen, and the two are set side by side all the same.",
                "You found a difference that matters. May the two then stand as old and new?",
                {"comparable": YES, "because": STATUS},
            ),
            Mistake(
                "one unit taken for two",
                "'Twice' and 'four times' look like different measures.",
                "Both are multiples of one value. Is a multiple another unit if it is larger?",
                {"because": UNITS},
            ),
            Mistake(
                "one day taken for two",
                "An old fine and a new one ought to be of different times.",
                "Look at the column period of both rows. Are their days different?",
                {"because": TIMES},
            ),
        ),
    ),
    Question(
        "08-7",
        "Ruled out, or only not found?",
        Classes((AGREES, CONTRADICTED, OPEN)),
        verdicts,
        hints=(
            "Ask of each line: is there a source about this very event? If there is none, neither "
            "'right' nor 'wrong' has been shown.",
            "A source that rules a claim out leaves no room for it. A source about something near "
            "it, or an empty search, leaves room.",
        ),
        mistakes=(
            Mistake(
                "nothing found, so it is not so",
                "No other report names the plan, and that is taken for a refutation.",
                "You call something refuted that nobody has found. Would every plan leave a trace "
                "that we can find?",
                {"001-10": CONTRADICTED},
                listed="absence_as_contradiction",
            ),
            Mistake(
                "another report taken for a refutation",
                "A report of December 2024 about another delay stands against one of January 2025.",
                "You hold one rumour against another one. May both reports have existed?",
                {"002-28": CONTRADICTED},
                listed="absence_as_contradiction",
            ),
            Mistake(
                "nothing against it, so it is right",
                "The date is exact and four firms are named, so it is believed.",
                "You believe a date because nothing speaks against it. What speaks for it?",
                {"001-10": AGREES},
            ),
            Mistake(
                "a count taken for somebody's words",
                "A research firm counted it, so Cook is thought to have said it.",
                "A firm has counted something. Who is said to have said it?",
                {"002-52": AGREES},
            ),
            Mistake(
                "a source left unused",
                "'Newest' sounds like praise, which nobody can check.",
                "You left one claim open, though two dates of the timeline decide what is newer. "
                "Which one?",
                {"001-01": OPEN},
            ),
            Mistake(
                "an end before the beginning, left open",
                "No report of that month was found, so it is left open, though the stop itself "
                "came later.",
                "You left open whether something ended before it is known to have begun. Is there "
                "room for it?",
                {"003-14": OPEN},
            ),
            Mistake(
                "a stretch read as one day",
                "年底, the end of the year, is read as 31 December.",
                "You hold a day against the end of a year. From which month on does the kit count "
                "it?",
                {"003-07": CONTRADICTED},
            ),
        ),
    ),
    Question(
        "08-8",
        "A note for a reader in ten years",
        Writing(
            words=50,
            checklist=(
                "Every date has its year, and no word counts from the day of reading.",
                "I say of each claim whether it is ruled out or only not found: no visit is called "
                "false for want of a source, and no date right against one.",
                "The day of the letter and the day of the report are not mixed up.",
                "The source is named: Nvidia's own report about a letter that is not public.",
                "I call it what it is, a letter that asks for a licence.",
                "I do not say why the writer put another date.",
            ),
        ),
        note,
        hints=(
            "Take the two sentences of the article one after the other. For the first ask what "
            "was found, for the second what rules it out.",
            "Look for these in your text: last year, this year, ago; 'did not'; a day in April "
            "without a year. Which of them would mislead somebody who reads it much later?",
        ),
        mistakes=(
            Mistake(
                "a word that counts from the day of reading",
                "去年 is put into English, and 'last year' stays.",
                "One of your words (such as last year, ago, today) means another time to every "
                "reader. Put the year in its place or beside it; words of the article go between "
                "quotation marks.",
                NOTE_RELATIVE,
                when=points_at_today,
                listed="relative_to_today",
            ),
            Mistake(
                "not found, told as not so",
                "The timeline has no visit in May 2024, and the note says that there was none.",
                "You say that a visit did not take place. Is the timeline a diary?",
                NOTE_DENIES,
                when=denies_a_visit,
                listed="absence_as_contradiction",
            ),
            Mistake(
                "ruled out, told as right",
                "The end of 2024 is believed, and the letter is named beside it.",
                "You call a date right. Does the day of the letter leave room for it?",
                NOTE_RIGHT,
                when=calls_the_date_right,
            ),
            Mistake(
                "the day of the report, for the day of the letter",
                "The 8-K of 15 April is the source, and its date is taken for that of the event.",
                "Your day is the one on which the public or Nvidia heard more. On which day came "
                "the letter?",
                NOTE_FILING,
                when=takes_the_filing,
            ),
            Mistake(
                "the days of the article, for the stop",
                "The article was written in July 2025, when the H20 was news again.",
                "You put the stop into the month in which the article was written. What was the "
                "news of that month?",
                NOTE_ARTICLE_DAY,
                when=puts_the_stop_on_the_article,
                listed="article_date_as_event",
            ),
            Mistake(
                "a date without its year",
                "Day and month are given, as in a newspaper.",
                "A day and a month: of which year? Your reader has no calendar of that time.",
                NOTE_NO_YEAR,
                when=leaves_out_the_year,
            ),
        ),
    ),
)
