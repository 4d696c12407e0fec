"""The explorer's frame: pages, addresses, navigation, language. `streamlit run ui/explorer/server.py -- --store DIR`."""

import logging
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from graph.store.checksums import explained_damage
from graph.store.errors import GraphError
from ontology.enumerations import Language, SignIn
from ui.explorer import access, awaited, state
from ui.explorer.components import controls, empty, markup, menu, paper, pending, sharing, typed_days
from ui.explorer.components.network import KINDS, TONES
from ui.explorer.generation import freeze_loaded, reading, version
from ui.explorer.views import (
    add,
    agencies,
    agency,
    changed,
    check,
    compare,
    document,
    documents,
    duties,
    graph,
    help,
    overview,
    questions,
    repeal,
    review,
    sparql,
    stale,
    tasks,
    terms,
    text,
    unknown,
    validation,
)
from ui.messages import Messages

HOUSE = Path(__file__).parent / "styles" / "style.css"
STYLES = "\n".join(
    file.read_text(encoding="utf-8")
    for file in (HOUSE, *(file for file in sorted(HOUSE.parent.glob("*.css")) if file != HOUSE), KINDS, TONES)
)
"""All rules of style in one element: the browser would work out the look of the page again after each."""
# Our own icon, because Streamlit fetches named icons for the browser's tab (also those of an st.Page) from another host.
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="5" fill="#9b2226"/>'
    '<path d="M8 9h16M16 9v14M16 16h7M9.5 15v8M7 23h18" stroke="#fff" stroke-width="2.4" fill="none"/></svg>'
)
_LOG = logging.getLogger("zhengmai.explorer")
LANGUAGE_NAMES = {Language.ZH: "中文", Language.EN: "English"}


def main() -> None:
    """Draw the frame and run the page that the address names."""
    say = state.messages()
    st.html(f"<style>{STYLES}</style>")
    shown = {
        ":material/dashboard:": st.Page(guarded(overview.page), title=say("nav.overview"), default=True),
        ":material/description:": st.Page(guarded(documents.page), title=say("nav.documents"), url_path="documents"),
        ":material/account_balance:": st.Page(guarded(agencies.page), title=say("nav.agencies"), url_path="agencies"),
        ":material/event_available:": st.Page(guarded(tasks.page), title=say("nav.tasks"), url_path="tasks"),
        ":material/gavel:": st.Page(guarded(duties.page), title=say("nav.duties"), url_path="duties"),
        ":material/menu_book:": st.Page(guarded(terms.page), title=say("nav.terms"), url_path="terms"),
        ":material/hub:": st.Page(guarded(graph.page), title=say("nav.graph"), url_path="graph"),
        ":material/rule:": st.Page(guarded(validation.page), title=say("nav.validation"), url_path="validation"),
        ":material/edit_note:": st.Page(guarded(review.page), title=say("nav.review"), url_path="review"),
        ":material/help_center:": st.Page(guarded(questions.page), title=say("nav.questions"), url_path="questions"),
        ":material/terminal:": st.Page(guarded(sparql.page), title=say("nav.sparql"), url_path="sparql"),
        ":material/spellcheck:": st.Page(guarded(check.page), title=say("nav.check"), url_path="check"),
        ":material/note_add:": st.Page(guarded(add.page), title=say("nav.add"), url_path="add"),
        ":material/help:": st.Page(guarded(help.page), title=say("nav.help"), url_path="help"),
    }
    # The pages of single documents and agencies are reached by links: they have no entry in the navigation.
    hidden = [
        st.Page(guarded(page), title=say(f"nav.{path}"), url_path=path, visibility="hidden")
        for path, page in (
            ("document", document.page),
            ("agency", agency.page),
            ("stale", stale.page),
            ("changed", changed.page),
            ("compare", compare.page),
            ("repeal", repeal.page),
            ("text", text.page),
        )
    ]
    # An address that no page has would open Streamlit's own dialog, in English.
    asked = unknown.asked_path()
    if asked not in {page.url_path for page in (*shown.values(), *hidden)}:
        hidden.append(st.Page(guarded(unknown.page), title=say("nav.unknown"), url_path=asked, visibility="hidden"))
    current = st.navigation([*shown.values(), *hidden], position="hidden")
    st.set_page_config(f"{current.title} · {say('app.name')}", ICON, layout="wide", initial_sidebar_state=240)
    paper.head(f"{current.title} · {say('app.name')}")
    with st.sidebar:
        markup.show('<p class="zm-brand"><b>{}</b><span>{}</span></p>', say("app.name"), say("app.tagline"))
        # Streamlit's own menu drops the query string, and with it the language.
        for icon, page in shown.items():
            st.page_link(page, icon=icon, query_params=state.parameters())
        controls.language(say("app.language"), {known.value: LANGUAGE_NAMES[known] for known in Language})
        sharing.view(say)
        _signed_in(say)
        # Streamlit declares every page to be in English; screen readers and translators of browsers believe it.
        st.html(
            f"<script>document.documentElement.lang = '{say.language.value}'</script>", unsafe_allow_javascript=True
        )
        menu.close_on_phones()
        typed_days.commit()
    current.run()


def _signed_in(say: Messages) -> None:
    """Show who is signed in, and the way out."""
    shared, who = access.shared(), access.reader()
    if shared is None:
        return
    if who is not None:
        markup.show('<p class="zm-quiet">{}</p>', say("app.signed_in", name=who.name, role=say(f"app.role_{who.role}")))
    if shared.sign_in is SignIn.OIDC and access.signed_in(shared):
        st.button(say("app.sign_out"), on_click=st.logout, key="sign-out")


def _refused(say: Messages) -> None:
    """Show that nobody is signed in, or that the reader may not read, and nothing of the store."""
    shared = access.shared()
    name = access.signed_in(shared) if shared else ""
    empty.state(say("app.no_entry"), say("app.not_named", name=name) if name else say("app.sign_in_first"))
    if shared and shared.sign_in is SignIn.OIDC and not name:
        st.button(say("app.sign_in"), on_click=st.login, key="sign-in", type="primary")


def guarded(page: Callable[[Messages], None]) -> Callable[[], None]:
    """Return a page that is drawn only for who may read, and if the store opens; otherwise it shows what to do."""

    def draw() -> None:
        freeze_loaded()
        say = state.messages()
        if access.reader() is None:
            _refused(say)
            return
        if not state.store():
            empty.state(say("store.unset_title"), say("store.unset_text"), command="zhengmai explore --store DIR")
            return
        try:
            with reading(version()), awaited.drawing(by_itself=pending.by_itself()):
                page(say)
        except GraphError as error:
            _broken(say, error)
        except (RuntimeError, OSError) as error:
            if (damage := explained_damage(error)) is None:
                _failed(say)
            else:
                _broken(say, damage)
        except Exception:
            _failed(say)

    # Streamlit distinguishes pages by the name of their function.
    draw.__name__ = page.__module__.rpartition(".")[2]
    return draw


def _failed(say: Messages) -> None:
    """Show that a fault of ours ended the page, and log its traceback: Streamlit would show a box of its own, in English."""
    _LOG.exception("a page failed")
    empty.state(say("app.failed"), say("app.failed_text"))


def _broken(say: Messages, error: GraphError) -> None:
    empty.state(say("store.broken_title"), error.en if say.language == "en" else error.zh)


if __name__ == "__main__":
    main()
