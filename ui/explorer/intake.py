"""Read uploaded texts on trial, to show what they contain; then build them into the store.

Texts are hostile, so both run in a subprocess with limits of time and memory. Only that subprocess imports `ingest`; no other
part of the explorer does.
"""

import logging
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from graph.records.card import DocumentCard, read_card
from graph.records.documents import DocumentRow, list_documents
from graph.records.findings import FindingRow
from graph.records.identity import Identity, build_identity
from graph.records.references import Relations, read_relations
from graph.records.sources import ReadSource, list_read
from graph.records.tasks import read_work
from graph.records.work import Work
from graph.store.bounded import StoppedError, run_in_subprocess
from ontology.iri import Iris
from ui.explorer.findings import rows as finding_rows
from ui.explorer.uploads import IntakeError, Text
from ui.logs import log_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.read.inputs import Input

_LOG = logging.getLogger("zhengmai.build")
_TRIAL, _BUILD = 180, 1800  # seconds
_MEMORY = 3 * 2**30


@dataclass(frozen=True, slots=True)
class DocumentPreview:
    """One document as the store would contain it. source: the name of its text."""

    row: DocumentRow
    source: str
    card: DocumentCard
    relations: Relations
    work: Work


@dataclass(frozen=True, slots=True)
class UnreadText:
    """A text that could not be read, or an issue of the reader that concerns a text but none of its documents."""

    name: str
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Trial:
    """The result of reading uploaded texts alone, without the texts that the store contains. findings: worst first."""

    documents: tuple[DocumentPreview, ...]
    unread: tuple[UnreadText, ...]
    remarks: tuple[UnreadText, ...]
    findings: tuple[FindingRow, ...]

    def findings_of(self, row: DocumentRow) -> tuple[FindingRow, ...]:
        """Return the findings about the document and about its references and tasks, which carry the document's name as label."""
        names = {row.number or row.title, row.title} - {""}
        return tuple(
            found
            for found in self.findings
            if (found.document.iri == row.iri if found.document else found.finding.label in names)
        )

    def other_findings(self) -> tuple[FindingRow, ...]:
        """Return the findings that concern none of the documents."""
        own = {id(found) for preview in self.documents for found in self.findings_of(preview.row)}
        return tuple(found for found in self.findings if id(found) not in own)


_ABSENT = "dangling-target"
"""The shape that finds what is cited and has no text."""


def compared(tried: Trial, who: Identity) -> tuple[Trial, Mapping[str, str]]:
    """Compare a trial with the store: what its texts cite may be there.

    who: of the store. Return the trial without findings that a text of the store refutes, and for each document that is cited and
    that no text of the trial prints, what the store calls it: IRI of the trial → IRI of the store, empty where the store does not know it.
    """
    own = {preview.row.iri for preview in tried.documents}
    known: dict[str, str] = {}
    for row in (row for preview in tried.documents for row in preview.relations.outgoing):
        if row.iri and row.iri not in own:
            iri = who.canonical(row.iri)
            known[row.iri] = iri if who.row(iri) is not None else who.find(row.number or row.title).only or ""
    absent = (found for found in tried.findings if found.finding.name == _ABSENT)
    refuted = {id(found) for found in absent if known.get(found.finding.focus) in who.published}
    return replace(tried, findings=tuple(one for one in tried.findings if id(one) not in refuted)), known


