"""The figures of the kit: each takes a table and returns a figure and the words that tell it.

>>> figure, words = timeline(events)  # doctest: +SKIP
>>> show(figure, words)  # doctest: +SKIP
"""

from chipclaims.figures.agreement import coding_agreement
from chipclaims.figures.chip_plane import chip_plane
from chipclaims.figures.damage import damage_map
from chipclaims.figures.dating import dating
from chipclaims.figures.kinds import kinds_by_article
from chipclaims.figures.lanes import lanes, versions
from chipclaims.figures.shares import shares_by_denominator
from chipclaims.figures.showing import MissingGlyphError, show
from chipclaims.figures.style import PALETTE, drawable, use_house_style
from chipclaims.figures.timeline import timeline
from chipclaims.figures.verdict_bars import verdict_bars
from chipclaims.figures.waterfall import waterfall

__all__ = [
    "PALETTE",
    "MissingGlyphError",
    "chip_plane",
    "coding_agreement",
    "damage_map",
    "dating",
    "drawable",
    "kinds_by_article",
    "lanes",
    "shares_by_denominator",
    "show",
    "timeline",
    "use_house_style",
    "verdict_bars",
    "versions",
    "waterfall",
]
