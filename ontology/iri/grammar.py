"""Parses the IRIs of `docs/graph.md` below a base: the grammar that `ontology.iri` mints by. Ask `Iris.parse`."""

import re
from urllib.parse import unquote

from ontology.identifiers import (
    EID,
    SCHEMES,
    Agency,
    Annex,
    Assignment,
    Change,
    Chars,
    Clause,
    Concept,
    Document,
    Fact,
    Gazette,
    Graph,
    Group,
    Identifier,
    Instrument,
    Local,
    Measure,
    Numbered,
    Place,
    Review,
    Reviewer,
    Source,
    SourceIssue,
    Statement,
    StatementKind,
    StatusEvent,
    StatusInterval,
    Titled,
    TitleOnly,
    Version,
)

_NUMBER = r"(?:0|[1-9]\d{0,8})"
_DAY = r"\d{4}-\d\d-\d\d"
_PART = rf"(?P<role>doc|att)_(?P<position>{_NUMBER})"
_EID = rf"(?!imprint|(?:doc|att)_)(?P<eid>{EID})"
IN_DOCUMENT = re.compile(
    rf"""(?P<document>
           eli/cn/(?P<place>[^/]+)/(?P<code>[^/]+)/
             (?:(?:(?P<year>{_NUMBER})/)?(?P<serial>{_NUMBER})(?:/(?P<version>{_DAY}))?|(?P<signed>{_DAY})/(?P<title>[^/]+))
         | eli/local/(?P<name>.+)/(?P<ordinal>{_NUMBER})
         | title/(?P<identity>[^/]+))
        (?P<part>/{_PART})?(?P<clause>(?P<imprint>/imprint)?/{_EID})?""",
    re.VERBOSE | re.ASCII,
)
"""Paths of documents, their parts and clauses: below the base and without a fragment."""
_FACT = re.compile(rf"({_NUMBER})-([A-Za-z]+)-({_NUMBER})", re.ASCII)
_ANCHOR = re.compile(rf"at(?P<part>-{_PART})?(?P<imprint>-imprint)?(?:-{_EID})?", re.ASCII)


def parsed(path: str) -> Identifier | None:
    """Parse an IRI without fragment, below the base; not only in the form in which `ontology.iri` would mint it."""
    if found := IN_DOCUMENT.fullmatch(path):
        return _in_document(found)
    kind, *rest = path.split("/")
    names = [unquote(part) for part in rest]
    if not all(names):
        return None
    match kind, names:
        case "source", [_, *_]:
            return Source("/".join(names))
        case "gazette", [title, year, number] if all(re.fullmatch(_NUMBER, n, re.ASCII) for n in (year, number)):
            return Gazette(title, int(year), int(number))
        case "agency", [name]:
            return Agency(name)
        case "group", [place, name]:
            return Group(place, name)
        case "place", [code]:
            return Place(code)
        case "change", [name, place]:
            return Change(name, place)
        case "review", [key] if re.fullmatch("[0-9a-f]{16}", key):
            return Review(key)
        case "reviewer", [name]:
            return Reviewer(name)
        case "graph", [_, *_]:
            return Graph("/".join(names))
        case scheme, [name] if scheme in SCHEMES:
            return Concept(scheme, name)
        case _:
            return None


def _in_document(found: re.Match[str]) -> Document | Instrument | Annex | Clause:
    document: Document
    if found["serial"]:
        year = int(found["year"]) if found["year"] else None
        work = Numbered(unquote(found["place"]), unquote(found["code"]), year, int(found["serial"]))
        document = Version(work, found["version"]) if found["version"] else work
    elif found["signed"]:
        document = Titled(*map(unquote, found.group("place", "code", "signed", "title")))
    elif found["ordinal"]:
        document = Local(unquote(found["name"]), int(found["ordinal"]))
    else:
        document = TitleOnly(unquote(found["identity"]))
    within: Document | Instrument | Annex = document
    if found["part"]:
        within = (Instrument if found["role"] == "doc" else Annex)(document, int(found["position"]))
    return Clause(within, found["eid"], bool(found["imprint"])) if found["clause"] else within


def with_fragment(of: Identifier | None, fragment: str) -> Identifier | None:
    """Return the value of an IRI with a fragment. of: that of the IRI before it."""
    kind, _, rest = fragment.partition("=")
    if isinstance(of, Source) and kind == "fact":
        fact = _FACT.fullmatch(rest)
        return Fact(of, int(fact[1]), fact[2], int(fact[3])) if fact else None
    separator = "," if kind == "char" else "-"
    pieces = rest.split(separator)
    if not all(re.fullmatch(_NUMBER, piece, re.ASCII) for piece in pieces):
        return None
    match of, kind, [int(piece) for piece in pieces]:
        case Source(), (
            "reference" | "task" | "deadline" | "duty" | "provision" | "sanction" | "definition" | "agency"
        ), [
            document,
            position,
        ]:
            return Statement(of, StatementKind(kind), document, position)
        case Source(), "assignment", [document, task, position]:
            return Assignment(of, document, task, position)
        case Source(), "measure", [document, sanction, position]:
            return Measure(of, document, sanction, position)
        case Source(), "issue", [ordinal]:
            return SourceIssue(of, ordinal)
        case Source(), "char", [start, end]:
            return Chars(of, start, end)
        case (
            (Numbered() | Version() | Titled() | Local() | TitleOnly() | Instrument() | Annex()),
            "event",
            [position],
        ):
            return StatusEvent(of, position)
        case (
            (Numbered() | Version() | Titled() | Local() | TitleOnly() | Instrument() | Annex()),
            "status",
            [position],
        ):
            return StatusInterval(of, position)
        case _:
            return None


def anchored(anchor: str) -> str | None:
    """Return the path below its document of the clause or part at an anchor of its page: `at-doc_1-art_3` → `doc_1/art_3`."""
    found = _ANCHOR.fullmatch(anchor)
    if found is None:
        return None
    part = f"{found['role']}_{found['position']}" if found["part"] else ""
    return "/".join(filter(None, (part, "imprint" if found["imprint"] else "", found["eid"])))
