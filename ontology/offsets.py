"""Parse and write `zm:offsets`, the place of words in their clause's text: two code points, half-open, written as RFC 5147 writes a
range."""


def write_offsets(start: int, end: int) -> str:
    """Return the value of `zm:offsets`: `5,16`."""
    return f"{start},{end}"


REACH = 2_000
"""A first place of words is looked for where it begins before this code point of a clause, so that a very long clause costs no more."""


def first_place(words: str, text: str, begin: int = 0, end: int | None = None) -> tuple[int, int] | None:
    """Return the code points of a clause's text where words first occur; None where they do not begin before `REACH`.

    The position of a statement without `zm:offsets` is the first occurrence of its words (`zm:printed`, `zm:partyName`, else `zm:quote`).
    begin, end: the code points of the clause's text in `text`; all of it by default.
    """
    last = min(len(text) if end is None else end, begin + REACH + len(words))
    at = text.find(words, begin, last) if words else -1
    return (at - begin, at - begin + len(words)) if at >= 0 else None


def read_offsets(value: str) -> tuple[int, int]:
    """Return the code points that `zm:offsets` names. Raises ValueError for a value of another form."""
    start, _, end = value.partition(",")
    return int(start), int(end)
