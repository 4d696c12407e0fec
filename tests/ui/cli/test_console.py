"""Messages that a command writes to standard error before it begins."""

import pytest

from graph.store import process
from ui.cli.console import LANGUAGE, warn_of_few_files


@pytest.mark.parametrize(
    ("limit", "language", "begins"),
    [
        (256, "en", "zhengmai: only 256 files can be open"),
        (256, "zh", "zhengmai: 最多只能同时打开 256 个文件"),
        (1023, "en", "zhengmai: only 1023 files"),
        (1024, "en", ""),
        (process.UNLIMITED, "en", ""),
    ],
)
def test_a_service_says_when_few_files_can_be_open(
    limit: int, language: str, begins: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(process, "raise_open_files", lambda: limit)
    monkeypatch.setenv(LANGUAGE, language)
    warn_of_few_files()
    told = capsys.readouterr()
    assert told.out == "" and told.err.startswith(begins) and bool(told.err) == bool(begins)
