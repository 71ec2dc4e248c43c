"""Every question: each mistake gets its own diagnosis, and nothing gives the answer away."""

from __future__ import annotations

import inspect
import itertools
import re
import time
from pathlib import Path
from typing import Any

import pytest
from leaks import leaks

from chipclaims.practice import check, hint, keeping, outcomes, progress, solution
from chipclaims.practice.diagnosing import diagnose, example_of, expected_of
from chipclaims.practice.kinds import Function, Number, Pattern, Writing
from chipclaims.practice.questions import LESSONS, Mistake, Question, questions_of

QUESTIONS = [question for lesson in LESSONS for question in questions_of(lesson)]
MISTAKES = [(question, mistake) for question in QUESTIONS for mistake in question.mistakes]
TABLE = Path(keeping.__file__).with_name("course_mistakes.tsv")
LONGEST_SAYING, LONGEST_HINT = 320, 420

each_question = pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked.id)
each_mistake = pytest.mark.parametrize(
    ("asked", "mistake"), MISTAKES, ids=[f"{q.id}-{m.name}" for q, m in MISTAKES]
)


@pytest.fixture(autouse=True)
def _nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(keeping.VARIABLE, keeping.OFF)
    monkeypatch.delenv(keeping.GRADING, raising=False)
    keeping.forget()


def right_answer(asked: Question) -> Any:
    """The expected answer as a learner would give it."""
    if isinstance(asked.kind, Number):
        decimals = asked.kind.decimals
        value = expected_of(asked.id)
        return value if decimals is None else round(value, decimals)
    return asked.expected if isinstance(asked.kind, Function) else asked.expected()


def triggers(asked: Question, mistake: Mistake, value: Any) -> bool:
    if mistake.when is not None:
        return mistake.when(value)
    return asked.kind.shows(value, mistake.answer, expected_of(asked.id))


# ------------------------------------------------- the course as a whole


def test_the_course_has_the_questions_and_mistakes_that_it_promises() -> None:
    assert list(LESSONS) == [f"{n:02}" for n in range(1, 10)]
    assert len(QUESTIONS) >= 55
    assert len(MISTAKES) >= 165


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_has_five_to_eight_questions_numbered_in_order_and_an_open_one_last(
    lesson: str,
) -> None:
    asked = questions_of(lesson)
    assert 5 <= len(asked) <= 8
    assert [each.id for each in asked] == [f"{lesson}-{n}" for n in range(1, len(asked) + 1)]
    assert isinstance(asked[-1].kind, Writing)
    assert asked[-1].kind.checklist
    assert len({type(each.kind) for each in asked}) >= 3


def test_every_mistake_that_the_course_lists_is_caught_somewhere() -> None:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    listed = {line.split("\t")[0] for line in lines if line and not line.startswith("#")}
    caught = {mistake.listed for _, mistake in MISTAKES if mistake.listed}
    assert caught == listed


# ------------------------------------------------- each question


@each_question
def test_a_question_has_two_hints_and_three_mistakes_of_different_names(asked: Question) -> None:
    assert len(asked.hints) >= 2
    names = [mistake.name for mistake in asked.mistakes]
    assert len(set(names)) == len(names) >= 3
    assert max(map(len, asked.hints)) <= LONGEST_HINT
    for mistake in asked.mistakes:
        assert mistake.arises.strip()
        assert 20 <= len(mistake.says) <= LONGEST_SAYING


@each_question
def test_the_expected_answer_is_worked_out_and_not_typed_in(asked: Question) -> None:
    for given in [asked.expected, *numbers_given_wrongly(asked)]:
        if isinstance(given, str):
            assert re.search(r"\{[\w.-]+\}", given), f"{asked.id}: {given} reads no table"
        else:
            assert callable(given), f"{asked.id}: {given!r} is typed in"


def numbers_given_wrongly(asked: Question) -> list[Any]:
    is_number = isinstance(asked.kind, Number)
    return [mistake.answer for mistake in asked.mistakes] if is_number else []


@each_question
def test_the_expected_answer_is_called_right(asked: Question) -> None:
    outcome = diagnose(asked, right_answer(asked))
    wanted = outcomes.COMPLETE if isinstance(asked.kind, Writing) else outcomes.RIGHT
    assert outcome.state == wanted, str(outcome)


