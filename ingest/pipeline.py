"""Build: inputs to a store, one named graph a source.

A file that cannot be read is an issue, and what the store held of it stays; the good files are built. Memory holds one
source at a time (one a worker), whatever their number.
"""

import json
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyoxigraph as ox

from graph.derive.derive import derive
from graph.store.endpoint import Endpoint, is_url
from graph.store.store import Store
from ingest.model import Issue, Severity
from ingest.publication import publish
from ingest.read.decode import ReadError
from ingest.read.files import load
from ingest.read.inputs import Input
from ingest.reading import read
from ingest.triples import triples
from ontology.iri import Iris
from ontology.material import ontology_triples


@dataclass(frozen=True, slots=True)
class Built:
    """One source, read. triples: N-Triples; empty where the source could not be read."""

    name: str
    triples: bytes = field(repr=False)
    documents: int
    clauses: int
    characters: int
    issues: tuple[Issue, ...]

    @property
    def failed(self) -> bool:
        return not self.triples


@dataclass(slots=True)
class Summary:
    """What a build did. failed: the names of inputs that could not be read; why: the reason of each."""

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


def read_input(item: Input, iris: Iris) -> Built:
    """Read one input as far as it can be read. Never raises for what the input holds."""
    try:
        loaded = load(item.read(), item.name)
        source = loaded.source
    except ReadError as error:
        return _failed(item.name, Issue(error.code, error.message_en, error.message_zh, Severity.ERROR))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        issue = Issue("unreadable", f"cannot be read: {reason}", f"无法读取：{reason}", Severity.ERROR)
        return _failed(item.name, issue)
    try:
        reading = read(source)
        publication = publish(reading)
        publication = replace(publication, issues=(*loaded.issues, *publication.issues))
        data = ox.serialize(triples(reading, publication, iris), format=ox.RdfFormat.N_TRIPLES)
        assert data is not None
    except Exception as error:  # a fault of ours must not cost the other inputs their build
        what = f"{type(error).__name__}: {error}"
        return _failed(
            item.name,
            Issue(
                "fault",
                f"zhengmai failed on this text ({what}); please report it with the text",
                f"程序在读取此文本时出错（{what}），请连同文本一并报告",
                Severity.ERROR,
            ),
        )
    clauses = sum(len(part.clauses) for document in publication.documents for part in document.components)
    return Built(source.name, data, len(publication.documents), clauses, len(source.text), publication.issues)


def _failed(name: str, issue: Issue) -> Built:
    return Built(name, b"", 0, 0, 0, (issue,))


def build(
    inputs: Iterable[Input],
    store: Path | str,
    *,
    iris: Iris | None = None,
    jobs: int = 1,
    progress: Callable[[Built], None] | None = None,
) -> Summary:
    """Read the inputs into the store at `store`, replacing the graphs of sources of the same name and no others.

    store: a folder, or the URL of an endpoint.

    Issues are written as JSON lines to `issues_path(store)`, those of this build. Raises `graph.store.errors.StoreError`.
    """
    iris = iris or Iris()
    summary = Summary()
    lines: list[str] = []
    with Store.update(store) as update:
        for built in _read_all(inputs, iris, jobs):
            summary.add(built)
            lines += [_json_line(built.name, issue) for issue in built.issues]
            if not built.failed:
                update.replace_graph(iris.source(built.name), built.triples)
            if progress:
                progress(built)
        update.replace_graph(iris.graph("derived"), derive(update, iris.base))
        named = update.select("SELECT DISTINCT ?place WHERE { ?thing eli:jurisdiction|zm:place ?place }")
        update.replace_graph(iris.graph("ontology"), ontology_triples(row["place"].value for row in named))
    issues_path(store).write_text("".join(lines), encoding="utf-8")
    return summary


def _read_all(inputs: Iterable[Input], iris: Iris, jobs: int) -> Iterator[Built]:
    if jobs <= 1:
        yield from (read_input(item, iris) for item in inputs)
        return
    # Spawned, not forked: a forked worker would hold the store's lock, and outlive a build that is killed.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_end_with_parent) as pool:
        # A bounded queue: results wait for the store, not the store for all results.
        waiting: deque[Future[Built]] = deque()
        for item in inputs:
            waiting.append(pool.submit(read_input, item, iris))
            if len(waiting) >= jobs * 4:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _end_with_parent() -> None:
    """A worker whose build is killed has nobody to read for, and ends."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def issues_path(store: Path | str) -> Path:
    """Where a build writes its issues: beside the store; of an endpoint in this folder, under its host and port."""
    if is_url(store):
        return Path(f"{Endpoint.parse(str(store)).name}.issues.jsonl")
    store = Path(store).resolve()  # `.` has no name of its own
    return store.with_name(f"{store.name}.issues.jsonl")


def _json_line(source: str, issue: Issue) -> str:
    record = {
        "source": source,
        "code": issue.code,
        "severity": str(issue.severity),
        "message": issue.message_en,
        "message_zh": issue.message_zh,
        "start": issue.span.start if issue.span else None,
        "end": issue.span.end if issue.span else None,
    }
    return json.dumps(record, ensure_ascii=False) + "\n"
