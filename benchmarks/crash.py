"""Check that a store is whole after any crash: `python -m benchmarks.crash [--kills 60] [--seed 16] [--full 20] [--pairs 10]`

Changes a small store in a process: a build, a removal, a compaction, a decision, the restoring of a backup. The process is killed
(SIGKILL) at a random moment, half of the times in the last third of its work, where it publishes. The store then has its old content
or its new one, its files are as they were published, no triple occurs twice, and the same change made again gives the new content. The
same is done with a limit to the size of files (a full disk), with a folder that may not be written, and with two writers at once.
The moments depend on the machine; what is drawn is the same for a seed. The exit code is 1 where a store was not whole.
"""

import argparse
import multiprocessing
import os
import random
import resource
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from multiprocessing.process import BaseProcess
from pathlib import Path

from graph.derive.follow import decide
from graph.derive.renewed import INDEX
from graph.review.decision import Decision
from graph.store import audit, checksums, earlier, generations, originals
from graph.store.backup import back_up
from graph.store.errors import StoreError
from graph.store.restoring import restore
from graph.store.settling import QUESTIONS
from graph.store.sharing import check_shared
from graph.store.store import Store
from graph.store.update import Update
from ingest.pipeline import build
from ingest.read.inputs import find
from ingest.removal import remove
from ontology.enumerations import Aspect, Verdict
from ontology.iri import Iris

_NOTICE = (
    "岚州市人民政府关于加强湖泊管理的通知\n岚政发〔2024〕{serial}号\n\n各区县人民政府、市水务局：\n\n根据《湖泊保护条例》和岚政发〔2023〕{serial}号文件，"
    "现就有关事项通知如下：\n\n{body}\n\n岚州市人民政府\n2024年5月6日\n"
)
_CLAUSE = "{n}．市水务局应当于2024年10月31日前报告第{n}段湖岸。（市财政局、市水务局负责）"
_DENIED = 65_534  # a user who owns nothing here
REFUSED = 2


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--full", type=int, default=20)
    parser.add_argument("--pairs", type=int, default=10)
    parser.add_argument("--seed", type=int, default=16)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        ground = _CrashedStore(Path(temporary), random.Random(given.seed))
        for name, many, trial in (
            ("kills", given.kills, ground.kill),
            ("full disk", given.full, ground.fill),
            ("read-only", len(CHANGES), ground.deny),
            ("two writers", given.pairs, ground.pair),
        ):
            begun, outcomes = time.monotonic(), Counter(trial(number) for number in range(many))
            print(f"{name}: {many} in {time.monotonic() - begun:.0f} s: {dict(sorted(outcomes.items()))}", flush=True)
    return int(ground.faults > 0)


# --- changes, each in a process of its own ----------------------------------------------------------------------------------


def _build(store: Path, folder: Path) -> None:
    build(find([folder / "new"]), store)


def _remove(store: Path, folder: Path) -> None:
    remove(["0.txt", "3.txt"], store)


def _compact(store: Path, folder: Path) -> None:
    with Store.update(store) as update:
        assert isinstance(update, Update)
        update.compact()


def _decide(store: Path, folder: Path) -> None:
    iris = Iris()
    on = iris.relative(iris.assignment(iris.source("1.txt"), 1, 1, 1))
    told = Decision(on, Aspect.PARTY, Verdict.REJECT, "市财政局", "", "", "", "王芳", "2026-03-02T09:30:00+08:00")
    decide(store, [told])


def _restore(store: Path, folder: Path) -> None:
    restore(folder / "backup.tar", store, replace=True)


CHANGES: tuple[Callable[[Path, Path], None], ...] = (_build, _remove, _compact, _decide, _restore)


def _run(change: Callable[[Path, Path], None], store: Path, folder: Path, size: int, user: int) -> None:
    os.setsid()
    sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115
    if user:
        os.seteuid(user)
    if size:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    try:
        change(store, folder)
    except (StoreError, OSError):
        os._exit(REFUSED)
    except BaseException as error:
        os.write(1, f"{change.__name__}: {error!r}\n".encode())
        os._exit(70)
    os._exit(0)


# --- what happens to them ----------------------------------------------------------------------------------------------------


