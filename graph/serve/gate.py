"""The SPARQL 1.1 Protocol, read-only, in front of the Oxigraph server: `GET` and `POST /query`.

What Oxigraph alone would do is kept out here: SERVICE, which sends the graph's data to other hosts, and queries that run on after
their time. Results, formats and what is wrong with a query are Oxigraph's.
"""

import socket
import struct
import time
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from graph.serve.server import LOOPBACK, Server, Servers
from graph.store.errors import GraphError, QueryError, StoreError
from graph.store.syntax import refuse_service

PATH = "/query"
_LONGEST = 1 << 20  # bytes of a query
_FORM, _DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
_PASSED = ("Content-Type", "Accept")
_CHUNK = 1 << 16


class Gate(ThreadingHTTPServer):
    """Answers on host and port. seconds: that a query may take. Raises StoreError where the address cannot be had."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, host: str, port: int, servers: Servers, seconds: float) -> None:
        self.servers, self.seconds = servers, seconds
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            super().__init__((host, port), _Handler)
        except OSError as error:
            reason = error.strerror or str(error)
            raise StoreError(
                f"{host}:{port}: cannot be served ({reason}): give another --port or --host",
                f"{host}:{port}：无法在此地址提供服务（{reason}），请换一个 --port 或 --host",
            ) from None

    @property
    def url(self) -> str:
        host, port = self.server_address[:2]
        name = host if isinstance(host, str) else host.decode()
        return f"http://{f'[{name}]' if ':' in name else name}:{port}{PATH}"

    def service_actions(self) -> None:
        """Twice a second: look whether a build has published. A store that is amiss is told to those who ask."""
        try:
            self.servers.refresh()
        except GraphError:
            return


class _Handler(BaseHTTPRequestHandler):
    server: Gate
    timeout = 30  # seconds that a client may be silent

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit():
            return self._say(411, "a POST needs a Content-Length")
        if int(length) > _LONGEST:
            return self._say(413, f"a query has at most {_LONGEST} bytes")
        return self._answer(self.rfile.read(int(length)))

    def do_PUT(self) -> None:
        self._say(403, "read-only: this endpoint answers queries, nothing else")

    do_DELETE = do_PATCH = do_PUT

    def _answer(self, body: bytes) -> None:
        if urlsplit(self.path).path in ("/update", "/store"):
            return self.do_PUT()
        if urlsplit(self.path).path != PATH:
            return self._say(404, f"the endpoint is at {PATH}")
        try:
            for text in self._queries(body):
                refuse_service(text)
            with self.server.servers.take() as server:
                self._pass_on(server, body)
        except QueryError as error:
            self._say(400, str(error))
        except StoreError as error:
            self._say(503, str(error))
        return None

    def _queries(self, body: bytes) -> list[str]:
        """The text of the query, wherever the request has it. Raises QueryError for one that cannot be read, or an update."""
        kind = self.headers.get_content_type() if self.command == "POST" else ""
        try:
            given = parse_qs(urlsplit(self.path).query, errors="strict")
            if kind == _FORM:
                given |= parse_qs(body.decode(), errors="strict")
            elif kind == _DIRECT:
                given["query"] = [*given.get("query", []), body.decode()]
            elif kind:
                raise QueryError(
                    f"{kind}: POST a query as {_FORM} or {_DIRECT}", f"{kind}：POST 请求应为 {_FORM} 或 {_DIRECT}"
                )
        except UnicodeDecodeError:
            raise QueryError("the query is not UTF-8", "查询不是 UTF-8 文本") from None
        if len(given.get("query", [])) != 1 or "update" in given:
            raise QueryError("one parameter `query` is needed, and nothing else to run", "需要且只能有一个 query 参数")
        return given["query"]

    def _pass_on(self, server: Server, body: bytes) -> None:
        """Ask the server, and pass its answer on as it comes; end it when the time is over."""
        end = time.monotonic() + self.server.seconds
        connection = HTTPConnection(LOOPBACK, server.port, timeout=self.server.seconds)
        begun = False
        try:
            headers = {name: value for name in _PASSED if (value := self.headers.get(name))}
            connection.request(self.command, self.path, body or None, headers)
            held = connection.sock  # the response takes it over
            response = connection.getresponse()
            data = _next(response, held, end)
            self.send_response(response.status)
            self.send_header("Content-Type", response.headers.get("Content-Type", "text/plain"))
            self.send_header("Connection", "close")
            self.end_headers()
            begun = True
            while data:
                self.wfile.write(data)
                data = _next(response, held, end)
        except TimeoutError:
            self.server.servers.stop(server)
            self._cut(begun, f"stopped after {self.server.seconds:g} s: ask for less, or serve with a longer --timeout")
        except (BrokenPipeError, ConnectionResetError, HTTPException) as error:
            if server.alive and begun:
                return  # the client has gone
            self._cut(begun, f"the query was cut off ({type(error).__name__}): ask again")
        finally:
            connection.close()

    def _cut(self, begun: bool, why: str) -> None:
        """Say why there is no answer; one that has begun is broken off, so that nobody takes it for whole."""
        self.close_connection = True
        if begun:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        else:
            self._say(503, why)

    def _say(self, code: int, text: str) -> None:
        data = f"{text}\n".encode()
        self.send_response(code)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing: what was asked is nobody's business."""


def _next(response: HTTPResponse, held: socket.socket | None, end: float) -> bytes:
    """What comes next; TimeoutError when the time is over."""
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    if held is not None:
        held.settimeout(left)
    return response.read1(_CHUNK)
