"""Compare our validation with pySHACL's on the whole graph, with the same shapes: `python -m benchmarks.validation STORE [--core]`.

In one run: seconds of each on the same triples, their ratio, and whether they found the same. The graph is the union of the
store's named graphs; ours asks the store, pySHACL an rdflib graph in memory, where it is fastest. pySHACL runs each sh:sparql
constraint once a focus node, which takes hours on large graphs: `--core` compares the Core shapes alone, and is a lower bound.

`--rules N` asks ours alone, one rule after the other, and prints the N dearest: seconds of a processor, findings, name; then the sum
and the peak of memory. With `--keep FILE` it writes what was found, a line a result, so that two runs can be compared.
"""

import argparse
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

DAY = date(2026, 11, 1)

from rdflib import RDF, SH, Graph, Node  # noqa: E402

from graph.store.store import Store  # noqa: E402
from shapes.asking import Asking, Result, plain  # noqa: E402
from shapes.rules import Rules  # noqa: E402
from shapes.validate import report  # noqa: E402


def timed(run: Callable[[], Graph]) -> tuple[Graph, float]:
    start = time.perf_counter()
    return run(), time.perf_counter() - start


def results(found: Graph, kinds: set[str]) -> Counter[tuple[Node | None, ...]]:
    """Return what was found, by shape, component, focus and value, each once."""
    rows = set()
    for node in found.subjects(RDF.type, SH.ValidationResult):
        row = tuple(
            found.value(node, p) for p in (SH.sourceShape, SH.sourceConstraintComponent, SH.focusNode, SH.value)
        )
        if str(row[0]) in kinds:
            rows.add(tuple(str(term) for term in row))
    return Counter(rows)  # type: ignore[arg-type]


def core_of(rules: Rules) -> Graph:
    """Return the shapes without their SELECTs."""
    selects = set(rules.whole.objects(None, SH.sparql))
    core = Graph()
    for triple in rules.whole:
        if triple[1] != SH.sparql and triple[0] not in selects:
            core.add(triple)
    return core


def dearest(store: Path, most: int, keep: Path | None) -> None:
    """Ask each rule of a store, and print which cost most."""
    costs: list[tuple[float, int, str]] = []
    lines: list[str] = []
    with Store.open(store) as view:
        asking = Asking(view.graph())
        for rule in Rules.load().by_iri.values():
            start = time.process_time()
            found = asking.results(rule, DAY)
            costs.append((time.process_time() - start, len(found), rule.name))
            lines += [
                json.dumps([*one.key(), *one.messages], ensure_ascii=False) for one in sorted(found, key=Result.key)
            ]
    costs.sort(reverse=True)
    for seconds, number, name in costs[:most]:
        print(f"{seconds:8.2f} s {number:7,}  {name}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(
        f"{sum(seconds for seconds, _, _ in costs):8.2f} s {len(lines):7,}  all {len(costs)} rules; at most {peak} MB"
    )
    if keep is not None:
        keep.write_text("".join(f"{line}\n" for line in sorted(lines)), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--core", action="store_true", help="compare the Core shapes alone")
    parser.add_argument("--rules", type=int, metavar="N", help="print the N dearest rules of ours")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="with --rules: write what was found")
    asked = parser.parse_args()
    if asked.rules is not None:
        dearest(asked.store, asked.rules, asked.keep)
        return
    from pyshacl import validate as run_pyshacl

    rules = Rules.load()
    shapes = core_of(rules) if asked.core else rules.whole
    compared = {iri for iri, rule in rules.by_iri.items() if not asked.core or rule.query is None}
    with Store.open(asked.store) as view:
        dataset = view.graph()
        ours, our_seconds = timed(lambda: report(dataset))
        whole = Graph()
        for subject, prop, value, _ in dataset.quads((None, None, None, None)):
            whole.add((subject, prop, plain(value)))
    print(f"{len(whole):,} triples, {len(compared)} shapes of {len(rules.by_iri)} compared")
    print(f"ours, all shapes:   {our_seconds:8.1f} s", flush=True)
    theirs, seconds = timed(lambda: run_pyshacl(whole, shacl_graph=shapes, inference="none", inplace=True)[1])
    print(f"pySHACL:            {seconds:8.1f} s   {seconds / our_seconds:.1f} times ours")
    left, right = results(ours, compared), results(theirs, compared)
    print("the same results" if left == right else f"ours alone {left - right}; pySHACL alone {right - left}")


if __name__ == "__main__":
    main()
