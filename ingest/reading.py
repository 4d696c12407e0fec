"""Read one input: from its bytes to the triples of its graph. Whatever it contains, the outcome is a `Built`, never an exception."""

import io
import time
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyoxigraph as ox

from graph.store import originals
from graph.store.ntriples import Lines
from ingest.assemble.known import with_known
from ingest.assemble.numbering import numbered_issues
from ingest.extract.pipeline import OURS, Components, extractor
from ingest.garbage import uncollected
from ingest.model import Issue, IssueSeverity, Publication
from ingest.model.known import KnownFacts
from ingest.read.decode import ReadError
from ingest.read.files import Loaded, load
from ingest.read.inputs import Input
from ingest.read.known import front_matter
from ingest.read.normalize import NormalizedText, normalize
from ingest.steps import parse
from ingest.triples import triples
from ontology.iri import Iris


@dataclass(frozen=True, slots=True)
class Built:
    """The outcome of reading one source. triples: empty if the source could not be read. seconds: what the reading took."""

    name: str
    triples: Lines = field(repr=False)
    documents: int
    clauses: int
    characters: int
    issues: tuple[Issue, ...]
    seconds: float = field(default=0.0, compare=False)

    @property
    def failed(self) -> bool:
        return not self.triples


def read_input(
    item: Input,
    iris: Iris,
    components: Components = OURS,
    pages: Callable[[int, int], None] | None = None,
    keep: Path | None = None,
) -> Built:
    """Read one input as far as it can be read. Never raises because of its content.

    components: the user's own, which run beside the extractors. pages: called with the pages done and all pages of a file that
    has pages. keep: the folder into which a file goes that was read (`graph.store.originals`).
    """
    begun = time.perf_counter()
    with uncollected():
        built = _read(item, iris, components, pages, keep)
    return replace(built, seconds=time.perf_counter() - begun)


def _read(
    item: Input, iris: Iris, components: Components, pages: Callable[[int, int], None] | None, keep: Path | None
) -> Built:
    try:
        data = item.read()
        loaded = load(data, item.name, pages)
        source = loaded.source
        if keep is not None:
            originals.keep(keep, data)
        normalized = normalize(source)
        publication = complete(loaded, normalized, parse(normalized, extractor(components)), item.known())
        written = serialize(normalized, publication, iris)
    except ReadError as error:
        return not_read(item.name, Issue(error.code, error.message_en, error.message_zh, IssueSeverity.ERROR))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        issue = Issue("unreadable", f"cannot be read: {reason}", f"无法读取：{reason}", IssueSeverity.ERROR)
        return not_read(item.name, issue)
    except MemoryError:
        return not_read(item.name, OUT_OF_MEMORY)
    except Exception as error:  # a fault of ours must not stop the build of the other inputs
        return not_read(item.name, _fault(error))
    clauses = sum(len(part.clauses) for document in publication.documents for part in document.components)
    return Built(source.name, written, len(publication.documents), clauses, len(source.text), publication.issues)


def _fault(error: Exception) -> Issue:
    """Return the issue of an exception that is being handled."""
    what = "; ".join([f"{type(error).__name__}: {error}", *getattr(error, "__notes__", ())])
    return Issue(
        "fault",
        f"zhengmai failed on this text ({what}); please report it with the text",
        f"程序在读取此文本时出错（{what}），请连同文本一并报告",
        IssueSeverity.ERROR,
        traceback=traceback.format_exc(),
    )


def complete(
    loaded: Loaded, normalized: NormalizedText, publication: Publication, known: Iterable[KnownFacts] = ()
) -> Publication:
    """Return a publication with the issues of its file's reader, and with what its front matter and other files know of it."""
    publication = replace(publication, issues=(*loaded.issues, *publication.issues))
    source = loaded.source
    publication = with_known(publication, [front_matter(source.text, source.name), *known], normalized.text)
    return replace(publication, issues=numbered_issues(publication.issues))


def serialize(normalized: NormalizedText, publication: Publication, iris: Iris) -> Lines:
    """Return the graph of a source as N-Triples."""
    output = io.BytesIO()  # written in pieces: the engine's own buffer would keep everything twice
    ox.serialize(triples(normalized, publication, iris), output, format=ox.RdfFormat.N_TRIPLES)
    return Lines(output.getbuffer())


OUT_OF_MEMORY = Issue(
    "out-of-memory",
    "this text needs more memory than there is; split it",
    "读取此文本所需内存不足，请拆分",
    IssueSeverity.ERROR,
)


def not_read(name: str, issue: Issue) -> Built:
    """Return the outcome of a source that could not be read."""
    return Built(name, Lines(), 0, 0, 0, (issue,))
