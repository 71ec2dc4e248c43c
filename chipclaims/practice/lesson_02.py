"""Questions of lesson 02: repairing the text."""

from __future__ import annotations

import re
from functools import cache

from chipclaims.practice.kinds import (
    Classes,
    Function,
    Items,
    Number,
    Pattern,
    Text,
    Writing,
)
from chipclaims.practice.kinds.pattern import Score, Task
from chipclaims.practice.questions import Mistake, Question

CHINESE = r"\u4e00-\u9fff"
TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
SYLLABLE = rf"\([a-zü]*[{TONES}][a-zü]*\)"
MARK = rf"(?<=[{CHINESE}]){SYLLABLE}"

# The first byte of a pair that GBK leaves free (lesson 02, part 7).
FREE = [*range(0xAA, 0xB0), *range(0xF8, 0xFF)]


@cache
def raw(number: str) -> str:
    """An article as it stands in its file."""
    from chipclaims.articles import load_article

    return load_article(number).raw


@cache
def repaired(number: str):
    """The kit's repair of an article."""
    from chipclaims.repair import repair

    return repair(raw(number))


def piece(number: str, words: str, before: int = 0, after: int = 0) -> str:
    """Some words of an article, with so many signs around them."""
    start = raw(number).index(words)
    return raw(number)[max(0, start - before) : start + len(words) + after]


# ---------------------------------------------------------------- 02-1


def readings_by_mark(number: str) -> list[tuple[str, str]]:
    """Every marked character of an article with its reading."""
    return re.findall(rf"([{CHINESE}])\(([a-zü{TONES}]+)\)", raw(number))


def keys_of(number: str) -> int:
    """How many different characters an article marks."""
    return len({character for character, _ in readings_by_mark(number)})


def characters_before_brackets(number: str) -> int:
    """How many different Chinese characters have a bracket right behind them."""
    return len(set(re.findall(rf"([{CHINESE}])\(", raw(number))))


KEYS = Question(
    "02-1",
    "What one article marks",
    Number("characters", decimals=0, tolerance=0.4),
    lambda: keys_of("004"),
    hints=(
        "Part 8 of the lesson did the same for article 001. What did dict do there with a "
        "character that came twice?",
        "Let findall give pairs of a character and its reading, keep the characters, and throw "
        "out what comes again: set or dict does that.",
    ),
    mistakes=(
        Mistake(
            "every mark counted",
            "len of the list that findall gives.",
            "That is how many marks there are. A character that is marked ten times is one key: "
            "what keeps each only once?",
            lambda: len(readings_by_mark("004")),
        ),
        Mistake(
            "readings counted",
            "A set of what stands in the brackets, not of what stands before them.",
            "You counted different readings. Can two characters share one reading?",
            lambda: len({reading for _, reading in readings_by_mark("004")}),
        ),
        Mistake(
            "another article",
            "The lesson's cell for 001 run again without a change.",
            "That is the count of article 001. Which article is asked for here?",
            lambda: keys_of("001"),
        ),
        Mistake(
            "brackets counted",
            'count("(") in place of a pattern.',
            "That counts opening brackets, also genuine and empty ones. What must stand inside "
            "a mark, and how do you keep each character only once?",
            lambda: raw("004").count("("),
        ),
        Mistake(
            "letters with a tone left out",
            "The pattern has a-z between the brackets and nothing else.",
            "Nothing was found. Is ī the letter i for a computer? Which letters does your "
            "pattern allow inside the brackets?",
            lambda: len(re.findall(r"\([a-z]+\)", raw("004"))),
        ),
        Mistake(
            "a genuine bracket taken for a mark",
            "What stands in the bracket is not looked at, so the notice's own parenthesis counts.",
            "You ask what stands before a bracket. What must stand in it? The notice at the end "
            "has brackets of its own.",
            lambda: characters_before_brackets("004"),
        ),
    ),
)


# ---------------------------------------------------------------- 02-2


def without_marks(text: str) -> str:
    """A text without its marks; everything else stays."""
    return re.sub(MARK, "", text)


@cache
def texts_with_brackets() -> tuple[str, ...]:
    """Pieces of the articles, and three lines of our own for what the articles do not have."""
    return (
        piece("000", "向他匯報(", before=10, after=14),
        piece("002", "特斯拉FSD(市场份额25.1%)", before=7, after=18),
        piece("003", "(截至2025年4月27日)", before=8, after=6),
        piece("002", "(Jensen Huang)", before=4, after=4),
        piece("004", "特別聲明:", after=60),
        piece("000", "D(zhuǎn)", before=9, after=9),
        piece("001", "不是因?yàn", after=8),
        "人工智能(ai) 女(nǚ) 機(jī)",
        "老師(lǎoshī)說",
        "綠(lǜ)色",
    )