def trial(given: Sequence[Text], iris: Iris | None = None) -> Trial:
    """Read the texts into a temporary store, which is deleted, and return what it contained.

    iris: of the store into which they may be built later (`graph.store.base.choose_base`), so that the documents have the same IRIs.
    Raises IntakeError for a limit of time or memory.
    """
    folder = tempfile.mkdtemp(prefix="zhengmai-trial-")
    try:
        return run_in_subprocess(_trial, folder, tuple(given), iris or Iris(), seconds=_TRIAL, memory=_MEMORY)
    except StoppedError as stopped:
        raise _stopped_error(stopped, _TRIAL) from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def build(
    store: str, given: Sequence[Text], log: str | None = None, keep_originals: bool | None = None
) -> tuple[str, ...]:
    """Build the texts into the store and return the IRIs of their documents. log: the file in which the build is logged.

    keep_originals: keep the files with the store, for showing their pages; by default if the store keeps those that it has.

    Raises StoreError while another build runs or where the disk is full, IntakeError for a limit of time or memory. The store
    is unchanged after an error.
    """
    try:
        return run_in_subprocess(_build, store, tuple(given), log, keep_originals, seconds=_BUILD, memory=_MEMORY)
    except StoppedError as stopped:
        if log:
            log_to(log)
            _LOG.info("build of %s from the explorer was stopped: %s", store, stopped.reason)
        raise _stopped_error(stopped, _BUILD) from None


def _trial(folder: str, given: tuple[Text, ...], iris: Iris) -> Trial:
    """Do the work of `trial`, in the subprocess."""
    from graph.store.store import Store
    from ingest.pipeline import build as run
    from ingest.reading import Built
    from shapes.validate import validate

    built: list[Built] = []
    place = Path(folder) / "store"
    with _inputs(given) as inputs:
        run(inputs, place, iris=iris, progress=built.append)
    names = {iris.source(text.name): text.name for text in given}
    with Store.open(place) as view:
        rows = list_documents(view)
        who = build_identity(view, rows)
        previews = []
        for source, name in names.items():
            for iri in sorted(list_read(view, [name]).get(name, ReadSource(frozenset(), "")).documents):
                shown = read_card(view, iri, source)
                if shown is not None:
                    done = read_work(view, iri, source)
                    previews.append(
                        DocumentPreview(who.published[iri], name, shown, read_relations(view, iri, who), done)
                    )
        findings = finding_rows(view, validate(view.graph()), rows)
    unread, remarks = [], []
    for one in built:
        issues = [UnreadText(one.name, issue.message_en, issue.message_zh) for issue in one.issues]
        if one.failed:
            unread += issues
        else:
            remarks += issues
    # An issue that concerns a document is shown there.
    noted = {(preview.source, note.zh) for preview in previews for note in preview.card.notes}
    remarks = [remark for remark in remarks if (remark.name, remark.zh) not in noted]
    previews.sort(key=lambda preview: (preview.source, _position(preview.card), preview.card.iri))
    return Trial(tuple(previews), tuple(unread), tuple(remarks), findings)


def _position(shown: DocumentCard) -> int:
    """Return the offset of a document's first evidence in its source. Documents are sorted by it, in printed order."""
    places = [fact.evidence.source_start for fact in shown.facts if fact.evidence]
    return min((place for place in places if place >= 0), default=0)


def _build(store: str, given: tuple[Text, ...], log: str | None, keep: bool | None) -> tuple[str, ...]:
    """Do the work of `build`, in the subprocess."""
    from graph.store.store import Store
    from ingest.pipeline import build as run

    if log:
        log_to(log)
    with _inputs(given) as inputs:
        run(inputs, store, keep_originals=keep)
    with Store.open(store) as view:
        kept = list_read(view, [text.name for text in given])
    return tuple(sorted({iri for one in kept.values() for iri in one.documents}))


@contextmanager
def _inputs(given: Iterable[Text]) -> "Iterator[list[Input]]":
    """Write the texts to files with safe names of our own. A text's own name becomes only the name of its source."""
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
"""Name of a text → IRIs of the documents that are removed, that are added, and that are read again."""


def changes(kept: Mapping[str, ReadSource], tried: Trial) -> Changes:
    """Return what would change if the texts replaced those of the same names in the store."""
    read = {name: frozenset(r.row.iri for r in tried.documents if r.source == name) for name in kept}
    return {
        name: (one.documents - read[name], read[name] - one.documents, one.documents & read[name])
        for name, one in kept.items()
    }
