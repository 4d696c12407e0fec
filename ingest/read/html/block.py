"""Find the element of a web page that contains the document; the rest is menus, links and footers.

The search goes down from `body` while one child contains nearly all text outside links. Every element is counted once, from the
leaves up, so the cost is linear in the page.
"""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

_NEVER = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "svg",
        "button",
        "select",
        "option",
        "input",
        "textarea",
        "form",
        "nav",
        "header",
        "footer",
        "aside",
    ]
)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
# Names that content systems of government sites give to the element that contains only the article.
_HOLDS_ARTICLE = re.compile(r"zoom|ucap|trs_editor|info_cont|zhengwen|con_text", re.IGNORECASE)
# Names that they give to this element or to those around it.
_NAMED = re.compile(rf"{_HOLDS_ARTICLE.pattern}|article|xl-|content|detail|news|main", re.IGNORECASE)
_LETTER = re.compile(r"[\u3400-\u9fff，。；：、（）《》〔〕“”0-9A-Za-z]")
_NO_CONTAINER = frozenset(["p", "td", "tr", "tbody", "table", "span", "font", "li"])
_BLOCKS = ("p", "tr", "li", "br", "h1", "h2", "h3", "div")
_SHARE, _SHARE_OF_NAMED, _SHARE_IN_NAMED = 0.75, 0.5, 1.0
_NEARLY_ALL = 0.98


def elements(root: HtmlElement) -> Iterator[HtmlElement]:
    return (element for element in root.iter() if isinstance(element.tag, str))


def hidden_elements(root: HtmlElement) -> set[HtmlElement]:
    """Return the elements that a browser does not show, or that contain no text of a document, with all their descendants."""
    hidden: set[HtmlElement] = set()
    for element in elements(root):
        parent = element.getparent()
        if (
            (parent is not None and parent in hidden)
            or element.tag in _NEVER
            or (element.tag not in ("body", "html") and _HIDDEN.search(element.get("style") or ""))
            or element.get("aria-hidden") == "true"
            or element.get("hidden") is not None
        ):
            hidden.add(element)
    return hidden


def document_block(root: HtmlElement, hidden: set[HtmlElement]) -> HtmlElement:
    """Return the smallest element that contains nearly all text outside links; the body where there is none."""
    prose = _prose(root, hidden)
    body = root.find("body")
    block = body if body is not None else root
    while True:
        inner = max((child for child in block if child in prose), key=prose.__getitem__, default=None)
        if inner is None or not _goes_down(block, inner, prose):
            return block
        block = inner


def _goes_down(block: HtmlElement, inner: HtmlElement, prose: dict[HtmlElement, int]) -> bool:
    share = _SHARE_OF_NAMED if _NAMED.search(_name(inner)) else _SHARE
    if _HOLDS_ARTICLE.search(_name(block)):
        share = _SHARE_IN_NAMED
    if prose[inner] < share * prose[block] or inner.tag in _NO_CONTAINER:
        return False
    several = next((i for i, _ in enumerate(inner.iter(*_BLOCKS)) if i), 0)
    return bool(several) or prose[inner] >= _NEARLY_ALL * prose[block]


def _name(element: HtmlElement) -> str:
    return f"{element.get('id') or ''} {element.get('class') or ''}"


def _prose(root: HtmlElement, hidden: set[HtmlElement]) -> dict[HtmlElement, int]:
    """Return the number of letters outside links of each shown element."""
    letters: dict[HtmlElement, int] = {}
    links: dict[HtmlElement, int] = {}
    for element in reversed(list(elements(root))):
        if element in hidden:
            letters[element] = links[element] = 0
            continue
        count = len(_LETTER.findall(element.text or ""))
        linked = 0
        for child in element:
            count += letters.get(child, 0) + len(_LETTER.findall(child.tail or ""))
            linked += links.get(child, 0)
        letters[element], links[element] = count, count if element.tag == "a" else linked
    return {element: letters[element] - links[element] for element in letters}
