"""Run an untrusted query under limits of time, memory and the size of its answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from graph.query.query import Answer, Query, answer
from graph.store.bounded import StoppedError, run_in_subprocess
from graph.store.errors import QueryError
from graph.store.store import Store

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limits:
    """seconds: of the clock; memory: bytes that the query may allocate; rows, size (bytes): of the answer. None: no limit."""

    seconds: float | None = 20
    memory: int = 2**30
    rows: int | None = 5_000
    size: int | None = 8 * 2**20


def run_untrusted(
    store: Path | str, query: Query, params: Mapping[str, str] | None = None, limits: Limits | None = None
) -> Answer:
    """Return the answer of the store's current generation, computed in a subprocess, which is killed when it reaches a limit.

    store: a folder, or the URL of an endpoint, whose answer is then parsed in the subprocess. Raises QueryError as
    `graph.query.query.answer` does and for a query that was stopped, StoreError as `Store.open` does.
    """
    limits = limits or Limits()
    return run_within(limits, _answer, str(store), query, dict(params or {}), limits)


def run_within(limits: Limits, function: Callable[..., T], *arguments: object) -> T:
    """Call a function in a subprocess under limits of time and memory. Raises QueryError for a call that was stopped.

    function: of a module, with arguments and a result that can be pickled.
    """
    try:
        return run_in_subprocess(function, *arguments, seconds=limits.seconds, memory=limits.memory)
    except StoppedError as stopped:
        raise _stopped_error(stopped, limits) from None


def _answer(store: str, query: Query, params: dict[str, str], limits: Limits) -> Answer:
    with Store.open(store) as view:
        return answer(view, query, params, limits.rows, limits.size)


def _stopped_error(stopped: StoppedError, limits: Limits) -> QueryError:
    match stopped.reason:
        case "time":
            return QueryError(
                f"the query was stopped after {limits.seconds:g} s: narrow it, for example with LIMIT or a number",
                f"查询超过 {limits.seconds:g} 秒，已停止：请缩小范围，例如加上 LIMIT 或指定文号",
            )
        case "memory":
            return QueryError(
                f"the query was stopped, for it needed more than {limits.memory >> 20} MB of memory, or nests too deeply: narrow it",
                f"查询占用内存超过 {limits.memory >> 20} MB 或嵌套过深，已停止：请缩小范围",
            )
        case _:
            return QueryError(
                "too many queries are running: wait a little and ask again",
                "正在执行的查询过多，请稍后再试",
            )
