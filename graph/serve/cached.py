"""Pages that were rendered, kept as long as the store and the day stay what they are: a feed that is polled costs one rendering."""

from collections import OrderedDict
from dataclasses import dataclass, field
from hashlib import sha256

from graph.serve.worker import AnswerHead, WorkerPage

_MOST = 64 << 20  # bytes of all bodies
LARGEST = 16 << 20
"""Bytes of one page."""


@dataclass(frozen=True, slots=True)
class KeptPage:
    """etag: of its body (RFC 9110, 8.8.3), a strong one."""

    head: AnswerHead
    body: bytes

    @property
    def etag(self) -> str:
        return f'"{sha256(self.body).hexdigest()[:32]}"'

    def fresh_for(self, header: str) -> bool:
        """Whether an If-None-Match header names this page."""
        names = {name.strip().removeprefix("W/") for name in header.split(",")}
        return bool(names & {self.etag, "*"})


@dataclass(slots=True)
class CachedPages:
    """Pages by what was asked and the identity of the store; those asked for least recently go first."""

    _pages: OrderedDict[tuple[str, WorkerPage], KeptPage] = field(default_factory=OrderedDict)
    _size: int = 0

    def find(self, identity: str, asked: WorkerPage) -> KeptPage | None:
        page = self._pages.get((identity, asked))
        if page is not None:
            self._pages.move_to_end((identity, asked))
        return page

    def keep(self, identity: str, asked: WorkerPage, page: KeptPage) -> None:
        if (identity, asked) in self._pages:
            return
        self._pages[identity, asked] = page
        self._size += len(page.body)
        while self._size > _MOST:
            _, gone = self._pages.popitem(last=False)
            self._size -= len(gone.body)
