"""Sources that come, change and go in any order leave one store: each triple once, so every count is that of the flattened graph."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from graph.store.store import Store
from ingest.pipeline import build
from ingest.read.inputs import find
from ingest.removal import remove
from tests.graph.conftest import dump
from tests.graph.store.test_sharing import flattened, repeated, same_answers

_TEXT = (
    "岚州市人民政府关于加强湖泊管理的通知\n岚政发〔{year}〕{serial}号\n\n各区县人民政府、市水务局：\n\n"
    "根据《湖泊保护条例》和岚政发〔{cited}〕{serial}号文件，现就有关事项通知如下：\n\n"
    "一、市水务局应当于{year}年10月31日前报告。（市财政局、市水务局负责）\n\n岚州市人民政府\n{year}年5月6日\n"
)
TEXTS = [
    _TEXT.format(year=2015, cited=2014, serial=9),
    _TEXT.format(year=2015, cited=2014, serial=9).replace(
        "报告", "报送"
    ),  # the same document, printed a little otherwise
    _TEXT.format(year=2016, cited=2015, serial=9),  # cites the first
    "# 湖泊保护条例\n\n2011年11月17日 岚州市人民代表大会常务委员会通过\n\n第一条 为保护湖泊，制定本条例。\n",
]
NAMES = ["甲.txt", "乙.txt", "丙.txt"]
STEPS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.none() | st.sampled_from(range(len(TEXTS)))), min_size=1, max_size=5
)
"""The text that a name has from then on; None: its source is removed."""
COUNTS = [
    "SELECT (COUNT(*) AS ?n) { ?a a org:FormalOrganization ; skos:prefLabel ?l }",
    "SELECT (COUNT(*) AS ?n) (SUM(?p) AS ?sum) { ?d a zm:PublishedDocument ; zm:position ?p ; eli:number ?number ; dct:title ?t }",
    "SELECT ?kind (COUNT(?r) AS ?n) { ?r zm:relationKind ?kind ; zm:citing ?d ; zm:target ?t . ?t a ?type } GROUP BY ?kind",
    "SELECT (COUNT(*) AS ?n) { ?c eli:is_part_of ?d ; zm:text ?text . ?d eli:jurisdiction ?place . ?place skos:prefLabel ?l }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
]


# Two sources that say the same, loaded at once: the bodies that they name are only in their shared graph.
@settings(max_examples=6)
@given(steps=STEPS)
@example(steps=[("丙.txt", 3), ("甲.txt", 3)])
def test_counts_are_those_of_the_flattened_graph(steps: list[tuple[str, int | None]]) -> None:
    with TemporaryDirectory() as folder:
        root, store, fresh = Path(folder), Path(folder) / "store", Path(folder) / "fresh"
        for name, text in steps:
            if text is None:
                remove([name], store)
            else:
                (root / name).write_text(TEXTS[text], encoding="utf-8")
                build(find([root / name]), store)
        left = {name: text for name, text in dict(steps).items() if text is not None}
        remove([], fresh)
        build(find([root / name for name in sorted(left)]) if left else [], fresh)
        assert dump(store) == dump(fresh)
        with Store.open(store) as view:
            assert not repeated(view)
            flat = flattened(view)
            for query in COUNTS:
                same_answers(view, query, flat)
