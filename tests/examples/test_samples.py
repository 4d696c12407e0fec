"""The samples in other formats are what their generator writes."""

from benchmarks.samples import FOLDER, files


def test_the_samples_are_in_step() -> None:
    made = files()
    assert {path.name: path.read_bytes() for path in FOLDER.iterdir()} == made, "run `python -m benchmarks.samples`"
    assert len(made) == 3
