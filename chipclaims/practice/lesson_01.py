"""Questions of lesson 01: reading the articles."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from chipclaims.practice.kinds import Classes, Function, Items, Number, Table, Writing
from chipclaims.practice.questions import Mistake, Question

TRADITIONAL = ("000", "001", "003", "004")


@cache
def article(number: str):
    """An article of the kit."""
    from chipclaims.articles import load_article

    return load_article(number)


@cache
def claim(claim_id: str) -> dict[str, Any]:
    """A row of the table of claims."""
    from chipclaims import tables

    return next(row for row in tables.rows("claims") if row["claim_id"] == claim_id)


@cache
def event_date(event_id: str) -> str:
    """The day of an event of the timeline."""
    from chipclaims import tables

    return next(row["date"] for row in tables.rows("timeline") if row["event_id"] == event_id)


# ---------------------------------------------------------------- 01-1


def bytes_in(encoding: str, number: str = "003") -> int:
    """How many bytes an article takes in an encoding."""
    return len(article(number).raw.encode(encoding))


SHORTER = Question(
    "01-1",
    "One text, two sizes",
    Number("bytes", decimals=0),
    lambda: bytes_in("utf-8") - bytes_in("gbk"),
    hints=(
        "encode turns a text into bytes, and len counts them. You need it twice.",
        'article.raw.encode("gbk") gives the bytes in GBK, with "utf-8" those in UTF-8. How do '
        "the two lengths differ?",
    ),
    mistakes=(
        Mistake(
            "characters compared with bytes",
            "len(raw) is taken for the size in GBK.",
            "One of your two numbers counts characters. How many bytes has a Chinese character "
            "in GBK?",
            lambda: bytes_in("utf-8") - len(article("003").raw),
        ),
        Mistake(
            "one of the two sizes",
            "The size in GBK is given, and nothing is taken away from it.",
            "That is the size in GBK. Asked for is how much shorter it is.",
            lambda: bytes_in("gbk"),
        ),
        Mistake(
            "the other of the two sizes",
            "The size of the file is given.",
            "That is the size in UTF-8. Asked for is how much the other one saves.",
            lambda: bytes_in("utf-8"),
        ),
        Mistake(
            "one byte saved for every character",
            "Three bytes are two in GBK, so one is saved for each of the characters.",
            "You counted one byte for each character. Does a letter or a digit become shorter, "
            "too?",
            lambda: len(article("003").raw),
        ),
        Mistake(
            "two bytes for every sign",
            "The size in GBK is taken for twice the number of characters.",
            "You gave every sign two bytes in GBK. How many has a letter or a digit?",
            lambda: bytes_in("utf-8") - 2 * len(article("003").raw),
        ),
        Mistake(
            "Chinese punctuation left out",
            "Only the characters from \\u4e00 to \\u9fff are counted.",
            "Nearly: not only Chinese characters become shorter. What about the quotation marks "
            "“ and ”?",
            lambda: len(re.findall("[\u4e00-\u9fff]", article("003").raw)),
        ),
        Mistake(
            "another article",
            "The same for article 002.",
            "That is article 002. Which one is asked for?",
            lambda: bytes_in("utf-8", "002") - bytes_in("gbk", "002"),
        ),
    ),
)


# ---------------------------------------------------------------- 01-2

ANY_CHIP = re.compile(r"(?<![0-9A-Za-z])[A-Z]\d{2,3}(?!\d)")


def paragraphs_with(word: str, number: str = "003") -> int:
    """How many paragraphs of an article hold a word."""
    return sum(word in paragraph.text for paragraph in article(number).paragraphs)


def paragraphs_with_it_once() -> int:
    """How many paragraphs hold the name once and not more often."""
    return sum(paragraph.text.count("H20") == 1 for paragraph in article("003").paragraphs)


def paragraphs_with_any_chip() -> int:
    """How many paragraphs name a chip by one letter and a number."""
    return sum(bool(ANY_CHIP.search(paragraph.text)) for paragraph in article("003").paragraphs)


PARAGRAPHS = Question(
    "01-2",
    "Paragraphs that name a chip",
    Number("paragraphs", decimals=0, tolerance=0.4),
    lambda: paragraphs_with("H20"),
    hints=(
        "Go through the paragraphs one by one and ask each a question that is answered by yes or "
        "no.",
        'A loop over article.paragraphs; "H20" in paragraph.text is True or False. Count how '
        "often it is True.",
    ),
    mistakes=(
        Mistake(
            "places counted, not paragraphs",
            'raw.count("H20").',
            "You counted every place. If a paragraph names the chip three times, how often should "
            "it count?",
            lambda: article("003").raw.count("H20"),
        ),
        Mistake(
            "all paragraphs counted",
            "len(article.paragraphs).",
            "That is how many paragraphs there are. Which of them are asked for?",
            lambda: len(article("003").paragraphs),
        ),
        Mistake(
            "the paragraphs without the name",
            "not in, or the rest.",
            "Those are the paragraphs that do not name it. Which are asked for?",
            lambda: len(article("003").paragraphs) - paragraphs_with("H20"),
        ),
        Mistake(
            "another article",
            "The same for article 002.",
            "That is article 002. Which one is asked for?",
            lambda: paragraphs_with("H20", "002"),
        ),
        Mistake(
            "only those that begin with the name",
            "startswith in place of in.",
            "You found those that begin with the name. May it stand further on, too?",
            lambda: sum(p.text.startswith("H20") for p in article("003").paragraphs),
        ),
        Mistake(
            "the whole paragraph compared",
            'paragraph.text == "H20", or "H20" in article.paragraphs.',
            "No paragraph is nothing but the name. What asks whether a text holds a word?",
            lambda: sum(p.text == "H20" for p in article("003").paragraphs),
        ),
        Mistake(
            "only those that have it once",
            'paragraph.text.count("H20") == 1: "at least once" is read as "once".',
            "You left out paragraphs that name it more than once. What does 'at least' allow?",
            paragraphs_with_it_once,
        ),
        Mistake(
            "other chips counted as well",
            "The title speaks of a chip, so a paragraph that names only the H100 is counted too.",
            "One of your paragraphs names a chip, but another one. Which name is asked for?",
            paragraphs_with_any_chip,
        ),
    ),
)


# ---------------------------------------------------------------- 01-3


def count_name(text: str, name: str) -> int:
    """How often a name stands in a text with no letter or digit of English beside it."""
    return len(re.findall(rf"(?<![0-9A-Za-z]){re.escape(name)}(?![0-9A-Za-z])", text))


AT_THE_END = "GH200,H200"


@cache
def texts_and_names() -> tuple[tuple[str, str], ...]:
    """Lines of our own for what the articles do not have, then articles with names in them.

    Short ones first: the check shows the first cases that fail.
    """
    return (
        (AT_THE_END, "H200"),
        ("H20不是H200,也不是H20E;最后是H20", "H20"),
        ("只有H100", "H20"),
        ("910、9100、9105", "910"),
        ("H20/H20", "H20"),
        (article("004").raw, "H20"),
        (article("004").raw, "H200"),
        (article("001").raw, "H20"),
        (article("002").raw, "H20"),
        (article("004").raw, "910"),
        (article("003").raw, "910B"),
    )


def wrong_text_count(text, name):
    return text.count(name)


def wrong_word_boundary(text, name):
    import re

    return len(re.findall(rf"\b{name}\b", text))


def wrong_split(text, name):
    return text.split().count(name)


def wrong_yes_or_no(text, name):
    return 1 if name in text else 0


def wrong_zero_taken_off(text, name):
    return text.count(name) - text.count(name + "0")


def wrong_digits_only(text, name):
    import re

    return len(re.findall(rf"(?<!\d){name}(?!\d)", text))


def wrong_end_only(text, name):
    import re

    return len(re.findall(rf"{name}(?![0-9A-Za-z])", text))


def wrong_sign_needed(text, name):
    import re

    return len(re.findall(rf"(?<![0-9A-Za-z]){name}[^0-9A-Za-z]", text))


def wrong_sign_used_up(text, name):
    """Takes the signs beside a name along, so that the next name lacks one."""
    import re

    return len(re.findall(rf"(?:^|[^0-9A-Za-z]){name}(?:$|[^0-9A-Za-z])", text))


def wrong_list_of_hits(text, name):
    import re

    return re.findall(rf"(?<![0-9A-Za-z]){name}(?![0-9A-Za-z])", text)


def count_given(results, text: str, name: str) -> int | None:
    """What a function gave for a text and a name, if it is a whole number."""
    value = results[texts_and_names().index((text, name))].value
    return value if isinstance(value, int) else None


def counts_longer_names(results) -> bool:
    """Whether every H200 of an article was counted as H20 as well."""
    text = article("004").raw
    short, long = (count_given(results, text, name) for name in ("H20", "H200"))
    return long is not None and short == long > 1


def needs_a_sign(results) -> bool:
    """Whether an article is counted right and a name at the end of a line is not seen."""
    text = article("004").raw
    finds_others = count_given(results, text, "H200") == count_name(text, "H200")
    return finds_others and count_given(results, AT_THE_END, "H200") == 0


NAME = Question(
    "01-3",
    "How often is it named?",
    Function(texts_and_names),
    count_name,
    hints=(
        "Which sign must not stand right after the name, and which not right before it?",
        "In a pattern (?![0-9A-Za-z]) means: no letter or digit of English comes next. And "
        "(?<![0-9A-Za-z]) means: none stands right before. Put the name between them.",
    ),
    mistakes=(
        Mistake(
            "a longer name counted as well",
            "text.count(name): H200 begins with the letters of H20.",
            "You count another chip, too: H200 begins with H20. What must not stand right after "
            "the name?",
            wrong_text_count,
            when=counts_longer_names,
            listed="h20_in_h200",
        ),
        Mistake(
            "a Chinese character taken for the end of a word",
            r"\bH20\b: for Python a Chinese character is a letter like any other.",
            "Chinese has no spaces, and Python takes 芯 for a letter of the same word. What can "
            r"stand in the place of \b?",
            wrong_word_boundary,
        ),
        Mistake(
            "cut at spaces",
            "split and then count.",
            "You cut at spaces. How many spaces stand around a name in a Chinese sentence?",
            wrong_split,
        ),
        Mistake(
            "yes or no in place of how many",
            "name in text.",
            "Your function says whether the name is there. How often?",
            wrong_yes_or_no,
        ),
        Mistake(
            "only the 0 looked at",
            "text.count(name) - text.count(name + '0').",
            "H20 works. What about 910 in 910B, where no 0 follows?",
            wrong_zero_taken_off,
        ),
        Mistake(
            "only digits looked at",
            r"(?!\d) behind the name.",
            "A digit must not follow, and what else? Look at 910 and 910B.",
            wrong_digits_only,
        ),
        Mistake(
            "only the end looked at",
            "Nothing is asked about the sign before the name.",
            "GH200 is another chip than H200. On which side does it differ?",
            wrong_end_only,
        ),
        Mistake(
            "a name at the end of the text is lost",
            "[^0-9A-Za-z] behind the name: there must be a sign.",
            "Your pattern wants a sign behind the name. What stands behind the last word of a "
            "text?",
            wrong_sign_needed,
            when=needs_a_sign,
        ),
        Mistake(
            "one sign taken for two names",
            "(?:^|[^0-9A-Za-z]) and (?:$|[^0-9A-Za-z]): the sign between two names is used up.",
            "Where one sign stands between two names, you find only the first. Your pattern takes "
            "that sign along: what looks at a sign and leaves it?",
            wrong_sign_used_up,
        ),
        Mistake(
            "the hits, not how many",
            "The list of findall is given back.",
            "Your function gives back a list. What tells how long a list is?",
            wrong_list_of_hits,
            when=lambda results: isinstance(results[0].value, list),
        ),
    ),
)


# ---------------------------------------------------------------- 01-4

PAIRS = ("國/国", "這/这", "個/个", "產/产", "雲/云", "麼/么", "裡/里", "於/于", "佔/占", "幹/干")


def pairs_found(numbers, how=any, side: int = 2) -> list[str]:
    """The pairs of which one side (0 or 2) stands in any (or all) of some articles."""
    return [pair for pair in PAIRS if how(pair[side] in article(n).raw for n in numbers)]


def fits_one_late_article(value) -> bool:
    """Whether a list is the one of a single article behind the first ones."""
    return any(set(value) == set(pairs_found([number])) for number in TRADITIONAL[2:])


MISLEADING = Question(
    "01-4",
    "Which signs mislead?",
    Items("pairs"),
    lambda: pairs_found(TRADITIONAL),
    hints=(
        "For each pair count the second character in each of the four articles, as part 3 of the "
        "lesson did for 后.",
        "A loop over the pairs, in it a loop over the four articles: if pair[2] stands in the "
        "text of one of them, the pair belongs in your list.",
    ),
    mistakes=(
        Mistake(
            "only one article looked at",
            "The first article is taken for all.",
            "You are nearly there. Have you asked all four articles? One of them has a sign that "
            "the first one has not.",
            lambda: pairs_found(["000"]),
        ),
        Mistake(
            "wanted in every article",
            "A pair is listed only if all four articles have its second character.",
            "Your list has only those that stand in all four. Is one article that misleads not "
            "enough?",
            lambda: pairs_found(TRADITIONAL, all),
        ),
        Mistake(
            "the simplified article taken in",
            "The loop runs over all five articles.",
            "You asked an article that is in simplified script. Of course it has the second "
            "characters: which four are asked for?",
            lambda: pairs_found([*TRADITIONAL, "002"]),
        ),
        Mistake(
            "the pairs that work",
            "The list of those whose second character never stands there, or whose first does.",
            "These are the pairs that tell the script well. Which ones tell it wrongly?",
            lambda: [pair for pair in PAIRS if pair not in pairs_found(TRADITIONAL)],
        ),
        Mistake(
            "one half of each pair",
            "The second characters are listed.",
            "Write the whole pair, as it stands in the list pairs.",
            lambda: [pair[2] for pair in pairs_found(TRADITIONAL)],
            when=lambda value: all(len(str(each)) == 1 for each in value),
        ),
        Mistake(
            "only the simplified article looked at",
            "The second characters are looked for in 002.",
            "You looked at article 002 only. Are these signs a surprise there?",
            lambda: pairs_found(["002"]),
        ),
        Mistake(
            "the list begun anew for each article",
            "The empty list is made inside the loop over the articles, so the last one is left.",
            "Your list fits one article, and not the first. In your code, how often is the list "
            "made empty: once before the loop, or in every round?",
            lambda: pairs_found(TRADITIONAL[-1:]),
            when=fits_one_late_article,
        ),
    ),
)


# ---------------------------------------------------------------- 01-5

PERSON, BODY = "a named person", "a named body"
NO_NAME, ARTICLE = "somebody without a name", "the article"
SPOKEN = ("002-05", "002-27", "002-28", "002-33", "001-18", "001-21", "000-34")
# What the ledger writes where nobody is named.
WITHOUT_NAME = ("anonymous", "an institute that is not named")


def kind_of_speaker(claim_id: str) -> str:
    """Who speaks in a claim: by the ledger, and by the glossary for what sort of name it is."""
    from chipclaims import tables

    speaker = claim(claim_id)["speaker"]
    if speaker == "the article":
        return ARTICLE
    if speaker in WITHOUT_NAME:
        return NO_NAME
    people = {
        name
        for row in tables.rows("glossary")
        if row["kind"] == "person"
        for name in row["english"].split(";")
    }
    return PERSON if speaker in people else BODY


@cache
def speakers() -> dict[str, str]:
    """Who speaks in each claim of the question."""
    return {claim_id: kind_of_speaker(claim_id) for claim_id in SPOKEN}


def says(new: str, *claim_ids: str) -> dict[str, str]:
    """Entries of an answer."""
    return dict.fromkeys(claim_ids, new)


def says_one_of(new: str, *claim_ids: str):
    """Whether an answer has the label for at least one of the claims."""
    return lambda value: any(value.get(each) == new for each in claim_ids)


SPEAKERS = Question(
    "01-5",
    "Whose number is it?",
    Classes((PERSON, BODY, NO_NAME, ARTICLE)),
    speakers,
    hints=(
        "Look for a word of speaking: report, announce, say, state, hear. Then ask who does that, "
        "not of whom it is told.",
        "No word of speaking and no quotation marks: nobody but the article says it. A word of "
        "speaking, or a judgement that is quoted as another's, and no name with it: somebody "
        "without a name says it.",
    ),
    mistakes=(
        Mistake(
            "hearsay taken for the article's own words",
            "据悉 (it is reported) and 还有消息称 (there was even news) are passed over.",
            "In a sentence with 'it is reported' or 'there was news', does the article say that "
            "it knows this itself?",
            lambda: says(ARTICLE, "002-27", "002-28"),
            when=says_one_of(ARTICLE, "002-27", "002-28"),
        ),
        Mistake(
            "the speaker of the sentence before",
            "Huang announces that Thor is in production, and the next sentence is taken for his.",
            "Huang speaks in the sentence before. Which words begin the next one?",
            lambda: says(PERSON, "002-27"),
        ),
        Mistake(
            "whom it is about",
            "The claim is about people or firms, so they are taken for the speaker.",
            "You name those of whom it is told. Who tells it?",
            lambda: {**says(PERSON, "002-05"), **says(BODY, "000-34")},
            when=lambda value: (
                says_one_of(PERSON, "002-05")(value) or says_one_of(BODY, "000-34", "001-18")(value)
            ),
        ),
        Mistake(
            "a named speaker taken for the article",
            "The word of speaking is passed over, since the article tells it.",
            "Somebody with a name says something there: a company, an agency or a person. Which "
            "word shows that they speak?",
            lambda: says(ARTICLE, "002-33"),
            when=says_one_of(ARTICLE, "002-33", "002-05", "001-21"),
        ),
        Mistake(
            "no source taken for a hidden source",
            "A number without a source is thought to come from somebody.",
            "Is there any word of speaking in that sentence? If not, who alone answers for it?",
            lambda: says(NO_NAME, "001-18"),
        ),
        Mistake(
            "'he' taken for nobody",
            "The sentence has no name in it, only a pronoun or an office.",
            "A sentence can speak of somebody who was named before. Of whom do these paragraphs "
            "tell?",
            lambda: says(NO_NAME, "001-21"),
        ),
        Mistake(
            "words in quotation marks taken for the article's own",
            "Nobody is named beside “…”, so the article is thought to speak.",
            "The lesson found such marks around nicknames and irony, too. Is this a nickname, or "
            "a judgement that is quoted? And if it is quoted: is anybody named?",
            lambda: says(ARTICLE, "000-34"),
        ),
        Mistake(
            "a name overlooked",
            "A report or an announcement is taken for one of nobody knows whom.",
            "One of your speakers without a name has one. Which name stands right before the word "
            "of speaking?",
            lambda: says(NO_NAME, "002-33"),
            when=says_one_of(NO_NAME, "002-33", "002-05"),
        ),
    ),
)


# ---------------------------------------------------------------- 01-6

EARLIEST, LATEST, NOTHING = "no earlier than", "no later than", "nothing"
TOLD = ("001-10", "003-14", "002-29", "002-36", "002-42")
SILENCE, VISIT = "H200", "White House"


def bound_of(claim_id: str) -> str:
    """What a claim proves of the date of its article."""
    return EARLIEST if claim(claim_id)["status"] == "fact" else NOTHING


@cache
def bounds() -> dict[str, str]:
    """What each piece of evidence proves."""
    latest = article("002").sheet["date"]["with_sources"]["latest"]
    assert SILENCE not in article("003").raw
    return {
        **{claim_id: bound_of(claim_id) for claim_id in TOLD},
        SILENCE: NOTHING,
        VISIT: LATEST if event_date("huang_white_house") == latest else NOTHING,
    }


EVIDENCE = Question(
    "01-6",
    "What does it tell about the date?",
    Classes((EARLIEST, LATEST, NOTHING)),
    bounds,
    hints=(
        "Ask of each piece: does it tell something as past, something to come, or nothing at all?",
        "What is told as past was over before the article was written. What is to come proves "
        "little by itself; only an outside source that dates a near day can help.",
    ),
    mistakes=(
        Mistake(
            "a forecast taken for a last day",
            "It says that something will be, so it must be older than that.",
            "Can a later text carry an old forecast on? Remember the forecast in article 004.",
            lambda: says(LATEST, "002-36", "002-42"),
            when=says_one_of(LATEST, "002-36", "002-42", "002-29"),
        ),
        Mistake(
            "a year to come taken for the past",
            "A year stands in the text, so the text cannot be older.",
            "A year stands there, but is it told as past? An article can speak of a year that "
            "has not begun.",
            lambda: says(EARLIEST, "002-29", "002-36"),
            when=says_one_of(EARLIEST, "002-29", "002-36", "002-42"),
        ),
        Mistake(
            "silence taken for a proof",
            "An article that leaves out an event is thought to be older than it.",
            "The article leaves something out. Must everybody who knew of it have written of it?",
            lambda: says(LATEST, SILENCE),
            when=lambda value: value.get(SILENCE) in (LATEST, EARLIEST),
        ),
        Mistake(
            "the past taken for a last day",
            "The bound is turned round.",
            "Something is told as past there. Was the article written before it or after it?",
            lambda: says(LATEST, "001-10", "003-14"),
            when=says_one_of(LATEST, "001-10", "003-14"),
        ),
        Mistake(
            "the outside source left out",
            "A visit to come is treated as any forecast.",
            "A source from outside gives that Wednesday its date. When does a text say "
            "'on Wednesday' and nothing more?",
            lambda: says(NOTHING, VISIT),
        ),
        Mistake(
            "a visit to come taken for the past",
            "The visit took place, so the article is thought to know of it.",
            "At the time of the article, had the visit been made, or was it still to come?",
            lambda: says(EARLIEST, VISIT),
        ),
        Mistake(
            "old news taken for no news",
            "An event of the year before is thought to prove nothing.",
            "An old event gives a weak bound, but a bound. Can the article be older than what it "
            "tells as past?",
            lambda: says(NOTHING, "003-14"),
            when=says_one_of(NOTHING, "003-14", "001-10"),
        ),
    ),
)


# ---------------------------------------------------------------- 01-7

RELATIVE = ("001-05", "001-11", "002-28", "002-35")
MONTH = re.compile(r"\d{4}-\d\d")


def months(year_shift: int = 0) -> list[dict[str, str]]:
    """Each claim with the month of its event by the ledger, or so many years later."""
    rows = []
    for claim_id in RELATIVE:
        year, month = claim(claim_id)["period"].split("-")
        rows.append({"claim": claim_id, "event": f"{int(year) + year_shift}-{month}"})
    return rows


def month_of_article(claim_id: str) -> str:
    """The first month in which the article of a claim can have been written."""
    return article(claim_id[:3]).sheet["date"]["with_sources"]["earliest"][:7]


def with_changes(changes: dict[str, str]) -> list[dict[str, str]]:
    """The right table with some events changed."""
    return [{**row, "event": changes.get(row["claim"], row["event"])} for row in months()]


def shifted(years: int, *claim_ids: str) -> dict[str, str]:
    """The events of some claims, so many years later."""
    return {row["claim"]: row["event"] for row in months(years) if row["claim"] in claim_ids}


def has_one_of(changes):
    """Whether a table has at least one of these events."""
    return lambda rows: any(rows.get(k, {}).get("event") == v for k, v in changes().items())


def has_other_form(rows) -> bool:
    """Whether an event is not written as asked for."""
    return any(not MONTH.fullmatch(str(row["event"])) for row in rows.values())


def is_later_than_articles(rows) -> bool:
    """Whether an event lies in a year after that of the articles."""
    last = max(month_of_article(claim_id) for claim_id in RELATIVE)[:4]
    in_form = [str(r["event"]) for r in rows.values() if MONTH.fullmatch(str(r["event"]))]
    return any(event[:4] > last for event in in_form)


def same_month_as_article() -> dict[str, str]:
    """Every event in the month of its article."""
    return {claim_id: month_of_article(claim_id) for claim_id in RELATIVE}


@cache
def months_of_references() -> dict[str, str]:
    """For claims with an event of another month beside them in the ledger: that month."""
    found = {}
    for row in months():
        table, _, event = (claim(row["claim"])["reference_id"] or "").partition(".")
        if table == "timeline" and event_date(event)[:7] != row["event"]:
            found[row["claim"]] = event_date(event)[:7]
    return found


WHEN = Question(
    "01-7",
    "This year, last year, in June",
    Table(("claim", "event"), "claim"),
    months,
    hints=(
        "Do not begin with today. From which day does the writer of the article count?",
        "Take the year of the article from the table; 'last year' is one less; a month without a "
        "year has the year of the sentence before it.",
    ),
    mistakes=(
        Mistake(
            "not written as year and month",
            "Only the year, or the month in words.",
            "Write each event as year and month with a line between them, as in the example.",
            lambda: with_changes({row["claim"]: row["event"][:4] for row in months()}),
            when=has_other_form,
        ),
        Mistake(
            "counted from today",
            "'This year' is taken for the year in which one reads.",
            "One of your events lies after its own article. Whose 'this year' is it: yours or "
            "the writer's?",
            lambda: months(1),
            when=is_later_than_articles,
            listed="relative_to_today",
        ),
        Mistake(
            "the date of the article taken for the date of the event",
            "The month in which the article was written is given for what it tells.",
            "That is when the article was written. Does the sentence tell of that month or of an "
            "earlier one?",
            lambda: with_changes(same_month_as_article()),
            when=has_one_of(same_month_as_article),
            listed="article_date_as_event",
        ),
        Mistake(
            "last year taken for this year",
            "The year of the article is given to 去年 as well.",
            "One of the sentences says 去年. What is that in English?",
            lambda: with_changes(shifted(1, "001-05")),
            when=lambda rows: (
                has_one_of(lambda: shifted(1, "001-05"))(rows) and not is_later_than_articles(rows)
            ),
        ),
        Mistake(
            "one year too many taken away",
            "'Last year' is counted from a year that is itself a year too early.",
            "Your last year is two years before the article. Take away one.",
            lambda: with_changes(shifted(-1, "001-05")),
        ),
        Mistake(
            "a month with the wrong year beside it",
            "The year is taken from another sentence: 去年 some lines before.",
            "A month stands there without a year. Which year stands in the sentence right before "
            "it?",
            lambda: with_changes(shifted(-1, "001-11")),
        ),
        Mistake(
            "the month of the sentence before",
            "The first month in the quotation is taken.",
            "One of your months is that of the sentence before. Which month stands with Huawei?",
            lambda: with_changes({"001-11": claim("001-10")["period"]}),
        ),
        Mistake(
            "the year that is named most",
            "2024 stands in article 002 more often than any other year.",
            "今年 is 'this year'. Is that the year that a text names most, or the one in which it "
            "was written?",
            lambda: with_changes(shifted(-1, "002-28", "002-35")),
            when=has_one_of(lambda: shifted(-1, "002-28", "002-35")),
        ),
        Mistake(
            "the date of another report",
            "The timeline has a report on the same matter, and its month is given.",
            "One of your months is that of a report in the timeline. What is asked: when it was "
            "in fact, or when it was if the article is right?",
            lambda: with_changes(months_of_references()),
            when=has_one_of(months_of_references),
        ),
    ),
)


# ---------------------------------------------------------------- 01-8

PLATFORM_SPEAKS = re.compile(
    r"NetEase(?: Hao)?,? (?:has )?(?:wrote|writes|written|published|publishes|reports?|reported|"
    r"says|said|claims?)\b(?! (?:line|the (?:notice|last|page|end))\b)"
    r"|(?:written|published|reported) by (?:the platform )?NetEase",
    re.IGNORECASE,
)
A_BOUND = re.compile(
    r"no(?:t| one)? (?:be )?(?:earlier|older)|not before|or later|earliest"
    r"|first (?:possible )?(?:day|date)"
    r"|after\b|since\b|(?:not|cannot|can't|n't) (?:\w+ ){1,3}(?:before|earlier|older)\b"
    r"|(?:later|newer|younger) than"
    r"|\bbetween\b[^.;]{0,40}(?:20\d\d|januar|februar)[^.;]{0,25}\band\b"
    r"|\bfrom [^.;]{0,12}(?:20\d\d|januar|februar)[^.;]{0,16}\bon(?:wards?)?\b",
    re.IGNORECASE,
)
PLACE = re.compile(r"NetEase|platform|網易|网易|social media|\buser", re.IGNORECASE)
NOT_KNOWN = re.compile(
    r"unknown|not known|nobody knows|do(?:es)? not (?:know|say|name|tell)|no name|without a name"
    r"|not named|no author|cannot|not stated|don't know|doesn't (?:say|name|tell)",
    re.IGNORECASE,
)
EVIDENCE_NAMED = re.compile(r"\bline\b|notice|\bclaim\b|timeline|rule|hearing|quot", re.IGNORECASE)
SPEAKS = re.compile(
    r"Huang|Peters|insider|people who know|anonymous|institut|own voice|who speaks|speaker|Nvidia "
    r"(?:said|says|expected)",
    re.IGNORECASE,
)
DATE = re.compile(r"20\d\d|januar|februar|march|april|december|date", re.IGNORECASE)
# Whoever is quoted without a name, in whatever word. "All have a name" has none of these.
NAMELESS = re.compile(
    r"insider|anonym|unnamed|nameless|unidentified|institut|experts?\b|analyst|familiar|informed"
    r"|(?:some|other|two|several|many|industry|company|government) sources?\b"
    r"|\bsources? (?:who|say|said|with|close|in|are|is)\b"
    r"|somebody|someone|\bneither\b|\bnor\b"
    r"|\bpe(?:rsons?|ople) (?:who (?:knows?|ha[sd]|have|is|are|was|were|do|does)\b|with|close|near"
    r"|in the know)"
    r"|\b(?:people|persons?|others?|officials?|one|some|many|several|speakers?|voices?) "
    r"(?:\w+ ){0,4}(?:no|not|without)\b (?:\w+ )?named?s?\b",
    re.IGNORECASE,
)
NO_NAME_GIVEN = re.compile(
    r"(?:\bnot|n't|\bno|\bnever|\bwithout)\b (?:\w+ ){0,2}named?s?\b", re.IGNORECASE
)
OF_THE_WRITER = re.compile(
    r"author|wrote|writ|user|post|notice|platform|outlet|publish", re.IGNORECASE
)
PRAISE_OR_BLAME = re.compile(
    r"(?<!no )\b(?:un)?(?:trustworthy|reliable|credible|believable)\b"
    r"|\b(?:can|cannot|can't|may|should) (?:not )?(?:be )?trust(?:ed)?\b"
    r"|\b(?:biased|propaganda|one-sided|pro-China|anti-American|fake news)\b"
    r"|\b(?:good|bad|serious|honest|dishonest) (?:article|text|source|journalism)\b",
    re.IGNORECASE,
)
# A sentence that leaves it open, or gives somebody's words, does not judge the article.
LEFT_OPEN = re.compile(
    r"[“\"「]|\b(?:whether|how far|how much|no judgement|date|day|bound|evidence|not for (?:us|me)"
    r"|(?:cannot|can't|could not|couldn't|do not|don't|did not|didn't) "
    r"(?:\w+ )?(?:say|tell|know|judge|find|decide|check))\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[.!?])\s+")
NEW_RULES = re.compile(r"januar\w*,? (?:of )?2026|2026-01", re.IGNORECASE)
# Who says that the bound is that of the text alone has left the hearing out knowingly.
LATER_DAY = re.compile(
    r"februar|\bfeb\b|2026-0[2-9]|\b24[./ -]+0?2\b|\b0?2[./]24\b|march|alone|text itself",
    re.IGNORECASE,
)
MONTH_NAME = (
    r"(?:januar|februar|march|april|may|june|july|august|septemb|octob|novemb|decemb)[a-z]*"
)
A_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?)?(?:{MONTH_NAME}\b|20\d\d)"
FIRST_DAY = (
    r"(?:no(?:t|thing)? (?:be )?(?:earlier|older) than|not before"
    r"|(?:first|earliest) (?:possible )?day(?: is|:)"
    r"|(?:writ\w+|wrote|posted|published|dated?|it is|it was)\b[^.;]{0,20}\b(?:after|since|from))"
)
AT_FIRST = rf"\b{FIRST_DAY} (?:the )?(?:(?:beginning|end|year|month) )?(?:of )?"
BEFORE_2026 = re.compile(
    rf"{AT_FIRST}(?:\d{{1,2}} )?(?:{MONTH_NAME},? (?:\d{{1,2}},? )?(?:of )?)?20(?:1\d|2[0-5])\b",
    re.IGNORECASE,
)
ONLY_THE_YEAR = re.compile(rf"{AT_FIRST}2026\b(?!-)", re.IGNORECASE)
AFTER_THE_HEARING = re.compile(
    rf"{AT_FIRST}(?:\d{{1,2}} )?(?:2026-(?:0[3-9]|1[0-2])|(?!janu|febr){MONTH_NAME},? "
    r"(?:\d{1,2},? )?(?:of )?2026)",
    re.IGNORECASE,
)
FEBRUARY = re.compile(r"februar|\bfeb\b|2026-02|\b24[./ -]+0?2\b|\b0?2[./]24\b", re.IGNORECASE)
OF_A_FIRST_DAY = re.compile(
    r"(?:no|not|nothing|cannot|can't|n't)(?: \w+){0,4} (?:earlier|older|before)(?: than)?",
    re.IGNORECASE,
)
LAST_DAY = re.compile(
    rf"(?:\b(?:writ\w+|wrote|posted|published|uploaded|dated?|it is|it was|must be)\b[^.;:]{{0,25}}"
    rf"\b(?:before|until)|\b20\d\d,? (?:and|but|to|until)(?: \w+){{0,3}} before"
    rf"|\bno(?:t)? (?:later|newer|younger) than|\bnot after|\bat the latest(?: on| in| by|:)?"
    rf"|\b(?:last|latest) (?:possible )?day(?: is| was|:)"
    rf"|\bbetween\b[^.;]{{0,30}}20\d\d(?:-\d\d-\d\d)? and) "
    rf"(?:the )?(?:(?:beginning|middle|end) )?(?:of )?{A_DAY}",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"\b(?:not|cannot|never|nobody|nothing|without|impossible|unknown|whether|if"
    r"|no (?:one|evidence|proof|source|sign|document|place|word))\b|n't\b",
    re.IGNORECASE,
)


def names_a_last_day(text: str) -> bool:
    """Whether a sentence tells by what day the article had been written."""
    for sentence in SENTENCE.split(text):
        rest = OF_A_FIRST_DAY.sub("", sentence)
        days = LAST_DAY.finditer(rest)
        if any(not DENIED.search(rest[: day.start()][-30:]) for day in days):
            return True
    return False


def overlooks_the_nameless(text: str) -> bool:
    """Whether nothing tells of people who are quoted without a name."""
    sentences = SENTENCE.split(text)
    told = any(NO_NAME_GIVEN.search(s) and not OF_THE_WRITER.search(s) for s in sentences)
    return not told and not NAMELESS.search(text)


def judges_the_article(text: str) -> bool:
    """Whether a sentence says that the article is to be trusted, or is not."""
    return any(
        PRAISE_OR_BLAME.search(sentence) and not LEFT_OPEN.search(sentence)
        for sentence in SENTENCE.split(text)
    )


def stops_at_an_early_event(text: str) -> bool:
    """Whether the bound is a day before the hearing, with no word of the hearing's own day."""
    if BEFORE_2026.search(text) and not FEBRUARY.search(text) and not NEW_RULES.search(text):
        return True
    is_early = NEW_RULES.search(text) or ONLY_THE_YEAR.search(text)
    return bool(is_early) and not LATER_DAY.search(text)


