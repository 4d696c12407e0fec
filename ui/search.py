"""Finding documents in the list: tolerant of width, bracket and spacing variants, exact about everything else."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from ui.catalogue import DocumentRow

# 文号 are printed as 〔2018〕, [2018], （2018）, 【2018】 …; titles with 《》, 〈〉 or straight quotation marks.
_IGNORED = re.compile(r"[\s\[\](){}<>〔〕【】〖〗〘〙「」『』《》〈〉«»“”‘’\"'﹝﹞]+")


def fold(text: str) -> str:
    """What two spellings of a number or title have in common: `济政发 （２０１８）22号` → `济政发201822号`."""
    return unicodedata.normalize("NFKC", _IGNORED.sub("", unicodedata.normalize("NFKC", text)).casefold())


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; empty fields do not narrow. kind, issuer: Chinese names."""

    text: str = ""
    year: str = ""
    kind: str = ""
    issuer: str = ""

    def __bool__(self) -> bool:
        return bool(self.text.strip() or self.year or self.kind or self.issuer)


UNKNOWN = "-"
"""The filter value for documents that lack a year or kind."""


def select(rows: Iterable[DocumentRow], filters: Filters) -> list[DocumentRow]:
    """The rows that pass every filter, in their order.

    The text matches a number, a title, or the title of an instrument that the document issues; words that white
    space separates must all be there, unless the text as a whole is.
    """
    whole = fold(filters.text)
    words = [word for word in map(fold, filters.text.split()) if word]

    def passes(row: DocumentRow) -> bool:
        if filters.year and (row.year or UNKNOWN) != filters.year:
            return False
        if filters.kind and (row.kind.zh if row.kind else UNKNOWN) != filters.kind:
            return False
        if filters.issuer and filters.issuer not in {issuer.zh for issuer in row.issuers}:
            return False
        if not whole:
            return True
        texts = [fold(text) for text in (row.number, row.title, *row.instruments)]
        return any(whole in text for text in texts) or all(any(word in text for text in texts) for word in words)

    return [row for row in rows if passes(row)]
