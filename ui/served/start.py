"""Render the start page: it describes the endpoint, counts its content, and shows how to query it."""

import os
from html import escape
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

from graph.export import dcat
from graph.export.dcat import Publishing, read_publishing
from graph.records.documents import DocumentRow, list_documents, read_overview
from graph.records.places import count_read
from graph.serve.worker import Rendered, WorkerPage
from graph.store import base
from graph.store.view import View
from ontology.enumerations import Language
from ontology.formats import FeedFormat, Format, ThingFormat
from ontology.iri import Iris
from ui.messages import Messages
from ui.served import ABOUT
from ui.served.sheet import link, sheet, table
from ui.served.things import chosen, headers

_EXAMPLE = """SELECT ?number ?title WHERE {
  ?document a zm:PublishedDocument ; eli:number ?number ; dct:title ?title
} ORDER BY DESC(STR(?number)) LIMIT 20"""


def render_start(view: View, page: WorkerPage, say: Messages) -> Rendered:
    """Return the start page; for a client that wants RDF the description of the dataset in DCAT and VoID, as Turtle."""
    form, about = chosen(page), _about()
    if form is not ThingFormat.HTML:
        output = BytesIO()
        dcat.write(view, output, about)
        return Rendered(200, "text/turtle; charset=utf-8", output.getvalue(), headers(page, ThingFormat.TTL))
    documents = list_documents(view)
    counts, sizes = count_read(view), read_overview(view, documents)
    iris = base.iris(view)
    rows = [
        (say("served.documents"), f"{sizes.documents:,}"),
        (say("served.issuers"), f"{sizes.issuers:,}"),
        (say("served.clauses"), f"{sizes.clauses:,}"),
        (say("served.sources"), f"{sizes.sources:,}"),
        (say("served.newest"), escape(counts.get("newest", say("served.unknown")))),
        (say("served.base"), f"<code>{escape(iris.base)}</code>"),
        (say("served.licence"), _licence(about, say)),
    ]
    if about.publisher or about.contact:
        rows.append((say("served.publisher"), escape(" ".join(filter(None, (about.publisher, about.contact))))))
    other = Language.EN if say.language is Language.ZH else Language.ZH
    body = [
        f"<nav>{link(f'{page.root}?lang={other}', say('served.other_language'))}</nav>",
        f"<p>{escape(say('served.what'))}</p>",
        table(rows),
        f"<h2>SPARQL</h2>\n<p>{escape(say('served.sparql'))} <code>{escape(page.root)}query</code></p>",
        '<form action="query" method="get">',
        f'<label for="query">{escape(say("served.question"))}</label>',
        f'<textarea id="query" name="query" rows="6" spellcheck="false">{escape(_EXAMPLE)}</textarea>',
        f"<p><button>{escape(say('served.ask'))}</button></p></form>",
        f"<h2>{escape(say('served.feeds'))}</h2>",
        table(_feeds(page, say)),
        f"<p>{escape(say('served.filters'))}</p>",
        f"<h2>{escape(say('served.more_here'))}</h2>",
        table(_others(iris, next(iter(documents), None), page, say)),
    ]
    feed = f"{page.root}feeds/changed.atom"
    discovery = f'<link rel="alternate" type="application/atom+xml" href="{escape(feed)}">'
    title = say("served.title")
    return Rendered(200, "text/html; charset=utf-8", sheet(title, say.language, body, [discovery]), headers(page, form))


def _feeds(page: WorkerPage, say: Messages) -> list[tuple[str, str]]:
    rows = []
    for name, days in (("ending", "90"), ("changed", "30")):
        addresses = [f"{page.root}feeds/{name}.{form}?{urlencode({'days': days})}" for form in FeedFormat]
        rows.append((escape(say(f"served.feed_{name}")), "<br>".join(link(one, one) for one in addresses)))
    forms = "".join(
        f'<button formaction="feeds/ledger.{form}">{escape(Format(form).label)}</button> ' for form in FeedFormat
    )
    form = (
        f'<form><label>{escape(say("column.agency"))} <input name="agency" required></label> {forms}</form>'
        f"<small>{escape(page.root)}feeds/ledger.ics?agency=…&amp;remind=7,1</small>"
    )
    return [*rows, (escape(say("served.feed_ledger")), form)]


def _others(iris: Iris, newest: DocumentRow | None, page: WorkerPage, say: Messages) -> list[tuple[str, str]]:
    rows = [
        (escape(say("served.vocabulary")), link(f"{page.root}ns", f"{page.root}ns")),
        (escape(say("served.dataset")), link(f"{page.root}?format=ttl", f"{page.root}?format=ttl")),
        ("/health, /metrics", escape(say("served.operation"))),
    ]
    if newest:
        address = iris.served(newest.iri, page.root)
        rows.insert(0, (escape(say("served.things")), link(address, iris.relative(newest.iri))))
    return rows


def _about() -> Publishing:
    named = os.environ.get(ABOUT, "")
    return read_publishing(Path(named)) if named else Publishing()


def _licence(about: Publishing, say: Messages) -> str:
    return link(about.license, about.license) if about.license else escape(say("served.no_licence"))