def begins_after_the_hearing(text: str) -> bool:
    """Whether the bound is a day on which nothing happens that the article tells."""
    return bool(AFTER_THE_HEARING.search(text)) and not FEBRUARY.search(text)


GOOD_NOTE = (
    "Article 004 stood on NetEase Hao, a platform where users can post; the notice in its last "
    "line says so and gives no name. The author and the outlet are unknown. It was written no "
    "earlier than 24 February 2026, the day of the hearing it tells of; a last day is not known. "
    "It quotes David Peters and insiders, and most of its numbers it gives in its own voice."
)


def note(*changes: tuple[str, str]) -> str:
    """The good note with parts of it replaced."""
    text = GOOD_NOTE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


# In this order: a note is told the first thing that it lacks.
CHECKS = (
    lambda text: bool(PLATFORM_SPEAKS.search(text)),
    lambda text: not PLACE.search(text),
    lambda text: not NOT_KNOWN.search(text),
    lambda text: not DATE.search(text),
    lambda text: not A_BOUND.search(text),
    lambda text: not EVIDENCE_NAMED.search(text),
    lambda text: not SPEAKS.search(text),
    overlooks_the_nameless,
    judges_the_article,
    begins_after_the_hearing,
    stops_at_an_early_event,
    names_a_last_day,
)