def wrong_every_parenthesis(text):
    import re

    return re.sub(r"\([^()]*\)", "", text)


def wrong_any_letters(text):
    import re

    tones = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
    return re.sub(rf"(?<=[\u4e00-\u9fff])\([a-zü{tones}]+\)", "", text)


def wrong_any_neighbour(text):
    import re

    tones = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
    return re.sub(rf"\([a-zü]*[{tones}][a-zü]*\)", "", text)


def wrong_neighbour_taken(text):
    import re

    tones = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
    return re.sub(rf"[\u4e00-\u9fff]\([a-zü]*[{tones}][a-zü]*\)", "", text)


def wrong_small_letters(text):
    import re

    return re.sub(r"(?<=[\u4e00-\u9fff])\([a-z]+\)", "", text)


def wrong_space_left(text):
    import re

    tones = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
    return re.sub(rf"(?<=[\u4e00-\u9fff])\([a-zü]*[{tones}][a-zü]*\)", " ", text)


def wrong_brackets_left(text):
    import re

    tones = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
    pattern = rf"(?<=[\u4e00-\u9fff]\()[a-zü]*[{tones}][a-zü]*(?=\))"
    return re.sub(pattern, "", text)


def wrong_first_only(text):
    import re

    tones = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
    found = re.search(rf"(?<=[\u4e00-\u9fff])\([a-zü]*[{tones}][a-zü]*\)", text)
    return text.replace(found[0], "", 1) if found else text


def wrong_no_u_umlaut(text):
    import re

    tones = "āáǎàēéěèīíǐìōóǒòūúǔù"
    return re.sub(rf"(?<=[\u4e00-\u9fff])\([a-z]*[{tones}][a-z]*\)", "", text)


def wrong_latin_brackets(text):
    import re

    tones = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
    return re.sub(rf"\([A-Za-zü{tones} ]+\)", "", text)


def wrong_nothing(text):
    return text


def texts_given(results) -> list[str]:
    """The results as texts; what is none counts as empty."""
    return [each.value if isinstance(each.value, str) else "" for each in results]


def loses_a_figure(results) -> bool:
    """Whether a market share or a date went with its parenthesis."""
    given = texts_given(results)
    loses_share = "FSD" in given[1] and "25.1" not in given[1]
    return loses_share or ("顯示" in given[2] and "4月27日" not in given[2])


def takes_other_words(results) -> bool:
    """Whether marks go and names stay, but a word without a tone or with two goes, too."""
    given, cases = texts_given(results), texts_with_brackets()
    works = given[0] == without_marks(cases[0]) and list(cases[1:4]) == given[1:4]
    return works and not ("(ai)" in given[7] and "(lǎoshī)" in given[8])


CLEAN = Question(
    "02-2",
    "Marks out, parentheses in",
    Function(texts_with_brackets),
    without_marks,
    hints=(
        "Before you delete with sub, look with findall: what does your pattern catch in the "
        "sentence of article 002 above?",
        "A mark has small letters, exactly one of them with a tone; it stands right after a "
        "Chinese character, which must stay. Part 3 of the lesson built this step by step.",
    ),
    mistakes=(
        Mistake(
            "every parenthesis deleted",
            r"The quick pattern \([^()]*\) of part 2, or \(.*?\).",
            "A market share went with its brackets. What may stand inside a mark, and what "
            "stands inside a parenthesis of the author?",
            wrong_every_parenthesis,
            when=loses_a_figure,
            listed="parentheses_deleted",
        ),
        Mistake(
            "the syllable not counted",
            "Letters and tone letters in one class, with + behind it.",
            "Your pattern also takes words without a tone, or with two. How many letters with a "
            "tone has one syllable?",
            wrong_any_letters,
            when=takes_other_words,
        ),
        Mistake(
            "the neighbour not looked at",
            "The pattern of one syllable without the look back.",
            "One of the readings stands after a letter that is no Chinese character. What should "
            "your function do there?",
            wrong_any_neighbour,
        ),
        Mistake(
            "the character goes with its mark",
            "The Chinese character stands inside the pattern, so sub takes it as well.",
            "The character before each mark has gone, too. Which part of the pattern may look at "
            "it and leave it?",
            wrong_neighbour_taken,
        ),
        Mistake(
            "letters with a tone left out",
            "a-z is thought to hold ā as well.",
            "The marks are still there. Which letters does [a-z] not hold?",
            wrong_small_letters,
        ),
        Mistake(
            "nothing is deleted",
            "The f of rf is missing, or the result of sub is thrown away.",
            "Each text comes back as it was. Does your string begin with rf, so that what stands "
            "in braces is put in? And what do you give back?",
            wrong_nothing,
        ),
        Mistake(
            "a space left behind",
            'sub puts " " where the mark was.',
            "Chinese is written without spaces. What should stand where the mark was?",
            wrong_space_left,
        ),
        Mistake(
            "empty brackets left behind",
            "The pattern finds the letters and not the brackets around them.",
            "The readings are gone, their brackets are not. How does one write a bracket in a "
            "pattern?",
            wrong_brackets_left,
        ),
        Mistake(
            "only the first mark",
            "re.search and replace with a count of 1.",
            "After the first mark your function stops. Which function of re goes through the "
            "whole text?",
            wrong_first_only,
        ),
        Mistake(
            "the letter ü left out",
            "The tone letters are copied without the four of ü.",
            "Nearly: look at the readings of 女 (woman) and 綠 (green). Which vowel do they have?",
            wrong_no_u_umlaut,
        ),
        Mistake(
            "a name taken for a reading",
            "Every bracket with Latin letters in it is deleted.",
            "A person's name in Latin letters has gone. What has a reading that a name has not?",
            wrong_latin_brackets,
        ),
    ),
)


