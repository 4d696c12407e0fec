"""Read the statuses that sources claim for a document outside its text (有效性：废止), and compare them with the computed status."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from graph.derive.status import StatusEvent, status
from graph.records.rows import select_rows, terms
from graph.store.view import View
from ontology.enumerations import Claim, Status


@dataclass(frozen=True, slots=True)
class ClaimedStatus:
    """words: as the source prints them; on: the day of which it is claimed, None where none is printed; source: IRI."""

    claim: Claim
    words: str
    source: str
    on: date | None = None

    def computed(self, events: Iterable[StatusEvent], day: date) -> tuple[date, Status]:
        """Return the day on which claim and computation are compared, and the computed status: the claim's own day, else the day asked
        for."""
        compared = self.on or day
        return compared, status(events, compared).status


_CLAIMS = """
SELECT DISTINCT ?source ?claim ?words ?on WHERE {
  VALUES ?document { %s }
  GRAPH ?graph {
    ?annotation zm:about ?document ; zm:property zm:claimedStatus ; oa:bodyValue ?claim ; oa:hasTarget ?target .
    ?target zm:exact ?words . BIND(IRI(STRBEFORE(STR(?target), "#")) AS ?source)
    OPTIONAL { ?annotation zm:claimedOn ?on }
  }
}"""


def claims_of(view: View, document: str) -> tuple[ClaimedStatus, ...]:
    """Return what sources claim of a published document (IRI), by source and words."""
    found = {
        ClaimedStatus(
            Claim(row["claim"]),
            row["words"],
            row["source"],
            date.fromisoformat(row["on"]) if "on" in row else None,
        )
        for row in select_rows(view, _CLAIMS % terms([document]))
    }
    return tuple(sorted(found, key=lambda claim: (claim.source, claim.words, str(claim.on or ""))))
