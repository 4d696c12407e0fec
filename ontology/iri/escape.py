"""The spelling of names in IRIs: which characters a path segment escapes, and the IRI of a member of a list."""

from functools import lru_cache
from urllib.parse import quote, unquote

# RFC 3987 `isegment` without the characters that would end a segment: everything else of Unicode stays readable.
_RESERVED = set('<>"{}|\\^`#?%[] /')
# `ucschar` ends at U+FFEF and begins again at U+E1000; of what it leaves out these count as printable: the sign of a character that was
# lost in decoding, and the selectors of a character's variants.
_RESERVED |= {"\ufffc", "\ufffd", *map(chr, range(0xE0100, 0xE01F0))}


# Few names are escaped, each many times.
@lru_cache(maxsize=1 << 12)
def segment(text: str) -> str:
    """Escape what may not occur in one path segment: `a b/c` → `a%20b%2Fc`; Chinese is kept."""
    return "".join(quote(c, safe="") if c in _RESERVED or not c.isprintable() or c.isspace() else c for c in text)


def path(text: str) -> str:
    """Escape a relative name, keeping its slashes: `岚州市/2023 04.txt` → `岚州市/2023%2004.txt`."""
    return "/".join(segment(part) for part in text.split("/"))


def sent(path: bytes) -> str:
    """Return the path of an address as it came over the network, as IRIs have it: each segment decoded, and escaped as `segment` does.

    `/agency/%E6%B5%8E a` → `agency/济%20a`. Raises UnicodeDecodeError for what is not UTF-8.
    """
    parts = path.decode("utf-8").removeprefix("/").split("/")
    return "/".join(segment(unquote(part, errors="strict")) for part in parts)


def concept(base: str, scheme: str, name: str) -> str:
    """Return the IRI of a concept of a scheme below a base: `event/repealed`. `Iris.concept` and members of our lists call it."""
    return f"{base}{scheme}/{segment(name)}"
