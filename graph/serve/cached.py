"""Cache rendered pages until the store or the day changes, so that a feed that is polled is rendered once."""

from collections import OrderedDict
from dataclasses import dataclass, field, replace
from hashlib import sha256

from graph.serve.worker import AnswerHead, WorkerPage

_MOST = 64 << 20  # bytes of all pages with their keys
_ENTRY = 1000  # bytes of an entry apart from its body and its strings
_FEEDS = "feeds/"  # these paths name their format, so the Accept header does not matter
LARGEST = 16 << 20
"""Bytes of one page."""


@dataclass(frozen=True, slots=True)
class KeptPage:
    """etag: a strong entity tag of the body (RFC 9110, 8.8.3)."""

    head: AnswerHead
    body: bytes

    @property
    def etag(self) -> str:
        return f'"{sha256(self.body).hexdigest()[:32]}"'

    def fresh_for(self, header: str) -> bool:
        """Return whether an If-None-Match header names this page."""
        names = {name.strip().removeprefix("W/") for name in header.split(",")}
        return bool(names & {self.etag, "*"})


@dataclass(slots=True)
class CachedPages:
    """A cache of pages, by request and identity of the store, that drops the least recently used first.

    Clients choose the keys, so the limit counts them too: many small pages with long addresses would fill the memory otherwise.
    """

    _pages: OrderedDict[tuple[str, WorkerPage], KeptPage] = field(default_factory=OrderedDict)
    _size: int = 0

    def find(self, identity: str, asked: WorkerPage) -> KeptPage | None:
        key = _key(identity, asked)
        page = self._pages.get(key)
        if page is not None:
            self._pages.move_to_end(key)
        return page

    def keep(self, identity: str, asked: WorkerPage, page: KeptPage) -> None:
        key = _key(identity, asked)
        if key in self._pages:
            return
        self._pages[key] = page
        self._size += _cost(key[1], page)
        while self._size > _MOST:
            (_, oldest), gone = self._pages.popitem(last=False)
            self._size -= _cost(oldest, gone)


def _key(identity: str, asked: WorkerPage) -> tuple[str, WorkerPage]:
    return identity, replace(asked, accept="") if asked.path.startswith(_FEEDS) else asked


def _cost(asked: WorkerPage, page: KeptPage) -> int:
    """Return the bytes that an entry may take: a code point of a text takes up to four (PEP 393)."""
    texts = [asked.path, asked.accept, asked.language, *(text for pair in asked.parameters for text in pair)]
    return len(page.body) + _ENTRY + 4 * sum(map(len, texts))
