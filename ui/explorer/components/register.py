"""The list of documents as a file: each document that was found, with its status on the day."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from io import BytesIO

import streamlit as st

from graph.export.answer import as_csv, write_xlsx
from graph.query.query import Table
from graph.records.documents import DocumentRow
from ontology.enumerations import Field, Status
from ontology.formats import Format
from ontology.iri import named_by_file
from ui.explorer.components import downloading, standing
from ui.messages import Messages

_FIELDS = (Field.NUMBER, Field.TITLE, Field.KIND, Field.ISSUER, Field.SIGNED, Field.PRINTED)


def downloads(rows: Sequence[DocumentRow], statuses: Mapping[str, Status], day: date, say: Messages) -> None:
    """Show the buttons that write the documents into a file."""
    name = f"{say('documents.title')}-{day}"

    def written(form: Format) -> bytes:
        table = listed(rows, statuses, day, say)
        if form is Format.CSV:
            return as_csv(table).encode()
        output = BytesIO()
        write_xlsx(output, table.columns, table.rows, name)
        return output.getvalue()

    with st.container(key="downloads", horizontal=True, width="content"):
        for form in (Format.XLSX, Format.CSV):
            downloading.download(f".{form}", partial(written, form), f"{name}.{form}", form.media)


def listed(rows: Sequence[DocumentRow], statuses: Mapping[str, Status], day: date, say: Messages) -> Table:
    """Return a row a document, in the order of the list; joint issuers in printed order."""
    heads = [*(say(f"aspect.{field}") for field in _FIELDS), f"{say('documents.as_of')} {day}", "IRI"]
    return Table(
        tuple(heads),
        tuple(
            (
                row.number,
                row.title or named_by_file(row.iri),
                row.kind.label(say.language) if row.kind else "",
                " ".join(issuer.label(say.language) for issuer in row.issuers),
                row.signed,
                row.printed,
                standing.words(statuses.get(row.iri, Status.UNKNOWN), say),
                row.iri,
            )
            for row in rows
        ),
    )
