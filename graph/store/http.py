"""A client of HTTP: one request, one answer, and a line that says what went wrong.

Nothing is sent to another address than the one given: redirects are not followed. A password is sent only when the server asks.
"""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDigestAuthHandler,
    HTTPHandler,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
    parse_http_list,
    parse_keqv_list,
)

from graph.store.errors import QueryError, StoreError

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_TAG = re.compile(r"<(?:style|script)\b.*?</(?:style|script)>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_TOLD = 300  # characters of a server's own words that are passed on


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """The body of an answer with its headers."""

    body: bytes
    headers: Message

    @property
    def media_type(self) -> str:
        return self.headers.get_content_type()


class NotFoundError(StoreError):
    """The server has nothing at that address."""


class Client:
    """Sends requests. timeout: seconds that a server may be silent. user, password: for servers that ask for them."""

    def __init__(self, timeout: float, user: str = "", password: str = "") -> None:
        self._timeout, self._user, self._password = timeout, user, password

    def send(
        self,
        method: str,
        url: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        signed: bool = False,
    ) -> HttpAnswer:
        """Raises QueryError where the server refuses a request as wrong, StoreError for everything else that fails.

        signed: let the server ask for the password first; else it hangs up in the middle of a long body.
        """
        request = Request(url, body, dict(headers or {}), method=method)
        where = shown(url)
        try:
            if signed and self._user:
                self._sign(request)
            with self._opener(url).open(request, timeout=self._timeout) as response:
                return HttpAnswer(response.read(), response.headers)
        except HTTPError as error:
            with error:
                if error.code == 401 and self._user and not signed:
                    return self.send(method, url, body, headers, signed=True)
                raise _refusal(where, error.code, _words(error)) from None
        except TimeoutError:
            raise self._late(where) from None
        except IncompleteRead:
            raise QueryError(
                f"{where}: the answer was cut off by the server: ask for less, or ask again",
                f"{where}：应答被服务器中途切断，请缩小查询范围或重试",
            ) from None
        except URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise self._late(where) from None
            raise _unreachable(where, error.reason) from None
        except (OSError, HTTPException, ValueError) as error:  # the connection broke, or what came is no HTTP
            raise _unreachable(where, error) from None

    def _sign(self, request: Request) -> None:
        """Add the password in the way that the server asks for, if it asks."""
        asked = ""
        try:
            question = Request(request.full_url, method="HEAD")
            self._opener(request.full_url).open(question, timeout=self._timeout).close()
        except HTTPError as error:
            with error:
                asked = error.headers.get("WWW-Authenticate", "") if error.code == 401 else ""
        scheme, _, rest = asked.partition(" ")
        if scheme.lower() == "basic":
            pair = f"{self._user}:{self._password}".encode()
            request.add_header("Authorization", "Basic " + base64.b64encode(pair).decode())
        elif scheme.lower() == "digest":
            passwords = HTTPPasswordMgrWithDefaultRealm()
            passwords.add_password(None, request.full_url, self._user, self._password)
            challenge = parse_keqv_list([item for item in parse_http_list(rest) if item])
            request.add_header(
                "Authorization", f"Digest {HTTPDigestAuthHandler(passwords).get_authorization(request, challenge)}"
            )

    def _opener(self, url: str) -> OpenerDirector:
        # A proxy for the outside world knows nothing of this machine.
        return build_opener(_Stay, _Http, _Https, *([ProxyHandler({})] if urlsplit(url).hostname in _LOOPBACK else []))

    def _late(self, where: str) -> StoreError:
        return StoreError(
            f"{where}: no answer within {self._timeout:g} s: ask for less, or set ZHENGMAI_TIMEOUT to more seconds",
            f"{where}：{self._timeout:g} 秒内没有应答，请缩小查询范围，或通过 ZHENGMAI_TIMEOUT 延长时限（秒）",
        )


class _Patient(HTTPConnection):
    """Reads the answer even where the server stops reading the request: it may say why in its answer."""

    _stopped = False

    def send(self, data: object) -> None:
        if self._stopped:
            return
        try:
            super().send(data)  # type: ignore[arg-type]
        except (BrokenPipeError, ConnectionResetError):
            self._stopped = True


class _PatientTls(_Patient, HTTPSConnection):
    pass


class _Http(HTTPHandler):
    def http_open(self, req: Request) -> HTTPResponse:
        return self.do_open(_Patient, req)


class _Https(HTTPSHandler):
    def https_open(self, req: Request) -> HTTPResponse:
        return self.do_open(_PatientTls, req, context=self._context)  # type: ignore[attr-defined]


class _Stay(HTTPRedirectHandler):
    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        raise StoreError(
            f"{shown(req.full_url)}: sends its callers on to {shown(newurl)}: give that address if you trust it",
            f"{shown(req.full_url)}：要求转到 {shown(newurl)}，如可信任，请直接填写该地址",
        )


def shown(url: str) -> str:
    """Return an address without its parameters."""
    return url.partition("?")[0].partition("#")[0]


def _words(error: HTTPError) -> str:
    """Return the server's answer in one line."""
    try:
        said = error.read(20_000).decode("utf-8", "replace")
    except OSError:
        said = ""
    said = " ".join(_TAG.sub(" ", said).split())
    return said[:_TOLD] or error.reason


def _refusal(where: str, code: int, said: str) -> StoreError | QueryError:
    match code:
        case 400:
            return QueryError(f"{where}: refused (HTTP 400): {said}", f"{where}：请求被拒绝（HTTP 400）：{said}")
        case 401 | 403:
            return StoreError(
                f"{where}: not allowed (HTTP {code}: {said}): set ZHENGMAI_USER and ZHENGMAI_PASSWORD, or use another address",
                f"{where}：没有权限（HTTP {code}：{said}），请设置 ZHENGMAI_USER 和 ZHENGMAI_PASSWORD，或换一个地址",
            )
        case 404 | 405:
            return NotFoundError(
                f"{where}: there is no SPARQL endpoint at this address (HTTP {code}): check it",
                f"{where}：此地址没有 SPARQL 端点（HTTP {code}），请检查地址",
            )
        case _:
            return StoreError(
                f"{where}: the server failed (HTTP {code}): {said}", f"{where}：服务器出错（HTTP {code}）：{said}"
            )


def _unreachable(where: str, error: object) -> StoreError:
    reason = " ".join(str(getattr(error, "strerror", None) or error).split()) or type(error).__name__
    return StoreError(
        f"{where}: cannot be reached ({reason}): check the address, and that the server runs",
        f"{where}：无法连接（{reason}），请检查地址以及服务器是否在运行",
    )
