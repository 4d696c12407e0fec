"""The files of `deploy/` as Debian's nginx reads them, in front of a real endpoint and a dummy of the explorer."""

import base64
import http.client
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from graph.export.dcat import read_publishing
from tests.conftest import ROOT
from tests.graph.serve.serving import served
from ui.explorer.access import read_access
from ui.explorer.launch import free_port

DEPLOY = ROOT / "deploy"
NGINX, OPENSSL = shutil.which("nginx") or "/usr/sbin/nginx", shutil.which("openssl")
needs_nginx = pytest.mark.skipif(
    not (Path(NGINX).is_file() and OPENSSL), reason="nginx or openssl is not installed: apt-get install nginx openssl"
)
SIGNED_IN = {"Authorization": "Basic " + base64.b64encode("王芳:secret".encode()).decode()}


class Echo(BaseHTTPRequestHandler):
    """Answers with the headers that the explorer would get."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        names = ("X-Remote-User", "Upgrade", "Connection", "Host")
        body = json.dumps({name: self.headers.get_all(name, []) for name in names}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def adapted(text: str, folder: Path, ports: dict[str, int]) -> str:
    """A file with the paths and ports of a test in the place of a server's."""
    for old, new in ports.items():
        text = re.sub(rf"(?<=[ :]){old}(?=[ ;/$])", str(new), text)
    return text.replace("listen ", "listen 127.0.0.1:").replace("/etc/zhengmai", str(folder))


@contextmanager
def running(folder: Path, site: str, ports: dict[str, int]) -> Iterator[None]:
    """nginx with one of our sites, until the block ends."""
    folder.mkdir()
    hashed = subprocess.run([str(OPENSSL), "passwd", "-apr1", "secret"], capture_output=True, text=True, check=True)
    (folder / "users").write_text(f"王芳:{hashed.stdout}", encoding="utf-8")
    new_key = [
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
    ]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run(
        [str(OPENSSL), *new_key, "-addext", "subjectAltName=IP:127.0.0.1", *files], capture_output=True, check=True
    )
    for name in ("locations.conf", site):
        (folder / name).write_text(adapted((DEPLOY / name).read_text("utf-8"), folder, ports), encoding="utf-8")
    temporary = "\n".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"{'user root; ' if os.geteuid() == 0 else ''}daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{ access_log off; {temporary}\ninclude {folder}/{site}; }}\n",
        encoding="utf-8",
    )
    command = [NGINX, "-c", str(folder / "nginx.conf"), "-p", str(folder)]
    subprocess.run([*command, "-t"], capture_output=True, check=True)
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            waited = threading.Event()
            while process.poll() is None:
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", ports["443" if "tls" in site else "80"])) == 0:
                        break
                waited.wait(0.05)
            assert process.poll() is None, (folder / "error.log").read_text("utf-8")
            yield
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture(scope="module")
def behind(example_store: Path) -> Iterator[dict[str, int]]:
    """The ports of an endpoint and of the explorer's dummy."""
    explorer = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=explorer.serve_forever, daemon=True).start()
    with served(example_store, "--public", "https://example.org/graph/") as url:
        yield {"8501": explorer.server_address[1], "7878": int(url.split(":")[2].split("/")[0])}
    explorer.shutdown()
    explorer.server_close()


