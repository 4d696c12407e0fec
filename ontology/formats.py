"""The forms in which answers, reports, ledgers and the graph are written, and which of them each command offers."""

from enum import StrEnum
from typing import Self

from ontology.enumerations import Enumeration


class Format(Enumeration):
    """Forms in which answers, reports, ledgers and the graph are written: first what people read, then tables for programs, then
    RDF and networks. media: the IANA media type, empty for the terminal's table; label: its proper name."""

    media: str
    label: str

    def __new__(cls, value: str, media: str = "", label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.ordinal = len(cls.__members__)
        member.curie = ""
        member.media = media
        member.label = label
        return member

    TABLE = "table", "", "table"
    HTML = "html", "text/html", "HTML"
    XLSX = "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel workbook"
    CSV = "csv", "text/csv", "CSV"
    ICS = "ics", "text/calendar", "iCalendar"
    ATOM = "atom", "application/atom+xml", "Atom"
    PARQUET = "parquet", "application/vnd.apache.parquet", "Parquet"
    SQLITE = "sqlite", "application/vnd.sqlite3", "SQLite"
    JSON = "json", "application/json", "JSON"
    SARIF = "sarif", "application/sarif+json", "SARIF"
    NQ = "nq", "application/n-quads", "N-Quads"
    NT = "nt", "application/n-triples", "N-Triples"
    TRIG = "trig", "application/trig", "TriG"
    TTL = "ttl", "text/turtle", "Turtle"
    JSONLD = "jsonld", "application/ld+json", "JSON-LD"
    RDFXML = "rdfxml", "application/rdf+xml", "RDF/XML"
    GRAPHML = "graphml", "application/xml", "GraphML"
    DCAT = "dcat", "text/turtle", "DCAT"
    AKN = "akn", "application/akn+xml", "Akoma Ntoso"
    JSONL = "jsonl", "application/jsonl", "JSON Lines"
    LABELSTUDIO = "labelstudio", "application/json", "Label Studio"
    IOB = "iob", "text/plain", "IOB"
    OA = "oa", "application/ld+json", "Web Annotations"


class TableFormat(StrEnum):
    """The formats of an answer of rows and columns. The lists below are parts of `Format`, in its order."""

    TABLE = Format.TABLE
    CSV = Format.CSV
    JSON = Format.JSON


class ReportFormat(StrEnum):
    """The formats of a validation report."""

    TABLE = Format.TABLE
    HTML = Format.HTML
    XLSX = Format.XLSX
    CSV = Format.CSV
    JSON = Format.JSON
    SARIF = Format.SARIF
    TTL = Format.TTL


class DraftFormat(StrEnum):
    """The formats of the check of a draft."""

    TABLE = Format.TABLE
    HTML = Format.HTML
    XLSX = Format.XLSX
    JSON = Format.JSON
    SARIF = Format.SARIF


class DiffFormat(StrEnum):
    """The formats of a comparison."""

    TABLE = Format.TABLE
    HTML = Format.HTML
    XLSX = Format.XLSX
    CSV = Format.CSV
    JSON = Format.JSON


class LedgerFormat(StrEnum):
    """The formats of a task ledger; the terminal's table is no file."""

    TABLE = Format.TABLE
    XLSX = Format.XLSX
    CSV = Format.CSV
    ICS = Format.ICS


class SheetFormat(StrEnum):
    """The formats of a list for an office: a checklist of duties, stale bases; the terminal's table is no file."""

    TABLE = Format.TABLE
    XLSX = Format.XLSX
    CSV = Format.CSV


class FeedFormat(StrEnum):
    """The formats of feeds that people subscribe to."""

    ICS = Format.ICS
    ATOM = Format.ATOM

    @property
    def media(self) -> str:
        return Format(self).media


class ThingFormat(StrEnum):
    """The formats in which an endpoint describes one IRI; a client that asks for none gets the first."""

    HTML = Format.HTML
    NT = Format.NT
    TTL = Format.TTL
    JSONLD = Format.JSONLD
    RDFXML = Format.RDFXML

    @property
    def media(self) -> str:
        return Format(self).media

    @property
    def label(self) -> str:
        return Format(self).label


class ExportFormat(StrEnum):
    """The formats of an export of the graph."""

    XLSX = Format.XLSX
    CSV = Format.CSV
    ICS = Format.ICS
    PARQUET = Format.PARQUET
    SQLITE = Format.SQLITE
    NQ = Format.NQ
    TRIG = Format.TRIG
    TTL = Format.TTL
    JSONLD = Format.JSONLD
    GRAPHML = Format.GRAPHML
    DCAT = Format.DCAT
    AKN = Format.AKN
    JSONL = Format.JSONL
    LABELSTUDIO = Format.LABELSTUDIO
    IOB = Format.IOB
    OA = Format.OA
