"""`zhengmai validate` with shapes of a user's own, through the real command line."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ui.cli.test_mistakes import refused

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
    assert "dangling-target" in {row["name"] for row in json.loads(ran.stdout)}


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


ENDLESS = (
    'house:Endless a sh:NodeShape ; sh:targetClass zm:PublishedDocument ; sh:sparql [ sh:select """SELECT $this WHERE { '
    "$this ?p ?o . ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(STR(?c) > STR(?f) && STR(?f) > STR(?i) && STR(?i) > STR(?o) "
    '&& STR(?o) > STR(?a) && STR(?a) > "\\uFFFF") }""" ] .'
)


@pytest.mark.parametrize(
    ("text", "options", "words"),
    [
        (None, (), ["house.ttl", "cannot be read"]),
        (b"\xff\xfe\x00", (), ["house.ttl", "UTF-8"]),
        (b"these are no shapes", (), ["house.ttl", "not Turtle, line 1"]),
        ((HEAD + ENDLESS).encode(), ("--timeout", "5"), ["stopped after 5 s", "--timeout"]),
    ],
)
def test_files_that_cannot_be_used(
    cli: Cli, example_store: Path, tmp_path: Path, text: bytes | None, options: tuple[str, ...], words: list[str]
) -> None:
    file = tmp_path / "house.ttl"
    if text is not None:
        file.write_bytes(text)
    refused(cli("validate", "--store", example_store, "--shapes", file, *options), *words)
