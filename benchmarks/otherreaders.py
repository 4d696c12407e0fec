"""Readers beside ours, for `benchmarks.formats --others`: libraries of the same field, and the prototypes of the study.

`pip install pdfplumber trafilatura readability-lxml resiliparse docling-parse`. None is a part of the program, so each is imported
when it is asked for.
"""

import importlib
import importlib.util
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

Table = list[tuple[int, int, int, int, str]]
"""Row, column, rows, columns and text of each cell."""
Reading = tuple[str, list[Table]]
PROTOTYPES = Path(__file__).resolve().parents[2] / "shared" / "prototypes"
_MARKDOWN = re.compile(r"[|#*>_\\`]|-{3,}")


def _module(name: str) -> Any:
    return importlib.import_module(name)


def _prototype(name: str) -> Any:
    if str(PROTOTYPES) not in sys.path:
        sys.path.append(str(PROTOTYPES))
    return _module(name)


def _simple(rows: Iterable[Iterable[str | None]]) -> Table:
    """Return the cells of a reader that returns no spans."""
    return [(r, c, 1, 1, text or "") for r, row in enumerate(rows) for c, text in enumerate(row)]


def _lattice(tables: Iterable[tuple[int, Any]]) -> list[Table]:
    return [[(c["r"], c["c"], c["rs"], c["cs"], c["text"]) for c in table["cells"]] for _, table in tables]


def _pdfium(path: Path) -> Reading:
    document = _module("pypdfium2").PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in document), []


def _pdfplumber(path: Path) -> Reading:
    texts, tables = [], []
    with _module("pdfplumber").open(path) as document:
        for page in document.pages:
            texts.append(page.extract_text() or "")
            tables += [_simple(rows) for rows in page.extract_tables()]
    return "\n".join(texts), tables


def _docling(path: Path) -> Reading:
    parser = _module("docling_parse.pdf_parser").DoclingPdfParser()
    pages = (page for _, page in parser.load(str(path)).iterate_pages())
    return "\n".join(cell.text for page in pages for cell in page.textline_cells), []


def _pdf_prototype(path: Path) -> Reading:
    text, tables = _prototype("proto_pdf").extract(str(path))
    return text, _lattice(tables)


def _ofd_prototype(path: Path) -> Reading:
    text, tables = _prototype("proto_ofd").extract(str(path))
    return text, _lattice(tables)


def _docx_prototype(path: Path) -> Reading:
    text, tables = _prototype("proto_docx").extract(str(path))
    return text, [[tuple(cell[:5]) for cell in table] for table in tables]


def _html_prototype(path: Path) -> Reading:
    return _prototype("proto_html").main_text(path.read_bytes()), []


def _office_oxide(path: Path) -> Reading:
    return _MARKDOWN.sub("", _module("office_oxide").extract_text(str(path))), []


def _python_docx(path: Path) -> Reading:
    document = _module("docx").Document(str(path))
    tables = [_spanned(table) for table in document.tables]
    cells = (text for table in tables for *_, text in table)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells]), tables


def _spanned(table: Any) -> Table:
    """Return the cells of python-docx, which gives a merged cell at each of its places."""
    places: dict[Any, list[tuple[int, int]]] = {}
    texts: dict[Any, str] = {}
    for r, row in enumerate(table.rows):
        for c, cell in enumerate(row.cells):
            places.setdefault(cell._tc, []).append((r, c))
            texts[cell._tc] = cell.text
    found = []
    for cell, at in places.items():
        (top, left), (bottom, right) = min(at), (max(r for r, _ in at), max(c for _, c in at))
        found.append((top, left, bottom - top + 1, right - left + 1, texts[cell]))
    return found


def _trafilatura(path: Path) -> Reading:
    return _MARKDOWN.sub("", _module("trafilatura").extract(path.read_bytes(), include_tables=True) or ""), []


def _readability(path: Path) -> Reading:
    summary = _module("readability").Document(path.read_bytes().decode("utf-8", "replace")).summary()
    tree = _module("lxml.html").fromstring(summary)
    tables = [
        _simple([c.text_content() for c in row.iter("td", "th")] for row in t.iter("tr")) for t in tree.iter("table")
    ]
    return str(tree.text_content()), tables


def _resiliparse(path: Path) -> Reading:
    html = path.read_bytes().decode("utf-8", "replace")
    return _module("resiliparse.extract.html2text").extract_plain_text(html, main_content=True), []


OTHERS: dict[str, dict[str, Callable[[Path], Reading]]] = {
    ".pdf": {
        "prototype": _pdf_prototype,
        "pypdfium2 alone": _pdfium,
        "pdfplumber": _pdfplumber,
        "docling-parse": _docling,
    },
    ".ofd": {"prototype": _ofd_prototype},
    ".docx": {"prototype": _docx_prototype, "office-oxide alone": _office_oxide, "python-docx": _python_docx},
    ".doc": {"office-oxide alone": _office_oxide},
    ".html": {
        "prototype": _html_prototype,
        "trafilatura": _trafilatura,
        "readability": _readability,
        "resiliparse": _resiliparse,
    },
}
_NEEDED = {
    "pdfplumber": "pdfplumber",
    "docling-parse": "docling_parse",
    "office-oxide alone": "office_oxide",
    "python-docx": "docx",
    "trafilatura": "trafilatura",
    "readability": "readability",
    "resiliparse": "resiliparse",
}


def available() -> tuple[dict[str, list[str]], list[str]]:
    """Return the names of the readers for each kind of file, and of those that are not here."""
    missing = [name for name, module in _NEEDED.items() if importlib.util.find_spec(module) is None]
    if not PROTOTYPES.is_dir():
        missing.append("prototype")
    return {suffix: [name for name in readers if name not in missing] for suffix, readers in OTHERS.items()}, missing
