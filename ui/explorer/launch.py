"""Start the explorer: Streamlit in a subprocess, on this machine only unless a file says who may."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from graph.store.process import wrapped

SERVER = Path(__file__).with_name("server.py")
SANS = '"Source Sans", system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif'

OPTIONS = {
    # A widget that shows the address (`ui.explorer.components.controls`) has a default and a value on purpose.
    "global.disableWidgetStateDuplicationWarning": "true",
    "server.address": "127.0.0.1",
    "server.fileWatcherType": "none",
    # After each run Streamlit would look through all objects of the process, for longer than the run takes: Python collects by itself.
    "runner.postScriptGC": "false",
    "server.showEmailPrompt": "false",
    # In megabytes. Above what is taken in (`ui.explorer.uploads.SIZE`), so that it is the page that says why not.
    "server.maxUploadSize": "32",
    "browser.gatherUsageStats": "false",
    "browser.serverAddress": "127.0.0.1",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    # The explorer draws its own menu.
    "client.showSidebarNavigation": "false",
    "theme.font": SANS,
    "theme.baseRadius": "small",
    "theme.light.primaryColor": "#9b2226",
    "theme.light.backgroundColor": "#fdfcfa",
    "theme.light.secondaryBackgroundColor": "#f4f2ed",
    "theme.light.textColor": "#23211e",
    "theme.light.linkColor": "#8a2a22",
    "theme.dark.primaryColor": "#e08a7d",
    "theme.dark.backgroundColor": "#171614",
    "theme.dark.secondaryBackgroundColor": "#211f1c",
    "theme.dark.textColor": "#e9e6e0",
    "theme.dark.linkColor": "#eb9d91",
}
"""Streamlit's options: bound to the loopback address, no statistics, no developer's tools, a quiet theme."""


@dataclass(frozen=True, slots=True)
class Hosting:
    """The settings by which others reach the explorer. host: the address that it listens on. access: the file of who may
    (`ui.explorer.access`). secrets: Streamlit's file with `[auth]`, for OpenID Connect. public: the address in people's browsers."""

    host: str = "127.0.0.1"
    access: Path | None = None
    secrets: Path | None = None
    public: str = ""

    def options(self) -> dict[str, str]:
        """Return Streamlit's options."""
        told = {"server.address": self.host}
        if self.public:
            told["browser.serverAddress"] = urlsplit(self.public).hostname or ""
            told["server.baseUrlPath"] = urlsplit(self.public).path.strip("/")
        if self.secrets:
            told["secrets.files"] = str(self.secrets.absolute())
        return {name: value for name, value in told.items() if value}


_PATIENCE = 600  # seconds
ALONE = Hosting()
"""On this machine only."""


def command(
    store: Path | str,
    port: int | None,
    headless: bool,
    write: bool = False,
    originals: Path | None = None,
    hosting: Hosting = ALONE,
    log: Path | None = None,
) -> list[str]:
    """Return the command line. Without a port, Streamlit takes the first free one from 8501 on. write: texts may be added. originals: the
    folder in which the files of the sources were left. log: the file for the log of builds.

    `-P`: do not import from the current folder, where a `graph.py` of the user's may be.
    """
    options = OPTIONS | {"server.headless": str(headless).lower()} | ({"server.port": str(port)} if port else {})
    flags = [f"--{name}={value}" for name, value in (options | hosting.options()).items()]
    own = ["--store", str(store), *(["--write"] if write else [])]
    own += ["--originals", str(originals.absolute())] if originals else []
    own += ["--access", str(hosting.access.absolute())] if hosting.access else []
    own += ["--public", hosting.public] if hosting.public else []
    own += ["--log", str(log.absolute())] if log else []
    return [sys.executable, "-P", "-m", "streamlit", "run", str(SERVER), *flags, "--", *own]


def is_free(port: int, host: str) -> bool:
    """Return whether a server can be started on this port of a host (a name or an address)."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        socket.create_server(address, family=family).close()
    except OSError:
        return False
    return True


def launch(
    store: Path | str,
    port: int | None = None,
    headless: bool = False,
    write: bool = False,
    originals: Path | None = None,
    hosting: Hosting = ALONE,
    log: Path | None = None,
) -> int:
    """Run the explorer over a store until it is stopped; return its exit code, 0 after Ctrl-C or SIGTERM.

    The explorer ends with this process, however this ends.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # The web server would take the address in X-Forwarded-For for that of the other end, so that anybody could be the proxy.
    environment = os.environ | {"FORWARDED_ALLOW_IPS": ""}
    arguments = wrapped(command(store, port, headless, write, originals, hosting, log))
    try:
        return subprocess.run(arguments, check=False, env=environment).returncode
    except KeyboardInterrupt:
        return 0


@contextmanager
def running(
    store: Path | str, port: int, write: bool = False, hosting: Hosting = ALONE
) -> Iterator[subprocess.Popen[bytes]]:
    """Run the explorer over a store while the block runs; it answers when the block begins, and is killed when it ends.

    It ends with this process, also where that is killed. Raises RuntimeError where it ends before it answers, or does not answer in
    ten minutes.
    """
    arguments = wrapped(command(store, port, headless=True, write=write, hosting=hosting))
    with subprocess.Popen(arguments, stdout=subprocess.DEVNULL) as process:
        try:
            last = time.monotonic() + _PATIENCE
            while not answers(port):
                if process.poll() is not None or time.monotonic() > last:
                    raise RuntimeError(f"the explorer did not start: exit code {process.returncode}")
                time.sleep(0.1)
            yield process
        finally:
            process.kill()  # asked to stop, it would wait for every open tab


def answers(port: int) -> bool:
    """Return whether an explorer on this port of this machine takes requests."""
    try:
        urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5).close()
    except OSError:
        return False
    return True


def free_port() -> int:
    """Return a port on which nothing listens now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
