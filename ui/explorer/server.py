"""The explorer as a server: Streamlit's, with what we do with addresses. `streamlit run ui/explorer/server.py -- --store DIR`."""

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread

import streamlit as st
from starlette.middleware import Middleware
from streamlit.cli_util import open_browser

from ui.explorer import state
from ui.explorer.addressed import Addresses

BASE = str(st.get_option("server.baseUrlPath") or "").strip("/")


@asynccontextmanager
async def _opened(_: object) -> AsyncIterator[dict[str, object]]:
    """Open the browser, as `streamlit run` does for a page alone, and begin to prepare what pages need of the whole store."""
    from ui.explorer import preparing  # its cached functions look for the runtime, which exists only now

    preparing.start()
    if not st.get_option("server.headless") and _has_screen():
        Thread(target=open_browser, args=(_address(),), daemon=True).start()
    yield {}


def _address() -> str:
    """Return the address at which the reader's browser finds the explorer."""
    host, port = st.get_option("browser.serverAddress"), st.get_option("server.port")
    return state.public_address() or f"http://{host}:{port}/{BASE}"


def _has_screen() -> bool:
    """Return whether a browser has where to show itself: without a screen, one for the terminal would take over the reader's."""
    return not sys.platform.startswith("linux") or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


app = st.App(
    Path(__file__).with_name("app.py"),
    lifespan=_opened,
    middleware=[Middleware(Addresses, base=BASE)],
)
