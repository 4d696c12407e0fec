"""Find which texts are laws, and which parts of a sentence are norms: parts that define, describe or sanction are not."""

import re

from ingest.extract.lines import marker
from ingest.extract.modal import cues_in, mask
from ingest.extract.sanctions import is_sanction
from ingest.extract.subjects import stripped
from ingest.extract.unborne import OUTRIGHT
from ingest.model import Span
from ingest.rules import table

_NORM = re.compile(r"[^；;]+[；;]?")
_LONGEST_BEGINNING = 1500  # in which a text says what it is


def is_statute(text: str) -> bool:
    """Test for a text that is read as a law: by what it calls itself or who passed it, or by how it begins, where it has no policy's
    number and no term of its own validity. The number of another text that it cites is not its own."""
    rules = table("duties")
    if rules["statute"].find(text):
        return True
    head = text[:_LONGEST_BEGINNING]
    first = rules["first-article"].find(head)
    above = head[: first.start()] if first else head
    if rules["interpreting"].find(above):
        return True
    if rules["instrument"].find(head) is None and rules["enacted"].find(above) is None:
        return False
    own = rules["cited-number"].pattern.sub("", head)
    policy = rules["policy-number"].find(own) or rules["own-number"].find(text) or rules["own-validity"].find(text)
    return policy is None


def norms_of(sentence: str, *, case: bool, statute: bool, liable: bool) -> list[Span]:
    """Return the parts of an article's sentence that are norms; none of a sanction, of an appeal against one, or of a case, unless it
    says what is done in that case. case: the sentence is a point of a list of cases."""
    if not statute:
        return [] if table("duties")["defines"].find(sentence) else [Span(0, len(sentence))]
    sanctions = table("sanctions")
    if (case and table("duties")["then"].find(sentence) is None) or not (parts := _normative(sentence)):
        return []
    appeals = sanctions["appeal"].find(sentence) is not None
    if appeals and (liable or sanctions["penalized"].find(sentence) is not None):
        return []
    return [] if is_sanction(sentence, liable=liable) else parts


def _normative(sentence: str) -> list[Span]:
    """Return the parts of a sentence that state a norm; none if its first part defines a term or gives the scope of the text."""
    none = [table("duties")[name].find for name in ("defines", "no-norm")]
    parts = _divided(sentence)
    kept = [part for part in parts if not any(find(part.slice(sentence)) for find in none)]
    return kept if kept and kept[0] is parts[0] else []


def _divided(sentence: str) -> list[Span]:
    """Divide a sentence at the ； that parts norms; a part without a cue stays with the one before it, or with the first."""
    masked = mask(sentence)
    if masked and "；" not in masked and ";" not in masked:
        return [Span(0, len(masked))]
    parts: list[Span] = []
    cued = False
    for match in _NORM.finditer(masked):
        has = any(cues_in(match[0]))
        if parts and not (cued and has):
            parts[-1] = Span(parts[-1].start, match.end())
            cued = cued or has
        else:
            parts.append(Span(match.start(), match.end()))
            cued = has
    return parts


def is_description(sentence: str, masked: str, segments: list[Span], index: int, cue: re.Match[str]) -> bool:
    """Test whether a cue is inside a description: 依法应当登记的船舶, 应当报告而未报告的，. A point of a list is a case where it ends with
    的."""
    if not segments:
        return False
    segment = segments[index]
    behind = masked[cue.end() : segment.end].rstrip("。！？; ")
    before = masked[segment.start : cue.start()]
    last = index == len(segments) - 1
    if behind.endswith("的") and (not last or not behind.removesuffix("的") or _is_point(sentence)):
        return True
    if masked.rstrip("。；; ").endswith("的") and _is_point(sentence):
        return True  # （三）对依法应当登记的船舶不予登记，或者予以注销的；
    rules = table("duties")
    if (
        not last
        and rules["due"].start(cue[0] + behind)
        and rules["owed-next"].start(masked[segments[index + 1].start :])
    ):
        return True  # 须经引航的船舶，应当申请引航
    if (
        not (last or index)
        and not stripped(before)[0]
        and rules["open-to"].start(cue[0] + behind)
        and rules["told-next"].start(masked[segments[index + 1].start :])
    ):
        return True  # 可以提供给船东使用的渡船，属于公用渡船
    if rules["described"].find(before) is not None and "的" in behind:
        return not (stripped(before)[0].startswith("对") and rules["done-to"].start(cue[0] + behind))
    if OUTRIGHT.whole(cue[0]) and table("subjects")["then-owed"].find(behind):
        return True  # 禁止吸烟的场所的管理单位应当…
    return rules["told-to-others"].find(before + cue[0]) is not None


def _is_point(sentence: str) -> bool:
    """Test for a sentence that begins with the number of a point of a list."""
    return marker(sentence) not in ("", "article")
