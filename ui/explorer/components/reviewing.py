"""Decide on a fact beside its words: the form on a document's page, and the marks that lead to it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from graph.records.card import ClauseNode, DocumentCard, walk
from graph.records.decisions import with_document
from graph.records.document_page import DocumentPage
from graph.records.excerpts import fit, join_cells
from graph.records.reviewing import Reviewable
from graph.records.today import now
from graph.review.decision import Decision
from graph.review.values import ADDED_EVENTS, ADDED_RELATIONS
from graph.store.base import choose_base
from graph.store.errors import GraphError
from ontology.enumerations import Aspect, DecisionState, MeasureKind, Modality, PartyRole, Verdict
from ontology.identifiers import TitleOnly
from ontology.iri import Iris, local_name
from ontology.recognition import is_doubtful
from ui.explorer import access, deciding, holdings, state, url
from ui.explorer.components import controls, question
from ui.explorer.components.markup import fill, join, show
from ui.messages import Messages

ADD = "add"
_KEPT, _SEEN = "review-kept", "review-seen"
_LABEL, _WORDS = 46, 300
_NOWHERE = {Aspect.PARTY: "review.no_task", Aspect.MEASURE: "review.no_sanction"}
_HEADS: Mapping[Aspect, tuple[str, Sequence[str]]] = {
    Aspect.PARTY: ("role", tuple(PartyRole)),
    Aspect.TASK: ("role", tuple(PartyRole)),
    Aspect.DUTY: ("modality", tuple(Modality)),
    Aspect.MEASURE: ("measure", tuple(MeasureKind)),
    Aspect.REFERENCE: ("relation", ADDED_RELATIONS),
    Aspect.EVENT: ("status", ADDED_EVENTS),
}
"""The first word of a value, chosen from a list, and the section of its names."""


def pens(found: DocumentPage, facts: Sequence[Reviewable], say: Messages) -> dict[str, Markup]:
    """Return links to the form below each clause whose words were read: one a fact, and one to add what was not read."""
    by_anchor: defaultdict[str, list[Reviewable]] = defaultdict(list)
    for fact in facts:
        by_anchor[fact.anchor].append(fact)
    work, card = found.work, found.card
    places = [(item.anchor, item.place.clause) for items in (work.tasks, work.limits, work.duties) for item in items]
    places += [(row.anchor, row.clause) for row in found.relations.outgoing if row.source == card.source]
    places += [(fact.anchor, fact.evidence.clause) for fact in card.facts if fact.evidence]
    links: defaultdict[str, list[Markup]] = defaultdict(list)
    for fact in facts:
        if fact.clause:
            links[fact.clause].append(_pen(card, fact, say))
    for anchor, clause in dict.fromkeys(places):
        links[clause] += [_pen(card, fact, say) for fact in by_anchor.get(anchor, ())]
    return {
        clause.iri: fill('<p class="zm-pens">{} {}</p>', join(links.get(clause.iri, ())), _more(card, clause.iri, say))
        for part in card.parts
        for clause in walk(part.clauses)
        if clause.text.strip()
    }


def _pen(card: DocumentCard, fact: Reviewable, say: Messages) -> Markup:
    href = url.document(card.iri, source=card.source, review=fact.key, anchor=fact.anchor)
    look = " zm-decided" if fact.made else ""
    told = f"{say(f'aspect.{fact.aspect}')} {fit(_shown(fact, say), 20)}"
    return fill('<a class="zm-pen{}" href="{}">✎ {}</a> ', look, href, told)


def _more(card: DocumentCard, clause: str, say: Messages) -> Markup:
    href = url.document(card.iri, source=card.source, review=ADD, clause=clause)
    return fill('<a class="zm-pen" href="{}" title="{}">＋</a>', href, say("review.add_here"))


def opening(iri: str, source: str, say: Messages) -> Markup:
    """Return the link that opens the form, for who may decide. A document that is known by its title alone may be several."""
    if not state.writable() or isinstance(choose_base(state.store(), None).parse(iri), TitleOnly):
        return Markup("")
    return fill(
        '<a class="zm-pen" href="{}">✎ {}</a>', url.document(iri, source=source, review=ADD), say("review.open")
    )


def form(iri: str, found: DocumentPage | None, facts: Sequence[Reviewable], say: Messages) -> None:
    """Show the form where the address asks for it and the reader may decide. found: None of a document that is only cited, of which
    its fields and its events are decided on."""
    asked = state.read("review")
    if not asked or not state.writable():
        return
    seen = deciding.shown_before(_SEEN, {one.decision.key: one.decision.at for one in holdings.decisions()})
    by_key = {fact.key: fact for fact in facts}
    names = {ADD: say("review.add")}
    names |= _labels(by_key, say)
    with st.container(key="review"):
        back = url.document(iri, source=found.card.source if found else "")
        show(
            '<p class="zm-review-head"><b>{}</b><a href="{}">{}</a></p>', say("review.title"), back, say("review.close")
        )
        if kept := st.session_state.pop(_KEPT, ""):
            show('<p class="zm-notice zm-done" role="status">{}</p>', kept)
        chosen = controls.choice(say("review.fact"), "review", list(names), names)
        if chosen == ADD:
            _add(iri, found, facts, seen, say)
        elif fact := by_key.get(chosen):
            _decide(fact, seen, say)
        else:
            show('<p class="zm-quiet">{}</p>', say("review.gone"))


def _labels(facts: Mapping[str, Reviewable], say: Messages) -> dict[str, str]:
    """Return what each fact is called in the list. The browser names the chosen one by its label, so that equal ones are numbered."""
    labels: dict[str, str] = {}
    times: defaultdict[str, int] = defaultdict(int)
    for key, fact in facts.items():
        label = f"{say(f'aspect.{fact.aspect}')}：{fit(_shown(fact, say), _LABEL)}"
        times[label] += 1
        labels[key] = f"{label} ({times[label]})" if times[label] > 1 else label
    return labels


def _shown(fact: Reviewable, say: Messages) -> str:
    """Return a value as people read it."""
    printed = fact.words.partition("｜")[0]
    if fact.aspect is Aspect.ROLE:
        return f"{say.texts.get(f'role.{fact.value}', fact.value)} {printed}"
    if fact.aspect is Aspect.PROVISION:
        return f"{printed} → {local_name(fact.value)}"
    if fact.aspect in (Aspect.DUTY, Aspect.REFERENCE, Aspect.MEASURE, Aspect.EVENT) and fact.value:
        head, _, rest = fact.value.partition(" ")
        section = _HEADS[fact.aspect][0]
        name = say.texts.get(f"{section}.{head}", head)
        words = fact.words.partition("｜")[0] if fact.aspect is Aspect.REFERENCE else rest
        return f"{name} {words}".strip()
    return fact.value or fact.words.partition("｜")[0]


def _decide(fact: Reviewable, seen: Mapping[str, str], say: Messages) -> None:
    if fact.words:
        show('<blockquote lang="zh">{}</blockquote>', fit(join_cells(fact.words), _WORDS))
    machine = fact.machine or say("review.nothing")
    show('<p>{}<b lang="zh">{}</b></p>', say("review.machine"), machine)
    if is_doubtful(fact.confidence):
        percent = round(100 * (fact.confidence or 0))
        show('<p class="zm-notice">{}</p>', say("review.recognised", percent=percent))
    if fact.made:
        _made(fact, say)
    if fact.made and fact.made.decision.verdict is Verdict.ADD:
        return
    verdicts = [verdict for verdict in fact.aspect.verdicts if verdict is not Verdict.ADD]
    if not fact.machine:
        verdicts = [Verdict.CORRECT]
    with st.form(f"review-{fact.key}"):
        verdict = st.radio(
            say("review.verdict"),
            verdicts,
            format_func=lambda v: say(f"review.{v}"),
            key=f"verdict-{fact.key}",
            horizontal=True,
        )
        value = ""
        if Verdict.CORRECT in verdicts:
            value = _value(fact.aspect, fact.key, fact.value, adds=False, say=say)
        note = st.text_area(say("review.note"), key=f"note-{fact.key}", max_chars=4_000, height=70)
        pressed = st.form_submit_button(say("review.keep"), type="primary")
    if pressed:
        given = value if verdict is Verdict.CORRECT else ""
        made = Decision(
            fact.on, fact.aspect, verdict, fact.machine, given, fact.words, note.strip(), access.who(), now()
        )
        _keep(made, seen, say)


def _made(fact: Reviewable, say: Messages) -> None:
    """Show what was decided on a fact, and the way back."""
    made = fact.made
    assert made is not None
    decision, waits = made.decision, made.state is DecisionState.WAITING
    told = f"{say(f'review.{decision.verdict}')} {decision.value}".strip()
    by = f"{decision.by} {decision.at[:16].replace('T', ' ')}"
    show('<p class="zm-notice">{}<br>{}<br>{}</p>', told, by, decision.note)
    if waits:
        why = made.reason_zh if say.language == "zh" else made.reason
        show('<p class="zm-notice zm-refused">{}</p>', say("review.waits", why=why))
    undo(decision.key, say)


def undo(key: str, say: Messages) -> None:
    """Show the button that takes a decision back."""
    if state.writable() and st.button(say("review.undo"), key=f"undo-{key}"):
        try:
            deciding.undone(key)
        except GraphError as error:
            question.refuse(error, say)
            return
        st.session_state[_KEPT] = say("review.undone")
        st.rerun()


def _add(
    iri: str, found: DocumentPage | None, facts: Sequence[Reviewable], seen: Mapping[str, str], say: Messages
) -> None:
    aspects = [aspect.value for aspect in Aspect if Verdict.ADD in aspect.verdicts]
    if found is None:
        aspects = [aspect for aspect in aspects if not Aspect(aspect).in_text]
    aspect = Aspect(controls.option(say("review.what"), "aspect", aspects, {a: say(f"aspect.{a}") for a in aspects}))
    on, words = iri, ""
    iris = choose_base(state.store(), None)
    if aspect.in_text and found is not None:
        places = _places(found, facts, aspect)
        asked = state.read("clause")
        known = list(places)
        if not known:
            show(
                '<p class="zm-quiet">{}</p>',
                say(_NOWHERE.get(aspect, "review.no_clause")),
            )
            return
        first = known.index(asked) if asked in known else 0
        on = st.selectbox(say("review.where"), known, first, format_func=lambda p: places[p][0], key=f"place-{aspect}")
        words = places[on][1]
        show('<blockquote lang="zh">{}</blockquote>', fit(join_cells(words), _WORDS))
    with st.form("review-add"):
        value, quote = _value(aspect, f"add-{aspect}", "", adds=True, say=say), ""
        if aspect.in_text and aspect is not Aspect.PARTY:
            label, hint = say("review.quote"), say("review.quote_hint")
            quote = st.text_input(label, key=f"quote-{aspect}", help=hint, placeholder=hint, max_chars=2_000).strip()
        note = st.text_area(say("review.note"), key=f"note-add-{aspect}", max_chars=4_000, height=70)
        pressed = st.form_submit_button(say("review.keep"), type="primary")
    if pressed:
        path = iris.relative(on)
        made = Decision(path, aspect, Verdict.ADD, "", value, words, note.strip(), access.who(), now(), quote)
        _keep(made, seen, say)


def _places(found: DocumentPage, facts: Sequence[Reviewable], aspect: Aspect) -> dict[str, tuple[str, str]]:
    """Return the clauses, of a party the tasks, of a measure the sanctions, to which something can be added: IRI → label and words."""
    if aspect is Aspect.PARTY:
        return _numbered((task.iri, join_cells(task.text), task.text) for task in found.work.tasks)
    if aspect is Aspect.MEASURE:
        iris = choose_base(state.store(), None)
        sanctions = (fact for fact in facts if fact.aspect is Aspect.SANCTION and fact.words)
        return _numbered((iris.absolute(one.on), join_cells(one.words), one.words) for one in sanctions)
    clauses: list[ClauseNode] = [
        clause for part in found.card.parts for clause in walk(part.clauses) if clause.text.strip()
    ]
    return _numbered((clause.iri, " ".join(clause.text.split()), clause.text) for clause in clauses)


def _numbered(places: Iterable[tuple[str, str, str]]) -> dict[str, tuple[str, str]]:
    """Return label and words by IRI; equal labels are numbered, as those of facts."""
    found: dict[str, tuple[str, str]] = {}
    times: defaultdict[str, int] = defaultdict(int)
    for iri, line, words in places:
        label = fit(line, _LABEL)
        times[label] += 1
        found[iri] = (f"{label} ({times[label]})" if times[label] > 1 else label, words)
    return found


def _value(aspect: Aspect, key: str, before: str, *, adds: bool, say: Messages) -> str:
    """Show the input of a value; return it as a decision writes it."""
    hint = say(f"review.hint_{aspect}")
    if aspect is Aspect.ROLE:
        roles = [role.value for role in PartyRole]
        at = roles.index(before) if before in roles else 0
        chosen = st.selectbox(hint, roles, at, format_func=lambda role: say(f"role.{role}"), key=f"value-{key}")
        return str(chosen or before)
    if aspect in _HEADS and (adds or aspect not in (Aspect.PARTY, Aspect.TASK)):
        section, options = _HEADS[aspect]
        head, _, rest = before.partition(" ")
        # A kind that the machine reads but nobody chooses stays chosen: else saving would change it silently.
        options = options if head in options or not head else (head, *options)
        at = options.index(head) if head else 0
        first = st.selectbox(
            say("review.sort"), options, at, format_func=lambda o: say(f"{section}.{o}"), key=f"head-{key}"
        )
        typed = st.text_input(say("review.value"), rest, key=f"value-{key}", help=hint, placeholder=hint)
        return f"{first} {typed.strip()}".strip()
    return st.text_input(say("review.value"), before, key=f"value-{key}", help=hint, placeholder=hint).strip()


def _keep(made: Decision, seen: Mapping[str, str], say: Messages) -> None:
    """Keep a decision. seen: when each decision was made that the reader has seen, by key."""
    iris: Iris = choose_base(state.store(), None)
    if made.value:
        made = replace(made, value=with_document(made.value, made.aspect, holdings.who(), iris, made.machine))
    try:
        with st.spinner(say("review.keeping")):
            deciding.decided(made, seen.get(made.key, ""))
    except GraphError as error:
        question.refuse(error, say)
        return
    st.session_state[_KEPT] = say("review.kept")
    if made.verdict is Verdict.ADD:
        state.write("review", made.key)
    st.rerun()
