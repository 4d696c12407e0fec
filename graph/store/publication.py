"""Publish a generation with the files beside it: they appear together, or none does."""

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
    for name, data in {**_carried(before, sources_changed=sources_changed), **enclosed}.items():
        _put_beside(generation, name, data)
    checksums.write(generation, before)
    _put_beside(generation, delta.NAME, changed.record(generation, before))
    generations.make_current(folder, generation)


def _carried(before: Path | None, *, sources_changed: bool) -> dict[str, bytes]:
    """Return the files of the previous generation that the next one publishes again: name → content.

    The file that records which index belongs to the derived graph is left out where a source has changed: the derivation writes it
    anew. The record of what builds did with sources is left out where an earlier version of the program built last, which kept none.
    """
    if before is None:
        return {}
    left = {checksums.NAME, delta.NAME, *([generations.IN_STEP] if sources_changed else [])}
    if delta.token(before) is None:
        left.add(generations.SOURCES)
    return {name: file.read_bytes() for name, file in generations.beside_files(before).items() if name not in left}


def _put_beside(generation: Path, name: str, data: bytes) -> None:
    with replacing(generations.beside(generation, name)) as file:
        file.write(data)
