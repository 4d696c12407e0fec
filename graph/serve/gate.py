"""Serve the SPARQL 1.1 Protocol, read-only, as an ASGI application: `GET`, `HEAD` and `POST /query`, `/health`, `/metrics`,
`POST /check`.

Every other path is a page, which a module that the caller names renders in a worker process. Answers are sent in chunks while they are
computed. A truncated answer gets no final chunk, so that a client can see that it is incomplete.
"""

import asyncio
import json
import logging
import time
import traceback
from collections.abc import Awaitable, Callable
from contextlib import suppress
from hashlib import sha256
from tempfile import SpooledTemporaryFile

from graph.records.today import today
from graph.serve.cached import LARGEST, CachedPages, KeptPage
from graph.serve.exchange import ClientGoneError, Exchange, Message, Receive, Send
from graph.serve.figures import Figures, health
from graph.serve.pool import Pool, QueryStoppedError, WorkerAnswer
from graph.serve.protocol import RefusedError, read_page, read_request
from graph.serve.worker import WorkerPage, WorkerQuery
from graph.store import generations
from graph.store.errors import GraphError

PATH = "/query"
CHECK = "/check"
"""The one page that is asked by POST: what is sent is a draft, and nothing of it is kept."""
ACCESS = logging.getLogger("zhengmai.access")
FAULTS = logging.getLogger("zhengmai.faults")
_GATHERED = 64 << 20  # largest answer, in bytes, for an HTTP/1.0 client
_IN_MEMORY = 1 << 20
_HELD = 1 << 20  # bytes of an answer to buffer before its query must claim a slot for long queries
_METHODS = {PATH: "GET, HEAD, POST, OPTIONS", "/health": "GET, HEAD, OPTIONS", "/metrics": "GET, HEAD, OPTIONS"}
_OF_PAGES, _OF_CHECK = "GET, HEAD, OPTIONS", "POST, OPTIONS"
_WRITES = ("/update", "/store")  # paths under which other servers accept updates
_OUTCOMES = {200: "whole", 500: "fault", 503: "store"}
_FAULT = "zhengmai failed on this request; the log has the reason"


PassOn = Callable[[Exchange, WorkerAnswer], Awaitable[None]]


