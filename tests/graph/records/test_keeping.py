"""The identity of a store is built once a generation."""

from pathlib import Path

import pytest

from graph.records import keeping
from graph.records.identity import Identity
from graph.records.keeping import keep_identity
from graph.store.store import Store


def test_it_is_built_once_a_generation(own_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[str] = []
    real = keeping.build_identity

    def counted(view: Store) -> Identity:
        built.append(view.generation)
        return real(view)

    monkeypatch.setattr(keeping, "build_identity", counted)
    for _ in range(2):
        with Store.open(own_store) as view:
            first = keep_identity(view)
    assert built == ["gen-1"] and first.find("岚政发〔2021〕12号").only
    with Store.update(own_store):
        pass
    with Store.open(own_store) as view:
        assert keep_identity(view) is not first
    assert built == ["gen-1", "gen-2"]
