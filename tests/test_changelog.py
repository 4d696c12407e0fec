"""The changelog keeps the form of Keep a Changelog: versions, newest first, with each kind of change once."""

import re
from pathlib import Path

TEXT = (Path(__file__).parents[1] / "CHANGELOG.md").read_text("utf-8")
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_each_version_has_each_kind_of_change_once() -> None:
    versions = re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:]
    assert len(versions) > 1 and versions[0].startswith("[Unreleased]")
    for version in versions:
        kinds = re.findall(r"^### (.+)$", version, re.MULTILINE)
        assert kinds and set(kinds) <= KINDS and len(set(kinds)) == len(kinds), version.partition("\n")[0]


def test_no_change_stands_twice() -> None:
    changes = [" ".join(change.split()) for change in re.findall(r"^- .+(?:\n  .+)*", TEXT, re.MULTILINE)]
    assert len(changes) > 300
    twice = {change for change in changes if sum(other[:60] == change[:60] for other in changes) > 1}
    assert twice == set()
