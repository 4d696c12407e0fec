"""Taking texts in: what people upload or paste, read on trial before it goes into the store, then built into it.

Names and contents are hostile. Reading happens in a process of its own, for a text on which it never ends; that process, and
no other part of the explorer, imports `ingest`.
"""

import hashlib
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from graph.query.bounded import StoppedError, run_in_subprocess
from graph.records.card import DocumentCard, read_card
from graph.records.documents import DocumentRow, list_documents
from graph.records.findings import FindingRow
from graph.records.identity import build_identity
from graph.records.references import Relations, read_relations
from graph.records.rows import select_rows
from graph.records.tasks import read_work
from graph.records.work import Work
from graph.store import base
from graph.store.errors import GraphError
from graph.store.view import View
from ontology.iri import Iris
from ui.explorer.findings import rows as finding_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.read.inputs import Input

SIZE = 4 * 2**20
"""The largest text, in bytes."""
TEXTS = 20
"""How many texts may be taken in at once."""
SUFFIXES = (".txt", ".md")
_NAME = 80  # characters
_TRIAL, _BUILD = 180, 1800  # seconds
_MEMORY = 3 * 2**30
_HELD = """
SELECT ?source ?document ?sha WHERE {
  ?source zm:sha256 ?sha . OPTIONAL { ?document prov:wasDerivedFrom ?source ; a zm:PublishedDocument }
}"""
_PRINTED = """
SELECT ?document ?name WHERE {
  ?document a zm:PublishedDocument ; prov:wasDerivedFrom ?source . ?source dct:identifier ?name
}"""


class IntakeError(GraphError):
    """A text that is not taken in."""


@dataclass(frozen=True, slots=True)
class Text:
    """name: the relative name of the source that it becomes; sha256: of the bytes, hex."""

    name: str
    data: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One document as it would stand in the store. source: the name of its text."""

    row: DocumentRow
    source: str
    card: DocumentCard
    relations: Relations
    work: Work


@dataclass(frozen=True, slots=True)
class UnreadText:
    """A text that could not be read, or a remark of the reader about a text and none of its documents."""

    name: str
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What texts give by themselves, without the store's other texts. findings: worst first."""

    readings: tuple[Reading, ...]
    unread: tuple[UnreadText, ...]
    remarks: tuple[UnreadText, ...]
    findings: tuple[FindingRow, ...]

    def findings_of(self, row: DocumentRow) -> tuple[FindingRow, ...]:
        """Those about the document and about what it says: a reference or a task has its document's name for a label."""
        names = {row.number or row.title, row.title} - {""}
        return tuple(
            found
            for found in self.findings
            if (found.document.iri == row.iri if found.document else found.finding.label in names)
        )

    def other_findings(self) -> tuple[FindingRow, ...]:
        own = {id(found) for reading in self.readings for found in self.findings_of(reading.row)}
        return tuple(found for found in self.findings if id(found) not in own)


@dataclass(frozen=True, slots=True)
class Held:
    """What a store holds under the name of a text. documents: IRIs; sha256: of the text that they came from."""

    documents: frozenset[str]
    sha256: str


def text(name: str, data: bytes) -> Text:
    """A text under a safe name. Raises IntakeError for what is no text by its name, too large, or empty."""
    safe = safe_name(name)
    shown = f"“{safe}”"
    if PurePosixPath(safe).suffix.lower() not in SUFFIXES:
        raise IntakeError(
            f"{shown} is not a text file: give .txt or .md; export Word and PDF files as text first",
            f"“{safe}”不是文本文件：只接受 .txt 和 .md，Word、PDF 请先另存为文本",
        )
    if len(data) > SIZE:
        raise IntakeError(
            f"{shown} has {len(data) / 2**20:.1f} MB, more than {SIZE >> 20} MB: split it, or use `zhengmai build`",
            f"“{safe}”有 {len(data) / 2**20:.1f} MB，超过 {SIZE >> 20} MB：请拆分，或用命令 zhengmai build",
        )
    if not data.strip():
        raise IntakeError(f"{shown} is empty", f"“{safe}”是空的")
    return Text(safe, data, digest(data))


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def texts(given: Iterable[tuple[str, bytes]]) -> tuple[tuple[Text, ...], tuple[IntakeError, ...]]:
    """The texts that can be taken in, by name, and why the others cannot."""
    taken: dict[str, Text] = {}
    refused: list[IntakeError] = []
    for name, data in given:
        try:
            one = text(name, data)
            if len(taken) >= TEXTS:
                raise IntakeError(
                    f"“{one.name}” is one too many: {TEXTS} texts at a time, or use `zhengmai build`",
                    f"“{one.name}”超出数量：每次最多 {TEXTS} 份，更多请用命令 zhengmai build",
                )
            if one.name in taken:
                raise IntakeError(
                    f"“{one.name}” is given twice: rename one of the two", f"有两份都叫“{one.name}”：请给其中一份改名"
                )
        except IntakeError as error:
            refused.append(error)
        else:
            taken[one.name] = one
    return tuple(taken[name] for name in sorted(taken)), tuple(refused)


