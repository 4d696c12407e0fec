"""Write the log of commands and of the explorer: one line an event, with its time; a fault with its traceback."""

import logging
import sys


def log_to(where: str | None) -> None:
    """Write the log of this process to a file, or to standard error for `-`.

    where: a path, or `-`; None writes only faults, to standard error. Raises OSError for a file that cannot be written.
    """
    logger = logging.getLogger("zhengmai")
    logger.setLevel(logging.INFO if where else logging.ERROR)
    logger.propagate = False
    handler = (
        logging.FileHandler(where, encoding="utf-8") if where not in (None, "-") else logging.StreamHandler(sys.stderr)
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%dT%H:%M:%S%z"))
    for before in list(logger.handlers):
        logger.removeHandler(before)
        before.close()
    logger.addHandler(handler)
