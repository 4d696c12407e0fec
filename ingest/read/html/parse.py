"""Parse the bytes of a web page to lxml's tree, within budgets.

libxml2 stops at 256 levels and reports it only in its log, and takes minutes for a tag with 300,000 attributes.
"""

import re

import lxml.html
from lxml import etree

from ingest.model import Issue
from ingest.read.decode import ReadError
from ingest.read.package import too_large

_LARGEST = 64 << 20  # bytes; the largest saved pages, with pictures inside, have 20 MB
_TOKENS = 20_000  # blanks in one tag: no tag has that many attributes
_LONG = 40_000  # bytes between two `>` from which a tag is checked
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
_HAN = re.compile("[一-鿿]")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}>")
_FAMILY = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}


def decoded(data: bytes) -> tuple[str, str]:
    """Return the text of a page and its encoding: UTF-8 where it is valid, else what the page declares, else GB18030."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace"), "utf-16"
    try:
        return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        # Of Chinese in another encoding, one character in a hundred decodes to Han, and the others not at all.
        if 4 * len(_HAN.findall(text)) > text.count("\ufffd"):
            return text, "utf-8"
    declared = _CHARSET.search(data[:8192])
    name = declared[1].decode("ascii").lower() if declared else "gb18030"
    name = _FAMILY.get(name, name)
    try:
        if not name.startswith("utf") and "escape" not in name:
            return data.decode(name, "replace"), name
    except (LookupError, UnicodeError, ValueError):
        pass
    return data.decode("gb18030", "replace"), "gb18030"


def parse(data: bytes) -> tuple[lxml.html.HtmlElement, str, list[Issue]]:
    """Return the root element, the encoding, and what the parser skipped. Raises ReadError: `too-large`, `empty-input`."""
    if len(data) > _LARGEST:
        raise too_large(f"a web page of {len(data) >> 20} MB", f"网页有 {len(data) >> 20} MB")
    for piece in data.split(b">"):
        if len(piece) > _LONG and piece[piece.find(b"<") :].count(b" ") > _TOKENS:
            raise too_large(f"a tag with more than {_TOKENS:,} attributes", f"一个标签的属性超过 {_TOKENS:,} 个")
    text, encoding = decoded(data)
    text = _DECLARATION.sub("", text, count=1).replace("\x00", "")
    parser = lxml.html.HTMLParser(huge_tree=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("empty-input", f"the page holds nothing to read ({error})", "网页没有可读的内容") from error
    issues = []
    if any("depth" in entry.message for entry in parser.error_log):
        issues.append(
            Issue(
                "page-too-deep",
                "the page nests deeper than 256 levels; what stands deeper is not read",
                "网页嵌套超过 256 层，更深处的内容没有读取",
            )
        )
    return root, encoding, issues
