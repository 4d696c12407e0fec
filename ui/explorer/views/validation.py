"""`/validation?severity=…&shape=…&as_of=…&page=…`: what the shapes find, orphans and expired documents first."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from graph.records.findings import FindingRow
from ontology.enumerations import Format
from ui.explorer import awaited, holdings, report, state, url
from ui.explorer.components import controls, empty, findings, pending
from ui.explorer.components.markup import show
from ui.explorer.findings import Findings
from ui.explorer.messages import Messages

SIZE = 50


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

    def draw(found: Findings) -> None:
        with columns[0]:
            severity = _severity(found, say)
        with columns[1]:
            shape = _shape(found, say)
        shown = [
            row for row in found.rows if severity in ("", row.finding.severity) and shape in ("", row.finding.name)
        ]
        _findings(found, shown, day, say)

    pending.until(lambda: awaited.findings(day), draw, say("validation.running"))


def _severity(found: Findings, say: Messages) -> str:
    names = {name: f"{say(f'severity.{name}')} ({count})" for name, count in found.severities.items()}
    return controls.choice(
        say("validation.severity"), "severity", list(found.severities), {"": say("validation.any")} | names
    )


def _shape(found: Findings, say: Messages) -> str:
    titles = findings.titles(found, say)
    names = {name: f"{titles[name]} ({count})" for name, count in found.shapes.items()}
    return controls.choice(say("validation.shape"), "shape", list(found.shapes), {"": say("validation.any")} | names)


def _findings(found: Findings, shown: list[FindingRow], day: date, say: Messages) -> None:
    if not found.rows:
        empty.state(say("validation.none_title"), say("validation.none_text", day=day.isoformat()))
        return
    count = len({row.document.iri for row in shown if row.document})
    if not shown:
        link = (say("documents.clear"), url.validation(as_of=state.read("as_of")))
        empty.state(say("validation.filtered_title"), say("validation.filtered_text", count=len(found.rows)), link=link)
        return
    line, below = st.container(), st.container()
    with st.container(key="pager"):
        positions = controls.pages(len(shown), SIZE)
    lead = say("validation.found", findings=len(shown), documents=count)
    if len(positions) < len(shown):
        lead += say("validation.range", first=positions.start + 1, last=positions.stop)
    with line:
        show('<p class="zm-count">{}</p>', lead)
    with below:
        findings.by_shape([shown[position] for position in positions], say)
    _download(shown, day, say)


def _download(shown: list[FindingRow], day: date, say: Messages) -> None:
    """The report of what is shown, all pages; written when it is asked for."""
    found = [row.finding for row in shown]
    name = f"zhengmai-validation-{day.isoformat()}"
    show('<h2 class="zm-h2">{}<small>{}</small></h2>', say("validation.download"), say("validation.download_note"))
    language = say.language
    with st.container(key="downloads", horizontal=True):
        _button("HTML", lambda: report.html(found, day, language), f"{name}.html", Format.HTML.media)
        _button("JSON", lambda: report.as_json(found), f"{name}.json", Format.JSON.media)
        _button("Turtle", lambda: report.turtle(found), f"{name}.ttl", Format.TTL.media)


def _button(label: str, data: Callable[[], str], file: str, mime: str) -> None:
    st.download_button(label, data, file, mime, key=f"download-{label}", icon=controls.DOWNLOAD, on_click="ignore")
