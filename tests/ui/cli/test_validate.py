"""`zhengmai validate` with shapes of a user's own, through the real command line."""

import csv
import io
import json
import re
import subprocess
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pytest

from tests.samples.sarif import valid_run
from tests.ui.cli.test_mistakes import refused
from ui.cli.console import option_text
from ui.report.baseline import read_baseline

Cli = Callable[..., "subprocess.CompletedProcess[str]"]
HEAD = """\
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix zm: <https://w3id.org/zhengmai/ns#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix house: <https://example.org/house#> .
"""
REGISTERED = """
house:Registered a sh:NodeShape ; sh:targetClass zm:PublishedDocument ;
    sh:property [ sh:path zm:registrationNumber ; sh:minCount 1 ; sh:message "未登记"@zh ] .
"""
CLOSED = "house:Closed a sh:NodeShape ; sh:targetClass zm:GazetteIssue ; sh:closed true ."


def of_house(ran: "subprocess.CompletedProcess[str]") -> list[tuple[str, str]]:
    """Shape and document of what the user's own shapes found, read from the report in JSON."""
    found = json.loads(ran.stdout)
    return [(row["name"], row["label"]) for row in found if row["shape"].startswith("https://example.org/house#")]


def test_own_shapes_run_beside_ours(cli: Cli, example_store: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "registered.ttl", tmp_path / "closed.ttl"
    first.write_text(HEAD + REGISTERED, encoding="utf-8")
    second.write_text(HEAD + CLOSED, encoding="utf-8")
    ran = cli("validate", "--store", example_store, "--shapes", first, "--shapes", second, "--format", "json")
    assert ran.returncode == 1
    (notice,) = ran.stderr.splitlines()
    assert notice == (
        "zhengmai: https://example.org/house#Closed: sh:closed does not compile to a SELECT; "
        "pySHACL checks the whole shape on the graph in memory"
    )
    names = {name for name, _ in of_house(ran)}
    assert names == {"Registered.registrationNumber", "Closed"}
    assert ("Registered.registrationNumber", "岚望政发〔2023〕3号") in of_house(ran)
    assert "document-ended" in {row["name"] for row in json.loads(ran.stdout)}


def test_the_reference_finds_the_same_and_says_nothing(cli: Cli, example_store: Path, tmp_path: Path) -> None:
    file = tmp_path / "registered.ttl"
    file.write_text(HEAD + REGISTERED, encoding="utf-8")
    asked = (
        "validate",
        "--store",
        example_store,
        "--shapes",
        file,
        "--shape",
        "Registered.registrationNumber",
        "-f",
        "json",
    )
    ours, theirs = cli(*asked), cli(*asked, "--engine", "pyshacl")
    assert (ours.returncode, theirs.returncode, theirs.stderr) == (1, 1, "")
    assert ours.stdout == theirs.stdout and len(of_house(ours)) > 10


def test_before_a_large_store_is_checked_node_by_node_its_size_is_said(
    cli: Cli, example_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "registered.ttl"
    file.write_text(HEAD + REGISTERED, encoding="utf-8")
    monkeypatch.setattr("ui.cli.validate._LARGE", 1_000)
    asked = ("validate", "--store", example_store, "--shapes", file, "--shape", "Registered.registrationNumber")
    ran = cli(*asked, "--engine", "pyshacl")
    assert re.search(r"pySHACL looks at each node of \d+,\d{3} triples apart; it is stopped after 600 s", ran.stderr)
    assert cli(*asked).stderr == ""


ENDLESS = (
    'house:Endless a sh:NodeShape ; sh:targetClass zm:PublishedDocument ; sh:sparql [ sh:select """SELECT $this WHERE { '
    "$this ?p ?o . ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . "
    'FILTER(CONCAT(STR(?c), STR(?f), STR(?i), STR(?o), STR(?a)) = "-") }""" ] .'
)


@pytest.mark.parametrize(
    ("text", "options", "words"),
    [
        (None, (), ["house.ttl", "cannot be read"]),
        (b"\xff\xfe\x00", (), ["house.ttl", "UTF-8"]),
        (b"these are no shapes", (), ["house.ttl", "not Turtle, line 1"]),
        ((HEAD + ENDLESS).encode(), ("--timeout", "1"), ["stopped after 1 s", "--timeout"]),
    ],
)
def test_files_that_cannot_be_used(
    cli: Cli, example_store: Path, tmp_path: Path, text: bytes | None, options: tuple[str, ...], words: list[str]
) -> None:
    file = tmp_path / "house.ttl"
    if text is not None:
        file.write_bytes(text)
    refused(cli("validate", "--store", example_store, "--shapes", file, *options), *words)


def test_rows_name_their_file_their_words_and_what_to_do(cli: Cli, example_store: Path) -> None:
    rows = json.loads(cli("validate", "--store", example_store, "--format", "json").stdout)
    assert rows and not any(row["reading"] for row in rows)
    ended = [row for row in rows if row["name"] == "document-ended"]
    assert ended and all(row["source"] and row["label"] and row["remedy_zh"] and row["remedy_en"] for row in rows)
    assert all(isinstance(row["start"], int) and row["quote"] for row in ended)
    open_ones = json.loads(cli("reading", "--store", example_store, "--format", "json").stdout)
    assert open_ones and all(row["reading"] for row in open_ones)
    assert not {row["fingerprint"] for row in rows} & {row["fingerprint"] for row in open_ones}


def test_a_baseline_counts_what_was_let_be(cli: Cli, example_store: Path, tmp_path: Path) -> None:
    """The report itself, with reasons written into its rows, is a baseline."""
    printed = cli("validate", "--store", example_store, "--format", "csv", "--as-of", "2024-01-01").stdout
    lines = list(csv.DictReader(io.StringIO(printed.removeprefix("\ufeff"))))
    file = tmp_path / "let-be.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, list(lines[0]))
        writer.writeheader()
        writer.writerows(line | {"reason": "与发文机关核对过"} for line in lines[1:])
    command = ["validate", "--store", example_store, "--as-of", "2024-01-01", "--baseline", file, "--format"]
    (left,) = json.loads(cli(*command, "json").stdout)
    assert left["fingerprint"] == lines[0]["fingerprint"]
    assert f"已核对、不再列出：{len(lines) - 1}" in cli(*command, "table").stdout
    run = valid_run(cli(*command, "sarif").stdout)
    kept = [result for result in run["results"] if "suppressions" in result]
    assert len(run["results"]) == len(lines) and len(kept) == len(lines) - 1
    file.write_text("fingerprint,reason\nabc,\n", encoding="utf-8")
    refused(cli(*command, "json"), "line 2", "needs a reason")


@pytest.mark.parametrize(("data", "kept"), [
    ("fingerprint,reason\nabc,核对过\n".encode(), {"abc": "核对过"}),
    ("fingerprint;reason\r\nabc;核对过\r\n".encode("gb18030"), {"abc": "核对过"}),
    ("\ufeff规则\t标识\t不处理的理由\n孤立的公文\tabc\t核对过，无误\n".encode(), {"abc": "核对过，无误"}),
])  # fmt: skip
def test_a_baseline_may_have_gone_through_a_spreadsheet(data: bytes, kept: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "let-be.csv"
    file.write_bytes(data)
    assert read_baseline(option_text(file, "--baseline", spreadsheet=True)) == kept


def test_a_report_by_document_keeps_its_rows(cli: Cli, example_store: Path) -> None:
    by_rule = json.loads(cli("validate", "--store", example_store, "--format", "json").stdout)
    by_document = json.loads(cli("validate", "--store", example_store, "--format", "json", "--by", "document").stdout)
    assert sorted(row["fingerprint"] for row in by_rule) == sorted(row["fingerprint"] for row in by_document)
    seen = [key for key, _ in groupby((row["source"], row["document"]) for row in by_document)]
    assert len(seen) == len(set(seen))
