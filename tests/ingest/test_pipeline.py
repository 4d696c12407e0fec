"""Builds: the same input gives the same bytes, in any order, with any number of jobs, after any death."""

import io
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from graph.export import export
from graph.store import generations
from graph.store.process import opens_files_in
from graph.store.store import Store
from ingest.extract.pipeline import Components
from ingest.pipeline import build, issues_path
from ingest.read.inputs import Input, find
from ingest.reading import Built, read_input
from ontology.iri import Iris
from tests.ingest.official import NOTICE
from tests.samples.warm import run_code

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Four small sources in two folders."""
    folder = tmp_path / "texts"
    (folder / "湖区").mkdir(parents=True)
    for number, name in enumerate(("甲.txt", "乙.txt", "湖区/丙.txt", "湖区/丁.md"), 1):
        topic = f"加强第{number}号步道管理"
        text = NOTICE.replace("15号", f"{number}号").replace("加强湖滨步道管理", topic)
        (folder / name).write_text(text.format(body=f"现就{topic}有关事项通知如下。"), encoding="utf-8")
    return folder


def nquads(store: Path, tmp_path: Path) -> bytes:
    path = tmp_path / "dump.nq"
    with Store.open(store) as opened:
        export(opened, "nq", path)
    return path.read_bytes()


def graphs(store: Path) -> dict[str, set[str]]:
    """Named graph → its triples."""
    with Store.open(store) as opened:
        names = opened.graphs()
        return {name: {str(quad.triple) for quad in opened.quads(name)} for name in names}


def test_twice_the_same_bytes(example_store: Path, example_texts: dict[str, bytes], tmp_path: Path) -> None:
    first = nquads(example_store, tmp_path)
    inputs = find([EXAMPLES / name for name in example_texts])
    build(inputs, tmp_path / "again")
    assert nquads(tmp_path / "again", tmp_path) == first
    build(inputs, tmp_path / "again")
    assert nquads(tmp_path / "again", tmp_path) == first
    assert first.count(b"\n") > 1000 and first == b"".join(sorted(first.splitlines(keepends=True)))


def test_no_path_and_no_day_of_this_machine_is_in_the_graph(texts: Path, tmp_path: Path) -> None:
    build(find([texts]), tmp_path / "store")
    dump = nquads(tmp_path / "store", tmp_path).decode()
    assert str(tmp_path) not in dump and str(ROOT) not in dump
    moved = tmp_path / "elsewhere"
    shutil.copytree(texts, moved)
    for path in moved.rglob("*.*"):
        os.utime(path, (0, 0))
    build(find([moved]), tmp_path / "other")
    assert nquads(tmp_path / "other", tmp_path).decode() == dump


@pytest.mark.parametrize("order", [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]])
def test_any_order(order: list[int], texts: Path, tmp_path: Path) -> None:
    inputs = find([texts])
    build(inputs, tmp_path / "sorted")
    build([inputs[i] for i in order], tmp_path / "shuffled")
    for i in order:
        build([inputs[i]], tmp_path / "singly")
    expected = nquads(tmp_path / "sorted", tmp_path)
    assert nquads(tmp_path / "shuffled", tmp_path) == expected
    assert nquads(tmp_path / "singly", tmp_path) == expected


@pytest.mark.parametrize("jobs", [2, 5])
def test_any_number_of_jobs(jobs: int, texts: Path, tmp_path: Path) -> None:
    inputs = find([texts])
    done: list[str] = []
    alone = build(inputs, tmp_path / "one")
    summary = build(inputs, tmp_path / "many", jobs=jobs, progress=lambda built: done.append(built.name))
    assert summary == alone and (summary.sources, summary.documents) == (4, 4)
    assert sorted(done) == sorted(item.name for item in inputs)
    assert nquads(tmp_path / "many", tmp_path) == nquads(tmp_path / "one", tmp_path)
    assert issues_path(tmp_path / "many").read_bytes() == issues_path(tmp_path / "one").read_bytes()


def test_standard_input_is_read_by_workers_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = NOTICE.format(body="请认真执行。")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert build(find(["-"]), tmp_path / "store", jobs=2).sources == 1


def test_a_file_built_again_replaces_its_graph_only(texts: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    build(find([texts]), store)
    before = graphs(store)
    changed = texts / "湖区" / "丙.txt"
    changed.write_text(changed.read_text(encoding="utf-8").replace("现就", "经研究，现就"), encoding="utf-8")
    build([Input("湖区/丙.txt", changed)], store)
    after = graphs(store)
    assert set(after) == set(before)
    assert [name for name in after if after[name] != before[name]] == [Iris().source("湖区/丙.txt")]
    assert not any("经研究" in triple for triple in before[Iris().source("湖区/丙.txt")])
    changed.write_text(changed.read_text(encoding="utf-8").replace("经研究，", ""), encoding="utf-8")
    build([Input("湖区/丙.txt", changed)], store)
    assert graphs(store) == before


def test_a_shorter_text_leaves_nothing_of_the_longer(texts: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    build(find([texts]), store)
    (texts / "甲.txt").write_text("今天湖面平静，渡船照常开行。\n", encoding="utf-8")
    build(find([texts / "甲.txt"]), store)
    assert not any("岚政发/2022/1>" in t or "岚政发〔2022〕1号" in t for t in graphs(store)[Iris().source("甲.txt")])
    # Four sources, the ontology, the derived graph and the graph of names.
    assert len(graphs(store)) == 7


def test_a_file_that_can_no_longer_be_read_keeps_its_graph(texts: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    build(find([texts]), store)
    before = graphs(store)
    (texts / "甲.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    summary = build(find([texts]), store)
    assert summary.failed == ["甲.txt"] and summary.sources == 3
    assert graphs(store) == before


@pytest.mark.parametrize(("data", "code"), [
    (b"", "empty-input"),
    (b" \r\n\t\n", "empty-input"),
    (b"\xef\xbb\xbf", "empty-input"),
    (b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00", "not-text"),
    ("Zürcher Straße, déjà vu, señor".encode("latin-1"), "unknown-encoding"),
    ("東京都公報をひらがなで書いた文章です。".encode("shift-jis"), "unknown-encoding"),
])  # fmt: skip
def test_what_is_no_text_is_an_issue(data: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "坏.txt"
    path.write_bytes(data)
    built = read_input(Input("坏.txt", path), Iris())
    assert built.failed and [issue.code for issue in built.issues] == [code]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_encoding_gives_the_same_document(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "文.txt"
    path.write_bytes(
        NOTICE.format(body="现就湖滨步道管理有关事项通知如下。\n\n本通知自印发之日起施行。").encode(encoding)
    )
    built = read_input(Input("文.txt", path), Iris())
    assert (built.failed, built.documents) == (False, 1)
    assert "<https://w3id.org/zhengmai/eli/cn/990100/岚政发/2022/15>" in built.triples.decode()


def test_line_ends_do_not_matter(tmp_path: Path) -> None:
    text = NOTICE.format(body="现就湖滨步道管理有关事项通知如下。")
    counts = set()
    for end in ("\n", "\r\n", "\r"):
        path = tmp_path / "文.txt"
        path.write_bytes(text.replace("\n", end).encode())
        built: Built = read_input(Input("文.txt", path), Iris())
        counts.add((built.documents, built.clauses, built.characters))
    assert len(counts) == 1


def test_issues_are_json_lines_of_the_last_build(texts: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    (texts / "闲.txt").write_text("今天湖面平静，渡船照常开行。\n", encoding="utf-8")
    build(find([texts]), store)
    records = [json.loads(line) for line in issues_path(store).read_text(encoding="utf-8").splitlines()]
    assert {(record["source"], record["code"]) for record in records} == {
        ("闲.txt", code) for code in ("no-number", "no-heading", "no-issuer", "no-date")
    }
    assert all(set(r) == {"source", "code", "severity", "message", "message_zh", "start", "end"} for r in records)
    build(find([texts / "甲.txt"]), store)
    assert issues_path(store).read_text(encoding="utf-8") == ""


# --- killed at any point -------------------------------------------------------------------------------------------------

KILLED = """
import os, signal, sys
from pathlib import Path
from ingest import pipeline
from ingest.read.inputs import find

