"""Find the cues of must, must not and may in a sentence: outside of titles, quotations and brackets."""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from ingest.model import Modality, Span
from ingest.rules import Rule, table
from ingest.rules.several import any_may_match

_CLAUSE = re.compile(r"[^，,；;：:]+")
_MASKED = re.compile(
    r"《[^《》\n]{1,120}》|“[^“”\n]{1,60}”|（(?:[^（）\n]|（[^（）\n]{0,60}）){0,400}）|\([^()\n]{0,200}\)|〔[^〔〕\n]{0,400}〕|【[^【】\n]{0,400}】"
)


@lru_cache(maxsize=1 << 6)  # of one sentence several times in a row
def mask(sentence: str) -> str:
    """Return a sentence with titles, quotations and brackets masked, of the same length."""
    return _MASKED.sub(lambda match: "□" * len(match[0]), sentence)


@lru_cache(maxsize=1 << 6)  # of one sentence several times in a row
def cues_in(masked: str) -> tuple[list[re.Match[str]], ...]:
    """Return the cues of each modality in a masked sentence, in the order of `Modality`."""
    return tuple([list(rule.each(masked)) for rule in _cue_rules()])


@cache
def _cue_rules() -> tuple[Rule, ...]:
    return tuple(table("duties")[modality] for modality in Modality)


@cache
def _any_cue() -> Callable[[str], bool]:
    return any_may_match(_cue_rules())


def is_cued(sentence: str) -> bool:
    """Test for a sentence that contains a cue. Most contain no word of any cue, which one search finds out."""
    return _any_cue()(sentence) and any(cues_in(mask(sentence)))


def first_clause(sentence: str) -> Span | None:
    """Return the first clause of a sentence; of one that sets somebody up and lists what he does, the words for who is set up."""
    masked = mask(sentence)
    if made := table("duties")["set-up-to-do"].start(masked):
        return Span(*made.span("subject"))
    leading = _CLAUSE.search(masked)
    return Span(*leading.span()) if leading else None


def clauses(masked: str) -> list[Span]:
    """Return the clauses of a masked sentence."""
    return [Span(*match.span()) for match in _CLAUSE.finditer(masked)]
