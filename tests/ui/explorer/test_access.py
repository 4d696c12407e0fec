"""Who may look at a shared explorer, and who may write."""

import sys
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

from ontology.enumerations import Role, SignIn
from tests.conftest import Cli
from ui.explorer import access, state
from ui.explorer.access import Access, AccessError, claimed_name, parse_access, proxy_name
from ui.explorer.launch import Hosting, command

PROXY = {"sign_in": "proxy", "proxies": ["127.0.0.1", "10.0.0.2"], "editors": ["王芳"], "readers": ["李雷"]}


def test_roles() -> None:
    given = parse_access(PROXY, "access.toml")
    assert [given.role(name) for name in ("王芳", "李雷", "*", "", "张三")] == [
        Role.EDITOR,
        Role.READER,
        None,
        None,
        None,
    ]
    everybody = parse_access({"sign_in": "oidc", "editors": ["a@b"], "readers": ["*"]}, "access.toml")
    assert (everybody.role("a@b"), everybody.role("c@d"), everybody.sign_in) == (Role.EDITOR, Role.READER, SignIn.OIDC)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "sign_in: one of proxy, oidc"),
        ({"sign_in": "password"}, "sign_in: one of"),
        ({"sign_in": "oidc", "editors": ["a@b"]}, "readers: name them"),
        ({"sign_in": "oidc", "readers": []}, "readers: name them"),
        ({"sign_in": "proxy"}, "proxies: name the addresses"),
        (PROXY | {"proxies": ["example.org"]}, "no IP address"),
        (PROXY | {"editors": ["*"]}, "everybody cannot be one"),
        (PROXY | {"editors": "王芳"}, "editors: write a list"),
        (PROXY | {"header": 1}, "header: write a text"),
        (PROXY | {"writers": []}, "unknown key writers"),
    ],
)
def test_a_file_that_would_let_somebody_in_by_mistake_is_refused(said: dict[str, Any], why: str) -> None:
    with pytest.raises(AccessError, match=why):
        parse_access(said, "access.toml")


@pytest.mark.parametrize(
    ("peer", "values", "name"),
    [
        (None, ["wangfang"], "wangfang"),  # this machine, in Streamlit's spelling
        ("10.0.0.2", ["王芳".encode().decode("latin-1")], "王芳"),
        ("10.0.0.3", ["wangfang"], ""),
        ("10.0.0.2", [], ""),
        ("10.0.0.2", ["wangfang", "lilei"], ""),
        ("10.0.0.2", ["a\x1b[2J"], ""),
        ("10.0.0.2", ["x" * 101], ""),
        ("10.0.0.2", ["\xff"], ""),
        ("10.0.0.2", ["  "], ""),
        ("::ffff:10.0.0.2", ["wangfang"], "wangfang"),  # a socket for both IPv4 and IPv6
        ("nobody", ["wangfang"], ""),
    ],
)
def test_the_name_that_a_proxy_passes(peer: str | None, values: list[str], name: str) -> None:
    assert proxy_name(parse_access(PROXY, "access.toml"), peer, values) == name


@pytest.mark.parametrize(
    ("proxies", "peer", "believed"),
    [
        (["::1"], None, True),
        (["127.0.0.1"], None, True),
        (["10.0.0.2"], None, False),
        (["2001:DB8:0:0::1"], "2001:db8::1", True),
        (["2001:db8::1"], "2001:db8::2", False),
        (["::ffff:10.0.0.2"], "10.0.0.2", True),
    ],
)
def test_an_address_is_the_same_however_it_is_written(proxies: list[str], peer: str | None, believed: bool) -> None:
    given = parse_access(PROXY | {"proxies": proxies}, "access.toml")
    assert bool(proxy_name(given, peer, ["wangfang"])) is believed


