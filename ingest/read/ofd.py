"""OFD (GB/T 33190-2016): the characters and lines of its pages, laid out by `page`. Millimetres from the upper left corner."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.model import Issue
from ingest.read.compose import Composer, Extraction
from ingest.read.decode import ReadError
from ingest.read.package import Package, damaged, too_large
from ingest.read.page.blocks import blocks
from ingest.read.page.model import Page, RuledLine, Word

READER = "ofd 1"
MEDIA_TYPE = "application/ofd"
_MOST_PAGES = 5_000
_MOST_CHARACTERS = 5_000_000
_MOST_OBJECTS = 500_000  # graphic units drawn, those of composites each time
_DEEPEST = 64
_ROOT = "OFD.xml"
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_TOKEN = re.compile(rf"[A-Za-z]|{_NUMBER.pattern}")
_INDENT = re.compile(r"^\n\s*|\n\s*$|\n\s+")
_ASCENT, _DESCENT = 0.85, 0.15  # of the size; OFD gives the baseline only
_LATIN = 0x2000  # characters below are half as wide; OFD gives no widths
_OVERPRINT = 0.15
_TOLERANCE = 1.0  # mm: lines that meet
_THIN = 1.2
_SHORTEST = 1.5
_A4 = (0.0, 0.0, 210.0, 297.0)
_OPERANDS = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}  # 9.3, AbbreviatedData

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
Point = tuple[float, float]


def read(data: bytes) -> Extraction:
    """Read an OFD file. Raises ReadError."""
    reader = _Reader(Package(data, "OFD"))
    pages = list(reader.pages())
    found, apart = blocks(pages)
    composer = Composer().add(found)
    if not composer.pieces:
        raise ReadError(
            "no-text",
            "no page of the file holds text; if the pages are images, export them as pdf or images",
            "文件各页均无文字；如各页为图像，请导出为 PDF 或图片",
        )
    issues = []
    if reader.missing:
        issues.append(
            Issue(
                "missing-parts",
                f"{reader.missing} parts that the file names are not in it",
                f"文件所指的 {reader.missing} 个部件不存在",
            )
        )
    return Extraction(
        composer.text,
        tuple(composer.pieces),
        tuple(composer.tables),
        tuple(issues),
        READER,
        MEDIA_TYPE,
        pages=len(pages),
        apart=apart,
    )


@dataclass(slots=True)
class _Reader:
    package: Package
    units: dict[str, etree._Element] = field(default_factory=dict)
    templates: dict[str, str] = field(default_factory=dict)
    missing: int = 0
    characters: int = 0
    objects: int = 0

    def pages(self) -> Iterator[Page]:
        number = 0
        for entry in _named(self.package.xml(_ROOT), "DocRoot"):
            place = self.located(_ROOT, entry.text or "")
            document = self.part(place)
            if document is None:
                continue
            self.units, self.templates = {}, {}
            self.resources(document, place)
            box = _box(next(_named(document, "PhysicalBox"), None)) or _A4
            for page in _named(document, "Page"):
                if page.get("BaseLoc"):
                    number += 1
                    if number > _MOST_PAGES:
                        raise too_large(f"an OFD file of more than {_MOST_PAGES:,} pages")
                    yield self.page(number, self.located(place, page.get("BaseLoc", "")), box)
        if not number:
            raise damaged("OFD", "it has no pages")

    def part(self, place: str) -> etree._Element | None:
        if place in self.package:
            return self.package.xml(place)
        self.missing += 1
        return None

    def located(self, base: str, place: str) -> str:
        """ST_Loc (7.3): from the package's root with a slash before it, else from the folder of the part that names it."""
        place = place.strip().replace("\\", "/")
        joined = place.lstrip("/") if place.startswith("/") else posixpath.join(posixpath.dirname(base), place)
        path = posixpath.normpath(joined)
        if path.startswith(".."):
            raise damaged("OFD", "it names a part outside the package")
        return path if path in self.package or place not in self.package else place

    def resources(self, document: etree._Element, place: str) -> None:
        for entry in document.iter():
            match _local(entry):
                case "PublicRes" | "DocumentRes" if entry.text:
                    part = self.part(self.located(place, entry.text))
                    if part is not None:
                        self.units |= {unit.get("ID", ""): unit for unit in _named(part, "CompositeGraphicUnit")}
                case "TemplatePage":
                    self.templates[entry.get("ID", "")] = self.located(place, entry.get("BaseLoc", ""))

    def page(self, number: int, place: str, box: tuple[float, ...]) -> Page:
        root = self.part(place)
        if root is None:
            return Page(number, box[2], box[3], "mm", _TOLERANCE)
        box = _box(next(_named(root, "PhysicalBox"), None)) or box
        page = Page(number, box[2], box[3], "mm", _TOLERANCE)
        for child in root:
            template = self.templates.get(child.get("TemplateID", "")) if _local(child) == "Template" else None
            if template and (part := self.part(template)) is not None:
                self.walk(part, _IDENTITY, page, 0)
        self.walk(root, _IDENTITY, page, 0)
        page.words = _once(page.words)
        return page

    def walk(self, parent: etree._Element, matrix: Matrix, page: Page, depth: int) -> None:
        if depth > _DEEPEST:
            raise too_large("graphic units nest in each other without end")
        for unit in parent:
            kind = _local(unit)
            if unit.get("Visible", "true").lower() == "false":
                continue
            if kind in ("Layer", "PageBlock", "Content"):
                self.walk(unit, matrix, page, depth + 1)
            elif kind in ("TextObject", "PathObject", "CompositeObject"):
                self.objects += 1
                if self.objects > _MOST_OBJECTS:
                    raise too_large(f"more than {_MOST_OBJECTS:,} graphic units")
                placed = _times(_times(_matrix(unit), _moved(unit)), matrix)
                if kind == "TextObject":
                    self.text(unit, placed, page)
                elif kind == "PathObject":
                    _add_rules(unit, placed, page)
                elif (composite := self.units.get(unit.get("ResourceID", ""))) is not None:
                    self.walk(composite, placed, page, depth + 1)

    def text(self, unit: etree._Element, matrix: Matrix, page: Page) -> None:
        """The characters of a TextObject (11.3): each TextCode goes on where the last one stood."""
        size = _float(unit.get("Size"), 3.5)
        scale = _float(unit.get("HScale"), 1.0)
        x = y = 0.0
        for code in _named(unit, "TextCode"):
            signs = _INDENT.sub(" ", "".join(code.itertext())).strip("\n")
            self.characters += len(signs)
            if self.characters > _MOST_CHARACTERS:
                raise too_large(f"more than {_MOST_CHARACTERS:,} characters")
            x, y = _float(code.get("X"), x), _float(code.get("Y"), y)
            across, down = _deltas(code.get("DeltaX"), len(signs)), _deltas(code.get("DeltaY"), len(signs))
            at_x, at_y = x, y
            for i, sign in enumerate(signs):
                width = (1.0 if ord(sign) > _LATIN else 0.5) * size * scale
                if i < len(across) and 0 < across[i] < width:
                    width = across[i]
                if not sign.isspace():
                    first = _at(matrix, at_x, at_y - size * _ASCENT)
                    last = _at(matrix, at_x + width, at_y + size * _DESCENT)
                    page.words.append(_word(sign, first, last, unit.get("ID", "")))
                at_x += across[i] if i < len(across) else (0.0 if down else width)
                at_y += down[i] if i < len(down) else 0.0


