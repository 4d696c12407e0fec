"""Pages of the endpoint: rendered under the limits of queries, and kept as long as the store is what it is."""

import json
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from tests.graph.serve.serving import exchange, serving

# Pages: rendered under the same limits, kept as long as the store is what it is.


def test_a_page_is_sent_once_to_a_client_that_keeps_it(url: str) -> None:
    path = f"/eli/cn/990100/{urllib.parse.quote('岚政发/2021/12')}"
    status, headers, body = exchange(url, "GET", path, headers={"Accept": "text/turtle"})
    assert (
        status == 200
        and headers["content-type"].startswith("text/turtle")
        and headers["vary"] == "Accept, Accept-Language"
    )
    assert exchange(url, "HEAD", path, headers={"Accept": "text/turtle"})[1]["content-length"] == str(len(body))
    known = {"Accept": "text/turtle", "If-None-Match": headers["etag"]}
    assert exchange(url, "GET", path, headers=known)[::2] == (304, b"")
    assert exchange(url, "GET", path, headers=known | {"Accept": "text/html"})[0] == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/ns", 200),
        ("GET", "/feeds/changed.atom?days=30", 200),
        ("GET", "/feeds/changed.atom?dayz=30", 400),
        ("GET", "/nothing", 404),
        ("GET", "/%FF", 400),
        ("GET", "/a?b=" + "x" * 9000, 414),
        ("POST", "/feeds/changed.atom", 405),
        ("POST", "/store", 403),
    ],
)
def test_pages_are_only_read(url: str, method: str, path: str, status: int) -> None:
    assert exchange(url, method, path)[0] == status


def test_a_draft_is_checked_and_no_cache_may_keep_the_answer(own_store: Path, tmp_path: Path) -> None:
    log, draft = tmp_path / "log", "关于做好渡口工作的通知\n请于2025年11月31日前报送。\n".encode()
    before = sorted((path.name, path.stat().st_mtime_ns) for path in own_store.rglob("*"))
    with serving(own_store, "--log", str(log)) as (found, _):
        status, headers, body = exchange(found, "POST", "/check?as_of=2025-03-10", draft)
        assert exchange(found, "POST", "/check?as_of=2025-03-10&lang=en", draft)[2] != body
    assert (status, headers["cache-control"], "etag" in headers) == (200, "no-store", False)
    assert "date-invalid" in [one["rule"] for one in json.loads(body)["findings"]]
    assert "渡口" not in log.read_text(encoding="utf-8")
    assert before == sorted((path.name, path.stat().st_mtime_ns) for path in own_store.rglob("*"))


@pytest.mark.parametrize(
    ("path", "html"),
    [
        ("/", True),
        ("/ns", True),
        (f"/eli/cn/990100/{urllib.parse.quote('岚政发/2021/12')}", True),
        ("/?format=ttl", False),
        ("/feeds/changed.atom", False),
        ("/nothing", False),
        ("/query?query=ASK%7B%7D", False),
        ("/metrics", False),
        ("/health", False),
    ],
)
def test_browsers_run_nothing_and_guess_no_media_type(url: str, path: str, html: bool) -> None:
    accept = "text/html, */*;q=0.5"
    headers = exchange(url, "GET", path, headers={"Accept": accept})[1]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-type"].startswith("text/html") is html
    policy = headers.get("content-security-policy", "")
    assert ("default-src 'none'" in policy and "frame-ancestors 'none'" in policy) is html