texts, store, point, jobs = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])

def die(*arguments, **named):
    os.kill(os.getpid(), signal.SIGKILL)

done = 0
def progress(built):
    global done
    done += 1
    if point == f"file {done}":
        die()

if point == "ontology":
    from graph.derive import follow
    follow.ontology_triples = die
elif point == "issues":
    from graph.store import update
    update.Update.enclose = die
elif point == "publish":
    from graph.store import update
    update.Update._publish = die
elif point == "published":
    from graph.store import generations
    make_current = generations.make_current

    def then_die(*arguments, **named):
        make_current(*arguments, **named)
        die()

    generations.make_current = then_die
pipeline.build(find([texts]), store, jobs=jobs, progress=progress)
"""


@pytest.mark.parametrize(("point", "jobs"), [
    ("file 1", 1), ("file 3", 1), ("file 4", 1), ("ontology", 1), ("issues", 1), ("publish", 1), ("file 2", 2),
])  # fmt: skip
def test_a_killed_build_leaves_the_store_whole(
    point: str, jobs: int, texts: Path, tmp_path: Path, killed: Callable[..., int]
) -> None:
    store = tmp_path / "store"
    build(find([texts / "甲.txt"]), store)
    before, issues = nquads(store, tmp_path), issues_path(store).read_bytes()
    assert killed(texts, store, point, jobs) == -signal.SIGKILL
    assert nquads(store, tmp_path) == before
    assert issues_path(store).read_bytes() == issues
    build(find([texts]), store)
    build(find([texts]), tmp_path / "fresh")
    assert nquads(store, tmp_path) == nquads(tmp_path / "fresh", tmp_path)
    assert {entry.name for entry in store.iterdir() if entry.name.startswith("gen-") and entry.is_dir()} == {
        _current(store)
    }


def test_a_killed_first_build_leaves_a_folder_that_can_be_built(
    texts: Path, tmp_path: Path, killed: Callable[..., int]
) -> None:
    store = tmp_path / "store"
    assert killed(texts, store, "file 2", 1) == -signal.SIGKILL
    assert build(find([texts]), store).sources == 4


def test_when_a_build_is_published_no_query_is_open_and_nothing_stands_beside_the_store(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[bool | None] = []
    make_current = generations.make_current

    def noting(store: Path, generation: Path) -> None:
        opened.append(opens_files_in(generation.resolve()))
        make_current(store, generation)

    monkeypatch.setattr(generations, "make_current", noting)
    store = tmp_path / "parent" / "store"
    store.parent.mkdir()
    for _ in range(2):
        build(find([texts]), store)
    assert opened == [False, False] and list(store.parent.iterdir()) == [store]
    assert issues_path(store).parent == store


def test_killed_after_publishing_the_store_is_the_new_one(
    texts: Path, tmp_path: Path, killed: Callable[..., int]
) -> None:
    store = tmp_path / "store"
    build(find([texts / "甲.txt"]), store)
    assert killed(texts, store, "published", 1) == -signal.SIGKILL
    build(find([texts]), tmp_path / "fresh")
    assert nquads(store, tmp_path) == nquads(tmp_path / "fresh", tmp_path)
    # The issues of that build appeared with its generation.
    assert issues_path(store).read_bytes() == issues_path(tmp_path / "fresh").read_bytes()


@pytest.fixture
def killed() -> Iterator[Callable[..., int]]:
    """Run a build that kills itself; what it leaves running is ended with the test."""
    groups: list[int] = []

    def run(texts: Path, store: Path, point: str, jobs: int) -> int:
        ended = run_code(KILLED, (texts, store, point, str(jobs)))
        groups.append(ended.pid)
        return ended.returncode

    yield run
    for group in groups:
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)


def _current(store: Path) -> str:
    return (store / "CURRENT").read_text(encoding="utf-8").strip()


# --- one text never costs the others --------------------------------------------------------------------------------------

DEADLY = """
import os
from spacy.language import Language


