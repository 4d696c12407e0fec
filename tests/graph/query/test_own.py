"""An office's own questions: kept, asked, listed, forgotten."""

from pathlib import Path

import pytest

from graph.query import own
from graph.query.query import adhoc, find
from graph.store import audit
from graph.store.errors import GraphError
from graph.store.generations import FORMAT
from tests.conftest import Cli

TEXT = "# a comment of mine\n# param: what string required | What | 什么\nSELECT ?what ?n WHERE { BIND(STRLEN(?what) AS ?n) }"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """What the folder of a store needs, for keeping questions."""
    (tmp_path / "format").write_text(f"{FORMAT}\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "value", ["岚州市财政局", "with blanks", 'with "marks" \\ and | bar', "", "第一\t行", "“引号”", "行\u2028行\x85"]
)
def test_a_question_is_kept_with_its_values(store: Path, value: str) -> None:
    kept = own.save(store, "我的-1", adhoc(TEXT), {"what": value}, "标题", "问什么？", by="王芳")
    (read,), wrong = own.own_queries(store)
    assert (read, wrong) == (kept, [])
    assert (read.name, read.title("zh"), read.question("en"), read.theme) == ("我的-1", "标题", "问什么？", None)
    assert [(p.name, p.kind, p.default, p.description_zh) for p in read.parameters] == [
        ("what", "string", value, "什么")
    ]


def test_blank_words_give_way_to_the_name(store: Path) -> None:
    own.save(store, "mine", adhoc(TEXT), {"what": "1"}, "  ", "\n", by="某人")
    (read,), wrong = own.own_queries(store)
    assert (read.title_zh, read.question_en, wrong) == ("mine", "mine", [])


def test_ours_kept_under_a_name_says_the_same(store: Path) -> None:
    ours = find("agencies-together")
    kept = own.save(store, "mine", ours, {}, by="王芳")
    assert kept.question_zh == ours.question_zh and kept.parameters == ours.parameters
    again = own.save(store, "mine", kept, {}, by="王芳")
    assert again.text == kept.text


@pytest.mark.parametrize(
    ("name", "text", "values", "why"),
    [
        ("../out", TEXT, {}, "a name has letters"),
        (".hidden", TEXT, {}, "a name has letters"),
        ("a/b", TEXT, {}, "a name has letters"),
        ("ledger", TEXT, {}, "not that of a question of ours"),
        ("", TEXT, {}, "a name has letters"),
        ("mine", TEXT, {"other": "1"}, "no parameter 'other'"),
        ("mine", "SELECT * {", {}, "no query of SPARQL"),
        ("mine", "", {}, "no query of SPARQL"),
        ("mine", "SELECT * { SERVICE <http://a/> { ?s ?p ?o } }", {}, "SERVICE"),
    ],
)
def test_what_cannot_be_kept(store: Path, name: str, text: str, values: dict[str, str], why: str) -> None:
    with pytest.raises(GraphError, match=why):
        own.save(store, name, adhoc(text), values, by="王芳")
    assert own.own_queries(store) == ([], [])


def test_the_log_has_who_kept_and_who_removed(store: Path) -> None:
    own.save(store, "我的-1", adhoc(TEXT), {"what": "三"}, by="王芳")
    own.forget(store, "我的-1", by="李明")
    noted = [(line["action"], line["by"], line["name"]) for line in audit.read(store)]
    assert noted == [("question", "王芳", "我的-1"), ("forget", "李明", "我的-1")]


def test_a_file_that_is_no_question_is_named(store: Path) -> None:
    own.folder(store).mkdir()
    (own.folder(store) / "odd.rq").write_text("SELECT * {}", encoding="utf-8")
    found, wrong = own.own_queries(store)
    assert found == [] and "odd.rq" in wrong[0] and "title-en" in wrong[0]


def test_the_commands(own_store: Path, cli: Cli) -> None:
    told = cli(
        "query",
        "save",
        "财政局任务",
        "ledger",
        "-p",
        "agency=岚州市财政局",
        "--title",
        "财政局的任务",
        "--store",
        own_store,
    )
    assert told.returncode == 0, told.stderr
    asked = cli("query", "财政局任务", "--store", own_store, "-f", "csv")
    assert (
        asked.stdout
        == cli("query", "ask", "ledger", "-p", "agency=岚州市财政局", "--store", own_store, "-f", "csv").stdout
    )
    assert asked.stdout.count("\n") > 1 and cli("query", "财政局任务", "--store", own_store).returncode == 0
    assert "财政局任务" in cli("queries", "--store", own_store).stdout
    assert cli("query", "save", "短", "--store", own_store, input=TEXT).returncode == 0
    assert cli("query", "短", "-p", "what=三个字", "--store", own_store, "-f", "csv").stdout.split() == ["n", "3"]
    assert cli("query", "forget", "短", "--store", own_store).returncode == 0
    assert cli("query", "短", "--store", own_store).returncode == 2
