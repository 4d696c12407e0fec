"""`/document?iri=…&as_of=…`: one document: whether it holds on a day, and its facts beside the text that proves them.

`iri` may also name a part or a clause of it, or a document that others only name; `source` one of several sources that print
it; `original` shows its file beside the text, from a page on; `review` opens the form that decides on a fact; `#anchor` is a fact, a
clause, a reference to another document, a task, a time limit or a duty.
"""

from datetime import date
from functools import partial
from pathlib import PurePosixPath

import streamlit as st
from markupsafe import Markup

from graph.records.card import ClauseNode, DocumentCard
from graph.records.document_page import DocumentPage
from graph.records.page_provisions import NO_LATER_WORDS, WordsByArticle
from graph.records.references import Relations
from graph.records.status_history import StatusHistory, list_statuses
from graph.records.work import Work
from ontology.enumerations import EventKind
from ontology.iri import named_by_file
from ui.explorer import awaited, facsimiles, holdings, rendered, state, url
from ui.explorer.components import (
    anchors,
    contents,
    controls,
    editions,
    empty,
    evidence,
    facsimile,
    facts,
    findings,
    hints,
    paper,
    pending,
    provisions,
    relations,
    reviewing,
    standing,
    work,
)
from ui.explorer.components.markup import fill, join, show
from ui.explorer.findings import Findings
from ui.messages import Messages


def page(say: Messages) -> None:
    iri = state.read("iri")
    to_list = (say("document.to_list"), url.documents())
    if not iri:
        empty.state(say("document.unnamed_title"), say("document.unnamed_text"), link=to_list)
        return
    with st.spinner(say("app.loading")):
        found = holdings.document(iri, state.read("source"))
    if found is None:
        if not _only_named(iri, say):
            empty.state(say("document.missing_title"), say("document.missing_text"), link=to_list)
        return
    card, related, assigned = found.card, found.relations, found.work
    number = next((fact.value.zh for fact in card.values("number")), "")
    kind = next((fact.value.label(say.language) for fact in card.values("kind")), "")
    day = _head(card.title or named_by_file(card.iri), number or say("documents.no_number"), kind, found.history, say)
    statuses = list_statuses(found.events, day)
    shown_hints = hints.about_bases(found.history.on(day).status, statuses, related, say)
    show("{}", standing.panel(found.history, day, card.iri, card.source, shown_hints, say))
    show("{}", _doings(card, found.history, day, say))
    as_of = state.read("as_of")
    later = _later_words(iri, day)
    reviewable = holdings.reviewable(card.iri) if state.writable() and state.read("review") else ()
    if reviewable:
        pens = reviewing.pens(found, reviewable, say)
        text = rendered.draw_text(found, day, as_of, say, pens, later or NO_LATER_WORDS)
    else:
        text = rendered.document_text(iri, state.read("source"), day, as_of, say.language, compared=bool(later))
    on_page = frozenset(_clauses(card))
    file = _file(found, say)
    show(
        '<style>{}</style><div class="zm-document{}"><aside id="facts">{}</aside><div>{}{}</div>{}</div>{}{}',
        evidence.spotlight(
            [fact.anchor for fact in card.facts] + _references(related, card.source) + work.anchors(assigned)
        ),
        " zm-beside" if file else "",
        join(
            [
                _facts(card, on_page, say),
                editions.panel(card.iri, found.editions, statuses, day, say),
                _work(assigned, say),
                _relations(card, related, say),
                _contents(card, say),
            ]
        ),
        relations.legend(related, card.source, say, work.legend(assigned, say)),
        text,
        file,
        rendered.document_work(iri, state.read("source"), say.language),
        relations.both(related, card.source, say),
    )
    reviewing.form(card.iri, found, reviewable, say)
    anchors.settle()
    if file:
        st.html(facsimile.SCRIPT, unsafe_allow_javascript=True)
    if later is None:
        compared = partial(awaited.words_on, iri, state.read("source"), day)
        pending.until(compared, lambda _: pending.again(), say("provision.earlier_reading"))
    _earlier(found, say)
    _troubles(card, day, say)


