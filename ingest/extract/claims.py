"""Read what a page claims of a document's validity: 有效性：废止, （已废止）."""

import re
from collections.abc import Iterator
from datetime import date

from ingest.extract.dates import day
from ingest.extract.elements import Elements
from ingest.model import Fact, Field, Span
from ingest.rules import table
from ingest.segment.paragraphs import joined, status_behind
from ontology.enumerations import Claim

_CLAIMS = {
    "claim-not-yet": Claim.NOT_YET,
    "claim-amended": Claim.AMENDED,
    "ended": Claim.ENDED,
    "claim-holds": Claim.HOLDS,
}


def claims(elements: Elements) -> Iterator[Fact]:
    """Read the status that the block of labels gives (有效性：废止), with its day: the day in the label, else the day of the source's
    last update. It is recorded as a claim; our own status is computed without it."""
    labels = elements.labels()
    updated = next((on for label in labels if label.kind == "claimed-on" and (on := day(label.value))), None)
    for label in labels:
        if label.kind == "status" and (rule := claim_rule(label.value)):
            on = day(label.value) or updated
            yield Fact(Field.CLAIMED, _CLAIMS[rule], label.span, f"labels.{rule}", on=on)
    if not any(label.kind == "status" for label in labels):
        yield from _remarked(elements, updated)


def _remarked(elements: Elements, updated: date | None) -> Iterator[Fact]:
    """Read what a site remarks on the status: on a line of its own, or behind the title (…的通知【已废止】). The titles in the remark are
    those of other documents."""
    for label in elements.remarks():
        if rule := claim_rule(_TITLES.sub("", label.value)):
            yield Fact(Field.CLAIMED, _CLAIMS[rule], label.span, f"labels.{rule}", on=updated)
            return
    run, lines = elements.extent.heading, elements.paragraphs
    if run and (match := status_behind(lines[run.stop - 1].text, joined(lines, run))):
        low = lines[run.stop - 1].span.start
        if rule := claim_rule(_TITLES.sub("", match[0])):
            span = Span(low + match.start(), low + match.end())
            yield Fact(Field.CLAIMED, _CLAIMS[rule], span, f"labels.{rule}", on=updated)


_TITLES = re.compile("《[^《》]*》")


def claim_rule(words: str) -> str:
    """Return the rule that matches the words of a status, such as 现行有效; empty where none matches."""
    rules = table("labels")
    return next((rule for rule in _CLAIMS if rules[rule].find(words)), "")


def claim_of(words: str) -> Claim | None:
    """Return the claim in such words; None where they are not understood."""
    return _CLAIMS.get(claim_rule(words))
