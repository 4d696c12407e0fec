"""`/validation?list=…&severity=…&shape=…&as_of=…&page=…`: what the shapes find, ended documents and orphans first; on a tab of its own
what the reading left open."""

from collections import Counter
from datetime import date

import streamlit as st

from graph.records.findings import FindingRow
from ontology.formats import Format
from ui.explorer import awaited, holdings, state, url
from ui.explorer.components import controls, downloading, empty, findings, pending
from ui.explorer.components.markup import fill, join, show
from ui.explorer.findings import Findings, of_rows
from ui.messages import Messages
from ui.report import page as html_page
from ui.report import sarif, tables

SIZE = 50
READING = "reading"
"""The value of `list` in the address that shows what the reading left open."""


def page(say: Messages) -> None:
    show('<header class="zm-page"><h1>{}</h1><p>{}</p></header>', say("validation.title"), say("validation.lead"))
    if not holdings.rows():
        empty.state(say("store.empty_title"), say("store.empty_text"), f"zhengmai build PATH… --store {state.store()}")
        return
    day = state.day("as_of")
    with st.container(key="filters"):
        columns = st.columns([1, 2, 1])
    with columns[2]:
        controls.day(say("validation.as_of"), "as_of")

    def draw(both: Findings) -> None:
        found = both if state.read("list") != READING else of_rows(both.left_open)
        _tabs(both, say)
        with columns[0]:
            severity = _severity(found, say)
        with columns[1]:
            shape = _shape(found, say)
        shown = [
            row for row in found.rows if severity in ("", row.finding.severity) and shape in ("", row.finding.name)
        ]
        if not shape:
            _rules(found, severity, say)
        _findings(found, shown, day, say)

    pending.until(lambda: awaited.findings(day), draw, say("validation.running"))


def _tabs(both: Findings, say: Messages) -> None:
    names = {
        "": say("validation.list_faults", count=len(both.rows)),
        READING: say("validation.list_reading", count=len(both.left_open)),
    }
    controls.choice(say("validation.list"), "list", [READING], names)


def _severity(found: Findings, say: Messages) -> str:
    names = {name: f"{say(f'severity.{name}')} ({count})" for name, count in found.severities.items()}
    return controls.choice(
        say("validation.severity"), "severity", list(found.severities), {"": say("validation.any")} | names
    )


def _shape(found: Findings, say: Messages) -> str:
    titles = findings.titles(found, say)
    names = {name: f"{titles[name]} ({count})" for name, count in found.shapes.items()}
    return controls.choice(say("validation.shape"), "shape", list(found.shapes), {"": say("validation.any")} | names)


def _rules(found: Findings, severity: str, say: Messages) -> None:
    """Show how many findings each rule has, as links to them, in the order of the list below."""
    titles = findings.titles(found, say)
    counts = Counter(row.finding.name for row in found.rows if severity in ("", row.finding.severity))
    list_, as_of = state.read("list"), state.read("as_of")
    links = join(
        fill(
            '<a href="{}">{} <b>{}</b></a>',
            url.validation(severity=severity, shape=name, list=list_, as_of=as_of),
            titles[name],
            count,
        )
        for name, count in counts.items()
    )
    if len(counts) > 1:
        show('<p class="zm-rules">{}</p>', links)


def _findings(found: Findings, shown: list[FindingRow], day: date, say: Messages) -> None:
    if not found.rows:
        empty.state(say("validation.none_title"), say("validation.none_text", day=day.isoformat()))
        return
    count = len({row.document.iri for row in shown if row.document})
    if not shown:
        link = (say("documents.clear"), url.validation(as_of=state.read("as_of")))
        empty.state(say("validation.filtered_title"), say("validation.filtered_text", count=len(found.rows)), link=link)
        return
    line, below, positions = controls.paged(len(shown), SIZE)
    lead = say("validation.found", findings=len(shown), documents=count)
    if len(positions) < len(shown):
        lead += say("validation.range", first=positions.start + 1, last=positions.stop)
    with line:
        show('<p class="zm-count">{}</p>', lead)
    with below:
        findings.by_shape([shown[position] for position in positions], say)
    _download(shown, day, say)


def _download(shown: list[FindingRow], day: date, say: Messages) -> None:
    """Offer the report of what is shown, all pages; it is written when the user asks for it."""
    found = [row.row for row in shown if row.row]
    title = say("validation.report_title", day=day.isoformat())
    name = f"zhengmai-validation-{day.isoformat()}"
    show('<h2 class="zm-h2">{}<small>{}</small></h2>', say("validation.download"), say("validation.download_note"))
    language = say.language
    with st.container(key="downloads", horizontal=True):
        downloading.download("HTML", lambda: html_page.html(found, title, language), f"{name}.html", Format.HTML.media)
        downloading.download(
            "Excel", lambda: tables.as_workbook(found, title, language), f"{name}.xlsx", Format.XLSX.media
        )
        downloading.download("CSV", lambda: tables.as_csv(found, language), f"{name}.csv", Format.CSV.media)
        downloading.download("JSON", lambda: tables.as_json(found), f"{name}.json", Format.JSON.media)
        downloading.download("SARIF", lambda: sarif.sarif(found, (), language), f"{name}.sarif", Format.SARIF.media)
        downloading.download("Turtle", lambda: tables.turtle(found), f"{name}.ttl", Format.TTL.media)
