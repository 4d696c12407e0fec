"""Read the characters and ruling lines of an OFD file's pages (GB/T 33190-2016); `ingest.read.page` lays them out as text.

Coordinates are millimetres from the upper left corner of a page.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.model import Issue
from ingest.read.compose import Composer, Extraction
from ingest.read.decode import ReadError
from ingest.read.ofd.attributes import (
    IDENTITY,
    Matrix,
    Point,
    box_of,
    combined,
    deltas,
    local,
    matrix_of,
    named,
    number_of,
    offset_of,
    transformed,
)
from ingest.read.ofd.paths import TOLERANCE, add_rules
from ingest.read.package import Package, damaged, too_large
from ingest.read.page.blocks import blocks
from ingest.read.page.model import Page, Word

READER = "ofd 1"
MEDIA_TYPE = "application/ofd"
_MOST_PAGES = 5_000
_MOST_CHARACTERS = 5_000_000
_MOST_OBJECTS = 500_000  # graphic units drawn; those of a composite count each time
_DEEPEST = 64
_ROOT = "OFD.xml"
_INDENT = re.compile(r"^\n\s*|\n\s*$|\n\s+")
_ASCENT, _DESCENT = 0.85, 0.15  # of the size; OFD gives the baseline only
_LATIN = 0x2000  # characters below are half as wide; OFD gives no widths
_OVERPRINT = 0.15
_A4 = (0.0, 0.0, 210.0, 297.0)


def read(data: bytes) -> Extraction:
    """Read an OFD file. Raises ReadError."""
    reader = _OfdReader(Package(data, "OFD"))
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
    return composer.extraction(READER, MEDIA_TYPE, issues, pages=len(pages), apart=apart)


def pages(data: bytes) -> list[Page]:
    """Return the pages of an OFD file as they are laid out. Raises ReadError."""
    return list(_OfdReader(Package(data, "OFD")).pages())


@dataclass(slots=True)
class _OfdReader:
    """Walks a package. units: composite graphic units by ID; templates: paths of template pages by ID; missing: how many parts
    are named but not in the package; characters, objects: how many were read."""

    package: Package
    units: dict[str, etree._Element] = field(default_factory=dict)
    templates: dict[str, str] = field(default_factory=dict)
    missing: int = 0
    characters: int = 0
    objects: int = 0

    def pages(self) -> Iterator[Page]:
        number = 0
        for entry in named(self.package.xml(_ROOT), "DocRoot"):
            place = self.located(_ROOT, entry.text or "")
            document = self.part(place)
            if document is None:
                continue
            self.units, self.templates = {}, {}
            self.resources(document, place)
            box = box_of(next(named(document, "PhysicalBox"), None)) or _A4
            for page in named(document, "Page"):
                if page.get("BaseLoc"):
                    number += 1
                    if number > _MOST_PAGES:
                        raise too_large(
                            f"an OFD file of more than {_MOST_PAGES:,} pages", f"OFD 文件超过 {_MOST_PAGES:,} 页"
                        )
                    yield self.page(number, self.located(place, page.get("BaseLoc", "")), box)
        if not number:
            raise damaged("OFD", "it has no pages", "其中没有页面")

    def part(self, place: str) -> etree._Element | None:
        if place in self.package:
            return self.package.xml(place)
        self.missing += 1
        return None

    def located(self, base: str, place: str) -> str:
        """Resolve an ST_Loc (7.3): with a leading slash from the package's root, else from the folder of the part that names it."""
        place = place.strip().replace("\\", "/")
        joined = place.lstrip("/") if place.startswith("/") else posixpath.join(posixpath.dirname(base), place)
        path = posixpath.normpath(joined)
        if path.startswith(".."):
            raise damaged("OFD", "it names a part outside the package", "其中指向包外的文件")
        return path if path in self.package or place not in self.package else place

    def resources(self, document: etree._Element, place: str) -> None:
        for entry in document.iter():
            match local(entry):
                case "PublicRes" | "DocumentRes" if entry.text:
                    part = self.part(self.located(place, entry.text))
                    if part is not None:
                        self.units |= {unit.get("ID", ""): unit for unit in named(part, "CompositeGraphicUnit")}
                case "TemplatePage":
                    self.templates[entry.get("ID", "")] = self.located(place, entry.get("BaseLoc", ""))

    def page(self, number: int, place: str, box: tuple[float, ...]) -> Page:
        root = self.part(place)
        if root is None:
            return Page(number, box[2], box[3], "mm", TOLERANCE)
        box = box_of(next(named(root, "PhysicalBox"), None)) or box
        page = Page(number, box[2], box[3], "mm", TOLERANCE)
        for child in root:
            template = self.templates.get(child.get("TemplateID", "")) if local(child) == "Template" else None
            if template and (part := self.part(template)) is not None:
                self.walk(part, IDENTITY, page, 0)
        self.walk(root, IDENTITY, page, 0)
        page.words = _once(page.words)
        return page

    def walk(self, parent: etree._Element, matrix: Matrix, page: Page, depth: int) -> None:
        if depth > _DEEPEST:
            raise too_large("graphic units nest in each other without end", "图元互相嵌套，没有尽头")
        for unit in parent:
            kind = local(unit)
            if unit.get("Visible", "true").lower() == "false":
                continue
            if kind in ("Layer", "PageBlock", "Content"):
                self.walk(unit, matrix, page, depth + 1)
            elif kind in ("TextObject", "PathObject", "CompositeObject"):
                self.objects += 1
                if self.objects > _MOST_OBJECTS:
                    raise too_large(f"more than {_MOST_OBJECTS:,} graphic units", f"图元超过 {_MOST_OBJECTS:,} 个")
                matrix_here = combined(combined(matrix_of(unit), offset_of(unit)), matrix)
                if kind == "TextObject":
                    self.text(unit, matrix_here, page)
                elif kind == "PathObject":
                    add_rules(unit, matrix_here, page)
                elif (composite := self.units.get(unit.get("ResourceID", ""))) is not None:
                    self.walk(composite, matrix_here, page, depth + 1)

    def text(self, unit: etree._Element, matrix: Matrix, page: Page) -> None:
        """Add the characters of a TextObject (11.3). A TextCode without X or Y has those of the one before."""
        size = number_of(unit.get("Size"), 3.5)
        scale = number_of(unit.get("HScale"), 1.0)
        x = y = 0.0
        for code in named(unit, "TextCode"):
            signs = _INDENT.sub(" ", "".join(code.itertext())).strip("\n")
            self.characters += len(signs)
            if self.characters > _MOST_CHARACTERS:
                raise too_large(f"more than {_MOST_CHARACTERS:,} characters", f"文字超过 {_MOST_CHARACTERS:,} 个")
            x, y = number_of(code.get("X"), x), number_of(code.get("Y"), y)
            across, down = deltas(code.get("DeltaX"), len(signs)), deltas(code.get("DeltaY"), len(signs))
            at_x, at_y = x, y
            for i, sign in enumerate(signs):
                width = (1.0 if ord(sign) > _LATIN else 0.5) * size * scale
                if i < len(across) and 0 < across[i] < width:
                    width = across[i]
                if not sign.isspace():
                    first = transformed(matrix, at_x, at_y - size * _ASCENT)
                    last = transformed(matrix, at_x + width, at_y + size * _DESCENT)
                    page.words.append(_word(sign, first, last, unit.get("ID", "")))
                at_x += across[i] if i < len(across) else (0.0 if down else width)
                at_y += down[i] if i < len(down) else 0.0


def _word(sign: str, first: Point, last: Point, item: str) -> Word:
    (x0, y0), (x1, y1) = first, last
    return Word(sign, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), item)


def _once(words: list[Word]) -> list[Word]:
    """Drop characters that are printed again a fraction of a millimetre off, which is how some programs make type bold."""
    printed: dict[tuple[str, int], list[float]] = {}
    kept: list[Word] = []
    for word in words:
        others = printed.setdefault((word.text, round((word.top + word.bottom) * 4)), [])
        if others and any(abs(other - word.left) < _OVERPRINT * (word.bottom - word.top) for other in others):
            continue
        others.append(word.left)
        kept.append(word)
    return kept
