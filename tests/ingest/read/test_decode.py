"""Bytes to text: the encoding is detected from a BOM or from the bytes, and bytes that are no text are refused."""

import codecs
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.read.decode import ReadError, decode

TEXT = "岚州市人民政府关于加强城市树木养护的通知\n各区县人民政府：\n岚政发〔2021〕9号\n"

ENCODINGS = {
    "UTF-8": (TEXT.encode(), "utf-8"),
    "UTF-8 with BOM": (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
    "UTF-16 LE with BOM": (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16"),
    "UTF-16 BE with BOM": (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
    "UTF-16 LE bare": (TEXT.encode("utf-16-le"), "utf-16-le"),
    "UTF-16 BE bare": (TEXT.encode("utf-16-be"), "utf-16-be"),
    "UTF-32 LE with BOM": (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32"),
    "GB18030": (TEXT.encode("gb18030"), "gb18030"),
    "GBK": (TEXT.encode("gbk"), "gb18030"),
}


@pytest.mark.parametrize(("data", "encoding"), ENCODINGS.values(), ids=ENCODINGS)
def test_every_encoding_gives_the_same_text(data: bytes, encoding: str) -> None:
    source = decode(data, "岚州/2021-09.txt")
    assert (source.text, source.encoding) == (TEXT, encoding)
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert source.name == "岚州/2021-09.txt"


def test_four_byte_characters_of_gb18030() -> None:
    assert decode((TEXT + "𠮷㐂").encode("gb18030"), "a.txt").text == TEXT + "𠮷㐂"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_are_one(end: str) -> None:
    assert decode(TEXT.replace("\n", end).encode(), "a.txt").text == TEXT


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.txt", "text/plain"),
        ("a.md", "text/markdown"),
        ("a.MD", "text/markdown"),
        ("a.markdown", "text/markdown"),
        ("a", "text/plain"),
    ],
)
def test_the_suffix_gives_the_media_type(name: str, media_type: str) -> None:
    assert decode(TEXT.encode(), name).media_type == media_type


REFUSED = {
    "nothing": (b"", "empty-input"),
    "only a BOM": (codecs.BOM_UTF8, "empty-input"),
    "only blanks": (b" \r\n\t\n", "empty-input"),
    "only zeros": (b"\x00" * 64, "empty-input"),
    "an image": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4, "not-text"),
    "a PDF": (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n" + bytes(range(1, 256)) * 4, "unknown-encoding"),
    "a zip": (b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(256)) * 4, "not-text"),
    "Latin-1": ("Städte und Gemeinden für alle, §§ ".encode("latin-1") * 20, "unknown-encoding"),
    "Big5": (TEXT.replace("岚", "嵐").replace("树", "樹").encode("big5", "replace"), "unknown-encoding"),
    "UTF-8 cut in a character": (TEXT.encode()[:-2] + b"\xe5\xb2", "unknown-encoding"),
    "UTF-16 cut in a character": (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le") + b"\x00", "unknown-encoding"),
}


@pytest.mark.parametrize(("data", "code"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_text_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as refused:
        decode(data, "a.txt")
    assert refused.value.code == code
    assert refused.value.message_en and refused.value.message_zh
    assert "\n" not in refused.value.message_en + refused.value.message_zh


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        source = decode(data, "a.txt")
    except ReadError as error:
        assert error.code in {"empty-input", "not-text", "unknown-encoding"}
    else:
        source.text.encode()  # no lone surrogates
        assert "\r" not in source.text
