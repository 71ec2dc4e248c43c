"""Questions of lesson 05: H20 against H100."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from chipclaims import tables
from chipclaims.practice.kinds import Classes, Function, Number, Table, Writing
from chipclaims.practice.kinds.function import Result
from chipclaims.practice.questions import Mistake, Question

PART = "100 * {chips.h20.%s} / {chips.a100_80gb_sxm.%s}"
TIMES = "{chips.h20.%s} / {chips.l20.%s}"
EACH = "{chips.%s.memory_bw_gbs} / {chips.%s.memory_gb}"


@cache
def _chips() -> dict[str, dict[str, Any]]:
    return {row["chip_id"]: row for row in tables.rows("chips")}


@cache
def _rules() -> dict[str, dict[str, Any]]:
    return {row["rule_id"]: row for row in tables.rows("export_rules")}


# ------------------------------------------------- 05-1: a part of the A100


def part_of_a100(decimals: int) -> float:
    """The right part as a fraction of 1, rounded."""
    from chipclaims.practice.formulas import worked_out

    return round(worked_out(PART % ("fp16_dense_tflops", "fp16_dense_tflops")) / 100, decimals)


def is_a_rounded_fraction(value: float) -> bool:
    """Whether a number is the part as a fraction of 1 that has lost decimals."""
    return any(math.isclose(value, part_of_a100(decimals), rel_tol=1e-9) for decimals in (1, 2))


# ------------------------------------------------- 05-3: two figures side by side

ALIKE, AMOUNT_AND_RATE, TWO_UNITS, TWO_FORMATS, DENSE_AND_SPARSE = LABELS = (
    "comparable",
    "how much against how fast",
    "TOPS against TFLOPS",
    "two formats",
    "dense against sparse",
)
PAIRS = {
    "pair 1": ("chips.h20.fp8_dense_tflops", "chips.a100_80gb_sxm.fp16_dense_tflops"),
    "pair 2": ("chips.h20.fp16_dense_tflops", "chips.l20.fp16_dense_tflops"),
    "pair 3": ("chips.h20.memory_gb", "chips.l20.memory_bw_gbs"),
    "pair 4": ("chips.h20.fp16_dense_tflops", "chips.l40.fp16_sparse_tflops"),
    "pair 5": ("chips.h20.int8_dense_tops", "chips.l20.fp8_dense_tflops"),
    "pair 6": ("chips.h20.memory_gb", "chips.l20.memory_gb"),
}
SPEEDS, MEMORIES = "pair 2", "pair 6"  # the two comparable ones


def labels_of_pairs() -> dict[str, str]:
    """What the kit's ``comparable`` finds for each pair, as one of the labels."""
    return {name: _label(*pair) for name, pair in PAIRS.items()}


def _label(one: str, other: str) -> str:
    from chipclaims.claims import bases, comparable, reference

    found = comparable(reference(one), reference(other))
    if found:
        return ALIKE
    if found.reason.startswith("different metrics"):
        return AMOUNT_AND_RATE
    if found.reason.startswith("different units"):
        return TWO_UNITS
    formats = {bases()[reference(name).basis].of_what.split()[0] for name in (one, other)}
    return TWO_FORMATS if len(formats) > 1 else DENSE_AND_SPARSE


def _called(label: str, wanted: str) -> dict[str, str]:
    """Every pair of the label ``wanted`` called ``label``."""
    return {name: label for name, right in labels_of_pairs().items() if right == wanted}


# ------------------------------------------------- 05-4: TPP of four chips

FOUR = ("h100_pcie", "l40", "l40s", "tesla_fsd_hw3")
WITH_SPARSE = FOUR[:3]
DENSE = {"fp16_dense_tflops": 16, "fp8_dense_tflops": 8, "int8_dense_tops": 8}
EIGHT_BITS = {column: bits for column, bits in DENSE.items() if bits == 8}
SPARSE = {"fp16_sparse_tflops": 16, "fp8_sparse_tflops": 8, **DENSE}


def tpp_table() -> list[dict[str, Any]]:
    """TPP of the four chips, as the kit works it out."""
    from chipclaims.chips import total_processing_performance

    return [{"chip_id": name, "tpp": total_processing_performance(_chips()[name])} for name in FOUR]


def _products(chip_id: str, bits: dict[str, int]) -> list[float]:
    row = _chips()[chip_id]
    return [row[column] * bits[column] for column in bits if row[column] is not None]


def _wrong_tpp(names: Iterable[str], bits: dict[str, int], of_all: Any = max) -> dict[str, Any]:
    return {name: {"tpp": of_all(_products(name, bits))} for name in names}


def _in_whole_numbers(cut: Callable[[float], int]) -> dict[str, Any]:
    return {row["chip_id"]: {"tpp": cut(row["tpp"])} for row in tpp_table()}


def cuts_to_whole_numbers(found: dict[Any, dict[str, Any]]) -> bool:
    """Whether every TPP is the right one as a whole number, with its decimals lost."""
    return any(
        all(found[name]["tpp"] == row["tpp"] for name, row in _in_whole_numbers(cut).items())
        for cut in (round, math.floor)
    )


# ------------------------------------------------- 05-5: the line of the L20

LOWER, HIGHER, OLD = "R2023_10_17_3A090b", "R2023_10_17_3A090a", "R2022_10_07_3A090"
BITS = 16


def _ways(rule_id: str) -> list[tuple[float, float]]:
    """The ways into a tier, each as the lowest TPP and the lowest performance density."""
    found = []
    for way in _rules()[rule_id]["threshold"].split(" or "):
        lines = dict(re.findall(r"(\w+) >= ([\d.]+)", way))
        found.append((float(lines["tpp"]), float(lines.get("performance_density", 0))))
    return found


def _first_speed(way: tuple[float, float], area: float, bits: int = BITS) -> float:
    """The lowest speed at which a chip of an area is in by one way."""
    return max(way[0], way[1] * area) / bits


def _area(chip_id: str) -> float:
    return _chips()[chip_id]["die_area_mm2"]


def first_line_of_the_l20() -> float:
    """TFLOPS in FP16 at which a chip on the die of the L20 meets the first line."""
    ways = [*_ways(LOWER), *_ways(HIGHER)]
    return min(_first_speed(way, _area("l20")) for way in ways)


def _the_way_by_density() -> tuple[float, float]:
    return min(_ways(LOWER))


def is_just_below_the_other_line(value: float) -> bool:
    """Whether a speed is that at which the H20 meets its line, or the last whole one below."""
    line = _first_speed(max(_ways(LOWER)), _area("h20"))
    return line - 1 <= value <= line + 0.5


# ------------------------------------------------- 05-6: performance density

