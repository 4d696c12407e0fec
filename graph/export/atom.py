"""Write happenings as an Atom feed (RFC 4287). The same happenings give the same bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from lxml import etree

from graph.export.happening import Happening, key_of
from graph.export.xml_text import valid_text

NAMESPACE = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Feed:
    """address: of the feed itself, which also names it. site: a page for people.

    subtitle: one sentence on what the feed does not cover. updated: when the newest entry was made (RFC 4287, 4.2.15).
    """

    address: str
    site: str
    title: str
    subtitle: str
    language: str
    updated: datetime


def write(output: BinaryIO, feed: Feed, happenings: Sequence[Happening]) -> int:
    """Write one entry a happening; return how many. Raises OSError."""
    root = etree.Element(f"{{{NAMESPACE}}}feed", nsmap={None: NAMESPACE})
    root.set("{http://www.w3.org/XML/1998/namespace}lang", feed.language)
    _text(root, "id", f"urn:uuid:{key_of(feed.address)}")
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", _time(feed.updated))
    _text(_child(root, "author"), "name", "政脉 zhengmai")
    _child(root, "link", rel="self", type="application/atom+xml", href=feed.address)
    _child(root, "link", rel="alternate", type="text/html", href=feed.site)
    for happening in happenings:
        entry = _child(root, "entry")
        _text(entry, "id", f"urn:uuid:{happening.key}")
        _text(entry, "title", happening.title)
        _text(entry, "updated", _time(happening.made))
        _child(entry, "link", rel="alternate", href=happening.link or feed.site)
        for category in happening.categories:
            _child(entry, "category", term=category)
        _text(entry, "summary", happening.text or happening.title)
    output.write(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))
    return len(happenings)


def _child(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    clean = {key: valid_text(value, "") for key, value in attributes.items()}
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", clean)


def _text(parent: etree._Element, name: str, text: str) -> None:
    _child(parent, name).text = valid_text(text, "")


def _time(when: datetime) -> str:
    """Return a date of RFC 3339, as RFC 4287, 3.3 asks for."""
    return when.isoformat(timespec="seconds").replace("+00:00", "Z")
