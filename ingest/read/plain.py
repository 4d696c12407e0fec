"""Unpickle the output of a worker that has read hostile files: only values of our own types, and no calls."""

import dataclasses
import enum
import pickle


class PlainUnpickler(pickle.Unpickler):
    """Unpickles this project's dataclasses and enumerations, and Python's plain types. Raises UnpicklingError for others."""

    def find_class(self, module: str, name: str) -> object:
        if module.startswith("ingest.") and "." not in name:
            found = super().find_class(module, name)
            if dataclasses.is_dataclass(found) or (isinstance(found, type) and issubclass(found, enum.Enum)):
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")