# Designs that nobody makes: their figures are part of the question. The dies come first, since a
# check shows only the beginning of a case.
DESIGNS = tuple(
    {
        "logic_dies_mm2": dies,
        "package_mm2": package,
        "fp16_dense_tflops": fp16,
        "fp16_sparse_tflops": 2 * fp16,
        "fp8_dense_tflops": fp8,
    }
    for fp16, fp8, dies, package in (
        (187, 374, [743], 3025),
        (301, 623, [413, 389], 2750),
        (130, 210, [289, 307], 2475),
        (92, 184, [307, 211, 211], 2116),
        (148, 296, [], 4900),
    )
)


def density(chip: dict) -> float | None:
    """Performance density over all logic dies; ``None`` where their area is not known."""
    from chipclaims.chips import performance_density

    return performance_density({**chip, "die_area_mm2": sum(chip["logic_dies_mm2"])})


def wrong_package(chip: dict) -> float | None:
    tpp = max(chip["fp16_dense_tflops"] * 16, chip["fp8_dense_tflops"] * 8)
    return tpp / chip["package_mm2"]


def wrong_package_for_unknown(chip: dict) -> float | None:
    tpp = max(chip["fp16_dense_tflops"] * 16, chip["fp8_dense_tflops"] * 8)
    return tpp / (sum(chip["logic_dies_mm2"]) or chip["package_mm2"])


def wrong_sparse(chip: dict) -> float | None:
    area = sum(chip["logic_dies_mm2"])
    return chip["fp16_sparse_tflops"] * 16 / area if area else None


def wrong_fp16_only(chip: dict) -> float | None:
    area = sum(chip["logic_dies_mm2"])
    return chip["fp16_dense_tflops"] * 16 / area if area else None


def wrong_fp8_only(chip: dict) -> float | None:
    """FP8 times 8, without a look at FP16."""
    area = sum(chip["logic_dies_mm2"])
    return chip["fp8_dense_tflops"] * 8 / area if area else None


def wrong_first_die(chip: dict) -> float | None:
    dies = chip["logic_dies_mm2"]
    tpp = max(chip["fp16_dense_tflops"] * 16, chip["fp8_dense_tflops"] * 8)
    return tpp / dies[0] if dies else None


def wrong_nothing_for_empty(chip: dict) -> float | None:
    tpp = max(chip["fp16_dense_tflops"] * 16, chip["fp8_dense_tflops"] * 8)
    return tpp / sum(chip["logic_dies_mm2"])


def wrong_zero(chip: dict) -> float | None:
    area = sum(chip["logic_dies_mm2"])
    tpp = max(chip["fp16_dense_tflops"] * 16, chip["fp8_dense_tflops"] * 8)
    return tpp / area if area else 0


def wrong_text(chip: dict) -> float | str:
    area = sum(chip["logic_dies_mm2"])
    tpp = max(chip["fp16_dense_tflops"] * 16, chip["fp8_dense_tflops"] * 8)
    return tpp / area if area else "None"


def wrong_without_bits(chip: dict) -> float | None:
    area = sum(chip["logic_dies_mm2"])
    return max(chip["fp16_dense_tflops"], chip["fp8_dense_tflops"]) / area if area else None


def wrong_formats_added(chip: dict) -> float | None:
    area = sum(chip["logic_dies_mm2"])
    tpp = chip["fp16_dense_tflops"] * 16 + chip["fp8_dense_tflops"] * 8
    return tpp / area if area else None


def wrong_rounded(chip: dict) -> float | None:
    area = sum(chip["logic_dies_mm2"])
    tpp = max(chip["fp16_dense_tflops"] * 16, chip["fp8_dense_tflops"] * 8)
    return round(tpp / area, 2) if area else None


# ------------------------------------------------- 05-7: the rule of a day

NAMES_OF_RULES = {OLD: "October 2022", HIGHER: "higher tier", LOWER: "lower tier"}
NO_RULE = "none"
REAL = ("a800", "h800", "h100_sxm", "h20", "l20", "l40", "l4")
DAYS = ("2022-12-01", "2024-06-01")
AT_THE_LINES = (
    (4800, 5.0, 600, "2022-10-21"),
    (4800, 5.0, 600, "2022-10-20"),
    (5000, 6.5, 600, "2023-11-16"),
    (5000, 6.5, 400, "2023-11-17"),
    (4992, 6.04, 600, "2023-11-17"),
    (4800, 1.2, 64, "2025-03-03"),
    (1600, 5.92, 64, "2024-01-10"),
    (1600, 3.2, 64, "2024-01-10"),
    (2400, 1.6, 64, "2024-01-10"),
    (2500, 1.5, 900, "2024-01-10"),
    (1500, 6.0, 900, "2024-01-10"),
    (3000, 2.0, 900, "2023-05-05"),
)


@cache
def cases_of_rules() -> list[tuple[float, float, float, str]]:
    """Real chips on two days, then chips and days exactly at the lines."""
    from chipclaims.chips import measures

    found = []
    for name in REAL:
        of_it = measures(_chips()[name])
        figures = (of_it["tpp"], of_it["performance_density"])
        rounded = tuple(round(figure, 2) for figure in figures)
        found += [(*rounded, of_it["interconnect_gbs"], day) for day in DAYS]
    return [*found, *AT_THE_LINES]


def rule_on(tpp: float, density: float, link: float, day: str) -> str:
    """The rule with a line that catches a chip for data centres on a day, or ``none``."""
    from chipclaims.arithmetic import evaluate

    of_it = {"tpp": tpp, "performance_density": density, "interconnect_gbs": link}
    for rule_id, name in NAMES_OF_RULES.items():
        rule = _rules()[rule_id]
        begins, ends = rule["effective_from"], rule["effective_to"] or "9999"
        if begins <= day < ends and evaluate(rule["threshold"], of_it):
            return name
    return NO_RULE


def wrong_line_left_out(tpp: float, density: float, link: float, day: str) -> str:
    if day < "2022-10-21":
        return "none"
    if day <= "2023-11-16":
        return "October 2022" if link > 600 and tpp > 4800 else "none"
    if tpp > 4800 or (tpp > 1600 and density > 5.92):
        return "higher tier"
    if (tpp > 2400 and density > 1.6) or (tpp > 1600 and density > 3.2):
        return "lower tier"
    return "none"


def wrong_link_still_asked(tpp: float, density: float, link: float, day: str) -> str:
    if day < "2022-10-21" or link < 600:
        return "none"
    if day <= "2023-11-16":
        return "October 2022" if tpp >= 4800 else "none"
    if tpp >= 4800 or (tpp >= 1600 and density >= 5.92):
        return "higher tier"
    if (tpp >= 2400 and density >= 1.6) or (tpp >= 1600 and density >= 3.2):
        return "lower tier"
    return "none"


