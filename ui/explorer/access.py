"""Who the reader is, and what they may do: nobody signs in on one's own machine; a shared explorer has a file that says who may.

sign_in = "proxy"                 # a reverse proxy has signed people in, and passes their name …
header = "X-Remote-User"          # … in this header,
proxies = ["127.0.0.1"]           # believed only from these addresses
# sign_in = "oidc"                # or Streamlit's own login (OpenID Connect), with a secrets file
# claim = "email"                 # which claim of it is the name
editors = ["wangfang"]            # may add texts, keep questions
readers = ["*"]                   # may read; `*` for everybody who is signed in
"""

import argparse
import getpass
import sys
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import streamlit as st

from graph.store.errors import GraphError
from ontology.enumerations import Role, SignIn

LOOPBACK = "127.0.0.1"
_LISTS = ("proxies", "editors", "readers")
_TEXTS = ("sign_in", "header", "claim")
_EVERYBODY = "*"
_HEADER, _CLAIM = "X-Remote-User", "email"
_LONGEST = 100  # characters of a name


class AccessError(GraphError):
    """A file of access that cannot be read, or says what cannot be."""


@dataclass(frozen=True, slots=True)
class Access:
    """How people sign in, and which of them may what. header, proxies: of a reverse proxy; claim: of OpenID Connect."""

    sign_in: SignIn
    header: str = _HEADER
    proxies: frozenset[str] = frozenset()
    claim: str = _CLAIM
    editors: frozenset[str] = frozenset()
    readers: frozenset[str] = frozenset({_EVERYBODY})

    def role(self, name: str) -> Role | None:
        """Return what somebody who is signed in may do; None for nothing."""
        if name in self.editors:
            return Role.EDITOR
        return Role.READER if name in self.readers or _EVERYBODY in self.readers else None


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at a page. name: empty where nobody signs in."""

    name: str
    role: Role


def read_access(file: Path) -> Access:
    """Return what a file says. Raises AccessError."""
    try:
        said = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise AccessError(f"{file}: {error}", f"{file}：{error}") from None
    return parse_access(said, str(file))


def parse_access(said: Mapping[str, Any], where: str) -> Access:
    """Return what the keys of a file say. Raises AccessError for others, and for what would let everybody in by mistake."""
    if unknown := sorted(said.keys() - {*_LISTS, *_TEXTS}):
        raise _wrong(where, f"unknown key {unknown[0]}; there are {', '.join((*_TEXTS, *_LISTS))}")
    for key, value in said.items():
        right = isinstance(value, str) and value if key in _TEXTS else _names(value)
        if not right:
            raise _wrong(where, f"{key}: write {'a text' if key in _TEXTS else 'a list of texts'}")
    if said.get("sign_in") not in set(SignIn):
        raise _wrong(where, f"sign_in: one of {', '.join(SignIn)} is needed")
    sign_in = SignIn(said["sign_in"])
    lists = {key: frozenset(said[key]) for key in _LISTS if key in said}
    if sign_in is SignIn.PROXY and not lists.get("proxies"):
        raise _wrong(where, "proxies: name the addresses from which the header is believed")
    for address in lists.get("proxies", ()):
        try:
            ip_address(address)
        except ValueError:
            raise _wrong(where, f"proxies: {address} is no IP address") from None
    if _EVERYBODY in lists.get("editors", ()):
        raise _wrong(where, "editors: name them; everybody cannot be one")
    return Access(
        sign_in,
        said.get("header", _HEADER),
        lists.get("proxies", frozenset()),
        said.get("claim", _CLAIM),
        lists.get("editors", frozenset()),
        lists.get("readers", frozenset({_EVERYBODY})),
    )


def _names(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(name, str) and name for name in value)


def _wrong(where: str, what: str) -> AccessError:
    return AccessError(f"{where}: {what}", f"{where}：{what}")


def proxy_name(access: Access, peer: str | None, values: list[str]) -> str:
    """Return the name that a reverse proxy passes; empty where there is none, or where it is not to be believed.

    peer: the address at the other end of the connection, None for this machine (as Streamlit gives it). values: of the header; a second
    one is somebody's who wants to be taken for another.
    """
    if (peer or LOOPBACK) not in access.proxies or len(values) != 1:
        return ""
    try:
        name = values[0].encode("latin-1").decode("utf-8").strip()  # headers come as bytes
    except UnicodeError:
        return ""
    return name if name.isprintable() and len(name) <= _LONGEST else ""


def reader() -> Reader | None:
    """Return who looks at the page; None where they must sign in, or may not look.

    Without a file of access it is whoever sits at this machine, who may write if the explorer was started with `--write`.
    """
    access = shared()
    if access is None:
        return Reader("", Role.EDITOR if "--write" in sys.argv[1:] else Role.READER)
    name = signed_in(access)
    role = access.role(name) if name else None
    return Reader(name, role) if role else None


def who() -> str:
    """Return the name under which a change goes into the store's log: of the sign-in, else of this machine's login."""
    here = reader()
    if here is not None and here.name:
        return here.name
    with suppress(OSError, KeyError):
        return getpass.getuser()
    return "unknown"


def signed_in(access: Access) -> str:
    """Return the name of who is signed in; empty for nobody."""
    if access.sign_in is SignIn.PROXY:
        return proxy_name(access, st.context.ip_address, st.context.headers.get_all(access.header))
    user: Mapping[str, Any] = st.user.to_dict()
    if not user.get("is_logged_in") or (access.claim == "email" and user.get("email_verified") is False):
        return ""
    return str(user.get(access.claim) or "")[:_LONGEST]


def shared() -> Access | None:
    """Return the access that the explorer was started with; None on one's own machine."""
    return _given()


def _given() -> Access | None:
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--access", type=Path, default=None)
    file: Path | None = parser.parse_known_args(sys.argv[1:])[0].access
    return _read(file, file.stat().st_mtime_ns) if file else None


@cache
def _read(file: Path, changed: int) -> Access:
    return read_access(file)
