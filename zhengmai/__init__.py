"""政脉 for programs: read a text, build and open a store, ask it.

    import zhengmai

    publication = zhengmai.read("gazette.txt")          # documents with their facts and spans; no store needed
    zhengmai.build(["gazettes/"], "store")
    with zhengmai.open("store") as store:
        rows = zhengmai.query(store, "legal-bases", document="岚政发〔2019〕14号").rows
        found = zhengmai.records.documents(store)

Everything here is explained in `docs/python.md`. The other packages (`ingest`, `graph`, …) are the application itself and may
change between versions. Importing this package loads none of them: each function imports what it needs when it is called.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from zhengmai import records

if TYPE_CHECKING:
    from graph.query.query import Table
    from graph.store.remote import Remote
    from graph.store.store import Store
    from graph.store.view import View
    from ingest.model import Publication
    from ingest.pipeline import Summary
    from ingest.reading import Built

__all__ = ["__version__", "build", "open", "query", "read", "read_text", "records"]


def read(path: Path | str) -> "Publication":
    """Read one file of any format that is read: its documents in printed order, the gazette issue that it is, what was surprising.

    Spans are half-open and count code points of the normalized text. Raises OSError for a file that cannot be opened, and
    `ingest.read.decode.ReadError` for one that cannot be read.
    """
    path = Path(path)
    return _publication(path.read_bytes(), path.name)


def read_text(text: str, name: str = "text.txt") -> "Publication":
    """Read a text from a string. name: what it is called; the ending `.md` means Markdown."""
    return _publication(text.encode(), name)


def _publication(data: bytes, name: str) -> "Publication":
    from dataclasses import replace

    from ingest.read.files import load
    from ingest.read.normalize import normalize
    from ingest.steps import parse

    loaded = load(data, name)
    publication = parse(normalize(loaded.source))
    return replace(publication, issues=(*loaded.issues, *publication.issues))


def build(
    paths: Iterable[Path | str],
    store: Path | str,
    *,
    jobs: int = 1,
    progress: "Callable[[Built], None] | None" = None,
    cluster: str = "",
) -> "Summary":
    """Read files and folders into the store, as `zhengmai build` does: one named graph a file, replaced when it is built again.

    store: a folder, or the URL of a SPARQL endpoint. jobs: processes that read at the same time. progress: called after
    each file. cluster: the address of a Dask scheduler whose workers read, or `local` (docs/scale.md). The summary names the
    files that could not be read (`failed`, `why`); they do not stop the build. Raises `ingest.read.inputs.InputError` for paths
    that cannot be used, `ingest.cluster.ClusterError` for the cluster, `graph.store.errors.StoreError` for the store.
    """
    from ingest.pipeline import build as run
    from ingest.read.inputs import find

    return run(find(paths), store, jobs=jobs, progress=progress, cluster=cluster)


def open(store: Path | str) -> "Store | Remote":
    """Open a store for reading; use it in a `with` statement. store: a folder, or the URL of a SPARQL endpoint.

    What is read stays the same while it is open, whatever is built meanwhile. Raises `graph.store.errors.StoreError` where
    there is no store.
    """
    from graph.store.store import Store

    return Store.open(store)


def query(store: "View", asked: str, **parameters: str) -> "Table":
    """Answer a saved query by its name (`zhengmai queries` lists them), or a SPARQL query of your own.

    asked: what contains white space is SPARQL, anything else a name. The prefixes `zm:`, `eli:`, `dct:`, `org:`, … are
    declared. parameters: values of the query's parameters, as a person writes them (a number in any spelling, a title with or
    without its marks, a short name of an agency); they are put in as terms and cannot change what the query means.
    Raises `graph.store.errors.QueryError`.
    """
    from graph.query.query import adhoc, find
    from graph.records.questions import ask

    return ask(store, adhoc(asked) if any(map(str.isspace, asked)) else find(asked), parameters)


def __getattr__(name: str) -> str:
    """`zhengmai.__version__`, looked up when it is asked for."""
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.metadata import version

    return version("zhengmai")