def wrong_one_is_enough(tpp: float, density: float, link: float, day: str) -> str:
    if day < "2022-10-21":
        return "none"
    if day <= "2023-11-16":
        return "October 2022" if link >= 600 or tpp >= 4800 else "none"
    if tpp >= 4800 or (tpp >= 1600 and density >= 5.92):
        return "higher tier"
    if (tpp >= 2400 and density >= 1.6) or (tpp >= 1600 and density >= 3.2):
        return "lower tier"
    return "none"


def wrong_last_day(tpp: float, density: float, link: float, day: str) -> str:
    if day < "2022-10-21":
        return "none"
    if day <= "2023-11-17":
        return "October 2022" if link >= 600 and tpp >= 4800 else "none"
    if tpp >= 4800 or (tpp >= 1600 and density >= 5.92):
        return "higher tier"
    if (tpp >= 2400 and density >= 1.6) or (tpp >= 1600 and density >= 3.2):
        return "lower tier"
    return "none"


def wrong_without_the_day(tpp: float, density: float, link: float, day: str) -> str:
    if tpp >= 4800 or (tpp >= 1600 and density >= 5.92):
        return "higher tier"
    if (tpp >= 2400 and density >= 1.6) or (tpp >= 1600 and density >= 3.2):
        return "lower tier"
    return "none"


def wrong_without_the_density(tpp: float, density: float, link: float, day: str) -> str:
    if day < "2022-10-21":
        return "none"
    if day <= "2023-11-16":
        return "October 2022" if link >= 600 and tpp >= 4800 else "none"
    if tpp >= 4800:
        return "higher tier"
    return "lower tier" if tpp >= 2400 else "none"


def wrong_one_way_only(tpp: float, density: float, link: float, day: str) -> str:
    if day < "2022-10-21":
        return "none"
    if day <= "2023-11-16":
        return "October 2022" if link >= 600 and tpp >= 4800 else "none"
    if tpp >= 4800:
        return "higher tier"
    if tpp >= 2400 and 1.6 <= density < 5.92:
        return "lower tier"
    return "none"


def wrong_lower_tier_first(tpp: float, density: float, link: float, day: str) -> str:
    if day < "2022-10-21":
        return "none"
    if day <= "2023-11-16":
        return "October 2022" if link >= 600 and tpp >= 4800 else "none"
    if (tpp >= 2400 and density >= 1.6) or (tpp >= 1600 and density >= 3.2):
        return "lower tier"
    if tpp >= 4800 or (tpp >= 1600 and density >= 5.92):
        return "higher tier"
    return "none"


def wrong_falls_through(tpp: float, density: float, link: float, day: str) -> str:
    if day < "2022-10-21":
        return "none"
    if day <= "2023-11-16" and link >= 600 and tpp >= 4800:
        return "October 2022"
    if tpp >= 4800 or (tpp >= 1600 and density >= 5.92):
        return "higher tier"
    if (tpp >= 2400 and density >= 1.6) or (tpp >= 1600 and density >= 3.2):
        return "lower tier"
    return "none"


def wrong_nothing_at_the_end(tpp: float, density: float, link: float, day: str) -> str | None:
    if day < "2022-10-21":
        return None
    if day <= "2023-11-16":
        return "October 2022" if link >= 600 and tpp >= 4800 else None
    if tpp >= 4800 or (tpp >= 1600 and density >= 5.92):
        return "higher tier"
    if (tpp >= 2400 and density >= 1.6) or (tpp >= 1600 and density >= 3.2):
        return "lower tier"
    return None


def wrong_last_line_missing(tpp: float, density: float, link: float, day: str) -> str | None:
    if day < "2022-10-21":
        return "none"
    if day <= "2023-11-16":
        return "October 2022" if link >= 600 and tpp >= 4800 else "none"
    if tpp >= 4800 or (tpp >= 1600 and density >= 5.92):
        return "higher tier"
    if (tpp >= 2400 and density >= 1.6) or (tpp >= 1600 and density >= 3.2):
        return "lower tier"
    return None


def wrong_capitals(tpp: float, density: float, link: float, day: str) -> str:
    if day < "2022-10-21":
        return "none"
    if day <= "2023-11-16":
        return "October 2022" if link >= 600 and tpp >= 4800 else "none"
    if tpp >= 4800 or (tpp >= 1600 and density >= 5.92):
        return "Higher tier"
    if (tpp >= 2400 and density >= 1.6) or (tpp >= 1600 and density >= 3.2):
        return "Lower tier"
    return "none"


def wrong_first_days(tpp: float, density: float, link: float, day: str) -> str:
    if "2022-10-21" < day < "2023-11-16":
        return "October 2022" if link >= 600 and tpp >= 4800 else "none"
    if day > "2023-11-17":
        if tpp >= 4800 or (tpp >= 1600 and density >= 5.92):
            return "higher tier"
        if (tpp >= 2400 and density >= 1.6) or (tpp >= 1600 and density >= 3.2):
            return "lower tier"
    return "none"


def wrong_half_a_way(tpp: float, density: float, link: float, day: str) -> str:
    if day < "2022-10-21":
        return "none"
    if day <= "2023-11-16":
        return "October 2022" if link >= 600 and tpp >= 4800 else "none"
    if tpp >= 4800 or (tpp >= 1600 and density >= 5.92):
        return "higher tier"
    if tpp >= 2400 or (tpp >= 1600 and density >= 3.2):
        return "lower tier"
    return "none"


def wrong_first_rule_goes_on(tpp: float, density: float, link: float, day: str) -> str:
    """The rule of October 2022 is asked first and has no last day."""
    if day < "2022-10-21":
        return "none"
    if link >= 600 and tpp >= 4800:
        return "October 2022"
    if day >= "2023-11-17":
        if tpp >= 4800 or (tpp >= 1600 and density >= 5.92):
            return "higher tier"
        if (tpp >= 2400 and density >= 1.6) or (tpp >= 1600 and density >= 3.2):
            return "lower tier"
    return "none"


def wrong_higher_tier_by_tpp(tpp: float, density: float, link: float, day: str) -> str:
    """The higher tier is asked for TPP 4800 alone."""
    if day < "2022-10-21":
        return "none"
    if day <= "2023-11-16":
        return "October 2022" if link >= 600 and tpp >= 4800 else "none"
    if tpp >= 4800:
        return "higher tier"
    if (tpp >= 2400 and density >= 1.6) or (tpp >= 1600 and density >= 3.2):
        return "lower tier"
    return "none"


def wrong_lower_tier_by_its_first_way(tpp: float, density: float, link: float, day: str) -> str:
    """The lower tier is asked for its first way alone."""
    if day < "2022-10-21":
        return "none"
    if day <= "2023-11-16":
        return "October 2022" if link >= 600 and tpp >= 4800 else "none"
    if tpp >= 4800 or (tpp >= 1600 and density >= 5.92):
        return "higher tier"
    return "lower tier" if tpp >= 2400 and density >= 1.6 else "none"


