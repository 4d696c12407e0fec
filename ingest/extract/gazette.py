"""Read which gazette issue a source is: 济南市人民政府公报 2018年第18期."""

import re

from ingest.extract.dates import day as day_of
from ingest.model import GazetteIssue
from ingest.read.furniture import FurnitureKind
from ingest.read.normalize import NormalizedText

_GAZETTE = re.compile(r"[一-鿿]{2,30}公报")
_YEAR_ISSUE = re.compile(r"((?:19|20)\d\d)年?\s*第\s*(\d{1,3})\s*期")
_ISSUE = re.compile(r"第\s*(\d{1,3})\s*期")
_YEAR = re.compile(r"(?:19|20)\d\d")


def gazette_issue(normalized: NormalizedText) -> GazetteIssue | None:
    """Read the issue from masthead, running heads and colophon; None if they do not name one."""
    kinds = (FurnitureKind.MASTHEAD, FurnitureKind.RUNNING_HEAD, FurnitureKind.COLOPHON)
    texts = [item.text for item in normalized.furniture if item.kind in kinds]
    title = next((m[0] for text in texts if (m := _GAZETTE.search(text.replace(" ", ""))) and "《" not in text), None)
    if title is None:
        return None
    # A running head may name a section before the gazette: 市政府办公厅文件济南市人民政府公报.
    title = re.split(r"文件|工作", title)[-1]
    year = number = None
    for text in texts:
        if match := _YEAR_ISSUE.search(text):
            year, number = int(match[1]), int(match[2])
            break
    if year is None or number is None:
        alone = next((m for text in texts if (m := _ISSUE.search(text))), None)
        year_alone = next((m for text in texts if (m := _YEAR.fullmatch(text.strip()))), None)
        if alone is None or year_alone is None:
            return None
        year, number = int(year_alone[0]), int(alone[1])
    published = next((d for text in texts if "出版" in text and (d := day_of(text))), None)
    return GazetteIssue(title, year, number, published)
