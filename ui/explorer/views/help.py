"""`/help?q=…#statuses`: where to ask what, and what words, statuses, kinds and roles mean. It asks nothing of the store."""

from collections.abc import Iterator, Sequence

import streamlit as st
from markupsafe import Markup

from ontology.enumerations import ConceptKind, EventKind, PartyRole, RelationKind, Severity, Status, TaskState, TimeKind
from ontology.glossary import definitions, glossary
from ui.explorer import state, url
from ui.explorer.components import anchors, controls
from ui.explorer.components.findings import badge
from ui.explorer.components.markup import fill, join, show
from ui.explorer.components.standing import label
from ui.messages import Messages

_Row = tuple[Markup, str, str]
"""A word as it is shown, what is searched beside its meaning, and its meaning."""


def page(say: Messages) -> None:
    show('<header class="zm-page"><h1>{}</h1><p>{}</p></header>', say("help.title"), say("help.lead"))
    with st.container(key="filters"):
        typed = controls.search(say("help.search"), "q", say("help.search_hint")).strip()
    sections = [
        (anchor, title, found)
        for anchor, title, rows in _sections(say)
        if (found := [row for row in rows if typed.casefold() in f"{row[1]} {row[2]}".casefold()])
    ]
    if typed:
        show('<p class="zm-quiet"><a href="{}">{}</a></p>', url.help(), say("help.all"))
        if not sections:
            show('<p class="zm-notice">{}</p>', say("help.none", text=typed))
    else:
        contents = join(fill('<li><a href="#{}">{}</a></li>', anchor, title) for anchor, title, _ in sections)
        show('<nav class="zm-help-contents" aria-label="{}"><ul>{}</ul></nav>', say("help.contents"), contents)
        _frequent_questions(say)
    for section in sections:
        show("{}", _section(*section))
    command = f"zhengmai --lang {say.language.value} ledger --help"
    show('<p class="zm-quiet">{} <code>{}</code></p>', say("help.more_text"), command)
    anchors.settle()


def _frequent_questions(say: Messages) -> None:
    """Show what people ask most, by who they are, each with the page that answers it."""
    tables = {
        "clerk": (
            (url.tasks(), "nav.tasks", "help.ask_tasks"),
            (url.tasks(state=TaskState.DOING), "nav.tasks", "help.ask_progress"),
            (url.overview(), "nav.overview", "help.ask_ending"),
            (url.changed(), "nav.changed", "help.ask_changed"),
        ),
        "reviewer": (
            (url.overview(), "nav.overview", "help.ask_status"),
            (url.documents(), "nav.documents", "help.ask_impact"),
            (url.stale(), "nav.stale", "help.ask_stale"),
            (url.check(), "nav.check", "help.ask_draft"),
            (url.review(), "nav.review", "help.ask_fix"),
        ),
        "researcher": (
            (url.graph(), "nav.graph", "help.ask_chain"),
            (url.terms(), "nav.terms", "help.ask_terms"),
            (url.questions(), "nav.questions", "help.ask_questions"),
            (url.sparql(), "nav.sparql", "help.ask_sparql"),
        ),
    }
    show('<h2 class="zm-h2" id="ask">{}</h2>', say("help.ask"))
    blocks = (
        fill(
            '<h3 class="zm-help-who">{}</h3><dl class="zm-help">{}</dl>',
            say(f"help.{who}"),
            join(_asked_row(href, say(page), say(question)) for href, page, question in rows),
        )
        for who, rows in tables.items()
    )
    show("{}", join(blocks))


def _asked_row(href: str, page: str, question: str) -> Markup:
    return fill('<div><dt><a href="{}">{}</a></dt><dd>{}</dd></div>', href, page, question)


def _section(anchor: str, title: str, rows: Sequence[_Row]) -> Markup:
    entries = join(fill("<div><dt>{}</dt><dd>{}</dd></div>", word, meaning) for word, _, meaning in rows)
    return fill('<h2 class="zm-h2" id="{}">{}</h2><dl class="zm-help">{}</dl>', anchor, title, entries)


def _sections(say: Messages) -> Iterator[tuple[str, str, list[_Row]]]:
    """Yield the words of each section: anchor, heading, rows."""
    statuses = definitions("status.ttl", say.language)
    yield (
        "statuses",
        say("help.statuses"),
        [(label(status, say), say(f"status.{status}"), statuses[status.iri()][1]) for status in Status],
    )
    yield "events", say("help.events"), _concepts(tuple(EventKind), "status.ttl", "status", say)
    yield "relations", say("help.relations"), _concepts(tuple(RelationKind), "relations.ttl", "relation", say)
    yield (
        "work",
        say("help.work"),
        _concepts(tuple(PartyRole), "work.ttl", "role", say) + _concepts(tuple(TimeKind), "work.ttl", "time", say),
    )
    yield (
        "severities",
        say("help.severities"),
        [(badge(severity, say), say(f"severity.{severity}"), say(f"help.{severity}")) for severity in Severity],
    )
    for number, section in enumerate(glossary(), 1):
        rows = [
            (
                fill('<b lang="zh">{}</b> <span>{}</span>', entry.term, entry.english),
                f"{entry.term} {entry.english}",
                entry.meaning(say.language),
            )
            for entry in section.entries
        ]
        yield f"words-{number}", section.title(say.language), rows
    shown = definitions("concepts.ttl", say.language)
    names = definitions("concepts.ttl", state.DEFAULT_LANGUAGE)
    yield (
        "kinds",
        say("help.kinds"),
        [(_kind(names[iri][0], name, say), f"{names[iri][0]} {name}", text) for iri, (name, text) in shown.items()],
    )


def _kind(printed: str, name: str, say: Messages) -> Markup:
    """Return a kind as documents print it; beside it what it is called in the reader's language."""
    if say.language is state.DEFAULT_LANGUAGE:
        return fill('<b lang="zh">{}</b>', printed)
    return fill('<b lang="zh">{}</b> <span>{}</span>', printed, name)


def _concepts(members: Sequence[ConceptKind], file: str, section: str, say: Messages) -> list[_Row]:
    """Return the rows of a list of concepts; they are called as on all pages."""
    known = definitions(file, say.language)
    rows = []
    for member in members:
        name = say(f"{section}.{member}")
        rows.append((fill("<b>{}</b>", name), name, known[member.iri()][1]))
    return rows
