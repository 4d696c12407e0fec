"""The addresses of a SPARQL endpoint: where it is asked, where it is changed."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, urljoin, urlsplit

from graph.store.errors import StoreError
from graph.store.http import Client

_SCHEMES = ("http://", "https://")
# What is beside a query address that ends so: Oxigraph's, Virtuoso's.
_BESIDE = {"query": ("update", "store"), "sparql": ("sparql-auth", "sparql-graph-crud-auth")}
_TIMEOUT = 60.0


def is_url(where: Path | str) -> bool:
    """Return whether a store is an endpoint rather than a folder."""
    return isinstance(where, str) and where.startswith(_SCHEMES)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """query, update: addresses of the SPARQL 1.1 Protocol; graphs: of the Graph Store Protocol. Empty where there is none."""

    query: str
    update: str
    graphs: str

    @staticmethod
    def parse(url: str) -> "Endpoint":
        """Return the query address, `http://HOST:PORT` representing `http://HOST:PORT/query`.

        The others are beside it (`_BESIDE`), or in the fragment, relative to it: `http://host/ds/sparql#update=update&graphs=data`.
        Raises StoreError for an address that is none, and for one with a password in it.
        """
        parts = _split(url)
        query = url.partition("#")[0]
        if parts.path in ("", "/"):
            query = urljoin(query, "/query")
        update, graphs = _BESIDE.get(urlsplit(query).path.rpartition("/")[2], ("", ""))
        given = {"update": update, "graphs": graphs} if not parts.fragment else {"update": "", "graphs": ""}
        for name, value in parse_qsl(parts.fragment, keep_blank_values=True):
            if name not in given:
                raise StoreError(
                    f"{url}: after `#` stand update=… and graphs=…, not {name!r}",
                    f"{url}：# 之后只能写 update=… 和 graphs=…，不能写 {name!r}",
                )
            given[name] = value
        plain = query.partition("?")[0]
        found = {name: urljoin(plain, value) if value else "" for name, value in given.items()}
        for address in found.values():
            if address and not is_url(address):
                raise StoreError(f"{address}: not an http address", f"{address}：不是 http 地址")
        return Endpoint(query, found["update"], found["graphs"])

    @property
    def name(self) -> str:
        """Host and port, as a part of a file's name."""
        return urlsplit(self.query).netloc.replace(":", "-").replace("[", "").replace("]", "")


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise StoreError(f"{url}: not an address: {error}", f"{url}：不是有效的地址：{error}") from None
    if not parts.hostname or any(character.isspace() for character in url):
        raise StoreError(
            f"{url}: not an address: write it as http://HOST:PORT/query",
            f"{url}：不是有效的地址，请写作 http://HOST:PORT/query",
        )
    if "@" in parts.netloc:
        raise StoreError(
            "an address does not take a name and password: set ZHENGMAI_USER and ZHENGMAI_PASSWORD",
            "地址中不能写用户名和密码，请设置 ZHENGMAI_USER 和 ZHENGMAI_PASSWORD",
        )
    return parts


def client() -> Client:
    """Return a client with the settings of the environment: ZHENGMAI_TIMEOUT, ZHENGMAI_USER, ZHENGMAI_PASSWORD. Raises StoreError."""
    return Client(timeout(), os.environ.get("ZHENGMAI_USER", ""), os.environ.get("ZHENGMAI_PASSWORD", ""))


def timeout() -> float:
    """Return how many seconds a server may be silent: ZHENGMAI_TIMEOUT, or 60. Raises StoreError."""
    given = os.environ.get("ZHENGMAI_TIMEOUT", "")
    try:
        seconds = float(given or _TIMEOUT)
        if not 0 < seconds < 1e6:
            raise ValueError
    except ValueError:
        raise StoreError(
            f"ZHENGMAI_TIMEOUT={given}: not a number of seconds", f"ZHENGMAI_TIMEOUT={given}：不是秒数"
        ) from None
    return seconds
