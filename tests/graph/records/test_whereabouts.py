"""Where a finding is printed: also of what has no selector of its own."""

import csv
from io import StringIO
from pathlib import Path

from tests.conftest import Cli
from tests.samples.drafts import TEXTS


def test_a_named_provision_is_printed_where_its_evidence_says(cli: Cli, law_store: Path) -> None:
    """The notice of 2020 names two articles of the law of 2008, whose words have other numbers in that of 2024."""
    done = cli("validate", "--store", str(law_store), "--shape", "provision-moved", "-f", "csv", "--lang", "en")
    rows = list(csv.DictReader(StringIO(done.stdout.removeprefix("\ufeff"))))
    assert [(row["quote"], row["source"]) for row in rows] == [("第二条", "检验通知.txt"), ("第四条", "检验通知.txt")]
    for row, now in zip(rows, ("第四条", "第六条"), strict=True):
        assert TEXTS["检验通知.txt"][int(row["start"]) : int(row["end"])] == row["quote"]
        assert now in row["message"]
