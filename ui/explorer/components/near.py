"""Show why a typed number, title or name was not found, and the nearest ones."""

from markupsafe import Markup

from graph.records.identity import Identity
from graph.records.lookup import Found
from ui.explorer import url
from ui.explorer.components.markup import fill, join, show
from ui.messages import Messages


def names(found: Found, who: Identity, say: Messages) -> None:
    """Show the candidates as links to their pages."""
    if found.near and not found.exact:
        shown = join(fill("<li>{}</li>", _link(iri, who)) for iri in found.near[:SHOWN])
        show('<p class="zm-quiet">{}</p><ul class="zm-brief">{}</ul>', say("near.title"), shown)


def _link(iri: str, who: Identity) -> Markup:
    to = url.agency if iri in who.agencies else url.document
    return fill('<a href="{}" lang="zh">{}</a>', to(iri), " ".join(who.names(iri)[:2]))


SHOWN = 5
