"""Show the next deadlines: day, task, body, document, as links to the words that prove them."""

from collections.abc import Iterable

from markupsafe import Markup

from graph.records.deadlines import NextDue
from ontology.iri import named_by_file
from ui.explorer import url
from ui.explorer.components.markup import fill, join, show
from ui.explorer.components.particulars import text
from ui.messages import Messages

WORDS = 60
"""The length in characters at which a task is cut."""


def listing(found: Iterable[NextDue], say: Messages) -> None:
    show('<ul class="zm-due">{}</ul>', join(_line(due, say) for due in found))


def _line(due: NextDue, say: Messages) -> Markup:
    document = due.document
    parties = (Markup("、") if say.language == "zh" else Markup(", ")).join(
        fill('<a href="{}" lang="zh">{}</a>', url.agency(party.iri), party.zh)
        if party.iri
        else fill('<span lang="zh">{}</span>', party.zh)
        for party in due.parties
    )
    return fill(
        '<li><span class="zm-day">{}</span><a href="{}" lang="zh">{}</a><p class="zm-quiet">{}</p>'
        '<p class="zm-quiet"><a href="{}" lang="zh">{}</a></p></li>',
        due.day,
        url.document(document.iri, anchor=due.anchor, source=due.source),
        text(due.text, WORDS),
        parties,
        url.document(document.iri),
        document.number or document.title or named_by_file(document.iri) or say("documents.no_title"),
    )
