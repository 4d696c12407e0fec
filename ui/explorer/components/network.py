"""The interactive frame of a drawing: zoom, drag, highlight the relations of a node, unfold nodes, download the picture.

We do not use `st-link-analysis`: it writes texts of documents into its page without escaping them, has English labels only, and
places documents differently each time.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from ui.explorer import state, url
from ui.messages import Messages

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_HERE = Path(__file__)
KINDS = _HERE.with_name("kinds.css")
"""The colours of the kinds of relation."""
TONES = _HERE.with_name("tones.css")
"""The colours of the statuses."""
KEY = "network"
WORDS = (
    "zoom_in",
    "zoom_out",
    "zoom_fit",
    "svg",
    "png",
    "unfold",
    "fold",
    "open",
    "open_agency",
    "centre_here",
    "chain_to",
)


def show(svg: Markup, name: str, say: Messages, unfold: Callable[[str], None] | None = None) -> None:
    """Put a drawing (`drawing.drawing`) on the page. name: of the picture's file, without suffix. unfold: called with a node's IRI."""
    import streamlit as st

    def clicked() -> None:
        if unfold is not None and (iri := getattr(st.session_state.get(KEY), "unfold", None)):
            unfold(str(iri))

    words = {word: say(f"graph.{word}") for word in WORDS}
    # Addresses to which the script appends an IRI.
    links = url.beginnings(state.read("iri"))
    _frame()(
        key=KEY,
        data={"svg": str(svg), "words": words, "links": links, "name": name, "unfolds": unfold is not None},
        on_unfold_change=clicked,
    )


@cache
def _frame() -> "ComponentRenderer":
    import streamlit as st

    css = (KINDS, TONES, _HERE.with_suffix(".css"))
    return st.components.v2.component(
        "zhengmai_network",
        html='<div class="bar"></div><div class="figure"></div><div class="card" hidden></div>',
        css="".join(file.read_text(encoding="utf-8") for file in css),
        js=_HERE.with_suffix(".js").read_text(encoding="utf-8")
        + _HERE.with_name("picture.js").read_text(encoding="utf-8"),
    )
