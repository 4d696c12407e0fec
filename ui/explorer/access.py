"""Find who the reader is, and what they may do: nobody signs in on one's own machine; a shared explorer has a file of its users.

sign_in = "proxy"                 # a reverse proxy has signed people in, and passes their name …
header = "X-Remote-User"          # … in this header,
proxies = ["127.0.0.1"]           # believed only from these addresses
# sign_in = "oidc"                # or Streamlit's own login (OpenID Connect), with a secrets file
# claim = "email"                 # which claim of it is the name
editors = ["wangfang"]            # may add texts, keep questions
readers = ["*"]                   # may read; `*` for everybody who is signed in (oidc: everybody whom the provider knows)
"""

import argparse
import getpass
import sys
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import Any

import streamlit as st

from graph.store.errors import GraphError
from ontology.enumerations import Role, SignIn

Address = IPv4Address | IPv6Address
_LISTS = ("proxies", "editors", "readers")
_TEXTS = ("sign_in", "header", "claim")
_EVERYBODY = "*"
_HEADER, _CLAIM = "X-Remote-User", "email"
_LONGEST = 100  # characters of a name


class AccessError(GraphError):
    """A file of access that cannot be read, or contains values that are not allowed."""


@dataclass(frozen=True, slots=True)
class Access:
    """The way in which people sign in, and what each may do. header, proxies: of a reverse proxy; claim: of OpenID Connect."""

    sign_in: SignIn
    header: str = _HEADER
    proxies: frozenset[Address] = frozenset()
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
    """The person who looks at a page. name: empty where nobody signs in."""

    name: str
    role: Role


def read_access(file: Path) -> Access:
    """Read the settings from a file. Raises AccessError."""
    try:
        said = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise AccessError(f"{file}: {error}", f"{file}：{error}") from None
    return parse_access(said, str(file))


def parse_access(said: Mapping[str, Any], where: str) -> Access:
    """Parse the keys of a file. Raises AccessError for unknown keys, and for settings that would let everybody in by mistake."""
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
    if sign_in is SignIn.OIDC and not lists.get("readers"):
        raise _wrong(where, 'readers: name them; ["*"] is everybody whom the provider of the sign-in knows')
    if _EVERYBODY in lists.get("editors", ()):
        raise _wrong(where, "editors: name them; everybody cannot be one")
    return Access(
        sign_in,
        said.get("header", _HEADER),
        frozenset(_proxy(text, where) for text in lists.get("proxies", ())),
        said.get("claim", _CLAIM),
        lists.get("editors", frozenset()),
        lists.get("readers", frozenset({_EVERYBODY})),
    )


def _names(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(name, str) and name for name in value)


def _proxy(text: str, where: str) -> Address:
    try:
        return _address(text)
    except ValueError:
        raise _wrong(where, f"proxies: {text} is no IP address") from None


def _address(text: str) -> Address:
    """Return an IP address; one of IPv4 that is written as IPv6 (RFC 4291, 2.5.5.2) as that of IPv4. Raises ValueError."""
    address = ip_address(text)
    return getattr(address, "ipv4_mapped", None) or address


def _wrong(where: str, what: str) -> AccessError:
    return AccessError(f"{where}: {what}", f"{where}：{what}")


def proxy_name(access: Access, peer: str | None, values: list[str]) -> str:
    """Return the name that a reverse proxy passes; empty where there is none, or where it is not to be believed.

    peer: the address at the other end of the connection; None for this machine, by IPv4 or IPv6 (as Streamlit gives it). values: of the
    header; a second one is somebody's who wants to be taken for another.
    """
    if not _believed(access, peer) or len(values) != 1:
        return ""
    try:
        return _name(values[0].encode("latin-1").decode("utf-8"))  # headers come as bytes
    except UnicodeError:
        return ""


def _believed(access: Access, peer: str | None) -> bool:
    if peer is None:
        return any(proxy.is_loopback for proxy in access.proxies)
    try:
        return _address(peer) in access.proxies
    except ValueError:
        return False


def _name(value: object) -> str:
    """Return a name without the spaces around it; empty for what is no name. It is never cut: the start of one may be another's name."""
    name = value.strip() if isinstance(value, str) else ""
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
    return claimed_name(access, st.user.to_dict())


def claimed_name(access: Access, user: Mapping[str, Any]) -> str:
    """Return the name among the claims of a provider; empty where there is none, and for an address that is not said to be verified.

    Some providers write the claim `email_verified` as a text (OpenID Connect Core 1.0, 5.1, has a boolean).
    """
    verified = access.claim != "email" or str(user.get("email_verified")).lower() == "true"
    return _name(user.get(access.claim)) if user.get("is_logged_in") and verified else ""


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
