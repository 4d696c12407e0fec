"""Run an untrusted query under limits of time, memory and the size of its answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.query.bounded import StoppedError, run_in_subprocess
from graph.query.query import Answer, Query, answer
from graph.store.errors import QueryError
from graph.store.store import Store


@dataclass(frozen=True, slots=True)
class Limits:
    """seconds: of the clock, None for any; memory: bytes that the query may work with; rows, size (bytes): of the answer, None for
    any."""

    seconds: float | None = 20
    memory: int = 2**30
    rows: int | None = 5_000
    size: int | None = 8 * 2**20


def run_untrusted(
    store: Path | str, query: Query, params: Mapping[str, str] | None = None, limits: Limits | None = None
) -> Answer:
    """The answer of the store's current generation, from a process of its own; what runs longer is killed.

    The same holds for an endpoint: the query is parsed, and its answer read, in that process. Raises QueryError as
    `graph.query.query.answer` does and for a query that was stopped, StoreError as `Store.open` does.
    """
    limits = limits or Limits()
    try:
        return run_in_subprocess(
            _answer, str(store), query, dict(params or {}), limits, seconds=limits.seconds, memory=limits.memory
        )
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
