"""Report the health of a running endpoint, and its counters in Prometheus' text format 0.0.4."""

import time
from collections import Counter
from contextlib import suppress
from typing import Any

from graph.serve.pool import Pool, QueryStoppedError
from graph.serve.worker import WorkerQuery
from graph.store.errors import GraphError

_EDGES = (0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60)  # seconds, upper edges


class Figures:
    """Counts requests since the start."""

    def __init__(self) -> None:
        self._begun = time.time()
        self._requests: Counter[tuple[int, str]] = Counter()
        self._edges: Counter[float] = Counter()
        self._bytes, self._seconds = 0, 0.0

    def count(self, known: bool, status: int, outcome: str, size: int, seconds: float) -> None:
        """Count a request. known: whether the endpoint has this path. seconds: how long the request took. size: bytes of the body."""
        self._requests[status, outcome if known else "elsewhere"] += 1
        self._bytes += size
        self._seconds += seconds
        for edge in _EDGES:
            self._edges[edge] += seconds <= edge

    def exposition(self, pool: Pool) -> str:
        total = sum(self._requests.values())
        lines = [
            *_metric("zhengmai_requests_total", "counter", "Requests by status of HTTP and outcome."),
            *(
                f'zhengmai_requests_total{{status="{status}",outcome="{outcome}"}} {count}'
                for (status, outcome), count in sorted(self._requests.items())
            ),
            *_metric(
                "zhengmai_request_seconds", "histogram", "Seconds from a request's head to the end of its answer."
            ),
            *(f'zhengmai_request_seconds_bucket{{le="{edge:g}"}} {self._edges[edge]}' for edge in _EDGES),
            f'zhengmai_request_seconds_bucket{{le="+Inf"}} {total}',
            f"zhengmai_request_seconds_sum {self._seconds:.6f}",
            f"zhengmai_request_seconds_count {total}",
            *_metric("zhengmai_answer_bytes_total", "counter", "Bytes of answers."),
            f"zhengmai_answer_bytes_total {self._bytes}",
        ]
        gauges = {
            "zhengmai_queries_running": ("Queries that run.", pool.running),
            "zhengmai_queries_long": ("Queries that have run for more than a second.", pool.long),
            "zhengmai_queries_waiting": ("Queries that wait for a place.", pool.waiting),
            "zhengmai_start_time_seconds": ("When the endpoint began, in seconds since 1970.", round(self._begun)),
        }
        for name, (what, value) in gauges.items():
            lines += [*_metric(name, "gauge", what), f"{name} {value}"]
        return "\n".join(lines)


def _metric(name: str, kind: str, what: str) -> list[str]:
    return [f"# HELP {name} {what}", f"# TYPE {name} {kind}"]


async def health(pool: Pool) -> tuple[bool, dict[str, Any]]:
    """Run a short query; return whether the endpoint is healthy (also if busy), and a report. A missing or damaged store is not."""
    report: dict[str, Any] = {"store": str(pool.root), "running": pool.running, "waiting": pool.waiting}
    reason = "no answer"
    with suppress(GraphError):
        try:
            async with pool.ask(WorkerQuery("ASK { GRAPH ?graph { ?s ?p ?o } }")) as answer:
                body = b"".join([piece async for piece in answer.pieces()])
                if answer.head.status == 200:
                    return True, {"status": "ok", **report}
                reason = body.decode("utf-8", "replace")
        except QueryStoppedError as stopped:
            if stopped.reason == "busy":
                return True, {"status": "busy", **report}
            reason = str(stopped)
        except GraphError as error:
            reason = str(error)
    return False, {"status": "failing", "reason": reason, **report}
