"""Builds on a cluster give the bytes of a local build, whatever happens to its workers. One cluster of this machine serves all tests."""

import os
import signal
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from graph.store import originals
from ingest.extract.pipeline import Components
from ingest.pipeline import build, issues_path
from ingest.read.address import Carried
from ingest.read.inputs import Input, find
from ingest.reading import Built, read_input
from ontology.iri import Iris
from tests.ingest.official import NOTICE
from tests.ingest.test_pipeline import DEADLY, issues, nquads
from ui.explorer.launch import free_port

distributed = pytest.importorskip("distributed", reason="Dask is not installed: pip install 'zhengmai[cluster]'")
cluster = pytest.importorskip("ingest.cluster")


PATIENCE = "600"
"""Seconds for a worker to be there again: on a busy machine a new one takes more than a minute, and no fault."""


@pytest.fixture(scope="module")
def two() -> Iterator[Any]:
    """A cluster of two workers, as `--scheduler local --jobs 2` starts it. A worker that is long in coming is not given up."""
    import dask

    timeouts = {f"distributed.comm.timeouts.{what}": f"{PATIENCE}s" for what in ("connect", "tcp")}
    with (
        # A worker that is gone for good is missed at once, and not after a quarter of a minute.
        dask.config.set({**timeouts, "distributed.deploy.lost-worker-timeout": "100ms"}),
        cluster.Cluster(partial(read_input, iris=Iris()), cluster.LOCAL, 2, None) as started,
        # The first two workers start as a user's do. Those that replace them are forked from a process that has imported what they need.
        dask.config.set({"distributed.worker.multiprocessing-method": "forkserver"}),
    ):
        distributed.utils.get_mp_context().set_forkserver_preload(["distributed", "ingest.reading", "ingest.preloaded"])
        yield started._client


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGMAI_TIMEOUT", PATIENCE)


@pytest.fixture
def address(two: Any) -> str:
    return str(two.cluster.scheduler_address)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    (folder / "湖区").mkdir(parents=True)
    for number, name in enumerate(("甲.txt", "乙.txt", "丙.txt", "湖区/丁.md", "湖区/戊.txt", "湖区/己.txt"), 1):
        text = NOTICE.replace("15号", f"{number}号").format(body=f"一、第{number}件事。请市水务局于2022年9月底前完成。")
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "空.txt").write_bytes(b"")
    return folder


@pytest.fixture
def expected(texts: Path, tmp_path: Path) -> tuple[bytes, bytes]:
    """What a build in this process gives: the graph and its issues."""
    return built(texts, tmp_path / "alone", tmp_path)


def built(texts: Path, store: Path, tmp_path: Path, **options: object) -> tuple[bytes, bytes]:
    summary = build(find([texts]), store, **options)  # type: ignore[arg-type]
    assert (summary.sources, summary.failed) == (6, ["空.txt"])
    return nquads(store, tmp_path), issues_path(store).read_bytes()


def test_a_cluster_gives_the_same_bytes(
    address: str, texts: Path, expected: tuple[bytes, bytes], tmp_path: Path
) -> None:
    done: list[str] = []
    note: Callable[[Built], None] = lambda one: done.append(one.name)  # noqa: E731
    assert built(texts, tmp_path / "there", tmp_path, cluster=address, progress=note) == expected
    assert done == [item.name for item in find([texts])]


def test_a_worker_killed_in_mid_build_is_replaced(
    two: Any, address: str, texts: Path, expected: tuple[bytes, bytes], tmp_path: Path
) -> None:
    before = two.run(os.getpid)
    killed: list[int] = []

    def kill(_: Built) -> None:
        if not killed:
            killed.extend(before.values())
            for worker in killed:
                os.kill(worker, signal.SIGKILL)

    assert built(texts, tmp_path / "there", tmp_path, cluster=address, progress=kill) == expected
    two.wait_for_workers(2, int(PATIENCE))
    assert len(killed) == 2 and not set(two.run(os.getpid).values()) & set(killed)


def test_workers_whose_supervisors_ended_are_replaced(
    two: Any, address: str, texts: Path, expected: tuple[bytes, bytes], tmp_path: Path
) -> None:
    """On a busy machine a worker may die while it starts, and its supervisor with it."""
    before = set(two.run(os.getpid).values())
    for supervisor in list(two.cluster.workers.values()):
        two.cluster.sync(supervisor.close)
    assert built(texts, tmp_path / "there", tmp_path, cluster=address) == expected
    assert not before & set(two.run(os.getpid).values())


