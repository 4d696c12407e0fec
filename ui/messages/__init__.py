"""Load the messages that users read in Chinese and English: the `.toml` tables beside this file, checked when they are loaded."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ontology.enumerations import Language


class MessagesError(ValueError):
    """A message lacks a language or has something else than texts."""


@dataclass(frozen=True, slots=True)
class Messages:
    """The texts of one language by dotted key: `say("documents.found", count=3)`.

    Whole numbers are amounts, written in groups (1,125). Give a number that is not an amount, such as a year, as text.
    Raises KeyError for a key that is not in the table, or for a placeholder without a value.
    """

    language: Language
    texts: dict[str, str]

    def __call__(self, key: str, **values: object) -> str:
        if not values:
            return self.texts[key]
        return self.texts[key].format(**{name: _written(value) for name, value in values.items()})


def _written(value: object) -> object:
    """Smaller numbers stay as they are: a table may ask for their digits, as in `{month:02}`."""
    return f"{value:,}" if isinstance(value, int) and value >= 1000 else value


def parse(table: str) -> Mapping[str, Messages]:
    """Read a table of `[section]` and `key = { zh = "…", en = "…" }`; raise MessagesError on a missing language."""
    texts: dict[Language, dict[str, str]] = {language: {} for language in Language}
    for section, entries in tomllib.loads(table).items():
        for name, said in entries.items():
            key = f"{section}.{name}"
            if not isinstance(said, dict) or set(said) != set(Language):
                raise MessagesError(f"messages: {key} must have exactly {' and '.join(Language)}")
            for language in Language:
                if not isinstance(said[language], str) or not said[language].strip():
                    raise MessagesError(f"messages: {key}.{language} is empty")
                texts[language][key] = said[language]
    return {language: Messages(language, texts[language]) for language in Language}


@cache
def load() -> Mapping[str, Messages]:
    """Return all messages by language. A section occurs in one file (else tomllib.TOMLDecodeError)."""
    return parse("\n".join(file.read_text(encoding="utf-8") for file in sorted(Path(__file__).parent.glob("*.toml"))))