def _later_words(iri: str, day: date) -> WordsByArticle | None:
    """Return what provisions named in earlier texts of laws are on the day; None while they are compared. Where that fails, the page
    says so and shows the rest."""
    try:
        return awaited.words_on(iri, state.read("source"), day)
    except Exception as error:
        pending.failed(error)
        return NO_LATER_WORDS


def _earlier(found: DocumentPage, say: Messages) -> None:
    """Show below the present text of a law who names articles of its earlier texts. The page does not wait for their comparison."""
    law = found.card.iri
    if found.editions and found.editions[-1].iri == law:
        pending.until(
            lambda: awaited.citations(law),
            lambda named: show("{}", provisions.earlier(named, state.read("as_of"), say)) if named else None,
            say("provision.earlier_reading"),
        )


def _doings(card: DocumentCard, history: StatusHistory, day: date, say: Messages) -> Markup:
    """Links to what else can be asked of the document: its text on the day, another beside it, and what its repeal would leave."""
    iri = card.iri
    # Of an edition or a document that was replaced, the act of the event is what took its place.
    newer = next(
        (
            cause.act
            for cause in history.causes
            if cause.event.kind is EventKind.SUPERSEDED and cause.published and cause.act != iri
        ),
        "",
    )
    beside = (url.compare(old=iri, new=newer), "compare.with_new") if newer else (url.compare(new=iri), "compare.link")
    links = (
        (url.text(iri, as_of=day.isoformat()), "textday.link"),
        beside,
        (url.repeal(iri, as_of=day.isoformat()), "repeal.link"),
    )
    shown = join(fill('<a href="{}">{}</a>', href, say(key)) for href, key in links)
    facts = fill('<a class="zm-narrow" href="#facts">{}</a>', say("document.to_facts"))
    return fill('<p class="zm-doings">{}{}{}</p>', shown, reviewing.opening(iri, card.source, say), facts)


def _file(found: DocumentPage, say: Messages) -> Markup:
    """Show what can be done with the document's file; return it with its marks if the address asks for it, else nothing."""
    card = found.card
    original = found.original
    if original is None:
        return Markup("")
    path = facsimiles.locate(original)
    asked = state.read("original")
    here = {"source": state.read("source"), "as_of": state.read("as_of")}
    if path is None:
        if asked:
            show('<p class="zm-quiet">{}</p>', say("facsimile.absent"))
        return Markup("")
    with st.container(key="original", horizontal=True):
        if original.reader:  # A plain text has no page of its own.
            words, address = (
                (say("facsimile.hide"), url.document(card.iri, **here))
                if asked
                else (say("facsimile.show"), url.document(card.iri, **here, original="0"))
            )
            show('<a class="zm-go" href="{}">{}</a>', address, words)
        name = PurePosixPath(original.name).name
        st.download_button(
            say("facsimile.download"), path.read_bytes, name, "application/octet-stream", on_click="ignore"
        )
    if not (asked and original.reader):
        return Markup("")
    places = holdings.places(card.iri, card.source)
    first, last = facsimile.span(places, state.number("original", 5_000) if asked != "0" else 0)
    with st.spinner(say("facsimile.drawing")):
        drawn = facsimiles.drawn(path, original.sha256, first, last)
    count = drawn.facsimile.pages if drawn.facsimile else 0
    pages = {page: url.document(card.iri, **here, original=str(page)) for page in range(1, count + 1)}
    labels = {fact.anchor: facts.where(fact, say) for fact in card.facts}
    return facsimile.pane(drawn, places, labels, pages, say)


