"""Describe an IRI by the triples about it: as a page, Turtle, JSON-LD or N-Triples."""

from collections import defaultdict
from html import escape
from io import BytesIO
from urllib.parse import quote, urlencode

import pyoxigraph as ox

from graph.export import jsonld, turtle
from graph.records.description import SHOWN, Description
from graph.records.excerpts import shorten
from graph.records.rows import local_name
from graph.serve.negotiation import choose
from graph.serve.worker import Rendered, WorkerPage
from ontology.formats import ThingFormat
from ontology.iri import Iris
from ontology.vocabulary import prefixed
from ui.messages import Messages
from ui.served.asked import PageError, Parameters
from ui.served.sheet import POLICY, link, sheet, table

_LONGEST = 4_000
"""Code points of a text on a page; RDF has it whole."""


def chosen(page: WorkerPage) -> ThingFormat:
    """Return the form that the address names (`format`), or else the Accept header prefers. Raises PageError for none of ours."""
    named = Parameters(page.parameters).text("format")
    if named:
        if named not in set(ThingFormat):
            raise PageError(400, f"format={named}: not one of {', '.join(ThingFormat)}")
        return ThingFormat(named)
    forms = {form.media: form for form in ThingFormat}
    media = choose(page.accept, tuple(forms))
    if media is None:
        raise PageError(406, f"this comes as {', '.join(forms)}")
    return forms[media]


def render_rdf(triples: tuple[ox.Triple, ...], form: ThingFormat) -> bytes:
    """Return sorted triples as RDF."""
    output = BytesIO()
    if form is ThingFormat.TTL:
        turtle.write_triples(triples, output)
    elif form is ThingFormat.JSONLD:
        jsonld.write_triples(iter(triples), output)
    elif form is ThingFormat.RDFXML:
        ox.serialize(triples, output, format=ox.RdfFormat.RDF_XML)  # what Protégé asks a vocabulary's address for
    else:
        output.writelines(f"{triple} .\n".encode() for triple in triples)
    return output.getvalue()


def headers(page: WorkerPage, form: ThingFormat) -> dict[str, str]:
    """Return the headers of a negotiated answer: `Vary`, the address of this form alone (RFC 9110, 8.7 and 12.5.5), and for HTML the
    policy."""
    others = [(name, value) for name, value in page.parameters if name != "format"]
    place = page.root + quote(page.path, safe="/%~:@!$&()*+,;=")
    address = f"{place}?{urlencode([*others, ('format', form)])}"
    policy = {"Content-Security-Policy": POLICY} if form is ThingFormat.HTML else {}
    return {"Vary": "Accept, Accept-Language", "Content-Location": address} | policy


def render_thing(found: Description, iris: Iris, page: WorkerPage, say: Messages) -> Rendered:
    """Return the triples about an IRI in the requested form."""
    form = chosen(page)
    if form is not ThingFormat.HTML:
        return Rendered(200, f"{form.media}; charset=utf-8", render_rdf(found.triples, form), headers(page, form))
    title = _name(found, found.iri, say)
    said: defaultdict[str, list[str]] = defaultdict(list)
    for triple in found.triples:
        said[triple.predicate.value].append(_value(found, triple.object, iris, page, say))
    pointing: defaultdict[str, list[str]] = defaultdict(list)
    for iri, term in found.pointing:
        pointing[term].append(_linked(found, iri, iris, page, say))
    forms = " ".join(
        link(headers(page, other)["Content-Location"], other.label)
        for other in ThingFormat
        if other is not ThingFormat.HTML
    )
    body = [
        f"<nav>{link(f'{page.root}?lang={say.language}', say('served.start'))}{forms}</nav>",
        f"<p><small>{escape(found.iri)}</small></p>",
        table((_term(found, term, say), "<br>".join(values)) for term, values in sorted(said.items())),
    ]
    if pointing:
        body += [
            f"<h2>{escape(say('served.pointing'))}</h2>",
            table((_term(found, term, say), "<br>".join(values)) for term, values in sorted(pointing.items())),
        ]
    if found.more:
        body.append(f"<p>{escape(say('served.more', count=SHOWN))}</p>")
    return Rendered(200, "text/html; charset=utf-8", sheet(title, say.language, body), headers(page, form))


def _value(found: Description, value: object, iris: Iris, page: WorkerPage, say: Messages) -> str:
    if isinstance(value, ox.NamedNode):
        return _linked(found, value.value, iris, page, say)
    text = str(getattr(value, "value", value))
    return escape(shorten(text, _LONGEST))


def _linked(found: Description, iri: str, iris: Iris, page: WorkerPage, say: Messages) -> str:
    return link(iris.served(iri, page.root), _name(found, iri, say))


def _term(found: Description, iri: str, say: Messages) -> str:
    return f'<span title="{escape(iri)}">{escape(_name(found, iri, say))}</span>'


def _name(found: Description, iri: str, say: Messages) -> str:
    named = found.names.label(iri)
    number = found.names.value(iri, "number")
    label = named.label(say.language) if named else ""
    return " ".join(part for part in (number, label) if part) or prefixed(iri) or local_name(iri)
