"""Which document each reference means: by number, title, what a notice carries, or the edition of the citing day."""

from pathlib import Path

import pytest

from graph.derive.standing import kept
from graph.records.identity import build_identity
from graph.records.provisions import editions_of
from graph.store.store import Store
from ingest.pipeline import build
from ingest.read.inputs import find
from ontology.enumerations import EventKind
from ontology.iri import Iris
from tests.graph.derive.test_derive import CITING, CITING_ORDER, LAW, ORDER, REVISED, version

IRIS = Iris()
TITLE, NUMBER = IRIS.titled_only("岚州市湖泊保护条例"), IRIS.numbered("100000", "国务院令", None, 354)
_EDGES = """
SELECT ?citing ?kind ?cited ?label WHERE {
  ?kind rdfs:subPropertyOf zm:relatesToDocument . ?citing ?kind ?cited . ?cited rdfs:label ?label
}"""


def edges(folder: Path, **texts: str) -> set[tuple[str, str, str, str]]:
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    build(find([folder]), folder / "store")
    with Store.open(folder / "store") as opened:
        rows = list(opened.select(_EDGES))
    return {
        (row["citing"].value, row["kind"].value.partition("#")[2], row["cited"].value, row["label"].value)
        for row in rows
    }


def citing(year: int) -> str:
    return IRIS.numbered("990100", "岚政发", year, 9)


@pytest.mark.parametrize(("year", "day"), [(2015, "2011-11-17"), (2018, "2011-11-17"), (2020, "2018-07-26")])
def test_a_title_means_the_edition_of_the_citing_day(year: int, day: str, tmp_path: Path) -> None:
    first, second = LAW.format(day="2011年11月17日", act="通过"), LAW.format(day="2018年7月26日", act="修订")
    found = edges(tmp_path, a=first, b=second, c=CITING.format(year=year))
    assert found == {(citing(year), "basedOnDocument", version(day), "岚州市湖泊保护条例")}


@pytest.mark.parametrize(("named", "cited"), [
    ("（2018年修订）", version("2018-07-26")), ("（2011年修正）", version("2011-11-17")), ("（2017年修正）", f"{TITLE}2017年修正"),
])  # fmt: skip
def test_a_title_may_name_its_edition(named: str, cited: str, tmp_path: Path) -> None:
    first, second = LAW.format(day="2011年11月17日", act="通过"), LAW.format(day="2018年7月26日", act="修订")
    text = CITING.format(year=2020).replace("条例》", f"条例》{named}")
    assert {document for _, _, document, _ in edges(tmp_path, a=first, b=second, c=text)} == {cited}


