"""One document is one node, however it is named; two that share a code stay apart."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.store.store import Store
from ingest.pipeline import build
from ingest.read.inputs import find
from ingest.steps import parse
from ingest.triples import triples
from ontology.iri import Iris
from ontology.titles import folded
from ontology.vocabulary import ZM
from tests.ingest.official import normalized_text

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


GROUP = (
    "关于开展渡口安全检查的通知\n\n各成员单位：\n\n现将渡口安全检查有关事项通知如下。\n\n一、{what}。\n\n"
    "推进渡口安全工作领导小组\n2021年3月1日\n"
)


def documents(texts: dict[str, str]) -> list[tuple[str, str]]:
    """(IRI, digest of its words) of every document that the texts publish."""
    found = []
    for name, text in texts.items():
        normalized = normalized_text(text, name)
        for triple in triples(normalized, parse(normalized), IRIS):
            if triple.predicate.value == str(ZM.digest):
                found.append((triple.subject.value, triple.object.value))
    return found


def test_where_no_place_is_told_the_words_tell_documents_apart() -> None:
    one, same, other = documents(
        {
            "甲.txt": GROUP.format(what="检查救生设备"),
            "甲又.txt": GROUP.format(what="检查救生 设备").replace("\n\n", "\n"),
            "乙.txt": GROUP.format(what="检查缆绳"),
        }
    )
    assert one == same and one[0] != other[0]
    assert one[0].startswith(f"{IRIS.base}eli/cn/000000/推进渡口安全工作领导小组/2021-03-01/")
    assert IRIS.mint(IRIS.parse(one[0])) == one[0]  # type: ignore[arg-type]


def test_other_words_under_one_number_are_said() -> None:
    """`words-differ` finds a document with two digests."""
    text = NOTICE.format(city="济南市")
    (iri, words), (again, others) = documents({"a.txt": text, "b.txt": text.replace("做好巡查", "停止巡查")})
    assert iri == again and words != others


words = st.text(alphabet="查修巡缆灯，、 ", min_size=1, max_size=6)


@given(
    st.lists(st.tuples(st.sampled_from([GROUP, NOTICE.replace("做好巡查", "{what}")]), words), min_size=2, max_size=4)
)
@settings(max_examples=40)
def test_documents_of_other_words_share_no_iri_unsaid(drawn: list[tuple[str, str]]) -> None:
    """Same words under the same name are one document; other words are two, or a number that distinguishes both has two digests."""
    said: dict[str, set[str]] = {}
    digests: dict[str, set[str]] = {}
    for place, (template, what) in enumerate(drawn):
        ((iri, digest),) = documents({f"{place}.txt": template.format(city="济南市", what=f"检{what}")})
        said.setdefault(iri, set()).add(folded(what))
        digests.setdefault(iri, set()).add(digest)
    assert {iri: len(found) for iri, found in said.items()} == {iri: len(found) for iri, found in digests.items()}
    assert all(len(found) == 1 for iri, found in said.items() if "/000000/" in iri)
    placeless = [iri for iri in said if "/000000/" in iri]
    assert len(placeless) == len({folded(what) for template, what in drawn if template is GROUP})
