"""One HTTP exchange: what the client sent, and the answer that it is sent, with headers for browsers (CORS), for the log and the counters.

An answer is sent in pieces. A truncated answer gets no final piece, so that a client can see that it is incomplete.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

from graph.serve.protocol import LONGEST, RefusedError

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_BODY_SECONDS = 30.0  # a request's body must arrive within this time
_PASSED_OVER = 64 << 20  # bytes of a refused body to read before answering
_TEXT = "text/plain; charset=utf-8"


class ClientGoneError(Exception):
    """The client has closed its connection."""


@dataclass(slots=True)
class Exchange:
    """A request with its answer. origins: web origins that may send queries (CORS), `*` for all.

    status, size, outcome and digest are what was answered, for the log and the counters; status is 0 until the answer begins.
    """

    scope: Message
    receive: Receive
    send: Send
    origins: tuple[str, ...] = ()
    body: bytes = b""
    status: int = 0
    size: int = 0
    outcome: str = "whole"
    digest: str = "-"

    @property
    def path(self) -> str:
        return str(self.scope["path"])

    @property
    def method(self) -> str:
        return str(self.scope["method"])

    def header(self, name: str) -> str:
        values = [value for key, value in self.scope["headers"] if key == name.encode()]
        return b", ".join(values).decode("latin-1")

    async def read_body(self, *, dropped: bool) -> None:
        """Read the body, also of a request that is refused, up to a bound: a client that is still sending does not read the answer.

        dropped: the request is refused whatever its body is, so a body that is too long is no reason of its own.
        """
        length = self.header("content-length")
        oversize = length.isdigit() and int(length) > LONGEST
        if oversize and self.header("expect"):
            raise RefusedError(413, f"a body has at most {LONGEST} bytes", Connection="close")
        pieces: list[bytes] = []
        size, more = 0, True
        try:
            async with asyncio.timeout(_BODY_SECONDS):
                while more and size <= _PASSED_OVER:
                    message = await self.receive()
                    if message["type"] == "http.disconnect":
                        raise ClientGoneError
                    more = message.get("more_body", False)
                    size += len(message.get("body", b""))
                    if size <= LONGEST:
                        pieces.append(message.get("body", b""))
        except TimeoutError:
            raise RefusedError(
                408, f"the request did not come within {_BODY_SECONDS:g} s", Connection="close"
            ) from None
        if size > LONGEST and not dropped:
            raise RefusedError(413, f"a body has at most {LONGEST} bytes", **({"Connection": "close"} if more else {}))
        self.body = b"".join(pieces)

    async def until_gone(self) -> None:
        """Return when the client has left."""
        while (await self.receive())["type"] != "http.disconnect":
            pass

    async def answer_text(self, status: int, text: str, media: str = _TEXT, **headers: str) -> None:
        data = b"" if status == 204 else f"{text}\n".encode()
        length = {} if status == 204 else {"Content_Length": str(len(data))}
        await self.answer(status, media, data, more=False, **headers, **length)

    async def answer(self, status: int, media: str, data: bytes, *, more: bool, **headers: str) -> None:
        """Send a piece of the answer, its head first."""
        if not self.status:
            self.status = status
            fields = {"Content-Type": media, "X-Content-Type-Options": "nosniff"}
            fields |= {name.replace("_", "-"): value for name, value in headers.items()}
            cors = self._cors()
            vary = f"{fields.get('Vary', '')}, {cors.get('Vary', '')}".split(", ")
            fields |= cors | ({"Vary": ", ".join(dict.fromkeys(filter(None, vary)))} if any(vary) else {})
            pairs = [(name.lower().encode(), value.encode("latin-1", "replace")) for name, value in fields.items()]
            await self.send({"type": "http.response.start", "status": status, "headers": pairs})
        self.size += len(data)
        await self.send({"type": "http.response.body", "body": data, "more_body": more})

    def _cors(self) -> dict[str, str]:
        origin = self.header("origin")
        if not self.origins:
            return {}
        if "*" not in self.origins and origin not in self.origins:
            return {"Vary": "Origin"}
        fields = {"Access-Control-Allow-Origin": "*" if "*" in self.origins else origin, "Vary": "Origin, Accept"}
        if self.method == "OPTIONS":
            fields |= {
                "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
                "Access-Control-Allow-Headers": "Accept, Content-Type",
                "Access-Control-Max-Age": "600",
            }
        return fields