@pytest.mark.parametrize(("title", "joined"), [
    ("岚州市交通局公告", False), ("岚州市人民政府令", False), ("岚州市渡口管理规定", True), ("岚州市交通局关于渡口停航的公告", True),
])  # fmt: skip
def test_a_heading_that_tells_no_matter_names_no_document(title: str, joined: bool, tmp_path: Path) -> None:
    texts = {
        f"a{number}": f"{title}\n岚交规〔{number}〕5号\n\n渡口停航。\n\n岚州市交通局\n{number}年3月5日\n"
        for number in (2015, 2018)
    }
    citing = f"岚州市水务局关于渡口的通知\n岚水发〔2020〕9号\n\n各区水务局：\n\n按照《{title}》执行。\n\n岚州市水务局\n2020年5月6日\n"
    for name, text in (*texts.items(), ("c", citing)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    build(find([tmp_path]), tmp_path / "store")
    with Store.open(tmp_path / "store") as opened:
        rows = list(opened.select("SELECT ?member WHERE { ?work eli:has_member ?member }"))
    assert len(rows) == (2 if joined else 0)


def test_who_ends_a_text_of_its_own_title_does_not_end_itself(tmp_path: Path) -> None:
    text = (
        "# 岚州市湖泊巡查规定\n\n第一条 为了加强巡查，制定本规定。\n\n第二条 本规定自2022年4月1日起施行。"
        "2012年9月12日发布的《岚州市湖泊巡查规定》（岚州市人民政府令第23号）同时废止。\n"
    )
    ended = IRIS.numbered("990100", "岚州市人民政府令", None, 23)
    assert {row[1:] for row in edges(tmp_path, a=text)} == {("repealsDocument", ended, "岚州市人民政府令第23号")}


SAME_NAME = """岚州市人民政府关于加强步道管理的通知
岚政发〔{year}〕{serial}号

各区县人民政府：

一、市交通局应当加强巡查。

二、本通知自{year}年5月1日起施行。{ends}

岚州市人民政府

{year}年3月15日
"""


@pytest.mark.parametrize("ends", [
    "2015年印发的同名文件同时废止。", "原《关于加强步道管理的通知》同时废止。", "原《岚州市人民政府关于加强步道管理的通知》停止执行。",
])  # fmt: skip
def test_an_earlier_text_of_its_own_title_is_meant_without_a_number(ends: str, tmp_path: Path) -> None:
    new, old = IRIS.numbered("990100", "岚政发", 2022, 8), IRIS.numbered("990100", "岚政发", 2015, 7)
    later = SAME_NAME.format(year=2022, serial=8, ends=ends)
    alone = edges(tmp_path, a=later)
    assert {(citing, kind) for citing, kind, cited, _ in alone if cited != new} == {(new, "repealsDocument")}
    assert not [row for row in alone if row[2] == new]
    both = edges(tmp_path, a=later, b=SAME_NAME.format(year=2015, serial=7, ends=""))
    assert {row[:3] for row in both} == {(new, "repealsDocument", old)}
    with Store.open(tmp_path / "store") as opened:
        query = f"SELECT ?ended WHERE {{ <{new}> eli:repeals ?ended }}"
        assert new not in {row["ended"].value for row in opened.select(query)}


@pytest.mark.parametrize(("year", "day", "ended"), [
    (2015, "2022年3月15日", False),  # a later one
    (2015, "2015年3月15日", False),  # one of the same day
    (2022, "", False),  # one of no day
    (2022, "2022年3月14日", True),
])  # fmt: skip
def test_a_text_ends_only_an_earlier_one_of_its_own_title(year: int, day: str, ended: bool, tmp_path: Path) -> None:
    ends = "原《岚州市人民政府关于加强步道管理的通知》停止执行。"
    own, other = IRIS.numbered("990100", "岚政发", year, 7), IRIS.numbered("990100", "岚政发", 2020, 8)
    text = SAME_NAME.format(year=2020, serial=8, ends="").replace("本通知自2020年5月1日起施行", "各区县应当配合")
    texts = {"a": SAME_NAME.format(year=year, serial=7, ends=ends), "b": text.replace("2020年3月15日", day)}
    edges(tmp_path, **texts)
    with Store.open(tmp_path / "store") as opened:
        found = {(row["s"].value, row["o"].value) for row in opened.select("SELECT ?s ?o WHERE { ?s eli:repeals ?o }")}
    assert ((own, other) in found) is ended
    assert not {(citing, cited) for citing, cited in found if cited in (own, other)} - {(own, other)}


@pytest.mark.parametrize(("own", "kinds"), [("岚政发〔2022〕8号", ["repealsDocument"]), ("岭财发〔2022〕8号", [])])
def test_who_makes_a_text_known_anew_takes_its_place(own: str, kinds: list[str], tmp_path: Path) -> None:
    text = SAME_NAME.format(year=2022, serial=8, ends="").replace("岚政发〔2022〕8号", own)
    text = text.replace(
        "一、市", "现将《关于规范渡口的通知》（岚政发〔2014〕5号）重新印发给你们，请遵照执行。\n\n一、市"
    )
    old = IRIS.numbered("990100", "岚政发", 2014, 5)
    assert [row[1:3] for row in edges(tmp_path, a=text)] == [(kind, old) for kind in kinds]


def test_an_edition_ends_with_the_next_though_nobody_cites_the_law(tmp_path: Path) -> None:
    edges(tmp_path, a=LAW.format(day="2011年11月17日", act="通过"), b=LAW.format(day="2018年7月26日", act="修订"))
    with Store.open(tmp_path / "store") as opened:
        (ended,) = (e for e in kept(opened)[version("2011-11-17")] if e.kind is EventKind.SUPERSEDED)
        assert editions_of(build_identity(opened), version("2018-07-26")) == (
            version("2011-11-17"),
            version("2018-07-26"),
        )
    assert (ended.day.isoformat(), ended.act) == ("2018-07-26", version("2018-07-26"))


def test_a_later_edition_is_never_meant(tmp_path: Path) -> None:
    found = edges(tmp_path, a=LAW.format(day="2018年7月26日", act="修订"), c=CITING.format(year=2015))
    assert found == {(citing(2015), "basedOnDocument", TITLE, "岚州市湖泊保护条例")}


@pytest.mark.parametrize(("year", "cited"), [(2015, NUMBER), (2020, IRIS.version(NUMBER, "2018-07-26"))])
def test_a_number_means_the_edition_of_the_citing_day(year: int, cited: str, tmp_path: Path) -> None:
    orders = {"a": ORDER.format(revised=""), "b": ORDER.format(revised=REVISED)}
    found = edges(tmp_path, **orders, c=CITING_ORDER.format(year=year))
    assert {edge for edge in found if edge[0] == citing(year)} == {
        (citing(year), "basedOnDocument", cited, "国务院令第354号")
    }


def test_a_cited_number_tells_its_issuer_and_place(tmp_path: Path) -> None:
    edges(tmp_path, c=CITING_ORDER.format(year=2015))
    with Store.open(tmp_path / "store") as opened:
        rows = list(opened.select(
            "SELECT ?name ?place WHERE { ?cited eli:passed_by/skos:prefLabel ?name ; eli:jurisdiction ?place . "
            f"VALUES ?cited {{ <{NUMBER}> }} }}"
        ))  # fmt: skip
    assert [(row["name"].value, row["place"].value) for row in rows] == [("国务院", IRIS.place("100000"))]


def test_a_cited_title_tells_its_place(example_store: Path) -> None:
    laws = {"中华人民共和国水法": "100000", "东岭省养老服务条例": "990000", "公平竞争审查制度实施细则": ""}
    with Store.open(example_store) as opened:
        rows = list(opened.select(
            "SELECT ?name ?place WHERE { ?cited rdfs:label ?name . FILTER NOT EXISTS { ?cited eli:number ?number } "
            "OPTIONAL { ?cited eli:jurisdiction ?place . ?place zm:placeLevel ?level } }"
        ))  # fmt: skip
    found = {row["name"].value: row["place"].value.rpartition("/")[2] if row["place"] else "" for row in rows}
    assert laws.items() <= found.items()


@pytest.mark.parametrize(("number", "issuer"), [
    ("中发〔2016〕32号", "中共中央"), ("岭发〔2018〕11号", "中共东岭省委"), ("岚办发〔2018〕12号", "中共岚州市委办公厅"),
    ("岚发〔2018〕33号", "中共岚州市委"), ("民发〔2018〕23号", ""), ("岚科发〔2020〕15号", ""),
])  # fmt: skip
def test_a_party_committees_code_tells_it(number: str, issuer: str, example_store: Path) -> None:
    with Store.open(example_store) as opened:
        rows = opened.select(
            f'SELECT ?name WHERE {{ ?cited rdfs:label "{number}"@zh ; eli:passed_by/skos:prefLabel ?name }}'
        )
        assert [row["name"].value for row in rows] == ([issuer] if issuer else [])


def test_every_reference_with_a_target_means_one_document_and_each_has_one_name(example_store: Path) -> None:
    with Store.open(example_store) as opened:
        (row,) = opened.select(
            "SELECT (COUNT(?t) AS ?targets) (COUNT(?c) AS ?cited) (COUNT(?l) AS ?names) WHERE { "
            "?r a zm:Reference ; zm:target ?t . OPTIONAL { ?r zm:citedDocument ?c . OPTIONAL { ?c rdfs:label ?l } } }"
        )
    assert int(row["targets"].value) == int(row["cited"].value) == int(row["names"].value) > 100


def test_who_tells_under_which_number_a_text_was_made_known_anew_does_not_take_its_place(tmp_path: Path) -> None:
    text = SAME_NAME.format(year=2022, serial=8, ends="").replace(
        "一、市", "《渡口办法》（岚政发〔2014〕5号）已以岚政发〔2018〕3号重新印发。\n\n一、市"
    )
    told = {IRIS.numbered("990100", "岚政发", year, serial) for year, serial in ((2014, 5), (2018, 3))}
    assert {row[1:3] for row in edges(tmp_path, a=text)} == {("citesDocument", cited) for cited in told}


@pytest.mark.parametrize("ends", [
    "市交通局印发的同名通知同时废止。", "各区县此前制定的同名通知同时废止。", "省政府2015年印发的《关于加强步道管理的通知》同时废止。",
])  # fmt: skip
def test_what_another_body_made_is_no_earlier_text_of_ones_own(ends: str, tmp_path: Path) -> None:
    new, old = IRIS.numbered("990100", "岚政发", 2022, 8), IRIS.numbered("990100", "岚政发", 2015, 7)
    later, first = SAME_NAME.format(year=2022, serial=8, ends=ends), SAME_NAME.format(year=2015, serial=7, ends="")
    assert not {cited for _, _, cited, _ in edges(tmp_path, a=later, b=first)} & {old, new}


@pytest.mark.parametrize(("ends", "ended"), [
    ("2015年印发的同名文件同时废止。", 2015), ("市政府2018年印发的《关于加强步道管理的通知》同时废止。", 2018),
    ("2016年印发的同名文件同时废止。", None), ("岚政发〔2018〕7号同名文件同时废止。", 2018),
])  # fmt: skip
def test_of_several_earlier_texts_that_of_the_printed_year_is_meant(
    ends: str, ended: int | None, tmp_path: Path
) -> None:
    texts = {f"y{year}": SAME_NAME.format(year=year, serial=7, ends="") for year in (2015, 2018)}
    found = edges(tmp_path, a=SAME_NAME.format(year=2022, serial=8, ends=ends), **texts)
    known = {IRIS.numbered("990100", "岚政发", year, 7): year for year in (2015, 2018)}
    assert [known[cited] for _, _, cited, _ in found if cited in known] == ([ended] if ended else [])
    assert {kind for _, kind, _, _ in found} == {"repealsDocument"}
