"""The user's mistakes, each through the real command line: one clear line, the right exit code, nothing lost."""

import os
import re
import resource
import stat
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ingest.official import NOTICE
from ui.cli.console import chinese

Cli = Callable[..., "subprocess.CompletedProcess[str]"]
GOOD = NOTICE.format(body="现就湖滨步道管理有关事项通知如下。")
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00"


def content(store: Path) -> dict[str, bytes]:
    """Every file of the published generation, byte for byte, and the pointer to it."""
    current = (store / "CURRENT").read_text(encoding="utf-8").strip()
    files = [store / "CURRENT", *(path for path in sorted((store / current).iterdir()) if path.suffix == ".sst")]
    return {path.name: path.read_bytes() for path in files}


def triples(store: Path) -> int:
    from graph.store.store import Store

    with Store.open(store) as opened:
        (row,) = opened.select("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")
        return int(row["n"].value)


def refused(run: "subprocess.CompletedProcess[str]", *words: str) -> None:
    """Exit code 2 and one line on standard error that names what is wrong."""
    assert run.returncode == 2, (run.returncode, run.stdout, run.stderr)
    assert "Traceback" not in run.stderr
    lines = run.stderr.splitlines()
    assert len(lines) == 1 and lines[0].startswith("zhengmai: "), run.stderr
    for word in words:
        assert word in lines[0], (word, lines[0])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "file").write_text("岚州", encoding="utf-8")
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "letter").write_text("岚州", encoding="utf-8")
    (tmp_path / "newer").mkdir()
    (tmp_path / "newer" / "format").write_text("zhengmai store 99\n", encoding="utf-8")
    (tmp_path / "broken.rq").write_text("SELECT ?d WHERE {\n  ?d eli:number\n}\n", encoding="utf-8")
    (tmp_path / "update.rq").write_text("DELETE WHERE { ?s ?p ?o }\n", encoding="utf-8")
    (tmp_path / "latin.rq").write_bytes("# é\nSELECT ?s WHERE { ?s ?p ?o }".encode("latin-1"))
    return tmp_path


BUILD = [
    (["missing"], "missing"),
    (["empty"], "empty"),
    (["good.txt", "other/good.txt"], "good.txt"),
    (["good.txt", "missing.txt"], "missing.txt"),
]


@pytest.mark.parametrize(
    ("paths", "word"), BUILD, ids=["no such path", "no texts", "one name twice", "good and missing"]
)
def test_what_cannot_be_built(paths: list[str], word: str, folder: Path, own_store: Path, cli: Cli) -> None:
    before = content(own_store)
    refused(cli("build", *paths, "--store", own_store, cwd=folder), word)
    assert content(own_store) == before


@pytest.mark.parametrize(
    ("store", "word"), [("file", "file"), ("foreign", "not a store"), ("newer", "zhengmai store 99")]
)
def test_what_is_no_store_to_build_in(store: str, word: str, folder: Path, cli: Cli) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    refused(cli("build", "good.txt", "--store", store, cwd=folder), word)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("store", "word"),
    [("nowhere", "zhengmai build"), ("foreign", "not a store"), ("newer", "zhengmai store 99"), ("file", "file")],
)
def test_what_is_no_store_to_ask(store: str, word: str, folder: Path, cli: Cli) -> None:
    refused(cli("query", "documents-by-year-and-kind", "--store", store, cwd=folder), word)
    assert not (folder / "nowhere").exists()


@pytest.mark.parametrize(
    "command", [("validate",), ("show", "岚政发"), ("export", "-o", "out"), ("explore", "--headless")]
)
def test_every_command_says_that_there_is_no_store(command: tuple[str, ...], tmp_path: Path, cli: Cli) -> None:
    refused(cli(*command, "--store", tmp_path / "nowhere", cwd=tmp_path), "nowhere")


