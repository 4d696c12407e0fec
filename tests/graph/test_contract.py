"""Compare `docs/graph.md` with the triples that a build writes, in both directions."""

import re
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.derive.follow import decide
from graph.records.decisions import machine_side
from graph.review.decision import Decision
from graph.review.progress import Progress, record_progress
from graph.store.store import Store
from ingest.pipeline import build
from ingest.read.inputs import find
from ontology.enumerations import Aspect, TaskState, Verdict
from ontology.vocabulary import PREFIXES
from tests.conftest import ROOT
from tests.graph.derive.test_derive import CITING, CITING_ORDER, LAW, ORDER, REVISED
from tests.graph.derive.test_effects import ACT
from tests.samples import catering

PAGE = (ROOT / "docs" / "graph.md").read_text(encoding="utf-8")
NAMED = set(re.findall(rf"\b(?:{'|'.join(PREFIXES)}):[A-Za-z_]\w*", PAGE))
DATATYPES = {name for name in NAMED if name.startswith("xsd:")}
ABOVE = {"zm:relatesToDocument"}  # the graph contains its subproperties only

# What the sample gazettes have no case of: revised texts of an order, a citation of one, a title that is nearly a law's, a duty
# that rests on an article, an article with a first day of its own.
MORE = {
    "order.md": ORDER.format(revised=""),
    "revised.md": ORDER.format(revised=REVISED),
    "citing.txt": CITING_ORDER.format(year=2020),
    "law.md": LAW.format(day="2011年11月17日", act="通过").replace("湖泊", "湖泊湿地与岸线生态资源环境综合"),
    "acts.txt": ACT,  # with days, parts and areas of their own
    "catering.txt": catering.TEXT,
    "near.txt": CITING.format(year=2015).replace("湖泊保护", "湖泊湿地和岸线生态资源环境综合保护"),
}
MORE["basis.txt"] = (
    CITING.format(year=2016)
    .replace("湖泊保护", "湖泊湿地与岸线生态资源环境综合保护")
    .replace("加强巡查", "各区县应当按照《岚州市湖泊湿地与岸线生态资源环境综合保护条例》第一条加强巡查")
)
MORE["known.md"] = (
    "---\ntags: [湖泊]\nsource: 网\nurl: https://example.org/1\nsynced: 2024-01-02\nstatus: 现行有效\n---\n"
    + MORE["near.txt"]
)
MORE["parts.txt"] = """岚州市渡口管理办法

（2021年4月2日岚州市人民政府令第41号公布）

第一条 为加强渡口管理，制定本办法。

第二条 渡口应当设置标志。

第三条 本办法自2021年5月1日起施行，第二条自2022年1月1日起施行。
"""
MORE["penal.md"] = """# 岚州市渡船证书管理条例

2021年3月1日 岚州市第十三届人民代表大会常务委员会第三十次会议通过

第一条 任何单位和个人不得转让其渡船检验证书。

第二条 擅自转让渡船检验证书的，由市水务局处五百元罚款。

第三条 本条例所称渡运经营者，包括渡口公司、船东。
"""  # a sanction that names no provision, a definition that counts kinds of bearer among another
MORE["amending.md"] = """# 岚州市人民代表大会常务委员会关于修改《岚州市渡口管理条例》的决定

2021年5月1日 岚州市第十三届人民代表大会常务委员会第三十次会议通过

决定对《岚州市渡口管理条例》作如下修改：

一、将第五条修改为：“第五条 违反《渡船检验条例》第二条规定的，处五百元罚款。”
"""  # the new wording names a provision
MORE["again.md"] = MORE["law.md"]  # what two sources say alike


