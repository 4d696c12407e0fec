"""The patterns that only the check of a draft asks: `patterns.toml`, proved by its examples as the tables of `ingest.rules` are."""

from functools import cache
from pathlib import Path

from ingest.rules import Rule, fragments
from ontology.patterns import read_table

_FILE = Path(__file__).with_name("patterns.toml")


@cache
def patterns() -> dict[str, Rule]:
    """Return the patterns by name. Raises `ingest.rules.RuleError` where the table is not well formed."""
    return read_table(_FILE, fragments())
