"""The log of what people changed: one line a record, whatever its words hold."""

from pathlib import Path

from graph.store import audit


def test_separators_inside_a_record_do_not_end_it(tmp_path: Path) -> None:
    words = ["行\u2028行", "行\x85行", "行\n行"]
    for note in words:
        audit.note(tmp_path, "task", "李", note=note)
    with audit.path_of(tmp_path).open("a") as file:
        file.write("no JSON\n")
    read = audit.read(tmp_path)
    assert [line.get("note") for line in read] == [*words, None] and read[-1]["action"] == "unreadable"