class _CrashedStore:
    """A folder with a store, what each change makes of it, and how long it takes."""

    def __init__(self, folder: Path, draw: random.Random) -> None:
        self.folder, self.draw, self.faults = folder, draw, 0
        folder.chmod(0o755)
        self.context = multiprocessing.get_context("forkserver")
        self.context.set_forkserver_preload(["ingest.reading", "ingest.preloaded"])
        for name, numbers, many in (("old", range(6), 12), ("new", range(4, 10), 16)):
            (folder / name).mkdir()
            for number in numbers:
                body = "\n".join(_CLAUSE.format(n=n) for n in range(1, many))
                (folder / name / f"{number}.txt").write_text(_NOTICE.format(serial=number, body=body), "utf-8")
        self.base = folder / "base"
        build(find([folder / "old" / "0.txt"]), self.base)
        back_up(self.base, folder / "backup.tar")
        build(find([folder / "old"]), self.base)
        self.old = content(self.base)
        self.new: dict[str, str] = {}
        self.seconds: dict[str, float] = {}
        self.started(
            _compact, self.copied("first")
        ).join()  # the first process starts the server from which all are forked
        for change in CHANGES:
            store = self.copied(change.__name__)
            begun = time.monotonic()
            process = self.started(change, store)
            process.join()
            self.seconds[change.__name__] = time.monotonic() - begun
            assert process.exitcode == 0, change.__name__
            self.new[change.__name__] = content(store)
            shutil.rmtree(store)

    def copied(self, name: str) -> Path:
        return Path(shutil.copytree(self.base, self.folder / f"store-{name}"))

    def started(self, change: Callable[[Path, Path], None], store: Path, size: int = 0, user: int = 0) -> BaseProcess:
        process = self.context.Process(target=_run, args=(change, store, self.folder, size, user))
        process.start()
        return process

    def kill(self, number: int) -> str:
        change = CHANGES[number % len(CHANGES)]
        store, seconds = self.copied("killed"), self.seconds[change.__name__]
        low = 0.7 if number % 2 else 0.0
        process = self.started(change, store)
        process.join(seconds * self.draw.uniform(low, 1.1))
        process.kill()
        process.join()
        return self.judged(change, store, f"killed {number}")

    def fill(self, number: int) -> str:
        change = CHANGES[number % len(CHANGES)]
        store = self.copied("full")
        process = self.started(change, store, size=round(10 ** self.draw.uniform(1, 6.3)))
        process.join()
        ended = {0: "done", REFUSED: "told"}.get(process.exitcode or 0, f"exit code {process.exitcode}")
        return f"{ended}, {self.judged(change, store, f'full {number}')}"

    def deny(self, number: int) -> str:
        if os.geteuid() != 0:
            return "not tried: only root can become another user"
        store = self.copied("denied")
        process = self.started(CHANGES[number], store, user=_DENIED)
        process.join()
        ended = {0: "done", REFUSED: "told"}.get(process.exitcode or 0, f"exit code {process.exitcode}")
        return f"{ended}, {self.judged(CHANGES[number], store, f'denied {number}')}"

    def pair(self, number: int) -> str:
        """Two builds at once: one is refused, or one comes after the other."""
        store = self.copied("pair")
        processes = [self.started(_build, store), self.started(_build, store)]
        for process in processes:
            process.join()
        codes = sorted(process.exitcode or 0 for process in processes)
        if codes not in ([0, 0], [0, REFUSED]) or content(store) != self.new["_build"]:
            self.faults += 1
            return f"FAULT: exit codes {codes}"
        shutil.rmtree(store)
        return "both, one after the other" if codes == [0, 0] else "one done, one refused"

    def judged(self, change: Callable[[Path, Path], None], store: Path, name: str) -> str:
        """Return whether a store is the old one or the new one, and repair it by making the change again."""
        try:
            left = content(store)
            found = "old" if left == self.old else "new" if left == self.new[change.__name__] else "FAULT: neither"
            again = self.started(change, store)
            again.join()
            if again.exitcode != 0 or content(store) != self.new[change.__name__]:
                found = f"FAULT: {found}, and the change cannot be made again (exit code {again.exitcode})"
            elif beyond := {path.name for path in store.iterdir()} - _expected(store):
                found = f"FAULT: {found}, {sorted(beyond)} left"
        except StoreError as error:
            found = f"FAULT: {error}"
        if found.startswith("FAULT"):
            self.faults += 1
            kept = Path(tempfile.mkdtemp()) / "store"
            shutil.copytree(store, kept)
            print(f"{name}, {change.__name__}: {found}; kept as {kept}", flush=True)
        shutil.rmtree(store)
        return found


def _expected(store: Path) -> set[str]:
    generation = generations.current(store)
    assert generation is not None
    beside = {path.name for path in generations.beside_files(generation).values()}
    return {
        "format",
        "CURRENT",
        generation.name,
        *beside,
        audit.NAME,
        originals.FOLDER,
        earlier.FOLDER,
        QUESTIONS,
        INDEX,
    }


def content(store: Path) -> str:
    """Return the digest of a store's quads. Raises StoreError where it is not whole."""
    output = BytesIO()
    with Store.open(store) as view:
        generation = generations.current(store)
        assert generation is not None
        checksums.verify(generation)
        check_shared(view)
        view.dump_nquads(output)
    return sha256(output.getvalue()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
