"""Find the page that an address asks for. A worker of the endpoint calls `render`."""

from graph.records.description import read_description
from graph.serve.worker import Rendered, WorkerPage
from graph.store import base
from graph.store.view import View
from ontology.formats import FeedFormat
from ui.served.asked import PageError, Parameters, said_in
from ui.served.drafts import CHECK, render_check
from ui.served.feeds import FEEDS, render_feed
from ui.served.start import render_start
from ui.served.terms import render_terms
from ui.served.things import render_thing

_FEEDS = "feeds/"


def render(view: View, page: WorkerPage) -> Rendered:
    """Return the page that is asked for; for one that there is not, a line that says why."""
    try:
        return _rendered(view, page)
    except PageError as error:
        return Rendered(error.status, "text/plain; charset=utf-8", f"{error}\n".encode("utf-8", "replace"))


def _rendered(view: View, page: WorkerPage) -> Rendered:
    say, given = said_in(page), Parameters(page.parameters)
    if page.path.startswith(_FEEDS):
        name, _, format = page.path.removeprefix(_FEEDS).partition(".")
        if name not in FEEDS or format not in set(FeedFormat):
            raise PageError(404, f"no such feed; there are {', '.join(FEEDS)}, each as {' and '.join(FeedFormat)}")
        return render_feed(view, page, name, FeedFormat(format), say)
    if page.path == CHECK:
        return render_check(view, page, say.language)
    given.only({"lang", "format", "fragment"})
    if not page.path:
        return render_start(view, page, say)
    if page.path == "ns":
        return render_terms(page, say)
    iris = base.iris(view)
    iri = iris.at_address(page.path, given.text("fragment"))
    found = read_description(view, iri)
    if found is None:
        raise PageError(404, f"{iri}: the store says nothing of it; the endpoint's start page is {page.root}")
    return render_thing(found, iris, page, say)
