"""Read definitions: those of one document, and those of all, term by term."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from graph.records.documents import DocumentRow
from graph.records.resources import Named
from graph.records.rows import Record, select_among
from graph.records.statements import Statements
from graph.store.view import View
from ontology.enumerations import DefinitionKind
from ontology.iri import Iris, named_by_file, split_eid
from ontology.offsets import read_offsets

_CLASSES = {kind.term: kind for kind in DefinitionKind}
_ALL = """
SELECT ?definition ?type ?document ?term ?meaning ?scope ?clause ?offsets WHERE {
  VALUES ?type { zm:Definition zm:Alias }
  ?definition a ?type ; zm:setBy ?document ; zm:term ?term ; zm:meaning ?meaning ; zm:scope ?scope .
  OPTIONAL { ?definition zm:inClause ?clause } OPTIONAL { ?definition zm:offsets ?offsets }
}"""
_MARKS = '“”"‘’「」『』《》 '


@dataclass(frozen=True, slots=True)
class Defined:
    """A word that a document defines, or a short name that it gives. term: as printed; meaning: the words behind 是指, or the full
    name. scope: IRI of the document, part or clause that it holds for. clause, start, end: where term and meaning occur, in code
    points of the clause's text (half-open). section: the clause's eId."""

    iri: str
    kind: DefinitionKind
    document: str
    term: str
    meaning: str
    scope: str
    position: int = 0
    clause: str = ""
    start: int = 0
    end: int = 0
    section: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The words that it explains, without marks: of “以上”、“以下” both."""
        parts = self.term.split("、") if self.term.count("“") > 1 else [self.term]
        return tuple(word for part in parts if (word := part.strip(_MARKS)))


@dataclass(frozen=True, slots=True)
class Sense:
    """The meaning of a word in one document. name: its number or title."""

    defined: Defined
    name: str
    title: str
    signed: str
    place: Named | None = None


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A word with what each document means by it, by place and day. alike: whether all say the same words."""

    word: str
    senses: tuple[Sense, ...]

    @property
    def documents(self) -> int:
        return len({sense.defined.document for sense in self.senses})

    @property
    def alike(self) -> bool:
        return len({"".join(sense.defined.meaning.split()) for sense in self.senses}) == 1


def definitions_of(said: Statements, source: str) -> tuple[Defined, ...]:
    """Return the definitions of a document as a source prints them, in printed order. said: the document's statements."""
    found = [
        _defined(iri, row, said.document)
        for (printed, iri), row in said.nodes.items()
        if printed == source and row.get("type") in _CLASSES
    ]
    return tuple(sorted(found, key=lambda one: one.position))


def read_definitions(view: View, documents: Collection[str] | None = None) -> tuple[Defined, ...]:
    """Return the definitions of all documents, by document and as printed; of a document in two sources each only once. documents: only
    those of these (IRIs)."""
    found: dict[tuple[str, str, str, str], Defined] = {}
    for row in sorted(select_among(view, _ALL, "document", documents), key=lambda row: sorted(row.items())):
        one = _defined(row["definition"], row, row["document"])
        found.setdefault((one.document, one.section, one.term, one.meaning), one)
    return tuple(sorted(found.values(), key=lambda one: (one.document, one.position, one.iri)))


def _defined(iri: str, row: Record, document: str) -> Defined:
    return Defined(
        iri,
        _CLASSES[row["type"]],
        document,
        row["term"],
        row["meaning"],
        row["scope"],
        Iris.position(iri) or 0,
        row.get("clause", row.get("inClause", "")),
        *read_offsets(row.get("offsets", "0,0")),
        split_eid(row.get("clause", ""))[1],
    )


def list_entries(
    definitions: Iterable[Defined], rows: Iterable[DocumentRow], kind: DefinitionKind
) -> tuple[TermEntry, ...]:
    """Return the words that documents define, those of most documents first. kind: definitions, or short names."""
    known = {row.iri: row for row in rows}
    senses: defaultdict[str, list[Sense]] = defaultdict(list)
    for one in definitions:
        if one.kind is kind and (row := known.get(one.document)) is not None:
            sense = Sense(
                one,
                row.number or row.title or named_by_file(row.iri) or row.iri,
                row.title,
                row.signed or row.printed,
                row.place,
            )
            for word in one.words:
                senses[word].append(sense)
    entries = [TermEntry(word, tuple(sorted(found, key=_order))) for word, found in senses.items()]
    return tuple(sorted(entries, key=lambda entry: (-entry.documents, entry.word)))


def _order(sense: Sense) -> tuple[str, str, str, int]:
    return sense.place.iri if sense.place else "", sense.signed, sense.defined.document, sense.defined.position


def find_entries(entries: Sequence[TermEntry], words: str) -> list[TermEntry]:
    """Return the entries whose word contains what a reader typed; the word itself comes first."""
    typed = words.strip()
    found = [entry for entry in entries if typed in entry.word]
    return sorted(found, key=lambda entry: entry.word != typed)