@pytest.mark.slow
def test_a_text_that_kills_its_workers_is_an_issue_of_its_file(address: str, texts: Path, tmp_path: Path) -> None:
    # spaCy compares a component with another of its name by their sources, and that of the other test is gone.
    (tmp_path / "deadly.py").write_text(DEADLY.replace('"deadly"', '"deadly_afar"'), encoding="utf-8")
    (texts / "丑.txt").write_text(NOTICE.format(body="一、致命之事。"), encoding="utf-8")
    components = Components(("deadly_afar",), tmp_path / "deadly.py")
    summary = build(find([texts]), tmp_path / "store", cluster=address, components=components)
    assert summary.sources == 6 and issues(tmp_path / "store") == {"丑.txt": ["worker-died"], "空.txt": ["empty-input"]}


def test_workers_need_not_reach_the_files_and_originals_are_kept(address: str, texts: Path, tmp_path: Path) -> None:
    unsent = [Input(item.name, Unsent(texts / item.name)) for item in find([texts])]  # type: ignore[arg-type]
    build(unsent, tmp_path / "store", cluster=address, keep_originals=True)
    kept = {path.read_bytes() for path in originals.kept(tmp_path / "store").iterdir()}
    assert kept == {path.read_bytes() for path in texts.rglob("*.*") if path.stat().st_size}


class Unsent:
    """A file that only this process can read: it cannot be sent elsewhere."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read_bytes(self) -> bytes:
        return self.path.read_bytes()

    def __reduce__(self) -> str:
        raise TypeError("this file stays here")


def test_workers_of_another_version_are_refused(
    address: str, texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_program", lambda: "another")
    with pytest.raises(cluster.ClusterError, match="another version of the program"):
        build(find([texts]), tmp_path / "store", cluster=address)
    assert not (tmp_path / "store" / "CURRENT").exists()


@pytest.mark.parametrize("where", ["tcp://127.0.0.1:{port}", "nonsense://x", "tcp://", "127.0.0.1"])
def test_a_scheduler_that_is_not_there_is_one_line(
    where: str, texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHENGMAI_TIMEOUT", "0.5")
    with pytest.raises(cluster.ClusterError, match="no Dask scheduler answers there") as told:
        build(find([texts]), tmp_path / "store", cluster=where.format(port=free_port()))
    assert "\n" not in told.value.en + told.value.zh and not (tmp_path / "store").exists()


def test_a_scheduler_without_workers_and_one_that_goes_are_told(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with distributed.LocalCluster(
        n_workers=0, processes=False, protocol="tcp://", dashboard_address="127.0.0.1:0", silence_logs="CRITICAL"
    ) as scheduler:
        monkeypatch.setenv("ZHENGMAI_TIMEOUT", "0.5")
        with pytest.raises(cluster.ClusterError, match=r"no workers for 0\.5 s"):
            build(find([texts]), tmp_path / "store", cluster=scheduler.scheduler_address)
        monkeypatch.setenv("ZHENGMAI_TIMEOUT", "10")
        scheduler.scale(1)
        with pytest.raises(cluster.ClusterError, match="connection to the scheduler was lost"):
            build(
                find([texts]),
                tmp_path / "store",
                cluster=scheduler.scheduler_address,
                progress=lambda _: scheduler.close(),
            )
    assert not (tmp_path / "store" / "CURRENT").exists()


class EndingLate:
    """A future that ends between the look at its outcome and the question whether it has ended."""

    def result(self, timeout: float | None = None) -> str:
        if timeout is not None:
            raise TimeoutError
        return "read"

    def done(self) -> bool:
        return True


def test_an_outcome_that_comes_with_the_pulse_is_taken() -> None:
    readers = object.__new__(cluster.Cluster)
    assert readers._awaited(EndingLate()) == "read"


def test_a_large_text_is_sent_without_a_warning(two: Any, recwarn: pytest.WarningsRecorder) -> None:
    readers = object.__new__(cluster.Cluster)
    readers._read, readers._keep, readers._client, readers._futures = length, None, two, set()
    assert readers.begin(Input("大.txt", Carried(bytes(11_000_000))))() == 11_000_000
    assert not [str(warning.message) for warning in recwarn if "large graph" in str(warning.message)]


def length(item: Input) -> int:
    return len(item.read())
