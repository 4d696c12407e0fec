"""Find which of several rules a text begins with, or matches whole: the number of a clause (第三条, 一、, （二）, 1.), the form of a line.

Nearly every line is asked for what few are. Only the rules are asked that can match at its first character.
"""

import re
from functools import cache

from ingest.rules import Rule, table


def starting(name: str, text: str, among: tuple[str, ...] = ()) -> tuple[str, re.Match[str]] | None:
    """Return the name of the first rule of a table that matches at the start of a text, and its match. among: only these are asked."""
    for rule in _beginning_with(name, among, text[:1]):
        if match := rule.start(text):
            return rule.name, match
    return None


def being(name: str, text: str, among: tuple[str, ...] = ()) -> str | None:
    """Return the name of the first rule of a table that matches a whole text. among: only these are asked, in their order."""
    for rule in _beginning_with(name, among, text[:1]):
        if rule.whole(text):
            return rule.name
    return None


@cache
def _beginning_with(name: str, among: tuple[str, ...], character: str) -> tuple[Rule, ...]:
    """Return the rules that can match a text with this first character."""
    rules = table(name)
    return tuple(rule for rule in map(rules.__getitem__, among or rules) if rule.may_begin_with(character))
