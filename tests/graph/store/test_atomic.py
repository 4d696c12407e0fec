"""A file that several write at once is that of one of them, whole."""

from pathlib import Path

from graph.store.atomic import replacing


def test_each_of_several_writers_has_a_file_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "findings.jsonl"
    with replacing(file, shared=True) as slow:
        slow.write(b"slow, ")
        slow.flush()
        with replacing(file, shared=True) as fast:
            fast.write(b"fast")
        assert file.read_bytes() == b"fast"
        slow.write(b"and long")
    assert file.read_bytes() == b"slow, and long" and list(tmp_path.iterdir()) == [file]