@pytest.mark.parametrize(("arguments", "words"), [
    (["nothing-of-the-kind"], ["nothing-of-the-kind", "documents-of-agency"]),
    (["documents-of-agency"], ["agency", "--param agency="]),
    (["documents-of-agency", "--param", "agency"], ["name=value"]),
    (["documents-of-agency", "--param", "=x"], ["name=value"]),
    (["documents-of-agency", "--param", "organ=x"], ["organ", "agency"]),
    (["validity-ending-before", "--param", "before=soon"], ["soon"]),
    (["broken.rq"], ["SPARQL"]),
    (["update.rq"], ["only read"]),
    (["absent.rq"], ["absent.rq"]),
    (["latin.rq"], ["UTF-8"]),
])  # fmt: skip
def test_bad_queries(arguments: list[str], words: list[str], folder: Path, example_store: Path, cli: Cli) -> None:
    refused(cli("query", *arguments, "--store", example_store, cwd=folder), *words)


def test_bad_sparql_on_standard_input(example_store: Path, cli: Cli) -> None:
    refused(cli("query", "-", "--store", example_store, input="SELECT WHERE"), "SPARQL")


def test_a_document_that_is_not_there(example_store: Path, cli: Cli) -> None:
    refused(cli("show", "岚政发〔1900〕1号", "--store", example_store), "岚政发〔1900〕1号")


@pytest.mark.parametrize(
    "arguments", [["build"], ["frobnicate"], ["validate", "--severity", "grave"], ["build", "x", "--jobs", "0"]]
)
def test_usage_is_one_line_too(arguments: list[str], cli: Cli) -> None:
    refused(cli(*arguments))


@pytest.mark.parametrize(
    "arguments", [["build"], ["frobnicate"], ["validate", "--severity", "grave"], ["build", "x", "--jobs", "0"]]
)
def test_usage_is_refused(arguments: list[str], cli: Cli) -> None:
    run = cli(*arguments)
    assert run.returncode == 2 and "Traceback" not in run.stderr and run.stderr and not run.stdout


def test_bad_files_among_good_ones(own_store: Path, tmp_path: Path, cli: Cli) -> None:
    """The good ones are built, each bad one is named; what the store held is still there."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "好.txt").write_text(GOOD, encoding="utf-8")
    (texts / "空.txt").write_bytes(b"")
    (texts / "图.txt").write_bytes(PNG)
    (texts / "拉丁.txt").write_bytes("Zürcher Straße, déjà vu, señor".encode("latin-1"))
    (texts / "断.txt").symlink_to("nowhere.txt")
    (texts / "夹.txt").mkdir()
    before = triples(own_store)
    run = cli("build", texts, "--store", own_store)
    assert run.returncode == 1 and "Traceback" not in run.stderr
    told = run.stdout + run.stderr
    for name in ("空.txt", "图.txt", "拉丁.txt", "断.txt"):
        assert sum(name in line for line in told.splitlines()) == 1, (name, told)
    assert "好.txt" not in told
    assert triples(own_store) > before
    assert cli("show", "岚政发〔2022〕15号", "--store", own_store).returncode == 0
    assert cli("show", "岚政发〔2019〕14号", "--store", own_store).returncode == 0
    issues = (own_store / "gen-2.issues.jsonl").read_text(encoding="utf-8")
    assert all(code in issues for code in ("empty-input", "damaged", "unknown-encoding", "unreadable"))


@pytest.mark.parametrize("data", [b"", PNG], ids=["empty", "binary"])
def test_a_lone_bad_file_changes_nothing(data: bytes, own_store: Path, tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "坏.txt").write_bytes(data)
    before = triples(own_store)
    run = cli("build", tmp_path / "坏.txt", "--store", own_store)
    assert run.returncode == 1 and "Traceback" not in run.stderr
    assert (run.stdout + run.stderr).count("坏.txt") == 1
    assert triples(own_store) == before


def test_quiet_still_names_the_bad_file(tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "坏.txt").write_bytes(PNG)
    run = cli("build", "坏.txt", "--quiet", cwd=tmp_path)
    assert run.returncode == 1 and not run.stdout
    assert run.stderr.count("坏.txt") == 1 and "坏.txt" in (tmp_path / "store" / "gen-1.issues.jsonl").read_text(
        "utf-8"
    )


def test_a_dangling_link_that_is_named(tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "断.txt").symlink_to("nowhere.txt")
    refused(cli("build", "断.txt", cwd=tmp_path), "断.txt")


def test_one_line_of_a_megabyte(tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "长.txt").write_text("各有关单位要按照职责分工抓好落实，" * 20_000, encoding="utf-8")
    assert (tmp_path / "长.txt").stat().st_size > 1_000_000
    run = cli("build", "长.txt", cwd=tmp_path)
    assert (run.returncode, run.stderr) == (0, ""), run.stderr
    assert "1 sources · 1 documents" in run.stdout


def limited(size: int) -> Callable[[], None]:
    """As on a full disk: no file may grow beyond so many bytes."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("size", [0, 2_000, 60_000])
