"""`zhengmai query --timeout`: the same answer in time, one line where time runs out."""

from pathlib import Path

from tests.conftest import Cli

AWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def test_within_its_time_a_query_answers_as_ever(cli: Cli, example_store: Path) -> None:
    command = ("query", "documents-by-year-and-kind", "--store", example_store, "--format", "csv")
    assert cli(*command, "--timeout", "60").stdout == cli(*command).stdout != ""


def test_a_query_that_runs_away_ends_in_one_line(cli: Cli, example_store: Path) -> None:
    run = cli("query", "-", "--store", example_store, "--timeout", "2", input=AWAY)
    assert run.returncode == 2 and run.stderr.count("\n") == 1 and "stopped after 2 s" in run.stderr
