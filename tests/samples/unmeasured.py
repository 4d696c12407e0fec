"""The environment of a process whose memory or files a test limits, which `make coverage` does not measure."""

import os


def unmeasured_environment() -> dict[str, str]:
    """Return the environment of this process without the variable by which coverage measures the processes that it starts.

    What coverage needs (memory, a file that it writes when the process ends) would count against the limits of the test.
    """
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_PROCESS")}