@pytest.fixture(
    scope="module",
    params=[pytest.param(site, marks=needs_nginx) for site in ("site.conf", "site-tls.conf")],
)
def connect(
    request: pytest.FixtureRequest, behind: dict[str, int], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[http.client.HTTPConnection]:
    ports = behind | {"80": free_port(), "443": free_port()}
    folder = tmp_path_factory.mktemp("nginx", numbered=True) / "etc"
    with running(folder, request.param, ports):
        if "tls" in request.param:
            trusted = ssl.create_default_context(cafile=str(folder / "cert.pem"))
            yield http.client.HTTPSConnection("127.0.0.1", ports["443"], timeout=30, context=trusted)
        else:
            yield http.client.HTTPConnection("127.0.0.1", ports["80"], timeout=30)


def get_page(connection: http.client.HTTPConnection, path: str, **headers: str) -> tuple[int, str]:
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    return response.status, response.read().decode("utf-8", "replace")


def test_nobody_comes_in_without_a_name(connect: http.client.HTTPConnection) -> None:
    for path in ("/", "/graph/", "/graph/query?query=ASK%7B%7D", "/graph/feeds/changed.atom", "/_stcore/stream"):
        assert get_page(connect, path, X_Remote_User="wangfang")[0] == 401


def test_the_explorer_gets_the_name_that_was_signed_in(connect: http.client.HTTPConnection) -> None:
    status, body = get_page(connect, "/_stcore/stream", X_Remote_User="somebody", Upgrade="websocket", **SIGNED_IN)
    told = json.loads(body)
    assert (status, told["Upgrade"], told["Connection"]) == (200, ["websocket"], ["upgrade"])
    assert [name.encode("latin-1").decode() for name in told["X-Remote-User"]] == ["王芳"]


def test_the_endpoint_answers_below_its_path(connect: http.client.HTTPConnection) -> None:
    assert get_page(connect, "/graph/query?query=ASK%7B%7D", Accept="text/csv", **SIGNED_IN) == (200, "true")
    status, page = get_page(connect, "/graph/", Accept="text/html", **SIGNED_IN)
    assert status == 200 and "https://example.org/graph/feeds/changed.atom" in page
    assert (
        "岚政发〔2021〕12号"
        in get_page(connect, "/graph/eli/cn/990100/%E5%B2%9A%E6%94%BF%E5%8F%91/2021/12", **SIGNED_IN)[1]
    )
    assert get_page(connect, "/graph/health", **SIGNED_IN)[0] == 200  # this machine is an operator's


@pytest.mark.parametrize("path", ["eli/cn/a%2Fb", "eli//cn/a", "eli/cn/a%252Fb", "eli/cn/a//%2F"])
def test_an_iri_reaches_the_endpoint_as_it_was_sent(connect: http.client.HTTPConnection, path: str) -> None:
    status, text = get_page(connect, f"/graph/{path}", **SIGNED_IN)
    assert status == 404 and f"/{path}: the store says nothing" in text


@pytest.mark.parametrize(
    "path",
    [
        "/graph/metrics",
        "/graph/metrics?x",
        "/graph//metrics",
        "//graph/metrics",
        "/graph/%6detrics",
        "/graph%2Fmetrics",
        "/graph/./metrics",
        "/graph/x/../metrics",
        "/graph/x/..%2Fmetrics",
        "/x/%2e%2e/graph/metrics",
        "/graph/health",
    ],
)
def test_figures_are_for_operators_whatever_the_spelling(connect: http.client.HTTPConnection, path: str) -> None:
    connect.close()
    connect.source_address = ("127.0.0.2", 0)  # type: ignore[attr-defined]  # another machine, for nginx
    try:
        assert get_page(connect, path, **SIGNED_IN)[0] == 403
        for other in (
            "/graph/metrics/",
            "/graph/metrics%2F",
            "/graph/METRICS",
            "/graph/metrics;x",
            "/graph/metrics%3Fx",
        ):
            assert "zhengmai_requests_total" not in get_page(connect, other, **SIGNED_IN)[1]
    finally:
        connect.close()
        connect.source_address = None  # type: ignore[attr-defined]


def test_every_file_that_a_unit_names_is_shipped() -> None:
    named = {
        name
        for unit in DEPLOY.glob("*.service")
        for name in re.findall(r"/etc/zhengmai/(\S+)", unit.read_text("utf-8"))
    }
    assert named == {"about.toml", "access.toml"}
    read_publishing(DEPLOY / "about.toml")
    read_access(DEPLOY / "access.toml")
    installed = (ROOT / "docs" / "service.md").read_text("utf-8")
    assert all(f"deploy/{name}" in installed and (DEPLOY / name).is_file() for name in named)


@pytest.mark.parametrize("site", ["site.conf", "site-tls.conf"])
def test_our_site_answers_for_every_name(site: str) -> None:
    listening = re.findall("listen .*;", (DEPLOY / site).read_text("utf-8"))
    assert listening and all(line.endswith("default_server;") for line in listening)
    assert "rm /etc/nginx/sites-enabled/default" in (ROOT / "docs" / "service.md").read_text("utf-8")