def first_fault(number: int):
    """Whether a note has the fault of that number and none of those before it."""

    def shows_it(text: str) -> bool:
        line = " ".join(text.split())  # words that belong together may stand on two lines
        return CHECKS[number](line) and not any(fault(line) for fault in CHECKS[:number])

    return shows_it


SOURCE = Question(
    "01-8",
    "A source note for article 004",
    Writing(
        50,
        (
            "A reader learns where the text stood and who is not known.",
            "The first possible day has its evidence beside it, and the last one is left open.",
            "You keep apart what the text alone shows and what comes from an outside source.",
            "You name at least one who is quoted, and say what the article says in its own voice.",
            "You do not say whether the article is good or bad, or on whose side it is.",
            "Every sentence can be checked by somebody who opens the file.",
        ),
    ),
    lambda: GOOD_NOTE,
    hints=(
        "Go through the parts of the lesson in order: who published it (4), who speaks (5), when "
        "(6). One or two sentences for each.",
        "For each part say first what is not known, then what stands in the text, with its line or "
        "its words. For the date give a bound.",
    ),
    mistakes=(
        Mistake(
            "the platform taken for the author",
            "The only name on the page is that of the platform.",
            "Did the platform write this, or did somebody post it there? Read the notice at the "
            "end once more.",
            lambda: note(
                (
                    "Article 004 stood on NetEase Hao, a platform where users can post;",
                    "NetEase Hao published article 004;",
                )
            ),
            when=first_fault(0),
        ),
        Mistake(
            "where it stood is left out",
            "The note begins with what the article tells.",
            "Where did the text stand? The notice in its last line says it.",
            lambda: note(
                (
                    "stood on NetEase Hao, a platform where users can post; the notice in its last "
                    "line says so and gives no name.",
                    "is about chips and gives no name.",
                )
            ),
            when=first_fault(1),
        ),
        Mistake(
            "what is not known is left out",
            "Only what was found is written down.",
            "A reader must learn what nobody knows, too. Is there an author's name on the page?",
            lambda: note(
                (" and gives no name", ""),
                (" The author and the outlet are unknown.", ""),
                ("; a last day is not known", ""),
            ),
            when=first_fault(2),
        ),
        Mistake(
            "no date at all",
            "The file carries no date, so the note says nothing of it.",
            "The file has no date, but what it tells has. What is the last thing that it tells as "
            "past?",
            lambda: note(
                (
                    "It was written no earlier than 24 February 2026, the day of the hearing it "
                    "tells of; a last day is not known. ",
                    "",
                )
            ),
            when=first_fault(3),
        ),
        Mistake(
            "a date in place of a bound",
            "'It was written on …': the day of the last event is taken for that of the text.",
            "Can you know the very day? What does an event that is told as past prove?",
            lambda: note(("It was written no earlier than 24", "It was written on 24")),
            when=first_fault(4),
        ),
        Mistake(
            "no evidence is shown",
            "The note says what is so, and not how one knows.",
            "How do you know? Name a line, a notice, a claim or an event for it.",
            lambda: note(
                ("the notice in its last line says so and gives no name", "no name is given"),
                (", the day of the hearing it tells of", ""),
                ("It quotes David Peters and insiders, and", "David Peters speaks in it, and"),
            ),
            when=first_fault(5),
        ),
        Mistake(
            "who speaks is left out",
            "Only place and date are told.",
            "Whose words does the article give? Name one who is quoted, or say that they have no "
            "name.",
            lambda: note(
                (
                    "It quotes David Peters and insiders, and most of its numbers it gives in its "
                    "own voice.",
                    "It is about the export of chips to China and has 42 lines.",
                )
            ),
            when=first_fault(6),
        ),
        Mistake(
            "those without a name are overlooked",
            "Only the people with a name are listed.",
            "Some people in the article speak and have no name. Which words are used for them? "
            "Look in part 5 of the lesson.",
            lambda: note(("David Peters and insiders,", "David Peters and Huang,")),
            when=first_fault(7),
        ),
        Mistake(
            "a judgement on the article",
            "A source note is taken for a recommendation.",
            "One sentence of yours says whether to trust the article. What of it can a reader "
            "check who opens the file?",
            lambda: GOOD_NOTE + " So the article is quite trustworthy.",
            when=first_fault(8),
        ),
        Mistake(
            "the bound set by an earlier event",
            "The new rules are told as past, and so is something later, which is not looked at.",
            "Your first day is that of one thing told as past. Is anything told as past that "
            "came later? The timeline dates it.",
            lambda: note(
                (
                    "24 February 2026, the day of the hearing it tells of",
                    "January 2026, the month of the new rules it tells of",
                )
            ),
            when=first_fault(10),
        ),
        Mistake(
            "a first day after all that it tells",
            "The day of a later event, or of the reading, is taken for a bound.",
            "Your first day comes after everything that the article tells. What keeps it from "
            "being a little older? The timeline dates the last event in it.",
            lambda: note(
                (
                    "24 February 2026, the day of the hearing it tells of",
                    "August 2026, some months after the hearing it tells of",
                )
            ),
            when=first_fault(9),
        ),
        Mistake(
            "a last day without a source",
            "The article is silent on later events, so it is thought to be older than they are.",
            "You name a last day. By what do you know it? Think of what the lesson says of "
            "forecasts and of silence.",
            lambda: note(("a last day is not known", "it was written before April 2026")),
            when=first_fault(11),
        ),
    ),
)

QUESTIONS = (SHORTER, PARAGRAPHS, NAME, MISLEADING, SPEAKERS, EVIDENCE, WHEN, SOURCE)