@cache
def _caught_by_the_second_way_of(rule_id: str) -> frozenset[int]:
    """Places of the cases that get into a tier by its second way alone."""
    tpp, density = max(_ways(rule_id))  # the first way, which asks for more TPP
    return frozenset(
        place
        for place, case in enumerate(cases_of_rules())
        if _right_names()[place] == NAMES_OF_RULES[rule_id] and (case[0] < tpp or case[1] < density)
    )


def misses_the_second_way_of(rule_id: str) -> Callable[[Sequence[Result]], bool]:
    """Whether just those cases fail that get into a tier by its second way alone."""

    def shows(results: Sequence[Result]) -> bool:
        right = _right_names()
        wrong = {n for n, found in enumerate(results) if found.value != right[n] or found.raised}
        return wrong == _caught_by_the_second_way_of(rule_id)

    return shows


@cache
def _right_names() -> tuple[str, ...]:
    return tuple(rule_on(*case) for case in cases_of_rules())


# ------------------------------------------------- 05-8: a short text

PERCENT = r"\s*(?:%|percent|per cent)"
FOUR_ROWS = ("fp16_dense_tflops", "fp8_dense_tflops", "memory_gb", "memory_bw_gbs")
# Where others are quoted, or sparse figures are spoken of, another percentage may be in its place.
OTHER_TALK = (
    r"article|wrote|writes|claim|sparse|zeros|\bnot\b|n[’']t\b|often|some (?:say|people)|wrong"
)
OTHER_TALK += r"|\bto \d|(?:sales|revenue|price|tax|share)"
VAGUE = r"(?:about|around|roughly|almost|nearly|some|over|under|(?:more|less) than|at least) $"
FORMAT = re.compile(r"\b(?:FP16|FP8|INT8|TF32|number formats?|formats?)\b", re.IGNORECASE)


def _has(pattern: str, text: str) -> bool:
    return bool(re.search(pattern, text, re.IGNORECASE))


def has_percent_without_format(text: str) -> bool:
    """Whether a text gives percent and names no number format at all."""
    return _has(r"\d" + PERCENT, text) and not FORMAT.search(text)


def sets_dense_against_sparse(text: str) -> bool:
    """Whether a text gives the percentage of the mixed pair without a word on sparse."""
    return _has(r"\b7\.5" + PERCENT, text) and not _has("sparse|zeros|like for like", text)


def takes_cores_for_speed(text: str) -> bool:
    """Whether a text tells a percentage of the cores as one of the speed."""
    of_cores = r"\b(?:41|40\.9|59|59\.1)" + PERCENT
    of_speed = r"(?: of)?(?: the| its)?(?: H100's)?(?: computing)? (?:power|speed|performance)"
    if _has(of_cores + of_speed, text):
        return True
    return _has(of_cores, text) and not _has(r"\bcores?\b|\bSMs?\b", text)


def leaves_out_the_memory(text: str) -> bool:
    """Whether a text says nothing of memory."""
    return not _has("memory|bandwidth", text)


def leaves_out_the_source(text: str) -> bool:
    """Whether a text does not say where the figures of the H20 come from."""
    words = (
        "second.?hand|press|data ?sheet|published|source|report|retailer|official|confirm|"
        r"newspaper|journalist|\bleak|rumou?r|\bshops?\b|\bsellers?\b|\bdealers?\b|\bvendors?\b"
    )
    return not _has(f"{words}|according to|not known|unconfirmed|Tom's Hardware", text)


