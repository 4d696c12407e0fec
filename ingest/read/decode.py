"""Decode bytes into a `Source`: find the encoding, refuse what is not text."""

import codecs
import hashlib
from pathlib import PurePosixPath

from ingest.model import Source

MEDIA_TYPES = {".txt": "text/plain", ".md": "text/markdown", ".markdown": "text/markdown", ".text": "text/plain"}
"""The suffixes that are read from folders. A file that is given by name is read whatever its suffix."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class ReadError(ValueError):
    """An input that cannot be read as text. code: kebab-case; the message says what to do, in English and Chinese."""

    def __init__(self, code: str, message_en: str, message_zh: str) -> None:
        super().__init__(code, message_en, message_zh)
        self.code, self.message_en, self.message_zh = code, message_en, message_zh

    def __str__(self) -> str:
        return self.message_en


def decode(data: bytes, name: str) -> Source:
    """Decode one file: UTF-8 with or without BOM, UTF-16, GB18030.

    A BOM decides; then UTF-8, which does not validate by chance; then UTF-16 without BOM by its zero bytes; then GB18030 if
    the outcome reads as Chinese. Anything else is refused rather than guessed.

    Raises ReadError: `empty-input`, `not-text`, `unknown-encoding`.
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise ReadError("empty-input", "the file is empty; nothing to read", "文件为空，没有可读的内容")
    text, encoding = _decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    media_type = MEDIA_TYPES.get(PurePosixPath(name).suffix.lower(), "text/plain")
    return Source(name, hashlib.sha256(data).hexdigest(), media_type, encoding, text)


def _decode(data: bytes) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding), encoding.removesuffix("-sig")
            except UnicodeDecodeError as error:
                raise _unknown(error) from error
    # UTF-8 and GB18030 texts have no NUL bytes: without a BOM this is UTF-16 with ASCII in it, or not text.
    if b"\x00" in data:
        for encoding in ("utf-16-le", "utf-16-be"):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if _reads_as_chinese(text):
                return text, encoding
        raise ReadError(
            "not-text",
            "this is not a text file; convert it to UTF-8 text first",
            "不是文本文件，请先转换为 UTF-8 文本",
        )
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as utf8_error:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError as error:
            raise _unknown(utf8_error) from error
        if _reads_as_chinese(text):
            return text, "gb18030"
        raise _unknown(utf8_error) from utf8_error


def _reads_as_chinese(text: str) -> bool:
    """Test whether at least half of the letters are common Han, and hardly any are control or private-use characters."""
    sample = text[:20_000]
    letters = [c for c in sample if not c.isspace()]
    han = sum("一" <= c <= "龥" or c in "，。；：、（）《》〔〕" for c in letters)
    odd = sum(not c.isprintable() for c in letters)
    # Another encoding's bytes decode as Han too, but as rare ones: nearly all that documents use are in GB 2312.
    common = sum(len(c.encode("gb2312", errors="ignore")) == 2 for c in letters if c > "\x7f")
    wide = sum(c > "\x7f" for c in letters)
    return bool(letters) and han * 2 >= len(letters) and odd * 100 <= len(letters) and common * 10 >= wide * 9


def _unknown(error: UnicodeDecodeError) -> ReadError:
    return ReadError(
        "unknown-encoding",
        f"neither UTF-8, UTF-16 nor GB18030 (byte {error.start} does not fit); save the file as UTF-8",
        f"既非 UTF-8、UTF-16，也非 GB18030（第 {error.start} 字节不符），请另存为 UTF-8",
    )
