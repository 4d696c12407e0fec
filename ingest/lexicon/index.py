"""An index of all names in the gazetteer by their first characters, for finding where the name of a body begins."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ontology.agencies import Agencies
from ontology.places import Places

# Shorter names occur inside other words: 中办 in 集中办理, 新区 in 高新区.
_SHORTEST_ORGAN = 3


@dataclass(frozen=True, slots=True)
class Index:
    """Names by their first two characters, longest first.

    following: endings and fields, which follow a place's name (财政局, 财政). whole: need no head. after_bare: follow a place's name
    without its class word (银保监局). starts: the characters with which any name begins. opening: the first of them. around_place: names
    with a place inside. around_starts: the first two characters of these.
    """

    following: dict[str, tuple[str, ...]]
    whole: dict[str, tuple[str, ...]]
    after_bare: dict[str, tuple[str, ...]]
    starts: frozenset[str]
    opening: re.Pattern[str]
    around_place: re.Pattern[str]
    around_starts: frozenset[str]


def longest_name(text: str, at: int, names: dict[str, tuple[str, ...]]) -> str:
    """Return the longest of the names that starts at `at`; empty if there is none."""
    start = text[at : at + 2]
    if start in names:
        for name in names[start]:
            if text.startswith(name, at):
                return name
    return start[:1] if start[:1] in names else ""


@cache
def field_names() -> frozenset[str]:
    """Return the fields that name a body together with a place: 财政, 民政."""
    return frozenset(Agencies.load().fields())


@cache
def load_index() -> Index:
    """Build the index from the gazetteer, once a process."""
    gazetteer = Agencies.load()
    organs = (name for name in Places.load().organs if len(name) >= _SHORTEST_ORGAN)
    whole, after_bare, around = [*gazetteer.phrases(), *organs], [], []
    for kind in gazetteer.kinds:
        for pattern in kind.short_patterns:
            if "{class}" in pattern:
                whole += [pattern.replace("{class}", word) for word in ("省", "市", "区", "县", "州", "旗", "自治区")]
            elif pattern.startswith("{bare}"):
                after_bare.append(pattern.removeprefix("{bare}"))
            elif not pattern.startswith("{"):
                around.append(re.sub(r"\{\w+\}", "([一-鿿]{2,8}?)", pattern))
    indexes = [_by_start(names) for names in ({*gazetteer.endings(), *gazetteer.fields()}, whole, after_bare)]
    around_starts = frozenset(pattern[:2] for pattern in around)
    starts = frozenset(start for index in indexes for start in index) | around_starts
    return Index(
        following=indexes[0],
        whole=indexes[1],
        after_bare=indexes[2],
        starts=starts,
        opening=re.compile(f"[{re.escape(''.join(sorted({start[0] for start in starts})))}]"),
        around_place=re.compile("|".join(around)),
        around_starts=around_starts,
    )


def _by_start(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    index: dict[str, list[str]] = {}
    for name in sorted(set(names), key=lambda name: (-len(name), name)):
        index.setdefault(name[:2], []).append(name)
    return {start: tuple(found) for start, found in index.items()}