# ---------------------------------------------------------------- 02-3


def key_with(reading: str, number: str) -> bytes:
    """The bytes of the one character that an article marks with a reading."""
    [key] = {key for key, sound in readings_by_mark(number) if sound == reading}
    return key.encode("gbk")


def after_cut(first: bytes, last: bytes, errors: str = "ignore") -> str:
    """What the place says when some bytes stand for its first and its last question mark."""
    row = "鏈".encode("gbk") + first + "鞘澜缂".encode("gbk") + last
    return row.decode("gbk", errors=errors)[1:]


def first_key() -> bytes:
    return key_with("zhǔn", "001")


def last_key() -> bytes:
    return key_with("jí", "001")


def restored() -> str:
    """The place with the second byte of each key."""
    return after_cut(first_key()[1:], last_key()[1:], "strict")


def half_restored() -> str:
    return after_cut(first_key()[1:], b"")


RESTORE = Question(
    "02-3",
    "Two hidden bytes",
    Text("four Chinese characters"),
    restored,
    hints=(
        "Do the three steps of part 6: find the key of each reading on the page, check its first "
        "byte against the sign before the question mark, put the row of bytes together.",
        "The row: 鏈, then the key of zhǔn without its first byte, then 鞘澜缂, then the key of jí "
        "without its first byte. Read it with .decode.",
    ),
    mistakes=(
        Mistake(
            "the shown signs taken as written",
            "The readings and question marks are deleted and the rest is kept.",
            "These signs are halves of their neighbours. Which bytes do they have, and which byte "
            "is missing before them?",
            "鞘澜缂",
            when=lambda text: "鞘" in text and "準" not in text,
        ),
        Mistake(
            "the second hidden byte forgotten",
            "Only the first question mark is filled in; decode with errors='ignore'.",
            "The end is missing. There are two question marks: what does the second one hide?",
            half_restored,
            when=lambda text: text.rstrip("?\ufffd") == half_restored(),
        ),
        Mistake(
            "both bytes of the key put in",
            "The whole key stands in the place of the question mark.",
            "One half of the key is on the page already, as the end of the sign before it. Which "
            "of its two bytes is hidden?",
            lambda: after_cut(first_key(), last_key()),
        ),
        Mistake(
            "both bytes of the first key put in",
            "The whole first key, and the second byte of the second.",
            "Look at the first key again: which of its two bytes is on the page already, as the "
            "end of 鏈?",
            lambda: after_cut(first_key(), last_key()[1:]),
        ),
        Mistake(
            "changed to the other script",
            "Typed with a keyboard for simplified characters, or converted.",
            "Your characters say the right thing in the other script. In which script is article "
            "001 written?",
            lambda: in_simplified(restored()),
        ),
        Mistake(
            "a neighbour taken in",
            "The whole decoded row, with the sign before the question mark.",
            "Nearly: one sign of yours stands intact on the page. What is asked for is only what "
            "was damaged.",
            lambda: "鏈" + restored(),
            when=lambda text: restored() in text and text != restored(),
        ),
    ),
)


def in_simplified(text: str) -> str:
    """A text in simplified script."""
    from chipclaims.script import opencc_alone

    return opencc_alone(text)


