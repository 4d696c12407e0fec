"""A sealed file counts only as it was written, and beside what it was written for."""

import pytest

from graph.store.sealed import seal, unseal

BODY, TO = b"one\ntwo\n", b"gen"
WHOLE = seal(BODY, TO)

# fmt: off
CASES = {  # the file's content, what it is read with, the body that it returns
    "as it was written":      (WHOLE,                         TO,      BODY),
    "empty body":             (seal(b"", TO),                 TO,      b""),
    "beside something else":  (WHOLE,                         b"gen2", None),
    "beside nothing":         (WHOLE,                         b"",     None),
    "cut in a line":          (WHOLE[:-2],                    TO,      None),
    "cut behind a line":      (WHOLE[:-4],                    TO,      None),
    "a letter altered":       (WHOLE.replace(b"two", b"twa"), TO,      None),
    "a line more":            (WHOLE + b"three\n",            TO,      None),
    "without seal":           (BODY,                          TO,      None),
    "moved from body to end": (seal(b"\ntwo\n", b"genone"),   b"gen",  None),
    "empty":                  (b"",                           TO,      None),
}
# fmt: on


@pytest.mark.parametrize("name", CASES)
def test_a_sealed_file(name: str) -> None:
    data, to, expected = CASES[name]
    assert unseal(data, to) == expected
