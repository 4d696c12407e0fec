"""The provisions that the page of one document shows: those that its text names, and who names its own.

A provision of another document means the text of the citing document's day. `read_words_on` returns what it is in the text of the day
that the page shows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from graph.records.identity import Identity
from graph.records.provisions import (
    CITATIONS,
    Became,
    NamedProvision,
    article_of,
    became,
    edition_day,
    edition_on,
    editions_of,
    name_provision,
    present,
    texts_of,
    titles_of,
)
from graph.records.rows import Record, local_name, select_about, select_rows, terms
from graph.store.view import View
from ontology.enumerations import RelationKind
from ontology.offsets import read_offsets


@dataclass(frozen=True, slots=True)
class Citing:
    """A place in another document that names a provision of this one. clause: IRI of the clause that does; below: its path in its
    document; article: eId of the article that is named; meant: IRI of the clause, empty where it is not known. words: the text of a
    clause that amends, empty of any other."""

    document: str
    label: str
    clause: str
    below: str
    article: str
    meant: str
    kind: str
    words: str = ""
    unknown_text: bool = False


@dataclass(frozen=True, slots=True)
class PageProvisions:
    """The provisions that the page of a document shows. named: those that its clauses name, by clause, in printed order. words: the
    text of clauses of other documents that are meant. citing: places of others that name its provisions."""

    named: Mapping[str, tuple[NamedProvision, ...]]
    words: Mapping[str, str]
    citing: tuple[Citing, ...]


NO_PROVISIONS = PageProvisions(MappingProxyType({}), MappingProxyType({}), ())

_OWN_NEEDS = {"inClause", "offsets", "citedClause"}
# A branch a graph of the source, by its name: an engine begins at the mentions of all sources else.
_ON_PAGE = "SELECT DISTINCT ?clause ?offsets ?name ?meant ?words ?kind ?wording ?target WHERE {{ {branches} }}"
_IN_GRAPH = """
  {{ GRAPH {graph} {{
      ?mention a zm:CitedProvision ; zm:inClause ?clause ; zm:offsets ?offsets ; zm:provision ?name ;
        zm:relationKind ?kind }}
    OPTIONAL {{ ?mention zm:ofReference/zm:citedDocument ?target }}
    OPTIONAL {{ ?mention zm:meantClause ?meant OPTIONAL {{ ?meant zm:text ?words }} }} }}
  UNION {{ GRAPH {graph} {{
      ?mention a zm:QuotedProvision ; zm:inClause ?clause ; zm:offsets ?offsets ; zm:provision ?name ;
        zm:wordingOf ?wording }}
    OPTIONAL {{ ?mention zm:ofReference/zm:citedDocument ?target }}
    OPTIONAL {{ ?mention zm:meantClause ?meant OPTIONAL {{ ?meant zm:text ?words }} }} }}"""


# What is below a provision that is named: its points, and the other paragraphs of an article.
_BELOW = """
SELECT ?clause ?inner (MIN(?begins) AS ?start) (MIN(STR(?its)) AS ?text) WHERE {{
  VALUES ?clause {{ {iris} }} ?inner eli:is_part_of+ ?clause ; zm:text ?its ; zm:start ?begins
}} GROUP BY ?clause ?inner"""
_OPENED = 500
"""Provisions of a page whose points open in place, too."""


def _printed_order(row: Mapping[str, str]) -> tuple[str, int, int, str, str]:
    return row["clause"], *read_offsets(row["offsets"]), row.get("name", ""), row.get("meant", "")


def _own(row: Mapping[str, str]) -> NamedProvision:
    name = row.get("provision") or local_name(row["citedClause"])
    return NamedProvision(row["inClause"], *read_offsets(row["offsets"]), name, row["citedClause"], own=True)


def _title(who: Identity, iri: str) -> str:
    row = who.row(iri)
    return (row.title or row.number) if row else who.label(iri)


def _text_meant(who: Identity, target: str) -> dict[str, Any]:
    editions = editions_of(who, target)
    if len(editions) < 2 or who.canonical(target) not in editions:
        return {}
    day, last = edition_day(who, who.canonical(target)), editions[-1]
    return {"text_day": day} | ({} if who.canonical(target) == last else {"later": (last, edition_day(who, last))})


def read_on_page(
    view: View, who: Identity, document: str, clauses: Iterable[str], graphs: Iterable[str], own: Iterable[Record]
) -> PageProvisions:
    """Read the provisions that the page of a published document (canonical IRI) shows. clauses: IRIs of its clauses, as printed;
    graphs: those of the source that prints it, its own and those that it shares with others; own: its own provisions that the clauses
    name (`graph.records.statements.SourceRows`)."""
    named: dict[str, dict[tuple[int, int, str], NamedProvision]] = {clause: {} for clause in clauses}
    words: dict[str, str] = {}
    branches = " UNION ".join(_IN_GRAPH.format(graph=terms([graph])) for graph in graphs)
    rows = select_rows(view, _ON_PAGE.format(branches=branches)) if branches else []
    for row in own:
        if row.keys() >= _OWN_NEEDS and row["inClause"] in named:
            one = _own(row)
            named[one.clause][one.start, one.end, one.name] = one
    for row in sorted(rows, key=_printed_order):
        if row["clause"] not in named:
            continue
        one = replace(name_provision(row), kind=local_name(row.get("kind", RelationKind.CITES)))
        if target := row.get("target", ""):
            one = replace(one, document=target, law=_title(who, target), **_text_meant(who, target))
        named[one.clause][one.start, one.end, one.name] = one
        if "words" in row:
            words[one.meant] = min(row["words"], words.get(one.meant, row["words"]))
    for row in sorted(select_about(view, _BELOW, sorted(words)[:_OPENED]), key=lambda row: int(row["start"])):
        words[row["clause"]] += "\n" + row["text"]
    # As `read_citations` does, the latest text takes those that mean a text which the store does not have.
    names = titles_of(who, [document]) if present(who, document) == document else set()
    texts = {*editions_of(who, document), document}
    heard = [row for row in select_about(view, CITATIONS, {document} | names) if row["citing"] not in texts]
    amending = texts_of(view, {row["clause"] for row in heard if local_name(row["kind"]) == RelationKind.AMENDS})
    citing = tuple(
        Citing(
            row["citing"],
            who.label(row["citing"]),
            row["clause"],
            who.below(row["clause"]),
            article_of(row["name"]),
            row.get("meant", ""),
            local_name(row["kind"]),
            amending.get(row["clause"], ""),
            row["document"] != document,
        )
        for row in heard
    )
    ordered = {clause: tuple(found[key] for key in sorted(found)) for clause, found in named.items() if found}
    return PageProvisions(ordered, words, citing)


@dataclass(frozen=True, slots=True)
class WordsOnDay:
    """The counterpart of an article of an earlier text of a law in its text of a day. edition: IRI of that text; day: from which there
    is it, ISO 8601."""

    edition: str
    day: str
    became: Became


WordsByArticle = Mapping[tuple[str, str], WordsOnDay]
"""IRI of the text that a citation means, and eId of the article → what that is on the day that a page shows."""
NO_LATER_WORDS: WordsByArticle = MappingProxyType({})


def later_texts(who: Identity, page: PageProvisions, day: date) -> dict[str, str]:
    """Return the texts of laws that the page's citations mean and that were followed by another one by a day → the text of that day, as
    IRIs."""
    found = {}
    for one in {one.document: one for named in page.named.values() for one in named if one.later[0]}.values():
        on_day = edition_on(who, [one.document], day)
        if on_day != who.canonical(one.document) and edition_day(who, on_day) > one.text_day:
            found[one.document] = on_day
    return found


def read_words_on(view: View, who: Identity, page: PageProvisions, day: date) -> WordsByArticle:
    """Return the counterparts, in the texts of a day, of the articles that a page names in earlier texts of laws. Each pair of texts is
    compared once."""
    pairs = later_texts(who, page, day)
    named: dict[str, set[str]] = {text: set() for text in pairs}
    for one in (one for here in page.named.values() for one in here):
        if one.document in named:
            named[one.document].add(article_of(one.name))
    return {
        (old, article): WordsOnDay(new, edition_day(who, new), its)
        for old, new in pairs.items()
        for article, its in became(view, who.canonical(old), new).items()
        if article in named[old]
    }