# ---------------------------------------------------------------- 02-4


def possible(first: int, ends) -> list[str]:
    """The characters that begin with one byte and end with one of some bytes."""
    read = [bytes([first, end]).decode("gbk", errors="ignore") for end in ends]
    return [character for character in read if character]


SHIFTED, NEXT = "袊".encode("gbk"), "吹".encode("gbk")
ENDS = (0xAF, 0xFE)
# The lesson's own example: what is left over of 樗.
OTHER_PLACE = "樗".encode("gbk")[1]


def stops_too_early(value) -> bool:
    """Whether nothing is missing but one or both ends of the two groups."""
    every = set(possible(SHIFTED[1], FREE))
    return set(value) < every and every - set(value) <= set(possible(SHIFTED[1], ENDS))


CANDIDATES = Question(
    "02-4",
    "All that is possible",
    Items("characters"),
    lambda: possible(SHIFTED[1], FREE),
    hints=(
        "Which byte of 袊 is still to be used? Its other byte is the end of the character before.",
        "Make bytes of two numbers, the byte that is left over and one of the free first bytes, "
        "decode them with GBK, and do that for every free first byte.",
    ),
    mistakes=(
        Mistake(
            "the byte of the character before",
            "The first byte of the shown sign in place of its second.",
            "The byte that you put in front belongs to the character before. Which byte of 袊 is "
            "left over?",
            lambda: possible(SHIFTED[0], FREE),
        ),
        Mistake(
            "the range stops too early",
            "range(0xAA, 0xAF) and range(0xF8, 0xFE).",
            "Nearly: the end of a group is missing. Does range hold its own end?",
            lambda: possible(SHIFTED[1], [b for b in FREE if b not in ENDS]),
            when=stops_too_early,
        ),
        Mistake(
            "only one of the two groups",
            "Only the free pairs that begin with AA to AF.",
            "There are two groups of free pairs. Which one have you used?",
            lambda: possible(SHIFTED[1], FREE[:6]),
        ),
        Mistake(
            "only the other group",
            "Only the free pairs that begin with F8 to FE.",
            "Your list has only one of the two groups of free pairs. Where does the other begin?",
            lambda: possible(SHIFTED[1], FREE[6:]),
        ),
        Mistake(
            "one long range",
            "range(0xAA, 0xFF): from the first free byte to the last.",
            "Between the two groups stand pairs that have a character. Would such a pair vanish?",
            lambda: possible(SHIFTED[1], range(FREE[0], FREE[-1] + 1)),
            when=lambda value: set(value) > set(possible(SHIFTED[1], FREE)),
        ),
        Mistake(
            "built on the sign behind",
            "The first byte of the next sign on the page.",
            "You began with a byte that stands behind the gap. Which byte stands before it?",
            lambda: possible(NEXT[0], FREE),
        ),
        Mistake(
            "the list of another place",
            "The lesson's list for the word before, copied.",
            "That is the list of the lesson, which begins with the byte CB. Which byte is left "
            "over at this place?",
            lambda: possible(OTHER_PLACE, FREE),
        ),
        Mistake(
            "chosen too early",
            "Only the one that the page uses elsewhere, or that makes sense.",
            "You have already chosen. First make the list of all that the bytes allow; the choice "
            "is the next step, and it is by context.",
            lambda: [c for c in possible(SHIFTED[1], FREE) if c in without_marks(raw("001"))],
        ),
    ),
)


# ---------------------------------------------------------------- 02-5

# Where each place of question 02-5 stands: article, and words that begin it.
PLACES = {
    "001 line 58": ("001", "?zhǔn)鞘澜缂?jí)"),
    "001 line 84": ("001", "?jīng)]有"),
    "001 line 63": ("001", "?yàn)樗谥"),
    "001 line 19": ("001", "?yàn)椋袌鲆"),
    "000 line 6": ("000", "?!钡D(zhuǎn)"),
    "001 line 79": ("001", "(zhǔn)"),
}
CERTAINTIES = ("certain", "by context", "guess")


def certainties() -> dict[str, str]:
    """How sure the kit is of the repair at each place."""
    found = {}
    for key, (number, words) in PLACES.items():
        at = raw(number).index(words)
        change = next(c for c in repaired(number).repairs if c.start <= at < c.end)
        found[key] = change.certainty.replace("_", " ")
    return found


def all_with(label: str, new: str, *only: str) -> dict[str, str]:
    """What changes in an answer in which the places of one label, or some of them, get another."""
    right = certainties()
    return {key: new for key in right if right[key] == label and (not only or key in only)}


