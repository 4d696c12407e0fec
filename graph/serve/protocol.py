"""Parse requests of the SPARQL 1.1 Protocol (2.1) into a query and its dataset, and requests for pages."""

from base64 import b64encode
from email.message import Message
from urllib.parse import parse_qs

from graph.serve.worker import WorkerPage, WorkerQuery
from ontology.iri import sent

LONGEST = 1 << 20
"""Bytes that a query, a URL or a body may have."""
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
_UPDATE = "application/sparql-update"
_FIELDS = 200
_LONGEST_PAGE, _LONGEST_HEADER = 8 << 10, 500


class RefusedError(Exception):
    """Raised for a request that is refused. status: of HTTP. text: the reason in one line. headers: to send with the refusal."""

    def __init__(self, status: int, text: str, **headers: str) -> None:
        super().__init__(text)
        self.status, self.text = status, text
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def read_request(method: str, address: bytes, content_type: str, body: bytes, accept: str) -> WorkerQuery:
    """Parse the query of a GET, HEAD or POST request. address: what follows `?`. Raises RefusedError."""
    if len(address) > LONGEST:
        raise RefusedError(414, f"an address has at most {LONGEST} bytes: POST the query")
    given = _fields(address)
    if method == "POST":
        media, charset = _media(content_type)
        if media in (FORM, DIRECT) and charset not in ("utf-8", "utf8", "us-ascii"):
            raise RefusedError(415, f"the body is read as UTF-8, not as {charset}")
        if media == FORM:
            for name, values in _fields(body).items():
                given[name] = [*given.get(name, []), *values]
        elif media == DIRECT:
            given["query"] = [*given.get("query", []), _decoded(body)]
        elif media == _UPDATE:
            raise RefusedError(403, "read-only: this endpoint answers queries, nothing else")
        else:
            raise RefusedError(415, f"POST a query as {FORM} or {DIRECT}", Accept_Post=f"{FORM}, {DIRECT}")
    if "update" in given:
        raise RefusedError(400, "read-only: `query` is answered, `update` is not")
    if len(given.get("query", [])) != 1:
        raise RefusedError(400, "exactly one parameter `query` is needed")
    return WorkerQuery(
        given["query"][0],
        tuple(given.get("default-graph-uri", ())),
        tuple(given.get("named-graph-uri", ())),
        accept,
        method == "HEAD",
    )


def read_page(
    path: bytes, address: bytes, accept: str, language: str, root: str, day: str, body: bytes = b""
) -> WorkerPage:
    """Parse a request for a page. path: percent-encoded, as received. address: what follows `?`. body: what was POSTed. Raises
    RefusedError.

    Each segment of the path is decoded and escaped again as IRIs are minted, so that it can follow the base of a store.
    """
    if len(address) + len(path) > _LONGEST_PAGE:
        raise RefusedError(414, f"the address of a page has at most {_LONGEST_PAGE} bytes")
    try:
        place = sent(path)
    except UnicodeDecodeError:
        raise RefusedError(400, "the request is not UTF-8") from None
    given = _fields(address)
    return WorkerPage(
        place,
        tuple((name, value) for name, values in given.items() for value in values),
        accept[:_LONGEST_HEADER],
        language[:_LONGEST_HEADER],
        root,
        day,
        b64encode(body).decode(),
    )


def _media(content_type: str) -> tuple[str, str]:
    """Return the media type and the charset of a Content-Type header; `utf-8` if it names no charset."""
    message = Message()
    message["Content-Type"] = content_type or "application/octet-stream"
    return message.get_content_type(), (message.get_content_charset() or "utf-8").lower()


def _fields(data: bytes) -> dict[str, list[str]]:
    try:
        return parse_qs(data.decode(), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError:
        raise RefusedError(400, "the request is not UTF-8") from None
    except ValueError:
        raise RefusedError(400, f"a request has at most {_FIELDS} parameters") from None


def _decoded(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise RefusedError(400, "the query is not UTF-8") from None
