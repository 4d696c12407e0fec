"""Parse the request of a page: its parameters, checked, and the reader's language."""

from collections.abc import Collection
from dataclasses import dataclass

from graph.serve.worker import WorkerPage
from ontology.enumerations import Language
from ui.messages import Messages, load


class PageError(Exception):
    """Raised for a page that does not exist, or does not take these parameters. status: of HTTP."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters of an address."""

    given: tuple[tuple[str, str], ...]

    def only(self, known: Collection[str]) -> None:
        """Raise PageError for a parameter that is not known: a misspelt filter would silently show everything."""
        for name, _ in self.given:
            if name not in known:
                raise PageError(400, f"{name}: no such parameter here; there are {', '.join(sorted(known))}")

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.given if key == name and value]

    def text(self, name: str) -> str:
        """Return the one value of a parameter, empty where it has none. Raises PageError for several."""
        values = self.all(name)
        if len(values) > 1:
            raise PageError(400, f"{name}: give it once")
        return values[0].strip() if values else ""

    def number(self, name: str, otherwise: int, most: int) -> int:
        given = self.text(name)
        if not given:
            return otherwise
        return _whole(name, given, most)

    def numbers(self, name: str, most: int) -> list[int]:
        """Return all values of a parameter, which may also be joined by commas."""
        return [_whole(name, part, most) for value in self.all(name) for part in value.split(",")]


def _whole(name: str, given: str, most: int) -> int:
    if not (given.isascii() and given.isdigit() and len(given) < 10 and int(given) <= most):
        raise PageError(400, f"{name}={given}: not a whole number from 0 to {most}")
    return int(given)


def said_in(page: WorkerPage) -> Messages:
    """Return the messages in the language that the address names (`lang`), or else the browser prefers; Chinese if none is known."""
    wanted = [value for name, value in page.parameters if name == "lang"]
    if wanted:
        if wanted[-1] not in set(Language):
            raise PageError(400, f"lang={wanted[-1]}: not one of {', '.join(Language)}")
        return load()[Language(wanted[-1])]
    ranked = sorted(map(_ranked, page.language.split(",")), key=lambda pair: -pair[1])
    preferred = next((tag for tag, quality in ranked if tag in set(Language) and quality > 0), Language.ZH)
    return load()[Language(preferred)]


def _ranked(part: str) -> tuple[str, float]:
    """Return the language and the quality of a part of an Accept-Language header (RFC 9110, 12.5.4)."""
    tag, _, weight = part.strip().partition(";")
    try:
        quality = float(weight.strip().removeprefix("q=")) if weight else 1.0
    except ValueError:
        quality = 0.0
    return tag.strip().lower()[:2], quality