def some_with(*label_and_new: str):
    """Whether an answer has at least one of these changes."""
    return lambda value: any(value.get(k) == v for k, v in all_with(*label_and_new).items())


CUT_AND_WHOLE = ("certain", "by context", "001 line 58", "001 line 84")


SURE = Question(
    "02-5",
    "How sure is each repair?",
    Classes(CERTAINTIES),
    certainties,
    hints=(
        "For each place ask first: is every byte there, on the page or in a key of the page? "
        "Where ?? stands, a byte is gone.",
        "Where a byte is gone, look at the counts: does the page, or do the other articles, show "
        "the neighbours together? If nothing is ever counted, nobody decided but the person who "
        "chose.",
    ),
    mistakes=(
        Mistake(
            "good sense taken for bytes",
            "The restored sentence reads well, so nothing else is thought possible.",
            "At a place where bytes have vanished you call the repair sure. Could another sign "
            "stand in the gap?",
            lambda: all_with("by context", "certain"),
            when=some_with("by context", "certain"),
        ),
        Mistake(
            "a cut character is never sure",
            "Whatever shows a question mark is doubted.",
            "At a place where no byte is missing you doubt the repair. What is left to decide for "
            "the neighbours there?",
            lambda: all_with(*CUT_AND_WHOLE),
            when=some_with(*CUT_AND_WHOLE),
        ),
        Mistake(
            "what vanished can only be guessed",
            "Two bytes are gone, so anything could have stood there.",
            "Bytes are gone, but the counts are not zero everywhere. What do the neighbours tell "
            "about a gap?",
            lambda: all_with("by context", "guess"),
            when=some_with("by context", "guess"),
        ),
        Mistake(
            "the usual word called evidence",
            "但 (but) fits so well that the count of zero is passed over.",
            "At one place the neighbours were counted and never found together. Who decided there?",
            lambda: all_with("guess", "by context"),
        ),
        Mistake(
            "a wish called proof",
            "The restored word is the only one that comes to mind.",
            "At one place thirteen characters are possible and no count helps. Is a proof what "
            "you have there?",
            lambda: all_with("guess", "certain"),
        ),
        Mistake(
            "an intact mark doubted",
            "A deleted mark is taken for a repair by meaning.",
            "Look at the mark that stands intact after its character: does deleting it lose "
            "anything that the character does not have?",
            lambda: all_with("certain", "by context", "001 line 79"),
        ),
    ),
)


# ---------------------------------------------------------------- 02-6

ARTICLES = ("000", "001", "002", "003", "004")


def genuine_places(number: str) -> set[int]:
    """Where a question mark stands that the repair keeps."""
    text = repaired(number).text
    at = (match.start() for match in re.finditer(r"\?", text.text))
    spans = (text.raw_span(place, place + 1) for place in at)
    return {start for start, _ in spans if raw(number)[start] == "?"}


@cache
def question_marks() -> Task:
    """The five raw articles, one after another, and their broken question marks."""
    pages, wanted, begins = [], set(), 0
    for number in ARTICLES:
        page = raw(number)
        every = {match.start() for match in re.finditer(r"\?", page)}
        broken = every - genuine_places(number)
        wanted |= {(begins + at, begins + at + 1) for at in broken}
        pages.append(page)
        begins += len(page) + 1
    return Task("\n".join(pages), frozenset(wanted))


def single_signs(score: Score) -> bool:
    """Whether everything that was found is one sign long."""
    return all(end - start == 1 for start, end in score.found)


def takes_genuine(score: Score) -> bool:
    """Whether a question mark of an author was taken."""
    return bool(score.found - score.task.wanted) and single_signs(score)


def misses_second(score: Score) -> bool:
    """Whether nothing is missing but the second sign of ``?!?``."""
    gaps = score.task.wanted - score.found
    after_exclamation = all(score.task.text[start - 1] == "!" for start, _ in gaps)
    return bool(gaps) and after_exclamation and not score.found - score.task.wanted


