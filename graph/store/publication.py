"""Publish a generation with the files beside it: they appear together, or none does."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from graph.store import checksums, delta, generations
from graph.store.atomic import replacing
from graph.store.delta import Delta


def publish(
    folder: Path, generation: Path, enclosed: Mapping[str, bytes], changed: Delta, *, sources_changed: bool
) -> None:
    """Make a generation the current one of a store. Raises OSError.

    enclosed: the files that it brings, name → content. changed: which triples it changed. sources_changed: whether it changed a source.
    """
    before = generations.current(folder)
    for name, file in _carried(before, sources_changed=sources_changed or generations.DOCUMENTS in enclosed).items():
        if name not in enclosed:
            keep(generation, name, file)
    for name, data in enclosed.items():
        put(generation, name, data)
    checksums.write(generation, before)
    put(generation, delta.NAME, changed.record(generation, before))
    generations.make_current(folder, generation)


def _carried(before: Path | None, *, sources_changed: bool) -> dict[str, Path]:
    """Return the files of the previous generation that the next one publishes again, by name.

    The file that says with which index the derived graph is in step is left out where a source has changed, and so are the documents that
    are kept: the derivation writes both anew. The record of what builds did with sources is left out where an earlier version of the
    program built last, which kept none.
    """
    if before is None:
        return {}
    left = {checksums.NAME, delta.NAME, *([generations.IN_STEP] if sources_changed else [])}
    if delta.token(before) is None:
        left.add(generations.SOURCES)
    carried = {name: file for name, file in generations.beside_files(before).items() if name not in left}
    anew = sources_changed or generations.DOCUMENTS not in carried
    return {name: file for name, file in carried.items() if not (anew and name.startswith(generations.DOCUMENTS))}


def keep(generation: Path, name: str, file: Path) -> None:
    """Publish a file of the generation before again. It is the same file where the file system knows links: no file beside a
    generation is changed in its place. Raises OSError."""
    place = generations.beside(generation, name)
    place.unlink(missing_ok=True)
    try:
        os.link(file, place)
    except OSError:
        with replacing(place) as copy, file.open("rb") as kept:
            shutil.copyfileobj(kept, copy)


def put(generation: Path, name: str, data: bytes) -> None:
    """Write a file that is published with a generation. Raises OSError."""
    with replacing(generations.beside(generation, name)) as file:
        file.write(data)
