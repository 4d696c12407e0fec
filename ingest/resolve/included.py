"""Find the kinds of bearer that a definition counts among another: 本条例所称船舶经营者，包括渡口公司、船东 → two kinds of 船舶经营者."""

import re

from ingest.model import Definition
from ingest.rules import table
from ontology.bearers import bearer_kinds

_MOST = 24
_LONGEST = 16


def included_kinds(text: str, definition: Definition) -> tuple[str, tuple[str, ...]] | None:
    """Return the kind that a definition's term names, with the narrower ones that it lists; None where it lists none.

    Only explicit lists count: 包括A、B, or A、B等X. 是指…的人 describes a kind by what it does, and includes nobody in it.
    """
    rules = table("definitions")
    term = text[definition.term.start : definition.term.end].strip('“”"《》 ')
    wide = _kind(term)
    if not wide:
        return None
    words = text[definition.words.start : definition.words.end]
    before = text[definition.term.end : definition.words.start]
    if rules["lists-kinds"].find(before):
        listed = words
    elif (found := rules["includes"].find(words)) is not None:
        listed = found["list"] or found["such"]
    else:
        return None
    listed = re.split("[。；]", listed)[0]
    narrow: dict[str, None] = {}
    for item in rules["item-joint"].pattern.split(listed)[:_MOST]:
        name = item.strip().removesuffix("等")
        lead = rules["item-lead"].start(name)
        name = _kind(name[lead.end() :] if lead else name)
        if name and name != wide and not rules["general-kind"].whole(name):
            narrow[name] = None
    return (wide, tuple(narrow)) if narrow else None


def _kind(name: str) -> str:
    """Return the name of a kind of bearer, where the words are one and no more."""
    if not 2 <= len(name) <= _LONGEST or "的" in name or not table("duties")["subject-end"].find(name):
        return ""
    kinds = bearer_kinds(name)
    return kinds[0].name if len(kinds) == 1 and kinds[0].name == name else ""