BROKEN = Question(
    "02-6",
    "Broken or written",
    Pattern(question_marks, precision=1.0, recall=1.0),
    lambda: rf"\?(?=!|[a-zü]*[{TONES}][a-zü]*\))|(?<=!)\?",
    hints=(
        "Write down what stands before and behind each broken question mark of part 9. How many "
        "kinds of neighbours are there?",
        "Three kinds: one has a sign behind it, one a reading with its closing bracket behind it, "
        "one a sign before it. Join them with | and take only the question mark itself.",
    ),
    mistakes=(
        Mistake(
            "more than the sign is taken",
            "The lesson's pattern broken, which takes the reading or the ! as well.",
            "Your hits are longer than one sign: they take neighbours along. What looks at a "
            "neighbour and leaves it?",
            rf"\?!\??|\?[a-zü]*[{TONES}][a-zü]*\)",
            when=lambda score: bool(score.found) and not single_signs(score),
        ),
        Mistake(
            "a genuine question mark repaired",
            "Every question mark is taken for damage.",
            "Your pattern also takes a question that an author asks. What stands beside a broken "
            "one and never beside a written one?",
            r"\?",
            when=takes_genuine,
            listed="genuine_question_mark",
        ),
        Mistake(
            "the second sign of ?!? missed",
            "Only what stands behind the question mark is looked at.",
            "Nearly all: look at ?!? once more. Your pattern looks at one side only; what stands "
            "on the other side of its last sign?",
            rf"\?(?=!|[a-zü]*[{TONES}][a-zü]*\))",
            when=misses_second,
        ),
        Mistake(
            "only the swallowed brackets",
            "Only those with a reading behind them.",
            "You find those that took a bracket away. Which other broken ones are in article 000?",
            rf"\?(?=[a-zü]*[{TONES}][a-zü]*\))",
        ),
        Mistake(
            "only those beside an exclamation mark",
            "Article 000 was looked at, 001 was not.",
            "You find those beside an exclamation mark. What stands behind the broken ones of "
            "article 001?",
            r"\?(?=!)|(?<=!)\?",
        ),
        Mistake(
            "only one neighbour",
            "A look at the sign behind, for one sign only.",
            "You look at one neighbour only. Go through the list of article 001 as well: what "
            "stands behind those?",
            r"\?(?=!)",
        ),
    ),
)


# ---------------------------------------------------------------- 02-7

WORDS = ("蘋果", "臺積電", "昇騰星雲", "位元組跳動", "川普", "對比著", "顯著")
VERDICTS = ("right", "incomplete", "harmful")


def target_of(word: str) -> str:
    """How the kit writes a word in simplified script."""
    from chipclaims.script import to_simplified
    from chipclaims.traced import TracedText

    return to_simplified(TracedText.from_raw(word)).text


def verdict_on(word: str) -> str:
    """What OpenCC did to a word, by the rule of part 10."""
    result, target = in_simplified(word), target_of(word)
    if result == target:
        return "right"
    # Harm is done where a character that was to stay was changed.
    spoilt = any(
        old == wanted != new for old, new, wanted in zip(word, result, target, strict=False)
    )
    return "harmful" if spoilt else "incomplete"


def verdicts() -> dict[str, str]:
    """The verdict on every word."""
    return {word: verdict_on(word) for word in WORDS}


def words_with(verdict: str, new: str, which=lambda word: True) -> dict[str, str]:
    """What changes in an answer in which some words of one verdict get another."""
    return {w: new for w, old in verdicts().items() if old == verdict and which(w)}


def some_word(verdict: str, *new: str, which=lambda word: True):
    """Whether an answer has one of the new verdicts for at least one of these words."""
    return lambda value: any(
        value.get(word) == each for each in new for word in words_with(verdict, each, which)
    )


def unchanged(word: str) -> bool:
    """Whether OpenCC leaves the word as it is."""
    return in_simplified(word) == word


def is_half_done(word: str) -> bool:
    """Whether the result is the right word with a character left to change."""
    return len(in_simplified(word)) == len(target_of(word)) and verdict_on(word) == "incomplete"


def is_wrong_word(word: str) -> bool:
    """Whether the script is right and the word is not."""
    return not unchanged(word) and not is_half_done(word)


def holds_the_particle(word: str) -> bool:
    """Whether 著 stands in the word."""
    return "著" in word


def is_name(word: str) -> bool:
    """Whether 著 does not stand in the word: all the others are names."""
    return not holds_the_particle(word)


