from pathlib import Path

import pytest

from ingest.extract.extractors import find_mentions
from ingest.extract.pipeline import pipeline
from ingest.extract.spacy_components import read_mentions

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*公报-*"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_without_spacy_the_same_is_found(path: Path) -> None:
    text = path.read_text(encoding="utf-8", errors="replace")
    assert find_mentions(text) == read_mentions(pipeline()(text))
