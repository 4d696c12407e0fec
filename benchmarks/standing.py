"""Compare our status with the one in a corpus's front matter: `python -m benchmarks.standing FOLDER STORE [--as-of DATE]`

FOLDER: Markdown texts with a `status:` line (现行有效, 已修改, 已废止, 尚未生效 …), as built into STORE. Prints how often ours is the
same, another, presumed, or unknown, the disagreements by class, and each with our reasons: the act that ends or changes it, and its words.
"""

import argparse
import re
from collections import Counter
from datetime import date
from pathlib import Path

from graph.derive.standing import kept
from graph.derive.status import Standing, status
from graph.store.store import Store
from ontology.enumerations import Status

_STATUS = re.compile(r'^status:[ ]*"?([^"\n]+?)"?[ ]*$', re.MULTILINE)
_MEANS = {
    "现行有效": {Status.IN_FORCE, Status.AMENDED},
    "有效": {Status.IN_FORCE, Status.AMENDED},
    "已修改": {Status.AMENDED, Status.SUPERSEDED},
    "已废止": {Status.REPEALED, Status.SUPERSEDED, Status.DECLARED_INVALID, Status.STOPPED},
    "废止或失效": {
        Status.REPEALED,
        Status.SUPERSEDED,
        Status.DECLARED_INVALID,
        Status.STOPPED,
        Status.EXPIRED,
    },
    "试行": {Status.IN_FORCE, Status.AMENDED},
    "失效": {Status.EXPIRED, Status.DECLARED_INVALID, Status.REPEALED},
    "尚未生效": {Status.NOT_YET},
    "尚未施行": {Status.NOT_YET},
}
_SOURCES = "SELECT DISTINCT ?document ?name WHERE { ?document a zm:PublishedDocument ; prov:wasDerivedFrom/dct:identifier ?name }"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("store", type=Path)
    parser.add_argument("--as-of", type=date.fromisoformat, default=date.today(), help="default: today")
    parser.add_argument("--list", type=int, default=40, help="how many disagreements to print (default: 40)")
    asked = parser.parse_args()
    with Store.open(asked.store) as view:
        events = kept(view)
        rows = [(row["name"].value, row["document"].value) for row in view.select(_SOURCES)]
    counts: Counter[tuple[str, str]] = Counter()
    others: list[tuple[str, str, Standing]] = []
    for name, document in sorted(rows):
        path = asked.folder / name
        head = path.read_text(encoding="utf-8")[:2000] if path.is_file() else ""
        said = _STATUS.search(head)
        if said is None:
            continue
        ours = status(events.get(document, ()), asked.as_of)
        means = _MEANS.get(said[1], set())
        if ours.status in (Status.UNKNOWN, Status.PRESUMED):
            verdict = f"{ours.status} to us"
        else:
            verdict = "same" if ours.status in means else "another"
        counts[(said[1], verdict)] += 1
        if verdict == "another":
            others.append((name, said[1], ours))
    for (theirs, verdict), count in sorted(counts.items()):
        print(f"{theirs:<8} {verdict:<24} {count:>6}")
    classes = Counter((theirs, str(ours.status), str(ours.reasons[0].kind)) for _, theirs, ours in others)
    print("\nthe disagreements by class: what they say, what we say, by what kind of event:")
    for (theirs, status_of_ours, kind), count in classes.most_common():
        print(f"{theirs:<8} {status_of_ours:<20} {kind:<18} {count:>6}")
    print(f"\n{len(others)} disagreements as of {asked.as_of}; ours with its reasons:")
    for name, theirs, ours in others[: asked.list]:
        why = "; ".join(f"{e.day} {e.kind} by {e.number}: {e.quote[:60]}" for e in ours.reasons[:2])
        print(f"  {name}: they say {theirs}, we say {ours.status} ({why})")


if __name__ == "__main__":
    main()
