"""Write the graph as a folder of N-Quads files, which engines load with their bulk loaders, several at a time."""

from itertools import islice
from pathlib import Path

from graph.store.atomic import replacing
from graph.store.sorting import sorted_lines
from graph.store.view import View

_NAME = "part-{:05}.nq"


def write_parts(store: View, folder: Path, size: int) -> None:
    """Write `part-00001.nq` and so on, of `size` quads each; joined they are the sorted N-Quads of the whole.

    Parts of an earlier export that this one does not have are removed. No line is split, and there are no blank nodes, so that parts
    can be loaded in any order. Raises OSError when the disk is full.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lines = sorted_lines(f"{quad} .\n".encode() for quad in store.quads())
    written: set[str] = set()
    while part := list(islice(lines, size)):
        name = _NAME.format(len(written) + 1)
        with replacing(folder / name) as file:
            file.writelines(part)
        written.add(name)
    for path in folder.glob("part-*.nq"):
        if path.name not in written:
            path.unlink()
