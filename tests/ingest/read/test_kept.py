"""What was read from pages once is cached, and only that."""

import pickle
from pathlib import Path

import pytest

from ingest.model.native import InMarkup, OnPage, Piece, Place
from ingest.read import kept
from ingest.read.compose import Extraction

_LINE = OnPage(1, 10.0, 12.0, (20.0,), (22.0,), confidence=0.9, unit="percent")


def extraction(place: Place) -> Extraction:
    return Extraction("岚", (Piece(0, 1, place),), (), (), "image 1", "image/*")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZHENGMAI_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_a_scan_is_kept_by_its_bytes(cache: Path) -> None:
    assert kept.get(b"scan") is None
    kept.put(b"scan", extraction(_LINE))
    assert kept.get(b"scan") == extraction(_LINE)
    assert kept.get(b"another") is None
    assert len(list(cache.iterdir())) == 1


def test_pages_that_were_not_recognised_are_kept_too() -> None:
    page = extraction(OnPage(1, 10.0, 12.0, (20.0,), (22.0,)))
    kept.put(b"pdf", page)
    assert kept.get(b"pdf") == page


def test_what_has_no_pages_is_not_kept(cache: Path) -> None:
    kept.put(b"page", extraction(InMarkup("/html/body/p")))
    assert kept.get(b"page") is None and not cache.exists()


def test_an_entry_that_is_damaged_or_calls_something_is_none(cache: Path) -> None:
    kept.put(b"scan", extraction(_LINE))
    (entry,) = cache.iterdir()
    for data in (b"", entry.read_bytes()[:40], pickle.dumps(print), pickle.dumps(["text"])):
        entry.write_bytes(data)
        assert kept.get(b"scan") is None


def test_a_folder_that_cannot_be_written_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ZHENGMAI_CACHE", str(tmp_path / "file" / "cache"))
    kept.put(b"scan", extraction(_LINE))
    assert kept.get(b"scan") is None


def test_other_rules_read_again(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.put(b"scan", extraction(_LINE))
    (tmp_path / "rules.toml").write_text("")
    monkeypatch.setattr("ingest.rules.HERE", tmp_path)
    kept._readers.cache_clear()
    assert kept.get(b"scan") is None
    monkeypatch.undo()
    kept._readers.cache_clear()
