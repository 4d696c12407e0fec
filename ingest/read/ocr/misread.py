"""Put right what an OCR engine cannot have seen: signs that it takes for others where no text has the others."""

from ingest.rules import table

_MEANT = {"per-mille": "‰", "year-closed": "〕", "year-opened": "〔"}
"""The sign that replaces the matches of each rule of `recognition.toml`."""


def put_right(line: str) -> str:
    """Return a recognised line with the signs that are meant."""
    for name, sign in _MEANT.items():
        line = table("recognition")[name].pattern.sub(sign, line)
    return line