@Language.component("deadly")
def deadly(doc):
    if "致命" in doc.text:
        os._exit(9)
    if "无底" in doc.text:
        raise MemoryError
    return doc
"""


def issues(store: Path) -> dict[str, list[str]]:
    """Source → the codes of its errors."""
    found: dict[str, list[str]] = {}
    for line in issues_path(store).read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["severity"] == "error":
            found.setdefault(record["source"], []).append(record["code"])
    return found


def test_a_worker_that_dies_is_an_issue_of_its_file(texts: Path, tmp_path: Path) -> None:
    (tmp_path / "deadly.py").write_text(DEADLY, encoding="utf-8")
    (texts / "丑.txt").write_text(NOTICE.format(body="一、致命之事。"), encoding="utf-8")
    (texts / "己.txt").write_text(NOTICE.format(body="一、无底之事。"), encoding="utf-8")
    components = Components(("deadly",), tmp_path / "deadly.py")
    summary = build(find([texts]), tmp_path / "store", jobs=2, components=components)
    assert sorted(summary.failed) == ["丑.txt", "己.txt"] and summary.sources == 4
    assert issues(tmp_path / "store") == {"丑.txt": ["worker-died"], "己.txt": ["out-of-memory"]}


def test_what_is_refused_is_reported_and_the_others_are_built(texts: Path, tmp_path: Path) -> None:
    os.mkfifo(texts / "管道.txt")
    (texts / "零.txt").symlink_to("/dev/zero")
    (texts / os.fsdecode("庚.txt".encode("gbk"))).write_text(NOTICE.format(body="通知如下。"), encoding="utf-8")
    for jobs in (1, 2):
        summary = build(find([texts]), tmp_path / "store", jobs=jobs)
        assert summary.sources == 5 and sorted(summary.failed) == ["管道.txt", "零.txt"]
        assert issues(tmp_path / "store") == {"管道.txt": ["not-a-file"], "零.txt": ["link-outside"]}
        assert Iris().source("庚.txt") in graphs(tmp_path / "store")
