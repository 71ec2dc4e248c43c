"""The figures of the kit: each takes a table and returns a figure and the words that tell it.

>>> figure, words = timeline(events)  # doctest: +SKIP
>>> show(figure, words)  # doctest: +SKIP
"""

from chipclaims.figures.damage import damage_map
from chipclaims.figures.dating import dating
from chipclaims.figures.kinds import kinds_by_article
from chipclaims.figures.showing import MissingGlyphError, show
from chipclaims.figures.style import PALETTE, drawable, use_house_style
from chipclaims.figures.timeline import timeline

__all__ = [
    "PALETTE",
    "MissingGlyphError",
    "damage_map",
    "dating",
    "drawable",
    "kinds_by_article",
    "show",
    "timeline",
    "use_house_style",
]
