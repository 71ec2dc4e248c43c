"""A text of the reader's own, pasted or in a file, on its way through the kit.

>>> own_article("售價只有H20的三分之一。").script  # "the price is only a third of the H20's"
'traditional'
"""

from __future__ import annotations

import os
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from chipclaims.articles import Article, ArticleError, article_from_bytes, load_article
from chipclaims.repair import repair
from chipclaims.script import to_simplified

if TYPE_CHECKING:
    import pandas as pd

YOUR_TEXT = "your text"
NO_ENGLISH_YET = "(your English goes here)"
CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")


def own_article(text: str = "", file: str | os.PathLike[str] = "") -> Article:
    """The article of a pasted text or of a file, with the same errors as the commands.

    Raises ``ArticleError``, one line, for no text and for both at once, for what is empty, too
    large, binary or of no known encoding, and for a text without a Chinese character.
    """
    if not isinstance(text, str):
        kind = type(text).__name__
        raise ArticleError(f"the text is of the type {kind}: put it between quotation marks")
    has_text, has_file = bool(text.strip()), bool(str(file).strip())
    if has_text and has_file:
        raise ArticleError("there is a text and also a file name: empty one of the two")
    # A key pressed halfway can send half a character, which no encoding has.
    data = text.encode("utf-8", "replace")
    article = load_article(file) if has_file else article_from_bytes(data, YOUR_TEXT)
    if not CHINESE.search(article.raw):
        raise ArticleError(f"{article.name} has no Chinese character: choose a text in Chinese")
    return article


def own_rows(article: Article, english: Mapping[int, str] | None = None) -> pd.DataFrame:
    """The paragraphs of any article in three columns, for ``widgets.reader_html``.

    ``english`` gives the reader's own translation by the number of the paragraph; where there is
    none, the column says so. A paragraph that the repair leaves out has an empty original. Raises
    ``ValueError`` for a number that no paragraph has.
    """
    import pandas as pd

    english = dict(english or {})
    unknown = [number for number in english if number not in range(1, len(article.paragraphs) + 1)]
    if unknown:
        last = len(article.paragraphs)
        raise ValueError(f"there is no paragraph {unknown[0]!r}: they are numbered 1 to {last}")
    rows = [
        [number, original, simplified, english.get(number) or NO_ENGLISH_YET]
        for number, original, simplified in _paragraphs(article)
    ]
    found = pd.DataFrame(rows, columns=["paragraph", "original", "simplified", "english"])
    found.attrs = {"article": article.name, "query": "", "paragraphs": len(rows)}
    return found


def _paragraphs(article: Article) -> Iterator[tuple[int, str, str]]:
    """Number, repaired text and simplified text of each paragraph of the file."""
    repaired = repair(article.raw).text
    for paragraph in article.paragraphs:
        start, end = (bisect_left(repaired.starts, at) for at in (paragraph.start, paragraph.end))
        original = repaired[start:end]
        yield paragraph.number, original.text.strip(), to_simplified(original).text.strip()
