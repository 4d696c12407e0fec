"""One document is one node, however it is named; two that share a code stay apart."""

from pathlib import Path

import pytest

from graph.store.store import Store
from ingest.pipeline import build
from ingest.read.inputs import find
from ontology.iri import Iris

IRIS = Iris()
NOTICE = (
    "{city}人民政府关于加强湖滨步道管理的通知\n济政发〔2018〕22号\n\n各县（市、区）人民政府：\n\n"
    "根据济政发〔2017〕9号文件要求，现就有关事项通知如下：做好巡查。\n\n{city}人民政府\n2018年9月8日\n"
)
CITING = (
    "岚州市人民政府关于湖滨步道的通知\n岚政发〔2020〕3号\n\n各区县人民政府：\n\n"
    "根据{cited}，现就有关事项通知如下：做好巡查。\n\n岚州市人民政府\n2020年9月8日\n"
)


def edges(folder: Path, texts: dict[str, str]) -> set[tuple[str, str]]:
    """(citing, target) of every basis."""
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    build(find([folder]), folder / "store")
    with Store.open(folder / "store") as store:
        rows = store.select("SELECT DISTINCT ?a ?b WHERE { ?a eli:based_on ?b }")
        return {(row["a"].value, row["b"].value) for row in rows}


def test_two_cities_that_share_a_code_stay_apart(tmp_path: Path) -> None:
    found = edges(tmp_path, {"济南.txt": NOTICE.format(city="济南市"), "济宁.txt": NOTICE.format(city="济宁市")})
    assert found == {
        (IRIS.numbered(place, "济政发", 2018, 22), IRIS.numbered(place, "济政发", 2017, 9))
        for place in ("370100", "370800")
    }


@pytest.mark.parametrize("cited", [
    "《岚州市人民政府关于加强湖滨步道管理的通知》（岚政发〔2018〕22号）", "岚政发[2018]22号文件", "岚政发（2018）22号",
    "岚政发 〔 2018 〕 第22号",
    "《湖滨步道管理办法》（岚政发〔２０１８〕２２号）",
])  # fmt: skip
def test_every_way_of_naming_a_number_meets(cited: str, tmp_path: Path) -> None:
    assert edges(tmp_path, {"a.txt": CITING.format(cited=cited)}) == {
        (IRIS.numbered("990100", "岚政发", 2020, 3), IRIS.numbered("990100", "岚政发", 2018, 22))
    }


def test_a_law_is_one_with_and_without_the_state(tmp_path: Path) -> None:
    texts = {f"{i}.txt": CITING.format(cited=f"《{name}》").replace("3号", f"{i}号") for i, name in enumerate(
        ("安全生产法", "中华人民共和国安全生产法"), 1)}  # fmt: skip
    assert {target for _, target in edges(tmp_path, texts)} == {IRIS.titled_only("安全生产法")}


@pytest.mark.parametrize(("cited", "place"), [
    ("《国务院关于加强水上安全的意见》（国发〔2018〕4号）", "100000"), ("岭政发〔2019〕7号", "990000"), ("岚望政发〔2019〕8号", "990102"),
    ("《东岭省人民政府关于水上安全的意见》（未政发〔2018〕4号）", "990000"),
])  # fmt: skip
def test_whose_number_it_is(cited: str, place: str, tmp_path: Path) -> None:
    ((_, target),) = edges(tmp_path, {"a.txt": CITING.format(cited=cited)})
    assert target.startswith(f"{IRIS.base}eli/cn/{place}/")


def test_a_number_that_nobody_owns_has_no_target(tmp_path: Path) -> None:
    assert edges(tmp_path, {"a.txt": CITING.format(cited="甲乙发〔2018〕4号")}) == set()
    with Store.open(tmp_path / "store") as store:
        rows = list(store.select("SELECT ?number ?reason WHERE { ?r zm:citedNumber ?number ; zm:reason ?reason }"))
        reasons = {row["reason"].language for row in rows}  # type: ignore[union-attr]
    assert {row["number"].value for row in rows} == {"甲乙发〔2018〕4号"} and reasons == {"en", "zh"}