def _only_named(iri: str, say: Messages) -> bool:
    """Show a document that others only cite: its status, and what they say of it. Return False where nobody cites it."""
    with st.spinner(say("app.loading")):
        found = holdings.cited_document(iri)
    if found is None:
        return False
    row = found.row
    title = row.title or row.number or named_by_file(row.iri)
    day = _head(title, row.number if row.title else "", "", found.history, say)
    show('<p class="zm-notice">{}</p>', say("standing.only_named"))
    shown_hints = hints.about_bases(
        found.history.on(day).status, list_statuses(found.events, day), found.relations, say
    )
    show("{}", standing.panel(found.history, day, iri, "", shown_hints, say))
    template, repealed = '<p class="zm-doings"><a href="{}">{}</a>{}</p>', url.repeal(iri, as_of=day.isoformat())
    show(template, repealed, say("repeal.link"), reviewing.opening(iri, "", say))
    show('<div class="zm-only-named">{}</div>', relations.both(found.relations, "", say))
    decidable = holdings.reviewable(iri) if state.writable() and state.read("review") else ()
    reviewing.form(iri, None, [fact for fact in decidable if not fact.aspect.in_text], say)
    return True


def _clauses(card: DocumentCard) -> list[str]:
    stack: list[ClauseNode] = [clause for part in card.parts for clause in part.clauses]
    found = []
    while stack:
        clause = stack.pop()
        found.append(clause.iri)
        stack.extend(clause.children)
    return found


def _head(title: str, number: str, kind: str, history: StatusHistory, say: Messages) -> date:
    """Show the title, beside it the day for which the status is shown, and below it the days on which the status turns."""
    st.set_page_config(page_title=f"{title or say('nav.document')} · {say('app.name')}")
    paper.head(" ".join((number, title)).strip())
    with st.container(key="filters"):
        left, right = st.columns([4, 1], vertical_alignment="bottom")
    with left:
        show(
            '<header class="zm-page zm-document-head"><p class="zm-crumb"><a href="{}">{}</a></p><h1 lang="zh">{}</h1>'
            '<p lang="zh"><span>{}</span><span>{}</span></p></header>',
            url.documents(as_of=state.read("as_of")),
            say("document.back"),
            title or say("documents.no_title"),
            number,
            kind,
        )
    with right:
        controls.day(say("documents.as_of"), "as_of")
    day = state.day("as_of")
    if len(days := {cause.event.day for cause in history.causes}) > 1:
        controls.turns(say("document.turns"), "as_of", sorted(days), day)
    return day


def _facts(card: DocumentCard, on_page: frozenset[str], say: Messages) -> Markup:
    hint, panel = say("document.facts_hint"), facts.panel(card, on_page, say)
    return fill('<section><h2 title="{}">{}</h2>{}</section>', hint, say("document.facts"), panel)


def _references(related: Relations, source: str) -> list[str]:
    return [row.anchor for row in related.outgoing if row.source == source]


def _relations(card: DocumentCard, related: Relations, say: Messages) -> Markup:
    summary = relations.summary(related, say)
    if not summary:
        return summary
    link = fill('<a class="zm-go" href="{}">{}</a>', url.graph(card.iri), say("relation.graph"))
    return fill('<section><h2><a href="#relations">{}</a></h2>{}{}</section>', say("relation.title"), summary, link)


def _work(assigned: Work, say: Messages) -> Markup:
    summary = work.summary(assigned, say)
    title = say("work.title")
    return fill('<section><h2><a href="#work">{}</a></h2>{}</section>', title, summary) if summary else summary


def _contents(card: DocumentCard, say: Messages) -> Markup:
    tree = contents.tree(card, say)
    return fill("<details open><summary>{}</summary>{}</details>", say("document.contents"), tree) if tree else tree


def _troubles(card: DocumentCard, day: date, say: Messages) -> None:
    """Show the reader's issues and the findings below the text; nothing where there are none."""
    if card.notes:
        items = join(
            fill("<li><code>{}</code> {}</li>", note.code, (note.en if say.language == "en" else note.zh) or note.zh)
            for note in card.notes
        )
        show('<h2 class="zm-h2">{}</h2><ul class="zm-brief">{}</ul>', say("document.notes"), items)
    # The page does not wait for the validation of the whole store.
    pending.until(lambda: awaited.findings(day), lambda found: _findings(found, card.iri, say), say("app.validating"))


def _findings(found: Findings, iri: str, say: Messages) -> None:
    rows = found.about(iri)
    if rows:
        show('<h2 class="zm-h2">{}</h2>{}', say("document.findings"), findings.brief(rows, say))
