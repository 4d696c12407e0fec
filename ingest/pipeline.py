"""Build a store from inputs: one named graph a source.

A file that cannot be read is reported as an issue, and its graph in the store is kept; the other files are built. Each process
keeps one source in memory at a time.
"""

import json
import logging
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from graph.derive.changes import NAME as CHANGES
from graph.derive.changes import read as read_changes
from graph.derive.follow import Following
from graph.records.sources import list_digests, list_names
from graph.store import earlier, generations, originals
from graph.store.base import choose_base
from graph.store.endpoint import Endpoint, is_url
from graph.store.errors import GraphError, StoreError
from graph.store.remoteupdate import RemoteUpdate
from graph.store.store import Store
from graph.store.update import Update
from graph.store.view import View
from ingest.extract.pipeline import OURS, Components, pipeline
from ingest.garbage import rarely_collected
from ingest.model import Issue
from ingest.read.inputs import Input
from ingest.reading import Built, read_input
from ingest.remaining import Remaining
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


@dataclass(slots=True)
class TakenBack:
    """The result of taking back a build, for each of its sources. left: those that stay, each with the later build that read another
    file of it, 0 where what it said before is not kept any more."""

    removed: list[str] = field(default_factory=list)
    restored: list[str] = field(default_factory=list)
    left: dict[str, int] = field(default_factory=dict)


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
        digests = _digests(update, store)
    _prune(store, digests)
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


def remove(sources: Iterable[str], store: Path | str, iris: Iris | None = None) -> None:
    """Take sources (relative names) out of the store, with all that they alone said or named, now and before. Raises StoreError."""
    iris = choose_base(store, iris)
    with _removing(store, iris) as update:
        digests = _change(update, sources, (), iris)
    _prune(store, digests)


def take_back(build: int, store: Path, iris: Iris | None = None) -> TakenBack:
    """Undo one build: remove the sources that it added, and restore the earlier triples of those that it replaced.

    build: its number in `graph.derive.changes`. A source of which a later build has read another file stays as that has it. Raises
    StoreError, also for a number that no kept build has.
    """
    iris = choose_base(store, iris)
    done = TakenBack()
    restored: list[tuple[earlier.SourceRecord, bytes]] = []
    with _removing(store, iris) as update:
        records, held = earlier.read(store), list_names(update)
        for record in _of_build(build, records, held, store):
            said = earlier.reading(store, record) if record.was else None
            if later := records.read_since(record):
                done.left[record.source] = later
            elif said is not None:
                restored.append((record, said))
            elif record.was:
                done.left[record.source] = 0
            else:
                done.removed.append(record.source)
        digests = _change(update, done.removed, restored, iris)
    done.restored += [record.source for record, _ in restored]
    _prune(store, digests)
    return done


@contextmanager
def _removing(store: Path | str, iris: Iris) -> Iterator[Update | RemoteUpdate]:
    """Update a store; where the block removes something, bring the kept catalogues up to date once that is published."""
    with ExitStack() as stack:
        followed = None
        with Store.update(store, iris.base) as update:
            yield update
            if isinstance(update, Update) and update.forgets:
                from graph.records.following import Followed
                from graph.records.prepared import CATALOGUES

                followed = stack.enter_context(Followed(update, CATALOGUES))
        if followed is not None:
            followed.follow()


def _of_build(
    build: int, records: earlier.SourceRecords, held: Collection[str], store: Path
) -> list[earlier.SourceRecord]:
    """Return what a build did with sources. Raises StoreError."""
    if found := records.of_build(build):
        return found
    generation = generations.current(store)
    known = {one.number: one for one in read_changes(generations.beside(generation, CHANGES))} if generation else {}
    if build not in known:
        raise StoreError(
            f"build {build}: not among those that are kept; `zhengmai changed` lists them",
            f"第 {build} 次构建：没有留存的记录，请用 zhengmai changed 查看",
        )
    if known[build].first and (found := records.of_first(build, held)):
        return found
    raise StoreError(
        f"build {build}: nothing of it is left to take back: its sources are removed, it was a decision (`zhengmai review undo`), or it "
        "is too old",
        f"第 {build} 次构建：已没有可撤回的内容：其来源已移除，或者它是一次核对决定（zhengmai review undo），或者年代过久",
    )


def _change(
    update: Update | RemoteUpdate,
    removed: Iterable[str],
    restored: Collection[tuple[earlier.SourceRecord, bytes]],
    iris: Iris,
) -> set[str]:
    """Remove sources (by name), and let others say again what they said before; return the SHA-256 of the files of all."""
    with earlier.Earlier(update, iris) as changed:
        following = Following(update, iris)
        for name in removed:
            following.changing(iris.source(name))
            changed.remove(name)
        for record, said in restored:
            following.changing(iris.source(record.source))
            changed.restore(record, said)
        changed.record(following.settle())
    return _digests(update, update.path if isinstance(update, Update) else "")


def _prune(store: Path | str, digests: set[str]) -> None:
    """Remove what the store keeps of sources that neither it nor a build that can be taken back has. digests: of its files."""
    if not is_url(store):
        originals.prune(originals.kept(store), digests | earlier.prune(Path(store)))


def _log(built: Built) -> None:
    """Write a line for an input. Its name comes from a file's name, so it is quoted: no line break in it begins a line of the log."""
    if built.failed:
        reason = built.issues[0]
        trace = f"\n{reason.traceback.rstrip()}" if reason.traceback else ""
        _LOG.info("%r not read: %r, %.2f s%s", built.name, reason.message_en, built.seconds, trace)
    else:
        read = f"{built.documents} documents, {built.characters} characters, {len(built.issues)} issues"
        _LOG.info("%r read: %s, %.2f s", built.name, read, built.seconds)


def _digests(view: View, store: Path | str) -> set[str]:
    """Return the SHA-256 of every source, so that the originals of others can be removed once the build is published; nothing where the
    store keeps none."""
    if not store or is_url(store) or not originals.kept(store).is_dir():
        return set()
    return list_digests(view)


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
