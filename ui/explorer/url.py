"""Make the addresses of the explorer's pages; every link is made here, with the parameters that the page reads.

Addresses are relative, escaped, and keep the user's language: `document?iri=…&lang=zh#number-1`.
"""

from collections.abc import Mapping
from datetime import date
from urllib.parse import quote, urlencode

import streamlit as st

from ui.explorer import state


def overview() -> str:
    return _address("./")


def here(day: date) -> str:
    """Return the address of what the page shows, with its day."""
    query = urlencode(
        state.parameters(**{**st.query_params.to_dict(), "as_of": day.isoformat()}), safe="/:", quote_via=quote
    )
    return f"?{query}"


def documents(*, q: str = "", kind: str = "", issuer: str = "", status: str = "", as_of: str = "") -> str:
    """Return the address of the list of documents. kind, issuer: Chinese names; status: a value of `Status`; as_of: a day, ISO 8601."""
    return _address("documents", q=q, kind=kind, issuer=issuer, status=status, as_of=as_of)


def document(
    iri: str,
    *,
    anchor: str = "",
    source: str = "",
    as_of: str = "",
    original: str = "",
    review: str = "",
    aspect: str = "",
    clause: str = "",
) -> str:
    """Return the address of a document, or of the part or clause of one that `iri` names.

    source: the IRI of a source that prints it. original: show its file beside the text, from this page on (from 1, `0` for the first
    page of the document). review: open the form for the fact of this key, or `add` for the form that adds a fact; aspect and
    clause (an IRI) preselect its fields.
    """
    asked = {"original": original, "review": review, "aspect": aspect, "clause": clause}
    return _address("document", anchor, iri=iri, source=source, as_of=as_of, **asked)


def review(*, list: str = "") -> str:
    """Return the address of what is doubtful and what was decided. list: one of the page's lists."""
    return _address("review", list=list)


def compare(*, old: str = "", new: str = "") -> str:
    """Return the address of two documents (IRIs) side by side."""
    return _address("compare", old=old, new=new)


def repeal(iri: str, *, as_of: str = "") -> str:
    """Return the address of what the repeal of a document on a day would leave."""
    return _address("repeal", iri=iri, as_of=as_of)


def text(iri: str, *, as_of: str = "") -> str:
    """Return the address of a document's text on a day."""
    return _address("text", iri=iri, as_of=as_of)


def agencies() -> str:
    return _address("agencies")


def agency(iri: str) -> str:
    return _address("agency", iri=iri)


def tasks(
    *,
    agency: str = "",
    agency2: str = "",
    role: str = "",
    since: str = "",
    until: str = "",
    document: str = "",
    q: str = "",
    as_of: str = "",
    standing: str = "",
    view: str = "",
    month: str = "",
    state: str = "",
    task: str = "",
) -> str:
    """Return the address of the tasks of all documents. agency, agency2: names; since, until, as_of: days, ISO 8601; month: `YYYY-MM`;
    task: the key of one whose form is open."""
    span = {"from": since, "until": until}
    return _address(
        "tasks",
        agency=agency,
        agency2=agency2,
        role=role,
        **span,
        document=document,
        q=q,
        as_of=as_of,
        standing=standing,
        view=view,
        month=month,
        state=state,
        task=task,
    )


def duties(
    *, bearer: str = "", side: str = "", modality: str = "", place: str = "", q: str = "", since: str = ""
) -> str:
    """Return the address of what must, must not and may be done, over all documents.

    side, modality: values of `Side` and `Modality`; place: a GB/T 2260 code; since: a day, ISO 8601.
    """
    return _address("duties", bearer=bearer, side=side, modality=modality, place=place, q=q, **{"from": since})


def terms(*, q: str = "", kind: str = "") -> str:
    """Return the address of the words that documents define. kind: a value of `DefinitionKind`."""
    return _address("terms", q=q, kind=kind)


def graph(
    iri: str = "",
    *,
    depth: str = "",
    kinds: str = "",
    agencies: str = "",
    day: str = "",
    open: str = "",
    to: str = "",
) -> str:
    """Return the address of a neighbourhood, or of the chains from one document to another (`to`); without `iri` of the search.

    open: the IRIs of the unfolded nodes, separated by spaces.
    """
    return _address("graph", iri=iri, depth=depth, kinds=kinds, agencies=agencies, day=day, open=open, to=to)


def validation(*, severity: str = "", shape: str = "", list: str = "", as_of: str = "") -> str:
    """Return the address of the findings. list: `reading` for what the reading left open."""
    return _address("validation", severity=severity, shape=shape, list=list, as_of=as_of)


def check(*, as_of: str = "", weight: str = "") -> str:
    """Return the address of the check of a draft. weight: `error`, `warning` or `info`."""
    return _address("check", as_of=as_of, weight=weight)


def stale(*, as_of: str = "", issuer: str = "", change: str = "") -> str:
    """Return the address of the stale bases of all documents. change: a value of `Staleness`."""
    return _address("stale", as_of=as_of, issuer=issuer, change=change)


def changed(*, after: int = 0, kind: str = "") -> str:
    """Return the address of what builds changed. after: only builds behind this number; kind: a value of `ChangeKind`."""
    return _address("changed", after=str(after or ""), kind=kind)


def sparql(*, name: str = "", values: Mapping[str, str] | None = None) -> str:
    """Return the address of the SPARQL page. name: of a saved query; values: of its parameters."""
    return _address("sparql", name=name, **_given(values))


def questions(*, name: str = "", values: Mapping[str, str] | None = None) -> str:
    """Return the address of the list of saved questions, or of one of them. values: of its parameters."""
    return _address("questions", name=name, **_given(values))


def help(*, q: str = "", anchor: str = "") -> str:
    """Return the address of the page of help. q: what its words are narrowed to; anchor: one of its sections."""
    return _address("help", anchor, q=q)


def _given(values: Mapping[str, str] | None) -> dict[str, str]:
    return {f"p.{name}": value for name, value in (values or {}).items()}


def beginnings(first: str) -> dict[str, str]:
    """Return the addresses to which a script in the browser appends an escaped IRI, by sort of link.

    first: the IRI at which its chains begin.
    """
    pages = {page: f"{_address(page)}&iri=" for page in ("document", "agency", "graph")}
    return pages | {"chain": f"{graph(first)}&to="}


def _address(page: str, anchor: str = "", **values: str) -> str:
    query = urlencode(state.parameters(**values), safe="/:", quote_via=quote)
    return at(f"{page}?{query}", anchor)


def at(address: str, anchor: str) -> str:
    """Return an address with the place on its page; without a place, the address."""
    return address + (f"#{quote(anchor)}" if anchor else "")
