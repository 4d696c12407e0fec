"""Forms: functions that change how a text is printed, worded or cited, and nothing of what it says."""

from collections.abc import Callable, Iterable

Form = Callable[[str], str]


def name_of(form: Form) -> str:
    """Return the name of a form, as commands take and print it: `in_one_line` → `in one line`."""
    return form.__name__.replace("_", " ")


def by_name(forms: Iterable[Form]) -> dict[str, Form]:
    """Return forms by their names, in their order."""
    return {name_of(form): form for form in forms}
