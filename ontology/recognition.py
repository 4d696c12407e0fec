"""The confidence that the recognition of a scan must have in words before people may rely on them."""

DOUBTFUL = 0.8
"""The confidence (0 to 1) below which words are to be compared with the scan."""


def is_doubtful(confidence: float | None) -> bool:
    """Test whether words are to be compared with the scan. None if the file contains the words as text."""
    return confidence is not None and confidence < DOUBTFUL
