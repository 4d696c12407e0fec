"""Find the characters with which the matches of a parsed pattern begin and end."""

import re
from collections.abc import Iterable, Sequence
from re import _constants as kind  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from ontology.patterns.literals import REPEATS, WIDTHLESS, Node, Strings, characters, union

_DIGIT = r"\d"


def openings(parsed: Iterable[Node]) -> str | None:
    """Return the characters that a match can begin with, written as a class of characters (`本今\\d`); None where they are unknown,
    many, or where a match can be empty."""
    return _class(*_outer(list(parsed), last=False))


def closings(parsed: Iterable[Node]) -> str | None:
    """Return the characters that a match can end with, as `openings` does those that it can begin with."""
    return _class(*_outer(list(parsed), last=True))


def _class(found: Strings, may_be_empty: bool) -> str | None:
    if found is None or may_be_empty:
        return None
    return "".join(sorted(one if one == _DIGIT else re.escape(one) for one in found))


def last_characters(parsed: Iterable[Node]) -> frozenset[str] | None:
    """Return the characters that a match of a pattern that ends with `$` can end with; None for another pattern, and where they are
    unknown or many, or a match can be empty."""
    found = _ends_of(list(parsed))
    return found if found and found.isdisjoint(("", _DIGIT)) else None


def _ends_of(nodes: Sequence[Node]) -> Strings:
    """Return the last characters of pieces in a row whose last is `$`."""
    match nodes:
        case [*before, (kind.AT, kind.AT_END | kind.AT_END_STRING)]:
            found, may_be_empty = _outer(before, last=True)
            return None if may_be_empty else found
        case [*_, (kind.SUBPATTERN, (_, added, _, inner))] if not added & (re.IGNORECASE | re.MULTILINE):
            return _ends_of(list(inner))
        case [*_, (kind.BRANCH, (_, choices))]:
            return union(_ends_of(list(choice)) for choice in choices)
    return None


def ending_with(parsed: Any, character: str) -> Any:
    """Return a pattern that ends with `$` without the choices that cannot end with a character."""
    return parser.SubPattern(parsed.state, _narrowed(list(parsed), character))


def _narrowed(nodes: Sequence[Node], character: str) -> list[Node]:
    """Return pieces in a row whose last match ends with a character, without the choices that cannot."""
    narrowed = list(nodes)
    for at in reversed(range(len(narrowed))):
        match narrowed[at]:
            case (of, _) if of in WIDTHLESS:
                continue
            case (of, (0, _, inner)) if of in REPEATS and not _may_end_with(list(inner), character):
                del narrowed[at]
                continue
            case (kind.SUBPATTERN, (group, added, removed, inner)) if not added & (re.IGNORECASE | re.MULTILINE):
                kept = parser.SubPattern(inner.state, _narrowed(list(inner), character))
                narrowed[at] = (kind.SUBPATTERN, (group, added, removed, kept))
            case (kind.BRANCH, (none, choices)):
                kept = [choice for choice in choices if _may_end_with(list(choice), character)]
                if kept:
                    within = [parser.SubPattern(one.state, _narrowed(list(one), character)) for one in kept]
                    narrowed[at] = (kind.BRANCH, (none, within))
        break
    return narrowed


def _may_end_with(nodes: Sequence[Node], character: str) -> bool:
    found, may_be_empty = _outer(nodes, last=True)
    return found is None or may_be_empty or character in found or _DIGIT in found


def _outer(nodes: Sequence[Node], *, last: bool) -> tuple[Strings, bool]:
    """Return the first or the last characters of pieces in a row, and whether the pieces can match nothing at all."""
    found: frozenset[str] = frozenset()
    for node in reversed(nodes) if last else nodes:
        here, may_be_empty = _outer_of_node(node, last=last)
        if here is None:
            return None, False
        found |= here
        if not may_be_empty:
            return found, False
    return found, True


def _outer_of_node(node: Node, *, last: bool) -> tuple[Strings, bool]:
    match node:
        case (kind.LITERAL, code):
            return frozenset([chr(code)]), False
        case (kind.IN, members):
            digit = (kind.CATEGORY, kind.CATEGORY_DIGIT)
            among = characters([member for member in members if member != digit])
            return among if among is None or digit not in members else among | {_DIGIT}, False
        case (of, _) if of in WIDTHLESS:
            return frozenset(), True
        case (kind.SUBPATTERN, (_, added, _, nodes)) if not added & re.IGNORECASE:
            return _outer(list(nodes), last=last)
        case (kind.BRANCH, (_, choices)):
            outer = [_outer(list(choice), last=last) for choice in choices]
            return union(found for found, _ in outer), any(empty for _, empty in outer)
        case (of, (low, _, nodes)) if of in REPEATS:
            found, may_be_empty = _outer(list(nodes), last=last)
            return found, may_be_empty or not low
    return None, False
