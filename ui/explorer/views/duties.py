"""`/duties?bearer=…&side=…&modality=…&place=…&field=…&q=…&from=…&page=…`: who must, must not and may, over all documents.

The list can be downloaded as a checklist. `from` is the day on which the documents are in force; without it, all of them are shown.
`place` is a GB/T 2260 code: the documents of that place are shown, and those of the places above it.
"""

from collections.abc import Sequence
from functools import partial
from io import BytesIO

import streamlit as st
from markupsafe import Markup

from graph.export import checklist
from graph.records.excerpts import shorten
from graph.records.norms import Consequence, Norm, Wanted, find_nearest, find_norms
from ontology.enumerations import Modality, Side
from ontology.formats import Format, SheetFormat
from ui.explorer import holdings, state, url
from ui.explorer.components import controls, empty
from ui.explorer.components.markup import fill, show
from ui.explorer.components.work import modality
from ui.explorer.messages import Messages

SIZE = 25
_MOST = 300
_LONGEST = 400


def page(say: Messages) -> None:
    with st.spinner(say("app.loading")):
        norms = holdings.norms()
    show('<header class="zm-page"><h1>{}</h1><p>{}</p></header>', say("duties.title"), say("duties.lead"))
    if not norms.norms:
        command = f"zhengmai build PATH… --store {state.store()}"
        empty.state(say("duties.empty_title"), say("duties.empty_text"), command)
        return
    wanted = _wanted(say)
    found = find_norms(norms, wanted, holdings.who())
    if not found and (found := find_nearest(norms, wanted, holdings.who())):
        show('<p class="zm-count">{}</p>', say("duties.nearest"))
    if not found:
        empty.state(say("duties.none_title"), say("duties.none_text"), link=(say("documents.clear"), url.duties()))
        return
    _downloads(found, say)
    line, below, positions = controls.paged(len(found), SIZE)
    told = say("duties.found", count=len(found))
    if len(positions) < len(found):
        told = say("duties.range", first=positions.start + 1, last=positions.stop, count=len(found))
    with line:
        show('<p class="zm-count">{}</p>', told)
    with below:
        listed = Markup("").join(_norm(found[position], say) for position in positions)
        show('<ol class="zm-list zm-duties">{}</ol>', listed)


def _wanted(say: Messages) -> Wanted:
    names = [name for name, _ in holdings.bearers()[:_MOST]]
    with st.container(key="filters"):
        first, second, third = st.columns(3)
        with first:
            bearer = controls.choice(say("duties.bearer"), "bearer", names, {"": say("duties.any")}, free=True)
        with second:
            about = controls.search(say("duties.about"), "q", say("duties.about_hint"))
        with third:
            day = controls.end_of_span(say("duties.day"), "from")
        left, middle, right, last = st.columns(4)
        with left:
            modalities = controls.choices(
                say("duties.modality"), "modality", list(Modality), {one.value: modality(one, say) for one in Modality}
            )
        with middle:
            sides = {one.value: say(f"side.{one}") for one in Side}
            side = controls.choice(say("duties.side"), "side", list(Side), sides | {"": say("duties.any")})
        with right:
            places = holdings.place_names(say.language)
            place = controls.choice(say("duties.place"), "place", sorted(places), places | {"": say("duties.any")})
        with last:
            fields = [name for name, _ in holdings.fields_of_law()[:_MOST]]
            field = controls.choice(say("duties.field"), "field", fields, {"": say("duties.any")}, free=True)
    return Wanted(bearer.strip(), about, modalities, side, day=day, place=place, field=field.strip())


def _downloads(found: Sequence[Norm], say: Messages) -> None:
    def written(format: str) -> bytes:
        output = BytesIO()
        checklist.write(output, format, found, say)
        return output.getvalue()

    with st.container(key="downloads", horizontal=True, width="content"):
        for format in (SheetFormat.XLSX, SheetFormat.CSV):
            name, hint = state.read("bearer") or say("duties.file"), f"{say('duties.download')} .{format}"
            controls.download(f".{format}", partial(written, format), f"{name}.{format}", Format(format).media, hint)


def _norm(norm: Norm, say: Messages) -> Markup:
    """One duty: its bearer, its words, its law, and what follows from its breach."""
    anchor = f"duty-{norm.position}"
    law = fill('<a href="{}" lang="zh">{}</a>', url.document(norm.document, anchor=anchor), norm.title or norm.name)
    head = fill(
        '<b class="zm-duty-{}">{}</b> <span lang="zh">{}</span>',
        norm.modality,
        modality(norm.modality, say),
        norm.bearer,
    )
    told = fill('<p lang="zh">{}</p>', shorten(norm.text, _LONGEST))
    condition = fill("<p><small>{}</small></p>", say("duties.condition", words=norm.condition))
    follows = Markup("").join(_consequence(norm, one, say) for one in norm.consequences)
    if norm.consequences:
        follows = fill("<details><summary>{}</summary>{}</details>", say("duties.consequence"), follows)
    else:
        follows = fill("<p><small>{}</small></p>", say("duties.no_consequence"))
    return fill("<li><p>{} · {}</p>{}{}{}</li>", head, law, told, condition if norm.condition else "", follows)


def _consequence(norm: Norm, one: Consequence, say: Messages) -> Markup:
    """One sentence that says what follows, with its document where that is another, and who imposes it."""
    law = fill('<a href="{}">{}</a> ', url.document(one.document), one.law) if one.document != norm.document else ""
    note = fill(' <span lang="{}">{}</span>', say.language, say("duties.by_words")) if one.by_words else ""
    return fill('<p lang="zh"><small>{}{} {}{}</small></p>', law, shorten(one.words, _LONGEST), one.imposer, note)
