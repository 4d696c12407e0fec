"""Settings of an operating system's process: it ends with its parent, within its memory, with enough open files.

Run as a program, it makes the settings and then becomes another program:
`python -P -m graph.store.process PARENT COMMAND…` with the process id of the parent.
"""

import ctypes
import os
import resource
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

_PR_SET_PDEATHSIG = 1  # prctl(2)
_OPEN_FILES = 65_536
UNLIMITED = resource.RLIM_INFINITY
"""The limit of open files where there is none."""


def end_with_parent(parent: int) -> None:
    """Have the kernel kill this process when `parent`, the process that started it, ends in whatever way; Linux only.

    The setting survives exec. The kernel watches the thread that started this process: that thread must outlive it.
    """
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before the setting was made
        os._exit(1)


def limit_memory(size: int) -> None:
    """Let this process allocate at most `size` bytes, and leave no core file behind when it dies of that."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (size if hard == resource.RLIM_INFINITY else min(size, hard), hard))


def raise_open_files() -> int:
    """Raise the limit of open files as far as this user may; return the limit, UNLIMITED where there is none."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, _OPEN_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        return wanted
    return soft


def opens_files_in(folder: Path) -> bool | None:
    """Return whether this process has a file open below `folder`, an absolute path without links; None where the system does not say."""
    try:
        descriptors = list(Path("/proc/self/fd").iterdir())
    except OSError:
        return None
    for descriptor in descriptors:
        with suppress(OSError):  # the listing's own is closed by now
            # `is_relative_to` would take longer than all else here, and a process may have hundreds of files open.
            if f"{descriptor.readlink()}/".startswith(f"{folder}/"):
                return True
    return False


def wrapped(command: Sequence[str]) -> list[str]:
    """Return the command line that runs `command` in a process that ends with this one."""
    return [sys.executable, "-P", "-m", "graph.store.process", str(os.getpid()), *command]


if __name__ == "__main__":
    end_with_parent(int(sys.argv[1]))
    raise_open_files()
    os.execvp(sys.argv[2], sys.argv[2:])
