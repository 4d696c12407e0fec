"""Commands that write something: build a store, export from it."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ontology.enumerations import Language
from ontology.formats import ExportFormat
from ui.cli.console import DEFAULT_STORE, StoreOption, UserError, day_of, printable
from ui.logs import log_to

if TYPE_CHECKING:
    from ingest.pipeline import Summary


class Scheduler(StrEnum):
    """The place where a Dask cluster is started for a build."""

    LOCAL = "local"


def register(app: typer.Typer) -> None:
    app.command()(build)
    app.command()(verify)
    app.command()(compact)
    app.command()(export)


def build(
    paths: Annotated[
        list[str],
        typer.Argument(
            help="Files, folders, addresses of fsspec (`s3://…`), or `-` for standard input.", metavar="PATH…"
        ),
    ],
    store: StoreOption = DEFAULT_STORE,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            "-j",
            min=1,
            help="Processes that read at the same time; by default one a processor, and one alone where there is little to read.",
            metavar="INTEGER",
        ),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(
            help="Read on the workers of this Dask scheduler instead (docs/scale.md).", metavar="tcp://HOST:PORT"
        ),
    ] = None,
    scheduler: Annotated[
        Scheduler | None,
        typer.Option(help="Start a Dask cluster with --jobs workers on this machine, and read on it."),
    ] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress bar and no summary; failures are still said.")
    ] = False,
    base: Annotated[
        str | None,
        typer.Option(help="What the IRIs of a new store begin with; a store keeps the one that it has.", metavar="IRI"),
    ] = None,
    component: Annotated[
        list[str] | None,
        typer.Option(
            help="A spaCy factory of yours that runs behind our extractors; NAME=FACTORY in the place of one (docs/spacy.md).",
            metavar="[NAME=]FACTORY",
        ),
    ] = None,
    follow_links: Annotated[
        bool, typer.Option("--follow-links", help="Also read links that lead out of a given folder.")
    ] = False,
    code: Annotated[
        Path | None, typer.Option(help="A Python file that registers such factories.", metavar="FILE")
    ] = None,
    keep_originals: Annotated[
        bool | None,
        typer.Option(
            "--keep-originals/--leave-originals",
            help="Keep the files with the store, so that the explorer shows the pages that print the facts; by default as the "
            "store did before, a new store leaves them where they are.",
        ),
    ] = None,
    log: Annotated[
        str | None,
        typer.Option(
            help="A file for the log, `-` for standard error: a line for each file with its time, and the traceback of a fault.",
            metavar="FILE|-",
        ),
    ] = None,
) -> None:
    """Read files into a store: one named graph a file; a file built again replaces its own graph only.

    Texts (UTF-8, UTF-16 or GB18030; `.txt`, `.md`), web pages (html, mht), Word (docx, doc, wps, rtf), PDF and OFD, each known by
    its content. Surprising input is recorded in `STORE/gen-N.issues.jsonl`; a file that cannot be read is named there and the others are
    built (exit code 1). Files of other kinds in a folder are named by kind.
    """
    from graph.store.endpoint import is_url
    from ingest.jobs import processes, processors
    from ingest.read.inputs import survey

    if cluster and scheduler:
        raise UserError(f"--cluster {cluster}: the build reads on this one or on its own; leave out --scheduler")
    found = survey(paths, follow_links=follow_links)
    inputs = found.inputs
    jobs = jobs or (processors() if cluster or scheduler else processes(inputs))
    if jobs > 1 and not (cluster or scheduler):
        from ingest.workers import begin

        begin(jobs)
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from graph.records.rows import is_iri
    from ingest.extract.pipeline import Components
    from ingest.pipeline import build as run
    from ontology.iri import Iris

    if base is not None and not (is_iri(base) and base.endswith("/")):
        raise UserError(f"--base {base}: write an absolute IRI that ends in /, as https://example.org/")
    if keep_originals and is_url(store):
        raise UserError(
            "--keep-originals: an endpoint keeps no files; leave them, and give their folder to `zhengmai explore --originals`"
        )
    if log:
        log_to(log)
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as bar:
        task = bar.add_task("reading", total=len(inputs))
        components = Components(tuple(component or ()), code)

        def page(done: int, all: int) -> None:
            bar.update(task, description=f"reading p. {done}/{all}" if done < all else "reading")

        summary = run(
            inputs,
            store,
            iris=Iris(base) if base else None,
            jobs=jobs,
            components=components,
            progress=lambda built: bar.advance(task),
            pages=page,
            keep_originals=keep_originals,
            cluster=cluster or scheduler or "",
        )
    if not quiet:
        _report(summary, store, console)
        if summary.replaced:
            listed = f"{len(summary.replaced)} × a name that had other content before: {_first(summary.replaced)}"
            print(f"replaced: {listed}; if that was another document, build the folder above both")
        for kind, names in found.passed_over.items():
            print(f"passed over: {len(names)} × {kind}: {_first(names)}")
    for name in summary.failed:
        where = sys.stderr if quiet else sys.stdout
        print(f"not read: {printable(name)}: {printable(summary.why[name])}", file=where)
    if summary.failed:
        raise typer.Exit(1)


def _first(names: Sequence[str]) -> str:
    """Return the first names of a list, printable, with … for the others."""
    return printable(", ".join(names[:3])) + (", …" if len(names) > 3 else "")


def _report(summary: "Summary", store: str, console: "object") -> None:
    from ingest.pipeline import issues_path

    print(
        f"{summary.sources} sources · {summary.documents} documents · {summary.clauses} clauses · "
        f"{summary.characters:,} characters → {store}"
    )
    if summary.issues:
        print(f"{summary.issues} issues → {issues_path(store)}")


def verify(store: StoreOption = DEFAULT_STORE) -> None:
    """Read every file of the store and compare it with the checksum that it was published with; then check that no triple occurs twice.

    A store that is not as it was published ends with exit code 2 and the name of the first such file, one with a triple in two
    named graphs with that triple. Opening a store looks at
    the sizes of its files, and at the content of small ones.
    """
    from graph.store import checksums, generations
    from graph.store.endpoint import is_url
    from graph.store.sharing import check_shared
    from graph.store.store import Store

    if is_url(store):
        raise UserError(f"--store {store}: an endpoint has no files to verify; give the folder of a store")
    generations.check(Path(store))
    generation, lease = generations.lease(Path(store))
    try:
        size = checksums.verify(generation)
        with Store.open(store) as view:
            check_shared(view)
    finally:
        generations.release(lease)
    print(f"{store} ({generation.name}): {size:,} bytes, as they were published; no triple stands in two named graphs")


def compact(store: StoreOption = DEFAULT_STORE) -> None:
    """Merge the files of the store's database: it frees the room of what was replaced, and makes reading a little faster.

    A build does so itself when updates have written a quarter of the database since the last time; a small change is published without.
    """
    from graph.store import generations
    from graph.store.endpoint import is_url
    from graph.store.update import Update

    if is_url(store):
        raise UserError(f"--store {store}: an endpoint compacts itself; give the folder of a store")
    generations.check(Path(store))
    with Update(store) as update:
        update.compact()
    generation = generations.current(Path(store))
    assert generation is not None
    size = sum(file.stat().st_size for file in generation.iterdir())
    print(f"{store} ({generation.name}): {size:,} bytes")


def export(
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            help="A file; for csv, parquet, akn and parts a folder, for iob either: in a folder each text has a file.",
        ),
    ],
    store: StoreOption = DEFAULT_STORE,
    format: Annotated[ExportFormat, typer.Option("--format", "-f", help="What to write.")] = ExportFormat.CSV,
    as_of: Annotated[
        str | None,
        typer.Option(
            help="Of the tables and graphml: the day of the status; that of the newest document if not given.",
            metavar="DATE",
        ),
    ] = None,
    lang: Annotated[Language, typer.Option(help="Of xlsx and ics: the language of the headings.")] = Language.ZH,
    about: Annotated[
        Path | None,
        typer.Option(
            help="Of dcat: a TOML file with license, publisher, contact, issued, endpoint of the dataset.",
            metavar="FILE",
        ),
    ] = None,
    parts: Annotated[
        int | None,
        typer.Option(
            min=1, help="Of nq: files of so many quads each, for the bulk loader of another engine.", metavar="QUADS"
        ),
    ] = None,
) -> None:
    """Write the store's content: the csv tables with their description (docs/tables.md), the same as
    Parquet files, as one SQLite file with foreign keys, or for readers as a workbook (xlsx); all deadlines as a calendar (ics); the graph
    as nq (sorted N-Quads), trig, ttl or jsonld; documents and agencies as a network (graphml); what the dataset is (dcat, in
    Turtle); each document as Akoma Ntoso 3.0 (akn); each text with its marked words for annotation tools
    (jsonl for doccano, labelstudio, iob for spaCy, WebAnno and INCEpTION); each piece of evidence as a Web Annotation (oa, in JSON-LD)."""
    from graph.export import export as run
    from graph.store.store import Store
    from ui.messages import load

    if parts and format is not ExportFormat.NQ:
        raise UserError(f"--parts: only nq is written in parts, {format.value} is not; leave it out")
    with Store.open(store) as opened:
        try:
            run(opened, format, output, day_of(as_of) if as_of else None, load()[lang], about, parts)
        except ValueError as error:
            if about is None:
                raise
            raise UserError(f"--about {error}") from None
    print(output)
    if format is ExportFormat.DCAT and about is None:
        print("no licence, publisher or contact: --about FILE gives them")
