"""Read which gazette issue a source is: 济南市人民政府公报 2018年第18期."""

import re

from ingest.extract.dates import day as day_of
from ingest.model import GazetteIssue
from ingest.model.furniture import FurnitureKind
from ingest.read.normalize import NormalizedText
from ingest.rules import Rule, table


def gazette_issue(normalized: NormalizedText) -> GazetteIssue | None:
    """Read the issue from masthead, running heads and colophon; None if they do not name one."""
    rules = table("gazette")
    kinds = (FurnitureKind.MASTHEAD, FurnitureKind.RUNNING_HEAD, FurnitureKind.COLOPHON)
    texts = [item.text for item in normalized.furniture if item.kind in kinds]
    named = _first(rules["gazette"], [text.replace(" ", "") for text in texts if "《" not in text])
    if named is None:
        return None
    # A running head may name a section before the gazette: 市政府办公厅文件济南市人民政府公报.
    title = rules["section"].pattern.split(named[0])[-1]
    printed = _first(rules["issue-of-year"], texts) or _first(rules["issue-behind-point"], texts)
    if printed is not None:
        year, number = int(printed[1]), int(printed[2])
    else:
        alone, year_alone = _first(rules["issue"], texts), _first(rules["year"], [text.strip() for text in texts])
        if alone is None or year_alone is None:
            return None
        year, number = int(year_alone[0]), int(alone[1])
    published = next((d for text in texts if rules["published-on"].find(text) and (d := day_of(text))), None)
    return GazetteIssue(title, year, number, published)


def _first(rule: Rule, texts: list[str]) -> re.Match[str] | None:
    return next((match for text in texts if (match := rule.match(text))), None)
