"""The ends of IRIs of any base: the name that a reader sees, the path below a document, the anchor on its page."""

import re
from urllib.parse import unquote

_LOCAL = re.compile(r"/eli/local/(?:.*/)?(?P<name>[^/]+?)(?:\.[A-Za-z0-9]{1,5})?/(?P<ordinal>\d+)$")


def local_name(iri: str) -> str:
    """Return the readable end of an IRI, of any base or vocabulary: `…/kind/通知` → `通知`, `…ns#Task` → `Task`."""
    return unquote(iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :])


def named_by_file(iri: str) -> str:
    """Return the name of a document without number and title: its file, and its place in it from the second on.

    `…/eli/local/notices/通知.txt/2` → `通知（2）`; empty for an IRI of any other form.
    """
    if not (match := _LOCAL.search(unquote(iri))):
        return ""
    return match["name"] + (f"（{match['ordinal']}）" if match["ordinal"] != "1" else "")


def below(iri: str, document: str) -> str:
    """Return the path of a part or clause below the document that it is in, of any base: `doc_1/art_3`; empty for what is not in it."""
    return iri.removeprefix(f"{document}/") if iri.startswith(f"{document}/") else ""


def split_eid(clause: str) -> tuple[str, str]:
    """Split the IRI of a clause, or its path below its document, into that of its document or part and its eId.

    >>> split_eid("doc_1/art_3"), split_eid("art_3")
    (('doc_1', 'art_3'), ('', 'art_3'))
    """
    home, _, eid = clause.rpartition("/")
    return home, eid


def anchor(below: str) -> str:
    """Return the anchor, on the page of a document, of the thing at a path below the document: `doc_1/art_3` → `at-doc_1-art_3`.
    `anchored` gives the path back."""
    return "-".join(["at", *re.findall(r"[\w-]+", below)])
