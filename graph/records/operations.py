"""The operations of an amending act as typed records: one instruction, what it does, and the provision that it is about."""

from dataclasses import dataclass
from enum import StrEnum


class Operation(StrEnum):
    """The operation of an instruction.

    REPLACE: the provision reads as the text. INSERT: the text is a new provision. DELETE: it goes, or some of its words. SUBSTITUTE:
    words of it are replaced. MERGE: the words of the articles in `merged` go behind its own. RENUMBER: it has another number, and reads
    as the text if there is one. REORDER: all articles are numbered anew, in order (条文顺序作相应调整). RETITLE: the text is the
    document's new title.
    """

    REPLACE = "replace"
    INSERT = "insert"
    DELETE = "delete"
    SUBSTITUTE = "substitute"
    MERGE = "merge"
    RENUMBER = "renumber"
    REORDER = "reorder"
    RETITLE = "retitle"


@dataclass(frozen=True, slots=True)
class ProvisionNumber:
    """A provision by its printed numbers; empty where it is the whole.

    article: 第三条, or 引言, or 第二段 of a text without articles; paragraph: 第二款; item: 第一项; part: `LEAD_IN` (what precedes a
    list), `END`, `LAST` (a paragraph behind the last), or 第二句.
    """

    article: str
    paragraph: str = ""
    item: str = ""
    part: str = ""

    def __str__(self) -> str:
        return f"{self.article}{self.paragraph}{self.item}{self.part}"


LEAD_IN, END, LAST = "开头", "末尾", "末款"


@dataclass(frozen=True, slots=True)
class Instruction:
    """One change. law: the title that the act names above it, empty where it amends one law alone. place: what is changed, or of an
    insertion the new provision itself; after: the article behind which a new one occurs; to: the new number of a RENUMBER. text: the
    new words, a paragraph each; pairs: old and new words of a SUBSTITUTE, of a DELETE of words with an empty second. words: the
    statement as printed. merged: the articles that a MERGE takes in."""

    operation: Operation
    place: ProvisionNumber
    words: str
    law: str = ""
    after: str = ""
    to: str = ""
    text: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    merged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnreadInstruction:
    """A statement that mentions an amendment and is not understood."""

    words: str
    law: str = ""
