"""Kinds of bearer that a definition counts among another."""

import pytest

from ingest.extract.definitions import definitions
from ingest.resolve.included import included_kinds


@pytest.mark.parametrize(("text", "expected"), [
    ("第二条 本条例所称渡运经营者，包括渡口公司、船东和个体船员。", ("渡运经营者", ("渡口公司", "船东", "个体船员"))),
    ("第二条 本条例所称渡运经营者，是指从事渡运的人，包括船东、船员。", ("渡运经营者", ("船东", "船员"))),
    ("第二条 本条例所称船员，是指在渡船上工作的船长、驾驶员等人员。", ("船员", ("船长", "驾驶员"))),
    # What somebody does describes who is meant, and lists no members.
    ("第二条 本条例所称渡运经营者，是指从事渡运的自然人、法人和其他组织。", None),
    # Things are no bearers.
    ("第二条 本条例所称渡口设施，包括码头、浮桥。", None),
    ("第二条 本条例所称渡运经营者，包括浮桥。", None),
])  # fmt: skip
def test_what_a_definition_lists(text: str, expected: tuple[str, tuple[str, ...]] | None) -> None:
    (found,) = definitions(text)
    assert included_kinds(text, found.value) == expected
