"""The vocabulary `/ns`: our own terms, as a page whose anchors are their names, and as RDF."""

from functools import cache
from html import escape

import pyoxigraph as ox

from graph.serve.worker import Rendered, WorkerPage
from ontology.formats import ThingFormat
from ontology.iri import local_name
from ontology.material import own_terms
from ontology.vocabulary import RDFS, SKOS
from ui.messages import Messages
from ui.served.sheet import link, sheet
from ui.served.things import chosen, headers, render_rdf

_LABEL, _DEFINITION = str(RDFS.label), str(SKOS.definition)


@cache
def _terms() -> tuple[ox.Triple, ...]:
    return tuple(sorted(own_terms(), key=str))


def render_terms(page: WorkerPage, say: Messages) -> Rendered:
    """Return the vocabulary in the form that is wanted."""
    form = chosen(page)
    if form is not ThingFormat.HTML:
        return Rendered(200, f"{form.media}; charset=utf-8", render_rdf(_terms(), form), headers(page, form))
    told: dict[str, dict[tuple[str, str], str]] = {}
    for triple in _terms():
        if isinstance(triple.object, ox.Literal) and isinstance(triple.subject, ox.NamedNode):
            about = told.setdefault(triple.subject.value, {})
            about[triple.predicate.value, triple.object.language or ""] = triple.object.value
    body = [f"<nav>{link(f'{page.root}?lang={say.language}', say('served.start'))}</nav>", "<table>"]
    for iri, said in told.items():
        if (_LABEL, "zh") not in said:
            continue
        name, label = local_name(iri), said[_LABEL, "zh"] + " · " + said.get((_LABEL, "en"), "")
        definition = said.get((_DEFINITION, say.language), "")
        body.append(
            f'<tr id="{escape(name)}"><th scope=row><code>zm:{escape(name)}</code><br>{escape(label)}</th>'
            f"<td>{escape(definition)}</td></tr>"
        )
    return Rendered(
        200,
        "text/html; charset=utf-8",
        sheet(say("served.vocabulary"), say.language, [*body, "</table>"]),
        headers(page, form),
    )
