"""Look for inputs that break the reading: `python -m benchmarks.fuzz [PATH …] [--inputs 2000] [--seed 16] [--from N] [--longest N]
[--only N,…]`

Makes inputs from the examples, and from the files at PATH: texts with characters, lines and pieces changed; tables; bytes; files of
other formats (docx, html, pdf). Input N of a seed is always the same (`--only N` runs it alone). Each is read in a process that has
bounded memory and time, down to its triples. `--longest` takes pieces of so many characters, so that many more can be tried; their
numbers mean other inputs then. `--from` goes on where a run has ended. Then:

- nothing was raised but the error of a file that cannot be read, and no process died or hung;
- each character of the source is in the text, in furniture or in dropped layout; each paragraph is in a document, or an issue reports it
  (the checks of `tests/ingest`);
- the triples can be parsed again;
- no input took more than 60 times the median of its kind for each character, and 5 s.

A find is printed with its number and, unless it hung, as the smallest piece that still fails. The exit code is 1 where there was one.
"""

import argparse
import multiprocessing
import resource
import signal
import sys
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random
from statistics import median
from typing import NamedTuple

from benchmarks.mutations import choose, encode, make_table, mutate_bytes, mutate_package, mutate_text, shrink

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
TEXTS = (".txt", ".md")
FORMATS = (".docx", ".html", ".htm", ".pdf", ".ofd", ".doc", ".rtf", ".mht")
KINDS = {"text": 60, "table": 25, "bytes": 10, "format": 5}
"""How many of a hundred inputs are of each kind."""
_HANGS, _MEMORY = 120, 4 << 30  # seconds, bytes
_SLOW, _FLOOR = 60, 5.0
WHOLE = "whole"


class Bases(NamedTuple):
    """The material from which inputs are made."""

    texts: list[bytes]
    files: list[bytes]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--inputs", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=16)
    parser.add_argument("--from", dest="first", type=int, default=0, help="the number of the first input")
    parser.add_argument("--longest", type=int, help="characters of a text from which an input is made")
    parser.add_argument("--only", help="numbers of inputs, separated by commas")
    given = parser.parse_args()
    bases = _bases(given.paths)
    numbers = (
        [int(number) for number in given.only.split(",")]
        if given.only
        else range(given.first, given.first + given.inputs)
    )
    outcomes: Counter[str] = Counter()
    speeds: defaultdict[str, list[tuple[float, int, float]]] = defaultdict(list)  # by kind: s a character, number, s
    reader, begun, characters = _ReadingProcess(), time.monotonic(), 0
    for number in numbers:
        kind, data = make(bases, given.seed, number, given.longest)
        outcome, seconds, size = reader.read(data)
        characters += size
        outcomes[f"{kind}: {outcome.splitlines()[0]}"] += 1
        if size > 200:
            speeds[kind].append((seconds / size, number, seconds))
        if not _well(outcome):
            print(f"input {number} ({kind}, {len(data)} bytes): {outcome}", flush=True)
            if not outcome.startswith("hangs"):
                _print_shrunk(reader, data, outcome)
    reader.close()
    slow = list(_slow(speeds))
    for kind, number, seconds, times in slow:
        print(f"input {number} ({kind}): slow, {seconds:.1f} s, {times:.0f} times the median for each character")
    for outcome, many in sorted(outcomes.items()):
        print(f"{many:>8,} {outcome}")
    finds = sum(many for outcome, many in outcomes.items() if not _well(outcome.split(": ", 1)[1])) + len(slow)
    print(
        f"seed {given.seed}: {len(numbers):,} inputs, {characters:,} characters in {time.monotonic() - begun:.0f} s: {finds} finds"
    )
    return int(finds > 0)


def _bases(paths: list[Path]) -> Bases:
    found = [file for path in (EXAMPLES, *paths) for file in ([path] if path.is_file() else sorted(path.rglob("*")))]
    texts = [file.read_bytes() for file in found if file.suffix in TEXTS]
    return Bases(texts, [file.read_bytes() for file in found if file.suffix in FORMATS])


