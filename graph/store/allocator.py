"""Give memory back to the system that was freed: the C library keeps it for itself, for each thread apart."""

import ctypes
import sys
from typing import Any

_ARENA_MAX = -8  # M_ARENA_MAX of malloc.h
_ARENAS = 2


def release() -> None:
    """Give back what is free, which takes some milliseconds; nothing where the C library is not GNU's."""
    if (trim := _function("malloc_trim")) is not None:
        trim(0)


def limit_arenas() -> None:
    """Let threads share two pools of free memory: each would keep one of its own, with what an engine has freed in it."""
    if (choose := _function("mallopt")) is not None:
        choose(_ARENA_MAX, _ARENAS)


def _function(name: str) -> Any:
    return getattr(ctypes.CDLL(None), name, None) if sys.platform.startswith("linux") else None
