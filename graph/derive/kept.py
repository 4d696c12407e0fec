"""Keep the published documents with a generation, for the list and for searching: their folded texts, and `described.py`.

    gen-<n>.documents       which files these are, and which of their documents no longer count (JSON, sealed to `gen-<n>.derived`)
    gen-<n>.documents-<k>   the documents (`graph.store.textfile`), in files that never change: the next generation has them, and one more

A change writes what it added into a file of its own, which takes up the files that are no larger; so there are few. A document that was
replaced no longer counts, and goes when its file is taken up; one that was removed goes at once: its file is written anew.
"""

import json
import mmap
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

import pyoxigraph as ox

from graph.derive.described import describe, names_of_issuers
from graph.folding import fold_text
from graph.store import generations
from graph.store.atomic import replacing
from graph.store.embedded import Embedded
from graph.store.generations import explained
from graph.store.sealed import seal, unseal
from graph.store.store import Store
from graph.store.textfile import BETWEEN, LARGEST, MOST, KeptText, TextFile, pack
from graph.store.update import Update
from ontology.iri import Iris
from ontology.vocabulary import RDF, ZM

_VERSION = 1  # of what is kept: how texts are folded and put in order, what is described
_A, _PUBLISHED, _TEXT = (ox.NamedNode(str(term)) for term in (RDF.type, ZM.PublishedDocument, ZM.text))
_TEXTS = "SELECT ?clause ?words WHERE { ?clause zm:text ?words }"
_SHARE = 4
"""A file of which more than this part no longer counts is taken up."""
Clauses = dict[str, dict[str, str]]
"""The words of clauses by their place, by document (IRI)."""
Files = list[list[object]]
"""Of each file its name, its size, its checksum, and the numbers of its documents that no longer count."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of documents. gone: the numbers of those that no longer count. size, checksum: of its content."""

    name: str
    texts: TextFile
    gone: frozenset[int]
    size: int
    checksum: int

    def described(self) -> Iterator[tuple[str, str]]:
        """Yield what is described of each document (IRI) that counts (`described.unpacked`)."""
        keys = self.texts.keys
        return ((keys[number], line) for number, line in self.texts.about() if number not in self.gone)

    def describe(self, document: str) -> str | None:
        """Return what is described of a document (IRI); None where it is not here, or does not count."""
        number = self.texts.find(document)
        return None if number is None or number in self.gone else self.texts.about_one(number)

    def characters(self) -> int:
        """Return about how many characters count."""
        return self.texts.characters * (self.texts.size - len(self.gone)) // max(1, self.texts.size)


def add_clause(clauses: Clauses, document: str, below: str, words: str) -> None:
    """Add the words of a clause; of the words of two sources the least count."""
    plain, held = words.replace(BETWEEN, " "), clauses[document]
    held[below] = min(held.get(below, plain), plain)


def folded(clauses: Clauses, about: Callable[[str], str] = lambda document: "") -> Iterator[tuple[str, KeptText]]:
    """Yield documents with their texts in the order of their IRIs, and empty the clauses meanwhile. about: returns what else is kept."""
    for document in sorted(clauses):
        held = clauses.pop(document)
        places = sorted(held, key=_natural)
        joined = fold_text(BETWEEN.join(held[place] for place in places))
        yield document, KeptText(tuple(places), joined, about(document))


def packed(texts: Iterable[tuple[str, KeptText]]) -> Iterator[bytes]:
    """Yield documents in files of bounded size."""
    some: list[tuple[str, KeptText]] = []
    size = 0
    for document, text in texts:
        some.append((document, text))
        size += len(text.joined)
        if size >= LARGEST or len(some) == MOST:
            yield pack(some)
            some, size = [], 0
    if some:
        yield pack(some)


@lru_cache(maxsize=1 << 16)  # many documents have the same places
def _natural(path: str) -> list[tuple[int, str]]:
    """art_2 before art_10, the head before all."""
    if path.startswith(("coverPage", "preface")):
        return []
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d{1,9})", path)]


def kept_documents(store: Store) -> list[KeptFile] | None:
    """Return the files of the open generation; None where it has none, or one is damaged."""
    return _read(store.database, checked=True)


def _read(generation: Path, *, checked: bool) -> list[KeptFile] | None:
    beside = partial(generations.beside, generation)
    try:
        token = beside(generations.IN_STEP).read_bytes()
        body = unseal(beside(generations.DOCUMENTS).read_bytes(), token) if token.strip() else None
        if body is None or (said := json.loads(body))["version"] != _VERSION:
            return None
        return [_open(beside(name), name, *rest, checked=checked) for name, *rest in said["files"]]
    except (OSError, ValueError, zlib.error):
        return None


def _open(path: Path, name: str, size: int, checksum: int, gone: list[int], *, checked: bool) -> KeptFile:
    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if len(data) != size or (checked and zlib.crc32(data) != checksum):
        raise ValueError(f"{path}: damaged")
    return KeptFile(name, TextFile(data), frozenset(gone), size, checksum)


