"""Mark what the page of a site prints around a document: menus, buttons, breadcrumbs, the title of the page, its foot."""

from collections.abc import Sequence

from ingest.model.furniture import FurnitureKind
from ingest.read.lines import Line
from ingest.rules import Rule, table
from ingest.rules.starts import being

_BY_FORM = (FurnitureKind.WEB, FurnitureKind.WEB_MENU, FurnitureKind.BREADCRUMB)
_ON_PAGES = (FurnitureKind.WEB, FurnitureKind.WEB_MENU)
_BARS = frozenset("|｜\t")
_HEAD = 40  # printed lines at the head of a source that may contain a menu
_HEADING_LINES = 3  # of a heading below the one that opens it
_TITLE_END = table("layout")["title-line-end"]
_TITLE_REACH = 8  # printed lines below the title of a page within which the document's own is expected


def by_form(text: str) -> FurnitureKind | None:
    """Return the kind of a line that only pages of sites print, wherever it is; None for others."""
    kind = being("webpages", text, _BY_FORM)
    return FurnitureKind(kind) if kind else None


def mark_menu(lines: Sequence[Line], kinds: list[FurnitureKind | None], printed: Sequence[int]) -> None:
    """Mark buttons, entries of a menu and the title of the page above its first text. Below it × occurs in cells, and 正文 heads a
    text of its own. An entry inside a heading (岚州市水务局关于加强 / 信息公开 / 工作的通知) is a part of it."""
    rules = table("webpages")
    opened = 0  # lines below on which a heading may go on
    head = printed[: _HEAD + _TITLE_REACH]
    for at, i in enumerate(head[:_HEAD]):
        text, below = lines[i].text, [lines[j].text for j in head[at + 1 : at + 1 + _TITLE_REACH]]
        if kinds[i] is not None:
            continue
        heads = opened > 0 or _heads(text, below[0] if below else "", rules)
        bar = rules["menu-bar"].whole(text) is not None and not lines[i].is_row
        if bar and any(kinds[j] is None and _BARS & {*lines[j].text} for j in head[at + 1 : at + 2]):
            bar = False  # the head of a table
        buttons = bar or rules["page-button"].whole(text) or (rules["page-menu"].whole(text) and not heads)
        if buttons or _is_page_title(text, below, rules["page-title"]):
            kinds[i] = FurnitureKind.WEB_MENU
        elif text.endswith(("。", "：", "；")) or lines[i].is_row:
            return
        elif rules["heading-opened"].find(text):
            opened = _HEADING_LINES
        else:
            opened = 0 if _TITLE_END.find(text) else opened - 1


def _heads(text: str, below: str, rules: dict[str, Rule]) -> bool:
    """Test whether the name of an entry is the heading of the text below it, or its last line but one."""
    if rules["heading-end-below"].whole(below):
        return True
    return below.endswith(("。", "：", "号")) and rules["menu-of-kind"].whole(text) is not None


def _is_page_title(text: str, below: Sequence[str], rule: Rule) -> bool:
    """Test whether a line is the title of a page with the name of its site, and one of the lines below it is the title alone."""
    page = rule.whole(text)
    return page is not None and any(line.replace(" ", "") == page["title"].replace(" ", "") for line in below)


def mark_foot(lines: Sequence[Line], kinds: list[FurnitureKind | None], printed: Sequence[int]) -> None:
    """Mark the lines at the end that are a page's foot, from the first one that only such a foot has."""
    rules = table("webpages")
    foot: list[int] = []
    first = 0
    for i in reversed(printed):
        if kinds[i] is None:
            if rules["page-foot"].whole(lines[i].text):
                first = len(foot) + 1
            elif not rules["beside-page-foot"].whole(lines[i].text):
                break
        elif kinds[i] in _ON_PAGES:
            first = len(foot) + 1
        foot.append(i)
    for i in foot[:first]:
        kinds[i] = kinds[i] or FurnitureKind.WEB_MENU
