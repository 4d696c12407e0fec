"""What a repeal would change, over the sample gazettes: nothing is written."""

from datetime import date
from pathlib import Path

from graph.records.identity import build_identity
from graph.records.simulation import Simulation, simulate_repeal
from graph.store.store import Store
from ontology.enumerations import Status
from ui.cli.simulate import as_table
from ui.messages import load


def simulated(store: Path, *names: str, on: date = date(2022, 1, 1)) -> Simulation:
    with Store.open(store) as view:
        who = build_identity(view)
        return simulate_repeal(view, who, [who.find(name).only for name in names], on)


def test_a_repeal_takes_the_basis_from_what_rests_on_it(example_store: Path) -> None:
    found = simulated(example_store, "岚政发〔2019〕14号")
    assert [(turn.name, turn.before, turn.after) for turn in found.turns] == [
        ("岚政发〔2019〕14号", Status.IN_FORCE, Status.REPEALED)
    ]
    assert found.losses and all(loss.basis == "岚政发〔2019〕14号" and loss.relation.quote for loss in found.losses)
    assert all(loss.iri != turn.iri for loss in found.losses for turn in found.turns)
    assert found.hanging and {work.own for work in found.hanging} >= {True}


def test_documents_that_go_together_are_no_loss_of_each_other(example_store: Path) -> None:
    alone = simulated(example_store, "岚政发〔2019〕14号")
    together = simulated(example_store, "岚政发〔2019〕14号", alone.losses[0].relation.number)
    assert alone.losses[0].iri not in {loss.iri for loss in together.losses}


def test_what_has_ended_already_does_not_turn(example_store: Path) -> None:
    found = simulated(example_store, "岚政发〔2019〕14号", on=date(2025, 1, 1))
    assert [(turn.before, turn.after) for turn in found.turns] == [(Status.EXPIRED, Status.REPEALED)]


def test_the_table_tells_every_consequence(example_store: Path) -> None:
    found = simulated(example_store, "岚政发〔2019〕14号")
    table = as_table(found, load()["zh"])
    assert len(table.rows) == len(found.turns) + len(found.losses) + len(found.hanging)
    assert table.rows[0][:2] == ("效力变化", "岚政发〔2019〕14号")
