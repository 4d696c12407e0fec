"""Keep what is computed from the rules of a table beside it, as Python keeps compiled modules: in `__pycache__`, which anybody may remove.

Compiling all rules that a build asks takes two seconds, and each process that reads would take them again. What is kept is of one
version of Python, of this package and of the table's patterns; where one of them is another, all is computed anew. Where Python writes
no compiled modules, nothing is kept, and each pattern is compiled on first use.
"""

import _sre as engine  # type: ignore[import-not-found]
import hashlib
import marshal
import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path

from ontology.patterns.analysis import Analysis, Facts

_ENDING = ".rules"


def analyses(file: Path, sources: Mapping[str, str]) -> dict[str, Analysis]:
    """Return the analyses of a table's patterns, by name; empty where nothing is kept. sources: the patterns, verbose, by name."""
    place, digest = _place(file), _digest(sources)
    facts = None if place is None else _read(place, digest)
    if facts is None and place is not None:
        facts = _written(place, digest, sources)
    return {name: Analysis(sources[name], facts=one) for name, one in facts.items()} if facts else {}


def _place(file: Path) -> Path | None:
    try:
        return Path(cache_from_source(str(file))).with_suffix(_ENDING)
    except NotImplementedError:  # this Python keeps no compiled modules
        return None


def _read(place: Path, digest: bytes) -> dict[str, Facts] | None:
    """Return what a file has, if it is whole and of this digest."""
    try:
        data = place.read_bytes()
    except OSError:
        return None
    head, data = data[: len(digest)], data[len(digest) :]
    check, data = data[: len(digest)], data[len(digest) :]
    if head != digest or hashlib.sha256(data).digest() != check:
        return None
    found: dict[str, Facts] = marshal.loads(data)
    return found


def _written(place: Path, digest: bytes, sources: Mapping[str, str]) -> dict[str, Facts] | None:
    """Compute all and write it. Return None where it cannot be written: computing all takes longer than what a run needs."""
    if sys.dont_write_bytecode:
        return None
    new = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        place.parent.mkdir(exist_ok=True)
        with new.open("xb") as file:
            facts = {name: Analysis(source).facts() for name, source in sources.items()}
            data = marshal.dumps(facts)
            file.write(digest + hashlib.sha256(data).digest() + data)
        new.replace(place)
    except (OSError, re.error):
        return None
    finally:
        with suppress(OSError):
            new.unlink()
    return facts


def _digest(sources: Mapping[str, str]) -> bytes:
    known = hashlib.sha256(_of_program())
    for name, source in sources.items():
        known.update(f"{name}\0{source}\0".encode())
    return known.digest()


@cache
def _of_program() -> bytes:
    """Return a digest of all that computes: Python, its engine of patterns, and this package."""
    known = hashlib.sha256(f"{sys.version}\0{engine.MAGIC}\0{engine.CODESIZE}\0{sys.byteorder}\0".encode())
    for module in sorted(Path(__file__).parent.glob("*.py")):
        known.update(module.read_bytes())
    return known.digest()
