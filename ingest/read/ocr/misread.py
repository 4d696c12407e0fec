"""Put right what an OCR engine cannot have seen: signs that it takes for others where no text has the others."""

from ingest.rules import table

_MEANT = {"per-mille": "‰", "year-closed": "〕", "year-opened": "〔"}
"""What each rule of `recognition.toml` finds is this sign."""


def put_right(line: str) -> str:
    """Return a recognised line with the signs that are meant."""
    for name, sign in _MEANT.items():
        line = table("recognition")[name].pattern.sub(sign, line)
    return line
