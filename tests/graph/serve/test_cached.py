"""The pages that the endpoint keeps, and the memory that they may take."""

from dataclasses import replace

import pytest

from graph.serve import cached
from graph.serve.cached import CachedPages, KeptPage
from graph.serve.worker import AnswerHead, WorkerPage

ASKED = WorkerPage("ns", (), "text/html", "zh", "https://example.org/", "2026-03-02")


def kept(body: bytes = b"") -> KeptPage:
    return KeptPage(AnswerHead(200, "text/html"), body)


@pytest.mark.parametrize(
    "change",
    [
        {"path": "长" * 2000},
        {"accept": "a" * 2000},
        {"language": "z" * 2000},
        {"parameters": (("q" * 1000, "v" * 1000),)},
    ],
)
def test_long_requests_count_towards_the_limit(monkeypatch: pytest.MonkeyPatch, change: dict[str, object]) -> None:
    monkeypatch.setattr(cached, "_MOST", 20_000)  # two entries of 9 000 bytes and a little
    pages = CachedPages()
    asked = [replace(ASKED, root=str(number), **change) for number in range(3)]  # type: ignore[arg-type]
    for one in asked:
        pages.keep("1", one, kept())
    assert [pages.find("1", one) is not None for one in asked] == [False, True, True]


def test_what_leaves_is_counted_as_what_came(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cached, "_MOST", 10_000)
    pages = CachedPages()
    for number in range(50):
        pages.keep("1", replace(ASKED, path="页" * number), kept(b"x" * number))
    pages.keep("1", ASKED, kept(b"x" * 8_000))
    assert pages.find("1", ASKED) is not None
    pages.keep("1", replace(ASKED, path="large"), kept(b"x" * 10_000))
    assert pages._size == 0 and not pages._pages


def test_a_feed_is_kept_once_for_every_accept_header() -> None:
    pages, feed = CachedPages(), replace(ASKED, path="feeds/changed.atom")
    pages.keep("1", feed, kept())
    assert pages.find("1", replace(feed, accept="*/*")) is not None
    assert pages.find("2", feed) is None
    pages.keep("1", ASKED, kept())
    assert pages.find("1", replace(ASKED, accept="text/turtle")) is None
