"""Files that count only whole, and only with what they belong to: the first line is the SHA-256 of both."""

from hashlib import sha256


def seal(body: bytes, to: bytes = b"") -> bytes:
    """Return the content of a file. to: what it belongs to; beside anything else it does not count."""
    return f"{_digest(body, to)}\n".encode() + body


def unseal(data: bytes, to: bytes = b"") -> bytes | None:
    """Return the body of a file; None where it is cut, damaged, of another form, or belongs to something else."""
    head, _, body = data.partition(b"\n")
    return body if head == _digest(body, to).encode() else None


def _digest(body: bytes, to: bytes) -> str:
    return sha256(sha256(to).digest() + body).hexdigest()
