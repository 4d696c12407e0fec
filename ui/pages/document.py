"""`/document?iri=…`: one document, its facts beside the text that proves them.

`iri` may also name a part or a clause of it; `source` one of several sources that print it; `#anchor` a fact, a clause, a
reference to another document, a task, a time limit or a duty.
"""

import streamlit as st
from markupsafe import Markup

from graph.work.model import Work
from ui import holdings, state
from ui.card import ClauseNode, DocumentCard
from ui.components import contents, empty, evidence, facts, findings, fulltext, relations, work
from ui.components.markup import fill, join, show
from ui.messages import Messages
from ui.relations import Relations

# The text comes after the browser has looked for the anchor of a link that was sent on: have it look again, once.
# A constant of ours; nothing of a document goes into it.
_SETTLE = """<script>
(() => {
  const id = decodeURIComponent(location.hash.slice(1));
  if (id && window.zmSettled !== location.href && document.getElementById(id)) {
    window.zmSettled = location.href;
    location.replace(location.hash);
  }
})();
</script>"""


def page(say: Messages) -> None:
    iri = state.read("iri")
    to_list = (say("document.to_list"), state.href("documents"))
    if not iri:
        empty.state(say("document.unnamed_title"), say("document.unnamed_text"), link=to_list)
        return
    with st.spinner(say("app.loading")):
        card = holdings.card(iri, state.read("source"))
        said = holdings.relations(card.iri) if card else None
        done = holdings.work(card.iri, card.source) if card else None
    if card is None or said is None or done is None:
        empty.state(say("document.missing_title"), say("document.missing_text"), link=to_list)
        return
    st.set_page_config(page_title=f"{card.title or say('nav.document')} · {say('app.name')}")
    on_page = frozenset(_clauses(card))
    show(
        '<style>{}</style><div class="zm-document">{}<aside>{}</aside><div>{}{}</div></div>{}{}',
        evidence.spotlight([fact.anchor for fact in card.facts] + _references(said, card.source) + work.anchors(done)),
        _head(card, say),
        join([_facts(card, on_page, say), _work(done, say), _relations(card, said, say), _contents(card, say)]),
        relations.legend(said, card.source, say, work.legend(done, say)),
        fulltext.text(card, say, said, done),
        work.sections(done, say),
        relations.both(said, card.source, say),
    )
    st.html(_SETTLE, unsafe_allow_javascript=True)
    _troubles(card, say)


def _clauses(card: DocumentCard) -> list[str]:
    stack: list[ClauseNode] = [clause for part in card.parts for clause in part.clauses]
    found = []
    while stack:
        clause = stack.pop()
        found.append(clause.iri)
        stack.extend(clause.children)
    return found


def _head(card: DocumentCard, say: Messages) -> Markup:
    number = next((fact.value.zh for fact in card.values("number")), "")
    kind = next((fact.value.label(say.language) for fact in card.values("kind")), "")
    return fill(
        '<header class="zm-page"><p class="zm-crumb"><a href="{}">{}</a></p><h1 lang="zh">{}</h1>'
        '<p lang="zh"><span>{}</span><span>{}</span></p></header>',
        state.href("documents"),
        say("document.back"),
        card.title or say("documents.no_title"),
        number or say("documents.no_number"),
        kind,
    )


def _facts(card: DocumentCard, on_page: frozenset[str], say: Messages) -> Markup:
    hint, panel = say("document.facts_hint"), facts.panel(card, on_page, say)
    return fill('<section><h2 title="{}">{}</h2>{}</section>', hint, say("document.facts"), panel)


def _references(said: Relations, source: str) -> list[str]:
    return [row.anchor for row in said.outgoing if row.source == source]


def _relations(card: DocumentCard, said: Relations, say: Messages) -> Markup:
    summary = relations.summary(said, say)
    if not summary:
        return summary
    link = fill('<a class="zm-go" href="{}">{}</a>', state.href("graph", iri=card.iri), say("relation.graph"))
    return fill('<section><h2><a href="#relations">{}</a></h2>{}{}</section>', say("relation.title"), summary, link)


def _work(done: Work, say: Messages) -> Markup:
    summary = work.summary(done, say)
    title = say("work.title")
    return fill('<section><h2><a href="#work">{}</a></h2>{}</section>', title, summary) if summary else summary


def _contents(card: DocumentCard, say: Messages) -> Markup:
    tree = contents.tree(card, say)
    return fill("<details open><summary>{}</summary>{}</details>", say("document.contents"), tree) if tree else tree


def _troubles(card: DocumentCard, say: Messages) -> None:
    """What the reader met and what the shapes find, below the text; nothing where all is well."""
    if card.notes:
        items = join(
            fill("<li><code>{}</code> {}</li>", note.code, (note.en if say.language == "en" else note.zh) or note.zh)
            for note in card.notes
        )
        show('<h2 class="zm-h2">{}</h2><ul class="zm-brief">{}</ul>', say("document.notes"), items)
    with st.spinner(say("app.validating")):
        found = holdings.findings_of(card.iri)
    if found:
        show('<h2 class="zm-h2">{}</h2>{}', say("document.findings"), findings.brief(found, say))


if __name__ == "__main__":
    from ui.app import main

    main()  # see ui/pages/__init__.py
