"""Prove a rule by its own examples and counterexamples."""

from ontology.patterns import Rule, unmarked


def prove(rule: Rule) -> None:
    """Assert that a rule matches its examples, at the marked words where some are marked, and none of its counterexamples."""
    for example in rule.examples:
        text, span = unmarked(example)
        match = rule.match(text)
        assert match is not None, example
        assert span is None or match.span() == span, example
    for text in rule.counterexamples:
        assert rule.match(text) is None, text
