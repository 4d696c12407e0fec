"""Unpickle the output of a worker that has read hostile files: only values of our own types, and no calls."""

import dataclasses
import enum
import pickle

_OURS = ("ingest.", "ontology.enumerations.")
"""The names of the modules whose types may be unpickled begin with these."""


class PlainUnpickler(pickle.Unpickler):
    """Unpickles this project's dataclasses and enumerations, and Python's plain types. Raises UnpicklingError for others."""

    def find_class(self, module: str, name: str) -> object:
        if (module, name) == ("builtins", "getattr"):
            return _member
        if module.startswith(_OURS) and "." not in name:
            found = super().find_class(module, name)
            if dataclasses.is_dataclass(found) or isinstance(found, enum.EnumMeta):
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


def _member(enumeration: object, name: str) -> enum.Enum:
    """Return the member of an enumeration. Python 3.11 pickles members as `getattr(Enumeration, name)` in some of its versions."""
    if isinstance(enumeration, enum.EnumMeta) and name in enumeration.__members__:
        return enumeration.__members__[name]
    raise pickle.UnpicklingError(f"{enumeration!r}.{name}")
