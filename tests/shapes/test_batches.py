"""A rule that is asked of some sources at a time finds what it finds when it is asked of everything."""

from pathlib import Path
from random import Random

import pytest

from graph.store.remote import Remote
from graph.store.store import Store
from ontology.iri import Iris
from ontology.vocabulary import PREFIXES
from shapes import batches
from shapes.asking import EVIDENCE_MISMATCH, Asking
from shapes.rules import Rules
from tests.shapes.test_joins import plainly

IRIS = Iris()
ZM, OA, ELI = (str(PREFIXES[prefix]) for prefix in ("zm", "oa", "eli"))
WORDS = ("第一条", "岚州市", "自印发", "节水办")


def evidence(name: str, clause: str, quote: str) -> str:
    """The triples of one piece of evidence, whose clause says of itself in whose text it is."""
    node = f"<https://example.org/{name}>"
    return (
        f'{node} <{ZM}inClause> <https://example.org/{clause}> .\n{node} <{ZM}offsets> "0,3" .\n'
        f"{node} <{OA}hasTarget> <https://example.org/{name}/target> .\n"
        f'<https://example.org/{name}/target> <{ZM}exact> "{quote}" .\n'
        f"<https://example.org/{clause}> <{ELI}is_part_of> <https://example.org/text> .\n"
    )


def text(clause: str, words: str) -> str:
    return f'<https://example.org/{clause}> <{ZM}text> "{words}" .\n'


def built(folder: Path, graphs: dict[str, str]) -> Store | Remote:
    with Store.update(folder) as update:
        for graph, lines in graphs.items():
            update.replace_graph(graph, lines.encode())
    return Store.open(folder)


def foci(store: Store | Remote) -> tuple[set[str], set[str]]:
    """The nodes about which the rule finds something, asked as a build's validation asks, and of everything."""
    asking, rule = Asking(store.graph()), Rules.load().by_iri[EVIDENCE_MISMATCH]
    some = {str(one.focus) for one in asking.results(rule, None)}
    return some, {focus for focus, _ in plainly(asking, rule.selects[0].text)}


@pytest.mark.parametrize("sources", [1, 2, 50])
def test_a_finding_is_found_wherever_its_triples_are(
    sources: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "SOURCES", sources)
    graphs = {
        "alone.txt": evidence("alone", "c1", "岚州市") + text("c1", "第一条"),
        "right.txt": evidence("right", "c2", "第一条") + text("c2", "第一条"),
        # Two sources of one document: what only the other one says of the clause counts, too.
        "with-evidence.txt": evidence("shared", "c3", "岚州市"),
        "with-text.txt": evidence("other", "c3", "第一条") + text("c3", "第一条"),
        # A clause of two texts is another rule's.
        "one-text.txt": evidence("two-texts", "c4", "岚州市") + text("c4", "第一条"),
        "another-text.txt": evidence("two-texts-2", "c4", "第一条") + text("c4", "自印发"),
    }
    lines = {IRIS.source(name): said for name, said in graphs.items()}
    lines[IRIS.review("one")] = evidence("by-a-person", "c2", "岚州市")
    with built(tmp_path, lines) as store:
        some, every = foci(store)
    assert some == every
    names = {focus.removeprefix("https://example.org/") for focus in some}
    assert names == {"alone", "shared", "by-a-person"}


@pytest.mark.parametrize("seed", range(4))
def test_random_sources(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(seed)
    monkeypatch.setattr(batches, "SOURCES", 1 + seed)
    lines: dict[str, str] = {}
    for number in range(12):
        said = ""
        for which in range(random.randrange(1, 5)):
            clause = f"c{random.randrange(12)}"
            said += evidence(f"{number}-{which}", clause, random.choice(WORDS))
            if random.random() < 0.7:
                said += text(clause, random.choice(WORDS))
        lines[IRIS.source(f"{number}.txt")] = said
    with built(tmp_path, lines) as store:
        some, every = foci(store)
    assert some == every


def test_sources_that_share_statements_come_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "SOURCES", 2)
    shared = [("s1", "a"), ("s1", "c"), ("s2", "c"), ("s2", "e")]
    assert list(batches._together(["a", "b", "c", "d", "e"], shared)) == [["a", "c", "e", "s1", "s2"], ["b", "d"]]
