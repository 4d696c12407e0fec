"""Put what a restored backup brings beside its graph into its place, once the graph is switched: originals, own questions, the log.

    restoring/            what waits, in the store's folder
    restoring/line        the restoring's own entry for the log
    restoring/for         the generation that it belongs to; written last, before the switch

The switch decides. Where the pointer names that generation, the waiting files are put in place: by the restoring process or, if it was
killed, by the next process that opens the store. Where it names another, the process was killed before the switch, and its files are
removed. Each step can be repeated after it was done in part.
"""

import shutil
from contextlib import suppress
from pathlib import Path

from graph.store import audit, generations, originals
from graph.store.atomic import replacing, sync
from graph.store.errors import StoreError

QUESTIONS = "questions"
"""The folder of own questions (`graph.query.own`)."""
_WAITING, _LINE, _FOR = "restoring", "line", "for"


def waiting(store: Path) -> Path:
    """Return the folder in which files of a backup wait for the switch."""
    return store / _WAITING


def ready(store: Path, generation: Path, line: bytes) -> None:
    """Record on disk that the waiting files belong to this generation; call it before the switch. Raises OSError.

    line: of the log, about the restoring (`graph.store.audit.line`).
    """
    folder = waiting(store)
    folder.mkdir(exist_ok=True, mode=0o700)
    (folder / QUESTIONS).mkdir(exist_ok=True, mode=0o700)  # a backup without questions removes those that are there
    for path in (folder / QUESTIONS, originals.kept(folder)):
        if path.is_dir():
            sync(path)
    with replacing(folder / _LINE) as file:
        file.write(line)
    with replacing(folder / _FOR) as file:
        file.write(generation.name.encode())
    sync(store)


def discard(store: Path) -> None:
    """Remove what waits."""
    shutil.rmtree(waiting(store), ignore_errors=True)


def settle(store: Path) -> None:
    """Put what waits in place, or remove it if its generation was never published. Needs the build lock. Raises OSError."""
    if not waiting(store).exists():
        return
    wanted = ""
    with suppress(FileNotFoundError):
        wanted = (waiting(store) / _FOR).read_text("utf-8")
    try:
        generation = generations.current(store)
    except StoreError:
        return  # the current generation cannot be determined now: what waits may belong to it
    if generation is not None and generation.name == wanted:
        _originals(store)
        _questions(store)
        _log(store, generation)
        _note(store)
        sync(store)
    discard(store)


def settle_if_free(store: Path) -> None:
    """Do what `settle` does, before the store is read; leave it to the others where a build runs or nothing may be written here."""
    if not waiting(store).exists():
        return
    with suppress(StoreError, OSError):
        lock = generations.claim(store)
        try:
            settle(store)
        finally:
            generations.release(lock)


def _originals(store: Path) -> None:
    held, place = originals.kept(waiting(store)), originals.kept(store)
    if held.is_dir():
        place.mkdir(exist_ok=True, mode=0o700)
        for file in held.iterdir():
            file.replace(place / file.name)
        sync(place)


def _questions(store: Path) -> None:
    new, place, old = waiting(store) / QUESTIONS, store / QUESTIONS, waiting(store) / f"{QUESTIONS}.before"
    if not new.is_dir():
        return
    if place.is_dir():
        shutil.rmtree(old, ignore_errors=True)
        place.rename(old)
    if any(new.iterdir()):
        new.rename(place)


def _log(store: Path, generation: Path) -> None:
    new, place, before = (
        waiting(store) / audit.NAME,
        store / audit.NAME,
        store / f"{audit.NAME}.before-{generation.name}",
    )
    if not new.is_file():
        return
    if place.is_file():
        while before.exists():
            before = before.with_name(f"{before.name}+")
        place.rename(before)
    new.rename(place)


def _note(store: Path) -> None:
    """Append the line about the restoring; a settling that was killed may have done so already."""
    line, log = (waiting(store) / _LINE).read_bytes(), store / audit.NAME
    if not log.is_file() or line not in log.read_bytes():
        audit.append(store, line)
