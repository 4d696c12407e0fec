"""A store with the notice of `tests.samples.ledger` from a scan that was recognised beforehand; no OCR engine runs.

The line with its number and that with its second task were recognised with doubt.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.model.native import OnPage, Piece
from ingest.read import kept
from ingest.read.compose import Extraction
from tests.samples.ledger import TEXT

DOUBTS = {"岚政发〔2022〕15号": 0.62, "（二）报送进度": 0.71}
"""The beginnings of lines, and how sure the recognition was of them; of all other lines it was sure."""
_SURE = 0.99
_PICTURE = b"\x89PNG\r\n\x1a\n" + b"the scan of the notice"


def build(folder: Path) -> Path:
    """A store in `folder` that contains the notice from 扫描.png."""
    from ingest.pipeline import build as run
    from ingest.read.inputs import find

    folder.mkdir(exist_ok=True)
    (folder / "扫描.png").write_bytes(_PICTURE)
    found = Extraction(TEXT, tuple(_pieces()), (), (), "image, recognised beforehand", "image/png", pages=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "ZHENGMAI_CACHE", str(folder / "cache"))
        kept.put(_PICTURE, found)
        assert not run(find([folder / "扫描.png"]), folder / "store").failed
    return folder / "store"


def _pieces() -> Iterator[Piece]:
    lines = TEXT.split("\n")
    at, height = 0, 100 / len(lines)
    for number, line in enumerate(lines):
        if line:
            sure = next((sure for words, sure in DOUBTS.items() if line.startswith(words)), _SURE)
            lefts, rights = tuple(map(float, range(len(line)))), tuple(float(i + 1) for i in range(len(line)))
            top = number * height
            place = OnPage(1, top, top + height, lefts, rights, confidence=sure, unit="percent")
            yield Piece(at, at + len(line), place)
        at += len(line) + 1
