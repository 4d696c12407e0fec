"""The patterns that the graph's own rooms ask: `patterns.toml`, proved by its examples as all rules are."""

from pathlib import Path

from ontology.patterns import Rule, read

_FILE = Path(__file__).with_name("patterns.toml")


def patterns() -> dict[str, Rule]:
    """Return the rules by name. Raises `ontology.patterns.RuleError` where the table is not well formed."""
    return read(_FILE)


def pattern(name: str) -> Rule:
    """Return the rule of a name."""
    return patterns()[name]