class Documents:
    """Writes the files of the generation that an update makes."""

    def __init__(self, update: Update, iris: Iris) -> None:
        self._update, self._iris = update, iris
        current = generations.current(update.path)
        self._before = _read(current, checked=False) if current is not None else None
        self._files: Files = []

    @property
    def place(self) -> Path:
        """The path of the files, without their numbers."""
        return generations.beside(self._update.database, generations.DOCUMENTS)

    def write(self, files: Files | None = None) -> None:
        """Write all published documents. files: those that `write_documents` has written at this place."""
        self._files = write_documents(self._update, self._iris, self.place) if files is None else files

    def renew(self, touched: Collection[str]) -> None:
        """Write what has changed of some documents (IRIs); everything where nothing is kept of the generation before."""
        if self._before is None:
            self.write()
            return
        new = dict(folded(self._clauses_of(touched), self._about))
        files = [self._without(file, touched, new) for file in self._before]
        weight = sum(len(text.joined) for text in new.values())
        for file in sorted(files, key=KeptFile.characters):
            small = new and file.characters() <= weight
            worn = len(file.gone) * _SHARE > file.texts.size or (file.gone and self._update.forgets)
            if small or worn:
                weight += file.characters()
                new |= dict(file.texts.texts(file.gone))
            else:
                self._update.keep(file.name)
                self._files.append([file.name, file.size, file.checksum, sorted(file.gone)])
        last = max((int(file.name.rpartition("-")[2]) for file in files), default=0)
        self._files += _put(self.place, last + 1, packed(sorted(new.items())))

    def enclose(self, token: bytes) -> None:
        """Publish the files. token: the content of `gen-<n>.derived`."""
        body = json.dumps({"version": _VERSION, "files": self._files}).encode()
        self._update.enclose(generations.DOCUMENTS, seal(body, token))

    def _without(self, file: KeptFile, touched: Iterable[str], new: dict[str, KeptText]) -> KeptFile:
        """Return the file without the documents that have changed; those that have not are taken from the new ones."""
        gone = set(file.gone)
        for document in touched:
            number = file.texts.find(document)
            if number is None or number in gone:
                continue
            if document in new and file.texts.text(number) == new[document]:
                del new[document]
            else:
                gone.add(number)
        return replace(file, gone=frozenset(gone))

    def _clauses_of(self, touched: Iterable[str]) -> Clauses:
        """Return the clauses of those of some documents that are published now."""
        clauses: Clauses = {}
        sources: set[str] = set()
        for document in touched:
            for quad in self._update.links(_A, subject=ox.NamedNode(document), value=_PUBLISHED):
                clauses[document] = {}
                sources |= self._update.sources_of(quad.graph_name.value)  # type: ignore[union-attr]
        for source in sorted(sources):
            texts = self._update.statements(source, _TEXT)
            _add(clauses, ((quad.subject.value, quad.object.value) for quad in texts), self._iris)  # type: ignore[union-attr]
        return clauses

    def _about(self, document: str) -> str:
        return describe(self._update, ox.NamedNode(document)).packed()


def write_from(folder: Path, base: str, place: Path) -> Files:
    """Do what `write_documents` does for a database that nobody writes to (`Update.snapshot`)."""
    return write_documents(Embedded(folder, ox.Store.read_only(str(folder))), Iris(base), place)


def write_documents(view: Embedded, iris: Iris, place: Path) -> Files:
    """Write all published documents of a database into files; return what is published of them. place: of `Documents`."""
    clauses: Clauses = {quad.subject.value: {} for quad in view.links(_A, value=_PUBLISHED)}  # type: ignore[union-attr]
    texts = view.select(_TEXTS)  # a quad would be looked up with its predicate and its graph, too
    _add(clauses, ((row["clause"].value, row["words"].value) for row in texts), iris)
    printed: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for document, at in names_of_issuers(view):
        printed[document].append(at)

    def about(document: str) -> str:
        return describe(view, ox.NamedNode(document), printed.pop(document, ())).packed()

    return _put(place, 1, packed(folded(clauses, about)))


def _add(clauses: Clauses, texts: Iterable[tuple[str, str]], iris: Iris) -> None:
    """Add the words of clauses, given by their IRIs."""
    paths: dict[str, str] = {}
    for clause, words in texts:
        document, below = iris.split(clause)
        if document in clauses and words:
            add_clause(clauses, document, paths.setdefault(below, below), words)


def _put(place: Path, first: int, files: Iterable[bytes]) -> Files:
    written: Files = []
    with explained(place.parent):
        for number, data in enumerate(files, first):
            with replacing(place.with_name(f"{place.name}-{number}")) as file:
                file.write(data)
            written.append([f"{generations.DOCUMENTS}-{number}", len(data), zlib.crc32(data), []])
    return written
