"""Remember in little memory which words were seen: a Bloom filter, which takes a few new ones for known."""

_BITS = 1 << 27  # 16 MB; of ten million words one in a hundred is taken for known
_HASHES = 4


class Seen:
    """A set of words that never forgets one; a word that it knows may be new all the same."""

    def __init__(self) -> None:
        self._bits = bytearray(_BITS >> 3)

    def add(self, word: str) -> bool:
        """Add a word. Return whether it may have been added before."""
        one, bits, known = hash(word), self._bits, True
        step = (one >> 32) | 1
        for _ in range(_HASHES):
            place = one % _BITS
            if not bits[place >> 3] >> (place & 7) & 1:
                bits[place >> 3] |= 1 << (place & 7)
                known = False
            one += step
        return known
