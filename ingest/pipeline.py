"""Build a store from inputs: one named graph a source.

A file that cannot be read is reported as an issue, and its graph in the store is kept; the other files are built. Each process
holds one source in memory at a time.
"""

import json
import logging
import multiprocessing
import os
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyoxigraph as ox

from graph.derive.follow import Following
from graph.store import generations, originals
from graph.store.base import settle
from graph.store.endpoint import Endpoint, is_url
from graph.store.errors import GraphError
from graph.store.store import Store
from graph.store.view import View
from ingest.assemble.known import with_known
from ingest.assemble.numbering import numbered_issues
from ingest.extract.pipeline import OURS, Components, extractor, pipeline
from ingest.model import Issue, IssueSeverity
from ingest.read.decode import ReadError
from ingest.read.files import load
from ingest.read.inputs import Input
from ingest.read.known import front_matter
from ingest.read.normalize import normalize
from ingest.steps import parse
from ingest.triples import triples
from ontology.iri import Iris

_ISSUES = "issues.jsonl"
_LOG = logging.getLogger("zhengmai.build")


@dataclass(frozen=True, slots=True)
class Built:
    """The outcome of reading one source. triples: N-Triples; empty if the source could not be read. seconds: what the reading took."""

    name: str
    triples: bytes = field(repr=False)
    documents: int
    clauses: int
    characters: int
    issues: tuple[Issue, ...]
    seconds: float = field(default=0.0, compare=False)

    @property
    def failed(self) -> bool:
        return not self.triples


@dataclass(slots=True)
class Summary:
    """What a build did. failed: the names of inputs that could not be read; why: name → reason."""

    sources: int = 0
    documents: int = 0
    clauses: int = 0
    characters: int = 0
    issues: int = 0
    failed: list[str] = field(default_factory=list)
    why: dict[str, str] = field(default_factory=dict)

    def add(self, built: Built) -> None:
        self.sources += not built.failed
        self.documents += built.documents
        self.clauses += built.clauses
        self.characters += built.characters
        self.issues += len(built.issues)
        if built.failed:
            self.failed.append(built.name)
            self.why[built.name] = built.issues[0].message_en


def read_input(
    item: Input,
    iris: Iris,
    components: Components = OURS,
    pages: Callable[[int, int], None] | None = None,
    keep: Path | None = None,
) -> Built:
    """Read one input as far as it can be read. Never raises for what the input holds.

    components: the user's own, which run beside the extractors. pages: called with the pages done and all pages of a file that
    has pages. keep: the folder into which a file goes that was read (`graph.store.originals`).
    """
    begun = time.perf_counter()
    return replace(_read(item, iris, components, pages, keep), seconds=time.perf_counter() - begun)


def _read(
    item: Input, iris: Iris, components: Components, pages: Callable[[int, int], None] | None, keep: Path | None
) -> Built:
    try:
        data = item.read()
        loaded = load(data, item.name, pages)
        source = loaded.source
        if keep is not None:
            originals.keep(keep, data)
    except ReadError as error:
        return _failed(item.name, Issue(error.code, error.message_en, error.message_zh, IssueSeverity.ERROR))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        issue = Issue("unreadable", f"cannot be read: {reason}", f"无法读取：{reason}", IssueSeverity.ERROR)
        return _failed(item.name, issue)
    try:
        normalized = normalize(source)
        publication = parse(normalized, extractor(components))
        publication = replace(publication, issues=(*loaded.issues, *publication.issues))
        publication = with_known(publication, [front_matter(source.text, source.name), *item.known()], normalized.text)
        publication = replace(publication, issues=numbered_issues(publication.issues))
        written = ox.serialize(triples(normalized, publication, iris), format=ox.RdfFormat.N_TRIPLES)
        assert written is not None
    except MemoryError:
        return _failed(item.name, OUT_OF_MEMORY)
    except Exception as error:  # a fault of ours must not stop the build of the other inputs
        what = "; ".join([f"{type(error).__name__}: {error}", *getattr(error, "__notes__", ())])
        return _failed(
            item.name,
            Issue(
                "fault",
                f"zhengmai failed on this text ({what}); please report it with the text",
                f"程序在读取此文本时出错（{what}），请连同文本一并报告",
                IssueSeverity.ERROR,
                traceback=traceback.format_exc(),
            ),
        )
    clauses = sum(len(part.clauses) for document in publication.documents for part in document.components)
    return Built(source.name, written, len(publication.documents), clauses, len(source.text), publication.issues)


