"""Which provisions a sanction names as breached, and which duties of the text it guards.

`breached` is the one function that reads provisions here; the reader of all provisions of a text can take its place.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.model import Breach, Duty, Sanction, Span
from ingest.rules import table
from ingest.segment.tree import Leaf, Tree
from ontology.numbers import numeral

_N = "[零〇一二三四五六七八九十百千两\\d]{1,7}"
_TOKEN = re.compile(
    rf"""
    《(?P<law>[^《》\n]{{1,120}})》
    |(?:(?<=违反)|(?<=依照)|(?<=按照))(?!本)(?P<bare>[一-鿿]{{1,20}}?(?:法|条例))(?=第)
    |(?P<own>本(?:法|条例|办法|规定|细则|决定|规则)|该法|该条例)
    |第[ ]?[（(]?(?P<number>{_N})[）)]?(?P<unit>[编章节条款项目])(?:之(?P<sub>[一二三四五六七八九十]{{1,3}}))?
    |第?[ ]?[（(]?(?P<short>{_N})[）)]?(?=(?:[、和]|至)第?[（(]?{_N}[）)]?[^，。；]{{0,24}}?(?P<shared>[条款项]))
    |(?P<back>前(?:(?P<many>[两二三四五六])(?P<each>[款条项])|[款条项])|上款|本条|本款|同款)
    """,
    re.VERBOSE,
)
"""What names a provision: a law, a number with its level, a number that shares the level of the next (第一、二项), 前款."""
_JOIN = re.compile(r"(?:[、和及或与]|以及|或者|还有|或者是|和者){1,2}(?:违反)?|规定[、和或](?:者)?(?:违反)?")
_RANGE = re.compile(r"(?:至|到|—|-)")
_UNITS = {"编": "part", "章": "chp", "节": "sec", "条": "art", "款": "para", "项": "point", "目": "item"}
_DEPTH = {unit: depth for depth, unit in enumerate(_UNITS.values())}
_LENT = re.compile(r"(?<![未不])(?:依照|按照|根据|依据|适用)")
_WIDEST = 200
_Path = tuple[tuple[str, str], ...]


def resolve_breaches(sanctions: Sequence[Sanction], text: str, tree: Tree) -> list[Sanction]:
    """Return the sanctions with the provisions that they name as breached, each once. Spans are in `text`."""
    done = []
    for sanction in sanctions:
        found: dict[tuple[str, str], Breach] = {}
        for zone in sanction.zones:
            for breach in breached(text, zone, tree):
                found.setdefault((breach.law, breach.name), breach)
        done.append(replace(sanction, breaches=tuple(found.values())))
    return done


def breached(text: str, zone: Span, tree: Tree) -> Iterator[Breach]:
    """Find the provisions that a clause names as breached, ranges member by member. zone: the clause, in `text`."""
    leaf = tree.leaf(zone.start)
    here = _here(leaf)
    part = leaf.part if leaf else 0
    law, end, counts = "", -1, False
    path: _Path = ()
    words = zone.slice(text)
    tokens = list(_TOKEN.finditer(words))
    for index, token in enumerate(tokens):
        if token.start() == 0 and token["unit"] and words[token.end() : token.end() + 1].isspace():
            continue  # the number of the article itself
        between = words[end : token.start()] if end >= 0 else None
        adjacent = between == ""
        joined = between is not None and _JOIN.fullmatch(between) is not None
        ranged = between is not None and _RANGE.fullmatch(between) is not None
        if token["law"] or token["bare"] or token["own"]:
            if not joined:
                counts = _counts(words[: token.start()], words[token.end() :])
            law, path, end = token["law"] or token["bare"] or "", (), token.end()
            continue
        if not adjacent and not joined and not ranged:
            law, path, counts = "", (), _counts(words[: token.start()], words[token.end() :])
        fresh = not adjacent
        for one in _paths(token, path, here, fresh=fresh, ranged=ranged):
            path = one
            following = tokens[index + 1] if index + 1 < len(tokens) else None
            deeper = (
                following is not None
                and following.start() == token.end()
                and following["unit"] is not None
                and _DEPTH[_UNITS[following["unit"]]] > _DEPTH[one[-1][0]]
            )
            if counts and not deeper and token["back"] not in ("本条", "本款"):
                name = "__".join(f"{unit}_{number}" for unit, number in one)
                yield Breach(name, _eid(one), law, part)
        end = token.end()


def _counts(before: str, behind: str) -> bool:
    """Test whether what stands between these words of a clause is named as breached, and does not only lend its penalty."""
    if table("sanctions")["excepted"].start(behind):
        return False
    if table("sanctions")["breached-behind"].start(behind) and not _LENT.search(before):
        return True
    last = None
    for match in table("sanctions")["breached"].each(before):
        last = match
    return last is not None and not _LENT.search(before, last.end())


def _paths(token: re.Match[str], path: _Path, here: _Path, *, fresh: bool, ranged: bool) -> Iterator[_Path]:
    """Return what one token names, given the path before it. fresh: it does not go on the path directly."""
    if token["back"]:
        yield from _back(token, here)
        return
    unit = _UNITS[token["unit"] or token["shared"]]
    number = numeral(token["number"] or token["short"])
    if not number:
        return
    value = str(number) + (f"-{numeral(token['sub'])}" if token["sub"] else "")
    upper = tuple(step for step in path if _DEPTH[step[0]] < _DEPTH[unit]) if path else ()
    if not upper and unit in ("para", "point"):
        upper = here[:1] if unit == "para" else here
    if ranged and path and path[-1][0] == unit and path[-1][1].isdigit():
        for member in range(int(path[-1][1]) + 1, min(number, int(path[-1][1]) + _WIDEST)):
            yield (*upper, (unit, str(member)))
    yield (*upper, (unit, value))


def _back(token: re.Match[str], here: _Path) -> Iterator[_Path]:
    """Return what 前款, 前两款, 前条, 本条 point to from the paragraph `here`."""
    words, steps = token["back"], dict(here)
    article, paragraph = steps.get("art", ""), int(steps.get("para", "1"))
    count = numeral(token["many"]) or 1 if token["many"] else 1
    if not article:
        return
    if words == "本条":
        yield (("art", article),)
    elif words in ("本款", "同款"):
        yield (("art", article), ("para", str(paragraph)))
    elif words.endswith("款"):
        for number in range(max(1, paragraph - count), max(2, paragraph)):
            yield (("art", article), ("para", str(number)))
    elif words.endswith("条") and article.isdigit():
        for number in range(max(1, int(article) - count), int(article)):
            yield (("art", str(number)),)


def _here(leaf: Leaf | None) -> _Path:
    """Return article and paragraph of a clause: `art_7__para_2__point_1` → art 7, para 2; the article's own text is para 1."""
    if leaf is None:
        return ()
    steps = [tuple(step.split("_", 1)) for step in leaf.clause.eid.split("__")]
    found = {unit: number for unit, number in (step for step in steps if len(step) == 2) if unit in ("art", "para")}
    if "art" not in found:
        return ()
    number = found.get("para", "1")
    return (("art", found["art"]), ("para", number if number.isdigit() else "1"))


