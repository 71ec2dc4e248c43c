"""The figures: nothing cut, covered, boxed or left to colour alone, and words that tell it all."""

import html
import re
import warnings
from calendar import month_name
from functools import cache
from itertools import pairwise
from pathlib import Path

import matplotlib
import pandas as pd
import pytest
from figure_checks import check_no_text_is_cut_or_covers_another
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from chipclaims.figures import (
    PALETTE,
    MissingGlyphError,
    damage_map,
    drawable,
    kinds_by_article,
    show,
    showing,
    timeline,
    use_house_style,
)
from chipclaims.figures.kinds import EXAMPLES
from chipclaims.figures.style import FAINT, FAMILY, GLYPH_STAND_IN, INK, new_figure
from chipclaims.figures.timeline import LINE_AT
from chipclaims.repair import CERTAINTIES, Repair, repair

KIT = Path(__file__).parents[1]
SEEDS = {path.name: path.read_bytes().decode() for path in sorted((KIT / "seeds").glob("*.txt"))}
EVENTS = pd.read_csv(KIT / "data" / "timeline.csv")
OVERVIEW = EVENTS[EVENTS["in_overview"]]
KINDS = pd.DataFrame(
    [
        {"article": name, "kind": kind, "count": (7 * place + 13 * number) % 61}
        for place, name in enumerate(SEEDS)
        for number, kind in enumerate(EXAMPLES)
    ]
)


@cache
def repaired(name):
    return repair(SEEDS[name])


@cache
def map_of(name):
    return damage_map(SEEDS[name], repaired(name).repairs, name)


@cache
def many_places(count=400):
    """A made-up page with more damage than there is room to label, of every certainty."""
    repairs = [
        Repair(n * 30, n * 30 + 9, "價格?" * 3, "价" * 40, "byte_loss", CERTAINTIES[n % 4])
        for n in range(count)
    ]
    return damage_map("字" * count * 30, repairs, "a very long name of a file " * 3)


ALL_FIGURES = {
    "overview": lambda: timeline(OVERVIEW),
    "all events": lambda: timeline(EVENTS),
    "one event": lambda: timeline(EVENTS.head(1)),
    "long labels": lambda: timeline(
        EVENTS.head(4).assign(label=["long label " * 20, "芯片" * 40] * 2)
    ),
    "kinds": lambda: kinds_by_article(KINDS),
    "kinds of one": lambda: kinds_by_article(KINDS.head(3)),
    "kinds of seven": lambda: kinds_by_article(
        pd.concat([KINDS, KINDS.head(16).assign(article=lambda t: "my_" + t["article"])])
    ),
    "no damage": lambda: damage_map("芯片", [], "mine.txt"),
    "empty file": lambda: damage_map("", []),
    "much damage": many_places,
    **{name: lambda name=name: map_of(name) for name in SEEDS},
}
every_figure = pytest.mark.parametrize("name", ALL_FIGURES)


