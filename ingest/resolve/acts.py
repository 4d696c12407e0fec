"""Find the duties that a sanction guards which names no provision of the text, by the words of the act that it punishes.

禁止转让渡船证书。 … 有下列行为之一的，处五百元罚款：（一）擅自转让渡船证书的 → the sanction and the prohibition are about one act.
A named provision decides it; else the words do, where the verb and most of the rest are the same.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.extract.sanctions import behind_marker
from ingest.model import Duty, Identifier, Modality, Sanction
from ingest.rules import table

_IN_CHARGE = table("duties")["in-charge"]
_SEGMENT_END = re.compile(r"[，；：。！？\n]")
_SHARE = 0.65
"""So much of a duty's words an act must have."""
_FIRST = {Modality.PROHIBITION: 4, Modality.OBLIGATION: 6}
"""The act must contain this many first characters of the duty unchanged. Permissions are never punished."""
_SHORTEST = 5
_NEAR_BEST = 0.05
_MOST_ACTS = 200  # acts with one verb that are compared


def guarded_by_words(sanctions: Sequence[Sanction], duties: Sequence[Duty], text: str) -> list[Sanction]:
    """Add to each sanction that names no own provision the duties whose act it describes. Duties must be numbered. Spans are in
    `text`. Takes time in proportion to the duties and the acts."""
    acts: list[tuple[int, str, frozenset[str]]] = []
    by_verb: defaultdict[str, list[int]] = defaultdict(list)
    for position, sanction in enumerate(sanctions):
        for words, lead in _acts(sanction, text):
            pairs = _pairs(words)
            for pair in sorted(pairs):
                by_verb[pair].append(len(acts))
            acts.append((position, words, pairs | lead))
    found: defaultdict[int, dict[Identifier, None]] = defaultdict(dict)
    rules = table("sanctions")
    for duty in duties:
        whole = _core(duty, text)
        where = rules["act-where"].start(whole)
        core = whole[where.end() :] if where else whole
        if (
            duty.modality not in _FIRST
            or _IN_CHARGE.whole(duty.cue.slice(text))
            or len(core) < _SHORTEST
            or rules["act-general"].start(core)
        ):
            continue
        # 未经检验的，不得开航 is broken by who sails without inspection, not by whoever sails.
        on = _bare(duty.condition.slice(text)) if duty.condition and not duty.lead else ""
        pairs = _pairs(whole) | _pairs(on)
        scored = [
            (len(pairs & its) / len(pairs), position)
            for position, words, its in (acts[act] for act in by_verb[core[:2]][:_MOST_ACTS])
            if not sanctions[position].sentence.contains(duty.sentence) and _breaks(duty, core, words)
        ]
        best = max((score for score, _ in scored), default=0.0)
        for score, position in scored:
            if score >= max(_SHARE, best - _NEAR_BEST):
                found[position][duty.identifier] = None
    return [replace(sanction, may_guard=tuple(found[position])) for position, sanction in enumerate(sanctions)]


def _breaks(duty: Duty, core: str, act: str) -> bool:
    """Test whether an act has the first words of a duty, and breaks it: an obligation is omitted (未建立…), a prohibition
    is not."""
    rules = table("sanctions")
    at = act.find(core[: _FIRST[duty.modality]])
    if at < 0 or rules["act-convicted"].find(act):
        return False
    before = act[:at]
    if rules["act-merely"].find(before):
        return False
    omits = rules["act-omitted"]
    return omits.find(before) is not None if duty.modality is Modality.OBLIGATION else not omits.find(before[-1:])


def _acts(sanction: Sanction, text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Return the words of each act that a sanction punishes, with those pairs of the line that opens its list, which goes with each
    point; of a sanction that names provisions of the text none."""
    if any(breach.own is not None for breach in sanction.breaches):
        return
    lead = frozenset[str]()
    for zone in sanction.zones or (sanction.act,):
        words = zone.slice(text)
        kept = _bare(words)
        if kept:
            yield kept, lead
        if table("sanctions")["act-list"].find(words):
            lead |= _pairs(kept)


def _core(duty: Duty, text: str) -> str:
    """Return what a duty asks for or forbids: the words behind its cue, or those of its point in a list of acts."""
    if duty.lead is not None and not duty.sentence.contains(duty.cue):
        words = duty.sentence.slice(text)
        words = words[behind_marker(words) :]
    else:
        words = text[duty.cue.end : duty.sentence.end]
    end = _SEGMENT_END.search(words)
    return _bare(words[: end.start()] if end else words).strip()


def _bare(words: str) -> str:
    return table("sanctions")["act-empty"].pattern.sub("", words)


def _pairs(words: str) -> frozenset[str]:
    return frozenset(words[at : at + 2] for at in range(len(words) - 1))