def test_a_full_disk_while_building(size: int, own_store: Path, tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "长.txt").write_text(GOOD + "\n\n各有关单位要按照职责分工抓好落实。" * 3000, encoding="utf-8")
    before, count = content(own_store), triples(own_store)
    refused(cli("build", tmp_path / "长.txt", "--store", own_store, preexec_fn=limited(size)), str(own_store))
    assert content(own_store) == before and triples(own_store) == count
    assert cli("build", tmp_path / "长.txt", "--store", own_store).returncode == 0


@pytest.mark.parametrize("format", ["nq", "ttl", "jsonld", "csv"])
def test_a_full_disk_while_exporting(format: str, example_store: Path, tmp_path: Path, cli: Cli) -> None:
    output = tmp_path / "out"
    old = output / "documents.csv" if format == "csv" else output
    old.parent.mkdir(exist_ok=True)
    old.write_text("was here", encoding="utf-8")
    refused(
        cli("export", "-f", format, "-o", output, "--store", example_store, preexec_fn=limited(1000)), "disk is full"
    )
    assert old.read_text(encoding="utf-8") == "was here"
    assert not list(tmp_path.rglob("*.new"))


@pytest.mark.parametrize(("format", "output"), [("nq", "none/out.nq"), ("csv", "file"), ("nq", "empty")])
def test_where_nothing_can_be_written(format: str, output: str, folder: Path, example_store: Path, cli: Cli) -> None:
    refused(cli("export", "-f", format, "-o", output, "--store", example_store, cwd=folder), output.split("/")[0])
    assert (folder / "file").read_text(encoding="utf-8") == "岚州"


def test_exporting_to_a_pipe_leaves_it_a_pipe(example_store: Path, tmp_path: Path, cli: Cli) -> None:
    """As root, `-o /dev/null` would replace the machine's device: a pipe takes its place, so that a test harms nothing."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    descriptor = os.open(pipe, os.O_RDWR)  # both ends: neither side waits for the other
    reader = threading.Thread(target=_drain, args=(descriptor,), daemon=True)
    reader.start()
    cli("export", "-f", "nq", "-o", pipe, "--store", example_store)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def _drain(descriptor: int) -> None:
    while os.read(descriptor, 1 << 16):
        pass


def test_errors_are_told_in_the_language_that_is_asked_for(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = ("show", "无此文件", "--store", tmp_path / "none")
    assert "there is no store here" in cli(*asked).stderr
    told = cli("--lang", "zh", *asked)
    assert told.returncode == 2 and "store here" not in told.stderr and re.search("[\u4e00-\u9fff]{4}", told.stderr)
    assert "there is no store here" in cli(*asked).stderr  # the option holds for one call
    monkeypatch.delenv("ZHENGMAI_LANG", raising=False)
    for locale, zh in (("zh_CN.UTF-8", True), ("en_GB.UTF-8", False), ("C", False)):
        monkeypatch.setenv("LC_ALL", locale)
        assert chinese() is zh
