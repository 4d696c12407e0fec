"""`POST /check`: a draft against the store, in a worker of the endpoint with its limits of time and memory. Nothing of it is kept."""

from base64 import b64decode
from datetime import date

from check.reading import read_draft
from check.run import check_read
from graph.records.identity import build_identity
from graph.serve.negotiation import choose
from graph.serve.worker import Rendered, WorkerPage
from graph.store.view import View
from ingest.read.decode import ReadError
from ingest.read.files import load
from ontology.enumerations import Language
from ontology.formats import Format
from ui.explorer.uploads import safe_name
from ui.report.checked import DraftReport, render
from ui.served.asked import PageError, Parameters

CHECK = "check"
_FORMS = {"application/json": Format.JSON, "application/sarif+json": Format.SARIF, "text/html": Format.HTML}
_NAMELESS = "草案.txt"


def render_check(view: View, page: WorkerPage, language: Language) -> Rendered:
    """Return the findings in a draft as JSON, SARIF or a page to print, by `format` or the Accept header. The status is 500 where a
    rule could not be run: the body has its name and the findings of the others, and no client takes it for a draft without faults.

    Raises PageError for a draft that is empty or cannot be read.
    """
    given = Parameters(page.parameters)
    given.only({"as_of", "format", "lang", "name"})
    media = _media(given.text("format"), page.accept)
    data = b64decode(page.body)
    if not data.strip():
        raise PageError(400, "the draft is empty: POST its text, or the bytes of its file")
    name = given.text("name")
    try:
        loaded = load(data, safe_name(name) if name else _NAMELESS, keep=False)
    except ReadError as error:
        raise PageError(415, error.message_zh if language is Language.ZH else error.message_en) from None
    who = build_identity(view, documents_only=True)
    today = date.fromisoformat(page.day)
    checked = check_read(view, who, read_draft(loaded), _day(given.text("as_of")), unsigned=today)
    body = render(DraftReport(checked, checked.remarks), _FORMS[media], language)
    return Rendered(500 if checked.failed else 200, f"{media}; charset=utf-8", body)


def _media(named: str, accept: str) -> str:
    offered = ", ".join(form.value for form in _FORMS.values())
    if named:
        media = next((media for media, form in _FORMS.items() if form.value == named), None)
        if media is None:
            raise PageError(400, f"format={named}: not one of {offered}")
    elif (media := choose(accept, tuple(_FORMS))) is None:
        raise PageError(406, f"a check comes as {', '.join(_FORMS)}")
    return media


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise PageError(400, f"as_of={given}: not a day; write it as 2025-03-10") from None
