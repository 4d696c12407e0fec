"""Read the words of a WordprocessingML paragraph in the final version of a document.

Insertions are included; deletions, hidden text, field codes and phonetic guides are left out. The content of text boxes, in which
offices set red letterheads, precedes the paragraph that anchors them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.read.word.numbering import W

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_OUT = frozenset(
    W + name
    for name in (
        *("del", "moveFrom", "delText", "instrText", "delInstrText", "rPr", "pPr", "sdtPr", "rt"),
        *("commentReference", "footnoteReference", "endnoteReference"),
    )
)
_TEXTS = {W + "tab": " ", W + "ptab": " ", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_OFF = ("0", "false", "off")
# Symbol fonts, whose characters are in the private-use area: Word's check boxes and the like.
_SYMBOLS = {0xF0FE: "☑", 0xF0A8: "□", 0xF06F: "□", 0xF052: "☑", 0xF0A3: "□"}


@dataclass(slots=True)
class Words:
    """texts: in order, a `\\n` for a line break. boxes: the `w:txbxContent` elements that the paragraph anchors. notes: how many
    footnotes and endnotes it refers to."""

    texts: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: int = 0

    @property
    def text(self) -> str:
        return "".join(self.texts)


def words(paragraph: etree._Element) -> Words:
    found = Words()
    for element in _shown(paragraph, found):
        tag = element.tag
        if tag == W + "t":
            found.texts.append(element.text or "")
        elif tag in _TEXTS:
            found.texts.append(_TEXTS[tag])
        elif tag == W + "sym":
            found.texts.append(_symbol(element.get(W + "char")))
        elif tag == W + "txbxContent":
            found.boxes.append(element)
    return found


def _shown(element: etree._Element, found: Words) -> Iterator[etree._Element]:
    """Yield the descendants that are shown, in order. lxml bounds the depth at 256."""
    for child in element:
        tag = child.tag
        if tag in _OUT or not isinstance(tag, str):
            found.notes += tag in (W + "footnoteReference", W + "endnoteReference")
            continue
        if tag == W + "r" and _is_hidden(child):
            continue
        if tag == MC + "AlternateContent":
            chosen = child.find(MC + "Choice")
            chosen = chosen if chosen is not None else child.find(MC + "Fallback")
            if chosen is not None:
                yield from _shown(chosen, found)
            continue
        yield child
        if tag != W + "txbxContent":
            yield from _shown(child, found)


def _is_hidden(run: etree._Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(W + "val") not in _OFF


def mark_is_deleted(paragraph: etree._Element) -> bool:
    """Test whether the paragraph's end was deleted, so that it continues in the next one."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _symbol(code: str | None) -> str:
    try:
        point = int(code or "", 16)
    except ValueError:
        return ""
    if point in _SYMBOLS:
        return _SYMBOLS[point]
    return chr(point) if 0x20 <= point <= 0xFFFF and not 0xD800 <= point < 0xF900 else "□"