def make(bases: Bases, seed: int, number: int, longest: int | None = None) -> tuple[str, bytes]:
    """Make an input: its kind, and its bytes. longest: code points of a text from which it is made; it has at most four times as many."""
    draw = Random(f"{seed}-{number}")
    kind = draw.choices(list(KINDS), list(KINDS.values()))[0]
    if kind == "format":
        data = choose(draw, bases.files)
        packed = data.startswith(b"PK") and draw.random() < 0.8
        return kind, mutate_package(draw, data) if packed else mutate_bytes(draw, data)
    data = choose(draw, bases.texts)
    if kind == "bytes":
        start = draw.randrange(max(1, len(data) - 4_000))
        return kind, mutate_bytes(draw, data[start : start + 4_000])
    text, other = data.decode("utf-8", "replace"), choose(draw, bases.texts).decode("utf-8", "replace")
    if longest is not None:
        start = draw.randrange(max(1, len(text) - longest))
        text = text[start : start + longest]
    changed = (make_table if kind == "table" else mutate_text)(draw, text, other)
    return kind, encode(draw, changed if longest is None else changed[: 4 * longest])


def _well(outcome: str) -> bool:
    return outcome == WHOLE or outcome.startswith("not read: ")


def _slow(speeds: dict[str, list[tuple[float, int, float]]]) -> Iterator[tuple[str, int, float, float]]:
    for kind, rows in speeds.items():
        usual = median(row[0] for row in rows)
        for speed, number, seconds in rows:
            if seconds > _FLOOR and speed > _SLOW * usual:
                yield kind, number, seconds, speed / usual


def _print_shrunk(reader: "_ReadingProcess", data: bytes, outcome: str) -> None:
    first = outcome.splitlines()[0]

    def fails(piece: bytes) -> bool:
        return reader.read(piece)[0].splitlines()[0] == first

    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        print(f"  shrunk: {shrink(data, fails)!r}", flush=True)
    else:
        print(f"  shrunk: {shrink(text, lambda piece: fails(piece.encode())).encode().decode()!r}", flush=True)


class _ReadingProcess:
    """A process that reads inputs. One that dies or hangs is replaced."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._connection: Connection

    def read(self, data: bytes) -> tuple[str, float, int]:
        """Return what became of an input, the seconds of a processor, and how many characters it had."""
        if self._process is None:
            self._connection, other = multiprocessing.Pipe()
            self._process = multiprocessing.get_context("spawn").Process(target=_work, args=(other,), daemon=False)
            self._process.start()
            other.close()
        self._connection.send_bytes(data)
        try:
            if not self._connection.poll(_HANGS):
                self.close()
                return f"hangs: no answer in {_HANGS} s", float(_HANGS), 0
            told: tuple[str, float, int] = self._connection.recv()
        except EOFError:
            self._process.join()
            code = self._process.exitcode
            self._process = None
            return f"dies: exit code {code}", 0.0, 0
        return told

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process = None


def _work(connection: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    while True:
        try:
            data = connection.recv_bytes()
        except EOFError:
            return
        begun = time.process_time()
        outcome, size = _outcome(data)
        connection.send((outcome, time.process_time() - begun, size))


def _outcome(data: bytes) -> tuple[str, int]:
    """Read an input down to its triples, and check what must hold."""
    import pyoxigraph as ox

    from ingest.read.decode import ReadError
    from ingest.read.files import load
    from ingest.read.normalize import normalize
    from ingest.steps import parse
    from ingest.triples import triples
    from ontology.iri import Iris
    from tests.ingest import test_steps
    from tests.ingest.read import test_normalize

    size = 0
    try:
        loaded = load(data, "input.txt")
        size = len(loaded.source.text)
        normalized = normalize(loaded.source)
        test_normalize.check(normalized)
        publication = parse(normalized)
        test_steps.check(normalized, publication)
        written = ox.serialize(triples(normalized, publication, Iris()), format=ox.RdfFormat.N_TRIPLES) or b""
        for _ in ox.parse(written, format=ox.RdfFormat.N_TRIPLES):
            pass
    except ReadError as error:
        return f"not read: {error.code}", size
    except Exception as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(at.filename).name}:{at.lineno}"
        return f"{type(error).__name__} at {where}\n{''.join(traceback.format_exception(error)[-4:])}", size
    return WHOLE, size


if __name__ == "__main__":
    sys.exit(main())
