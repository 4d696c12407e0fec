"""`/add`: upload or paste texts, look at what is read from them, and build them into the store.

The uploaded texts are the only state that is not in the address. Nothing is written unless the explorer was started with
`--write` and the button is pressed.
"""

import shlex
from collections.abc import Iterator, Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from graph.records.today import today
from graph.store import audit
from graph.store.base import choose_base
from graph.store.errors import GraphError
from ontology.enumerations import Status
from ui.explorer import access, holdings, intake, state, uploads
from ui.explorer.components import listing, standing, trial
from ui.explorer.components.markup import fill, show
from ui.explorer.intake import Trial
from ui.explorer.uploads import Text
from ui.messages import Messages

_BUILT = "add-built"


def page(say: Messages) -> None:
    show('<header class="zm-page"><h1>{}</h1><p>{}</p></header>', say("add.title"), say("add.lead"))
    texts, refused = uploads.texts(_given(say))
    for error in refused:
        _refuse(error, say)
    if not texts:
        show('<p class="zm-quiet">{}</p>', say("add.folder"))
        show('<p class="zm-command"><code>{}</code></p>', f"zhengmai build {say('add.path')} --store {_store()}")
        return
    key = tuple((text.name, text.sha256) for text in texts)
    if st.session_state.get(_BUILT, (None,))[0] == key:
        _built(st.session_state[_BUILT][1], say)
        return
    try:
        with st.spinner(say("add.reading")):
            tried = _tried(key, texts)
    except GraphError as error:
        _refuse(error, say)
        return
    tried, cited = intake.compared(tried, holdings.who())
    trial.readings(tried, len(texts), _standing(cited, say), say)
    read = {reading.source for reading in tried.documents} | {text.name for text in texts}
    lost = {unread.name for unread in tried.unread}
    ready = tuple(text for text in texts if text.name in read - lost)
    if ready:
        _build_in(ready, key, tried, say)


def _standing(cited: Mapping[str, str], say: Messages) -> Mapping[str, Markup]:
    """Return today's status of each cited document in the store, and whether the store has its text."""
    who, statuses = holdings.who(), holdings.statuses(today())
    absent = fill('<em class="zm-quiet">{}</em>', say("add.not_held"))
    told: dict[str, Markup] = {}
    for iri, meant in cited.items():
        status = statuses.get(meant, Status.UNKNOWN)
        shown = standing.label(status, say) if meant in who.published or status is not Status.UNKNOWN else Markup("")
        told[iri] = fill("{} {}", shown, Markup("") if meant in who.published else absent)
    return told


def _given(say: Messages) -> Iterator[tuple[str, bytes]]:
    """Yield the names and bytes of the given texts, unchecked."""
    # Streamlit's own labels are English only; we replace them.
    show(
        "<style>.st-key-upload {{ --add-button: '{}'; --add-limit: '{}' }}</style>",
        say("add.choose"),
        say("add.limits", size=uploads.SIZE >> 20, count=uploads.TEXTS),
    )
    upload, paste = st.tabs([say("add.upload"), say("add.paste")])
    with upload, st.container(key="upload"):
        files = st.file_uploader(
            say("add.upload"), accept_multiple_files=True, key="add-files", label_visibility="collapsed"
        )
    with paste, st.container(key="paste"):
        pasted = st.text_area(say("add.text"), key="add-text", height=220, max_chars=uploads.PASTED)
        name = st.text_input(say("add.name"), key="add-name", placeholder=say("add.name_hint"), max_chars=120)
    # Files beyond the limit are not read at all.
    for file in files[: 2 * uploads.TEXTS]:
        yield file.name, file.getvalue() if file.size <= uploads.SIZE else b"x" * (uploads.SIZE + 1)
    if pasted.strip():
        data = pasted.encode("utf-8", "replace")
        name = name.strip() or f"{say('add.pasted')}-{uploads.digest(data)[:8]}"
        yield name if name.lower().endswith(uploads.TEXT_SUFFIXES) else f"{name}.txt", data


@st.cache_resource(show_spinner=False, max_entries=4)
def _tried(key: tuple[tuple[str, str], ...], _texts: tuple[Text, ...]) -> Trial:
    return intake.trial(_texts, choose_base(state.store(), None))


def _build_in(texts: Sequence[Text], key: tuple[tuple[str, str], ...], tried: Trial, say: Messages) -> None:
    """Show what building would change, and the button; without `--write`, the command that does it."""
    show('<h2 class="zm-h2">{}</h2>', say("add.build_title"))
    names = tuple(text.name for text in texts)
    kept = holdings.read_sources(names)
    documents = tuple(reading.row.iri for reading in tried.documents)
    same = {text.name for text in texts if text.name in kept and kept[text.name].sha256 == text.sha256}
    trial.changes(intake.changes(kept, tried), same, holdings.who().published, say)
    trial.elsewhere(holdings.printed_elsewhere(documents, names), tried, say)
    if not state.writable():
        files = " ".join(shlex.quote(name) for name in names)
        show(
            '<p>{}</p><p class="zm-command"><code>{}</code></p>',
            say("add.read_only"),
            f"zhengmai build {files} --store {_store()}",
        )
        show(
            '<p>{}</p><p class="zm-command"><code>{}</code></p>',
            say("add.or_write"),
            f"zhengmai explore --write --store {_store()}",
        )
        return
    agreed = kept.keys() <= same or st.checkbox(say("add.agree"), key="add-agree")
    # What is uploaded lies nowhere else, so it is kept unless the reader does not want it.
    keeps = st.checkbox(say("add.keep"), value=True, key="add-keep")
    if st.button(say("add.build"), type="primary", disabled=not agreed, key="add-build"):
        try:
            with st.spinner(say("add.building")):
                found = intake.build(state.store(), texts, state.log(), keeps)
                audit.note(state.store(), "upload", access.who(), sources=list(names))
        except GraphError as error:
            _refuse(error, say)
            return
        st.session_state[_BUILT] = (key, found)
        st.rerun()


def _built(documents: Sequence[str], say: Messages) -> None:
    """Show where the new documents are."""
    show('<p class="zm-notice zm-done" role="status">{}</p>', say("add.done", count=len(documents)))
    with st.spinner(say("app.loading")):
        rows = holdings.who().published
    listing.documents((rows[iri] for iri in documents if iri in rows), say)
    show('<p class="zm-quiet">{}</p>', say("add.again"))


def _store() -> str:
    return shlex.quote(state.store())


def _refuse(error: GraphError, say: Messages) -> None:
    show('<p class="zm-notice zm-refused" role="alert">{}</p>', error.zh if say.language == "zh" else error.en)