CONVERTER = Question(
    "02-7",
    "Judge the converter",
    Classes(VERDICTS),
    verdicts,
    hints=(
        "Run opencc_alone on each word and hold the result against the last column of the table.",
        "Same as the last column? If not: was a character changed that had to stay, or was only "
        "something left undone?",
    ),
    mistakes=(
        Mistake(
            "a spoilt name called unfinished",
            "The result differs from the target, and that is all that is asked.",
            "In one name the converter changed a character that had to stay. Would a search for "
            "the name find it?",
            lambda: words_with("harmful", "incomplete"),
        ),
        Mistake(
            "a spoilt name passed",
            "Every character of the result is simplified, so it looks right.",
            "Compare every character of each result with the last column. What does the lesson "
            "say of the name of Huawei's chips?",
            lambda: words_with("harmful", "right"),
        ),
        Mistake(
            "no change taken for no fault",
            "The converter printed the word as it was, so there was nothing to do.",
            "At one word the converter changed nothing. Is that word used in the mainland?",
            lambda: words_with("incomplete", "right", unchanged),
        ),
        Mistake(
            "right script taken for the right word",
            "All characters are simplified, so the word is thought to be done.",
            "The script of one company's name is right. Is it the name by which the mainland "
            "knows the company?",
            lambda: words_with("incomplete", "right", is_wrong_word),
        ),
        Mistake(
            "an unfinished word called harmful",
            "The result is not what the mainland writes, so it must be damage.",
            "Did the converter make wrong there what was right before, or is something only left "
            "undone? The lesson leaves you free; here the three rules of the question count.",
            lambda: words_with("incomplete", "harmful"),
            when=some_word("incomplete", "harmful"),
        ),
        Mistake(
            "half a word passed",
            "The first characters changed, and the last was not looked at.",
            "One word is changed only in part. Look at the last character of each.",
            lambda: words_with("incomplete", "right", is_half_done),
        ),
        Mistake(
            "a right result doubted",
            "A character that looks quite different after the change is taken for a fault.",
            "You doubt a result that is the same as the last column, sign for sign. What else "
            "would have to be done to it?",
            lambda: words_with("right", "harmful", is_name),
            when=some_word("right", "incomplete", "harmful", which=is_name),
        ),
        Mistake(
            "one rule for a character",
            "After 隨著 every 著 that is left is held to be a fault.",
            "In one word 著 belongs there in both scripts. What did the lesson find in article "
            "004 when every 著 was changed?",
            lambda: words_with("right", "incomplete", holds_the_particle),
            when=some_word("right", "incomplete", "harmful", which=holds_the_particle),
        ),
    ),
)


# ---------------------------------------------------------------- 02-8

NAMED_DEGREE = re.compile(
    r"by context|guess|likely|probab|not (?:\w+ )?(?:certain|sure|proved|proven)|uncertain"
    r"|cannot (?:\w+ )?(?:know|prove|tell)",
    re.IGNORECASE,
)
SURE_OF_IT = re.compile(
    r"(?<!not )(?<!not be )(?<!never )(?<!no )\b(?:is|are|was|quite|absolutely|it's) certain\b"
    r"|(?<!not )(?<!cannot )(?<!never )\b(?:prove[sdn]*|definitely|undoubtedly|certainly)\b"
    r"|\b(?:no|without(?: a| any)?) doubt\b",
    re.IGNORECASE,
)
# Without one of the other degrees beside it, the word can only be the one that is claimed.
CERTAIN = re.compile(r"\bcertain\b(?! (?:degree|extent|kind|way)\b)", re.IGNORECASE)
ON_THE_PAGE = re.compile(
    r"[?？樗谥]|question mark|damage|destroy|lost|vanish|missing|garb|broken|nonsense|no sense"
    r"|unreadable|illegible|cannot be read|meaning|strange|odd\b|wrong|\bcut|halves|\bhalf|gone",
    re.IGNORECASE,
)
PLACE_NAMED = re.compile(
    r"(?:\b001\b|article 1\b).*\b(?:line|l\.)|\bline\b.*(?:\b001\b|article 1\b)",
    re.IGNORECASE | re.DOTALL,
)
ITS_LINE = re.compile(r"\b63(?:rd)?\b|sixty-third|sixty-three", re.IGNORECASE)
REASON = re.compile(
    r"because\b(?! in)|since\b|neighbou?r|count|times|elsewhere|other places|once|so we|"
    r"the only one|next to|before 在|after 為",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"[她它所]|\bshe\b|\bit or\b|thirteen|\b13\b|other (?:char|read|possib)|several"
)
CALLED_A_GUESS = re.compile(
    r"(?<!\bno )(?<!\bnot )(?<!\bnot a )(?<!\bno mere )(?<!\bnot just a )(?<!\bthan a )\bguess",
    re.IGNORECASE,
)


def calls_it_sure(text: str) -> bool:
    """Whether the repair is called certain or proved."""
    only_degree = CERTAIN.search(text) and not NAMED_DEGREE.search(text)
    return bool(SURE_OF_IT.search(text) or only_degree)


def calls_it_a_guess(text: str) -> bool:
    """Whether the lowest of the three degrees is given and the right one is not."""
    return bool(CALLED_A_GUESS.search(text)) and "context" not in text.lower()


