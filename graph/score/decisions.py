"""Score the reading against the decisions of review: what an office confirmed, corrected, rejected and added on its own documents."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from graph.records.rows import select_rows
from graph.review.decision import Decision
from graph.score.figures import Quote, Record, Scored, compare
from graph.store import base
from graph.store.view import View
from ontology.enumerations import Aspect, Verdict

_PRINTED = """
SELECT ?document ?source ?number ?title WHERE {
  ?document a zm:PublishedDocument ; prov:wasDerivedFrom/dct:identifier ?source .
  OPTIONAL { ?document eli:number ?number } OPTIONAL { ?document dct:title ?title }
} ORDER BY STR(?source) STR(?number) STR(?title)"""


def score_decisions(decisions: Iterable[Decision]) -> Scored:
    """Score by aspect. A confirmed value is a hit; of a corrected one the person's is lost and the machine's extra; a rejected one is
    extra, an added one lost. What nobody decided on is not scored."""
    wanted, found = defaultdict[str, list[Record]](list), defaultdict[str, list[Record]](list)
    quotes: dict[tuple[str, Record], Quote] = {}
    for one in decisions:
        right = {Verdict.CONFIRM: one.machine, Verdict.REJECT: ""}.get(one.verdict, one.value)
        for side, value in ((wanted, right), (found, one.machine)):
            if value:
                record = (one.on, value)
                side[one.aspect.value].append(record)
                quotes[one.aspect.value, record] = Quote(one.words)
    aspects = sorted({*wanted, *found}, key=[aspect.value for aspect in Aspect].index)
    return Scored({aspect: compare(wanted[aspect], found[aspect]) for aspect in aspects}, quotes)


def as_facts(view: View, decisions: Iterable[Decision]) -> dict[str, Any]:
    """Return what was decided on documents as gold of facts (docs/gold.md): of each document that a source of the store prints, its name
    (`by`, which is not scored) and the fields that somebody decided on. Parties, time limits and events of one document are never all
    decided on, and occur in none.
    """
    iris = base.iris(view)
    decided: dict[str, list[Decision]] = {}
    for one in decisions:
        if one.aspect.of_document:
            decided.setdefault(iris.absolute(one.on), []).append(one)
    found: dict[str, Any] = {}
    for document, made in sorted(decided.items()):
        rows = list(select_rows(view, _PRINTED, document=document))
        for source in sorted({row["source"] for row in rows}):
            record: dict[str, Any] = {"id": iris.relative(document)}
            record["by"] = {name: rows[0].get(name) for name in ("number", "title")}
            for one in made:
                right = {Verdict.CONFIRM: one.machine, Verdict.REJECT: None}.get(one.verdict, one.value)
                record[one.aspect.value] = right
            found.setdefault(source, {"partial": True, "documents": []})["documents"].append(record)
    return dict(sorted(found.items()))