class Gate:
    """The ASGI application.

    origins: web origins that may send queries (CORS), `*` for all. root: the endpoint's URL with a final slash; empty if it has no
    pages.
    """

    def __init__(self, pool: Pool, origins: tuple[str, ...] = (), root: str = "") -> None:
        self.pool, self.origins, self.root = pool, origins, root
        self.figures, self.cached = Figures(), CachedPages()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        exchange, begun = Exchange(scope, receive, send, self.origins), time.monotonic()
        try:
            await self._handle(exchange)
        except (ClientGoneError, OSError):
            exchange.outcome = "left"
        except Exception:
            exchange.outcome = "fault"
            FAULTS.error("%s", traceback.format_exc())
            with suppress(Exception):
                if not exchange.status:
                    await exchange.answer_text(500, _FAULT)
        seconds = time.monotonic() - begun
        self.figures.count(
            bool(self.root) or exchange.path in _METHODS, exchange.status, exchange.outcome, exchange.size, seconds
        )
        client = (scope.get("client") or ("-",))[0]
        ACCESS.info(
            '%s "%s %s" %s %s %.3f %s %s',
            client,
            exchange.method,
            ascii(exchange.path)[1:-1][:200],
            exchange.status or "-",
            exchange.size,
            seconds,
            exchange.outcome,
            exchange.digest,
        )

    async def _handle(self, exchange: Exchange) -> None:
        try:
            await exchange.read_body(dropped=exchange.path in _WRITES)
            if exchange.path in _WRITES:
                raise RefusedError(403, "read-only: this endpoint answers queries, nothing else")
            if exchange.path not in _METHODS and not self.root:
                raise RefusedError(404, f"the endpoint is at {PATH}")
            allowed = _OF_CHECK if exchange.path == CHECK else _METHODS.get(exchange.path, _OF_PAGES)
            if exchange.method == "OPTIONS":
                return await exchange.answer_text(204, "", Allow=allowed)
            if exchange.method not in allowed.split(", "):
                raise RefusedError(405, f"{exchange.method} is not answered here: {allowed}", Allow=allowed)
            if exchange.path == "/metrics":
                return await exchange.answer_text(
                    200, self.figures.exposition(self.pool), media="text/plain; version=0.0.4"
                )
            if exchange.path == "/health":
                ok, report = await health(self.pool)
                return await exchange.answer_text(200 if ok else 503, json.dumps(report), media="application/json")
            return await (self._query(exchange) if exchange.path == PATH else self._page(exchange))
        except RefusedError as refusal:
            exchange.outcome = "refused"
            return await exchange.answer_text(refusal.status, refusal.text, **refusal.headers)

    async def _query(self, exchange: Exchange) -> None:
        asked = read_request(
            exchange.method,
            exchange.scope["query_string"],
            exchange.header("content-type"),
            exchange.body,
            exchange.header("accept"),
        )
        exchange.digest = sha256(asked.text.encode("utf-8", "replace")).hexdigest()[:12]
        await self._while_there(exchange, self._answered(exchange, asked, self._pass_on))

    async def _page(self, exchange: Exchange) -> None:
        asked = read_page(
            exchange.scope.get("raw_path") or exchange.path.encode(),
            exchange.scope["query_string"],
            exchange.header("accept"),
            exchange.header("accept-language"),
            self.root,
            today().isoformat(),
            exchange.body if exchange.path == CHECK else b"",
        )
        if exchange.path == CHECK:
            return await self._while_there(exchange, self._answered(exchange, asked, self._pass_on_once))
        identity = generations.identity(self.pool.root)
        if (kept := self.cached.find(identity, asked)) is not None:
            return await self._hand_out(exchange, kept)

        async def pass_on(exchange: Exchange, answer: WorkerAnswer) -> None:
            body = bytearray()
            async for piece in answer.pieces():
                body += piece
                if len(body) > LARGEST:
                    raise RefusedError(413, f"a page has at most {LARGEST >> 20} MB: narrow it")
            page = KeptPage(answer.head, bytes(body))
            if page.head.status == 200:
                self.cached.keep(identity, asked, page)
            await self._hand_out(exchange, page)

        return await self._while_there(exchange, self._answered(exchange, asked, pass_on))

    async def _pass_on_once(self, exchange: Exchange, answer: WorkerAnswer) -> None:
        """Send the answer to a draft, which no cache may keep: neither ours nor another."""
        body, head = bytearray(), answer.head
        async for piece in answer.pieces():
            body += piece
            if len(body) > LARGEST:
                raise RefusedError(413, f"an answer has at most {LARGEST >> 20} MB: check a shorter draft")
        if head.status == 500 and head.zh:  # our fault, with its traceback
            return await self._hand_out(exchange, KeptPage(head, bytes(body)))
        exchange.outcome = _OUTCOMES.get(head.status, "refused")
        headers = head.headers | {"Cache-Control": "no-store"}
        return await exchange.answer(
            head.status, head.media, bytes(body), more=False, **headers, Content_Length=str(len(body))
        )

    async def _hand_out(self, exchange: Exchange, page: KeptPage) -> None:
        """Send a page, or 304 if the client has the current version (RFC 9110, 13.1.2)."""
        head = page.head
        if head.status == 500:
            exchange.outcome = "fault"
            FAULTS.error("%s", page.body.decode("utf-8", "replace"))
            return await exchange.answer_text(500, _FAULT)
        if head.status != 200:
            exchange.outcome = "store" if head.status == 503 else "refused"
            return await exchange.answer(
                head.status, head.media, page.body, more=False, Content_Length=str(len(page.body))
            )
        headers = head.headers | {"ETag": page.etag, "Cache-Control": "no-cache"}
        if page.fresh_for(exchange.header("if-none-match")):
            return await exchange.answer(304, head.media, b"", more=False, **headers)
        body = b"" if exchange.method == "HEAD" else page.body
        return await exchange.answer(200, head.media, body, more=False, **headers, Content_Length=str(len(page.body)))

    async def _while_there(self, exchange: Exchange, work: Awaitable[None]) -> None:
        """Run the handler of a request; cancel it when the client closes the connection."""
        leaving = asyncio.ensure_future(exchange.until_gone())
        answering = asyncio.ensure_future(work)
        try:
            await asyncio.wait((leaving, answering), return_when=asyncio.FIRST_COMPLETED)
            if not answering.done():
                raise ClientGoneError
            await answering
        finally:
            for task in (leaving, answering):
                task.cancel()
            await asyncio.gather(leaving, answering, return_exceptions=True)

    async def _answered(self, exchange: Exchange, asked: WorkerQuery | WorkerPage, pass_on: PassOn) -> None:
        try:
            # Longer than the pool's own limit: this one stops an answer that its client does not read.
            async with asyncio.timeout(2 * self.pool.seconds + 5), self.pool.ask(asked) as answer:
                await pass_on(exchange, answer)
        except (QueryStoppedError, TimeoutError) as error:
            exchange.outcome = error.reason if isinstance(error, QueryStoppedError) else "time"
            if exchange.status:
                return  # the server closes the connection without a final chunk
            retry = {"Retry_After": str(error.retry)} if isinstance(error, QueryStoppedError) and error.retry else {}
            await exchange.answer_text(503, str(error), **retry)
        except GraphError as error:
            exchange.outcome = "store"
            await exchange.answer_text(503, error.en)

    async def _pass_on(self, exchange: Exchange, answer: WorkerAnswer) -> None:
        head = answer.head
        if head.status != 200:
            text = b"".join([piece async for piece in answer.pieces()])
            exchange.outcome = "store" if head.status == 503 else "refused"
            return await exchange.answer_text(head.status, text.decode("utf-8", "replace"))
        if exchange.scope["http_version"] == "1.0":
            return await self._gather(exchange, answer)
        # Buffer small answers, so that they are complete before the first byte is sent. A large answer claims a slot for long
        # queries first, because it cannot be refused once a part of it was sent.
        held = bytearray()
        async for piece in answer.pieces():
            held += piece
            if len(held) > _HELD and not answer.long:
                answer.claim()
            elif answer.long:
                await exchange.answer(200, head.media, bytes(held), more=True)
                held.clear()
        length = {"Content_Length": str(len(held))} if not exchange.status and exchange.method != "HEAD" else {}
        return await exchange.answer(200, head.media, bytes(held), more=False, **length)

    async def _gather(self, exchange: Exchange, answer: WorkerAnswer) -> None:
        """Send an answer to an HTTP/1.0 client with its length: without chunks, only the length shows whether the answer is complete."""
        with SpooledTemporaryFile(_IN_MEMORY) as file:
            async for piece in answer.pieces():
                file.write(piece)
                if file.tell() > _GATHERED:
                    raise RefusedError(505, f"an answer of more than {_GATHERED >> 20} MB is only given to HTTP/1.1")
            length = file.tell()
            file.seek(0)
            while piece := file.read(1 << 16):
                await exchange.answer(200, answer.head.media, piece, more=True, Content_Length=str(length))
            await exchange.answer(200, answer.head.media, b"", more=False, Content_Length=str(length))
