"""The button that downloads a file."""

import codecs
from collections.abc import Callable

import streamlit as st

from ontology.formats import Format

_DOWNLOAD = ":material/download:"


def download(label: str, data: bytes | str | Callable[[], bytes | str], file: str, media: str, hint: str = "") -> None:
    """Show a button that downloads a file, inside a container whose key begins with `downloads`. data: its content, or what makes it
    when the file is asked for. A table in CSV begins with the byte order mark by which Excel recognises UTF-8."""

    given = data

    def marked() -> bytes:
        content = given() if callable(given) else given
        plain = content.encode() if isinstance(content, str) else content
        return codecs.BOM_UTF8 + plain.removeprefix(codecs.BOM_UTF8)

    if media == Format.CSV.media:
        data = marked if callable(given) else marked()
    st.download_button(
        label, data, file, media, key=f"download-{label}", icon=_DOWNLOAD, on_click="ignore", help=hint or None
    )
