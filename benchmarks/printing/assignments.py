"""Say otherwise which bodies a bracket assigns. Each form is one that offices print, and leaves the parties as they are."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from benchmarks.printing.forms import Form

_NAME = re.compile(r"[\u4e00-\u9fff]{2,24}(?:[（(][\u4e00-\u9fff、]{1,8}[)）][\u4e00-\u9fff]{0,8})?")
_NO_NAME = re.compile("等|和|及|由|负责|牵头|配合|职责|分工")
_LABEL = re.compile(r"((?:牵头|主办|责任|配合|协办|参与)(?:责任)?(?:单位|部门))[：:](.*)")
_VERB = re.compile("(.*?)(牵头|负责|落实|配合|参与|参加|协助)")
_BRACKET = re.compile(
    r"[（(〔【\[](?P<inner>(?:[^（()）〔〕【】\[\]\n]|[（(][^（()）\n]{1,8}[)）]){4,400})[)）〕】\]](?P<stop>[。；]?)(?=[ \t]*(?:\n|$))"
)
_LEADS, _HELPS = ("牵头", "主办"), ("配合", "协办", "参与", "参加", "协助")


@dataclass(frozen=True, slots=True)
class BracketWords:
    """The bodies that a bracket assigns, by role; responsible are those beside whom nobody leads."""

    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()

    def labelled(self, unit: str = "单位", between: str = "；", name: str = "、") -> str:
        pairs = (("牵头", self.lead), ("责任", self.responsible), ("配合", self.support))
        return between.join(f"{label}{unit}：{name.join(names)}" for label, names in pairs if names)

    def in_clauses(self, helps: str = "配合", between: str = "，", charge: str = "负责") -> str:
        pairs = (("牵头", self.lead), (charge, self.responsible), (helps, self.support))
        return between.join(f"{'、'.join(names)}{verb}" for verb, names in pairs if names)


def assignment(inner: str) -> BracketWords | None:
    """Return what the words of a bracket assign; None where they are of another form, or name a body that is not plainly one."""
    found = BracketWords()
    for piece in re.split("[；;，,]", inner):
        label, verb = _LABEL.fullmatch(piece), _VERB.fullmatch(piece)
        how, names = label.groups() if label else verb.groups()[::-1] if verb else ("", "")
        role = "lead" if how.startswith(_LEADS) else "support" if how.startswith(_HELPS) else "responsible"
        bodies = tuple(re.split("、(?![^（(]*[）)])", names))
        if getattr(found, role) or not all(_NAME.fullmatch(body) and not _NO_NAME.search(body) for body in bodies):
            return None
        found = replace(found, **{role: bodies})
    return found


def _assigned(text: str, printed: Callable[[BracketWords], str], marks: str | None = "（）") -> str:
    """Print the assignments at the ends of paragraphs otherwise.

    marks: the brackets around them; empty for none, None for a sentence of their own.
    """

    def other(match: re.Match[str]) -> str:
        found = assignment(match["inner"])
        if not found:
            return match[0]
        if marks is not None:
            return f"{marks[:1]}{printed(found)}{marks[1:]}{match['stop'] if marks else ''}"
        full = "" if text[: match.start()].rstrip().endswith(("。", "；")) else "。"
        return f"{full}{printed(found)}。"

    return _BRACKET.sub(other, text)


def with_labels(text: str) -> str:
    return _assigned(text, BracketWords.labelled)


def with_verbs(text: str) -> str:
    return _assigned(text, BracketWords.in_clauses)


def with_those_who_take_part(text: str) -> str:
    return _assigned(text, lambda found: found.in_clauses(helps="参加"))


def with_by(text: str) -> str:
    return _assigned(text, lambda found: f"由{found.in_clauses(between='，')}")


def with_departments(text: str) -> str:
    return _assigned(text, lambda found: found.labelled(unit="部门", between="，"))


def with_labels_apart(text: str) -> str:
    return _assigned(text, lambda found: found.labelled(between="  "))


def with_commas_between_bodies(text: str) -> str:
    return _assigned(text, lambda found: found.labelled(name="，"))


def with_each_by_its_charge(text: str) -> str:
    return _assigned(text, lambda found: found.in_clauses(charge="按职责分工负责"))


def with_others(text: str) -> str:
    return _assigned(text, lambda found: found.in_clauses(charge="等部门负责", helps="等部门配合"))


def in_turned_brackets(text: str) -> str:
    return _assigned(text, BracketWords.in_clauses, "〔〕")


def in_heavy_brackets(text: str) -> str:
    return _assigned(text, BracketWords.labelled, "【】")


def in_small_brackets(text: str) -> str:
    return _assigned(text, BracketWords.labelled, "()")


def on_a_line_of_its_own(text: str) -> str:
    return _assigned(text, lambda found: "\n" + found.labelled(between="\n"), "")


def in_a_last_sentence(text: str) -> str:
    return _assigned(text, BracketWords.labelled, None)


def in_prose(text: str) -> str:
    """Say in a sentence of its own who leads; who is merely responsible keeps the bracket."""

    def sentence(match: re.Match[str]) -> str:
        found = assignment(match["inner"])
        return f"由{found.in_clauses()}。" if found and found.lead and not found.responsible else match[0]

    return re.sub(r"(?<=。)" + _BRACKET.pattern, sentence, text)


def with_together(text: str) -> str:
    """Print 甲负责，乙配合 as 甲会同乙负责."""

    def together(match: re.Match[str]) -> str:
        found = assignment(match["inner"])
        if not found or found.lead or not found.support or not found.responsible:
            return match[0]
        return f"（{'、'.join(found.responsible)}会同{'、'.join(found.support)}负责）{match['stop']}"

    return _BRACKET.sub(together, text)


def before_a_full_stop(text: str) -> str:
    """Put the bracket before the full stop of its sentence."""

    def moved(match: re.Match[str]) -> str:
        return match[0].strip("。；") + "。" if assignment(match["inner"]) else match[0]

    return re.sub("。" + _BRACKET.pattern, moved, text)


ASSIGNMENTS: tuple[Form, ...] = (
    with_labels,
    with_verbs,
    with_those_who_take_part,
    with_by,
    with_departments,
    with_labels_apart,
    with_commas_between_bodies,
    with_each_by_its_charge,
    with_others,
    in_turned_brackets,
    in_heavy_brackets,
    in_small_brackets,
    on_a_line_of_its_own,
    in_a_last_sentence,
    in_prose,
    with_together,
    before_a_full_stop,
)