def _word(sign: str, first: Point, last: Point, item: str) -> Word:
    (x0, y0), (x1, y1) = first, last
    return Word(sign, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), item)


def _once(words: list[Word]) -> list[Word]:
    """Without signs that are set again a hair's breadth off, as printers make type bold."""
    printed: dict[tuple[str, int], list[float]] = {}
    kept: list[Word] = []
    for word in words:
        others = printed.setdefault((word.text, round((word.top + word.bottom) * 4)), [])
        if others and any(abs(other - word.left) < _OVERPRINT * (word.bottom - word.top) for other in others):
            continue
        others.append(word.left)
        kept.append(word)
    return kept


def _add_rules(unit: etree._Element, matrix: Matrix, page: Page) -> None:
    data = next(_named(unit, "AbbreviatedData"), None)
    sides = [
        (_at(matrix, *a), _at(matrix, *b)) for a, b in _sides("".join(data.itertext()) if data is not None else "")
    ]
    if unit.get("Fill", "").lower() == "true" and unit.get("Stroke", "true").lower() == "false" and sides:
        sides = _as_line([point for side in sides for point in side])
    for (x0, y0), (x1, y1) in sides:
        if abs(y0 - y1) < _TOLERANCE / 2 and abs(x1 - x0) > _SHORTEST:
            page.horizontals.append(RuledLine(min(x0, x1), max(x0, x1), (y0 + y1) / 2))
        elif abs(x0 - x1) < _TOLERANCE / 2 and abs(y1 - y0) > _SHORTEST:
            page.verticals.append(RuledLine(min(y0, y1), max(y0, y1), (x0 + x1) / 2))