@cache
def drawn(name):
    """The figure, its words and its texts; drawing any of them may not warn."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure, words = ALL_FIGURES[name]()
        FigureCanvasAgg(figure).draw()
    texts = [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]
    return figure, words, texts


@pytest.fixture
def shown(monkeypatch):
    outputs = []
    monkeypatch.setattr(showing, "display", lambda data, **more: outputs.append((data, more)))
    return outputs


@every_figure
def test_figures_have_a_title_and_a_source_and_words_of_their_own(name):
    figure, words, _ = drawn(name)
    title, source = (text.get_text() for text in figure.texts)
    assert title in words
    assert len(words) > len(title) + 20
    assert source.startswith("Source: ")


@every_figure
def test_no_text_is_cut_or_covers_another(name):
    figure, _, texts = drawn(name)
    check_no_text_is_cut_or_covers_another(figure, texts)


@every_figure
def test_no_character_of_the_kit_needs_a_stand_in(name):
    assert not [text for text in drawn(name)[2] if GLYPH_STAND_IN in text.get_text()]


@every_figure
def test_text_is_large_enough_for_a_projector(name):
    assert all(text.get_size() >= 10 for text in drawn(name)[2])


# ---------------------------------------------------------------- what each one says


@pytest.mark.parametrize("events", [OVERVIEW, EVENTS], ids=["overview", "all"])
def test_words_of_the_timeline_hold_every_event_in_order(events):
    _, words = timeline(events.sample(frac=1, random_state=1))
    assert f"{len(events)} events" in words
    rows = list(events.itertuples())
    memory = [" (from memory)" * (row.status == "memory") for row in rows]
    told = [
        f"{in_words(row.date, row.date_end)}: {row.label}{more}"
        for row, more in zip(rows, memory, strict=True)
    ]
    assert len(words.partition(told[0])[2]) == sum(len(each) + 2 for each in told[1:]) + 1
    places = sorted((words.index(each), row.date) for each, row in zip(told, rows, strict=True))
    assert [date for _, date in places] == sorted(events["date"])


def in_words(day, end):
    """How the timeline tells a date: a month by its name, several days from the first to last."""
    if isinstance(end, str):
        return f"{day} to {end}"
    return f"{month_name[int(day[5:])]} {day[:4]}" if len(day) == 7 else day


def test_timeline_tells_memory_from_what_is_verified():
    figure, words = timeline(EVENTS)
    in_memory = EVENTS[EVENTS["status"] == "memory"]
    assert words.count("(from memory)") == len(in_memory) > 0
    assert "Empty: from memory" in figure.texts[1].get_text()
    rows = [text.get_text() for text in drawn("all events")[2]]
    assert {f"{label} (from memory)" for label in in_memory["label"]} <= set(rows)
    figure, words = timeline(OVERVIEW)
    assert "memory" not in words + figure.texts[1].get_text()


def test_timeline_says_where_the_sources_stand():
    assert "data/sources.csv" in timeline(OVERVIEW)[0].texts[1].get_text()


def test_the_table_of_events_is_whole_and_in_order():
    assert 12 <= EVENTS["in_overview"].sum() <= 16
    assert list(EVENTS["date"]) == sorted(EVENTS["date"])
    assert set(EVENTS["status"]) <= {"verified", "memory"}
    assert EVENTS["event_id"].is_unique
    assert EVENTS[["label", "event", "source_id"]].notna().all(axis=None)


def events_of(*dates, **more):
    labels = list("abcdefgh"[: len(dates)])
    return pd.DataFrame({"date": dates, "label": labels, "status": "verified", **more})


def marks(figure):
    """The dots and bars on the line of time: their upper and lower ends, in rows."""
    lines = [line for line in figure.axes[0].lines if set(line.get_xdata()) == {LINE_AT}]
    is_mark = [line.get_marker() == "o" or line.get_color() != INK for line in lines]
    return [
        (line.get_ydata()[0], line.get_ydata()[-1])
        for line, wanted in zip(lines, is_mark, strict=True)
        if wanted
    ]


def test_timeline_takes_months_and_the_days_between_them():
    figure, words = timeline(events_of("2024-02", "2024-02-20", "2024-03-01"))
    assert "February 2024: a; 2024-02-20: b; 2024-03-01: c" in words
    (top, bottom), (day, same_day), (next_month, _) = marks(figure)
    assert day == same_day
    # February 2024 is drawn from its first day up to its 29th, not as a day of its own.
    assert (bottom - top) / (day - top) == pytest.approx(28 / 19)
    assert next_month - bottom == pytest.approx((next_month - top) / 29)


def test_timeline_draws_an_event_that_lasts_from_its_first_to_its_last_day():
    events = events_of("2024-02-01", "2024-02-10", date_end=["2024-02-05", None])
    figure, words = timeline(events)
    assert "2024-02-01 to 2024-02-05: a; 2024-02-10: b" in words
    (top, bottom), (day, _) = marks(figure)
    assert (bottom - top) / (day - top) == pytest.approx(4 / 9)
    assert "Bar: a month or several days." in figure.texts[1].get_text()
    assert "Bar" not in timeline(events.tail(1))[0].texts[1].get_text()


def test_timeline_ends_with_the_last_day_of_its_last_month():
    figure, words = timeline(events_of("2024-02-01", "2024-03"))
    assert "February 2024 to March 2024" in words
    assert marks(figure)[-1][1] == max(figure.axes[0].get_ylim()) - 0.5


@pytest.mark.parametrize(
    ("end", "shown"), [("2025-01-02", "(to 2025-01-02)"), ("2024-12-31", "(to 12-31)")]
)
def test_the_row_of_an_event_that_lasts_keeps_its_last_day(end, shown):
    events = events_of("2024-12-30", date_end=[end]).assign(label="long " * 40)
    texts = [text.get_text() for text in timeline(events)[0].findobj(Text)]
    assert [text for text in texts if "… " in text and text.endswith(shown)]


def test_timeline_refuses_an_event_that_ends_before_it_begins():
    with pytest.raises(ValueError, match="a: 2024-02-01 is before 2024-02-05"):
        timeline(events_of("2024-02-05", date_end=["2024-02-01"]))


@pytest.mark.parametrize("name", SEEDS)
def test_words_of_the_damage_map_count_every_repair(name):
    repairs = pd.DataFrame(repaired(name).repairs)
    is_mark = repairs["rule"] == "pinyin_residue"
    counts = repairs[~is_mark]["certainty"].value_counts()
    _, words = map_of(name)
    assert f"{len(repairs)} in {len(SEEDS[name])} characters" in words
    assert f"Pinyin marks: {is_mark.sum()}" in words
    for certainty in CERTAINTIES:
        assert f"{counts.get(certainty, 0)} {certainty.replace('_', ' ')}" in words
    places = [int(place) for place in re.findall(r"(?:In order:|;) at (\d+)", words)]
    assert places == list(repairs[~is_mark]["start"])


def test_damage_map_shows_each_certainty_by_shape_and_colour():
    figure, _ = many_places()
    strip = figure.axes[0]
    looks = {
        (line.get_marker(), line.get_color(), len(line.get_xdata()))
        for line in strip.lines
        if line.get_linestyle() == "None"
    }
    assert len(looks) == len({shape for shape, _, _ in looks}) == len(CERTAINTIES)
    assert len({colour for _, colour, _ in looks}) == len(CERTAINTIES)
    assert {count for _, _, count in looks} == {100}


def test_damage_map_draws_every_pinyin_mark():
    name = next(iter(SEEDS))
    figure, _ = map_of(name)
    width = sum(
        path.get_extents().width
        for bars in figure.axes[0].collections
        if matplotlib.colors.to_hex(bars.get_facecolor()[0]) == PALETTE["blue"]
        for path in bars.get_paths()
    )
    certain = [r for r in repaired(name).repairs if r.certainty == "certain"]
    assert width == pytest.approx(sum(r.end - r.start for r in certain))


def test_damage_map_says_what_it_left_without_a_label():
    figure, words = many_places()
    assert "Without a label: 386." in figure.texts[1].get_text()
    assert len(words) < 3000


def test_words_of_the_kinds_hold_every_count():
    _, words = kinds_by_article(KINDS)
    assert f"{KINDS['count'].sum()} in all" in words
    for name, rows in KINDS.groupby("article"):
        told = ", ".join(
            f"{row.kind} {row.count_}"
            for row in rows.rename(columns={"count": "count_"}).itertuples()
        )
        assert f"{name[:3]}: {told}, {rows['count'].sum()} in all" in words


def test_a_kind_without_a_row_counts_as_none():
    one = pd.DataFrame({"article": ["mine"], "kind": ["money"], "count": [3]})
    assert "mine: money 3, percent 0," in kinds_by_article(one)[1]


def test_articles_of_the_learner_keep_their_names():
    table = pd.DataFrame({"article": ["my_text.txt", "我的文章" * 5], "kind": "money", "count": 3})
    assert "; 我的文章我的…: " in kinds_by_article(table)[1]
    assert " my_text.txt: " in kinds_by_article(table)[1]


def test_examples_of_the_kinds_stand_in_the_articles():
    articles = "".join(repaired(name).text.text for name in SEEDS)
    for example in EXAMPLES.values():
        assert example.split(",")[0] in articles


@pytest.mark.parametrize(
    ("draw", "complaint"),
    [
        (lambda: timeline(EVENTS.drop(columns="label")), "needs the column 'label'"),
        (lambda: timeline(EVENTS.head(0)), "at least one row"),
        (lambda: kinds_by_article(KINDS.assign(kind="colour")), "'colour' is not a kind"),
    ],
)
def test_a_table_that_does_not_fit_gets_a_clear_error(draw, complaint):
    with pytest.raises(ValueError, match=complaint):
        draw()


# ---------------------------------------------------------------- showing


def small_figure():
    return new_figure("芯片 chips", "Source: none")


def test_show_gives_the_picture_with_its_words_and_a_caption(shown):
    words = "China's share fell from 95% to 50%, about $5."
    assert show(small_figure(), words) is None
    (picture, about), (caption, _) = shown
    assert set(picture) == {"image/png", "text/plain"}
    assert about["metadata"] == {"image/png": {"alt": words}}
    assert caption["text/plain"] == words
    assert "from 95% to 50%" in caption["text/markdown"]


def test_long_words_are_folded_and_stay_whole(shown):
    parts = ["TPP < 4800, “so”", "$4.5; not_this", "the end"]
    words = "; ".join(parts) + ".\n\n" + "And a second paragraph. " * 20
    show(small_figure(), words)
    (_, about), (caption, _) = shown
    assert about["metadata"] == {"image/png": {"alt": words}}
    assert set(caption) == {"text/html", "text/plain"}
    assert caption["text/plain"] == words
    page = caption["text/html"]
    assert page.startswith("<details><summary>The figure in words</summary><p>")
    assert "<p>TPP &lt; 4800, “so”;<br>$4.5;<br>not_this;<br>the end.</p><p>And" in page
    told = html.unescape(re.sub(r"<[^>]+>", "", page.replace("<br>", " ").replace("</p>", "\n\n")))
    assert told == showing.SUMMARY + words + "\n\n"


def test_showing_twice_gives_the_same(shown):
    show(small_figure(), "the same")
    show(small_figure(), "the same")
    assert shown[:2] == shown[2:]
    assert "0x" not in shown[0][0]["text/plain"]


@pytest.mark.parametrize("rare", ["\U00020000", "\U0001f600"])
def test_a_character_without_a_glyph_is_an_error_that_names_it(shown, rare):
    figure = small_figure()
    figure.text(0.5, 0.5, f"價格{rare}")
    with pytest.raises(MissingGlyphError, match=rf"{rare} \(U\+{ord(rare):04X}\).*drawable"):
        show(figure, "one number, 1")
    assert not shown


def test_figures_put_a_stand_in_where_the_font_has_no_glyph():
    assert drawable("價格\U00020000 30%") == "價格〓 30%"
    raw = "\U00020000?!"
    repairs = [Repair(1, 3, "?!", "。", "byte_loss", "guess")]
    assert "〓?! → 〓。" in damage_map(raw, repairs, "\U0001f600.txt")[1]


def test_show_wants_words(shown):
    with pytest.raises(ValueError, match="words"):
        show(small_figure(), " ")


def test_show_closes_a_figure_of_pyplot(shown):
    from matplotlib import pyplot

    use_house_style()
    figure, _ = pyplot.subplots()
    show(figure, "an empty plot")
    assert not pyplot.get_fignums()


def test_other_warnings_are_passed_on():
    figure = small_figure()
    figure.add_artist(LoudText())
    with pytest.warns(UserWarning, match="too loud"):
        showing.as_png(figure)


class LoudText(Text):
    def draw(self, renderer):
        warnings.warn("too loud", UserWarning, stacklevel=1)


def test_a_caption_shows_its_signs_as_they_stand():
    words = "000_a.txt: $4.5 to $5.5, *, <b>, ![](), `x`"
    assert re.sub(r"\\(.)", r"\1", showing.as_markdown(words)) == words
    assert showing.as_markdown("$5") == r"\$5"


# ---------------------------------------------------------------- the style


def lightness(colour):
    """CIE L*, 0 (black) to 100 (white): what is left of a colour in grey."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in matplotlib.colors.to_rgb(colour)
    ]
    luminance = sum(w * part for w, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 116 * luminance ** (1 / 3) - 16 if luminance > 0.008856 else 903.3 * luminance


def test_colours_stay_apart_in_grey():
    shades = sorted(lightness(colour) for colour in [*PALETTE.values(), FAINT])
    gaps = [lighter - darker for darker, lighter in pairwise(shades)]
    assert min(gaps) > 12


def test_the_house_style_is_set_once_and_covers_every_plot():
    use_house_style()
    use_house_style()
    fonts = [f for f in matplotlib.font_manager.fontManager.ttflist if f.name == FAMILY]
    assert len(fonts) == 1
    assert matplotlib.rcParams["font.family"] == [FAMILY]
    assert matplotlib.rcParams["axes.unicode_minus"] is False


def test_a_learner_can_plot_below_zero_and_on_logarithmic_axes():
    use_house_style()
    figure = matplotlib.figure.Figure()
    left, right = figure.subplots(1, 2)
    left.plot([-2, 3], [-5, 5])
    right.loglog([1e-3, 1e6], [1, 1e9])
    right.set_title("性能密度 performance density")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        showing.as_png(figure)
