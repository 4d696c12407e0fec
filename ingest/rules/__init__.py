"""The tables of extraction: `*.toml`, rules as `ontology.patterns` describes them. `fragments.toml` has the pieces that they share."""

import tomllib
from functools import cache
from pathlib import Path

from ontology import patterns
from ontology.patterns import How, Rule, RuleError, unmarked

__all__ = ["How", "Rule", "RuleError", "fragments", "parse", "table", "tables", "unmarked"]

HERE = Path(__file__).parent


@cache
def fragments() -> dict[str, str]:
    """Named pieces of pattern, already expanded in the order of the file."""
    pieces = tomllib.loads((HERE / "fragments.toml").read_text(encoding="utf-8"))
    return patterns.expanded(pieces, {}, "fragments.toml")


@cache
def table(name: str) -> dict[str, Rule]:
    """Load `<name>.toml`: the rules by name, in the order of the file.

    Raises RuleError as `parse` does, except for patterns that do not compile: a test compiles all of ours.
    """
    return patterns.read_table(HERE / f"{name}.toml", fragments())


def parse(toml: str, where: str, *, proved: bool = False) -> dict[str, Rule]:
    """Return the rules of one table whose patterns may contain our fragments. Raises RuleError as `ontology.patterns.parse` does."""
    return patterns.parse(toml, where, fragments(), proved=proved)


def tables() -> list[str]:
    """Return the names of all tables."""
    return sorted(path.stem for path in HERE.glob("*.toml") if path.stem != "fragments")
