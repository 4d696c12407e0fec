"""Find the documents that name an article of a law, through its editions, and how the words of the article changed since.

A citation means the edition of the citing document's day (`zm:meantClause`). `became` compares that edition with the one of today,
article by article (`graph.records.alignment`), so that a citation of an article that was moved or reworded is found under its
present number and reports what changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from graph.records.alignment import ArticleChange
from graph.records.identity import Identity
from graph.records.rows import local_name, select_about, select_rows, terms
from graph.records.wording import read_wordings
from graph.store.view import View
from ontology.identifiers import Version
from ontology.numbers import provision_title
from ontology.offsets import read_offsets
from ontology.titles import title_identity

_AROUND = 60  # code points of the clause on either side of the words

CITATIONS = """
SELECT DISTINCT ?mention ?document ?citing ?clause ?offsets ?name ?kind ?meant WHERE {{
  VALUES ?document {{ {iris} }}
  ?reference zm:citedDocument ?document ; zm:citing ?citing .
  ?mention zm:ofReference ?reference ; zm:inClause ?clause ; zm:offsets ?offsets ;
    zm:provision ?name ; zm:relationKind ?kind .
  OPTIONAL {{ ?mention zm:meantClause ?meant }}
}}"""
_TEXTS = "SELECT ?clause (MIN(STR(?its)) AS ?text) WHERE {{ VALUES ?clause {{ {iris} }} ?clause zm:text ?its }} GROUP BY ?clause"


_INSIDE = """
SELECT DISTINCT ?article WHERE {{
  ?chapter zm:eId {eid} ; eli:is_part_of+ {document} . ?clause eli:is_part_of+ ?chapter ; zm:eId ?article
  FILTER(REGEX(?article, "(^|__)art_[^_]+$"))
}}"""


@dataclass(frozen=True, slots=True)
class Became:
    """The counterpart of an article of an edition in the present one. articles: its eIds there, none where it is gone; likeness: 0 to 1, of
    the words; old, new: the words themselves."""

    change: ArticleChange
    articles: tuple[str, ...]
    likeness: float
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class NamedProvision:
    """One place at which a text names a provision.

    clause: IRI of the clause that contains the words, at the code points `start` to `end` of its text (half-open). name:
    `art_63__para_1`. meant: IRI of the clause that is meant, empty where the store does not have it. kind: of a provision of
    another document. own: it is the text's own. document, law: IRI and title of the other
    document, where the text names it; text_day: of its texts, where the store has several, the day of the one that is meant; later: IRI and
    day of the latest one, where that is another.
    """

    clause: str
    start: int
    end: int
    name: str
    meant: str
    own: bool = False
    kind: str = ""
    document: str = ""
    law: str = ""
    text_day: str = ""
    later: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Citation:
    """A place at which another document names a provision of a law. edition: the text of the law that it means, or the law's title
    where that text is not in the store. words: as printed; around: with the text of the clause on either side. became: None where the
    edition is the present one, or not in the store."""

    citing: str
    label: str
    edition: str
    named: NamedProvision
    words: str
    around: str
    became: Became | None = None

    @property
    def article(self) -> str:
        """The eId of the article that it names: `art_63`."""
        return article_of(self.named.name)


def place_of(path: str) -> str:
    """Return a clause's place, by its path below its document: `doc_1/art_3__para_2` → 第三条第二款."""
    return provision_title(local_name(path)) if path else ""


def article_of(name: str) -> str:
    """Return the article of a provision's name: `art_63__para_1` → `art_63`; empty where it names none."""
    return next((step for step in name.split("__") if step.startswith("art_")), "")


def present(who: Identity, iri: str) -> str:
    """Return the latest edition of the law that a document or title is; the document itself where there is just one."""
    editions = editions_of(who, iri)
    return editions[-1] if editions else who.canonical(iri)


def editions_of(who: Identity, iri: str) -> tuple[str, ...]:
    """Return the published texts of one law, the oldest first; those without a day precede all others."""
    one = who.canonical(iri)
    known = {edition for edition in who.of_work(one) if edition in who.published} | who.beside.get(one, frozenset())
    return tuple(sorted(known, key=lambda edition: (edition_day(who, edition), edition)))


def edition_on(who: Identity, texts: Sequence[str], day: date) -> str:
    """Return, of several published texts (IRIs) of one law, the last that there was on a day, or the first where there was none yet; empty
    where they are texts of several laws."""
    known = editions_of(who, texts[0]) if texts else ()
    if not {who.canonical(text) for text in texts} <= set(known):
        return ""
    there = [text for text in known if edition_day(who, text) <= day.isoformat()]
    return there[-1] if there else known[0]


