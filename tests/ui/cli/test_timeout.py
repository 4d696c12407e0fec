"""`zhengmai query --timeout`: the same answer in time, one line where time runs out; of a folder as of an endpoint."""

import time
from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.graph.serve.serving import served

AWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.mark.parametrize("where", ["folder", "endpoint"])
def test_a_query_has_its_time_and_no_more(where: str, cli: Cli, example_store: Path) -> None:
    with served(example_store, "--timeout", "600") as url:
        asked = url if where == "endpoint" else example_store
        command = ("query", "documents-by-year-and-kind", "--store", asked, "--format", "csv")
        assert cli(*command, "--timeout", "60").stdout == cli(*command).stdout != ""
        begun = time.monotonic()
        run = cli("query", "-", "--store", asked, "--timeout", "2", input=AWAY)
        assert run.returncode == 2 and run.stderr.count("\n") == 1 and "stopped after 2 s" in run.stderr
        assert time.monotonic() - begun < 60  # the server would have gone on for ten minutes