@each_question
@pytest.mark.parametrize("nothing", [..., None, "", "..."], ids=repr)
def test_nothing_is_called_not_attempted(asked: Question, nothing: Any) -> None:
    assert diagnose(asked, nothing).state == outcomes.NOT_ATTEMPTED


@each_mistake
def test_each_mistake_gets_exactly_its_own_diagnosis(asked: Question, mistake: Mistake) -> None:
    outcome = diagnose(asked, example_of(asked, mistake))
    assert (outcome.state, outcome.mistake) == (outcomes.RECOGNISED, mistake.name), str(outcome)
    assert outcome.text == mistake.says


@each_question
def test_no_two_mistakes_of_a_question_share_a_trigger(asked: Question) -> None:
    values = [(m, asked.kind.read(example_of(asked, m)).value) for m in asked.mistakes]
    for (one, _), (other, value) in itertools.permutations(values, 2):
        assert not triggers(asked, one, value), f"{other.name!r} also shows {one.name!r}"


@pytest.mark.parametrize(
    "asked", [q for q in QUESTIONS if isinstance(q.kind, Number)], ids=lambda q: q.id
)
def test_what_passes_for_one_wrong_number_never_passes_for_another(asked: Question) -> None:
    wrong = [example_of(asked, mistake) for mistake in asked.mistakes]
    right = expected_of(asked.id)
    reach = [(right, asked.kind.allowed(right))]
    reach += [(w, max(asked.kind.allowed(w), abs(w) * 0.002)) for w in wrong]
    for (one, near), (other, far) in itertools.combinations(reach, 2):
        assert abs(one - other) > near + far, f"{one} and {other}"


@each_question
def test_no_words_of_a_question_give_its_answer_away(asked: Question) -> None:
    said = [asked.title, *asked.hints]
    for mistake in asked.mistakes:
        said += [mistake.name, mistake.says, diagnose(asked, example_of(asked, mistake)).text]
    assert [leak for text in said for leak in leaks(asked, text)] == []


@each_question
def test_no_message_to_a_strange_answer_gives_the_right_one_away(asked: Question) -> None:
    for answer in strange_answers():
        outcome = diagnose(asked, answer)
        if outcome.state not in outcomes.SOLVED:
            assert leaks(asked, outcome.text) == []


@each_question
def test_a_check_answers_at_once(asked: Question) -> None:
    answer = right_answer(asked)
    diagnose(asked, answer)
    seconds = []
    for _ in range(3):
        began = time.perf_counter()
        diagnose(asked, answer)
        seconds.append(time.perf_counter() - began)
    assert min(seconds) < 0.05


@pytest.mark.parametrize(
    ("asked", "mistake"),
    [(q, m) for q, m in MISTAKES if isinstance(q.kind, Function)],
    ids=lambda each: getattr(each, "id", getattr(each, "name", "")),
)
def test_a_wrong_function_can_be_pasted_into_a_notebook(asked: Question, mistake: Mistake) -> None:
    source = inspect.getsource(mistake.answer)
    assert source.startswith("def wrong_")
    there: dict[str, Any] = {}
    exec(source, there)
    assert diagnose(asked, there[mistake.answer.__name__]).mistake == mistake.name


# ------------------------------------------------- whatever the answer is


class Hostile:
    """An object that raises whatever one asks it."""

    def _refuse(self, *_: Any) -> Any:
        raise RuntimeError("no")

    __eq__ = __len__ = __iter__ = __float__ = __bool__ = __repr__ = __getitem__ = _refuse
    __hash__ = None


def strange_answers() -> list[Any]:
    import numpy
    import pandas

    table = pandas.DataFrame({"b": [1.5], "a": ["x"]})
    lists = [[], [1, 2], ["x"], [None, ...], [[1]], [{}], {1, 2}, (3,), {}, {"x": ...}, {"x": 1}]
    texts = ["45億美元", "about 15 %", "yes", "no", "x" * 5000, b"\xff", "(", "(a+)+$", "\ud800"]
    numbers = [0, -1, 2.5, 1e300, 10**400, float("nan"), float("inf"), 3 + 4j, True]
    frames = [table, table["b"], table.iloc[:0], numpy.array([1.0]), numpy.arange(4), pandas.NA]
    endless = [itertools.count(), Hostile(), Hostile, object(), type, lambda text: text, print]
    return [*lists, *texts, *numbers, *frames, *endless]


