"""Commands and pages mean the same document by the same text, in a store of any base."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from graph.records.identity import Identity, build_identity
from graph.store.store import Store
from ontology.iri import Iris

ELSEWHERE = Iris("http://example.org/政策/")
NOTICE = ("990100", "岚政发", 2019, 14)
EXPIRED = ("990102", "岚望政发", 2019, 8)
TEXT = (
    "岚州市人民政府关于加强湖滨步道管理的通知\n岚政发〔2020〕3号\n\n各区县人民政府：\n\n现就有关事项通知如下：做好巡查。\n\n"
    "岚州市人民政府\n2020年9月8日\n"
)


@pytest.fixture(scope="module")
def who(gazettes: Path) -> Iterator[Identity]:
    with Store.open(gazettes) as view:
        yield build_identity(view)


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory, cli: Callable[..., object]) -> Path:
    """The sample gazettes below another base."""
    store = tmp_path_factory.mktemp("elsewhere") / "store"
    texts = sorted((Path(__file__).parents[3] / "examples").glob("*公报-*"))
    run = cli("build", *texts, "--store", store, "--base", ELSEWHERE.base)
    assert run.returncode == 0, run.stderr
    return store


def documents_of(html: str) -> list[str]:
    """The IRIs that a page's lists lead to."""
    return [unquote(iri) for iri in re.findall(r'<li><a href="(?:document|graph)\?[^"]*?iri=([^"&]+)', html)]


SAME = [
    "岚政发2019年14号", "岚政发(2019)14", "岚政发〔2019 14号", "〔2019〕14号",
    "《岚州市养老服务设施管理办法》", "岚州市 养老服务设施 管理办法",
    "国令649号", "国务院第649号令", "《中华人民共和国老年人权益保障法》", "老年人 权益保障法",
]  # fmt: skip


@pytest.mark.parametrize("typed", SAME)
def test_commands_and_pages_mean_the_same(typed: str, who: Identity, visit, gazettes: Path, cli) -> None:
    meant = who.row(who.find(typed).only)
    assert meant is not None
    shown = cli("impact", typed, "--store", gazettes)
    assert shown.returncode == 0 and shown.stdout.split("\n")[0] == f"{meant.number} {meant.title}".strip()
    for page in ("overview", "documents", "graph"):
        found = documents_of(visit(page, gazettes, q=typed).html)
        # Documents with the words in a name come behind those with the words in their text.
        assert meant.iri in found and (page == "documents" or found[0] == meant.iri), (page, found)


@pytest.mark.parametrize(
    ("typed", "near"),
    [("岚政发〔2019〕16号", "岚政发〔2019〕14号"), ("养老服物设施管理办法通知", "岚政发〔2019〕14号")],
)
def test_nothing_found_comes_with_what_comes_near(typed: str, near: str, visit, gazettes: Path, cli) -> None:
    near = "岚政发〔2019〕14号"
    run = cli("show", typed, "--store", gazettes)
    assert run.returncode == 2 and near in run.stderr and run.stderr.count("\n") == 1
    for page in ("overview", "documents", "graph"):
        html = visit(page, gazettes, q=typed).html
        assert "相近" in html and near in html, page


def test_an_agency_is_found_by_its_short_name(visit, gazettes: Path, cli) -> None:
    full, typed = "岚州市住房和城乡建设局", "岚州市住建局"
    assert full in visit("agencies", gazettes, q=typed).html
    own = cli("ledger", "-a", full, "--store", gazettes, "-f", "csv")
    assert own.returncode == 0 and cli("ledger", "-a", typed, "--store", gazettes, "-f", "csv").stdout == own.stdout
    told = re.findall("共 [1-9][0-9]* 项任务", visit("tasks", gazettes, agency=typed).html)
    assert len(told) == 1 and told == re.findall("共 [0-9]+ 项任务", visit("tasks", gazettes, agency=full).html)


def test_another_base_works_in_every_command(elsewhere: Path, cli) -> None:
    shown = cli("show", "岚政发2019年14号", "--store", elsewhere)
    assert shown.returncode == 0 and ELSEWHERE.numbered(*NOTICE) in shown.stdout and "通知" in shown.stdout
    held = cli("status", "岚望政发(2019)8号", "--as-of", "2022-01-01", "--store", elsewhere)
    assert held.returncode == 0 and "期满" in held.stdout
    for arguments in (
        ("validate", "-f", "json", "--as-of", "2022-01-01"),
        ("status", "--all", "--as-of", "2022-01-01", "-f", "csv"),
    ):
        run = cli(*arguments, "--store", elsewhere)
        assert run.returncode in (0, 1) and Iris().base + "eli/" not in run.stdout and ELSEWHERE.base in run.stdout


def test_the_graph_is_the_same_but_for_its_base(elsewhere: Path, gazettes: Path, tmp_path: Path) -> None:
    with Store.open(elsewhere) as there, Store.open(gazettes) as here:
        # The name of a shared graph is a digest of its sources' IRIs.
        subjects = {quad.subject.value for quad in there.quads()}
        moved = {Iris().moved(quad.subject.value, ELSEWHERE) for quad in here.quads()}
        assert {iri for iri in moved ^ subjects if not iri.startswith(ELSEWHERE.graphs)} == set()
        assert len(here) == len(there)


def test_a_build_keeps_the_base_of_its_store(elsewhere: Path, tmp_path: Path, cli) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    store = tmp_path / "store"
    assert cli("build", "a.txt", "--store", store, "--base", ELSEWHERE.base, cwd=tmp_path).returncode == 0
    assert cli("build", "a.txt", "--store", store, cwd=tmp_path).returncode == 0
    with Store.open(store) as view:
        assert all(graph.startswith(ELSEWHERE.base) for graph in view.graphs())
    refused = cli("build", "a.txt", "--store", store, "--base", "http://other.example/", cwd=tmp_path)
    assert refused.returncode == 2 and ELSEWHERE.base in refused.stderr
    assert cli("build", "a.txt", "--store", store, "--base", "nonsense", cwd=tmp_path).returncode == 2


def test_another_base_works_on_every_page(elsewhere: Path, visit) -> None:
    notice, expired = ELSEWHERE.numbered(*NOTICE), ELSEWHERE.numbered(*EXPIRED)
    html = visit("document", elsewhere, iri=ELSEWHERE.clause(f"{notice}/doc_1", "art_3")).html
    assert "岚州市养老服务设施管理办法" in html and 'id="at-doc_1-art_3"' in html
    assert ">期满失效</span>" in visit("document", elsewhere, iri=expired, as_of="2022-01-01").html
    assert documents_of(visit("documents", elsewhere, q="岚政发2019年14号").html) == [notice]
    assert documents_of(visit("overview", elsewhere, q="〔2019〕14号").html)[0] == notice
    named = visit("document", elsewhere, iri=ELSEWHERE.titled_only("老年人权益保障法")).html
    assert "中华人民共和国老年人权益保障法" in named
    assert "岚州市财政局" in visit("agency", elsewhere, iri=ELSEWHERE.agency("岚州市财政局")).html
    assert "岚政发〔2019〕14号" in visit("graph", elsewhere, iri=notice).html
    asked = visit("sparql", elsewhere, name="document", **{"p.text": "岚政发(2019)14号"}).html
    assert f"document?iri={quote(notice, safe='/:')}" in asked
    assert "zm-findings" in visit("validation", elsewhere).html
    assert "岚州市" in visit("agencies", elsewhere).html
