"""Find the files with metadata of a text: `a.txt.json`, `a.json`, `a.yaml` beside `a.txt`, and tables of a folder."""

from collections.abc import Iterable
from pathlib import Path, PurePath

from ingest.model.known import KnownFacts
from ingest.read.address import Address
from ingest.read.decode import MEDIA_TYPES, ReadError
from ingest.read.known import table
from ingest.read.unread import DOCUMENTS

TABLE = "metadata.tsv"
"""The table in a folder with metadata of its texts; `FOLDER.tsv` beside the folder that is built does the same."""
_SUFFIXES = (".json", ".yaml", ".yml")


def names_beside(name: str) -> list[str]:
    """Return the names that a file with metadata of a text can have."""
    stem = PurePath(name).stem
    return [f"{first}{suffix}" for first in (name, stem) for suffix in _SUFFIXES]


def sidecars(files: Iterable[str]) -> dict[str, list[str]]:
    """Return, for each text of a folder, the names of the files with its metadata."""
    names = set(files)
    texts = [name for name in sorted(names) if PurePath(name).suffix.lower() in (*MEDIA_TYPES, *DOCUMENTS)]
    found = {name: [other for other in names_beside(name) if other in names and other != name] for name in texts}
    return {name: others for name, others in found.items() if others}


def read_rows(folder: Path | Address, root: Path | Address) -> dict[str, tuple[KnownFacts, ...]]:
    """Return the rows of the tables about the texts in a folder, by file name. root: the folder that is built.

    Raises ReadError for a table that cannot be read.
    """
    found: dict[str, tuple[KnownFacts, ...]] = {}
    paths = [(folder / TABLE, (folder / TABLE).relative_to(root).as_posix())]  # type: ignore[arg-type]  # both of one kind
    if folder == root:
        paths.insert(0, (root.parent / f"{root.name}.tsv", f"{root.name}.tsv"))
    for path, name in paths:
        if path.is_file():
            try:
                for text, known in table(path.read_bytes(), name).items():
                    found[text] = (*found.get(text, ()), known)
            except ReadError as error:
                said = (f"{name}: {error.message_en}", f"{name}：{error.message_zh}")
                raise ReadError(error.code, *said) from error
    return found
