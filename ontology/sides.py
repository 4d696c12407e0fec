"""Find which side a name is on, an authority or a person, by the rules of `sides.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from ontology.enumerations import Side

_TABLE = Path(__file__).parent / "sides.toml"
_STAFF = re.compile(r"(?P<owner>.{2,40}?)的(?:[^的]{0,10}(?:人员|[监检督巡]?[察查督导]?员|负责人|领导|首长|专家))$")
_OWNER_END = re.compile(r"(?:部门|机关|机构|政府|法院|检察院|委员会|[局厅署]|海关|军队)$")


@dataclass(frozen=True, slots=True)
class SideRule:
    """A rule of the table: what names match it, and on which side they are. examples, counterexamples: whole names."""

    name: str
    side: Side
    why: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@cache
def side_rules() -> tuple[SideRule, ...]:
    """Return the rules in the order in which they are tried."""
    rows = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["rule"]
    return tuple(
        SideRule(
            row["name"],
            Side(row["side"]),
            row["why"],
            re.compile(row["pattern"]),
            tuple(row["examples"]),
            tuple(row["counterexamples"]),
        )
        for row in rows
    )


@lru_cache(maxsize=1 << 14)
def side_of_name(name: str) -> Side:
    """Return the side of one name, without brackets and joined names. Staff are on the side of whose they are: 渡口管理机构的船员."""
    staff = _STAFF.match(name)
    if staff and _OWNER_END.search(staff["owner"]):
        return side_of_name(staff["owner"])
    found = next((rule.side for rule in side_rules() if rule.pattern.search(name)), None)
    if found is None and "的" in name and (head := name.rpartition("的")[2]):
        return side_of_name(head)  # 有条件的乡镇
    return found or Side.PERSON
