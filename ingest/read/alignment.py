"""Find how the lines of a web page or a Word file are set: centred, to the right, as headings. Only for showing them."""

import re
from collections.abc import Mapping

import lxml.html

from ingest.model.native import InMarkup, Place
from ingest.read.decode import ReadError
from ingest.read.sniff import FileFormat

Alignments = Mapping[Place, str]
"""A place (of Word without row and column) → `center` or `right`; with `h-` before it for a heading."""

_ALIGNED = re.compile(r"text-align\s*:\s*(center|right)")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


class _OfPage(dict[Place, str]):
    """Looks an element up when it is asked for. An element is set as its nearest ancestor that says how."""

    def __init__(self, root: lxml.html.HtmlElement) -> None:
        super().__init__()
        self.root = root

    def __contains__(self, place: object) -> bool:
        if isinstance(place, InMarkup) and not super().__contains__(place):
            self[place] = self._alignment(place.path)
        return super().__contains__(place)

    def _alignment(self, path: str) -> str:
        try:
            (found,) = self.root.getroottree().xpath(path)
        except (ValueError, lxml.etree.XPathError):
            return ""
        heading = ""
        if not isinstance(found, lxml.html.HtmlElement):  # a label of the page's head: `…/meta[3]/@content`
            return ""
        for element in (found, *found.iterancestors()):
            if element.tag in _HEADINGS:
                heading = "h-center"
            if element.tag == "center" or element.get("align") == "center":
                return heading or "center"
            match = _ALIGNED.search(element.get("style") or "")
            if match or element.get("align") == "right":
                return ("h-" if heading else "") + (match[1] if match else "right")
        return heading


def alignments(data: bytes, format: FileFormat) -> Alignments:
    """Return how lines are set. Formats without this information, and files that cannot be read, give an empty mapping."""
    try:
        match format:
            case FileFormat.HTML:
                from ingest.read.html.parse import parse

                return _OfPage(parse(data)[0])
            case FileFormat.MHT:
                from ingest.read.html import html_part
                from ingest.read.html.parse import parse

                return _OfPage(parse(html_part(data))[0])
            case FileFormat.DOCX:
                from ingest.read.word.docx import alignments_of

                return alignments_of(data)
            case _:
                return {}
    except ReadError:
        return {}
