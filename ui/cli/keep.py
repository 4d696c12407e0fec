"""Commands that keep a store: a backup in one file, its restoring, the removal of what was read, and a copy in another engine."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.console import DEFAULT_STORE, StoreOption, UserError, chinese, login, printable
from ui.cli.see import nothing_found

if TYPE_CHECKING:
    from graph.records.identity import Identity


def register(app: typer.Typer) -> None:
    app.command()(backup)
    app.command()(restore)
    app.command()(remove)
    app.command()(load)


def backup(
    file: Annotated[Path, typer.Argument(help="The file to write: .tar, or compressed .tar.gz.", metavar="FILE")],
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Write a whole store into one file: graph, decisions, task states, issues, record of builds, originals, own questions, log.

    The store may be in use: what its last build published is written, every file compared with its checksum.
    """
    from graph.store.backup import back_up

    written = back_up(_folder(store), file)
    print(f"{store} ({written.generation}) → {file}: {written.files} files, {written.size:,} bytes")
    if written.missing:
        print(f"{written.missing} originals are not with the store; they are not in the backup")


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `backup` wrote.", metavar="FILE")],
    store: StoreOption = DEFAULT_STORE,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Also where the store holds something: its content is replaced as a whole."),
    ] = False,
) -> None:
    """Make a store from a backup, all of it or nothing. Who reads the store meanwhile goes on with what it held."""
    from graph.store.restoring import restore as run

    found = run(file, _folder(store), replace=replace, by=login())
    print(f"{file} → {store} ({found.generation}): {found.files} files, {found.size:,} bytes, as they were backed up")


def remove(
    names: Annotated[
        list[str] | None,
        typer.Argument(help="Sources by their names, or documents by number or title.", metavar="NAME…"),
    ] = None,
    build: Annotated[
        int | None,
        typer.Option(min=1, help="Instead, all that this build changed, by its number in `zhengmai changed`."),
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    whole: Annotated[
        bool,
        typer.Option(
            "--whole", help="Of a document whose source prints others, too: remove the source with all of them."
        ),
    ] = False,
) -> None:
    """Take sources out of a store, with all that they alone say. A document goes with the source that prints it.

    With `--build` one build is taken back: what it brought is removed, what it read anew says again what it said before. A source of
    which a later build has read another file stays, and is named (exit code 1).

    What is removed is gone from every answer, with what it said before earlier builds; docs/service.md shows what remains on the disk.
    Decisions on it are kept, and wait for the document to come back.
    """
    if bool(names) == (build is not None):
        raise UserError("name what is to be removed, or a build with --build N")
    if build is not None:
        _take_back(build, store)
        return
    _remove(names or [], store, whole)


def _take_back(build: int, store: str) -> None:
    from graph.store import audit
    from graph.store.endpoint import is_url
    from ingest.removal import take_back

    by = login()  # before the work: without a name nothing is done
    if is_url(store):
        raise UserError(f"--store {store}: an endpoint does not take builds back; give the folder of a store")
    done = take_back(build, Path(store))
    audit.note(store, "take-back", by, build=build, removed=done.removed, restored=done.restored)
    for name in done.removed:
        _print(f"removed {name}", f"已移除 {name}")
    for name in done.restored:
        _print(f"as before: {name}", f"已恢复原状：{name}")
    for name, later in done.left.items():
        if later:
            _print(
                f"not taken back: {name}: build {later} has read another file of it since",
                f"未撤回：{name}：其后第 {later} 次构建又读入了它的另一份文件",
            )
        else:
            _print(f"not taken back: {name}: what it said before is not kept", f"未撤回：{name}：此前的内容没有留存")
    if done.left:
        raise typer.Exit(1)


def _remove(names: list[str], store: str, whole: bool) -> None:
    from graph.records.identity import build_identity
    from graph.records.sources import list_read, printed_elsewhere
    from graph.store import audit
    from graph.store.store import Store
    from ingest.removal import remove as run

    by = login()  # before the work: without a name nothing is done
    with Store.open(store) as view:
        gone = {name: len(source.documents) for name, source in list_read(view, names).items()}
        who = build_identity(view) if len(gone) < len(set(names)) else None
        for name in names:
            if name in gone or who is None:
                continue
            document = _meant(who, name, store)
            for source, read in list_read(view, printed_elsewhere(view, [document], ()).get(document, ())).items():
                if len(read.documents) > 1 and not whole:
                    raise UserError(
                        f"{name}: {source} prints {len(read.documents) - 1} more documents; --whole removes it with all of them"
                    )
                gone[source] = len(read.documents)
    run(gone, store)
    audit.note(store, "remove", by, sources=list(gone))
    for source, count in gone.items():
        _print(f"removed {source} (documents: {count})", f"已移除 {source}（文件 {count} 份）")


def load(
    url: Annotated[
        str, typer.Argument(help="The query address of a SPARQL endpoint (docs/endpoint.md).", metavar="URL")
    ],
    store: StoreOption = DEFAULT_STORE,
    replace: Annotated[
        bool, typer.Option("--replace", help="Remove graphs of the endpoint that the store does not have.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")] = False,
) -> None:
    """Put a store into another engine, with all that follows from its sources: each named graph by the Graph Store Protocol, or by updates.

    A load that was stopped goes on where it was, and a later one sends only what has changed: what was sent is noted in
    `HOST-PORT.loaded.jsonl` in the current folder. From then on `--store URL` answers as the store does. Large stores are loaded faster by
    the engine's own loader, from `zhengmai export --format nq --parts N` (docs/scale.md).
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from graph.store.loading import load as run
    from graph.store.store import Store

    console = Console(stderr=True)
    columns = (TextColumn("loading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with (
        Store.open(store) as view,
        Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as bar,
    ):
        task = bar.add_task("")
        loaded = run(view, url, replace=replace, progress=lambda done, all: bar.update(task, completed=done, total=all))
    print(
        f"{store} → {url}: {loaded.triples:,} triples; graphs: {loaded.sent} sent, {loaded.kept} there already, "
        f"{loaded.removed} removed"
    )


def _print(english: str, in_chinese: str) -> None:
    """Print one line in the language that was asked for."""
    print(printable(in_chinese if chinese() else english))


def _meant(who: "Identity", name: str, store: str) -> str:
    """Return the IRI of the one published document that a number or title names. Raises UserError."""
    found = who.find(name)
    row = who.owner(found.only) if found.only else None
    if row is None:
        raise UserError(f"{name}: {nothing_found(who, found, store)}")
    return row.iri


def _folder(store: str) -> Path:
    from graph.store.endpoint import is_url

    if is_url(store):
        raise UserError(f"--store {store}: an endpoint has backups of its own; give the folder of a store")
    return Path(store)
