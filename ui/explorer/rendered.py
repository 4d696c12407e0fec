"""Render once a generation what everyone sees: the text of a document, whose marks take most of its page's time, and what it
sets."""

from datetime import date

from markupsafe import Markup

from graph.records.clause_events import amended_clauses, clause_events
from graph.records.document_page import DocumentPage
from graph.records.page_provisions import NO_LATER_WORDS, WordsByArticle
from ui.explorer import awaited, holdings
from ui.explorer.components import fulltext, sharing, standing, work
from ui.explorer.components.markup import join
from ui.explorer.generation import per_generation
from ui.messages import Messages, load


@per_generation(empty=Markup(""), max_entries=16)
def document_text(iri: str, source: str, day: date, as_of: str, language: str, compared: bool = False) -> Markup:
    """Return the text of a published document with its marks, and what happened to its clauses by a day; empty without a text.

    source: as `holdings.document` takes it. compared: show what provisions of earlier texts of laws are on the day, which
    `awaited.words_on` has computed. as_of: the day in the page's address, which the links keep; empty where it has none.
    """
    found = holdings.document(iri, source)
    if found is None:
        return Markup("")
    later = awaited.words_on(iri, source, day, wait=True) if compared else None
    return draw_text(found, day, as_of, load()[language], later=later or NO_LATER_WORDS)


@per_generation(empty=Markup(""), max_entries=16)
def document_work(iri: str, source: str, language: str) -> Markup:
    """Return the sections of what a published document sets (`ui.explorer.components.work.sections`)."""
    found = holdings.document(iri, source)
    return Markup("") if found is None else work.sections(found.work, load()[language])


def draw_text(
    found: DocumentPage,
    day: date,
    as_of: str,
    say: Messages,
    below: fulltext.Notes = fulltext.NO_NOTES,
    later: WordsByArticle = NO_LATER_WORDS,
) -> Markup:
    """Draw what `document_text` returns. below: what else is shown below a clause, by its IRI. later: what articles of earlier texts of
    laws are in the texts of the day."""
    card = found.card
    happened = clause_events(card, found.history)
    for clause, causes in amended_clauses(card, found.history, found.provisions.citing).items():
        happened[clause] = (*happened.get(clause, ()), *causes)
    notes = standing.in_place(happened, day, card.iri, card.source, say)
    for clause, more in (*sharing.articles(card, day, say), *below.items()):
        notes[clause] = join([notes[clause], more]) if clause in notes else more
    return fulltext.text(
        card, say, found.relations, found.work, found.provisions, notes, found.definitions, as_of, later
    )
