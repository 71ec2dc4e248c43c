"""What every figure of the kit must pass, whatever it shows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from matplotlib.figure import Figure
from matplotlib.text import Text


def check_no_text_is_cut_or_covers_another(figure: Figure, texts: Sequence[Text]) -> None:
    renderer = figure.canvas.get_renderer()
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in texts]
    page = figure.bbox
    for text, box in boxes:
        assert page.x0 <= box.x0 < box.x1 <= page.x1, text
        assert page.y0 <= box.y0 < box.y1 <= page.y1, text
    inner = [(text, box.padded(-1.5)) for text, box in boxes]
    for (text, box), (other, other_box) in combinations(inner, 2):
        assert not box.overlaps(other_box), f"{text!r} and {other!r}"