OUT_OF_MEMORY = Issue(
    "out-of-memory",
    "this text needs more memory than there is; split it",
    "读取此文本所需内存不足，请拆分",
    IssueSeverity.ERROR,
)
WORKER_DIED = Issue(
    "worker-died",
    "the process that read this text died, perhaps for want of memory; split the text, or build with fewer --jobs",
    "读取此文本的进程异常终止，可能是内存不足；请拆分文本，或减少 --jobs",
    IssueSeverity.ERROR,
)


def _failed(name: str, issue: Issue) -> Built:
    return Built(name, b"", 0, 0, 0, (issue,))


def build(
    inputs: Iterable[Input],
    store: Path | str,
    *,
    iris: Iris | None = None,
    jobs: int = 1,
    components: Components = OURS,
    progress: Callable[[Built], None] | None = None,
    pages: Callable[[int, int], None] | None = None,
    keep_originals: bool | None = None,
) -> Summary:
    """Read the inputs into the store at `store`, replacing the graphs of sources of the same name and no others.

    store: a folder, or the URL of an endpoint. jobs: how many processes read. components: the user's own spaCy components.
    progress: called after each input. pages: called with the pages done and all pages of the file that is read, if one process
    reads. keep_originals: keep the files with the store, for showing their pages; by default if the store keeps those that it has.

    Issues of this build are written to `issues_path(store)` as JSON lines. Raises ComponentError before anything is read if a
    component is missing, and `graph.store.errors.StoreError`. The logger `zhengmai.build` is told of each input with its seconds.
    """
    begun = time.perf_counter()
    _LOG.info("build into %s begins", store)
    try:
        summary = _build(inputs, store, settle(store, iris), jobs, components, progress, pages, keep_originals)
    except BaseException as error:
        _LOG.info("build into %s failed: %r", store, error, exc_info=not isinstance(error, GraphError))
        raise
    told = f"{summary.sources} sources, {len(summary.failed)} not read, {summary.issues} issues"
    _LOG.info("build into %s is published: %s, %.1f s", store, told, time.perf_counter() - begun)
    return summary


def _build(
    inputs: Iterable[Input],
    store: Path | str,
    iris: Iris,
    jobs: int,
    components: Components,
    progress: Callable[[Built], None] | None,
    pages: Callable[[int, int], None] | None,
    keep_originals: bool | None,
) -> Summary:
    if components != OURS:
        pipeline(components)
    summary = Summary()
    lines: list[str] = []
    keep = None if is_url(store) else originals.kept(store)
    if keep is not None and not (keep.is_dir() if keep_originals is None else keep_originals):
        keep = None
    with Store.update(store, iris.base) as update:
        following = Following(update, iris)
        for built in _read_all(inputs, iris, jobs, components, pages, keep):
            summary.add(built)
            _log(built)
            lines += [_json_line(built.name, issue) for issue in built.issues]
            if not built.failed:
                following.changing(iris.source(built.name))
                update.replace_graph(iris.source(built.name), built.triples)
            if progress:
                progress(built)
        following.settle()
        update.enclose(_ISSUES, "".join(lines).encode())
        digests = _digests(update)
    if not is_url(store):
        originals.prune(originals.kept(store), digests)
    return summary


def remove(sources: Iterable[str], store: Path | str, iris: Iris | None = None) -> None:
    """Take sources (relative names) out of the store, with all that they alone said or named. Raises StoreError."""
    iris = settle(store, iris)
    with Store.update(store, iris.base) as update:
        following = Following(update, iris)
        for name in sources:
            following.changing(iris.source(name))
            update.remove_graph(iris.source(name))
        following.settle()
        digests = _digests(update)
    if not is_url(store):
        originals.prune(originals.kept(store), digests)


