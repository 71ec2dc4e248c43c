"""The kinds of answer that a question can ask for."""

from chipclaims.practice.kinds.base import Kind
from chipclaims.practice.kinds.classes import Classes
from chipclaims.practice.kinds.function import Function
from chipclaims.practice.kinds.items import Changed, Items
from chipclaims.practice.kinds.number import Number
from chipclaims.practice.kinds.pattern import Pattern
from chipclaims.practice.kinds.table import Table
from chipclaims.practice.kinds.words import Choice, Text
from chipclaims.practice.kinds.writing import Writing

__all__ = [
    "Changed",
    "Choice",
    "Classes",
    "Function",
    "Items",
    "Kind",
    "Number",
    "Pattern",
    "Table",
    "Text",
    "Writing",
]
