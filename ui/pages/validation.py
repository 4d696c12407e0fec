"""`/validation?severity=…&shape=…&page=…`: what the shapes find, by severity and shape, with the documents."""

from collections import Counter

import streamlit as st

from shapes.rules import SEVERITIES
from ui import holdings, state
from ui.components import controls, empty, findings
from ui.components.markup import show
from ui.messages import Messages

SIZE = 50


def page(say: Messages) -> None:
    with st.spinner(say("app.validating")):
        found = holdings.findings()
    concerned = len({row.document.iri for row in found if row.document})
    lead = say("validation.lead", findings=len(found), documents=concerned) if found else ""
    show('<header class="zm-page"><h1>{}</h1><p>{}</p></header>', say("validation.title"), lead)
    if not found:
        if holdings.rows():
            empty.state(say("validation.none_title"), say("validation.none_text"))
        else:
            command = f"zhengmai build PATH… --store {state.store()}"
            empty.state(say("store.empty_title"), say("store.empty_text"), command)
        return
    severities = Counter(row.finding.severity for row in found)
    shapes = Counter(row.finding.name for row in found)
    titles = {row.finding.name: row.name(say.language) for row in found}
    any_of = {"": say("validation.any")}
    with st.container(key="filters"):
        first, second = st.columns([1, 2])
    with first:
        names = any_of | {name: f"{say(f'severity.{name}')} ({count})" for name, count in severities.items()}
        severity = controls.choice(
            say("validation.severity"), "severity", [name for name in SEVERITIES if name in severities], names
        )
    with second:
        names = any_of | {name: f"{titles[name]} ({count})" for name, count in shapes.items()}
        shape = controls.choice(say("validation.shape"), "shape", list(shapes), names)
    shown = [row for row in found if severity in ("", row.finding.severity) and shape in ("", row.finding.name)]
    if not shown:
        link = (say("documents.clear"), state.href("validation"))
        empty.state(say("validation.filtered_title"), say("validation.filtered_text", count=len(found)), link=link)
        return
    line, below = st.container(), st.container()
    with st.container(key="pager"):
        positions = controls.pages(len(shown), SIZE)
    if len(positions) < len(shown):
        numbers = {"first": positions.start + 1, "last": positions.stop, "count": len(shown)}
        with line:
            show('<p class="zm-count">{}</p>', say("validation.range", **numbers))
    with below:
        findings.by_shape([shown[position] for position in positions], say)


if __name__ == "__main__":
    from ui.app import main

    main()  # see ui/pages/__init__.py
