"""Relations on the labelled policies of other places do not get worse: the committed figures are the floor."""

import hashlib
import json
from pathlib import Path

import pytest

from benchmarks.relations import (
    ARCHIVE,
    LABELS,
    SAVED,
    Compared,
    Figures,
    Target,
    compare,
    errors,
    figures,
    measure,
    members,
)
from ingest.model import RelationKind

corpus = pytest.mark.skipif(not ARCHIVE.is_file(), reason="../shared/corpora/policies.tar.xz is not there")

DOCUMENTS = json.loads(LABELS.read_text(encoding="utf-8"))["documents"]


@pytest.fixture(scope="module")
def measured() -> tuple[Figures, list[Compared]]:
    return measure()


@corpus
@pytest.mark.parametrize("section", ["relations", "relations.untyped"])
def test_the_figures_are_not_below_the_committed_ones(section: str, measured: tuple[Figures, list[Compared]]) -> None:
    committed = json.loads(SAVED.read_text(encoding="utf-8"))[section]
    now = measured[0][section]
    assert now["gold"] == committed["gold"]
    below = [key for key in ("precision", "recall", "f1") if now[key] < committed[key]]
    assert not below, f"{now} is below {committed}: {errors(measured[1])}"


@corpus
def test_no_kind_of_act_is_missed(measured: tuple[Figures, list[Compared]]) -> None:
    """No relation that ends or changes a document is missed: without one a reader would take old law for the present."""
    acts = {RelationKind.REPEALS, RelationKind.DECLARES_EXPIRED, RelationKind.CONFIRMS_VALID, RelationKind.AMENDS}
    assert not [miss for file in measured[1] for miss in file.missed if miss.kind in acts]


@corpus
def test_the_labels_point_into_their_files() -> None:
    from ingest.read.decode import decode

    files = members(ARCHIVE, (document["sha256"] for document in DOCUMENTS))
    assert len(files) == len(DOCUMENTS) >= 22
    for document in DOCUMENTS:
        content = files[document["sha256"]]
        assert hashlib.sha256(content).hexdigest() == document["sha256"]
        text = decode(content, "labelled.txt").text
        for record in document["relations"]:
            assert 0 <= record["start"] < record["end"] <= len(text)
            said = "".join(text[record["start"] : record["end"]].split())
            assert said.startswith(record["title_start"]), (document["name"], record)


def test_no_label_keeps_more_than_twenty_characters_of_a_text() -> None:
    for document in DOCUMENTS:
        for record in document["relations"]:
            assert len(record["title_start"]) <= 20 and len(record["quote"]) <= 20


@corpus
def test_the_labels_are_compared_as_score_py_compares() -> None:
    """Our copy of the comparison (the repository is tested alone) agrees with the shared script on every labelled pair."""
    import importlib.util

    path = ARCHIVE.parents[1] / "gold" / "score.py"
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None and spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    from benchmarks.relations import folded_number, folded_title, same

    numbers = ["岚政发(2018) 022 号", "岚政发〔2018〕22号", "国务院令第684号", "岚政发[2018]22号", ""]
    titles = ["《岚州市养老服务办法（试行）》", "关于印发〈办法〉的通知", "“十四五”规划", "2019－2021年方案", ""]
    assert [folded_number(n) for n in numbers] == [score.number(n) for n in numbers]
    assert [folded_title(t) for t in titles] == [score.title(t) for t in titles]
    for number in numbers:
        for title in titles:
            label = Target("cites", "岚政发〔2018〕22号", "岚州市养老服务办法（试行）", "")
            want = {"number": label.number, "title": label.title}
            assert same(label, Target("cites", number, title, "")) == score.same_target(want, number, title)


def target(kind: str, number: str, title: str = "") -> Target:
    return Target(kind, number, title, "")


def test_a_wrong_kind_counts_typed_and_not_untyped() -> None:
    labelled = [target("repeals", "岚政发〔2019〕4号"), target("cites", "", "岚州市渡口管理办法")]
    read = [
        target("cites", "岚政发(2019)4号"),
        target("cites", "", "《岚州市渡口 管理办法》"),
        target("cites", "岚政发〔2020〕9号"),
    ]
    typed, untyped = compare("一", labelled, read), compare("一", labelled, read, typed=False)
    assert figures([typed]) == {"precision": 0.3333, "recall": 0.5, "f1": 0.4, "gold": 2, "found": 3}
    assert figures([untyped]) == {"precision": 0.6667, "recall": 1.0, "f1": 0.8, "gold": 2, "found": 3}
    assert [(label, len(items)) for label, items in errors([typed]).items()] == [
        ("extra: cites", 1),
        ("kind: repeals read as cites", 1),
    ]


def test_the_archive_is_asked_for_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from benchmarks.relations import main

    assert main(["--archive", str(tmp_path / "none.tar.xz")]) == 2
    assert "give policies.tar.xz with --archive" in capsys.readouterr().err
