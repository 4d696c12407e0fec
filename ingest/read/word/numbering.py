"""Compute the automatic numbers of Word paragraphs (ECMA-376 part 1, 17.9). Word counts them for display; the file has none.

一、（一）1. are automatic in many documents; without them clauses would have no numbers.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from ontology.numbers import digit_by_digit

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = W + "val"
_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_COUNTING = frozenset(
    ["chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseCounting"]
)
_LARGEST = 9999  # larger numbers are written in figures
_DEEPEST_STYLE = 20  # styles based on one another


@dataclass(frozen=True, slots=True)
class ListLevel:
    start: int
    format: str
    text: str
    gap: str


@dataclass(frozen=True, slots=True)
class _List:
    """A list: levels and counters of its abstract definition, and its own first numbers."""

    abstract: str
    starts: dict[int, int]


@dataclass(slots=True)
class Numbering:
    """The state of all lists of a document. Call `label` once a paragraph, in order."""

    levels: dict[str, dict[int, ListLevel]] = field(default_factory=dict)
    lists: dict[str, _List] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def parse(cls, numbering: etree._Element | None, styles: etree._Element | None) -> "Numbering":
        """Parse the parts `numbering.xml` and `styles.xml`, where the package has them."""
        self = cls()
        if numbering is not None:
            for abstract in numbering.findall(W + "abstractNum"):
                levels = {_number(level.get(W + "ilvl"), 0): _level(level) for level in abstract.findall(W + "lvl")}
                self.levels[abstract.get(W + "abstractNumId", "")] = levels
            for number in numbering.findall(W + "num"):
                starts = {
                    _number(override.get(W + "ilvl"), 0): _number(_value(override, "startOverride"), 1)
                    for override in number.findall(W + "lvlOverride")
                    if override.find(W + "startOverride") is not None
                }
                self.lists[number.get(W + "numId", "")] = _List(_value(number, "abstractNumId") or "", starts)
        if styles is not None:
            self._read_styles(styles)
        return self

    def _read_styles(self, styles: etree._Element) -> None:
        """Return the styles that number their paragraphs, themselves or through the style that they are based on."""
        based: dict[str, str] = {}
        own: dict[str, tuple[str, int]] = {}
        for style in styles.findall(W + "style"):
            name = style.get(W + "styleId", "")
            based[name] = _value(style, "basedOn") or ""
            properties = style.find(f"{W}pPr/{W}numPr")
            if properties is not None:
                own[name] = (_value(properties, "numId") or "", _number(_value(properties, "ilvl"), 0))
        for name in based:
            at = name
            for _ in range(_DEEPEST_STYLE):
                if at in own:
                    self.styles[name] = own[at]
                    break
                at = based.get(at, "")

    def label(self, paragraph: etree._Element) -> str:
        """Return the number that Word shows before the paragraph, with its gap; empty for paragraphs without one, and for bullets."""
        place = self._place(paragraph.find(W + "pPr"))
        if place is None or (chosen := self.lists.get(place[0])) is None:
            return ""
        levels = self.levels.get(chosen.abstract, {})
        depth = place[1]
        level = levels.get(depth)
        if level is None:
            return ""
        counter = self.counters.setdefault(chosen.abstract, {})
        counter[depth] = counter.get(depth, chosen.starts.get(depth, level.start) - 1) + 1
        for deeper in [at for at in counter if at > depth]:
            del counter[deeper]
        if level.format == "bullet":
            return ""

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = levels.get(at)
            return written(counter.get(at, other.start), other.format) if other else ""

        return re.sub(r"%(\d)", shown, level.text) + level.gap

    def _place(self, properties: etree._Element | None) -> tuple[str, int] | None:
        """Return the list and level of a paragraph, from its own properties or its style's."""
        if properties is None:
            return None
        style = self.styles.get(_value(properties, "pStyle") or "")
        own = properties.find(W + "numPr")
        if own is None:
            return style
        number = _value(own, "numId") or (style[0] if style else "")
        return (number, _number(_value(own, "ilvl"), style[1] if style else 0)) if number != "0" else None


def written(number: int, format: str) -> str:
    """Return a number in one of the formats of ST_NumberFormat; as figures in those that Chinese documents do not use."""
    if format in _COUNTING:
        return chinese(number)
    if format == "chineseLegalSimplified":
        return chinese(number, _FORMAL, "拾佰仟")
    if format == "ideographDigital":
        return digit_by_digit(abs(number))
    if format == "ideographTraditional" and 1 <= number <= len(_STEMS):
        return _STEMS[number - 1]
    if format in ("upperLetter", "lowerLetter") and 1 <= number <= 26:
        return chr((64 if format == "upperLetter" else 96) + number)
    if format in ("upperRoman", "lowerRoman") and 1 <= number <= _LARGEST:
        roman = _roman(number)
        return roman.upper() if format == "upperRoman" else roman
    if format in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if format == "decimalFullWidth":
        return "".join(chr(0xFF10 + int(digit)) for digit in str(abs(number)))
    if format == "decimalZero":
        return f"{number:02d}"
    return "" if format == "none" else str(number)


def chinese(number: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """Return a number from 1 to 9999 as counted: 十, 二十一, 一百零五."""
    if not 1 <= number <= _LARGEST:
        return digits[0] if number == 0 else str(number)
    out, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if not digit:
            gap = bool(out)
            continue
        out += ("零" if gap else "") + digits[digit] + (units[place - 1] if place else "")
        gap = False
    return out[1:] if 10 <= number < 20 and units[0] == "十" else out


def _roman(number: int) -> str:
    out = ""
    for value, sign in _ROMAN:
        while number >= value:
            out += sign
            number -= value
    return out


def _level(level: etree._Element) -> ListLevel:
    gap = "" if _value(level, "suff") == "nothing" else " "
    text = (_value(level, "lvlText") or "")[:100]
    return ListLevel(_number(_value(level, "start"), 1), _value(level, "numFmt") or "decimal", text, gap)


def _value(element: etree._Element, name: str) -> str | None:
    child = element.find(W + name)
    return child.get(_VAL) if child is not None else None


def _number(text: str | None, default: int) -> int:
    try:
        return max(0, min(int(text or ""), 1_000_000))
    except ValueError:
        return default
