"""A checklist of duties in a file: a row a duty, with its source, what follows from its breach, and a column for one's own status."""

from collections.abc import Sequence
from typing import BinaryIO

from graph.export import measures, xlsx
from graph.export.answer import write_csv
from graph.export.ics import Say
from graph.records.consequences import Consequence
from graph.records.norm import Norm
from ontology.formats import SheetFormat
from ontology.numbers import provision_title

# With their widths in Excel; each is a field of `record`.
COLUMNS = {
    "ordinal": 5,
    "modality": 8,
    "bearer": 14,
    "text": 48,
    "condition": 16,
    "name": 14,
    "title": 18,
    "section": 12,
    "measures": 32,
    "consequence": 38,
    "authority": 14,
    "state": 12,
}

_SENTENCE = "sentence"
"""Occurs in CSV where a modality would: the words set no duty."""


def write(output: BinaryIO, format: str, norms: Sequence[Norm], say: Say) -> int:
    """Write the duties; return how many. CSV has field names and modalities as in the graph, the workbook the reader's words.

    Raises OSError, and ValueError for a format that is not a file.
    """
    match SheetFormat(format):
        case SheetFormat.XLSX:
            columns = [xlsx.Column(say(f"duties.column_{name}"), width) for name, width in COLUMNS.items()]
            rows = ([row[name] for name in COLUMNS] for row in records(norms, say))
            xlsx.write_sheet(output, say("duties.file"), columns, rows)
        case SheetFormat.CSV:
            paired = zip(records(norms, say, "|"), norms, strict=True)
            write_csv(output, COLUMNS, (row | {"modality": norm.modality or _SENTENCE} for row, norm in paired))
        case SheetFormat.TABLE:
            raise ValueError(f"{format} is no file")
    return len(norms)


def records(norms: Sequence[Norm], say: Say, joint: str = "\n") -> list[dict[str, xlsx.Value]]:
    """Return a row a duty, with the fields of COLUMNS; several values are joined with `joint`. `state` is for the reader to fill in."""
    return [
        {
            "ordinal": ordinal,
            "modality": say(f"modality.{norm.modality}" if norm.is_duty else "duties.sentence")
            + (say("duties.punished") if norm.punished else ""),
            "bearer": norm.bearer,
            "text": norm.text,
            "condition": norm.condition,
            "name": norm.name,
            "title": norm.title,
            "section": provision_title(norm.section),
            "measures": joint.join(filter(None, (measures.brought(one, say) for one in norm.consequences))),
            "consequence": joint.join(_consequence(norm, one, say) for one in norm.consequences),
            "authority": joint.join(dict.fromkeys(one.imposer for one in norm.consequences if one.imposer)),
            "state": None,
        }
        for ordinal, norm in enumerate(norms, 1)
    ]


def _consequence(norm: Norm, one: Consequence, say: Say) -> str:
    """Return the words of a consequence, behind the name of its document where that is another than the duty's."""
    words = one.words if one.document == norm.document else f"《{one.law}》{one.words}"
    return f"{words}{say('duties.by_words')}" if one.by_words else words
