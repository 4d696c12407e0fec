"""What follows from all sources together."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from graph.derive import derive
from graph.derive.derive import status_triples
from graph.derive.renewed import Derived
from graph.derive.supersessions import matter
from graph.store.errors import StoreError
from graph.store.ntriples import parsed
from graph.store.store import Store
from graph.store.update import Update
from ingest.pipeline import build
from ingest.read.inputs import find
from ontology.iri import Iris

IRIS = Iris()
LAW = "# 岚州市湖泊保护条例\n\n{day} 岚州市第十三届人民代表大会常务委员会第三十次会议{act}\n\n第一条 为保护湖泊，制定本条例。\n"
CITING = (
    "岚州市人民政府关于加强湖泊管理的通知\n岚政发〔{year}〕9号\n\n各区县人民政府：\n\n"
    "根据《岚州市湖泊保护条例》，现就有关事项通知如下：加强巡查。\n\n岚州市人民政府\n{year}年5月6日\n"
)


def derived(folder: Path, texts: dict[str, str], order: Sequence[str] = ()) -> set[tuple[str, str, str]]:
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    store = folder / "store"
    for name in order or [""]:
        build(find([folder / name] if name else [folder]), store)
    with Store.open(store) as opened:
        quads = opened.quads(IRIS.graph("derived"))
        said = {(q.subject.value, q.predicate.value.rpartition("#")[2], q.object.value) for q in quads}  # type: ignore[union-attr]
        apart = (
            "#event=",
            "#status=",
            "#reference=",
            "/agency/",
        )  # status, and which documents are meant: their own tests
        return {
            triple
            for triple in said
            if not any(part in triple[0] for part in apart)
            and not triple[1].endswith(("Document", "label", "passed_by"))
        }


TITLE = IRIS.titled_only("岚州市湖泊保护条例")
NOTICE = IRIS.numbered("990100", "岚政发", 2015, 9)


def version(day: str) -> str:
    return IRIS.titled("990100", "岚州市人民代表大会常务委员会", day, "岚州市湖泊保护条例")


def test_a_title_denotes_the_only_document_that_has_it(tmp_path: Path) -> None:
    texts = {"a.md": LAW.format(day="2011年11月17日", act="通过"), "b.txt": CITING.format(year=2015)}
    found = derived(tmp_path, texts)
    assert found == {(TITLE, "denotes", version("2011-11-17")), (NOTICE, "based_on", version("2011-11-17"))}


def test_of_several_versions_a_citation_means_that_of_its_day(tmp_path: Path) -> None:
    texts = {
        "a.md": LAW.format(day="2011年11月17日", act="通过"),
        "b.md": LAW.format(day="2018年7月26日", act="修订"),
        "c.txt": CITING.format(year=2015),
        "d.txt": CITING.format(year=2020),
    }
    found = derived(tmp_path, texts)
    members = {(TITLE, "has_member", version("2011-11-17")), (TITLE, "has_member", version("2018-07-26"))}
    later = IRIS.numbered("990100", "岚政发", 2020, 9)
    assert found == members | {(NOTICE, "based_on", version("2011-11-17")), (later, "based_on", version("2018-07-26"))}


ORDER = (
    "# 湖泊管理条例\n\n2002年5月27日 中华人民共和国国务院令第354号公布\n\n{revised}"
    "第一条 为管理湖泊，制定本条例。\n\n第二条 本条例自2002年7月1日起施行。\n"
)
REVISED = "2018年7月26日 《国务院关于修改部分行政法规的决定》修订\n\n"
CITING_ORDER = CITING.replace("《岚州市湖泊保护条例》", "《湖泊管理条例》（国务院令第354号）")


def test_the_versions_of_an_order_are_documents_of_their_own(tmp_path: Path) -> None:
    texts = {
        "a.md": ORDER.format(revised=""),
        "b.md": ORDER.format(revised=REVISED),
        "c.txt": CITING_ORDER.format(year=2015),
        "d.txt": CITING_ORDER.format(year=2020),
    }
    found = derived(tmp_path, texts)
    order = IRIS.numbered("100000", "国务院令", None, 354)
    revised = IRIS.version(order, "2018-07-26")
    later = IRIS.numbered("990100", "岚政发", 2020, 9)
    # The citation of 2015 means the order's own text: its edge is in the source's graph.
    assert found == {(order, "has_member", revised), (later, "based_on", revised)}


def test_the_order_of_builds_does_not_matter(tmp_path: Path) -> None:
    texts = {"a.md": LAW.format(day="2011年11月17日", act="通过"), "b.txt": CITING.format(year=2015)}
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    assert derived(one, texts, ["a.md", "b.txt"]) == derived(other, texts, ["b.txt", "a.md"]) != set()


def test_nothing_is_joined_to_a_near_miss(tmp_path: Path) -> None:
    law = LAW.format(day="2011年11月17日", act="通过").replace("湖泊保护条例", "湖泊保护管理条例")
    found = derived(tmp_path, {"a.md": law, "b.txt": CITING.format(year=2015)})
    near = version("2011-11-17").replace("湖泊保护条例", "湖泊保护管理条例")
    assert found <= {(TITLE, "nearTo", near)}  # a candidate for a person to judge, no edge


@pytest.mark.parametrize("ordinals", [("（一）", "（二）"), ("（2015年）", "（2016年）")])
def test_another_ordinal_is_another_document(ordinals: tuple[str, str], tmp_path: Path) -> None:
    law = LAW.format(day="2011年11月17日", act="通过").replace("湖泊保护条例", f"湖泊保护条例{ordinals[0]}")
    citing = CITING.format(year=2015).replace("湖泊保护条例", f"湖泊保护条例{ordinals[1]}")
    assert derived(tmp_path, {"a.md": law, "b.txt": citing}) == set()


@pytest.mark.parametrize(("sentence", "superseded"), [
    ("《岚州市湖滨步道巡查规定》（岚政发〔2012〕3号）同时废止", False),
    ("本通知取代《岚州市湖滨步道巡查规定》（岚政发〔2012〕3号）", True),
])  # fmt: skip
def test_what_takes_another_place_supersedes_it(sentence: str, superseded: bool, tmp_path: Path) -> None:
    text = CITING.format(year=2015).replace("加强巡查。", f"加强巡查。{sentence}。")
    found = derived(tmp_path, {"a.txt": text})
    old = IRIS.numbered("990100", "岚政发", 2012, 3)
    assert ((NOTICE, "supersedes", old) in found) is superseded


@pytest.mark.parametrize(("one", "other", "same"), [
    ("岚州市人民政府关于印发岚州市养老服务设施管理暂行办法的通知", "岚州市养老服务设施管理办法", True),
    ("岚州市临时救助工作规程（试行）", "岚州市临时救助工作规程", True),
    ("2019年岚州市政务公开工作要点", "2020年岚州市政务公开工作要点", True),
    ("岚州市养老服务设施管理办法", "岚州市养老服务设施建设办法", False),
    ("望湖区养老服务设施管理办法", "岚州市养老服务设施管理办法", False),
])  # fmt: skip
def test_one_matter(one: str, other: str, same: bool) -> None:
    assert (matter(one) == matter(other)) is same


def test_events_computed_elsewhere_are_those_computed_here(tmp_path: Path) -> None:
    texts = {"a.md": LAW.format(day="2011年11月17日", act="通过"), "b.txt": CITING.format(year=2015)}
    derived(tmp_path, texts)
    with Store.update(tmp_path / "store") as update:
        assert isinstance(update, Update)
        with update.snapshot() as folder:
            files = []

            def begin(*arguments: object) -> Callable[[], Path]:
                files.append(status_triples(folder, IRIS.base, *arguments))  # type: ignore[arg-type]
                return files[0].absolute

            here = set(derive.derived(update, IRIS.base))
            elsewhere = set(derive.derived(update, IRIS.base, elsewhere=begin))
            events = set(parsed(files[0].read_bytes()))
    assert elsewhere == here and events and events < here


def test_without_room_for_a_snapshot_all_is_derived_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(update: Update) -> AbstractContextManager[Path]:
        raise StoreError("no room", "没有空间")

    def elsewhere(*_: object) -> Callable[[], Path]:
        raise AssertionError("nothing is computed elsewhere")

    derived(tmp_path, {"a.md": LAW.format(day="2011年11月17日", act="通过"), "b.txt": CITING.format(year=2015)})
    monkeypatch.setattr(Update, "snapshot", no_room)
    with Store.update(tmp_path / "store") as update:
        assert isinstance(update, Update)
        graph = IRIS.graph("derived")
        before = {quad.triple for quad in update.quads(graph)}
        renewed = Derived(update, IRIS, elsewhere)
        renewed._whole()
        assert {quad.triple for quad in update.quads(graph)} == before and before
