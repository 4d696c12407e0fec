"""Write each piece of evidence as a Web Annotation (W3C, 2017) in JSON-LD: an AnnotationPage whose items occur a line each.

The annotation is the statement itself (`#fact=…`, `#reference=…`, `#task=…`). Its body says what was read, its target where: the clause,
with the position (code points of its `zm:text`) and the words with those before and behind them, and the source, by RFC 5147 and, for
files with pages, by the place in the file.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from graph.records.card import read_card, walk
from graph.records.identity import build_identity
from graph.records.rows import select_about
from graph.records.words import code_points_of, place_shown, printed_otherwise
from graph.store import base
from graph.store.view import View
from ontology.vocabulary import PREFIXES, ZM

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_OWN = {"zm": PREFIXES["zm"], "rule": "zm:rule", "about": {"@id": "zm:about", "@type": "@id"}}
"""Terms that the standard's context lacks."""
_RFC5147 = "http://tools.ietf.org/rfc/rfc5147"
_AROUND = 32  # code points of prefix and suffix
_IN_CLAUSES = """
SELECT DISTINCT ?clause ?thing ?class ?offsets ?quote ?named ?begins ?evidence ?native ?about ?property ?rule ?value ?kind ?meant WHERE {{
  VALUES ?clause {{ {iris} }}
  GRAPH ?by {{ ?thing zm:inClause ?clause }}
  GRAPH ?there {{ ?clause zm:start ?begins }} FILTER(?there = ?by || EXISTS {{ ?there zm:saidBy ?by }})
  OPTIONAL {{ ?thing a ?class }} OPTIONAL {{ ?thing zm:offsets ?offsets }} OPTIONAL {{ ?thing zm:quote ?quote }}
  OPTIONAL {{ ?thing zm:printed|zm:partyName ?named }}
  OPTIONAL {{ ?thing oa:hasTarget ?evidence .
    OPTIONAL {{ ?evidence zm:nativeSelector ?native }} }}
  OPTIONAL {{ ?thing zm:about ?about }} OPTIONAL {{ ?thing zm:property ?property }} OPTIONAL {{ ?thing zm:rule ?rule }}
  OPTIONAL {{ ?thing oa:bodyValue|zm:meaning|zm:due|zm:recurrence|zm:duration ?value }}
  OPTIONAL {{ ?thing zm:relationKind|zm:role|zm:timeKind ?kind }}
  OPTIONAL {{ ?thing zm:target|zm:citedClause|zm:agency|zm:group ?meant }}
}}"""
_BESIDE = """
SELECT DISTINCT ?thing ?evidence ?native ?about ?property ?rule ?value ?exact WHERE {{
  VALUES ?about {{ {iris} }}
  ?thing zm:about ?about ; oa:hasTarget ?evidence ; zm:property ?property .
  FILTER NOT EXISTS {{ ?thing zm:inClause ?clause }}
  ?evidence zm:exact ?exact .
  OPTIONAL {{ ?evidence zm:nativeSelector ?native }} OPTIONAL {{ ?thing oa:bodyValue ?value }} OPTIONAL {{ ?thing zm:rule ?rule }}
}}"""
_IN_WORDS = (str(ZM.OwnProvision), str(ZM.QuotedProvision))
"""Statements that are read inside other words, and have no evidence of their own."""
_LINKING = (str(ZM.Reference), str(ZM.CitedProvision), str(ZM.OwnProvision), str(ZM.QuotedProvision))


def write(store: View, output: BinaryIO) -> None:
    """Write the page. Raises OSError when there is no room."""
    head = {"@context": [CONTEXT, _OWN], "id": f"{base.iris(store).base}annotations", "type": "AnnotationPage"}
    output.write(json.dumps(head, ensure_ascii=False).encode()[:-1] + b', "items": [')
    separator = b"\n"
    for item in annotations(store):
        output.write(separator + json.dumps(item, ensure_ascii=False).encode())
        separator = b",\n"
    output.write(b"\n]}\n")


def annotations(store: View) -> Iterator[dict[str, Any]]:
    """Yield the annotations of every published document, by the documents' and their own IRIs."""
    who = build_identity(store)
    done: set[str] = set()
    for iri in sorted(who.published):
        card = read_card(store, iri, who=who)
        texts = {n.iri: n.text for part in card.parts for n in walk(part.clauses)} if card is not None else {}
        printed = printed_otherwise(store, texts)
        things = defaultdict[str, list[Mapping[str, str]]](list)
        for row in [*select_about(store, _IN_CLAUSES, texts), *select_about(store, _BESIDE, [iri])]:
            clause = row.get("clause", "")
            text = printed.get((row["thing"], clause), texts.get(clause, ""))
            things[row["thing"]].append({**row, "text": text})
        for thing, rows in sorted(things.items()):
            if thing not in done:
                done.add(thing)
                yield _annotation(thing, rows, texts)


def _annotation(thing: str, rows: Iterable[Mapping[str, str]], texts: Mapping[str, str]) -> dict[str, Any]:
    """Return an annotation. rows: those of one statement, with the `text` of its clause in its own source; a property with several
    values makes several rows. texts: of the clauses as the document shows them."""
    first = next(iter(rows))
    of = first.get("class", "" if "property" in first else str(ZM.Assignment))
    values = {
        name: sorted({row[name] for row in rows if name in row}) for name in ("value", "kind", "meant", "property")
    }
    linking = of in _LINKING
    bodies: list[dict[str, str]] = []
    bodies += [{"type": "TextualBody", "value": value, "purpose": "describing"} for value in values["value"]]
    bodies += [{"source": iri, "purpose": "linking" if linking else "identifying"} for iri in values["meant"]]
    what = values["property"] or [of]
    bodies += [{"source": iri, "purpose": "classifying"} for iri in (*what, *values["kind"])]
    made: dict[str, Any] = {"id": thing, "type": "Annotation"}
    made["motivation"] = "linking" if linking else "describing" if values["value"] else "classifying"
    made |= {name: first[name] for name in ("rule", "about") if name in first}
    made["body"] = bodies[0] if len(bodies) == 1 else bodies
    targets = [*_in_clause(first, texts), *_in_source(first)]
    made["target"] = targets[0] if len(targets) == 1 else targets
    return made


def _in_clause(row: Mapping[str, str], texts: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    text = texts.get(row.get("clause", ""))
    if text is not None and (place := place_shown(row, row["text"], text)) is not None:
        start, end = place
        words = {
            "exact": text[start:end],
            "prefix": text[max(0, start - _AROUND) : start],
            "suffix": text[end : end + _AROUND],
        }
        yield {
            "source": row["clause"],
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {"type": "TextQuoteSelector"} | {name: part for name, part in words.items() if part},
            ],
        }


def _in_source(row: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield where the words occur in the source: its code points, and in a file with pages or markup the place there."""
    # An own provision and quoted wording have no place there: theirs is that of their clause.
    if (place := code_points_of(row["thing"], row)) is not None and (
        "evidence" in row or row.get("class") not in _IN_WORDS
    ):
        source, start, end = place
        selectors: list[dict[str, Any]] = [
            {"type": "FragmentSelector", "conformsTo": _RFC5147, "value": f"char={start},{end}"},
            {"type": "TextPositionSelector", "start": start, "end": end},
        ]
        if "exact" in row:
            selectors.append({"type": "TextQuoteSelector", "exact": row["exact"]})
        if "native" in row:
            selectors.append({"type": "FragmentSelector", "value": row["native"]})
        yield {"source": source, "selector": selectors}