# In this order: a note is told the first thing that it lacks.
CHECKS = (
    lambda text: not PLACE_NAMED.search(text),
    lambda text: not ITS_LINE.search(text),
    calls_it_sure,
    lambda text: not NAMED_DEGREE.search(text),
    lambda text: not ON_THE_PAGE.search(text),
    lambda text: not OTHERS.search(text),
    lambda text: not REASON.search(text),
    calls_it_a_guess,
)


def first_fault(number: int):
    """Whether a note has the fault of that number and none of those before it."""

    def shows_it(text: str) -> bool:
        line = " ".join(text.split())  # words that belong together may stand on two lines
        return CHECKS[number](line) and not any(fault(line) for fault in CHECKS[:number])

    return shows_it


GOOD_NOTE = (
    "Article 001, line 63. The page is damaged here: it shows a question mark and signs that make "
    "no sense. We restored 他 (he) by context: the bytes would also allow 她 (she) and eleven "
    "others, but 他 stands before 在 at other places of this page. We do not know the author's "
    "own copy."
)


def note(*changes: tuple[str, str]) -> str:
    """The good note with parts of it replaced."""
    text = GOOD_NOTE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


NOTE = Question(
    "02-8",
    "A note for the reader",
    Writing(
        40,
        (
            "A reader who has only the page can find the place.",
            "The reader can tell what stands on the page from what you put in.",
            "You say which of the three words of the lesson you use for this repair, and why.",
            "You name at least one other character that the bytes allow.",
            "You say nothing about the author that the page does not show.",
            "Somebody who reads no Chinese understands the note.",
        ),
    ),
    lambda: GOOD_NOTE,
    hints=(
        "Imagine a reader who doubts you and opens the page. What does he need in order to check?",
        "One sentence each: where it is; what the page shows; what you put there; how sure you "
        "are, and by what; what else is possible.",
    ),
    mistakes=(
        Mistake(
            "the place is not named",
            "The note speaks of 'the sentence' and gives no article or no line.",
            "Where is it? Give the number of the article and of the line.",
            lambda: note(("Article 001, line 63.", "A note on this sentence.")),
            when=first_fault(0),
        ),
        Mistake(
            "another line",
            "The line of another damaged place is given.",
            "Your note names a line, but the sentence does not stand there. Which line does the "
            "question give?",
            lambda: note(("line 63", "line 19")),
            when=first_fault(1),
        ),
        Mistake(
            "the repair called sure",
            "The sentence reads well, so the note says 'certainly' or 'proves'.",
            "Your note promises more than bytes can show. What can never come back, however well "
            "the sentence reads?",
            lambda: note(("by context:", "by context, and this is certainly right:")),
            when=first_fault(2),
        ),
        Mistake(
            "how sure is not said",
            "The restored text is given as if it stood there.",
            "How sure are you? The lesson has three words for it; use one.",
            lambda: note(
                ("by context: the", "here: the"), ("We do not know the author's own copy.", "")
            ),
            when=first_fault(3),
        ),
        Mistake(
            "the damage is not shown",
            "Only the repaired sentence is given.",
            "What stands on the page at this place? Tell it, or the reader cannot see that "
            "anything was changed.",
            lambda: note(
                (
                    "The page is damaged here: it shows a question mark and signs that make no "
                    "sense. ",
                    "",
                ),
                ("bytes", "signs"),
            ),
            when=first_fault(4),
        ),
        Mistake(
            "the other readings are hidden",
            "The note names only the character that was chosen.",
            "Name at least one other character that the bytes allow. Would the sentence say "
            "something else with it?",
            lambda: note(
                (
                    "the bytes would also allow 她 (she) and eleven others, but 他 stands",
                    "it fits the bytes and stands",
                )
            ),
            when=first_fault(5),
        ),
        Mistake(
            "no reason is given",
            "The degree of certainty is named and not explained.",
            "Why this character and not another? Say what you counted or saw beside it.",
            lambda: note(
                (", but 他 stands before 在 at other places of this page", ""),
                ("We do not know the author's own copy.", "We like this word best of all here."),
            ),
            when=first_fault(6),
        ),
        Mistake(
            "a guess, though something speaks for it",
            "What was lost can never be proved, so every repair is called a guess.",
            "You call it a guess. Does nothing beside it speak for one of the characters? Look "
            "at question 02-5 again: what do the counts tell?",
            lambda: note(("by context: the bytes", "and it is a guess: the bytes")),
            when=first_fault(7),
        ),
    ),
)

QUESTIONS = (KEYS, CLEAN, RESTORE, CANDIDATES, SURE, BROKEN, CONVERTER, NOTE)