def _decisions(store: Path) -> list[Decision]:
    """One that is laid over a fact, and one that waits."""
    on, made = "eli/cn/990100/岚政发/2019/14", ("日期有误", "王芳", "2026-03-02T09:30:00+08:00")
    with Store.open(store) as opened:
        ((day, words),) = machine_side(opened, on, Aspect.SIGNED)
    laid = Decision(on, Aspect.SIGNED, Verdict.CORRECT, day, "2019-08-01", words, *made)
    waits = Decision(f"{on}99", Aspect.SIGNED, Verdict.REJECT, day, "", words, *made)
    return [laid, waits, Decision(f"{on}/doc_9/art_9", Aspect.DUTY, Verdict.ADD, "", "obligation", words, *made, words)]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Every class and property of the sample gazettes and of MORE, as `prefix:name`."""
    folder = tmp_path_factory.mktemp("contract")
    for name, text in MORE.items():
        (folder / name).write_text(text, encoding="utf-8")
    store = folder / "store"
    assert not build(find([ROOT / "examples", *(folder / name for name in MORE)]), store).failed
    decide(store, _decisions(store))
    days = (date(2024, 1, 2), date(2024, 2, 3))
    noted = Progress(
        "eli/cn/990100/岚政发/2019/14",
        "修缮东堤",
        TaskState.DONE,
        "李雷",
        "",
        *days,
        "王芳",
        "2026-03-02T09:30:00+08:00",
        nth=2,
    )
    record_progress(store, [noted])
    with Store.open(store) as opened:
        properties = opened.select("SELECT DISTINCT ?term { ?s ?term ?o }")
        classes = opened.select("SELECT DISTINCT ?term { ?s a ?term }")
        return {_short(row["term"].value) for rows in (properties, classes) for row in rows}


def _short(iri: str) -> str:
    return next((f"{name}:{iri.removeprefix(base)}" for name, base in PREFIXES.items() if iri.startswith(base)), iri)


def test_what_is_written_stands_on_the_page(written: set[str]) -> None:
    assert len(written) > 120
    assert written - NAMED - {"rdf:type"} == set()


def test_what_stands_on_the_page_is_written(written: set[str]) -> None:
    assert NAMED - DATATYPES - ABOVE - written == set()


@pytest.mark.parametrize(
    ("number", "row"),
    [
        (0, ("第一条",)),
        (2, ("《中华人民共和国安全生产法》",)),
        (1, ("岚民发〔2019〕47号", "art_7")),
        (3, ("https://w3id.org/zhengmai/source/岚州市人民政府公报-2021-15.txt#duty=4-7", "施工单位", "95", "108")),
        (6, ("岚政办发〔2021〕9号",)),
        (7, ("中华人民共和国安全生产法", None, "2")),
        (8, ("国办发〔2020〕23号",)),
        (9, ("岚望政发〔2019〕8号", "岚政发〔2012〕31号", "岚政发〔2019〕15号")),
        (10, ("国办发〔2020〕23号", "岚政发〔2019〕14号", "2")),
        (12, ("岚政办字〔2021〕31号", "岚政办发〔2013〕44号", "https://w3id.org/zhengmai/status/repealed")),
    ],
)
def test_the_worked_queries_answer(number: int, row: tuple[str | None, ...], example_store: Path) -> None:
    """row: one that the answer has, in its first columns."""
    queries = re.findall(r"```sparql\n(.*?)```", PAGE, re.DOTALL)
    assert len(queries) == 13
    with Store.open(example_store) as store:
        found = [
            tuple(None if term is None else term.value for term in solution)
            for solution in store.select(queries[number])
        ]  # type: ignore[union-attr]
    assert row in {some[: len(row)] for some in found}


def test_no_triple_stands_in_two_graphs(example_store: Path) -> None:
    """So a count over the union is that of the flattened graph, and no saved question needs its DISTINCT for the sources' sake."""
    with Store.open(example_store) as store:
        quads = list(store.quads())
        flat = ox.Store()
        flat.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
        assert len(flat) == len(quads) > 15_000
        prefixed = "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?a) AS ?m) WHERE { ?a eli:passed_by ?b . ?a zm:basedOnDocument|eli:cites ?c }"
        counted = flat.query(prefixed, prefixes=PREFIXES)
        assert isinstance(counted, ox.QuerySolutions)
        (ours,), (theirs,) = store.select(prefixed), counted
        assert [term.value for term in ours] == [term.value for term in theirs]
