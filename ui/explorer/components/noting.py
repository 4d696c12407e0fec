"""Note how far a task is, beside the ledger."""

from dataclasses import replace
from datetime import date

import streamlit as st

from graph.records.excerpts import fit, join_cells
from graph.records.ledger import Book
from graph.records.today import now
from graph.store.base import choose_base
from graph.store.errors import GraphError
from ontology.enumerations import TaskState
from ui.explorer import access, deciding, state
from ui.explorer.components import controls, question
from ui.explorer.components.markup import show
from ui.messages import Messages

_WORDS, _SEEN = 300, "note-seen"


def form(book: Book, say: Messages) -> None:
    """Show the form for the task that the address names, where the reader may write."""
    asked = state.read("task")
    task = next((task for task in book.tasks if task.key == asked), None) if asked else None
    if task is None or not state.writable():
        return
    document = choose_base(state.store(), None).relative(task.document.iri)
    noted = task.noted(document)
    seen = deciding.shown_before(f"{_SEEN}-{asked}", noted.at)
    with st.container(key="review"):
        show('<p class="zm-review-head"><b>{}</b></p>', say("tasks.note"))
        show('<blockquote lang="zh">{}</blockquote>', fit(join_cells(task.text), _WORDS))
        with st.form(f"task-{asked}"):
            states = list(TaskState)
            held = st.radio(
                say("column.state"),
                states,
                states.index(noted.state),
                format_func=lambda one: say(f"task_state.{one}"),
                key=f"state-{asked}",
                horizontal=True,
            )
            owner = st.text_input(say("column.owner"), noted.owner, key=f"owner-{asked}", max_chars=200)
            begun, finished = (
                _day(name, day, asked, say) for name, day in (("begun", noted.begun), ("finished", noted.finished))
            )
            note = st.text_area(say("column.note"), noted.note, key=f"note-{asked}", max_chars=4_000, height=70)
            pressed = st.form_submit_button(say("review.keep_state"), type="primary")
        st.button(say("review.close"), key="close-task", on_click=state.write, args=("task", ""))
    if not pressed:
        return
    try:
        with st.spinner(say("review.keeping")):
            filled = replace(noted, state=held, owner=owner.strip(), note=note.strip(), begun=begun, finished=finished)
            made = replace(filled, document=document, words=task.text, by=access.who(), at=now())
            deciding.noted(made, seen)
    except GraphError as error:
        question.refuse(error, say)
        return
    state.write("task", "")
    st.rerun()


def _day(name: str, noted: date | None, asked: str, say: Messages) -> date | None:
    """Show a day that may be empty, within the form."""
    first, last = controls.FIRST_DAY, controls.LAST_DAY
    noted = noted and min(max(noted, first), last)
    day: date | None = st.date_input(
        say(f"column.{name}"), noted, first, last, format="YYYY-MM-DD", key=f"{name}-{asked}"
    )
    return day
