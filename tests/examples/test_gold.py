"""The scorer of the examples, and that no figure falls below the committed one."""

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest

from benchmarks.gold import GOLD, SAVED, main, read
from graph.score.facts import score
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    record: dict[str, Any] = json.loads(GOLD.read_text(encoding="utf-8"))
    return record


@pytest.fixture(scope="module")
def tables(example_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from graph.export import export
    from graph.store.store import Store

    folder = tmp_path_factory.mktemp("gold")
    with Store.open(example_store) as store:
        export(store, "csv", folder)
    return folder


def test_no_figure_falls(gold: dict[str, Any], tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saved, now = json.loads(SAVED.read_text(encoding="utf-8")), score(gold, read(tables)).sections
    assert set(now) == set(saved) and len(saved) == 15
    assert [name for name in now if now[name].f1 < saved[name] - 0.0001] == [], "run `make score`"
    assert main([str(tables)]) == 0
    assert "deadlines" in capsys.readouterr().out


def test_what_is_lost_and_what_is_extra_is_named(gold: dict[str, Any], tables: Path) -> None:
    changed = copy.deepcopy(gold)
    entry = changed["岚州市望湖区人民政府公报-2023-02.md"]
    entry["documents"][0]["signed"] = "2023-03-30"
    entry["relations"][0]["type"] = "cites"
    found = score(changed, read(tables)).sections
    whose = (
        "岚州市望湖区人民政府公报-2023-02.md",
        "岚望政发〔2023〕3号 岚州市望湖区人民政府关于公布行政规范性文件清理结果的决定",
    )
    assert found["signed"].lost == ((*whose, "2023-03-30"),) and found["signed"].extra == ((*whose, "2023-03-31"),)
    here = (whose[0], "岚望政发〔2023〕3号")
    assert (*here, "cites", "国办发〔2018〕37号") in found["relations"].lost
    assert (*here, "basedOn", "国办发〔2018〕37号") in found["relations"].extra
    assert found["signed"].precision == found["signed"].recall == found["signed"].f1 == pytest.approx(20 / 21)


def test_every_record_belongs_to_a_labelled_document(gold: dict[str, Any]) -> None:
    for entry in gold.values():
        for section in ("relations", "parties", "deadlines"):
            assert {record["document"] for record in entry.get(section, ())} <= set(entry.get("labelled", ()))


def test_the_texts_print_what_the_gold_says(gold: dict[str, Any]) -> None:
    for name, entry in gold.items():
        text = re.sub(r"\s", "", (ROOT / "examples" / name).read_text(encoding="utf-8"))
        for record in (*entry.get("parties", ()), *entry.get("deadlines", ())):
            assert (record.get("text") or record["name"]) in text, record


def test_the_page_explains_every_section_and_field(gold: dict[str, Any]) -> None:
    page = (ROOT / "docs" / "gold.md").read_text(encoding="utf-8")
    for entry in gold.values():
        for section in entry:
            assert f"### `{section}`" in page
        for record in entry["documents"]:
            assert all(f"`{field}`" in page for field in record if field not in ("id", "title"))
        assert all(f"`{record['type']}`" in page for record in entry.get("relations", ()))


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none")]) == 2 and "examples/" in capsys.readouterr().err
