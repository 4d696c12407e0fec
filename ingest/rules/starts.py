"""Which rule of a table a text begins with: the number of a clause, say (第三条, 一、, （二）, 1.).

Most lines begin with none. Only the rules are asked that can match at the text's first character.
"""

import re
from functools import cache

from ingest.rules import Rule, table


def starting(name: str, text: str) -> tuple[str, re.Match[str]] | None:
    """Return the name of the first rule of a table that matches at the start of a text, and its match."""
    for rule in _beginning_with(name, text[:1]):
        if match := rule.start(text):
            return rule.name, match
    return None


@cache
def _beginning_with(name: str, character: str) -> tuple[Rule, ...]:
    """Return the rules of a table that can match a text with this first character, in the order of the table."""
    return tuple(rule for rule in table(name).values() if rule.may_begin_with(character))
