"""Findings that are let pass: by rule and words, with a reason, and counted."""

import pytest

from check.model import Remark
from check.passes import PassError, read_passes, sort_out
from ingest.model import IssueSeverity

ONE = Remark("date-order", IssueSeverity.WARNING, 0, 4, "2月底前", "早于", "before")
OTHER = Remark("date-order", IssueSeverity.WARNING, 9, 13, "1月底前", "早于", "before")


def test_what_is_let_pass_is_set_apart_with_its_reason() -> None:
    passes = read_passes('[[pass]]\nrule = "date-order"\nwords = "2月"\nreason = "已经完成"\n')
    stay, passed, unmet = sort_out([ONE, OTHER], passes)
    assert (stay, passed, unmet) == ((OTHER,), ((ONE, "已经完成"),), ())


def test_an_entry_that_nothing_meets_is_returned() -> None:
    passes = read_passes('[[pass]]\nrule = "date-invalid"\nreason = "x"\n')
    assert sort_out([ONE], passes) == ((ONE,), (), passes)


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("[[pass", "Expected"),
        ('pass = "x"', "[[pass]]"),
        ('[[pass]]\nrule = "nothing"\nreason = "x"', "no rule nothing"),
        ('[[pass]]\nrule = "date-order"', "needs a reason"),
        ('[[pass]]\nrule = "date-order"\nreason = "x"\nwhere = "y"', "unknown keys where"),
        ('[[pass]]\nrule = 3\nreason = "x"', "strings"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_fault(toml: str, says: str) -> None:
    with pytest.raises(PassError, match=says.replace("[", r"\[").replace("]", r"\]")):
        read_passes(toml)


def test_a_citys_own_rules_can_be_let_pass() -> None:
    assert read_passes('[[pass]]\nrule = "old-name"\nreason = "x"', ["old-name"])[0].rule == "old-name"