NOT = r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|instead|unlike)\b|n[’']t\b"
SENTENCE = re.compile(r"(?<=[.!?;])\s+")
CUT = r"(?:cut|reduced|lowered|halved|shrunk|weakened|made smaller)\b"
HOW = r"(?:(?:also|even|strongly|heavily|much|slightly|both) )*"


def exchanges_cut_and_kept(text: str) -> bool:
    """Whether a text tells that the memory was cut, or that the cores were not."""
    was = r"(?:was|were|is|has been|have been|got)"
    cut = rf"\bmemory (?:size |bandwidth )?{was} {HOW}{CUT}"
    cut_it = r"\b(?:cut|reduced|lowered|halved|shrank) (?:down )?(?:the|its) memory\b"
    kept = rf"\bcores {was} (?:not|never) {HOW}{CUT}"
    for said in SENTENCE.split(text):
        found = re.search(f"{cut}|{cut_it}", said, re.IGNORECASE)
        if _has(kept, said) or (found and not _has(NOT, said[: found.start()])):
            return True
    return False


def tells_of_a_data_sheet(text: str) -> bool:
    """Whether a sentence says that Nvidia itself published the figures of the H20."""
    published = (
        r"Nvidia(?: itself| has| had| also)* published|published by Nvidia|"
        r"(?:official|Nvidia's|Nvidia’s|its)(?: own| official)? data ?sheet|"
        r"data ?sheet (?:of|by|from) Nvidia"
    )
    others = (
        rf"{NOT}|H100|unofficial|missing|lack|refus|only|until|press|newspaper|retailer|leak|seller"
        r"|shop|second.?hand|\bif\b|\bbut\b|\bwould\b|should|\?"
    )
    return any(_has(published, said) and not _has(others, said) for said in SENTENCE.split(text))


@cache
def _percentages(columns: tuple[str, ...]) -> tuple[float, ...]:
    """The percentages that rows of the table give: part, the other way round, less and more."""
    of_both = [(_chips()["h20"][column], _chips()["h100_sxm"][column]) for column in columns]
    parts = [100 * one / other for pair in of_both for one, other in (pair, pair[::-1])]
    return (100.0, *parts, *(abs(100 - part) for part in parts))


def has_a_percentage_of_nothing(text: str) -> bool:
    """Whether a text gives a percentage that is near none that two figures of the table give."""
    if takes_cores_for_speed(text) or sets_dense_against_sparse(text):
        return False
    before = ""
    for said in SENTENCE.split(text):
        of_cores = _has(r"\bcores?\b|\bSMs?\b", before + said)
        known = _percentages((*FOUR_ROWS, "cores") if of_cores else FOUR_ROWS)
        if not _has(OTHER_TALK, said) and any(_is_far(*found, known) for found in _parts(said)):
            return True
        before = said
    return False


def _parts(said: str) -> list[tuple[float, float]]:
    """Each percentage of a sentence, and how near it has to be to a right one."""
    return [
        (float(found[1]), 5.0 if _has(VAGUE, said[: found.start()]) else 0.6)
        for found in re.finditer(rf"(?<![\d.,–-])(\d+(?:\.\d+)?){PERCENT}", said)
    ]


def _is_far(part: float, near: float, known: tuple[float, ...]) -> bool:
    return all(abs(part - other) > near for other in known)


WORDS = {
    "speed": "In FP16, dense on both sides, the H20 has {part:.0f} % of the speed of the H100.",
    "mixed": "In FP16 the H20 has 7.5 % of the speed of the H100.",
    "bare": "The H20 has {part:.0f} % of the speed of the H100.",
    "cores": "In FP16, dense on both sides, the H20 has 59 % of the H100.",
    "guessed": "In FP16, dense on both sides, the H20 has 65 % of the speed of the H100.",
    "data sheet": "Nvidia published all figures of the H20 in its own data sheet.",
    "memory cut": "Its memory was cut as well: it holds less and is read more slowly.",
    "memory": "Its memory was not cut: it holds more and is read faster.",
    "source": "The figures of the H20 are second-hand: Nvidia published no data sheet.",
    "rule": "It stays just below a line of the rule of October 2023; a letter of April 2025 "
    "stopped it all the same, and that letter has no line.",
}


def _text(*parts: str) -> str:
    from chipclaims.practice.formulas import worked_out

    part = worked_out("100 * {chips.h20.fp16_dense_tflops} / {chips.h100_sxm.fp16_dense_tflops}")
    return " ".join(WORDS[name] for name in parts).format(part=part)


QUESTIONS = (
    Question(
        "05-1",
        "Like for like with an older chip",
        Number("percent", decimals=1, also={"a fraction of 1": 100}),
        PART % ("fp16_dense_tflops", "fp16_dense_tflops"),
        hints=(
            "Like for like means: the same format in both numbers, and both of them dense.",
            "Two columns of the table have fp16 in their name. Take the one that is filled in for "
            "both chips, and divide the row of the H20 by the row of the A100.",
        ),
        mistakes=(
            Mistake(
                "dense over sparse",
                "The dense figure of the H20 over the sparse one of the A100 (or over its INT8 "
                "figure, which is the same number).",
                "Your two figures do not count the same work. Which column did you take for the "
                "A100, and is there one with the same name for the H20?",
                PART % ("fp16_dense_tflops", "fp16_sparse_tflops"),
                listed="dense_over_sparse",
            ),
            Mistake(
                "one format over another",
                "The FP8 figure of the H20 over the FP16 figure of the A100, which has no FP8.",
                "Your two figures are of two number formats. How many bits has each of them?",
                PART % ("fp8_dense_tflops", "fp16_dense_tflops"),
                listed="fp8_over_fp16",
            ),
            Mistake(
                "cores taken for speed",
                "The cores of the one divided by the cores of the other.",
                "That compares the cores. Does a core of the one chip do as much as a core of the "
                "other?",
                PART % ("cores", "cores"),
                listed="cores_as_speed",
            ),
            Mistake(
                "memory taken for speed",
                "96 GB over 80 GB: the column of the memory.",
                "That compares how much fits into the memory. Which columns say how fast a chip "
                "calculates?",
                PART % ("memory_gb", "memory_gb"),
            ),
            Mistake(
                "another chip as the whole",
                "Divided by the H100, as in the lesson.",
                "That is the part of the chip of the lesson. Which chip is asked for here?",
                "100 * {chips.h20.fp16_dense_tflops} / {chips.h100_sxm.fp16_dense_tflops}",
            ),
            Mistake(
                "a fraction that was rounded",
                "The division alone, rounded to one or two decimals: what is left has lost digits.",
                "That is a fraction of 1, and rounding has cut it short. Which comes first: the "
                "step to percent, or the rounding?",
                lambda: part_of_a100(1),
                when=is_a_rounded_fraction,
            ),
        ),
    ),
    Question(
        "05-2",
        "Two memories",
        Number("times", decimals=2),
        TIMES % ("memory_bw_gbs", "memory_bw_gbs"),
        hints=(
            "One column says how much fits into the memory, one how fast the memory is read, one "
            "how fast chips exchange data. Which of them is asked for?",
            "GB is an amount, GB/s a speed. Divide the speed of the memory of the H20 by that of "
            "the L20.",
        ),
        mistakes=(
            Mistake(
                "GB taken for GB/s",
                "96 GB over 48 GB: the size of the memory.",
                "You compared how much fits. What is the unit of how fast something is read?",
                TIMES % ("memory_gb", "memory_gb"),
                listed="gb_as_gb_per_s",
            ),
            Mistake(
                "the link taken for the memory",
                "The column interconnect_gbs, which is in GB/s too.",
                "Both columns are in GB/s. Which of them is about the memory, and which about "
                "other chips?",
                TIMES % ("interconnect_gbs", "interconnect_gbs"),
            ),
            Mistake(
                "calculating taken for reading",
                "The FP16 speeds of the two chips.",
                "That compares how fast they calculate. Which column says how fast they read?",
                TIMES % ("fp16_dense_tflops", "fp16_dense_tflops"),
            ),
            Mistake(
                "how much more, not how many times",
                "The difference divided by the smaller one: one less than the answer.",
                "That says by how many times it is MORE. As fast means: the one divided by the "
                "other, and nothing taken away. What would two equal chips give?",
                "{chips.h20.memory_bw_gbs} / {chips.l20.memory_bw_gbs} - 1",
            ),
            Mistake(
                "percent in place of times",
                "By how many percent the one is more than the other.",
                "That says by how many percent it is more. How many times as fast is another "
                "question: divide once, and stop.",
                "100 * ({chips.h20.memory_bw_gbs} / {chips.l20.memory_bw_gbs} - 1)",
            ),
            Mistake(
                "one chip divided by itself",
                "The bandwidth of the H20 over its own memory size.",
                "Both of your numbers are of the H20. Where is the other chip?",
                EACH % ("h20", "h20"),
            ),
            Mistake(
                "the size of the memory taken into it",
                "How often each chip can read its whole memory in a second, and these two divided.",
                "You also divided by how much fits into each memory. Does the size matter when "
                "only the speed of reading is asked for?",
                f"({EACH % ('h20', 'h20')}) / ({EACH % ('l20', 'l20')})",
            ),
        ),
    ),
    Question(
        "05-3",
        "Side by side, or not?",
        Classes(LABELS),
        labels_of_pairs,
        hints=(
            "Read each column name slowly: the kind of number (fp16, fp8, int8), dense or sparse, "
            "and the unit at the end.",
            "Go through the five labels from top to bottom for each pair and stop at the first "
            "that fits. A number that is near another one says nothing.",
        ),
        mistakes=(
            Mistake(
                "TFLOPS taken for TOPS",
                "Both have 8 bits and both are dense, so they are set side by side; but one "
                "counts calculations with whole numbers, the other with decimal numbers.",
                "Look at the end of the column names in one of the pairs that you call "
                "comparable. Do both count calculations with the same kind of numbers?",
                lambda: _called(ALIKE, TWO_UNITS),
                listed="flops_as_tops",
            ),
            Mistake(
                "two formats set side by side",
                "The two numbers are near each other and both are dense TFLOPS.",
                "In one of the pairs that you call comparable the numbers are near, but how many "
                "bits has each of the two formats?",
                lambda: _called(ALIKE, TWO_FORMATS),
                listed="fp8_over_fp16",
            ),
            Mistake(
                "skipped zeros not seen",
                "Both are FP16 in TFLOPS, so the other word in the name is not read.",
                "In one of the pairs that you call comparable the format is the same. Are the "
                "zeros counted in both?",
                lambda: _called(ALIKE, DENSE_AND_SPARSE),
                listed="dense_over_sparse",
            ),
            Mistake(
                "an amount set beside a speed",
                "Both are figures of the memory, in GB and in GB/s.",
                "In one of the pairs that you call comparable the units are not the same. What "
                "does a second have to do with it?",
                lambda: _called(ALIKE, AMOUNT_AND_RATE),
                listed="gb_as_gb_per_s",
            ),
            Mistake(
                "8 bits taken for one format",
                "FP8 and INT8 are called two formats, without the label above it that fits first.",
                "True, but a label further up in the list fits too. Compare the last part of the "
                "column names.",
                lambda: _called(TWO_FORMATS, TWO_UNITS),
            ),
            Mistake(
                "two chips taken for two things",
                "Every pair is refused, since the chips are not the same.",
                "Two chips may be compared: that is the aim. Is there a pair in which format, "
                "dense and unit are all the same?",
                lambda: {SPEEDS: TWO_FORMATS},
            ),
            Mistake(
                "memory taken for an amount and a speed",
                "Both figures are of the memory, and the label about how much is taken at once.",
                "In one of the pairs to which you gave the first label both ends of the names are "
                "the same. Is one of the two a speed?",
                lambda: {MEMORIES: AMOUNT_AND_RATE},
            ),
            Mistake(
                "one format taken for two",
                "The words dense and sparse are taken for names of formats.",
                "You give the label of the formats to a pair whose two names begin alike. What "
                "comes after the format in the name?",
                lambda: _called(TWO_FORMATS, DENSE_AND_SPARSE),
            ),
            Mistake(
                "decimal numbers on both sides",
                "FP8 and FP16 are taken for whole and decimal numbers.",
                "TOPS is a unit. Look at the ends of the names: in one of the pairs to which you "
                "gave that label both ends are the same.",
                lambda: _called(TWO_UNITS, TWO_FORMATS),
            ),
            Mistake(
                "nothing is calculated there",
                "GB and GB/s are taken for two units of calculating.",
                "TOPS and TFLOPS are calculations. In one of your pairs nothing is calculated: "
                "what do its two units say?",
                lambda: _called(TWO_UNITS, AMOUNT_AND_RATE),
            ),
        ),
    ),
    Question(
        "05-4",
        "What the rules count",
        Table(columns=("chip_id", "tpp"), key="chip_id", relative=1e-5),
        tpp_table,
        hints=(
            "TPP has three steps: choose the dense columns, multiply each by its bits, take the "
            "highest product. Do it for one chip on paper first.",
            "Which columns of a row are dense and filled in (use .dropna())? FP16 has 16 bits, FP8 "
            "and INT8 have 8. Not every chip has every column: "
            '"fp16_dense_tflops" in row is true or false.',
            "In a loop over the chips: make a list of the products, then append a dictionary with "
            "the keys chip_id and tpp (max of the list). pd.DataFrame makes a table of them.",
        ),
        mistakes=(
            Mistake(
                "TOPS multiplied as if they were TFLOPS in FP16",
                "The INT8 figure times 16 (or every figure times 2, because the definition says "
                "2 x MacTOPS).",
                "The chip of Tesla comes out twice as high as it is. How many bits has a number in "
                "INT8?",
                lambda: {"tesla_fsd_hw3": {"tpp": 2 * max(_products("tesla_fsd_hw3", DENSE))}},
                listed="flops_as_tops",
            ),
            Mistake(
                "sparse figures used",
                "The highest figure of a row is a sparse one, and it was taken with the others.",
                "The rules count dense speeds only. Did a column with sparse in its name get in?",
                lambda: _wrong_tpp(WITH_SPARSE, SPARSE),
                listed="sparse_in_tpp",
            ),
            Mistake(
                "one format only",
                "FP16 times 16 wherever there is an FP16 figure.",
                "One of the chips gets a higher product in another format. Which product counts?",
                lambda: _wrong_tpp(["l40s"], {"fp16_dense_tflops": 16}),
            ),
            Mistake(
                "rounded to whole numbers",
                "round(…) or int(…), so that the table looks tidy.",
                "Your values are cut to whole numbers. Nothing should be lost before a number is "
                "printed: which function cut them?",
                lambda: _in_whole_numbers(round),
                when=cuts_to_whole_numbers,
            ),
            Mistake(
                "the 8-bit columns alone",
                "The format with the highest speed is taken, and its product is thought to be the "
                "highest, too.",
                "One of the chips gets a higher product in FP16, by a little. Did you take the "
                "highest product of all formats, or the product of the highest speed?",
                lambda: _wrong_tpp(["l40"], EIGHT_BITS),
            ),
            Mistake(
                "all formats added",
                "The products of the formats are added up.",
                "You added the products of the formats. Does a chip do all its work in all formats "
                "at once? Which of the products counts?",
                lambda: _wrong_tpp(WITH_SPARSE, DENSE, sum),
            ),
            Mistake(
                "the speed without the bits",
                "The highest dense speed itself.",
                "Those are speeds. What has each of them to be multiplied by?",
                lambda: _wrong_tpp(WITH_SPARSE, dict.fromkeys(DENSE, 1)),
            ),
            Mistake(
                "the FP16 speed without its bits",
                "The FP16 column as it is.",
                "Those are speeds in FP16. By what has a speed to be multiplied, and which formats "
                "are there besides?",
                lambda: _wrong_tpp(WITH_SPARSE, {"fp16_dense_tflops": 1}),
            ),
        ),
    ),
    Question(
        "05-5",
        "Where the L20 had to stop",
        Number("TFLOPS", decimals=1),
        first_line_of_the_l20,
        hints=(
            "A faster chip on the same die has a higher TPP and a higher density. The tier has two "
            "ways in, and one is enough: which of the two does such a chip meet first?",
            "For each way in: which TPP does it need? A density line times the die area is a TPP "
            "too. If a way asks for two things, both must be there.",
            "Take the lower of the two TPP values. Then turn it back into a speed: what has 16 to "
            "do with it?",
        ),
        mistakes=(
            Mistake(
                "only the line that stopped the H20",
                "2400 divided by 16, as for the H20 in the lesson.",
                "That is where the larger die of the H20 meets its line. The L20's die is smaller: "
                "what does that do to its density?",
                lambda: _first_speed(max(_ways(LOWER)), _area("l20")),
                when=is_just_below_the_other_line,
            ),
            Mistake(
                "the speed that it has",
                "The FP16 speed of the L20 itself.",
                "That is where the L20 stands. How far could it go until it meets a line?",
                "{chips.l20.fp16_dense_tflops}",
            ),
            Mistake(
                "how much is missing",
                "The speed of the L20 is taken away from the speed at the line.",
                "That is how much faster it would have to be. Which speed does it have then?",
                lambda: first_line_of_the_l20() - _chips()["l20"]["fp16_dense_tflops"],
            ),
            Mistake(
                "the density of the other way in",
                "1.6 times the die area, divided by 16.",
                "A density that low is enough only together with a TPP of 2400. What is the TPP at "
                "your speed?",
                lambda: max(_ways(LOWER))[1] * _area("l20") / BITS,
            ),
            Mistake(
                "the area of another die",
                "The density line times the die area of the H20 or H100.",
                "The density line is the right one. Of which chip is the die area that you took?",
                lambda: _first_speed(_the_way_by_density(), _area("h20")),
            ),
            Mistake(
                "only half of a way in",
                "1600 divided by 16: the TPP of the second way, without its density.",
                "The second way asks for two things at once. At your speed, how high is the "
                "density?",
                lambda: _the_way_by_density()[0] / BITS,
            ),
            Mistake(
                "the bits of another format",
                "The TPP divided by 8, which gives the speed in FP8.",
                "Your TPP is right. How many bits has the format in which the speed is asked?",
                lambda: _first_speed(_the_way_by_density(), _area("l20"), 8),
            ),
            Mistake(
                "the line of the higher tier",
                "The density 5.92 times the die area.",
                "That is where the higher tier begins. Is there a line that comes before it?",
                lambda: _first_speed(max(_ways(HIGHER), key=lambda way: way[1]), _area("l20")),
            ),
            Mistake(
                "a TPP, not yet a speed",
                "The density line times the die area, and nothing more.",
                "That is a TPP. TPP is speed times bits: which speed in FP16 gives it?",
                lambda: _first_speed(_the_way_by_density(), _area("l20"), 1),
            ),
        ),
    ),
    Question(
        "05-6",
        "Density of a design",
        Function(DESIGNS),
        density,
        hints=(
            "Work it out in two lines: first the TPP (dense only, the highest product), then the "
            "area of the silicon that calculates.",
            "The area is that of all logic dies together: sum(…) adds up a list. What does sum "
            "give for an empty list, and what should your function give back then?",
        ),
        mistakes=(
            Mistake(
                "the area of the package",
                "TPP over package_mm2, the larger number in the row.",
                "Which piece does the rule measure: the housing, or the silicon in it?",
                wrong_package,
                listed="package_area",
            ),
            Mistake(
                "the package in place of an unknown area",
                "The dies where they are known, otherwise the package.",
                "For a chip without published dies you took another area. Is that the area that "
                "the rule asks for? What would be honest?",
                wrong_package_for_unknown,
            ),
            Mistake(
                "sparse speeds in the TPP",
                "fp16_sparse_tflops times 16.",
                "Your TPP is too high: does the rule count a speed that skips zeros?",
                wrong_sparse,
                listed="sparse_in_tpp",
            ),
            Mistake(
                "one format only",
                "fp16_dense_tflops times 16, without a look at FP8.",
                "One of the designs has a higher product in FP8. Which of the two counts?",
                wrong_fp16_only,
            ),
            Mistake(
                "the higher speed, not the higher product",
                "fp8_dense_tflops times 8: always, or wherever the speed in FP8 is the higher one.",
                "One of the designs has a higher product in FP16, though its speed in FP8 is "
                "higher. Which of the two counts?",
                wrong_fp8_only,
            ),
            Mistake(
                "only the first die",
                "The first number of the list of dies.",
                "Some designs have more than one die. Which of them do the calculating?",
                wrong_first_die,
            ),
            Mistake(
                "an empty list not thought of",
                "The area is the sum of no dies, and Python cannot divide by it.",
                "All is well until nobody has published a die area: then Python divides by "
                "nothing. Which line should stand before the division?",
                wrong_nothing_for_empty,
            ),
            Mistake(
                "zero for not known",
                "0 is given back where the area is not known.",
                "Zero would mean: no density at all. What does Python have for not known?",
                wrong_zero,
            ),
            Mistake(
                "a text in place of None",
                '"None" with quotation marks.',
                "Almost: in quotation marks it is a word with four letters. How does Python write "
                "that nothing is there?",
                wrong_text,
            ),
            Mistake(
                "the speed without the bits",
                "The highest speed over the area.",
                "TPP over area is asked for. Your first line gives a speed: what is missing from "
                "it to make it a TPP?",
                wrong_without_bits,
            ),
            Mistake(
                "both formats added",
                "The products of FP16 and FP8 are added up.",
                "You added the two formats. Does a chip do all its work in both at once?",
                wrong_formats_added,
            ),
            Mistake(
                "rounded inside the function",
                "round(…, 2) as in the print lines of the lesson.",
                "The values are right, but cut off. Who should round: the one who calculates, or "
                "the one who prints?",
                wrong_rounded,
            ),
        ),
    ),
    Question(
        "05-7",
        "Which rule, on which day?",
        Function(cases_of_rules),
        rule_on,
        hints=(
            "Begin with the days: three stretches of time, three parts of your function. Days "
            "written like 2023-11-17 can be compared with <, as texts.",
            "In the last stretch ask for the higher tier first: what it catches needs no further "
            "question. Then the lower tier, with its two ways in.",
            "Or more means >=. Write each way in as one line with and, and join the two ways with "
            "or, in round brackets. The last line of the function gives back none, as a text.",
        ),
        mistakes=(
            Mistake(
                "the line itself left out",
                "> in place of >= at the lines.",
                "Try a chip that stands exactly on a line. What does or more mean for it?",
                wrong_line_left_out,
            ),
            Mistake(
                "the link asked for in the new rule",
                "The condition of October 2022 carried over to October 2023.",
                "Your new tiers let chips with a slow link pass. Does the rule of 2023 still ask "
                "for the link?",
                wrong_link_still_asked,
            ),
            Mistake(
                "one of two conditions taken as enough",
                "or in place of and in the rule of October 2022.",
                "On days of the first rule you catch too many chips. Must both conditions be met, "
                "or is one enough?",
                wrong_one_is_enough,
            ),
            Mistake(
                "the day of the change",
                "The old rule still applied on 17 November 2023.",
                "Almost all fits. Which rule holds on the very day on which the new one begins?",
                wrong_last_day,
            ),
            Mistake(
                "the day not looked at",
                "The rule of October 2023 applied to every day.",
                "Your function says the same for every day. Was this rule there in 2022?",
                wrong_without_the_day,
            ),
            Mistake(
                "the density not looked at",
                "Only TPP from 4800 and TPP from 2400.",
                "Your tiers look at the TPP alone. Try one chip with a very large die, and one "
                "with a very small one.",
                wrong_without_the_density,
            ),
            Mistake(
                "one way in only",
                "The first way of each tier, without the second one that begins at TPP 1600.",
                "Each tier has two ways in. Try a chip of little TPP on a small die.",
                wrong_one_way_only,
            ),
            Mistake(
                "the first rule never ends",
                "The rule of October 2022 is asked first, for every day from its first one on.",
                "On days of the new rule you still give the name of the old one. Until which day "
                "may that name be given?",
                wrong_first_rule_goes_on,
            ),
            Mistake(
                "the higher tier without its second way",
                "Only a TPP of 4800 leads into the higher tier.",
                "Your lower tier fits. Read the line of the higher tier once more: what stands "
                "behind its or?",
                wrong_higher_tier_by_tpp,
                when=misses_the_second_way_of(HIGHER),
            ),
            Mistake(
                "the lower tier without its second way",
                "Only a TPP of 2400 with its density leads into the lower tier.",
                "Your higher tier fits. Read the line of the lower tier once more: what stands "
                "behind its or?",
                wrong_lower_tier_by_its_first_way,
                when=misses_the_second_way_of(LOWER),
            ),
            Mistake(
                "the lower tier asked first",
                "The lower tier comes first, without its upper ends.",
                "Your strongest chips land in the lower tier. Which tier should be asked first, "
                "or where does the lower one end?",
                wrong_lower_tier_first,
            ),
            Mistake(
                "the new rule on old days",
                "On a day of the first rule, what it does not catch runs on to the later lines.",
                "What the rule of 2022 does not catch goes on to your lines for the rule of 2023. "
                "What should happen to it on a day in 2022?",
                wrong_falls_through,
            ),
            Mistake(
                "None in place of the name",
                "None is given back, or nothing, where no rule catches the chip.",
                "Your function gives back None there. The table has a name for it, a text in "
                "quotation marks.",
                wrong_nothing_at_the_end,
            ),
            Mistake(
                "no last line",
                "There is no return behind the last if.",
                "All is well until the last if. What does your function give back when that one "
                "does not hold either?",
                wrong_last_line_missing,
            ),
            Mistake(
                "the names with capital letters",
                "Higher tier and Lower tier.",
                "The rules are right. Compare the names of the tiers with the table, letter by "
                "letter.",
                wrong_capitals,
            ),
            Mistake(
                "the first and the last day left out",
                "< and > at the days on which a rule begins or ends.",
                "Almost all days fit. The table says that the first and the last day count: which "
                "sign does that need?",
                wrong_first_days,
            ),
            Mistake(
                "half of a way in",
                "TPP of 2400 or more, without its density.",
                "One of your ways into the lower tier asks for one thing only. The table asks for "
                "two. Try a chip on a very large die.",
                wrong_half_a_way,
            ),
        ),
    ),
    Question(
        "05-8",
        "Sixty words for a newspaper",
        Writing(
            words=45,
            checklist=(
                "Every number agrees with the table above: look each one up.",
                "Each percentage says of what: which two chips, which format, dense on both sides.",
                "It says what was cut and what was not.",
                "It says how sure the figures of the H20 are.",
                "A rule is named with its date, or no rule is named.",
                "No reason of Nvidia or of a state is told as a fact.",
                "A reader without any knowledge of chips can follow it.",
            ),
        ),
        lambda: _text("speed", "memory", "source", "rule"),
        hints=(
            "Write one sentence for each of these: what was cut, what was not cut, and where the "
            "figures come from.",
            "Read your text aloud and stop at every number: of what, against what, in which "
            "format? What you cannot answer, the reader cannot either.",
        ),
        mistakes=(
            Mistake(
                "dense against sparse",
                "The percentage that one gets from the two numbers of article 000.",
                "One of your percentages sets two different things against each other. Where does "
                "each of its two numbers come from?",
                lambda: _text("mixed", "memory", "source", "rule"),
                when=sets_dense_against_sparse,
                listed="dense_over_sparse",
            ),
            Mistake(
                "cores told as speed",
                "The percentage of the cores, without the word.",
                "One of your percentages counts something else than speed. What was counted there?",
                lambda: _text("cores", "memory", "source", "rule"),
                when=takes_cores_for_speed,
                listed="cores_as_speed",
            ),
            Mistake(
                "a data sheet that nobody has seen",
                "Figures come from data sheets, so those of the H20 are thought to come from one, "
                "too.",
                "Did the maker itself print the figures of the H20? Read the note below the table "
                "once more.",
                lambda: _text("speed", "memory", "data sheet", "rule"),
                when=tells_of_a_data_sheet,
            ),
            Mistake(
                "cut and not cut exchanged",
                "All that differs between the two chips is told as cut.",
                "One of your sentences says of something that it was cut or not cut. Compare the "
                "two chips in that row of the table: which has more?",
                lambda: _text("speed", "memory cut", "source", "rule"),
                when=exchanges_cut_and_kept,
            ),
            Mistake(
                "a percentage of no two figures",
                "A percentage from memory, or a slip in the division.",
                "One of your percentages fits no two figures of a row of the table. Which two did "
                "you divide?",
                lambda: _text("guessed", "memory", "source", "rule"),
                when=has_a_percentage_of_nothing,
            ),
            Mistake(
                "a percentage without its format",
                "A percentage of the speed, and no word on the format.",
                "There is a percentage, but in which number format were the two speeds measured?",
                lambda: _text("bare", "memory", "source", "rule"),
                when=has_percent_without_format,
            ),
            Mistake(
                "only what was cut",
                "Nothing is said of the memory.",
                "You say what was cut. What was NOT cut, and matters when a finished "
                "model answers?",
                lambda: _text("speed", "source", "rule"),
                when=leaves_out_the_memory,
            ),
            Mistake(
                "no word on the source",
                "The figures of the H20 stand there as if the maker had published them.",
                "The check finds no word such as press, newspaper, retailer or second-hand. Who "
                "says so? Tell the reader where the figures of the H20 come from, and how sure "
                "they are.",
                lambda: _text("speed", "memory", "rule"),
                when=leaves_out_the_source,
            ),
        ),
    ),
)
