"""Files that are valid only whole and only with the data that they were made for: the first line is the SHA-256 of both."""

from hashlib import sha256


def seal(body: bytes, made_for: bytes = b"") -> bytes:
    """Return the content of a file. made_for: the data that it is valid with; with any other, `unseal` returns None."""
    return f"{_digest(body, made_for)}\n".encode() + body


def unseal(data: bytes, made_for: bytes = b"") -> bytes | None:
    """Return the body of a file; None where it is cut, damaged, of another form, or made for other data."""
    head, _, body = data.partition(b"\n")
    return body if head == _digest(body, made_for).encode() else None


def _digest(body: bytes, made_for: bytes) -> str:
    return sha256(sha256(made_for).digest() + body).hexdigest()
