"""The page of help: words and what they mean, narrowed to what is typed; it needs no store."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ontology.enumerations import EventKind, Language, PartyRole, RelationKind, Status, TimeKind
from ontology.glossary import glossary
from ontology.kinds import Kinds
from tests.ui.explorer.conftest import Seen
from ui.messages import load


@pytest.mark.parametrize("language", Language)
def test_every_word_status_kind_and_role_is_explained(visit: Callable[..., Seen], store: Path, language: str) -> None:
    seen, say = visit("help", store, lang=language), load()[Language(language)]
    text = seen.html
    for prefix, members in {
        "status": (*Status, *EventKind),
        "relation": tuple(RelationKind),
        "role": tuple(PartyRole),
        "time": tuple(TimeKind),
    }.items():
        for member in members:
            assert say(f"{prefix}.{member}").split("：")[0].split(":")[0] in text
    for section in glossary():
        assert all(entry.term in text for entry in section.entries)
    assert all(f">{kind.name}</b>" in text for kind in Kinds.load().all)


@pytest.mark.parametrize(
    ("typed", "shown", "hidden"),
    [("牵头", "牵头单位", "版记"), ("REPEALED", "Repealed", "Lead"), ("无此用语", "“无此用语”", "牵头")],
)
def test_what_is_typed_narrows_the_words(
    visit: Callable[..., Seen], store: Path, typed: str, shown: str, hidden: str
) -> None:
    text = visit("help", store, q=typed, lang="en" if typed.isascii() else "zh").html
    assert shown in text and f"<b>{hidden}" not in text and f'<b lang="zh">{hidden}' not in text
