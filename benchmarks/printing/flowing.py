"""Write blocks as a Word document or a web page, which have no pages. The same blocks give the same bytes."""

from collections.abc import Iterable, Mapping
from html import escape

from benchmarks.printing.archive import zipped
from benchmarks.printing.sheets import SetBlock, SetHeading, SetParagraph, SetTable

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="'
    'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)


def docx(blocks: Iterable[SetBlock]) -> bytes:
    """Return a Word document of paragraphs and tables."""
    return word("".join(map(_word, blocks)))


def word(body: str, parts: Mapping[str, str | bytes] | None = None, attributes: str = "") -> bytes:
    """Return a docx package of a body in WordprocessingML (prefix `w`). parts: further parts, by name; attributes: of the root element."""
    document = f"<w:document {_W} {attributes}><w:body>{body}</w:body></w:document>"
    return zipped(
        {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": document, **(parts or {})}
    )


def _word(block: SetBlock) -> str:
    match block:
        case SetHeading(text):
            return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>{escape(text)}</w:t></w:r></w:p>'
        case SetParagraph(text, _, right):
            side = '<w:pPr><w:jc w:val="right"/></w:pPr>' if right else ""
            return f"<w:p>{side}<w:r><w:t>{escape(text)}</w:t></w:r></w:p>"
        case SetTable(rows):
            cells = (
                "<w:tr>"
                + "".join(f"<w:tc><w:p><w:r><w:t>{escape(c)}</w:t></w:r></w:p></w:tc>" for c in row)
                + "</w:tr>"
                for row in rows
            )
            return f"<w:tbl>{''.join(cells)}</w:tbl>"


def page(blocks: Iterable[SetBlock], title: str, published: str, site: str) -> bytes:
    """Return a web page as government sites print documents: meta tags, a menu, the document, a footer."""
    body = "\n".join(map(_html, blocks))
    links = "".join(
        f"<li><a href='/{i}'>{name}</a></li>" for i, name in enumerate(("首页", "政务公开", "政务服务", "互动交流"))
    )
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{escape(title)} - {escape(site)}</title>
<meta name="SiteName" content="{escape(site)}">
<meta name="ArticleTitle" content="{escape(title)}">
<meta name="PubDate" content="{escape(published)}">
<meta name="ContentSource" content="本网"></head>
<body><div class="header"><ul class="nav">{links}</ul></div>
<div class="main"><div class="article"><div id="zoom">
{body}
</div></div></div>
<div class="footer">主办：{escape(site)} 备案号：东岭ICP备00000000号</div></body></html>
""".encode()


def _html(block: SetBlock) -> str:
    match block:
        case SetHeading(text):
            return f'<p style="text-align: center"><strong>{escape(text)}</strong></p>'
        case SetParagraph(text, _, right):
            side = ' style="text-align: right"' if right else ""
            return f"<p{side}>{escape(text)}</p>"
        case SetTable(rows):
            lines = ("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
            return f"<table>{''.join(lines)}</table>"
