"""A replacement for fonts that a pdf names and does not contain, used while a page is read.

The positions of characters are in the pdf itself, so a page is read the same whatever fonts a machine has; no font of thousands of outlines
is searched; and no character is lost because nothing has an outline for it. Pages are drawn with the fonts of the machine.
"""

import contextlib
import ctypes
import struct
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pypdfium2.raw as pdfium

_EM, _ASCENT, _DESCENT = 1000, 880, -120  # of a usual Chinese font
_HALF = _EM // 2  # the width of a Latin letter, in a pdf that does not give it
_NARROW = 100  # PDFium widens a character's box to its outline
_LATIN_END = 0x2E80  # from here on East Asian signs, as wide as they are high
_LAST = 0x10FFFF
_HANDLE = 1  # of the substitute; all others are addresses
_NAME = b"zhengmai stand-in\0"
_STANDARD = (b"Courier", b"Helvetica", b"Times", b"Symbol", b"ZapfDingbats")  # PDFium has these itself
_standing_in = False
_unlisted = False  # PDFium has asked for a list of fonts and was given none


@contextlib.contextmanager
def stand_in() -> Iterator[None]:
    """Let PDFium use the substitute font for pages that are loaded within. To draw them, load them from a document opened for it."""
    global _standing_in
    _standing_in = True
    try:
        yield
    finally:
        _standing_in = False
        if _unlisted:
            _choose()


def _choose() -> None:
    """Have PDFium ask our functions for fonts. It asks for a list of them once after each call, when it first needs it."""
    global _unlisted
    _unlisted = False
    pdfium.FPDF_SetSystemFontInfo(_CHOICE)


@cache
def _machine() -> Any:
    """Return PDFium's own access to the fonts of this machine; None on systems for which it has none."""
    return pdfium.FPDF_GetDefaultSystemFontInfo() or None


def _release(_: Any) -> None:
    """Nothing: the choice lives as long as the process."""


def _list_fonts(_: Any, mapper: Any) -> None:
    global _unlisted
    _unlisted = _standing_in
    if not _standing_in and (machine := _machine()):
        machine.contents.EnumFonts(machine, mapper)


def _map_font(_: Any, weight: int, italic: int, charset: int, pitch: int, face: Any, exact: Any) -> int | None:
    """Return the font for a name and a character set; None for one of PDFium's own."""
    if _standing_in:
        return None if face and ctypes.string_at(face).startswith(_STANDARD) else _HANDLE
    machine = _machine()
    return machine.contents.MapFont(machine, weight, italic, charset, pitch, face, exact) if machine else None


def _named_font(_: Any, face: Any) -> int | None:
    machine = None if _standing_in else _machine()
    return machine.contents.GetFont(machine, face) if machine else None


def _font_data(_: Any, font: int, table: int, buffer: Any, size: int) -> int:
    """Copy a table of a font, or all of it (table 0); return how long it is, 0 for a table that is not there."""
    if font != _HANDLE:
        return int(_machine().contents.GetFontData(_machine(), font, table, buffer, size))
    return 0 if table else _copied(_stand_in(), buffer, size)


def _face_name(_: Any, font: int, buffer: Any, size: int) -> int:
    if font != _HANDLE:
        return int(_machine().contents.GetFaceName(_machine(), font, buffer, size))
    return _copied(_NAME, buffer, size)  # PDFium keeps fonts by it: never that of a font of the machine


def _charset(_: Any, font: int) -> int:
    return (
        int(_machine().contents.GetFontCharset(_machine(), font)) if font != _HANDLE else pdfium.FXFONT_DEFAULT_CHARSET
    )


def _delete_font(_: Any, font: int) -> None:
    if font != _HANDLE:
        _machine().contents.DeleteFont(_machine(), font)


def _copied(data: bytes, buffer: Any, size: int) -> int:
    if buffer and size >= len(data):
        ctypes.memmove(buffer, data, len(data))
    return len(data)


@cache
def _stand_in() -> bytes:
    """Return a TrueType font in which every character has an outline: a narrow box from the descent to the ascent."""
    corners = struct.pack(">2H4B", 3, 0, *[1] * 4)
    corners += struct.pack(">8h", 0, _NARROW, 0, -_NARROW, _DESCENT, 0, _ASCENT - _DESCENT, 0)
    outline = struct.pack(">5h", 1, 0, _DESCENT, _NARROW, _ASCENT) + corners
    outline += bytes(-len(outline) % 4)
    half = len(outline) // 2
    groups = struct.pack(">6I", 1, _LATIN_END - 1, 1, _LATIN_END, _LAST, 2)
    characters = struct.pack(">2H3I", 13, 0, 16 + len(groups), 0, 2) + groups  # format 13: many characters, one outline
    metrics = (_EM, 0, _HALF, 0, _EM, 0)
    return _truetype(
        {
            b"cmap": struct.pack(">4HI", 0, 1, 3, 10, 12) + characters,
            b"glyf": outline * 2,
            b"head": struct.pack(
                ">4I2H2Q4h2H3h", 1 << 16, 0, 0, 0x5F0F3CF5, 0, _EM, 0, 0, 0, _DESCENT, _EM, _ASCENT, 0, 8, 2, 0, 0
            ),
            b"hhea": struct.pack(">I3hH11hH", 1 << 16, _ASCENT, _DESCENT, 0, _EM, *[0] * 2, _EM, 1, *[0] * 7, 3),
            b"hmtx": struct.pack(">HhHhHh", *metrics),
            b"loca": struct.pack(">4H", 0, 0, half, 2 * half),
            b"maxp": struct.pack(">I14H", 1 << 16, 3, 4, 1, 0, 0, 1, *[0] * 8),
        }
    )


def _truetype(tables: dict[bytes, bytes]) -> bytes:
    """Return a font file of these tables (OpenType, "Organization of an OpenType font")."""
    head = struct.pack(">I4H", 1 << 16, len(tables), 64, 2, 16 * len(tables) - 64)
    body = b""
    start = len(head) + 16 * len(tables)
    for name, data in sorted(tables.items()):
        head += struct.pack(">4s3I", name, 0, start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    return head + body


def _choice() -> Any:
    """Return the functions that PDFium asks for fonts. They must live as long as the process."""
    kinds = dict(pdfium.FPDF_SYSFONTINFO._fields_)
    functions: dict[str, Callable[..., Any]] = {
        "Release": _release,
        "EnumFonts": _list_fonts,
        "MapFont": _map_font,
        "GetFont": _named_font,
        "GetFontData": _font_data,
        "GetFaceName": _face_name,
        "GetFontCharset": _charset,
        "DeleteFont": _delete_font,
    }
    return pdfium.FPDF_SYSFONTINFO(version=1, **{name: kinds[name](function) for name, function in functions.items()})


_CHOICE = _choice()
_choose()
