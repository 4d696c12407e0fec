"""Test with one search whether any of several rules can match in a text, before each of them is asked."""

from collections.abc import Callable, Iterable

from ingest.rules import Rule
from ontology.patterns.prefilter import any_of


def any_may_match(rules: Iterable[Rule]) -> Callable[[str], bool]:
    """Return a test for texts that contain a literal that a match of one of the rules needs. Each rule must need some: raises
    ValueError for one that does not."""
    needed: set[str] = set()
    for rule in rules:
        if not (of_rule := rule.analysis.literals):
            raise ValueError(f"{rule.name}: matches have no literal in common")
        needed |= of_rule
    holds = any_of(one for one in needed if not any(other in one for other in needed if other != one))
    assert holds is not None
    return lambda text: bool(holds(text, 0))