def _as_line(points: list[Point]) -> list[tuple[Point, Point]]:
    """A thin filled box as the line that it is meant to be; nothing for other areas."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    if max(xs) - min(xs) < _THIN:
        return [((x, min(ys)), (x, max(ys)))]
    if max(ys) - min(ys) < _THIN:
        return [((min(xs), y), (max(xs), y))]
    return []


def _sides(path: str) -> Iterator[tuple[Point, Point]]:
    """The straight lines of a path; curves move the pen only."""
    tokens = _TOKEN.findall(path[:100_000])
    at = 0
    pen = start = (0.0, 0.0)
    while at < len(tokens):
        operator = tokens[at]
        count = _OPERANDS.get(operator, 0)
        values = tokens[at + 1 : at + 1 + count]
        at += 1 + count
        if len(values) < count or any(value.isalpha() for value in values):
            return
        if operator == "C":
            if pen != start:
                yield pen, start
            pen = start
        elif count:
            to = (float(values[-2]), float(values[-1]))
            if operator == "L":
                yield pen, to
            elif operator in "MS":
                start = to
            pen = to


def _deltas(text: str | None, count: int) -> list[float]:
    """DeltaX or DeltaY (11.3): numbers, or `g <times> <number>`; no more than there are characters."""
    out: list[float] = []
    tokens = iter((text or "").split())
    for token in tokens:
        if len(out) >= count:
            break
        if token == "g":
            times, value = _float(next(tokens, None), 0), _float(next(tokens, None), 0)
            out += [value] * int(max(0.0, min(times, count - len(out))))
        else:
            out.append(_float(token, 0.0))
    return out


def _named(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Descendants of a local name: writers use the standard's namespace as prefix, as default, or none."""
    return (element for element in parent.iter() if _local(element) == name)


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _box(element: etree._Element | None) -> tuple[float, ...] | None:
    numbers = _numbers(element.text if element is not None else None)
    return tuple(numbers) if len(numbers) == 4 and numbers[2] > 0 and numbers[3] > 0 else None


def _numbers(text: str | None) -> list[float]:
    return [float(number) for number in _NUMBER.findall(text or "")[:16]]


def _float(text: str | None, default: float) -> float:
    try:
        value = float(text or "")
    except ValueError:
        return default
    return value if abs(value) < 1e7 else default


def _matrix(unit: etree._Element) -> Matrix:
    numbers = _numbers(unit.get("CTM"))
    return (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]) if len(numbers) == 6 else _IDENTITY


def _moved(unit: etree._Element) -> Matrix:
    """An object's own space begins at its boundary's corner."""
    numbers = _numbers(unit.get("Boundary"))
    return (1, 0, 0, 1, numbers[0], numbers[1]) if len(numbers) == 4 else _IDENTITY


def _times(m: Matrix, n: Matrix) -> Matrix:
    """First m, then n."""
    a, b, c, d, e, f = m
    p, q, r, s, t, u = n
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _at(m: Matrix, x: float, y: float) -> Point:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]
