"""The drawing of a status: six tones for twelve statuses, and a stroke through documents that have ended."""

from collections.abc import Mapping
from datetime import date

from graph.derive.status import status
from graph.records.neighbourhood import Node
from ontology.enumerations import Status
from ui.messages import Messages

TONES: Mapping[Status, str] = {
    Status.IN_FORCE: "holds",
    Status.AMENDED: "holds",
    Status.PRESUMED: "presumed",
    Status.NOT_ISSUED: "coming",
    Status.NOT_YET: "coming",
    Status.EXPIRED: "ended",
    Status.DECLARED_INVALID: "ended",
    Status.REPEALED: "ended",
    Status.STOPPED: "ended",
    Status.SUPERSEDED: "ended",
    Status.DISPUTED: "disputed",
    Status.UNKNOWN: "unknown",
}
AGENCY = "agency"
"""The tone of an agency, which has no status."""


def find_status(node: Node, day: date) -> Status | None:
    """Return the status of a document on a day; None for an agency."""
    return None if node.agency else status(node.events, day).status


def tone(node: Node, day: date) -> str:
    held = find_status(node, day)
    return AGENCY if held is None else TONES[held]


def name(held: Status, say: Messages) -> str:
    return say(f"status.{held}").partition("：")[0].partition(":")[0]
