"""Readable IRIs: identity as a function of natural keys, never of a counter or a clock."""

from dataclasses import dataclass
from urllib.parse import quote

from ontology.vocabulary import BASE

# RFC 3987 `isegment` without the characters that would end a segment: everything else of Unicode stays readable.
_RESERVED = set('<>"{}|\\^`#?%[] /')


def segment(text: str) -> str:
    """Escape what may not stand in one path segment: `a b/c` → `a%20b%2Fc`; Chinese is kept."""
    return "".join(quote(c, safe="") if c in _RESERVED or not c.isprintable() or c.isspace() else c for c in text)


def path(text: str) -> str:
    """Escape a relative name, keeping its slashes: `岚州市/2023 04.txt` → `岚州市/2023%2004.txt`."""
    return "/".join(segment(part) for part in text.split("/"))


@dataclass(frozen=True, slots=True)
class Iris:
    """Makes the IRIs of `docs/graph.md` below one base.

    >>> Iris().numbered("370100", "济政发", 2018, 22)
    'https://w3id.org/zhengmai/eli/cn/370100/济政发/2018/22'
    """

    base: str = BASE

    def source(self, name: str) -> str:
        return f"{self.base}source/{path(name)}"

    def numbered(self, place: str, code: str, year: int | None, serial: int) -> str:
        """A document by its number; orders have no year: `eli/cn/100000/国务院令/706`."""
        middle = f"{year}/" if year is not None else ""
        return f"{self.base}eli/cn/{segment(place)}/{segment(code)}/{middle}{serial}"

    def version(self, numbered: str, day: str) -> str:
        """The text of a numbered document as a later revision made it: `eli/cn/100000/国务院令/512/2024-12-06`."""
        return f"{numbered}/{day}"

    def titled(self, place: str, issuer: str, signed: str, title: str) -> str:
        """A document that has no number, by issuer, day and title."""
        return f"{self.base}eli/cn/{segment(place)}/{segment(issuer)}/{signed}/{segment(title)}"

    def local(self, name: str, ordinal: int) -> str:
        """A document that only its place in a source identifies."""
        return f"{self.base}eli/local/{path(name)}/{ordinal}"

    def titled_only(self, identity: str) -> str:
        """A document that is known by its title alone (`ontology.titles.identity`)."""
        return f"{self.base}title/{segment(identity)}"

    def concept(self, scheme: str, name: str) -> str:
        """A member of one of our lists (`ontology.enumerations`): `relation/basedOn`, `role/lead`, `status/in-force`."""
        return f"{self.base}{scheme}/{segment(name)}"

    def group(self, place: str, name: str) -> str:
        """A group of bodies, as a place's documents call it: `group/370100/各区县政府`."""
        return f"{self.base}group/{segment(place)}/{segment(name)}"

    def gazette(self, title: str, year: int, number: int) -> str:
        return f"{self.base}gazette/{segment(title)}/{year}/{number}"

    def agency(self, name: str) -> str:
        return f"{self.base}agency/{segment(name)}"

    def place(self, code: str) -> str:
        return f"{self.base}place/{segment(code)}"

    def kind(self, name: str) -> str:
        return f"{self.base}kind/{segment(name)}"

    def graph(self, name: str) -> str:
        """A named graph that is not a source's: `ontology`, `derived`."""
        return f"{self.base}graph/{segment(name)}"
