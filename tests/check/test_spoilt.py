"""Thirty drafts that were spoilt by somebody who had not read the rules (`spoilt/README.md`)."""

import json
import tarfile
from datetime import date
from pathlib import Path

import pytest

from check.model import CheckedDraft, Remark
from check.reading import read_draft
from check.run import check_read
from graph.records.identity import build_identity
from graph.store.store import Store
from ingest.model import IssueSeverity
from ingest.read.files import load
from tests.conftest import build_store
from tests.samples.once import once
from tests.samples.packed import unpack

SPOILT = Path(__file__).with_name("spoilt")
EXPECTED = json.loads((SPOILT / "expected.json").read_text(encoding="utf-8"))
_LAWS = (
    "物业管理条例",
    "行政许可法",
    "行政处罚法",
    "行政复议法",
    "保守国家秘密法",
    "消防法",
    "安全生产法",
    "大气污染防治法",
    "噪声污染防治法",
    "国有土地上房屋征收与补偿条例",
    "附则",
    "总则",
)


def outcomes(store: Path) -> dict[str, CheckedDraft]:
    with Store.open(store) as view:
        who = build_identity(view, documents_only=True)
        return {
            name: check_read(
                view,
                who,
                read_draft(load((SPOILT / "drafts" / f"{name}.txt").read_bytes(), f"{name}.txt")),
                date.fromisoformat(wanted["as_of"]),
            )
            for name, wanted in EXPECTED.items()
        }


def compare(found: dict[str, CheckedDraft], *, laws: bool) -> tuple[list[str], list[str]]:
    """Return the planted faults that were not found, and the errors and warnings that nobody planted. laws: whether the store has the
    national laws."""
    missed, extra = [], []
    for name, wanted in EXPECTED.items():
        left = [remark for remark in found[name].remarks if remark.severity is not IssueSeverity.INFO]
        light = [remark for remark in found[name].remarks if remark.severity is IssueSeverity.INFO]
        assert not found[name].failed
        for fault in wanted["findings"]:
            hit = next((remark for remark in [*left, *light] if meets(remark, fault)), None)
            if hit in left:
                left.remove(hit)
            if hit is None and (laws or not fault.get("laws")):
                missed.append(f"{name} {fault['rule']} {fault['quote']}")
        extra += [f"{name} {remark.rule} {remark.quote}" for remark in left]
    return missed, extra


def meets(remark: Remark, fault: dict[str, str]) -> bool:
    grounds = " ".join(ground.name + ground.words for ground in remark.grounds)
    return (
        remark.rule == fault["rule"]
        and (fault["quote"] in remark.quote or remark.quote in fault["quote"])
        and fault["says"] in f"{remark.zh} {remark.proposal} {grounds}"
    )


@pytest.fixture(scope="module")
def shelf_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return once(tmp_path_factory, "spoilt", lambda folder: build_store(folder, SPOILT / "shelf")) / "store"


def test_every_fault_that_the_citys_own_documents_show_is_found(shelf_store: Path) -> None:
    assert sum(len(wanted["findings"]) for wanted in EXPECTED.values()) == 53
    assert compare(outcomes(shelf_store), laws=False) == ([], [])


@pytest.mark.slow
def test_every_fault_is_found_where_the_store_has_the_national_laws(shared: Path, tmp_path: Path) -> None:
    with tarfile.open(shared / "corpora" / "laws.tar.xz") as packed:
        wanted = [
            one for one in packed if one.isfile() and "/laws/" in f"/{one.name}" and _title(one.name).startswith(_LAWS)
        ]
        unpack(packed, tmp_path, wanted)
    build_store(tmp_path / "built", SPOILT / "shelf", tmp_path / "laws")
    assert compare(outcomes(tmp_path / "built" / "store"), laws=True) == ([], [])


def _title(name: str) -> str:
    return Path(name).name.removeprefix("中华人民共和国")


def test_the_places_that_are_right_are_let_alone(shelf_store: Path) -> None:
    for name, outcome in outcomes(shelf_store).items():
        marked = [r.quote for r in outcome.remarks if r.severity is not IssueSeverity.INFO]
        touched = [quote for quote in EXPECTED[name]["silent"] for words in marked if quote in words]
        assert touched == [], name
