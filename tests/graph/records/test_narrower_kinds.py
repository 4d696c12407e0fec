"""Who asks for a kind of bearer finds the duties of those whom a text counts among it: 本条例所称渡运经营者，包括船东."""

from pathlib import Path

import pytest

from graph.query.query import find, run
from graph.records.norm_reading import read_norms
from graph.records.norm_search import Wanted, find_norms
from graph.records.rows import select_rows
from graph.store.store import Store
from tests.conftest import build_store

FERRIES = """# 岚州市渡口管理条例

2016年5月17日 岚州市第十三届人民代表大会常务委员会第三十次会议通过

第一条 本条例所称渡运经营者，包括渡口公司、船东。

第二条 船东不得超载。

第三条 渡口公司应当公示票价。

第四条 乘客应当购票。
"""
FISHERY = """# 岚州市渔业条例

2016年5月17日 岚州市第十三届人民代表大会常务委员会第三十次会议通过

第一条 船东应当保存捕捞日志。
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("narrower")
    texts = {"ferries.md": FERRIES, "fishery.md": FISHERY}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    build_store(folder / "out", *(folder / name for name in texts))
    return folder / "out" / "store"


def test_the_narrower_kinds_are_concepts_below_the_broader_one(store: Path) -> None:
    query = """SELECT ?below ?above WHERE {
      ?narrow skos:broader ?wide ; a zm:BearerKind ; skos:prefLabel ?below . ?wide a zm:BearerKind ; skos:prefLabel ?above
    } ORDER BY ?below"""
    with Store.open(store) as view:
        pairs = [(row["below"], row["above"]) for row in select_rows(view, query)]
    assert pairs == [("渡口公司", "渡运经营者"), ("船东", "渡运经营者")]


def test_duties_of_narrower_kinds_are_found_where_the_text_says_so(store: Path) -> None:
    with Store.open(store) as view:
        norms = read_norms(view)
        answer = run(view, find("duties-of-bearer"), {"bearer": "渡运经营者"})
    asked = {str(row[answer.columns.index("sentence")]) for row in answer.rows}
    found = {norm.sentence for norm in find_norms(norms, Wanted(bearer="渡运经营者"))}
    assert found == asked == {"第二条 船东不得超载。", "第三条 渡口公司应当公示票价。"}
    # The other way round: a duty of all of them is one of each.
    assert not find_norms(norms, Wanted(bearer="乘务公司"))
