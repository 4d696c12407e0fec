"""The log of builds: a line an input, a traceback for a fault."""

import re
from pathlib import Path

import pytest

from tests.conftest import Cli
from ui.explorer import intake, uploads

NOTICE = (
    "岚州市人民政府关于加强电梯安全管理的通知\n\n各区县人民政府：\n\n请遵照执行。\n\n岚州市人民政府\n2024年5月6日\n"
)
LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4} (.*?)(?:, \d+\.\d+ s)?")


def events(log: Path) -> list[str]:
    """What the lines of a log say, without their times."""
    return [found[1] for line in log.read_text("utf-8").splitlines() if (found := LINE.fullmatch(line))]


def test_a_build_tells_each_input_with_its_time(tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "甲.txt").write_text(NOTICE, encoding="utf-8")
    (tmp_path / "in" / "图\n片.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    found = cli("build", "in", "--store", "s", "--quiet", "--log", "build.log", cwd=tmp_path)
    assert found.returncode == 1
    first, refused, read, last = events(tmp_path / "build.log")
    assert first == "build into s begins" and refused.startswith(r"'图\n片.txt' not read: ")
    assert re.fullmatch(rf"'甲.txt' read: \d+ documents, {len(NOTICE)} characters, \d+ issues", read)
    assert last.startswith("build into s is published: 1 sources, 1 not read, ")


def test_a_fault_has_its_traceback(tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "甲.txt").write_text(NOTICE, encoding="utf-8")
    monkeypatch.setattr("ingest.reading.parse", lambda *given: dict[str, str]()["no such step"])
    assert cli("build", "甲.txt", "--store", "s", "--log", "build.log", cwd=tmp_path).returncode == 1
    log = (tmp_path / "build.log").read_text("utf-8")
    assert "Traceback (most recent call last):" in log and "KeyError: 'no such step'" in log


def test_a_build_that_fails_says_why(tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "甲.txt").write_text(NOTICE, encoding="utf-8")
    assert cli("build", "甲.txt", "--store", "甲.txt", "--log", "build.log", cwd=tmp_path).returncode == 2
    assert "build into 甲.txt failed: StoreError(" in (tmp_path / "build.log").read_text("utf-8")


def test_a_build_from_the_page_is_logged_too(tmp_path: Path) -> None:
    given, refused = uploads.texts([("乙.txt", NOTICE.encode())])
    assert not refused
    intake.build(str(tmp_path / "s"), given, str(tmp_path / "build.log"))
    begun, read, published = events(tmp_path / "build.log")
    assert read.startswith("'乙.txt' read: ") and begun.endswith("begins") and "is published" in published
