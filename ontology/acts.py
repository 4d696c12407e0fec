"""The words by which acts treat other documents, for reading and for the derived graph: `acts.toml`, proved by its examples."""

from pathlib import Path

from ontology.patterns import Rule, read

_FILE = Path(__file__).with_name("acts.toml")


def act_words(name: str) -> Rule:
    """Return the rule of a name. Raises `ontology.patterns.RuleError` where the table is not well formed."""
    return read(_FILE)[name]