@pytest.mark.parametrize(
    ("claim", "user", "name"),
    [
        ("email", {"email": "a@b", "email_verified": True}, "a@b"),
        ("email", {"email": "a@b", "email_verified": "true"}, "a@b"),
        ("email", {"email": "a@b", "email_verified": False}, ""),
        ("email", {"email": "a@b", "email_verified": "false"}, ""),
        ("email", {"email": "a@b"}, ""),
        ("sub", {"sub": "wangfang"}, "wangfang"),
        ("sub", {"sub": "x" * 101}, ""),
        ("sub", {"sub": "a\x1b[2J"}, ""),
        ("sub", {"sub": ["wangfang"]}, ""),
        ("sub", {"sub": 7}, ""),
        ("sub", {"sub": "wangfang", "is_logged_in": False}, ""),
        ("sub", {}, ""),
    ],
)
def test_the_name_that_a_provider_claims(claim: str, user: dict[str, Any], name: str) -> None:
    given = parse_access({"sign_in": "oidc", "claim": claim, "readers": ["*"]}, "access.toml")
    assert claimed_name(given, {"is_logged_in": True} | user) == name


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sign somebody in to a shared explorer; the empty name is nobody."""

    def sign_in(name: str) -> None:
        monkeypatch.setattr(access, "shared", lambda: parse_access(PROXY, "access.toml"))
        monkeypatch.setattr(access, "signed_in", lambda given: name)

    return sign_in


def test_who_is_not_named_sees_nothing(visit: Callable[..., Any], store: Path, shared: Callable[[str], None]) -> None:
    for name, told in (("", "只供登录用户"), ("张三", "张三 没有查看权限")):
        shared(name)
        html = visit("documents", store).html
        assert told in html and "岚政发" not in html
    shared("李雷")
    assert "岚政发" in visit("documents", store).html


def test_a_reader_writes_nowhere(monkeypatch: pytest.MonkeyPatch, shared: Callable[[str], None]) -> None:
    monkeypatch.setattr(sys, "argv", ["app.py", "--write"])
    assert state.writable()  # one's own machine
    for name, may in (("王芳", True), ("李雷", False), ("张三", False), ("", False)):
        shared(name)
        assert state.writable() is may, name
    monkeypatch.undo()
    monkeypatch.setattr(sys, "argv", ["app.py"])
    assert not state.writable()


def test_the_file_is_read_where_it_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "access.toml"
    file.write_text('sign_in = "proxy"\nproxies = ["127.0.0.1"]\neditors = ["王芳"]\n', encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["app.py", "--access", str(file)])
    assert access.shared() == Access(
        SignIn.PROXY, proxies=frozenset({ip_address("127.0.0.1")}), editors=frozenset({"王芳"})
    )


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--host", "0.0.0.0"], "--access FILE"),
        (["--access", "{file}", "--write"], "its `editors` may write"),
        (["--access", "{missing}"], "No such file"),
        (["--access", "{oidc}"], "--secrets FILE"),
        (["--access", "{oidc}", "--secrets", "{file}"], "`[auth]` lacks redirect_uri"),
    ],
)
def test_an_explorer_that_others_could_enter_does_not_start(
    cli: Cli, example_store: Path, tmp_path: Path, options: list[str], why: str
) -> None:
    (tmp_path / "file").write_text('sign_in = "proxy"\nproxies = ["127.0.0.1"]\n', encoding="utf-8")
    (tmp_path / "oidc").write_text('sign_in = "oidc"\nreaders = ["*"]\n', encoding="utf-8")
    names = {name: tmp_path / name for name in ("file", "oidc", "missing")}
    told = cli("explore", "--store", example_store, "--headless", *(option.format(**names) for option in options))
    assert told.returncode == 2 and why in told.stderr


def test_the_command_line_of_a_shared_explorer() -> None:
    words = command(
        "store", 8501, True, hosting=Hosting("0.0.0.0", Path("/a.toml"), Path("/s.toml"), "https://example.org/x/")
    )
    for word in (
        "--server.address=0.0.0.0",
        "--browser.serverAddress=example.org",
        "--server.baseUrlPath=x",
        "--secrets.files=/s.toml",
    ):
        assert word in words
    assert words[-4:] == ["--access", "/a.toml", "--public", "https://example.org/x/"]
    assert "--server.address=127.0.0.1" in command("store", None, True)