def edition_day(who: Identity, edition: str) -> str:
    """Return the day from which there is a published text (IRI), ISO 8601: of a revised one that of its revision; empty where none is
    known."""
    value, row = who.iris.parse(edition), who.published[edition]
    return value.day if isinstance(value, Version) else row.signed or row.printed


def read_citations(view: View, who: Identity, iri: str, article: str = "") -> tuple[Citation, ...]:
    """Return the places at which other documents name provisions of the law, in any edition; what changed most comes first.

    iri: of the law, an edition or its title. article: name of an article of the present edition (`art_44`): those alone that name
    it, under whatever number it had in the edition that they mean; of a part of it (`art_44__para_1`): those too that name the article
    whole; of a chapter (`chp_3`): of all articles in it; empty: all. Where an earlier text is meant that the store does not
    have, the number is the printed one.
    """
    now = present(who, iri)
    texts = set(editions_of(who, iri)) | {who.canonical(iri), now}
    rows = select_about(view, CITATIONS, texts | titles_of(who, texts))
    changes = {
        text: became(view, text, now)
        for text in {row["document"] for row in rows}
        if text != now and text in who.published and now in who.published
    }
    words = texts_of(view, {row["clause"] for row in rows})
    asked = article_of(article)
    wanted = {asked} if asked else _inside(view, now, article) if article else set()
    found = []
    for row in rows:
        if row["citing"] in texts:
            continue
        named = name_provision(row)
        its = changes.get(row["document"], {}).get(article_of(named.name))
        here = its.articles if its else (article_of(named.name),)
        there = not wanted.isdisjoint(here) and (its is not None or not asked or _meet(named.name, article))
        if not article or there or (not asked and _is_in(named.name, article)):
            found.append(_citation(row, named, its, who, words.get(named.clause, "")))
    return tuple(sorted(found, key=_order))


def _is_in(name: str, other: str) -> bool:
    """Test whether a provision is another one or a part of it."""
    return f"{name}__".startswith(f"{other}__")


def _meet(name: str, other: str) -> bool:
    return _is_in(name, other) or _is_in(other, name)


def _inside(view: View, document: str, chapter: str) -> set[str]:
    """Return the eIds of the articles of a chapter, or of another heading, of a published document."""
    query = _INSIDE.format(document=terms([document]), eid=str(ox.Literal(chapter)))
    return {row["article"] for row in select_rows(view, query)}


def titles_of(who: Identity, texts: Iterable[str]) -> set[str]:
    """Return the titles of a law, under which a document cites an earlier text than the store has."""
    rows = (who.published[text] for text in texts if text in who.published)
    return {who.iris.titled_only(title) for row in rows if (title := title_identity(row.title))}


def _citation(row: Mapping[str, str], named: NamedProvision, its: Became | None, who: Identity, text: str) -> Citation:
    around = text[max(0, named.start - _AROUND) : named.end + _AROUND]
    label = who.label(row["citing"])
    return Citation(row["citing"], label, row["document"], named, text[named.start : named.end], around, its)


def _order(citation: Citation) -> tuple[float, str, str, int]:
    likeness = citation.became.likeness if citation.became else 1.0
    return likeness, citation.label, citation.named.clause, citation.named.start


def became(view: View, old: str, new: str) -> dict[str, Became]:
    """Return the counterpart of each article of one edition (by eId) in another. old, new: IRIs of published documents."""
    found: dict[str, Became] = {}
    for number, match in read_wordings(view, [old]).became(read_wordings(view, [new])).items():
        mine = next(unit for unit in match.old if unit.eid == number)
        articles = tuple(f"art_{unit.eid}" for unit in match.new)
        said = "\n".join(unit.text for unit in match.new)
        found[f"art_{number}"] = Became(match.change, articles, match.likeness, mine.text, said)
    return found


def name_provision(row: Mapping[str, str]) -> NamedProvision:
    start, end = read_offsets(row["offsets"])
    return NamedProvision(
        clause=row["clause"],
        start=start,
        end=end,
        name=row.get("name", ""),
        meant=row.get("meant", ""),
        kind=local_name(row["kind"]) if "kind" in row else "",
    )


def texts_of(view: View, clauses: Iterable[str]) -> dict[str, str]:
    return {row["clause"]: row["text"] for row in select_about(view, _TEXTS, clauses) if "text" in row}
