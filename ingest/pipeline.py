"""Build a store from inputs: one named graph a source.

A file that cannot be read is reported as an issue, and its graph in the store is kept; the other files are built. Each process
keeps one source in memory at a time.
"""

import json
import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from graph.derive.follow import Following
from graph.store import earlier, generations, originals
from graph.store.base import choose_base
from graph.store.endpoint import Endpoint, is_url
from graph.store.errors import GraphError
from graph.store.store import Store
from ingest.extract.pipeline import OURS, Components, pipeline
from ingest.garbage import rarely_collected
from ingest.model import Issue
from ingest.read.inputs import Input
from ingest.reading import Built, read_input
from ingest.remaining import Remaining
from ingest.removal import digests_of, prune
from ingest.workers import Here, Processes, Readers, read_all
from ontology.iri import Iris

_ISSUES_FILE = "issues.jsonl"
_LOG = logging.getLogger("zhengmai.build")


@dataclass(slots=True)
class Summary:
    """The result of a build. failed: the names of inputs that could not be read; why: name → reason. replaced: the names under which the
    store contained another file before."""

    sources: int = 0
    documents: int = 0
    clauses: int = 0
    characters: int = 0
    issues: int = 0
    failed: list[str] = field(default_factory=list)
    why: dict[str, str] = field(default_factory=dict)
    replaced: list[str] = field(default_factory=list)

    def add(self, built: Built) -> None:
        self.sources += not built.failed
        self.documents += built.documents
        self.clauses += built.clauses
        self.characters += built.characters
        self.issues += len(built.issues)
        if built.failed:
            self.failed.append(built.name)
            self.why[built.name] = built.issues[0].message_en


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
    cluster: str = "",
) -> Summary:
    """Read the inputs into the store at `store`, replacing the graphs of sources of the same name and no others.

    store: a folder, or the URL of an endpoint. jobs: how many processes read. components: the user's own spaCy components.
    progress: called after each input. pages: called with the pages done and all pages of the file that is read, if one process
    reads. keep_originals: keep the files with the store, for showing their pages; by default if the store keeps those that it has.
    cluster: the address of a Dask scheduler whose workers read, or `local` for one on this machine with `jobs` workers.

    Issues of this build are written to `issues_path(store)` as JSON lines. The logger `zhengmai.build` gets a message for each input with
    its seconds. Raises before anything is read: ComponentError if a component is missing, ClusterError if a cluster does not answer;
    and `graph.store.errors.StoreError`.
    """
    begun = time.perf_counter()
    _LOG.info("build into %s begins", store)
    try:
        with rarely_collected():
            summary = _build(
                inputs, store, choose_base(store, iris), jobs, components, progress, pages, keep_originals, cluster
            )
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
    cluster: str,
) -> Summary:
    if components != OURS:
        pipeline(components)
    summary = Summary()
    lines: list[str] = []
    keep = None if is_url(store) else originals.kept(store)
    if keep is not None and not (keep.is_dir() if keep_originals is None else keep_originals):
        keep = None
    read = partial(read_input, iris=iris, components=components)
    with (
        _readers(read, jobs, cluster, pages, keep) as readers,
        Store.update(store, iris.base, aside=jobs > 1 or bool(cluster)) as update,
        earlier.Earlier(update, iris) as sources,
    ):
        following = Following(update, iris, readers.helper.begin if readers.helper else None)
        remaining = Remaining(inputs)
        for built in read_all(inputs, readers):
            summary.add(built)
            _log(built)
            lines += [_json_line(built.name, issue) for issue in built.issues]
            update.expect(remaining.after(built))
            if not built.failed:
                following.changing(iris.source(built.name), built.triples)
                if sources.replace(built.name, built.triples):
                    summary.replaced.append(built.name)
            if progress:
                progress(built)
        readers.close()  # what follows may need their memory
        sources.record(following.settle())
        update.enclose(_ISSUES_FILE, "".join(lines).encode())
        digests = digests_of(update, store)
    prune(store, digests)
    return summary


def _readers(
    read: "partial[Built]", jobs: int, cluster: str, pages: Callable[[int, int], None] | None, keep: Path | None
) -> Readers:
    """Return who reads. Raises ClusterError."""
    if cluster:
        from ingest.cluster import Cluster

        return Cluster(read, cluster, jobs, keep)
    read = partial(read, keep=keep)
    return Processes(read, jobs) if jobs > 1 else Here(partial(read, pages=pages))


def _log(built: Built) -> None:
    """Write a line for an input. Its name comes from a file's name, so it is quoted: no line break in it begins a line of the log."""
    if built.failed:
        reason = built.issues[0]
        trace = f"\n{reason.traceback.rstrip()}" if reason.traceback else ""
        _LOG.info("%r not read: %r, %.2f s%s", built.name, reason.message_en, built.seconds, trace)
    else:
        read = f"{built.documents} documents, {built.characters} characters, {len(built.issues)} issues"
        _LOG.info("%r read: %s, %.2f s", built.name, read, built.seconds)


def issues_path(store: Path | str) -> Path:
    """Return the path of the issues of the last build: in the store, beside its generation, as `gen-<n>.issues.jsonl`.

    For an endpoint in the working folder, named by host and port. Raises StoreError where there is no store.
    """
    if is_url(store):
        return Path(f"{Endpoint.parse(str(store)).name}.{_ISSUES_FILE}")
    generations.check(Path(store))
    generation = generations.current(Path(store))
    return generations.beside(generation or Path(store) / "gen-0", _ISSUES_FILE)


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