def _log(built: Built) -> None:
    """Write a line for an input. Its name comes from a file's name, so it is quoted: no line break in it begins a line of the log."""
    if built.failed:
        reason = built.issues[0]
        trace = f"\n{reason.traceback.rstrip()}" if reason.traceback else ""
        _LOG.info("%r not read: %r, %.2f s%s", built.name, reason.message_en, built.seconds, trace)
    else:
        read = f"{built.documents} documents, {built.characters} characters, {len(built.issues)} issues"
        _LOG.info("%r read: %s, %.2f s", built.name, read, built.seconds)


def _digests(view: View) -> set[str]:
    """Return the SHA-256 of every source, so that the originals of others can be removed once the build is published."""
    return {row["sha"].value for row in view.select("SELECT ?sha WHERE { ?source zm:sha256 ?sha }")}


_PRELOADED = [__name__, "ingest.preloaded"]


def _read_all(
    inputs: Iterable[Input],
    iris: Iris,
    jobs: int,
    components: Components,
    pages: Callable[[int, int], None] | None,
    keep: Path | None,
) -> Iterator[Built]:
    if jobs <= 1:
        yield from (read_input(item, iris, components, pages, keep) for item in inputs)
        return
    # Workers are forked from a server process that has loaded once what reading needs. Workers forked from this process would hold
    # the store's lock and survive a build that is killed.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)

    def pool(size: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(size, mp_context=context, initializer=_end_with_parent)

    # The queue is bounded, so that results do not pile up in memory.
    waiting: deque[tuple[Input, Future[Built]]] = deque()
    left = iter(inputs)
    workers = pool(jobs)
    try:
        while True:
            while len(waiting) < jobs * 4 and (item := next(left, None)) is not None:
                waiting.append((item, _submitted(workers, item, iris, components, keep)))
            if not waiting:
                break
            item, future = waiting.popleft()
            try:
                yield future.result()
            except BrokenProcessPool:
                # A dead worker breaks the whole pool. Read what was waiting again, one input at a time: so the one that kills
                # its worker is known.
                workers.shutdown(cancel_futures=True)
                workers = pool(1)
                suspects = [item, *(other for other, _ in waiting)]
                waiting.clear()
                for suspect in suspects:
                    try:
                        yield _submitted(workers, suspect, iris, components, keep).result()
                    except BrokenProcessPool:
                        yield _failed(suspect.name, WORKER_DIED)
                        workers.shutdown()
                        workers = pool(1)
                workers.shutdown()
                workers = pool(jobs)
    finally:
        workers.shutdown(cancel_futures=True)


def _submitted(
    workers: ProcessPoolExecutor, item: Input, iris: Iris, components: Components, keep: Path | None
) -> Future[Built]:
    """Hand an input to a pool; if the pool is already broken, the future says so."""
    try:
        return workers.submit(read_input, item, iris, components, None, keep)
    except BrokenProcessPool as error:
        broken: Future[Built] = Future()
        broken.set_exception(error)
        return broken


def _end_with_parent() -> None:
    """End this worker when the process of its build ends."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def issues_path(store: Path | str) -> Path:
    """Return the path of the issues of the last build: in the store, beside its generation, as `gen-<n>.issues.jsonl`.

    For an endpoint in the working folder, named by host and port. Raises StoreError where there is no store.
    """
    if is_url(store):
        return Path(f"{Endpoint.parse(str(store)).name}.{_ISSUES}")
    generations.check(Path(store))
    generation = generations.current(Path(store))
    return generations.beside(generation or Path(store) / "gen-0", _ISSUES)


def _json_line(source: str, issue: Issue) -> str:
    record: dict[str, object] = {
        "source": source,
        "code": issue.code,
        "severity": str(issue.severity),
        "message": issue.message_en,
        "message_zh": issue.message_zh,
        "start": issue.span.start if issue.span else None,
        "end": issue.span.end if issue.span else None,
    }
    if issue.traceback:
        record["traceback"] = issue.traceback
    return json.dumps(record, ensure_ascii=False) + "\n"
