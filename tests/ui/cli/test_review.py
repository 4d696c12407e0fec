"""`zhengmai review`: decide, list, take back, export and import; what follows is seen by the other commands."""

import json
from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.samples.ledger import NUMBER
from tests.samples.once import copied

PARTY = "source/通知.txt#assignment=1-1-2"


@pytest.fixture(scope="module")
def decided(cli: Cli, ledger_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which a party, the end and an event were decided on."""
    store = copied(ledger_store, tmp_path_factory.mktemp("review") / "store")
    for arguments in (
        (PARTY, "party", "correct", "岚州市发展和改革委员会"),
        (NUMBER, "expires", "correct", "2020-03-14", "--note", "笔误"),
        (NUMBER, "event", "add", "repealed 2023-06-01 岚政发〔2020〕3号"),
    ):
        done = cli("review", "set", *arguments, "--by", "王芳", "--store", store)
        assert (done.returncode, done.stderr) == (0, "")
        assert " laid: " in done.stdout
    return store


FOLLOWING = [
    # command                                                        what it now says
    (("status", NUMBER, "--as-of", "2023-07-01"), "岚政发〔2020〕3号"),
    (("ledger", "--agency", "发展和改革", "--format", "csv"), "岚州市发展和改革委员会"),
    (("query", "-"), "岚州市发展和改革委员会"),
    (("validate",), "2020-03-14"),
    (("review", "list"), "笔误"),
    (("review", "facts", NUMBER), "岚州市发展和改革委员会"),
]


@pytest.mark.parametrize(("command", "words"), FOLLOWING)
def test_the_other_commands_follow(command: tuple[str, ...], words: str, cli: Cli, decided: Path) -> None:
    asked = "SELECT ?name { ?assignment zm:agency/skos:prefLabel ?name }"
    done = cli(*command, "--store", decided, input=asked)
    assert words in done.stdout.replace("\n", ""), done.stderr


def test_an_export_is_imported_and_taken_back(cli: Cli, decided: Path, ledger_store: Path, tmp_path: Path) -> None:
    store = copied(ledger_store, tmp_path / "store")
    lines = tmp_path / "decisions.jsonl"
    assert "3 decisions" in cli("review", "export", "--store", decided, "--output", lines).stdout
    done = cli("review", "import", lines, "--store", store)
    assert done.stdout.count(" laid: ") == 3
    assert cli("review", "export", "--store", store).stdout == lines.read_text("utf-8")
    keys = [line.split()[0] for line in done.stdout.splitlines() if " laid: " in line]
    assert "3 taken back" in cli("review", "undo", *keys, "--store", store).stdout
    assert "0 decisions, 0 waiting" in cli("review", "list", "--store", store).stdout


def test_a_scan_says_how_sure_the_recognition_of_each_fact_is(cli: Cli, scanned_store: Path) -> None:
    def rows(*arguments: str) -> list[dict[str, str]]:
        done = cli("review", "facts", *arguments, "--store", scanned_store, "--format", "json")
        assert done.stderr == ""
        listed: list[dict[str, str]] = json.loads(done.stdout)
        return listed

    sure = {(row["aspect"], row["confidence"]) for row in rows(NUMBER)}
    assert {("number", "0.62"), ("limit", "0.71"), ("limit", "0.99"), ("signed", "0.99")} <= sure
    doubtful = rows(NUMBER, "--doubtful")
    # A role is read of the words of its party, which is listed.
    below = [row for row in rows(NUMBER) if "" < row["confidence"] < "0.8" and row["aspect"] != "role"]
    assert rows("--doubtful") == doubtful == below
    assert {row["aspect"] for row in doubtful} == {"number", "task", "party", "limit"}
    assert {row["document"] for row in doubtful} == {NUMBER}
    table = cli("review", "facts", NUMBER, "--store", scanned_store).stdout
    assert "confidence" in table and "0.62" in table


def test_a_text_has_no_confidence_and_no_doubts(cli: Cli, ledger_store: Path) -> None:
    done = cli("review", "facts", NUMBER, "--store", ledger_store, "--format", "csv")
    lines = done.stdout.splitlines()
    assert lines[0] == "document,on,aspect,value,words,confidence" and all(line.endswith(",") for line in lines[1:])
    assert cli("review", "facts", "--doubtful", "--store", ledger_store, "--format", "csv").stdout.count("\n") == 1


def test_what_was_decided_on_is_doubtful_no_longer(cli: Cli, scanned_store: Path, tmp_path: Path) -> None:
    store = copied(scanned_store, tmp_path / "store")

    def doubtful() -> set[tuple[str, str]]:
        done = cli("review", "facts", "--doubtful", "--store", store, "--format", "json")
        return {(row["on"], row["aspect"]) for row in json.loads(done.stdout)}

    before = doubtful()
    party = next(on for on, aspect in sorted(before) if aspect == "party")
    number = next(on for on, aspect in before if aspect == "number")
    for arguments in ((NUMBER, "number", "confirm"), (party, "party", "correct", "岚州市公园管理中心")):
        assert cli("review", "set", *arguments, "--by", "王芳", "--store", store).returncode == 0
    assert doubtful() == before - {(number, "number"), (party, "party")}


MISTAKES = [
    ((NUMBER, "expires", "correct", "soon"), "soon is no expires"),
    ((NUMBER, "party", "confirm"), "has read nothing"),
    ((NUMBER, "event", "reject"), "name the one that is meant with --machine"),
    (("没有的文件", "expires", "confirm"), "没有的文件"),
    ((NUMBER, "mood", "confirm"), "mood"),
]


@pytest.mark.parametrize(("arguments", "why"), MISTAKES)
def test_a_mistake_is_one_line(arguments: tuple[str, ...], why: str, cli: Cli, ledger_store: Path) -> None:
    done = cli("review", "set", *arguments, "--by", "王芳", "--store", ledger_store)
    assert done.returncode == 2
    assert why in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_bad_line_is_named(cli: Cli, ledger_store: Path, tmp_path: Path) -> None:
    lines = tmp_path / "decisions.jsonl"
    lines.write_text('\n{"on": 1}\n', encoding="utf-8")
    done = cli("review", "import", lines, "--store", ledger_store)
    assert (done.returncode, "line 2: needs the texts" in done.stderr) == (2, True)
