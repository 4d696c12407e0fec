"""Tasks, time limits and duties on the labelled policies of other places do not get worse: the committed figures are the floor."""

import hashlib
import json
from typing import Any

import pytest

from benchmarks.relations import ARCHIVE, members
from benchmarks.work import LABELS, SAVED, SCRIPT, measure

corpus = pytest.mark.skipif(
    not (ARCHIVE.is_file() and SCRIPT.is_file()), reason="../shared/corpora/policies.tar.xz or score.py is not there"
)
COMMITTED = json.loads(SAVED.read_text(encoding="utf-8"))
DOCUMENTS = json.loads(LABELS.read_text(encoding="utf-8"))["documents"]
TABLES = ("responsibilities", "deadlines", "duties")


@pytest.fixture(scope="module")
def measured() -> dict[str, Any]:
    return measure()


@corpus
@pytest.mark.parametrize("section", sorted(COMMITTED))
def test_the_figures_are_not_below_the_committed_ones(section: str, measured: dict[str, Any]) -> None:
    now = measured[section].figures()
    below = [key for key in ("precision", "recall", "f1") if now[key] < COMMITTED[section][key]]
    assert not below, f"{now} is below {COMMITTED[section]}"


def test_enough_is_labelled() -> None:
    assert len(DOCUMENTS) >= 20
    assert sum(len(document["responsibilities"]) for document in DOCUMENTS) >= 300
    assert sum(len(document["deadlines"]) for document in DOCUMENTS) >= 150
    assert sum(len(document.get("duties", ())) for document in DOCUMENTS) >= 200


def test_no_label_keeps_more_than_twenty_characters_of_a_text() -> None:
    for document in DOCUMENTS:
        for record in document["responsibilities"]:
            assert len(record["action"]) <= 20
        for record in document["deadlines"]:
            assert len(record["text"]) <= 20
        for record in document.get("duties", ()):
            assert len(record["quote"]) <= 20 and len(record["bearer"] or "") <= 20


@corpus
def test_the_labels_point_into_their_files() -> None:
    from ingest.read.decode import decode

    files = members(ARCHIVE, (document["sha256"] for document in DOCUMENTS))
    assert len(files) == len(DOCUMENTS)
    for document in DOCUMENTS:
        content = files[document["sha256"]]
        assert hashlib.sha256(content).hexdigest() == document["sha256"]
        text = decode(content, "labelled.txt").text
        for table, key in zip(TABLES, ("action", "text", "quote"), strict=True):
            for record in document.get(table, ()):
                assert "".join(text[record["start"] : record["end"]].split()).startswith(record[key])
