"""Read inputs on a Dask cluster: machines that have the same version of this program, and need not reach the files.

The cluster is trusted: anybody who can reach its scheduler can run code on its workers. `tls://…` takes its keys from Dask's settings.
"""

import hashlib
import importlib.metadata
import re
import threading
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from graph.store import originals
from graph.store.endpoint import timeout
from graph.store.errors import GraphError
from ingest.read.decode import ReadError
from ingest.read.inputs import Input
from ingest.reading import Built
from ingest.workers import AHEAD, Read, Readers, WorkerDiedError

if TYPE_CHECKING:
    from distributed import Client, Future

LOCAL = "local"
"""The address that means a cluster of this machine, which is started with the build and ends with it."""
_PULSE = 5.0  # seconds between two looks whether a cluster still has workers
_PACKAGES = ("ontology", "ingest", "graph")  # the code that reads inputs, and its tables
_NAME = re.compile(r"[\w.-]+")
_ONE_AT_A_TIME = threading.Lock()
# Dask would have large inputs sent to a worker first, where they are lost with it.
_ANY_SIZE = {"distributed.admin.large-graph-warning-threshold": 1 << 60}


class ClusterError(GraphError):
    """A cluster that is not there, has no workers, or whose workers cannot read."""


class Cluster(Readers):
    """Reads on the workers of a Dask scheduler. They may come and go: what a lost one had is read by another.

    address: `tcp://HOST:PORT`, or `local` for a cluster of `jobs` workers on this machine. keep: the folder into which the files go
    that were read. Raises ClusterError if the scheduler does not answer, or has no workers within ZHENGMAI_TIMEOUT.
    """

    def __init__(self, read: Read, address: str, jobs: int, keep: Path | None) -> None:
        self._read, self._keep = read, keep
        self._where = "--scheduler local" if address == LOCAL else address
        self._futures: set[Future] = set()
        self._client = _connected(address, jobs)
        try:
            self._client.wait_for_workers(1, timeout())
        except TimeoutError:
            self.close()
            raise _without_workers(self._where) from None

    def ahead(self, size: int | None) -> int:
        return max(1, self._workers()) * AHEAD

    def begin(self, item: Input) -> Callable[[], Built]:
        if self._keep is not None or not item.is_shared:
            try:
                item = item.carried()
            except (OSError, ReadError):
                return partial(self._read, item)  # its result has the reason
        import dask

        with dask.config.set(_ANY_SIZE):
            future = self._client.submit(_read_there, self._read, item, _program(), pure=False)
        self._futures.add(future)
        return partial(self._outcome, item, future)

    def renew(self, *, alone: bool = False) -> None:
        # Dask replaces workers itself.
        self._client.cancel(list(self._futures))
        self._futures.clear()

    def close(self) -> None:
        self._futures.clear()
        self._client.close()
        if self._client.cluster is not None:
            self._client.cluster.close()

    def _outcome(self, item: Input, future: "Future") -> Built:
        from distributed import CancelledError, KilledWorker

        try:
            built = self._awaited(future)
        except KilledWorker:
            raise WorkerDiedError from None
        except CancelledError:
            raise _lost(self._where) from None
        except GraphError:
            raise
        except Exception as error:
            told = " ".join(f"{type(error).__name__}: {error}".split())
            raise ClusterError(
                f"{self._where}: its workers cannot read ({told}): install this version of zhengmai on them",
                f"{self._where}：工作进程无法读取（{told}），请在其上安装同一版本的 zhengmai",
            ) from error
        finally:
            self._futures.discard(future)
        if self._keep is not None and not built.failed:
            originals.keep(self._keep, item.read())
        return built

    def _awaited(self, future: "Future") -> Built:
        """Wait for an outcome as long as there are workers, or new ones come."""
        absent = 0.0
        while True:
            try:
                built: Built = future.result(timeout=_PULSE)
            except TimeoutError:
                if not future.done():
                    absent = absent + _PULSE if not self._workers() else 0.0
                    if absent >= timeout():
                        raise _without_workers(self._where) from None
                    continue
                built = future.result()  # it ended just now, or the timeout is its own
            return built

    def _workers(self) -> int:
        """Return how many workers there are."""
        try:
            return len(self._client.nthreads())
        except Exception:  # Dask says in many ways that the connection is gone
            raise _lost(self._where) from None


def _connected(address: str, jobs: int) -> "Client":
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError:
        raise ClusterError(
            "a cluster needs Dask: pip install 'zhengmai[cluster]'", "集群需要 Dask：pip install 'zhengmai[cluster]'"
        ) from None
    if address == LOCAL:
        with dask.config.set({"distributed.scheduler.allowed-failures": 1}):  # then the input is read alone
            started = LocalCluster(
                n_workers=jobs, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs="CRITICAL"
            )
        # A worker that dies while it starts takes its supervisor with it, and only Dask's adaptive scaling starts both again.
        started.adapt(minimum=jobs, maximum=jobs)
        return Client(started, set_as_default=False)
    try:
        return Client(address, timeout=timeout(), set_as_default=False)
    except Exception as error:  # no address, no answer, or another protocol
        reason = " ".join(str(error).split()) or type(error).__name__
        raise ClusterError(
            f"{address}: no Dask scheduler answers there ({reason}): check the address, and that the scheduler runs",
            f"{address}：没有 Dask 调度器应答（{reason}），请检查地址以及调度器是否在运行",
        ) from None


def _read_there(read: Read, item: Input, program: str) -> Built:
    """Run on a worker. The extractors are not made for several threads, so that a worker reads one input at a time."""
    if program != _program():
        raise RuntimeError("another version of the program or of a library that it reads with")
    with _ONE_AT_A_TIME:
        return read(item)


@cache
def _program() -> str:
    """Return a digest of the code and tables that read, and of the versions of the libraries that they use.

    Workers of another version would read other facts, and the store would depend on which worker read what.
    """
    root = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for package in _PACKAGES:
        for path in sorted((root / package).rglob("*.*")):
            if path.suffix in (".py", ".toml", ".ttl", ".json"):
                digest.update(f"{path.relative_to(root)}\n".encode())
                digest.update(path.read_bytes())
    needed = importlib.metadata.requires("zhengmai") or []
    read_with = [line for line in needed if "extra ==" not in line or 'extra == "ocr"' in line]
    for name in sorted({line[: _NAME.match(line).end()] for line in read_with}):  # type: ignore[union-attr]
        try:
            digest.update(f"{name} {importlib.metadata.version(name)}\n".encode())
        except importlib.metadata.PackageNotFoundError:
            digest.update(f"{name} is not installed\n".encode())
    return digest.hexdigest()


def _lost(where: str) -> ClusterError:
    return ClusterError(
        f"{where}: the connection to the scheduler was lost; the store is as it was: run the build again",
        f"{where}：与调度器的连接已中断；图谱库保持原样，请重新构建",
    )


def _without_workers(where: str) -> ClusterError:
    return ClusterError(
        f"{where}: the scheduler has had no workers for {timeout():g} s: start some (dask worker ADDRESS --nthreads 1)",
        f"{where}：调度器已有 {timeout():g} 秒没有工作进程，请启动（dask worker 地址 --nthreads 1）",
    )
