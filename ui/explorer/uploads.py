"""Files that people upload or paste: which are accepted, and under which names. Names and contents are hostile.

The format of a file is detected from its content when it is read (`ingest.read.sniff`), never from its name.
"""

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from graph.store.errors import GraphError

SIZE = 16 * 2**20
"""The largest file, in bytes."""
PASTED = 1_400_000
"""The longest pasted text, in code points."""
TEXTS = 20
"""How many texts may be uploaded at once."""
TEXT_SUFFIXES = (".txt", ".md")
"""Under which a pasted text is named."""
_NAME = 80  # characters


class IntakeError(GraphError):
    """A text that is refused, or that could not be read in time."""


@dataclass(frozen=True, slots=True)
class Text:
    """name: the relative name of the source that it becomes; sha256: of the bytes, hex."""

    name: str
    data: bytes
    sha256: str


def text(name: str, data: bytes) -> Text:
    """Return a text under a safe name. Raises IntakeError for too large a file, or an empty one."""
    safe = safe_name(name)
    shown = f"“{safe}”"
    if len(data) > SIZE:
        raise IntakeError(
            f"{shown} has {len(data) / 2**20:.1f} MB, more than {SIZE >> 20} MB: split it, or use `zhengmai build`",
            f"“{safe}”有 {len(data) / 2**20:.1f} MB，超过 {SIZE >> 20} MB：请拆分，或用命令 zhengmai build",
        )
    if not data.strip():
        raise IntakeError(f"{shown} is empty", f"“{safe}”是空的")
    return Text(safe, data, digest(data))


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def texts(given: Iterable[tuple[str, bytes]]) -> tuple[tuple[Text, ...], tuple[IntakeError, ...]]:
    """Return the accepted texts, sorted by name, and an error for each of the others."""
    taken: dict[str, Text] = {}
    refused: list[IntakeError] = []
    for name, data in given:
        try:
            one = text(name, data)
            if len(taken) >= TEXTS:
                raise IntakeError(
                    f"“{one.name}” is one too many: {TEXTS} files at a time, or use `zhengmai build`",
                    f"“{one.name}”超出数量：每次最多 {TEXTS} 份，更多请用命令 zhengmai build",
                )
            if one.name in taken:
                raise IntakeError(
                    f"“{one.name}” is given twice: rename one of the two", f"有两份都叫“{one.name}”：请给其中一份改名"
                )
        except IntakeError as error:
            refused.append(error)
        else:
            taken[one.name] = one
    return tuple(taken[name] for name in sorted(taken)), tuple(refused)


def safe_name(name: str) -> str:
    """Return the last part of a path as a file name: no folders, no invisible characters, no leading dot, at most `_NAME` characters."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    # Cc, Cf, Cs, Co, Cn: controls, marks that turn the direction of writing, halves of characters, and none.
    plain = "".join(" " if c.isspace() else c for c in last if c.isspace() or unicodedata.category(c)[0] != "C")
    stem, dot, suffix = " ".join(plain.split()).rpartition(".")
    if not dot or len(suffix) > 8:
        return f"{stem}{dot}{suffix}".lstrip(". ")[:_NAME] or "text"
    return f"{stem[: _NAME - len(suffix) - 1].strip('. ') or 'text'}.{suffix}"
