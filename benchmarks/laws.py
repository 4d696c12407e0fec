"""Do the laws of a corpus find each other? `python -m benchmarks.laws FOLDER STORE`

FOLDER: texts as built into STORE. Every 《title》 of a text that is the folded title of another text in the corpus should have
become an edge from the one document to the other, or to the title's node. Prints the share and the misses, most frequent first.
"""

import re
import sys
from collections import Counter
from pathlib import Path

from graph.store.store import Store
from ontology.titles import title_identity

_TITLE = re.compile(r"《([^《》〈〉\n]{2,80})》")
_DATED = re.compile(r"\((?:19|20)\d\d-\d\d-\d\d\)$")
_EDGES = """
SELECT DISTINCT ?name ?title WHERE {
  ?reference a zm:Reference ; zm:citing ?citing ; zm:target ?target ; zm:citedTitle ?title .
  ?citing prov:wasDerivedFrom/dct:identifier ?name
}"""


def main(folder: Path, store: Path) -> None:
    """Print the share of mentions with an edge."""
    files = sorted(folder.rglob("*.md"))
    titles = {title_identity(_DATED.sub("", path.stem)) for path in files}
    with Store.open(store) as opened:
        edges = {(row["name"].value, title_identity(row["title"].value)) for row in opened.select(_EDGES)}
    asked = found = 0
    missed: Counter[tuple[str, str]] = Counter()
    for path in files:
        name = path.relative_to(folder).as_posix()
        own = title_identity(_DATED.sub("", path.stem))
        for title in {title_identity(m[1]) for m in _TITLE.finditer(path.read_text(encoding="utf-8"))} & titles - {own}:
            asked += 1
            if (name, title) in edges:
                found += 1
            else:
                missed[(title, name)] += 1
    print(
        f"{asked} mentions of texts of the corpus, {found} with an edge: {found / asked:.2%}"
        if asked
        else "no mentions"
    )
    for title, count in Counter(title for title, _ in missed).most_common(15):
        print(f"  missed {count}: {title}  e.g. {next(name for t, name in missed if t == title)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
