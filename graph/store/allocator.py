"""Give memory back to the system that was freed: the C library keeps it for itself, for each thread apart."""

import ctypes
import sys


def release() -> None:
    """Give back what is free, which takes some milliseconds; nothing where the C library is not GNU's."""
    if sys.platform.startswith("linux"):
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
