"""Take sources out of a store, or take back a build; drop the files that a store keeps of sources that it no longer has."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from graph.derive.changes import NAME as CHANGES
from graph.derive.changes import read as read_changes
from graph.derive.follow import Following
from graph.records.sources import list_digests, list_names
from graph.store import earlier, generations, originals
from graph.store.base import choose_base
from graph.store.endpoint import is_url
from graph.store.errors import StoreError
from graph.store.remoteupdate import RemoteUpdate
from graph.store.store import Store
from graph.store.update import Update
from graph.store.view import View
from ontology.iri import Iris


@dataclass(slots=True)
class TakenBack:
    """The result of taking back a build, for each of its sources. left: those that stay, each with the later build that read another
    file of it, 0 where what it said before is not kept any more."""

    removed: list[str] = field(default_factory=list)
    restored: list[str] = field(default_factory=list)
    left: dict[str, int] = field(default_factory=dict)


def remove(sources: Iterable[str], store: Path | str, iris: Iris | None = None) -> None:
    """Take sources (relative names) out of the store, with all that they alone said or named, now and before. Raises StoreError."""
    iris = choose_base(store, iris)
    with _removing(store, iris) as update:
        digests = _change(update, sources, (), iris)
    prune(store, digests)


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
    prune(store, digests)
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
    return digests_of(update, update.path if isinstance(update, Update) else "")


def prune(store: Path | str, digests: set[str]) -> None:
    """Remove what the store keeps of sources that neither it nor a build that can be taken back has. digests: of its files."""
    if not is_url(store):
        originals.prune(originals.kept(store), digests | earlier.prune(Path(store)))


def digests_of(view: View, store: Path | str) -> set[str]:
    """Return the SHA-256 of every source, so that the originals of others can be removed once the build is published; nothing where the
    store keeps none."""
    if not store or is_url(store) or not originals.kept(store).is_dir():
        return set()
    return list_digests(view)
