"""Show that there is no page at any other address: `nothing-here`."""

from urllib.parse import urlsplit

import streamlit as st

from ui.explorer import url
from ui.explorer.components import empty
from ui.messages import Messages


def asked_path() -> str:
    """Return the last part of the address's path, empty at the start page."""
    path = urlsplit(st.context.url or "").path
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return "" if path.strip("/") == base else path.rstrip("/").rpartition("/")[2]


def page(say: Messages) -> None:
    """Show that there is no such page, and lead to the start page."""
    empty.state(say("app.no_page"), say("app.no_page_text"), link=(say("nav.overview"), url.overview()))
