"""The explorer as a server: Streamlit's, with what we do with addresses. `streamlit run ui/explorer/server.py -- --store DIR`."""

import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread

import streamlit as st
from starlette.middleware import Middleware

from ui.explorer.addressed import Addresses

BASE = str(st.get_option("server.baseUrlPath") or "").strip("/")


@asynccontextmanager
async def _opened(_: object) -> AsyncIterator[dict[str, object]]:
    """Open the browser, as `streamlit run` does for a page alone."""
    if not st.get_option("server.headless"):
        host, port = st.get_option("browser.serverAddress"), st.get_option("server.port")
        at = f"http://{host}:{port}/{BASE}"
        Thread(target=webbrowser.open, args=(at,), daemon=True).start()
    yield {}


app = st.App(
    Path(__file__).with_name("app.py"),
    lifespan=_opened,
    middleware=[Middleware(Addresses, base=BASE)],
)
