"""Start the explorer: Streamlit in a subprocess, on this machine only."""

import signal
import socket
import subprocess
import sys
from pathlib import Path

from graph.store.process import wrapped

APP = Path(__file__).with_name("app.py")
SANS = '"Source Sans", system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif'

OPTIONS = {
    # A widget that shows the address (`ui.explorer.components.controls`) has a default and a value on purpose.
    "global.disableWidgetStateDuplicationWarning": "true",
    "server.address": "127.0.0.1",
    "server.fileWatcherType": "none",
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


def command(
    store: Path | str,
    port: int | None,
    headless: bool,
    write: bool = False,
    originals: Path | None = None,
    log: Path | None = None,
) -> list[str]:
    """Return the command line. Without a port, Streamlit takes the first free one from 8501 on. write: texts may be added. originals: the
    folder in which the files of the sources were left. log: the file for the log of builds.

    `-P`: do not import from the current folder, where a `graph.py` of the user's may be.
    """
    options = OPTIONS | {"server.headless": str(headless).lower()} | ({"server.port": str(port)} if port else {})
    flags = [f"--{name}={value}" for name, value in options.items()]
    own = ["--store", str(store), *(["--write"] if write else [])]
    own += ["--originals", str(originals.absolute())] if originals else []
    own += ["--log", str(log.absolute())] if log else []
    return [sys.executable, "-P", "-m", "streamlit", "run", str(APP), *flags, "--", *own]


def is_free(port: int) -> bool:
    """Return whether a server can be started on this port of 127.0.0.1."""
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def launch(
    store: Path | str,
    port: int | None = None,
    headless: bool = False,
    write: bool = False,
    originals: Path | None = None,
    log: Path | None = None,
) -> int:
    """Run the explorer over a store until it is stopped; return its exit code, 0 after Ctrl-C or SIGTERM.

    The explorer ends with this process, however this ends.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return subprocess.run(wrapped(command(store, port, headless, write, originals, log)), check=False).returncode
    except KeyboardInterrupt:
        return 0
