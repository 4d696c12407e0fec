"""Turn the meta tags of Chinese government sites into the block of labels that such sites print above a document.

The names are those of the national standard for government sites (国办发〔2017〕47号, 政府网站发展指引, annex on page tags).
"""

from lxml.html import HtmlElement

from ingest.model.native import InMarkup
from ingest.read.compose import Block
from ingest.read.grid import Fragment

_LABELS = {"articletitle": "标题", "pubdate": "发布日期", "contentsource": "来源"}
_LONGEST = 160


def label_block(root: HtmlElement) -> list[Block]:
    """Return one line a tag, `标题：…`. The label is ours; the value is the tag's."""
    tree = root.getroottree()
    found: dict[str, Block] = {}
    for meta in root.iter("meta"):
        label = _LABELS.get((meta.get("name") or "").strip().lower())
        value = " ".join((meta.get("content") or "").split())[:_LONGEST]
        if label and value and label not in found:
            place = InMarkup(f"{tree.getpath(meta)}/@content")
            found[label] = (Fragment(f"{label}："), Fragment(value, place))
    return [found[label] for label in _LABELS.values() if label in found]
