"""`/duties?bearer=…&side=…&modality=…&place=…&field=…&q=…&from=…&page=…`: who must, must not and may, over all documents.

The list can be downloaded as a checklist. `from` is the day on which the documents are in force; without it, all of them are shown.
`place` is a GB/T 2260 code: the documents of that place are shown, and those of the places above it.
"""

from collections.abc import Sequence
from functools import partial
from io import BytesIO

import streamlit as st
from markupsafe import Markup

from graph.export import checklist, measures
from graph.records.consequences import Consequence
from graph.records.excerpts import shorten
from graph.records.norm import Norm
from graph.records.norm_search import Wanted, answer
from ontology.asked import matter
from ontology.enumerations import Modality, Side
from ontology.formats import Format, SheetFormat
from ontology.iri import anchor, below
from ontology.numbers import provision_title
from ui.explorer import holdings, state, url
from ui.explorer.components import controls, downloading, empty
from ui.explorer.components.markup import fill, show
from ui.explorer.components.work import modality
from ui.messages import Messages

SIZE = 25
_MOST = 300
_LONGEST = 400
_DOT = Markup('<span class="zm-dot"> · </span>')  # not where the law is on a line of its own


def page(say: Messages) -> None:
    with st.spinner(say("app.loading")):
        norms = holdings.norms()
    show('<header class="zm-page"><h1>{}</h1><p>{}</p></header>', say("duties.title"), say("duties.lead"))
    if not norms.norms:
        command = f"zhengmai build PATH… --store {state.store()}"
        empty.state(say("duties.empty_title"), say("duties.empty_text"), command)
        return
    wanted = _wanted(say)
    found, near = answer(norms, wanted, holdings.who())
    sought = matter(wanted.about)
    full_text = say("duties.full_text", words=sought), url.documents(q=sought)
    if not found:
        clear = say("documents.clear"), url.duties()
        empty.state(say("duties.none_title"), say("duties.none_text"), link=full_text if sought else clear)
        return
    if near:
        show(
            '<p class="zm-count zm-nearest">{} <a href="{}">{}</a></p>',
            say("duties.nearest"),
            full_text[1],
            full_text[0],
        )
    show('<p class="zm-asked">{}</p>', _search_in_words(wanted, say))
    line, below, positions = controls.paged(len(found), SIZE)
    told = say("duties.found_near" if near else "duties.found", count=len(found))
    if len(positions) < len(found):
        range_ = "duties.range_near" if near else "duties.range"
        told = say(range_, first=positions.start + 1, last=positions.stop, count=len(found))
    with line, st.container(key="listed", horizontal=True, vertical_alignment="center"):
        show('<p class="zm-count">{}</p>', told)
        _downloads(found, say)
    with below:
        listed = Markup("").join(_norm(found[position], say) for position in positions)
        show('<ol class="zm-list zm-duties">{}</ol>', listed)


def _wanted(say: Messages) -> Wanted:
    names = [name for name, _ in holdings.bearers()[:_MOST]]
    with st.container(key="filters"):
        first, second, third = st.columns(3)
        with first:
            about = controls.search(say("duties.about"), "q", say("duties.about_hint"))
        with second:
            bearer = controls.choice(say("duties.bearer"), "bearer", names, {"": say("duties.any")}, free=True)
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


def _search_in_words(wanted: Wanted, say: Messages) -> str:
    """Return the search in words: the fields themselves are not printed."""
    day = wanted.day.isoformat() if wanted.day else ""
    modalities = "、".join(modality(one, say) for one in wanted.modalities)
    side = say(f"side.{wanted.side}") if wanted.side else ""
    place = holdings.place_names(say.language).get(wanted.place, wanted.place)
    given = {
        "duties.bearer": wanted.bearer,
        "duties.about": wanted.about,
        "duties.day": day,
        "duties.modality": modalities,
        "duties.side": side,
        "duties.place": place,
        "duties.field": wanted.field,
    }
    return " · ".join(f"{say(key)}: {value}" for key, value in given.items() if value)


def _downloads(found: Sequence[Norm], say: Messages) -> None:
    def written(format: str) -> bytes:
        output = BytesIO()
        checklist.write(output, format, found, say)
        return output.getvalue()

    with st.container(key="downloads", horizontal=True, width="content"):
        for format in (SheetFormat.XLSX, SheetFormat.CSV):
            name, hint = state.read("bearer") or say("duties.file"), f"{say('duties.download')} .{format}"
            downloading.download(f".{format}", partial(written, format), f"{name}.{format}", Format(format).media, hint)


def _norm(norm: Norm, say: Messages) -> Markup:
    """Show one duty: its bearer, its law and article, its words, and what follows from its breach; of a sentence that sets no duty its law,
    its article and its words."""
    printed = norm.is_duty and not norm.punished
    place = f"duty-{norm.position}" if printed else anchor(below(norm.clause, norm.document))
    law = fill(
        '<a href="{}" lang="zh">{}</a>',
        url.document(norm.document, anchor=place),
        _cited(norm.title or norm.name, norm.section),
    )
    told = fill('<p lang="zh">{}</p>', shorten(norm.text, _LONGEST))
    if not norm.is_duty:
        return fill("<li><p><b>{}</b>{}{}</p>{}</li>", say("duties.sentence"), _DOT, law, told)
    head = fill(
        '<b class="zm-duty-{}">{}</b>{} <span lang="zh">{}</span>',
        norm.modality,
        modality(norm.modality, say),
        say("duties.punished") if norm.punished else "",
        norm.bearer,
    )
    condition = fill("<p><small>{}</small></p>", say("duties.condition", words=norm.condition))
    follows = Markup("").join(_consequence(norm, one, say) for one in norm.consequences)
    none = fill("<p><small>{}</small></p>", say("duties.no_consequence"))
    return fill(
        "<li><p>{}{}{}</p>{}{}{}</li>", head, _DOT, law, told, condition if norm.condition else "", follows or none
    )


def _cited(law: str, section: str) -> str:
    """Return the law with its article as lawyers cite it; the law alone where the clause has no such name."""
    article = provision_title(section)
    return f"{law} {article}" if article != section else law


def _consequence(norm: Norm, one: Consequence, say: Messages) -> Markup:
    """Return the consequence in short, with its article, and its document where that is another; who imposes it; and its words."""
    place = anchor(below(one.clause, one.document)) if one.clause else ""
    law = _cited("" if one.document == norm.document else one.law, one.section).strip() or one.law
    link = fill('<a href="{}" lang="zh">{}</a>', url.document(one.document, anchor=place), law)
    note = fill('<span lang="{}">{}</span>', say.language, say("duties.by_words")) if one.by_words else ""
    short = measures.brought(one, say)
    brought = say("duties.follows", measures=short) if short else ""
    enforcer = say("duties.enforcer", authority=one.imposer) if one.imposer else ""
    words = fill(
        '<details><summary>{}</summary><p lang="zh"><small>{}</small></p></details>',
        say("duties.consequence"),
        one.words,
    )
    line = Markup(" · ").join(
        part for part in (fill('<span lang="zh">{}</span>', brought) if brought else "", link, enforcer) if part
    )
    return fill('<div class="zm-follows"><p>{}{}</p>{}</div>', line, note, words)
