"""`/check?as_of=…&weight=…`: check a draft before it is signed; findings beside the text, downloads. Nothing of the draft is kept."""

from datetime import date

import streamlit as st

from graph.store.errors import GraphError
from ontology.enumerations import IssueSeverity
from ontology.formats import Format
from ui.explorer import drafts, state, uploads, url
from ui.explorer.components import controls, downloading, draft
from ui.explorer.components.markup import show
from ui.explorer.drafts import CheckedPage
from ui.messages import Messages

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FORMS = {drafts.WORD: ("Word", _WORD), Format.HTML.value: ("HTML", Format.HTML.media)}
_FORMS |= {Format.XLSX.value: ("Excel", Format.XLSX.media), Format.JSON.value: ("JSON", Format.JSON.media)}
_FORMS |= {Format.SARIF.value: ("SARIF", Format.SARIF.media)}


def page(say: Messages) -> None:
    show('<header class="zm-page"><h1>{}</h1><p>{}</p></header>', say("draft.title"), say("draft.lead"))
    given = _given(say)
    with st.expander(say("draft.own")), st.container(key="own-rules"):
        own = st.file_uploader(
            say("draft.own_help"),
            type=["toml", "ttl"],
            accept_multiple_files=True,
            key="draft-rules",
            max_upload_size=1,
        )
    with st.container(key="filters"):
        columns = st.columns([2, 1])
    with columns[1]:
        day = controls.end_of_span(say("draft.as_of"), "as_of")
    if given is None:
        show('<p class="zm-quiet"><a href="{}" target="_self">{}</a></p>', url.stale(), say("stale.link"))
        show('<p class="zm-quiet">{}</p>', say("draft.folder"))
        show('<p class="zm-command"><code>{}</code></p>', f"zhengmai check {say('draft.file')} --store {state.store()}")
        return
    name, data = given
    added = tuple((file.name, file.getvalue()) for file in own)
    try:
        with st.spinner(say("draft.running")):
            checked = _checked(name, data, day, added, say)
    except GraphError as error:
        show('<p class="zm-notice zm-refused" role="alert">{}</p>', error.zh if say.language == "zh" else error.en)
        return
    counts = {weight: sum(one.weight == weight for one in checked.findings) for weight in IssueSeverity}
    names = {weight: f"{say(f'draft.{weight}')} ({count})" for weight, count in counts.items()}
    with columns[0]:
        held = [weight for weight in IssueSeverity if counts[weight]]
        chosen = controls.choice(say("draft.weight"), "weight", held, {"": say("draft.any")} | names)
    _show(checked, chosen, say)


def _given(say: Messages) -> tuple[str, bytes] | None:
    """Return the name and bytes of the draft: the file that was dropped, else the text that was pasted; None where there is none."""
    show(
        "<style>.st-key-upload {{ --add-button: '{}'; --add-limit: '{}' }}</style>",
        say("add.choose"),
        say("draft.limits", size=uploads.SIZE >> 20),
    )
    upload, paste = st.tabs([say("draft.upload"), say("add.paste")])
    with upload, st.container(key="upload"):
        file = st.file_uploader(say("draft.upload"), key="draft-file", label_visibility="collapsed")
    with paste, st.container(key="paste"):
        pasted = st.text_area(say("draft.pasted"), key="draft-text", height=220, max_chars=uploads.SIZE // 3)
    if file is not None:
        return file.name, file.getvalue() if file.size <= uploads.SIZE else b"x" * (uploads.SIZE + 1)
    return (f"{say('add.pasted')}.txt", pasted.encode("utf-8", "replace")) if pasted.strip() else None


def _checked(
    name: str, data: bytes, day: date | None, added: tuple[drafts.RuleFile, ...], say: Messages
) -> CheckedPage:
    """Check the draft, once as long as it, the day, one's own rules and the language are the same: the session keeps the last outcome
    alone."""
    key = (name, uploads.digest(data), day, added, say.language)
    held = st.session_state.get("draft-checked")
    if held is None or held[0] != key:
        held = (key, drafts.check_draft(state.store(), name, data, day, state.language(), added))
        st.session_state["draft-checked"] = held
    checked: CheckedPage = held[1]
    return checked


def _show(checked: CheckedPage, weight: str, say: Messages) -> None:
    shown = [one for one in checked.findings if weight in ("", one.weight)]
    for rule in checked.failed:
        show('<p class="zm-notice zm-refused" role="alert">{}</p>', say("draft.failed", rule=rule))
    for line in checked.coverage:
        show('<p class="zm-quiet">{}</p>', line)
    if not checked.findings:
        show('<p class="zm-notice zm-done" role="status">{}</p>', say("draft.none"))
    stem = checked.name.rpartition(".")[0] or checked.name
    with st.container(key="downloads", horizontal=True):
        for suffix, data in checked.files.items():
            label, media = _FORMS[suffix]
            downloading.download(label, data, f"{stem}.checked.{suffix}", media)
    draft.beside(checked, shown, say)
