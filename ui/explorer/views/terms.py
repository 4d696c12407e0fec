"""`/terms?q=…&kind=…&page=…`: the words that documents define, and what each document means by one.

A word that is typed in full is compared: each document with its place, day and meaning.
"""

import streamlit as st
from markupsafe import Markup

from graph.records.definitions import Sense, TermEntry, find_entries
from ontology.enumerations import DefinitionKind
from ontology.iri import anchor
from ui.explorer import holdings, state, url
from ui.explorer.components import controls, empty
from ui.explorer.components.markup import fill, show
from ui.messages import Messages

SIZE = 50


def page(say: Messages) -> None:
    show('<header class="zm-page"><h1>{}</h1><p>{}</p></header>', say("terms.title"), say("terms.lead"))
    with st.container(key="filters"):
        first, second = st.columns([2, 1])
        with first:
            text = controls.search(say("terms.search"), "q", say("terms.search_hint"))
        with second:
            kinds = [kind.value for kind in DefinitionKind]
            names = {kind.value: say(f"definition.{kind}") for kind in DefinitionKind}
            kind = DefinitionKind(controls.option(say("terms.kind"), "kind", kinds, names))
    with st.spinner(say("app.loading")):
        entries = holdings.entries(kind)
    if not entries:
        command = f"zhengmai build PATH… --store {state.store()}"
        empty.state(say("terms.empty_title"), say("terms.empty_text"), command)
        return
    found = find_entries(entries, text)
    if not found:
        empty.state(say("terms.none_title"), say("terms.none_text"), link=(say("documents.clear"), url.terms()))
        return
    if found[0].word == text.strip():
        show("{}", _compared(found[0], say))
        found = found[1:]
        if not found:
            return
        show('<h2 class="zm-h2">{}</h2>', say("terms.more"))
    line, below, positions = controls.paged(len(found), SIZE)
    with line:
        show('<p class="zm-count">{}</p>', say("terms.found", count=len(found)))
    with below:
        rows = Markup("").join(_row(found[position], kind, say) for position in positions)
        show('<ul class="zm-list">{}</ul>', rows)


def _row(entry: TermEntry, kind: DefinitionKind, say: Messages) -> Markup:
    counted = say("terms.in_documents", count=entry.documents)
    href = url.terms(q=entry.word, kind=kind)
    meaning = entry.senses[0].defined.meaning
    template = (
        '<li><a class="zm-list-title" href="{}" lang="zh">{}</a><span class="zm-list-number">{}</span>'
        '<span class="zm-list-meta" lang="zh">{}</span></li>'
    )
    return fill(template, href, entry.word, counted, meaning)


def _compared(entry: TermEntry, say: Messages) -> Markup:
    """Return the word with its meaning in each document."""
    told = say("terms.alike" if entry.alike else "terms.unlike", count=entry.documents)
    rows = Markup("").join(_sense(sense, say) for sense in entry.senses)
    head = Markup("").join(
        fill("<th>{}</th>", say(f"terms.column_{name}")) for name in ("place", "document", "meaning")
    )
    table = fill(
        '<div class="zm-rows" tabindex="0"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>', head, rows
    )
    return fill('<h2 class="zm-h2" lang="zh">{}</h2><p class="zm-count">{}</p>{}', entry.word, told, table)


def _sense(sense: Sense, say: Messages) -> Markup:
    place = sense.place.label(say.language) if sense.place else ""
    below = sense.defined.clause.removeprefix(sense.defined.document).strip("/")
    href = url.document(sense.defined.document, anchor=anchor(below) if below else "")
    template = '<tr><td lang="zh">{}</td><td><a href="{}" lang="zh">{}</a> {}</td><td lang="zh">{}</td></tr>'
    return fill(template, place, href, sense.title or sense.name, sense.signed, sense.defined.meaning)