def safe_name(name: str) -> str:
    """The last part of a path as a plain file name: no folders, nothing invisible, not hidden, of sensible length."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    # Cc, Cf, Cs, Co, Cn: controls, marks that turn the direction of writing, halves of characters, and none.
    plain = "".join(" " if c.isspace() else c for c in last if c.isspace() or unicodedata.category(c)[0] != "C")
    stem, dot, suffix = " ".join(plain.split()).rpartition(".")
    if not dot or len(suffix) > 8:
        return f"{stem}{dot}{suffix}".lstrip(". ")[:_NAME] or "text"
    return f"{stem[: _NAME - len(suffix) - 1].strip('. ') or 'text'}.{suffix}"


def held(view: View, names: Iterable[str]) -> dict[str, Held]:
    """What a store holds under each of these names; nothing of those that it does not know."""
    found: dict[str, Held] = {}
    for name in names:
        rows = select_rows(view, _HELD, source=base.iris(view).source(name))
        if rows:
            documents = frozenset(row["document"] for row in rows if "document" in row)
            found[name] = Held(documents, rows[0]["sha"])
    return found


def printed_elsewhere(view: View, documents: Iterable[str], names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The documents that the store has from other texts than `names` already: their IRIs, and the names of those texts."""
    own = set(names)
    found = {
        iri: tuple(sorted({row["name"] for row in select_rows(view, _PRINTED, document=iri)} - own))
        for iri in documents
    }
    return {iri: others for iri, others in found.items() if others}


def trial(given: Sequence[Text], iris: Iris | None = None) -> Trial:
    """Read the texts into a store that is thrown away. Raises IntakeError where that takes too long or too much.

    iris: of the store that they are meant for (`graph.store.base.settle`), so that documents have the IRIs that they would get there.
    """
    folder = tempfile.mkdtemp(prefix="zhengmai-trial-")
    try:
        return run_in_subprocess(_trial, folder, tuple(given), iris or Iris(), seconds=_TRIAL, memory=_MEMORY)
    except StoppedError as stopped:
        raise _stopped_error(stopped, _TRIAL) from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def build(store: str, given: Sequence[Text]) -> tuple[str, ...]:
    """Build the texts into the store; returns the IRIs of their documents.

    Raises StoreError when another build runs or the disk is full, IntakeError where it takes too long: the store is then as
    it was.
    """
    try:
        return run_in_subprocess(_build, store, tuple(given), seconds=_BUILD, memory=_MEMORY)
    except StoppedError as stopped:
        raise _stopped_error(stopped, _BUILD) from None


def _trial(folder: str, given: tuple[Text, ...], iris: Iris) -> Trial:
    """In the process."""
    from graph.store.store import Store
    from ingest.pipeline import Built
    from ingest.pipeline import build as run
    from shapes.validate import validate

    built: list[Built] = []
    place = Path(folder) / "store"
    with _inputs(given) as inputs:
        run(inputs, place, iris=iris, progress=built.append)
    names = {iris.source(text.name): text.name for text in given}
    with Store.open(place) as view:
        rows = list_documents(view)
        who = build_identity(view, rows)
        readings = []
        for source, name in names.items():
            for iri in sorted(held(view, [name]).get(name, Held(frozenset(), "")).documents):
                shown = read_card(view, iri, source)
                if shown is not None:
                    done = read_work(view, iri, source)
                    readings.append(Reading(who.published[iri], name, shown, read_relations(view, iri, who), done))
        findings = finding_rows(view, validate(view.graph()), rows)
    unread, remarks = [], []
    for one in built:
        said = [UnreadText(one.name, issue.message_en, issue.message_zh) for issue in one.issues]
        if one.failed:
            unread += said
        else:
            remarks += said
    # What is said of a document stands with it.
    noted = {(reading.source, note.zh) for reading in readings for note in reading.card.notes}
    remarks = [remark for remark in remarks if (remark.name, remark.zh) not in noted]
    order = {fact.card.iri: _position(fact.card) for fact in readings}
    readings.sort(key=lambda reading: (reading.source, order[reading.card.iri], reading.card.iri))
    return Trial(tuple(readings), tuple(unread), tuple(remarks), findings)


def _position(shown: DocumentCard) -> int:
    """Where a document's first evidence stands in its text: the order in which they are printed."""
    places = [fact.evidence.source_start for fact in shown.facts if fact.evidence]
    return min((place for place in places if place >= 0), default=0)


def _build(store: str, given: tuple[Text, ...]) -> tuple[str, ...]:
    """In the process."""
    from graph.store.store import Store
    from ingest.pipeline import build as run

    with _inputs(given) as inputs:
        run(inputs, store)
    with Store.open(store) as view:
        kept = held(view, [text.name for text in given])
    return tuple(sorted({iri for one in kept.values() for iri in one.documents}))


@contextmanager
def _inputs(given: Iterable[Text]) -> "Iterator[list[Input]]":
    """The texts as files under names of ours: theirs name the sources alone."""
    from ingest.read.inputs import Input

    with tempfile.TemporaryDirectory(prefix="zhengmai-texts-") as folder:
        inputs = []
        for place, one in enumerate(given):
            path = Path(folder) / f"{place}"
            path.write_bytes(one.data)
            inputs.append(Input(one.name, path))
        yield inputs


def _stopped_error(stopped: StoppedError, seconds: int) -> IntakeError:
    if stopped.reason == "room":
        return IntakeError("the explorer is busy: wait a little and try again", "系统正忙，请稍后再试")
    return IntakeError(
        f"reading was stopped, for it took more than {seconds} s or {_MEMORY >> 30} GB of memory; the store is as it was",
        f"读取超过 {seconds} 秒或 {_MEMORY >> 30} GB 内存，已停止；图库没有变化",
    )


Changes = Mapping[str, tuple[frozenset[str], frozenset[str], frozenset[str]]]
"""Name → the documents that go, those that come, and those that are read anew."""


def changes(kept: Mapping[str, Held], tried: Trial) -> Changes:
    """What replacing the texts that the store holds would change."""
    read = {name: frozenset(r.row.iri for r in tried.readings if r.source == name) for name in kept}
    return {
        name: (one.documents - read[name], read[name] - one.documents, one.documents & read[name])
        for name, one in kept.items()
    }
