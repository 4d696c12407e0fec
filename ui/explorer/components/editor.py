"""Show the editor for a query: a text area over a coloured copy of its text.

It is our own, because the existing editors bring a frame, a look and a language of their own. It loads nothing.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ui.messages import Messages

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

KEY = "editor"


def show(text: str, line: int, on_ask: Callable[[str], None], say: Messages) -> None:
    """Show `text` until the user changes it. line: of a mistake, 0 for none; on_ask: called with the user's text."""
    import streamlit as st

    def pass_on() -> None:
        on_ask(str(st.session_state[KEY].get("asked") or ""))

    words = {"label": say("sparql.text"), "ask": say("sparql.ask"), "keys": say("sparql.keys")}
    _frame()(key=KEY, data={"text": text, "line": line, "words": words}, on_asked_change=pass_on)


@cache
def _frame() -> "ComponentRenderer":
    import streamlit as st

    here = Path(__file__)
    return st.components.v2.component(
        "zhengmai_editor",
        # Its words come with the data: until then a reader's aid would find a field and a button without names.
        html='<div class="sheet"><pre aria-hidden="true"></pre><textarea aria-label="SPARQL" spellcheck="false" autocapitalize="off" '
        'autocomplete="off" wrap="off"></textarea></div><p><button type="button">SPARQL</button><span></span></p>',
        css=here.with_suffix(".css").read_text(encoding="utf-8"),
        js=here.with_suffix(".js").read_text(encoding="utf-8"),
    )
