"""Evaluate queries and render pages in a worker process, one at a time, over one generation of a store.

A query that takes too long or too much memory ends this process only.

Messages on its socket are frames: four bytes with the length, big-endian, then the content. The worker begins with an empty frame
once it has opened the store. A request is one frame (`WorkerQuery` or `WorkerPage` as JSON). A reply is a frame with its head
(`AnswerHead` as JSON), frames of its body, and an empty frame at its end; a reply without that empty frame is truncated.
"""

import importlib
import io
import json
import socket
import struct
import traceback
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

import pyoxigraph as ox

from graph.serve.negotiation import choose
from graph.store import checksums, generations
from graph.store.checksums import explained_damage
from graph.store.embedded import Embedded
from graph.store.errors import GraphError, QueryError, StoreError
from graph.store.process import limit_memory
from graph.store.store import Store

if TYPE_CHECKING:
    from typing_extensions import Buffer

LENGTH = struct.Struct(">I")
_PIECE = 1 << 16  # largest frame of a body, in bytes
_SOLUTIONS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/xml": ox.QueryResultsFormat.XML,
}
_TRIPLES = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "application/xml": ox.RdfFormat.RDF_XML,
    "text/xml": ox.RdfFormat.RDF_XML,
}


@dataclass(frozen=True, slots=True)
class WorkerQuery:
    """A query of the protocol. default, named: IRIs of the dataset that the request gives, which replaces FROM and FROM NAMED.

    accept: the header. head: whether the client wants the head of the answer only.
    """

    text: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    accept: str = ""
    head: bool = False


@dataclass(frozen=True, slots=True)
class WorkerPage:
    """A request for a page: a feed, the start page, the description of an IRI, or the check of a draft.

    path: below the endpoint's root, decoded. parameters: of the URL, in their order. accept, language: the headers. root: the
    endpoint's URL with a final slash. day: the gate's current date (ISO 8601). body: what was POSTed, as Base64; empty for a page
    that is read.
    """

    path: str
    parameters: tuple[tuple[str, str], ...]
    accept: str
    language: str
    root: str
    day: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered page. headers: those other than the media type."""

    status: int
    media: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AnswerHead:
    """The head of an answer. status: of HTTP. media: type of the body. zh: a message in Chinese, else empty. headers: of a page."""

    status: int
    media: str
    zh: str = ""
    headers: dict[str, str] = field(default_factory=dict)


def before_worker(root: str, memory: str, pages: str) -> None:
    """Import the pages and check the current generation once, before workers are forked. Errors are ignored here: each worker
    meets and reports them."""
    if pages:
        importlib.import_module(pages)
    with suppress(StoreError, OSError):
        if (generation := generations.current(Path(root))) is not None:
            checksums.check(generation)


def run_worker(connection: socket.socket, root: str, memory: str, pages: str) -> None:
    """Answer requests from the socket until the other side closes it. If the store cannot be opened, answer the first with the reason.

    root: folder of the store. memory: bytes that this process may allocate. pages: the module whose `render(view, page)` returns a
    page; empty if there are no pages.
    """
    limit_memory(int(memory))
    with connection.makefile("rb") as requests:
        frames = _frames(requests)
        try:
            with Store.open(Path(root)) as view:
                assert isinstance(view, Embedded)
                _send(connection, b"")
                for frame in frames:
                    asked = json.loads(frame)
                    if "path" in asked:
                        parameters = tuple((name, value) for name, value in asked.pop("parameters"))
                        _page(view, WorkerPage(parameters=parameters, **asked), pages, connection)
                    else:
                        _answer(view, WorkerQuery(**asked), connection)
        except GraphError as error:
            _send(connection, b"")
            for _ in frames:
                _refuse(connection, 503, error)
                return


def _answer(view: Embedded, asked: WorkerQuery, connection: socket.socket) -> None:
    body = _Body(connection)
    try:
        results = view.query_dataset(asked.text, asked.default, asked.named)
        triples = isinstance(results, ox.QueryTriples)
        media = choose(asked.accept, tuple(_TRIPLES if triples else _SOLUTIONS))
        if media is None:
            offered = ", ".join(_TRIPLES if triples else _SOLUTIONS)
            raise _StatusError(406, QueryError(f"this answer comes as {offered}", f"可用的格式：{offered}"))
        body.head = AnswerHead(200, media)
        output = cast("IO[bytes]", body)
        if not asked.head and isinstance(results, ox.QueryTriples):
            results.serialize(output, format=_TRIPLES[media])
        elif not asked.head and not isinstance(results, ox.QueryTriples):
            results.serialize(output, format=_SOLUTIONS[media])
        body.finish()
    except _StatusError as refusal:
        _refuse(connection, refusal.status, refusal.error)
    except QueryError as error:
        _refuse(connection, 400, error)
    except (RuntimeError, ValueError, OSError) as error:
        if body.begun or isinstance(error, ConnectionError):
            raise SystemExit(1) from None  # leaves the answer truncated
        if (damage := explained_damage(error)) is not None:
            return _refuse(connection, 503, damage)
        _refuse(connection, 400, QueryError(f"the query cannot be run: {error}", f"查询无法执行：{error}"))


def _page(view: Embedded, asked: WorkerPage, pages: str, connection: socket.socket) -> None:
    try:
        rendered: Rendered = importlib.import_module(pages).render(view, asked)
    except GraphError as error:
        return _refuse(connection, 400, error)
    except MemoryError:
        raise SystemExit(1) from None  # the gate reports the reason
    except Exception as error:
        if (damage := explained_damage(error)) is not None:
            return _refuse(connection, 503, damage)
        told = traceback.format_exc()
        return _refuse(connection, 500, GraphError(told, told))
    head = AnswerHead(rendered.status, rendered.media, headers=rendered.headers)
    _send(connection, json.dumps(asdict(head)).encode())
    for start in range(0, len(rendered.body), _PIECE):
        _send(connection, rendered.body[start : start + _PIECE])
    return _send(connection, b"")


class _StatusError(Exception):
    def __init__(self, status: int, error: GraphError) -> None:
        super().__init__(error.en)
        self.status, self.error = status, error


class _Body(io.RawIOBase):
    """A file that sends its content in frames, after the head. begun: whether the head was sent."""

    head: AnswerHead

    def __init__(self, connection: socket.socket) -> None:
        self._connection, self._held = connection, bytearray()
        self.begun = False

    def writable(self) -> bool:
        return True

    def write(self, data: "Buffer") -> int:
        self._held += data
        if len(self._held) >= _PIECE:
            self._send_held()
        return len(memoryview(data))

    def finish(self) -> None:
        self._send_held()
        _send(self._connection, b"")

    def _send_held(self) -> None:
        if not self.begun:
            self.begun = True
            _send(self._connection, json.dumps(asdict(self.head)).encode())
        if self._held:
            _send(self._connection, bytes(self._held))
            self._held.clear()


def _refuse(connection: socket.socket, status: int, error: GraphError) -> None:
    _send(connection, json.dumps(asdict(AnswerHead(status, "text/plain; charset=utf-8", error.zh))).encode())
    _send(connection, error.en.encode("utf-8", "replace"))
    _send(connection, b"")


def _send(connection: socket.socket, content: bytes) -> None:
    connection.sendall(LENGTH.pack(len(content)) + content)


def _frames(stream: IO[bytes]) -> Iterator[bytes]:
    while len(start := stream.read(LENGTH.size)) == LENGTH.size:
        yield stream.read(LENGTH.unpack(start)[0])
