"""`zhengmai check`: formats, exit codes, findings let pass, own rules; the store untouched."""

import json
from pathlib import Path

import docx
import pytest

from tests.conftest import Cli
from tests.samples.drafts import notice
from tests.samples.sarif import valid_run

DRAFT = notice("由市安全生产监督管理局牵头，2025年11月31日前完成。", "依据《岚州市灯塔管理规定》。")
RULES = """
[[words]]
id = "old-name"
severity = "warning"
words = ["牵头"]
zh = "不用此词"
en = "another word"
examples = ["由某局牵头"]
counterexamples = ["由某局负责"]
"""


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "草案.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def test_the_table_says_what_was_found_and_what_was_looked_up(cli: Cli, example_store: Path, draft: Path) -> None:
    done = cli("check", str(draft), "--store", str(example_store), "--as-of", "2025-03-10")
    assert done.returncode == 1
    told = "".join(done.stdout.split())
    assert "引用1处，已核对0处，库中没有、未核对1处" in told
    assert "库中没有：《岚州市灯塔管理规定》" in told


@pytest.mark.parametrize(("fail_on", "code"), [("error", 1), ("warning", 1), ("never", 0)])
def test_the_exit_code_goes_by_the_weight(cli: Cli, example_store: Path, draft: Path, fail_on: str, code: int) -> None:
    done = cli("check", str(draft), "--store", str(example_store), "--fail-on", fail_on, "-f", "json")
    assert done.returncode == code
    found = json.loads(done.stdout)
    assert [f["rule"] for f in found["findings"]] == ["agency-gone", "date-invalid", "unverified"]
    assert found["coverage"]["not_in_store"] == 1
    for finding in found["findings"]:
        assert finding["quote"] == DRAFT[finding["start"] : finding["end"]]


def test_what_is_let_pass_is_counted(cli: Cli, example_store: Path, draft: Path) -> None:
    beside = draft.with_name("草案.txt.pass.toml")
    beside.write_text('[[pass]]\nrule = "date-invalid"\nreason = "照录"\n[[pass]]\nrule = "date-order"\nreason = "x"\n')
    done = cli("check", str(draft), "--store", str(example_store), "-f", "json")
    assert done.returncode == 0
    assert [one["reason"] for one in json.loads(done.stdout)["let_pass"]] == ["照录"]
    assert "date-order" in done.stderr
    run = valid_run(cli("check", str(draft), "--store", str(example_store), "-f", "sarif").stdout)
    assert [r["ruleId"] for r in run["results"] if "suppressions" in r] == ["date-invalid"]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"]
    assert "库中没有" in invocation["toolExecutionNotifications"][0]["message"]["text"]


def test_rules_of_a_city(cli: Cli, example_store: Path, draft: Path, tmp_path: Path) -> None:
    rules = tmp_path / "own.toml"
    rules.write_text(RULES, encoding="utf-8")
    done = cli("check", str(draft), "--store", str(example_store), "--rules", str(rules), "-f", "json")
    assert "old-name" in [f["rule"] for f in json.loads(done.stdout)["findings"]]


@pytest.mark.parametrize("suffix", ["html", "json", "sarif", "xlsx", "docx"])
def test_each_form_is_written_alike_twice(cli: Cli, example_store: Path, draft: Path, suffix: str) -> None:
    out = draft.with_name(f"out.{suffix}")
    done = cli("check", str(draft), "--store", str(example_store), "-o", str(out))
    assert done.returncode == 1, done.stderr
    assert out.stat().st_size > 100
    if suffix == "docx":
        assert len(list(docx.Document(str(out)).comments)) == 3
    elif suffix != "xlsx":
        assert "市安全生产监督管理局" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere.txt"], "No such file"),
        (["{draft}", "-o", "out.doc"], "ends in .docx"),
        (["{draft}", "--as-of", "tomorrow"], "not a day"),
        (["{draft}", "--rules", "nowhere.toml"], "--rules"),
        (["{draft}", "--let-pass", "{draft}"], "--let-pass"),
    ],
)
def test_a_mistake_is_told_in_one_line(
    cli: Cli, example_store: Path, draft: Path, arguments: list[str], says: str
) -> None:
    given = [argument.replace("{draft}", str(draft)) for argument in arguments]
    done = cli("check", *given, "--store", str(example_store))
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_rule_that_cannot_be_run_is_no_empty_list(
    cli: Cli, example_store: Path, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("rule")

    monkeypatch.setattr("check.run._ALONE", (broken,))
    command = ["check", str(draft), "--store", str(example_store), "--fail-on", "never", "-f"]
    done = cli(*command, "sarif")
    (invocation,) = valid_run(done.stdout)["invocations"]
    assert not invocation["executionSuccessful"]
    assert invocation["toolExecutionNotifications"][-1]["level"] == "error"
    assert "broken" in done.stderr and done.returncode == 1
    assert json.loads(cli(*command, "json").stdout)["failed"] == [
        {"rule": "broken", "fault": "ZeroDivisionError: rule"}
    ]


def test_a_watched_file_is_checked_again_when_it_is_saved(
    cli: Cli, example_store: Path, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The saves happen in the waits between two looks: nothing, right words, the file gone, and what cannot be read."""
    saves = iter([None, "抓好落实。", "", "\0", "__end__"])

    def save(_: float) -> None:
        text = next(saves)
        if text == "__end__":
            raise KeyboardInterrupt
        if text == "":
            draft.unlink()
        elif text is not None:
            draft.write_bytes(b"\0\1\2" * 9 if text == "\0" else notice(text).encode())

    monkeypatch.setattr("ui.cli.check.time.sleep", save)
    done = cli("check", str(draft), "--store", str(example_store), "--watch")
    told = "".join(done.stdout.split())
    assert told.count("2025年11月31日") == 1
    assert told.count("没有发现问题") == 1
    assert told.index("2025年11月31日") < told.index("没有发现问题")
    assert "not a text file" in done.stderr and done.stderr.count("\n") == 1
    assert done.returncode == 0


SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix zm: <https://w3id.org/zhengmai/ns#> .
@prefix house: <https://example.org/house#> .

house:Registered a sh:NodeShape ; sh:targetClass zm:PublishedDocument ; sh:severity sh:Warning ;
    sh:sparql [ sh:message "没有登记号。"@zh , "No registration number."@en ;
        sh:select "SELECT $this WHERE { $this a zm:PublishedDocument . FILTER NOT EXISTS { $this zm:registrationNumber ?number } }" ] .
"""


def test_shapes_of_ones_own_are_asked_of_the_draft(cli: Cli, example_store: Path, draft: Path) -> None:
    shapes = draft.with_name("own.ttl")
    shapes.write_text(SHAPES, encoding="utf-8")
    options = ("--store", str(example_store), "--shapes", str(shapes), "-f", "json")
    found = json.loads(cli("check", str(draft), *options).stdout)
    (own,) = [one for one in found["findings"] if one["rule"] == "Registered"]
    assert (own["severity"], own["message_zh"], found["failed"]) == ("warning", "没有登记号。", [])
    assert own["quote"] == DRAFT[own["start"] : own["end"]] != ""
    draft.with_name("草案.txt.pass.toml").write_text('[[pass]]\nrule = "Registered"\nreason = "无需登记"\n')
    found = json.loads(cli("check", str(draft), *options).stdout)
    assert [one["rule"] for one in found["let_pass"]] == ["Registered"]
    shapes.write_text("no turtle", encoding="utf-8")
    done = cli("check", str(draft), *options)
    assert done.returncode == 2 and "own.ttl" in done.stderr and len(done.stderr.splitlines()) == 1
