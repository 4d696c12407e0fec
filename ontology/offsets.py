"""Parse and write `zm:offsets`, the place of words in their clause's text: two code points, half-open, written as RFC 5147 writes a
range."""


def write_offsets(start: int, end: int) -> str:
    """Return the value of `zm:offsets`: `5,16`."""
    return f"{start},{end}"


def read_offsets(value: str) -> tuple[int, int]:
    """Return the code points that `zm:offsets` names. Raises ValueError for a value of another form."""
    start, _, end = value.partition(",")
    return int(start), int(end)
