"""What the explorer's server does with addresses, without a browser."""

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send

from ui.explorer.addressed import NOWHERE, Addresses

PAGE = "text/html,application/xhtml+xml"


def answered(path: str, headers: dict[str, str], *, base: str = "", location: str = "") -> tuple[int, dict[str, str]]:
    """Return status and headers of the answer to a request. location: to which Streamlit itself leads; empty for a page of its own."""

    async def streamlit(scope: Scope, receive: Receive, send: Send) -> None:
        led = [(b"location", location.encode())] if location else []
        await send({"type": "http.response.start", "status": 302 if location else 200, "headers": led})
        await send({"type": "http.response.body", "body": b""})

    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    path, _, query = path.partition("?")
    told = {"host": "example.org", "accept": PAGE} | headers
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in told.items()],
    }
    asyncio.run(Addresses(streamlit, base)(scope, receive, send))
    return sent[0]["status"], {name.decode(): value.decode() for name, value in sent[0]["headers"]}


@pytest.mark.parametrize(
    ("path", "headers", "base", "to"),
    [
        ("/a/b", {}, "", f"/{NOWHERE}"),
        ("/a/b/?lang=en", {}, "", f"/{NOWHERE}?lang=en"),
        ("/documents/x?q=%E6%B0%B4&lang=en", {}, "", f"/{NOWHERE}?q=%E6%B0%B4&lang=en"),
        ("/office/a/b", {}, "office", f"/office/{NOWHERE}"),
        ("/document/static", {}, "", f"/{NOWHERE}"),  # a word of Streamlit's is its own only as the first part
        ("/document/static/js/index.js", {}, "", f"/{NOWHERE}"),
        ("/x/auth/y", {}, "", f"/{NOWHERE}"),
        ("/office/x/media", {}, "office", f"/office/{NOWHERE}"),
        ("/office/static/js/index.js", {}, "office", ""),
        ("/office/documents", {}, "office", ""),
        ("/documents", {}, "", ""),
        ("/", {}, "", ""),
        ("/documents/_stcore/host-config", {"accept": "*/*"}, "", ""),  # Streamlit asks for it below each page
        ("/static/js/none.js", {}, "", ""),
        ("/media/a.png", {}, "", ""),
        ("/a/b.js", {"accept": "*/*"}, "", ""),  # nobody reads what a script asks for
    ],
)
def test_an_address_of_several_parts_leads_to_the_page_of_unknown_ones(
    path: str, headers: dict[str, str], base: str, to: str
) -> None:
    status, told = answered(path, headers, base=base)
    assert (status, told.get("location", "")) == ((302, to) if to else (200, ""))


@pytest.mark.parametrize("base", ["", "office"])
def test_who_signs_in_and_out_comes_back_to_the_page(base: str) -> None:
    root = f"/{base}/" if base else "/"
    left = f"{root}documents?q=%E6%B0%B4&lang=en"
    for leaving, back in (("auth/login", "oauth2callback"), ("auth/logout", "oauth2callback")):
        referer = {"referer": f"https://example.org{left}#top"}
        _, told = answered(root + leaving, referer, base=base, location="https://provider.example.org/")
        assert told["location"] == "https://provider.example.org/" and "HttpOnly" in told["set-cookie"]
        cookie = {"cookie": told["set-cookie"].partition(";")[0]}
        _, told = answered(root + back, cookie, base=base, location=root)
        assert told["location"] == left and "Max-Age=0" in told["set-cookie"]
    # Without a provider's own page of signing out Streamlit leads to the start page at once.
    assert answered(f"{root}auth/logout", referer, base=base, location=root)[1]["location"] == left


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/auth/login", {"referer": "https://elsewhere.example/documents"}),
        ("/auth/login", {}),
        ("/auth/login", {"referer": "https://example.org//elsewhere.example/"}),
        ("/oauth2callback", {"cookie": "zm_back=https%3A%2F%2Felsewhere.example%2F"}),
        ("/oauth2callback", {"cookie": "zm_back=%2F%2Felsewhere.example%2F"}),
        ("/oauth2callback", {"cookie": "zm_back=%2F%5Celsewhere.example"}),
        ("/oauth2callback", {"cookie": "zm_back=%2Fa%0D%0AX%3A%20y"}),
        ("/oauth2callback", {"cookie": "zm_back=%2F" + "a" * 3000}),
        ("/oauth2callback", {}),
        ("/documents", {"cookie": "zm_back=%2Ftasks"}),
    ],
)
def test_nobody_is_led_to_another_host(path: str, headers: dict[str, str]) -> None:
    _, told = answered(path, headers, location="/")
    assert told == {"location": "/"}
