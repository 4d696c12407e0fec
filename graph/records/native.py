"""Find where the facts of a document occur in the file that its source was read from, for showing them there.

`zm:nativeSelector` is one literal an evidence (`docs/graph.md`, "In the file itself"); `parse_selector` takes it apart.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from graph.records.card import DocumentCard
from graph.records.rows import batches, select_about, select_rows, terms
from graph.records.statements import Statements
from graph.records.work import Work
from graph.store.view import View
from ontology.iri import Iris

_CONFIDENCES = """
SELECT ?node ?native WHERE {{
  VALUES ?node {{ {iris} }} ?node oa:hasTarget/zm:nativeSelector ?native FILTER(CONTAINS(?native, "confidence="))
}}"""
_SELECTORS = """
SELECT ?thing ?evidence ?native ?quote WHERE {{
  VALUES ?thing {{ {things} }}
  ?thing oa:hasTarget? ?evidence .
  ?evidence zm:nativeSelector ?native ; zm:exact ?quote
}}"""


@dataclass(frozen=True, slots=True)
class PageBox:
    """A box around printed words. page: from 1; in `pt` or `mm` from the page's upper left corner, or in `percent` of the page.

    confidence: of the recognition, 0 to 1, of the least certain line of the evidence; None for text that the file contains as text.
    """

    page: int
    left: float
    top: float
    right: float
    bottom: float
    unit: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class InFlow:
    """An element of a web page or a paragraph of a Word file. key: its part of the selector, as `xpath=/html/body/p[3]`.

    start, quote: the words of the evidence, and their offset in the text that the reader extracted; -1 where that is not known.
    """

    key: str
    start: int = -1
    quote: str = ""


FilePlace = PageBox | InFlow


def list_targets(said: Statements, card: DocumentCard, work: Work) -> dict[str, str]:
    """Return anchor on the document's page → IRI of the evidence, or of the reference, task, time limit or duty that has it."""
    found = {
        fact.anchor: Iris.chars(card.source, fact.evidence.source_start, fact.evidence.source_end)
        for fact in card.facts
        if fact.evidence and fact.evidence.source_start >= 0
    }
    found |= {
        f"reference-{row['position']}": node
        for (source, node), row in said.nodes.items()
        if source == card.source and "relationKind" in row
    }
    return found | {one.anchor: one.iri for things in (work.tasks, work.limits, work.duties) for one in things}


def read_places(view: View, targets: Mapping[str, str]) -> dict[str, tuple[FilePlace, ...]]:
    """Return anchor → the places of its words in the file. targets: of `list_targets`."""
    natives: dict[str, tuple[FilePlace, ...]] = {}
    for some in batches(sorted(set(targets.values()))):
        for row in select_rows(view, _SELECTORS.format(things=terms(some))):
            _, start, _ = Iris.code_points(row["evidence"])
            natives[row["thing"]] = tuple(
                replace(place, start=start, quote=row["quote"]) if isinstance(place, InFlow) else place
                for place in parse_selector(row["native"])
            )
    return {anchor: natives[node] for anchor, node in targets.items() if node in natives}


def read_confidence(view: View, nodes: Iterable[str]) -> dict[str, float]:
    """Return how sure the recognition of a scan is of the words of annotations and statements (IRIs); of several places the surest.

    Those whose words were not recognised, because their file contains them as text, are left out.
    """
    found: dict[str, float] = {}
    for row in select_about(view, _CONFIDENCES, nodes):
        sure = _confidence(row["native"])
        if sure is not None:
            found[row["node"]] = max(sure, found.get(row["node"], 0.0))
    return found


def _confidence(native: str) -> float | None:
    return next((float(part[11:]) for part in native.split("&") if part.startswith("confidence=")), None)


def parse_selector(text: str) -> Iterator[FilePlace]:
    """Yield the places that a native selector names, in its order.

    >>> list(parse_selector("page=3&highlight=90.0,186.0,210.4,222.4"))
    [PageBox(page=3, left=90.0, top=210.4, right=186.0, bottom=222.4, unit='pt')]
    """
    page, unit = 0, "pt"
    sure = _confidence(text)
    flow: list[str] = []
    for part in text.split("&"):
        name, _, value = part.partition("=")
        match name:
            case "page":
                page = int(value)
            case "object":
                unit = "mm"
            case "highlight":
                left, right, top, bottom = map(float, value.split(","))
                yield PageBox(page, left, top, right, bottom, unit, sure)
            case "xywh":
                left, top, width, height = map(float, value.removeprefix("percent:").split(","))
                yield PageBox(page, left, top, left + width, top + height, "percent", sure)
            case "xpath" | "part" | "paragraph" | "paraId" | "row" | "column":
                # A place begins with its element or part, or with its paragraph where the format has no parts.
                counted = any(one.startswith("paragraph=") for one in flow)
                if flow and (name in ("xpath", "part") or (name == "paragraph" and counted)):
                    yield InFlow("&".join(flow))
                    flow = []
                flow.append(part)
            case _:  # `generated`: the reader made part of the words
                continue
    if flow:
        yield InFlow("&".join(flow))
