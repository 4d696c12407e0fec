"""Find the paragraphs of a Word document that are set as headings: by their outline level, or wholly in bold or in larger type."""

from collections import Counter
from dataclasses import dataclass, replace

from lxml import etree

from ingest.read.typesize import LARGER, usual_size
from ingest.read.word.numbering import W

_VAL = W + "val"
_OFF = ("0", "false", "off", "none")
BODY_LEVEL = 9  # the outline level of text (17.3.1.20)
_DEEPEST_STYLE = 20  # styles based on one another
_USUAL = 21  # half-points: the size of text where nothing says it (10.5 points)
LONGEST = 120  # characters: a longer paragraph is text, however it is set


@dataclass(frozen=True, slots=True)
class _Type:
    """The type in which text is set. size: in half-points; None where that is not said."""

    size: int | None = None
    bold: bool | None = None
    heading: bool | None = None

    def over(self, base: "_Type") -> "_Type":
        """Return this, completed by what it is based on."""
        return _Type(
            base.size if self.size is None else self.size,
            base.bold if self.bold is None else self.bold,
            base.heading if self.heading is None else self.heading,
        )


def headings(root: etree._Element, styles: etree._Element | None) -> frozenset[int]:
    """Return which paragraphs of a part are set as headings, counted from 1; those of tables are not.

    styles: the part `styles.xml`, if there is one.
    """
    known = _styles(styles)
    usual = known.get("", _Type())
    found: dict[int, _Type] = {}
    sizes: Counter[float] = Counter()
    for ordinal, paragraph in enumerate(root.iter(W + "p"), 1):
        if next(paragraph.iterancestors(W + "tbl"), None) is not None:
            continue
        own = _of_paragraph(paragraph, known, usual, sizes)
        if own is not None:
            found[ordinal] = own
    large = LARGER * usual_size(sizes, _USUAL)
    return frozenset(ordinal for ordinal, own in found.items() if own.heading or own.bold or (own.size or 0) >= large)


def _of_paragraph(
    paragraph: etree._Element, known: dict[str, _Type], usual: _Type, sizes: Counter[float]
) -> _Type | None:
    """Return how all of a paragraph is set, the smallest size of its runs; None for one that is empty or too long. sizes: takes its
    characters."""
    properties = paragraph.find(W + "pPr")
    style = known.get(_value(properties, "pStyle") or "", usual)
    if properties is not None and (level := properties.find(W + "outlineLvl")) is not None:
        style = replace(style, heading=_number(level.get(_VAL)) < BODY_LEVEL)
    whole: list[_Type] = []
    length = 0
    for run in paragraph.iter(W + "r"):
        characters = sum(len((text.text or "").strip()) for text in run.iter(W + "t"))
        if not characters:
            continue
        own = _of_run(run.find(W + "rPr"), known).over(style)
        whole.append(own)
        length += characters
        sizes[own.size or _USUAL] += characters
    if not whole or length > LONGEST:
        return None
    return _Type(min(own.size or _USUAL for own in whole), all(own.bold for own in whole), style.heading)


def _of_run(properties: etree._Element | None, known: dict[str, _Type]) -> _Type:
    if properties is None:
        return _Type()
    own = _Type(_size(properties), _bold(properties))
    return own.over(known.get(_value(properties, "rStyle") or "\0", _Type()))


def _styles(part: etree._Element | None) -> dict[str, _Type]:
    """Return the styles by their identifier, completed by those they are based on; under "" the one for paragraphs without a style."""
    if part is None:
        return {}
    default = part.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    ground = _Type(_size(default), _bold(default)) if default is not None else _Type()
    own: dict[str, _Type] = {}
    based: dict[str, str] = {}
    runs: set[str] = set()  # styles of runs say nothing about what they do not name
    usual = ""
    for style in part.findall(W + "style"):
        name = style.get(W + "styleId", "")
        based[name] = _value(style, "basedOn") or ""
        properties = style.find(W + "rPr")
        level = style.find(f"{W}pPr/{W}outlineLvl")
        heading = _number(level.get(_VAL)) < BODY_LEVEL if level is not None else None
        if (_value(style, "name") or "").lower() in ("title", "标题"):
            heading = True
        own[name] = _Type(_size(properties), _bold(properties), heading)
        if style.get(W + "type") == "character":
            runs.add(name)
        elif style.get(W + "default") in ("1", "true", "on"):
            usual = name
    found = {name: _completed(name, own, based, _Type() if name in runs else ground) for name in own}
    found[""] = found.get(usual, ground)
    return found


def _completed(name: str, own: dict[str, _Type], based: dict[str, str], ground: _Type) -> _Type:
    found = own[name]
    for _ in range(_DEEPEST_STYLE):
        name = based.get(name, "")
        if name not in own:
            break
        found = found.over(own[name])
    return found.over(ground)


def _size(properties: etree._Element | None) -> int | None:
    size = properties.find(W + "sz") if properties is not None else None
    return _number(size.get(_VAL)) or None if size is not None else None


def _bold(properties: etree._Element | None) -> bool | None:
    bold = properties.find(W + "b") if properties is not None else None
    return bold.get(_VAL, "1") not in _OFF if bold is not None else None


def _value(element: etree._Element | None, name: str) -> str | None:
    child = element.find(W + name) if element is not None else None
    return child.get(_VAL) if child is not None else None


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 6 else 0