@each_question
def test_a_check_never_raises_and_says_something(asked: Question) -> None:
    for answer in strange_answers():
        outcome = check(asked.id, answer)
        assert outcome.state in (*outcomes.SIGNS,)
        assert str(outcome).strip()
        assert "Traceback" not in outcome._repr_html_()


def loops(*arguments: Any) -> None:
    while True:
        pass


def loops_and_catches_everything(*arguments: Any) -> None:
    while True:
        try:
            loops()
        except:  # noqa: E722
            continue


def recurses(*arguments: Any) -> Any:
    return recurses(*arguments)


def leaves(*arguments: Any) -> None:
    raise SystemExit


def asks(*arguments: Any) -> str:
    return input("what is it?")


FUNCTIONS = [q for q in QUESTIONS if isinstance(q.kind, Function)]


@pytest.mark.parametrize("bad", [loops, loops_and_catches_everything, recurses, leaves, asks])
def test_a_function_that_misbehaves_is_stopped_and_told(bad: Any) -> None:
    asked = FUNCTIONS[0]
    began = time.perf_counter()
    outcome = check(asked.id, bad)
    assert time.perf_counter() - began < asked.kind.seconds + 1
    assert outcome.state in outcomes.WRONG


def test_a_function_that_loops_in_a_thread_is_stopped_too() -> None:
    """A thread has no signals, and Windows has none at all."""
    import threading

    found: list[Any] = []
    worker = threading.Thread(target=lambda: found.append(check(FUNCTIONS[0].id, loops)))
    worker.daemon = True
    worker.start()
    worker.join(10)
    assert found
    assert found[0].mistake == "it does not end"


def test_a_search_that_never_ends_is_stopped() -> None:
    asked = next(q for q in QUESTIONS if isinstance(q.kind, Pattern))
    began = time.perf_counter()
    outcome = check(asked.id, r"((\w|\s|[^\n])+)+\n\n\n\n#$")
    assert time.perf_counter() - began < asked.kind.seconds + 1
    assert outcome.state == outcomes.NOT_RECOGNISED


def test_a_question_that_does_not_exist_is_told_in_one_line() -> None:
    for wrong in ("03-99", "99-1", "three", "", None, 3, ["03-1"]):
        for ask in (check, hint, solution):
            assert "There is no question" in str(ask(wrong))
    assert "no questions of a lesson" in str(progress("77"))


# ------------------------------------------------- hints, solutions, grading


@each_question
def test_each_hint_comes_after_the_one_before_and_the_last_one_stays(asked: Question) -> None:
    told = [hint(asked.id).text for _ in range(len(asked.hints) + 1)]
    assert [text.split(": ", 1)[1] for text in told] == [*asked.hints, asked.hints[-1]]


@each_question
def test_the_solution_comes_only_when_asked_twice_and_is_code_without_gaps(
    asked: Question,
) -> None:
    assert "ask once more" in str(solution(asked.id))
    code = solution(asked.id).code
    assert compile(code, "solution", "exec")
    assert not re.search(r"SOLUTION|^\s*\.\.\.$|^\w+ = \.\.\.$", code, re.MULTILINE)


def test_the_solution_comes_at_once_after_two_tries() -> None:
    asked = QUESTIONS[0]
    for _ in range(2):
        check(asked.id, Hostile)
    assert getattr(solution(asked.id), "code", "")


def test_a_check_that_is_not_right_fails_when_a_class_is_graded(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = QUESTIONS[0]
    said = str(check(asked.id, Hostile))
    monkeypatch.setenv(keeping.GRADING, "1")
    with pytest.raises(AssertionError) as raised:
        check(asked.id, Hostile)
    assert str(raised.value) == said
    with pytest.raises(AssertionError, match="Not attempted"):
        check(asked.id, ...)
    assert check(asked.id, right_answer(asked)) is None
    assert "Right" in capsys.readouterr().out