def _eid(path: _Path) -> str:
    """Return the eId of the clause of a provision: an article's own text is its first paragraph, 目 are points of points."""
    kept = [(("point" if unit == "item" else unit), number) for unit, number in path if (unit, number) != ("para", "1")]
    return "__".join(f"{unit}_{number}" for unit, number in kept)


def guarded(sanctions: Sequence[Sanction], duties: Sequence[Duty], tree: Tree) -> list[Sanction]:
    """Add to each sanction the duties that stand in its own breached provisions. Duties must be numbered and in printed order."""
    by_clause: dict[tuple[int, str], list[Duty]] = {}
    for duty in duties:
        if leaf := tree.leaf(duty.sentence.start):
            by_clause.setdefault((leaf.part, leaf.clause.eid), []).append(duty)
    keys = sorted(by_clause)
    done = []
    for sanction in sanctions:
        identifiers = dict.fromkeys(
            duty.identifier
            for breach in sanction.breaches
            if not breach.law
            for key in _below(breach, keys)
            for duty in by_clause[key]
            if not sanction.sentence.contains(duty.sentence)
        )
        done.append(replace(sanction, guards=tuple(identifiers)))
    return done


def _below(breach: Breach, keys: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Return the clauses of a provision: with 第一款 an article's own text and its points, with 第三条 all that is below the article."""
    first = breach.name.endswith("__para_1")
    index = bisect_left(keys, (breach.component, breach.eid))
    while index < len(keys) and keys[index][0] == breach.component and keys[index][1].startswith(breach.eid):
        rest = keys[index][1][len(breach.eid) :]
        if not rest or (rest.startswith("__") and not (first and rest.startswith("__para_"))):
            yield keys[index]
        index += 1
