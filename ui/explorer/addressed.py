"""Handle addresses in the explorer's server before Streamlit gets them.

Streamlit's page asks for its scripts beside its own address, so that below an address of several parts it finds none and stays blank:
such an address leads to our page of unknown addresses. A reader who signs in or out comes back to the same page in the same language,
while Streamlit would show the start page.
"""

import re
from http.cookies import SimpleCookie
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NOWHERE = "nothing-here"
"""An address that no page has: `ui.explorer.views.unknown` shows an error."""
_OWN = frozenset({"_stcore", "media", "component", "static", "app", "auth"})
"""First parts of the addresses at which Streamlit serves what is its own."""
_LEAVING, _BACK = ("auth/login", "auth/logout"), ("auth/logout", "oauth2callback")
_COOKIE = "zm_back"
_PATIENCE = 600  # seconds in which somebody signs in
_HERE = re.compile(r"/(?![/\\])[!-~]{0,2000}")
"""An address of this host that fits into a cookie and a header."""


class Addresses:
    """ASGI middleware that decides on addresses. base: the path below which the explorer is served, without slashes at its ends."""

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self._app, self._root = app, f"/{base}/" if base else "/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers, path = Headers(scope=scope), scope["path"].removeprefix(self._root).strip("/")
        if leads_nowhere(path) and "text/html" in headers.get("accept", ""):
            query = scope["query_string"].decode("latin-1")
            target = f"{self._root}{NOWHERE}" + (f"?{query}" if query else "")
            await RedirectResponse(target, 302)(scope, receive, send)
            return
        await self._app(scope, receive, self._led(path, headers, send))

    def _led(self, path: str, headers: Headers, send: Send) -> Send:
        """Return what sends an answer, with the address to come back to: kept when somebody leaves, gone to when they are back."""
        left = came_from(headers) if path in _LEAVING else ""
        back = left or (remembered(headers) if path in _BACK else "")
        if not back.startswith(self._root):
            return send

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = MutableHeaders(scope=message)
                if path in _BACK and told.get("location") == self._root:
                    told["location"] = back
                    told.append("set-cookie", f"{_COOKIE}=; Path={self._root}; Max-Age=0; HttpOnly; SameSite=Lax")
                elif left:
                    kept = f"{_COOKIE}={quote(left, safe='')}; Path={self._root}; Max-Age={_PATIENCE}; HttpOnly; SameSite=Lax"
                    told.append("set-cookie", kept)
            await send(message)

        return sending


def leads_nowhere(path: str) -> bool:
    """Return whether a path (without slashes at its ends) has several parts, the first of which is not Streamlit's."""
    parts = PurePosixPath(path).parts
    return len(parts) > 1 and parts[0] not in _OWN


def came_from(headers: Headers) -> str:
    """Return the address, on this host, of the page on which somebody clicked; empty where the browser does not say."""
    left = urlsplit(headers.get("referer", ""))
    return (
        _local(left._replace(scheme="", netloc="", fragment="").geturl()) if left.netloc == headers.get("host") else ""
    )


def remembered(headers: Headers) -> str:
    """Return the address that the cookie keeps; empty where there is none."""
    kept = SimpleCookie(headers.get("cookie", "")).get(_COOKIE)
    return _local(unquote(kept.value)) if kept else ""


def _local(address: str) -> str:
    """Return an address of this host; empty for one that a browser would take for another host's, or that is not a header's value."""
    return address if _HERE.fullmatch(address) else ""
